//! Near matches of a passage: where it may be although some of its characters
//! changed, found with bounded work. It must not know how a match is judged in
//! the end: it gives places and how alike the words are.

use super::fold::{Folded, folded};
use super::{Anchor, Search};
use crate::text::offset::ByteRange;

/// A changed passage has at most this many changed characters.
const MOST_CHANGES: usize = 32;

/// A passage has one changed character for this many at most.
const CHARS_PER_CHANGE: usize = 8;

/// A piece of the passage that is in the text more often than this tells
/// nothing about where the passage is.
const MOST_PLACES: usize = 1000;

/// Cells that comparing candidates may fill, all together.
const CELLS: usize = 10_000_000;

/// The most candidates compared.
const MOST_CANDIDATES: usize = 32;

/// A distance as a likeness: 1 for none, 0 for `len` or more.
#[expect(clippy::cast_precision_loss, reason = "shares of lengths: rounding is harmless")]
pub(super) fn likeness(distance: usize, len: usize) -> f32 {
    1.0 - distance.min(len) as f32 / len.max(1) as f32
}

/// The least number of characters to change, insert or delete to make `kept`
/// into some start of `now`.
pub(super) fn distance_to_start_of(kept: &[char], now: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=now.len()).collect();
    for (i, a) in kept.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (b, cell) in now.iter().zip(row.iter_mut().skip(1)) {
            let best = (diagonal + usize::from(a != b)).min(*cell + 1).min(left + 1);
            diagonal = *cell;
            *cell = best;
            left = best;
        }
    }
    row.into_iter().min().unwrap_or(kept.len())
}

/// Places where the words may be with some characters changed, and how alike
/// the words are there; the places do not overlap.
pub(super) fn matches(folded_text: &Folded, search: &Search<'_>, anchor: &Anchor) -> Vec<(ByteRange, f32)> {
    let words: Vec<char> = search.words.chars().collect();
    let changes = (words.len() / CHARS_PER_CHANGE).min(MOST_CHANGES);
    if changes == 0 {
        return Vec::new();
    }
    let text = folded_text.text();
    let room = CELLS / (words.len() * (4 * changes + 1)).max(1);
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    let starts = candidates(text, search, anchor, changes);
    for start in starts.into_iter().take(room.clamp(1, MOST_CANDIDATES)) {
        // The passage may start as many characters away from where a piece says
        // as there are changes; a window that much wider on both sides.
        let head = text.get(..start).unwrap_or_default();
        let from = head.char_indices().rev().nth(changes - 1).map_or(0, |(at, _)| at);
        let tail = text.get(from..).unwrap_or_default();
        let window: Vec<(usize, char)> = tail.char_indices().take(words.len() + 3 * changes).collect();
        if let Some((first, end, distance)) = align(&words, &window, changes) {
            let byte = |at: usize| {
                from + window
                    .get(at)
                    .map_or_else(|| window.last().map_or(0, |(at, c)| at + c.len_utf8()), |(at, _)| *at)
            };
            found.push((distance, byte(first), byte(end)));
        }
    }
    // Candidates close together lead to the same place; the best stays.
    found.sort_unstable();
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    for place in found {
        if places.iter().all(|p| place.2 <= p.1 || p.2 <= place.1) {
            places.push(place);
        }
    }
    places
        .into_iter()
        .filter_map(|(distance, start, end)| {
            // A space at an end is no part of a passage.
            let inside = text.get(start..end)?;
            let start = start + (inside.len() - inside.trim_start().len());
            let end = end - (inside.len() - inside.trim_end().len());
            (start < end).then(|| (folded_text.range(start, end), likeness(distance, words.len())))
        })
        .collect()
}

/// Where in the folded text the passage may start, the most likely first.
///
/// Of a passage cut into one piece more than there may be changes, one piece at
/// least is unchanged (if not cut by white space); so are, perhaps, pieces of
/// the surroundings. Each place of a piece says where the passage would start,
/// and places that agree count together.
fn candidates(text: &str, search: &Search<'_>, anchor: &Anchor, changes: usize) -> Vec<usize> {
    let prefix: String = folded(&anchor.prefix).collect();
    let suffix: String = folded(&anchor.suffix).collect();
    // Each with how many bytes after the passage's start it stands.
    let mut pieces: Vec<(&str, isize)> = Vec::new();
    let words = search.words.as_str();
    for (around, parts, base) in [
        (words, changes + 1, 0),
        (prefix.as_str(), 2, -signed(prefix.len())),
        (suffix.as_str(), 2, signed(words.len())),
    ] {
        let size = around.len().div_ceil(parts).max(1);
        let mut from = 0;
        while from < around.len() {
            let to = around.ceil_char_boundary(from + size);
            pieces.extend(around.get(from..to).map(|piece| (piece, base + signed(from))));
            from = to;
        }
    }
    let mut starts: Vec<usize> = Vec::new();
    for (piece, after_start) in pieces {
        let places = text.match_indices(piece).take(MOST_PLACES + 1);
        let places: Vec<usize> = places.map(|(at, _)| at).collect();
        if piece.chars().count() >= 4 && places.len() <= MOST_PLACES {
            let start = |at: usize| usize::try_from((signed(at) - after_start).max(0)).unwrap_or(0);
            starts.extend(places.into_iter().map(start));
        }
    }
    starts.sort_unstable();
    // Starts that follow one another closely are one candidate, at the median;
    // inserted characters move the later pieces, by up to four bytes each.
    let mut groups: Vec<(usize, usize)> = Vec::new();
    let close = |a: &usize, b: &usize| b - a <= 4;
    for group in starts.chunk_by(close) {
        groups.extend(group.get(group.len() / 2).map(|at| (group.len(), *at)));
    }
    let hint = search.hint;
    groups.sort_by_key(|(votes, at)| (std::cmp::Reverse(*votes), at.abs_diff(hint)));
    groups.into_iter().map(|(_, at)| text.floor_char_boundary(at)).collect()
}

/// A length as a signed number; no text is long enough to lose anything.
fn signed(len: usize) -> isize {
    isize::try_from(len).unwrap_or(isize::MAX)
}

/// One cell of the alignment: how many changes so far, and where in the window
/// the match starts.
type Cell = (usize, usize);

/// Fits the words into the window with the fewest changes: `(start, end,
/// changes)` in characters of the window, or `None` above `most` changes.
///
/// The start may be up to twice `most` characters into the window; row after
/// row only the diagonals that this leaves in reach are filled.
fn align(words: &[char], window: &[(usize, char)], most: usize) -> Option<(usize, usize, usize)> {
    const FAR: usize = usize::MAX / 2;
    // Cell `d` of row `i` stands for the first `i` characters of the words
    // against the window up to `i + d - most`.
    let width = 4 * most + 1;
    let column = |i: usize, d: usize| (i + d).checked_sub(most);
    let mut row: Vec<Cell> = (0..width)
        .map(|d| column(0, d).map_or((FAR, 0), |j| (if j <= window.len() { 0 } else { FAR }, j)))
        .collect();
    for (i, wanted) in words.iter().enumerate() {
        let mut next: Vec<Cell> = Vec::with_capacity(width);
        for d in 0..width {
            let Some(j) = column(i + 1, d).filter(|j| *j <= window.len()) else {
                next.push((FAR, 0));
                continue;
            };
            let at = |d: usize| row.get(d).copied().unwrap_or((FAR, 0));
            // Replacing comes first: of equally good places the one that is as
            // long as the words is wanted.
            let mut best = (FAR, 0);
            if let Some((_, there)) = j.checked_sub(1).and_then(|j| window.get(j)) {
                best = at(d);
                best.0 += usize::from(there != wanted);
                let inserted = d.checked_sub(1).and_then(|d| next.get(d).copied());
                if let Some((changes, start)) = inserted.filter(|c| c.0 + 1 < best.0) {
                    best = (changes + 1, start);
                }
            }
            let deleted = at(d + 1);
            if deleted.0 + 1 < best.0 {
                best = (deleted.0 + 1, deleted.1);
            }
            next.push(best);
        }
        row = next;
    }
    let (end, (changes, start)) = row
        .into_iter()
        .enumerate()
        .filter_map(|(d, cell)| Some((column(words.len(), d)?, cell)))
        .filter(|(_, cell)| cell.0 <= most)
        .min_by_key(|(end, cell)| (cell.0, (end - cell.1).abs_diff(words.len())))?;
    Some((start, end, changes))
}
