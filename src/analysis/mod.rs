//! Pure questions to a dossier: what is answered, how much of what each side raised, what next.
//!
//! Nothing here changes a dossier. Must not know: the window, files, or how anything is edited.

mod coverage;
mod link_index;
mod order;
mod status;

pub use coverage::{Coverage, coverage, coverage_of_meeting};
pub use link_index::{LinkIndex, Linked};
pub use order::{next_unanswered, reading_order};
pub use status::{Status, status};
