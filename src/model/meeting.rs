//! A meeting: one event with its statements, links and absences.
//!
//! Invariants kept here: ids are unique; every label in use is one that the counters
//! have given out, and no two passages share one, lost ones included.
//! Must not know: other meetings (a link's target may lie in one; the dossier checks that).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Absence, AbsenceId, Day, Extra, Label, LabelCounters, Link, LinkId, MeetingId, ModelError, PartyId,
    Passage, PassageId, Statement, StatementId,
};

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Participant {
    /// Name.
    pub name: String,
    /// Office held at the time.
    pub office: String,
    /// The side, where it is one of the dossier's.
    pub party: Option<PartyId>,
    /// Unknown fields of the file.
    pub extra: Extra,
}

/// What the meeting's form shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeetingDetails {
    /// The day; `None` where it is not known.
    pub date: Option<Day>,
    /// Who met, in a few words.
    pub title: String,
    /// Where.
    pub place: String,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// The reviewer's note; also what a split report said for neither side, with its source.
    pub note: String,
}

/// One event and the statements made about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    id: MeetingId,
    details: MeetingDetails,
    statements: Vec<Arc<Statement>>,
    links: BTreeMap<LinkId, Arc<Link>>,
    absences: BTreeMap<AbsenceId, Absence>,
    labels: LabelCounters,
    extra: Extra,
}

impl Meeting {
    /// A meeting with a new id and nothing in it.
    pub fn new(details: MeetingDetails) -> Self {
        Self::with_id(MeetingId::random(), details, Extra::default())
    }

    /// A meeting with a known id and nothing in it.
    pub fn with_id(id: MeetingId, details: MeetingDetails, extra: Extra) -> Self {
        Self {
            id,
            details,
            statements: Vec::new(),
            links: BTreeMap::new(),
            absences: BTreeMap::new(),
            labels: LabelCounters::default(),
            extra,
        }
    }

    /// Permanent id.
    pub fn id(&self) -> MeetingId {
        self.id
    }

    /// Date, title, place, participants, note.
    pub fn details(&self) -> &MeetingDetails {
        &self.details
    }

    /// Its statements, in the reviewer's order.
    pub fn statements(&self) -> &[Arc<Statement>] {
        &self.statements
    }

    /// The statement of this id.
    pub fn statement(&self, id: StatementId) -> Option<&Arc<Statement>> {
        self.statements.iter().find(|statement| statement.id() == id)
    }

    /// The links whose reacting passage lies in this meeting, by id.
    pub fn links(&self) -> impl ExactSizeIterator<Item = &Arc<Link>> {
        self.links.values()
    }

    /// The link of this id.
    pub fn link(&self, id: LinkId) -> Option<&Arc<Link>> {
        self.links.get(&id)
    }

    /// What one side says nothing about, by id.
    pub fn absences(&self) -> impl ExactSizeIterator<Item = &Absence> {
        self.absences.values()
    }

    /// The numbers given out so far.
    pub fn labels(&self) -> &LabelCounters {
        &self.labels
    }

    /// Unknown fields of the file.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// The passage of this id with its statement.
    pub fn passage(&self, id: PassageId) -> Option<(&Arc<Statement>, &Arc<Passage>)> {
        self.statements.iter().find_map(|s| s.passages().get(id).map(|p| (s, p)))
    }

    /// All passages with their statements, statement by statement, in order of place.
    pub fn passages(&self) -> impl Iterator<Item = (&Arc<Statement>, &Arc<Passage>)> {
        self.statements.iter().flat_map(|s| s.passages().iter().map(move |p| (s, p)))
    }

    /// Whether a passage of this id is here, be it a lost one.
    pub fn holds_passage(&self, id: PassageId) -> bool {
        self.passage(id).is_some()
            || self.statements.iter().any(|s| s.lost().iter().any(|lost| lost.passage.id == id))
    }

    /// The label that the next passage with these letters gets.
    pub fn next_label(&self, letters: &str) -> Option<Label> {
        self.labels.next(letters)
    }

    pub(crate) fn set_details(&mut self, details: MeetingDetails) -> MeetingDetails {
        std::mem::replace(&mut self.details, details)
    }

    pub(crate) fn insert_statement(
        &mut self,
        index: usize,
        statement: Arc<Statement>,
    ) -> Result<(), ModelError> {
        if self.statement(statement.id()).is_some() {
            return Err(ModelError::Repeated { what: "statement", id: statement.id().to_string() });
        }
        let index = index.min(self.statements.len());
        self.statements.insert(index, statement);
        Ok(())
    }

    pub(crate) fn remove_statement(
        &mut self,
        id: StatementId,
    ) -> Result<(usize, Arc<Statement>), ModelError> {
        let index = self
            .statements
            .iter()
            .position(|statement| statement.id() == id)
            .ok_or_else(|| missing_statement(id))?;
        Ok((index, self.statements.remove(index)))
    }

    /// Puts a statement in the place of the one with the same id.
    pub(crate) fn swap_statement(&mut self, statement: Arc<Statement>) -> Result<Arc<Statement>, ModelError> {
        let id = statement.id();
        let slot = self.statements.iter_mut().find(|s| s.id() == id).ok_or_else(|| missing_statement(id))?;
        Ok(std::mem::replace(slot, statement))
    }

    pub(crate) fn statement_mut(&mut self, id: StatementId) -> Result<&mut Statement, ModelError> {
        self.statements
            .iter_mut()
            .find(|statement| statement.id() == id)
            .map(Arc::make_mut)
            .ok_or_else(|| missing_statement(id))
    }

    pub(crate) fn put_link(&mut self, link: impl Into<Arc<Link>>) -> Option<Arc<Link>> {
        let link = link.into();
        self.links.insert(link.id, link)
    }

    pub(crate) fn remove_link(&mut self, id: LinkId) -> Result<Arc<Link>, ModelError> {
        self.links.remove(&id).ok_or_else(|| ModelError::Missing { what: "link", id: id.to_string() })
    }

    pub(crate) fn put_absence(&mut self, absence: Absence) -> Option<Absence> {
        self.absences.insert(absence.id, absence)
    }

    pub(crate) fn remove_absence(&mut self, id: AbsenceId) -> Result<Absence, ModelError> {
        self.absences.remove(&id).ok_or_else(|| ModelError::Missing { what: "absence", id: id.to_string() })
    }

    pub(crate) fn labels_mut(&mut self) -> &mut LabelCounters {
        &mut self.labels
    }
}

fn missing_statement(id: StatementId) -> ModelError {
    ModelError::Missing { what: "statement", id: id.to_string() }
}
