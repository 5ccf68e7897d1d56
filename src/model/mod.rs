//! The dossier and everything in it, as plain data whose types keep the invariants.
//!
//! Responsible for: what a dossier *is*. Containers (`Dossier`, `Meeting`, `Statement`)
//! hide their fields and are changed through crate-private methods that only `edit`
//! (for the reviewer's changes), `store` (while loading) and `merge` (for a new one) call.
//!
//! Must not know: JSON layouts, the disk, the window, what a status is (that is
//! `analysis`), or how a change is undone (that is `edit`).
//!
//! Copying is cheap by design: meetings, statements, passages and links stand behind
//! `Arc`, so that a worker can hold a whole dossier while the reviewer goes on editing.

mod codebook;
mod dossier;
mod extra;
mod id;
mod label;
mod link;
mod meeting;
mod memo;
mod party;
mod passage;
mod statement;
#[cfg(test)]
pub(crate) mod testing;

pub use codebook::{
    Codebook, CodebookError, Effect, Family, LinkKind, Local, Palette, Role, StrengthLevel, Tag,
};
pub use dossier::{Dossier, Mark, Place, Touched};
pub use extra::Extra;
pub(crate) use id::ID_LENGTH;
pub use id::{
    AbsenceId, DossierId, FamilyId, LinkId, LinkKindId, MeetingId, MemoId, ParseIdError, PartyId, PassageId,
    ReviewerId, SearchId, StatementId, TagId, TopicId,
};
pub use label::{Label, LabelCounters};
pub use link::{Absence, Link};
pub use meeting::{Meeting, MeetingDetails, Participant};
pub use memo::{Memo, MemoLanguage, MemoScope, MemoSection, SavedSearch};
pub use party::{Party, Reviewer, Topic};
pub use passage::{LostPassage, NoResponse, Passage, SaidBy, Strength};
pub use statement::{
    Completeness, Delivery, Passages, Revision, Source, SourceKind, Statement, StatementDetails, TextHash,
};

/// A moment in UTC, as RFC 3339 writes it.
pub type Moment = jiff::Timestamp;
/// A calendar day, as ISO 8601 writes it.
pub type Day = jiff::civil::Date;

/// Why a model object refuses a change. `edit` turns these into sentences for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The object that a change names is not there.
    #[error("{what} {id} is not in this dossier")]
    Missing {
        /// The kind of object, such as "passage".
        what: &'static str,
        /// Its id or label.
        id: String,
    },
    /// An object with this id is already there.
    #[error("{what} {id} is in this dossier already")]
    Repeated {
        /// The kind of object.
        what: &'static str,
        /// Its id or label.
        id: String,
    },
    /// Something else still refers to the object.
    #[error("{what} {id} is still used: {by}")]
    InUse {
        /// The kind of object.
        what: &'static str,
        /// Its id.
        id: String,
        /// What uses it.
        by: String,
    },
    /// A range that is empty, beyond the text or inside a character.
    #[error("the range {start}..{end} (bytes) does not fit the statement's text")]
    Range {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// Anything else that would break an invariant.
    #[error("{0}")]
    Invalid(String),
}
