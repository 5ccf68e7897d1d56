//! Tests of status, coverage and order, on dossiers written in the tests' notation.
//! They must not know how links are indexed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use proptest::prelude::*;

use super::*;
use crate::model::Dossier;
use crate::model::testing::Sample;

#[track_caller]
fn status_of(sample: &Sample, label: &str) -> Option<Status> {
    status(&sample.dossier, &LinkIndex::build(&sample.dossier), sample.passage(label))
}

/// The status of C1 in the first side's text, beside the second side's text.
#[track_caller]
fn c1(first: &str, second: &str, links: &[&str]) -> Status {
    status_of(&Sample::new(&[(0, first), (1, second)], links), "C1").unwrap()
}

#[test]
fn what_the_other_side_does_decides() {
    let text = |links: &[&str]| c1("[C1:Worry].", "[R1:A], [R2:b], [R3:c].", links);
    assert_eq!(text(&[]), Status::NotReviewed);
    assert_eq!(text(&["R1>C1 answers"]), Status::Answered);
    assert_eq!(text(&["R1>C1 answers_in_part"]), Status::InPart);
    assert_eq!(text(&["R1>C1 deflects"]), Status::TurnedAside);
    assert_eq!(text(&["R1>C1 rejects"]), Status::TurnedAside);
    assert_eq!(text(&["R1>C1 repeats"]), Status::NotReviewed);
    // The best answer counts, wherever it stands.
    assert_eq!(text(&["R1>C1 deflects", "R2>C1 answers", "R3>C1 answers_in_part"]), Status::Answered);
    assert_eq!(text(&["R1>C1 deflects", "R2>C1 answers_in_part"]), Status::InPart);
    // What the passage itself reacts to says nothing of it.
    assert_eq!(text(&["C1>R1 answers"]), Status::NotReviewed);
}

#[test]
fn a_confirmed_silence_counts_until_there_is_a_reaction() {
    let text = |links: &[&str]| c1("[C1!:Worry].", "[R1:A].", links);
    assert_eq!(text(&[]), Status::NoResponse);
    assert_eq!(text(&["R1>C1 repeats"]), Status::NoResponse);
    assert_eq!(text(&["R1>C1 deflects"]), Status::TurnedAside);
}

#[test]
fn only_what_raises_has_a_status() {
    let sample =
        Sample::new(&[(0, "[Q1:Please], [A1!:agreed], [NS1:next]."), (1, "[R1:Yes].")], &["R1>A1 answers"]);
    assert_eq!(status_of(&sample, "Q1"), Some(Status::NotReviewed));
    for label in ["A1", "NS1", "R1"] {
        assert_eq!(status_of(&sample, label), None, "{label}");
    }
}

#[test]
fn no_side_answers_itself() {
    assert_eq!(c1("[C1:Worry]. [R1:We know].", "", &["R1>C1 answers"]), Status::NotReviewed);
    let two_texts = Sample::new(&[(0, "[C1:Worry]."), (0, "[R1:We know].")], &["R1>C1 answers"]);
    assert_eq!(status_of(&two_texts, "C1"), Some(Status::NotReviewed));
    assert_eq!(
        c1("[C1:Worry].", "[R1@0:They know].", &["R1>C1 answers"]),
        Status::NotReviewed,
        "told by the other"
    );
    assert_eq!(c1("[C1@1:They worry].", "[R1:We worry].", &["R1>C1 answers"]), Status::NotReviewed);
}

#[test]
fn words_count_for_the_side_to_which_they_are_attributed() {
    let link = &["R1>C1 answers"];
    assert_eq!(c1("[C1:Worry]. [R1@1:They will see to it].", "", link), Status::Answered);
    assert_eq!(c1("[C1@1:They worry]. [R1:We will see to it].", "", link), Status::Answered);
    assert_eq!(c1("[C1:Worry]. [R1@both:Both will].", "", link), Status::Answered);
    assert_eq!(c1("[C1@both:Both worry]. [R1:We will].", "", link), Status::Answered);
    // What nobody or somebody else says counts for the side whose text it is.
    for who in ["third", "nobody", "own"] {
        assert_eq!(c1(&format!("[C1:Worry]. [R1@{who}:Yes]."), "", link), Status::NotReviewed, "{who}");
        assert_eq!(c1("[C1:Worry].", &format!("[R1@{who}:Yes]."), link), Status::Answered, "{who}");
    }
}

#[test]
fn an_answer_may_come_at_another_meeting() {
    let mut sample = Sample::new(&[(0, "[C1:Worry]. [C2:More].")], &[]);
    sample.add_meeting(
        "2025-03-01",
        &[(1, "[R1:At last]."), (0, "[R2:Ours].")],
        &["R1>C1 answers", "R2>C2 answers"],
    );
    assert_eq!(status_of(&sample, "C1"), Some(Status::Answered));
    assert_eq!(status_of(&sample, "C2"), Some(Status::NotReviewed));
    let links = LinkIndex::build(&sample.dossier);
    let [incoming] = links.incoming(sample.id("C1")) else { panic!("one link leads there") };
    assert_eq!((incoming.meeting, incoming.link.from), (sample.meetings[1], sample.id("R1")));
    assert_eq!(links.outgoing(sample.id("R1")), std::slice::from_ref(incoming));
    assert!(links.outgoing(sample.id("C1")).is_empty());
}

#[test]
fn words_that_are_lost_answer_nothing() {
    let mut sample = Sample::new(&[(0, "[C1:Worry]."), (1, "[R1:Yes].")], &["R1>C1 answers"]);
    let (place, id) = (sample.place(1), sample.id("R1"));
    let passage = sample.passage("R1").as_ref().clone();
    sample.dossier.remove_passage(place, id).unwrap();
    let lost = vec![crate::model::LostPassage {
        passage,
        was_at: crate::text::CharRange::empty_at(crate::text::CharOffset::ZERO),
        anchor: crate::text::Anchor { exact: "Yes".to_owned(), prefix: String::new(), suffix: String::new() },
    }];
    sample.dossier.set_lost(place, lost).unwrap();
    assert_eq!(sample.dossier.check(), Vec::<String>::new());
    assert_eq!(status_of(&sample, "C1"), Some(Status::NotReviewed));
    assert_eq!(LinkIndex::build(&sample.dossier).incoming(sample.id("C1")).len(), 1);
}

fn busy() -> Sample {
    Sample::new(
        &[(0, "[C1:a] [C2:b] [C3!:c] [R1:d] [C4@1:e]"), (1, "[Q1:f] [R2:g] [R3:h] [C5:i]")],
        &["R2>C1 answers", "R3>C2 rejects", "R1>Q1 answers_in_part"],
    )
}

#[test]
fn coverage_counts_what_each_side_raised() {
    let sample = busy();
    let links = LinkIndex::build(&sample.dossier);
    let of = |party| coverage(&sample.dossier, &links, sample.meeting(), sample.party(party));
    let [own, other] = [of(0), of(1)];
    let counts = |coverage: Coverage| coverage.parts().map(|(_, count)| count);
    assert_eq!((own.raised, counts(own)), (3, [1, 0, 1, 1, 0]));
    // C4 was put in the second side's mouth.
    assert_eq!((other.raised, counts(other)), (3, [0, 1, 0, 0, 2]));
    assert_eq!(other.count(Status::NotReviewed), 2);
    let all = coverage_of_meeting(&sample.dossier, &links, sample.meeting());
    assert_eq!((all.raised, counts(all)), (6, [1, 1, 1, 1, 2]));
    assert_eq!(Coverage::default().raised, 0);
    let words: Vec<&str> = all.parts().iter().map(|(status, _)| status.words()).collect();
    assert_eq!(words, ["answered", "in part", "turned aside", "no response", "not reviewed"]);
}

#[test]
fn the_next_unanswered_goes_round() {
    let sample = busy();
    let links = LinkIndex::build(&sample.dossier);
    let next = |after: Option<&str>| {
        let after = after.map(|label| sample.id(label));
        let id = next_unanswered(&sample.dossier, &links, sample.meetings[0], after, |_| true)?;
        sample.dossier.passage(id).map(|(_, _, passage)| passage.label.to_string())
    };
    for (after, expected) in
        [(None, "C3"), (Some("C1"), "C3"), (Some("C3"), "C4"), (Some("R2"), "C5"), (Some("C5"), "C3")]
    {
        assert_eq!(next(after).as_deref(), Some(expected), "after {after:?}");
    }
    let one = Sample::new(&[(0, "[C1:a]")], &[]);
    let links = LinkIndex::build(&one.dossier);
    let id = one.id("C1");
    assert_eq!(next_unanswered(&one.dossier, &links, one.meetings[0], Some(id), |_| true), Some(id));
    let none = Sample::new(&[(0, "[A1:a]")], &[]);
    assert_eq!(next_unanswered(&none.dossier, &LinkIndex::default(), none.meetings[0], None, |_| true), None);
}

#[test]
fn reading_goes_statement_by_statement_and_outer_before_later() {
    let sample = Sample::new(&[(0, "[C2:a [C1:b]] [C3:c]"), (1, "[R1:d]")], &[]);
    let order = reading_order(sample.meeting());
    let labels: Vec<String> = order.iter().map(|(_, passage)| passage.label.to_string()).collect();
    assert_eq!(labels, ["C2", "C1", "C3", "R1"]);
    assert_eq!(order[3].0.id(), sample.place(1).statement);
}

/// What each side raised adds up to what the meeting raised, and each sum to its parts.
fn sums_agree(dossier: &Dossier) {
    let links = LinkIndex::build(dossier);
    for meeting in dossier.meetings() {
        let all = coverage_of_meeting(dossier, &links, meeting);
        let sides: Vec<Coverage> =
            dossier.parties().iter().map(|party| coverage(dossier, &links, meeting, party.id)).collect();
        assert_eq!(all.raised, all.parts().iter().map(|(_, count)| count).sum::<usize>());
        for status in Status::ALL {
            assert_eq!(all.count(status), sides.iter().map(|side| side.count(status)).sum::<usize>());
        }
        let raised = meeting.passages().filter(|(_, p)| dossier.codebook().raises(&p.tag)).count();
        assert_eq!(all.raised, raised);
        let open = all.count(Status::NoResponse) + all.count(Status::NotReviewed);
        assert_eq!(open > 0, next_unanswered(dossier, &links, meeting.id(), None, |_| true).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn coverage_adds_up(
        passages in prop::collection::vec((0..5_usize, 0..5_usize, 0..2_usize), 0..12),
        links in prop::collection::btree_set((0..12_usize, 0..12_usize, 0..5_usize), 0..12),
    ) {
        let labels: Vec<String> =
            passages.iter().enumerate().map(|(i, p)| format!("{}{}", ["C", "Q", "R", "A", "NS"][p.0], i + 1)).collect();
        let mut texts = [String::new(), String::new()];
        for (label, (_, who, side)) in labels.iter().zip(&passages) {
            let who = ["", "@0", "@1", "@both", "!"][*who];
            texts[*side].push_str(&format!("[{label}{who}:words] "));
        }
        let kinds = ["answers", "answers_in_part", "deflects", "rejects", "repeats"];
        let links: Vec<String> = links
            .into_iter()
            .filter(|(from, to, _)| from != to && *from < labels.len() && *to < labels.len())
            .map(|(from, to, kind)| format!("{}>{} {}", labels[from], labels[to], kinds[kind]))
            .collect();
        let links: Vec<&str> = links.iter().map(String::as_str).collect();
        let sample = Sample::new(&[(0, texts[0].trim_end()), (1, texts[1].trim_end())], &links);
        sums_agree(&sample.dossier);
    }
}
