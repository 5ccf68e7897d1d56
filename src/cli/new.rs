//! `visavis new`: makes a dossier from names and text files.
//!
//! Must not know: how files are saved.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use lexopt::prelude::*;

use super::{FAILED, OK, Usage, complain, say, usage};
use crate::edit::{Edit, Transaction, apply};
use crate::import::plain;
use crate::model::{
    Day, Dossier, Meeting, MeetingDetails, Palette, Party, PartyId, Source, Statement, StatementDetails,
};
use crate::store::{self, Expectation};
use crate::text::CleanText;

/// A language that nobody stated, as BCP 47 has it.
const UNDETERMINED: &str = "und";

#[derive(Default)]
struct Wanted {
    parties: Vec<String>,
    date: Option<Day>,
    title: Option<String>,
    statements: Vec<(String, PathBuf)>,
    out: Option<PathBuf>,
    overwrite: bool,
}

pub(super) fn run(args: impl Iterator<Item = OsString>) -> Result<u8, Usage> {
    let wanted = parse(args)?;
    let out = wanted.out.clone().ok_or_else(|| "say with -o where to save the dossier".to_owned())?;
    let dossier = match make(&wanted)? {
        Ok(dossier) => dossier,
        Err(problem) => {
            complain(&problem);
            return Ok(FAILED);
        }
    };
    let expected = if wanted.overwrite { Expectation::Anything } else { Expectation::New };
    match store::save_as(&dossier, &out, expected) {
        Ok(_) => {
            say(&format!("{}: {}", out.display(), dossier.title()));
            Ok(OK)
        }
        Err(error) => {
            complain(&error.to_string());
            Ok(FAILED)
        }
    }
}

fn parse(args: impl Iterator<Item = OsString>) -> Result<Wanted, Usage> {
    let mut wanted = Wanted::default();
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Long("party") => {
                let name = parser.value().and_then(|value| value.string()).map_err(usage)?;
                let name = name.trim().to_owned();
                if name.is_empty() || wanted.parties.contains(&name) {
                    return Err(format!("«{name}»: each party needs a name of its own"));
                }
                wanted.parties.push(name);
            }
            Long("date") => {
                let date = parser.value().and_then(|value| value.string()).map_err(usage)?;
                let day = date.parse().map_err(|_| format!("«{date}» is no date: YYYY-MM-DD is expected"))?;
                wanted.date = Some(day);
            }
            Long("title") => {
                wanted.title = Some(parser.value().and_then(|value| value.string()).map_err(usage)?);
            }
            Long("statement") => {
                let value = parser.value().map_err(usage)?;
                wanted.statements.push(statement(&value)?);
            }
            Long("overwrite") => wanted.overwrite = true,
            Short('o') | Long("output") => wanted.out = Some(parser.value().map_err(usage)?.into()),
            other => return Err(usage(other.unexpected())),
        }
    }
    if wanted.parties.len() < 2 {
        return Err("a dossier has two parties or more: give --party twice".to_owned());
    }
    Ok(wanted)
}

/// "PARTY=FILE".
fn statement(value: &OsString) -> Result<(String, PathBuf), Usage> {
    let text = value.to_str().ok_or_else(|| "--statement: the file's name is not Unicode".to_owned())?;
    let (party, file) =
        text.split_once('=').ok_or_else(|| format!("--statement «{text}»: PARTY=FILE is expected"))?;
    Ok((party.trim().to_owned(), file.into()))
}

/// The dossier; the inner error is about a file, the outer one about the call.
fn make(wanted: &Wanted) -> Result<Result<Dossier, String>, Usage> {
    const COLOURS: [Palette; 4] = [Palette::Blue, Palette::Orange, Palette::Teal, Palette::Violet];
    let parties: Vec<Party> = wanted
        .parties
        .iter()
        .enumerate()
        .map(|(index, name)| Party::new(name, COLOURS.get(index).copied().unwrap_or(Palette::Slate)))
        .collect();
    let mut statements = Vec::new();
    for (name, file) in &wanted.statements {
        let party = parties
            .iter()
            .find(|party| party.name == *name || party.short == *name)
            .ok_or_else(|| format!("--statement: «{name}» is none of the parties"))?;
        match read(file) {
            Ok(text) => statements.push(Arc::new(Statement::new(details(party.id), text))),
            Err(problem) => return Ok(Err(problem)),
        }
    }
    let between = wanted.parties.join(" – ");
    let title = wanted.title.clone().unwrap_or_else(|| between.clone());
    let meeting =
        Meeting::new(MeetingDetails { date: wanted.date, title: between, ..MeetingDetails::default() });
    let id = meeting.id();
    let mut edits: Vec<Edit> =
        parties.into_iter().enumerate().map(|(index, party)| Edit::PutParty { index, party }).collect();
    edits.push(Edit::AddMeeting(Arc::new(meeting)));
    let add = |(index, statement)| Edit::AddStatement { meeting: id, index, statement };
    edits.extend(statements.into_iter().enumerate().map(add));
    let mut dossier = Dossier::new(&title, store::default_codebook());
    let transaction = Transaction { label: "New dossier".to_owned(), edits, focus: None, merge: None };
    Ok(apply(&mut dossier, &transaction).map(|_| dossier).map_err(|error| error.to_string()))
}

fn read(file: &PathBuf) -> Result<CleanText, String> {
    let bytes = store::read_bounded(file, plain::MAX_BYTES as u64).map_err(|error| error.to_string())?;
    plain::read(&bytes).map_err(|error| format!("{}: {error}", file.display()))
}

fn details(party: PartyId) -> StatementDetails {
    StatementDetails { party, language: UNDETERMINED.to_owned(), source: Source::default() }
}
