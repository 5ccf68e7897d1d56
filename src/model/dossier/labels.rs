//! How many passages of a meeting have a label, told by a small table for each meeting that is
//! worked on.
//!
//! Must not know: who has a label (it keeps numbers only), or that one should be had once.

use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use super::super::{Label, Meeting, MeetingId, Passage};
use super::change::held;

/// How many parts a meeting's table has; see `Whereabouts`.
const SHARDS: usize = 16;

/// For so many meetings at once tables are kept; they cost as much as looking through a meeting.
const MEETINGS: usize = 4;

/// Tables of the meetings that were changed of late.
#[derive(Debug, Clone, Default)]
pub(super) struct LabelCounts(Vec<(MeetingId, Counts)>);

/// Labels by their hash, with how often they are in use: former labels and those of lost
/// passages too.
///
/// Two labels may share a hash by chance, so that a count may be too high, never too low.
#[derive(Debug, Clone)]
struct Counts {
    shards: Vec<Arc<HashMap<u64, u32, foldhash::fast::RandomState>>>,
    hasher: foldhash::quality::RandomState,
}

impl LabelCounts {
    /// At least as many passages as have the label; `None` where there is no table.
    pub(super) fn count(&self, meeting: MeetingId, letters: &str, number: u32) -> Option<u32> {
        let (_, counts) = self.0.iter().find(|(id, _)| *id == meeting)?;
        let hash = counts.hasher.hash_one((letters, number));
        counts.shards.get(shard_of(hash)).map(|shard| shard.get(&hash).copied().unwrap_or(0))
    }

    /// Makes the table of a meeting where there is none; to be called before it is changed.
    pub(super) fn count_all(&mut self, meeting: &Meeting) {
        if self.0.iter().all(|(id, _)| *id != meeting.id()) {
            // The one that was made first goes.
            if self.0.len() >= MEETINGS {
                self.0.remove(0);
            }
            self.0.push((meeting.id(), Counts::of(meeting)));
        }
    }

    /// Counts the labels of a passage in.
    pub(super) fn add(&mut self, meeting: MeetingId, passage: &Passage) {
        if let Some((_, counts)) = self.0.iter_mut().find(|(id, _)| *id == meeting) {
            passage.all_labels().for_each(|label| counts.add(label));
        }
    }

    /// Counts the labels of a passage out.
    pub(super) fn remove(&mut self, meeting: MeetingId, passage: &Passage) {
        if let Some((_, counts)) = self.0.iter_mut().find(|(id, _)| *id == meeting) {
            passage.all_labels().for_each(|label| counts.remove(label));
        }
    }

    /// Drops the table of a meeting.
    pub(super) fn forget(&mut self, meeting: MeetingId) {
        self.0.retain(|(id, _)| *id != meeting);
    }

    /// The meetings that have a table, with the number of labels in it.
    #[cfg(test)]
    pub(super) fn totals(&self) -> impl Iterator<Item = (MeetingId, u32)> {
        let total = |counts: &Counts| counts.shards.iter().flat_map(|shard| shard.values()).sum();
        self.0.iter().map(move |(id, counts)| (*id, total(counts)))
    }
}

impl Counts {
    fn of(meeting: &Meeting) -> Self {
        let mut counts = Self { shards: vec![Arc::default(); SHARDS], hasher: Default::default() };
        let passages = meeting.statements().iter().flat_map(|statement| held(statement));
        passages.flat_map(Passage::all_labels).for_each(|label| counts.add(label));
        counts
    }

    fn hash(&self, label: &Label) -> u64 {
        self.hasher.hash_one((label.letters(), label.number()))
    }

    fn add(&mut self, label: &Label) {
        let hash = self.hash(label);
        if let Some(shard) = self.shards.get_mut(shard_of(hash)) {
            *Arc::make_mut(shard).entry(hash).or_default() += 1;
        }
    }

    fn remove(&mut self, label: &Label) {
        let hash = self.hash(label);
        let Some(shard) = self.shards.get_mut(shard_of(hash)).map(Arc::make_mut) else { return };
        match shard.get_mut(&hash) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(shard.remove(&hash)),
        }
    }
}

fn shard_of(hash: u64) -> usize {
    // The table inside uses the lowest and the highest bits.
    (hash >> 24) as usize % SHARDS
}
