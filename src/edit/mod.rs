//! The only code that changes a dossier: a closed list of edits, transactions, undo and redo.
//!
//! [`intent`] makes transactions out of what the reviewer wants; [`apply`] carries one out as a
//! whole or not at all and returns its inverse; [`History`] keeps the inverses.
//! Must not know: the disk, the clock (the time comes in with [`By`]), the window, what a
//! status is.

mod apply;
mod change;
mod history;
mod integrity;
pub mod intent;
#[cfg(test)]
pub(crate) mod tests;
mod uses;

pub use apply::apply;
pub use change::{By, Edit, EditError, Focus, MergeKey, Transaction};
pub use history::{Done, History};
