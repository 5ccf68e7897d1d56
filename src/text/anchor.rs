//! Anchors: a passage's own words and what stands around them, kept so that the
//! passage is found again in another version of the text. It must not know why
//! the text changed nor what the passage is for; where both versions are at
//! hand, mapping by a `Change` is the better way.

mod fold;
mod near;

use super::offset::{ByteOffset, ByteRange};
use fold::Folded;

/// How many code points before and after a passage an anchor keeps.
pub const CONTEXT: usize = 32;

/// Two places whose words and surroundings score less than this apart are a tie,
/// which the nearness to the hint breaks or nothing does.
pub const TIE: f32 = 0.02;

/// Of tied places the nearest wins if every other is more than this many times
/// as far from the hint. A ratio, because a hint that is far off cannot tell one
/// line of a list from the next, and one that is close can.
pub const NEARER: usize = 2;

/// How much of the score the words themselves are worth, how much what stands
/// around them, and how much being near the hint.
const WEIGHTS: (f32, f32, f32) = (0.5, 0.45, 0.05);

/// Bytes from the hint at which nearness is worth half.
const NEARNESS_HALF: f32 = 200.0;

/// The least score of a near match of a short passage; and of one of 64 code
/// points or more, whose words alone are evidence enough.
const NEAR_SCORE: (f32, f32) = (0.75, 0.6);

/// From how many code points on a passage counts as long for [`NEAR_SCORE`].
const LONG: usize = 64;

/// How many places, the most promising ones, are compared in full.
const FINALISTS: usize = 256;

/// A passage's words and surroundings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The words of the passage, as they stood in the text.
    pub exact: String,
    /// Up to [`CONTEXT`] code points before it; fewer at the text's start.
    pub prefix: String,
    /// Up to [`CONTEXT`] code points after it; fewer at the text's end.
    pub suffix: String,
}

/// What came of looking for an anchor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Find {
    /// One place is the best.
    Found {
        /// The place, in bytes.
        range: ByteRange,
        /// How sure it is, 0 to 1: the sum of 0.5 for the words (all of it
        /// where they are the same but for white space, less by the share of
        /// changed characters), 0.45 for the surroundings (by the share of
        /// characters of prefix and suffix that are still there) and 0.05 for
        /// nearness to the hint (half of it at 200 bytes). The same words in
        /// wholly other surroundings score 0.5 to 0.65: whoever anchors single
        /// words should ask for more.
        score: f32,
    },
    /// This many places (two or more) are as good as one another.
    Ambiguous {
        /// How many.
        count: usize,
    },
    /// No place has the words, or nearly the words in the right surroundings.
    Lost,
}

/// A place that may be the passage.
#[derive(Clone, Copy, Debug)]
struct Place {
    range: ByteRange,
    /// What words and surroundings score.
    fit: f32,
    /// Bytes from the hint.
    distance: usize,
}

impl Place {
    fn score(&self) -> f32 {
        // Beyond 65,535 bytes nearness is worth nothing to speak of.
        let distance = f32::from(u16::try_from(self.distance).unwrap_or(u16::MAX));
        self.fit + WEIGHTS.2 * NEARNESS_HALF / (NEARNESS_HALF + distance)
    }
}

impl Anchor {
    /// The anchor of a stretch of text; `None` where that is blank or no stretch
    /// of the text.
    #[must_use]
    pub fn of(text: &str, range: ByteRange) -> Option<Self> {
        let exact = range.slice(text)?;
        if exact.trim().is_empty() {
            return None;
        }
        let before = text.get(..range.start().get())?;
        let after = text.get(range.end().get()..)?;
        Some(Self {
            exact: exact.to_owned(),
            prefix: last_chars(before, CONTEXT).to_owned(),
            suffix: first_chars(after, CONTEXT).to_owned(),
        })
    }
}

/// Looks for an anchor's passage in a text; `hint` is where it probably starts.
///
/// Runs of white space count as equal whatever they are made of. The exact words
/// win over near ones wherever they are; among several places with them the
/// surroundings decide, then, where those are within [`TIE`], the nearness to
/// the hint by [`NEARER`]. Only where the exact
/// words are nowhere, near matches are tried: up to an eighth of the characters
/// changed, 32 at most, and surroundings that fit. Passages under 8 code points
/// are found by exact words only.
///
/// The work is bounded: a few passes over the text, and some ten million steps
/// for near matches, at any length.
#[must_use]
pub fn find(text: &str, anchor: &Anchor, hint: ByteOffset) -> Find {
    let folded = Folded::new(text);
    let search = Search::new(text, anchor, hint);
    if search.words.is_empty() {
        return Find::Lost;
    }
    let exact: Vec<Place> = search
        .finalists(folded.occurrences(&search.words))
        .into_iter()
        .map(|range| search.place(range, 1.0))
        .collect();
    if !exact.is_empty() {
        return judge(exact);
    }
    let least = if search.words.chars().count() >= LONG { NEAR_SCORE.1 } else { NEAR_SCORE.0 };
    let near = near::matches(&folded, &search, anchor)
        .into_iter()
        .map(|(range, likeness)| search.place(search.whole_words(range), likeness))
        .filter(|place| place.score() >= least)
        .collect();
    judge(near)
}

/// The best place, or how many share the first rank.
fn judge(mut places: Vec<Place>) -> Find {
    let best = places.iter().map(|p| p.fit).fold(0.0, f32::max);
    places.retain(|place| best - place.fit < TIE);
    places.sort_by_key(|place| (place.distance, place.range));
    let Some(nearest) = places.first().copied() else {
        return Find::Lost;
    };
    let as_near = |place: &&Place| place.distance <= nearest.distance.saturating_mul(NEARER);
    match places.iter().take_while(as_near).count() {
        1 => Find::Found { range: nearest.range, score: nearest.score() },
        count => Find::Ambiguous { count },
    }
}

/// One look for one anchor.
struct Search<'a> {
    text: &'a str,
    anchor: &'a Anchor,
    hint: usize,
    /// The words, with runs of white space made one space and none at the ends.
    words: String,
    /// The prefix, folded likewise but for its ends, last character first.
    prefix: Vec<char>,
    /// The suffix, folded likewise but for its ends.
    suffix: Vec<char>,
}

impl<'a> Search<'a> {
    fn new(text: &'a str, anchor: &'a Anchor, hint: ByteOffset) -> Self {
        Self {
            text,
            anchor,
            hint: hint.get(),
            words: fold::folded(anchor.exact.trim()).collect(),
            prefix: fold::folded_back(&anchor.prefix).collect(),
            suffix: fold::folded(&anchor.suffix).collect(),
        }
    }

    /// The places to compare in full: all, or the most promising, judged by how
    /// many characters around them are the same up to the first that is not.
    fn finalists(&self, ranges: Vec<ByteRange>) -> Vec<ByteRange> {
        let mut ranges: Vec<ByteRange> = ranges.into_iter().map(|r| self.with_space(r)).collect();
        if ranges.len() > FINALISTS {
            let promise = |range: &ByteRange| {
                let (before, after) = self.around(*range);
                let same = common(&self.prefix, fold::folded_back(before))
                    + common(&self.suffix, fold::folded(after));
                (std::cmp::Reverse(same), range.start().get().abs_diff(self.hint))
            };
            ranges.sort_by_cached_key(promise);
            ranges.truncate(FINALISTS);
        }
        ranges
    }

    /// The range with the white space at its ends that the passage had there.
    fn with_space(&self, range: ByteRange) -> ByteRange {
        let exact = self.anchor.exact.as_str();
        let lead = exact.len() - exact.trim_start().len();
        let trail = exact.len() - exact.trim_end().len();
        let (before, after) = self.around(range);
        let space_before = exact.get(..lead).is_some_and(|s| before.ends_with(s));
        let space_after = exact.get(exact.len() - trail..).is_some_and(|s| after.starts_with(s));
        let start = range.start().get() - if space_before { lead } else { 0 };
        let end = range.end().get() + if space_after { trail } else { 0 };
        ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(end))
    }

    /// A near match grown to whole words, where the passage was not cut inside a
    /// word: the characters changed may be those at its ends.
    fn whole_words(&self, range: ByteRange) -> ByteRange {
        let (before, after) = self.around(range);
        let inside = range.slice(self.text).unwrap_or_default();
        let word = char::is_alphanumeric;
        let mut grown = range;
        if inside.starts_with(word) && !self.anchor.prefix.ends_with(word) {
            let rest = last_chars(before, 8);
            let more = rest.len() - rest.trim_end_matches(word).len();
            let start = ByteOffset::new(range.start().get() - more);
            grown = grown.cover(ByteRange::empty_at(start));
        }
        if inside.ends_with(word) && !self.anchor.suffix.starts_with(word) {
            let rest = first_chars(after, 8);
            let more = rest.len() - rest.trim_start_matches(word).len();
            let end = ByteOffset::new(range.end().get() + more);
            grown = grown.cover(ByteRange::empty_at(end));
        }
        grown
    }

    /// The text before and after a range.
    fn around(&self, range: ByteRange) -> (&'a str, &'a str) {
        (
            self.text.get(..range.start().get()).unwrap_or_default(),
            self.text.get(range.end().get()..).unwrap_or_default(),
        )
    }

    /// A place with its score; `likeness` is that of the words, 0 to 1.
    fn place(&self, range: ByteRange, likeness: f32) -> Place {
        let (before, after) = self.around(range);
        let prefix = context_likeness(&self.prefix, fold::folded_back(before));
        let suffix = context_likeness(&self.suffix, fold::folded(after));
        let (words, context, _) = WEIGHTS;
        Place {
            range,
            fit: words * likeness + context * (prefix + suffix) / 2.0,
            distance: range.start().get().abs_diff(self.hint),
        }
    }
}

/// How alike the kept surroundings and what now stands there are, 0 to 1, both
/// read away from the passage. Where the passage stood at the very edge of the
/// text, half is given for standing elsewhere.
fn context_likeness(kept: &[char], now: impl Iterator<Item = char>) -> f32 {
    // A few more than were kept, so that an inserted word does not push the
    // last of them out.
    let now: Vec<char> = now.take(kept.len() + 8).collect();
    if kept.is_empty() {
        return if now.is_empty() { 1.0 } else { 0.5 };
    }
    near::likeness(near::distance_to_start_of(kept, &now), kept.len())
}

/// How many characters are the same, up to the first that is not.
fn common(kept: &[char], now: impl Iterator<Item = char>) -> usize {
    kept.iter().zip(now).take_while(|(a, b)| **a == *b).count()
}

/// The last `count` code points of a text, or all of it.
fn last_chars(text: &str, count: usize) -> &str {
    let nth = count.checked_sub(1).and_then(|n| text.char_indices().rev().nth(n));
    nth.and_then(|(at, _)| text.get(at..)).unwrap_or(text)
}

/// The first `count` code points of a text, or all of it.
fn first_chars(text: &str, count: usize) -> &str {
    let nth = text.char_indices().nth(count);
    nth.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests;
