//! The settings: theme, contrast, how the statements' text is set, the reviewer's name.
//!
//! Each takes effect at once. Must not know: where settings are kept.

use std::ops::RangeInclusive;

use egui::accesskit::Role;
use egui::{Align, Context, Layout, RichText, Ui, WidgetInfo, vec2};

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
            ui.add_space(10.0);
            let mut high = state.settings.high_contrast;
            if ui.checkbox(&mut high, "High contrast").changed() {
                out.send(Command::SetHighContrast(high));
            }
        });
        line_space(ui);
        reading(ui, state, out);
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

/// How the statements' text is set, with a sample of it.
fn reading(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let settings = &state.settings;
    ui.label(RichText::new("The statements' text").size(theme::size::SMALL).color(theme.quiet));
    ui.horizontal(|ui| {
        for (sans, name) in [(false, "With serifs"), (true, "Without serifs")] {
            if ui.selectable_label(settings.sans == sans, name).clicked() && settings.sans != sans {
                out.send(Command::SetSans(sans));
            }
        }
    });
    ui.add_space(4.0);
    let mut size = settings.text_size;
    if slider(ui, "Size", &mut size, 10.0..=40.0, 1.0, " points") {
        out.send(Command::SetTextSize(size));
    }
    let mut measure = settings.measure;
    if slider(ui, "Longest line", &mut measure, 40.0..=100.0, 1.0, " letters") {
        out.send(Command::SetMeasure(measure));
    }
    let mut height = settings.line_height;
    if slider(ui, "Line height", &mut height, 1.3..=2.2, 0.05, " × size") {
        out.send(Command::SetLineHeight(height));
    }
    ui.add_space(4.0);
    let size = settings.text_size;
    let font = if settings.sans { theme::plain(size) } else { theme::serif(size) };
    ui.label(RichText::new("Both sides agreed.  Стороны договорились.  Тараптар макулдашты.").font(font));
}

/// A named slider; whether its value was changed.
fn slider(
    ui: &mut Ui,
    name: &str,
    value: &mut f32,
    range: RangeInclusive<f32>,
    step: f64,
    unit: &str,
) -> bool {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(96.0, 24.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(96.0);
            ui.label(name);
        });
        ui.spacing_mut().slider_width = 180.0;
        let slider = egui::Slider::new(value, range).step_by(step).suffix(unit);
        let response = ui.add(slider);
        response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, name));
        response.changed()
    })
    .inner
}
