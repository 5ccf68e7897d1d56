//! The gap between the statements: curves that join linked passages, open rings at what
//! nothing answers, counts where an end is out of sight.
//!
//! Must not know: how links are found, made or changed; a click is returned to the caller.

use egui::accesskit::Role;
use egui::epaint::CubicBezierShape;
use egui::{Align2, Color32, Id, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::analysis::Status;
use crate::app::Pane;
use crate::model::{Effect, LinkId, PassageId};
use crate::ui::theme::{self, Theme, size};
use crate::ui::{format, status, widgets};

/// More curves than this are drawn finer, so that one can still see between them.
const CROWD: usize = 40;
/// Points of a curve that is drawn as a line of straight pieces.
const PIECES: usize = 20;
/// How near to a curve the pointer must be, in points.
const REACH: f32 = 6.0;

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
#[derive(Debug, Clone, PartialEq)]
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
    /// The passages at the left and the right end.
    pub passages: (PassageId, PassageId),
}

impl Curve {
    /// The end out of sight, where the other one is in view: whether it is the right one, and
    /// whether it is below.
    fn out_of_sight(&self) -> Option<(bool, bool)> {
        match self.ends {
            (End::At(_), End::Above) => Some((true, false)),
            (End::At(_), End::Below) => Some((true, true)),
            (End::Above, End::At(_)) => Some((false, false)),
            (End::Below, End::At(_)) => Some((false, true)),
            _ => None,
        }
    }
}

/// A passage that nothing answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ring {
    /// Which side it is on.
    pub pane: Pane,
    /// Its height on the screen.
    pub y: f32,
    /// No response, or not reviewed.
    pub status: Status,
}

/// What was done in the gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum GapEvent {
    /// A link was clicked.
    Clicked(LinkId),
    /// A count was clicked: the links whose end on this side is out of sight there.
    Bring {
        /// The side whose ends are out of sight.
        pane: Pane,
        /// Their passages on that side.
        passages: Vec<PassageId>,
        /// Whether they are below.
        below: bool,
    },
}

/// Paints the gap and says what was clicked and which link the pointer is on. `name` says what a
/// link is, and is only asked where somebody listens.
pub(super) fn show(
    ui: &Ui,
    rect: Rect,
    curves: &[Curve],
    rings: &[Ring],
    id: Id,
    name: impl Fn(LinkId) -> String,
) -> (Option<GapEvent>, Option<LinkId>) {
    let theme = Theme::now(ui.ctx());
    let painter = ui.painter_at(rect);
    for ring in rings {
        paint_ring(&painter, rect, ring, theme);
    }
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            Role::Group,
            true,
            format!("{} in view", format::count(curves.len(), "link")),
        )
    });
    let shapes: Vec<Option<CubicBezierShape>> = curves.iter().map(|curve| bezier(rect, curve)).collect();
    let hovered = response.hover_pos().and_then(|pointer| nearest(pointer, curves, &shapes));
    let fine = curves.len() > CROWD;
    let any_lit = hovered.is_some() || curves.iter().any(|curve| curve.lit);
    let mut event = None;
    for lifted in [false, true] {
        for (curve, shape) in curves.iter().zip(&shapes) {
            let lit = curve.lit || hovered == Some(curve.id);
            let (true, Some(shape)) = (lit == lifted, shape) else { continue };
            let weight = match (lit, fine, any_lit) {
                (true, ..) => Weight::Lifted,
                (false, true, true) => Weight::Faint,
                (false, true, false) => Weight::Fine,
                (false, false, _) => Weight::Usual,
            };
            paint_curve(&painter, curve, shape, weight, theme);
            if name_curve(ui, id, curve, shape, &name) {
                event = Some(GapEvent::Clicked(curve.id));
            }
        }
    }
    event = event.or(counts(ui, rect, curves, id));
    if response.clicked()
        && let Some(link) = hovered
    {
        event = Some(GapEvent::Clicked(link));
    }
    if hovered.is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    (event, hovered)
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

fn flat(shape: &CubicBezierShape) -> impl Iterator<Item = Pos2> + '_ {
    (0..=PIECES).map(|step| shape.sample(step as f32 / PIECES as f32))
}

fn nearest(pointer: Pos2, curves: &[Curve], shapes: &[Option<CubicBezierShape>]) -> Option<LinkId> {
    let distance = |shape: &CubicBezierShape| {
        let mut points = flat(shape);
        let mut before = points.next().unwrap_or(pointer);
        let mut least = f32::MAX;
        for point in points {
            let along = point - before;
            let t = ((pointer - before).dot(along) / along.length_sq().max(0.01)).clamp(0.0, 1.0);
            least = least.min((pointer - (before + along * t)).length());
            before = point;
        }
        least
    };
    let near = |shape: &CubicBezierShape| {
        let [a, .., b] = shape.points;
        pointer.y > a.y.min(b.y) - REACH && pointer.y < a.y.max(b.y) + REACH
    };
    let shown = curves.iter().zip(shapes).filter_map(|(curve, shape)| Some((curve, shape.as_ref()?)));
    shown
        .filter(|(_, shape)| near(shape))
        .map(|(curve, shape)| (curve.id, distance(shape)))
        .filter(|(_, distance)| *distance < REACH)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(id, _)| id)
}

/// How strongly a curve is drawn, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// One of very many, while others are lifted out.
    Faint,
    /// One of very many.
    Fine,
    /// One of some.
    Usual,
    /// Lifted out.
    Lifted,
}

fn paint_curve(painter: &Painter, curve: &Curve, shape: &CubicBezierShape, weight: Weight, theme: &Theme) {
    let colour = colour(curve.effect, theme);
    let (width, strength) = match weight {
        Weight::Faint => (1.0, 0.35),
        Weight::Fine => (1.0, 0.8),
        Weight::Usual => (1.6, 1.0),
        Weight::Lifted => (3.0, 1.0),
    };
    let colour = colour.gamma_multiply(strength);
    let stroke = Stroke::new(width, colour);
    // In a crowd dashes would be noise, and cost as much as the text.
    match dashes(curve.effect).filter(|_| weight >= Weight::Usual) {
        None => {
            painter.add(Shape::line(flat(shape).collect(), stroke));
        }
        Some((dash, gap)) => {
            let points: Vec<Pos2> = flat(shape).collect();
            painter.extend(Shape::dashed_line(&points, stroke, dash, gap));
        }
    }
    let (Some(left), Some(right)) = (shape.points.first(), shape.points.last()) else { return };
    // A dot at what is reacted to, an arrow at what reacts; none where the end is out of sight.
    let radius = if weight == Weight::Lifted { 4.0 } else { 3.2 };
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
fn name_curve(
    ui: &Ui,
    id: Id,
    curve: &Curve,
    shape: &CubicBezierShape,
    name: &impl Fn(LinkId) -> String,
) -> bool {
    let middle = Rect::from_center_size(shape.sample(0.5), vec2(12.0, 12.0));
    let node = ui.interact(middle, id.with(curve.id), Sense::click());
    node.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, name(curve.id)));
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

/// Counts of ends out of sight, at the corners of the gap; a click brings them one after another.
fn counts(ui: &Ui, rect: Rect, curves: &[Curve], id: Id) -> Option<GapEvent> {
    let theme = Theme::now(ui.ctx());
    let mut event = None;
    for (is_right, below) in [(false, false), (false, true), (true, false), (true, true)] {
        let there = |curve: &&Curve| curve.out_of_sight() == Some((is_right, below));
        let count = curves.iter().filter(there).count();
        if count == 0 {
            continue;
        }
        let text = format!("{} {count}", if below { "▼" } else { "▲" });
        let width = widgets::text_width(ui, &text, theme::bold(size::SMALL)) + 10.0;
        let x = if is_right { rect.right() - width / 2.0 - 2.0 } else { rect.left() + width / 2.0 + 2.0 };
        let y = if below { rect.bottom() - 12.0 } else { rect.top() + 12.0 };
        let chip = Rect::from_center_size(pos2(x, y), vec2(width, 18.0));
        let response = ui.interact(chip, id.with((is_right, below)), Sense::click());
        let side = if is_right { "right" } else { "left" };
        let place = if below { "below" } else { "above" };
        let passages = if count == 1 { "linked passage" } else { "linked passages" };
        let says = format!("{count} {passages} further {place} on the {side}");
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &says));
        let ground = if response.hovered() { theme.hovered } else { theme.card };
        ui.painter().rect(chip, 9, ground, Stroke::new(1.0, theme.outline), StrokeKind::Inside);
        ui.painter().text(chip.center(), Align2::CENTER_CENTER, text, theme::bold(size::SMALL), theme.text);
        widgets::focus_ring(ui, &response);
        if response.clicked() {
            let end = |curve: &Curve| if is_right { curve.passages.1 } else { curve.passages.0 };
            let passages = curves.iter().filter(there).map(end).collect();
            let pane = if is_right { Pane::Right } else { Pane::Left };
            event = Some(GapEvent::Bring { pane, passages, below });
        }
        response.on_hover_text(format!("{says}. Click to bring the nearest here"));
    }
    event
}
