//! A copy of a text in the form in which words are looked for, with the way
//! back. It must not know what is looked for in it; which characters count as
//! the same is `letters`'.

use unicode_segmentation::UnicodeSegmentation;

use super::letters::{self, Form, Forms};
use crate::text::offset::{ByteOffset, ByteRange};
use crate::text::shifts::{Shifts, Walk};

/// A copy of a text without case, accents and variants of print, made once and
/// searched often.
///
/// The copy consists of pieces, each of which stands for a whole grapheme
/// cluster of the text (or for a run of white space) and what follows it
/// unseen, such as a soft hyphen. It takes about as many bytes as the text, and
/// eight for each place where the two run apart.
#[derive(Clone, Debug, Default)]
pub struct FoldedText {
    text: String,
    shifts: Shifts,
    /// Pieces of more than one character, `[start, end)` in the copy, in order:
    /// a hit that starts or ends within one takes it whole.
    long: Vec<(u32, u32)>,
    /// Bytes of the text that this is the copy of.
    original_len: usize,
}

impl FoldedText {
    /// Makes the copy, in one pass.
    ///
    /// Of a text of more than four gigabytes, what comes after them is left out.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let most = usize::try_from(u32::MAX).unwrap_or(usize::MAX);
        let seen = text.get(..text.floor_char_boundary(most)).unwrap_or_default();
        let mut folding = Folding {
            copy: Self { original_len: text.len(), ..Self::default() },
            forms: Forms::new(),
            in_space: false,
        };
        folding.copy.text.reserve(seen.len());
        folding.run(seen);
        folding.copy.shifts.note(folding.copy.text.len(), seen.len());
        // In place, at once and only for ASCII: the rest was done one by one.
        folding.copy.text.make_ascii_lowercase();
        folding.copy.text.shrink_to_fit();
        folding.copy.shifts.shrink();
        folding.copy.long.shrink_to_fit();
        folding.copy
    }

    /// The copy.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The length, in bytes, of the text that this is the copy of.
    #[must_use]
    pub const fn original_len(&self) -> usize {
        self.original_len
    }

    /// Bytes of memory held beside the value itself.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.text.capacity() + self.shifts.heap_bytes() + self.long.capacity() * size_of::<(u32, u32)>()
    }

    /// A stretch of the copy, grown so that it cuts no piece.
    pub(super) fn whole_pieces(&self, start: usize, end: usize) -> (usize, usize) {
        let around = |at: usize| {
            let before = self.long.partition_point(|piece| piece.1 as usize <= at);
            let piece = self.long.get(before).filter(|piece| (piece.0 as usize) < at)?;
            Some((piece.0 as usize, piece.1 as usize))
        };
        if self.long.is_empty() {
            return (start, end);
        }
        (around(start).map_or(start, |piece| piece.0), around(end).map_or(end, |piece| piece.1))
    }

    /// The stretch of the text for a stretch of the copy that cuts no piece, in logarithmic time.
    pub(super) fn original(&self, start: usize, end: usize) -> ByteRange {
        let start = ByteOffset::new(self.shifts.original(start));
        ByteRange::spanning(start, ByteOffset::new(self.shifts.original(end)))
    }

    /// The way back to the text, for stretches in order.
    pub(super) fn way_back(&self) -> WayBack<'_> {
        WayBack(self.shifts.walk())
    }
}

/// See [`FoldedText::way_back`].
pub(super) struct WayBack<'a>(Walk<'a>);

impl WayBack<'_> {
    /// The stretch of the text for a stretch of the copy that cuts no piece and
    /// starts at or after the end of the one before.
    pub(super) fn original(&mut self, start: usize, end: usize) -> ByteRange {
        let start = ByteOffset::new(self.0.original(start));
        ByteRange::spanning(start, ByteOffset::new(self.0.original(end)))
    }
}

/// A copy in the making.
struct Folding {
    copy: FoldedText,
    forms: Forms,
    /// Whether the copy ends in a space that more white space may join.
    in_space: bool,
}

impl Folding {
    fn run(&mut self, text: &str) {
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = plain_len(rest.as_bytes());
            if let Some(plain) = rest.get(..plain).filter(|plain| !plain.is_empty()) {
                self.piece(at);
                self.copy.text.push_str(plain);
                at += plain.len();
                continue;
            }
            at += self.letters(rest, at);
        }
    }

    /// Folds characters one by one up to the next plain one, and gives how many
    /// bytes they take. `at` is where they stand in the text.
    fn letters(&mut self, rest: &str, at: usize) -> usize {
        let mut chars = rest.chars();
        let mut next = chars.next().map(|c| (c, self.forms.of(c)));
        let mut done = 0;
        while let Some((c, form)) = next {
            next = chars.next().map(|c| (c, self.forms.of(c)));
            let joined = form == Form::Joined || next.is_some_and(|(_, form)| form == Form::Joined);
            if joined {
                let cluster = rest.get(done..).unwrap_or_default().graphemes(true).next().unwrap_or_default();
                self.cluster(cluster, at + done);
                return done + cluster.len().max(c.len_utf8());
            }
            match form {
                Form::One(folded) => {
                    self.piece(at + done);
                    self.copy.text.push(folded);
                }
                Form::Space if self.in_space => {}
                Form::Space => {
                    self.piece(at + done);
                    self.copy.text.push(' ');
                    self.in_space = true;
                }
                Form::Nothing => {}
                Form::Several | Form::Joined => {
                    let len = done + c.len_utf8();
                    self.cluster(rest.get(done..len).unwrap_or_default(), at + done);
                }
            }
            done += c.len_utf8();
            if next.is_some_and(|(next, _)| is_plain(next)) {
                break;
            }
        }
        done
    }

    /// Folds one cluster, slowly.
    fn cluster(&mut self, cluster: &str, at: usize) {
        let was_in_space = self.in_space;
        let start = self.copy.text.len();
        letters::push_cluster(cluster, &mut self.copy.text);
        match self.copy.text.get(start..).unwrap_or_default() {
            "" => {}
            folded if folded.bytes().all(|b| b == b' ') => {
                self.copy.text.truncate(start);
                if !was_in_space {
                    self.piece(at);
                    self.copy.text.push(' ');
                    self.in_space = true;
                }
            }
            folded => {
                let end = start + folded.len();
                let long = folded.chars().nth(1).is_some();
                self.in_space = false;
                self.copy.shifts.note(start, at);
                if long {
                    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                    self.copy.long.push((short(start), short(end)));
                }
            }
        }
    }

    /// Begins a piece for what stands at a place of the text.
    fn piece(&mut self, at: usize) {
        self.in_space = false;
        self.copy.shifts.note(self.copy.text.len(), at);
    }
}

/// How many bytes at the start can be copied as they are (the case of ASCII is
/// seen to later): ASCII and small Russian letters with single spaces between,
/// but for the last before anything else, because a mark that follows would
/// belong to it.
fn plain_len(bytes: &[u8]) -> usize {
    let mut len = 0;
    // Where the last character starts, and whether it is a space; white space
    // before the text or an unknown character may be a run with the first.
    let (mut last, mut space) = (0, true);
    loop {
        let step = match bytes.get(len..).unwrap_or_default() {
            [0x21..0x7F, ..] => 1,
            [b' ', ..] if !space => {
                (last, space) = (len, true);
                len += 1;
                continue;
            }
            // а to п, р to я.
            [0xD0, 0xB0..=0xBF, ..] | [0xD1, 0x80..=0x8F, ..] => 2,
            [] if !space => return len,
            _ => return last,
        };
        (last, space) = (len, false);
        len += step;
    }
}

/// Whether [`plain_len`] may have something to copy from this character on.
fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | 'а'..='я')
}
