//! The bottom line, and what is open at the end: gaps, how far the texts can be relied on.
//!
//! Must not know: the sections between.

use std::collections::{BTreeSet, HashMap};

use super::agreements::claimed;
use super::concerns::{raised, status};
use super::document::{Block, Span};
use super::omissions::silent;
use super::scope::{Scope, among, text};
use super::words::{self, Counted, Word};
use crate::analysis::Status;
use crate::model::{Completeness, PartyId, PassageId, TopicId};

/// What the dossier says at a glance.
pub(super) fn bottom_line(scope: &Scope<'_>) -> Vec<Block> {
    let language = scope.language;
    let all: Vec<(PartyId, Status, PassageId)> = scope
        .meetings
        .iter()
        .flat_map(|meeting| raised(scope, meeting))
        .map(|(_, raised)| (raised.party, raised.status, raised.id))
        .collect();
    let mut items = Vec::new();
    for party in scope.dossier.parties() {
        let own: Vec<_> = all.iter().filter(|(side, ..)| *side == party.id).collect();
        if own.is_empty() {
            continue;
        }
        let mut spans = vec![text(format!(
            "{}{}",
            words::raised(&among(&party.name), own.len(), language),
            words::colon(language)
        ))];
        let mut first = true;
        for wanted in Status::ALL {
            let ids: Vec<PassageId> =
                own.iter().filter(|(_, s, _)| *s == wanted).map(|(.., id)| *id).collect();
            if ids.is_empty() {
                continue;
            }
            if !std::mem::take(&mut first) {
                spans.push(text(words::semicolon(scope.language)));
            }
            if own.len() > 1 {
                spans.push(text(format!("{}\u{a0}", ids.len())));
            }
            spans.push(status(scope, wanted));
            // Of many, the list says where each stands.
            if ids.len() <= MOST_CITED {
                spans.push(text(" "));
                spans.extend(scope.cited(ids));
            }
        }
        spans.push(text("."));
        items.push(spans);
    }
    let mut claims: Vec<(PartyId, Vec<PassageId>)> = Vec::new();
    for (source, passage) in scope.meetings.iter().flat_map(|meeting| claimed(scope, meeting)) {
        match claims.iter_mut().find(|(side, _)| *side == source.party.id) {
            Some((_, ids)) => ids.push(passage.id),
            None => claims.push((source.party.id, vec![passage.id])),
        }
    }
    for (side, ids) in claims {
        let mut spans = vec![
            text(format!("{} ", words::capital(scope.word(Word::OnlyBy)))),
            scope.party(side),
            text(format!("{}{}", words::colon(language), words::count(Counted::Claim, ids.len(), language))),
        ];
        if ids.len() <= MOST_CITED {
            spans.push(text(" "));
            spans.extend(scope.cited(ids));
        }
        spans.push(text("."));
        items.push(spans);
    }
    let mut silences = Vec::new();
    for meeting in &scope.meetings {
        for (at, absences) in silent(scope, meeting) {
            let Some(party) = scope.parties.get(at) else { continue };
            silences.extend(absences.iter().map(|absence| (among(&party.name), absence.topic)));
        }
    }
    if !silences.is_empty() {
        // A topic on which a side was silent at several meetings is one.
        let mut by_side: Vec<(String, BTreeSet<TopicId>)> = Vec::new();
        for (name, topic) in silences {
            match by_side.iter_mut().find(|(known, _)| *known == name) {
                Some((_, topics)) => drop(topics.insert(topic)),
                None => by_side.push((name, BTreeSet::from([topic]))),
            }
        }
        let parts = by_side.iter().map(|(name, topics)| {
            format!("{name}\u{a0}– {}", words::count(Counted::Topic, topics.len(), language))
        });
        items.push(vec![text(format!(
            "{}{}.",
            scope.lead(Word::SilentOn),
            parts.collect::<Vec<_>>().join(words::semicolon(language))
        ))]);
    }
    if items.is_empty() {
        let any = scope.meetings.iter().any(|meeting| scope.passages_of(meeting.id()).next().is_some());
        let word = if any { Word::NoConcerns } else { Word::NoTopics };
        return vec![Block::Nothing(scope.word(word).to_owned())];
    }
    vec![Block::List(items)]
}

/// So many citations at most stand in a row in the bottom line.
const MOST_CITED: usize = 6;

/// The last section before the annex.
pub(super) fn next_steps(scope: &Scope<'_>) -> Vec<Block> {
    let mut items: Vec<Vec<Span>> = Vec::new();
    for (word, wanted) in [(Word::Open, Status::NoResponse), (Word::Unreviewed, Status::NotReviewed)] {
        let open = scope.meetings.iter().flat_map(|meeting| raised(scope, meeting));
        let ids: Vec<PassageId> = open.filter(|(_, r)| r.status == wanted).map(|(_, r)| r.id).collect();
        if let Some(spans) = by_topic(scope, word, &ids) {
            items.push(spans);
        }
    }
    let untagged = scope.sources.iter().filter(|source| source.statement.passages().is_empty());
    items.extend(texts(scope, Word::Untagged, untagged.map(|source| source.side.clone()).collect()));
    let derived = scope.sources.iter().filter_map(|source| {
        let completeness = &source.statement.details().source.completeness;
        let form = words::completeness(completeness, scope.language);
        (*completeness != Completeness::Full).then(|| format!("{} ({form})", source.side))
    });
    items.extend(texts(scope, Word::NotOriginal, derived.collect()));
    let lost = scope.sources.iter().filter(|source| !source.statement.lost().is_empty()).map(|source| {
        let labels = source.statement.lost().iter().map(|lost| lost.passage.label.to_string());
        format!("{} ({})", source.side, labels.collect::<Vec<_>>().join(", "))
    });
    items.extend(texts(scope, Word::LostPassages, lost.collect()));
    if scope.memo.with_notes {
        let mut names: Vec<&str> = scope
            .sources
            .iter()
            .flat_map(|source| source.statement.passages().iter())
            .filter_map(|passage| scope.dossier.reviewer(passage.reviewer?))
            .map(|reviewer| reviewer.name.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        items.extend(texts(scope, Word::ReviewedBy, names.into_iter().map(str::to_owned).collect()));
    }
    if items.is_empty() {
        return vec![Block::Nothing(scope.word(Word::NoGaps).to_owned())];
    }
    vec![Block::List(items)]
}

fn texts(scope: &Scope<'_>, word: Word, mut names: Vec<String>) -> Option<Vec<Span>> {
    names.dedup();
    let lead = scope.word(word);
    let lead = if lead.ends_with(':') { format!("{lead} ") } else { scope.lead(word) };
    (!names.is_empty()).then(|| vec![Span::Strong(lead), text(format!("{}.", names.join(", ")))])
}

/// Passages by what they are about, as a sentence.
fn by_topic(scope: &Scope<'_>, word: Word, ids: &[PassageId]) -> Option<Vec<Span>> {
    if ids.is_empty() {
        return None;
    }
    let mut spans = vec![Span::Strong(scope.lead(word))];
    let mut by_topic: HashMap<Option<TopicId>, Vec<PassageId>> = HashMap::new();
    for id in ids {
        let topic = scope.dossier.passage(*id).and_then(|(.., passage)| passage.topic);
        by_topic.entry(topic).or_default().push(*id);
    }
    let mut first = true;
    for topic in scope.dossier.topics().iter().map(Some).chain([None]) {
        let wanted = topic.map(|topic| topic.id);
        let Some(here) = by_topic.remove(&wanted) else { continue };
        if !std::mem::take(&mut first) {
            spans.push(text(words::semicolon(scope.language)));
        }
        let name = topic.map_or(scope.word(Word::WithoutTopic), |topic| topic.name.as_str());
        spans.push(text(format!("{name} ")));
        spans.extend(scope.cited(here));
    }
    spans.push(text("."));
    Some(spans)
}
