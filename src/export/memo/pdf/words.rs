//! Words with their look, made fit to be set: line ends, control characters, directions.
//!
//! Whatever stands in a text comes out visible or has no effect beyond its own words: a control
//! character becomes a replacement, a direction that is opened is closed where its words end.
//! Must not know: fonts, the width of a line, or what the words belong to.

use std::ops::Range;

use super::fonts::REPLACEMENT;
use super::looks::Cut;
use crate::export::ink::Ink as Colour;

/// Words of one look.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    /// The words.
    pub(super) text: String,
    /// The cut of the fonts.
    pub(super) cut: Cut,
    /// Their size beside that of the paragraph.
    pub(super) scale: f32,
    /// Their colour.
    pub(super) colour: Colour,
    /// The ground behind them.
    pub(super) ground: Option<Colour>,
    /// A line below them at the lower edge of their ground.
    pub(super) underline: Option<Colour>,
    /// Where they lead: the name of an anchor.
    pub(super) link: Option<String>,
    /// What a reader that does not see is told of where they lead.
    pub(super) alternative: String,
    /// The anchors that stand here.
    pub(super) anchors: Vec<String>,
    /// Their language (BCP 47) where it is not that of the document.
    pub(super) language: String,
    /// Whether they keep their direction to themselves, as words of others do.
    pub(super) apart: bool,
}

impl Words {
    /// Plain words.
    pub(super) fn new(text: impl Into<String>, cut: Cut, colour: Colour) -> Self {
        Self {
            text: text.into(),
            cut,
            scale: 1.0,
            colour,
            ground: None,
            underline: None,
            link: None,
            alternative: String::new(),
            anchors: Vec::new(),
            language: String::new(),
            apart: false,
        }
    }
}

/// A line as it was written, before it is wrapped.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Its text.
    pub(super) text: String,
    /// Which bytes of it are whose words, in order and without gaps: places among the words.
    pub(super) owners: Vec<(Range<usize>, usize)>,
    /// Whether some of it may run from right to left.
    pub(super) mixed: bool,
}

/// Takes words apart at their line ends. `replaced` is told of every character that can't be shown.
pub(super) fn written(words: &[Words], replaced: &mut dyn FnMut(char)) -> Vec<Written> {
    let mixed = words.iter().any(|words| words.text.chars().any(may_run_left));
    let mut lines = vec![Written { mixed, ..Written::default() }];
    for (owner, words) in words.iter().enumerate() {
        let mut directions = Directions::default();
        let apart = mixed && words.apart;
        let mut letters = words.text.chars().peekable();
        let mut start = open(&mut lines, apart);
        while let Some(letter) = letters.next() {
            if letter == '\r' && letters.peek() == Some(&'\n') {
                continue;
            }
            if ends_line(letter) {
                close(&mut lines, &mut directions, apart, start, owner);
                lines.push(Written { mixed, ..Written::default() });
                start = open(&mut lines, apart);
                continue;
            }
            let Some(line) = lines.last_mut() else { continue };
            match letter {
                '\t' => line.text.push(' '),
                '\u{AD}' | '\u{FEFF}' => {}
                _ if is_direction(letter) => {
                    if directions.admit(letter) {
                        line.text.push(letter);
                    }
                }
                _ if letter.is_control() || is_no_character(letter) => {
                    replaced(letter);
                    line.text.push(REPLACEMENT);
                }
                _ => line.text.push(letter),
            }
        }
        close(&mut lines, &mut directions, apart, start, owner);
    }
    lines
}

/// Begins somebody's words on the last line; says where.
fn open(lines: &mut [Written], apart: bool) -> usize {
    let Some(line) = lines.last_mut() else { return 0 };
    let start = line.text.len();
    if apart {
        line.text.push(ISOLATE);
    }
    start
}

fn close(lines: &mut [Written], directions: &mut Directions, apart: bool, start: usize, owner: usize) {
    let Some(line) = lines.last_mut() else { return };
    line.text.extend(directions.rest());
    if apart {
        line.text.push(END_ISOLATE);
    }
    if start < line.text.len() {
        line.owners.push((start..line.text.len(), owner));
    }
}

const ISOLATE: char = '\u{2068}';
const END_ISOLATE: char = '\u{2069}';
const END_EMBEDDING: char = '\u{202C}';

/// Directions deeper than this are not meant; Unicode's own limit is 125.
const MOST_DIRECTIONS: usize = 60;

/// The directions that a text opened and has not closed yet.
#[derive(Debug, Default)]
struct Directions {
    open: Vec<char>,
}

impl Directions {
    /// Whether a sign of direction may stand: an end only where something is open.
    fn admit(&mut self, letter: char) -> bool {
        match letter {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => self.begin(END_EMBEDDING),
            '\u{2066}'..='\u{2068}' => self.begin(END_ISOLATE),
            _ if self.open.last() == Some(&letter) => self.open.pop().is_some(),
            _ => false,
        }
    }

    fn begin(&mut self, end: char) -> bool {
        let fits = self.open.len() < MOST_DIRECTIONS;
        if fits {
            self.open.push(end);
        }
        fits
    }

    /// What closes all that is open.
    fn rest(&mut self) -> impl Iterator<Item = char> + use<> {
        std::mem::take(&mut self.open).into_iter().rev()
    }
}

fn ends_line(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A sign that opens or closes a direction.
fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_no_character(letter: char) -> bool {
    u32::from(letter) & 0xFFFE == 0xFFFE
        || matches!(letter, '\u{FDD0}'..='\u{FDEF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Letters of scripts that run from right to left, and signs that say so.
fn may_run_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        || is_direction(letter)
}

/// Whether a letter is not seen by itself: joiners, signs of direction, selectors.
pub(super) fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a hidden letter changes no sign: marks of direction do their work before letters are
/// shaped, while joiners and selectors are signs of no width.
pub(super) fn is_silent(letter: char) -> bool {
    is_hidden(letter)
        && !matches!(letter, '\u{180B}'..='\u{180D}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::ink::TEXT;

    fn words(text: &str, apart: bool) -> Words {
        Words { apart, ..Words::new(text, Cut::SERIF, TEXT) }
    }

    #[test]
    fn line_ends_part_words_and_control_characters_show() {
        let mut replaced = Vec::new();
        let lines =
            written(&[words("a\tb\r\nc\u{0}d", false), words("e\u{2029}", false)], &mut |c| replaced.push(c));
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["a b", "c\u{FFFD}de", ""]);
        assert_eq!(lines[1].owners, [(0..5, 0), (5..6, 1)]);
        assert_eq!(replaced, ['\0']);
        assert!(lines.iter().all(|line| !line.mixed));
    }

    #[test]
    fn directions_end_with_their_words() {
        let text = "\u{202E}abc\u{2069} \u{2066}x";
        let lines = written(&[words(text, true), words("after", false)], &mut |_| ());
        assert_eq!(lines[0].text, "\u{2068}\u{202E}abc \u{2066}x\u{2069}\u{202C}\u{2069}after");
        let deep = "\u{202B}".repeat(500);
        assert_eq!(written(&[words(&deep, false)], &mut |_| ())[0].text.chars().count(), 2 * MOST_DIRECTIONS);
    }
}
