//! Where the caret goes by keyboard, and what a click, double and triple click select.
//!
//! Must not know: passages or commands; it turns keys into a new selection.

use egui::{Key, Modifiers};

use super::pane::{By, PaneFrame, PaneView};
use crate::app::{Pane, TextSelection};
use crate::text::{
    ByteOffset, ByteRange, next_grapheme, paragraph_at, paragraphs, prev_grapheme, sentence_at, word_at,
    word_left, word_right,
};

/// What is selected by a click at `offset`.
pub(super) fn select_by(text: &str, offset: ByteOffset, by: By) -> ByteRange {
    match by {
        By::Word => word_at(text, offset),
        By::Sentence => sentence_at(text, offset),
        By::Character | By::End(_) => ByteRange::new(offset, offset).unwrap_or_default(),
    }
}

/// The selection after a key, or `None` where the key means nothing here.
pub(super) fn moved(
    view: &mut PaneView,
    frame: &PaneFrame<'_>,
    pane: Pane,
    now: Option<TextSelection>,
    key: Key,
    modifiers: Modifiers,
) -> Option<TextSelection> {
    let text = frame.statement.text().as_str();
    let start = frame.seen().map_or(ByteOffset::new(0), |seen| seen.start());
    let now =
        now.filter(|now| now.pane == pane).unwrap_or(TextSelection { pane, anchor: start, head: start });
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
            let page = (frame.view.height() - frame.setting.line).max(frame.setting.line);
            let step = match key {
                Key::ArrowUp => -frame.setting.line,
                Key::ArrowDown => frame.setting.line,
                Key::PageUp => -page,
                _ => page,
            };
            return Some(vertical(view, frame, now, step, modifiers.shift));
        }
        Key::Home if words => ByteOffset::new(0),
        Key::End if words => ByteOffset::new(text.len()),
        Key::Home | Key::End => {
            let caret = frame.caret(now.head)?;
            let x = if key == Key::Home { frame.left } else { frame.left + frame.setting.width * 2.0 };
            frame.hit(egui::pos2(x, caret.center().y))?
        }
        _ => return None,
    };
    std::mem::swap(&mut view.goal, &mut goal);
    Some(TextSelection { pane, anchor: if modifiers.shift { now.anchor } else { head }, head })
}

fn vertical(
    view: &mut PaneView,
    frame: &PaneFrame<'_>,
    now: TextSelection,
    step: f32,
    extend: bool,
) -> TextSelection {
    let text = frame.statement.text().as_str();
    let Some(caret) = frame.caret(now.head) else { return now };
    let x = *view.goal.get_or_insert(caret.center().x);
    // Over the room between paragraphs, half a line further.
    let mut y = caret.center().y + step;
    let mut head = frame.hit(egui::pos2(x, y)).unwrap_or(now.head);
    if head == now.head || frame.caret(head).is_some_and(|to| (to.center().y - caret.center().y).abs() < 1.0)
    {
        y += step.signum() * frame.setting.line * 0.75;
        head = frame.hit(egui::pos2(x, y)).unwrap_or(now.head);
    }
    let seen = frame.seen();
    if head == now.head {
        // Out of what is laid out: go on by paragraphs; the next frame brings it into view.
        head = if step < 0.0 { paragraph_up(text, now.head) } else { paragraph_down(text, now.head) };
    }
    if seen.is_none() {
        head = now.head;
    }
    TextSelection { anchor: if extend { now.anchor } else { head }, head, ..now }
}

fn paragraph_up(text: &str, offset: ByteOffset) -> ByteOffset {
    let starts = paragraphs(text);
    starts.iter().rev().map(|p| p.start()).find(|start| *start < offset).unwrap_or(ByteOffset::new(0))
}

/// To the end of the paragraph; from its end to the end of the next.
fn paragraph_down(text: &str, offset: ByteOffset) -> ByteOffset {
    let here = paragraph_at(text, offset);
    if offset < here.end() {
        return here.end();
    }
    let ends = paragraphs(text);
    ends.iter().map(|p| p.end()).find(|end| *end > offset).unwrap_or(ByteOffset::new(text.len()))
}
