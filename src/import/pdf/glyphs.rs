//! The signs of a page and where they stand, as the page's drawing names them.
//!
//! Must not know: what makes a word, a line or a paragraph.

use std::collections::HashSet;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Point};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

/// Signs that a page may have; a newspaper's has fifty thousand.
pub(super) const MAX_GLYPHS: usize = 1_000_000;

/// A sign.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    pub(super) text: String,
    /// Left edge in points; for text that runs to the left as well.
    pub(super) x0: f64,
    /// Right edge.
    pub(super) x1: f64,
    /// The line that it stands on, in points from the page's top.
    pub(super) y: f64,
    /// The size of the font, in points.
    pub(super) size: f64,
    /// The program that made the file says that this is no text, such as the head of a page.
    pub(super) artifact: bool,
}

/// Collects the signs of a page.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) signs: Vec<Sign>,
    /// Signs that run in another direction than most do.
    pub(super) turned: usize,
    /// Signs of which the file does not say which letters they are.
    pub(super) unknown: usize,
    pub(super) images: usize,
    seen: HashSet<(u64, i64, i64)>,
    /// For each open mark: the words that stand for its signs, and whether they are no text.
    marks: Vec<(Option<String>, bool)>,
}

/// Words of a PDF outside its pages: UTF-16, UTF-8 with a mark, or nearly Latin 1.
pub(super) fn words(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0, |hash: u64, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

/// Which half point a place is at.
#[expect(clippy::cast_possible_truncation, reason = "beyond the page it saturates")]
fn place(value: f64) -> i64 {
    (value * 2.0).round() as i64
}

impl Collector {
    fn sign(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(500.0));
        let origin = transform * Point::ZERO;
        let end = transform * Point::new(advance, 0.0);
        let top = transform * Point::new(0.0, 1000.0);
        let size = (top - origin).hypot();
        let sound = [origin.x, origin.y, end.x, end.y, size]
            .iter()
            .all(|value| value.is_finite() && value.abs() < 1e6);
        if !sound || size < 0.5 {
            return;
        }
        let along = end - origin;
        if advance > 0.0 && (along.y.abs() > along.x.abs() * 0.2 || along.x < 0.0) {
            self.turned += 1;
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => {
                self.unknown += 1;
                "\u{FFFD}".to_owned()
            }
        };
        let (given, artifact) = self.marked();
        let text = given.unwrap_or(text);
        // Bold is sometimes made by drawing twice.
        let key = hash(&text);
        let (x, y) = (place(origin.x), place(origin.y));
        let visible = !text.trim().is_empty();
        if visible && (-1..=1).any(|dx| self.seen.contains(&(key, x + dx, y))) {
            return;
        }
        if visible {
            self.seen.insert((key, x, y));
        }
        let text = text.replace(|c: char| c.is_control(), " ");
        self.signs.push(Sign { text, x0: origin.x, x1: end.x.max(origin.x), y: origin.y, size, artifact });
    }

    /// What an open mark says of the next sign: its words come with the first one.
    fn marked(&mut self) -> (Option<String>, bool) {
        let artifact = self.marks.iter().any(|(_, artifact)| *artifact);
        let given = self.marks.iter_mut().rev().find_map(|(words, _)| words.as_mut());
        (given.map(std::mem::take), artifact)
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if self.signs.len() >= MAX_GLYPHS {
                return;
            }
            self.sign(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.images += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let given = properties.and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText"));
        self.marks.push((given.map(|given| words(given.as_bytes())), tag == b"Artifact"));
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}
