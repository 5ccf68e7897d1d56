//! The window without a screen, and what tests do in it: press, click, read what it says.
//!
//! Must not know: what is tested.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use visavis::app::{Command, Open};
use visavis::ui::{Start, Window};

pub(crate) const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// A window on the sample, with settings that are not kept.
pub(crate) fn sample() -> Harness<'static, Window> {
    start(Start::Last)
}

pub(crate) fn start(start: Start) -> Harness<'static, Window> {
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .wgpu()
        .build_eframe(|creation| Window::new(&creation.egui_ctx, None, start));
    // Fonts come in with the second frame.
    harness.run_steps(3);
    harness
}

pub(crate) fn press(harness: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    for pressed in [true, false] {
        harness.event(Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
    }
    harness.run_steps(3);
}

pub(crate) fn send(harness: &mut Harness<'_, Window>, command: Command) {
    harness.state_mut().send(command);
    harness.run_steps(3);
}

/// All texts of nodes of a role.
pub(crate) fn texts(harness: &Harness<'_, Window>, role: Role) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![harness.root()];
    while let Some(node) = waiting.pop() {
        let inner = node.accesskit_node();
        if inner.role() == role {
            found.push(inner.label().or(inner.value()).unwrap_or_default());
        }
        waiting.extend(node.children());
    }
    found.sort();
    found
}

pub(crate) fn has(harness: &Harness<'_, Window>, role: Role, begins: &str) -> bool {
    texts(harness, role).iter().any(|text| text.starts_with(begins))
}

pub(crate) fn drag(harness: &mut Harness<'_, Window>, from: Pos2, to: Pos2, modifiers: Modifiers) {
    let button =
        |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    harness.event(Event::PointerMoved(from));
    harness.run_steps(1);
    harness.event_modifiers(button(from, true), modifiers);
    harness.run_steps(1);
    for step in 1..=8 {
        harness.event(Event::PointerMoved(from + (to - from) * (step as f32 / 8.0)));
        harness.run_steps(1);
    }
    harness.event_modifiers(button(to, false), modifiers);
    harness.run_steps(3);
}

pub(crate) fn middle(harness: &Harness<'_, Window>, role: Role, begins: &str) -> Pos2 {
    let found = harness
        .get_by(|node| node.role() == role && node.label().is_some_and(|label| label.starts_with(begins)));
    found.rect().center()
}

/// The dossier that is open.
pub(crate) fn open<'h>(harness: &'h Harness<'_, Window>) -> &'h Open {
    harness.state().state().open.as_ref().unwrap()
}

/// Draws frames until something is so; what it waits for is on its way on another thread.
pub(crate) fn until(harness: &mut Harness<'_, Window>, so: impl Fn(&Harness<'_, Window>) -> bool) {
    while !so(harness) {
        harness.run_steps(1);
        std::thread::yield_now();
    }
    harness.run_steps(2);
}
