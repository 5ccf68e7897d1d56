//! A record of the journal: the edits that were carried out at once, what they did, and when.
//!
//! Must not know: how an edit is written, or where records are kept.

use serde::{Deserialize, Serialize};

use super::line::Line;
use super::replay::Step;
use crate::edit::Edit;
use crate::model::Moment;

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    label: String,
    at: Moment,
    #[serde(borrow)]
    edits: Vec<Line<'a>>,
}

/// The record of these edits.
pub(super) fn write(label: &str, at: Moment, edits: &[Edit]) -> Vec<u8> {
    let edits = edits.iter().map(Line::of).collect();
    // Nothing that is written to memory fails, and there are no maps with keys that are no texts.
    serde_json::to_vec(&Record { label: label.to_owned(), at, edits }).unwrap_or_default()
}

/// What a record did, and its edits.
pub(super) fn read(record: &[u8]) -> Result<(Step, Vec<Line<'_>>), String> {
    let Record { label, at, edits } =
        serde_json::from_slice(record).map_err(|error| format!("a record is not understood: {error}"))?;
    Ok((Step { label, when: at }, edits))
}
