//! From the file's objects to the model: references, repeated ids, labels, order.
//!
//! What would lose something or guess at an identity is an error; what can be put right without
//! loss is put right, with a warning. Time is linear in the size of the file.
//! Must not know: JSON, the disk.

use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;
use std::sync::Arc;

use super::codebook;
use super::disk::{
    AbsenceFile, DossierFile, LinkFile, Many, MeetingFile, MemoFile, ParticipantFile, PartyFile,
    ReviewerFile, SearchFile, TopicFile,
};
use super::labels::settle_labels;
use super::links;
use super::load_error::Problem;
use super::memos;
use super::passages::{self, ReadStatement};
use super::reading::{Errors, Known, Reading, Set};
use crate::model::{
    Absence, Codebook, Dossier, Meeting, MeetingDetails, Participant, Party, Reviewer, Topic,
};

/// A dossier without its meetings, and what they are read against.
pub(super) struct Frame<'a> {
    pub(super) dossier: Dossier,
    pub(super) known: Known,
    pub(super) errors: Errors,
    /// The meetings, not yet built.
    pub(super) meetings: Many<'a, MeetingFile<'a>>,
    /// Memos and searches, which refer to meetings.
    pub(super) memos: (Vec<MemoFile<'a>>, Vec<SearchFile<'a>>),
}

/// The dossier of the file and what was put right, or all that refuses it.
pub(super) fn dossier(file: DossierFile<'_>) -> Result<(Dossier, Vec<Problem>), Errors> {
    let Frame { mut dossier, known, errors, meetings, memos } = frame(file)?;
    let meetings = meetings.into_read();
    let mut reading = Reading::new(&known, 1);
    reading.errors = errors;
    ids(&mut reading.errors, "meetings", "meeting", meetings.iter().map(|meeting| meeting.id.0));
    unique_in_meetings(&mut reading, &meetings);
    let mut built = Vec::with_capacity(meetings.len());
    for (index, mut file) in meetings.into_iter().enumerate() {
        let files = std::mem::take(&mut file.statements).into_read();
        let statements = |reading: &mut Reading<'_>, here: &str| {
            let all = files.into_iter().enumerate();
            all.map(|(s, file)| passages::read(reading, index, &format!("{here}.statements[{s}]"), file))
                .collect()
        };
        built.push(meeting(&mut reading, index, file, statements));
    }
    let passages = std::mem::take(&mut reading.passages);
    let mut meetings = Vec::with_capacity(built.len());
    for (index, (mut meeting, its_links)) in built.into_iter().enumerate() {
        links::put(&mut reading, Some(&passages), index, &mut meeting, its_links);
        meetings.push(Arc::new(meeting));
    }
    dossier.set_meetings(meetings);
    memos::put(&mut reading, &mut dossier, memos.0, memos.1);
    let Reading { errors, warnings, new_topics, new_reviewers, .. } = reading;
    dossier.topics.extend(new_topics.into_values());
    dossier.reviewers.extend(new_reviewers.into_values());
    if errors.is_empty() { Ok((dossier, warnings)) } else { Err(errors) }
}

/// All of the dossier but its meetings; an error where the codebook is broken.
pub(super) fn frame(file: DossierFile<'_>) -> Result<Frame<'_>, Errors> {
    let DossierFile {
        format: _,
        version: _,
        id,
        title,
        note,
        parties,
        codebook,
        topics,
        reviewers,
        meetings,
        memos,
        searches,
        extra,
    } = file;
    let mut errors = Errors::default();
    let codebook = codebook::from_file(codebook).unwrap_or_else(|error| {
        errors.push("codebook", error);
        Codebook::default()
    });
    // With a broken codebook every tag would be unknown: one problem, not thousands.
    if !errors.is_empty() {
        return Err(errors);
    }
    let known = Known {
        tags: codebook.tags().iter().map(|tag| tag.id.clone()).collect(),
        link_kinds: codebook.link_kinds().iter().map(|kind| kind.id.clone()).collect(),
        parties: ids(&mut errors, "parties", "party", parties.iter().map(|party| party.id.0)),
        topics: ids(&mut errors, "topics", "topic", topics.iter().map(|topic| topic.id.0)),
        reviewers: ids(&mut errors, "reviewers", "reviewer", reviewers.iter().map(|r| r.id.0)),
    };
    let mut dossier = Dossier::with_id(id.0, title.as_str(), Arc::new(codebook), extra.into_owned());
    dossier.note = note.into_string();
    dossier.parties = parties.into_iter().map(party).collect();
    dossier.topics = topics.into_iter().map(topic).collect();
    dossier.reviewers = reviewers.into_iter().map(reviewer).collect();
    Ok(Frame { dossier, known, errors, meetings, memos: (memos, searches) })
}

/// The party of the file.
pub(super) fn party(party: PartyFile<'_>) -> Party {
    Party {
        id: party.id.0,
        name: party.name.into_string(),
        short: party.short.into_string(),
        aliases: party.aliases.into_iter().map(|alias| alias.into_string()).collect(),
        colour: party.colour.0,
        extra: party.extra.into_owned(),
    }
}

/// The topic of the file.
pub(super) fn topic(topic: TopicFile<'_>) -> Topic {
    Topic { id: topic.id.0, name: topic.name.into_string(), extra: topic.extra.into_owned() }
}

/// The reviewer of the file.
pub(super) fn reviewer(reviewer: ReviewerFile<'_>) -> Reviewer {
    Reviewer { id: reviewer.id.0, name: reviewer.name.into_string(), extra: reviewer.extra.into_owned() }
}

/// The ids of a list, each of which must stand once.
fn ids<T: Copy + Eq + Hash + Display>(
    errors: &mut Errors,
    list: &str,
    what: &str,
    ids: impl Iterator<Item = T>,
) -> Set<T> {
    let mut seen = Set::default();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            errors.push(
                format_args!("{list}[{index}].id"),
                format_args!("the id {id} names another {what} already"),
            );
        }
    }
    seen
}

/// Statements, links and absences are known by their ids in the whole dossier.
fn unique_in_meetings(reading: &mut Reading, meetings: &[MeetingFile<'_>]) {
    let (mut statements, mut links, mut absences) = (HashSet::new(), HashSet::new(), HashSet::new());
    for (m, meeting) in meetings.iter().enumerate() {
        for (index, statement) in meeting.statements.as_read().iter().enumerate() {
            if !statements.insert(statement.id.0) {
                let place = format!("meetings[{m}].statements[{index}].id");
                reading.error(place, format_args!("the id {} names another statement already", statement.id));
            }
        }
        for (index, link) in meeting.links.as_read().iter().enumerate() {
            if !links.insert(link.id.0) {
                let place = format!("meetings[{m}].links[{index}].id");
                reading.error(place, format_args!("the id {} names another link already", link.id));
            }
        }
        for (index, absence) in meeting.absences.iter().enumerate() {
            if !absences.insert(absence.id.0) {
                let place = format!("meetings[{m}].absences[{index}].id");
                reading.error(place, format_args!("the id {} names another absence already", absence.id));
            }
        }
    }
}

/// The meeting of this index without its links, which come back; `statements` reads its statements,
/// given the place of the meeting.
pub(super) fn meeting<'a, 'k>(
    reading: &mut Reading<'k>,
    index: usize,
    file: MeetingFile<'a>,
    statements: impl FnOnce(&mut Reading<'k>, &str) -> Vec<ReadStatement>,
) -> (Meeting, Many<'a, LinkFile<'a>>) {
    let MeetingFile {
        id,
        date,
        title,
        place,
        participants,
        statements: _,
        links,
        absences,
        labels,
        note,
        extra,
    } = file;
    let here = format!("meetings[{index}]");
    let details = MeetingDetails {
        date: date.map(|date| date.0),
        title: title.into_string(),
        place: place.into_string(),
        participants: participants
            .into_iter()
            .enumerate()
            .map(|(p, file)| participant(reading, &format!("{here}.participants[{p}]"), file))
            .collect(),
        note: note.into_string(),
    };
    let mut meeting = Meeting::with_id(id.0, details, extra.into_owned());
    let mut read = statements(reading, &here);
    *meeting.labels_mut() = settle_labels(reading, &here, &labels, &mut read);
    let finished = reading.share(read, |_, _, statement| statement.finish());
    for (s, statement) in finished.into_iter().enumerate() {
        let result = statement.and_then(|statement| meeting.insert_statement(s, Arc::new(statement)));
        if let Err(error) = result {
            reading.error(format_args!("{here}.statements[{s}]"), error);
        }
    }
    for (a, absence) in absences.into_iter().enumerate() {
        let AbsenceFile { id, party, topic, reason, extra } = absence;
        let place = format!("{here}.absences[{a}]");
        reading.party(&place, party.0, "it stands for");
        let topic = reading.topic(&place, topic.0);
        let absence = Absence {
            id: id.0,
            party: party.0,
            topic,
            reason: reason.into_string(),
            extra: extra.into_owned(),
        };
        if meeting.put_absence(absence).is_some() {
            reading.odd();
        }
    }
    (meeting, links)
}

fn participant(reading: &mut Reading, place: &str, file: ParticipantFile<'_>) -> Participant {
    if let Some(party) = file.party {
        reading.party(&place, party.0, "it belongs to");
    }
    Participant {
        name: file.name.into_string(),
        office: file.office.into_string(),
        party: file.party.map(|party| party.0),
        extra: file.extra.into_owned(),
    }
}
