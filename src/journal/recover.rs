//! What a program left behind that ended unexpectedly, and what to do with it.
//!
//! Nothing here is thrown away or written over: what is recovered goes only when another journal has it,
//! and what is declined is kept for 30 days.
//! Must not know: how the reviewer is asked.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use super::replay::{Replayed, Step, replay};
use super::{name_of, record};
use crate::model::{Dossier, Moment};
use crate::store::fs::RealFs;
use crate::store::recovery::{self, Found};
use crate::store::{Backups, ContentHash, FileState, LoadError, MAX_FILE, SaveError, read_bounded, to_bytes};

/// Unsaved work that was left behind. While it is held, no other window is offered it.
#[derive(Debug)]
pub struct Recoverable {
    /// The dossier's title when it was last saved; empty where that can't be read.
    pub title: String,
    /// The dossier's file; `None` where it was never saved.
    pub path: Option<PathBuf>,
    /// When the last change was made.
    pub when: Option<Moment>,
    /// How many steps were done since the last save.
    pub steps: usize,
    /// What it takes on the disk, in bytes.
    pub bytes: u64,
    /// Why it can't be recovered, or only in part, in words that follow a colon.
    pub problem: Option<String>,
    home: PathBuf,
    found: Mutex<Option<Found<RealFs>>>,
}

impl std::fmt::Debug for Found<RealFs> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Found").field("records", &self.records.len()).finish_non_exhaustive()
    }
}

/// What a dossier's file is like now, compared with the unsaved work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDisk {
    /// There never was a file.
    NeverSaved,
    /// As it was when the work began.
    AsItWas,
    /// It holds all of the work already: nothing was lost.
    SameAsRecovered,
    /// Somebody changed it since.
    Changed,
    /// It is not there, or can't be read.
    Gone,
}

/// Unsaved work, as a dossier.
#[derive(Debug)]
pub struct Recovered {
    /// The dossier as it was last.
    pub dossier: Dossier,
    /// Its file, with what that held when the work began: a save finds out by that whether somebody
    /// changed it since.
    pub file: Option<FileState>,
    /// What was done since the last save, in order.
    pub steps: Vec<Step>,
    /// What could not be carried out again, with the reasons.
    pub skipped: Vec<String>,
    /// Whether the last record was cut off: something of the last second is missing.
    pub torn: bool,
    /// What the file is like now.
    pub on_disk: OnDisk,
}

/// Why unsaved work can't be recovered. It is kept.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// It was taken by somebody else, or put aside.
    #[error("this unsaved work was taken up already")]
    Taken,
    /// It can't be read.
    #[error("the unsaved work can't be read: {0}. It is kept; nothing was changed")]
    Unreadable(String),
    /// The dossier that it begins from is nowhere to be found.
    #[error(
        "the dossier that the unsaved work begins from can't be found any more: {0}. The work is kept; put the file back where it was, and start again"
    )]
    NoBase(std::io::Error),
    /// The dossier that it begins from can't be read.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// All unsaved work that was left behind, the latest first; and what is wrong with the folder, if
/// something is. Reads the disk: for a worker. `home` is the folder of the settings.
#[must_use]
pub fn pending(home: &Path) -> (Vec<Recoverable>, Option<String>) {
    match recovery::pending(&RealFs, home) {
        Ok(found) => {
            let mut all: Vec<Recoverable> = found.into_iter().map(|found| describe(home, found)).collect();
            all.sort_by_key(|one| std::cmp::Reverse(one.when));
            (all, None)
        }
        Err(error) => (Vec::new(), Some(format!("unsaved work could not be looked for: {error}"))),
    }
}

/// Removes what was declined more than 30 days before `now`, and says how much that was.
pub fn sweep_declined(home: &Path, now: Moment) -> usize {
    recovery::sweep(&RealFs, home, now)
}

fn describe(home: &Path, found: Found<RealFs>) -> Recoverable {
    let read = found.records.iter().filter_map(|bytes| record::read(bytes).ok());
    let steps: Vec<(Moment, bool)> = read.map(|(step, lines)| (step.when, !lines.is_empty())).collect();
    let header = found.header.as_ref().ok();
    Recoverable {
        title: header.map(|header| header.title.clone()).unwrap_or_default(),
        path: header.and_then(|header| header.path.as_ref()).map(PathBuf::from),
        when: steps.last().map(|(when, _)| *when).or(header.map(|header| header.began)),
        steps: steps.iter().filter(|(_, is_step)| *is_step).count(),
        bytes: found.bytes,
        problem: found.header.as_ref().err().cloned(),
        home: home.to_owned(),
        found: Mutex::new(Some(found)),
    }
}

impl Recoverable {
    fn found(&self) -> Option<MutexGuard<'_, Option<Found<RealFs>>>> {
        self.found.lock().ok()
    }

    /// The dossier as it was last. Changes nothing; for a worker.
    ///
    /// # Errors
    ///
    /// [`RecoverError`]; the work is kept.
    pub fn recover(&self) -> Result<Recovered, RecoverError> {
        let guard = self.found().ok_or(RecoverError::Taken)?;
        let found = guard.as_ref().ok_or(RecoverError::Taken)?;
        let header = match &found.header {
            Ok(header) => header,
            Err(problem) => return Err(RecoverError::Unreadable(problem.clone())),
        };
        let backups = Backups::new(&self.home);
        let kept: Vec<PathBuf> =
            self.path.iter().filter_map(|path| backups.place_of(path, header.hash)).collect();
        let base = recovery::base_of(&RealFs, found, &kept).map_err(RecoverError::NoBase)?;
        let Replayed { dossier, read_only, steps, skipped } =
            replay(&base, &name_of(self.path.as_ref()), &found.records)?;
        let problems = dossier.check();
        if let Some(problem) = problems.first() {
            return Err(RecoverError::Unreadable(format!("it would contradict itself ({problem})")));
        }
        let file = self.path.clone().zip(header.file);
        let file = file.map(|(path, hash)| FileState { path, hash, read_only });
        let on_disk = file.as_ref().map_or(OnDisk::NeverSaved, |file| on_disk(file, &dossier));
        Ok(Recovered { dossier, file, steps, skipped, torn: found.torn > 0, on_disk })
    }

    /// Puts it aside: it is not offered again, and goes after 30 days (see [`sweep_declined`]).
    ///
    /// # Errors
    ///
    /// [`SaveError`]; it is where it was.
    pub fn decline(&self, now: Moment) -> Result<(), SaveError> {
        let Some(found) = self.found().and_then(|mut found| found.take()) else { return Ok(()) };
        let path = found.folder.clone();
        recovery::decline(&RealFs, found, now).map_err(|source| SaveError::Disk {
            path,
            step: "putting the unsaved work aside",
            source,
        })
    }

    /// Removes it: another journal, or the dossier's file, has all of it.
    pub fn remove(&self) {
        if let Some(found) = self.found().and_then(|mut found| found.take()) {
            found.remove(&RealFs);
        }
    }
}

fn on_disk(file: &FileState, dossier: &Dossier) -> OnDisk {
    let Ok(bytes) = read_bounded(&file.path, MAX_FILE) else { return OnDisk::Gone };
    let now = ContentHash::of(&bytes);
    if now == ContentHash::of(&to_bytes(dossier)) {
        OnDisk::SameAsRecovered
    } else if now == file.hash {
        OnDisk::AsItWas
    } else {
        OnDisk::Changed
    }
}
