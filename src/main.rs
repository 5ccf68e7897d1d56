//! Starts the program: the shell calls, or the window.
//!
//! Must not know: what either does.

use std::io::Write as _;
use std::process::ExitCode;

use visavis::cli::{self, Outcome};

/// The calls that need no window, for messages.
const WITHOUT_WINDOW: &str = "These calls need none: visavis new, visavis check, visavis show; \
                              visavis --help says more.";

fn main() -> ExitCode {
    let started = std::time::Instant::now();
    match cli::run(std::env::args_os().skip(1)) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Window { file, renderer, measure_start } => {
            match window(file, renderer, measure_start.then_some(started)) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    let _ = writeln!(std::io::stderr(), "visavis: {error}\n{WITHOUT_WINDOW}");
                    ExitCode::from(2)
                }
            }
        }
    }
}

#[cfg(feature = "gui")]
fn window(
    file: Option<std::path::PathBuf>,
    renderer: Option<String>,
    measure: Option<std::time::Instant>,
) -> Result<(), String> {
    use visavis::ui::{self, Start};

    let start = file.map_or(Start::Last, Start::File);
    ui::run(start, renderer.as_deref(), measure)
        .map_err(|error| format!("the window can't be opened: {error}"))
}

#[cfg(not(feature = "gui"))]
fn window(
    _: Option<std::path::PathBuf>,
    _: Option<String>,
    _: Option<std::time::Instant>,
) -> Result<(), String> {
    Err("this build has no window".to_owned())
}
