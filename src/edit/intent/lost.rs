//! Passages whose words were not found again: putting them somewhere, or giving them up.
//!
//! Must not know: how a passage is lost or found.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::{By, Edit, EditError, Focus, Transaction};
use super::{check_range, remove_links, statement_of};
use crate::model::{Dossier, LostPassage, Passage, PassageId, Place};
use crate::text::ByteRange;

/// Puts a lost passage on `range` (bytes of the statement's text). Its links come with it.
///
/// # Errors
/// Where the range holds no words or there is no such lost passage.
pub fn restore_lost(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    range: ByteRange,
    by: &By,
) -> Result<Transaction, EditError> {
    check_range(statement_of(dossier, place)?, range)?;
    let (found, lost) = without(dossier, place, id)?;
    let label = format!("Restore {}", found.label);
    let passage = Arc::new(Passage { range, modified: by.now, ..found });
    let edits = vec![Edit::SetLost { place, lost }, Edit::PutPassage { place, passage }];
    Ok(Transaction::new(label, Focus::Passage(place, id), edits))
}

/// Gives up a lost passage, with all links that have to do with it.
///
/// # Errors
/// Where there is no such lost passage.
pub fn remove_lost(dossier: &Dossier, place: Place, id: PassageId) -> Result<Transaction, EditError> {
    let (found, lost) = without(dossier, place, id)?;
    let mut edits = remove_links(dossier, &BTreeSet::from([id]));
    edits.push(Edit::SetLost { place, lost });
    Ok(Transaction::new(format!("Give up {}", found.label), Focus::Statement(place), edits))
}

/// The lost passage, and the list without it.
fn without(dossier: &Dossier, place: Place, id: PassageId) -> Result<(Passage, Vec<LostPassage>), EditError> {
    let mut lost = statement_of(dossier, place)?.lost().to_vec();
    let index = lost.iter().position(|lost| lost.passage.id == id);
    let index = index.ok_or_else(|| EditError::missing("lost passage", id))?;
    Ok((lost.remove(index).passage, lost))
}
