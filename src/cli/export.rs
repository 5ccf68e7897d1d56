//! `visavis export`: what a dossier holds as a file for others, in one of the listed formats.
//!
//! Must not know: how a format is written, or how a file is saved.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use lexopt::{Arg, ValueExt as _};

use super::help::Call;
use super::{Answer, Refusal, chosen, json, plain, shown, words};
use crate::analysis::Overview;
use crate::export::{self, ExportFormat, ExportOptions, Language, Meetings, Scope};
use crate::model::{Day, Dossier, Memo, MemoId, Moment};
use crate::store::{self, Backup, Expectation, Privacy, SaveError};

/// What the call asks for.
#[derive(Default)]
struct Asked {
    file: Option<PathBuf>,
    format: Option<String>,
    output: Option<OsString>,
    meeting: Option<String>,
    from: Option<Day>,
    to: Option<Day>,
    parties: Vec<String>,
    language: Language,
    marking: String,
    memo: Option<String>,
    with_notes: bool,
    raw: bool,
    force: bool,
    list: bool,
    as_json: bool,
}

fn refuse<T>(problem: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Words(problem.into(), Some(Call::Export)))
}

pub(super) fn run(parser: lexopt::Parser) -> Result<Answer, Refusal> {
    let Some(asked) = read(parser)? else {
        return Ok(Answer { out: Call::Export.usage().to_owned(), ..Answer::default() });
    };
    if asked.list {
        return Ok(list(asked.as_json));
    }
    let Some(path) = &asked.file else { return refuse("export what? Name a dossier") };
    let format = format(&asked)?;
    let Some(output) = &asked.output else { return refuse("save it where? Add -o FILE, or -o - ") };
    let to_output = output.as_encoded_bytes() == b"-";
    if to_output && asked.as_json {
        return refuse("what was written can't be told as JSON where the file itself goes to the output");
    }
    let opened =
        store::open_file(path).map_err(|error| Refusal::Unreadable(format!("{}: {error}", shown(path))))?;
    let dossier = opened.loaded.dossier;
    let options = options(&asked, &dossier, format)?;
    let overview = Overview::build(&dossier);
    let bytes = export::export(&dossier, &overview, format, &options)
        .map_err(|error| Refusal::Unsaved(format!("{}: {error}", shown(path))))?;
    let mut answer = Answer::default();
    if to_output {
        answer.file = bytes;
        return Ok(answer);
    }
    let output = PathBuf::from(output);
    // The dossier itself is never the place for an export.
    if same_file(path, &output) {
        return refuse("OUT is the dossier itself");
    }
    let expected = if asked.force { Expectation::Anything } else { Expectation::New };
    store::save_bytes(&output, &bytes, expected, Backup::Drop, Privacy::Document).map_err(|error| {
        let hint = if matches!(error, SaveError::Exists { .. }) { " (--force)" } else { "" };
        Refusal::Unsaved(format!("{}: {}{hint}", output.to_string_lossy(), error.for_shell()))
    })?;
    if asked.as_json {
        answer.out = json::text(&json::object([
            ("output", "visavis export".into()),
            ("output_version", 1.into()),
            ("file", output.to_string_lossy().into_owned().into()),
            ("format", format.id().into()),
            ("media_type", format.media_type().into()),
            ("bytes", bytes.len().into()),
        ]));
    } else {
        answer.say(format!("{}: {} bytes, {format}", shown(&output), bytes.len()));
    }
    Ok(answer)
}

/// Whether two paths lead to the same file, by any name.
fn same_file(a: &std::path::Path, b: &std::path::Path) -> bool {
    a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

fn list(as_json: bool) -> Answer {
    let mut answer = Answer::default();
    if as_json {
        let formats = json::list(ExportFormat::ALL, |format| {
            let heeds = format.heeds();
            json::object([
                ("id", format.id().into()),
                ("name", format.label().into()),
                ("description", format.description().into()),
                ("extension", format.extension().into()),
                ("media_type", format.media_type().into()),
                ("one_meeting", (heeds.meetings == Meetings::One).into()),
                ("memo", heeds.memo.into()),
                ("language", heeds.language.into()),
                ("notes", heeds.notes.into()),
            ])
        });
        answer.out = json::text(&json::object([
            ("output", "visavis export --list".into()),
            ("output_version", 1.into()),
            ("formats", formats),
        ]));
        return answer;
    }
    let width = ExportFormat::ALL.iter().map(|format| format.id().len()).max().unwrap_or(0);
    for format in ExportFormat::ALL {
        let one = if format.heeds().meetings == Meetings::One { "; one meeting" } else { "" };
        answer.say(format!("{:width$}  {}: {}{one}", format.id(), format.label(), format.description()));
    }
    answer
}

fn format(asked: &Asked) -> Result<ExportFormat, Refusal> {
    let Some(wanted) = &asked.format else {
        return refuse("in which format? Add --to FORMAT; visavis export --list tells which there are");
    };
    let Some(format) = ExportFormat::from_id(wanted) else {
        let all: Vec<&str> = ExportFormat::ALL.iter().map(|format| format.id()).collect();
        return refuse(format!("«{wanted}» is no format: one of {}", all.join(", ")));
    };
    match format {
        ExportFormat::MatrixCsv if asked.raw => Ok(ExportFormat::MatrixCsvRaw),
        ExportFormat::MatrixCsvRaw => Ok(format),
        _ if asked.raw => refuse("--raw is for matrix-csv alone"),
        _ => Ok(format),
    }
}

fn options(asked: &Asked, dossier: &Dossier, format: ExportFormat) -> Result<ExportOptions, Refusal> {
    let mut options = ExportOptions::new(Moment::now().to_zoned(jiff::tz::TimeZone::UTC).date());
    options.language = asked.language;
    options.with_notes = asked.with_notes;
    options.marking.clone_from(&asked.marking);
    options.memo = asked.memo.as_deref().map(|wanted| memo(dossier, wanted, format)).transpose()?;
    options.meetings = match (&asked.meeting, asked.from, asked.to) {
        (Some(_), Some(_), _) | (Some(_), _, Some(_)) => {
            return refuse("either one meeting or a period: leave --meeting or --from and --to-date out");
        }
        (Some(wanted), None, None) => Scope::One(chosen::meeting(dossier, wanted, Call::Export)?),
        (None, None, None) if format.heeds().meetings == Meetings::One => {
            Scope::One(chosen::meeting(dossier, "", Call::Export)?)
        }
        (None, None, None) => Scope::All,
        (None, from, to) => Scope::Period { from, to },
    };
    for name in &asked.parties {
        let party = chosen::party(dossier, name, Call::Export)?;
        if !options.parties.contains(&party) {
            options.parties.push(party);
        }
    }
    Ok(options)
}

/// The memo of this id or title.
fn memo(dossier: &Dossier, wanted: &str, format: ExportFormat) -> Result<MemoId, Refusal> {
    if !format.heeds().memo {
        return refuse("--memo is for the formats of the memo alone");
    }
    let called = |memo: &&Arc<Memo>| memo.id.to_string() == wanted || memo.title.trim() == wanted;
    let mut found = dossier.memos().iter().filter(called);
    let list = || {
        let told = dossier.memos().iter().map(|memo| format!("\n  {}  {}", memo.id, plain(&memo.title)));
        told.collect::<String>()
    };
    match (found.next(), found.next()) {
        (Some(memo), None) => Ok(memo.id),
        (None, _) if dossier.memos().is_empty() => refuse("the dossier has no memo yet"),
        (None, _) => refuse(format!("the dossier has no memo «{wanted}». It has:{}", list())),
        (Some(_), Some(_)) => {
            refuse(format!("several memos are called «{wanted}»: name one by its id:{}", list()))
        }
    }
}

/// `None` where help was asked for.
fn read(mut parser: lexopt::Parser) -> Result<Option<Asked>, Refusal> {
    let words = words(Call::Export);
    let mut asked = Asked::default();
    while let Some(argument) = parser.next().map_err(&words)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Long("list") => asked.list = true,
            Arg::Long("json") => asked.as_json = true,
            Arg::Long("with-notes") => asked.with_notes = true,
            Arg::Long("raw") => asked.raw = true,
            Arg::Long("force") => asked.force = true,
            Arg::Long("output") | Arg::Short('o') => {
                asked.output = Some(parser.value().map_err(&words)?);
            }
            Arg::Value(value) if asked.file.is_none() => asked.file = Some(value.into()),
            Arg::Long("to" | "meeting" | "from" | "to-date" | "party" | "language" | "memo" | "marking") => {
                let Arg::Long(option) = argument else { continue };
                let option = option.to_owned();
                let value = parser.value().and_then(|value| value.string()).map_err(&words)?;
                let value = value.trim().to_owned();
                match option.as_str() {
                    "to" => asked.format = Some(value),
                    "meeting" => asked.meeting = Some(value),
                    "from" => asked.from = Some(day(&value)?),
                    "to-date" => asked.to = Some(day(&value)?),
                    "memo" => asked.memo = Some(value),
                    "marking" => asked.marking = plain(&value),
                    "party" => asked.parties.push(value),
                    _ => match Language::from_code(&value.to_lowercase()) {
                        Some(language) => asked.language = language,
                        None => return refuse(format!("«{value}» is no language of headings: en, ru or fr")),
                    },
                }
            }
            other => return Err(words(other.unexpected())),
        }
    }
    Ok(Some(asked))
}

fn day(value: &str) -> Result<Day, Refusal> {
    let wrong = |_| {
        Refusal::Words(format!("«{value}» is no day: one such as 2025-02-20 is expected"), Some(Call::Export))
    };
    value.parse().map_err(wrong)
}
