//! Searches that are kept under a name.
//!
//! Must not know: what a search finds.

use super::super::{Edit, EditError, Focus, Transaction};
use crate::model::{Dossier, SavedSearch, SearchId};

/// Keeps a search after those that there are; also returns its id.
///
/// # Errors
/// Where the name or the words are empty.
pub fn add_search(dossier: &Dossier, name: &str, words: &str) -> Result<(Transaction, SearchId), EditError> {
    check(name, words)?;
    let search = SavedSearch::new(name.trim(), words);
    let id = search.id;
    let label = format!("Keep the search «{}»", search.name);
    let edits = vec![Edit::PutSearch { index: dossier.searches().len(), search }];
    Ok((Transaction::new(label, Focus::Dossier, edits), id))
}

/// Changes the name and the words of a kept search.
///
/// # Errors
/// Where it is not there, or the name or the words are empty.
pub fn set_search(
    dossier: &Dossier,
    id: SearchId,
    name: &str,
    words: &str,
) -> Result<Transaction, EditError> {
    check(name, words)?;
    let (index, old) = search_of(dossier, id)?;
    let search = SavedSearch { name: name.trim().to_owned(), words: words.to_owned(), ..old.clone() };
    let label = format!("Change the search «{}»", old.name);
    let mut edits = Vec::new();
    if search != *old {
        edits.push(Edit::PutSearch { index, search });
    }
    Ok(Transaction::new(label, Focus::Dossier, edits))
}

/// Keeps a search no longer.
///
/// # Errors
/// Where it is not there.
pub fn remove_search(dossier: &Dossier, id: SearchId) -> Result<Transaction, EditError> {
    let (_, search) = search_of(dossier, id)?;
    let label = format!("Remove the search «{}»", search.name);
    Ok(Transaction::new(label, Focus::Dossier, vec![Edit::RemoveSearch(id)]))
}

fn search_of(dossier: &Dossier, id: SearchId) -> Result<(usize, &SavedSearch), EditError> {
    let mut searches = dossier.searches().iter().enumerate();
    searches.find(|(_, search)| search.id == id).ok_or_else(|| EditError::missing("saved search", id))
}

fn check(name: &str, words: &str) -> Result<(), EditError> {
    if name.trim().is_empty() {
        return Err(EditError::refused("a kept search needs a name"));
    }
    if words.trim().is_empty() {
        return Err(EditError::refused("a kept search needs words"));
    }
    Ok(())
}
