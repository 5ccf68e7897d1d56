//! Dialogs: forms and questions that stand before the window.
//!
//! Each keeps what is typed in a draft of its own and sends one command when it is done.
//! Must not know: how a command changes the dossier.

mod dossier;
mod export;
mod help;
mod keeping;
mod lists;
mod meeting;
mod pickers;
mod preview;
mod questions;
mod revise;
mod settings;
mod split;
mod statement;
mod suggestions;
mod topics;

use std::path::PathBuf;

use egui::{Align, Context, Frame, Id, Layout, Margin, Modal, RichText, Stroke, Ui, vec2};

use super::theme::{self, Theme};
use super::{Outbox, widgets};
use crate::app::{Command, Dialog, Pane, State};
use crate::model::DossierId;

/// What is being typed into dialogs.
#[derive(Default)]
pub(super) struct Drafts {
    /// The dialog that was open in the last frame.
    of: Option<Dialog>,
    dossier: Kept<dossier::Draft>,
    statement: Kept<statement::Draft>,
    split: Kept<split::Draft>,
    revise: Kept<revise::Draft>,
    lists: lists::Draft,
    passing: Passing,
}

/// What goes when its dialog is left: it is typed again in no time.
#[derive(Default)]
struct Passing {
    parties: dossier::Parties,
    meeting: meeting::Draft,
    statement: statement::Draft,
    settings: settings::Draft,
    topics: topics::Draft,
    picker: pickers::Draft,
    suggestions: suggestions::Draft,
    export: export::Draft,
}

/// What stays when its dialog is left: a long text, and whose its paragraphs are, must not go
/// because of one Escape or another dialog in between.
#[derive(Default)]
struct Kept<T> {
    draft: T,
    /// The dossier that it belongs to.
    dossier: Option<DossierId>,
}

impl<T: Default> Kept<T> {
    /// The draft, a new one where the old one was of another dossier.
    fn of(&mut self, dossier: Option<DossierId>) -> &mut T {
        if self.dossier != dossier {
            *self = Self { draft: T::default(), dossier };
        }
        &mut self.draft
    }
}

/// Shows the dialog that is open.
pub(super) fn show(ctx: &Context, drafts: &mut Drafts, state: &State, out: &mut Outbox) {
    let Some(dialog) = &state.dialog else {
        drafts.of = None;
        return;
    };
    let of = state.open.as_ref().map(|open| open.dossier.id());
    let opened = drafts.of.as_ref() != Some(dialog);
    if opened {
        drafts.passing = Passing::default();
        drafts.of = Some(dialog.clone());
    }
    let passing = &mut drafts.passing;
    let sent_before = out.0.len();
    match dialog {
        Dialog::NewDossier => dossier::show_new(ctx, drafts.dossier.of(of), opened, state, out),
        Dialog::Parties => dossier::show_parties(ctx, &mut passing.parties, opened, state, out),
        Dialog::Meeting(id) => meeting::show(ctx, &mut passing.meeting, *id, opened, state, out),
        Dialog::Statement(place) => {
            let draft = if place.is_none() { drafts.statement.of(of) } else { &mut passing.statement };
            statement::show(ctx, draft, *place, opened, state, out);
        }
        Dialog::Split => split::show(ctx, drafts.split.of(of), opened, state, out),
        Dialog::Revise(place) => revise::show(ctx, drafts.revise.of(of), *place, opened, state, out),
        Dialog::Lists => lists::show(ctx, &mut drafts.lists, state, out),
        Dialog::Suggestions => suggestions::show(ctx, &mut passing.suggestions, state, out),
        Dialog::Export => export::show(ctx, &mut passing.export, opened, state, out),
        Dialog::Recover => keeping::recover(ctx, state, out),
        Dialog::States => keeping::states(ctx, state, out),
        Dialog::Places => keeping::places(ctx, state, out),
        Dialog::Topics => topics::show(ctx, &mut passing.topics, state, out),
        Dialog::Codebook => help::codebook(ctx, state, out),
        Dialog::Lost => questions::lost(ctx, state, out),
        Dialog::PickTag => pickers::tag(ctx, &mut passing.picker, opened, state, out),
        Dialog::PickTopic(passage) => pickers::topic(ctx, &mut passing.picker, *passage, opened, state, out),
        Dialog::PickLink(choice) => pickers::link(ctx, choice, state, out),
        Dialog::Settings => settings::show(ctx, &mut passing.settings, opened, state, out),
        Dialog::Commands => pickers::commands(ctx, &mut passing.picker, opened, state, out),
        Dialog::Keys => help::keys(ctx, state, out),
        Dialog::About => help::about(ctx, out),
        Dialog::Unsaved(question) => questions::unsaved(ctx, question, state, out),
        Dialog::Conflict(conflict) => questions::conflict(ctx, conflict, out),
        Dialog::Trouble { title, text } => questions::trouble(ctx, title, text, out),
    }
    // What became part of the dossier is no draft any more.
    for command in out.0.iter().skip(sent_before) {
        match command {
            Command::CreateDossier(_) => drafts.dossier = Kept::default(),
            Command::AddStatement(_) => drafts.statement = Kept::default(),
            Command::SkipText => drafts.statement = Kept::default(),
            Command::AddSplit(_) => drafts.split = Kept::default(),
            Command::Revise(..) => drafts.revise = Kept::default(),
            _ => {}
        }
    }
}

/// What dropped files mean: texts for the form that is open or for this meeting; a file that is named
/// like a dossier is opened.
pub(super) fn dropped(state: &State, paths: Vec<PathBuf>, pane: Option<Pane>) -> Command {
    let is_dossier = |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let meeting = state.open.as_ref().is_some_and(|open| open.meeting().is_some());
    match paths.first() {
        Some(path) if is_dossier(path) || !meeting => Command::OpenPath(path.clone()),
        _ => Command::DropTexts(paths, pane),
    }
}

/// A dialog's frame: title, contents, and a row of buttons at the foot. Escape and a click
/// outside close it where `closable`.
fn modal(
    ctx: &Context,
    title: &str,
    width: f32,
    closable: bool,
    out: &mut Outbox,
    contents: impl FnOnce(&mut Ui, &mut Outbox),
) {
    let theme = Theme::now(ctx);
    let screen = ctx.content_rect();
    let frame = Frame::new()
        .fill(theme.card)
        .stroke(Stroke::new(1.0, theme.outline))
        .corner_radius(10)
        .inner_margin(Margin::same(22));
    let response = Modal::new(Id::unique("dialog")).backdrop_color(theme.veil).frame(frame).show(ctx, |ui| {
        ui.set_width(width.min(screen.width() - 90.0));
        ui.set_max_height(screen.height() - 110.0);
        let heading = ui.label(RichText::new(title).font(theme::bold(17.0)));
        heading.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, title));
        ui.add_space(8.0);
        contents(ui, out);
    });
    if closable && response.backdrop_response.clicked() {
        out.send(Command::SetDialog(None));
    }
}

/// Two columns in all the room above a dialog's foot; `share` is the left one's part of the width.
fn columns<S>(
    ui: &mut Ui,
    share: f32,
    mut shared: S,
    left: impl FnOnce(&mut Ui, &mut S),
    right: impl FnOnce(&mut Ui, &mut S),
) {
    let size = vec2(ui.available_width(), ui.available_height() - 64.0);
    let (area, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let (left_area, right_area) = area.split_left_right_at_fraction(share);
    let left_area = left_area.with_max_x(left_area.right() - 10.0);
    let column = |ui: &mut Ui, rect: egui::Rect, name: &str| {
        let layout = Layout::top_down(Align::Min);
        ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout).id_salt(name))
    };
    left(&mut column(ui, left_area, "left"), &mut shared);
    right(&mut column(ui, right_area, "right"), &mut shared);
}

/// The buttons at a dialog's foot, the main one outermost. Returns whether the main one was
/// clicked.
fn foot(ui: &mut Ui, main: &str, enabled: bool, out: &mut Outbox) -> bool {
    ui.add_space(14.0);
    let mut clicked = false;
    at_the_right(ui, |ui| {
        clicked = widgets::primary(ui, main, enabled).clicked();
        if widgets::button(ui, "Cancel").clicked() {
            out.send(Command::SetDialog(None));
        }
    });
    let enter = ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::Enter));
    clicked || (enabled && enter)
}

/// A row of buttons at the right, the first outermost; as high as a button, no higher.
fn at_the_right<R>(ui: &mut Ui, buttons: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| ui.with_layout(Layout::right_to_left(Align::Center), buttons).inner).inner
}

/// A named text field on a line of its own, or beside others.
fn field(ui: &mut Ui, name: &str, text: &mut String, hint: &str, width: f32) -> egui::Response {
    let theme = Theme::now(ui.ctx());
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(RichText::new(name).size(theme::size::SMALL).color(theme.quiet));
        let edit = egui::TextEdit::singleline(text)
            .hint_text(hint)
            .desired_width(width)
            .margin(Margin::symmetric(8, 5));
        named(ui.add(edit), name)
    })
    .inner
}

/// Gives a field its name for screen readers, beside the value that it has of itself.
fn named(response: egui::Response, name: &str) -> egui::Response {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name.to_owned()));
    response
}

/// A named choice.
fn choice<R>(ui: &mut Ui, name: &str, now: &str, width: f32, menu: impl FnOnce(&mut Ui) -> R) {
    let theme = Theme::now(ui.ctx());
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(RichText::new(name).size(theme::size::SMALL).color(theme.quiet));
        let combo = egui::ComboBox::from_id_salt(name).selected_text(now).width(width);
        named(combo.show_ui(ui, menu).response, name);
    });
}

/// Text in the colour of warnings.
fn warning(ui: &mut Ui, text: &str) {
    let theme = Theme::now(ui.ctx());
    ui.label(RichText::new(text).color(theme.shades(crate::model::Palette::Red).strong));
}

/// A date typed as YYYY-MM-DD; empty is no date, anything else an error.
fn parse_day(text: &str) -> Result<Option<crate::model::Day>, ()> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| ()) }
}

/// The hint under a date that can't be read.
fn day_warning(ui: &mut Ui, text: &str) {
    if parse_day(text).is_err() {
        warning(ui, "Write the date as year-month-day, for example 2025-02-20");
    }
}

/// Room between a form's lines.
fn line_space(ui: &mut Ui) {
    ui.allocate_space(vec2(1.0, 4.0));
}
