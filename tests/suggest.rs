//! How well proposals agree with what reviewers tagged and linked in the samples, and how long they
//! take.
//!
//! Must not know: how a proposal is made.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail loudly, and says how good it was"
)]

use std::collections::BTreeMap;

use visavis::edit::{History, intent};
use visavis::model::{Dossier, MeetingDetails, MeetingId, StatementDetails};
use visavis::suggest::{
    End, FindingKind, Learned, Lists, Only, all, findings, findings_with, links, links_with, passages,
};
use visavis::text::{ByteRange, CleanText};

const SAMPLES: [&str; 2] = ["kyrgyzstan-russia", "veldmark-tarsova"];

/// A sample as it is, and the same without what reviewers did in it.
fn sample(name: &str, keep_passages: bool) -> (Dossier, Dossier) {
    let path = format!("{}/assets/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let mut bare: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    for meeting in bare["meetings"].as_array_mut().unwrap() {
        meeting["links"] = serde_json::json!([]);
        if !keep_passages {
            for statement in meeting["statements"].as_array_mut().unwrap() {
                statement["passages"] = serde_json::json!([]);
            }
        }
    }
    let parse = |bytes: &[u8]| visavis::store::parse(bytes, name).unwrap().dossier;
    (parse(&bytes), parse(&serde_json::to_vec(&bare).unwrap()))
}

/// Whether two ranges have half of the longer in common.
fn same(one: ByteRange, other: ByteRange) -> bool {
    let common = one.intersection(other).map_or(0, ByteRange::len);
    2 * common >= one.len().max(other.len())
}

#[test]
fn passages_are_those_that_reviewers_tag() {
    let loud = std::env::var_os("VISAVIS_LOUD").is_some();
    let (mut proposed, mut right, mut gold, mut by_tag) = (0, 0, 0, BTreeMap::<String, [usize; 3]>::new());
    for name in SAMPLES {
        let (tagged, bare) = sample(name, false);
        for meeting in tagged.meetings() {
            for statement in meeting.statements() {
                let found =
                    passages(&bare, meeting.id(), statement.id(), Lists::built_in(), &Learned::default());
                let mut left: Vec<_> = statement.passages().iter().collect();
                gold += left.len();
                proposed += found.len();
                for passage in &left {
                    by_tag.entry(passage.tag.as_str().to_owned()).or_default()[0] += 1;
                }
                for suggestion in &found {
                    let words = suggestion.range.slice(statement.text()).unwrap();
                    let at =
                        left.iter().position(|p| p.tag == suggestion.tag && same(p.range, suggestion.range));
                    let counts = by_tag.entry(suggestion.tag.as_str().to_owned()).or_default();
                    counts[1] += 1;
                    if let Some(at) = at {
                        left.remove(at);
                        right += 1;
                        counts[2] += 1;
                    } else if loud {
                        println!(
                            "+ {} {:.2} {}: {words}",
                            suggestion.tag.as_str(),
                            suggestion.score,
                            suggestion.cue.id
                        );
                    }
                }
                if loud {
                    left.iter().for_each(|p| println!("- {}: {}", p.tag.as_str(), statement.words(p)));
                }
            }
        }
    }
    let loop_tags = |tag: &String| {
        matches!(
            tag.as_str(),
            "concern"
                | "request"
                | "proposal"
                | "criticism"
                | "warning"
                | "response"
                | "commitment"
                | "rejection"
                | "denial"
                | "agreement"
        )
    };
    let sum = |at: usize| {
        by_tag.iter().filter(|(tag, _)| loop_tags(tag)).map(|(_, counts)| counts[at]).sum::<usize>()
    };
    let (of, by, ok) = (sum(0) as f64, sum(1) as f64, sum(2) as f64);
    println!("raising, replying, joint alone: precision {:.3}, recall {:.3}", ok / by, ok / of);
    for (tag, [gold, proposed, right]) in by_tag {
        println!("{tag:12} {gold:3} tagged {proposed:3} proposed {right:3} right");
    }
    let (precision, recall) = (right as f64 / proposed as f64, right as f64 / gold as f64);
    println!(
        "passages: precision {precision:.3}, recall {recall:.3} ({right} of {proposed} proposed, of {gold} tagged)"
    );
    assert!(precision >= 0.46 && recall >= 0.6, "{precision:.3} {recall:.3}");
    assert!(ok / by >= 0.6 && ok / of >= 0.58, "{:.3} {:.3}", ok / by, ok / of);
}

#[test]
fn links_are_those_that_reviewers_make() {
    // Topics that reviewers gave tell much; without them it is words alone.
    let words = measured(false);
    let topics = measured(true);
    assert!(words.0 >= 0.45 && words.1 >= 0.55, "{words:?}");
    assert!(topics.0 >= 0.65 && topics.1 >= 0.6, "{topics:?}");
}

/// How often the first proposal is right, and how often none is given where none is right.
fn measured(with_topics: bool) -> (f64, f64) {
    let loud = std::env::var_os("VISAVIS_LOUD").is_some();
    const ANSWERS: [&str; 6] = ["answers", "answers_in_part", "deflects", "rejects", "denies", "agrees_with"];
    let (mut answered, mut first, mut among, mut kinds, mut silent, mut silence, mut reciprocal) =
        (0, 0, 0, 0, 0, 0, 0.0);
    for name in SAMPLES {
        let (linked, bare) = sample(name, true);
        for meeting in linked.meetings() {
            let found = links(
                &without_silence(&bare, name, with_topics),
                meeting.id(),
                Lists::built_in(),
                &Learned::default(),
            );
            for (statement, passage) in meeting.passages() {
                let gold: Vec<_> = meeting
                    .links()
                    .filter(|link| link.to == passage.id && ANSWERS.contains(&link.kind.as_str()))
                    .collect();
                if !linked.codebook().raises(&passage.tag) {
                    continue;
                }
                let mut proposed: Vec<_> = found
                    .iter()
                    .filter(|link| {
                        link.to == End::Passage(passage.id) && ANSWERS.contains(&link.kind.as_str())
                    })
                    .collect();
                proposed.sort_by_key(|link| link.rank);
                if gold.is_empty() {
                    if passage.no_response.is_some() {
                        silent += 1;
                        silence += usize::from(proposed.is_empty());
                    }
                } else {
                    answered += 1;
                    let is_gold = |end: End| gold.iter().any(|link| End::Passage(link.from) == end);
                    first += usize::from(proposed.first().is_some_and(|link| is_gold(link.from)));
                    let rank = proposed.iter().position(|link| is_gold(link.from));
                    among += usize::from(rank.is_some());
                    reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
                    let kind = |link: &&&visavis::suggest::LinkSuggestion| {
                        gold.iter().any(|g| End::Passage(g.from) == link.from && g.kind == link.kind)
                    };
                    kinds += usize::from(proposed.iter().any(|link| kind(&link)));
                }
                if loud {
                    println!(
                        "{} {}: {}",
                        passage.label,
                        if gold.is_empty() { "silence" } else { "answered" },
                        statement.words(passage)
                    );
                    for link in &gold {
                        let (s, p) = meeting.passage(link.from).unwrap();
                        println!("   = {} {}: {}", p.label, link.kind.as_str(), s.words(p));
                    }
                    for link in proposed {
                        let End::Passage(from) = link.from else { continue };
                        let (s, p) = meeting.passage(from).unwrap();
                        println!(
                            "   ? {:.2} {} {}: {} [{}]",
                            link.score,
                            p.label,
                            link.kind.as_str(),
                            s.words(p),
                            link.reason
                        );
                    }
                }
            }
        }
    }
    println!(
        "links (with topics: {with_topics}): first is right for {first} of {answered}, among three {among}, MRR {:.3}, kind right {kinds}; none for {silence} of {silent} without an answer",
        reciprocal / answered as f64
    );
    (first as f64 / answered as f64, silence as f64 / silent as f64)
}

/// The dossier without the reviewer's confirmations that nothing answers.
fn without_silence(dossier: &Dossier, name: &str, with_topics: bool) -> Dossier {
    let mut value: serde_json::Value = serde_json::from_slice(&visavis::store::to_bytes(dossier)).unwrap();
    for meeting in value["meetings"].as_array_mut().unwrap() {
        for statement in meeting["statements"].as_array_mut().unwrap() {
            for passage in statement["passages"].as_array_mut().unwrap() {
                passage.as_object_mut().unwrap().remove("no_response");
                if !with_topics {
                    passage.as_object_mut().unwrap().remove("topic");
                }
            }
        }
    }
    visavis::store::parse(&serde_json::to_vec(&value).unwrap(), name).unwrap().dossier
}

#[test]
fn findings_name_what_one_side_lacks() {
    let loud = std::env::var_os("VISAVIS_LOUD").is_some();
    let (mut marked, mut found_marked, mut proposed) = (0, 0, 0);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for name in SAMPLES {
        let (tagged, _) = sample(name, true);
        let mut value: serde_json::Value =
            serde_json::from_slice(&visavis::store::to_bytes(&tagged)).unwrap();
        for meeting in value["meetings"].as_array_mut().unwrap() {
            meeting["absences"] = serde_json::json!([]);
        }
        let bare = visavis::store::parse(&serde_json::to_vec(&value).unwrap(), name).unwrap().dossier;
        for meeting in tagged.meetings() {
            let found = findings(&bare, meeting.id(), Lists::built_in(), &Learned::default());
            for one in &found {
                *kinds.entry(format!("{:?}", one.kind)).or_default() += 1;
                assert!(one.range.slice(meeting.statement(one.statement).unwrap().text()).is_some());
                if loud {
                    println!(
                        "! {:?} {:.2} sure={} «{}»: {}",
                        one.kind, one.score, one.sure, one.about, one.reason
                    );
                }
            }
            let topics = found.iter().filter(|one| one.kind == FindingKind::OneSideOnly(Only::Topic));
            let topics: Vec<_> = topics.map(|one| (one.other, one.about.clone())).collect();
            proposed += topics.len();
            let published = |party| meeting.statements().iter().any(|s| s.party() == party);
            for absence in meeting.absences().filter(|absence| published(absence.party)) {
                marked += 1;
                let topic = tagged.topic(absence.topic).unwrap().name.clone();
                if topics.contains(&(absence.party, topic.clone())) {
                    found_marked += 1;
                } else if loud {
                    println!("- absence {} {topic}", tagged.party(absence.party).unwrap().name);
                }
            }
        }
    }
    println!("findings: {kinds:?}; absences: {found_marked} of {marked} marked, of {proposed} proposed");
    assert!(found_marked * 2 >= marked, "{found_marked} of {marked}");
}

/// A meeting of two texts of about so many bytes each, made of paragraphs of a sample with invented
/// words strewn in.
fn pair(bytes: usize) -> (Dossier, MeetingId) {
    let (tagged, _) = sample("veldmark-tarsova", true);
    let english =
        tagged.meetings().iter().flat_map(|m| m.statements()).filter(|s| s.details().language == "en");
    let paragraphs: Vec<String> =
        english.flat_map(|s| s.text().split('\n').map(str::to_owned).collect::<Vec<_>>()).collect();
    let mut dice = 12345_u64;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % sides
    };
    let syllables = ["ka", "to", "ri", "ven", "mol", "das", "per", "lun", "gro", "shi", "zan", "bel"];
    let mut empty: serde_json::Value = serde_json::from_slice(&visavis::store::to_bytes(&tagged)).unwrap();
    empty["meetings"] = serde_json::json!([]);
    let mut dossier = visavis::store::parse(&serde_json::to_vec(&empty).unwrap(), "empty").unwrap().dossier;
    let mut history = History::default();
    let (transaction, meeting) = intent::add_meeting(&dossier, MeetingDetails::default()).unwrap();
    history.commit(&mut dossier, transaction).unwrap();
    for party in 0..2 {
        let mut text = String::new();
        while text.len() < bytes {
            for word in paragraphs[roll(paragraphs.len())].split(' ') {
                if word.chars().all(char::is_lowercase) && roll(10) < 3 {
                    (0..2 + roll(3)).for_each(|_| text.push_str(syllables[roll(syllables.len())]));
                } else {
                    text.push_str(word);
                }
                text.push(' ');
            }
            text.push('\n');
        }
        let details = StatementDetails {
            party: tagged.parties()[party].id,
            language: "en".to_owned(),
            source: visavis::model::Source::default(),
        };
        let (transaction, _) =
            intent::add_statement(&dossier, meeting, details, CleanText::new(&text)).unwrap();
        history.commit(&mut dossier, transaction).unwrap();
    }
    (dossier, meeting)
}

#[test]
fn everything_at_once_is_what_its_parts_are() {
    for bytes in [300, 3_000, 30_000] {
        let (dossier, meeting) = pair(bytes);
        let (lists, learned) = (Lists::built_in(), Learned::default());
        let statements = dossier.meeting(meeting).unwrap().statements().to_vec();
        let found: Vec<_> = statements
            .iter()
            .flat_map(|statement| passages(&dossier, meeting, statement.id(), lists, &learned))
            .collect();
        let linked = links_with(&dossier, meeting, &found, lists, &learned).len();
        let noted = findings_with(&dossier, meeting, &found, lists, &learned).len();
        let everything = all(&dossier, meeting, lists, &learned);
        assert_eq!(everything.passages, found);
        assert_eq!((everything.links.len(), everything.findings.len()), (linked, noted));
    }
}
