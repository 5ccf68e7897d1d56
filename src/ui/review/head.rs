//! The head of a pane: whose statement, from where, how long; and which one stands there.
//! Also what the view says where there is no statement.
//!
//! Must not know: the text or its passages.

use egui::accesskit::Role as Accessible;
use egui::{Rect, RichText, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::PANES;
use crate::app::{Action, Command, Open, Pane, State};
use crate::model::{Palette, Statement, TextHash};
use crate::store::Moving;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// Bytes from which on a text is long.
const LONG: usize = 100_000;

/// What is worked out once of a text.
#[derive(Debug, Default)]
pub(super) struct Facts {
    of: Option<(TextHash, bool)>,
    /// A long text that was first seen in the last frame.
    next: Option<(TextHash, bool)>,
    words: Option<usize>,
    /// Characters that no font has, the first few, as they would be told.
    missing: String,
}

impl Facts {
    fn renew(&mut self, ui: &Ui, statement: &Statement, sans: bool) {
        let of = Some((statement.hash(), sans));
        if self.of == of {
            return;
        }
        // The first sight of a long text comes before what can be said about it.
        if statement.text().len() > LONG && self.next != of {
            *self = Self { next: of, ..Self::default() };
            ui.ctx().request_repaint();
            return;
        }
        self.of = of;
        self.words = Some(format::word_count(statement.text()));
        self.missing = missing(ui, statement.text(), sans);
    }
}

/// The characters of a text that no font has, told so that they can be looked up.
fn missing(ui: &Ui, text: &str, sans: bool) -> String {
    const TOLD: usize = 4;
    let font = if sans { theme::plain(size::TEXT) } else { theme::serif(size::TEXT) };
    let letters = letters(text);
    let without: Vec<char> =
        ui.fonts_mut(|fonts| letters.into_iter().filter(|letter| !fonts.has_glyph(&font, *letter)).collect());
    let told: Vec<String> =
        without.iter().take(TOLD).map(|letter| format!("U+{:04X}", *letter as u32)).collect();
    match without.len().checked_sub(TOLD) {
        Some(more) if more > 0 => format!("{} and {more} more", told.join(", ")),
        _ => told.join(", "),
    }
}

/// The characters of a text but Latin ones without marks, which are in every font, and white space:
/// each once, in order.
fn letters(text: &str) -> Vec<char> {
    const BITS: u32 = u64::BITS;
    let mut seen = vec![0_u64; (char::MAX as u32 / BITS + 1) as usize];
    for letter in text.chars().filter(|letter| !letter.is_ascii()) {
        if let Some(word) = seen.get_mut((letter as u32 / BITS) as usize) {
            *word |= 1 << (letter as u32 % BITS);
        }
    }
    let words = (0_u32..).zip(seen).filter(|(_, word)| *word != 0);
    let codes = words.flat_map(|(at, word)| {
        (0..BITS).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * BITS + bit)
    });
    codes.filter_map(char::from_u32).filter(|letter| !letter.is_whitespace()).collect()
}

/// The control between the heads: how the two statements scroll.
pub(super) fn moving(ui: &mut Ui, rect: Rect, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
    let open = state.open.as_ref();
    if open.is_none_or(|open| PANES.iter().any(|pane| open.statement(*pane).is_none())) {
        return;
    }
    let (word, action) = match state.settings.moving {
        Moving::Apart => ("apart", Action::MoveApart),
        Moving::Links => ("by links", Action::MoveByLinks),
        Moving::Share => ("by share", Action::MoveByShare),
    };
    let response = ui.interact(rect.shrink2(vec2(6.0, 8.0)), egui::Id::unique("moving"), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Accessible::Button, true, format!("{}. Choose another way", action.label()))
    });
    if response.hovered() {
        ui.painter().rect_filled(response.rect, size::ROUND, theme.hovered);
    }
    widgets::focus_ring(ui, &response);
    let colour = if state.settings.moving == Moving::Apart { theme.quiet } else { theme.accent };
    for (text, y) in [("scroll", -8.0), (word, 8.0)] {
        let at = rect.center() + vec2(0.0, y);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, text, theme::plain(size::SMALL), colour);
    }
    let response = response.on_hover_text(action.description());
    egui::Popup::menu(&response).accessible_name("How the statements scroll").width(300.0).show(|ui| {
        for choice in [Action::MoveApart, Action::MoveByLinks, Action::MoveByShare] {
            if ui.add(egui::Button::selectable(choice == action, choice.label())).clicked() {
                out.send(Command::Do(choice));
                ui.close();
            }
        }
        ui.separator();
        crate::ui::menus::entry(ui, Action::Level, state, out);
    });
}

/// Shows the head of one pane; a click on it opens the list of statements.
pub(super) fn show(ui: &mut Ui, rect: Rect, pane: Pane, facts: &mut Facts, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
    let Some(open) = &state.open else { return };
    let Some(statement) = open.statement(pane) else { return };
    let id = super::pane_id(pane).with("head");
    let response = ui.interact(rect.shrink2(vec2(6.0, 5.0)), id, Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(response.rect, size::ROUND, theme.hovered);
    }
    widgets::focus_ring(ui, &response);
    let party = open.dossier.party(statement.party());
    let name = party.map_or("No party", |party| party.name.as_str());
    let side = if pane == Pane::Left { "left" } else { "right" };
    facts.renew(ui, statement, state.settings.sans);
    let second = match facts.missing.is_empty() {
        true => format::source_line(statement),
        false => format!("No font here has {}", facts.missing),
    };
    let second_colour =
        if facts.missing.is_empty() { theme.quiet } else { theme.shades(Palette::Ochre).strong };
    response.widget_info(|| {
        WidgetInfo::labeled(
            Accessible::Button,
            true,
            format!("Statement on the {side}: {name}, {second}. Choose another"),
        )
    });
    let left = rect.left() + 20.0;
    let dot = pos2(left + 5.0, rect.center().y);
    if let Some(party) = party {
        ui.painter().circle_filled(dot, 6.0, theme.shades(party.colour).strong);
    }
    let words = facts.words.map(|words| format!("{} words", format::thousands(words))).unwrap_or_default();
    let count_width = widgets::text_width(ui, &words, theme::plain(size::SMALL));
    let caret = "▾";
    ui.painter().text(
        pos2(rect.right() - 16.0, rect.center().y),
        egui::Align2::RIGHT_CENTER,
        caret,
        theme::plain(size::SMALL),
        theme.quiet,
    );
    let count_right = rect.right() - 32.0;
    ui.painter().text(
        pos2(count_right, rect.center().y),
        egui::Align2::RIGHT_CENTER,
        words,
        theme::plain(size::SMALL),
        theme.quiet,
    );
    let room = count_right - count_width - 14.0 - (left + 22.0);
    let first_line = pos2(left + 22.0, rect.center().y - 9.0);
    widgets::paint_line(ui, first_line, name, theme::bold(size::TITLE), theme.text, room);
    let second_line = pos2(left + 22.0, rect.center().y + 10.0);
    widgets::paint_line(ui, second_line, &second, theme::plain(12.0), second_colour, room);
    let response = match facts.missing.is_empty() {
        true => response,
        false => response.on_hover_text(format!(
            "These characters of the text can't be drawn: {}\nThe text itself is whole. Install a font that \
             has them (the Noto fonts cover almost every script), and start the program again.",
            facts.missing
        )),
    };
    menu(&response, pane, open, state, out);
}

fn menu(response: &egui::Response, pane: Pane, open: &Open, state: &State, out: &mut Outbox) {
    egui::Popup::menu(response).accessible_name("Statements").width(320.0).show(|ui| {
        ui.label(RichText::new("Show here").color(Theme::now(ui.ctx()).quiet).size(size::SMALL));
        let statements = open.meeting().map(|meeting| meeting.statements()).unwrap_or_default();
        for statement in statements {
            let here = open.statement(pane).is_some_and(|shown| shown.id() == statement.id());
            if ui.add(egui::Button::selectable(here, title_of(open, statement)).truncate()).clicked() {
                out.send(Command::SetPane(pane, statement.id()));
                ui.close();
            }
        }
        ui.separator();
        let (edit, revise, remove) = match pane {
            Pane::Left => {
                (Action::EditLeftStatement, Action::ReviseLeftStatement, Action::RemoveLeftStatement)
            }
            Pane::Right => {
                (Action::EditRightStatement, Action::ReviseRightStatement, Action::RemoveRightStatement)
            }
        };
        for action in [edit, revise, Action::AddStatement, Action::SplitReport, Action::SwapPanes, remove] {
            crate::ui::menus::entry(ui, action, state, out);
        }
    });
}

/// A statement in a list: party, publisher, language.
pub(super) fn title_of(open: &Open, statement: &Statement) -> String {
    let party = open.dossier.party(statement.party()).map_or("No party", |party| party.name.as_str());
    format!("{party} · {}", format::source_line(statement))
}

/// The meeting has no statements, or there is no meeting.
pub(super) fn nothing_yet(ui: &mut Ui, area: Rect, state: &State, out: &mut Outbox) {
    let meeting = state.open.as_ref().and_then(|open| open.meeting());
    let (title, text) = match meeting {
        None => ("No meeting yet", "A dossier holds the meetings of its parties. Add the first one."),
        Some(_) => (
            "What did each side say?",
            "Add each side's statement, or one report with both sides in it and give every \
             paragraph to the side that speaks.",
        ),
    };
    invitation(ui, area, title, text, |ui| {
        if meeting.is_none() {
            action_button(ui, Action::AddMeeting, state, out, true);
        } else {
            action_button(ui, Action::SplitReport, state, out, true);
            action_button(ui, Action::AddStatement, state, out, false);
        }
    });
}

/// The other side has said nothing yet.
pub(super) fn one_statement_only(ui: &mut Ui, area: Rect, state: &State, out: &mut Outbox) {
    let text = "Only one statement is here. Add the other side's to compare the two.";
    invitation(ui, area, "The other side", text, |ui| {
        action_button(ui, Action::AddStatement, state, out, true);
    });
}

fn invitation(ui: &mut Ui, area: Rect, title: &str, text: &str, buttons: impl FnOnce(&mut Ui)) {
    let theme = Theme::now(ui.ctx());
    let width = (area.width() - 40.0).min(420.0);
    let top = area.top() + area.height() * 0.28;
    let rect = Rect::from_min_size(pos2(area.center().x - width / 2.0, top), vec2(width, 240.0));
    ui.scope_builder(
        UiBuilder::new().max_rect(rect).layout(egui::Layout::top_down(egui::Align::Center)),
        |ui| {
            ui.label(RichText::new(title).font(theme::bold(18.0)));
            ui.add_space(4.0);
            ui.label(RichText::new(text).color(theme.quiet));
            ui.add_space(12.0);
            buttons(ui);
        },
    );
}

fn action_button(ui: &mut Ui, action: Action, state: &State, out: &mut Outbox, first: bool) {
    let enabled = action.possible(state).is_ok();
    let response = if first {
        widgets::primary(ui, action.label(), enabled)
    } else {
        ui.add_enabled_ui(enabled, |ui| widgets::button(ui, action.label())).inner
    };
    if response.clicked() {
        out.send(Command::Do(action));
    }
}
