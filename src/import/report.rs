//! One report with both sides in it, split paragraph by paragraph.
//!
//! Must not know: parties (a side is a number), the window, or who decides which
//! paragraph is whose.

use crate::text::boundary::paragraphs;
use crate::text::{ByteRange, CleanText};

/// A report and whose each of its paragraphs is.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    text: CleanText,
    paragraphs: Vec<ByteRange>,
    sides: Vec<Option<usize>>,
}

impl Report {
    /// A report of which no paragraph is given to a side yet.
    pub fn new(text: CleanText) -> Self {
        let paragraphs = paragraphs(&text);
        let sides = vec![None; paragraphs.len()];
        Self { text, paragraphs, sides }
    }

    /// How many paragraphs it has.
    pub fn len(&self) -> usize {
        self.paragraphs.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// The words of paragraph `index`, from 0.
    pub fn paragraph(&self, index: usize) -> &str {
        self.paragraphs.get(index).and_then(|range| range.slice(&self.text)).unwrap_or("")
    }

    /// Whose paragraph `index` is; `None` for neither.
    pub fn side(&self, index: usize) -> Option<usize> {
        self.sides.get(index).copied().flatten()
    }

    /// Gives paragraph `index` to a side, or to neither.
    pub fn give(&mut self, index: usize, side: Option<usize>) {
        if let Some(slot) = self.sides.get_mut(index) {
            *slot = side;
        }
    }

    /// What a side says: its paragraphs in order, a blank line between them.
    pub fn statement(&self, side: usize) -> CleanText {
        self.join(Some(side))
    }

    /// What was given to neither side.
    pub fn rest(&self) -> CleanText {
        self.join(None)
    }

    fn join(&self, side: Option<usize>) -> CleanText {
        let mine: Vec<&str> =
            (0..self.len()).filter(|index| self.side(*index) == side).map(|i| self.paragraph(i)).collect();
        CleanText::new(&mine.join("\n\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paragraph_goes_to_one_place() {
        let mut report = Report::new(CleanText::new("Met.\n\nA says.\nA adds.\n\nB says.\n"));
        assert_eq!(report.len(), 4);
        report.give(1, Some(0));
        report.give(2, Some(0));
        report.give(3, Some(1));
        report.give(9, Some(1));
        assert_eq!(report.statement(0).as_str(), "A says.\n\nA adds.");
        assert_eq!(report.statement(1).as_str(), "B says.");
        assert_eq!(report.rest().as_str(), "Met.");
        report.give(3, None);
        assert!(report.statement(1).as_str().is_empty());
        assert_eq!(report.rest().as_str(), "Met.\n\nB says.");
    }
}
