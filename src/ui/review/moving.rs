//! Moving together: where the other statement goes when one is scrolled.
//!
//! By links, the passage nearest to the reading line leads: what is linked to it, or else what is on
//! its topic, stands at the same height on the other side. Only passages in view are looked at.
//! Must not know: how a statement is scrolled by wheel or bar.

use std::collections::HashMap;

use egui::Ui;
use uuid::Uuid;

use super::pane::{Column, PaneView};
use crate::app::{Level, Open, Pane, linked};
use crate::model::{Passage, PassageId, StatementId, TopicId};
use crate::store::Moving;
use crate::text::{ByteOffset, ByteRange};

/// Where one reads: this share of the view from its top.
const READING_LINE: f64 = 0.33;
/// How much nearer to the reading line another passage must be to lead instead, in points.
const HOLD: f64 = 60.0;

/// Passages of a statement by topic, of one state of the dossier.
#[derive(Debug, Default)]
struct ByTopic {
    of: Option<(Uuid, u64, StatementId)>,
    places: HashMap<TopicId, Vec<(ByteOffset, PassageId)>>,
}

/// What is remembered between frames.
#[derive(Debug, Default)]
pub(super) struct Together {
    /// The passage that leads, and what it leads to.
    leader: Option<(PassageId, ByteOffset)>,
    topics: [ByTopic; 2],
}

/// One side: where it is shown, what it remembers, and the bytes that were in view.
pub(super) struct Mover<'a, 't> {
    /// The pane.
    pub pane: Pane,
    /// Where it is shown.
    pub column: &'a Column<'t>,
    /// What it remembers.
    pub view: &'a mut PaneView,
    /// The bytes that were in view in the last frame.
    pub seen: Option<ByteRange>,
}

impl Together {
    /// Moves `other` after `moved` was scrolled by `points`.
    pub(super) fn follow(
        &mut self,
        ui: &Ui,
        open: &Open,
        how: Moving,
        moved: Mover<'_, '_>,
        other: Mover<'_, '_>,
        points: f64,
    ) {
        let (here, there) = (height(&moved), height(&other));
        match how {
            Moving::Apart => {}
            Moving::Share => {
                let max = moved.view.max_offset(here);
                let share = if max > 0.0 { moved.view.offset() / max } else { 0.0 };
                other.view.scroll_to(share * other.view.max_offset(there), there);
            }
            Moving::Links => match self.lead(open, &moved, &other) {
                Some((at, to)) => {
                    let y = moved.view.below_top(ui, moved.column, at);
                    other.view.put(ui, other.column, to, y);
                }
                // Nothing to hold on to: as far as the one that was scrolled.
                None => other.view.scroll_by(points, there),
            },
        }
    }

    /// The place that leads and the place that follows it.
    fn lead(
        &mut self,
        open: &Open,
        moved: &Mover<'_, '_>,
        other: &Mover<'_, '_>,
    ) -> Option<(ByteOffset, ByteOffset)> {
        let seen = moved.seen?;
        let reading = height(moved) * READING_LINE;
        let mut best: Option<(f64, &Passage, ByteOffset)> = None;
        for passage in moved.column.statement.passages().between(seen) {
            if !open.is_shown(passage) {
                continue;
            }
            let held = self.leader.filter(|(id, _)| *id == passage.id).map(|(_, to)| to);
            let Some(to) = held.or_else(|| self.counterpart(open, passage, moved, other)) else { continue };
            let y = moved.view.place(passage.range.start()) - moved.view.offset();
            let far = (y - reading).abs() - if held.is_some() { HOLD } else { 0.0 };
            if best.is_none_or(|(least, ..)| far < least) {
                best = Some((far, passage, to));
            }
        }
        let (_, passage, to) = best?;
        self.leader = Some((passage.id, to));
        Some((passage.range.start(), to))
    }

    /// Where the counterpart of a passage begins.
    fn counterpart(
        &mut self,
        open: &Open,
        passage: &Passage,
        moved: &Mover<'_, '_>,
        other: &Mover<'_, '_>,
    ) -> Option<ByteOffset> {
        let statement = other.column.statement;
        if let Some(linked) = linked(open, passage.id, statement).first() {
            return Some(linked.range.start());
        }
        let (key, revision) = open.state_name();
        let index = usize::from(other.pane == Pane::Right);
        let topics = self.topics.get_mut(index)?;
        let of = Some((key, revision, statement.id()));
        if topics.of != of {
            topics.of = of;
            topics.places.clear();
            for passage in statement.passages().iter() {
                if let Some(topic) = passage.topic {
                    topics.places.entry(topic).or_default().push((passage.range.start(), passage.id));
                }
            }
        }
        let places = topics.places.get(&passage.topic?)?;
        // The one at about the same share of the text: topics come back in the order of the talks.
        let length = moved.column.statement.text().len().max(1);
        let share = passage.range.start().get() as f64 / length as f64;
        let wanted = ByteOffset::new((share * statement.text().len() as f64) as usize);
        let after = places.partition_point(|(start, _)| *start < wanted);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|i| places.get(i));
        near.min_by_key(|(start, _)| start.get().abs_diff(wanted.get())).map(|(start, _)| *start)
    }

    /// Forgets what led, as after a jump.
    pub(super) fn let_go(&mut self) {
        self.leader = None;
    }
}

fn height(mover: &Mover<'_, '_>) -> f64 {
    f64::from(mover.column.view.height())
}

/// Brings two places to the same height: one side stays, the other one is scrolled.
pub(super) fn bring_level(ui: &Ui, level: Level, stays: Mover<'_, '_>, other: Mover<'_, '_>) {
    let view = height(&stays);
    let mut y = stays.view.below_top(ui, stays.column, level.at);
    let line = f64::from(stays.column.setting.line);
    if y < line || y > view - 2.0 * line {
        // What is to be compared must be seen.
        stays.view.put(ui, stays.column, level.at, view * READING_LINE);
        y = view * READING_LINE;
    }
    other.view.put(ui, other.column, level.other, y);
}
