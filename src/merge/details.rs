//! What a meeting's form shows: field by field, and who took part, by name.
//!
//! Must not know: what else stands in a meeting.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fields::{extra, order};
use super::weigh::{At, DELETED, Present, Three, Weigh};
use super::{ConflictKind, Side, Thing};
use crate::model::{Extra, Meeting, MeetingDetails, MeetingId, Participant};

/// A meeting in the list of conflicts.
pub(super) fn at(weigh: &Weigh<'_>, id: MeetingId) -> At {
    At { thing: Thing::Meeting(id), meeting: Some(id), statement: None, name: weigh.meeting_name(id) }
}

/// Its details and unknown fields.
pub(super) fn merged(
    weigh: &mut Weigh<'_>,
    id: MeetingId,
    versions: &Present<&Arc<Meeting>>,
) -> Option<(MeetingDetails, Extra)> {
    let (ours, theirs) = match (versions.ours, versions.theirs) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (one, other) => return one.or(other).map(|one| (one.details().clone(), one.extra().clone())),
    };
    let three = Three { base: versions.base, ours, theirs }.part(|meeting| meeting.as_ref());
    let of = three.part(Meeting::details);
    if let (Some(details), Some(own)) = (of.agreed(), three.part(Meeting::extra).agreed()) {
        return Some((of.on(details).clone(), three.on(own).extra().clone()));
    }
    let at = at(weigh, id);
    let details = MeetingDetails {
        date: weigh.field(&at, "date", of.part(|details| &details.date), |_, date| {
            date.map(|date| date.to_string()).unwrap_or_default()
        }),
        title: weigh.words(&at, "title", of.part(|details| &details.title)),
        place: weigh.words(&at, "place", of.part(|details| &details.place)),
        participants: participants(weigh, &at, of.part(|details| details.participants.as_slice())),
        note: weigh.words(&at, "note", of.part(|details| &details.note)),
    };
    Some((details, extra(weigh, &at, three.part(Meeting::extra))))
}

/// A participant's name, and how many of that name stand before.
type Key = (String, usize);

/// People have no ids: those of the same name are the same.
fn participants(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, [Participant]>) -> Vec<Participant> {
    if let Some(side) = three.agreed() {
        return three.on(side).to_vec();
    }
    let keys = |list: &[Participant]| -> Vec<Key> {
        let number = |person: &Participant| {
            let before = list.iter().take_while(|other| !std::ptr::eq(*other, person));
            (person.name.clone(), before.filter(|other| other.name == person.name).count())
        };
        list.iter().map(number).collect()
    };
    let [base, ours, theirs] = [three.base.unwrap_or_default(), three.ours, three.theirs]
        .map(|list| (keys(list), keys(list).into_iter().zip(list).collect::<BTreeMap<Key, &Participant>>()));
    let mut merged: BTreeMap<Key, Participant> = BTreeMap::new();
    let all: BTreeSet<&Key> = ours.1.keys().chain(theirs.1.keys()).collect();
    for key in all {
        let person = match (base.1.get(key), ours.1.get(key), theirs.1.get(key)) {
            (base, Some(ours), Some(theirs)) => {
                person(weigh, at, Three { base: base.copied(), ours, theirs })
            }
            (None, Some(one), None) | (None, None, Some(one)) => (*one).clone(),
            (Some(base), one, other) => {
                let (Some(left), deleted_by) =
                    (one.or(other), if one.is_some() { Side::Theirs } else { Side::Ours })
                else {
                    continue;
                };
                if base == left {
                    continue;
                }
                let told = |side: Side| if side == deleted_by { DELETED.to_owned() } else { told(left) };
                let words = [self::told(base), told(Side::Ours), told(Side::Theirs)];
                let field = format!("participant «{}»", key.0);
                let chosen = weigh.disagree(at, (ConflictKind::Deleted, &field), deleted_by.other(), words);
                if chosen == deleted_by {
                    continue;
                }
                (*left).clone()
            }
            (None, None, None) => continue,
        };
        merged.insert(key.clone(), person);
    }
    let alive = merged.keys().cloned().collect();
    let (order, _) = order(&base.0, &ours.0, &theirs.0, &alive);
    order.iter().filter_map(|key| merged.remove(key)).collect()
}

fn told(person: &Participant) -> String {
    if person.office.is_empty() { person.name.clone() } else { format!("{}, {}", person.name, person.office) }
}

fn person(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Participant>) -> Participant {
    if let Some(side) = three.agreed() {
        return three.on(side).clone();
    }
    let name = &three.ours.name;
    Participant {
        name: name.clone(),
        office: weigh.words(at, &format!("office «{name}»"), three.part(|person| &person.office)),
        party: weigh.field(
            at,
            &format!("side «{name}»"),
            three.part(|person| &person.party),
            |weigh, party| party.map(|party| weigh.party_name(party)).unwrap_or_default(),
        ),
        extra: extra(weigh, at, three.part(|person| &person.extra)),
    }
}
