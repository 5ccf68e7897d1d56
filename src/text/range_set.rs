//! A set of byte ranges, each with an id, that answers "what is at this place"
//! and "what overlaps this stretch" fast. It must not know what the ids stand
//! for, nor the text the ranges are in.

use super::offset::{ByteOffset, ByteRange};

/// Ranges with ids, sorted by start, end and id; the same range may stand under
/// several ids, and ranges may overlap freely.
///
/// [`at`](Self::at) and [`between`](Self::between) look at O(log n) nodes plus
/// a few for every range found: two where the hits stand side by side in the
/// order, as in stacked, nested or visible ranges, and at worst, where each hit
/// stands alone among others that miss, 2·log2(n). [`insert`](Self::insert) and
/// [`remove`](Self::remove) are O(n) (about ten microseconds at 10,000 ranges);
/// [`from_entries`](Self::from_entries) is the way to fill a large set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeSet<T> {
    entries: Vec<(ByteRange, T)>,
    /// A binary tree in heap order over the entries: the root is node 1, node
    /// `i` has the children `2i` and `2i + 1`, the leaf of entry `e` is node
    /// `leaves + e`. A node holds the greatest end among its entries; an empty
    /// range counts as 0, because it is at no place and overlaps nothing.
    max_end: Vec<usize>,
}

impl<T> Default for RangeSet<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), max_end: Vec::new() }
    }
}

impl<T: Clone + Ord> FromIterator<(ByteRange, T)> for RangeSet<T> {
    fn from_iter<I: IntoIterator<Item = (ByteRange, T)>>(entries: I) -> Self {
        let mut entries: Vec<_> = entries.into_iter().collect();
        entries.sort();
        entries.dedup();
        let mut set = Self { entries, max_end: Vec::new() };
        set.refill(0);
        set
    }
}

impl<T: Clone + Ord> RangeSet<T> {
    /// The empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The set of these entries, in any order; an entry given twice counts once.
    #[must_use]
    pub fn from_entries(entries: impl IntoIterator<Item = (ByteRange, T)>) -> Self {
        entries.into_iter().collect()
    }

    /// Adds a range under an id; false where that very entry was there already.
    pub fn insert(&mut self, range: ByteRange, id: T) -> bool {
        let entry = (range, id);
        match self.entries.binary_search(&entry) {
            Ok(_) => false,
            Err(at) => {
                self.entries.insert(at, entry);
                self.refill(at);
                true
            }
        }
    }

    /// Takes an entry out; false where it was not there.
    pub fn remove(&mut self, range: ByteRange, id: &T) -> bool {
        let found = self.entries.binary_search_by(|(r, i)| r.cmp(&range).then_with(|| i.cmp(id)));
        if let Ok(at) = found {
            self.entries.remove(at);
            self.refill(at);
        }
        found.is_ok()
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All entries, by start, end and id.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (ByteRange, &T)> + ExactSizeIterator {
        self.entries.iter().map(|(range, id)| (*range, id))
    }

    /// The entries with `start <= offset < end`, in the set's order.
    #[must_use]
    pub fn at(&self, offset: ByteOffset) -> Hits<'_, T> {
        let before = self.entries.partition_point(|(r, _)| r.start() <= offset);
        self.hits(before, offset.get())
    }

    /// The entries that overlap `range`, in the set's order; none where `range`
    /// is empty.
    #[must_use]
    pub fn between(&self, range: ByteRange) -> Hits<'_, T> {
        let before =
            if range.is_empty() { 0 } else { self.entries.partition_point(|(r, _)| r.start() < range.end()) };
        self.hits(before, range.start().get())
    }

    /// The first entry that starts after `offset`.
    #[must_use]
    pub fn next_after(&self, offset: ByteOffset) -> Option<(ByteRange, &T)> {
        let at = self.entries.partition_point(|(r, _)| r.start() <= offset);
        self.entries.get(at).map(|(range, id)| (*range, id))
    }

    /// The last entry that starts before `offset`.
    #[must_use]
    pub fn prev_before(&self, offset: ByteOffset) -> Option<(ByteRange, &T)> {
        let at = self.entries.partition_point(|(r, _)| r.start() < offset);
        let (range, id) = self.entries.get(at.checked_sub(1)?)?;
        Some((*range, id))
    }

    /// Among the first `before` entries, those that end after `end_after`.
    fn hits(&self, before: usize, end_after: usize) -> Hits<'_, T> {
        Hits {
            set: self,
            before,
            end_after,
            pending: if before > 0 { vec![1] } else { Vec::new() },
            visited: 0,
        }
    }

    /// Brings the tree up to date after the entries from `first` on changed.
    fn refill(&mut self, first: usize) {
        if self.entries.is_empty() {
            self.max_end.clear();
            return;
        }
        let leaves = self.entries.len().next_power_of_two();
        let first = if self.max_end.len() == 2 * leaves { first } else { 0 };
        self.max_end.resize(2 * leaves, 0);
        let ends = self.entries.iter().map(|(r, _)| if r.is_empty() { 0 } else { r.end().get() });
        let ends = ends.chain(std::iter::repeat(0)).skip(first);
        self.max_end.iter_mut().skip(leaves + first).zip(ends).for_each(|(leaf, end)| *leaf = end);
        // Level by level to the root. All parents of a level stand before the
        // first child that is looked at, so that the two can be held apart.
        let mut parent = (leaves + first) / 2;
        let mut level = leaves / 2;
        while parent > 0 {
            let (parents, children) = self.max_end.split_at_mut(2 * parent);
            let parents = parents.iter_mut().take(2 * level).skip(parent);
            for (parent, pair) in parents.zip(children.chunks_exact(2)) {
                *parent = pair.iter().copied().max().unwrap_or(0);
            }
            parent /= 2;
            level /= 2;
        }
    }
}

/// The entries that a query found, in the set's order.
#[derive(Debug)]
pub struct Hits<'a, T> {
    set: &'a RangeSet<T>,
    /// Only entries before this one start early enough.
    before: usize,
    /// Only entries that end after this byte reach far enough.
    end_after: usize,
    /// Nodes still to be looked at, the leftmost on top.
    pending: Vec<usize>,
    /// Nodes looked at so far, so that tests can hold the promise of the cost.
    visited: usize,
}

impl<T> Hits<'_, T> {
    /// How many nodes of the tree were looked at so far.
    #[must_use]
    pub const fn visited(&self) -> usize {
        self.visited
    }
}

impl<'a, T> Iterator for Hits<'a, T> {
    type Item = (ByteRange, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        let leaves = self.set.max_end.len() / 2;
        while let Some(node) = self.pending.pop() {
            self.visited += 1;
            if self.set.max_end.get(node).copied().unwrap_or(0) <= self.end_after {
                continue;
            }
            // How many levels down the leaves are; a node's leftmost leaf is
            // found by going left that many times.
            let down = leaves.ilog2() - node.ilog2();
            let first = (node << down) - leaves;
            if first >= self.before {
                continue;
            }
            if node >= leaves {
                let (range, id) = self.set.entries.get(first)?;
                return Some((*range, id));
            }
            self.pending.push(2 * node + 1);
            self.pending.push(2 * node);
        }
        None
    }
}

#[cfg(test)]
mod tests;
