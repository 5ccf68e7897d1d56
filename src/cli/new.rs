//! `visavis new`: a dossier from parties, a day and files of any format that is taken in.
//!
//! Must not know: how a text is found in a file or cleaned, or how a dossier is saved.

use std::path::PathBuf;
use std::sync::Arc;

use lexopt::{Arg, ValueExt as _};

use super::accept::accept;
use super::help::Call;
use super::{Answer, Refusal, article, count, json, plain, shown, taking, words};
use crate::model::{
    Day, Dossier, Meeting, MeetingDetails, ModelError, Palette, Participant, Party, PartyId, Statement,
    StatementDetails,
};
use crate::store::{self, Expectation, SaveError};
use crate::text::CleanText;

/// What the call asks for.
#[derive(Default)]
struct Asked {
    parties: Vec<Party>,
    title: String,
    date: Option<Day>,
    statements: Vec<AskedStatement>,
    /// A report with both sides in it, and its language.
    article: Option<(String, String)>,
    participants: Vec<Participant>,
    note: String,
    output: Option<PathBuf>,
    force: bool,
    /// Whether to accept proposals that are sure.
    suggest: bool,
    as_json: bool,
}

/// `PARTY=FILE`, with the language that was set before it.
struct AskedStatement {
    words: String,
    language: String,
}

fn refuse<T>(problem: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Words(problem.into(), Some(Call::New)))
}

pub(super) fn run(parser: lexopt::Parser) -> Result<Answer, Refusal> {
    let Some(mut asked) = read(parser)? else {
        return Ok(Answer { out: Call::New.usage().to_owned(), ..Answer::default() });
    };
    let Some(output) = asked.output.clone() else { return refuse("save it where? Add -o FILE") };
    let report = match &asked.article {
        Some((file, language)) => Some(article::read(file, language, &asked.parties)?),
        None => None,
    };
    if let Some(report) = &report {
        if asked.parties.is_empty() {
            asked.parties = report.parties();
        }
        asked.date = asked.date.or(report.date());
        asked.participants = report.participants(&asked.parties);
        asked.note = report.note();
        if asked.parties.len() < 2 {
            let names: Vec<&str> = asked.parties.iter().map(|party| party.name.as_str()).collect();
            let found =
                if names.is_empty() { "none".to_owned() } else { format!("only {}", names.join(", ")) };
            return refuse(format!(
                "the report tells of two sides, but {found} was found: add --party NAME for each"
            ));
        }
    }
    if asked.parties.len() < 2 {
        return refuse("a dossier compares two parties or more: add --party NAME for each");
    }
    if let Some(name) = shared(&asked.parties) {
        return refuse(format!("two parties are called «{name}»: tell them apart by NAME|SHORT"));
    }
    let mut statements = Vec::new();
    let mut told = Vec::new();
    if let Some(report) = &report {
        statements.extend(report.statements(&asked.parties));
        told.extend(report.said(&asked.parties));
    }
    for statement in &asked.statements {
        let (details, text, how) = read_statement(&asked.parties, statement)?;
        statements.push((details, text));
        told.extend(how);
    }
    let unmade =
        |error: &dyn std::fmt::Display| Refusal::Unsaved(format!("the dossier was not made: {error}"));
    let (mut dossier, meeting) = make(&asked, statements).map_err(|error| unmade(&error))?;
    if asked.suggest {
        let accepted = accept(&mut dossier, meeting.id()).map_err(|error| unmade(&error))?;
        told.push(format!(
            "accepted {} and {} that are sure; {} wait in the window",
            count(accepted.passages, "passage", "passages"),
            count(accepted.links, "link", "links"),
            count(accepted.left, "proposal", "proposals"),
        ));
    }
    let expected = if asked.force { Expectation::Anything } else { Expectation::New };
    store::save_as(&dossier, &output, expected).map_err(|error| {
        let hint = if matches!(error, SaveError::Exists { .. }) { " (--force)" } else { "" };
        Refusal::Unsaved(format!("{}: {}{hint}", output.to_string_lossy(), error.for_shell()))
    })?;
    let mut answer = Answer::default();
    if asked.as_json {
        answer.out = json::text(&as_value(&asked, &dossier, &meeting));
    } else {
        for line in told {
            answer.say(line);
        }
        answer.say(format!("{}: made «{}»", shown(&output), plain(dossier.title())));
    }
    Ok(answer)
}

/// `None` where help was asked for.
fn read(mut parser: lexopt::Parser) -> Result<Option<Asked>, Refusal> {
    let words = words(Call::New);
    let mut asked = Asked::default();
    let mut language = String::new();
    while let Some(argument) = parser.next().map_err(&words)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Long("json") => asked.as_json = true,
            Arg::Long("force") => asked.force = true,
            Arg::Long("suggest") => asked.suggest = true,
            Arg::Short('o') | Arg::Long("output") if asked.output.is_none() => {
                asked.output = Some(parser.value().map_err(&words)?.into());
            }
            Arg::Value(output) if asked.output.is_none() => asked.output = Some(output.into()),
            Arg::Long("title" | "party" | "date" | "language" | "statement" | "article") => {
                let Arg::Long(option) = argument else { continue };
                let option = option.to_owned();
                let value = parser.value().and_then(|value| value.string()).map_err(&words)?;
                let value = value.trim();
                match option.as_str() {
                    "title" => asked.title = plain(value),
                    "language" => language = plain(value),
                    "article" if asked.article.is_none() => {
                        asked.article = Some((value.to_owned(), language.clone()));
                    }
                    "article" => return refuse("one report is split at a time"),
                    "party" => asked.parties.push(party(value, asked.parties.len())?),
                    "statement" => asked
                        .statements
                        .push(AskedStatement { words: value.to_owned(), language: language.clone() }),
                    _ => {
                        let Ok(date) = value.parse() else {
                            return refuse(format!(
                                "«{value}» is no day: one such as 2025-02-20 is expected"
                            ));
                        };
                        asked.date = Some(date);
                    }
                }
            }
            other => return Err(words(other.unexpected())),
        }
    }
    Ok(Some(asked))
}

/// `NAME` or `NAME|SHORT`.
fn party(value: &str, index: usize) -> Result<Party, Refusal> {
    let (name, short) = value.split_once('|').unwrap_or((value, ""));
    let (name, short) = (plain(name.trim()), plain(short.trim()));
    if name.is_empty() {
        return refuse("a party without a name");
    }
    let colour = Palette::ALL.into_iter().cycle().nth(index).unwrap_or(Palette::Slate);
    let mut party = Party::new(&name, colour);
    if !short.is_empty() {
        party.short = short;
    }
    Ok(party)
}

/// A name or short name that two parties were given.
fn shared(parties: &[Party]) -> Option<String> {
    let mut seen: Vec<String> = Vec::new();
    for party in parties {
        let mut names = vec![party.name.to_lowercase(), party.short.to_lowercase()];
        names.dedup();
        if let Some(name) = names.iter().find(|name| seen.contains(*name)) {
            return Some(if *name == party.name.to_lowercase() {
                party.name.clone()
            } else {
                party.short.clone()
            });
        }
        seen.extend(names);
    }
    None
}

/// The party and the text of `PARTY=FILE`, and what is to be said about how it was read. The
/// proposals of the import are accepted; they can be looked through in the window only.
fn read_statement(
    parties: &[Party],
    asked: &AskedStatement,
) -> Result<(StatementDetails, CleanText, Option<String>), Refusal> {
    let Some((party, file)) = split(parties, &asked.words) else {
        let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
        return refuse(format!(
            "«{}» names no party and its file: PARTY=FILE is expected, with one of {}",
            asked.words,
            names.join(", ")
        ));
    };
    let taken = taking::take(file, None, &asked.language)?;
    Ok((taken.details(party), taken.text, taken.said))
}

/// Parties and files may have a "=" of their own: the first one after a party's name counts.
fn split<'a>(parties: &[Party], words: &'a str) -> Option<(PartyId, &'a str)> {
    words.match_indices('=').find_map(|(at, _)| {
        let (name, file) = words.split_at_checked(at)?;
        let name = name.trim().to_lowercase();
        let party =
            parties.iter().find(|p| p.name.to_lowercase() == name || p.short.to_lowercase() == name)?;
        Some((party.id, file.strip_prefix('=')?.trim()))
    })
}

/// The dossier and its meeting: nobody has seen it yet, so there is no change to undo.
fn make(
    asked: &Asked,
    statements: Vec<(StatementDetails, CleanText)>,
) -> Result<(Dossier, Arc<Meeting>), ModelError> {
    let names: Vec<&str> = asked.parties.iter().map(|party| party.name.as_str()).collect();
    let who = names.join(" – ");
    let title = if asked.title.is_empty() { &who } else { &asked.title };
    let mut dossier = Dossier::new(title, store::default_codebook());
    dossier.parties.clone_from(&asked.parties);
    let mut meeting = Meeting::new(MeetingDetails {
        date: asked.date,
        title: who,
        participants: asked.participants.clone(),
        note: asked.note.clone(),
        ..MeetingDetails::default()
    });
    for (index, (details, text)) in statements.into_iter().enumerate() {
        meeting.insert_statement(index, Arc::new(Statement::new(details, text)))?;
    }
    let meeting = Arc::new(meeting);
    dossier.insert_meeting(Arc::clone(&meeting))?;
    Ok((dossier, meeting))
}

fn as_value(asked: &Asked, dossier: &Dossier, meeting: &Meeting) -> serde_json::Value {
    json::object([
        ("output", "visavis new".into()),
        ("output_version", 1.into()),
        ("file", json::words(asked.output.as_ref().map(|path| path.to_string_lossy()))),
        ("id", dossier.id().to_string().into()),
        ("title", dossier.title().into()),
        (
            "parties",
            json::list(dossier.parties(), |party| {
                json::object([
                    ("id", party.id.to_string().into()),
                    ("name", party.name.as_str().into()),
                    ("short", party.short.as_str().into()),
                ])
            }),
        ),
        ("meeting", meeting.id().to_string().into()),
        (
            "statements",
            json::list(meeting.statements(), |statement| {
                json::object([
                    ("id", statement.id().to_string().into()),
                    ("party", statement.party().to_string().into()),
                ])
            }),
        ),
    ])
}
