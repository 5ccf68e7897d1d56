//! What a search found in one text, in order, and the questions that painting
//! and going from hit to hit ask of it. It must not know how it was found.

use crate::text::offset::{ByteOffset, ByteRange};

/// The hits of a search in one text.
///
/// Invariant: the ranges are in order and do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    ranges: Vec<ByteRange>,
    cut: bool,
}

impl Hits {
    /// Takes hits that come in order and do not overlap, `limit` at most.
    pub(super) fn collect(mut found: impl Iterator<Item = ByteRange>, limit: usize) -> Self {
        let ranges = found.by_ref().take(limit).collect();
        Self { ranges, cut: found.next().is_some() }
    }

    /// All hits, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[ByteRange] {
        &self.ranges
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether there are more in the text than the limit allowed.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.cut
    }

    /// One hit by its number, counted from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<ByteRange> {
        self.ranges.get(index).copied()
    }

    /// The hits that share a byte with a stretch of the text, in logarithmic
    /// time; all that painting a view needs.
    #[must_use]
    pub fn between(&self, range: ByteRange) -> &[ByteRange] {
        let from = self.ranges.partition_point(|hit| hit.end() <= range.start());
        let to = self.ranges.partition_point(|hit| hit.start() < range.end());
        self.ranges.get(from..to).unwrap_or_default()
    }

    /// The number of the first hit that starts at or after a place, in
    /// logarithmic time; `None` after the last.
    #[must_use]
    pub fn next_from(&self, place: ByteOffset) -> Option<usize> {
        let at = self.ranges.partition_point(|hit| hit.start() < place);
        (at < self.ranges.len()).then_some(at)
    }

    /// The number of the last hit that starts before a place, in logarithmic
    /// time; `None` before the first.
    #[must_use]
    pub fn previous_from(&self, place: ByteOffset) -> Option<usize> {
        self.ranges.partition_point(|hit| hit.start() < place).checked_sub(1)
    }
}
