//! Small timelines, drawn as the window would say them.

use proptest::prelude::*;

use super::*;
use crate::analysis::Status;
use crate::model::testing::Sample;
use crate::model::{Absence, AbsenceId, Codebook, Extra, Role, Tag, TagId};

/// Meetings, each with what the first and the second side say; its links.
fn sample(meetings: &[(&str, &str, &[&str])]) -> Sample {
    let mut all = meetings.iter();
    let (first, second, links) = all.next().unwrap();
    let mut sample = Sample::new(&[(0, first), (1, second)], links);
    for (at, (first, second, links)) in all.enumerate() {
        sample.add_meeting(&format!("2025-{:02}-01", at + 3), &[(0, first), (1, second)], links);
    }
    sample
}

fn timeline(sample: &Sample) -> Timeline {
    Timeline::build(&sample.dossier, &Overview::build(&sample.dossier))
}

/// A row as one would read it: words, "-" for nothing, "~" where a line passes over nothing.
fn told(sample: &Sample, timeline: &Timeline, row: usize) -> Vec<String> {
    let row = &timeline.rows[row];
    let columns = 0..u32::try_from(timeline.meetings.len()).unwrap();
    let cell = |column| {
        let mut words = row.cell(column).map_or("-", TimelineCell::words).to_owned();
        if row.cell(column).is_none_or(|cell| !cell.state.is_mention()) && row.passes(column) {
            words.push('~');
        }
        for party in row.silent(column) {
            words.push_str(&format!(" ({} silent)", sample.dossier.party(party).unwrap().name));
        }
        for id in row.passages(column) {
            words.push_str(&format!(" {}", sample.dossier.passage(*id).unwrap().2.label));
        }
        words
    };
    columns.map(cell).collect()
}

fn absent(sample: &mut Sample, meeting: usize, party: usize, topic: TopicId) {
    let absence = Absence {
        id: AbsenceId::random(),
        party: sample.party(party),
        topic,
        reason: String::new(),
        extra: Extra::default(),
    };
    sample.dossier.put_absence(sample.meetings[meeting], absence).unwrap();
}

/// The codebook of the notation with a tag for commitments, whose letter is K.
fn with_commitments(sample: &mut Sample) {
    let old = &sample.dossier.codebook;
    let mut tags = old.tags().to_vec();
    let like = tags.iter().find(|tag| tag.role == Role::Replies).unwrap().clone();
    tags.push(Tag { id: TagId::new("commitment"), letter: "K".to_owned(), key: None, ..like });
    let new = Codebook::new(tags, old.link_kinds().to_vec(), Vec::new(), Extra::default()).unwrap();
    sample.dossier.codebook = std::sync::Arc::new(new);
}

#[test]
fn a_topic_moves_from_meeting_to_meeting() {
    let mut sample = sample(&[
        ("[C1!:a].", "[R1:b].", &[]),
        ("[C2!:a]. [C3:b].", "[R2:c].", &["R2>C3 answers"]),
        ("", "Nothing.", &[]),
        ("[C4:a]", "[R4:b]", &["R4>C4 answers_in_part"]),
        ("[C5:a]", "[R5:b]", &["R5>C5 rejects"]),
        ("[C6:a]", "[R6:b]", &[]),
    ]);
    sample.topic("Visas", &["C1", "C2", "C3", "C4", "C5", "C6"]);
    let timeline = timeline(&sample);
    assert_eq!(timeline.rows.len(), 1);
    assert_eq!(
        told(&sample, &timeline, 0),
        [
            "raised, no response C1",
            // The least answered of two counts.
            "raised again, no response C2 C3",
            "-~",
            "answered in part C4",
            "turned aside C5",
            "raised again, not reviewed C6",
        ]
    );
    let row = &timeline.rows[0];
    assert_eq!((row.party, row.raised), (Some(sample.party(0)), 5));
    let cell = row.cell(1).unwrap();
    assert_eq!((cell.count(Status::Answered), cell.count(Status::NoResponse)), (1, 1));
    assert_eq!(cell.count(Status::NotReviewed), 0);
    let lines: Vec<_> = row.cells.iter().map(|cell| cell.from).collect();
    assert_eq!(lines, [None, Some(0), Some(1), Some(3), Some(4)]);
    assert!(!row.passes(0) && !row.passes(5) && !row.passes(9));
}

#[test]
fn what_is_agreed_or_promised_or_only_mentioned_is_told_where_nothing_is_raised() {
    let mut sample = sample(&[("[C1:a]", "[R1:b]", &[]), ("[C2:a] [A2:b]", "[A3:c]", &[])]);
    with_commitments(&mut sample);
    sample.add_meeting("2025-05-01", &[(0, "[R7:own]"), (1, "[K1:will] [R8:c]")], &[]);
    sample.add_meeting("2025-06-01", &[(0, "[C3:again]")], &[]);
    sample.add_meeting("2025-07-01", &[(0, "[A4:agreed]"), (1, "[K2:and will]")], &[]);
    sample.add_meeting("2025-08-01", &[(1, "[R9:a] [Q9:b]")], &[]);
    let labels = ["C1", "C2", "A2", "A3", "R7", "K1", "R8", "C3", "A4", "K2", "R9", "Q9"];
    sample.topic("Visas", &labels);
    let timeline = timeline(&sample);
    assert_eq!(
        timeline.rows.iter().map(|row| row.party.unwrap()).collect::<Vec<_>>(),
        [sample.party(0), sample.party(1)]
    );
    assert_eq!(
        told(&sample, &timeline, 0),
        [
            "raised, not reviewed C1",
            "raised again, not reviewed C2",
            "commitment K1",
            "raised, not reviewed C3",
            "agreement A4",
            "mentioned R9 Q9",
        ]
    );
    // The same meetings as seen from the side that raised it once.
    assert_eq!(told(&sample, &timeline, 1)[..2], ["mentioned C1", "agreement A2 A3"]);
    assert_eq!(told(&sample, &timeline, 1)[5], "raised, not reviewed Q9");
    // The first side's was agreed at last.
    let open: Vec<_> = timeline.open.iter().map(|open| (open.party, open.times)).collect();
    assert_eq!(open, [(sample.party(1), 1)]);
}

#[test]
fn rows_follow_the_topics_and_whoever_raised_them_most_often() {
    let mut sample = sample(&[
        ("[C1:a] [C2:b]", "", &[]),
        ("", "[C3:a]", &[]),
        ("[R1:z]", "[C4@0:they] [C5:a]", &[]),
        ("[C6@both:both]", "", &[]),
    ]);
    let first = sample.topic("Nobody", &["R1"]);
    let second = sample.topic("Both", &["C1", "C2", "C3", "C5", "C6"]);
    sample.topic("No row", &[]);
    let last = sample.topic("Attributed", &["C4"]);
    let timeline = timeline(&sample);
    let rows: Vec<_> = timeline.rows.iter().map(|row| (row.topic, row.party, row.raised)).collect();
    let [one, two] = [0, 1].map(|at| Some(sample.party(at)));
    assert_eq!(rows, [(first, None, 0), (second, one, 2), (second, two, 2), (last, one, 1)]);
    assert_eq!(told(&sample, &timeline, 0), ["-", "-", "mentioned R1", "-"]);
}

#[test]
fn a_confirmed_absence_is_shown_where_it_is_marked() {
    let mut sample = sample(&[
        ("[C1:a]", "", &[]),
        ("Nothing.", "", &[]),
        ("[C2:a]", "[R1:b]", &[]),
        ("", "", &[]),
        ("", "", &[]),
    ]);
    let visas = sample.topic("Visas", &["C1", "C2"]);
    let other = sample.topic("Only absent", &[]);
    for (meeting, party, topic) in [(0, 1, visas), (1, 0, visas), (4, 0, visas), (4, 1, visas), (3, 1, other)]
    {
        absent(&mut sample, meeting, party, topic);
    }
    let timeline = timeline(&sample);
    let row = told(&sample, &timeline, 0);
    assert_eq!(
        row[..4],
        [
            "raised, not reviewed (Tarsova silent) C1",
            "not mentioned~ (Veldmark silent)",
            "raised again, not reviewed C2",
            "-",
        ]
    );
    assert!(row[4].starts_with("not mentioned (") && row[4].matches("silent").count() == 2, "{}", row[4]);
    assert_eq!(timeline.rows[0].cell(2).unwrap().from, Some(0), "a line passes over silence");
    assert_eq!(told(&sample, &timeline, 1), ["-", "-", "-", "not mentioned (Tarsova silent)", "-"]);
    assert_eq!(timeline.rows[1].party, None);
}

#[test]
fn what_was_raised_most_often_without_a_response_stands_open_first() {
    let mut sample = sample(&[
        ("[C1:a] [C2:b]", "", &[]),
        ("[C3:a] [C4:b] [C5:c]", "[R1:x]", &["R1>C4 answers"]),
        ("[C6:a] [C7:b] [C8:c] [C9:d]", "", &[]),
        ("[C10:b]", "[R2:x] [Q1:z]", &["R2>C8 deflects"]),
    ]);
    let a = sample.topic("a", &["C1", "C3", "C6"]);
    let b = sample.topic("b", &["C2", "C4", "C7", "C10"]);
    sample.topic("c", &["C5", "C8"]);
    let d = sample.topic("d", &["C9"]);
    let z = sample.topic("z", &["Q1"]);
    let timeline = timeline(&sample);
    let open: Vec<_> = timeline.open.iter().map(|o| (o.topic, o.times, o.since, o.last)).collect();
    let m = &sample.meetings;
    assert_eq!(open, [(a, 3, m[0], m[2]), (b, 2, m[2], m[3]), (d, 1, m[2], m[2]), (z, 1, m[3], m[3])]);
    assert_eq!(timeline.open[3].party, sample.party(1));
}

#[test]
fn meetings_may_be_left_out() {
    let mut sample = sample(&[("[C1:a]", "", &[]), ("[C2:a]", "", &[]), ("", "[R1:b]", &["R1>C1 answers"])]);
    sample.topic("Visas", &["C1", "C2"]);
    let overview = Overview::build(&sample.dossier);
    let kept = [sample.meetings[0], sample.meetings[1]];
    let some = Timeline::of_meetings(&sample.dossier, &overview, |meeting| kept.contains(&meeting.id()));
    assert_eq!(some.meetings, kept);
    assert_eq!(told(&sample, &some, 0), ["answered C1", "raised, not reviewed C2"]);
    let none = Timeline::of_meetings(&sample.dossier, &overview, |_| false);
    assert_eq!(none, Timeline::default());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(80) })]

    /// Everything that is raised on a topic is counted once, in the row of the side that raised it.
    #[test]
    fn nothing_raised_is_lost_or_counted_twice(
        passages in prop::collection::vec((0..3_usize, 0..4_usize, 0..2_usize, 0..3_usize, any::<bool>()), 0..20),
    ) {
        let mut texts = vec![[String::new(), String::new()]; 3];
        for (at, (meeting, tag, side, ..)) in passages.iter().enumerate() {
            let letter = ["C", "Q", "R", "A"][*tag];
            texts[*meeting][*side].push_str(&format!("[{letter}{}:words] ", at + 1));
        }
        let texts: Vec<(&str, &str, &[&str])> =
            texts.iter().map(|[one, two]| (one.trim_end(), two.trim_end(), &[] as &[&str])).collect();
        let mut sample = sample(&texts);
        for topic in 0..2 {
            let has = passages.iter().enumerate().filter(|(_, passage)| passage.3 == topic);
            let labels: Vec<String> =
                has.map(|(at, passage)| format!("{}{}", ["C", "Q", "R", "A"][passage.1], at + 1)).collect();
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            let id = sample.topic(&format!("Topic {topic}"), &labels);
            if passages.iter().any(|passage| passage.4) {
                absent(&mut sample, topic, topic, id);
            }
        }
        let timeline = timeline(&sample);
        let mut counted = 0;
        for row in &timeline.rows {
            prop_assert!(row.cells.is_sorted_by_key(|cell| cell.column));
            for cell in &row.cells {
                let all: usize = Status::ALL.into_iter().map(|status| cell.count(status)).sum();
                counted += all;
                let ids = row.passages(cell.column);
                prop_assert_eq!(ids.is_empty(), !cell.state.is_mention());
                if let CellState::Raised(_) = cell.state {
                    prop_assert_eq!(ids.len(), all);
                }
                for id in ids {
                    let (meeting, _, passage) = sample.dossier.passage(*id).unwrap();
                    prop_assert_eq!(passage.topic, Some(row.topic));
                    prop_assert_eq!(meeting.id(), timeline.meetings[cell.column as usize]);
                }
            }
        }
        prop_assert_eq!(counted, passages.iter().filter(|passage| passage.1 < 2 && passage.3 < 2).count());
    }
}
