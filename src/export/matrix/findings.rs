//! The table of findings: what deserves a look, with the passages that show it.
//!
//! Must not know: how a finding is made, or how a table is written.

use super::super::shown::shown;
use super::super::table::{Cell, Table, column, key};
use super::super::{ExportError, ExportOptions};
use super::tables::text;
use crate::analysis::{Finding, FindingKind, Overview, findings};
use crate::model::{Dossier, Meeting};

/// What was found at the chosen meetings by or about the chosen sides.
pub(super) fn table(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
) -> Result<Table, ExportError> {
    let mut columns = vec![
        key("Meeting", 12.0),
        key("Meeting title", 24.0),
        key("Finding", 30.0),
        column("In the statement of", 18.0),
        column("Not in that of", 18.0),
        column("Topic", 22.0),
        column("Passages", 70.0),
        column("Texts", 22.0),
    ];
    if options.with_notes {
        columns.push(column("Reason", 40.0));
    }
    let parties = options.chosen_parties(dossier)?;
    let chosen = |id| parties.iter().any(|party| party.id == id);
    let mut rows = Vec::new();
    for meeting in options.chosen_meetings(dossier)? {
        let found = findings(dossier, overview, meeting.id());
        let wanted = found.iter().filter(|one| chosen(one.party) && one.other.is_none_or(chosen));
        rows.extend(wanted.map(|one| row(dossier, options, meeting, one)));
    }
    Ok(Table { name: "Findings", columns, rows })
}

fn row(dossier: &Dossier, options: &ExportOptions, meeting: &Meeting, finding: &Finding) -> Vec<Cell> {
    let details = meeting.details();
    let party = |id| dossier.party(id).map_or(Cell::Empty, |party| text(&party.name));
    let passages = finding.passages.iter().filter_map(|id| dossier.passage(*id));
    let passages = passages.map(|(_, statement, passage)| {
        let party = dossier.party(statement.party()).map_or("", |party| party.name.as_str());
        format!("{} ({}): {}", passage.label, shown(party), shown(statement.words(passage)))
    });
    let topic = finding.topic.and_then(|id| dossier.topic(id));
    let texts = if finding.complete { "both are there in full" } else { "one is not there in full" };
    let mut cells = vec![
        details.date.map_or(Cell::Empty, Cell::Day),
        text(&details.title),
        Cell::text(words(finding.kind)),
        party(finding.party),
        finding.other.map_or(Cell::Empty, party),
        topic.map_or(Cell::Empty, |topic| text(&topic.name)),
        Cell::text(passages.collect::<Vec<_>>().join("\n")),
        Cell::text(texts),
    ];
    if options.with_notes {
        cells.push(finding.mark(dossier).map_or(Cell::Empty, |absence| text(&absence.reason)));
    }
    cells
}

fn words(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::OneSidedAgreement => "agreement that only one side claims",
        FindingKind::WordsInOthersMouth => "words put in the other's mouth",
        FindingKind::ClaimedBoth => "said of both sides by one alone",
        FindingKind::Denial => "denial",
        FindingKind::OnlyOneSide => "topic that only one side mentions",
    }
}
