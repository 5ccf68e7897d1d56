//! Where sentences start and end: the rules of Unicode (UAX 29), then a pass
//! that puts together what a full stop after an abbreviation, an initial or an
//! item's number took apart. It must not know what sentences are used for.
//!
//! Limits: a sentence that ends in «г.», initials or "U.S." is not seen to end
//! unless the next starts with a word that often opens sentences («В», "The");
//! three dots written as one character («…») do not end one, as in Unicode.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::abbreviations::{Stop, is_roman, starts_with_number, starts_with_opener, stop};
use super::{floor, line_at, range};
use crate::text::offset::{ByteOffset, ByteRange};

/// All sentences of a text, in order. None reaches across a line end, and none
/// starts or ends with white space. Reads the whole text.
#[must_use]
pub fn sentences(text: &str) -> Vec<ByteRange> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        found.extend(in_line(line).iter().map(|s| range(start + s.start, start + s.end)));
        start += line.len() + 1;
    }
    found
}

/// The sentence at `offset`; in the white space after a sentence, that one. In
/// a blank line, the empty range at the offset.
///
/// Reads the paragraph that holds the offset and nothing else.
#[must_use]
pub fn sentence_at(text: &str, offset: ByteOffset) -> ByteRange {
    let at = floor(text, offset);
    let line = line_at(text, at);
    let all = in_line(text.get(line.clone()).unwrap_or_default());
    let started = all.iter().rev().find(|s| line.start + s.start <= at);
    started.or(all.first()).map_or(range(at, at), |s| range(line.start + s.start, line.start + s.end))
}

/// The sentences of one line, in bytes of the line.
fn in_line(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, piece) in line.split_sentence_bound_indices() {
        let end = at + piece.len();
        let Some((so_far, rest)) = line.get(start..).and_then(|s| s.split_at_checked(end - start)) else {
            continue;
        };
        let sentence = so_far.trim();
        if sentence.is_empty() || (!rest.is_empty() && goes_on(sentence, rest.trim_start())) {
            continue;
        }
        let from = start + (so_far.len() - so_far.trim_start().len());
        found.push(from..from + sentence.len());
        start = end;
    }
    // What went on to nothing but white space is a sentence all the same.
    let left = line.get(start..).unwrap_or_default();
    if !left.trim().is_empty() {
        let from = start + (left.len() - left.trim_start().len());
        found.push(from..from + left.trim().len());
    }
    found
}

/// Whether the sentence goes on although the rules of Unicode end it between
/// `before` and `after`, which are trimmed.
fn goes_on(before: &str, after: &str) -> bool {
    if is_item_number(before) {
        return true;
    }
    let core = before.trim_end_matches(|c: char| ")]»”“\"'’".contains(c));
    if core.ends_with(['!', '?', '…']) {
        // «Зачем?» — спросил он. A quoted sentence inside another.
        let next = after.trim_start_matches(|c: char| c.is_whitespace() || "—–-,".contains(c));
        return next.starts_with(char::is_lowercase);
    }
    let Some(unstopped) = before.strip_suffix('.') else {
        return false;
    };
    match stop(&last_word(unstopped)) {
        Stop::Never => true,
        Stop::UnlessNumber => starts_with_number(after),
        Stop::BeforeOpener => !starts_with_opener(after),
        Stop::Ends => false,
    }
}

/// The word that ends the text, inner full stops included; «т. е» and "U. S"
/// come out as if written without the space.
fn last_word(text: &str) -> String {
    let mut words = text.rsplit(|c: char| c.is_whitespace() || "([{«“„\"'—–/,".contains(c));
    let last = words.next().unwrap_or_default();
    let single = last.chars().count() == 1;
    match words.next() {
        Some(before) if single && before.ends_with('.') && before.chars().count() == 2 => {
            format!("{before}{last}")
        }
        _ => last.to_owned(),
    }
}

/// Whether all there is so far is the number of an item: "1.", "2.1.", "IV.",
/// "a)", "(3)".
fn is_item_number(text: &str) -> bool {
    let Some(inner) = text.strip_suffix(['.', ')']) else {
        return false;
    };
    let inner = inner.strip_prefix('(').unwrap_or(inner);
    let digits = inner.starts_with(|c: char| c.is_ascii_digit())
        && inner.len() <= 8
        && inner.chars().all(|c| c.is_ascii_digit() || c == '.');
    let mut chars = inner.chars();
    let letter = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
    digits || letter || is_roman(inner)
}

#[cfg(test)]
mod tests;
