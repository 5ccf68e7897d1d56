//! What two stretches of text are compared by: stems, concepts of the glossary, numbers, names in
//! either alphabet, and four letters at a time.
//!
//! Must not know: how much any of them counts.

use std::hash::BuildHasher as _;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::glossary::Glossary;
use super::lists::Lists;
use super::reading::Reading;
use crate::analysis::facts::{is_known, skeleton};
use crate::text::{ByteRange, stem};

/// Something that two texts may share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Term(u64);

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Stem,
    Concept,
    Number,
    Name,
}

impl Term {
    fn new(kind: Kind, spelled: &str) -> Self {
        // The kind stands in the lowest bits, so that it can be told again.
        Self(FixedState::default().hash_one((kind as u8, spelled)) << 2 | kind as u64)
    }

    fn concept(id: u32) -> Self {
        Self(FixedState::default().hash_one(id) << 2 | Kind::Concept as u64)
    }

    fn domain(domain: usize) -> Self {
        Self(FixedState::default().hash_one(("domain", domain)) << 2 | Kind::Concept as u64)
    }

    /// What it is.
    pub(super) fn kind(self) -> Kind {
        match self.0 & 3 {
            0 => Kind::Stem,
            1 => Kind::Concept,
            2 => Kind::Number,
            _ => Kind::Name,
        }
    }
}

/// A stretch of text that is compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    /// What it has, each once, with how much of it, by term.
    pub(super) terms: Vec<(Term, f32)>,
    /// Its letters, four at a time, likewise.
    pub(super) grams: Vec<(u32, f32)>,
    /// Where each term stands, in bytes of the statement's text.
    pub(super) places: Vec<(Term, ByteRange)>,
}

/// What nearly every text says counts for so much of another word.
const BOILERPLATE: f32 = 0.25;
/// A field of subjects counts for so much of a concept.
const DOMAIN: f32 = 0.4;
/// Letters that a name must have to be recognised in the other alphabet.
const NAME: usize = 5;

/// What the rest of the sentence counts beside the stretch itself.
const CONTEXT: f32 = 0.3;

/// By what stretches of two texts can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Everything: they are in one language, or in two that share words.
    All,
    /// What languages have in common: concepts, numbers, names.
    Concepts,
}

impl Unit {
    /// A stretch of a statement's words, as indices. `known` are names that occur everywhere.
    pub(super) fn new(
        reading: &Reading,
        words: Range<usize>,
        lists: &Lists,
        known: &[String],
        by: By,
    ) -> Self {
        let mut unit = Self::default();
        unit.add(reading, words, lists, known, 1.0, by);
        unit.sort();
        unit
    }

    /// The same with the sentence around it, which counts less.
    pub(super) fn in_context(
        reading: &Reading,
        words: Range<usize>,
        lists: &Lists,
        known: &[String],
        by: By,
    ) -> Self {
        let stopped = |at: usize| reading.words.all.get(at).is_none_or(|word| word.stopped);
        let start = (0..=words.start).rev().find(|at| stopped(*at)).unwrap_or(0);
        let end = (words.end..).find(|at| stopped(*at)).unwrap_or(words.end);
        let mut unit = Self::default();
        unit.add(reading, words.clone(), lists, known, 1.0, by);
        let letters = std::mem::take(&mut unit.grams);
        unit.add(reading, start..words.start, lists, known, CONTEXT, by);
        unit.add(reading, words.end..end, lists, known, CONTEXT, by);
        unit.grams = letters;
        unit.sort();
        unit
    }

    fn sort(&mut self) {
        self.terms.sort_unstable_by_key(|(term, _)| *term);
        self.terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
    }

    fn add(
        &mut self,
        reading: &Reading,
        words: Range<usize>,
        lists: &Lists,
        known: &[String],
        weight: f32,
        by: By,
    ) {
        let glossary = &lists.glossary;
        let mut formula = vec![false; words.len()];
        for mention in reading.mentions_in(words.clone()) {
            if is_boilerplate(glossary, mention.concept) {
                for at in mention.first..mention.end {
                    if let Some(word) = at.checked_sub(words.start).and_then(|at| formula.get_mut(at)) {
                        *word = true;
                    }
                }
                continue;
            }
            let range = reading.words.range(mention.first, mention.end);
            self.push(Term::concept(mention.concept), weight, range);
            // One speaks of schools, the other of pupils: the field is the same. It is no word to show.
            if let Some(domain) = glossary.concept(mention.concept).and_then(|concept| concept.domain) {
                self.terms.push((Term::domain(domain), weight * DOMAIN));
            }
        }
        let unspaced = reading.language.is_some_and(|language| language.unspaced);
        let mut letters = String::new();
        for (at, formula) in words.clone().zip(formula) {
            let Some(word) = reading.words.all.get(at) else { break };
            let spelled = reading.words.spelling(word);
            if !unspaced {
                letters.push(' ');
            }
            letters.push_str(spelled);
            if spelled.starts_with(|c: char| c.is_ascii_digit()) {
                self.push(Term::new(Kind::Number, spelled), weight, word.range);
                continue;
            }
            if (spelled.len() < 2 && !unspaced) || lists.is_stopword(&reading.code, spelled) {
                continue;
            }
            let name = skeleton(spelled);
            let everywhere = is_known(&name, known);
            if by == By::All {
                let own = if formula || everywhere { BOILERPLATE } else { 1.0 };
                self.push(Term::new(Kind::Stem, stem(spelled)), weight * own, word.range);
            }
            let is_name = word.large && !word.stopped && spelled.chars().nth(NAME - 1).is_some();
            if is_name && !everywhere {
                self.push(Term::new(Kind::Name, &name), weight, word.range);
            }
        }
        if by == By::All {
            self.grams = grams(&letters, if unspaced { 2 } else { 4 });
        }
    }

    fn push(&mut self, term: Term, weight: f32, range: ByteRange) {
        self.terms.push((term, weight));
        self.places.push((term, range));
    }
}

fn is_boilerplate(glossary: &Glossary, concept: u32) -> bool {
    glossary.concept(concept).is_none_or(|concept| concept.boilerplate)
}

/// Letters so many at a time, each sequence once with how often it stands there.
fn grams(letters: &str, long: usize) -> Vec<(u32, f32)> {
    let hash = FixedState::default();
    let starts: Vec<usize> = letters.char_indices().map(|(at, _)| at).chain([letters.len()]).collect();
    let gram = |ends: &[usize]| {
        let (first, last) = (ends.first()?, ends.last()?);
        let spelled = letters.get(*first..*last)?;
        // Half of the hash will do: a clash makes two passages a little more alike.
        u32::try_from(hash.hash_one(spelled) >> 32).ok()
    };
    let mut found: Vec<u32> = starts.windows(long + 1).filter_map(gram).collect();
    found.sort_unstable();
    let counted = found.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len() as f32)));
    counted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_told_by_its_term() {
        for kind in [Kind::Stem, Kind::Concept, Kind::Number, Kind::Name] {
            assert_eq!(Term::new(kind, "a").kind(), kind);
        }
        assert_eq!(Term::concept(7).kind(), Kind::Concept);
        assert_ne!(Term::new(Kind::Stem, "12"), Term::new(Kind::Number, "12"));
    }

    #[test]
    fn letters_are_counted_four_at_a_time() {
        assert_eq!(grams("abcd", 4).len(), 1);
        assert_eq!(grams("abc", 4), []);
        let counts: f32 = grams("aaaaa", 4).iter().map(|(_, count)| count).sum();
        assert_eq!((grams("aaaaa", 4).len(), counts), (1, 2.0));
    }
}
