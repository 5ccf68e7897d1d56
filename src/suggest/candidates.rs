//! What can be an end of a link: passages that are tagged and such as are only proposed, in one form.
//!
//! Must not know: what is alike.

use std::ops::Range;

use super::links::End;
use super::passages::PassageSuggestion;
use super::reading::Reading;
use crate::model::{Dossier, Meeting, PartyId, Role, SaidBy, Strength, TagId};
use crate::text::ByteRange;

/// What is compared: a passage, tagged or proposed.
pub(super) struct Candidate {
    pub(super) end: End,
    /// Index of its statement in the meeting.
    pub(super) statement: usize,
    pub(super) range: ByteRange,
    pub(super) words: Range<usize>,
    pub(super) tag: TagId,
    pub(super) role: Role,
    pub(super) said_by: SaidBy,
    pub(super) strength: Option<Strength>,
    /// The side whose words they are; `None` for both.
    pub(super) voice: Option<PartyId>,
    /// The name of its topic.
    pub(super) topic: Option<String>,
}

impl Candidate {
    /// Whether one can react to the other as side to side.
    pub(super) fn differs_from(&self, other: &Self) -> bool {
        self.voice.is_none() || other.voice.is_none() || self.voice != other.voice
    }
}

/// All passages and proposals, by statement and place.
pub(super) fn candidates(
    dossier: &Dossier,
    meeting: &Meeting,
    readings: &[Reading],
    suggested: &[PassageSuggestion],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (at, (statement, reading)) in meeting.statements().iter().zip(readings).enumerate() {
        let voice = |said_by: Option<SaidBy>| match said_by {
            Some(SaidBy::Party(party)) => Some(party),
            Some(SaidBy::Both) => None,
            _ => Some(statement.party()),
        };
        let mut add = |end, range, tag: &TagId, said_by: Option<SaidBy>, strength, topic: Option<&str>| {
            let Some(known) = dossier.codebook().tag(tag) else { return };
            found.push(Candidate {
                end,
                statement: at,
                range,
                words: reading.words.within(range),
                tag: tag.clone(),
                role: known.role,
                said_by: said_by.unwrap_or(SaidBy::Own),
                strength,
                voice: voice(said_by),
                topic: topic.map(str::to_lowercase),
            });
        };
        for passage in statement.passages().iter() {
            let topic = passage.topic.and_then(|topic| dossier.topic(topic)).map(|topic| topic.name.as_str());
            add(
                End::Passage(passage.id),
                passage.range,
                &passage.tag,
                passage.said_by,
                passage.strength,
                topic,
            );
        }
        for (number, one) in suggested.iter().enumerate().filter(|(_, one)| one.statement == statement.id()) {
            let topic = one.topic.as_ref().map(|topic| topic.name.as_str());
            add(End::Suggestion(number), one.range, &one.tag, Some(one.said_by), one.strength, topic);
        }
    }
    found.sort_by_key(|candidate| (candidate.statement, candidate.range, candidate.end));
    found
}
