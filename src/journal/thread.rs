//! The journal's own thread: turns edits into records, and writes them at most once a second.
//!
//! Must not know: how records are kept on the disk.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::{Message, Recoverable, SaveMark, Start, Told, record, say};
use crate::edit::Applied;
use crate::model::{Dossier, DossierId, Moment};
use crate::store::fs::RealFs;
use crate::store::recovery::{Base, Session};
use crate::store::{Backups, ContentHash, FileState, MAX_FILE, read_bounded, to_bytes};

/// How long a change waits for others before they are written together.
const WAIT: Duration = Duration::from_secs(1);

/// How long at most after the disk has refused until it is tried again.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// What the thread has.
pub(super) struct Writer {
    session: Session<RealFs>,
    backups: Backups,
    told: Arc<Told>,
    /// The file as it was when last read or written.
    file: Option<FileState>,
    /// The last change, not yet turned into a record: what is typed letter by letter becomes one.
    last: Option<(Applied, Moment)>,
    /// How many records there were when a save began.
    marks: BTreeMap<u64, usize>,
    /// What goes once everything is on the disk.
    taken_over: Vec<Arc<Recoverable>>,
    /// When to write, where there is something to write.
    due: Option<Instant>,
    wait: Duration,
}

impl Writer {
    pub(super) fn new(home: &Path, id: DossierId, start: Start, told: Arc<Told>) -> Self {
        let backups = Backups::new(home);
        let (base, file, unsaved) = match start {
            Start::File(file, title) => (file_base(&backups, &file, title), Some(file), false),
            Start::Sample(dossier) => (whole_base(&dossier, None), None, false),
            Start::Unsaved(dossier, file) => (whole_base(&dossier, file.as_ref()), file, true),
        };
        let mut writer = Self {
            session: Session::new(RealFs, home, id, base),
            backups,
            told,
            file,
            last: None,
            marks: BTreeMap::new(),
            taken_over: Vec::new(),
            due: None,
            wait: WAIT,
        };
        if unsaved {
            writer.session.add(record::write("", Moment::now(), &[]));
            writer.due = Some(Instant::now());
        }
        writer
    }

    /// Works until the journal ends.
    pub(super) fn run(mut self, receive: &Receiver<Message>) {
        loop {
            let next = match self.due {
                None => receive.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => receive.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match next {
                Ok(Message::Finish { keep }) => return self.end(keep),
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => drop(self.flush()),
                Err(RecvTimeoutError::Disconnected) => {
                    // The window is gone without a word: what is left is for the next start.
                    self.flush();
                    return;
                }
            }
            // However many changes come, the first of them waits no longer.
            if self.due.is_some_and(|due| due <= Instant::now()) {
                self.flush();
            }
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Applied(applied) => {
                self.add(applied);
                self.due.get_or_insert_with(|| Instant::now() + self.wait);
            }
            Message::SaveBegins(SaveMark(mark)) => {
                let count = self.settle();
                self.marks.insert(mark, count);
            }
            Message::Saved(SaveMark(mark), file, title) => self.saved(mark, file, title),
            Message::Whole(dossier) => {
                self.last = None;
                self.marks.clear();
                let base = whole_base(&dossier, self.file.as_ref());
                self.session.begin_anew(base, record::write("", Moment::now(), &[]));
                self.flush();
            }
            Message::TakesOver(recovered) => {
                self.taken_over.push(recovered);
                self.due.get_or_insert_with(Instant::now);
            }
            Message::Flush(reply) => {
                // Nobody may be waiting any more.
                let _ = reply.send(self.flush());
            }
            // The loop ends with it.
            Message::Finish { .. } => {}
        }
    }

    /// Takes a change; one that leaves nothing of the last is put in its place.
    fn add(&mut self, applied: Applied) {
        if let (Some((last, _)), [edit]) = (&self.last, applied.edits.as_slice())
            && let [earlier] = last.edits.as_slice()
            && edit.overwrites(earlier)
        {
            self.last = Some((applied, Moment::now()));
            return;
        }
        self.settle();
        self.last = Some((applied, Moment::now()));
    }

    /// Makes a record of the last change; says how many there are.
    fn settle(&mut self) -> usize {
        match self.last.take() {
            Some((applied, at)) => self.session.add(record::write(&applied.label, at, &applied.edits)),
            None => self.session.count(),
        }
    }

    fn saved(&mut self, mark: u64, file: FileState, title: String) {
        let Some(count) = self.marks.remove(&mark) else { return };
        self.settle();
        // Saves end in the order in which they began: earlier marks have failed.
        self.marks.retain(|other, _| *other > mark);
        self.marks.values_mut().for_each(|later| *later = later.saturating_sub(count));
        let base = file_base(&self.backups, &file, title);
        self.file = Some(file);
        let cut = self.session.cut(count, base, Moment::now());
        self.after(cut);
    }

    /// Writes what is left, and says whether all is on the disk.
    fn flush(&mut self) -> bool {
        self.settle();
        let done = self.session.flush(Moment::now());
        self.after(done)
    }

    fn after(&mut self, done: std::io::Result<()>) -> bool {
        match done {
            Ok(()) => {
                self.due = None;
                self.wait = WAIT;
                say(&self.told, None);
                self.taken_over.drain(..).for_each(|recovered| recovered.remove());
                true
            }
            Err(error) => {
                self.due = Some(Instant::now() + self.wait);
                self.wait = (2 * self.wait).min(LONGEST_WAIT);
                if self.session.base_is_gone() {
                    self.told.wants_whole.store(true, Ordering::Relaxed);
                }
                say(&self.told, Some(format!("unsaved work is not being kept at present: {error}")));
                false
            }
        }
    }

    fn end(mut self, keep: bool) {
        if !keep {
            self.session.finish();
            return;
        }
        self.settle();
        // Where it can't be put aside it will be offered, which loses nothing.
        let _ = self.session.abandon(Moment::now());
    }
}

/// A dossier as its file is.
fn file_base(backups: &Backups, file: &FileState, title: String) -> Base {
    let (path, hash) = (file.path.clone(), file.hash);
    let (backups, of) = (backups.clone(), path.clone());
    let bytes = move || read_bounded(&path, MAX_FILE).map_err(std::io::Error::other);
    Base {
        title,
        path: Some(file.path.clone()),
        file: Some(file.hash),
        hash: file.hash,
        own: Box::new(move || backups.place_of(&of, hash).into_iter().collect()),
        bytes: Box::new(bytes),
    }
}

/// A dossier that is in no file as it is.
fn whole_base(dossier: &Dossier, file: Option<&FileState>) -> Base {
    let bytes = to_bytes(dossier);
    Base {
        title: dossier.title().to_owned(),
        path: file.map(|file| file.path.clone()),
        file: file.map(|file| file.hash),
        hash: ContentHash::of(&bytes),
        own: Box::new(Vec::new),
        bytes: Box::new(move || Ok(bytes.clone())),
    }
}
