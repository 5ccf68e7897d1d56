//! The order in which passages are gone through, and the next one that wants an answer.
//!
//! Must not know: what is selected, or which passages are hidden.

use std::sync::Arc;

use super::{LinkIndex, Status, status};
use crate::model::{Dossier, Meeting, MeetingId, Passage, PassageId, Statement};

/// All passages of a meeting with their statements, statement by statement, in order of place.
pub fn reading_order(meeting: &Meeting) -> Vec<(&Arc<Statement>, &Arc<Passage>)> {
    meeting.passages().collect()
}

/// The next passage in reading order to which the other side has not reacted, of those that are
/// `wanted`: after `after` and then from the start; `after` itself comes last.
pub fn next_unanswered(
    dossier: &Dossier,
    links: &LinkIndex,
    meeting: MeetingId,
    after: Option<PassageId>,
    wanted: impl Fn(&Passage) -> bool,
) -> Option<PassageId> {
    let order = reading_order(dossier.meeting(meeting)?);
    let start = order.iter().position(|(_, passage)| Some(passage.id) == after).map_or(0, |index| index + 1);
    let (before, behind) = order.split_at_checked(start)?;
    let mut round = behind.iter().chain(before).map(|(_, passage)| passage).filter(|passage| wanted(passage));
    round.find(|passage| status(dossier, links, passage).is_some_and(Status::is_unanswered)).map(|p| p.id)
}
