//! The grips at both ends of the selected passage, by which its ends are moved.
//!
//! Must not know: other passages, or how a range is changed.

use egui::accesskit::Role as Accessible;
use egui::{Pos2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::marks::{Lit, Marks};
use super::pane::PaneFrame;
use super::{ReviewView, pane_id, pointer};
use crate::app::{Command, Open, Pane, Selected};
use crate::text::{ByteRange, next_grapheme, prev_grapheme, snap_to_words, trim, word_left, word_right};
use crate::ui::Outbox;
use crate::ui::theme::Theme;

/// Which end of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum End {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// Shows the grips that are in view and moves the passage's end where one is let go.
pub(super) fn show(
    ui: &Ui,
    view: &mut ReviewView,
    open: &Open,
    pane: Pane,
    frame: &PaneFrame<'_>,
    marks: &Marks<'_>,
    out: &mut Outbox,
) {
    if open.read_only.is_some() {
        return;
    }
    let is_selected = |id| open.at.selected == Selected::Passage(id);
    let Some(mark) = marks.list.iter().find(|m| m.lit == Lit::Selected && is_selected(m.passage.id)) else {
        return;
    };
    let rects = marks.rects(mark);
    let (Some(first), Some(last), Some(seen)) = (rects.first(), rects.last(), frame.seen()) else { return };
    let range = mark.passage.range;
    let ends = [
        (End::Start, pos2(first.left() - 3.0, first.center().y), seen.start() <= range.start()),
        (End::End, pos2(last.right() + 3.0, last.center().y), range.end() <= seen.end()),
    ];
    for (end, at, laid_out) in ends {
        let held = view.moving_end == Some(end);
        if laid_out || held {
            let name = format!("{end:?} of {}", mark.passage.label);
            grip(ui, view, pane, frame, end, at, &name, range, mark.passage.id, out);
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "one grip with all that it stands in")]
fn grip(
    ui: &Ui,
    view: &mut ReviewView,
    pane: Pane,
    frame: &PaneFrame<'_>,
    end: End,
    at: Pos2,
    name: &str,
    range: ByteRange,
    passage: crate::model::PassageId,
    out: &mut Outbox,
) {
    let theme = Theme::now(ui.ctx());
    let painter = ui.painter_at(frame.column.view);
    let rect = Rect::from_center_size(at, vec2(9.0, 20.0));
    let response = ui.interact(rect, pane_id(pane).with(("grip", end)), Sense::drag());
    response.widget_info(|| WidgetInfo::labeled(Accessible::Splitter, true, name));
    let bar = Rect::from_center_size(at, vec2(if response.hovered() { 5.0 } else { 3.0 }, 14.0));
    painter.rect_filled(bar, 2, theme.accent);
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
    }
    if response.drag_started() {
        view.moving_end = Some(end);
    }
    if response.has_focus()
        && let Some(moved) = moved_by_key(ui, frame, range, end, response.id)
    {
        out.send(Command::Resize(passage, moved));
    }
    let (exact, pointer) = ui.input(|input| (input.modifiers.alt, input.pointer.latest_pos()));
    let moved = pointer.and_then(|pointer| moved_end(frame, range, end, pointer, exact));
    if response.dragged() {
        if let Some(pointer) = pointer {
            pointer::scroll_at_edge(ui, view, pane, frame, pointer);
        }
        for rect in moved.into_iter().flat_map(|range| frame.rects(range)) {
            painter.rect_stroke(rect, 2, Stroke::new(1.0, theme.accent), StrokeKind::Inside);
        }
    }
    if response.drag_stopped()
        && view.moving_end.take() == Some(end)
        && let Some(moved) = moved.filter(|moved| *moved != range)
    {
        out.send(Command::Resize(passage, moved));
    }
}

/// The range after an arrow key moved one end by a word, with Alt by a character.
fn moved_by_key(ui: &Ui, frame: &PaneFrame<'_>, old: ByteRange, end: End, id: egui::Id) -> Option<ByteRange> {
    let filter = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let text = frame.column.statement.text().as_str();
    let at = if end == End::Start { old.start() } else { old.end() };
    let (left, right, exact) = ui.input(|input| {
        let pressed = |key| input.key_pressed(key);
        (pressed(egui::Key::ArrowLeft), pressed(egui::Key::ArrowRight), input.modifiers.alt)
    });
    let to = match (left, right, exact, end) {
        (true, _, true, _) => prev_grapheme(text, at),
        (_, true, true, _) => next_grapheme(text, at),
        (true, _, false, End::Start) => word_left(text, at),
        // One word less: the end of the word before the one that the passage ends with.
        (true, _, false, End::End) => trim(text, ByteRange::new(old.start(), word_left(text, at))?).end(),
        // One word less: the start of the word after the one that the passage begins with.
        (_, true, false, End::Start) => word_left(text, word_right(text, word_right(text, at))),
        (_, true, false, End::End) => word_right(text, at),
        _ => return None,
    };
    let moved = match end {
        End::Start => ByteRange::new(to, old.end()),
        End::End => ByteRange::new(old.start(), to),
    };
    moved.filter(|moved| !moved.is_empty() && *moved != old)
}

/// The range with one end at the pointer, on words unless `exact`; `None` where nothing is left.
fn moved_end(
    frame: &PaneFrame<'_>,
    old: ByteRange,
    end: End,
    pointer: Pos2,
    exact: bool,
) -> Option<ByteRange> {
    let to = frame.hit(pointer)?;
    let with = |range: ByteRange| match end {
        End::Start => ByteRange::new(range.start(), old.end()),
        End::End => ByteRange::new(old.start(), range.end()),
    };
    let moved = with(ByteRange::empty_at(to))?;
    if moved.is_empty() || exact {
        return Some(moved).filter(|moved| !moved.is_empty());
    }
    // Only the end that is moved snaps: the other stays as it was set.
    with(snap_to_words(frame.column.statement.text(), moved)).filter(|range| !range.is_empty())
}
