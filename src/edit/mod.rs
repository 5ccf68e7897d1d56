//! Changing a dossier: edits, transactions, undo and redo, and what the reviewer means by them.
//!
//! An [`Edit`] is small and knows its inverse; a [`Transaction`] is what the reviewer calls one
//! change; [`History`] keeps what can be taken back; [`intent`] turns wishes into transactions.
//! Must not know: files, JSON, the window, the clock (the time comes in with [`By`]).

mod apply;
mod history;
pub mod intent;
mod validate;

use std::sync::Arc;

pub use apply::apply;
pub use history::{Done, History};

use crate::model::{
    Absence, AbsenceId, Codebook, LabelCounters, Link, LinkId, LostPassage, Meeting, MeetingDetails,
    MeetingId, ModelError, Moment, Party, PartyId, Passage, PassageId, Place, Reviewer, ReviewerId,
    Statement, StatementDetails, Topic, TopicId,
};

/// The smallest change; each is its own kind so that nothing can be changed past the history.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// The dossier's title.
    SetTitle(String),
    /// The note on the whole.
    SetNote(String),
    /// Tags, link kinds, strengths.
    SetCodebook(Arc<Codebook>),
    /// Adds a party at an index, or replaces the one of the same id, which moves there.
    PutParty {
        /// Where it stands afterwards, from 0.
        index: usize,
        /// The party.
        party: Party,
    },
    /// Removes a party that nothing refers to.
    RemoveParty(PartyId),
    /// Adds a topic at an index, or replaces the one of the same id, which moves there.
    PutTopic {
        /// Where it stands afterwards, from 0.
        index: usize,
        /// The topic.
        topic: Topic,
    },
    /// Removes a topic that nothing refers to.
    RemoveTopic(TopicId),
    /// Adds a reviewer at an index, or replaces the one of the same id.
    PutReviewer {
        /// Where they stand afterwards, from 0.
        index: usize,
        /// The reviewer.
        reviewer: Reviewer,
    },
    /// Removes a reviewer whose name stands on nothing.
    RemoveReviewer(ReviewerId),
    /// Adds a meeting with all that is in it.
    AddMeeting(Arc<Meeting>),
    /// Removes a meeting with all that is in it.
    RemoveMeeting(MeetingId),
    /// Date, title, place, participants, note of a meeting.
    SetMeeting {
        /// The meeting.
        id: MeetingId,
        /// What it says afterwards.
        details: MeetingDetails,
    },
    /// The numbers given out for labels in a meeting.
    SetLabels {
        /// The meeting.
        meeting: MeetingId,
        /// The numbers afterwards.
        labels: LabelCounters,
    },
    /// Adds a statement with its passages.
    AddStatement {
        /// The meeting.
        meeting: MeetingId,
        /// Where it stands afterwards, from 0.
        index: usize,
        /// The statement.
        statement: Arc<Statement>,
    },
    /// Removes a statement with its passages.
    RemoveStatement(Place),
    /// Party, language, source of a statement.
    SetStatement {
        /// The statement.
        place: Place,
        /// What it says afterwards.
        details: StatementDetails,
    },
    /// Puts another state of a statement (such as one with a new text) in its place.
    SwapStatement {
        /// The meeting.
        meeting: MeetingId,
        /// The statement, with the id of the one that it replaces.
        statement: Arc<Statement>,
    },
    /// Adds a passage, or replaces the one of the same id.
    PutPassage {
        /// Its statement.
        place: Place,
        /// The passage.
        passage: Passage,
    },
    /// Removes a passage that no link touches.
    RemovePassage {
        /// Its statement.
        place: Place,
        /// The passage.
        id: PassageId,
    },
    /// The passages of a statement whose words were lost.
    SetLost {
        /// The statement.
        place: Place,
        /// All of them.
        lost: Vec<LostPassage>,
    },
    /// Adds a link, or replaces the one of the same id.
    PutLink {
        /// The meeting of the passage that reacts.
        meeting: MeetingId,
        /// The link.
        link: Link,
    },
    /// Removes a link.
    RemoveLink {
        /// Its meeting.
        meeting: MeetingId,
        /// The link.
        id: LinkId,
    },
    /// Adds an absence, or replaces the one of the same id.
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
}

/// Where a change was made, so that undo can show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The dossier as a whole.
    Dossier,
    /// A meeting.
    Meeting(MeetingId),
    /// A statement.
    Statement(Place),
    /// A passage.
    Passage(Place, PassageId),
    /// A link.
    Link(MeetingId, LinkId),
}

/// What successive changes must share to become one step: typing in one field of one object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeKey {
    /// A field of a passage.
    Passage(PassageId, &'static str),
    /// A field of a link.
    Link(LinkId, &'static str),
    /// A field of the dossier.
    Dossier(&'static str),
}

/// What the reviewer calls one change; it happens wholly or not at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// What was done, such as "Tag C1 as Concern"; shown beside undo.
    pub label: String,
    /// The edits, in order.
    pub edits: Vec<Edit>,
    /// Where to look for it.
    pub focus: Option<Focus>,
    /// With what it may become one step; `None` for a step of its own.
    pub merge: Option<MergeKey>,
}

/// Who makes a change, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// The reviewer, where they gave a name.
    pub reviewer: Option<ReviewerId>,
    /// The time.
    pub now: Moment,
}

/// Why a change was not made. The dossier is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The change makes no sense; the sentence says why.
    #[error("{0}")]
    Refused(String),
    /// The change would break an invariant of the dossier.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl EditError {
    fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}
