//! Dossiers, parties, meetings, statements, topics: what the forms do.
//!
//! Must not know: what a form looks like or where its text was read from.

use std::sync::Arc;

use super::review::commit;
use super::{
    Command, Dialog, Effect, MessageKind, NewDossier, NewSplit, Open, Pane, PartyDraft, Question, State,
};
use crate::edit::{Edit, EditError, Focus, Transaction, intent};
use crate::model::{Dossier, Meeting, Moment, Participant, Party, Statement, StatementId};
use crate::store;

pub(super) fn change(state: &mut State, command: Command, now: Moment) -> Vec<Effect> {
    use Command as C;
    match command {
        C::CreateDossier(new) => {
            // Making one is like opening one: what is open must be safe first. There is
            // nothing to carry out yet, so there are no effects.
            let _ = super::files::ask_first(state, Question::New(new), now);
        }
        C::SetTitle(title) => {
            commit(state, now, |open, _| Ok(intent::set_title(&open.dossier, &title)));
        }
        C::SetParties(drafts) => {
            if commit(state, now, |open, _| set_parties(&open.dossier, &drafts)).is_some() {
                state.dialog = None;
            }
        }
        C::AddMeeting(details) => {
            let mut made = None;
            let done = commit(state, now, |open, _| {
                let (transaction, id) = intent::add_meeting(&open.dossier, details)?;
                made = Some(id);
                Ok(transaction)
            });
            if done.is_some() {
                state.dialog = None;
                if let Some(open) = &mut state.open {
                    open.go_to(made);
                }
            }
        }
        C::SetMeeting(id, details) => {
            if commit(state, now, |open, _| intent::set_meeting(&open.dossier, id, details)).is_some() {
                state.dialog = None;
            }
        }
        C::RemoveMeeting(id) => {
            if commit(state, now, |open, _| intent::remove_meeting(&open.dossier, id)).is_some() {
                state.dialog = None;
                state.say(MessageKind::Done, "The meeting was removed; Ctrl+Z brings it back");
            }
        }
        C::AddStatement(new) => {
            let meeting = state.open.as_ref().and_then(|open| open.at.meeting);
            let Some(meeting) = meeting else { return Vec::new() };
            let mut made = None;
            let done = commit(state, now, |open, _| {
                let (transaction, id) = intent::add_statement(&open.dossier, meeting, new.details, new.text)?;
                made = Some(id);
                Ok(transaction)
            });
            if done.is_some() {
                show_new(state, &made.into_iter().collect::<Vec<_>>());
                return super::intake::next(state);
            }
        }
        C::SetStatement(place, details) => {
            if commit(state, now, |open, _| intent::set_statement(&open.dossier, place, *details)).is_some() {
                state.dialog = None;
            }
        }
        C::RemoveStatement(place) => {
            if commit(state, now, |open, _| intent::remove_statement(&open.dossier, place)).is_some() {
                state.dialog = None;
                state.say(MessageKind::Done, "The statement was removed; Ctrl+Z brings it back");
            }
        }
        C::Revise(place, plan, decisions) => {
            let made =
                commit(state, now, |open, by| intent::revise(&open.dossier, place, &plan, &decisions, by));
            if made.is_some() {
                state.dialog = None;
                super::intake::clear(state);
                let kept = plan.fates.len() - state.lost_in(place);
                let text = match state.lost_in(place) {
                    0 => format!(
                        "The text was replaced; all {kept} passages moved with it. Ctrl+Z takes it back"
                    ),
                    lost => format!(
                        "The text was replaced; {kept} passages moved with it, {lost} lost their words. \
                         Ctrl+Z takes it back"
                    ),
                };
                state.say(MessageKind::Done, text);
            }
        }
        C::AddSplit(split) => {
            let mut made = Vec::new();
            let done = commit(state, now, |open, _| {
                let transaction = add_split(open, *split)?;
                made = transaction.edits.iter().filter_map(added).collect();
                Ok(transaction)
            });
            if done.is_some() {
                state.dialog = None;
                super::intake::clear(state);
                show_new(state, &made);
            }
        }
        C::AddTopic(name) => {
            commit(state, now, |open, _| intent::add_topic(&open.dossier, &name).map(|(tx, _)| tx));
        }
        C::RenameTopic(id, name) => {
            commit(state, now, |open, _| intent::rename_topic(&open.dossier, id, &name));
        }
        C::RemoveTopic(id) => {
            commit(state, now, |open, _| intent::remove_topic(&open.dossier, id));
            if let Some(open) = &mut state.open
                && open.at.topic_filter == Some(id)
            {
                open.at.topic_filter = None;
            }
        }
        _ => {}
    }
    Vec::new()
}

/// The statement that an edit adds.
fn added(edit: &Edit) -> Option<StatementId> {
    match edit {
        Edit::AddStatement { statement, .. } => Some(statement.id()),
        _ => None,
    }
}

/// Stands new statements in the panes: they are what one came for. A single one takes the place of
/// its own side's text, else of what one is not reading.
fn show_new(state: &mut State, made: &[StatementId]) {
    let Some(open) = &mut state.open else { return };
    match made {
        [one] => {
            let party = |pane| open.statement(pane).map(|statement| statement.party());
            let own = open.meeting().and_then(|m| m.statement(*one)).map(|statement| statement.party());
            let here = open.pane_of(*one);
            let same_side = [Pane::Left, Pane::Right].into_iter().find(|pane| party(*pane) == own);
            let pane = here.or(same_side).unwrap_or_else(|| open.active().other());
            super::moves::set_pane(open, pane, *one);
        }
        [left, right, ..] => {
            (open.at.left, open.at.right) = (Some(*left), Some(*right));
            open.fill_panes();
        }
        [] => {}
    }
}

/// Makes the dossier that the form describes and opens it, unsaved.
pub(super) fn create(state: &mut State, new: NewDossier, _now: Moment) {
    let names: Vec<&str> = new.parties.iter().map(|party| party.name.trim()).collect();
    let title = if new.title.trim().is_empty() { names.join(" – ") } else { new.title.trim().to_owned() };
    let mut dossier = Dossier::new(&title, store::default_codebook());
    let mut edits: Vec<Edit> = new
        .parties
        .iter()
        .enumerate()
        .map(|(index, draft)| Edit::PutParty { index, party: party_from(draft) })
        .collect();
    edits.push(Edit::AddMeeting(Arc::new(Meeting::new(new.meeting))));
    let transaction =
        Transaction { label: "New dossier".to_owned(), edits, focus: Some(Focus::Dossier), merge: None };
    match crate::edit::apply(&mut dossier, &transaction) {
        Ok(_) => {
            let mut open = Open::new(Arc::new(dossier), None);
            open.unsaved_new = true;
            state.open = Some(open);
            state.messages.clear();
            state.dialog = new.split.then_some(Dialog::Split);
            if new.split {
                super::intake::hand_on(state);
            }
        }
        Err(error) => state.say(MessageKind::Warning, format!("The dossier was not made: {error}")),
    }
}

fn party_from(draft: &PartyDraft) -> Party {
    let mut party = Party::new(draft.name.trim(), draft.colour);
    if let Some(id) = draft.id {
        party.id = id;
    }
    let short = draft.short.trim();
    if !short.is_empty() {
        party.short = short.to_owned();
    }
    party.aliases =
        draft.aliases.iter().map(|alias| alias.trim().to_owned()).filter(|alias| !alias.is_empty()).collect();
    party
}

/// One step that leaves exactly these parties.
fn set_parties(dossier: &Dossier, drafts: &[PartyDraft]) -> Result<Transaction, EditError> {
    let mut edits = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let mut party = party_from(draft);
        if let Some(old) = draft.id.and_then(|id| dossier.party(id)) {
            party.extra = old.extra.clone();
        }
        edits.push(Edit::PutParty { index, party });
    }
    for old in dossier.parties() {
        if !drafts.iter().any(|draft| draft.id == Some(old.id)) {
            edits.extend(intent::remove_party(dossier, old.id)?.edits);
        }
    }
    Ok(Transaction {
        label: "Change the parties".to_owned(),
        edits,
        focus: Some(Focus::Dossier),
        merge: None,
    })
}

/// One step that adds the statements of a report, and what neither side said to the note.
fn add_split(open: &Open, split: NewSplit) -> Result<Transaction, EditError> {
    let meeting = open.meeting().ok_or_else(|| EditError::Refused("no meeting is open".to_owned()))?;
    let mut edits = Vec::new();
    for (index, new) in split.statements.into_iter().enumerate() {
        let statement = Arc::new(Statement::new(new.details, new.text));
        let index = meeting.statements().len() + index;
        edits.push(Edit::AddStatement { meeting: meeting.id(), index, statement });
    }
    let mut details = meeting.details().clone();
    details.date = details.date.or(split.date);
    for person in split.participants {
        let listed = |known: &Participant| known.name == person.name && known.office == person.office;
        if !details.participants.iter().any(listed) {
            details.participants.push(person);
        }
    }
    let rest = split.rest.as_str().trim();
    if !rest.is_empty() {
        if !details.note.is_empty() {
            details.note.push_str("\n\n");
        }
        let source = split.source.trim();
        if source.is_empty() {
            details.note.push_str("From the report, of neither side:");
        } else {
            details.note.push_str(&format!("From the report, of neither side ({source}):"));
        }
        details.note.push('\n');
        details.note.push_str(rest);
    }
    if details != *meeting.details() {
        edits.push(Edit::SetMeeting { id: meeting.id(), details });
    }
    Ok(Transaction {
        label: "Split a report".to_owned(),
        edits,
        focus: Some(Focus::Meeting(meeting.id())),
        merge: None,
    })
}
