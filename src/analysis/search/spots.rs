//! Words that were found in a text, and which of them stand near each other.
//!
//! Must not know: what the text is.

use memchr::memchr;

use crate::text::ByteRange;

/// Words no further apart than these bytes, in one paragraph, are one hit.
const NEAR: usize = 120;

/// Bytes that one hit may reach.
const REACH: usize = 500;

/// A word that was found, and which of the words looked for it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) range: ByteRange,
    pub(super) word: usize,
}

/// Words that stand near each other.
pub(super) struct Near<'s> {
    /// How many different ones.
    pub(super) near: usize,
    /// From the first to the last.
    pub(super) range: ByteRange,
    pub(super) its: &'s [Spot],
}

/// Puts together what stands near each other; the spots of a text are in order of place.
pub(super) fn groups<'s>(text: &str, spots: &'s [Spot]) -> Vec<Near<'s>> {
    let mut groups = Vec::new();
    let mut rest = spots;
    while let Some(first) = rest.first() {
        let mut range = first.range;
        let mut len = 1;
        while let Some(next) = rest.get(len).filter(|next| joins(text, range, next.range)) {
            range = range.cover(next.range);
            len += 1;
        }
        let (its, others) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        groups.push(Near { near: different(its.iter()), range, its });
        rest = others;
    }
    groups
}

/// Whether a word belongs to those before it.
fn joins(text: &str, before: ByteRange, word: ByteRange) -> bool {
    let (end, start) = (before.end().get(), word.start().get());
    let is_short = start < end + NEAR && word.end().get() < before.start().get() + REACH;
    is_short && text.as_bytes().get(end..start).is_none_or(|between| memchr(b'\n', between).is_none())
}

/// How many different words there are among these.
pub(super) fn different<'s>(spots: impl Iterator<Item = &'s Spot>) -> usize {
    let mut seen = 0_u64;
    for spot in spots {
        // Queries have fewer words than this has bits.
        seen |= 1 << (spot.word % 64);
    }
    seen.count_ones() as usize
}

/// The places of words in order, those that overlap as one.
pub(super) fn apart(spots: &[Spot]) -> Vec<ByteRange> {
    let mut ranges: Vec<ByteRange> = Vec::with_capacity(spots.len());
    for spot in spots {
        match ranges.last_mut() {
            Some(last) if spot.range.start() < last.end() => *last = last.cover(spot.range),
            _ => ranges.push(spot.range),
        }
    }
    ranges
}
