//! A long list whose rows have different heights, of which only those in view are laid out.
//!
//! Must not know: what a row shows.

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::heights::Heights;

/// What a list remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct LongList {
    heights: Heights,
    /// How many rows, and the width for which their heights were measured.
    of: Option<(usize, u32)>,
    bring: Option<usize>,
}

impl LongList {
    /// All rows may have changed.
    pub(super) fn renew(&mut self) {
        self.of = None;
    }

    /// Brings a row into view.
    pub(super) fn bring(&mut self, row: usize) {
        self.bring = Some(row);
    }

    /// Shows the list in all the room there is. `guess` says how high a row may be, in points, before
    /// it was seen; `row` draws one.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        salt: &str,
        count: usize,
        guess: impl Fn(usize) -> f64,
        mut row: impl FnMut(&mut Ui, usize),
    ) {
        ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show_viewport(ui, |ui, view| {
            let origin = ui.max_rect().min;
            let width = ui.available_width();
            let of = Some((count, width.to_bits()));
            if self.of != of {
                self.of = of;
                self.heights = Heights::estimated((0..count).map(guess));
            }
            let (mut index, _) = self.heights.at(f64::from(view.min.y));
            while index < count && self.heights.above(index) < f64::from(view.max.y) {
                let top = origin.y + self.heights.above(index) as f32;
                let place = Rect::from_min_size(pos2(origin.x, top), vec2(width, 0.0));
                let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt(index));
                row(&mut child, index);
                let before = self.heights.changes();
                self.heights.measure(index, f64::from(child.min_rect().height()));
                if self.heights.changes() != before {
                    // The rows below were placed by a guess.
                    ui.ctx().request_repaint();
                }
                index += 1;
            }
            let size = vec2(width, self.heights.total() as f32);
            if let Some(wanted) = self.bring.take().filter(|row| *row < count) {
                let top = origin.y + self.heights.above(wanted) as f32;
                let height = self.heights.get(wanted) as f32;
                ui.scroll_to_rect(Rect::from_min_size(pos2(origin.x, top), vec2(width, height)), None);
                if !self.heights.is_measured(wanted) {
                    // Exactly, once it is seen.
                    self.bring = Some(wanted);
                    ui.ctx().request_repaint();
                }
            }
            ui.allocate_rect(Rect::from_min_size(origin, size), egui::Sense::hover());
        });
    }
}
