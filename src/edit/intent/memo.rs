//! Memos: making one, what it is about, what it shows, and the reviewer's own words in it.
//!
//! Must not know: what a memo says of the dossier, or how it looks.

use std::sync::Arc;

use super::super::uses::memo_name;
use super::super::{By, Edit, EditError, Focus, MergeKey, Transaction};
use super::meeting_of;
use crate::model::{Dossier, Memo, MemoId, MemoLanguage, MemoScope, MemoSection, PartyId};

/// Adds a memo after those that there are; also returns its id.
///
/// # Errors
/// Where it would be about a meeting that is not there, or about a period that ends before it
/// begins.
pub fn add_memo(
    dossier: &Dossier,
    title: &str,
    scope: MemoScope,
    by: &By,
) -> Result<(Transaction, MemoId), EditError> {
    check_scope(dossier, scope)?;
    let memo = Memo::new(title, scope, by.reviewer, by.now);
    let id = memo.id;
    let label = format!("Add {}", memo_name(&memo));
    let edits = vec![Edit::PutMemo { index: dossier.memos().len(), memo: Arc::new(memo) }];
    Ok((Transaction::new(label, Focus::Memo(id), edits), id))
}

/// Removes a memo with the reviewer's words in it.
///
/// # Errors
/// Where the memo is not there.
pub fn remove_memo(dossier: &Dossier, id: MemoId) -> Result<Transaction, EditError> {
    let (_, memo) = memo_of(dossier, id)?;
    let label = format!("Remove {}", memo_name(memo));
    Ok(Transaction::new(label, Focus::Memo(id), vec![Edit::RemoveMemo(id)]))
}

/// Sets a memo's title, as it is being typed.
///
/// # Errors
/// Where the memo is not there.
pub fn set_memo_title(dossier: &Dossier, id: MemoId, title: &str, by: &By) -> Result<Transaction, EditError> {
    let change = |memo: &mut Memo| memo.title = title.to_owned();
    let transaction = change_memo(dossier, id, by, |_| "Change the title of a memo".to_owned(), change)?;
    Ok(Transaction { merge: Some(MergeKey::MemoTitle(id)), ..transaction })
}

/// Says which meetings a memo is about.
///
/// # Errors
/// Where the memo or the meeting is not there, or the period ends before it begins.
pub fn set_memo_scope(
    dossier: &Dossier,
    id: MemoId,
    scope: MemoScope,
    by: &By,
) -> Result<Transaction, EditError> {
    check_scope(dossier, scope)?;
    change_memo(dossier, id, by, |name| format!("Change what {name} is about"), |memo| memo.scope = scope)
}

/// Says which sides a memo is about; none named means all.
///
/// # Errors
/// Where the memo or a party is not there.
pub fn set_memo_parties(
    dossier: &Dossier,
    id: MemoId,
    parties: &[PartyId],
    by: &By,
) -> Result<Transaction, EditError> {
    if let Some(missing) = parties.iter().find(|party| dossier.party(**party).is_none()) {
        return Err(EditError::missing("party", missing));
    }
    let mut once: Vec<PartyId> = Vec::with_capacity(parties.len());
    for party in parties {
        if !once.contains(party) {
            once.push(*party);
        }
    }
    change_memo(dossier, id, by, |name| format!("Change the sides of {name}"), |memo| memo.parties = once)
}

/// Sets the language of a memo's headings.
///
/// # Errors
/// Where the memo is not there.
pub fn set_memo_language(
    dossier: &Dossier,
    id: MemoId,
    language: MemoLanguage,
    by: &By,
) -> Result<Transaction, EditError> {
    let words = |name: &str| format!("Change the language of {name}");
    change_memo(dossier, id, by, words, |memo| memo.language = language)
}

/// Says whether a memo shows what was noted for the desk alone.
///
/// # Errors
/// Where the memo is not there.
pub fn set_memo_with_notes(
    dossier: &Dossier,
    id: MemoId,
    with_notes: bool,
    by: &By,
) -> Result<Transaction, EditError> {
    let words = |name: &str| match with_notes {
        true => format!("Show internal notes in {name}"),
        false => format!("Leave internal notes out of {name}"),
    };
    change_memo(dossier, id, by, words, |memo| memo.with_notes = with_notes)
}

/// Sets the handling marking, as it is being typed.
///
/// # Errors
/// Where the memo is not there.
pub fn set_memo_marking(
    dossier: &Dossier,
    id: MemoId,
    marking: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    let words = |name: &str| format!("Change the marking of {name}");
    let transaction = change_memo(dossier, id, by, words, |memo| memo.marking = marking.to_owned())?;
    Ok(Transaction { merge: Some(MergeKey::MemoMarking(id)), ..transaction })
}

/// Says whether a memo shows a section. The reviewer's words in one that it does not show stay.
///
/// # Errors
/// Where the memo is not there.
pub fn set_memo_shows(
    dossier: &Dossier,
    id: MemoId,
    section: MemoSection,
    shows: bool,
    by: &By,
) -> Result<Transaction, EditError> {
    let words = |name: &str| match shows {
        true => format!("Show a section of {name}"),
        false => format!("Leave a section out of {name}"),
    };
    change_memo(dossier, id, by, words, |memo| {
        if shows {
            memo.left_out.remove(&section);
        } else {
            memo.left_out.insert(section);
        }
    })
}

/// Sets the reviewer's own words in a section, as they are being typed; an empty text takes them
/// away.
///
/// # Errors
/// Where the memo is not there.
pub fn set_memo_text(
    dossier: &Dossier,
    id: MemoId,
    section: MemoSection,
    text: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    let words = |name: &str| format!("Write in {name}");
    let transaction = change_memo(dossier, id, by, words, |memo| {
        if text.is_empty() {
            memo.texts.remove(&section);
        } else {
            memo.texts.insert(section, text.to_owned());
        }
    })?;
    Ok(Transaction { merge: Some(MergeKey::MemoText(id, section)), ..transaction })
}

/// Changes a memo; without edits where it stays as it was. `label` gets the memo's name.
fn change_memo(
    dossier: &Dossier,
    id: MemoId,
    by: &By,
    label: impl FnOnce(&str) -> String,
    change: impl FnOnce(&mut Memo),
) -> Result<Transaction, EditError> {
    let (index, old) = memo_of(dossier, id)?;
    let mut memo = Memo::clone(old);
    change(&mut memo);
    let mut edits = Vec::new();
    if memo != **old {
        memo.modified = by.now;
        edits.push(Edit::PutMemo { index, memo: Arc::new(memo) });
    }
    Ok(Transaction::new(label(&memo_name(old)), Focus::Memo(id), edits))
}

fn memo_of(dossier: &Dossier, id: MemoId) -> Result<(usize, &Arc<Memo>), EditError> {
    let mut memos = dossier.memos().iter().enumerate();
    memos.find(|(_, memo)| memo.id == id).ok_or_else(|| EditError::missing("memo", id))
}

fn check_scope(dossier: &Dossier, scope: MemoScope) -> Result<(), EditError> {
    match scope {
        MemoScope::Meeting(id) => meeting_of(dossier, id).map(|_| ()),
        MemoScope::Period { from: Some(from), to: Some(to) } if from > to => {
            Err(EditError::refused("the period of a memo can't end before it begins"))
        }
        MemoScope::Period { .. } => Ok(()),
    }
}
