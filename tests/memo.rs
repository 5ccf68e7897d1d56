//! The memo of the sample, as it should be read: the words, their order, how long it is.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "the expected text is written where that is asked for")]

use std::path::Path;

use visavis::analysis::Overview;
use visavis::export::{ExportFormat, ExportOptions, Language, export};
use visavis::store;

const SAMPLE: &[u8] = include_bytes!("../assets/samples/kyrgyzstan-russia.json");

fn memo(language: Language) -> String {
    let dossier = store::parse(SAMPLE, "sample.json").unwrap().dossier;
    let mut options = ExportOptions::new("2025-03-03".parse().unwrap());
    options.language = language;
    let overview = Overview::build(&dossier);
    let bytes = export(&dossier, &overview, ExportFormat::MemoMarkdown, &options).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_memo_of_the_sample_is_the_one_that_was_read() {
    for (language, name) in
        [(Language::English, "memo.md"), (Language::Russian, "memo-ru.md"), (Language::French, "memo-fr.md")]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
        let is = memo(language);
        if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
            std::fs::write(&path, &is).unwrap();
        }
        let was = std::fs::read_to_string(&path).unwrap();
        for (at, (was, is)) in was.lines().zip(is.lines()).enumerate() {
            assert_eq!(is, was, "{name}, line {}; UPDATE_EXPECT=1 writes it anew", at + 1);
        }
        assert_eq!(is, was, "{name}");
    }
}

#[test]
fn without_its_annex_the_memo_of_the_sample_is_about_two_pages() {
    let memo = memo(Language::English);
    let before = memo.split("\n## Annex").next().unwrap();
    let words = before.split_whitespace().filter(|word| !word.starts_with("---")).count();
    assert!((400..1_000).contains(&words), "{words} words");
}
