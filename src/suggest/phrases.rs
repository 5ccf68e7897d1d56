//! Phrases of the pattern language that `assets/cues/README.md` describes, found among the words
//! of a text. A phrase is kept as it is written and looked at only where one of its first words
//! begins.
//!
//! ```text
//!   (voic*|express*) * concern*      stem or stem, a gap of none to three words, stem
//! ```
//!
//! Must not know: what a phrase stands for.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::text::Words;

/// How words of a language are compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Writing {
    /// Whether every character is a word.
    pub(super) unspaced: bool,
    /// Letters that may be written onto the front of any word.
    pub(super) prefixes: Vec<String>,
    /// Whether "s" or "es" may be added to a whole word.
    pub(super) plurals: bool,
}

/// A step of a phrase; the steps of one stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// This word, or any that begins so.
    Word(String, bool),
    /// None to so many words.
    Gap(u8),
    /// On at any of these steps.
    Either(Vec<usize>),
    /// On at this step.
    Jump(usize),
}

type Program = Vec<Step>;

/// Where a phrase was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// Which of the phrases, in the order in which they were added.
    pub(super) phrase: usize,
    /// Index of the first word.
    pub(super) first: usize,
    /// Index after the last word.
    pub(super) end: usize,
    /// How many words the phrase spells out.
    pub(super) own: usize,
    /// Which words, counted from the first, stand in gaps: a bit each.
    pub(super) gaps: u32,
}

impl Hit {
    /// How many words stand in gaps.
    pub(super) fn in_gaps(&self) -> usize {
        self.gaps.count_ones() as usize
    }
}

/// Words that a match may reach over; what stands in gaps is told by bits.
const LONGEST: usize = 30;

/// Letters by which stems are found.
const KEY: usize = 3;

/// Phrases of one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    writing: Writing,
    programs: Vec<Program>,
    /// Phrases by a whole word with which they may begin.
    whole: HashMap<String, Vec<usize>, FixedState>,
    /// Phrases by the first letters of a stem with which they may begin, with the stem.
    stems: HashMap<String, Vec<(String, usize)>, FixedState>,
}

impl Phrases {
    pub(super) fn new(writing: Writing) -> Self {
        Self { writing, ..Self::default() }
    }

    /// Adds a phrase; its number is told with what is found. An error says what is wrong with it.
    pub(super) fn add(&mut self, phrase: &str) -> Result<(), String> {
        let mut program = Vec::new();
        let mut reading = Reading { rest: phrase, writing: &self.writing };
        reading.sequence(&mut program, 0)?;
        let first = first_words(&program)?;
        let number = self.programs.len();
        for (word, open) in first {
            if !open {
                self.whole.entry(word.clone()).or_default().push(number);
                if self.writing.plurals {
                    for plural in [format!("{word}s"), format!("{word}es")] {
                        self.whole.entry(plural).or_default().push(number);
                    }
                }
                continue;
            }
            let key = beginning(&word, KEY).to_owned();
            self.stems.entry(key).or_default().push((word, number));
        }
        self.programs.push(program);
        Ok(())
    }

    /// All places of all phrases, also those that overlap, by first word.
    pub(super) fn find(&self, words: &Words) -> Vec<Hit> {
        let candidates: Vec<Vec<usize>> =
            words.spelled.iter().map(|word| self.beginning_with(word)).collect();
        let mut found = Vec::new();
        for (first, word) in words.all.iter().enumerate() {
            for phrase in candidates.get(word.id as usize).into_iter().flatten() {
                let Some(program) = self.programs.get(*phrase) else { continue };
                let here = found.len();
                let mut run =
                    Run { phrases: self, program, words, first, phrase: *phrase, found: &mut found, here };
                run.step(0, first, 0, 0);
            }
        }
        found
    }

    /// Phrases that may begin with a word.
    fn beginning_with(&self, word: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for form in self.forms(word) {
            found.extend(self.whole.get(form).into_iter().flatten().copied());
            for letters in 1..=KEY {
                let key = beginning(form, letters);
                if letters > 1 && key == beginning(form, letters - 1) {
                    break;
                }
                let stems = self.stems.get(key).into_iter().flatten();
                found.extend(
                    stems.filter(|(stem, _)| form.starts_with(stem.as_str())).map(|(_, phrase)| *phrase),
                );
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A word as it is, and without what may be written onto its front.
    fn forms<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let bare = self.writing.prefixes.iter().filter_map(move |prefix| word.strip_prefix(prefix.as_str()));
        std::iter::once(word).chain(bare.filter(|rest| rest.chars().nth(1).is_some()))
    }

    fn is(&self, word: &str, wanted: &str, open: bool) -> bool {
        self.forms(word).any(|form| match form.strip_prefix(wanted) {
            Some("") => true,
            Some(rest) => open || (self.writing.plurals && matches!(rest, "s" | "es")),
            None => false,
        })
    }
}

/// The first letters of a word, or all of it.
fn beginning(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(at, _)| word.get(..at).unwrap_or(word))
}

/// One phrase tried at one place.
struct Run<'a> {
    phrases: &'a Phrases,
    program: &'a Program,
    words: &'a Words,
    first: usize,
    phrase: usize,
    found: &'a mut Vec<Hit>,
    /// Where this run's hits begin.
    here: usize,
}

impl Run<'_> {
    fn step(&mut self, step: usize, at: usize, own: usize, gaps: u32) {
        let Some(op) = self.program.get(step) else {
            return self.hit(Hit { phrase: self.phrase, first: self.first, end: at, own, gaps });
        };
        match op {
            Step::Word(wanted, open) => {
                if self.has(at) && self.phrases.is(self.words.at(at), wanted, *open) {
                    self.step(step + 1, at + 1, own + 1, gaps);
                }
            }
            Step::Gap(most) => {
                let mut gaps = gaps;
                for skipped in 0..=usize::from(*most) {
                    self.step(step + 1, at + skipped, own, gaps);
                    if !self.has(at + skipped) {
                        break;
                    }
                    gaps |= 1 << (at + skipped - self.first).min(31);
                }
            }
            Step::Either(ways) => ways.iter().for_each(|way| self.step(*way, at, own, gaps)),
            Step::Jump(to) => self.step(*to, at, own, gaps),
        }
    }

    /// Whether a match may take the word at an index.
    fn has(&self, at: usize) -> bool {
        at - self.first < LONGEST
            && self.words.all.get(at).is_some_and(|word| at == self.first || !word.stopped)
    }

    /// Keeps the better of two that end at the same word.
    fn hit(&mut self, hit: Hit) {
        let same = self.found.iter_mut().skip(self.here).find(|other| other.end == hit.end);
        match same {
            Some(other) if (hit.own, other.in_gaps()) > (other.own, hit.in_gaps()) => *other = hit,
            Some(_) => {}
            None => self.found.push(hit),
        }
    }
}

/// The words with which a phrase may begin.
fn first_words(program: &Program) -> Result<Vec<(String, bool)>, String> {
    let (mut found, mut pending) = (Vec::new(), vec![0]);
    while let Some(step) = pending.pop() {
        match program.get(step) {
            Some(Step::Word(word, open)) => found.push((word.clone(), *open)),
            Some(Step::Gap(_)) => return Err("a phrase begins with a word, not with a gap".to_owned()),
            Some(Step::Either(ways)) => pending.extend(ways),
            Some(Step::Jump(to)) => pending.push(*to),
            None => return Err("a phrase has at least one word".to_owned()),
        }
    }
    Ok(found)
}

/// A phrase that is being read.
struct Reading<'a> {
    rest: &'a str,
    writing: &'a Writing,
}

impl Reading<'_> {
    /// Reads up to `|`, `)` or the end.
    fn sequence(&mut self, program: &mut Program, depth: usize) -> Result<(), String> {
        loop {
            self.rest = self.rest.trim_start();
            let Some(next) = self.rest.chars().next() else {
                return if depth == 0 { Ok(()) } else { Err("a bracket is not closed".to_owned()) };
            };
            match next {
                '|' | ')' if depth > 0 => return Ok(()),
                ')' => return Err("a bracket is closed that was not opened".to_owned()),
                '|' => return Err("«|» stands outside brackets".to_owned()),
                '(' => self.alternatives(program, depth)?,
                _ => self.word(program),
            }
        }
    }

    fn alternatives(&mut self, program: &mut Program, depth: usize) -> Result<(), String> {
        if depth > 4 {
            return Err("brackets are nested too deep".to_owned());
        }
        let fork = program.len();
        program.push(Step::Either(Vec::new()));
        let (mut ways, mut jumps) = (Vec::new(), Vec::new());
        loop {
            self.rest = self.rest.get(1..).unwrap_or_default();
            ways.push(program.len());
            self.sequence(program, depth + 1)?;
            jumps.push(program.len());
            program.push(Step::Jump(0));
            if self.rest.starts_with(')') {
                self.rest = self.rest.get(1..).unwrap_or_default();
                break;
            }
        }
        let after = program.len();
        for jump in jumps {
            if let Some(step) = program.get_mut(jump) {
                *step = Step::Jump(after);
            }
        }
        if let Some(step) = program.get_mut(fork) {
            *step = Step::Either(ways);
        }
        Ok(())
    }

    fn word(&mut self, program: &mut Program) {
        let end = self.rest.find(|c: char| c.is_whitespace() || "(|)".contains(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        if word == "*" {
            program.push(Step::Gap(if self.writing.unspaced { 8 } else { 3 }));
            return;
        }
        let open = word.ends_with('*') && !self.writing.unspaced;
        let words = Words::new(word, !self.writing.unspaced);
        let last = words.all.len().saturating_sub(1);
        for (index, word) in words.all.iter().enumerate() {
            program.push(Step::Word(words.spelling(word).to_owned(), open && index == last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a phrase stands in a text, with the words in gaps bracketed.
    fn found(phrase: &str, writing: Writing, text: &str) -> Vec<String> {
        let words = Words::new(text, !writing.unspaced);
        let mut phrases = Phrases::new(writing);
        phrases.add(phrase).unwrap();
        let told = |hit: Hit| {
            let word = |at: usize| {
                let gap = hit.gaps & (1 << (at - hit.first)) != 0;
                if gap { format!("[{}]", words.at(at)) } else { words.at(at).to_owned() }
            };
            (hit.first..hit.end).map(word).collect::<Vec<_>>().join(" ")
        };
        phrases.find(&words).into_iter().map(told).collect()
    }

    #[test]
    fn a_phrase_is_found_as_it_is_written() {
        let check = |phrase: &str, text: &str, expected: &[&str]| {
            assert_eq!(found(phrase, Writing::default(), text), expected, "{phrase} in {text}");
        };
        check("did not", "They did-not go, did “not”. Did. Not", &["did not", "did not"]);
        check("concern*", "Concerned: concern", &["concerned", "concern"]);
        check("raised * concern*", "raised its serious concerns", &["raised [its] [serious] concerns"]);
        check("raised * concern*", "raised a b c d concern", &[]);
        check("raised * * concern*", "raised a b c d concern", &["raised [a] [b] [c] [d] concern"]);
        check("(a b|c|) d", "a b d, c d", &["a b d", "d", "c d", "d"]);
        check("was (not|(simply|really) not) true", "was really not true", &["was really not true"]);
        check("said * that", "said. Then that", &[]);
    }

    #[test]
    fn languages_are_written_differently() {
        let arabic = Writing { prefixes: vec!["و".to_owned()], ..Writing::default() };
        assert_eq!(found("اكد", arabic, "وأكد"), ["واكد"]);
        let chinese = Writing { unspaced: true, ..Writing::default() };
        assert_eq!(found("表示*关切", chinese, "表示严重关切"), Vec::<String>::new());
        let chinese = Writing { unspaced: true, ..Writing::default() };
        assert_eq!(found("表示 * 关切", chinese, "表示严重关切"), ["表 示 [严] [重] 关 切"]);
        let plurals = Writing { plurals: true, ..Writing::default() };
        assert_eq!(found("tax", plurals, "tax taxes taxi"), ["tax", "taxes"]);
    }

    #[test]
    fn what_is_no_phrase_is_refused() {
        for phrase in ["", "* a", "(a", "a)", "a|b", "(|a)", "((((((a))))))"] {
            assert!(Phrases::default().add(phrase).is_err(), "{phrase}");
        }
    }
}
