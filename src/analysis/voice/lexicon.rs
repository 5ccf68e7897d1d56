//! The words by which a text says who speaks, language by language, from `assets/attribution`.
//!
//! Must not know: whose words are meant.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::pattern::Table;

/// What a cue does in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cue {
    /// Says, notes, asks, rejects…
    Reports,
    /// "paid", "handed": said of nobody, after "was".
    Participle,
    /// "it was noted", in one word or phrase.
    Passive,
    /// Two do it together: discussed, met.
    Discusses,
    /// An account is given: published, commented on.
    Publishes,
    /// "according to".
    Source,
    /// The same after the name.
    SourceAfter,
    /// "the statement".
    Text,
    /// "says", of a text.
    TextSays,
    /// "for its part".
    Switch,
    /// "both sides".
    Joint,
    /// "it was agreed", "mutually".
    Jointly,
    /// "side", "delegation".
    SideNoun,
    /// A ministry, an embassy: the group of those that speak alike.
    Body(Group),
    /// Who holds an office there.
    Person(Group),
    /// Neither side.
    Third,
    /// "he", "it".
    Pronoun,
    /// "we".
    Own,
}

/// Offices that belong together: an ambassador is of an embassy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    Embassy,
    Foreign,
    Ministry,
    President,
    Government,
    Parliament,
    Spokesperson,
    Leader,
}

/// Small words and what they do to the next; several at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Small {
    Be,
    Adverb,
    Agent,
    AgentOfSide,
    AgentAfter,
    Of,
    Posted,
    Recipient,
    Within,
    Oblique,
    ObliqueAfter,
    And,
    Embed,
    Contrast,
    Honorific,
    Publication,
    Handed,
}

impl Small {
    /// Its place in a set of them.
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

#[derive(Deserialize)]
struct File {
    language: String,
    version: u32,
    bodies: BTreeMap<String, Vec<String>>,
    persons: BTreeMap<String, Vec<String>>,
    #[serde(flatten)]
    lists: BTreeMap<String, Vec<String>>,
}

/// One language's cues.
pub(crate) struct Lexicon {
    /// Two letters.
    pub(crate) language: String,
    /// Grows with every change of the file, so that a proposal can be traced to its words.
    pub(crate) version: u32,
    pub(crate) cues: Table<Cue>,
    pub(crate) small: Table<Small>,
}

const CUES: [(&str, Cue); 15] = [
    ("reports", Cue::Reports),
    ("participles", Cue::Participle),
    ("passives", Cue::Passive),
    ("discusses", Cue::Discusses),
    ("publishes", Cue::Publishes),
    ("sources", Cue::Source),
    ("sources_after", Cue::SourceAfter),
    ("texts", Cue::Text),
    ("texts_say", Cue::TextSays),
    ("switches", Cue::Switch),
    ("joint", Cue::Joint),
    ("jointly", Cue::Jointly),
    ("sides", Cue::SideNoun),
    ("third", Cue::Third),
    ("pronouns", Cue::Pronoun),
];

const SMALL: [(&str, Small); 17] = [
    ("be", Small::Be),
    ("adverbs", Small::Adverb),
    ("agents", Small::Agent),
    ("agents_side", Small::AgentOfSide),
    ("agents_after", Small::AgentAfter),
    ("of", Small::Of),
    ("posted", Small::Posted),
    ("recipients", Small::Recipient),
    ("within", Small::Within),
    ("oblique", Small::Oblique),
    ("oblique_after", Small::ObliqueAfter),
    ("and", Small::And),
    ("embeds", Small::Embed),
    ("contrasts", Small::Contrast),
    ("honorifics", Small::Honorific),
    ("publications", Small::Publication),
    ("handed", Small::Handed),
];

/// A group by its name in the files.
fn group(name: &str) -> Option<Group> {
    Some(match name {
        "embassy" => Group::Embassy,
        "foreign" => Group::Foreign,
        "ministry" => Group::Ministry,
        "president" => Group::President,
        "government" => Group::Government,
        "parliament" => Group::Parliament,
        "spokesperson" => Group::Spokesperson,
        "leader" => Group::Leader,
        _ => return None,
    })
}

impl Lexicon {
    fn new(file: &File) -> Self {
        let language = file.language.as_str();
        let mut cues = Table::default();
        let mut small = Table::default();
        let lists = CUES.iter().chain(&[("own", Cue::Own)]);
        for (name, cue) in lists {
            for pattern in file.lists.get(*name).into_iter().flatten() {
                cues.add(pattern, language, *cue);
            }
        }
        for (name, kind) in &SMALL {
            for pattern in file.lists.get(*name).into_iter().flatten() {
                small.add(pattern, language, *kind);
            }
        }
        for (groups, of) in [(&file.bodies, Cue::Body as fn(Group) -> Cue), (&file.persons, Cue::Person)] {
            for (name, patterns) in groups {
                let Some(group) = group(name) else { continue };
                for pattern in patterns {
                    cues.add(pattern, language, of(group));
                }
            }
        }
        Self { language: language.to_owned(), version: file.version, cues, small }
    }
}

const FILES: [&str; 10] = [
    include_str!("../../../assets/attribution/en.json"),
    include_str!("../../../assets/attribution/ru.json"),
    include_str!("../../../assets/attribution/ky.json"),
    include_str!("../../../assets/attribution/kk.json"),
    include_str!("../../../assets/attribution/uz.json"),
    include_str!("../../../assets/attribution/tr.json"),
    include_str!("../../../assets/attribution/fr.json"),
    include_str!("../../../assets/attribution/es.json"),
    include_str!("../../../assets/attribution/ar.json"),
    include_str!("../../../assets/attribution/zh.json"),
];

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| {
    let files = FILES.iter().filter_map(|text| serde_json::from_str(text).ok());
    files.map(|file: File| Lexicon::new(&file)).collect()
});

/// The cues of a language ("ru", "ru-RU"), of English where it has none.
pub(crate) fn lexicon(language: &str) -> Option<&'static Lexicon> {
    let short = language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let all = &*LEXICONS;
    all.iter().find(|lexicon| lexicon.language == short).or_else(|| all.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_and_every_list_in_it_is_known() {
        assert_eq!(LEXICONS.len(), FILES.len());
        for text in FILES {
            let file: File = serde_json::from_str(text).unwrap();
            assert!(file.version >= 1, "{}", file.language);
            for name in file.lists.keys() {
                let known = CUES.iter().any(|(list, _)| list == name) || name == "own";
                assert!(known || SMALL.iter().any(|(list, _)| list == name), "{}: {name}", file.language);
            }
            for name in file.bodies.keys().chain(file.persons.keys()) {
                assert!(group(name).is_some(), "{}: {name}", file.language);
            }
            for (name, list) in file.lists.iter().chain(&file.bodies).chain(&file.persons) {
                for pattern in list {
                    assert!(
                        !super::super::tokens::tokens(pattern, 0).is_empty(),
                        "{}: {name}",
                        file.language
                    );
                }
            }
        }
    }

    #[test]
    fn a_language_without_a_file_is_read_as_english() {
        assert_eq!(lexicon("ru-RU").unwrap().language, "ru");
        assert_eq!(lexicon("sv").unwrap().language, "en");
        assert_eq!(lexicon("").unwrap().language, "en");
        assert_eq!(lexicon("ky").unwrap().version, 1);
    }
}
