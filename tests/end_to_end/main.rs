//! The main job, done by the real program on a real screen, with the system's own file dialog:
//! a dossier is made from one report, tagged, linked, saved, and found again the next day.
//!
//! Must not know: anything of the program but what a person sees and what is in the file.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and keeps its files in a folder of its own"
)]

mod display;
mod report;
mod window;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use display::Display;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use window::Window;

/// Ctrl as a Linux desktop sends it: it is the command key too.
const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// A folder that is gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("visavis-end-to-end-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

#[test]
fn a_report_becomes_a_dossier_that_is_there_the_next_day() {
    let folder = Folder::new();
    let home = folder.0.join("home");
    std::fs::create_dir_all(&home).unwrap();
    let file = folder.0.join("The meeting of 20 February.json");
    let display = Display::start();
    let report = report::load();

    // The first start shows the sample.
    let mut window = Window::start(&display, &home, &[]);
    window.wait_for("Statement of Kyrgyzstan");
    window.wait_for("Statement of Russia");

    new_dossier(&mut window);
    split(&mut window, &report);
    for work in report.passages() {
        tag(&mut window, &report, &work);
    }
    links(&mut window);
    window.press(CTRL, Key::K, 1);
    window.wait_for("Undo: Link R2 → A1");
    window.press(Modifiers::NONE, Key::Escape, 1);
    let seen = what_is_seen(&mut window);
    assert!(
        seen.coverage[0]
            .starts_with("Coverage of Kyrgyzstan: 5 raised: 1 answered, 1 in part, 3 not reviewed"),
        "{seen:#?}"
    );

    // Saved through the dialog.
    window.press(CTRL, Key::S, 1);
    display.answer_file_dialog(file.to_str().unwrap());
    window.wait_for("Saved");
    assert!(window.quit().success());

    // The next day: everything is where it was.
    let mut window = Window::start(&display, &home, &[&file]);
    window.wait_for("Statement of Kyrgyzstan");
    window.wait_for("Saved");
    assert_eq!(what_is_seen(&mut window), seen);
    window.press(CTRL, Key::K, 1);
    window.wait_for("Undo, not now: there is nothing to undo");
    window.press(Modifiers::NONE, Key::Escape, 1);
    assert!(window.quit().success());

    // And the day after, without naming the file.
    let mut window = Window::start(&display, &home, &[]);
    window.wait_for("Saved");
    assert_eq!(what_is_seen(&mut window), seen);
    assert!(window.quit().success());

    check(&file);
    positions(&file, &report);
}

fn new_dossier(window: &mut Window) {
    window.press(CTRL, Key::N, 1);
    window.fill("Party 1", "Kyrgyzstan");
    window.fill("Other names in texts 1", "the Kyrgyz side; Foreign Ministry of Kyrgyzstan; Bishkek");
    window.fill("Party 2", "Russia");
    window.fill("Other names in texts 2", "the Russian side; Moscow");
    window.fill("Date of the meeting", "2025-02-20");
    window.fill("Who met", "Deputy Minister – Ambassador");
    window.click("Create dossier");
    window.wait_for("Not saved");
}

fn split(window: &mut Window, report: &report::Report) {
    window.press(CTRL | Modifiers::SHIFT, Key::R, 1);
    window.click("Text of the report");
    window.paste(&report.text);
    window.wait_for("Start over");
    window.click("Give the paragraphs to sides");
    // Whose each paragraph is comes out right without a key.
    let (first, second, last) = (report.first.clone(), report.second.clone(), report.paragraphs.len());
    for number in 1..=last {
        let whose = if first.contains(&number) {
            "Kyrgyzstan"
        } else if second.contains(&number) {
            "Russia"
        } else {
            "neither"
        };
        window.wait_for(&format!("Paragraph {number}, {whose}: "));
        window.press(Modifiers::NONE, Key::ArrowDown, 1);
    }
    // One key each puts it otherwise, and back.
    for (key, whose) in
        [(Key::B, "both"), (Key::Num0, "neither"), (Key::Num1, "Kyrgyzstan"), (Key::Num2, "Russia")]
    {
        window.press(Modifiers::NONE, key, 1);
        window.wait_for(&format!("Paragraph {last}, {whose}: "));
    }
    window.click("Add the statements");
    window.wait_for("Statement of Russia");
}

/// Selects words by keyboard and tags them by key.
fn tag(window: &mut Window, report: &report::Report, work: &report::Work) {
    let paragraphs = report.of(work.side);
    let (number, before) = paragraphs
        .iter()
        .enumerate()
        .find_map(|(number, text)| text.find(work.words).map(|at| (number, &text[..at])))
        .unwrap_or_else(|| panic!("«{}» is in the report", work.words));
    let side = if work.side == 0 { "Kyrgyzstan" } else { "Russia" };
    go_to_statement(window, side);
    window.press(CTRL, Key::Home, 1);
    window.press(CTRL, Key::ArrowDown, number + 1);
    window.press(CTRL, Key::ArrowUp, 1);
    window.press(Modifiers::NONE, Key::ArrowRight, before.chars().count());
    window.press(Modifiers::SHIFT, Key::ArrowRight, work.words.chars().count());
    window.press(Modifiers::NONE, work.key, 1);
    let name = format!("{}{}: {}", work.name, work.state, work.words);
    window.wait_for(&name);
    let passages = window.texts(Role::Button, work.words);
    assert!(passages.contains(&name), "{side}: {name} in {passages:?}");
}

/// Gives a statement the keys.
fn go_to_statement(window: &mut Window, side: &str) {
    let name = format!("Statement of {side}");
    if !window.wait_for(&name).focused {
        window.press(Modifiers::NONE, Key::F6, 1);
    }
    assert!(window.wait_for(&name).focused, "{name} has the keys");
}

/// Goes on from passage to passage until the one of this name is selected.
fn select(window: &mut Window, name: &str) {
    for _ in 0..12 {
        window.press(Modifiers::NONE, Key::J, 1);
        if window.nodes().iter().any(|node| node.selected && node.text.starts_with(name)) {
            return;
        }
    }
    panic!("{name} can't be reached by J");
}

fn links(window: &mut Window) {
    // By keyboard: the response, L, the concern, L, and the letter of the kind.
    select(window, "Response R1");
    window.press(Modifiers::NONE, Key::L, 1);
    select(window, "Concern C1");
    window.press(Modifiers::NONE, Key::L, 1);
    window.wait_for("New link");
    window.press(Modifiers::NONE, Key::P, 1);
    window.wait_for("Concern C1, in part");
    // By dragging from label to label, the other way round: what was raised is reacted to.
    select(window, "Concern C5");
    select(window, "Response R3");
    window.drag("Concern C5", "Response R3");
    window.wait_for("New link");
    window.press(Modifiers::NONE, Key::A, 1);
    window.wait_for("Concern C5, answered");
    // A relation that answers nothing.
    select(window, "Action taken A1");
    select(window, "Response R2");
    window.press(Modifiers::NONE, Key::L, 1);
    window.click("Action taken A1");
    window.wait_for("New link");
    window.press(Modifiers::NONE, Key::T, 1);
    window.wait_for("R2 same topic A1");
}

#[derive(Debug, PartialEq)]
struct WhatIsSeen {
    passages: BTreeSet<String>,
    paragraphs: BTreeSet<String>,
    curves: BTreeSet<String>,
    coverage: Vec<String>,
}

/// Goes through both statements from top to bottom and notes what a screen reader would read.
fn what_is_seen(window: &mut Window) -> WhatIsSeen {
    let (mut passages, mut paragraphs, mut curves) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for side in ["Kyrgyzstan", "Russia"] {
        go_to_statement(window, side);
        for key in [Key::Home, Key::End] {
            window.press(CTRL, key, 1);
            for kind in ["Concern C", "Response R", "Agreement G", "Action taken A"] {
                let texts = window.texts(Role::Button, kind);
                passages.extend(texts.into_iter().filter(|text| text.starts_with(kind)));
            }
            paragraphs.extend(window.texts(Role::Paragraph, ""));
            for kind in ["R1 answers in part C1", "R3 answers C5", "R2 same topic A1"] {
                curves.extend(window.texts(Role::Button, kind));
            }
        }
    }
    assert_eq!(passages.len(), 10, "{passages:#?}");
    assert_eq!(curves.len(), 3, "{curves:#?}");
    WhatIsSeen { passages, paragraphs, curves, coverage: window.texts(Role::Label, "Coverage of") }
}

fn check(file: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_visavis")).arg("check").arg(file).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

/// Every position of the file, counted in code points with nothing of the program.
fn positions(file: &Path, report: &report::Report) {
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let mut found = Vec::new();
    for statement in json["meetings"][0]["statements"].as_array().unwrap() {
        let text: Vec<char> = statement["text"].as_str().unwrap().chars().collect();
        for passage in statement["passages"].as_array().unwrap() {
            let at = |field: &str| usize::try_from(passage[field].as_u64().unwrap()).unwrap();
            let words: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(words, passage["exact"].as_str().unwrap());
            found.push(words);
        }
    }
    let mut wanted: Vec<String> = report.passages().iter().map(|work| work.words.to_owned()).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
    assert_eq!(json["meetings"][0]["links"].as_array().unwrap().len(), 3);
    let note = json["meetings"][0]["note"].as_str().unwrap();
    // What a scraper put before the first words became the day of publication.
    let first = report.paragraphs[0].strip_prefix("date 2025-02-20 ").expect("the report has it");
    assert!(note.contains(first) && !note.contains("date 2025"), "{note}");
    for statement in json["meetings"][0]["statements"].as_array().unwrap() {
        assert_eq!(statement["source"]["published"], "2025-02-20");
    }
    assert_eq!(json["meetings"][0]["participants"].as_array().unwrap().len(), 2);
}
