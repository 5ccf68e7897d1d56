//! What a passage is about: one of the reviewer's topics, or the name of a field of subjects that
//! recurs in the meeting.
//!
//! Must not know: what a passage does.

use std::collections::BTreeMap;
use std::ops::Range;

use super::glossary::Mention;
use super::lists::Lists;
use super::reading::Reading;
use crate::model::{Dossier, TopicId};
use crate::text::Words;
use crate::text::{ByteRange, stem};

/// A topic that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicSuggestion {
    /// The reviewer's topic; `None` where a new one is proposed.
    pub topic: Option<TopicId>,
    /// Its name.
    pub name: String,
    /// The words that speak of it, in bytes of the statement's text.
    pub words: Vec<ByteRange>,
}

/// How often a field must be spoken of in a meeting before its name becomes a topic.
const RECURS: usize = 2;

/// The topics of a dossier as they are compared with passages.
pub(super) struct Topics<'a> {
    lists: &'a Lists,
    /// Name, stems of its words, concepts in it.
    known: Vec<Known>,
    /// How often each domain is spoken of.
    domains: BTreeMap<usize, usize>,
}

struct Known {
    id: TopicId,
    name: String,
    stems: Vec<String>,
    concepts: Vec<u32>,
}

impl<'a> Topics<'a> {
    /// The dossier's topics, and what recurs in these statements.
    pub(super) fn new(dossier: &Dossier, lists: &'a Lists, readings: &[&Reading]) -> Self {
        let known = dossier.topics().iter().map(|topic| {
            let words = Words::new(&topic.name, true);
            let mut concepts = Vec::new();
            for language in ["en", "ru", "ky"] {
                let content = |m: &u32| lists.glossary.concept(*m).is_some_and(|c| !c.boilerplate);
                let found = lists.glossary.mentions(&words, language).into_iter().map(|m| m.concept);
                concepts.extend(found.filter(content));
            }
            concepts.sort_unstable();
            concepts.dedup();
            let content = |word: &&String| {
                let small = ["en", "ru", "ky"].iter().any(|language| lists.is_stopword(language, word));
                !small && word.chars().count() > 3
            };
            let stems = words.spelled.iter().filter(content).map(|word| stem(word).to_owned()).collect();
            Known { id: topic.id, name: topic.name.clone(), stems, concepts }
        });
        let mut domains = BTreeMap::new();
        for mention in readings.iter().flat_map(|reading| &reading.mentions) {
            let concept = lists.glossary.concept(mention.concept).filter(|concept| !concept.boilerplate);
            if let Some(domain) = concept.and_then(|concept| concept.domain) {
                *domains.entry(domain).or_default() += 1;
            }
        }
        Self { known: known.collect(), lists, domains }
    }

    /// The topic of a stretch of words, as indices; of its sentence where it says nothing itself.
    pub(super) fn of(&self, reading: &Reading, words: Range<usize>) -> Option<TopicSuggestion> {
        self.of_the_dossier(reading, words.clone()).or_else(|| self.of_the_glossary(reading, words))
    }

    /// Whether a statement has a word of a topic, by the topic's name in small letters.
    pub(super) fn is_spoken_of(&self, topic: &str, reading: &Reading) -> bool {
        let Some(known) = self.known.iter().find(|known| known.name.to_lowercase() == topic) else {
            return false;
        };
        let concept = |mention: &Mention| known.concepts.binary_search(&mention.concept).is_ok();
        reading.mentions.iter().any(concept)
            || reading.words.spelled.iter().any(|word| known.stems.iter().any(|own| own == stem(word)))
    }

    /// The reviewer's topic that shares most words and concepts.
    fn of_the_dossier(&self, reading: &Reading, words: Range<usize>) -> Option<TopicSuggestion> {
        let stems: Vec<(usize, &str)> = words.clone().map(|at| (at, stem(reading.words.at(at)))).collect();
        let mut best: Option<(usize, TopicSuggestion)> = None;
        for known in &self.known {
            let mut found = Vec::new();
            let mut points = 0;
            for (at, stem) in &stems {
                if known.stems.iter().any(|own| own == stem) {
                    points += 2;
                    found.push(reading.words.range(*at, at + 1));
                }
            }
            for mention in reading.mentions_in(words.clone()) {
                if known.concepts.binary_search(&mention.concept).is_ok() {
                    points += 2;
                    found.push(reading.words.range(mention.first, mention.end));
                }
            }
            if points > best.as_ref().map_or(0, |(points, _)| *points) {
                found.sort_unstable();
                found.dedup();
                let topic = TopicSuggestion { topic: Some(known.id), name: known.name.clone(), words: found };
                best = Some((points, topic));
            }
        }
        best.map(|(_, topic)| topic)
    }

    /// The commonest domain, if the meeting speaks of it elsewhere too.
    fn of_the_glossary(&self, reading: &Reading, words: Range<usize>) -> Option<TopicSuggestion> {
        let mut found: BTreeMap<usize, Vec<ByteRange>> = BTreeMap::new();
        for mention in reading.mentions_in(words) {
            let concept = self.lists.glossary.concept(mention.concept).filter(|c| !c.boilerplate);
            let Some(domain) = concept.and_then(|concept| concept.domain) else { continue };
            found.entry(domain).or_default().push(reading.words.range(mention.first, mention.end));
        }
        let recurs = |domain: &usize| self.domains.get(domain).is_some_and(|count| *count >= RECURS);
        let id = |domain: usize| self.lists.glossary.domains.get(domain).map_or("", |d| d.id.as_str());
        // Every text names countries, the sides first of all.
        let no_topic = |domain: usize| matches!(id(domain), "diplomatic" | "countries");
        let best = found.into_iter().filter(|(domain, _)| recurs(domain) && !no_topic(*domain));
        let (domain, words) = best.max_by_key(|(domain, words)| (words.len(), std::cmp::Reverse(*domain)))?;
        let name = self.lists.glossary.domains.get(domain)?.name(&reading.code).to_owned();
        let known = self.known.iter().find(|known| known.name.to_lowercase() == name.to_lowercase());
        Some(TopicSuggestion { topic: known.map(|known| known.id), name, words })
    }
}
