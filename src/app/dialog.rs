//! Which dialog is open, with what it is about. What is typed into it belongs to the window.
//!
//! Must not know: how a dialog looks.

use std::path::PathBuf;

use crate::model::{LinkKindId, MeetingId, PassageId, Place};

/// The dialog that stands before the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// The form for a new dossier.
    NewDossier,
    /// Title and parties.
    Parties,
    /// A meeting's details; `None` for a new one.
    Meeting(Option<MeetingId>),
    /// A statement's details; `None` for a new one, with its text.
    Statement(Option<Place>),
    /// One report, each paragraph to be given to a side.
    Split,
    /// The lists by which suggestions are made.
    Lists,
    /// All suggestions with their reasons.
    Suggestions,
    /// A new text for this statement.
    Revise(Place),
    /// Unsaved work that was left behind.
    Recover,
    /// Earlier states of the file.
    States,
    /// Where everything lies on this machine.
    Places,
    /// What to export, in which format.
    Export,
    /// The list of topics.
    Topics,
    /// What tags and link kinds mean.
    Codebook,
    /// Passages whose words were lost.
    Lost,
    /// Find a tag by typing.
    PickTag,
    /// Find or add a topic for this passage.
    PickTopic(PassageId),
    /// Choose the kind of a new link, or another kind for one.
    PickLink(LinkChoice),
    /// Theme, text size, name.
    Settings,
    /// All commands.
    Commands,
    /// All keys.
    Keys,
    /// Version, licence, places.
    About,
    /// Unsaved changes stand in the way of something.
    Unsaved(Question),
    /// The file changed on disk since it was read.
    Conflict(Conflict),
    /// Something went wrong that must be read.
    Trouble {
        /// What, in a few words.
        title: String,
        /// What happened, what is safe, what to do.
        text: String,
    },
}

/// A link about to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkChoice {
    /// The passage that reacts.
    pub from: PassageId,
    /// The passage it reacts to.
    pub to: PassageId,
    /// The kind it has now, where the link is there already.
    pub now: Option<(crate::model::LinkId, LinkKindId)>,
}

/// What waits for the answer on unsaved changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// The window closes.
    Quit,
    /// The dossier closes.
    Close,
    /// Another file is opened; `None` asks for it first.
    Open(Option<PathBuf>),
    /// A sample is opened.
    Sample {
        /// The one with many meetings.
        many: bool,
    },
    /// Unsaved work is opened, by its place in the list.
    Recover(usize),
    /// An earlier state of the file is opened.
    TakeState(Box<crate::store::Kept>),
    /// A new dossier is made.
    New(Box<super::NewDossier>),
}

/// A save that did not go ahead because the file is not what was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The file.
    pub path: PathBuf,
    /// What happened to it, in a sentence.
    pub what: String,
    /// Whether the file is gone rather than changed.
    pub vanished: bool,
}
