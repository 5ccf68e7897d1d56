//! The last ten saved states of every dossier, thinned over days, in a private folder of the user's
//! machine.
//!
//! Each file has a folder named by the hash of its full path, so that two files of one name in different
//! places never share one, with each content once, under its own hash, and an index. A content is on the
//! disk before the index names it, and goes only when the index no longer does; one that the index does
//! not know is taken up again. What is in it is compared with its name whenever it is read.
//!
//! What a save replaces is kept beside the file as well (see [`super::backup_path`]): that one costs
//! nothing, travels with the dossier, and is made before anything is replaced.
//! Must not know: what is in a dossier, or when one is saved.

mod index;
#[cfg(test)]
mod tests;
mod thin;

use std::io;
use std::path::{Path, PathBuf};

use super::content_hash::ContentHash;
use super::fs::{Fs, Kind, RealFs, make_folders};
use super::load::MAX_FILE;
use super::safe_save::{Backup, Expectation, Privacy, save_with};
use super::save_error::SaveError;
use crate::model::{Dossier, Moment};

pub use index::{Counts, Kept};
pub use thin::MOST_KEPT;

/// The backups of all dossiers.
#[derive(Debug, Clone)]
pub struct Backups {
    folder: PathBuf,
}

/// The backups of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// The dossier's file, which may be gone; empty where the index could not be read.
    pub path: PathBuf,
    /// Its states, the latest first.
    pub states: Vec<Kept>,
    /// What they take on the disk, in bytes.
    pub bytes: u64,
}

impl Counts {
    /// What is in a dossier.
    #[must_use]
    pub fn of(dossier: &Dossier) -> Self {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let statements = || dossier.meetings().iter().flat_map(|meeting| meeting.statements());
        Self {
            meetings: count(dossier.meetings().len()),
            passages: count(statements().map(|statement| statement.passages().len()).sum()),
            links: count(dossier.meetings().iter().map(|meeting| meeting.links().len()).sum()),
        }
    }
}

impl Backups {
    /// Those of the program whose settings are in `home`.
    #[must_use]
    pub fn new(home: &Path) -> Self {
        Self { folder: home.join("backups") }
    }

    /// Keeps a state that was saved: `bytes` are what the file at `path` holds now. The same content
    /// twice in a row is kept once. For a worker, after the save was told.
    ///
    /// # Errors
    ///
    /// [`SaveError`]; the states that were kept before are still kept.
    pub fn keep(&self, path: &Path, bytes: &[u8], counts: Counts, now: Moment) -> Result<(), SaveError> {
        keep(&RealFs, &self.folder, path, bytes, counts, now)
    }

    /// The states of a file, the latest first.
    #[must_use]
    pub fn list(&self, path: &Path) -> Vec<Kept> {
        let mut states = index::read(&RealFs, &self.folder_of(path)).states;
        states.reverse();
        states
    }

    /// The states of all files.
    #[must_use]
    pub fn files(&self) -> Vec<KeptFile> {
        let folders = RealFs.names(&self.folder).unwrap_or_default();
        let mut files: Vec<KeptFile> =
            folders.into_iter().map(|name| self.kept_file(name.as_ref())).collect();
        files.retain(|file| !file.states.is_empty());
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    fn kept_file(&self, name: &Path) -> KeptFile {
        let folder = self.folder.join(name);
        let index::Index { path, mut states } = index::read(&RealFs, &folder);
        states.reverse();
        KeptFile { path: path.map(PathBuf::from).unwrap_or_default(), states, bytes: size(&RealFs, &folder) }
    }

    /// What all of it takes on the disk, in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        let folders = RealFs.names(&self.folder).unwrap_or_default();
        folders.into_iter().map(|name| size(&RealFs, &self.folder.join(name))).sum()
    }

    /// The content of a state, which is what was saved or nothing.
    ///
    /// # Errors
    ///
    /// Where it can't be read, or is not what was kept.
    pub fn read(&self, path: &Path, state: &Kept) -> io::Result<Vec<u8>> {
        let bytes = RealFs.read(&content(&self.folder_of(path), state.hash), MAX_FILE)?;
        if ContentHash::of(&bytes) == state.hash {
            Ok(bytes)
        } else {
            Err(io::Error::other("the backup is damaged: it does not hold what was saved"))
        }
    }

    /// The file with this content among the states of `path`, where it should be one.
    #[must_use]
    pub fn place_of(&self, path: &Path, hash: ContentHash) -> Option<PathBuf> {
        let place = content(&self.folder_of(path), hash);
        RealFs.look(&place).is_ok_and(|seen| seen.kind == Kind::File).then_some(place)
    }

    /// Removes the states of one file, or all of them. What an open dossier's journal begins from stays
    /// until that is closed.
    ///
    /// # Errors
    ///
    /// Where something could not be removed.
    pub fn wipe(&self, path: Option<&Path>) -> io::Result<()> {
        let folders = match path {
            Some(path) => vec![self.folder_of(path)],
            None => match RealFs.names(&self.folder) {
                Ok(names) => names.into_iter().map(|name| self.folder.join(name)).collect(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(error),
            },
        };
        folders.iter().try_for_each(|folder| wipe(&RealFs, folder))
    }

    fn folder_of(&self, path: &Path) -> PathBuf {
        folder_of(&self.folder, path)
    }
}

/// The folder of a file's states.
fn folder_of(all: &Path, path: &Path) -> PathBuf {
    // Two ways to spell the same place are one; where the file is gone its spelling has to do.
    let whole = std::fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    let whole = whole.unwrap_or_else(|_| path.to_owned());
    let hash = ContentHash::of(whole.as_os_str().as_encoded_bytes()).to_string();
    all.join(hash.get(..32).unwrap_or(&hash))
}

fn content(folder: &Path, hash: ContentHash) -> PathBuf {
    folder.join(format!("{hash}.json"))
}

/// [`Backups::keep`] on any disk.
fn keep(
    fs: &impl Fs,
    all: &Path,
    path: &Path,
    bytes: &[u8],
    counts: Counts,
    now: Moment,
) -> Result<(), SaveError> {
    let folder = folder_of(all, path);
    let disk = |source| SaveError::Disk { path: path.to_owned(), step: "making the backups' folder", source };
    make_folders(fs, &[all.parent().unwrap_or(all), all, &folder]).map_err(disk)?;
    let hash = ContentHash::of(bytes);
    let mut index = index::read(fs, &folder);
    let place = content(&folder, hash);
    // What is there already and whole is not written again; what is damaged is.
    save_with(fs, &place, bytes, Expectation::Anything, Backup::Drop, Privacy::Private)?;
    if index.states.last().is_none_or(|last| last.hash != hash) {
        let number = index.states.last().map_or(0, |last| last.number) + 1;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        index.states.push(Kept { number, when: now, size, hash, counts: Some(counts) });
    }
    index.path = path.to_str().map(str::to_owned);
    let dropped = thin::drop_from(&mut index.states);
    index::write(fs, &folder, &index)?;
    // The index no longer names them. Where one can't be removed, the next read takes it up again.
    for state in dropped.iter().filter(|state| index.states.iter().all(|kept| kept.hash != state.hash)) {
        let _ = fs.remove(&content(&folder, state.hash));
    }
    Ok(())
}

fn size(fs: &impl Fs, folder: &Path) -> u64 {
    let names = fs.names(folder).unwrap_or_default();
    names.iter().filter_map(|name| fs.look(&folder.join(name)).ok()).map(|seen| seen.len).sum()
}

fn wipe(fs: &impl Fs, folder: &Path) -> io::Result<()> {
    let names = match fs.names(folder) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    names.iter().try_for_each(|name| fs.remove(&folder.join(name)))?;
    fs.remove_folder(folder)
}
