//! A made-up vocabulary in two scripts, and sentences of it.
//!
//! The words are put together from syllables and mean nothing. Only the phrases of saying are those
//! of the program's codebook, so that whatever looks for them has something to find.
//! Must not know: paragraphs, or what is tagged.

use std::collections::BTreeSet;

use visavis::model::Codebook;

use crate::dice::Dice;

/// The scripts of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
}

impl Script {
    fn other(self) -> Self {
        match self {
            Self::Latin => Self::Cyrillic,
            Self::Cyrillic => Self::Latin,
        }
    }
}

/// Different words in each script.
const WORDS: usize = 4_000;

/// How many of the words, the short ones, make up a third of every text.
const SHORT: usize = 60;

struct Syllables {
    onsets: &'static [&'static str],
    middles: &'static [&'static str],
    ends: &'static [&'static str],
}

const LATIN: Syllables = Syllables {
    onsets: &[
        "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gl", "kr", "pl",
        "sk", "st", "tr", "ç", "ñ",
    ],
    middles: &["a", "e", "i", "o", "u", "a", "e", "o", "ä", "é", "ö", "ei", "au", "ia"],
    ends: &["", "", "", "n", "r", "l", "s", "m", "t", "nd", "rk"],
};

const CYRILLIC: Syllables = Syllables {
    onsets: &[
        "б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т", "х", "ч", "ш", "бр", "др",
        "кр", "пл", "ст", "тр",
    ],
    middles: &["а", "е", "и", "о", "у", "ы", "а", "о", "е", "я", "ю", "ө", "ү", "ё"],
    ends: &["", "", "", "н", "р", "л", "с", "м", "т", "й", "ң", "нд"],
};

const LATIN_SPEAKERS: [&str; 6] = [
    "The Ostavian side",
    "The Merland side",
    "The minister",
    "The ambassador",
    "Both sides",
    "The delegation",
];

const CYRILLIC_SPEAKERS: [&str; 6] =
    ["Остависская сторона", "Мерландская сторона", "Министр", "Посол", "Стороны", "Делегация"];

/// The words that texts are made of.
pub(crate) struct Vocabulary {
    latin: Vec<String>,
    cyrillic: Vec<String>,
    latin_verbs: Vec<String>,
    cyrillic_verbs: Vec<String>,
}

impl Vocabulary {
    pub(crate) fn new(dice: &mut Dice, codebook: &Codebook) -> Self {
        let verbs = |language: &str| {
            let levels = codebook.strengths().iter().flat_map(|family| &family.levels);
            levels.filter_map(|level| level.verbs.get(language)).flatten().cloned().collect()
        };
        Self {
            latin: words(dice, &LATIN),
            cyrillic: words(dice, &CYRILLIC),
            latin_verbs: verbs("en"),
            cyrillic_verbs: verbs("ru"),
        }
    }

    /// A word, short ones more often.
    pub(crate) fn word(&self, dice: &mut Dice, script: Script) -> &str {
        let words = match script {
            Script::Latin => &self.latin,
            Script::Cyrillic => &self.cyrillic,
        };
        let index = if dice.one_in(3) { dice.below(SHORT) } else { dice.skewed(words.len()) };
        words.get(index).map_or("", String::as_str)
    }

    /// A few words with a capital, as in a title.
    pub(crate) fn title(&self, dice: &mut Dice, script: Script, words: usize) -> String {
        let all: Vec<&str> = (0..words).map(|_| self.word(dice, script)).collect();
        capitalised(&all.join(" "))
    }

    /// A sentence with its full stop.
    pub(crate) fn sentence(&self, dice: &mut Dice, script: Script) -> String {
        let mut sentence = String::new();
        if dice.one_in(3) {
            let (speakers, verbs) = match script {
                Script::Latin => (LATIN_SPEAKERS, &self.latin_verbs),
                Script::Cyrillic => (CYRILLIC_SPEAKERS, &self.cyrillic_verbs),
            };
            sentence.push_str(dice.word(&speakers));
            sentence.push(' ');
            sentence.push_str(dice.pick(verbs).map_or("", String::as_str));
        } else {
            sentence.push_str(&capitalised(self.word(dice, script)));
        }
        for _ in 0..dice.between(3, 24) {
            match dice.below(40) {
                0 | 1 => sentence.push(','),
                2 => sentence.push_str(" –"),
                _ => {}
            }
            sentence.push(' ');
            self.piece(dice, script, &mut sentence);
        }
        sentence.push(match dice.below(20) {
            0 => '?',
            1 => ';',
            _ => '.',
        });
        sentence
    }

    /// A word, or what stands between words: a number, a date, a name, a few words quoted.
    fn piece(&self, dice: &mut Dice, script: Script, into: &mut String) {
        match dice.below(60) {
            0 => into.push_str(&dice.between(2, 3_000).to_string()),
            1 => {
                let (day, month, year) = (dice.between(1, 28), dice.between(1, 12), dice.between(1998, 2026));
                into.push_str(&format!("{day:02}.{month:02}.{year}"));
            }
            2 | 3 => into.push_str(&capitalised(self.word(dice, script))),
            4 => {
                into.push('«');
                for n in 0..dice.between(1, 4) {
                    if n > 0 {
                        into.push(' ');
                    }
                    into.push_str(self.word(dice, script.other()));
                }
                into.push('»');
            }
            _ => into.push_str(self.word(dice, script)),
        }
    }
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().map(char::to_uppercase).into_iter().flatten().collect();
    first + chars.as_str()
}

/// Different words, the shortest first among those that are used most.
fn words(dice: &mut Dice, syllables: &Syllables) -> Vec<String> {
    let syllable = |dice: &mut Dice| {
        [dice.word(syllables.onsets), dice.word(syllables.middles), dice.word(syllables.ends)].concat()
    };
    let mut seen = BTreeSet::new();
    let mut all = Vec::with_capacity(WORDS);
    while all.len() < WORDS {
        let count = if all.len() < SHORT { 1 } else { dice.between(2, 4) };
        let word: String = (0..count).map(|_| syllable(dice)).collect();
        if seen.insert(word.clone()) {
            all.push(word);
        }
    }
    all
}
