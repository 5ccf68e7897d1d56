//! A statement's text cut into blocks: paragraphs, and parts of very long ones.
//!
//! A block is what is laid out at once. Must not know: fonts, heights or the screen.

use crate::text::{ByteOffset, ByteRange, paragraphs};

/// The most bytes of one block; longer paragraphs are cut at a space.
const MAX: usize = 3_000;

/// A paragraph or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// Its bytes in the statement's text, without the line end.
    pub range: ByteRange,
    /// The number of its paragraph, from 1.
    pub paragraph: usize,
    /// Whether it begins its paragraph.
    pub first: bool,
}

/// The blocks of a text, in order; never empty ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Blocks(Vec<Block>);

impl Blocks {
    /// Cuts `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut blocks = Vec::new();
        for (index, range) in paragraphs(text).into_iter().enumerate() {
            let mut start = range.start().get();
            let end = range.end().get();
            let mut first = true;
            while start < end {
                let cut = cut_at(text, start, end);
                let part = ByteRange::new(ByteOffset::new(start), ByteOffset::new(cut));
                blocks.extend(part.map(|range| Block { range, paragraph: index + 1, first }));
                start = cut;
                first = false;
            }
        }
        Self(blocks)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The block at `index`.
    pub(super) fn get(&self, index: usize) -> Option<&Block> {
        self.0.get(index)
    }

    /// All in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Block> {
        self.0.iter()
    }

    /// The block that holds `offset`, or the last one before it; 0 before the first.
    pub(super) fn at(&self, offset: ByteOffset) -> usize {
        self.0.partition_point(|block| block.range.start() <= offset).saturating_sub(1)
    }
}

/// Where to end a block that begins at `start`: at `end`, or after a space near [`MAX`].
fn cut_at(text: &str, start: usize, end: usize) -> usize {
    if end - start <= MAX {
        return end;
    }
    let mut limit = start + MAX;
    while limit > start && !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let window = text.get(start..limit).unwrap_or("");
    match window.rfind(' ') {
        Some(space) if space > MAX / 2 => start + space + 1,
        // A word of thousands of letters is cut where it must be.
        _ => limit.max(start + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cover_every_paragraph_and_nothing_else() {
        let long = "слово ".repeat(2_000);
        let solid = "x".repeat(7_001);
        let text = format!("One.\n\nTwo\nThree {long}\n\n{solid}");
        let blocks = Blocks::of(&text);
        let joined: Vec<&str> = blocks.iter().filter_map(|b| b.range.slice(&text)).collect();
        assert_eq!(joined.concat(), text.replace('\n', ""));
        assert!(blocks.iter().all(|b| b.range.len() <= MAX && !b.range.is_empty()));
        let firsts: Vec<usize> = blocks.iter().filter(|b| b.first).map(|b| b.paragraph).collect();
        assert_eq!(firsts, [1, 2, 3, 4]);
        for (index, block) in blocks.iter().enumerate() {
            assert_eq!(blocks.at(block.range.start()), index);
            assert_eq!(blocks.at(ByteOffset::new(block.range.end().get() - 1)), index);
        }
        assert_eq!(blocks.at(ByteOffset::new(5)), 0, "between two paragraphs: the one before");
        assert_eq!(Blocks::of("").len(), 0);
    }
}
