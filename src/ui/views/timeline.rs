//! The Timeline view: topics by meetings, with lines from mention to mention.
//!
//! Only the rows and columns in view are drawn: there may be hundreds of topics and thousands of
//! meetings. Must not know: how what a cell says is worked out.

use egui::accesskit::Role;
use egui::{Rangef, Rect, RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::head::{self, EDGE};
use crate::analysis::{CellState, StandingOpen, Timeline, TimelineCell, TimelineRow};
use crate::app::{Command, Open};
use crate::model::{MeetingId, Palette, PartyId};
use crate::ui::theme::{self, Theme, size};
use crate::ui::widgets::{self, Mark};
use crate::ui::{Outbox, format, status as marks};

/// Height of a row, in points.
const ROW: f32 = 64.0;
/// Where in a row the marks and the line between them stand, in points from its top.
const LINE: f32 = 22.0;
/// Where in a row the words stand, in points from its top.
const WORDS: f32 = 45.0;
/// Width of the column with the topics, in points.
const TOPICS: f32 = 208.0;
/// The least and the greatest width of a meeting's column, in points.
const COLUMN: Rangef = Rangef { min: 172.0, max: 230.0 };
/// Height of the meetings' days over the columns, in points.
const DAYS: f32 = 32.0;
/// Height of what stands open longest, in points.
const FOOT: f32 = 46.0;
/// Room before the first column, so that its marks are whole, in points.
const SLACK: f32 = 12.0;
/// Radius of a mark, in points.
const RADIUS: f32 = 7.5;

/// What the view remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct TimelineView {
    /// The rows that are shown, and of what that was worked out.
    rows: Vec<usize>,
    of: Option<(u64, Option<PartyId>)>,
    /// The meeting that was brought into view last.
    brought: Option<MeetingId>,
}

/// What the cells are drawn from.
struct Table<'a> {
    open: &'a Open,
    timeline: &'a Timeline,
    rows: &'a [usize],
    /// Width of a column, in points.
    column: f32,
}

impl TimelineView {
    /// Shows the view.
    pub(super) fn show(&mut self, ui: &mut Ui, open: &Open, out: &mut Outbox) {
        let view = &open.views.timeline;
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut party = None;
        let tools = |ui: &mut Ui| {
            head::export(ui, out);
            party = head::party(ui, "Raised by", view.party, &open.dossier);
        };
        let title = |ui: &mut Ui| head::title(ui, "How each topic moved from meeting to meeting", "");
        head::show(ui, title, tools, None);
        if let Some(party) = party {
            out.send(Command::SetTimelineParty(party));
        }
        let Some(timeline) = &view.answer.shown else {
            ui.add_space(24.0);
            widgets::quiet(ui, "   The timeline is being worked out …");
            return;
        };
        let of = Some((view.answer.version, view.party));
        if self.of != of {
            self.of = of;
            let wanted = |row: &TimelineRow| view.party.is_none() || row.party == view.party;
            let rows = timeline.rows.iter().enumerate().filter(|(_, row)| wanted(row));
            self.rows = rows.map(|(at, _)| at).collect();
        }
        if self.rows.is_empty() {
            ui.add_space(24.0);
            let text = match view.party {
                Some(_) => "   This side has raised nothing that has a topic.",
                None => "   No passage has a topic yet. In Review, press T on a passage to give it one.",
            };
            widgets::quiet(ui, text);
            return;
        }
        let width = ui.available_width() - TOPICS;
        let column = COLUMN.clamp((width - 14.0) / timeline.meetings.len().max(1) as f32);
        let table = Table { open, timeline, rows: &self.rows, column };
        let first =
            (timeline.open.iter()).find(|open| view.party.is_none() || Some(open.party) == view.party);
        let area = ui.available_rect_before_wrap();
        let bottom = area.bottom() - if first.is_some() { FOOT } else { 0.0 };
        let bring = (self.brought != open.at.meeting).then_some(open.at.meeting).flatten();
        self.brought = open.at.meeting;
        show_table(ui, area.with_max_y(bottom), &table, bring, out);
        if let Some(first) = first {
            foot(ui, area.with_min_y(bottom), open, first, out);
        }
    }
}

/// Shows days and topics, which stay, and the cells, which scroll.
fn show_table(ui: &mut Ui, area: Rect, table: &Table<'_>, bring: Option<MeetingId>, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    // A little to the left of the first column, which begins with a mark.
    let cells = Rect::from_min_max(area.min + vec2(TOPICS - SLACK, DAYS), area.max);
    let size =
        vec2(SLACK + table.column * table.timeline.meetings.len() as f32, ROW * table.rows.len() as f32);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(cells));
    let mut scroll = ScrollArea::both().id_salt("timeline").auto_shrink([false, false]);
    if let Some(at) = bring.and_then(|id| table.timeline.meetings.iter().position(|other| *other == id)) {
        // The meeting that one is at stands in the middle.
        let middle = (at as f32 + 0.5) * table.column - cells.width() / 2.0;
        scroll = scroll.horizontal_scroll_offset(middle.clamp(0.0, (size.x - cells.width()).max(0.0)));
    }
    let shown = scroll.show_viewport(&mut inner, |ui, view| {
        let origin = ui.max_rect().min;
        ui.allocate_rect(Rect::from_min_size(origin, size), Sense::hover());
        let last = table.timeline.meetings.len();
        let columns = visible(view.x_range(), table.column, last);
        for at in visible(view.y_range(), ROW, table.rows.len()) {
            let Some(row) = table.rows.get(at).and_then(|row| table.timeline.rows.get(*row)) else {
                continue;
            };
            let top = origin.y + ROW * at as f32;
            ui.painter().hline(ui.clip_rect().x_range(), top + ROW - 0.5, theme.hairline());
            for column in columns.clone() {
                let corner = pos2(origin.x + SLACK + table.column * column as f32, top);
                show_cell(ui, table, row, column, corner, out);
            }
        }
        view
    });
    let view = shown.inner;
    heads(ui, area, table, view, out);
    topics(ui, area, table, view, out);
    ui.allocate_rect(area, Sense::hover());
}

/// Which of `count` stripes of a thickness are in view.
fn visible(view: Rangef, thickness: f32, count: usize) -> std::ops::Range<usize> {
    let first = (view.min / thickness).floor().max(0.0) as usize;
    let last = (view.max / thickness).ceil().max(0.0) as usize;
    first.min(count)..last.min(count)
}

/// The meetings' days, over the columns.
fn heads(ui: &mut Ui, area: Rect, table: &Table<'_>, view: Rect, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let strip = Rect::from_min_size(area.min, vec2(area.width(), DAYS));
    let y = strip.center().y;
    let bold = theme::bold(size::SECTION);
    widgets::paint_line(ui, pos2(area.left() + EDGE, y), "TOPIC", bold.clone(), theme.quiet, TOPICS);
    let clip = strip.with_min_x(area.left() + TOPICS - SLACK).intersect(ui.clip_rect());
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(strip));
    ui.set_clip_rect(clip);
    for column in visible(view.x_range(), table.column, table.timeline.meetings.len()) {
        let Some(id) = table.timeline.meetings.get(column).copied() else { continue };
        let Some(meeting) = table.open.dossier.meeting(id) else { continue };
        let left = area.left() + TOPICS + table.column * column as f32 - view.min.x;
        let details = meeting.details();
        let day = details.date.map(format::day).unwrap_or_else(|| details.title.clone());
        let here = table.open.at.meeting == Some(id);
        let rect = Rect::from_min_size(pos2(left, strip.top()), vec2(table.column, DAYS));
        let response = ui.interact(rect, ui.scope_id().with(("day", column)), Sense::click());
        let colour = if here || response.hovered() { theme.accent } else { theme.quiet };
        let room = table.column - 12.0;
        widgets::paint_line(&ui, pos2(left, y), &day.to_uppercase(), bold.clone(), colour, room);
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("Go to {day}, {}", details.title))
        });
        widgets::focus_ring(&ui, &response);
        if response.clicked() {
            out.send(Command::ShowMeeting(id));
        }
        response.on_hover_text(&details.title);
    }
    let line = Stroke::new(1.5, theme.line);
    let whole = area.x_range();
    ui.set_clip_rect(strip);
    ui.painter().hline(whole, strip.bottom() - 0.5, line);
}

/// The topics, beside the rows.
fn topics(ui: &mut Ui, area: Rect, table: &Table<'_>, view: Rect, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let edge = area.left() + TOPICS - SLACK;
    let column = Rect::from_min_max(area.min + vec2(0.0, DAYS), pos2(edge, area.bottom()));
    let clip = column.intersect(ui.clip_rect());
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(column));
    ui.set_clip_rect(clip);
    let dossier = &table.open.dossier;
    for at in visible(view.y_range(), ROW, table.rows.len()) {
        let Some(row) = table.rows.get(at).and_then(|row| table.timeline.rows.get(*row)) else { continue };
        let top = column.top() + ROW * at as f32 - view.min.y;
        let rect = Rect::from_min_size(pos2(column.left(), top), vec2(TOPICS, ROW));
        let name = dossier.topic(row.topic).map_or("", |topic| topic.name.as_str());
        let party = row.party.and_then(|id| dossier.party(id));
        let (raised, colour) = match party {
            Some(party) => (format!("raised by {}", party.name), theme.shades(party.colour).strong),
            None => ("raised by nobody".to_owned(), theme.outline),
        };
        let response = ui.interact(rect, ui.scope_id().with(("topic", at)), Sense::click());
        let left = rect.left() + EDGE;
        let room = TOPICS - EDGE - 12.0;
        let bold = theme::bold(size::TEXT);
        let text = if response.hovered() { theme.accent } else { theme.text };
        widgets::paint_line(&ui, pos2(left, top + 23.0), name, bold, text, room);
        ui.painter().circle_filled(pos2(left + 4.0, top + 41.0), 4.0, colour);
        let small = theme::plain(size::SMALL);
        widgets::paint_line(&ui, pos2(left + 14.0, top + 41.0), &raised, small, theme.quiet, room - 14.0);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("{name}, {raised}: show its rows in the Matrix"))
        });
        widgets::focus_ring(&ui, &response);
        if response.clicked() {
            out.send(super::matrix::of_topic(table.open, row.topic, row.party));
            out.send(Command::SetView(crate::app::View::Matrix));
        }
        response.on_hover_text(format!("{name}\nA click shows its rows in the Matrix"));
    }
}

/// One topic at one meeting.
fn show_cell(
    ui: &mut Ui,
    table: &Table<'_>,
    row: &TimelineRow,
    column: usize,
    corner: egui::Pos2,
    out: &mut Outbox,
) {
    let theme = Theme::now(ui.ctx());
    let Ok(at) = u32::try_from(column) else { return };
    let room = table.column - 14.0;
    let silent: Vec<&str> = row
        .silent(at)
        .filter_map(|id| table.open.dossier.party(id))
        .map(|party| if party.short.is_empty() { party.name.as_str() } else { party.short.as_str() })
        .collect();
    let silent = if silent.is_empty() { String::new() } else { format!("{} silent", silent.join(", ")) };
    let cell = row.cell(at).filter(|cell| cell.state.is_mention());
    let Some(cell) = cell else {
        let words = match silent.is_empty() {
            true => "not mentioned".to_owned(),
            false => format!("not mentioned · {silent}"),
        };
        let left = pos2(corner.x, corner.y + LINE);
        widgets::paint_line(ui, left, &words, theme::plain(size::SMALL), theme.quiet, room);
        return;
    };
    let centre = pos2(corner.x + RADIUS, corner.y + LINE);
    let line = Stroke::new(2.0, theme.outline);
    // From the mark to the next one, as far as the next column, or to that column's edge.
    if let Some(next) = next_mention(row, at) {
        let end = match next == at + 1 {
            true => corner.x + table.column - 4.0,
            false => corner.x + table.column - 10.0,
        };
        ui.painter().hline(Rangef::new(centre.x + RADIUS + 4.0, end), centre.y, line);
    }
    // What comes from further back shows that it does.
    if cell.from.is_some_and(|from| from + 1 < at) {
        ui.painter().hline(Rangef::new(corner.x - 10.0, corner.x - 3.0), centre.y, line);
    }
    let (mark, colour) = look(cell, theme);
    widgets::paint_mark(ui.painter(), centre, RADIUS, mark, colour);
    let words = match silent.is_empty() {
        true => cell.words().to_owned(),
        false => format!("{} · {silent}", cell.words()),
    };
    let left = pos2(corner.x, corner.y + WORDS);
    widgets::paint_line(ui, left, &words, theme::plain(size::SMALL), colour, room);
    let rect = Rect::from_min_size(corner, vec2(room, ROW)).shrink2(vec2(0.0, 5.0));
    let response = ui.interact(rect, ui.scope_id().with((row.topic, row.party, column)), Sense::click());
    let name = |open: &Open| {
        let topic = open.dossier.topic(row.topic).map_or("", |topic| topic.name.as_str());
        let meeting = table.timeline.meetings.get(column).and_then(|id| open.dossier.meeting(*id));
        let day = meeting.and_then(|meeting| meeting.details().date).map(format::day).unwrap_or_default();
        format!("{topic}, {day}: {words}")
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name(table.open)));
    widgets::focus_ring(ui, &response);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.clicked() {
        match (row.passages(at).first(), table.timeline.meetings.get(column)) {
            (Some(passage), _) => out.send(Command::Show(*passage)),
            (None, Some(meeting)) => out.send(Command::ShowMeeting(*meeting)),
            (None, None) => {}
        }
    }
    response.on_hover_ui(|ui| told(ui, table.open, row, at, &words));
}

/// The column in which the topic is spoken of next, where a line leads there.
fn next_mention(row: &TimelineRow, column: u32) -> Option<u32> {
    let after = row.cells.partition_point(|cell| cell.column <= column);
    let next = row.cells.get(after..)?.iter().find(|cell| cell.state.is_mention())?;
    (next.from == Some(column)).then_some(next.column)
}

/// The shape and colour of a cell; its words always stand below.
fn look(cell: &TimelineCell, theme: &Theme) -> (Mark, egui::Color32) {
    match cell.state {
        CellState::Raised(status) => (marks::mark(status), theme.status(status)),
        CellState::Agreement => (Mark::Square, theme.shades(Palette::Green).strong),
        CellState::Commitment => (Mark::Diamond, theme.shades(Palette::Violet).strong),
        CellState::Mentioned | CellState::NotMentioned => (Mark::Dot, theme.quiet),
    }
}

/// What stands behind a cell: its words, and the first passages.
fn told(ui: &mut Ui, open: &Open, row: &TimelineRow, column: u32, words: &str) {
    ui.set_max_width(420.0);
    ui.label(RichText::new(words).font(theme::bold(size::TEXT)));
    let passages = row.passages(column);
    for id in passages.iter().take(4) {
        if let Some((_, statement, passage)) = open.dossier.passage(*id) {
            let words: String = statement.words(passage).chars().take(160).collect();
            ui.label(format!("{}  {words}", passage.label));
        }
    }
    if passages.len() > 4 {
        ui.label(format!("and {} more", passages.len() - 4));
    }
}

/// What stands open longest.
fn foot(ui: &mut Ui, area: Rect, open: &Open, first: &StandingOpen, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let topic = open.dossier.topic(first.topic).map_or("", |topic| topic.name.as_str());
    let since = open.dossier.meeting(first.since).and_then(|meeting| meeting.details().date);
    let since = since.map(|day| format!(" since {}", format::day(day))).unwrap_or_default();
    let times = match first.times {
        1 => "raised once".to_owned(),
        2 => "raised twice".to_owned(),
        times => format!("raised {times} times"),
    };
    let text = format!("{topic}, {times}{since} without a response.");
    ui.painter().hline(area.x_range(), area.top() + 0.5, theme.hairline());
    let response = ui.interact(area, ui.scope_id().with("standing open"), Sense::click());
    let bold = theme::bold(size::TEXT);
    let left = pos2(area.left() + EDGE, area.center().y);
    let red = theme.shades(Palette::Red).strong;
    let used = widgets::paint_line(ui, left, "Standing open longest:", bold, red, area.width());
    let at = pos2(left.x + used + 6.0, left.y);
    let colour = if response.hovered() { theme.accent } else { theme.text };
    widgets::paint_line(ui, at, &text, theme::plain(size::TEXT), colour, area.right() - at.x - EDGE);
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Standing open longest: {text}")));
    widgets::focus_ring(ui, &response);
    if response.clicked() {
        let timeline = open.views.timeline.answer.shown.as_ref();
        let passage = timeline.and_then(|timeline| {
            let column = timeline.meetings.iter().position(|id| *id == first.last)?;
            let mut rows = timeline.rows.iter();
            let row = rows.find(|row| row.topic == first.topic && row.party == Some(first.party))?;
            row.passages(u32::try_from(column).ok()?).first().copied()
        });
        match passage {
            Some(passage) => out.send(Command::Show(passage)),
            None => out.send(Command::ShowMeeting(first.last)),
        }
    }
    ui.advance_cursor_after_rect(area);
}
