//! Passages as a layer under unmoved glyphs: tints, stacked underlines, outlines.
//!
//! Only what is in view is ever looked at. Must not know: what a click does, or links; it is told
//! how strongly each is lit.

use std::ops::Range;

use egui::{CornerRadius, Painter, Pos2, Rect, Stroke, pos2};

use super::pane::PaneFrame;
use crate::app::Open;
use crate::model::Passage;
use crate::ui::theme::{Shades, Theme};

/// Underlines that can be told apart between two lines of text; more are drawn on the last.
const LANES: usize = 3;

/// How strongly a passage is lit, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lit {
    /// Not at all.
    Plain,
    /// A link joins it to the selected one.
    Linked,
    /// The pointer is on it, or on its link.
    Hovered,
    /// It is selected.
    Selected,
}

/// A passage in view.
pub(super) struct Mark<'t> {
    /// The passage.
    pub passage: &'t Passage,
    /// Its colours.
    pub shades: Shades,
    /// How strongly it is lit.
    pub lit: Lit,
    /// Which of the stacked underlines is its own: 0 is nearest to the text.
    lane: usize,
    /// Its rectangles among those of all marks; never none.
    rects: Range<usize>,
}

/// The passages in view.
#[derive(Default)]
pub(super) struct Marks<'t> {
    /// Longest first, so that the shorter ones lie on top.
    pub list: Vec<Mark<'t>>,
    /// The rectangles of all of them, in one list that is made once a frame.
    rects: Vec<Rect>,
}

impl<'t> Marks<'t> {
    /// The passages in view that the filters let through.
    pub(super) fn in_view(
        open: &'t Open,
        frame: &PaneFrame<'t>,
        theme: &Theme,
        lit: impl Fn(&Passage) -> Lit,
    ) -> Self {
        let Some(seen) = frame.seen() else { return Self::default() };
        let codebook = open.dossier.codebook();
        let mut marks = Self::default();
        for passage in frame.column.statement.passages().between(seen) {
            if !open.is_shown(passage) {
                continue;
            }
            let Some(tag) = codebook.tag(&passage.tag) else { continue };
            let start = marks.rects.len();
            marks.rects.extend(frame.rects(passage.range));
            let rects = start..marks.rects.len();
            if !rects.is_empty() {
                let (shades, lit) = (theme.shades(tag.colour), lit(passage));
                marks.list.push(Mark { passage, shades, lit, lane: 0, rects });
            }
        }
        marks.list.sort_by_key(|mark| (mark.passage.range.len(), mark.passage.range.start()));
        give_lanes(&mut marks.list);
        marks.list.reverse();
        marks
    }

    /// A passage's rectangles on the screen, a line each; never none.
    pub(super) fn rects(&self, mark: &Mark<'_>) -> &[Rect] {
        self.rects.get(mark.rects.clone()).unwrap_or(&[])
    }

    /// All its rectangles in one.
    pub(super) fn bounds(&self, mark: &Mark<'_>) -> Rect {
        self.rects(mark).iter().fold(Rect::NOTHING, |all, rect| all.union(*rect))
    }

    /// The passages under a point of the screen, shortest first.
    pub(super) fn under(&self, point: Pos2) -> impl Iterator<Item = &Mark<'t>> {
        let on = move |mark: &&Mark<'t>| self.rects(mark).iter().any(|rect| rect.expand(1.0).contains(point));
        self.list.iter().rev().filter(on)
    }

    /// Paints everything that lies under the text. `font` is the text's size in points.
    pub(super) fn paint_under(&self, painter: &Painter, font: f32) {
        for mark in &self.list {
            for rect in self.rects(mark) {
                painter.rect_filled(tinted(*rect, font), CornerRadius::same(2), mark.shades.tint);
            }
        }
        for mark in &self.list {
            let width = if mark.lit >= Lit::Hovered { 2.5 } else { 1.5 };
            for rect in self.rects(mark) {
                let y = tinted(*rect, font).bottom() - 0.5 + mark.lane as f32 * 3.0;
                painter.hline(rect.x_range(), y, Stroke::new(width, mark.shades.strong));
            }
        }
    }

    /// Paints the outlines of lit passages, over the text.
    pub(super) fn paint_outlines(&self, painter: &Painter, font: f32, theme: &Theme) {
        for mark in &self.list {
            let stroke = match mark.lit {
                Lit::Plain | Lit::Hovered => continue,
                Lit::Linked => Stroke::new(1.0, mark.shades.strong),
                Lit::Selected => Stroke::new(2.0, theme.accent),
            };
            let rects: Vec<Rect> =
                self.rects(mark).iter().map(|rect| tinted(*rect, font).expand2([2.0, 2.0].into())).collect();
            outline(painter, &rects, stroke);
        }
    }
}

/// Shorter passages come first and get the lane nearest to the text.
fn give_lanes(marks: &mut [Mark<'_>]) {
    for index in 0..marks.len() {
        let (done, rest) = marks.split_at_mut(index);
        let Some(mark) = rest.first_mut() else { return };
        let mut taken = [false; LANES];
        for other in done.iter().filter(|other| other.passage.range.overlaps(mark.passage.range)) {
            if let Some(lane) = taken.get_mut(other.lane) {
                *lane = true;
            }
        }
        mark.lane = taken.iter().position(|taken| !taken).unwrap_or(LANES - 1);
    }
}
/// The part of a line that is tinted: the height of its letters, not of the line.
pub(super) fn tinted(rect: Rect, font: f32) -> Rect {
    let middle = rect.center().y + font * 0.06;
    let half = font * 0.72;
    Rect::from_min_max(pos2(rect.left() - 1.0, middle - half), pos2(rect.right() + 1.0, middle + half))
}

/// One outline around the lines of a passage; lines that do not touch get one each.
fn outline(painter: &Painter, rects: &[Rect], stroke: Stroke) {
    for points in outlines(rects) {
        painter.add(egui::Shape::closed_line(rounded(&points, 4.0), stroke));
    }
}

/// The corners of the outlines around the lines of a passage, in points of the screen; lines that do
/// not touch get one each.
pub(super) fn outlines(rects: &[Rect]) -> Vec<Vec<Pos2>> {
    let mut all = Vec::new();
    let mut group: Vec<Rect> = Vec::new();
    for rect in rects {
        let apart = group.last().is_some_and(|last: &Rect| {
            let touching = rect.left() < last.right() && last.left() < rect.right();
            // More than a line below: another paragraph.
            !touching || rect.top() - last.bottom() > last.height()
        });
        if apart {
            all.extend(outline_of(&group));
            group.clear();
        }
        group.push(*rect);
    }
    all.extend(outline_of(&group));
    all
}

fn outline_of(rects: &[Rect]) -> Option<Vec<Pos2>> {
    let (first, last) = rects.first().zip(rects.last())?;
    // Down the right side, then up the left one; lines meet half way between them.
    let mut points: Vec<Pos2> = vec![first.left_top(), first.right_top()];
    for pair in rects.windows(2) {
        if let [upper, lower] = pair {
            let y = (upper.bottom() + lower.top()) / 2.0;
            points.push(pos2(upper.right(), y));
            points.push(pos2(lower.right(), y));
        }
    }
    points.push(last.right_bottom());
    points.push(last.left_bottom());
    for pair in rects.windows(2).rev() {
        if let [upper, lower] = pair {
            let y = (upper.bottom() + lower.top()) / 2.0;
            points.push(pos2(lower.left(), y));
            points.push(pos2(upper.left(), y));
        }
    }
    points.dedup_by(|a, b| (*a - *b).length() < 0.5);
    Some(points)
}

/// Cuts each corner of a closed line into a small arc.
fn rounded(points: &[Pos2], radius: f32) -> Vec<Pos2> {
    let mut smooth = Vec::with_capacity(points.len() * 4);
    for (index, corner) in points.iter().enumerate() {
        let before = points.get((index + points.len() - 1) % points.len()).unwrap_or(corner);
        let after = points.get((index + 1) % points.len()).unwrap_or(corner);
        let (back, ahead) = (*before - *corner, *after - *corner);
        let reach = radius.min(back.length() / 2.0).min(ahead.length() / 2.0);
        let (from, to) = (*corner + back.normalized() * reach, *corner + ahead.normalized() * reach);
        for step in 0..=4 {
            let t = step as f32 / 4.0;
            let (a, b) = (from.lerp(*corner, t), corner.lerp(to, t));
            smooth.push(a.lerp(b, t));
        }
    }
    smooth
}
