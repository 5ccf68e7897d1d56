//! What was changed of late, so that whoever works things out from a dossier need look only there.
//!
//! Must not know: who asks, or what an edit is.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::super::{Link, LinkId, MeetingId, Passage, PassageId};
use super::Place;

/// How many changes are remembered; of older ones everything has to be looked at again.
const MOST: usize = 512;

/// The name of one state of the meetings of one dossier and its copies, never used for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(u64);

/// A change to what stands in the meetings.
#[derive(Debug, Clone, PartialEq)]
pub enum Touched {
    /// A passage came, went or was replaced.
    Passage {
        /// Where it stands or stood.
        place: Place,
        /// Its id.
        id: PassageId,
        /// What stood there before.
        before: Option<Arc<Passage>>,
    },
    /// A link came, went or was replaced.
    Link {
        /// Its meeting.
        meeting: MeetingId,
        /// Its id.
        id: LinkId,
        /// What stood there before.
        before: Option<Arc<Link>>,
    },
}

/// The last changes, each with the name of the state to which it led.
#[derive(Debug, Clone)]
pub(super) struct Journal {
    mark: Mark,
    entries: VecDeque<(Mark, Touched)>,
    /// The state before the first entry.
    oldest: Mark,
}

impl Mark {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl Default for Journal {
    fn default() -> Self {
        let mark = Mark::new();
        Self { mark, entries: VecDeque::new(), oldest: mark }
    }
}

impl Journal {
    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    /// Notes a change of more than single passages and links: everything has to be looked at.
    pub(super) fn note_all(&mut self) {
        *self = Self::default();
    }

    pub(super) fn note(&mut self, touched: Touched) {
        self.mark = Mark::new();
        if self.entries.len() >= MOST
            && let Some((mark, _)) = self.entries.pop_front()
        {
            self.oldest = mark;
        }
        self.entries.push_back((self.mark, touched));
    }

    pub(super) fn since(&self, mark: Mark) -> Option<impl Iterator<Item = &Touched>> {
        let known = if mark == self.oldest {
            0
        } else {
            // The state was reached lately, if at all.
            let back = self.entries.iter().rev().position(|(other, _)| *other == mark)?;
            self.entries.len() - back
        };
        Some(self.entries.range(known..).map(|(_, touched)| touched))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Touched {
        Touched::Link { meeting: MeetingId::random(), id: LinkId::random(), before: None }
    }

    #[test]
    fn what_came_after_a_state_is_known_for_a_while() {
        let mut journal = Journal::default();
        let (start, first) = (journal.mark(), link());
        assert_eq!(journal.since(start).map(Iterator::count), Some(0));
        journal.note(first.clone());
        let other = journal.clone();
        let seen = |journal: &Journal, mark| journal.since(mark).map(|all| all.cloned().collect::<Vec<_>>());
        assert_eq!(seen(&journal, start), Some(vec![first]));
        let before = journal.mark();
        assert_eq!(before, other.mark());
        journal.note(link());
        // A copy that went another way knows nothing of this one's state.
        assert_eq!(seen(&other, journal.mark()), None);
        assert_eq!(seen(&journal, before).map(|all| all.len()), Some(1));
        for _ in 0..MOST - 1 {
            journal.note(link());
        }
        assert_eq!(seen(&journal, start), None);
        assert_eq!(seen(&journal, before).map(|all| all.len()), Some(MOST));
        journal.note_all();
        assert_eq!(seen(&journal, before), None);
        assert_eq!(seen(&journal, journal.mark()), Some(vec![]));
    }
}
