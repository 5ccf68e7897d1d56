//! Which links the gap shows: those with an end in view, found from the passages in view.
//!
//! The cost goes by what is in view, not by how many links the meeting has.
//! Must not know: how a curve is painted.

use std::collections::HashSet;

use egui::Rect;

use super::gap::{Curve, End, Ring};
use super::marks::{Mark, Marks};
use super::pane::PaneFrame;
use crate::analysis::{Status, status};
use crate::app::{Open, Pane, Selected};
use crate::model::{Effect, Link, LinkId, Passage, PassageId};

/// One side of the gap.
#[derive(Clone, Copy)]
pub(super) struct Side<'a, 't> {
    /// The pane.
    pub pane: Pane,
    /// What it shows.
    pub frame: &'a PaneFrame<'t>,
    /// Its passages in view.
    pub marks: &'a Marks<'t>,
}

/// What is pointed at.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Hovered {
    /// A passage.
    pub passage: Option<PassageId>,
    /// A link.
    pub link: Option<LinkId>,
}

/// The links between the two panes that have an end in view.
pub(super) fn curves(
    open: &Open,
    left: Side<'_, '_>,
    right: Side<'_, '_>,
    gap: Rect,
    hovered: Hovered,
) -> Vec<Curve> {
    let mut seen: HashSet<LinkId> = HashSet::new();
    let mut curves = Vec::new();
    for (near, far) in [(left, right), (right, left)] {
        for mark in &near.marks.list {
            let id = mark.passage.id;
            let links = open.links().outgoing(id).iter().chain(open.links().incoming(id));
            for link in links.map(|linked| &linked.link) {
                let other = if link.from == id { link.to } else { link.from };
                let Some(passage) = far.frame.column.statement.passages().get(other) else { continue };
                if !open.is_shown(passage) || !seen.insert(link.id) {
                    continue;
                }
                let ends = (end_of_mark(mark, near, gap), end_of(passage, far, gap));
                curves.push(curve(open, link, near.pane, id, other, ends, hovered));
            }
        }
    }
    curves
}

/// The curve of a link from a passage of `pane` to one of the other pane.
fn curve(
    open: &Open,
    link: &Link,
    pane: Pane,
    near: PassageId,
    far: PassageId,
    ends: (End, End),
    hovered: Hovered,
) -> Curve {
    let touches = |id: PassageId| link.from == id || link.to == id;
    let chosen = match open.at.selected {
        Selected::Passage(id) => touches(id),
        Selected::Link(id) => id == link.id,
        Selected::None => false,
    };
    let swapped = pane == Pane::Right;
    let (left, right) = if swapped { (far, near) } else { (near, far) };
    Curve {
        id: link.id,
        ends: if swapped { (ends.1, ends.0) } else { ends },
        reacts_right: link.from == right,
        effect: open.dossier.codebook().link_kind(&link.kind).map_or(Effect::None, |kind| kind.effect),
        lit: chosen || hovered.link == Some(link.id) || hovered.passage.is_some_and(touches),
        passages: (left, right),
    }
}

/// What a link says, for people who can't see it: "R1 answers C3".
pub(super) fn name(open: &Open, link: LinkId) -> String {
    let Some(meeting) = open.meeting() else { return String::new() };
    let Some(link) = meeting.link(link) else { return String::new() };
    let label = |id| meeting.passage(id).map(|(_, p)| p.label.to_string()).unwrap_or_default();
    let verb = open.dossier.codebook().link_kind(&link.kind).map_or("", |kind| kind.name.en());
    format!("{} {verb} {}", label(link.from), label(link.to))
}

/// Passages that nothing answers, a ring for each.
pub(super) fn rings(open: &Open, sides: &[Side<'_, '_>], gap: Rect) -> Vec<Ring> {
    let mut rings = Vec::new();
    for side in sides {
        for mark in &side.marks.list {
            let state = status(&open.dossier, open.links(), mark.passage);
            if let Some(status @ (Status::NoResponse | Status::NotReviewed)) = state
                && let End::At(y) = end_of_mark(mark, *side, gap)
            {
                rings.push(Ring { pane: side.pane, y, status });
            }
        }
    }
    rings
}

fn end_of_mark(mark: &Mark<'_>, side: Side<'_, '_>, gap: Rect) -> End {
    in_view(side.marks.bounds(mark), side, gap).unwrap_or_else(|| beyond(mark.passage, side))
}

pub(super) fn end_of(passage: &Passage, side: Side<'_, '_>, gap: Rect) -> End {
    let touched = side.frame.seen().is_some_and(|seen| seen.overlaps(passage.range));
    let bounds = touched
        .then(|| side.frame.rects(passage.range).fold(Rect::NOTHING, |all, rect| all.union(rect)))
        .and_then(|bounds| in_view(bounds, side, gap));
    bounds.unwrap_or_else(|| beyond(passage, side))
}

/// The middle of what can be seen of a passage.
fn in_view(bounds: Rect, side: Side<'_, '_>, gap: Rect) -> Option<End> {
    let seen = bounds.intersect(side.frame.column.view);
    let y = seen.center().y;
    (seen.is_positive() && gap.y_range().contains(y)).then_some(End::At(y))
}

/// Above or below what is in view, whichever side the passage begins on.
fn beyond(passage: &Passage, side: Side<'_, '_>) -> End {
    let first = side.frame.top_line().map(|(byte, _)| byte);
    if first.is_some_and(|first| passage.range.start() < first) { End::Above } else { End::Below }
}
