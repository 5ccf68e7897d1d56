//! Proposals: what a passage does, which passages belong together, what deserves a look.
//!
//! Rules and statistics on word lists, offline and in milliseconds. Every proposal carries the
//! words that made it and a sentence that says why, and nothing is added to a dossier before the
//! reviewer accepts it.
//!
//! | step | file |
//! |---|---|
//! | words, phrases among them | `words`, `phrases` |
//! | the lists: cues, glossary | `lists`, `glossary` |
//! | what a clause does | `acts` |
//! | passages, with who speaks and what about | `reading`, `passages`, `topics` |
//! | what two stretches share, and how alike they are | `units`, `likeness` |
//! | links | `candidates`, `pairing`, `links` |
//! | findings | `findings`, `facts` |
//! | what the reviewer's decisions teach | `learned` |
//!
//! [`all`] reads each statement once for all of them; the others read what they need.
//!
//! Must not know: how a proposal is shown, accepted or kept.

mod acts;
mod candidates;
mod findings;
mod glossary;
mod learned;
mod likeness;
mod links;
mod lists;
mod pairing;
mod passages;
mod phrases;
mod reading;
#[cfg(test)]
mod tests;
mod topics;
mod units;

pub use findings::{FindingKind, FindingSuggestion, Only, findings, findings_with};
pub use learned::{Counted, Learned};
pub use links::{End, LinkSuggestion, links, links_with};
pub use lists::{FILES, ListError, Lists};
pub use passages::{CueRef, PassageSuggestion, key, passages};
pub use topics::TopicSuggestion;

use crate::model::{Dossier, MeetingId};

/// All proposals for a meeting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Suggestions {
    /// Passages, statement by statement, in order of place.
    pub passages: Vec<PassageSuggestion>,
    /// Links between passages, be they tagged or among the proposed ones.
    pub links: Vec<LinkSuggestion>,
    /// Findings.
    pub findings: Vec<FindingSuggestion>,
}

/// All proposals for a meeting, each statement read once.
pub fn all(dossier: &Dossier, meeting: MeetingId, lists: &Lists, learned: &Learned) -> Suggestions {
    let Some(meeting) = dossier.meeting(meeting) else { return Suggestions::default() };
    let statements = meeting.statements().iter();
    let readings: Vec<reading::Reading> =
        statements.map(|statement| reading::Reading::new(dossier, meeting, statement, lists)).collect();
    let passages: Vec<PassageSuggestion> =
        readings.iter().flat_map(|reading| passages::of_reading(dossier, reading, lists, learned)).collect();
    let links = links::of_readings(dossier, meeting, &readings, &passages, lists, learned);
    let findings = findings::of_readings(dossier, meeting, &readings, &passages, lists, learned);
    Suggestions { passages, links, findings }
}
