//! The dossier: everything about one bilateral relation.
//!
//! Invariants kept here: ids are unique in the whole dossier; meetings stand in order of
//! date. Whether what objects refer to exists is checked by `Dossier::check`, which
//! `edit` runs on what a change touches and `store` on the whole file.
//! Must not know: where the dossier is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    Codebook, DossierId, Extra, Label, Meeting, MeetingId, ModelError, Party, PartyId, Passage, PassageId,
    Reviewer, ReviewerId, SaidBy, Statement, StatementId, Topic, TopicId,
};

/// Where a passage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The meeting.
    pub meeting: MeetingId,
    /// The statement.
    pub statement: StatementId,
}

/// Everything about one bilateral relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    id: DossierId,
    pub(crate) title: String,
    pub(crate) note: String,
    pub(crate) parties: Vec<Party>,
    pub(crate) codebook: Arc<Codebook>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) reviewers: Vec<Reviewer>,
    meetings: Vec<Arc<Meeting>>,
    extra: Extra,
}

impl Dossier {
    /// A dossier with a new id and nothing in it but its codebook.
    pub fn new(title: &str, codebook: Arc<Codebook>) -> Self {
        Self::with_id(DossierId::random(), title, codebook, Extra::default())
    }

    /// A dossier with a known id and nothing in it but its codebook.
    pub fn with_id(id: DossierId, title: &str, codebook: Arc<Codebook>, extra: Extra) -> Self {
        Self {
            id,
            title: title.to_owned(),
            note: String::new(),
            parties: Vec::new(),
            codebook,
            topics: Vec::new(),
            reviewers: Vec::new(),
            meetings: Vec::new(),
            extra,
        }
    }

    /// Permanent id.
    pub fn id(&self) -> DossierId {
        self.id
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The reviewer's note on the whole.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The sides, two or more in a complete dossier.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// The party of this id.
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// Tags, link kinds, strengths.
    pub fn codebook(&self) -> &Arc<Codebook> {
        &self.codebook
    }

    /// Topics in the reviewer's order.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The topic of this id.
    pub fn topic(&self, id: TopicId) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    /// Everybody whose name stands on something.
    pub fn reviewers(&self) -> &[Reviewer] {
        &self.reviewers
    }

    /// The reviewer of this id.
    pub fn reviewer(&self, id: ReviewerId) -> Option<&Reviewer> {
        self.reviewers.iter().find(|reviewer| reviewer.id == id)
    }

    /// Meetings by date (undated ones last), then title, then id.
    pub fn meetings(&self) -> &[Arc<Meeting>] {
        &self.meetings
    }

    /// The meeting of this id.
    pub fn meeting(&self, id: MeetingId) -> Option<&Arc<Meeting>> {
        self.meetings.iter().find(|meeting| meeting.id() == id)
    }

    /// The statement at a place.
    pub fn statement(&self, place: Place) -> Option<&Arc<Statement>> {
        self.meeting(place.meeting)?.statement(place.statement)
    }

    /// The passage of this id, wherever it stands.
    pub fn passage(&self, id: PassageId) -> Option<(&Arc<Meeting>, &Arc<Statement>, &Arc<Passage>)> {
        self.meetings
            .iter()
            .find_map(|meeting| meeting.passage(id).map(|(statement, passage)| (meeting, statement, passage)))
    }

    /// Where the passage of this id stands.
    pub fn place_of(&self, id: PassageId) -> Option<Place> {
        self.passage(id)
            .map(|(meeting, statement, _)| Place { meeting: meeting.id(), statement: statement.id() })
    }

    /// Unknown fields of the file.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    pub(crate) fn insert_meeting(&mut self, meeting: Arc<Meeting>) -> Result<(), ModelError> {
        if self.meeting(meeting.id()).is_some() {
            return Err(ModelError::Repeated { what: "meeting", id: meeting.id().to_string() });
        }
        self.meetings.push(meeting);
        self.sort_meetings();
        Ok(())
    }

    /// Takes all meetings at once, in any order, as when loading.
    ///
    /// The caller has checked that ids are not repeated.
    pub(crate) fn set_meetings(&mut self, meetings: Vec<Arc<Meeting>>) {
        self.meetings = meetings;
        self.sort_meetings();
    }

    pub(crate) fn remove_meeting(&mut self, id: MeetingId) -> Result<Arc<Meeting>, ModelError> {
        let index =
            self.meetings.iter().position(|meeting| meeting.id() == id).ok_or_else(|| missing_meeting(id))?;
        Ok(self.meetings.remove(index))
    }

    pub(crate) fn meeting_mut(&mut self, id: MeetingId) -> Result<&mut Meeting, ModelError> {
        self.meetings
            .iter_mut()
            .find(|meeting| meeting.id() == id)
            .map(Arc::make_mut)
            .ok_or_else(|| missing_meeting(id))
    }

    /// Puts the meetings in order again after a date or title changed.
    pub(crate) fn sort_meetings(&mut self) {
        self.meetings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    }

    /// Everything in the dossier that breaks an invariant, in sentences with their place.
    ///
    /// Looks at all of it: meant for loading, `check` and tests.
    pub fn check(&self) -> Vec<String> {
        let mut problems = Vec::new();
        repeats("party", self.parties.iter().map(|p| p.id.to_string()), &mut problems);
        repeats("topic", self.topics.iter().map(|t| t.id.to_string()), &mut problems);
        repeats("reviewer", self.reviewers.iter().map(|r| r.id.to_string()), &mut problems);
        repeats("meeting", self.meetings.iter().map(|m| m.id().to_string()), &mut problems);
        repeats("statement", self.statements().map(|s| s.id().to_string()), &mut problems);
        repeats(
            "passage",
            self.statements().flat_map(|s| {
                s.passages()
                    .iter()
                    .map(|p| p.id.to_string())
                    .chain(s.lost().iter().map(|l| l.passage.id.to_string()))
            }),
            &mut problems,
        );
        repeats(
            "link",
            self.meetings.iter().flat_map(|m| m.links().map(|l| l.id.to_string())),
            &mut problems,
        );
        let passages: BTreeSet<PassageId> = self
            .statements()
            .flat_map(|s| s.passages().iter().map(|p| p.id).chain(s.lost().iter().map(|l| l.passage.id)))
            .collect();
        if !self.meetings.is_sorted_by_key(|m| sort_key(m)) {
            problems.push("the meetings are not in order of date".to_owned());
        }
        for meeting in &self.meetings {
            self.check_meeting(meeting, &passages, &mut problems);
        }
        problems
    }

    fn statements(&self) -> impl Iterator<Item = &Arc<Statement>> {
        self.meetings.iter().flat_map(|meeting| meeting.statements())
    }

    fn check_meeting(&self, meeting: &Meeting, passages: &BTreeSet<PassageId>, problems: &mut Vec<String>) {
        let place = |what: &str| format!("meeting «{}»: {what}", meeting.details().title);
        let mut labels: BTreeMap<Label, u32> = BTreeMap::new();
        for statement in meeting.statements() {
            if self.party(statement.party()).is_none() {
                problems.push(place(&format!("statement {} belongs to no party", statement.id())));
            }
            let lost = statement.lost().iter().map(|lost| &lost.passage);
            for passage in statement.passages().iter().map(Arc::as_ref).chain(lost) {
                let here = |what: &str| place(&format!("passage {}: {what}", passage.label));
                for label in passage.all_labels() {
                    *labels.entry(label.clone()).or_default() += 1;
                    if meeting.labels().last(label.letters()) < label.number() {
                        problems.push(here(&format!("the label {label} was never given out")));
                    }
                }
                if self.codebook.tag(&passage.tag).is_none() {
                    problems.push(here(&format!("the tag «{}» is not in the codebook", passage.tag)));
                }
                if passage.topic.is_some_and(|topic| self.topic(topic).is_none()) {
                    problems.push(here("its topic does not exist"));
                }
                if passage.reviewer.is_some_and(|reviewer| self.reviewer(reviewer).is_none()) {
                    problems.push(here("its reviewer does not exist"));
                }
                if let Some(SaidBy::Party(party)) = passage.said_by
                    && self.party(party).is_none()
                {
                    problems.push(here("it is said by a party that does not exist"));
                }
            }
            for passage in statement.passages().iter() {
                if statement.words(passage).is_empty() {
                    problems
                        .push(place(&format!("passage {}: its range does not fit the text", passage.label)));
                }
            }
        }
        for (label, _) in labels.iter().filter(|(_, count)| **count > 1) {
            problems.push(place(&format!("two passages are labelled {label}")));
        }
        let mut ends = BTreeSet::new();
        for link in meeting.links() {
            let here = |what: &str| place(&format!("link {}: {what}", link.id));
            if !meeting.holds_passage(link.from) {
                problems.push(here("it comes from no passage of the meeting"));
            }
            if !passages.contains(&link.to) {
                problems.push(here("it leads to no passage"));
            }
            if link.from == link.to {
                problems.push(here("it leads to itself"));
            }
            if self.codebook.link_kind(&link.kind).is_none() {
                problems.push(here(&format!("the link kind «{}» is not in the codebook", link.kind)));
            }
            if !ends.insert((link.from, link.to, link.kind.clone())) {
                problems.push(here("another link says the same"));
            }
        }
        for absence in meeting.absences() {
            if self.party(absence.party).is_none() || self.topic(absence.topic).is_none() {
                problems.push(place(&format!("absence {} names no party or topic", absence.id)));
            }
        }
    }
}

fn sort_key(meeting: &Meeting) -> (bool, Option<super::Day>, &str, MeetingId) {
    let details = meeting.details();
    (details.date.is_none(), details.date, details.title.as_str(), meeting.id())
}

fn repeats(what: &str, ids: impl Iterator<Item = String>, problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id.clone()) {
            problems.push(format!("the id {id} names more than one {what}"));
        }
    }
}

fn missing_meeting(id: MeetingId) -> ModelError {
    ModelError::Missing { what: "meeting", id: id.to_string() }
}
