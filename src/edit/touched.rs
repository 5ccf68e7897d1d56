//! What a transaction touches, so that what is worked out from a dossier need not be worked out
//! anew.
//!
//! Must not know: what is worked out.

use super::{Edit, Transaction};
use crate::model::{Dossier, PassageId};

/// What a transaction touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// These passages, or links at them, and nothing else that counts.
    Passages {
        /// The passages, some perhaps twice.
        ids: Vec<PassageId>,
        /// Whether links come, go or change.
        links: bool,
    },
    /// Something larger.
    Much,
}

impl Transaction {
    /// What this touches in the dossier to which it is about to be applied.
    pub fn touched(&self, dossier: &Dossier) -> Touched {
        let mut ids = Vec::new();
        let mut links = false;
        for edit in &self.edits {
            match edit {
                Edit::PutPassage { passage, .. } => ids.push(passage.id),
                Edit::RemovePassage { id, .. } => ids.push(*id),
                Edit::PutLink { meeting, link } => {
                    links = true;
                    ids.extend([link.from, link.to]);
                    let old = dossier.meeting(*meeting).and_then(|meeting| meeting.link(link.id));
                    ids.extend(old.into_iter().flat_map(|old| [old.from, old.to]));
                }
                Edit::RemoveLink { meeting, id } => {
                    links = true;
                    let old = dossier.meeting(*meeting).and_then(|meeting| meeting.link(*id));
                    ids.extend(old.into_iter().flat_map(|old| [old.from, old.to]));
                }
                // Names and numbers: nothing is counted by them.
                Edit::SetLabels { .. }
                | Edit::SetTitle(_)
                | Edit::SetNote(_)
                | Edit::PutReviewer { .. }
                | Edit::PutTopic { .. } => {}
                _ => return Touched::Much,
            }
        }
        Touched::Passages { ids, links }
    }
}
