//! The scroll bar of a pane, and the strip beside it that shows where tags, places found and
//! unanswered concerns are in the whole text.
//!
//! The strip is worked out when something changes, not in every frame, and to the pixel.
//! Must not know: how a text is laid out; it asks for the place of a byte.

use std::sync::Arc;

use egui::{Color32, CursorIcon, Id, Mesh, Rect, Response, Sense, Shape, Ui, WidgetInfo, pos2, vec2};
use uuid::Uuid;

use super::pane::{Column, PaneView};
use crate::analysis::{Status, status};
use crate::app::Open;
use crate::model::{Palette, Passage, Role};
use crate::text::ByteRange;
use crate::ui::theme::Theme;

/// Width of the scroll bar, in points.
const BAR: f32 = 8.0;
/// Width of the strip's lane for tags, in points.
const TAGS: f32 = 4.0;
/// Width of the strip's lane for what is unanswered, and for places found.
const SIGNS: f32 = 3.0;
/// Room between the lanes, and to the bar.
const ROOM: f32 = 1.0;
/// While heights are still guessed at, the strip is drawn anew after so many have changed.
const STALE: u64 = 300;

/// What the strip was made of.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    state: (Uuid, u64),
    statement: crate::model::StatementId,
    filter: u64,
    found: u64,
    track: Rect,
    scale: u32,
    dark: bool,
    contrast: bool,
}

/// The strip as it was drawn last.
#[derive(Debug, Default)]
pub(super) struct Strip {
    key: Option<Key>,
    /// What it is to be made of in the next frame: the frame that follows a change comes first.
    next: Option<Key>,
    generation: (u64, u64),
    mesh: Arc<Mesh>,
    /// How many times it was made, so that tests can see that it is kept.
    pub made: u64,
}

/// How wide bar and strip are together, in points.
pub(super) const WIDTH: f32 = BAR + 2.0 + TAGS + SIGNS + 2.0 * ROOM;

/// Shows bar and strip where the text is longer than the view; says whether it was scrolled.
pub(super) fn show(
    ui: &Ui,
    view: &mut PaneView,
    strip: &mut Strip,
    column: &Column<'_>,
    open: &Open,
    id: Id,
    name: &str,
) -> bool {
    let height = f64::from(column.view.height());
    let max = view.max_offset(height);
    if max <= 0.5 {
        return false;
    }
    let theme = Theme::now(ui.ctx());
    let area = column.view;
    let track = Rect::from_min_max(pos2(area.right() - BAR - 2.0, area.top()), area.max);
    let beside =
        Rect::from_min_max(pos2(area.right() - WIDTH, area.top()), pos2(track.left(), area.bottom()));
    strip.renew(ui, view, column, open, beside, theme);
    ui.painter().add(Shape::Mesh(Arc::clone(&strip.mesh)));

    let before = view.offset();
    let response = ui.interact(beside, id.with("strip"), Sense::click_and_drag());
    response.widget_info(|| {
        WidgetInfo::labeled(egui::accesskit::Role::Image, true, format!("Where passages are in {name}"))
    });
    if let Some(pointer) = response.interact_pointer_pos()
        && (response.clicked() || response.dragged())
    {
        // What was pointed at comes to where one reads.
        let share = f64::from((pointer.y - beside.top()) / beside.height());
        view.scroll_to(share * view.content(height) - height * 0.3, height);
    }
    let strip_hovered = response.hovered();
    bar(ui, view, track, height, &ui.interact(track, id, Sense::click_and_drag()), name);
    if strip_hovered {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let moved = view.offset() != before;
    if moved {
        ui.ctx().request_repaint();
    }
    moved
}

/// The bar itself: its thumb can be dragged, a click beside it goes there.
fn bar(ui: &Ui, view: &mut PaneView, track: Rect, height: f64, response: &Response, name: &str) {
    let theme = Theme::now(ui.ctx());
    let max = view.max_offset(height);
    let length = ((height / view.content(height)) as f32 * track.height()).clamp(24.0, track.height());
    let room = track.height() - length;
    response.widget_info(|| {
        WidgetInfo::labeled(egui::accesskit::Role::ScrollBar, true, format!("Scroll {name}"))
    });
    let thumb = |view: &PaneView| {
        let top = track.top() + room * (view.offset() / max) as f32;
        Rect::from_min_size(pos2(track.left() + 2.0, top), vec2(BAR - 2.0, length))
    };
    if let Some(pointer) = response.interact_pointer_pos()
        && room > 0.0
    {
        if response.drag_started() || response.clicked() {
            if !thumb(view).contains(pointer) {
                let share = ((pointer.y - track.top() - length / 2.0) / room).clamp(0.0, 1.0);
                view.scroll_to(f64::from(share) * max, height);
            }
        } else {
            view.scroll_by(f64::from(response.drag_delta().y / room) * max, height);
        }
    }
    let colour = if response.hovered() || response.dragged() { theme.quiet } else { theme.outline };
    ui.painter().rect_filled(thumb(view), (BAR / 2.0) as u8, colour);
}

impl Strip {
    fn renew(
        &mut self,
        ui: &Ui,
        view: &PaneView,
        column: &Column<'_>,
        open: &Open,
        track: Rect,
        theme: &Theme,
    ) {
        let scale = ui.ctx().pixels_per_point();
        let key = Key {
            state: open.state_name(),
            statement: column.statement.id(),
            filter: open.filter_name(),
            found: open.find.as_ref().map_or(0, |find| find.outcome()),
            track,
            scale: scale.to_bits(),
            dark: theme.dark,
            contrast: theme.high_contrast,
        };
        let (renewals, changes) = view.generation();
        let moved = self.generation != (renewals, changes);
        let stale = self.generation.0 != renewals
            || moved && (view.unmeasured() == 0 || changes - self.generation.1 > STALE);
        if self.key.as_ref() == Some(&key) && !stale {
            return;
        }
        let edited = |old: &Key| Key { state: key.state, ..old.clone() } == key && old.state != key.state;
        if self.key.as_ref().is_some_and(edited) && self.next.as_ref() != Some(&key) {
            self.next = Some(key);
            ui.ctx().request_repaint();
            return;
        }
        self.next = None;
        self.key = Some(key);
        self.generation = (renewals, changes);
        self.made += 1;
        self.mesh = Arc::new(draw(view, column, open, track, scale, theme));
    }
}

/// A pixel row of a lane: how much it matters, and its colour.
type PixelRow = (u8, Color32);

/// Draws the strip.
fn draw(view: &PaneView, column: &Column<'_>, open: &Open, track: Rect, scale: f32, theme: &Theme) -> Mesh {
    let count = (track.height() * scale).round().max(1.0) as usize;
    let per_point = count as f64 / view.content(f64::from(track.height()));
    let mut tags: Vec<PixelRow> = vec![(0, Color32::TRANSPARENT); count];
    let mut signs = tags.clone();
    let mut places = view.places();
    let mut rows = |range: ByteRange| {
        let (from, to) = places.of(range);
        let from = (from * per_point).floor().max(0.0) as usize;
        let to = (to * per_point).ceil() as usize;
        from.min(count - 1)..to.clamp(from + 1, count.max(from + 1))
    };
    let codebook = open.dossier.codebook();
    for passage in column.statement.passages().iter().filter(|passage| open.is_shown(passage)) {
        let Some(tag) = codebook.tag(&passage.tag) else { continue };
        let rows = rows(passage.range);
        let raises = tag.role == Role::Raises;
        mark(&mut tags, rows.clone(), 1 + u8::from(raises), theme.shades(tag.colour).strong);
        if raises && let Some((matters, colour)) = unanswered(open, passage, theme) {
            // A sign has one place: where the passage begins.
            mark(&mut signs, rows.start..(rows.start + pixels(2.0, scale)).min(count), matters, colour);
        }
    }
    if let Some(hits) = open.find.as_ref().and_then(|find| find.hits(column.statement.id())) {
        let mut places = view.places();
        for hit in hits.as_slice() {
            let (from, _) = places.of(*hit);
            let row = ((from * per_point) as usize).min(count - 1);
            mark(&mut signs, row..(row + pixels(2.0, scale)).min(count), 9, theme.found_strong);
        }
    }
    let mut mesh = Mesh::default();
    lane(&mut mesh, &tags, track.left(), TAGS, track.top(), scale);
    lane(&mut mesh, &signs, track.left() + TAGS + ROOM, SIGNS, track.top(), scale);
    mesh
}

fn pixels(points: f32, scale: f32) -> usize {
    (points * scale).round().max(1.0) as usize
}

/// What nothing answers, and how much it matters.
fn unanswered(open: &Open, passage: &Passage, theme: &Theme) -> Option<(u8, Color32)> {
    match status(&open.dossier, open.links(), passage)? {
        Status::NoResponse => Some((2, theme.shades(Palette::Red).strong)),
        Status::NotReviewed => Some((1, theme.status_area(Status::NotReviewed))),
        _ => None,
    }
}

fn mark(lane: &mut [PixelRow], rows: std::ops::Range<usize>, matters: u8, colour: Color32) {
    for row in lane.get_mut(rows).into_iter().flatten() {
        if row.0 < matters {
            *row = (matters, colour);
        }
    }
}

/// Adds a lane to the mesh: a rectangle for each run of rows of one colour.
fn lane(mesh: &mut Mesh, rows: &[PixelRow], left: f32, width: f32, top: f32, scale: f32) {
    let mut start = 0;
    for run in rows.chunk_by(|a, b| a.1 == b.1) {
        let end = start + run.len();
        if let Some((matters, colour)) = run.first()
            && *matters > 0
        {
            let (from, to) = (top + start as f32 / scale, top + end as f32 / scale);
            mesh.add_colored_rect(Rect::from_min_max(pos2(left, from), pos2(left + width, to)), *colour);
        }
        start = end;
    }
}
