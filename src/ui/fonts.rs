//! The fonts that come with the program, and what egui should use them for.
//!
//! Must not know: which text is drawn where.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use super::theme::{bold_family, serif_family};
use crate::export::fonts as files;

/// Sans for the window, serif for statements, with symbols behind both; system fonts come
/// after these for other scripts.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        name.to_owned()
    };
    let sans = add("sans", files::SANS);
    let bold = add("sans-bold", files::SANS_BOLD);
    let serif = add("serif", files::SERIF);
    let arrows = add("arrows", files::ARROWS);
    let shapes = add("shapes", files::SHAPES);
    for (family, first) in [
        (FontFamily::Proportional, &sans),
        (FontFamily::Monospace, &sans),
        (bold_family(), &bold),
        (serif_family(), &serif),
    ] {
        let list = vec![first.clone(), sans.clone(), arrows.clone(), shapes.clone()];
        fonts.families.insert(family, list);
    }
    fonts
}
