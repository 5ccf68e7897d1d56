//! What can be done now and why not, and which dialog an action opens.
//!
//! Must not know: how an action is carried out.

use super::{Action, Dialog, Selected, State, View};
use crate::analysis::Counts;

impl Action {
    /// Whether it works while a dialog is open.
    pub fn in_dialog(self) -> bool {
        matches!(self, Self::Cancel)
    }

    /// Whether it can be done now; the error says why not.
    pub fn possible(self, state: &State) -> Result<(), &'static str> {
        const NO_DOSSIER: &str = "no dossier is open";
        const NO_PASSAGE: &str = "no passage is selected";
        let open = state.open.as_ref();
        let want = |ok: bool, why| if ok { Ok(()) } else { Err(why) };
        let editable = || match open {
            None => Err(NO_DOSSIER),
            Some(open) if open.read_only.is_some() => Err("the dossier is open for reading only"),
            Some(_) => Ok(()),
        };
        let passage = || open.and_then(super::Open::selected_passage);
        if self.acts_on_statements() && open.is_some_and(|open| open.views.now != View::Review) {
            return Err("it is done among the statements; Ctrl+1 shows them");
        }
        let unseen = |open: &super::Open| !matches!(open.views.now, View::Review | View::Matrix);
        if self.acts_on_passages() && open.is_some_and(unseen) {
            return Err("no passage is seen here; Ctrl+1 shows the statements");
        }
        match self {
            Self::NewDossier
            | Self::Open
            | Self::OpenSample
            | Self::OpenSampleMany
            | Self::Quit
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::LargerText
            | Self::SmallerText
            | Self::MoveApart
            | Self::MoveByLinks
            | Self::MoveByShare
            | Self::Contrast
            | Self::ShowSuggestions
            | Self::Lists
            | Self::ForgetDecisions
            | Self::Settings
            | Self::Commands
            | Self::Keys
            | Self::About
            | Self::Places
            | Self::Cancel => Ok(()),
            Self::Save => {
                editable()?;
                want(open.is_some_and(|o| o.is_dirty() || o.file.is_none()), "everything is saved")
            }
            Self::SaveAs => editable(),
            Self::CloseDossier
            | Self::Codebook
            | Self::Export
            | Self::SearchDossier
            | Self::ViewReview
            | Self::ViewMatrix
            | Self::ViewWording
            | Self::ViewTimeline
            | Self::ViewMemo => want(open.is_some(), NO_DOSSIER),
            Self::States => {
                want(open.is_some_and(|open| open.file.is_some()), "the dossier is in no file yet")
            }
            Self::Unsaved => want(!state.keeping.left.is_empty(), "no unsaved work was left behind"),
            Self::OpenRow => {
                let elsewhere = |open: &super::Open| open.views.now != View::Review;
                want(open.is_some_and(elsewhere), "the statements are shown already")?;
                let hit =
                    open.is_some_and(|o| o.views.now == View::Search && o.views.search.current.is_some());
                want(hit || passage().is_some(), NO_PASSAGE)
            }
            Self::Undo => {
                editable()?;
                want(open.is_some_and(|o| o.history.undo_label().is_some()), "there is nothing to undo")
            }
            Self::Redo => {
                editable()?;
                want(open.is_some_and(|o| o.history.redo_label().is_some()), "there is nothing to redo")
            }
            Self::Find => want(
                open.is_some_and(|o| o.statement(o.active()).is_some()),
                "there is no statement to look in",
            ),
            Self::NextHit | Self::PreviousHit => want(
                open.is_some_and(|o| match &o.find {
                    Some(find) => find.count() > 0,
                    None => o.views.search.found.as_ref().is_some_and(|found| !found.groups.is_empty()),
                }),
                "nothing was found; Ctrl+F looks for words",
            ),
            Self::SelectMore => want(open.is_some_and(|o| o.at.text.is_some()), "the caret is in no text"),
            Self::SelectLess => {
                want(open.is_some_and(|o| !o.at.narrower.is_empty()), "nothing more was selected")
            }
            Self::Copy | Self::CopyCited => {
                want(open.is_some_and(|o| o.selected_range().is_some()), "no words are selected")
            }
            Self::EditDossier | Self::Topics | Self::AddMeeting => editable(),
            Self::EditMeeting | Self::RemoveMeeting | Self::AddStatement | Self::SplitReport => {
                editable()?;
                want(open.is_some_and(|o| o.meeting().is_some()), "no meeting is open")
            }
            Self::NextMeeting => {
                want(open.is_some_and(|o| o.neighbour(1).is_some()), "this is the last meeting")
            }
            Self::PreviousMeeting => {
                want(open.is_some_and(|o| o.neighbour(-1).is_some()), "this is the first meeting")
            }
            Self::EditLeftStatement | Self::ReviseLeftStatement | Self::RemoveLeftStatement => {
                editable()?;
                want(
                    open.is_some_and(|o| o.statement(super::Pane::Left).is_some()),
                    "no statement stands left",
                )
            }
            Self::EditRightStatement | Self::ReviseRightStatement | Self::RemoveRightStatement => {
                editable()?;
                want(
                    open.is_some_and(|o| o.statement(super::Pane::Right).is_some()),
                    "no statement stands right",
                )
            }
            Self::LostPassages => {
                want(open.is_some_and(|o| o.lost_count() > 0), "no passage of this meeting is lost")
            }
            Self::Tag(key) => {
                editable()?;
                want(
                    open.is_some_and(|o| o.dossier.codebook().tag_for_key(key).is_some()),
                    "no tag of the codebook has this key",
                )?;
                want(
                    open.is_some_and(|o| o.selected_range().is_some()) || passage().is_some(),
                    "select some words first",
                )
            }
            Self::OtherTag => {
                editable()?;
                want(
                    open.is_some_and(|o| o.selected_range().is_some()) || passage().is_some(),
                    "select some words first",
                )
            }
            Self::Topic | Self::LinkFrom | Self::Note | Self::FlipSaidBy => {
                editable()?;
                want(passage().is_some(), NO_PASSAGE)
            }
            Self::Level => {
                want(passage().is_some(), NO_PASSAGE)?;
                want(
                    open.is_some_and(|o| o.statement(o.active().other()).is_some()),
                    "only one statement is shown",
                )
            }
            Self::SelectWords => want(passage().is_some(), NO_PASSAGE),
            Self::NoResponse => {
                editable()?;
                let (_, _, passage) = passage().ok_or(NO_PASSAGE)?;
                want(
                    open.is_some_and(|o| o.dossier.codebook().raises(&passage.tag)),
                    "this passage does not ask for a response",
                )
            }
            Self::FitToSelection => {
                editable()?;
                want(passage().is_some(), NO_PASSAGE)?;
                want(
                    open.is_some_and(|o| o.selected_range_in_selected_statement().is_some()),
                    "select some words of the same statement first",
                )
            }
            Self::Delete => {
                editable()?;
                let link = matches!(open.map(|o| o.at.selected), Some(Selected::Link(_)));
                want(link || passage().is_some(), "no passage or link is selected")
            }
            Self::NextPassage | Self::PreviousPassage => want(
                open.is_some_and(|o| o.counts().is_some_and(|counts| counts.passages() > 0)),
                "this meeting has no passages",
            ),
            Self::NextSuggestion => {
                editable()?;
                want(open.is_some_and(|o| !o.suggestions.list.is_empty()), "there is nothing to suggest")
            }
            Self::Suggestions => {
                editable()?;
                let any =
                    |o: &super::Open| !o.suggestions.list.is_empty() || !o.suggestions.findings.is_empty();
                want(open.is_some_and(any), "there is nothing to suggest")
            }
            Self::AcceptSuggestion | Self::DismissSuggestion => {
                editable()?;
                want(
                    open.is_some_and(|o| o.suggestions.current().is_some()),
                    "press N to look at a suggestion first",
                )
            }
            Self::NextUnanswered => want(
                open.is_some_and(|o| o.counts().is_some_and(Counts::has_unanswered)),
                "nothing in this meeting is without an answer",
            ),
            Self::ShowAllTags => want(
                open.is_some_and(|o| !o.at.hidden_tags.is_empty() || o.at.topic_filter.is_some()),
                "nothing is filtered",
            ),
            Self::SwitchPane | Self::SwapPanes => want(
                open.is_some_and(|o| {
                    o.statement(super::Pane::Left).is_some() && o.statement(super::Pane::Right).is_some()
                }),
                "only one statement is shown",
            ),
        }
    }

    /// Whether it acts on the selected passage, or goes from one to the next: only where passages are
    /// seen, be it in a table.
    fn acts_on_passages(self) -> bool {
        matches!(
            self,
            Self::Topic
                | Self::Note
                | Self::FlipSaidBy
                | Self::NoResponse
                | Self::NextPassage
                | Self::PreviousPassage
                | Self::NextUnanswered
                | Self::NextSuggestion
        )
    }

    /// Whether it acts on what is selected in the statements, or on how they stand, and so only where
    /// they are seen.
    fn acts_on_statements(self) -> bool {
        matches!(
            self,
            Self::Tag(_)
                | Self::OtherTag
                | Self::FitToSelection
                | Self::SelectWords
                | Self::Delete
                | Self::LinkFrom
                | Self::Level
                | Self::SelectMore
                | Self::SelectLess
                | Self::Copy
                | Self::CopyCited
                | Self::AcceptSuggestion
                | Self::DismissSuggestion
                | Self::SwitchPane
                | Self::SwapPanes
        )
    }

    /// The dialog that it opens, where that is all it does.
    pub(super) fn dialog(self, state: &State) -> Option<Dialog> {
        let open = state.open.as_ref();
        Some(match self {
            Self::NewDossier => Dialog::NewDossier,
            Self::EditDossier => Dialog::Parties,
            Self::Topics => Dialog::Topics,
            Self::Export => Dialog::Export,
            Self::Unsaved => Dialog::Recover,
            Self::Places => Dialog::Places,
            Self::Codebook => Dialog::Codebook,
            Self::AddMeeting => Dialog::Meeting(None),
            Self::EditMeeting => Dialog::Meeting(Some(open?.at.meeting?)),
            Self::AddStatement => Dialog::Statement(None),
            Self::SplitReport => Dialog::Split,
            Self::EditLeftStatement => Dialog::Statement(Some(open?.place(super::Pane::Left)?)),
            Self::EditRightStatement => Dialog::Statement(Some(open?.place(super::Pane::Right)?)),
            Self::ReviseLeftStatement => Dialog::Revise(open?.place(super::Pane::Left)?),
            Self::ReviseRightStatement => Dialog::Revise(open?.place(super::Pane::Right)?),
            Self::Suggestions => Dialog::Suggestions,
            Self::Lists => Dialog::Lists,
            Self::LostPassages => Dialog::Lost,
            Self::OtherTag => Dialog::PickTag,
            Self::Topic => Dialog::PickTopic(open?.selected_passage()?.2.id),
            Self::Settings => Dialog::Settings,
            Self::Commands => Dialog::Commands,
            Self::Keys => Dialog::Keys,
            Self::About => Dialog::About,
            _ => return None,
        })
    }
}
