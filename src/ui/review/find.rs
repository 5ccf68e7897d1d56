//! The bar for finding words in the two statements, over the head of the right one.
//!
//! Must not know: how words are found.

use egui::accesskit::Role;
use egui::{Context, Id, Key, Modifiers, Rect, TextEdit, WidgetInfo, pos2, vec2};

use crate::app::{Action, Command, Find, Open};
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct FindBar {
    words: String,
    open: bool,
}

/// Width of the bar, in points.
const WIDTH: f32 = 472.0;

impl FindBar {
    /// Shows the bar at the top right of `area`, where a search is open.
    pub(super) fn show(&mut self, ctx: &Context, area: Rect, open: &Open, out: &mut Outbox) {
        let Some(find) = &open.find else {
            self.open = false;
            return;
        };
        if !self.open || find.focus {
            self.words.clone_from(&find.words);
        }
        self.open = true;
        let theme = Theme::now(ctx);
        let width = WIDTH.min(area.width() - 16.0);
        let at = pos2(area.right() - width - 8.0, area.top() + 6.0);
        let frame = egui::Frame::new()
            .fill(theme.card)
            .stroke(egui::Stroke::new(1.0, theme.outline))
            .corner_radius(8)
            .inner_margin(egui::Margin::symmetric(8, 6));
        egui::Area::new(Id::unique("find")).order(egui::Order::Middle).fixed_pos(at).show(ctx, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(width - 18.0);
                ui.horizontal(|ui| self.contents(ui, find, out));
            });
        });
    }

    fn contents(&mut self, ui: &mut egui::Ui, find: &Find, out: &mut Outbox) {
        let theme = Theme::now(ui.ctx());
        ui.spacing_mut().item_spacing.x = 5.0;
        let id = Id::unique("find words");
        let edit = TextEdit::singleline(&mut self.words).id(id).hint_text("Find in both statements");
        let response = ui.add(edit.desired_width(176.0));
        ui.ctx().accesskit_node_builder(id, |node| node.set_label("Find in the statements"));
        if find.focus {
            response.request_focus();
            let end = egui::text::CCursor::new(self.words.chars().count());
            let all = egui::text::CCursorRange::two(egui::text::CCursor::default(), end);
            let mut state = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
            state.cursor.set_char_range(Some(all));
            state.store(ui.ctx(), id);
        }
        if response.changed() {
            out.send(Command::FindWords(self.words.clone()));
        }
        if response.lost_focus() {
            // Enter goes on; a single-line field gives the focus away for it.
            let enter = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, Key::Enter));
            let step = match (enter(Modifiers::SHIFT), enter(Modifiers::NONE)) {
                (true, _) => Some(Action::PreviousHit),
                (_, true) => Some(Action::NextHit),
                _ => None,
            };
            if let Some(action) = step {
                if find.count() > 0 {
                    out.send(Command::Do(action));
                }
                response.request_focus();
            }
        }
        let told = told(find);
        let (rect, label) = ui.allocate_exact_size(vec2(92.0, 24.0), egui::Sense::hover());
        label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &told));
        let none = !find.words.is_empty() && find.is_settled() && find.count() == 0;
        let colour = if none { theme.shades(crate::model::Palette::Red).strong } else { theme.quiet };
        widgets::paint_line(ui, rect.left_center(), &told, theme::plain(size::SMALL), colour, rect.width());
        for (text, action) in [("▲", Action::PreviousHit), ("▼", Action::NextHit)] {
            let button = ui.add_enabled(find.count() > 0, egui::Button::new(text).min_size(vec2(26.0, 24.0)));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, action.label()));
            if button.on_hover_text(format!("{} ({})", action.label(), action.keys())).clicked() {
                out.send(Command::Do(action));
            }
        }
        if toggle(ui, "Aa", find.exact, "Letter by letter, with case and accents") {
            out.send(Command::FindExactly(!find.exact));
        }
        if toggle(ui, "ab|", find.whole_words, "Whole words only") {
            out.send(Command::FindWholeWords(!find.whole_words));
        }
        let close = ui.add(egui::Button::new("×").frame(false));
        close.widget_info(|| WidgetInfo::labeled(Role::Button, true, "End the search"));
        if close.on_hover_text("End the search (Esc)").clicked() {
            out.send(Command::CloseFind);
        }
    }
}

fn toggle(ui: &mut egui::Ui, text: &str, on: bool, name: &str) -> bool {
    let response = ui.selectable_label(on, text);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
    let clicked = response.clicked();
    response.on_hover_text(name);
    clicked
}

/// "3 of 12", "nothing found".
fn told(find: &Find) -> String {
    let count = find.count();
    let more = if find.is_cut() { "+" } else { "" };
    match (find.number(), count) {
        _ if find.words.is_empty() => String::new(),
        (_, 0) if !find.is_settled() => "searching…".to_owned(),
        (_, 0) => "nothing found".to_owned(),
        (Some(number), _) => {
            format!("{} of {}{more}", format::thousands(number), format::thousands(count))
        }
        (None, _) => format!("{}{more}", format::count(count, "place")),
    }
}
