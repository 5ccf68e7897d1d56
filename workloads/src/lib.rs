//! The workloads by which speed is measured: dossiers of a known size, the same for the same seed.
//!
//! Responsible for: texts of made-up words in two scripts, passages side by side and over one
//! another, links of all kinds near and far, in the form in which the program saves a dossier; and
//! the same as plain lists for other programs. Nothing depends on the clock or on chance.
//!
//! ```
//! let small = workloads::make(workloads::Shape::SMALL, 1)?;
//! assert_eq!(small.dossier.meetings().len(), 1);
//! assert_eq!(visavis::store::parse(&small.json, "small.json")?.dossier, small.dossier);
//! # Ok::<(), visavis::store::LoadError>(())
//! ```
//!
//! Must not know: what is measured with them, or the disk.

mod dice;
mod dossier;
mod places;
mod plain;
mod shape;
mod text;
mod words;

pub use plain::{PlainFile, plain};
pub use shape::Shape;

use visavis::model::Dossier;
use visavis::store::{LoadError, parse, to_bytes};

/// A dossier that was made.
#[derive(Debug, Clone)]
pub struct Workload {
    /// The dossier.
    pub dossier: Dossier,
    /// Its file, as saving writes it.
    pub json: Vec<u8>,
}

/// Makes a workload.
///
/// # Errors
///
/// [`LoadError`] where what was made is no sound dossier, which would be a mistake in this crate.
pub fn make(shape: Shape, seed: u64) -> Result<Workload, LoadError> {
    let draft = dossier::draft(shape, seed);
    let dossier = parse(&draft, "the workload")?.dossier;
    drop(draft);
    let json = to_bytes(&dossier);
    Ok(Workload { dossier, json })
}
