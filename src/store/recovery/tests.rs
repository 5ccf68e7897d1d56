//! Tests of sessions: whatever fails, and whenever the power goes, what was told to be on the disk is
//! found at the next start.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail loudly"
)]

use std::io;
use std::path::Path;

use super::declined::KEPT_DAYS;
use super::*;
use crate::model::{DossierId, Moment};
use crate::store::content_hash::ContentHash;
use crate::store::fs::memory::{Fault, INPUT_OUTPUT, MemoryFs};
use crate::store::fs::{Fs as _, RealFs};
use crate::store::test_folder::TestFolder;

const HOME: &str = "/disk/settings";
const NOW: Moment = Moment::UNIX_EPOCH;

fn base(content: &str) -> Base {
    let bytes = content.as_bytes().to_vec();
    Base {
        title: "Veldmark – Tarsova".to_owned(),
        path: None,
        file: None,
        hash: ContentHash::of(&bytes),
        own: Box::new(Vec::new),
        bytes: Box::new(move || Ok(bytes.clone())),
    }
}

fn id() -> DossierId {
    DossierId::from_bytes([7; 16])
}

fn disk() -> MemoryFs {
    MemoryFs::new(Path::new("/disk"))
}

/// What a dossier came to: its base and then one letter for each record.
#[derive(Default)]
struct Told {
    /// All that was done.
    done: String,
    /// What is on the disk, in the dossier's file or in the journal, as far as was told.
    safe: String,
    /// What is in the dossier's file.
    saved: String,
}

/// An hour of work: changes, saves with changes while they last, and failures passed over.
fn work(fs: &MemoryFs, told: &mut Told) -> Session<MemoryFs> {
    told.done = "base ".to_owned();
    told.saved.clone_from(&told.done);
    told.safe.clone_from(&told.done);
    let mut session = Session::new(fs.clone(), Path::new(HOME), id(), base(&told.done));
    for (at, change) in "abcdefgh".chars().enumerate() {
        session.add(change.to_string().into_bytes());
        told.done.push(change);
        let mut safe = session.flush(NOW).is_ok();
        if at == 2 || at == 5 {
            // A save of all but the last change; the file itself is on another disk.
            let saved = told.done[..told.done.len() - usize::from(at == 2)].to_owned();
            let count = session.count() - usize::from(at == 2);
            told.saved.clone_from(&saved);
            if told.safe.len() < saved.len() {
                told.safe.clone_from(&saved);
            }
            safe &= session.cut(count, base(&saved), NOW).is_ok();
        }
        if safe {
            told.safe.clone_from(&told.done);
        }
    }
    session
}

/// What the next start finds: the file, or the work that it is offered.
fn found(fs: &MemoryFs, told: &Told, case: &str) -> String {
    let mut all = pending(fs, Path::new(HOME)).unwrap();
    assert!(all.len() < 2, "{case}: one session is one offer");
    let Some(found) = all.pop() else { return told.saved.clone() };
    match &found.header {
        Ok(_) => {
            let mut text = String::from_utf8(base_of(fs, &found, &[]).unwrap()).unwrap();
            found.records.iter().for_each(|record| text.push_str(std::str::from_utf8(record).unwrap()));
            // What is older than the file is the same work, and no loss.
            if text.len() < told.saved.len() { told.saved.clone() } else { text }
        }
        // Nothing of it had been told to be safe.
        Err(_) => told.saved.clone(),
    }
}

fn assert_kept(fs: &MemoryFs, told: &Told, case: &str) {
    let found = found(fs, told, case);
    assert!(found.starts_with(&told.safe), "{case}: found «{found}», but «{}» was safe", told.safe);
    assert!(told.done.starts_with(&found), "{case}: found «{found}», which never was");
}

#[test]
fn whatever_fails_what_was_told_to_be_safe_is_found() {
    let (mut cases, mut most) = (0, 0);
    for fault in Fault::all() {
        for n in 0.. {
            let (fs, mut told) = (disk(), Told::default());
            fs.fail(n, fault);
            let session = work(&fs, &mut told);
            let (failed, case) = (fs.failed(), format!("{fault:?} at operation {n}"));
            fs.heal();
            drop(session);
            assert_kept(&fs, &told, &case);
            cases += 1;
            if !failed {
                most = n;
                break;
            }
        }
    }
    println!("journal: {cases} cases of failing operations, {most} operations");
    assert!(most > 40 && cases > 20 * most, "{most} operations, {cases} cases");
}

#[test]
fn after_a_failure_that_passes_everything_is_safe_again() {
    for n in 0..60 {
        let (fs, mut told) = (disk(), Told::default());
        fs.fail(n, Fault { code: INPUT_OUTPUT, for_good: false, done: false });
        let mut session = work(&fs, &mut told);
        fs.heal();
        session.flush(NOW).unwrap();
        drop(session);
        told.safe.clone_from(&told.done);
        assert_kept(&fs, &told, &format!("operation {n}"));
    }
}

#[test]
fn whenever_the_power_goes_what_was_told_to_be_safe_is_found() {
    let mut cases = 0;
    for n in 0.. {
        let mut failed = false;
        for seed in 0..60 {
            let (fs, mut told) = (disk(), Told::default());
            fs.fail(n, Fault::POWER);
            let session = work(&fs, &mut told);
            failed = fs.failed();
            let next = fs.after_cut(seed);
            drop(session);
            assert_kept(&next, &told, &format!("power cut at operation {n}, seed {seed}"));
            cases += 1;
        }
        if !failed {
            break;
        }
    }
    println!("journal: {cases} cases of power cuts");
    assert!(cases > 2000);
}

#[test]
fn a_failure_while_recovering_loses_nothing() {
    for n in 0..40 {
        let (fs, mut told) = (disk(), Told::default());
        drop(work(&fs, &mut told));
        fs.fail(n, Fault { code: INPUT_OUTPUT, for_good: true, done: false });
        if let Ok(all) = pending(&fs, Path::new(HOME)) {
            for found in all {
                let _ = base_of(&fs, &found, &[]);
                let _ = decline(&fs, found, NOW);
            }
        }
        fs.heal();
        let declined = fs.all().iter().any(|path| {
            path.starts_with("/disk/settings/recovery/declined/1970-01-01.")
                || path.parent().is_some_and(|folder| folder.ends_with("declined"))
        });
        if !declined {
            assert_kept(&fs, &told, &format!("operation {n}"));
        }
    }
}

#[test]
fn a_session_that_runs_is_not_found_and_one_that_ended_well_leaves_nothing() {
    let (fs, mut told) = (disk(), Told::default());
    let session = work(&fs, &mut told);
    assert!(pending(&fs, Path::new(HOME)).unwrap().is_empty());
    session.finish();
    let left: Vec<_> =
        fs.all().into_iter().filter(|path| path.starts_with("/disk/settings/recovery")).collect();
    assert_eq!(left, [Path::new("/disk/settings/recovery")]);

    let session = work(&fs, &mut told);
    drop(session);
    let found = pending(&fs, Path::new(HOME)).unwrap();
    assert_eq!(found.len(), 1);
    // Another window that starts at the same time is not offered the same.
    assert!(pending(&fs, Path::new(HOME)).unwrap().is_empty());
    drop(found);
    assert_eq!(pending(&fs, Path::new(HOME)).unwrap().len(), 1);
}

#[test]
fn what_is_declined_is_kept_for_a_month() {
    let (fs, mut told) = (disk(), Told::default());
    let now: Moment = "2025-02-20T12:00:00Z".parse().unwrap();
    work(&fs, &mut told).abandon(now).unwrap();
    drop(work(&fs, &mut told));
    for found in pending(&fs, Path::new(HOME)).unwrap() {
        decline(&fs, found, now).unwrap();
    }
    assert!(pending(&fs, Path::new(HOME)).unwrap().is_empty());
    let declined = folder_in(Path::new(HOME)).join("declined");
    let days = |days: i64| now + jiff::SignedDuration::from_hours(24 * days);
    assert_eq!(fs.names(&declined).unwrap().len(), 2);
    // Neither early nor with a clock that was set back.
    assert_eq!((sweep(&fs, Path::new(HOME), days(30)), sweep(&fs, Path::new(HOME), days(-400))), (0, 0));
    assert_eq!(fs.names(&declined).unwrap().len(), 2);
    assert_eq!(sweep(&fs, Path::new(HOME), days(i64::from(KEPT_DAYS) + 1)), 2);
    assert_eq!(fs.names(&declined).unwrap().len(), 0);
}

#[test]
fn a_damaged_journal_is_told_and_a_newer_one_left_alone() {
    let (fs, mut told) = (disk(), Told::default());
    drop(work(&fs, &mut told));
    let journal = fs.all().into_iter().find(|path| path.extension().is_some_and(|e| e == "journal")).unwrap();
    let bytes = fs.holds(&journal).unwrap();
    let problem = |bytes: &[u8]| {
        fs.put(&journal, bytes);
        let found = pending(&fs, Path::new(HOME)).unwrap().pop().unwrap();
        found.header.unwrap_err()
    };
    assert!(problem(&bytes[1..]).contains("beginning is missing"));
    let (mut chain, mut other) = (frames::Chain::default(), Vec::new());
    chain.add(br#"{"format": "vis-a-vis recovery", "version": 99}"#, &mut other);
    assert!(problem(&other).contains("newer Vis-à-vis"));
    // An end that was cut off costs the last record alone.
    fs.put(&journal, &bytes[..bytes.len() - 3]);
    let found = pending(&fs, Path::new(HOME)).unwrap().pop().unwrap();
    assert!(found.torn > 0 && !found.records.is_empty());
}

#[test]
fn a_base_that_is_gone_is_told() {
    let fs = disk();
    let gone = || Base { bytes: Box::new(|| Err(io::ErrorKind::NotFound.into())), ..base("old ") };
    let mut session = Session::new(fs.clone(), Path::new(HOME), id(), gone());
    session.add(b"a".to_vec());
    session.flush(NOW).unwrap_err();
    assert!(session.base_is_gone());
    session.begin_anew(base("old a"), Vec::new());
    session.flush(NOW).unwrap();
    assert!(!session.base_is_gone());
    drop(session);
    let found = pending(&fs, Path::new(HOME)).unwrap().pop().unwrap();
    assert_eq!(base_of(&fs, &found, &[]).unwrap(), b"old a");
}

#[test]
fn a_base_that_this_program_keeps_is_not_written_twice() {
    let folder = TestFolder::new();
    let kept = folder.put("kept.json", b"content");
    let with = |own: Vec<std::path::PathBuf>| Base { own: Box::new(move || own.clone()), ..base("content") };
    let mut session =
        Session::new(RealFs, &folder.join("home"), id(), with(vec![folder.join("none"), kept.clone()]));
    session.add(b"a".to_vec());
    session.flush(NOW).unwrap();
    drop(session);
    let found = pending(&RealFs, &folder.join("home")).unwrap().pop().unwrap();
    let own = found.folder.join(&found.header.as_ref().unwrap().base);
    assert_eq!(RealFs.look(&own).unwrap().number, RealFs.look(&kept).unwrap().number);
    // A second name is not enough where the content is another.
    let other = folder.put("other.json", b"changed");
    let mut session = Session::new(RealFs, &folder.join("other home"), id(), with(vec![other]));
    session.add(b"a".to_vec());
    session.flush(NOW).unwrap();
    drop(session);
    let found = pending(&RealFs, &folder.join("other home")).unwrap().pop().unwrap();
    assert_eq!(base_of(&RealFs, &found, &[]).unwrap(), b"content");
}

#[test]
fn a_journal_that_somebody_removed_is_written_anew() {
    let (fs, mut told) = (disk(), Told::default());
    let mut session = work(&fs, &mut told);
    for path in fs.all().into_iter().rev().filter(|path| path.starts_with("/disk/settings/recovery/")) {
        let _ = fs.remove(&path).and_then(|()| fs.remove_folder(path.parent().unwrap()));
    }
    assert!(pending(&fs, Path::new(HOME)).unwrap().is_empty());
    session.add(b"i".to_vec());
    session.flush(NOW).unwrap();
    drop(session);
    told.done.push('i');
    told.safe.clone_from(&told.done);
    assert_kept(&fs, &told, "after everything was removed");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TestFolder::new();
    let home = folder.join("home");
    let mut session = Session::new(RealFs, &home, id(), base("content"));
    session.add(b"a".to_vec());
    session.flush(NOW).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let mut folders = vec![home];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for name in RealFs.names(&folder).unwrap() {
            let path = folder.join(name);
            if path.is_dir() {
                folders.push(path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
                files += 1;
            }
        }
    }
    assert_eq!(files, 3, "lock, base and journal");
}
