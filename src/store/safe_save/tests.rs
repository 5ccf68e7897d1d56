//! Tests of saving: every step fails in turn, and nothing is ever lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

mod faults;
mod power;

use std::fs;
use std::path::Path;

use faults::{Fault, Faulty, Step};

use super::*;
use crate::store::test_folder::TestFolder;

const OLD: &[u8] = b"the old content\n";
const NEW: &[u8] = b"the new content, which is longer\n";

fn unchanged(bytes: &[u8]) -> Expectation {
    Expectation::Unchanged(ContentHash::of(bytes))
}

fn save_new(path: &Path) -> Result<Saved, SaveError> {
    save_bytes(path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document)
}

/// A message names the file and says what to do.
fn assert_helps(error: &SaveError) {
    let message = error.to_string();
    assert!(message.contains("dossier.json"), "names no file: {message}");
    let remedies = ["Save ", "Choose ", "Make room", "Connect "];
    assert!(remedies.iter().any(|remedy| message.contains(remedy)), "says not what to do: {message}");
}

fn temporary_names(folder: &TestFolder) -> Vec<String> {
    folder.names().into_iter().filter(|name| name.ends_with(".tmp")).collect()
}

/// Makes the N-th operation fail, then N+1, until a save gets through without a fault.
fn every_step(there_before: bool, fault: Fault) -> Vec<Step> {
    let mut failed = Vec::new();
    for n in 0.. {
        let folder = TestFolder::new();
        let path = folder.join("dossier.json");
        let expected = if there_before { unchanged(OLD) } else { Expectation::New };
        if there_before {
            folder.put("dossier.json", OLD);
            folder.put("dossier.json.backup", b"an older backup");
        }
        let fs = Faulty::new(n, fault);
        let result = save_with(&fs, &path, NEW, expected, Backup::Keep, Privacy::Document);
        let there = fs::read(&path).ok();
        let case = format!("operation {n} ({:?}), {fault:?}", fs.failed());
        match (&result, there.as_deref()) {
            (Ok(saved), Some(NEW)) => assert_eq!(saved.hash, ContentHash::of(NEW), "{case}"),
            // What it says is that the new content may be there.
            (Err(SaveError::NotConfirmed { .. } | SaveError::ReadBack { .. }), Some(NEW)) => {}
            (Err(_), Some(OLD)) => assert!(there_before, "{case}"),
            (Err(_), None) => assert!(!there_before, "{case}"),
            (result, there) => panic!("{case}: {result:?}, and on the disk {there:?}"),
        }
        if let Err(error) = &result {
            assert_helps(error);
        }
        if there_before {
            let backup = fs::read(folder.join("dossier.json.backup")).unwrap();
            let whole = backup == OLD || backup == b"an older backup";
            assert!(whole, "{case}: the backup is damaged");
            assert!(there.as_deref() != Some(NEW) || backup == OLD, "{case}: the old content is gone");
        }
        if !fault.for_good {
            assert_eq!(temporary_names(&folder), [""; 0], "{case}: a temporary file was left");
        }
        match fs.failed() {
            Some(step) => failed.push(step),
            None => {
                result.unwrap();
                return failed;
            }
        }
    }
    unreachable!("the loop ends with a save that meets no fault")
}

#[test]
fn whatever_step_fails_the_old_file_or_the_new_one_is_there() {
    for code in [faults::NO_SPACE, faults::INPUT_OUTPUT, faults::NO_PERMISSION] {
        for for_good in [false, true] {
            let failed = every_step(true, Fault { code, for_good });
            for step in [
                Step::Look,
                Step::Read,
                Step::Create,
                Step::Write,
                Step::Permissions,
                Step::Sync,
                Step::Rename,
                Step::SyncFolder,
            ] {
                assert!(failed.contains(&step), "{step:?} was never made to fail");
            }
        }
    }
}

#[test]
fn a_new_file_is_there_whole_or_not_at_all() {
    for for_good in [false, true] {
        let failed = every_step(false, Fault { code: faults::NO_SPACE, for_good });
        assert!(failed.contains(&Step::Write) && failed.contains(&Step::Rename));
    }
}

#[test]
fn a_full_disk_is_told_as_such() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    let fs = Faulty::at(Step::Write, faults::NO_SPACE);
    let error = save_with(&fs, &path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap_err();
    let message = error.to_string();
    assert!(message.contains("the disk is full") && message.contains("Make room"), "{message}");
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(folder.names(), ["dossier.json"]);
}

#[test]
fn a_disk_that_did_not_write_is_found_out_before_the_old_file_goes() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    folder.put("dossier.json.backup", b"an older backup");
    let fs = Faulty::lying(Step::Write);
    let error = save_with(&fs, &path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap_err();
    assert!(error.to_string().contains("reads back as something else"), "{error}");
    assert_helps(&error);
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(fs::read(backup_path(&path)).unwrap(), b"an older backup");
    assert_eq!(temporary_names(&folder), [""; 0]);
}

#[test]
fn what_reads_back_differently_is_not_called_saved() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    let fs = Faulty::lying(Step::Rename);
    let error = save_with(&fs, &path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap_err();
    assert!(matches!(error, SaveError::ReadBack { .. }), "{error:?}");
    assert_helps(&error);
    assert_eq!(fs::read(&path).unwrap(), OLD);
}

#[test]
fn a_folder_that_can_not_be_synced_is_no_failure() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    let fs = Faulty::at(Step::SyncFolder, faults::INVALID);
    save_with(&fs, &path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
}

#[test]
fn somebody_who_saves_in_the_meantime_is_not_overwritten() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    let fs = Faulty::meanwhile(Step::Sync, || fs::write(&path, b"theirs").unwrap());
    let error = save_with(&fs, &path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap_err();
    assert_eq!(error.conflict(), Some((path.as_path(), false)));
    assert_eq!(fs::read(&path).unwrap(), b"theirs");

    let other = folder.join("other.json");
    let fs = Faulty::meanwhile(Step::Sync, || fs::write(&other, b"theirs").unwrap());
    let error = save_with(&fs, &other, NEW, Expectation::New, Backup::Keep, Privacy::Document).unwrap_err();
    assert!(matches!(error, SaveError::Exists { .. }), "{error:?}");
    assert_eq!(fs::read(&other).unwrap(), b"theirs");

    let gone = folder.put("gone.json", OLD);
    let fs = Faulty::meanwhile(Step::Sync, || {
        let _ = fs::remove_file(&gone);
    });
    let error = save_with(&fs, &gone, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap_err();
    assert_eq!(error.conflict(), Some((gone.as_path(), true)));
    assert_eq!(temporary_names(&folder), [""; 0]);
}

#[test]
fn what_was_there_before_becomes_the_backup() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    let saved = save_new(&path).unwrap();
    assert_eq!(saved.hash, ContentHash::of(NEW));
    assert_eq!(fs::read(&path).unwrap(), NEW);
    assert_eq!(fs::read(backup_path(&path)).unwrap(), OLD);
    assert_eq!(folder.names(), ["dossier.json", "dossier.json.backup"]);

    save_bytes(&path, b"third", Expectation::Unchanged(saved.hash), Backup::Keep, Privacy::Document).unwrap();
    assert_eq!(fs::read(backup_path(&path)).unwrap(), NEW);
}

#[test]
fn the_backup_is_a_copy_where_a_file_can_not_have_two_names() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    let fs = Faulty::at(Step::Link, faults::NO_PERMISSION);
    save_with(&fs, &path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
    assert_eq!(fs::read(backup_path(&path)).unwrap(), OLD);
    assert_eq!(folder.names(), ["dossier.json", "dossier.json.backup"]);
}

#[test]
fn after_a_save_that_failed_file_and_backup_are_two() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    // Where the folder can be looked at but not changed any more once the backup is there.
    let (there, backup) = (path.clone(), backup_path(&path));
    let fs = Faulty::failing_when(Step::Rename, move || fs::read(&backup).is_ok(), faults::INPUT_OUTPUT);
    save_with(&fs, &path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap_err();
    assert_eq!(fs::read(&there).unwrap(), OLD);
    fs::write(&path, b"written into it").unwrap();
    assert_eq!(fs::read(backup_path(&path)).unwrap(), OLD);
    assert_eq!(temporary_names(&folder), [""; 0]);
}

#[test]
fn a_power_cut_between_backup_and_file_is_made_good_by_the_next_save() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    fs::hard_link(&path, backup_path(&path)).unwrap();
    save_new(&path).unwrap();
    assert_eq!((fs::read(&path).unwrap(), fs::read(backup_path(&path)).unwrap()), (NEW.into(), OLD.into()));
    assert_eq!(folder.names(), ["dossier.json", "dossier.json.backup"]);
}

#[test]
fn what_does_not_pass_its_check_replaces_nothing() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    let wrong = || Err::<(), _>(SaveError::Unfaithful { what: "all of it".to_owned() });
    let expected = unchanged(OLD);
    let error =
        save_checked(&RealFs, &path, NEW, expected, Backup::Keep, Privacy::Document, wrong).unwrap_err();
    assert!(matches!(error, SaveError::Unfaithful { .. }), "{error:?}");
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(folder.names(), ["dossier.json"]);
}

#[test]
fn settings_keep_no_backup() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    save_bytes(&path, NEW, Expectation::Anything, Backup::Drop, Privacy::Private).unwrap();
    assert_eq!(folder.names(), ["dossier.json"]);
}

#[test]
fn the_same_bytes_are_not_written_again() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", NEW);
    folder.put("dossier.json.backup", OLD);
    let fs = Faulty::none();
    save_with(&fs, &path, NEW, unchanged(NEW), Backup::Keep, Privacy::Document).unwrap();
    assert!(!fs.did(Step::Create) && !fs.did(Step::Rename));
    assert_eq!(
        fs::read(backup_path(&path)).unwrap(),
        OLD,
        "the backup is the last content that was different"
    );
}

#[test]
fn a_file_that_changed_vanished_or_appeared_is_refused() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", b"theirs");
    let error = save_new(&path).unwrap_err();
    assert_eq!(error.conflict(), Some((path.as_path(), false)));
    assert_helps(&error);

    let error = save_bytes(&path, NEW, Expectation::New, Backup::Keep, Privacy::Document).unwrap_err();
    assert!(matches!(error, SaveError::Exists { .. }), "{error:?}");
    assert_eq!(error.conflict(), None);
    assert_helps(&error);
    assert_eq!(fs::read(&path).unwrap(), b"theirs");

    save_bytes(&path, NEW, Expectation::Anything, Backup::Keep, Privacy::Document).unwrap();
    assert_eq!(fs::read(backup_path(&path)).unwrap(), b"theirs");

    fs::remove_file(&path).unwrap();
    let error = save_new(&path).unwrap_err();
    assert_eq!(error.conflict(), Some((path.as_path(), true)));
    assert_helps(&error);
    assert!(!path.exists());
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = TestFolder::new();
    let path = folder.join("dossier.json");
    fs::create_dir(&path).unwrap();
    let error = save_bytes(&path, NEW, Expectation::Anything, Backup::Keep, Privacy::Document).unwrap_err();
    assert!(matches!(error, SaveError::NotAFile { what: "a folder", .. }), "{error:?}");
    assert_helps(&error);

    let nowhere = folder.join("missing").join("dossier.json");
    let error = save_bytes(&nowhere, NEW, Expectation::New, Backup::Keep, Privacy::Document).unwrap_err();
    assert!(matches!(error, SaveError::NoFolder { .. }), "{error:?}");
    assert_helps(&error);
}

#[test]
fn a_read_only_file_is_refused() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", OLD);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = save_new(&path).unwrap_err();
    assert!(matches!(error, SaveError::ReadOnlyFile { .. }), "{error:?}");
    assert_helps(&error);
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(folder.names(), ["dossier.json"]);
}

#[test]
fn a_long_name_leaves_room_for_the_temporary_one() {
    let folder = TestFolder::new();
    let name = format!("{}.json", "a".repeat(240));
    let path = folder.put(&name, OLD);
    save_bytes(&path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_read_only_folder_is_told_as_such() {
        let folder = TestFolder::new();
        let path = folder.put("dossier.json", OLD);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        // For root no folder is read-only: there the disk is made to refuse.
        let error = if fs::write(folder.join("probe"), b"").is_ok() {
            fs::remove_file(folder.join("probe")).unwrap();
            let fs = Faulty::at(Step::Create, faults::NO_PERMISSION);
            save_with(&fs, &path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap_err()
        } else {
            save_new(&path).unwrap_err()
        };
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let message = error.to_string();
        assert!(message.contains("you may not write there"), "{message}");
        assert!(message.contains("Save in another folder"), "{message}");
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(folder.names(), ["dossier.json"]);
    }

    #[test]
    fn permissions_are_kept_by_file_and_backup() {
        for kept in [0o600, 0o640, 0o664] {
            let folder = TestFolder::new();
            let path = folder.put("dossier.json", OLD);
            fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
            save_new(&path).unwrap();
            assert_eq!(mode(&path), kept);
            assert_eq!(mode(&backup_path(&path)), kept);
        }
    }

    #[test]
    fn private_files_are_for_their_owner_alone() {
        let folder = TestFolder::new();
        let path = folder.join("dossier.json");
        save_bytes(&path, NEW, Expectation::New, Backup::Keep, Privacy::Private).unwrap();
        assert_eq!(mode(&path), 0o600);
        let usual = mode(&folder.put("usual", b""));
        let path = folder.join("other.json");
        save_bytes(&path, NEW, Expectation::New, Backup::Keep, Privacy::Document).unwrap();
        assert_eq!(mode(&path), usual);
    }

    #[test]
    fn nobody_else_can_read_the_temporary_file_of_a_private_one() {
        let folder = TestFolder::new();
        let path = folder.put("dossier.json", OLD);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let fs = Faulty::meanwhile(Step::Write, || {
            for name in temporary_names(&folder) {
                assert_eq!(mode(&folder.join(&name)), 0o600);
            }
        });
        save_with(&fs, &path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document).unwrap();
    }

    #[test]
    fn links_are_followed_and_stay() {
        let folder = TestFolder::new();
        fs::create_dir(folder.join("real")).unwrap();
        let real = folder.put("real/dossier.json", OLD);
        symlink("real/dossier.json", folder.join("near")).unwrap();
        symlink(folder.join("near"), folder.join("far")).unwrap();
        save_new(&folder.join("far")).unwrap();
        assert_eq!(fs::read(&real).unwrap(), NEW);
        assert_eq!(fs::read(backup_path(&real)).unwrap(), OLD);
        for link in ["near", "far"] {
            assert!(fs::symlink_metadata(folder.join(link)).unwrap().is_symlink(), "{link}");
        }
        assert_eq!(folder.names(), ["far", "near", "real"]);
    }

    #[test]
    fn a_link_to_nothing_makes_the_file_it_names() {
        let folder = TestFolder::new();
        symlink("later.json", folder.join("link")).unwrap();
        save_bytes(&folder.join("link"), NEW, Expectation::New, Backup::Keep, Privacy::Document).unwrap();
        assert_eq!(fs::read(folder.join("later.json")).unwrap(), NEW);
        assert!(fs::symlink_metadata(folder.join("link")).unwrap().is_symlink());
    }

    #[test]
    fn links_in_a_circle_and_devices_are_refused() {
        let folder = TestFolder::new();
        let path = folder.join("dossier.json");
        symlink("b", &path).unwrap();
        symlink("dossier.json", folder.join("b")).unwrap();
        let error =
            save_bytes(&path, NEW, Expectation::Anything, Backup::Keep, Privacy::Document).unwrap_err();
        assert!(matches!(error, SaveError::LinkLoop { .. }), "{error:?}");
        assert_helps(&error);
        let null = Path::new("/dev/null");
        let error =
            save_bytes(null, NEW, Expectation::Anything, Backup::Keep, Privacy::Document).unwrap_err();
        assert!(matches!(error, SaveError::NotAFile { what: "a device", .. }), "{error:?}");
    }
}
