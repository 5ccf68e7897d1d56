//! Pure questions about a dossier: what is answered, what each side has covered, what is next;
//! about a text: who speaks; about all of it: where words stand (`search`).
//!
//! Must not know: how anything is changed, shown or kept; it only reads the dossier.

mod counts;
mod coverage;
pub(crate) mod facts;
mod findings;
mod link_index;
mod matrix;
mod order;
mod overview;
pub mod search;
mod share;
mod status;
#[cfg(test)]
mod tests;
mod timeline;
pub mod voice;
mod wording;

pub use counts::{Counts, Raised};
pub use coverage::{Coverage, coverage, coverage_of_meeting};
pub use facts::Fact;
pub use findings::{Finding, FindingKind, confirms, findings, findings_of};
pub use link_index::{LinkIndex, Linked};
pub use matrix::{MatrixFilter, MatrixKind, MatrixRow, MatrixSort, Reply, matrix, replies};
pub use order::{next_unanswered, reading_order};
pub use overview::Overview;
pub use status::{Status, status};
pub use timeline::{CellState, StandingOpen, Timeline, TimelineCell, TimelineRow};
pub use wording::{
    Fate, SentencePair, SideFact, SideWording, SmallWord, TaggedWords, TopicWording, Wording, compare_texts,
    last_statement, wording,
};
