//! Tests of the search over a dossier: what each part of a query asks for, what a hit holds, in
//! which order, and that a slow and simple search finds the same.
//! They must not know how texts are sieved.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::testing::Sample;
use crate::model::{Dossier, MeetingDetails, PassageId, Place, Reviewer, SaidBy, Topic};
use crate::text::FoldedText;

/// Two meetings with passages, notes, links, topics and a reviewer.
fn sample() -> Sample {
    let mut sample = Sample::new(
        &[
            (0, "[C1:The border crossing is closed.]\nTrade at the border grew. [Q1!:Open the crossings.]"),
            (
                1,
                "[R1:Граница закрыта из-за ремонта.] Ёлки у границы растут.\n[C2@0:Their border worries us.]",
            ),
        ],
        &["R1>C1 answers"],
    );
    sample.add_meeting("2024-03-05", &[(0, "[A1:Both sides agreed on the border.]")], &[]);
    let dossier = &mut sample.dossier;
    dossier.note = "A dossier on borders".to_owned();
    dossier.topics = vec![Topic::new("Border crossings"), Topic::new("Trade")];
    dossier.reviewers = vec![Reviewer::new("Ann Smith")];
    dossier.parties[0].aliases = vec!["Nordhaven".to_owned()];
    let (topic, reviewer) = (dossier.topics[0].id, dossier.reviewers[0].id);
    change(dossier, "C1", |passage| {
        passage.note = "The border again".to_owned();
        passage.topic = Some(topic);
        passage.reviewer = Some(reviewer);
    });
    change(dossier, "Q1", |passage| passage.no_response.as_mut().unwrap().reason = "They skip it".to_owned());
    let (meeting, mut link) = {
        let meeting = dossier.meetings().iter().find(|meeting| meeting.links().len() > 0).unwrap();
        (meeting.id(), meeting.links().next().unwrap().as_ref().clone())
    };
    link.note = "Says why the border is closed".to_owned();
    dossier.put_link(meeting, Arc::new(link)).unwrap();
    sample
}

fn change(dossier: &mut Dossier, label: &str, change: impl FnOnce(&mut crate::model::Passage)) {
    let found = dossier.meetings().iter().find_map(|meeting| {
        let (statement, passage) = meeting.passages().find(|(_, p)| p.label.to_string() == label)?;
        Some((Place { meeting: meeting.id(), statement: statement.id() }, passage.as_ref().clone()))
    });
    let (place, mut passage) = found.unwrap();
    change(&mut passage);
    dossier.put_passage(place, Arc::new(passage)).unwrap();
}

fn groups(dossier: &Dossier, typed: &str, limits: Limits) -> (Vec<Group>, Total) {
    let query = Query::parse(dossier, typed);
    let mut groups = Vec::new();
    let total = run(dossier, None, &query, limits, &|| false, &mut |group| groups.push(group));
    (groups, total)
}

/// Everything found, a line each: where, the words found in brackets, labels of the passages.
fn found(sample: &Sample, typed: &str) -> Vec<String> {
    let dossier = &sample.dossier;
    let (groups, total) = groups(dossier, typed, Limits::default());
    assert_eq!(total.count, groups.iter().map(|group| group.count).sum::<usize>());
    assert_eq!(total.shown, total.count);
    let label = |id: &PassageId| dossier.passage(*id).unwrap().2.label.to_string();
    let mut lines = Vec::new();
    for hit in groups.iter().flat_map(|group| &group.hits) {
        let (mut line, mut from) = (String::new(), 0);
        let snippet = &hit.snippet.text;
        let marks = if hit.words.is_empty() { &[][..] } else { &hit.snippet.marks[..] };
        for mark in marks {
            line += &format!("{}[{}]", &snippet[from..mark.start().get()], mark.slice(snippet).unwrap());
            from = mark.end().get();
        }
        line += &snippet[from..];
        let labels: Vec<String> = hit.passages.iter().map(label).collect();
        lines.push(format!("{}: {line} ({})", hit.source.words(), labels.join(" ")).replace(" ()", ""));
    }
    lines
}

#[track_caller]
fn check(typed: &str, expected: &[&str]) {
    assert_eq!(found(&sample(), typed), expected, "{typed}");
}

#[test]
fn words_are_found_in_texts_titles_and_notes_of_the_last_meeting_first() {
    check(
        "borders",
        &[
            "note on the dossier: A dossier on [borders]",
            "text: The [border] crossing is closed. (C1)",
            "text: Trade at the [border] grew. Open the crossings.",
            "note on a passage: The [border] again (C1)",
            "text: Their [border] worries us. (C2)",
            "note on a link: Says why the [border] is closed (R1 C1)",
            "text: Both sides agreed on the [border]. (A1)",
        ],
    );
    check("meeting 2024", &["title: [Meeting] of [2024]-03-05"]);
    check("ёлка", &["text: Граница закрыта из-за ремонта. [Ёлки] у границы растут."]);
    check("zebra", &[]);
    check("", &[]);
}

#[test]
fn all_words_must_be_there_and_near_ones_come_first() {
    check(
        "border crossing in:text",
        &[
            "text: The [border] [crossing] is closed. (C1)",
            "text: Trade at the [border] grew. Open the [crossings]. (Q1)",
        ],
    );
    check(
        "crossing trade in:text",
        &[
            "text: [Trade] at the border grew. Open the [crossings]. (Q1)",
            "text: The border [crossing] is closed. (C1)",
        ],
    );
    check(
        "border -crossing in:text",
        &["text: Their [border] worries us. (C2)", "text: Both sides agreed on the [border]. (A1)"],
    );
    check("\"crossing is\"", &["text: The border [crossing is] closed. (C1)"]);
    check("“Is Crossing”", &[]);
    check(
        "cros* open",
        &[
            "text: Trade at the border grew. [Open] the [crossings]. (Q1)",
            "text: The border [crossing] is closed. (C1)",
        ],
    );
    check("-crossing", &[]);
}

#[test]
fn fields_ask_of_passages_statements_and_meetings() {
    let c1 = "text: The border crossing is closed. (C1)";
    let q1 = "text: Trade at the border grew. Open the crossings. (Q1)";
    let c2 = "text: Their border worries us. (C2)";
    let a1 = "text: Both sides agreed on the border. (A1)";
    check("tag:concern", &[c1, c2]);
    check("tag:C label:c1", &[c1]);
    check("TAG:Conc", &[c1, c2]);
    check("tag:concern tag:agreement", &[c1, c2, a1]);
    check("-tag:concern -tag:response", &[q1, a1]);
    check("topic:\"border crossings\"", &[c1]);
    check("topic:cross", &[c1]);
    check("by:smith", &[c1]);
    check("status:answered", &[c1]);
    check("status:\"no response\"", &[q1]);
    check("status:no", &[q1, c2]);
    check("said:veldmark tag:concern", &[c1, c2]);
    check("said:nordhaven party:tarsova", &[c2]);
    check("said:own tag:concern", &[c1]);
    check("date:2024 tag:agreement", &[a1]);
    check("from:2024-04 tag:agreement", &[]);
    check("to:2024-03 from:2024-03 date:2000.. border", &["text: Both sides agreed on the [border]. (A1)"]);
    check(
        "party:tarsova -tag:concern",
        &["text: Граница закрыта из-за ремонта. Ёлки у границы растут. (R1)"],
    );
    // All words in the passage itself.
    check("tag:concern border crossing", &["text: The [border] [crossing] is closed. (C1)"]);
    check("tag:concern border -crossing in:text", &["text: Their [border] worries us. (C2)"]);
    check("tag:request trade", &[]);
    check("date:2024 in:title", &["title: Meeting of 2024-03-05"]);
}

#[test]
fn notes_are_found_alone() {
    check(
        "in:notes tag:concern",
        &[
            "note on a passage: The border again (C1)",
            "note on a link: Says why the border is closed (R1 C1)",
        ],
    );
    check("in:notes skip", &["reason for no response: They [skip] it (Q1)"]);
    check("border in:notes by:ann", &["note on a passage: The [border] again (C1)"]);
    check("border in:notes party:tarsova", &["note on a link: Says why the [border] is closed (R1 C1)"]);
    check("border -in:notes -in:text", &[]);
}

#[test]
fn what_is_not_understood_is_told_with_its_place() {
    let sample = sample();
    let told = |typed: &str| -> Vec<String> {
        let query = Query::parse(&sample.dossier, typed);
        let one = |p: &Problem| format!("{}: {}", p.range.slice(typed).unwrap(), p.message);
        query.problems().iter().map(one).collect()
    };
    assert_eq!(told("border -“both sides” tag:concern date:2024"), Vec::<String>::new());
    for (typed, expected) in [
        ("a tag:worry", "worry: No tag is called «worry»"),
        ("party:\"x y\" b", "\"x y\": No party is called «x y»"),
        ("tag:", "tag:: «tag:» of what"),
        ("date:2024-13", "2024-13: «2024-13» is no date"),
        ("label:3", "3: «3» is not a label"),
        ("colour:red", "colour: «colour» is no field"),
        ("\"not closed", "\"not closed: The quotation mark"),
        ("-border", "-border: Add a word"),
    ] {
        let told = told(typed);
        assert!(told.len() == 1 && told[0].starts_with(expected), "{typed}: {told:?}");
    }
    let many = "word ".repeat(60);
    assert_eq!(told(&many).len(), 20);
    assert_eq!(found(&sample, "tag:worry"), Vec::<String>::new());
}

#[test]
fn limits_hand_over_less_and_count_all() {
    let sample = sample();
    for order in [Order::Newest, Order::Best] {
        for hits in 0..9 {
            let (groups, total) = groups(&sample.dossier, "border", Limits { hits, order });
            assert_eq!((total.count, total.groups, total.shown), (7, 3, hits.min(7)), "{hits}");
            assert_eq!(groups.iter().map(|group| group.hits.len()).sum::<usize>(), hits.min(7));
        }
    }
    let (groups, _) = groups(&sample.dossier, "border agreed sides", Limits { hits: 9, order: Order::Best });
    assert_eq!(groups.len(), 1);
    let query = Query::parse(&sample.dossier, "border");
    let whole = in_meeting(&sample.dossier, None, &query, sample.meetings[0], 3).unwrap();
    assert_eq!((whole.count, whole.hits.len(), whole.meeting), (5, 3, Some(sample.meetings[0])));
}

#[test]
fn a_search_that_is_cancelled_hands_over_nothing_more() {
    let sample = many(200);
    let query = Query::parse(&sample.dossier, "border");
    let mut seen = 0;
    let total = run(&sample.dossier, None, &query, Limits::default(), &|| true, &mut |_| seen += 1);
    assert!(total.cancelled && seen == 0);
    let enough = std::sync::atomic::AtomicBool::new(false);
    let asked = || enough.load(std::sync::atomic::Ordering::Relaxed);
    let total = run(&sample.dossier, None, &query, Limits::default(), &asked, &mut |_| {
        seen += 1;
        enough.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    assert!(total.cancelled && seen < 200, "{seen}");
}

/// Many meetings with the same text.
fn many(count: usize) -> Sample {
    let mut sample = Sample::new(&[(0, "The border.")], &[]);
    for day in 0..count {
        let date = format!("20{:02}-{:02}-{:02}", day / 280 + 10, day / 28 % 10 + 1, day % 28 + 1);
        sample.add_meeting(&date, &[(0, "Another border, a Border.")], &[]);
    }
    sample
}

#[test]
fn many_meetings_come_in_their_order() {
    let mut sample = many(300);
    let undated = crate::model::Meeting::new(MeetingDetails {
        title: "The border".to_owned(),
        ..MeetingDetails::default()
    });
    sample.dossier.insert_meeting(Arc::new(undated)).unwrap();
    let (groups, total) = groups(&sample.dossier, "border", Limits { hits: 50, order: Order::Newest });
    assert_eq!((total.groups, total.count, total.shown), (302, 302, 50));
    let days: Vec<_> = groups
        .iter()
        .map(|group| sample.dossier.meeting(group.meeting.unwrap()).unwrap().details().date)
        .collect();
    assert!(days[..301].is_sorted_by(|a, b| a >= b) && days[301].is_none());
}

#[test]
fn completions_offer_fields_and_values() {
    let sample = sample();
    let offered = |typed: &str| -> Vec<String> {
        let one = |c: Completion| {
            let (start, end) = (c.replaces.start().get(), c.replaces.end().get());
            format!("{}{}{}", &typed[..start], c.insert, &typed[end..])
        };
        completions(&sample.dossier, typed, typed.len()).into_iter().map(one).collect()
    };
    assert_eq!(offered("border t"), ["border tag:", "border topic:", "border to:"]);
    assert_eq!(offered("").len(), 11);
    assert_eq!(offered("tag:con"), ["tag:concern "]);
    assert_eq!(offered("-tag:ne"), ["-tag:next_step "]);
    assert_eq!(offered("topic:cros"), ["topic:\"Border crossings\" "]);
    assert_eq!(offered("topic:\"bor"), ["topic:\"Border crossings\" "]);
    assert_eq!(offered("status:no"), ["status:\"no response\" ", "status:\"not reviewed\" "]);
    assert_eq!(offered("party:nord"), ["party:VE "]);
    assert_eq!(offered("date:"), ["date:2025 ", "date:2024 "]);
    assert_eq!(offered("date:2024-"), ["date:2024-03 "]);
    assert_eq!(offered("in:"), ["in:text ", "in:title ", "in:notes "]);
    for typed in ["\"bor", "tag:\"concern\"", "label:C"] {
        assert_eq!(offered(typed), Vec::<String>::new(), "{typed}");
    }
    // In the middle, the value up to its end is replaced.
    let typed = "tag:co border";
    let [one] = &completions(&sample.dossier, typed, 5)[..] else { panic!("{typed}") };
    assert_eq!((one.insert.as_str(), one.replaces.slice(typed)), ("concern ", Some("co")));
    for at in 0..20 {
        completions(&sample.dossier, "tag:«Ж» ёж party:x", at);
    }
}

/// The words found in a text by folding all of it and comparing word by word.
fn slow(text: &str, words: &[&str]) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let spelled = |text: &str| FoldedText::new(text).as_str().to_owned();
    let all: Vec<&str> =
        text.split(|c: char| !is_word(c) && c != '\u{301}').filter(|word| !word.is_empty()).collect();
    let fits = |found: &str, wanted: &str| match wanted.strip_suffix('*') {
        Some(beginning) => spelled(found).starts_with(&spelled(beginning)),
        None => crate::text::root(&spelled(found)) == crate::text::root(&spelled(wanted)),
    };
    if !words.iter().all(|wanted| all.iter().any(|found| fits(found, wanted))) {
        return Vec::new();
    }
    all.into_iter()
        .filter(|found| words.iter().any(|wanted| fits(found, wanted)))
        .map(str::to_owned)
        .collect()
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "border",
        "Borders",
        "order",
        "bórder",
        "bordering",
        "граница",
        "Границы",
        "границе",
        "пограничный",
        "ёлка",
        "елки",
        "Ёлками",
        "résumé",
        "resumes",
        "RESUME",
        "за\u{301}мок",
        "замок",
        "the",
        "a",
        "side",
        "sides",
        "Straße",
        "strasse",
        "kırgız",
        "KIRGIZ",
        "2024",
        "Größe",
        "grosse",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_slow_search_finds_the_same(
        texts in prop::collection::vec(prop::collection::vec((word(), prop::sample::select(vec![" ", ", ", "\n", " — "])), 1..40), 1..4),
        words in prop::collection::vec((word(), any::<bool>()), 1..4),
    ) {
        let texts: Vec<String> = texts.into_iter()
            .map(|parts| parts.into_iter().flat_map(|(word, between)| [word, between]).collect::<String>())
            .map(|text| text.trim_end_matches([' ', ',', '—', '\n']).to_owned())
            .collect();
        let texts: Vec<String> = texts.iter().map(|text| crate::text::CleanText::new(text).as_str().to_owned()).collect();
        let statements: Vec<(usize, &str)> = texts.iter().map(|text| (0, text.as_str())).collect();
        let sample = Sample::new(&statements, &[]);
        let words: Vec<String> = words.into_iter().map(|(word, star)| format!("{word}{}", if star { "*" } else { "" })).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (groups, _) = groups(&sample.dossier, &format!("in:text {}", words.join(" ")), Limits { hits: 1_000, order: Order::Newest });
        for (statement, text) in sample.meeting().statements().iter().zip(&texts) {
            let hits = groups.iter().flat_map(|group| &group.hits);
            let mut hits: Vec<&Hit> = hits.filter(|hit| hit.source == Source::Text(statement.id())).collect();
            hits.sort_by_key(|hit| hit.range);
            let found: Vec<&str> = hits.iter().flat_map(|hit| &hit.words).map(|word| word.slice(text).unwrap()).collect();
            prop_assert_eq!(found, slow(text, &words), "{:?} in {:?}", words, text);
            for hit in hits {
                let marked: Vec<&str> = hit.snippet.marks.iter().map(|mark| mark.slice(&hit.snippet.text).unwrap()).collect();
                let words: Vec<&str> = hit.words.iter().map(|word| word.slice(text).unwrap()).collect();
                prop_assert!(marked.len() <= words.len() && words.starts_with(&marked), "{:?}", hit);
            }
        }
    }
}

#[test]
fn words_put_in_the_others_mouth_are_asked_for_by_party() {
    let sample = sample();
    let said: Vec<Option<SaidBy>> = sample.dossier.meetings()[1].passages().map(|(_, p)| p.said_by).collect();
    assert!(said.contains(&Some(SaidBy::Party(sample.party(0)))));
    assert_eq!(found(&sample, "said:tarsova tag:concern"), Vec::<String>::new());
}
