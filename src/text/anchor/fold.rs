//! Text in which every run of white space counts as one space, with the way
//! back to the text as it is. It must not know what is looked for in it.

use crate::text::offset::{ByteOffset, ByteRange};
use crate::text::shifts::Shifts;

/// The characters of a text with every run of white space as one space.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> {
    squeeze(text.chars())
}

/// The same from the end of the text to its start.
pub(super) fn folded_back(text: &str) -> impl Iterator<Item = char> {
    squeeze(text.chars().rev())
}

fn squeeze(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut in_space = false;
    chars.filter_map(move |c| {
        let space = c.is_whitespace();
        let again = space && in_space;
        in_space = space;
        match (space, again) {
            (_, true) => None,
            (true, false) => Some(' '),
            (false, false) => Some(c),
        }
    })
}

/// A folded copy of a text.
pub(super) struct Folded {
    text: String,
    shifts: Shifts,
}

impl Folded {
    /// Folds a text, in one pass.
    pub(super) fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut shifts = Shifts::default();
        let mut in_space = false;
        for (at, c) in original.char_indices() {
            let space = c.is_whitespace();
            if !(space && in_space) {
                shifts.note(text.len(), at);
                text.push(if space { ' ' } else { c });
            }
            in_space = space;
        }
        shifts.note(text.len(), original.len());
        Self { text, shifts }
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The stretch of the text as it is for one of the folded text that neither
    /// starts nor ends with a space.
    pub(super) fn range(&self, start: usize, end: usize) -> ByteRange {
        let original = |at| ByteOffset::new(self.shifts.original(at));
        ByteRange::spanning(original(start), original(end))
    }

    /// All places of the (folded, not empty) words, overlapping ones too, in
    /// bytes of the text as it is. One pass, whatever the words are
    /// (Knuth, Morris, Pratt): "ha ha ha" must not cost more than prose.
    pub(super) fn occurrences(&self, words: &str) -> Vec<ByteRange> {
        let wanted = words.as_bytes();
        // `fall[n]`: the longest start of the words that also ends their first
        // n + 1 bytes, and is shorter than that.
        let mut fall: Vec<usize> = Vec::with_capacity(wanted.len());
        let mut matched = 0;
        for (at, byte) in wanted.iter().enumerate() {
            matched = if at == 0 { 0 } else { advance(wanted, &fall, matched, *byte) };
            fall.push(matched);
        }
        let mut found = Vec::new();
        matched = 0;
        for (at, byte) in self.text.bytes().enumerate() {
            matched = advance(wanted, &fall, matched, byte);
            if matched == wanted.len() && matched > 0 {
                found.push(self.range(at + 1 - matched, at + 1));
            }
        }
        found
    }
}

/// How many bytes of `wanted` are matched after one more byte.
fn advance(wanted: &[u8], fall: &[usize], mut matched: usize, byte: u8) -> usize {
    loop {
        if wanted.get(matched) == Some(&byte) {
            return matched + 1;
        }
        match matched.checked_sub(1) {
            None => return 0,
            Some(before) => matched = fall.get(before).copied().unwrap_or(0),
        }
    }
}
