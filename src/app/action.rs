//! The one list of what a reviewer can ask for, read alike by menus, palette, keys and help.
//!
//! Adding an action is adding a variant and following the compiler.
//! Must not know: how a key event or a menu looks.

use super::{Chord, Key};

/// Where an action stands in the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Menu {
    File,
    Edit,
    Meeting,
    Passage,
    Link,
    View,
    Help,
}

impl Menu {
    /// All menus in order.
    pub const ALL: [Self; 7] =
        [Self::File, Self::Edit, Self::Meeting, Self::Passage, Self::Link, Self::View, Self::Help];

    /// Its title.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Meeting => "Meeting",
            Self::Passage => "Passage",
            Self::Link => "Link",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// What a reviewer can ask for. What each is called stands in `wording.rs`, when it can be done in
/// `possible.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "`label` and `description` say it, for people as well")]
pub enum Action {
    NewDossier,
    Open,
    OpenSample,
    OpenSampleMany,
    Save,
    SaveAs,
    CloseDossier,
    Export,
    States,
    Unsaved,
    Places,
    Quit,
    Undo,
    Redo,
    Copy,
    CopyCited,
    Find,
    SearchDossier,
    NextHit,
    PreviousHit,
    SelectMore,
    SelectLess,
    EditDossier,
    Topics,
    Codebook,
    AddMeeting,
    EditMeeting,
    RemoveMeeting,
    NextMeeting,
    PreviousMeeting,
    AddStatement,
    SplitReport,
    EditLeftStatement,
    EditRightStatement,
    ReviseLeftStatement,
    ReviseRightStatement,
    RemoveLeftStatement,
    RemoveRightStatement,
    LostPassages,
    Tag(u8),
    OtherTag,
    Topic,
    Note,
    FitToSelection,
    SelectWords,
    NoResponse,
    Delete,
    NextPassage,
    PreviousPassage,
    NextUnanswered,
    FlipSaidBy,
    NextSuggestion,
    AcceptSuggestion,
    DismissSuggestion,
    Suggestions,
    ShowSuggestions,
    Lists,
    ForgetDecisions,
    LinkFrom,
    ViewReview,
    ViewMatrix,
    ViewWording,
    ViewTimeline,
    ViewMemo,
    OpenRow,
    ShowAllTags,
    SwitchPane,
    SwapPanes,
    Level,
    MoveApart,
    MoveByLinks,
    MoveByShare,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    Contrast,
    LargerText,
    SmallerText,
    Settings,
    Commands,
    Keys,
    About,
    Cancel,
}

impl Action {
    /// All of them, in the order of menus and help.
    pub fn all() -> Vec<Self> {
        use Action::*;
        let mut all = vec![
            NewDossier,
            Open,
            OpenSample,
            OpenSampleMany,
            Save,
            SaveAs,
            Export,
            States,
            Unsaved,
            Places,
            CloseDossier,
            Quit, // File
            Undo,
            Redo,
            Copy,
            CopyCited,
            Find,
            SearchDossier,
            NextHit,
            PreviousHit,
            SelectMore,
            SelectLess,
            EditDossier,
            Topics,
            Codebook,
            Settings, // Edit
            AddMeeting,
            EditMeeting,
            RemoveMeeting,
            PreviousMeeting,
            NextMeeting, // Meeting
            AddStatement,
            SplitReport,
            EditLeftStatement,
            EditRightStatement,
            ReviseLeftStatement,
            ReviseRightStatement,
            RemoveLeftStatement,
            RemoveRightStatement,
            LostPassages,
        ];
        all.extend((1..=9).map(Tag));
        all.extend([
            OtherTag,
            Topic,
            Note,
            FitToSelection,
            SelectWords,
            NoResponse,
            Delete,
            NextPassage,
            PreviousPassage,
            NextUnanswered,
            FlipSaidBy,
            NextSuggestion,
            AcceptSuggestion,
            DismissSuggestion,
            Suggestions,
            ShowSuggestions,
            Lists,
            ForgetDecisions, // Passage
            LinkFrom,        // Link
            ViewReview,
            ViewMatrix,
            ViewWording,
            ViewTimeline,
            ViewMemo,
            OpenRow,
            SwitchPane,
            SwapPanes,
            Level,
            MoveApart,
            MoveByLinks,
            MoveByShare,
            ShowAllTags,
            LargerText,
            SmallerText,
            ThemeSystem,
            ThemeLight,
            ThemeDark,
            Contrast, // View
            Commands,
            Keys,
            About,
            Cancel, // Help
        ]);
        all
    }

    /// The keys that call it, the usual one first.
    pub fn chords(self) -> Vec<Chord> {
        let plain = |letter| vec![Chord::plain(Key::Letter(letter))];
        match self {
            Self::NewDossier => vec![Chord::ctrl('N')],
            Self::Open => vec![Chord::ctrl('O')],
            Self::Save => vec![Chord::ctrl('S')],
            Self::SaveAs => vec![Chord::ctrl_shift('S')],
            Self::CloseDossier => vec![Chord::ctrl('W')],
            Self::Quit => vec![Chord::ctrl('Q')],
            Self::Undo => vec![Chord::ctrl('Z')],
            Self::Redo => vec![Chord::ctrl_shift('Z'), Chord::ctrl('Y')],
            Self::Commands => vec![Chord::ctrl('K')],
            Self::CopyCited => vec![Chord::ctrl_shift('C')],
            Self::Find => vec![Chord::ctrl('F')],
            Self::SearchDossier => vec![Chord::ctrl_shift('F')],
            Self::Export => vec![Chord::ctrl('E')],
            Self::ViewReview => vec![Chord::ctrl_digit(1)],
            Self::ViewMatrix => vec![Chord::ctrl_digit(2)],
            Self::ViewWording => vec![Chord::ctrl_digit(3)],
            Self::ViewTimeline => vec![Chord::ctrl_digit(4)],
            Self::ViewMemo => vec![Chord::ctrl_digit(5)],
            Self::OpenRow => vec![Chord::plain(Key::Enter)],
            Self::NextHit => vec![Chord::plain(Key::F3)],
            Self::PreviousHit => vec![Chord::shift(Key::F3)],
            Self::SelectMore => plain('E'),
            Self::SelectLess => vec![Chord::shift(Key::Letter('E'))],
            Self::Level => plain('B'),
            Self::SplitReport => vec![Chord::ctrl_shift('R')],
            Self::AddStatement => vec![Chord::ctrl_shift('A')],
            Self::AddMeeting => vec![Chord::ctrl_shift('N')],
            Self::Settings => {
                vec![Chord { ctrl: true, shift: false, alt: false, key: Key::Comma }]
            }
            Self::Keys => vec![Chord::plain(Key::F1)],
            Self::SwitchPane => vec![Chord::plain(Key::F6)],
            Self::Tag(key) => vec![Chord::plain(Key::Digit(key))],
            Self::OtherTag => vec![Chord::plain(Key::Digit(0)), Chord::plain(Key::Letter('G'))],
            Self::Topic => plain('T'),
            Self::Note => plain('M'),
            Self::FitToSelection => plain('R'),
            Self::SelectWords => plain('W'),
            Self::NoResponse => plain('O'),
            Self::Delete => vec![Chord::plain(Key::Delete)],
            Self::NextPassage => plain('J'),
            Self::PreviousPassage => plain('K'),
            Self::NextUnanswered => plain('U'),
            Self::FlipSaidBy => plain('S'),
            Self::NextSuggestion => plain('N'),
            Self::AcceptSuggestion => plain('Y'),
            Self::DismissSuggestion => plain('X'),
            Self::LinkFrom => plain('L'),
            Self::NextMeeting => vec![Chord::alt(Key::Down)],
            Self::PreviousMeeting => vec![Chord::alt(Key::Up)],
            Self::Cancel => vec![Chord::plain(Key::Escape)],
            // Ctrl+C arrives as an event of its own, and egui's zoom owns Ctrl++ and Ctrl+-.
            _ => Vec::new(),
        }
    }

    /// The usual chord as people write it; empty where there is none.
    pub fn keys(self) -> String {
        match self {
            Self::Copy => "Ctrl+C".to_owned(),
            _ => self.chords().first().map(|chord| chord.text()).unwrap_or_default(),
        }
    }

    /// Its menu.
    pub fn menu(self) -> Menu {
        match self {
            Self::NewDossier
            | Self::Open
            | Self::OpenSample
            | Self::OpenSampleMany
            | Self::Save
            | Self::SaveAs
            | Self::Export
            | Self::States
            | Self::Unsaved
            | Self::Places
            | Self::CloseDossier
            | Self::Quit => Menu::File,
            Self::Undo
            | Self::Redo
            | Self::Copy
            | Self::CopyCited
            | Self::Find
            | Self::SearchDossier
            | Self::NextHit
            | Self::PreviousHit
            | Self::SelectMore
            | Self::SelectLess
            | Self::EditDossier
            | Self::Topics
            | Self::Codebook
            | Self::Settings => Menu::Edit,
            Self::AddMeeting
            | Self::EditMeeting
            | Self::RemoveMeeting
            | Self::NextMeeting
            | Self::PreviousMeeting
            | Self::AddStatement
            | Self::SplitReport
            | Self::EditLeftStatement
            | Self::EditRightStatement
            | Self::ReviseLeftStatement
            | Self::ReviseRightStatement
            | Self::RemoveLeftStatement
            | Self::RemoveRightStatement
            | Self::LostPassages => Menu::Meeting,
            Self::Tag(_)
            | Self::OtherTag
            | Self::Topic
            | Self::Note
            | Self::FitToSelection
            | Self::SelectWords
            | Self::NoResponse
            | Self::Delete
            | Self::NextPassage
            | Self::PreviousPassage
            | Self::NextUnanswered
            | Self::FlipSaidBy
            | Self::NextSuggestion
            | Self::AcceptSuggestion
            | Self::DismissSuggestion
            | Self::Suggestions
            | Self::ShowSuggestions
            | Self::Lists
            | Self::ForgetDecisions => Menu::Passage,
            Self::LinkFrom => Menu::Link,
            Self::ViewReview
            | Self::ViewMatrix
            | Self::ViewWording
            | Self::ViewTimeline
            | Self::ViewMemo
            | Self::OpenRow
            | Self::SwitchPane
            | Self::SwapPanes
            | Self::Level
            | Self::MoveApart
            | Self::MoveByLinks
            | Self::MoveByShare
            | Self::ShowAllTags
            | Self::LargerText
            | Self::SmallerText
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::Contrast => Menu::View,
            Self::Commands | Self::Keys | Self::About | Self::Cancel => Menu::Help,
        }
    }
}
