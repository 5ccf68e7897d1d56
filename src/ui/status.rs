//! How a status looks: its mark and its colour. The word always stands beside.
//!
//! Must not know: how a status is worked out.

use super::widgets::Mark;
use crate::analysis::Status;

/// The mark of a status, readable without colour.
pub(super) fn mark(status: Status) -> Mark {
    match status {
        Status::Answered => Mark::Full,
        Status::InPart => Mark::Half,
        Status::TurnedAside => Mark::Struck,
        Status::NoResponse => Mark::Ring,
        Status::NotReviewed => Mark::Dotted,
    }
}
