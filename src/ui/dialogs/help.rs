//! Pages to read: the codebook, all keys, about the program.
//!
//! All of it is made from the codebook and the list of actions, so that it can't be out of date.
//! Must not know: what an action does.

use egui::{Align, Context, Layout, RichText, ScrollArea, Ui};

use super::{at_the_right, modal};
use crate::app::{Action, Command, Menu, State};
use crate::model::{Effect, Role};
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, widgets};

fn done(ui: &mut Ui, out: &mut Outbox) {
    ui.add_space(10.0);
    at_the_right(ui, |ui| {
        if widgets::primary(ui, "Done", true).clicked() {
            out.send(Command::SetDialog(None));
        }
    });
}

/// What each tag and each kind of link means.
pub(super) fn codebook(ctx: &Context, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let book = open.dossier.codebook();
    modal(ctx, "Codebook", 760.0, true, out, |ui, out| {
        let theme = Theme::now(ui.ctx());
        let scroll =
            ScrollArea::vertical().max_height(ui.available_height() - 50.0).auto_shrink([false, true]);
        scroll.show(ui, |ui| {
            widgets::section(ui, "Tags");
            for tag in book.tags() {
                let shades = theme.shades(tag.colour);
                ui.add_space(4.0);
                ui.horizontal(|ui| {
                    ui.label(RichText::new(tag.name.en()).font(theme::bold(13.5)).color(shades.strong));
                    let russian = tag.name.get("ru");
                    if russian != tag.name.en() {
                        widgets::quiet(ui, russian);
                    }
                    let role = match tag.role {
                        Role::Raises => "wants an answer",
                        Role::Replies => "may answer",
                        Role::Joint => "of both sides",
                        Role::Other => "",
                    };
                    widgets::quiet(ui, role);
                    if let Some(key) = tag.key {
                        widgets::key_cap(ui, &key.to_string());
                    }
                });
                ui.label(tag.definition.en());
                for (head, text) in [("Use", tag.use_when.en()), ("Not", tag.not_when.en())] {
                    if !text.is_empty() {
                        widgets::quiet(ui, &format!("{head}: {text}"));
                    }
                }
            }
            ui.add_space(10.0);
            widgets::section(ui, "Kinds of link");
            for kind in book.link_kinds() {
                ui.add_space(4.0);
                ui.horizontal(|ui| {
                    ui.label(RichText::new(kind.name.en()).font(theme::bold(13.5)));
                    let effect = match kind.effect {
                        Effect::Answered => "makes it answered",
                        Effect::InPart => "makes it answered in part",
                        Effect::TurnedAside => "makes it turned aside",
                        Effect::None => "leaves it unanswered",
                    };
                    widgets::quiet(ui, effect);
                    widgets::key_cap(ui, &kind.letter.to_uppercase().to_string());
                });
                ui.label(kind.definition.en());
            }
        });
        done(ui, out);
    });
}

/// All keys on one page.
pub(super) fn keys(ctx: &Context, state: &State, out: &mut Outbox) {
    modal(ctx, "Keys", 860.0, true, out, |ui, out| {
        let scroll = ScrollArea::vertical().max_height(ui.available_height() - 50.0);
        scroll.show(ui, |ui| {
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                for menu in [Menu::File, Menu::Edit, Menu::Meeting, Menu::Link, Menu::View, Menu::Help] {
                    part(left, menu, state);
                }
                part(right, Menu::Passage, state);
                text_keys(right);
            });
        });
        done(ui, out);
    });
}

fn part(ui: &mut Ui, menu: Menu, state: &State) {
    let actions: Vec<Action> = Action::all()
        .into_iter()
        .filter(|action| action.menu() == menu && !action.keys().is_empty())
        .collect();
    if actions.is_empty() {
        return;
    }
    widgets::section(ui, menu.label());
    for action in actions {
        let all = action.chords().into_iter().map(crate::app::Chord::text).collect::<Vec<_>>();
        let keys = if all.is_empty() { vec![action.keys()] } else { all };
        line(ui, &keys, &action.label_in(state));
    }
    ui.add_space(8.0);
}

fn line(ui: &mut Ui, keys: &[String], what: &str) {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(egui::vec2(130.0, 20.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(130.0);
            for key in keys {
                widgets::key_cap(ui, key);
            }
        });
        ui.label(what);
    });
}

/// The keys and gestures of the text itself, which are no commands.
fn text_keys(ui: &mut Ui) {
    widgets::section(ui, "In the text");
    for (key, what) in [
        ("← → ↑ ↓", "Move the caret; with Ctrl by words and paragraphs"),
        ("Shift + arrows", "Select"),
        ("Home, End", "Start and end of the line; with Ctrl, of the text"),
        ("Page Up, Page Down", "One screen"),
        ("Ctrl+A", "Select the whole statement"),
        ("Double click", "Select a word; three times, the sentence"),
        ("Drag an end", "Move it by words; with Alt exactly"),
        ("Drag a label", "To another label: link the two"),
    ] {
        line(ui, &[key.to_owned()], what);
    }
}

/// Version, licence, where files lie.
pub(super) fn about(ctx: &Context, out: &mut Outbox) {
    modal(ctx, "About Vis-à-vis", 480.0, true, out, |ui, out| {
        ui.label(RichText::new(format!("Version {}", env!("CARGO_PKG_VERSION"))).font(theme::bold(13.5)));
        ui.label("Compare what two governments said about the same meeting.");
        ui.add_space(6.0);
        widgets::quiet(ui, "MIT or Apache 2.0, as you like. The Noto fonts: SIL Open Font License 1.1.");
        ui.add_space(6.0);
        widgets::section(ui, "Where things lie");
        ui.label(
            "A dossier is the file that you saved, and the one before it beside it with .backup at the end.",
        );
        if let Some(folder) = crate::store::settings_folder() {
            ui.label(RichText::new(format!("Settings: {}", folder.display())).size(size::SMALL));
        }
        ui.label("Nothing is sent anywhere: the program does not use the network.");
        done(ui, out);
    });
}
