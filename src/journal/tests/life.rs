//! A journal from its beginning to its end, on a real disk and with its own thread.

use std::path::Path;
use std::time::Duration;

use super::*;
use crate::journal::{Journal, OnDisk, Start, pending};
use crate::model::Topic;
use crate::store::test_folder::TestFolder;
use crate::store::{Backups, Counts, Expectation, FileState, open_file, save_as};

const LONG: Duration = Duration::from_secs(20);

/// A dossier that is open, with what the window has of it.
struct Open {
    dossier: Dossier,
    history: History,
    journal: Journal,
    clock: i64,
}

impl Open {
    fn begin(home: &Path, dossier: Dossier, start: Start) -> Self {
        let mut history = History::default();
        history.note_applied();
        let journal = Journal::begin(home, &dossier, start);
        Self { dossier, history, journal, clock: 0 }
    }

    fn file(folder: &TestFolder) -> (Self, FileState) {
        let file = save_as(&start(), &folder.join("dossier.json"), Expectation::New).unwrap();
        let dossier = open_file(&file.path).unwrap().loaded.dossier;
        let start = Start::File(file.clone(), dossier.title().to_owned());
        (Self::begin(&folder.join("home"), dossier, start), file)
    }

    fn change(&mut self, times: usize) {
        for _ in 0..times {
            self.clock += 1;
            let name = format!("Topic {}", self.clock);
            let edits = vec![Edit::PutTopic { index: 0, topic: Topic::new(&name) }];
            let transaction =
                crate::edit::Transaction { label: format!("Add {name}"), edits, focus: None, merge: None };
            assert!(self.history.commit(&mut self.dossier, transaction).unwrap());
            self.history.take_applied().into_iter().for_each(|applied| self.journal.append(applied));
        }
    }

    fn save(&mut self, file: &FileState, meanwhile: impl FnOnce(&mut Self)) -> FileState {
        let mark = self.journal.save_begins();
        let as_it_was = self.dossier.clone();
        meanwhile(self);
        let file = save_as(&as_it_was, &file.path, Expectation::Unchanged(file.hash)).unwrap();
        self.journal.saved(mark, &file, as_it_was.title());
        file
    }

    fn flush(&self) {
        assert!(self.journal.flusher().flush(LONG), "{:?}", self.journal.trouble());
    }

    /// As when the program is killed, but that what is in memory is written first.
    fn killed(self) -> Dossier {
        self.flush();
        let Self { dossier, journal, .. } = self;
        let Journal { send, ended, .. } = journal;
        drop(send);
        super::super::Ending(ended).wait(LONG);
        dossier
    }
}

fn left(folder: &TestFolder) -> Vec<crate::journal::Recoverable> {
    let (all, problem) = pending(&folder.join("home"));
    assert_eq!(problem, None);
    all
}

#[test]
fn what_was_not_saved_is_offered_back() {
    let folder = TestFolder::new();
    let (mut open, file) = Open::file(&folder);
    open.change(3);
    assert!(open.history.undo(&mut open.dossier).unwrap().is_some());
    open.history.take_applied().into_iter().for_each(|applied| open.journal.append(applied));
    let dossier = open.killed();
    let all = left(&folder);
    let [one] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((one.title.as_str(), one.path.as_ref(), one.steps), (dossier.title(), Some(&file.path), 4));
    assert!(one.problem.is_none() && one.bytes > 0 && one.when.is_some());
    let recovered = one.recover().unwrap();
    assert_eq!(recovered.dossier, dossier);
    assert_eq!((recovered.on_disk, recovered.torn, recovered.skipped.len()), (OnDisk::AsItWas, false, 0));
    assert_eq!(recovered.file.as_ref(), Some(&file));
    let labels: Vec<&str> = recovered.steps.iter().map(|step| step.label.as_str()).collect();
    assert_eq!(labels, ["Add Topic 1", "Add Topic 2", "Add Topic 3", "Undo: Add Topic 3"]);

    // It goes when another journal has it, and not before.
    let one = Arc::new(all.into_iter().next().unwrap());
    let whole = Start::Unsaved(Arc::new(recovered.dossier.clone()), recovered.file);
    let next = Open::begin(&folder.join("home"), recovered.dossier, whole);
    next.journal.takes_over(Arc::clone(&one));
    next.flush();
    assert!(one.recover().is_err());
    let dossier = next.killed();
    let all = left(&folder);
    let [one] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(one.recover().unwrap().dossier, dossier);
    assert_eq!(one.path.as_ref(), Some(&file.path));
    one.decline(Moment::UNIX_EPOCH).unwrap();
    assert!(left(&folder).is_empty());
}

#[test]
fn after_a_save_only_what_came_later_is_offered() {
    let folder = TestFolder::new();
    let (mut open, file) = Open::file(&folder);
    open.change(2);
    let file = open.save(&file, |open| open.change(2));
    open.flush();
    let dossier = open.killed();
    let all = left(&folder);
    assert_eq!(all.len(), 1);
    let recovered = all[0].recover().unwrap();
    assert_eq!((recovered.steps.len(), recovered.file.unwrap()), (2, file));
    assert_eq!(recovered.dossier, dossier);
}

#[test]
fn after_a_save_of_everything_or_a_clean_end_nothing_is_offered() {
    let folder = TestFolder::new();
    let (mut open, file) = Open::file(&folder);
    open.change(2);
    open.flush();
    open.save(&file, |_| {});
    open.killed();
    assert!(left(&folder).is_empty());
    let folder = TestFolder::new();
    let (mut open, _) = Open::file(&folder);
    open.change(1);
    open.flush();
    open.journal.finish().wait(LONG);
    assert!(left(&folder).is_empty());
}

#[test]
fn closing_without_saving_offers_nothing_but_keeps_it() {
    let folder = TestFolder::new();
    let (mut open, _) = Open::file(&folder);
    open.change(2);
    open.journal.abandon().wait(LONG);
    assert!(left(&folder).is_empty());
    let declined: Vec<_> = std::fs::read_dir(folder.join("home/recovery/declined")).unwrap().collect();
    assert_eq!(declined.len(), 1);
}

#[test]
fn a_file_that_somebody_changed_meanwhile_does_not_stop_recovery() {
    let folder = TestFolder::new();
    let (mut open, file) = Open::file(&folder);
    open.change(1);
    open.flush();
    std::fs::write(&file.path, b"somebody else's").unwrap();
    open.change(1);
    let dossier = open.killed();
    let recovered = left(&folder)[0].recover().unwrap();
    assert_eq!((recovered.on_disk, &recovered.dossier), (OnDisk::Changed, &dossier));
    std::fs::remove_file(&file.path).unwrap();
    assert_eq!(left(&folder)[0].recover().unwrap().on_disk, OnDisk::Gone);
    std::fs::write(&file.path, to_bytes(&dossier)).unwrap();
    assert_eq!(left(&folder)[0].recover().unwrap().on_disk, OnDisk::SameAsRecovered);
}

#[test]
fn a_file_that_changed_before_the_first_change_is_replaced_by_the_whole_dossier() {
    let folder = TestFolder::new();
    let (mut open, file) = Open::file(&folder);
    std::fs::write(&file.path, b"somebody else's").unwrap();
    open.change(1);
    assert!(!open.journal.flusher().flush(LONG));
    assert!(open.journal.wants_whole() && open.journal.trouble().unwrap().contains("not there any more"));
    open.journal.whole(Arc::new(open.dossier.clone()));
    open.flush();
    assert_eq!(open.journal.trouble(), None);
    open.change(1);
    let dossier = open.killed();
    let recovered = left(&folder)[0].recover().unwrap();
    assert_eq!((recovered.dossier, recovered.file), (dossier, Some(file)));
}

#[test]
fn what_is_in_the_backups_is_no_second_copy() {
    let folder = TestFolder::new();
    let (mut open, file) = Open::file(&folder);
    let bytes = std::fs::read(&file.path).unwrap();
    let backups = Backups::new(&folder.join("home"));
    backups.keep(&file.path, &bytes, Counts::of(&open.dossier), Moment::UNIX_EPOCH).unwrap();
    std::fs::write(&file.path, b"somebody else's").unwrap();
    open.change(1);
    let dossier = open.killed();
    assert_eq!(left(&folder)[0].recover().unwrap().dossier, dossier);
}

#[test]
fn a_sample_is_kept_only_when_it_was_changed() {
    let folder = TestFolder::new();
    let sample = Arc::new(start());
    let begin = || Open::begin(&folder.join("home"), start(), Start::Sample(Arc::clone(&sample)));
    begin().killed();
    assert!(!folder.join("home").exists());
    let mut open = Open { dossier: Dossier::clone(&sample), ..begin() };
    open.change(1);
    let dossier = open.killed();
    let recovered = left(&folder)[0].recover().unwrap();
    assert_eq!((recovered.dossier, recovered.file, recovered.on_disk), (dossier, None, OnDisk::NeverSaved));
}

#[test]
fn a_word_typed_letter_by_letter_is_one_record() {
    let folder = TestFolder::new();
    let (mut open, _) = Open::file(&folder);
    for title in ["T", "Ti", "Tit", "Title"] {
        let transaction = crate::edit::intent::set_title(&open.dossier, title);
        open.history.commit(&mut open.dossier, transaction).unwrap();
        open.history.take_applied().into_iter().for_each(|applied| open.journal.append(applied));
    }
    open.killed();
    let all = left(&folder);
    assert_eq!((all[0].steps, all[0].recover().unwrap().dossier.title()), (1, "Title"));
}

#[test]
fn what_is_written_needs_no_asking() {
    let folder = TestFolder::new();
    let (mut open, _) = Open::file(&folder);
    open.change(1);
    let start = std::time::Instant::now();
    // The thread writes by itself about a second later.
    let journal = |folder: &TestFolder| {
        let all = std::fs::read_dir(folder.join("home/recovery")).ok()?;
        let session = all.flatten().next()?.path();
        std::fs::read_dir(session)
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|ending| ending == "journal"))
    };
    while journal(&folder).is_none() {
        assert!(start.elapsed() < LONG, "nothing was written");
        std::thread::yield_now();
    }
    open.killed();
    assert_eq!(left(&folder).len(), 1);
}
