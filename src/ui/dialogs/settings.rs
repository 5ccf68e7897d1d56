//! The settings: theme, size of the statements' text, the reviewer's name.
//!
//! Each takes effect at once. Must not know: where settings are kept.

use egui::{Context, RichText};

use super::{at_the_right, field, line_space, modal};
use crate::app::{Command, State};
use crate::store::Theme as Choice;
use crate::ui::theme::{self, Theme};
use crate::ui::{Outbox, widgets};

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct Draft {
    reviewer: String,
}

/// Shows the settings.
pub(super) fn show(ctx: &Context, draft: &mut Draft, opened: bool, state: &State, out: &mut Outbox) {
    if opened {
        draft.reviewer.clone_from(&state.settings.reviewer);
    }
    modal(ctx, "Settings", 440.0, true, out, |ui, out| {
        let theme = Theme::now(ui.ctx());
        ui.label(RichText::new("Theme").size(theme::size::SMALL).color(theme.quiet));
        ui.horizontal(|ui| {
            for (choice, name) in
                [(Choice::System, "As the system"), (Choice::Light, "Light"), (Choice::Dark, "Dark")]
            {
                let now = state.settings.theme == choice;
                if ui.selectable_label(now, name).clicked() && !now {
                    out.send(Command::SetTheme(choice));
                }
            }
        });
        line_space(ui);
        ui.label(RichText::new("Size of the statements' text").size(theme::size::SMALL).color(theme.quiet));
        ui.horizontal(|ui| {
            let size = state.settings.text_size;
            if widgets::button(ui, "Smaller").clicked() {
                out.send(Command::SetTextSize(size - 1.0));
            }
            ui.label(format!("{size:.0} points"));
            if widgets::button(ui, "Larger").clicked() {
                out.send(Command::SetTextSize(size + 1.0));
            }
        });
        ui.label(RichText::new("Both sides agreed.  Стороны договорились.").font(theme::serif(size(state))));
        line_space(ui);
        let width = ui.available_width() - 20.0;
        let name = field(ui, "Your name", &mut draft.reviewer, "Stands beside what you tag", width);
        if name.lost_focus() && draft.reviewer.trim() != state.settings.reviewer {
            out.send(Command::SetReviewer(draft.reviewer.clone()));
        }
        widgets::quiet(ui, "Kept on this machine; in the dossier, the name goes with each of your passages.");
        ui.add_space(12.0);
        at_the_right(ui, |ui| {
            if widgets::primary(ui, "Done", true).clicked() {
                if draft.reviewer.trim() != state.settings.reviewer {
                    out.send(Command::SetReviewer(draft.reviewer.clone()));
                }
                out.send(Command::SetDialog(None));
            }
        });
    });
}

fn size(state: &State) -> f32 {
    state.settings.text_size
}
