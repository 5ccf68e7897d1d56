//! Why a file can't be opened as a dossier, in words for the reviewer.
//!
//! Must not know: how the file is read, or what the window does with the message.

use std::fmt;

/// One thing that is wrong, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, as in `meetings[0].statements[1].passages[3]`; empty for the file as a whole.
    pub place: String,
    /// What is wrong, and what was done about it where the file could be opened.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.place, self.message)
        }
    }
}

/// Words of the file for a message: of bounded length and without control characters, whatever
/// a hostile file put into them.
pub(super) fn clip(words: &str, most: usize) -> String {
    let mut clipped: String =
        words.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if words.chars().nth(most).is_some() {
        clipped.push('…');
    }
    clipped
}

/// What is safe and what to do, the same for every file that is broken.
const ADVICE: &str = "The file was not changed. Open its backup, if there is one beside it (the same name with .backup at the end), or repair a copy";

/// Why bytes are not a dossier. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// No bytes, or only white space.
    #[error("«{name}» is empty: there is no dossier in it. {ADVICE}")]
    Empty {
        /// Name of the file.
        name: String,
    },
    /// More bytes than the program reads.
    #[error(
        "«{name}» is too large: {size} bytes, where {limit} are the most that can be opened. The file was not changed; check that it is the right one"
    )]
    TooLarge {
        /// Name of the file.
        name: String,
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The bytes are not UTF-8.
    #[error(
        "«{name}», line {line}, column {column} (byte {byte}): this is not text in UTF-8{hint}. {ADVICE}"
    )]
    NotUtf8 {
        /// Name of the file.
        name: String,
        /// Line of the first wrong byte.
        line: usize,
        /// Column of the first wrong byte.
        column: usize,
        /// How many bytes stand before it.
        byte: usize,
        /// A guess at what it is instead, or nothing.
        hint: &'static str,
    },
    /// The text is not JSON, or nested too deeply.
    #[error("«{name}», line {line}, column {column}: {problem}. {ADVICE}")]
    Syntax {
        /// Name of the file.
        name: String,
        /// Line where reading stopped.
        line: usize,
        /// Column where reading stopped.
        column: usize,
        /// What is wrong there.
        problem: String,
    },
    /// JSON, but of something else.
    #[error(
        "«{name}» is not a dossier of Vis-à-vis: {problem}. The file was not changed; to add it to a dossier as a statement's text, import it"
    )]
    NotADossier {
        /// Name of the file.
        name: String,
        /// By what it was seen.
        problem: String,
    },
    /// The version is missing or is no version.
    #[error("«{name}» does not say which version of the format it has: {problem}. {ADVICE}")]
    Version {
        /// Name of the file.
        name: String,
        /// What stands there.
        problem: String,
    },
    /// A newer version whose known part does not read as a dossier of this version.
    #[error(
        "«{name}» was written by a newer Vis-à-vis (format version {version}, this program knows {known}) and can't be read by this one: {problem}. The file was not changed; open it with a newer Vis-à-vis"
    )]
    Newer {
        /// Name of the file.
        name: String,
        /// Version of the file.
        version: u64,
        /// Newest version that this program knows.
        known: u64,
        /// What stopped it.
        problem: String,
    },
    /// A value that is missing or of the wrong kind.
    #[error("«{name}», line {line}, column {column}, {place}: {problem}. {ADVICE}")]
    Shape {
        /// Name of the file.
        name: String,
        /// Line where reading stopped.
        line: usize,
        /// Column where reading stopped.
        column: usize,
        /// Where, as in `meetings[0].title`.
        place: String,
        /// What is wrong there.
        problem: String,
    },
    /// Every value is of the right kind, but they contradict each other.
    #[error("«{name}» contradicts itself in {count} {}: {}{}. {ADVICE}; `visavis check` lists them", places(*.count), first(.problems), rest(*.count))]
    Inconsistent {
        /// Name of the file.
        name: String,
        /// The first of the problems, at most 1000.
        problems: Vec<Problem>,
        /// How many there are.
        count: usize,
    },
}

fn places(count: usize) -> &'static str {
    if count == 1 { "place" } else { "places" }
}

fn first(problems: &[Problem]) -> String {
    problems.first().map(ToString::to_string).unwrap_or_default()
}

fn rest(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        _ => format!(" (and {} more)", count - 1),
    }
}
