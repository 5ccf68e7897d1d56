//! The program without its window: state, commands, and what a command does.
//!
//! `update(state, command, now)` is the only way in; it changes the state and returns
//! the effects (dialogs, disk, clipboard) that somebody else has to carry out. Their
//! outcome comes back as a command.
//! Must not know: egui, the disk, threads, the clock.

mod action;
mod answers;
mod chord;
mod command;
mod dialog;
mod dossiers;
mod exports;
mod files;
mod find;
mod intake;
mod keeping;
mod level;
mod lists;
mod matrix;
mod memos;
mod moves;
mod possible;
mod review;
mod search;
mod state;
mod suggestions;
#[cfg(test)]
mod tests;
mod update;
mod views;
mod wording;
mod wordings;

pub use action::{Action, Menu};
pub use answers::{Awaited, ViewJob, Viewed};
pub use chord::{Chord, Key};
pub use command::{
    Command, Effect, NewDossier, NewSplit, NewStatement, PartyDraft, Purpose, SaveJob, TagChoice,
};
pub use dialog::{Conflict, Dialog, LinkChoice, Question};
pub use exports::{ExportJob, ExportRequest, size_words};
pub use find::{Find, FindJob, FoundIn};
pub use intake::{Intake, ReadText, TextSource};
pub use keeping::{Keep, Keeping, Left};
pub use level::{Level, linked};
pub use lists::OwnLists;
pub use matrix::{Matrix, MatrixChoice};
pub use memos::{MemoChange, Memos, is_written as memo_is_written, shown as shown_memo};
pub use search::{FoundInDossier, Search, SearchJob};
pub use state::{FileNow, Message, MessageKind, Open, Pane, Selected, State, TextSelection, Where};
pub use suggestions::{FoundSuggestions, SuggestJob, Suggested, Suggestion, Suggestions};
pub use update::update;
pub use views::{TimelineView, View, Views};
pub use wordings::{Against, Compared, Wordings};

/// The sample that the first start opens.
pub const SAMPLE: &[u8] = include_bytes!("../../assets/samples/kyrgyzstan-russia.json");
/// The sample with many meetings.
pub const SAMPLE_MANY: &[u8] = include_bytes!("../../assets/samples/veldmark-tarsova.json");
