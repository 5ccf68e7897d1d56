//! From a draft to the text that will be stored: steps that can be switched off, blocks that can
//! be put in, left out, joined and split, and a preview of what comes of it.
//!
//! The steps change characters; which blocks belong to the text was proposed before.
//! Must not know: formats, or how the preview is shown.

mod characters;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use self::characters::{Cleaner, Run, is_unspaced};
use super::draft::{BlockKind, Draft, LeftOut};
use crate::text::CleanText;

/// One kind of change to characters. All are on until switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Step {
    /// Marks where a word may be broken.
    SoftHyphens,
    /// Characters without width that say nothing in these letters.
    ZeroWidth,
    /// Words that were broken at the end of a line.
    Hyphenation,
    /// Lines of one paragraph.
    JoinedLines,
    /// Spaces in a row and of unusual width, tabs.
    OddSpaces,
    /// Ligatures and letters in a fixed shape, as PDF files have them.
    LetterForms,
    /// Characters that are spelled out, such as `&nbsp;`.
    Entities,
}

impl Step {
    /// All, in the order of the preview.
    pub const ALL: [Self; 7] = [
        Self::JoinedLines,
        Self::Hyphenation,
        Self::SoftHyphens,
        Self::ZeroWidth,
        Self::OddSpaces,
        Self::LetterForms,
        Self::Entities,
    ];

    /// In words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::SoftHyphens => "Remove soft hyphens",
            Self::ZeroWidth => "Remove marks without width",
            Self::Hyphenation => "Mend words broken at line ends",
            Self::JoinedLines => "Join the lines of a paragraph",
            Self::OddSpaces => "Make odd spaces plain",
            Self::LetterForms => "Write ligatures as letters",
            Self::Entities => "Resolve names of characters such as &nbsp;",
        }
    }
}

/// What the reviewer decided against the proposals. The default accepts them all.
///
/// Places that a draft does not have (any more) change nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Steps that are switched off.
    pub off: BTreeSet<Step>,
    /// Blocks, by their index in the draft, that are put in (`true`) or left out (`false`).
    pub blocks: BTreeMap<usize, bool>,
    /// Blocks that go on in the paragraph of the one before.
    pub joined: BTreeSet<usize>,
    /// Where a block is split: bytes into its text in the draft, see [`Piece::place`].
    pub splits: BTreeMap<usize, BTreeSet<usize>>,
}

/// A place in a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The block's index.
    pub block: usize,
    /// Bytes into the block's text.
    pub at: usize,
}

/// A paragraph as it will be, or a block that will not be in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words, with all changes made.
    pub text: String,
    /// What it is.
    pub kind: BlockKind,
    /// Follows the one before without a blank line.
    pub tight: bool,
    /// The block that it begins with.
    pub block: usize,
    /// Why it will not be in the text; `None` where it will be.
    pub left_out: Option<LeftOut>,
    /// What was proposed; differs from `left_out` where the reviewer decided otherwise.
    pub proposed: Option<LeftOut>,
    /// Begins in the middle of a block: the reviewer split it here.
    pub split: bool,
    /// Holds blocks that the reviewer joined.
    pub joined: bool,
    runs: Vec<Run>,
}

impl Piece {
    /// Where in the draft a byte of this piece's text comes from. The end of the text is the end
    /// of its last block.
    pub fn place(&self, byte: usize) -> Option<Place> {
        if byte > self.text.len() {
            return None;
        }
        let after = self.runs.partition_point(|run| run.clean <= byte);
        let run = self.runs.get(after.checked_sub(1)?)?;
        Some(Place { block: run.block, at: run.raw + if run.same { byte - run.clean } else { 0 } })
    }
}

impl Draft {
    /// How often each step changes something, or would if it were on, in what is in the text.
    /// Steps that find nothing are not listed.
    pub fn steps(&self, choices: &Choices) -> Vec<(Step, usize)> {
        let mut cleaner = Cleaner::new(self, choices);
        for (index, block) in self.blocks.iter().enumerate() {
            if self.left_out(index, choices).is_none() {
                cleaner.clean(index, &block.text, 0, &mut String::new(), &mut Vec::new());
            }
        }
        let counts = cleaner.into_counts();
        Step::ALL
            .into_iter()
            .filter_map(|step| {
                counts.get(&step).copied().filter(|count| *count > 0).map(|count| (step, count))
            })
            .collect()
    }

    /// Why a block will not be in the text, by the proposal or the reviewer's choice.
    pub fn left_out(&self, block: usize, choices: &Choices) -> Option<LeftOut> {
        let proposed = self.blocks.get(block)?.left_out;
        match choices.blocks.get(&block) {
            Some(true) => None,
            Some(false) => proposed.or(Some(LeftOut::ByHand)),
            None => proposed,
        }
    }

    /// The paragraphs as they will be, and between them what is left out, in order.
    pub fn outcome(&self, choices: &Choices) -> Vec<Piece> {
        let mut cleaner = Cleaner::new(self, choices);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut last_in = None;
        for (index, block) in self.blocks.iter().enumerate() {
            let left_out = self.left_out(index, choices);
            let mut start = 0;
            let places = choices.splits.get(&index).into_iter().flatten().copied();
            let places = places.filter(|at| *at > 0 && block.text.is_char_boundary(*at));
            for end in places.take_while(|at| *at < block.text.len()).chain([block.text.len()]) {
                let part = block.text.get(start..end).unwrap_or_default();
                let goes_on = start == 0 && left_out.is_none() && choices.joined.contains(&index);
                if goes_on && let Some(piece) = last_in.and_then(|at: usize| pieces.get_mut(at)) {
                    join(piece, index, part, &mut cleaner);
                } else {
                    let mut piece = Piece {
                        text: String::new(),
                        kind: block.kind,
                        tight: block.tight && start == 0,
                        block: index,
                        left_out,
                        proposed: block.left_out,
                        split: start > 0,
                        joined: false,
                        runs: Vec::new(),
                    };
                    cleaner.clean(index, part, start, &mut piece.text, &mut piece.runs);
                    if left_out.is_none() {
                        last_in = Some(pieces.len());
                    }
                    pieces.push(piece);
                }
                start = end;
            }
        }
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }

    /// The text as it will be stored.
    pub fn text(&self, choices: &Choices) -> CleanText {
        let mut text = String::new();
        for piece in self.outcome(choices).iter().filter(|piece| piece.left_out.is_none()) {
            if !text.is_empty() {
                text.push_str(if piece.tight { "\n" } else { "\n\n" });
            }
            text.push_str(&piece.text);
        }
        CleanText::new(&text)
    }
}

/// Lets a piece go on with the words of another block.
fn join(piece: &mut Piece, block: usize, part: &str, cleaner: &mut Cleaner<'_>) {
    let (mut words, mut runs) = (String::new(), Vec::new());
    cleaner.clean(block, part, 0, &mut words, &mut runs);
    let before = piece.text.chars().next_back();
    let after = words.chars().next();
    let together = before.is_none_or(is_unspaced) || after.is_none_or(is_unspaced);
    if !together {
        piece.text.push(' ');
    }
    let offset = piece.text.len();
    piece.runs.extend(runs.into_iter().map(|run| Run { clean: run.clean + offset, ..run }));
    piece.text.push_str(&words);
    piece.joined = true;
}
