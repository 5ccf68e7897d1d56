//! Tests of the views: what they are set to, what they ask for, and where they lead.
//! They must not know how a view looks.

use super::*;
use crate::analysis::MatrixKind;
use crate::export::{ExportFormat, ExportOptions, Scope};
use crate::model::{Day, MemoScope, MemoSection};

/// Carries out what views ask for, as the window would, until they have all they need.
fn work(state: &mut State, command: Command) -> Vec<Effect> {
    let mut waiting = send(state, command);
    let mut rest = Vec::new();
    while let Some(effect) = waiting.pop() {
        match effect {
            Effect::View(job) => waiting.extend(send(state, Command::Viewed(Box::new(job.run())))),
            Effect::Search(job) => {
                if let Some((number, found)) = job.run() {
                    waiting.extend(send(state, Command::DossierSearched(number, Box::new(found))));
                }
            }
            other => rest.push(other),
        }
    }
    rest
}

fn many() -> State {
    let mut state = State::new(Settings::default());
    work(&mut state, Command::OpenSample { many: true });
    state
}

fn today() -> Day {
    "2026-03-01".parse().unwrap()
}

#[test]
fn keys_that_act_on_the_text_wait_until_it_is_seen() {
    let mut state = sample();
    work(&mut state, Command::Do(Action::NextPassage));
    let before = open(&state).dossier.clone();
    for view in [View::Matrix, View::Timeline, View::Memo, View::Search, View::Wording] {
        work(&mut state, Command::SetView(view));
        for action in [Action::Tag(1), Action::Delete, Action::LinkFrom, Action::AcceptSuggestion] {
            assert!(action.possible(&state).is_err(), "{action:?} in {view:?}");
            work(&mut state, Command::Do(action));
        }
    }
    assert_eq!(open(&state).dossier, before);
    work(&mut state, Command::Do(Action::ViewReview));
    assert!(Action::LinkFrom.possible(&state).is_ok());
}

#[test]
fn rows_follow_what_is_changed_and_stay_selected() {
    let mut state = sample();
    work(&mut state, Command::SetView(View::Matrix));
    let rows = |state: &State| open(state).views.matrix.rows.len();
    assert_eq!(rows(&state), 6);
    for _ in 0..2 {
        work(&mut state, Command::Do(Action::NextPassage));
    }
    assert_eq!(open(&state).at.selected, Selected::Passage(passage(&state, "C2").id));
    // At the ends it stays.
    for _ in 0..10 {
        work(&mut state, Command::Do(Action::NextPassage));
    }
    let last = open(&state).views.matrix.rows.last().unwrap().id;
    assert_eq!(open(&state).at.selected, Selected::Passage(last));
    work(&mut state, Command::SetView(View::Review));
    work(&mut state, Command::RemovePassage(last));
    assert_eq!(rows(&state), 6, "nobody looks at it");
    work(&mut state, Command::SetView(View::Matrix));
    assert_eq!(rows(&state), 5);
    work(&mut state, Command::Do(Action::Undo));
    assert_eq!(rows(&state), 6);
    assert_eq!(open(&state).views.now, View::Matrix, "the row is seen here");
    assert_eq!(open(&state).views.matrix.bring, Some(5));
    let choice = MatrixChoice { kind: MatrixKind::Orphans, ..MatrixChoice::default() };
    work(&mut state, Command::SetMatrix(Box::new(choice)));
    assert!(open(&state).views.matrix.rows.iter().all(|row| row.status.is_none()));
}

#[test]
fn undo_shows_its_place_from_every_view() {
    let mut state = sample();
    let id = passage(&state, "C1").id;
    work(&mut state, Command::SetNote(id, "Look again".to_owned()));
    for view in [View::Timeline, View::Memo, View::Search] {
        work(&mut state, Command::SetView(view));
        work(&mut state, Command::Do(Action::Undo));
        assert_eq!(open(&state).views.now, View::Review, "{view:?}");
        work(&mut state, Command::Do(Action::Redo));
    }
}

#[test]
fn one_question_is_asked_at_a_time_and_the_last_state_is_shown() {
    let mut state = many();
    let mut effects = send(&mut state, Command::SetView(View::Timeline));
    let Some(Effect::View(first)) = effects.pop() else { panic!("{effects:?}") };
    let dossier = open(&state).dossier.clone();
    let mut passages = dossier.meetings()[0].passages();
    let id = passages.find(|(_, passage)| passage.topic.is_some()).unwrap().1.id;
    // A change while it is worked out asks for nothing more ...
    let asked = send(&mut state, Command::SetTopic(id, None));
    assert!(!asked.iter().any(|effect| matches!(effect, Effect::View(_))), "{asked:?}");
    // ... but its answer does.
    let mut effects = send(&mut state, Command::Viewed(Box::new(first.run())));
    let Some(Effect::View(second)) = effects.pop() else { panic!("{effects:?}") };
    assert!(open(&state).views.timeline.answer.is_waiting());
    assert!(send(&mut state, Command::Viewed(Box::new(second.run()))).is_empty());
    let open = open(&state);
    let now = crate::analysis::Timeline::build(&open.dossier, &open.overview);
    assert_eq!(**open.views.timeline.answer.shown.as_ref().unwrap(), now);
}

#[test]
fn a_memo_is_part_of_the_dossier_from_the_first_word_on() {
    let mut state = sample();
    work(&mut state, Command::SetView(View::Memo));
    assert!(open(&state).views.memo.document.shown.is_some());
    assert!(!open(&state).is_dirty() && open(&state).dossier.memos().is_empty());
    let id = shown_memo(open(&state)).unwrap().id;
    let text = |text: &str| MemoChange::Text(MemoSection::BottomLine, text.to_owned());
    work(&mut state, Command::ChangeMemo(id, text("They met.")));
    assert_eq!(open(&state).dossier.memos().len(), 1);
    let memo = shown_memo(open(&state)).unwrap().clone();
    assert_eq!(memo.text(MemoSection::BottomLine), "They met.");
    work(&mut state, Command::ChangeMemo(memo.id, text("They met again.")));
    assert_eq!(open(&state).dossier.memos().len(), 1);
    // On a period, it stays whichever meeting is shown.
    work(&mut state, Command::NewMemo(MemoScope::Period { from: None, to: None }));
    let period = shown_memo(open(&state)).unwrap().clone();
    assert_ne!(period.id, memo.id);
    work(&mut state, Command::RemoveMemo(period.id));
    assert_eq!(shown_memo(open(&state)).unwrap().id, memo.id);
}

#[test]
fn a_search_that_is_typed_on_ends_the_one_before() {
    let mut state = many();
    work(&mut state, Command::SetView(View::Search));
    let mut effects = send(&mut state, Command::SearchWords("lic".to_owned()));
    let Some(Effect::Search(first)) = effects.pop() else { panic!("{effects:?}") };
    let mut effects = send(&mut state, Command::SearchWords("licence".to_owned()));
    let Some(Effect::Search(second)) = effects.pop() else { panic!("{effects:?}") };
    assert_eq!(first.run(), None, "it was ended");
    let (number, found) = second.run().unwrap();
    assert!(found.total.count > 0);
    send(&mut state, Command::DossierSearched(number, Box::new(found.clone())));
    // One that comes late changes nothing.
    send(&mut state, Command::DossierSearched(number - 1, Box::default()));
    assert_eq!(open(&state).views.search.found.as_deref(), Some(&found));
    work(&mut state, Command::SaveSearch(String::new()));
    assert_eq!(open(&state).dossier.searches()[0].name, "licence");
    work(&mut state, Command::SearchWords(String::new()));
    assert!(open(&state).views.search.found.is_none());
}

/// A request for the first format that is there.
fn request(format: ExportFormat) -> Command {
    let options = ExportOptions { meetings: Scope::All, ..ExportOptions::new(today()) };
    Command::Export(Box::new(ExportRequest { format, options }))
}

#[test]
fn an_export_is_asked_for_written_and_told() {
    for format in ExportFormat::ALL.iter().copied() {
        let mut state = sample();
        work(&mut state, Command::Do(Action::Export));
        assert_eq!(state.dialog, Some(Dialog::Export));
        let effects = work(&mut state, request(format));
        let [Effect::PickExport { name, .. }] = &effects[..] else { panic!("{effects:?}") };
        assert!(name.ends_with(&format!(".{}", format.extension())), "{name}");
        assert_eq!(state.dialog, None);
        let effects = work(&mut state, Command::Picked(Purpose::Export, Some("out".into())));
        let [Effect::Export(job)] = &effects[..] else { panic!("{effects:?}") };
        // The dialog has not asked about the name with the ending.
        assert!(!job.replace && job.path.to_string_lossy().ends_with(format.extension()));
        let bytes = job.run().unwrap();
        assert!(!bytes.is_empty(), "{format}");
        work(&mut state, Command::Exported(job.path.clone(), Ok(bytes.len())));
        assert!(state.messages.last().unwrap().text.starts_with("Exported: "), "{:?}", state.messages);
        assert!(!open(&state).is_dirty());
    }
}

#[test]
fn an_export_that_is_given_up_or_fails_leaves_everything_as_it_was() {
    let mut state = sample();
    let format = ExportFormat::ALL[0];
    work(&mut state, request(format));
    assert!(work(&mut state, Command::Picked(Purpose::Export, None)).is_empty());
    assert!(state.files.exporting.is_none() && !state.files.picking);
    work(&mut state, request(format));
    work(&mut state, Command::Picked(Purpose::Export, Some("out".into())));
    work(&mut state, Command::Exported("out".into(), Err("the disk is full".to_owned())));
    assert!(
        matches!(&state.dialog, Some(Dialog::Trouble { text, .. }) if text.starts_with("The disk is full"))
    );
}
