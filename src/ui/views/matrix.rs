//! The Matrix view: what was raised and what became of it, in a table.
//!
//! Must not know: how rows are found or sorted.

use std::sync::Arc;

use egui::{Rect, RichText, Ui, vec2};

use super::findings::{self, FindingsView};
use super::head::{self, Choice, EDGE, Head};
use super::matrix_row::{self, Columns, Shown};
use crate::analysis::{MatrixFilter, MatrixKind, MatrixRow, MatrixSort, Status};
use crate::app::{Command, MatrixChoice, Open};
use crate::model::{PartyId, PassageId, TopicId};
use crate::ui::long_list::LongList;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// From this width on, in points, the findings stand beside the table unless they were put away.
const ROOMY: f32 = 1260.0;

/// The table needs this width, in points.
const LEAST: f32 = 640.0;

/// What the view remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct MatrixView {
    list: LongList,
    /// The rows that the list was told of.
    rows: Arc<[MatrixRow]>,
    version: u64,
    note: matrix_row::Note,
    findings: FindingsView,
}

/// The orders in which rows can stand.
const SORTS: [(MatrixSort, &str); 8] = [
    (MatrixSort::Order, "as they were said"),
    (MatrixSort::Label, "number"),
    (MatrixSort::Party, "party"),
    (MatrixSort::Strength, "strength"),
    (MatrixSort::Topic, "topic"),
    (MatrixSort::Status, "status"),
    (MatrixSort::Replies, "responses"),
    (MatrixSort::Note, "note"),
];

impl MatrixView {
    /// Shows the view.
    pub(super) fn show(&mut self, ui: &mut Ui, open: &Open, out: &mut Outbox) {
        let matrix = &open.views.matrix;
        ui.spacing_mut().item_spacing.y = 0.0;
        // Where both do not fit, the findings take the table's place.
        let width = ui.available_width();
        let shows = matrix.shows_findings.unwrap_or(width >= ROOMY);
        let alone = shows && width < LEAST + findings::WIDTH;
        self.head(ui, open, shows, out);
        if self.version != matrix.version {
            // A note that is being written changes the rows, but not where they stand.
            let ids = |rows: &[MatrixRow]| rows.iter().map(|row| row.id).collect::<Vec<PassageId>>();
            if self.rows.len() != matrix.rows.len() || ids(&self.rows) != ids(&matrix.rows) {
                self.list.renew();
            }
            self.rows = Arc::clone(&matrix.rows);
            self.version = matrix.version;
        }
        if let Some(row) = matrix.bring {
            self.list.bring(row);
            out.send(Command::Shown);
        }
        if alone {
            self.findings.show(ui, open, matrix.choice.all_meetings, out);
            return;
        }
        if shows {
            let theme = Theme::now(ui.ctx());
            let bar = egui::Frame::new().fill(theme.side);
            let several = matrix.choice.all_meetings;
            egui::Panel::right("findings")
                .exact_size(findings::WIDTH)
                .resizable(false)
                .frame(bar)
                .show(ui, |ui| self.findings.show(ui, open, several, out));
        }
        // The bar for scrolling stands at the right.
        let columns = Columns::of(ui.available_width() - 12.0);
        let choice = &matrix.choice;
        let heads = heads(&columns, choice.kind);
        let sorted = Some((choice.sort, choice.descending));
        if let Some((sort, descending)) = head::columns(ui, &heads, sorted) {
            set(out, MatrixChoice { sort, descending, ..choice.clone() });
        }
        if matrix.rows.is_empty() {
            nothing(ui, open, out);
            return;
        }
        let rows = Arc::clone(&matrix.rows);
        let several = choice.all_meetings;
        // Looking each passage up for a better guess would take longer than the frame.
        let guess = |_| matrix_row::USUAL;
        let note = &mut self.note;
        self.list.show(ui, "matrix", rows.len(), guess, |ui, at| {
            let Some(row) = rows.get(at) else { return };
            let shown = Shown { open, row, kind: choice.kind, several };
            matrix_row::show(ui, &shown, &columns, note, out);
        });
    }

    fn head(&mut self, ui: &mut Ui, open: &Open, shows: bool, out: &mut Outbox) {
        let matrix = &open.views.matrix;
        let choice = &matrix.choice;
        let mut turned = None;
        let title = |ui: &mut Ui| {
            for (kind, text) in [
                (MatrixKind::Raised, "Concerns and responses"),
                (MatrixKind::Orphans, "Responses without a concern"),
            ] {
                if head::tab(ui, text, choice.kind == kind) {
                    turned = Some(MatrixChoice { kind, ..choice.clone() });
                }
                ui.add_space(6.0);
            }
            let theme = Theme::now(ui.ctx());
            let beside = RichText::new(counts(open)).color(theme.quiet);
            ui.add(egui::Label::new(beside).truncate());
        };
        let mut chosen = None;
        let tools = |ui: &mut Ui| {
            head::export(ui, out);
            let found = matrix.findings.shown.as_ref().map_or(0, |found| found.len());
            let text = format!("Findings {}", format::thousands(found));
            let response = ui.selectable_label(shows, text);
            if response
                .on_hover_text("What only one side claims, says for the other, denies or mentions")
                .clicked()
            {
                out.send(Command::ShowFindings(!shows));
            }
        };
        head::show(ui, title, tools, Some(&mut |ui| chosen = filters(ui, open).or(chosen.take())));
        if let Some(choice) = chosen.or(turned) {
            set(out, choice);
        }
    }
}

fn set(out: &mut Outbox, choice: MatrixChoice) {
    out.send(Command::SetMatrix(Box::new(choice)));
}

/// "6 concerns · 3 with a response".
fn counts(open: &Open) -> String {
    let matrix = &open.views.matrix;
    let rows = matrix.rows.len();
    match matrix.choice.kind {
        MatrixKind::Raised => {
            let answered = matrix.rows.iter().filter(|row| row.replies > 0).count();
            format!("{} raised · {} with a response", format::thousands(rows), format::thousands(answered))
        }
        MatrixKind::Orphans => format::thousands(rows),
    }
}

/// One filter: draws itself, and says what it was set to.
type Filter<'a> = Box<dyn FnMut(&mut Ui) -> Option<MatrixChoice> + 'a>;

/// The filters; what was changed is returned.
fn filters(ui: &mut Ui, open: &Open) -> Option<MatrixChoice> {
    let dossier = &open.dossier;
    let choice = &open.views.matrix.choice;
    let filter = &choice.filter;
    let raised = choice.kind == MatrixKind::Raised;
    let mut show: Vec<Filter<'_>> = Vec::new();
    show.push(Box::new(|ui| {
        let now = &choice.all_meetings;
        let choices = || vec![Choice::new("this one", false), Choice::new("all", true)];
        let shown = if *now { "all" } else { "this one" };
        let value = head::filter(ui, "Meeting", now, choices, shown, *now)?;
        Some(MatrixChoice { all_meetings: value, ..choice.clone() })
    }));
    show.push(Box::new(|ui| {
        let name = if raised { "Raised by" } else { "By" };
        let party = head::party(ui, name, filter.party, dossier)?;
        Some(with(choice, |filter| filter.party = party))
    }));
    if raised {
        show.push(Box::new(|ui| {
            let shown = filter.status.map_or("all", Status::words);
            let choices = || {
                let all = Status::ALL.into_iter().map(|status| Choice::new(status.words(), Some(status)));
                std::iter::once(Choice::new("all", None)).chain(all).collect()
            };
            let status = head::filter(ui, "Status", &filter.status, choices, shown, filter.status.is_some())?;
            Some(with(choice, |filter| filter.status = status))
        }));
    }
    if !dossier.topics().is_empty() {
        show.push(Box::new(|ui| {
            let shown = match filter.topic {
                None => "all",
                Some(None) => "none",
                Some(Some(id)) => dossier.topic(id).map_or("all", |topic| topic.name.as_str()),
            };
            let choices = || {
                let topics =
                    dossier.topics().iter().map(|topic| Choice::new(&topic.name, Some(Some(topic.id))));
                let first = [Choice::new("all", None), Choice::new("none", Some(None))];
                first.into_iter().chain(topics).collect()
            };
            let topic = head::filter(ui, "Topic", &filter.topic, choices, shown, filter.topic.is_some())?;
            Some(with(choice, |filter| filter.topic = topic))
        }));
    }
    show.push(Box::new(|ui| {
        let codebook = dossier.codebook();
        let shown = filter.tag.as_ref().and_then(|id| codebook.tag(id)).map_or("all", |tag| tag.name.en());
        let choices = || {
            let fits = |tag: &&crate::model::Tag| match choice.kind {
                MatrixKind::Raised => codebook.raises(&tag.id),
                MatrixKind::Orphans => tag.role == crate::model::Role::Replies,
            };
            let tags = codebook.tags().iter().filter(fits);
            let tags = tags.map(|tag| Choice::new(tag.name.en(), Some(tag.id.clone())));
            std::iter::once(Choice::new("all", None)).chain(tags).collect()
        };
        let tag = head::filter(ui, "Tag", &filter.tag, choices, shown, filter.tag.is_some())?;
        Some(with(choice, |filter| filter.tag = tag.clone()))
    }));
    if dossier.reviewers().len() > 1 {
        show.push(Box::new(|ui| {
            let shown = match filter.reviewer {
                None => "all",
                Some(None) => "nobody",
                Some(Some(id)) => dossier.reviewer(id).map_or("all", |reviewer| reviewer.name.as_str()),
            };
            let choices = || {
                let reviewers = dossier.reviewers().iter();
                let reviewers =
                    reviewers.map(|reviewer| Choice::new(&reviewer.name, Some(Some(reviewer.id))));
                let first = [Choice::new("all", None), Choice::new("nobody", Some(None))];
                first.into_iter().chain(reviewers).collect()
            };
            let on = filter.reviewer.is_some();
            let reviewer = head::filter(ui, "Reviewer", &filter.reviewer, choices, shown, on)?;
            Some(with(choice, |filter| filter.reviewer = reviewer))
        }));
    }
    show.push(Box::new(|ui| {
        let shown = SORTS.iter().find(|(sort, _)| *sort == choice.sort).map_or("", |(_, name)| name);
        let choices = || SORTS.iter().map(|(sort, name)| Choice::new(*name, *sort)).collect();
        let sort = head::filter(ui, "Sort", &choice.sort, choices, shown, false)?;
        Some(MatrixChoice { sort, descending: false, ..choice.clone() })
    }));
    let mut answer = None;
    for one in &mut show {
        answer = one(ui).or(answer);
    }
    drop(show);
    if choice.is_filtered() && widgets::link_button(ui, "Show all").clicked() {
        answer = Some(with(choice, |filter| *filter = MatrixFilter::default()));
    }
    answer
}

fn with(choice: &MatrixChoice, change: impl FnOnce(&mut MatrixFilter)) -> MatrixChoice {
    let mut next = choice.clone();
    change(&mut next.filter);
    next
}

fn heads(columns: &Columns, kind: MatrixKind) -> Vec<Head<MatrixSort>> {
    let head = |text, (left, width): (f32, f32), sort| Head { text, left, width, sort: Some(sort) };
    let mut heads = vec![head("No.", columns.number, MatrixSort::Order)];
    match kind {
        MatrixKind::Raised => heads.extend([
            head("Concern", columns.words, MatrixSort::Topic),
            head("Raised by", columns.party, MatrixSort::Party),
            head("Response", columns.reply, MatrixSort::Replies),
            head("Status", columns.status, MatrixSort::Status),
        ]),
        MatrixKind::Orphans => heads.extend([
            head("Response", columns.words_alone(), MatrixSort::Topic),
            head("By", columns.status, MatrixSort::Party),
        ]),
    }
    heads.push(head("Note", columns.note, MatrixSort::Note));
    heads
}

/// Says why there is nothing, and what to do.
fn nothing(ui: &mut Ui, open: &Open, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let choice = &open.views.matrix.choice;
    let (text, hint) = match (choice.is_filtered(), choice.kind, choice.all_meetings) {
        (true, ..) => ("No row fits the filters.", "Show all rows"),
        (_, MatrixKind::Raised, false) => {
            ("Nothing is tagged as a concern or request in this meeting yet.", "Look at all meetings")
        }
        (_, MatrixKind::Raised, true) => {
            ("Nothing is tagged as a concern or request yet. Select words in Review and press 1.", "")
        }
        (_, MatrixKind::Orphans, false) => {
            ("Every response of this meeting is linked to what it answers.", "Look at all meetings")
        }
        (_, MatrixKind::Orphans, true) => ("Every response is linked to what it answers.", ""),
    };
    ui.add_space(24.0);
    let place = Rect::from_min_size(ui.cursor().min + vec2(EDGE, 0.0), vec2(600.0, 60.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        ui.label(RichText::new(text).color(theme.quiet).font(theme::plain(size::TEXT + 1.0)));
        ui.add_space(8.0);
        if !hint.is_empty() && widgets::link_button(ui, hint).clicked() {
            let mut next = choice.clone();
            if choice.is_filtered() {
                next.filter = Default::default();
            } else {
                next.all_meetings = true;
            }
            set(out, next);
        }
    });
}

/// Asks for the rows on a topic, of one side where it is given, in all meetings.
pub(super) fn of_topic(open: &Open, topic: TopicId, party: Option<PartyId>) -> Command {
    let filter = MatrixFilter { topic: Some(Some(topic)), party, ..Default::default() };
    let now = open.views.matrix.choice.clone();
    let kind = MatrixKind::Raised;
    Command::SetMatrix(Box::new(MatrixChoice { filter, all_meetings: true, kind, ..now }))
}
