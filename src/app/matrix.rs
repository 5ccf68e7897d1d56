//! The table of concerns and responses: what it is set to, and its rows.
//!
//! The rows are worked out when the view is shown and anything that they depend on has changed.
//! Must not know: how a row looks.

use std::sync::Arc;

use uuid::Uuid;

use super::answers::Awaited;
use super::{Command, Open, Selected, State, View};
use crate::analysis::{Finding, MatrixFilter, MatrixKind, MatrixRow, MatrixSort, matrix};
use crate::model::MeetingId;

/// What the table is set to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixChoice {
    /// What was raised, or replies to nothing.
    pub kind: MatrixKind,
    /// All meetings, or the one that is shown everywhere else.
    pub all_meetings: bool,
    /// What is shown; its meeting is set by `all_meetings`.
    pub filter: MatrixFilter,
    /// By what the rows are sorted.
    pub sort: MatrixSort,
    /// The other way round.
    pub descending: bool,
}

impl MatrixChoice {
    /// Whether something is left out but other meetings.
    pub fn is_filtered(&self) -> bool {
        MatrixFilter { meeting: None, ..self.filter.clone() } != MatrixFilter::default()
    }
}

/// What the rows depend on.
#[derive(Debug, Clone, PartialEq)]
struct Of {
    state: (Uuid, u64),
    choice: MatrixChoice,
    meeting: Option<MeetingId>,
}

/// The table.
#[derive(Debug, Default)]
pub struct Matrix {
    /// What it is set to.
    pub choice: MatrixChoice,
    /// Its rows, in their order.
    pub rows: Arc<[MatrixRow]>,
    /// A number that rises with every change of the rows.
    pub version: u64,
    /// Whether the findings stand beside it; `None` where there is room for both.
    pub shows_findings: Option<bool>,
    /// What follows from tags and links, of the same meetings.
    pub findings: Awaited<Vec<Finding>>,
    /// A row to bring into view.
    pub bring: Option<usize>,
    of: Option<Of>,
    /// What was selected when this was last looked at.
    selected: Selected,
}

impl Matrix {
    /// The row of the selected passage.
    pub fn row_of(&self, selected: Selected) -> Option<usize> {
        let Selected::Passage(id) = selected else { return None };
        self.rows.iter().position(|row| row.id == id)
    }
}

pub(super) fn go(state: &mut State, command: Command) {
    let Some(open) = &mut state.open else { return };
    match command {
        Command::SetMatrix(choice) => open.views.matrix.choice = *choice,
        Command::ShowFindings(shows) => open.views.matrix.shows_findings = Some(shows),
        Command::SelectRow(id) => open.at.selected = Selected::Passage(id),
        _ => {}
    }
}

/// Selects the row `step` places further; stays at the ends.
pub(super) fn step(open: &mut Open, step: isize) {
    let matrix = &open.views.matrix;
    let Some(last) = matrix.rows.len().checked_sub(1) else { return };
    let here = matrix.row_of(open.at.selected);
    let wanted = match here {
        Some(here) => here.saturating_add_signed(step).min(last),
        None if step > 0 => 0,
        None => last,
    };
    if let Some(row) = matrix.rows.get(wanted) {
        open.at.selected = Selected::Passage(row.id);
    }
}

/// Selects the next row that is unanswered, round from the last to the first.
pub(super) fn step_to_unanswered(open: &mut Open) {
    let matrix = &open.views.matrix;
    let from = matrix.row_of(open.at.selected).map_or(0, |here| here + 1);
    let count = matrix.rows.len();
    let mut round = (from..count).chain(0..from.min(count));
    let unanswered = |at: &usize| {
        let row = matrix.rows.get(*at);
        row.and_then(|row| row.status).is_some_and(|status| status.is_unanswered())
    };
    if let Some(at) = round.find(unanswered)
        && let Some(row) = matrix.rows.get(at)
    {
        open.at.selected = Selected::Passage(row.id);
    }
}

/// Works the rows out anew where they are shown and something has changed, and has the selected one
/// brought into view.
pub(super) fn keep_up(state: &mut State) {
    let Some(open) = &mut state.open else { return };
    if open.views.now != View::Matrix {
        return;
    }
    let choice = &open.views.matrix.choice;
    let meeting = open.at.meeting.filter(|_| !choice.all_meetings);
    let of = Some(Of { state: open.state_name(), choice: choice.clone(), meeting });
    if open.views.matrix.of != of {
        let filter = MatrixFilter { meeting, ..choice.filter.clone() };
        let rows = matrix(
            &open.dossier,
            &open.overview,
            choice.kind,
            &filter,
            choice.sort,
            choice.descending,
        );
        let matrix = &mut open.views.matrix;
        matrix.rows = rows.into();
        matrix.version += 1;
        matrix.of = of;
    }
    // Wherever the selection came from, its row is to be seen.
    let matrix = &mut open.views.matrix;
    if matrix.selected != open.at.selected {
        matrix.selected = open.at.selected;
        matrix.bring = matrix.row_of(open.at.selected);
    }
}
