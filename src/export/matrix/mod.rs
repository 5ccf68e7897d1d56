//! The matrix as a table for spreadsheets and programs.
//!
//! Must not know: how a status is worked out, or which rows a filter lets through.

mod findings;
mod tables;
mod xlsx;

use super::csv::{self, Cells};
use super::table::{Cell, Table};
use super::{ExportError, ExportFormat, ExportOptions};
use crate::analysis::Overview;
use crate::model::Dossier;

/// What was raised and what became of it, as text with commas. Defused, it is for spreadsheets:
/// long cells go on in the rows below, for spreadsheets cut them.
pub(super) fn csv(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
    cells: Cells,
) -> Result<Vec<u8>, ExportError> {
    let table = tables::raised(dossier, overview, options)?;
    let head: Vec<String> = table.columns.iter().map(|column| column.name.to_owned()).collect();
    let texts = |row: Vec<Cell>| row.iter().map(Cell::to_text).collect::<Vec<String>>();
    let rows: Vec<Vec<String>> = match cells {
        Cells::Defused => table.rows_for_spreadsheets().map(texts).collect(),
        Cells::Raw => table.rows.into_iter().map(texts).collect(),
    };
    Ok(csv::write(std::iter::once(&head).chain(&rows).map(|row| row.iter().map(String::as_str)), cells))
}

/// What was raised, replies to nothing, what deserves a look, and about the file: as sheets.
pub(super) fn xlsx(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
) -> Result<Vec<u8>, ExportError> {
    let sheets: Vec<Table> = vec![
        tables::raised(dossier, overview, options)?,
        tables::orphans(dossier, overview, options)?,
        findings::table(dossier, overview, options)?,
    ];
    let about = tables::about(dossier, options, &sheets)?;
    xlsx::write(dossier.title(), options.exported, &sheets, &about)
        .map_err(|reason| ExportError::Unwritable { format: ExportFormat::MatrixXlsx, reason })
}
