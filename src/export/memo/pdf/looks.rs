//! How a memo looks on paper: sizes and spaces, each with one name. Lengths are in points (1/72 inch).
//!
//! Must not know: what a memo says, or its colours (see `export/ink.rs`).

/// The sheet that pages are set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// ISO A4, 210 × 297 mm.
    #[default]
    A4,
    /// US Letter, 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// Width and height, in points.
    pub(super) fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// White space left and right of the text.
pub(super) const SIDE: f32 = 68.0;
/// White space above the text; the marking stands in it.
pub(super) const TOP: f32 = 68.0;
/// White space below the text; marking and number of the page stand in it.
pub(super) const BOTTOM: f32 = 70.0;
/// From the edge of the sheet to the baseline of the marking.
pub(super) const EDGE: f32 = 36.0;

/// Which kind of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    /// For running text.
    Serif,
    /// For headings, tables and labels.
    Sans,
}

/// A cut of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Cut {
    /// The family.
    pub(super) family: Family,
    /// Heavier strokes.
    pub(super) bold: bool,
    /// Slanted, where the family has it.
    pub(super) italic: bool,
}

impl Cut {
    /// The upright, regular serif.
    pub(super) const SERIF: Self = Self { family: Family::Serif, bold: false, italic: false };
    /// The upright, regular sans.
    pub(super) const SANS: Self = Self { family: Family::Sans, bold: false, italic: false };

    /// The same, heavier.
    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same, slanted.
    pub(super) const fn italic(self) -> Self {
        Self { italic: true, ..self }
    }
}

/// How a paragraph stands on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// The size of its letters.
    pub(super) size: f32,
    /// From one baseline to the next.
    pub(super) leading: f32,
    /// White space above; the larger of this and the one before's `below` counts.
    pub(super) above: f32,
    /// White space below.
    pub(super) below: f32,
    /// Whether it must not be the last on a page.
    pub(super) keeps: bool,
}

const fn look(size: f32, leading: f32, above: f32, below: f32, keeps: bool) -> Look {
    Look { size, leading, above, below, keeps }
}

/// The memo's title.
pub(super) const TITLE: Look = look(20.0, 26.0, 0.0, 3.0, true);
/// The line below it.
pub(super) const SUBTITLE: Look = look(9.5, 13.5, 3.0, 12.0, false);
/// The heading of a section.
pub(super) const SECTION: Look = look(13.0, 18.0, 22.0, 5.0, true);
/// A heading within a section.
pub(super) const HEADING: Look = look(10.5, 14.5, 13.0, 3.0, true);
/// Running text.
pub(super) const BODY: Look = look(10.5, 15.0, 4.0, 6.0, false);
/// An item of a list.
pub(super) const ITEM: Look = look(10.5, 15.0, 2.5, 2.5, false);
/// Text in a table.
pub(super) const CELL: Look = look(9.0, 12.5, 0.0, 3.0, false);
/// The head of a table.
pub(super) const HEAD: Look = look(8.5, 11.5, 0.0, 0.0, true);
/// Where a text comes from, notes, sources.
pub(super) const SMALL: Look = look(8.5, 12.0, 2.0, 4.0, false);
/// A text of the annex; its lines are wider apart because they carry tinted ground and labels.
pub(super) const ANNEX: Look = look(10.0, 15.5, 3.0, 6.0, false);

/// How far items of lists and notes are moved in.
pub(super) const INDENT: f32 = 15.0;
/// White space between the text of two columns.
pub(super) const GUTTER: f32 = 12.0;
/// White space above and below the text of a table's row.
pub(super) const ROW: f32 = 4.0;
