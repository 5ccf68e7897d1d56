//! Keeps what is not yet saved, the earlier states, and a lock beside the file; looks at the file now and
//! then.
//!
//! Nothing here waits on the window's thread. Must not know: what the reviewer is told.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use egui::Context;

use super::effects::{deliver, spawn};
use crate::app::{Command, Keep};
use crate::journal::{self, Ending, Journal, SaveMark};
use crate::model::Moment;
use crate::store::{
    Backups, Change, ContentHash, Counts, EditLock, LastLook, Locking, changed_on_disk, lock_for_edit,
    other_holder,
};

/// How often the file is looked at.
const EVERY: Duration = Duration::from_secs(5);
/// How long the end of the program waits for what is still to be written.
const END: Duration = Duration::from_secs(5);

/// What the thread that looks at the file is told.
enum Look {
    /// This file, which holds that content; or none.
    At(Option<(PathBuf, ContentHash)>),
    /// Changes to it were made here: let others see that. With the reviewer's name, where it may be seen.
    Changed(Option<String>),
    /// The changes are saved or given up.
    Unchanged,
    /// Now rather than later.
    Now,
    /// The window is gone.
    End,
}

/// Keeps unsaved work.
pub(super) struct Keeper {
    home: Option<PathBuf>,
    journal: Option<Journal>,
    ending: Option<Ending>,
    mark: Option<SaveMark>,
    told: Option<String>,
    locked: bool,
    look: Sender<Look>,
    watcher: Option<std::thread::JoinHandle<()>>,
}

impl Keeper {
    /// A keeper in the folder of the settings; without one nothing is kept.
    pub(super) fn new(home: Option<PathBuf>, send: Sender<Command>, ctx: Context) -> Self {
        let (look, looks) = channel();
        let watcher = spawn("watch", move || watch(&looks, &send, &ctx));
        Self { home, journal: None, ending: None, mark: None, told: None, locked: false, look, watcher }
    }

    /// Takes what is to be kept.
    pub(super) fn keep(&mut self, keep: Keep) {
        let Some(home) = &self.home else { return };
        match keep {
            Keep::Begin(dossier, start) => self.journal = Some(Journal::begin(home, &dossier, start)),
            Keep::Applied { steps, name } => {
                if let Some(journal) = &self.journal {
                    steps.into_iter().for_each(|applied| journal.append(applied));
                }
                if !self.locked {
                    self.locked = true;
                    self.tell(Look::Changed(name));
                }
            }
            Keep::Saved(file, title) => {
                if let (Some(journal), Some(mark)) = (&self.journal, self.mark.take()) {
                    journal.saved(mark, &file, &title);
                }
                self.locked = false;
                self.tell(Look::Unchanged);
            }
            Keep::Whole(dossier) => {
                if let Some(journal) = &self.journal {
                    journal.whole(dossier);
                }
            }
            Keep::TakesOver(recovered) => {
                if let Some(journal) = &self.journal {
                    journal.takes_over(recovered);
                }
            }
            // They are looked at elsewhere.
            Keep::LookAt(_) | Keep::Decline(_) => {}
            Keep::End { keep } => {
                if let Some(journal) = self.journal.take() {
                    // It ends by itself; only the end of the program waits for it.
                    self.ending = Some(if keep { journal.abandon() } else { journal.finish() });
                }
                self.locked = false;
                self.tell(Look::Unchanged);
            }
        }
    }

    /// The dossier as it is now is about to be saved.
    pub(super) fn save_begins(&mut self) {
        self.mark = self.journal.as_mut().map(Journal::save_begins);
    }

    /// Which file to look at.
    pub(super) fn watch(&self, file: Option<(PathBuf, ContentHash)>) {
        self.tell(Look::At(file));
    }

    /// Looks at the file now.
    pub(super) fn look_now(&self) {
        self.tell(Look::Now);
    }

    /// What is to be told since the last call.
    pub(super) fn news(&mut self) -> Vec<Command> {
        let Some(journal) = &self.journal else { return Vec::new() };
        let mut news = Vec::new();
        if journal.wants_whole() {
            news.push(Command::WholeWanted);
        }
        let trouble = journal.trouble();
        if trouble != self.told {
            if let Some(trouble) = &trouble {
                news.push(Command::Trouble(format!("{}. Save often", capital(trouble))));
            }
            self.told = trouble;
        }
        news
    }

    fn tell(&self, look: Look) {
        // Without the thread nobody looks; a save compares the file all the same.
        let _ = self.look.send(look);
    }
}

impl Drop for Keeper {
    /// What is left is written, and a lock goes.
    fn drop(&mut self) {
        // A journal that nobody ended is written to its end, and offered at the next start.
        if let Some(journal) = self.journal.take() {
            journal.flusher().flush(END);
        }
        if let Some(ending) = self.ending.take() {
            ending.wait(END);
        }
        self.tell(Look::Unchanged);
        self.tell(Look::End);
        if let Some(watcher) = self.watcher.take() {
            let _ = watcher.join();
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Looks at the file every few seconds and whenever it is asked to; keeps the lock beside it.
fn watch(looks: &Receiver<Look>, send: &Sender<Command>, ctx: &Context) {
    let mut file: Option<(PathBuf, ContentHash)> = None;
    let mut last = LastLook::default();
    let mut told_change = Change::Same;
    let mut lock: Option<EditLock> = None;
    let release = |lock: &mut Option<EditLock>| lock.take().into_iter().for_each(EditLock::release);
    loop {
        let told = match &file {
            Some(_) => looks.recv_timeout(EVERY),
            None => looks.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match told {
            Ok(Look::At(next)) => {
                if next.as_ref().map(|(path, _)| path) != file.as_ref().map(|(path, _)| path) {
                    release(&mut lock);
                    if let Some((path, _)) = &next {
                        let holder = other_holder(path, None).filter(|holder| !holder.stale);
                        if holder.is_some() {
                            deliver(send, ctx, Command::HeldBy(path.clone(), holder));
                        }
                    }
                }
                (file, last, told_change) = (next, LastLook::default(), Change::Same);
                continue;
            }
            Ok(Look::Changed(name)) => {
                if let Some((path, _)) = &file {
                    match lock_for_edit(path, name.as_deref(), false, Moment::now()) {
                        Locking::Ours(own) => lock = Some(own),
                        Locking::Theirs(holder) => {
                            deliver(send, ctx, Command::HeldBy(path.clone(), Some(holder)));
                        }
                        Locking::Impossible(_) => {}
                    }
                }
                continue;
            }
            Ok(Look::Unchanged) => {
                release(&mut lock);
                continue;
            }
            Ok(Look::Now) | Err(RecvTimeoutError::Timeout) => {}
            Ok(Look::End) | Err(RecvTimeoutError::Disconnected) => {
                release(&mut lock);
                return;
            }
        }
        if let Some((path, hash)) = &file {
            let change = changed_on_disk(path, *hash, &mut last);
            // Only what is new is told: each telling draws the window.
            if change != told_change {
                told_change = change;
                deliver(send, ctx, Command::FileLookedAt(path.clone(), *hash, change));
            }
        }
    }
}

/// Looks up what other windows left behind; for a worker.
pub(super) fn unsaved(home: &Path) -> Command {
    journal::sweep_declined(home, Moment::now());
    let (left, problem) = journal::pending(home);
    Command::FoundUnsaved(left.into_iter().map(std::sync::Arc::new).collect(), problem)
}

/// Keeps what was saved among the earlier states; for a worker, after the save.
pub(super) fn keep_state(home: &Path, path: &Path, bytes: &[u8], counts: Counts) -> Option<Command> {
    let error = Backups::new(home).keep(path, bytes, counts, Moment::now()).err()?;
    Some(Command::Trouble(format!("Saved; but the state was not kept among the earlier ones: {error}")))
}
