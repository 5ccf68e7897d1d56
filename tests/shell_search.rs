//! `visavis search`, as a script uses it.
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

use common::{GOLDEN, TestFolder, visavis};
use serde_json::Value;

/// A folder with a sound dossier.
fn folder() -> TestFolder {
    let folder = TestFolder::new();
    folder.put("sound.json", GOLDEN);
    folder
}

#[test]
fn search_tells_places_meeting_by_meeting() {
    let folder = folder();
    let before = fs::read(folder.join("sound.json")).unwrap();
    let ran = visavis(&folder, &["search", "sound.json", "entry", "BAN"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let expected = "\
2025-02-20  Deputy minister and ambassador (1)
  Kyrgyzstan, text C1: The Kyrgyz side voiced concern 🤝 over entry bans.

1 place in 1 meeting
";
    assert_eq!(ran.out, expected);
    let ran = visavis(&folder, &["search", "--limit", "1", "sound.json", "tag:agreement"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.ends_with("2 places in 1 meeting; the first 1 are shown\n"), "{}", ran.out);
    let ran = visavis(&folder, &["search", "sound.json", "entry", "-bans"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "nothing found\n"));
    let ran = visavis(&folder, &["search", "sound.json", "tag:worry"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "nothing found\n"));
    assert!(ran.err.contains("No tag is called «worry»"), "{}", ran.err);
    for (words, problem) in [
        (&["search"][..], "search in which file"),
        (&["search", "sound.json"], "search for what"),
        (&["search", "sound.json", " "], "search for what"),
        (&["search", "--limit", "many", "sound.json", "a"], "many"),
        (&["search", "missing.json", "a"], "there is no file"),
        (&["search", "--frobnicate", "sound.json", "a"], "--frobnicate"),
    ] {
        let ran = visavis(&folder, words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}");
        assert!(ran.err.contains(problem), "{words:?}: {}", ran.err);
    }
    assert_eq!(fs::read(folder.join("sound.json")).unwrap(), before);
}

#[test]
fn search_as_json_keeps_its_keys_and_counts_in_code_points() {
    let folder = folder();
    let ran = visavis(&folder, &["search", "--json", "sound.json", "bans", "tag:C", "tag:worry"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let told = ran.json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&told), "output output_version file query problems count shown groups");
    assert_eq!(told["query"], "bans tag:C tag:worry");
    assert_eq!(keys(&told["problems"][0]), "start end message");
    let group = &told["groups"][0];
    assert_eq!(keys(group), "meeting date title count hits");
    let hit = &group["hits"][0];
    assert_eq!(keys(hit), "source statement party link passages labels start end words near snippet marks");
    assert_eq!(
        (&hit["source"], &hit["labels"][0], &hit["party"]),
        (&"text".into(), &"C1".into(), &"Kyrgyzstan".into())
    );
    let word = &hit["words"][0];
    assert_eq!((keys(word).as_str(), &word["exact"]), ("start end exact", &"bans".into()));
    let file: Value = serde_json::from_str(GOLDEN).unwrap();
    let text = file["meetings"][0]["statements"][0]["text"].as_str().unwrap();
    let place = |value: &Value, end: &str| usize::try_from(value[end].as_u64().unwrap()).unwrap();
    let cut = |text: &str, value: &Value| {
        let (start, end) = (place(value, "start"), place(value, "end"));
        text.chars().skip(start).take(end - start).collect::<String>()
    };
    assert_eq!(cut(text, word), "bans");
    assert_eq!(cut(hit["snippet"].as_str().unwrap(), &hit["marks"][0]), "bans");
    let ran = visavis(&folder, &["search", "--json", "sound.json", "zebra"]);
    assert_eq!((ran.code, ran.json()["count"].clone()), (1, 0.into()));
}
