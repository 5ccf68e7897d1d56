//! How high each block is: measured ones exactly, the others by an estimate.
//!
//! Sums are kept in a Fenwick tree (P. M. Fenwick, 1994) in double precision, so that the
//! place of any block, and the block at any place, cost a logarithm of their number.
//! Must not know: text or fonts.

/// Heights of a column of blocks, in points.
#[derive(Debug, Clone, Default)]
pub(super) struct Heights {
    heights: Vec<f64>,
    measured: Vec<bool>,
    unmeasured: usize,
    tree: Vec<f64>,
    changes: u64,
}

impl Heights {
    /// All blocks with estimates.
    pub(super) fn estimated(estimates: impl Iterator<Item = f64>) -> Self {
        let heights: Vec<f64> = estimates.collect();
        let mut tree = vec![0.0; heights.len() + 1];
        for (index, height) in heights.iter().enumerate() {
            let mut node = index + 1;
            if let Some(slot) = tree.get_mut(node) {
                *slot += height;
            }
            let here = tree.get(node).copied().unwrap_or(0.0);
            node += node & node.wrapping_neg();
            if let Some(slot) = tree.get_mut(node) {
                *slot += here;
            }
        }
        let (measured, unmeasured) = (vec![false; heights.len()], heights.len());
        Self { measured, unmeasured, heights, tree, changes: 0 }
    }

    /// The height of block `index`.
    pub(super) fn get(&self, index: usize) -> f64 {
        self.heights.get(index).copied().unwrap_or(0.0)
    }

    /// Whether block `index` was measured.
    pub(super) fn is_measured(&self, index: usize) -> bool {
        self.measured.get(index).copied().unwrap_or(true)
    }

    /// How often a height has changed.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// How many blocks were not measured yet.
    pub(super) fn unmeasured(&self) -> usize {
        self.unmeasured
    }

    /// Sets the measured height of block `index`.
    pub(super) fn measure(&mut self, index: usize, height: f64) {
        let Some(old) = self.heights.get_mut(index) else { return };
        let change = height - *old;
        *old = height;
        if let Some(measured) = self.measured.get_mut(index)
            && !*measured
        {
            *measured = true;
            self.unmeasured -= 1;
        }
        if change != 0.0 {
            self.changes += 1;
            let mut node = index + 1;
            while let Some(slot) = self.tree.get_mut(node) {
                *slot += change;
                node += node & node.wrapping_neg();
            }
        }
    }

    /// The height of all blocks before `index`.
    pub(super) fn above(&self, index: usize) -> f64 {
        let mut node = index.min(self.heights.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.tree.get(node).copied().unwrap_or(0.0);
            node &= node - 1;
        }
        sum
    }

    /// The height of all blocks.
    pub(super) fn total(&self) -> f64 {
        self.above(self.heights.len())
    }

    /// The block at `y` points from the top, and how far below its top that is.
    pub(super) fn at(&self, y: f64) -> (usize, f64) {
        let count = self.heights.len();
        let (mut node, mut rest) = (0, y.max(0.0));
        let mut step = count.next_power_of_two();
        while step > 0 {
            let next = node + step;
            match self.tree.get(next) {
                Some(height) if next <= count && *height <= rest => {
                    node = next;
                    rest -= height;
                }
                _ => {}
            }
            step /= 2;
        }
        if node >= count && count > 0 { (count - 1, rest + self.get(count - 1)) } else { (node, rest) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_agree_with_adding_up(
            estimates in proptest::collection::vec(1.0..90.0_f64, 1..60),
            measures in proptest::collection::vec((0..60_usize, 0.0..500.0_f64), 0..80),
            place in 0.0..9_000.0_f64,
        ) {
            let mut heights = Heights::estimated(estimates.iter().copied());
            let mut plain = estimates.clone();
            let mut seen = vec![false; plain.len()];
            for (index, height) in measures {
                heights.measure(index, height);
                if let Some(slot) = plain.get_mut(index) {
                    *slot = height;
                    seen[index] = true;
                }
            }
            let mut sum = 0.0;
            for (index, height) in plain.iter().enumerate() {
                prop_assert!((heights.above(index) - sum).abs() < 1e-6);
                sum += height;
            }
            prop_assert!((heights.total() - sum).abs() < 1e-6);
            prop_assert_eq!(heights.unmeasured(), seen.iter().filter(|seen| !**seen).count());
            let (block, below) = heights.at(place);
            prop_assert!((heights.above(block) + below - place).abs() < 1e-6);
            prop_assert!(block == plain.len() - 1 || below <= plain[block] + 1e-6);
        }
    }

    #[test]
    fn an_empty_column_has_no_height() {
        let heights = Heights::estimated(std::iter::empty());
        assert_eq!(heights.total(), 0.0);
        assert_eq!(heights.at(10.0), (0, 10.0));
    }
}
