//! The same work without a window: what the shell asks for, answered in words or as JSON.
//!
//! Responsible for: taking the shell's words apart, one file per call, exit codes.
//! Must not know: how files are read or written, or how a window is opened.
//!
//! Exit codes: 0 done and sound; 1 problems were found, or a file could not be saved; 2 a file
//! could not be read, or the call was not understood. A search ends with 0 where something was
//! found, and with 1 where nothing was; a merge with 1 where there were conflicts.

mod accept;
mod article;
mod check;
mod chosen;
mod export;
mod help;
mod import;
mod json;
mod merge;
mod new;
mod search;
mod show;
mod suggest;
mod taking;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use lexopt::Arg;

use help::Call;

use crate::reader;

/// What a call comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was carried out, or refused, and all output is written.
    Exit(u8),
    /// The window is to be opened.
    Window {
        /// The dossier to open in it.
        file: Option<PathBuf>,
        /// How to draw: "wgpu" or "glow"; the program chooses where it is `None`.
        renderer: Option<String>,
        /// Say how long it took until the window was drawn, and close it.
        measure_start: bool,
    },
}

/// Carries out the call that these words make; the program's own name is not among them.
pub fn run(words: impl Iterator<Item = OsString>) -> Outcome {
    let mut words = words.peekable();
    if words.next_if(|word| word == reader::WORD).is_some() {
        let words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
        let answered = reader::answer(&words, io::stdin().lock(), io::BufWriter::new(io::stdout().lock()));
        return Outcome::Exit(if answered.is_ok() { 0 } else { 1 });
    }
    run_to(words, &mut io::stdout().lock(), &mut io::stderr().lock())
}

/// [`run`] with the two streams given.
pub fn run_to(words: impl Iterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let answer = match first(words) {
        Ok(Step::Done(answer)) => answer,
        Ok(Step::Window { file, renderer, measure_start }) => {
            return Outcome::Window { file, renderer, measure_start };
        }
        Err(refusal) => refusal.answer(),
    };
    // Where nobody reads the errors there is nobody to tell.
    let _ = err.write_all(answer.err.as_bytes()).and_then(|()| err.flush());
    let written = out.write_all(answer.out.as_bytes()).and_then(|()| out.write_all(&answer.file));
    match written.and_then(|()| out.flush()) {
        Ok(()) => Outcome::Exit(answer.code),
        // `visavis show FILE | head` has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Exit(answer.code),
        Err(error) => {
            let _ = writeln!(err, "visavis: the output could not be written: {error}");
            Outcome::Exit(1)
        }
    }
}

/// What to write and to return.
#[derive(Debug, Default)]
struct Answer {
    out: String,
    /// A file that goes to the output, after the words.
    file: Vec<u8>,
    err: String,
    code: u8,
}

impl Answer {
    fn say(&mut self, line: impl AsRef<str>) {
        self.out.push_str(line.as_ref());
        self.out.push('\n');
    }

    fn complain(&mut self, line: impl AsRef<str>) {
        self.err.push_str("visavis: ");
        self.err.push_str(line.as_ref());
        self.err.push('\n');
    }
}

/// Why a call is not carried out.
#[derive(Debug)]
enum Refusal {
    /// The words were not understood; the help that comes nearest follows.
    Words(String, Option<Call>),
    /// A file could not be read.
    Unreadable(String),
    /// A file could not be saved.
    Unsaved(String),
}

impl Refusal {
    fn answer(self) -> Answer {
        let mut answer = Answer::default();
        match self {
            Self::Words(problem, call) => {
                answer.code = 2;
                answer.complain(plain(&problem));
                answer.err.push('\n');
                answer.err.push_str(call.map_or(help::GENERAL, Call::usage));
            }
            Self::Unreadable(problem) => {
                answer.code = 2;
                answer.complain(plain(&problem));
            }
            Self::Unsaved(problem) => {
                answer.code = 1;
                answer.complain(plain(&problem));
            }
        }
        answer
    }
}

/// A refusal of words within a call.
fn words(call: Call) -> impl Fn(lexopt::Error) -> Refusal {
    move |error| Refusal::Words(error.to_string(), Some(call))
}

enum Step {
    Done(Answer),
    Window { file: Option<PathBuf>, renderer: Option<String>, measure_start: bool },
}

fn first(given: impl Iterator<Item = OsString>) -> Result<Step, Refusal> {
    let general = |error: lexopt::Error| Refusal::Words(error.to_string(), None);
    let mut parser = lexopt::Parser::from_args(given);
    let (mut file, mut renderer, mut measure_start) = (None, None, false);
    while let Some(argument) = parser.next().map_err(general)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(said(help::GENERAL)),
            Arg::Long("version") | Arg::Short('V') => {
                return Ok(said(concat!("visavis ", env!("CARGO_PKG_VERSION"), "\n")));
            }
            Arg::Long("renderer") => {
                let value = parser.value().and_then(lexopt::ValueExt::string).map_err(general)?;
                renderer = Some(value);
            }
            Arg::Long("measure-start") => measure_start = true,
            Arg::Value(word) if file.is_none() => {
                let nothing_yet = renderer.is_none() && !measure_start;
                if nothing_yet && let Some(call) = word.to_str().and_then(Call::from_word) {
                    return carry_out(call, parser).map(Step::Done);
                }
                file = Some(known_file(word)?);
            }
            other => return Err(general(other.unexpected())),
        }
    }
    Ok(Step::Window { file, renderer, measure_start })
}

fn said(words: &str) -> Step {
    Step::Done(Answer { out: words.to_owned(), ..Answer::default() })
}

fn carry_out(call: Call, parser: lexopt::Parser) -> Result<Answer, Refusal> {
    match call {
        Call::New => new::run(parser),
        Call::Import => import::run(parser),
        Call::Check => check::run(parser),
        Call::Show => show::run(parser),
        Call::Search => search::run(parser),
        Call::Suggest => suggest::run(parser),
        Call::Export => export::run(parser),
        Call::Merge => merge::run(parser),
    }
}

/// A word that is no call is a file, unless it looks like a call that was spelled wrong.
fn known_file(word: OsString) -> Result<PathBuf, Refusal> {
    let path = PathBuf::from(word);
    let text = path.to_string_lossy();
    if text.contains(['/', '\\', '.']) || path.symlink_metadata().is_ok() {
        return Ok(path);
    }
    let nearest = Call::nearest(&text);
    let hint = nearest.map(|call| format!("; did you mean «{}»?", call.word())).unwrap_or_default();
    Err(Refusal::Words(format!("«{text}» is neither a call nor a file{hint}"), nearest))
}

/// A path for people.
fn shown(path: &Path) -> String {
    plain(&path.to_string_lossy())
}

/// Words of a file on one line of a terminal, without what could steer it.
fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// "1 meeting", "2 meetings".
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
