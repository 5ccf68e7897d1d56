//! Saving: what it holds up on the frame, and how long until the file is safe on the disk.
//!
//! Must not know: how a file is saved.
#![allow(clippy::disallowed_methods, reason = "the folder in which saving is measured")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use visavis::app::{Action, Command, Effect, Open, SaveJob, State, update};
use visavis::model::{Moment, PassageId};
use visavis::store::{self, Settings};

use crate::Subject;
use crate::figures::Figures;
use crate::sampling::{Samples, timed};

/// A folder of its own among the temporary ones, for as long as it is held.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("visavis-perf-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder among the temporary ones");
        Self(folder)
    }

    /// Writes a file into it.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).expect("a file in the temporary folder");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A program with the workload open, and a passage of it.
struct Program {
    state: State,
    passage: PassageId,
    notes: usize,
}

impl Program {
    /// Changes a note: the frame's time for it.
    fn edit(&mut self) -> Duration {
        self.notes += 1;
        let note = format!("The note was changed {} times", self.notes);
        let command = Command::SetNote(self.passage, note);
        let (time, _) = timed(|| update(&mut self.state, command, Moment::UNIX_EPOCH));
        update(&mut self.state, Command::Seal, Moment::UNIX_EPOCH);
        time
    }

    /// Asks for a save: the frame's time for it, and what is to be done on a worker.
    fn save(&mut self) -> (Duration, Box<SaveJob>) {
        let (time, effects) =
            timed(|| update(&mut self.state, Command::Do(Action::Save), Moment::UNIX_EPOCH));
        match effects.into_iter().next() {
            Some(Effect::Save(job)) => (time, job),
            other => panic!("no save: {other:?}"),
        }
    }
}

/// `save_block_ms`, `save_ms`.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    let folder = Folder::new();
    let path = folder.put("dossier.json", &subject.workload.json);
    let opened = store::open_file(&path).expect("the workload opens");
    let mut state = State::new(Settings::default());
    let dossier = Arc::new(opened.loaded.dossier);
    let passages = || dossier.meetings().iter().flat_map(|meeting| meeting.passages());
    let passage = passages().next().expect("a passage").1.id;
    state.open = Some(Open::new(dossier, Some(opened.file)));
    let mut program = Program { state, passage, notes: 0 };

    let usual = Samples::take(0.5, 15, || program.edit());
    let mut asked = Vec::new();
    let mut after = Vec::new();
    let durable = Samples::take(3.0, 9, || {
        program.edit();
        let (time, job) = program.save();
        asked.push(time);
        // While the worker holds the dossier, the first change has to copy what it touches.
        after.push(program.edit());
        let (time, result) = timed(|| store::save_as(&job.dossier, &job.path, job.expect));
        let saved = Command::Saved { mark: job.mark, result };
        drop(job.dossier);
        update(&mut program.state, saved, Moment::UNIX_EPOCH);
        assert_eq!(program.state.dialog.as_ref().map(|_| "trouble"), None, "it was saved");
        time
    });
    let held_up = (Samples::new(after).p50_ms() - usual.p50_ms()).max(0.0);
    figures.note("save_block_ms", &subject.name, Samples::new(asked).p50_ms() + held_up);
    figures.note("save_ms", &subject.name, durable.p50_ms());
}
