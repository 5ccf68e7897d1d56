//! What passages say of themselves to people who can't see them, and in tips.
//!
//! Must not know: where anything is painted.

use crate::analysis::status;
use crate::app::Open;
use crate::model::{Passage, PassageId, SaidBy, Statement};
use crate::text::shortened;

/// The most letters of a passage's words that are read.
const WORDS: usize = 300;

/// What a passage is: "Concern C2, no response: the shorter period…".
pub(in crate::ui) fn name(open: &Open, passage: &Passage, words: &str) -> String {
    let tag = open.dossier.codebook().tag(&passage.tag).map_or("", |tag| tag.name.en());
    let state = status(&open.dossier, open.links(), passage);
    let state = state.map(|state| format!(", {}", state.words())).unwrap_or_default();
    format!("{tag} {}{state}: {}", passage.label, shortened(words, WORDS))
}

/// What else is known of it: topic, speaker, strength, links, note.
pub(super) fn description(open: &Open, statement: &Statement, passage: &Passage) -> String {
    let mut parts = Vec::new();
    if let Some(topic) = passage.topic.and_then(|topic| open.dossier.topic(topic)) {
        parts.push(format!("topic {}", topic.name));
    }
    let party = |id| open.dossier.party(id).map_or("", |party| party.name.as_str());
    match passage.said_by {
        Some(SaidBy::Own) => parts.push(format!("said by {}", party(statement.party()))),
        Some(SaidBy::Party(other)) => parts.push(format!("said by {}", party(other))),
        Some(SaidBy::Both) => parts.push("said by both".to_owned()),
        Some(SaidBy::Third) => parts.push("said by a third party".to_owned()),
        Some(SaidBy::Nobody) => parts.push("said by nobody".to_owned()),
        None => {}
    }
    if let Some(strength) = passage.strength {
        parts.push(format!("strength {} of 5", strength.level()));
    }
    let kind = |id| open.dossier.codebook().link_kind(id).map_or("", |kind| kind.name.en());
    let label = |id: PassageId| {
        open.meeting().and_then(|m| m.passage(id)).map_or(String::new(), |(_, p)| p.label.to_string())
    };
    for linked in open.links().outgoing(passage.id) {
        parts.push(format!("{} {}", kind(&linked.link.kind), label(linked.link.to)));
    }
    for linked in open.links().incoming(passage.id) {
        parts.push(format!("{} {} it", label(linked.link.from), kind(&linked.link.kind)));
    }
    if !passage.note.is_empty() {
        parts.push(format!("note: {}", shortened(&passage.note, WORDS)));
    }
    parts.join("; ")
}
