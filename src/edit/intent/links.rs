//! Linking passages.
//!
//! Must not know: what a kind does to a status.

use std::sync::Arc;

use super::{find_meeting, name_of, transaction};
use crate::edit::{By, Edit, EditError, Focus, MergeKey, Transaction};
use crate::model::{Dossier, Extra, Link, LinkId, LinkKindId, MeetingId, PassageId};

/// Links the passage `from`, which reacts, to the passage `to`, which it reacts to.
///
/// # Errors
///
/// [`EditError`] where a passage or the kind is not there, both are one, or they are linked so
/// already.
pub fn link(
    dossier: &Dossier,
    from: PassageId,
    to: PassageId,
    kind: &LinkKindId,
    by: &By,
) -> Result<Transaction, EditError> {
    if from == to {
        return Err(EditError::refused("a passage can't be linked to itself"));
    }
    let place =
        dossier.place_of(from).ok_or_else(|| EditError::refused("the passage is not there any more"))?;
    let link = Link {
        id: LinkId::random(),
        kind: kind.clone(),
        from,
        to,
        note: String::new(),
        reviewer: by.reviewer,
        created: by.now,
        modified: by.now,
        extra: Extra::default(),
    };
    let name = format!("Link {} → {}", name_of(dossier, from), name_of(dossier, to));
    let focus = Focus::Link(place.meeting, link.id);
    Ok(transaction(name, vec![Edit::PutLink { meeting: place.meeting, link }], focus))
}

fn find_link(dossier: &Dossier, meeting: MeetingId, id: LinkId) -> Result<&Arc<Link>, EditError> {
    find_meeting(dossier, meeting)?
        .link(id)
        .ok_or_else(|| EditError::refused("the link is not in the dossier any more"))
}

fn ends(dossier: &Dossier, link: &Link) -> String {
    format!("{} → {}", name_of(dossier, link.from), name_of(dossier, link.to))
}

/// Gives a link another kind.
///
/// # Errors
///
/// [`EditError`] where the link is not there.
pub fn set_link_kind(
    dossier: &Dossier,
    meeting: MeetingId,
    id: LinkId,
    kind: &LinkKindId,
    by: &By,
) -> Result<Transaction, EditError> {
    let mut link = find_link(dossier, meeting, id)?.as_ref().clone();
    let name = format!("Change the kind of {}", ends(dossier, &link));
    let mut edits = Vec::new();
    if link.kind != *kind {
        link.kind = kind.clone();
        link.modified = by.now;
        edits.push(Edit::PutLink { meeting, link });
    }
    Ok(transaction(name, edits, Focus::Link(meeting, id)))
}

/// Sets a link's note. Typing becomes one step.
///
/// # Errors
///
/// [`EditError`] where the link is not there.
pub fn set_link_note(
    dossier: &Dossier,
    meeting: MeetingId,
    id: LinkId,
    note: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    let mut link = find_link(dossier, meeting, id)?.as_ref().clone();
    let name = format!("Change the note of {}", ends(dossier, &link));
    let mut edits = Vec::new();
    if link.note != note {
        note.clone_into(&mut link.note);
        link.modified = by.now;
        edits.push(Edit::PutLink { meeting, link });
    }
    let mut made = transaction(name, edits, Focus::Link(meeting, id));
    made.merge = Some(MergeKey::Link(id, "note"));
    Ok(made)
}

/// Lets the other end of a link react. The link then stands in that end's meeting.
///
/// # Errors
///
/// [`EditError`] where the link is not there.
pub fn reverse_link(
    dossier: &Dossier,
    meeting: MeetingId,
    id: LinkId,
    by: &By,
) -> Result<Transaction, EditError> {
    let mut link = find_link(dossier, meeting, id)?.as_ref().clone();
    let name = format!("Turn {} round", ends(dossier, &link));
    (link.from, link.to) = (link.to, link.from);
    link.modified = by.now;
    let home = dossier
        .meetings()
        .iter()
        .find(|meeting| meeting.holds_passage(link.from))
        .map(|meeting| meeting.id())
        .ok_or_else(|| EditError::refused("the passage is not there any more"))?;
    let mut edits = Vec::new();
    if home != meeting {
        edits.push(Edit::RemoveLink { meeting, id });
    }
    edits.push(Edit::PutLink { meeting: home, link });
    Ok(transaction(name, edits, Focus::Link(home, id)))
}

/// Removes a link.
///
/// # Errors
///
/// [`EditError`] where the link is not there.
pub fn remove_link(dossier: &Dossier, meeting: MeetingId, id: LinkId) -> Result<Transaction, EditError> {
    let link = find_link(dossier, meeting, id)?;
    let name = format!("Remove the link {}", ends(dossier, link));
    Ok(transaction(name, vec![Edit::RemoveLink { meeting, id }], Focus::Link(meeting, id)))
}
