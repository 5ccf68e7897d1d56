//! The start page: what to do first, and the files one had open.
//!
//! Must not know: whether a recent file is still there (asking could hang on a share).

use egui::{RichText, Ui, UiBuilder, pos2, vec2};

use super::theme::{self, Theme, size};
use super::{Outbox, widgets};
use crate::app::{Action, Command, State};

/// Shows the start page.
pub(super) fn show(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let area = ui.max_rect();
    let width = area.width().min(560.0);
    let top = area.top() + (area.height() * 0.16).min(140.0);
    let rect = egui::Rect::from_min_max(
        pos2(area.center().x - width / 2.0, top),
        pos2(area.center().x + width / 2.0, area.bottom() - 10.0),
    );
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        if let Some(path) = &state.files.opening {
            ui.vertical_centered(|ui| {
                ui.add_space(40.0);
                ui.label(RichText::new("Opening…").font(theme::bold(18.0)));
                ui.label(RichText::new(path.display().to_string()).color(theme.quiet));
            });
            return;
        }
        ui.label(RichText::new("Vis-à-vis").font(theme::serif(34.0)));
        let lead = "What two governments said about the same meeting, side by side: which concern was \
                    answered, which was not, and who claims an agreement alone.";
        ui.label(RichText::new(lead).color(theme.quiet).size(14.0));
        ui.add_space(18.0);
        ui.horizontal(|ui| {
            if widgets::primary(ui, Action::NewDossier.label(), true).clicked() {
                out.send(Command::Do(Action::NewDossier));
            }
            for action in [Action::Open, Action::OpenSample] {
                if widgets::button(ui, action.label()).clicked() {
                    out.send(Command::Do(action));
                }
            }
        });
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            if widgets::link_button(ui, Action::OpenSampleMany.label()).clicked() {
                out.send(Command::Do(Action::OpenSampleMany));
            }
        });
        ui.add_space(24.0);
        recent(ui, state, out);
    });
}

fn recent(ui: &mut Ui, state: &State, out: &mut Outbox) {
    if state.settings.recent.is_empty() {
        widgets::quiet(ui, "A dossier dropped on this window opens, too.");
        return;
    }
    let theme = Theme::now(ui.ctx());
    widgets::section(ui, "Opened lately");
    for path in &state.settings.recent {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        let response = widgets::row(ui, 44.0, false, || format!("Open {name}"));
        let rect = response.rect;
        let room = rect.width() - 20.0;
        let first = rect.left_top() + vec2(10.0, 14.0);
        widgets::paint_line(ui, first, &name, theme::bold(size::TEXT), theme.text, room);
        let second = rect.left_top() + vec2(10.0, 31.0);
        widgets::paint_line(ui, second, &folder, theme::plain(size::SMALL), theme.quiet, room);
        if response.clicked() {
            out.send(Command::OpenPath(path.clone()));
        }
    }
}
