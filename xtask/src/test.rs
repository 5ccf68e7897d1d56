//! `cargo xtask test`: everything that must hold, in one go.
//!
//! All steps with the window share one set of features, so that nothing is built twice.
//! Must not know: what a test tests.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::shell::{self, cargo};
use crate::{samples, system};

/// One step: its title and what it does.
type Step = (&'static str, fn(&Path) -> Result<(), String>);

const STEPS: [Step; 6] = [
    ("what the tests need", system::prepare),
    ("formatting", |root| shell::run(&mut cargo(root, &["fmt", "--all", "--check"]))),
    ("the core without a window", |root| {
        shell::run(&mut cargo(root, &["test", "--quiet", "--no-default-features", "--lib", "--tests"]))
    }),
    ("the samples are as their texts make them", |root| samples::run(root, true)),
    ("lints", |root| {
        let targets = ["clippy", "--quiet", "--workspace", "--all-targets"];
        let how = ["--features", "visavis/end-to-end", "--", "--deny", "warnings"];
        shell::run(&mut cargo(root, &[targets.as_slice(), &how].concat()))
    }),
    ("all tests, those with the real window too", |root| {
        shell::run(&mut cargo(root, &["test", "--workspace", "--features", "visavis/end-to-end"]))
    }),
];

/// Runs all steps and says how long each took.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for (title, step) in STEPS {
        println!("\n== {title}");
        let start = Instant::now();
        step(root).map_err(|error| format!("FAILED: {title}\n{error}"))?;
        times.push((title, start.elapsed()));
    }
    println!("\nEverything holds.");
    for (title, time) in times {
        println!("{:>7.1} s  {title}", time.as_secs_f64());
    }
    Ok(())
}
