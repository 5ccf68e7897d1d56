//! One pane: a column of blocks, laid out where it is seen, scrolled and kept in place.
//!
//! What one reads never moves while the rest is being measured: the place is kept as a
//! block and a distance below its top, never as a distance from the top of the text. When the
//! column gets another width or size of text, the line at the top stays at the top.
//! Must not know: passages, links, commands.

use egui::{Pos2, Rect, Ui, pos2};

use super::blocks::{Blocks, Letters};
use super::laid::{Laid, Setting, lay_out};
use crate::model::{Statement, TextHash};
use crate::text::{ByteOffset, ByteRange};
use crate::ui::heights::Heights;

/// Above the first block, in points.
const PAD: f64 = 16.0;
/// Bytes of unseen text that are measured in a frame; two or three milliseconds of work.
const IDLE_BYTES: usize = 12_000;

/// What the heights depend on.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    hash: TextHash,
    width: u32,
    font: egui::FontId,
    line: u32,
    scale: u32,
}

/// Where a statement is to be shown, and how it is set.
#[derive(Debug, Clone)]
pub(super) struct Column<'t> {
    /// The statement.
    pub statement: &'t Statement,
    /// Where it can be seen.
    pub view: Rect,
    /// Left edge of the text, in points of the screen.
    pub left: f32,
    /// How the text is set.
    pub setting: Setting,
}

impl<'t> Column<'t> {
    fn text(&self) -> &'t str {
        self.statement.text().as_str()
    }

    fn height(&self) -> f64 {
        f64::from(self.view.height())
    }
}

/// What a pane remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct PaneView {
    key: Option<Key>,
    blocks: Blocks,
    heights: Heights,
    /// The block at the top of the view, and how many points of it lie above.
    top: (usize, f64),
    /// The line at the top of the view in the last frame: its first byte, and how far below the top
    /// of the view it stood (negative where it was cut).
    top_line: Option<(ByteOffset, f64)>,
    /// All blocks before this one are measured.
    measured_to: usize,
    /// How often all heights were guessed anew.
    renewals: u64,
    /// Whether it was made ready for another column in this frame.
    fresh: bool,
}

/// A pane as it is laid out in this frame.
pub(super) struct PaneFrame<'t> {
    /// Where and how.
    pub column: Column<'t>,
    /// The blocks in view, from top to bottom.
    pub laid: Vec<Laid<'t>>,
    /// For each of them: the number of its paragraph where it begins one.
    pub numbers: Vec<Option<usize>>,
}

impl PaneFrame<'_> {
    /// The bytes in view.
    pub(super) fn seen(&self) -> Option<ByteRange> {
        ByteRange::new(self.laid.first()?.range.start(), self.laid.last()?.range.end())
    }

    /// Rectangles of the words in `range` that are laid out, a line each.
    pub(super) fn rects(&self, range: ByteRange) -> impl Iterator<Item = Rect> {
        let first = self.laid.partition_point(|laid| laid.range.end() <= range.start());
        let touched = self.laid.iter().skip(first).take_while(move |laid| laid.range.start() < range.end());
        touched.flat_map(move |laid| laid.rects(range))
    }

    /// The byte nearest to a point of the screen.
    pub(super) fn hit(&self, point: Pos2) -> Option<ByteOffset> {
        let below = self.laid.iter().find(|laid| point.y < laid.bottom() + self.column.setting.line / 4.0);
        below.or(self.laid.last()).map(|laid| laid.hit(point))
    }

    /// Where a caret at `offset` stands, where that is laid out.
    pub(super) fn caret(&self, offset: ByteOffset) -> Option<Rect> {
        let holds = |laid: &&Laid<'_>| laid.range.start() <= offset && offset <= laid.range.end();
        // Between two parts of a paragraph, the place is the start of the second.
        self.laid.iter().rev().find(holds).map(|laid| laid.caret(offset))
    }

    /// The first line that is at least partly in view, and its top on the screen.
    pub(super) fn top_line(&self) -> Option<(ByteOffset, f32)> {
        self.laid.iter().flat_map(|laid| laid.rows_below(self.column.view.top())).next()
    }
}

impl PaneView {
    /// Gets ready for a column that may be of another text, width or size than before.
    pub(super) fn prepare(&mut self, ui: &Ui, column: &Column<'_>) {
        let setting = &column.setting;
        let key = Key {
            hash: column.statement.hash(),
            width: setting.width.to_bits(),
            font: setting.font.clone(),
            line: setting.line.to_bits(),
            scale: ui.ctx().pixels_per_point().to_bits(),
        };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let text_changed = self.key.as_ref().is_none_or(|old| old.hash != key.hash);
        self.key = Some(key);
        if text_changed {
            self.blocks = Blocks::of(column.text());
            self.top = (0, -PAD);
            self.top_line = None;
        }
        let widths = Widths::of(ui, setting);
        self.measured_to = 0;
        self.fresh = true;
        self.renewals += 1;
        self.heights = Heights::estimated(self.blocks.iter().enumerate().map(|(index, block)| {
            let lines = widths.lines(block.letters, setting.width);
            lines * f64::from(setting.line) + f64::from(gap_after(&self.blocks, index, setting))
        }));
        // The same line stays where it was.
        if let Some((line, above)) = self.top_line {
            // Of a line that was cut at the top, something can still be seen when lines get lower.
            self.put(ui, column, line, above.max(1.0 - f64::from(setting.line)));
        }
    }

    /// Lays out what is in view.
    pub(super) fn lay_out<'t>(&mut self, ui: &Ui, column: Column<'t>) -> PaneFrame<'t> {
        self.settle(ui, &column);
        let mut frame = PaneFrame { column, laid: Vec::new(), numbers: Vec::new() };
        let Column { view, left, ref setting, .. } = frame.column;
        let text = frame.column.text();
        let mut y = f64::from(view.top()) - self.top.1;
        let mut index = self.top.0;
        while let Some(block) = self.blocks.get(index) {
            if y > f64::from(view.bottom()) {
                break;
            }
            let at = pos2(left, on_pixel(y, ui.ctx().pixels_per_point()));
            let laid = Laid::new(ui, index, block.range, text, setting, at);
            let tall = f64::from(laid.height() + gap_after(&self.blocks, index, setting));
            self.heights.measure(index, tall);
            frame.laid.push(laid);
            frame.numbers.push(block.first.then_some(block.paragraph));
            y += tall;
            index += 1;
        }
        let top = f64::from(view.top());
        self.top_line = frame.top_line().map(|(line, y)| (line, f64::from(y) - top));
        frame
    }

    /// Scrolls by this many points; positive goes down.
    pub(super) fn scroll_by(&mut self, points: f64, view_height: f64) {
        self.scroll_to(self.offset() + points, view_height);
    }

    /// Scrolls to so many points from the top of the content.
    pub(super) fn scroll_to(&mut self, offset: f64, view_height: f64) {
        let offset = offset.clamp(0.0, self.max_offset(view_height));
        self.top = if offset < PAD { (0, offset - PAD) } else { self.heights.at(offset - PAD) };
    }

    /// How far the content is scrolled, in points.
    pub(super) fn offset(&self) -> f64 {
        PAD + self.heights.above(self.top.0) + self.top.1
    }

    /// How far it can be scrolled, in points.
    pub(super) fn max_offset(&self, view_height: f64) -> f64 {
        (self.content(view_height) - view_height).max(0.0)
    }

    /// How high the content is, in points.
    pub(super) fn content(&self, view_height: f64) -> f64 {
        // The last line can be scrolled well up, but a short text does not scroll at all.
        let text = PAD + self.heights.total();
        if text <= view_height { text } else { text + view_height * 0.3 }
    }

    /// Where a byte is, in points from the top of the content: exactly to its block, by its share
    /// of the block's bytes within.
    pub(super) fn place(&self, offset: ByteOffset) -> f64 {
        let index = self.blocks.at(offset);
        self.within(index, PAD + self.heights.above(index), offset)
    }

    /// Where a byte of the block `index`, whose top is at `above`, is by its share of the block.
    fn within(&self, index: usize, above: f64, offset: ByteOffset) -> f64 {
        let Some(block) = self.blocks.get(index) else { return above };
        let inside = offset.get().saturating_sub(block.range.start().get()) as f64;
        above + self.heights.get(index) * (inside / block.range.len().max(1) as f64).min(1.0)
    }

    /// The places of many ranges, asked for in order.
    pub(super) fn places(&self) -> Places<'_> {
        Places { view: self, index: 0, above: PAD }
    }

    /// Changes whenever a height does, so that what was drawn from them can be kept till then.
    pub(super) fn generation(&self) -> (u64, u64) {
        (self.renewals, self.heights.changes())
    }

    /// The first line that was wholly or partly in view: its first byte, and how far below the top of
    /// the view it stood, in points.
    pub(super) fn top_line(&self) -> Option<(ByteOffset, f64)> {
        self.top_line
    }

    /// How many blocks are still guessed at.
    pub(super) fn unmeasured(&self) -> usize {
        self.heights.unmeasured()
    }

    /// Puts the line with `offset` so many points below the top of the view.
    pub(super) fn put(&mut self, ui: &Ui, column: &Column<'_>, offset: ByteOffset, below_top: f64) {
        let (block, above) = self.place_in_block(ui, column, offset);
        self.top = (block, above - below_top);
    }

    /// How far below the top of the view the line with `offset` is, exactly; the lines between are
    /// measured only by their blocks.
    pub(super) fn below_top(&mut self, ui: &Ui, column: &Column<'_>, offset: ByteOffset) -> f64 {
        let (block, above) = self.place_in_block(ui, column, offset);
        PAD + self.heights.above(block) + above - self.offset()
    }

    /// Puts the start of `range` into the upper third, unless all of it can be seen.
    pub(super) fn bring(&mut self, ui: &Ui, column: &Column<'_>, range: ByteRange) {
        let (from, above) = self.place_in_block(ui, column, range.start());
        let (to, below) = self.place_in_block(ui, column, range.end());
        let view = column.height();
        let top = PAD + self.heights.above(from) + above - self.offset();
        let line = f64::from(column.setting.line);
        let bottom = PAD + self.heights.above(to) + below + line - self.offset();
        let margin = line.min(view / 8.0);
        let measured_between = (self.top.0.min(from)..=to).all(|index| self.heights.is_measured(index));
        if measured_between && top >= margin && bottom <= view - margin {
            return;
        }
        self.top = (from, above - view * 0.3);
    }

    /// Scrolls as little as possible so that the line with `offset` is in view.
    pub(super) fn follow(&mut self, ui: &Ui, column: &Column<'_>, offset: ByteOffset) {
        let (block, above) = self.place_in_block(ui, column, offset);
        let (view, line) = (column.height(), f64::from(column.setting.line));
        let y = PAD + self.heights.above(block) + above - self.offset();
        let margin = line.min(view / 8.0);
        if y < margin {
            self.top = (block, above - margin);
        } else if y + line > view - margin {
            self.top = (block, above - (view - margin - line));
        }
    }

    /// The byte that is `points` below `offset` (above, where negative), nearest to `x` (points of
    /// the screen). Blocks on the way are measured; none has to be in view.
    pub(super) fn vertically(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        offset: ByteOffset,
        x: f32,
        points: f64,
    ) -> ByteOffset {
        let (mut index, top) = self.place_in_block(ui, column, offset);
        let mut y = top + f64::from(column.setting.line) / 2.0 + points;
        while y < 0.0 && index > 0 {
            index -= 1;
            self.measure_block(ui, column, index);
            y += self.heights.get(index);
        }
        loop {
            self.measure_block(ui, column, index);
            let tall = self.heights.get(index);
            let text = tall - f64::from(gap_after(&self.blocks, index, &column.setting));
            // In the room between two paragraphs: to the line in the direction of the move.
            let beyond = if points > 0.0 { text } else { tall };
            if y < beyond || index + 1 >= self.blocks.len() {
                y = y.clamp(0.0, (text - 1.0).max(0.0));
                break;
            }
            y = (y - tall).max(0.0);
            index += 1;
        }
        self.laid_at_top(ui, column, index).map_or(offset, |laid| laid.hit(pos2(x, y as f32)))
    }

    /// The byte at the start or the end of the line that holds `offset`.
    pub(super) fn edge_of_line(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        offset: ByteOffset,
        end: bool,
    ) -> ByteOffset {
        let x = if end { f32::MAX } else { f32::MIN };
        self.vertically(ui, column, offset, x, 0.0)
    }

    /// Where a caret at `offset` stands from left to right, in points of the screen.
    pub(super) fn caret_x(&self, ui: &Ui, column: &Column<'_>, offset: ByteOffset) -> f32 {
        let laid = self.laid_at_top(ui, column, self.blocks.at(offset));
        laid.map_or(column.left, |laid| laid.caret(offset).center().x)
    }

    /// A block laid out in its column, as if it began at the top of the screen.
    fn laid_at_top<'t>(&self, ui: &Ui, column: &Column<'t>, index: usize) -> Option<Laid<'t>> {
        let block = self.blocks.get(index)?;
        let at = pos2(column.left, 0.0);
        Some(Laid::new(ui, index, block.range, column.text(), &column.setting, at))
    }

    /// The block that holds `offset` and how far below its top the line with it is.
    fn place_in_block(&mut self, ui: &Ui, column: &Column<'_>, offset: ByteOffset) -> (usize, f64) {
        let index = self.blocks.at(offset);
        let Some(laid) = self.laid_at_top(ui, column, index) else { return (0, 0.0) };
        let tall = laid.height() + gap_after(&self.blocks, index, &column.setting);
        self.heights.measure(index, f64::from(tall));
        (index, f64::from(laid.caret(offset).top()))
    }

    /// Makes `top` name the block that is really at the top, measuring what lies between, and
    /// keeps the view within the text.
    fn settle(&mut self, ui: &Ui, column: &Column<'_>) {
        while self.top.1 < 0.0 && self.top.0 > 0 {
            self.top.0 -= 1;
            let index = self.top.0;
            if !self.heights.is_measured(index) {
                self.measure_block(ui, column, index);
            }
            self.top.1 += self.heights.get(index);
        }
        while self.top.0 + 1 < self.blocks.len() && self.top.1 >= self.heights.get(self.top.0) {
            if !self.heights.is_measured(self.top.0) {
                self.measure_block(ui, column, self.top.0);
                continue;
            }
            self.top.1 -= self.heights.get(self.top.0);
            self.top.0 += 1;
        }
        let view = column.height();
        if self.offset() > self.max_offset(view) {
            // By guesses the text may end elsewhere than it does: what can be seen at its end is
            // measured before anything moves.
            let (mut index, mut tall) = (self.blocks.len(), 0.0);
            while index > 0 && tall < view {
                index -= 1;
                if !self.heights.is_measured(index) {
                    self.measure_block(ui, column, index);
                }
                tall += self.heights.get(index);
            }
        }
        let offset = self.offset();
        if offset < 0.0 || offset > self.max_offset(view) {
            self.scroll_to(offset, view);
        }
    }

    fn measure_block(&mut self, ui: &Ui, column: &Column<'_>, index: usize) {
        let Some(block) = self.blocks.get(index) else { return };
        let galley = lay_out(ui, block.range.slice(column.text()).unwrap_or(""), &column.setting);
        let tall = galley.size().y + gap_after(&self.blocks, index, &column.setting);
        self.heights.measure(index, f64::from(tall));
    }

    /// Measures some of what was not seen yet, and asks for another frame while there is more.
    pub(super) fn measure_some(&mut self, ui: &Ui, column: &Column<'_>) {
        // The frame in which all changed has enough to do with what is in view.
        if std::mem::take(&mut self.fresh) && self.heights.unmeasured() > 0 {
            ui.ctx().request_repaint();
            return;
        }
        let mut bytes = 0;
        while self.heights.unmeasured() > 0 && self.measured_to < self.blocks.len() {
            let index = self.measured_to;
            if !self.heights.is_measured(index) {
                if bytes >= IDLE_BYTES {
                    ui.ctx().request_repaint();
                    return;
                }
                bytes += self.blocks.get(index).map_or(0, |block| block.range.len());
                self.measure_block(ui, column, index);
            }
            self.measured_to += 1;
        }
    }
}

/// Tells the places of ranges that come in order of their starts, in one walk over the blocks.
pub(super) struct Places<'v> {
    view: &'v PaneView,
    index: usize,
    /// The top of block `index`, in points from the top of the content.
    above: f64,
}

impl Places<'_> {
    /// Where a range begins and ends, in points from the top of the content, as
    /// [`PaneView::place`] tells it.
    pub(super) fn of(&mut self, range: ByteRange) -> (f64, f64) {
        let (index, above) = self.walk(self.index, self.above, range.start());
        (self.index, self.above) = (index, above);
        let from = self.view.within(index, above, range.start());
        let (index, above) = self.walk(index, above, range.end());
        (from, self.view.within(index, above, range.end()))
    }

    fn walk(&self, mut index: usize, mut above: f64, offset: ByteOffset) -> (usize, f64) {
        while self.view.blocks.get(index + 1).is_some_and(|next| next.range.start() <= offset) {
            above += self.view.heights.get(index);
            index += 1;
        }
        (index, above)
    }
}

/// The room after a block: only where its paragraph ends.
fn gap_after(blocks: &Blocks, index: usize, setting: &Setting) -> f32 {
    match blocks.get(index + 1) {
        Some(next) if !next.first => 0.0,
        _ => setting.line / 2.0,
    }
}

/// A height on the screen as `f32`, on a whole pixel, so that scrolled text stays as sharp.
fn on_pixel(y: f64, scale: f32) -> f32 {
    let scale = f64::from(scale);
    ((y * scale).round() / scale) as f32
}

/// Mean widths of letters in a font, in points, to guess at heights.
#[derive(Debug, Clone, Copy)]
struct Widths {
    latin: f64,
    other: f64,
    wide: f64,
}

impl Widths {
    /// Taken from sentences with the usual share of each letter.
    fn of(ui: &Ui, setting: &Setting) -> Self {
        let mean = |sample: &str| {
            let galley = lay_out(ui, sample, &Setting { width: f32::INFINITY, ..setting.clone() });
            f64::from(galley.size().x) / sample.chars().count().max(1) as f64
        };
        Self {
            latin: mean(
                "both sides agreed to go on with what was begun at the last meeting, and noted that ",
            ),
            // Without spaces: those are counted with the Latin letters.
            other: mean("стороныусловилисьпродолжитьначатуюработу"),
            wide: f64::from(setting.font.size),
        }
    }

    /// How many lines a text is likely to fill.
    fn lines(&self, letters: Letters, width: f32) -> f64 {
        let Letters { latin, other, wide } = letters;
        let all = f64::from(latin) * self.latin + f64::from(other) * self.other + f64::from(wide) * self.wide;
        // At the end of each line about half a word is missing.
        let usable = (f64::from(width) - 2.5 * self.latin).max(self.wide);
        (all / usable).ceil().max(1.0)
    }
}
