//! The dossier's file: reading, checking, writing, saving without loss; the settings.
//!
//! Responsible for: the JSON format and its versions ([`parse`], [`to_bytes`]), the one routine
//! that writes any file ([`save_bytes`]), opening and saving a dossier ([`open_file`], [`save`]),
//! the default codebook and the program's settings.
//!
//! Must not know: the window, commands, what a status is, or other formats (`import` and `export`
//! turn bytes into bytes; what they make is written here).

mod backups;
mod build;
mod codebook;
mod content_hash;
mod cut;
mod disk;
mod file;
pub(crate) mod fs;
mod labels;
mod links;
mod load;
mod load_error;
mod lock;
mod memos;
mod own_lists;
mod passages;
pub(crate) mod pieces;
mod process;
mod quickly;
mod reading;
pub(crate) mod recovery;
#[cfg(test)]
pub(crate) mod round_trip;
mod safe_save;
mod save_error;
mod settings;
mod share;
mod strays;
#[cfg(test)]
pub(crate) mod test_folder;
mod watch;
mod write;

pub use backups::{Backups, Counts, Kept, KeptFile, MOST_KEPT};
pub use codebook::default_codebook;
pub use content_hash::ContentHash;
pub use file::{FileState, OpenError, Opened, open_file, read_bounded, save, save_as, save_as_keeping};
pub use load::{Loaded, MAX_FILE, parse};
pub use load_error::{LoadError, Problem};
pub use lock::{EditLock, Holder, Locking, lock_for_edit, other_holder};
pub use own_lists::{load_lists, save_list};
pub use safe_save::{Backup, Expectation, Privacy, Saved, backup_path, save_bytes};
pub use save_error::SaveError;
pub use settings::{LoadedSettings, Moving, Settings, Theme, load_settings, save_settings, settings_folder};
pub use strays::remove_strays;
pub use watch::{Change, LastLook, changed_on_disk};
pub use write::{checked_bytes, to_bytes};
