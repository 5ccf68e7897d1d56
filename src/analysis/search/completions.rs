//! What may complete the word at the cursor while a query is typed: fields, and the values of a field.
//!
//! Must not know: how it is offered.

use std::collections::BTreeSet;

use super::fields::{self, Field, Likeness, Named, folded};
use super::tokens::tokens;
use crate::model::Dossier;
use crate::text::{ByteOffset, ByteRange};

/// Values that are offered at most.
const MOST: usize = 50;

/// Something that may stand in place of what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What it takes the place of, in bytes of what was typed.
    pub replaces: ByteRange,
    /// What to write there: a field with its colon, or a value, quoted where it has spaces, and a
    /// space after it.
    pub insert: String,
    /// The value or the field alone, for a list.
    pub label: String,
    /// What it is, for people: what the field asks for, or the value's other names.
    pub detail: String,
}

/// What may complete what was typed at the cursor (a byte of it), the likeliest first: after a
/// field's colon its values, and in a word or where none is the fields. Nothing within quotation
/// marks without a field.
pub fn completions(dossier: &Dossier, typed: &str, cursor: usize) -> Vec<Completion> {
    let cursor = typed.floor_char_boundary(cursor);
    let before = typed.get(..cursor).unwrap_or_default();
    let here = tokens(before).into_iter().next_back().filter(|token| token.range.end == cursor);
    let Some(token) = here else { return offered_fields("", cursor, cursor) };
    // All of the word is replaced, what stands after the cursor too.
    let whole = tokens(typed).into_iter().find(|whole| whole.range.start == token.range.start);
    let end = whole.filter(|whole| whole.field == token.field).map_or(cursor, |whole| whole.value_range.end);
    match token.field {
        Some(_) if token.quoted && !token.open => Vec::new(),
        Some(field) => offered_values(dossier, field, token.value, token.value_range.start, end.max(cursor)),
        None if token.quoted || token.star => Vec::new(),
        None => offered_fields(token.value, token.value_range.start, cursor),
    }
}

fn range(start: usize, end: usize) -> ByteRange {
    ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(end))
}

fn offered_fields(typed: &str, start: usize, end: usize) -> Vec<Completion> {
    let typed = typed.to_lowercase();
    let fitting = Field::ALL.into_iter().filter(|field| field.word().starts_with(&typed));
    let one = |field: Field| Completion {
        replaces: range(start, end),
        insert: format!("{}:", field.word()),
        label: field.word().to_owned(),
        detail: field.hint().to_owned(),
    };
    fitting.map(one).collect()
}

fn offered_values(dossier: &Dossier, field: Field, typed: &str, start: usize, end: usize) -> Vec<Completion> {
    let all = match field {
        Field::Tag => told(fields::tags(dossier)),
        Field::Party => told(fields::parties(dossier)),
        Field::Topic => told(fields::topics(dossier)),
        Field::Status => told(fields::statuses()),
        Field::Said => told(fields::said(dossier)),
        Field::By => told(fields::reviewers(dossier)),
        Field::In => told(fields::scopes()),
        Field::Date | Field::From | Field::To => dates(dossier, typed),
        Field::Label => Vec::new(),
    };
    let wanted = folded(typed);
    let mut found: Vec<(Likeness, Named<()>)> = Vec::new();
    for one in all {
        if let Some(likeness) = one.likeness(&wanted) {
            found.push((likeness, one));
        }
    }
    found.sort_by_key(|(likeness, _)| *likeness);
    let one = |(_, named): (Likeness, Named<()>)| {
        let bare = named.name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        let insert = if bare { format!("{} ", named.name) } else { format!("\"{}\" ", named.name) };
        Completion { replaces: range(start, end), insert, label: named.name, detail: named.also.join(", ") }
    };
    found.into_iter().take(MOST).map(one).collect()
}

/// The names alone.
fn told<T>(all: Vec<Named<T>>) -> Vec<Named<()>> {
    all.into_iter().map(|one| Named { what: (), name: one.name, also: one.also }).collect()
}

/// The years in which there are meetings, the last first; after a year its months, after a month
/// its days.
fn dates(dossier: &Dossier, typed: &str) -> Vec<Named<()>> {
    let letters = match typed.len() {
        ..4 => 4,
        4..7 => 7,
        _ => 10,
    };
    let days = dossier.meetings().iter().filter_map(|meeting| meeting.details().date);
    let all: BTreeSet<String> = days.map(|day| day.to_string().chars().take(letters).collect()).collect();
    all.into_iter().rev().map(|name| Named { what: (), name, also: Vec::new() }).collect()
}
