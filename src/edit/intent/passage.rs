//! What the reviewer says of a passage: topic, speaker, verb, strength, note; and removing it.
//!
//! Must not know: how labels are given out.

use std::collections::BTreeSet;

use super::super::{By, Edit, EditError, Focus, MergeKey, Transaction};
use super::list::{new_topic, topic_called};
use super::{change_passage, passage_of, remove_links};
use crate::model::{Dossier, Extra, Label, NoResponse, PassageId, Place, SaidBy, Strength, TopicId};

/// Says what a passage is about.
///
/// # Errors
/// Where the passage or the topic is not there.
pub fn set_topic(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    topic: Option<TopicId>,
    by: &By,
) -> Result<Transaction, EditError> {
    if let Some(topic) = topic.filter(|topic| dossier.topic(*topic).is_none()) {
        return Err(EditError::missing("topic", topic));
    }
    change_passage(dossier, place, id, by, topic_words, |passage| passage.topic = topic)
}

/// Says what a passage is about, with a topic that is added where none is called so.
///
/// # Errors
/// Where the name is empty or the passage is not there.
pub fn add_topic_and_set(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    name: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    if let Some(topic) = topic_called(dossier, name) {
        return set_topic(dossier, place, id, Some(topic.id), by);
    }
    let (edit, topic) = new_topic(dossier, name)?;
    let change = |passage: &mut crate::model::Passage| passage.topic = Some(topic);
    let mut transaction = change_passage(dossier, place, id, by, topic_words, change)?;
    transaction.edits.insert(0, edit);
    Ok(transaction)
}

fn topic_words(label: &Label) -> String {
    format!("Change the topic of {label}")
}

/// Says to whom the statement attributes the words.
///
/// # Errors
/// Where the passage or the party is not there.
pub fn set_said_by(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    said_by: Option<SaidBy>,
    by: &By,
) -> Result<Transaction, EditError> {
    if let Some(SaidBy::Party(party)) = said_by
        && dossier.party(party).is_none()
    {
        return Err(EditError::missing("party", party));
    }
    let words = |label: &Label| format!("Change who says {label}");
    change_passage(dossier, place, id, by, words, |passage| passage.said_by = said_by)
}

/// Sets the verb of saying, as it is being typed.
///
/// # Errors
/// Where the passage is not there.
pub fn set_verb(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    verb: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    let words = |label: &Label| format!("Change the verb of {label}");
    let transaction =
        change_passage(dossier, place, id, by, words, |passage| passage.verb = verb.to_owned())?;
    Ok(Transaction { merge: Some(MergeKey::PassageVerb(id)), ..transaction })
}

/// Sets how strongly it is said.
///
/// # Errors
/// Where the passage is not there.
pub fn set_strength(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    strength: Option<Strength>,
    by: &By,
) -> Result<Transaction, EditError> {
    let words = |label: &Label| format!("Change the strength of {label}");
    change_passage(dossier, place, id, by, words, |passage| passage.strength = strength)
}

/// Sets the note, as it is being typed.
///
/// # Errors
/// Where the passage is not there.
pub fn set_note(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    note: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    let words = |label: &Label| format!("Change the note of {label}");
    let transaction =
        change_passage(dossier, place, id, by, words, |passage| passage.note = note.to_owned())?;
    Ok(Transaction { merge: Some(MergeKey::PassageNote(id)), ..transaction })
}

/// Confirms that nothing answers a passage, with a reason that may be empty and may be in the
/// course of being typed; `None` takes it back.
///
/// # Errors
/// Where the passage is not there or its tag asks for no response.
pub fn set_no_response(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    reason: Option<&str>,
    by: &By,
) -> Result<Transaction, EditError> {
    let old = passage_of(dossier, place, id)?;
    let confirmed = old.no_response.is_some();
    if reason.is_some() && !confirmed && !dossier.codebook().raises(&old.tag) {
        return Err(EditError::refused(format!("{} does not ask for a response", old.label)));
    }
    let words = |label: &Label| match (reason, confirmed) {
        (None, _) => format!("Take back that {label} has no response"),
        (Some(_), false) => format!("Confirm that {label} has no response"),
        (Some(_), true) => format!("Change why {label} has no response"),
    };
    let transaction = change_passage(dossier, place, id, by, words, |passage| {
        passage.no_response = match (reason, passage.no_response.take()) {
            (None, _) => None,
            (Some(reason), Some(old)) => Some(NoResponse { reason: reason.to_owned(), ..old }),
            (Some(reason), None) => Some(NoResponse {
                reason: reason.to_owned(),
                reviewer: by.reviewer,
                created: by.now,
                extra: Extra::default(),
            }),
        };
    })?;
    // Confirming is a step of its own; only the words after it are typed.
    let merge = (confirmed && reason.is_some()).then_some(MergeKey::NoResponse(id));
    Ok(Transaction { merge, ..transaction })
}

/// Removes a passage with all links that have to do with it. Its label is not used again.
///
/// # Errors
/// Where the passage is not there.
pub fn remove_passage(dossier: &Dossier, place: Place, id: PassageId) -> Result<Transaction, EditError> {
    let passage = passage_of(dossier, place, id)?;
    let mut edits = remove_links(dossier, &BTreeSet::from([id]));
    edits.push(Edit::RemovePassage { place, id });
    Ok(Transaction::new(format!("Remove {}", passage.label), Focus::Passage(place, id), edits))
}
