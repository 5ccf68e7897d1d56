//! Keys with their modifiers, and how people write them.
//!
//! Must not know: what a key does, or how a window reports it.

/// A key, by what is printed on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Key {
    Letter(char),
    Digit(u8),
    Delete,
    Escape,
    Enter,
    F1,
    F3,
    F6,
    Comma,
    Up,
    Down,
}

/// A key with its modifiers. `ctrl` is the command key on macOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Chord {
    pub ctrl: bool,
    pub shift: bool,
    pub alt: bool,
    pub key: Key,
}

impl Chord {
    pub(super) const fn plain(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: false, key }
    }

    pub(super) const fn shift(key: Key) -> Self {
        Self { ctrl: false, shift: true, alt: false, key }
    }

    pub(super) const fn ctrl(letter: char) -> Self {
        Self { ctrl: true, shift: false, alt: false, key: Key::Letter(letter) }
    }

    pub(super) const fn ctrl_digit(digit: u8) -> Self {
        Self { ctrl: true, shift: false, alt: false, key: Key::Digit(digit) }
    }

    pub(super) const fn ctrl_shift(letter: char) -> Self {
        Self { ctrl: true, shift: true, alt: false, key: Key::Letter(letter) }
    }

    pub(super) const fn alt(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: true, key }
    }

    /// As people write it: "Ctrl+Shift+S".
    pub fn text(self) -> String {
        let mut text = String::new();
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                text.push_str(name);
            }
        }
        match self.key {
            Key::Letter(letter) => text.push(letter),
            Key::Digit(digit) => text.push_str(&digit.to_string()),
            Key::Delete => text.push_str("Delete"),
            Key::Escape => text.push_str("Esc"),
            Key::Enter => text.push_str("Enter"),
            Key::F1 => text.push_str("F1"),
            Key::F3 => text.push_str("F3"),
            Key::F6 => text.push_str("F6"),
            Key::Comma => text.push(','),
            Key::Up => text.push('↑'),
            Key::Down => text.push('↓'),
        }
        text
    }
}
