//! `visavis merge`: two versions of a dossier become one; also as git asks for it.
//!
//! Must not know: by which rules they are merged, or how a file is saved.

use std::path::{Path, PathBuf};

use lexopt::Arg;

use super::help::Call;
use super::{Answer, Refusal, count, json, plain, shown, words};
use crate::merge::{self, Conflict, Merged};
use crate::model::Dossier;
use crate::store::{self, Backup, Expectation, LoadError, OpenError, Opened, Privacy, SaveError};

/// What git calls the files that it hands to a merge driver. It keeps what was in them by itself, and
/// a backup beside one would only lie about.
const OF_GIT: &str = ".merge_file_";

/// Characters of a value that stand in a line for people.
const TOLD: usize = 120;

/// What the call asks for.
#[derive(Default)]
struct Asked {
    files: Vec<PathBuf>,
    output: Option<PathBuf>,
    force: bool,
    as_json: bool,
}

fn refuse<T>(problem: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Words(problem.into(), Some(Call::Merge)))
}

pub(super) fn run(parser: lexopt::Parser) -> Result<Answer, Refusal> {
    let Some(asked) = read(parser)? else {
        return Ok(Answer { out: Call::Merge.usage().to_owned(), ..Answer::default() });
    };
    let [base, ours, theirs] = asked.files.as_slice() else {
        return refuse("merge which files? Name BASE, OURS and THEIRS");
    };
    let Some(output) = &asked.output else { return refuse("where to? Add -o with a file") };
    let mut answer = Answer::default();
    let in_ours = open(&mut answer, ours)?;
    let in_theirs = open(&mut answer, theirs)?;
    let (one, other) = (&in_ours.loaded.dossier, &in_theirs.loaded.dossier);
    if one.id() != other.id() {
        return Err(Refusal::Unreadable(format!(
            "{} and {} are two dossiers, not two versions of one (their ids differ); nothing was written",
            shown(ours),
            shown(theirs)
        )));
    }
    let before = before(&mut answer, base, one)?;
    let merged = merge::merge(&before, one, other);
    save(&asked, output, &[(ours, &in_ours), (theirs, &in_theirs)], &merged.dossier)?;
    tell(&mut answer, &asked, output, &merged);
    answer.code = u8::from(!merged.conflicts.is_empty());
    Ok(answer)
}

fn read(mut parser: lexopt::Parser) -> Result<Option<Asked>, Refusal> {
    let words = words(Call::Merge);
    let mut asked = Asked::default();
    while let Some(argument) = parser.next().map_err(&words)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Long("json") => asked.as_json = true,
            Arg::Long("force") => asked.force = true,
            Arg::Long("output") | Arg::Short('o') => {
                asked.output = Some(parser.value().map_err(&words)?.into());
            }
            Arg::Value(file) if asked.files.len() < 3 => asked.files.push(file.into()),
            other => return Err(words(other.unexpected())),
        }
    }
    Ok(Some(asked))
}

fn open(answer: &mut Answer, path: &Path) -> Result<Opened, Refusal> {
    let opened =
        store::open_file(path).map_err(|error| Refusal::Unreadable(format!("{}: {error}", shown(path))))?;
    if let Some(why) = &opened.loaded.read_only {
        return Err(Refusal::Unreadable(format!("{}: nothing was merged: {why}", shown(path))));
    }
    for warning in &opened.loaded.warnings {
        answer.complain(format!("{}: {}", shown(path), plain(&warning.to_string())));
    }
    Ok(opened)
}

/// The version from which both came; an empty one where there is none, as when both added the file.
fn before(answer: &mut Answer, path: &Path, ours: &Dossier) -> Result<Dossier, Refusal> {
    let none = || Dossier::with_id(ours.id(), "", Default::default(), Default::default());
    match store::open_file(path) {
        Ok(opened) if opened.loaded.dossier.id() == ours.id() => Ok(opened.loaded.dossier),
        Ok(_) => {
            answer.complain(format!("{}: this is another dossier; merged without a base", shown(path)));
            Ok(none())
        }
        Err(OpenError::Missing { .. } | OpenError::Load(LoadError::Empty { .. })) => Ok(none()),
        Err(error) => Err(Refusal::Unreadable(format!("{}: {error}", shown(path)))),
    }
}

/// Saves the outcome. One of the versions may be replaced by it, as it was read; anything else that
/// stands there only by `--force`.
fn save(
    asked: &Asked,
    output: &Path,
    read: &[(&PathBuf, &Opened)],
    dossier: &Dossier,
) -> Result<(), Refusal> {
    let input = read.iter().find(|(path, _)| same_file(path, output));
    let expected = match input {
        Some((_, opened)) => Expectation::Unchanged(opened.file.hash),
        None if asked.force => Expectation::Anything,
        None => Expectation::New,
    };
    let of_git = output.file_name().is_some_and(|name| name.to_string_lossy().starts_with(OF_GIT));
    let saved = if of_git {
        store::checked_bytes(dossier).and_then(|bytes| {
            store::save_bytes(output, &bytes, expected, Backup::Drop, Privacy::Document).map(drop)
        })
    } else {
        store::save_as(dossier, output, expected).map(drop)
    };
    saved.map_err(|error| {
        let hint = if matches!(error, SaveError::Exists { .. }) { " (--force)" } else { "" };
        Refusal::Unsaved(format!("{}: {}{hint}", shown(output), error.for_shell()))
    })
}

/// Whether two paths lead to the same file, by any name.
fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

fn tell(answer: &mut Answer, asked: &Asked, output: &Path, merged: &Merged) {
    if asked.as_json {
        answer.out = json::text(&json::object([
            ("output", "visavis merge".into()),
            ("output_version", 1.into()),
            ("file", output.to_string_lossy().into_owned().into()),
            ("conflicts", json::list(&merged.conflicts, as_value)),
            ("notes", json::list(&merged.notes, |note| note.as_str().into())),
        ]));
        return;
    }
    for conflict in &merged.conflicts {
        answer.complain(format!("conflict: {}", line(conflict)));
    }
    for note in &merged.notes {
        answer.complain(plain(note));
    }
    let conflicts = match merged.conflicts.len() {
        0 => "no conflicts".to_owned(),
        number => count(number, "conflict", "conflicts"),
    };
    answer.say(format!("{}: merged, {conflicts}", shown(output)));
}

/// A conflict on one line, with the words of all versions.
fn line(conflict: &Conflict) -> String {
    let words = |words: &str| match words {
        "" => "nothing".to_owned(),
        words => {
            let mut clipped: String = plain(words).chars().take(TOLD).collect();
            if clipped.chars().count() < words.chars().count() {
                clipped.push('…');
            }
            format!("«{clipped}»")
        }
    };
    format!(
        "{}: ours {}, theirs {}, before {}; {} is taken",
        plain(&conflict.label),
        words(&conflict.ours),
        words(&conflict.theirs),
        words(&conflict.base),
        conflict.chosen.word()
    )
}

fn as_value(conflict: &Conflict) -> serde_json::Value {
    json::object([
        ("kind", conflict.kind.word().into()),
        ("what", conflict.thing.kind().into()),
        ("id", json::words(Some(conflict.thing.id()).filter(|id| !id.is_empty()))),
        ("field", conflict.field.as_str().into()),
        ("meeting", json::words(conflict.meeting)),
        ("statement", json::words(conflict.statement)),
        ("label", conflict.label.as_str().into()),
        ("base", conflict.base.as_str().into()),
        ("ours", conflict.ours.as_str().into()),
        ("theirs", conflict.theirs.as_str().into()),
        ("chosen", conflict.chosen.word().into()),
    ])
}
