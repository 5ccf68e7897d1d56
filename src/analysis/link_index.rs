//! Links by the passages at their ends, and whose words stand at each end.
//!
//! Must not know: what a kind of link does.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::{
    Dossier, Link, LinkId, Mark, Meeting, MeetingId, PartyId, Passage, PassageId, SaidBy, Statement, Touched,
};

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
/// It holds what it was built from: after a change of the dossier it is built anew, or brought
/// up to date by [`update`](Self::update), which comes to the same.
#[derive(Debug, Clone, Default)]
pub struct LinkIndex {
    incoming: Ends,
    outgoing: Ends,
    /// The dossier that it tells of.
    mark: Option<Mark>,
}

impl PartialEq for LinkIndex {
    fn eq(&self, other: &Self) -> bool {
        self.incoming == other.incoming && self.outgoing == other.outgoing
    }
}

impl LinkIndex {
    /// Goes through all links once.
    pub fn build(dossier: &Dossier) -> Self {
        let links = dossier.meetings().iter().map(|meeting| meeting.links().len()).sum();
        let mut index = Self { mark: Some(dossier.mark()), ..Self::default() };
        index.incoming.0.reserve(links);
        index.outgoing.0.reserve(links);
        for meeting in dossier.meetings() {
            for link in meeting.links() {
                let crosses = crosses(dossier, meeting, link);
                let linked = Linked { link: Arc::clone(link), meeting: meeting.id(), crosses };
                index.outgoing.push(link.from, linked.clone());
                index.incoming.push(link.to, linked);
            }
        }
        index
    }

    /// Takes in what was changed since it was built or brought up to date. Looks at the passages
    /// and links that were touched and no others, unless too much has happened.
    pub fn update(&mut self, dossier: &Dossier) {
        let touched: Option<Vec<&Touched>> =
            self.mark.and_then(|mark| dossier.touched_since(mark)).map(Iterator::collect);
        match touched {
            Some(touched) => drop(self.take_in(dossier, &touched)),
            None => *self = Self::build(dossier),
        }
    }

    /// Takes in what was touched, and gives the passages at which other links end or count now.
    pub(super) fn take_in(&mut self, dossier: &Dossier, touched: &[&Touched]) -> BTreeSet<PassageId> {
        self.mark = Some(dossier.mark());
        let mut changed = BTreeSet::new();
        // Of several changes to the same link, the first tells how it stands in here.
        let mut seen = BTreeSet::new();
        for touched in touched {
            let Touched::Link { meeting, id, before } = touched else { continue };
            if !seen.insert((*meeting, *id)) {
                continue;
            }
            if let Some(before) = before {
                self.outgoing.remove(before.from, *meeting, *id);
                self.incoming.remove(before.to, *meeting, *id);
                changed.insert(before.to);
            }
            let Some(meeting) = dossier.meeting(*meeting) else { continue };
            if let Some(link) = meeting.link(*id) {
                let crosses = crosses(dossier, meeting, link);
                let linked = Linked { link: Arc::clone(link), meeting: meeting.id(), crosses };
                self.outgoing.insert(dossier, link.from, linked.clone());
                self.incoming.insert(dossier, link.to, linked);
                changed.insert(link.to);
            }
        }
        // Whose words a passage is decides whether its links count.
        for touched in touched {
            if let Touched::Passage { id, .. } = touched {
                self.judge_again(dossier, *id, &mut changed);
            }
        }
        changed
    }

    /// Works out anew which links of a passage lead from side to side.
    fn judge_again(&mut self, dossier: &Dossier, id: PassageId, changed: &mut BTreeSet<PassageId>) {
        let at_it = self.incoming(id).iter().chain(self.outgoing(id));
        let wrong: Vec<(Arc<Link>, MeetingId, bool)> = at_it
            .filter_map(|linked| {
                let now = crosses(dossier, dossier.meeting(linked.meeting)?, &linked.link);
                (now != linked.crosses).then(|| (Arc::clone(&linked.link), linked.meeting, now))
            })
            .collect();
        for (link, meeting, now) in wrong {
            changed.insert(link.to);
            let outgoing = self.outgoing.find(link.from, meeting, link.id);
            outgoing.into_iter().for_each(|linked| linked.crosses = now);
            let incoming = self.incoming.find(link.to, meeting, link.id);
            incoming.into_iter().for_each(|linked| linked.crosses = now);
        }
    }

    /// The links that lead to a passage, by meeting, then by id.
    pub fn incoming(&self, passage: PassageId) -> &[Linked] {
        self.incoming.get(passage)
    }

    /// The links that lead from a passage, by id.
    pub fn outgoing(&self, passage: PassageId) -> &[Linked] {
        self.outgoing.get(passage)
    }
}

/// Links by the passage at one of their ends, each list by meeting, then by id, and none empty.
#[derive(Debug, Clone, Default, PartialEq)]
struct Ends(HashMap<PassageId, Few, foldhash::quality::RandomState>);

/// One link or more; most passages that have any have one.
#[derive(Debug, Clone)]
enum Few {
    One(Linked),
    More(Vec<Linked>),
}

impl Few {
    fn as_slice(&self) -> &[Linked] {
        match self {
            Self::One(linked) => std::slice::from_ref(linked),
            Self::More(links) => links,
        }
    }

    fn as_mut_slice(&mut self) -> &mut [Linked] {
        match self {
            Self::One(linked) => std::slice::from_mut(linked),
            Self::More(links) => links,
        }
    }

    fn insert(&mut self, at: usize, new: Linked) {
        match self {
            Self::More(links) => links.insert(at.min(links.len()), new),
            Self::One(one) if at == 0 => *self = Self::More(vec![new, one.clone()]),
            Self::One(one) => *self = Self::More(vec![one.clone(), new]),
        }
    }
}

impl PartialEq for Few {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Ends {
    fn get(&self, passage: PassageId) -> &[Linked] {
        self.0.get(&passage).map_or(&[], Few::as_slice)
    }

    fn find(&mut self, passage: PassageId, meeting: MeetingId, id: LinkId) -> Option<&mut Linked> {
        let links = self.0.get_mut(&passage)?.as_mut_slice();
        links.iter_mut().find(|linked| linked.link.id == id && linked.meeting == meeting)
    }

    /// Adds a link that comes after all that are there.
    fn push(&mut self, passage: PassageId, linked: Linked) {
        match self.0.entry(passage) {
            Entry::Occupied(mut links) => links.get_mut().insert(usize::MAX, linked),
            Entry::Vacant(place) => drop(place.insert(Few::One(linked))),
        }
    }

    /// Adds a link where it belongs.
    fn insert(&mut self, dossier: &Dossier, passage: PassageId, linked: Linked) {
        let place = |linked: &Linked| (dossier.position_of(linked.meeting), linked.link.id);
        let own = place(&linked);
        match self.0.entry(passage) {
            Entry::Occupied(mut links) => {
                let at = links.get().as_slice().partition_point(|other| place(other) < own);
                links.get_mut().insert(at, linked);
            }
            Entry::Vacant(place) => drop(place.insert(Few::One(linked))),
        }
    }

    fn remove(&mut self, passage: PassageId, meeting: MeetingId, id: LinkId) {
        let Entry::Occupied(mut links) = self.0.entry(passage) else { return };
        let is_it = |linked: &Linked| linked.link.id == id && linked.meeting == meeting;
        match links.get_mut() {
            Few::One(one) if is_it(one) => drop(links.remove()),
            Few::One(_) => {}
            Few::More(more) => {
                more.retain(|linked| !is_it(linked));
                if more.is_empty() {
                    links.remove();
                }
            }
        }
    }
}

/// Whether a link of a meeting leads from one side's words to another's.
fn crosses(dossier: &Dossier, meeting: &Meeting, link: &Link) -> bool {
    let voice = |id| {
        // Nearly always both ends are in the link's own meeting.
        let near = meeting.passage(id);
        let found = near.or_else(|| dossier.passage(id).map(|(_, statement, passage)| (statement, passage)));
        found.map(|(statement, passage)| Voice::of(statement, passage))
    };
    voice(link.from).zip(voice(link.to)).is_some_and(|(from, to)| from.differs_from(to))
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
