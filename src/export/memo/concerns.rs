//! The ledger: what was raised, by whom, how it was answered, where it stands.
//!
//! Must not know: what else the texts say.

use super::document::{Block, Span, Table};
use super::scope::{Scope, among, text};
use super::topics::answers;
use super::words::{self, Word};
use crate::analysis::{Raised, Status};
use crate::model::{Link, LinkKindId, Meeting, Passage, PassageId, Statement, StatementId};

/// What was raised in the texts about a meeting, in reading order.
pub(super) fn raised<'a>(
    scope: &'a Scope<'_>,
    meeting: &Meeting,
) -> impl Iterator<Item = (StatementId, &'a Raised)> {
    scope.overview.raised(meeting.id()).filter(|(_, raised)| scope.holds(raised.id))
}

/// The section's blocks.
pub(super) fn concerns(scope: &Scope<'_>) -> Vec<Block> {
    scope.by_meeting(Word::NoConcerns, |meeting| {
        let rows: Vec<Vec<Vec<Block>>> = raised(scope, meeting)
            .filter_map(|(statement, raised)| row(scope, meeting, statement, raised))
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let head = [Word::Raised, Word::RaisedBy, Word::Answer, Word::StatusHead];
        vec![Block::Table(Table {
            head: head.map(|word| vec![text(scope.word(word))]).into(),
            widths: vec![37, 17, 31, 15],
            rows,
        })]
    })
}

fn row(
    scope: &Scope<'_>,
    meeting: &Meeting,
    statement: StatementId,
    raised: &Raised,
) -> Option<Vec<Vec<Block>>> {
    let statement = meeting.statement(statement)?;
    let passage = statement.passages().get(raised.id)?;
    let mut wording = vec![Block::Paragraph(scope.say(statement, passage))];
    internal(scope, &passage.note, &mut wording);
    let by = vec![Block::Paragraph(by(scope, statement, passage))];
    let answer = reactions(scope, passage.id);
    let mut status = vec![Block::Paragraph(vec![status(scope, raised.status)])];
    if let Some(no_response) = passage.no_response.as_ref().filter(|_| raised.status == Status::NoResponse) {
        internal(scope, &no_response.reason, &mut status);
    }
    Some(vec![wording, by, answer, status])
}

/// A status with its words.
pub(super) fn status(scope: &Scope<'_>, status: Status) -> Span {
    Span::Status { status, words: words::status(status, scope.language).to_owned() }
}

/// Who raised it, with the verb and its strength.
fn by(scope: &Scope<'_>, statement: &Statement, passage: &Passage) -> Vec<Span> {
    let mut spans = scope.speaker(statement, passage);
    let verb = passage.verb.trim();
    if !verb.is_empty() {
        spans.push(text(words::colon(scope.language)));
        spans.push(Span::Emphasis(among(verb)));
    }
    if let Some(strength) = passage.strength {
        spans.push(text(format!(" ({}/5)", strength.level())));
    }
    spans
}

/// What the other side's words do to a passage.
fn reactions(scope: &Scope<'_>, id: PassageId) -> Vec<Block> {
    let mut found: Vec<(&Link, &Statement, &Passage)> = Vec::new();
    for linked in scope.overview.links().incoming(id).iter().filter(|linked| linked.crosses) {
        let kind = scope.dossier.codebook().link_kind(&linked.link.kind);
        if let Some((_, statement, passage)) =
            scope.dossier.passage(linked.link.from).filter(|_| answers(kind))
        {
            found.push((&linked.link, statement, passage));
        }
    }
    found.sort_by_key(|(link, _, passage)| {
        let place =
            scope.dossier.place_of(link.from).and_then(|place| scope.dossier.position_of(place.meeting));
        (place, passage.range, link.id)
    });
    let mut blocks = Vec::new();
    for (link, statement, passage) in found {
        let mut spans = vec![text(format!("{} ", doing(scope, &link.kind)))];
        let unsaid = scope.is_unsaid(passage.id);
        spans.extend(scope.say(statement, passage));
        blocks.push(Block::Paragraph(spans));
        internal(scope, &link.note, &mut blocks);
        if unsaid {
            internal(scope, &passage.note, &mut blocks);
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Nothing("—".to_owned()));
    }
    blocks
}

fn doing(scope: &Scope<'_>, kind: &LinkKindId) -> String {
    match scope.dossier.codebook().link_kind(kind) {
        Some(kind) => {
            format!("{}{}", words::reaction(kind, scope.language), words::colon(scope.language).trim_end())
        }
        None => kind.to_string(),
    }
}

/// A note for the desk alone, where the memo shows such.
pub(super) fn internal(scope: &Scope<'_>, note: &str, blocks: &mut Vec<Block>) {
    let note = note.trim();
    if scope.memo.with_notes && !note.is_empty() {
        blocks.push(Block::Internal(vec![text(note)]));
    }
}
