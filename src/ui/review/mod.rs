//! The Review view: two statements with a gap between, and what the pointer and keys do there.
//!
//! A frame goes from scrolling, over layout, to passages, pointer, paint, and the gap last, because
//! it needs both sides. Must not know: how a command changes the dossier.

mod accessible;
mod bar;
mod blocks;
mod caret;
mod find;
mod gap;
mod grips;
mod head;
mod labels;
mod laid;
mod links;
mod lit;
mod margin;
mod marks;
mod moving;
mod paint;
mod pane;
mod pointer;
mod suggested;
#[cfg(test)]
mod tests;

use egui::{Id, Rect, Sense, Ui, pos2, vec2};

use self::gap::GapEvent;
use self::laid::Setting;
use self::links::{Hovered, Side};
use self::lit::Lights;
use self::marks::Marks;
use self::moving::{Mover, Together};
use self::pane::{Column, PaneFrame, PaneView};
use super::Outbox;
use super::theme::{self, Theme, size};
use crate::app::{Command, Open, Pane, Selected, State};
use crate::model::{LinkId, PassageId};
use crate::store::Moving;
use crate::text::{ByteOffset, ByteRange};

pub(super) use self::gap::colour as link_colour;

/// The outer margin holds number and label, in points.
const OUTER: f32 = 76.0;
/// The inner margin keeps the text off the gap, and holds bar and strip, in points.
const INNER: f32 = 30.0;
/// Narrower than this, the gap between the statements is narrower too, in points.
const ROOMY: f32 = 620.0;

/// The caret has moved by a key and must stay in view.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Follow {
    pane: Pane,
    /// Scroll by this many points first.
    page: f64,
}

/// What the view remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct ReviewView {
    left: PaneView,
    right: PaneView,
    strips: [bar::Strip; 2],
    facts: [head::Facts; 2],
    together: Together,
    find: find::FindBar,
    /// What the pointer was on in the last frame, so that both panes agree.
    hovered: Hovered,
    /// A link is being drawn from this passage with the pointer.
    drawing: Option<PassageId>,
    /// Where the last click was, to go on to the next passage there.
    clicked: Option<(Pane, ByteOffset)>,
    /// The caret has moved by a key.
    follow: Option<Follow>,
    /// Selecting with the button held.
    drag: Option<pointer::Drag>,
    presses: pointer::Presses,
    /// The end of the selected passage that is being dragged.
    moving_end: Option<grips::End>,
    /// The column that the caret keeps while it moves up and down, in points of the screen.
    goal: Option<f32>,
    /// The bytes that were in view, left and right.
    seen: [Option<ByteRange>; 2],
    /// The side that was scrolled since the last frame, and by how many points.
    scrolled: Option<(Pane, f64)>,
    /// Where the two panes are, left and right.
    areas: [Option<Rect>; 2],
}

impl ReviewView {
    fn side(&mut self, pane: Pane) -> &mut PaneView {
        match pane {
            Pane::Left => &mut self.left,
            Pane::Right => &mut self.right,
        }
    }

    /// Scrolls a pane by so many points; positive goes down.
    pub(super) fn scroll_by(&mut self, pane: Pane, points: f64, view_height: f64) {
        let side = self.side(pane);
        let before = side.offset();
        side.scroll_by(points, view_height);
        let by = side.offset() - before;
        if by != 0.0 {
            self.scrolled = Some((pane, by));
        }
    }

    /// The pane that has a point of the screen in it.
    pub(super) fn pane_at(&self, point: egui::Pos2) -> Option<Pane> {
        let mut panes = PANES.into_iter().zip(self.areas);
        panes.find(|(_, area)| area.is_some_and(|area| area.contains(point))).map(|(pane, _)| pane)
    }

    /// How many blocks of both statements are still guessed at.
    pub(super) fn unmeasured(&self) -> usize {
        self.left.unmeasured() + self.right.unmeasured()
    }

    /// The first byte of the line at the top of a pane, and how far below the top of the view it is,
    /// in points.
    pub(super) fn top_line(&self, pane: Pane) -> Option<(ByteOffset, f64)> {
        match pane {
            Pane::Left => self.left.top_line(),
            Pane::Right => self.right.top_line(),
        }
    }
}

/// The widget id of a pane, which has the focus while keys act on its text.
pub(super) fn pane_id(pane: Pane) -> Id {
    Id::unique(match pane {
        Pane::Left => "statement left",
        Pane::Right => "statement right",
    })
}

/// Both statements' columns, where there are statements.
type Columns<'t> = [Option<Column<'t>>; 2];

const PANES: [Pane; 2] = [Pane::Left, Pane::Right];

/// Shows both statements and the gap.
pub(super) fn show(ui: &mut Ui, view: &mut ReviewView, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let area = ui.available_rect_before_wrap();
    ui.allocate_rect(area, Sense::hover());
    view.areas = [None; 2];
    if open.meeting().is_none_or(|meeting| meeting.statements().is_empty()) {
        head::nothing_yet(ui, area, state, out);
        return;
    }
    let gap = if area.width() < ROOMY { size::GAP * 0.6 } else { size::GAP };
    let side = ((area.width() - gap) / 2.0).max(120.0);
    let left = Rect::from_min_size(area.min, vec2(side, area.height()));
    let gap = Rect::from_min_max(pos2(left.right(), area.top()), pos2(area.right() - side, area.bottom()));
    let right = Rect::from_min_max(pos2(gap.right(), area.top()), area.max);
    view.areas = [Some(left), Some(right)];
    let theme = Theme::now(ui.ctx());
    ui.painter().rect_filled(gap, 0, theme.gap);
    ui.painter().vline(gap.left(), gap.y_range(), theme.hairline());
    ui.painter().vline(gap.right(), gap.y_range(), theme.hairline());
    focus_active_pane(ui, state, open);
    for (pane, rect) in PANES.into_iter().zip([left, right]) {
        let [left_facts, right_facts] = &mut view.facts;
        let facts = if pane == Pane::Left { left_facts } else { right_facts };
        head::show(ui, head_of(rect), pane, facts, state, out);
        if open.statement(pane).is_none() {
            head::one_statement_only(ui, body_of(rect), state, out);
        }
    }
    head::moving(ui, head_of(gap), state, out);

    let columns: Columns<'_> = PANES.map(|pane| {
        let rect = if pane == Pane::Left { left } else { right };
        column(state, open, pane, body_of(rect), theme)
    });
    scroll(ui, view, state, open, &columns);
    let [left_frame, right_frame] = lay_out(ui, view, columns);
    let lights = Lights::of(view, open);
    let mut hovered = None;
    let mut all_marks: [Marks<'_>; 2] = Default::default();
    for ((pane, frame), kept) in PANES.into_iter().zip([&left_frame, &right_frame]).zip(&mut all_marks) {
        let Some(frame) = frame else { continue };
        let marks = Marks::in_view(open, frame, theme, |passage| lights.of_passage(passage.id));
        let on = pointer::pane(ui, view, state, pane, frame, &marks, out);
        hovered = hovered.or(on);
        paint::pane(ui, state, open, pane, frame, &marks, theme);
        suggested::outlines(ui, open, pane, frame, theme, out);
        hovered = margin::show(ui, view, open, pane, frame, &marks, out).or(hovered);
        *kept = marks;
    }
    scroll_bars(ui, view, open, [&left_frame, &right_frame]);
    let body_gap = Rect::from_min_max(pos2(gap.left(), gap.top() + size::HEAD), gap.max);
    let link = match (&left_frame, &right_frame) {
        (Some(left), Some(right)) => show_gap(ui, view, open, body_gap, [left, right], &all_marks, out),
        _ => None,
    };
    drawing_a_link(ui, view, hovered, out);
    view.find.show(ui.ctx(), area, open, out);
    let hovered = Hovered { passage: hovered, link };
    if view.hovered != hovered {
        // The other pane may have been painted before this was known.
        ui.ctx().request_repaint();
    }
    view.hovered = hovered;
    let Open { at, find, .. } = open;
    if at.bring.is_some() || at.level.is_some() || find.as_ref().is_some_and(|find| find.focus) {
        out.send(Command::Shown);
    }
}

fn head_of(rect: Rect) -> Rect {
    Rect::from_min_size(rect.min, vec2(rect.width(), size::HEAD))
}

fn body_of(rect: Rect) -> Rect {
    Rect::from_min_max(pos2(rect.left(), rect.top() + size::HEAD), rect.max)
}

/// Keys belong to the active statement while nothing else has the focus.
fn focus_active_pane(ui: &Ui, state: &State, open: &Open) {
    if state.dialog.is_some() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let wanted = pane_id(open.active());
    let other = pane_id(open.active().other());
    ui.memory_mut(|memory| {
        if memory.focused().is_none_or(|id| id == other) && !open.at.focus_note {
            memory.request_focus(wanted);
        }
    });
}

/// Where a pane's statement is shown, and how it is set.
fn column<'t>(state: &State, open: &'t Open, pane: Pane, body: Rect, theme: &Theme) -> Option<Column<'t>> {
    let statement = open.statement(pane)?;
    let settings = &state.settings;
    let font = settings.text_size;
    // Bar and strip stand at the right of either pane: in the outer margin of the right one.
    let outer = if pane == Pane::Right { OUTER + bar::WIDTH } else { OUTER };
    let room = body.width() - outer - INNER;
    // The mean letter of the fonts is a little over half as wide as the font's size.
    let width = room.min(font * 0.53 * settings.measure).max(40.0).floor();
    let spare = ((room - width).max(0.0) / 2.0).floor();
    let left = match pane {
        Pane::Left => body.left() + OUTER + spare,
        Pane::Right => body.left() + INNER + spare,
    };
    let family = if settings.sans { theme::plain(font) } else { theme::serif(font) };
    let line = (font * settings.line_height).round();
    let setting = Setting { font: family, line, width, colour: theme.text };
    Some(Column { statement, view: body, left, setting })
}

/// Scrolls as wheel, keys, commands and the other side ask.
fn scroll(ui: &Ui, view: &mut ReviewView, state: &State, open: &Open, columns: &Columns<'_>) {
    for (pane, column) in PANES.into_iter().zip(columns) {
        let Some(column) = column else { continue };
        view.side(pane).prepare(ui, column);
        let height = f64::from(column.view.height());
        if ui.rect_contains_pointer(column.view) {
            let wheel = ui.input(|input| input.smooth_scroll_delta().y);
            if wheel != 0.0 {
                view.scroll_by(pane, -f64::from(wheel), height);
                ui.ctx().request_repaint();
            }
        }
        if let Some(follow) = view.follow.filter(|follow| follow.pane == pane) {
            view.scroll_by(pane, follow.page, height);
            if let Some(caret) = open.at.text.filter(|text| text.pane == pane) {
                let before = view.side(pane).offset();
                view.side(pane).follow(ui, column, caret.head);
                let by = view.side(pane).offset() - before;
                view.scrolled = view.scrolled.or((by != 0.0).then_some((pane, by)));
            }
        }
        if let Some((_, range)) = open.at.bring.filter(|(wanted, _)| *wanted == pane) {
            let before = view.side(pane).offset();
            view.side(pane).bring(ui, column, range);
            let by = view.side(pane).offset() - before;
            view.scrolled = view.scrolled.or((by != 0.0).then_some((pane, by)));
            view.together.let_go();
        }
    }
    view.follow = None;
    let scrolled = view.scrolled.take();
    let [Some(left), Some(right)] = columns else { return };
    let [left_seen, right_seen] = view.seen;
    let ReviewView { left: left_view, right: right_view, together, .. } = view;
    let left = Mover { pane: Pane::Left, column: left, view: left_view, seen: left_seen };
    let right = Mover { pane: Pane::Right, column: right, view: right_view, seen: right_seen };
    if let Some(level) = open.at.level {
        let (stays, other) = if level.stays == Pane::Left { (left, right) } else { (right, left) };
        moving::bring_level(ui, level, stays, other);
    } else if let Some((pane, by)) = scrolled
        && state.settings.moving != Moving::Apart
    {
        let (moved, other) = if pane == Pane::Left { (left, right) } else { (right, left) };
        together.follow(ui, open, state.settings.moving, moved, other, by);
    }
}

fn lay_out<'t>(ui: &Ui, view: &mut ReviewView, columns: Columns<'t>) -> [Option<PaneFrame<'t>>; 2] {
    let [left, right] = columns;
    let left = left.map(|column| view.left.lay_out(ui, column));
    let right = right.map(|column| view.right.lay_out(ui, column));
    if let Some(frame) = &left {
        view.left.measure_some(ui, &frame.column);
    }
    if let Some(frame) = &right {
        view.right.measure_some(ui, &frame.column);
    }
    let seen = |frame: &Option<PaneFrame<'_>>| frame.as_ref().and_then(PaneFrame::seen);
    view.seen = [seen(&left), seen(&right)];
    [left, right]
}

fn scroll_bars(ui: &Ui, view: &mut ReviewView, open: &Open, frames: [&Option<PaneFrame<'_>>; 2]) {
    for (pane, frame) in PANES.into_iter().zip(frames) {
        let Some(frame) = frame else { continue };
        let ReviewView { left, right, strips: [left_strip, right_strip], .. } = &mut *view;
        let (side, strip, name) = match pane {
            Pane::Left => (left, left_strip, "the left statement"),
            Pane::Right => (right, right_strip, "the right statement"),
        };
        let before = side.offset();
        if bar::show(ui, side, strip, &frame.column, open, pane_id(pane).with("bar"), name) {
            let by = side.offset() - before;
            view.scrolled = Some((pane, by));
        }
    }
}

/// Curves and rings. Returns the link the pointer is on.
fn show_gap<'t>(
    ui: &Ui,
    view: &ReviewView,
    open: &Open,
    rect: Rect,
    [left, right]: [&PaneFrame<'t>; 2],
    [left_marks, right_marks]: &[Marks<'t>; 2],
    out: &mut Outbox,
) -> Option<LinkId> {
    let left = Side { pane: Pane::Left, frame: left, marks: left_marks };
    let right = Side { pane: Pane::Right, frame: right, marks: right_marks };
    let curves = links::curves(open, left, right, rect, view.hovered);
    let rings = links::rings(open, &[left, right], rect);
    suggested::curves(ui, open, left, right, rect, Theme::now(ui.ctx()));
    let name = |link| links::name(open, link);
    let (event, hovered) = gap::show(ui, rect, &curves, &rings, Id::unique("gap"), name);
    match event {
        Some(GapEvent::Clicked(link)) => out.send(Command::Select(Selected::Link(link))),
        Some(GapEvent::Bring { pane, passages, below }) => {
            let side = if pane == Pane::Left { left } else { right };
            let starts = passages.iter().filter_map(|id| {
                let passage = side.frame.column.statement.passages().get(*id)?;
                Some((passage.range, passage.id))
            });
            // The nearest one of them.
            let nearest = if below { starts.min() } else { starts.max() };
            if let Some((_, passage)) = nearest {
                out.send(Command::Bring(passage));
            }
        }
        None => {}
    }
    hovered
}

/// A line from the label that is dragged to the pointer; letting go on a passage links it.
fn drawing_a_link(ui: &Ui, view: &mut ReviewView, hovered: Option<PassageId>, out: &mut Outbox) {
    let Some(start) = view.drawing else { return };
    let theme = Theme::now(ui.ctx());
    let (origin, pointer, down) =
        ui.input(|i| (i.pointer.press_origin(), i.pointer.latest_pos(), i.pointer.primary_down()));
    if down {
        if let (Some(from), Some(to)) = (origin, pointer) {
            let painter = ui.ctx().layer_painter(ui.layer_id());
            let stroke = egui::Stroke::new(2.0, theme.accent);
            painter.extend(egui::Shape::dashed_line(&[from, to], stroke, 5.0, 4.0));
            painter.circle_filled(to, 4.0, theme.accent);
        }
        return;
    }
    view.drawing = None;
    if let Some(end) = hovered.filter(|end| *end != start) {
        out.send(Command::ChooseLinkKind { start, end });
    }
}
