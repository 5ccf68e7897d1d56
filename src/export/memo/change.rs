//! What changed since the last meeting: raised again, newly answered, new, dropped.
//!
//! Must not know: meetings before that, but for answers to what was raised there.

use std::collections::BTreeSet;

use super::concerns::status;
use super::document::{Block, Span};
use super::scope::{Scope, text};
use super::topics::answers;
use super::words::{self, Word};
use crate::analysis::Status;
use crate::model::{Meeting, PassageId, TopicId};

/// The section's blocks.
pub(super) fn change(scope: &Scope<'_>) -> Vec<Block> {
    let nothing = if scope.meetings.is_empty() { Word::NoMeetings } else { Word::FirstMeeting };
    scope.by_meeting(nothing, |meeting| {
        let Some(before) = previous(scope, meeting) else { return Vec::new() };
        let compared = format!("{} {}.", scope.word(Word::Compared), scope.meeting_name(before));
        let items = compare(scope, before, meeting);
        let changes = match items.is_empty() {
            true => Block::Nothing(scope.word(Word::NoChange).to_owned()),
            false => Block::List(items),
        };
        vec![Block::Paragraph(vec![Span::Emphasis(compared)]), changes]
    })
}

/// The meeting before one, of those with a text of a side that the memo is about.
fn previous<'a>(scope: &Scope<'a>, meeting: &Meeting) -> Option<&'a Meeting> {
    // Undated meetings stand at the end, where nothing is known of what came before.
    meeting.details().date?;
    let at = scope.dossier.position_of(meeting.id())?;
    let earlier = scope.dossier.meetings().get(..at)?;
    let ours = |meeting: &Meeting| meeting.statements().iter().any(|s| scope.memo.is_about(s.party()));
    earlier.iter().rev().map(AsRef::as_ref).find(|meeting| ours(meeting))
}

/// Passages with what became of them, by topic.
type Raised = Vec<(Option<TopicId>, PassageId, Status)>;

fn raised_at(scope: &Scope<'_>, meeting: &Meeting) -> Raised {
    let all = scope.overview.raised(meeting.id());
    let found = all.filter_map(|(statement, raised)| {
        let statement = meeting.statement(statement).filter(|s| scope.memo.is_about(s.party()))?;
        Some((statement.passages().get(raised.id)?.topic, raised.id, raised.status))
    });
    found.collect()
}

fn topics_of(scope: &Scope<'_>, meeting: &Meeting) -> BTreeSet<TopicId> {
    let ours = meeting.passages().filter(|(statement, _)| scope.memo.is_about(statement.party()));
    ours.filter_map(|(_, passage)| passage.topic).collect()
}

fn compare(scope: &Scope<'_>, before: &Meeting, now: &Meeting) -> Vec<Vec<Span>> {
    let (was, is) = (raised_at(scope, before), raised_at(scope, now));
    let (topics_then, topics_now) = (topics_of(scope, before), topics_of(scope, now));
    let mut items = Vec::new();
    let mut again = Vec::new();
    let mut new = Vec::new();
    let mut dropped = Vec::new();
    let separate = |spans: &mut Vec<Span>| {
        if !spans.is_empty() {
            spans.push(text(words::semicolon(scope.language)));
        }
    };
    for topic in scope.dossier.topics() {
        let of = |list: &Raised| -> Vec<(PassageId, Status)> {
            list.iter()
                .filter(|(id, ..)| *id == Some(topic.id))
                .map(|(_, id, status)| (*id, *status))
                .collect()
        };
        let (then, today) = (of(&was), of(&is));
        let name = Span::Strong(topic.name.clone());
        if !then.is_empty() && !today.is_empty() {
            separate(&mut again);
            again.push(name);
            again.push(text(" "));
            again.extend(scope.cited(today.iter().map(|(id, _)| *id)));
            let worst = then.iter().map(|(_, status)| *status).max();
            if let Some(worst) = worst {
                again.push(text(format!(" ({} ", scope.word(Word::LastTime))));
                again.push(status(scope, worst));
                again.push(text(" "));
                again.extend(scope.cited(then.iter().map(|(id, _)| *id)));
                again.push(text(")"));
            }
        } else if topics_now.contains(&topic.id) && !topics_then.contains(&topic.id) {
            separate(&mut new);
            new.push(name);
            if !today.is_empty() {
                new.push(text(" "));
                new.extend(scope.cited(today.iter().map(|(id, _)| *id)));
            }
        } else if topics_then.contains(&topic.id) && !topics_now.contains(&topic.id) {
            separate(&mut dropped);
            dropped.push(name);
            if !then.is_empty() {
                dropped.push(text(" "));
                dropped.extend(scope.cited(then.iter().map(|(id, _)| *id)));
            }
        }
    }
    for (word, spans) in [
        (Word::Again, again),
        (Word::NewlyAnswered, newly_answered(scope, now)),
        (Word::New, new),
        (Word::Dropped, dropped),
    ] {
        if !spans.is_empty() {
            let mut item = vec![Span::Strong(scope.lead(word))];
            item.extend(spans);
            item.push(text("."));
            items.push(item);
        }
    }
    items
}

/// What was raised at an earlier meeting and finds its answer in the texts about this one.
fn newly_answered(scope: &Scope<'_>, now: &Meeting) -> Vec<Span> {
    let mut spans = Vec::new();
    for link in now.links() {
        let codebook = scope.dossier.codebook();
        let Some((meeting, _, to)) = scope.dossier.passage(link.to) else { continue };
        if meeting.id() == now.id()
            || !scope.holds(link.from)
            || !codebook.raises(&to.tag)
            || !answers(codebook.link_kind(&link.kind))
        {
            continue;
        }
        if !spans.is_empty() {
            spans.push(text(words::semicolon(scope.language)));
        }
        spans.extend(scope.cite(link.to, false));
        spans.push(text(" → "));
        spans.extend(scope.cite(link.from, false));
    }
    spans
}
