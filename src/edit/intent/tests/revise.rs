//! Tests of what becomes of passages when a statement's text is replaced.
//! They must not know how texts are compared.

use proptest::prelude::*;

use super::*;
use crate::edit::History;
use crate::model::{Dossier, Statement};

const OLD: &str = "The side [C1:raised concern about the closed bridge] on Monday. It [C2:asked for a date]. \
                   Nothing [C3:was said on fees] at all.";

fn before() -> Sample {
    Sample::new(&[(0, OLD), (1, "[R1:We will look] at it.")], &["R1>C1 answers"])
}

fn plan(sample: &Sample, new: &str) -> Plan {
    Plan::new(sample.dossier.statement(sample.place(0)).unwrap(), CleanText::new(new))
}

fn fate<'p>(plan: &'p Plan, label: &str) -> &'p Fate {
    plan.fates.iter().find(|fate| fate.label.to_string() == label).unwrap()
}

fn now(sample: &Sample) -> &Statement {
    sample.dossier.statement(sample.place(0)).unwrap()
}

fn words<'s>(statement: &'s Statement, sample: &Sample, label: &str) -> &'s str {
    statement.words(statement.passages().get(sample.id(label)).unwrap())
}

#[test]
fn passages_move_with_their_words_and_tell_what_became_of_them() {
    let mut sample = before();
    let by = noon(&mut sample);
    let ids = ["C1", "C2", "C3"].map(|label| sample.id(label));
    // C1: one word changes; C2: moves to the end; C3: is gone.
    let new = "On Monday both met. The side raised deep concern about the closed bridge on Monday. Talks go on, \
               so the embassy writes in its post, and nobody knows how long they will. It asked for a date.";
    let plan = plan(&sample, new);
    assert!(matches!(fate(&plan, "C1").becomes, Becomes::Kept(_) | Becomes::Changed(_)));
    assert_eq!(fate(&plan, "C3").was, Some(sample.words(0, "was said on fees")));
    assert!(matches!(fate(&plan, "C3").becomes, Becomes::Lost(_)), "{:?}", fate(&plan, "C3"));
    let place = sample.place(0);
    let old = sample.dossier.clone();
    let mut history = History::default();
    let step = revise(&sample.dossier, place, &plan, &BTreeMap::new(), &by).unwrap();
    assert_eq!(step.label, "Revise the statement of Veldmark");
    assert!(history.commit(&mut sample.dossier, step).unwrap());
    assert_eq!(sample.dossier.check(), Vec::<String>::new());
    let statement = sample.dossier.statement(place).unwrap();
    let passage = |index: usize| statement.passages().get(ids[index]).map(|p| statement.words(p));
    assert_eq!(passage(0), Some("raised deep concern about the closed bridge"));
    assert_eq!(passage(1), Some("asked for a date"));
    assert_eq!(passage(2), None);
    assert_eq!(statement.lost().len(), 1);
    assert_eq!(statement.lost()[0].anchor.exact, "was said on fees");
    assert_eq!(statement.revisions()[0].text, *old.statement(place).unwrap().text());
    assert_eq!(sample.dossier.meetings()[0].links().len(), 1, "links stay");
    history.undo(&mut sample.dossier).unwrap();
    assert_eq!(sample.dossier, old, "one step takes all back");
}

#[test]
fn a_passage_of_white_space_is_lost_and_not_dropped() {
    let mut sample = Sample::new(&[(0, "One[C1: ]two.")], &[]);
    let by = noon(&mut sample);
    let step =
        revise(&sample.dossier, sample.place(0), &plan(&sample, "Three."), &BTreeMap::new(), &by).unwrap();
    History::default().commit(&mut sample.dossier, step).unwrap();
    assert_eq!(now(&sample).lost()[0].anchor.exact, " ");
}

#[test]
fn what_was_decided_goes_before_what_was_proposed() {
    let mut sample = before();
    let by = noon(&mut sample);
    let new = "The side raised concern about the closed bridge on Monday. It asked for a date. \
               Nothing was told of fares at all.";
    let plan = plan(&sample, new);
    let id = sample.id("C3");
    let place = sample.place(0);
    let likely = fate(&plan, "C3").becomes.place().expect("what stands there now is likely");
    let decided = BTreeMap::from([(id, true), (sample.id("C2"), false)]);
    let made = revise(&sample.dossier, place, &plan, &decided, &by);
    run(&mut sample, made);
    let statement = now(&sample);
    assert_eq!(statement.passages().get(id).unwrap().range, likely);
    assert_eq!(statement.lost()[0].anchor.exact, "asked for a date");
    assert_eq!(words(statement, &sample, "C1"), "raised concern about the closed bridge");
}

#[test]
fn words_that_come_back_are_found_again() {
    let mut sample = before();
    let by = noon(&mut sample);
    let place = sample.place(0);
    let id = sample.id("C2");
    let gone = plan(&sample, "The side raised concern about the closed bridge on Monday.");
    let made = revise(&sample.dossier, place, &gone, &BTreeMap::from([(id, false)]), &by);
    run(&mut sample, made);
    assert!(now(&sample).lost().iter().any(|lost| lost.passage.id == id));
    let back =
        plan(&sample, "The side raised concern about the closed bridge on Monday. It asked for a date.");
    assert!(matches!(fate(&back, "C2").becomes, Becomes::Found(_)));
    let made = revise(&sample.dossier, place, &back, &BTreeMap::new(), &by);
    run(&mut sample, made);
    let statement = now(&sample);
    assert_eq!(statement.words(statement.passages().get(id).unwrap()), "asked for a date");
    assert_eq!(statement.revisions().len(), 2);
}

#[test]
fn a_plan_is_for_one_text_only() {
    let mut sample = before();
    let by = noon(&mut sample);
    let place = sample.place(0);
    let first = plan(&sample, "Other words.");
    let made = revise(&sample.dossier, place, &first, &BTreeMap::new(), &by);
    run(&mut sample, made);
    refused(revise(&sample.dossier, place, &first, &BTreeMap::new(), &by), "has changed since");
    let same = plan(&sample, "Other words.");
    assert!(revise(&sample.dossier, place, &same, &BTreeMap::new(), &by).unwrap().edits.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// Whatever is cut out and put in: no passage disappears, and undo brings all back.
    #[test]
    fn no_passage_disappears(cuts in proptest::collection::vec((0..120_usize, 0..40_usize, "[a-z ж]{0,12}"), 0..5)) {
        let mut sample = before();
        let by = noon(&mut sample);
        let place = sample.place(0);
        let mut new: Vec<char> = now(&sample).text().as_str().chars().collect();
        for (at, gone, come) in cuts {
            let at = at.min(new.len());
            let end = (at + gone).min(new.len());
            new.splice(at..end, come.chars());
        }
        let plan = plan(&sample, &new.into_iter().collect::<String>());
        let old: Dossier = sample.dossier.clone();
        let mut history = History::default();
        let step = revise(&sample.dossier, place, &plan, &BTreeMap::new(), &by).unwrap();
        let changed = history.commit(&mut sample.dossier, step).unwrap();
        prop_assert_eq!(sample.dossier.check(), Vec::<String>::new());
        let statement = now(&sample);
        prop_assert_eq!(statement.passages().len() + statement.lost().len(), 3);
        if changed {
            history.undo(&mut sample.dossier).unwrap();
        }
        prop_assert_eq!(&sample.dossier, &old);
    }
}
