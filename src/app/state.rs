//! What the program knows at one moment.
//!
//! Must not know: how any of it is drawn, or how it changes (`update` does that).

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::Arc;

use uuid::Uuid;

use super::{Dialog, Find, Intake, Keeping, Level, OwnLists, Question, Suggestions, Views};
use crate::analysis::{Counts, LinkIndex, Overview};
use crate::edit::History;
use crate::model::{
    Dossier, LinkId, Meeting, MeetingId, Passage, PassageId, Place, Statement, StatementId, TagId, TopicId,
};
use crate::store::{FileState, Problem, Settings};
use crate::text::{ByteOffset, ByteRange};

/// One of the two statements that stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

impl Pane {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// What the inspector shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Selected {
    /// Nothing.
    #[default]
    None,
    /// A passage.
    Passage(PassageId),
    /// A link.
    Link(LinkId),
}

/// A selection in a statement's text, from where it began to where the caret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextSelection {
    /// Which pane.
    pub pane: Pane,
    /// Where it began, in bytes.
    pub anchor: ByteOffset,
    /// Where the caret is, in bytes.
    pub head: ByteOffset,
}

impl TextSelection {
    /// The selected range (bytes); empty where there is only a caret.
    pub fn range(self) -> Option<ByteRange> {
        ByteRange::new(self.anchor.min(self.head), self.anchor.max(self.head))
    }
}

/// Where the reviewer is.
#[derive(Debug, Clone, Default)]
pub struct Where {
    /// The meeting shown.
    pub meeting: Option<MeetingId>,
    /// The statement on the left.
    pub left: Option<StatementId>,
    /// The statement on the right.
    pub right: Option<StatementId>,
    /// Statements that were removed while they stood in a pane: they come back to it with undo.
    pub gone: Vec<(Pane, StatementId)>,
    /// The pane that keys act on; `None` stands for the left one.
    pub active: Option<Pane>,
    /// What the inspector shows.
    pub selected: Selected,
    /// Selected words and caret.
    pub text: Option<TextSelection>,
    /// The passage at which a link was begun.
    pub linking: Option<PassageId>,
    /// Tags whose passages are hidden.
    pub hidden_tags: BTreeSet<TagId>,
    /// The topic to which passages are limited.
    pub topic_filter: Option<TopicId>,
    /// A place to bring into view: a pane and a range of its text (bytes).
    pub bring: Option<(Pane, ByteRange)>,
    /// Two places to be brought to the same height.
    pub level: Option<Level>,
    /// The passage whose counterpart was brought level last, and which that was.
    pub leveled: Option<(PassageId, PassageId)>,
    /// What was selected before each step of selecting more, the last one last.
    pub narrower: Vec<TextSelection>,
    /// The note's field should get the focus.
    pub focus_note: bool,
}

/// A dossier that is open.
#[derive(Debug)]
pub struct Open {
    /// The dossier.
    pub dossier: Arc<Dossier>,
    /// Its file; `None` where it was never saved.
    pub file: Option<FileState>,
    /// What can be undone.
    pub history: History,
    /// The history's state that the file has.
    pub saved_mark: u64,
    /// A new dossier that was made here and exists nowhere else.
    pub unsaved_new: bool,
    /// Why it can't be changed.
    pub read_only: Option<String>,
    /// What was odd about the file.
    pub warnings: Vec<Problem>,
    /// Links, coverage, what was raised, and how many passages each tag and topic has.
    pub overview: Arc<Overview>,
    /// Where the reviewer is.
    pub at: Where,
    /// Which view is shown, and what the views are set to.
    pub views: Views,
    /// Words that are looked for in the statements shown.
    pub find: Option<Find>,
    /// What the program suggests for the meeting shown.
    pub suggestions: Suggestions,
    /// Names this opening of a dossier: with the history's revision, it names a state of it.
    key: Uuid,
}

impl Open {
    /// A dossier with nothing done to it yet.
    pub fn new(dossier: Arc<Dossier>, file: Option<FileState>) -> Self {
        let history = History::default();
        let mut open = Self {
            overview: Arc::new(Overview::build(&dossier)),
            saved_mark: history.revision(),
            unsaved_new: false,
            history,
            file,
            read_only: None,
            warnings: Vec::new(),
            at: Where::default(),
            views: Views::default(),
            find: None,
            suggestions: Suggestions::default(),
            key: Uuid::new_v4(),
            dossier,
        };
        open.go_to_first();
        open
    }

    /// A name that no other state of any dossier has: what was worked out from one state can be kept
    /// as long as the name is the same.
    pub fn state_name(&self) -> (Uuid, u64) {
        (self.key, self.history.revision())
    }

    /// Whether there is something that the file does not have.
    pub fn is_dirty(&self) -> bool {
        self.unsaved_new || self.history.revision() != self.saved_mark
    }

    /// The meeting shown.
    pub fn meeting(&self) -> Option<&Arc<Meeting>> {
        self.dossier.meeting(self.at.meeting?)
    }

    /// Links by the passages at their ends.
    pub fn links(&self) -> &LinkIndex {
        self.overview.links()
    }

    /// The counts of the meeting shown.
    pub fn counts(&self) -> Option<&Counts> {
        self.overview.of(self.at.meeting?)
    }

    /// The meeting `step` places further in order of date.
    pub fn neighbour(&self, step: isize) -> Option<MeetingId> {
        let meetings = self.dossier.meetings();
        let here = meetings.iter().position(|m| Some(m.id()) == self.at.meeting)?;
        meetings.get(here.checked_add_signed(step)?).map(|m| m.id())
    }

    /// The statement that a pane shows.
    pub fn statement(&self, pane: Pane) -> Option<&Arc<Statement>> {
        let id = match pane {
            Pane::Left => self.at.left,
            Pane::Right => self.at.right,
        };
        self.meeting()?.statement(id?)
    }

    /// Where the statement that a pane shows stands.
    pub fn place(&self, pane: Pane) -> Option<Place> {
        Some(Place { meeting: self.at.meeting?, statement: self.statement(pane)?.id() })
    }

    /// The pane that shows a statement.
    pub fn pane_of(&self, statement: StatementId) -> Option<Pane> {
        [Pane::Left, Pane::Right]
            .into_iter()
            .find(|pane| self.statement(*pane).is_some_and(|s| s.id() == statement))
    }

    /// The pane that keys act on.
    pub fn active(&self) -> Pane {
        let pane = self.at.active.unwrap_or(Pane::Left);
        if self.statement(pane).is_some() { pane } else { pane.other() }
    }

    /// The selected passage.
    pub fn selected_passage(&self) -> Option<(&Arc<Meeting>, &Arc<Statement>, &Arc<Passage>)> {
        match self.at.selected {
            Selected::Passage(id) => self.dossier.passage(id),
            _ => None,
        }
    }

    /// The selected words: a non-empty range of the statement at the place.
    pub fn selected_range(&self) -> Option<(Place, ByteRange)> {
        let text = self.at.text?;
        let place = self.place(text.pane)?;
        text.range().filter(|range| !range.is_empty()).map(|range| (place, range))
    }

    /// The selected words where they lie in the selected passage's statement.
    pub fn selected_range_in_selected_statement(&self) -> Option<ByteRange> {
        let (place, range) = self.selected_range()?;
        let (_, statement, _) = self.selected_passage()?;
        (statement.id() == place.statement).then_some(range)
    }

    /// A name for the filters as they are, for what is kept from frame to frame.
    pub fn filter_name(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.at.hidden_tags.hash(&mut hasher);
        self.at.topic_filter.hash(&mut hasher);
        hasher.finish()
    }

    /// Whether the filters let a passage be seen.
    pub fn is_shown(&self, passage: &Passage) -> bool {
        !self.at.hidden_tags.contains(&passage.tag)
            && self.at.topic_filter.is_none_or(|topic| passage.topic == Some(topic))
    }

    /// How many passages of the meeting have lost their words.
    pub fn lost_count(&self) -> usize {
        self.meeting().map_or(0, |m| m.statements().iter().map(|s| s.lost().len()).sum())
    }

    /// Remembers statements that are gone from their panes, and puts back those that are there again.
    pub(super) fn return_panes(&mut self) {
        let Some(meeting) = self.meeting().cloned() else { return };
        for (pane, id) in [(Pane::Left, self.at.left), (Pane::Right, self.at.right)] {
            if let Some(id) = id.filter(|id| meeting.statement(*id).is_none()) {
                self.at.gone.push((pane, id));
            }
        }
        let (back, gone) = self.at.gone.iter().partition(|(_, id)| meeting.statement(*id).is_some());
        self.at.gone = gone;
        let back: Vec<(Pane, StatementId)> = back;
        for (pane, id) in back {
            match pane {
                Pane::Left => self.at.left = Some(id),
                Pane::Right => self.at.right = Some(id),
            }
        }
    }

    pub(super) fn go_to_first(&mut self) {
        // The latest meeting is what one comes for; undated ones stand last but are not the latest.
        let meetings = self.dossier.meetings();
        let dated = meetings.iter().rfind(|m| m.details().date.is_some());
        let last = dated.or(meetings.last()).map(|m| m.id());
        self.go_to(last);
    }

    pub(super) fn go_to(&mut self, meeting: Option<MeetingId>) {
        let hidden_tags = std::mem::take(&mut self.at.hidden_tags);
        self.at = Where { meeting, hidden_tags, ..Where::default() };
        self.fill_panes();
    }

    /// Puts statements into panes that have none, or whose statement is gone.
    pub(super) fn fill_panes(&mut self) {
        let Some(meeting) = self.meeting().cloned() else {
            (self.at.left, self.at.right) = (None, None);
            return;
        };
        let there = |id: &StatementId| meeting.statement(*id).is_some();
        let mut left = self.at.left.filter(there);
        let mut right = self.at.right.filter(|id| there(id) && Some(*id) != left);
        if left.is_none() {
            left = meeting.statements().iter().map(|s| s.id()).find(|id| Some(*id) != right);
        }
        if right.is_none() {
            // Another party's statement rather than another text of the same one.
            let left_party = left.and_then(|id| meeting.statement(id)).map(|s| s.party());
            let others = || meeting.statements().iter().filter(|s| Some(s.id()) != left);
            right =
                others().find(|s| Some(s.party()) != left_party).or_else(|| others().next()).map(|s| s.id());
        }
        (self.at.left, self.at.right) = (left, right);
    }
}

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    /// Something was done.
    Done,
    /// What was asked for can't be done now, and why; nothing was changed.
    Hint,
    /// Something was not done, or is odd; nothing is lost.
    Warning,
}

/// A short message at the foot of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Rises by one with each message.
    pub number: u64,
    /// What kind.
    pub kind: MessageKind,
    /// What it says.
    pub text: String,
}

/// What the program is doing with files at the moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileNow {
    /// A file that is being read.
    pub opening: Option<PathBuf>,
    /// A save is under way, or its dialog is open.
    pub saving: bool,
    /// A native dialog is open.
    pub picking: bool,
    /// An export that is being placed or written.
    pub exporting: Option<super::ExportRequest>,
    /// What waits for the save.
    pub after_save: Option<Question>,
}

/// All that the program knows.
#[derive(Debug, Default)]
pub struct State {
    /// Theme, text size, reviewer, recent files.
    pub settings: Settings,
    /// The dossier.
    pub open: Option<Open>,
    /// The dialog that stands before the window.
    pub dialog: Option<Dialog>,
    /// The last messages, oldest first.
    pub messages: Vec<Message>,
    /// What is going on with files.
    pub files: FileNow,
    /// The lists by which suggestions are made.
    pub lists: OwnLists,
    /// Unsaved work, earlier states, others at the same file.
    pub keeping: Keeping,
    /// Texts on their way into the open form.
    pub intake: Intake,
    pub(super) message_count: u64,
}

impl State {
    /// A program that has just started.
    pub fn new(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// How many passages of a statement have lost their words.
    pub(super) fn lost_in(&self, place: Place) -> usize {
        let statement = self.open.as_ref().and_then(|open| open.dossier.statement(place));
        statement.map_or(0, |statement| statement.lost().len())
    }

    /// Adds a message, keeping the last few. What was said before and stands still is said anew.
    pub fn say(&mut self, kind: MessageKind, text: impl Into<String>) {
        let text = text.into();
        self.messages.retain(|message| message.text != text);
        self.message_count += 1;
        self.messages.push(Message { number: self.message_count, kind, text });
        if self.messages.len() > 4 {
            self.messages.remove(0);
        }
    }
}
