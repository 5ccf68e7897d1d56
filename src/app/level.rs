//! Counterparts: what stands on the other side for a passage, by link or by topic; and bringing the
//! two level.
//!
//! Must not know: where anything is on the screen.

use super::{MessageKind, Open, Pane, State};
use crate::model::{Passage, PassageId, Statement};
use crate::text::ByteOffset;

/// Two places to be brought to the same height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// The pane that stays.
    pub stays: Pane,
    /// The place in its text (bytes).
    pub at: ByteOffset,
    /// The place in the other pane's text (bytes).
    pub other: ByteOffset,
}

/// The passages of `other` that a link joins to `passage`, by place.
pub fn linked<'t>(open: &Open, passage: PassageId, other: &'t Statement) -> Vec<&'t Passage> {
    let outgoing = open.links().outgoing(passage).iter().map(|linked| linked.link.to);
    let incoming = open.links().incoming(passage).iter().map(|linked| linked.link.from);
    let mut found: Vec<&Passage> = outgoing
        .chain(incoming)
        .filter_map(|id| other.passages().get(id))
        .filter(|passage| open.is_shown(passage))
        .map(std::convert::AsRef::as_ref)
        .collect();
    found.sort_by_key(|passage| (passage.range, passage.id));
    found.dedup_by_key(|passage| passage.id);
    found
}

/// The passages of `other` that stand for `passage`: those linked to it, else those on its topic.
fn counterparts<'t>(open: &Open, passage: &Passage, other: &'t Statement) -> Vec<&'t Passage> {
    let linked = linked(open, passage.id, other);
    if !linked.is_empty() || passage.topic.is_none() {
        return linked;
    }
    let on_topic = |other: &&Passage| other.topic == passage.topic && open.is_shown(other);
    other.passages().iter().map(std::convert::AsRef::as_ref).filter(on_topic).collect()
}

/// Brings two passages of the two statements shown into view, level with each other.
pub(super) fn beside(open: &mut Open, stays: PassageId, other: PassageId) {
    let place = |id: PassageId| {
        let (_, statement, passage) = open.dossier.passage(id)?;
        Some((open.pane_of(statement.id())?, passage.range))
    };
    let (Some((pane, range)), Some((other_pane, other))) = (place(stays), place(other)) else { return };
    open.at.bring = Some((pane, range));
    if pane != other_pane {
        open.at.level = Some(Level { stays: pane, at: range.start(), other: other.start() });
    }
}

/// Brings the counterpart of the selected passage level with it; the next one when asked again.
pub(super) fn bring(state: &mut State) {
    let Some(open) = &mut state.open else { return };
    let Some((_, statement, passage)) = open.selected_passage() else { return };
    let (id, label, at) = (passage.id, passage.label.clone(), passage.range.start());
    let Some(stays) = open.pane_of(statement.id()) else { return };
    let Some(other) = open.statement(stays.other()) else { return };
    let found = counterparts(open, passage, other);
    let before = open.at.leveled.filter(|(of, _)| *of == id).map(|(_, other)| other);
    let here = before.and_then(|before| found.iter().position(|passage| passage.id == before));
    let next = here.map_or(0, |here| (here + 1) % found.len());
    let Some(counterpart) = found.get(next).map(|passage| (passage.id, passage.range.start())) else {
        let text = format!("Nothing on the other side is linked to {label} or on its topic");
        state.say(MessageKind::Hint, text);
        return;
    };
    open.at.leveled = Some((id, counterpart.0));
    open.at.level = Some(Level { stays, at, other: counterpart.1 });
}
