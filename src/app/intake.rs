//! Texts on their way in: the files that were chosen or dropped, one after the other, and what
//! was read of the present one.
//!
//! Must not know: how a file is read, or what a form makes of it.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Action, Command, Dialog, Effect, MessageKind, Pane, State};
use crate::edit::intent::Plan;
use crate::import::Draft;

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextSource {
    /// A file.
    File(PathBuf),
    /// The clipboard.
    Clipboard,
}

/// A text that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadText {
    /// Rises with each text that is read, so that a form takes each only once.
    pub number: u64,
    /// Where from.
    pub source: TextSource,
    /// What was read, or what was wrong.
    pub result: Result<Arc<Draft>, String>,
}

impl ReadText {
    /// The file's name, or what it was instead.
    pub fn name(&self) -> String {
        match &self.source {
            TextSource::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            TextSource::Clipboard => "the clipboard".to_owned(),
        }
    }
}

/// Texts on their way into the open form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Intake {
    /// The text that was read last.
    pub read: Option<ReadText>,
    /// A text is being read.
    pub reading: bool,
    /// What a new text would do to a statement, once that is worked out.
    pub plan: Option<Arc<Plan>>,
    /// The pane on which they were dropped.
    pub pane: Option<Pane>,
    /// Files that come after the present one.
    waiting: VecDeque<PathBuf>,
    /// How many were chosen together, and which of them is the present one, from 1.
    chosen: usize,
    count: u64,
}

impl Intake {
    /// Which of how many files is the present one, where there are several.
    pub fn of_how_many(&self) -> Option<(usize, usize)> {
        (self.chosen > 1).then(|| (self.chosen - self.waiting.len(), self.chosen))
    }
}

pub(super) fn go(state: &mut State, command: Command) -> Vec<Effect> {
    match command {
        Command::PickTexts => {
            // One native dialog at a time: a second would stand behind the first.
            if state.files.picking {
                return Vec::new();
            }
            state.files.picking = true;
            let many = matches!(state.dialog, Some(Dialog::Statement(None)));
            vec![Effect::PickTexts { many }]
        }
        Command::PickedTexts(paths) => {
            state.files.picking = false;
            take(state, paths)
        }
        Command::DropTexts(paths, pane) => {
            if !takes_texts(state) {
                if let Err(why) = Action::AddStatement.possible(state) {
                    state.say(MessageKind::Warning, format!("The text was not taken in: {why}"));
                    return Vec::new();
                }
                state.dialog = Some(Dialog::Statement(None));
            }
            let effects = take(state, paths);
            state.intake.pane = pane;
            effects
        }
        Command::PasteText(text) => {
            state.intake.reading = true;
            vec![Effect::ReadClipboard(text)]
        }
        Command::ReadAs(encoding) => match state.intake.read.as_ref().map(|read| &read.source) {
            Some(TextSource::File(path)) => {
                let effect = Effect::ReadText(path.clone(), Some(encoding));
                state.intake.reading = true;
                vec![effect]
            }
            _ => Vec::new(),
        },
        Command::SkipText => next(state),
        Command::CompareText(place, text) => {
            let statement = state.open.as_ref().and_then(|open| open.dossier.statement(place));
            let Some(statement) = statement.cloned() else { return Vec::new() };
            state.intake.plan = None;
            vec![Effect::Compare(place, statement, text)]
        }
        Command::Compared(place, plan) => {
            if state.dialog == Some(Dialog::Revise(place)) {
                state.intake.plan = Some(Arc::from(plan));
            }
            Vec::new()
        }
        Command::TextRead(source, result) => {
            // A form that was left in the meantime does not wait for it any more.
            if std::mem::take(&mut state.intake.reading) {
                state.intake.count += 1;
                let (number, result) = (state.intake.count, result.map(Arc::from));
                state.intake.read = Some(ReadText { number, source, result });
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Whether the open dialog has a place for a text.
fn takes_texts(state: &State) -> bool {
    matches!(
        state.dialog,
        Some(Dialog::Statement(None) | Dialog::Split | Dialog::Revise(_) | Dialog::NewDossier)
    )
}

/// Reads the first of these files; the others wait.
fn take(state: &mut State, paths: Vec<PathBuf>) -> Vec<Effect> {
    if paths.is_empty() {
        return Vec::new();
    }
    state.intake.chosen = paths.len();
    state.intake.waiting = paths.into();
    if !matches!(state.dialog, Some(Dialog::Statement(None))) {
        state.intake.waiting.truncate(1);
        state.intake.chosen = 1;
    }
    read_next(state)
}

fn read_next(state: &mut State) -> Vec<Effect> {
    let Some(path) = state.intake.waiting.pop_front() else { return Vec::new() };
    state.intake.reading = true;
    vec![Effect::ReadText(path, None)]
}

/// Goes on to the next file that waits, or ends the intake.
pub(super) fn next(state: &mut State) -> Vec<Effect> {
    state.intake.read = None;
    state.intake.reading = false;
    if state.intake.waiting.is_empty() {
        clear(state);
        state.dialog = None;
        return Vec::new();
    }
    state.dialog = Some(Dialog::Statement(None));
    read_next(state)
}

/// Lets another form take what was read.
pub(super) fn hand_on(state: &mut State) {
    state.intake.count += 1;
    if let Some(read) = &mut state.intake.read {
        read.number = state.intake.count;
    }
}

/// Ends the intake with all that waits: another dossier is open.
pub(super) fn forget(state: &mut State) {
    state.intake = Intake { count: state.intake.count, ..Intake::default() };
}

/// Ends the intake: the form is left. Files that were chosen together wait for its coming back.
pub(super) fn clear(state: &mut State) {
    let waiting = state.intake.waiting.len();
    if waiting > 0 && state.dialog.is_none() {
        let files =
            if waiting == 1 { "1 more file waits".to_owned() } else { format!("{waiting} more files wait") };
        state.say(MessageKind::Hint, format!("{files}; “Add a statement” goes on with them"));
        return;
    }
    forget(state);
}
