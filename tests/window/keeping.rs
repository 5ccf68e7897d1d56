//! What a window leaves behind that ends unexpectedly, and what the next one offers.
//!
//! Must not know: how it is kept.

use std::path::{Path, PathBuf};

use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use visavis::app::{Command, Dialog};
use visavis::ui::{Start, Window};

use crate::harness::*;

/// A folder of its own for a window's settings.
fn home(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("visavis-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn window(home: &Path) -> Harness<'static, Window> {
    let home = home.to_owned();
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .wgpu()
        .build_eframe(|creation| Window::new(&creation.egui_ctx, Some(home), Start::Nothing));
    harness.run_steps(3);
    harness
}

#[test]
fn work_that_was_not_saved_is_offered_back() {
    let home = home("recovery");
    let mut harness = window(&home);
    send(&mut harness, Command::OpenSample { many: false });
    let id = open(&harness).meeting().unwrap().passages().next().unwrap().1.id;
    for note in ["Ask", "Ask again", "Ask again in May"] {
        send(&mut harness, Command::SetNote(id, note.to_owned()));
        send(&mut harness, Command::Seal);
    }
    let before = open(&harness).dossier.clone();
    // It ends without a word: no question, no save.
    drop(harness);
    let mut harness = window(&home);
    until(&mut harness, |harness| harness.state().state().dialog == Some(Dialog::Recover));
    assert!(has(&harness, egui::accesskit::Role::Heading, "Unsaved work was left behind"));
    harness.get_by_label("Open it").click();
    harness.run_steps(4);
    assert_eq!(open(&harness).dossier, before);
    assert!(open(&harness).is_dirty(), "it is in no file yet");
    // Put aside by nobody and saved by nobody: the next one offers it again.
    drop(harness);
    let mut harness = window(&home);
    until(&mut harness, |harness| harness.state().state().dialog == Some(Dialog::Recover));
    harness.get_by_label("Put aside").click();
    until(&mut harness, |harness| harness.state().state().dialog.is_none());
    drop(harness);
    assert!(visavis::journal::pending(&home).0.is_empty());
    std::fs::remove_dir_all(&home).unwrap();
}

#[test]
fn earlier_states_are_kept_and_can_be_taken_back() {
    let home = home("states");
    let path = home.join("dossier.json");
    std::fs::write(&path, visavis::app::SAMPLE).unwrap();
    let mut harness = window(&home);
    send(&mut harness, Command::OpenPath(path.clone()));
    until(&mut harness, |harness| harness.state().state().open.is_some());
    let id = open(&harness).meeting().unwrap().passages().next().unwrap().1.id;
    for note in ["First", "Second"] {
        send(&mut harness, Command::SetNote(id, note.to_owned()));
        send(&mut harness, Command::Do(visavis::app::Action::Save));
        until(&mut harness, |harness| !open(harness).is_dirty());
        let kept = visavis::store::Backups::new(&home);
        let wanted = if note == "First" { 1 } else { 2 };
        until(&mut harness, |_| kept.list(&path).len() == wanted);
    }
    let saved = std::fs::read(&path).unwrap();
    send(&mut harness, Command::ShowStates);
    until(&mut harness, |harness| harness.state().state().keeping.states.is_some());
    harness.get_by_label("Open").click();
    until(&mut harness, |harness| open(harness).is_dirty());
    let note = &open(&harness).dossier.passage(id).unwrap().2.note;
    assert_eq!(note, "First");
    assert_eq!(std::fs::read(&path).unwrap(), saved, "the file is as it was");
    drop(harness);
    std::fs::remove_dir_all(&home).unwrap();
}
