//! Where the passages of a text stand: most side by side, a tenth over others.
//!
//! Must not know: what a passage does.

use std::ops::Range;

use crate::dice::Dice;

/// How many passages lie over one another at the one place with the most.
const HIGHEST: usize = 100;

/// How many lie over one another at each of a few other places.
const HIGH: usize = 12;

/// A word of the text.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    paragraph: usize,
}

/// Places of passages in a text, as the first and the last of its words.
struct Places {
    words: Vec<Word>,
    found: Vec<(usize, usize)>,
}

/// The ranges of `count` passages of the text, in bytes, by start and end.
pub(crate) fn places(dice: &mut Dice, text: &str, count: usize) -> Vec<Range<usize>> {
    let mut places = Places { words: words(text), found: Vec::with_capacity(count) };
    if places.words.is_empty() {
        return Vec::new();
    }
    let over = count / 10;
    let base = count - over;
    places.side_by_side(dice, base);
    let highest = HIGHEST.min(over / 4);
    places.stack(dice, places.words.len() * 3 / 5, highest);
    let mut left = over - highest;
    for part in 1..=4 {
        let high = HIGH.min(over / 20);
        places.stack(dice, places.words.len() * part / 6, high);
        left -= high;
    }
    for n in 0..left {
        places.over(dice, base, n % 2 == 0);
    }
    let mut ranges: Vec<Range<usize>> =
        places.found.iter().filter_map(|(first, last)| places.range(text, *first, *last)).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges
}

impl Places {
    /// `count` passages, none over another, all over the text.
    fn side_by_side(&mut self, dice: &mut Dice, count: usize) {
        let words = self.words.len();
        for n in 0..count {
            let from = n * words / count;
            let to = ((n + 1) * words / count).max(from + 1);
            let first = from + dice.below((to - from) / 3 + 1);
            let last = first + dice.skewed(to - first).max((to - first) / 2).min(to - first - 1);
            // Few passages go on into the next paragraph.
            let last = if dice.one_in(20) { last } else { self.same_paragraph(first, last) };
            self.found.push((first, last));
        }
    }

    /// The last word up to `last` that is in the paragraph of `first`.
    fn same_paragraph(&self, first: usize, last: usize) -> usize {
        let paragraph = |index: usize| self.words.get(index).map(|word| word.paragraph);
        (first..=last).rev().find(|index| paragraph(*index) == paragraph(first)).unwrap_or(first)
    }

    /// `count` passages that all hold the same word.
    fn stack(&mut self, dice: &mut Dice, word: usize, count: usize) {
        for _ in 0..count {
            let first = word.saturating_sub(dice.below(5));
            let last = (word + dice.below(5)).min(self.words.len() - 1);
            self.found.push((first, last));
        }
    }

    /// A passage inside one of the first `base`, or over two of them.
    fn over(&mut self, dice: &mut Dice, base: usize, inside: bool) {
        let one = dice.below(base.saturating_sub(1));
        let Some((first, last)) = self.found.get(one).copied() else { return };
        if inside {
            let from = first + dice.below(last - first + 1);
            let to = from + dice.below(last - from + 1);
            self.found.push((from, to));
        } else {
            let (next, next_last) = self.found.get(one + 1).copied().unwrap_or((first, last));
            let from = first + (last - first) / 2;
            let to = next + (next_last - next) / 2;
            self.found.push((from.min(to), from.max(to)));
        }
    }

    /// The bytes from one word to another, without the mark at the end.
    fn range(&self, text: &str, first: usize, last: usize) -> Option<Range<usize>> {
        let (start, end) = (self.words.get(first)?.start, self.words.get(last)?.end);
        let words = text.get(start..end)?;
        let bare = words.trim_end_matches(['.', ',', ';', '?']);
        let bytes = if bare.is_empty() { words.len() } else { bare.len() };
        Some(start..start + bytes)
    }
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    for piece in text.split_inclusive([' ', '\n']) {
        let word = piece.trim_end_matches([' ', '\n']);
        if !word.is_empty() {
            words.push(Word { start, end: start + word.len(), paragraph });
        }
        paragraph += usize::from(piece.ends_with('\n'));
        start += piece.len();
    }
    words
}
