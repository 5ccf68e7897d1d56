//! The glossary: concepts in three languages, by which passages are compared across languages, and
//! the domains that become names of topics.
//!
//! Must not know: which texts are compared.

use std::collections::{BTreeMap, BTreeSet};

use super::lists::{ListError, mistake, primary};
use super::phrases::{Hit, Phrases, Writing};
use crate::text::Words;

/// A concept's number in the glossary.
pub(super) type ConceptId = u32;

/// One concept.
#[derive(Debug, Clone)]
pub(super) struct Concept {
    #[cfg(test)]
    pub(super) id: String,
    /// Its domain, by number; `None` where the file has no such domain.
    pub(super) domain: Option<usize>,
    /// What nearly every text says: never the reason for anything.
    pub(super) boilerplate: bool,
}

/// A field of subjects.
#[derive(Debug, Clone)]
pub(super) struct Domain {
    pub(super) id: String,
    /// Its names by language.
    names: BTreeMap<String, String>,
}

impl Domain {
    /// Its name in a language, or in English.
    pub(super) fn name(&self, language: &str) -> &str {
        let name = self.names.get(primary(language)).or_else(|| self.names.get("en"));
        name.map_or(self.id.as_str(), String::as_str)
    }
}

/// All of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Glossary {
    pub(super) concepts: Vec<Concept>,
    pub(super) domains: Vec<Domain>,
    /// By language: the phrases, and the concept of each.
    languages: BTreeMap<String, (Phrases, Vec<ConceptId>)>,
}

/// Where a concept stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) concept: ConceptId,
    /// Index of the first word.
    pub(super) first: usize,
    /// Index after the last word.
    pub(super) end: usize,
}

impl Glossary {
    /// Reads the domains and the concepts.
    pub(super) fn read(domains: Option<(&str, &str)>, concepts: (&str, &str)) -> Result<Self, ListError> {
        let mut glossary = Self::default();
        if let Some((_, text)) = domains {
            let mut lines = text.lines();
            let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
            for line in lines.filter(|line| !line.is_empty()) {
                let mut fields = head.iter().zip(line.split('\t'));
                let id = fields.next().map_or("", |(_, id)| id).to_owned();
                let names =
                    fields.map(|(language, name)| ((*language).to_owned(), name.to_owned())).collect();
                glossary.domains.push(Domain { id, names });
            }
        }
        let mut lines = concepts.1.lines();
        let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        for language in head.iter().skip(3) {
            let writing = Writing { plurals: *language == "en", ..Writing::default() };
            glossary.languages.insert((*language).to_owned(), (Phrases::new(writing), Vec::new()));
        }
        let mut ids = BTreeSet::new();
        for (number, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
            let here = |problem: &str| ListError {
                file: concepts.0.to_owned(),
                line: number + 2,
                problem: problem.to_owned(),
            };
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, domain, weight, entries @ ..] = fields.as_slice() else {
                return Err(here("id, domain and weight are expected, and words after them"));
            };
            let boilerplate = match *weight {
                "content" => false,
                "boilerplate" => true,
                _ => return Err(here("the weight is «content» or «boilerplate»")),
            };
            let concept = u32::try_from(glossary.concepts.len()).unwrap_or(u32::MAX);
            let domain = glossary.domains.iter().position(|known| known.id == *domain);
            if !ids.insert(*id) {
                return Err(here("this id names two concepts"));
            }
            glossary.concepts.push(Concept {
                #[cfg(test)]
                id: (*id).to_owned(),
                domain,
                boilerplate,
            });
            for (language, entries) in head.iter().skip(3).zip(entries) {
                let Some((phrases, owners)) = glossary.languages.get_mut(*language) else { continue };
                for entry in entries.split(';').map(str::trim).filter(|entry| !matches!(*entry, "" | "-")) {
                    phrases.add(entry).map_err(|problem| mistake(concepts, entry, problem))?;
                    owners.push(concept);
                }
            }
        }
        Ok(glossary)
    }

    /// Whether concepts are known in a language.
    pub(super) fn knows(&self, language: &str) -> bool {
        self.languages.contains_key(primary(language))
    }

    /// The concept of this number.
    pub(super) fn concept(&self, id: ConceptId) -> Option<&Concept> {
        self.concepts.get(id as usize)
    }

    /// All concepts that words of a language speak of; where two entries of one overlap, the longer.
    pub(super) fn mentions(&self, words: &Words, language: &str) -> Vec<Mention> {
        let Some((phrases, owners)) = self.languages.get(primary(language)) else { return Vec::new() };
        let mention = |hit: Hit| {
            let concept = *owners.get(hit.phrase)?;
            Some(Mention { concept, first: hit.first, end: hit.end })
        };
        let mut found: Vec<Mention> = phrases.find(words).into_iter().filter_map(mention).collect();
        found.sort_by_key(|m| (m.concept, m.first, std::cmp::Reverse(m.end)));
        let mut last: Option<Mention> = None;
        found.retain(|mention| {
            let again = last.is_some_and(|last| last.concept == mention.concept && mention.first < last.end);
            if !again {
                last = Some(*mention);
            }
            !again
        });
        found.sort_by_key(|m| (m.first, m.end, m.concept));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lists;
    use super::*;

    #[test]
    fn the_same_concepts_are_found_in_three_languages() {
        let glossary = &Lists::built_in().glossary;
        let ids = |text: &str, language: &str| -> Vec<String> {
            let mentions = glossary.mentions(&Words::new(text, true), language);
            mentions.iter().map(|m| glossary.concept(m.concept).unwrap().id.clone()).collect()
        };
        for (text, language) in [
            ("illegal migration", "en"),
            ("борьба с незаконной миграцией", "ru"),
            ("мыйзамсыз миграция", "ky"),
        ] {
            let found = ids(text, language);
            assert!(found.contains(&"migration.illegal_migration".to_owned()), "{text}: {found:?}");
            assert!(found.contains(&"migration.migration".to_owned()), "{text}: {found:?}");
        }
        assert!(ids("illegal migration", "ru").is_empty());
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        let read = |line: &str| {
            let text = format!("id\tdomain\tweight\ten\n{line}\n");
            Glossary::read(None, ("glossary/concepts.tsv", &text)).map(|_| ())
        };
        assert_eq!(read("a.b\ta\tcontent\tone;two*"), Ok(()));
        assert_eq!(read("a.b\ta\theavy\tone").unwrap_err().line, 2);
        assert_eq!(read("a.b").unwrap_err().line, 2);
        assert_eq!(read("a.b\ta\tcontent\t(one").unwrap_err().line, 2);
    }
}
