//! Killing at random moments.

use std::path::Path;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use visavis::journal::{OnDisk, pending, sweep_declined};
use visavis::model::Moment;

use super::child::{lines, number, start};
use super::{Dice, LONG, asked, folder_with_dossier, home, read};

/// Lets a child work until a random moment after its first success, kills it, and says what number it
/// had told to be safe.
fn kill(task: &str, folder: &Path, dice: &mut Dice, most: u64) -> usize {
    let mut child = start(task, folder, None);
    let said = lines(&mut child);
    let parse = |line: String| -> usize {
        let number = line.strip_prefix("safe ").unwrap_or_else(|| panic!("{line}"));
        number.trim().parse().unwrap()
    };
    let mut safe = parse(said.recv_timeout(LONG).expect("the child works"));
    let end = Instant::now() + Duration::from_micros(dice.below(most * 1000));
    loop {
        match said.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) => safe = parse(line),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => panic!("the child ended by itself"),
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it was killed counts.
    said.iter().for_each(|line| safe = parse(line));
    safe
}

/// Files that a killed save left beside the dossier.
fn remove_strays(folder: &super::TestFolder) -> usize {
    let strays: Vec<String> = folder.names().into_iter().filter(|name| name.ends_with(".tmp")).collect();
    strays.iter().for_each(|name| std::fs::remove_file(folder.join(name)).unwrap());
    strays.len()
}

#[test]
fn killed_while_saving_the_file_is_whole_and_not_older_than_was_said() {
    let (folder, path) = folder_with_dossier();
    let (rounds, most) = asked().map_or((12, 40), |rounds| (rounds, 1500));
    let (mut dice, mut strays, mut saves, mut before) = (Dice(1), 0, 0, 0);
    for round in 0..rounds {
        let safe = kill("save", folder.path(), &mut dice, most);
        let (_, there) = read(&path);
        assert!(there == safe || there == safe + 1, "round {round}: {there} in the file, {safe} was safe");
        saves += there - before;
        before = there;
        strays += remove_strays(&folder);
    }
    println!("killed {rounds} times while saving: {saves} saves, {strays} times in the middle of one");
}

#[test]
fn killed_while_journalling_nothing_that_was_said_to_be_safe_is_lost() {
    let (folder, path) = folder_with_dossier();
    let (rounds, most) = asked().map_or((12, 60), |rounds| (rounds, 2500));
    let (mut dice, mut recovered, mut steps) = (Dice(2), 0, 0);
    for round in 0..rounds {
        let safe = kill("journal", folder.path(), &mut dice, most);
        remove_strays(&folder);
        let (_, saved) = read(&path);
        let (all, problem) = pending(&home(&folder));
        assert_eq!(problem, None);
        assert!(all.len() < 2, "round {round}: {all:?}");
        let mut there = saved;
        for one in all {
            let work = one.recover().unwrap_or_else(|error| panic!("round {round}: {error}"));
            assert_eq!(work.skipped, Vec::<String>::new());
            // A save may have ended of which the journal did not hear any more.
            assert!(matches!(work.on_disk, OnDisk::AsItWas | OnDisk::SameAsRecovered | OnDisk::Changed));
            there = there.max(number(&work.dossier));
            recovered += 1;
            steps += work.steps.len();
            one.decline(Moment::UNIX_EPOCH).unwrap();
        }
        // A month later: fifty megabytes for every round would fill the disk.
        sweep_declined(&home(&folder), Moment::now());
        assert_eq!(std::fs::read_dir(home(&folder).join("recovery/declined")).map_or(0, Iterator::count), 0);
        assert!(there >= safe, "round {round}: {there} is left, {safe} was safe");
        // What was recovered is not put into the file here: the next round begins from that.
    }
    println!("killed {rounds} times while journalling: recovered {recovered} times, {steps} steps");
    assert!(recovered * 2 > rounds, "there was mostly something to recover");
}
