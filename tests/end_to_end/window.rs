//! The program under test: started as a person starts it, driven and read through its
//! accessibility tree, as a screen reader would.
//!
//! Must not know: what the test is about.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use egui::accesskit::{Node, Role, Toggled};
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_inspection::protocol::{Request, Response, read_handshake, read_message, write_message};

use crate::display::Display;

/// One accessible node.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// What it is.
    pub(crate) role: Role,
    /// Its name, value and description.
    pub(crate) text: String,
    /// Whether it is chosen.
    pub(crate) selected: bool,
    /// Whether it has the keyboard.
    pub(crate) focused: bool,
    /// Its middle, in points.
    pub(crate) middle: Option<Pos2>,
}

/// A running program.
pub(crate) struct Window {
    child: Child,
    stream: TcpStream,
}

/// How often the window is asked for something that is on its way, before the test gives up.
const PATIENCE: usize = 600;

impl Window {
    /// Starts the program with an empty environment but for `home` and the screen.
    pub(crate) fn start(display: &Display, home: &Path, arguments: &[&Path]) -> Self {
        let port = free_port();
        let child = Command::new(env!("CARGO_BIN_EXE_visavis"))
            .args(arguments)
            .env("DISPLAY", &display.name)
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_RUNTIME_DIR", home)
            .env("EGUI_INSPECTION", format!("127.0.0.1:{port}"))
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("NO_AT_BRIDGE", "1")
            // No portal: the dialog is then the one that GTK draws, on this screen.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env_remove("VISAVIS_HOME")
            .stdin(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut child = child;
        let mut stream = loop {
            if let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) {
                break stream;
            }
            let ended = child.try_wait().expect("the program can be asked");
            assert!(ended.is_none(), "the program ended before its window was there: {ended:?}");
            std::thread::yield_now();
        };
        stream.set_nodelay(true).ok();
        read_handshake(&mut stream).expect("the window speaks the protocol");
        Self { child, stream }
    }

    fn ask(&mut self, request: &Request) -> Response {
        write_message(&mut self.stream, request).expect("the window listens");
        match read_message(&mut self.stream).expect("the window answers") {
            Response::Error { message } => panic!("the window: {message}"),
            response => response,
        }
    }

    fn apply(&mut self, events: Vec<Event>) {
        self.ask(&Request::ApplyEvents { events });
    }

    fn settle(&mut self) {
        self.ask(&Request::Settle { max_steps: 300 });
    }

    /// All nodes, in no particular order.
    pub(crate) fn nodes(&mut self) -> Vec<Seen> {
        let Response::Tree { accesskit: Some(update), .. } = self.ask(&Request::GetTree) else {
            panic!("the window has no accessibility tree");
        };
        update.nodes.iter().map(|(id, node)| seen(node, *id == update.focus)).collect()
    }

    /// The texts of all nodes of a role that contain `part`, sorted.
    pub(crate) fn texts(&mut self, role: Role, part: &str) -> Vec<String> {
        let mut texts: Vec<String> = self
            .nodes()
            .into_iter()
            .filter(|node| node.role == role && node.text.contains(part))
            .map(|node| node.text)
            .collect();
        texts.sort();
        texts
    }

    /// Waits for a node with exactly this text, or else one that begins with it.
    pub(crate) fn wait_for(&mut self, text: &str) -> Seen {
        for _ in 0..PATIENCE {
            let nodes = self.nodes();
            let exact = nodes.iter().find(|node| node.text == text);
            if let Some(node) = exact.or_else(|| nodes.iter().find(|node| node.text.starts_with(text))) {
                return node.clone();
            }
            std::thread::yield_now();
        }
        let all: Vec<String> = self.nodes().into_iter().map(|node| node.text).collect();
        panic!("«{text}» is not in the window: {all:#?}");
    }

    fn middle(&mut self, text: &str) -> Pos2 {
        self.wait_for(text).middle.unwrap_or_else(|| panic!("«{text}» has no place"))
    }

    /// Clicks on a node.
    pub(crate) fn click(&mut self, text: &str) {
        let at = self.middle(text);
        self.click_at(at);
    }

    fn click_at(&mut self, at: Pos2) {
        self.apply(vec![Event::PointerMoved(at)]);
        for pressed in [true, false] {
            self.apply(vec![button(at, pressed)]);
        }
        self.settle();
    }

    /// Drags from one node to another.
    pub(crate) fn drag(&mut self, from: &str, to: &str) {
        let (from, to) = (self.middle(from), self.middle(to));
        self.apply(vec![Event::PointerMoved(from)]);
        self.apply(vec![button(from, true)]);
        for step in 1..=8 {
            self.apply(vec![Event::PointerMoved(from + (to - from) * (step as f32 / 8.0))]);
        }
        self.apply(vec![button(to, false)]);
        self.settle();
    }

    /// Writes into a field.
    pub(crate) fn fill(&mut self, field: &str, text: &str) {
        let inputs = [Role::TextInput, Role::MultilineTextInput];
        let nodes = self.nodes();
        let found = nodes.iter().find(|node| inputs.contains(&node.role) && node.text.starts_with(field));
        let at = found.and_then(|node| node.middle).unwrap_or_else(|| panic!("no field {field}: {nodes:#?}"));
        self.click_at(at);
        self.apply(vec![Event::Text(text.to_owned())]);
        self.settle();
    }

    /// Pastes into what has the focus.
    pub(crate) fn paste(&mut self, text: &str) {
        self.apply(vec![Event::Paste(text.to_owned())]);
        self.settle();
    }

    /// Presses a key `times` times.
    pub(crate) fn press(&mut self, modifiers: Modifiers, key: Key, times: usize) {
        if times == 0 {
            return;
        }
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        // egui keeps what is held from an event of its own.
        self.apply(vec![Event::ModifiersChanged(modifiers)]);
        self.apply((0..times).flat_map(|_| [event(true), event(false)]).collect());
        self.apply(vec![Event::ModifiersChanged(Modifiers::NONE)]);
        self.settle();
    }

    /// Quits by the key and waits for the program's end.
    pub(crate) fn quit(mut self) -> ExitStatus {
        let modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        let key = Event::Key { key: Key::Q, physical_key: None, pressed: true, repeat: false, modifiers };
        // The window may be gone before it answers; that is what is asked for.
        write_message(&mut self.stream, &Request::ApplyEvents { events: vec![key] }).ok();
        read_message::<_, Response>(&mut self.stream).ok();
        self.child.wait().expect("the program ends")
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Where the test has failed, the program is still there.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn seen(node: &Node, focused: bool) -> Seen {
    let parts = [node.label(), node.value(), node.description()];
    let text: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let middle = node.bounds().map(|b| Pos2::new(((b.x0 + b.x1) / 2.0) as f32, ((b.y0 + b.y1) / 2.0) as f32));
    Seen {
        role: node.role(),
        text: text.join(" | "),
        selected: node.toggled() == Some(Toggled::True),
        focused,
        middle,
    }
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("it has a number").port()
}
