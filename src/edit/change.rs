//! What a change is: single edits, and transactions of them with a label and a place.
//!
//! Must not know: how an edit is carried out, or what makes one allowed.

use std::sync::Arc;

use crate::model::{
    Absence, AbsenceId, Codebook, LabelCounters, Link, LinkId, LostPassage, Meeting, MeetingDetails,
    MeetingId, Memo, MemoId, MemoSection, ModelError, Moment, Party, PartyId, Passage, PassageId, Place,
    Reviewer, ReviewerId, SavedSearch, SearchId, Statement, StatementDetails, Topic, TopicId,
};

/// Who changes something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// The reviewer, where a name was given.
    pub reviewer: Option<ReviewerId>,
    /// The time of the change.
    pub now: Moment,
}

/// One small change to a dossier. Each has exactly one inverse.
///
/// "Put" adds an object or replaces the one of the same id; "set" replaces a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Replaces the dossier's title.
    SetTitle(String),
    /// Replaces the note on the whole dossier.
    SetNote(String),
    /// Puts a party at a place in the list; one that is there already moves to it.
    PutParty {
        /// Where in the list; beyond its end means at the end.
        index: usize,
        /// The party.
        party: Party,
    },
    /// Removes a party that nothing uses.
    RemoveParty(PartyId),
    /// Puts a topic at a place in the list; one that is there already moves to it.
    PutTopic {
        /// Where in the list; beyond its end means at the end.
        index: usize,
        /// The topic.
        topic: Topic,
    },
    /// Removes a topic that nothing uses.
    RemoveTopic(TopicId),
    /// Puts a reviewer at a place in the list; one that is there already moves to it.
    PutReviewer {
        /// Where in the list; beyond its end means at the end.
        index: usize,
        /// The reviewer.
        reviewer: Reviewer,
    },
    /// Removes a reviewer whose name stands on nothing.
    RemoveReviewer(ReviewerId),
    /// Replaces the codebook; what is in use must stay in it.
    SetCodebook(Arc<Codebook>),
    /// Adds a meeting with all that is in it.
    AddMeeting(Arc<Meeting>),
    /// Removes a meeting into which no link of another meeting leads.
    RemoveMeeting(MeetingId),
    /// Replaces what a meeting's form shows.
    SetMeeting {
        /// The meeting.
        id: MeetingId,
        /// Date, title, place, participants, note.
        details: MeetingDetails,
    },
    /// Adds a statement with all that is in it.
    AddStatement {
        /// The meeting.
        meeting: MeetingId,
        /// Where in the list; beyond its end means at the end.
        index: usize,
        /// The statement.
        statement: Arc<Statement>,
    },
    /// Removes a statement with whose passages no link has to do.
    RemoveStatement(Place),
    /// Replaces what a statement's form shows.
    SetStatement {
        /// The statement.
        place: Place,
        /// Party, language, source.
        details: Box<StatementDetails>,
    },
    /// Replaces a whole statement by one of the same id, such as one with a new text.
    SwapStatement {
        /// The meeting.
        meeting: MeetingId,
        /// The statement as it should be.
        statement: Arc<Statement>,
    },
    /// Puts a passage.
    PutPassage {
        /// Its statement.
        place: Place,
        /// The passage.
        passage: Arc<Passage>,
    },
    /// Removes a passage with which no link has to do.
    RemovePassage {
        /// Its statement.
        place: Place,
        /// The passage.
        id: PassageId,
    },
    /// Replaces a statement's list of lost passages.
    SetLost {
        /// The statement.
        place: Place,
        /// The list.
        lost: Vec<LostPassage>,
    },
    /// Puts a link.
    PutLink {
        /// The meeting of the passage that reacts.
        meeting: MeetingId,
        /// The link.
        link: Arc<Link>,
    },
    /// Removes a link.
    RemoveLink {
        /// Its meeting.
        meeting: MeetingId,
        /// The link.
        id: LinkId,
    },
    /// Puts an absence.
    PutAbsence {
        /// Its meeting.
        meeting: MeetingId,
        /// The absence.
        absence: Absence,
    },
    /// Removes an absence.
    RemoveAbsence {
        /// Its meeting.
        meeting: MeetingId,
        /// The absence.
        id: AbsenceId,
    },
    /// Puts a memo at a place in the list; one that is there already moves to it.
    PutMemo {
        /// Where in the list; beyond its end means at the end.
        index: usize,
        /// The memo.
        memo: Arc<Memo>,
    },
    /// Removes a memo.
    RemoveMemo(MemoId),
    /// Puts a kept search at a place in the list; one that is there already moves to it.
    PutSearch {
        /// Where in the list; beyond its end means at the end.
        index: usize,
        /// The search.
        search: SavedSearch,
    },
    /// Removes a kept search.
    RemoveSearch(SearchId),
    /// Replaces the numbers that a meeting's labels have reached.
    SetLabels {
        /// The meeting.
        meeting: MeetingId,
        /// The last number given out for each letter.
        counters: LabelCounters,
    },
}

impl Edit {
    /// Whether carrying out `self` after `earlier` leaves nothing of what `earlier` did.
    pub(crate) fn overwrites(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (Self::SetTitle(_), Self::SetTitle(_)) | (Self::SetNote(_), Self::SetNote(_)) => true,
            (Self::PutPassage { place, passage }, Self::PutPassage { place: other, passage: old }) => {
                place == other && passage.id == old.id
            }
            (Self::PutLink { meeting, link }, Self::PutLink { meeting: other, link: old }) => {
                meeting == other && link.id == old.id
            }
            (Self::PutMemo { memo, .. }, Self::PutMemo { memo: old, .. }) => memo.id == old.id,
            (Self::PutSearch { search, .. }, Self::PutSearch { search: old, .. }) => search.id == old.id,
            _ => false,
        }
    }
}

/// Where a change is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// In the dossier's lists or title.
    Dossier,
    /// In a meeting.
    Meeting(MeetingId),
    /// In a statement.
    Statement(Place),
    /// At a passage.
    Passage(Place, PassageId),
    /// At a link, which stands in this meeting.
    Link(MeetingId, LinkId),
    /// In a memo.
    Memo(MemoId),
}

/// What is being typed into: transactions in a row with the same key become one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeKey {
    /// The dossier's title.
    Title,
    /// A passage's note.
    PassageNote(PassageId),
    /// A passage's verb of saying.
    PassageVerb(PassageId),
    /// The reason why nothing answers a passage.
    NoResponse(PassageId),
    /// A link's note.
    LinkNote(LinkId),
    /// A memo's title.
    MemoTitle(MemoId),
    /// The handling marking of a memo.
    MemoMarking(MemoId),
    /// The reviewer's own words in a section of a memo.
    MemoText(MemoId, MemoSection),
}

/// Edits that are carried out as a whole or not at all, and undone in one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// What it does, in the words that undo shows: "Tag as Concern".
    pub label: String,
    /// The edits in their order; none where there is nothing to change.
    pub edits: Vec<Edit>,
    /// Where it is seen.
    pub focus: Option<Focus>,
    /// Set where a row of such transactions is one step.
    pub merge: Option<MergeKey>,
}

impl Transaction {
    pub(super) fn new(label: impl Into<String>, focus: Focus, edits: Vec<Edit>) -> Self {
        Self { label: label.into(), edits, focus: Some(focus), merge: None }
    }
}

/// Why nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The change is not allowed; the sentence says why.
    #[error("{0}")]
    Refused(String),
    /// The change does not fit the dossier.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl EditError {
    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }

    pub(super) fn missing(what: &'static str, id: impl ToString) -> Self {
        Self::Model(ModelError::Missing { what, id: id.to_string() })
    }
}
