//! What becomes of single disagreements.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{Choices, Conflict, ConflictKind, Merged, Side, merge, merge_with};
use crate::edit::{By, Edit, Focus, History, Transaction, intent};
use crate::model::testing::Sample;
use crate::model::{
    Absence, AbsenceId, Codebook, Dossier, Extra, LinkKindId, Memo, MemoScope, MemoSection, Moment, Palette,
    Passage, TagId, Topic,
};
use crate::text::CleanText;

const BY: By = By { reviewer: None, now: Moment::UNIX_EPOCH };

fn sample() -> Sample {
    Sample::new(
        &[
            (0, "We [C1:worry about the border] and [C2:the tariff]. That is all."),
            (1, "[R1:We will look at the border]. Nothing more."),
        ],
        &["R1>C1 answers"],
    )
}

/// A version of the sample's dossier.
fn version(sample: &Sample, change: impl FnOnce(&mut Sample)) -> Dossier {
    let mut version = Sample { dossier: sample.dossier.clone(), meetings: sample.meetings.clone() };
    change(&mut version);
    assert_eq!(version.dossier.check(), [""; 0]);
    version.dossier
}

fn carry_out(sample: &mut Sample, transaction: Transaction) {
    History::default().commit(&mut sample.dossier, transaction).unwrap();
}

fn edits(sample: &mut Sample, edits: Vec<Edit>) {
    let transaction =
        Transaction { label: "Test".to_owned(), edits, focus: Some(Focus::Dossier), merge: None };
    carry_out(sample, transaction);
}

fn tag(sample: &mut Sample, statement: usize, words: &str, tag: &str) {
    let (place, range) = (sample.place(statement), sample.words(statement, words));
    let made = intent::tag_range(&sample.dossier, place, range, &TagId::new(tag), &BY).unwrap();
    carry_out(sample, made.0);
}

fn untag(sample: &mut Sample, label: &str) {
    let id = sample.id(label);
    let place = sample.dossier.place_of(id).unwrap();
    let transaction = intent::remove_passage(&sample.dossier, place, id).unwrap();
    carry_out(sample, transaction);
}

fn revise(sample: &mut Sample, statement: usize, text: &str) {
    let place = sample.place(statement);
    let plan = intent::Plan::new(sample.dossier.statement(place).unwrap(), CleanText::new(text));
    let transaction = intent::revise(&sample.dossier, place, &plan, &BTreeMap::new(), &BY).unwrap();
    carry_out(sample, transaction);
}

fn merged(base: &Sample, ours: &Dossier, theirs: &Dossier) -> Merged {
    let merged = merge(&base.dossier, ours, theirs);
    assert_eq!(merged.dossier.check(), [""; 0]);
    merged
}

/// The outcome as a sample, whose passages are found by label.
fn outcome(base: &Sample, merged: &Merged) -> Sample {
    Sample { dossier: merged.dossier.clone(), meetings: base.meetings.clone() }
}

/// Labels of conflicts, and what was taken.
fn told(merged: &Merged) -> Vec<(&str, Side)> {
    merged.conflicts.iter().map(|conflict| (conflict.label.as_str(), conflict.chosen)).collect()
}

fn settle(base: &Sample, ours: &Dossier, theirs: &Dossier, conflict: &Conflict, side: Side) -> Merged {
    let mut choices = Choices::default();
    choices.choose(conflict, side);
    let merged = merge_with(&base.dossier, ours, theirs, &choices);
    assert_eq!(merged.dossier.check(), [""; 0]);
    merged
}

#[test]
fn different_fields_of_one_passage_come_together() {
    let base = sample();
    let ours = version(&base, |ours| ours.change("C1", |c1| c1.note = "Ours".into()));
    let theirs = version(&base, |theirs| {
        let topic = theirs.topic("Border", &["C1"]);
        theirs.change("C1", |c1| (c1.topic, c1.verb) = (Some(topic), "worry".into()));
    });
    let merged = merged(&base, &ours, &theirs);
    assert_eq!((told(&merged), merged.notes.len()), (vec![], 0));
    let c1 = Passage::clone(outcome(&base, &merged).passage("C1"));
    assert_eq!(
        (c1.note.as_str(), c1.verb.as_str(), c1.topic),
        ("Ours", "worry", Some(theirs.topics()[0].id))
    );
}

#[test]
fn a_note_that_both_changed_is_ours_until_theirs_is_chosen() {
    let base = sample();
    let ours = version(&base, |ours| ours.change("C1", |c1| c1.note = "Ours".into()));
    let theirs = version(&base, |theirs| theirs.change("C1", |c1| c1.note = "Theirs".into()));
    let first = merged(&base, &ours, &theirs);
    assert_eq!(told(&first), [("note of C1", Side::Ours)]);
    let conflict = &first.conflicts[0];
    assert_eq!([&conflict.base, &conflict.ours, &conflict.theirs], ["", "Ours", "Theirs"]);
    assert_eq!(conflict.meeting, Some(base.meetings[0]));
    let settled = settle(&base, &ours, &theirs, conflict, Side::Theirs);
    assert_eq!(told(&settled), [("note of C1", Side::Theirs)]);
    assert_eq!(settled.dossier, theirs);
}

#[test]
fn a_label_that_both_gave_out_stays_with_ours() {
    let base = sample();
    let ours = version(&base, |ours| tag(ours, 0, "That is all", "concern"));
    let theirs = version(&base, |theirs| tag(theirs, 1, "Nothing more", "concern"));
    let merged = merged(&base, &ours, &theirs);
    assert_eq!(told(&merged), []);
    assert_eq!(
        merged.notes,
        [
            "C3 was given out on both sides in the meeting of 2025-02-20, Meeting of 2025-02-20; theirs is C4 now"
        ]
    );
    let outcome = outcome(&base, &merged);
    assert_eq!(outcome.meeting().passage(outcome.id("C3")).unwrap().0.id(), outcome.place(0).statement);
    assert_eq!(outcome.meeting().passage(outcome.id("C4")).unwrap().0.id(), outcome.place(1).statement);
    assert_eq!(outcome.meeting().labels().last("C"), 4);
}

#[test]
fn a_passage_that_both_tagged_otherwise_keeps_the_other_label_among_its_former_ones() {
    let base = sample();
    let retag = |version: &mut Sample, tag: &str| {
        let id = version.id("C1");
        let place = version.dossier.place_of(id).unwrap();
        let transaction = intent::retag(&version.dossier, place, id, &TagId::new(tag), &BY).unwrap();
        carry_out(version, transaction);
    };
    let ours = version(&base, |ours| retag(ours, "request"));
    let theirs = version(&base, |theirs| retag(theirs, "agreement"));
    let merged = merged(&base, &ours, &theirs);
    assert_eq!(told(&merged), [("tag of C1", Side::Ours)].map(|(_, side)| ("tag of Q1", side)));
    let outcome = outcome(&base, &merged);
    let former: Vec<String> = outcome.passage("Q1").former_labels.iter().map(ToString::to_string).collect();
    assert_eq!(former, ["C1", "A1"]);
}

#[test]
fn passages_follow_a_text_that_one_side_replaced() {
    let base = sample();
    let ours =
        version(&base, |ours| revise(ours, 0, "Today we worry about the border and a levy. That is all."));
    let theirs = version(&base, |theirs| {
        tag(theirs, 0, "That is all", "agreement");
        tag(theirs, 0, "the tariff", "request");
        theirs.change("C1", |c1| c1.note = "Theirs".into());
    });
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merged(&base, ours, theirs);
        assert_eq!(told(&merged), []);
        let outcome = outcome(&base, &merged);
        let statement = &outcome.meeting().statements()[0];
        assert!(statement.text().starts_with("Today"));
        assert_eq!(statement.words(outcome.passage("C1")), "worry about the border");
        assert_eq!(outcome.passage("C1").note, "Theirs");
        assert_eq!(statement.words(outcome.passage("A1")), "That is all");
        // The words of these are gone; one was in both, one only in theirs.
        let mut lost: Vec<String> =
            statement.lost().iter().map(|lost| lost.passage.label.to_string()).collect();
        lost.sort();
        assert_eq!(lost, ["C2", "Q1"]);
        assert_eq!(statement.revisions().len(), 1);
    }
}

#[test]
fn of_two_new_texts_one_is_taken_and_the_other_kept() {
    let base = sample();
    let (one, other) =
        ("We worry about the border, today.", "We worry about the border and the tariff, so far.");
    let ours = version(&base, |ours| revise(ours, 0, one));
    let theirs = version(&base, |theirs| {
        revise(theirs, 0, other);
        tag(theirs, 0, "so far", "request");
    });
    let first = merged(&base, &ours, &theirs);
    let conflict = &first.conflicts[0];
    assert_eq!((conflict.kind, first.conflicts.len()), (ConflictKind::Text, 1));
    assert!(conflict.ours.contains("today") && conflict.theirs.contains("so far"), "{conflict:?}");
    let after = outcome(&base, &first);
    let statement = &after.meeting().statements()[0];
    assert_eq!(statement.text().as_str(), one);
    assert!(statement.revisions().iter().any(|revision| revision.text.as_str() == other));
    assert_eq!(statement.words(after.passage("C1")), "worry about the border");
    assert!(statement.lost().iter().any(|lost| lost.passage.label.to_string() == "Q1"));

    let settled = settle(&base, &ours, &theirs, conflict, Side::Theirs);
    let after = outcome(&base, &settled);
    let statement = &after.meeting().statements()[0];
    assert_eq!(statement.text().as_str(), other);
    assert!(statement.revisions().iter().any(|revision| revision.text.as_str() == one));
    assert_eq!(statement.words(after.passage("Q1")), "so far");
    assert_eq!(statement.words(after.passage("C2")), "the tariff");
}

#[test]
fn what_one_deleted_and_the_other_changed_is_kept() {
    let base = sample();
    let ours = version(&base, |ours| untag(ours, "C1"));
    let theirs = version(&base, |theirs| theirs.change("C1", |c1| c1.note = "Theirs".into()));
    let first = merged(&base, &ours, &theirs);
    assert_eq!(told(&first), [("C1", Side::Theirs)]);
    assert_eq!(
        (first.conflicts[0].kind, first.conflicts[0].ours.as_str()),
        (ConflictKind::Deleted, "deleted")
    );
    assert_eq!(outcome(&base, &first).passage("C1").note, "Theirs");
    assert_eq!(first.dossier.meetings()[0].links().len(), 1, "its link comes back with it");
    let settled = settle(&base, &ours, &theirs, &first.conflicts[0], Side::Ours);
    assert_eq!(settled.dossier, ours);
}

#[test]
fn what_the_other_side_came_to_need_is_kept() {
    let base = sample();
    let ours = version(&base, |ours| untag(ours, "C2"));
    let theirs = version(&base, |theirs| {
        let kind = LinkKindId::new("rejects");
        let transaction =
            intent::link(&theirs.dossier, theirs.id("R1"), theirs.id("C2"), &kind, &BY).unwrap();
        carry_out(theirs, transaction);
    });
    let first = merged(&base, &ours, &theirs);
    assert_eq!(told(&first), [("C2", Side::Theirs)]);
    assert_eq!(first.dossier, theirs);
    let settled = settle(&base, &ours, &theirs, &first.conflicts[0], Side::Ours);
    assert_eq!(settled.dossier, ours);
    assert_eq!(settled.notes.len(), 1, "{:?}", settled.notes);
}

#[test]
fn a_statement_that_one_deleted_comes_back_whole_where_the_other_worked_in_it() {
    let base = sample();
    let ours = version(&base, |ours| {
        let transaction = intent::remove_statement(&ours.dossier, ours.place(0)).unwrap();
        carry_out(ours, transaction);
    });
    let theirs = version(&base, |theirs| tag(theirs, 0, "That is all", "agreement"));
    let first = merged(&base, &ours, &theirs);
    assert_eq!(first.conflicts.len(), 1);
    assert_eq!(first.dossier, theirs, "with passages and links that the deletion took along");
    let settled = settle(&base, &ours, &theirs, &first.conflicts[0], Side::Ours);
    assert_eq!(settled.dossier.meetings()[0].statements().len(), 1);
    // The same for the whole meeting, and from the other side.
    let gone = version(&base, |gone| {
        let transaction = intent::remove_meeting(&gone.dossier, gone.meetings[0]).unwrap();
        carry_out(gone, transaction);
    });
    let second = merged(&base, &theirs, &gone);
    assert_eq!((second.conflicts.len(), &second.dossier), (1, &theirs));
    assert_eq!(settle(&base, &theirs, &gone, &second.conflicts[0], Side::Theirs).dossier, gone);
}

#[test]
fn a_topic_that_one_deleted_is_kept_where_the_other_uses_it() {
    let mut base = sample();
    let topic = base.topic("Border", &[]);
    let party = base.party(1);
    let ours = version(&base, |ours| edits(ours, vec![Edit::RemoveTopic(topic)]));
    let theirs = version(&base, |theirs| {
        let absence =
            Absence { id: AbsenceId::random(), party, topic, reason: "None".into(), extra: Extra::default() };
        let meeting = theirs.meetings[0];
        edits(theirs, vec![Edit::PutAbsence { meeting, absence }]);
    });
    let merged = merged(&base, &ours, &theirs);
    assert_eq!(told(&merged), []);
    assert_eq!(merged.dossier, theirs);
    assert_eq!(merged.notes, ["topic «Border» is kept: it is in use, though ours deleted it"]);
}

#[test]
fn links_that_say_the_same_become_one() {
    let base = sample();
    let link = |version: &mut Sample, note: &str| {
        let kind = LinkKindId::new("rejects");
        let made = intent::link(&version.dossier, version.id("R1"), version.id("C2"), &kind, &BY).unwrap();
        carry_out(version, made);
        let (meeting, id) = {
            let meeting = version.meeting();
            (meeting.id(), meeting.links().find(|link| link.kind == kind).unwrap().id)
        };
        let noted = intent::set_link_note(&version.dossier, meeting, id, note, &BY).unwrap();
        carry_out(version, noted);
    };
    let ours = version(&base, |ours| link(ours, "Ours"));
    let theirs = version(&base, |theirs| link(theirs, "Theirs"));
    let merged = merged(&base, &ours, &theirs);
    assert_eq!((merged.conflicts.len(), merged.notes.len()), (0, 1));
    let links: Vec<_> =
        merged.dossier.meetings()[0].links().filter(|link| link.kind.as_str() == "rejects").collect();
    assert_eq!(links.len(), 1);
    let mut notes: Vec<&str> = links[0].note.lines().collect();
    notes.sort();
    assert_eq!(notes, ["Ours", "Theirs"]);
}

#[test]
fn two_tags_with_one_letter_and_key_go_together() {
    let base = sample();
    let with_tag = |version: &mut Sample, id: &str| {
        let old = version.dossier.codebook();
        let mut tags = old.tags().to_vec();
        let mut tag = tags[0].clone();
        (tag.id, tag.letter, tag.key, tag.colour) = (TagId::new(id), "X".into(), Some(9), Palette::Teal);
        tags.push(tag);
        let (kinds, families) = (old.link_kinds().to_vec(), old.strengths().to_vec());
        let new = Codebook::new(tags, kinds, families, Extra::default()).unwrap();
        edits(version, vec![Edit::SetCodebook(Arc::new(new))]);
    };
    let ours = version(&base, |ours| with_tag(ours, "praise"));
    let theirs = version(&base, |theirs| {
        with_tag(theirs, "threat");
        tag(theirs, 0, "That is all", "threat");
    });
    let merged = merged(&base, &ours, &theirs);
    let tag = |id: &str| merged.dossier.codebook().tag(&TagId::new(id)).unwrap();
    assert_eq!((tag("praise").letter.as_str(), tag("praise").key), ("X", Some(9)));
    assert_eq!((tag("threat").letter.as_str(), tag("threat").key), ("XA", None));
    assert_eq!((merged.conflicts.len(), merged.notes.len()), (0, 2));
}

#[test]
fn memos_come_together_section_by_section() {
    let mut base = sample();
    let scope = MemoScope::Period { from: None, to: None };
    base.dossier.memos.push(Arc::new(Memo::new("Memo", scope, None, Moment::UNIX_EPOCH)));
    let write = |version: &mut Sample, sections: &[(MemoSection, &str)]| {
        let memo = Arc::make_mut(&mut version.dossier.memos[0]);
        memo.texts.extend(sections.iter().map(|(section, words)| (*section, (*words).to_owned())));
    };
    let ours =
        version(&base, |ours| write(ours, &[(MemoSection::Facts, "Ours"), (MemoSection::Change, "Same")]));
    let theirs = version(&base, |theirs| {
        write(
            theirs,
            &[
                (MemoSection::BottomLine, "Theirs"),
                (MemoSection::Facts, "Theirs"),
                (MemoSection::Change, "Same"),
            ],
        );
    });
    let merged = merged(&base, &ours, &theirs);
    assert_eq!(told(&merged), [("section «facts» of memo «Memo»", Side::Ours)]);
    let memo = &merged.dossier.memos()[0];
    assert_eq!(
        [MemoSection::BottomLine, MemoSection::Facts, MemoSection::Change].map(|section| memo.text(section)),
        ["Theirs", "Ours", "Same"]
    );
}

#[test]
fn lists_keep_the_order_that_one_side_gave_them() {
    let mut base = sample();
    let [a, b, c] = ["A", "B", "C"].map(|name| base.topic(name, &[]));
    let ours = version(&base, |ours| {
        let topic = ours.dossier.topics()[2].clone();
        edits(ours, vec![Edit::PutTopic { index: 0, topic }]);
    });
    let new = Topic::new("After A");
    let theirs =
        version(&base, |theirs| edits(theirs, vec![Edit::PutTopic { index: 1, topic: new.clone() }]));
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merged(&base, ours, theirs);
        let order: Vec<_> = merged.dossier.topics().iter().map(|topic| topic.id).collect();
        assert_eq!(order, [c, a, new.id, b]);
    }
}
