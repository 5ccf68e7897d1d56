//! Labels of a meeting while loading: none twice, and every one counted.
//!
//! Must not know: where the passages stand, or what they say.

use std::collections::HashSet;

use super::disk::Counters;
use super::load_error::clip;
use super::passages::ReadStatement;
use super::reading::{Reading, Table};
use crate::model::{Label, LabelCounters, Passage};

/// Counters that cover every label in use, and no label in use twice.
///
/// Two people who worked on copies may both have given out C7. The passage that was tagged first
/// keeps it; the other gets the next number.
pub(super) fn settle_labels(
    reading: &mut Reading<'_>,
    place: &str,
    counted: &Counters<'_>,
    statements: &mut [ReadStatement],
) -> LabelCounters {
    let mut counters = LabelCounters::default();
    for (letters, last) in &counted.0 {
        if Label::new(letters.as_str(), 1).is_none() {
            let message = format_args!("«{}» is not one or two capitals", clip(letters.as_str(), 60));
            reading.error(format_args!("{place}.labels"), message);
        }
        counters.set(letters.as_str(), last.0);
    }
    let mut used: Table<&str, Vec<u32>> = Table::default();
    for label in statements.iter().flat_map(ReadStatement::all_passages).flat_map(Passage::all_labels) {
        used.entry(label.letters()).or_default().push(label.number());
    }
    let mut used: Vec<(&str, Vec<u32>)> = used.into_iter().collect();
    used.sort_unstable();
    let mut uncounted = Vec::new();
    let mut repeated = false;
    for (letters, mut numbers) in used {
        numbers.sort_unstable();
        repeated |= numbers.windows(2).any(|pair| matches!(pair, [one, other] if one == other));
        let last = numbers.last().copied().unwrap_or(0);
        if counters.last(letters) < last {
            uncounted.push((letters.to_owned(), last));
        }
    }
    for (letters, last) in uncounted {
        let message = format!(
            "{letters} was counted to {}, but {letters}{last} is in use; it is counted to {last} now",
            counters.last(&letters)
        );
        reading.warn(format_args!("{place}.labels"), message);
        counters.set(&letters, last);
    }
    if repeated {
        relabel(reading, place, &mut counters, statements);
    }
    counters
}

fn relabel(
    reading: &mut Reading<'_>,
    place: &str,
    counters: &mut LabelCounters,
    statements: &mut [ReadStatement],
) {
    let mut passages: Vec<&mut Passage> =
        statements.iter_mut().flat_map(ReadStatement::all_passages_mut).collect();
    passages.sort_by_key(|passage| (passage.created, passage.id));
    // Present labels first: a former one gives way to one that is read today.
    let mut seen: HashSet<Label> = HashSet::new();
    for passage in &mut passages {
        if seen.insert(passage.label.clone()) {
            continue;
        }
        let Some(label) = counters.next(passage.label.letters()) else {
            reading.error(place, format_args!("no number is left for another label like {}", passage.label));
            continue;
        };
        counters.set(label.letters(), label.number());
        let message =
            format!("two passages were labelled {}; the one tagged later is {label} now", passage.label);
        reading.warn(format_args!("{place}: passage {}", passage.id), message);
        seen.insert(label.clone());
        passage.label = label;
    }
    for passage in &mut passages {
        let id = passage.id;
        passage.former_labels.retain(|label| {
            let free = seen.insert(label.clone());
            if !free {
                let message =
                    format!("its former label {label} belongs to another passage and was taken off");
                reading.warn(format_args!("{place}: passage {id}"), message);
            }
            free
        });
    }
}
