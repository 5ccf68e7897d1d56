//! What the clauses of a text do: cues found, clauses divided, negation and modality taken into
//! account, and the words that carry the content.
//!
//! ```text
//!   raised concerns about the difficulties at the border and asked for explanations
//!   [cue----------] start [content----------------------] [cue----] … the next clause
//! ```
//!
//! Method: the steps of `assets/cues/README.md`, "From matches to a proposal".
//!
//! Must not know: dossiers, or who speaks.

use std::ops::Range;

use super::lists::{Cue, Language, Mark, Negated};
use super::phrases::Hit;
use crate::model::TagId;
use crate::text::ByteRange;
use crate::text::Words;

/// What a clause does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Act {
    pub(super) tag: TagId,
    /// Number of the cue in its language's list.
    pub(super) cue: usize,
    /// The cue's words, as indices.
    pub(super) words: Range<usize>,
    /// How many of them the cue spells out.
    pub(super) own: usize,
    pub(super) strength: u8,
    /// Whether the cue was negated.
    pub(super) negated: bool,
    /// The clause, as indices of words.
    pub(super) clause: Range<usize>,
    /// The words that carry the content, as indices; never empty.
    pub(super) content: Range<usize>,
    /// Further tags that cues of the same clause propose, in order.
    pub(super) others: Vec<(TagId, usize)>,
}

/// Words before a cue among which a negation counts.
const NEGATES: usize = 3;
/// Words before a cue among which a modifier counts.
const MODIFIES: usize = 2;
/// Words before a cue among which a subject for both sides counts.
const JOINS: usize = 12;
/// Words after a boundary among which a verb must begin.
const DIVIDES: usize = 3;
/// Words after a cue within which a clause of its own ("that …") begins the content.
const OPENS: usize = 8;

/// Tags whose verb belongs to what the passage is about: the passage is the whole clause.
const WHOLE: [&str; 6] = ["logistics", "atmosphere", "action", "next_step", "denial", "commitment"];

/// What stands where in a text, by the list of its language.
pub(super) struct Marks<'a> {
    language: &'a Language,
    words: &'a Words,
    cues: Vec<(Hit, usize)>,
    negations: Vec<Hit>,
    modifiers: Vec<(Hit, i8)>,
    joints: Vec<Hit>,
    boundaries: Vec<(Hit, bool)>,
    starts: Vec<Hit>,
    verbs: Vec<Hit>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(language: &'a Language, words: &'a Words) -> Self {
        let mut marks = Self {
            language,
            words,
            cues: Vec::new(),
            negations: Vec::new(),
            modifiers: Vec::new(),
            joints: Vec::new(),
            boundaries: Vec::new(),
            starts: Vec::new(),
            verbs: Vec::new(),
        };
        let mut not_negating = Vec::new();
        for hit in language.phrases.find(words) {
            match language.marks.get(hit.phrase) {
                Some(Mark::Cue(cue)) => marks.cues.push((hit, *cue)),
                Some(Mark::Negation) => marks.negations.push(hit),
                Some(Mark::NoNegation) => not_negating.push(hit),
                Some(Mark::Modifier(by)) => marks.modifiers.push((hit, *by)),
                Some(Mark::Joint) => marks.joints.push(hit),
                Some(Mark::Boundary(always)) => marks.boundaries.push((hit, *always)),
                Some(Mark::Start) => marks.starts.push(hit),
                Some(Mark::Ladder) => marks.verbs.push(hit),
                None => {}
            }
        }
        marks.negations.retain(|hit| {
            let near = not_negating.partition_point(|other| other.first + 8 < hit.first);
            let mut near = not_negating.iter().skip(near).take_while(|other| other.first <= hit.first);
            !near.any(|other| hit.end <= other.end)
        });
        marks
    }

    fn cue(&self, number: usize) -> Option<&'a Cue> {
        self.language.cues.get(number)
    }

    /// The acts of all sentences, in order.
    pub(super) fn acts(&self, sentences: &[ByteRange]) -> Vec<Act> {
        let sentences: Vec<Range<usize>> =
            sentences.iter().map(|s| self.words.within(*s)).filter(|s| !s.is_empty()).collect();
        let all = self.resolve(self.cues.clone());
        let clauses = self.clauses(&sentences, &all);
        let mut meant = Vec::with_capacity(self.cues.len());
        for (hit, number) in &self.cues {
            let Some(cue) = self.cue(*number) else { continue };
            let clause = holding(&clauses, hit.first);
            let sentence = holding(&sentences, hit.first);
            let negated = self.is_negated(hit, clause.map_or(0, |clause| clause.start));
            let lacks = cue.needs_joint && !self.is_joint(hit, sentence.map_or(0, |s| s.start));
            let silenced = negated && cue.negated == Negated::Nothing;
            if !lacks && !silenced {
                meant.push((*hit, (*number, negated)));
            }
        }
        let meant = self.resolve(meant);
        let mut rest = meant.as_slice();
        let mut found = Vec::new();
        for clause in &clauses {
            let skipped = rest.partition_point(|(hit, _)| hit.first < clause.start);
            let from = rest.get(skipped..).unwrap_or_default();
            let here = from.partition_point(|(hit, _)| hit.first < clause.end);
            let (here, after) = from.split_at_checked(here).unwrap_or((from, &[]));
            rest = after;
            found.extend(self.act(clause, here));
        }
        found
    }

    /// Of those that overlap the best stays: most words of its own, fewest in gaps, the earlier, the
    /// one that stands earlier in the list.
    fn resolve<T: Copy>(&self, mut hits: Vec<(Hit, T)>) -> Vec<(Hit, T)> {
        hits.sort_by_key(|(hit, _)| (std::cmp::Reverse(hit.own), hit.in_gaps(), hit.first, hit.phrase));
        let mut taken = vec![false; self.words.all.len()];
        hits.retain(|(hit, _)| {
            let Some(words) = taken.get_mut(hit.first..hit.end) else { return false };
            let free = !words.contains(&true);
            if free {
                words.fill(true);
            }
            free
        });
        hits.sort_by_key(|(hit, _)| hit.first);
        hits
    }

    /// The sentences, divided.
    fn clauses(&self, sentences: &[Range<usize>], cues: &[(Hit, usize)]) -> Vec<Range<usize>> {
        let strong = |number: usize| self.cue(number).is_some_and(|cue| !cue.weak);
        let strong: Vec<usize> = cues.iter().filter(|c| strong(c.1)).map(|c| c.0.first).collect();
        let verbs: Vec<usize> = self.verbs.iter().map(|hit| hit.first).collect();
        let begins = |starts: &[usize], from: usize| {
            let at = starts.partition_point(|start| *start < from);
            starts.get(at).is_some_and(|start| *start < from + DIVIDES)
        };
        let inside = |at: usize| {
            let before = cues.partition_point(|(hit, _)| hit.first < at).checked_sub(1);
            before.and_then(|before| cues.get(before)).is_some_and(|(hit, _)| at < hit.end)
        };
        let mut cuts: Vec<usize> = self
            .boundaries
            .iter()
            .filter(|(hit, always)| *always || begins(&strong, hit.end) || begins(&verbs, hit.end))
            .filter(|(hit, always)| *always || !self.joins_names(hit))
            .map(|(hit, _)| self.with_preposition(hit.first))
            .filter(|cut| !inside(*cut))
            .collect();
        // A semicolon or a colon divides as well.
        cuts.extend(self.words.all.iter().enumerate().filter(|(_, word)| word.stopped).map(|(at, _)| at));
        cuts.sort_unstable();
        cuts.dedup();
        let mut found = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let mut start = sentence.start;
            let from = cuts.partition_point(|cut| *cut <= start);
            for cut in cuts.iter().skip(from).take_while(|cut| **cut < sentence.end) {
                found.push(start..*cut);
                start = *cut;
            }
            found.push(start..sentence.end);
        }
        found
    }

    /// Whether "and" stands between two names, and so divides nothing ("Water and Borders would meet").
    fn joins_names(&self, hit: &Hit) -> bool {
        let large = |at: usize| self.words.all.get(at).is_some_and(|word| word.large && !word.stopped);
        hit.end == hit.first + 1
            && hit.first.checked_sub(1).is_some_and(large)
            && (large(hit.end) || large(hit.end + 1))
    }

    /// Where a sentence is divided for "which" when a preposition belongs to it ("for which").
    fn with_preposition(&self, cut: usize) -> usize {
        let before = cut.checked_sub(1).filter(|_| matches!(self.words.at(cut), "which" | "whom" | "whose"));
        let bound = before.filter(|before| {
            starting(&self.starts, *before, |hit| hit.first).next().is_some_and(|hit| hit.first == *before)
        });
        bound.unwrap_or(cut)
    }

    fn is_negated(&self, cue: &Hit, clause: usize) -> bool {
        let from = cue.first.saturating_sub(NEGATES).max(clause);
        starting(&self.negations, from, |hit| hit.first).any(|hit| hit.end <= cue.first)
    }

    fn is_joint(&self, cue: &Hit, sentence: usize) -> bool {
        let from = cue.first.saturating_sub(JOINS).max(sentence);
        starting(&self.joints, from, |hit| hit.first).next().is_some_and(|hit| hit.first <= cue.first)
    }

    /// The cue's own strength, and what the words before it and within it add.
    fn strength(&self, hit: &Hit, own: u8) -> u8 {
        let from = hit.first.saturating_sub(MODIFIES);
        let counts = |other: &Hit| {
            let bit = other.first.checked_sub(hit.first);
            other.first < hit.first || bit.is_some_and(|bit| bit < 32 && hit.gaps & (1 << bit) != 0)
        };
        let near = starting(&self.modifiers, from, |(other, _)| other.first);
        let near = near.take_while(|(other, _)| other.first < hit.end).filter(|(other, _)| counts(other));
        let mut seen: Vec<usize> = Vec::new();
        let mut level = i16::from(own);
        for (other, by) in near {
            // «глубоко» matches both the word and its stem: each word counts once.
            if !seen.contains(&other.first) {
                seen.push(other.first);
                level += i16::from(*by);
            }
        }
        u8::try_from(level.clamp(1, 5)).unwrap_or(own)
    }

    fn act(&self, clause: &Range<usize>, hits: &[(Hit, (usize, bool))]) -> Option<Act> {
        let strong =
            |(_, (number, _)): &&(Hit, (usize, bool))| self.cue(*number).is_some_and(|cue| !cue.weak);
        let mut of_strong = hits.iter().filter(strong);
        let (first, last) = (of_strong.next(), of_strong.next_back());
        let (hit, (number, negated)) =
            if self.language.main_last { last.or(first).or(hits.last())? } else { first.or(hits.first())? };
        let cue = self.cue(*number)?;
        let tag_of = |number: usize, negated: bool| {
            let cue = self.cue(number)?;
            Some(match &cue.negated {
                Negated::Tag(tag) if negated => tag.clone(),
                _ => cue.tag.clone(),
            })
        };
        let tag = tag_of(*number, *negated)?;
        let mut others: Vec<(TagId, usize)> = Vec::new();
        for (_, (number, negated)) in hits {
            let other = tag_of(*number, *negated).filter(|other| *other != tag);
            if let Some(other) = other.filter(|other| others.iter().all(|(known, _)| known != other)) {
                others.push((other, *number));
            }
        }
        Some(Act {
            content: self.content(clause, &self.grown(hit, &cue.tag), &tag),
            tag,
            cue: *number,
            words: hit.first..hit.end,
            own: hit.own,
            strength: self.strength(hit, cue.strength),
            negated: *negated,
            clause: clause.clone(),
            others,
        })
    }

    /// A cue with the words of others of its tag that go on from it: of "the side raised" and "raised
    /// concerns" one was chosen, and the content begins after both.
    fn grown(&self, cue: &Hit, tag: &TagId) -> Hit {
        let mut grown = *cue;
        let from = starting(&self.cues, cue.first, |(hit, _)| hit.first);
        for (hit, number) in from.take_while(|(hit, _)| hit.first < cue.end) {
            if self.cue(*number).is_some_and(|other| other.tag == *tag) {
                grown.end = grown.end.max(hit.end);
            }
        }
        grown
    }

    /// The words that carry the content.
    fn content(&self, clause: &Range<usize>, cue: &Hit, tag: &TagId) -> Range<usize> {
        let opened = self.without_opening(clause);
        if WHOLE.contains(&tag.as_str()) {
            return opened;
        }
        if self.is_auxiliary(cue) {
            // "stressed that ⟦the amendments are meant to curb it⟧": what is said has its subject.
            let before = starting(&self.starts, opened.start, |hit| hit.first);
            let before = before.take_while(|hit| hit.end <= cue.first);
            let said = before.filter(|hit| self.opens_clause(hit)).last().map_or(opened.start, |hit| hit.end);
            return said..clause.end;
        }
        let content = if self.language.main_last {
            let before = clause.start..cue.first;
            let end = starting(&self.starts, before.start, |hit| hit.first)
                .take_while(|hit| hit.end <= cue.first)
                .last()
                .map_or(cue.first, |hit| hit.first);
            let start = opened.start.min(end);
            start..end
        } else {
            self.after(clause, cue)
        };
        // «…was expressed», "asked for explanations": two words more are no content by themselves.
        if content.len() < 3 { opened } else { content }
    }

    /// From after the cue, or after the word that opens what was said.
    fn after(&self, clause: &Range<usize>, cue: &Hit) -> Range<usize> {
        let mut here = starting(&self.starts, cue.end, |hit| hit.first);
        let next = here.clone().take_while(|hit| hit.first == cue.end).map(|hit| hit.end).max();
        let next = next.or_else(|| {
            let opener = here.find(|hit| hit.first < cue.end + OPENS && self.opens_clause(hit))?;
            Some(opener.end)
        });
        let start = next.unwrap_or(cue.end).min(clause.end);
        start..clause.end
    }

    /// Whether the cue is a predicate ("are meant to") that no opening word of a content follows.
    fn is_auxiliary(&self, cue: &Hit) -> bool {
        let first = self.words.at(cue.first);
        let predicate = matches!(
            first,
            "is" | "are"
                | "was"
                | "were"
                | "will"
                | "would"
                | "shall"
                | "can"
                | "could"
                | "may"
                | "might"
                | "has"
                | "have"
        );
        let follows = starting(&self.starts, cue.end, |hit| hit.first).next();
        predicate && follows.is_none_or(|hit| hit.first > cue.end)
    }

    /// Whether a word opens a clause with a verb of its own wherever it stands.
    fn opens_clause(&self, hit: &Hit) -> bool {
        let word = self.words.at(hit.first);
        matches!(word, "that" | "whether" | "что" | "чтобы" | "que" | "si" | "деп")
    }

    /// A clause without the word that divided it off.
    fn without_opening(&self, clause: &Range<usize>) -> Range<usize> {
        let small = |at: usize| {
            matches!(
                self.words.at(at),
                "and" | "but" | "while" | "also" | "и" | "а" | "но" | "также" | "жана"
            )
        };
        let mut start = clause.start;
        while start + 1 < clause.end && small(start) {
            start += 1;
        }
        start..clause.end
    }
}

/// Those of a sorted list that start at `from` or later.
fn starting<T>(all: &[T], from: usize, first: impl Fn(&T) -> usize) -> impl Iterator<Item = &T> + Clone {
    let at = all.partition_point(|one| first(one) < from);
    all.get(at..).unwrap_or_default().iter()
}

/// The one of several stretches in order that holds a place.
fn holding(all: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let before = all.partition_point(|range| range.start <= at).checked_sub(1)?;
    all.get(before).filter(|range| range.contains(&at))
}

#[cfg(test)]
mod tests {
    use super::super::Lists;
    use super::*;
    use crate::text::sentences;

    /// Each act as "tag strength: content".
    fn acts(text: &str, language: &str) -> Vec<String> {
        let language = Lists::built_in().language(language).unwrap();
        let words = Words::new(text, !language.unspaced);
        let acts = Marks::new(language, &words).acts(&sentences(text));
        let told = |act: &Act| {
            let content = words.range(act.content.start, act.content.end).slice(text).unwrap();
            format!("{} {}: {content}", act.tag.as_str(), act.strength)
        };
        acts.iter().map(told).collect()
    }

    fn check(text: &str, language: &str, expected: &[&str]) {
        assert_eq!(acts(text, language), expected, "{text}");
    }

    #[test]
    fn the_content_is_what_is_proposed() {
        check(
            "The Kyrgyz side raised concerns about the difficulties at the border.",
            "en",
            &["concern 1: the difficulties at the border"],
        );
        check(
            "The Minister expressed deep concern over the low flow of the river and urged the other side to open the gates at once.",
            "en",
            &["concern 3: the low flow of the river", "request 3: open the gates at once"],
        );
        check(
            "Кыргызская сторона выразила серьёзную озабоченность по поводу трудностей на границе.",
            "ru",
            &["concern 3: трудностей на границе"],
        );
        check(
            "Кыргыз тарабы чек арадагы кыйынчылыктар боюнча тынчсыздануусун билдирди.",
            "ky",
            &["concern 2: Кыргыз тарабы чек арадагы кыйынчылыктар"],
        );
    }

    #[test]
    fn negation_turns_or_silences() {
        check(
            "The question of visas was not discussed at the meeting.",
            "en",
            &["denial 3: The question of visas was not discussed at the meeting"],
        );
        assert!(!acts("The minister did not warn the press.", "en").iter().any(|a| a.starts_with("warning")));
        assert!(
            acts("He not only warned that prices rise.", "en").iter().any(|a| a.starts_with("warning")),
            "{:?}",
            acts("He not only warned that prices rise.", "en")
        );
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        check("", "en", &[]);
        check("…\n\n—", "en", &[]);
        check("The weather in the valley.", "en", &[]);
    }
}
