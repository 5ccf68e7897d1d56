//! A screen of the test's own with a window manager, and the keys that only a real screen has.
//!
//! Must not know: what is shown on it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// A virtual screen; gone when dropped.
pub(crate) struct Display {
    server: Child,
    manager: Child,
    /// Its name, as `DISPLAY` wants it.
    pub(crate) name: String,
}

impl Display {
    /// Starts a screen and waits until it is there.
    pub(crate) fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts (`cargo xtask test` installs it)");
        // The server writes its number when it is ready, and not before.
        let mut number = String::new();
        let out = server.stdout.take().expect("Xvfb has an output");
        BufReader::new(out).read_line(&mut number).expect("Xvfb says its number");
        let name = format!(":{}", number.trim());
        let manager = Command::new("openbox")
            .env("DISPLAY", &name)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openbox starts (`cargo xtask test` installs it)");
        Self { server, manager, name }
    }

    /// Answers the system's file dialog with a path, as a person would by typing.
    pub(crate) fn answer_file_dialog(&self, path: &str) {
        // Waits until it is there.
        let found = self.xdotool(&["search", "--sync", "--onlyvisible", "--class", "zenity"]);
        let dialog = found.lines().last().unwrap_or_default().to_owned();
        self.xdotool(&["windowactivate", "--sync", &dialog]);
        self.xdotool(&["key", "--clearmodifiers", "ctrl+a"]);
        self.xdotool(&["type", "--delay", "4", path]);
        self.xdotool(&["key", "Return"]);
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        let output = Command::new("xdotool")
            .args(arguments)
            .env("DISPLAY", &self.name)
            .output()
            .expect("xdotool starts (`cargo xtask test` installs it)");
        assert!(output.status.success(), "xdotool {arguments:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        for child in [&mut self.manager, &mut self.server] {
            child.kill().ok();
            child.wait().ok();
        }
    }
}
