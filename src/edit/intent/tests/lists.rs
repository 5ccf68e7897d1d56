//! Tests of the intents on meetings, statements, topics, parties, reviewers and the title.
//! They must not know how passages are tagged.

use super::*;
use crate::model::{Absence, AbsenceId, MeetingDetails, Palette, Participant};

#[test]
fn meetings_and_statements_come_and_go() {
    let mut sample = sample();
    sample.add_meeting("2025-03-01", &[(1, "[R2:As we said].")], &["R2>C1 repeats"]);
    let stranger = Participant {
        name: "N.".to_owned(),
        office: String::new(),
        party: Some(Party::new("Third", Palette::Red).id),
        extra: Extra::default(),
    };
    let bad = MeetingDetails { participants: vec![stranger], ..MeetingDetails::default() };
    refused(add_meeting(&sample.dossier, bad.clone()).map(|(tx, _)| tx), "party");
    refused(set_meeting(&sample.dossier, sample.meetings[0], bad), "party");
    let (transaction, id) = add_meeting(&sample.dossier, MeetingDetails::default()).unwrap();
    assert_eq!(run(&mut sample, Ok(transaction)), "Add an untitled meeting");
    let details = MeetingDetails { title: "Talks".to_owned(), ..MeetingDetails::default() };
    let made = set_meeting(&sample.dossier, id, details.clone());
    run(&mut sample, made);
    assert!(set_meeting(&sample.dossier, id, details).unwrap().edits.is_empty());
    let details = sample.meeting().statements()[1].details().clone();
    let text = crate::text::CleanText::new("More.");
    let (transaction, statement) = add_statement(&sample.dossier, id, details.clone(), text).unwrap();
    assert_eq!(run(&mut sample, Ok(transaction)), "Add a statement of Tarsova");
    let place = Place { meeting: id, statement };
    let changed = crate::model::StatementDetails { language: "ky".to_owned(), ..details };
    let made = set_statement(&sample.dossier, place, changed);
    assert_eq!(run(&mut sample, made), "Change the statement of Tarsova");
    let made = remove_statement(&sample.dossier, sample.place(1));
    assert_eq!(run(&mut sample, made), "Remove the statement of Tarsova");
    assert_eq!(sample.meeting().links().len(), 0);
    let made = remove_meeting(&sample.dossier, sample.meetings[0]);
    assert_eq!(run(&mut sample, made), "Remove the meeting «Meeting of 2025-02-20»");
    assert_eq!(sample.dossier.meetings().len(), 2);
    assert_eq!(sample.dossier.meetings()[0].links().len(), 0);
}

#[test]
fn topics_have_names_of_their_own_and_go_from_everywhere() {
    let (mut sample, lost_place, _) = with_lost();
    let by = noon(&mut sample);
    refused(add_topic(&sample.dossier, " ").map(|(tx, _)| tx), "needs a name");
    let (transaction, topic) = add_topic(&sample.dossier, " Border ").unwrap();
    assert_eq!(run(&mut sample, Ok(transaction)), "Add the topic «Border»");
    refused(add_topic(&sample.dossier, "border").map(|(tx, _)| tx), "«Border» already");
    let (place, id) = at(&sample, "C2");
    let made = add_topic_and_set(&sample.dossier, place, id, "BORDER", &by);
    run(&mut sample, made);
    assert_eq!(sample.passage("C2").topic, Some(topic));
    let made = add_topic_and_set(&sample.dossier, place, id, "Trade", &by);
    run(&mut sample, made);
    let trade = sample.passage("C2").topic.unwrap();
    refused(rename_topic(&sample.dossier, trade, "Border"), "already");
    let made = rename_topic(&sample.dossier, trade, "trade");
    assert_eq!(run(&mut sample, made), "Rename the topic «Trade»");
    let mut lost = sample.meeting().statements()[0].lost().to_vec();
    lost[0].passage.topic = Some(trade);
    let absence = Absence {
        id: AbsenceId::random(),
        party: sample.party(1),
        topic: trade,
        reason: String::new(),
        extra: Extra::default(),
    };
    let edits = vec![
        Edit::SetLost { place: lost_place, lost },
        Edit::PutAbsence { meeting: sample.meetings[0], absence },
    ];
    run(&mut sample, Ok(Transaction::new("Test", Focus::Dossier, edits)));
    let made = remove_topic(&sample.dossier, trade);
    assert_eq!(run(&mut sample, made), "Remove the topic «trade»");
    assert_eq!(sample.dossier.topics().len(), 1);
    assert_eq!((sample.passage("C2").topic, sample.meeting().absences().len()), (None, 0));
}

#[test]
fn a_party_stays_while_anything_uses_it() {
    let mut sample = sample();
    let third = Party::new("Third", Palette::Green);
    let id = third.id;
    sample.dossier.parties.push(third);
    let by = noon(&mut sample);
    refused(
        remove_party(&sample.dossier, sample.party(0)),
        "Veldmark can't be removed while it is used by a statement",
    );
    let (place, passage) = at(&sample, "C1");
    let mut said = sample.dossier.clone();
    let made = set_said_by(&said, place, passage, Some(SaidBy::Party(id)), &by).unwrap();
    apply(&mut said, &made).unwrap();
    refused(remove_party(&said, id), "by passage C1, whose words are attributed to it, of the meeting");
    let person = Participant {
        name: "N.".to_owned(),
        office: String::new(),
        party: Some(id),
        extra: Extra::default(),
    };
    let details = MeetingDetails { participants: vec![person], ..sample.meeting().details().clone() };
    let mut met = sample.dossier.clone();
    let made = set_meeting(&met, sample.meetings[0], details).unwrap();
    apply(&mut met, &made).unwrap();
    refused(remove_party(&met, id), "a participant");
    let made = remove_party(&sample.dossier, id);
    assert_eq!(run(&mut sample, made), "Remove Third");
}

#[test]
fn a_title_is_typed() {
    let mut sample = sample();
    let transaction = set_title(&sample.dossier, "New");
    assert_eq!(transaction.merge, Some(MergeKey::Title));
    run(&mut sample, Ok(transaction));
    assert!(set_title(&sample.dossier, "New").edits.is_empty());
}

#[test]
fn a_reviewer_is_entered_once() {
    let mut sample = sample();
    let by = noon(&mut sample);
    assert_eq!(ensure_reviewer(&sample.dossier, " Ada "), (None, by.reviewer.unwrap()));
    // Another spelling may be another person.
    let (entry, id) = ensure_reviewer(&sample.dossier, "ada");
    run(&mut sample, Ok(Transaction::new("Test", Focus::Dossier, vec![entry.unwrap()])));
    assert_eq!(ensure_reviewer(&sample.dossier, "ada"), (None, id));
}
