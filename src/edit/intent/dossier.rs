//! Title, parties, topics, reviewers and meetings.
//!
//! Must not know: passages, but for what refers to a topic or party that goes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{find_meeting, links_touching, transaction};
use crate::edit::validate::{passages_and_lost, uses_party};
use crate::edit::{Edit, EditError, Focus, MergeKey, Transaction};
use crate::model::{
    Dossier, Meeting, MeetingDetails, MeetingId, PartyId, PassageId, Place, Reviewer, ReviewerId, Topic,
    TopicId,
};

/// Changes the dossier's title. Typing becomes one step.
pub fn set_title(dossier: &Dossier, title: &str) -> Transaction {
    let edits = if dossier.title() == title { Vec::new() } else { vec![Edit::SetTitle(title.to_owned())] };
    let mut made = transaction("Change the title".to_owned(), edits, Focus::Dossier);
    made.merge = Some(MergeKey::Dossier("title"));
    made
}

/// Removes a party.
///
/// # Errors
///
/// [`EditError`] where it is not there, or something is said by or about it.
pub fn remove_party(dossier: &Dossier, id: PartyId) -> Result<Transaction, EditError> {
    let party = dossier.party(id).ok_or_else(|| EditError::refused("the party is not in the dossier"))?;
    if uses_party(dossier, id) {
        return Err(EditError::refused(format!(
            "{} can't be removed: statements, participants or passages belong to it",
            party.name
        )));
    }
    let edits = vec![Edit::RemoveParty(id)];
    Ok(transaction(format!("Remove the party {}", party.name), edits, Focus::Dossier))
}

/// The reviewer of this name, and the edit that adds them where they are new.
pub fn ensure_reviewer(dossier: &Dossier, name: &str) -> (Option<Edit>, ReviewerId) {
    let name = name.trim();
    match dossier.reviewers().iter().find(|reviewer| reviewer.name == name) {
        Some(reviewer) => (None, reviewer.id),
        None => {
            let reviewer = Reviewer::new(name);
            let id = reviewer.id;
            (Some(Edit::PutReviewer { index: dossier.reviewers().len(), reviewer }), id)
        }
    }
}

fn topic_name(dossier: &Dossier, name: &str, but: Option<TopicId>) -> Result<String, EditError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(EditError::refused("a topic needs a name"));
    }
    let lower = name.to_lowercase();
    let there = |topic: &&Topic| Some(topic.id) != but && topic.name.to_lowercase() == lower;
    match dossier.topics().iter().find(there) {
        Some(topic) => Err(EditError::refused(format!("there is a topic “{}” already", topic.name))),
        None => Ok(name.to_owned()),
    }
}

/// Adds a topic at the end of the list. Returns its id too.
///
/// # Errors
///
/// [`EditError`] where the name is blank or taken.
pub fn add_topic(dossier: &Dossier, name: &str) -> Result<(Transaction, TopicId), EditError> {
    let topic = Topic::new(&topic_name(dossier, name, None)?);
    let id = topic.id;
    let label = format!("Add the topic “{}”", topic.name);
    let edits = vec![Edit::PutTopic { index: dossier.topics().len(), topic }];
    Ok((transaction(label, edits, Focus::Dossier), id))
}

/// Renames a topic.
///
/// # Errors
///
/// [`EditError`] where it is not there, or the name is blank or taken.
pub fn rename_topic(dossier: &Dossier, id: TopicId, name: &str) -> Result<Transaction, EditError> {
    let name = topic_name(dossier, name, Some(id))?;
    let (index, old) = dossier
        .topics()
        .iter()
        .enumerate()
        .find(|(_, topic)| topic.id == id)
        .ok_or_else(|| EditError::refused("the topic is not in the dossier any more"))?;
    let label = format!("Rename the topic “{}”", old.name);
    let mut edits = Vec::new();
    if old.name != name {
        edits.push(Edit::PutTopic { index, topic: Topic { name, ..old.clone() } });
    }
    Ok(transaction(label, edits, Focus::Dossier))
}

/// Removes a topic; its passages stay, about nothing, and its absences go.
///
/// # Errors
///
/// [`EditError`] where it is not there.
pub fn remove_topic(dossier: &Dossier, id: TopicId) -> Result<Transaction, EditError> {
    let topic =
        dossier.topic(id).ok_or_else(|| EditError::refused("the topic is not in the dossier any more"))?;
    let mut edits = Vec::new();
    for meeting in dossier.meetings() {
        for statement in meeting.statements() {
            let place = Place { meeting: meeting.id(), statement: statement.id() };
            for passage in statement.passages().iter().filter(|passage| passage.topic == Some(id)) {
                let mut passage = passage.as_ref().clone();
                passage.topic = None;
                edits.push(Edit::PutPassage { place, passage });
            }
            if statement.lost().iter().any(|lost| lost.passage.topic == Some(id)) {
                let mut lost = statement.lost().to_vec();
                for lost in lost.iter_mut().filter(|lost| lost.passage.topic == Some(id)) {
                    lost.passage.topic = None;
                }
                edits.push(Edit::SetLost { place, lost });
            }
        }
        let absences = meeting.absences().filter(|absence| absence.topic == id);
        edits.extend(absences.map(|absence| Edit::RemoveAbsence { meeting: meeting.id(), id: absence.id }));
    }
    edits.push(Edit::RemoveTopic(id));
    Ok(transaction(format!("Remove the topic “{}”", topic.name), edits, Focus::Dossier))
}

/// Adds a meeting. Returns its id too.
///
/// # Errors
///
/// [`EditError`] where a participant belongs to a party that is not there.
pub fn add_meeting(
    dossier: &Dossier,
    details: MeetingDetails,
) -> Result<(Transaction, MeetingId), EditError> {
    check_participants(dossier, &details)?;
    let meeting = Arc::new(Meeting::new(details));
    let id = meeting.id();
    Ok((transaction("Add a meeting".to_owned(), vec![Edit::AddMeeting(meeting)], Focus::Meeting(id)), id))
}

/// Changes date, title, place, participants, note of a meeting.
///
/// # Errors
///
/// [`EditError`] where it is not there, or a participant belongs to a party that is not there.
pub fn set_meeting(
    dossier: &Dossier,
    id: MeetingId,
    details: MeetingDetails,
) -> Result<Transaction, EditError> {
    check_participants(dossier, &details)?;
    let meeting = find_meeting(dossier, id)?;
    let mut edits = Vec::new();
    if *meeting.details() != details {
        edits.push(Edit::SetMeeting { id, details });
    }
    Ok(transaction("Change the meeting's details".to_owned(), edits, Focus::Meeting(id)))
}

/// Removes a meeting with all that is in it, and links from elsewhere into it.
///
/// # Errors
///
/// [`EditError`] where it is not there.
pub fn remove_meeting(dossier: &Dossier, id: MeetingId) -> Result<Transaction, EditError> {
    let meeting = find_meeting(dossier, id)?;
    let gone: BTreeSet<PassageId> = passages_and_lost(meeting).map(|passage| passage.id).collect();
    let mut edits: Vec<Edit> = links_touching(dossier, |end| gone.contains(&end))
        .filter(|(home, _)| *home != id)
        .map(|(meeting, link)| Edit::RemoveLink { meeting, id: link.id })
        .collect();
    edits.push(Edit::RemoveMeeting(id));
    Ok(transaction("Remove a meeting".to_owned(), edits, Focus::Meeting(id)))
}

fn check_participants(dossier: &Dossier, details: &MeetingDetails) -> Result<(), EditError> {
    let parties = details.participants.iter().filter_map(|participant| participant.party);
    if parties.into_iter().any(|party| dossier.party(party).is_none()) {
        return Err(EditError::refused("a participant belongs to a party that is not in the dossier"));
    }
    Ok(())
}
