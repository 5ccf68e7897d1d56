//! The Review view: two statements with a gap between, and what the pointer and keys do there.
//!
//! Must not know: how a command changes the dossier.

mod blocks;
mod caret;
mod gap;
mod head;
mod heights;
mod labels;
mod laid;
mod marks;
mod pane;
mod pointer;

use egui::accesskit::Role as Accessible;
use egui::{Id, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use self::gap::{Curve, End, GapEvent, Ring};
use self::laid::Setting;
use self::marks::{Lit, Mark};
use self::pane::{PaneFrame, PaneView};
use super::theme::{self, Theme, size};
use super::{Outbox, widgets};
use crate::analysis::{Status, status};
use crate::app::{Command, Open, Pane, Selected, State};
use crate::model::{Effect, LinkId, Passage, PassageId};

pub(super) use self::gap::colour as link_colour;

/// What the view remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct ReviewView {
    left: PaneView,
    right: PaneView,
    /// The passage the pointer was on in the last frame, so that both panes agree.
    hovered: Option<PassageId>,
    /// The link the pointer was on.
    hovered_link: Option<LinkId>,
    /// A link is being drawn from this passage with the pointer.
    drawing: Option<PassageId>,
    /// Which of the passages under the last click was selected, to go on to the next.
    clicked: Option<(Pane, crate::text::ByteOffset)>,
    /// The caret has moved by a key and must stay in view.
    follow: Option<Pane>,
}

/// The widget id of a pane, which has the focus while keys act on its text.
pub(super) fn pane_id(pane: Pane) -> Id {
    Id::unique(match pane {
        Pane::Left => "statement left",
        Pane::Right => "statement right",
    })
}

/// Shows both statements and the gap.
pub(super) fn show(ui: &mut Ui, view: &mut ReviewView, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let area = ui.available_rect_before_wrap();
    ui.allocate_rect(area, Sense::hover());
    if open.meeting().is_none_or(|meeting| meeting.statements().is_empty()) {
        head::nothing_yet(ui, area, state, out);
        return;
    }
    let side = ((area.width() - size::GAP) / 2.0).max(120.0);
    let left = Rect::from_min_size(area.min, vec2(side, area.height()));
    let gap = Rect::from_min_max(pos2(left.right(), area.top()), pos2(area.right() - side, area.bottom()));
    let right = Rect::from_min_max(pos2(gap.right(), area.top()), area.max);
    let theme = Theme::now(ui.ctx());
    ui.painter().rect_filled(gap, 0, theme.gap);
    ui.painter().vline(gap.left(), gap.y_range(), theme.hairline());
    ui.painter().vline(gap.right(), gap.y_range(), theme.hairline());
    focus_active_pane(ui, state, open);

    for (pane, rect) in [(Pane::Left, left), (Pane::Right, right)] {
        head::show(ui, head_of(rect), pane, state, out);
        if open.statement(pane).is_none() {
            head::one_statement_only(ui, body_of(rect), state, out);
        }
    }
    let left_frame = lay_out(ui, &mut view.left, state, open, Pane::Left, body_of(left), view.follow);
    let right_frame = lay_out(ui, &mut view.right, state, open, Pane::Right, body_of(right), view.follow);
    view.follow = None;
    let lit = lit_passages(view, open);
    let mut hovered = None;
    let mut ends = Vec::new();
    for (pane, frame) in [(Pane::Left, &left_frame), (Pane::Right, &right_frame)] {
        let Some(frame) = frame else { continue };
        let marks = marks::in_view(open, frame, theme, |passage| lit_of(&lit, passage.id));
        let on = pointer::pane(ui, view, state, pane, frame, &marks, out);
        hovered = hovered.or(on);
        paint_pane(ui, state, open, pane, frame, &marks, theme);
        hovered = show_labels(ui, view, open, pane, frame, &marks, out).or(hovered);
        ends.push((pane, marks));
    }
    view.left.scroll_bar(ui, pane_id(Pane::Left).with("bar"), body_of(left), "the left statement");
    view.right.scroll_bar(ui, pane_id(Pane::Right).with("bar"), body_of(right), "the right statement");
    let body_gap = Rect::from_min_max(pos2(gap.left(), gap.top() + size::HEAD), gap.max);
    let hovered_link = show_gap(ui, view, open, body_gap, (&left_frame, &right_frame), &ends, out);
    drawing_a_link(ui, view, hovered, out);
    if view.hovered != hovered || view.hovered_link != hovered_link {
        // The other pane may have been painted before this was known.
        ui.ctx().request_repaint();
    }
    view.hovered = hovered;
    view.hovered_link = hovered_link;
    if open.at.bring.is_some() {
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

fn lay_out<'t>(
    ui: &Ui,
    view: &mut PaneView,
    state: &State,
    open: &'t Open,
    pane: Pane,
    body: Rect,
    follow: Option<Pane>,
) -> Option<PaneFrame<'t>> {
    let statement = open.statement(pane)?;
    let font = state.settings.text_size;
    // The outer margin holds number and label, the inner one keeps the text off the gap.
    let (outer, inner) = (76.0, 30.0);
    let room = body.width() - outer - inner;
    // 75 characters at most; the mean letter of the serif is a little over half its size.
    let width = room.min(font * 38.0).max(font * 8.0);
    let spare = (room - width).max(0.0) / 2.0;
    let left = match pane {
        Pane::Left => body.left() + outer + spare,
        Pane::Right => body.left() + inner + spare,
    };
    let setting = Setting {
        font: theme::serif(font),
        line: (font * 1.6).round(),
        width,
        colour: Theme::now(ui.ctx()).text,
    };
    let asked = open.at.bring.filter(|(wanted, _)| *wanted == pane).map(|(_, range)| range);
    let caret = open.at.text.filter(|text| text.pane == pane && follow == Some(pane));
    let bring = asked.or(caret.and_then(|text| crate::text::ByteRange::new(text.head, text.head)));
    Some(view.lay_out(ui, statement, body, left, setting, bring))
}

fn paint_pane(
    ui: &Ui,
    state: &State,
    open: &Open,
    pane: Pane,
    frame: &PaneFrame<'_>,
    marks: &[Mark],
    theme: &Theme,
) {
    let painter = ui.painter_at(frame.view);
    let font = frame.setting.font.size;
    marks::paint_under(&painter, marks, font);
    let text = open.at.text.filter(|text| text.pane == pane);
    if let Some(range) = text.and_then(|text| text.range()) {
        for rect in frame.rects(range) {
            painter.rect_filled(marks::tinted(rect, font), 2, theme.selection);
        }
    }
    for (laid, number) in frame.laid.iter().zip(&frame.numbers) {
        laid.paint(&painter, theme.text);
        if let Some(number) = number {
            let (x, align) = match pane {
                Pane::Left => (frame.left - 62.0, egui::Align2::CENTER_CENTER),
                Pane::Right => (frame.left + frame.setting.width + 62.0, egui::Align2::CENTER_CENTER),
            };
            let y = laid.at.y + frame.setting.line / 2.0;
            painter.text(pos2(x, y), align, number, theme::plain(size::SMALL), theme.quiet);
        }
        // Each paragraph can be read aloud.
        let node =
            ui.interact(laid.rect(frame.setting.width), pane_id(pane).with(laid.index), Sense::hover());
        node.widget_info(|| WidgetInfo::labeled(Accessible::Paragraph, true, laid.text));
    }
    marks::paint_outlines(&painter, marks, font, theme);
    let focused = ui.memory(|memory| memory.has_focus(pane_id(pane)));
    if let Some(caret) = text.and_then(|text| frame.caret(text.head))
        && focused
        && state.dialog.is_none()
    {
        let middle = caret.center().y + font * 0.06;
        let x = caret.center().x.round();
        painter.vline(x, middle - font * 0.7..=middle + font * 0.7, egui::Stroke::new(1.5, theme.accent));
    }
}

/// The passages that are lit, and how strongly.
fn lit_passages(view: &ReviewView, open: &Open) -> Vec<(PassageId, Lit)> {
    let mut lit = Vec::new();
    match open.at.selected {
        Selected::Passage(id) => {
            lit.push((id, Lit::Selected));
            for link in open.links.incoming(id).iter().chain(open.links.outgoing(id)) {
                let other = if link.link.from == id { link.link.to } else { link.link.from };
                lit.push((other, Lit::Linked));
            }
        }
        Selected::Link(id) => {
            let link = open.meeting().and_then(|meeting| meeting.link(id));
            lit.extend(
                link.into_iter().flat_map(|link| [(link.from, Lit::Selected), (link.to, Lit::Selected)]),
            );
        }
        Selected::None => {}
    }
    let link = view.hovered_link.and_then(|id| open.meeting().and_then(|meeting| meeting.link(id)));
    lit.extend(link.into_iter().flat_map(|link| [(link.from, Lit::Hovered), (link.to, Lit::Hovered)]));
    lit.extend(view.hovered.map(|id| (id, Lit::Hovered)));
    lit.extend(view.drawing.or(open.at.linking).map(|id| (id, Lit::Selected)));
    lit
}

fn lit_of(lit: &[(PassageId, Lit)], id: PassageId) -> Lit {
    lit.iter().filter(|(other, _)| *other == id).map(|(_, lit)| *lit).max().unwrap_or(Lit::Plain)
}

/// What a passage says of itself: "Concern C2, no response: the shorter period…".
pub(super) fn accessible_name(open: &Open, passage: &Passage, words: &str) -> String {
    let tag = open.dossier.codebook().tag(&passage.tag).map_or("", |tag| tag.name.en());
    let state = status(&open.dossier, &open.links, passage);
    let state = state.map(|state| format!(", {}", state.words())).unwrap_or_default();
    format!("{tag} {}{state}: {words}", passage.label)
}

/// Labels in the outer margin. Returns the passage whose label the pointer is on.
fn show_labels(
    ui: &Ui,
    view: &mut ReviewView,
    open: &Open,
    pane: Pane,
    frame: &PaneFrame<'_>,
    marks: &[Mark],
    out: &mut Outbox,
) -> Option<PassageId> {
    let theme = Theme::now(ui.ctx());
    let font = theme::bold(size::SMALL);
    let (edge, outward) = match pane {
        Pane::Left => (frame.left - 14.0, -1.0),
        Pane::Right => (frame.left + frame.setting.width + 14.0, 1.0),
    };
    let placed = labels::place(marks, edge, outward, |mark| {
        widgets::text_width(ui, &mark.passage.label.to_string(), font.clone()).max(12.0) + 10.0
    });
    let painter = ui.painter_at(frame.view);
    let mut hovered = None;
    for label in placed {
        let Some(mark) = label.marks.first().and_then(|index| marks.get(*index)) else { continue };
        let visible = label.rect.intersect(frame.view);
        if !visible.is_positive() {
            continue;
        }
        let id = mark.passage.id;
        let response = ui.interact(visible, pane_id(pane).with(id), Sense::click_and_drag());
        let words = frame.statement.words(&mark.passage);
        response.widget_info(|| {
            let name = accessible_name(open, &mark.passage, words);
            WidgetInfo::selected(Accessible::Button, true, mark.lit == Lit::Selected, name)
        });
        if (label.rect.center().y - label.line).abs() > 3.0 {
            // Pushed down by others: a hair leads to its line.
            let from = pos2(edge, label.rect.center().y);
            painter.line_segment([from, pos2(edge - outward * 8.0, label.line)], theme.hairline());
        }
        let text = match label.marks.len() {
            1 => mark.passage.label.to_string(),
            more => format!("{} +{}", mark.passage.label, more - 1),
        };
        let inner = painter.with_clip_rect(frame.view);
        inner.rect_filled(label.rect, 4, mark.shades.strong);
        inner.text(
            label.rect.center(),
            egui::Align2::CENTER_CENTER,
            text,
            font.clone(),
            mark.shades.on_strong,
        );
        if mark.lit == Lit::Selected {
            let stroke = egui::Stroke::new(2.0, theme.accent);
            inner.rect_stroke(label.rect.expand(2.0), 6, stroke, egui::StrokeKind::Outside);
        }
        widgets::focus_ring(ui, &response);
        if response.hovered() {
            hovered = Some(id);
        }
        if response.drag_started() {
            view.drawing = Some(id);
        }
        if response.clicked() {
            // A gathered label goes on to the next of its passages with every click.
            let here = label.marks.iter().position(|index| {
                marks.get(*index).is_some_and(|m| open.at.selected == Selected::Passage(m.passage.id))
            });
            let next = here.map_or(0, |here| (here + 1) % label.marks.len());
            let chosen =
                label.marks.get(next).and_then(|index| marks.get(*index)).map_or(id, |m| m.passage.id);
            pointer::choose(open, chosen, out);
        }
        let tip = response.on_hover_ui(|ui| {
            ui.set_max_width(340.0);
            ui.label(accessible_name(open, &mark.passage, words));
        });
        tip.on_hover_cursor(egui::CursorIcon::PointingHand);
    }
    hovered
}

/// Curves and rings. Returns the link the pointer is on.
fn show_gap(
    ui: &Ui,
    view: &ReviewView,
    open: &Open,
    rect: Rect,
    frames: (&Option<PaneFrame<'_>>, &Option<PaneFrame<'_>>),
    ends: &[(Pane, Vec<Mark>)],
    out: &mut Outbox,
) -> Option<LinkId> {
    let (Some(left), Some(right)) = frames else { return None };
    let meeting = open.meeting()?;
    let codebook = open.dossier.codebook();
    let mut curves = Vec::new();
    for link in meeting.links() {
        let end = |id: PassageId, frame: &PaneFrame<'_>| {
            let passage = frame.statement.passages().get(id)?;
            open.is_shown(passage).then(|| end_of(passage, frame))
        };
        let (ends, reacts_right) = match (end(link.from, left), end(link.to, right)) {
            (Some(from), Some(to)) => ((from, to), false),
            _ => match (end(link.to, left), end(link.from, right)) {
                (Some(to), Some(from)) => ((to, from), true),
                _ => continue,
            },
        };
        let passages = if reacts_right { (link.to, link.from) } else { (link.from, link.to) };
        let touches = |id: PassageId| link.from == id || link.to == id;
        let lit = view.hovered_link == Some(link.id)
            || view.hovered.is_some_and(touches)
            || match open.at.selected {
                Selected::Passage(id) => touches(id),
                Selected::Link(id) => id == link.id,
                Selected::None => false,
            };
        let kind = codebook.link_kind(&link.kind);
        let label = |id| meeting.passage(id).map(|(_, p)| p.label.to_string()).unwrap_or_default();
        let verb = kind.map_or("", |kind| kind.name.en());
        curves.push(Curve {
            id: link.id,
            ends,
            reacts_right,
            effect: kind.map_or(Effect::None, |kind| kind.effect),
            lit,
            name: format!("{} {verb} {}", label(link.from), label(link.to)),
            passages,
        });
    }
    let mut rings = Vec::new();
    for (pane, marks) in ends {
        for mark in marks {
            let state = status(&open.dossier, &open.links, &mark.passage);
            if let Some(state @ (Status::NoResponse | Status::NotReviewed)) = state {
                let y = mark.bounds().center().y;
                if y > rect.top() && y < rect.bottom() {
                    rings.push(Ring { pane: *pane, y, status: state });
                }
            }
        }
    }
    let (event, hovered) = gap::show(ui, rect, &curves, &rings, Id::unique("gap"));
    match event {
        Some(GapEvent::Clicked(link)) => out.send(Command::Select(Selected::Link(link))),
        Some(GapEvent::Bring(passage)) => out.send(Command::Show(passage)),
        None => {}
    }
    hovered
}

fn end_of(passage: &Passage, frame: &PaneFrame<'_>) -> End {
    let rects = frame.rects(passage.range);
    let bounds = rects.iter().fold(Rect::NOTHING, |all, rect| all.union(*rect)).intersect(frame.view);
    if bounds.is_positive() {
        return End::At(bounds.center().y);
    }
    let before = frame.seen().is_some_and(|seen| passage.range.start() < seen.start())
        || rects.first().is_some_and(|rect| rect.bottom() <= frame.view.top());
    if before { End::Above } else { End::Below }
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
            painter.extend(egui::Shape::dashed_line(
                &[from, to],
                egui::Stroke::new(2.0, theme.accent),
                5.0,
                4.0,
            ));
            painter.circle_filled(to, 4.0, theme.accent);
        }
        return;
    }
    view.drawing = None;
    if let Some(end) = hovered.filter(|end| *end != start) {
        out.send(Command::ChooseLinkKind { start, end });
    }
}
