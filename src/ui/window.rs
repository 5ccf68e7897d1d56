//! The window itself: one frame from input to commands to effects; start-up and closing.
//!
//! Must not know: what a command does.

use std::path::PathBuf;

use egui::{CentralPanel, Context, Frame, Panel, Ui};

use super::dialogs::Drafts;
use super::effects::Runner;
use super::review::ReviewView;
use super::theme::{Theme, size};
use super::{Outbox, bottom, dialogs, fonts, inspector, keys, left, review, start, top, views};
use crate::app::{Command, Effect, Pane, State, View, update};
use crate::model::Moment;
use crate::reader::Reader;
use crate::store::{self, Settings, Theme as ThemeChoice};
use crate::text::ByteOffset;

/// What the window starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// A file.
    File(PathBuf),
    /// The last file, or the sample where there is none.
    Last,
    /// No dossier; for tests and measuring.
    Nothing,
}

/// The window and all that it remembers.
pub struct Window {
    state: State,
    review: ReviewView,
    views: views::Views,
    inspector: inspector::Inspector,
    drafts: Drafts,
    runner: Runner,
    out: Outbox,
    quitting: bool,
    /// The theme and the contrast that the window has.
    theme: Option<(ThemeChoice, bool)>,
    sent_title: String,
    /// Unsaved work was looked for.
    looked: bool,
    /// The window had the focus.
    focused: bool,
    /// Print the time of the first frame and close: for measuring the start.
    measure: Option<std::time::Instant>,
}

impl Window {
    /// A window with the settings that are kept in `settings_folder`; without one, with the usual
    /// settings, which are then not kept.
    pub fn new(ctx: &Context, settings_folder: Option<PathBuf>, start: Start) -> Self {
        let (settings, trouble) = match settings_folder.as_deref().map(store::load_settings) {
            Some(loaded) => (loaded.settings, loaded.message),
            None => (Settings::default(), None),
        };
        ctx.set_fonts(fonts::definitions());
        ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        let mut out = Outbox::default();
        match start {
            Start::File(path) => out.send(Command::OpenPath(path)),
            Start::Nothing => {}
            Start::Last => match settings.recent.first() {
                Some(path) => out.send(Command::OpenPath(path.clone())),
                None => out.send(Command::OpenSample { many: false }),
            },
        }
        if let Some(trouble) = trouble {
            out.send(Command::Trouble(trouble));
        }
        let mut state = State::new(settings);
        if let Some(folder) = &settings_folder {
            let names = crate::suggest::FILES.map(|(name, _)| name);
            let (edited, problems) = store::load_lists(folder, &names);
            state.take_lists(edited);
            problems.into_iter().for_each(|problem| out.send(Command::Trouble(problem)));
        }
        Self {
            state,
            review: ReviewView::default(),
            views: views::Views::default(),
            inspector: inspector::Inspector::default(),
            drafts: Drafts::default(),
            // Tests are another program than the one that can read.
            runner: Runner::new(ctx.clone(), settings_folder, Reader::here()),
            out,
            quitting: false,
            theme: None,
            sent_title: String::new(),
            looked: false,
            focused: false,
            measure: None,
        }
    }

    /// What the program knows; for tests.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Sends a command from outside a frame; for tests.
    pub fn send(&mut self, command: Command) {
        self.out.send(command);
    }

    /// Shows a dossier as if it had been opened; for tests and measuring.
    pub fn set_open(&mut self, open: crate::app::Open) {
        self.state.open = Some(open);
    }

    /// Scrolls a statement by so many points, without the wheel's smoothing; for tests and measuring.
    pub fn scroll_by(&mut self, pane: Pane, points: f64, view_height: f64) {
        self.review.scroll_by(pane, points, view_height);
    }

    /// How many blocks of the statements shown have a height that is only guessed; for tests and
    /// measuring.
    pub fn unmeasured(&self) -> usize {
        self.review.unmeasured()
    }

    /// The first byte of the line at the top of a pane, and how far below the top it stands, in points;
    /// for tests and measuring.
    pub fn top_line(&self, pane: Pane) -> Option<(ByteOffset, f64)> {
        self.review.top_line(pane)
    }

    /// Carries out all that was sent and all that came back.
    fn carry_out(&mut self, ctx: &Context, frame: Option<&eframe::Frame>) {
        for outcome in self.runner.outcomes() {
            self.out.send(outcome);
        }
        let commands = self.out.take();
        if commands.is_empty() {
            return;
        }
        for command in commands {
            for effect in update(&mut self.state, command, Moment::now()) {
                if effect == Effect::Quit {
                    self.quitting = true;
                }
                self.runner.run(effect, frame);
            }
        }
        ctx.request_repaint();
    }

    fn close_and_drop(&mut self, ctx: &Context) {
        let (closing, dropped) = ctx.input(|input| {
            let paths: Vec<PathBuf> =
                input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
            (input.viewport().close_requested(), paths)
        });
        if closing && !self.quitting {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.out.send(Command::CloseAsked);
        }
        let dropped: Vec<PathBuf> = dropped.into_iter().filter(|path| !path.as_os_str().is_empty()).collect();
        if !dropped.is_empty() {
            // Some systems do not tell where the pointer is while something is dragged.
            let pane = ctx.pointer_latest_pos().and_then(|at| self.review.pane_at(at));
            self.out.send(dialogs::dropped(&self.state, dropped, pane));
        }
    }

    fn follow_settings(&mut self, ctx: &Context) {
        let wanted = (self.state.settings.theme, self.state.settings.high_contrast);
        if self.theme == Some(wanted) {
            return;
        }
        self.theme = Some(wanted);
        Theme::set_contrast(ctx, wanted.1);
        ctx.set_theme(match self.state.settings.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        });
    }

    /// Looks for unsaved work once, and at the file whenever the window comes to the front.
    fn look_around(&mut self, ctx: &Context) {
        if !self.looked {
            self.looked = true;
            self.runner.look_for_unsaved();
        }
        let focused = ctx.input(|input| input.focused);
        if focused && !self.focused {
            self.runner.look_at_file();
        }
        self.focused = focused;
    }

    fn title(&self) -> String {
        match &self.state.open {
            None => "Vis-à-vis".to_owned(),
            Some(open) => {
                let mark = if open.is_dirty() { "● " } else { "" };
                format!("{mark}{} – Vis-à-vis", open.dossier.title())
            }
        }
    }

    fn panels(&mut self, ui: &mut Ui) {
        let theme = Theme::now(ui.ctx());
        let Self { state, review, views, inspector, out, .. } = self;
        let bar = Frame::new().fill(theme.side);
        Panel::top("top")
            .exact_size(size::TOP)
            .resizable(false)
            .frame(bar)
            .show(ui, |ui| top::show(ui, state, out));
        let ground = Frame::new().fill(theme.ground);
        let Some(view) = state.open.as_ref().map(|open| open.views.now) else {
            CentralPanel::default().frame(ground).show(ui, |ui| start::show(ui, state, out));
            return;
        };
        // Where there is little room, the statements get most of it.
        let width = ui.max_rect().width();
        let (left, right) = match width < size::ROOMY {
            true => (size::LEFT_NARROW, size::RIGHT_NARROW),
            false => (size::LEFT, size::RIGHT),
        };
        if width >= size::NARROW {
            Panel::left("left")
                .exact_size(left)
                .resizable(false)
                .frame(bar.inner_margin(egui::Margin::symmetric(12, 0)))
                .show(ui, |ui| left::show(ui, state, out));
        }
        if view != View::Review {
            // Tables and pages get all the room.
            CentralPanel::default().frame(ground).show(ui, |ui| views::show(ui, views, state, out));
            return;
        }
        Panel::right("right")
            .exact_size(right)
            .resizable(false)
            .frame(bar.inner_margin(egui::Margin::symmetric(14, 0)))
            .show(ui, |ui| inspector.show(ui, state, out));
        Panel::bottom("bottom")
            .exact_size(size::BOTTOM)
            .resizable(false)
            .frame(bar)
            .show(ui, |ui| bottom::show(ui, state, out));
        CentralPanel::default().frame(ground).show(ui, |ui| review::show(ui, review, state, out));
    }
}

impl Window {
    /// Draws one frame and carries out what was asked for in it. `frame` gives native dialogs their
    /// window, where there is one.
    pub fn show(&mut self, ui: &mut Ui, frame: Option<&eframe::Frame>) {
        let ctx = ui.ctx().clone();
        limit_zoom(&ctx);
        self.close_and_drop(&ctx);
        self.carry_out(&ctx, frame);
        self.follow_settings(&ctx);
        self.look_around(&ctx);
        keys::send(&ctx, &self.state, &mut self.out);
        self.panels(ui);
        dialogs::show(&ctx, &mut self.drafts, &self.state, &mut self.out);
        bottom::messages(&ctx, &self.state, &mut self.out);
        self.carry_out(&ctx, frame);
        let title = self.title();
        // X11 does not tell a window's title back, so what was sent is remembered here.
        if self.sent_title != title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.sent_title = title;
        }
        if let Some(started) = self.measure
            && self.state.open.is_some()
        {
            report_first_frame(started);
            self.quitting = true;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.show(ui, Some(frame));
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        // Seen for a moment where the window grows.
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// Takes zoom back that leaves too little room to read.
fn limit_zoom(ctx: &Context) {
    let (zoom, width) = (ctx.zoom_factor(), ctx.content_rect().width());
    if zoom > 1.0 && width < size::LEAST {
        ctx.set_zoom_factor((zoom * width / size::LEAST).max(1.0));
    }
}

/// Prints the milliseconds since the start, and the most memory used so far where the system
/// tells (Linux, in kilobytes).
fn report_first_frame(started: std::time::Instant) {
    use std::io::Write as _;

    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    let peak: u64 = peak.and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    // Whoever asked for it reads it; where nobody does, nothing is lost.
    let _ = writeln!(std::io::stdout(), "{{\"first_frame_ms\":{milliseconds:.1},\"peak_kb\":{peak}}}");
}

/// Which graphics interface to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Renderer {
    Wgpu,
    Glow,
}

/// Opens the window and returns when it is closed.
///
/// `renderer` is "wgpu", "glow" or nothing, which tries them in this order. The error is a
/// sentence for people.
pub fn run(start: Start, renderer: Option<&str>, measure: Option<std::time::Instant>) -> Result<(), String> {
    let tries = match renderer {
        None => vec![Renderer::Wgpu, Renderer::Glow],
        Some("wgpu") => vec![Renderer::Wgpu],
        Some("glow") => vec![Renderer::Glow],
        Some(other) => return Err(format!("«{other}» is no renderer: wgpu or glow")),
    };
    if cfg!(target_os = "linux") {
        // winit's own error names files of its sources.
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(set) {
            return Err("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)".to_owned());
        }
    }
    let mut failures = Vec::new();
    for renderer in tries {
        match open_window(start.clone(), renderer, measure) {
            Ok(()) => return Ok(()),
            Err(error) => failures.push(format!("{renderer:?}: {error}")),
        }
    }
    Err(failures.join("; "))
}

fn open_window(start: Start, renderer: Renderer, measure: Option<std::time::Instant>) -> eframe::Result {
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/visavis-128.png"));
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Vis-à-vis")
        .with_app_id("visavis")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([960.0, 560.0]);
    if let Ok(icon) = icon {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions {
        viewport,
        renderer: match renderer {
            Renderer::Wgpu => eframe::Renderer::Wgpu,
            Renderer::Glow => eframe::Renderer::Glow,
        },
        ..Default::default()
    };
    eframe::run_native(
        "visavis",
        options,
        Box::new(move |creation| {
            let mut window = Window::new(&creation.egui_ctx, store::settings_folder(), start);
            window.measure = measure;
            window.runner.read_with(Reader::apart());
            Ok(Box::new(window))
        }),
    )
}
