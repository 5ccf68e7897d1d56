//! `visavis check`: whether dossiers are sound, a line for each problem.
//!
//! Must not know: what makes a dossier sound (`store` tells that).

use std::path::{Path, PathBuf};

use lexopt::Arg;
use serde_json::Value;

use super::help::Call;
use super::{Answer, Refusal, json, plain, shown, words};
use crate::store::{self, LoadError, OpenError, Problem};

/// What a file is.
enum Finding {
    Sound,
    /// Problems, and how many more there are than are listed.
    Problems(Vec<Problem>, usize),
    Unreadable(String),
}

pub(super) fn run(mut parser: lexopt::Parser) -> Result<Answer, Refusal> {
    let words = words(Call::Check);
    let mut as_json = false;
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(argument) = parser.next().map_err(&words)? {
        match argument {
            Arg::Long("json") => as_json = true,
            Arg::Long("help") | Arg::Short('h') => {
                return Ok(Answer { out: Call::Check.usage().to_owned(), ..Answer::default() });
            }
            Arg::Value(file) => files.push(file.into()),
            other => return Err(words(other.unexpected())),
        }
    }
    if files.is_empty() {
        return Err(Refusal::Words("check which file?".to_owned(), Some(Call::Check)));
    }
    let mut answer = Answer::default();
    let mut told = Vec::new();
    for file in &files {
        let finding = look(file);
        answer.code = answer.code.max(match finding {
            Finding::Sound => 0,
            Finding::Problems(..) => 1,
            Finding::Unreadable(_) => 2,
        });
        if as_json {
            told.push(as_value(file, &finding));
        } else {
            tell(&mut answer, file, &finding);
        }
    }
    if as_json {
        answer.out = json::text(&json::object([
            ("output", "visavis check".into()),
            ("output_version", 1.into()),
            ("files", Value::Array(told)),
        ]));
    }
    Ok(answer)
}

fn look(file: &Path) -> Finding {
    match store::open_file(file) {
        Ok(opened) => {
            let mut problems = opened.loaded.warnings;
            // Loading keeps this empty; where it ever does not, that must come out here.
            let broken = opened.loaded.dossier.check().into_iter();
            problems.extend(broken.map(|message| Problem { place: String::new(), message }));
            problems.extend(opened.loaded.read_only.map(|message| Problem { place: String::new(), message }));
            if problems.is_empty() { Finding::Sound } else { Finding::Problems(problems, 0) }
        }
        Err(OpenError::Load(LoadError::Inconsistent { problems, count, .. })) => {
            let more = count.saturating_sub(problems.len());
            Finding::Problems(problems, more)
        }
        Err(error) => Finding::Unreadable(error.to_string()),
    }
}

fn tell(answer: &mut Answer, file: &Path, finding: &Finding) {
    let path = shown(file);
    match finding {
        Finding::Sound => answer.say(format!("{path}: sound")),
        Finding::Problems(problems, more) => {
            for problem in problems {
                answer.say(format!("{path}: {}", plain(&problem.to_string())));
            }
            if *more > 0 {
                answer.say(format!("{path}: and {more} more"));
            }
        }
        Finding::Unreadable(message) => answer.complain(format!("{path}: {}", plain(message))),
    }
}

fn as_value(file: &Path, finding: &Finding) -> Value {
    let (state, problems, more) = match finding {
        Finding::Sound => ("sound", &[][..], 0),
        Finding::Problems(problems, more) => ("problems", problems.as_slice(), *more),
        Finding::Unreadable(message) => {
            let problem = [Problem { place: String::new(), message: message.clone() }];
            return file_value(file, "unreadable", &problem, 0);
        }
    };
    file_value(file, state, problems, more)
}

fn file_value(file: &Path, state: &str, problems: &[Problem], more: usize) -> Value {
    json::object([
        ("file", file.to_string_lossy().into()),
        ("state", state.into()),
        (
            "problems",
            json::list(problems, |problem| {
                json::object([
                    ("place", problem.place.as_str().into()),
                    ("message", problem.message.as_str().into()),
                ])
            }),
        ),
        ("more", more.into()),
    ])
}
