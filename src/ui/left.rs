//! The left column: meetings with their coverage, tags, topics, and what to look at next.
//!
//! Must not know: how coverage is worked out.

use egui::{RichText, ScrollArea, Ui, pos2, vec2};

use super::theme::{self, Theme, size};
use super::widgets;
use super::{Outbox, format};
use crate::analysis::{Coverage, Status};
use crate::app::{Action, Command, Open, State};
use crate::model::Meeting;

/// Shows the column.
pub(super) fn show(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let theme = Theme::now(ui.ctx());
    let rect = ui.max_rect().expand2(vec2(12.0, 0.0));
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), theme.hairline());
    let next_height = 86.0;
    let list_height = ui.available_height() - next_height;
    ScrollArea::vertical().id_salt("left").max_height(list_height).auto_shrink([false, false]).show(
        ui,
        |ui| {
            ui.add_space(12.0);
            meetings(ui, open, state, out);
            ui.add_space(16.0);
            tags(ui, open, out);
            ui.add_space(16.0);
            topics(ui, open, out);
            ui.add_space(10.0);
        },
    );
    next(ui, open, state, out);
}

fn meetings(ui: &mut Ui, open: &Open, state: &State, out: &mut Outbox) {
    widgets::section(ui, "Meetings");
    let meetings = open.dossier.meetings();
    if meetings.len() <= MANY {
        // The latest first: it is the one that is worked on.
        for meeting in meetings.iter().rev() {
            meeting_row(ui, open, meeting, 2, out);
        }
    } else {
        many(ui, open, out);
    }
    if Action::AddMeeting.possible(state).is_ok() {
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            if widgets::link_button(ui, "+ Add meeting").clicked() {
                out.send(Command::Do(Action::AddMeeting));
            }
        });
    }
}

/// Meetings with which the list gets a scroll bar of its own, so that tags and topics stay near.
const MANY: usize = 24;

/// A long list of meetings, of which only the rows in view are drawn.
fn many(ui: &mut Ui, open: &Open, out: &mut Outbox) {
    let meetings = open.dossier.meetings();
    let here = open.at.meeting.and_then(|id| meetings.iter().rev().position(|meeting| meeting.id() == id));
    let spacing = ui.spacing().item_spacing.y;
    let row = ui.fonts_mut(|fonts| fonts.row_height(&theme::bold(12.5))) + BELOW_TITLE;
    let height = (ui.clip_rect().height() * 0.45).max(3.0 * row);
    let mut area = ScrollArea::vertical().id_salt("meetings").max_height(height).auto_shrink([false, true]);
    // The meeting that one comes to is brought into view, once.
    let seen = ui.scope_id().with("meeting in view");
    if let Some(at) = here
        && ui.data(|data| data.get_temp::<usize>(seen)) != Some(at)
    {
        ui.data_mut(|data| data.insert_temp(seen, at));
        area = area.vertical_scroll_offset(at as f32 * (row + spacing) - (height - row) / 2.0);
    }
    area.show_rows(ui, row, meetings.len(), |ui, rows| {
        let shown = meetings.iter().rev().skip(rows.start).take(rows.len());
        shown.for_each(|meeting| meeting_row(ui, open, meeting, 1, out));
    });
}

/// Points of a meeting's row below its title.
const BELOW_TITLE: f32 = 42.0;

fn meeting_row(ui: &mut Ui, open: &Open, meeting: &Meeting, lines: usize, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let details = meeting.details();
    let title = if details.title.is_empty() { "Untitled meeting" } else { &details.title };
    let mut job = egui::text::LayoutJob::single_section(
        title.to_owned(),
        egui::TextFormat { font_id: theme::bold(12.5), color: theme.text, ..Default::default() },
    );
    job.wrap = egui::text::TextWrapping {
        max_width: ui.available_width() - 20.0,
        max_rows: lines,
        ..Default::default()
    };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let date = details.date.map_or_else(|| "no date".to_owned(), format::day);
    let second = format!("{date} · {}", format::count(meeting.statements().len(), "statement"));
    let coverage = open.overview.of(meeting.id()).map(|counts| counts.coverage).unwrap_or_default();
    let height = galley.size().y + BELOW_TITLE;
    let here = open.at.meeting == Some(meeting.id());
    let name = || format!("Meeting {title}, {second}, {}", coverage_words(&coverage));
    let response = widgets::row(ui, height, here, name);
    let rect = response.rect;
    let mut at = rect.left_top() + vec2(10.0, 8.0);
    let title_height = galley.size().y;
    ui.painter().galley(at, galley, theme.text);
    at.y += title_height + 8.0;
    widgets::paint_line(ui, at, &second, theme::plain(size::SMALL), theme.quiet, rect.width() - 20.0);
    let bar = egui::Rect::from_min_size(pos2(at.x, rect.bottom() - 11.0), vec2(rect.width() - 20.0, 4.0));
    widgets::share_bar(ui, bar, &bar_parts(&coverage, theme));
    if response.clicked() {
        out.send(Command::GoToMeeting(meeting.id()));
    }
    response.on_hover_text(coverage_words(&coverage));
}

/// The parts of a coverage bar, in fixed order.
pub(super) fn bar_parts(coverage: &Coverage, theme: &Theme) -> Vec<(f32, egui::Color32)> {
    coverage.parts().into_iter().map(|(status, count)| (count as f32, theme.status_area(status))).collect()
}

/// "5 raised: 1 answered, 2 answered in part, 2 no response".
pub(super) fn coverage_words(coverage: &Coverage) -> String {
    if coverage.raised == 0 {
        return "nothing raised".to_owned();
    }
    let parts: Vec<String> = coverage
        .parts()
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| format!("{count} {}", status.words()))
        .collect();
    format!("{} raised: {}", coverage.raised, parts.join(", "))
}

fn tags(ui: &mut Ui, open: &Open, out: &mut Outbox) {
    widgets::section(ui, "Tags");
    let theme = Theme::now(ui.ctx());
    for tag in open.dossier.codebook().tags() {
        let count = open.counts().map_or(0, |counts| counts.of_tag(&tag.id));
        let hidden = open.at.hidden_tags.contains(&tag.id);
        // Five with keys are always there, the others when they are used.
        if count == 0 && tag.key.is_none_or(|key| key > 5) && !hidden {
            continue;
        }
        let name = tag.name.en();
        let state = if hidden { "hidden, show" } else { "shown, hide" };
        let label = || format!("{name}, {}, {state}", format::count(count, "passage"));
        let response = widgets::row(ui, 24.0, false, label);
        let rect = response.rect;
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let middle = rect.center().y;
        let shades = theme.shades(tag.colour);
        let square = egui::Rect::from_center_size(pos2(rect.left() + 12.0, middle), vec2(11.0, 11.0));
        if hidden {
            let stroke = egui::Stroke::new(1.5, shades.strong);
            ui.painter().rect_stroke(square, 3, stroke, egui::StrokeKind::Inside);
        } else {
            ui.painter().rect_filled(square, 3, shades.strong);
        }
        let mut right = rect.right() - 6.0;
        if let Some(key) = tag.key {
            let key = key.to_string();
            let width = widgets::key_cap_width(ui, &key);
            let cap = egui::Rect::from_center_size(pos2(right - width / 2.0, middle), vec2(width, 18.0));
            widgets::paint_key_cap(ui, cap, &key);
        }
        right -= 28.0;
        let font = theme::plain(size::TEXT);
        ui.painter().text(pos2(right, middle), egui::Align2::RIGHT_CENTER, count, font.clone(), theme.quiet);
        let colour = if hidden { theme.quiet } else { theme.text };
        let left = pos2(rect.left() + 26.0, middle);
        let width = widgets::paint_line(ui, left, name, font, colour, right - left.x - 24.0);
        if hidden {
            let line = left.x..=left.x + width;
            ui.painter().hline(line, middle, egui::Stroke::new(1.0, theme.quiet));
        }
        let clicked = response.clicked();
        response.on_hover_ui(|ui| {
            ui.set_max_width(320.0);
            ui.label(RichText::new(name).font(theme::bold(size::TEXT)));
            ui.label(tag.definition.en());
            widgets::quiet(
                ui,
                if hidden { "Click to show its passages" } else { "Click to hide its passages" },
            );
        });
        if clicked {
            out.send(Command::SetTagHidden(tag.id.clone(), !hidden));
        }
    }
    ui.horizontal(|ui| {
        ui.add_space(4.0);
        if widgets::link_button(ui, Action::Codebook.label()).clicked() {
            out.send(Command::Do(Action::Codebook));
        }
    });
}

fn topics(ui: &mut Ui, open: &Open, out: &mut Outbox) {
    widgets::section(ui, "Topics");
    let theme = Theme::now(ui.ctx());
    let mut any = false;
    for topic in open.dossier.topics() {
        let count = open.counts().map_or(0, |counts| counts.of_topic(topic.id));
        let chosen = open.at.topic_filter == Some(topic.id);
        if count == 0 && !chosen {
            continue;
        }
        any = true;
        let name = || format!("Topic {}, {}", topic.name, format::count(count, "passage"));
        let response = widgets::row(ui, 24.0, chosen, name);
        let rect = response.rect;
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let font = theme::plain(size::TEXT);
        let right = pos2(rect.right() - 8.0, rect.center().y);
        ui.painter().text(right, egui::Align2::RIGHT_CENTER, count, font.clone(), theme.quiet);
        let left = pos2(rect.left() + 6.0, rect.center().y);
        widgets::paint_line(ui, left, &topic.name, font, theme.text, rect.width() - 40.0);
        if response.clicked() {
            out.send(Command::SetTopicFilter((!chosen).then_some(topic.id)));
        }
        response.on_hover_text(if chosen { "Show all topics again" } else { "Show only this topic" });
    }
    if !any {
        widgets::quiet(ui, "None in this meeting yet. Select a passage and press T.");
    }
    ui.horizontal(|ui| {
        ui.add_space(4.0);
        if widgets::link_button(ui, Action::Topics.label()).clicked() {
            out.send(Command::Do(Action::Topics));
        }
    });
}

/// What there is to look at next.
fn next(ui: &mut Ui, open: &Open, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let coverage = open.counts().map(|counts| counts.coverage).unwrap_or_default();
    let lost = open.lost_count();
    let (passages, links) = open.suggestions.counts();
    let suggests = lost == 0 && passages + links > 0 && open.read_only.is_none();
    let told = match (passages, links) {
        (_, 0) => format!("{} to look at", format::count(passages, "tag")),
        (0, _) => format!("{} to look at", format::count(links, "link")),
        _ => format!("{} and {} to look at", format::count(passages, "tag"), format::count(links, "link")),
    };
    let (first, second) = if suggests {
        (format::count(passages + links, "suggestion"), told.as_str())
    } else if lost > 0 {
        (format!("{} lost", format::count(lost, "passage")), "What they were of is gone from the text")
    } else if coverage.count(Status::NotReviewed) > 0 {
        (
            format!("{} to review", coverage.count(Status::NotReviewed)),
            "Link an answer, or confirm that there is none",
        )
    } else if coverage.count(Status::NoResponse) > 0 {
        (format!("{} without a response", coverage.count(Status::NoResponse)), "All of them reviewed")
    } else if coverage.raised > 0 {
        ("Nothing left open".to_owned(), "Every passage that asks has an answer")
    } else {
        ("Nothing raised yet".to_owned(), "Select words and press 1 to tag a concern")
    };
    ui.add_space(4.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 70.0), egui::Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, format!("Next: {first}. {second}"))
    });
    let ground = if response.hovered() { theme.hovered } else { theme.card };
    ui.painter().rect(rect, 8, ground, egui::Stroke::new(1.0, theme.outline), egui::StrokeKind::Inside);
    widgets::focus_ring(ui, &response);
    let room = rect.width() - 24.0;
    let at = rect.left_top() + vec2(12.0, 17.0);
    widgets::paint_line(ui, at, &first, theme::bold(size::TEXT), theme.text, room - 30.0);
    let mut job = egui::text::LayoutJob::single_section(
        second.to_owned(),
        egui::TextFormat { font_id: theme::plain(size::SMALL), color: theme.quiet, ..Default::default() },
    );
    job.wrap = egui::text::TextWrapping { max_width: room, max_rows: 2, ..Default::default() };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(rect.left_top() + vec2(12.0, 30.0), galley, theme.quiet);
    let (action, key) = match (lost > 0, suggests) {
        (true, _) => (Action::LostPassages, ""),
        (_, true) => (Action::NextSuggestion, "N"),
        _ => (Action::NextUnanswered, "U"),
    };
    let possible = action.possible(state).is_ok();
    if possible && !key.is_empty() {
        let width = widgets::key_cap_width(ui, key);
        let centre = pos2(rect.right() - 12.0 - width / 2.0, rect.top() + 17.0);
        widgets::paint_key_cap(ui, egui::Rect::from_center_size(centre, vec2(width, 18.0)), key);
    }
    if response.clicked() && possible {
        out.send(Command::Do(action));
    }
}
