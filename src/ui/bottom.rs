//! The bar at the bottom: coverage of each side, and the keys that matter now; and messages.
//!
//! Must not know: how coverage is worked out.

use egui::{Align2, Context, RichText, Ui, pos2, vec2};

use super::theme::{self, Theme, size};
use super::{Outbox, left, widgets};
use crate::analysis::{Status, coverage};
use crate::app::{Command, MessageKind, Open, State};
use crate::model::Palette;

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, state: &State, _out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let theme = Theme::now(ui.ctx());
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, theme.hairline());
    let keys = keys_now(open);
    let keys_width: f32 = keys
        .iter()
        .map(|(key, what)| {
            let what = widgets::text_width(ui, what, theme::plain(size::SMALL));
            (if key.is_empty() { 0.0 } else { widgets::key_cap_width(ui, key) + 5.0 }) + what + 12.0
        })
        .sum();
    let bars_right = rect.right() - keys_width - 18.0;
    show_coverage(ui, open, egui::Rect::from_min_max(rect.min, pos2(bars_right, rect.bottom())));
    let mut x = rect.right() - keys_width - 4.0;
    let middle = rect.center().y;
    for (key, what) in keys {
        if !key.is_empty() {
            let width = widgets::key_cap_width(ui, key);
            let cap = egui::Rect::from_center_size(pos2(x + width / 2.0, middle), vec2(width, 18.0));
            widgets::paint_key_cap(ui, cap, key);
            x += width + 5.0;
        }
        let font = theme::plain(size::SMALL);
        x += widgets::paint_line(ui, pos2(x, middle), what, font, theme.quiet, 400.0) + 12.0;
    }
}

fn keys_now(open: &Open) -> Vec<(&'static str, &'static str)> {
    if open.at.linking.is_some() {
        vec![("", "Choose the other end:"), ("J", "next"), ("L", "take it"), ("Esc", "cancel")]
    } else if open.selected_range().is_some() {
        vec![("1–9", "tag"), ("G", "other tag"), ("Ctrl K", "commands")]
    } else if open.selected_passage().is_some() {
        vec![("L", "link"), ("T", "topic"), ("M", "note"), ("U", "unanswered"), ("F1", "keys")]
    } else {
        vec![("J", "next"), ("U", "unanswered"), ("Ctrl K", "commands"), ("F1", "keys")]
    }
}

fn show_coverage(ui: &mut Ui, open: &Open, rect: egui::Rect) {
    let theme = Theme::now(ui.ctx());
    let Some(meeting) = open.meeting() else { return };
    let parties: Vec<_> = open
        .dossier
        .parties()
        .iter()
        .map(|party| (party, coverage(&open.dossier, &open.links, meeting, party.id)))
        .filter(|(party, coverage)| {
            coverage.raised > 0 || meeting.statements().iter().any(|s| s.party() == party.id)
        })
        .collect();
    let room = rect.width() - 16.0 - 18.0 * parties.len() as f32;
    let total: usize = parties.iter().map(|(_, coverage)| coverage.raised.max(2)).sum();
    let mut x = rect.left() + 16.0;
    for (party, coverage) in parties {
        // A side that raised more gets more room, but each enough for its words.
        let even = 1.0 / open.dossier.parties().len().max(1) as f32;
        let share = 0.5 * even + 0.5 * coverage.raised.max(2) as f32 / total.max(1) as f32;
        let width = room * share;
        let words = format!("{}: {}", party.name, left::coverage_words(&coverage));
        let node = egui::Rect::from_min_size(pos2(x, rect.top() + 6.0), vec2(width, rect.height() - 12.0));
        let id = egui::Id::unique("coverage").with(party.id);
        let response = ui.interact(node, id, egui::Sense::hover());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("Coverage of {words}"))
        });
        response.on_hover_text(&words);
        let line = rect.top() + 18.0;
        let first = format!("{} raised {}", party.name, coverage.raised);
        let mut at =
            x + widgets::paint_line(ui, pos2(x, line), &first, theme::bold(12.0), theme.text, width) + 8.0;
        let parts: Vec<(Status, usize)> =
            coverage.parts().into_iter().filter(|(_, count)| *count > 0).collect();
        let last = parts.len().saturating_sub(1);
        for (index, (status, count)) in parts.into_iter().enumerate() {
            let left_over = x + width - at;
            if left_over < 24.0 {
                break;
            }
            let dot = if index == last { "" } else { " ·" };
            let text = format!("{} {count}{dot}", status.words());
            let (font, colour) = match status {
                Status::NoResponse => (theme::bold(12.0), theme.shades(Palette::Red).strong),
                _ => (theme::plain(12.0), theme.quiet),
            };
            at += widgets::paint_line(ui, pos2(at, line), &text, font, colour, left_over) + 4.0;
        }
        let bar = egui::Rect::from_min_size(pos2(x, rect.bottom() - 16.0), vec2(width, 6.0));
        widgets::share_bar(ui, bar, &left::bar_parts(&coverage, theme));
        x += width + 18.0;
    }
}

/// Messages at the foot of the window, over everything but dialogs.
pub(super) fn messages(ctx: &Context, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ctx);
    // A message of success goes by itself; a warning stays until it is closed.
    let now = ctx.input(|input| input.time);
    let id = egui::Id::unique("messages since");
    for message in state.messages.iter().filter(|message| message.kind == MessageKind::Done) {
        let since = ctx.data_mut(|data| *data.get_temp_mut_or(id.with(message.number), now));
        let left = since + 6.0 - now;
        if left <= 0.0 {
            out.send(Command::DismissMessage(message.number));
        } else {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
    }
    if state.messages.is_empty() {
        return;
    }
    egui::Area::new(egui::Id::unique("messages"))
        .order(egui::Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -size::BOTTOM - 10.0))
        .show(ctx, |ui| {
            for message in &state.messages {
                let colour = match message.kind {
                    MessageKind::Done => theme.shades(Palette::Green).strong,
                    MessageKind::Warning => theme.shades(Palette::Ochre).strong,
                };
                let frame = egui::Frame::new()
                    .fill(theme.card)
                    .stroke(egui::Stroke::new(1.0, colour))
                    .corner_radius(8)
                    .inner_margin(egui::Margin::symmetric(12, 7));
                frame.show(ui, |ui| {
                    ui.set_max_width(620.0);
                    ui.horizontal(|ui| {
                        ui.add(egui::Label::new(RichText::new(&message.text).color(theme.text)).wrap());
                        let close = ui.add(egui::Button::new("×").frame(false));
                        close.widget_info(|| {
                            egui::WidgetInfo::labeled(
                                egui::accesskit::Role::Button,
                                true,
                                "Close the message",
                            )
                        });
                        if close.clicked() {
                            out.send(Command::DismissMessage(message.number));
                        }
                    });
                });
            }
        });
}
