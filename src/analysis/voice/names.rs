//! Who the sides of a meeting are and how texts call them.
//!
//! Must not know: what any text says.

use super::countries::Countries;
use super::pattern::Table;
use super::tokens::tokens;
use crate::model::{Dossier, Meeting, Party};

/// What one of a side's own names stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// The side itself.
    Name(usize),
    /// The side, before an office: "Veldmarkian".
    Adjective(usize),
    /// One who speaks for it.
    Person(usize),
}

#[derive(Debug, Clone)]
struct Side {
    name: String,
    country: Option<usize>,
}

/// The sides by all their names: those given to them, those of the table of countries, and
/// the people who speak for them.
#[derive(Debug, Clone, Default)]
pub struct Names {
    sides: Vec<Side>,
    pub(crate) table: Table<Given>,
}

impl Names {
    /// No sides yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The sides of a dossier in the order of its parties, with those who took part in a meeting.
    pub fn of(dossier: &Dossier, meeting: Option<&Meeting>) -> Self {
        let mut names = Self::new();
        for party in dossier.parties() {
            names.add_party(party);
        }
        for participant in meeting.into_iter().flat_map(|meeting| &meeting.details().participants) {
            let side = dossier.parties().iter().position(|party| Some(party.id) == participant.party);
            if let Some(side) = side {
                names.add_person(side, &participant.name);
            }
        }
        names
    }

    /// Adds a party as the next side and gives its number.
    pub fn add_party(&mut self, party: &Party) -> usize {
        self.add_side(&party.name, party.aliases.iter().map(String::as_str))
    }

    /// Adds a side by its name and other names, and gives its number. A side that is a country
    /// is known by all of the country's names as well.
    pub fn add_side<'a>(&mut self, name: &'a str, aliases: impl IntoIterator<Item = &'a str>) -> usize {
        let number = self.sides.len();
        let mut country = Countries::get().called(name);
        for alias in std::iter::once(name).chain(aliases) {
            country = country.or_else(|| Countries::get().called(alias));
            let alias = ["the ", "The "].iter().find_map(|the| alias.strip_prefix(the)).unwrap_or(alias);
            self.table.add(alias, "", Given::Name(number));
            if tokens(alias, 0).len() == 1 && alias.chars().count() > 3 {
                // Four letters more: Veldmark, Veldmarkian; Вельдмарк, вельдмаркская.
                self.table.add(&format!("{alias}*"), "ru", Given::Adjective(number));
            }
        }
        self.sides.push(Side { name: name.to_owned(), country });
        number
    }

    /// Adds one who speaks for a side, by name. Texts that give the family name alone mean the same.
    pub fn add_person(&mut self, side: usize, name: &str) {
        let words: Vec<&str> = name.split_whitespace().collect();
        self.table.add(name, "", Given::Person(side));
        if let Some(last) = words.last().filter(|last| words.len() > 1 && last.chars().count() > 2) {
            self.table.add(&format!("{last}*"), "", Given::Person(side));
        }
    }

    /// How many sides there are.
    pub fn len(&self) -> usize {
        self.sides.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sides.is_empty()
    }

    /// What a side is called; empty for a number that none has.
    pub fn name(&self, side: usize) -> &str {
        self.sides.get(side).map_or("", |side| side.name.as_str())
    }

    /// The side that is a country, by the table's index.
    pub(crate) fn side_of(&self, country: usize) -> Option<usize> {
        self.sides.iter().position(|side| side.country == Some(country))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_any_of_its_names() {
        let mut names = Names::new();
        assert_eq!(names.add_side("Киргизия", []), 0);
        assert_eq!(names.add_side("Veldmark", ["the Crown"]), 1);
        assert_eq!(names.side_of(Countries::get().called("Kyrgyzstan").unwrap()), Some(0));
        assert_eq!((names.name(1), names.name(7), names.len()), ("Veldmark", "", 2));
    }
}
