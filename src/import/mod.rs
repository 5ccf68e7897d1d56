//! From the bytes of a published statement to its text: one reader per format, and what they
//! have in common. [`read`] makes a [`Draft`], which the reviewer looks through;
//! [`Draft::text`] is what will be stored.
//!
//! Must not know: the disk (bytes come in, text goes out), the window or threads. A reader never
//! panics and ends in bounded time and memory; what holds a file up beyond that is for the caller,
//! who can read in a process of its own: drafts and errors are plain data.

mod cleanup;
pub mod dates;
mod decode;
mod docx;
mod draft;
mod eml;
mod error;
mod format;
mod html;
mod language;
mod lines;
mod markdown;
mod numerals;
mod odt;
mod package;
mod pdf;
mod propose;
mod published;
pub mod report;
mod rtf;
mod xml;

pub use cleanup::{Choices, Piece, Place, Step};
pub use decode::{Decoded, Encoding, Known};
pub use draft::{Block, BlockKind, Draft, Finding, Found, LeftOut, Origin};
pub use error::ImportError;
pub use format::Format;

/// The largest file that is taken in, in bytes: documents with pictures are larger than their text.
pub const MAX_FILE_BYTES: usize = 256 * 1024 * 1024;

/// The longest text that is taken in, in bytes: ten times the longest statement one meets.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What is to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source<'a> {
    /// The file, or what the clipboard held.
    pub bytes: &'a [u8],
    /// The file's name, which may be empty.
    pub name: &'a str,
    /// The encoding that the reviewer chose.
    pub encoding: Option<Encoding>,
    /// The format where it is known; otherwise it is found out.
    pub kind: Option<Format>,
}

/// Reads a file and proposes what of it is the statement.
///
/// # Errors
///
/// Where the file holds no text, is damaged, too large or of a format that is not read.
pub fn read(source: &Source<'_>) -> Result<Draft, ImportError> {
    if source.bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    if source.bytes.len() > MAX_FILE_BYTES {
        return Err(ImportError::TooLong(source.bytes.len()));
    }
    let format = match source.kind {
        Some(format) => format,
        None => Format::recognise(source.bytes, source.name)?,
    };
    let draft = match format {
        Format::Plain => lines::read(source)?,
        Format::Markdown => markdown::read(source)?,
        Format::Html => html::read(source)?,
        Format::Docx => docx::read(source)?,
        Format::Eml => eml::read(source)?,
        Format::Odt => odt::read(source)?,
        Format::Rtf => rtf::read(source)?,
        Format::Pdf => pdf::read(source)?,
    };
    propose::finish(draft, source.name)
}

/// What is said about pictures that lay in the text.
fn pictures_note(count: usize) -> Vec<String> {
    match count {
        0 => Vec::new(),
        1 => vec!["1 picture is not taken".to_owned()],
        more => vec![format!("{more} pictures are not taken")],
    }
}

#[cfg(test)]
mod tests;
