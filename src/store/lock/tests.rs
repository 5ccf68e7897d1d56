//! Tests of the lock beside a dossier: it says who is there, and never stands in the way.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

use super::*;
use crate::store::fs::memory::{Fault, MemoryFs};
use crate::store::test_folder::TestFolder;

const NOW: Moment = Moment::UNIX_EPOCH;

fn ours(locking: Locking) -> EditLock {
    match locking {
        Locking::Ours(lock) => lock,
        other => panic!("{other:?}"),
    }
}

fn theirs(locking: Locking) -> Holder {
    match locking {
        Locking::Theirs(holder) => holder,
        other => panic!("{other:?}"),
    }
}

#[test]
fn whoever_comes_second_is_told_who_is_there() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", b"");
    assert_eq!(other_holder(&path, None), None);
    let lock = ours(lock_for_edit(&path, Some("Ada "), false, NOW));
    assert_eq!(folder.names(), [".~lock.dossier.json#", "dossier.json"]);
    let holder = theirs(lock_for_edit(&path, None, false, NOW));
    assert_eq!((holder.who.as_deref(), holder.since, holder.readable), (Some("Ada"), Some(NOW), true));
    assert!(!holder.stale, "this process runs");
    assert_eq!(other_holder(&path, None), Some(holder));
    assert_eq!(other_holder(&path, Some(&lock)), None, "one's own is nobody else's");
    lock.release();
    assert_eq!(folder.names(), ["dossier.json"]);
    // Without a wish to be seen there is no name.
    let lock = ours(lock_for_edit(&path, None, false, NOW));
    assert_eq!(other_holder(&path, None).unwrap().who, None);
    lock.release();
}

#[test]
fn a_lock_whose_program_ended_is_replaced_and_others_only_when_asked() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", b"");
    let put = |process: &Process| {
        let mut map = Map::new();
        map.insert("id".to_owned(), "theirs".into());
        process.write(&mut map);
        folder.put(".~lock.dossier.json#", Value::Object(map).to_string().as_bytes());
    };
    let own = Process::own();
    put(&Process { host: "elsewhere".to_owned(), ..own.clone() });
    let holder = theirs(lock_for_edit(&path, None, false, NOW));
    assert_eq!((holder.host.as_str(), holder.stale), ("elsewhere", false));
    let lock = ours(lock_for_edit(&path, None, true, NOW));
    // Whoever was replaced does not take the new one away.
    EditLock { id: "theirs".to_owned(), ..lock.clone() }.release();
    assert_eq!(other_holder(&path, Some(&lock)), None);
    assert!(folder.names().len() == 2);
    lock.release();
    if cfg!(target_os = "linux") {
        put(&Process { start: own.start + 1, ..own });
        assert!(other_holder(&path, None).unwrap().stale);
        ours(lock_for_edit(&path, None, false, NOW)).release();
    }
}

#[test]
fn what_can_not_be_read_is_reported_and_left_alone() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", b"");
    let large = vec![b'x'; 100_000];
    for content in [b"".as_slice(), b"{", b"\xff\xfe", b",Ada,desk,20.02.2025;", &large] {
        let place = folder.put(".~lock.dossier.json#", content);
        let holder = theirs(lock_for_edit(&path, None, false, NOW));
        assert_eq!((holder.readable, holder.stale, holder.who), (false, false, None));
        assert_eq!(std::fs::read(&place).unwrap(), content);
    }
    std::fs::remove_file(folder.join(".~lock.dossier.json#")).unwrap();
    std::fs::create_dir(folder.join(".~lock.dossier.json#")).unwrap();
    assert!(!theirs(lock_for_edit(&path, None, false, NOW)).readable);
}

#[test]
fn what_others_wrote_is_shown_without_control_characters_and_of_bounded_length() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", b"");
    let who = format!("Ada\n\u{1b}[31m{}", "x".repeat(1000));
    let _ = ours(lock_for_edit(&path, Some(&who), false, NOW));
    let shown = other_holder(&path, None).unwrap().who.unwrap();
    assert!(shown.starts_with("Ada[31mxxx") && shown.chars().count() == 200, "{shown}");
}

#[test]
fn whatever_fails_nothing_of_others_is_touched() {
    let path = Path::new("/disk/dossier.json");
    let mut cases = 0;
    for fault in Fault::all() {
        for n in 0.. {
            let fs = MemoryFs::new(Path::new("/disk"));
            fs.put(path, b"content");
            fs.fail(n, fault);
            if let Locking::Ours(lock) = take(&fs, path, None, false, NOW) {
                release(&fs, &lock);
            }
            let failed = fs.failed();
            fs.heal();
            assert_eq!(fs.holds(path).unwrap(), b"content");
            cases += 1;

            let fs = MemoryFs::new(Path::new("/disk"));
            let place = place_of(&fs, path);
            fs.put(&place, b"theirs");
            fs.fail(n, fault);
            if let Locking::Ours(_) = take(&fs, path, None, false, NOW) {
                panic!("{fault:?} at {n}: a lock that is there was taken");
            }
            fs.heal();
            assert_eq!(fs.holds(&place).unwrap(), b"theirs");
            cases += 1;
            if !failed {
                break;
            }
        }
    }
    println!("lock: {cases} cases of failing operations");
}

#[cfg(unix)]
#[test]
fn the_lock_of_a_link_stands_beside_the_file() {
    let folder = TestFolder::new();
    std::fs::create_dir(folder.join("real")).unwrap();
    folder.put("real/dossier.json", b"");
    std::os::unix::fs::symlink("real/dossier.json", folder.join("link")).unwrap();
    let lock = ours(lock_for_edit(&folder.join("link"), None, false, NOW));
    assert!(other_holder(&folder.join("real/dossier.json"), None).is_some());
    lock.release();
    std::os::unix::fs::symlink("b", folder.join("a")).unwrap();
    std::os::unix::fs::symlink("a", folder.join("b")).unwrap();
    assert_eq!(other_holder(&folder.join("a"), None), None);
}

#[test]
fn where_there_can_be_none_that_is_no_trouble() {
    let folder = TestFolder::new();
    let missing = folder.join("missing").join("dossier.json");
    assert!(matches!(lock_for_edit(&missing, None, false, NOW), Locking::Impossible(_)));
    assert_eq!(other_holder(&missing, None), None);
}
