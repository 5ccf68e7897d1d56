//! Counts over a meeting or a whole dossier: what was raised with its status, tags, topics.
//!
//! Must not know: how a status is worked out, or when counts have to change.

use super::{Coverage, Status};
use crate::model::{PartyId, PassageId, Strength, TagId, TopicId};
use crate::text::ByteRange;

/// A passage that raises something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised {
    /// The passage.
    pub id: PassageId,
    /// Where it stands, in bytes of its statement's text.
    pub range: ByteRange,
    /// The side for which it counts.
    pub party: PartyId,
    /// What it is about.
    pub topic: Option<TopicId>,
    /// How strongly it is said.
    pub strength: Option<Strength>,
    /// What became of it.
    pub status: Status,
    /// How many links lead to it from another side's words, whatever they do to the status.
    pub replies: u32,
}

impl Raised {
    /// What the order in a statement goes by.
    pub(super) fn place(&self) -> (ByteRange, PassageId) {
        (self.range, self.id)
    }
}

/// Counts of passages.
///
/// Invariant: nothing is listed that counts none, but for tags.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counts {
    /// What all sides raised, by status.
    pub coverage: Coverage,
    passages: usize,
    /// By party.
    sides: Vec<(PartyId, Coverage)>,
    /// All of the codebook, by id.
    tags: Vec<(TagId, usize)>,
    /// By topic.
    topics: Vec<(TopicId, usize)>,
}

impl Counts {
    /// Counts of nothing, with these tags, by id.
    pub(super) fn new(tags: &[TagId]) -> Self {
        Self { tags: tags.iter().map(|tag| (tag.clone(), 0)).collect(), ..Self::default() }
    }

    /// How many passages there are, lost ones not counted.
    pub fn passages(&self) -> usize {
        self.passages
    }

    /// What one side raised, by status; see [`coverage`](super::coverage()).
    pub fn of_party(&self, party: PartyId) -> Coverage {
        let side = self.sides.binary_search_by_key(&party, |side| side.0).ok();
        side.and_then(|at| self.sides.get(at)).map_or_else(Coverage::default, |side| side.1)
    }

    /// All tags of the codebook and how many passages have each, by id.
    pub fn tags(&self) -> &[(TagId, usize)] {
        &self.tags
    }

    /// How many passages have a tag.
    pub fn of_tag(&self, tag: &TagId) -> usize {
        let found = self.tags.binary_search_by(|(id, _)| id.cmp(tag)).ok();
        found.and_then(|at| self.tags.get(at)).map_or(0, |(_, count)| *count)
    }

    /// Whether something was raised to which the other side has not reacted.
    pub fn has_unanswered(&self) -> bool {
        Status::ALL.into_iter().any(|status| status.is_unanswered() && self.coverage.count(status) > 0)
    }

    /// The topics that passages have and how many have each, by id.
    pub fn topics(&self) -> &[(TopicId, usize)] {
        &self.topics
    }

    /// How many passages have a topic.
    pub fn of_topic(&self, topic: TopicId) -> usize {
        let found = self.topics.binary_search_by_key(&topic, |(id, _)| *id).ok();
        found.and_then(|at| self.topics.get(at)).map_or(0, |(_, count)| *count)
    }

    /// Counts a passage in: its tag's place among all, and its topic.
    pub(super) fn add_passage(&mut self, tag: Option<usize>, topic: Option<TopicId>) {
        self.passages += 1;
        if let Some((_, count)) = tag.and_then(|tag| self.tags.get_mut(tag)) {
            *count += 1;
        }
        let Some(topic) = topic else { return };
        match self.topics.binary_search_by_key(&topic, |(id, _)| *id) {
            Ok(at) => self.topics.get_mut(at).into_iter().for_each(|(_, count)| *count += 1),
            Err(at) => self.topics.insert(at, (topic, 1)),
        }
    }

    /// Counts many passages in, whose topics and tags (as places among all) are given; into counts
    /// of nothing, and faster than one after the other.
    pub(super) fn add_passages(&mut self, passages: usize, tags: &[usize], mut topics: Vec<TopicId>) {
        self.passages = passages;
        for tag in tags {
            self.tags.get_mut(*tag).into_iter().for_each(|(_, count)| *count += 1);
        }
        topics.sort_unstable();
        let topics = topics.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len())));
        self.topics = topics.collect();
    }

    /// Counts everything in that another one counts.
    pub(super) fn add_all(&mut self, other: &Self) {
        let Self { passages, coverage, sides, tags, topics } = other;
        self.passages += passages;
        self.coverage.add_all(coverage);
        for (party, coverage) in sides {
            match self.sides.binary_search_by_key(party, |side| side.0) {
                Ok(at) => self.sides.get_mut(at).into_iter().for_each(|side| side.1.add_all(coverage)),
                Err(at) => self.sides.insert(at, (*party, *coverage)),
            }
        }
        self.tags.iter_mut().zip(tags).for_each(|((_, own), (_, more))| *own += more);
        for (topic, more) in topics {
            match self.topics.binary_search_by_key(topic, |(id, _)| *id) {
                Ok(at) => self.topics.get_mut(at).into_iter().for_each(|(_, count)| *count += more),
                Err(at) => self.topics.insert(at, (*topic, *more)),
            }
        }
    }

    /// Counts a passage out.
    pub(super) fn remove_passage(&mut self, tag: Option<usize>, topic: Option<TopicId>) {
        self.passages = self.passages.saturating_sub(1);
        if let Some((_, count)) = tag.and_then(|tag| self.tags.get_mut(tag)) {
            *count = count.saturating_sub(1);
        }
        let Some(topic) = topic else { return };
        let Ok(at) = self.topics.binary_search_by_key(&topic, |(id, _)| *id) else { return };
        match self.topics.get_mut(at) {
            Some((_, count)) if *count > 1 => *count -= 1,
            _ => drop(self.topics.remove(at)),
        }
    }

    /// Counts in what was raised.
    pub(super) fn add_raised(&mut self, raised: &Raised) {
        self.coverage.add(raised.status);
        match self.sides.binary_search_by_key(&raised.party, |side| side.0) {
            Ok(at) => self.sides.get_mut(at).into_iter().for_each(|side| side.1.add(raised.status)),
            Err(at) => {
                let mut coverage = Coverage::default();
                coverage.add(raised.status);
                self.sides.insert(at, (raised.party, coverage));
            }
        }
    }

    /// Counts out what was raised.
    pub(super) fn remove_raised(&mut self, raised: &Raised) {
        self.coverage.remove(raised.status);
        let Ok(at) = self.sides.binary_search_by_key(&raised.party, |side| side.0) else { return };
        let Some((_, coverage)) = self.sides.get_mut(at) else { return };
        coverage.remove(raised.status);
        if coverage.raised == 0 {
            self.sides.remove(at);
        }
    }
}
