//! Opening, saving, closing: what is asked first, and what comes back from the disk.
//!
//! The promise kept here: unsaved changes are never dropped without asking.
//! Must not know: how files are read or written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::update::trouble;
use super::{
    Command, Conflict, Dialog, Effect, MessageKind, Open, Purpose, Question, SAMPLE, SAMPLE_MANY, SaveJob,
    State,
};
use crate::model::Moment;
use crate::store::{self, Expectation, FileState, Loaded, OpenError, Opened, SaveError};

/// The ending of a dossier's file name.
pub(super) const ENDING: &str = "json";

pub(super) fn go(state: &mut State, command: Command, now: Moment) -> Vec<Effect> {
    match command {
        Command::Proceed { save } => proceed(state, save, now),
        Command::OverwriteChanged => overwrite(state),
        Command::Reload => reload(state),
        Command::Picked(purpose, path) => picked(state, purpose, path),
        Command::Opened(path, result) => {
            opened(state, &path, result);
            vec![Effect::SaveSettings(Box::new(state.settings.clone()))]
        }
        Command::Saved { mark, result } => saved(state, mark, result, now),
        Command::CloseAsked => ask_first(state, Question::Quit, now),
        Command::OpenPath(path) => ask_first(state, Question::Open(Some(path)), now),
        Command::OpenSample { many } => ask_first(state, Question::Sample { many }, now),
        _ => Vec::new(),
    }
}

/// Does what was asked for, unless unsaved changes stand in the way: then asks about them.
pub(super) fn ask_first(state: &mut State, question: Question, now: Moment) -> Vec<Effect> {
    let dirty = state.open.as_ref().is_some_and(Open::is_dirty);
    if dirty || state.files.saving {
        state.dialog = Some(Dialog::Unsaved(question));
        return Vec::new();
    }
    carry_on(state, question, now)
}

/// Does what was asked for; unsaved changes have been dealt with.
fn carry_on(state: &mut State, question: Question, now: Moment) -> Vec<Effect> {
    state.dialog = None;
    match question {
        Question::Quit => return super::keeping::end(state).into_iter().chain([Effect::Quit]).collect(),
        Question::Close => {
            state.open = None;
            state.messages.clear();
        }
        Question::Open(None) => return pick(state, Purpose::OpenDossier),
        Question::Open(Some(path)) => {
            state.files.opening = Some(path.clone());
            return vec![Effect::Open(path)];
        }
        Question::Sample { many } => open_sample(state, many),
        Question::Recover(at) => super::keeping::recover(state, at),
        Question::TakeState(kept) => {
            let path = state.open.as_ref().and_then(|open| open.file.as_ref()).map(|file| file.path.clone());
            return path.map(|path| Effect::ReadState(path, kept)).into_iter().collect();
        }
        Question::New(new) => super::dossiers::create(state, *new, now),
    }
    Vec::new()
}

fn proceed(state: &mut State, save_first: bool, now: Moment) -> Vec<Effect> {
    let Some(Dialog::Unsaved(question)) = state.dialog.take() else { return Vec::new() };
    if !save_first {
        return carry_on(state, question, now);
    }
    state.files.after_save = Some(question);
    if state.files.saving { Vec::new() } else { save(state) }
}

fn pick(state: &mut State, purpose: Purpose) -> Vec<Effect> {
    // One native dialog at a time: a second would stand behind the first.
    if state.files.picking {
        return Vec::new();
    }
    state.files.picking = true;
    vec![Effect::PickFile(purpose)]
}

/// Saves to the dossier's file; asks where where it has none.
pub(super) fn save(state: &mut State) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    match &open.file {
        None => save_as(state),
        Some(file) => {
            let (path, expect) = (file.path.clone(), Expectation::Unchanged(file.hash));
            start_save(state, path, expect)
        }
    }
}

/// Asks where to save.
pub(super) fn save_as(state: &mut State) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let name = file_name(open.dossier.title(), ENDING);
    if state.files.picking {
        return Vec::new();
    }
    state.files.picking = true;
    vec![Effect::PickSave(name)]
}

fn start_save(state: &mut State, path: PathBuf, expect: Expectation) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    if state.files.saving {
        state.say(MessageKind::Warning, "The dossier is being saved already");
        return Vec::new();
    }
    open.history.seal();
    state.files.saving = true;
    let mark = open.history.revision();
    let (dossier, keep) = (Arc::clone(&open.dossier), state.settings.backups);
    vec![Effect::Save(Box::new(SaveJob { dossier, path, expect, mark, keep }))]
}

fn overwrite(state: &mut State) -> Vec<Effect> {
    let Some(Dialog::Conflict(conflict)) = state.dialog.take() else { return Vec::new() };
    start_save(state, conflict.path, Expectation::Anything)
}

fn reload(state: &mut State) -> Vec<Effect> {
    let Some(Dialog::Conflict(conflict)) = state.dialog.take() else { return Vec::new() };
    state.files.after_save = None;
    state.files.opening = Some(conflict.path.clone());
    vec![Effect::Open(conflict.path)]
}

fn picked(state: &mut State, purpose: Purpose, path: Option<PathBuf>) -> Vec<Effect> {
    state.files.picking = false;
    if purpose == Purpose::Export {
        return super::exports::picked(state, path);
    }
    let Some(path) = path else {
        state.files.after_save = None;
        return Vec::new();
    };
    match purpose {
        Purpose::Export => Vec::new(),
        Purpose::OpenDossier => {
            state.files.opening = Some(path.clone());
            vec![Effect::Open(path)]
        }
        Purpose::SaveDossier => {
            let (path, completed) = with_ending(path, ENDING);
            let same = state
                .open
                .as_ref()
                .and_then(|open| open.file.as_ref())
                .filter(|file| file.path == path)
                .map(|file| Expectation::Unchanged(file.hash));
            // The dialog has asked about overwriting the name that was chosen there, but
            // not about the name with the ending that was added here.
            let expect = same.unwrap_or(if completed { Expectation::New } else { Expectation::Anything });
            start_save(state, path, expect)
        }
    }
}

fn opened(state: &mut State, path: &Path, result: Result<Box<Opened>, OpenError>) {
    if state.files.opening.as_deref() != Some(path) {
        // Another file was asked for, or the opening was given up, in the meantime.
        return;
    }
    state.files.opening = None;
    match result {
        Err(error) => {
            state.settings.recent.retain(|recent| recent != path);
            trouble(state, "The file was not opened", error.to_string());
        }
        Ok(loaded) => {
            let Opened { loaded, file } = *loaded;
            state.settings.opened(&file.path);
            if !loaded.warnings.is_empty() {
                let count = loaded.warnings.len();
                let what = if count == 1 { "one thing".to_owned() } else { format!("{count} things") };
                state.say(
                    MessageKind::Warning,
                    format!("{what} in the file needed attention: {}", first_problem(&loaded)),
                );
            }
            let mut open = Open::new(Arc::new(loaded.dossier), Some(file));
            open.read_only = loaded.read_only;
            open.warnings = loaded.warnings;
            state.open = Some(open);
            super::intake::forget(state);
            state.dialog = None;
        }
    }
}

fn first_problem(loaded: &Loaded) -> String {
    loaded.warnings.first().map(ToString::to_string).unwrap_or_default()
}

fn saved(state: &mut State, mark: u64, result: Result<FileState, SaveError>, now: Moment) -> Vec<Effect> {
    state.files.saving = false;
    match result {
        Ok(file) => {
            state.settings.opened(&file.path);
            let saved_file = file.clone();
            if let Some(open) = &mut state.open {
                open.saved_mark = mark;
                open.unsaved_new = false;
                open.file = Some(file);
            }
            let mut effects = vec![Effect::SaveSettings(Box::new(state.settings.clone()))];
            effects.extend(super::keeping::saved(state, &saved_file));
            if let Some(question) = state.files.after_save.take() {
                effects.extend(ask_first(state, question, now));
            } else {
                // A question that was asked while the save was under way may be answered now.
                let waiting = match &state.dialog {
                    Some(Dialog::Unsaved(question)) if !state.open.as_ref().is_some_and(Open::is_dirty) => {
                        Some(question.clone())
                    }
                    _ => None,
                };
                if let Some(question) = waiting {
                    effects.extend(carry_on(state, question, now));
                }
            }
            effects
        }
        Err(error) => {
            state.files.after_save = None;
            match error.conflict() {
                Some((path, vanished)) => {
                    let conflict = Conflict { path: path.to_owned(), what: error.to_string(), vanished };
                    state.dialog = Some(Dialog::Conflict(conflict));
                }
                None => trouble(state, "The dossier was not saved", error.to_string()),
            }
            Vec::new()
        }
    }
}

fn open_sample(state: &mut State, many: bool) {
    let (bytes, name) = if many { (SAMPLE_MANY, "the larger sample") } else { (SAMPLE, "the sample") };
    match store::parse(bytes, name) {
        Ok(loaded) => {
            state.open = Some(Open::new(Arc::new(loaded.dossier), None));
            super::intake::forget(state);
            state.messages.clear();
        }
        Err(error) => trouble(state, "The sample was not opened", error.to_string()),
    }
}

/// The path with this ending, and whether it had to be added.
pub(super) fn with_ending(path: PathBuf, ending: &str) -> (PathBuf, bool) {
    let has = path.extension().is_some_and(|given| given.eq_ignore_ascii_case(ending));
    if has {
        return (path, false);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    (PathBuf::from(name), true)
}

/// A file name made from a title, with this ending: no characters that some system refuses.
pub(super) fn file_name(title: &str, ending: &str) -> String {
    let name: String = title
        .chars()
        .map(|c| if c.is_control() || r#"<>:"/\|?*"#.contains(c) { '-' } else { c })
        .take(80)
        .collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let name = if name.is_empty() { "Dossier" } else { name };
    format!("{name}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_come_from_titles() {
        assert_eq!(file_name("Kyrgyzstan – Russia", ENDING), "Kyrgyzstan – Russia.json");
        assert_eq!(file_name("A/B: \"C\"?", ENDING), "A-B- -C--.json");
        assert_eq!(file_name(" .. ", ENDING), "Dossier.json");
    }

    #[test]
    fn an_ending_is_added_only_where_it_lacks() {
        assert_eq!(with_ending("a/b".into(), ENDING), ("a/b.json".into(), true));
        assert_eq!(with_ending("a/b.JSON".into(), ENDING), ("a/b.JSON".into(), false));
        assert_eq!(with_ending("20.2.2025".into(), ENDING), ("20.2.2025.json".into(), true));
    }
}
