//! One topic as one side raised it, meeting by meeting.
//!
//! Must not know: how passages are found, or other topics.

use std::collections::BTreeSet;

use super::StandingOpen;
use super::events::{Does, Event, OfTopic};
use crate::analysis::Status;
use crate::model::{Dossier, MeetingId, PartyId, PassageId, TopicId};

/// What happened on a topic at a meeting, as seen from the side that raises it.
///
/// The first of these that is true counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellState {
    /// The side raised it. Of several passages the least answered tells: where one is not reviewed
    /// all of it is not, as far as one knows.
    Raised(Status),
    /// The side raised nothing, but a text says that both agree on something.
    Agreement,
    /// Nor that, but a side undertakes something.
    Commitment,
    /// Nor that, but passages are about it; another side may have raised it.
    Mentioned,
    /// No passage is about it. Such a cell is listed only where a side is marked as silent.
    NotMentioned,
}

impl CellState {
    /// Whether any passage is about the topic.
    pub fn is_mention(self) -> bool {
        self != Self::NotMentioned
    }

    /// Its name for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Raised(Status::Answered) => "answered",
            Self::Raised(Status::InPart) => "answered in part",
            Self::Raised(Status::TurnedAside) => "turned aside",
            Self::Raised(Status::NoResponse) => "raised, no response",
            Self::Raised(Status::NotReviewed) => "raised, not reviewed",
            Self::Agreement => "agreement",
            Self::Commitment => "commitment",
            Self::Mentioned => "mentioned",
            Self::NotMentioned => "not mentioned",
        }
    }
}

/// A topic at a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineCell {
    /// The meeting's place among the timeline's.
    pub column: u32,
    /// What happened.
    pub state: CellState,
    /// Whether it was raised here, and had been before without being answered, wholly or in part,
    /// or agreed or promised since.
    pub again: bool,
    /// The column from which a line leads here: the last before in which it was spoken of.
    pub from: Option<u32>,
    /// What the side raised, by status, best answered first; see [`Self::count`].
    counts: [u16; 5],
    /// Where its passages end in the row's list; they start where those of the cell before end.
    end: u32,
}

impl TimelineCell {
    /// How many of the side's passages here have this status.
    pub fn count(&self, status: Status) -> usize {
        let mut counts = Status::ALL.into_iter().zip(self.counts);
        counts.find(|(other, _)| *other == status).map_or(0, |(_, count)| usize::from(count))
    }

    /// What happened, in words: "raised again, no response".
    pub fn words(&self) -> &'static str {
        match self.state {
            CellState::Raised(Status::NoResponse) if self.again => "raised again, no response",
            CellState::Raised(Status::NotReviewed) if self.again => "raised again, not reviewed",
            CellState::Raised(Status::TurnedAside) if self.again => "raised again, turned aside",
            state => state.words(),
        }
    }
}

/// A topic as one side raised it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// The topic.
    pub topic: TopicId,
    /// The side that raised it; `None` where nobody did.
    pub party: Option<PartyId>,
    /// At how many meetings the side raised it.
    pub raised: u32,
    /// The cells that tell of anything, by column. At all other meetings it was not mentioned.
    pub cells: Vec<TimelineCell>,
    passages: Vec<PassageId>,
    silent: Vec<(u32, PartyId)>,
}

impl TimelineRow {
    /// The cell in a column; `None` where the topic was not mentioned and no side is marked as
    /// silent.
    pub fn cell(&self, column: u32) -> Option<&TimelineCell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at)
    }

    /// The passages that make the cell of a column what it is, in reading order: what the side
    /// raised, or else what is agreed, promised, said of it.
    pub fn passages(&self, column: u32) -> &[PassageId] {
        let Ok(at) = self.cells.binary_search_by_key(&column, |cell| cell.column) else { return &[] };
        let end = |at: usize| self.cells.get(at).and_then(|cell| usize::try_from(cell.end).ok());
        let start = at.checked_sub(1).map_or(Some(0), end);
        start.zip(end(at)).and_then(|(start, end)| self.passages.get(start..end)).unwrap_or_default()
    }

    /// The sides that the reviewer marked as silent on the topic at the meeting of a column.
    pub fn silent(&self, column: u32) -> impl Iterator<Item = PartyId> {
        let from = self.silent.partition_point(|(other, _)| *other < column);
        let here = self.silent.iter().skip(from).take_while(move |(other, _)| *other == column);
        here.map(|(_, party)| *party)
    }

    /// Whether a line passes over a column in which the topic was not mentioned.
    pub fn passes(&self, column: u32) -> bool {
        let after = self.cells.partition_point(|cell| cell.column <= column);
        let mut later = self.cells.iter().skip(after).filter(|cell| cell.state.is_mention());
        let next = later.next().and_then(|cell| cell.from);
        next.is_some_and(|from| from < column)
    }

    /// Since when it stands open, where it does: raised last without a response, and neither agreed
    /// nor promised since.
    pub(super) fn standing_open(&self, columns: &[MeetingId]) -> Option<StandingOpen> {
        let (mut times, mut since, mut last) = (0, None, None);
        for cell in self.cells.iter().rev() {
            match cell.state {
                CellState::Raised(status) if status.is_unanswered() => {
                    times += 1;
                    since = Some(cell.column);
                    last = last.or(since);
                }
                CellState::Raised(_) | CellState::Agreement | CellState::Commitment => break,
                CellState::Mentioned | CellState::NotMentioned => {}
            }
        }
        let meeting = |column: u32| columns.get(usize::try_from(column).ok()?).copied();
        let (since, last) = (since.and_then(meeting)?, last.and_then(meeting)?);
        Some(StandingOpen { topic: self.topic, party: self.party?, times, since, last })
    }
}

/// The rows of a topic.
pub(super) fn of_topic(dossier: &Dossier, of: &OfTopic) -> Vec<TimelineRow> {
    let topic = usize::try_from(of.topic).ok().and_then(|topic| dossier.topics().get(topic));
    let Some(topic) = topic.map(|topic| topic.id) else { return Vec::new() };
    if of.events.is_empty() && of.silent.is_empty() {
        return Vec::new();
    }
    // At how many meetings each side raised it, and when first.
    let mut raised = vec![(0_u32, u32::MAX); dossier.parties().len()];
    let mut last = vec![u32::MAX; raised.len()];
    for event in &of.events {
        let Does::Raises(party, _) = event.does else { continue };
        let Ok(party) = usize::try_from(party) else { continue };
        let Some(((times, first), last)) = raised.get_mut(party).zip(last.get_mut(party)) else { continue };
        if *last != event.column {
            *times += 1;
        }
        (*first, *last) = ((*first).min(event.column), event.column);
    }
    let mut parties: Vec<usize> = (0..raised.len()).collect();
    parties.retain(|at| raised.get(*at).is_some_and(|(times, _)| *times > 0));
    parties.sort_by_key(|at| raised.get(*at).map(|(times, first)| (std::cmp::Reverse(*times), *first)));
    let row = |party: Option<usize>| {
        let times = party.and_then(|at| raised.get(at)).map_or(0, |(times, _)| *times);
        let id = party.and_then(|at| dossier.parties().get(at)).map(|party| party.id);
        let mut row = TimelineRow {
            topic,
            party: id,
            raised: times,
            cells: Vec::new(),
            passages: Vec::new(),
            silent: of.silent.clone(),
        };
        row.fill(party.and_then(|party| u32::try_from(party).ok()), of);
        row
    };
    if parties.is_empty() { vec![row(None)] } else { parties.into_iter().map(|at| row(Some(at))).collect() }
}

impl TimelineRow {
    /// Makes the cells.
    fn fill(&mut self, party: Option<u32>, of: &OfTopic) {
        let silent: BTreeSet<u32> = of.silent.iter().map(|(column, _)| *column).collect();
        let mut silent = silent.into_iter().peekable();
        // Whether it was raised and not answered when it was last raised.
        let (mut waiting, mut from) = (false, None);
        for here in of.events.chunk_by(|one, other| one.column == other.column) {
            let Some(column) = here.first().map(|event| event.column) else { continue };
            while let Some(empty) = silent.next_if(|silent| *silent < column) {
                self.push(TimelineCell::new(empty), &mut []);
            }
            silent.next_if_eq(&column);
            let mut cell = TimelineCell { from, ..TimelineCell::new(column) };
            let its = cell.tell(party, here);
            if let CellState::Raised(_) = cell.state {
                cell.again = waiting;
            }
            waiting = match cell.state {
                CellState::Raised(Status::Answered | Status::InPart) => false,
                CellState::Raised(_) => true,
                CellState::Agreement | CellState::Commitment => false,
                CellState::Mentioned | CellState::NotMentioned => waiting,
            };
            from = Some(column);
            let mut its: Vec<&Event> = here.iter().filter(|event| its(event)).collect();
            self.push(cell, &mut its);
        }
        for empty in silent {
            self.push(TimelineCell::new(empty), &mut []);
        }
    }

    /// Adds a cell with its passages.
    fn push(&mut self, cell: TimelineCell, its: &mut [&Event]) {
        its.sort_unstable_by_key(|event| (event.place, event.passage));
        self.passages.extend(its.iter().map(|event| event.passage));
        let end = u32::try_from(self.passages.len()).unwrap_or(u32::MAX);
        self.cells.push(TimelineCell { end, ..cell });
    }
}

impl TimelineCell {
    fn new(column: u32) -> Self {
        Self { column, state: CellState::NotMentioned, again: false, from: None, counts: [0; 5], end: 0 }
    }

    /// Takes in what happened here, and says which of it makes the cell what it is.
    fn tell(&mut self, party: Option<u32>, here: &[Event]) -> impl Fn(&Event) -> bool + use<> {
        let (mut worst, mut agrees, mut commits) = (None, false, false);
        for event in here {
            match event.does {
                Does::Raises(side, status) if Some(side) == party => {
                    worst = worst.max(Some(status));
                    let mut counts = Status::ALL.into_iter().zip(&mut self.counts);
                    let count = counts.find(|(other, _)| *other == status);
                    count.into_iter().for_each(|(_, count)| *count = count.saturating_add(1));
                }
                Does::Agrees => agrees = true,
                Does::Commits => commits = true,
                Does::Raises(..) | Does::Mentions => {}
            }
        }
        self.state = match worst {
            Some(status) => CellState::Raised(status),
            None if agrees => CellState::Agreement,
            None if commits => CellState::Commitment,
            None => CellState::Mentioned,
        };
        let state = self.state;
        move |event| match (state, event.does) {
            (CellState::Raised(_), Does::Raises(side, _)) => Some(side) == party,
            (CellState::Agreement, does) => does == Does::Agrees,
            (CellState::Commitment, does) => does == Does::Commits,
            (state, _) => state == CellState::Mentioned,
        }
    }
}
