//! The backup: what the file held before the last save.
//!
//! Must not know: what is written instead of it.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::{Save, temporary_path};
use crate::store::fs::{Fs, Seen};
use crate::store::load::MAX_FILE;
use crate::store::save_error::SaveError;

/// Where the content is kept that the last save replaced: the same name with `.backup` at the end.
#[must_use]
pub fn backup_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().map(OsString::from).unwrap_or_default();
    name.push(".backup");
    path.with_file_name(name)
}

impl<F: Fs> Save<'_, F> {
    /// A file beside the target, with the old content, that will be the backup: a second name for
    /// the old file, which costs nothing and is on the disk already; a copy where there is no such
    /// thing.
    pub(super) fn keep(&self, target: &Path, like: &Seen) -> Result<PathBuf, SaveError> {
        let kept = temporary_path(&backup_path(target));
        match self.fs.link(target, &kept) {
            Ok(()) => Ok(kept),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.still(target, Some(like)).map(|()| kept)
            }
            Err(_) => self.copy(target, like).map_err(|error| self.not_backed_up(error)),
        }
    }

    /// A copy of the target beside its backup, by the same safe steps as the new content.
    fn copy(&self, target: &Path, like: &Seen) -> io::Result<PathBuf> {
        let old = self.fs.read(target, MAX_FILE)?;
        self.write_beside(&backup_path(target), &old, Some(like), true).map_err(|(_, error)| error)
    }

    /// Makes the backup a file of its own again. After a save that failed, file and backup must
    /// not be one and the same: what is written into the one would stand in the other.
    pub(super) fn part(&self, target: &Path, like: &Seen) {
        // Where even this fails, the backup is what it was: the content of the file.
        if let Ok(copy) = self.copy(target, like)
            && self.fs.rename(&copy, &backup_path(target)).is_err()
        {
            self.discard(&copy);
        }
    }

    pub(super) fn not_backed_up(&self, source: io::Error) -> SaveError {
        SaveError::Backup { path: self.path.to_owned(), source }
    }
}
