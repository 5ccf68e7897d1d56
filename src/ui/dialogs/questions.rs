//! Questions that must be answered before something could be lost, and trouble that must be read.
//!
//! Must not know: how files are saved.

use egui::{Context, RichText, ScrollArea};

use super::{at_the_right, modal};
use crate::app::{Action, Command, Conflict, Question, State};
use crate::model::Place;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, widgets};

/// Unsaved changes stand in the way.
pub(super) fn unsaved(ctx: &Context, question: &Question, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else {
        out.send(Command::Proceed { save: false });
        return;
    };
    let what = match question {
        Question::Quit => "before Vis-à-vis closes",
        Question::Close => "before the dossier closes",
        Question::Open(_) | Question::Sample { .. } | Question::Recover(_) | Question::TakeState(_) => {
            "before another dossier opens"
        }
        Question::New(_) => "before a new dossier is made",
    };
    modal(ctx, &format!("Save the changes {what}?"), 500.0, false, out, |ui, out| {
        let title = open.dossier.title();
        let text = match &open.file {
            Some(file) => {
                let name = file.path.file_name().unwrap_or_default().to_string_lossy();
                format!("“{title}” has changes that are not in {name} yet.")
            }
            None => format!("“{title}” is in no file yet. Without saving, all of it is lost."),
        };
        ui.label(text);
        if state.files.saving {
            widgets::quiet(ui, "It is being saved at this moment …");
        }
        ui.add_space(14.0);
        at_the_right(ui, |ui| {
            let save = widgets::primary(ui, "Save", true);
            if !save.ctx.memory(|memory| memory.focused().is_some()) {
                save.request_focus();
            }
            if save.clicked() {
                out.send(Command::Proceed { save: true });
            }
            if widgets::button(ui, "Cancel").clicked() {
                out.send(Command::SetDialog(None));
            }
            if widgets::button(ui, "Don't save").clicked() {
                out.send(Command::Proceed { save: false });
            }
        });
    });
}

/// The file on the disk is not the one that was read.
pub(super) fn conflict(ctx: &Context, conflict: &Conflict, out: &mut Outbox) {
    let title = if conflict.vanished { "The file is gone" } else { "Somebody else changed the file" };
    modal(ctx, title, 560.0, false, out, |ui, out| {
        ui.label(&conflict.what);
        ui.label(RichText::new(conflict.path.display().to_string()).size(size::SMALL));
        ui.add_space(4.0);
        let choices = if conflict.vanished {
            "Nothing was written. Your work is in this window. Write the file again in the same \
             place, or save it somewhere else."
        } else {
            "Nothing was written: both versions are safe. Save yours under another name and both \
             stay; or overwrite, and the other version is kept beside the file with .backup at the \
             end of its name; or open the other version and give up your changes."
        };
        widgets::quiet(ui, choices);
        ui.add_space(14.0);
        at_the_right(ui, |ui| {
            if widgets::primary(ui, "Save as…", true).clicked() {
                out.send(Command::SetDialog(None));
                out.send(Command::Do(Action::SaveAs));
            }
            if widgets::button(ui, "Cancel").clicked() {
                out.send(Command::SetDialog(None));
            }
            let again = if conflict.vanished { "Write it again" } else { "Overwrite, keeping a copy" };
            if widgets::button(ui, again).clicked() {
                out.send(Command::OverwriteChanged);
            }
            if !conflict.vanished && widgets::button(ui, "Open the other version").clicked() {
                out.send(Command::Reload);
            }
        });
    });
}

/// Something went wrong.
pub(super) fn trouble(ctx: &Context, title: &str, text: &str, out: &mut Outbox) {
    modal(ctx, title, 560.0, true, out, |ui, out| {
        ScrollArea::vertical().max_height(ui.available_height() - 70.0).show(ui, |ui| {
            ui.label(text);
        });
        ui.add_space(14.0);
        at_the_right(ui, |ui| {
            let close = widgets::primary(ui, "Close", true);
            if !close.ctx.memory(|memory| memory.focused().is_some()) {
                close.request_focus();
            }
            if close.clicked() {
                out.send(Command::SetDialog(None));
            }
            if widgets::button(ui, "Copy the text").clicked() {
                ui.copy_text(format!("{title}\n{text}"));
            }
        });
    });
}

/// Passages whose words are no longer in their statement.
pub(super) fn lost(ctx: &Context, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let Some(meeting) = open.meeting() else { return };
    modal(ctx, "Lost passages", 620.0, true, out, |ui, out| {
        widgets::quiet(
            ui,
            "The words of these passages were not found in their statement any more. Select where \
             each belongs now, then put it there; or give it up. Undo brings it back.",
        );
        ui.add_space(6.0);
        let theme = Theme::now(ui.ctx());
        ScrollArea::vertical().max_height(ui.available_height() - 60.0).show(ui, |ui| {
            for statement in meeting.statements() {
                let place = Place { meeting: meeting.id(), statement: statement.id() };
                let party = open.dossier.party(statement.party()).map_or("", |party| party.name.as_str());
                for lost in statement.lost() {
                    let label = lost.passage.label.to_string();
                    ui.push_id(lost.passage.id, |ui| {
                        ui.horizontal(|ui| {
                            ui.label(RichText::new(format!("{label} · {party}")).font(theme::bold(13.0)));
                            if widgets::button(ui, &format!("Find {label}'s statement")).clicked() {
                                out.send(Command::ShowLost(place, Box::new(lost.clone())));
                            }
                            let here = open.selected_range().is_some_and(|(at, _)| at == place);
                            let put = egui::Button::new(format!("Put {label} on the selected words"));
                            let put = ui.add_enabled(here, put);
                            if put.on_disabled_hover_text("Select words of its statement first").clicked() {
                                out.send(Command::RestoreLost(place, lost.passage.id));
                            }
                            if widgets::button(ui, &format!("Give up {label}")).clicked() {
                                out.send(Command::RemoveLost(place, lost.passage.id));
                            }
                        });
                        let words = format!("“{}”", lost.anchor.exact);
                        ui.label(RichText::new(words).font(theme::serif(13.5)).color(theme.text));
                        ui.add_space(6.0);
                    });
                }
            }
            if open.lost_count() == 0 {
                ui.label("None is left.");
            }
        });
        at_the_right(ui, |ui| {
            if widgets::primary(ui, "Done", true).clicked() {
                out.send(Command::SetDialog(None));
            }
        });
    });
}
