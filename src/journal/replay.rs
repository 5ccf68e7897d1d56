//! From the content that a journal begins from and its records to the dossier as it was last.
//!
//! Must not know: the disk, or who wants the dossier.

use super::record;
use crate::edit::{Transaction, apply};
use crate::model::{Dossier, Moment};
use crate::store::pieces::Pieces;
use crate::store::{LoadError, parse};

/// A step that was done since the dossier was last saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it did, as in "Tag as Concern".
    pub label: String,
    /// When.
    pub when: Moment,
}

/// What came of carrying out records.
pub(super) struct Replayed {
    pub(super) dossier: Dossier,
    /// Why the dossier that they begin from may not be saved.
    pub(super) read_only: Option<String>,
    pub(super) steps: Vec<Step>,
    /// What could not be carried out, with the reason.
    pub(super) skipped: Vec<String>,
}

/// Carries out the records; one that can't be is passed over and told.
pub(super) fn replay(base: &[u8], name: &str, records: &[Vec<u8>]) -> Result<Replayed, LoadError> {
    let loaded = parse(base, name)?;
    let mut dossier = loaded.dossier;
    let (mut steps, mut skipped) = (Vec::new(), Vec::new());
    for bytes in records {
        let (step, lines) = match record::read(bytes) {
            Ok(record) => record,
            Err(problem) => {
                skipped.push(problem);
                continue;
            }
        };
        let mut pieces = Pieces::of(&dossier);
        let edits = lines.iter().map(|line| line.edit(&mut pieces)).collect::<Result<Vec<_>, _>>();
        let done = edits.and_then(|edits| {
            let transaction = Transaction { label: String::new(), edits, focus: None, merge: None };
            apply(&mut dossier, &transaction).map_err(|error| error.to_string())
        });
        match done {
            // What only says where the journal begins is no step.
            Ok(_) if lines.is_empty() => {}
            Ok(_) => steps.push(step),
            Err(problem) => skipped.push(format!("«{}»: {problem}", step.label)),
        }
    }
    Ok(Replayed { dossier, read_only: loaded.read_only, steps, skipped })
}
