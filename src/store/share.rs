//! Work on many things, shared among the processor's cores.
//!
//! Must not know: what the work is.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, ScopedJoinHandle};

/// More threads than this would wait for memory rather than work.
const MOST: usize = 8;

/// How many threads can work at the same time.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST)
}

/// What `work` makes of each item, in their order, by `helpers.len()` threads; each has a helper of
/// its own, and this thread is one of them.
pub(super) fn share<T: Send, R: Send, H: Send>(
    items: Vec<T>,
    helpers: &mut [H],
    work: impl Fn(&mut H, usize, T) -> R + Sync,
) -> Vec<R> {
    let items: Vec<Mutex<Option<T>>> = items.into_iter().map(|item| Mutex::new(Some(item))).collect();
    let next = AtomicUsize::new(0);
    let run = |helper: &mut H| {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(slot) = items.get(index) else { return done };
            // Nobody else has this index, so nobody has locked it or can have failed while holding it.
            let item = slot.lock().ok().and_then(|mut slot| slot.take());
            done.extend(item.map(|item| (index, work(helper, index, item))));
        }
    };
    let mut done = match helpers {
        [] => Vec::new(),
        [own, others @ ..] => std::thread::scope(|scope| {
            let run = &run;
            let others: Vec<_> = others.iter_mut().map(|helper| scope.spawn(move || run(helper))).collect();
            let mut done = run(own);
            for other in others {
                match other.join() {
                    Ok(its) => done.extend(its),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        }),
    };
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What two pieces of work give, done at the same time where the system gives a thread for it.
pub(super) fn both<A: Send, B>(other: impl Fn() -> A + Sync, own: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| match Builder::new().spawn_scoped(scope, &other) {
        Ok(thread) => {
            let own = own();
            (joined(thread), own)
        }
        Err(_) => (other(), own()),
    })
}

/// Does something that nobody waits for, on another thread where the system gives one.
pub(super) fn later(work: impl FnOnce() + Send + 'static) {
    // Where there is none, the work goes with the attempt, and what it holds is dropped here.
    let _ = Builder::new().spawn(work);
}

/// What a thread gives; its panic goes on in this one.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_worked_on_once_and_order_is_kept() {
        for threads in [1, 2, 5] {
            let mut counts = vec![0; threads];
            let results = share((0..1000).collect(), &mut counts, |count, index, item: usize| {
                *count += 1;
                (index, item * 2)
            });
            assert_eq!(counts.iter().sum::<usize>(), 1000);
            assert!(results.iter().enumerate().all(|(n, result)| *result == (n, 2 * n)));
            assert_eq!(results.len(), 1000);
        }
        assert_eq!(both(|| 1, || "one"), (1, "one"));
        assert!(share(Vec::<u8>::new(), &mut [()], |(), _, item| item).is_empty());
    }
}
