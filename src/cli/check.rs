//! `visavis check`: whether dossiers are sound.
//!
//! Must not know: what makes a dossier sound (`store` does).

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use serde_json::json;

use super::{FAILED, OK, PROBLEMS, Usage, complain, say, usage};
use crate::store::{self, LoadError, OpenError};

/// What was found in one file.
enum Found {
    Sound(String),
    Problems(Vec<(String, String)>),
    Unreadable(String),
}

pub(super) fn run(args: impl Iterator<Item = OsString>) -> Result<u8, Usage> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut as_json = false;
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Long("json") => as_json = true,
            Value(file) => files.push(file.into()),
            other => return Err(usage(other.unexpected())),
        }
    }
    if files.is_empty() {
        return Err("`visavis check` wants a file".to_owned());
    }
    let found: Vec<(&PathBuf, Found)> = files.iter().map(|file| (file, look(file))).collect();
    let code = found.iter().map(|(_, found)| code(found)).max().unwrap_or(OK);
    if as_json {
        let files: Vec<serde_json::Value> = found.iter().map(|(file, found)| as_value(file, found)).collect();
        say(&format!("{:#}", json!({ "files": files })));
    } else {
        for (file, found) in &found {
            print(file, found);
        }
    }
    Ok(code)
}

fn look(file: &Path) -> Found {
    match store::open_file(file) {
        Ok(opened) if opened.loaded.warnings.is_empty() => {
            let dossier = &opened.loaded.dossier;
            let statements =
                dossier.meetings().iter().map(|meeting| meeting.statements().len()).sum::<usize>();
            let passages = dossier.meetings().iter().map(|meeting| meeting.passages().count()).sum::<usize>();
            let links = dossier.meetings().iter().map(|meeting| meeting.links().len()).sum::<usize>();
            let meetings = dossier.meetings().len();
            Found::Sound(format!(
                "sound: meetings {meetings}, statements {statements}, passages {passages}, links {links}"
            ))
        }
        Ok(opened) => {
            let problems = opened.loaded.warnings.iter();
            Found::Problems(problems.map(|p| (p.place.clone(), p.message.clone())).collect())
        }
        Err(OpenError::Load(LoadError::Inconsistent { problems, .. })) => {
            Found::Problems(problems.iter().map(|p| (p.place.clone(), p.message.clone())).collect())
        }
        Err(error) => Found::Unreadable(error.to_string()),
    }
}

fn code(found: &Found) -> u8 {
    match found {
        Found::Sound(_) => OK,
        Found::Problems(_) => PROBLEMS,
        Found::Unreadable(_) => FAILED,
    }
}

fn print(file: &Path, found: &Found) {
    let file = file.display();
    match found {
        Found::Sound(counts) => say(&format!("{file}: {counts}")),
        Found::Problems(problems) => {
            for (place, message) in problems {
                say(&format!("{file}: {place}: {message}"));
            }
        }
        Found::Unreadable(message) => complain(&format!("{file}: {message}")),
    }
}

fn as_value(file: &Path, found: &Found) -> serde_json::Value {
    let file = file.display().to_string();
    match found {
        Found::Sound(_) => json!({ "file": file, "result": "sound", "problems": [] }),
        Found::Problems(problems) => {
            let list: Vec<_> = problems
                .iter()
                .map(|(place, message)| json!({ "place": place, "message": message }))
                .collect();
            json!({ "file": file, "result": "problems", "problems": list })
        }
        Found::Unreadable(message) => {
            json!({ "file": file, "result": "unreadable", "problems": [{ "place": "", "message": message }] })
        }
    }
}
