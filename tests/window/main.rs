//! The window without a screen, by what a screen reader reads, and a few pictures of it.
//!
//! Must not know: coordinates, but those of the nodes themselves.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and keeps its files in a folder of its own"
)]

mod harness;
mod keeping;
mod views;

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, SnapshotResults};
use visavis::app::{Command, Pane};
use visavis::store::Theme;
use visavis::ui::{Start, Window};

use harness::*;

#[test]
fn passages_links_and_coverage_can_be_read() {
    let harness = sample();
    let buttons = texts(&harness, Role::Button);
    for wanted in [
        "Concern C2, no response: the cut in the time",
        "Concern C3, answered: the amended rules",
        "Concern C1, in part: the new conditions",
        "Concern C6, not reviewed: visitors from Kyrgyzstan",
        "Response R2: steady work",
        "R1 answers C3",
    ] {
        assert!(buttons.iter().any(|text| text.starts_with(wanted)), "{wanted} in {buttons:#?}");
    }
    assert!(has(&harness, Role::Paragraph, "The meeting dealt chiefly"));
    let coverage = texts(&harness, Role::Label);
    let wanted = "Coverage of Kyrgyzstan: 5 raised: 1 answered, 2 in part, 2 no response";
    assert!(coverage.iter().any(|text| text == wanted), "{coverage:#?}");
}

#[test]
fn whatever_can_be_used_has_a_name() {
    let mut harness = sample();
    send(&mut harness, Command::Do(visavis::app::Action::NextPassage));
    let dialogs = [
        None,
        Some(visavis::app::Action::NewDossier),
        Some(visavis::app::Action::EditMeeting),
        Some(visavis::app::Action::AddStatement),
        Some(visavis::app::Action::EditDossier),
        Some(visavis::app::Action::SplitReport),
        Some(visavis::app::Action::Topics),
        Some(visavis::app::Action::Settings),
        Some(visavis::app::Action::Keys),
        Some(visavis::app::Action::Codebook),
        Some(visavis::app::Action::About),
        Some(visavis::app::Action::Commands),
    ];
    let used = [Role::Button, Role::TextInput, Role::MultilineTextInput, Role::ComboBox, Role::CheckBox];
    for dialog in dialogs {
        if let Some(action) = dialog {
            send(&mut harness, Command::Do(action));
        }
        for role in used {
            let mut waiting = vec![harness.root()];
            while let Some(node) = waiting.pop() {
                let inner = node.accesskit_node();
                let named = inner.label().is_some_and(|label| !label.trim().is_empty());
                assert!(
                    inner.role() != role || named,
                    "{dialog:?}: a nameless {role:?} at {:?}",
                    node.rect()
                );
                waiting.extend(node.children());
            }
        }
        send(&mut harness, Command::SetDialog(None));
    }
}

#[test]
fn words_are_selected_with_the_mouse_and_tagged_by_key() {
    let mut harness = sample();
    let paragraph = harness.get_by(|node| {
        node.role() == Role::Paragraph && node.label().is_some_and(|l| l.starts_with("The meeting dealt"))
    });
    let rect = paragraph.rect();
    let line = rect.top() + 13.0;
    drag(
        &mut harness,
        Pos2::new(rect.left() + 1.0, line),
        Pos2::new(rect.left() + 140.0, line),
        Modifiers::NONE,
    );
    press(&mut harness, Modifiers::NONE, Key::Num9);
    let made = texts(&harness, Role::Button).into_iter().find(|text| text.starts_with("Position P1: "));
    let made = made.expect("a position was tagged");
    assert!(made.starts_with("Position P1: The meeting"), "{made}");
    press(&mut harness, CTRL, Key::Z);
    assert!(!has(&harness, Role::Button, "Position P1"));
}

#[test]
fn the_ends_of_a_passage_are_dragged_by_words() {
    let mut harness = sample();
    harness.get_by(|node| node.label().is_some_and(|l| l.starts_with("Response R2: "))).click();
    harness.run_steps(3);
    let from = middle(&harness, Role::Splitter, "Start of R2");
    // Into the second word: its start is where the passage begins then.
    drag(&mut harness, from, from + vec2(66.0, 0.0), Modifiers::NONE);
    let buttons: Vec<String> =
        texts(&harness, Role::Button).into_iter().filter(|text| text.starts_with("Response")).collect();
    assert!(
        buttons.iter().any(|text| text == "Response R2: work to inform people and explain the rules"),
        "{buttons:#?}"
    );
}

#[test]
fn a_label_dragged_to_another_links_the_two() {
    let mut harness = sample();
    let (from, to) =
        (middle(&harness, Role::Button, "Response R3"), middle(&harness, Role::Button, "Concern C2"));
    drag(&mut harness, from, to, Modifiers::NONE);
    assert!(has(&harness, Role::Heading, "New link"));
    press(&mut harness, Modifiers::NONE, Key::D);
    assert!(has(&harness, Role::Button, "Concern C2, turned aside"));
    assert!(has(&harness, Role::Button, "R3 deflects C2"));
}

#[test]
fn commands_are_found_by_typing() {
    let mut harness = sample();
    press(&mut harness, CTRL, Key::K);
    harness.event(Event::Text("dark".to_owned()));
    harness.run_steps(3);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().state().settings.theme, Theme::Dark);
}

#[test]
fn closing_with_unsaved_changes_asks_first() {
    let mut harness = sample();
    press(&mut harness, Modifiers::NONE, Key::J);
    press(&mut harness, Modifiers::NONE, Key::Num8);
    send(&mut harness, Command::CloseAsked);
    for choice in ["Save", "Cancel", "Don't save"] {
        assert!(texts(&harness, Role::Button).iter().any(|text| text == choice), "{choice}");
    }
    harness.get_by_role_and_label(Role::Button, "Cancel").click();
    harness.run_steps(3);
    assert!(has(&harness, Role::Button, "Not saved"));
}

#[test]
fn a_file_that_is_none_is_told_and_the_start_page_is_there() {
    let missing = PathBuf::from("nowhere/at all.json");
    let mut harness = start(Start::File(missing));
    // The disk answers from its own thread.
    while harness.state().state().dialog.is_none() {
        harness.run_steps(1);
        std::thread::yield_now();
    }
    harness.run_steps(2);
    assert!(has(&harness, Role::Heading, "The file was not opened"));
    send(&mut harness, Command::SetDialog(None));
    assert!(texts(&harness, Role::Button).iter().any(|text| text.starts_with("New dossier")));
}

#[test]
fn a_file_that_holds_no_text_is_told_in_its_form() {
    let mut harness = sample();
    send(&mut harness, Command::Do(visavis::app::Action::AddStatement));
    take_in(&mut harness, "picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let told = texts(&harness, Role::Label);
    assert!(told.iter().any(|text| text.contains("«picture.txt»: it is")), "{told:#?}");
}

/// Brings a file into the form that is open, and waits until it was read.
fn take_in(harness: &mut Harness<'_, Window>, name: &str, bytes: &[u8]) {
    let folder = std::env::temp_dir().join(format!("visavis-window-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    send(harness, Command::PickedTexts(vec![path]));
    while harness.state().state().intake.reading {
        harness.run_steps(1);
        std::thread::yield_now();
    }
    harness.run_steps(3);
    std::fs::remove_dir_all(&folder).unwrap();
}

const PAGE: &str = "<html><head><title>Talks in Merl</title><meta property='article:published_time' \
    content='2024-03-07T10:00:00Z'></head><body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav>\
    <article><h1>Talks in Merl</h1><p>The Ostavian side raised the closing of the bridge for lorries, and asked \
    when it would be opened again for the traders of both banks.</p><p>Both sides agreed to meet once more in the \
    spring, and to let experts look at the piers of the bridge before then.</p></article></body></html>";

#[test]
fn a_saved_page_comes_in_without_its_menu_and_with_its_date() {
    let mut harness = sample();
    send(&mut harness, Command::Do(visavis::app::Action::AddStatement));
    take_in(&mut harness, "page.html", PAGE.as_bytes());
    assert!(has(&harness, Role::Button, "Put in: Home News") || has(&harness, Role::Button, "Put in: Home"));
    let paragraphs = texts(&harness, Role::Paragraph);
    assert!(
        paragraphs.iter().any(|text| text.starts_with("Paragraph 2: The Ostavian side")),
        "{paragraphs:#?}"
    );
    // A paragraph is left out, and put back by the last change taken back.
    harness.get_by(|node| node.label().is_some_and(|l| l.starts_with("Paragraph 2: "))).click();
    harness.run_steps(2);
    harness.get_by_label("Leave this paragraph out").click();
    harness.run_steps(2);
    let count = |harness: &Harness<'_, Window>| {
        texts(harness, Role::Paragraph).iter().filter(|text| text.starts_with("Paragraph")).count()
    };
    let before = count(&harness);
    harness.get_by_label("Take back the last change").click();
    harness.run_steps(2);
    assert_eq!(count(&harness), before + 1);
    harness.get_by_label("Add statement").click();
    harness.run_steps(3);
    let open = harness.state().state().open.as_ref().unwrap();
    let meeting = open.meeting().unwrap();
    let statement = meeting.statements().last().unwrap();
    let text = statement.text().as_str();
    assert!(text.contains("closing of the bridge") && !text.contains("Home"), "{text}");
    assert_eq!(statement.details().source.published.unwrap().to_string(), "2024-03-07");
    assert_eq!(statement.details().source.title, "Talks in Merl");
}

/// Waits for what is worked out on another thread.
fn suggestions_settle(harness: &mut Harness<'_, Window>) {
    while !harness.state().state().open.as_ref().unwrap().suggestions.is_settled() {
        harness.run_steps(1);
        std::thread::yield_now();
    }
    harness.run_steps(3);
}

#[test]
fn suggestions_are_shown_with_their_reason_and_accepted_by_key() {
    let mut harness = sample();
    send(&mut harness, Command::Do(visavis::app::Action::AddStatement));
    let text = "The Kyrgyz side expressed concern about the closing of the bridge for lorries.";
    take_in(&mut harness, "more.txt", text.as_bytes());
    harness.get_by_label("Kyrgyzstan").click();
    harness.run_steps(2);
    harness.get_by_label("Add statement").click();
    harness.run_steps(3);
    let wanted = "Suggested Concern: the closing of the bridge for lorries";
    suggestions_settle(&mut harness);
    assert!(has(&harness, Role::Button, wanted), "{:#?}", texts(&harness, Role::Button));
    harness.get_by(|node| node.label().is_some_and(|l| l.starts_with(wanted))).click();
    harness.run_steps(3);
    let told = texts(&harness, Role::Label);
    assert!(told.iter().any(|text| text.contains("a cue for concern")), "{told:#?}");
    press(&mut harness, Modifiers::NONE, Key::Y);
    assert!(!has(&harness, Role::Button, wanted));
    let named = |text: &String| text.starts_with("Concern C") && text.contains("the closing of the bridge");
    assert!(texts(&harness, Role::Button).iter().any(named), "{:#?}", texts(&harness, Role::Button));
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn files_dropped_on_a_pane_are_that_sides() {
    let mut harness = sample();
    let folder = std::env::temp_dir().join(format!("visavis-window-{}-dropped", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let paths = ["one.txt", "two.txt"].map(|name| folder.join(name));
    for path in &paths {
        std::fs::write(path, "They said so, and nothing more was said that day.").unwrap();
    }
    let right = harness.get_by(|node| node.label().is_some_and(|l| l == "Statement of Russia")).rect();
    harness.event(Event::PointerMoved(right.center()));
    harness.run_steps(1);
    let dropped =
        paths.iter().map(|path| std::sync::Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle);
    harness.input_mut().dropped_files = dropped.collect();
    harness.run_steps(2);
    while harness.state().state().intake.reading {
        harness.run_steps(1);
        std::thread::yield_now();
    }
    harness.run_steps(3);
    assert!(has(&harness, Role::Heading, "Add a statement (1 of 2)"), "{:?}", texts(&harness, Role::Heading));
    let before = harness.state().state().open.as_ref().unwrap().meeting().unwrap().statements().len();
    harness.get_by_label("Add statement").click();
    harness.run_steps(3);
    let open = harness.state().state().open.as_ref().unwrap();
    let meeting = open.meeting().unwrap();
    assert_eq!(meeting.statements().len(), before + 1);
    let party = meeting.statements().last().unwrap().party();
    assert_eq!(open.dossier.party(party).unwrap().name, "Russia");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_new_text_is_compared_before_it_takes_the_place_of_the_old_one() {
    let mut harness = sample();
    let place = harness.state().state().open.as_ref().unwrap().place(Pane::Left).unwrap();
    let old = statement(&harness, place).text().as_str().to_owned();
    let passages = statement(&harness, place).passages().len();
    send(&mut harness, Command::Do(visavis::app::Action::ReviseLeftStatement));
    // A word goes from the middle, and a sentence comes at the start.
    let new = format!("An addition. {}", old.replacen("Kyrgyz", "Kirghiz", 1));
    take_in(&mut harness, "new.txt", new.as_bytes());
    harness.get_by_label("Compare").click();
    while harness.state().state().intake.plan.is_none() {
        harness.run_steps(1);
        std::thread::yield_now();
    }
    harness.run_steps(3);
    assert_eq!(statement(&harness, place).text().as_str(), old, "nothing has changed yet");
    harness.get_by_label("Replace the text").click();
    harness.run_steps(3);
    let now = statement(&harness, place);
    assert!(now.text().as_str().starts_with("An addition. "));
    assert_eq!(now.passages().len() + now.lost().len(), passages);
    assert_eq!(now.revisions().last().unwrap().text.as_str(), old);
    send(&mut harness, Command::Do(visavis::app::Action::Undo));
    harness.run_steps(2);
    assert_eq!(statement(&harness, place).text().as_str(), old);
    assert!(statement(&harness, place).revisions().is_empty());
}

fn statement(
    harness: &Harness<'_, Window>,
    place: visavis::model::Place,
) -> std::sync::Arc<visavis::model::Statement> {
    let open = harness.state().state().open.as_ref().unwrap();
    std::sync::Arc::clone(open.dossier.statement(place).unwrap())
}

#[test]
fn the_review_looks_as_it_should() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Light, "review-light"), (Theme::Dark, "review-dark")] {
        let mut harness = Harness::builder()
            .with_size(vec2(1100.0, 620.0))
            .wgpu()
            .build_eframe(|creation| Window::new(&creation.egui_ctx, None, Start::Last));
        harness.run_steps(3);
        send(&mut harness, Command::SetTheme(theme));
        harness.get_by(|node| node.label().is_some_and(|l| l.starts_with("Concern C1, "))).click();
        harness.run_steps(4);
        harness.remove_cursor();
        suggestions_settle(&mut harness);
        harness.snapshot(name);
        results.extend(harness.take_snapshot_results());
    }
}
