//! The dossier as a whole: its meetings with links and absences, put together out of what remains.
//!
//! Must not know: by which rule a single value is taken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fields::{extra, order};
use super::passages::{self, Passages, Remains};
use super::statements::{self, Meetings, Remaining};
use super::weigh::{At, Fate, Present, Three, Weigh};
use super::{Thing, absences, codebook, details, fields, labels, links, memos, refers};
use crate::model::{Absence, Dossier, Link, Meeting, MeetingId, StatementId};

/// The one dossier.
pub(super) fn dossier(weigh: &mut Weigh<'_>) -> Dossier {
    let three = Three {
        base: Some(weigh.base().dossier),
        ours: weigh.ours().dossier,
        theirs: weigh.theirs().dossier,
    };
    let at = At::list(Thing::Dossier, "the dossier".to_owned());
    let title = weigh.words(&at, "title", three.part(|dossier| &dossier.title));
    let note = weigh.words(&at, "note", three.part(|dossier| &dossier.note));
    let own = extra(weigh, &at, three.part(Dossier::extra));
    let codebook = codebook::codebook(weigh);
    let mut dossier = Dossier::with_id(three.ours.id(), &title, codebook, own);
    dossier.note = note;
    dossier.parties = fields::list(weigh, "parties", three.part(Dossier::parties));
    dossier.topics = fields::list(weigh, "topics", three.part(Dossier::topics));
    dossier.reviewers = fields::list(weigh, "reviewers", three.part(Dossier::reviewers));
    let meetings = remaining(weigh);
    weigh.keep(meetings.keys().copied());
    let statements = statements::remaining(weigh, &meetings);
    let mut passages = passages::remaining(weigh, &statements);
    let there = passages.iter().flat_map(|(statement, all)| {
        let meeting = statements.get(statement).map(|statement| statement.meeting);
        all.iter().filter_map(move |one| Some((one.passage.id, meeting?)))
    });
    let links = links::remaining(weigh, &there.collect());
    let absences = absences::remaining(weigh, &meetings);
    let mut parts = Parts { links, absences, statements, passages: std::mem::take(&mut passages) };
    let built = meetings
        .into_iter()
        .filter_map(|(id, versions)| Some(Arc::new(parts.meeting(weigh, id, &versions)?)));
    let built: Vec<Arc<Meeting>> = built.collect();
    dossier.set_meetings(built);
    dossier.memos = memos::memos(weigh);
    dossier.searches = fields::list(weigh, "saved searches", three.part(Dossier::searches));
    refers::look(weigh, &dossier);
    dossier
}

/// The meetings that remain.
fn remaining<'a>(weigh: &mut Weigh<'a>) -> Meetings<'a> {
    let ids: BTreeSet<MeetingId> =
        weigh.anywhere().iter().flat_map(|version| version.meetings.keys().copied()).collect();
    let mut remaining = Meetings::new();
    for id in ids {
        let Present { base, ours, theirs } = weigh.present(|version| version.meetings.get(&id).copied());
        let at = |weigh: &Weigh<'a>, _: &Arc<Meeting>| details::at(weigh, id);
        let told = |weigh: &Weigh<'a>, _: &Arc<Meeting>| weigh.meeting_name(id);
        let differs = |base: &Arc<Meeting>, left: &Arc<Meeting>| base != left;
        let fate = weigh.fate(Present { base, ours, theirs }, &Thing::Meeting(id), differs, at, told);
        if !matches!(fate, Fate::Gone) {
            remaining.insert(id, Present { base, ours: ours.or(base), theirs: theirs.or(base) });
        }
    }
    remaining
}

/// What meetings are put together from.
struct Parts<'a> {
    links: BTreeMap<MeetingId, Vec<Arc<Link>>>,
    absences: BTreeMap<MeetingId, Vec<Absence>>,
    statements: BTreeMap<StatementId, Remaining<'a>>,
    passages: Passages,
}

impl<'a> Parts<'a> {
    fn meeting(
        &mut self,
        weigh: &mut Weigh<'a>,
        id: MeetingId,
        versions: &Present<&'a Arc<Meeting>>,
    ) -> Option<Meeting> {
        let (details, own) = details::merged(weigh, id, versions)?;
        let mut meeting = Meeting::with_id(id, details, own);
        let here: Vec<StatementId> = {
            let all = self.statements.iter();
            all.filter(|(_, statement)| statement.meeting == id).map(|(id, _)| *id).collect()
        };
        let mut passages: Vec<(StatementId, Vec<Remains>)> =
            here.iter().map(|id| (*id, self.passages.remove(id).unwrap_or_default())).collect();
        let mut all: Vec<&mut Remains> = passages.iter_mut().flat_map(|(_, all)| all).collect();
        *meeting.labels_mut() = labels::settle(weigh, id, versions, &mut all);
        let mut passages: BTreeMap<StatementId, Vec<Remains>> = passages.into_iter().collect();
        let ids = |meeting: Option<&Arc<Meeting>>| -> Vec<StatementId> {
            meeting.map(|one| one.statements().iter().map(|one| one.id()).collect()).unwrap_or_default()
        };
        let alive: BTreeSet<StatementId> = here.into_iter().collect();
        let (mut order, both) =
            order(&ids(versions.base), &ids(versions.ours), &ids(versions.theirs), &alive);
        // What came over from another meeting stands in none of the lists.
        order.extend(alive.iter().filter(|id| !order.contains(id)).copied().collect::<Vec<_>>());
        if both {
            let name = weigh.meeting_name(id);
            weigh.note(format!(
                "the statements of {name} were put in another order on both sides; ours is taken"
            ));
        }
        for (at, statement) in order.into_iter().enumerate() {
            let Some(remaining) = self.statements.get(&statement) else { continue };
            let Some(mut merged) = remaining.merged(weigh) else { continue };
            let passages = passages.remove(&statement).unwrap_or_default();
            let put = passages::put(&mut merged, &remaining.versions, passages)
                .and_then(|()| meeting.insert_statement(at, Arc::new(merged)));
            // Every place was taken from the very text, and every id is there once.
            debug_assert!(put.is_ok(), "{put:?}");
        }
        for link in self.links.remove(&id).unwrap_or_default() {
            meeting.put_link(link);
        }
        for absence in self.absences.remove(&id).unwrap_or_default() {
            meeting.put_absence(absence);
        }
        Some(meeting)
    }
}
