//! The one list of what a reviewer can ask for, read alike by menus, palette, keys and help.
//!
//! Adding an action is adding a variant and following the compiler.
//! Must not know: how a key event or a menu looks.

use super::State;

/// A key, by what is printed on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Key {
    Letter(char),
    Digit(u8),
    Delete,
    Escape,
    Enter,
    F1,
    F6,
    Comma,
    Up,
    Down,
}

/// A key with its modifiers. `ctrl` is the command key on macOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Chord {
    pub ctrl: bool,
    pub shift: bool,
    pub alt: bool,
    pub key: Key,
}

impl Chord {
    const fn plain(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: false, key }
    }

    const fn ctrl(letter: char) -> Self {
        Self { ctrl: true, shift: false, alt: false, key: Key::Letter(letter) }
    }

    const fn ctrl_shift(letter: char) -> Self {
        Self { ctrl: true, shift: true, alt: false, key: Key::Letter(letter) }
    }

    const fn alt(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: true, key }
    }

    /// As people write it: "Ctrl+Shift+S".
    pub fn text(self) -> String {
        let mut text = String::new();
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                text.push_str(name);
            }
        }
        match self.key {
            Key::Letter(letter) => text.push(letter),
            Key::Digit(digit) => text.push_str(&digit.to_string()),
            Key::Delete => text.push_str("Delete"),
            Key::Escape => text.push_str("Esc"),
            Key::Enter => text.push_str("Enter"),
            Key::F1 => text.push_str("F1"),
            Key::F6 => text.push_str("F6"),
            Key::Comma => text.push(','),
            Key::Up => text.push('↑'),
            Key::Down => text.push('↓'),
        }
        text
    }
}

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

/// What a reviewer can ask for.
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
    Quit,
    Undo,
    Redo,
    Copy,
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
    LinkFrom,
    ShowAllTags,
    SwitchPane,
    SwapPanes,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
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
            CloseDossier,
            Quit, // File
            Undo,
            Redo,
            Copy,
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
            NextUnanswered, // Passage
            LinkFrom,       // Link
            SwitchPane,
            SwapPanes,
            ShowAllTags,
            LargerText,
            SmallerText,
            ThemeSystem,
            ThemeLight,
            ThemeDark, // View
            Commands,
            Keys,
            About,
            Cancel, // Help
        ]);
        all
    }

    /// Its name in menus, palette and help. `…` means that it asks for more.
    pub fn label(self) -> &'static str {
        match self {
            Self::NewDossier => "New dossier…",
            Self::Open => "Open…",
            Self::OpenSample => "Open the sample",
            Self::OpenSampleMany => "Open the sample with seven meetings",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::CloseDossier => "Close the dossier",
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Copy => "Copy the selected words",
            Self::EditDossier => "Title and parties…",
            Self::Topics => "Topics…",
            Self::Codebook => "Codebook…",
            Self::AddMeeting => "Add a meeting…",
            Self::EditMeeting => "Meeting details…",
            Self::RemoveMeeting => "Remove this meeting",
            Self::NextMeeting => "Next meeting",
            Self::PreviousMeeting => "Previous meeting",
            Self::AddStatement => "Add a statement…",
            Self::SplitReport => "Split a report for both sides…",
            Self::EditLeftStatement => "Details of the left statement…",
            Self::EditRightStatement => "Details of the right statement…",
            Self::RemoveLeftStatement => "Remove the left statement",
            Self::RemoveRightStatement => "Remove the right statement",
            Self::LostPassages => "Lost passages…",
            Self::Tag(1) => "Tag with key 1",
            Self::Tag(2) => "Tag with key 2",
            Self::Tag(3) => "Tag with key 3",
            Self::Tag(4) => "Tag with key 4",
            Self::Tag(5) => "Tag with key 5",
            Self::Tag(6) => "Tag with key 6",
            Self::Tag(7) => "Tag with key 7",
            Self::Tag(8) => "Tag with key 8",
            Self::Tag(_) => "Tag with key 9",
            Self::OtherTag => "Another tag…",
            Self::Topic => "Topic…",
            Self::Note => "Write a note",
            Self::FitToSelection => "Fit the passage to the selection",
            Self::SelectWords => "Select the passage's words",
            Self::NoResponse => "No response",
            Self::Delete => "Remove the passage or link",
            Self::NextPassage => "Next passage",
            Self::PreviousPassage => "Previous passage",
            Self::NextUnanswered => "Next unanswered",
            Self::LinkFrom => "Link…",
            Self::ShowAllTags => "Show all tags and topics",
            Self::SwitchPane => "Go to the other statement",
            Self::SwapPanes => "Swap left and right",
            Self::ThemeSystem => "Theme as the system",
            Self::ThemeLight => "Light theme",
            Self::ThemeDark => "Dark theme",
            Self::LargerText => "Larger text",
            Self::SmallerText => "Smaller text",
            Self::Settings => "Settings…",
            Self::Commands => "All commands…",
            Self::Keys => "Keys",
            Self::About => "About Vis-à-vis",
            Self::Cancel => "Cancel",
        }
    }

    /// The label with what it is about now: the tag of a key, the step that undo takes back.
    pub fn label_in(self, state: &State) -> String {
        let open = state.open.as_ref();
        let about = match self {
            Self::Tag(key) => open
                .and_then(|open| open.dossier.codebook().tag_for_key(key))
                .map(|tag| format!("Tag as {}", tag.name.en())),
            Self::Undo => open.and_then(|o| o.history.undo_label()).map(|step| format!("Undo: {step}")),
            Self::Redo => open.and_then(|o| o.history.redo_label()).map(|step| format!("Redo: {step}")),
            _ => None,
        };
        about.unwrap_or_else(|| self.label().to_owned())
    }

    /// One line on what it does.
    pub fn description(self) -> &'static str {
        match self {
            Self::NewDossier => "Name the parties and the meeting, then bring in what each side said",
            Self::Open => "Open a dossier from a file",
            Self::OpenSample => "A copy of the sample: one meeting, two statements",
            Self::OpenSampleMany => "A copy of the larger sample: two invented countries over two years",
            Self::Save => "Write the dossier to its file; what was there is kept as a backup",
            Self::SaveAs => "Write the dossier to another file",
            Self::CloseDossier => "Go back to the start page",
            Self::Quit => "Close the window",
            Self::Undo => "Take back the last change",
            Self::Redo => "Make the change again that was taken back",
            Self::Copy => "Put the selected words on the clipboard",
            Self::EditDossier => "Change the title, the parties and the names by which texts call them",
            Self::Topics => "Add, rename and remove topics",
            Self::Codebook => "Read what each tag and each kind of link means",
            Self::AddMeeting => "Add a meeting of these parties",
            Self::EditMeeting => "Change date, title, place, participants and note of this meeting",
            Self::RemoveMeeting => "Remove this meeting with its statements; undo brings it back",
            Self::NextMeeting => "Show the meeting after this one",
            Self::PreviousMeeting => "Show the meeting before this one",
            Self::AddStatement => "Paste one side's statement or open it from a file",
            Self::SplitReport => "Give each paragraph of one report to a side",
            Self::EditLeftStatement => "Publisher, date, language, address, form and completeness",
            Self::EditRightStatement => "Publisher, date, language, address, form and completeness",
            Self::RemoveLeftStatement => "Remove it with its passages; undo brings it back",
            Self::RemoveRightStatement => "Remove it with its passages; undo brings it back",
            Self::LostPassages => "Passages whose words are no longer found in their statement",
            Self::Tag(_) => "Tag the selected words, or give the selected passage this tag",
            Self::OtherTag => "Find a tag by typing",
            Self::Topic => "Say what the passage is about",
            Self::Note => "Go to the note of the selected passage",
            Self::FitToSelection => "The passage gets exactly the selected words",
            Self::SelectWords => "So that a second tag can be put on the same words",
            Self::NoResponse => "Confirm that nothing answers the passage, or take that back",
            Self::Delete => "Remove the selected passage with its links, or the selected link",
            Self::NextPassage => "Go to the next passage in reading order",
            Self::PreviousPassage => "Go to the previous passage in reading order",
            Self::NextUnanswered => "Go to the next passage that nothing answers",
            Self::LinkFrom => "Begin a link at the selected passage, then choose the other end",
            Self::ShowAllTags => "Clear the filters on tags and topics",
            Self::SwitchPane => "Keys then act on the other statement",
            Self::SwapPanes => "The left statement stands right and the right one left",
            Self::ThemeSystem => "Light or dark, as the system has it",
            Self::ThemeLight => "Dark text on a light ground",
            Self::ThemeDark => "Light text on a dark ground",
            Self::LargerText => "Make the statements' text larger",
            Self::SmallerText => "Make the statements' text smaller",
            Self::Settings => "Theme, text size and the reviewer's name",
            Self::Commands => "Find any command by typing",
            Self::Keys => "All keys on one page",
            Self::About => "Version, licence, where your files lie",
            Self::Cancel => "Leave the dialog, the link begun or the selection",
        }
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
            | Self::CloseDossier
            | Self::Quit => Menu::File,
            Self::Undo
            | Self::Redo
            | Self::Copy
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
            | Self::NextUnanswered => Menu::Passage,
            Self::LinkFrom => Menu::Link,
            Self::SwitchPane
            | Self::SwapPanes
            | Self::ShowAllTags
            | Self::LargerText
            | Self::SmallerText
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark => Menu::View,
            Self::Commands | Self::Keys | Self::About | Self::Cancel => Menu::Help,
        }
    }
}
