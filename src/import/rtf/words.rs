//! RTF taken apart: groups, control words with their numbers, bytes of text.
//!
//! Must not know: what a control word means.

/// A piece of RTF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` or `\word12`; also signs such as `\~`.
    Word(&'a str, Option<i32>),
    /// `\'e9`
    Hex(u8),
    /// A byte of text.
    Byte(u8),
}

/// The pieces of a file.
pub(super) struct Pieces<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Letters that a control word may have.
const MOST_LETTERS: usize = 32;

impl<'a> Pieces<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Leaves out bytes that are no text.
    pub(super) fn jump(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn after_backslash(&mut self) -> Option<Piece<'a>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first == b'\'' {
                let digits =
                    self.bytes.get(self.at..self.at + 2).and_then(|digits| std::str::from_utf8(digits).ok());
                return Some(match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    Some(byte) => {
                        self.at += 2;
                        Piece::Hex(byte)
                    }
                    None => Piece::Byte(b'\''),
                });
            }
            return Some(match first {
                b'\\' | b'{' | b'}' => Piece::Byte(first),
                b'~' => Piece::Word("~", None),
                b'-' => Piece::Word("-", None),
                b'_' => Piece::Word("_", None),
                b'*' => Piece::Word("*", None),
                // A backslash before a line end is one.
                b'\r' | b'\n' => Piece::Word("par", None),
                b'\t' => Piece::Word("tab", None),
                _ => Piece::Word("", None),
            });
        }
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) && self.at - start < MOST_LETTERS {
            self.at += 1;
        }
        let word = self
            .bytes
            .get(start..self.at)
            .and_then(|word| std::str::from_utf8(word).ok())
            .unwrap_or_default();
        let negative =
            self.peek() == Some(b'-') && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
        self.at += usize::from(negative);
        let mut number: Option<i32> = None;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(i32::from(digit - b'0')));
            self.at += 1;
        }
        // One space ends the word and is no text.
        self.at += usize::from(self.peek() == Some(b' '));
        Some(Piece::Word(word, number.map(|number| if negative { -number } else { number })))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return Some(match byte {
                b'{' => Piece::Open,
                b'}' => Piece::Close,
                b'\\' => return self.after_backslash(),
                // Line ends of the file are not those of the text.
                b'\r' | b'\n' | 0 => continue,
                _ => Piece::Byte(byte),
            });
        }
    }
}
