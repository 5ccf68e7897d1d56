//! Meetings and statements as their forms have them.
//!
//! Must not know: where a text came from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::uses::{self, passages_of};
use super::super::{Edit, EditError, Focus, Transaction};
use super::{meeting_of, passages, remove_links, statement_of};
use crate::model::{
    Dossier, Meeting, MeetingDetails, MeetingId, MemoScope, PartyId, PassageId, Place, Statement,
    StatementDetails, StatementId,
};
use crate::text::CleanText;

/// Adds a meeting with nothing in it; also returns its id.
///
/// # Errors
/// Where a participant's party is not there.
pub fn add_meeting(
    dossier: &Dossier,
    details: MeetingDetails,
) -> Result<(Transaction, MeetingId), EditError> {
    check_participants(dossier, &details)?;
    let meeting = Meeting::new(details);
    let id = meeting.id();
    let label = format!("Add {}", uses::name(&meeting));
    Ok((Transaction::new(label, Focus::Meeting(id), vec![Edit::AddMeeting(Arc::new(meeting))]), id))
}

/// Changes what a meeting's form shows.
///
/// # Errors
/// Where the meeting or a participant's party is not there.
pub fn set_meeting(
    dossier: &Dossier,
    id: MeetingId,
    details: MeetingDetails,
) -> Result<Transaction, EditError> {
    check_participants(dossier, &details)?;
    let meeting = meeting_of(dossier, id)?;
    let mut edits = Vec::new();
    if *meeting.details() != details {
        edits.push(Edit::SetMeeting { id, details });
    }
    Ok(Transaction::new(format!("Change {}", uses::name(meeting)), Focus::Meeting(id), edits))
}

/// Removes a meeting with all that is in it, the links that lead into it, and the memos that are
/// about it alone.
///
/// # Errors
/// Where the meeting is not there.
pub fn remove_meeting(dossier: &Dossier, id: MeetingId) -> Result<Transaction, EditError> {
    let meeting = meeting_of(dossier, id)?;
    let ends: BTreeSet<PassageId> = passages(meeting).map(|passage| passage.id).collect();
    let mut edits = remove_links(dossier, &ends);
    // Its own links go with it and come back with it.
    edits.retain(|edit| !matches!(edit, Edit::RemoveLink { meeting, .. } if *meeting == id));
    let about_it = dossier.memos().iter().filter(|memo| memo.scope == MemoScope::Meeting(id));
    edits.extend(about_it.map(|memo| Edit::RemoveMemo(memo.id)));
    edits.push(Edit::RemoveMeeting(id));
    Ok(Transaction::new(format!("Remove {}", uses::name(meeting)), Focus::Meeting(id), edits))
}

/// Adds a statement after those that the meeting has; also returns its id.
///
/// # Errors
/// Where the meeting or the party is not there.
pub fn add_statement(
    dossier: &Dossier,
    meeting: MeetingId,
    details: StatementDetails,
    text: CleanText,
) -> Result<(Transaction, StatementId), EditError> {
    let index = meeting_of(dossier, meeting)?.statements().len();
    let label = format!("Add a statement of {}", party_name(dossier, details.party)?);
    let statement = Statement::new(details, text);
    let id = statement.id();
    let edits = vec![Edit::AddStatement { meeting, index, statement: Arc::new(statement) }];
    Ok((Transaction::new(label, Focus::Statement(Place { meeting, statement: id }), edits), id))
}

/// Changes what a statement's form shows.
///
/// # Errors
/// Where the statement or the party is not there.
pub fn set_statement(
    dossier: &Dossier,
    place: Place,
    details: StatementDetails,
) -> Result<Transaction, EditError> {
    let statement = statement_of(dossier, place)?;
    let label = format!("Change the statement of {}", party_name(dossier, details.party)?);
    let mut edits = Vec::new();
    if *statement.details() != details {
        edits.push(Edit::SetStatement { place, details: Box::new(details) });
    }
    Ok(Transaction::new(label, Focus::Statement(place), edits))
}

/// Removes a statement with its passages and all links that have to do with them.
///
/// # Errors
/// Where the statement is not there.
pub fn remove_statement(dossier: &Dossier, place: Place) -> Result<Transaction, EditError> {
    let statement = statement_of(dossier, place)?;
    let label = format!("Remove the statement of {}", party_name(dossier, statement.party())?);
    let ends: BTreeSet<PassageId> = passages_of(statement).map(|passage| passage.id).collect();
    let mut edits = remove_links(dossier, &ends);
    edits.push(Edit::RemoveStatement(place));
    Ok(Transaction::new(label, Focus::Statement(place), edits))
}

fn party_name(dossier: &Dossier, id: PartyId) -> Result<&str, EditError> {
    dossier.party(id).map(|party| party.name.as_str()).ok_or_else(|| EditError::missing("party", id))
}

fn check_participants(dossier: &Dossier, details: &MeetingDetails) -> Result<(), EditError> {
    let mut parties = details.participants.iter().filter_map(|person| person.party);
    match parties.find(|id| dossier.party(*id).is_none()) {
        Some(id) => Err(EditError::missing("party", id)),
        None => Ok(()),
    }
}
