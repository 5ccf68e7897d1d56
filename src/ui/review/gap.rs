//! The gap between the statements: curves that join linked passages, open rings at what
//! nothing answers, counts where an end is out of sight.
//!
//! Must not know: how links are made or changed; a click is returned to the caller.

use std::collections::BTreeMap;

use egui::epaint::CubicBezierShape;
use egui::{Color32, Id, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::analysis::Status;
use crate::app::Pane;
use crate::model::{Effect, LinkId, PassageId};
use crate::ui::theme::{self, Theme, size};
use crate::ui::{status, widgets};

/// Where one end of a link is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum End {
    /// In view, at this height of the screen.
    At(f32),
    /// Above what is in view.
    Above,
    /// Below what is in view.
    Below,
}

/// A link between the two panes.
pub(super) struct Curve {
    /// Which link.
    pub id: LinkId,
    /// The end in the left pane and in the right pane.
    pub ends: (End, End),
    /// Whether the passage that reacts stands right.
    pub reacts_right: bool,
    /// What the link does to a status.
    pub effect: Effect,
    /// Whether it is lifted out.
    pub lit: bool,
    /// What it says, for people who can't see it.
    pub name: String,
    /// The passages at the left and the right end.
    pub passages: (PassageId, PassageId),
}

/// A passage that nothing answers.
pub(super) struct Ring {
    /// Which side it is on.
    pub pane: Pane,
    /// Its height on the screen.
    pub y: f32,
    /// No response, or not reviewed.
    pub status: Status,
}

/// What was done in the gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum GapEvent {
    /// A link was clicked.
    Clicked(LinkId),
    /// A count was clicked: bring this passage into view.
    Bring(PassageId),
}

/// Paints the gap and says what was clicked and which link the pointer is on.
pub(super) fn show(
    ui: &Ui,
    rect: Rect,
    curves: &[Curve],
    rings: &[Ring],
    id: Id,
) -> (Option<GapEvent>, Option<LinkId>) {
    let theme = Theme::now(ui.ctx());
    let painter = ui.painter_at(rect);
    for ring in rings {
        paint_ring(&painter, rect, ring, theme);
    }
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Group, true, format!("{} links", curves.len()))
    });
    let pointer = response.hover_pos();
    let shapes: Vec<Option<CubicBezierShape>> = curves.iter().map(|curve| bezier(rect, curve)).collect();
    let hovered = pointer.and_then(|pointer| nearest(pointer, curves, &shapes));
    let mut taken = None;
    for lifted in [false, true] {
        for (curve, shape) in curves.iter().zip(&shapes) {
            let lit = curve.lit || hovered == Some(curve.id);
            if lit != lifted {
                continue;
            }
            if let Some(shape) = shape {
                paint_curve(&painter, curve, shape, lit, theme);
                if name_curve(ui, id, curve, shape) {
                    taken = Some(GapEvent::Clicked(curve.id));
                }
            }
        }
    }
    let count = counts(ui, rect, curves, id);
    let clicked = match (response.clicked(), hovered) {
        (true, Some(link)) => Some(GapEvent::Clicked(link)),
        _ => taken.or(count),
    };
    (clicked, hovered)
}

/// The colour of a link by what it does.
pub(crate) fn colour(effect: Effect, theme: &Theme) -> Color32 {
    match effect {
        Effect::Answered => theme.status_area(Status::Answered),
        Effect::InPart => theme.status_area(Status::InPart),
        Effect::TurnedAside => theme.status_area(Status::TurnedAside),
        Effect::None => theme.quiet,
    }
}

/// Dash and gap in points; `None` for a full line.
fn dashes(effect: Effect) -> Option<(f32, f32)> {
    match effect {
        Effect::Answered => None,
        Effect::InPart => Some((6.0, 4.0)),
        Effect::TurnedAside => Some((2.5, 3.5)),
        Effect::None => Some((1.0, 4.0)),
    }
}

fn end_at(end: End, x: f32, rect: Rect) -> Pos2 {
    match end {
        End::At(y) => pos2(x, y.clamp(rect.top() + 4.0, rect.bottom() - 4.0)),
        End::Above => pos2(x, rect.top() + 12.0),
        End::Below => pos2(x, rect.bottom() - 12.0),
    }
}

/// The curve of a link with at least one end in view.
fn bezier(rect: Rect, curve: &Curve) -> Option<CubicBezierShape> {
    if !matches!(curve.ends.0, End::At(_)) && !matches!(curve.ends.1, End::At(_)) {
        return None;
    }
    let from = end_at(curve.ends.0, rect.left() + 3.0, rect);
    let to = end_at(curve.ends.1, rect.right() - 3.0, rect);
    let bend = vec2(rect.width() * 0.5, 0.0);
    let points = [from, from + bend, to - bend, to];
    Some(CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, Stroke::NONE))
}

fn flat(shape: &CubicBezierShape) -> Vec<Pos2> {
    (0..=24).map(|step| shape.sample(step as f32 / 24.0)).collect()
}

fn nearest(pointer: Pos2, curves: &[Curve], shapes: &[Option<CubicBezierShape>]) -> Option<LinkId> {
    let distance = |shape: &CubicBezierShape| {
        flat(shape)
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] => {
                    let along = *b - *a;
                    let t = ((pointer - *a).dot(along) / along.length_sq().max(0.01)).clamp(0.0, 1.0);
                    Some((pointer - (*a + along * t)).length())
                }
                _ => None,
            })
            .fold(f32::MAX, f32::min)
    };
    curves
        .iter()
        .zip(shapes)
        .filter_map(|(curve, shape)| shape.as_ref().map(|shape| (curve.id, distance(shape))))
        .filter(|(_, distance)| *distance < 6.0)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(id, _)| id)
}

fn paint_curve(painter: &Painter, curve: &Curve, shape: &CubicBezierShape, lit: bool, theme: &Theme) {
    let colour = colour(curve.effect, theme);
    let stroke = Stroke::new(if lit { 3.0 } else { 1.6 }, colour);
    let points = flat(shape);
    match dashes(curve.effect) {
        None => {
            painter.add(Shape::line(points, stroke));
        }
        Some((dash, gap)) => {
            painter.extend(Shape::dashed_line(&points, stroke, dash, gap));
        }
    }
    let (Some(left), Some(right)) = (shape.points.first(), shape.points.last()) else { return };
    // A dot at what is reacted to, an arrow at what reacts; none where the end is out of sight.
    let radius = if lit { 4.0 } else { 3.2 };
    for (end, at, is_right) in [(curve.ends.0, *left, false), (curve.ends.1, *right, true)] {
        if !matches!(end, End::At(_)) {
            continue;
        }
        if is_right == curve.reacts_right {
            let inward = if is_right { -1.0 } else { 1.0 };
            let tip = at - vec2(inward * 2.0, 0.0);
            let base = tip + vec2(inward * 8.0, 0.0);
            let wing = vec2(0.0, 4.0);
            painter.add(Shape::convex_polygon(vec![tip, base - wing, base + wing], colour, Stroke::NONE));
        } else {
            painter.circle_filled(at, radius, colour);
        }
    }
}

/// A node for the link at the curve's middle, so that it can be read aloud, reached by Tab and
/// chosen. Returns whether it was.
fn name_curve(ui: &Ui, id: Id, curve: &Curve, shape: &CubicBezierShape) -> bool {
    let middle = Rect::from_center_size(shape.sample(0.5), vec2(12.0, 12.0));
    let node = ui.interact(middle, id.with(curve.id), Sense::click());
    node.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &curve.name));
    widgets::focus_ring(ui, &node);
    node.clicked()
}

fn paint_ring(painter: &Painter, rect: Rect, ring: &Ring, theme: &Theme) {
    let colour = theme.status(ring.status);
    let (from, inward) = match ring.pane {
        Pane::Left => (rect.left(), 1.0),
        Pane::Right => (rect.right(), -1.0),
    };
    let centre = pos2(from + inward * 26.0, ring.y);
    let line = [pos2(from, ring.y), centre - vec2(inward * 6.0, 0.0)];
    if ring.status == Status::NotReviewed {
        painter.extend(Shape::dashed_line(&line, Stroke::new(1.2, colour), 2.0, 3.0));
    } else {
        painter.line_segment(line, Stroke::new(1.6, colour));
    }
    widgets::paint_mark(painter, centre, 6.0, status::mark(ring.status), colour);
}

/// Counts of ends out of sight, at the corners of the gap; a click brings the first of them.
fn counts(ui: &Ui, rect: Rect, curves: &[Curve], id: Id) -> Option<GapEvent> {
    let theme = Theme::now(ui.ctx());
    let mut gathered: BTreeMap<(bool, bool), (usize, PassageId)> = BTreeMap::new();
    for curve in curves {
        let (left, right) = curve.ends;
        for (end, other, is_right, passage) in
            [(left, right, false, curve.passages.0), (right, left, true, curve.passages.1)]
        {
            if matches!(end, End::At(_)) || !matches!(other, End::At(_)) {
                continue;
            }
            gathered.entry((is_right, end == End::Below)).or_insert((0, passage)).0 += 1;
        }
    }
    let mut event = None;
    for ((is_right, below), (count, passage)) in gathered {
        let text = format!("{} {count}", if below { "▼" } else { "▲" });
        let width = widgets::text_width(ui, &text, theme::bold(size::SMALL)) + 10.0;
        let x = if is_right { rect.right() - width / 2.0 - 2.0 } else { rect.left() + width / 2.0 + 2.0 };
        let y = if below { rect.bottom() - 12.0 } else { rect.top() + 12.0 };
        let chip = Rect::from_center_size(pos2(x, y), vec2(width, 18.0));
        let response = ui.interact(chip, id.with((is_right, below)), Sense::click());
        let side = if is_right { "right" } else { "left" };
        let place = if below { "below" } else { "above" };
        response.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::accesskit::Role::Button,
                true,
                format!("{count} linked passages further {place} on the {side}"),
            )
        });
        let ground = if response.hovered() { theme.hovered } else { theme.card };
        ui.painter().rect(chip, 9, ground, Stroke::new(1.0, theme.outline), egui::StrokeKind::Inside);
        ui.painter().text(
            chip.center(),
            egui::Align2::CENTER_CENTER,
            text,
            theme::bold(size::SMALL),
            theme.text,
        );
        widgets::focus_ring(ui, &response);
        if response.clicked() {
            event = Some(GapEvent::Bring(passage));
        }
    }
    event
}
