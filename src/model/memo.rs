//! Memos that the reviewer writes from the dossier, and searches that were kept.
//!
//! A memo holds what the reviewer chose and wrote; what the dossier says is worked out anew each
//! time it is read. Must not know: how a memo looks, or what a search finds.

use std::collections::{BTreeMap, BTreeSet};

use super::{Day, Extra, MeetingId, MemoId, Moment, PartyId, ReviewerId, SearchId};

/// Which meetings a memo is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MemoScope {
    /// One of them.
    Meeting(MeetingId),
    /// All whose date lies within; undated ones only where both ends are open.
    Period {
        /// The first day; open where it is `None`.
        from: Option<Day>,
        /// The last day, which belongs to it; open where it is `None`.
        to: Option<Day>,
    },
}

impl MemoScope {
    /// Whether a meeting of this id and date belongs to it.
    pub fn holds(&self, meeting: MeetingId, date: Option<Day>) -> bool {
        match *self {
            Self::Meeting(id) => id == meeting,
            Self::Period { from: None, to: None } => true,
            Self::Period { from, to } => date
                .is_some_and(|date| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to)),
        }
    }
}

/// The language of a memo's headings and fixed words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum MemoLanguage {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
    /// French.
    Fr,
    /// A code that this version does not know; kept as it is.
    Other(String),
}

impl MemoLanguage {
    /// The known ones, in the order of menus.
    pub const KNOWN: [Self; 3] = [Self::En, Self::Ru, Self::Fr];

    /// The code in the file (BCP 47).
    pub fn code(&self) -> &str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Fr => "fr",
            Self::Other(code) => code,
        }
    }

    /// The language of this code.
    pub fn from_code(code: &str) -> Self {
        match code {
            "en" => Self::En,
            "ru" => Self::Ru,
            "fr" => Self::Fr,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Its own name for itself; the code where it is not known.
    pub fn name(&self) -> &str {
        match self {
            Self::En => "English",
            Self::Ru => "Русский",
            Self::Fr => "Français",
            Self::Other(code) => code,
        }
    }
}

/// The sections of a memo, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemoSection {
    /// The few sentences for who reads no further.
    BottomLine,
    /// The meeting and the sources.
    Facts,
    /// Topic by topic, side by side.
    Topics,
    /// What was raised, and what became of it.
    Concerns,
    /// What is agreed, claimed by one side, disputed.
    Agreements,
    /// Who will do what until when.
    Commitments,
    /// What only one side mentions.
    Omissions,
    /// How it is worded.
    Wording,
    /// What changed since the last meeting.
    Change,
    /// Gaps, confidence, next steps.
    NextSteps,
    /// The texts with their tagged passages.
    Annex,
}

impl MemoSection {
    /// All of them, in the order in which a memo has them.
    pub const ALL: [Self; 11] = [
        Self::BottomLine,
        Self::Facts,
        Self::Topics,
        Self::Concerns,
        Self::Agreements,
        Self::Commitments,
        Self::Omissions,
        Self::Wording,
        Self::Change,
        Self::NextSteps,
        Self::Annex,
    ];

    /// The name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::BottomLine => "bottom_line",
            Self::Facts => "facts",
            Self::Topics => "topics",
            Self::Concerns => "concerns",
            Self::Agreements => "agreements",
            Self::Commitments => "commitments",
            Self::Omissions => "omissions",
            Self::Wording => "wording",
            Self::Change => "change",
            Self::NextSteps => "next_steps",
            Self::Annex => "annex",
        }
    }

    /// The section of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }
}

/// A memo: what it is about, what it shows, and the reviewer's own words in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Memo {
    /// Permanent id.
    pub id: MemoId,
    /// Its title; may be empty.
    pub title: String,
    /// Which meetings it is about.
    pub scope: MemoScope,
    /// The sides it is about; all of them where the list is empty.
    pub parties: Vec<PartyId>,
    /// The language of its headings.
    pub language: MemoLanguage,
    /// Whether it shows what was noted for the desk alone: notes on passages, links and meetings,
    /// and why nothing answers a passage.
    pub with_notes: bool,
    /// The handling marking at its top and foot; may be empty.
    pub marking: String,
    /// The sections that it does not show.
    pub left_out: BTreeSet<MemoSection>,
    /// The reviewer's own words by section: plain text, with an empty line between paragraphs.
    pub texts: BTreeMap<MemoSection, String>,
    /// Who made it.
    pub reviewer: Option<ReviewerId>,
    /// When it was made.
    pub created: Moment,
    /// When it last changed.
    pub modified: Moment,
    /// Unknown fields of the file.
    pub extra: Extra,
}

impl Memo {
    /// A memo with a new id that shows everything but notes, in English.
    pub fn new(title: &str, scope: MemoScope, reviewer: Option<ReviewerId>, now: Moment) -> Self {
        Self {
            id: MemoId::random(),
            title: title.to_owned(),
            scope,
            parties: Vec::new(),
            language: MemoLanguage::default(),
            with_notes: false,
            marking: String::new(),
            left_out: BTreeSet::new(),
            texts: BTreeMap::new(),
            reviewer,
            created: now,
            modified: now,
            extra: Extra::default(),
        }
    }

    /// The reviewer's own words in a section; empty where there are none.
    pub fn text(&self, section: MemoSection) -> &str {
        self.texts.get(&section).map_or("", String::as_str)
    }

    /// Whether it shows a section.
    pub fn shows(&self, section: MemoSection) -> bool {
        !self.left_out.contains(&section)
    }

    /// Whether it is about a side.
    pub fn is_about(&self, party: PartyId) -> bool {
        self.parties.is_empty() || self.parties.contains(&party)
    }
}

/// A search that was kept under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedSearch {
    /// Permanent id.
    pub id: SearchId,
    /// Its name.
    pub name: String,
    /// What was typed.
    pub words: String,
    /// Unknown fields of the file.
    pub extra: Extra,
}

impl SavedSearch {
    /// A search with a new id.
    pub fn new(name: &str, words: &str) -> Self {
        Self {
            id: SearchId::random(),
            name: name.to_owned(),
            words: words.to_owned(),
            extra: Extra::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_names_of_their_own() {
        for section in MemoSection::ALL {
            assert_eq!(MemoSection::from_name(section.name()), Some(section));
        }
        assert!(MemoSection::ALL.is_sorted());
        assert_eq!(MemoSection::from_name("Facts"), None);
    }

    #[test]
    fn a_period_holds_its_ends_and_undated_meetings_only_where_it_is_open() {
        let (id, day) = (MeetingId::random(), |text: &str| text.parse::<Day>().ok());
        let period = |from: &str, to: &str| MemoScope::Period { from: day(from), to: day(to) };
        for (scope, date, holds) in [
            (period("2025-02-20", "2025-02-20"), "2025-02-20", true),
            (period("2025-02-20", "2025-02-21"), "2025-02-22", false),
            (period("2025-02-20", ""), "2025-02-19", false),
            (period("", "2025-02-20"), "1990-01-01", true),
            (period("", "2025-02-20"), "", false),
            (period("", ""), "", true),
            (MemoScope::Meeting(id), "", true),
            (MemoScope::Meeting(MeetingId::random()), "2025-02-20", false),
        ] {
            assert_eq!(scope.holds(id, day(date)), holds, "{scope:?} {date}");
        }
    }
}
