//! Plain text and Markdown in UTF-8.
//!
//! Markdown is kept as it is written: its marks are part of what was published.
//! Must not know: where the bytes come from.

use crate::text::CleanText;

/// The largest text that is taken in, in bytes: ten times the longest statement one meets.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlainError {
    /// A byte that UTF-8 does not allow.
    #[error(
        "it is not UTF-8: line {line} has a byte (number {byte} of the file) that no UTF-8 text has. \
         Save it as UTF-8, or paste the text instead"
    )]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
        /// The byte, from 1.
        byte: usize,
    },
    /// UTF-16, told by its byte order mark.
    #[error("it is UTF-16. Save it as UTF-8, or paste the text instead")]
    Utf16,
    /// A binary file.
    #[error("it is not a text file: it holds zero bytes. Paste the text instead")]
    Binary,
    /// Nothing in it.
    #[error("it holds no text")]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error("it is {} MB long; a statement may have {} MB", .0 / 1_000_000, MAX_BYTES / 1_000_000)]
    TooLong(usize),
}

/// Reads UTF-8 text and cleans it.
pub fn read(bytes: &[u8]) -> Result<CleanText, PlainError> {
    if bytes.len() > MAX_BYTES {
        return Err(PlainError::TooLong(bytes.len()));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(PlainError::Utf16);
    }
    if bytes.contains(&0) {
        return Err(PlainError::Binary);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        PlainError::NotUtf8 {
            line: 1 + good.iter().filter(|byte| **byte == b'\n').count(),
            byte: good.len() + 1,
        }
    })?;
    let clean = CleanText::new(text);
    if clean.as_str().trim().is_empty() { Err(PlainError::Empty) } else { Ok(clean) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_in_clean() {
        assert_eq!(read("\u{feff}Both sides\r\nагреed.".as_bytes()).unwrap().as_str(), "Both sides\nагреed.");
    }

    #[test]
    fn what_is_no_text_says_why() {
        assert_eq!(read(b""), Err(PlainError::Empty));
        assert_eq!(read(b" \r\n "), Err(PlainError::Empty));
        assert_eq!(read(b"\xff\xfea\0"), Err(PlainError::Utf16));
        assert_eq!(read(b"PK\x03\x04\0\0"), Err(PlainError::Binary));
        assert_eq!(read(b"one\ntwo \xe9"), Err(PlainError::NotUtf8 { line: 2, byte: 9 }));
        assert_eq!(read(&vec![b'a'; MAX_BYTES + 1]), Err(PlainError::TooLong(MAX_BYTES + 1)));
    }
}
