//! Others at the same dossier: a small file beside it, `.~lock.<name>#`, says who has changes to it open.
//!
//! It is a courtesy: it stops nobody from opening or saving, and whatever goes wrong with it is passed
//! over. What keeps others' work from being overwritten is that a save compares the file with what was
//! read.
//! Must not know: what is done about somebody else.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::fs::{Fs, Kind, RealFs};
use super::process::Process;
use crate::model::Moment;

/// A lock takes a few hundred bytes; what is larger is something else.
const MOST_BYTES: u64 = 64 << 10;

/// Who has changes to a dossier open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The name that they let be seen; `None` where they did not.
    pub who: Option<String>,
    /// Their machine; empty where it is not known.
    pub host: String,
    /// Since when.
    pub since: Option<Moment>,
    /// Whether their program has certainly ended, on this machine, without taking its lock away.
    pub stale: bool,
    /// Whether the lock could be read. Another program's can't, but it means the same.
    pub readable: bool,
}

/// A lock of this program's own. Dropping it leaves the file; see [`EditLock::release`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditLock {
    place: PathBuf,
    id: String,
}

/// What came of trying to lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Locking {
    /// The lock is there, for others to see.
    Ours(EditLock),
    /// Somebody else has one, which was left alone.
    Theirs(Holder),
    /// There can't be one here, as in a folder that may not be written; the reason is for the curious.
    Impossible(String),
}

/// Notes beside the dossier at `path` that changes to it are open: at the first change, on a worker.
///
/// A lock whose program has certainly ended is replaced; with `take_over` any other is too. `who` is the
/// reviewer's name, where they want it to be seen.
#[must_use]
pub fn lock_for_edit(path: &Path, who: Option<&str>, take_over: bool, now: Moment) -> Locking {
    take(&RealFs, path, who, take_over, now)
}

/// Who else has changes to the dossier at `path` open; `own` is this window's lock on it, if any.
#[must_use]
pub fn other_holder(path: &Path, own: Option<&EditLock>) -> Option<Holder> {
    holder(&RealFs, &place_of(&RealFs, path), own.map(|own| own.id.as_str()))
}

impl EditLock {
    /// Takes the lock away, unless somebody put theirs in its place: after a save and at the end.
    pub fn release(self) {
        release(&RealFs, &self);
    }
}

fn take(fs: &impl Fs, path: &Path, who: Option<&str>, take_over: bool, now: Moment) -> Locking {
    let place = place_of(fs, path);
    // More than one try, since somebody may take theirs away or put it there in between.
    for _ in 0..3 {
        match make(fs, &place, who, now) {
            Ok(lock) => return Locking::Ours(lock),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Locking::Impossible(error.to_string()),
        }
        match holder(fs, &place, None) {
            None => {}
            Some(holder) if holder.stale || take_over => {
                if let Err(error) = fs.remove(&place)
                    && error.kind() != io::ErrorKind::NotFound
                {
                    return Locking::Theirs(holder);
                }
            }
            Some(holder) => return Locking::Theirs(holder),
        }
    }
    Locking::Impossible("somebody else's lock comes and goes".to_owned())
}

fn make(fs: &impl Fs, place: &Path, who: Option<&str>, now: Moment) -> io::Result<EditLock> {
    let id = uuid::Uuid::new_v4().to_string();
    let mut map = Map::new();
    map.insert("program".to_owned(), "vis-a-vis".into());
    map.insert("id".to_owned(), id.as_str().into());
    map.insert("since".to_owned(), now.to_string().into());
    if let Some(who) = who.filter(|who| !who.trim().is_empty()) {
        map.insert("who".to_owned(), who.trim().into());
    }
    Process::own().write(&mut map);
    // Others are to read it, so it gets the rights of a document.
    let mut file = fs.create(place, false)?;
    let mut line = Value::Object(map).to_string().into_bytes();
    line.push(b'\n');
    let lock = EditLock { place: place.to_owned(), id };
    if let Err(error) = fs.write(&mut file, &line) {
        drop(file);
        // This one is ours, and half a lock helps nobody.
        let _ = fs.remove(place);
        return Err(error);
    }
    Ok(lock)
}

fn release(fs: &impl Fs, lock: &EditLock) {
    let ours = read(fs, &lock.place).is_some_and(|map| text(&map, "id").as_deref() == Some(&lock.id));
    if ours {
        // One that stays is seen as stale once this program has ended.
        let _ = fs.remove(&lock.place);
    }
}

/// Whose lock is there, unless it is the one of this id.
fn holder(fs: &impl Fs, place: &Path, own: Option<&str>) -> Option<Holder> {
    if fs.look(place).is_err() {
        return None;
    }
    let unknown = Holder { who: None, host: String::new(), since: None, stale: false, readable: false };
    let Some(map) = read(fs, place) else { return Some(unknown) };
    if own.is_some() && text(&map, "id").as_deref() == own {
        return None;
    }
    let Some(process) = Process::read(&map) else { return Some(unknown) };
    Some(Holder {
        who: text(&map, "who"),
        stale: process.is_gone(),
        host: clipped(&process.host),
        since: text(&map, "since").and_then(|since| since.parse().ok()),
        readable: true,
    })
}

fn read(fs: &impl Fs, place: &Path) -> Option<Map<String, Value>> {
    let is_file = fs.look(place).is_ok_and(|seen| seen.kind == Kind::File && seen.len <= MOST_BYTES);
    let bytes = is_file.then(|| fs.read(place, MOST_BYTES))?.ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// A text of the lock, as it may be shown.
fn text(map: &Map<String, Value>, name: &str) -> Option<String> {
    map.get(name)?.as_str().map(clipped)
}

fn clipped(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Where the lock of a dossier stands: beside the file at the end of all links.
fn place_of(fs: &impl Fs, path: &Path) -> PathBuf {
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs.look(&target) {
            Ok(seen) if seen.kind == Kind::Link => match fs.read_link(&target) {
                Ok(link) => target = target.parent().unwrap_or(Path::new("")).join(link),
                Err(_) => break,
            },
            _ => break,
        }
    }
    let mut name = OsString::from(".~lock.");
    name.push(target.file_name().unwrap_or_default());
    name.push("#");
    target.with_file_name(name)
}

#[cfg(test)]
mod tests;
