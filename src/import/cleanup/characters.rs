//! The steps of the clean-up, in one walk over a block's characters.
//!
//! Must not know: which blocks are in the text, or in which order they stand.

use std::collections::{BTreeMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;

use super::{Choices, Step};
use crate::import::draft::Draft;

/// From `clean` on (bytes of the new text) characters come from `raw` on (bytes of the block).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) clean: usize,
    pub(super) block: usize,
    pub(super) raw: usize,
    /// The characters are the same; otherwise all of them stand for the one at `raw`.
    pub(super) same: bool,
}

/// Changes characters and counts the changes.
pub(super) struct Cleaner<'a> {
    choices: &'a Choices,
    counts: BTreeMap<Step, usize>,
    /// Words that stand unbroken elsewhere, in lower case, with their hyphen and without.
    whole: HashSet<String>,
    /// Whether letters that run from right to left occur, so that marks of direction mean something.
    right_to_left: bool,
}

/// Text between letters that are not parted by spaces.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
        || matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Joiners shape the letters of these scripts.
fn is_shaped(c: char) -> bool {
    is_right_to_left(c)
        || matches!(c, '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AF}')
}

/// Emoji and their parts.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{21FF}' | '\u{2B00}'..='\u{2BFF}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{AC}')
}

fn is_odd_space(c: char) -> bool {
    matches!(c, '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

fn is_blank(c: char) -> bool {
    c == ' ' || is_odd_space(c)
}

/// What stands for a character that is spelled out; `None` for what is no such name.
fn entity(name: &str) -> Option<char> {
    let number = name.strip_prefix('#').map(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    });
    if let Some(number) = number {
        return char::from_u32(number.ok()?).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "laquo" => '«',
        "raquo" => '»',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "copy" => '©',
        "deg" => '°',
        _ => return None,
    })
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(draft: &Draft, choices: &'a Choices) -> Self {
        Self {
            choices,
            counts: BTreeMap::new(),
            whole: whole_words(draft),
            right_to_left: draft.blocks.iter().any(|block| block.text.chars().any(is_right_to_left)),
        }
    }

    pub(super) fn into_counts(self) -> BTreeMap<Step, usize> {
        self.counts
    }

    /// Counts a change, and says whether it is to be made.
    fn takes(&mut self, step: Step) -> bool {
        *self.counts.entry(step).or_default() += 1;
        !self.choices.off.contains(&step)
    }

    /// Appends the clean form of `part`, which begins `start` bytes into the text of `block`, to
    /// an empty text, and tells where its characters come from.
    pub(super) fn clean(
        &mut self,
        block: usize,
        part: &str,
        start: usize,
        out: &mut String,
        runs: &mut Vec<Run>,
    ) {
        let mut at = 0;
        while let Some(rest) = part.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = rest.find(is_special).unwrap_or(rest.len());
            let before = out.len();
            let mut same = true;
            let taken = if let Some(words) = rest.get(..plain).filter(|words| !words.is_empty()) {
                out.push_str(words);
                plain
            } else {
                let Some(c) = rest.chars().next() else { break };
                let (written, taken) = self.character(c, rest, out);
                // White space at the beginning of a paragraph says nothing.
                if !(out.is_empty() && written.is_blank()) {
                    written.append(out);
                }
                same = out.get(before..) == rest.get(..taken);
                taken
            };
            if out.len() > before {
                let run = Run { clean: before, block, raw: start + at, same };
                let goes_on = runs
                    .last()
                    .is_some_and(|last| last.same && same && run.clean - last.clean == run.raw - last.raw);
                if !goes_on {
                    runs.push(run);
                }
            }
            at += taken;
        }
        let kept = out.trim_end().len();
        out.truncate(kept);
        while runs.last().is_some_and(|run| run.clean > kept) {
            runs.pop();
        }
    }

    /// What is written for the character that `rest` begins with, and how many bytes that takes.
    fn character(&mut self, c: char, rest: &str, out: &str) -> (Written, usize) {
        let width = c.len_utf8();
        let as_is = (Written::One(c), width);
        let before = out.chars().next_back();
        let after = rest.get(width..).unwrap_or_default();
        match c {
            '\u{2028}' | '\u{2029}' => (Written::One('\n'), width),
            '\u{AD}' => {
                if !self.takes(Step::SoftHyphens) {
                    return as_is;
                }
                // At the end of a line it broke the word.
                let broken = line_end(after).filter(|_| before.is_some_and(char::is_alphabetic));
                let joined = broken.filter(|_| !self.choices.off.contains(&Step::JoinedLines));
                (Written::Nothing, width + joined.unwrap_or(0))
            }
            '\n' => self.line_end(rest, before),
            _ if is_hyphen(c) => self.hyphen(c, rest, out).unwrap_or(as_is),
            '&' => {
                let end = after.bytes().take(10).position(|byte| byte == b';');
                match end.and_then(|end| Some((entity(after.get(..end)?)?, end))) {
                    Some((resolved, end)) if self.takes(Step::Entities) => {
                        (Written::One(resolved), width + end + 1)
                    }
                    _ => as_is,
                }
            }
            ' '
            | '\t'
            | '\u{A0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200A}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}' => self.space(c, rest, before),
            '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{180E}' => {
                if self.says_nothing(c, before, after) && self.takes(Step::ZeroWidth) {
                    (Written::Nothing, width)
                } else {
                    as_is
                }
            }
            '\u{FB00}'..='\u{FB06}'
            | '\u{FB50}'..='\u{FDCF}'
            | '\u{FDF0}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}' => {
                if self.takes(Step::LetterForms) {
                    (Written::Some(std::iter::once(c).nfkc().collect()), width)
                } else {
                    as_is
                }
            }
            _ => as_is,
        }
    }

    /// Whether a mark without width means nothing where it stands.
    fn says_nothing(&self, c: char, before: Option<char>, after: &str) -> bool {
        let after = after.chars().next();
        match c {
            '\u{200C}' | '\u{200D}' => {
                ![before, after].into_iter().flatten().any(|c| is_shaped(c) || is_picture(c))
            }
            '\u{200B}' => !before.is_some_and(is_unspaced),
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                !self.right_to_left
            }
            _ => true,
        }
    }

    /// Spaces in a row, before a line end, or of unusual width.
    fn space(&mut self, c: char, rest: &str, before: Option<char>) -> (Written, usize) {
        let length = rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
        let odd = rest.get(..length).unwrap_or_default().chars().any(is_odd_space);
        let one = length == c.len_utf8();
        // At the ends of lines spaces go in any case.
        let at_end =
            rest.get(length..).is_none_or(|after| after.is_empty() || after.starts_with(['\n', '\u{2028}']));
        let at_start = before.is_none_or(|c| c == '\n');
        if at_end || at_start {
            return (Written::Nothing, length);
        }
        if one && !odd && before != Some(' ') {
            return (Written::One(c), length);
        }
        if !self.takes(Step::OddSpaces) {
            return (Written::Some(rest.get(..length).unwrap_or_default().to_owned()), length);
        }
        if before == Some(' ') { (Written::Nothing, length) } else { (Written::One(' '), length) }
    }

    /// The end of a line of the layout.
    fn line_end(&mut self, rest: &str, before: Option<char>) -> (Written, usize) {
        let length = 1 + indent(rest.get(1..).unwrap_or_default());
        if !self.takes(Step::JoinedLines) {
            return (Written::One('\n'), length);
        }
        let next = rest.get(length..).and_then(|rest| rest.chars().next());
        let together = match (before, next) {
            (None, _) | (_, None) | (Some(' ' | '\n'), _) => true,
            (Some(before), Some(next)) => is_unspaced(before) && is_unspaced(next),
        };
        (if together { Written::Nothing } else { Written::One(' ') }, length)
    }

    /// A hyphen at the end of a line: the word is mended, or keeps its hyphen.
    fn hyphen(&mut self, c: char, rest: &str, out: &str) -> Option<(Written, usize)> {
        let after = rest.get(c.len_utf8()..)?;
        let end = line_end(after)?;
        let next = after.get(end..)?;
        if !out.ends_with(|c: char| c.is_alphanumeric()) || !next.starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        if self.choices.off.contains(&Step::JoinedLines) || !self.takes(Step::Hyphenation) {
            return None;
        }
        let taken = c.len_utf8() + end;
        let (first, last) = (last_word(out), first_word(next));
        let keeps = !next.starts_with(char::is_lowercase)
            || out.ends_with(char::is_numeric)
            || (self.whole.contains(&format!("{first}-{last}").to_lowercase())
                && !self.whole.contains(&format!("{first}{last}").to_lowercase()));
        Some((if keeps { Written::One('-') } else { Written::Nothing }, taken))
    }
}

/// What takes the place of a character.
enum Written {
    Nothing,
    One(char),
    Some(String),
}

impl Written {
    fn is_blank(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::One(c) => c.is_whitespace(),
            Self::Some(text) => text.trim().is_empty(),
        }
    }

    fn append(&self, out: &mut String) {
        match self {
            Self::Nothing => {}
            Self::One(c) => out.push(*c),
            Self::Some(text) => out.push_str(text),
        }
    }
}

/// Whether a step may have to do with a character.
fn is_special(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '-' | '&' | '\u{A0}' | '\u{AC}' | '\u{AD}' | '\u{1680}' | '\u{180E}')
        || matches!(c, '\u{2000}'..='\u{2010}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{2069}' | '\u{3000}')
        || matches!(c, '\u{FB00}'..='\u{FB06}' | '\u{FB50}'..='\u{FEFF}')
}

/// Spaces at the beginning, in bytes.
fn indent(text: &str) -> usize {
    text.find(|c| !is_blank(c)).unwrap_or(text.len())
}

/// Bytes to the beginning of the next line, where only spaces stand before the line's end.
fn line_end(text: &str) -> Option<usize> {
    let spaces = indent(text);
    let after = text.get(spaces..)?.strip_prefix('\n')?;
    Some(spaces + 1 + indent(after))
}

/// Letters of a word that are compared.
const MOST_LETTERS: usize = 64;

fn last_word(text: &str) -> &str {
    let letters = text.char_indices().rev().take(MOST_LETTERS).take_while(|(_, c)| c.is_alphanumeric());
    letters.last().and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    let letters = text.char_indices().take(MOST_LETTERS).take_while(|(_, c)| c.is_alphanumeric());
    letters.last().and_then(|(at, c)| text.get(..at + c.len_utf8())).unwrap_or_default()
}

/// Of the words that are broken at line ends, those that stand unbroken elsewhere in the draft.
fn whole_words(draft: &Draft) -> HashSet<String> {
    let mut wanted = HashSet::new();
    for block in &draft.blocks {
        let mut lines = block.text.split('\n').peekable();
        while let (Some(line), Some(next)) = (lines.next(), lines.peek()) {
            if let Some(head) = line.trim_end().strip_suffix(is_hyphen) {
                let (first, last) = (last_word(head), first_word(next.trim_start()));
                wanted.insert(format!("{first}-{last}").to_lowercase());
                wanted.insert(format!("{first}{last}").to_lowercase());
            }
        }
    }
    if wanted.is_empty() {
        return wanted;
    }
    let mut found = HashSet::new();
    for line in draft.blocks.iter().flat_map(|block| block.text.split('\n')) {
        for word in line.split(|c: char| !(c.is_alphanumeric() || is_hyphen(c))) {
            let word = word.to_lowercase();
            if wanted.contains(&word) {
                found.insert(word);
            }
        }
    }
    found
}
