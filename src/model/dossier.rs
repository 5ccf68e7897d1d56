//! The dossier: everything about one bilateral relation.
//!
//! Invariants kept here: ids are unique in the whole dossier; meetings stand in order of
//! date. Whether what objects refer to exists is checked by `Dossier::check`, which
//! `edit` runs on what a change touches and `store` on the whole file.
//! Must not know: where the dossier is kept.

mod change;
mod journal;
mod labels;
mod whereabouts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    Codebook, DossierId, Extra, Label, Link, LinkId, Meeting, MeetingId, Memo, MemoId, MemoScope, ModelError,
    Party, PartyId, Passage, PassageId, Reviewer, ReviewerId, SaidBy, SavedSearch, SearchId, Statement,
    StatementId, Topic, TopicId,
};
use change::Index;
use journal::Journal;

pub use journal::{Mark, Touched};

/// Where a passage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The meeting.
    pub meeting: MeetingId,
    /// The statement.
    pub statement: StatementId,
}

/// Everything about one bilateral relation.
#[derive(Debug, Clone)]
pub struct Dossier {
    id: DossierId,
    pub(crate) title: String,
    pub(crate) note: String,
    pub(crate) parties: Vec<Party>,
    pub(crate) codebook: Arc<Codebook>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) reviewers: Vec<Reviewer>,
    meetings: Vec<Arc<Meeting>>,
    pub(crate) memos: Vec<Arc<Memo>>,
    pub(crate) searches: Vec<SavedSearch>,
    extra: Extra,
    index: Index,
    journal: Journal,
}

impl PartialEq for Dossier {
    fn eq(&self, other: &Self) -> bool {
        // The tables follow from the meetings, and how they came to be does not matter.
        let Self {
            id,
            title,
            note,
            parties,
            codebook,
            topics,
            reviewers,
            meetings,
            memos,
            searches,
            extra,
            index: _,
            journal: _,
        } = self;
        *id == other.id
            && *title == other.title
            && *note == other.note
            && *parties == other.parties
            && *codebook == other.codebook
            && *topics == other.topics
            && *reviewers == other.reviewers
            && *meetings == other.meetings
            && *memos == other.memos
            && *searches == other.searches
            && *extra == other.extra
    }
}

impl Dossier {
    /// A dossier with a new id and nothing in it but its codebook.
    pub fn new(title: &str, codebook: Arc<Codebook>) -> Self {
        Self::with_id(DossierId::random(), title, codebook, Extra::default())
    }

    /// A dossier with a known id and nothing in it but its codebook.
    pub fn with_id(id: DossierId, title: &str, codebook: Arc<Codebook>, extra: Extra) -> Self {
        Self {
            id,
            title: title.to_owned(),
            note: String::new(),
            parties: Vec::new(),
            codebook,
            topics: Vec::new(),
            reviewers: Vec::new(),
            meetings: Vec::new(),
            memos: Vec::new(),
            searches: Vec::new(),
            extra,
            index: Index::default(),
            journal: Journal::default(),
        }
    }

    /// Permanent id.
    pub fn id(&self) -> DossierId {
        self.id
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The reviewer's note on the whole.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The sides, two or more in a complete dossier.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// The party of this id.
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// Tags, link kinds, strengths.
    pub fn codebook(&self) -> &Arc<Codebook> {
        &self.codebook
    }

    /// Topics in the reviewer's order.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The topic of this id.
    pub fn topic(&self, id: TopicId) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    /// Everybody whose name stands on something.
    pub fn reviewers(&self) -> &[Reviewer] {
        &self.reviewers
    }

    /// The reviewer of this id.
    pub fn reviewer(&self, id: ReviewerId) -> Option<&Reviewer> {
        self.reviewers.iter().find(|reviewer| reviewer.id == id)
    }

    /// Meetings by date (undated ones last), then title, then id.
    pub fn meetings(&self) -> &[Arc<Meeting>] {
        &self.meetings
    }

    /// The meeting of this id.
    pub fn meeting(&self, id: MeetingId) -> Option<&Arc<Meeting>> {
        self.index.positions.get(&id).and_then(|at| self.meetings.get(*at))
    }

    /// Where the meeting stands in the order of date.
    pub fn position_of(&self, id: MeetingId) -> Option<usize> {
        self.index.positions.get(&id).copied()
    }

    /// Memos in the reviewer's order.
    pub fn memos(&self) -> &[Arc<Memo>] {
        &self.memos
    }

    /// The memo of this id.
    pub fn memo(&self, id: MemoId) -> Option<&Arc<Memo>> {
        self.memos.iter().find(|memo| memo.id == id)
    }

    /// Searches that were kept, in the reviewer's order.
    pub fn searches(&self) -> &[SavedSearch] {
        &self.searches
    }

    /// The search of this id.
    pub fn search(&self, id: SearchId) -> Option<&SavedSearch> {
        self.searches.iter().find(|search| search.id == id)
    }

    /// The statement at a place.
    pub fn statement(&self, place: Place) -> Option<&Arc<Statement>> {
        self.meeting(place.meeting)?.statement(place.statement)
    }

    /// The passage of this id, wherever it stands. Costs the same in every dossier.
    pub fn passage(&self, id: PassageId) -> Option<(&Arc<Meeting>, &Arc<Statement>, &Arc<Passage>)> {
        self.index.passages.all(id).find_map(|meeting| {
            let meeting = self.meeting(meeting)?;
            meeting.passage(id).map(|(statement, passage)| (meeting, statement, passage))
        })
    }

    /// Where the passage of this id stands.
    pub fn place_of(&self, id: PassageId) -> Option<Place> {
        self.passage(id)
            .map(|(meeting, statement, _)| Place { meeting: meeting.id(), statement: statement.id() })
    }

    /// The link of this id with its meeting, wherever it stands.
    pub fn link(&self, id: LinkId) -> Option<(&Arc<Meeting>, &Arc<Link>)> {
        let meeting = self.meeting(self.index.links.first(id)?)?;
        meeting.link(id).map(|link| (meeting, link))
    }

    /// Whether a passage of this id is in the dossier, be it a lost one.
    pub fn holds_passage(&self, id: PassageId) -> bool {
        self.index.passages.first(id).is_some()
    }

    /// The meetings that hold a passage of this id, be it a lost one: none or one in a sound
    /// dossier, and the same one as often as it holds it.
    pub(crate) fn meetings_with_passage(&self, id: PassageId) -> impl Iterator<Item = MeetingId> {
        self.index.passages.all(id)
    }

    /// The meetings in which a link of this id stands: none or one in a sound dossier.
    pub(crate) fn meetings_with_link(&self, id: LinkId) -> impl Iterator<Item = MeetingId> {
        self.index.links.all(id)
    }

    /// The meetings in which links to this passage stand, as often as there are such links.
    pub(crate) fn meetings_with_link_to(&self, id: PassageId) -> impl Iterator<Item = MeetingId> {
        self.index.targets.all(id)
    }

    /// How many passages of a meeting have or had this label, lost ones included; by chance more.
    /// `None` where the meeting was not changed of late.
    pub(crate) fn uses_of_label(&self, meeting: MeetingId, letters: &str, number: u32) -> Option<u32> {
        self.index.labels.count(meeting, letters, number)
    }

    /// Names what the statements, passages and links are now. A copy has the same name until one
    /// of the two is changed.
    pub fn mark(&self) -> Mark {
        self.journal.mark()
    }

    /// The passages and links that were changed since the dossier was as `mark` names it, in
    /// order, with how they were before; `None` where that is not known any more, or was never so,
    /// or where whole statements or meetings came, went or changed places or sides.
    pub fn touched_since(&self, mark: Mark) -> Option<impl Iterator<Item = &Touched>> {
        self.journal.since(mark)
    }

    /// Unknown fields of the file.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// Everything in the dossier that breaks an invariant, in sentences with their place.
    ///
    /// Looks at all of it: meant for loading, `check` and tests.
    pub fn check(&self) -> Vec<String> {
        let mut problems = Vec::new();
        repeats("party", self.parties.iter().map(|p| p.id.to_string()), &mut problems);
        repeats("topic", self.topics.iter().map(|t| t.id.to_string()), &mut problems);
        repeats("reviewer", self.reviewers.iter().map(|r| r.id.to_string()), &mut problems);
        repeats("meeting", self.meetings.iter().map(|m| m.id().to_string()), &mut problems);
        repeats("statement", self.statements().map(|s| s.id().to_string()), &mut problems);
        repeats(
            "passage",
            self.statements().flat_map(|s| {
                s.passages()
                    .iter()
                    .map(|p| p.id.to_string())
                    .chain(s.lost().iter().map(|l| l.passage.id.to_string()))
            }),
            &mut problems,
        );
        repeats(
            "link",
            self.meetings.iter().flat_map(|m| m.links().map(|l| l.id.to_string())),
            &mut problems,
        );
        let passages: BTreeSet<PassageId> = self
            .statements()
            .flat_map(|s| s.passages().iter().map(|p| p.id).chain(s.lost().iter().map(|l| l.passage.id)))
            .collect();
        if !self.meetings.is_sorted_by_key(|m| sort_key(m)) {
            problems.push("the meetings are not in order of date".to_owned());
        }
        for meeting in &self.meetings {
            self.check_meeting(meeting, &passages, &mut problems);
        }
        repeats("memo", self.memos.iter().map(|m| m.id.to_string()), &mut problems);
        repeats("saved search", self.searches.iter().map(|s| s.id.to_string()), &mut problems);
        for memo in &self.memos {
            self.check_memo(memo, &mut problems);
        }
        problems
    }

    fn check_memo(&self, memo: &Memo, problems: &mut Vec<String>) {
        let here = |what: &str| format!("memo «{}»: {what}", memo.title);
        if let MemoScope::Meeting(id) = memo.scope
            && self.meeting(id).is_none()
        {
            problems.push(here("it is about a meeting that does not exist"));
        }
        if memo.parties.iter().any(|party| self.party(*party).is_none()) {
            problems.push(here("it is about a party that does not exist"));
        }
        if memo.reviewer.is_some_and(|reviewer| self.reviewer(reviewer).is_none()) {
            problems.push(here("its reviewer does not exist"));
        }
    }

    fn statements(&self) -> impl Iterator<Item = &Arc<Statement>> {
        self.meetings.iter().flat_map(|meeting| meeting.statements())
    }

    fn check_meeting(&self, meeting: &Meeting, passages: &BTreeSet<PassageId>, problems: &mut Vec<String>) {
        let place = |what: &str| format!("meeting «{}»: {what}", meeting.details().title);
        let mut labels: BTreeMap<Label, u32> = BTreeMap::new();
        for statement in meeting.statements() {
            if self.party(statement.party()).is_none() {
                problems.push(place(&format!("statement {} belongs to no party", statement.id())));
            }
            let lost = statement.lost().iter().map(|lost| &lost.passage);
            for passage in statement.passages().iter().map(Arc::as_ref).chain(lost) {
                let here = |what: &str| place(&format!("passage {}: {what}", passage.label));
                for label in passage.all_labels() {
                    *labels.entry(label.clone()).or_default() += 1;
                    if meeting.labels().last(label.letters()) < label.number() {
                        problems.push(here(&format!("the label {label} was never given out")));
                    }
                }
                if self.codebook.tag(&passage.tag).is_none() {
                    problems.push(here(&format!("the tag «{}» is not in the codebook", passage.tag)));
                }
                if passage.topic.is_some_and(|topic| self.topic(topic).is_none()) {
                    problems.push(here("its topic does not exist"));
                }
                if passage.reviewer.is_some_and(|reviewer| self.reviewer(reviewer).is_none()) {
                    problems.push(here("its reviewer does not exist"));
                }
                if let Some(SaidBy::Party(party)) = passage.said_by
                    && self.party(party).is_none()
                {
                    problems.push(here("it is said by a party that does not exist"));
                }
            }
            for passage in statement.passages().iter() {
                if statement.words(passage).is_empty() {
                    problems
                        .push(place(&format!("passage {}: its range does not fit the text", passage.label)));
                }
            }
        }
        for (label, _) in labels.iter().filter(|(_, count)| **count > 1) {
            problems.push(place(&format!("two passages are labelled {label}")));
        }
        let mut ends = BTreeSet::new();
        for link in meeting.links() {
            let here = |what: &str| place(&format!("link {}: {what}", link.id));
            if !meeting.holds_passage(link.from) {
                problems.push(here("it comes from no passage of the meeting"));
            }
            if !passages.contains(&link.to) {
                problems.push(here("it leads to no passage"));
            }
            if link.from == link.to {
                problems.push(here("it leads to itself"));
            }
            if self.codebook.link_kind(&link.kind).is_none() {
                problems.push(here(&format!("the link kind «{}» is not in the codebook", link.kind)));
            }
            if !ends.insert((link.from, link.to, link.kind.clone())) {
                problems.push(here("another link says the same"));
            }
        }
        for absence in meeting.absences() {
            if self.party(absence.party).is_none() || self.topic(absence.topic).is_none() {
                problems.push(place(&format!("absence {} names no party or topic", absence.id)));
            }
        }
    }
}

fn sort_key(meeting: &Meeting) -> (bool, Option<super::Day>, &str, MeetingId) {
    let details = meeting.details();
    (details.date.is_none(), details.date, details.title.as_str(), meeting.id())
}

fn repeats(what: &str, ids: impl Iterator<Item = String>, problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id.clone()) {
            problems.push(format!("the id {id} names more than one {what}"));
        }
    }
}

fn missing_meeting(id: MeetingId) -> ModelError {
    ModelError::Missing { what: "meeting", id: id.to_string() }
}
