//! What is exported for an office program, opened by one: LibreOffice, without a screen.
//!
//! Must not know: the window, or how a file is written.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::TestFolder;
use serde_json::Value;

/// What a spreadsheet may run, a word processor may take for marks, and a note that is longer than
/// a cell.
const FORMULA: &str = "=cmd|'/C calc'!A0";
const MARKS: &str = "<script>alert(1)</script> & \"quoted\" <w:p/>";
const CYRILLIC: &str = "Обеспокоенность «ё», ңөү";

/// Runs the program itself.
fn visavis(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_visavis")).args(words).output().unwrap();
    assert!(output.status.success(), "{words:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The sample of many meetings with names and notes that could do harm.
fn dossier(folder: &Path) -> PathBuf {
    let mut dossier: Value = serde_json::from_slice(visavis::app::SAMPLE_MANY).unwrap();
    dossier["topics"][0]["name"] = FORMULA.into();
    dossier["topics"][1]["name"] = MARKS.into();
    dossier["topics"][2]["name"] = CYRILLIC.into();
    dossier["meetings"][0]["title"] = MARKS.into();
    let passages = dossier["meetings"][0]["statements"][0]["passages"].as_array_mut().unwrap();
    for passage in passages {
        passage["note"] = "слово и ещё ".repeat(4_000).into();
    }
    let path = folder.join("many.json");
    std::fs::write(&path, serde_json::to_vec(&dossier).unwrap()).unwrap();
    path
}

/// Has LibreOffice read a file and write it in another format; the folder of what it wrote.
fn convert(folder: &Path, file: &Path, to: &str) -> PathBuf {
    let out = folder.join(format!("{}-out", file.file_name().unwrap().to_str().unwrap()));
    // A profile of its own: nothing of the user's, and no other office in the way.
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    let output = Command::new("soffice")
        .args(["--headless", "--norestore", &profile, "--convert-to", to, "--outdir"])
        .args([&out, file])
        .env("HOME", folder)
        .output()
        .unwrap();
    assert!(output.status.success() && out.exists(), "{output:?}");
    out
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn an_office_program_opens_what_is_exported_for_it() {
    let folder = TestFolder::new();
    let dossier = dossier(folder.path());
    let dossier = dossier.to_str().unwrap();
    let file = folder.join("matrix.xlsx");
    visavis(&["export", dossier, "--to", "matrix-xlsx", "--with-notes", "-o", file.to_str().unwrap()]);
    // All sheets, in UTF-8, cells as they are shown.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let out = convert(folder.path(), &file, filter);
    let sheets: BTreeMap<String, Vec<Vec<String>>> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_name().unwrap().to_str().unwrap().to_owned(), rows(&std::fs::read(&path).unwrap()))
        })
        .collect();
    let names: Vec<&str> = sheets.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "matrix-About.csv",
            "matrix-Concerns and responses.csv",
            "matrix-Findings.csv",
            "matrix-Responses without a concern.csv"
        ]
    );
    // The same table, cell for cell, as the one that spreadsheets read as text.
    let text = folder.join("matrix.csv");
    visavis(&["export", dossier, "--to", "matrix-csv", "--with-notes", "-o", text.to_str().unwrap()]);
    let expected = rows(&std::fs::read(&text).unwrap());
    let found = &sheets["matrix-Concerns and responses.csv"];
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        let plain: Vec<&str> = expected.iter().map(|cell| cell.strip_prefix('\'').unwrap_or(cell)).collect();
        assert_eq!(found, &plain);
    }
    let cells: Vec<&String> = found.iter().flatten().collect();
    for words in [FORMULA, MARKS, CYRILLIC] {
        assert!(cells.iter().any(|cell| *cell == words), "{words}");
    }
    assert!(cells.iter().any(|cell| cell.starts_with("(continued 2/2) ")), "a long note goes on below");
}

#[test]
fn a_word_processor_opens_every_document() {
    let folder = TestFolder::new();
    let dossier = dossier(folder.path());
    let dossier = dossier.to_str().unwrap();
    let list: Value = serde_json::from_str(&visavis(&["export", "--list", "--json"])).unwrap();
    for format in list["formats"].as_array().unwrap() {
        if format["extension"] != "docx" {
            continue;
        }
        let id = format["id"].as_str().unwrap();
        let file = folder.join(&format!("{id}.docx"));
        visavis(&["export", dossier, "--to", id, "--meeting", "2023-03-14", "-o", file.to_str().unwrap()]);
        let out = convert(folder.path(), &file, "txt:Text (encoded):UTF8");
        let text = std::fs::read_to_string(out.join(format!("{id}.txt"))).unwrap();
        assert!(text.contains(MARKS) && text.contains("Veldmark"), "{id}: {text}");
    }
}
