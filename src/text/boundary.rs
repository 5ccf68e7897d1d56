//! Where graphemes, words and paragraphs start and end, for carets and for
//! selections; sentences are in `sentence`. It must not know what is selected
//! nor shown.
//!
//! Every function takes any byte offset: one inside a code point counts as the
//! code point's start, one beyond the text as its end. None reads more of the
//! text than the paragraph that holds the offset, except where it says so.

mod abbreviations;
mod sentence;

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::offset::{ByteOffset, ByteRange};

pub use sentence::{sentence_at, sentences};

/// The end of the grapheme cluster (what a reader takes for one character)
/// after `offset`; the text's end at the text's end.
#[must_use]
pub fn next_grapheme(text: &str, offset: ByteOffset) -> ByteOffset {
    let at = floor(text, offset);
    let next = GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0);
    ByteOffset::new(next.ok().flatten().unwrap_or(text.len()))
}

/// The start of the grapheme cluster before `offset`; 0 at the text's start.
#[must_use]
pub fn prev_grapheme(text: &str, offset: ByteOffset) -> ByteOffset {
    let at = floor(text, offset);
    let prev = GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0);
    ByteOffset::new(prev.ok().flatten().unwrap_or(0))
}

/// The paragraphs of a text: its lines without their LF, in order, as they are.
/// Blank lines are left out, lines of white space too. Reads the whole text.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<ByteRange> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        if !line.trim_start().is_empty() {
            found.push(range(start, start + line.len()));
        }
        start += line.len() + 1;
    }
    found
}

/// The line that holds `offset`, without its LF, blank or not. An offset at an
/// LF belongs to the line that the LF ends.
#[must_use]
pub fn paragraph_at(text: &str, offset: ByteOffset) -> ByteRange {
    let line = line_at(text, floor(text, offset));
    range(line.start, line.end)
}

/// The word at `offset`, or the run of spaces, or the run of other marks. At the
/// end of a line, what stands before it; in an empty line, the empty range.
#[must_use]
pub fn word_at(text: &str, offset: ByteOffset) -> ByteRange {
    let at = floor(text, offset);
    let run = run_after(text, at).or_else(|| run_before(text, at));
    run.map_or(range(at, at), |run| range(run.at.start, run.at.end))
}

/// Where a caret goes by one word to the left: the start of the word that it is
/// in or after. Crosses lines; 0 where there is no word.
#[must_use]
pub fn word_left(text: &str, offset: ByteOffset) -> ByteOffset {
    let mut at = floor(text, offset);
    while at > 0 {
        match run_before(text, at) {
            Some(run) if run.kind == Kind::Word => return ByteOffset::new(run.at.start),
            Some(run) => at = run.at.start,
            // At the start of a line: on to the end of the line before.
            None => at -= 1,
        }
    }
    ByteOffset::ZERO
}

/// Where a caret goes by one word to the right: the end of the word that it is
/// in or before. Crosses lines; the text's end where there is no word.
#[must_use]
pub fn word_right(text: &str, offset: ByteOffset) -> ByteOffset {
    let mut at = floor(text, offset);
    while at < text.len() {
        match run_after(text, at) {
            Some(run) if run.kind == Kind::Word => return ByteOffset::new(run.at.end),
            Some(run) => at = run.at.end,
            // At the end of a line: on to the start of the next.
            None => at += 1,
        }
    }
    ByteOffset::new(text.len())
}

/// The range without the white space (line ends too) at its ends; empty, at its
/// start, where it is nothing else. Reads the range only.
#[must_use]
pub fn trim(text: &str, selected: ByteRange) -> ByteRange {
    let (start, end) = (floor(text, selected.start()), floor(text, selected.end()));
    let inside = text.get(start..end).unwrap_or_default();
    let from = start + (inside.len() - inside.trim_start().len());
    let to = start + inside.trim_end().len();
    if from < to { range(from, to) } else { range(start, start) }
}

/// The range without white space at its ends, then grown so that no word is cut.
/// A range of white space only comes out empty, at its start.
#[must_use]
pub fn snap_to_words(text: &str, selected: ByteRange) -> ByteRange {
    let trimmed = trim(text, selected);
    if trimmed.is_empty() {
        return trimmed;
    }
    let word = |run: &Run| run.kind == Kind::Word;
    let first = run_after(text, trimmed.start().get()).filter(word);
    let last = run_before(text, trimmed.end().get()).filter(word);
    range(
        first.map_or(trimmed.start().get(), |run| run.at.start),
        last.map_or(trimmed.end().get(), |run| run.at.end),
    )
}

/// The range of two byte positions.
fn range(start: usize, end: usize) -> ByteRange {
    ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(end))
}

/// The nearest place at or before `offset` where a code point starts.
fn floor(text: &str, offset: ByteOffset) -> usize {
    text.floor_char_boundary(offset.get())
}

/// The line that holds a place, without its LF.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |lf| lf + 1);
    let end = after.find('\n').map_or(text.len(), |lf| at + lf);
    start..end
}

/// What a run of text is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One word or number; two words that touch are two runs.
    Word,
    Space,
    /// Punctuation, symbols, emoji.
    Mark,
}

#[derive(Clone, Debug)]
struct Run {
    at: Range<usize>,
    kind: Kind,
}

/// The run that holds the character after a place, within its line.
fn run_after(text: &str, at: usize) -> Option<Run> {
    runs_around(text, at).into_iter().find(|run| run.at.contains(&at))
}

/// The run that holds the character before a place, within its line.
fn run_before(text: &str, at: usize) -> Option<Run> {
    let holds = |run: &Run| run.at.start < at && at <= run.at.end;
    runs_around(text, at).into_iter().find(holds)
}

/// The runs from the white space before a place, with the whole block before it
/// where the place is in white space, to that after it. Words never reach
/// across white space, so this much gives the same runs as the whole line.
fn runs_around(text: &str, at: usize) -> Vec<Run> {
    let line = line_at(text, at);
    let before = text.get(line.start..at).unwrap_or_default();
    let after = text.get(at..line.end).unwrap_or_default();
    let solid = |c: char| !c.is_whitespace();
    let start = line.start + before.trim_end().trim_end_matches(solid).trim_end().len();
    let end = line.end - after.trim_start().trim_start_matches(solid).trim_start().len();
    let mut runs: Vec<Run> = Vec::new();
    let window = text.get(start..end).unwrap_or_default();
    for (from, piece) in window.split_word_bound_indices() {
        let kind = if piece.chars().any(char::is_alphanumeric) {
            Kind::Word
        } else if piece.chars().all(char::is_whitespace) {
            Kind::Space
        } else {
            Kind::Mark
        };
        let (from, to) = (start + from, start + from + piece.len());
        match runs.last_mut() {
            Some(last) if last.kind == kind && kind != Kind::Word => last.at.end = to,
            _ => runs.push(Run { at: from..to, kind }),
        }
    }
    runs
}

/// The beginning of a text of more than `most` characters (code points), with an ellipsis; else the text.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or("").trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
