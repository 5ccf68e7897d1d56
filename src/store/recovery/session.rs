//! Writing one session: its base, its records, and what becomes of both after a save.
//!
//! Known limits: the records of a session are also held in memory until the next save, to be written
//! anew where the disk failed; without a lock (some network drives know none) a session is told from
//! one that still runs by the number of its process, which is certain on Linux alone.
//! Must not know: what a record says, or when it is time to write.

use std::io;
use std::path::{Path, PathBuf};

use super::frames::Chain;
use super::header::Header;
use super::{LOCK, folder_in, number_of};
use crate::model::{DossierId, Moment};
use crate::store::content_hash::{ContentHash, ContentHasher};
use crate::store::fs::{Fs, make_folders, sync_names};
use crate::store::load::MAX_FILE;
use crate::store::process::Process;

/// The content that the records of a session begin from.
pub(crate) struct Base {
    /// The dossier's title, to be recognised by.
    pub(crate) title: String,
    /// Its file; `None` where it was never saved.
    pub(crate) path: Option<PathBuf>,
    /// What that file held when it was last read or written.
    pub(crate) file: Option<ContentHash>,
    /// The hash of the content.
    pub(crate) hash: ContentHash,
    /// Files that should hold it and that this program alone changes: a second name is enough.
    pub(crate) own: Box<dyn Fn() -> Vec<PathBuf> + Send>,
    /// The content itself, where no such file has it.
    pub(crate) bytes: Box<dyn Fn() -> io::Result<Vec<u8>> + Send>,
}

/// The journal of one open dossier.
pub(crate) struct Session<F: Fs> {
    fs: F,
    folder: PathBuf,
    dossier: DossierId,
    base: Base,
    /// The file with the base, where it is on the disk.
    base_file: Option<String>,
    /// Whether the base is not to be had any more.
    base_is_gone: bool,
    /// All records since the base.
    records: Vec<Vec<u8>>,
    /// The journal that is being written.
    journal: Option<Journal<F>>,
    /// The number of the newest file.
    number: u64,
    lock: Option<F::File>,
}

struct Journal<F: Fs> {
    file: F::File,
    path: PathBuf,
    /// Its size in bytes.
    len: usize,
    chain: Chain,
    /// How many of the records it holds.
    written: usize,
}

impl<F: Fs> Session<F> {
    /// A session of its own. Nothing is on the disk before the first record is.
    pub(crate) fn new(fs: F, home: &Path, dossier: DossierId, base: Base) -> Self {
        let own = uuid::Uuid::new_v4();
        let folder = folder_in(home).join(format!("{dossier}.{own}"));
        Self {
            fs,
            folder,
            dossier,
            base,
            base_file: None,
            base_is_gone: false,
            records: Vec::new(),
            journal: None,
            number: 0,
            lock: None,
        }
    }

    /// Adds a record, in memory, and says how many there are now.
    pub(crate) fn add(&mut self, record: Vec<u8>) -> usize {
        self.records.push(record);
        self.records.len()
    }

    /// How many records there are since the base.
    pub(crate) fn count(&self) -> usize {
        self.records.len()
    }

    /// Whether the content that the records begin from could not be had, so that only a whole dossier
    /// helps (see [`Self::begin_anew`]).
    pub(crate) fn base_is_gone(&self) -> bool {
        self.base_is_gone
    }

    /// Whether all records are on the disk.
    pub(crate) fn is_on_disk(&self) -> bool {
        let written = self.journal.as_ref().map_or(0, |journal| journal.written);
        written == self.records.len()
    }

    /// Brings all records to the disk.
    ///
    /// # Errors
    ///
    /// Where the disk refused: what was on it before is still there, and the next call tries with a new
    /// file, because what a file holds after a failure nobody knows.
    pub(crate) fn flush(&mut self, now: Moment) -> io::Result<()> {
        if self.is_on_disk() {
            return Ok(());
        }
        let Some(mut journal) = self.journal.take() else { return self.begin(now) };
        let mut bytes = Vec::new();
        for record in self.records.iter().skip(journal.written) {
            journal.chain.add(record, &mut bytes);
        }
        self.fs.write(&mut journal.file, &bytes)?;
        self.fs.sync(&journal.file)?;
        journal.len += bytes.len();
        let there =
            self.fs.look(&journal.path).is_ok_and(|seen| usize::try_from(seen.len) == Ok(journal.len));
        if !there {
            // Somebody removed it: what was written has no name, and would be found by nobody.
            self.base_file = None;
            self.lock = None;
            return self.begin(now);
        }
        journal.written = self.records.len();
        self.journal = Some(journal);
        Ok(())
    }

    /// Begins a new journal that holds all records; the ones before it go.
    fn begin(&mut self, now: Moment) -> io::Result<()> {
        self.make_folder()?;
        let base = match &self.base_file {
            Some(name) => name.clone(),
            None => self.write_base()?,
        };
        self.number += 1;
        let header = Header {
            dossier: self.dossier,
            title: self.base.title.clone(),
            path: self.base.path.as_deref().and_then(Path::to_str).map(str::to_owned),
            file: self.base.file,
            hash: self.base.hash,
            base,
            carried: self.records.len(),
            began: now,
            process: Process::own(),
        };
        let (mut chain, mut bytes) = (Chain::default(), Vec::new());
        chain.add(&header.write(), &mut bytes);
        self.records.iter().for_each(|record| chain.add(record, &mut bytes));
        let path = self.folder.join(format!("{}.journal", self.number));
        let mut file = self.fs.create(&path, true)?;
        self.fs.write(&mut file, &bytes)?;
        self.fs.sync(&file)?;
        sync_names(&self.fs, &self.folder)?;
        self.journal = Some(Journal { file, path, len: bytes.len(), chain, written: self.records.len() });
        self.remove_old(self.number);
        Ok(())
    }

    fn make_folder(&mut self) -> io::Result<()> {
        if self.lock.is_some() {
            return Ok(());
        }
        let all = self.folder.parent().unwrap_or(&self.folder).to_owned();
        let home = all.parent().unwrap_or(&all).to_owned();
        make_folders(&self.fs, &[&home, &all, &self.folder])?;
        // Where there are no locks the process's number must do.
        self.lock = self.fs.lock(&self.folder.join(LOCK)).unwrap_or_default();
        Ok(())
    }

    /// Brings the content that the records begin from to the disk.
    fn write_base(&mut self) -> io::Result<String> {
        self.number += 1;
        let name = format!("{}.base", self.number);
        let path = self.folder.join(&name);
        let linked = (self.base.own)().iter().any(|own| {
            let linked = self.fs.link(own, &path).is_ok();
            if linked && !has(&self.fs, &path, self.base.hash) {
                let _ = self.fs.remove(&path);
                return false;
            }
            linked
        });
        if !linked {
            let bytes = (self.base.bytes)().ok().filter(|bytes| ContentHash::of(bytes) == self.base.hash);
            self.base_is_gone = bytes.is_none();
            let gone = || io::Error::other("the file as it was opened is not there any more");
            let bytes = bytes.ok_or_else(gone)?;
            let mut file = self.fs.create(&path, true)?;
            self.fs.write(&mut file, &bytes)?;
            self.fs.sync(&file)?;
            drop(file);
            if !has(&self.fs, &path, self.base.hash) {
                return Err(io::Error::other("what was written reads back as something else"));
            }
        }
        // No journal may be there whose base is not.
        sync_names(&self.fs, &self.folder)?;
        self.base_file = Some(name.clone());
        Ok(name)
    }

    /// The dossier was saved: what the first `saved` records did is in its file, which is what the others
    /// begin from.
    ///
    /// # Errors
    ///
    /// Where the disk refused; the old journal is then still there, and the next flush tries again.
    pub(crate) fn cut(&mut self, saved: usize, base: Base, now: Moment) -> io::Result<()> {
        self.records.drain(..saved.min(self.records.len()));
        self.set_base(base);
        if self.records.is_empty() {
            // Nothing is unsaved.
            self.remove_old(self.number + 1);
            return Ok(());
        }
        self.flush(now)
    }

    /// Begins from a base that holds all that the records so far did; `record` stands for them.
    pub(crate) fn begin_anew(&mut self, base: Base, record: Vec<u8>) {
        self.records = vec![record];
        self.set_base(base);
    }

    fn set_base(&mut self, base: Base) {
        self.base = base;
        self.base_file = None;
        self.base_is_gone = false;
        self.journal = None;
    }

    /// Removes journals of a smaller number, the oldest first, and bases that nothing refers to.
    fn remove_old(&self, number: u64) {
        let Ok(names) = self.fs.names(&self.folder) else { return };
        let names: Vec<String> = names.into_iter().filter_map(|name| name.into_string().ok()).collect();
        let mut journals: Vec<u64> = names.iter().filter_map(|name| number_of(name, "journal")).collect();
        journals.sort_unstable();
        for old in journals.into_iter().filter(|old| *old < number) {
            if self.fs.remove(&self.folder.join(format!("{old}.journal"))).is_err() {
                // A base that it refers to must stay as well.
                return;
            }
        }
        if sync_names(&self.fs, &self.folder).is_err() {
            return;
        }
        let bases = names.iter().filter(|name| number_of(name, "base").is_some());
        for base in bases.filter(|name| self.base_file.as_ref() != Some(*name)) {
            let _ = self.fs.remove(&self.folder.join(base));
        }
    }

    /// Ends the session: nothing of it is wanted any more.
    pub(crate) fn finish(mut self) {
        self.journal = None;
        self.base_file = None;
        self.remove_old(self.number + 1);
        self.close();
    }

    /// Ends the session; its unsaved work is kept for a while (see [`super::declined`]), but not offered.
    ///
    /// # Errors
    ///
    /// Where the disk refused; what is on it will then be offered.
    pub(crate) fn abandon(mut self, now: Moment) -> io::Result<()> {
        if self.records.is_empty() {
            self.finish();
            return Ok(());
        }
        self.flush(now)?;
        self.journal = None;
        self.lock = None;
        super::declined::put_away(&self.fs, &self.folder, now)
    }

    fn close(&mut self) {
        // Where it can't be removed, an empty session is left, which the next start removes.
        if self.lock.take().is_some() {
            let _ = self.fs.remove(&self.folder.join(LOCK));
        }
        let _ = self.fs.remove_folder(&self.folder);
    }
}

/// Whether a file holds the content of this hash.
pub(super) fn has(fs: &impl Fs, path: &Path, hash: ContentHash) -> bool {
    let mut hasher = ContentHasher::default();
    fs.read_through(path, MAX_FILE, &mut |piece| hasher.add(piece)).is_ok() && hasher.hash() == hash
}
