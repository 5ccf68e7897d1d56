//! How it is worded: the strongest words, words put in the other's mouth, length and order.
//!
//! Must not know: what the words are about.

use super::concerns::internal;
use super::document::{Block, Span};
use super::scope::{Scope, Source, among, shortened, text};
use super::words::{self, Counted, Word};
use crate::analysis::{self, Fact, FindingKind};
use crate::model::{Meeting, Passage, SaidBy, Strength};

/// The weakest rung that is worth a line.
const STRONG: u8 = 3;

/// So many of each side's strongest passages are named.
const STRONGEST: usize = 3;

/// Bytes of all texts about a meeting; in longer ones nobody reads a list of names.
const LONG: usize = 200_000;

/// So many dates, numbers or names of each side are named.
const FACTS: usize = 8;

/// Characters of one of them.
const FACT: usize = 60;

/// The section's blocks.
pub(super) fn wording(scope: &Scope<'_>) -> Vec<Block> {
    scope.by_meeting(Word::NoWording, |meeting| of_meeting(scope, meeting))
}

fn of_meeting(scope: &Scope<'_>, meeting: &Meeting) -> Vec<Block> {
    let mut items: Vec<Vec<Span>> = Vec::new();
    items.extend(strongest(scope, meeting));
    items.extend(space(scope, meeting));
    items.extend(one_sided_facts(scope, meeting));
    let mut blocks = if items.is_empty() { Vec::new() } else { vec![Block::List(items)] };
    blocks.extend(attributed(scope, meeting));
    blocks
}

/// The verbs of each side that stand highest on their ladders.
fn strongest(scope: &Scope<'_>, meeting: &Meeting) -> Option<Vec<Span>> {
    let mut spans = vec![Span::Strong(scope.lead(Word::Strongest))];
    let mut any = false;
    for party in &scope.parties {
        let mut own: Vec<(Strength, &Source<'_>, &Passage)> = scope
            .passages_of(meeting.id())
            .filter(|(source, passage)| {
                source.party.id == party.id && matches!(passage.said_by, Some(SaidBy::Own) | None)
            })
            .filter_map(|(source, passage)| Some((passage.strength?, source, passage.as_ref())))
            .filter(|(strength, _, passage)| strength.level() >= STRONG && !passage.verb.trim().is_empty())
            .collect();
        // Of equally strong ones the first in the text.
        own.sort_by_key(|(strength, ..)| std::cmp::Reverse(*strength));
        if own.is_empty() {
            continue;
        }
        if any {
            spans.push(text(words::semicolon(scope.language)));
        }
        any = true;
        spans.push(scope.party(party.id));
        spans.push(text(words::colon(scope.language)));
        for (at, (strength, _, passage)) in own.iter().take(STRONGEST).enumerate() {
            if at > 0 {
                spans.push(text(", "));
            }
            spans.push(Span::Emphasis(among(passage.verb.trim())));
            spans.push(text(format!(" ({}/5) ", strength.level())));
            spans.extend(scope.cite(passage.id, false));
        }
    }
    spans.push(text("."));
    any.then_some(spans)
}

/// How long each text is, and with what it opens.
fn space(scope: &Scope<'_>, meeting: &Meeting) -> Option<Vec<Span>> {
    let mut spans = vec![Span::Strong(scope.lead(Word::Space))];
    let mut any = false;
    for source in scope.sources_of(meeting.id()) {
        if any {
            spans.push(text(words::semicolon(scope.language)));
        }
        any = true;
        let number = source.statement.text().split_whitespace().count();
        spans.push(scope.party_as(source.party.id, |party| {
            if source.side == party.short {
                party.name.clone()
            } else {
                format!("{} ({})", party.name, source.side)
            }
        }));
        spans.push(text(format!("\u{a0}– {}", words::count(Counted::Word, number, scope.language))));
        let first = source
            .statement
            .passages()
            .iter()
            .find_map(|passage| Some((passage, scope.dossier.topic(passage.topic?)?)));
        if let Some((passage, topic)) = first {
            spans.push(text(format!(", {} {} ", scope.word(Word::Opens), topic.name)));
            spans.extend(scope.cite(passage.id, false));
        }
    }
    spans.push(text("."));
    any.then_some(spans)
}

/// Names, numbers and dates that only one side's text has, each with its paragraph.
fn one_sided_facts(scope: &Scope<'_>, meeting: &Meeting) -> Vec<Vec<Span>> {
    let sides = scope.sides_of(meeting.id());
    let length: usize = scope.sources_of(meeting.id()).map(|source| source.statement.text().len()).sum();
    if sides.len() < 2 || length > LONG {
        return Vec::new();
    }
    // Which words are small matters to the words of topics alone.
    let facts = analysis::wording(scope.dossier, meeting.id(), &|_, _| false).facts;
    let mut items = Vec::new();
    for (kind, word) in [(Fact::Date, Word::Dates), (Fact::Number, Word::Numbers), (Fact::Name, Word::Names)]
    {
        let mut spans: Vec<Span> = Vec::new();
        for party in &sides {
            let mut seen: Vec<String> = Vec::new();
            let mut own = Vec::new();
            for source in scope.sources_of(meeting.id()).filter(|source| source.party.id == party.id) {
                let here = facts.iter().filter(|fact| {
                    fact.fact == kind && !fact.common && fact.statement == source.statement.id()
                });
                for fact in here {
                    let words = fact.range.slice(source.statement.text()).unwrap_or_default();
                    let words = shortened(words, FACT);
                    if own.len() < FACTS && !seen.contains(&words) {
                        let number = words::paragraph(source.number_of(fact.range), scope.language);
                        own.push(format!("{} ({}\u{a0}{number})", among(&words), among(&source.side)));
                        seen.push(words);
                    }
                }
            }
            if own.is_empty() {
                continue;
            }
            if !spans.is_empty() {
                spans.push(text(words::semicolon(scope.language)));
            }
            spans.push(scope.party(party.id));
            spans.push(text(format!("{}{}", words::colon(scope.language), own.join(", "))));
        }
        if !spans.is_empty() {
            spans.insert(0, Span::Strong(scope.lead(word)));
            spans.push(text("."));
            items.push(spans);
        }
    }
    items
}

/// Words that a text puts in another side's mouth, or in that of both, and that no other text has.
fn attributed(scope: &Scope<'_>, meeting: &Meeting) -> Vec<Block> {
    let mut blocks = Vec::new();
    let found = scope.found(meeting, FindingKind::WordsInOthersMouth);
    for (source, passage) in found.chain(scope.found(meeting, FindingKind::ClaimedBoth)) {
        if blocks.is_empty() {
            let lead = scope.lead(Word::Attributed);
            blocks.push(Block::Paragraph(vec![Span::Strong(lead.trim_end().to_owned())]));
        }
        let whose = match passage.said_by {
            Some(SaidBy::Party(other)) => scope.party(other),
            _ => text(scope.word(Word::BothSides)),
        };
        let mut spans = vec![scope.party(source.party.id), text(" → "), whose];
        spans.push(text(words::colon(scope.language)));
        spans.extend(scope.say(source.statement, passage));
        spans.push(text(format!("{}{}.", words::semicolon(scope.language), scope.word(Word::NotInOwn))));
        match blocks.last_mut() {
            Some(Block::List(list)) => list.push(spans),
            _ => blocks.push(Block::List(vec![spans])),
        }
        internal(scope, &passage.note, &mut blocks);
    }
    blocks
}
