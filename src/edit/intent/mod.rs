//! What a reviewer may want, each turned into one transaction.
//!
//! A function here only makes the transaction; nothing has changed before it is applied. One
//! that asks for what is the case already comes without edits.
//! Must not know: how edits are carried out, keys and menus, what is selected.

mod accept;
mod link;
mod list;
mod lost;
mod meeting;
mod memo;
mod passage;
mod revise;
mod search;
mod tag;
#[cfg(test)]
mod tests;

pub use accept::{ProposedLink, ProposedPassage, ProposedTopic, accept};
pub use link::{link, remove_link, reverse_link, set_link_kind, set_link_note};
pub use list::{add_topic, ensure_reviewer, remove_party, remove_topic, rename_topic, set_title};
pub use lost::{remove_lost, restore_lost};
pub use meeting::{add_meeting, add_statement, remove_meeting, remove_statement, set_meeting, set_statement};
pub use memo::{
    add_memo, remove_memo, set_memo_language, set_memo_marking, set_memo_parties, set_memo_scope,
    set_memo_shows, set_memo_text, set_memo_title, set_memo_with_notes,
};
pub use passage::{
    add_topic_and_set, remove_passage, set_no_response, set_note, set_said_by, set_strength, set_topic,
    set_verb,
};
pub(crate) use revise::moved;
pub use revise::{Becomes, Fate, Plan, revise};
pub use search::{add_search, remove_search, set_search};
pub use tag::{resize, retag, tag_range};

use std::collections::BTreeSet;
use std::sync::Arc;

use super::uses::passages;
use super::{By, Edit, EditError, Focus, Transaction};
use crate::model::{Dossier, Label, Meeting, MeetingId, Passage, PassageId, Place, Statement, Tag, TagId};
use crate::text::ByteRange;

fn meeting_of(dossier: &Dossier, id: MeetingId) -> Result<&Arc<Meeting>, EditError> {
    dossier.meeting(id).ok_or_else(|| EditError::missing("meeting", id))
}

fn statement_of(dossier: &Dossier, place: Place) -> Result<&Arc<Statement>, EditError> {
    let meeting = meeting_of(dossier, place.meeting)?;
    meeting.statement(place.statement).ok_or_else(|| EditError::missing("statement", place.statement))
}

fn passage_of(dossier: &Dossier, place: Place, id: PassageId) -> Result<&Arc<Passage>, EditError> {
    statement_of(dossier, place)?.passages().get(id).ok_or_else(|| EditError::missing("passage", id))
}

fn tag_of<'a>(dossier: &'a Dossier, id: &TagId) -> Result<&'a Tag, EditError> {
    let unknown = || EditError::refused(format!("the codebook has no tag «{id}»"));
    dossier.codebook().tag(id).ok_or_else(unknown)
}

/// The meeting and the label of a passage, be it a lost one.
fn find(dossier: &Dossier, id: PassageId) -> Option<(MeetingId, &Label)> {
    if let Some((meeting, _, passage)) = dossier.passage(id) {
        return Some((meeting.id(), &passage.label));
    }
    dossier.meetings_with_passage(id).filter_map(|meeting| dossier.meeting(meeting)).find_map(|meeting| {
        let lost = meeting.statements().iter().flat_map(|statement| statement.lost());
        lost.map(|lost| &lost.passage).find(|p| p.id == id).map(|passage| (meeting.id(), &passage.label))
    })
}

/// Changes a passage; without edits where it stays as it was.
fn change_passage(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    by: &By,
    label: impl FnOnce(&Label) -> String,
    change: impl FnOnce(&mut Passage),
) -> Result<Transaction, EditError> {
    let old = passage_of(dossier, place, id)?;
    let mut passage = Passage::clone(old);
    change(&mut passage);
    let mut edits = Vec::new();
    if passage != **old {
        passage.modified = by.now;
        edits.push(Edit::PutPassage { place, passage: Arc::new(passage) });
    }
    Ok(Transaction::new(label(&old.label), Focus::Passage(place, id), edits))
}

/// Refuses a range that holds no words of the statement.
fn check_range(statement: &Statement, range: ByteRange) -> Result<(), EditError> {
    match range.slice(statement.text()) {
        None => Err(EditError::refused("the selected range does not fit the statement's text")),
        Some(words) if words.trim().is_empty() => Err(EditError::refused("no words are selected")),
        Some(_) => Ok(()),
    }
}

/// Removes every link, in whichever meeting, that begins or ends at one of these passages.
fn remove_links(dossier: &Dossier, ends: &BTreeSet<PassageId>) -> Vec<Edit> {
    let mut at: BTreeSet<usize> = BTreeSet::new();
    for id in ends {
        // Links from a passage stand in its own meeting.
        let meetings = dossier.meetings_with_passage(*id).chain(dossier.meetings_with_link_to(*id));
        at.extend(meetings.filter_map(|meeting| dossier.position_of(meeting)));
    }
    let mut edits = Vec::new();
    for meeting in at.into_iter().filter_map(|at| dossier.meetings().get(at)) {
        let touching = meeting.links().filter(|link| ends.contains(&link.from) || ends.contains(&link.to));
        edits.extend(touching.map(|link| Edit::RemoveLink { meeting: meeting.id(), id: link.id }));
    }
    edits
}
