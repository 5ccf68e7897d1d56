//! One block laid out on the screen: where a byte stands, and which byte stands where.
//!
//! All questions about the geometry of text go through here, so that another engine (for
//! right-to-left text, say) can stand behind the same four: `hit`, `rects`, `caret`, `paint`.
//! Must not know: passages, selections or scrolling.

use std::sync::Arc;

use egui::epaint::text::cursor::CCursor;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Ui, Vec2, pos2};

use crate::text::{ByteOffset, ByteRange};

/// How text is set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting {
    /// The font, with its size in points.
    pub font: FontId,
    /// From one line to the next, in points.
    pub line: f32,
    /// The width of the column, in points.
    pub width: f32,
    /// The colour of the text.
    pub colour: Color32,
}

/// Lays out a text for this frame. Galleys must not be kept: the atlas may change.
pub(super) fn lay_out(ui: &Ui, text: &str, setting: &Setting) -> Arc<Galley> {
    let format = TextFormat {
        font_id: setting.font.clone(),
        color: setting.colour,
        line_height: Some(setting.line),
        ..Default::default()
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::wrap_at_width(setting.width);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// A block with its place on the screen.
pub(super) struct Laid<'t> {
    /// Which block.
    pub index: usize,
    /// Its bytes in the statement's text.
    pub range: ByteRange,
    /// Its words.
    pub text: &'t str,
    /// Its layout.
    pub galley: Arc<Galley>,
    /// Its top left corner on the screen.
    pub at: Pos2,
}

impl Laid<'_> {
    /// The byte of the statement's text nearest to a point of the screen.
    pub(super) fn hit(&self, point: Pos2) -> ByteOffset {
        let cursor = self.galley.cursor_from_pos(point - self.at);
        let byte = byte_from_char(self.text, cursor.index.0);
        ByteOffset::new(self.range.start().get() + byte)
    }

    /// The rectangles, a line each, that the words in `range` (bytes of the statement's text)
    /// take up on the screen; none where they are not in this block.
    pub(super) fn rects(&self, range: ByteRange) -> Vec<Rect> {
        let start = range.start().max(self.range.start()).get();
        let end = range.end().min(self.range.end()).get();
        if start >= end {
            return Vec::new();
        }
        let first = char_from_byte(self.text, start - self.range.start().get());
        let last = char_from_byte(self.text, end - self.range.start().get());
        let mut rects = Vec::new();
        let mut row_start = 0;
        for placed in &self.galley.rows {
            let row_end = row_start + placed.row.char_count_excluding_newline().0;
            let (from, to) = (first.max(row_start), last.min(row_end));
            if from < to {
                let x = |column: usize| placed.row.x_offset(egui::text::CharIndex(column - row_start));
                let origin = self.at + placed.pos.to_vec2();
                rects.push(Rect::from_min_max(
                    origin + Vec2::new(x(from), 0.0),
                    origin + Vec2::new(x(to), placed.row.size.y),
                ));
            }
            row_start = row_end;
        }
        rects
    }

    /// Where a caret before the byte at `offset` stands on the screen.
    pub(super) fn caret(&self, offset: ByteOffset) -> Rect {
        let inside = offset.clamp(self.range.start(), self.range.end()).get() - self.range.start().get();
        let cursor = CCursor::new(char_from_byte(self.text, inside));
        self.galley.pos_from_cursor(cursor).translate(self.at.to_vec2())
    }

    /// Where the block ends on the screen.
    pub(super) fn bottom(&self) -> f32 {
        self.at.y + self.galley.size().y
    }

    /// Its place on the screen, as wide as the column.
    pub(super) fn rect(&self, width: f32) -> Rect {
        Rect::from_min_max(self.at, pos2(self.at.x + width, self.bottom()))
    }

    /// Paints the text.
    pub(super) fn paint(&self, painter: &Painter, colour: Color32) {
        painter.galley(self.at, Arc::clone(&self.galley), colour);
    }
}

// A block has a few thousand bytes at most, so counting is cheap; the file's positions are
// converted elsewhere, by `text::OffsetTable`.

fn byte_from_char(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(byte, _)| byte)
}

fn char_from_byte(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or_else(|| text.chars().count(), |before| before.chars().count())
}
