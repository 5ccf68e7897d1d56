//! The house rules, read off the sources: who may use whom, what every file says first, what
//! must not stand anywhere. Each rule is tried on something that breaks it as well.
//!
//! Must not know: what the program does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use std::path::Path;
use std::process::Command;

/// A file of the project: path from its root, and text.
struct Source {
    path: String,
    text: String,
}

/// Modules and those that each may use; `ui` may read all.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("text", &[]),
    ("model", &["text"]),
    ("edit", &["model", "text"]),
    ("analysis", &["model", "text"]),
    ("suggest", &["model", "text", "analysis"]),
    ("store", &["model", "text"]),
    // Writes edits down through the store, and carries them out again.
    ("journal", &["text", "model", "edit", "store"]),
    ("import", &["model", "text", "analysis"]),
    ("export", &["model", "text", "analysis"]),
    ("reader", &["import"]),
    // Passages follow a new text in a merge as they do when the reviewer revises it.
    ("merge", &["text", "model", "edit"]),
    (
        "app",
        &["text", "model", "edit", "analysis", "suggest", "store", "journal", "import", "export", "merge"],
    ),
    (
        "cli",
        &[
            "text", "model", "edit", "analysis", "suggest", "store", "journal", "import", "export", "merge",
            "reader", "app",
        ],
    ),
    (
        "ui",
        &[
            "text", "model", "edit", "analysis", "suggest", "store", "journal", "import", "export", "merge",
            "reader", "app",
        ],
    ),
];

/// Lines that a file may have; more is no longer read in a sitting.
const MOST_LINES: usize = 600;

/// Bytes that a file may have.
const MOST_BYTES: usize = 2_000_000;

/// All files that git knows or would take, with their text where they are text.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .expect("git lists the project's files");
    assert!(output.status.success(), "{output:?}");
    let list = String::from_utf8(output.stdout).unwrap();
    list.lines()
        .filter_map(|path| {
            let bytes = std::fs::read(root.join(path.trim_matches('"'))).ok()?;
            assert!(bytes.len() <= MOST_BYTES, "{path} is too large for a source");
            Some(Source { path: path.to_owned(), text: String::from_utf8(bytes).ok()? })
        })
        .collect()
}

fn is_rust(source: &&Source) -> bool {
    source.path.ends_with(".rs")
}

/// The module of the library that a file belongs to.
fn module(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("src/")?;
    rest.split(['/', '.']).next().filter(|name| MAY_USE.iter().any(|(module, _)| module == name))
}

/// Code without comments, so that prose may name what code may not use.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn wrong_directions(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(is_rust) {
        let Some(module) = module(&source.path) else { continue };
        let may = MAY_USE.iter().find(|(name, _)| *name == module).unwrap().1;
        for used in code(&source.text).split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let is_module = MAY_USE.iter().any(|(name, _)| *name == used);
            if is_module && used != module && !may.contains(&used.as_str()) {
                found.push(format!("{}: {module} uses {used}", source.path));
            }
        }
    }
    found
}

fn window_outside_ui(sources: &[Source]) -> Vec<String> {
    let inner = sources.iter().filter(is_rust).filter(|s| s.path.starts_with("src/"));
    let inner = inner.filter(|s| !s.path.starts_with("src/ui/") && s.path != "src/main.rs");
    inner
        .filter(|s| ["egui::", "eframe::", "rfd::"].iter().any(|name| code(&s.text).contains(name)))
        .map(|s| format!("{}: only ui knows the window", s.path))
        .collect()
}

fn without_a_beginning(sources: &[Source]) -> Vec<String> {
    let rust = sources.iter().filter(is_rust);
    // A test may know all that it tests.
    let is_test = |path: &str| path.contains("tests");
    rust.filter(|s| !s.text.starts_with("//! ") || !(is_test(&s.path) || s.text.contains("ust not know")))
        .map(|s| format!("{}: does not say what it is for and what it must not know", s.path))
        .collect()
}

fn too_long(sources: &[Source]) -> Vec<String> {
    let rust = sources.iter().filter(is_rust);
    rust.filter(|s| s.text.lines().count() > MOST_LINES)
        .map(|s| format!("{}: {} lines", s.path, s.text.lines().count()))
        .collect()
}

/// Colours as numbers outside the two places that name them by role: the window's theme, and what is
/// written for others. (Clippy keeps egui's own constructors to the theme.)
fn raw_colours(sources: &[Source]) -> Vec<String> {
    let named = ["src/ui/theme.rs", "src/export/ink.rs"];
    let inner = sources.iter().filter(is_rust).filter(|s| s.path.starts_with("src/"));
    let inner = inner.filter(|s| !named.contains(&s.path.as_str()));
    let mut found = Vec::new();
    for source in inner {
        let text = code(&source.text);
        let mut before = "";
        for after in text.split('#') {
            // "&#187;" is a letter.
            let is_letter = before.ends_with('&');
            let is_first = before.is_empty();
            before = after;
            if is_letter || is_first {
                continue;
            }
            let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
            let ends = !after
                .as_bytes()
                .get(digits)
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
            if matches!(digits, 3 | 6 | 8) && ends {
                found.push(format!("{}: #{}", source.path, after.chars().take(digits).collect::<String>()));
            }
        }
    }
    found
}

/// Words that promise work instead of doing it, and code that has no place here.
fn unfinished(sources: &[Source]) -> Vec<String> {
    let words =
        ["TODO", "FIXME", "XXX", "HACK", "unimplemented!", "todo!(", "unsafe {", "#[ignore", "thread::sleep"];
    let mut found = Vec::new();
    for source in sources.iter().filter(is_rust).filter(|s| s.path != "tests/house.rs") {
        for word in words.iter().filter(|word| source.text.contains(**word)) {
            // The one pause of the program: a virus scanner on Windows holds a fresh file.
            if *word == "thread::sleep" && source.path == "src/store/fs.rs" {
                continue;
            }
            found.push(format!("{}: {word}", source.path));
        }
    }
    found
}

/// Places of somebody's machine.
fn machine_paths(sources: &[Source]) -> Vec<String> {
    let places = ["home", "root", "Users", "work", "tmp"].map(|folder| format!("/{folder}/"));
    let mut found = Vec::new();
    for source in sources.iter().filter(|s| s.path != "tests/house.rs" && s.path != "Cargo.lock") {
        for place in places.iter().filter(|place| source.text.contains(place.as_str())) {
            found.push(format!("{}: {place}", source.path));
        }
    }
    found
}

fn dependencies_without_a_reason(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_dependencies = false;
    let mut before = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        } else if in_dependencies && line.contains('=') {
            // Lines that belong together may share a comment.
            let first = before.starts_with('#') || before.starts_with("egui") || before.starts_with("eframe");
            if !first {
                found.push(line.to_owned());
            }
        }
        before = line;
    }
    found
}

fn holds(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn modules_use_only_what_they_may() {
    let sources = sources();
    assert!(sources.iter().filter(is_rust).count() > 100, "the sources were found");
    holds("directions", wrong_directions(&sources));
    holds("the window", window_outside_ui(&sources));
}

#[test]
fn files_say_what_they_are_for() {
    holds("beginnings", without_a_beginning(&sources()));
}

#[test]
fn files_are_short_finished_and_of_no_machine() {
    let sources = sources();
    holds("length", too_long(&sources));
    holds("unfinished", unfinished(&sources));
    holds("colours", raw_colours(&sources));
    holds("machines", machine_paths(&sources));
}

#[test]
fn dependencies_have_reasons_and_fonts_their_licence() {
    let sources = sources();
    for manifest in sources.iter().filter(|s| s.path.ends_with("Cargo.toml")) {
        holds(&manifest.path, dependencies_without_a_reason(&manifest.text));
    }
    for licence in ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "assets/fonts/OFL.txt"] {
        assert!(sources.iter().any(|s| s.path == licence), "{licence} is missing");
    }
}

#[test]
fn the_rules_find_what_breaks_them() {
    let one = |path: &str, text: &str| [Source { path: path.to_owned(), text: text.to_owned() }];
    assert_eq!(wrong_directions(&one("src/text/mod.rs", "use crate::model::Dossier;")).len(), 1);
    assert_eq!(wrong_directions(&one("src/app/state.rs", "fn f() { crate::ui::run() }")).len(), 1);
    assert_eq!(
        wrong_directions(&one("src/ui/top.rs", "// Not crate::cli.\nuse crate::app::State;")).len(),
        0
    );
    assert_eq!(window_outside_ui(&one("src/app/state.rs", "use egui::Ui;")).len(), 1);
    assert_eq!(without_a_beginning(&one("src/lib.rs", "fn main() {}")).len(), 1);
    assert_eq!(without_a_beginning(&one("tests/shell.rs", "//! The shell calls.")).len(), 0);
    assert_eq!(too_long(&one("src/lib.rs", &"\n".repeat(MOST_LINES + 1))).len(), 1);
    assert_eq!(unfinished(&one("src/lib.rs", "// TODO later")).len(), 1);
    assert_eq!(raw_colours(&one("src/export/page.rs", "let style = \"color:#c0ffee\";")).len(), 1);
    assert_eq!(raw_colours(&one("src/export/page.rs", "let place = \"#c12 #note #1 &#187;\";")).len(), 1);
    assert_eq!(raw_colours(&one("src/export/ink.rs", "\"#fff\"")).len(), 0);
    assert_eq!(machine_paths(&one("README.md", "see /home/ada/notes")).len(), 1);
    assert_eq!(dependencies_without_a_reason("[dependencies]\n\nserde = \"1\"").len(), 1);
    assert_eq!(dependencies_without_a_reason("[dependencies]\n# Reads.\nserde = \"1\"").len(), 0);
}
