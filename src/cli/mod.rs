//! The same work from the shell, without a window.
//!
//! Responsible for: telling calls apart, exit codes, what is printed. Output for people and
//! programs goes to stdout, errors to stderr with the file and the place.
//! Must not know: the window.

mod check;
mod help;
mod new;
mod show;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

/// The calls that need no window, for messages.
pub const WITHOUT_WINDOW: &str = "visavis new, visavis check, visavis show";

/// What a call comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done; the exit code.
    Done(u8),
    /// The window is asked for.
    Window(WindowOptions),
}

/// How the window is opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WindowOptions {
    /// The dossier to open; the last one where there is none.
    pub file: Option<PathBuf>,
    /// "wgpu" or "glow"; whatever works where there is none.
    pub renderer: Option<String>,
    /// Print how long the first frame took, and close.
    pub measure_start: bool,
}

/// All went well.
const OK: u8 = 0;
/// The call was understood and something is wrong with what it was about.
const PROBLEMS: u8 = 1;
/// The call was not understood, or a file can't be read or written.
const FAILED: u8 = 2;

/// What is wrong with a call, for people.
type Usage = String;

/// Carries out a call; `args` without the program's name.
pub fn run(args: impl Iterator<Item = OsString>) -> Outcome {
    let args: Vec<OsString> = args.collect();
    let first = args.first().and_then(|arg| arg.to_str()).unwrap_or_default();
    let rest = || args.iter().skip(1).cloned();
    let done = match first {
        "new" => new::run(rest()),
        "check" => check::run(rest()),
        "show" => show::run(rest()),
        "-h" | "--help" | "help" => {
            say(&help::text());
            Ok(OK)
        }
        "-V" | "--version" => {
            say(&format!("visavis {}", env!("CARGO_PKG_VERSION")));
            Ok(OK)
        }
        _ => match window(args) {
            Ok(options) => return Outcome::Window(options),
            Err(usage) => Err(usage),
        },
    };
    match done {
        Ok(code) => Outcome::Done(code),
        Err(usage) => {
            complain(&format!("{usage}\nTry `visavis --help`."));
            Outcome::Done(FAILED)
        }
    }
}

fn window(args: Vec<OsString>) -> Result<WindowOptions, Usage> {
    use lexopt::prelude::*;

    let mut options = WindowOptions::default();
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Long("renderer") => {
                let name = parser.value().and_then(|value| value.string()).map_err(usage)?;
                if !matches!(name.as_str(), "wgpu" | "glow") {
                    return Err(format!("«{name}» is no renderer: wgpu or glow is expected"));
                }
                options.renderer = Some(name);
            }
            Long("measure-start") => options.measure_start = true,
            Value(file) if options.file.is_none() => options.file = Some(file.into()),
            Value(more) => {
                let first = options.file.unwrap_or_default();
                return Err(format!(
                    "«{}» is no call of visavis, and the window opens one file at a time (so not «{}» too)",
                    first.display(),
                    more.to_string_lossy()
                ));
            }
            other => return Err(usage(other.unexpected())),
        }
    }
    Ok(options)
}

fn usage(error: lexopt::Error) -> Usage {
    error.to_string()
}

/// Prints to stdout. A reader that has gone away is no reason to fail.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
}

/// Prints to stderr, under the program's name.
pub fn complain(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "visavis: {text}");
}
