//! Unsaved work that the reviewer did not want back: kept for a month, in case that was a mistake.
//!
//! Known limit: age is told by the clock; one that is set a month ahead makes what was declined go at
//! once.
//! Must not know: what it holds.

use std::io;
use std::path::Path;

use super::find::{Found, clear};
use super::folder_in;
use crate::model::{Day, Moment};
use crate::store::fs::{Fs, sync_names};

/// For how many days it is kept.
pub(crate) const KEPT_DAYS: i32 = 30;

/// The folder of what was declined, among the sessions.
const DECLINED: &str = "declined";

/// Bytes of a day, as in `2025-02-20`.
const DAY: usize = 10;

/// Puts a session that was found aside: it is not offered again.
///
/// # Errors
///
/// Where the disk refused; it stays where it was then.
pub(crate) fn decline<F: Fs>(fs: &F, found: Found<F>, now: Moment) -> io::Result<()> {
    let Found { folder, lock, .. } = found;
    // On Windows a folder with an open file in it stays where it is.
    drop(lock);
    put_away(fs, &folder, now)
}

pub(super) fn put_away<F: Fs>(fs: &F, folder: &Path, now: Moment) -> io::Result<()> {
    let missing = || io::Error::from(io::ErrorKind::InvalidInput);
    let all = folder.parent().ok_or_else(missing)?;
    let name = folder.file_name().and_then(|name| name.to_str()).ok_or_else(missing)?;
    let declined = all.join(DECLINED);
    fs.make_folder(&declined)?;
    fs.rename(folder, &declined.join(format!("{}.{name}", day_of(now))))?;
    sync_names(fs, &declined)?;
    sync_names(fs, all)
}

/// Removes what was declined more than [`KEPT_DAYS`] days ago, and says how much that was.
pub(crate) fn sweep<F: Fs>(fs: &F, home: &Path, now: Moment) -> usize {
    let declined = folder_in(home).join(DECLINED);
    let today = day_of(now);
    let old = |name: &str| {
        let day: Option<Day> = name.get(..DAY).and_then(|day| day.parse().ok());
        day.and_then(|day| today.since(day).ok()).is_some_and(|age| age.get_days() > KEPT_DAYS)
    };
    let names = fs.names(&declined).unwrap_or_default();
    let old: Vec<&str> = names.iter().filter_map(|name| name.to_str()).filter(|name| old(name)).collect();
    old.iter().for_each(|name| clear(fs, &declined.join(name), None));
    old.len()
}

fn day_of(now: Moment) -> Day {
    now.to_zoned(jiff::tz::TimeZone::UTC).date()
}
