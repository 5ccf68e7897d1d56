//! Files whose every value is well formed, but which contradict themselves: refused with the place,
//! or put right without loss and told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod common;

use common::{at, opened_with, parse, refused_with, with};
use serde_json::json;
use visavis::model::MemoScope;
use visavis::store;

#[test]
fn ids_that_stand_twice_are_refused_with_both_places() {
    for (list, what) in [
        ("parties", "party"),
        ("topics", "topic"),
        ("reviewers", "reviewer"),
        ("meetings", "meeting"),
        ("meetings/0/statements", "statement"),
        ("meetings/0/statements/0/passages", "passage"),
        ("meetings/0/statements/0/lost", "passage"),
        ("meetings/0/links", "link"),
        ("meetings/0/absences", "absence"),
        ("memos", "memo"),
        ("searches", "saved search"),
        ("codebook/tags", "tags"),
        ("codebook/link_kinds", "link kinds"),
        ("codebook/strengths", "families"),
    ] {
        let mut all = at(&format!("/{list}"));
        let list_of = all.as_array_mut().unwrap();
        let first = list_of[0].clone();
        list_of.push(first);
        refused_with(with(&format!("/{list}"), all), &[what]);
    }
    let second = at("/meetings/0/statements/0/passages/1/id");
    refused_with(
        with("/meetings/1/statements/0/passages/0/id", second),
        &["meetings[1].statements[0].passages[0]", "names another passage already"],
    );
}

#[test]
fn references_to_nothing_are_refused_or_mended() {
    let nobody = json!("00000099-0000-4000-8000-000000000099");
    for pointer in [
        "/meetings/0/participants/0/party",
        "/meetings/0/statements/0/party",
        "/meetings/0/statements/0/passages/1/said_by",
        "/meetings/0/absences/0/party",
        "/meetings/0/links/0/from",
        "/meetings/0/links/0/to",
    ] {
        refused_with(with(pointer, nobody.clone()), &["00000099-0000", "meetings[0]."]);
    }
    refused_with(with("/memos/0/meeting", nobody.clone()), &["00000099-0000", "memos[0].meeting"]);
    refused_with(with("/memos/0/parties/1", nobody.clone()), &["00000099-0000", "memos[0]"]);
    refused_with(
        with("/meetings/0/statements/0/passages/0/tag", json!("worry")),
        &["«worry»", "passages[0]"],
    );
    refused_with(with("/meetings/0/links/0/kind", json!("shrugs")), &["«shrugs»", "links[0]"]);
    let other = at("/meetings/1/statements/0/passages/1/id");
    refused_with(with("/meetings/0/links/0/from", other), &["meetings[0].links[0]", "meetings[1]"]);
    let itself = at("/meetings/0/links/0/from");
    refused_with(with("/meetings/0/links/0/to", itself), &["from a passage to itself"]);
    let mut links = at("/meetings/0/links");
    let mut again = links[0].clone();
    again["id"] = nobody.clone();
    links.as_array_mut().unwrap().push(again);
    refused_with(with("/meetings/0/links", links), &["links[1]", "says the same"]);

    // What has only a name can be made again; nothing is lost by it.
    let loaded = opened_with(
        with("/meetings/0/statements/0/passages/0/topic", nobody.clone()),
        &["passages[0]", "Missing topic"],
    );
    assert_eq!(loaded.dossier.topics().len(), 2);
    for pointer in [
        "/meetings/0/statements/0/passages/0/reviewer",
        "/meetings/0/statements/0/passages/1/no_response/reviewer",
        "/meetings/0/links/0/reviewer",
        "/memos/0/reviewer",
    ] {
        let loaded = opened_with(with(pointer, nobody.clone()), &["Unknown reviewer"]);
        assert_eq!(loaded.dossier.reviewers().len(), 2);
    }
}

#[test]
fn a_memo_that_contradicts_itself_is_refused_or_mended() {
    refused_with(
        with("/memos/1", {
            let mut memo = at("/memos/1");
            memo["meeting"] = at("/meetings/0/id");
            memo
        }),
        &["memos[1]", "a meeting and about a period"],
    );
    let texts = json!({ "footnotes": "These would be lost." });
    refused_with(with("/memos/0/texts", texts), &["memos[0].texts", "«footnotes»"]);
    let loaded = opened_with(with("/memos/1/from", json!("2025-07-01")), &["memos[1]", "swapped"]);
    let day = |text: &str| Some(text.parse().unwrap());
    let period = MemoScope::Period { from: day("2025-06-30"), to: day("2025-07-01") };
    assert_eq!(loaded.dossier.memos()[1].scope, period);
    let twice = at("/memos/0/parties/0");
    let loaded = opened_with(with("/memos/0/parties/1", twice), &["memos[0].parties[1]", "twice"]);
    assert_eq!(loaded.dossier.memos()[0].parties.len(), 1);
    let loaded = opened_with(with("/memos/0/left_out/0", json!("annex")), &["memos[0].left_out[1]", "twice"]);
    assert_eq!(loaded.dossier.memos()[0].left_out.len(), 1);
}

#[test]
fn passages_that_are_not_at_their_place_are_found_or_listed_as_lost() {
    let passages = "/meetings/0/statements/0/passages";
    for (start, end) in [
        (0, 5),
        (1_000_000, 1_000_009),
        (18, 18),
        (30, 20),
        (9_007_199_254_740_990_u64, 9_007_199_254_740_991_u64),
    ] {
        let mut all = at(passages);
        all[0]["start"] = json!(start);
        all[0]["end"] = json!(end);
        let loaded = opened_with(with(passages, all), &["passages[0]", "found at 16..48"]);
        let statement = &loaded.dossier.meetings()[0].statements()[0];
        let words: Vec<&str> = statement.passages().iter().map(|p| statement.words(p)).collect();
        assert_eq!(words[0], "voiced concern 🤝 over entry bans", "{start}..{end}");
    }
    for exact in ["words that the text has not", "", " ", "zz"] {
        let loaded =
            opened_with(with(&format!("{passages}/0/exact"), json!(exact)), &["passages[0]", "lost"]);
        let statement = &loaded.dossier.meetings()[0].statements()[0];
        assert_eq!((statement.passages().len(), statement.lost().len()), (1, 2), "«{exact}»");
        assert!(statement.lost().iter().any(|lost| lost.anchor.exact == exact));
        let saved = store::checked_bytes(&loaded.dossier).unwrap();
        assert_eq!(parse(saved).unwrap().warnings, [], "it is told once");
    }
}

#[test]
fn a_text_that_was_edited_by_hand_takes_its_passages_along() {
    let text = "/meetings/0/statements/0/text";
    let edited = format!("Bishkek, 20 February. 🤝\n\n{}", at(text).as_str().unwrap());
    let loaded = opened_with(with(text, json!(edited)), &["SHA-256", "found at"]);
    let statement = &loaded.dossier.meetings()[0].statements()[0];
    let words: Vec<&str> = statement.passages().iter().map(|p| statement.words(p)).collect();
    assert_eq!(words, ["voiced concern 🤝 over entry bans", "ды\u{301}н орун басары: «Кабатырбыз»"]);

    let unclean = at(text).as_str().unwrap().replace('\n', "\r\n");
    let loaded = opened_with(with(text, json!(unclean)), &["not in clean form"]);
    assert_eq!(loaded.dossier.meetings()[0].statements()[0].passages().len(), 2);

    let loaded = opened_with(with(text, json!("")), &["lost"]);
    assert_eq!(loaded.dossier.meetings()[0].statements()[0].lost().len(), 3);
}

#[test]
fn labels_are_put_right() {
    let passages = "/meetings/0/statements/0/passages";
    let loaded = opened_with(with(&format!("{passages}/1/label"), json!("C1")), &["labelled C1", "C6 now"]);
    let mut labels: Vec<String> =
        loaded.dossier.meetings()[0].passages().map(|(_, p)| p.label.to_string()).collect();
    labels.sort();
    assert_eq!(labels, ["C1", "C6", "R2"]);
    opened_with(with("/meetings/0/labels", json!({})), &["C was counted to 0", "counted to 2 now"]);
    refused_with(with("/meetings/0/labels", json!({ "c": 1 })), &["meetings[0].labels", "«c»"]);
    let most = with(&format!("{passages}/1/label"), json!("C4294967295"));
    opened_with(most, &["counted to 4294967295"]);
}
