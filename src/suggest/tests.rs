//! How well proposals are: on public collections where they are on the machine, on own pairs
//! always. `VISAVIS_DATA` names the folder of the collections; without it a test says so.

mod events;
mod replies;

use std::path::PathBuf;

/// The folder of the collections, where there is one with this entry.
fn collection(entry: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("VISAVIS_DATA").map(PathBuf::from);
    let found = folder.map(|folder| folder.join(entry)).filter(|path| path.exists());
    if found.is_none() {
        println!("not measured: set VISAVIS_DATA to a folder that has {entry}");
    }
    found
}
