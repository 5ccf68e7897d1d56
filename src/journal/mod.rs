//! The journal: every change to an open dossier is written down within a second or two, so that what was
//! not yet saved is offered back after whatever happened.
//!
//! [`Journal`] stands for the open dossier: it takes what was carried out and hands it to a thread of
//! its own, which writes. [`pending`] finds at the next start what a program left behind that ended
//! unexpectedly, and [`Recoverable::recover`] makes a dossier of it. What is written is the list of
//! edits, of undo and redo too, after the content that they begin from: to carry them out again needs
//! nothing but [`crate::edit::apply`], and costs nothing while reviewing.
//! Must not know: commands, the window; nothing here asks the reviewer.
//!
//! Known limits: what was done in the last second before a power cut may be lost; undo does not reach
//! back beyond a recovery.

mod line;
mod record;
mod recover;
mod replay;
#[cfg(test)]
mod tests;
mod thread;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::edit::Applied;
use crate::model::Dossier;
use crate::store::FileState;

pub use recover::{OnDisk, RecoverError, Recoverable, Recovered, pending, sweep_declined};
pub use replay::Step;

/// What an open dossier begins with.
#[derive(Debug, Clone)]
pub enum Start {
    /// It is as its file is; the title is to recognise it by.
    File(FileState, String),
    /// It comes from no file, and need not be kept until it is changed: a sample.
    Sample(Arc<Dossier>),
    /// It is not in any file as it is: a new one, or one that was recovered. Its file as it was when
    /// last read, where it has one.
    Unsaved(Arc<Dossier>, Option<FileState>),
}

/// Names the state that is being saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaveMark(u64);

/// What the thread is told.
enum Message {
    Applied(Applied),
    SaveBegins(SaveMark),
    Saved(SaveMark, FileState, String),
    Whole(Arc<Dossier>),
    TakesOver(Arc<Recoverable>),
    Flush(Sender<bool>),
    Finish { keep: bool },
}

/// What the thread tells.
#[derive(Debug, Default)]
struct Told {
    wants_whole: AtomicBool,
    trouble: Mutex<Option<String>>,
}

/// The journal of an open dossier. All calls return at once; dropping it writes what is left and keeps
/// it.
#[derive(Debug)]
pub struct Journal {
    send: Sender<Message>,
    told: Arc<Told>,
    ended: Option<Receiver<()>>,
    marks: u64,
}

impl Journal {
    /// Begins the journal of a dossier that was opened. `home` is the folder of the settings.
    ///
    /// Nothing is on the disk before the first change, but for [`Start::Unsaved`].
    pub fn begin(home: &Path, dossier: &Dossier, start: Start) -> Self {
        let (send, receive) = channel();
        let told = Arc::new(Told::default());
        let (ends, ended) = channel();
        let (home, id, tell) = (home.to_owned(), dossier.id(), Arc::clone(&told));
        let work = move || {
            thread::Writer::new(&home, id, start, tell).run(&receive);
            drop(ends);
        };
        if let Err(error) = std::thread::Builder::new().name("journal".to_owned()).spawn(work) {
            say(&told, Some(format!("unsaved work is not being kept: {error}")));
        }
        Self { send, told, ended: Some(ended), marks: 0 }
    }

    /// Takes what was carried out (see [`crate::edit::History::take_applied`]).
    pub fn append(&self, applied: Applied) {
        self.tell(Message::Applied(applied));
    }

    /// The dossier as it is now is going to be saved. The mark goes to [`Self::saved`].
    pub fn save_begins(&mut self) -> SaveMark {
        self.marks += 1;
        let mark = SaveMark(self.marks);
        self.tell(Message::SaveBegins(mark));
        mark
    }

    /// The dossier as it was at `mark` is in this file now, under this title. After a save that failed
    /// nothing is to be called.
    pub fn saved(&self, mark: SaveMark, file: &FileState, title: &str) {
        self.tell(Message::Saved(mark, file.clone(), title.to_owned()));
    }

    /// Whether the journal can't go on without the whole dossier, because its file, which it begins
    /// from, is not what it was any more. To be asked now and then; answer with [`Self::whole`].
    #[must_use]
    pub fn wants_whole(&self) -> bool {
        self.told.wants_whole.load(Ordering::Relaxed)
    }

    /// The dossier as it is now, after all that was appended.
    pub fn whole(&self, dossier: Arc<Dossier>) {
        self.told.wants_whole.store(false, Ordering::Relaxed);
        self.tell(Message::Whole(dossier));
    }

    /// What was left behind goes as soon as this journal, which began with it, is on the disk.
    pub fn takes_over(&self, recovered: Arc<Recoverable>) {
        self.tell(Message::TakesOver(recovered));
    }

    /// Why unsaved work is not being kept at present, as a sentence without its full stop.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.told.trouble.lock().map_or(None, |trouble| trouble.clone())
    }

    /// Something that writes what is left, for whoever notices that the program is about to end.
    #[must_use]
    pub fn flusher(&self) -> Flusher {
        Flusher(self.send.clone())
    }

    /// The dossier is closed with everything saved: nothing of the journal remains.
    pub fn finish(self) -> Ending {
        self.end(false)
    }

    /// The dossier is closed, and the reviewer did not want to save: what was not saved is kept for 30
    /// days in a folder of its own, but not offered.
    pub fn abandon(self) -> Ending {
        self.end(true)
    }

    fn end(mut self, keep: bool) -> Ending {
        self.tell(Message::Finish { keep });
        Ending(self.ended.take())
    }

    fn tell(&self, message: Message) {
        if self.send.send(message).is_err() && self.trouble().is_none() {
            say(
                &self.told,
                Some("unsaved work is not being kept any more. Save, and start again".to_owned()),
            );
        }
    }
}

/// Writes what a journal has in memory.
#[derive(Debug, Clone)]
pub struct Flusher(Sender<Message>);

impl Flusher {
    /// Waits until all is on the disk, for `most` at most, and says whether it is.
    pub fn flush(&self, most: Duration) -> bool {
        let (send, receive) = channel();
        self.0.send(Message::Flush(send)).is_ok() && receive.recv_timeout(most).unwrap_or(false)
    }
}

/// A journal that is ending.
#[derive(Debug)]
pub struct Ending(Option<Receiver<()>>);

impl Ending {
    /// Waits until it has ended, for `most` at most; before the program itself ends.
    pub fn wait(self, most: Duration) {
        if let Some(ended) = self.0 {
            // An end is told by hanging up.
            let _ = ended.recv_timeout(most);
        }
    }
}

fn say(told: &Told, trouble: Option<String>) {
    if let Ok(mut place) = told.trouble.lock() {
        *place = trouble;
    }
}

/// The file of a path that may or may not be there.
fn name_of(path: Option<&PathBuf>) -> String {
    let name = path.and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| "the unsaved dossier".to_owned())
}
