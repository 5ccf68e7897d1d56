//! The order in which a reviewer goes through a meeting's passages.
//!
//! Must not know: filters or what is on the screen.

use std::sync::Arc;

use super::{LinkIndex, Status, status};
use crate::model::{Dossier, Meeting, MeetingId, Passage, PassageId, Statement};

/// All passages with their statements: statement by statement, each in order of place, the
/// longer first where two begin together.
pub fn reading_order(meeting: &Meeting) -> Vec<(&Arc<Statement>, &Arc<Passage>)> {
    let mut order: Vec<_> = meeting.passages().collect();
    let rank = |id| meeting.statements().iter().position(|statement| statement.id() == id);
    order.sort_by_key(|(statement, passage)| {
        (
            rank(statement.id()),
            passage.range.start(),
            std::cmp::Reverse(passage.range.end()),
            passage.label.clone(),
        )
    });
    order
}

/// The next passage of a meeting that nothing answers, after `after` in reading order and round
/// to the beginning: first those not reviewed yet, then those confirmed to have no response.
pub fn next_unanswered(
    dossier: &Dossier,
    links: &LinkIndex,
    meeting: MeetingId,
    after: Option<PassageId>,
) -> Option<PassageId> {
    let order = reading_order(dossier.meeting(meeting)?);
    let from = after
        .and_then(|after| order.iter().position(|(_, passage)| passage.id == after))
        .map_or(0, |position| position + 1);
    let (before, rest) = order.split_at_checked(from)?;
    let of = |wanted: Status| {
        rest.iter()
            .chain(before)
            .find(|(_, passage)| status(dossier, links, passage) == Some(wanted))
            .map(|(_, passage)| passage.id)
    };
    of(Status::NotReviewed).or_else(|| of(Status::NoResponse))
}
