//! The file's own types, apart from the model so that each can age by itself.
//!
//! Responsible for: names and order of fields, what may be left out, single values.
//! Must not know: how a dossier is built from them, or the disk.

mod codebook;
mod dossier;
mod many;
mod memo;
mod numbers;
mod out;
mod quick;
mod record;
#[cfg(test)]
mod schema;
mod special;
mod statement;
mod times;
mod words;
mod words_by_key;

pub(super) use codebook::{CodebookFile, FamilyFile, LevelFile, LinkKindFile, TagFile};
pub(super) use dossier::{
    AbsenceFile, DossierFile, LinkFile, MeetingFile, ParticipantFile, PartyFile, ReviewerFile, TopicFile,
};
pub(super) use many::Many;
pub(super) use memo::{MemoFile, SearchFile};
pub(super) use numbers::{Count, Digit, Position, Rung, Version};
pub(super) use out::{Out, Put};
pub(super) use quick::{Cursor, Quick};
pub(super) use statement::{NoResponseFile, PassageFile, RevisionFile, SourceFile, StatementFile};
pub(super) use words::{As, Text};
pub(super) use words_by_key::{Counters, Keyed, Words};

/// What `format` must say.
pub(super) const FORMAT: &str = "vis-a-vis dossier";
/// The newest version that this program reads and the one that it writes.
pub(super) const VERSION: u64 = 1;
