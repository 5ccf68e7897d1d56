//! Values with parts: lists without and with ids, sets, words by language, unknown fields, times.
//!
//! Must not know: whose fields they are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::weigh::{At, Fate, Present, Three, Weigh};
use super::{Side, Thing};
use crate::model::{Extra, Local, Moment};

/// Something with an id that stands in a list.
pub(super) trait Item: Clone + PartialEq {
    /// What it is called in the list of conflicts.
    fn thing(&self) -> Thing;

    /// What it is in the list of conflicts, with a name for people.
    fn at(&self, weigh: &Weigh<'_>) -> At;

    /// All of it in a few words, where a side has deleted it.
    fn told(&self, weigh: &Weigh<'_>) -> String {
        self.at(weigh).name
    }

    /// What both sides have and changed differently.
    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self;
}

/// A list of objects with ids, in the reviewer's order.
pub(super) fn list<T: Item>(weigh: &mut Weigh<'_>, what: &str, three: Three<'_, [T]>) -> Vec<T> {
    let table = |list: &'_ [T]| -> Vec<Thing> { list.iter().map(Item::thing).collect() };
    let (base, ours, theirs) =
        (three.base.map(table).unwrap_or_default(), table(three.ours), table(three.theirs));
    let by_thing = |list: &'_ [T]| -> BTreeMap<Thing, usize> {
        list.iter().enumerate().map(|(at, item)| (item.thing(), at)).collect()
    };
    let [in_base, in_ours, in_theirs] =
        [three.base.unwrap_or_default(), three.ours, three.theirs].map(by_thing);
    let mut merged: BTreeMap<Thing, T> = BTreeMap::new();
    // Ours first, so that conflicts stand in an order that a reader knows.
    let mut all: Vec<&Thing> = Vec::new();
    let mut seen = BTreeSet::new();
    for thing in ours.iter().chain(&theirs).chain(&base) {
        if seen.insert(thing) {
            all.push(thing);
        }
    }
    for thing in all {
        let of = |list: Option<&'_ [T]>, places: &BTreeMap<Thing, usize>| -> Option<usize> {
            list.and(places.get(thing).copied())
        };
        let present = Present {
            base: of(three.base, &in_base).and_then(|at| three.base.and_then(|list| list.get(at))),
            ours: of(Some(three.ours), &in_ours).and_then(|at| three.ours.get(at)),
            theirs: of(Some(three.theirs), &in_theirs).and_then(|at| three.theirs.get(at)),
        };
        if let Some(one) = item(weigh, thing, present) {
            merged.insert(thing.clone(), one);
        }
    }
    let alive: BTreeSet<Thing> = merged.keys().cloned().collect();
    let (order, both) = order(&base, &ours, &theirs, &alive);
    if both {
        weigh.note(format!("the {what} were put in another order on both sides; ours is taken"));
    }
    order.iter().filter_map(|thing| merged.remove(thing)).collect()
}

/// One object of those with ids.
pub(super) fn item<T: Item>(weigh: &mut Weigh<'_>, thing: &Thing, present: Present<&T>) -> Option<T> {
    let fate = weigh.fate(
        present,
        thing,
        |base, left| base != left,
        |weigh, one| one.at(weigh),
        |weigh, one| one.told(weigh),
    );
    match fate {
        Fate::Both(base, ours, theirs) => {
            let three = Three { base, ours, theirs };
            Some(match three.agreed() {
                Some(side) => three.on(side).clone(),
                None => {
                    let at = ours.at(weigh);
                    T::merge(weigh, &at, three)
                }
            })
        }
        Fate::One(one) => Some(one.clone()),
        Fate::Gone => None,
    }
}

/// The order of what is left of three lists, and whether both sides put it in another one.
pub(super) fn order<K: Ord + Clone>(
    base: &[K],
    ours: &[K],
    theirs: &[K],
    alive: &BTreeSet<K>,
) -> (Vec<K>, bool) {
    let moved = |list: &[K]| {
        let (mine, common): (BTreeSet<&K>, BTreeSet<&K>) = (list.iter().collect(), base.iter().collect());
        !list.iter().filter(|k| common.contains(k)).eq(base.iter().filter(|k| mine.contains(k)))
    };
    let (moved_ours, moved_theirs) = (moved(ours), moved(theirs));
    let (lead, other) =
        if (moved_theirs && !moved_ours) || ours == base { (theirs, ours) } else { (ours, theirs) };
    let mut result: Vec<K> = lead.iter().filter(|k| alive.contains(k)).cloned().collect();
    for list in [other, base] {
        insert(&mut result, list, alive);
    }
    (result, moved_ours && moved_theirs && ours != theirs)
}

/// Puts what is missing behind what it stands behind in `list`, and behind what only `result` has there.
fn insert<K: Ord + Clone>(result: &mut Vec<K>, list: &[K], alive: &BTreeSet<K>) {
    let mut there: BTreeSet<K> = result.iter().cloned().collect();
    let known: BTreeSet<&K> = list.iter().collect();
    let mut before: Option<&K> = None;
    for key in list.iter().filter(|key| alive.contains(key)) {
        if there.insert(key.clone()) {
            let mut at =
                before.and_then(|k| result.iter().position(|other| other == k)).map_or(0, |at| at + 1);
            while result.get(at).is_some_and(|next| !known.contains(next)) {
                at += 1;
            }
            result.insert(at, key.clone());
        }
        before = Some(key);
    }
}

/// Values without ids, such as aliases: what either side added comes in, what either took out goes.
pub(super) fn values<T: Ord + Clone>(three: Three<'_, [T]>) -> Vec<T> {
    if let Some(side) = three.agreed() {
        return three.on(side).to_vec();
    }
    let base = three.base.unwrap_or_default();
    let alive = set(three.part(|list| list).base, three.ours, three.theirs);
    order(base, three.ours, three.theirs, &alive).0
}

/// What is left of three sets.
pub(super) fn set<T: Ord + Clone>(base: Option<&[T]>, ours: &[T], theirs: &[T]) -> BTreeSet<T> {
    let [base, ours, theirs] =
        [base.unwrap_or_default(), ours, theirs].map(|list| list.iter().cloned().collect::<BTreeSet<T>>());
    let all = ours.union(&theirs);
    all.filter(|one| (ours.contains(one) && theirs.contains(one)) || !base.contains(one)).cloned().collect()
}

/// Values by key, such as words by language: each key by the rule of three. What is not there is as
/// good as `T::default()`.
pub(super) fn by_key<K: Ord + Clone, T: PartialEq + Clone + Default>(
    three: Three<'_, BTreeMap<K, T>>,
    mut merge: impl FnMut(&K, Three<'_, T>) -> T,
) -> BTreeMap<K, T> {
    if let Some(side) = three.agreed() {
        return three.on(side).clone();
    }
    let none = T::default();
    let keys: BTreeSet<&K> = three.ours.keys().chain(three.theirs.keys()).collect();
    let mut result = BTreeMap::new();
    for key in keys {
        let [base, ours, theirs] =
            [three.base.and_then(|map| map.get(key)), three.ours.get(key), three.theirs.get(key)];
        // A side that took the key out is followed like any other.
        let of = Three { base: Some(&base), ours: &ours, theirs: &theirs };
        let value = match of.agreed() {
            Some(side) => (*of.on(side)).cloned(),
            None => {
                let of = of.part(|value| value.unwrap_or(&none));
                Some(merge(key, of)).filter(|value| *value != none)
            }
        };
        result.extend(value.map(|value| (key.clone(), value)));
    }
    result
}

/// Words by language.
pub(super) fn local(weigh: &mut Weigh<'_>, at: &At, field: &str, three: Three<'_, Local>) -> Local {
    if let Some(side) = three.agreed() {
        return three.on(side).clone();
    }
    let map = |local: &Local| -> BTreeMap<String, String> {
        local.iter().map(|(language, words)| (language.to_owned(), words.to_owned())).collect()
    };
    let (base, ours, theirs) = (three.base.map(map), map(three.ours), map(three.theirs));
    let maps = Three { base: base.as_ref(), ours: &ours, theirs: &theirs };
    by_key(maps, |language, words| weigh.words(at, &format!("{field} ({language})"), words))
        .into_iter()
        .collect()
}

/// Fields that this version does not know: each by the rule of three.
pub(super) fn extra(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Extra>) -> Extra {
    if let Some(side) = three.agreed() {
        return three.on(side).clone();
    }
    let map = |extra: &Extra| -> Map<String, Value> {
        extra.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    let (base, ours, theirs) = (three.base.map(map).unwrap_or_default(), map(three.ours), map(three.theirs));
    let mut result = Map::new();
    for key in ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(*key))) {
        let (base, ours, theirs) = (base.get(key), ours.get(key), theirs.get(key));
        // Gone is a value as well here: nobody knows what the field means.
        let of = Three { base: Some(&base), ours: &ours, theirs: &theirs };
        let told = |value: Option<&Value>| value.map(ToString::to_string).unwrap_or_default();
        let side = weigh.side(at, &format!("field «{key}»"), of, |_, value| told(*value));
        if let Some(value) = of.on(side) {
            result.insert(key.clone(), (*value).clone());
        }
    }
    Extra::new(result)
}

/// When something last changed: the later time where both changed it.
pub(super) fn modified(three: Three<'_, Moment>) -> Moment {
    three.agreed().map_or_else(|| (*three.ours).max(*three.theirs), |side| *three.on(side))
}

/// When something was made: the earlier time where both say something else.
pub(super) fn created(three: Three<'_, Moment>) -> Moment {
    three.agreed().map_or_else(|| (*three.ours).min(*three.theirs), |side| *three.on(side))
}

/// What is no matter for a decision, such as who touched something: taken from this side where both
/// changed it.
pub(super) fn quietly<T: PartialEq + Clone>(three: Three<'_, T>, usual: Side) -> T {
    three.on(three.agreed().unwrap_or(usual)).clone()
}
