//! Work that is not yet saved: noted while one works, offered back after an unexpected end; earlier
//! states of a file; and others at the same file.
//!
//! Nothing here overwrites by itself: what is recovered or taken back is opened, and the file stays as it
//! is until the reviewer saves.
//! Must not know: how anything is written, or on which thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

use super::update::trouble;
use super::{Command, Dialog, Effect, MessageKind, Open, Question, State, files};
use crate::edit::Applied;
use crate::journal::{OnDisk, Recoverable, Recovered, Start};
use crate::model::{Dossier, Moment};
use crate::store::{Change, ContentHash, FileState, Holder, Kept, Opened};

/// Something for whoever keeps unsaved work.
#[derive(Debug, Clone)]
pub enum Keep {
    /// Another dossier is open now, which begins like this.
    Begin(Arc<Dossier>, Start),
    /// This was done to it.
    Applied {
        /// The steps, in order.
        steps: Vec<Applied>,
        /// The reviewer's name, where others at the same file may see it.
        name: Option<String>,
    },
    /// It was saved, to this file and under this title.
    Saved(FileState, String),
    /// All of it, because it was asked for.
    Whole(Arc<Dossier>),
    /// It was left behind by another window, and is kept here from now on.
    TakesOver(Arc<Recoverable>),
    /// This was left behind: look at it.
    LookAt(Arc<Recoverable>),
    /// This was left behind: put it aside.
    Decline(Arc<Recoverable>),
    /// It is closed; whether what was not saved is to be kept aside.
    End {
        /// Put it aside rather than throw it away.
        keep: bool,
    },
}

impl PartialEq for Keep {
    fn eq(&self, other: &Self) -> bool {
        // Tests ask what kind of thing is to be kept.
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// Unsaved work that was left behind, with what it comes to.
#[derive(Debug)]
pub struct Left {
    /// What was left behind.
    pub what: Arc<Recoverable>,
    /// The dossier that it makes, or why it makes none; `None` while it is being looked at.
    pub looked: Option<Result<Box<Recovered>, String>>,
}

/// What is kept, and what was found.
#[derive(Debug, Default)]
pub struct Keeping {
    /// Unsaved work of windows that ended unexpectedly.
    pub left: Vec<Left>,
    /// Earlier states of the open dossier's file, the latest first; `None` while they are looked up.
    pub states: Option<Vec<Kept>>,
    /// Who else has changes to the file open.
    pub holder: Option<Holder>,
    /// What the file was found to be when it was last looked at.
    pub on_disk: Option<Change>,
    /// The window is closing: nothing more is kept.
    ended: bool,
    /// The opening that is kept, and whether it had something unsaved.
    kept: Option<(Uuid, bool)>,
    /// What the dossier that is opened next was recovered from.
    taking: Option<Arc<Recoverable>>,
    /// The file that is looked at.
    watched: Option<(PathBuf, ContentHash)>,
}

pub(super) fn go(state: &mut State, command: Command, now: Moment) -> Vec<Effect> {
    match command {
        Command::FoundUnsaved(left, problem) => {
            if let Some(problem) = problem {
                state.say(MessageKind::Warning, format!("Unsaved work can't be looked up: {problem}"));
            }
            let looks = left.iter().map(|what| Effect::Keep(Keep::LookAt(Arc::clone(what)))).collect();
            state.keeping.left = left.into_iter().map(|what| Left { what, looked: None }).collect();
            looks
        }
        Command::LookedAtUnsaved(what, result) => {
            looked(state, &what, result);
            Vec::new()
        }
        Command::Recover(at) => files::ask_first(state, Question::Recover(at), now),
        Command::Decline(at) => {
            if at >= state.keeping.left.len() {
                return Vec::new();
            }
            let left = state.keeping.left.remove(at);
            close_where_empty(state);
            vec![Effect::Keep(Keep::Decline(left.what))]
        }
        Command::WholeWanted => {
            let open = state.open.as_ref();
            open.map(|open| Effect::Keep(Keep::Whole(Arc::clone(&open.dossier)))).into_iter().collect()
        }
        Command::ShowStates => {
            let Some(path) = file_of(state) else { return Vec::new() };
            state.keeping.states = None;
            state.dialog = Some(Dialog::States);
            vec![Effect::ListStates(path)]
        }
        Command::StatesListed(states) => {
            state.keeping.states = Some(states);
            Vec::new()
        }
        Command::TakeState(kept) => files::ask_first(state, Question::TakeState(Box::new(kept)), now),
        Command::StateRead(result) => {
            state_read(state, result);
            Vec::new()
        }
        Command::FileLookedAt(path, hash, change) => {
            looked_at_file(state, &path, hash, change);
            Vec::new()
        }
        Command::HeldBy(path, holder) => {
            if file_of(state).as_deref() == Some(path.as_path()) && state.keeping.holder != holder {
                if let Some(holder) = &holder {
                    state.say(MessageKind::Warning, held_words(holder));
                }
                state.keeping.holder = holder;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn file_of(state: &State) -> Option<PathBuf> {
    state.open.as_ref()?.file.as_ref().map(|file| file.path.clone())
}

/// Who has changes open, and what that means.
fn held_words(holder: &Holder) -> String {
    let who = match (&holder.who, holder.host.as_str()) {
        (Some(name), "") => name.clone(),
        (Some(name), host) => format!("{name} on {host}"),
        (None, "") => "Somebody else".to_owned(),
        (None, host) => format!("Somebody on {host}"),
    };
    format!(
        "{who} has changes to this file open too. Nothing is overwritten: a save asks first where the file has changed"
    )
}

fn looked(state: &mut State, what: &Arc<Recoverable>, result: Result<Box<Recovered>, String>) {
    let Some(at) = state.keeping.left.iter().position(|left| Arc::ptr_eq(&left.what, what)) else { return };
    if result.as_ref().is_ok_and(|found| found.on_disk == OnDisk::SameAsRecovered) {
        // The file has all of it: there is nothing to offer.
        let left = state.keeping.left.remove(at);
        left.what.remove();
        close_where_empty(state);
        return;
    }
    if let Some(left) = state.keeping.left.get_mut(at) {
        left.looked = Some(result);
    }
    // A dialog that is open already is not pushed aside; the menu offers it as well.
    if state.dialog.is_none() {
        state.dialog = Some(Dialog::Recover);
    }
}

fn close_where_empty(state: &mut State) {
    if state.keeping.left.is_empty() && state.dialog == Some(Dialog::Recover) {
        state.dialog = None;
    }
}

/// Opens what was left behind; its file stays as it is.
pub(super) fn recover(state: &mut State, at: usize) {
    let ready = state.keeping.left.get(at).is_some_and(|left| matches!(left.looked, Some(Ok(_))));
    if !ready {
        return;
    }
    let left = state.keeping.left.remove(at);
    let Some(Ok(found)) = left.looked else { return };
    let Recovered { dossier, file, steps, skipped, torn, on_disk: _ } = *found;
    let read_only = file.as_ref().and_then(|file| file.read_only.clone());
    let mut open = Open::new(Arc::new(dossier), file);
    open.unsaved_new = true;
    open.read_only = read_only;
    state.open = Some(open);
    state.keeping.taking = Some(left.what);
    super::intake::forget(state);
    let count = if steps.len() == 1 { "one step".to_owned() } else { format!("{} steps", steps.len()) };
    state.say(MessageKind::Done, format!("Recovered: {count}. Save to keep them; the file is as it was"));
    if torn {
        state.say(MessageKind::Warning, "What was done in the last second before the end is missing");
    }
    if let Some(first) = skipped.first() {
        let text = format!("{} of the steps could not be done again: {first}", skipped.len());
        state.say(MessageKind::Warning, text);
    }
    if !state.keeping.left.is_empty() {
        state.dialog = Some(Dialog::Recover);
    }
}

fn state_read(state: &mut State, result: Result<Box<Opened>, String>) {
    match result {
        Err(error) => trouble(state, "The earlier state was not opened", error),
        Ok(opened) => {
            let file = state.open.as_ref().and_then(|open| open.file.clone());
            let mut open = Open::new(Arc::new(opened.loaded.dossier), file);
            open.unsaved_new = true;
            open.read_only = opened.loaded.read_only;
            state.open = Some(open);
            state.dialog = None;
            let text = "The earlier state is open. The file is as it was: save to put this in its place, \
                        or save it under another name";
            state.say(MessageKind::Done, text);
        }
    }
}

fn looked_at_file(state: &mut State, path: &Path, hash: ContentHash, change: Change) {
    // What was looked for before a save says nothing about the file after it.
    let expected =
        state.keeping.watched.as_ref().is_some_and(|watched| watched.0 == path && watched.1 == hash);
    if !expected || state.files.saving || state.keeping.on_disk == Some(change) {
        return;
    }
    state.keeping.on_disk = Some(change);
    let text = match change {
        Change::Changed => {
            "Somebody else changed the file. Your work is safe in this window; when you save, you choose what \
             becomes of both"
        }
        Change::Gone => {
            "The file is gone from its place. Your work is safe in this window; a save writes it again"
        }
        Change::Same | Change::Unknown => return,
    };
    state.say(MessageKind::Warning, text);
}

/// The dossier was saved.
pub(super) fn saved(state: &State, file: &FileState) -> Option<Effect> {
    let title = state.open.as_ref()?.dossier.title().to_owned();
    Some(Effect::Keep(Keep::Saved(file.clone(), title)))
}

/// The window closes: what is not saved was given up by the reviewer, and is put aside all the same.
pub(super) fn end(state: &mut State) -> Option<Effect> {
    state.keeping.ended = true;
    let (_, dirty) = state.keeping.kept.take()?;
    Some(Effect::Keep(Keep::End { keep: dirty }))
}

/// Tells whoever keeps unsaved work what is open and what was done, and which file to look at.
pub(super) fn keep_up(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    let State { open, keeping, settings, .. } = state;
    if keeping.ended {
        return effects;
    }
    let now = open.as_ref().filter(|open| open.read_only.is_none()).map(|open| open.state_name().0);
    if keeping.kept.map(|(key, _)| key) != now {
        if let Some((_, dirty)) = keeping.kept.take() {
            effects.push(Effect::Keep(Keep::End { keep: dirty }));
        }
        (keeping.holder, keeping.states) = (None, None);
        if let (Some(open), Some(key)) = (open.as_mut(), now) {
            open.history.note_applied();
            let dossier = Arc::clone(&open.dossier);
            let start = match &open.file {
                file if open.unsaved_new => Start::Unsaved(Arc::clone(&dossier), file.clone()),
                Some(file) => Start::File(file.clone(), dossier.title().to_owned()),
                None => Start::Sample(Arc::clone(&dossier)),
            };
            effects.push(Effect::Keep(Keep::Begin(dossier, start)));
            if let Some(taken) = keeping.taking.take() {
                effects.push(Effect::Keep(Keep::TakesOver(taken)));
            }
            keeping.kept = Some((key, open.is_dirty()));
        }
    }
    if let Some(open) = open.as_mut().filter(|_| keeping.kept.is_some()) {
        let applied = open.history.take_applied();
        if !applied.is_empty() {
            let shows = settings.name_in_lock && !settings.reviewer.is_empty();
            let name = shows.then(|| settings.reviewer.clone());
            effects.push(Effect::Keep(Keep::Applied { steps: applied, name }));
        }
        if let Some((_, dirty)) = &mut keeping.kept {
            *dirty = open.is_dirty();
        }
    }
    let file = open.as_ref().and_then(|open| open.file.as_ref());
    let watched = file.map(|file| (file.path.clone(), file.hash));
    if keeping.watched != watched {
        keeping.watched.clone_from(&watched);
        keeping.on_disk = None;
        effects.push(Effect::Watch(watched));
    }
    effects
}
