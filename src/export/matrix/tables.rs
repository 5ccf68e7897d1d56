//! What stands in the tables of the matrix.
//!
//! Must not know: how a table is written.

use super::super::ink;
use super::super::shown::shown;
use super::super::table::{Cell, Column, Table, column, key};
use super::super::{ExportError, ExportOptions, Scope};
use crate::analysis::{MatrixFilter, MatrixKind, MatrixRow, MatrixSort, Overview, matrix, replies};
use crate::model::{Dossier, Effect, Meeting, Passage, ReviewerId, Statement};

/// Every raising passage and what became of it.
pub(super) fn raised(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
) -> Result<Table, ExportError> {
    let mut columns = first_columns("Concern");
    columns.extend([column("Status", 14.0), column("Responses", 60.0)]);
    columns.extend(last_columns(options));
    let rows = found(dossier, overview, options, MatrixKind::Raised)?;
    let mut table = Table { name: "Concerns and responses", columns, rows: Vec::with_capacity(rows.len()) };
    for row in &rows {
        let Some(place) = Place::of(dossier, row) else { continue };
        let mut cells = place.first_cells(dossier, row);
        cells.push(
            row.status.map_or(Cell::Empty, |status| {
                Cell::Text(status.words().to_owned(), Some(ink::status(status)))
            }),
        );
        cells.push(Cell::text(responses(dossier, overview, options, row)));
        cells.extend(place.last_cells(dossier, options));
        table.rows.push(cells);
    }
    Ok(table)
}

/// The replies that reply to nothing.
pub(super) fn orphans(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
) -> Result<Table, ExportError> {
    let mut columns = first_columns("Response");
    columns.extend(last_columns(options));
    let rows = found(dossier, overview, options, MatrixKind::Orphans)?;
    let mut table = Table { name: "Responses without a concern", columns, rows: Vec::new() };
    for row in &rows {
        let Some(place) = Place::of(dossier, row) else { continue };
        let mut cells = place.first_cells(dossier, row);
        cells.extend(place.last_cells(dossier, options));
        table.rows.push(cells);
    }
    Ok(table)
}

/// About the file: what it is of, and what is left out.
pub(super) fn about(
    dossier: &Dossier,
    options: &ExportOptions,
    sheets: &[Table],
) -> Result<Vec<(&'static str, Cell)>, ExportError> {
    let meetings = options.chosen_meetings(dossier)?;
    let parties = options.chosen_parties(dossier)?;
    let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    let mut about = vec![("Dossier", text(dossier.title())), ("Parties", text(&names.join(", ")))];
    match (options.meetings, meetings.as_slice()) {
        (Scope::One(_), [meeting]) => about.push(("Meeting", text(&one_meeting(meeting)))),
        (Scope::Period { from, to }, _) => {
            about.push(("From", from.map_or(Cell::text("the first meeting"), Cell::Day)));
            about.push(("To", to.map_or(Cell::text("the last meeting"), Cell::Day)));
        }
        _ => {}
    }
    about.push(("Meetings", Cell::Number(u32::try_from(meetings.len()).unwrap_or(u32::MAX))));
    for sheet in sheets {
        about.push((sheet.name, Cell::Number(u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX))));
    }
    if !options.filter.is_empty() {
        about.push((
            "Filter",
            Cell::text("only what the matrix's filter lets through; findings are all there"),
        ));
    }
    let notes = if options.with_notes {
        "nothing: the reviewer's notes, reasons and name are in it"
    } else {
        "the reviewer's notes, reasons and name"
    };
    about.push(("Left out", Cell::text(notes)));
    about.push((
        "Long cells",
        Cell::text("a cell that is too long for a spreadsheet goes on in the rows below: (continued 1/3)"),
    ));
    about.push(("Exported on", Cell::Day(options.exported)));
    about.push(("Written by", Cell::text(concat!("Vis-à-vis ", env!("CARGO_PKG_VERSION")))));
    Ok(about)
}

pub(super) fn text(words: &str) -> Cell {
    Cell::text(shown(words))
}

fn one_meeting(meeting: &Meeting) -> String {
    let details = meeting.details();
    let day = details.date.map(|day| day.to_string());
    let parts = [day.as_deref().unwrap_or_default(), details.title.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(" · ")
}

/// The rows that the filter and the options let through.
fn found(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
    kind: MatrixKind,
) -> Result<Vec<MatrixRow>, ExportError> {
    // Both say what is wrong with what was chosen.
    options.chosen_meetings(dossier)?;
    let parties = options.chosen_parties(dossier)?;
    let mut filter: MatrixFilter = options.filter.clone();
    match options.meetings {
        Scope::One(id) => filter.meeting = Some(id),
        Scope::Period { from, to } => (filter.from, filter.to) = (from, to),
        Scope::All => {}
    }
    let mut rows = matrix(dossier, overview, kind, &filter, MatrixSort::Order, false);
    rows.retain(|row| parties.iter().any(|party| party.id == row.party));
    Ok(rows)
}

fn first_columns(words: &'static str) -> Vec<Column> {
    vec![
        key("Meeting", 12.0),
        key("Meeting title", 24.0),
        key("No.", 7.0),
        column("Tag", 14.0),
        column(words, 60.0),
        column(if words == "Concern" { "Raised by" } else { "Said by" }, 16.0),
        column("In the statement of", 18.0),
        column("Verb", 16.0),
        column("Strength", 9.0),
        column("Topic", 22.0),
    ]
}

fn last_columns(options: &ExportOptions) -> Vec<Column> {
    if options.with_notes {
        vec![column("Note", 40.0), column("Reason for no response", 30.0), column("Reviewer", 16.0)]
    } else {
        Vec::new()
    }
}

/// A passage with what it stands in.
struct Place<'d> {
    meeting: &'d Meeting,
    statement: &'d Statement,
    passage: &'d Passage,
}

impl<'d> Place<'d> {
    fn of(dossier: &'d Dossier, row: &MatrixRow) -> Option<Self> {
        let meeting = dossier.meeting(row.meeting)?;
        let statement = meeting.statement(row.statement)?;
        Some(Self { meeting, statement, passage: statement.passages().get(row.id)? })
    }

    fn first_cells(&self, dossier: &Dossier, row: &MatrixRow) -> Vec<Cell> {
        let details = self.meeting.details();
        let party = |id| dossier.party(id).map_or(Cell::Empty, |party| text(&party.name));
        let tag = dossier.codebook().tag(&self.passage.tag);
        let topic = row.topic.and_then(|id| dossier.topic(id));
        vec![
            details.date.map_or(Cell::Empty, Cell::Day),
            text(&details.title),
            Cell::text(self.passage.label.to_string()),
            tag.map_or(Cell::Empty, |tag| text(tag.name.en())),
            text(self.statement.words(self.passage)),
            party(row.party),
            party(self.statement.party()),
            text(&self.passage.verb),
            row.strength.map_or(Cell::Empty, |strength| Cell::Number(u32::from(strength.level()))),
            topic.map_or(Cell::Empty, |topic| text(&topic.name)),
        ]
    }

    fn last_cells(&self, dossier: &Dossier, options: &ExportOptions) -> Vec<Cell> {
        if !options.with_notes {
            return Vec::new();
        }
        let reason = self.passage.no_response.as_ref().map_or("", |confirmed| confirmed.reason.as_str());
        vec![text(&self.passage.note), text(reason), text(reviewer(dossier, self.passage.reviewer))]
    }
}

fn reviewer(dossier: &Dossier, id: Option<ReviewerId>) -> &str {
    id.and_then(|id| dossier.reviewer(id)).map_or("", |reviewer| reviewer.name.as_str())
}

/// What the other side does to a passage, a line for each link that does something to its status:
/// "R1 (Russia, answers in part): words". The note of a link follows where notes are asked for.
fn responses(dossier: &Dossier, overview: &Overview, options: &ExportOptions, row: &MatrixRow) -> String {
    let codebook = dossier.codebook();
    let mut lines = Vec::new();
    for reply in replies(dossier, overview, row.id) {
        let Some(kind) = codebook.link_kind(&reply.link.kind).filter(|kind| kind.effect != Effect::None)
        else {
            continue;
        };
        let party = dossier.party(reply.statement.party()).map_or("", |party| party.name.as_str());
        let label = &reply.passage.label;
        let words = shown(reply.statement.words(reply.passage));
        let mut line = format!("{label} ({}, {}): {words}", shown(party), shown(kind.name.en()));
        if reply.meeting != row.meeting
            && let Some(meeting) = dossier.meeting(reply.meeting)
        {
            line = format!("[{}] {line}", shown(&one_meeting(meeting)));
        }
        if options.with_notes && !reply.link.note.is_empty() {
            line.push_str(&format!(" [{}]", shown(&reply.link.note)));
        }
        lines.push(line);
    }
    lines.join("\n")
}
