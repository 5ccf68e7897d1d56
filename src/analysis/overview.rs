//! What the panels and views count and list, kept up to date at the cost of what was changed.
//!
//! The plain functions of this module's neighbours say what each of it means; here the same
//! answers lie ready.
//! Must not know: who changes the dossier, or what is shown.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::link_index::Voice;
use super::share::of_each;
use super::status::of_raising;
use super::{Counts, LinkIndex, Raised};
use crate::model::{
    Codebook, Dossier, Mark, Meeting, MeetingId, Passage, PassageId, Place, Statement, StatementId, TagId,
    Touched,
};

/// Counts, statuses and links of a dossier.
///
/// It holds what it was built from. After a change of the dossier call
/// [`update`](Self::update): a changed passage or link costs some microseconds, in a large
/// dossier too; where statements or meetings came or went it is built anew.
#[derive(Debug, Clone)]
pub struct Overview {
    links: LinkIndex,
    all: Counts,
    meetings: HashMap<MeetingId, OneMeeting, foldhash::quality::RandomState>,
    codebook: Arc<Codebook>,
    /// Where among all tags, by id, a tag stands, and whether it raises something.
    tags: HashMap<TagId, (usize, bool), foldhash::quality::RandomState>,
    /// The dossier that it tells of.
    mark: Mark,
}

/// Of one meeting: counts, and what was raised.
#[derive(Debug, Clone, PartialEq)]
struct OneMeeting {
    counts: Counts,
    /// Statements in their order; in each what it raises, in order of place.
    raised: Vec<(StatementId, Vec<Raised>)>,
}

impl PartialEq for Overview {
    fn eq(&self, other: &Self) -> bool {
        self.links == other.links && self.all == other.all && self.meetings == other.meetings
    }
}

impl Overview {
    /// Goes through everything once.
    pub fn build(dossier: &Dossier) -> Self {
        let codebook = Arc::clone(dossier.codebook());
        let mut ids: Vec<TagId> = codebook.tags().iter().map(|tag| tag.id.clone()).collect();
        ids.sort();
        let tags = ids.iter().enumerate().map(|(at, id)| (id.clone(), (at, codebook.raises(id)))).collect();
        let mut overview = Self {
            links: LinkIndex::build(dossier),
            all: Counts::new(&ids),
            meetings: HashMap::default(),
            codebook,
            tags,
            mark: dossier.mark(),
        };
        overview.meetings.reserve(dossier.meetings().len());
        let counted = of_each(dossier.meetings(), |meeting| overview.one_meeting(meeting, &ids));
        for (meeting, one) in dossier.meetings().iter().zip(counted) {
            overview.all.add_all(&one.counts);
            overview.meetings.insert(meeting.id(), one);
        }
        overview
    }

    /// Takes in what was changed since it was built or brought up to date.
    pub fn update(&mut self, dossier: &Dossier) {
        let same_codebook = Arc::ptr_eq(&self.codebook, dossier.codebook());
        let known = dossier.touched_since(self.mark).filter(|_| same_codebook);
        let Some(touched) = known.map(Iterator::collect::<Vec<&Touched>>) else {
            *self = Self::build(dossier);
            return;
        };
        self.mark = dossier.mark();
        let mut look_again = self.links.take_in(dossier, &touched);
        // Of several changes to the same passage, the first tells how it stands in here.
        let mut seen: BTreeSet<(Place, PassageId)> = BTreeSet::new();
        for touched in touched {
            let Touched::Passage { place, id, before } = touched else { continue };
            if seen.insert((*place, *id)) {
                let now = dossier.statement(*place).and_then(|s| Some((s, s.passages().get(*id)?)));
                before.iter().for_each(|before| self.remove(*place, before));
                now.into_iter().for_each(|(statement, now)| self.add(*place, statement, now));
                look_again.remove(id);
            }
        }
        for id in look_again {
            if let Some((meeting, statement, passage)) = dossier.passage(id) {
                let place = Place { meeting: meeting.id(), statement: statement.id() };
                self.remove(place, passage);
                self.add(place, statement, passage);
            }
        }
    }

    /// Links by the passages at their ends.
    pub fn links(&self) -> &LinkIndex {
        &self.links
    }

    /// Counts over the whole dossier.
    pub fn all(&self) -> &Counts {
        &self.all
    }

    /// Counts over one meeting.
    pub fn of(&self, meeting: MeetingId) -> Option<&Counts> {
        self.meetings.get(&meeting).map(|one| &one.counts)
    }

    /// What was raised in a meeting, in reading order, with its statement.
    pub fn raised(&self, meeting: MeetingId) -> impl Iterator<Item = (StatementId, &Raised)> {
        let statements = self.meetings.get(&meeting).into_iter().flat_map(|one| &one.raised);
        statements.flat_map(|(statement, raised)| raised.iter().map(|raised| (*statement, raised)))
    }

    /// The next passage in reading order to which the other side has not reacted, of those that
    /// are `wanted`; see [`next_unanswered`](super::next_unanswered).
    pub fn next_unanswered(
        &self,
        dossier: &Dossier,
        meeting: MeetingId,
        after: Option<PassageId>,
        wanted: impl Fn(&Passage) -> bool,
    ) -> Option<PassageId> {
        let statements = &self.meetings.get(&meeting)?.raised;
        let here = after.and_then(|id| dossier.passage(id)).filter(|(m, ..)| m.id() == meeting);
        let here = here.and_then(|(_, statement, passage)| {
            let at = statements.iter().position(|(id, _)| *id == statement.id())?;
            let place = (passage.range, passage.id);
            let from = statements.get(at)?.1.partition_point(|raised| raised.place() <= place);
            Some((at, from))
        });
        let (at, from) = here.unwrap_or_default();
        let (before, behind) = statements.split_at_checked(at)?;
        let (its, behind) = behind.split_first()?;
        let (head, tail) = its.1.split_at_checked(from)?;
        let behind = behind.iter().chain(before).flat_map(|(_, raised)| raised);
        let mut round = tail.iter().chain(behind).chain(head);
        let is_wanted = |id: PassageId| dossier.passage(id).is_some_and(|(.., passage)| wanted(passage));
        round.find(|raised| raised.status.is_unanswered() && is_wanted(raised.id)).map(|raised| raised.id)
    }

    /// Counts a meeting's passages.
    fn one_meeting(&self, meeting: &Meeting, ids: &[TagId]) -> OneMeeting {
        let (mut tags, mut topics, mut passages) = (Vec::new(), Vec::new(), 0);
        let mut lists = Vec::with_capacity(meeting.statements().len());
        for statement in meeting.statements() {
            let mut list = Vec::new();
            for passage in statement.passages().by_id() {
                passages += 1;
                topics.extend(passage.topic);
                let Some((tag, raises)) = self.tags.get(&passage.tag) else { continue };
                tags.push(*tag);
                if *raises {
                    list.push(self.raised_by(statement, passage));
                }
            }
            list.sort_unstable_by_key(Raised::place);
            lists.push((statement.id(), list));
        }
        let mut counts = Counts::new(ids);
        counts.add_passages(passages, &tags, topics);
        lists.iter().flat_map(|(_, list)| list).for_each(|raised| counts.add_raised(raised));
        OneMeeting { counts, raised: lists }
    }

    /// What a passage with a tag that raises something raises.
    fn raised_by(&self, statement: &Statement, passage: &Passage) -> Raised {
        let status = of_raising(&self.codebook, &self.links, passage);
        let party = Voice::of(statement, passage).party();
        let replies = self.links.incoming(passage.id).iter().filter(|linked| linked.crosses).count();
        Raised {
            id: passage.id,
            range: passage.range,
            party,
            topic: passage.topic,
            strength: passage.strength,
            status,
            replies: u32::try_from(replies).unwrap_or(u32::MAX),
        }
    }

    /// Counts a passage out that was counted in as it is given.
    fn remove(&mut self, place: Place, passage: &Passage) {
        let tag = self.tags.get(&passage.tag).map(|(tag, _)| *tag);
        let Some(one) = self.meetings.get_mut(&place.meeting) else { return };
        one.counts.remove_passage(tag, passage.topic);
        self.all.remove_passage(tag, passage.topic);
        let Some(list) = one.list(place.statement) else { return };
        if let Ok(at) = list.binary_search_by_key(&(passage.range, passage.id), Raised::place) {
            let raised = list.remove(at);
            one.counts.remove_raised(&raised);
            self.all.remove_raised(&raised);
        }
    }

    /// Counts a passage in.
    fn add(&mut self, place: Place, statement: &Statement, passage: &Passage) {
        let tag = self.tags.get(&passage.tag).copied();
        let raised = tag.filter(|(_, raises)| *raises).map(|_| self.raised_by(statement, passage));
        let tag = tag.map(|(tag, _)| tag);
        let Some(one) = self.meetings.get_mut(&place.meeting) else { return };
        one.counts.add_passage(tag, passage.topic);
        self.all.add_passage(tag, passage.topic);
        let Some(raised) = raised else { return };
        one.counts.add_raised(&raised);
        self.all.add_raised(&raised);
        if let Some(list) = one.list(place.statement) {
            let at = list.partition_point(|other| other.place() < raised.place());
            list.insert(at, raised);
        }
    }
}

impl OneMeeting {
    fn list(&mut self, statement: StatementId) -> Option<&mut Vec<Raised>> {
        self.raised.iter_mut().find(|(id, _)| *id == statement).map(|(_, list)| list)
    }
}
