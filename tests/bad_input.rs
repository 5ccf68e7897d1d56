//! Files that are broken, hostile or huge: a clear message, never a panic, a hang or an empty dossier.
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
use std::time::{Duration, Instant};

use common::{GOLDEN, TestFolder, assert_helps, at, parse, refusal, refused_with, with};
use serde_json::{Value, json};
use visavis::store::{self, LoadError, OpenError};

fn open_error(path: &Path) -> String {
    let message = store::open_file(path).expect_err("it is no dossier").to_string();
    assert_helps(&message);
    message
}

#[test]
fn what_is_no_file_is_told() {
    let folder = TestFolder::new();
    let path = folder.join("dossier.json");
    assert!(open_error(&path).contains("there is no file"));
    assert!(open_error(&path.join("below")).contains("there is no file"));
    fs::create_dir(&path).unwrap();
    assert!(open_error(&path).contains("is a folder, not a file"));
    assert_eq!(folder.names(), ["dossier.json"], "opening made something");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_not_waited_for() {
    use std::os::unix::fs::symlink;
    let folder = TestFolder::new();
    let path = folder.join("dossier.json");
    symlink("/dev/zero", &path).unwrap();
    assert!(open_error(&path).contains("a device or a pipe"));
    fs::remove_file(&path).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(open_error(&path).contains("a device or a pipe"));
    }
}

#[test]
fn a_file_of_two_gigabytes_is_refused_at_once() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", b"{");
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(2 << 30).unwrap();
    let started = Instant::now();
    let error = store::open_file(&path).unwrap_err();
    assert!(matches!(error, OpenError::Load(LoadError::TooLarge { size: 2_147_483_648, .. })), "{error:?}");
    assert_helps(&error.to_string());
    assert!(started.elapsed() < Duration::from_secs(1), "it was read");
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    refused_with("", &["is empty"]);
    refused_with(" \n\t ", &["is empty"]);
    refused_with("\u{feff}", &["is empty"]);
    refused_with("Both sides agreed.", &["line 1, column 1"]);
    refused_with("[]", &["no JSON object"]);
    refused_with("\"text\"", &["no JSON object"]);
    refused_with("{}", &["is not a dossier of Vis-à-vis", "«format»"]);
    refused_with("{\"format\":\"other\",\"version\":1}", &["says «other»"]);
    refused_with("{\"format\":7}", &["«format» is no text"]);
    refused_with(format!("{GOLDEN}more"), &["not sound JSON"]);
    refused_with(format!("{GOLDEN}{GOLDEN}"), &["not sound JSON"]);
    refused_with(b"PK\x03\x04\0\0\0\0", &[]);
    refused_with(vec![0; 5000], &["line 1, column 1"]);
    refused_with("{\n  \"format\": \"vis-a-vis dossier\",\n  \"Ж\": x\n}", &["line 3, column 8"]);
    let conflict = GOLDEN.replacen("  \"parties\"", "<<<<<<< HEAD\n  \"parties\"", 1);
    refused_with(conflict, &["line 7, column 1"]);
}

#[test]
fn what_is_no_utf8_is_told_with_its_place() {
    refused_with(b"{\n\"\xe9\"", &["line 2, column 2", "byte 3", "not text in UTF-8"]);
    refused_with(b"{\n\"\xd0", &["line 2, column 2", "byte 3", "cut off"]);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(GOLDEN.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    refused_with(utf16, &["looks like UTF-16"]);
    let latin: Vec<u8> = GOLDEN.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(0xE9)).collect();
    refused_with(latin, &["not text in UTF-8"]);
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let bytes = GOLDEN.as_bytes();
    // Without its last line end it is whole.
    for cut in 0..bytes.len() - 1 {
        let message = refusal(&bytes[..cut]);
        if cut > 0 && std::str::from_utf8(&bytes[..cut]).is_ok() {
            assert!(message.contains("cut off") && message.contains("line "), "{cut}: {message}");
        }
    }
    assert!(parse(&bytes[..bytes.len() - 1]).is_ok());
}

#[test]
fn one_wrong_byte_is_refused_or_leaves_a_sound_dossier() {
    let mut opened = 0;
    for place in 0..GOLDEN.len() {
        let mut bytes = GOLDEN.as_bytes().to_vec();
        let was = bytes[place];
        for now in [was ^ 1, was ^ 0x80, [b'"', b'0', b'}', b'\\'][place % 4]] {
            bytes[place] = now;
            match parse(&bytes) {
                Ok(loaded) => {
                    opened += 1;
                    assert_eq!(loaded.dossier.check(), [""; 0], "byte {place} as {now:#x}");
                    // Saving reads everything once more: a sample is enough.
                    if opened % 10 == 0 && loaded.read_only.is_none() {
                        store::checked_bytes(&loaded.dossier)
                            .unwrap_or_else(|error| panic!("byte {place} as {now:#x}: {error}"));
                    }
                }
                Err(error) => assert_helps(&error.to_string()),
            }
        }
    }
    assert!(opened > 1000, "most bytes are those of texts");
}

#[test]
fn deep_nesting_is_refused_without_a_crash() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = open.repeat(100_000);
        refused_with(&deep, &["cut off"]);
        let whole = format!("{deep}1{}", close.repeat(100_000));
        let place = GOLDEN.replacen("\"later\": null", &format!("\"later\": {whole}"), 1);
        refused_with(place, &["nested more than 128 levels", "line "]);
    }
}

#[test]
fn every_value_of_a_wrong_kind_is_told_with_its_place() {
    /// Every place of a value, with its path in words.
    fn walk(value: &Value, pointer: &str, all: &mut Vec<String>) {
        all.push(pointer.to_owned());
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| {
                walk(value, &format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), all);
            }),
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(n, value)| walk(value, &format!("{pointer}/{n}"), all));
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    walk(&serde_json::from_str(GOLDEN).unwrap(), "", &mut all);
    let mut refused = 0;
    for pointer in &all {
        for wrong in
            [json!(-1), json!(1.5), json!("?"), json!([[]]), json!({ "?": {} }), json!(true), json!(null)]
        {
            let text = with(pointer, wrong.clone());
            match parse(&text) {
                Ok(loaded) => assert_eq!(loaded.dossier.check(), [""; 0], "{pointer} as {wrong}"),
                Err(error) => {
                    refused += 1;
                    let message = error.to_string();
                    assert_helps(&message);
                    if let LoadError::Shape { place, .. } = &error {
                        let field = pointer.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap();
                        assert!(place.contains(field), "{pointer} as {wrong}: {message}");
                    }
                }
            }
        }
    }
    assert!(refused > 500, "{refused}");
    refused_with(
        with("/meetings/0/statements/0/passages/0/start", json!("4")),
        &["meetings[0].statements[0].passages[0].start", "a whole number of code points"],
    );
    refused_with(with("/meetings/0/date", json!("20.2.2025")), &["meetings[0].date", "2025-02-20"]);
    refused_with(with("/parties/1/colour", json!("pink")), &["parties[1].colour", "a colour"]);
    refused_with(with("/memos/0/with_notes", json!("yes")), &["memos[0].with_notes", "a boolean"]);
    refused_with(with("/memos/0/left_out/1", json!("footnotes")), &["memos[0].left_out[1]", "a section"]);
    refused_with(with("/topics/0/id", json!("T1")), &["topics[0].id", "an id: a UUID"]);
}

#[test]
fn every_missing_field_that_is_needed_is_named() {
    let required = [
        ("", "format id version codebook"),
        ("/parties/0", "id name"),
        ("/topics/0", "id name"),
        ("/reviewers/0", "id name"),
        ("/codebook/tags/0", "id name role letter"),
        ("/codebook/link_kinds/0", "id name letter effect"),
        ("/codebook/strengths/0", "id name"),
        ("/codebook/strengths/0/levels/0", "level"),
        ("/meetings/0", "id"),
        ("/meetings/0/participants/0", "name"),
        ("/meetings/0/statements/0", "id party text"),
        ("/meetings/0/statements/0/passages/0", "id label tag start end exact created"),
        ("/meetings/0/statements/0/passages/1/no_response", "created"),
        ("/meetings/0/statements/0/lost/0", "id label tag start end exact created"),
        ("/meetings/0/statements/0/revisions/0", "text replaced"),
        ("/meetings/0/links/0", "id kind from to created"),
        ("/meetings/0/absences/0", "id party topic"),
        ("/memos/0", "id created"),
        ("/searches/0", "id words"),
    ];
    for (object, fields) in required {
        for field in fields.split(' ') {
            let mut golden: Value = serde_json::from_str(GOLDEN).unwrap();
            let map = golden.pointer_mut(object).unwrap().as_object_mut().unwrap();
            assert!(map.shift_remove(field).is_some(), "{object} has no {field}");
            refused_with(golden.to_string(), &[&format!("«{field}»")]);
        }
    }
}

#[test]
fn a_newer_version_opens_to_be_read() {
    let loaded = parse(with("/version", json!(2))).unwrap();
    assert_eq!(loaded.version, 2);
    let reason = loaded.read_only.expect("it must not be saved");
    assert!(reason.contains("newer") && reason.contains("not saved"), "{reason}");

    let folder = TestFolder::new();
    let path = folder.put("dossier.json", with("/version", json!(2)));
    let before = fs::read(&path).unwrap();
    let opened = store::open_file(&path).unwrap();
    let error = store::save(&opened.loaded.dossier, &opened.file).unwrap_err();
    assert!(error.to_string().contains("newer"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);

    let mut newer: Value = serde_json::from_str(&with("/version", json!(7))).unwrap();
    newer["meetings"][0]["date"] = json!({ "from": "2025-02-20", "to": "2025-02-21" });
    refused_with(newer.to_string(), &["version 7", "open it with a newer Vis-à-vis", "meetings[0].date"]);
    for version in [json!(0), json!(-1), json!(1.5), json!("1"), json!(null), json!(1e300), json!([1])] {
        refused_with(with("/version", version), &["version"]);
    }
}

#[test]
fn fields_that_stand_twice_are_refused() {
    for (once, field) in [
        ("\"title\": \"Kyrgyzstan – Russia\"", "title"),
        ("\"version\": 1", "version"),
        ("\"strength\": 2", "strength"),
        ("\"digits\": 1.500", "digits"),
        ("\"AG\": 2", "AG"),
        ("\"level\": 2", "level"),
        ("\"later\": \"in a passage\"", "later"),
    ] {
        assert!(GOLDEN.contains(once), "{once}");
        let text = GOLDEN.replacen(once, &format!("{once},\n{once}"), 1);
        if field == "digits" {
            // Below an unknown field nothing is known about what may stand there.
            assert!(parse(text).is_ok());
        } else {
            refused_with(text, &[&format!("«{field}» stands twice"), "line "]);
        }
    }
}

#[test]
fn a_file_made_to_be_slow_is_read_in_bounded_time() {
    // 3,000 passages, every one of which has to be looked for in a long text that almost has it.
    let text = "the side said that it was so and ".repeat(20_000);
    let one = at("/meetings/0/statements/0/passages/0");
    let passages: Vec<Value> = (0..3_000)
        .map(|n| {
            let mut passage = one.clone();
            passage["id"] = json!(format!("{n:08x}-0000-4000-8000-0000000000aa"));
            passage["label"] = json!(format!("C{}", n + 1));
            passage["exact"] = json!(format!("the side said that it was not so and {n}"));
            passage
        })
        .collect();
    let mut golden: Value = serde_json::from_str(GOLDEN).unwrap();
    golden["meetings"][0]["statements"][0]["text"] = json!(text);
    golden["meetings"][0]["statements"][0]["passages"] = json!(passages);
    golden["meetings"][0]["links"] = json!([]);
    golden["meetings"][1]["links"] = json!([]);
    let bytes = golden.to_string();
    let started = Instant::now();
    let loaded = parse(&bytes).unwrap();
    assert_eq!(loaded.dossier.check(), [""; 0]);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    assert_eq!(loaded.dossier.meetings()[0].statements()[0].lost().len(), 3_001);
}

#[test]
fn thousands_of_problems_make_one_short_message() {
    let mut links = Vec::new();
    for n in 0..5_000 {
        let mut link = at("/meetings/0/links/0");
        link["id"] = json!(format!("{n:08x}-0000-4000-8000-0000000000aa"));
        link["to"] = json!(format!("{n:08x}-0000-4000-8000-0000000000bb"));
        links.push(link);
    }
    let text = with("/meetings/0/links", json!(links));
    refused_with(&text, &["5000 places", "and 4999 more"]);
    let Err(LoadError::Inconsistent { problems, count, .. }) = parse(&text) else { panic!() };
    assert_eq!((problems.len(), count), (1000, 5000));
    let long = with("/meetings/0/statements/0/passages/0/tag", json!("x\u{1b}[31m".repeat(100_000)));
    refusal(long);
}
