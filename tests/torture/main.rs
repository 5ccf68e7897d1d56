//! Killing the program while it saves and while it journals, and taking the disk away under it: what
//! was acknowledged is there afterwards, whole.
//!
//! `cargo test` does a few rounds with a small dossier; `cargo xtask torture` hundreds with one of 50 MB
//! (`VISAVIS_TORTURE` is the number of rounds).
//! Must not know: how saving and journalling work inside.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![allow(clippy::print_stdout, reason = "how many rounds there were is worth knowing")]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

mod child;
#[path = "../common/mod.rs"]
mod common;
mod disks;
mod kill;

use std::path::{Path, PathBuf};
use std::time::Duration;

use common::TestFolder;
use visavis::store::{FileState, open_file};
use workloads::Shape;

/// How long anything may take on a machine that does much else.
const LONG: Duration = Duration::from_secs(120);

/// How many rounds are asked for; `None` in a usual test.
fn asked() -> Option<usize> {
    std::env::var("VISAVIS_TORTURE").ok()?.parse().ok()
}

/// A folder with a dossier, small in a usual test.
fn folder_with_dossier() -> (TestFolder, PathBuf) {
    let shape = if asked().is_some() { Shape::CORPUS } else { Shape::SMALL };
    let folder = TestFolder::new();
    let path = folder.put("dossier.json", workloads::make(shape, 7).unwrap().json);
    (folder, path)
}

/// The folder of the settings.
fn home(folder: &TestFolder) -> PathBuf {
    folder.join("home")
}

/// The file as the program reads it, and the highest number in what the child writes: the title of its
/// saves, or the name of its newest topic.
fn read(path: &Path) -> (FileState, usize) {
    let opened = open_file(path).expect("the file is whole");
    assert_eq!(opened.loaded.warnings, []);
    (opened.file, child::number(&opened.loaded.dossier))
}

/// Numbers that need not be good.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
