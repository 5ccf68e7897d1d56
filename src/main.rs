//! Starts the program: the shell calls, or the window.
//!
//! Must not know: what either does.

use std::process::ExitCode;

use visavis::cli::{self, Outcome};

fn main() -> ExitCode {
    let started = std::time::Instant::now();
    match cli::run(std::env::args_os().skip(1)) {
        Outcome::Done(code) => ExitCode::from(code),
        Outcome::Window(options) => window(options, started),
    }
}

#[cfg(feature = "gui")]
fn window(options: cli::WindowOptions, started: std::time::Instant) -> ExitCode {
    use visavis::ui::{self, Start};

    let start = options.file.map_or(Start::Last, Start::File);
    let measure = options.measure_start.then_some(started);
    match ui::run(start, options.renderer.as_deref(), measure) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&format!(
                "the window can't be opened: {error}\nThese calls work without one: {}. `visavis --help` says more.",
                cli::WITHOUT_WINDOW
            ));
            ExitCode::from(2)
        }
    }
}

#[cfg(not(feature = "gui"))]
fn window(_: cli::WindowOptions, _: std::time::Instant) -> ExitCode {
    cli::complain(&format!(
        "this build has no window. These calls work: {}. `visavis --help` says more.",
        cli::WITHOUT_WINDOW
    ));
    ExitCode::from(2)
}
