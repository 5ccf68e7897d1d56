//! What the program suggests, beside what is there: dotted outlines in the text, thin curves in the gap.
//!
//! Must not know: how suggestions are made, or what accepting one does.

use egui::epaint::CubicBezierShape;
use egui::{Color32, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::gap::End;
use super::links::Side;
use super::marks::{outlines as outlines_of, tinted};
use super::pane::PaneFrame;
use super::{links, pane_id};
use crate::app::{Command, Open, Pane, Suggested};
use crate::suggest::End as LinkEnd;
use crate::ui::Outbox;
use crate::ui::theme::Theme;

/// Points from dot to dot, and how large each is.
const STEP: f32 = 4.0;
const DOT: f32 = 0.8;

/// Suggested passages in view: their place in the list and where they are on the screen.
fn in_view<'o>(
    open: &'o Open,
    frame: &'o PaneFrame<'_>,
) -> impl Iterator<Item = (usize, &'o crate::suggest::PassageSuggestion, Vec<Rect>)> {
    let seen = frame.seen();
    let font = frame.column.setting.font.size;
    open.suggestions.passages(frame.column.statement.id()).filter_map(move |(index, passage)| {
        let touched = seen.is_some_and(|seen| seen.overlaps(passage.range));
        let rects: Vec<Rect> =
            touched.then(|| frame.rects(passage.range).map(|rect| tinted(rect, font)).collect())?;
        (!rects.is_empty()).then_some((index, passage, rects))
    })
}

/// Draws the dotted outlines of a pane, each of which can be found by a screen reader and clicked by its
/// name.
pub(super) fn outlines(
    ui: &Ui,
    open: &Open,
    pane: Pane,
    frame: &PaneFrame<'_>,
    theme: &Theme,
    out: &mut Outbox,
) {
    if open.suggestions.list.is_empty() {
        return;
    }
    let painter = ui.painter_at(frame.column.view);
    reason(&painter, open, frame, theme);
    for (index, passage, rects) in in_view(open, frame) {
        let tag = open.dossier.codebook().tag(&passage.tag);
        let colour = tag.map_or(theme.quiet, |tag| theme.shades(tag.colour).strong);
        let current = open.suggestions.current == Some(index);
        let wide: Vec<Rect> = rects.iter().map(|rect| rect.expand2(vec2(2.0, 1.0))).collect();
        for mut points in outlines_of(&wide) {
            if current {
                painter.add(Shape::closed_line(points, Stroke::new(2.0, theme.accent)));
            } else {
                points.extend(points.first().copied());
                painter.extend(Shape::dotted_line(&points, colour, STEP, DOT));
            }
        }
        // A small handle at the start is what keys and screen readers reach; clicks on the words are
        // taken by the text.
        let Some(first) = rects.first() else { continue };
        let place = Rect::from_min_size(first.left_top() - vec2(3.0, 0.0), vec2(3.0, first.height()));
        let place = place.intersect(frame.column.view);
        if !place.is_positive() {
            continue;
        }
        let node = ui.interact(place, pane_id(pane).with(("suggested", index)), Sense::click());
        node.widget_info(|| {
            let name = tag.map_or("passage", |tag| tag.name.en());
            let words = frame.column.statement.text().as_str();
            let words = passage.range.slice(words).unwrap_or("");
            let text = format!("Suggested {name}: {words}");
            WidgetInfo::labeled(egui::accesskit::Role::Button, true, text)
        });
        if node.clicked() {
            out.send(Command::LookAt(index));
        }
    }
}

/// Underlines the words by which the link that is looked at is suggested, in either text.
fn reason(painter: &Painter, open: &Open, frame: &PaneFrame<'_>, theme: &Theme) {
    let Some(Suggested::Link(link)) = open.suggestions.current().map(|one| &one.what) else { return };
    let here = |end: LinkEnd| match end {
        LinkEnd::Passage(id) => frame.column.statement.passages().get(id).is_some(),
        LinkEnd::Suggestion(_) => false,
    };
    let (from, to) = (here(link.from), here(link.to));
    let Some(seen) = frame.seen() else { return };
    for (in_from, in_to) in &link.words {
        let ranges = [from.then_some(*in_from), to.then_some(*in_to)];
        for range in ranges.into_iter().flatten().filter(|range| range.overlaps(seen)) {
            for rect in frame.rects(range) {
                let y = tinted(rect, frame.column.setting.font.size).bottom() + 2.0;
                painter.hline(rect.x_range(), y, Stroke::new(2.0, theme.accent));
            }
        }
    }
}

/// The suggestion under a point of the screen, by its place in the list; the shortest of several.
pub(super) fn under(open: &Open, frame: &PaneFrame<'_>, point: Pos2) -> Option<usize> {
    in_view(open, frame)
        .filter(|(_, _, rects)| rects.iter().any(|rect| rect.expand(1.0).contains(point)))
        .min_by_key(|(_, passage, _)| passage.range.len())
        .map(|(index, ..)| index)
}

/// Draws a thin curve for each suggested link of which both ends are in view.
pub(super) fn curves(
    ui: &Ui,
    open: &Open,
    left: Side<'_, '_>,
    right: Side<'_, '_>,
    gap: Rect,
    theme: &Theme,
) {
    let painter = ui.painter_at(gap);
    for (index, one) in open.suggestions.list.iter().enumerate() {
        let Suggested::Link(link) = &one.what else { continue };
        let (LinkEnd::Passage(from), LinkEnd::Passage(to)) = (link.from, link.to) else { continue };
        let current = open.suggestions.current == Some(index);
        // The second best are shown where they are asked for.
        if link.rank > 1 && !current {
            continue;
        }
        let end = |side: Side<'_, '_>| {
            let passages = side.frame.column.statement.passages();
            let passage = passages.get(from).or_else(|| passages.get(to))?;
            match links::end_of(passage, side, gap) {
                End::At(y) => Some(y),
                End::Above | End::Below => None,
            }
        };
        let (Some(left), Some(right)) = (end(left), end(right)) else { continue };
        let (start, stop) = (pos2(gap.left(), left), pos2(gap.right(), right));
        let bend = vec2(gap.width() * 0.5, 0.0);
        let shape = CubicBezierShape::from_points_stroke(
            [start, start + bend, stop - bend, stop],
            false,
            Color32::TRANSPARENT,
            Stroke::new(1.0, theme.quiet),
        );
        let colour = if current { theme.accent } else { theme.quiet };
        painter.extend(Shape::dotted_line(&shape.flatten(Some(0.5)), colour, STEP, DOT));
    }
}
