//! The labels of passages in the outer margin, and what pointer and keys do on them.
//!
//! Must not know: how places for labels are found, or how a link is made.

use egui::accesskit::Role as Accessible;
use egui::{Align2, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

use super::labels::{self, Margin, Placed};
use super::marks::{Lit, Mark, Marks};
use super::pane::PaneFrame;
use super::{ReviewView, accessible, pane_id, pointer};
use crate::app::{Open, Pane, Selected};
use crate::model::PassageId;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, widgets};

/// From the text to its labels, in points.
const DISTANCE: f32 = 14.0;

/// Shows the labels. Returns the passage whose label the pointer is on.
pub(super) fn show(
    ui: &Ui,
    view: &mut ReviewView,
    open: &Open,
    pane: Pane,
    frame: &PaneFrame<'_>,
    marks: &Marks<'_>,
    out: &mut Outbox,
) -> Option<PassageId> {
    let column = &frame.column;
    let (edge, outward) = match pane {
        Pane::Left => (column.left - DISTANCE, -1.0),
        Pane::Right => (column.left + column.setting.width + DISTANCE, 1.0),
    };
    let margin = Margin { edge, outward, top: column.view.top(), bottom: column.view.bottom() };
    let font = theme::bold(size::SMALL);
    let placed = labels::place(marks, margin, |text| widgets::text_width(ui, text, font.clone()));
    let mut hovered = None;
    for label in &placed {
        let shown = shown_of(open, marks, label);
        let Some(mark) = shown.and_then(|index| marks.list.get(index)) else { continue };
        hovered = show_one(ui, view, open, pane, frame, marks, mark, label, margin, out).or(hovered);
    }
    hovered
}

/// Of several gathered, the selected one stands for all, else the first.
fn shown_of(open: &Open, marks: &Marks<'_>, label: &Placed) -> Option<usize> {
    let is_selected = |index: &&usize| {
        marks.list.get(**index).is_some_and(|m| open.at.selected == Selected::Passage(m.passage.id))
    };
    label.marks.iter().find(is_selected).or(label.marks.first()).copied()
}

#[expect(clippy::too_many_arguments, reason = "one label with all that it stands in")]
fn show_one(
    ui: &Ui,
    view: &mut ReviewView,
    open: &Open,
    pane: Pane,
    frame: &PaneFrame<'_>,
    marks: &Marks<'_>,
    mark: &Mark<'_>,
    label: &Placed,
    margin: Margin,
    out: &mut Outbox,
) -> Option<PassageId> {
    let visible = label.rect.intersect(frame.column.view);
    if !visible.is_positive() {
        return None;
    }
    let theme = Theme::now(ui.ctx());
    let id = mark.passage.id;
    let response = ui.interact(visible, pane_id(pane).with(id), Sense::click_and_drag());
    let words = frame.column.statement.words(mark.passage);
    let more = label.marks.len() - 1;
    response.widget_info(|| {
        let mut name = accessible::name(open, mark.passage, words);
        if more > 0 {
            name.push_str(&format!(" (and {more} more here)"));
        }
        WidgetInfo::selected(Accessible::Button, true, mark.lit == Lit::Selected, name)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(accessible::description(open, frame.column.statement, mark.passage));
    });
    let painter = ui.painter_at(frame.column.view);
    if (label.rect.center().y - label.line).abs() > 3.0 {
        // Pushed down by others: a hair leads to its line.
        let from = pos2(margin.edge, label.rect.center().y);
        painter.line_segment([from, pos2(margin.edge - margin.outward * 8.0, label.line)], theme.hairline());
    }
    painter.rect_filled(label.rect, 4, mark.shades.strong);
    let text = if more == 0 { label.text.clone() } else { format!("{} +{more}", mark.passage.label) };
    painter.text(
        label.rect.center(),
        Align2::CENTER_CENTER,
        text,
        theme::bold(size::SMALL),
        mark.shades.on_strong,
    );
    if mark.lit == Lit::Selected {
        let stroke = Stroke::new(2.0, theme.accent);
        painter.rect_stroke(label.rect.expand(2.0), 6, stroke, StrokeKind::Outside);
    }
    widgets::focus_ring(ui, &response);
    if response.drag_started() {
        view.drawing = Some(id);
    }
    if response.clicked() {
        // A gathered label goes on to the next of its passages with every click.
        let selected = |index: &usize| {
            marks.list.get(*index).is_some_and(|m| open.at.selected == Selected::Passage(m.passage.id))
        };
        let next = label.marks.iter().position(selected).map_or(0, |here| (here + 1) % label.marks.len());
        let chosen = label.marks.get(next).and_then(|index| marks.list.get(*index));
        pointer::choose(open, chosen.map_or(id, |m| m.passage.id), out);
    }
    let hovered = response.hovered();
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_ui(|ui| {
        ui.set_max_width(340.0);
        for index in label.marks.iter().take(8) {
            let Some(mark) = marks.list.get(*index) else { continue };
            ui.label(accessible::name(open, mark.passage, frame.column.statement.words(mark.passage)));
        }
        if more > 7 {
            widgets::quiet(ui, &format!("and {} more; every click goes on to the next", more - 7));
        }
    });
    hovered.then_some(id)
}
