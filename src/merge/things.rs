//! Names of everything in a dossier that can be merged, deleted or needed.
//!
//! Must not know: what becomes of any of it.

use crate::model::{
    AbsenceId, FamilyId, LinkId, LinkKindId, MeetingId, MemoId, PartyId, PassageId, ReviewerId, SearchId,
    StatementId, TagId, TopicId,
};

/// One object of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// The dossier itself: title, note.
    Dossier,
    /// A party.
    Party(PartyId),
    /// The codebook as a whole.
    Codebook,
    /// A tag.
    Tag(TagId),
    /// A kind of link.
    LinkKind(LinkKindId),
    /// A family of verbs.
    Family(FamilyId),
    /// A topic.
    Topic(TopicId),
    /// A reviewer.
    Reviewer(ReviewerId),
    /// A meeting.
    Meeting(MeetingId),
    /// A statement.
    Statement(StatementId),
    /// A passage.
    Passage(PassageId),
    /// A link.
    Link(LinkId),
    /// An absence.
    Absence(AbsenceId),
    /// A memo.
    Memo(MemoId),
    /// A kept search.
    Search(SearchId),
}

impl Thing {
    /// A word for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Dossier => "dossier",
            Self::Party(_) => "party",
            Self::Codebook => "codebook",
            Self::Tag(_) => "tag",
            Self::LinkKind(_) => "link_kind",
            Self::Family(_) => "family",
            Self::Topic(_) => "topic",
            Self::Reviewer(_) => "reviewer",
            Self::Meeting(_) => "meeting",
            Self::Statement(_) => "statement",
            Self::Passage(_) => "passage",
            Self::Link(_) => "link",
            Self::Absence(_) => "absence",
            Self::Memo(_) => "memo",
            Self::Search(_) => "search",
        }
    }

    /// Its id as the file has it; empty for the dossier and its codebook.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Dossier | Self::Codebook => String::new(),
            Self::Party(id) => id.to_string(),
            Self::Tag(id) => id.to_string(),
            Self::LinkKind(id) => id.to_string(),
            Self::Family(id) => id.to_string(),
            Self::Topic(id) => id.to_string(),
            Self::Reviewer(id) => id.to_string(),
            Self::Meeting(id) => id.to_string(),
            Self::Statement(id) => id.to_string(),
            Self::Passage(id) => id.to_string(),
            Self::Link(id) => id.to_string(),
            Self::Absence(id) => id.to_string(),
            Self::Memo(id) => id.to_string(),
            Self::Search(id) => id.to_string(),
        }
    }
}
