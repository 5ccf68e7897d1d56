//! Absences: which remain, and what becomes of their fields.
//!
//! Must not know: what an absence means.

use std::collections::{BTreeMap, BTreeSet};

use super::Thing;
use super::fields::{Item, extra, item};
use super::statements::{Meetings, parent};
use super::weigh::{At, Present, Three, Weigh};
use crate::model::{Absence, AbsenceId, MeetingId};

/// The absences that remain, by meeting.
pub(super) fn remaining(weigh: &mut Weigh<'_>, meetings: &Meetings<'_>) -> BTreeMap<MeetingId, Vec<Absence>> {
    let ids: BTreeSet<AbsenceId> =
        weigh.anywhere().iter().flat_map(|version| version.absences.keys().copied()).collect();
    let mut by_meeting: BTreeMap<MeetingId, Vec<Absence>> = BTreeMap::new();
    for id in ids {
        let present = weigh.present(|version| version.absences.get(&id).copied());
        let Present { base, ours, theirs } =
            present.back_with(|base, side| !weigh.on(side).meetings.contains_key(&base.parent));
        let Some(meeting) = parent(base, ours, theirs).filter(|meeting| meetings.contains_key(meeting))
        else {
            continue;
        };
        let [base, ours, theirs] = [base, ours, theirs].map(|one| one.map(|one| one.it));
        if let Some(absence) = item(weigh, &Thing::Absence(id), Present { base, ours, theirs }) {
            by_meeting.entry(meeting).or_default().push(absence);
        }
    }
    by_meeting
}

impl Item for Absence {
    fn thing(&self) -> Thing {
        Thing::Absence(self.id)
    }

    fn at(&self, weigh: &Weigh<'_>) -> At {
        let found = weigh.anywhere().iter().find_map(|version| version.absences.get(&self.id).copied());
        let (party, topic) = (weigh.party_name(self.party), weigh.topic_name(self.topic));
        At {
            thing: Thing::Absence(self.id),
            meeting: found.map(|absence| absence.parent),
            statement: None,
            name: format!("the absence of {party} on «{topic}»"),
        }
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        Self {
            id: three.ours.id,
            party: weigh.field(at, "party", three.part(|absence| &absence.party), |weigh, party| {
                weigh.party_name(*party)
            }),
            topic: weigh.field(at, "topic", three.part(|absence| &absence.topic), |weigh, topic| {
                weigh.topic_name(*topic)
            }),
            reason: weigh.words(at, "reason", three.part(|absence| &absence.reason)),
            extra: extra(weigh, at, three.part(|absence| &absence.extra)),
        }
    }

    fn told(&self, weigh: &Weigh<'_>) -> String {
        if self.reason.is_empty() { self.at(weigh).name } else { self.reason.clone() }
    }
}
