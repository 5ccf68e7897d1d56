//! Quotations: where they open and close, with the marks of every language, also those that
//! go on over several paragraphs.
//!
//! Must not know: who is quoted.

use super::tokens::range;
use crate::text::ByteRange;

/// Marks that open, each with those that close it.
const PAIRS: [(char, &[char]); 8] = [
    ('«', &['»']),
    ('“', &['”', '“']),
    ('„', &['“', '”']),
    ('「', &['」']),
    ('『', &['』']),
    ('‹', &['›']),
    ('《', &['》']),
    ('‟', &['”']),
];

/// Paragraphs that a quotation may go on for without a mark.
const MOST_PARAGRAPHS: usize = 12;

/// The quotations of a text, outermost only, without their marks. One that is never closed ends
/// with its paragraph.
pub(crate) fn quotations(text: &str) -> Vec<ByteRange> {
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let end = at + c.len_utf8();
        match &mut open {
            None => {
                let closers = PAIRS.iter().find(|(opener, _)| *opener == c).map(|(_, closers)| *closers);
                let straight = c == '"' && !before.is_alphanumeric();
                // After a word, “ closes what „ opened.
                if let Some(closers) = closers.filter(|_| !(c == '“' && before.is_alphanumeric())) {
                    open = Some(Open::new(end, c, closers));
                } else if straight {
                    open = Some(Open::new(end, c, &['"']));
                }
            }
            Some(quote) => {
                let repeats = before == '\n' && c == quote.opener;
                if c == '\n' {
                    if quote.line_end.is_none() {
                        quote.line_end = Some(at);
                    }
                    quote.lines += usize::from(next != '\n');
                    if quote.lines > MOST_PARAGRAPHS || c == quote.opener {
                        found.push(range(quote.start, quote.line_end.unwrap_or(at)));
                        open = None;
                    }
                } else if c == quote.opener && !quote.closers.contains(&c) {
                    // A new paragraph of the same quotation repeats the mark.
                    quote.depth += usize::from(!repeats);
                } else if quote.closers.contains(&c) && !repeats {
                    // A straight mark before a word opens one within.
                    quote.depth = quote.depth.saturating_sub(1);
                    if quote.depth == 0 {
                        found.push(range(quote.start, at));
                        open = None;
                    }
                }
            }
        }
        before = c;
    }
    if let Some(quote) = open {
        let end = quote.line_end.unwrap_or(text.len());
        found.push(range(quote.start, end.max(quote.start)));
    }
    found.retain(|quote| !quote.is_empty());
    found
}

struct Open {
    start: usize,
    opener: char,
    closers: &'static [char],
    depth: usize,
    /// Where its first paragraph ends.
    line_end: Option<usize>,
    lines: usize,
}

impl Open {
    const fn new(start: usize, opener: char, closers: &'static [char]) -> Self {
        Self { start, opener, closers, depth: 1, line_end: None, lines: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::quotations;

    fn found(text: &str) -> Vec<&str> {
        quotations(text).iter().map(|quote| quote.slice(text).unwrap()).collect()
    }

    #[test]
    fn marks_of_every_language_open_and_close() {
        assert_eq!(found("Он сказал: «да, „конечно“, да», и ушёл"), ["да, „конечно“, да"]);
        assert_eq!(found("«a «b» c» d"), ["a «b» c"]);
        assert_eq!(found("„Ja“, sagte er"), ["Ja"]);
        assert_eq!(found("“Yes,” she said, \"no\""), ["Yes,", "no"]);
        assert_eq!(found("中方说:「很好」。“是”"), ["很好", "是"]);
        assert_eq!(found("it’s 5\" long"), Vec::<&str>::new());
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs() {
        assert_eq!(found("«a\n\nb\n\nc,» says"), ["a\n\nb\n\nc,"]);
        assert_eq!(found("«a\n\n«b\n\n«c», says"), ["a\n\n«b\n\n«c"]);
        assert_eq!(found("«a\n\nb"), ["a"]);
        assert_eq!(found(""), Vec::<&str>::new());
    }
}
