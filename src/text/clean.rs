//! The clean-up that every stored text goes through, and the type that proves
//! it did. It must not know where the text came from nor what it says: removing
//! page numbers, soft hyphens or hard line ends is an import's business.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text that is safe to count code points in, to compare and to store:
///
/// - lines end in LF (CRLF, CR, VT, FF, U+0085, U+2028 and U+2029 became LF);
/// - it is in normalisation form C;
/// - no control characters but LF (a TAB became a space), no U+FEFF and no
///   noncharacters;
/// - no white space at the end of a line, no blank line at the start and the
///   end, no two blank lines in a row.
///
/// Bidirectional marks, joiners, no-break spaces and soft hyphens stay: they
/// carry meaning. Cloning is cheap; the text is shared and never changes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleanText(Arc<str>);

/// What becomes of a character before normalisation.
enum Fate {
    Keep,
    Drop,
    Become(char),
}

/// What becomes of a character, looked at alone (CR before LF is the caller's).
fn fate(c: char) -> Fate {
    match c {
        '\n' => Fate::Keep,
        '\t' => Fate::Become(' '),
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Become('\n'),
        '\u{FEFF}' | '\u{FDD0}'..='\u{FDEF}' => Fate::Drop,
        // The last two code points of every plane are noncharacters.
        _ if c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE => Fate::Drop,
        _ => Fate::Keep,
    }
}

impl CleanText {
    /// The clean form of a text. The clean form of a clean text is itself.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if is_clean(text) {
            return Self(text.into());
        }
        let mut last = None;
        let normal: String = text
            .chars()
            .filter_map(|c| {
                let after_cr = last.replace(c) == Some('\r');
                match fate(c) {
                    Fate::Keep if c == '\n' && after_cr => None,
                    Fate::Keep => Some(c),
                    Fate::Drop => None,
                    Fate::Become(other) => Some(other),
                }
            })
            .nfc()
            .collect();
        // Cutting white space before LF leaves form C as it is: nothing
        // composes with LF.
        let mut clean = String::with_capacity(normal.len());
        let mut blank = 0;
        for line in normal.split('\n').map(str::trim_end) {
            if line.is_empty() {
                blank += 1;
                continue;
            }
            if !clean.is_empty() {
                clean.push('\n');
                if blank > 0 {
                    clean.push('\n');
                }
            }
            blank = 0;
            clean.push_str(line);
        }
        Self(clean.into())
    }

    /// The empty text.
    #[must_use]
    pub fn empty() -> Self {
        Self("".into())
    }

    /// Takes a text that is clean already; checks without making a copy first.
    ///
    /// # Errors
    ///
    /// Gives the text back where it is not clean.
    pub fn try_clean(text: String) -> Result<Self, String> {
        if is_clean(&text) { Ok(Self(text.into())) } else { Err(text) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as shared memory, for a holder that needs no proof.
    #[must_use]
    pub fn to_arc(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

/// Whether [`CleanText::new`] would leave the text as it is, in one pass (two
/// where the quick check of form C cannot tell).
fn is_clean(text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    // The edges of the text stand for line ends: a blank line at either is one
    // too many already.
    let mut line_ends = 2;
    let mut space_last = false;
    for c in text.chars() {
        if c == '\n' {
            line_ends += 1;
            if space_last || line_ends > 2 {
                return false;
            }
        } else {
            if !matches!(fate(c), Fate::Keep) {
                return false;
            }
            line_ends = 0;
            space_last = c.is_whitespace();
        }
    }
    line_ends == 0 && !space_last && is_nfc(text)
}

impl Default for CleanText {
    fn default() -> Self {
        Self::empty()
    }
}

impl Deref for CleanText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for CleanText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for CleanText {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests;
