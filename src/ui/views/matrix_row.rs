//! One row of the Matrix: a passage, who raised it, what answers it, its status and note.
//!
//! Must not know: which rows there are.

use egui::accesskit::Role;
use egui::text::{LayoutJob, LayoutSection, TextFormat, TextWrapping};
use egui::{Id, Rect, Response, RichText, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::head::EDGE;
use crate::analysis::{MatrixKind, MatrixRow, Reply, Status, replies};
use crate::app::{Command, Open, Selected};
use crate::model::{Meeting, Passage, PassageId, Statement};
use crate::text::shortened;
use crate::ui::theme::{self, Shades, Theme, size};
use crate::ui::{Outbox, format, status as marks, widgets};

/// Room above and below what a row shows, in points.
const ROOM: f32 = 12.0;
/// Height of a line of a statement's words, in points.
const LINE: f32 = 21.0;
/// The most lines of a passage that a row shows.
const LINES: usize = 12;
/// The most letters of a passage that are laid out for a row.
const LETTERS: usize = 900;
/// How high a row usually is, in points: taken for rows that were not seen yet.
pub(super) const USUAL: f64 = 92.0;
/// The most responses that a row shows.
const REPLIES: usize = 4;

/// Where the columns begin and how wide they are, in points from the left edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    pub(super) number: (f32, f32),
    pub(super) words: (f32, f32),
    pub(super) party: (f32, f32),
    pub(super) reply: (f32, f32),
    pub(super) status: (f32, f32),
    pub(super) note: (f32, f32),
}

impl Columns {
    /// The columns of a table of this width, in points.
    pub(super) fn of(width: f32) -> Self {
        // Where there is little room, the words get most of it.
        let tight = width < 900.0;
        let (number, party, status) = if tight { (50.0, 100.0, 116.0) } else { (54.0, 120.0, 136.0) };
        let rest = (width - EDGE - number - party - status).max(240.0);
        let share = if tight { 0.38 } else { 0.35 };
        let (words, reply) = (rest * share, rest * share);
        let mut left = EDGE;
        let mut next = |width: f32| {
            let at = (left, width);
            left += width;
            at
        };
        Self {
            number: next(number),
            words: next(words),
            party: next(party),
            reply: next(reply),
            status: next(status),
            note: next(rest - words - reply),
        }
    }

    /// The words' column where there is none for what answers them.
    pub(super) fn words_alone(&self) -> (f32, f32) {
        (self.words.0, self.words.1 + self.party.1 + self.reply.1)
    }
}

/// The note that is being written.
#[derive(Debug, Default)]
pub(super) struct Note {
    of: Option<PassageId>,
    text: String,
}

/// A row with what it is shown in.
pub(super) struct Shown<'a> {
    pub(super) open: &'a Open,
    pub(super) row: &'a MatrixRow,
    pub(super) kind: MatrixKind,
    /// Rows of several meetings are shown: each tells its own.
    pub(super) several: bool,
}

/// Shows a row, from the top of `ui`.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, columns: &Columns, note: &mut Note, out: &mut Outbox) {
    let Shown { open, row, kind, .. } = *shown;
    let Some(meeting) = open.dossier.meeting(row.meeting) else { return };
    let Some(statement) = meeting.statement(row.statement) else { return };
    let Some(passage) = statement.passages().get(row.id) else { return };
    let theme = Theme::now(ui.ctx());
    let top = ui.max_rect().left_top();
    let width = ui.available_width();
    let chosen = open.at.selected == Selected::Passage(row.id);
    // What is drawn into it tells how high the row is; its ground stands below all that.
    let ground = ui.painter().add(egui::Shape::Noop);
    let cell = |(left, width): (f32, f32)| {
        Rect::from_min_size(top + vec2(left, ROOM), vec2((width - 16.0).max(20.0), f32::INFINITY))
    };
    let whole = ui.scope_id().with("row");
    // Taken before its parts, so that they get the clicks on them.
    let last: f32 = ui.data(|data| data.get_temp(whole)).unwrap_or(60.0);
    let response = ui.interact(Rect::from_min_size(top, vec2(width, last)), whole, Sense::click());
    let mut bottom = top.y + ROOM + 24.0;
    let mut put = |ui: &mut Ui, at: (f32, f32), add: &mut dyn FnMut(&mut Ui)| {
        let mut child = ui.new_child(UiBuilder::new().max_rect(cell(at)).id_salt(at.0 as i32));
        child.spacing_mut().item_spacing.y = 3.0;
        add(&mut child);
        bottom = bottom.max(child.min_rect().bottom());
    };
    let shades = open.dossier.codebook().tag(&passage.tag).map(|tag| theme.shades(tag.colour));
    put(ui, columns.number, &mut |ui| {
        let shades = shades.unwrap_or_else(|| theme.shades(crate::model::Palette::Slate));
        let label = passage.label.to_string();
        if chip(ui, &label, shades).on_hover_text("Show it among the statements").clicked() {
            out.send(Command::Show(passage.id));
        }
    });
    let words = if kind == MatrixKind::Raised { columns.words } else { columns.words_alone() };
    put(ui, words, &mut |ui| {
        let (response, whole) = quotation(ui, statement.words(passage), 0.0);
        let response = if whole.is_empty() { response } else { response.on_hover_text(whole) };
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("Go to {}", passage.label)));
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            out.send(Command::Show(passage.id));
        }
        let about = about(shown, meeting, statement, passage);
        if !about.is_empty() {
            widgets::quiet(ui, &about);
        }
    });
    let at = if kind == MatrixKind::Raised { columns.party } else { columns.status };
    put(ui, at, &mut |ui| party(ui, open, row, shades));
    if kind == MatrixKind::Raised {
        let found = replies(&open.dossier, &open.overview, row.id);
        put(ui, columns.reply, &mut |ui| reactions(ui, open, &found, out));
        put(ui, columns.status, &mut |ui| status(ui, open, row, passage, &found, out));
    }
    put(ui, columns.note, &mut |ui| note_cell(ui, open, passage, note, out));
    let height = bottom - top.y + ROOM;
    ui.data_mut(|data| data.insert_temp(whole, height));
    let rect = Rect::from_min_size(top, vec2(width, height));
    let fill = match (chosen, response.hovered()) {
        (true, _) => Some(theme.chosen),
        (false, true) => Some(theme.side),
        _ => None,
    };
    if let Some(fill) = fill {
        ui.painter().set(ground, egui::Shape::rect_filled(rect, 0, fill));
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
    response
        .widget_info(|| WidgetInfo::selected(Role::Row, true, chosen, name(open, row, statement, passage)));
    if response.has_focus() {
        let stroke = egui::Stroke::new(2.0, theme.accent);
        ui.painter().rect_stroke(rect.shrink(1.0), 3, stroke, egui::StrokeKind::Inside);
    }
    if response.clicked() {
        out.send(Command::SelectRow(row.id));
    }
    if response.double_clicked() {
        out.send(Command::Show(row.id));
    }
    ui.advance_cursor_after_rect(rect);
    ui.expand_to_include_rect(rect);
}

/// What a screen reader says of a row.
fn name(open: &Open, row: &MatrixRow, statement: &Statement, passage: &Passage) -> String {
    let party = open.dossier.party(row.party).map_or("", |party| party.name.as_str());
    let status = row.status.map(|status| format!(", {}", status.words())).unwrap_or_default();
    let words: String = statement.words(passage).chars().take(200).collect();
    format!("{}, {party}{status}: {words}", passage.label)
}

/// The quiet line under the words: topic, and the meeting where rows of several are shown.
fn about(shown: &Shown<'_>, meeting: &Meeting, statement: &Statement, passage: &Passage) -> String {
    let topic = passage.topic.and_then(|id| shown.open.dossier.topic(id)).map(|topic| topic.name.clone());
    let details = meeting.details();
    let day = details.date.map_or_else(|| details.title.clone(), format::day);
    let elsewhere =
        (statement.party() != shown.row.party).then(|| shown.open.dossier.party(statement.party()));
    let elsewhere = elsewhere.flatten().map(|party| format!("in the text of {}", party.name));
    topic.into_iter().chain(elsewhere).chain(shown.several.then_some(day)).collect::<Vec<_>>().join(" · ")
}

/// A small chip with a label that can be clicked.
fn chip(ui: &mut Ui, label: &str, shades: Shades) -> Response {
    let galley = ui.painter().layout_no_wrap(label.to_owned(), theme::bold(11.5), shades.strong);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(16.0, 4.0), Sense::click());
    paint_chip(ui, rect, galley, shades, response.hovered());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Go to {label}")));
    widgets::focus_ring(ui, &response);
    response
}

fn paint_chip(ui: &Ui, rect: Rect, galley: std::sync::Arc<egui::Galley>, shades: Shades, hovered: bool) {
    ui.painter().rect_filled(rect, 9, shades.tint);
    if hovered {
        let stroke = egui::Stroke::new(1.0, shades.strong);
        ui.painter().rect_stroke(rect, 9, stroke, egui::StrokeKind::Inside);
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, shades.strong);
}

/// Words of a statement, in at most [`LINES`] lines, the first one indented by so many points; also
/// returns all of them where they were cut.
fn quotation(ui: &mut Ui, words: &str, indent: f32) -> (Response, String) {
    let theme = Theme::now(ui.ctx());
    let width = ui.available_width();
    let text = shortened(words, LETTERS).replace('\n', " ");
    let format = TextFormat {
        font_id: theme::serif(15.0),
        color: theme.text,
        line_height: Some(LINE),
        ..Default::default()
    };
    let job = LayoutJob {
        sections: vec![LayoutSection {
            leading_space: indent,
            byte_range: egui::text::ByteIndex(0)..egui::text::ByteIndex(text.len()),
            format,
        }],
        wrap: TextWrapping { max_width: width, max_rows: LINES, ..Default::default() },
        text,
        ..Default::default()
    };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let elided = galley.elided || words.char_indices().nth(LETTERS).is_some();
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y), Sense::click());
    ui.painter().galley(rect.min, galley, theme.text);
    widgets::focus_ring(ui, &response);
    let whole = if elided { words.chars().take(4 * LETTERS).collect() } else { String::new() };
    (response, whole)
}

fn party(ui: &mut Ui, open: &Open, row: &MatrixRow, shades: Option<Shades>) {
    let theme = Theme::now(ui.ctx());
    let Some(party) = open.dossier.party(row.party) else { return };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE - 2.0), Sense::hover());
    let centre = pos2(rect.left() + 4.5, rect.center().y);
    ui.painter().circle_filled(centre, 4.5, theme.shades(party.colour).strong);
    let left = pos2(rect.left() + 15.0, rect.center().y);
    widgets::paint_line(ui, left, &party.name, theme::plain(size::TEXT), theme.text, rect.width() - 15.0);
    let Some(strength) = row.strength else { return };
    let level = usize::from(strength.level());
    let (rect, response) = ui.allocate_exact_size(vec2(73.0, 8.0), Sense::hover());
    for step in 0..5 {
        let left = rect.left() + 15.0 * step as f32;
        let bar = Rect::from_min_size(pos2(left, rect.center().y - 2.5), vec2(12.0, 5.0));
        let colour = match step < level {
            true => shades.map_or(theme.text, |shades| shades.strong),
            false => theme.empty,
        };
        ui.painter().rect_filled(bar, 2, colour);
    }
    let words = format!("Strength {level} of 5");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    response.on_hover_text(words);
}

/// What reacts to the passage, each with its label before its words.
fn reactions(ui: &mut Ui, open: &Open, found: &[Reply<'_>], out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    if found.is_empty() {
        ui.label(RichText::new("—").font(theme::serif(15.0)).color(theme.quiet));
        return;
    }
    for reply in found.iter().take(REPLIES) {
        let tag = open.dossier.codebook().tag(&reply.passage.tag);
        let shades = theme.shades(tag.map_or(crate::model::Palette::Slate, |tag| tag.colour));
        let label = reply.passage.label.to_string();
        let galley = ui.painter().layout_no_wrap(label.clone(), theme::bold(11.0), shades.strong);
        let size = galley.size() + vec2(12.0, 3.0);
        let (response, whole) = quotation(ui, reply.statement.words(reply.passage), size.x + 6.0);
        let chip = Rect::from_min_size(response.rect.min + vec2(0.0, (LINE - size.y) / 2.0), size);
        paint_chip(ui, chip, galley, shades, response.hovered());
        let kind = open.dossier.codebook().link_kind(&reply.link.kind).map_or("", |kind| kind.name.en());
        let elsewhere = open.dossier.meeting(reply.meeting).filter(|meeting| {
            open.dossier.place_of(reply.link.to).is_some_and(|place| place.meeting != meeting.id())
        });
        let place = elsewhere.and_then(|meeting| meeting.details().date);
        let place = place.map(|day| format!(", at the meeting of {}", format::day(day))).unwrap_or_default();
        let text = format!("{label} {kind}{place}");
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("Go to {text}")));
        if found.len() > 1 || kind != "answers" {
            widgets::quiet(ui, &format!("{kind}{place}"));
        }
        let told = if whole.is_empty() { text } else { format!("{text}\n{whole}") };
        let response = response.on_hover_text(told).on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.clicked() {
            out.send(Command::Show(reply.passage.id));
        }
    }
    if found.len() > REPLIES {
        widgets::quiet(ui, &format!("and {} more", found.len() - REPLIES));
    }
}

/// The status, which opens a list of what can be changed about it.
fn status(
    ui: &mut Ui,
    open: &Open,
    row: &MatrixRow,
    passage: &Passage,
    found: &[Reply<'_>],
    out: &mut Outbox,
) {
    let Some(status) = row.status else { return };
    let theme = Theme::now(ui.ctx());
    let colour = theme.status(status);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE - 2.0), Sense::click());
    widgets::paint_mark(
        ui.painter(),
        pos2(rect.left() + 5.0, rect.center().y),
        5.0,
        marks::mark(status),
        colour,
    );
    let left = pos2(rect.left() + 16.0, rect.center().y);
    let used =
        widgets::paint_line(ui, left, status.words(), theme::bold(size::TEXT), colour, rect.width() - 28.0);
    if response.hovered() || response.has_focus() {
        let at = pos2(left.x + used + 4.0, rect.center().y);
        widgets::paint_line(ui, at, "▾", theme::plain(size::TEXT), theme.quiet, 14.0);
    }
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("Status of {}: {}", passage.label, status.words()))
    });
    widgets::focus_ring(ui, &response);
    if open.read_only.is_some() {
        return;
    }
    let response = response.on_hover_text("Change what became of it");
    egui::Popup::menu(&response).accessible_name("Status").width(230.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for reply in found {
            ui.menu_button(format!("What {} does", reply.passage.label), |ui| {
                for kind in open.dossier.codebook().link_kinds() {
                    let on = kind.id == reply.link.kind;
                    if ui.add(egui::Button::selectable(on, kind.name.en())).clicked() {
                        out.send(Command::SetLinkKind(reply.link.id, kind.id.clone()));
                        ui.close();
                    }
                }
            });
        }
        let entry = |ui: &mut Ui, text: &str| ui.add(egui::Button::new(text).frame_when_inactive(false));
        let confirmed = passage.no_response.is_some();
        let can = row.status.is_some_and(Status::is_unanswered) || confirmed;
        let text = if confirmed { "Take back: no response" } else { "Confirm: no response" };
        if can && entry(ui, text).clicked() {
            out.send(Command::SetNoResponse(passage.id, (!confirmed).then(String::new)));
            ui.close();
        }
        if entry(ui, "Link to a response…").clicked() {
            out.send(Command::Show(passage.id));
            out.send(Command::BeginLink(passage.id));
            ui.close();
        }
    });
}

/// The note, written where it stands.
fn note_cell(ui: &mut Ui, open: &Open, passage: &Passage, note: &mut Note, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    if open.read_only.is_some() {
        ui.label(RichText::new(&passage.note).color(theme.quiet));
        return;
    }
    let id = Id::unique("matrix note").with(passage.id);
    let focused = ui.memory(|memory| memory.has_focus(id));
    if open.at.focus_note && open.at.selected == Selected::Passage(passage.id) {
        ui.memory_mut(|memory| memory.request_focus(id));
        out.send(Command::Shown);
    }
    // Each field shows the model's text; the one that is written in has its own.
    let mut shown;
    let text = if focused {
        if note.of != Some(passage.id) {
            *note = Note { of: Some(passage.id), text: passage.note.clone() };
        }
        &mut note.text
    } else {
        if note.of == Some(passage.id) {
            note.of = None;
        }
        shown = passage.note.clone();
        &mut shown
    };
    let hint = if focused { "What you want to remember" } else { "Add a note" };
    let hovered =
        ui.rect_contains_pointer(Rect::from_min_size(ui.max_rect().min, vec2(ui.available_width(), 48.0)));
    let edit = egui::TextEdit::multiline(text)
        .id(id)
        .desired_rows(1)
        .desired_width(ui.available_width())
        .margin(egui::Margin::symmetric(6, 3))
        .frame(if focused || hovered {
            egui::Frame::new()
                .stroke(egui::Stroke::new(1.0, theme.outline))
                .fill(theme.card)
                .corner_radius(size::ROUND)
                .inner_margin(egui::Margin::symmetric(6, 3))
        } else {
            egui::Frame::new().inner_margin(egui::Margin::symmetric(6, 3))
        })
        .text_color(theme.quiet)
        .hint_text(if focused || hovered { hint } else { "" });
    let response = ui.add(edit);
    let changed = response.changed().then(|| text.clone());
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(format!("Note on {}", passage.label)));
    if let Some(text) = changed.filter(|text| *text != passage.note) {
        out.send(Command::SetNote(passage.id, text));
    }
    if response.gained_focus() {
        out.send(Command::SelectRow(passage.id));
    }
    if response.lost_focus() {
        out.send(Command::Seal);
    }
}
