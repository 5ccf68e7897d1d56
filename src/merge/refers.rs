//! What in the merged dossier refers to what is not in it, because the other side deleted it.
//!
//! Must not know: how it is brought back.

use std::collections::{BTreeMap, HashSet};

use super::Thing;
use super::weigh::Weigh;
use crate::model::{Dossier, MeetingId, MemoScope, PartyId, PassageId, ReviewerId, SaidBy, Tag};

/// What must be there, and whether by all means: then no choice takes it away.
#[derive(Debug, Default)]
pub(super) struct Needed(BTreeMap<Thing, bool>);

impl Needed {
    pub(super) fn has(&self, thing: &Thing) -> bool {
        self.0.contains_key(thing)
    }

    pub(super) fn insists(&self, thing: &Thing) -> bool {
        self.0.get(thing).copied().unwrap_or(false)
    }

    pub(super) fn add(&mut self, thing: Thing, insists: bool) {
        *self.0.entry(thing).or_default() |= insists;
    }

    pub(super) fn extend(&mut self, other: Self) {
        other.0.into_iter().for_each(|(thing, insists)| self.add(thing, insists));
    }

    /// A number that rises with everything that is added.
    pub(super) fn len(&self) -> usize {
        self.0.len() + self.0.values().filter(|insists| **insists).count()
    }
}

/// Notes what is referred to and missing, where one of the versions has it. Links are looked at
/// where they are merged: they may give way.
pub(super) fn look(weigh: &mut Weigh<'_>, dossier: &Dossier) {
    let mut look = Look { weigh, dossier, seen: HashSet::default() };
    for tag in dossier.codebook().tags() {
        look.tag_refers(tag);
    }
    for meeting in dossier.meetings() {
        meeting.details().participants.iter().for_each(|person| look.party(person.party));
        for statement in meeting.statements() {
            look.party(Some(statement.party()));
            let lost = statement.lost().iter().map(|lost| &lost.passage);
            for passage in statement.passages().by_id().map(AsRef::as_ref).chain(lost) {
                if dossier.codebook().tag(&passage.tag).is_none() {
                    look.weigh.missing(Thing::Tag(passage.tag.clone()), true);
                }
                if let Some(topic) = passage.topic {
                    look.once(topic, |dossier| dossier.topic(topic).is_some(), Thing::Topic(topic));
                }
                if let Some(SaidBy::Party(party)) = passage.said_by {
                    look.party(Some(party));
                }
                look.reviewer(passage.reviewer);
                look.reviewer(passage.no_response.as_ref().and_then(|confirmed| confirmed.reviewer));
            }
        }
        for link in meeting.links() {
            if dossier.codebook().link_kind(&link.kind).is_none() {
                look.weigh.missing(Thing::LinkKind(link.kind.clone()), true);
            }
            look.reviewer(link.reviewer);
        }
        for absence in meeting.absences() {
            look.party(Some(absence.party));
            let topic = absence.topic;
            look.once(topic, |dossier| dossier.topic(topic).is_some(), Thing::Topic(topic));
        }
    }
    for memo in dossier.memos() {
        if let MemoScope::Meeting(id) = memo.scope {
            look.once(id, |dossier| dossier.meeting(id).is_some(), Thing::Meeting(id));
        }
        memo.parties.iter().for_each(|party| look.party(Some(*party)));
        look.reviewer(memo.reviewer);
    }
}

struct Look<'l, 'a> {
    weigh: &'l mut Weigh<'a>,
    dossier: &'l Dossier,
    /// What was looked up: a large dossier names the same few again and again.
    seen: HashSet<Name, foldhash::quality::RandomState>,
}

#[derive(PartialEq, Eq, Hash)]
enum Name {
    Party(PartyId),
    Topic(crate::model::TopicId),
    Reviewer(ReviewerId),
    Meeting(MeetingId),
}

macro_rules! names {
    ($($id:ty => $name:ident),+) => {$(
        impl From<$id> for Name {
            fn from(id: $id) -> Self {
                Self::$name(id)
            }
        }
    )+};
}

names! { PartyId => Party, crate::model::TopicId => Topic, ReviewerId => Reviewer, MeetingId => Meeting }

impl Look<'_, '_> {
    fn once(&mut self, id: impl Into<Name>, is_there: impl Fn(&Dossier) -> bool, thing: Thing) {
        if self.seen.insert(id.into())
            && !is_there(self.dossier)
            && self.weigh.anywhere().iter().any(|version| is_there(version.dossier))
        {
            self.weigh.missing(thing, true);
        }
    }

    fn party(&mut self, id: Option<PartyId>) {
        if let Some(id) = id {
            self.once(id, |dossier| dossier.party(id).is_some(), Thing::Party(id));
        }
    }

    fn reviewer(&mut self, id: Option<ReviewerId>) {
        if let Some(id) = id {
            self.once(id, |dossier| dossier.reviewer(id).is_some(), Thing::Reviewer(id));
        }
    }

    /// A family that is in no version is nothing that could be brought back.
    fn tag_refers(&mut self, tag: &Tag) {
        let has = |dossier: &Dossier| dossier.codebook().family(&tag.family).is_some();
        if !has(self.dossier) && self.weigh.anywhere().iter().any(|version| has(version.dossier)) {
            self.weigh.missing(Thing::Family(tag.family.clone()), true);
        }
    }
}

/// Notes that a link needs passages that are not there, with what they stand in; false where one of
/// them went by the reviewer's choice, and the link with it.
pub(super) fn passages(weigh: &mut Weigh<'_>, ids: &[PassageId]) -> bool {
    let mut chain: Vec<Thing> = ids.iter().copied().map(Thing::Passage).collect();
    for (version, id) in weigh.anywhere().iter().flat_map(|version| ids.iter().map(move |id| (version, id))) {
        if let Some(held) = version.passages.get(id) {
            chain.push(Thing::Statement(held.statement.id()));
            chain.extend(version.meeting_of(*id).map(Thing::Meeting));
        }
    }
    if chain.iter().any(|thing| weigh.is_gone(thing)) {
        return false;
    }
    chain.into_iter().for_each(|thing| weigh.missing(thing, false));
    true
}
