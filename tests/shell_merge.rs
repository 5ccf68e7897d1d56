//! `visavis merge`, from the shell and as git calls it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{GOLDEN, Ran, TestFolder, parse, ran, visavis};
use serde_json::{Value, json};
use visavis::model::Dossier;

/// Runs a program in a folder, with no settings of whoever runs the tests.
fn run(folder: &Path, program: &str, words: &[&str]) -> Ran {
    let mut command = Command::new(program);
    command.env("GIT_CONFIG_GLOBAL", folder.join("none")).env("GIT_CONFIG_NOSYSTEM", "1");
    ran(command.args(words).current_dir(folder))
}

fn dossier(text: &str) -> Dossier {
    parse(text).unwrap().dossier
}

/// The golden file as the program writes it, changed in this way.
fn version(change: impl FnOnce(&mut Value)) -> String {
    let mut golden: Value = serde_json::from_str(GOLDEN).unwrap();
    change(&mut golden);
    String::from_utf8(visavis::store::to_bytes(&dossier(&golden.to_string()))).unwrap()
}

fn set_note(value: &mut Value, note: &str) {
    value["meetings"][0]["statements"][0]["passages"][0]["note"] = note.into();
}

/// A passage and a link to C1 in the second statement of the first meeting.
fn add(value: &mut Value, number: u8, label: &str, words: &str, kind: &str) {
    let statement = &mut value["meetings"][0]["statements"][1];
    let text = statement["text"].as_str().unwrap();
    let before = text.split_once(words).unwrap().0.chars().count();
    let passage = json!({
        "id": format!("000001{number:02}-0000-4000-8000-000000000000"), "label": label, "tag": "response",
        "start": before, "end": before + words.chars().count(), "exact": words,
        "created": "2025-03-01T08:00:00Z",
    });
    let link = json!({
        "id": format!("000002{number:02}-0000-4000-8000-000000000000"), "kind": kind, "from": passage["id"],
        "to": "00000061-0000-4000-8000-000000000061", "created": "2025-03-01T08:00:00Z",
    });
    statement["passages"].as_array_mut().unwrap().push(passage);
    value["meetings"][0]["links"].as_array_mut().unwrap().push(link);
    value["meetings"][0]["labels"]["R"] = 3.into();
}

fn conflicts(ran: &Ran) -> Vec<&str> {
    ran.err.lines().filter(|line| line.contains("conflict: ")).collect()
}

#[test]
fn two_versions_become_one() {
    let folder = TestFolder::new();
    folder.put("base.json", version(|_| {}));
    folder.put("ours.json", version(|value| set_note(value, "Ours")));
    folder.put("theirs.json", version(|value| value["title"] = "Theirs".into()));
    let ran = visavis(&folder, &["merge", "base.json", "ours.json", "theirs.json", "-o", "out.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "out.json: merged, no conflicts\n");
    let expected = version(|value| {
        set_note(value, "Ours");
        value["title"] = "Theirs".into();
    });
    assert_eq!(fs::read_to_string(folder.join("out.json")).unwrap(), expected);
    // What is there and was not read stays.
    let again = visavis(&folder, &["merge", "base.json", "ours.json", "base.json", "-o", "out.json"]);
    assert_eq!(again.code, 1, "{again:?}");
    assert!(again.err.contains("--force"), "{again:?}");
    assert_eq!(fs::read_to_string(folder.join("out.json")).unwrap(), expected);
    // One of the versions may be replaced; it is kept as a backup.
    let onto = visavis(&folder, &["merge", "base.json", "ours.json", "theirs.json", "-o", "ours.json"]);
    assert_eq!(onto.code, 0, "{onto:?}");
    assert_eq!(fs::read_to_string(folder.join("ours.json")).unwrap(), expected);
    assert!(folder.names().contains(&"ours.json.backup".to_owned()), "{:?}", folder.names());
}

#[test]
fn what_both_changed_is_told_and_ours_is_taken() {
    let folder = TestFolder::new();
    folder.put("base.json", version(|_| {}));
    folder.put("ours.json", version(|value| set_note(value, "Ours\nin two lines")));
    folder.put("theirs.json", version(|value| set_note(value, "Theirs")));
    let words = ["merge", "base.json", "ours.json", "theirs.json", "--force", "-o", "out.json"];
    let ran = visavis(&folder, &words);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(
        conflicts(&ran),
        ["visavis: conflict: note of C1: ours «Ours in two lines», theirs «Theirs», before «The first of \
          them.»; ours is taken"]
    );
    assert_eq!(ran.out, "out.json: merged, 1 conflict\n");
    let expected = fs::read_to_string(folder.join("ours.json")).unwrap();
    assert_eq!(fs::read_to_string(folder.join("out.json")).unwrap(), expected);
    let told = visavis(&folder, &[&words[..], &["--json"]].concat());
    assert_eq!((told.code, told.err.as_str()), (1, ""));
    let told: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(
        told,
        json!({
            "output": "visavis merge", "output_version": 1, "file": "out.json",
            "conflicts": [{
                "kind": "changed", "what": "passage", "id": "00000061-0000-4000-8000-000000000061",
                "field": "note", "meeting": "00000041-0000-4000-8000-000000000041",
                "statement": "00000051-0000-4000-8000-000000000051", "label": "note of C1",
                "base": "The first of them.", "ours": "Ours\nin two lines", "theirs": "Theirs",
                "chosen": "ours",
            }],
            "notes": [],
        })
    );
}

#[test]
fn what_cannot_be_merged_is_refused_and_nothing_is_written() {
    let folder = TestFolder::new();
    folder.put("one.json", version(|_| {}));
    folder.put("other.json", version(|value| value["id"] = "00000009-0000-4000-8000-000000000009".into()));
    folder.put("broken.json", "{\"format\": ");
    folder.put("newer.json", GOLDEN.replace("\"version\": 1", "\"version\": 2"));
    for (words, code, part) in [
        (&["one.json", "one.json", "broken.json"][..], 2, "broken.json"),
        (&["broken.json", "one.json", "one.json"], 2, "broken.json"),
        (&["one.json", "missing.json", "one.json"], 2, "missing.json"),
        (&["one.json", "one.json", "other.json"], 2, "two dossiers"),
        (&["one.json", "one.json", "newer.json"], 2, "newer"),
        (&["one.json", "one.json"], 2, "BASE, OURS and THEIRS"),
    ] {
        let ran = visavis(&folder, &[&["merge"], words, &["-o", "out.json"]].concat());
        assert_eq!(ran.code, code, "{words:?} {ran:?}");
        assert!(ran.err.contains(part), "{words:?} {ran:?}");
        assert!(!folder.names().contains(&"out.json".to_owned()), "{words:?}");
    }
}

#[test]
fn without_a_base_all_that_differs_is_told() {
    let folder = TestFolder::new();
    folder.put("empty.json", "");
    folder.put("ours.json", version(|value| set_note(value, "Ours")));
    folder.put("theirs.json", version(|value| add(value, 1, "R3", "did not speak", "answers")));
    for base in ["empty.json", "missing.json"] {
        let ran = visavis(&folder, &["merge", base, "ours.json", "theirs.json", "--force", "-o", "out.json"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert_eq!(conflicts(&ran).len(), 1, "{ran:?}");
        assert!(ran.err.contains("note of C1"), "{ran:?}");
        let merged = dossier(&fs::read_to_string(folder.join("out.json")).unwrap());
        assert!(merged.holds_passage("00000101-0000-4000-8000-000000000000".parse().unwrap()));
    }
}

/// A repository with the dossier and the driver, and a clone of it; both have a change committed.
struct Clones {
    folder: TestFolder,
}

impl Clones {
    fn new(ours: &str, theirs: &str) -> Self {
        let clones = Self { folder: TestFolder::new() };
        let root = clones.folder.path();
        fs::create_dir(root.join("ours")).unwrap();
        clones.git("ours", &["init", "-q", "-b", "main"]);
        fs::write(root.join("ours/.gitattributes"), "*.json merge=visavis\n").unwrap();
        clones.commit("ours", &version(|_| {}));
        let cloned = run(root, "git", &["clone", "-q", "ours", "theirs"]);
        assert_eq!(cloned.code, 0, "{cloned:?}");
        clones.commit("ours", ours);
        clones.commit("theirs", theirs);
        let driver = format!("\"{}\" merge %O %A %B -o %A", env!("CARGO_BIN_EXE_visavis"));
        clones.git("ours", &["config", "merge.visavis.driver", &driver]);
        clones
    }

    fn git(&self, place: &str, words: &[&str]) -> String {
        let ran = run(&self.folder.join(place), "git", words);
        assert_eq!(ran.code, 0, "{words:?} {ran:?}");
        ran.out
    }

    fn commit(&self, place: &str, text: &str) {
        fs::write(self.folder.join(place).join("dossier.json"), text).unwrap();
        self.git(place, &["add", "-A"]);
        let who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
        self.git(place, &[&who[..], &["commit", "-q", "-m", "Change"]].concat());
    }

    fn pull(&self) -> Ran {
        let who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
        let words = [&who[..], &["pull", "-q", "--no-rebase", "--no-edit", "../theirs", "main"]].concat();
        run(&self.folder.join("ours"), "git", &words)
    }

    fn merged(&self) -> String {
        fs::read_to_string(self.folder.join("ours/dossier.json")).unwrap()
    }
}

#[test]
fn git_merges_what_two_people_tagged_and_linked() {
    let ours = version(|value| {
        add(value, 1, "R3", "did not speak", "deflects");
        set_note(value, "Looked at again.");
    });
    let theirs = version(|value| {
        add(value, 2, "R3", "The embassy", "answers");
        value["topics"]
            .as_array_mut()
            .unwrap()
            .push(json!({"id": "00000022-0000-4000-8000-000000000022", "name": "Fees"}));
    });
    let clones = Clones::new(&ours, &theirs);
    let ran = clones.pull();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(clones.git("ours", &["status", "--porcelain"]), "", "nothing lies about");
    let merged = dossier(&clones.merged());
    assert_eq!(merged.check(), [""; 0]);
    let meeting = &merged.meetings()[0];
    let mut labels: Vec<String> =
        meeting.statements()[1].passages().iter().map(|passage| passage.label.to_string()).collect();
    labels.sort();
    assert_eq!(labels, ["R2", "R3", "R4"]);
    let of = |id: &str| merged.passage(id.parse().unwrap()).unwrap().2.label.to_string();
    assert_eq!(of("00000101-0000-4000-8000-000000000000"), "R3", "ours keeps its label");
    assert_eq!(of("00000102-0000-4000-8000-000000000000"), "R4");
    assert_eq!(meeting.links().len(), 3);
    assert_eq!(merged.topics().len(), 2);
    assert_eq!(meeting.statements()[0].passages().iter().next().unwrap().note, "Looked at again.");
    // The other label is told, for texts that name it.
    assert!(format!("{}{}", ran.out, ran.err).contains("theirs is R4 now"), "{ran:?}");
}

#[test]
fn git_stops_at_a_conflict_with_both_sides_told() {
    let ours = version(|value| set_note(value, "It was raised twice."));
    let theirs = version(|value| {
        set_note(value, "It was raised in passing.");
        add(value, 2, "R3", "The embassy", "answers");
    });
    let clones = Clones::new(&ours, &theirs);
    let ran = clones.pull();
    assert_eq!(ran.code, 1, "{ran:?}");
    let told = format!("{}{}", ran.out, ran.err);
    assert!(told.contains("ours «It was raised twice.», theirs «It was raised in passing.»"), "{told}");
    assert!(clones.git("ours", &["status", "--porcelain"]).contains("UU dossier.json"));
    // The file is whole all the same, with ours, and with all that is no conflict.
    let merged = dossier(&clones.merged());
    assert!(merged.holds_passage("00000102-0000-4000-8000-000000000000".parse().unwrap()));
    assert_eq!(
        merged.meetings()[0].statements()[0].passages().iter().next().unwrap().note,
        "It was raised twice."
    );
}
