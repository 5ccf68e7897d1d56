//! Adding, describing and removing statements.
//!
//! Must not know: where a text was read from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{find_meeting, find_statement, links_touching, transaction};
use crate::edit::{Edit, EditError, Focus, Transaction};
use crate::model::{Dossier, MeetingId, PassageId, Place, Statement, StatementDetails, StatementId};
use crate::text::CleanText;

fn party_name(dossier: &Dossier, details: &StatementDetails) -> Result<String, EditError> {
    dossier
        .party(details.party)
        .map(|party| party.name.clone())
        .ok_or_else(|| EditError::refused("the party is not in the dossier"))
}

/// Adds a statement at the end of a meeting's. Returns its id too.
///
/// # Errors
///
/// [`EditError`] where the meeting or the party is not there, or the text is empty.
pub fn add_statement(
    dossier: &Dossier,
    meeting: MeetingId,
    details: StatementDetails,
    text: CleanText,
) -> Result<(Transaction, StatementId), EditError> {
    if text.as_str().is_empty() {
        return Err(EditError::refused("the statement has no text"));
    }
    let name = format!("Add a statement of {}", party_name(dossier, &details)?);
    let index = find_meeting(dossier, meeting)?.statements().len();
    let statement = Arc::new(Statement::new(details, text));
    let id = statement.id();
    let focus = Focus::Statement(Place { meeting, statement: id });
    Ok((transaction(name, vec![Edit::AddStatement { meeting, index, statement }], focus), id))
}

/// Changes party, language and source of a statement.
///
/// # Errors
///
/// [`EditError`] where the statement or the party is not there.
pub fn set_statement(
    dossier: &Dossier,
    place: Place,
    details: StatementDetails,
) -> Result<Transaction, EditError> {
    let statement = find_statement(dossier, place)?;
    let name = format!("Change the details of the statement of {}", party_name(dossier, &details)?);
    let mut edits = Vec::new();
    if *statement.details() != details {
        edits.push(Edit::SetStatement { place, details });
    }
    Ok(transaction(name, edits, Focus::Statement(place)))
}

/// Removes a statement with its passages and their links.
///
/// # Errors
///
/// [`EditError`] where the statement is not there.
pub fn remove_statement(dossier: &Dossier, place: Place) -> Result<Transaction, EditError> {
    let statement = find_statement(dossier, place)?;
    let name = format!("Remove the statement of {}", party_name(dossier, statement.details())?);
    let gone: BTreeSet<PassageId> = statement
        .passages()
        .iter()
        .map(|passage| passage.id)
        .chain(statement.lost().iter().map(|lost| lost.passage.id))
        .collect();
    let mut edits: Vec<Edit> = links_touching(dossier, |end| gone.contains(&end))
        .map(|(meeting, link)| Edit::RemoveLink { meeting, id: link.id })
        .collect();
    edits.push(Edit::RemoveStatement(place));
    Ok(transaction(name, edits, Focus::Meeting(place.meeting)))
}
