//! What was done and can be undone, what was undone and can be done again.
//!
//! Must not know: what a transaction is about; it only keeps inverses.
//!
//! Known limits: steps are kept for as long as the dossier is open, whatever they weigh; a
//! removed meeting or statement is held whole by its step.

use super::{Edit, EditError, Focus, MergeKey, Transaction, apply};
use crate::model::Dossier;

/// What undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The label of the step.
    pub label: String,
    /// Where it is seen.
    pub focus: Option<Focus>,
}

/// Edits that were carried out, for whoever writes down what happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// What was done, as in "Tag as Concern" or "Undo: Tag as Concern".
    pub label: String,
    /// The edits, in the order in which they were carried out.
    pub edits: Vec<Edit>,
}

/// A step, with the edits that lead from the state it is kept at to the one beyond.
#[derive(Debug)]
struct Step {
    edits: Transaction,
    /// The name of the state to which they lead.
    leads_to: u64,
}

/// Steps back and forth.
#[derive(Debug, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    revision: u64,
    /// The highest number ever used.
    last_revision: u64,
    /// The key of the last step, while what comes may still become part of it.
    open_key: Option<MergeKey>,
    /// What was carried out and not yet taken; `None` where nobody wants to know.
    applied: Option<Vec<Applied>>,
}

impl History {
    /// Carries out a transaction and remembers how to take it back. Says whether it changed
    /// anything; one that does not is not remembered.
    ///
    /// # Errors
    /// Where [`apply`] refuses; nothing has changed then.
    pub fn commit(&mut self, dossier: &mut Dossier, transaction: Transaction) -> Result<bool, EditError> {
        let mut inverse = apply(dossier, &transaction)?;
        if transaction.edits.iter().eq(inverse.edits.iter().rev()) {
            return Ok(false);
        }
        self.future.clear();
        self.last_revision += 1;
        let before = std::mem::replace(&mut self.revision, self.last_revision);
        let merges = transaction.merge.is_some() && transaction.merge == self.open_key;
        self.open_key = transaction.merge;
        if let Some(applied) = &mut self.applied {
            applied.push(Applied { label: transaction.label, edits: transaction.edits });
        }
        match self.past.last_mut() {
            Some(last) if merges => {
                // The older edits are carried out later and have the last word.
                let old = &mut last.edits.edits;
                inverse.edits.retain(|edit| !old.iter().any(|later| later.overwrites(edit)));
                old.splice(0..0, inverse.edits);
            }
            _ => self.past.push(Step { edits: inverse, leads_to: before }),
        }
        Ok(true)
    }

    /// Takes the last step back; `None` where there is none.
    ///
    /// # Errors
    /// Where the dossier was changed behind the history's back; nothing has changed then.
    pub fn undo(&mut self, dossier: &mut Dossier) -> Result<Option<Done>, EditError> {
        self.open_key = None;
        let noted = self.applied.as_mut().map(|applied| ("Undo", applied));
        travel(dossier, &mut self.past, &mut self.future, &mut self.revision, noted)
    }

    /// Does again what was undone last; `None` where there is nothing.
    ///
    /// # Errors
    /// Where the dossier was changed behind the history's back; nothing has changed then.
    pub fn redo(&mut self, dossier: &mut Dossier) -> Result<Option<Done>, EditError> {
        self.open_key = None;
        let noted = self.applied.as_mut().map(|applied| ("Redo", applied));
        travel(dossier, &mut self.future, &mut self.past, &mut self.revision, noted)
    }

    /// From now on all edits that are carried out are kept until [`History::take_applied`] is called,
    /// those of undo and redo too.
    pub fn note_applied(&mut self) {
        self.applied.get_or_insert_default();
    }

    /// All that was carried out since the last call, in order.
    pub fn take_applied(&mut self) -> Vec<Applied> {
        self.applied.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|step| step.edits.label.as_str())
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|step| step.edits.label.as_str())
    }

    /// The step that undo would carry out.
    pub fn next_undo(&self) -> Option<&Transaction> {
        self.past.last().map(|step| &step.edits)
    }

    /// The step that redo would carry out.
    pub fn next_redo(&self) -> Option<&Transaction> {
        self.future.last().map(|step| &step.edits)
    }

    /// Ends the last step: what is typed next is one of its own.
    pub fn seal(&mut self) {
        self.open_key = None;
    }

    /// The name of the present state. Undo and redo come back to the same number; a change
    /// gets one that was never used.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

fn travel(
    dossier: &mut Dossier,
    from: &mut Vec<Step>,
    to: &mut Vec<Step>,
    revision: &mut u64,
    noted: Option<(&str, &mut Vec<Applied>)>,
) -> Result<Option<Done>, EditError> {
    let Some(step) = from.last() else { return Ok(None) };
    let back = apply(dossier, &step.edits)?;
    let done = Done { label: back.label.clone(), focus: back.focus };
    let here = std::mem::replace(revision, step.leads_to);
    to.push(Step { edits: back, leads_to: here });
    if let (Some(step), Some((what, applied))) = (from.pop(), noted) {
        applied.push(Applied { label: format!("{what}: {}", done.label), edits: step.edits.edits });
    }
    Ok(Some(done))
}

#[cfg(test)]
impl History {
    /// How many steps can be undone, and how many edits the last of them holds.
    pub(super) fn past_len(&self) -> (usize, usize) {
        (self.past.len(), self.past.last().map_or(0, |step| step.edits.edits.len()))
    }
}
