//! Topic by topic, what each side does about it and how that compares.
//!
//! What a later section quotes is only named here. Must not know: what those sections say of it.

use std::collections::HashSet;

use super::agreements::{disputes, opposite};
use super::document::{Block, Span, Table};
use super::scope::{Scope, Source, text};
use super::words::{self, Word};
use crate::analysis::{Status, status};
use crate::model::{
    Dossier, Effect, LinkKind, Meeting, MemoSection, Party, Passage, PassageId, Role, TopicId,
};

/// The passages that a later section quotes.
pub(super) fn quoted_later(scope: &Scope<'_>) -> HashSet<PassageId> {
    let shows = |section| scope.memo.shows(section);
    let mut found = HashSet::new();
    for meeting in &scope.meetings {
        for (source, passage) in scope.passages_of(meeting.id()) {
            let Some(tag) = scope.dossier.codebook().tag(&passage.tag) else { continue };
            let later = match tag.role {
                Role::Raises => shows(MemoSection::Concerns),
                Role::Joint => shows(MemoSection::Agreements),
                Role::Replies | Role::Other => {
                    (shows(MemoSection::Commitments) && is_commitment(scope.dossier, passage))
                        || (shows(MemoSection::Concerns) && reacts(scope, passage.id))
                }
            };
            let disputed = || !opposite(scope, source.statement, passage.id, disputes).is_empty();
            if later || (shows(MemoSection::Agreements) && disputed()) {
                found.insert(passage.id);
            }
        }
    }
    found
}

/// Whether a passage undertakes, does or fixes something, going by the family of its tag.
pub(super) fn is_commitment(dossier: &Dossier, passage: &Passage) -> bool {
    let tag = dossier.codebook().tag(&passage.tag);
    tag.is_some_and(|tag| {
        matches!(tag.role, Role::Replies | Role::Other) && tag.family.as_str() == "commissive"
    })
}

/// Whether a kind of link answers or turns aside.
pub(super) fn answers(kind: Option<&LinkKind>) -> bool {
    kind.is_some_and(|kind| kind.effect != Effect::None)
}

/// Whether it answers something that the memo's list of what was raised shows.
fn reacts(scope: &Scope<'_>, id: PassageId) -> bool {
    scope.overview.links().outgoing(id).iter().any(|linked| {
        linked.crosses
            && scope.holds(linked.link.to)
            && answers(scope.dossier.codebook().link_kind(&linked.link.kind))
            && scope
                .dossier
                .passage(linked.link.to)
                .is_some_and(|(.., to)| scope.dossier.codebook().raises(&to.tag))
    })
}

/// The section's blocks.
pub(super) fn topics(scope: &Scope<'_>, later: &HashSet<PassageId>) -> Vec<Block> {
    scope.by_meeting(Word::NoTopics, |meeting| {
        table(scope, meeting, later).map(Block::Table).into_iter().collect()
    })
}

fn table(scope: &Scope<'_>, meeting: &Meeting, later: &HashSet<PassageId>) -> Option<Table> {
    let passages: Vec<(&Source<'_>, &Passage)> =
        scope.passages_of(meeting.id()).map(|(source, passage)| (source, passage.as_ref())).collect();
    // A side without a text mentions nothing and leaves nothing out.
    let sides = scope.sides_of(meeting.id());
    let known = scope.dossier.topics().iter().map(|topic| Some(topic.id));
    let mut rows = Vec::new();
    for topic in known.chain([None]) {
        let here: Vec<_> = passages
            .iter()
            .filter(|(_, passage)| passage.topic.filter(|id| scope.dossier.topic(*id).is_some()) == topic)
            .copied()
            .collect();
        let absent = topic.is_some_and(|topic| meeting.absences().any(|absence| absence.topic == topic));
        if !here.is_empty() || absent {
            rows.push(row(scope, &sides, topic, &here, later));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let mut head = vec![vec![text(scope.word(Word::Topic))]];
    head.extend(sides.iter().map(|party| vec![scope.party(party.id)]));
    head.push(vec![text(scope.word(Word::Assessment))]);
    Some(Table { head, widths: widths(sides.len()), rows })
}

/// Columns for the topic, the sides and the assessment.
fn widths(sides: usize) -> Vec<u16> {
    let sides = u16::try_from(sides).unwrap_or(u16::MAX).max(1);
    let each = 58_u16.div_euclid(sides).max(1);
    let mut widths = vec![20];
    widths.extend(std::iter::repeat_n(each, usize::from(sides)));
    widths.push(100_u16.saturating_sub(20 + each.saturating_mul(sides)));
    widths
}

fn row(
    scope: &Scope<'_>,
    sides: &[&Party],
    topic: Option<TopicId>,
    passages: &[(&Source<'_>, &Passage)],
    later: &HashSet<PassageId>,
) -> Vec<Vec<Block>> {
    let name = match topic.and_then(|id| scope.dossier.topic(id)) {
        Some(topic) => Span::Strong(topic.name.clone()),
        None => Span::Emphasis(scope.word(Word::WithoutTopic).to_owned()),
    };
    let mut cells = vec![vec![Block::Paragraph(vec![name])]];
    for party in sides {
        let own: Vec<_> =
            passages.iter().filter(|(source, _)| source.party.id == party.id).copied().collect();
        cells.push(side(scope, &own, later));
    }
    cells.push(assessment(scope, topic.is_some() && sides.len() > 1, passages));
    cells
}

/// What a side does about a topic: its tags, each with where.
fn side(scope: &Scope<'_>, passages: &[(&Source<'_>, &Passage)], later: &HashSet<PassageId>) -> Vec<Block> {
    if passages.is_empty() {
        return vec![Block::Nothing(scope.word(Word::Unmentioned).to_owned())];
    }
    let name = |passage: &Passage| {
        let tag = scope.dossier.codebook().tag(&passage.tag);
        tag.map_or_else(|| passage.tag.to_string(), |tag| words::tag(tag, scope.language).to_owned())
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<String> = None;
    for (source, passage) in passages {
        let tag = name(passage);
        if later.contains(&passage.id) {
            // Passages in a row that do the same share their tag's name.
            if let (Some(Block::Paragraph(spans)), true) = (blocks.last_mut(), open.as_ref() == Some(&tag)) {
                spans.extend(scope.cite(passage.id, false));
            } else {
                let mut spans = vec![text(format!("{tag} "))];
                spans.extend(scope.cite(passage.id, false));
                blocks.push(Block::Paragraph(spans));
            }
            open = Some(tag);
        } else {
            let mut spans = vec![text(format!("{tag}{}", words::colon(scope.language)))];
            spans.extend(scope.say(source.statement, passage));
            blocks.push(Block::Paragraph(spans));
            open = None;
        }
        if scope.memo.with_notes && !later.contains(&passage.id) && !passage.note.trim().is_empty() {
            blocks.push(Block::Internal(vec![text(passage.note.trim())]));
            open = None;
        }
    }
    blocks
}

/// How the sides compare on a topic.
fn assessment(scope: &Scope<'_>, compares: bool, passages: &[(&Source<'_>, &Passage)]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let raised: Vec<(Status, &Passage)> = passages
        .iter()
        .filter_map(|(_, passage)| Some((status(scope.dossier, scope.overview.links(), passage)?, *passage)))
        .collect();
    for wanted in Status::ALL {
        let labels: Vec<String> =
            raised.iter().filter(|(status, _)| *status == wanted).map(|(_, p)| p.label.to_string()).collect();
        if labels.is_empty() {
            continue;
        }
        let words = words::status(wanted, scope.language).to_owned();
        let mut spans = vec![Span::Status { status: wanted, words }];
        if raised.len() > 1 {
            spans.push(text(format!(" ({})", labels.join(", "))));
        }
        blocks.push(Block::Paragraph(spans));
    }
    let contradicts = |passage: &Passage| {
        scope
            .overview
            .links()
            .outgoing(passage.id)
            .iter()
            .any(|linked| linked.crosses && linked.link.kind.as_str() == "contradicts")
    };
    if passages.iter().any(|(_, passage)| contradicts(passage)) {
        blocks.push(Block::Paragraph(vec![text(scope.word(Word::Contradiction))]));
    }
    let mut speaking: Vec<_> = passages.iter().map(|(source, _)| source.party.id).collect();
    speaking.sort_unstable();
    speaking.dedup();
    // What was answered under another topic is not passed over.
    let answered = raised.iter().any(|(status, _)| !status.is_unanswered());
    if let ([only], true, false) = (speaking.as_slice(), compares, answered) {
        let mut spans = vec![text(format!("{} ", scope.word(Word::OnlyBy)))];
        spans.push(scope.party(*only));
        blocks.push(Block::Paragraph(spans));
    }
    if blocks.is_empty() {
        blocks.push(Block::Nothing("—".to_owned()));
    }
    blocks
}
