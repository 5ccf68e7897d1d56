//! Saving on a disk in memory: whatever fails and whenever the power goes, the old content or the new
//! one is in the file, whole.

use super::*;
use crate::store::fs::memory::{self, MemoryFs};

const DISK: &str = "/disk";
const OLDER: &[u8] = b"an older backup";

fn disk(path: &Path) -> MemoryFs {
    let fs = MemoryFs::new(Path::new(DISK));
    fs.put(path, OLD);
    fs.put(&backup_path(path), OLDER);
    fs
}

fn save(fs: &MemoryFs, path: &Path) -> Result<Saved, SaveError> {
    save_with(fs, path, NEW, unchanged(OLD), Backup::Keep, Privacy::Document)
}

#[test]
fn whatever_fails_the_old_file_or_the_new_one_is_whole() {
    let path = Path::new(DISK).join("dossier.json");
    let mut cases = 0;
    for fault in memory::Fault::all() {
        for n in 0.. {
            let fs = disk(&path);
            fs.fail(n, fault);
            let result = save(&fs, &path);
            let case = format!("{fault:?} at operation {n}: {result:?}");
            match (&result, fs.holds(&path).as_deref()) {
                (Ok(_), Some(NEW)) | (Err(_), Some(OLD)) => {}
                // What the error says is that it may be there, or that the disk is not to be trusted.
                (Err(_), Some(NEW)) if fault.done => {}
                (Err(SaveError::NotConfirmed { .. } | SaveError::ReadBack { .. }), Some(NEW)) => {}
                (_, there) => panic!("{case}, and in the file {there:?}"),
            }
            let backup = fs.holds(&backup_path(&path)).unwrap();
            assert!(backup == OLD || backup == OLDER, "{case}: the backup is damaged");
            assert!(
                fs.holds(&path).as_deref() != Some(NEW) || backup == OLD,
                "{case}: the old content is gone"
            );
            if let Err(error) = &result {
                assert_helps(error);
            }
            // What failed may be tried again, and then goes well.
            let failed = fs.failed();
            fs.heal();
            let again = save_with(&fs, &path, NEW, Expectation::Anything, Backup::Keep, Privacy::Document);
            assert!(again.is_ok() && fs.holds(&path).as_deref() == Some(NEW), "{case}, then {again:?}");
            cases += 1;
            if !failed {
                break;
            }
        }
    }
    println!("save: {cases} cases of failing operations");
    assert!(cases > 300, "{cases}");
}

#[test]
fn whenever_the_power_goes_the_old_file_or_the_new_one_is_whole() {
    let path = Path::new(DISK).join("dossier.json");
    let (mut cases, mut old, mut new) = (0, 0, 0);
    for n in 0.. {
        let mut failed = false;
        for seed in 0..100 {
            let fs = disk(&path);
            fs.fail(n, memory::Fault::POWER);
            let result = save(&fs, &path);
            failed = fs.failed();
            let next = fs.after_cut(seed);
            let there = next.holds(&path);
            let case = format!("power cut at operation {n}, seed {seed}: {result:?}");
            match there.as_deref() {
                Some(NEW) => new += 1,
                Some(OLD) if result.is_err() => old += 1,
                there => panic!("{case}, and in the file {there:?}"),
            }
            let backup = next.holds(&backup_path(&path));
            assert!(backup.is_some_and(|backup| backup == OLD || backup == OLDER), "{case}: the backup");
            // What is left over does not stand in the way.
            save_with(&next, &path, NEW, Expectation::Anything, Backup::Keep, Privacy::Document).unwrap();
            cases += 1;
        }
        if !failed {
            break;
        }
    }
    println!("save: {cases} cases of power cuts, {old} with the old file and {new} with the new one");
    assert!(old > 100 && new > 100);
}

#[test]
fn a_link_stays_a_link_whenever_the_power_goes() {
    let (path, link) = (Path::new(DISK).join("dossier.json"), Path::new(DISK).join("link.json"));
    for (n, seed) in (0..20).flat_map(|n| (0..20).map(move |seed| (n, seed))) {
        let fs = disk(&path);
        fs.put_link(&link, Path::new("dossier.json"));
        fs.fail(n, memory::Fault::POWER);
        let _ = save(&fs, &link);
        let next = fs.after_cut(seed);
        assert_eq!(next.holds(&link), None, "a link holds nothing itself");
        assert!(next.holds(&path).is_some_and(|there| there == OLD || there == NEW), "{n}, {seed}");
    }
}

#[test]
fn what_is_made_new_is_there_whole_or_not_at_all_after_a_power_cut() {
    let path = Path::new(DISK).join("dossier.json");
    for (n, seed) in (0..20).flat_map(|n| (0..60).map(move |seed| (n, seed))) {
        let fs = MemoryFs::new(Path::new(DISK));
        fs.fail(n, memory::Fault::POWER);
        let result = save_with(&fs, &path, NEW, Expectation::New, Backup::Keep, Privacy::Document);
        let there = fs.after_cut(seed).holds(&path);
        assert!(
            there.as_deref() == Some(NEW) || (there.is_none() && result.is_err()),
            "{n}, {seed}: {there:?}"
        );
    }
}
