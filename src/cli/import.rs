//! `visavis import`: a file of any supported format as clean text, or as a statement of a dossier.
//!
//! Must not know: formats, or how a file is saved.

use std::path::PathBuf;

use lexopt::{Arg, ValueExt as _};

use super::help::Call;
use super::taking::{self, Taken};
use super::{Answer, Refusal, chosen, json, plain, shown, words};
use crate::edit::{History, intent};
use crate::import::Encoding;
use crate::store::{self, Expectation};

/// What the call asks for.
#[derive(Default)]
struct Asked {
    source: Option<String>,
    dossier: Option<PathBuf>,
    party: String,
    meeting: String,
    language: String,
    encoding: Option<Encoding>,
    as_json: bool,
}

fn refuse<T>(problem: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Words(problem.into(), Some(Call::Import)))
}

pub(super) fn run(parser: lexopt::Parser) -> Result<Answer, Refusal> {
    let Some(asked) = read(parser)? else {
        return Ok(Answer { out: Call::Import.usage().to_owned(), ..Answer::default() });
    };
    let Some(source) = &asked.source else { return refuse("import what? Name a file") };
    let mut answer = Answer::default();
    let Some(path) = &asked.dossier else {
        let taken = taking::take(source, asked.encoding, &asked.language)?;
        taken.said.iter().for_each(|said| answer.complain(said));
        if asked.as_json {
            answer.out = json::text(&as_value(&taken));
        } else {
            answer.say(taken.text.as_str());
        }
        return Ok(answer);
    };
    // What does not fit the dossier is told before a long file is read.
    let opened =
        store::open_file(path).map_err(|error| Refusal::Unreadable(format!("{}: {error}", shown(path))))?;
    let mut dossier = opened.loaded.dossier;
    if let Some(why) = opened.loaded.read_only {
        return Err(Refusal::Unsaved(format!("{}: nothing was changed: {why}", shown(path))));
    }
    let party = chosen::party(&dossier, &asked.party, Call::Import)?;
    let meeting = chosen::meeting(&dossier, &asked.meeting, Call::Import)?;
    let taken = taking::take(source, asked.encoding, &asked.language)?;
    taken.said.iter().for_each(|said| answer.complain(said));
    let unsaved = |why: &dyn std::fmt::Display| {
        Refusal::Unsaved(format!("{}: the statement was not added: {why}", shown(path)))
    };
    let (transaction, id) =
        intent::add_statement(&dossier, meeting, taken.details(party), taken.text.clone())
            .map_err(|error| unsaved(&error))?;
    History::default().commit(&mut dossier, transaction).map_err(|error| unsaved(&error))?;
    store::save_as(&dossier, path, Expectation::Unchanged(opened.file.hash))
        .map_err(|error| unsaved(&error.for_shell()))?;
    if asked.as_json {
        let mut value = as_value(&taken);
        if let Some(object) = value.as_object_mut() {
            object.insert("statement".to_owned(), id.to_string().into());
            object.insert("meeting".to_owned(), meeting.to_string().into());
        }
        answer.out = json::text(&value);
    } else {
        let whose = dossier.party(party).map_or("", |party| party.name.as_str());
        answer.say(format!("{}: added a statement of {}", shown(path), plain(whose)));
    }
    Ok(answer)
}

/// `None` where help was asked for.
fn read(mut parser: lexopt::Parser) -> Result<Option<Asked>, Refusal> {
    let words = words(Call::Import);
    let mut asked = Asked::default();
    while let Some(argument) = parser.next().map_err(&words)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Long("json") => asked.as_json = true,
            Arg::Value(value) if asked.source.is_none() => {
                asked.source = Some(value.string().map_err(&words)?);
            }
            Arg::Value(value) if asked.dossier.is_none() => asked.dossier = Some(value.into()),
            Arg::Long("party" | "meeting" | "language" | "encoding") => {
                let Arg::Long(option) = argument else { continue };
                let option = option.to_owned();
                let value = parser.value().and_then(|value| value.string()).map_err(&words)?;
                match option.as_str() {
                    "party" => asked.party = value,
                    "meeting" => asked.meeting = value,
                    "language" => asked.language = plain(&value),
                    _ => match Encoding::from_name(&value) {
                        Some(encoding) => asked.encoding = Some(encoding),
                        None => {
                            let some: Vec<&str> = Encoding::all().map(Encoding::name).collect();
                            return refuse(format!("«{value}» is no encoding: one of {}", some.join(", ")));
                        }
                    },
                }
            }
            other => return Err(words(other.unexpected())),
        }
    }
    Ok(Some(asked))
}

fn as_value(taken: &Taken) -> serde_json::Value {
    let source = &taken.source;
    json::object([
        ("output", "visavis import".into()),
        ("output_version", 1.into()),
        ("text", taken.text.as_str().into()),
        ("language", taken.language.as_str().into()),
        ("publisher", source.publisher.as_str().into()),
        ("title", source.title.as_str().into()),
        ("url", source.url.as_str().into()),
        ("published", json::words(source.published.map(|day| day.to_string()))),
    ])
}
