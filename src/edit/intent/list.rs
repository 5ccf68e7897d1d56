//! The dossier's title and its short lists: topics, parties, reviewers.
//!
//! Must not know: forms.

use std::sync::Arc;

use super::super::{Edit, EditError, Focus, MergeKey, Transaction, uses};
use crate::model::{Dossier, PartyId, Passage, Place, Reviewer, ReviewerId, Topic, TopicId};

/// Sets the dossier's title, as it is being typed.
pub fn set_title(dossier: &Dossier, title: &str) -> Transaction {
    let mut edits = Vec::new();
    if dossier.title() != title {
        edits.push(Edit::SetTitle(title.to_owned()));
    }
    Transaction {
        merge: Some(MergeKey::Title),
        ..Transaction::new("Change the title", Focus::Dossier, edits)
    }
}

/// Adds a topic; also returns its id.
///
/// # Errors
/// Where the name is empty or taken.
pub fn add_topic(dossier: &Dossier, name: &str) -> Result<(Transaction, TopicId), EditError> {
    let (edit, id) = new_topic(dossier, name)?;
    let label = format!("Add the topic «{}»", name.trim());
    Ok((Transaction::new(label, Focus::Dossier, vec![edit]), id))
}

/// Calls a topic something else.
///
/// # Errors
/// Where the topic is not there, or the name is empty or taken by another topic.
pub fn rename_topic(dossier: &Dossier, id: TopicId, name: &str) -> Result<Transaction, EditError> {
    let (index, old) = topic_of(dossier, id)?;
    let name = topic_name(dossier, name, Some(id))?;
    let label = format!("Rename the topic «{}»", old.name);
    let mut edits = Vec::new();
    if old.name != name {
        edits.push(Edit::PutTopic { index, topic: Topic { name, ..old.clone() } });
    }
    Ok(Transaction::new(label, Focus::Dossier, edits))
}

/// Removes a topic from the list and from its passages, with the absences on it.
///
/// # Errors
/// Where the topic is not there.
pub fn remove_topic(dossier: &Dossier, id: TopicId) -> Result<Transaction, EditError> {
    let (_, old) = topic_of(dossier, id)?;
    let mut edits = Vec::new();
    for meeting in dossier.meetings() {
        for statement in meeting.statements() {
            let place = Place { meeting: meeting.id(), statement: statement.id() };
            for passage in statement.passages().iter().filter(|passage| passage.topic == Some(id)) {
                let passage = Arc::new(Passage { topic: None, ..Passage::clone(passage) });
                edits.push(Edit::PutPassage { place, passage });
            }
            if statement.lost().iter().any(|lost| lost.passage.topic == Some(id)) {
                let mut lost = statement.lost().to_vec();
                for passage in lost.iter_mut().map(|lost| &mut lost.passage) {
                    passage.topic = passage.topic.filter(|topic| *topic != id);
                }
                edits.push(Edit::SetLost { place, lost });
            }
        }
        let silent = meeting.absences().filter(|absence| absence.topic == id);
        edits.extend(silent.map(|absence| Edit::RemoveAbsence { meeting: meeting.id(), id: absence.id }));
    }
    edits.push(Edit::RemoveTopic(id));
    Ok(Transaction::new(format!("Remove the topic «{}»", old.name), Focus::Dossier, edits))
}

/// Removes a party that nothing uses.
///
/// # Errors
/// Where the party is not there, or something uses it.
pub fn remove_party(dossier: &Dossier, id: PartyId) -> Result<Transaction, EditError> {
    let party = dossier.party(id).ok_or_else(|| EditError::missing("party", id))?;
    if let Some(by) = uses::of_party(dossier, id) {
        return Err(EditError::refused(format!("{} can't be removed while it is used by {by}", party.name)));
    }
    Ok(Transaction::new(format!("Remove {}", party.name), Focus::Dossier, vec![Edit::RemoveParty(id)]))
}

/// The reviewer of this name, and the edit that enters him or her where there is none.
pub fn ensure_reviewer(dossier: &Dossier, name: &str) -> (Option<Edit>, ReviewerId) {
    let name = name.trim();
    match dossier.reviewers().iter().find(|reviewer| reviewer.name.trim() == name) {
        Some(reviewer) => (None, reviewer.id),
        None => {
            let reviewer = Reviewer::new(name);
            let id = reviewer.id;
            (Some(Edit::PutReviewer { index: dossier.reviewers().len(), reviewer }), id)
        }
    }
}

/// The edit that adds a topic at the end of the list, and the topic's id.
pub(super) fn new_topic(dossier: &Dossier, name: &str) -> Result<(Edit, TopicId), EditError> {
    let topic = Topic::new(&topic_name(dossier, name, None)?);
    let id = topic.id;
    Ok((Edit::PutTopic { index: dossier.topics().len(), topic }, id))
}

/// The topic of this name, whatever the case of its letters.
pub(super) fn topic_called<'a>(dossier: &'a Dossier, name: &str) -> Option<&'a Topic> {
    let wanted = name.trim().to_lowercase();
    dossier.topics().iter().find(|topic| topic.name.trim().to_lowercase() == wanted)
}

/// The name without spaces around it, where no topic but `own` has it.
fn topic_name(dossier: &Dossier, name: &str, own: Option<TopicId>) -> Result<String, EditError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(EditError::refused("a topic needs a name"));
    }
    match topic_called(dossier, name) {
        Some(other) if Some(other.id) != own => {
            Err(EditError::refused(format!("there is a topic «{}» already", other.name)))
        }
        _ => Ok(name.to_owned()),
    }
}

fn topic_of(dossier: &Dossier, id: TopicId) -> Result<(usize, &Topic), EditError> {
    let mut topics = dossier.topics().iter().enumerate();
    topics.find(|(_, topic)| topic.id == id).ok_or_else(|| EditError::missing("topic", id))
}
