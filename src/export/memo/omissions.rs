//! What only one side mentions, and what the reviewer found a side to be silent on.
//!
//! Must not know: what the sides say about what they both mention.

use std::collections::BTreeMap;

use super::document::{Block, Span};
use super::scope::{Scope, text};
use super::words::{self, Word};
use crate::model::{Meeting, PartyId, PassageId, TopicId};

/// The section's blocks.
pub(super) fn omissions(scope: &Scope<'_>) -> Vec<Block> {
    scope.by_meeting(Word::NoOmissions, |meeting| {
        let mut items = silences(scope, meeting);
        items.extend(lonely(scope, meeting));
        if items.is_empty() { Vec::new() } else { vec![Block::List(items)] }
    })
}

/// The topics on which each side was found to be silent.
pub(super) fn silent<'a>(
    scope: &Scope<'a>,
    meeting: &'a Meeting,
) -> BTreeMap<usize, Vec<&'a crate::model::Absence>> {
    let mut found: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for absence in meeting.absences() {
        if let Some(at) = scope.parties.iter().position(|party| party.id == absence.party) {
            found.entry(at).or_default().push(absence);
        }
    }
    // In the order in which topics are listed everywhere.
    let place = |id: TopicId| scope.dossier.topics().iter().position(|topic| topic.id == id);
    found.values_mut().for_each(|list| list.sort_by_key(|absence| (place(absence.topic), absence.id)));
    found
}

fn silences(scope: &Scope<'_>, meeting: &Meeting) -> Vec<Vec<Span>> {
    let mut items = Vec::new();
    for (at, absences) in silent(scope, meeting) {
        let Some(party) = scope.parties.get(at) else { continue };
        let mut spans = vec![scope.party(party.id), text(format!(" {} ", scope.word(Word::Silent)))];
        let mut first = true;
        for absence in absences {
            let Some(topic) = scope.dossier.topic(absence.topic) else { continue };
            if !std::mem::take(&mut first) {
                spans.push(text(words::semicolon(scope.language)));
            }
            spans.push(Span::Strong(topic.name.clone()));
            // Why is the reviewer's own: it goes out with the other notes or not at all.
            if scope.memo.with_notes {
                let reason = absence.reason.trim().trim_end_matches('.');
                let reason = if reason.is_empty() { scope.word(Word::NoReason) } else { reason };
                spans.push(text(format!(" ({reason})")));
            }
        }
        spans.push(text("."));
        items.push(spans);
    }
    items
}

/// Topics that one side alone treats, where nobody confirmed that the others are silent.
fn lonely(scope: &Scope<'_>, meeting: &Meeting) -> Vec<Vec<Span>> {
    let sides = scope.sides_of(meeting.id());
    if sides.len() < 2 {
        return Vec::new();
    }
    let mut by_topic: BTreeMap<TopicId, Vec<(PartyId, PassageId)>> = BTreeMap::new();
    for (source, passage) in scope.passages_of(meeting.id()) {
        if let Some(topic) = passage.topic {
            by_topic.entry(topic).or_default().push((source.party.id, passage.id));
        }
    }
    let mut items = Vec::new();
    for party in &sides {
        let mut spans = Vec::new();
        for topic in scope.dossier.topics() {
            let Some(passages) = by_topic.get(&topic.id) else { continue };
            let alone = passages.iter().all(|(side, _)| *side == party.id);
            let mut others = sides.iter().filter(|other| other.id != party.id);
            let confirmed = others.all(|other| {
                meeting.absences().any(|absence| absence.topic == topic.id && absence.party == other.id)
            });
            if !alone || confirmed {
                continue;
            }
            if !spans.is_empty() {
                spans.push(text(words::semicolon(scope.language)));
            }
            spans.push(Span::Strong(topic.name.clone()));
            spans.push(text(" "));
            spans.extend(scope.cited(passages.iter().map(|(_, id)| *id)));
        }
        if !spans.is_empty() {
            let [before, after] = words::only_mentions(scope.language);
            let unconfirmed = scope.word(Word::NotMarked);
            let mut item = vec![
                text(before),
                scope.party(party.id),
                text(format!("{after} ({unconfirmed}){}", words::colon(scope.language))),
            ];
            item.extend(spans);
            item.push(text("."));
            items.push(item);
        }
    }
    items
}
