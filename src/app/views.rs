//! The views of a dossier: which one is shown, and what each of them is set to.
//!
//! Must not know: how a view looks.

use super::answers::Awaited;
use super::matrix::Matrix;
use super::memos::Memos;
use super::search::Search;
use super::wordings::Wordings;
use super::{Action, State};
use crate::analysis::Timeline;
use crate::model::PartyId;

/// A way to look at the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum View {
    /// The two statements beside each other.
    #[default]
    Review,
    /// What was raised and what became of it.
    Matrix,
    /// The sides' words beside each other.
    Wording,
    /// Topics by meetings.
    Timeline,
    /// The memo as it will be.
    Memo,
    /// Words looked for in the whole dossier.
    Search,
}

impl View {
    /// Those that stand in the bar, in order.
    pub const BAR: [Self; 5] = [Self::Review, Self::Matrix, Self::Wording, Self::Timeline, Self::Memo];

    /// The action that shows it.
    pub fn action(self) -> Action {
        match self {
            Self::Review => Action::ViewReview,
            Self::Matrix => Action::ViewMatrix,
            Self::Wording => Action::ViewWording,
            Self::Timeline => Action::ViewTimeline,
            Self::Memo => Action::ViewMemo,
            Self::Search => Action::SearchDossier,
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Search => "Search",
            _ => self.action().label(),
        }
    }
}

/// The Timeline view.
#[derive(Debug, Default)]
pub struct TimelineView {
    /// Only what this side raised.
    pub party: Option<PartyId>,
    /// How each topic moved from meeting to meeting.
    pub answer: Awaited<Timeline>,
}

/// What the views of a dossier are set to.
#[derive(Debug, Default)]
pub struct Views {
    /// The one shown.
    pub now: View,
    /// The one shown before the search: one comes back to it.
    pub before: View,
    /// The table of concerns and responses.
    pub matrix: Matrix,
    /// The sides' words beside each other, and since last time.
    pub wording: Wordings,
    /// Topics by meetings.
    pub timeline: TimelineView,
    /// The search over the dossier.
    pub search: Search,
    /// The memos.
    pub memo: Memos,
}

/// Shows a view.
pub(super) fn show(state: &mut State, view: View) {
    let Some(open) = &mut state.open else { return };
    if open.views.now != View::Search {
        open.views.before = open.views.now;
    }
    open.views.now = view;
    open.views.search.focus = view == View::Search;
    // Keys belong to what is seen.
    open.at.linking = None;
    if view != View::Review {
        open.suggestions.current = None;
    }
}
