//! How a dossier is changed: every way in which something comes, goes or is replaced, with the
//! tables of what stands where and the journal kept in step.
//!
//! Must not know: why something is changed, or how it is taken back.

use std::collections::HashMap;
use std::mem::replace;
use std::sync::Arc;

use super::super::{
    Absence, AbsenceId, LabelCounters, Link, LinkId, LostPassage, Meeting, MeetingDetails, MeetingId,
    ModelError, Passage, PassageId, Statement, StatementDetails,
};
use super::journal::Touched;
use super::labels::LabelCounts;
use super::whereabouts::Whereabouts;
use super::{Dossier, Place, missing_meeting, sort_key};

/// What stands where.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// Which of the meetings has the id.
    pub(super) positions: Arc<HashMap<MeetingId, usize, foldhash::quality::RandomState>>,
    /// The meetings that hold a passage, lost ones included.
    pub(super) passages: Whereabouts<PassageId>,
    /// The meetings in which a link stands.
    pub(super) links: Whereabouts<LinkId>,
    /// The meetings in which a link to this passage stands, once for each link.
    pub(super) targets: Whereabouts<PassageId>,
    /// How often each label is in use.
    pub(super) labels: LabelCounts,
}

impl Index {
    /// The same, made anew.
    pub(super) fn of(meetings: &[Arc<Meeting>]) -> Self {
        let count = |of: fn(&Meeting) -> usize| meetings.iter().map(|meeting| of(meeting)).sum::<usize>();
        let statements = meetings.iter().flat_map(|m| m.statements().iter().map(move |s| (s, m.id())));
        let passages = statements.flat_map(|(statement, id)| held_ids(statement).map(move |p| (p, id)));
        let links = || meetings.iter().flat_map(|m| m.links().map(move |link| (link, m.id())));
        let how_many = count(|m| m.links().len());
        let mut index = Self {
            passages: Whereabouts::of(
                passages,
                count(|m| m.statements().iter().map(|s| s.passages().len()).sum()),
            ),
            links: Whereabouts::of(links().map(|(link, meeting)| (link.id, meeting)), how_many),
            targets: Whereabouts::of(links().map(|(link, meeting)| (link.to, meeting)), how_many),
            ..Self::default()
        };
        index.number(meetings, 0);
        index
    }

    /// Notes anew where the meetings stand, from one of them on.
    fn number(&mut self, meetings: &[Arc<Meeting>], from: usize) {
        let positions = Arc::make_mut(&mut self.positions);
        positions.extend(meetings.iter().enumerate().skip(from).map(|(at, meeting)| (meeting.id(), at)));
    }

    fn add(&mut self, meeting: &Meeting) {
        meeting.statements().iter().for_each(|statement| self.add_statement(statement, meeting.id()));
        for link in meeting.links() {
            self.links.add(link.id, meeting.id());
            self.targets.add(link.to, meeting.id());
        }
    }

    fn remove(&mut self, meeting: &Meeting) {
        meeting.statements().iter().for_each(|statement| self.remove_statement(statement, meeting.id()));
        for link in meeting.links() {
            self.links.remove(link.id, meeting.id());
            self.targets.remove(link.to, meeting.id());
        }
    }

    fn add_statement(&mut self, statement: &Statement, meeting: MeetingId) {
        held_ids(statement).for_each(|id| self.passages.add(id, meeting));
        self.labels.forget(meeting);
    }

    fn remove_statement(&mut self, statement: &Statement, meeting: MeetingId) {
        held_ids(statement).for_each(|id| self.passages.remove(id, meeting));
        self.labels.forget(meeting);
    }
}

/// The passages of a statement, lost ones included.
pub(super) fn held(statement: &Statement) -> impl Iterator<Item = &Passage> {
    let lost = statement.lost().iter().map(|lost| &lost.passage);
    statement.passages().by_id().map(AsRef::as_ref).chain(lost)
}

/// Their ids.
fn held_ids(statement: &Statement) -> impl Iterator<Item = PassageId> {
    statement.passages().ids().chain(statement.lost().iter().map(|lost| lost.passage.id))
}

impl Dossier {
    pub(crate) fn insert_meeting(&mut self, meeting: Arc<Meeting>) -> Result<(), ModelError> {
        if self.meeting(meeting.id()).is_some() {
            return Err(ModelError::Repeated { what: "meeting", id: meeting.id().to_string() });
        }
        let at = self.meetings.partition_point(|other| sort_key(other) < sort_key(&meeting));
        self.index.add(&meeting);
        self.meetings.insert(at, meeting);
        self.index.number(&self.meetings, at);
        self.journal.note_all();
        Ok(())
    }

    /// Takes all meetings at once, in any order, as when loading.
    ///
    /// The caller has checked that ids are not repeated.
    pub(crate) fn set_meetings(&mut self, meetings: Vec<Arc<Meeting>>) {
        self.meetings = meetings;
        self.meetings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        self.index = Index::of(&self.meetings);
        self.journal.note_all();
    }

    pub(crate) fn remove_meeting(&mut self, id: MeetingId) -> Result<Arc<Meeting>, ModelError> {
        let at = self.position(id).ok_or_else(|| missing_meeting(id))?;
        let meeting = self.meetings.remove(at);
        self.index.remove(&meeting);
        Arc::make_mut(&mut self.index.positions).remove(&id);
        self.index.labels.forget(id);
        self.index.number(&self.meetings, at);
        self.journal.note_all();
        Ok(meeting)
    }

    /// Replaces what the meeting's form shows, and puts the meeting where its date belongs.
    pub(crate) fn set_meeting(
        &mut self,
        id: MeetingId,
        details: MeetingDetails,
    ) -> Result<MeetingDetails, ModelError> {
        let old = self.meeting_mut(id)?.set_details(details);
        if !self.meetings.is_sorted_by(|a, b| sort_key(a) <= sort_key(b)) {
            self.meetings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
            self.index.number(&self.meetings, 0);
            self.journal.note_all();
        }
        Ok(old)
    }

    pub(crate) fn insert_statement(
        &mut self,
        meeting: MeetingId,
        index: usize,
        statement: Arc<Statement>,
    ) -> Result<(), ModelError> {
        self.meeting_mut(meeting)?.insert_statement(index, Arc::clone(&statement))?;
        self.index.add_statement(&statement, meeting);
        self.journal.note_all();
        Ok(())
    }

    pub(crate) fn remove_statement(&mut self, place: Place) -> Result<(usize, Arc<Statement>), ModelError> {
        let (index, statement) = self.meeting_mut(place.meeting)?.remove_statement(place.statement)?;
        self.index.remove_statement(&statement, place.meeting);
        self.journal.note_all();
        Ok((index, statement))
    }

    /// Puts a statement in the place of the one with the same id.
    pub(crate) fn swap_statement(
        &mut self,
        meeting: MeetingId,
        statement: Arc<Statement>,
    ) -> Result<Arc<Statement>, ModelError> {
        let old = self.meeting_mut(meeting)?.swap_statement(Arc::clone(&statement))?;
        self.index.remove_statement(&old, meeting);
        self.index.add_statement(&statement, meeting);
        self.journal.note_all();
        Ok(old)
    }

    /// Replaces what the statement's form shows.
    pub(crate) fn set_statement(
        &mut self,
        place: Place,
        details: StatementDetails,
    ) -> Result<StatementDetails, ModelError> {
        let party = details.party;
        let old = self.statement_mut(place)?.set_details(details);
        if old.party != party {
            self.journal.note_all();
        }
        Ok(old)
    }

    /// Inserts the passage, or replaces the one of the same id and returns it.
    pub(crate) fn put_passage(
        &mut self,
        place: Place,
        passage: Arc<Passage>,
    ) -> Result<Option<Arc<Passage>>, ModelError> {
        let id = passage.id;
        self.count_labels(place.meeting);
        let before = self.statement_mut(place)?.put_passage(Arc::clone(&passage))?;
        let Index { passages, labels, .. } = &mut self.index;
        if before.is_none() {
            passages.add(id, place.meeting);
        }
        if before.as_ref().is_none_or(|before| !before.all_labels().eq(passage.all_labels())) {
            before.iter().for_each(|before| labels.remove(place.meeting, before));
            labels.add(place.meeting, &passage);
        }
        self.journal.note(Touched::Passage { place, id, before: before.clone() });
        Ok(before)
    }

    pub(crate) fn remove_passage(&mut self, place: Place, id: PassageId) -> Result<Arc<Passage>, ModelError> {
        self.count_labels(place.meeting);
        let passage = self.statement_mut(place)?.remove_passage(id)?;
        self.index.passages.remove(id, place.meeting);
        self.index.labels.remove(place.meeting, &passage);
        self.journal.note(Touched::Passage { place, id, before: Some(Arc::clone(&passage)) });
        Ok(passage)
    }

    pub(crate) fn set_lost(
        &mut self,
        place: Place,
        lost: Vec<LostPassage>,
    ) -> Result<Vec<LostPassage>, ModelError> {
        self.count_labels(place.meeting);
        // Looked for first: nothing may be noted where there is no such statement.
        self.statement_mut(place)?;
        for lost in &lost {
            self.index.passages.add(lost.passage.id, place.meeting);
            self.index.labels.add(place.meeting, &lost.passage);
        }
        let old = self.statement_mut(place)?.set_lost(lost);
        for lost in &old {
            self.index.passages.remove(lost.passage.id, place.meeting);
            self.index.labels.remove(place.meeting, &lost.passage);
        }
        Ok(old)
    }

    /// Sees to it that the labels of a meeting that is about to change are counted.
    fn count_labels(&mut self, id: MeetingId) {
        let meeting = self.index.positions.get(&id).and_then(|at| self.meetings.get(*at));
        if let Some(meeting) = meeting {
            self.index.labels.count_all(meeting);
        }
    }

    /// Inserts the link, or replaces the one of the same id in this meeting and returns it.
    pub(crate) fn put_link(
        &mut self,
        meeting: MeetingId,
        link: Arc<Link>,
    ) -> Result<Option<Arc<Link>>, ModelError> {
        let (id, to) = (link.id, link.to);
        let before = self.meeting_mut(meeting)?.put_link(link);
        match &before {
            Some(before) => self.index.targets.remove(before.to, meeting),
            None => self.index.links.add(id, meeting),
        }
        self.index.targets.add(to, meeting);
        self.journal.note(Touched::Link { meeting, id, before: before.clone() });
        Ok(before)
    }

    pub(crate) fn remove_link(&mut self, meeting: MeetingId, id: LinkId) -> Result<Arc<Link>, ModelError> {
        let link = self.meeting_mut(meeting)?.remove_link(id)?;
        self.index.links.remove(id, meeting);
        self.index.targets.remove(link.to, meeting);
        self.journal.note(Touched::Link { meeting, id, before: Some(Arc::clone(&link)) });
        Ok(link)
    }

    pub(crate) fn put_absence(
        &mut self,
        meeting: MeetingId,
        absence: Absence,
    ) -> Result<Option<Absence>, ModelError> {
        Ok(self.meeting_mut(meeting)?.put_absence(absence))
    }

    pub(crate) fn remove_absence(
        &mut self,
        meeting: MeetingId,
        id: AbsenceId,
    ) -> Result<Absence, ModelError> {
        self.meeting_mut(meeting)?.remove_absence(id)
    }

    /// Replaces the numbers that the meeting's labels have reached.
    pub(crate) fn set_labels(
        &mut self,
        meeting: MeetingId,
        counters: LabelCounters,
    ) -> Result<LabelCounters, ModelError> {
        Ok(replace(self.meeting_mut(meeting)?.labels_mut(), counters))
    }

    fn position(&self, id: MeetingId) -> Option<usize> {
        self.index.positions.get(&id).copied()
    }

    fn meeting_mut(&mut self, id: MeetingId) -> Result<&mut Meeting, ModelError> {
        let at = self.position(id);
        let meeting = at.and_then(|at| self.meetings.get_mut(at)).map(Arc::make_mut);
        meeting.ok_or_else(|| missing_meeting(id))
    }

    fn statement_mut(&mut self, place: Place) -> Result<&mut Statement, ModelError> {
        self.meeting_mut(place.meeting)?.statement_mut(place.statement)
    }

    /// Whether the tables say what the meetings say.
    #[cfg(test)]
    pub(crate) fn index_is_sound(&self) -> bool {
        let Index { positions, passages, links, targets, .. } = Index::of(&self.meetings);
        let own = &self.index;
        let tables = own.labels.totals().all(|(id, total)| {
            let Some(meeting) = self.meeting(id) else { return false };
            let passages = meeting.statements().iter().flat_map(|statement| held(statement));
            let labels: Vec<_> = passages.flat_map(Passage::all_labels).collect();
            let counted = |label: &&super::super::Label| {
                own.labels.count(id, label.letters(), label.number()).is_some_and(|count| count > 0)
            };
            labels.iter().all(counted) && usize::try_from(total) == Ok(labels.len())
        });
        own.positions == positions
            && own.passages == passages
            && own.links == links
            && own.targets == targets
            && tables
    }
}
