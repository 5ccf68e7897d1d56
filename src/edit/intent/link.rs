//! Links between passages.
//!
//! Must not know: what a link does to a status.

use std::sync::Arc;

use super::super::integrity::link_refers;
use super::super::{By, Edit, EditError, Focus, MergeKey, Transaction};
use super::{find, meeting_of};
use crate::model::{Dossier, Extra, Link, LinkId, LinkKindId, MeetingId, PassageId};

/// Links the passage that reacts to the one it reacts to.
///
/// # Errors
/// Where a passage or the kind is not there, where both ends are the same passage, or where
/// they are linked in this way already.
pub fn link(
    dossier: &Dossier,
    from: PassageId,
    to: PassageId,
    kind: &LinkKindId,
    by: &By,
) -> Result<Transaction, EditError> {
    let (meeting, _) = find(dossier, from).ok_or_else(|| EditError::missing("passage", from))?;
    let link = Link {
        id: LinkId::random(),
        kind: kind.clone(),
        from,
        to,
        note: String::new(),
        suggested_by: String::new(),
        reviewer: by.reviewer,
        created: by.now,
        modified: by.now,
        extra: Extra::default(),
    };
    check_new(dossier, meeting, &link)?;
    let focus = Focus::Link(meeting, link.id);
    let label = format!("Link {}", ends(dossier, &link));
    Ok(Transaction::new(label, focus, vec![Edit::PutLink { meeting, link: Arc::new(link) }]))
}

/// Changes what the reacting passage does to the other.
///
/// # Errors
/// Where the link or the kind is not there, or another link says the same.
pub fn set_link_kind(
    dossier: &Dossier,
    meeting: MeetingId,
    id: LinkId,
    kind: &LinkKindId,
    by: &By,
) -> Result<Transaction, EditError> {
    let old = link_of(dossier, meeting, id)?;
    let link = Link { kind: kind.clone(), ..Link::clone(old) };
    check_new(dossier, meeting, &link)?;
    let label = format!("Change the kind of {}", ends(dossier, old));
    Ok(changed(meeting, old, link, by, label))
}

/// Sets a link's note, as it is being typed.
///
/// # Errors
/// Where the link is not there.
pub fn set_link_note(
    dossier: &Dossier,
    meeting: MeetingId,
    id: LinkId,
    note: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    let old = link_of(dossier, meeting, id)?;
    let link = Link { note: note.to_owned(), ..Link::clone(old) };
    let label = format!("Change the note of {}", ends(dossier, old));
    let transaction = changed(meeting, old, link, by, label);
    Ok(Transaction { merge: Some(MergeKey::LinkNote(id)), ..transaction })
}

/// Lets the other end be the one that reacts. The link then stands in that end's meeting.
///
/// # Errors
/// Where the link is not there, or another link says the same.
pub fn reverse_link(
    dossier: &Dossier,
    meeting: MeetingId,
    id: LinkId,
    by: &By,
) -> Result<Transaction, EditError> {
    let old = link_of(dossier, meeting, id)?;
    let (home, _) = find(dossier, old.to).ok_or_else(|| EditError::missing("passage", old.to))?;
    let link = Link { from: old.to, to: old.from, modified: by.now, ..Link::clone(old) };
    check_new(dossier, home, &link)?;
    let label = format!("Reverse {}", ends(dossier, old));
    let mut edits = Vec::new();
    if home != meeting {
        edits.push(Edit::RemoveLink { meeting, id });
    }
    edits.push(Edit::PutLink { meeting: home, link: Arc::new(link) });
    Ok(Transaction::new(label, Focus::Link(home, id), edits))
}

/// Removes a link.
///
/// # Errors
/// Where the link is not there.
pub fn remove_link(dossier: &Dossier, meeting: MeetingId, id: LinkId) -> Result<Transaction, EditError> {
    let old = link_of(dossier, meeting, id)?;
    let label = format!("Remove the link {}", ends(dossier, old));
    Ok(Transaction::new(label, Focus::Link(meeting, id), vec![Edit::RemoveLink { meeting, id }]))
}

fn link_of(dossier: &Dossier, meeting: MeetingId, id: LinkId) -> Result<&Arc<Link>, EditError> {
    meeting_of(dossier, meeting)?.link(id).ok_or_else(|| EditError::missing("link", id))
}

fn changed(meeting: MeetingId, old: &Link, mut link: Link, by: &By, label: String) -> Transaction {
    let focus = Focus::Link(meeting, link.id);
    let mut edits = Vec::new();
    if link != *old {
        link.modified = by.now;
        edits.push(Edit::PutLink { meeting, link: Arc::new(link) });
    }
    Transaction::new(label, focus, edits)
}

/// Refuses what the end of the transaction would refuse, but for a reviewer who is entered with it.
fn check_new(dossier: &Dossier, meeting: MeetingId, link: &Link) -> Result<(), EditError> {
    link_refers(dossier, meeting_of(dossier, meeting)?, &Link { reviewer: None, ..link.clone() })
}

/// "R1 → C1".
fn ends(dossier: &Dossier, link: &Link) -> String {
    let name = |id| find(dossier, id).map_or_else(|| "?".to_owned(), |(_, label)| label.to_string());
    format!("{} → {}", name(link.from), name(link.to))
}
