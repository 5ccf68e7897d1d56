//! The matrix as a table: every raising passage with what became of it.
//!
//! Must not know: how a status is worked out, or how a table is written.

use super::csv::{self, Cells};
use super::{ExportError, ExportOptions};
use crate::analysis::Overview;
use crate::model::Dossier;

/// The table as text with commas.
pub(super) fn csv(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
    cells: Cells,
) -> Result<Vec<u8>, ExportError> {
    let parties: Vec<_> = options.chosen_parties(dossier)?.iter().map(|party| party.id).collect();
    let mut rows = vec![
        ["Meeting", "No.", "Concern", "Raised by", "Topic", "Status", "Note"].map(str::to_owned).to_vec(),
    ];
    for meeting in options.chosen_meetings(dossier)? {
        for (_, raised) in overview.raised(meeting.id()).filter(|(_, raised)| parties.contains(&raised.party))
        {
            let Some((statement, passage)) = meeting.passage(raised.id) else { continue };
            let topic = passage.topic.and_then(|id| dossier.topic(id)).map(|topic| topic.name.clone());
            rows.push(vec![
                meeting.details().date.map(|day| day.to_string()).unwrap_or_default(),
                passage.label.to_string(),
                passage.range.slice(statement.text()).unwrap_or_default().to_owned(),
                dossier.party(raised.party).map(|party| party.name.clone()).unwrap_or_default(),
                topic.unwrap_or_default(),
                raised.status.words().to_owned(),
                if options.with_notes { passage.note.clone() } else { String::new() },
            ]);
        }
    }
    Ok(csv::write(rows.iter().map(|row| row.iter().map(String::as_str)), cells))
}
