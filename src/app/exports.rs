//! Exports: what goes into which file, and what came of it.
//!
//! Must not know: how a format is written, or how the disk is.

use std::path::PathBuf;
use std::sync::Arc;

use super::files::{ENDING, file_name, with_ending};
use super::{Command, Effect, MessageKind, State, update::trouble};
use crate::analysis::Overview;
use crate::export::{ExportFormat, ExportOptions};
use crate::model::Dossier;

/// A file that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportRequest {
    /// In which format.
    pub format: ExportFormat,
    /// What it is to hold.
    pub options: ExportOptions,
}

/// An export that somebody carries out.
#[derive(Debug, Clone)]
pub struct ExportJob {
    /// The dossier as it is now.
    pub dossier: Arc<Dossier>,
    /// Its overview.
    pub overview: Arc<Overview>,
    /// What is asked for.
    pub request: ExportRequest,
    /// Where to.
    pub path: PathBuf,
    /// Whether what is there may be replaced: the dialog has asked about this very name.
    pub replace: bool,
}

impl PartialEq for ExportJob {
    fn eq(&self, other: &Self) -> bool {
        // Two overviews of one dossier are the same.
        self.request == other.request
            && self.path == other.path
            && self.replace == other.replace
            && self.dossier == other.dossier
    }
}

impl ExportJob {
    /// Makes the file's bytes; the error is a sentence for people.
    pub fn run(&self) -> Result<Vec<u8>, String> {
        let ExportRequest { format, options } = &self.request;
        crate::export::export(&self.dossier, &self.overview, *format, options)
            .map_err(|error| error.to_string())
    }
}

pub(super) fn go(state: &mut State, command: Command) -> Vec<Effect> {
    match command {
        Command::Export(request) => ask(state, *request),
        Command::Exported(path, result) => {
            state.files.exporting = None;
            match result {
                Ok(bytes) => {
                    let size = size_words(u64::try_from(bytes).unwrap_or(u64::MAX));
                    state.say(MessageKind::Done, format!("Exported: {} ({size})", path.display()));
                }
                Err(error) => trouble(state, "Nothing was exported", error),
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Asks where to write.
fn ask(state: &mut State, request: ExportRequest) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    // One native dialog at a time: a second would stand behind the first.
    if state.files.picking {
        return Vec::new();
    }
    let title = open.dossier.title();
    let name = file_name(&format!("{title}, {}", request.format.label()), request.format.extension());
    let format = request.format;
    state.files.picking = true;
    state.files.exporting = Some(request);
    state.dialog = None;
    vec![Effect::PickExport { name, format }]
}

/// A place was chosen, or none.
pub(super) fn picked(state: &mut State, path: Option<PathBuf>) -> Vec<Effect> {
    let Some(request) = state.files.exporting.clone() else { return Vec::new() };
    let (Some(path), Some(open)) = (path, &state.open) else {
        state.files.exporting = None;
        return Vec::new();
    };
    let ending = request.format.extension();
    let (path, completed) = with_ending(path, ending);
    // A dossier's own file is never taken for an export.
    let own = open.file.as_ref().is_some_and(|file| file.path == path);
    if own && ending == ENDING {
        state.files.exporting = None;
        trouble(state, "Nothing was exported", "that is the dossier's own file; choose another name");
        return Vec::new();
    }
    let job = ExportJob {
        dossier: Arc::clone(&open.dossier),
        overview: Arc::clone(&open.overview),
        request,
        path,
        replace: !completed,
    };
    vec![Effect::Export(Box::new(job))]
}

/// A size in bytes for people: "512 bytes", "12 KB", "3 MB".
pub fn size_words(bytes: u64) -> String {
    match bytes {
        0..10_240 => format!("{bytes} bytes"),
        10_240..10_485_760 => format!("{} KB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}
