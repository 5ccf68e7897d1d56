//! Whether a passage that raises something was answered.
//!
//! Must not know: how links are found (`LinkIndex` has them), colours and shapes.

use super::LinkIndex;
use crate::model::{Codebook, Dossier, Effect, Passage};

/// What became of a passage that raises something; the best answered is the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The other side answers it.
    Answered,
    /// The other side answers it in part.
    InPart,
    /// The other side deflects, rejects or denies it.
    TurnedAside,
    /// The reviewer confirmed that nothing answers it.
    NoResponse,
    /// Nobody has looked yet, or not to the end.
    NotReviewed,
}

impl Status {
    /// All, best answered first.
    pub const ALL: [Self; 5] =
        [Self::Answered, Self::InPart, Self::TurnedAside, Self::NoResponse, Self::NotReviewed];

    /// Its name for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::InPart => "in part",
            Self::TurnedAside => "turned aside",
            Self::NoResponse => "no response",
            Self::NotReviewed => "not reviewed",
        }
    }

    /// Whether the other side has not reacted at all.
    pub fn is_unanswered(self) -> bool {
        matches!(self, Self::NoResponse | Self::NotReviewed)
    }
}

/// The status of a passage; `None` where its tag raises nothing.
///
/// Only the other side's words count as a reaction. Of several the best answer counts, and any
/// counts more than the confirmation that there is none.
pub fn status(dossier: &Dossier, links: &LinkIndex, passage: &Passage) -> Option<Status> {
    let codebook = dossier.codebook();
    codebook.raises(&passage.tag).then(|| of_raising(codebook, links, passage))
}

/// The status of a passage whose tag raises something.
pub(super) fn of_raising(codebook: &Codebook, links: &LinkIndex, passage: &Passage) -> Status {
    let reactions = links.incoming(passage.id).iter().filter(|linked| linked.crosses);
    let outcomes = reactions.filter_map(|linked| match codebook.link_kind(&linked.link.kind)?.effect {
        Effect::Answered => Some(Status::Answered),
        Effect::InPart => Some(Status::InPart),
        Effect::TurnedAside => Some(Status::TurnedAside),
        Effect::None => None,
    });
    let silence = if passage.no_response.is_some() { Status::NoResponse } else { Status::NotReviewed };
    outcomes.min().unwrap_or(silence)
}
