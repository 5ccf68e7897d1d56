//! Tests of the set of ranges against a plain list, and of what a query costs.
//! They must not know how the tree is laid out.

use super::*;
use proptest::prelude::*;

fn r(start: usize, end: usize) -> ByteRange {
    ByteRange::new(ByteOffset::new(start), ByteOffset::new(end)).unwrap()
}

type Entry = (ByteRange, u32);

fn owned<'a>(hits: impl Iterator<Item = (ByteRange, &'a u32)>) -> Vec<Entry> {
    hits.map(|(range, id)| (range, *id)).collect()
}

/// Compares every query at every place up to 40 with a search of the list.
fn check(entries: &[Entry], set: &RangeSet<u32>) {
    let mut list = entries.to_vec();
    list.sort_unstable();
    list.dedup();
    let pick = |keep: &dyn Fn(&Entry) -> bool| -> Vec<Entry> {
        list.iter().filter(|entry| keep(entry)).copied().collect()
    };
    assert_eq!(owned(set.iter()), list);
    assert_eq!(set.len(), list.len());
    assert_eq!(set.is_empty(), list.is_empty());
    for at in (0..40).map(ByteOffset::new) {
        assert_eq!(owned(set.at(at)), pick(&|e| e.0.contains(at)), "at {at:?}");
        assert_eq!(owned(set.next_after(at).into_iter()).first(), list.iter().find(|e| e.0.start() > at));
        assert_eq!(
            owned(set.prev_before(at).into_iter()).first(),
            list.iter().rev().find(|e| e.0.start() < at)
        );
        for end in at.get()..40 {
            let range = r(at.get(), end);
            assert_eq!(owned(set.between(range)), pick(&|e| e.0.overlaps(range)), "between {range:?}");
        }
    }
}

fn some_entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(
        (0..36usize, 0..12usize, 0..3u32).prop_map(|(start, len, id)| (r(start, start + len), id)),
        0..24,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn agrees_with_a_list(entries in some_entries()) {
        check(&entries, &RangeSet::from_entries(entries.clone()));
    }

    #[test]
    fn agrees_after_inserts_and_removes(entries in some_entries(), gone in some_entries()) {
        let mut set = RangeSet::new();
        let mut list: Vec<Entry> = Vec::new();
        for (range, id) in entries {
            prop_assert_eq!(set.insert(range, id), !list.contains(&(range, id)));
            list.push((range, id));
        }
        let some_of_list: Vec<Entry> = list.iter().step_by(3).copied().collect();
        for (range, id) in gone.into_iter().chain(some_of_list) {
            prop_assert_eq!(set.remove(range, &id), list.contains(&(range, id)));
            list.retain(|entry| *entry != (range, id));
        }
        prop_assert_eq!(&set, &RangeSet::from_entries(list.iter().copied()));
        check(&list, &set);
    }
}

/// Asserts that a query finds `found` entries at 10,000 entries and looks at no
/// more nodes than a tree walk may: the two edges of the walk down, and a few
/// nodes for every hit.
fn check_cost(mut hits: Hits<'_, u32>, found: usize) {
    assert_eq!(hits.by_ref().count(), found);
    let log = 14; // 2^14 > 10,000
    let allowed = 4 * log + 4 * found;
    assert!(hits.visited() <= allowed, "{} > {allowed}", hits.visited());
}

const N: usize = 10_000;

fn id(i: usize) -> u32 {
    u32::try_from(i).unwrap()
}

#[test]
fn cost_with_disjoint_ranges_and_one_that_spans_all() {
    let all = (r(0, 10 * N), u32::MAX);
    let set = RangeSet::from_entries((0..N).map(|i| (r(10 * i, 10 * i + 8), id(i))).chain([all]));
    for at in (5..10 * N).step_by(777) {
        let expected = if at % 10 < 8 { 2 } else { 1 };
        check_cost(set.at(ByteOffset::new(at)), expected);
    }
    check_cost(set.between(r(50_000, 51_000)), 101);
    check_cost(set.between(r(0, 10 * N)), N + 1);
    check_cost(set.at(ByteOffset::new(10 * N)), 0);
}

#[test]
fn cost_with_nested_ranges() {
    // [0, 2N), [1, 2N-1), ... : what a place is in, is a run from the first.
    let set = RangeSet::from_entries((0..N).map(|i| (r(i, 2 * N - i), id(i))));
    for at in [0, 1, 5, 1_000, N - 1, N, N + 1, 2 * N - 2, 2 * N - 1] {
        let expected = (at + 1).min(2 * N - at).min(N);
        check_cost(set.at(ByteOffset::new(at)), expected);
    }
}

#[test]
fn cost_with_the_same_start_everywhere() {
    let set = RangeSet::from_entries((0..N).map(|i| (r(0, i + 1), id(i))));
    check_cost(set.at(ByteOffset::new(N - 1)), 1);
    check_cost(set.at(ByteOffset::new(N - 50)), 50);
    check_cost(set.at(ByteOffset::new(N)), 0);
}

#[test]
fn cost_when_hits_stand_alone() {
    // The worst case: 10 long ranges far apart in the order of 10,000.
    let set = RangeSet::from_entries((0..N).map(|i| {
        let end = if i % 1000 == 0 { 2 * N } else { i + 1 };
        (r(i, end), id(i))
    }));
    let mut hits = set.at(ByteOffset::new(N + 1));
    assert_eq!(hits.by_ref().count(), 10);
    assert!(hits.visited() <= 2 * 14 * 11, "{}", hits.visited());
}
