//! Tests of what is noted for the case of an unexpected end, and of others at the same file.
//! They must not know how anything is kept.

use super::*;
use crate::journal::Start;
use crate::store::{Change, Holder};

/// What whoever keeps unsaved work is told.
fn kept(effects: Vec<Effect>) -> Vec<Keep> {
    let kept = effects.into_iter().filter_map(|effect| match effect {
        Effect::Keep(keep) => Some(keep),
        _ => None,
    });
    kept.collect()
}

#[test]
fn every_change_is_noted_and_nothing_else() {
    let mut state = State::new(Settings::default());
    let told = kept(update(&mut state, Command::OpenSample { many: false }, now()));
    assert!(matches!(&told[..], [Keep::Begin(_, Start::Sample(_))]), "{told:?}");
    assert!(kept(update(&mut state, Command::Do(Action::NextPassage), now())).is_empty());
    let id = passage(&state, "C1").id;
    let told = kept(update(&mut state, Command::SetNote(id, "Look".to_owned()), now()));
    assert!(matches!(&told[..], [Keep::Applied { steps, .. }] if steps.len() == 1), "{told:?}");
    let told = kept(update(&mut state, Command::Do(Action::Undo), now()));
    assert!(
        matches!(&told[..], [Keep::Applied { steps, .. }] if steps.len() == 1),
        "undo is a change too: {told:?}"
    );
}

#[test]
fn what_is_given_up_is_put_aside_and_what_is_saved_is_not() {
    let mut state = State::new(Settings::default());
    update(&mut state, Command::OpenSample { many: false }, now());
    let id = passage(&state, "C1").id;
    update(&mut state, Command::SetNote(id, "Look".to_owned()), now());
    update(&mut state, Command::OpenSample { many: true }, now());
    assert!(matches!(state.dialog, Some(Dialog::Unsaved(_))));
    let told = kept(update(&mut state, Command::Proceed { save: false }, now()));
    assert!(matches!(&told[..], [Keep::End { keep: true }, Keep::Begin(..)]), "{told:?}");
    // Nothing was changed in this one.
    let told = update(&mut state, Command::Do(Action::Quit), now());
    assert!(told.contains(&Effect::Quit));
    assert!(matches!(&kept(told)[..], [Keep::End { keep: false }]));
}

#[test]
fn a_save_ends_what_was_unsaved() {
    let mut state = sample();
    let id = passage(&state, "C1").id;
    send(&mut state, Command::SetNote(id, "Look".to_owned()));
    let mark = open(&state).history.revision();
    send(&mut state, Command::Do(Action::SaveAs));
    send(&mut state, Command::Picked(Purpose::SaveDossier, Some("a.json".into())));
    let told = update(&mut state, Command::Saved { mark, result: Ok(file("a.json")) }, now());
    let watched = told.iter().any(|effect| matches!(effect, Effect::Watch(Some(_))));
    assert!(watched, "the file is looked at from now on");
    assert!(matches!(&kept(told)[..], [Keep::Saved(_, title)] if title == open(&state).dossier.title()));
}

#[test]
fn others_at_the_file_are_told_once_and_stop_nothing() {
    let mut state = sample();
    let mark = open(&state).history.revision();
    send(&mut state, Command::Do(Action::SaveAs));
    send(&mut state, Command::Picked(Purpose::SaveDossier, Some("a.json".into())));
    send(&mut state, Command::Saved { mark, result: Ok(file("a.json")) });
    let hash = ContentHash::of(b"x");
    let told = |state: &State| state.messages.iter().filter(|m| m.text.contains("changed the file")).count();
    // What was looked for before the save says nothing of the file after it.
    send(&mut state, Command::FileLookedAt("a.json".into(), ContentHash::of(b"y"), Change::Changed));
    assert_eq!(told(&state), 0);
    for _ in 0..2 {
        send(&mut state, Command::FileLookedAt("a.json".into(), hash, Change::Changed));
    }
    assert_eq!(told(&state), 1);
    let holder = Holder { who: None, host: "desk".to_owned(), since: None, stale: false, readable: true };
    send(&mut state, Command::HeldBy("a.json".into(), Some(holder)));
    assert!(state.messages.last().unwrap().text.starts_with("Somebody on desk"), "{:?}", state.messages);
    assert!(Action::SaveAs.possible(&state).is_ok());
}
