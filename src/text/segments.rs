//! Cuts overlapping ranges into consecutive pieces, each with everything that
//! covers it: what a painter of overlapping marks needs. It must not know what
//! the values are nor how they are painted.

use std::collections::BTreeSet;

use super::offset::{ByteOffset, ByteRange};

/// A stretch that is covered by the same entries from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<T> {
    /// The stretch, in bytes; never empty.
    pub range: ByteRange,
    /// The values of the entries that cover it, in the order of the input;
    /// never empty.
    pub values: Vec<T>,
}

/// The segments of some entries: in order, not overlapping, covering exactly
/// what the entries cover. There is a cut wherever an entry starts or ends, also
/// where the values on both sides happen to be equal: they are of different
/// entries. Empty entries are left out.
///
/// The result holds one value for every entry in every segment, so n nested
/// entries make n² values: cut the entries that are in view, not a whole text's.
#[must_use]
pub fn segments<T: Clone>(entries: impl IntoIterator<Item = (ByteRange, T)>) -> Vec<Segment<T>> {
    let (ranges, values): (Vec<ByteRange>, Vec<T>) =
        entries.into_iter().filter(|(range, _)| !range.is_empty()).unzip();
    let mut edges: Vec<(ByteOffset, bool, usize)> = Vec::with_capacity(2 * ranges.len());
    for (index, range) in ranges.iter().enumerate() {
        edges.push((range.start(), true, index));
        edges.push((range.end(), false, index));
    }
    edges.sort_unstable();

    let mut found = Vec::new();
    // Indices of the entries that cover the stretch, hence in the input's order.
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut from = ByteOffset::ZERO;
    for (at, starts, index) in edges {
        if at > from && !open.is_empty() {
            found.push(Segment {
                range: ByteRange::spanning(from, at),
                values: open.iter().filter_map(|i| values.get(*i).cloned()).collect(),
            });
        }
        from = at;
        if starts {
            open.insert(index);
        } else {
            open.remove(&index);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn r(start: usize, end: usize) -> ByteRange {
        ByteRange::new(ByteOffset::new(start), ByteOffset::new(end)).unwrap()
    }

    /// Compares with `start-end:values` for every segment.
    fn check(entries: &[(usize, usize, char)], expected: &str) {
        let cut = segments(entries.iter().map(|(s, e, v)| (r(*s, *e), *v)));
        let shown: Vec<String> = cut
            .iter()
            .map(|s| {
                let values: String = s.values.iter().collect();
                format!("{}-{}:{values}", s.range.start().get(), s.range.end().get())
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn cuts_where_anything_starts_or_ends() {
        check(&[], "");
        check(&[(3, 3, 'a')], "");
        check(&[(0, 5, 'a')], "0-5:a");
        check(&[(0, 5, 'a'), (7, 9, 'b')], "0-5:a 7-9:b");
        check(&[(0, 5, 'a'), (5, 9, 'a')], "0-5:a 5-9:a");
        check(&[(2, 5, 'a'), (0, 9, 'b')], "0-2:b 2-5:ab 5-9:b");
        check(&[(0, 5, 'z'), (0, 5, 'a')], "0-5:za");
        check(&[(0, 6, 'a'), (3, 9, 'b'), (4, 4, 'c')], "0-3:a 3-6:ab 6-9:b");
    }

    proptest! {
        #[test]
        fn every_place_has_its_values(
            ranges in prop::collection::vec((0..30usize, 0..8usize), 0..12)
        ) {
            let entries: Vec<(ByteRange, usize)> =
                ranges.iter().enumerate().map(|(i, (s, l))| (r(*s, s + l), i)).collect();
            let cut = segments(entries.clone());
            prop_assert!(cut.windows(2).all(|w| w[0].range.end() <= w[1].range.start()));
            prop_assert!(cut.iter().all(|s| !s.range.is_empty() && !s.values.is_empty()));
            for at in (0..40).map(ByteOffset::new) {
                let there: Vec<usize> =
                    cut.iter().filter(|s| s.range.contains(at)).flat_map(|s| s.values.clone()).collect();
                let expected: Vec<usize> =
                    entries.iter().filter(|e| e.0.contains(at)).map(|e| e.1).collect();
                prop_assert_eq!(there, expected);
            }
        }
    }
}
