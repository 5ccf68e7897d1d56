//! Frames of the whole window at 1600×900, without a screen: laid out, painted and cut into
//! triangles, as much as the program itself does of a frame.
//!
//! Must not know: what a panel shows.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use std::time::Duration;

use egui::{RawInput, ViewportId, pos2, vec2};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};
use visavis::app::{Action, Command, Open, Pane, TagChoice, TextSelection};
use visavis::model::PassageId;
use visavis::text::ByteOffset;
use visavis::ui::{Start, Window};

use crate::figures::Figures;
use crate::sampling::{Samples, timed};
use crate::{SEED, Subject};

/// Frames or steps in a sample of frames.
const FRAMES: usize = 300;
/// Points that one step scrolls.
const STEP: f64 = 40.0;

/// A window without a screen.
pub(crate) struct Rig {
    ctx: egui::Context,
    window: Window,
    size: egui::Vec2,
    time: f64,
    /// What the last frame looked like.
    picture: u64,
    /// Seconds after which the last frame asked for another.
    repaint_after: f64,
}

impl Rig {
    /// A window on a workload, before its first frame.
    pub(crate) fn new(subject: &Subject) -> Self {
        let ctx = egui::Context::default();
        let mut window = Window::new(&ctx, None, Start::Nothing);
        window.set_open(Open::new(Arc::new(subject.workload.dossier.clone()), None));
        Self { ctx, window, size: vec2(1600.0, 900.0), time: 0.0, picture: 0, repaint_after: 0.0 }
    }

    /// Draws a frame and says how long that took.
    pub(crate) fn frame(&mut self) -> Duration {
        self.frame_with(Vec::new())
    }

    /// The same, with what pointer and keys did before it.
    pub(crate) fn frame_with(&mut self, events: Vec<egui::Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(pos2(0.0, 0.0), self.size)),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let Self { ctx, window, .. } = self;
        let (duration, (primitives, repaint_after)) = timed(|| {
            let mut output = ctx.run_ui(input, |ui| window.show(ui, None));
            output.textures_delta.clear();
            let repaint = output.viewport_output.get(&ViewportId::ROOT).map(|v| v.repaint_delay);
            (ctx.tessellate(output.shapes, output.pixels_per_point), repaint)
        });
        self.repaint_after = repaint_after.map_or(f64::MAX, |delay| delay.as_secs_f64());
        let mut hasher = DefaultHasher::new();
        let mut vertices = 0;
        for primitive in &primitives {
            if let egui::epaint::Primitive::Mesh(mesh) = &primitive.primitive {
                vertices += mesh.vertices.len();
                for vertex in mesh.vertices.iter().step_by(7) {
                    (vertex.pos.x.to_bits(), vertex.pos.y.to_bits()).hash(&mut hasher);
                }
            }
        }
        assert!(vertices > 2_000, "a frame with {vertices} corners shows nothing");
        self.picture = hasher.finish();
        duration
    }

    /// Draws until nothing is asked for any more and all heights are exact.
    pub(crate) fn settle(&mut self) -> Vec<Duration> {
        let mut frames = Vec::new();
        loop {
            frames.push(self.frame());
            if self.window.unmeasured() == 0 && self.repaint_after > 0.0 {
                return frames;
            }
            assert!(frames.len() < 20_000, "the window never comes to rest");
        }
    }

    /// Draws until what is suggested is there as well.
    pub(crate) fn rest(&mut self) {
        while {
            self.settle();
            !self.open().suggestions.is_settled()
        } {
            std::thread::yield_now();
        }
        self.settle();
    }

    pub(crate) fn send(&mut self, command: Command) {
        self.window.send(command);
    }

    pub(crate) fn open(&self) -> &Open {
        self.window.state().open.as_ref().expect("a dossier is open")
    }

    /// A name for what the last frame looked like.
    pub(crate) fn picture(&self) -> u64 {
        self.picture
    }

    /// All passages of the statements shown.
    fn passages(&self) -> Vec<PassageId> {
        let meeting = self.open().meeting().expect("a meeting");
        meeting.passages().map(|(_, passage)| passage.id).collect()
    }

    fn top(&self, pane: Pane) -> (ByteOffset, f64) {
        self.window.top_line(pane).expect("a line at the top")
    }
}

/// First frame, scrolling, jumps, tags, resizing, rest.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    let name = subject.name.as_str();
    let first: Vec<Duration> = (0..7).map(|_| Rig::new(subject).frame()).collect();
    figures.note("first_frame_ms", name, Samples::new(first).p50_ms());
    figures.note("drift_pt", name, drift(subject));

    let mut rig = Rig::new(subject);
    rig.frame();
    rig.rest();
    let scrolled = scroll(&mut rig);
    figures.note("scroll_p50_ms", name, scrolled.p50_ms());
    figures.note("scroll_p99_ms", name, scrolled.p99_ms());
    let jumps = jump(&mut rig);
    figures.note("jump_p50_ms", name, jumps.p50_ms());
    figures.note("jump_p99_ms", name, jumps.p99_ms());
    let (tags, undos) = tag(&mut rig);
    figures.note("tag_p50_ms", name, tags.p50_ms());
    figures.note("tag_p99_ms", name, tags.p99_ms());
    figures.note("undo_p99_ms", name, undos.p99_ms());
    let (resized, heights, longest) = resize(&mut rig);
    figures.note("resize_p99_ms", name, resized);
    figures.note("heights_ms", name, heights);
    figures.note("heights_frame_ms", name, longest);
    figures.note("idle_frames", name, idle(&mut rig) as f64);
    figures.note("allocs", name, allocations(&mut rig) as f64);
}

/// How much worse scrolling, tagging and finding a place are with ten times the passages, and with
/// a single paragraph.
pub(crate) fn scale(subject: &Subject, figures: &mut Figures) {
    if subject.name != "large" {
        return;
    }
    let usual = of_shape(subject);
    for ending in ["10x-passages", "one-paragraph", "tenth", "4x"] {
        let name = format!("large-{ending}");
        let shape = workloads::Shape::named(&name).expect("a shape");
        let workload = workloads::make(shape, SEED).expect("a sound workload");
        let other = of_shape(&Subject { name: name.clone(), workload });
        for ((key, usual), (_, other)) in usual.iter().zip(&other) {
            figures.note(key, &name, other / usual);
        }
    }
}

/// Scrolling, tagging, finding a place.
fn of_shape(subject: &Subject) -> [(&'static str, f64); 3] {
    let mut rig = Rig::new(subject);
    rig.frame();
    rig.rest();
    let scrolled = scroll(&mut rig).p50_ms();
    let tagged = tag(&mut rig).0.p50_ms();
    let hit = crate::place::hit_us(subject);
    [("scale_ratio_scroll", scrolled), ("scale_ratio_tag", tagged), ("scale_ratio_hit", hit)]
}

/// Both panes at once, to and fro.
fn scroll(rig: &mut Rig) -> Samples {
    let mut down = true;
    let mut times = Vec::new();
    for index in 0..FRAMES + FRAMES / 10 {
        let before = (rig.top(Pane::Left), rig.picture);
        for pane in [Pane::Left, Pane::Right] {
            rig.window.scroll_by(pane, if down { STEP } else { -STEP }, 780.0);
        }
        let time = rig.frame();
        if index >= FRAMES / 10 {
            times.push(time);
        }
        if rig.top(Pane::Left) == before.0 {
            down = !down;
        } else {
            assert_ne!(rig.picture, before.1, "what was scrolled looks as before");
        }
    }
    Samples::new(times)
}

/// To passages all over the texts; each must be in view in that very frame.
fn jump(rig: &mut Rig) -> Samples {
    let passages = rig.passages();
    let mut times = Vec::new();
    for index in 0..FRAMES {
        let id = passages[index * 7_919 % passages.len()];
        rig.send(Command::Show(id));
        times.push(rig.frame());
        let open = rig.open();
        let (_, statement, passage) = open.dossier.passage(id).expect("a passage");
        let pane = open.pane_of(statement.id()).expect("it is shown");
        let (top, _) = rig.top(pane);
        let start = passage.range.start();
        assert!(top <= start && start.get() - top.get() < 6_000, "{top:?} is far from {start:?}");
    }
    Samples::new(times)
}

/// A tag somewhere in view, and taking it back.
fn tag(rig: &mut Rig) -> (Samples, Samples) {
    let passages = rig.passages();
    let (mut tags, mut undos) = (Vec::new(), Vec::new());
    for index in 0..FRAMES / 2 {
        rig.send(Command::Show(passages[index * 104_729 % passages.len()]));
        rig.frame();
        let (start, _) = rig.top(Pane::Left);
        let text = rig.open().statement(Pane::Left).expect("a statement").text().clone();
        let end = text.as_str()[start.get()..]
            .char_indices()
            .nth(40)
            .map_or(text.len(), |(at, _)| start.get() + at);
        let head = ByteOffset::new(end);
        rig.send(Command::SelectText(Some(TextSelection { pane: Pane::Left, anchor: start, head })));
        rig.frame();
        let before = rig.passages().len();
        rig.send(Command::Tag(TagChoice::Key(1)));
        tags.push(rig.frame());
        assert_eq!(rig.passages().len(), before + 1, "a passage was tagged");
        rig.send(Command::Do(Action::Undo));
        undos.push(rig.frame());
        assert_eq!(rig.passages().len(), before, "it was taken back");
        rig.frame();
    }
    (Samples::new(tags), Samples::new(undos))
}

/// The first frame after the window grew by two points (one for each column), all frames until all
/// heights are exact again together, and the longest of them; milliseconds.
fn resize(rig: &mut Rig) -> (f64, f64, f64) {
    rig.rest();
    let (mut firsts, mut all) = (Vec::new(), Vec::new());
    let mut longest = Duration::ZERO;
    for index in 0..12 {
        rig.size.x += if index % 2 == 0 { 2.0 } else { -2.0 };
        firsts.push(rig.frame());
        let rest = rig.settle();
        longest = longest.max(rest.iter().copied().max().unwrap_or_default());
        all.push(rest.into_iter().sum());
    }
    (Samples::new(firsts).p99_ms(), Samples::new(all).p50_ms(), longest.as_secs_f64() * 1e3)
}

/// How far the line at the top of the view moves while the heights above it become exact, in points.
fn drift(subject: &Subject) -> f64 {
    let mut rig = Rig::new(subject);
    rig.frame();
    let passages = rig.passages();
    rig.send(Command::Show(passages[passages.len() / 3]));
    rig.frame();
    let (line, top) = rig.top(Pane::Left);
    let mut most: f64 = 0.0;
    while rig.window.unmeasured() > 0 {
        rig.frame();
        let (now, y) = rig.top(Pane::Left);
        most = most.max(if now == line { (y - top).abs() } else { f64::MAX });
    }
    most
}

/// Frames that a window at rest asks for in ten seconds.
fn idle(rig: &mut Rig) -> usize {
    // Messages of what was done go by themselves; that is not rest.
    while !rig.window.state().messages.is_empty() {
        rig.time += 1.0;
        rig.frame();
    }
    rig.rest();
    let (mut frames, mut waited) = (0, 0.0);
    while waited + rig.repaint_after < 10.0 {
        waited += rig.repaint_after.max(1.0 / 60.0);
        frames += 1;
        rig.frame();
    }
    frames
}

/// Allocations of one frame in which nothing has changed.
fn allocations(rig: &mut Rig) -> usize {
    rig.rest();
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    rig.frame();
    let change = region.change();
    change.allocations + change.reallocations
}
