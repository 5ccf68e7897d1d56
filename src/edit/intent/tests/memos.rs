//! Tests of memos and kept searches.
//! They must not know what a memo says of the dossier.

use super::super::super::History;
use super::*;
use crate::model::{MemoId, MemoLanguage, MemoScope, MemoSection};

fn with_memo() -> (Sample, By, MemoId) {
    let mut sample = sample();
    let by = noon(&mut sample);
    let scope = MemoScope::Meeting(sample.meetings[0]);
    let (transaction, id) = add_memo(&sample.dossier, "Border", scope, &by).unwrap();
    assert_eq!(run(&mut sample, Ok(transaction)), "Add the memo «Border»");
    (sample, by, id)
}

#[test]
fn a_memo_says_who_made_it_and_when() {
    let (mut sample, by, id) = with_memo();
    let memo = sample.dossier.memo(id).unwrap();
    assert_eq!((memo.reviewer, memo.created, memo.modified), (by.reviewer, by.now, by.now));
    assert!(!memo.with_notes && memo.is_about(sample.party(1)));
    let later = By { now: "2025-03-02T12:00:00Z".parse().unwrap(), ..by };
    let made = set_memo_language(&sample.dossier, id, MemoLanguage::Fr, &later);
    assert_eq!(run(&mut sample, made), "Change the language of the memo «Border»");
    let memo = sample.dossier.memo(id).unwrap();
    assert_eq!((memo.created, memo.modified), (by.now, later.now));
    let same = set_memo_language(&sample.dossier, id, MemoLanguage::Fr, &later).unwrap();
    assert!(same.edits.is_empty());
}

#[test]
fn what_a_memo_shows_is_changed_piece_by_piece() {
    let (mut sample, by, id) = with_memo();
    let [one, other] = [sample.party(0), sample.party(1)];
    let made = set_memo_parties(&sample.dossier, id, &[other, other], &by);
    run(&mut sample, made);
    let made = set_memo_shows(&sample.dossier, id, MemoSection::Annex, false, &by);
    run(&mut sample, made);
    let made = set_memo_with_notes(&sample.dossier, id, true, &by);
    run(&mut sample, made);
    let made = set_memo_marking(&sample.dossier, id, "Internal", &by);
    run(&mut sample, made);
    let made = set_memo_scope(&sample.dossier, id, MemoScope::Period { from: None, to: None }, &by);
    run(&mut sample, made);
    let memo = sample.dossier.memo(id).unwrap();
    assert!(memo.is_about(other) && !memo.is_about(one) && memo.parties.len() == 1);
    assert!(!memo.shows(MemoSection::Annex) && memo.with_notes);
    assert_eq!((memo.marking.as_str(), memo.title.as_str()), ("Internal", "Border"));
    let made = set_memo_shows(&sample.dossier, id, MemoSection::Annex, true, &by);
    run(&mut sample, made);
    assert!(sample.dossier.memo(id).unwrap().left_out.is_empty());
}

#[test]
fn typing_in_a_section_is_one_step_and_in_another_a_second() {
    let (mut sample, by, id) = with_memo();
    let (start, mut history) = (sample.dossier.clone(), History::default());
    let type_on = |sample: &mut Sample, history: &mut History, section, text: &str| {
        let made = set_memo_text(&sample.dossier, id, section, text, &by).unwrap();
        assert_eq!(made.merge, Some(MergeKey::MemoText(id, section)));
        assert!(history.commit(&mut sample.dossier, made).unwrap());
    };
    for text in ["N", "No", "No answer."] {
        type_on(&mut sample, &mut history, MemoSection::BottomLine, text);
    }
    assert_eq!(history.past_len(), (1, 1), "one step that holds one edit");
    type_on(&mut sample, &mut history, MemoSection::Facts, "A talk");
    let title = set_memo_title(&sample.dossier, id, "Title", &by).unwrap();
    history.commit(&mut sample.dossier, title).unwrap();
    assert_eq!(history.past_len().0, 3);
    let end = sample.dossier.clone();
    while history.undo(&mut sample.dossier).unwrap().is_some() {}
    assert_eq!(sample.dossier, start);
    while history.redo(&mut sample.dossier).unwrap().is_some() {}
    assert_eq!(sample.dossier, end);
    type_on(&mut sample, &mut history, MemoSection::Facts, "");
    let texts = &sample.dossier.memo(id).unwrap().texts;
    assert_eq!(texts.keys().collect::<Vec<_>>(), [&MemoSection::BottomLine]);
}

#[test]
fn memos_go_with_their_meeting_and_come_back_with_it() {
    let (mut sample, by, first) = with_memo();
    sample.add_meeting("2025-03-01", &[(0, "[C3:Later].")], &[]);
    for (title, scope) in [
        ("Both", MemoScope::Period { from: None, to: None }),
        ("Again", MemoScope::Meeting(sample.meetings[0])),
        ("March", MemoScope::Meeting(sample.meetings[1])),
    ] {
        let made = add_memo(&sample.dossier, title, scope, &by).map(|(transaction, _)| transaction);
        run(&mut sample, made);
    }
    let (before, mut history) = (sample.dossier.clone(), History::default());
    let alone = Transaction::new("", Focus::Dossier, vec![Edit::RemoveMeeting(sample.meetings[0])]);
    let refused = apply(&mut sample.dossier, &alone).unwrap_err().to_string();
    assert!(refused.contains("still used by the memo «Border»"), "{refused}");
    let made = remove_meeting(&sample.dossier, sample.meetings[0]).unwrap();
    history.commit(&mut sample.dossier, made).unwrap();
    let titles: Vec<&str> = sample.dossier.memos().iter().map(|memo| memo.title.as_str()).collect();
    assert_eq!(titles, ["Both", "March"]);
    assert!(sample.dossier.memo(first).is_none());
    assert_eq!(sample.dossier.check(), Vec::<String>::new());
    history.undo(&mut sample.dossier).unwrap();
    assert_eq!(sample.dossier, before);
}

#[test]
fn what_a_memo_names_must_be_there() {
    let (mut sample, by, id) = with_memo();
    let dossier = &sample.dossier;
    let (nowhere, nobody) = (crate::model::MeetingId::random(), Party::new("Third", Palette::Red).id);
    let late = |from: &str, to: &str| MemoScope::Period { from: from.parse().ok(), to: to.parse().ok() };
    let add = |scope| add_memo(dossier, "", scope, &by).map(|(transaction, _)| transaction);
    refused(add(MemoScope::Meeting(nowhere)), "meeting");
    refused(add(late("2025-02-02", "2025-02-01")), "before it begins");
    refused(set_memo_scope(dossier, id, MemoScope::Meeting(nowhere), &by), "meeting");
    refused(set_memo_parties(dossier, id, &[nobody], &by), "party");
    refused(set_memo_text(dossier, MemoId::random(), MemoSection::Facts, "", &by), "memo");
    for change in [
        (|memo| memo.parties = vec![Party::new("Third", Palette::Red).id]) as fn(&mut crate::model::Memo),
        |memo| memo.parties.extend(memo.parties.clone()),
        |memo| memo.reviewer = Some(crate::model::ReviewerId::random()),
        |memo| memo.scope = MemoScope::Meeting(crate::model::MeetingId::random()),
    ] {
        let mut memo = crate::model::Memo::clone(dossier.memo(id).unwrap());
        memo.parties = vec![sample.party(0)];
        change(&mut memo);
        let put = Edit::PutMemo { index: 0, memo: Arc::new(memo) };
        let made = Transaction::new("", Focus::Memo(id), vec![put]);
        assert!(apply(&mut sample.dossier.clone(), &made).is_err());
    }
    let made = set_memo_parties(dossier, id, &[sample.party(1)], &by);
    run(&mut sample, made);
    let third = Party::new("Third", Palette::Green);
    let edits = vec![Edit::PutParty { index: 9, party: third.clone() }];
    run(&mut sample, Ok(Transaction::new("", Focus::Dossier, edits)));
    let made = set_memo_parties(&sample.dossier, id, &[third.id], &by);
    run(&mut sample, made);
    refused(remove_party(&sample.dossier, third.id), "the memo «Border»");
    let gone = vec![Edit::RemoveReviewer(by.reviewer.unwrap())];
    let gone = apply(&mut sample.dossier, &Transaction::new("", Focus::Dossier, gone)).unwrap_err();
    assert!(gone.to_string().contains("the memo «Border»"), "{gone}");
}

#[test]
fn searches_are_kept_changed_and_dropped() {
    let mut sample = sample();
    let (transaction, id) = add_search(&sample.dossier, " Bans ", "ban tag:concern").unwrap();
    assert_eq!(run(&mut sample, Ok(transaction)), "Keep the search «Bans»");
    let made = set_search(&sample.dossier, id, "All bans", "ban");
    assert_eq!(run(&mut sample, made), "Change the search «Bans»");
    let search = sample.dossier.search(id).unwrap();
    assert_eq!((search.name.as_str(), search.words.as_str()), ("All bans", "ban"));
    assert!(set_search(&sample.dossier, id, "All bans ", "ban").unwrap().edits.is_empty());
    refused(set_search(&sample.dossier, id, " ", "ban"), "name");
    refused(add_search(&sample.dossier, "Bans", " ").map(|made| made.0), "words");
    let made = remove_search(&sample.dossier, id);
    assert_eq!(run(&mut sample, made), "Remove the search «All bans»");
    assert!(sample.dossier.searches().is_empty());
    refused(remove_search(&sample.dossier, id), "saved search");
}
