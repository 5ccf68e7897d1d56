//! Whether a dossier's file is still what was read: asked when the window comes to the front, and every
//! few seconds.
//!
//! A hint for the reviewer, not what keeps others' work safe: that is the comparison at every save.
//! Must not know: what is done about a change.

use std::io;
use std::path::Path;

use super::content_hash::{ContentHash, ContentHasher};
use super::fs::{Fs, Kind, RealFs, Seen};
use super::load::MAX_FILE;

/// What a file is like now, compared with what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It holds what was read.
    Same,
    /// It holds something else, or is no file any more.
    Changed,
    /// It is not there.
    Gone,
    /// It can't be looked at, as when a network drive is away: nothing is known.
    Unknown,
}

/// What was seen at the last look, so that a file nobody touched is not read again.
#[derive(Debug, Clone, Default)]
pub struct LastLook(Option<(Seen, ContentHash)>);

/// Whether the file at `path` still holds the content of this hash. Reads it only where the system
/// says that it was touched since the last look; for a worker all the same.
#[must_use]
pub fn changed_on_disk(path: &Path, hash: ContentHash, last: &mut LastLook) -> Change {
    changed(&RealFs, path, hash, last)
}

fn changed(fs: &impl Fs, path: &Path, hash: ContentHash, last: &mut LastLook) -> Change {
    let told = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Change::Gone,
        _ => Change::Unknown,
    };
    // Links are followed by the system here: what is looked at is what would be read.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let seen = match fs.look(&target) {
        Ok(seen) => seen,
        Err(error) => return told(&error),
    };
    if seen.kind != Kind::File || seen.len > MAX_FILE {
        return Change::Changed;
    }
    let known = last.0.as_ref().filter(|(before, _)| *before == seen).map(|(_, now)| *now);
    let now = match known {
        Some(now) => now,
        None => {
            let mut hasher = ContentHasher::default();
            if let Err(error) = fs.read_through(&target, MAX_FILE, &mut |piece| hasher.add(piece)) {
                return told(&error);
            }
            let now = hasher.hash();
            last.0 = Some((seen, now));
            now
        }
    };
    if now == hash { Change::Same } else { Change::Changed }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]
mod tests {
    use super::*;
    use crate::store::fs::memory::MemoryFs;
    use crate::store::test_folder::TestFolder;

    #[test]
    fn every_change_is_seen_and_a_quiet_file_is_not_read_again() {
        let folder = Path::new("/disk");
        let path = folder.join("dossier.json");
        let (fs, mut last) = (MemoryFs::new(folder), LastLook::default());
        fs.put(&path, b"old");
        let hash = ContentHash::of(b"old");
        let first = changed(&fs, &path, hash, &mut last);
        let steps = fs.steps();
        assert_eq!((first, changed(&fs, &path, hash, &mut last)), (Change::Same, Change::Same));
        assert_eq!(fs.steps(), steps + 1, "one look, and no reading");
        // Of the same size.
        fs.put(&path, b"new");
        assert_eq!(changed(&fs, &path, hash, &mut last), Change::Changed);
        assert_eq!(changed(&fs, &path, ContentHash::of(b"new"), &mut last), Change::Same);
        fs.put(&path, b"old");
        assert_eq!(changed(&fs, &path, hash, &mut last), Change::Same, "what came back is no change");
        fs.remove(&path).unwrap();
        assert_eq!(changed(&fs, &path, hash, &mut last), Change::Gone);
    }

    #[test]
    fn what_is_no_file_any_more_is_a_change() {
        let folder = TestFolder::new();
        let mut last = LastLook::default();
        let path = folder.put("dossier.json", b"old");
        let hash = ContentHash::of(b"old");
        assert_eq!(changed_on_disk(&path, hash, &mut last), Change::Same);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(changed_on_disk(&path, hash, &mut last), Change::Gone);
        std::fs::create_dir(&path).unwrap();
        assert_eq!(changed_on_disk(&path, hash, &mut last), Change::Changed);
        assert_eq!(changed_on_disk(&path.join("deeper"), hash, &mut last), Change::Gone);
    }
}
