//! What pointer and keys do in one pane: caret, selection, choosing passages.
//!
//! Must not know: how anything is painted.

use egui::accesskit::Role as Accessible;
use egui::{Event, EventFilter, Pos2, Sense, Ui, WidgetInfo};

use super::caret::{self, By};
use super::marks::Marks;
use super::pane::PaneFrame;
use super::{Follow, ReviewView, grips, pane_id};
use crate::app::{Command, Open, Pane, Selected, State, TextSelection};
use crate::model::{Passage, PassageId};
use crate::text::{ByteOffset, ByteRange};
use crate::ui::Outbox;

/// Presses nearer in time (seconds) and place (points) than this count as one more of a row.
const AGAIN: (f64, f32) = (0.4, 5.0);

/// Selecting with the button held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drag {
    pane: Pane,
    /// What the press selected: it stays selected whichever way the drag goes.
    from: ByteRange,
    by: By,
}

/// Presses in a row at one place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Presses {
    time: f64,
    at: Pos2,
    count: usize,
}

impl Presses {
    fn press(&mut self, time: f64, at: Pos2) -> usize {
        let again = time - self.time < AGAIN.0 && (at - self.at).length() < AGAIN.1;
        *self = Self { time, at, count: if again { self.count + 1 } else { 1 } };
        self.count
    }
}

/// Lets the pane react. Returns the passage that the pointer is on.
pub(super) fn pane(
    ui: &Ui,
    view: &mut ReviewView,
    state: &State,
    pane: Pane,
    frame: &PaneFrame<'_>,
    marks: &Marks<'_>,
    out: &mut Outbox,
) -> Option<PassageId> {
    let open = state.open.as_ref()?;
    let id = pane_id(pane);
    let response = ui.interact(frame.column.view, id, Sense::click_and_drag());
    let party = open.dossier.party(frame.column.statement.party()).map_or("", |party| party.name.as_str());
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
    grips::show(ui, view, open, pane, frame, marks, out);
    select(ui, view, pane, frame, &response, open, out);
    let pointer = response.hover_pos()?;
    let over = marks.under(pointer).next().filter(|_| frame.column.view.contains(pointer));
    // The first press of a row chooses passages; the others select words.
    if response.clicked()
        && view.presses.count <= 1
        && let Some(offset) = frame.hit(pointer)
    {
        click(view, open, (pane, frame), marks, pointer, offset, out);
    }
    if over.is_none() && response.hovered() && pointer.x >= frame.column.left - 6.0 {
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

fn click(
    view: &mut ReviewView,
    open: &Open,
    (pane, frame): (Pane, &PaneFrame<'_>),
    marks: &Marks<'_>,
    pointer: Pos2,
    offset: ByteOffset,
    out: &mut Outbox,
) {
    // Shortest first; the same place clicked again goes on to the next.
    let here: Vec<PassageId> = marks.under(pointer).map(|mark| mark.passage.id).collect();
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
        None if open.at.linking.is_none() => match super::suggested::under(open, frame, pointer) {
            Some(suggestion) => out.send(Command::LookAt(suggestion)),
            None => out.send(Command::Select(Selected::None)),
        },
        None => {}
    }
}

/// Selecting with the button held, by character, word, sentence or paragraph.
fn select(
    ui: &Ui,
    view: &mut ReviewView,
    pane: Pane,
    frame: &PaneFrame<'_>,
    response: &egui::Response,
    open: &Open,
    out: &mut Outbox,
) {
    let text = frame.column.statement.text().as_str();
    let (pressed, down, shift, pointer, time) = ui.input(|input| {
        let pointer = &input.pointer;
        let (pressed, down) = (pointer.primary_pressed(), pointer.primary_down());
        (pressed, down, input.modifiers.shift, pointer.interact_pos(), input.time)
    });
    let Some(pointer) = pointer else { return };
    if pressed && response.is_pointer_button_down_on() {
        ui.memory_mut(|memory| memory.request_focus(pane_id(pane)));
        view.goal = None;
        let Some(offset) = frame.hit(pointer) else { return };
        let old = open.at.text.filter(|old| shift && old.pane == pane);
        let by = match (old, view.presses.press(time, pointer) % 4) {
            (Some(_), _) | (None, 1) => By::Character,
            (None, 2) => By::Word,
            (None, 3) => By::Sentence,
            (None, _) => By::Paragraph,
        };
        let from = match old {
            Some(old) => ByteRange::empty_at(old.anchor),
            None => caret::select_by(text, offset, by),
        };
        view.drag = Some(Drag { pane, from, by });
        out.send(Command::SelectText(Some(caret::extended(text, pane, from, offset, by))));
        return;
    }
    let Some(Drag { from, by, .. }) = view.drag.filter(|drag| drag.pane == pane) else { return };
    if !down {
        view.drag = None;
        return;
    }
    if !response.dragged() {
        return;
    }
    scroll_at_edge(ui, view, pane, frame, pointer);
    if let Some(head) = frame.hit(pointer) {
        let wanted = caret::extended(text, pane, from, head, by);
        if open.at.text != Some(wanted) {
            out.send(Command::SelectText(Some(wanted)));
        }
    }
}

/// Scrolls while the pointer is held near or beyond the top or bottom: faster the further it is.
pub(super) fn scroll_at_edge(
    ui: &Ui,
    view: &mut ReviewView,
    pane: Pane,
    frame: &PaneFrame<'_>,
    pointer: Pos2,
) {
    let area = frame.column.view.shrink(14.0);
    let beyond = if pointer.y < area.top() {
        pointer.y - area.top()
    } else if pointer.y > area.bottom() {
        pointer.y - area.bottom()
    } else {
        return;
    };
    // Points a second; a slow frame must not become a leap.
    let time = ui.input(|input| input.stable_dt).min(0.05);
    let points = beyond.clamp(-80.0, 80.0) * 20.0 * time;
    view.scroll_by(pane, f64::from(points), f64::from(frame.column.view.height()));
    ui.ctx().request_repaint();
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
    let mut now = open.at.text.filter(|text| text.pane == pane);
    for (key, modifiers) in pressed {
        if modifiers.alt {
            continue;
        }
        match key {
            egui::Key::Enter => {
                let there = now.and_then(|text| shortest_at(open, frame, text.head));
                if let Some(passage) = there {
                    choose(open, passage.id, out);
                }
            }
            egui::Key::A if modifiers.command => {
                let end = ByteOffset::new(frame.column.statement.text().len());
                let all = TextSelection { pane, anchor: ByteOffset::ZERO, head: end };
                out.send(Command::SelectText(Some(all)));
            }
            _ => {
                let Some(moved) = caret::moved(ui, view, frame, pane, now, key, modifiers) else { continue };
                now = Some(moved);
                out.send(Command::SelectText(Some(moved)));
                view.follow = Some(Follow { pane, page: caret::page(frame, key) });
                ui.ctx().request_repaint();
            }
        }
    }
}

fn shortest_at<'t>(open: &Open, frame: &PaneFrame<'t>, at: ByteOffset) -> Option<&'t Passage> {
    let passages = frame.column.statement.passages();
    let shown = passages.at(at).filter(|passage| open.is_shown(passage));
    shown.min_by_key(|passage| passage.range.len()).map(std::convert::AsRef::as_ref)
}
