//! One pane's layers: tints, places found, selection, text, paragraph numbers, outlines, caret.
//!
//! Must not know: what can be done with any of it.

use egui::accesskit::Role as Accessible;
use egui::{Align2, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

use super::marks::{Marks, tinted};
use super::pane::PaneFrame;
use super::pane_id;
use crate::app::{Open, Pane, State};
use crate::ui::theme::{self, Theme, size};

/// From the text to the middle of the paragraph numbers, in points.
const NUMBERS: f32 = 62.0;

/// Paints what a pane shows of its statement.
pub(super) fn pane(
    ui: &Ui,
    state: &State,
    open: &Open,
    pane: Pane,
    frame: &PaneFrame<'_>,
    marks: &Marks<'_>,
    theme: &Theme,
) {
    let column = &frame.column;
    let painter = ui.painter_at(column.view);
    let font = column.setting.font.size;
    marks.paint_under(&painter, font);
    found(&painter, open, frame, theme);
    let text = open.at.text.filter(|text| text.pane == pane);
    if let Some(range) = text.and_then(|text| text.range()) {
        for rect in frame.rects(range) {
            painter.rect_filled(tinted(rect, font), 2, theme.selection);
        }
    }
    let number_at = match pane {
        Pane::Left => column.left - NUMBERS,
        Pane::Right => column.left + column.setting.width + NUMBERS,
    };
    for (laid, number) in frame.laid.iter().zip(&frame.numbers) {
        laid.paint(&painter, theme.text);
        if let Some(number) = number {
            let at = pos2(number_at, laid.at.y + column.setting.line / 2.0);
            painter.text(at, Align2::CENTER_CENTER, number, theme::plain(size::SMALL), theme.quiet);
        }
        // Each paragraph can be read aloud.
        let rect = laid.rect(column.setting.width).intersect(column.view);
        let node = ui.interact(rect, pane_id(pane).with(laid.index), Sense::hover());
        node.widget_info(|| WidgetInfo::labeled(Accessible::Paragraph, true, laid.text));
    }
    marks.paint_outlines(&painter, font, theme);
    if let Some(hit) = open.find.as_ref().and_then(|find| find.current_in(column.statement.id())) {
        for rect in frame.rects(hit) {
            let rect = tinted(rect, font).expand(1.0);
            painter.rect_stroke(rect, 2, Stroke::new(2.0, theme.found_strong), StrokeKind::Outside);
        }
    }
    let focused = ui.memory(|memory| memory.has_focus(pane_id(pane)));
    if let Some(caret) = text.and_then(|text| frame.caret(text.head))
        && focused
        && state.dialog.is_none()
    {
        let middle = caret.center().y + font * 0.06;
        let x = caret.center().x.round();
        painter.vline(x, middle - font * 0.7..=middle + font * 0.7, Stroke::new(1.5, theme.accent));
    }
}

/// The places found in view.
fn found(painter: &egui::Painter, open: &Open, frame: &PaneFrame<'_>, theme: &Theme) {
    let Some(seen) = frame.seen() else { return };
    let hits = open.find.as_ref().and_then(|find| find.hits(frame.column.statement.id()));
    for hit in hits.map_or(&[][..], |hits| hits.between(seen)) {
        for rect in frame.rects(*hit) {
            painter.rect_filled(tinted(rect, frame.column.setting.font.size), 2, theme.found);
        }
    }
}
