//! A disk in memory, for tests: every operation can be made to fail, and the power can be cut.
//!
//! It tells apart what was written from what was brought to the disk. After a cut, what was not
//! brought there may be missing in part or in whole, or be zeros; of the names that were given,
//! changed or taken away since the last sync of their folder any may be lost, whatever came after.
//! Must not know: what is kept on it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use super::{Fs, Kind, Rights, Seen};

/// Codes of the system.
pub(crate) const NO_SPACE: i32 = if cfg!(windows) { 112 } else { 28 };
pub(crate) const INPUT_OUTPUT: i32 = if cfg!(windows) { 1117 } else { 5 };
pub(crate) const NO_PERMISSION: i32 = if cfg!(windows) { 5 } else { 13 };
pub(crate) const READ_ONLY: i32 = if cfg!(windows) { 19 } else { 30 };
pub(crate) const OTHER_DRIVE: i32 = if cfg!(windows) { 17 } else { 18 };

/// How an operation fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The system's code.
    pub(crate) code: i32,
    /// Whether everything after it fails too, as when a drive is pulled out.
    pub(crate) for_good: bool,
    /// Whether it is carried out all the same, as when only the answer of a network drive is lost.
    pub(crate) done: bool,
}

impl Fault {
    /// All that are tried at every operation.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        [NO_SPACE, INPUT_OUTPUT, NO_PERMISSION, READ_ONLY, OTHER_DRIVE].into_iter().flat_map(|code| {
            [(false, false), (false, true), (true, false), (true, true)].map(|(for_good, done)| Self {
                code,
                for_good,
                done,
            })
        })
    }

    /// The power goes: nothing works any more.
    pub(crate) const POWER: Self = Self { code: INPUT_OUTPUT, for_good: true, done: false };
}

#[derive(Debug, Clone)]
enum Node {
    File { written: Vec<u8>, durable: Vec<u8>, rights: Rights, modified: u64 },
    Folder,
    Link(PathBuf),
}

/// A change of names that is not yet on the disk.
#[derive(Debug, Clone)]
enum Change {
    Put(PathBuf, usize),
    Take(PathBuf),
    Move(PathBuf, PathBuf),
}

#[derive(Debug, Default)]
struct State {
    nodes: Vec<Node>,
    names: BTreeMap<PathBuf, usize>,
    durable: BTreeMap<PathBuf, usize>,
    changes: Vec<Change>,
    locked: BTreeSet<usize>,
    clock: u64,
    steps: usize,
    plan: Option<(usize, Fault)>,
    failed: bool,
}

/// The disk. Copies are the same disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct MemoryFs(Arc<Mutex<State>>);

/// A file that is open.
#[derive(Debug)]
pub(crate) struct MemoryFile {
    disk: MemoryFs,
    node: usize,
    locked: bool,
}

impl Drop for MemoryFile {
    fn drop(&mut self) {
        if self.locked {
            self.disk.state().locked.remove(&self.node);
        }
    }
}

impl MemoryFs {
    /// With one folder.
    pub(crate) fn new(folder: &Path) -> Self {
        let disk = Self::default();
        let mut state = disk.state();
        state.nodes.push(Node::Folder);
        for above in folder.ancestors() {
            state.names.insert(above.to_owned(), 0);
            state.durable.insert(above.to_owned(), 0);
        }
        drop(state);
        disk
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Makes the operation of this number fail, from now.
    pub(crate) fn fail(&self, number: usize, fault: Fault) {
        let mut state = self.state();
        state.steps = 0;
        state.failed = false;
        state.plan = Some((number, fault));
    }

    /// Whether the planned failure came.
    pub(crate) fn failed(&self) -> bool {
        self.state().failed
    }

    /// Nothing fails from now on.
    pub(crate) fn heal(&self) {
        self.state().plan = None;
    }

    /// How many operations there were since the last plan.
    pub(crate) fn steps(&self) -> usize {
        self.state().steps
    }

    /// What a file holds, planned failures apart.
    pub(crate) fn holds(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.state();
        match state.nodes.get(*state.names.get(path)?)? {
            Node::File { written, .. } => Some(written.clone()),
            _ => None,
        }
    }

    /// Puts a file that is on the disk.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.state();
        let node = state.file(bytes.to_vec(), bytes.to_vec(), false);
        state.names.insert(path.to_owned(), node);
        state.durable.insert(path.to_owned(), node);
    }

    /// Puts a link that is on the disk.
    pub(crate) fn put_link(&self, path: &Path, to: &Path) {
        let mut state = self.state();
        state.nodes.push(Node::Link(to.to_owned()));
        let node = state.nodes.len() - 1;
        state.names.insert(path.to_owned(), node);
        state.durable.insert(path.to_owned(), node);
    }

    /// All names.
    pub(crate) fn all(&self) -> Vec<PathBuf> {
        self.state().names.keys().cloned().collect()
    }

    /// The disk as the next start finds it after a power cut now; `seed` decides what was lost.
    pub(crate) fn after_cut(&self, seed: u64) -> Self {
        let state = self.state();
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut names = state.durable.clone();
        for change in &state.changes {
            if dice.roll(2) == 0 {
                continue;
            }
            match change {
                Change::Put(path, node) => drop(names.insert(path.clone(), *node)),
                Change::Take(path) => drop(names.remove(path)),
                Change::Move(from, to) => {
                    if names.contains_key(from) {
                        moved(&mut names, from, to);
                    }
                }
            }
        }
        // What stands in a folder that was lost is lost.
        let folders = names.clone();
        names.retain(|path, _| path.ancestors().skip(1).all(|above| folders.contains_key(above)));
        let nodes = state.nodes.iter().map(|node| lose(node, &mut dice)).collect();
        let cut = State { nodes, durable: names.clone(), names, clock: state.clock, ..State::default() };
        Self(Arc::new(Mutex::new(cut)))
    }
}

/// A file of which what was not synced may be lost.
fn lose(node: &Node, dice: &mut Dice) -> Node {
    let Node::File { written, durable, rights, modified } = node else { return node.clone() };
    let unsynced = written.strip_prefix(durable.as_slice());
    let kept = match (unsynced, dice.roll(4)) {
        (_, 0) => durable.clone(),
        (_, 1) => written.clone(),
        (Some(tail), 2) => [durable, &tail[..tail.len() * dice.roll(8) / 8]].concat(),
        // The system had noted the length but not written what is in it.
        (Some(tail), _) => [durable.as_slice(), &vec![0; tail.len()]].concat(),
        (None, _) => written[..written.len() / 2].to_vec(),
    };
    Node::File { written: kept.clone(), durable: kept, rights: *rights, modified: *modified }
}

/// Enough chance for tests.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Moves a name with all below it.
fn moved(names: &mut BTreeMap<PathBuf, usize>, from: &Path, to: &Path) {
    let all: Vec<PathBuf> = names.keys().filter(|path| path.starts_with(from)).cloned().collect();
    for path in all {
        let node = names.remove(&path).unwrap();
        let below = path.strip_prefix(from).unwrap();
        let new = if below.as_os_str().is_empty() { to.to_owned() } else { to.join(below) };
        names.insert(new, node);
    }
}

impl State {
    fn file(&mut self, written: Vec<u8>, durable: Vec<u8>, private: bool) -> usize {
        self.clock += 1;
        let rights = Rights { read_only: false, mode: if private { 0o600 } else { 0o644 } };
        self.nodes.push(Node::File { written, durable, rights, modified: self.clock });
        self.nodes.len() - 1
    }

    /// Counts an operation; an error where it fails without being carried out.
    fn step(&mut self) -> io::Result<Option<io::Error>> {
        let number = self.steps;
        self.steps += 1;
        match self.plan {
            Some((at, fault)) if number == at || (fault.for_good && number > at) => {
                self.failed = true;
                let error = io::Error::from_raw_os_error(fault.code);
                if fault.done { Ok(Some(error)) } else { Err(error) }
            }
            _ => Ok(None),
        }
    }

    fn node(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn bytes(&self, path: &Path) -> io::Result<&[u8]> {
        match &self.nodes[self.node(path)?] {
            Node::File { written, .. } => Ok(written),
            _ => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    fn free(&self, path: &Path) -> io::Result<()> {
        if self.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.node(path.parent().unwrap()).map(|_| ())
    }

    fn change(&mut self, change: Change) {
        match &change {
            Change::Put(path, node) => drop(self.names.insert(path.clone(), *node)),
            Change::Take(path) => drop(self.names.remove(path)),
            Change::Move(from, to) => moved(&mut self.names, from, to),
        }
        self.changes.push(change);
    }
}

/// What was done, or the error that is told in spite of it.
fn told<T>(done: T, error: Option<io::Error>) -> io::Result<T> {
    error.map_or(Ok(done), Err)
}

impl Fs for MemoryFs {
    type File = MemoryFile;

    fn look(&self, path: &Path) -> io::Result<Seen> {
        let mut state = self.state();
        let error = state.step()?;
        let number = state.node(path)?;
        let usual = Rights { read_only: false, mode: 0o700 };
        let (kind, len, rights, modified) = match &state.nodes[number] {
            Node::File { written, rights, modified, .. } => (Kind::File, written.len(), *rights, *modified),
            Node::Folder => (Kind::Folder, 0, usual, 0),
            Node::Link(_) => (Kind::Link, 0, usual, 0),
        };
        let modified = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(modified));
        let len = u64::try_from(len).unwrap();
        told(Seen { kind, len, modified, number: Some((u64::try_from(number).unwrap(), 0)), rights }, error)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        let mut state = self.state();
        let error = state.step()?;
        match &state.nodes[state.node(path)?] {
            Node::Link(to) => told(to.clone(), error),
            _ => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut state = self.state();
        let error = state.step()?;
        let bytes = state.bytes(path)?;
        let bytes = bytes[..bytes.len().min(usize::try_from(limit).unwrap())].to_vec();
        told(bytes, error)
    }

    fn read_through(&self, path: &Path, limit: u64, each: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        self.read(path, limit)?.chunks(7).for_each(each);
        Ok(())
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        let error = state.step()?;
        let node = state.node(from)?;
        state.free(to)?;
        state.change(Change::Put(to.to_owned(), node));
        told((), error)
    }

    fn create(&self, path: &Path, private: bool) -> io::Result<MemoryFile> {
        let mut state = self.state();
        let error = state.step()?;
        state.free(path)?;
        let node = state.file(Vec::new(), Vec::new(), private);
        state.change(Change::Put(path.to_owned(), node));
        told((), error).map(|()| MemoryFile { disk: self.clone(), node, locked: false })
    }

    fn write(&self, file: &mut MemoryFile, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let step = state.step();
        state.clock += 1;
        let now = state.clock;
        // As on a full disk: some of it was written.
        let piece = if step.is_err() { &bytes[..bytes.len() / 2] } else { bytes };
        if let Node::File { written, modified, .. } = &mut state.nodes[file.node] {
            written.extend_from_slice(piece);
            *modified = now;
        }
        told((), step?)
    }

    fn set_rights(&self, file: &MemoryFile, new: Rights) -> io::Result<()> {
        let mut state = self.state();
        let error = state.step()?;
        if let Node::File { rights, .. } = &mut state.nodes[file.node] {
            *rights = new;
        }
        told((), error)
    }

    fn sync(&self, file: &MemoryFile) -> io::Result<()> {
        let mut state = self.state();
        let error = state.step()?;
        if let Node::File { written, durable, .. } = &mut state.nodes[file.node] {
            durable.clone_from(written);
        }
        told((), error)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        let error = state.step()?;
        let node = state.node(from)?;
        state.node(to.parent().unwrap())?;
        // Of two names of one file neither takes the other's place.
        if state.names.get(to) != Some(&node) || matches!(state.nodes[node], Node::Folder) {
            state.change(Change::Move(from.to_owned(), to.to_owned()));
        }
        told((), error)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        let error = state.step()?;
        let mut left = Vec::new();
        for change in std::mem::take(&mut state.changes) {
            let (Change::Put(path, _) | Change::Take(path) | Change::Move(_, path)) = &change;
            if path.parent() != Some(folder) {
                left.push(change);
                continue;
            }
            match change {
                Change::Put(path, node) => drop(state.durable.insert(path, node)),
                Change::Take(path) => drop(state.durable.remove(&path)),
                Change::Move(from, to) => moved(&mut state.durable, &from, &to),
            }
        }
        state.changes = left;
        told((), error)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        let error = state.step()?;
        state.node(path)?;
        state.change(Change::Take(path.to_owned()));
        told((), error)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut state = self.state();
        let error = state.step()?;
        state.node(folder)?;
        let inside = state.names.keys().filter(|path| path.parent() == Some(folder));
        told(inside.map(|path| path.file_name().unwrap().to_owned()).collect(), error)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        let error = state.step()?;
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|path| !state.names.contains_key(*path)).collect();
        for path in missing.into_iter().rev() {
            state.change(Change::Put(path.to_owned(), 0));
        }
        told((), error)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        let error = state.step()?;
        state.node(folder)?;
        if state.names.keys().any(|path| path.parent() == Some(folder)) {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        state.change(Change::Take(folder.to_owned()));
        told((), error)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<MemoryFile>> {
        let mut state = self.state();
        let error = state.step()?;
        let node = match state.names.get(path) {
            Some(node) => *node,
            None => {
                state.free(path)?;
                let node = state.file(Vec::new(), Vec::new(), true);
                state.change(Change::Put(path.to_owned(), node));
                node
            }
        };
        let mine = state.locked.insert(node);
        if let Some(error) = error {
            state.locked.remove(&node);
            return Err(error);
        }
        Ok(mine.then(|| MemoryFile { disk: self.clone(), node, locked: true }))
    }
}
