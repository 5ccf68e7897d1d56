//! The window: panels, widgets, theme, and running the effects.
//!
//! Panels draw from a shared reference to the state and send commands; nothing changes
//! while a frame is being drawn.
//! Must not know: how a command changes the state.

mod bottom;
mod dialogs;
mod effects;
mod fonts;
mod format;
mod heights;
mod inspector;
mod keeper;
mod keys;
mod left;
mod long_list;
mod menus;
mod review;
mod start;
mod status;
mod suggested;
mod theme;
mod top;
mod views;
mod widgets;
mod window;

pub use window::{Start, Window, run};

use crate::app::Command;

/// Where panels put the commands of a frame.
#[derive(Debug, Default)]
pub struct Outbox(Vec<Command>);

impl Outbox {
    /// Sends a command; it is carried out after the frame.
    pub fn send(&mut self, command: Command) {
        self.0.push(command);
    }

    fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0)
    }
}
