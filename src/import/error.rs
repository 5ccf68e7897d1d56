//! Why a file could not be taken in, in sentences for people.
//!
//! Must not know: which reader found it out.

use serde::{Deserialize, Serialize};

use super::Format;
use super::MAX_BYTES;

/// Why a file is no statement. The sentence goes on after the file's name and a colon, and says
/// what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ImportError {
    /// Nothing in it.
    #[error("it holds no text")]
    Empty,
    /// There is something in it, but all of it looks like what surrounds a text.
    #[error("no text was found in this {0}. Open it where it came from, and paste the text instead")]
    NoText(Format),
    /// More than [`MAX_BYTES`] of text.
    #[error("it is {} MB long; a statement may have {} MB", .0 / 1_000_000, MAX_BYTES / 1_000_000)]
    TooLong(usize),
    /// A binary file that is none of the known formats.
    #[error("it is not a text file: it holds zero bytes. Paste the text instead")]
    Binary,
    /// A known format that holds no statement, or is too old.
    #[error("it is {what}. {advice}")]
    Unsupported {
        /// What it is, such as "an old Word file (.doc)".
        what: String,
        /// What to do, as a sentence.
        advice: String,
    },
    /// The file does not keep to its format.
    #[error("this {format} is damaged: {what}. Save it again where it came from, or paste the text instead")]
    Damaged {
        /// What it seems to be.
        format: Format,
        /// What is wrong, such as "it ends too early".
        what: String,
    },
    /// The file needs a password.
    #[error("this {0} is protected by a password. Save it without one, or paste the text instead")]
    Encrypted(Format),
    /// Pictures of pages.
    #[error(
        "this PDF is a scan: its {pages} page(s) are pictures and hold no text. \
         Run text recognition (OCR) on it first, or paste the text instead"
    )]
    Scan {
        /// How many pages it has.
        pages: usize,
    },
    /// A file made, or broken, so that reading it would take for ever.
    #[error("this {format} is too complex: {what}. Paste the text instead")]
    TooComplex {
        /// What it seems to be.
        format: Format,
        /// What there is too much of.
        what: String,
    },
}

impl ImportError {
    /// A damaged file.
    pub(super) fn damaged(format: Format, what: impl Into<String>) -> Self {
        Self::Damaged { format, what: what.into() }
    }

    /// A file that is too complex.
    pub(super) fn complex(format: Format, what: impl Into<String>) -> Self {
        Self::TooComplex { format, what: what.into() }
    }
}
