//! Conversion of places that come in the order of the text, as those of passages do: by counting on
//! from the last one, which is quicker than looking each up. It must not know what stands there.

use super::{ByteOffset, ByteRange, CharOffset, CharRange, OffsetTable, count_starts};

/// Up to how many bytes, or code points, are counted on from the last place.
const NEAR: usize = 2_000;

/// Converts places of one text between bytes and code points, each mostly a little after the last.
///
/// A place that is before the last one or far after it is looked up in a table, which is made when
/// it is needed for the first time.
#[derive(Clone, Debug)]
pub struct OffsetWalk<'t> {
    text: &'t str,
    char: CharOffset,
    byte: ByteOffset,
    table: Option<OffsetTable>,
}

impl<'t> OffsetWalk<'t> {
    /// At the start of a text.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { text, char: CharOffset::ZERO, byte: ByteOffset::ZERO, table: None }
    }

    /// The table for the whole text.
    pub fn table(&mut self) -> &OffsetTable {
        self.table.get_or_insert_with(|| OffsetTable::new(self.text))
    }

    /// The byte offset of a code-point offset; `None` beyond the text's end.
    pub fn byte_from_char(&mut self, char: CharOffset) -> Option<ByteOffset> {
        let steps = char.get().checked_sub(self.char.get()).filter(|steps| *steps < NEAR);
        let near = steps.and_then(|steps| {
            let rest = self.text.get(self.byte.get()..)?;
            let mut chars = rest.chars();
            if let Some(last) = steps.checked_sub(1) {
                chars.nth(last)?;
            }
            Some(ByteOffset::new(self.text.len() - chars.as_str().len()))
        });
        let byte = match near {
            Some(byte) => byte,
            None => {
                let text = self.text;
                self.table().byte_from_char(text, char)?
            }
        };
        (self.char, self.byte) = (char, byte);
        Some(byte)
    }

    /// The code-point offset of a byte offset; `None` beyond the text's end or inside a code point.
    pub fn char_from_byte(&mut self, byte: ByteOffset) -> Option<CharOffset> {
        let steps = byte.get().checked_sub(self.byte.get()).filter(|steps| *steps < NEAR);
        let near = steps.filter(|_| self.text.is_char_boundary(byte.get())).and_then(|_| {
            let between = self.text.as_bytes().get(self.byte.get()..byte.get())?;
            Some(CharOffset::new(self.char.get() + count_starts(between)))
        });
        let char = match near {
            Some(char) => char,
            None => {
                let text = self.text;
                self.table().char_from_byte(text, byte)?
            }
        };
        (self.char, self.byte) = (char, byte);
        Some(char)
    }
}

impl OffsetWalk<'_> {
    /// The code-point range of a byte range; `None` where an end has none. The next place is looked
    /// for from its start on.
    pub fn chars_from_bytes(&mut self, range: ByteRange) -> Option<CharRange> {
        let words = range.slice(self.text)?;
        let start = self.char_from_byte(range.start())?;
        CharRange::new(start, CharOffset::new(start.get() + count_starts(words.as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_walk_finds_what_the_table_has(
            text in "[ax жé🤝]{0,40}",
            times in 1..400_usize,
            places in prop::collection::vec(0..40_000_usize, 0..40),
            in_order: bool,
        ) {
            let text = text.repeat(times);
            let table = OffsetTable::new(&text);
            let mut places: Vec<usize> = places.into_iter().map(|at| at % (text.len() + 3)).collect();
            if in_order {
                places.sort_unstable();
            }
            let (mut bytes, mut chars) = (OffsetWalk::new(&text), OffsetWalk::new(&text));
            for at in places {
                let (char, byte) = (CharOffset::new(at), ByteOffset::new(at));
                prop_assert_eq!(bytes.byte_from_char(char), table.byte_from_char(&text, char));
                prop_assert_eq!(chars.char_from_byte(byte), table.char_from_byte(&text, byte));
                let range = ByteRange::spanning(byte, ByteOffset::new(at + 7));
                prop_assert_eq!(chars.chars_from_bytes(range), table.chars_from_bytes(&text, range));
            }
        }
    }
}
