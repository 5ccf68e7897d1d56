//! Numbers from a seed, the same on every machine (SplitMix64).
//!
//! Must not know: what they decide.

/// A row of numbers that follows from its seed.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below `end`; 0 where `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// From `from` to `to`, both included.
    pub(crate) fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below((to + 1).saturating_sub(from))
    }

    /// True in one of `n` cases.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// From 0 to below `end`, small ones more often.
    pub(crate) fn skewed(&mut self, end: usize) -> usize {
        let limit = self.below(end) + 1;
        self.below(limit)
    }

    /// One of them; `None` only where there are none.
    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    /// One of these words.
    pub(crate) fn word<'a>(&mut self, all: &[&'a str]) -> &'a str {
        self.pick(all).copied().unwrap_or_default()
    }

    /// Bytes for an id.
    pub(crate) fn bytes(&mut self) -> [u8; 16] {
        let number = (u128::from(self.next()) << 64) | u128::from(self.next());
        number.to_be_bytes()
    }

    /// `total` in `count` parts of different size, between about half of the mean and twice it.
    pub(crate) fn shares(&mut self, total: usize, count: usize) -> Vec<usize> {
        let weights: Vec<usize> =
            (0..count).map(|_| self.pick(&[4, 6, 8, 9, 10, 12, 20]).copied().unwrap_or(1)).collect();
        let sum: usize = weights.iter().sum();
        let (mut passed, mut given) = (0, 0);
        weights
            .into_iter()
            .map(|weight| {
                passed += weight;
                let share = total * passed / sum - given;
                given += share;
                share
            })
            .collect()
    }
}
