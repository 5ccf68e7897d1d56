//! The bar at the top: menu, dossier and meeting, commands, saved or not.
//!
//! Must not know: how a dossier is saved.

use egui::{RichText, ScrollArea, Ui, vec2};

use super::theme::{self, Theme, size};
use super::widgets::{self, Mark};
use super::{Outbox, format, menus};
use crate::app::{Action, Command, Open, State, View};
use crate::model::Palette;

/// Room that the search and the state of saving take at the right, in points.
const RIGHT: f32 = 330.0;
/// The same where there is little room: the search is only its key.
const RIGHT_NARROW: f32 = 190.0;
/// Height of the views' switch, in points.
const SWITCH: f32 = 32.0;

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
    let right = if rect.width() < size::ROOMY { RIGHT_NARROW } else { RIGHT };
    // The switch stands in the middle, or as far left of it as the right side needs.
    let switch = state.open.as_ref().map(|_| {
        let width = switch_width(ui);
        let left = (rect.center().x - width / 2.0).min(rect.right() - right - width - 10.0);
        egui::Rect::from_min_size(egui::pos2(left, rect.center().y - SWITCH / 2.0 - 0.5), vec2(width, SWITCH))
    });
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        let name = RichText::new("Vis-à-vis ▾").font(theme::bold(14.0));
        let button = egui::containers::menu::MenuButton::from_button(
            egui::Button::new(name).frame_when_inactive(false),
        );
        let (response, _) = button.ui(ui, |ui| menus::all(ui, state, out));
        response.on_hover_text("All commands by menu");
        if let (Some(open), Some(switch)) = (&state.open, switch) {
            breadcrumb(ui, open, switch.left() - 12.0, state, out);
        }
    });
    if let (Some(open), Some(switch)) = (&state.open, switch) {
        views(ui, switch, open, out);
    }
    let right = egui::Rect::from_min_max(egui::pos2(rect.right() - right, rect.top()), rect.max);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(egui::UiBuilder::new().max_rect(right).layout(layout), |ui| {
        ui.add_space(14.0);
        if let Some(open) = &state.open {
            saved(ui, open, state, out);
            ui.add_space(6.0);
            search(ui, open, out);
        }
    });
}

/// How wide the switch is, in points.
fn switch_width(ui: &Ui) -> f32 {
    View::BAR.iter().map(|view| tab_width(ui, *view)).sum::<f32>() + 6.0
}

fn tab_width(ui: &Ui, view: View) -> f32 {
    widgets::text_width(ui, view.label(), theme::bold(size::TEXT)) + 28.0
}

/// The switch from view to view.
fn views(ui: &mut Ui, rect: egui::Rect, open: &Open, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let outline = egui::Stroke::new(1.0, theme.line);
    ui.painter().rect(rect, 8, theme.gap, outline, egui::StrokeKind::Inside);
    let mut left = rect.left() + 3.0;
    for view in View::BAR {
        let size = vec2(tab_width(ui, view), rect.height() - 6.0);
        let tab = egui::Rect::from_min_size(egui::pos2(left, rect.top() + 3.0), size);
        left += size.x;
        let on = open.views.now == view;
        let response = ui.interact(tab, ui.scope_id().with(view.label()), egui::Sense::click());
        if on {
            ui.painter().rect(tab, 6, theme.card, outline, egui::StrokeKind::Inside);
        } else if response.hovered() {
            ui.painter().rect_filled(tab, 6, theme.hovered);
        }
        let font = if on { theme::bold(size::TEXT) } else { theme::plain(size::TEXT) };
        let colour = if on { theme.text } else { theme.quiet };
        ui.painter().text(tab.center(), egui::Align2::CENTER_CENTER, view.label(), font, colour);
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::Tab, true, on, view.label()));
        widgets::focus_ring(ui, &response);
        if response.clicked() {
            out.send(Command::SetView(view));
        }
        let action = view.action();
        response.on_hover_text(format!("{} ({})", action.description(), action.keys()));
    }
}

fn breadcrumb(ui: &mut Ui, open: &Open, right: f32, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    ui.spacing_mut().item_spacing.x = 4.0;
    let title = RichText::new(open.dossier.title()).color(theme.quiet);
    // Where there is little room, the meeting comes first.
    let room = right - ui.cursor().left();
    if room < 150.0 {
        return;
    }
    let response = ui
        .scope(|ui| {
            ui.set_max_width((room * 0.4).min(260.0));
            ui.add(egui::Button::new(title).frame_when_inactive(false).truncate())
        })
        .inner;
    if response.on_hover_text("Title and parties").clicked() {
        out.send(Command::Do(Action::EditDossier));
    }
    let Some(meeting) = open.meeting() else { return };
    ui.label(RichText::new("›").color(theme.quiet));
    let details = meeting.details();
    let date = details.date.map(|date| format!("{}, ", format::day(date))).unwrap_or_default();
    let room = (right - ui.cursor().left()).max(60.0);
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

/// The way to the search; its words are typed in the view that it opens.
fn search(ui: &mut Ui, open: &Open, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let wanted = vec2(222.0_f32.min(ui.available_width()), 28.0);
    if wanted.x < 60.0 {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(wanted, egui::Sense::click());
    let label = Action::SearchDossier.label();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, label));
    let on = open.views.now == View::Search;
    let outline = match (on, response.hovered()) {
        (true, _) => theme.accent,
        (_, true) => theme.quiet,
        _ => theme.outline,
    };
    let stroke = egui::Stroke::new(1.0, outline);
    ui.painter().rect(rect, size::ROUND, theme.card, stroke, egui::StrokeKind::Inside);
    let cap = "Ctrl ⇧ F";
    let width = widgets::key_cap_width(ui, cap);
    let cap_rect = egui::Rect::from_center_size(
        egui::pos2(rect.right() - width / 2.0 - 6.0, rect.center().y),
        vec2(width, 18.0),
    );
    let left = egui::pos2(rect.left() + 10.0, rect.center().y);
    // Where there is little room, the word alone.
    let narrow = rect.width() < 160.0;
    let (text, room) =
        if narrow { ("Search", rect.width() - 20.0) } else { (label, rect.width() - width - 26.0) };
    widgets::paint_line(ui, left, text, theme::plain(size::TEXT), theme.quiet, room);
    if !narrow {
        widgets::paint_key_cap(ui, cap_rect, cap);
    }
    widgets::focus_ring(ui, &response);
    if response.clicked() {
        out.send(Command::SetView(View::Search));
    }
    response.on_hover_text(Action::SearchDossier.description());
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
