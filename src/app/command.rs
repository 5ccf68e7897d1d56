//! Commands: everything that can happen to the program; and effects: everything it asks for.
//!
//! A command says what should be true ("this passage has that topic"), not "flip it",
//! because a frame may be drawn twice.
//! Must not know: which key, click or menu a command came from.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::{
    Action, Compared, Dialog, ExportJob, ExportRequest, FindJob, FoundIn, FoundInDossier, FoundSuggestions,
    Keep, MatrixChoice, MemoChange, Pane, SearchJob, Selected, SuggestJob, TextSelection, TextSource, View,
    ViewJob, Viewed,
};
use crate::edit::intent::Plan;
use crate::export::ExportFormat;
use crate::import::{Draft, Encoding};
use crate::journal::{Recoverable, Recovered};
use crate::model::{
    Day, LinkId, LinkKindId, LostPassage, MeetingDetails, MeetingId, MemoId, MemoScope, Palette, Participant,
    PartyId, PassageId, Place, SaidBy, SearchId, Statement, StatementDetails, StatementId, Strength, TagId,
    TopicId,
};
use crate::store::{
    Change, ContentHash, FileState, Holder, Kept, Moving, OpenError, Opened, SaveError, Settings, Theme,
};
use crate::text::{ByteOffset, ByteRange, CleanText};

/// A party as a form has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyDraft {
    /// The party that it changes; `None` for a new one.
    pub id: Option<PartyId>,
    /// Full name.
    pub name: String,
    /// Short name; made from the name where empty.
    pub short: String,
    /// Aliases, one each.
    pub aliases: Vec<String>,
    /// Its colour.
    pub colour: Palette,
}

/// What the form for a new dossier yields.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDossier {
    /// Title; made from the parties where empty.
    pub title: String,
    /// Two or more parties.
    pub parties: Vec<PartyDraft>,
    /// The first meeting.
    pub meeting: MeetingDetails,
    /// Go on with giving the paragraphs of the report that was read to sides.
    pub split: bool,
}

/// What splitting a report yields, for the meeting that is open.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSplit {
    /// A statement for each party that was given paragraphs.
    pub statements: Vec<NewStatement>,
    /// What neither side said; goes to the meeting's note.
    pub rest: CleanText,
    /// The meeting's day as the report tells it; taken where the meeting has none.
    pub date: Option<Day>,
    /// Those who took part, by the report; whoever the meeting lists already stays as he is.
    pub participants: Vec<Participant>,
    /// The report itself, in a few words ("Press report, 20 Feb 2025, https://…").
    pub source: String,
}

/// A statement as a form has it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewStatement {
    /// Party, language, source.
    pub details: StatementDetails,
    /// The text.
    pub text: CleanText,
}

/// How a tag was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagChoice {
    /// By its key, 1 to 9.
    Key(u8),
    /// By its id.
    Id(TagId),
}

/// Why a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To open it as a dossier.
    OpenDossier,
    /// To save the dossier there; then go on with what was asked for.
    SaveDossier,
    /// To export something there.
    Export,
}

/// Something that happens to the program.
#[derive(Debug)]
pub enum Command {
    /// What menu, palette or a key asked for.
    Do(Action),

    // Looking
    /// Show another meeting.
    GoToMeeting(MeetingId),
    /// Stand a statement left or right.
    SetPane(Pane, StatementId),
    /// The pane that keys act on.
    Activate(Pane),
    /// Select a passage or a link, without moving the text.
    Select(Selected),
    /// Select words (bytes of the statement's text) and bring them into view.
    ShowWords(Place, ByteRange),
    /// Select a passage and bring it into view.
    Show(PassageId),
    /// Bring a passage into view, without selecting it.
    Bring(PassageId),
    /// The text selection of one pane.
    SelectText(Option<TextSelection>),
    /// Show or hide the passages of a tag.
    SetTagHidden(TagId, bool),
    /// Show only the passages on one topic, or all.
    SetTopicFilter(Option<TopicId>),
    /// The window has brought what was asked for into view.
    Shown,

    // Views
    /// Look at the dossier in another way.
    SetView(View),
    /// What the table of concerns and responses is set to.
    SetMatrix(Box<MatrixChoice>),
    /// Let the findings stand beside the table, or not.
    ShowFindings(bool),
    /// Select the table's row of a passage and bring it into view.
    SelectRow(PassageId),
    /// Show in the timeline only what one side raised, or all.
    SetTimelineParty(Option<PartyId>),
    /// Show a meeting's statements.
    ShowMeeting(MeetingId),
    /// Compare the sides, or a side's text with its last one.
    Compare(Compared),
    /// Leave out sentences that stayed as they were, or not.
    HideKept(bool),
    /// Look for these words in the whole dossier.
    SearchWords(String),
    /// Show the best hits first, or the latest.
    SearchBestFirst(bool),
    /// Show more hits.
    MoreHits,
    /// Choose the hit so many places further.
    StepHit(isize),
    /// Show a hit where it stands: its group, and which of that group's hits.
    ShowHit(usize, usize),
    /// Put the caret into the field for the words.
    FocusSearch,
    /// Keep the words that are looked for, under this name; under themselves where it is empty.
    SaveSearch(String),
    /// Remove a kept search.
    RemoveSearch(SearchId),
    /// Show another memo.
    ChooseMemo(MemoId),
    /// Add a memo on these meetings, and show it.
    NewMemo(MemoScope),
    /// Remove a memo.
    RemoveMemo(MemoId),
    /// Change something in a memo; one that is not part of the dossier yet becomes so.
    ChangeMemo(MemoId, MemoChange),

    // Finding
    /// Look for these words in the statements shown.
    FindWords(String),
    /// Compare letter by letter, or as a reader does.
    FindExactly(bool),
    /// Find whole words only.
    FindWholeWords(bool),
    /// End the search.
    CloseFind,

    // Passages
    /// Tag the selected text, or retag the selected passage.
    Tag(TagChoice),
    /// Give a passage another tag.
    Retag(PassageId, TagId),
    /// Move a passage's ends (bytes of its statement's text).
    Resize(PassageId, ByteRange),
    /// What a passage is about.
    SetTopic(PassageId, Option<TopicId>),
    /// The same, with a topic that may be new.
    SetNewTopic(PassageId, String),
    /// To whom the words are attributed.
    SetSaidBy(PassageId, Option<SaidBy>),
    /// To whom a passage's words are attributed: the next of the sides, both, nobody.
    FlipSaidBy(PassageId),
    /// The verb of saying.
    SetVerb(PassageId, String),
    /// How strongly.
    SetStrength(PassageId, Option<Strength>),
    /// The note.
    SetNote(PassageId, String),
    /// Confirm that nothing answers it (with a reason), or take that back.
    SetNoResponse(PassageId, Option<String>),
    /// Remove a passage and its links.
    RemovePassage(PassageId),
    /// Put a lost passage on the selected text.
    RestoreLost(Place, PassageId),
    /// Give up a lost passage.
    RemoveLost(Place, PassageId),

    // Links
    /// Begin a link at this passage.
    BeginLink(PassageId),
    /// The other end was chosen; ask for the kind.
    ChooseLinkKind {
        /// Where the link was begun.
        start: PassageId,
        /// The other end.
        end: PassageId,
    },
    /// Make a link.
    Link {
        /// The passage that reacts.
        from: PassageId,
        /// The passage it reacts to.
        to: PassageId,
        /// How.
        kind: LinkKindId,
    },
    /// Change a link's kind.
    SetLinkKind(LinkId, LinkKindId),
    /// Change a link's note.
    SetLinkNote(LinkId, String),
    /// Let the other end react.
    ReverseLink(LinkId),
    /// Remove a link.
    RemoveLink(LinkId),
    /// A text field lost the focus: what is typed next is a step of its own.
    Seal,

    // Dossier, meetings, statements
    /// Make a dossier.
    CreateDossier(Box<NewDossier>),
    /// Change the title.
    SetTitle(String),
    /// Change the parties to these.
    SetParties(Vec<PartyDraft>),
    /// Add a meeting.
    AddMeeting(MeetingDetails),
    /// Change a meeting's details.
    SetMeeting(MeetingId, MeetingDetails),
    /// Remove a meeting.
    RemoveMeeting(MeetingId),
    /// Add a statement to the meeting that is open.
    AddStatement(Box<NewStatement>),
    /// Change a statement's details.
    SetStatement(Place, Box<StatementDetails>),
    /// Remove a statement.
    RemoveStatement(Place),
    /// Add the statements of a split report.
    AddSplit(Box<NewSplit>),
    /// Add a topic.
    AddTopic(String),
    /// Rename a topic.
    RenameTopic(TopicId, String),
    /// Remove a topic.
    RemoveTopic(TopicId),

    // Dialogs and settings
    /// Open a dialog, or close the open one.
    SetDialog(Option<Dialog>),
    /// An answer to the question on unsaved changes: `true` saves first.
    Proceed {
        /// Save before going on.
        save: bool,
    },
    /// Overwrite a file that changed on disk; what is there is kept beside as a copy.
    OverwriteChanged,
    /// Read the file again, giving up unsaved changes.
    Reload,
    /// Take a message away.
    DismissMessage(u64),
    /// Change the theme.
    SetTheme(Theme),
    /// Change the size of the statements' text, in points.
    SetTextSize(f32),
    /// Stronger colours and lines, or the usual ones.
    SetHighContrast(bool),
    /// Change the longest line of the statements' text, in letters.
    SetMeasure(f32),
    /// Change the distance from line to line, in sizes of the text.
    SetLineHeight(f32),
    /// Set the statements' text without serifs, or with them.
    SetSans(bool),
    /// How the two statements scroll.
    SetMoving(Moving),
    /// Change the reviewer's name.
    SetReviewer(String),
    /// Compare a statement with this new text and plan where its passages go.
    CompareText(Place, CleanText),
    /// Give a statement the new text of a plan; what was decided against it is by passage: to its
    /// place (`true`) or to the lost ones.
    Revise(Place, Arc<Plan>, BTreeMap<PassageId, bool>),
    /// Ask for files with texts for the open form; for more than one where it takes one after
    /// the other.
    PickTexts,
    /// Texts were dropped on the window, on one of the statements perhaps: read them into the form
    /// for a new statement.
    DropTexts(Vec<PathBuf>, Option<Pane>),
    /// Read what lies on the clipboard into the open form; its text is given, and is taken where
    /// nothing better lies there.
    PasteText(String),
    /// Read the file again in another encoding.
    ReadAs(Encoding),
    /// Leave the file that was read, and go on with the next of those chosen with it.
    SkipText,

    /// Write this to a file that is asked for.
    Export(Box<ExportRequest>),

    // Suggestions
    /// Look at a suggestion, by its place in the list.
    LookAt(usize),
    /// Look at a finding, by its place in the list.
    LookAtFinding(usize),
    /// Look at the next one.
    NextSuggestion,
    /// Take these suggestions over, by their places in the list, in one step.
    Accept(Vec<usize>),
    /// Put a suggestion away; it does not come back.
    Dismiss(usize),
    /// Make and show suggestions, or none.
    ShowSuggestions(bool),
    /// Forget what was learned from decisions, and what was dismissed.
    ForgetDecisions,
    /// Keep an edited list, by the name of its file; `None` takes the program's own again.
    SetList(String, Option<String>),

    // Keeping
    /// Open the unsaved work at this place in the list.
    Recover(usize),
    /// Put the unsaved work at this place in the list aside.
    Decline(usize),
    /// Show the earlier states of the file.
    ShowStates,
    /// Open an earlier state of the file.
    TakeState(Kept),
    /// Keep the last states of every file that is saved, or not.
    SetBackups(bool),
    /// Let others at the same file see the reviewer's name, or not.
    SetNameInLock(bool),
    /// Remove all earlier states of all files.
    WipeStates,

    // What effects bring back
    /// Unsaved work was found, and what is wrong with its folder, if something is.
    FoundUnsaved(Vec<Arc<Recoverable>>, Option<String>),
    /// Unsaved work was looked at.
    LookedAtUnsaved(Arc<Recoverable>, Result<Box<Recovered>, String>),
    /// Whoever keeps unsaved work needs all of the dossier.
    WholeWanted,
    /// The earlier states of the file.
    StatesListed(Vec<Kept>),
    /// An earlier state was read.
    StateRead(Result<Box<Opened>, String>),
    /// The file, which should hold that content, was looked at.
    FileLookedAt(PathBuf, ContentHash, Change),
    /// Somebody else has changes to a file open.
    HeldBy(PathBuf, Option<Holder>),
    /// Something that a view needs is worked out.
    Viewed(Box<Viewed>),
    /// Suggestions are worked out; the number is that of the job.
    SuggestionsFound(u64, Box<FoundSuggestions>),
    /// A path was chosen, typed or dropped; `None` where the dialog was cancelled or failed.
    Picked(Purpose, Option<PathBuf>),
    /// A dossier was read.
    Opened(PathBuf, Result<Box<Opened>, OpenError>),
    /// A dossier was saved; `mark` is the state that was saved.
    Saved {
        /// Which state of the history it was.
        mark: u64,
        /// The file now, or why not.
        result: Result<FileState, SaveError>,
    },
    /// Something was exported: how many bytes, or why not.
    Exported(PathBuf, Result<usize, String>),
    /// A search over the dossier is done.
    DossierSearched(u64, Box<FoundInDossier>),
    /// A search is done.
    Found(u64, Vec<FoundIn>),
    /// Files with texts were chosen; none where the dialog was cancelled or failed.
    PickedTexts(Vec<PathBuf>),
    /// A statement was compared with a new text.
    Compared(Place, Box<Plan>),
    /// A text was read for the open form, or why not.
    TextRead(TextSource, Result<Box<Draft>, String>),
    /// Settings could not be saved, or some other trouble that is told.
    Trouble(String),
    /// The window is asked to close.
    CloseAsked,
    /// Open this file.
    OpenPath(PathBuf),
    /// Open one of the samples.
    OpenSample {
        /// The one with many meetings.
        many: bool,
    },
    /// Drop a lost passage's list from view, or the like: a place to show.
    ShowLost(Place, Box<LostPassage>),
    /// Put the caret there (bytes) and bring it into view.
    PlaceCaret(Pane, ByteOffset),
}

/// Something that the program asks of its surroundings.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Show the native dialog for a file to open.
    PickFile(Purpose),
    /// Show the native dialog for a place to save, with a proposed file name.
    PickSave(String),
    /// Show the native dialog for a place to export to, with a proposed file name.
    PickExport {
        /// The name.
        name: String,
        /// The format.
        format: ExportFormat,
    },
    /// Export something.
    Export(Box<ExportJob>),
    /// Read a dossier.
    Open(PathBuf),
    /// Write the dossier.
    Save(Box<SaveJob>),
    /// Show the native dialog for files with texts, for several where `many`.
    PickTexts {
        /// Whether more than one can be chosen.
        many: bool,
    },
    /// Read a file with a text, in this encoding where one was chosen.
    ReadText(PathBuf, Option<Encoding>),
    /// Compare a statement with a new text.
    Compare(Place, Arc<Statement>, CleanText),
    /// Read what lies on the clipboard, or else this text.
    ReadClipboard(String),
    /// Take this for whoever keeps unsaved work.
    Keep(Keep),
    /// Look up the earlier states of a file.
    ListStates(PathBuf),
    /// Read an earlier state of a file.
    ReadState(PathBuf, Box<Kept>),
    /// Remove the earlier states of all files.
    WipeStates,
    /// Look now and then whether this file holds that content.
    Watch(Option<(PathBuf, ContentHash)>),
    /// Write the settings.
    SaveSettings(Box<Settings>),
    /// Look for words in texts.
    Find(FindJob),
    /// Keep an edited list, or put it aside.
    SaveList(String, Option<String>),
    /// Throw away suggestions that are no longer needed, where nobody waits for it.
    Discard(Box<FoundSuggestions>),
    /// Look for words in the whole dossier.
    Search(Box<SearchJob>),
    /// Work out what a view needs.
    View(Box<ViewJob>),
    /// Work out what to suggest.
    Suggest(Box<SuggestJob>),
    /// Put text on the clipboard.
    Copy(String),
    /// Close the window now.
    Quit,
}

/// What to write where.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveJob {
    /// The dossier as it is now; cheap to hold while the reviewer goes on.
    pub dossier: std::sync::Arc<crate::model::Dossier>,
    /// Where to.
    pub path: PathBuf,
    /// What must be there for the save to go ahead.
    pub expect: crate::store::Expectation,
    /// The history's state that is saved.
    pub mark: u64,
    /// Keep it among the earlier states as well.
    pub keep: bool,
}
