//! Two versions of a dossier become one: a merge of three, by id, with the version from which both
//! came.
//!
//! What only one side changed is taken from it, field by field. What both changed differently is a
//! [`Conflict`]: one of the two is taken and both stand in the list, so that nothing goes without a
//! word; [`merge_with`] merges again with the reviewer's [`Choices`]. What one side deleted and the
//! other changed is kept until the reviewer chooses otherwise, and so is what the other side came to
//! need. The result is sound: `Dossier::check` finds nothing in it.
//!
//! Responsible for: what becomes of every object and field. The text of a statement is never put
//! together out of two: it would be one that nobody published. One of the two is taken, the other
//! goes to the revisions, and its passages go where its words are.
//! Must not know: the disk, the window, or who asks.
//!
//! Where no conflict can be told from the other, ours comes first: the order of lists, and the labels
//! that both sides gave out.

mod absences;
mod codebook;
mod details;
mod fields;
mod labels;
mod links;
mod lists;
mod meetings;
mod memos;
mod passages;
mod refers;
mod statements;
mod things;
mod versions;
mod weigh;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::model::{Dossier, MeetingId, StatementId};

pub use things::Thing;

/// Which of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The one at hand.
    Ours,
    /// The one that comes in.
    Theirs,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }

    /// "ours" or "theirs".
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }
}

/// What kind of disagreement it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictKind {
    /// A value was changed on both sides, to different ones.
    Changed,
    /// A statement has a new text on both sides. The one that is not taken stands among the
    /// statement's revisions.
    Text,
    /// One side deleted what the other changed or came to need.
    Deleted,
}

impl ConflictKind {
    /// A word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Text => "text",
            Self::Deleted => "deleted",
        }
    }
}

/// Something that the two sides see differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What kind of disagreement.
    pub kind: ConflictKind,
    /// About what.
    pub thing: Thing,
    /// Which of its fields, by a name that stays the same; empty where it is about the whole.
    pub field: String,
    /// The meeting in which it stands, where it stands in one.
    pub meeting: Option<MeetingId>,
    /// The statement in which it stands, where it stands in one.
    pub statement: Option<StatementId>,
    /// What it is about, for people: "note of C3".
    pub label: String,
    /// How it was, in words; empty where it was not there or nothing was written.
    pub base: String,
    /// How it is on our side.
    pub ours: String,
    /// How it is on their side.
    pub theirs: String,
    /// Which of the two was taken.
    pub chosen: Side,
}

/// What the reviewer chose for conflicts; nothing to begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(BTreeMap<(Thing, String), Side>);

impl Choices {
    /// Chooses for one conflict.
    pub fn choose(&mut self, conflict: &Conflict, side: Side) {
        self.0.insert((conflict.thing.clone(), conflict.field.clone()), side);
    }

    /// What was chosen for a conflict.
    #[must_use]
    pub fn of(&self, conflict: &Conflict) -> Option<Side> {
        self.0.get(&(conflict.thing.clone(), conflict.field.clone())).copied()
    }

    fn get(&self, thing: &Thing, field: &str) -> Option<Side> {
        // Most merges choose nothing.
        (!self.0.is_empty()).then(|| self.0.get(&(thing.clone(), field.to_owned())).copied()).flatten()
    }
}

/// What came of a merge.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The one dossier; `Dossier::check` finds nothing in it where it found nothing in the three.
    pub dossier: Dossier,
    /// What the two sides see differently, in the order of the dossier.
    pub conflicts: Vec<Conflict>,
    /// What else was done and should be known, in sentences: new labels, what was kept because the
    /// other side needs it, links that said the same. There is nothing to choose.
    pub notes: Vec<String>,
}

/// Merges two versions with the one from which both came.
///
/// Where there is none, an empty dossier stands for it: what both have differently is a conflict then.
#[must_use]
pub fn merge(base: &Dossier, ours: &Dossier, theirs: &Dossier) -> Merged {
    merge_with(base, ours, theirs, &Choices::default())
}

/// [`merge`] with what the reviewer chose. A choice for a conflict that there is not changes nothing.
///
/// All of it is done anew, so that what follows from a choice follows: the passages of a text, what
/// stands in a meeting. A conflict within something that is deleted by choice is not there then.
#[must_use]
pub fn merge_with(base: &Dossier, ours: &Dossier, theirs: &Dossier, choices: &Choices) -> Merged {
    let versions = [base, ours, theirs].map(versions::Version::new);
    let mut needed = refers::Needed::default();
    // Each round brings back what the one before found missing; what was brought back stays, so
    // that this ends.
    loop {
        let mut weigh = weigh::Weigh::new(&versions, choices, &needed);
        let dossier = meetings::dossier(&mut weigh);
        let found = weigh.finish();
        let before = needed.len();
        needed.extend(found.missing);
        if needed.len() == before {
            let weigh::Found { mut conflicts, notes, .. } = found;
            // Those on the lists first, then meeting by meeting.
            conflicts.sort_by_key(|conflict| {
                conflict.meeting.map(|id| dossier.position_of(id).unwrap_or(usize::MAX))
            });
            return Merged { dossier, conflicts, notes };
        }
    }
}
