//! The workloads have the sizes that they promise, are sound, and are the same for the same seed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use visavis::model::{Dossier, Meeting, Statement};
use visavis::store;
use visavis::text::{ByteOffset, ByteRange};
use workloads::{Shape, Workload, make, plain};

/// Made and sound: what the program checks finds nothing, and saving would write these very bytes.
fn made(shape: Shape, seed: u64) -> Workload {
    let workload = make(shape, seed).unwrap();
    let loaded = store::parse(&workload.json, "made.json").unwrap();
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.dossier.check(), [""; 0]);
    assert_eq!(store::checked_bytes(&loaded.dossier).unwrap(), workload.json);
    workload
}

fn statements(dossier: &Dossier) -> impl Iterator<Item = &Statement> {
    dossier.meetings().iter().flat_map(|m| m.statements()).map(AsRef::as_ref)
}

/// Bytes of text, passages, links.
fn sizes(dossier: &Dossier) -> (usize, usize, usize) {
    (
        statements(dossier).map(|s| s.text().len()).sum(),
        statements(dossier).map(|s| s.passages().len()).sum(),
        dossier.meetings().iter().map(|m| m.links().len()).sum(),
    )
}

/// How many passages of a statement overlap one that stands before them.
fn overlapping(statement: &Statement) -> usize {
    let mut reach = 0;
    let over = |range: ByteRange| {
        let over = range.start().get() < reach;
        reach = reach.max(range.end().get());
        over
    };
    statement.passages().iter().map(|p| p.range).map(over).filter(|over| *over).count()
}

/// The most passages over one another at one place.
fn highest(statement: &Statement) -> usize {
    let starts = statement.passages().iter().map(|passage| passage.range.start());
    starts.map(|start| statement.passages().at(start).count()).max().unwrap_or(0)
}

#[test]
fn small_is_a_meeting_of_two_pages() {
    let dossier = made(Shape::SMALL, 1).dossier;
    assert_eq!(sizes(&dossier), (6_000, 40, 15));
    assert_eq!(
        statements(&dossier).map(|s| (s.text().len(), s.passages().len())).collect::<Vec<_>>(),
        [(3_000, 20), (3_000, 20)]
    );
}

#[test]
fn large_is_a_meeting_of_two_megabytes() {
    let dossier = made(Shape::LARGE, 1).dossier;
    assert_eq!(sizes(&dossier), (2_000_000, 20_000, 2_000));
    assert_eq!(dossier.codebook().tags().len(), 40);
    let [meeting] = dossier.meetings() else { panic!("one meeting") };
    for statement in meeting.statements() {
        let text = statement.text().as_str();
        assert_eq!((text.len(), statement.passages().len()), (1_000_000, 10_000));
        let mut lines: Vec<usize> = text.lines().map(str::len).filter(|len| *len > 0).collect();
        lines.sort_unstable();
        assert_eq!(lines.last(), Some(&100_000));
        assert!(lines[0] < 120 && lines[lines.len() / 2] > 300 && lines[lines.len() - 2] > 10_000);
        let cyrillic = text.chars().filter(|c| ('\u{400}'..='\u{4ff}').contains(c)).count();
        let share = cyrillic * 100 / text.chars().count();
        assert!((20..60).contains(&share), "{share} of 100 letters are Cyrillic");
        let over = overlapping(statement);
        // A tenth was put over others; where one reaches into the next, that one overlaps too.
        assert!((1_000..1_600).contains(&over), "{over} of 10,000 lie over others");
        assert!(highest(statement) >= 100, "{}", highest(statement));
        let blank = |passage: &str| passage.trim().is_empty();
        assert!(!statement.passages().iter().any(|p| blank(statement.words(p))));
    }
    all_kinds_near_and_far(meeting, dossier.codebook().link_kinds().len());
    let confirmed = meeting.passages().filter(|(_, p)| p.no_response.is_some()).count();
    let noted = meeting.passages().filter(|(_, p)| !p.note.is_empty()).count();
    assert!(confirmed > 20 && noted > 500, "{confirmed}, {noted}");
    let topics: BTreeSet<_> = meeting.passages().filter_map(|(_, p)| p.topic).collect();
    assert_eq!(topics.len(), 40);
}

/// Links of every kind; where an end faces the other within a fiftieth of the text, it is near.
fn all_kinds_near_and_far(meeting: &Meeting, kinds: usize) {
    let seen: BTreeSet<_> = meeting.links().map(|link| link.kind.clone()).collect();
    assert_eq!(seen.len(), kinds);
    let start = |id| meeting.passage(id).map(|(_, passage)| passage.range.start().get()).unwrap();
    let apart: Vec<usize> = meeting.links().map(|link| start(link.from).abs_diff(start(link.to))).collect();
    let near = apart.iter().filter(|apart| **apart < 20_000).count();
    assert!((1_000..1_900).contains(&near), "{near} of 2,000 links are near");
    assert!(apart.iter().any(|apart| *apart > 500_000));
}

#[test]
fn corpus_is_many_meetings() {
    let shape = Shape::CORPUS;
    assert_eq!(
        (shape.meetings, shape.text_bytes, shape.passages, shape.links, shape.topics),
        (2_000, 40_000_000, 200_000, 60_000, 300)
    );
    let dossier = made(shape.scaled(1, 100), 1).dossier;
    assert_eq!((dossier.meetings().len(), dossier.topics().len()), (20, 300));
    assert_eq!(sizes(&dossier), (400_000, 2_000, 600));
    let bytes: BTreeSet<usize> = statements(&dossier).map(|s| s.text().len()).collect();
    assert!(bytes.len() > 3, "meetings are of different size");
    let back = dossier.meetings().iter().flat_map(|m| m.links().map(move |link| (m, link)));
    assert!(back.filter(|(meeting, link)| meeting.passage(link.to).is_none()).count() > 3);
}

#[test]
fn scaled_shapes_have_more_or_less_of_it() {
    let tenth = Shape::named("large-tenth").unwrap();
    assert_eq!(sizes(&made(tenth, 1).dossier), (200_000, 2_000, 200));
    let dense = Shape::named("large-10x-passages").unwrap().scaled(1, 100);
    assert_eq!(sizes(&made(dense, 1).dossier), (20_000, 2_000, 20));
    let unbroken = made(tenth.one_paragraph(), 1).dossier;
    assert!(statements(&unbroken).all(|s| s.text().len() == 100_000 && !s.text().contains('\n')));
    assert_eq!(Shape::named("corpus-4x").unwrap().meetings, 8_000);
    for name in ["", "huge", "large-", "large-2x", "small-tenth-tenth"] {
        assert_eq!(Shape::named(name), None, "{name}");
    }
}

#[test]
fn the_same_seed_makes_the_same_and_another_another() {
    let shape = Shape::CORPUS.scaled(1, 500);
    let first = make(shape, 7).unwrap();
    assert_eq!(first.json, make(shape, 7).unwrap().json);
    assert_ne!(first.json, make(shape, 8).unwrap().json);
}

#[test]
fn the_plain_form_has_the_same_passages_and_links() {
    let shape = Shape::LARGE.scaled(1, 50);
    let dossier = made(shape, 3).dossier;
    let files: BTreeMap<&str, Vec<u8>> = plain(&dossier).into_iter().map(|f| (f.name, f.bytes)).collect();
    let list = |name: &str| -> Vec<Value> { serde_json::from_slice(&files[name]).unwrap() };
    let ids = |name: &str| -> BTreeSet<String> {
        list(name).iter().map(|span| span["id"].as_str().unwrap().to_owned()).collect()
    };
    let (in_a, in_b) = (ids("spansA.json"), ids("spansB.json"));
    assert_eq!((in_a.len(), in_b.len()), (200, 200));
    let links = list("links.json");
    assert_eq!(links.len(), 40);
    assert!(links.iter().all(|link| in_a.contains(link[0].as_str().unwrap())));
    assert!(links.iter().all(|link| in_b.contains(link[1].as_str().unwrap())));
    assert_eq!(list("tags.json").len(), 40);
    let statement = &dossier.meetings()[0].statements()[1];
    assert_eq!(files["docB.txt"], statement.text().as_bytes());
    let chars: Vec<char> = statement.text().chars().collect();
    for span in list("spansB.json") {
        let (start, end) = (span["start"].as_u64().unwrap(), span["end"].as_u64().unwrap());
        let words: String =
            chars[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()].iter().collect();
        let id = span["id"].as_str().unwrap().parse().unwrap();
        let passage = statement.passages().get(id).unwrap();
        assert_eq!(
            (statement.words(passage), passage.tag.as_str()),
            (words.as_str(), span["tag"].as_str().unwrap())
        );
    }
    let first = ByteOffset::new(0);
    assert!(statement.passages().between(ByteRange::spanning(first, ByteOffset::new(20_000))).count() == 200);
}
