//! Two texts as one: what they have in common, and what each has in its place.
//!
//! Must not know: whose texts they are, or how brackets are written.

use crate::text::Change;

/// A stretch of the composite text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Both say it.
    Common(String),
    /// What each says in its place; empty where one says nothing.
    Differs([String; 2]),
}

/// Whether a space belongs between what stands there and words that follow: not at the beginning of
/// a line, and not before what closes.
pub(super) fn is_spaced(before: &str, words: &str) -> bool {
    let closes = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '…' | '»' | '”' | '’');
    !before.is_empty() && !words.starts_with(closes) && !before.ends_with(['(', '«', '“', '‘'])
}

/// Two whole texts, paragraph by paragraph of what they have in common.
pub(super) fn whole(a: &str, b: &str) -> Vec<Vec<Piece>> {
    let mut paragraphs = Paragraphs::default();
    let mut from = 0;
    for replace in Change::between(a, b).replaces() {
        let (start, end) = (replace.range.start().get(), replace.range.end().get());
        paragraphs.common(a.get(from..start).unwrap_or_default());
        paragraphs.differs(a.get(start..end).unwrap_or_default(), &replace.insert);
        from = end;
    }
    paragraphs.common(a.get(from..).unwrap_or_default());
    paragraphs.end();
    paragraphs.done
}

/// Two passages in one paragraph.
pub(super) fn passages(a: &str, b: &str) -> Vec<Piece> {
    whole(a, b).concat()
}

#[derive(Default)]
struct Paragraphs {
    done: Vec<Vec<Piece>>,
    now: Vec<Piece>,
}

impl Paragraphs {
    fn end(&mut self) {
        if !self.now.is_empty() {
            self.done.push(std::mem::take(&mut self.now));
        }
    }

    /// Text that both have: every line end closes a paragraph.
    fn common(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.end();
            }
            if !line.trim().is_empty() {
                self.now.push(Piece::Common(line.trim().to_owned()));
            }
        }
    }

    /// Text that is different. A line end before or after it in either text is one of the whole:
    /// a paragraph that only one side has stands by itself.
    fn differs(&mut self, a: &str, b: &str) {
        let said = |text: &str| !text.trim().is_empty();
        if !said(a) && !said(b) {
            if a.contains('\n') || b.contains('\n') {
                self.end();
            }
            return;
        }
        let begins = |text: &str| text.trim_start_matches(' ').starts_with('\n');
        let ends = |text: &str| text.trim_end_matches(' ').ends_with('\n');
        if begins(a) || begins(b) {
            self.end();
        }
        self.now.push(Piece::Differs([a.trim().to_owned(), b.trim().to_owned()]));
        if ends(a) || ends(b) {
            self.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With brackets named A and B, paragraphs divided by "¶".
    fn told(a: &str, b: &str) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Common(words) => words.clone(),
            Piece::Differs([a, b]) => format!("[A: {a}|B: {b}]"),
        };
        let paragraph = |pieces: &Vec<Piece>| pieces.iter().map(piece).collect::<Vec<_>>().join(" ");
        whole(a, b).iter().map(paragraph).collect::<Vec<_>>().join(" ¶ ")
    }

    #[test]
    fn what_both_say_stands_by_itself_and_the_rest_in_brackets() {
        assert_eq!(
            told("The sides agreed on rules of entry.", "The sides exchanged views on rules of entry."),
            "The sides [A: agreed|B: exchanged views] on rules of entry."
        );
        assert_eq!(told("One.\n\nTwo and three.", "One.\n\nTwo."), "One. ¶ Two [A: and three|B: ] .");
        assert_eq!(told("One.\n\nTwo.", "One.\n\nNew.\n\nTwo."), "One. ¶ [A: |B: New.] ¶ Two.");
        assert_eq!(told("Same.", "Same."), "Same.");
        assert_eq!(told("", "New."), "[A: |B: New.]");
    }
}
