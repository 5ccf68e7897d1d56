//! Offsets and half-open ranges in bytes and in code points, and the one
//! conversion between the two units. It must not know what stands at an offset:
//! words, sentences and graphemes are `boundary`'s.

/// Defines one unit's offset and range types. A macro, because the two units
/// must be distinct types with the same arithmetic, and a generic parameter
/// would show up in every signature of the crate.
macro_rules! unit {
    ($offset:ident, $range:ident, $unit:literal) => {
        #[doc = concat!("A place in a text, counted in ", $unit, " from its start.")]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $offset(usize);

        impl $offset {
            /// The start of every text.
            pub const ZERO: Self = Self(0);

            #[doc = concat!("The place `value` ", $unit, " from the start.")]
            #[must_use]
            pub const fn new(value: usize) -> Self {
                Self(value)
            }

            #[doc = concat!("The number of ", $unit, " from the start.")]
            #[must_use]
            pub const fn get(self) -> usize {
                self.0
            }
        }

        #[doc = concat!("A half-open stretch `[start, end)` of a text, in ", $unit, ".")]
        ///
        /// Ordered by start, then by end.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $range {
            start: $offset,
            end: $offset,
        }

        impl $range {
            /// The range `[start, end)`, or `None` where `start` is after `end`.
            #[must_use]
            pub const fn new(start: $offset, end: $offset) -> Option<Self> {
                if start.0 <= end.0 { Some(Self { start, end }) } else { None }
            }

            /// The range between two offsets, whichever comes first.
            #[must_use]
            pub const fn spanning(a: $offset, b: $offset) -> Self {
                if a.0 <= b.0 { Self { start: a, end: b } } else { Self { start: b, end: a } }
            }

            /// The empty range at an offset.
            #[must_use]
            pub const fn empty_at(at: $offset) -> Self {
                Self { start: at, end: at }
            }

            #[doc = concat!("The first place in the range, in ", $unit, ".")]
            #[must_use]
            pub const fn start(self) -> $offset {
                self.start
            }

            #[doc = concat!("The first place after the range, in ", $unit, ".")]
            #[must_use]
            pub const fn end(self) -> $offset {
                self.end
            }

            #[doc = concat!("The number of ", $unit, " in the range.")]
            #[must_use]
            pub const fn len(self) -> usize {
                self.end.0 - self.start.0
            }

            /// Whether the range holds nothing.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.start.0 == self.end.0
            }

            /// Whether `start <= offset < end`.
            #[must_use]
            pub const fn contains(self, offset: $offset) -> bool {
                self.start.0 <= offset.0 && offset.0 < self.end.0
            }

            /// Whether `other` sticks out on neither side (an empty range at an
            /// edge does not).
            #[must_use]
            pub const fn contains_range(self, other: Self) -> bool {
                self.start.0 <= other.start.0 && other.end.0 <= self.end.0
            }

            /// Whether the two share at least one place. An empty range
            /// overlaps nothing, and ranges that only touch do not overlap.
            #[must_use]
            pub const fn overlaps(self, other: Self) -> bool {
                !self.is_empty()
                    && !other.is_empty()
                    && self.start.0 < other.end.0
                    && other.start.0 < self.end.0
            }

            /// What the two share, or `None` where they do not overlap.
            #[must_use]
            pub fn intersection(self, other: Self) -> Option<Self> {
                if self.overlaps(other) {
                    Self::new(self.start.max(other.start), self.end.min(other.end))
                } else {
                    None
                }
            }

            /// The smallest range that holds both, and what lies between them.
            #[must_use]
            pub fn cover(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }
        }
    };
}

unit!(ByteOffset, ByteRange, "bytes");
unit!(CharOffset, CharRange, "code points");

impl ByteRange {
    /// The whole of a text.
    #[must_use]
    pub const fn whole(text: &str) -> Self {
        Self { start: ByteOffset::ZERO, end: ByteOffset::new(text.len()) }
    }

    /// The stretch of `text` that the range covers, or `None` where an end is
    /// beyond the text or inside a code point.
    #[must_use]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.start.get()..self.end.get())
    }
}

/// Bytes from one checkpoint of an [`OffsetTable`] to the next. A conversion
/// reads at most this many bytes of the text; the table takes one word per step.
const STEP: usize = 128;

/// Converts places of one text between bytes and code points.
///
/// The table holds counts only, no copy of the text: pass the same text again
/// with every question. A conversion reads at most 128 bytes of the text; code
/// points to bytes adds one binary search in the table (under 64 steps). A text
/// of another length is answered with `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetTable {
    /// Bytes of the text the table was made for.
    bytes: usize,
    /// Code points of that text.
    chars: usize,
    /// At `i`: how many code points start before byte `i * STEP`. Empty where
    /// every code point is one byte, and the two units are the same number.
    starts_before: Vec<usize>,
}

/// How many code points start in the bytes.
fn count_starts(bytes: &[u8]) -> usize {
    // In small pieces, whose count fits a byte, the compiler counts many at once.
    let starts = |piece: &[u8]| piece.iter().map(|byte| u8::from(is_start(*byte))).sum::<u8>();
    bytes.chunks(64).map(|piece| usize::from(starts(piece))).sum()
}

/// Whether the byte opens a code point (UTF-8 continuation bytes are 10xxxxxx).
const fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl OffsetTable {
    /// Makes the table for a text, in one pass over it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.len();
        if text.is_ascii() {
            return Self { bytes, chars: bytes, starts_before: Vec::new() };
        }
        let mut chars = 0;
        let mut starts_before = Vec::with_capacity(bytes / STEP + 1);
        for chunk in text.as_bytes().chunks(STEP) {
            starts_before.push(chars);
            chars += count_starts(chunk);
        }
        Self { bytes, chars, starts_before }
    }

    /// The length of the text in bytes.
    #[must_use]
    pub const fn byte_len(&self) -> usize {
        self.bytes
    }

    /// The length of the text in code points.
    #[must_use]
    pub const fn char_len(&self) -> usize {
        self.chars
    }

    /// The code-point offset of a byte offset; `None` beyond the text's end or
    /// inside a code point. The end of the text itself is a place.
    #[must_use]
    pub fn char_from_byte(&self, text: &str, offset: ByteOffset) -> Option<CharOffset> {
        let byte = offset.get();
        if text.len() != self.bytes || !text.is_char_boundary(byte) {
            return None;
        }
        if self.chars == self.bytes {
            return Some(CharOffset::new(byte));
        }
        if byte == self.bytes {
            return Some(CharOffset::new(self.chars));
        }
        let step = byte / STEP;
        let before = self.starts_before.get(step)?;
        let rest = text.as_bytes().get(step * STEP..byte)?;
        Some(CharOffset::new(before + count_starts(rest)))
    }

    /// The byte offset of a code-point offset; `None` beyond the text's end.
    #[must_use]
    pub fn byte_from_char(&self, text: &str, offset: CharOffset) -> Option<ByteOffset> {
        let char = offset.get();
        if text.len() != self.bytes || char > self.chars {
            return None;
        }
        if self.chars == self.bytes {
            return Some(ByteOffset::new(char));
        }
        if char == self.chars {
            return Some(ByteOffset::new(self.bytes));
        }
        // The last checkpoint with no more than `char` starts before it: the
        // wanted start is in the step that follows it.
        let step = self.starts_before.partition_point(|before| *before <= char).checked_sub(1)?;
        let nth = char - self.starts_before.get(step)?;
        let from = step * STEP;
        let inside = text
            .as_bytes()
            .get(from..)?
            .iter()
            .take(STEP)
            .enumerate()
            .filter(|(_, byte)| is_start(**byte))
            .nth(nth)?
            .0;
        Some(ByteOffset::new(from + inside))
    }

    /// The code-point range of a byte range; `None` where an end has none.
    #[must_use]
    pub fn chars_from_bytes(&self, text: &str, range: ByteRange) -> Option<CharRange> {
        CharRange::new(self.char_from_byte(text, range.start())?, self.char_from_byte(text, range.end())?)
    }

    /// The byte range of a code-point range; `None` where an end has none.
    #[must_use]
    pub fn bytes_from_chars(&self, text: &str, range: CharRange) -> Option<ByteRange> {
        ByteRange::new(self.byte_from_char(text, range.start())?, self.byte_from_char(text, range.end())?)
    }
}

mod walk;

pub use walk::OffsetWalk;

#[cfg(test)]
mod tests;
