//! The fields of a query, and the names by which a dossier's objects are asked for.
//!
//! Must not know: what a field does to the search.

use super::Scope;
use crate::analysis::Status;
use crate::model::{Dossier, PartyId, ReviewerId, TagId, TopicId};
use crate::text::FoldedText;

/// What stands before the colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Tag,
    Party,
    Topic,
    Status,
    Said,
    By,
    Label,
    Date,
    From,
    To,
    In,
}

impl Field {
    /// All of them, in the order in which they are offered.
    pub(super) const ALL: [Self; 11] = [
        Self::Tag,
        Self::Party,
        Self::Topic,
        Self::Status,
        Self::Said,
        Self::By,
        Self::Label,
        Self::Date,
        Self::From,
        Self::To,
        Self::In,
    ];

    /// Its name in a query.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Party => "party",
            Self::Topic => "topic",
            Self::Status => "status",
            Self::Said => "said",
            Self::By => "by",
            Self::Label => "label",
            Self::Date => "date",
            Self::From => "from",
            Self::To => "to",
            Self::In => "in",
        }
    }

    /// What it asks for, for people.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::Tag => "passages with a tag",
            Self::Party => "statements of a party",
            Self::Topic => "passages on a topic",
            Self::Status => "passages by what became of them",
            Self::Said => "passages by whose words they are",
            Self::By => "passages and links by their reviewer",
            Self::Label => "the passage with a label, such as C3",
            Self::Date => "meetings of a year, month, day, or from .. to",
            Self::From => "meetings from a day on",
            Self::To => "meetings up to a day",
            Self::In => "only the text, the titles or the notes",
        }
    }

    /// The field of this name.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        Self::ALL.into_iter().find(|field| field.word() == word)
    }
}

/// Whose words a passage is, as one asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Own,
    Both,
    Third,
    Nobody,
    Party(PartyId),
}

/// Something that can be asked for, the name by which it is offered, and its other names.
#[derive(Debug, Clone)]
pub(super) struct Named<T> {
    pub(super) what: T,
    pub(super) name: String,
    pub(super) also: Vec<String>,
}

impl<T> Named<T> {
    fn new(what: T, name: &str, also: impl IntoIterator<Item = String>) -> Self {
        Self { what, name: name.to_owned(), also: also.into_iter().collect() }
    }

    /// How well what was typed names it: best first, `None` where it does not. `typed` is folded.
    pub(super) fn likeness(&self, typed: &str) -> Option<Likeness> {
        let names = std::iter::once(&self.name).chain(&self.also);
        names.filter_map(|name| likeness(&folded(name), typed)).min()
    }
}

/// How well a name fits what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    Same,
    Begins,
    /// One of its words begins so.
    WordBegins,
}

fn likeness(name: &str, typed: &str) -> Option<Likeness> {
    if name == typed {
        Some(Likeness::Same)
    } else if name.starts_with(typed) {
        Some(Likeness::Begins)
    } else if name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(typed)) {
        Some(Likeness::WordBegins)
    } else {
        None
    }
}

/// A name as names are compared: without case and accents.
pub(super) fn folded(name: &str) -> String {
    FoldedText::new(name.trim()).as_str().to_owned()
}

/// What was named: those that are called so; else those whose names begin so, be it in any word.
pub(super) fn named<T>(all: Vec<Named<T>>, typed: &str) -> Vec<T> {
    let typed = folded(typed);
    let mut found: Vec<(Likeness, T)> = Vec::new();
    for one in all {
        if let Some(likeness) = one.likeness(&typed) {
            found.push((likeness, one.what));
        }
    }
    let best = found.iter().map(|(likeness, _)| *likeness).min();
    found.into_iter().filter(|(likeness, _)| Some(*likeness) == best).map(|(_, what)| what).collect()
}

/// Tags by id, letter, and name in any language.
pub(super) fn tags(dossier: &Dossier) -> Vec<Named<TagId>> {
    let one = |tag: &crate::model::Tag| {
        let names = tag.name.iter().map(|(_, name)| name.to_owned());
        Named::new(tag.id.clone(), tag.id.as_str(), names.chain([tag.letter.clone()]))
    };
    dossier.codebook().tags().iter().map(one).collect()
}

/// Parties by short name, name and aliases.
pub(super) fn parties(dossier: &Dossier) -> Vec<Named<PartyId>> {
    let parties = dossier.parties().iter();
    parties
        .map(|p| Named::new(p.id, &p.short, std::iter::once(p.name.clone()).chain(p.aliases.clone())))
        .collect()
}

/// Topics by name.
pub(super) fn topics(dossier: &Dossier) -> Vec<Named<TopicId>> {
    dossier.topics().iter().map(|topic| Named::new(topic.id, &topic.name, [])).collect()
}

/// Reviewers by name.
pub(super) fn reviewers(dossier: &Dossier) -> Vec<Named<ReviewerId>> {
    dossier.reviewers().iter().map(|reviewer| Named::new(reviewer.id, &reviewer.name, [])).collect()
}

/// Statuses by their words.
pub(super) fn statuses() -> Vec<Named<Status>> {
    let one = |status: Status| Named::new(status, status.words(), [status.words().replace(' ', "_")]);
    Status::ALL.map(one).to_vec()
}

/// Whose words: the file's words for it, and parties.
pub(super) fn said(dossier: &Dossier) -> Vec<Named<Said>> {
    let kinds = [(Said::Own, "own"), (Said::Both, "both"), (Said::Third, "third"), (Said::Nobody, "nobody")];
    let kinds = kinds.map(|(said, word)| Named::new(said, word, []));
    let parties = parties(dossier).into_iter();
    let parties = parties.map(|p| Named { what: Said::Party(p.what), name: p.name, also: p.also });
    kinds.into_iter().chain(parties).collect()
}

/// Where to look.
pub(super) fn scopes() -> Vec<Named<Scope>> {
    vec![
        Named::new(Scope::Text, "text", []),
        Named::new(Scope::Title, "title", ["titles".to_owned()]),
        Named::new(Scope::Notes, "notes", []),
    ]
}
