//! What stands in the table, in which order, and what a filter leaves of it.

use proptest::prelude::*;

use super::*;
use crate::analysis::Overview;
use crate::model::testing::Sample;
use crate::model::{Reviewer, TagId};

const ALL: [MatrixSort; 8] = [
    MatrixSort::Order,
    MatrixSort::Label,
    MatrixSort::Party,
    MatrixSort::Strength,
    MatrixSort::Topic,
    MatrixSort::Status,
    MatrixSort::Replies,
    MatrixSort::Note,
];

fn rows(
    sample: &Sample,
    kind: MatrixKind,
    filter: &MatrixFilter,
    sort: MatrixSort,
    down: bool,
) -> Vec<MatrixRow> {
    matrix(&sample.dossier, &Overview::build(&sample.dossier), kind, filter, sort, down)
}

fn labels(sample: &Sample, rows: &[MatrixRow]) -> String {
    let label = |row: &MatrixRow| row.find(&sample.dossier).unwrap().1.label.to_string();
    rows.iter().map(label).collect::<Vec<_>>().join(" ")
}

/// The labels of what was raised, sorted.
fn sorted(sample: &Sample, sort: MatrixSort, down: bool) -> String {
    labels(sample, &rows(sample, MatrixKind::Raised, &MatrixFilter::default(), sort, down))
}

/// The labels of what was raised and fits.
fn fitting(sample: &Sample, filter: &MatrixFilter) -> String {
    labels(sample, &rows(sample, MatrixKind::Raised, filter, MatrixSort::Order, false))
}

/// Three meetings, the second of them before the first.
fn busy() -> Sample {
    let mut sample = Sample::new(
        &[
            (0, "[C10:Visas are slow]. [C2!:Duties rise]. [R1:We will see]."),
            (1, "[Q1:Open the BRIDGE]. [R2:Experts look at visas]. [R3:Nobody asked]. [C5@0:they worry]."),
        ],
        &["R2>C10 answers_in_part", "R3>C10 repeats", "R1>C2 answers", "C10>Q1 deflects"],
    );
    sample.add_meeting("2024-11-01", &[(0, "[C1:Queues grow]."), (1, "[A1:Both agree].")], &[]);
    sample.add_meeting(
        "2025-06-01",
        &[(1, "[R4:Now open]. [R5:And this].")],
        &["R4>C1 answers", "R5>A1 answers"],
    );
    sample
}

#[test]
fn a_row_says_what_the_table_shows() {
    let mut sample = busy();
    let visas = sample.topic("Visas", &["C10"]);
    sample.change("C10", |passage| passage.strength = Strength::new(4));
    let found = rows(&sample, MatrixKind::Raised, &MatrixFilter::default(), MatrixSort::Order, false);
    assert_eq!(labels(&sample, &found), "C1 C10 C2 Q1 C5");
    let place = sample.place(0);
    let c10 = MatrixRow {
        id: sample.id("C10"),
        meeting: place.meeting,
        statement: place.statement,
        party: sample.party(0),
        topic: Some(visas),
        strength: Strength::new(4),
        status: Some(Status::InPart),
        replies: 2,
    };
    assert_eq!(found[1], c10);
    let told = |at: usize| (found[at].party, found[at].status.unwrap(), found[at].replies);
    assert_eq!(told(0), (sample.party(0), Status::Answered, 1), "answered at a later meeting");
    assert_eq!(told(2), (sample.party(0), Status::NoResponse, 0), "no side answers itself");
    assert_eq!(told(3), (sample.party(1), Status::TurnedAside, 1));
    assert_eq!(told(4).0, sample.party(0), "words put in a side's mouth count for it");
}

#[test]
fn an_overview_that_was_brought_up_to_date_gives_the_same_rows() {
    let mut sample = busy();
    let mut overview = Overview::build(&sample.dossier);
    sample.topic("Visas", &["C10", "R2"]);
    sample.change("C2", |passage| passage.strength = Strength::new(2));
    let (meeting, link) =
        sample.dossier.link(overview.links().incoming(sample.id("C10"))[0].link.id).unwrap();
    let (meeting, link) = (meeting.id(), link.id);
    sample.dossier.remove_link(meeting, link).unwrap();
    overview.update(&sample.dossier);
    for kind in [MatrixKind::Raised, MatrixKind::Orphans] {
        let filter = MatrixFilter::default();
        let updated = matrix(&sample.dossier, &overview, kind, &filter, MatrixSort::Order, false);
        assert_eq!(updated, rows(&sample, kind, &filter, MatrixSort::Order, false));
    }
}

#[test]
fn orphans_reply_to_nothing_that_another_side_raised() {
    let sample = busy();
    let found = rows(&sample, MatrixKind::Orphans, &MatrixFilter::default(), MatrixSort::Order, false);
    // R1 answers its own side; R5 answers an agreement; R3 at least repeats.
    assert_eq!(labels(&sample, &found), "R1 R5");
    let kinds: Vec<_> = found.iter().map(|row| (row.status, row.replies)).collect();
    assert_eq!(kinds, [(None, 0), (None, 0)]);
    let with_status = MatrixFilter { status: Some(Status::NotReviewed), ..MatrixFilter::default() };
    assert!(rows(&sample, MatrixKind::Orphans, &with_status, MatrixSort::Order, false).is_empty());
    let last = MatrixFilter { from: Some("2025-03-01".parse().unwrap()), ..MatrixFilter::default() };
    assert_eq!(labels(&sample, &rows(&sample, MatrixKind::Orphans, &last, MatrixSort::Order, false)), "R5");
}

#[test]
fn rows_are_sorted_and_what_is_missing_comes_last() {
    let mut sample = busy();
    sample.topic("visas", &["C10", "C5"]);
    sample.topic("Äpfel", &["Q1"]);
    for (label, level) in [("C1", 2), ("C2", 5), ("Q1", 2)] {
        sample.change(label, |passage| passage.strength = Strength::new(level));
    }
    for (label, note) in [("C2", "Zeit"), ("C5", "éclat"), ("C1", "  ")] {
        sample.change(label, |passage| passage.note = note.to_owned());
    }
    for (sort, up, down) in [
        (MatrixSort::Order, "C1 C10 C2 Q1 C5", "C10 C2 Q1 C5 C1"),
        (MatrixSort::Label, "C1 C2 C5 C10 Q1", "Q1 C10 C5 C2 C1"),
        (MatrixSort::Party, "C1 C10 C2 C5 Q1", "Q1 C1 C10 C2 C5"),
        (MatrixSort::Strength, "C1 Q1 C2 C10 C5", "C2 C1 Q1 C10 C5"),
        (MatrixSort::Topic, "Q1 C10 C5 C1 C2", "C10 C5 Q1 C1 C2"),
        (MatrixSort::Status, "C1 C10 Q1 C2 C5", "C5 C2 Q1 C10 C1"),
        (MatrixSort::Replies, "C2 C5 C1 Q1 C10", "C10 C1 Q1 C2 C5"),
        (MatrixSort::Note, "C5 C2 C1 C10 Q1", "C2 C5 C1 C10 Q1"),
    ] {
        assert_eq!(sorted(&sample, sort, false), up, "{sort:?}");
        assert_eq!(sorted(&sample, sort, true), down, "{sort:?}, descending");
    }
}

#[test]
fn a_filter_asks_for_everything_at_once() {
    let mut sample = busy();
    let visas = sample.topic("Visas", &["C10", "C5"]);
    let ann = Reviewer::new("Ann");
    let id = ann.id;
    sample.dossier.reviewers.push(ann);
    for label in ["C2", "Q1"] {
        sample.change(label, |passage| passage.reviewer = Some(id));
    }
    sample.change("C1", |passage| passage.note = "At the Bridge".to_owned());
    let all = MatrixFilter::default;
    let day = |text: &str| Some(text.parse().unwrap());
    let with_words = |words: &str| MatrixFilter { words: words.to_owned(), ..all() };
    for (filter, expected) in [
        (all(), "C1 C10 C2 Q1 C5"),
        (MatrixFilter { meeting: Some(sample.meetings[1]), ..all() }, "C1"),
        (MatrixFilter { meeting: Some(MeetingId::random()), ..all() }, ""),
        (MatrixFilter { party: Some(sample.party(1)), ..all() }, "Q1"),
        (MatrixFilter { status: Some(Status::Answered), ..all() }, "C1"),
        (MatrixFilter { topic: Some(Some(visas)), ..all() }, "C10 C5"),
        (MatrixFilter { topic: Some(None), ..all() }, "C1 C2 Q1"),
        (MatrixFilter { tag: Some(TagId::new("request")), ..all() }, "Q1"),
        (MatrixFilter { reviewer: Some(Some(id)), ..all() }, "C2 Q1"),
        (MatrixFilter { reviewer: Some(None), ..all() }, "C1 C10 C5"),
        (with_words("bridge"), "C1 Q1"),
        (with_words("bridge the AT"), "C1"),
        (with_words("visas"), "C10 C5"),
        (with_words("visas they"), "C5"),
        (with_words("  "), "C1 C10 C2 Q1 C5"),
        (MatrixFilter { from: day("2025-02-20"), ..all() }, "C10 C2 Q1 C5"),
        (MatrixFilter { from: day("2025-02-21"), ..all() }, ""),
        (MatrixFilter { to: day("2025-02-19"), ..all() }, "C1"),
        (MatrixFilter { from: day("2025-02-20"), to: day("2024-11-01"), ..all() }, ""),
        (MatrixFilter { meeting: Some(sample.meetings[1]), from: day("2025-01-01"), ..all() }, ""),
        (MatrixFilter { reviewer: Some(Some(id)), tag: Some(TagId::new("concern")), ..all() }, "C2"),
    ] {
        assert_eq!(fitting(&sample, &filter), expected, "{filter:?}");
        assert_eq!(filter.is_empty(), expected == "C1 C10 C2 Q1 C5", "{filter:?}");
    }
}

#[test]
fn meetings_without_a_day_are_in_no_period() {
    let mut sample = busy();
    let details = crate::model::MeetingDetails::default();
    let (first, id) = (sample.meetings[0], sample.meetings[1]);
    sample.dossier.set_meeting(id, details).unwrap();
    assert_eq!(sorted(&sample, MatrixSort::Order, false), "C10 C2 Q1 C5 C1");
    assert_eq!(sorted(&sample, MatrixSort::Order, true), "C10 C2 Q1 C5 C1", "undated comes last");
    for (from, to) in [(Some("2020-01-01"), None), (None, Some("2030-01-01"))] {
        let [from, to] = [from, to].map(|day| day.map(|day| day.parse().unwrap()));
        let filter = MatrixFilter { from, to, ..MatrixFilter::default() };
        assert_eq!(fitting(&sample, &filter), "C10 C2 Q1 C5");
        assert_eq!(fitting(&sample, &MatrixFilter { meeting: Some(id), ..filter.clone() }), "");
        assert_eq!(fitting(&sample, &MatrixFilter { meeting: Some(first), ..filter }), "C10 C2 Q1 C5");
    }
}

#[test]
fn replies_stand_by_meeting_and_then_as_they_are_read() {
    let mut sample = busy();
    sample.add_meeting(
        "2025-01-01",
        &[(1, "[R9:later]. [R7:More]. [R8:and this]. [R12:z] [R13:y]"), (1, "[R11:x] [R14:w]")],
        &["R8>C10 answers", "R14>C10 repeats", "R12>C10 repeats", "R7>C10 rejects", "R11>C10 repeats"],
    );
    sample.add_meeting("2025-02-21", &[(0, "[R6:ours].")], &["R6>C10 answers"]);
    let overview = Overview::build(&sample.dossier);
    let found = replies(&sample.dossier, &overview, sample.id("C10"));
    let told: Vec<_> = found.iter().map(|r| (r.passage.label.to_string(), r.link.kind.as_str())).collect();
    let told: Vec<_> = told.iter().map(|(label, kind)| (label.as_str(), *kind)).collect();
    let expected = [
        ("R7", "rejects"),
        ("R8", "answers"),
        ("R12", "repeats"),
        ("R11", "repeats"),
        ("R14", "repeats"),
        ("R2", "answers_in_part"),
        ("R3", "repeats"),
    ];
    assert_eq!(told, expected);
    assert!(
        found.iter().all(|reply| sample.dossier.passage(reply.passage.id).unwrap().0.id() == reply.meeting)
    );
    for row in rows(&sample, MatrixKind::Raised, &MatrixFilter::default(), MatrixSort::Order, false) {
        let replies = replies(&sample.dossier, &overview, row.id);
        assert_eq!(replies.len(), usize::try_from(row.replies).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// Sorting loses and repeats nothing, and the other direction is the reverse but for equal rows
    /// and those that come last.
    #[test]
    fn every_order_has_the_same_rows(
        passages in prop::collection::vec((0..3_usize, 0..3_u8, 0..3_usize, 0..3_usize), 1..14),
    ) {
        let text: String = passages.iter().enumerate()
            .map(|(at, (who, ..))| format!("[C{}{}:words] ", at + 1, ["", "@1", "!"][*who]))
            .collect();
        let mut sample = Sample::new(&[(0, text.trim_end()), (1, "")], &[]);
        let topics: Vec<_> = ["One", "two"].into_iter().map(|name| sample.topic(name, &[])).collect();
        for (at, (_, level, topic, note)) in passages.iter().enumerate() {
            sample.change(&format!("C{}", at + 1), |passage| {
                passage.strength = Strength::new(*level);
                passage.topic = topics.get(*topic).copied();
                passage.note = ["", "a", "B"][*note].to_owned();
            });
        }
        let order = rows(&sample, MatrixKind::Raised, &MatrixFilter::default(), MatrixSort::Order, false);
        for sort in ALL {
            let [up, down] = [false, true]
                .map(|down| rows(&sample, MatrixKind::Raised, &MatrixFilter::default(), sort, down));
            for rows in [&up, &down] {
                let mut ids: Vec<_> = rows.iter().map(|row| row.id).collect();
                let mut all: Vec<_> = order.iter().map(|row| row.id).collect();
                ids.sort();
                all.sort();
                prop_assert_eq!(ids, all);
            }
            if sort == MatrixSort::Strength {
                let levels = |rows: &[MatrixRow]| rows.iter().filter_map(|row| row.strength).collect::<Vec<_>>();
                prop_assert!(levels(&up).is_sorted());
                prop_assert!(levels(&down).is_sorted_by(|a, b| a >= b));
                prop_assert!(up.is_sorted_by_key(|row| row.strength.is_none()));
                prop_assert!(down.is_sorted_by_key(|row| row.strength.is_none()));
            }
        }
    }
}
