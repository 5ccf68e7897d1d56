//! Lists that the reviewer edited: one file each, in a folder of their own beside the settings.
//!
//! Must not know: what a list says.

use std::path::{Path, PathBuf};

use super::file::{OpenError, read_bounded};
use super::fs::{Fs as _, RealFs, make_private_folder};
use super::safe_save::{Backup, Expectation, Privacy, save_bytes};
use super::save_error::SaveError;

/// The largest list; those that come with the program are a tenth of that.
const MOST_BYTES: u64 = 4 << 20;

/// Reads the edited ones of these lists. What can't be read is told, and the program's own list is
/// taken instead.
#[must_use]
pub fn load_lists(folder: &Path, names: &[&str]) -> (Vec<(String, String)>, Vec<String>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for name in names {
        let path = path_of(folder, name);
        match read_bounded(&path, MOST_BYTES) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => found.push(((*name).to_owned(), text)),
                Err(_) => problems.push(format!("{}: this is not text in UTF-8", path.display())),
            },
            Err(OpenError::Missing { .. }) => {}
            Err(error) => problems.push(error.to_string()),
        }
    }
    (found, problems)
}

/// Keeps an edited list, or takes it away where `text` is `None`.
///
/// # Errors
///
/// [`SaveError`]; the list that was there is still there.
pub fn save_list(folder: &Path, name: &str, text: Option<&str>) -> Result<(), SaveError> {
    let path = path_of(folder, name);
    let lists = path.parent().unwrap_or(folder);
    let disk = |step: &'static str| {
        let path = path.clone();
        move |source| SaveError::Disk { path, step, source }
    };
    match text {
        Some(text) => {
            if !lists.is_dir() {
                make_private_folder(lists).map_err(disk("making its folder"))?;
            }
            let (keep, who) = (Backup::Keep, Privacy::Private);
            save_bytes(&path, text.as_bytes(), Expectation::Anything, keep, who).map(|_| ())
        }
        None if path.symlink_metadata().is_err() => Ok(()),
        // Months of additions are not thrown away by one click: the file stays under another name.
        None => RealFs.rename(&path, &super::backup_path(&path)).map_err(disk("putting it aside")),
    }
}

/// "cues/en.json" is `lists/cues-en.json`.
fn path_of(folder: &Path, name: &str) -> PathBuf {
    folder.join("lists").join(name.replace(['/', '\\'], "-"))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]
mod tests {
    use super::*;
    use crate::store::test_folder::TestFolder;

    #[test]
    fn what_was_edited_comes_back_and_can_be_put_aside() {
        let folder = TestFolder::new();
        let home = folder.join("home");
        let names = ["cues/en.json", "glossary/concepts.tsv"];
        assert_eq!(load_lists(&home, &names), (Vec::new(), Vec::new()));
        save_list(&home, names[0], Some("{\"слово\": 1}")).unwrap();
        let kept = (names[0].to_owned(), "{\"слово\": 1}".to_owned());
        assert_eq!(load_lists(&home, &names), (vec![kept], Vec::new()));
        save_list(&home, names[0], None).unwrap();
        save_list(&home, names[1], None).unwrap();
        assert_eq!(load_lists(&home, &names), (Vec::new(), Vec::new()));
        let aside = home.join("lists/cues-en.json.backup");
        assert_eq!(std::fs::read_to_string(aside).unwrap(), "{\"слово\": 1}");
    }

    #[test]
    fn what_is_no_text_is_told() {
        let folder = TestFolder::new();
        std::fs::create_dir_all(folder.join("lists")).unwrap();
        std::fs::write(folder.join("lists/cues-en.json"), b"\xff\xfe").unwrap();
        let (found, problems) = load_lists(&folder.join(""), &["cues/en.json"]);
        assert!(found.is_empty() && problems[0].contains("not text in UTF-8"), "{problems:?}");
    }
}
