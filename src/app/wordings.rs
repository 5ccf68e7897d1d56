//! The Wording view: the sides beside each other, or one side's text against its last one.
//!
//! Must not know: how words are compared, or how they are shown.

use std::sync::Arc;

use super::answers::Awaited;
use super::{Command, Open, State};
use crate::analysis::{SentencePair, Wording, compare_texts, last_statement};
use crate::model::{Dossier, MeetingId, PartyId, Place};

/// What the view compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Compared {
    /// The sides' passages, topic by topic.
    #[default]
    Sides,
    /// A side's text with its last one.
    LastTime(PartyId),
}

/// One side's text against its last one.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// The text.
    pub new: Place,
    /// The one before; `None` where there is none.
    pub old: Option<Place>,
    /// What became of the sentences.
    pub pairs: Vec<SentencePair>,
}

impl Against {
    /// Compares the side's first text about a meeting with its last one before; `None` where it
    /// published none about the meeting.
    pub(super) fn of(dossier: &Dossier, meeting: MeetingId, party: PartyId) -> Option<Self> {
        let statement =
            dossier.meeting(meeting)?.statements().iter().find(|statement| statement.party() == party)?;
        let language = statement.details().language.as_str();
        let new = Place { meeting, statement: statement.id() };
        let old = last_statement(dossier, meeting, party, language);
        let before = old.and_then(|place| dossier.statement(place));
        let spaced = !["zh", "ja", "th"].iter().any(|code| language.starts_with(code));
        let pairs = before.map(|before| compare_texts(before.text(), statement.text(), spaced));
        Some(Self { new, old, pairs: pairs.unwrap_or_default() })
    }
}

/// The Wording view.
#[derive(Debug, Default)]
pub struct Wordings {
    /// What is compared.
    pub compared: Compared,
    /// Only sentences that changed, came or went.
    pub hides_kept: bool,
    /// The sides beside each other.
    pub sides: Awaited<Wording>,
    /// A side's text against its last one.
    pub against: Awaited<Option<Against>>,
}

pub(super) fn go(state: &mut State, command: Command) {
    let Some(open) = &mut state.open else { return };
    match command {
        Command::Compare(compared) => open.views.wording.compared = compared,
        Command::HideKept(hides) => open.views.wording.hides_kept = hides,
        _ => {}
    }
}

/// What is compared in the meeting shown: a side that has no text there is not.
pub(super) fn compared(open: &Open) -> Compared {
    let here = |party: PartyId| {
        open.meeting().is_some_and(|meeting| meeting.statements().iter().any(|s| s.party() == party))
    };
    match open.views.wording.compared {
        Compared::LastTime(party) if here(party) => Compared::LastTime(party),
        _ => Compared::Sides,
    }
}

/// Whether a folded word says nothing about a subject, by the lists in use.
pub(super) fn small(lists: Option<Arc<crate::suggest::Lists>>) -> impl Fn(&str, &str) -> bool {
    move |code, word| match &lists {
        Some(lists) => lists.is_stopword(code, word),
        None => crate::suggest::Lists::built_in().is_stopword(code, word),
    }
}
