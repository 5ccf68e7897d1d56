//! Tests of backups: every state that was kept is there and whole, whatever fails later.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

use super::*;
use crate::store::fs::memory::{Fault, MemoryFs};
use crate::store::test_folder::TestFolder;

const COUNTS: Counts = Counts { meetings: 1, passages: 20, links: 3 };
const ALL: &str = "/disk/settings/backups";

fn after(minutes: i64) -> Moment {
    let start: Moment = "2025-02-20T10:00:00Z".parse().unwrap();
    start + jiff::SignedDuration::from_mins(minutes)
}

#[test]
fn states_are_listed_read_back_and_wiped() {
    let folder = TestFolder::new();
    let backups = Backups::new(&folder.join("home"));
    let path = folder.put("dossier.json", b"");
    let other = folder.put("other.json", b"");
    assert_eq!((backups.list(&path), backups.files(), backups.size()), (vec![], vec![], 0));
    backups.wipe(None).unwrap();
    for (minute, content) in ["one", "two", "two", "one"].into_iter().enumerate() {
        backups.keep(&path, content.as_bytes(), COUNTS, after(minute as i64)).unwrap();
    }
    backups.keep(&other, b"other", COUNTS, after(9)).unwrap();
    let states = backups.list(&path);
    let read: Vec<Vec<u8>> = states.iter().map(|state| backups.read(&path, state).unwrap()).collect();
    assert_eq!(read, [b"one", b"two", b"one"], "the same twice in a row is one state");
    assert_eq!((states[0].number, states[0].when, states[0].size), (3, after(3), 3));
    assert_eq!(states[0].counts, Some(COUNTS));
    let files = backups.files();
    assert_eq!(
        files.iter().map(|file| (&file.path, file.states.len())).collect::<Vec<_>>(),
        [(&path, 3), (&other, 1)]
    );
    assert_eq!(backups.size(), files.iter().map(|file| file.bytes).sum::<u64>());
    // A content once, and an index.
    let own = backups.folder_of(&path);
    assert_eq!(std::fs::read_dir(&own).unwrap().count(), 3);
    backups.wipe(Some(&path)).unwrap();
    assert!(!own.exists() && backups.list(&other).len() == 1);
    backups.wipe(None).unwrap();
    assert_eq!((backups.files(), backups.size()), (vec![], 0));
}

#[test]
fn never_more_than_ten_and_no_content_is_left_behind() {
    let folder = TestFolder::new();
    let backups = Backups::new(&folder.join("home"));
    let path = folder.put("dossier.json", b"");
    for n in 0..40 {
        backups.keep(&path, format!("state {n}").as_bytes(), COUNTS, after(n * 7)).unwrap();
    }
    let states = backups.list(&path);
    assert_eq!((states.len(), states[0].number), (MOST_KEPT, 40));
    assert!(states.iter().all(|state| backups.read(&path, state).is_ok()));
    assert_eq!(std::fs::read_dir(backups.folder_of(&path)).unwrap().count(), MOST_KEPT + 1);
}

#[test]
fn damage_is_told_and_made_good_by_the_next_save_of_the_same() {
    let folder = TestFolder::new();
    let backups = Backups::new(&folder.join("home"));
    let path = folder.put("dossier.json", b"");
    backups.keep(&path, b"content", COUNTS, after(0)).unwrap();
    let place = backups.place_of(&path, ContentHash::of(b"content")).unwrap();
    std::fs::write(&place, b"contenT").unwrap();
    let state = backups.list(&path).remove(0);
    assert!(backups.read(&path, &state).unwrap_err().to_string().contains("damaged"));
    backups.keep(&path, b"content", COUNTS, after(1)).unwrap();
    assert_eq!(backups.read(&path, &state).unwrap(), b"content");
    // Without its list the contents are still there.
    std::fs::write(backups.folder_of(&path).join("index.json"), b"{").unwrap();
    let states = backups.list(&path);
    assert_eq!((states.len(), states[0].counts), (1, None));
    assert_eq!(backups.read(&path, &states[0]).unwrap(), b"content");
    backups.keep(&path, b"more", COUNTS, after(2)).unwrap();
    assert_eq!(backups.list(&path).len(), 2);
}

#[test]
fn two_ways_to_one_file_are_one() {
    let folder = TestFolder::new();
    let backups = Backups::new(&folder.join("home"));
    std::fs::create_dir(folder.join("inner")).unwrap();
    let path = folder.put("dossier.json", b"");
    backups.keep(&path, b"content", COUNTS, after(0)).unwrap();
    assert_eq!(backups.list(&folder.join("inner/../dossier.json")).len(), 1);
    assert_eq!(backups.list(&folder.put("inner/dossier.json", b"")).len(), 0, "another file of that name");
}

/// Three saves, and which of them were told to be kept.
fn saves(fs: &MemoryFs, path: &Path) -> Vec<&'static str> {
    let states = [("first", 0), ("second", 1), ("third", 2)];
    let kept = states.into_iter().filter(|(content, minute)| {
        keep(fs, Path::new(ALL), path, content.as_bytes(), COUNTS, after(*minute)).is_ok()
    });
    kept.map(|(content, _)| content).collect()
}

fn assert_kept(fs: &MemoryFs, path: &Path, kept: &[&str], case: &str) {
    let folder = folder_of(Path::new(ALL), path);
    let states = index::read(fs, &folder).states;
    let whole: Vec<Vec<u8>> = states
        .iter()
        .filter_map(|state| fs.read(&content(&folder, state.hash), MAX_FILE).ok())
        .filter(|bytes| states.iter().any(|state| ContentHash::of(bytes) == state.hash))
        .collect();
    for content in kept {
        assert!(whole.iter().any(|bytes| bytes == content.as_bytes()), "{case}: «{content}» is gone");
    }
    // What is listed but was not told to be kept may be missing, but is never something else.
    let known = ["first", "second", "third"].map(str::as_bytes);
    assert!(whole.iter().all(|bytes| known.contains(&bytes.as_slice())), "{case}");
}

#[test]
fn whatever_fails_and_whenever_the_power_goes_what_was_kept_is_whole() {
    let path = Path::new("/disk/dossier.json");
    let disk = || MemoryFs::new(Path::new("/disk"));
    let (mut faults, mut cuts) = (0, 0);
    for fault in Fault::all() {
        for n in 0.. {
            let fs = disk();
            fs.fail(n, fault);
            let kept = saves(&fs, path);
            let failed = fs.failed();
            fs.heal();
            assert_kept(&fs, path, &kept, &format!("{fault:?} at operation {n}"));
            // The next save goes well, and nothing of before is lost by it.
            keep(&fs, Path::new(ALL), path, b"third", COUNTS, after(3)).unwrap();
            let all = [kept, vec!["third"]].concat();
            assert_kept(&fs, path, &all, &format!("{fault:?} at operation {n}, then a save"));
            faults += 1;
            if !failed {
                break;
            }
        }
    }
    for n in 0.. {
        let mut failed = false;
        for seed in 0..40 {
            let fs = disk();
            fs.fail(n, Fault::POWER);
            let kept = saves(&fs, path);
            failed = fs.failed();
            assert_kept(
                &fs.after_cut(seed),
                path,
                &kept,
                &format!("power cut at operation {n}, seed {seed}"),
            );
            cuts += 1;
        }
        if !failed {
            break;
        }
    }
    println!("backups: {faults} cases of failing operations, {cuts} of power cuts");
    assert!(faults > 1000 && cuts > 2000, "{faults}, {cuts}");
}
