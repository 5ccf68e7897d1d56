//! The bar at the top: menu, dossier and meeting, commands, saved or not.
//!
//! Must not know: how a dossier is saved.

use egui::{RichText, ScrollArea, Ui, vec2};

use super::theme::{self, Theme, size};
use super::widgets::{self, Mark};
use super::{Outbox, format, menus};
use crate::app::{Action, Command, Open, State};
use crate::model::Palette;

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        let name = RichText::new("Vis-à-vis ▾").font(theme::bold(14.0));
        let button = egui::containers::menu::MenuButton::from_button(
            egui::Button::new(name).frame_when_inactive(false),
        );
        let (response, _) = button.ui(ui, |ui| menus::all(ui, state, out));
        response.on_hover_text("All commands by menu");
        if let Some(open) = &state.open {
            breadcrumb(ui, open, state, out);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(14.0);
            if let Some(open) = &state.open {
                saved(ui, open, state, out);
            }
            ui.add_space(6.0);
            find_command(ui, state, out);
        });
    });
}

fn breadcrumb(ui: &mut Ui, open: &Open, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    ui.spacing_mut().item_spacing.x = 4.0;
    let title = RichText::new(open.dossier.title()).color(theme.quiet);
    let response = ui.add(egui::Button::new(title).frame_when_inactive(false).truncate());
    if response.on_hover_text("Title and parties").clicked() {
        out.send(Command::Do(Action::EditDossier));
    }
    let Some(meeting) = open.meeting() else { return };
    ui.label(RichText::new("›").color(theme.quiet));
    let details = meeting.details();
    let date = details.date.map(|date| format!("{}, ", format::day(date))).unwrap_or_default();
    let room = (ui.available_width() - 330.0).max(120.0);
    let text = format!("{date}{}", details.title);
    ui.scope(|ui| {
        ui.set_max_width(room);
        let text = RichText::new(text).font(theme::bold(size::TEXT));
        let caret = RichText::new("▾").font(theme::bold(size::TEXT));
        let button = egui::containers::menu::MenuButton::from_button(
            egui::Button::new(text).frame_when_inactive(false).truncate().right_text(caret),
        );
        button.ui(ui, |ui| {
            ui.set_min_width(300.0);
            // Only those in view are drawn: there may be thousands.
            let meetings = open.dossier.meetings();
            let row = ui.spacing().interact_size.y;
            ScrollArea::vertical().max_height(360.0).show_rows(ui, row, meetings.len(), |ui, rows| {
                for meeting in meetings.iter().rev().skip(rows.start).take(rows.len()) {
                    let here = open.at.meeting == Some(meeting.id());
                    let date =
                        meeting.details().date.map(format::day).unwrap_or_else(|| "no date".to_owned());
                    let name = format!("{date}, {}", meeting.details().title);
                    if ui.add(egui::Button::selectable(here, name).truncate()).clicked() {
                        out.send(Command::GoToMeeting(meeting.id()));
                        ui.close();
                    }
                }
            });
            ui.separator();
            for action in [Action::AddMeeting, Action::EditMeeting, Action::RemoveMeeting] {
                menus::entry(ui, action, state, out);
            }
        });
    });
}

fn find_command(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let wanted = vec2(216.0_f32.min(ui.available_width()), 28.0);
    if wanted.x < 60.0 {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(wanted, egui::Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, Action::Commands.label())
    });
    let outline = if response.hovered() { theme.quiet } else { theme.outline };
    let stroke = egui::Stroke::new(1.0, outline);
    ui.painter().rect(rect, size::ROUND, theme.card, stroke, egui::StrokeKind::Inside);
    let cap = "Ctrl K";
    let width = widgets::key_cap_width(ui, cap);
    let cap_rect = egui::Rect::from_center_size(
        egui::pos2(rect.right() - width / 2.0 - 6.0, rect.center().y),
        vec2(width, 18.0),
    );
    let left = egui::pos2(rect.left() + 10.0, rect.center().y);
    widgets::paint_line(
        ui,
        left,
        "Find a command",
        theme::plain(size::TEXT),
        theme.quiet,
        rect.width() - width - 26.0,
    );
    widgets::paint_key_cap(ui, cap_rect, cap);
    widgets::focus_ring(ui, &response);
    if response.clicked() && state.dialog.is_none() {
        out.send(Command::Do(Action::Commands));
    }
}

fn saved(ui: &mut Ui, open: &Open, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let green = theme.shades(Palette::Green).strong;
    let ochre = theme.shades(Palette::Ochre).strong;
    let (text, mark, colour, tip) = if open.read_only.is_some() {
        ("Read only", Mark::Ring, theme.quiet, open.read_only.clone().unwrap_or_default())
    } else if state.files.saving {
        ("Saving…", Mark::Half, ochre, "The file is being written".to_owned())
    } else if open.is_dirty() {
        let tip = match &open.file {
            Some(file) => format!("Ctrl+S saves to {}", file.path.display()),
            None => "Not in a file yet; Ctrl+S asks where to".to_owned(),
        };
        ("Not saved", Mark::Half, ochre, tip)
    } else {
        match &open.file {
            Some(file) => ("Saved", Mark::Full, green, file.path.display().to_string()),
            None => (
                "Sample",
                Mark::Full,
                theme.quiet,
                "A copy of the sample; save it to keep changes".to_owned(),
            ),
        }
    };
    let width = widgets::text_width(ui, text, theme::plain(size::TEXT)) + 20.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 24.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, text));
    widgets::paint_mark(ui.painter(), egui::pos2(rect.left() + 6.0, rect.center().y), 4.5, mark, colour);
    let left = egui::pos2(rect.left() + 17.0, rect.center().y);
    widgets::paint_line(ui, left, text, theme::plain(size::TEXT), colour, width);
    widgets::focus_ring(ui, &response);
    let clicked = response.clicked();
    response.on_hover_text(tip);
    if clicked && Action::Save.possible(state).is_ok() {
        out.send(Command::Do(Action::Save));
    }
}
