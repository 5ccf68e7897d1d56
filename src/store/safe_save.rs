//! The one routine that writes a file without ever losing what was there.
//!
//! The new content is written beside the file under a name of its own, brought to the disk, read
//! again, and only then takes the file's place, in one step that either happens or not. A power cut at any
//! moment leaves the old file or the new one, whole; at worst a file `.<name>.<random>.tmp` too, or a
//! backup that is a second name of the old file until the next save.
//! Must not know: what is in the file.
//!
//! Known limits: on Unix, owner, extended attributes and further hard links of the old file are
//! not carried over; on Windows, its own access list gives way to the folder's.

mod backup;
mod comparison;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use comparison::{Comparison, Current};

pub use backup::backup_path;

use super::content_hash::{ContentHash, ContentHasher};
use super::fs::{Fs, Kind, RealFs, Seen, sync_names};
use super::load::MAX_FILE;
use super::save_error::SaveError;
use super::share::{both, later};

/// What the caller believes to be at the path now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// The file with this content; anything else is somebody else's work.
    Unchanged(ContentHash),
    /// Nothing.
    New,
    /// The reviewer confirmed that whatever is there may be replaced.
    Anything,
}

/// What becomes of the content that is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backup {
    /// It is kept beside the file (see [`backup_path`]); without that nothing is saved.
    Keep,
    /// It goes: for settings and exports, which can be made again.
    Drop,
}

/// Who may read a file that is made new. One that is replaced keeps its permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Whoever the folder and the user's umask let, as with every other document: dossiers are
    /// passed round in shared folders, and one that colleagues can't open would be a surprise.
    Document,
    /// The user alone.
    Private,
}

/// A file was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The content that is on the disk now; what the next save expects.
    pub hash: ContentHash,
}

/// Makes `bytes` the content of the file at `path`, all of it or nothing.
///
/// Links are followed, and stay. Where the file holds these very bytes already, nothing is
/// written, so that the backup remains the last content that was different.
///
/// # Errors
///
/// [`SaveError`]; every message says what is on the disk then.
pub fn save_bytes(
    path: &Path,
    bytes: &[u8],
    expected: Expectation,
    backup: Backup,
    privacy: Privacy,
) -> Result<Saved, SaveError> {
    save_with(&RealFs, path, bytes, expected, backup, privacy)
}

/// [`save_bytes`] on any disk.
pub(super) fn save_with(
    fs: &impl Fs,
    path: &Path,
    bytes: &[u8],
    expected: Expectation,
    backup: Backup,
    privacy: Privacy,
) -> Result<Saved, SaveError> {
    save_checked(fs, path, bytes, expected, backup, privacy, || Ok(()))
}

/// [`save_with`], where the bytes themselves are still to be checked: `check` runs while the disk
/// writes, and only what it lets pass takes the file's place.
pub(super) fn save_checked<T: Send + 'static>(
    fs: &impl Fs,
    path: &Path,
    bytes: &[u8],
    expected: Expectation,
    backup: Backup,
    privacy: Privacy,
    check: impl Fn() -> Result<T, SaveError> + Sync,
) -> Result<Saved, SaveError> {
    let save = Save { fs, path };
    let ((hash, written), checked) = {
        // While the disk writes, there is time for the hash.
        let hash = || ContentHash::of(bytes);
        let (checked, done) = both(check, || both(hash, || save.write_new(bytes, expected, privacy)));
        (done, checked)
    };
    let made = match (checked, &written) {
        (Ok(made), _) => made,
        (Err(error), Ok(Some(Beside { temporary, .. }))) => {
            save.discard(temporary);
            return Err(error);
        }
        (Err(error), _) => return Err(error),
    };
    // To give back the memory of a whole dossier takes longer than what is left to do.
    later(move || drop(made));
    let Some(Beside { temporary, new, target, there }) = written? else { return Ok(Saved { hash }) };
    let placed = save.put_in_place((&temporary, &new), &target, there.as_ref(), backup);
    if placed.is_err() {
        save.discard(&temporary);
    }
    placed?;
    save.confirm(&target, &new, bytes).map(|()| Saved { hash })
}

/// What was written beside the file that it is to replace.
struct Beside {
    temporary: PathBuf,
    /// What the system says of it.
    new: Seen,
    /// The file at the end of all links.
    target: PathBuf,
    /// What was there before.
    there: Option<Seen>,
}

/// One save in progress.
struct Save<'a, F> {
    fs: &'a F,
    /// The path as the caller gave it, for messages.
    path: &'a Path,
}

impl<F: Fs> Save<'_, F> {
    fn disk(&self, step: &'static str, source: io::Error) -> SaveError {
        if source.kind() == io::ErrorKind::NotFound || source.kind() == io::ErrorKind::NotADirectory {
            return SaveError::NoFolder { path: self.path.to_owned() };
        }
        SaveError::Disk { path: self.path.to_owned(), step, source }
    }

    /// The file at the end of all links, and what is there now.
    fn resolve(&self) -> Result<(PathBuf, Option<Seen>), SaveError> {
        const MOST_LINKS: usize = 40;
        let mut target = self.path.to_owned();
        for _ in 0..MOST_LINKS {
            let metadata = match self.fs.look(&target) {
                Ok(metadata) => metadata,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((target, None)),
                Err(error) => return Err(self.disk("looking at what is there", error)),
            };
            if metadata.kind == Kind::Link {
                let link =
                    self.fs.read_link(&target).map_err(|error| self.disk("following a link", error))?;
                target = folder_of(&target).join(link);
            } else if metadata.kind == Kind::File {
                return Ok((target, Some(metadata)));
            } else {
                let what = if metadata.kind == Kind::Folder { "a folder" } else { "a device" };
                return Err(SaveError::NotAFile { path: self.path.to_owned(), what });
            }
        }
        Err(SaveError::LinkLoop { path: self.path.to_owned() })
    }

    /// Looks at what is there, and writes the new content beside it; nothing where the file holds
    /// it already.
    fn write_new(
        &self,
        bytes: &[u8],
        expected: Expectation,
        privacy: Privacy,
    ) -> Result<Option<Beside>, SaveError> {
        let (target, there) = self.resolve()?;
        let old = match &there {
            Some(metadata) => Some(self.current(&target, metadata, bytes)?),
            None => None,
        };
        match (expected, &old) {
            (Expectation::Unchanged(_), None) => {
                return Err(SaveError::Vanished { path: self.path.to_owned() });
            }
            (Expectation::Unchanged(known), Some(old)) if old.hash != known => {
                return Err(SaveError::ChangedOnDisk { path: self.path.to_owned() });
            }
            (Expectation::New, Some(_)) => return Err(SaveError::Exists { path: self.path.to_owned() }),
            _ => {}
        }
        if old.is_some_and(|old| old.same) {
            return Ok(None);
        }
        if there.as_ref().is_some_and(|metadata| metadata.rights.read_only) {
            return Err(SaveError::ReadOnlyFile { path: self.path.to_owned() });
        }
        let private = privacy == Privacy::Private;
        let temporary = self
            .write_beside(&target, bytes, there.as_ref(), private)
            .map_err(|(step, source)| self.disk(step, source))?;
        match self.fs.look(&temporary) {
            Ok(new) => Ok(Some(Beside { temporary, new, target, there })),
            Err(source) => {
                self.discard(&temporary);
                Err(self.disk("looking at what was written", source))
            }
        }
    }

    /// What the file holds now, compared with what it is to hold.
    fn current(&self, target: &Path, metadata: &Seen, bytes: &[u8]) -> Result<Current, SaveError> {
        // A file grown beyond what is ever opened is not the one that was.
        if metadata.len > MAX_FILE {
            return Err(SaveError::ChangedOnDisk { path: self.path.to_owned() });
        }
        let mut hasher = ContentHasher::default();
        let mut comparison = Comparison::with(bytes);
        let mut both = |piece: &[u8]| {
            hasher.add(piece);
            comparison.add(piece);
        };
        self.fs
            .read_through(target, MAX_FILE, &mut both)
            .map_err(|error| self.disk("reading what is there", error))?;
        Ok(Current { hash: hasher.hash(), same: comparison.is_same() })
    }

    /// Whether the file at `path` holds these bytes.
    fn holds(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        let mut comparison = Comparison::with(bytes);
        self.fs.read_through(path, MAX_FILE, &mut |piece| comparison.add(piece))?;
        Ok(comparison.is_same())
    }

    /// Writes a file of its own into the target's folder, with the permissions of `like`.
    fn write_beside(
        &self,
        target: &Path,
        bytes: &[u8],
        like: Option<&Seen>,
        private: bool,
    ) -> Result<PathBuf, (&'static str, io::Error)> {
        let temporary = temporary_path(target);
        // Until it has the old permissions nobody else may look into it.
        let mut file = self
            .fs
            .create(&temporary, private || like.is_some())
            .map_err(|error| ("making a new file there", error))?;
        let filled = self.fill(&mut file, bytes, like);
        drop(file);
        let written = filled.and_then(|()| self.verify(&temporary, bytes));
        if written.is_err() {
            self.discard(&temporary);
        }
        written.map(|()| temporary)
    }

    fn fill(
        &self,
        file: &mut F::File,
        bytes: &[u8],
        like: Option<&Seen>,
    ) -> Result<(), (&'static str, io::Error)> {
        self.fs.write(file, bytes).map_err(|error| ("writing", error))?;
        if let Some(like) = like {
            self.fs.set_rights(file, like.rights).map_err(|error| ("setting its permissions", error))?;
        }
        // After a failed sync the system may claim success the next time without having written:
        // no second try on this file, the whole save fails.
        self.fs.sync(file).map_err(|error| ("bringing it to the disk", error))
    }

    /// Some drives claim to have written and have not: that must come out while the old file is
    /// still in its place.
    fn verify(&self, temporary: &Path, bytes: &[u8]) -> Result<(), (&'static str, io::Error)> {
        let step = "reading it again";
        let different = || (step, io::Error::other("what was written reads back as something else"));
        if self.holds(temporary, bytes).map_err(|error| (step, error))? { Ok(()) } else { Err(different()) }
    }

    /// Keeps the old content and lets the new file take its place.
    fn put_in_place(
        &self,
        (temporary, new): (&Path, &Seen),
        target: &Path,
        there: Option<&Seen>,
        backup: Backup,
    ) -> Result<(), SaveError> {
        let kept = match there {
            Some(like) if backup == Backup::Keep => Some(self.keep(target, like)?),
            _ => None,
        };
        // Somebody may have saved while this save was writing. A moment remains in which it can
        // go unseen; their content is then what the next save finds changed.
        let backed_up = self.still(target, there).and_then(|()| match &kept {
            Some(kept) => self.fs.rename(kept, &backup_path(target)).map_err(|e| self.not_backed_up(e)),
            None => Ok(()),
        });
        // Also where it went well: of two names of one file, which the backup and the file may be
        // after a power cut, neither takes the other's place.
        if let Some(kept) = &kept {
            self.discard(kept);
        }
        backed_up?;
        if let Err(error) = self.fs.rename(temporary, target) {
            // A network drive may lose the answer and not what it was asked to do.
            if self.fs.look(target).is_ok_and(|now| same(&now, new)) && self.is_gone(temporary) {
                return Err(SaveError::NotConfirmed { path: self.path.to_owned(), source: error });
            }
            if let (Some(like), Some(_)) = (there, &kept) {
                self.part(target, like);
            }
            return Err(self.disk("putting it in place", error));
        }
        sync_names(self.fs, folder_of(target))
            .map_err(|source| SaveError::NotConfirmed { path: self.path.to_owned(), source })
    }

    /// Whether what is at the target is still what was there before.
    fn still(&self, target: &Path, there: Option<&Seen>) -> Result<(), SaveError> {
        let path = || self.path.to_owned();
        match (self.fs.look(target), there) {
            (Ok(now), Some(before)) if same(&now, before) => Ok(()),
            (Err(error), None) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            (Ok(_), None) => Err(SaveError::Exists { path: path() }),
            (Ok(_), Some(_)) => Err(SaveError::ChangedOnDisk { path: path() }),
            (Err(error), Some(_)) if error.kind() == io::ErrorKind::NotFound => {
                Err(SaveError::Vanished { path: path() })
            }
            (Err(error), _) => Err(self.disk("looking at what is there", error)),
        }
    }

    fn is_gone(&self, path: &Path) -> bool {
        self.fs.look(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    }

    /// Only what is in its place and reads back is saved.
    fn confirm(&self, target: &Path, new: &Seen, bytes: &[u8]) -> Result<(), SaveError> {
        // Where files have numbers, the one that was read back before is known by its number.
        if cfg!(unix) && self.fs.look(target).is_ok_and(|now| same(&now, new)) {
            return Ok(());
        }
        match self.holds(target, bytes) {
            Ok(true) => Ok(()),
            Ok(false) => Err(SaveError::ReadBack { path: self.path.to_owned() }),
            Err(source) => Err(SaveError::NotConfirmed { path: self.path.to_owned(), source }),
        }
    }

    fn discard(&self, temporary: &Path) {
        // Where even this fails, a stray file remains, which is better than hiding the first error.
        let _ = self.fs.remove(temporary);
    }
}

/// The folder in which a path's name stands.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A name beside `target` that nobody has.
fn temporary_path(target: &Path) -> PathBuf {
    let random = uuid::Uuid::new_v4().simple();
    let mut name = OsString::from(".");
    match target.file_name() {
        // Most systems take names of up to 255 bytes.
        Some(own) if own.len() <= 200 => name.push(own),
        _ => name.push("visavis"),
    }
    name.push(format!(".{random}.tmp"));
    target.with_file_name(name)
}

/// Whether nobody touched a file between two looks.
fn same(now: &Seen, before: &Seen) -> bool {
    (now.kind, now.len, now.modified, now.number) == (before.kind, before.len, before.modified, before.number)
}

#[cfg(test)]
mod tests;
