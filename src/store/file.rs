//! Opening and saving a dossier on the disk.
//!
//! Must not know: how bytes become a dossier, or in which steps a file is saved.

use std::io;
use std::path::{Path, PathBuf};

use super::content_hash::ContentHash;
use super::fs::{Fs as _, RealFs};
use super::load::{Loaded, MAX_FILE, parse};
use super::load_error::LoadError;
use super::safe_save::{Backup, Expectation, Privacy, save_checked};
use super::save_error::{SaveError, cause, name};
use super::share::both;
use super::write::{check_bytes, to_bytes};
use crate::model::Dossier;

/// The file of an open dossier, as it was when last read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    /// Where it is.
    pub path: PathBuf,
    /// What it held.
    pub hash: ContentHash,
    /// Why it may not be saved; `None` where it may.
    pub read_only: Option<String>,
}

/// A dossier with its file.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What was read.
    pub loaded: Loaded,
    /// Where from.
    pub file: FileState,
}

/// Why a file can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The path names something that is not a file.
    #[error("«{}» is {what}, not a file. Nothing was read; choose a file", name(.path))]
    NotAFile {
        /// The path.
        path: PathBuf,
        /// What it is, such as "a folder".
        what: &'static str,
    },
    /// There is nothing at the path.
    #[error("there is no file «{}» there. It may have been moved, renamed or deleted, or its drive may not be connected", .path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The system refused.
    #[error("«{}» can't be read: {}. Nothing was changed", name(.path), reading(.source))]
    Disk {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no dossier that can be opened.
    #[error(transparent)]
    Load(#[from] LoadError),
}

fn reading(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => cause(error),
    }
}

/// All bytes of a file of at most `limit` bytes; waits for no device and no pipe.
///
/// # Errors
///
/// [`OpenError`] where it is no file, is larger, or can't be read.
pub fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, OpenError> {
    let disk = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            OpenError::Missing { path: path.to_owned() }
        }
        _ => OpenError::Disk { path: path.to_owned(), source },
    };
    let metadata = std::fs::metadata(path).map_err(disk)?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a folder" } else { "a device or a pipe" };
        return Err(OpenError::NotAFile { path: path.to_owned(), what });
    }
    let too_large = |size: u64| LoadError::TooLarge { name: name(path), size, limit };
    if metadata.len() > limit {
        return Err(too_large(metadata.len()).into());
    }
    // One byte more than allowed, to see a file that grows meanwhile.
    let bytes = RealFs.read(path, limit.saturating_add(1)).map_err(disk)?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= limit => Ok(bytes),
        size => Err(too_large(size.unwrap_or(u64::MAX)).into()),
    }
}

/// Opens a dossier.
///
/// # Errors
///
/// [`OpenError`]; the file is never changed.
pub fn open_file(path: &Path) -> Result<Opened, OpenError> {
    let bytes = read_bounded(path, MAX_FILE)?;
    let (hash, loaded) = both(|| ContentHash::of(&bytes), || parse(&bytes, &name(path)));
    let loaded = loaded?;
    let file = FileState { path: path.to_owned(), hash, read_only: loaded.read_only.clone() };
    Ok(Opened { loaded, file })
}

/// Saves a dossier to the file it was opened from, which must not have changed since.
///
/// The content before is kept beside it (see [`super::backup_path`]).
///
/// # Errors
///
/// [`SaveError`]; the file's state stays what it was.
pub fn save(dossier: &Dossier, file: &FileState) -> Result<FileState, SaveError> {
    writable(file)?;
    save_as(dossier, &file.path, Expectation::Unchanged(file.hash))
}

/// Saves a dossier to a path that the reviewer chose.
///
/// A dossier that was opened read-only must not come here: check [`FileState::read_only`].
///
/// # Errors
///
/// [`SaveError`]; what was at the path is still there.
pub fn save_as(dossier: &Dossier, path: &Path, expected: Expectation) -> Result<FileState, SaveError> {
    save_as_keeping(dossier, path, expected).map(|(file, _)| file)
}

/// [`save_as`], and the bytes that the file holds now, for [`super::Backups::keep`].
///
/// # Errors
///
/// [`SaveError`]; what was at the path is still there.
pub fn save_as_keeping(
    dossier: &Dossier,
    path: &Path,
    expected: Expectation,
) -> Result<(FileState, Vec<u8>), SaveError> {
    let bytes = to_bytes(dossier);
    let check = || check_bytes(dossier, &bytes);
    let saved = save_checked(&RealFs, path, &bytes, expected, Backup::Keep, Privacy::Document, check)?;
    Ok((FileState { path: path.to_owned(), hash: saved.hash, read_only: None }, bytes))
}

fn writable(file: &FileState) -> Result<(), SaveError> {
    match &file.read_only {
        Some(reason) => Err(SaveError::Newer { reason: reason.clone() }),
        None => Ok(()),
    }
}
