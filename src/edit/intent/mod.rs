//! What the reviewer means, as transactions.
//!
//! Each function looks at the dossier and returns the edits; it changes nothing itself. Where
//! there is nothing to change, the transaction has no edits.
//! Must not know: how edits are carried out or taken back, or which key was pressed.

mod dossier;
mod links;
mod passages;
mod statements;

use std::sync::Arc;

pub use dossier::{
    add_meeting, add_topic, ensure_reviewer, remove_meeting, remove_party, remove_topic, rename_topic,
    set_meeting, set_title,
};
pub use links::{link, remove_link, reverse_link, set_link_kind, set_link_note};
pub use passages::{
    add_topic_and_set, remove_lost, remove_passage, resize, restore_lost, retag, set_no_response, set_note,
    set_said_by, set_strength, set_topic, set_verb, tag_range,
};
pub use statements::{add_statement, remove_statement, set_statement};

use super::{Edit, EditError, Focus, Transaction};
use crate::model::{Dossier, Link, Meeting, MeetingId, Passage, PassageId, Place, Statement};

fn transaction(label: String, edits: Vec<Edit>, focus: Focus) -> Transaction {
    Transaction { label, edits, focus: Some(focus), merge: None }
}

fn find_meeting(dossier: &Dossier, id: MeetingId) -> Result<&Arc<Meeting>, EditError> {
    dossier.meeting(id).ok_or_else(|| EditError::refused("the meeting is not in the dossier any more"))
}

fn find_statement(dossier: &Dossier, place: Place) -> Result<&Arc<Statement>, EditError> {
    dossier.statement(place).ok_or_else(|| EditError::refused("the statement is not in the dossier any more"))
}

fn find_passage(dossier: &Dossier, place: Place, id: PassageId) -> Result<&Arc<Passage>, EditError> {
    find_statement(dossier, place)?
        .passages()
        .get(id)
        .ok_or_else(|| EditError::refused("the passage is not in the dossier any more"))
}

/// All links of the dossier with the meetings they stand in, of which one end passes the test.
fn links_touching<'a>(
    dossier: &'a Dossier,
    touches: impl Fn(PassageId) -> bool,
) -> impl Iterator<Item = (MeetingId, &'a Arc<Link>)> {
    dossier
        .meetings()
        .iter()
        .flat_map(|meeting| meeting.links().map(|link| (meeting.id(), link)))
        .filter(move |(_, link)| touches(link.from) || touches(link.to))
}

/// What passages are called in a step's label: "C2".
fn name_of(dossier: &Dossier, id: PassageId) -> String {
    dossier
        .passage(id)
        .map(|(_, _, passage)| passage.label.to_string())
        .unwrap_or_else(|| "a passage".to_owned())
}
