//! The list of a file's saved states: a small file among them.
//!
//! Must not know: which states are kept.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize as _;
use serde_json::{Map, Value};

use crate::model::Moment;
use crate::store::content_hash::ContentHash;
use crate::store::fs::Fs;
use crate::store::safe_save::{Backup, Expectation, Privacy, save_with};
use crate::store::save_error::SaveError;

const FORMAT: &str = "vis-a-vis backups";
const VERSION: u64 = 1;

/// An index takes less than a kilobyte for each state.
const MOST_BYTES: u64 = 1 << 20;

/// What is in a saved state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// How many meetings.
    pub meetings: u32,
    /// How many passages.
    pub passages: u32,
    /// How many links.
    pub links: u32,
}

/// A saved state that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Counts up with every state of the file.
    pub number: u64,
    /// When it was saved.
    pub when: Moment,
    /// Its size in bytes.
    pub size: u64,
    /// The hash of its content.
    pub hash: ContentHash,
    /// What is in it; `None` where that was not noted.
    pub counts: Option<Counts>,
}

/// The list of one file.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The file, where its name is Unicode.
    pub(super) path: Option<String>,
    /// Its states, by number.
    pub(super) states: Vec<Kept>,
}

fn file_in(folder: &Path) -> PathBuf {
    folder.join("index.json")
}

/// The list, and whatever contents it does not name, each where its time says.
pub(super) fn read(fs: &impl Fs, folder: &Path) -> Index {
    let bytes = fs.read(&file_in(folder), MOST_BYTES);
    let mut index = bytes.ok().and_then(|bytes| from_json(&bytes)).unwrap_or_default();
    let mut strays = Vec::new();
    for name in fs.names(folder).unwrap_or_default() {
        let hash =
            name.to_str().and_then(|name| name.strip_suffix(".json")).and_then(|hash| hash.parse().ok());
        let Some(hash) = hash.filter(|hash| index.states.iter().all(|state| state.hash != *hash)) else {
            continue;
        };
        let Ok(seen) = fs.look(&folder.join(&name)) else { continue };
        let when = seen.modified.and_then(|time| Moment::try_from(time).ok()).unwrap_or_default();
        strays.push(Kept { number: 0, when, size: seen.len, hash, counts: None });
    }
    if !strays.is_empty() {
        strays.sort_by_key(|state| state.when);
        let last = index.states.last().map(|state| state.when);
        let older = strays.partition_point(|stray| last.is_some_and(|last| stray.when <= last));
        let newer = strays.split_off(older);
        index.states.splice(0..0, strays);
        index.states.extend(newer);
        // Numbered anew, so that each has one of its own.
        index.states.iter_mut().zip(1..).for_each(|(state, number)| state.number = number);
    }
    index
}

fn from_json(bytes: &[u8]) -> Option<Index> {
    let map: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
    if map.get("format")?.as_str()? != FORMAT || map.get("version")?.as_u64()? > VERSION {
        return None;
    }
    let mut states: Vec<Kept> = map.get("states")?.as_array()?.iter().filter_map(state).collect();
    states.sort_by_key(|state| state.number);
    Some(Index { path: map.get("path").and_then(Value::as_str).map(str::to_owned), states })
}

fn state(value: &Value) -> Option<Kept> {
    let count = |name: &str| u32::try_from(value.get(name)?.as_u64()?).ok();
    let counts = || {
        Some(Counts { meetings: count("meetings")?, passages: count("passages")?, links: count("links")? })
    };
    Some(Kept {
        number: value.get("number")?.as_u64()?,
        when: value.get("when")?.as_str()?.parse().ok()?,
        size: value.get("size")?.as_u64()?,
        hash: value.get("hash")?.as_str()?.parse().ok()?,
        counts: counts(),
    })
}

/// Writes the list.
pub(super) fn write(fs: &impl Fs, folder: &Path, index: &Index) -> Result<(), SaveError> {
    let states = index.states.iter().map(|state| {
        let mut map = Map::new();
        map.insert("number".to_owned(), state.number.into());
        map.insert("when".to_owned(), state.when.to_string().into());
        map.insert("size".to_owned(), state.size.into());
        map.insert("hash".to_owned(), state.hash.to_string().into());
        if let Some(Counts { meetings, passages, links }) = state.counts {
            map.insert("meetings".to_owned(), meetings.into());
            map.insert("passages".to_owned(), passages.into());
            map.insert("links".to_owned(), links.into());
        }
        Value::Object(map)
    });
    let mut map = Map::new();
    map.insert("format".to_owned(), FORMAT.into());
    map.insert("version".to_owned(), VERSION.into());
    map.insert("path".to_owned(), index.path.as_deref().into());
    map.insert("states".to_owned(), states.collect::<Vec<_>>().into());
    let path = file_in(folder);
    let mut bytes = Vec::new();
    let written = Value::Object(map).serialize(&mut serde_json::Serializer::pretty(&mut bytes));
    written.map_err(|error| SaveError::Disk {
        path: path.clone(),
        step: "writing the list of backups",
        source: io::Error::other(error),
    })?;
    bytes.push(b'\n');
    save_with(fs, &path, &bytes, Expectation::Anything, Backup::Drop, Privacy::Private).map(|_| ())
}
