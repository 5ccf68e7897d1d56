//! What is agreed, what one side claims alone, what is disputed; and who undertakes what.
//!
//! Must not know: what was raised and how it was answered.

use std::collections::HashSet;

use super::concerns::internal;
use super::document::{Block, Span};
use super::scope::{Scope, Source, text};
use super::topics::is_commitment;
use super::words::{self, Word};
use crate::analysis::{FindingKind, confirms};
use crate::model::{Codebook, LinkKindId, Meeting, Passage, PassageId, Role, Statement};

/// Whether a kind of link tells that one text disputes what another says.
pub(super) fn disputes(_: &Codebook, kind: &LinkKindId) -> bool {
    ["contradicts", "denies"].contains(&kind.as_str())
}

/// The passages in another side's text that are linked to this one by such a kind, either way.
pub(super) fn opposite<'a>(
    scope: &Scope<'a>,
    statement: &Statement,
    id: PassageId,
    wanted: impl Fn(&Codebook, &LinkKindId) -> bool,
) -> Vec<(&'a Statement, &'a Passage)> {
    let links = scope.overview.links();
    let ends = links.incoming(id).iter().map(|linked| (linked, linked.link.from));
    let ends = ends.chain(links.outgoing(id).iter().map(|linked| (linked, linked.link.to)));
    let ends = ends.filter(|(linked, _)| wanted(scope.dossier.codebook(), &linked.link.kind));
    let found = ends.filter_map(|(_, end)| scope.dossier.passage(end));
    let mut found: Vec<(&Statement, &Passage)> = found
        .filter(|(_, other, _)| other.party() != statement.party())
        .map(|(_, other, passage)| (other.as_ref(), passage.as_ref()))
        .collect();
    found.sort_by_key(|(_, passage)| (passage.range, passage.id));
    found.dedup_by_key(|(_, passage)| passage.id);
    found
}

/// Claims of agreement that one side alone makes, as the findings have them.
pub(super) fn claimed<'s, 'a>(
    scope: &'s Scope<'a>,
    meeting: &Meeting,
) -> impl Iterator<Item = (&'s Source<'a>, &'a Passage)> {
    scope.found(meeting, FindingKind::OneSidedAgreement)
}

fn joint<'s, 'a>(
    scope: &'s Scope<'a>,
    meeting: &Meeting,
) -> impl Iterator<Item = (&'s Source<'a>, &'a Passage)> {
    let codebook = scope.dossier.codebook();
    let all = scope.passages_of(meeting.id());
    let joint =
        all.filter(|(_, passage)| codebook.tag(&passage.tag).is_some_and(|tag| tag.role == Role::Joint));
    joint.map(|(source, passage)| (source, passage.as_ref()))
}

/// The section of agreements.
pub(super) fn agreements(scope: &Scope<'_>) -> Vec<Block> {
    scope.by_meeting(Word::NoAgreements, |meeting| of_meeting(scope, meeting))
}

fn of_meeting(scope: &Scope<'_>, meeting: &Meeting) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut agreed, mut seen) = (Vec::new(), HashSet::new());
    for (source, passage) in joint(scope, meeting) {
        let others = opposite(scope, source.statement, passage.id, confirms);
        if others.is_empty() || !seen.insert(passage.id) {
            continue;
        }
        seen.extend(others.iter().map(|(_, other)| other.id));
        let mut spans = Vec::new();
        for (statement, one) in [(source.statement.as_ref(), passage)].into_iter().chain(others) {
            if !spans.is_empty() {
                spans.push(text(" — "));
            }
            spans.push(scope.party(statement.party()));
            spans.push(text(words::colon(scope.language)));
            spans.extend(scope.say(statement, one));
        }
        agreed.push(spans);
    }
    let mut disputed = Vec::new();
    let mut pairs = HashSet::new();
    for (source, passage) in scope.passages_of(meeting.id()) {
        for (statement, other) in opposite(scope, source.statement, passage.id, disputes) {
            if !pairs.insert((passage.id.min(other.id), passage.id.max(other.id))) {
                continue;
            }
            let mut spans = vec![scope.party(source.party.id), text(words::colon(scope.language))];
            spans.extend(scope.say(source.statement, passage));
            spans.push(text(format!("{}{} ", words::semicolon(scope.language), scope.word(Word::Against))));
            spans.push(scope.party(statement.party()));
            spans.push(text(words::colon(scope.language)));
            spans.extend(scope.say(statement, other));
            disputed.push(spans);
        }
    }
    let mut claims = Vec::new();
    for (source, passage) in claimed(scope, meeting) {
        let mut spans = vec![text(format!("{} ", scope.word(Word::ClaimedBy))), scope.party(source.party.id)];
        spans.push(text(words::colon(scope.language)));
        spans.extend(scope.say(source.statement, passage));
        claims.push((spans, passage));
    }
    if agreed.is_empty() && claims.is_empty() && disputed.is_empty() {
        return blocks;
    }
    let strong = |word| Span::Strong(scope.lead(word));
    if agreed.is_empty() {
        blocks.push(Block::Paragraph(vec![
            strong(Word::Agreed),
            text(format!("{}.", scope.word(Word::NothingBoth))),
        ]));
    } else {
        blocks.push(Block::Paragraph(vec![Span::Strong(scope.lead(Word::Agreed).trim_end().to_owned())]));
        blocks.push(Block::List(agreed));
    }
    for (spans, passage) in claims {
        blocks.push(Block::Paragraph(spans));
        internal(scope, &passage.note, &mut blocks);
    }
    if !disputed.is_empty() {
        blocks.push(Block::Paragraph(vec![Span::Strong(scope.lead(Word::Disputed).trim_end().to_owned())]));
        blocks.push(Block::List(disputed));
    }
    blocks
}

/// The section of commitments: by side, what it undertakes, did or fixed.
pub(super) fn commitments(scope: &Scope<'_>) -> Vec<Block> {
    scope.by_meeting(Word::NoCommitments, |meeting| {
        let mut items: Vec<Block> = Vec::new();
        for (source, passage) in scope.passages_of(meeting.id()) {
            if !is_commitment(scope.dossier, passage) {
                continue;
            }
            let tag = scope.dossier.codebook().tag(&passage.tag);
            let name = tag.map_or("", |tag| words::tag(tag, scope.language));
            let mut spans = scope.speaker(source.statement, passage);
            spans.push(text(format!(", {}{}", lower(name), words::colon(scope.language))));
            spans.extend(scope.say(source.statement, passage));
            match items.last_mut() {
                Some(Block::List(list)) => list.push(spans),
                _ => items.push(Block::List(vec![spans])),
            }
            internal(scope, &passage.note, &mut items);
        }
        items
    })
}

/// A name within a sentence: its first letter small.
pub(super) fn lower(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}
