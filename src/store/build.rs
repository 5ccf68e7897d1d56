//! From the file's objects to the model: references, repeated ids, labels, order.
//!
//! What would lose something or guess at an identity is an error; what can be put right without
//! loss is put right, with a warning. Time is linear in the size of the file.
//! Must not know: JSON, the disk.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;
use std::sync::Arc;

use super::codebook;
use super::disk::{AbsenceFile, DossierFile, LinkFile, MeetingFile, ParticipantFile};
use super::labels::settle_labels;
use super::load_error::{LoadError, Problem, clip};
use super::passages::{self, ReadStatement};
use crate::model::{
    Absence, Codebook, Dossier, Link, LinkKindId, Meeting, MeetingDetails, Participant, Party, PartyId,
    PassageId, Reviewer, ReviewerId, SaidBy, TagId, Topic, TopicId,
};

/// Problems that refuse the file; the first thousand are kept, all are counted.
#[derive(Debug, Default)]
pub(super) struct Errors {
    problems: Vec<Problem>,
    count: usize,
}

impl Errors {
    const KEPT: usize = 1000;

    fn push(&mut self, place: impl Display, message: impl Display) {
        self.count += 1;
        if self.problems.len() < Self::KEPT {
            self.problems.push(Problem { place: place.to_string(), message: message.to_string() });
        }
    }

    pub(super) fn first(&self) -> Option<&Problem> {
        self.problems.first()
    }

    pub(super) fn into_error(self, name: &str) -> LoadError {
        LoadError::Inconsistent { name: name.to_owned(), problems: self.problems, count: self.count }
    }
}

/// What the whole file is read against, and what was found wrong so far.
pub(super) struct Reading {
    errors: Errors,
    warnings: Vec<Problem>,
    tags: HashMap<String, TagId>,
    link_kinds: HashMap<String, LinkKindId>,
    parties: HashSet<PartyId>,
    topics: HashSet<TopicId>,
    reviewers: HashSet<ReviewerId>,
    new_topics: BTreeMap<TopicId, Topic>,
    new_reviewers: BTreeMap<ReviewerId, Reviewer>,
    passages: HashMap<PassageId, usize>,
}

impl Reading {
    pub(super) fn error(&mut self, place: impl Display, message: impl Display) {
        self.errors.push(place, message);
    }

    pub(super) fn warn(&mut self, place: impl Display, message: impl Display) {
        self.warnings.push(Problem { place: place.to_string(), message: message.to_string() });
    }

    /// The tag that the codebook has under this id.
    pub(super) fn tag(&mut self, place: &dyn Display, id: &str) -> TagId {
        if let Some(tag) = self.tags.get(id) {
            return tag.clone();
        }
        self.error(place, format_args!("the tag «{}» is not in the codebook", clip(id, 60)));
        TagId::new(id)
    }

    /// Keeps a reference to a topic that is not there by making the topic again.
    pub(super) fn topic(&mut self, place: &dyn Display, id: TopicId) -> TopicId {
        if !self.topics.contains(&id) && !self.new_topics.contains_key(&id) {
            let name = format!("Missing topic {}", id.to_string().chars().take(8).collect::<String>());
            self.warn(
                place,
                format_args!("its topic {id} is not in the list of topics; «{name}» was added there"),
            );
            self.new_topics.insert(id, Topic { id, name, extra: Default::default() });
        }
        id
    }

    /// Keeps a reference to a reviewer who is not there by naming one again.
    pub(super) fn reviewer(&mut self, place: &dyn Display, id: ReviewerId) -> ReviewerId {
        if !self.reviewers.contains(&id) && !self.new_reviewers.contains_key(&id) {
            let name = format!("Unknown reviewer {}", id.to_string().chars().take(8).collect::<String>());
            self.warn(
                place,
                format_args!("its reviewer {id} is not in the list of reviewers; «{name}» was added there"),
            );
            self.new_reviewers.insert(id, Reviewer { id, name, extra: Default::default() });
        }
        id
    }

    pub(super) fn party(&mut self, place: &dyn Display, id: PartyId, what: &str) {
        if !self.parties.contains(&id) {
            self.error(place, format_args!("{what} {id}, which is no party of this dossier"));
        }
    }

    pub(super) fn said_by(&mut self, place: &dyn Display, said_by: Option<SaidBy>) {
        if let Some(SaidBy::Party(party)) = said_by {
            self.party(place, party, "it is said by");
        }
    }

    /// Notes that a passage stands in this meeting.
    pub(super) fn passage(&mut self, place: &dyn Display, id: PassageId, meeting: usize) {
        if self.passages.insert(id, meeting).is_some() {
            self.error(place, format_args!("the id {id} names another passage already"));
        }
    }
}

/// The dossier of the file and what was put right, or all that refuses it.
pub(super) fn dossier(file: DossierFile<'_>) -> Result<(Dossier, Vec<Problem>), Errors> {
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
    if errors.count > 0 {
        return Err(errors);
    }
    let mut reading = Reading {
        errors,
        warnings: Vec::new(),
        tags: codebook.tags().iter().map(|tag| (tag.id.as_str().to_owned(), tag.id.clone())).collect(),
        link_kinds: codebook.link_kinds().iter().map(|k| (k.id.as_str().to_owned(), k.id.clone())).collect(),
        parties: HashSet::new(),
        topics: HashSet::new(),
        reviewers: HashSet::new(),
        new_topics: BTreeMap::new(),
        new_reviewers: BTreeMap::new(),
        passages: HashMap::new(),
    };
    reading.parties = ids(&mut reading.errors, "parties", "party", parties.iter().map(|party| party.id.0));
    reading.topics = ids(&mut reading.errors, "topics", "topic", topics.iter().map(|topic| topic.id.0));
    reading.reviewers = ids(&mut reading.errors, "reviewers", "reviewer", reviewers.iter().map(|r| r.id.0));
    ids(&mut reading.errors, "meetings", "meeting", meetings.iter().map(|meeting| meeting.id.0));
    unique_in_meetings(&mut reading, &meetings);

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

    let mut links = Vec::with_capacity(meetings.len());
    let mut built = Vec::with_capacity(meetings.len());
    for (index, file) in meetings.into_iter().enumerate() {
        let (meeting, its_links) = meeting(&mut reading, index, file);
        built.push(meeting);
        links.push(its_links);
    }
    ids(&mut reading.errors, "meetings", "meeting", built.iter().map(Meeting::id));
    for (index, (meeting, links)) in built.iter_mut().zip(links).enumerate() {
        put_links(&mut reading, index, meeting, links);
    }
    dossier.set_meetings(built.into_iter().map(Arc::new).collect());
    dossier.topics.extend(reading.new_topics.into_values());
    dossier.reviewers.extend(reading.new_reviewers.into_values());
    if reading.errors.count > 0 { Err(reading.errors) } else { Ok((dossier, reading.warnings)) }
}

/// The ids of a list, each of which must stand once.
fn ids<T: Copy + Eq + Hash + Display>(
    errors: &mut Errors,
    list: &str,
    what: &str,
    ids: impl Iterator<Item = T>,
) -> HashSet<T> {
    let mut seen = HashSet::new();
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
        for (index, statement) in meeting.statements.iter().enumerate() {
            if !statements.insert(statement.id.0) {
                let place = format!("meetings[{m}].statements[{index}].id");
                reading.error(place, format_args!("the id {} names another statement already", statement.id));
            }
        }
        for (index, link) in meeting.links.iter().enumerate() {
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

fn meeting<'a>(reading: &mut Reading, index: usize, file: MeetingFile<'a>) -> (Meeting, Vec<LinkFile<'a>>) {
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
    let mut read: Vec<ReadStatement> = statements
        .into_iter()
        .enumerate()
        .map(|(s, file)| passages::read(reading, index, &format!("{here}.statements[{s}]"), file))
        .collect();
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
        meeting.put_absence(Absence {
            id: id.0,
            party: party.0,
            topic,
            reason: reason.into_string(),
            extra: extra.into_owned(),
        });
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

fn put_links(reading: &mut Reading, index: usize, meeting: &mut Meeting, links: Vec<LinkFile<'_>>) {
    let mut said = HashSet::new();
    for (l, file) in links.into_iter().enumerate() {
        let place = format!("meetings[{index}].links[{l}]");
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
        match reading.passages.get(&from) {
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
        if !reading.passages.contains_key(&to) {
            reading.error(&place, format_args!("it leads to the passage {to}, which does not exist"));
        }
        if from == to {
            reading.error(&place, "it leads from a passage to itself");
        }
        if !said.insert((from, to, kind.clone())) {
            reading.error(&place, "another link says the same; keep one of the two");
        }
        let reviewer = reviewer.map(|id| reading.reviewer(&place, id.0));
        meeting.put_link(Link {
            id: id.0,
            kind,
            from,
            to,
            note: note.into_string(),
            reviewer,
            created: created.0,
            modified: modified.map_or(created.0, |moment| moment.0),
            extra: extra.into_owned(),
        });
    }
}
