//! The status of a passage that raises something.
//!
//! Worked out from its links: the strongest of answered, in part, turned aside; without such a
//! link, "no response" where the reviewer confirmed it, and "not reviewed" otherwise.
//! Must not know: how a status is shown.

use super::LinkIndex;
use crate::model::{Dossier, Effect, PartyId, Passage, SaidBy};

/// What became of something that was raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// A reply of the other side answers it.
    Answered,
    /// It is answered in part.
    InPart,
    /// It is deflected, rejected or denied.
    TurnedAside,
    /// The reviewer confirmed that nothing answers it.
    NoResponse,
    /// Nobody has looked for an answer yet.
    NotReviewed,
}

impl Status {
    /// All, from the best to the one that says least.
    pub const ALL: [Self; 5] =
        [Self::Answered, Self::InPart, Self::TurnedAside, Self::NoResponse, Self::NotReviewed];

    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::InPart => "in part",
            Self::TurnedAside => "turned aside",
            Self::NoResponse => "no response",
            Self::NotReviewed => "not reviewed",
        }
    }
}

/// The status of a passage of the dossier; `None` where its tag raises nothing.
///
/// Only the other side can answer: a link counts where the passage that reacts is said by
/// another party than the one that raised it.
pub fn status(dossier: &Dossier, links: &LinkIndex, passage: &Passage) -> Option<Status> {
    if !dossier.codebook().raises(&passage.tag) {
        return None;
    }
    let raiser =
        dossier.passage(passage.id).and_then(|(_, statement, _)| speaker(passage, statement.party()));
    let best = links
        .incoming(passage.id)
        .iter()
        .filter(|linked| {
            let reply = dossier.passage(linked.link.from);
            let replier = reply.and_then(|(_, statement, reply)| speaker(reply, statement.party()));
            // Where nobody in particular speaks, the reviewer's link is trusted.
            replier.is_none() || raiser.is_none() || replier != raiser
        })
        .filter_map(|linked| dossier.codebook().link_kind(&linked.link.kind))
        .filter_map(|kind| match kind.effect {
            Effect::Answered => Some(Status::Answered),
            Effect::InPart => Some(Status::InPart),
            Effect::TurnedAside => Some(Status::TurnedAside),
            Effect::None => None,
        })
        .min();
    Some(match (best, &passage.no_response) {
        (Some(best), _) => best,
        (None, Some(_)) => Status::NoResponse,
        (None, None) => Status::NotReviewed,
    })
}

/// The party whose words they are: that of the statement, unless the statement gives them to
/// another one; `None` for both sides together, a third or nobody.
pub(super) fn speaker(passage: &Passage, party: PartyId) -> Option<PartyId> {
    match passage.said_by {
        None | Some(SaidBy::Own) => Some(party),
        Some(SaidBy::Party(party)) => Some(party),
        Some(SaidBy::Both | SaidBy::Third | SaidBy::Nobody) => None,
    }
}
