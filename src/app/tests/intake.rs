//! Tests of texts on their way in: one after the other, skipped, read anew, left.
//! They must not know how a file is read.

use super::*;

/// What the reader would send back.
fn was_read(state: &mut State, path: &str, text: &str) {
    let source = crate::import::Source { bytes: text.as_bytes(), name: path, ..Default::default() };
    let draft = crate::import::read(&source).unwrap();
    send(state, Command::TextRead(TextSource::File(path.into()), Ok(Box::new(draft))));
}

#[test]
fn files_chosen_together_come_in_one_after_the_other() {
    let mut state = sample();
    send(&mut state, Command::Do(Action::AddStatement));
    let paths = ["a.txt", "b.txt", "c.txt"].map(PathBuf::from).to_vec();
    let effects = send(&mut state, Command::PickedTexts(paths));
    assert_eq!(effects, [Effect::ReadText("a.txt".into(), None)]);
    was_read(&mut state, "a.txt", "The first side said so.");
    assert_eq!(state.intake.of_how_many(), Some((1, 3)));
    let details = open(&state).statement(Pane::Left).unwrap().details().clone();
    let new = NewStatement { details, text: CleanText::new("The first side said so.") };
    let effects = send(&mut state, Command::AddStatement(Box::new(new)));
    assert_eq!(effects, [Effect::ReadText("b.txt".into(), None)], "on to the next");
    assert_eq!(state.dialog, Some(Dialog::Statement(None)));
    assert!(state.intake.read.is_none(), "the one before is not taken twice");
    was_read(&mut state, "b.txt", "The second.");
    let effects = send(&mut state, Command::ReadAs(crate::import::Encoding::UTF_8));
    assert_eq!(effects, [Effect::ReadText("b.txt".into(), Some(crate::import::Encoding::UTF_8))]);
    let effects = send(&mut state, Command::SkipText);
    assert_eq!(effects, [Effect::ReadText("c.txt".into(), None)]);
    assert_eq!(state.intake.of_how_many(), Some((3, 3)));
    let effects = send(&mut state, Command::SkipText);
    assert_eq!((effects, state.dialog.clone()), (vec![], None));
    // Who leaves the form is told what was not taken in.
    send(&mut state, Command::DropTexts(vec!["d.txt".into(), "e.txt".into()], Some(Pane::Right)));
    assert_eq!((state.dialog.clone(), state.intake.pane), (Some(Dialog::Statement(None)), Some(Pane::Right)));
    send(&mut state, Command::SetDialog(None));
    assert!(state.messages.iter().any(|message| message.text == "1 file was not taken in"));
    was_read(&mut state, "d.txt", "Too late.");
    assert!(state.intake.read.is_none(), "nobody waits for it");
}
