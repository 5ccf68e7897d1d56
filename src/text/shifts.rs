//! The way back from a copy of a text, in which some stretches became shorter
//! or longer, to the text as it is. It must not know what was changed nor why.

/// Where a copy of a text and the text itself run apart.
///
/// Only the places where the distance between the two changes are kept, eight
/// bytes each: a plain stretch costs nothing, however long. Places beyond four
/// gigabytes can't be told apart; whoever makes such a copy must stop before.
#[derive(Clone, Debug, Default)]
pub(super) struct Shifts {
    /// `(here, there)`: from byte `here` of the copy on, up to the next entry,
    /// places are as far from `here` as they are from `there` in the text.
    /// Ascending in both.
    entries: Vec<(u32, u32)>,
    /// How far the text was ahead of the copy at the last entry, wrapping
    /// where the copy was ahead.
    ahead: usize,
}

/// Steps through a [`Shifts`] by places that only grow, so that many questions
/// in order cost little more than one pass.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    entries: &'a [(u32, u32)],
    /// How many entries lie at or before the last place asked for.
    passed: usize,
}

impl Shifts {
    /// Notes that byte `here` of the copy, its end so far, stands for byte
    /// `there` of the text. To be called in order, at every place where a piece
    /// of the copy starts whose length may differ from what came before.
    pub(super) fn note(&mut self, here: usize, there: usize) {
        let ahead = there.wrapping_sub(here);
        if ahead != self.ahead {
            self.ahead = ahead;
            let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            self.entries.push((short(here), short(there)));
        }
    }

    /// Where a byte of the copy stands in the text.
    pub(super) fn original(&self, at: usize) -> usize {
        let after = self.entries.partition_point(|entry| entry.0 as usize <= at);
        shifted(&self.entries, after, at)
    }

    /// Starts a walk at the copy's start.
    pub(super) fn walk(&self) -> Walk<'_> {
        Walk { entries: &self.entries, passed: 0 }
    }

    /// Gives back memory that was taken in advance.
    pub(super) fn shrink(&mut self) {
        self.entries.shrink_to_fit();
    }

    /// Bytes of memory held beside the value itself.
    pub(super) fn heap_bytes(&self) -> usize {
        self.entries.capacity() * size_of::<(u32, u32)>()
    }
}

impl Walk<'_> {
    /// Where a byte of the copy stands in the text; `at` is never smaller than
    /// the time before.
    pub(super) fn original(&mut self, at: usize) -> usize {
        // In ever larger steps to beyond the place, then by halves: near places
        // cost a step or two, far ones a logarithm.
        let rest = self.entries.get(self.passed..).unwrap_or_default();
        let before = |entry: &(u32, u32)| entry.0 as usize <= at;
        let mut reach = 1;
        while rest.get(reach - 1).is_some_and(before) {
            reach *= 2;
        }
        let (from, to) = (reach / 2, (reach - 1).min(rest.len()));
        let inside = rest.get(from..to).unwrap_or_default();
        self.passed += from + inside.partition_point(before);
        shifted(self.entries, self.passed, at)
    }
}

/// Where a byte of the copy stands, given how many entries are not after it.
fn shifted(entries: &[(u32, u32)], passed: usize, at: usize) -> usize {
    let last = passed.checked_sub(1).and_then(|i| entries.get(i));
    last.map_or(at, |(here, there)| *there as usize + (at - *here as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changes_of_the_distance_are_kept() {
        let mut shifts = Shifts::default();
        for (here, there) in [(0, 0), (3, 3), (4, 6), (9, 11), (10, 11), (11, 12), (14, 13)] {
            shifts.note(here, there);
        }
        assert_eq!(shifts.entries, [(4, 6), (10, 11), (14, 13)]);
        let all: Vec<usize> = (0..=15).map(|at| shifts.original(at)).collect();
        assert_eq!(all, [0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 11, 12, 13, 14, 13, 14]);
    }

    #[test]
    fn a_walk_gives_what_single_questions_give() {
        let mut shifts = Shifts::default();
        for i in 0..500 {
            shifts.note(i * 3, i * 5);
        }
        for step in [0, 1, 2, 7, 100, 1499] {
            let mut walk = shifts.walk();
            let mut at = 0;
            for _ in 0..200 {
                assert_eq!(walk.original(at), shifts.original(at), "at {at} by {step}");
                at += step;
            }
        }
    }
}
