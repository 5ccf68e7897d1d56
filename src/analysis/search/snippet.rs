//! A piece of a text around what was found: whole words, of one paragraph.
//!
//! Must not know: what was looked for.

use crate::text::{ByteOffset, ByteRange, next_grapheme, prev_grapheme};

/// Characters before and after what was found.
const CONTEXT: usize = 60;

/// Characters of what was found that are shown at most.
const MOST: usize = 400;

/// A piece of a text, on one line, with what was found marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The piece; line ends in it are spaces.
    pub text: String,
    /// What was found, in bytes of the piece.
    pub marks: Vec<ByteRange>,
    /// Where in the text the piece begins.
    pub start: ByteOffset,
    /// Whether the paragraph goes on before it.
    pub cut_before: bool,
    /// Whether the paragraph goes on after it, or what was found does.
    pub cut_after: bool,
}

impl Snippet {
    /// The piece around a range, with these words marked.
    pub(super) fn around(text: &str, range: ByteRange, words: &[ByteRange]) -> Self {
        let (start, end) = (range.start().get(), range.end().get());
        let shown = text.get(start..end).unwrap_or_default();
        let most = shown.char_indices().nth(MOST).map(|(at, _)| start + at);
        let end = most.map_or(end, |at| cluster_start(text, at));
        let from = before(text, start);
        let to = if most.is_some() { end } else { after(text, end) };
        let piece = text.get(from..to).unwrap_or_default();
        let within = ByteRange::spanning(ByteOffset::new(from), ByteOffset::new(to));
        let moved = |at: ByteOffset| ByteOffset::new(at.get() - from);
        let marks = words.iter().filter_map(|word| word.intersection(within));
        let rest = text.get(to..).unwrap_or_default();
        let above = text.get(..from).unwrap_or_default();
        Self {
            text: piece.chars().map(|c| if c == '\n' { ' ' } else { c }).collect(),
            marks: marks.map(|mark| ByteRange::spanning(moved(mark.start()), moved(mark.end()))).collect(),
            start: ByteOffset::new(from),
            cut_before: !above.is_empty() && !above.ends_with('\n'),
            cut_after: most.is_some() || !(rest.is_empty() || rest.starts_with('\n')),
        }
    }
}

/// Where the character that a reader sees at a place begins.
fn cluster_start(text: &str, at: usize) -> usize {
    prev_grapheme(text, next_grapheme(text, ByteOffset::new(at))).get()
}

/// Where the piece before a place begins.
fn before(text: &str, at: usize) -> usize {
    let head = text.get(..at).unwrap_or_default();
    let mut start = at;
    for (place, c) in head.char_indices().rev().take(CONTEXT) {
        if c == '\n' {
            return start;
        }
        start = place;
    }
    let is_whole = text.get(..start).unwrap_or_default().chars().next_back().is_none_or(char::is_whitespace);
    if is_whole {
        return start;
    }
    // From the next word on; where there are no spaces, from this letter.
    let piece = text.get(start..at).unwrap_or_default();
    match piece.char_indices().find(|(_, c)| c.is_whitespace()) {
        Some((place, c)) => start + place + c.len_utf8(),
        None => cluster_start(text, start),
    }
}

/// Where the piece after a place ends.
fn after(text: &str, at: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    let mut end = at;
    for (place, c) in tail.char_indices().take(CONTEXT) {
        if c == '\n' {
            return at + place;
        }
        end = at + place + c.len_utf8();
    }
    let is_whole = text.get(end..).unwrap_or_default().chars().next().is_none_or(char::is_whitespace);
    if is_whole {
        return end;
    }
    let piece = text.get(at..end).unwrap_or_default();
    match piece.char_indices().rev().find(|(_, c)| c.is_whitespace()) {
        Some((place, _)) => at + place,
        None => cluster_start(text, end).max(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The snippet around a word of a text, the word in brackets, cut ends as dots.
    fn around(text: &str, word: &str) -> String {
        let start = ByteOffset::new(text.find(word).unwrap());
        let range = ByteRange::spanning(start, ByteOffset::new(start.get() + word.len()));
        let snippet = Snippet::around(text, range, &[range]);
        let [mark] = snippet.marks[..] else { panic!("one mark: {snippet:?}") };
        assert_eq!(mark.slice(&snippet.text), Some(word));
        let line = text.replace('\n', " ");
        assert!(line.get(snippet.start.get()..).unwrap().starts_with(&snippet.text));
        let dots = |cut: bool| if cut { "…" } else { "" };
        format!("{}{}{}", dots(snippet.cut_before), snippet.text, dots(snippet.cut_after))
    }

    #[test]
    fn a_piece_is_of_one_paragraph_and_whole_words() {
        assert_eq!(around("One.\nThe word here.\nThree.", "word"), "The word here.");
        assert_eq!(around("word", "word"), "word");
        let long = format!("{}word {}", "before ".repeat(20), "after ".repeat(20));
        assert_eq!(
            around(&long, "word"),
            format!("…{}word {}…", "before ".repeat(8), "after ".repeat(10).trim_end())
        );
        let unspaced = format!("{}word{}", "同".repeat(100), "意".repeat(100));
        assert_eq!(around(&unspaced, "word"), format!("…{}word{}…", "同".repeat(60), "意".repeat(60)));
        let marked = format!("{}word", "e\u{301}\u{301}".repeat(100));
        assert!(around(&marked, "word").starts_with("…e\u{301}\u{301}e"));
    }

    #[test]
    fn what_was_found_may_be_long() {
        let text = "word\n".repeat(500);
        let snippet = Snippet::around(&text, ByteRange::whole(&text), &[]);
        assert_eq!(snippet.text, "word ".repeat(80));
        assert!(snippet.cut_after && !snippet.cut_before);
    }
}
