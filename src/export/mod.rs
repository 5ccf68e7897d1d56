//! What a dossier holds, as files for others: bytes out, never the disk.
//!
//! A format is a variant of [`ExportFormat`] and a module here. Whatever stands in a dossier
//! comes out harmless and readable: nothing of it is taken for a formula, a mark or a command.
//! Must not know: the disk, the window, the time of day, or who asks.

mod csv;
mod error;
mod format;
mod matrix;
pub mod memo;
mod options;
pub mod pdf;

pub use error::ExportError;
pub use format::{ExportFormat, Heeds, Meetings};
pub use options::{ExportOptions, Language, Scope};

use crate::analysis::Overview;
use crate::model::Dossier;

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
    match format {
        ExportFormat::MatrixCsv => matrix::csv(dossier, overview, options, csv::Cells::Defused),
        ExportFormat::MatrixCsvRaw => matrix::csv(dossier, overview, options, csv::Cells::Raw),
    }
}
