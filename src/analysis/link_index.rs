//! Links by the passages at their ends, and whose words stand at each end.
//!
//! Must not know: what a kind of link does.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::{Dossier, Link, MeetingId, PartyId, Passage, PassageId, SaidBy, Statement};

/// A link as seen from one of its ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// The link.
    pub link: Arc<Link>,
    /// The meeting in which it stands.
    pub meeting: MeetingId,
    /// Whether it leads from one side's words to another side's. False where the words of an
    /// end are lost.
    pub crosses: bool,
}

/// Links by the passages at their ends.
///
/// It holds what it was built from: after a change of the dossier it is built anew.
#[derive(Debug, Clone, Default)]
pub struct LinkIndex {
    incoming: HashMap<PassageId, Vec<Linked>>,
    outgoing: HashMap<PassageId, Vec<Linked>>,
}

impl LinkIndex {
    /// Goes through all links once.
    pub fn build(dossier: &Dossier) -> Self {
        let far = FarEnds::find(dossier);
        let mut index = Self::default();
        for meeting in dossier.meetings() {
            for link in meeting.links() {
                let voice = |id| {
                    let near = meeting.passage(id).map(|(statement, passage)| Voice::of(statement, passage));
                    near.or_else(|| far.0.get(&id).copied())
                };
                let crosses =
                    voice(link.from).zip(voice(link.to)).is_some_and(|(from, to)| from.differs_from(to));
                let linked = Linked { link: Arc::clone(link), meeting: meeting.id(), crosses };
                index.outgoing.entry(link.from).or_default().push(linked.clone());
                index.incoming.entry(link.to).or_default().push(linked);
            }
        }
        index
    }

    /// The links that lead to a passage, by meeting, then by id.
    pub fn incoming(&self, passage: PassageId) -> &[Linked] {
        self.incoming.get(&passage).map_or(&[], Vec::as_slice)
    }

    /// The links that lead from a passage, by id.
    pub fn outgoing(&self, passage: PassageId) -> &[Linked] {
        self.outgoing.get(&passage).map_or(&[], Vec::as_slice)
    }
}

/// Whose words a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// One side's.
    One(PartyId),
    /// Both sides', as `0` tells it.
    Both(PartyId),
}

impl Voice {
    /// A side speaks for itself in its text, and for another where the words are attributed to it.
    /// What a third party or nobody says counts for the side that publishes it.
    pub(super) fn of(statement: &Statement, passage: &Passage) -> Self {
        match passage.said_by {
            Some(SaidBy::Party(party)) => Self::One(party),
            Some(SaidBy::Both) => Self::Both(statement.party()),
            Some(SaidBy::Own | SaidBy::Third | SaidBy::Nobody) | None => Self::One(statement.party()),
        }
    }

    /// The side for which the passage counts.
    pub(super) fn party(self) -> PartyId {
        match self {
            Self::One(party) | Self::Both(party) => party,
        }
    }

    /// Whether one of two passages can react to the other as side to side.
    ///
    /// Words of both sides are always also the other's.
    fn differs_from(self, other: Self) -> bool {
        match (self, other) {
            (Self::One(one), Self::One(other)) => one != other,
            _ => true,
        }
    }
}

/// Whose words the ends of links are that lie in another meeting than the link.
struct FarEnds(HashMap<PassageId, Voice>);

impl FarEnds {
    fn find(dossier: &Dossier) -> Self {
        let mut wanted = BTreeSet::new();
        for meeting in dossier.meetings() {
            wanted.extend(meeting.links().map(|link| link.to).filter(|to| meeting.passage(*to).is_none()));
        }
        let mut found = HashMap::new();
        if !wanted.is_empty() {
            // One pass over everything rather than a search for each.
            for (statement, passage) in dossier.meetings().iter().flat_map(|meeting| meeting.passages()) {
                if wanted.contains(&passage.id) {
                    found.insert(passage.id, Voice::of(statement, passage));
                }
            }
        }
        Self(found)
    }
}
