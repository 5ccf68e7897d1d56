//! Searching all meetings, on all of the processor's cores, and handing over what is found while
//! the rest is still searched.
//!
//! Must not know: what is found in one meeting, or what becomes of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use super::hits::{Group, Total};
use super::one::Task;
use super::query::Query;
use crate::analysis::LinkIndex;
use crate::model::{Dossier, Meeting, MeetingId};

/// More threads than this would wait for memory rather than work.
const MOST_THREADS: usize = 8;

/// Meetings that a thread takes at a time: few, so that the first hits come early.
const AT_ONCE: usize = 16;

/// In which order groups are handed over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The last meeting first, as they are found; those without a date at the end.
    #[default]
    Newest,
    /// Those first in which most of the words stand near each other, and of them those with most
    /// places: all at the end, since only then it is known.
    Best,
}

/// How much is handed over, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Hits with their snippets; of more only the number is told ([`in_meeting`] gives them).
    pub hits: usize,
    /// The order of the groups.
    pub order: Order,
}

impl Default for Limits {
    fn default() -> Self {
        Self { hits: 100, order: Order::Newest }
    }
}

/// Looks through a whole dossier, and hands over each meeting in which something is found.
///
/// `links` may be left out; they are indexed where the query asks for a status. `cancelled` is
/// asked often, on several threads; once it says yes nothing more is handed over. `sink` is called
/// on the caller's thread, in the order of `limits`. Nothing is found by an empty query.
pub fn run(
    dossier: &Dossier,
    links: Option<&LinkIndex>,
    query: &Query,
    limits: Limits,
    cancelled: &(dyn Fn() -> bool + Sync),
    sink: &mut dyn FnMut(Group),
) -> Total {
    let mut total = Total::default();
    if query.is_empty() {
        return total;
    }
    let built = (links.is_none() && query.needs_links()).then(|| LinkIndex::build(dossier));
    let task = Task { dossier, links: links.or(built.as_ref()), query };
    let mut left = limits.hits;
    let mut hand_over = |mut group: Group, total: &mut Total| {
        group.hits.truncate(left);
        left -= group.hits.len();
        total.count += group.count;
        total.groups += 1;
        total.shown += group.hits.len();
        sink(group);
        left
    };
    let own = task.in_dossier(limits.hits);
    let meetings = newest_first(dossier);
    match limits.order {
        Order::Newest => {
            let mut left = limits.hits;
            if let Some(own) = own {
                left = hand_over(own, &mut total);
            }
            let room = AtomicUsize::new(left);
            let look = |meeting: &Meeting| task.in_meeting(meeting, room.load(Ordering::Relaxed));
            total.cancelled = !each(&meetings, &look, cancelled, &mut |group| {
                room.store(hand_over(group, &mut total), Ordering::Relaxed);
            });
        }
        Order::Best => {
            let mut groups: Vec<Group> = own.into_iter().collect();
            let look = |meeting: &Meeting| task.in_meeting(meeting, 0);
            total.cancelled = !each(&meetings, &look, cancelled, &mut |group| groups.push(group));
            groups.sort_by_key(|group| std::cmp::Reverse((group.near, group.count)));
            let mut left = limits.hits;
            for group in groups {
                if total.cancelled || cancelled() {
                    total.cancelled = true;
                    break;
                }
                let meeting = group.meeting.and_then(|id| dossier.meeting(id)).filter(|_| left > 0);
                let whole = meeting.and_then(|meeting| task.in_meeting(meeting, left));
                left = hand_over(whole.unwrap_or(group), &mut total);
            }
        }
    }
    total
}

/// What is found in one meeting, with `hits` places at most; `None` where nothing is.
pub fn in_meeting(
    dossier: &Dossier,
    links: Option<&LinkIndex>,
    query: &Query,
    meeting: MeetingId,
    hits: usize,
) -> Option<Group> {
    if query.is_empty() {
        return None;
    }
    let built = (links.is_none() && query.needs_links()).then(|| LinkIndex::build(dossier));
    let task = Task { dossier, links: links.or(built.as_ref()), query };
    task.in_meeting(dossier.meeting(meeting)?, hits)
}

/// Meetings by date, the last first; those without one at the end.
fn newest_first(dossier: &Dossier) -> Vec<&Arc<Meeting>> {
    let meetings = dossier.meetings();
    let dated = meetings.partition_point(|meeting| meeting.details().date.is_some());
    let (dated, undated) = meetings.split_at_checked(dated).unwrap_or((meetings, &[]));
    dated.iter().rev().chain(undated).collect()
}

/// Looks at each meeting, on several threads, and takes what is found in their order, on this one;
/// false where it was cancelled.
fn each(
    meetings: &[&Arc<Meeting>],
    look: &(dyn Fn(&Meeting) -> Option<Group> + Sync),
    cancelled: &(dyn Fn() -> bool + Sync),
    take: &mut dyn FnMut(Group),
) -> bool {
    let parts: Vec<&[&Arc<Meeting>]> = meetings.chunks(AT_ONCE).collect();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = threads.min(MOST_THREADS).min(parts.len());
    if threads < 2 {
        for meeting in meetings {
            if cancelled() {
                return false;
            }
            look(meeting).into_iter().for_each(&mut *take);
        }
        return true;
    }
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, parts, next, stopped) = (sender.clone(), &parts, &next, &stopped);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(part) = parts.get(number) else { return };
                    let mut found = Vec::new();
                    for meeting in *part {
                        if stopped.load(Ordering::Relaxed) || cancelled() {
                            stopped.store(true, Ordering::Relaxed);
                            return;
                        }
                        found.extend(look(meeting));
                    }
                    if sender.send((number, found)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        // Parts that are ready before their turn.
        let mut early: BTreeMap<usize, Vec<Group>> = BTreeMap::new();
        let mut turn = 0;
        for (number, found) in receiver {
            early.insert(number, found);
            while let Some(found) = early.remove(&turn) {
                turn += 1;
                if stopped.load(Ordering::Relaxed) || cancelled() {
                    stopped.store(true, Ordering::Relaxed);
                    return false;
                }
                found.into_iter().for_each(&mut *take);
            }
        }
        !stopped.load(Ordering::Relaxed)
    })
}
