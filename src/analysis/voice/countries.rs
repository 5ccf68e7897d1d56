//! The table of countries: how texts call them, in ten languages.
//!
//! Must not know: which of them are sides of a meeting.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::pattern::Table;

/// How a text calls a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Called {
    /// By its name.
    Name,
    /// By the adjective.
    Adjective,
    /// By its capital.
    Capital,
    /// By one character before an office, in Chinese.
    Short,
}

/// One country.
#[derive(Debug, Deserialize)]
pub(crate) struct Country {
    /// ISO 3166 alpha-2, or what is used in its place.
    pub(crate) code: String,
    names: BTreeMap<String, Vec<String>>,
    adjectives: BTreeMap<String, Vec<String>>,
    capitals: BTreeMap<String, Vec<String>>,
}

/// What a name of the table means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Index of the country.
    pub(crate) country: usize,
    pub(crate) called: Called,
    /// Written in large letters only: "UK" is one, "uk" is none.
    pub(crate) upper: bool,
}

#[derive(Deserialize)]
struct File {
    version: u32,
    countries: Vec<Country>,
}

/// All countries, and how to find them in a text.
pub(crate) struct Countries {
    /// Grows when a name is added or corrected.
    pub(crate) version: u32,
    all: Vec<Country>,
    pub(crate) table: Table<Entry>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let file = serde_json::from_str(include_str!("../../../assets/countries/countries.json"));
    let file = file.unwrap_or(File { version: 0, countries: Vec::new() });
    let mut table = Table::default();
    for (index, country) in file.countries.iter().enumerate() {
        let lists = [
            (&country.names, Called::Name),
            (&country.adjectives, Called::Adjective),
            (&country.capitals, Called::Capital),
        ];
        for (list, called) in lists {
            for (language, names) in list {
                for name in names {
                    let short = called == Called::Adjective && language == "zh";
                    let called = if short { Called::Short } else { called };
                    let upper = !name.contains(['|', '*']) && !name.chars().any(char::is_lowercase);
                    table.add(name, language, Entry { country: index, called, upper });
                }
            }
        }
    }
    Countries { version: file.version, all: file.countries, table }
});

impl Countries {
    /// The table that comes with the program.
    pub(crate) fn get() -> &'static Self {
        &COUNTRIES
    }

    /// The country of an index.
    pub(crate) fn country(&self, index: usize) -> Option<&Country> {
        self.all.get(index)
    }

    /// The country that is called so, whole and in any language.
    pub(crate) fn called(&self, name: &str) -> Option<usize> {
        let tokens = super::tokens::tokens(name, 0);
        let skip = usize::from(tokens.first().is_some_and(|token| token.word == "the"));
        let mut found = None;
        self.table.at(
            &tokens,
            skip,
            |_| false,
            |hit| {
                if hit.words + skip == tokens.len() && hit.value.called == Called::Name {
                    found = Some(hit.value.country);
                }
            },
        );
        found
    }

    /// The country of a code, in capitals.
    pub(crate) fn coded(&self, code: &str) -> Option<usize> {
        self.all.iter().position(|country| country.code == code)
    }
}

impl Country {
    /// Its usual name in a language, in English where there is none.
    pub(crate) fn name(&self, language: &str) -> String {
        let names = self.names.get(language).or_else(|| self.names.get("en"));
        let name = names.and_then(|names| names.first()).map_or(self.code.as_str(), String::as_str);
        name.replace(['|', '*', '~', '#'], "")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::analysis::voice::tokens::tokens;

    #[test]
    fn every_country_has_a_code_and_a_name_and_no_name_means_two() {
        let countries = Countries::get();
        assert_eq!(countries.version, 1);
        assert_eq!(countries.all.len(), 198);
        let mut codes = BTreeMap::new();
        let mut aliases: BTreeMap<String, &str> = BTreeMap::new();
        for country in &countries.all {
            assert!(country.code.len() == 2 && country.code.chars().all(|c| c.is_ascii_uppercase()));
            assert_eq!(codes.insert(&country.code, ()), None, "{}", country.code);
            for list in [&country.names, &country.adjectives, &country.capitals] {
                for (language, names) in list {
                    assert!(!names.is_empty(), "{} {language}", country.code);
                    for name in names {
                        assert!(!name.trim().is_empty() && !tokens(name, 0).is_empty(), "{}", country.code);
                        let whole = super::super::tokens::folded(&name.replace(['|', '*'], ""));
                        let before = aliases.insert(whole, &country.code);
                        assert!(before.is_none_or(|code| code == country.code), "{name}: {before:?}");
                    }
                }
            }
            for language in ["en", "ru"] {
                let found = countries.called(&country.name(language)).and_then(|at| countries.country(at));
                assert_eq!(found.map(|found| found.code.as_str()), Some(country.code.as_str()), "{language}");
            }
        }
        for language in ["zh", "ar", "fr", "es"] {
            let count = countries.all.iter().filter(|country| country.names.contains_key(language)).count();
            assert!(count >= 60, "{language}: {count}");
        }
    }

    #[test]
    fn the_longest_name_is_meant() {
        let countries = Countries::get();
        for (name, code) in [
            ("Guinea", "GN"),
            ("Guinea-Bissau", "GW"),
            ("Equatorial Guinea", "GQ"),
            ("Papua New Guinea", "PG"),
            ("Democratic Republic of the Congo", "CD"),
            ("Republic of the Congo", "CG"),
            ("North Korea", "KP"),
            ("Республика Корея", "KR"),
            ("КНДР", "KP"),
            ("the Kyrgyz Republic", "KG"),
            ("Türkiye", "TR"),
            ("Turkey", "TR"),
            ("Киргизия", "KG"),
            ("Кыргызстан", "KG"),
            ("吉尔吉斯斯坦", "KG"),
            ("روسيا", "RU"),
        ] {
            let found = countries.called(name).and_then(|at| countries.country(at));
            assert_eq!(found.map(|country| country.code.as_str()), Some(code), "{name}");
        }
        assert!(countries.called("Veldmark").is_none());
    }
}
