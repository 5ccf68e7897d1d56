//! In which meetings things stand, by their ids, so that finding one costs the same in a large
//! dossier as in a small one.
//!
//! Must not know: what the things are, or that an id should stand in one place only.

use std::sync::Arc;

use super::super::MeetingId;
use super::super::id::Number;

/// How many parts a table has. A copy of the dossier shares all of them; the first change to one
/// copies that one.
const PARTS: usize = 128;

/// Ids and the meetings in which they stand, each as often as it stands there.
#[derive(Debug, Clone)]
pub(super) struct Whereabouts<K> {
    /// Which part has an id is told by the id's first bits; each is sorted by id.
    parts: Vec<Arc<Vec<(K, MeetingId)>>>,
}

impl<K: Number> Default for Whereabouts<K> {
    fn default() -> Self {
        Self { parts: vec![Arc::default(); PARTS] }
    }
}

impl<K: Number> Whereabouts<K> {
    /// A table of about `count` ids; faster than adding one after the other.
    pub(super) fn of(ids: impl Iterator<Item = (K, MeetingId)>, count: usize) -> Self {
        // Random ids are not quite evenly many in each; a little more room saves growing most.
        let each = count / PARTS + count / PARTS / 8;
        let mut parts: Vec<Vec<(K, MeetingId)>> = Vec::new();
        parts.resize_with(PARTS, || Vec::with_capacity(each));
        for (id, meeting) in ids {
            if let Some(part) = parts.get_mut(part_of(id)) {
                part.push((id, meeting));
            }
        }
        let sorted = parts.into_iter().map(|mut part| {
            part.sort_unstable_by_key(|(id, _)| id.number());
            Arc::new(part)
        });
        Self { parts: sorted.collect() }
    }

    /// One place of the id.
    pub(super) fn first(&self, id: K) -> Option<MeetingId> {
        self.all(id).next()
    }

    /// All places of the id, one that it has twice given twice.
    pub(super) fn all(&self, id: K) -> impl Iterator<Item = MeetingId> {
        let part = self.parts.get(part_of(id)).map_or(&[] as &[_], |part| part.as_slice());
        let rest = part.get(start(part, id)..).unwrap_or_default();
        rest.iter().take_while(move |(other, _)| *other == id).map(|(_, meeting)| *meeting)
    }

    /// Notes that the id stands there, once more where it did already.
    pub(super) fn add(&mut self, id: K, meeting: MeetingId) {
        if let Some(part) = self.parts.get_mut(part_of(id)).map(Arc::make_mut) {
            part.insert(start(part, id), (id, meeting));
        }
    }

    /// Notes that the id stands there no longer, or once less.
    pub(super) fn remove(&mut self, id: K, meeting: MeetingId) {
        let Some(part) = self.parts.get_mut(part_of(id)).map(Arc::make_mut) else { return };
        let from = start(part, id);
        let rest = part.iter().skip(from).take_while(|(other, _)| *other == id);
        if let Some(after) = rest.map(|(_, other)| *other).position(|other| other == meeting) {
            part.remove(from + after);
        }
    }
}

fn part_of(id: impl Number) -> usize {
    usize::try_from(id.number() >> (u128::BITS - PARTS.ilog2())).unwrap_or(0)
}

/// Where an id stands in its part, or would.
fn start<K: Number>(part: &[(K, MeetingId)], id: K) -> usize {
    part.partition_point(|(other, _)| other.number() < id.number())
}

/// Two tables are the same where every id has the same places, in whatever order.
#[cfg(test)]
impl<K: Number> PartialEq for Whereabouts<K> {
    fn eq(&self, other: &Self) -> bool {
        let sorted = |part: &Arc<Vec<(K, MeetingId)>>| {
            let mut part = Vec::clone(part);
            part.sort_unstable();
            part
        };
        self.parts.iter().map(sorted).eq(other.parts.iter().map(sorted))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::PassageId;
    use super::*;

    #[test]
    fn an_id_may_stand_in_several_places_for_a_while() {
        let (id, [a, b]) = (PassageId::random(), [MeetingId::random(), MeetingId::random()]);
        let mut table = Whereabouts::default();
        assert_eq!(table.first(id), None);
        table.remove(id, a);
        for meeting in [a, b, a] {
            table.add(id, meeting);
        }
        assert_eq!(table.all(id).count(), 3);
        let copy = table.clone();
        table.remove(id, b);
        table.remove(id, b);
        assert_eq!(table.all(id).collect::<Vec<_>>(), [a, a]);
        assert!(table != copy);
        assert_eq!(copy.all(id).count(), 3);
        table.remove(id, a);
        table.remove(id, a);
        assert_eq!((table.first(id), table.all(id).count()), (None, 0));
        assert!(table == Whereabouts::default());
    }

    #[test]
    fn a_table_made_at_once_is_the_same() {
        let meeting = MeetingId::random();
        let ids: Vec<PassageId> = (0..2000).map(|_| PassageId::random()).collect();
        let mut table = Whereabouts::default();
        ids.iter().for_each(|id| table.add(*id, meeting));
        assert!(table == Whereabouts::of(ids.iter().map(|id| (*id, meeting)), ids.len()));
        assert!(ids.iter().all(|id| table.first(*id) == Some(meeting)));
        assert_eq!(table.first(PassageId::random()), None);
    }
}
