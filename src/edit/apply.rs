//! Carrying out edits and finding their inverses.
//!
//! Must not know: what an edit is for, or whether the outcome makes sense (`validate` does).

use std::sync::Arc;

use super::validate::Touched;
use super::{Edit, EditError, Transaction};
use crate::model::{Dossier, ModelError};

/// Carries out a transaction and returns the edits that take it back, in the order to apply them.
///
/// # Errors
///
/// [`EditError`] where an edit can't be done or the outcome would break an invariant; the
/// dossier is then as it was.
pub fn apply(dossier: &mut Dossier, transaction: &Transaction) -> Result<Vec<Edit>, EditError> {
    apply_edits(dossier, &transaction.edits)
}

pub(super) fn apply_edits(dossier: &mut Dossier, edits: &[Edit]) -> Result<Vec<Edit>, EditError> {
    let mut inverses = Vec::with_capacity(edits.len());
    let mut touched = Touched::default();
    for edit in edits {
        touched.note(edit);
        match apply_one(dossier, edit.clone()) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                take_back(dossier, inverses);
                return Err(error.into());
            }
        }
    }
    if let Err(error) = touched.check(dossier) {
        take_back(dossier, inverses);
        return Err(error);
    }
    inverses.reverse();
    Ok(inverses)
}

/// Applies inverses that were just found, latest first.
fn take_back(dossier: &mut Dossier, inverses: Vec<Edit>) {
    for inverse in inverses.into_iter().rev() {
        let undone = apply_one(dossier, inverse);
        debug_assert!(undone.is_ok(), "an inverse applies to the state it was made in: {undone:?}");
    }
}

/// Carries out one edit and returns its inverse.
fn apply_one(dossier: &mut Dossier, edit: Edit) -> Result<Edit, ModelError> {
    Ok(match edit {
        Edit::SetTitle(title) => Edit::SetTitle(std::mem::replace(&mut dossier.title, title)),
        Edit::SetNote(note) => Edit::SetNote(std::mem::replace(&mut dossier.note, note)),
        Edit::SetCodebook(codebook) => Edit::SetCodebook(std::mem::replace(&mut dossier.codebook, codebook)),
        Edit::PutParty { index, party } => {
            let id = party.id;
            match put(&mut dossier.parties, index, party, |party| party.id == id) {
                Some((index, party)) => Edit::PutParty { index, party },
                None => Edit::RemoveParty(id),
            }
        }
        Edit::RemoveParty(id) => {
            let (index, party) =
                take(&mut dossier.parties, |party| party.id == id).ok_or_else(|| missing("party", id))?;
            Edit::PutParty { index, party }
        }
        Edit::PutTopic { index, topic } => {
            let id = topic.id;
            match put(&mut dossier.topics, index, topic, |topic| topic.id == id) {
                Some((index, topic)) => Edit::PutTopic { index, topic },
                None => Edit::RemoveTopic(id),
            }
        }
        Edit::RemoveTopic(id) => {
            let (index, topic) =
                take(&mut dossier.topics, |topic| topic.id == id).ok_or_else(|| missing("topic", id))?;
            Edit::PutTopic { index, topic }
        }
        Edit::PutReviewer { index, reviewer } => {
            let id = reviewer.id;
            match put(&mut dossier.reviewers, index, reviewer, |reviewer| reviewer.id == id) {
                Some((index, reviewer)) => Edit::PutReviewer { index, reviewer },
                None => Edit::RemoveReviewer(id),
            }
        }
        Edit::RemoveReviewer(id) => {
            let (index, reviewer) = take(&mut dossier.reviewers, |reviewer| reviewer.id == id)
                .ok_or_else(|| missing("reviewer", id))?;
            Edit::PutReviewer { index, reviewer }
        }
        Edit::AddMeeting(meeting) => {
            let id = meeting.id();
            dossier.insert_meeting(meeting)?;
            Edit::RemoveMeeting(id)
        }
        Edit::RemoveMeeting(id) => Edit::AddMeeting(dossier.remove_meeting(id)?),
        Edit::SetMeeting { id, details } => {
            let details = dossier.meeting_mut(id)?.set_details(details);
            dossier.sort_meetings();
            Edit::SetMeeting { id, details }
        }
        Edit::SetLabels { meeting, labels } => {
            let labels = std::mem::replace(dossier.meeting_mut(meeting)?.labels_mut(), labels);
            Edit::SetLabels { meeting, labels }
        }
        other => return apply_inside(dossier, other),
    })
}

/// Edits of what lies in a meeting.
fn apply_inside(dossier: &mut Dossier, edit: Edit) -> Result<Edit, ModelError> {
    Ok(match edit {
        Edit::AddStatement { meeting, index, statement } => {
            let place = crate::model::Place { meeting, statement: statement.id() };
            dossier.meeting_mut(meeting)?.insert_statement(index, statement)?;
            Edit::RemoveStatement(place)
        }
        Edit::RemoveStatement(place) => {
            let (index, statement) = dossier.meeting_mut(place.meeting)?.remove_statement(place.statement)?;
            Edit::AddStatement { meeting: place.meeting, index, statement }
        }
        Edit::SetStatement { place, details } => {
            let statement = dossier.meeting_mut(place.meeting)?.statement_mut(place.statement)?;
            Edit::SetStatement { place, details: statement.set_details(details) }
        }
        Edit::SwapStatement { meeting, statement } => {
            let statement = dossier.meeting_mut(meeting)?.swap_statement(statement)?;
            Edit::SwapStatement { meeting, statement }
        }
        Edit::PutPassage { place, passage } => {
            let id = passage.id;
            let statement = dossier.meeting_mut(place.meeting)?.statement_mut(place.statement)?;
            match statement.put_passage(passage)? {
                Some(passage) => Edit::PutPassage { place, passage: Arc::unwrap_or_clone(passage) },
                None => Edit::RemovePassage { place, id },
            }
        }
        Edit::RemovePassage { place, id } => {
            let statement = dossier.meeting_mut(place.meeting)?.statement_mut(place.statement)?;
            let passage = Arc::unwrap_or_clone(statement.remove_passage(id)?);
            Edit::PutPassage { place, passage }
        }
        Edit::SetLost { place, lost } => {
            let statement = dossier.meeting_mut(place.meeting)?.statement_mut(place.statement)?;
            Edit::SetLost { place, lost: statement.set_lost(lost) }
        }
        Edit::PutLink { meeting, link } => {
            let id = link.id;
            match dossier.meeting_mut(meeting)?.put_link(link) {
                Some(link) => Edit::PutLink { meeting, link: Arc::unwrap_or_clone(link) },
                None => Edit::RemoveLink { meeting, id },
            }
        }
        Edit::RemoveLink { meeting, id } => {
            let link = Arc::unwrap_or_clone(dossier.meeting_mut(meeting)?.remove_link(id)?);
            Edit::PutLink { meeting, link }
        }
        Edit::PutAbsence { meeting, absence } => {
            let id = absence.id;
            match dossier.meeting_mut(meeting)?.put_absence(absence) {
                Some(absence) => Edit::PutAbsence { meeting, absence },
                None => Edit::RemoveAbsence { meeting, id },
            }
        }
        Edit::RemoveAbsence { meeting, id } => {
            let absence = dossier.meeting_mut(meeting)?.remove_absence(id)?;
            Edit::PutAbsence { meeting, absence }
        }
        // Those of `apply_one`, which hands on only the rest.
        other => return Err(ModelError::Invalid(format!("{other:?} is no edit of a meeting's contents"))),
    })
}

/// Puts an item at `index`; where one matches already it is taken out first and returned with
/// its index, so that putting it back restores the order.
fn put<T>(items: &mut Vec<T>, index: usize, item: T, same: impl Fn(&T) -> bool) -> Option<(usize, T)> {
    let old = take(items, same);
    items.insert(index.min(items.len()), item);
    old
}

fn take<T>(items: &mut Vec<T>, same: impl Fn(&T) -> bool) -> Option<(usize, T)> {
    let index = items.iter().position(same)?;
    Some((index, items.remove(index)))
}

fn missing(what: &'static str, id: impl std::fmt::Display) -> ModelError {
    ModelError::Missing { what, id: id.to_string() }
}
