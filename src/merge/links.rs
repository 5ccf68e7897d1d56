//! Links: which remain, what becomes of their fields, and those that say the same as another.
//!
//! Must not know: what a link means.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::fields::{Item, created, extra, item, modified, quietly};
use super::weigh::{At, Present, Three, Weigh};
use super::{Side, Thing, refers};
use crate::model::{Link, LinkId, LinkKindId, MeetingId, PassageId};

/// The passages that remain, with their meetings.
pub(super) type There = HashMap<PassageId, MeetingId, foldhash::quality::RandomState>;

/// The links that remain, by the meeting of the passage that reacts.
pub(super) fn remaining(weigh: &mut Weigh<'_>, there: &There) -> BTreeMap<MeetingId, Vec<Arc<Link>>> {
    let ids: BTreeSet<LinkId> =
        weigh.anywhere().iter().flat_map(|version| version.links.keys().copied()).collect();
    let mut merged: BTreeMap<(PassageId, PassageId, LinkKindId), Arc<Link>> = BTreeMap::new();
    for id in ids {
        let mut present = weigh.present(|version| version.links.get(&id).copied());
        let before = present.base;
        // What went with its passage comes back with it, and goes with it where nobody changed it.
        let went = |side: Side| {
            let lacks = |end: PassageId| !weigh.on(side).passages.contains_key(&end);
            before.filter(|link| lacks(link.from) || lacks(link.to))
        };
        let (by_ours, by_theirs) = (went(Side::Ours), went(Side::Theirs));
        present.ours = present.ours.or(by_ours);
        present.theirs = present.theirs.or(by_theirs);
        let unchanged = by_ours.is_some() || by_theirs.is_some();
        let present = Present {
            base: before.map(AsRef::as_ref),
            ours: present.ours.map(AsRef::as_ref),
            theirs: present.theirs.map(AsRef::as_ref),
        };
        let Some(link) = item::<Link>(weigh, &Thing::Link(id), present) else { continue };
        let lacking = [link.from, link.to].into_iter().filter(|end| !there.contains_key(end));
        let lacking: Vec<PassageId> = lacking.collect();
        if !lacking.is_empty() {
            let as_before = unchanged && before.is_some_and(|before| **before == link);
            let stays = !as_before && refers::passages(weigh, &lacking);
            if !as_before && !stays {
                weigh.note(format!(
                    "the link {} went with the passage that you chose to delete",
                    name(weigh, &link)
                ));
            }
            continue;
        }
        let key = (link.from, link.to, link.kind.clone());
        let one = match merged.remove(&key) {
            Some(twin) => one_of(weigh, &twin, &link),
            None => link,
        };
        merged.insert(key, Arc::new(one));
    }
    let mut by_meeting: BTreeMap<MeetingId, Vec<Arc<Link>>> = BTreeMap::new();
    for link in merged.into_values() {
        if let Some(meeting) = there.get(&link.from) {
            by_meeting.entry(*meeting).or_default().push(link);
        }
    }
    by_meeting
}

/// Of two links that say the same, the one that was made first, with the words of both.
fn one_of(weigh: &mut Weigh<'_>, a: &Link, b: &Link) -> Link {
    let (first, second) = if (a.created, a.id) <= (b.created, b.id) { (a, b) } else { (b, a) };
    let mut one = first.clone();
    if second.note != first.note && !second.note.is_empty() {
        let between = if one.note.is_empty() { "" } else { "\n" };
        one.note = format!("{}{between}{}", one.note, second.note);
    }
    weigh.note(format!(
        "{} was linked in the same way on both sides; one of the two links is left, with the notes of both",
        name(weigh, first)
    ));
    one
}

/// For people: "R1 → C1".
fn name(weigh: &Weigh<'_>, link: &Link) -> String {
    format!("{} → {}", weigh.passage_name(link.from), weigh.passage_name(link.to))
}

impl Item for Link {
    fn thing(&self) -> Thing {
        Thing::Link(self.id)
    }

    fn at(&self, weigh: &Weigh<'_>) -> At {
        let meeting = weigh.anywhere().iter().find_map(|version| version.meeting_of(self.from));
        let name = format!("the link {}", name(weigh, self));
        At { thing: Thing::Link(self.id), meeting, statement: None, name }
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        let base = three.base.map(|link| (link.from, link.to));
        let (ours, theirs) = ((three.ours.from, three.ours.to), (three.theirs.from, three.theirs.to));
        // The ends belong together: a link may have been turned round.
        let ends = Three { base: base.as_ref(), ours: &ours, theirs: &theirs };
        let (from, to) = weigh.field(at, "ends", ends, |weigh, (from, to)| {
            format!("{} → {}", weigh.passage_name(*from), weigh.passage_name(*to))
        });
        let last =
            if (three.theirs.modified, three.theirs.reviewer) > (three.ours.modified, three.ours.reviewer) {
                Side::Theirs
            } else {
                Side::Ours
            };
        Self {
            id: three.ours.id,
            kind: weigh.field(at, "kind", three.part(|link| &link.kind), |weigh, kind| {
                let found =
                    weigh.anywhere().iter().find_map(|version| version.dossier.codebook().link_kind(kind));
                found.map_or_else(|| kind.to_string(), |kind| kind.name.en().to_owned())
            }),
            from,
            to,
            note: weigh.words(at, "note", three.part(|link| &link.note)),
            suggested_by: quietly(three.part(|link| &link.suggested_by), last),
            reviewer: quietly(three.part(|link| &link.reviewer), last),
            created: created(three.part(|link| &link.created)),
            modified: modified(three.part(|link| &link.modified)),
            extra: extra(weigh, at, three.part(|link| &link.extra)),
        }
    }

    fn told(&self, weigh: &Weigh<'_>) -> String {
        if self.note.is_empty() { name(weigh, self) } else { format!("{}: {}", name(weigh, self), self.note) }
    }
}
