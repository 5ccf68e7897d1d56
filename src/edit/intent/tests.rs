//! Tests of what each intent does, says and refuses.
//! They must not know how undo works (the tests of `edit` do).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

mod accept;
mod lists;
mod memos;
mod revise;

use std::collections::BTreeMap;

use super::super::{By, Edit, MergeKey, apply};
use super::*;
use crate::model::testing::Sample;
use crate::model::{
    Extra, LinkKindId, LostPassage, Moment, Palette, Party, Reviewer, SaidBy, Strength, TopicId,
};
use crate::text::{Anchor, ByteRange, CharOffset, CharRange, CleanText};

fn sample() -> Sample {
    Sample::new(
        &[(0, "We [C1:worry about the border] and [C2:the tariff]."), (1, "[R1:We will look] at it.")],
        &["R1>C1 answers"],
    )
}

/// Somebody at noon, entered in the dossier.
fn noon(sample: &mut Sample) -> By {
    let reviewer = Reviewer::new("Ada");
    let by = By { reviewer: Some(reviewer.id), now: "2025-03-01T12:00:00Z".parse().unwrap() };
    sample.dossier.reviewers.push(reviewer);
    by
}

#[track_caller]
fn run(sample: &mut Sample, made: Result<Transaction, EditError>) -> String {
    let transaction = made.unwrap();
    apply(&mut sample.dossier, &transaction).unwrap();
    assert_eq!(sample.dossier.check(), Vec::<String>::new());
    transaction.label
}

#[track_caller]
fn refused(made: Result<Transaction, EditError>, why: &str) {
    let error = made.expect_err("this must be refused").to_string();
    assert!(error.contains(why), "«{error}» says nothing of «{why}»");
}

fn at(sample: &Sample, label: &str) -> (Place, PassageId) {
    let id = sample.id(label);
    (sample.dossier.place_of(id).unwrap(), id)
}

fn tag(word: &str) -> TagId {
    TagId::new(word)
}

fn kind(word: &str) -> LinkKindId {
    LinkKindId::new(word)
}

fn labels(sample: &Sample) -> Vec<String> {
    sample.meeting().passages().map(|(_, passage)| passage.label.to_string()).collect()
}

#[test]
fn tagging_gives_the_next_label_and_says_who_and_when() {
    let mut sample = sample();
    let by = noon(&mut sample);
    let (place, range) = (sample.place(1), sample.words(1, "at it"));
    let (transaction, id) = tag_range(&sample.dossier, place, range, &tag("concern"), &by).unwrap();
    assert_eq!(run(&mut sample, Ok(transaction)), "Tag as Concern");
    let made = sample.passage("C3");
    assert_eq!((made.id, made.range), (id, range));
    assert_eq!((made.reviewer, made.created, made.modified), (by.reviewer, by.now, by.now));
    let (range, tag) = (sample.words(1, "look"), tag("next_step"));
    let transaction = tag_range(&sample.dossier, place, range, &tag, &by).unwrap().0;
    run(&mut sample, Ok(transaction));
    assert_eq!(labels(&sample), ["C1", "C2", "R1", "NS1", "C3"]);
}

#[test]
fn a_label_is_never_used_again_but_undo_takes_its_number_back() {
    let mut sample = sample();
    let by = noon(&mut sample);
    let (place, id) = at(&sample, "C2");
    let transaction = remove_passage(&sample.dossier, place, id);
    assert_eq!(run(&mut sample, transaction), "Remove C2");
    let range = sample.words(0, "tariff");
    let transaction = tag_range(&sample.dossier, place, range, &tag("concern"), &by).unwrap().0;
    let back = apply(&mut sample.dossier, &transaction).unwrap();
    assert_eq!(labels(&sample), ["C1", "C3", "R1"]);
    apply(&mut sample.dossier, &back).unwrap();
    let transaction = tag_range(&sample.dossier, place, range, &tag("concern"), &by).unwrap().0;
    run(&mut sample, Ok(transaction));
    assert_eq!(labels(&sample), ["C1", "C3", "R1"]);
}

#[test]
fn only_words_of_the_text_can_be_tagged_and_by_known_tags() {
    let mut sample = sample();
    let by = noon(&mut sample);
    let (place, words) = (sample.place(0), sample.words(0, "tariff"));
    let made =
        |range, word: &str| tag_range(&sample.dossier, place, range, &tag(word), &by).map(|(tx, _)| tx);
    refused(made(ByteRange::empty_at(words.start()), "concern"), "no words are selected");
    refused(made(sample.words(0, " "), "concern"), "no words are selected");
    let beyond = ByteRange::new(words.start(), crate::text::ByteOffset::new(1000)).unwrap();
    refused(made(beyond, "concern"), "does not fit");
    refused(made(words, "nothing"), "no tag «nothing»");
    let (place, id) = at(&sample, "C1");
    refused(resize(&sample.dossier, place, id, beyond, &by), "does not fit");
    refused(retag(&sample.dossier, place, id, &tag("nothing"), &by), "no tag «nothing»");
    refused(retag(&sample.dossier, sample.place(1), id, &tag("request"), &by), "passage");
}

#[test]
fn a_label_comes_back_with_its_tag() {
    let mut sample = sample();
    let by = noon(&mut sample);
    let (place, id) = at(&sample, "C1");
    let to = |sample: &mut Sample, word: &str| {
        let made = retag(&sample.dossier, place, id, &tag(word), &by);
        let label = run(sample, made);
        let (_, _, passage) = sample.dossier.passage(id).unwrap();
        (
            label,
            passage.label.to_string(),
            passage.former_labels.iter().map(ToString::to_string).collect::<Vec<_>>(),
        )
    };
    let step = |label: &str, now: &str, former: &[&str]| {
        (label.to_owned(), now.to_owned(), former.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(to(&mut sample, "response"), step("Tag C1 as Response", "R2", &["C1"]));
    assert_eq!(to(&mut sample, "request"), step("Tag R2 as Request", "Q1", &["C1", "R2"]));
    assert_eq!(to(&mut sample, "concern"), step("Tag Q1 as Concern", "C1", &["R2", "Q1"]));
    assert_eq!(to(&mut sample, "response"), step("Tag C1 as Response", "R2", &["Q1", "C1"]));
    let (_, _, passage) = sample.dossier.passage(id).unwrap();
    assert_eq!(
        (passage.reviewer, passage.created, passage.modified),
        (by.reviewer, Moment::UNIX_EPOCH, by.now)
    );
    assert!(retag(&sample.dossier, place, id, &tag("response"), &by).unwrap().edits.is_empty());
    // What it was called once is given to no other passage.
    let range = sample.words(0, "and");
    let transaction = tag_range(&sample.dossier, place, range, &tag("request"), &by).unwrap().0;
    run(&mut sample, Ok(transaction));
    assert_eq!(labels(&sample), ["R2", "Q2", "C2", "R1"]);
}

#[test]
fn what_is_said_of_a_passage_changes_and_is_dated() {
    let mut sample = sample();
    let by = noon(&mut sample);
    let (place, id) = at(&sample, "C1");
    let party = sample.party(1);
    let range = sample.words(0, "border");
    let d = &sample.dossier;
    let all = [
        (resize(d, place, id, range, &by), "Move the ends of C1"),
        (set_said_by(d, place, id, Some(SaidBy::Party(party)), &by), "Change who says C1"),
        (set_verb(d, place, id, "warned", &by), "Change the verb of C1"),
        (set_strength(d, place, id, Strength::new(4), &by), "Change the strength of C1"),
        (set_note(d, place, id, "why?", &by), "Change the note of C1"),
        (set_no_response(d, place, id, Some("silent"), &by), "Confirm that C1 has no response"),
        (add_topic_and_set(d, place, id, " Border ", &by), "Change the topic of C1"),
    ];
    for (made, label) in all {
        let mut sample = Sample { dossier: sample.dossier.clone(), meetings: sample.meetings.clone() };
        assert_eq!(run(&mut sample, made), label);
        assert_eq!(sample.passage("C1").modified, by.now, "{label}");
        assert_eq!(sample.passage("C1").reviewer, None, "{label}: who tagged it stays");
    }
    assert_eq!(set_note(d, place, id, "x", &by).unwrap().merge, Some(MergeKey::PassageNote(id)));
    assert_eq!(set_verb(d, place, id, "x", &by).unwrap().merge, Some(MergeKey::PassageVerb(id)));
    assert!(set_note(d, place, id, "", &by).unwrap().edits.is_empty());
    refused(set_topic(d, place, id, Some(TopicId::random()), &by), "topic");
    let stranger = Party::new("Third", Palette::Red).id;
    refused(set_said_by(d, place, id, Some(SaidBy::Party(stranger)), &by), "party");
}

#[test]
fn no_response_is_confirmed_explained_and_taken_back() {
    let mut sample = sample();
    let by = noon(&mut sample);
    let (place, id) = at(&sample, "C2");
    let made = set_no_response(&sample.dossier, place, id, Some(""), &by);
    assert_eq!(made.as_ref().unwrap().merge, None);
    run(&mut sample, made);
    let later = By { reviewer: None, now: "2025-03-02T12:00:00Z".parse().unwrap() };
    let made = set_no_response(&sample.dossier, place, id, Some("silent"), &later);
    assert_eq!(made.as_ref().unwrap().merge, Some(MergeKey::NoResponse(id)));
    assert_eq!(run(&mut sample, made), "Change why C2 has no response");
    let confirmed = sample.passage("C2").no_response.clone().unwrap();
    assert_eq!((confirmed.reviewer, confirmed.created), (by.reviewer, by.now));
    assert_eq!(confirmed.reason, "silent");
    let made = set_no_response(&sample.dossier, place, id, None, &by);
    assert_eq!(run(&mut sample, made), "Take back that C2 has no response");
    assert_eq!(sample.passage("C2").no_response, None);
    let (place, id) = at(&sample, "R1");
    refused(set_no_response(&sample.dossier, place, id, Some(""), &by), "R1 does not ask for a response");
}

#[test]
fn a_passage_goes_with_its_links_from_everywhere() {
    let mut sample = sample();
    sample.add_meeting("2025-03-01", &[(1, "[R2:As we said].")], &["R2>C1 repeats"]);
    let (place, id) = at(&sample, "C1");
    let made = remove_passage(&sample.dossier, place, id);
    run(&mut sample, made);
    assert_eq!(sample.dossier.meetings().iter().map(|m| m.links().len()).sum::<usize>(), 0);
}

/// A sample whose C1 has lost its words.
fn with_lost() -> (Sample, Place, PassageId) {
    let mut sample = sample();
    let (place, id) = at(&sample, "C1");
    let lost = LostPassage {
        passage: Passage::clone(sample.passage("C1")),
        was_at: CharRange::new(CharOffset::new(3), CharOffset::new(9)).unwrap(),
        anchor: Anchor { exact: "worry".to_owned(), prefix: String::new(), suffix: String::new() },
    };
    let edits = vec![Edit::RemovePassage { place, id }, Edit::SetLost { place, lost: vec![lost] }];
    run(&mut sample, Ok(Transaction::new("Lose", Focus::Dossier, edits)));
    (sample, place, id)
}

#[test]
fn a_lost_passage_comes_back_with_its_links_or_goes_with_them() {
    let (mut sample, place, id) = with_lost();
    let by = noon(&mut sample);
    let range = sample.words(0, "border");
    refused(restore_lost(&sample.dossier, place, id, ByteRange::empty_at(range.start()), &by), "no words");
    refused(remove_passage(&sample.dossier, place, id), "passage");
    let made = restore_lost(&sample.dossier, place, id, range, &by);
    assert_eq!(run(&mut sample, made), "Restore C1");
    assert_eq!((sample.passage("C1").range, sample.passage("C1").modified), (range, by.now));
    assert!(sample.meeting().statements()[0].lost().is_empty());
    assert_eq!(sample.meeting().links().len(), 1);
    refused(restore_lost(&sample.dossier, place, id, range, &by), "lost passage");

    let (mut sample, place, id) = with_lost();
    let made = remove_lost(&sample.dossier, place, id);
    assert_eq!(run(&mut sample, made), "Give up C1");
    assert_eq!(sample.meeting().links().len(), 0);
    refused(remove_lost(&sample.dossier, place, id), "lost passage");
}

#[test]
fn links_are_made_changed_and_removed() {
    let mut sample = sample();
    let by = noon(&mut sample);
    let (c1, c2, r1) = (sample.id("C1"), sample.id("C2"), sample.id("R1"));
    let (meeting, d) = (sample.meetings[0], &sample.dossier);
    refused(link(d, r1, r1, &kind("answers"), &by), "to itself");
    refused(link(d, r1, c1, &kind("answers"), &by), "already");
    refused(link(d, r1, c1, &kind("nothing"), &by), "link kind «nothing»");
    refused(link(d, r1, PassageId::random(), &kind("answers"), &by), "not in this dossier");
    refused(link(d, PassageId::random(), c1, &kind("answers"), &by), "not in this dossier");
    let made = link(d, r1, c2, &kind("deflects"), &by);
    assert_eq!(run(&mut sample, made), "Link R1 → C2");
    let made = link(&sample.dossier, r1, c1, &kind("deflects"), &by);
    run(&mut sample, made);
    let second = sample.meeting().links().find(|l| l.to == c2).unwrap().id;
    let third = sample.meeting().links().find(|l| l.to == c1 && l.kind == kind("deflects")).unwrap().id;
    refused(set_link_kind(&sample.dossier, meeting, third, &kind("answers"), &by), "already");
    let made = set_link_kind(&sample.dossier, meeting, third, &kind("rejects"), &by);
    assert_eq!(run(&mut sample, made), "Change the kind of R1 → C1");
    let made = set_link_note(&sample.dossier, meeting, second, "evasive", &by);
    assert_eq!(made.as_ref().unwrap().merge, Some(MergeKey::LinkNote(second)));
    assert_eq!(run(&mut sample, made), "Change the note of R1 → C2");
    let made = reverse_link(&sample.dossier, meeting, second, &by);
    assert_eq!(run(&mut sample, made), "Reverse R1 → C2");
    let reversed = sample.meeting().link(second).unwrap();
    assert_eq!(
        (reversed.from, reversed.to, reversed.reviewer, reversed.modified),
        (c2, r1, by.reviewer, by.now)
    );
    let made = remove_link(&sample.dossier, meeting, second);
    assert_eq!(run(&mut sample, made), "Remove the link C2 → R1");
    assert!(sample.meeting().link(second).is_none());
    refused(remove_link(&sample.dossier, meeting, second), "link");
}

#[test]
fn a_link_stands_in_the_meeting_of_the_passage_that_reacts() {
    let mut sample = sample();
    sample.add_meeting("2025-03-01", &[(1, "[R2:As we said].")], &["R2>C1 repeats"]);
    let by = noon(&mut sample);
    let id = sample.dossier.meeting(sample.meetings[1]).unwrap().links().next().unwrap().id;
    let made = reverse_link(&sample.dossier, sample.meetings[1], id, &by);
    assert_eq!(made.as_ref().unwrap().focus, Some(Focus::Link(sample.meetings[0], id)));
    run(&mut sample, made);
    assert!(sample.meeting().link(id).is_some());
}
