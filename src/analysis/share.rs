//! Questions to many meetings at once, or to many of something else, shared among the processor's
//! cores.
//!
//! Must not know: what is asked.

use std::sync::Arc;

use crate::model::Meeting;

/// More threads than this would wait for memory rather than work.
const MOST_THREADS: usize = 8;

/// A thread is not worth starting for fewer meetings than these.
const FEW_MEETINGS: usize = 100;

/// What `ask` makes of each meeting, in their order.
pub(super) fn of_each<R: Send>(meetings: &[Arc<Meeting>], ask: impl Fn(&Arc<Meeting>) -> R + Sync) -> Vec<R> {
    of_many(meetings, FEW_MEETINGS, ask)
}

/// What `ask` makes of each of `all`, in their order; for `few` or less no thread is started.
pub(super) fn of_many<T: Sync, R: Send>(all: &[T], few: usize, ask: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS);
    let mut parts = all.chunks(all.len().div_ceil(threads).max(few.max(1)));
    let Some(own) = parts.next() else { return Vec::new() };
    std::thread::scope(|scope| {
        let ask = &ask;
        let others: Vec<_> =
            parts.map(|part| scope.spawn(move || part.iter().map(ask).collect::<Vec<_>>())).collect();
        let mut answers: Vec<R> = own.iter().map(ask).collect();
        for other in others {
            match other.join() {
                Ok(its) => answers.extend(its),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MeetingDetails;

    #[test]
    fn every_meeting_is_asked_once_in_order() {
        for count in [0, 1, 99, 100, 101, 950] {
            let meetings: Vec<_> =
                (0..count).map(|_| Arc::new(Meeting::new(MeetingDetails::default()))).collect();
            let asked = of_each(&meetings, |meeting| meeting.id());
            assert!(asked.into_iter().eq(meetings.iter().map(|meeting| meeting.id())), "{count}");
        }
    }
}
