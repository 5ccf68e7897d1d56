//! Links between passages, and absences: what a side's text says nothing about.
//!
//! Must not know: what a link does to a status (the codebook says, `analysis` works it out).

use super::{AbsenceId, Extra, LinkId, LinkKindId, Moment, PartyId, PassageId, ReviewerId, TopicId};

/// A directed, typed connection from the passage that reacts to the passage it reacts to.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Permanent id.
    pub id: LinkId,
    /// What the reacting passage does to the other.
    pub kind: LinkKindId,
    /// The passage that reacts; the link stands in its meeting.
    pub from: PassageId,
    /// The passage it reacts to, in any meeting.
    pub to: PassageId,
    /// The reviewer's words about it.
    pub note: String,
    /// Where the program suggested it: the cue or method and its version; empty where the reviewer
    /// made it without.
    pub suggested_by: String,
    /// Who made it.
    pub reviewer: Option<ReviewerId>,
    /// When it was made.
    pub created: Moment,
    /// When it last changed.
    pub modified: Moment,
    /// Unknown fields of the file.
    pub extra: Extra,
}

/// A mark that a side's text says nothing on a topic which the other side treats.
#[derive(Debug, Clone, PartialEq)]
pub struct Absence {
    /// Permanent id.
    pub id: AbsenceId,
    /// The side that is silent.
    pub party: PartyId,
    /// The topic it is silent on.
    pub topic: TopicId,
    /// The reviewer's reason.
    pub reason: String,
    /// Unknown fields of the file.
    pub extra: Extra,
}
