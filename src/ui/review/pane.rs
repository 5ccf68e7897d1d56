//! One pane: a column of blocks, laid out where it is seen, scrolled and kept in place.
//!
//! What one reads never moves while the rest is being measured: the place is kept as a
//! block and a distance below its top, never as a distance from the top of the text.
//! Must not know: passages, links, commands.

use egui::{Id, Rect, Sense, Ui, pos2, vec2};

use super::blocks::Blocks;
use super::heights::Heights;
use super::laid::{Laid, Setting, lay_out};
use crate::model::{Statement, TextHash};
use crate::text::{ByteOffset, ByteRange};
use crate::ui::theme::Theme;

/// Above the first block, in points.
const PAD: f64 = 16.0;
/// Bytes of unseen text that are measured in a frame; about two milliseconds of work.
const IDLE_BYTES: usize = 8_000;
/// Width of the scroll bar, in points.
pub(super) const BAR: f32 = 8.0;

#[derive(Debug, Clone, PartialEq)]
struct Key {
    hash: TextHash,
    width: u32,
    font: u32,
    scale: u32,
}

/// What a pane remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct PaneView {
    key: Option<Key>,
    blocks: Blocks,
    heights: Heights,
    /// The block at the top of the view, and how many points of it lie above.
    top: (usize, f64),
    /// Where a drag began, and by what it selects.
    pub drag: Option<(ByteRange, By)>,
    /// The column that the caret keeps while it moves up and down, in points.
    pub goal: Option<f32>,
}

/// By what a drag selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// By character.
    Character,
    /// By word, after a double click.
    Word,
    /// By sentence, after a triple click.
    Sentence,
    /// One end of a passage is moved; `true` for its start.
    End(bool),
}

/// A pane as it is laid out in this frame.
pub(super) struct PaneFrame<'t> {
    /// Where it can be seen.
    pub view: Rect,
    /// Left edge of the column, in points of the screen.
    pub left: f32,
    /// How the text is set.
    pub setting: Setting,
    /// The statement.
    pub statement: &'t Statement,
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
    pub(super) fn rects(&self, range: ByteRange) -> Vec<Rect> {
        self.laid.iter().flat_map(|laid| laid.rects(range)).collect()
    }

    /// The byte nearest to a point of the screen.
    pub(super) fn hit(&self, point: egui::Pos2) -> Option<ByteOffset> {
        let below = self.laid.iter().find(|laid| point.y < laid.bottom() + self.setting.line / 2.0);
        below.or(self.laid.last()).map(|laid| laid.hit(point))
    }

    /// Where a caret at `offset` stands, where that is laid out.
    pub(super) fn caret(&self, offset: ByteOffset) -> Option<Rect> {
        let holds = |laid: &&Laid<'_>| laid.range.start() <= offset && offset <= laid.range.end();
        self.laid.iter().find(holds).map(|laid| laid.caret(offset))
    }
}

impl PaneView {
    /// Lays out what is in view, after bringing `bring` (bytes) there.
    pub(super) fn lay_out<'t>(
        &mut self,
        ui: &Ui,
        statement: &'t Statement,
        view: Rect,
        left: f32,
        setting: Setting,
        bring: Option<ByteRange>,
    ) -> PaneFrame<'t> {
        let text = statement.text().as_str();
        self.renew(ui, statement, &setting);
        let height = f64::from(view.height());
        if let Some(range) = bring {
            self.bring(ui, text, &setting, range, height);
        }
        self.settle(ui, text, &setting, height);
        let mut frame = PaneFrame { view, left, statement, setting, laid: Vec::new(), numbers: Vec::new() };
        let mut y = view.top() - self.top.1 as f32;
        let mut index = self.top.0;
        while let Some(block) = self.blocks.get(index) {
            if y > view.bottom() {
                break;
            }
            let words = block.range.slice(text).unwrap_or("");
            let galley = lay_out(ui, words, &frame.setting);
            let tall = galley.size().y + self.gap_after(index, &frame.setting);
            self.heights.measure(index, f64::from(tall));
            frame.laid.push(Laid { index, range: block.range, text: words, galley, at: pos2(left, y) });
            frame.numbers.push(block.first.then_some(block.paragraph));
            y += tall;
            index += 1;
        }
        self.measure_some(ui, text, &frame.setting);
        frame
    }

    /// Scrolls by this many points; positive goes down.
    pub(super) fn scroll_by(&mut self, points: f64, view_height: f64) {
        let offset = (self.offset() + points).clamp(0.0, self.max_offset(view_height));
        self.set_offset(offset);
    }

    /// The scroll bar: paints it where the text is longer than the view, and lets it be dragged.
    pub(super) fn scroll_bar(&mut self, ui: &Ui, id: Id, view: Rect, name: &str) {
        let height = f64::from(view.height());
        let content = self.content(height);
        let max = self.max_offset(height);
        if max <= 0.5 {
            return;
        }
        let theme = Theme::now(ui.ctx());
        let track = Rect::from_min_max(pos2(view.right() - BAR - 2.0, view.top()), view.max);
        let length = ((height / content) as f32 * track.height()).clamp(24.0, track.height());
        let room = track.height() - length;
        let top = track.top() + room * (self.offset() / max) as f32;
        let thumb = Rect::from_min_size(pos2(track.left() + 2.0, top), vec2(BAR - 2.0, length));
        let response = ui.interact(track, id, Sense::click_and_drag());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::accesskit::Role::ScrollBar, true, format!("Scroll {name}"))
        });
        if let Some(pointer) = response.interact_pointer_pos()
            && room > 0.0
        {
            let moved = f64::from(response.drag_delta().y / room) * max;
            if response.drag_started() || response.clicked() {
                if !thumb.contains(pointer) {
                    let share = ((pointer.y - track.top() - length / 2.0) / room).clamp(0.0, 1.0);
                    self.set_offset(f64::from(share) * max);
                }
            } else {
                self.set_offset((self.offset() + moved).clamp(0.0, max));
            }
            ui.ctx().request_repaint();
        }
        let colour = if response.hovered() || response.dragged() { theme.quiet } else { theme.outline };
        ui.painter().rect_filled(thumb, (BAR / 2.0) as u8, colour);
    }

    fn renew(&mut self, ui: &Ui, statement: &Statement, setting: &Setting) {
        let key = Key {
            hash: statement.hash(),
            width: setting.width.round() as u32,
            font: setting.font.size.to_bits(),
            scale: ui.ctx().pixels_per_point().to_bits(),
        };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let text_changed = self.key.as_ref().is_none_or(|old| old.hash != key.hash);
        let share_below_top = match self.heights.get(self.top.0) {
            height if height > 0.0 => self.top.1 / height,
            _ => 0.0,
        };
        if text_changed {
            self.blocks = Blocks::of(statement.text());
            self.top = (0, -PAD);
            self.drag = None;
        }
        // Mean advance of the serif is about half its size; exact after a look.
        let per_line = f64::from(setting.width / (setting.font.size * 0.5)).max(1.0);
        self.heights = Heights::estimated(self.blocks.iter().enumerate().map(|(index, block)| {
            let lines = (block.range.len() as f64 / per_line).ceil().max(1.0);
            lines * f64::from(setting.line) + f64::from(gap_after(&self.blocks, index, setting))
        }));
        if !text_changed && self.top.1 > 0.0 {
            // The same place of the same block stays at the top.
            self.top.1 = share_below_top * self.heights.get(self.top.0);
        }
        self.key = Some(key);
    }

    /// Puts the start of `range` into the upper third, unless all of it can be seen.
    fn bring(&mut self, ui: &Ui, text: &str, setting: &Setting, range: ByteRange, view: f64) {
        let (from, above) = self.place_in_block(ui, text, setting, range.start());
        let (to, below) = self.place_in_block(ui, text, setting, range.end());
        let top = PAD + self.heights.above(from) + above - self.offset();
        let line = f64::from(setting.line);
        let bottom = PAD + self.heights.above(to) + below + line - self.offset();
        let margin = line.min(view / 8.0);
        let measured_between = (self.top.0.min(from)..=to).all(|index| self.heights.is_measured(index));
        if measured_between && top >= margin && bottom <= view - margin {
            return;
        }
        self.top = (from, above - view * 0.3);
    }

    /// The block that holds `offset` and how far below its top the line with it is.
    fn place_in_block(&mut self, ui: &Ui, text: &str, setting: &Setting, offset: ByteOffset) -> (usize, f64) {
        let index = self.blocks.at(offset);
        let Some(block) = self.blocks.get(index).copied() else { return (0, 0.0) };
        let words = block.range.slice(text).unwrap_or("");
        let galley = lay_out(ui, words, setting);
        let tall = galley.size().y + self.gap_after(index, setting);
        self.heights.measure(index, f64::from(tall));
        let laid = Laid { index, range: block.range, text: words, galley, at: pos2(0.0, 0.0) };
        (index, f64::from(laid.caret(offset).top()))
    }

    /// Makes `top` name the block that is really at the top, measuring what lies between, and
    /// keeps the view within the text.
    fn settle(&mut self, ui: &Ui, text: &str, setting: &Setting, view: f64) {
        while self.top.1 < 0.0 && self.top.0 > 0 {
            self.top.0 -= 1;
            let index = self.top.0;
            if !self.heights.is_measured(index) {
                self.measure_block(ui, text, setting, index);
            }
            self.top.1 += self.heights.get(index);
        }
        let max = self.max_offset(view);
        let offset = self.offset();
        if offset < 0.0 || offset > max {
            self.set_offset(offset.clamp(0.0, max));
        }
    }

    fn measure_block(&mut self, ui: &Ui, text: &str, setting: &Setting, index: usize) {
        let Some(block) = self.blocks.get(index) else { return };
        let galley = lay_out(ui, block.range.slice(text).unwrap_or(""), setting);
        let tall = galley.size().y + self.gap_after(index, setting);
        self.heights.measure(index, f64::from(tall));
    }

    /// Measures some of what was not seen yet, and asks for another frame while there is more.
    fn measure_some(&mut self, ui: &Ui, text: &str, setting: &Setting) {
        let mut bytes = 0;
        let mut index = 0;
        while self.heights.unmeasured() > 0 && index < self.blocks.len() {
            if !self.heights.is_measured(index) {
                bytes += self.blocks.get(index).map_or(0, |block| block.range.len());
                self.measure_block(ui, text, setting, index);
                if bytes > IDLE_BYTES {
                    ui.ctx().request_repaint();
                    return;
                }
            }
            index += 1;
        }
    }

    fn gap_after(&self, index: usize, setting: &Setting) -> f32 {
        gap_after(&self.blocks, index, setting)
    }

    fn offset(&self) -> f64 {
        PAD + self.heights.above(self.top.0) + self.top.1
    }

    fn set_offset(&mut self, offset: f64) {
        self.top = if offset < PAD { (0, offset - PAD) } else { self.heights.at(offset - PAD) };
    }

    fn content(&self, view: f64) -> f64 {
        // The last line can be scrolled well up, but a short text does not scroll at all.
        let text = PAD + self.heights.total();
        if text <= view { text } else { text + view * 0.3 }
    }

    fn max_offset(&self, view: f64) -> f64 {
        (self.content(view) - view).max(0.0)
    }
}

/// The room after a block: only where its paragraph ends.
fn gap_after(blocks: &Blocks, index: usize, setting: &Setting) -> f32 {
    match blocks.get(index + 1) {
        Some(next) if !next.first => 0.0,
        _ => setting.line / 2.0,
    }
}
