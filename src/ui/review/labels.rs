//! Labels in the outer margin: beside their line, never over each other.
//!
//! Must not know: what a click on one does.

use egui::{Rect, pos2, vec2};

use super::marks::{Mark, Marks};

/// Height of a label, in points.
pub(super) const HEIGHT: f32 = 18.0;
/// From one label to the next where they are crowded.
const PITCH: f32 = 20.0;
/// How far below its line a label may stand, in points; beyond that labels are gathered.
const REACH: f32 = 62.0;

/// A label's place, or that of several gathered.
pub(super) struct Placed {
    /// Which marks, as indexes into the list; more than one where they are gathered.
    pub marks: Vec<usize>,
    /// Where it is painted.
    pub rect: Rect,
    /// The middle of the line that it belongs to, in points of the screen.
    pub line: f32,
    /// What it says: "C1", or "C1 +7" for eight of them.
    pub text: String,
}

/// Where labels stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margin {
    /// The side of the labels that faces the text, in points of the screen.
    pub edge: f32,
    /// -1 for a left margin, 1 for a right one.
    pub outward: f32,
    /// Top and bottom of what can be seen.
    pub top: f32,
    pub bottom: f32,
}

/// Places labels for all marks; `width` gives the width of a label's text, in points.
///
/// A passage that began above what can be seen has its label beside its first line in view.
pub(super) fn place(marks: &Marks<'_>, margin: Margin, mut width: impl FnMut(&str) -> f32) -> Vec<Placed> {
    let first_line = |(index, mark): (usize, &Mark<'_>)| {
        let seen = marks.rects(mark).iter().find(|rect| rect.center().y > margin.top + 6.0)?;
        (seen.center().y < margin.bottom).then_some((index, seen.center().y, seen.left()))
    };
    let mut wanted: Vec<(usize, f32, f32)> = marks.list.iter().enumerate().filter_map(first_line).collect();
    // The one that begins first stands first; on one line, the one further left.
    wanted.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)));
    let mut placed: Vec<Placed> = Vec::new();
    for (index, line, _) in wanted {
        let below = placed.last().map_or(f32::MIN, |last| last.rect.center().y + PITCH);
        let y = line.max(below);
        if y - line > REACH
            && let Some(last) = placed.last_mut()
        {
            last.marks.push(index);
            continue;
        }
        let rect = Rect::from_center_size(pos2(margin.edge, y), vec2(0.0, HEIGHT));
        placed.push(Placed { marks: vec![index], rect, line, text: String::new() });
    }
    for label in &mut placed {
        let name = label.marks.first().and_then(|index| marks.list.get(*index)).map(|m| &m.passage.label);
        label.text = match (name, label.marks.len()) {
            (None, _) => String::new(),
            (Some(name), 1) => name.to_string(),
            (Some(name), more) => format!("{name} +{}", more - 1),
        };
        let size = vec2(width(&label.text).max(12.0) + 10.0, HEIGHT);
        let centre = pos2(margin.edge + margin.outward * size.x / 2.0, label.rect.center().y);
        label.rect = Rect::from_center_size(centre, size);
    }
    placed
}
