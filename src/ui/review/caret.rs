//! Where the caret goes by keyboard, and what a click, double and triple click select.
//!
//! Must not know: passages or commands; it turns keys into a new selection.

use egui::{Key, Modifiers, Ui};

use super::ReviewView;
use super::pane::PaneFrame;
use crate::app::{Pane, TextSelection};
use crate::text::{
    ByteOffset, ByteRange, next_grapheme, paragraph_at, prev_grapheme, sentence_at, word_at, word_left,
    word_right,
};

/// By what is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// By character.
    Character,
    /// By word, after a double click.
    Word,
    /// By sentence, after a triple click.
    Sentence,
    /// By paragraph, after a fourth.
    Paragraph,
}

/// What is selected by a press at `offset`.
pub(super) fn select_by(text: &str, offset: ByteOffset, by: By) -> ByteRange {
    match by {
        By::Character => ByteRange::empty_at(offset),
        By::Word => word_at(text, offset),
        By::Sentence => sentence_at(text, offset),
        By::Paragraph => paragraph_at(text, offset),
    }
}

/// The selection that began with `from` and has been drawn to `offset`.
pub(super) fn extended(text: &str, pane: Pane, from: ByteRange, offset: ByteOffset, by: By) -> TextSelection {
    let there = select_by(text, offset, by);
    if there.start() < from.start() {
        TextSelection { pane, anchor: from.end(), head: there.start() }
    } else {
        TextSelection { pane, anchor: from.start(), head: there.end().max(from.end()) }
    }
}

/// How many points a key scrolls beside moving the caret.
pub(super) fn page(frame: &PaneFrame<'_>, key: Key) -> f64 {
    let line = f64::from(frame.column.setting.line);
    let page = (f64::from(frame.column.view.height()) - line).max(line);
    match key {
        Key::PageUp => -page,
        Key::PageDown => page,
        _ => 0.0,
    }
}

/// The selection after a key, or `None` where the key means nothing here.
pub(super) fn moved(
    ui: &Ui,
    view: &mut ReviewView,
    frame: &PaneFrame<'_>,
    pane: Pane,
    now: Option<TextSelection>,
    key: Key,
    modifiers: Modifiers,
) -> Option<TextSelection> {
    let column = &frame.column;
    let text = column.statement.text().as_str();
    let start = frame.top_line().map_or(ByteOffset::ZERO, |(byte, _)| byte);
    let now = now.unwrap_or(TextSelection { pane, anchor: start, head: start });
    let words = modifiers.command || modifiers.ctrl;
    let mut goal = None;
    let head = match key {
        // An arrow without Shift leaves a selection at its end in that direction.
        Key::ArrowLeft if !modifiers.shift && !words && now.anchor != now.head => now.anchor.min(now.head),
        Key::ArrowRight if !modifiers.shift && !words && now.anchor != now.head => now.anchor.max(now.head),
        Key::ArrowLeft if words => word_left(text, now.head),
        Key::ArrowRight if words => word_right(text, now.head),
        Key::ArrowLeft => prev_grapheme(text, now.head),
        Key::ArrowRight => next_grapheme(text, now.head),
        Key::ArrowUp if words => paragraph_up(text, now.head),
        Key::ArrowDown if words => paragraph_down(text, now.head),
        Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown => {
            let line = f64::from(column.setting.line);
            let step = match key {
                Key::ArrowUp => -line,
                Key::ArrowDown => line,
                _ => page(frame, key),
            };
            // The caret keeps its column while it moves up and down.
            let x = match view.goal {
                Some(x) => x,
                None => view.side(pane).caret_x(ui, column, now.head),
            };
            goal = Some(x);
            view.side(pane).vertically(ui, column, now.head, x, step)
        }
        Key::Home if words => ByteOffset::ZERO,
        Key::End if words => ByteOffset::new(text.len()),
        Key::Home => view.side(pane).edge_of_line(ui, column, now.head, false),
        Key::End => view.side(pane).edge_of_line(ui, column, now.head, true),
        _ => return None,
    };
    view.goal = goal;
    Some(TextSelection { pane, anchor: if modifiers.shift { now.anchor } else { head }, head })
}

fn paragraph_up(text: &str, offset: ByteOffset) -> ByteOffset {
    let before = text.get(..offset.get()).unwrap_or("");
    start_of_last_paragraph(before).unwrap_or(ByteOffset::ZERO)
}

/// The start of the last paragraph of a text.
fn start_of_last_paragraph(before: &str) -> Option<ByteOffset> {
    let solid = before.trim_end().len();
    let start = before.get(..solid)?.rfind('\n').map_or(0, |lf| lf + 1);
    (solid > 0).then_some(ByteOffset::new(start))
}

/// To the end of the paragraph; from its end to the end of the next.
fn paragraph_down(text: &str, offset: ByteOffset) -> ByteOffset {
    let here = paragraph_at(text, offset);
    if offset < here.end() {
        return here.end();
    }
    let rest = text.get(offset.get()..).unwrap_or("");
    let blank = rest.len() - rest.trim_start().len();
    let next = ByteOffset::new(offset.get() + blank);
    if blank == rest.len() { ByteOffset::new(text.len()) } else { paragraph_at(text, next).end() }
}
