//! The views beside Review: tables and pages made from the whole dossier; and what they share.
//!
//! Must not know: how what they show is worked out (`app` keeps it ready).

mod against;
mod findings;
mod head;
mod matrix;
mod matrix_row;
mod memo;
mod page;
mod search;
mod sides;
mod timeline;
mod wording;

use egui::Ui;

use super::Outbox;
use crate::app::{State, View};

/// What the views remember from frame to frame.
#[derive(Debug, Default)]
pub(super) struct Views {
    matrix: matrix::MatrixView,
    memo: memo::MemoView,
    wording: wording::WordingView,
    timeline: timeline::TimelineView,
    search: search::SearchView,
}

/// Shows the view that is on, where it is not Review.
pub(super) fn show(ui: &mut Ui, views: &mut Views, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    match open.views.now {
        View::Review => {}
        View::Matrix => views.matrix.show(ui, open, out),
        View::Memo => views.memo.show(ui, open, out),
        View::Timeline => views.timeline.show(ui, open, out),
        View::Search => views.search.show(ui, open, out),
        View::Wording => views.wording.show(ui, open, out),
    }
}
