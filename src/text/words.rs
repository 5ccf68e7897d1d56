//! The words of a text in the form in which they are compared: runs of letters and digits without
//! case and accents, each spelled once however often it stands there.
//!
//! It must not know which words mean something.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

use super::offset::{ByteOffset, ByteRange};

/// One word, or a character where words are written without spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Which of the spellings it has.
    pub id: u32,
    /// Where it stands, in bytes.
    pub range: ByteRange,
    /// Whether something that ends a sentence or a part of one stands before it.
    pub stopped: bool,
    /// Whether it begins with a large letter.
    pub large: bool,
}

/// All words of a text.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// In the order of the text.
    pub all: Vec<Word>,
    /// The different spellings, by [`Word::id`].
    pub spelled: Vec<String>,
}

impl Words {
    /// The words of a text; with `spaced` false every character is one, as in Chinese.
    #[must_use]
    pub fn new(text: &str, spaced: bool) -> Self {
        let mut taking = Taking {
            words: Self { all: Vec::with_capacity(text.len() / 6), spelled: Vec::new() },
            known: HashMap::default(),
        };
        let mut word = String::new();
        let (mut start, mut large, mut stopped, mut stop) = (0, false, true, true);
        for (at, c) in text.char_indices() {
            if !is_letter(c) {
                taking.take(&mut word, start, at, stopped, large);
                stop |= stops(c, text.get(at + c.len_utf8()..).unwrap_or_default());
                continue;
            }
            if !spaced && is_base(c) {
                taking.take(&mut word, start, at, stopped, large);
            }
            if word.is_empty() {
                (start, large, stopped) = (at, c.is_uppercase(), stop);
            }
            fold(c, &mut word);
            stop &= word.is_empty();
        }
        taking.take(&mut word, start, text.len(), stopped, large);
        taking.words
    }

    /// How a word is spelled when folded.
    #[must_use]
    pub fn spelling(&self, word: &Word) -> &str {
        self.spelled.get(word.id as usize).map_or("", String::as_str)
    }

    /// The folded spelling of the word at an index; empty beyond the last.
    #[must_use]
    pub fn at(&self, index: usize) -> &str {
        self.all.get(index).map_or("", |word| self.spelling(word))
    }

    /// The words that lie within a range (bytes), as indices.
    #[must_use]
    pub fn within(&self, range: ByteRange) -> std::ops::Range<usize> {
        let first = self.all.partition_point(|word| word.range.start() < range.start());
        let end = self.all.partition_point(|word| word.range.end() <= range.end());
        first..end.max(first)
    }

    /// The stretch of the text from one word to the one before `end`.
    #[must_use]
    pub fn range(&self, first: usize, end: usize) -> ByteRange {
        let start = self.all.get(first).map_or(ByteOffset::ZERO, |word| word.range.start());
        let last = end.checked_sub(1).and_then(|last| self.all.get(last));
        ByteRange::spanning(start, last.map_or(start, |word| word.range.end().max(start)))
    }
}

struct Taking {
    words: Words,
    known: HashMap<String, u32, FixedState>,
}

impl Taking {
    fn take(&mut self, word: &mut String, start: usize, end: usize, stopped: bool, large: bool) {
        if word.is_empty() {
            return;
        }
        let id = match self.known.get(word.as_str()) {
            Some(id) => *id,
            None => {
                let id = u32::try_from(self.words.spelled.len()).unwrap_or(u32::MAX);
                self.words.spelled.push(word.clone());
                self.known.insert(word.clone(), id);
                id
            }
        };
        word.clear();
        let range = ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(end));
        self.words.all.push(Word { id, range, stopped, large });
    }
}

/// Whether a mark ends what a phrase may span. A full stop within a number or between letters
/// («2.5», «т.е.») does not.
fn stops(c: char, after: &str) -> bool {
    match c {
        '.' => !after.starts_with(char::is_alphanumeric),
        '!' | '?' | ';' | ':' | '…' | '\n' | '。' | '！' | '？' | '；' | '：' | '؟' | '؛' | '۔' => {
            true
        }
        _ => false,
    }
}

fn is_base(c: char) -> bool {
    canonical_combining_class(c) == 0
}

/// Apostrophes that Unicode counts among the letters separate words as the others do.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    (c.is_alphanumeric() && !matches!(c, 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ')) || canonical_combining_class(c) != 0
}

/// Appends a letter without case and accents. Cyrillic letters stay what their alphabets say they
/// are, but for ё.
fn fold(c: char, out: &mut String) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'a'..='z' | '0'..='9' | 'а'..='я' => out.push(c),
        'ё' | 'Ё' => out.push('е'),
        'ı' | 'İ' => out.push('i'),
        '\u{400}'..='\u{52F}' => out.extend(c.to_lowercase()),
        _ => decompose_canonical(c, |part| {
            if canonical_combining_class(part) == 0 {
                out.extend(part.to_lowercase());
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, spaced: bool, expected: &[&str]) {
        let words = Words::new(text, spaced);
        let found: Vec<String> = words
            .all
            .iter()
            .map(|word| format!("{}{}", if word.stopped { "|" } else { "" }, words.spelling(word)))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("Did-not “accept”, didn’t.", true, &["|did", "not", "accept", "didn", "t"]);
        check("Приём: ещё 2.5 км; т.е. Й", true, &["|прием", "|еще", "2", "5", "км", "|т", "е", "|й"]);
        check("Côte d'Ivoire\noʻzbek", true, &["|cote", "d", "ivoire", "|o", "zbek"]);
        check("双方同意。对", false, &["|双", "方", "同", "意", "|对"]);
        check("أكد", true, &["|اكد"]);
        check("", true, &[]);
    }

    #[test]
    fn a_spelling_is_kept_once_and_ranges_are_of_the_text() {
        let text = "One one ONE two";
        let words = Words::new(text, true);
        assert_eq!(words.spelled, ["one", "two"]);
        assert_eq!(words.range(1, 3).slice(text), Some("one ONE"));
        assert_eq!(words.within(words.range(1, 3)), 1..3);
        assert!(words.all[0].large && !words.all[1].large);
    }
}
