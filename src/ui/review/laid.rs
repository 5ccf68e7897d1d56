//! One block laid out on the screen: where a byte stands, and which byte stands where.
//!
//! All questions about the geometry of text go through here, so that another engine (for
//! right-to-left text, say) can stand behind the same few: `height`, `hit`, `rects`, `caret`,
//! `rows` and `paint`.
//! Must not know: passages, selections or scrolling.

use std::cell::OnceCell;
use std::sync::Arc;

use egui::text::{CharIndex, LayoutJob, TextFormat, TextWrapping};
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

/// A line of a block: its bytes, counted from the block's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    start: usize,
    end: usize,
}

/// A block with its place on the screen.
pub(super) struct Laid<'t> {
    /// Which block.
    pub index: usize,
    /// Its bytes in the statement's text.
    pub range: ByteRange,
    /// Its words.
    pub text: &'t str,
    /// Its top left corner on the screen.
    pub at: Pos2,
    galley: Arc<Galley>,
    /// Where its lines begin and end; worked out when first asked for.
    rows: OnceCell<Vec<Row>>,
}

impl<'t> Laid<'t> {
    /// Lays out a block of a text at a place of the screen.
    pub(super) fn new(
        ui: &Ui,
        index: usize,
        range: ByteRange,
        text: &'t str,
        setting: &Setting,
        at: Pos2,
    ) -> Self {
        let text = range.slice(text).unwrap_or("");
        Self { index, range, text, at, galley: lay_out(ui, text, setting), rows: OnceCell::new() }
    }

    /// How high it is, in points.
    pub(super) fn height(&self) -> f32 {
        self.galley.size().y
    }

    /// The byte of the statement's text nearest to a point of the screen.
    pub(super) fn hit(&self, point: Pos2) -> ByteOffset {
        let y = point.y - self.at.y;
        let rows = &self.galley.rows;
        let below = rows.partition_point(|row| row.pos.y + row.row.size.y <= y);
        let index = below.min(rows.len().saturating_sub(1));
        let (Some(placed), Some(row)) = (rows.get(index), self.rows().get(index)) else {
            return self.range.start();
        };
        let column = placed.row.char_at(point.x - self.at.x - placed.pos.x).0;
        let words = self.text.get(row.start..row.end).unwrap_or("");
        let mut byte = row.start + words.char_indices().nth(column).map_or(words.len(), |(byte, _)| byte);
        // The end of a line is the start of the next; the caret belongs before the space there.
        if byte == row.end && index + 1 < rows.len() && words.ends_with(' ') {
            byte -= 1;
        }
        ByteOffset::new(self.range.start().get() + byte)
    }

    /// The rectangles, a line each, that the words in `range` (bytes of the statement's text)
    /// take up on the screen; none where they are not in this block.
    ///
    /// Spaces at which a line is broken take up no room.
    pub(super) fn rects(&self, range: ByteRange) -> impl Iterator<Item = Rect> {
        let base = self.range.start().get();
        let from = range.start().max(self.range.start()).get() - base;
        let to = range.end().min(self.range.end()).get().saturating_sub(base);
        let rows = if from < to { self.rows() } else { &[] };
        let first = rows.partition_point(|row| row.end <= from);
        let inside = rows.iter().enumerate().skip(first).take_while(move |(_, row)| row.start < to);
        inside.filter_map(move |(index, row)| {
            let words = self.text.get(row.start..row.end)?;
            let left = from.saturating_sub(row.start);
            let kept = if to > row.end { words.trim_end_matches(' ').len() } else { words.len() };
            let right = (to - row.start).min(kept);
            if left >= right {
                return None;
            }
            let placed = self.galley.rows.get(index)?;
            let x = |byte: usize| placed.row.x_offset(CharIndex(chars_before(words, byte)));
            let origin = self.at + placed.pos.to_vec2();
            Some(Rect::from_min_max(
                origin + Vec2::new(x(left), 0.0),
                origin + Vec2::new(x(right), placed.row.size.y),
            ))
        })
    }

    /// Where a caret before the byte at `offset` stands on the screen.
    pub(super) fn caret(&self, offset: ByteOffset) -> Rect {
        let base = self.range.start();
        let inside = offset.clamp(base, self.range.end()).get() - base.get();
        let rows = self.rows();
        let index = rows.partition_point(|row| row.end <= inside).min(rows.len().saturating_sub(1));
        let (Some(placed), Some(row)) = (self.galley.rows.get(index), rows.get(index)) else {
            return Rect::from_min_size(self.at, Vec2::ZERO);
        };
        let words = self.text.get(row.start..row.end).unwrap_or("");
        let x = placed.row.x_offset(CharIndex(chars_before(words, inside.saturating_sub(row.start))));
        let top = self.at + placed.pos.to_vec2() + Vec2::new(x, 0.0);
        Rect::from_min_size(top, Vec2::new(0.0, placed.row.size.y))
    }

    /// Each line that is at least partly below `y` (points of the screen): the byte at which it
    /// starts, and its top on the screen.
    pub(super) fn rows_below(&self, y: f32) -> impl Iterator<Item = (ByteOffset, f32)> {
        let from = self.galley.rows.partition_point(|row| self.at.y + row.pos.y + row.row.size.y <= y);
        self.rows().iter().zip(&self.galley.rows).skip(from).map(|(row, placed)| {
            (ByteOffset::new(self.range.start().get() + row.start), self.at.y + placed.pos.y)
        })
    }

    /// Where the block ends on the screen.
    pub(super) fn bottom(&self) -> f32 {
        self.at.y + self.height()
    }

    /// Its place on the screen, as wide as the column.
    pub(super) fn rect(&self, width: f32) -> Rect {
        Rect::from_min_max(self.at, pos2(self.at.x + width, self.bottom()))
    }

    /// Paints the text.
    pub(super) fn paint(&self, painter: &Painter, colour: Color32) {
        painter.galley(self.at, Arc::clone(&self.galley), colour);
    }

    /// Its lines. egui counts code points; bytes are worked out once for all questions.
    fn rows(&self) -> &[Row] {
        self.rows.get_or_init(|| {
            let ascii = self.text.is_ascii();
            let mut start = 0;
            let mut rows = Vec::with_capacity(self.galley.rows.len());
            for placed in &self.galley.rows {
                let chars = placed.row.char_count_excluding_newline().0;
                let rest = self.text.get(start..).unwrap_or("");
                let length = match ascii {
                    true => chars.min(rest.len()),
                    false => rest.char_indices().nth(chars).map_or(rest.len(), |(byte, _)| byte),
                };
                rows.push(Row { start, end: start + length });
                start += length;
            }
            rows
        })
    }
}

/// How many code points stand before a byte of one line.
fn chars_before(words: &str, byte: usize) -> usize {
    words.get(..byte).map_or_else(|| words.chars().count(), |before| before.chars().count())
}
