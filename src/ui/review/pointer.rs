//! What pointer and keys do in one pane: caret, selection, choosing passages, moving ends.
//!
//! Must not know: how anything is painted, except the grips at a passage's ends.

use egui::accesskit::Role as Accessible;
use egui::{Event, EventFilter, Pos2, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::caret;
use super::marks::{Lit, Mark};
use super::pane::{By, PaneFrame};
use super::{ReviewView, pane_id};
use crate::app::{Command, Open, Pane, Selected, State, TextSelection};
use crate::model::{Passage, PassageId};
use crate::text::{ByteOffset, ByteRange, snap_to_words};
use crate::ui::Outbox;
use crate::ui::theme::Theme;

/// Lets the pane react. Returns the passage that the pointer is on.
pub(super) fn pane(
    ui: &Ui,
    view: &mut ReviewView,
    state: &State,
    pane: Pane,
    frame: &PaneFrame<'_>,
    marks: &[Mark],
    out: &mut Outbox,
) -> Option<PassageId> {
    let open = state.open.as_ref()?;
    let id = pane_id(pane);
    let response = ui.interact(frame.view, id, Sense::click_and_drag());
    let party = open.dossier.party(frame.statement.party()).map_or("", |party| party.name.as_str());
    response.widget_info(|| WidgetInfo::labeled(Accessible::Document, true, format!("Statement of {party}")));
    if response.gained_focus() && open.active() != pane {
        out.send(Command::Activate(pane));
    }
    if response.has_focus() {
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        if state.dialog.is_none() {
            keys(ui, view, open, pane, frame, out);
        }
    }
    if response.contains_pointer() {
        let wheel = ui.input(|input| input.smooth_scroll_delta().y);
        if wheel != 0.0 {
            side(view, pane).scroll_by(-f64::from(wheel), f64::from(frame.view.height()));
            ui.ctx().request_repaint();
        }
    }
    grips(ui, view, state, pane, frame, marks, out);
    drag(ui, view, pane, frame, &response, open, out);
    let pointer = response.hover_pos()?;
    let over = under(frame, marks, pointer);
    if response.clicked()
        && let Some(offset) = frame.hit(pointer)
    {
        click(view, open, pane, marks, pointer, offset, out);
    }
    if over.is_none() && response.hovered() && pointer.x >= frame.left - 6.0 {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    // While a link is drawn the label has the pointer, but the passage under it counts.
    over.map(|mark| mark.passage.id)
}

/// Selects a passage; in the middle of linking, takes it for the other end.
pub(super) fn choose(open: &Open, id: PassageId, out: &mut Outbox) {
    match open.at.linking {
        Some(start) if start != id => out.send(Command::ChooseLinkKind { start, end: id }),
        _ => out.send(Command::Select(Selected::Passage(id))),
    }
}

fn side(view: &mut ReviewView, pane: Pane) -> &mut super::PaneView {
    match pane {
        Pane::Left => &mut view.left,
        Pane::Right => &mut view.right,
    }
}

/// The shortest passage under a point.
fn under<'m>(frame: &PaneFrame<'_>, marks: &'m [Mark], point: Pos2) -> Option<&'m Mark> {
    if !frame.view.contains(point) {
        return None;
    }
    // Marks stand longest first.
    marks.iter().rev().find(|mark| mark.rects.iter().any(|rect| rect.expand(1.0).contains(point)))
}

fn click(
    view: &mut ReviewView,
    open: &Open,
    pane: Pane,
    marks: &[Mark],
    pointer: Pos2,
    offset: ByteOffset,
    out: &mut Outbox,
) {
    side(view, pane).goal = None;
    out.send(Command::SelectText(Some(TextSelection { pane, anchor: offset, head: offset })));
    // Shortest first; the same place clicked again goes on to the next.
    let here: Vec<PassageId> = marks
        .iter()
        .rev()
        .filter(|mark| mark.rects.iter().any(|rect| rect.expand(1.0).contains(pointer)))
        .map(|mark| mark.passage.id)
        .collect();
    let again = view.clicked == Some((pane, offset));
    view.clicked = Some((pane, offset));
    let selected = match open.at.selected {
        Selected::Passage(id) => here.iter().position(|other| *other == id),
        _ => None,
    };
    let next = match selected {
        Some(now) if again => here.get((now + 1) % here.len()),
        Some(now) => here.get(now),
        None => here.first(),
    };
    match next {
        Some(id) => choose(open, *id, out),
        None if open.at.linking.is_none() => out.send(Command::Select(Selected::None)),
        None => {}
    }
}

/// Selecting with the button held, by character, word or sentence, and moving a passage's end.
fn drag(
    ui: &Ui,
    view: &mut ReviewView,
    pane: Pane,
    frame: &PaneFrame<'_>,
    response: &egui::Response,
    open: &Open,
    out: &mut Outbox,
) {
    let text = frame.statement.text().as_str();
    let (pressed, down, shift, pointer) = ui.input(|input| {
        let pointer = input.pointer.interact_pos();
        (input.pointer.primary_pressed(), input.pointer.primary_down(), input.modifiers.shift, pointer)
    });
    let Some(pointer) = pointer else { return };
    // A grip that was just taken hold of lies over the text and has the pointer.
    let on_grip = matches!(side(view, pane).drag, Some((_, By::End(_))));
    if pressed && response.contains_pointer() && !on_grip {
        ui.memory_mut(|memory| memory.request_focus(pane_id(pane)));
        if let Some(offset) = frame.hit(pointer) {
            let old = open.at.text.filter(|old| shift && old.pane == pane);
            let anchor = old.map_or(offset, |old| old.anchor);
            side(view, pane).drag = ByteRange::new(anchor, anchor).map(|range| (range, By::Character));
            if old.is_some() {
                out.send(Command::SelectText(Some(TextSelection { pane, anchor, head: offset })));
            }
        }
    }
    let by = match (response.double_clicked(), response.triple_clicked()) {
        (_, true) => Some(By::Sentence),
        (true, _) => Some(By::Word),
        _ => None,
    };
    if let Some(by) = by
        && let Some(offset) = frame.hit(pointer)
    {
        let range = caret::select_by(text, offset, by);
        out.send(Command::SelectText(Some(TextSelection { pane, anchor: range.start(), head: range.end() })));
        side(view, pane).drag = None;
        return;
    }
    if !down {
        if matches!(side(view, pane).drag, Some((_, By::Character | By::Word | By::Sentence))) {
            side(view, pane).drag = None;
        }
        return;
    }
    let Some((from, By::Character)) = side(view, pane).drag else { return };
    if !response.dragged() {
        return;
    }
    scroll_at_edge(ui, view, pane, frame, pointer);
    if let Some(head) = frame.hit(pointer) {
        let wanted = TextSelection { pane, anchor: from.start(), head };
        if open.at.text != Some(wanted) {
            out.send(Command::SelectText(Some(wanted)));
        }
    }
}

/// Scrolls while the pointer is held beyond the top or bottom.
fn scroll_at_edge(ui: &Ui, view: &mut ReviewView, pane: Pane, frame: &PaneFrame<'_>, pointer: Pos2) {
    let beyond = if pointer.y < frame.view.top() + 12.0 {
        pointer.y - frame.view.top() - 12.0
    } else if pointer.y > frame.view.bottom() - 12.0 {
        pointer.y - frame.view.bottom() + 12.0
    } else {
        return;
    };
    side(view, pane).scroll_by(f64::from(beyond.clamp(-60.0, 60.0)) * 0.5, f64::from(frame.view.height()));
    ui.ctx().request_repaint();
}

/// Grips at both ends of the selected passage.
fn grips(
    ui: &Ui,
    view: &mut ReviewView,
    state: &State,
    pane: Pane,
    frame: &PaneFrame<'_>,
    marks: &[Mark],
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    let selected =
        marks.iter().find(|m| m.lit == Lit::Selected && open.at.selected == Selected::Passage(m.passage.id));
    let Some(mark) = selected.filter(|_| open.read_only.is_none()) else { return };
    let theme = Theme::now(ui.ctx());
    let painter = ui.painter_at(frame.view);
    let (Some(first), Some(last)) = (mark.rects.first(), mark.rects.last()) else { return };
    let starts_here = frame.seen().is_some_and(|seen| seen.start() <= mark.passage.range.start());
    let ends_here = frame.seen().is_some_and(|seen| mark.passage.range.end() <= seen.end());
    for (is_start, at, here) in [
        (true, pos2(first.left() - 3.0, first.center().y), starts_here),
        (false, pos2(last.right() + 3.0, last.center().y), ends_here),
    ] {
        if !here {
            continue;
        }
        let rect = Rect::from_center_size(at, vec2(9.0, 20.0));
        let response = ui.interact(rect, pane_id(pane).with(("grip", is_start)), Sense::drag());
        let which = if is_start { "Start" } else { "End" };
        response.widget_info(|| {
            WidgetInfo::labeled(Accessible::Splitter, true, format!("{which} of {}", mark.passage.label))
        });
        let bar = Rect::from_center_size(at, vec2(if response.hovered() { 5.0 } else { 3.0 }, 14.0));
        painter.rect_filled(bar, 2, theme.accent);
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
        }
        if response.drag_started() {
            side(view, pane).drag = Some((mark.passage.range, By::End(is_start)));
        }
        let pointer = response.interact_pointer_pos();
        if let (true, Some((old, By::End(start))), Some(pointer)) =
            (response.dragged(), side(view, pane).drag, pointer)
        {
            let exact = ui.input(|input| input.modifiers.alt);
            if let Some(range) = moved_end(frame, old, start, pointer, exact) {
                for rect in frame.rects(range) {
                    painter.rect_stroke(
                        rect,
                        2,
                        egui::Stroke::new(1.0, theme.accent),
                        egui::StrokeKind::Inside,
                    );
                }
            }
        }
        if response.drag_stopped()
            && let Some((old, By::End(start))) = side(view, pane).drag.take()
            && let Some(pointer) = ui.input(|input| input.pointer.latest_pos())
        {
            let exact = ui.input(|input| input.modifiers.alt);
            if let Some(range) = moved_end(frame, old, start, pointer, exact)
                && range != mark.passage.range
            {
                out.send(Command::Resize(mark.passage.id, range));
            }
        }
    }
}

/// The range with one end at the pointer, on words unless `exact`; `None` where nothing is left.
fn moved_end(
    frame: &PaneFrame<'_>,
    old: ByteRange,
    start: bool,
    pointer: Pos2,
    exact: bool,
) -> Option<ByteRange> {
    let to = frame.hit(pointer)?;
    let moved = if start { ByteRange::new(to, old.end())? } else { ByteRange::new(old.start(), to)? };
    if moved.is_empty() {
        return None;
    }
    if exact {
        return Some(moved);
    }
    // Only the end that is moved snaps: the other stays as it was set.
    let snapped = snap_to_words(frame.statement.text(), moved);
    let range = if start {
        ByteRange::new(snapped.start(), old.end())
    } else {
        ByteRange::new(old.start(), snapped.end())
    };
    range.filter(|range| !range.is_empty())
}

/// Arrows and their kin move the caret; Enter takes the passage there.
fn keys(ui: &Ui, view: &mut ReviewView, open: &Open, pane: Pane, frame: &PaneFrame<'_>, out: &mut Outbox) {
    let pressed: Vec<(egui::Key, egui::Modifiers)> = ui.input(|input| {
        let key = |event: &Event| match event {
            Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
            _ => None,
        };
        input.events.iter().filter_map(key).collect()
    });
    let mut now = open.at.text;
    for (key, modifiers) in pressed {
        if modifiers.alt {
            continue;
        }
        match key {
            egui::Key::Enter => {
                let at = now.filter(|text| text.pane == pane).map(|text| text.head);
                let there = at.and_then(|at| shortest_at(open, frame, at));
                if let Some(passage) = there {
                    choose(open, passage.id, out);
                }
            }
            egui::Key::A if modifiers.command => {
                let end = ByteOffset::new(frame.statement.text().len());
                let all = TextSelection { pane, anchor: ByteOffset::new(0), head: end };
                out.send(Command::SelectText(Some(all)));
            }
            _ => {
                let moved = caret::moved(side(view, pane), frame, pane, now, key, modifiers);
                if let Some(moved) = moved {
                    now = Some(moved);
                    out.send(Command::SelectText(Some(moved)));
                    view.follow = Some(pane);
                }
            }
        }
    }
}

fn shortest_at<'t>(open: &Open, frame: &PaneFrame<'t>, at: ByteOffset) -> Option<&'t Passage> {
    let passages = frame.statement.passages();
    let shown = passages.at(at).filter(|passage| open.is_shown(passage));
    shown.min_by_key(|passage| passage.range.len()).map(std::convert::AsRef::as_ref)
}
