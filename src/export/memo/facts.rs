//! The meeting and its sources: when, where, who; which texts there are, and who published first.
//!
//! Must not know: what the texts say.

use super::document::{Block, Span, Table};
use super::scope::{Scope, Source, among, text};
use super::words::{self, Word};
use crate::model::{Day, Meeting, Participant};

/// The section's blocks.
pub(super) fn facts(scope: &Scope<'_>) -> Vec<Block> {
    scope.by_meeting(Word::NoMeetings, |meeting| {
        let mut blocks = vec![circumstances(scope, meeting)];
        let note = meeting.details().note.trim();
        if scope.memo.with_notes && !note.is_empty() {
            blocks.push(Block::Internal(vec![text(note)]));
        }
        blocks.extend(sources(scope, meeting));
        blocks
    })
}

/// Day, place and who took part, as sentences without verbs.
fn circumstances(scope: &Scope<'_>, meeting: &Meeting) -> Block {
    let details = meeting.details();
    let day = details.date.filter(|_| !scope.has_several()).map(|day| words::day(day, scope.language));
    let where_and_when = [day, Some(details.place.trim().to_owned()).filter(|place| !place.is_empty())];
    let line = where_and_when.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut spans = Vec::new();
    let sentence = |spans: &mut Vec<Span>, lead: Option<Span>, rest: String| {
        if !spans.is_empty() {
            spans.push(text(" "));
        }
        spans.extend(lead);
        // The Russian year ends in a full stop of its own.
        let end = if rest.ends_with('.') { "" } else { "." };
        spans.push(text(format!("{rest}{end}")));
    };
    if !line.is_empty() {
        sentence(&mut spans, None, line);
    }
    let people = |of: &dyn Fn(&Participant) -> bool| {
        let names = details.participants.iter().filter(|person| of(person)).map(|person| {
            let office = person.office.trim();
            let name = person.name.trim().to_owned();
            if office.is_empty() { name } else { format!("{name} ({office})") }
        });
        names.collect::<Vec<_>>().join(words::semicolon(scope.language))
    };
    for party in scope.dossier.parties() {
        let names = people(&|person| person.party == Some(party.id));
        if !names.is_empty() {
            let lead =
                format!("{} {}{}", scope.word(Word::For), among(&party.name), words::colon(scope.language));
            sentence(&mut spans, Some(Span::Strong(lead)), names);
        }
    }
    let others = people(&|person| person.party.is_none_or(|id| scope.dossier.party(id).is_none()));
    if !others.is_empty() {
        sentence(&mut spans, Some(Span::Strong(scope.lead(Word::Others))), others);
    }
    if spans.is_empty() {
        return Block::Nothing(scope.word(Word::NoFacts).to_owned());
    }
    Block::Paragraph(spans)
}

/// The texts about a meeting, and who came first.
fn sources(scope: &Scope<'_>, meeting: &Meeting) -> Vec<Block> {
    let sources: Vec<&Source<'_>> = scope.sources_of(meeting.id()).collect();
    if sources.is_empty() {
        return vec![Block::Nothing(scope.word(Word::NoSources).to_owned())];
    }
    let head = [Word::Side, Word::Source, Word::Published, Word::Text];
    let mut blocks = vec![Block::Table(Table {
        head: head.map(|word| vec![text(scope.word(word))]).into(),
        widths: vec![18, 42, 18, 22],
        rows: sources.iter().map(|source| row(scope, source)).collect(),
    })];
    let mut lines = first_of_all(scope, &sources);
    // Of a side that did not take part nobody expects a text.
    let took_part = |id| {
        !scope.memo.parties.is_empty()
            || meeting.details().participants.iter().any(|person| person.party == Some(id))
    };
    let silent = scope
        .parties
        .iter()
        .filter(|party| took_part(party.id) && sources.iter().all(|source| source.party.id != party.id));
    let silent: Vec<Span> = scope.parties_named(silent.map(|party| party.id));
    if !silent.is_empty() {
        if !lines.is_empty() {
            lines.push(text(" "));
        }
        lines.push(text(format!("{} ", scope.word(Word::NoText))));
        lines.extend(silent);
        lines.push(text("."));
    }
    if !lines.is_empty() {
        blocks.push(Block::Paragraph(lines));
    }
    blocks
}

fn row(scope: &Scope<'_>, source: &Source<'_>) -> Vec<Vec<Block>> {
    let details = source.statement.details();
    let its = &details.source;
    let numbered = source.side.contains('-') && source.side != source.party.short.trim();
    let name =
        if numbered { format!("{} ({})", source.party.name, source.side) } else { source.party.name.clone() };
    let side = vec![scope.party_as(source.party.id, |_| name.clone())];
    let mut about = Vec::new();
    if !its.publisher.trim().is_empty() {
        about.push(text(format!("{}, ", its.publisher.trim())));
    }
    about.push(text(words::kind(&its.kind, scope.language)));
    if let Some(delivery) =
        its.delivery.as_ref().filter(|delivery| **delivery != crate::model::Delivery::Published)
    {
        about.push(text(format!(", {}", words::delivery(delivery, scope.language))));
    }
    if !its.title.trim().is_empty() {
        about.push(text(words::colon(scope.language)));
        about.push(Span::Emphasis(its.title.trim().to_owned()));
    }
    let day = match its.published {
        Some(day) => words::day(day, scope.language),
        None => scope.word(Word::DateUnknown).to_owned(),
    };
    let mut form = words::completeness(&its.completeness, scope.language).to_owned();
    if !details.language.is_empty() {
        form.push_str(", ");
        form.push_str(words::language_name(&details.language, scope.language));
    }
    [side, about, vec![text(day)], vec![text(form)]].map(|spans| vec![Block::Paragraph(spans)]).into()
}

/// Who published first, where several sides did and the days are known.
fn first_of_all(scope: &Scope<'_>, sources: &[&Source<'_>]) -> Vec<Span> {
    let dated: Vec<(Day, &Source<'_>)> = sources
        .iter()
        .filter_map(|source| Some((source.statement.details().source.published?, *source)))
        .collect();
    let sides = |list: &[(Day, &Source<'_>)]| {
        let mut ids: Vec<_> = list.iter().map(|(_, source)| source.party.id).collect();
        ids.dedup();
        ids
    };
    let Some(first) = dated.iter().map(|(day, _)| *day).min() else { return Vec::new() };
    if sides(&dated).len() < 2 {
        return Vec::new();
    }
    if dated.iter().all(|(day, _)| *day == first) {
        let all_dated = dated.len() == sources.len();
        return if all_dated { vec![text(scope.word(Word::SameDay))] } else { Vec::new() };
    }
    let earliest: Vec<_> = dated.into_iter().filter(|(day, _)| *day == first).collect();
    let mut spans = scope.parties_named(sides(&earliest));
    let day = words::day(first, scope.language);
    let end = if day.ends_with('.') { "" } else { "." };
    spans.push(text(format!(" {} {day}{end}", scope.word(Word::PublishedFirst))));
    spans
}
