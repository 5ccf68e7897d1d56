//! From bytes to a dossier: text, JSON, version, shape; what it means is `build`'s.
//!
//! Must not know: the disk. Every refusal says where and what to do.

use std::ops::ControlFlow;

use serde::Deserialize as _;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::build;
use super::disk::{DossierFile, FORMAT, VERSION};
use super::load_error::{LoadError, Problem, clip};
use super::quickly;
use crate::model::Dossier;

/// The largest file that is read, in bytes (1 GiB).
///
/// Far beyond any relation between two states; a file of this size is a mistake, and reading it
/// would only push everything else out of memory.
pub const MAX_FILE: u64 = 1 << 30;

/// A dossier that was read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The dossier; `Dossier::check` finds nothing in it.
    pub dossier: Dossier,
    /// What was not as it should be and was put right, in order of the file.
    pub warnings: Vec<Problem>,
    /// Why it may be read but not saved; `None` where it may be saved.
    pub read_only: Option<String>,
    /// Version of the format that the file has.
    pub version: u64,
}

/// Reads a dossier. `name` is the file's name for messages.
///
/// # Errors
///
/// [`LoadError`] where the bytes are no dossier or one that contradicts itself; passages whose
/// words are not at their place are no error, they are found again or listed as lost.
pub fn parse(bytes: &[u8], name: &str) -> Result<Loaded, LoadError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > MAX_FILE {
        return Err(LoadError::TooLarge { name: name.to_owned(), size, limit: MAX_FILE });
    }
    match quickly::dossier(bytes) {
        Some(dossier) => Ok(Loaded { dossier, warnings: Vec::new(), read_only: None, version: VERSION }),
        None => carefully(bytes, name),
    }
}

/// Reads any dossier, and says what is wrong with it and where.
fn carefully(bytes: &[u8], name: &str) -> Result<Loaded, LoadError> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to(), name))?;
    // Editors on Windows put a mark before the first character.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(LoadError::Empty { name: name.to_owned() });
    }
    // Paths are worked out only when there is something to say: following them costs time.
    let file: DossierFile<'_> = serde_json::from_str(text).map_err(|error| explain(text, &error, name))?;
    let version = check_header(file.format.as_str(), file.version.0, name)?;
    let newer = version > VERSION;
    let (dossier, warnings) = build::dossier(file).map_err(|errors| {
        if newer {
            let problem = errors.first().map(ToString::to_string).unwrap_or_default();
            LoadError::Newer { name: name.to_owned(), version, known: VERSION, problem }
        } else {
            errors.into_error(name)
        }
    })?;
    let read_only = newer.then(|| {
        format!(
            "«{name}» was written by a newer Vis-à-vis (format version {version}, this program knows {VERSION}): \
             it can be read here but not saved, because saving would lose what this program does not know"
        )
    });
    Ok(Loaded { dossier, warnings, read_only, version })
}

fn check_header(format: &str, version: u64, name: &str) -> Result<u64, LoadError> {
    if format != FORMAT {
        let format = clip(format, 60);
        let problem = format!("its field «format» says «{format}» instead of «{FORMAT}»");
        return Err(LoadError::NotADossier { name: name.to_owned(), problem });
    }
    if version == 0 {
        let problem = "its field «version» is 0, and versions begin at 1".to_owned();
        return Err(LoadError::Version { name: name.to_owned(), problem });
    }
    Ok(version)
}

/// What to say about a text that could not be read: the most basic mistake first.
fn explain(text: &str, error: &serde_json::Error, name: &str) -> LoadError {
    if let Err(syntax) = serde_json::from_str::<IgnoredAny>(text) {
        return syntax_error(text, &syntax, name);
    }
    if error.is_syntax() || error.is_eof() {
        return syntax_error(text, error, name);
    }
    let header = match header(text, name) {
        ControlFlow::Break(refusal) => return refusal,
        ControlFlow::Continue(version) => version,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, DossierFile<'_>>(&mut deserializer) {
        Ok(_) => syntax_error(text, error, name),
        Err(error) => {
            let place = match error.path().to_string() {
                path if path == "." => "the dossier itself".to_owned(),
                path => path,
            };
            let (line, column, problem) = parts(text, error.inner());
            match header {
                Some(version) if version > VERSION => {
                    let problem = format!("{place}: {problem}");
                    LoadError::Newer { name: name.to_owned(), version, known: VERSION, problem }
                }
                _ => LoadError::Shape { name: name.to_owned(), line, column, place, problem },
            }
        }
    }
}

/// The version, where the text has a sound header or one that only the full reader can judge.
fn header(text: &str, name: &str) -> ControlFlow<LoadError, Option<u64>> {
    #[derive(serde::Deserialize)]
    struct Header {
        #[serde(default)]
        format: Value,
        #[serde(default)]
        version: Value,
    }
    let not_a_dossier = |problem: &str| {
        ControlFlow::Break(LoadError::NotADossier { name: name.to_owned(), problem: problem.to_owned() })
    };
    if !text.trim_start().starts_with('{') {
        return not_a_dossier("it holds no JSON object");
    }
    let Ok(header) = Header::deserialize(&mut serde_json::Deserializer::from_str(text)) else {
        return ControlFlow::Continue(None);
    };
    match &header.format {
        Value::Null => return not_a_dossier("it has no field «format»"),
        Value::String(format) => {
            if let Err(refusal) = check_header(format, 1, name) {
                return ControlFlow::Break(refusal);
            }
        }
        _ => return not_a_dossier("its field «format» is no text"),
    }
    let problem = match &header.version {
        Value::Null => "it has no field «version»".to_owned(),
        Value::Number(number) => match number.as_u64() {
            Some(version) if version > 0 => return ControlFlow::Continue(Some(version)),
            _ => format!(
                "its field «version» is {}, and versions are whole numbers from 1",
                clip(&number.to_string(), 60)
            ),
        },
        other => format!("its field «version» is {} instead of a whole number", clip(&other.to_string(), 60)),
    };
    ControlFlow::Break(LoadError::Version { name: name.to_owned(), problem })
}

fn syntax_error(text: &str, error: &serde_json::Error, name: &str) -> LoadError {
    let (line, column, problem) = parts(text, error);
    // A number may be cut off where it could not end; that is no end to the parser.
    let last = text.trim_end().split('\n').count();
    let cut_number = line == last && problem.contains("invalid number") && ends_at(text, error.column());
    let problem = if error.is_eof() || cut_number {
        format!("the file ends before the dossier does ({problem}); it seems to be cut off")
    } else if problem.contains("recursion limit") {
        "it is nested more than 128 levels deep, which no dossier is".to_owned()
    } else {
        format!("this is not sound JSON ({problem})")
    };
    LoadError::Syntax { name: name.to_owned(), line, column, problem }
}

/// Whether the last line has no more than this many bytes.
fn ends_at(text: &str, column: usize) -> bool {
    text.rsplit('\n').next().is_some_and(|line| line.len() <= column)
}

/// Line, column in characters, and the words of an error without its place.
fn parts(text: &str, error: &serde_json::Error) -> (usize, usize, String) {
    let (line, bytes) = (error.line(), error.column());
    let before = text.split('\n').nth(line.saturating_sub(1)).unwrap_or("").as_bytes();
    let before = before.get(..bytes.min(before.len())).unwrap_or_default();
    let column = String::from_utf8_lossy(before).chars().count();
    let words = error.to_string();
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
    (line, column.max(1), clip(words, 300))
}

fn not_utf8(bytes: &[u8], valid: usize, name: &str) -> LoadError {
    let before = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
    let hint = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "; it looks like UTF-16, so save it as UTF-8 first",
        _ if ends_in_a_character(bytes, valid) => {
            "; the file ends in the middle of a character, so it seems to be cut off"
        }
        _ => "",
    };
    LoadError::NotUtf8 {
        name: name.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before.rsplit('\n').next().unwrap_or("").chars().count() + 1,
        byte: valid,
        hint,
    }
}

/// Whether all that is wrong after `valid` bytes is that the last character is not whole.
fn ends_in_a_character(bytes: &[u8], valid: usize) -> bool {
    let rest = bytes.get(valid..).unwrap_or_default();
    std::str::from_utf8(rest).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
}

#[cfg(test)]
mod tests;
