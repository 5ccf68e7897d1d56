//! The codebook: tags, link kinds and ladders of strength, all of which the reviewer may edit.
//!
//! Must not know: which passages use a tag.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Extra, FamilyId, LinkKindId, TagId};

/// Words in several languages, by language code; `en` is the fallback.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Local(BTreeMap<String, String>);

impl Local {
    /// Words in English alone.
    pub fn english(words: &str) -> Self {
        Self::from_iter([("en".to_owned(), words.to_owned())])
    }

    /// The words in `language`, else in English, else in whatever there is.
    pub fn get(&self, language: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.get("en"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// The English words, which the window shows.
    pub fn en(&self) -> &str {
        self.get("en")
    }

    /// All of it, by language code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, words)| (language.as_str(), words.as_str()))
    }

    /// Sets the words of one language.
    pub fn set(&mut self, language: &str, words: &str) {
        self.0.insert(language.to_owned(), words.to_owned());
    }

    /// Whether no language has any words.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Local {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(words: I) -> Self {
        Self(words.into_iter().collect())
    }
}

/// What a tag's passages do in the loop of raising and replying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Wants an answer; has a status.
    Raises,
    /// May be the answer.
    Replies,
    /// Claims that both sides concur.
    Joint,
    /// None of these.
    Other,
}

/// Colours by name; the theme knows their shades in light and dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Palette {
    Red,
    Blue,
    Green,
    Violet,
    Ochre,
    Teal,
    Rose,
    Slate,
    Orange,
    Indigo,
    Olive,
    Brown,
}

impl Palette {
    /// All of them, in the order in which new parties and tags take them.
    pub const ALL: [Self; 12] = [
        Self::Red,
        Self::Blue,
        Self::Green,
        Self::Violet,
        Self::Ochre,
        Self::Teal,
        Self::Rose,
        Self::Slate,
        Self::Orange,
        Self::Indigo,
        Self::Olive,
        Self::Brown,
    ];

    /// The name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Blue => "blue",
            Self::Green => "green",
            Self::Violet => "violet",
            Self::Ochre => "ochre",
            Self::Teal => "teal",
            Self::Rose => "rose",
            Self::Slate => "slate",
            Self::Orange => "orange",
            Self::Indigo => "indigo",
            Self::Olive => "olive",
            Self::Brown => "brown",
        }
    }

    /// The colour of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.name() == name)
    }
}

/// What a passage does.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// Permanent id, a word.
    pub id: TagId,
    /// Its name.
    pub name: Local,
    /// Its part in the loop.
    pub role: Role,
    /// One or two upper-case letters with which its labels begin; unique.
    pub letter: String,
    /// The key 1 to 9 that sets it, where it has one; unique.
    pub key: Option<u8>,
    /// Its colour.
    pub colour: Palette,
    /// The ladder on which its strength is read.
    pub family: FamilyId,
    /// Codes of the CAMEO event codebook that come nearest.
    pub cameo: Vec<String>,
    /// What it means.
    pub definition: Local,
    /// When to use it.
    pub use_when: Local,
    /// When not to.
    pub not_when: Local,
    /// Unknown fields of the file.
    pub extra: Extra,
}

/// What a link does to the status of the passage it points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// The passage is answered.
    Answered,
    /// It is answered in part.
    InPart,
    /// It is turned aside.
    TurnedAside,
    /// Nothing.
    None,
}

/// A kind of link.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkKind {
    /// Permanent id, a word.
    pub id: LinkKindId,
    /// Its name as read from the reacting passage: "answers".
    pub name: Local,
    /// Its name as read from the other end: "answered by".
    pub passive: Local,
    /// The lower-case letter that picks it; unique.
    pub letter: char,
    /// What it does to a status.
    pub effect: Effect,
    /// What it means.
    pub definition: Local,
    /// Unknown fields of the file.
    pub extra: Extra,
}

/// One rung: verbs of about the same strength.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StrengthLevel {
    /// 1 to 5.
    pub level: u8,
    /// Verbs by language code.
    pub verbs: BTreeMap<String, Vec<String>>,
    /// Unknown fields of the file.
    pub extra: Extra,
}

/// A family of verbs with its ladder of strength.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Permanent id, a word.
    pub id: FamilyId,
    /// Its name.
    pub name: Local,
    /// The rungs, weakest first.
    pub levels: Vec<StrengthLevel>,
    /// Unknown fields of the file.
    pub extra: Extra,
}

/// Tags, link kinds and strengths with unique ids, letters and keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codebook {
    tags: Vec<Tag>,
    /// Where among them a tag stands: every passage is asked for its tag.
    places: HashMap<TagId, usize, foldhash::quality::RandomState>,
    link_kinds: Vec<LinkKind>,
    strengths: Vec<Family>,
    extra: Extra,
}

/// What is wrong with a codebook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodebookError {
    /// Two entries share what must be unique.
    #[error("two {what} have the same {field} «{value}»")]
    Repeated {
        /// "tags" or "link kinds".
        what: &'static str,
        /// "id", "letter" or "key".
        field: &'static str,
        /// The value they share.
        value: String,
    },
    /// A value that can't be.
    #[error("{what} «{id}»: {problem}")]
    Invalid {
        /// "tag" or "link kind".
        what: &'static str,
        /// Its id.
        id: String,
        /// What is wrong.
        problem: String,
    },
}

impl Codebook {
    /// Checks that ids, letters and keys are unique and well formed.
    pub fn new(
        tags: Vec<Tag>,
        link_kinds: Vec<LinkKind>,
        strengths: Vec<Family>,
        extra: Extra,
    ) -> Result<Self, CodebookError> {
        unique("tags", "id", tags.iter().map(|t| t.id.to_string()))?;
        unique("tags", "letter", tags.iter().map(|t| t.letter.clone()))?;
        unique("tags", "key", tags.iter().filter_map(|t| t.key).map(|k| k.to_string()))?;
        unique("link kinds", "id", link_kinds.iter().map(|k| k.id.to_string()))?;
        unique("link kinds", "letter", link_kinds.iter().map(|k| k.letter.to_string()))?;
        unique("families", "id", strengths.iter().map(|f| f.id.to_string()))?;
        for tag in &tags {
            let invalid =
                |problem: String| CodebookError::Invalid { what: "tag", id: tag.id.to_string(), problem };
            if super::Label::new(&tag.letter, 1).is_none() {
                return Err(invalid(format!("its letter «{}» is not one or two capitals", tag.letter)));
            }
            if tag.key.is_some_and(|key| !(1..=9).contains(&key)) {
                return Err(invalid("its key is not 1 to 9".to_owned()));
            }
        }
        for kind in &link_kinds {
            if !kind.letter.is_lowercase() {
                let problem = format!("its letter «{}» is not a small letter", kind.letter);
                return Err(CodebookError::Invalid { what: "link kind", id: kind.id.to_string(), problem });
            }
        }
        let places = tags.iter().enumerate().map(|(at, tag)| (tag.id.clone(), at)).collect();
        Ok(Self { tags, places, link_kinds, strengths, extra })
    }

    /// Tags in the reviewer's order.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// Link kinds in the reviewer's order.
    pub fn link_kinds(&self) -> &[LinkKind] {
        &self.link_kinds
    }

    /// Families of verbs.
    pub fn strengths(&self) -> &[Family] {
        &self.strengths
    }

    /// Unknown fields of the file.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// The tag of this id.
    pub fn tag(&self, id: &TagId) -> Option<&Tag> {
        self.places.get(id).and_then(|at| self.tags.get(*at))
    }

    /// The tag that this key, 1 to 9, sets.
    pub fn tag_for_key(&self, key: u8) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.key == Some(key))
    }

    /// The link kind of this id.
    pub fn link_kind(&self, id: &LinkKindId) -> Option<&LinkKind> {
        self.link_kinds.iter().find(|kind| kind.id == *id)
    }

    /// The link kind that this letter picks.
    pub fn link_kind_for_letter(&self, letter: char) -> Option<&LinkKind> {
        self.link_kinds.iter().find(|kind| kind.letter == letter)
    }

    /// The family of this id.
    pub fn family(&self, id: &FamilyId) -> Option<&Family> {
        self.strengths.iter().find(|family| family.id == *id)
    }

    /// Whether passages with this tag want an answer.
    pub fn raises(&self, id: &TagId) -> bool {
        self.tag(id).is_some_and(|tag| tag.role == Role::Raises)
    }
}

fn unique(
    what: &'static str,
    field: &'static str,
    values: impl Iterator<Item = String>,
) -> Result<(), CodebookError> {
    let mut seen = BTreeSet::new();
    for value in values {
        if !seen.insert(value.clone()) {
            return Err(CodebookError::Repeated { what, field, value });
        }
    }
    Ok(())
}
