//! Carries out transactions: each edit in turn, all of them or none.
//!
//! Must not know: why a change is made, or that it may be undone later.

use std::mem::replace;
use std::sync::Arc;

use super::{Edit, EditError, Transaction, integrity};
use crate::model::Dossier;

/// Carries out a transaction and returns the one that takes it back.
///
/// # Errors
/// Where an edit does not fit, or where something would refer to what does not exist. The
/// dossier is then as it was.
pub fn apply(dossier: &mut Dossier, transaction: &Transaction) -> Result<Transaction, EditError> {
    let mut inverses = Vec::with_capacity(transaction.edits.len());
    let outcome = transaction
        .edits
        .iter()
        .try_for_each(|edit| {
            inverses.push(one(dossier, edit.clone())?);
            Ok(())
        })
        .and_then(|()| integrity::check(dossier, &transaction.edits, &inverses));
    inverses.reverse();
    if let Err(error) = outcome {
        for inverse in inverses {
            // The inverse of an edit that was just carried out always fits.
            let undone = one(dossier, inverse);
            debug_assert!(undone.is_ok(), "{undone:?}");
        }
        return Err(error);
    }
    Ok(Transaction { edits: inverses, ..transaction.clone_without_edits() })
}

impl Transaction {
    fn clone_without_edits(&self) -> Self {
        Self { label: self.label.clone(), edits: Vec::new(), focus: self.focus, merge: self.merge }
    }
}

/// Carries out one edit and returns its inverse; on an error nothing has changed.
fn one(dossier: &mut Dossier, edit: Edit) -> Result<Edit, EditError> {
    Ok(match edit {
        Edit::SetTitle(title) => Edit::SetTitle(replace(&mut dossier.title, title)),
        Edit::SetNote(note) => Edit::SetNote(replace(&mut dossier.note, note)),
        Edit::SetCodebook(codebook) => Edit::SetCodebook(replace(&mut dossier.codebook, codebook)),

        Edit::PutParty { index, party } => {
            let id = party.id;
            put(&mut dossier.parties, index, party, |party| party.id)
                .map_or(Edit::RemoveParty(id), |(index, party)| Edit::PutParty { index, party })
        }
        Edit::RemoveParty(id) => take(&mut dossier.parties, |party| party.id == id)
            .map(|(index, party)| Edit::PutParty { index, party })
            .ok_or_else(|| EditError::missing("party", id))?,
        Edit::PutTopic { index, topic } => {
            let id = topic.id;
            put(&mut dossier.topics, index, topic, |topic| topic.id)
                .map_or(Edit::RemoveTopic(id), |(index, topic)| Edit::PutTopic { index, topic })
        }
        Edit::RemoveTopic(id) => take(&mut dossier.topics, |topic| topic.id == id)
            .map(|(index, topic)| Edit::PutTopic { index, topic })
            .ok_or_else(|| EditError::missing("topic", id))?,
        Edit::PutReviewer { index, reviewer } => {
            let id = reviewer.id;
            put(&mut dossier.reviewers, index, reviewer, |reviewer| reviewer.id)
                .map_or(Edit::RemoveReviewer(id), |(index, reviewer)| Edit::PutReviewer { index, reviewer })
        }
        Edit::RemoveReviewer(id) => take(&mut dossier.reviewers, |reviewer| reviewer.id == id)
            .map(|(index, reviewer)| Edit::PutReviewer { index, reviewer })
            .ok_or_else(|| EditError::missing("reviewer", id))?,

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
        edit => in_meeting(dossier, edit)?,
    })
}

/// The same for what lies within one meeting.
fn in_meeting(dossier: &mut Dossier, edit: Edit) -> Result<Edit, EditError> {
    Ok(match edit {
        Edit::AddStatement { meeting, index, statement } => {
            let id = statement.id();
            dossier.meeting_mut(meeting)?.insert_statement(index, statement)?;
            Edit::RemoveStatement(crate::model::Place { meeting, statement: id })
        }
        Edit::RemoveStatement(place) => {
            let (index, statement) = dossier.meeting_mut(place.meeting)?.remove_statement(place.statement)?;
            Edit::AddStatement { meeting: place.meeting, index, statement }
        }
        Edit::SetStatement { place, details } => {
            let statement = dossier.meeting_mut(place.meeting)?.statement_mut(place.statement)?;
            Edit::SetStatement { place, details: Box::new(statement.set_details(*details)) }
        }
        Edit::SwapStatement { meeting, statement } => {
            let statement = dossier.meeting_mut(meeting)?.swap_statement(statement)?;
            Edit::SwapStatement { meeting, statement }
        }
        Edit::PutPassage { place, passage } => {
            let id = passage.id;
            let statement = dossier.meeting_mut(place.meeting)?.statement_mut(place.statement)?;
            match statement.put_passage(Arc::unwrap_or_clone(passage))? {
                Some(passage) => Edit::PutPassage { place, passage },
                None => Edit::RemovePassage { place, id },
            }
        }
        Edit::RemovePassage { place, id } => {
            let statement = dossier.meeting_mut(place.meeting)?.statement_mut(place.statement)?;
            Edit::PutPassage { place, passage: statement.remove_passage(id)? }
        }
        Edit::SetLost { place, lost } => {
            let statement = dossier.meeting_mut(place.meeting)?.statement_mut(place.statement)?;
            Edit::SetLost { place, lost: statement.set_lost(lost) }
        }
        Edit::PutLink { meeting, link } => {
            let id = link.id;
            match dossier.meeting_mut(meeting)?.put_link(Arc::unwrap_or_clone(link)) {
                Some(link) => Edit::PutLink { meeting, link },
                None => Edit::RemoveLink { meeting, id },
            }
        }
        Edit::RemoveLink { meeting, id } => {
            Edit::PutLink { meeting, link: dossier.meeting_mut(meeting)?.remove_link(id)? }
        }
        Edit::PutAbsence { meeting, absence } => {
            let id = absence.id;
            match dossier.meeting_mut(meeting)?.put_absence(absence) {
                Some(absence) => Edit::PutAbsence { meeting, absence },
                None => Edit::RemoveAbsence { meeting, id },
            }
        }
        Edit::RemoveAbsence { meeting, id } => {
            Edit::PutAbsence { meeting, absence: dossier.meeting_mut(meeting)?.remove_absence(id)? }
        }
        Edit::SetLabels { meeting, counters } => {
            let counters = replace(dossier.meeting_mut(meeting)?.labels_mut(), counters);
            Edit::SetLabels { meeting, counters }
        }
        // `one` carries out all others itself.
        other => return Err(EditError::refused(format!("this is no change within a meeting: {other:?}"))),
    })
}

/// Puts `item` at `index`; what had its id before comes back with the place it had.
fn put<T, I: PartialEq>(
    list: &mut Vec<T>,
    index: usize,
    item: T,
    id: impl Fn(&T) -> I,
) -> Option<(usize, T)> {
    let own = id(&item);
    let old = take(list, |other| id(other) == own);
    list.insert(index.min(list.len()), item);
    old
}

fn take<T>(list: &mut Vec<T>, wanted: impl Fn(&T) -> bool) -> Option<(usize, T)> {
    let index = list.iter().position(wanted)?;
    Some((index, list.remove(index)))
}
