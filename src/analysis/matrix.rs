//! The table of concerns and responses: what was raised, or the replies that reply to nothing,
//! each with what the table shows, sorted and filtered.
//!
//! Must not know: how the table is drawn, which row is chosen, or how a note is edited.

mod filter;
mod sort;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::link_index::Voice;
use super::share::of_each;
use super::{Overview, Raised, Status};
use crate::model::{
    Dossier, Link, Meeting, MeetingId, PartyId, Passage, PassageId, Role, Statement, StatementId, Strength,
    TopicId,
};

pub use filter::MatrixFilter;
pub use sort::MatrixSort;

/// A row: one passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixRow {
    /// The passage.
    pub id: PassageId,
    /// Its meeting.
    pub meeting: MeetingId,
    /// Its statement.
    pub statement: StatementId,
    /// The side for which it counts: who raised it, or who replies.
    pub party: PartyId,
    /// What it is about.
    pub topic: Option<TopicId>,
    /// How strongly it is said.
    pub strength: Option<Strength>,
    /// What became of it; `None` for a reply.
    pub status: Option<Status>,
    /// How many links lead to it from another side's words, as [`replies`] lists them; 0 for a reply.
    pub replies: u32,
}

impl MatrixRow {
    fn of_raised(meeting: MeetingId, statement: StatementId, raised: &Raised) -> Self {
        let Raised { id, range: _, party, topic, strength, status, replies } = *raised;
        Self { id, meeting, statement, party, topic, strength, status: Some(status), replies }
    }

    fn of_reply(meeting: MeetingId, statement: &Statement, passage: &Passage) -> Self {
        Self {
            id: passage.id,
            meeting,
            statement: statement.id(),
            party: Voice::of(statement, passage).party(),
            topic: passage.topic,
            strength: passage.strength,
            status: None,
            replies: 0,
        }
    }

    /// The passage itself, with its statement.
    fn find<'d>(&self, dossier: &'d Dossier) -> Option<(&'d Arc<Statement>, &'d Arc<Passage>)> {
        let statement = dossier.meeting(self.meeting)?.statement(self.statement)?;
        Some((statement, statement.passages().get(self.id)?))
    }
}

/// Which passages the table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum MatrixKind {
    /// Those whose tag raises something.
    #[default]
    Raised,
    /// Those whose tag replies, and from which no link leads to something that another side raised.
    Orphans,
}

/// The rows of the table.
///
/// Rows that are equal in what is sorted by stand in the order of meetings and of the text. Costs a
/// few milliseconds for tens of thousands of rows; more where words, notes or tags are asked for,
/// which stand in the passages themselves.
pub fn matrix(
    dossier: &Dossier,
    overview: &Overview,
    kind: MatrixKind,
    filter: &MatrixFilter,
    sort: MatrixSort,
    descending: bool,
) -> Vec<MatrixRow> {
    let Some(wanted) = filter.ready(dossier) else { return Vec::new() };
    let meetings = wanted.meetings(dossier);
    let of_meeting = |meeting: &Arc<Meeting>| match kind {
        MatrixKind::Raised => raised(overview, meeting, &wanted).collect(),
        MatrixKind::Orphans => orphans(dossier, overview, meeting, &wanted),
    };
    let mut rows: Vec<MatrixRow> = if kind == MatrixKind::Raised && !wanted.asks_passages() {
        // Everything lies ready: to collect it takes less time than to start a thread.
        let most = meetings.iter().filter_map(|meeting| overview.of(meeting.id()));
        let mut rows = Vec::with_capacity(most.map(|counts| counts.coverage.raised).sum());
        meetings.iter().for_each(|meeting| rows.extend(raised(overview, meeting, &wanted)));
        rows
    } else {
        of_each(meetings, of_meeting).concat()
    };
    sort::sort(dossier, &mut rows, sort, descending);
    rows
}

/// What was raised in a meeting and is wanted, in reading order.
fn raised(
    overview: &Overview,
    meeting: &Meeting,
    wanted: &filter::Ready<'_>,
) -> impl Iterator<Item = MatrixRow> {
    let rows = overview.raised(meeting.id());
    let rows = rows.map(|(statement, raised)| MatrixRow::of_raised(meeting.id(), statement, raised));
    rows.filter(|row| {
        let its_passage = || {
            let statement = meeting.statement(row.statement)?;
            Some((statement.as_ref(), statement.passages().get(row.id)?.as_ref()))
        };
        wanted.row(row)
            && (!wanted.asks_passages() || its_passage().is_some_and(|(s, p)| wanted.passage(s, p)))
    })
}

/// The replies of a meeting that reply to nothing and are wanted, in reading order.
fn orphans(
    dossier: &Dossier,
    overview: &Overview,
    meeting: &Meeting,
    wanted: &filter::Ready<'_>,
) -> Vec<MatrixRow> {
    let codebook = dossier.codebook();
    let mut rows = Vec::new();
    for statement in meeting.statements() {
        let from = rows.len();
        // By id, for that is faster; their order is put right afterwards.
        for passage in statement.passages().by_id() {
            if codebook.tag(&passage.tag).is_none_or(|tag| tag.role != Role::Replies) {
                continue;
            }
            let row = MatrixRow::of_reply(meeting.id(), statement, passage);
            let fits = wanted.row(&row) && wanted.passage(statement, passage);
            if fits && !replies_to_something(dossier, overview, meeting, passage.id) {
                rows.push((passage.range, row));
            }
        }
        let own = rows.get_mut(from..).unwrap_or_default();
        own.sort_unstable_by_key(|(range, row)| (*range, row.id));
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Whether a link leads from a passage of the meeting to something that another side raised.
fn replies_to_something(dossier: &Dossier, overview: &Overview, meeting: &Meeting, id: PassageId) -> bool {
    let crossing = overview.links().outgoing(id).iter().filter(|linked| linked.crosses);
    crossing.map(|linked| linked.link.to).any(|to| {
        // Nearly always both ends are in one meeting.
        let near = meeting.passage(to).map(|(_, passage)| passage);
        let target = near.or_else(|| dossier.passage(to).map(|(.., passage)| passage));
        target.is_some_and(|passage| dossier.codebook().raises(&passage.tag))
    })
}

/// A reaction to a passage.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'d> {
    /// The link, which says what the reaction does.
    pub link: &'d Arc<Link>,
    /// The statement of the passage that reacts.
    pub statement: &'d Arc<Statement>,
    /// The passage that reacts.
    pub passage: &'d Arc<Passage>,
    /// The meeting in which it stands.
    pub meeting: MeetingId,
}

/// What another side's words do to a passage: all links that lead to it from side to side, those
/// too that do nothing to the status, by meeting and then as they stand there.
pub fn replies<'d>(dossier: &'d Dossier, overview: &'d Overview, id: PassageId) -> Vec<Reply<'d>> {
    let crossing = overview.links().incoming(id).iter().filter(|linked| linked.crosses);
    let found = crossing.filter_map(|linked| {
        let (statement, passage) = dossier.meeting(linked.meeting)?.passage(linked.link.from)?;
        Some(Reply { link: &linked.link, statement, passage, meeting: linked.meeting })
    });
    let mut found: Vec<Reply<'d>> = found.collect();
    let place = |reply: &Reply<'_>| {
        let meeting = dossier.meeting(reply.meeting);
        let statement = meeting.and_then(|meeting| {
            meeting.statements().iter().position(|statement| statement.id() == reply.statement.id())
        });
        (dossier.position_of(reply.meeting), statement, reply.passage.range, reply.link.id)
    };
    found.sort_by_cached_key(place);
    found
}
