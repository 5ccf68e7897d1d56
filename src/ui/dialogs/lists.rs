//! The lists by which suggestions are made, to be read and edited.
//!
//! Must not know: how a list is read or kept.

use egui::{Context, Margin, RichText, ScrollArea};

use super::{at_the_right, columns, modal, named, warning};
use crate::app::{Command, State};
use crate::suggest::FILES;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, widgets};

/// What is being edited.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The list's file.
    name: String,
    text: String,
}

impl Draft {
    fn take(&mut self, name: &str, state: &State) {
        name.clone_into(&mut self.name);
        state.lists.text(name).clone_into(&mut self.text);
    }
}

/// Shows the dialog.
pub(super) fn show(ctx: &Context, draft: &mut Draft, state: &State, out: &mut Outbox) {
    if draft.name.is_empty() {
        draft.take("cues/en.json", state);
    }
    modal(ctx, "Lists for suggestions", 1100.0, false, out, |ui, out| {
        let theme = Theme::now(ui.ctx());
        columns(
            ui,
            0.24,
            &mut *draft,
            |ui, draft| {
                ScrollArea::vertical().id_salt("lists").auto_shrink([false, false]).show(ui, |ui| {
                    for (name, _) in FILES {
                        let here = draft.name == name;
                        let edited = if state.lists.is_edited(name) { ", edited" } else { "" };
                        let label = format!("{}{edited}", title(name));
                        let response = widgets::row(ui, 26.0, here, || label.as_str());
                        let at = response.rect.left_center() + egui::vec2(8.0, 0.0);
                        let font =
                            if edited.is_empty() { theme::plain(size::TEXT) } else { theme::bold(12.5) };
                        let width = response.rect.width() - 16.0;
                        widgets::paint_line(ui, at, &label, font, theme.text, width);
                        if response.clicked() && !here {
                            draft.take(name, state);
                        }
                    }
                });
            },
            |ui, draft| {
                widgets::quiet(
                    ui,
                    "Each line is one entry. What you change is kept on this machine, beside the settings, and \
                     used at once; a list with a mistake is not taken, and the mistake is told.",
                );
                if let Some(problem) = &state.lists.problem {
                    warning(ui, problem);
                }
                ScrollArea::vertical().id_salt("text").auto_shrink([false, false]).show(ui, |ui| {
                    let edit = egui::TextEdit::multiline(&mut draft.text)
                        .font(theme::plain(12.5))
                        .desired_width(f32::INFINITY)
                        .lock_focus(true)
                        .margin(Margin::symmetric(10, 8));
                    named(ui.add(edit), &format!("Text of the list {}", title(&draft.name)));
                });
            },
        );
        ui.add_space(14.0);
        at_the_right(ui, |ui| {
            let changed = draft.text != state.lists.text(&draft.name);
            if widgets::primary(ui, "Keep this list", changed).clicked() {
                out.send(Command::SetList(draft.name.clone(), Some(draft.text.clone())));
            }
            if widgets::button(ui, "Close").clicked() {
                out.send(Command::SetDialog(None));
            }
            if state.lists.is_edited(&draft.name) {
                let own = widgets::button(ui, "Take the program's list");
                if own.on_hover_text("The edited one stays beside it as a backup").clicked() {
                    out.send(Command::SetList(draft.name.clone(), None));
                    draft.name.clear();
                }
            }
            if changed {
                ui.label(RichText::new("Not kept yet").color(theme.quiet));
            }
        });
    });
}

/// What a list is called.
fn title(name: &str) -> String {
    let language = |code: &str| {
        let known = super::statement::LANGUAGES.iter().find(|(tag, _)| *tag == code);
        known.map_or(code, |(_, name)| *name).to_owned()
    };
    if let Some(code) = name.strip_prefix("cues/stopwords/").and_then(|name| name.strip_suffix(".txt")) {
        return format!("Stop words: {}", language(code));
    }
    match name {
        "cues/ladder.json" => "Verbs of saying".to_owned(),
        "glossary/domains.tsv" => "Fields of subjects".to_owned(),
        "glossary/concepts.tsv" => "Glossary".to_owned(),
        other => {
            let code = other.strip_prefix("cues/").and_then(|name| name.strip_suffix(".json"));
            format!("Cues: {}", language(code.unwrap_or(other)))
        }
    }
}
