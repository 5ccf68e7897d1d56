//! Which countries a text has speak, for one who does not know the sides yet.
//!
//! Must not know: what becomes of the answer.

use std::collections::BTreeMap;

use super::actors::{self, Head, Role, Who};
use super::countries::Countries;
use super::lexicon::lexicon;
use super::marks::{Marked, What};
use super::names::Names;
use super::{Office, actors::Actor};

/// A country that may be a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// ISO 3166 code.
    pub code: String,
    /// What the text's language calls it.
    pub name: String,
    /// How the text calls it, in the order of first use.
    pub aliases: Vec<String>,
    /// How often it is named as one who speaks or acts; offices and sides count for more.
    pub weight: usize,
    /// Where it is named first, in bytes.
    pub first: usize,
}

/// Countries that a text names as speaking or acting, in the order of their first mention.
pub fn candidates(text: &str, language: &str) -> Vec<Candidate> {
    let names = Names::new();
    let marked = Marked::new(text, lexicon(language), &names);
    let mut found: BTreeMap<usize, Candidate> = BTreeMap::new();
    for actor in actors::actors(&marked, &names) {
        let Who::Country(country) = actor.who else { continue };
        let range = marked.range(actor.first, actor.end);
        let entry = found.entry(country).or_insert_with(|| empty(country, language, range.start().get()));
        entry.weight += weight(&actor);
        if let Some(alias) =
            range.slice(text).filter(|_| actor.head != Head::Name && actor.case == super::pattern::Case::Base)
            && !matches!(actor.head, Head::Person(_))
            && entry.aliases.len() < 6
            && !entry.aliases.iter().any(|known| known == alias)
        {
            entry.aliases.push(alias.to_owned());
        }
    }
    for mark in &marked.marks {
        if let What::Place { country, .. } = mark.what {
            let start = marked.range(mark.first, mark.end).start().get();
            if let Some(entry) = found.get_mut(&country) {
                entry.first = entry.first.min(start);
            }
        }
    }
    let mut all: Vec<Candidate> = found.into_values().filter(|candidate| candidate.weight > 0).collect();
    all.sort_by_key(|candidate| candidate.first);
    all
}

fn empty(country: usize, language: &str, first: usize) -> Candidate {
    let known = Countries::get().country(country);
    Candidate {
        code: known.map(|country| country.code.clone()).unwrap_or_default(),
        name: known.map(|country| country.name(language)).unwrap_or_default(),
        aliases: Vec::new(),
        weight: 0,
        first,
    }
}

fn weight(actor: &Actor) -> usize {
    match actor.head {
        Head::Side => 4,
        Head::Body(_) | Head::Person(_) => 3,
        Head::Name | Head::Capital if actor.role == Role::Free && actor.is_subject() => 1,
        _ => 0,
    }
}

/// The code and the name, in a language, of a country that is called so.
pub fn country(called: &str, language: &str) -> Option<(String, String)> {
    let countries = Countries::get();
    let index = countries.called(called).or_else(|| countries.coded(called))?;
    let country = countries.country(index)?;
    Some((country.code.clone(), country.name(language)))
}

/// The offices that a text names, in order.
pub fn offices(text: &str, language: &str, names: &Names) -> Vec<Office> {
    actors::offices(&Marked::new(text, lexicon(language), names), names)
}

/// The versions of the two lists that answers rest on: the cues of a language and the countries.
pub fn list_versions(language: &str) -> (u32, u32) {
    (lexicon(language).map_or(0, |lexicon| lexicon.version), Countries::get().version)
}
