//! How much of what was raised was answered.
//!
//! Must not know: how a status is worked out.

use super::{LinkIndex, Status, status};
use crate::model::{Dossier, Meeting, PartyId};

/// Counts of what was raised, by status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How many passages raise something.
    pub raised: usize,
    counts: [usize; Status::ALL.len()],
}

impl Coverage {
    /// How many have this status.
    pub fn count(&self, status: Status) -> usize {
        self.parts().into_iter().find_map(|(s, count)| (s == status).then_some(count)).unwrap_or(0)
    }

    /// Each status with its count, in fixed order; the counts add up to `raised`.
    pub fn parts(&self) -> [(Status, usize); Status::ALL.len()] {
        let mut counts = self.counts.into_iter();
        Status::ALL.map(|status| (status, counts.next().unwrap_or(0)))
    }

    fn add(&mut self, status: Status) {
        self.raised += 1;
        let slot = Status::ALL.iter().zip(&mut self.counts).find(|(s, _)| **s == status);
        if let Some((_, count)) = slot {
            *count += 1;
        }
    }
}

/// What one side raised in a meeting, by the statements it made.
pub fn coverage(dossier: &Dossier, links: &LinkIndex, meeting: &Meeting, party: PartyId) -> Coverage {
    count(dossier, links, meeting, |of| of == party)
}

/// What both sides raised in a meeting.
pub fn coverage_of_meeting(dossier: &Dossier, links: &LinkIndex, meeting: &Meeting) -> Coverage {
    count(dossier, links, meeting, |_| true)
}

fn count(dossier: &Dossier, links: &LinkIndex, meeting: &Meeting, of: impl Fn(PartyId) -> bool) -> Coverage {
    let mut coverage = Coverage::default();
    for (_, passage) in meeting.passages().filter(|(statement, _)| of(statement.party())) {
        if let Some(status) = status(dossier, links, passage) {
            coverage.add(status);
        }
    }
    coverage
}
