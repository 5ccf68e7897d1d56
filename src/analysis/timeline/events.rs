//! What happens to topics at a meeting, sorted by topic.
//!
//! Must not know: rows and cells.

use std::collections::HashMap;

use crate::analysis::{Overview, Status};
use crate::model::{Codebook, Dossier, Meeting, PartyId, PassageId, Role, TagId, TopicId};
use crate::text::ByteRange;

/// The tag of a passage in which a side undertakes something, as the codebook calls it that every
/// dossier starts with.
const COMMITMENT: &str = "commitment";

/// What a passage does to its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    /// A side, by its place among the parties, raises something.
    Raises(u32, Status),
    /// Both sides are said to agree.
    Agrees,
    /// A side undertakes something.
    Commits,
    /// None of these.
    Mentions,
}

/// A passage on a topic.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// The meeting's column.
    pub(super) column: u32,
    pub(super) does: Does,
    pub(super) passage: PassageId,
    /// Where it stands: the statement among those of the meeting, and the byte of its text.
    pub(super) place: (u32, u32),
}

/// All that happens on one topic.
#[derive(Debug, Clone, Default)]
pub(super) struct OfTopic {
    /// Its place among the topics.
    pub(super) topic: u32,
    /// By meeting, and in no order within one.
    pub(super) events: Vec<Event>,
    /// Sides that are marked as silent, with the column.
    pub(super) silent: Vec<(u32, PartyId)>,
}

/// What happens at one meeting, with the topics' places.
#[derive(Debug, Default)]
pub(super) struct OfMeeting {
    events: Vec<(u32, Event)>,
    silent: Vec<(u32, PartyId)>,
}

/// Where topics and parties stand in the dossier's lists.
pub(super) struct Places<'d> {
    codebook: &'d Codebook,
    commitment: TagId,
    topics: HashMap<TopicId, u32, foldhash::quality::RandomState>,
    parties: HashMap<PartyId, u32, foldhash::quality::RandomState>,
}

impl<'d> Places<'d> {
    pub(super) fn of(dossier: &'d Dossier) -> Self {
        let topics = dossier.topics().iter().zip(0..).map(|(topic, at)| (topic.id, at));
        let parties = dossier.parties().iter().zip(0..).map(|(party, at)| (party.id, at));
        Self {
            codebook: dossier.codebook(),
            commitment: TagId::new(COMMITMENT),
            topics: topics.collect(),
            parties: parties.collect(),
        }
    }
}

/// What happens at a meeting.
pub(super) fn of_meeting(places: &Places<'_>, overview: &Overview, meeting: &Meeting) -> OfMeeting {
    let mut found = OfMeeting::default();
    found.events.reserve(meeting.statements().iter().map(|statement| statement.passages().len()).sum());
    let column = 0;
    for (at, statement) in (0..).zip(meeting.statements()) {
        for passage in statement.passages().by_id() {
            let Some(topic) = passage.topic.and_then(|topic| places.topics.get(&topic)) else { continue };
            let does = match places.codebook.tag(&passage.tag).map(|tag| tag.role) {
                // The overview has these, with what became of them.
                Some(Role::Raises) => continue,
                Some(Role::Joint) => Does::Agrees,
                _ if passage.tag == places.commitment => Does::Commits,
                _ => Does::Mentions,
            };
            let place = (at, byte(passage.range));
            found.events.push((*topic, Event { column, does, passage: passage.id, place }));
        }
    }
    for (statement, raised) in overview.raised(meeting.id()) {
        let Some(topic) = raised.topic.and_then(|topic| places.topics.get(&topic)) else { continue };
        let party = places.parties.get(&raised.party);
        let does = party.map_or(Does::Mentions, |party| Does::Raises(*party, raised.status));
        let at = meeting.statements().iter().position(|one| one.id() == statement);
        let place = (at.and_then(|at| at.try_into().ok()).unwrap_or(u32::MAX), byte(raised.range));
        found.events.push((*topic, Event { column, does, passage: raised.id, place }));
    }
    for absence in meeting.absences() {
        let topic = places.topics.get(&absence.topic);
        found.silent.extend(topic.map(|topic| (*topic, absence.party)));
    }
    found
}

/// Where a range starts. No text is so long that it would not fit.
fn byte(range: ByteRange) -> u32 {
    u32::try_from(range.start().get()).unwrap_or(u32::MAX)
}

/// What happens on each of `count` topics, from what happens at each meeting in their order.
pub(super) fn by_topic(count: usize, meetings: Vec<OfMeeting>) -> Vec<OfTopic> {
    let place = |topic: u32| usize::try_from(topic).unwrap_or(usize::MAX);
    let mut many = vec![0_usize; count];
    for (topic, _) in meetings.iter().flat_map(|meeting| &meeting.events) {
        many.get_mut(place(*topic)).into_iter().for_each(|many| *many += 1);
    }
    let mut topics: Vec<OfTopic> = (0..)
        .zip(many)
        .map(|(topic, many)| OfTopic { topic, events: Vec::with_capacity(many), silent: Vec::new() })
        .collect();
    for (column, meeting) in (0..).zip(meetings) {
        for (topic, event) in meeting.events {
            let topic = topics.get_mut(place(topic));
            topic.into_iter().for_each(|topic| topic.events.push(Event { column, ..event }));
        }
        for (topic, party) in meeting.silent {
            topics.get_mut(place(topic)).into_iter().for_each(|topic| topic.silent.push((column, party)));
        }
    }
    topics
}
