//! Files that a save left in the program's own folders when it was cut off: `.<name>.<random>.tmp`.
//!
//! Beside a dossier they are left alone: one of them may be the only new content that there is.
//! Must not know: what is in them.

use std::path::Path;

use super::fs::{Fs, Kind, RealFs};
use crate::model::Moment;

/// A save takes seconds; what is older than this is nobody's any more.
const HOURS: i64 = 24;

/// Removes what saves left in the folder of the settings and in those below it that are this program's,
/// and says how many that were. Once after a start, on a worker.
pub fn remove_strays(home: &Path, now: Moment) -> usize {
    let backups = home.join("backups");
    let of_files = RealFs.names(&backups).unwrap_or_default().into_iter().map(|name| backups.join(name));
    let folders = [home.to_owned(), home.join("lists")].into_iter().chain(of_files);
    folders.map(|folder| remove_in(&RealFs, &folder, now)).sum()
}

fn remove_in(fs: &impl Fs, folder: &Path, now: Moment) -> usize {
    let is_old = |path: &Path| {
        let seen = fs.look(path).ok().filter(|seen| seen.kind == Kind::File);
        let written = seen.and_then(|seen| Moment::try_from(seen.modified?).ok());
        written.is_some_and(|written| now.duration_since(written) > jiff::SignedDuration::from_hours(HOURS))
    };
    let names = fs.names(folder).unwrap_or_default();
    let strays =
        names.iter().filter(|name| name.to_str().is_some_and(is_stray)).map(|name| folder.join(name));
    strays.filter(|path| is_old(path) && fs.remove(path).is_ok()).count()
}

/// Whether it has the form of a name that a save gives to what it writes beside a file.
fn is_stray(name: &str) -> bool {
    let random = name.strip_prefix('.').and_then(|name| name.strip_suffix(".tmp")?.rsplit_once('.'));
    random
        .is_some_and(|(_, random)| random.len() == 32 && random.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::test_folder::TestFolder;

    #[test]
    fn only_old_strays_of_its_own_go() {
        let folder = TestFolder::new();
        let stray = format!(".settings.json.{}.tmp", "0f".repeat(16));
        for name in [&stray, "settings.json", ".other.tmp", ".settings.json.tmp"] {
            folder.put(name, b"");
        }
        assert_eq!(remove_strays(folder.path(), Moment::now()), 0, "one that may still be written");
        let later = Moment::now() + jiff::SignedDuration::from_hours(25);
        assert_eq!(remove_strays(folder.path(), later), 1);
        assert_eq!(folder.names(), [".other.tmp", ".settings.json.tmp", "settings.json"]);
        assert_eq!(remove_strays(&folder.join("nowhere"), later), 0);
    }
}
