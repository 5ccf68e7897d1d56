//! Why nothing was exported, in sentences for people.
//!
//! Must not know: who reads them.

use super::ExportFormat;

/// Why an export was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The chosen meeting is not there.
    #[error("the meeting is not in this dossier")]
    MissingMeeting,
    /// The dossier holds no meeting at all.
    #[error("there is no meeting in this dossier yet")]
    NoMeetings,
    /// No meeting has a day in the period.
    #[error("no meeting lies in this period")]
    EmptyPeriod,
    /// The format tells of one meeting.
    #[error("this format tells of one meeting and {0} are chosen: choose one")]
    SeveralMeetings(usize),
    /// Two texts are compared.
    #[error("two texts are compared, and the chosen sides have not two at this meeting")]
    OneText,
    /// A chosen party is not there.
    #[error("the party is not in this dossier")]
    MissingParty,
    /// The chosen memo is not there.
    #[error("the memo is not in this dossier")]
    MissingMemo,
    /// The format can't hold it.
    #[error("{format} was not written: {reason}")]
    Unwritable {
        /// The format.
        format: ExportFormat,
        /// What was in the way.
        reason: String,
    },
}
