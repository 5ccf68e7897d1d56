//! `visavis show`: what is in a dossier, for people or programs.
//!
//! Must not know: how a status is worked out (`analysis` does).

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use serde_json::{Value as Json, json};

use super::{FAILED, OK, Usage, complain, say, usage};
use crate::analysis::{Coverage, LinkIndex, Status, coverage, reading_order, status};
use crate::model::{Dossier, Meeting, Passage, Statement};
use crate::store;

/// Words of a passage that are shown in a line, in code points.
const WORDS: usize = 70;

pub(super) fn run(args: impl Iterator<Item = OsString>) -> Result<u8, Usage> {
    let mut file: Option<PathBuf> = None;
    let mut as_json = false;
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Long("json") => as_json = true,
            Value(value) if file.is_none() => file = Some(value.into()),
            other => return Err(usage(other.unexpected())),
        }
    }
    let file = file.ok_or_else(|| "`visavis show` wants a file".to_owned())?;
    let opened = match store::open_file(&file) {
        Ok(opened) => opened,
        Err(error) => {
            complain(&error.to_string());
            return Ok(FAILED);
        }
    };
    for warning in &opened.loaded.warnings {
        complain(&format!("{}: {warning}", file.display()));
    }
    let dossier = &opened.loaded.dossier;
    let links = LinkIndex::build(dossier);
    if as_json {
        say(&format!("{:#}", as_value(&file, dossier, &links)));
    } else {
        say(&as_text(dossier, &links));
    }
    Ok(OK)
}

fn as_text(dossier: &Dossier, links: &LinkIndex) -> String {
    let mut lines = vec![dossier.title().to_owned()];
    let parties: Vec<String> =
        dossier.parties().iter().map(|party| format!("{} ({})", party.name, party.short)).collect();
    lines.push(format!("Parties: {}", parties.join(", ")));
    for meeting in dossier.meetings() {
        let details = meeting.details();
        let date = details.date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        lines.push(String::new());
        lines.push(format!("{date}  {}", details.title));
        for statement in meeting.statements() {
            lines.push(format!(
                "  {}: {} words, {} passages{}",
                name_of(dossier, statement),
                statement.text().split_whitespace().count(),
                statement.passages().len(),
                match statement.lost().len() {
                    0 => String::new(),
                    lost => format!(", {lost} lost"),
                }
            ));
        }
        for party in dossier.parties() {
            let coverage = coverage(dossier, links, meeting, party.id);
            if coverage.raised > 0 {
                lines.push(format!("  {} raised {}: {}", party.name, coverage.raised, counts(&coverage)));
            }
        }
        for (statement, passage) in reading_order(meeting) {
            if let Some(status) = status(dossier, links, passage) {
                let label = passage.label.to_string();
                let words = short(statement.words(passage));
                lines.push(format!("    {label:<4} {:<13} {words}", status.words()));
                for linked in links.incoming(passage.id) {
                    let kind =
                        dossier.codebook().link_kind(&linked.link.kind).map_or("", |kind| kind.name.en());
                    if let Some((_, other, reply)) = dossier.passage(linked.link.from) {
                        let words = short(other.words(reply));
                        lines.push(format!("         {kind}: {} {words}", reply.label));
                    }
                }
            }
        }
    }
    lines.join("\n")
}

fn name_of(dossier: &Dossier, statement: &Statement) -> String {
    dossier.party(statement.party()).map(|party| party.name.clone()).unwrap_or_default()
}

fn counts(coverage: &Coverage) -> String {
    let parts: Vec<String> = coverage
        .parts()
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| format!("{} {count}", status.words()))
        .collect();
    parts.join(", ")
}

fn short(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= WORDS {
        return line;
    }
    let cut: String = line.chars().take(WORDS).collect();
    format!("{}…", cut.trim_end())
}

fn as_value(file: &Path, dossier: &Dossier, links: &LinkIndex) -> Json {
    json!({
        "file": file.display().to_string(),
        "id": dossier.id().to_string(),
        "title": dossier.title(),
        "parties": dossier.parties().iter().map(|party| json!({
            "id": party.id.to_string(),
            "name": party.name,
            "short": party.short,
        })).collect::<Vec<_>>(),
        "meetings": dossier.meetings().iter().map(|m| meeting(dossier, links, m)).collect::<Vec<_>>(),
    })
}

fn meeting(dossier: &Dossier, links: &LinkIndex, meeting: &Meeting) -> Json {
    let details = meeting.details();
    let coverages: Vec<Json> = dossier
        .parties()
        .iter()
        .map(|party| {
            let coverage = coverage(dossier, links, meeting, party.id);
            let counts: serde_json::Map<String, Json> = coverage
                .parts()
                .into_iter()
                .map(|(status, count)| (word(status).to_owned(), count.into()))
                .collect();
            json!({ "party": party.id.to_string(), "raised": coverage.raised, "counts": counts })
        })
        .collect();
    json!({
        "id": meeting.id().to_string(),
        "date": details.date.map(|date| date.to_string()),
        "title": details.title,
        "statements": meeting.statements().iter().map(|statement| json!({
            "id": statement.id().to_string(),
            "party": statement.party().to_string(),
            "language": statement.details().language,
            "code_points": statement.text().chars().count(),
            "passages": statement.passages().len(),
            "lost": statement.lost().len(),
        })).collect::<Vec<_>>(),
        "links": meeting.links().len(),
        "coverage": coverages,
        "raised": reading_order(meeting)
            .into_iter()
            .filter_map(|(statement, p)| status(dossier, links, p).map(|status| raised(dossier, links, statement, p, status)))
            .collect::<Vec<_>>(),
    })
}

fn raised(
    dossier: &Dossier,
    links: &LinkIndex,
    statement: &Statement,
    passage: &Passage,
    status: Status,
) -> Json {
    json!({
        "id": passage.id.to_string(),
        "label": passage.label.to_string(),
        "tag": passage.tag.as_str(),
        "party": statement.party().to_string(),
        "status": word(status),
        "words": statement.words(passage),
        "responses": links.incoming(passage.id).iter().filter_map(|linked| {
            let (_, _, reply) = dossier.passage(linked.link.from)?;
            Some(json!({ "passage": reply.id.to_string(), "label": reply.label.to_string(), "kind": linked.link.kind.as_str() }))
        }).collect::<Vec<_>>(),
    })
}

/// The word for programs, which never changes.
fn word(status: Status) -> &'static str {
    match status {
        Status::Answered => "answered",
        Status::InPart => "in_part",
        Status::TurnedAside => "turned_aside",
        Status::NoResponse => "no_response",
        Status::NotReviewed => "not_reviewed",
    }
}
