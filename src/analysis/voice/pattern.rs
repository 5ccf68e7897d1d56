//! Names and cues as they stand in the data files, found among the words of a text.
//!
//! | written | finds |
//! |---|---|
//! | `embassy` | this word |
//! | `embassy~` | this word, as a form that is no subject |
//! | `росси\|я` | Россия, России, Россией…; the form after the bar is the subject |
//! | `отметил*` | the beginning with any short ending |
//!
//! Must not know: what is looked for.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::tokens::{Token, folded, tokens};

/// In which form a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// As a subject.
    Base,
    /// By whom something is done («стороной»).
    Instrumental,
    /// To whom something is done («послу»).
    Dative,
    /// Another form.
    Oblique,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Ending {
    None,
    Slanted,
    /// Russian endings; this one is the subject's.
    Declined(String),
    /// Up to so many letters.
    Any(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    stem: String,
    ending: Ending,
}

/// Endings of Russian nouns and adjectives.
#[rustfmt::skip] // Packed: a word a line would hide the list's shape.
const ENDINGS: &[&str] = &[
    "", "а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й", "ом", "ем", "ой", "ей", "ою", "ею", "ью", "ов", "ев", "ам",
    "ям", "ами", "ями", "ах", "ях", "ий", "ый", "ая", "яя", "ое", "ее", "ие", "ые", "ого", "его", "ому", "ему",
    "им", "ым", "ую", "юю", "их", "ых", "ими", "ыми", "ею",
];

const INSTRUMENTAL: &[&str] = &["ом", "ем", "ой", "ей", "ою", "ею", "ью", "ами", "ями", "ым", "им"];

const DATIVE: &[&str] = &["у", "ю", "ам", "ям", "ому", "ему"];

/// How many letters `*` may stand for in a language.
fn longest_ending(language: &str) -> usize {
    match language {
        "ru" => 4,
        "ky" | "kk" | "uz" | "tr" => 12,
        "zh" => 0,
        _ => 3,
    }
}

impl Piece {
    fn matches(&self, word: &str) -> Option<Case> {
        let rest = word.strip_prefix(self.stem.as_str())?;
        match &self.ending {
            Ending::None => rest.is_empty().then_some(Case::Base),
            Ending::Slanted if word.ends_with(['у', 'ю']) => rest.is_empty().then_some(Case::Dative),
            Ending::Slanted => rest.is_empty().then_some(Case::Oblique),
            Ending::Declined(base) if rest == base => Some(Case::Base),
            Ending::Declined(_) => ENDINGS.contains(&rest).then(|| match rest {
                rest if INSTRUMENTAL.contains(&rest) => Case::Instrumental,
                rest if DATIVE.contains(&rest) => Case::Dative,
                _ => Case::Oblique,
            }),
            Ending::Any(_) if rest.is_empty() => Some(Case::Base),
            Ending::Any(most) => (rest.chars().count() <= *most).then(|| {
                // Kyrgyz, Kazakh: the ending of the one to whom something is given.
                let given = ["га", "ге", "го", "гө", "ка", "ке", "ко", "кө", "на", "не", "но", "нө", "ға"];
                if given.iter().any(|end| rest.ends_with(end)) { Case::Dative } else { Case::Oblique }
            }),
        }
    }
}

/// Reads one pattern; `None` where there is no letter in it.
fn pieces(pattern: &str, language: &str) -> Option<Vec<Piece>> {
    let mut found = Vec::new();
    for word in pattern.split_whitespace() {
        let (stem, ending) = if let Some((stem, base)) = word.split_once('|') {
            (stem, Ending::Declined(folded(base)))
        } else if let Some(stem) = word.strip_suffix('*') {
            (stem, Ending::Any(longest_ending(language)))
        } else if let Some((stem, after)) = word.split_once('*') {
            // «высказывал*сь»: rare enough to take any ending.
            (stem, Ending::Any(longest_ending(language) + after.chars().count()))
        } else if let Some(stem) = word.strip_suffix('~') {
            (stem, Ending::Slanted)
        } else {
            (word, Ending::None)
        };
        let words = tokens(stem, 0);
        let Some(last) = words.len().checked_sub(1) else { continue };
        for (index, token) in words.into_iter().enumerate() {
            let ending = if index == last { ending.clone() } else { Ending::None };
            found.push(Piece { stem: token.word, ending });
        }
    }
    (!found.is_empty()).then_some(found)
}

/// What was found: how many words, in which form (the first word's), and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit<T> {
    pub(crate) words: usize,
    pub(crate) case: Case,
    pub(crate) value: T,
}

/// Patterns with what each means.
#[derive(Debug, Clone)]
pub(crate) struct Table<T> {
    patterns: Vec<(Vec<Piece>, T)>,
    /// Patterns by the first letters, up to three, of their first word.
    index: HashMap<String, Vec<usize>, FixedState>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { patterns: Vec::new(), index: HashMap::default() }
    }
}

/// Letters by which patterns are found.
const KEY: usize = 3;

fn key(word: &str, letters: usize) -> Option<&str> {
    let end = word.char_indices().nth(letters - 1).map(|(at, c)| at + c.len_utf8())?;
    word.get(..end)
}

impl<T: Copy> Table<T> {
    /// Adds a pattern, unless there is no letter in it.
    pub(crate) fn add(&mut self, pattern: &str, language: &str, value: T) {
        let Some(pieces) = pieces(pattern, language) else { return };
        let Some(first) = pieces.first() else { return };
        let letters = first.stem.chars().count().clamp(1, KEY);
        let Some(key) = key(&first.stem, letters) else { return };
        self.index.entry(key.to_owned()).or_default().push(self.patterns.len());
        self.patterns.push((pieces, value));
    }

    /// Calls `found` for all that starts at word `at`. Words for which `skip` says so may stand
    /// between those of a pattern.
    pub(crate) fn at(
        &self,
        tokens: &[Token],
        at: usize,
        skip: impl Fn(usize) -> bool,
        mut found: impl FnMut(Hit<T>),
    ) {
        let Some(token) = tokens.get(at) else { return };
        for letters in 1..=KEY {
            let Some(key) = key(&token.word, letters) else { return };
            for index in self.index.get(key).into_iter().flatten() {
                let Some((pieces, value)) = self.patterns.get(*index) else { continue };
                if let Some((words, case)) = matches(pieces, tokens, at, &skip) {
                    found(Hit { words, case, value: *value });
                }
            }
        }
    }
}

/// How many words the pattern takes from `at` on, and the form of the first.
fn matches(
    pieces: &[Piece],
    tokens: &[Token],
    at: usize,
    skip: &impl Fn(usize) -> bool,
) -> Option<(usize, Case)> {
    let mut next = at;
    let mut case = None;
    for (index, piece) in pieces.iter().enumerate() {
        let mut skipped = 0;
        loop {
            let token = tokens.get(next)?;
            if index > 0 && token.broken {
                return None;
            }
            if let Some(form) = piece.matches(&token.word) {
                case = case.or(Some(form));
                next += 1;
                break;
            }
            if index == 0 || skipped == 2 || !skip(next) {
                return None;
            }
            skipped += 1;
            next += 1;
        }
    }
    Some((next - at, case?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(pattern: &str, language: &str, text: &str) -> Option<(usize, Case)> {
        let mut table = Table::default();
        table.add(pattern, language, ());
        let mut hit = None;
        table.at(&tokens(text, 0), 0, |_| false, |found| hit = Some((found.words, found.case)));
        hit
    }

    #[test]
    fn endings_tell_who_does_and_to_whom() {
        assert_eq!(find("росси|я", "ru", "Россия"), Some((1, Case::Base)));
        assert_eq!(find("росси|я", "ru", "Россией"), Some((1, Case::Instrumental)));
        assert_eq!(find("росси|я", "ru", "России"), Some((1, Case::Oblique)));
        assert_eq!(find("министр|", "ru", "министру"), Some((1, Case::Dative)));
        assert_eq!(find("росси|я", "ru", "россиянин"), None);
        assert_eq!(find("послу~", "ru", "послу"), Some((1, Case::Dative)));
        assert_eq!(find("отметил*", "ru", "отметили"), Some((1, Case::Oblique)));
        assert_eq!(find("Кыргызстан*", "ky", "Кыргызстандагыларга"), Some((1, Case::Dative)));
        assert_eq!(find("Кыргызстан*", "ky", "Кыргызстандагы"), Some((1, Case::Oblique)));
    }

    #[test]
    fn several_words_must_stand_together() {
        assert_eq!(find("Northern Cape", "en", "Northern Cape said"), Some((2, Case::Base)));
        assert_eq!(find("Northern Cape", "en", "Northern, Cape"), None);
        assert_eq!(find("俄罗斯", "zh", "俄罗斯外交部"), Some((3, Case::Base)));
        assert_eq!(find("Côte d'Ivoire", "fr", "Cote d’Ivoire"), Some((3, Case::Base)));
        assert_eq!(find("—", "fr", "—"), None);
    }
}
