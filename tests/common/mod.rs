//! What several tests need: the golden file and changes of it, a folder that goes when the test
//! ends, what every message must have.
//!
//! Must not know: what the tests are about.
#![allow(dead_code, reason = "every test uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use visavis::store::{self, LoadError, Loaded};

/// A small dossier, made by hand, with every field in use.
pub(crate) const GOLDEN: &str = include_str!("../data/dossier.json");

/// What a call came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// What it wrote, as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Runs a command to its end, with nothing to read: its exit code, what it wrote, and its errors.
pub(crate) fn call(command: &mut Command) -> (i32, Vec<u8>, String) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let code = output.status.code().expect("it ended by itself");
    (code, output.stdout, String::from_utf8(output.stderr).unwrap())
}

/// Runs a command that writes text.
pub(crate) fn ran(command: &mut Command) -> Ran {
    let (code, out, err) = call(command);
    Ran { code, out: String::from_utf8(out).unwrap(), err }
}

/// The program itself, to be run in a folder.
pub(crate) fn program(folder: &TestFolder) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_visavis"));
    command.current_dir(folder.path());
    command
}

/// Runs the program itself in a folder.
pub(crate) fn visavis(folder: &TestFolder, words: &[&str]) -> Ran {
    ran(program(folder).args(words))
}

/// A new folder with a name that nobody has.
pub(crate) struct TestFolder(PathBuf);

impl TestFolder {
    /// Makes it.
    pub(crate) fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(uuid::Uuid::new_v4().simple().to_string());
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// A path in it.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file into it.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The names of all that is in it, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for TestFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the program makes of it.
pub(crate) fn parse(text: impl AsRef<[u8]>) -> Result<Loaded, LoadError> {
    store::parse(text.as_ref(), "dossier.json")
}

/// The message of a refusal; it must name the file and say what is safe and what to do.
pub(crate) fn refusal(text: impl AsRef<[u8]>) -> String {
    let text = text.as_ref();
    let shown = String::from_utf8_lossy(text.get(..200.min(text.len())).unwrap()).into_owned();
    let message = match parse(text) {
        Ok(_) => panic!("this was taken for a dossier: {shown}"),
        Err(error) => error.to_string(),
    };
    assert_helps(&message);
    message
}

/// A message names the file, says what is safe, is short and can't steer a terminal.
pub(crate) fn assert_helps(message: &str) {
    assert!(message.contains("dossier.json"), "names no file: {message}");
    let safe = ["was not changed", "Nothing was", "may have been moved"];
    assert!(safe.iter().any(|words| message.contains(words)), "says not what is safe: {message}");
    assert!(message.chars().count() < 1200, "too long: {message}");
    assert!(!message.chars().any(char::is_control), "control characters: {message}");
}

/// A refusal that says all of this.
pub(crate) fn refused_with(text: impl AsRef<[u8]>, parts: &[&str]) {
    let message = refusal(text);
    for part in parts {
        assert!(message.contains(part), "«{part}» is missing in: {message}");
    }
}

/// Opened, with warnings that say all of this, and sound.
pub(crate) fn opened_with(text: impl AsRef<[u8]>, parts: &[&str]) -> Loaded {
    let loaded = parse(text).unwrap();
    assert_eq!(loaded.dossier.check(), [""; 0]);
    let warnings: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
    let all = warnings.join("\n");
    for part in parts {
        assert!(all.contains(part), "«{part}» is missing in: {all}");
    }
    loaded
}

/// The golden file with one value replaced; `pointer` as in RFC 6901.
pub(crate) fn with(pointer: &str, value: Value) -> String {
    let mut golden: Value = serde_json::from_str(GOLDEN).unwrap();
    *golden.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
    golden.to_string()
}

/// What the golden file has at `pointer`.
pub(crate) fn at(pointer: &str) -> Value {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    golden.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}")).clone()
}
