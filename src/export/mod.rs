//! What a dossier holds, as files for others: bytes out, never the disk.
//!
//! A format is a variant of [`ExportFormat`] and a module here. Whatever stands in a dossier
//! comes out harmless and readable: nothing of it is taken for a formula, a mark or a command.
//! Must not know: the disk, the window, the time of day, or who asks.

mod chart;
mod composite;
mod csv;
mod documents;
mod docx;
mod error;
pub mod fonts;
mod format;
mod ink;
mod markup;
mod matrix;
pub mod memo;
mod options;
mod page;
mod shown;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use error::ExportError;
pub use format::{ExportFormat, Heeds, Meetings};
pub use options::{ExportOptions, Language, Scope};

use crate::analysis::Overview;
use crate::model::Dossier;
use chart::Chart;

/// Writes what the options choose of a dossier. `overview` must tell of this dossier.
///
/// # Errors
///
/// Where the options name what is not there, or the format can't hold it.
pub fn export(
    dossier: &Dossier,
    overview: &Overview,
    format: ExportFormat,
    options: &ExportOptions,
) -> Result<Vec<u8>, ExportError> {
    let unwritable = |reason| ExportError::Unwritable { format, reason };
    match format {
        ExportFormat::MemoHtml => Ok(memo::html(&documents::memo(dossier, overview, options)?)),
        ExportFormat::MemoDocx => {
            memo::docx(&documents::memo(dossier, overview, options)?).map_err(unwritable)
        }
        ExportFormat::MemoMarkdown => Ok(memo::markdown(&documents::memo(dossier, overview, options)?)),
        ExportFormat::FourColumnHtml => Ok(memo::html(&documents::four_columns(dossier, overview, options)?)),
        ExportFormat::FourColumnDocx => {
            memo::docx(&documents::four_columns(dossier, overview, options)?).map_err(unwritable)
        }
        ExportFormat::MatrixXlsx => matrix::xlsx(dossier, overview, options),
        ExportFormat::MatrixCsv => matrix::csv(dossier, overview, options, csv::Cells::Defused),
        ExportFormat::MatrixCsvRaw => matrix::csv(dossier, overview, options, csv::Cells::Raw),
        ExportFormat::CompositeText => composite::text(dossier, options),
        ExportFormat::CompositeHtml => composite::html(dossier, options),
        ExportFormat::CoverageSvg => Chart::Coverage.svg(dossier, overview, options, format),
        ExportFormat::CoveragePng => Chart::Coverage.png(dossier, overview, options, format),
        ExportFormat::TimelineSvg => Chart::Timeline.svg(dossier, overview, options, format),
        ExportFormat::TimelinePng => Chart::Timeline.png(dossier, overview, options, format),
    }
}
