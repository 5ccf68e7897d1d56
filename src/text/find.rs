//! Finding words in a text as one types them: exactly, or as a reader would,
//! for whom case, accents and variants of print make no difference.
//! It must not know what the text is, nor what becomes of the hits.
//!
//! ```text
//!   text      Ё  л  к  а     i  s     «  ё  л  к  а  »
//!   folded    е  л  к  а     i  s     "  е  л  к  а  "      FoldedText, made once
//!   елка      [--------)                 [--------)         hits, in bytes of the text
//! ```

mod folded;
mod hits;
mod letters;
mod sieve;
mod wanted;

use memchr::memmem::Finder;

use super::offset::{ByteOffset, ByteRange};

pub use folded::FoldedText;
pub use hits::Hits;
pub use wanted::{Found, Wanted};

/// How words are compared with a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Matching {
    /// As a reader does: without case, accents and variants of quotation marks,
    /// dashes and spaces; any run of white space, line ends too, is one space.
    #[default]
    Folded,
    /// Byte by byte.
    Exact,
}

/// What is looked for, made ready once for any number of texts.
#[derive(Clone, Debug)]
pub struct Query {
    finder: Finder<'static>,
    matching: Matching,
    whole_words: bool,
}

impl Query {
    /// Makes a query; `None` where there is nothing to look for (no character,
    /// or only such as folding leaves out).
    ///
    /// With `whole_words`, a hit must not start or end within a word: a letter,
    /// digit or low line must not stand on both sides of its end.
    #[must_use]
    pub fn new(words: &str, matching: Matching, whole_words: bool) -> Option<Self> {
        let folded;
        let words = match matching {
            Matching::Exact => words,
            Matching::Folded => {
                folded = FoldedText::new(words);
                folded.as_str()
            }
        };
        if words.is_empty() {
            return None;
        }
        Some(Self { finder: Finder::new(words).into_owned(), matching, whole_words })
    }

    /// How the words are compared.
    #[must_use]
    pub const fn matching(&self) -> Matching {
        self.matching
    }

    /// Finds the words in a text: hits in order that do not overlap, the first
    /// of those that would; at most `limit`, and whether there are more.
    ///
    /// `folded` is the text's own folded copy, which only [`Matching::Folded`]
    /// needs; without one (or with one of a text of another length) it is made
    /// for this once. Folded hits start and end between grapheme clusters:
    /// what is found of a letter is found with all its marks.
    #[must_use]
    pub fn find(&self, text: &str, folded: Option<&FoldedText>, limit: usize) -> Hits {
        match self.matching {
            Matching::Exact => self.find_exact(text, limit),
            Matching::Folded => match folded.filter(|folded| folded.original_len() == text.len()) {
                Some(folded) => self.find_folded(folded, limit),
                None => self.find_folded(&FoldedText::new(text), limit),
            },
        }
    }

    fn find_exact(&self, text: &str, limit: usize) -> Hits {
        let len = self.finder.needle().len();
        let starts = self.finder.find_iter(text.as_bytes());
        let found = starts.filter(|start| !self.whole_words || is_whole(text, *start, start + len));
        let offset = ByteOffset::new;
        Hits::collect(found.map(|start| ByteRange::spanning(offset(start), offset(start + len))), limit)
    }

    fn find_folded(&self, folded: &FoldedText, limit: usize) -> Hits {
        let text = folded.as_str();
        let len = self.finder.needle().len();
        let mut way_back = folded.way_back();
        let mut from = 0;
        let found = std::iter::from_fn(|| {
            loop {
                let start = from + self.finder.find(text.as_bytes().get(from..)?)?;
                let (start, end) = folded.whole_pieces(start, start + len);
                // On after the pieces that were taken whole: hits share none.
                from = end;
                if !self.whole_words || is_whole(text, start, end) {
                    return Some(way_back.original(start, end));
                }
            }
        });
        Hits::collect(found, limit)
    }
}

/// Whether neither end of a stretch has letters or digits on both sides.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let cuts = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at..).and_then(|after| after.chars().next());
        before.is_some_and(is_word) && after.is_some_and(is_word)
    };
    !cuts(start) && !cuts(end)
}

/// Whether a character is part of a word. Marks are: in exact search, a letter
/// may be followed by its accent.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests;
