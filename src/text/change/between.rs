//! The differences of two texts, word by word, with bounded work.
//! It must not know what is done with them: it gives stretches of the old text and
//! what replaces them.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Replace;
use crate::text::offset::{ByteOffset, ByteRange};

/// How far, in bytes, the equal start and end of the two texts are given up
/// again to get to white space, so that words are compared whole. Scripts
/// without spaces have none in reach and are cut between characters.
const REACH: usize = 256;

/// The most words that one run of the exact search may find deleted and
/// inserted together. Its work and memory grow with the square.
const MAX_EDITS: usize = 512;

/// Steps that all runs of the exact search together may take; once they are
/// used up, what is left between two anchors is one replace.
const WORK: usize = 100_000_000;

/// How often a stretch may be split at words that occur once.
const MAX_DEPTH: usize = 12;

/// The stretches of `old` that differ, in order, and what `new` has there.
pub(super) fn replaces(old: &str, new: &str) -> Vec<Replace> {
    let (from, old_to, new_to) = trim(old, new);
    let middles = old.get(from..old_to).zip(new.get(from..new_to));
    let Some((old_middle, new_middle)) = middles else {
        return Vec::new();
    };
    if old_middle == new_middle {
        return Vec::new();
    }
    let mut ids = HashMap::new();
    let a = Tokens::new(old_middle, &mut ids);
    let b = Tokens::new(new_middle, &mut ids);
    let mut diff = Diff { a: &a.ids, b: &b.ids, work: WORK, equal: Vec::new() };
    diff.compare(0..a.ids.len(), 0..b.ids.len(), 0);
    let equal = std::mem::take(&mut diff.equal);

    let mut found = Vec::new();
    let (mut a_from, mut b_from) = (0, 0);
    let mut put = |a_range: Range<usize>, b_range: Range<usize>| {
        let (start, end) = (a.byte(a_range.start), a.byte(a_range.end));
        let insert = new_middle.get(b.byte(b_range.start)..b.byte(b_range.end));
        found.push(Replace {
            range: ByteRange::spanning(ByteOffset::new(from + start), ByteOffset::new(from + end)),
            insert: insert.unwrap_or_default().to_owned(),
        });
    };
    for (a_equal, b_equal, len) in joined(equal) {
        // Lone spaces and commas are equal in any two texts: between two
        // changes they are no sign that anything was kept.
        let words = old_middle
            .get(a.byte(a_equal)..a.byte(a_equal + len))
            .is_some_and(|s| s.contains(char::is_alphanumeric));
        let at_edge = (a_equal, b_equal) == (a_from, b_from)
            || (a_equal + len, b_equal + len) == (a.ids.len(), b.ids.len());
        if words || at_edge {
            if (a_equal, b_equal) != (a_from, b_from) {
                put(a_from..a_equal, b_from..b_equal);
            }
            (a_from, b_from) = (a_equal + len, b_equal + len);
        }
    }
    if (a_from, b_from) != (a.ids.len(), b.ids.len()) {
        put(a_from..a.ids.len(), b_from..b.ids.len());
    }
    found
}

/// The ends of the equal start and the starts of the equal end of two texts:
/// `(from, old_to, new_to)`, in bytes, at white space where some is in reach.
fn trim(old: &str, new: &str) -> (usize, usize, usize) {
    let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b);
    let mut from = same.count();
    // Equal bytes may end inside a code point, where the two differ.
    while !old.is_char_boundary(from) || !new.is_char_boundary(from) {
        from -= 1;
    }
    let back = old.floor_char_boundary(from.saturating_sub(REACH));
    if let Some(near) = old.get(back..from)
        && from < old.len().max(new.len())
        && let Some(at) = near.rfind(char::is_whitespace)
    {
        from = back + at;
    }
    let (old_rest, new_rest) = (old.get(from..).unwrap_or_default(), new.get(from..).unwrap_or_default());
    let same = old_rest.bytes().rev().zip(new_rest.bytes().rev());
    let mut len = same.take_while(|(a, b)| a == b).count();
    while !old_rest.is_char_boundary(old_rest.len() - len) || !new_rest.is_char_boundary(new_rest.len() - len)
    {
        len -= 1;
    }
    let equal_end = old_rest.get(old_rest.len() - len..).unwrap_or_default();
    let reach = equal_end.floor_char_boundary(REACH);
    if let Some(at) = equal_end.get(..reach).and_then(|s| s.find(char::is_whitespace)) {
        len -= at;
    }
    (from, old.len() - len, new.len() - len)
}

/// A text cut into words, spaces and marks.
struct Tokens {
    /// One number for every distinct token of both texts.
    ids: Vec<u32>,
    /// Where each token starts, in bytes, and at last where the text ends.
    starts: Vec<usize>,
}

impl Tokens {
    fn new<'a>(text: &'a str, known: &mut HashMap<&'a str, u32>) -> Self {
        let (mut ids, mut starts) = (Vec::new(), Vec::new());
        for (start, token) in text.split_word_bound_indices() {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            ids.push(*known.entry(token).or_insert(next));
            starts.push(start);
        }
        starts.push(text.len());
        Self { ids, starts }
    }

    fn byte(&self, token: usize) -> usize {
        self.starts.get(token).copied().unwrap_or(0)
    }
}

/// Runs of equal tokens, `(in a, in b, length)`, with neighbours made one.
fn joined(runs: Vec<(usize, usize, usize)>) -> Vec<(usize, usize, usize)> {
    let mut all: Vec<(usize, usize, usize)> = Vec::with_capacity(runs.len());
    for (a, b, len) in runs {
        match all.last_mut() {
            Some(last) if (last.0 + last.2, last.1 + last.2) == (a, b) => last.2 += len,
            _ => all.push((a, b, len)),
        }
    }
    all
}

struct Diff<'a> {
    a: &'a [u32],
    b: &'a [u32],
    /// Steps left.
    work: usize,
    /// What was found equal, in order.
    equal: Vec<(usize, usize, usize)>,
}

impl Diff<'_> {
    fn same(&self, i: usize, j: usize) -> bool {
        self.a.get(i).is_some_and(|x| self.b.get(j) == Some(x))
    }

    /// Finds what is equal in two stretches of tokens.
    fn compare(&mut self, mut a: Range<usize>, mut b: Range<usize>, depth: usize) {
        let (a0, b0) = (a.start, b.start);
        while a.start < a.end && b.start < b.end && self.same(a.start, b.start) {
            a.start += 1;
            b.start += 1;
        }
        if a.start > a0 {
            self.equal.push((a0, b0, a.start - a0));
        }
        let a_end = a.end;
        while a.start < a.end && b.start < b.end && self.same(a.end - 1, b.end - 1) {
            a.end -= 1;
            b.end -= 1;
        }
        let tail = (a.end, b.end, a_end - a.end);
        if !a.is_empty() && !b.is_empty() {
            if let Some(runs) = self.shortest(a.clone(), b.clone()) {
                self.equal.extend(runs);
            } else if depth < MAX_DEPTH {
                self.split(a, b, depth);
            }
        }
        if tail.2 > 0 {
            self.equal.push(tail);
        }
    }

    /// Splits the stretches at tokens that occur once in both and stand in the
    /// same order (patience diff), and compares what lies between them.
    fn split(&mut self, a: Range<usize>, b: Range<usize>, depth: usize) {
        let anchors = self.anchors(a.clone(), b.clone());
        if anchors.is_empty() {
            return;
        }
        let (mut a_from, mut b_from) = (a.start, b.start);
        for (i, j) in anchors {
            self.compare(a_from..i, b_from..j, depth + 1);
            self.equal.push((i, j, 1));
            (a_from, b_from) = (i + 1, j + 1);
        }
        self.compare(a_from..a.end, b_from..b.end, depth + 1);
    }

    /// The longest rising run of pairs of tokens that occur once in both.
    fn anchors(&self, a: Range<usize>, b: Range<usize>) -> Vec<(usize, usize)> {
        // Per token: how often and where last in `a`, then in `b`.
        let mut seen: HashMap<u32, (usize, usize, usize, usize)> = HashMap::new();
        for i in a.clone() {
            if let Some(id) = self.a.get(i) {
                let entry = seen.entry(*id).or_default();
                (entry.0, entry.1) = (entry.0 + 1, i);
            }
        }
        for j in b {
            if let Some(entry) = self.b.get(j).and_then(|id| seen.get_mut(id)) {
                (entry.2, entry.3) = (entry.2 + 1, j);
            }
        }
        let mut pairs: Vec<(usize, usize)> = seen
            .into_values()
            .filter(|(in_a, _, in_b, _)| (*in_a, *in_b) == (1, 1))
            .map(|(_, i, _, j)| (i, j))
            .collect();
        pairs.sort_unstable();
        rising(&pairs)
    }

    /// A shortest account of what to delete and insert (Myers), as runs of
    /// equal tokens; `None` where it takes more than [`MAX_EDITS`].
    fn shortest(&mut self, a: Range<usize>, b: Range<usize>) -> Option<Vec<(usize, usize, usize)>> {
        let (a_len, b_len) = (a.len(), b.len());
        if a_len.abs_diff(b_len) > MAX_EDITS || self.work == 0 {
            return None;
        }
        let most = MAX_EDITS.min(a_len + b_len);
        // `reached[diagonal]`: how far in `a` one gets on diagonal `diagonal`, which stands
        // for i - j = diagonal - middle. One copy is kept for every number of edits.
        let middle = most + 1;
        let mut reached = vec![0usize; 2 * most + 3];
        let mut history: Vec<Vec<usize>> = Vec::new();
        for edits in 0..=most {
            // Only the diagonals in reach are kept: `edits` to either side.
            history.push(reached.get(middle - edits..=middle + edits)?.to_vec());
            for diagonal in (middle - edits..=middle + edits).step_by(2) {
                let (below, above) = (*reached.get(diagonal - 1)?, *reached.get(diagonal + 1)?);
                let mut i = if edits == 0 {
                    0
                } else if diagonal == middle - edits || (diagonal != middle + edits && below < above) {
                    above
                } else {
                    below + 1
                };
                // i - j = diagonal - middle, without going below zero.
                let Some(mut j) = (i + middle).checked_sub(diagonal) else {
                    continue;
                };
                while i < a_len && j < b_len && self.same(a.start + i, b.start + j) {
                    i += 1;
                    j += 1;
                    self.work = self.work.saturating_sub(1);
                }
                self.work = self.work.saturating_sub(1);
                *reached.get_mut(diagonal)? = i;
                if i >= a_len && j >= b_len {
                    return trace(&history, middle, (a_len, b_len), (a.start, b.start));
                }
            }
            if self.work == 0 {
                return None;
            }
        }
        None
    }
}

/// Walks back from the end `to` of an exact search through the states that it
/// kept, and gives the runs of equal tokens, moved by `base`.
fn trace(
    history: &[Vec<usize>],
    middle: usize,
    to: (usize, usize),
    base: (usize, usize),
) -> Option<Vec<(usize, usize, usize)>> {
    let (mut i, mut j) = to;
    let mut runs = Vec::new();
    for (edits, before) in history.iter().enumerate().rev() {
        let low = middle - edits;
        let (start, from) = if edits == 0 {
            (0, (0, 0))
        } else {
            let k = (i + middle).checked_sub(j)?;
            let reached = |k: usize| before.get(k.checked_sub(low)?).copied();
            let down = k == low || (k != middle + edits && reached(k - 1)? < reached(k + 1)?);
            let (k, i) = if down { (k + 1, reached(k + 1)?) } else { (k - 1, reached(k - 1)?) };
            let start = if down { i } else { i + 1 };
            (start, (i, (i + middle).checked_sub(k)?))
        };
        let len = i.checked_sub(start)?;
        if len > 0 {
            runs.push((base.0 + start, base.1 + j.checked_sub(len)?, len));
        }
        (i, j) = from;
    }
    runs.reverse();
    Some(runs)
}

/// A longest rising run of the second members, the first ones rising already.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // `tails[l]`: the pair that ends the best run of length l + 1 so far.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map(|p| p.1);
    for (at, pair) in pairs.iter().enumerate() {
        let place = tails.partition_point(|tail| second(*tail) < Some(pair.1));
        before.push(place.checked_sub(1).and_then(|p| tails.get(p).copied()));
        match tails.get_mut(place) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut run = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied();
    while let Some(index) = at {
        run.extend(pairs.get(index));
        at = before.get(index).copied().flatten();
    }
    run.reverse();
    run
}
