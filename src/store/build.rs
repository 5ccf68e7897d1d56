//! From the file's objects to the model: references, repeated ids, labels, order.
//!
//! What would lose something or guess at an identity is an error; what can be put right without
//! loss is put right, with a warning. Time is linear in the size of the file. Meetings, or the
//! statements of a single one, are read by several threads where the file is as the program writes
//! it; where anything about it is odd, the caller has it read again, one thing after the other.
//! Must not know: JSON, the disk.

use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;
use std::sync::Arc;

use super::codebook;
use super::disk::{
    AbsenceFile, DossierFile, LinkFile, Many, MeetingFile, ParticipantFile, StatementFile, piece,
};
use super::labels::settle_labels;
use super::load_error::{Problem, clip};
use super::passages::{self, ReadStatement};
use super::reading::{Errors, Known, Reading, Set, Table};
use crate::model::{
    Absence, Codebook, Dossier, Link, Meeting, MeetingDetails, Participant, Party, PassageId, Reviewer, Topic,
};

/// A dossier that was built.
pub(super) struct Built {
    pub(super) dossier: Dossier,
    /// What was put right.
    pub(super) warnings: Vec<Problem>,
    /// Whether something could not be read quickly: then nothing else here means anything.
    pub(super) odd: bool,
}

/// The dossier of the file and what was put right, or all that refuses it; by so many threads.
pub(super) fn dossier(file: DossierFile<'_>, threads: usize) -> Result<Built, Errors> {
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
    let mut reading = Reading::new(&known, threads);
    reading.errors = errors;
    if let Many::Read(meetings) = &meetings {
        ids(&mut reading.errors, "meetings", "meeting", meetings.iter().map(|meeting| meeting.id.0));
        unique_in_meetings(&mut reading, meetings);
    }

    let mut dossier = Dossier::with_id(id.0, title.as_str(), Arc::new(codebook), extra.into_owned());
    dossier.note = note.into_string();
    dossier.parties = parties
        .into_iter()
        .map(|party| Party {
            id: party.id.0,
            name: party.name.into_string(),
            short: party.short.into_string(),
            aliases: party.aliases.into_iter().map(|alias| alias.into_string()).collect(),
            colour: party.colour.0,
            extra: party.extra.into_owned(),
        })
        .collect();
    dossier.topics = topics
        .into_iter()
        .map(|topic| Topic {
            id: topic.id.0,
            name: topic.name.into_string(),
            extra: topic.extra.into_owned(),
        })
        .collect();
    dossier.reviewers = reviewers
        .into_iter()
        .map(|r| Reviewer { id: r.id.0, name: r.name.into_string(), extra: r.extra.into_owned() })
        .collect();

    let built = all_meetings(&mut reading, meetings);
    let passages = std::mem::take(&mut reading.passages);
    let meetings = reading.share(built, |reading, index, (mut meeting, links)| {
        put_links(reading, &passages, index, &mut meeting, links);
        Arc::new(meeting)
    });
    // Where the file was read at once, this was looked at before, with the places.
    reading.odd |= reading.errors.is_empty() && !all_unique(&meetings);
    dossier.set_meetings(meetings);
    let Reading { errors, warnings, odd, new_topics, new_reviewers, .. } = reading;
    dossier.topics.extend(new_topics.into_values());
    dossier.reviewers.extend(new_reviewers.into_values());
    if !errors.is_empty() { Err(errors) } else { Ok(Built { dossier, warnings, odd }) }
}

/// All meetings, without their links.
fn all_meetings<'a>(
    reading: &mut Reading<'_>,
    meetings: Many<'a, MeetingFile<'a>>,
) -> Vec<(Meeting, Many<'a, LinkFile<'a>>)> {
    match meetings {
        Many::Read(files) => {
            files.into_iter().enumerate().map(|(index, file)| meeting(reading, index, file)).collect()
        }
        unread => {
            let pieces = unread.pieces();
            let count = pieces.len();
            let read = reading.share(pieces, |reading, index, lines| {
                let file = piece(lines, index + 1 == count);
                if file.is_none() {
                    reading.odd();
                }
                file.map(|file| meeting(reading, index, file))
            });
            read.into_iter().flatten().collect()
        }
    }
}

/// Whether meetings, statements, links and absences have ids of their own.
fn all_unique(meetings: &[Arc<Meeting>]) -> bool {
    let (mut ids, mut statements, mut links, mut absences) =
        (Set::default(), Set::default(), Set::default(), Set::default());
    meetings.iter().all(|meeting| {
        ids.insert(meeting.id())
            && meeting.statements().iter().all(|statement| statements.insert(statement.id()))
            && meeting.links().all(|link| links.insert(link.id))
            && meeting.absences().all(|absence| absences.insert(absence.id))
    })
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

fn meeting<'a>(
    reading: &mut Reading<'_>,
    index: usize,
    file: MeetingFile<'a>,
) -> (Meeting, Many<'a, LinkFile<'a>>) {
    let MeetingFile {
        id,
        date,
        title,
        place,
        participants,
        statements,
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
    let mut read = all_statements(reading, index, &here, statements);
    *meeting.labels_mut() = settle_labels(reading, &here, &labels, &mut read);
    for (s, statement) in read.into_iter().enumerate() {
        let result =
            statement.finish().and_then(|statement| meeting.insert_statement(s, Arc::new(statement)));
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

/// The statements of a meeting, which stands at `here`.
fn all_statements<'a>(
    reading: &mut Reading<'_>,
    meeting: usize,
    here: &str,
    statements: Many<'a, StatementFile<'a>>,
) -> Vec<ReadStatement> {
    let one = |reading: &mut Reading<'_>, s: usize, file| {
        passages::read(reading, meeting, &format!("{here}.statements[{s}]"), file)
    };
    match statements {
        Many::Read(files) => files.into_iter().enumerate().map(|(s, file)| one(reading, s, file)).collect(),
        unread => {
            let pieces = unread.pieces();
            let count = pieces.len();
            let read = reading.share(pieces, |reading, s, lines| {
                let file = piece(lines, s + 1 == count);
                if file.is_none() {
                    reading.odd();
                }
                file.map(|file| one(reading, s, file))
            });
            read.into_iter().flatten().collect()
        }
    }
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

fn put_links<'a>(
    reading: &mut Reading<'_>,
    passages: &Table<PassageId, usize>,
    index: usize,
    meeting: &mut Meeting,
    links: Many<'a, LinkFile<'a>>,
) {
    let mut said = Set::default();
    let mut links = links.items();
    for (l, file) in links.by_ref().enumerate() {
        let place = Place { index, link: l };
        let LinkFile { id, kind, from, to, note, reviewer, created, modified, extra } = file;
        let (from, to) = (from.0, to.0);
        let kind = match reading.link_kinds.get(kind.as_str()) {
            Some(kind) => kind.clone(),
            None => {
                let message = format!("the link kind «{}» is not in the codebook", clip(kind.as_str(), 60));
                reading.error(&place, message);
                continue;
            }
        };
        match passages.get(&from) {
            Some(found) if *found == index => {}
            Some(found) => {
                let message =
                    format!("it comes from the passage {from} of meetings[{found}], and should stand there");
                reading.error(&place, message);
            }
            None => {
                reading.error(&place, format_args!("it comes from the passage {from}, which does not exist"))
            }
        }
        if !passages.contains_key(&to) {
            reading.error(&place, format_args!("it leads to the passage {to}, which does not exist"));
        }
        if from == to {
            reading.error(&place, "it leads from a passage to itself");
        }
        if !said.insert((from, to, kind.clone())) {
            reading.error(&place, "another link says the same; keep one of the two");
        }
        let reviewer = reviewer.map(|id| reading.reviewer(&place, id.0));
        let link = Link {
            id: id.0,
            kind,
            from,
            to,
            note: note.into_string(),
            reviewer,
            created: created.0,
            modified: modified.map_or(created.0, |moment| moment.0),
            extra: extra.into_owned(),
        };
        if meeting.put_link(link).is_some() {
            reading.odd();
        }
    }
    if links.failed() {
        reading.odd();
    }
}

/// The place of a link, spelled out only when there is something to say about it.
struct Place {
    index: usize,
    link: usize,
}

impl Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "meetings[{}].links[{}]", self.index, self.link)
    }
}
