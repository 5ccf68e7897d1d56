//! The words of a text that tell who speaks: names, offices, verbs and the small words between.
//!
//! Must not know: what they make of a sentence.

use super::countries::{Called, Countries};
use super::lexicon::{Cue, Lexicon, Small};
use super::names::{Given, Names};
use super::pattern::{Case, Hit};
use super::tokens::{Token, range, tokens};
use crate::text::ByteRange;

/// What a marked stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Cue(Cue),
    /// A country that may be a side.
    Place {
        country: usize,
        called: Called,
    },
    /// A side by one of its own names.
    Given(Given),
}

/// A marked stretch of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Index of its first word.
    pub(crate) first: usize,
    /// Index after its last word.
    pub(crate) end: usize,
    pub(crate) case: Case,
    pub(crate) what: What,
}

impl Mark {
    /// Whether it is a side noun, a body or one who holds an office.
    pub(crate) fn is_head(&self) -> bool {
        matches!(self.what, What::Cue(Cue::SideNoun | Cue::Body(_) | Cue::Person(_)))
    }

    /// Whether it names a country or a side by name or adjective.
    pub(crate) fn is_place(&self) -> bool {
        matches!(self.what, What::Place { .. } | What::Given(Given::Name(_) | Given::Adjective(_)))
    }
}

/// A text's words with what marks them.
pub(crate) struct Marked {
    pub(crate) tokens: Vec<Token>,
    /// In order; none overlaps another.
    pub(crate) marks: Vec<Mark>,
    /// For every word the small words it is.
    small: Vec<u32>,
    /// The language of the cues.
    pub(crate) language: &'static str,
}

impl Marked {
    /// Marks a text.
    pub(crate) fn new(text: &str, lexicon: Option<&'static Lexicon>, names: &Names) -> Self {
        let tokens = tokens(text, 0);
        let mut small = vec![0; tokens.len()];
        for at in 0..tokens.len() {
            let Some(lexicon) = lexicon else { break };
            lexicon.small.at(
                &tokens,
                at,
                |_| false,
                |hit| {
                    // A long word such as "in particular" is one all along, a conjunction at its start.
                    let all = matches!(hit.value, Small::Adverb | Small::Handed);
                    let end = if all { at + hit.words } else { at + 1 };
                    for slot in small.get_mut(at..end).into_iter().flatten() {
                        *slot |= hit.value.bit();
                    }
                },
            );
        }
        let language = lexicon.map_or("en", |lexicon| lexicon.language.as_str());
        let mut marked = Self { tokens, marks: Vec::new(), small, language };
        let mut at = 0;
        while at < marked.tokens.len() {
            match marked.best(text, at, lexicon, names) {
                Some(mark) => {
                    at = mark.end;
                    marked.marks.push(mark);
                }
                None => at += 1,
            }
        }
        marked.drop_lone_letters();
        marked.part_sides();
        marked
    }

    /// The longest stretch that starts at a word; of equal ones a side's own name, then a cue.
    fn best(&self, text: &str, at: usize, lexicon: Option<&'static Lexicon>, names: &Names) -> Option<Mark> {
        let mut best: Option<(usize, u8, Mark)> = None;
        let mut offer = |words: usize, rank: u8, case: Case, what: What| {
            let mark = Mark { first: at, end: at + words, case, what };
            let base = |case| u8::from(case == Case::Base);
            let better = best.as_ref().is_none_or(|(most, ranked, old)| {
                (words, rank, base(case)) > (*most, *ranked, base(old.case))
            });
            if better {
                best = Some((words, rank, mark));
            }
        };
        let token = self.tokens.get(at)?;
        let adverb = |index: usize| self.is(index, Small::Adverb);
        names.table.at(
            &self.tokens,
            at,
            |_| false,
            |hit: Hit<Given>| {
                let adjective = matches!(hit.value, Given::Adjective(_));
                if token.large || (adjective && self.language != "en") {
                    offer(hit.words, if adjective { 1 } else { 4 }, hit.case, What::Given(hit.value));
                }
            },
        );
        if let Some(lexicon) = lexicon {
            lexicon
                .cues
                .at(&self.tokens, at, adverb, |hit| offer(hit.words, 3, hit.case, What::Cue(hit.value)));
        }
        Countries::get().table.at(
            &self.tokens,
            at,
            |_| false,
            |hit| {
                let entry = hit.value;
                let adjective = entry.called == Called::Adjective;
                let large = token.large || (adjective && self.language != "en");
                let shouted = || {
                    let words = self.tokens.get(at..at + hit.words).unwrap_or_default();
                    let lower = |token: &Token| {
                        token.range.slice(text).is_some_and(|w| w.contains(char::is_lowercase))
                    };
                    !words.iter().any(lower)
                };
                if large && (!entry.upper || shouted()) {
                    let rank = if adjective { 1 } else { 2 };
                    let what = What::Place { country: entry.country, called: entry.called };
                    offer(hit.words, rank, hit.case, what);
                }
            },
        );
        best.map(|(_, _, mark)| mark)
    }

    /// A Chinese letter is a country only before an office or a side.
    fn drop_lone_letters(&mut self) {
        let heads: Vec<usize> =
            self.marks.iter().filter(|mark| mark.is_head()).map(|mark| mark.first).collect();
        let posted = Small::Posted.bit();
        let small = &self.small;
        self.marks.retain(|mark| {
            let short = matches!(mark.what, What::Place { called: Called::Short, .. });
            let before_host = small.get(mark.end).is_some_and(|bits| bits & posted != 0);
            !short || before_host || heads.binary_search(&mark.end).is_ok()
        });
    }

    /// «стороны» after one country's adjective is that side in another case, not both sides.
    fn part_sides(&mut self) {
        let mut before: Option<Mark> = None;
        for mark in &mut self.marks {
            let adjective = before.is_some_and(|before| before.end == mark.first && before.is_place());
            if adjective && mark.what == What::Cue(Cue::Joint) && mark.end - mark.first == 1 {
                mark.what = What::Cue(Cue::SideNoun);
                mark.case = Case::Oblique;
            }
            before = Some(*mark);
        }
    }

    /// Whether a word is a small word of a kind.
    pub(crate) fn is(&self, word: usize, kind: Small) -> bool {
        self.small.get(word).is_some_and(|bits| bits & kind.bit() != 0)
    }

    /// The mark that holds a word.
    pub(crate) fn mark_at(&self, word: usize) -> Option<&Mark> {
        let after = self.marks.partition_point(|mark| mark.first <= word);
        self.marks.get(after.checked_sub(1)?).filter(|mark| word < mark.end)
    }

    /// The stretch of the text from one word to before another.
    pub(crate) fn range(&self, first: usize, end: usize) -> ByteRange {
        let start = self.tokens.get(first).map_or(0, Token::start);
        let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
        range(start, last.map_or(start, Token::end).max(start))
    }

    /// The words that stand in a stretch of the text.
    pub(crate) fn words_in(&self, within: ByteRange) -> std::ops::Range<usize> {
        let first = self.tokens.partition_point(|token| token.start() < within.start().get());
        let end = self.tokens.partition_point(|token| token.start() < within.end().get());
        first..end.max(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::voice::lexicon::lexicon;

    fn marked(text: &str, language: &str) -> Vec<String> {
        let marked = Marked::new(text, lexicon(language), &Names::new());
        let show =
            |mark: &Mark| marked.range(mark.first, mark.end).slice(text).unwrap_or_default().to_owned();
        marked.marks.iter().map(show).collect()
    }

    #[test]
    fn names_offices_and_verbs_are_marked() {
        assert_eq!(
            marked(
                "The US ambassador told us that turkey was polished; the UK Embassy also commented on it.",
                "en"
            ),
            ["US", "ambassador", "told", "UK", "Embassy", "commented on", "it"]
        );
        assert_eq!(
            marked("Российская сторона, со своей стороны, отметила…", "ru"),
            ["Российская", "сторона", "со своей стороны", "отметила"]
        );
        assert_eq!(marked("中方表示,中心很大。", "zh"), ["中", "方", "表示"]);
        assert_eq!(marked("俄驻吉大使强调", "zh"), ["俄", "吉", "大使", "强调"]);
    }
}
