//! One report with both sides in it, split paragraph by paragraph.
//!
//! Must not know: parties of a dossier (a side is a number), the window, or who decides which
//! paragraph is whose.

mod debris;
mod parties;
mod people;
mod propose;
#[cfg(test)]
mod tests;

use crate::text::{ByteRange, CleanText, paragraphs};

pub use parties::{PartyHint, ProposedSide};
pub use people::ProposedPerson;
pub use propose::{Kind, Proposal, ProposedParagraph};

/// Whose a paragraph is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Given {
    /// Nobody's: it goes to the meeting's note.
    #[default]
    Neither,
    /// A side's, by its number.
    Side(usize),
    /// Every side's.
    Both,
}

/// A report and whose each of its paragraphs is.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    text: CleanText,
    paragraphs: Vec<ByteRange>,
    given: Vec<Given>,
}

impl Report {
    /// A report of which no paragraph is given to a side yet.
    pub fn new(text: CleanText) -> Self {
        let paragraphs = paragraphs(&text);
        let given = vec![Given::Neither; paragraphs.len()];
        Self { text, paragraphs, given }
    }

    /// How many paragraphs it has.
    pub fn len(&self) -> usize {
        self.paragraphs.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// The whole text, which ranges of a [`Proposal`] refer to.
    pub fn text(&self) -> &CleanText {
        &self.text
    }

    /// Where paragraph `index` stands, from 0.
    pub fn range(&self, index: usize) -> Option<ByteRange> {
        self.paragraphs.get(index).copied()
    }

    /// The words of paragraph `index`, from 0.
    pub fn paragraph(&self, index: usize) -> &str {
        self.paragraphs.get(index).and_then(|range| range.slice(&self.text)).unwrap_or("")
    }

    /// Whose paragraph `index` is, from 0.
    pub fn given(&self, index: usize) -> Given {
        self.given.get(index).copied().unwrap_or_default()
    }

    /// Gives paragraph `index` to a side, to both or to neither.
    pub fn give_to(&mut self, index: usize, given: Given) {
        if let Some(slot) = self.given.get_mut(index) {
            *slot = given;
        }
    }

    /// The one side whose paragraph `index` is; `None` for neither and for both.
    pub fn side(&self, index: usize) -> Option<usize> {
        match self.given(index) {
            Given::Side(side) => Some(side),
            Given::Neither | Given::Both => None,
        }
    }

    /// Gives paragraph `index` to a side, or to neither.
    pub fn give(&mut self, index: usize, side: Option<usize>) {
        self.give_to(index, side.map_or(Given::Neither, Given::Side));
    }

    /// What a side says: its paragraphs and those of both in order, a blank line between them.
    pub fn statement(&self, side: usize) -> CleanText {
        self.join(|given| given == Given::Side(side) || given == Given::Both)
    }

    /// What was given to neither side.
    pub fn rest(&self) -> CleanText {
        self.join(|given| given == Given::Neither)
    }

    fn join(&self, wanted: impl Fn(Given) -> bool) -> CleanText {
        let mine: Vec<&str> =
            (0..self.len()).filter(|index| wanted(self.given(*index))).map(|i| self.paragraph(i)).collect();
        CleanText::new(&mine.join("\n\n"))
    }
}
