//! `cargo xtask perf`: runs the bench that holds the figures against their targets.
//!
//! Must not know: what is measured.

use std::path::Path;

use crate::shell::{self, cargo};

/// Hands the arguments on to `benches/perf`, in a release build.
///
/// # Errors
///
/// Where it does not build or does not run.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<(), String> {
    let bench = ["bench", "--quiet", "--package", "visavis", "--bench", "perf", "--"];
    shell::run(&mut cargo(root, &[bench.as_slice(), arguments].concat()))
}
