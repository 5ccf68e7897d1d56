//! The file's format: what was written once is read for ever, and written again as it was.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod common;

use common::{GOLDEN, TestFolder};
use visavis::model::{Delivery, Dossier, MemoLanguage, MemoScope, MemoSection, SaidBy, SourceKind};
use visavis::store::{self, Expectation};

#[test]
fn the_golden_file_is_written_as_it_was_read() {
    let loaded = store::parse(GOLDEN.as_bytes(), "dossier.json").unwrap();
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.read_only, None);
    assert_eq!(loaded.version, 1);
    assert_eq!(loaded.dossier.check(), [""; 0]);
    let written = String::from_utf8(store::to_bytes(&loaded.dossier)).unwrap();
    for (line, (was, is)) in GOLDEN.lines().zip(written.lines()).enumerate() {
        assert_eq!(is, was, "line {}", line + 1);
    }
    assert_eq!(written, GOLDEN);
    assert_eq!(store::checked_bytes(&loaded.dossier).unwrap(), GOLDEN.as_bytes());
}

#[test]
fn every_layout_that_was_ever_written_is_read() {
    // Before there were memos and searches that are kept.
    let before = include_str!("data/dossier-before-memos.json");
    let loaded = store::parse(before.as_bytes(), "dossier.json").unwrap();
    assert_eq!(loaded.warnings, []);
    assert_eq!(store::to_bytes(&loaded.dossier), before.as_bytes());
    let golden = store::parse(GOLDEN.as_bytes(), "dossier.json").unwrap().dossier;
    assert_eq!(loaded.dossier.meetings(), golden.meetings());
    // The first one: a line for every field of every object.
    let first = include_str!("data/dossier-field-per-line.json");
    let first = store::parse(first.as_bytes(), "dossier.json").unwrap();
    assert_eq!(first.warnings, []);
    assert_eq!(first.dossier, loaded.dossier);
}

#[test]
fn memos_and_searches_of_the_golden_file_mean_what_they_say() {
    let dossier = store::parse(GOLDEN.as_bytes(), "dossier.json").unwrap().dossier;
    let [memo, other] = dossier.memos() else { panic!("two memos") };
    assert_eq!(memo.scope, MemoScope::Meeting(dossier.meetings()[0].id()));
    assert_eq!(memo.parties, [dossier.parties()[1].id, dossier.parties()[0].id]);
    assert_eq!((&memo.language, memo.with_notes), (&MemoLanguage::Ru, true));
    assert!(memo.shows(MemoSection::Facts) && !memo.shows(MemoSection::Annex));
    assert_eq!(memo.text(MemoSection::BottomLine).split("\n\n").count(), 2);
    assert_eq!(other.language, MemoLanguage::Other("ky".to_owned()));
    let day = |text: &str| Some(text.parse().unwrap());
    assert_eq!(other.scope, MemoScope::Period { from: day("2025-01-01"), to: day("2025-06-30") });
    assert_eq!((other.with_notes, other.created == other.modified), (false, true));
    let [search, _] = dossier.searches() else { panic!("two searches") };
    assert_eq!((search.name.as_str(), search.words.as_str()), ("Bans", "ban \"entry ban\" tag:concern"));
}

#[test]
fn the_golden_file_means_what_it_says() {
    let dossier = store::parse(GOLDEN.as_bytes(), "dossier.json").unwrap().dossier;
    let [first, second] = dossier.meetings() else { panic!("two meetings") };
    let statement = &first.statements()[0];
    let words: Vec<&str> = statement.passages().iter().map(|p| statement.words(p)).collect();
    assert_eq!(words, ["voiced concern 🤝 over entry bans", "ды\u{301}н орун басары: «Кабатырбыз»"]);
    let passage = statement.passages().iter().next().unwrap();
    assert_eq!(passage.strength.map(|strength| strength.level()), Some(2));
    assert_eq!(passage.said_by, Some(SaidBy::Own));
    assert_eq!(statement.lost().len(), 1);
    assert_eq!(statement.revisions().len(), 1);
    assert_eq!(first.labels().last("C"), 5, "labels of deleted passages are not given out again");
    assert_eq!(first.statements()[1].details().source.kind, SourceKind::Other("thread_of_posts".to_owned()));
    let delivery = second.statements()[0].details().source.delivery.clone();
    assert_eq!(delivery, Some(Delivery::Other("by_telephone".to_owned())));
    let link = second.links().next().unwrap();
    assert!(dossier.passage(link.to).is_some_and(|(meeting, _, _)| meeting.id() == first.id()));
}

#[test]
fn one_changed_note_changes_one_line() {
    let golden = store::parse(GOLDEN.as_bytes(), "dossier.json").unwrap().dossier;
    let changed = GOLDEN.replace("Rules, but not bans.", "Rules alone.");
    let changed = store::parse(changed.as_bytes(), "dossier.json").unwrap().dossier;
    assert_ne!(golden, changed);
    let (a, b) = (store::to_bytes(&golden), store::to_bytes(&changed));
    let (a, b) = (String::from_utf8(a).unwrap(), String::from_utf8(b).unwrap());
    assert_eq!(a.lines().count(), b.lines().count());
    assert_eq!(a.lines().zip(b.lines()).filter(|(a, b)| a != b).count(), 1);
}

#[test]
fn order_marks_and_line_ends_of_other_systems_are_read() {
    let golden = store::parse(GOLDEN.as_bytes(), "dossier.json").unwrap().dossier;
    for text in [format!("\u{feff}{GOLDEN}"), GOLDEN.replace('\n', "\r\n"), GOLDEN.replace('\n', " ")] {
        let loaded = store::parse(text.as_bytes(), "dossier.json").unwrap();
        assert_eq!(loaded.warnings, []);
        assert_eq!(loaded.dossier, golden);
        assert_eq!(store::to_bytes(&loaded.dossier), GOLDEN.as_bytes());
    }
}

#[test]
fn what_may_be_left_out_may_be_null() {
    let golden: Dossier = store::parse(GOLDEN.as_bytes(), "dossier.json").unwrap().dossier;
    let text = GOLDEN
        .replacen("\"name\": \"C. D.\"", "\"name\": \"C. D.\", \"office\": null, \"party\": null", 1)
        .replacen("\"absences\": []", "\"absences\": null", 1)
        .replacen("\"title\": \"A second talk\"", "\"title\": \"A second talk\", \"date\": null", 1);
    assert_ne!(text, GOLDEN);
    assert_eq!(store::parse(text.as_bytes(), "dossier.json").unwrap().dossier, golden);
}

#[test]
fn saving_and_opening_keeps_all_of_it() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", GOLDEN);
    let opened = store::open_file(&path).unwrap();
    assert_eq!(opened.file.read_only, None);
    let copy = folder.join("copy.json");
    let state = store::save_as(&opened.loaded.dossier, &copy, Expectation::New).unwrap();
    let again = store::open_file(&copy).unwrap();
    assert_eq!(again.loaded.dossier, opened.loaded.dossier);
    assert_eq!(again.file, state);
    assert_eq!(std::fs::read(&copy).unwrap(), GOLDEN.as_bytes());
    assert!(store::save(&opened.loaded.dossier, &state).is_ok());
    assert_eq!(folder.names(), ["copy.json", "dossier.json"]);
}

#[test]
fn a_dossier_with_nothing_in_it_comes_back() {
    let dossier = Dossier::new("Empty", store::default_codebook());
    let bytes = store::checked_bytes(&dossier).unwrap();
    assert_eq!(store::parse(&bytes, "empty.json").unwrap().dossier, dossier);
    assert!(bytes.ends_with(b"}\n") && !bytes.contains(&b'\r'));
}
