//! The lists by which suggestions are made: those that come with the program, and those of them that
//! the reviewer edited.
//!
//! Must not know: where edited lists are kept, or what a list says.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Command, Effect, MessageKind, State};
use crate::suggest::{FILES, Lists};

/// Lists in use.
#[derive(Debug, Clone, Default)]
pub struct OwnLists {
    /// The texts of edited lists, by the names of their files.
    edited: BTreeMap<String, String>,
    /// What they make with the others; `None` where nothing is edited.
    read: Option<Arc<Lists>>,
    /// What was wrong with the list that was to be kept last.
    pub problem: Option<String>,
}

impl OwnLists {
    /// Whether a list was edited.
    pub fn is_edited(&self, name: &str) -> bool {
        self.edited.contains_key(name)
    }

    /// The text of a list as it is in use.
    pub fn text(&self, name: &str) -> &str {
        let own = self.edited.get(name).map(String::as_str);
        own.or_else(|| FILES.iter().find(|(file, _)| *file == name).map(|(_, text)| *text)).unwrap_or("")
    }

    /// The edited lists where there are any; else the program's own are in use.
    pub(super) fn in_use(&self) -> Option<Arc<Lists>> {
        self.read.clone()
    }

    /// Reads all lists with these edited ones.
    fn reading(edited: &BTreeMap<String, String>) -> Result<Option<Arc<Lists>>, String> {
        if edited.is_empty() {
            return Ok(None);
        }
        let files: Vec<(&str, &str)> = FILES
            .iter()
            .map(|(name, text)| (*name, edited.get(*name).map_or(*text, String::as_str)))
            .collect();
        Lists::read(&files).map(|lists| Some(Arc::new(lists))).map_err(|error| error.to_string())
    }
}

impl State {
    /// Takes the lists that were edited in an earlier session; what is wrong with them is told.
    pub fn take_lists(&mut self, edited: Vec<(String, String)>) {
        let edited: BTreeMap<String, String> = edited.into_iter().collect();
        match OwnLists::reading(&edited) {
            Ok(read) => self.lists = OwnLists { edited, read, problem: None },
            Err(problem) => {
                // They stay as they are: in the window they can be put right.
                self.say(MessageKind::Warning, format!("The edited lists are not in use: {problem}"));
                self.lists = OwnLists { edited, read: None, problem: Some(problem) };
            }
        }
    }
}

/// Keeps an edited list where it can be read, or takes the program's own again.
pub(super) fn set(state: &mut State, command: Command) -> Vec<Effect> {
    let Command::SetList(name, text) = command else { return Vec::new() };
    if !FILES.iter().any(|(file, _)| *file == name) {
        return Vec::new();
    }
    let mut edited = state.lists.edited.clone();
    match &text {
        Some(text) => drop(edited.insert(name.clone(), text.clone())),
        None => drop(edited.remove(&name)),
    }
    match OwnLists::reading(&edited) {
        Ok(read) => {
            state.lists = OwnLists { edited, read, problem: None };
            if let Some(open) = &mut state.open {
                open.suggestions.ask_again();
            }
            let told =
                if text.is_some() { "The list is kept, and in use" } else { "The program's list is in use" };
            state.say(MessageKind::Done, told);
            vec![Effect::SaveList(name, text)]
        }
        Err(problem) => {
            state.lists.problem = Some(problem);
            Vec::new()
        }
    }
}
