//! What is looked for: words and fields, read once from what was typed.
//!
//! Must not know: where it is found.

use std::ops::Range;

use super::dates::Span;
use super::fields::{self, Field, Named, Said, named};
use super::tokens::{Token, tokens};
use crate::analysis::Status;
use crate::model::{Day, Dossier, Label, PartyId, ReviewerId, TagId, TopicId};
use crate::text::{ByteOffset, ByteRange, Wanted};

/// Different words that are looked for at most.
const MOST_WORDS: usize = 40;

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// In what the sides said.
    Text,
    /// In titles, headlines, and who took part and published.
    Title,
    /// In the reviewer's notes.
    Notes,
}

/// Something in a query that was not understood; the rest of it is looked for all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, in bytes of what was typed.
    pub range: ByteRange,
    /// What is the matter, in a sentence for people.
    pub message: String,
}

/// What may be asked of one field: one of some, and none of others.
#[derive(Debug, Clone)]
pub(super) struct Asked<T> {
    /// `None` where any will do.
    any: Option<Vec<T>>,
    none: Vec<T>,
}

impl<T> Default for Asked<T> {
    fn default() -> Self {
        Self { any: None, none: Vec::new() }
    }
}

impl<T> Asked<T> {
    fn add(&mut self, without: bool, what: Vec<T>) {
        if without {
            self.none.extend(what);
        } else {
            self.any.get_or_insert_default().extend(what);
        }
    }

    /// Whether something that `is` some of them may be there.
    pub(super) fn allows(&self, is: impl Fn(&T) -> bool) -> bool {
        self.any.as_ref().is_none_or(|any| any.iter().any(&is)) && !self.none.iter().any(&is)
    }

    /// Whether only some will do.
    pub(super) fn wants_some(&self) -> bool {
        self.any.is_some()
    }

    fn is_asked(&self) -> bool {
        self.any.is_some() || !self.none.is_empty()
    }
}

/// Words and fields to be looked for; see the [module](super) for how they are written.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Must all be there; those that are found fastest come first.
    pub(super) wanted: Vec<Wanted>,
    /// Must not be there.
    pub(super) without: Vec<Wanted>,
    pub(super) tags: Asked<TagId>,
    pub(super) topics: Asked<TopicId>,
    pub(super) statuses: Asked<Status>,
    pub(super) said: Asked<Said>,
    pub(super) reviewers: Asked<ReviewerId>,
    pub(super) labels: Asked<Label>,
    pub(super) parties: Asked<PartyId>,
    pub(super) scopes: Asked<Scope>,
    dates: Asked<Span>,
    /// Ends of the time asked for, all of which count; whether they are those of what is not wanted.
    ends: Vec<(bool, Span)>,
    problems: Vec<Problem>,
}

impl Query {
    /// Reads what was typed; names in it are those of the dossier. Whatever is not understood is
    /// told by [`problems`](Self::problems).
    pub fn parse(dossier: &Dossier, typed: &str) -> Self {
        let mut query = Self::default();
        for token in tokens(typed) {
            query.take(dossier, &token);
        }
        query.wanted.sort_by_key(Wanted::cost);
        if query.is_empty() && !query.without.is_empty() && query.problems.is_empty() {
            query.complain(0..typed.len(), "Add a word that must be there".to_owned());
        }
        query
    }

    /// What was not understood, in order of place.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        let of_statements =
            [self.parties.is_asked(), self.scopes.is_asked(), self.dates.is_asked(), !self.ends.is_empty()];
        self.wanted.is_empty() && !self.asks_of_passages() && !of_statements.contains(&true)
    }

    /// Whether words are looked for, or only objects.
    pub fn has_words(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Whether it asks of passages; then all words must stand in one of them, or in its note.
    pub fn asks_of_passages(&self) -> bool {
        let own = [self.tags.is_asked(), self.topics.is_asked(), self.reviewers.is_asked()];
        own.contains(&true) || self.statuses.is_asked() || self.said.is_asked() || self.labels.is_asked()
    }

    /// Whether it must be known which passages were answered.
    pub(super) fn needs_links(&self) -> bool {
        self.statuses.is_asked()
    }

    /// Whether a meeting of this day may be one of those asked for.
    pub(super) fn fits_day(&self, day: Option<Day>) -> bool {
        let holds = |span: &Span| day.is_some_and(|day| span.holds(day));
        // A meeting without a date is neither before a day nor after it.
        self.dates.allows(holds)
            && self.ends.iter().all(|(without, span)| day.is_some() && holds(span) != *without)
    }

    fn complain(&mut self, range: Range<usize>, message: String) {
        let range = ByteRange::spanning(ByteOffset::new(range.start), ByteOffset::new(range.end));
        self.problems.push(Problem { range, message });
    }

    fn take(&mut self, dossier: &Dossier, token: &Token<'_>) {
        if token.open && !token.value.is_empty() {
            let message = "The quotation mark is not closed; all that follows is taken for quoted";
            self.complain(token.value_range.clone(), message.to_owned());
        }
        match token.field {
            None => self.take_words(token),
            Some(field) if token.value.trim().is_empty() => {
                self.complain(
                    token.range.clone(),
                    format!("«{}:» of what? A value must follow", field.word()),
                );
            }
            Some(field) => self.take_field(dossier, field, token),
        }
    }

    fn take_words(&mut self, token: &Token<'_>) {
        if let Some(name) = token.unknown {
            let start = token.value_range.start;
            let message = format!("«{name}» is no field; it is looked for as a word");
            self.complain(start..start + name.len(), message);
        }
        let wanted = match (token.star, token.quoted) {
            (true, _) => Wanted::beginning(token.value),
            (false, true) => Wanted::phrase(token.value),
            (false, false) => Wanted::word(token.value),
        };
        let Some(wanted) = wanted else { return };
        if self.wanted.len() + self.without.len() >= MOST_WORDS {
            self.complain(token.range.clone(), format!("Only the first {MOST_WORDS} words are looked for"));
        } else if token.without {
            self.without.push(wanted);
        } else {
            self.wanted.push(wanted);
        }
    }

    fn take_field(&mut self, dossier: &Dossier, field: Field, token: &Token<'_>) {
        let (without, value) = (token.without, token.value.trim());
        match field {
            Field::Tag => {
                let found = self.find(token, "tag", fields::tags(dossier));
                self.tags.add(without, found);
            }
            Field::Party => {
                let found = self.find(token, "party", fields::parties(dossier));
                self.parties.add(without, found);
            }
            Field::Topic => {
                let found = self.find(token, "topic", fields::topics(dossier));
                self.topics.add(without, found);
            }
            Field::Status => {
                let found = self.find(token, "status", fields::statuses());
                self.statuses.add(without, found);
            }
            Field::Said => {
                let found = self.find(token, "party", fields::said(dossier));
                self.said.add(without, found);
            }
            Field::By => {
                let found = self.find(token, "reviewer", fields::reviewers(dossier));
                self.reviewers.add(without, found);
            }
            Field::In => {
                let found = self.find(token, "part of the dossier", fields::scopes());
                self.scopes.add(without, found);
            }
            Field::Label => match value.to_uppercase().parse::<Label>() {
                Ok(label) => self.labels.add(without, vec![label]),
                Err(problem) => {
                    self.labels.add(without, Vec::new());
                    self.complain(token.value_range.clone(), problem);
                }
            },
            Field::Date | Field::From | Field::To => {
                let span = Span::read(value).map(|span| match field {
                    Field::From => Span { from: span.from, to: None },
                    Field::To => Span { from: None, to: span.to },
                    _ => span,
                });
                match span {
                    Some(span) if field != Field::Date => self.ends.push((without, span)),
                    found => self.dates.add(without, found.into_iter().collect()),
                }
                if span.is_none() {
                    let message = format!(
                        "«{value}» is no date: 2024, 2024-03, 2024-03-05 or 2024-03..2025 is expected"
                    );
                    self.complain(token.value_range.clone(), message);
                }
            }
        }
    }

    /// What a value names; a problem where it names nothing.
    fn find<T>(&mut self, token: &Token<'_>, what: &str, all: Vec<Named<T>>) -> Vec<T> {
        let names: Vec<String> = all.iter().take(6).map(|one| one.name.clone()).collect();
        let found = named(all, token.value);
        if found.is_empty() {
            let value = token.value.trim();
            let known =
                if names.is_empty() { String::new() } else { format!("; there is {}", names.join(", ")) };
            self.complain(token.value_range.clone(), format!("No {what} is called «{value}»{known}"));
        }
        found
    }
}
