//! Reads a published text in a process of its own, so that a file made or broken to bring a reader
//! down takes nothing else with it.
//!
//! The program starts itself again, hands the bytes over and waits for the draft, no longer than a
//! minute. Where it can't start itself, it reads here, where a panic at least is caught.
//! Must not know: formats, the disk, or what a draft is for.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::import::{self, Draft, Encoding, Format, ImportError, MAX_FILE_BYTES, Source};

/// The word by which the program is asked to read; the source's name, encoding and format follow.
pub const WORD: &str = "--read-source";

/// How long a reader may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Bytes of a draft that are taken from a reader.
const MOST: u64 = 1 << 30;

/// Why a source was not read, as a sentence that goes on after its name and a colon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The reader says why.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The reader came to an end without an answer.
    #[error(
        "reading it failed, and this program did not foresee how. Nothing was changed. \
         Open it in the program it came from, and paste the text instead"
    )]
    Died,
    /// The reader did not come to an end.
    #[error(
        "reading it took more than {} seconds and was given up. \
         Open it in the program it came from, and paste the text instead",
        PATIENCE.as_secs()
    )]
    TooSlow,
}

/// Reads sources.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The program that reads; `None` for this process.
    program: Option<PathBuf>,
}

impl Reader {
    /// One that reads in this process.
    #[must_use]
    pub fn here() -> Self {
        Self::default()
    }

    /// One that starts this program again for each source.
    #[must_use]
    pub fn apart() -> Self {
        Self { program: std::env::current_exe().ok() }
    }

    /// One that starts another program of the same kind; for tests.
    #[must_use]
    pub fn by(program: PathBuf) -> Self {
        Self { program: Some(program) }
    }

    /// Reads a source.
    ///
    /// # Errors
    ///
    /// [`ReadError`]; its words go on after the source's name.
    pub fn read(&self, source: &Source<'_>) -> Result<Draft, ReadError> {
        // In plain text there is nothing that could bring a reader down.
        let format = source.kind.map_or_else(|| Format::recognise(source.bytes, source.name), Ok);
        let plain = matches!(format, Ok(Format::Plain | Format::Markdown) | Err(_));
        let reader = self.program.as_ref().filter(|_| !plain && source.bytes.len() <= MAX_FILE_BYTES);
        match reader.and_then(|program| start(program, source).ok()) {
            Some(child) => ask(child, source.bytes),
            None => caught(source),
        }
    }
}

/// Reads in this process.
fn caught(source: &Source<'_>) -> Result<Draft, ReadError> {
    let read = std::panic::catch_unwind(|| import::read(source));
    read.map_err(|_| ReadError::Died)?.map_err(ReadError::Import)
}

fn start(program: &PathBuf, source: &Source<'_>) -> io::Result<Child> {
    Command::new(program)
        .arg(WORD)
        .arg(source.name.replace('\0', ""))
        .arg(source.encoding.map_or("", Encoding::name))
        .arg(source.kind.and_then(|kind| kind.extensions().first()).copied().unwrap_or_default())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Hands the bytes over and waits for the draft.
fn ask(mut child: Child, bytes: &[u8]) -> Result<Draft, ReadError> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let child = Arc::new((Mutex::new((child, false)), Condvar::new()));
    let answer = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A reader that has seen enough closes its end; what it says comes by the other one.
            let _ = input.map(|mut input| input.write_all(bytes));
        });
        let watched = Arc::clone(&child);
        let watch = scope.spawn(move || {
            let (lock, wake) = &*watched;
            let guard = lock.lock().unwrap_or_else(PoisonError::into_inner);
            let (mut guard, waited) = wake
                .wait_timeout_while(guard, PATIENCE, |(_, done)| !*done)
                .unwrap_or_else(PoisonError::into_inner);
            if waited.timed_out() {
                let _ = guard.0.kill();
            }
            waited.timed_out()
        });
        let mut answer = Vec::new();
        let read = output.map(|output| output.take(MOST).read_to_end(&mut answer));
        let (lock, wake) = &*child;
        {
            let mut guard = lock.lock().unwrap_or_else(PoisonError::into_inner);
            guard.1 = true;
            if !matches!(read, Some(Ok(_))) {
                let _ = guard.0.kill();
            }
        }
        wake.notify_all();
        if watch.join().unwrap_or(true) { Err(ReadError::TooSlow) } else { Ok(answer) }
    });
    let ended = child.0.lock().unwrap_or_else(PoisonError::into_inner).0.wait();
    let answer = answer?;
    if !ended.is_ok_and(|status| status.success()) {
        return Err(ReadError::Died);
    }
    let read: Result<Draft, ImportError> = serde_json::from_slice(&answer).map_err(|_| ReadError::Died)?;
    read.map_err(ReadError::Import)
}

/// The other end: reads the source that another process hands over and answers it.
///
/// # Errors
///
/// Where the streams fail; then nobody waits for the answer any more.
pub fn answer(words: &[String], input: impl Read, mut output: impl Write) -> io::Result<()> {
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    let mut bytes = Vec::new();
    input.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let kind = Format::ALL.into_iter().find(|format| format.extensions().first() == Some(&word(2)));
    let source = Source { bytes: &bytes, name: word(0), encoding: Encoding::from_name(word(1)), kind };
    serde_json::to_writer(&mut output, &import::read(&source))?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(bytes: &[u8]) -> Source<'_> {
        Source { bytes, name: "page.html", encoding: None, kind: Some(Format::Html) }
    }

    const PAGE: &[u8] = b"<p>Both sides met in the capital on Monday.</p><p>They agreed to meet again.</p>";

    #[test]
    fn what_is_answered_is_what_is_read_here() {
        let mut said = Vec::new();
        let words = ["page.html", "", "html"].map(str::to_owned);
        answer(&words, PAGE, &mut said).unwrap();
        let told: Result<Draft, ImportError> = serde_json::from_slice(&said).unwrap();
        assert_eq!(told.unwrap(), Reader::here().read(&page(PAGE)).unwrap());
        said.clear();
        answer(&words, &b""[..], &mut said).unwrap();
        let told: Result<Draft, ImportError> = serde_json::from_slice(&said).unwrap();
        assert_eq!(told, Err(ImportError::Empty));
    }

    #[test]
    fn a_reader_that_is_none_is_done_without() {
        let reader = Reader::by("nowhere/no program".into());
        assert_eq!(reader.read(&page(PAGE)), Reader::here().read(&page(PAGE)));
    }

    #[cfg(unix)]
    #[test]
    fn a_reader_that_dies_is_told() {
        let reader = Reader::by("/bin/false".into());
        assert_eq!(reader.read(&page(PAGE)), Err(ReadError::Died));
    }
}
