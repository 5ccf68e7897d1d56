//! What `visavis new --suggest` accepts of the proposals for a new meeting: passages of which the
//! program is sure, and between them the best link for each.
//!
//! Must not know: how a proposal is made, or how a dossier is saved.

use std::collections::BTreeMap;

use crate::edit::{By, EditError, History, Transaction, intent};
use crate::model::{Dossier, MeetingId, Moment, PassageId, Place, Role};
use crate::suggest::{End, Learned, Lists, PassageSuggestion, all};

/// A passage is accepted from this score on if it raises or replies or is joint. On the samples two
/// of three such passages are as a reviewer tagged them. A cue of one word, a weak verb and a
/// speaker who was guessed stay below.
const SURE_PASSAGE: f32 = 0.65;

/// The first link of each passage is accepted from this score on: below it two passages share a word or
/// two, above it several, or a concept and the field.
const SURE_LINK: f32 = 0.5;

/// How much was accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Accepted {
    pub(super) passages: usize,
    pub(super) links: usize,
    /// Proposals that were left for the window.
    pub(super) left: usize,
}

/// Accepts what the program is sure of. Nothing carries a reviewer's name: nobody has looked yet.
pub(super) fn accept(dossier: &mut Dossier, meeting: MeetingId) -> Result<Accepted, EditError> {
    let suggestions = all(dossier, meeting, Lists::built_in(), &Learned::default());
    let by = By { reviewer: None, now: Moment::now() };
    let mut history = History::default();
    let mut passages = BTreeMap::new();
    let mut accepted = Accepted::default();
    for (number, one) in suggestions.passages.iter().enumerate() {
        if !is_sure(dossier, one) {
            accepted.left += 1;
            continue;
        }
        let place = Place { meeting, statement: one.statement };
        let (transaction, id) = intent::tag_range(dossier, place, one.range, &one.tag, &by)?;
        history.commit(dossier, transaction)?;
        for change in [Change::SaidBy, Change::Verb, Change::Strength, Change::Topic] {
            if let Some(transaction) = change.of(dossier, place, id, one, &by)? {
                history.commit(dossier, transaction)?;
            }
        }
        passages.insert(End::Suggestion(number), id);
        accepted.passages += 1;
    }
    for link in &suggestions.links {
        let ends = passages.get(&link.from).zip(passages.get(&link.to));
        let Some((from, to)) = ends.filter(|_| link.rank == 1 && link.score >= SURE_LINK) else {
            accepted.left += 1;
            continue;
        };
        history.commit(dossier, intent::link(dossier, *from, *to, &link.kind, &by)?)?;
        accepted.links += 1;
    }
    Ok(accepted)
}

/// What is set on a passage after it was made.
#[derive(Clone, Copy)]
enum Change {
    SaidBy,
    Verb,
    Strength,
    Topic,
}

impl Change {
    fn of(
        self,
        dossier: &Dossier,
        place: Place,
        id: PassageId,
        one: &PassageSuggestion,
        by: &By,
    ) -> Result<Option<Transaction>, EditError> {
        Ok(Some(match (self, &one.topic) {
            (Self::SaidBy, _) => intent::set_said_by(dossier, place, id, Some(one.said_by), by)?,
            (Self::Verb, _) => intent::set_verb(dossier, place, id, &one.verb, by)?,
            (Self::Strength, _) => intent::set_strength(dossier, place, id, one.strength, by)?,
            (Self::Topic, Some(topic)) => intent::add_topic_and_set(dossier, place, id, &topic.name, by)?,
            (Self::Topic, None) => return Ok(None),
        }))
    }
}

fn is_sure(dossier: &Dossier, one: &PassageSuggestion) -> bool {
    let role = dossier.codebook().tag(&one.tag).map(|tag| tag.role);
    one.score >= SURE_PASSAGE && role.is_some_and(|role| role != Role::Other)
}
