//! What a search found: where, in which words, and what stands around them.
//!
//! Must not know: how it was found, or how it is shown.

use std::borrow::Cow;

use super::snippet::Snippet;
use crate::model::{AbsenceId, Dossier, LinkId, MeetingId, Participant, PassageId, StatementId};
use crate::text::ByteRange;

/// Which words of a dossier something was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The reviewer's note on the dossier.
    DossierNote,
    /// A meeting's title.
    Title,
    /// Where it took place.
    Venue,
    /// A participant's name and office, by their number from 0.
    Participant(usize),
    /// The reviewer's note on a meeting.
    MeetingNote,
    /// A statement's headline.
    Headline(StatementId),
    /// Who published a statement.
    Publisher(StatementId),
    /// A statement's text.
    Text(StatementId),
    /// The reviewer's note on a passage, be its place lost or not.
    PassageNote(StatementId, PassageId),
    /// The reviewer's reason why nothing answers a passage.
    Reason(StatementId, PassageId),
    /// The reviewer's words about a link.
    LinkNote(LinkId),
    /// The reviewer's reason why one side is said to be silent.
    Absence(AbsenceId),
}

impl Source {
    /// What it is, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::DossierNote => "note on the dossier",
            Self::Title => "title",
            Self::Venue => "place",
            Self::Participant(_) => "participant",
            Self::MeetingNote => "note on the meeting",
            Self::Headline(_) => "headline",
            Self::Publisher(_) => "publisher",
            Self::Text(_) => "text",
            Self::PassageNote(..) => "note on a passage",
            Self::Reason(..) => "reason for no response",
            Self::LinkNote(_) => "note on a link",
            Self::Absence(_) => "note on a silence",
        }
    }

    /// Its words as they were searched, of a meeting's group; `None` where they are gone by now.
    pub fn text(self, dossier: &Dossier, meeting: Option<MeetingId>) -> Option<Cow<'_, str>> {
        if self == Self::DossierNote {
            return Some(dossier.note().into());
        }
        let meeting = dossier.meeting(meeting?)?;
        let details = meeting.details();
        let statement = || self.statement().and_then(|id| meeting.statement(id));
        let passage = |id: PassageId| {
            let statement = statement()?;
            let lost = || statement.lost().iter().map(|lost| &lost.passage).find(|passage| passage.id == id);
            statement.passages().get(id).map(AsRef::as_ref).or_else(lost)
        };
        let words = match self {
            Self::DossierNote => dossier.note(),
            Self::Title => &details.title,
            Self::Venue => &details.place,
            Self::Participant(number) => {
                return details.participants.get(number).map(|one| named(one).into());
            }
            Self::MeetingNote => &details.note,
            Self::Headline(_) => &statement()?.details().source.title,
            Self::Publisher(_) => &statement()?.details().source.publisher,
            Self::Text(_) => statement()?.text().as_str(),
            Self::PassageNote(_, id) => &passage(id)?.note,
            Self::Reason(_, id) => &passage(id)?.no_response.as_ref()?.reason,
            Self::LinkNote(id) => &meeting.link(id)?.note,
            Self::Absence(id) => &meeting.absences().find(|absence| absence.id == id)?.reason,
        };
        Some(words.into())
    }

    /// The statement that it belongs to.
    pub fn statement(self) -> Option<StatementId> {
        match self {
            Self::Headline(id)
            | Self::Publisher(id)
            | Self::Text(id)
            | Self::PassageNote(id, _)
            | Self::Reason(id, _) => Some(id),
            _ => None,
        }
    }
}

/// A participant as one reads of them: name and office.
pub(super) fn named(participant: &Participant) -> String {
    [participant.name.as_str(), participant.office.as_str()].join(", ")
}

/// One place that was found: words that stand near each other in one paragraph, or all that was
/// asked for where no words were.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Which words it is in.
    pub source: Source,
    /// The place, in bytes of the source: from the first word found to the last; where no words
    /// were looked for, the passage, or the beginning of the source.
    pub range: ByteRange,
    /// The words found, in bytes of the source, in order and apart; none where none were looked for.
    pub words: Vec<ByteRange>,
    /// How many of the different words looked for stand here.
    pub near: usize,
    /// The passages that it lies in or touches, in order of place; of a note its own passage, of a
    /// link's note the one that reacts and the other.
    pub passages: Vec<PassageId>,
    /// The words with what stands around them.
    pub snippet: Snippet,
}

/// What was found in one meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The meeting; `None` for the dossier's own note.
    pub meeting: Option<MeetingId>,
    /// How many places were found, be they in `hits` or beyond the limit.
    pub count: usize,
    /// How many of the words looked for stand near each other in the best place.
    pub near: usize,
    /// The places, statement by statement; in each those where most of the words stand near each
    /// other come first, else they are in order.
    pub hits: Vec<Hit>,
}

/// What a search came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Total {
    /// All places, those beyond the limit too.
    pub count: usize,
    /// Meetings in which there are any, and the dossier itself where its note is one.
    pub groups: usize,
    /// Places that were handed over.
    pub shown: usize,
    /// Whether it was stopped before the end.
    pub cancelled: bool,
}
