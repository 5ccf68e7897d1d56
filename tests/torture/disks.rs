//! Disks that are full, folders that vanish, files that belong to somebody else.

use std::path::Path;
use std::process::Command;

use visavis::journal::pending;
use visavis::store::{Backups, Counts, Expectation, open_file, save_as};

use super::child::{lines, number, start};
use super::{LONG, TestFolder, asked, folder_with_dossier, home, read};
use workloads::Shape;

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).status().is_ok_and(|status| status.success())
}

#[test]
fn a_file_that_may_not_grow_is_told_and_the_old_one_stays() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", workloads::make(Shape::SMALL, 7).unwrap().json);
    let before = std::fs::read(&path).unwrap();
    // A block has 512 bytes or 1024; the dossier is larger than any of these.
    for blocks in [0, 1, 2, 5, 10, 20] {
        let mut child = start("save", folder.path(), Some(blocks));
        let told = lines(&mut child).recv_timeout(LONG).expect("the child says something");
        child.wait().unwrap();
        assert!(told.contains("larger than may be written") && told.contains("still open"), "{told}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert_eq!(folder.names(), ["dossier.json"], "{blocks} blocks");
    }
}

#[test]
fn a_journal_that_may_not_grow_is_told_and_offers_nothing_false() {
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", workloads::make(Shape::SMALL, 7).unwrap().json);
    for blocks in [0, 1, 2, 10] {
        let mut child = start("journal", folder.path(), Some(blocks));
        let told = lines(&mut child).recv_timeout(LONG).expect("the child says something");
        child.wait().unwrap();
        assert!(told.contains("not being kept"), "{told}");
        assert_eq!(read(&path).1, 0);
        for one in pending(&home(&folder)).0 {
            assert!(one.recover().is_err(), "nothing had been written whole");
        }
    }
}

/// Sweeps a small disk from full to nearly empty. Needs the right to mount one.
#[test]
fn a_full_disk_loses_nothing() {
    let Some(rounds) = asked() else { return };
    let folder = TestFolder::new();
    let disk = folder.join("disk");
    std::fs::create_dir(&disk).unwrap();
    let name = disk.to_str().unwrap();
    if !succeeds("mount", &["-t", "tmpfs", "-o", "size=1m", "tmpfs", name]) {
        println!("a full disk was not tried: it takes the right to mount one");
        return;
    }
    let (mut refused, mut saved) = (0, 0);
    let dossier = workloads::make(Shape::SMALL, 7).unwrap();
    let path = disk.join("dossier.json");
    std::fs::write(&path, &dossier.json).unwrap();
    for round in 0..rounds {
        let room = dossier.json.len() * 3 * round / rounds;
        // All but so many bytes are taken; a page is the least.
        let _ = std::fs::remove_file(disk.join("fill"));
        let mut left = (1 << 20) - std::fs::metadata(&path).unwrap().len() as usize;
        left -= std::fs::metadata(disk.join("dossier.json.backup")).map_or(0, |old| old.len() as usize);
        let _ = std::fs::write(disk.join("fill"), vec![0; left.saturating_sub(room)]);
        let opened = open_file(&path).unwrap();
        let mut changed = opened.loaded.dossier;
        let title = format!("Round {round}");
        let transaction = visavis::edit::intent::set_title(&changed, &title);
        visavis::edit::apply(&mut changed, &transaction).unwrap();
        let result = save_as(&changed, &path, Expectation::Unchanged(opened.file.hash));
        let there = open_file(&path).expect("the file is whole").loaded.dossier;
        match result {
            Ok(_) => {
                assert_eq!(there.title(), title);
                saved += 1;
            }
            Err(error) => {
                assert!(error.to_string().contains("full"), "{error}");
                assert_ne!(there.title(), title);
                refused += 1;
            }
        }
        let strays: Vec<_> =
            std::fs::read_dir(&disk).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert!(strays.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{strays:?}");
        // Backups on the same full disk.
        let backups = Backups::new(&disk.join("home"));
        let bytes = std::fs::read(&path).unwrap();
        let _ = backups.keep(&path, &bytes, Counts::of(&there), visavis::model::Moment::UNIX_EPOCH);
        for state in backups.list(&path) {
            backups.read(&path, &state).expect("what is listed is whole");
        }
        backups.wipe(None).unwrap();
        let _ = std::fs::remove_dir_all(disk.join("home"));
    }
    assert!(succeeds("umount", &[name]));
    println!("a full disk: {refused} saves refused, {saved} saved");
    assert!(refused > 0 && saved > 0);
}

#[test]
fn a_folder_that_vanishes_is_told_and_not_made_again() {
    let (folder, path) = folder_with_dossier();
    let opened = open_file(&path).unwrap();
    let inner = folder.join("inner");
    std::fs::create_dir(&inner).unwrap();
    let there = inner.join("dossier.json");
    let file = save_as(&opened.loaded.dossier, &there, Expectation::New).unwrap();
    std::fs::rename(&inner, folder.join("elsewhere")).unwrap();
    let error = save_as(&opened.loaded.dossier, &there, Expectation::Unchanged(file.hash)).unwrap_err();
    assert!(error.to_string().contains("still open"), "{error}");
    assert!(!inner.exists() && folder.join("elsewhere/dossier.json").exists());
}

#[test]
fn links_second_names_and_other_owners() {
    use std::os::unix::fs::{MetadataExt as _, symlink};
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", workloads::make(Shape::SMALL, 7).unwrap().json);
    symlink("dossier.json", folder.join("link.json")).unwrap();
    std::fs::hard_link(&path, folder.join("second.json")).unwrap();
    let opened = open_file(&folder.join("link.json")).unwrap();
    let mut changed = opened.loaded.dossier.clone();
    let transaction = visavis::edit::intent::set_title(&changed, "Changed");
    visavis::edit::apply(&mut changed, &transaction).unwrap();
    // As the limits say: the second name keeps the old content.
    save_as(&changed, &folder.join("link.json"), Expectation::Unchanged(opened.file.hash)).unwrap();
    assert!(std::fs::symlink_metadata(folder.join("link.json")).unwrap().is_symlink());
    assert_eq!(open_file(&path).unwrap().loaded.dossier.title(), "Changed");
    assert_eq!(open_file(&folder.join("second.json")).unwrap().loaded.dossier, opened.loaded.dossier);
    // Only root may give a file away; the rights stay, the owner becomes whoever saves.
    if succeeds("chown", &["65534:65534", path.to_str().unwrap()]) {
        let hash = open_file(&path).unwrap().file.hash;
        save_as(&opened.loaded.dossier, &path, Expectation::Unchanged(hash)).unwrap();
        let now = std::fs::metadata(&path).unwrap();
        assert_eq!(now.mode() & 0o777, std::fs::metadata(folder.join("second.json")).unwrap().mode() & 0o777);
        assert_eq!(open_file(&path).unwrap().loaded.dossier, opened.loaded.dossier);
    }
}

#[test]
fn a_folder_that_may_only_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, path) = folder_with_dossier();
    let opened = open_file(&path).unwrap();
    let mode = |mode| std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    let probe = std::fs::write(folder.join("probe"), b"").is_ok();
    let mut changed = opened.loaded.dossier;
    let transaction = visavis::edit::intent::set_title(&changed, "Changed");
    visavis::edit::apply(&mut changed, &transaction).unwrap();
    let result = save_as(&changed, &path, Expectation::Unchanged(opened.file.hash));
    mode(0o755);
    // For root no folder is read-only.
    assert_eq!(result.is_ok(), probe, "{result:?}");
    let there = open_file(Path::new(&path)).unwrap().loaded.dossier;
    assert_eq!((there.title() == "Changed", number(&there)), (probe, 0));
}
