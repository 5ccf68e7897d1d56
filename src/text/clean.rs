//! The clean-up that every stored text goes through, and the type that proves
//! it did. It must not know where the text came from nor what it says: removing
//! page numbers, soft hyphens or hard line ends is an import's business.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use memchr::memchr;
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

/// Bytes that are looked at together.
const CHUNK: usize = 64;

/// Whether [`CleanText::new`] would leave the text as it is. Most texts are seen to be clean many
/// bytes at a time; characters that are not of the usual ones are looked at one by one.
fn is_clean(text: &str) -> bool {
    lines_are_clean(text) && chars_are_clean(text)
}

/// No white space at the end of a line, no blank line at an edge, no two in a row.
fn lines_are_clean(text: &str) -> bool {
    let mut blank = true;
    let mut rest = text;
    while let Some(end) = memchr(b'\n', rest.as_bytes()) {
        let (line, after) = rest.split_at_checked(end).unwrap_or_default();
        if (line.is_empty() && blank) || line.ends_with(char::is_whitespace) {
            return false;
        }
        blank = line.is_empty();
        rest = after.strip_prefix('\n').unwrap_or_default();
    }
    text.is_empty() || (!rest.is_empty() && !rest.ends_with(char::is_whitespace))
}

/// Only characters that are kept, in form C.
fn chars_are_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let chunk = bytes.get(at..).unwrap_or_default();
        // Each byte with the one after it.
        let Some((chunk, next)) = chunk.get(..CHUNK).zip(chunk.get(1..=CHUNK)) else {
            return slow_chars_are_clean(text, at, text.len());
        };
        // Without a way out of the loop the compiler looks at many bytes at once.
        let slow = chunk.iter().zip(next).fold(false, |slow, (byte, next)| slow | is_slow(*byte, *next));
        if slow && !slow_chars_are_clean(text, at, at + CHUNK) {
            return false;
        }
        at += CHUNK;
    }
}

/// Whether a byte, which the other follows, may begin a character that is not [`is_plain`] or not
/// kept. Bytes after the first of a character never do.
const fn is_slow(byte: u8, next: u8) -> bool {
    // Up to U+02FF but for the controls; U+0400 to U+047F; U+0490 to U+04FF.
    let control = (byte < 0x20 && byte != b'\n') || byte == 0x7F || (byte == 0xC2 && next < 0xA0);
    control || (byte >= 0xCC && byte <= 0xCF) || (byte == 0xD2 && next < 0x90) || byte >= 0xD4
}

/// Looks at the characters that begin in these bytes one by one.
fn slow_chars_are_clean(text: &str, from: usize, to: usize) -> bool {
    let Some(start) = (from..=text.len()).find(|at| text.is_char_boundary(*at)) else { return true };
    let Some(rest) = text.get(start..) else { return true };
    for (offset, c) in rest.char_indices() {
        let at = start + offset;
        if at >= to {
            break;
        }
        if !matches!(fate(c), Fate::Keep) {
            return false;
        }
        if !is_plain(c) && !neighbourhood_is_nfc(text, at) {
            return false;
        }
    }
    true
}

/// Whether the characters around the one at `at`, from a plain one to before the next plain one,
/// are in form C. What is plain does not change with what stands before it, so that a text is in
/// form C where every such stretch is.
fn neighbourhood_is_nfc(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    // Where another character that is not plain stands before, that one's turn showed it all.
    let Some((last, c)) = before.char_indices().next_back() else { return is_nfc_stretch(text, 0, after) };
    !is_plain(c) || is_nfc_stretch(text, last, after)
}

fn is_nfc_stretch(text: &str, from: usize, after: &str) -> bool {
    let more = after.find(is_plain).unwrap_or(after.len());
    let to = text.len() - after.len() + more;
    text.get(from..to).is_some_and(is_nfc)
}

/// Whether a character is in form C wherever it stands, and changes nothing that stands before it
/// or after it: usual ones only, the others are left to the tables.
const fn is_plain(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{2FF}' | '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        | '\u{2010}'..='\u{205E}' | '\u{20A0}'..='\u{20BF}' | '\u{2116}'
        | '\u{4E00}'..='\u{9FFF}')
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
