//! The views beside Review: what they show, what can be changed in them, and where a click leads.
//!
//! Must not know: coordinates.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotResults};
use visavis::analysis::Status;
use visavis::app::{Action, Command, Compared, MatrixChoice, Selected, View};
use visavis::model::MemoSection;
use visavis::store::Theme;
use visavis::ui::{Start, Window};

use crate::harness::*;

/// A window on the sample with several meetings.
fn many() -> Harness<'static, Window> {
    let mut harness = sample();
    send(&mut harness, Command::OpenSample { many: true });
    harness
}

/// Waits until the view has what it shows.
fn settle(harness: &mut Harness<'_, Window>) {
    until(harness, |harness| {
        let views = &open(harness).views;
        match views.now {
            View::Review => true,
            View::Matrix => views.matrix.findings.shown.is_some() && !views.matrix.findings.is_waiting(),
            View::Timeline => views.timeline.answer.shown.is_some() && !views.timeline.answer.is_waiting(),
            View::Memo => views.memo.document.shown.is_some() && !views.memo.document.is_waiting(),
            View::Wording => {
                let wording = &views.wording;
                match wording.compared {
                    Compared::Sides => wording.sides.shown.is_some() && !wording.sides.is_waiting(),
                    Compared::LastTime(_) => wording.against.shown.is_some() && !wording.against.is_waiting(),
                }
            }
            View::Search => !views.search.is_waiting(),
        }
    });
}

fn view(harness: &mut Harness<'_, Window>, key: Key) {
    press(harness, CTRL, key);
    settle(harness);
}

/// Types into the field that has the focus.
fn enter(harness: &mut Harness<'_, Window>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run_steps(2);
}

fn selected_label(harness: &Harness<'_, Window>) -> String {
    let open = open(harness);
    open.selected_passage().map(|(.., passage)| passage.label.to_string()).unwrap_or_default()
}

#[test]
fn the_matrix_tells_what_became_of_each_concern_and_leads_to_it() {
    let mut harness = sample();
    view(&mut harness, Key::Num2);
    let rows = texts(&harness, Role::Row);
    assert_eq!(rows.len(), 6, "{rows:#?}");
    assert!(
        rows.iter().any(|row| row.starts_with("C2, Kyrgyzstan, no response: the cut in the time")),
        "{rows:#?}"
    );
    assert!(has(&harness, Role::Link, "Go to R1 answers"), "{:#?}", texts(&harness, Role::Link));
    // By keys: to the second row, and on to its place.
    press(&mut harness, Modifiers::NONE, Key::J);
    press(&mut harness, Modifiers::NONE, Key::J);
    assert_eq!(selected_label(&harness), "C2");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(open(&harness).views.now, View::Review);
    // By a click.
    view(&mut harness, Key::Num2);
    harness.get_by(|node| node.role() == Role::Link && node.label().is_some_and(|l| l == "Go to C3")).click();
    harness.run_steps(3);
    assert_eq!((open(&harness).views.now, selected_label(&harness)), (View::Review, "C3".to_owned()));
}

#[test]
fn note_and_status_are_changed_in_the_matrix() {
    let mut harness = sample();
    view(&mut harness, Key::Num2);
    let note = |harness: &Harness<'_, Window>| {
        let meeting = open(harness).meeting().unwrap();
        meeting.passages().find(|(_, p)| p.label.to_string() == "C6").unwrap().1.note.clone()
    };
    let id = id_of(&harness, "C6");
    let before = note(&harness);
    send(&mut harness, Command::SelectRow(id));
    press(&mut harness, Modifiers::NONE, Key::M);
    enter(&mut harness, "Ask again");
    enter(&mut harness, " in May");
    assert_eq!(note(&harness), format!("{before}Ask again in May"));
    // Letters went into the note, not to the keys of the window.
    assert_eq!(open(&harness).views.now, View::Matrix);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, CTRL, Key::Z);
    assert_eq!(note(&harness), before, "undone in one step");
    let status = |label: &str| label.starts_with("Status of C6: ");
    harness.get_by(|node| node.role() == Role::Button && node.label().is_some_and(|l| status(&l))).click();
    harness.run_steps(3);
    harness.get_by_label("Confirm: no response").click();
    harness.run_steps(3);
    assert!(has(&harness, Role::Button, "Status of C6: no response"), "{:#?}", texts(&harness, Role::Button));
}

fn id_of(harness: &Harness<'_, Window>, label: &str) -> visavis::model::PassageId {
    let meeting = open(harness).meeting().unwrap();
    meeting.passages().find(|(_, p)| p.label.to_string() == label).unwrap().1.id
}

#[test]
fn the_matrix_is_filtered_and_sorted() {
    let mut harness = many();
    let mut choice = MatrixChoice { all_meetings: true, ..MatrixChoice::default() };
    send(&mut harness, Command::SetView(View::Matrix));
    send(&mut harness, Command::SetMatrix(Box::new(choice.clone())));
    let all = open(&harness).views.matrix.rows.len();
    choice.filter.status = Some(Status::NoResponse);
    send(&mut harness, Command::SetMatrix(Box::new(choice)));
    let rows = open(&harness).views.matrix.rows.clone();
    assert!(!rows.is_empty() && rows.len() < all);
    assert!(rows.iter().all(|row| row.status == Some(Status::NoResponse)));
    assert!(texts(&harness, Role::Row).iter().all(|row| row.contains(", no response: ")));
    harness.get_by_label("Sort by status").click();
    harness.run_steps(3);
    harness.get_by_label("Show all").click();
    harness.run_steps(3);
    let statuses: Vec<_> = open(&harness).views.matrix.rows.iter().map(|row| row.status).collect();
    assert_eq!(statuses.len(), all);
    let order = |status: &Option<Status>| Status::ALL.iter().position(|other| Some(*other) == *status);
    assert!(statuses.is_sorted_by_key(order), "{statuses:?}");
}

#[test]
fn a_cell_of_the_timeline_leads_to_its_passage() {
    let mut harness = many();
    view(&mut harness, Key::Num4);
    let wanted = "Water release, 9 Apr 2025: raised, no response";
    assert!(has(&harness, Role::Button, wanted), "{:#?}", texts(&harness, Role::Button));
    assert!(has(&harness, Role::Button, "Standing open longest: "));
    harness.get_by_label(wanted).click();
    harness.run_steps(3);
    let open = open(&harness);
    assert_eq!(open.views.now, View::Review);
    let (meeting, _, passage) = open.selected_passage().unwrap();
    assert_eq!(meeting.details().date.unwrap().to_string(), "2025-04-09");
    assert_eq!(open.dossier.topic(passage.topic.unwrap()).unwrap().name, "Water release");
}

#[test]
fn words_are_found_in_all_meetings_by_keys_alone() {
    let mut harness = many();
    let both = Modifiers { shift: true, ..CTRL };
    press(&mut harness, both, Key::F);
    enter(&mut harness, "licence tag:concern");
    settle(&mut harness);
    let found = open(&harness).views.search.found.clone().unwrap();
    assert!(found.problems.is_empty() && found.groups.len() > 2, "{found:?}");
    assert!(has(&harness, Role::Heading, "6 Nov 2025, Foreign Ministers, Oresna"));
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    let second = open(&harness).views.search.hit().unwrap().1.clone();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(open(&harness).views.now, View::Review);
    assert!(open(&harness).at.text.is_some() || open(&harness).at.selected != Selected::None);
    // The hits are there still, and the next one is a key away.
    press(&mut harness, Modifiers::NONE, Key::F3);
    assert_ne!(open(&harness).views.search.hit().unwrap().1, &second);
    press(&mut harness, both, Key::F);
    assert_eq!(open(&harness).views.search.words, "licence tag:concern");
    harness.get_by_label("Keep").click();
    harness.run_steps(3);
    assert_eq!(open(&harness).dossier.searches()[0].words, "licence tag:concern");
}

#[test]
fn the_memo_holds_the_reviewers_own_words() {
    let mut harness = sample();
    view(&mut harness, Key::Num5);
    assert!(has(&harness, Role::Heading, "Bottom line"), "{:#?}", texts(&harness, Role::Heading));
    assert!(open(&harness).dossier.memos().is_empty(), "nothing is changed by looking");
    harness.get_by_label("Your own words: Bottom line").focus();
    harness.run_steps(2);
    enter(&mut harness, "They talked");
    enter(&mut harness, " past each other.");
    settle(&mut harness);
    let text = |harness: &Harness<'_, Window>| {
        open(harness).dossier.memos().first().map(|memo| memo.text(MemoSection::BottomLine).to_owned())
    };
    assert_eq!(text(&harness).as_deref(), Some("They talked past each other."));
    // A source leads to its passage, and the words are there on coming back.
    let link = |label: &str| label.starts_with("Go to C");
    assert!(texts(&harness, Role::Link).iter().any(|label| link(label)));
    harness.get_by_label("Annex: the texts").click();
    settle(&mut harness);
    assert!(!open(&harness).dossier.memos()[0].shows(MemoSection::Annex));
    send(&mut harness, Command::Do(Action::Undo));
    settle(&mut harness);
    assert!(open(&harness).dossier.memos()[0].shows(MemoSection::Annex));
    assert_eq!(text(&harness).as_deref(), Some("They talked past each other."));
}

#[test]
fn whatever_can_be_used_in_a_view_has_a_name() {
    let mut harness = many();
    let used = [Role::Button, Role::Tab, Role::Row, Role::Link, Role::TextInput, Role::MultilineTextInput];
    for key in [Key::Num2, Key::Num3, Key::Num4, Key::Num5] {
        view(&mut harness, key);
        for role in used {
            let named = texts(&harness, role);
            assert!(named.iter().all(|name| !name.trim().is_empty()), "{key:?} {role:?}: {named:#?}");
        }
    }
}

#[test]
fn the_views_look_as_they_should() {
    let mut results = SnapshotResults::new();
    for (theme, suffix) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut harness = Harness::builder()
            .with_size(vec2(1100.0, 620.0))
            .wgpu()
            .build_eframe(|creation| Window::new(&creation.egui_ctx, None, Start::Nothing));
        harness.run_steps(3);
        send(&mut harness, Command::OpenSample { many: true });
        send(&mut harness, Command::SetTheme(theme));
        harness.remove_cursor();
        for (key, name) in [(Key::Num2, "matrix"), (Key::Num4, "timeline")] {
            view(&mut harness, key);
            crate::suggestions_settle(&mut harness);
            harness.snapshot(format!("{name}-{suffix}"));
            results.extend(harness.take_snapshot_results());
        }
    }
}
