//! Tests of suggestions that are accepted: all that was proposed comes in, in one step.
//! They must not know how anything is suggested.

use super::*;
use crate::edit::History;

fn proposed(sample: &Sample, words: &str, tag: &str, topic: Option<ProposedTopic>) -> ProposedPassage {
    ProposedPassage {
        place: sample.place(0),
        range: sample.words(0, words),
        tag: TagId::new(tag),
        topic,
        said_by: Some(SaidBy::Own),
        verb: "worry".to_owned(),
        strength: Strength::new(3),
        suggested_by: "en.worry, list 1".to_owned(),
    }
}

#[test]
fn many_come_in_with_one_step_and_go_with_one() {
    let mut sample = sample();
    let by = noon(&mut sample);
    let new = || Some(ProposedTopic::New("Border".to_owned()));
    let passages = [
        proposed(&sample, "the border", "concern", new()),
        proposed(&sample, "the tariff", "concern", new()),
    ];
    let links = [ProposedLink {
        from: sample.id("R1"),
        to: sample.id("C2"),
        kind: LinkKindId::new("answers_in_part"),
        suggested_by: "words, 1".to_owned(),
    }];
    let before = sample.dossier.clone();
    let step = accept(&sample.dossier, &passages, &links, &by).unwrap();
    assert_eq!(step.label, "Accept 3 suggestions");
    let mut history = History::default();
    history.commit(&mut sample.dossier, step).unwrap();
    assert_eq!(sample.dossier.check(), Vec::<String>::new());
    assert_eq!(sample.dossier.topics().len(), before.topics().len() + 1, "one topic for both");
    let statement = sample.dossier.statement(sample.place(0)).unwrap();
    let mut labels: Vec<String> = statement.passages().iter().map(|p| p.label.to_string()).collect();
    labels.sort();
    assert_eq!(labels, ["C1", "C2", "C3", "C4"].map(str::to_owned));
    let c3 = statement.passages().iter().find(|p| p.label.to_string() == "C3").unwrap();
    assert_eq!((c3.verb.as_str(), c3.suggested_by.as_str()), ("worry", "en.worry, list 1"));
    assert_eq!(c3.reviewer, by.reviewer);
    let made = sample.dossier.meetings()[0].links().find(|link| link.to == sample.id("C2")).unwrap();
    assert_eq!(made.suggested_by, "words, 1");
    history.undo(&mut sample.dossier).unwrap();
    assert_eq!(sample.dossier, before);
}

#[test]
fn one_that_does_not_fit_is_refused_and_takes_the_others_with_it() {
    let mut sample = sample();
    let by = noon(&mut sample);
    let good = proposed(&sample, "the border", "concern", None);
    let one = accept(&sample.dossier, std::slice::from_ref(&good), &[], &by).unwrap();
    assert_eq!(one.label, "Accept: Tag as Concern");
    let bad = ProposedPassage { tag: TagId::new("none such"), ..good.clone() };
    refused(accept(&sample.dossier, &[good, bad], &[], &by), "none such");
}
