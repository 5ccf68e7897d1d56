//! The memo as PDF: A4 or Letter, tagged, with links, searchable in every script.
//!
//! From the memo's tree to the file: `build` puts blocks on pages by `flow` and `table`; `words`,
//! `shape` and `lines` make lines of signs; `sheets` draws them; `used`, `tags` and `file` write the
//! file. The objects of PDF are written by `pdf-writer`, letters are shaped by `harfrust`; laying out
//! is ours, because typst, which would do all of it, costs 184 more crates and does not build within
//! the time that a clean build may take.
//! Must not know: the disk, the window, or where a caller finds the system's fonts.

mod build;
mod file;
mod flow;
mod fonts;
mod lines;
mod looks;
mod shape;
mod sheets;
mod table;
mod tags;
mod used;
mod words;

use std::collections::BTreeMap;

pub use self::fonts::SystemFont;
pub use self::looks::Paper;

use self::build::Build;
use self::flow::Flow;
use self::fonts::Fonts;
use super::document::Document;
use crate::export::shown::on_one_line;

/// How a memo is printed.
#[derive(Debug, Clone, Default)]
pub struct PdfOptions {
    /// The sheet.
    pub paper: Paper,
    /// Fonts of the system for letters that the program's own don't have, best first. The program's
    /// own have Latin, Greek, Cyrillic, Arabic and Hebrew.
    pub system_fonts: Vec<SystemFont>,
}

/// A memo as PDF, and what is to be said about it.
#[derive(Debug, Clone)]
pub struct PdfMemo {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Letters that no font has, and how often each stands in it. They are shown as `�`; copying and
    /// searching still find them.
    pub missing: BTreeMap<char, usize>,
}

/// Writes a memo as PDF.
///
/// # Errors
///
/// A sentence that says which font of the system can't be put into the file.
pub fn pdf(document: &Document, options: &PdfOptions) -> Result<PdfMemo, String> {
    let fonts = Fonts::new(&options.system_fonts);
    let Build { flow, entries, .. } = Build::new(document, Flow::new(fonts, options.paper));
    let Flow { sheets, shaper, .. } = flow;
    let title = on_one_line(&document.title);
    let bytes = file::write(&sheets, &shaper.fonts, &entries, &title, document.language.code())?;
    Ok(PdfMemo { bytes, pages: sheets.pages.len(), missing: shaper.fonts.into_missing() })
}
