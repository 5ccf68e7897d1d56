//! A passage: a tagged range of a statement's text, and one whose place was lost.
//!
//! Must not know: the text it lies in (a `Statement` checks that the range fits).

use super::{Extra, Label, ModelError, Moment, PartyId, PassageId, ReviewerId, TagId, TopicId};
use crate::text::{Anchor, ByteRange, CharRange};

/// To whom the statement attributes the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidBy {
    /// The side whose text it is.
    Own,
    /// Another party of the dossier: words put in its mouth until its own text has them.
    Party(PartyId),
    /// Both sides together.
    Both,
    /// Somebody who is no party of the dossier.
    Third,
    /// Nobody: "it was noted".
    Nobody,
}

/// A rung, 1 to 5, on the ladder of the tag's family of verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strength(u8);

impl Strength {
    /// `level` from 1 (mentioned) to 5 (red line).
    pub fn new(level: u8) -> Option<Self> {
        (1..=5).contains(&level).then_some(Self(level))
    }

    /// 1 to 5.
    pub fn level(self) -> u8 {
        self.0
    }
}

/// The reviewer confirmed that nothing answers a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct NoResponse {
    /// The reviewer's reason; may be empty.
    pub reason: String,
    /// Who confirmed it.
    pub reviewer: Option<ReviewerId>,
    /// When.
    pub created: Moment,
    /// Unknown fields of the file.
    pub extra: Extra,
}

/// A tagged range of a statement's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Permanent id.
    pub id: PassageId,
    /// Short name within the meeting.
    pub label: Label,
    /// Labels it had under earlier tags; they come back with the tag and go to no other passage.
    pub former_labels: Vec<Label>,
    /// What it does.
    pub tag: TagId,
    /// What it is about.
    pub topic: Option<TopicId>,
    /// Where it stands, in bytes of the statement's text; never empty.
    pub range: ByteRange,
    /// To whom the statement attributes the words.
    pub said_by: Option<SaidBy>,
    /// The verb of saying that introduces it.
    pub verb: String,
    /// How strongly it is said.
    pub strength: Option<Strength>,
    /// The reviewer's note.
    pub note: String,
    /// Set where the reviewer confirmed that nothing answers it.
    pub no_response: Option<NoResponse>,
    /// Where the program suggested it: the cue or method and its version; empty where the reviewer
    /// made it without.
    pub suggested_by: String,
    /// Who tagged it.
    pub reviewer: Option<ReviewerId>,
    /// When it was tagged.
    pub created: Moment,
    /// When it last changed.
    pub modified: Moment,
    /// Unknown fields of the file.
    pub extra: Extra,
}

impl Passage {
    /// All labels it ever had, the present one first.
    pub fn all_labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.label).chain(&self.former_labels)
    }
}

/// A passage whose words are no longer found in its statement. Shown, never dropped.
#[derive(Debug, Clone, PartialEq)]
pub struct LostPassage {
    /// Everything but its place; `passage.range` means nothing here.
    pub passage: Passage,
    /// Where it stood, in code points of the text it was made on.
    pub was_at: CharRange,
    /// Its words and what stood around them.
    pub anchor: Anchor,
}

pub(super) fn check_fits(range: ByteRange, text: &str) -> Result<(), ModelError> {
    match range.slice(text) {
        Some(words) if !words.is_empty() => Ok(()),
        _ => Err(ModelError::Range { start: range.start().get(), end: range.end().get() }),
    }
}
