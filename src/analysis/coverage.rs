//! How much of what was raised has been answered.
//!
//! Must not know: how a status is worked out.

use super::link_index::Voice;
use super::{LinkIndex, Status, status};
use crate::model::{Dossier, Meeting, PartyId};

/// How many passages were raised, by status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// All of them.
    pub raised: usize,
    counts: [usize; 5],
}

impl Coverage {
    /// How many have this status.
    pub fn count(&self, status: Status) -> usize {
        self.parts().into_iter().find(|(other, _)| *other == status).map_or(0, |(_, count)| count)
    }

    /// Every status with its count, best answered first.
    pub fn parts(&self) -> [(Status, usize); 5] {
        let [answered, in_part, turned_aside, no_response, not_reviewed] = self.counts;
        [
            (Status::Answered, answered),
            (Status::InPart, in_part),
            (Status::TurnedAside, turned_aside),
            (Status::NoResponse, no_response),
            (Status::NotReviewed, not_reviewed),
        ]
    }

    pub(super) fn add(&mut self, status: Status) {
        self.raised += 1;
        self.slot(status).into_iter().for_each(|count| *count += 1);
    }

    pub(super) fn remove(&mut self, status: Status) {
        self.raised = self.raised.saturating_sub(1);
        self.slot(status).into_iter().for_each(|count| *count = count.saturating_sub(1));
    }

    /// Adds what another counted.
    pub fn add_all(&mut self, other: &Self) {
        self.raised += other.raised;
        self.counts.iter_mut().zip(other.counts).for_each(|(own, more)| *own += more);
    }

    fn slot(&mut self, status: Status) -> Option<&mut usize> {
        let mut slots = Status::ALL.into_iter().zip(&mut self.counts);
        slots.find(|(other, _)| *other == status).map(|(_, count)| count)
    }
}

/// What one side raised in a meeting, by status. Words that a text attributes to another party
/// count for that party.
pub fn coverage(dossier: &Dossier, links: &LinkIndex, meeting: &Meeting, party: PartyId) -> Coverage {
    count(dossier, links, meeting, |voice| voice.party() == party)
}

/// What all sides raised in a meeting, by status.
pub fn coverage_of_meeting(dossier: &Dossier, links: &LinkIndex, meeting: &Meeting) -> Coverage {
    count(dossier, links, meeting, |_| true)
}

fn count(
    dossier: &Dossier,
    links: &LinkIndex,
    meeting: &Meeting,
    counts: impl Fn(Voice) -> bool,
) -> Coverage {
    let mut coverage = Coverage::default();
    for (statement, passage) in meeting.passages() {
        if counts(Voice::of(statement, passage))
            && let Some(status) = status(dossier, links, passage)
        {
            coverage.add(status);
        }
    }
    coverage
}
