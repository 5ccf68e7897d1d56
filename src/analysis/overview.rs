//! What side columns show of every meeting: coverage, and how many passages each tag and topic has.
//!
//! Counted once when a dossier opens; after that, what a change touches is taken out and counted in
//! again, so that a tag costs the same in a long text as in a short one.
//! Must not know: how a change is made, or how counts are shown.

use std::collections::BTreeMap;

use super::link_index::Voice;
use super::{Coverage, LinkIndex, Status, status};
use crate::model::{Dossier, MeetingId, PartyId, Passage, PassageId, Statement, TagId, TopicId};

/// The counts of one meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// What all sides raised, by status.
    pub coverage: Coverage,
    parties: BTreeMap<PartyId, Coverage>,
    tags: BTreeMap<TagId, usize>,
    topics: BTreeMap<TopicId, usize>,
    passages: usize,
}

impl Counts {
    /// What one side raised, by status. Words that a text attributes to another party count for that
    /// party.
    pub fn of_party(&self, party: PartyId) -> Coverage {
        self.parties.get(&party).copied().unwrap_or_default()
    }

    /// How many passages have this tag.
    pub fn of_tag(&self, tag: &TagId) -> usize {
        self.tags.get(tag).copied().unwrap_or(0)
    }

    /// How many passages are on this topic.
    pub fn of_topic(&self, topic: TopicId) -> usize {
        self.topics.get(&topic).copied().unwrap_or(0)
    }

    /// How many passages there are.
    pub fn passages(&self) -> usize {
        self.passages
    }

    /// Whether something was raised to which the other side has not reacted.
    pub fn has_unanswered(&self) -> bool {
        Status::ALL.into_iter().any(|status| status.is_unanswered() && self.coverage.count(status) > 0)
    }

    fn count(&mut self, tag: &TagId, topic: Option<TopicId>, party: PartyId, status: Option<Status>) {
        self.passages += 1;
        match self.tags.get_mut(tag) {
            Some(count) => *count += 1,
            None => {
                self.tags.insert(tag.clone(), 1);
            }
        }
        if let Some(topic) = topic {
            *self.topics.entry(topic).or_default() += 1;
        }
        if let Some(status) = status {
            self.coverage.add(status);
            self.parties.entry(party).or_default().add(status);
        }
    }

    fn discount(&mut self, part: &Contribution) {
        self.passages = self.passages.saturating_sub(1);
        take_one(&mut self.tags, &part.tag);
        if let Some(topic) = part.topic {
            take_one(&mut self.topics, &topic);
        }
        if let Some(status) = part.status {
            self.coverage.remove(status);
            let left = self.parties.get_mut(&part.party).map(|coverage| {
                coverage.remove(status);
                coverage.raised
            });
            if left == Some(0) {
                self.parties.remove(&part.party);
            }
        }
    }
}

fn take_one<K: Ord>(counts: &mut BTreeMap<K, usize>, key: &K) {
    let left = counts.get_mut(key).map(|count| {
        *count = count.saturating_sub(1);
        *count
    });
    if left == Some(0) {
        counts.remove(key);
    }
}

/// What one passage adds to the counts of its meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    meeting: MeetingId,
    tag: TagId,
    topic: Option<TopicId>,
    party: PartyId,
    status: Option<Status>,
}

/// The counts of all meetings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overview {
    meetings: BTreeMap<MeetingId, Counts>,
}

impl Overview {
    /// Counts everything.
    pub fn build(dossier: &Dossier, links: &LinkIndex) -> Self {
        let mut overview = Self::default();
        for meeting in dossier.meetings() {
            let counts = overview.meetings.entry(meeting.id()).or_default();
            for (statement, passage) in meeting.passages() {
                let party = Voice::of(statement, passage).party();
                counts.count(&passage.tag, passage.topic, party, status(dossier, links, passage));
            }
        }
        overview
    }

    /// The counts of a meeting.
    pub fn of(&self, meeting: MeetingId) -> Option<&Counts> {
        self.meetings.get(&meeting)
    }

    /// What these passages, and those linked to them, add to the counts as they are now, each once.
    pub fn contributions(dossier: &Dossier, links: &LinkIndex, ids: &[PassageId]) -> Vec<Contribution> {
        let ends = |id: &PassageId| {
            let outgoing = links.outgoing(*id).iter().map(|linked| linked.link.to);
            let incoming = links.incoming(*id).iter().map(|linked| linked.link.from);
            std::iter::once(*id).chain(outgoing).chain(incoming).collect::<Vec<_>>()
        };
        let mut all: Vec<PassageId> = ids.iter().flat_map(ends).collect();
        all.sort_unstable();
        all.dedup();
        let found = all.into_iter().filter_map(|id| dossier.passage(id));
        found
            .map(|(meeting, statement, passage)| one(dossier, links, meeting.id(), statement, passage))
            .collect()
    }

    /// Takes out what passages added before a change, and counts in what they add after it.
    pub fn replace(&mut self, before: &[Contribution], after: &[Contribution]) {
        for part in before {
            if let Some(counts) = self.meetings.get_mut(&part.meeting) {
                counts.discount(part);
            }
        }
        for part in after {
            let counts = self.meetings.entry(part.meeting).or_default();
            counts.count(&part.tag, part.topic, part.party, part.status);
        }
    }
}

fn one(
    dossier: &Dossier,
    links: &LinkIndex,
    meeting: MeetingId,
    statement: &Statement,
    passage: &Passage,
) -> Contribution {
    Contribution {
        meeting,
        tag: passage.tag.clone(),
        topic: passage.topic,
        party: Voice::of(statement, passage).party(),
        status: status(dossier, links, passage),
    }
}
