//! The first record of a journal: whose changes follow, and what they begin from.
//!
//! Must not know: the disk, or what the changes are.

use serde_json::{Map, Value};

use crate::model::{DossierId, Moment};
use crate::store::content_hash::ContentHash;
use crate::store::process::Process;

const FORMAT: &str = "vis-a-vis recovery";
/// The newest version that this program reads and the one that it writes.
const VERSION: u64 = 1;

/// What a journal begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) dossier: DossierId,
    pub(crate) title: String,
    /// The dossier's file; `None` where it was never saved, or where its name is not Unicode.
    pub(crate) path: Option<String>,
    /// What that file held when the changes began.
    pub(crate) file: Option<ContentHash>,
    /// The content that the first change was made on.
    pub(crate) hash: ContentHash,
    /// The file beside the journal with that content.
    pub(super) base: String,
    /// So many records were written together with the header; with fewer the journal is not whole.
    pub(super) carried: usize,
    /// When the journal was begun.
    pub(crate) began: Moment,
    pub(super) process: Process,
}

impl Header {
    pub(super) fn write(&self) -> Vec<u8> {
        let mut map = Map::new();
        map.insert("format".to_owned(), FORMAT.into());
        map.insert("version".to_owned(), VERSION.into());
        map.insert("dossier".to_owned(), self.dossier.to_string().into());
        map.insert("title".to_owned(), self.title.as_str().into());
        map.insert("path".to_owned(), self.path.as_deref().into());
        map.insert("file".to_owned(), self.file.map(|hash| hash.to_string()).into());
        map.insert("hash".to_owned(), self.hash.to_string().into());
        map.insert("base".to_owned(), self.base.as_str().into());
        map.insert("carried".to_owned(), self.carried.into());
        map.insert("began".to_owned(), self.began.to_string().into());
        self.process.write(&mut map);
        Value::Object(map).to_string().into_bytes()
    }

    /// Reads it; the error says in words for the reviewer what is wrong.
    pub(super) fn read(record: &[u8]) -> Result<Self, &'static str> {
        const WRONG: &str = "its beginning is not understood";
        let map: Map<String, Value> = serde_json::from_slice(record).map_err(|_| WRONG)?;
        if map.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(WRONG);
        }
        if map.get("version").and_then(Value::as_u64).is_none_or(|version| version > VERSION) {
            return Err("it was written by a newer Vis-à-vis");
        }
        let text = |name: &str| map.get(name).and_then(Value::as_str);
        let whole = || {
            Some(Self {
                dossier: text("dossier")?.parse().ok()?,
                title: text("title")?.to_owned(),
                path: text("path").map(str::to_owned),
                file: text("file").and_then(|hash| hash.parse().ok()),
                hash: text("hash")?.parse().ok()?,
                base: text("base").filter(|name| super::number_of(name, "base").is_some())?.to_owned(),
                carried: usize::try_from(map.get("carried")?.as_u64()?).ok()?,
                began: text("began")?.parse().ok()?,
                process: Process::read(&map)?,
            })
        };
        whole().ok_or(WRONG)
    }
}
