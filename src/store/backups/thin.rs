//! Which of the saved states are kept.
//!
//! 1. No more than ten are, and none goes before there are more.
//! 2. The newest stays.
//! 3. Five places are for the last hour (before the newest): its states, the newest first.
//! 4. Five are for days: of each day before that hour its first state, the newest days first.
//! 5. Places that one of the two does not need are the other's; then any other state's, the newest first.
//!
//! States are told apart by their number and ordered by it; the time only says which hour and which day
//! (in UTC) they are of, so that a clock that was wrong can't turn the order round.
//! Must not know: the disk.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::Kept;
use crate::model::{Day, Moment};

/// How many states of a file are kept at most.
pub const MOST_KEPT: usize = 10;

/// How many of them are for each of the last hour and earlier days, where both need their places.
const SHARE: usize = MOST_KEPT / 2;

/// Takes out those that are not kept. `states` are in order of their numbers.
pub(super) fn drop_from(states: &mut Vec<Kept>) -> Vec<Kept> {
    let times: Vec<Moment> = states.iter().map(|state| state.when).collect();
    let kept = kept(&times);
    let mut index = 0;
    let dropped = states.extract_if(.., |_| {
        index += 1;
        !kept.contains(&(index - 1))
    });
    dropped.collect()
}

/// Which of the states, by their place in the list, are kept.
fn kept(times: &[Moment]) -> BTreeSet<usize> {
    let Some(newest) = times.last() else { return BTreeSet::new() };
    let day = |time: &Moment| time.to_zoned(TimeZone::UTC).date();
    let in_last_hour =
        |time: &Moment| newest.duration_since(*time).abs() <= jiff::SignedDuration::from_hours(1);
    let recent: Vec<usize> =
        newest_first(times).filter(|(_, time)| in_last_hour(time)).map(|(n, _)| n).collect();
    let mut firsts: Vec<(Day, usize)> = Vec::new();
    for (n, time) in times.iter().enumerate().filter(|(_, time)| !in_last_hour(time)) {
        if firsts.iter().all(|(known, _)| *known != day(time)) {
            firsts.push((day(time), n));
        }
    }
    firsts.reverse();
    let of_recent = recent.len().min(SHARE.max(MOST_KEPT.saturating_sub(firsts.len())));
    let mut kept: BTreeSet<usize> = recent.into_iter().take(of_recent).collect();
    let others = firsts.into_iter().map(|(_, n)| n).chain(newest_first(times).map(|(n, _)| n));
    for n in others {
        if kept.len() == MOST_KEPT {
            break;
        }
        kept.insert(n);
    }
    kept
}

fn newest_first(times: &[Moment]) -> impl Iterator<Item = (usize, &Moment)> {
    times.iter().enumerate().rev()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// States this many minutes after some midnight.
    fn at(minutes: &[i64]) -> Vec<Moment> {
        let midnight: Moment = "2025-02-20T00:00:00Z".parse().unwrap();
        minutes.iter().map(|minute| midnight + jiff::SignedDuration::from_mins(*minute)).collect()
    }

    fn minutes_kept(minutes: &[i64]) -> Vec<i64> {
        kept(&at(minutes)).into_iter().map(|n| minutes[n]).collect()
    }

    const DAY: i64 = 24 * 60;

    #[test]
    fn up_to_ten_states_all_stay() {
        let minutes: Vec<i64> = (0..10).map(|n| n * 500).collect();
        assert_eq!(minutes_kept(&minutes), minutes);
        assert_eq!(minutes_kept(&[]), Vec::<i64>::new());
    }

    #[test]
    fn an_hour_of_many_saves_leaves_the_first_states_of_five_days() {
        let mut minutes: Vec<i64> = (0..8).flat_map(|day| [day * DAY + 60, day * DAY + 600]).collect();
        minutes.extend((0..20).map(|minute| 8 * DAY + 600 + minute));
        let days = (3..8).map(|day| day * DAY + 60);
        let expected: Vec<i64> = days.chain((15..20).map(|minute| 8 * DAY + 600 + minute)).collect();
        assert_eq!(minutes_kept(&minutes), expected);
    }

    #[test]
    fn places_that_days_do_not_need_are_the_last_hours() {
        let minutes: Vec<i64> = [60, 600].into_iter().chain(DAY..DAY + 20).collect();
        let expected: Vec<i64> = [60].into_iter().chain(DAY + 11..DAY + 20).collect();
        assert_eq!(minutes_kept(&minutes), expected);
    }

    #[test]
    fn one_save_a_day_is_kept_for_ten_days() {
        let minutes: Vec<i64> = (0..30).map(|day| day * DAY).collect();
        assert_eq!(minutes_kept(&minutes), minutes[20..]);
    }

    proptest! {
        #[test]
        fn the_rule_holds_for_any_times(minutes in prop::collection::vec(-50_000_i64..50_000, 0..60)) {
            let times = at(&minutes);
            let kept = kept(&times);
            prop_assert_eq!(kept.len(), times.len().min(MOST_KEPT));
            prop_assert!(times.is_empty() || kept.contains(&(times.len() - 1)), "the newest stays");
            // What is kept is kept again.
            let again: Vec<Moment> = kept.iter().map(|n| times[*n]).collect();
            prop_assert_eq!(super::kept(&again).len(), again.len());
            let hour = |n: &usize| (times[times.len() - 1].duration_since(times[*n])).as_mins().abs() <= 60;
            let of_hour = (0..times.len()).filter(hour).count();
            prop_assert!(kept.iter().filter(|n| hour(n)).count() >= of_hour.min(SHARE));
            // The first state of each of the last five days before the hour.
            let day = |n: usize| times[n].to_zoned(TimeZone::UTC).date();
            let mut days: Vec<Day> = Vec::new();
            for n in (0..times.len()).filter(|n| !hour(n)) {
                if !days.contains(&day(n)) {
                    days.push(day(n));
                }
            }
            for wanted in days.iter().rev().take(SHARE) {
                let first = (0..times.len()).filter(|n| !hour(n)).find(|n| day(*n) == *wanted).unwrap();
                prop_assert!(kept.contains(&first), "the first of {}", wanted);
            }
        }

        #[test]
        fn saving_on_and_on_keeps_ten_with_the_first_of_every_late_day(steps in prop::collection::vec(1_i64..2000, 1..200)) {
            let (mut now, mut kept_minutes, mut all) = (0, Vec::new(), Vec::new());
            for step in steps {
                now += step;
                kept_minutes.push(now);
                all.push(now);
                kept_minutes = minutes_kept(&kept_minutes);
                prop_assert!(kept_minutes.len() <= MOST_KEPT && kept_minutes.last() == Some(&now));
                prop_assert!(all.len() > MOST_KEPT || kept_minutes == all);
            }
            // Each state was once the newest, so the first of yesterday was never crowded out.
            let yesterday = now.div_euclid(DAY) - 1;
            if let Some(first) = all.iter().find(|minute| minute.div_euclid(DAY) == yesterday && now - **minute > 60) {
                let earlier = all.iter().any(|m| m.div_euclid(DAY) == yesterday && m < first);
                prop_assert!(earlier || kept_minutes.contains(first), "{:?} of {:?}", kept_minutes, all);
            }
        }
    }
}
