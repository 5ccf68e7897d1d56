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
    let told = "1 more file waits; “Add a statement” goes on with them";
    assert!(state.messages.iter().any(|message| message.text == told), "{:?}", state.messages);
    was_read(&mut state, "d.txt", "It came while the form was away.");
    send(&mut state, Command::Do(Action::AddStatement));
    assert_eq!(state.intake.of_how_many(), Some((1, 2)), "it goes on where it was left");
    assert_eq!(state.intake.read.as_ref().unwrap().name(), "d.txt");
    // One that can't be read does not end the row.
    let effects = send(&mut state, Command::SkipText);
    assert_eq!(effects, [Effect::ReadText("e.txt".into(), None)]);
    let broken = Err("«e.txt»: it holds no text".to_owned());
    send(&mut state, Command::TextRead(TextSource::File("e.txt".into()), broken));
    assert_eq!(state.intake.of_how_many(), Some((2, 2)));
    // Another dossier has nothing to do with it.
    send(&mut state, Command::SetDialog(None));
    send(&mut state, Command::Do(Action::AddStatement));
    send(&mut state, Command::DropTexts(vec!["f.txt".into(), "g.txt".into()], None));
    send(&mut state, Command::OpenSample { many: true });
    send(&mut state, Command::Proceed { save: false });
    assert_eq!(state.intake.of_how_many(), None);
}

#[test]
fn a_new_text_that_loses_passages_is_saved_and_opens_the_same() {
    let mut state = sample();
    let place = open(&state).place(Pane::Left).unwrap();
    let before = open(&state).dossier.clone();
    let statement = before.statement(place).unwrap();
    let tagged = statement.passages().iter().next().unwrap();
    let new = statement.text().as_str().replace(statement.words(tagged), "");
    state.dialog = Some(Dialog::Revise(place));
    let effects = send(&mut state, Command::CompareText(place, CleanText::new(&new)));
    let [Effect::Compare(_, statement, text)] = effects.as_slice() else { panic!("{effects:?}") };
    let plan = crate::edit::intent::Plan::new(statement, text.clone());
    send(&mut state, Command::Compared(place, Box::new(plan)));
    let plan = state.intake.plan.clone().unwrap();
    send(&mut state, Command::Revise(place, plan, Default::default()));
    let after = &open(&state).dossier;
    assert_eq!(after.statement(place).unwrap().lost().len(), 1);
    let bytes = crate::store::checked_bytes(after).unwrap();
    assert_eq!(crate::store::parse(&bytes, "dossier.json").unwrap().dossier, **after);
    send(&mut state, Command::Do(Action::Undo));
    assert_eq!(open(&state).dossier, before);
}
