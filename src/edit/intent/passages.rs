//! Tagging and describing passages.
//!
//! Must not know: links, but for removing those of a passage that goes.

use super::{find_meeting, find_passage, find_statement, links_touching, transaction};
use crate::edit::{By, Edit, EditError, Focus, MergeKey, Transaction};
use crate::model::{
    Dossier, Extra, Label, LabelCounters, Meeting, NoResponse, Passage, PassageId, Place, SaidBy, Strength,
    Tag, TagId, Topic, TopicId,
};
use crate::text::ByteRange;

fn find_tag<'a>(dossier: &'a Dossier, id: &TagId) -> Result<&'a Tag, EditError> {
    dossier.codebook().tag(id).ok_or_else(|| EditError::refused(format!("the codebook has no tag «{id}»")))
}

/// The next label for a tag's passages, and the numbers given out afterwards.
fn next_label(meeting: &Meeting, tag: &Tag) -> Result<(Label, LabelCounters), EditError> {
    let label = meeting
        .next_label(&tag.letter)
        .ok_or_else(|| EditError::refused(format!("there are no more labels with {}", tag.letter)))?;
    let mut labels = meeting.labels().clone();
    labels.set(label.letters(), label.number());
    Ok((label, labels))
}

/// Tags a range (bytes of the statement's text). Returns the new passage's id too.
///
/// # Errors
///
/// [`EditError`] where the range is empty or not in the text, the tag is not in the codebook, or
/// the same words have the tag already.
pub fn tag_range(
    dossier: &Dossier,
    place: Place,
    range: ByteRange,
    tag: &TagId,
    by: &By,
) -> Result<(Transaction, PassageId), EditError> {
    let meeting = find_meeting(dossier, place.meeting)?;
    let statement = find_statement(dossier, place)?;
    let tag = find_tag(dossier, tag)?;
    if range.slice(statement.text()).is_none_or(str::is_empty) {
        return Err(EditError::refused("no words are selected"));
    }
    let same = statement.passages().between(range).find(|p| p.range == range && p.tag == tag.id);
    if let Some(same) = same {
        return Err(EditError::refused(format!("these words are tagged so already, as {}", same.label)));
    }
    let (label, labels) = next_label(meeting, tag)?;
    let id = PassageId::random();
    let name = format!("Tag {label} as {}", tag.name.en());
    let passage = Passage {
        id,
        label,
        former_labels: Vec::new(),
        tag: tag.id.clone(),
        topic: None,
        range,
        said_by: None,
        verb: String::new(),
        strength: None,
        note: String::new(),
        no_response: None,
        reviewer: by.reviewer,
        created: by.now,
        modified: by.now,
        extra: Extra::default(),
    };
    let edits = vec![Edit::SetLabels { meeting: place.meeting, labels }, Edit::PutPassage { place, passage }];
    Ok((transaction(name, edits, Focus::Passage(place, id)), id))
}

/// A change of one passage: `change` returns whether anything is different.
fn change(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    by: &By,
    what: &str,
    change: impl FnOnce(&mut Passage) -> bool,
) -> Result<Transaction, EditError> {
    let mut passage = find_passage(dossier, place, id)?.as_ref().clone();
    let label = format!("{what} {}", passage.label);
    let mut edits = Vec::new();
    if change(&mut passage) {
        passage.modified = by.now;
        edits.push(Edit::PutPassage { place, passage });
    }
    Ok(transaction(label, edits, Focus::Passage(place, id)))
}

fn set<T: PartialEq>(slot: &mut T, value: T) -> bool {
    if *slot == value {
        return false;
    }
    *slot = value;
    true
}

/// Gives a passage another tag. Its label changes with the tag's letters: one that it had before
/// comes back, and the present one is kept for it.
///
/// # Errors
///
/// [`EditError`] where passage or tag is not there.
pub fn retag(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    tag: &TagId,
    by: &By,
) -> Result<Transaction, EditError> {
    let meeting = find_meeting(dossier, place.meeting)?;
    let mut passage = find_passage(dossier, place, id)?.as_ref().clone();
    let tag = find_tag(dossier, tag)?;
    let name = format!("Change the tag of {} to {}", passage.label, tag.name.en());
    let focus = Focus::Passage(place, id);
    if passage.tag == tag.id {
        return Ok(transaction(name, Vec::new(), focus));
    }
    let mut edits = Vec::new();
    if passage.label.letters() != tag.letter {
        let before = passage.former_labels.iter().position(|label| label.letters() == tag.letter);
        let label = match before {
            Some(index) => passage.former_labels.remove(index),
            None => {
                let (label, labels) = next_label(meeting, tag)?;
                edits.push(Edit::SetLabels { meeting: place.meeting, labels });
                label
            }
        };
        let former = std::mem::replace(&mut passage.label, label);
        passage.former_labels.push(former);
    }
    passage.tag = tag.id.clone();
    if !dossier.codebook().raises(&tag.id) {
        // Nothing is waited for any more.
        passage.no_response = None;
    }
    passage.modified = by.now;
    edits.push(Edit::PutPassage { place, passage });
    Ok(transaction(name, edits, focus))
}

/// Moves a passage's ends to `range` (bytes of the statement's text).
///
/// # Errors
///
/// [`EditError`] where the passage is not there or the range is empty or not in the text.
pub fn resize(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    range: ByteRange,
    by: &By,
) -> Result<Transaction, EditError> {
    if range.slice(find_statement(dossier, place)?.text()).is_none_or(str::is_empty) {
        return Err(EditError::refused("a passage needs at least one letter"));
    }
    change(dossier, place, id, by, "Move the ends of", |passage| set(&mut passage.range, range))
}

/// Sets or clears what a passage is about.
///
/// # Errors
///
/// [`EditError`] where the passage is not there.
pub fn set_topic(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    topic: Option<TopicId>,
    by: &By,
) -> Result<Transaction, EditError> {
    change(dossier, place, id, by, "Change the topic of", |passage| set(&mut passage.topic, topic))
}

/// Sets what a passage is about to the topic of this name, which is added where it is new.
///
/// # Errors
///
/// [`EditError`] where the passage is not there or the name is blank.
pub fn add_topic_and_set(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    name: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(EditError::refused("a topic needs a name"));
    }
    let lower = name.to_lowercase();
    if let Some(topic) = dossier.topics().iter().find(|topic| topic.name.to_lowercase() == lower) {
        return set_topic(dossier, place, id, Some(topic.id), by);
    }
    let topic = Topic::new(name);
    let mut transaction = set_topic(dossier, place, id, Some(topic.id), by)?;
    transaction.edits.insert(0, Edit::PutTopic { index: dossier.topics().len(), topic });
    Ok(transaction)
}

/// Sets or clears to whom the words are attributed.
///
/// # Errors
///
/// [`EditError`] where the passage is not there.
pub fn set_said_by(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    said_by: Option<SaidBy>,
    by: &By,
) -> Result<Transaction, EditError> {
    change(dossier, place, id, by, "Change who says", |passage| set(&mut passage.said_by, said_by))
}

/// Sets the verb of saying. Typing becomes one step.
///
/// # Errors
///
/// [`EditError`] where the passage is not there.
pub fn set_verb(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    verb: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    let mut made =
        change(dossier, place, id, by, "Change the verb of", |p| set(&mut p.verb, verb.to_owned()))?;
    made.merge = Some(MergeKey::Passage(id, "verb"));
    Ok(made)
}

/// Sets or clears how strongly it is said.
///
/// # Errors
///
/// [`EditError`] where the passage is not there.
pub fn set_strength(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    strength: Option<Strength>,
    by: &By,
) -> Result<Transaction, EditError> {
    change(dossier, place, id, by, "Change the strength of", |passage| set(&mut passage.strength, strength))
}

/// Sets the note. Typing becomes one step.
///
/// # Errors
///
/// [`EditError`] where the passage is not there.
pub fn set_note(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    note: &str,
    by: &By,
) -> Result<Transaction, EditError> {
    let mut made =
        change(dossier, place, id, by, "Change the note of", |p| set(&mut p.note, note.to_owned()))?;
    made.merge = Some(MergeKey::Passage(id, "note"));
    Ok(made)
}

/// Confirms that nothing answers a passage, with a reason that may be empty, or takes that back.
/// Typing a reason becomes one step.
///
/// # Errors
///
/// [`EditError`] where the passage is not there or its tag wants no answer.
pub fn set_no_response(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    reason: Option<&str>,
    by: &By,
) -> Result<Transaction, EditError> {
    let passage = find_passage(dossier, place, id)?;
    if reason.is_some() && !dossier.codebook().raises(&passage.tag) {
        return Err(EditError::refused(format!("{} does not ask for a response", passage.label)));
    }
    let typing = reason.is_some() && passage.no_response.is_some();
    let what = if reason.is_some() { "Confirm no response to" } else { "Take back “no response” of" };
    let mut made =
        change(dossier, place, id, by, what, |passage| match (reason, &mut passage.no_response) {
            (None, slot) => slot.take().is_some(),
            (Some(reason), Some(there)) => set(&mut there.reason, reason.to_owned()),
            (Some(reason), slot) => {
                *slot = Some(NoResponse {
                    reason: reason.to_owned(),
                    reviewer: by.reviewer,
                    created: by.now,
                    extra: Extra::default(),
                });
                true
            }
        })?;
    if typing {
        made.merge = Some(MergeKey::Passage(id, "no response"));
    }
    Ok(made)
}

/// Removes a passage with its links.
///
/// # Errors
///
/// [`EditError`] where the passage is not there.
pub fn remove_passage(dossier: &Dossier, place: Place, id: PassageId) -> Result<Transaction, EditError> {
    let passage = find_passage(dossier, place, id)?;
    let mut edits: Vec<Edit> = links_touching(dossier, |end| end == id)
        .map(|(meeting, link)| Edit::RemoveLink { meeting, id: link.id })
        .collect();
    edits.push(Edit::RemovePassage { place, id });
    Ok(transaction(format!("Remove {}", passage.label), edits, Focus::Passage(place, id)))
}

/// Puts a passage that lost its words on a range (bytes of the statement's text).
///
/// # Errors
///
/// [`EditError`] where it is not among the lost ones, or the range is empty or not in the text.
pub fn restore_lost(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    range: ByteRange,
    by: &By,
) -> Result<Transaction, EditError> {
    let statement = find_statement(dossier, place)?;
    if range.slice(statement.text()).is_none_or(str::is_empty) {
        return Err(EditError::refused("no words are selected"));
    }
    let (found, others) = without_lost(dossier, place, id)?;
    let mut passage = found;
    passage.range = range;
    passage.modified = by.now;
    let label = format!("Put {} back", passage.label);
    let edits = vec![Edit::SetLost { place, lost: others }, Edit::PutPassage { place, passage }];
    Ok(transaction(label, edits, Focus::Passage(place, id)))
}

/// Gives up a passage that lost its words, with its links.
///
/// # Errors
///
/// [`EditError`] where it is not among the lost ones.
pub fn remove_lost(dossier: &Dossier, place: Place, id: PassageId) -> Result<Transaction, EditError> {
    let (passage, others) = without_lost(dossier, place, id)?;
    let mut edits: Vec<Edit> = links_touching(dossier, |end| end == id)
        .map(|(meeting, link)| Edit::RemoveLink { meeting, id: link.id })
        .collect();
    edits.push(Edit::SetLost { place, lost: others });
    Ok(transaction(format!("Give up {}", passage.label), edits, Focus::Statement(place)))
}

fn without_lost(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
) -> Result<(Passage, Vec<crate::model::LostPassage>), EditError> {
    let mut lost = find_statement(dossier, place)?.lost().to_vec();
    let index = lost
        .iter()
        .position(|lost| lost.passage.id == id)
        .ok_or_else(|| EditError::refused("the passage is not among those that lost their words"))?;
    Ok((lost.remove(index).passage, lost))
}
