//! The sides' passages on each topic beside each other, as rows of a list.
//!
//! Words that both sides have are underlined, those of one side alone are tinted; a legend says so.
//! Must not know: how words are compared.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Rect, RichText, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::head::EDGE;
use crate::analysis::{Fact, SideFact, SideWording, TaggedWords, TopicWording, Wording};
use crate::app::{Command, Open};
use crate::model::{Palette, PartyId, Place, Statement};
use crate::text::ByteRange;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, widgets};

/// Height of a line of a statement's words, in points.
const LINE: f32 = 21.0;
/// The most letters of a passage that are laid out.
const LETTERS: usize = 1500;
/// Room between the sides, in points.
const ROOM: f32 = 24.0;
/// The most names, numbers and dates that are listed of a kind.
const FACTS: usize = 12;

/// A row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Item {
    /// A topic with each side's share, order and verbs.
    Topic(usize),
    /// The passages of so many lines down.
    Passages(usize, usize),
    /// Names, numbers and dates of the topic.
    Facts(usize),
}

/// The rows of a comparison.
pub(super) fn items(wording: &Wording) -> Vec<Item> {
    let mut items = Vec::new();
    for (at, topic) in wording.topics.iter().enumerate() {
        items.push(Item::Topic(at));
        let most = topic.sides.iter().map(|side| side.passages.len()).max().unwrap_or(0);
        items.extend((0..most).map(|line| Item::Passages(at, line)));
        if topic.sides.iter().any(|side| !side.facts.is_empty()) {
            items.push(Item::Facts(at));
        }
    }
    items
}

/// How high a row may be before it was seen, in points.
pub(super) fn guess(wording: &Wording, item: Item) -> f64 {
    match item {
        Item::Topic(_) => 66.0,
        Item::Facts(_) => 50.0,
        Item::Passages(topic, line) => {
            let sides = wording.topics.get(topic).into_iter().flat_map(|topic| &topic.sides);
            let longest =
                sides.filter_map(|side| side.passages.get(line)).map(|words| words.range.len()).max();
            f64::from(LINE) * (1.0 + longest.unwrap_or(0).min(LETTERS) as f64 / 60.0) + 14.0
        }
    }
}

/// The columns: one for each side, from the left edge.
fn columns(ui: &Ui, count: usize) -> impl Iterator<Item = Rect> + use<> {
    let area = ui.available_rect_before_wrap().shrink2(vec2(EDGE, 0.0));
    let count = count.max(1) as f32;
    let width = (area.width() - ROOM * (count - 1.0)) / count;
    (0..count as usize).map(move |at| {
        let left = area.left() + at as f32 * (width + ROOM);
        Rect::from_min_size(pos2(left, area.top()), vec2(width, f32::INFINITY))
    })
}

/// The sides' names over the columns, and what the marks mean.
pub(super) fn heads(ui: &mut Ui, open: &Open, wording: &Wording) {
    let theme = Theme::now(ui.ctx());
    let places: Vec<Rect> = columns(ui, wording.parties.len()).collect();
    let top = ui.cursor().top();
    for (place, party) in places.iter().zip(&wording.parties) {
        let Some(party) = open.dossier.party(*party) else { continue };
        let y = top + 17.0;
        ui.painter().circle_filled(pos2(place.left() + 5.0, y), 5.0, theme.shades(party.colour).strong);
        let left = pos2(place.left() + 18.0, y);
        widgets::paint_line(ui, left, &party.name, theme::bold(size::TEXT), theme.text, place.width() - 20.0);
    }
    let area = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), 34.0));
    let legend = "underlined: both sides have it   ·   tinted or filled: only this side";
    let small = theme::plain(size::SMALL);
    let width = widgets::text_width(ui, legend, small.clone());
    // Where there is room for it beside the last name.
    if places.last().is_some_and(|last| last.width() > width + 160.0) {
        let left = pos2(area.right() - EDGE - width, top + 17.0);
        widgets::paint_line(ui, left, legend, small, theme.quiet, width + 2.0);
    }
    ui.painter().hline(area.x_range(), area.bottom() - 0.5, Stroke::new(1.5, theme.line));
    ui.allocate_rect(area, Sense::hover());
}

/// Draws a row.
pub(super) fn show(ui: &mut Ui, open: &Open, wording: &Wording, item: Item, out: &mut Outbox) {
    let topic = match item {
        Item::Topic(at) | Item::Passages(at, _) | Item::Facts(at) => wording.topics.get(at),
    };
    let Some(topic) = topic else { return };
    let theme = Theme::now(ui.ctx());
    let area = ui.available_rect_before_wrap();
    let mut bottom = area.top();
    if let Item::Topic(at) = item {
        let name = topic.topic.and_then(|id| open.dossier.topic(id)).map_or("No topic", |t| t.name.as_str());
        if at > 0 {
            ui.painter().hline(area.x_range(), area.top() + 6.0, theme.hairline());
        }
        let place = Rect::from_min_size(area.min + vec2(EDGE, 14.0), vec2(area.width() - 2.0 * EDGE, 22.0));
        let response = ui.interact(place, ui.scope_id().with("topic"), Sense::hover());
        widgets::paint_line(
            ui,
            place.left_center(),
            name,
            theme::bold(size::TITLE),
            theme.text,
            place.width(),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name));
        bottom = place.bottom() + 2.0;
    }
    let places: Vec<Rect> = columns(ui, topic.sides.len()).collect();
    let top = bottom.max(area.top());
    for (at, (place, side)) in places.iter().zip(&topic.sides).enumerate() {
        let place = Rect::from_min_max(pos2(place.left(), top + 3.0), pos2(place.right(), f32::INFINITY));
        let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt(at));
        child.spacing_mut().item_spacing.y = 3.0;
        match item {
            Item::Topic(_) => summary(&mut child, side),
            Item::Passages(_, line) => {
                if let Some(words) = side.passages.get(line) {
                    let others = topic
                        .sides
                        .iter()
                        .any(|other| other.party != side.party && !other.passages.is_empty());
                    passage(&mut child, open, side.party, words, others, out);
                }
            }
            Item::Facts(_) => facts(&mut child, open, topic, side, out),
        }
        bottom = bottom.max(child.min_rect().bottom());
    }
    let used = Rect::from_min_max(area.min, pos2(area.right(), bottom + 7.0));
    ui.advance_cursor_after_rect(used);
    ui.expand_to_include_rect(used);
}

/// A side's share, order and verbs on a topic, in a quiet line, with its ladder.
fn summary(ui: &mut Ui, side: &SideWording) {
    let theme = Theme::now(ui.ctx());
    if side.passages.is_empty() {
        ui.label(RichText::new("says nothing on it").size(size::SMALL).color(theme.quiet));
        return;
    }
    let percent = (side.share() * 100.0).round();
    let share = if percent < 1.0 { "under 1 %".to_owned() } else { format!("{percent} %") };
    let order = side.rank.map(|rank| format!(" · topic no. {rank} in its text")).unwrap_or_default();
    let words = format!("{share} of its words{order}");
    let place = ui.cursor().min;
    let rungs: usize = side.ladder.iter().sum();
    let ladder = 5.0 * 15.0;
    let room = ui.max_rect().width() - if rungs > 0 { ladder + 10.0 } else { 0.0 };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.max_rect().width(), 16.0), Sense::hover());
    let left = pos2(place.x, rect.center().y);
    let used = widgets::paint_line(ui, left, &words, theme::plain(size::SMALL), theme.quiet, room);
    if rungs == 0 {
        return;
    }
    // How many passages stand on each rung: the fuller the bar, the more.
    let most = side.ladder.iter().copied().max().unwrap_or(1).max(1) as f32;
    let origin = pos2(place.x + used + 10.0, rect.center().y);
    for (rung, count) in side.ladder.iter().enumerate() {
        let left = origin.x + 15.0 * rung as f32;
        let whole = Rect::from_min_size(pos2(left, origin.y - 6.0), vec2(12.0, 12.0));
        ui.painter().rect_filled(whole.with_min_y(whole.bottom() - 2.0), 1, theme.empty);
        if *count > 0 {
            let height = 3.0 + 9.0 * *count as f32 / most;
            let bar = whole.with_min_y(whole.bottom() - height);
            ui.painter().rect_filled(bar, 1, theme.shades(Palette::Red).strong);
        }
    }
    let area = Rect::from_min_size(origin - vec2(0.0, 8.0), vec2(ladder, 16.0));
    let response = ui.interact(area, ui.scope_id().with("ladder"), Sense::hover());
    let told = side.ladder.iter().enumerate().filter(|(_, count)| **count > 0);
    let told: Vec<String> = told.map(|(rung, count)| format!("{count} at strength {}", rung + 1)).collect();
    let told = told.join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
    response.on_hover_text(told);
}

fn statement<'a>(open: &'a Open, words: &TaggedWords) -> Option<&'a Statement> {
    open.meeting()?.statement(words.statement).map(AsRef::as_ref)
}

/// A passage with its label, its words marked, and its verb; `others` where another side has passages
/// on the topic.
fn passage(ui: &mut Ui, open: &Open, party: PartyId, words: &TaggedWords, others: bool, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let Some(statement) = statement(open, words) else { return };
    let Some(passage) = statement.passages().get(words.passage) else { return };
    let tag = open.dossier.codebook().tag(&passage.tag);
    let shades = theme.shades(tag.map_or(Palette::Slate, |tag| tag.colour));
    let side = open.dossier.party(party).map_or(Palette::Slate, |party| party.colour);
    let base = TextFormat {
        font_id: theme::serif(15.0),
        color: theme.text,
        line_height: Some(LINE),
        ..Default::default()
    };
    let common = TextFormat { underline: Stroke::new(1.5, theme.quiet), ..base.clone() };
    // Kept off the line above, so that its underlines are seen.
    let only = TextFormat { background: theme.shades(side).tint, expand_bg: -1.5, ..base.clone() };
    let mut job = LayoutJob::default();
    let label = TextFormat { font_id: theme::bold(11.5), color: shades.strong, ..Default::default() };
    job.append(&format!("{}  ", passage.label), 0.0, label);
    let text = statement.text().as_str();
    let mut marks: Vec<(ByteRange, &TextFormat)> =
        words.common.iter().map(|range| (*range, &common)).collect();
    marks.extend(words.only.iter().map(|range| (*range, &only)));
    marks.sort_by_key(|(range, _)| *range);
    append(&mut job, text, words.range, &marks, &base);
    job.wrap.max_width = ui.max_rect().width();
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    let name = format!("Go to {}: {}", passage.label, galley.text());
    ui.painter().galley(rect.min, galley, theme.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
    widgets::focus_ring(ui, &response);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        out.send(Command::Show(passage.id));
    }
    let strength = words.strength.map(|strength| format!("strength {}", strength.level()));
    let verb = (!words.verb.is_empty()).then(|| format!("“{}”", words.verb));
    let told: Vec<String> = verb.into_iter().chain(strength).collect();
    if !told.is_empty() {
        widgets::quiet(ui, &told.join(" · "));
    }
    if others && !words.compared {
        widgets::quiet(ui, "in another language: not compared word by word");
    }
}

/// Appends a range of a text, its marks in their own formats, up to a number of letters.
pub(super) fn append(
    job: &mut LayoutJob,
    text: &str,
    range: ByteRange,
    marks: &[(ByteRange, &TextFormat)],
    base: &TextFormat,
) {
    let whole = range.slice(text).unwrap_or_default();
    let start = range.start().get();
    let cut = whole.char_indices().nth(LETTERS).map_or(whole.len(), |(at, _)| at);
    let line =
        |from: usize, to: usize| whole.get(from.min(cut)..to.min(cut)).unwrap_or_default().replace('\n', " ");
    let mut from = 0;
    for (mark, format) in marks {
        let Some((begin, end)) =
            mark.start().get().checked_sub(start).zip(mark.end().get().checked_sub(start))
        else {
            continue;
        };
        if begin < from || begin >= cut {
            continue;
        }
        job.append(&line(from, begin), 0.0, base.clone());
        job.append(&line(begin, end), 0.0, (*format).clone());
        from = end;
    }
    job.append(&line(from, whole.len()), 0.0, base.clone());
    if cut < whole.len() {
        job.append("…", 0.0, base.clone());
    }
}

/// Names, numbers and dates of a side on a topic: first those of this side alone.
fn facts(ui: &mut Ui, open: &Open, topic: &TopicWording, side: &SideWording, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let shown = |fact: &SideFact| {
        let statement = open.meeting()?.statement(fact.statement)?;
        fact.range.slice(statement.text()).map(|words| words.replace('\n', " "))
    };
    // What counts here is whether the other side has it on this topic, as the tints say of words.
    let others = topic.sides.iter().filter(|other| other.party != side.party);
    let others: Vec<String> = others.flat_map(|other| other.facts.iter().filter_map(shown)).collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        for common in [false, true] {
            let mut told: Vec<String> = Vec::new();
            for fact in &side.facts {
                let Some(words) = shown(fact).filter(|words| others.contains(words) == common) else {
                    continue;
                };
                if told.contains(&words) || told.len() >= FACTS {
                    continue;
                }
                let colour = if common { theme.quiet } else { theme.text };
                let text = RichText::new(&words).size(size::SMALL).color(colour);
                let frame = if common { theme.ground } else { theme.hovered };
                let button = egui::Button::new(text).small().fill(frame);
                let what = match fact.fact {
                    Fact::Name => "name",
                    Fact::Number => "number",
                    Fact::Date => "date",
                };
                let whose = match (common, fact.common) {
                    (true, _) => "the other side has it on this topic too",
                    (false, true) => "on this topic only this side has it; the other has it elsewhere",
                    (false, false) => "only this side has it",
                };
                let response = ui.add(button);
                response.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, format!("{words}, {what}: {whose}"))
                });
                if response.clicked()
                    && let Some(meeting) = open.at.meeting
                {
                    let place = Place { meeting, statement: fact.statement };
                    out.send(Command::ShowWords(place, fact.range));
                }
                response.on_hover_text(format!("{what}: {whose}"));
                told.push(words);
            }
        }
    });
}
