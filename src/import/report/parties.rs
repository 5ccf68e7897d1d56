//! The sides of a report: those that are known, else those that the report itself has speak.
//!
//! Must not know: who says what.

use crate::analysis::voice::{Candidate, Names, candidates, country};
use crate::model::Party;

/// A side that is known already, such as a party of the dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyHint {
    /// Full name.
    pub name: String,
    /// A few letters.
    pub short: String,
    /// Other names.
    pub aliases: Vec<String>,
}

impl From<&Party> for PartyHint {
    fn from(party: &Party) -> Self {
        Self { name: party.name.clone(), short: party.short.clone(), aliases: party.aliases.clone() }
    }
}

/// A side as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedSide {
    /// ISO 3166 code; empty where it is no country of the table.
    pub code: String,
    /// Full name, in the report's language.
    pub name: String,
    /// A few letters.
    pub short: String,
    /// How the report calls it.
    pub aliases: Vec<String>,
}

/// Most sides that are proposed for one report.
const MOST_SIDES: usize = 4;

/// How heavy a third country must be beside the second: it speaks, too.
const THIRD: usize = 6;

/// The sides in the order of the hints, or else of their first mention.
pub(super) fn sides(text: &str, language: &str, known: &[PartyHint]) -> Vec<ProposedSide> {
    if !known.is_empty() {
        return known.iter().map(|hint| hinted(hint, language)).collect();
    }
    let mut found = candidates(text, language);
    let mut heaviest = found.clone();
    heaviest.sort_by_key(|candidate| std::cmp::Reverse(candidate.weight));
    let rank = |candidate: &Candidate| heaviest.iter().position(|other| other.code == candidate.code);
    found.retain(|candidate| {
        rank(candidate).is_some_and(|rank| rank < 2 || (rank < MOST_SIDES && candidate.weight >= THIRD))
    });
    found.into_iter().map(candidate).collect()
}

fn hinted(hint: &PartyHint, language: &str) -> ProposedSide {
    let called = std::iter::once(&hint.name).chain(&hint.aliases).find_map(|name| country(name, language));
    ProposedSide {
        code: called.map(|(code, _)| code).unwrap_or_default(),
        name: hint.name.clone(),
        short: hint.short.clone(),
        aliases: hint.aliases.clone(),
    }
}

fn candidate(candidate: Candidate) -> ProposedSide {
    let Candidate { code, name, aliases, .. } = candidate;
    ProposedSide { short: code.clone(), code, name, aliases }
}

/// The sides by all their names.
pub(super) fn names(sides: &[ProposedSide]) -> Names {
    let mut names = Names::new();
    for side in sides {
        let code = country(&side.code, "en").map(|(_, name)| name);
        // The offices that a report names are found by the rules; as aliases they would hide
        // whose office it is.
        let aliases: Vec<&str> =
            if code.is_some() { Vec::new() } else { side.aliases.iter().map(String::as_str).collect() };
        let english = code.as_deref().into_iter();
        names.add_side(&side.name, aliases.into_iter().chain(english));
    }
    names
}
