//! The bar at the bottom: coverage of each side, and the keys that matter now; and messages.
//!
//! Must not know: how coverage is worked out.

use egui::{Align2, Context, RichText, Ui, pos2, vec2};

use super::theme::{self, Theme, size};
use super::{Outbox, left, widgets};
use crate::analysis::{Coverage, Status};
use crate::app::{Command, MessageKind, Open, State};
use crate::model::Palette;

/// Room between two sides' bars, in points.
const ROOM: f32 = 18.0;
/// Room at the left edge, in points.
const EDGE: f32 = 16.0;

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, state: &State, _out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let theme = Theme::now(ui.ctx());
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, theme.hairline());
    let sides = sides(ui, open);
    let wanted: f32 = sides.iter().map(|side| side.words_width + ROOM).sum();
    let key_width = |(key, what): &(&str, &str)| {
        let what = widgets::text_width(ui, what, theme::plain(size::SMALL));
        (if key.is_empty() { 0.0 } else { widgets::key_cap_width(ui, key) + 5.0 }) + what + 12.0
    };
    // The counts come first; keys are shown as far as there is room for them.
    let mut keys = keys_now(open);
    while !keys.is_empty() && wanted + ROOM + EDGE + keys.iter().map(key_width).sum::<f32>() > rect.width() {
        keys.pop();
    }
    let keys_width: f32 = keys.iter().map(key_width).sum();
    let bars_right = rect.right() - keys_width - ROOM;
    show_coverage(ui, &sides, egui::Rect::from_min_max(rect.min, pos2(bars_right, rect.bottom())));
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
    } else if open.suggestions.current().is_some() {
        vec![("Y", "accept"), ("X", "dismiss"), ("N", "next"), ("Ctrl K", "commands")]
    } else if open.selected_passage().is_some() {
        vec![("L", "link"), ("T", "topic"), ("Ctrl K", "commands"), ("U", "unanswered"), ("M", "note")]
    } else {
        vec![("J", "next"), ("U", "unanswered"), ("Ctrl K", "commands"), ("F1", "keys")]
    }
}

/// One side's coverage with the words that stand over its bar.
struct Side {
    party: crate::model::PartyId,
    coverage: Coverage,
    /// What a screen reader reads.
    name: String,
    /// The words, whether they are bold, and the colour of what alarms.
    words: Vec<(String, bool, bool)>,
    /// How wide all words are, in points.
    words_width: f32,
}

fn sides(ui: &Ui, open: &Open) -> Vec<Side> {
    let (Some(meeting), Some(counts)) = (open.meeting(), open.counts()) else { return Vec::new() };
    let here = |party| meeting.statements().iter().any(|statement| statement.party() == party);
    let mut sides = Vec::new();
    for party in open.dossier.parties() {
        let coverage = counts.of_party(party.id);
        if coverage.raised == 0 && !here(party.id) {
            continue;
        }
        let mut words = vec![(format!("{} raised {}", party.name, coverage.raised), true, false)];
        let parts: Vec<(Status, usize)> =
            coverage.parts().into_iter().filter(|(_, count)| *count > 0).collect();
        let last = parts.len().saturating_sub(1);
        for (index, (status, count)) in parts.into_iter().enumerate() {
            let dot = if index == last { "" } else { " ·" };
            let alarms = status == Status::NoResponse;
            words.push((format!("{} {count}{dot}", status.words()), alarms, alarms));
        }
        let width = |(text, bold, _): &(String, bool, bool)| widgets::text_width(ui, text, font(*bold)) + 4.0;
        sides.push(Side {
            party: party.id,
            coverage,
            name: format!("{}: {}", party.name, left::coverage_words(&coverage)),
            words_width: words.iter().map(width).sum::<f32>() + 8.0,
            words,
        });
    }
    sides
}

fn font(bold: bool) -> egui::FontId {
    if bold { theme::bold(12.0) } else { theme::plain(12.0) }
}

fn show_coverage(ui: &mut Ui, sides: &[Side], rect: egui::Rect) {
    let theme = Theme::now(ui.ctx());
    let room = rect.width() - EDGE - ROOM * sides.len() as f32;
    let wanted: f32 = sides.iter().map(|side| side.words_width).sum();
    let raised: usize = sides.iter().map(|side| side.coverage.raised.max(1)).sum();
    let mut x = rect.left() + EDGE;
    for side in sides {
        // Each side gets room for its words; what is over goes by how much was raised.
        let share = side.coverage.raised.max(1) as f32 / raised.max(1) as f32;
        let width = if wanted <= room {
            side.words_width + (room - wanted) * share
        } else {
            room * side.words_width / wanted.max(1.0)
        };
        let node = egui::Rect::from_min_size(pos2(x, rect.top() + 6.0), vec2(width, rect.height() - 12.0));
        let id = egui::Id::unique("coverage").with(side.party);
        let response = ui.interact(node, id, egui::Sense::hover());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::accesskit::Role::Label,
                true,
                format!("Coverage of {}", side.name),
            )
        });
        response.on_hover_text(&side.name);
        let line = rect.top() + 18.0;
        let mut at = x;
        for (index, (text, bold, alarms)) in side.words.iter().enumerate() {
            let left_over = x + width - at;
            if left_over < 24.0 {
                break;
            }
            let colour = match (index, alarms) {
                (0, _) => theme.text,
                (_, true) => theme.shades(Palette::Red).strong,
                _ => theme.quiet,
            };
            let used = widgets::paint_line(ui, pos2(at, line), text, font(*bold), colour, left_over);
            at += used + if index == 0 { 8.0 } else { 4.0 };
        }
        let bar = egui::Rect::from_min_size(pos2(x, rect.bottom() - 16.0), vec2(width, 6.0));
        widgets::share_bar(ui, bar, &left::bar_parts(&side.coverage, theme));
        x += width + ROOM;
    }
}

/// Messages at the foot of the window, over everything but dialogs.
pub(super) fn messages(ctx: &Context, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ctx);
    // A message of success or a hint goes by itself; a warning stays until it is closed.
    let now = ctx.input(|input| input.time);
    let id = egui::Id::unique("messages since");
    for message in state.messages.iter().filter(|message| message.kind != MessageKind::Warning) {
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
                    MessageKind::Hint => theme.outline,
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
