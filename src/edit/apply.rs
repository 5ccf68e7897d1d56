//! Carries out transactions: each edit in turn, all of them or none.
//!
//! Must not know: why a change is made, or that it may be undone later.

use std::mem::replace;

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

        Edit::PutMemo { index, memo } => {
            let id = memo.id;
            put(&mut dossier.memos, index, memo, |memo| memo.id)
                .map_or(Edit::RemoveMemo(id), |(index, memo)| Edit::PutMemo { index, memo })
        }
        Edit::RemoveMemo(id) => take(&mut dossier.memos, |memo| memo.id == id)
            .map(|(index, memo)| Edit::PutMemo { index, memo })
            .ok_or_else(|| EditError::missing("memo", id))?,
        Edit::PutSearch { index, search } => {
            let id = search.id;
            put(&mut dossier.searches, index, search, |search| search.id)
                .map_or(Edit::RemoveSearch(id), |(index, search)| Edit::PutSearch { index, search })
        }
        Edit::RemoveSearch(id) => take(&mut dossier.searches, |search| search.id == id)
            .map(|(index, search)| Edit::PutSearch { index, search })
            .ok_or_else(|| EditError::missing("saved search", id))?,

        Edit::AddMeeting(meeting) => {
            let id = meeting.id();
            dossier.insert_meeting(meeting)?;
            Edit::RemoveMeeting(id)
        }
        Edit::RemoveMeeting(id) => Edit::AddMeeting(dossier.remove_meeting(id)?),
        Edit::SetMeeting { id, details } => {
            let details = dossier.set_meeting(id, details)?;
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
            dossier.insert_statement(meeting, index, statement)?;
            Edit::RemoveStatement(crate::model::Place { meeting, statement: id })
        }
        Edit::RemoveStatement(place) => {
            let (index, statement) = dossier.remove_statement(place)?;
            Edit::AddStatement { meeting: place.meeting, index, statement }
        }
        Edit::SetStatement { place, details } => {
            Edit::SetStatement { place, details: Box::new(dossier.set_statement(place, *details)?) }
        }
        Edit::SwapStatement { meeting, statement } => {
            let statement = dossier.swap_statement(meeting, statement)?;
            Edit::SwapStatement { meeting, statement }
        }
        Edit::PutPassage { place, passage } => {
            let id = passage.id;
            match dossier.put_passage(place, passage)? {
                Some(passage) => Edit::PutPassage { place, passage },
                None => Edit::RemovePassage { place, id },
            }
        }
        Edit::RemovePassage { place, id } => {
            Edit::PutPassage { place, passage: dossier.remove_passage(place, id)? }
        }
        Edit::SetLost { place, lost } => Edit::SetLost { place, lost: dossier.set_lost(place, lost)? },
        Edit::PutLink { meeting, link } => {
            let id = link.id;
            match dossier.put_link(meeting, link)? {
                Some(link) => Edit::PutLink { meeting, link },
                None => Edit::RemoveLink { meeting, id },
            }
        }
        Edit::RemoveLink { meeting, id } => {
            Edit::PutLink { meeting, link: dossier.remove_link(meeting, id)? }
        }
        Edit::PutAbsence { meeting, absence } => {
            let id = absence.id;
            match dossier.put_absence(meeting, absence)? {
                Some(absence) => Edit::PutAbsence { meeting, absence },
                None => Edit::RemoveAbsence { meeting, id },
            }
        }
        Edit::RemoveAbsence { meeting, id } => {
            Edit::PutAbsence { meeting, absence: dossier.remove_absence(meeting, id)? }
        }
        Edit::SetLabels { meeting, counters } => {
            let counters = dossier.set_labels(meeting, counters)?;
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
