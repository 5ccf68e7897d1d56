//! What was done in this session and can be taken back: without limit, in steps that people
//! recognise.
//!
//! Must not know: what an edit does.

use super::apply::apply_edits;
use super::{Edit, EditError, Focus, MergeKey, Transaction};
use crate::model::Dossier;

/// One step, kept as the edits that lead to its other side.
#[derive(Debug, Clone)]
struct Step {
    label: String,
    focus: Option<Focus>,
    merge: Option<MergeKey>,
    edits: Vec<Edit>,
    /// The revision on its other side.
    leads_to: u64,
}

/// Steps taken and steps taken back.
#[derive(Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The name of the state now.
    revision: u64,
    /// The last name given to any state.
    last: u64,
    /// The next change begins a step of its own, whatever it is.
    sealed: bool,
}

/// A step that was taken back or taken again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What it was.
    pub label: String,
    /// Where to look.
    pub focus: Option<Focus>,
}

impl History {
    /// Carries out a transaction and remembers how to take it back. Returns whether it changed
    /// anything: one without edits leaves no step.
    ///
    /// # Errors
    ///
    /// [`EditError`]; the dossier and the history are as they were.
    pub fn commit(&mut self, dossier: &mut Dossier, transaction: Transaction) -> Result<bool, EditError> {
        if transaction.edits.is_empty() {
            return Ok(false);
        }
        let back = apply_edits(dossier, &transaction.edits)?;
        let before = self.revision;
        self.last += 1;
        self.revision = self.last;
        self.redo.clear();
        let sealed = std::mem::take(&mut self.sealed);
        let Transaction { label, focus, merge, .. } = transaction;
        match self.undo.last_mut() {
            Some(step) if !sealed && merge.is_some() && step.merge == merge => {
                if !restores_all(&step.edits, &back) {
                    step.edits.splice(0..0, back);
                }
                step.focus = focus;
            }
            _ => self.undo.push(Step { label, focus, merge, edits: back, leads_to: before }),
        }
        Ok(true)
    }

    /// Takes back the last step; `Ok(None)` where there is none.
    ///
    /// # Errors
    ///
    /// [`EditError`] where the dossier was changed past this history; nothing is changed then.
    pub fn undo(&mut self, dossier: &mut Dossier) -> Result<Option<Done>, EditError> {
        self.sealed = true;
        step_over(dossier, &mut self.revision, &mut self.undo, &mut self.redo)
    }

    /// Takes the last step again that was taken back; `Ok(None)` where there is none.
    ///
    /// # Errors
    ///
    /// As [`History::undo`].
    pub fn redo(&mut self, dossier: &mut Dossier) -> Result<Option<Done>, EditError> {
        self.sealed = true;
        step_over(dossier, &mut self.revision, &mut self.redo, &mut self.undo)
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// Ends the present step: what is typed next can be taken back on its own.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// A number that names the dossier's state: the same number is the same state, and a state
    /// that undo returns to has its old number again.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

fn step_over(
    dossier: &mut Dossier,
    revision: &mut u64,
    from: &mut Vec<Step>,
    to: &mut Vec<Step>,
) -> Result<Option<Done>, EditError> {
    let Some(step) = from.last() else { return Ok(None) };
    let edits = apply_edits(dossier, &step.edits)?;
    let Some(mut step) = from.pop() else { return Ok(None) };
    let done = Done { label: step.label.clone(), focus: step.focus };
    step.edits = edits;
    std::mem::swap(&mut step.leads_to, revision);
    to.push(step);
    Ok(Some(done))
}

/// Whether the older inverse alone restores what the newer one would: both put back the same
/// object. Keeps a long note from keeping each of its letters.
fn restores_all(older: &[Edit], newer: &[Edit]) -> bool {
    newer.iter().all(|edit| {
        older.iter().any(|old| match (edit, old) {
            (Edit::PutPassage { place, passage }, Edit::PutPassage { place: p, passage: o }) => {
                place == p && passage.id == o.id
            }
            (Edit::PutLink { meeting, link }, Edit::PutLink { meeting: m, link: o }) => {
                meeting == m && link.id == o.id
            }
            (Edit::SetTitle(_), Edit::SetTitle(_)) | (Edit::SetNote(_), Edit::SetNote(_)) => true,
            _ => false,
        })
    })
}
