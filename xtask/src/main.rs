//! The project's own tool: tests, samples, measuring. `cargo xtask` lists what it does.
//!
//! Must not know: anything that belongs into the program.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the shell")]

mod generate;
mod measure;
mod perf;
mod samples;
mod shell;
mod system;
mod test;
mod torture;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test              everything that must hold: format, lints, all tests, the real window
cargo xtask samples [--check] make the samples' files from their marked texts
cargo xtask generate WORKLOAD [--seed N] [--plain] -o FOLDER
                              a dossier of a known size: small, large or corpus; after the name
                              may stand -tenth, -4x, -10x-passages or -one-paragraph
cargo xtask measure           start, memory, size: the figures of docs/performance.md
cargo xtask perf [--workload W] [--part P] [--json]
                              everything that has a target, measured in a release build, without
                              a display: a table, or JSON (an object for each workload; the
                              figures alone where one workload is named)
cargo xtask torture [--rounds N]
                              kills the program again and again while it saves and journals 50 MB,
                              fills its disk, takes its folders away: nothing may be lost";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let root = root();
    let done = match words.as_slice() {
        ["test"] => test::run(&root),
        ["samples"] => samples::run(&root, false),
        ["samples", "--check"] => samples::run(&root, true),
        ["generate", arguments @ ..] => generate::run(arguments),
        ["perf", arguments @ ..] => perf::run(&root, arguments),
        ["measure"] => measure::run(&root),
        ["torture", arguments @ ..] => torture::run(&root, arguments),
        _ => {
            println!("{HELP}");
            return if words.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\n{problem}");
            ExitCode::FAILURE
        }
    }
}

/// The project's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
