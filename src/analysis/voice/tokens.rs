//! Words of a text in the form in which names and cues are compared.
//!
//! Must not know: which words mean something.

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

use crate::text::{ByteOffset, ByteRange};

/// One word, number or Chinese character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it stands.
    pub(crate) range: ByteRange,
    /// Its letters without case and accents.
    pub(crate) word: String,
    /// Whether it starts with a large letter.
    pub(crate) large: bool,
    /// Whether a mark of punctuation stands between it and the word before.
    pub(crate) broken: bool,
    /// Whether something other than a comma or brackets is that mark.
    pub(crate) stopped: bool,
}

impl Token {
    /// Where it starts, in bytes.
    pub(crate) fn start(&self) -> usize {
        self.range.start().get()
    }

    /// Where it ends, in bytes.
    pub(crate) fn end(&self) -> usize {
        self.range.end().get()
    }
}

/// The range of two byte positions.
pub(crate) fn range(start: usize, end: usize) -> ByteRange {
    ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(end))
}

/// The words of a stretch of a text that starts at byte `offset` of it.
pub(crate) fn tokens(text: &str, offset: usize) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::with_capacity(text.len() / 6);
    let mut word = String::new();
    let mut start = 0;
    let (mut broken, mut stopped, mut large) = (true, true, false);
    let mut marks = (true, true);
    for (at, c) in text.char_indices() {
        if is_han(c) || !is_letter(c) {
            if !word.is_empty() {
                let range = range(offset + start, offset + at);
                found.push(Token { range, word: bare(std::mem::take(&mut word)), large, broken, stopped });
            }
            if is_han(c) {
                let range = range(offset + at, offset + at + c.len_utf8());
                let (broken, stopped) = marks;
                found.push(Token { range, word: c.to_string(), large: true, broken, stopped });
                marks = (false, false);
            } else if c == '.' && abbreviates(found.last(), text.get(at + 1..).unwrap_or_default()) {
            } else if c == '.' || !is_glue(c) {
                marks = (true, marks.1 || !is_light(c));
            }
            continue;
        }
        if word.is_empty() {
            start = at;
            (broken, stopped) = marks;
            marks = (false, false);
            large = c.is_uppercase() || !(c.is_lowercase() || c.is_numeric());
        }
        fold(c, &mut word);
        if word.is_empty() {
            // A mark without its letter.
            marks = (broken, stopped);
        }
    }
    if !word.is_empty() {
        let range = range(offset + start, offset + text.len());
        found.push(Token { range, word: bare(word), large, broken, stopped });
    }
    found
}

/// A word without the Arabic article, which is written with it.
fn bare(word: String) -> String {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() > 2 => rest.to_owned(),
        _ => word,
    }
}

/// A word without case and accents. Of Cyrillic letters only ё and the large ones change.
pub(crate) fn folded(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        fold(c, &mut out);
    }
    out
}

fn fold(c: char, out: &mut String) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'a'..='z' | '0'..='9' => out.push(c),
        'ı' | 'İ' => out.push('i'),
        'ё' | 'Ё' => out.push('е'),
        'أ' | 'إ' | 'آ' => out.push('ا'),
        'ى' => out.push('ي'),
        '\u{400}'..='\u{52F}' => out.extend(c.to_lowercase()),
        _ if !c.is_alphabetic() && canonical_combining_class(c) != 0 => {}
        _ if c.is_alphabetic() => decompose_canonical(c, |part| {
            if canonical_combining_class(part) == 0 {
                out.extend(part.to_lowercase());
            }
        }),
        _ => out.push(c),
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && canonical_combining_class(c) != 0)
}

/// A Chinese character: a word by itself.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Whether a full stop after a word ends nothing: within «U.S.» and after initials and titles.
fn abbreviates(before: Option<&Token>, after: &str) -> bool {
    let short = before.is_some_and(|token| match token.word.chars().count() {
        1 => true,
        2 => token.large,
        _ => false,
    });
    short || after.starts_with(char::is_alphanumeric)
}

/// Marks within words and between them that break nothing.
fn is_glue(c: char) -> bool {
    (c.is_whitespace() && c != '\n')
        || matches!(
            c,
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | 'ʻ' | 'ʼ' | '‘' | '`' | '\u{AD}' | '\u{200B}'
                ..='\u{200F}' | '·'
        )
}

/// Marks that set something off without ending it.
fn is_light(c: char) -> bool {
    matches!(c, ',' | '(' | ')' | '،' | '，' | '、' | '[' | ']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_without_case_and_accents() {
        let found = tokens("Türkiye’s «Ёлка», 俄方 Côte; أكد", 0);
        let words: Vec<&str> = found.iter().map(|token| token.word.as_str()).collect();
        assert_eq!(words, ["turkiye", "s", "елка", "俄", "方", "cote", "اكد"]);
        let broken: Vec<bool> = found.iter().map(|token| token.broken).collect();
        assert_eq!(broken, [true, false, true, true, false, false, true]);
        assert!(!found[3].stopped || found[3].broken);
        assert_eq!(found[2].range.slice("Türkiye’s «Ёлка», 俄方 Côte; أكد"), Some("Ёлка"));
    }

    #[test]
    fn a_mark_without_a_letter_is_no_word() {
        assert!(tokens("\u{301} \u{301}", 0).is_empty());
        assert_eq!(tokens("й\u{301}", 0).len(), 1);
    }
}
