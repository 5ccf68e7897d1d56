//! How each topic moved from meeting to meeting: raised, raised again, answered, agreed, passed
//! over; and what has stood open longest.
//!
//! Must not know: how it is drawn, or which part of it is in sight.

mod events;
mod row;
#[cfg(test)]
mod tests;

use super::Overview;
use super::share::{of_each, of_many};
use crate::model::{Dossier, Meeting, MeetingId, PartyId, TopicId};
use events::{OfMeeting, of_meeting};

pub use row::{CellState, TimelineCell, TimelineRow};

/// Topics by meetings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The columns: meetings in the order of their days.
    pub meetings: Vec<MeetingId>,
    /// The rows, in the dossier's order of topics: of each one for every side that raised it, the
    /// side first that did so most often; one without a side where nobody raised it, but passages
    /// are about it or a side is marked as silent on it. A topic with neither has no row.
    pub rows: Vec<TimelineRow>,
    /// What was raised without a response and not taken up since: first what was raised at most
    /// meetings, of those what has waited longest.
    pub open: Vec<StandingOpen>,
}

/// A topic that a side raised last without a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingOpen {
    /// The topic.
    pub topic: TopicId,
    /// The side that raised it.
    pub party: PartyId,
    /// At how many meetings in a row of those at which it was raised.
    pub times: u32,
    /// The first of them.
    pub since: MeetingId,
    /// The last of them.
    pub last: MeetingId,
}

/// A topic is worth a thread with others alone.
const FEW_TOPICS: usize = 8;

impl Timeline {
    /// The whole dossier's. Goes through all passages, by several threads.
    pub fn build(dossier: &Dossier, overview: &Overview) -> Self {
        Self::of_meetings(dossier, overview, |_| true)
    }

    /// That of the meetings that are `wanted`; what happened at others is not told, as if they had
    /// not been, but that an answer given there counts.
    pub fn of_meetings(dossier: &Dossier, overview: &Overview, wanted: impl Fn(&Meeting) -> bool) -> Self {
        let meetings: Vec<_> = dossier.meetings().iter().filter(|meeting| wanted(meeting)).cloned().collect();
        let places = events::Places::of(dossier);
        let found: Vec<OfMeeting> = of_each(&meetings, |meeting| of_meeting(&places, overview, meeting));
        let by_topic = events::by_topic(dossier.topics().len(), found);
        let columns: Vec<MeetingId> = meetings.iter().map(|meeting| meeting.id()).collect();
        let rows = of_many(&by_topic, FEW_TOPICS, |events| row::of_topic(dossier, events));
        let rows: Vec<TimelineRow> = rows.into_iter().flatten().collect();
        let mut open: Vec<StandingOpen> = rows.iter().filter_map(|row| row.standing_open(&columns)).collect();
        let place = |open: &StandingOpen| dossier.position_of(open.since);
        // Stable: of those that are equal, in the order of topics.
        open.sort_by_key(|open| (std::cmp::Reverse(open.times), place(open)));
        Self { meetings: columns, rows, open }
    }
}
