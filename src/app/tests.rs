//! The program without its window: what commands do, and that nothing is dropped unasked.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod intake;
mod keeping;
mod suggestions;
mod views;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;
use crate::analysis::{Status, status};
use crate::model::{Extra, LinkKindId, MeetingDetails, Moment, Palette, Participant, Passage, SaidBy, TagId};
use crate::store::{ContentHash, Expectation, FileState, SaveError, Settings};
use crate::text::{ByteOffset, ByteRange, CleanText};

fn now() -> Moment {
    "2026-03-01T10:00:00Z".parse().unwrap()
}

fn sample() -> State {
    let mut state = State::new(Settings::default());
    send(&mut state, Command::OpenSample { many: false });
    state
}

/// Sends a command; suggestions and what is kept, which follow every change, are left to tests of
/// their own.
fn send(state: &mut State, command: Command) -> Vec<Effect> {
    let mut effects = update(state, command, now());
    effects.retain(|effect| {
        !matches!(effect, Effect::Suggest(_) | Effect::Discard(_) | Effect::Keep(_) | Effect::Watch(_))
    });
    effects
}

fn open(state: &State) -> &Open {
    state.open.as_ref().unwrap()
}

/// The passage of this label.
fn passage(state: &State, label: &str) -> Passage {
    let meeting = open(state).meeting().unwrap();
    let found = meeting.passages().find(|(_, passage)| passage.label.to_string() == label);
    found.unwrap_or_else(|| panic!("there is no {label}")).1.as_ref().clone()
}

fn status_of(state: &State, label: &str) -> Option<Status> {
    status(&open(state).dossier, open(state).links(), &passage(state, label))
}

/// Selects these words in a pane.
fn select(state: &mut State, pane: Pane, words: &str) -> ByteRange {
    let start = open(state).statement(pane).unwrap().text().find(words).unwrap();
    let (anchor, head) = (ByteOffset::new(start), ByteOffset::new(start + words.len()));
    send(state, Command::SelectText(Some(TextSelection { pane, anchor, head })));
    ByteRange::new(anchor, head).unwrap()
}

fn file(path: &str) -> FileState {
    FileState { path: path.into(), hash: ContentHash::of(b"x"), read_only: None }
}

/// Makes a change, so that there is something to lose.
fn change(state: &mut State) {
    let id = passage(state, "C2").id;
    send(state, Command::SetNote(id, "changed".to_owned()));
    assert!(open(state).is_dirty());
}

#[test]
fn the_sample_opens_clean_on_its_meeting() {
    let state = sample();
    assert!(!open(&state).is_dirty());
    assert_eq!(open(&state).statement(Pane::Left).unwrap().passages().len(), 6);
    assert_eq!(open(&state).statement(Pane::Right).unwrap().passages().len(), 5);
    assert!(open(&state).file.is_none());
}

#[test]
fn both_samples_hold_together() {
    for many in [false, true] {
        let mut state = State::new(Settings::default());
        send(&mut state, Command::OpenSample { many });
        assert_eq!(open(&state).dossier.check(), Vec::<String>::new());
        assert_eq!(state.dialog, None);
    }
}

#[test]
fn selected_words_are_tagged_by_key() {
    let mut state = sample();
    let range = select(&mut state, Pane::Right, "The meeting dealt chiefly with");
    send(&mut state, Command::Do(Action::Tag(9)));
    let made = passage(&state, "P1");
    assert_eq!(made.range, range);
    assert_eq!(open(&state).at.selected, Selected::Passage(made.id));
    assert_eq!(open(&state).selected_range(), None, "the next key must not tag the same words again");
    send(&mut state, Command::Do(Action::Undo));
    assert!(!open(&state).is_dirty());
    assert!(state.messages.last().unwrap().text.contains("Tag as Position"), "{:?}", state.messages);
}

#[test]
fn spaces_at_the_ends_are_no_part_of_a_passage() {
    let mut state = sample();
    select(&mut state, Pane::Right, " meeting dealt ");
    send(&mut state, Command::Do(Action::Tag(9)));
    let made = passage(&state, "P1");
    let statement = open(&state).statement(Pane::Right).unwrap().clone();
    assert_eq!(statement.words(&made), "meeting dealt");
}

#[test]
fn without_selected_words_a_key_retags_and_the_label_comes_back() {
    let mut state = sample();
    let id = passage(&state, "C2").id;
    send(&mut state, Command::Select(Selected::Passage(id)));
    send(&mut state, Command::Do(Action::Tag(6)));
    assert_eq!(passage(&state, "Q1").id, id);
    send(&mut state, Command::Do(Action::Tag(1)));
    assert_eq!(passage(&state, "C2").id, id);
}

#[test]
fn a_link_goes_from_what_reacts_whichever_end_it_was_begun_at() {
    for (start, end) in [("C2", "R1"), ("R1", "C2")] {
        let mut state = sample();
        let (start, end) = (passage(&state, start).id, passage(&state, end).id);
        send(&mut state, Command::Select(Selected::Passage(start)));
        send(&mut state, Command::Do(Action::LinkFrom));
        assert_eq!(open(&state).at.linking, Some(start));
        send(&mut state, Command::ChooseLinkKind { start, end });
        let Some(Dialog::PickLink(choice)) = state.dialog.clone() else { panic!("{:?}", state.dialog) };
        assert_eq!((choice.from, choice.to), (passage(&state, "R1").id, passage(&state, "C2").id));
        let kind = LinkKindId::new("answers");
        send(&mut state, Command::Link { from: choice.from, to: choice.to, kind });
        assert_eq!(status_of(&state, "C2"), Some(Status::Answered));
        assert_eq!((open(&state).at.linking, state.dialog.clone()), (None, None));
    }
}

#[test]
fn no_response_is_confirmed_and_taken_back() {
    let mut state = sample();
    let id = passage(&state, "C6").id;
    send(&mut state, Command::Select(Selected::Passage(id)));
    assert_eq!(status_of(&state, "C6"), Some(Status::NotReviewed));
    send(&mut state, Command::Do(Action::NoResponse));
    assert_eq!(status_of(&state, "C6"), Some(Status::NoResponse));
    send(&mut state, Command::Do(Action::NoResponse));
    assert_eq!(status_of(&state, "C6"), Some(Status::NotReviewed));
}

#[test]
fn typing_a_note_is_one_step() {
    let mut state = sample();
    let id = passage(&state, "C6").id;
    let before = passage(&state, "C6").note;
    for typed in ["t", "ty", "typ", "type", "typed"] {
        send(&mut state, Command::SetNote(id, typed.to_owned()));
    }
    send(&mut state, Command::Seal);
    send(&mut state, Command::SetNote(id, "typed again".to_owned()));
    send(&mut state, Command::Do(Action::Undo));
    assert_eq!(passage(&state, "C6").note, "typed");
    send(&mut state, Command::Do(Action::Undo));
    assert_eq!(passage(&state, "C6").note, before);
}

#[test]
fn the_reviewers_name_stands_on_what_they_do_and_not_on_nothing() {
    let mut state = sample();
    send(&mut state, Command::SetReviewer(" Ada ".to_owned()));
    let id = passage(&state, "C6").id;
    let topic = passage(&state, "C6").topic;
    send(&mut state, Command::SetTopic(id, topic));
    assert!(!open(&state).is_dirty(), "nothing was changed, so nothing is to be saved");
    select(&mut state, Pane::Right, "dealt chiefly");
    send(&mut state, Command::Do(Action::Tag(1)));
    let reviewer = passage(&state, "C7").reviewer.unwrap();
    assert_eq!(open(&state).dossier.reviewer(reviewer).unwrap().name, "Ada");
}

#[test]
fn unsaved_changes_are_asked_about_before_anything_replaces_them() {
    let new = NewDossier {
        title: String::new(),
        parties: ["A", "B"]
            .map(|name| PartyDraft {
                id: None,
                name: name.to_owned(),
                short: String::new(),
                aliases: Vec::new(),
                colour: Palette::Blue,
            })
            .to_vec(),
        meeting: MeetingDetails::default(),
        split: false,
    };
    let asked: [fn(NewDossier) -> Command; 6] = [
        |_| Command::CloseAsked,
        |_| Command::Do(Action::Quit),
        |_| Command::Do(Action::CloseDossier),
        |_| Command::OpenPath("other.json".into()),
        |_| Command::OpenSample { many: true },
        |new| Command::CreateDossier(Box::new(new)),
    ];
    for make in asked {
        let mut state = sample();
        change(&mut state);
        let before = open(&state).dossier.clone();
        assert_eq!(send(&mut state, make(new.clone())), []);
        assert!(matches!(state.dialog, Some(Dialog::Unsaved(_))), "{:?}", state.dialog);
        send(&mut state, Command::SetDialog(None));
        assert_eq!(open(&state).dossier, before);
        assert!(open(&state).is_dirty());
    }
}

#[test]
fn saving_first_goes_through_the_dialog_and_then_quits() {
    let mut state = sample();
    change(&mut state);
    send(&mut state, Command::CloseAsked);
    let effects = send(&mut state, Command::Proceed { save: true });
    assert!(matches!(effects.as_slice(), [Effect::PickSave(name)] if name.ends_with(".json")), "{effects:?}");
    let effects = send(&mut state, Command::Picked(Purpose::SaveDossier, Some("a/b".into())));
    let [Effect::Save(job)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(job.path, Path::new("a/b.json"));
    assert_eq!(job.expect, Expectation::New, "the dialog did not ask about the name with its ending");
    let mark = job.mark;
    let effects = send(&mut state, Command::Saved { mark, result: Ok(file("a/b.json")) });
    assert!(effects.contains(&Effect::Quit), "{effects:?}");
    assert_eq!(state.settings.recent, [PathBuf::from("a/b.json")]);
}

#[test]
fn a_cancelled_dialog_quits_nothing() {
    let mut state = sample();
    change(&mut state);
    send(&mut state, Command::CloseAsked);
    send(&mut state, Command::Proceed { save: true });
    assert_eq!(send(&mut state, Command::Picked(Purpose::SaveDossier, None)), []);
    let effects = send(&mut state, Command::Do(Action::Save));
    assert!(matches!(effects.as_slice(), [Effect::PickSave(_)]));
    let effects = send(&mut state, Command::Picked(Purpose::SaveDossier, Some("c.json".into())));
    let [Effect::Save(job)] = effects.as_slice() else { panic!("{effects:?}") };
    let effects = send(&mut state, Command::Saved { mark: job.mark, result: Ok(file("c.json")) });
    assert!(!effects.contains(&Effect::Quit), "the quitting was given up");
}

#[test]
fn what_is_changed_while_a_save_is_under_way_is_still_unsaved() {
    let mut state = sample();
    state.open.as_mut().unwrap().file = Some(file("a.json"));
    change(&mut state);
    let effects = send(&mut state, Command::Do(Action::Save));
    let [Effect::Save(job)] = effects.as_slice() else { panic!("{effects:?}") };
    let mark = job.mark;
    let id = passage(&state, "C2").id;
    send(&mut state, Command::SetNote(id, "changed meanwhile".to_owned()));
    assert_eq!(send(&mut state, Command::Do(Action::Save)), [], "one save at a time");
    send(&mut state, Command::Saved { mark, result: Ok(file("a.json")) });
    assert!(open(&state).is_dirty());
    send(&mut state, Command::Do(Action::Undo));
    assert!(!open(&state).is_dirty(), "back at what was saved");
}

#[test]
fn a_file_that_changed_on_disk_is_asked_about() {
    let mut state = sample();
    state.open.as_mut().unwrap().file = Some(file("a.json"));
    change(&mut state);
    let effects = send(&mut state, Command::Do(Action::Save));
    let [Effect::Save(job)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(job.expect, Expectation::Unchanged(ContentHash::of(b"x")));
    let mark = job.mark;
    let error = SaveError::ChangedOnDisk { path: "a.json".into() };
    assert_eq!(send(&mut state, Command::Saved { mark, result: Err(error) }), []);
    assert!(matches!(&state.dialog, Some(Dialog::Conflict(conflict)) if !conflict.vanished));
    assert!(open(&state).is_dirty());
    let effects = send(&mut state, Command::OverwriteChanged);
    let [Effect::Save(job)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((job.path.as_path(), job.expect), (Path::new("a.json"), Expectation::Anything));
}

#[test]
fn a_failed_save_keeps_everything_and_is_told() {
    let mut state = sample();
    state.open.as_mut().unwrap().file = Some(file("a.json"));
    change(&mut state);
    send(&mut state, Command::CloseAsked);
    let effects = send(&mut state, Command::Proceed { save: true });
    let [Effect::Save(job)] = effects.as_slice() else { panic!("{effects:?}") };
    let error = SaveError::NoFolder { path: "a.json".into() };
    assert_eq!(send(&mut state, Command::Saved { mark: job.mark, result: Err(error) }), []);
    assert!(matches!(state.dialog, Some(Dialog::Trouble { .. })));
    assert!(open(&state).is_dirty());
}

#[test]
fn a_file_that_can_not_be_opened_leaves_the_open_dossier() {
    let mut state = sample();
    let before = open(&state).dossier.clone();
    let effects = send(&mut state, Command::OpenPath("missing.json".into()));
    assert_eq!(effects, [Effect::Open("missing.json".into())]);
    let error = crate::store::OpenError::Missing { path: "missing.json".into() };
    send(&mut state, Command::Opened("missing.json".into(), Err(error)));
    assert!(matches!(&state.dialog, Some(Dialog::Trouble { text, .. }) if text.contains("missing.json")));
    assert_eq!(open(&state).dossier, before);
}

#[test]
fn a_dossier_for_reading_only_is_not_changed_or_saved() {
    let mut state = sample();
    state.open.as_mut().unwrap().read_only = Some("a newer version wrote it".to_owned());
    let before = open(&state).dossier.clone();
    select(&mut state, Pane::Right, "dealt chiefly");
    for action in [Action::Tag(1), Action::Save, Action::SaveAs, Action::Delete, Action::RemoveMeeting] {
        assert!(action.possible(&state).is_err(), "{action:?}");
        assert_eq!(send(&mut state, Command::Do(action)), []);
    }
    let id = passage(&state, "C1").id;
    send(&mut state, Command::RemovePassage(id));
    assert_eq!(open(&state).dossier, before);
}

#[test]
fn a_split_report_gives_statements_and_a_note_with_its_source() {
    let mut state = sample();
    let details = open(&state).statement(Pane::Left).unwrap().details().clone();
    let (day, known) = {
        let details = open(&state).meeting().unwrap().details();
        (details.date, details.participants.len())
    };
    let person = Participant {
        name: "A clerk".to_owned(),
        office: String::new(),
        party: None,
        extra: Extra::default(),
    };
    let split = NewSplit {
        statements: vec![NewStatement { details, text: CleanText::new("One side said so.") }],
        rest: CleanText::new("Both met."),
        date: Some("1999-01-01".parse().unwrap()),
        participants: vec![person],
        source: "A newspaper, 20 Feb 2025".to_owned(),
    };
    send(&mut state, Command::AddSplit(Box::new(split)));
    let meeting = open(&state).meeting().unwrap();
    assert_eq!(meeting.statements().len(), 3);
    assert_eq!(meeting.details().date, day, "a day that is known stays");
    assert_eq!(meeting.details().participants.len(), known + 1);
    let note = &meeting.details().note;
    assert!(note.ends_with("(A newspaper, 20 Feb 2025):\nBoth met."), "{note}");
    send(&mut state, Command::Do(Action::Undo));
    assert_eq!(open(&state).meeting().unwrap().statements().len(), 2, "one step");
}

#[test]
fn filters_and_steps_go_together() {
    let mut state = sample();
    send(&mut state, Command::SetTagHidden(TagId::new("concern"), true));
    send(&mut state, Command::Do(Action::NextPassage));
    let Selected::Passage(id) = open(&state).at.selected else { panic!("nothing is selected") };
    assert_eq!(open(&state).dossier.passage(id).unwrap().2.label.to_string(), "A1");
    send(&mut state, Command::Do(Action::ShowAllTags));
    assert!(open(&state).at.hidden_tags.is_empty());
}

#[test]
fn a_third_statement_can_stand_in_either_pane() {
    let mut state = State::new(Settings::default());
    send(&mut state, Command::OpenSample { many: true });
    let meeting = open(&state).dossier.meetings().iter().find(|m| m.statements().len() >= 3).unwrap().clone();
    send(&mut state, Command::GoToMeeting(meeting.id()));
    let ids: Vec<_> = meeting.statements().iter().map(|statement| statement.id()).collect();
    let third = ids.iter().find(|id| open(&state).pane_of(**id).is_none()).copied().unwrap();
    let left = open(&state).at.left;
    send(&mut state, Command::SetPane(Pane::Right, third));
    assert_eq!((open(&state).at.left, open(&state).at.right), (left, Some(third)));
    send(&mut state, Command::SetPane(Pane::Left, third));
    assert_eq!((open(&state).at.left, open(&state).at.right), (Some(third), left));
}

#[test]
fn who_says_it_can_be_another_party() {
    let mut state = sample();
    let id = passage(&state, "C6").id;
    let party = open(&state).dossier.parties()[0].id;
    send(&mut state, Command::SetSaidBy(id, Some(SaidBy::Party(party))));
    assert_eq!(passage(&state, "C6").said_by, Some(SaidBy::Party(party)));
}

#[test]
fn the_list_of_actions_is_whole_and_without_doubles() {
    let all = Action::all();
    let mut labels = BTreeSet::new();
    let mut chords = BTreeSet::new();
    for action in &all {
        assert!(labels.insert(action.label()), "two actions are called {}", action.label());
        assert!(!action.description().is_empty());
        for chord in action.chords() {
            assert!(chords.insert(chord.text()), "two actions have {}", chord.text());
        }
    }
    // Whatever the state, asking what can be done never fails, and doing it never panics.
    let mut none = State::new(Settings::default());
    let mut some = sample();
    for action in all {
        for state in [&mut none, &mut some] {
            let _ = action.possible(state);
            let _ = action.label_in(state);
            send(state, Command::Do(action));
            state.dialog = None;
        }
    }
}

/// Counts and links that are kept up to date step by step are those that are worked out anew.
#[track_caller]
fn counts_are_right(state: &State) {
    let open = open(state);
    let links = crate::analysis::LinkIndex::build(&open.dossier);
    assert_eq!(*open.overview, crate::analysis::Overview::build(&open.dossier));
    for (_, passage) in open.meeting().unwrap().passages() {
        assert_eq!(open.links().incoming(passage.id), links.incoming(passage.id));
        assert_eq!(open.links().outgoing(passage.id), links.outgoing(passage.id));
    }
}

#[test]
fn counts_follow_every_change_and_every_way_back() {
    let mut state = sample();
    let id = |state: &State, label: &str| passage(state, label).id;
    let (c2, c3, r1, r2) = (id(&state, "C2"), id(&state, "C3"), id(&state, "R1"), id(&state, "R2"));
    let kind = |kind: &str| LinkKindId::new(kind);
    select(&mut state, Pane::Right, "The meeting dealt chiefly with");
    let party = open(&state).dossier.parties()[1].id;
    let commands = [
        Command::Do(Action::Tag(1)),
        Command::Link { from: r2, to: c2, kind: kind("answers") },
        Command::Retag(c2, TagId::new("request")),
        Command::SetSaidBy(r2, Some(SaidBy::Party(party))),
        Command::SetNewTopic(c3, "Another topic".to_owned()),
        Command::SetNoResponse(c3, Some("none".to_owned())),
        Command::SetSaidBy(r1, Some(SaidBy::Both)),
        Command::RemovePassage(r1),
        Command::RemovePassage(c2),
        Command::SetNote(c3, "a note".to_owned()),
    ];
    let steps = commands.len();
    for command in commands {
        send(&mut state, command);
        counts_are_right(&state);
    }
    for action in [Action::Undo, Action::Redo, Action::Undo] {
        for _ in 0..steps {
            send(&mut state, Command::Do(action));
            counts_are_right(&state);
        }
    }
    assert!(!open(&state).is_dirty());
}

/// Types words into the search and does it at once.
fn find(state: &mut State, words: &str) {
    send(state, Command::Do(Action::Find));
    for effect in send(state, Command::FindWords(words.to_owned())) {
        let Effect::Find(job) = effect else { continue };
        let number = job.number;
        send(state, Command::Found(number, job.run()));
    }
}

#[test]
fn words_are_found_in_both_statements_and_round() {
    let mut state = sample();
    find(&mut state, "RUSSIAN");
    let count = open(&state).find.as_ref().unwrap().count();
    assert!(count >= 3, "{count}");
    let mut places = BTreeSet::new();
    let first = open(&state).at.text.unwrap();
    for _ in 0..count {
        let text = open(&state).at.text.unwrap();
        let words = text.range().unwrap().slice(open(&state).statement(text.pane).unwrap().text()).unwrap();
        assert_eq!(words.to_lowercase(), "russian");
        places.insert((text.pane == Pane::Right, text.anchor.get()));
        send(&mut state, Command::Do(Action::NextHit));
    }
    assert_eq!(places.len(), count, "each place once");
    assert_eq!(open(&state).at.text.unwrap(), first, "and round");
    send(&mut state, Command::Do(Action::PreviousHit));
    assert_ne!(open(&state).at.text.unwrap(), first);
    // What was found is selected and can be tagged once the search is ended.
    send(&mut state, Command::Do(Action::Cancel));
    assert!(open(&state).find.is_none());
    send(&mut state, Command::Do(Action::Tag(9)));
    assert!(open(&state).selected_passage().is_some());
}

#[test]
fn an_old_search_does_not_replace_a_newer_one() {
    let mut state = sample();
    send(&mut state, Command::Do(Action::Find));
    let jobs = |effects: Vec<Effect>| {
        let job = effects.into_iter().find_map(|effect| match effect {
            Effect::Find(job) => Some(job),
            _ => None,
        });
        job.unwrap()
    };
    let old = jobs(send(&mut state, Command::FindWords("meeting".to_owned())));
    let new = jobs(send(&mut state, Command::FindWords("zzz".to_owned())));
    send(&mut state, Command::Found(new.number, new.run()));
    send(&mut state, Command::Found(old.number, old.run()));
    let find = open(&state).find.as_ref().unwrap();
    assert_eq!((find.count(), find.is_settled()), (0, true));
}

#[test]
fn the_counterpart_is_brought_level_one_after_another() {
    let mut state = sample();
    let (c1, r1) = (passage(&state, "C1"), passage(&state, "R1"));
    send(&mut state, Command::Show(c1.id));
    send(&mut state, Command::Do(Action::Level));
    let level = Level { stays: Pane::Left, at: c1.range.start(), other: r1.range.start() };
    assert_eq!(open(&state).at.level, Some(level));
    send(&mut state, Command::Shown);
    assert_eq!(open(&state).at.level, None);
}

#[test]
fn more_and_less_is_selected_step_by_step() {
    let mut state = sample();
    let at = open(&state).statement(Pane::Right).unwrap().text().find("dealt").unwrap() + 1;
    send(&mut state, Command::PlaceCaret(Pane::Right, ByteOffset::new(at)));
    let words = |state: &State| {
        let range = open(state).at.text.unwrap().range().unwrap();
        range.slice(open(state).statement(Pane::Right).unwrap().text()).unwrap().to_owned()
    };
    let mut seen = Vec::new();
    for _ in 0..4 {
        send(&mut state, Command::Do(Action::SelectMore));
        seen.push(words(&state));
    }
    assert_eq!(seen[0], "dealt");
    assert!(seen.windows(2).all(|pair| pair[1].len() >= pair[0].len() && pair[1].contains(&pair[0])));
    assert_eq!(seen[3].len(), open(&state).statement(Pane::Right).unwrap().text().len(), "all of it");
    for _ in 0..8 {
        send(&mut state, Command::Do(Action::SelectLess));
    }
    assert_eq!(words(&state), "");
}

#[test]
fn words_are_copied_with_their_source() {
    let mut state = sample();
    select(&mut state, Pane::Right, "The meeting dealt");
    let copied = send(&mut state, Command::Do(Action::CopyCited));
    let [Effect::Copy(text)] = copied.as_slice() else { panic!("{copied:?}") };
    assert!(text.starts_with("“The meeting dealt” (Russia, "), "{text}");
    assert!(text.contains("para. 1"), "{text}");
}

#[test]
fn a_removed_statement_comes_back_to_its_pane() {
    let mut state = sample();
    let right = open(&state).at.right;
    send(&mut state, Command::Do(Action::RemoveRightStatement));
    assert_ne!(open(&state).at.right, right);
    send(&mut state, Command::Do(Action::Undo));
    assert_eq!(open(&state).at.right, right);
}

#[test]
fn what_is_hidden_is_neither_selected_nor_gone_to() {
    let mut state = sample();
    let concern = TagId::new("concern");
    let c2 = passage(&state, "C2").id;
    send(&mut state, Command::Show(c2));
    send(&mut state, Command::SetTagHidden(concern, true));
    assert_eq!(open(&state).at.selected, Selected::None);
    send(&mut state, Command::Do(Action::NextUnanswered));
    assert_eq!(open(&state).at.selected, Selected::None);
}
