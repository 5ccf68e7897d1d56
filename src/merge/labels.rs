//! Labels of a meeting after a merge: none twice, every one counted, and what had one before keeps it.
//!
//! Must not know: where the passages stand, or what they say.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::passages::Remains;
use super::versions::{Held, Version};
use super::weigh::{Present, Weigh};
use crate::model::{Label, LabelCounters, Meeting, MeetingId, PassageId};

/// Sees to it that no two of the meeting's passages have a label in common, and gives the counters.
///
/// A label that both sides gave out stays with the passage that had it before, else with ours; the
/// other gets the next number.
pub(super) fn settle(
    weigh: &mut Weigh<'_>,
    meeting: MeetingId,
    versions: &Present<&Arc<Meeting>>,
    passages: &mut [&mut Remains],
) -> LabelCounters {
    let mut counters = counters(versions);
    for label in passages.iter().flat_map(|one| one.passage.all_labels()) {
        raise(&mut counters, label);
    }
    let owners = owners(weigh, passages);
    let mut taken: std::collections::BTreeSet<Label> = owners.keys().cloned().collect();
    for one in passages {
        let id = one.passage.id;
        let is_own = |label: &Label| owners.get(label) == Some(&id);
        if one.passage.all_labels().all(is_own) {
            continue;
        }
        let passage = Arc::make_mut(&mut one.passage);
        let was = passage.label.clone();
        if !is_own(&was) {
            let next = counters.next(was.letters());
            // After the highest number there is, one that is free lower down.
            let free =
                || (1..=u32::MAX).filter_map(|n| Label::new(was.letters(), n)).find(|l| !taken.contains(l));
            if let Some(label) = next.or_else(free) {
                weigh.note(format!(
                    "{was} was given out on both sides in {}; theirs is {label} now",
                    weigh.meeting_name(meeting)
                ));
                raise(&mut counters, &label);
                taken.insert(label.clone());
                passage.label = label;
            }
        }
        passage.former_labels.retain(|label| is_own(label) && *label != passage.label);
    }
    counters
}

fn raise(counters: &mut LabelCounters, label: &Label) {
    if counters.last(label.letters()) < label.number() {
        counters.set(label.letters(), label.number());
    }
}

/// The greater number of each letter, where both sides counted on.
fn counters(versions: &Present<&Arc<Meeting>>) -> LabelCounters {
    let [base, ours, theirs] = [versions.base, versions.ours, versions.theirs]
        .map(|meeting| meeting.map(|meeting| meeting.labels()));
    let letters = |counters: Option<&LabelCounters>| -> Vec<String> {
        counters.map(|all| all.iter().map(|(letters, _)| letters.to_owned()).collect()).unwrap_or_default()
    };
    let mut merged = LabelCounters::default();
    for letters in letters(ours).into_iter().chain(letters(theirs)) {
        let last = |counters: Option<&LabelCounters>| counters.map_or(0, |counters| counters.last(&letters));
        let (before, ours, theirs) = (last(base), last(ours), last(theirs));
        let one = if ours == before {
            theirs
        } else if theirs == before {
            ours
        } else {
            ours.max(theirs)
        };
        merged.set(&letters, one);
    }
    merged
}

/// Who has each label: the passage that had it before, else the one that has it in ours, else the
/// other; present labels before former ones.
fn owners(weigh: &Weigh<'_>, passages: &[&mut Remains]) -> BTreeMap<Label, PassageId> {
    let mut owners: BTreeMap<Label, PassageId> = BTreeMap::new();
    for (present, former) in [(true, false), (false, true)] {
        for version in [Some(weigh.base()), Some(weigh.ours()), None] {
            for one in passages {
                let passage = &one.passage;
                let labels = passage.all_labels().take(if present { 1 } else { usize::MAX });
                for label in labels.skip(usize::from(former)) {
                    if !owners.contains_key(label) && had(version, passage.id, label) {
                        owners.insert(label.clone(), passage.id);
                    }
                }
            }
        }
    }
    owners
}

/// Whether a version gave the label to the passage.
fn had(version: Option<&Version<'_>>, passage: PassageId, label: &Label) -> bool {
    let held = |version: &Version<'_>| -> Option<bool> {
        let Held { passage, .. } = version.passages.get(&passage)?;
        Some(passage.all_labels().any(|own| own == label))
    };
    version.is_none_or(|version| held(version).unwrap_or(false))
}
