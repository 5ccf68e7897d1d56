//! Journalling: what it costs on the frame to hand over what was carried out.
//!
//! Must not know: how a journal is written.

use std::sync::Arc;
use std::time::Duration;

use visavis::edit::{By, History, intent};
use visavis::journal::{Journal, Start};
use visavis::model::{Dossier, Moment};
use visavis::store;

use crate::Subject;
use crate::figures::Figures;
use crate::sampling::{Samples, timed};
use crate::saving::Folder;

/// `journal_us`.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    let folder = Folder::new();
    let path = folder.put("dossier.json", &subject.workload.json);
    let opened = store::open_file(&path).expect("the workload opens");
    let mut dossier: Arc<Dossier> = Arc::new(opened.loaded.dossier);
    let (meeting, statement, passage) = {
        let meeting = dossier.meetings().first().expect("a meeting");
        let (statement, passage) = meeting.passages().next().expect("a passage");
        (meeting.id(), statement.id(), passage.id)
    };
    let place = visavis::model::Place { meeting, statement };
    let start = Start::File(opened.file, dossier.title().to_owned());
    let home = path.with_file_name("home");
    let journal = Journal::begin(&home, &dossier, start);
    let mut history = History::default();
    history.note_applied();
    let mut notes = 0;
    let costs = Samples::take(1.0, 200, || {
        notes += 1;
        let by = By { reviewer: None, now: Moment::UNIX_EPOCH };
        let note = format!("The note was changed {notes} times");
        let transaction = intent::set_note(&dossier, place, passage, &note, &by).expect("the note fits");
        history.commit(Arc::make_mut(&mut dossier), transaction).expect("the note is changed");
        history.seal();
        let (time, ()) = timed(|| {
            for applied in history.take_applied() {
                journal.append(applied);
            }
        });
        time
    });
    assert!(journal.flusher().flush(Duration::from_secs(60)), "{:?}", journal.trouble());
    journal.finish().wait(Duration::from_secs(60));
    figures.note("journal_us", &subject.name, costs.p50_us());
}
