//! The lists by which proposals are made: cues of ten languages, the ladder of verbs, stop words,
//! the glossary of concepts. They are data that a reviewer may edit; a mistake in one is told with
//! its file and line.
//!
//! Must not know: texts, or what is proposed from the lists.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::glossary::Glossary;
use super::phrases::{Phrases, Writing};
use crate::model::TagId;
use crate::text::Words;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../assets/", $name)))),+]
    };
}

/// The lists that come with the program, by the names of their files.
pub const FILES: [(&str, &str); 23] = files![
    "cues/ladder.json",
    "cues/ar.json",
    "cues/en.json",
    "cues/es.json",
    "cues/fr.json",
    "cues/kk.json",
    "cues/ky.json",
    "cues/ru.json",
    "cues/tr.json",
    "cues/uz.json",
    "cues/zh.json",
    "cues/stopwords/ar.txt",
    "cues/stopwords/en.txt",
    "cues/stopwords/es.txt",
    "cues/stopwords/fr.txt",
    "cues/stopwords/kk.txt",
    "cues/stopwords/ky.txt",
    "cues/stopwords/ru.txt",
    "cues/stopwords/tr.txt",
    "cues/stopwords/uz.txt",
    "cues/stopwords/zh.txt",
    "glossary/domains.tsv",
    "glossary/concepts.tsv",
];

static BUILT_IN: LazyLock<Result<Lists, ListError>> = LazyLock::new(|| Lists::read(&FILES));

/// Why a list can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}; correct the line, or take the list that came with the program")]
pub struct ListError {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: String,
}

/// All lists.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    languages: BTreeMap<String, Language>,
    stopwords: BTreeMap<String, BTreeSet<String>>,
    pub(super) glossary: Glossary,
}

impl Lists {
    /// The lists that come with the program, read once.
    pub fn built_in() -> &'static Self {
        static NONE: LazyLock<Lists> = LazyLock::new(Lists::default);
        // A test reads them all: they are sound in every version that is given away.
        BUILT_IN.as_ref().unwrap_or(&NONE)
    }

    /// Reads lists, each with the name of its file as [`FILES`] has them; missing ones are empty.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, ListError> {
        let mut lists = Self::default();
        let ladder = files.iter().find(|(name, _)| *name == "cues/ladder.json");
        let ladder: DiskLadder = match ladder {
            Some((name, text)) => parse(name, text)?,
            None => DiskLadder::default(),
        };
        let domains = files.iter().find(|(name, _)| *name == "glossary/domains.tsv");
        for (name, text) in files {
            if let Some(language) = name.strip_prefix("cues/stopwords/").and_then(|n| n.strip_suffix(".txt"))
            {
                let words = text.lines().flat_map(|line| Words::new(line, true).spelled).collect();
                lists.stopwords.insert(language.to_owned(), words);
            } else if *name == "glossary/concepts.tsv" {
                lists.glossary = Glossary::read(domains.copied(), (name, text))?;
            } else if name.starts_with("cues/") && *name != "cues/ladder.json" {
                let disk: DiskCues = parse(name, text)?;
                let language = Language::new(disk, &ladder, (name, text))?;
                lists.languages.insert(language.code.clone(), language);
            }
        }
        Ok(lists)
    }

    /// The cues of a language, by the first letters of its code ("en-GB" is "en").
    pub(super) fn language(&self, code: &str) -> Option<&Language> {
        self.languages.get(primary(code))
    }

    /// Whether a folded word of a language says nothing about a subject.
    pub fn is_stopword(&self, code: &str, word: &str) -> bool {
        self.stopwords.get(primary(code)).is_some_and(|words| words.contains(word))
    }

    /// The languages with cues and the versions of their lists.
    pub fn versions(&self) -> impl Iterator<Item = (&str, u32)> {
        self.languages.iter().map(|(code, language)| (code.as_str(), language.version))
    }
}

/// "en" of "en-GB".
pub(super) fn primary(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

/// What a phrase of a language's list stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The cue of this number.
    Cue(usize),
    Negation,
    /// Negating words that negate nothing.
    NoNegation,
    /// By so many rungs stronger or weaker.
    Modifier(i8),
    /// A subject that stands for both sides.
    Joint,
    /// A sentence is divided before it: always, or only before a verb.
    Boundary(bool),
    /// What was said begins after it.
    Start,
    /// A verb of the ladder.
    Ladder,
}

/// What becomes of a cue's tag under negation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Negated {
    /// The cue proposes nothing.
    Nothing,
    /// As without.
    Same,
    /// Another tag.
    Tag(TagId),
}

/// One cue.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) id: String,
    pub(super) tag: TagId,
    pub(super) strength: u8,
    pub(super) verb: String,
    pub(super) weak: bool,
    /// Whether a subject that stands for both sides must stand before it.
    pub(super) needs_joint: bool,
    pub(super) negated: Negated,
}

/// The cues of one language.
#[derive(Debug, Clone)]
pub(super) struct Language {
    pub(super) code: String,
    pub(super) version: u32,
    pub(super) unspaced: bool,
    /// Whether the last verb of a clause decides.
    pub(super) main_last: bool,
    pub(super) cues: Vec<Cue>,
    pub(super) phrases: Phrases,
    /// What each of the phrases stands for.
    pub(super) marks: Vec<Mark>,
}

impl Language {
    fn new(disk: DiskCues, ladder: &DiskLadder, file: (&str, &str)) -> Result<Self, ListError> {
        let writing = Writing {
            unspaced: disk.spaced == Some(false),
            prefixes: disk.prefixes.iter().flat_map(|prefix| Words::new(prefix, true).spelled).collect(),
            plurals: false,
        };
        let mut language = Self {
            unspaced: writing.unspaced,
            phrases: Phrases::new(writing),
            marks: Vec::new(),
            cues: Vec::new(),
            version: disk.version,
            main_last: disk.main == Main::Last,
            code: disk.language,
        };
        let mut ids = BTreeSet::new();
        for cue in disk.cues {
            let number = language.cues.len();
            if !ids.insert(cue.id.clone()) {
                return Err(mistake(file, &cue.id, "this id names two cues".to_owned()));
            }
            if !(1..=5).contains(&cue.strength) {
                return Err(mistake(file, &cue.id, "a strength is 1 to 5".to_owned()));
            }
            for phrase in &cue.phrases {
                language.add(phrase, Mark::Cue(number), file)?;
            }
            language.cues.push(Cue {
                id: cue.id,
                tag: TagId::new(&cue.tag),
                strength: cue.strength,
                verb: cue.verb,
                weak: cue.weak,
                needs_joint: cue.needs == Some(Needs::Joint),
                negated: match cue.negated.as_deref() {
                    None => Negated::Nothing,
                    Some("same") => Negated::Same,
                    Some(tag) => Negated::Tag(TagId::new(tag)),
                },
            });
        }
        let plain = [
            (&disk.negations, Mark::Negation),
            (&disk.no_negations, Mark::NoNegation),
            (&disk.joint, Mark::Joint),
            (&disk.content_starts, Mark::Start),
        ];
        for (phrases, mark) in plain {
            for phrase in phrases {
                language.add(phrase, mark, file)?;
            }
        }
        for DiskModifier { phrase, by } in disk.modals.iter().chain(&disk.intensifiers) {
            language.add(phrase, Mark::Modifier(*by), file)?;
        }
        for DiskBoundary { phrase, when } in &disk.boundaries {
            language.add(phrase, Mark::Boundary(*when == When::Always), file)?;
        }
        for rung in ladder.languages.get(&language.code).into_iter().flatten() {
            for phrase in &rung.phrases {
                language.add(phrase, Mark::Ladder, ("cues/ladder.json", ""))?;
            }
        }
        Ok(language)
    }

    fn add(&mut self, phrase: &str, mark: Mark, file: (&str, &str)) -> Result<(), ListError> {
        self.phrases.add(phrase).map_err(|problem| mistake(file, phrase, problem))?;
        self.marks.push(mark);
        Ok(())
    }
}

/// A mistake at the line where some words stand first.
pub(super) fn mistake((file, text): (&str, &str), words: &str, problem: String) -> ListError {
    let line = text.lines().position(|line| line.contains(words)).map_or(1, |line| line + 1);
    ListError { file: file.to_owned(), line, problem: format!("«{words}»: {problem}") }
}

fn parse<'a, T: Deserialize<'a>>(file: &str, text: &'a str) -> Result<T, ListError> {
    serde_json::from_str(text).map_err(|error| ListError {
        file: file.to_owned(),
        line: error.line().max(1),
        problem: error.to_string(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiskCues {
    language: String,
    version: u32,
    spaced: Option<bool>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    main: Main,
    cues: Vec<DiskCue>,
    negations: Vec<String>,
    no_negations: Vec<String>,
    modals: Vec<DiskModifier>,
    intensifiers: Vec<DiskModifier>,
    joint: Vec<String>,
    boundaries: Vec<DiskBoundary>,
    content_starts: Vec<String>,
}

#[derive(Deserialize, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Main {
    #[default]
    First,
    Last,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiskCue {
    id: String,
    tag: String,
    strength: u8,
    verb: String,
    phrases: Vec<String>,
    #[serde(default)]
    weak: bool,
    needs: Option<Needs>,
    negated: Option<String>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Needs {
    Joint,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiskModifier {
    phrase: String,
    by: i8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiskBoundary {
    phrase: String,
    when: When,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum When {
    Always,
    Cue,
}

#[derive(Deserialize, Default)]
struct DiskLadder {
    languages: BTreeMap<String, Vec<DiskRung>>,
}

#[derive(Deserialize)]
struct DiskRung {
    phrases: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_that_come_with_the_program_are_sound() {
        let lists = Lists::read(&FILES).unwrap();
        let languages: Vec<&str> = lists.versions().map(|(code, _)| code).collect();
        assert_eq!(languages, ["ar", "en", "es", "fr", "kk", "ky", "ru", "tr", "uz", "zh"]);
        assert!(lists.is_stopword("en-GB", "the") && !lists.is_stopword("en", "border"));
        let codebook = crate::model::testing::codebook();
        assert!(lists.language("en").unwrap().cues.iter().any(|cue| codebook.tag(&cue.tag).is_some()));
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        let sound = r#"{ "language": "en", "version": 3,
  "cues": [{ "id": "en.a.b", "tag": "a", "strength": 2, "verb": "said",
             "phrases": ["said (that|so)"] }],
  "negations": [], "no_negations": [], "modals": [], "intensifiers": [], "joint": [],
  "boundaries": [], "content_starts": [] }"#;
        assert!(Lists::read(&[("cues/en.json", sound)]).is_ok());
        let told = |text: &str| {
            let error = Lists::read(&[("cues/en.json", text)]).unwrap_err();
            (error.line, error.to_string())
        };
        let (line, text) = told(&sound.replace("so)", "so"));
        assert_eq!(line, 3, "{text}");
        assert!(text.contains("cues/en.json, line 3") && text.contains("bracket"), "{text}");
        assert_eq!(told(&sound.replace("\"strength\": 2", "\"strength\": 9")).0, 2);
        assert_eq!(told(&sound.replace("\"joint\"", "\"joined\"")).0, 4);
    }
}
