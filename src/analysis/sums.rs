//! Counts over a meeting or a whole dossier: what was raised with its status, tags, topics.
//!
//! Must not know: how a status is worked out, or when counts have to change.

use super::{Coverage, Status};
use crate::model::{PartyId, PassageId, TopicId};
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
    /// What became of it.
    pub status: Status,
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
pub struct Sums {
    passages: usize,
    coverage: Coverage,
    /// By party.
    sides: Vec<(PartyId, Coverage)>,
    /// In the order of the codebook.
    tags: Vec<usize>,
    /// By topic.
    topics: Vec<(TopicId, usize)>,
}

impl Sums {
    /// Counts of nothing, with a codebook of so many tags.
    pub(super) fn new(tags: usize) -> Self {
        Self { tags: vec![0; tags], ..Self::default() }
    }

    /// How many passages there are, lost ones not counted.
    pub fn passages(&self) -> usize {
        self.passages
    }

    /// What all sides raised, by status.
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// What one side raised, by status; see [`coverage`](super::coverage()).
    pub fn coverage_of(&self, party: PartyId) -> Coverage {
        let side = self.sides.binary_search_by_key(&party, |side| side.0).ok();
        side.and_then(|at| self.sides.get(at)).map_or_else(Coverage::default, |side| side.1)
    }

    /// How many passages have each tag, in the order of the codebook's tags.
    pub fn tags(&self) -> &[usize] {
        &self.tags
    }

    /// The topics that passages have and how many have each, by id.
    pub fn topics(&self) -> &[(TopicId, usize)] {
        &self.topics
    }

    /// How many passages have a topic.
    pub fn topic(&self, topic: TopicId) -> usize {
        let found = self.topics.binary_search_by_key(&topic, |(id, _)| *id).ok();
        found.and_then(|at| self.topics.get(at)).map_or(0, |(_, count)| *count)
    }

    /// Counts a passage in: its tag's place in the codebook, and its topic.
    pub(super) fn add_passage(&mut self, tag: Option<usize>, topic: Option<TopicId>) {
        self.passages += 1;
        if let Some(count) = tag.and_then(|tag| self.tags.get_mut(tag)) {
            *count += 1;
        }
        let Some(topic) = topic else { return };
        match self.topics.binary_search_by_key(&topic, |(id, _)| *id) {
            Ok(at) => self.topics.get_mut(at).into_iter().for_each(|(_, count)| *count += 1),
            Err(at) => self.topics.insert(at, (topic, 1)),
        }
    }

    /// Counts of many passages by tag and topic; faster than one after the other.
    pub(super) fn of_passages(tags: Vec<usize>, mut topics: Vec<TopicId>, passages: usize) -> Self {
        topics.sort_unstable();
        let topics = topics.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len())));
        Self { passages, tags, topics: topics.collect(), ..Self::default() }
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
        self.tags.iter_mut().zip(tags).for_each(|(own, more)| *own += more);
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
        if let Some(count) = tag.and_then(|tag| self.tags.get_mut(tag)) {
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
