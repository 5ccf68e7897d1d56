//! Words as a reader asks for them, with their endings or letter by letter, found in texts that
//! were not folded: most of a text is passed by at the speed of looking for a byte.
//! It must not know which texts are searched, nor which of several words must be there.
//!
//! ```text
//!   typed        границы               stem границ, looked for by its «ц» (the sieve)
//!   text         …  на границах …      ц stands there; back and forth from it the stem fits;
//!                   [--------)         the word ends here and has the stem: found
//! ```

use std::str::Chars;

use memchr::memmem::Finder;
use unicode_segmentation::GraphemeCursor;

use super::folded::FoldedText;
use super::is_word;
use super::letters::{Form, Forms};
use super::sieve::{Places, Sieve};
use crate::text::offset::{ByteOffset, ByteRange};
use crate::text::stems::root;

/// One place in so many bytes may be folded by itself.
const FEW_IN: usize = 4096;

/// Words before or after a place that take more bytes than this are not folded for it alone.
const LONG_WINDOW: usize = 1024;

/// Where what is found may begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bounds {
    /// Anywhere: scripts without spaces.
    Anywhere,
    /// Neither begins nor ends within a word.
    Whole,
    /// Begins a word, which may go on: it is found to its end.
    Begins,
    /// The same, and the word's stem is what is looked for.
    Stem,
}

/// A word or some words to be found as a reader would find them: without case, accents and
/// variants of print, as in [`Matching::Folded`](super::Matching::Folded).
#[derive(Clone, Debug)]
pub struct Wanted {
    needle: Vec<char>,
    /// The same as text, looked for in folded texts.
    spelled: String,
    finder: Finder<'static>,
    bounds: Bounds,
    sieve: Sieve,
    /// Which character of the needle the sieve is for.
    at: usize,
    /// White space in the needle.
    spaces: usize,
    forms: Forms,
    /// Bytes that may follow the sieve's letter.
    next: Box<[bool; 256]>,
}

/// A place in a folded text.
struct InFolded {
    /// The same in the text itself.
    place: ByteRange,
    /// Where in the folded one the next may begin, and where this ends.
    next: usize,
    end: usize,
}

/// What is the case where the sieve's letter may stand.
enum Fit {
    No,
    Yes(ByteRange),
    /// Characters stand there that can't be looked at one by one.
    Unsure,
}

impl Wanted {
    /// A single word, found with any of its endings ([`root`]). What is typed with marks within,
    /// such as «Ala-Too», is taken for [`phrase`](Self::phrase); of scripts without spaces every
    /// place is found. `None` where there is no letter or digit.
    #[must_use]
    pub fn word(typed: &str) -> Option<Self> {
        let folded = folded(typed)?;
        if !folded.chars().all(is_word) {
            return Self::new(folded, Bounds::Whole);
        }
        let root = root(&folded).to_owned();
        Self::new(root, Bounds::Stem)
    }

    /// A word of which only the beginning is given, found to its end.
    #[must_use]
    pub fn beginning(typed: &str) -> Option<Self> {
        Self::new(folded(typed)?, Bounds::Begins)
    }

    /// Words in this order, letter by letter, whole words at both ends.
    #[must_use]
    pub fn phrase(typed: &str) -> Option<Self> {
        Self::new(folded(typed)?, Bounds::Whole)
    }

    fn new(spelled: String, bounds: Bounds) -> Option<Self> {
        let needle: Vec<char> = spelled.chars().collect();
        let bounds = if needle.iter().copied().any(is_unspaced) { Bounds::Anywhere } else { bounds };
        let sieves =
            needle.iter().enumerate().filter(|(_, c)| **c != ' ').map(|(at, c)| (Sieve::new(*c), at));
        let (sieve, at) = sieves.min_by_key(|(sieve, _)| sieve.cost())?;
        let spaces = needle.iter().filter(|c| **c == ' ').count();
        let finder = Finder::new(&spelled).into_owned();
        let next = Box::new(after(needle.get(at + 1).copied()));
        Some(Self { needle, spelled, finder, bounds, sieve, at, spaces, forms: Forms::new(), next })
    }

    /// About how much work it is to look for it; to be compared with that of other words.
    #[must_use]
    pub const fn cost(&self) -> u32 {
        self.sieve.cost()
    }

    /// Whether it stands in a text.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }

    /// The places where it stands, in order; they do not overlap, and start and end between
    /// grapheme clusters. Found as they are asked for.
    pub fn find<'t>(&'t self, text: &'t str) -> Found<'t> {
        Found {
            wanted: self,
            text,
            places: self.sieve.places(text.as_bytes()),
            from: 0,
            unsure: 0,
            folded: None,
        }
    }

    /// Whether the needle stands where this byte is part of its sieve's letter; not before `from`.
    fn fit(&self, text: &str, byte: usize, from: usize) -> Fit {
        // Most places are told by the next byte. What is spelled with more than one may stand for
        // several letters, and the next one is not in the next character.
        let bytes = text.as_bytes();
        let is_plain = bytes.get(byte).is_some_and(u8::is_ascii);
        let next = bytes.get(byte + 1).filter(|_| is_plain);
        if next.is_some_and(|next| self.next.get(usize::from(*next)) == Some(&false)) {
            return Fit::No;
        }
        let start = text.floor_char_boundary(byte);
        let Some((before, rest)) = text.split_at_checked(start) else { return Fit::No };
        let mut after = rest.chars();
        let Some(letter) = after.next().filter(|c| self.sieve.passes(*c)) else { return Fit::No };
        match self.forms.of(letter) {
            Form::One(c) if self.needle.get(self.at) == Some(&c) => {}
            Form::One(_) | Form::Space | Form::Nothing if self.is_marked(&after) => return Fit::Unsure,
            Form::One(_) | Form::Space | Form::Nothing => return Fit::No,
            Form::Several | Form::Joined => return Fit::Unsure,
        }
        match self.fits_before(before) {
            Ok(Some(start)) if start < from => Fit::No,
            Ok(Some(start)) => match self.fits_after(after.as_str()) {
                Ok(Some(left)) => {
                    Fit::Yes(ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(text.len() - left)))
                }
                Ok(None) => Fit::No,
                Err(()) => Fit::Unsure,
            },
            Ok(None) => Fit::No,
            Err(()) => Fit::Unsure,
        }
    }

    /// Where the needle starts, where all of it before the letter stands before it; an error where
    /// that can't be told.
    fn fits_before(&self, before: &str) -> Result<Option<usize>, ()> {
        let mut chars = before.chars();
        for wanted in self.needle.get(..self.at).unwrap_or_default().iter().rev() {
            let Some(c) = chars.next_back() else { return Ok(None) };
            match self.forms.of(c) {
                Form::One(c) if c == *wanted => {}
                Form::Space if *wanted == ' ' => {
                    while let Some(c) = chars.clone().next_back() {
                        match self.forms.of(c) {
                            Form::Space => drop(chars.next_back()),
                            Form::One(_) => break,
                            _ => return Err(()),
                        }
                    }
                }
                Form::One(_) | Form::Space => return Ok(None),
                Form::Nothing | Form::Several | Form::Joined => return Err(()),
            }
        }
        let start = chars.as_str().len();
        match chars.next_back().map(|c| self.forms.of(c)) {
            Some(Form::Nothing | Form::Several | Form::Joined) => Err(()),
            Some(Form::One(c)) if self.bounds != Bounds::Anywhere => {
                Ok(self.needle.first().filter(|first| !go_together(c, **first)).map(|_| start))
            }
            _ => Ok(Some(start)),
        }
    }

    /// How many bytes are left after what is found, where the rest of the needle stands after the
    /// letter; an error where that can't be told.
    fn fits_after(&self, after: &str) -> Result<Option<usize>, ()> {
        let mut chars = after.chars();
        for wanted in self.needle.get(self.at + 1..).unwrap_or_default() {
            let Some(c) = chars.next() else { return Ok(None) };
            match self.forms.of(c) {
                Form::One(c) if c == *wanted => {}
                Form::Space if *wanted == ' ' => {
                    while let Some(c) = chars.clone().next() {
                        match self.forms.of(c) {
                            Form::Space => drop(chars.next()),
                            Form::One(_) => break,
                            _ => return Err(()),
                        }
                    }
                }
                // With a mark that follows it may be another letter.
                Form::One(_) | Form::Space if self.is_marked(&chars) => return Err(()),
                Form::One(_) | Form::Space => return Ok(None),
                Form::Nothing | Form::Several | Form::Joined => return Err(()),
            }
        }
        let mut last = self.needle.last().copied().unwrap_or_default();
        let mut ending = String::new();
        loop {
            let left = chars.as_str().len();
            match chars.next().map(|c| self.forms.of(c)) {
                Some(Form::Several | Form::Joined) => return Err(()),
                // Unseen; it counts to the letter before.
                Some(Form::Nothing) => {}
                Some(Form::One(c)) if self.bounds != Bounds::Anywhere && go_together(last, c) => {
                    if self.bounds == Bounds::Whole {
                        return Ok(None);
                    }
                    ending.push(c);
                    last = c;
                }
                _ => return Ok(self.ends_with(&ending).then_some(left)),
            }
        }
    }

    /// Whether the letter before these characters is one with what follows it.
    fn is_marked(&self, after: &Chars<'_>) -> bool {
        after.clone().next().is_some_and(|c| self.forms.of(c) == Form::Joined)
    }

    /// Whether the word may be the needle and this.
    fn ends_with(&self, ending: &str) -> bool {
        if self.bounds != Bounds::Stem {
            return true;
        }
        // A needle that has a stem of its own is not that of a word like itself.
        let word = [self.spelled.as_str(), ending].concat();
        root(&word) == self.spelled
    }

    /// Looks for the needle in a folded stretch of a text that begins at `start` there: the first
    /// place from byte `at` of the stretch on.
    fn in_folded(&self, folded: &FoldedText, start: usize, at: usize) -> Option<InFolded> {
        let (found, end) = self.next_folded(folded, at)?;
        let (begin, end) = folded.whole_pieces(found, end);
        let place = folded.original(begin, end);
        let offset = |at: ByteOffset| ByteOffset::new(start + at.get());
        Some(InFolded {
            place: ByteRange::spanning(offset(place.start()), offset(place.end())),
            next: folded.as_str().ceil_char_boundary(found + 1),
            end,
        })
    }

    /// Looks at a place slowly: folds the words around it, and looks for the needle there.
    fn fit_folded(&self, text: &str, window: ByteRange, byte: usize, from: usize) -> Option<ByteRange> {
        let folded = FoldedText::new(window.slice(text)?);
        let mut at = 0;
        loop {
            let found = self.in_folded(&folded, window.start().get(), at)?;
            if found.place.start().get() >= from && found.place.contains(ByteOffset::new(byte)) {
                return Some(found.place);
            }
            // Places may overlap: which of them count is not known here.
            at = found.next;
        }
    }

    /// The next place in a folded text, in its bytes; at or after `from`.
    fn next_folded(&self, folded: &FoldedText, from: usize) -> Option<(usize, usize)> {
        let text = folded.as_str();
        let mut from = from;
        loop {
            let start = from + self.finder.find(text.as_bytes().get(from..)?)?;
            if let Some(end) = self.end_folded(text, start) {
                return Some((start, end));
            }
            from = text.ceil_char_boundary(start + 1);
        }
    }

    /// Where what is found ends, where the needle stands at `start` of a folded text.
    fn end_folded(&self, text: &str, start: usize) -> Option<usize> {
        let end = start + self.spelled.len();
        if self.bounds == Bounds::Anywhere {
            return Some(end);
        }
        let before = text.get(..start)?.chars().next_back();
        if before.zip(self.needle.first()).is_some_and(|(before, first)| go_together(before, *first)) {
            return None;
        }
        let mut last = self.needle.last().copied()?;
        let mut ending = String::new();
        for c in text.get(end..)?.chars() {
            if !go_together(last, c) {
                break;
            }
            ending.push(c);
            last = c;
        }
        let fits = if self.bounds == Bounds::Whole { ending.is_empty() } else { self.ends_with(&ending) };
        fits.then_some(end + ending.len())
    }
}

/// The places of a word in a text; see [`Wanted::find`].
pub struct Found<'t> {
    wanted: &'t Wanted,
    text: &'t str,
    places: Places<'t>,
    /// Nothing more is found before here.
    from: usize,
    /// Places at which one could not look character by character.
    unsure: usize,
    /// All of the text, where it is full of such places, and where in it one is.
    folded: Option<(FoldedText, usize)>,
}

impl Found<'_> {
    /// Looks at a place around which the text must be folded: the words there, or all of it at
    /// once where that would happen too often.
    fn fit_folded(&mut self, byte: usize) -> Option<ByteRange> {
        self.unsure += 1;
        if self.unsure <= 1 + self.text.len() / FEW_IN
            && let Some(window) = window(self.text, byte, self.wanted.spaces + 1)
        {
            return self.wanted.fit_folded(self.text, window, byte, self.from);
        }
        self.folded = Some((FoldedText::new(self.text), 0));
        None
    }

    fn next_folded(&mut self) -> Option<ByteRange> {
        let (folded, at) = self.folded.as_mut()?;
        loop {
            let found = self.wanted.in_folded(folded, 0, *at)?;
            if found.place.start().get() >= self.from {
                *at = found.end;
                return Some(found.place);
            }
            *at = found.next;
        }
    }
}

impl Iterator for Found<'_> {
    type Item = ByteRange;

    fn next(&mut self) -> Option<ByteRange> {
        loop {
            if self.folded.is_some() {
                return self.next_folded();
            }
            let byte = self.places.next()?;
            if byte < self.from {
                continue;
            }
            let found = match self.wanted.fit(self.text, byte, self.from) {
                Fit::No => continue,
                Fit::Yes(found) => Some(found),
                Fit::Unsure => self.fit_folded(byte),
            };
            if let Some(found) = found {
                self.from = found.end().get();
                return Some(found);
            }
        }
    }
}

/// What is typed as it is compared, without what is no letter at its ends.
fn folded(typed: &str) -> Option<String> {
    let folded = FoldedText::new(typed);
    let trimmed = folded.as_str().trim_matches(|c: char| !is_word(c));
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// The bytes that may begin the character after one, where this is wanted there: those that begin
/// one of its spellings, or a character that must be looked at more closely.
fn after(wanted: Option<char>) -> [bool; 256] {
    let Some(wanted) = wanted else { return [true; 256] };
    let sieve = Sieve::new(wanted);
    std::array::from_fn(|byte| {
        let byte = u8::try_from(byte).unwrap_or_default();
        match byte {
            0..0x80 if wanted == ' ' => byte.is_ascii_whitespace() || byte.is_ascii_control(),
            // One of these changes nothing but itself, except for what is no letter at all.
            0..0x80 => sieve.passes(char::from(byte)) || changes(byte),
            // Letters that no mark and no unseen character begins with.
            0xD0 | 0xD1 => sieve.begins_with(byte),
            _ => true,
        }
    })
}

/// Whether a byte of ASCII is not compared as itself or its small letter.
fn changes(byte: u8) -> bool {
    !matches!(Forms::new().of(char::from(byte)), Form::One(_) | Form::Space)
}

/// Whether two characters beside each other are of one word.
fn go_together(a: char, b: char) -> bool {
    is_word(a) && is_word(b) && !is_unspaced(a) && !is_unspaced(b)
}

/// Whether a character is of a script that sets no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        // Thai, Lao; Tibetan, Burmese; Khmer; kana and Chinese characters; rare ones of these.
        0x0E00..=0x0EFF | 0x0F00..=0x109F | 0x1780..=0x17FF | 0x3005..=0x3007 | 0x3041..=0x30FF
        | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// The words around a place, `reach` of them on either side beyond its own, as they can be folded
/// by themselves; `None` where they are too long for that.
fn window(text: &str, byte: usize, reach: usize) -> Option<ByteRange> {
    let at = text.floor_char_boundary(byte);
    let (before, after) = text.split_at_checked(at)?;
    let is_edge =
        |place: usize| GraphemeCursor::new(place, text.len(), true).is_boundary(text, 0) == Ok(true);
    let (mut left, mut start, mut later) = (reach + 1, 0, ' ');
    for (place, c) in before.char_indices().rev() {
        let behind = place + c.len_utf8();
        if c.is_whitespace() && !later.is_whitespace() && is_edge(behind) {
            left -= 1;
            if left == 0 {
                start = behind;
                break;
            }
        }
        if at - place > LONG_WINDOW {
            return None;
        }
        later = c;
    }
    let (mut left, mut end, mut earlier) = (reach + 1, text.len(), ' ');
    for (offset, c) in after.char_indices() {
        if c.is_whitespace() && !earlier.is_whitespace() && is_edge(at + offset) {
            left -= 1;
            if left == 0 {
                end = at + offset;
                break;
            }
        }
        if offset > LONG_WINDOW {
            return None;
        }
        earlier = c;
    }
    Some(ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(end)))
}

#[cfg(test)]
mod tests;
