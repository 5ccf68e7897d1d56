//! Texts of an exact size, in paragraphs of very different length.
//!
//! Must not know: what is tagged in them.

use crate::dice::Dice;
use crate::words::{Script, Vocabulary};

/// The shortest paragraph, in bytes, but for the one at the end.
const SHORTEST: usize = 60;

/// Up to how many bytes the last sentence of a paragraph fills up.
const FILLING: usize = 40;

/// A text of `bytes` bytes of UTF-8; `longest` of them, if any, are one paragraph in the middle.
pub(crate) fn text(dice: &mut Dice, vocabulary: &Vocabulary, bytes: usize, longest: usize) -> String {
    let mut text = String::with_capacity(bytes);
    let mut long_one_due = longest > 0;
    while text.len() < bytes {
        let left = bytes - text.len();
        let mut target = if long_one_due && text.len() + longest >= bytes / 2 {
            long_one_due = false;
            longest
        } else {
            paragraph_bytes(dice).min((bytes / 4).max(SHORTEST))
        };
        // What would be too little for another paragraph goes to this one.
        if left < target + 4 * SHORTEST {
            target = left;
        }
        paragraph(dice, vocabulary, target, &mut text);
        if text.len() < bytes {
            text.push_str(if dice.one_in(4) { "\n" } else { "\n\n" });
        }
    }
    text
}

/// Most paragraphs have a few sentences; some are a line, some go on for pages.
fn paragraph_bytes(dice: &mut Dice) -> usize {
    match dice.below(20) {
        0..=4 => dice.between(SHORTEST, 200),
        5..=13 => dice.between(200, 1_200),
        14..=17 => dice.between(1_200, 4_000),
        _ => dice.between(4_000, 20_000),
    }
}

/// Appends a paragraph of exactly `bytes` bytes.
fn paragraph(dice: &mut Dice, vocabulary: &Vocabulary, bytes: usize, into: &mut String) {
    let end = into.len() + bytes;
    // One script for most of it, so that whole lines are of one kind and others mix both.
    let script = if dice.one_in(2) { Script::Latin } else { Script::Cyrillic };
    let mixed = dice.one_in(3);
    loop {
        let now = match (mixed && dice.one_in(2), script) {
            (true, Script::Latin) => Script::Cyrillic,
            (true, Script::Cyrillic) => Script::Latin,
            (false, script) => script,
        };
        let sentence = vocabulary.sentence(dice, now);
        if into.len() + sentence.len() + FILLING > end {
            break;
        }
        into.push_str(&sentence);
        into.push(' ');
    }
    while into.len() + FILLING < end {
        into.push_str(vocabulary.word(dice, Script::Latin));
        into.push(' ');
    }
    // A last word whose every letter is one byte makes the size exact.
    while into.len() + 1 < end {
        into.push_str(dice.word(&["a", "e", "i", "k", "l", "m", "n", "o", "r", "s", "t"]));
    }
    into.push('.');
}
