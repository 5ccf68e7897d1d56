//! The program: what the shell asked for.
//!
//! Must not know: anything but where to go from here.

use std::io::Write as _;
use std::process::ExitCode;

use visavis::cli::{self, Outcome};

fn main() -> ExitCode {
    match cli::run(std::env::args_os().skip(1)) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Window { .. } => {
            let _ = writeln!(std::io::stderr(), "visavis: this build has no window; try visavis --help");
            ExitCode::from(2)
        }
    }
}
