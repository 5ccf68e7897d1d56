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
    /// How many code points of each width it has, to guess its height before it is laid out.
    pub letters: Letters,
}

/// Code points of a text by how wide they usually are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Letters {
    /// Basic Latin: one byte in UTF-8.
    pub latin: u32,
    /// Cyrillic, Greek, accented Latin and the like: two bytes.
    pub other: u32,
    /// Chinese, Japanese and the like, as wide as high: three bytes and more.
    pub wide: u32,
}

impl Letters {
    /// Counts the first bytes of code points by the length that they announce.
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for byte in text.bytes() {
            match byte {
                0..0x80 => letters.latin += 1,
                0xC0..0xE0 => letters.other += 1,
                0xE0.. => letters.wide += 1,
                // A byte inside a code point.
                0x80..0xC0 => {}
            }
        }
        letters
    }
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
                blocks.extend(part.map(|range| {
                    let letters = Letters::of(range.slice(text).unwrap_or(""));
                    Block { range, paragraph: index + 1, first, letters }
                }));
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
        // A word of thousands of letters is cut where it must be, but never inside what a reader
        // takes for one character.
        _ => {
            let whole = crate::text::prev_grapheme(text, ByteOffset::new(limit + 1)).get();
            if whole > start && whole <= limit { whole } else { limit.max(start + 1) }
        }
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

    #[test]
    fn a_word_without_an_end_is_cut_between_characters() {
        // Each character is a letter with two combining marks: 5 bytes.
        let text = "а\u{301}e\u{323}".repeat(2_000);
        let blocks = Blocks::of(&text);
        assert!(blocks.len() > 1);
        for block in blocks.iter() {
            let words = block.range.slice(&text).unwrap();
            assert!(words.starts_with(['а', 'e']), "{:?}", words.chars().next());
        }
    }

    #[test]
    fn letters_are_counted_by_width() {
        let letters = Letters::of("Ab ё 中文 🙂");
        assert_eq!(letters, Letters { latin: 5, other: 1, wide: 3 });
    }
}
