//! The program without a window, as a script uses it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

mod common;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{GOLDEN, Ran, TestFolder, visavis};
use serde_json::Value;
use visavis::cli::{self, Outcome};
use visavis::import::{Encoding, Format, Source};
use visavis::reader::Reader;
use visavis::store;

fn outcome(words: &[&str]) -> (Outcome, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = cli::run_to(words.iter().map(OsString::from), &mut out, &mut err);
    (outcome, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// A folder with a sound dossier, one with a problem, one with a contradiction and one cut off.
fn folder() -> TestFolder {
    let folder = TestFolder::new();
    folder.put("sound.json", GOLDEN);
    folder.put("moved.json", GOLDEN.replacen("\"start\": 16", "\"start\": 17", 1));
    folder.put("contradicts.json", GOLDEN.replacen("\"tag\": \"concern\"", "\"tag\": \"worry\"", 2));
    folder.put("cut.json", &GOLDEN.as_bytes()[..3000]);
    folder
}

#[test]
fn version_and_help_go_to_the_output() {
    let folder = TestFolder::new();
    let ran = visavis(&folder, &["--version"]);
    assert_eq!((ran.code, ran.out), (0, format!("visavis {}\n", env!("CARGO_PKG_VERSION"))));
    for words in [
        &["--help"][..],
        &["-h"],
        &["new", "--help"],
        &["check", "-h"],
        &["show", "--help"],
        &["search", "-h"],
    ] {
        let ran = visavis(&folder, words);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}");
        assert!(ran.out.contains("visavis"), "{words:?}");
    }
    let general = visavis(&folder, &["--help"]).out;
    for call in ["visavis new", "visavis check", "visavis show", "Exit codes"] {
        assert!(general.contains(call), "{call}");
    }
}

#[test]
fn the_window_is_opened_for_a_file_or_nothing() {
    let window = |file: Option<&str>, renderer: Option<&str>, measure_start| Outcome::Window {
        file: file.map(Into::into),
        renderer: renderer.map(Into::into),
        measure_start,
    };
    assert_eq!(outcome(&[]).0, window(None, None, false));
    assert_eq!(outcome(&["a.json"]).0, window(Some("a.json"), None, false));
    assert_eq!(outcome(&["/not/there"]).0, window(Some("/not/there"), None, false));
    assert_eq!(outcome(&["--", "-a.json"]).0, window(Some("-a.json"), None, false));
    assert_eq!(outcome(&["./check"]).0, window(Some("./check"), None, false));
    assert_eq!(
        outcome(&["--renderer=glow", "a.json", "--measure-start"]).0,
        window(Some("a.json"), Some("glow"), true)
    );
}

#[cfg(unix)]
#[test]
fn file_names_that_are_no_text_are_taken() {
    use std::os::unix::ffi::OsStringExt as _;
    let name = OsString::from_vec(b"caf\xe9.json".to_vec());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = cli::run_to([name.clone()].into_iter(), &mut out, &mut err);
    assert_eq!(outcome, Outcome::Window { file: Some(name.into()), renderer: None, measure_start: false });
}

#[test]
fn what_is_not_understood_is_told_with_the_nearest_help() {
    for (words, problem, help) in [
        (&["chek", "a.json"][..], "did you mean «check»", "visavis check [--json]"),
        (&["Show"], "did you mean «show»", "visavis show [--json]"),
        (&["frobnicate"], "neither a call nor a file", "visavis [FILE]"),
        (&["--frobnicate"], "--frobnicate", "visavis [FILE]"),
        (&["a.json", "b.json"], "b.json", "visavis [FILE]"),
        (&["--renderer"], "--renderer", "visavis [FILE]"),
        (&["check"], "which file", "visavis check [--json]"),
        (&["check", "--frobnicate"], "--frobnicate", "visavis check [--json]"),
        (&["show"], "which file", "visavis show [--json]"),
        (&["serach"], "did you mean «search»", "visavis search [options]"),
        (&["show", "a", "b"], "\"b\"", "visavis show [--json]"),
        (&["new"], "-o FILE", "visavis new --party"),
        (&["new", "-o", "a.json", "--party", "A"], "two parties", "visavis new --party"),
        (&["new", "--party", "|A"], "without a name", "visavis new --party"),
        (&["new", "--date", "20.2.2025"], "2025-02-20", "visavis new --party"),
        (&["new", "--title"], "--title", "visavis new --party"),
    ] {
        let (outcome, out, err) = outcome(words);
        assert_eq!((outcome, out.as_str()), (Outcome::Exit(2), ""), "{words:?}");
        assert!(err.starts_with("visavis: ") && err.contains(problem), "{words:?}: {err}");
        assert!(err.contains(help), "{words:?}: {err}");
    }
}

#[test]
fn check_tells_every_problem_with_its_place() {
    let folder = folder();
    let ran = visavis(&folder, &["check", "sound.json"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "sound.json: sound\n", ""));

    let ran = visavis(&folder, &["check", "moved.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let line = "moved.json: meetings[0].statements[0].passages[0]: its words were not at 17..48; they were found at 16..48\n";
    assert_eq!(ran.out, line);

    let ran = visavis(&folder, &["check", "contradicts.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("contradicts.json: meetings[0].statements[0].passages[0]: "), "{lines:?}");
    assert!(lines[1].starts_with("contradicts.json: meetings[0].statements[0].passages[1]: "), "{lines:?}");

    for (name, words) in [("cut.json", "line "), ("missing.json", "there is no file"), (".", "a folder")] {
        let ran = visavis(&folder, &["check", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
        assert!(ran.err.starts_with(&format!("visavis: {name}: ")) && ran.err.contains(words), "{}", ran.err);
    }
}

#[test]
fn check_takes_many_files_and_tells_the_worst() {
    let folder = folder();
    let before = folder.names();
    let ran = visavis(&folder, &["check", "cut.json", "sound.json", "moved.json"]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.out.lines().count(), 2);
    let ran = visavis(&folder, &["check", "--json", "sound.json", "moved.json", "cut.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, ""));
    let told = ran.json();
    assert_eq!(told["output"], "visavis check");
    let states: Vec<&str> =
        told["files"].as_array().unwrap().iter().map(|f| f["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["sound", "problems", "unreadable"]);
    assert_eq!(told["files"][1]["problems"][0]["place"], "meetings[0].statements[0].passages[0]");
    assert_eq!(folder.names(), before, "checking changed something");
    assert_eq!(visavis(&folder, &["check", "sound.json", "moved.json"]).code, 1);
}

#[test]
fn a_newer_version_is_no_sound_file_to_this_program() {
    let folder = TestFolder::new();
    folder.put("newer.json", GOLDEN.replacen("\"version\": 1", "\"version\": 9", 1));
    let ran = visavis(&folder, &["check", "newer.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("version 9"), "{}", ran.out);
    assert_eq!(visavis(&folder, &["show", "newer.json"]).code, 0);
}

#[test]
fn show_tells_what_is_there() {
    let folder = folder();
    let ran = visavis(&folder, &["show", "sound.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let expected = "\
Kyrgyzstan – Russia
  KG: Kyrgyzstan
  РФ: Россия
2 meetings, 3 statements, 5 passages, 2 links, 1 absence, 1 lost passage

2025-02-20  Deputy minister and ambassador
  Kyrgyzstan: press release, Foreign Ministry, On the meeting, 2025-02-20
    C1   Concern [Entry registration], in part: «voiced concern 🤝 over entry bans»
    C2   Concern, no response: «ды\u{301}н орун басары: «Кабатырбыз»»
    R1   lost: «words»
  Россия: thread_of_posts
    R2   Response: «explained the rules»
  Kyrgyzstan raised 1: in part 1
  Россия raised 1: no response 1
  R2 answers in part C1
  Россия says nothing on Entry registration (It names no registration.)

no date  A second talk
  Kyrgyzstan: joint statement
    AG1  Agreement: «Both sides agreed»
    AG2  Agreement: «agreed to meet»
  AG1 repeats C1 of 2025-02-20
";
    assert_eq!(ran.out, expected);
    let ran = visavis(&folder, &["show", "moved.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, expected));
    assert!(ran.err.contains("1 thing in it is not as it should be"), "{}", ran.err);
    let ran = visavis(&folder, &["show", "cut.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("visavis: cut.json: "), "{}", ran.err);
}

#[test]
fn show_as_json_keeps_its_keys() {
    let folder = folder();
    let told = visavis(&folder, &["show", "--json", "sound.json"]).json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&told), "output output_version file format_version id title counts parties meetings");
    assert_eq!(keys(&told["counts"]), "meetings statements passages links absences lost warnings");
    let meeting = &told["meetings"][0];
    assert_eq!(keys(meeting), "id date title statements links coverage absences");
    let statement = &meeting["statements"][0];
    assert_eq!(keys(statement), "id party language kind publisher published sha256 passages lost");
    let passage = &statement["passages"][0];
    assert_eq!(keys(passage), "id label tag topic start end exact said_by strength no_response status");
    assert_eq!(passage["start"], 16);
    assert_eq!(passage["exact"], "voiced concern 🤝 over entry bans");
    assert_eq!(keys(&meeting["links"][0]), "id kind from to from_label to_label");
    assert_eq!(told["meetings"][1]["links"][0]["to_label"], "C1");
    assert_eq!(passage["status"], "in_part");
    assert_eq!(
        keys(&meeting["coverage"][0]),
        "party raised answered in_part turned_aside no_response not_reviewed"
    );
    assert_eq!(meeting["coverage"][0]["in_part"], 1);
    assert_eq!(keys(&meeting["absences"][0]), "party topic reason");
    assert_eq!(told["meetings"][1]["date"], Value::Null);
}

#[test]
fn nothing_in_a_file_steers_the_terminal() {
    let folder = TestFolder::new();
    folder.put("steer.json", GOLDEN.replace("Kyrgyzstan", "\\u001b[2J\\u0007Kyrgyzstan\\u0000\\n"));
    folder.put("tag.json", GOLDEN.replacen("\"tag\": \"concern\"", "\"tag\": \"\\u001b[2J\"", 1));
    for words in [["show", "steer.json"], ["check", "steer.json"], ["check", "tag.json"]] {
        let ran = visavis(&folder, &words);
        let all = ran.out + &ran.err;
        assert!(!all.chars().any(|c| c.is_control() && c != '\n'), "{words:?}: {all:?}");
    }
}

/// The words of a call of `new` that has everything.
const NEW: [&str; 17] = [
    "new",
    "--party",
    "Kyrgyzstan|KG",
    "--party",
    "Россия|РФ",
    "--title",
    "Talks",
    "--date",
    "2025-02-20",
    "--language",
    "en",
    "--statement",
    "kg=kg.txt",
    "--language=ru",
    "--statement",
    "Россия=ru.txt",
    "--output",
];

fn new(folder: &TestFolder, more: &[&str]) -> Ran {
    folder.put("kg.txt", "\u{feff}We raised it.\r\n\r\nThey listened. \r\n");
    folder.put("ru.txt", "Стороны обсудили вопрос.\n");
    visavis(folder, &[&NEW[..], more].concat())
}

#[test]
fn new_makes_a_sound_dossier() {
    let folder = TestFolder::new();
    let ran = new(&folder, &["out.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "out.json: made «Talks»\n");
    assert_eq!(visavis(&folder, &["check", "out.json"]).out, "out.json: sound\n");
    let dossier = store::open_file(&folder.join("out.json")).unwrap().loaded.dossier;
    assert_eq!(dossier.title(), "Talks");
    let parties: Vec<(&str, &str)> =
        dossier.parties().iter().map(|party| (party.name.as_str(), party.short.as_str())).collect();
    assert_eq!(parties, [("Kyrgyzstan", "KG"), ("Россия", "РФ")]);
    assert_ne!(dossier.parties()[0].colour, dossier.parties()[1].colour);
    let [meeting] = dossier.meetings() else { panic!("one meeting") };
    assert_eq!(meeting.details().date.map(|date| date.to_string()).as_deref(), Some("2025-02-20"));
    assert_eq!(meeting.details().title, "Kyrgyzstan – Россия");
    let statements: Vec<(&str, &str)> =
        meeting.statements().iter().map(|s| (s.details().language.as_str(), s.text().as_str())).collect();
    assert_eq!(statements, [("en", "We raised it.\n\nThey listened."), ("ru", "Стороны обсудили вопрос.")]);
    assert_eq!(meeting.statements()[1].party(), dossier.parties()[1].id);
    assert!(dossier.codebook().tag_for_key(1).is_some());
}

#[test]
fn new_overwrites_only_when_told() {
    let folder = TestFolder::new();
    folder.put("out.json", "something else");
    let ran = new(&folder, &["out.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("out.json") && ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(fs::read(folder.join("out.json")).unwrap(), b"something else");
    let ran = new(&folder, &["out.json", "--force", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(fs::read(folder.join("out.json.backup")).unwrap(), b"something else");
    let told = ran.json();
    let dossier = store::open_file(&folder.join("out.json")).unwrap().loaded.dossier;
    assert_eq!(told["id"], dossier.id().to_string());
    assert_eq!(told["meeting"], dossier.meetings()[0].id().to_string());
    assert_eq!(told["parties"][1]["short"], "РФ");
    assert_eq!(told["statements"][0]["party"], dossier.parties()[0].id.to_string());
}

#[test]
fn new_takes_in_a_page_with_what_it_says_of_itself() {
    let folder = TestFolder::new();
    folder.put(
        "page.html",
        "<html><head><meta property='og:site_name' content='Ministry'><meta property='og:title' content='Talks'>\
         <meta property='article:published_time' content='2031-05-06'></head><body><nav><a href='/'>Home page</a></nav>\
         <p>Both sides met in the capital and agreed to meet again.</p></body></html>",
    );
    let parties = ["new", "-o", "out.json", "--party", "A", "--party", "C", "--statement", "A=page.html"];
    let ran = visavis(&folder, &parties);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("page.html: web page; 1 block left out\n"), "{}", ran.out);
    let written = std::fs::read_to_string(folder.join("out.json")).unwrap();
    assert!(
        written.contains("\"text\": \"Both sides met in the capital and agreed to meet again.\""),
        "{written}"
    );
    for fact in ["\"Ministry\"", "\"Talks\"", "\"2031-05-06\"", "\"language\": \"en\""] {
        assert!(written.contains(fact), "{fact}: {written}");
    }
}

#[test]
fn new_makes_nothing_of_what_it_can_not_read() {
    let folder = TestFolder::new();
    folder.put("empty.txt", "\n\n");
    folder.put("word.docx", b"PK\x03\x04\0\0");
    let parties = ["new", "-o", "out.json", "--party", "A=B|AB", "--party", "C"];
    for (statement, code, problem) in [
        ("C=missing.txt", 2, "there is no file"),
        ("C=empty.txt", 2, "holds no text"),
        ("C=word.docx", 2, "this Word document is damaged"),
        ("C=.", 2, "a folder"),
        ("D=empty.txt", 2, "names no party"),
        ("empty.txt", 2, "names no party"),
        ("A=B=missing=2.txt", 2, "missing=2.txt"),
    ] {
        let ran = visavis(&folder, &[&parties[..], &["--statement", statement]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{statement}");
        assert!(ran.err.contains(problem), "{statement}: {}", ran.err);
        assert!(!folder.join("out.json").exists(), "{statement}");
    }
    let ran = visavis(&folder, &["new", "-o", "out.json", "--party", "Iran", "--party", "Iraq"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("«IR»") && ran.err.contains("NAME|SHORT"), "{}", ran.err);
    let ran = visavis(&folder, &["new", "-o", "no/folder.json", "--party", "A", "--party", "C"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("folder") && !ran.err.contains("still open"), "{}", ran.err);
    let ran = visavis(&folder, &["new", "out.json", "--party", "A", "--party", "C"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "out.json: made «A – C»\n"));
}

#[test]
fn import_prints_clean_text_and_adds_statements() {
    let folder = folder();
    let page = "<html><head><title>Talks</title></head><body><nav><a href='/'>Home</a></nav><article><p>The \
                Ostavian side raised the closing of the bridge for lorries, and asked for a date.</p><p>Both \
                sides agreed to meet once more in the spring.</p></article></body></html>";
    fs::write(folder.path().join("page.html"), page).unwrap();
    let ran = visavis(&folder, &["import", "page.html"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.starts_with("The Ostavian side raised") && ran.out.contains("\n\nBoth sides agreed"));
    assert!(!ran.out.contains("Home") && ran.err.contains("left out"), "{ran:?}");

    let made =
        ["new", "--party", "Ostavia|OST", "--party", "Merland", "--date", "2024-03-07", "-o", "new.json"];
    assert_eq!(visavis(&folder, &made).code, 0);
    let ran = visavis(&folder, &["import", "page.html", "new.json", "--party", "ost", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["title"], "Talks");
    let loaded = store::open_file(&folder.path().join("new.json")).unwrap().loaded;
    let meeting = &loaded.dossier.meetings()[0];
    assert_eq!(meeting.statements()[0].id().to_string(), ran.json()["statement"].as_str().unwrap());
    assert_eq!(meeting.statements()[0].text().as_str(), ran.json()["text"].as_str().unwrap());

    for (words, why) in [
        (vec!["import", "page.html", "new.json"], "Add --party with one of Ostavia, Merland"),
        (vec!["import", "page.html", "new.json", "--party", "Nobody"], "no party «Nobody»"),
        (
            vec!["import", "page.html", "new.json", "--party", "OST", "--meeting", "1999-01-01"],
            "no meeting «1999",
        ),
        (vec!["import", "page.html", "--encoding", "klingon"], "no encoding"),
        (vec!["import", "nowhere.txt"], "nowhere.txt"),
        (vec!["import"], "import what?"),
    ] {
        let ran = visavis(&folder, &words);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains(why), "{ran:?}");
    }
}

#[test]
fn a_document_is_read_by_a_process_of_its_own() {
    let reader = Reader::by(env!("CARGO_BIN_EXE_visavis").into());
    let page = b"<p>\xcc\xe8\xed\xe8\xf1\xf2\xf0 \xf1\xea\xe0\xe7\xe0\xeb, \xf7\xf2\xee \xe4\xe0.</p>";
    let source = Source {
        bytes: page,
        name: "страница.html",
        encoding: Encoding::from_name("windows-1251"),
        kind: Some(Format::Html),
    };
    let draft = reader.read(&source).unwrap();
    assert_eq!(draft.blocks[0].text, "Министр сказал, что да.");
    assert_eq!(draft, Reader::here().read(&source).unwrap());
    let broken = Source { bytes: b"%PDF-1.7 and nothing more", name: "a.pdf", ..Source::default() };
    assert_eq!(reader.read(&broken), Reader::here().read(&broken));
    assert!(reader.read(&broken).is_err());
}

#[test]
fn a_report_becomes_a_dossier_with_both_sides() {
    let folder = TestFolder::new();
    let report = "The Deputy Minister of Foreign Affairs of Kazakhstan and the Ambassador of Turkey met on \
        7 March 2024.\n\nAccording to the Foreign Ministry of Kazakhstan, the Kazakh side raised concern about the \
        queues of lorries.\n\nIt was noted that fruit spoils there.\n\nThe embassy of Turkey also commented on \
        the meeting.\n\nThe Turkish side stressed that more officers are on duty.\n";
    fs::write(folder.path().join("report.txt"), report).unwrap();
    let ran = visavis(&folder, &["new", "--article", "report.txt", "-o", "made.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("5 paragraphs: 2 of Kazakhstan"), "{ran:?}");
    let loaded = store::open_file(&folder.path().join("made.json")).unwrap().loaded;
    let meeting = &loaded.dossier.meetings()[0];
    let names: Vec<&str> = loaded.dossier.parties().iter().map(|party| party.name.as_str()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(names[0], "Kazakhstan");
    assert_eq!(meeting.details().date.unwrap().to_string(), "2024-03-07");
    assert_eq!(meeting.statements().len(), 2);
    assert!(meeting.statements()[0].text().as_str().ends_with("fruit spoils there."));
    assert!(meeting.details().note.contains("met on 7 March 2024"));
}

#[test]
fn an_output_that_nobody_reads_is_no_crash() {
    let folder = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_visavis"))
        .args(["show", "--json", "sound.json"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    if Path::new("/dev/full").exists() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let status = Command::new(env!("CARGO_BIN_EXE_visavis"))
            .args(["--help"])
            .stdout(full)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(1));
    }
}

#[test]
fn proposals_are_told_a_line_each_and_nothing_is_changed() {
    let folder = folder();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/veldmark-tarsova.json");
    let mut value: Value = serde_json::from_slice(&fs::read(sample).unwrap()).unwrap();
    value["meetings"].as_array_mut().unwrap().iter_mut().for_each(|m| m["links"] = serde_json::json!([]));
    let before = serde_json::to_vec(&value).unwrap();
    fs::write(folder.path().join("sample.json"), &before).unwrap();
    let ran = visavis(&folder, &["suggest", "--meeting", "2023-03-14", "sample.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let dossier = store::parse(&before, "sample").unwrap().dossier;
    let mut kinds = std::collections::BTreeSet::new();
    for line in ran.out.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        kinds.insert(line["suggestion"].as_str().unwrap().to_owned());
        assert!(!line["reason"].as_str().unwrap().is_empty(), "{line}");
        let score = line["score"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&score), "{line}");
        if let Some(statement) = line["at"]["statement"].as_str() {
            // Code points, as in the file.
            let statements = dossier.meetings().iter().flat_map(|meeting| meeting.statements());
            let text =
                statements.filter(|s| s.id().to_string() == statement).map(|s| s.text().as_str()).next();
            let place = |end: &str| usize::try_from(line["at"][end].as_u64().unwrap()).unwrap();
            let words: String =
                text.unwrap().chars().skip(place("start")).take(place("end") - place("start")).collect();
            assert_eq!(line["at"]["words"].as_str(), Some(words.as_str()));
        }
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["finding", "link", "passage"]);
    assert_eq!(fs::read(folder.path().join("sample.json")).unwrap(), before);
    assert_eq!(visavis(&folder, &["suggest", "--meeting", "1999-01-01", "sample.json"]).code, 2);
    assert_eq!(visavis(&folder, &["suggest"]).code, 2);
    assert_eq!(visavis(&folder, &["suggest", "nowhere.json"]).code, 2);
}

#[test]
fn a_new_dossier_accepts_what_is_sure() {
    let folder = folder();
    let (ours, theirs) = (
        "The Veldmark side expressed deep concern over the queues of lorries at the Torrin border crossing.\n\
         The weather was fine.\n",
        "In response to the concern over the border crossing, the Tarsovan side explained that a second lane for \
         lorries is being built at the Torrin crossing, so that queues will be shorter.\n",
    );
    fs::write(folder.path().join("ours.txt"), ours).unwrap();
    fs::write(folder.path().join("theirs.txt"), theirs).unwrap();
    let words = [
        "new",
        "--party",
        "Veldmark",
        "--party",
        "Tarsova",
        "--statement",
        "Veldmark=ours.txt",
        "--statement",
        "Tarsova=theirs.txt",
        "--suggest",
        "-o",
        "made.json",
    ];
    let ran = visavis(&folder, &words);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("accepted 2 passages and 1 link"), "{ran:?}");
    let made = store::parse(&fs::read(folder.path().join("made.json")).unwrap(), "made").unwrap().dossier;
    assert_eq!(made.check(), Vec::<String>::new());
    let meeting = &made.meetings()[0];
    let told: Vec<String> = meeting
        .passages()
        .map(|(statement, passage)| format!("{}: {}", passage.label, statement.words(passage)))
        .collect();
    assert_eq!(told[0], "C1: the queues of lorries at the Torrin border crossing", "{told:?}");
    assert_eq!(meeting.links().len(), 1);
}
