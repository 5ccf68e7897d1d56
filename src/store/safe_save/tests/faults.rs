//! A disk that fails, lies or is used by somebody else at a chosen moment.
//!
//! Must not know: what a save does in which order.

use std::cell::{Cell, RefCell};
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::fs::{Fs, RealFs, Rights, Seen};

/// Codes of the system.
pub(super) const NO_SPACE: i32 = if cfg!(windows) { 112 } else { 28 };
pub(super) const INPUT_OUTPUT: i32 = if cfg!(windows) { 1117 } else { 5 };
pub(super) const NO_PERMISSION: i32 = if cfg!(windows) { 5 } else { 13 };
pub(super) const INVALID: i32 = if cfg!(windows) { 87 } else { 22 };

/// A kind of operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Look,
    ReadLink,
    Read,
    Link,
    Create,
    Write,
    Permissions,
    Sync,
    Rename,
    SyncFolder,
    Remove,
}

/// How an operation fails.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fault {
    /// The system's code.
    pub(super) code: i32,
    /// Whether everything after it fails too, as when a drive is pulled out.
    pub(super) for_good: bool,
}

enum Plan<'a> {
    Nothing,
    /// Fails at the operation of this number, from 0.
    Number(usize, Fault),
    /// Fails at the first step of this kind.
    At(Step, i32),
    /// Fails once, at the first step of this kind at which something is so.
    When(Step, Box<dyn Fn() -> bool + 'a>, i32),
    /// Claims success for every step of this kind without doing it right.
    Lie(Step),
    /// Something happens just before every step of this kind.
    Meanwhile(Step, Box<dyn Fn() + 'a>),
}

/// The real disk with a [`Plan`].
pub(super) struct Faulty<'a> {
    plan: Plan<'a>,
    steps: RefCell<Vec<Step>>,
    failed: Cell<Option<Step>>,
}

impl<'a> Faulty<'a> {
    fn with(plan: Plan<'a>) -> Self {
        Self { plan, steps: RefCell::default(), failed: Cell::new(None) }
    }

    pub(super) fn none() -> Self {
        Self::with(Plan::Nothing)
    }

    pub(super) fn new(number: usize, fault: Fault) -> Self {
        Self::with(Plan::Number(number, fault))
    }

    pub(super) fn at(step: Step, code: i32) -> Self {
        Self::with(Plan::At(step, code))
    }

    pub(super) fn failing_when(step: Step, when: impl Fn() -> bool + 'a, code: i32) -> Self {
        Self::with(Plan::When(step, Box::new(when), code))
    }

    pub(super) fn lying(step: Step) -> Self {
        Self::with(Plan::Lie(step))
    }

    pub(super) fn meanwhile(step: Step, what: impl Fn() + 'a) -> Self {
        Self::with(Plan::Meanwhile(step, Box::new(what)))
    }

    /// The first step that failed.
    pub(super) fn failed(&self) -> Option<Step> {
        self.failed.get()
    }

    pub(super) fn did(&self, step: Step) -> bool {
        self.steps.borrow().contains(&step)
    }

    /// Counts the step and fails it where that is planned.
    fn step(&self, step: Step) -> io::Result<()> {
        let number = self.steps.borrow().len();
        self.steps.borrow_mut().push(step);
        let code = match &self.plan {
            Plan::Number(n, fault) if number == *n || (fault.for_good && number > *n) => fault.code,
            Plan::At(at, code) if step == *at && self.failed.get().is_none() => *code,
            Plan::When(at, when, code) if step == *at && self.failed.get().is_none() && when() => *code,
            Plan::Meanwhile(at, what) if step == *at => {
                what();
                return Ok(());
            }
            _ => return Ok(()),
        };
        if self.failed.get().is_none() {
            self.failed.set(Some(step));
        }
        Err(io::Error::from_raw_os_error(code))
    }

    fn lies(&self, step: Step) -> bool {
        matches!(self.plan, Plan::Lie(at) if at == step)
    }
}

impl Fs for Faulty<'_> {
    type File = File;

    fn look(&self, path: &Path) -> io::Result<Seen> {
        self.step(Step::Look)?;
        RealFs.look(path)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.step(Step::ReadLink)?;
        RealFs.read_link(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.step(Step::Read)?;
        RealFs.read(path, limit)
    }

    fn read_through(&self, path: &Path, limit: u64, each: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        self.step(Step::Read)?;
        RealFs.read_through(path, limit, each)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Step::Link)?;
        RealFs.link(from, to)
    }

    fn create(&self, path: &Path, private: bool) -> io::Result<File> {
        self.step(Step::Create)?;
        RealFs.create(path, private)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
        if let Err(error) = self.step(Step::Write) {
            // As on a full disk: some of it was written.
            RealFs.write(file, half)?;
            return Err(error);
        }
        RealFs.write(file, if self.lies(Step::Write) { half } else { bytes })
    }

    fn set_rights(&self, file: &File, rights: Rights) -> io::Result<()> {
        self.step(Step::Permissions)?;
        RealFs.set_rights(file, rights)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.step(Step::Sync)?;
        RealFs.sync(file)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Step::Rename)?;
        if self.lies(Step::Rename) { Ok(()) } else { RealFs.rename(from, to) }
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(Step::SyncFolder)?;
        RealFs.sync_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(Step::Remove)?;
        RealFs.remove(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.step(Step::Read)?;
        RealFs.names(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(Step::Create)?;
        RealFs.make_folder(folder)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(Step::Remove)?;
        RealFs.remove_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        self.step(Step::Create)?;
        RealFs.lock(path)
    }
}
