//! A side's text against its last one: sentence by sentence, the words that went and that came.
//!
//! Must not know: how the texts are compared.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::head::EDGE;
use super::sides;
use crate::analysis::{Fate, SentencePair};
use crate::app::{Against, Command, Open};
use crate::model::{Palette, Place};
use crate::text::ByteRange;
use crate::ui::long_list::LongList;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// Height of a line, in points.
const LINE: f32 = 21.0;
/// Room for what became of a sentence, in points.
const FATE: f32 = 92.0;
/// Room between the two texts, in points.
const ROOM: f32 = 24.0;

/// What the view remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct AgainstView {
    list: LongList,
    rows: Vec<usize>,
    of: Option<(u64, bool)>,
}

impl AgainstView {
    /// Shows the comparison.
    pub(super) fn show(&mut self, ui: &mut Ui, open: &Open, out: &mut Outbox) {
        let view = &open.views.wording;
        let Some(shown) = &view.against.shown else { return };
        let told = |ui: &mut Ui, text: &str| {
            ui.add_space(24.0);
            widgets::quiet(ui, &format!("   {text}"));
        };
        let Some(against) = shown.as_ref() else {
            told(ui, "This side has no text about this meeting.");
            return;
        };
        let Some(old) = against.old else {
            told(ui, "This is the first text of this side in the dossier: there is none before it.");
            return;
        };
        let of = Some((view.against.version, view.hides_kept));
        if self.of != of {
            self.of = of;
            let wanted = |pair: &SentencePair| !view.hides_kept || pair.fate != Fate::Kept || pair.moved;
            let rows = against.pairs.iter().enumerate().filter(|(_, pair)| wanted(pair));
            self.rows = rows.map(|(at, _)| at).collect();
            self.list.renew();
        }
        heads(ui, open, against, old);
        let rows = &self.rows;
        if rows.is_empty() {
            told(ui, "Nothing changed since the last text.");
            return;
        }
        let guess = |at: usize| {
            let pair = rows.get(at).and_then(|row| against.pairs.get(*row));
            let ranges = pair.map(|pair| [pair.old, pair.new]).into_iter().flatten().flatten();
            f64::from(LINE) * (1.0 + ranges.map(|range| range.len()).max().unwrap_or(0) as f64 / 60.0) + 12.0
        };
        self.list.show(ui, "against", rows.len(), guess, |ui, at| {
            if let Some(pair) = rows.get(at).and_then(|row| against.pairs.get(*row)) {
                row(ui, open, against, old, pair, out);
            }
        });
    }
}

/// How wide each of the two texts is, and where the second begins, in points from the left edge.
fn widths(width: f32) -> (f32, f32) {
    let each = ((width - 2.0 * EDGE - FATE - ROOM) / 2.0).max(80.0);
    (each, EDGE + FATE + each + ROOM)
}

fn heads(ui: &mut Ui, open: &Open, against: &Against, old: Place) {
    let theme = Theme::now(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 46.0), Sense::hover());
    let (each, second) = widths(rect.width());
    let count = |fate: Fate| against.pairs.iter().filter(|pair| pair.fate == fate).count();
    let counts = format!(
        "{} stayed · {} changed · {} new · {} gone",
        count(Fate::Kept),
        count(Fate::Changed),
        count(Fate::New),
        count(Fate::Gone)
    );
    for (left, place) in [(EDGE + FATE, old), (second, against.new)] {
        let meeting = open.dossier.meeting(place.meeting);
        let day = meeting.and_then(|meeting| meeting.details().date).map(format::day).unwrap_or_default();
        let source = open.dossier.statement(place).map(|s| format::source_line(s)).unwrap_or_default();
        let at = pos2(rect.left() + left, rect.top() + 14.0);
        widgets::paint_line(ui, at, &day, theme::bold(size::TEXT), theme.text, each);
        let small = theme::plain(size::SMALL);
        widgets::paint_line(ui, at + vec2(0.0, 17.0), &source, small, theme.quiet, each);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.5, theme.line));
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &counts));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let left = pos2(rect.left() + EDGE, rect.center().y);
    widgets::paint_line(ui, left, &counts, theme::plain(size::SMALL), theme.quiet, rect.width());
}

fn row(ui: &mut Ui, open: &Open, against: &Against, old: Place, pair: &SentencePair, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let width = ui.available_width();
    let (each, second) = widths(width);
    let text = |place: Place| open.dossier.statement(place).map(|statement| statement.text().as_str());
    let base = TextFormat {
        font_id: theme::serif(15.0),
        color: if pair.fate == Fate::Kept { theme.quiet } else { theme.text },
        line_height: Some(LINE),
        ..Default::default()
    };
    let (red, green) = (theme.shades(Palette::Red), theme.shades(Palette::Green));
    let went = TextFormat {
        background: red.tint,
        expand_bg: -1.5,
        strikethrough: Stroke::new(1.0, red.strong),
        ..base.clone()
    };
    let came = TextFormat {
        background: green.tint,
        expand_bg: -1.5,
        underline: Stroke::new(1.5, green.strong),
        ..base.clone()
    };
    let lay =
        |place: Place, range: Option<ByteRange>, marks: &[ByteRange], format: &TextFormat, whole: bool| {
            let (text, range) = text(place).zip(range)?;
            let mut job = LayoutJob::default();
            let all = [(range, format)];
            let words: Vec<_> = marks.iter().map(|mark| (*mark, format)).collect();
            sides::append(&mut job, text, range, if whole { &all } else { &words }, &base);
            job.wrap.max_width = each;
            Some(ui.fonts_mut(|fonts| fonts.layout_job(job)))
        };
    let left = lay(old, pair.old, &pair.gone, &went, pair.fate == Fate::Gone);
    let right = lay(against.new, pair.new, &pair.came, &came, pair.fate == Fate::New);
    let height = |galley: &Option<std::sync::Arc<egui::Galley>>| galley.as_ref().map_or(0.0, |g| g.size().y);
    let height = height(&left).max(height(&right)).max(LINE) + 12.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 0, theme.side);
    }
    let (word, colour) = match (pair.fate, pair.moved) {
        (Fate::Kept, false) => ("stayed", theme.quiet),
        (Fate::Kept, true) => ("moved", theme.accent),
        (Fate::Changed, false) => ("changed", theme.shades(Palette::Ochre).strong),
        (Fate::Changed, true) => ("moved, changed", theme.shades(Palette::Ochre).strong),
        (Fate::Gone, _) => ("gone", red.strong),
        (Fate::New, _) => ("new", green.strong),
    };
    let at = pos2(rect.left() + EDGE, rect.top() + 6.0 + LINE / 2.0);
    widgets::paint_line(ui, at, word, theme::bold(size::SMALL), colour, FATE - 8.0);
    let told = left.as_ref().or(right.as_ref()).map(|galley| galley.text().to_owned()).unwrap_or_default();
    for (x, galley) in [(EDGE + FATE, left), (second, right)] {
        if let Some(galley) = galley {
            ui.painter().galley(pos2(rect.left() + x, rect.top() + 6.0), galley, theme.text);
        }
    }
    ui.painter().hline(rect.x_range().shrink(EDGE), rect.bottom() - 0.5, theme.hairline());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{word}: {told}")));
    widgets::focus_ring(ui, &response);
    if response.clicked() {
        match (pair.new, pair.old) {
            (Some(range), _) => out.send(Command::ShowWords(against.new, range)),
            (None, Some(range)) => out.send(Command::ShowWords(old, range)),
            (None, None) => {}
        }
    }
}
