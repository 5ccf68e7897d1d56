//! Words and how they look; the styles that paragraphs have.
//!
//! Must not know: the package.

use crate::export::ink::Ink;
use crate::export::markup::escaped;

/// A paragraph's style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Style {
    /// The document's title.
    Title,
    /// A line below it.
    Subtitle,
    /// The heading of a section.
    Heading1,
    /// A heading within it.
    Heading2,
    /// Plain text.
    Body,
    /// Text of others, or the reviewer's own, for reading.
    Reading,
    /// An item of a list.
    Bullet,
    /// What is of second rank.
    Quiet,
    /// What was noted for the desk alone.
    Internal,
    /// Over a table's column.
    Head,
    /// In a table's cell.
    Cell,
    /// In a table's cell, noted for the desk alone.
    CellInternal,
    /// A numbered paragraph of a text.
    Numbered,
}

impl Style {
    /// The style's id.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Subtitle => "Subtitle",
            Self::Heading1 => "Heading1",
            Self::Heading2 => "Heading2",
            Self::Body => "BodyText",
            Self::Reading => "Reading",
            Self::Bullet => "ListBullet",
            Self::Quiet => "Quiet",
            Self::Internal => "Internal",
            Self::Head => "CellHead",
            Self::Cell => "CellText",
            Self::CellInternal => "CellInternal",
            Self::Numbered => "Numbered",
        }
    }

    pub(super) fn is_heading(self) -> bool {
        matches!(self, Self::Title | Self::Heading1 | Self::Heading2)
    }
}

/// A stretch of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::export) enum Run {
    /// Words; a tab in them is a tab, a line end a line break.
    Words(String, Look),
    /// Words to which links lead; the name has letters and digits only.
    Bookmark(String, Vec<Run>),
    /// Words that lead to a bookmark.
    Link(String, Vec<Run>),
    /// A footnote with these words.
    Note(Vec<Run>),
}

impl Run {
    /// Plain words.
    pub(in crate::export) fn plain(words: impl Into<String>) -> Self {
        Self::Words(words.into(), Look::default())
    }
}

/// How words look; nothing set is as the paragraph's style has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::export) struct Look {
    /// Bold.
    pub(in crate::export) bold: bool,
    /// Italic.
    pub(in crate::export) italic: bool,
    /// In the letters for reading.
    pub(in crate::export) serif: bool,
    /// The colour.
    pub(in crate::export) ink: Option<Ink>,
    /// The size in half points.
    pub(in crate::export) half_points: Option<u32>,
    /// A line below in this colour.
    pub(in crate::export) underline: Option<Ink>,
    /// The ground.
    pub(in crate::export) ground: Option<Ink>,
    /// Whether they are read from right to left.
    pub(in crate::export) from_right: bool,
    /// The language (BCP 47); empty where it is not known.
    pub(in crate::export) language: String,
}

/// Colours as Word writes them.
fn hex(ink: Ink) -> String {
    ink.hex().trim_start_matches('#').to_uppercase()
}

/// Writes words; their properties stand in the order that the schema asks for.
pub(super) fn words(words: &str, look: &Look, out: &mut String) {
    if words.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    let mut set = String::new();
    if look.serif {
        set.push_str("<w:rFonts w:ascii=\"Cambria\" w:hAnsi=\"Cambria\" w:cs=\"Times New Roman\"/>");
    }
    if look.bold {
        set.push_str("<w:b/><w:bCs/>");
    }
    if look.italic {
        set.push_str("<w:i/><w:iCs/>");
    }
    if let Some(ink) = look.ink {
        set.push_str(&format!("<w:color w:val=\"{}\"/>", hex(ink)));
    }
    if let Some(size) = look.half_points {
        set.push_str(&format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"));
    }
    if let Some(ink) = look.underline {
        set.push_str(&format!("<w:u w:val=\"single\" w:color=\"{}\"/>", hex(ink)));
    }
    if let Some(ground) = look.ground {
        set.push_str(&format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", hex(ground)));
    }
    if look.from_right {
        set.push_str("<w:rtl/>");
    }
    set.push_str(&language(&look.language, look.from_right));
    if !set.is_empty() {
        out.push_str(&format!("<w:rPr>{set}</w:rPr>"));
    }
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(piece)));
            }
        }
    }
    out.push_str("</w:r>");
}

/// The language of words, where its code is well formed.
fn language(code: &str, from_right: bool) -> String {
    let plain = !code.is_empty()
        && code.len() <= 35
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !plain {
        return String::new();
    }
    let attribute = match code.split('-').next() {
        _ if from_right => "w:bidi",
        Some("zh" | "ja" | "ko") => "w:eastAsia",
        _ => "w:val",
    };
    format!("<w:lang {attribute}=\"{code}\"/>")
}
