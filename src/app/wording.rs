//! What actions are called and what they do, in the words of menus, palette and help.
//!
//! Must not know: how an action is carried out, or its key.

use super::{Action, State};

impl Action {
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
            Self::CopyCited => "Copy with its source",
            Self::Find => "Find in the statements",
            Self::NextHit => "Next place found",
            Self::PreviousHit => "Previous place found",
            Self::SelectMore => "Select more",
            Self::SelectLess => "Select less",
            Self::Level => "Bring the counterpart level",
            Self::MoveApart => "Scroll each statement by itself",
            Self::MoveByLinks => "Scroll together by links and topics",
            Self::MoveByShare => "Scroll together by share",
            Self::Contrast => "High contrast",
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
            Self::ReviseLeftStatement => "New text for the left statement…",
            Self::ReviseRightStatement => "New text for the right statement…",
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
            Self::FlipSaidBy => "Said by the next side",
            Self::NextSuggestion => "Next suggestion",
            Self::AcceptSuggestion => "Accept the suggestion",
            Self::DismissSuggestion => "Dismiss the suggestion",
            Self::Suggestions => "All suggestions…",
            Self::ShowSuggestions => "Suggestions",
            Self::Lists => "Lists for suggestions…",
            Self::ForgetDecisions => "Forget what suggestions learned",
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
            Self::Contrast if state.settings.high_contrast => Some("Usual contrast".to_owned()),
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
            Self::CopyCited => {
                "The selected words in quotation marks, with party, publisher, date and paragraph"
            }
            Self::Find => "Find words in both statements; case and accents do not matter",
            Self::NextHit => "Go to the next place that was found",
            Self::PreviousHit => "Go to the place that was found before",
            Self::SelectMore => "The word, then the sentence, then the paragraph, then all",
            Self::SelectLess => "Back to what was selected before",
            Self::Level => "The linked passage of the other side beside the selected one; again for the next",
            Self::MoveApart => "The other statement stays where it is",
            Self::MoveByLinks => "The other statement follows to what is linked, or on the same topic",
            Self::MoveByShare => "Both statements are at the same part of their length",
            Self::Contrast => "Stronger colours and lines, or the usual ones again",
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
            Self::ReviseLeftStatement | Self::ReviseRightStatement => {
                "It was edited after it was published: see what changed, and let its passages move along"
            }
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
            Self::FlipSaidBy => "Attribute the words to the other side, to both, to nobody, and round",
            Self::NextSuggestion => "Look at the next passage or link that the program suggests",
            Self::AcceptSuggestion => "Add it as it is; it keeps where it came from",
            Self::DismissSuggestion => "Put it away; it does not come back",
            Self::Suggestions => "See all with their reasons, and accept those that are sure enough",
            Self::Lists => "Read and edit cues, verbs, stop words and the glossary",
            Self::ShowSuggestions => "Let the program suggest passages and links, or not",
            Self::ForgetDecisions => {
                "Clear what was learned from accepted and dismissed suggestions, on this machine only"
            }
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
            Self::Settings => "Theme, contrast, text and the reviewer's name",
            Self::Commands => "Find any command by typing",
            Self::Keys => "All keys on one page",
            Self::About => "Version, licence, where your files lie",
            Self::Cancel => "Leave the dialog, the link begun or the selection",
        }
    }
}
