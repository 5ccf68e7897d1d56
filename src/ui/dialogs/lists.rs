//! The lists by which suggestions are made, to be read and edited.
//!
//! Must not know: how a list is read or kept.

use std::collections::BTreeMap;

use egui::{Context, Margin, RichText, ScrollArea};

use super::{at_the_right, columns, modal, named, warning};
use crate::app::{Command, State};
use crate::suggest::FILES;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, widgets};

/// What is being edited; it stays when the dialog is left.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The file of the list that is shown.
    name: String,
    /// Texts that were looked at, by file.
    texts: BTreeMap<String, String>,
}

impl Draft {
    /// The text of the list that is shown.
    fn text(&mut self, state: &State) -> &mut String {
        self.texts.entry(self.name.clone()).or_insert_with(|| state.lists.text(&self.name).to_owned())
    }

    /// Whether a list is not as it is in use.
    fn is_changed(&self, name: &str, state: &State) -> bool {
        self.texts.get(name).is_some_and(|text| text != state.lists.text(name))
    }
}

/// Shows the dialog.
pub(super) fn show(ctx: &Context, draft: &mut Draft, state: &State, out: &mut Outbox) {
    if draft.name.is_empty() {
        "cues/en.json".clone_into(&mut draft.name);
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
                        let edited = match (draft.is_changed(name, state), state.lists.is_edited(name)) {
                            (true, _) => ", not kept yet",
                            (_, true) => ", edited",
                            _ => "",
                        };
                        let label = format!("{}{edited}", title(name));
                        let response = widgets::row(ui, 26.0, here, || label.as_str());
                        let at = response.rect.left_center() + egui::vec2(8.0, 0.0);
                        let font =
                            if edited.is_empty() { theme::plain(size::TEXT) } else { theme::bold(12.5) };
                        let width = response.rect.width() - 16.0;
                        widgets::paint_line(ui, at, &label, font, theme.text, width);
                        if response.clicked() && !here {
                            name.clone_into(&mut draft.name);
                        }
                    }
                });
            },
            |ui, draft| {
                widgets::quiet(
                    ui,
                    "Cues are written in JSON, the glossary as a table with tabs. What you keep stays on this \
                     machine, beside the settings, and is used at once; a list with a mistake is not taken.",
                );
                if let Some(problem) = &state.lists.problem {
                    warning(ui, problem);
                }
                ScrollArea::vertical().id_salt("text").auto_shrink([false, false]).show(ui, |ui| {
                    let edit = egui::TextEdit::multiline(draft.text(state))
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
            let name = draft.name.clone();
            let changed = draft.is_changed(&name, state);
            if widgets::primary(ui, "Keep this list", changed).clicked() {
                out.send(Command::SetList(name.clone(), draft.texts.get(&name).cloned()));
            }
            if widgets::button(ui, "Close").clicked() {
                out.send(Command::SetDialog(None));
            }
            if changed && widgets::button(ui, "Undo my changes").clicked() {
                draft.texts.remove(&name);
            }
            if state.lists.is_edited(&name) {
                let own = widgets::button(ui, "Take the program's list");
                if own.on_hover_text("The edited one stays beside it as a backup").clicked() {
                    out.send(Command::SetList(name.clone(), None));
                    draft.texts.remove(&name);
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
