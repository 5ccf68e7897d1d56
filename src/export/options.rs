//! What an export is to hold: meetings, parties, language, with or without notes.
//!
//! Must not know: how a format is written, or what time it is (the caller says).

use std::sync::Arc;

use super::ExportError;
use crate::analysis::MatrixFilter;
use crate::model::{Day, Dossier, Meeting, MeetingId, MemoId, Party, PartyId};

/// The meetings that an export tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This one.
    One(MeetingId),
    /// Those of a period, both days included; an open end where a day is left out. Meetings
    /// without a day lie in no period.
    Period {
        /// The first day.
        from: Option<Day>,
        /// The last day.
        to: Option<Day>,
    },
    /// All, those without a day as well.
    All,
}

/// The language of headings and of what the program itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Russian.
    Russian,
    /// French.
    French,
}

impl Language {
    /// All, in the order of menus.
    pub const ALL: [Self; 3] = [Self::English, Self::Russian, Self::French];

    /// Its code, as in BCP 47.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::French => "fr",
        }
    }

    /// Its name in English, for menus.
    pub fn label(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Russian => "Russian",
            Self::French => "French",
        }
    }

    /// The language of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// What an export is to hold. [`ExportFormat::heeds`](super::ExportFormat::heeds) says which of
/// it a format heeds.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportOptions {
    /// The meetings.
    pub meetings: Scope,
    /// The sides, in this order; all of the dossier where it is empty.
    pub parties: Vec<PartyId>,
    /// The language of headings.
    pub language: Language,
    /// Whether the reviewer's notes and reasons go out as well.
    pub with_notes: bool,
    /// Which rows of the matrix are wanted. Its meeting and its days give way to `meetings` where
    /// that is not [`Scope::All`].
    pub filter: MatrixFilter,
    /// The handling marking at top and foot, such as "Internal"; none where it is empty.
    pub marking: String,
    /// For the memo's formats: the memo of the dossier that is meant, with its own meetings, sides,
    /// sections, texts, language, marking and notes. Where it is `None`, a memo with all sections is
    /// made of the options above.
    pub memo: Option<MemoId>,
    /// The day of the export, as it stands in it.
    pub exported: Day,
}

impl ExportOptions {
    /// All meetings and sides, English, without notes: what a caller starts from.
    pub fn new(exported: Day) -> Self {
        Self {
            meetings: Scope::All,
            parties: Vec::new(),
            language: Language::English,
            with_notes: false,
            filter: MatrixFilter::default(),
            marking: String::new(),
            memo: None,
            exported,
        }
    }

    /// The meetings that are meant, in order of date.
    ///
    /// # Errors
    ///
    /// Where the dossier has none of them.
    pub fn chosen_meetings<'a>(&self, dossier: &'a Dossier) -> Result<Vec<&'a Arc<Meeting>>, ExportError> {
        let chosen: Vec<&Arc<Meeting>> = match self.meetings {
            Scope::One(id) => dossier.meeting(id).into_iter().collect(),
            Scope::Period { from, to } => {
                let lies_in = |day: Day| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
                dossier
                    .meetings()
                    .iter()
                    .filter(|meeting| meeting.details().date.is_some_and(lies_in))
                    .collect()
            }
            Scope::All => dossier.meetings().iter().collect(),
        };
        if chosen.is_empty() {
            return Err(match self.meetings {
                Scope::One(_) => ExportError::MissingMeeting,
                Scope::Period { .. } => ExportError::EmptyPeriod,
                Scope::All => ExportError::NoMeetings,
            });
        }
        Ok(chosen)
    }

    /// The one meeting that is meant: the chosen one, or the only one there is.
    ///
    /// # Errors
    ///
    /// Where there is none, or more than one.
    pub fn one_meeting<'a>(&self, dossier: &'a Dossier) -> Result<&'a Arc<Meeting>, ExportError> {
        match self.chosen_meetings(dossier)?.as_slice() {
            [meeting] => Ok(meeting),
            several => Err(ExportError::SeveralMeetings(several.len())),
        }
    }

    /// The sides that are meant, in their order.
    ///
    /// # Errors
    ///
    /// Where one of them is not in the dossier.
    pub fn chosen_parties<'a>(&self, dossier: &'a Dossier) -> Result<Vec<&'a Party>, ExportError> {
        if self.parties.is_empty() {
            return Ok(dossier.parties().iter().collect());
        }
        self.parties.iter().map(|id| dossier.party(*id).ok_or(ExportError::MissingParty)).collect()
    }
}
