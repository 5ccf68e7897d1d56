//! Unsaved work on the disk: what a dossier was when it was last saved, and records of what was changed
//! since, in a private folder of the user's machine.
//!
//! Each open dossier has a session: a folder in `recovery`, which only its owner may look into, with a
//! copy of the content that the records begin from (`<n>.base`), a file of records (`<n>.journal`, see
//! [`frames`]) and a `lock` that is held for as long as the program runs. A journal is never changed but
//! by adding to it. After a save, or after the disk failed, a new one takes its place; the old one goes
//! when the new one is on the disk, so that at any moment one of them is whole.
//! Must not know: what a record says (`journal` does), or the window.

mod declined;
mod find;
mod frames;
mod header;
mod session;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub(crate) use declined::{decline, sweep};
pub(crate) use find::{Found, base_of, pending};
pub(crate) use session::{Base, Session};

/// The folder of all sessions, in the folder of the settings.
fn folder_in(home: &Path) -> PathBuf {
    home.join("recovery")
}

/// The name of the file that a session holds locked.
const LOCK: &str = "lock";

/// The number of a file `<n>.<ending>`.
fn number_of(name: &str, ending: &str) -> Option<u64> {
    name.strip_suffix(ending)?.strip_suffix('.')?.parse().ok()
}
