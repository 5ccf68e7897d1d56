//! Menu entries, made from the one list of actions.
//!
//! Must not know: what an action does.

use egui::{RichText, Ui};

use super::theme::Theme;
use super::{Outbox, theme};
use crate::app::{Action, Command, Menu, State};

/// One entry: label, key, greyed with the reason where it can't be done now.
pub(super) fn entry(ui: &mut Ui, action: Action, state: &State, out: &mut Outbox) {
    let possible = action.possible(state);
    let theme = Theme::now(ui.ctx());
    let keys = RichText::new(action.keys()).color(theme.quiet).size(theme::size::SMALL);
    let button = egui::Button::new(action.label_in(state)).shortcut_text(keys).frame_when_inactive(false);
    let response = ui.add_enabled(possible.is_ok(), button.min_size(egui::vec2(ui.available_width(), 24.0)));
    let response = match possible {
        Ok(()) => response.on_hover_text(action.description()),
        Err(why) => response.on_disabled_hover_text(format!("Not now: {why}")),
    };
    if response.clicked() {
        out.send(Command::Do(action));
        ui.close();
    }
}

/// The whole menu, a sub-menu for each part.
pub(super) fn all(ui: &mut Ui, state: &State, out: &mut Outbox) {
    ui.set_min_width(150.0);
    for menu in Menu::ALL {
        ui.menu_button(menu.label(), |ui| {
            ui.set_min_width(280.0);
            for action in Action::all().into_iter().filter(|action| action.menu() == menu) {
                entry(ui, action, state, out);
            }
        });
    }
}
