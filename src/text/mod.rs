//! Plain text and places in it: offsets, ranges, sets of ranges, changes and
//! how ranges follow them, anchors that find a passage again, words found as a
//! reader would find them, their stems, boundaries of words, sentences and paragraphs, and
//! the clean-up that makes a text storable.
//! It must not know what a range means to the program (it knows nothing of
//! dossiers, passages, JSON, windows or disk).
//!
//! # Ranges
//!
//! Every range is half-open: the start belongs to it, the end does not. Two
//! ranges that touch share no character.
//!
//! ```text
//!   text      М  и  р     n  o  w
//!   bytes     0  2  4  6  7  8  9  10      in memory: ByteOffset
//!   chars     0  1  2  3  4  5  6  7       in files:  CharOffset (code points)
//!
//!             [--------)                   bytes [0,6), chars [0,3)  "Мир"
//!                      [--)                bytes [6,7), chars [3,4)  " "
//!                         [--------)       bytes [7,10), chars [4,7) "now"
//! ```
//!
//! The two units are different types, so that mixing them does not compile;
//! [`OffsetTable`], with [`OffsetWalk`] for places in their order, is the one place where one becomes
//! the other.

pub mod anchor;
pub mod boundary;
pub mod change;
pub mod clean;
pub mod find;
pub mod offset;
pub mod range_set;
pub mod segments;
mod shifts;
pub mod stems;
pub mod words;

pub use anchor::{Anchor, Find};
pub use boundary::{
    next_grapheme, paragraph_at, paragraphs, prev_grapheme, sentence_at, sentences, shortened, snap_to_words,
    trim, word_at, word_left, word_right,
};
pub use change::{Change, ChangeError, Mapped, Replace, Side};
pub use clean::CleanText;
pub use find::{FoldedText, Hits, Matching, Query, Wanted};
pub use offset::{ByteOffset, ByteRange, CharOffset, CharRange, OffsetTable, OffsetWalk};
pub use range_set::RangeSet;
pub use segments::{Segment, segments};
pub use stems::{root, stem};
pub use words::{Word, Words};
