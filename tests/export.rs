//! `visavis export`, as a script uses it.
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

use common::{GOLDEN, TestFolder, call, program};
use serde_json::Value;
use visavis::app::SAMPLE_MANY;
use visavis::export::ExportFormat;

/// What a call came to.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: Vec<u8>,
    err: String,
}

impl Ran {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }
}

/// `visavis export` with these words, in a folder.
fn export(folder: &TestFolder, words: &[&str]) -> Ran {
    let (code, out, err) = call(program(folder).arg("export").args(words));
    Ran { code, out, err }
}

/// A folder with a dossier of seven meetings.
fn folder() -> TestFolder {
    let folder = TestFolder::new();
    folder.put("many.json", SAMPLE_MANY);
    folder
}

#[test]
fn every_listed_format_is_written_and_is_what_it_says() {
    let folder = folder();
    let list = export(&folder, &["--list", "--json"]);
    let list: Value = serde_json::from_str(list.text()).unwrap();
    let formats = list["formats"].as_array().unwrap();
    assert_eq!(formats.len(), ExportFormat::ALL.len());
    let words = export(&folder, &["--list"]);
    for format in formats {
        let (id, extension) = (format["id"].as_str().unwrap(), format["extension"].as_str().unwrap());
        assert!(words.text().lines().any(|line| line.starts_with(id)), "{id}");
        let file = format!("out-{id}.{extension}");
        let mut call = vec!["many.json", "--to", id, "-o", &file, "--json"];
        if format["one_meeting"] == true {
            call.extend(["--meeting", "2024-05-30"]);
        }
        let ran = export(&folder, &call);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{id}: {ran:?}");
        let told: Value = serde_json::from_str(ran.text()).unwrap();
        let bytes = fs::read(folder.join(&file)).unwrap();
        assert_eq!((&told["format"], told["bytes"].as_u64()), (&format["id"], Some(bytes.len() as u64)));
        let begins: &[u8] = match extension {
            "xlsx" | "docx" => b"PK\x03\x04",
            "csv" => b"\xEF\xBB\xBFMeeting,",
            "svg" => b"<?xml",
            "png" => b"\x89PNG",
            "html" => b"<!DOCTYPE html>",
            "pdf" => b"%PDF-",
            _ => b"",
        };
        assert!(bytes.starts_with(begins) && bytes.len() > 500, "{id}");
    }
}

#[test]
fn nothing_is_replaced_unasked_and_the_dossier_never() {
    let folder = folder();
    folder.put("out.csv", "mine");
    let call = ["many.json", "--to", "matrix-csv", "-o", "out.csv"];
    let ran = export(&folder, &call);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("out.csv") && ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(fs::read(folder.join("out.csv")).unwrap(), b"mine");
    let ran = export(&folder, &[&call[..], &["--force"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(fs::read(folder.join("out.csv")).unwrap().len() > 1000);
    let ran = export(&folder, &["many.json", "--to", "matrix-csv", "-o", "./many.json", "--force"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(fs::read(folder.join("many.json")).unwrap(), SAMPLE_MANY);
    assert_eq!(folder.names(), ["many.json", "out.csv"], "nothing is left beside");
}

#[test]
fn what_is_chosen_goes_to_the_output() {
    let folder = folder();
    let csv = |words: &[&str]| {
        let ran = export(&folder, &[&["many.json", "--to", "matrix-csv", "-o", "-"], words].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}");
        let text = ran.text().trim_start_matches('\u{FEFF}').to_owned();
        csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect::<Vec<_>>()
    };
    let days = |rows: &[csv::StringRecord]| {
        let mut days: Vec<String> = rows.iter().map(|row| row[0].to_owned()).collect();
        days.dedup();
        days
    };
    assert_eq!(csv(&[]).len(), 40);
    assert_eq!(days(&csv(&["--meeting", "2024-05-30"])), ["2024-05-30"]);
    assert_eq!(days(&csv(&["--from", "2025-01-01"])), ["2025-04-09", "2025-11-06"]);
    assert_eq!(
        days(&csv(&["--from", "2023-09-01", "--to-date", "2024-02-08"])),
        ["2023-09-21", "2024-02-08"]
    );
    let tarsova = csv(&["--party", "tarsova"]);
    assert!(tarsova.len() == 17 && tarsova.iter().all(|row| &row[5] == "Tarsova"));
    let columns = |words: &[&str]| csv(words)[0].len();
    assert_eq!(columns(&["--with-notes"]), columns(&[]) + 3);
    let coverage = export(&folder, &["many.json", "--to", "coverage-svg", "-o", "-", "--language", "ru"]);
    assert!(coverage.text().contains("нет ответа") && coverage.text().contains("xml:lang=\"ru\""));
    let composite = ["many.json", "--to", "composite-txt", "-o", "-", "--meeting", "2024-05-30"];
    assert!(export(&folder, &composite).text().starts_with("Composite text\n30\u{a0}May\u{a0}2024"));
}

#[test]
fn raw_is_a_choice_that_is_named() {
    let folder = TestFolder::new();
    folder.put("formula.json", GOLDEN.replacen("Entry registration", "=1+1", 1));
    let cell = |words: &[&str]| {
        let ran = export(&folder, &[&["formula.json", "-o", "-", "--to"], words].concat());
        let mut reader = csv::Reader::from_reader(ran.out.as_slice());
        let found = reader.records().map(Result::unwrap);
        let cells: Vec<String> =
            found.flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        cells.into_iter().find(|cell| cell.ends_with("=1+1")).unwrap_or_else(|| panic!("{}", ran.err))
    };
    assert_eq!(cell(&["matrix-csv"]), "'=1+1");
    assert_eq!(cell(&["matrix-csv", "--raw"]), "=1+1");
    assert_eq!(cell(&["matrix-csv-raw"]), "=1+1");
}

#[test]
fn a_call_that_can_not_be_carried_out_says_why() {
    let folder = folder();
    let to = |rest: &[&str]| {
        let ran = export(&folder, &[&["many.json", "--to"], rest].concat());
        (ran.code, ran.err.lines().next().unwrap_or_default().to_owned())
    };
    for (words, code, part) in [
        (&["matrix"][..], 2, "no format: one of memo-html"),
        (&["matrix-csv"], 2, "Add -o FILE"),
        (&["coverage-svg", "-o", "x", "--raw"], 2, "--raw is for matrix-csv"),
        (&["matrix-csv", "-o", "x", "--party", "Nowhere"], 2, "no party «Nowhere»"),
        (&["matrix-csv", "-o", "x", "--from", "soon"], 2, "«soon» is no day"),
        (&["matrix-csv", "-o", "x", "--language", "kk"], 2, "en, ru or fr"),
        (
            &["matrix-csv", "-o", "x", "--meeting", "2024-05-30", "--from", "2024-01-01"],
            2,
            "either one meeting",
        ),
        (&["matrix-csv", "-o", "x", "--from", "2030-01-01"], 1, "no meeting lies in this period"),
        (&["composite-txt", "-o", "x"], 2, "which meeting?"),
        (
            &["composite-txt", "-o", "x", "--meeting", "2024-05-30", "--party", "Sundmere"],
            1,
            "two texts are compared",
        ),
        (&["matrix-csv", "-o", "nowhere/x"], 1, "nowhere"),
        (&["matrix-csv", "-o", "-", "--json"], 2, "as JSON"),
    ] {
        let (got, said) = to(words);
        assert!(got == code && said.contains(part), "{words:?}: {got} {said}");
    }
    assert_eq!(folder.names(), ["many.json"]);
    let ran = export(&folder, &["nothing.json", "--to", "matrix-csv", "-o", "x"]);
    assert!(ran.code == 2 && ran.err.contains("nothing.json"), "{ran:?}");
    assert!(export(&folder, &["--help"]).text().starts_with("visavis export FILE --to FORMAT"));
}
