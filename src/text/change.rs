//! Changes of a text: what was replaced by what, how to apply and undo it, and
//! where places and ranges of the old text are in the new one. It must not know
//! who changed the text nor what is marked in it.

mod between;

use std::fmt;

use super::offset::{ByteOffset, ByteRange};

/// One stretch of the old text and what stands there in the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replace {
    /// The stretch that goes, in bytes of the old text; empty to insert only.
    pub range: ByteRange,
    /// What comes in its place; empty to delete only.
    pub insert: String,
}

/// Why a change cannot be made or applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeError {
    /// Two replaced stretches overlap.
    Overlap,
    /// A replaced stretch is beyond the end of the text.
    OutOfRange,
    /// The text is not of the length that the change was made for.
    WrongLength,
    /// A replaced stretch starts or ends inside a code point of the text.
    NotABoundary,
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overlap => "two replaced stretches overlap",
            Self::OutOfRange => "a replaced stretch is beyond the end of the text",
            Self::WrongLength => "the text has another length than the change was made for",
            Self::NotABoundary => "a replaced stretch starts or ends inside a character",
        })
    }
}

impl std::error::Error for ChangeError {}

/// On which side of text inserted at a place, or of text that replaced what was
/// around it, the place ends up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before the inserted text.
    Before,
    /// After the inserted text.
    After,
}

/// Where a range of the old text is in the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// All of its text is still there, perhaps with more text inserted inside.
    Kept {
        /// The range in the new text.
        range: ByteRange,
    },
    /// Some of its text is gone, perhaps with other text in its place.
    Shrunk {
        /// The range in the new text.
        range: ByteRange,
        /// The parts that are gone, in bytes of the old text, in order.
        lost: Vec<ByteRange>,
    },
    /// None of its text is left.
    Deleted,
}

/// A sorted list of replaced stretches that neither overlap nor touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    old_len: usize,
    new_len: usize,
    replaces: Vec<Replace>,
    /// Where each replace's inserted text starts in the new text, in bytes.
    new_starts: Vec<usize>,
}

impl Change {
    /// The change that leaves a text of `text_len` bytes as it is.
    #[must_use]
    pub const fn none(text_len: usize) -> Self {
        Self { old_len: text_len, new_len: text_len, replaces: Vec::new(), new_starts: Vec::new() }
    }

    /// The change of a text of `text_len` bytes by these replaces, in any
    /// order. Replaces that touch become one; insertions at one place keep the
    /// order given; those that replace nothing by nothing are left out.
    ///
    /// # Errors
    ///
    /// [`ChangeError::Overlap`] or [`ChangeError::OutOfRange`].
    pub fn new(text_len: usize, mut replaces: Vec<Replace>) -> Result<Self, ChangeError> {
        replaces.retain(|r| !r.range.is_empty() || !r.insert.is_empty());
        replaces.sort_by_key(|r| r.range);
        let mut joined: Vec<Replace> = Vec::with_capacity(replaces.len());
        for replace in replaces {
            if replace.range.end().get() > text_len {
                return Err(ChangeError::OutOfRange);
            }
            match joined.last_mut() {
                Some(last) if last.range.end() > replace.range.start() => {
                    return Err(ChangeError::Overlap);
                }
                Some(last) if last.range.end() == replace.range.start() => {
                    last.range = last.range.cover(replace.range);
                    last.insert.push_str(&replace.insert);
                }
                _ => joined.push(replace),
            }
        }
        let (mut gone, mut come) = (0, 0);
        let mut new_starts = Vec::with_capacity(joined.len());
        for replace in &joined {
            new_starts.push(replace.range.start().get() - gone + come);
            gone += replace.range.len();
            come += replace.insert.len();
        }
        Ok(Self { old_len: text_len, new_len: text_len - gone + come, replaces: joined, new_starts })
    }

    /// What changed from `old` to `new`, whole words at a time.
    ///
    /// Applying it to `old` gives `new`, always. It is a good account of the
    /// change, not the shortest: equal stretches without a letter or digit
    /// between two changes count as changed, moved text counts as deleted and
    /// inserted, and the work is bounded (about a hundred million steps, some
    /// tenths of a second): texts of a megabyte with little in common come out
    /// as few large replaces.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        let replaces = between::replaces(old, new);
        // The diff's stretches are in order, disjoint and inside the old text;
        // were they not, replacing all of it would still be true.
        Self::new(old.len(), replaces).unwrap_or_else(|_| Self {
            old_len: old.len(),
            new_len: new.len(),
            replaces: vec![Replace { range: ByteRange::whole(old), insert: new.to_owned() }],
            new_starts: vec![0],
        })
    }

    /// The replaced stretches, in order; none touches the next.
    #[must_use]
    pub fn replaces(&self) -> &[Replace] {
        &self.replaces
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.replaces.is_empty()
    }

    /// The length of the text before, in bytes.
    #[must_use]
    pub const fn old_len(&self) -> usize {
        self.old_len
    }

    /// The length of the text after, in bytes.
    #[must_use]
    pub const fn new_len(&self) -> usize {
        self.new_len
    }

    /// The new text.
    ///
    /// # Errors
    ///
    /// [`ChangeError::WrongLength`] or [`ChangeError::NotABoundary`] where
    /// `old` is not the text that the change was made for.
    pub fn apply(&self, old: &str) -> Result<String, ChangeError> {
        if old.len() != self.old_len {
            return Err(ChangeError::WrongLength);
        }
        let mut new = String::with_capacity(self.new_len);
        let mut from = 0;
        let kept = |from, to| old.get(from..to).ok_or(ChangeError::NotABoundary);
        for replace in &self.replaces {
            new.push_str(kept(from, replace.range.start().get())?);
            new.push_str(&replace.insert);
            from = replace.range.end().get();
        }
        new.push_str(kept(from, self.old_len)?);
        Ok(new)
    }

    /// The change that turns the new text back into `old`.
    ///
    /// # Errors
    ///
    /// [`ChangeError::WrongLength`] or [`ChangeError::NotABoundary`] where
    /// `old` is not the text that the change was made for.
    pub fn invert(&self, old: &str) -> Result<Self, ChangeError> {
        if old.len() != self.old_len {
            return Err(ChangeError::WrongLength);
        }
        let mut replaces = Vec::with_capacity(self.replaces.len());
        for (replace, new_start) in self.replaces.iter().zip(&self.new_starts) {
            let insert = replace.range.slice(old).ok_or(ChangeError::NotABoundary)?;
            replaces.push(Replace {
                range: ByteRange::spanning(
                    ByteOffset::new(*new_start),
                    ByteOffset::new(new_start + replace.insert.len()),
                ),
                insert: insert.to_owned(),
            });
        }
        Self::new(self.new_len, replaces)
    }

    /// Where a place of the old text is in the new one, in O(log n).
    ///
    /// `side` decides where text was inserted right at the place, or where the
    /// text on both sides of it was replaced. At the edge of replaced text the
    /// place stays at that edge. A place beyond the old text is its end.
    #[must_use]
    pub fn map_offset(&self, offset: ByteOffset, side: Side) -> ByteOffset {
        let offset = offset.get().min(self.old_len);
        let after = self.replaces.partition_point(|r| r.range.start().get() <= offset);
        let last = after.checked_sub(1);
        let Some((replace, new_start)) = last.and_then(|i| self.replaces.get(i).zip(self.new_starts.get(i)))
        else {
            return ByteOffset::new(offset);
        };
        let (start, end) = (replace.range.start().get(), replace.range.end().get());
        let new_end = new_start + replace.insert.len();
        let at_edge_of_replaced = start < end && (offset == start || offset == end);
        let before = if at_edge_of_replaced { offset == start } else { side == Side::Before };
        ByteOffset::new(if offset > end {
            new_end + (offset - end)
        } else if before {
            *new_start
        } else {
            new_end
        })
    }

    /// Where a range of the old text is in the new one, in O(log n + k) for k
    /// replaces inside it.
    ///
    /// Text inserted right at an edge stays outside, text inserted inside stays
    /// inside. Where a replaced stretch lies within the range, what came in its
    /// place is inside; where it sticks out of the range, what came is outside.
    /// An empty range is kept (before text inserted at it) unless the text on
    /// both sides of it was replaced.
    #[must_use]
    pub fn map_range(&self, range: ByteRange) -> Mapped {
        let clamp = |offset: ByteOffset| ByteOffset::new(offset.get().min(self.old_len));
        let range = ByteRange::spanning(clamp(range.start()), clamp(range.end()));
        let first = self.replaces.partition_point(|r| r.range.end() <= range.start());
        let touched = || self.replaces.iter().skip(first).take_while(|r| r.range.start() < range.end());
        if range.is_empty() {
            let inside = self.replaces.get(first).is_some_and(|r| r.range.start() < range.start());
            let at = self.map_offset(range.start(), Side::Before);
            return if inside { Mapped::Deleted } else { Mapped::Kept { range: ByteRange::empty_at(at) } };
        }
        let lost: Vec<ByteRange> = touched().filter_map(|r| r.range.intersection(range)).collect();
        let gone: usize = lost.iter().map(|l| l.len()).sum();
        if gone == range.len() {
            return Mapped::Deleted;
        }
        let new = ByteRange::spanning(
            self.map_offset(range.start(), Side::After),
            self.map_offset(range.end(), Side::Before),
        );
        if lost.is_empty() { Mapped::Kept { range: new } } else { Mapped::Shrunk { range: new, lost } }
    }
}

#[cfg(test)]
mod tests;
