//! From key events to actions, by the one list of actions.
//!
//! Must not know: what an action does.

use egui::{Context, Modifiers};

use super::Outbox;
use crate::app::{Action, Chord, Command, Key, State};

/// Sends the actions whose keys were pressed in this frame.
pub(super) fn send(ctx: &Context, state: &State, out: &mut Outbox) {
    let typing = ctx.text_edit_focused();
    let popup = egui::Popup::is_any_open(ctx);
    // Longer chords first, so that Ctrl+Shift+S is not taken for Ctrl+S.
    let mut all: Vec<(Chord, Action)> = Action::all()
        .into_iter()
        .flat_map(|action| action.chords().into_iter().map(move |c| (c, action)))
        .collect();
    all.sort_by_key(|(chord, _)| std::cmp::Reverse(u8::from(chord.shift) + u8::from(chord.ctrl)));
    for (chord, action) in all {
        if state.dialog.is_some() && !action.in_dialog() {
            continue;
        }
        // Letters, digits and editing keys belong to a text field while one has the focus,
        // and Escape to an open menu.
        let plain = !chord.ctrl && !chord.alt;
        if typing && (plain && chord.key != Key::F1 && chord.key != Key::Escape || is_editing(chord)) {
            continue;
        }
        if popup && plain {
            continue;
        }
        let Some(key) = key_of(chord.key) else { continue };
        let pressed = ctx.input_mut(|input| {
            let held = input.modifiers;
            // Digits and letters count only without Shift, so that ! does not tag.
            exact(held, chord) && input.consume_key(modifiers(chord), key)
        });
        if pressed {
            out.send(Command::Do(action));
        }
    }
    if !typing && state.dialog.is_none() {
        let copied = ctx.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
        if copied && Action::Copy.possible(state).is_ok() {
            out.send(Command::Do(Action::Copy));
        }
    }
}

/// Chords that mean something in a text field too.
fn is_editing(chord: Chord) -> bool {
    chord.ctrl && matches!(chord.key, Key::Letter('Z' | 'Y' | 'K' | 'W'))
}

fn exact(held: Modifiers, chord: Chord) -> bool {
    (held.command || held.ctrl) == chord.ctrl && held.shift == chord.shift && held.alt == chord.alt
}

fn modifiers(chord: Chord) -> Modifiers {
    Modifiers { command: chord.ctrl, ctrl: false, mac_cmd: false, shift: chord.shift, alt: chord.alt }
}

fn key_of(key: Key) -> Option<egui::Key> {
    Some(match key {
        Key::Letter(letter) => return egui::Key::from_name(&letter.to_string()),
        Key::Digit(digit) => return egui::Key::from_name(&digit.to_string()),
        Key::Delete => egui::Key::Delete,
        Key::Escape => egui::Key::Escape,
        Key::Enter => egui::Key::Enter,
        Key::F1 => egui::Key::F1,
        Key::F6 => egui::Key::F6,
        Key::Comma => egui::Key::Comma,
        Key::Up => egui::Key::ArrowUp,
        Key::Down => egui::Key::ArrowDown,
    })
}
