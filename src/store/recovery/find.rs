//! Sessions that a program left behind when it ended unexpectedly.
//!
//! Must not know: what the records say.

use std::io;
use std::path::{Path, PathBuf};

use super::frames::records;
use super::header::Header;
use super::session::has;
use super::{LOCK, folder_in, number_of};
use crate::store::fs::{Fs, sync_names};
use crate::store::load::MAX_FILE;

/// A session whose program does not run any more. While it is held, no other program finds it.
pub(crate) struct Found<F: Fs> {
    pub(crate) folder: PathBuf,
    pub(super) lock: Option<F::File>,
    /// What the records begin from; or why they can't be read.
    pub(crate) header: Result<Header, String>,
    /// The records, in order.
    pub(crate) records: Vec<Vec<u8>>,
    /// How many bytes at the end were no whole record.
    pub(crate) torn: usize,
    /// What all of it takes on the disk, in bytes.
    pub(crate) bytes: u64,
}

impl<F: Fs> Found<F> {
    /// Removes it from the disk.
    pub(crate) fn remove(self, fs: &F) {
        clear(fs, &self.folder, self.lock);
    }
}

/// All sessions that were left behind with unsaved work, in no order. Those without are removed.
///
/// # Errors
///
/// Where the folder can't be looked into; none where there is none.
pub(crate) fn pending<F: Fs>(fs: &F, home: &Path) -> io::Result<Vec<Found<F>>> {
    let all = folder_in(home);
    let names = match fs.names(&all) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let sessions = names.into_iter().filter(|name| {
        // `<dossier>.<session>`: two ids.
        let ids = name.to_str().and_then(|name| name.split_once('.'));
        ids.is_some_and(|(dossier, own)| [dossier, own].iter().all(|id| uuid::Uuid::try_parse(id).is_ok()))
    });
    Ok(sessions.filter_map(|name| session(fs, &all.join(name))).collect())
}

fn session<F: Fs>(fs: &F, folder: &Path) -> Option<Found<F>> {
    let (lock, locks) = match fs.lock(&folder.join(LOCK)) {
        // Its program runs.
        Ok(None) => return None,
        Ok(lock) => (lock, true),
        Err(_) => (None, false),
    };
    let names = fs.names(folder).ok()?;
    let names: Vec<String> = names.into_iter().filter_map(|name| name.into_string().ok()).collect();
    let mut numbers: Vec<u64> = names.iter().filter_map(|name| number_of(name, "journal")).collect();
    numbers.sort_unstable();
    let bytes = names.iter().filter_map(|name| fs.look(&folder.join(name)).ok()).map(|seen| seen.len).sum();
    let found = |header, records, torn| {
        Some(Found { folder: folder.to_owned(), lock: None, header, records, torn, bytes })
    };
    let mut problem = None;
    // The newest that is whole: after a cut in the middle of a change the one before it is still there.
    for number in numbers.into_iter().rev() {
        let journal = match fs.read(&folder.join(format!("{number}.journal")), 2 * MAX_FILE) {
            Ok(bytes) => bytes,
            Err(error) => {
                problem.get_or_insert_with(|| format!("it can't be read ({error})"));
                continue;
            }
        };
        // A power cut may leave a file that was made but never written.
        if journal.iter().all(|byte| *byte == 0) {
            continue;
        }
        let (whole, torn) = records(&journal);
        let Some((first, rest)) = whole.split_first() else {
            problem.get_or_insert_with(|| "its beginning is missing".to_owned());
            continue;
        };
        match Header::read(first) {
            Ok(header) if rest.len() >= header.carried => {
                if !locks && !header.process.is_gone() {
                    // Perhaps it runs: it is looked at again at the next start.
                    return None;
                }
                if rest.is_empty() {
                    break;
                }
                let records = rest.iter().map(|record| record.to_vec()).collect();
                return found(Ok(header), records, torn).map(|found| Found { lock, ..found });
            }
            Ok(_) => drop(problem.get_or_insert_with(|| "it is not whole".to_owned())),
            Err(why) => drop(problem.get_or_insert_with(|| why.to_owned())),
        }
    }
    match problem {
        // A file whose beginning never came to the disk had told nobody that anything was safe; but what
        // can't be read is not thrown away either.
        Some(problem) => found(Err(problem), Vec::new(), 0).map(|found| Found { lock, ..found }),
        None => {
            if locks {
                clear(fs, folder, lock);
            }
            None
        }
    }
}

/// Removes a session without unsaved work.
pub(super) fn clear<F: Fs>(fs: &F, folder: &Path, lock: Option<F::File>) {
    let Ok(names) = fs.names(folder) else { return };
    let own = |name: &str| {
        name != LOCK && (number_of(name, "journal").is_some() || number_of(name, "base").is_some())
    };
    let names: Vec<&str> = names.iter().filter_map(|name| name.to_str()).filter(|n| own(n)).collect();
    let (bases, mut journals): (Vec<&str>, Vec<&str>) =
        names.into_iter().partition(|name| number_of(name, "base").is_some());
    // The oldest first, and no base before the journals are gone for good: nothing is left that looks
    // like unsaved work and can't be read.
    journals.sort_by_key(|name| number_of(name, "journal"));
    let remove = |name: &&str| fs.remove(&folder.join(name)).is_ok();
    if !journals.iter().all(remove) || sync_names(fs, folder).is_err() || !bases.iter().all(remove) {
        return;
    }
    drop(lock);
    let _ = fs.remove(&folder.join(LOCK));
    let _ = fs.remove_folder(folder);
}

/// The content that the records of a session begin from, from wherever it is still to be had: its own
/// copy, the dossier's file, or one of `others`.
///
/// # Errors
///
/// Where none of them has it.
pub(crate) fn base_of<F: Fs>(fs: &F, found: &Found<F>, others: &[PathBuf]) -> io::Result<Vec<u8>> {
    let Ok(header) = &found.header else { return Err(io::ErrorKind::InvalidData.into()) };
    let own = found.folder.join(&header.base);
    let file = header.path.as_ref().map(PathBuf::from);
    let mut problem = io::Error::other("no file holds it any more");
    for path in [own].iter().chain(others).chain(&file) {
        match fs.look(path) {
            Ok(_) if has(fs, path, header.hash) => return fs.read(path, MAX_FILE),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => problem = error,
        }
    }
    Err(problem)
}
