//! `cargo xtask torture`: kills the program hundreds of times while it saves and journals a dossier of
//! 50 MB, fills its disk and takes its folders away.
//!
//! Must not know: what has to hold then.

use std::path::Path;

use crate::shell::{self, cargo};

/// Runs so many rounds of each, 300 where none are named.
///
/// # Errors
///
/// Where something was lost, or the test does not build.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Result<(), String> {
    let rounds = match arguments {
        [] => "300",
        ["--rounds", rounds] if rounds.parse::<usize>().is_ok_and(|rounds| rounds > 0) => rounds,
        _ => return Err("cargo xtask torture [--rounds N]".to_owned()),
    };
    let build = ["test", "--package", "visavis", "--no-default-features", "--profile", "quick"];
    let what = ["--test", "torture", "--", "--nocapture", "--test-threads=1"];
    let mut command = cargo(root, &[build.as_slice(), &what].concat());
    shell::run(command.env("VISAVIS_TORTURE", rounds))
}
