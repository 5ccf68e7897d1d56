//! The reviewer's memos: which one is shown, and what is changed in it.
//!
//! A meeting without a memo shows what one would say; it becomes part of the dossier with the first
//! thing that is chosen or written in it.
//! Must not know: what a memo says, or how it looks.

use super::answers::Awaited;
use super::review::commit;
use super::{Command, Open, State, View};
use crate::edit::intent;
use crate::export::memo::Document;
use crate::model::{Memo, MemoId, MemoLanguage, MemoScope, MemoSection, Moment, PartyId};

/// Something changed in a memo.
#[derive(Debug, Clone, PartialEq)]
pub enum MemoChange {
    /// Its title.
    Title(String),
    /// The meetings it is about.
    Scope(MemoScope),
    /// The parties it is about; none for all.
    Parties(Vec<PartyId>),
    /// The language of its headings.
    Language(MemoLanguage),
    /// Whether it shows internal notes.
    WithNotes(bool),
    /// The handling marking.
    Marking(String),
    /// Whether it shows a section.
    Shows(MemoSection, bool),
    /// The reviewer's own words in a section.
    Text(MemoSection, String),
}

/// The Memo view.
#[derive(Debug, Default)]
pub struct Memos {
    /// The memo that was chosen; `None` for the one on the meeting shown.
    chosen: Option<MemoId>,
    /// What a memo on a meeting would say that has none yet.
    unwritten: Option<Memo>,
    /// The memo as it will be.
    pub document: Awaited<Document>,
}

/// The memo that is shown: the one chosen, else the first on the meeting shown, else one that is
/// not part of the dossier yet. `None` where there is no meeting.
pub fn shown(open: &Open) -> Option<&Memo> {
    let memos = &open.views.memo;
    let meeting = open.at.meeting?;
    let chosen = memos.chosen.and_then(|id| open.dossier.memo(id));
    // One on a single meeting is left with the meeting.
    let chosen = chosen.filter(|memo| match memo.scope {
        MemoScope::Meeting(id) => id == meeting,
        MemoScope::Period { .. } => true,
    });
    let on_it = || open.dossier.memos().iter().find(|memo| memo.scope == MemoScope::Meeting(meeting));
    let known = chosen.or_else(on_it).map(AsRef::as_ref);
    known.or_else(|| memos.unwritten.as_ref().filter(|memo| memo.scope == MemoScope::Meeting(meeting)))
}

/// Shows the memo in which something was done.
pub(super) fn show(open: &mut Open, id: MemoId) {
    open.views.now = View::Memo;
    if let Some(memo) = open.dossier.memo(id).cloned() {
        if let MemoScope::Meeting(meeting) = memo.scope
            && open.at.meeting != Some(meeting)
        {
            open.go_to(Some(meeting));
        }
        open.views.memo.chosen = Some(id);
    }
}

/// Whether a memo is part of the dossier.
pub fn is_written(open: &Open, id: MemoId) -> bool {
    open.dossier.memo(id).is_some()
}

/// Has one ready that is not written yet, where the meeting shown has none.
pub(super) fn keep_up(open: &mut Open, now: Moment) {
    if shown(open).is_none()
        && let Some(meeting) = open.at.meeting
    {
        open.views.memo.unwritten = Some(Memo::new("", MemoScope::Meeting(meeting), None, now));
    }
}

pub(super) fn go(state: &mut State, command: Command, now: Moment) {
    match command {
        Command::ChooseMemo(id) => {
            if let Some(open) = &mut state.open {
                open.views.memo.chosen = Some(id);
            }
        }
        Command::NewMemo(scope) => drop(add(state, scope, now)),
        Command::RemoveMemo(id) => {
            commit(state, now, |open, _| intent::remove_memo(&open.dossier, id));
        }
        Command::ChangeMemo(id, change) => {
            let written = state.open.as_ref().is_some_and(|open| is_written(open, id));
            let scope =
                state.open.as_ref().and_then(shown).filter(|memo| memo.id == id).map(|memo| memo.scope);
            let id = match (written, scope) {
                (true, _) => Some(id),
                (false, Some(scope)) => add(state, scope, now),
                (false, None) => None,
            };
            if let Some(id) = id {
                apply(state, id, &change, now);
            }
        }
        _ => {}
    }
}

/// Adds a memo and shows it.
fn add(state: &mut State, scope: MemoScope, now: Moment) -> Option<MemoId> {
    let mut made = None;
    commit(state, now, |open, by| {
        let (transaction, id) = intent::add_memo(&open.dossier, "", scope, by)?;
        made = Some(id);
        Ok(transaction)
    })?;
    let open = state.open.as_mut()?;
    open.views.memo.chosen = made;
    made
}

fn apply(state: &mut State, id: MemoId, change: &MemoChange, now: Moment) {
    use MemoChange as M;
    commit(state, now, |open, by| {
        let dossier = &open.dossier;
        match change {
            M::Title(title) => intent::set_memo_title(dossier, id, title, by),
            M::Scope(scope) => intent::set_memo_scope(dossier, id, *scope, by),
            M::Parties(parties) => intent::set_memo_parties(dossier, id, parties, by),
            M::Language(language) => intent::set_memo_language(dossier, id, language.clone(), by),
            M::WithNotes(with_notes) => intent::set_memo_with_notes(dossier, id, *with_notes, by),
            M::Marking(marking) => intent::set_memo_marking(dossier, id, marking, by),
            M::Shows(section, shows) => intent::set_memo_shows(dossier, id, *section, *shows, by),
            M::Text(section, text) => intent::set_memo_text(dossier, id, *section, text, by),
        }
    });
}
