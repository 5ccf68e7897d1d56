//! Labels in the outer margin: beside their line, never over each other.
//!
//! Must not know: what a click on one does.

use egui::{Rect, pos2, vec2};

use super::marks::Mark;

/// Height of a label, in points.
pub(super) const HEIGHT: f32 = 18.0;
/// From one label to the next where they are crowded.
const PITCH: f32 = 20.0;
/// How far below its line a label may stand, in points; beyond that labels are gathered.
const REACH: f32 = 62.0;

/// A label's place, or that of several gathered.
pub(super) struct Placed {
    /// Which marks, as indexes into the list given; more than one where they are gathered.
    pub marks: Vec<usize>,
    /// Where it is painted.
    pub rect: Rect,
    /// The middle of the line that it belongs to, in points of the screen.
    pub line: f32,
}

/// Places labels for all marks. `edge` is the side of the labels that faces the text;
/// `outward` is -1 for a left margin and 1 for a right one; `width` gives a label's width.
pub(super) fn place(marks: &[Mark], edge: f32, outward: f32, width: impl Fn(&Mark) -> f32) -> Vec<Placed> {
    let mut wanted: Vec<(usize, f32)> = marks
        .iter()
        .enumerate()
        .filter_map(|(index, mark)| mark.rects.first().map(|rect| (index, rect.center().y)))
        .collect();
    // The one that begins first stands first; on one line, the one further left.
    wanted.sort_by(|a, b| {
        let left = |index: usize| marks.get(index).and_then(|m| m.rects.first()).map_or(0.0, Rect::left);
        a.1.total_cmp(&b.1).then(left(a.0).total_cmp(&left(b.0)))
    });
    let mut placed: Vec<Placed> = Vec::new();
    for (index, line) in wanted {
        let below = placed.last().map_or(f32::MIN, |last| last.rect.center().y + PITCH);
        let y = line.max(below);
        if y - line > REACH
            && let Some(last) = placed.last_mut()
        {
            last.marks.push(index);
            continue;
        }
        let size = vec2(marks.get(index).map_or(0.0, &width), HEIGHT);
        let centre = pos2(edge + outward * size.x / 2.0, y);
        placed.push(Placed { marks: vec![index], rect: Rect::from_center_size(centre, size), line });
    }
    placed
}
