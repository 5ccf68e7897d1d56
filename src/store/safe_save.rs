//! The one routine that writes a file without ever losing what was there.
//!
//! The new content is written beside the file under a name of its own, brought to the disk, read
//! again, and only then takes the file's place, in one step that either happens or not. A power cut at any
//! moment leaves the old file or the new one, whole; at worst a file `.<name>.<random>.tmp` too.
//! Must not know: what is in the file.
//!
//! Known limits: on Unix, owner, extended attributes and further hard links of the old file are
//! not carried over; on Windows, its own access list gives way to the folder's.

use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::content_hash::ContentHash;
use super::fs::{Fs, RealFs};
use super::load::MAX_FILE;
use super::save_error::SaveError;

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

/// Where the content is kept that the last save replaced: the same name with `.backup` at the end.
#[must_use]
pub fn backup_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().map(OsString::from).unwrap_or_default();
    name.push(".backup");
    path.with_file_name(name)
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
    let save = Save { fs, path };
    let hash = ContentHash::of(bytes);
    let (target, there) = save.resolve()?;
    let old = match &there {
        Some(metadata) => Some(save.current(&target, metadata)?),
        None => None,
    };
    match (expected, &old) {
        (Expectation::Unchanged(_), None) => return Err(SaveError::Vanished { path: path.to_owned() }),
        (Expectation::Unchanged(known), Some(old)) if ContentHash::of(old) != known => {
            return Err(SaveError::ChangedOnDisk { path: path.to_owned() });
        }
        (Expectation::New, Some(_)) => return Err(SaveError::Exists { path: path.to_owned() }),
        _ => {}
    }
    if old.as_deref() == Some(bytes) {
        return Ok(Saved { hash });
    }
    if there.as_ref().is_some_and(|metadata| metadata.permissions().readonly()) {
        return Err(SaveError::ReadOnlyFile { path: path.to_owned() });
    }
    let private = privacy == Privacy::Private;
    let temporary = save
        .write_beside(&target, bytes, there.as_ref(), private)
        .map_err(|(step, source)| save.disk(step, source))?;
    let placed = save.put_in_place(&temporary, &target, there.as_ref(), old.as_deref(), backup);
    if placed.is_err() {
        save.discard(&temporary);
    }
    placed?;
    save.confirm(&target, hash)
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
    fn resolve(&self) -> Result<(PathBuf, Option<Metadata>), SaveError> {
        const MOST_LINKS: usize = 40;
        let mut target = self.path.to_owned();
        for _ in 0..MOST_LINKS {
            let metadata = match self.fs.look(&target) {
                Ok(metadata) => metadata,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((target, None)),
                Err(error) => return Err(self.disk("looking at what is there", error)),
            };
            let kind = metadata.file_type();
            if kind.is_symlink() {
                let link =
                    self.fs.read_link(&target).map_err(|error| self.disk("following a link", error))?;
                target = folder_of(&target).join(link);
            } else if kind.is_file() {
                return Ok((target, Some(metadata)));
            } else {
                let what = if kind.is_dir() { "a folder" } else { "a device" };
                return Err(SaveError::NotAFile { path: self.path.to_owned(), what });
            }
        }
        Err(SaveError::LinkLoop { path: self.path.to_owned() })
    }

    /// What the file holds now.
    fn current(&self, target: &Path, metadata: &Metadata) -> Result<Vec<u8>, SaveError> {
        // A file grown beyond what is ever opened is not the one that was.
        if metadata.len() > MAX_FILE {
            return Err(SaveError::ChangedOnDisk { path: self.path.to_owned() });
        }
        self.fs.read(target, MAX_FILE).map_err(|error| self.disk("reading what is there", error))
    }

    /// Writes a file of its own into the target's folder, with the permissions of `like`.
    fn write_beside(
        &self,
        target: &Path,
        bytes: &[u8],
        like: Option<&Metadata>,
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
        file: &mut File,
        bytes: &[u8],
        like: Option<&Metadata>,
    ) -> Result<(), (&'static str, io::Error)> {
        self.fs.write(file, bytes).map_err(|error| ("writing", error))?;
        if let Some(like) = like {
            self.fs
                .set_permissions(file, like.permissions())
                .map_err(|error| ("setting its permissions", error))?;
        }
        // After a failed sync the system may claim success the next time without having written:
        // no second try on this file, the whole save fails.
        self.fs.sync(file).map_err(|error| ("bringing it to the disk", error))
    }

    /// Some drives claim to have written and have not: that must come out while the old file is
    /// still in its place.
    fn verify(&self, temporary: &Path, bytes: &[u8]) -> Result<(), (&'static str, io::Error)> {
        let step = "reading it again";
        let back = self.fs.read(temporary, MAX_FILE).map_err(|error| (step, error))?;
        let different = || (step, io::Error::other("what was written reads back as something else"));
        if back == bytes { Ok(()) } else { Err(different()) }
    }

    /// Keeps the old content and lets the new file take its place.
    fn put_in_place(
        &self,
        temporary: &Path,
        target: &Path,
        there: Option<&Metadata>,
        old: Option<&[u8]>,
        backup: Backup,
    ) -> Result<(), SaveError> {
        if let (Backup::Keep, Some(old)) = (backup, old) {
            self.keep(target, old, there)?;
        }
        // Somebody may have saved while this save was writing. A moment remains in which it can
        // go unseen; their content is then what the next save finds changed.
        match (self.fs.look(target), there) {
            (Ok(now), Some(before)) if same(&now, before) => {}
            (Err(error), None) if error.kind() == io::ErrorKind::NotFound => {}
            (Ok(_), None) => return Err(SaveError::Exists { path: self.path.to_owned() }),
            (Ok(_), Some(_)) => return Err(SaveError::ChangedOnDisk { path: self.path.to_owned() }),
            (Err(error), Some(_)) if error.kind() == io::ErrorKind::NotFound => {
                return Err(SaveError::Vanished { path: self.path.to_owned() });
            }
            (Err(error), _) => return Err(self.disk("looking at what is there", error)),
        }
        self.fs.rename(temporary, target).map_err(|error| self.disk("putting it in place", error))?;
        match self.fs.sync_folder(folder_of(target)) {
            Ok(()) => Ok(()),
            // Some network drives know no such thing, and some folders may not be opened.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::Unsupported
                        | io::ErrorKind::InvalidInput
                        | io::ErrorKind::PermissionDenied
                ) =>
            {
                Ok(())
            }
            Err(source) => Err(SaveError::NotConfirmed { path: self.path.to_owned(), source }),
        }
    }

    /// Makes the old content the backup, by the same safe steps.
    fn keep(&self, target: &Path, old: &[u8], like: Option<&Metadata>) -> Result<(), SaveError> {
        let failed = |source| SaveError::Backup { path: self.path.to_owned(), source };
        let backup = backup_path(target);
        // A copy and not a second name for the old file: if the save fails after this, file and
        // backup must not be one and the same.
        let copy = self.write_beside(&backup, old, like, true).map_err(|(_, error)| failed(error))?;
        self.fs.rename(&copy, &backup).map_err(|error| {
            self.discard(&copy);
            failed(error)
        })
    }

    /// Only what reads back is saved.
    fn confirm(&self, target: &Path, hash: ContentHash) -> Result<Saved, SaveError> {
        match self.fs.read(target, MAX_FILE) {
            Ok(bytes) if ContentHash::of(&bytes) == hash => Ok(Saved { hash }),
            Ok(_) => Err(SaveError::ReadBack { path: self.path.to_owned() }),
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
fn same(now: &Metadata, before: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if (now.ino(), now.dev()) != (before.ino(), before.dev()) {
            return false;
        }
    }
    now.file_type() == before.file_type()
        && now.len() == before.len()
        && now.modified().ok() == before.modified().ok()
}

#[cfg(test)]
mod tests;
