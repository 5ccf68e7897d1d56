//! The list of topics: add, rename, remove.
//!
//! Must not know: what becomes of passages whose topic goes.

use std::collections::BTreeMap;

use egui::{Context, ScrollArea};

use super::{at_the_right, modal, named};
use crate::app::{Command, State};
use crate::model::TopicId;
use crate::ui::{Outbox, format, widgets};

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct Draft {
    new: String,
    names: BTreeMap<TopicId, String>,
}

/// Shows the list.
pub(super) fn show(ctx: &Context, draft: &mut Draft, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let mut used: BTreeMap<TopicId, usize> = BTreeMap::new();
    for topic in open.dossier.meetings().iter().flat_map(|m| m.passages()).filter_map(|(_, p)| p.topic) {
        *used.entry(topic).or_default() += 1;
    }
    modal(ctx, "Topics", 460.0, true, out, |ui, out| {
        widgets::quiet(ui, "What passages are about, the same words for every meeting and side.");
        ScrollArea::vertical().max_height(ui.available_height() - 110.0).show(ui, |ui| {
            for topic in open.dossier.topics() {
                ui.push_id(topic.id, |ui| {
                    ui.horizontal(|ui| {
                        let typed = draft.names.entry(topic.id).or_insert_with(|| topic.name.clone());
                        let edit = ui.add(egui::TextEdit::singleline(typed).desired_width(250.0));
                        let edit = named(edit, &format!("Name of topic {}", topic.name));
                        if edit.lost_focus() {
                            if typed.trim().is_empty() {
                                typed.clone_from(&topic.name);
                            } else if typed.trim() != topic.name {
                                out.send(Command::RenameTopic(topic.id, typed.trim().to_owned()));
                            }
                        }
                        let count = used.get(&topic.id).copied().unwrap_or(0);
                        ui.allocate_ui(egui::vec2(80.0, 20.0), |ui| {
                            widgets::quiet(ui, &format::count(count, "passage"))
                        });
                        let remove = ui.add(egui::Button::new("×").frame_when_inactive(false));
                        remove.widget_info(|| {
                            let name = format!("Remove topic {}", topic.name);
                            egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
                        });
                        if remove.on_hover_text("Its passages stay, without a topic").clicked() {
                            out.send(Command::RemoveTopic(topic.id));
                        }
                    });
                });
            }
        });
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let edit = ui.add(
                egui::TextEdit::singleline(&mut draft.new).hint_text("A new topic").desired_width(250.0),
            );
            let edit = named(edit, "New topic");
            let entered = edit.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let clicked = widgets::button(ui, "Add").clicked();
            if (entered || clicked) && !draft.new.trim().is_empty() {
                out.send(Command::AddTopic(draft.new.trim().to_owned()));
                draft.new.clear();
                edit.request_focus();
            }
        });
        ui.add_space(12.0);
        at_the_right(ui, |ui| {
            if widgets::primary(ui, "Done", true).clicked() {
                out.send(Command::SetDialog(None));
            }
        });
    });
}
