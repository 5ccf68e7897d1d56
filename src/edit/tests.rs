//! Tests of apply and history: all or nothing, exact inverses, merging, names of states.
//! They must not know which intents exist beyond a few examples.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

pub(crate) mod random;

use std::sync::Arc;

use super::*;
use crate::model::testing::Sample;
use crate::model::{
    Absence, AbsenceId, Codebook, Dossier, Extra, Label, Link, LinkId, LinkKindId, Meeting, MeetingDetails,
    Moment, Palette, Party, Passage, PassageId, Reviewer, ReviewerId, StatementDetails, TagId, Topic,
    TopicId,
};
use crate::text::ByteRange;

const BY: By = By { reviewer: None, now: Moment::UNIX_EPOCH };

fn sample() -> Sample {
    Sample::new(
        &[
            (0, "We [C1:worry about the border] and [C2:the tariff]."),
            (1, "[R1:We will look at the border]."),
        ],
        &["R1>C1 answers"],
    )
}

fn plain(edits: Vec<Edit>) -> Transaction {
    Transaction { label: "Test".to_owned(), edits, focus: None, merge: None }
}

/// Applies edits that must be refused for this reason, and leave everything as it was.
#[track_caller]
fn refused(dossier: &mut Dossier, mut edits: Vec<Edit>, why: &str) {
    let before = dossier.clone();
    // Something that fits comes first, so that there is something to take back.
    edits.insert(0, Edit::SetTitle("Changed".to_owned()));
    edits.insert(1, Edit::PutTopic { index: 0, topic: Topic::new("First") });
    let error = apply(dossier, &plain(edits)).expect_err("this must be refused").to_string();
    assert!(error.contains(why), "«{error}» says nothing of «{why}»");
    assert_eq!(*dossier, before);
}

fn passage(sample: &Sample, label: &str, change: impl FnOnce(&mut Passage)) -> Edit {
    let (old, id) = (sample.passage(label), sample.id(label));
    let mut passage = Passage::clone(old);
    change(&mut passage);
    Edit::PutPassage { place: sample.dossier.place_of(id).unwrap(), passage: Arc::new(passage) }
}

fn any_link(sample: &Sample, change: impl FnOnce(&mut Link)) -> Edit {
    let mut link = Link::clone(sample.meeting().links().next().unwrap());
    change(&mut link);
    Edit::PutLink { meeting: sample.meetings[0], link: Arc::new(link) }
}

#[test]
fn nothing_may_refer_to_what_is_gone() {
    let mut sample = sample();
    let (meeting, place) = (sample.meetings[0], sample.place(0));
    let (c1, party) = (sample.id("C1"), sample.party(0));
    let mut dossier = sample.dossier.clone();
    let dossier = &mut dossier;
    refused(dossier, vec![Edit::RemovePassage { place, id: c1 }], "the link leads is not in");
    refused(dossier, vec![Edit::RemoveStatement(place)], "the link leads is not in");
    refused(dossier, vec![Edit::RemoveStatement(sample.place(1))], "must begin at a passage");
    refused(
        dossier,
        vec![Edit::RemoveParty(party)],
        "is still used by a statement of the meeting «Meeting of",
    );
    refused(dossier, vec![Edit::SetCodebook(Arc::new(Codebook::default()))], "is not in the codebook");
    refused(dossier, vec![passage(&sample, "C1", |p| p.tag = TagId::new("no"))], "the tag «no» of C1");
    refused(dossier, vec![passage(&sample, "C1", |p| p.topic = Some(TopicId::random()))], "the topic of C1");
    refused(dossier, vec![passage(&sample, "C1", |p| p.reviewer = Some(ReviewerId::random()))], "reviewer");
    refused(dossier, vec![any_link(&sample, |l| l.kind = LinkKindId::new("no"))], "the link kind «no»");
    refused(dossier, vec![any_link(&sample, |l| l.to = PassageId::random())], "is not in this dossier");
    refused(dossier, vec![any_link(&sample, |l| l.from = PassageId::random())], "of its own meeting");
    refused(dossier, vec![any_link(&sample, |l| l.to = l.from)], "to itself");
    refused(dossier, vec![any_link(&sample, |l| l.id = LinkId::random())], "already");
    let absence = |topic| Absence {
        id: AbsenceId::random(),
        party,
        topic,
        reason: String::new(),
        extra: Extra::default(),
    };
    refused(dossier, vec![Edit::PutAbsence { meeting, absence: absence(TopicId::random()) }], "absence");
    let details = StatementDetails {
        party: Party::new("Third", Palette::Red).id,
        ..sample.meeting().statements()[0].details().clone()
    };
    refused(dossier, vec![Edit::SetStatement { place, details: Box::new(details) }], "party");
    sample.add_meeting("2025-03-01", &[(1, "[R2:As we said].")], &["R2>C1 repeats"]);
    refused(&mut sample.dossier.clone(), vec![Edit::RemoveMeeting(meeting)], "the link leads is not in");
}

#[test]
fn topics_and_reviewers_stay_while_they_are_used() {
    let mut sample = sample();
    let (topic, reviewer) = (Topic::new("Border"), Reviewer::new("Ada"));
    let (t, r) = (topic.id, reviewer.id);
    let edits = vec![
        Edit::PutTopic { index: 9, topic },
        Edit::PutReviewer { index: 9, reviewer },
        passage(&sample, "C1", |p| (p.topic, p.reviewer) = (Some(t), Some(r))),
    ];
    apply(&mut sample.dossier, &plain(edits)).unwrap();
    assert_eq!(sample.dossier.check(), Vec::<String>::new());
    refused(&mut sample.dossier, vec![Edit::RemoveTopic(t)], "passage C1 of");
    refused(&mut sample.dossier, vec![Edit::RemoveReviewer(r)], "passage C1 of");
    let edits = vec![
        Edit::RemoveTopic(t),
        Edit::RemoveReviewer(r),
        passage(&sample, "C1", |p| (p.topic, p.reviewer) = (None, None)),
    ];
    // What matters is how things stand in the end.
    apply(&mut sample.dossier, &plain(edits)).unwrap();
}

#[test]
fn labels_and_ids_are_unique() {
    let sample = sample();
    let mut dossier = sample.dossier.clone();
    let dossier = &mut dossier;
    let (meeting, place) = (sample.meetings[0], sample.place(0));
    let label = |text: &str| text.parse::<Label>().unwrap();
    refused(
        dossier,
        vec![passage(&sample, "C1", |p| p.label = label("C2"))],
        "two passages would be labelled C2",
    );
    refused(dossier, vec![passage(&sample, "C1", |p| p.label = label("C3"))], "C3 was never given out");
    refused(dossier, vec![passage(&sample, "C1", |p| p.former_labels = vec![label("R1")])], "labelled R1");
    refused(dossier, vec![passage(&sample, "C1", |p| p.former_labels = vec![label("C1")])], "labelled C1");
    refused(dossier, vec![Edit::SetLabels { meeting, counters: Default::default() }], "never given out");
    let Edit::PutPassage { passage: other, .. } = passage(&sample, "R1", |p| p.label = label("C1")) else {
        unreachable!()
    };
    let clash = vec![Edit::PutPassage { place, passage: other }];
    refused(dossier, clash, "two passages would be labelled");
    let twin = Arc::new(sample.meeting().statements()[0].as_ref().clone());
    let elsewhere = Meeting::new(MeetingDetails::default());
    let id = elsewhere.id();
    let edits = vec![
        Edit::AddMeeting(Arc::new(elsewhere)),
        Edit::SetLabels { meeting: id, counters: sample.meeting().labels().clone() },
        Edit::AddStatement { meeting: id, index: 0, statement: twin },
    ];
    refused(dossier, edits, "statement");
    refused(dossier, vec![Edit::AddMeeting(Arc::clone(sample.meeting()))], "already");
    refused(dossier, vec![passage(&sample, "C1", |p| p.range = ByteRange::empty_at(p.range.start()))], "fit");
}

#[test]
fn an_inverse_restores_the_order_of_lists() {
    let mut sample = sample();
    let third = Party::new("Third", Palette::Green);
    let before = sample.dossier.clone();
    let [first, second] = [0, 1].map(|index| sample.dossier.parties()[index].clone());
    let edits = vec![
        Edit::PutParty { index: 0, party: second },
        Edit::PutParty { index: 1, party: Party { name: "Renamed".to_owned(), ..first } },
        Edit::PutParty { index: 0, party: third.clone() },
    ];
    let back = apply(&mut sample.dossier, &plain(edits.clone())).unwrap();
    let names: Vec<&str> = sample.dossier.parties().iter().map(|party| party.name.as_str()).collect();
    assert_eq!(names, ["Third", "Tarsova", "Renamed"]);
    let after = sample.dossier.clone();
    let forth = apply(&mut sample.dossier, &back).unwrap();
    assert_eq!(sample.dossier, before);
    apply(&mut sample.dossier, &forth).unwrap();
    assert_eq!(sample.dossier, after);
    let back = apply(&mut sample.dossier, &plain(vec![Edit::RemoveParty(third.id)])).unwrap();
    apply(&mut sample.dossier, &back).unwrap();
    assert_eq!(sample.dossier, after);
}

#[test]
fn meetings_move_with_their_date_and_back() {
    let mut sample = sample();
    sample.add_meeting("2025-03-01", &[(0, "[C3:Later].")], &[]);
    let before = sample.dossier.clone();
    let id = sample.meetings[0];
    let details = MeetingDetails { date: None, ..sample.meeting().details().clone() };
    let back = apply(&mut sample.dossier, &plain(vec![Edit::SetMeeting { id, details }])).unwrap();
    assert_eq!(sample.dossier.meetings().last().map(|m| m.id()), Some(id));
    assert_eq!(sample.dossier.check(), Vec::<String>::new());
    apply(&mut sample.dossier, &back).unwrap();
    assert_eq!(sample.dossier, before);
}

fn note(sample: &Sample, text: &str) -> Transaction {
    let id = sample.id("C1");
    intent::set_note(&sample.dossier, sample.dossier.place_of(id).unwrap(), id, text, &BY).unwrap()
}

#[test]
fn typing_is_one_step_until_it_is_sealed() {
    let mut sample = sample();
    let mut history = History::default();
    let start = sample.dossier.clone();
    let type_on = |sample: &mut Sample, history: &mut History, text: &str| {
        let transaction = note(sample, text);
        assert!(history.commit(&mut sample.dossier, transaction).unwrap());
    };
    for text in ["w", "wh", "why"] {
        type_on(&mut sample, &mut history, text);
    }
    assert_eq!(history.past_len(), (1, 1), "one step that holds one edit");
    let why = sample.dossier.clone();
    history.seal();
    type_on(&mut sample, &mut history, "why?");
    history.undo(&mut sample.dossier).unwrap();
    assert_eq!(sample.dossier, why);
    // After a step back nothing is added to the step before.
    type_on(&mut sample, &mut history, "why!");
    history.undo(&mut sample.dossier).unwrap();
    assert_eq!(sample.dossier, why);
    let undone = history.undo(&mut sample.dossier).unwrap().unwrap();
    assert_eq!(undone.label, "Change the note of C1");
    assert_eq!(sample.dossier, start);
    assert_eq!(history.undo(&mut sample.dossier).unwrap(), None);
    history.redo(&mut sample.dossier).unwrap();
    assert_eq!(sample.dossier, why);
}

#[test]
fn typing_elsewhere_is_another_step() {
    let mut sample = sample();
    let mut history = History::default();
    let first = note(&sample, "a");
    history.commit(&mut sample.dossier, first).unwrap();
    let title = intent::set_title(&sample.dossier, "T");
    history.commit(&mut sample.dossier, title).unwrap();
    let second = note(&sample, "ab");
    history.commit(&mut sample.dossier, second).unwrap();
    assert_eq!(history.past_len().0, 3);
}

#[test]
fn a_merged_step_takes_back_all_that_came_with_it() {
    let mut sample = sample();
    let (start, mut history) = (sample.dossier.clone(), History::default());
    let (entry, reviewer) = intent::ensure_reviewer(&sample.dossier, " Ada ");
    let mut first = note(&sample, "a");
    first.edits.insert(0, entry.unwrap());
    history.commit(&mut sample.dossier, first).unwrap();
    assert_eq!(intent::ensure_reviewer(&sample.dossier, "Ada"), (None, reviewer));
    let second = note(&sample, "ab");
    history.commit(&mut sample.dossier, second).unwrap();
    let end = sample.dossier.clone();
    history.undo(&mut sample.dossier).unwrap();
    assert_eq!(sample.dossier, start);
    history.redo(&mut sample.dossier).unwrap();
    assert_eq!(sample.dossier, end);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut sample = sample();
    let mut history = History::default();
    let idle = note(&sample, "");
    assert!(idle.edits.is_empty());
    assert!(!history.commit(&mut sample.dossier, idle).unwrap());
    let same = plain(vec![Edit::SetTitle(sample.dossier.title().to_owned()), passage(&sample, "C1", |_| {})]);
    assert!(!history.commit(&mut sample.dossier, same).unwrap());
    assert_eq!((history.revision(), history.undo_label()), (0, None));
}

#[test]
fn revisions_name_states() {
    let mut sample = sample();
    let mut history = History::default();
    let set = |history: &mut History, sample: &mut Sample, title: &str| {
        let transaction = plain(vec![Edit::SetTitle(title.to_owned())]);
        history.commit(&mut sample.dossier, transaction).unwrap();
        history.revision()
    };
    let zero = history.revision();
    let one = set(&mut history, &mut sample, "one");
    let two = set(&mut history, &mut sample, "two");
    history.undo(&mut sample.dossier).unwrap();
    assert_eq!(history.revision(), one);
    assert_eq!((history.undo_label(), history.redo_label()), (Some("Test"), Some("Test")));
    history.redo(&mut sample.dossier).unwrap();
    assert_eq!(history.revision(), two);
    history.undo(&mut sample.dossier).unwrap();
    history.undo(&mut sample.dossier).unwrap();
    assert_eq!(history.revision(), zero);
    let other = set(&mut history, &mut sample, "other");
    assert!(![zero, one, two].contains(&other));
    assert_eq!(history.redo_label(), None);
}
