//! From key events to actions, by the one list of actions.
//!
//! Must not know: what an action does.

use egui::{Context, Event, Modifiers};

use super::Outbox;
use crate::app::{Action, Chord, Command, Key, State, View};

/// Sends the actions whose keys were pressed in this frame, in the order of the keys.
pub(super) fn send(ctx: &Context, state: &State, out: &mut Outbox) {
    let is_key = |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::Copy);
    if !ctx.input(|input| input.events.iter().any(is_key)) {
        return;
    }
    let typing = ctx.text_edit_focused();
    let popup = egui::Popup::is_any_open(ctx);
    let wanted: Vec<(Chord, Action)> = Action::all()
        .into_iter()
        .filter(|action| state.dialog.is_none() || action.in_dialog())
        .flat_map(|action| action.chords().into_iter().map(move |chord| (chord, action)))
        .filter(|(chord, _)| {
            // Letters, digits, editing keys and Escape belong to a text field while one has the
            // focus (a dialog and the search end by it all the same), and Escape to an open menu.
            let plain = !chord.ctrl && !chord.alt;
            let ends = state.dialog.is_some()
                || state
                    .open
                    .as_ref()
                    .is_some_and(|open| open.find.is_some() || open.views.now == View::Search);
            let passes = matches!(chord.key, Key::F1 | Key::F3) || chord.key == Key::Escape && ends;
            let taken_by_field = plain && !passes || is_editing(*chord);
            !(typing && taken_by_field || popup && plain)
        })
        // Enter presses what has the focus, and is a key of the window only where nothing has.
        .filter(|(chord, action)| {
            chord.key != Key::Enter
                || action.possible(state).is_ok() && ctx.memory(|memory| memory.focused().is_none())
        })
        .collect();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            // What was held when the key went down counts, not what is held at the frame's end.
            let found =
                wanted.iter().find(|(chord, _)| key_of(chord.key) == Some(*key) && held(*modifiers, *chord));
            match found {
                Some((_, action)) => {
                    out.send(Command::Do(*action));
                    false
                }
                None => true,
            }
        });
    });
    if !typing && state.dialog.is_none() {
        let copied = ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
        if copied && Action::Copy.possible(state).is_ok() {
            out.send(Command::Do(Action::Copy));
        }
    }
}

/// Chords that mean something in a text field too.
fn is_editing(chord: Chord) -> bool {
    chord.ctrl && matches!(chord.key, Key::Letter('Z' | 'Y' | 'K' | 'W'))
}

/// Exactly these modifiers: `!` must not tag as `1` does.
fn held(held: Modifiers, chord: Chord) -> bool {
    (held.command || held.ctrl) == chord.ctrl && held.shift == chord.shift && held.alt == chord.alt
}

fn key_of(key: Key) -> Option<egui::Key> {
    Some(match key {
        Key::Letter(letter) => return egui::Key::from_name(&letter.to_string()),
        Key::Digit(digit) => return egui::Key::from_name(&digit.to_string()),
        Key::Delete => egui::Key::Delete,
        Key::Escape => egui::Key::Escape,
        Key::Enter => egui::Key::Enter,
        Key::F1 => egui::Key::F1,
        Key::F3 => egui::Key::F3,
        Key::F6 => egui::Key::F6,
        Key::Comma => egui::Key::Comma,
        Key::Up => egui::Key::ArrowUp,
        Key::Down => egui::Key::ArrowDown,
    })
}
