//! The head of a view: its title, its filters, and the way to a file; and the heads of columns.
//!
//! Must not know: what a filter does.

use egui::accesskit::Role;
use egui::{Align, Layout, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::{Action, Command};
use crate::model::{Dossier, PartyId};
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, widgets};

/// Height of a line of the head, in points.
const LINE: f32 = 52.0;
/// Height of a second line, in points.
const SECOND: f32 = 40.0;
/// Room at the left and right edge, in points.
pub(super) const EDGE: f32 = 14.0;
/// Height of the heads of columns, in points.
const COLUMNS: f32 = 32.0;
/// The longest list that a filter shows without scrolling, in points.
const LONGEST: f32 = 380.0;

/// Shows a head: `title` from the left and `tools` from the right; below, where there are any, the
/// `filters`.
pub(super) fn show(
    ui: &mut Ui,
    title: impl FnOnce(&mut Ui),
    tools: impl FnOnce(&mut Ui),
    filters: Option<&mut dyn FnMut(&mut Ui)>,
) {
    let theme = Theme::now(ui.ctx());
    let area = ui.available_rect_before_wrap();
    let height = if filters.is_some() { LINE + SECOND - 6.0 } else { LINE };
    let (rect, _) = ui.allocate_exact_size(vec2(area.width(), height), Sense::hover());
    let inner = rect.shrink2(vec2(EDGE, 0.0));
    let line = if filters.is_some() { LINE - 6.0 } else { LINE };
    let first = Rect::from_min_size(inner.min, vec2(inner.width(), line));
    let layout = Layout::right_to_left(Align::Center);
    let mut right = ui.new_child(UiBuilder::new().max_rect(first).layout(layout));
    tools(&mut right);
    // The title gives way to what can be done.
    let room = first.with_max_x(right.min_rect().left() - 10.0);
    let mut left = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::left_to_right(Align::Center)));
    left.set_clip_rect(room.intersect(ui.clip_rect()));
    title(&mut left);
    if let Some(filters) = filters {
        let room = Rect::from_min_max(pos2(inner.left(), first.bottom() - 4.0), inner.max);
        let mut below = ui.new_child(UiBuilder::new().max_rect(room));
        ScrollArea::horizontal().id_salt("filters").scroll_bar_visibility(HIDDEN).show(&mut below, |ui| {
            ui.horizontal(|ui| filters(ui));
        });
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
}

/// Filters that do not fit are reached by scrolling sideways, or by the keyboard.
const HIDDEN: egui::scroll_area::ScrollBarVisibility = egui::scroll_area::ScrollBarVisibility::AlwaysHidden;

/// The way to a file.
pub(super) fn export(ui: &mut Ui, out: &mut Outbox) {
    if widgets::primary(ui, Action::Export.label(), true).clicked() {
        out.send(Command::Do(Action::Export));
    }
}

/// A filter by party.
pub(super) fn party(
    ui: &mut Ui,
    name: &str,
    now: Option<PartyId>,
    dossier: &Dossier,
) -> Option<Option<PartyId>> {
    let shown = now.and_then(|id| dossier.party(id)).map_or("all", |party| party.name.as_str());
    let choices = || {
        let parties = dossier.parties().iter().map(|party| Choice::new(&party.name, Some(party.id)));
        std::iter::once(Choice::new("all", None)).chain(parties).collect()
    };
    filter(ui, name, &now, choices, shown, now.is_some())
}

/// The title of a view, and a quiet line beside it.
pub(super) fn title(ui: &mut Ui, text: &str, beside: &str) {
    let theme = Theme::now(ui.ctx());
    let response = ui.label(RichText::new(text).font(theme::bold(size::TITLE)));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    if !beside.is_empty() {
        ui.add(egui::Label::new(RichText::new(beside).color(theme.quiet)).truncate());
    }
}

/// A title that can be chosen among others.
pub(super) fn tab(ui: &mut Ui, text: &str, on: bool) -> bool {
    let theme = Theme::now(ui.ctx());
    let (font, colour) = match on {
        true => (theme::bold(size::TITLE), theme.text),
        false => (theme::plain(size::TITLE), theme.quiet),
    };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(4.0, 8.0), Sense::click());
    let colour = if response.hovered() && !on { theme.accent } else { colour };
    ui.painter().galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, colour);
    if on {
        let y = rect.bottom() - 1.0;
        ui.painter().hline(rect.x_range().shrink(2.0), y, egui::Stroke::new(2.0, theme.accent));
    }
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, text));
    widgets::focus_ring(ui, &response);
    response.clicked()
}

/// One choice of a filter: its words, and whether it is the one that is on.
pub(super) struct Choice<T> {
    /// Its words.
    pub(super) text: String,
    /// What it stands for.
    pub(super) value: T,
}

impl<T> Choice<T> {
    /// A choice.
    pub(super) fn new(text: impl Into<String>, value: T) -> Self {
        Self { text: text.into(), value }
    }
}

/// A filter: a button "Status: all ▾" with a list to choose from. What is chosen is returned.
pub(super) fn filter<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    now: &T,
    choices: impl FnOnce() -> Vec<Choice<T>>,
    shown: &str,
    on: bool,
) -> Option<T> {
    let theme = Theme::now(ui.ctx());
    let cut: String = match shown.char_indices().nth(24) {
        Some((at, _)) => format!("{}…", shown.get(..at).unwrap_or(shown).trim_end()),
        None => shown.to_owned(),
    };
    let text = RichText::new(format!("{name}: {cut} ▾")).font(theme::bold(12.5));
    let text = if on { text.color(theme.accent) } else { text };
    let button = egui::Button::new(text);
    let button = if on { button.stroke(egui::Stroke::new(1.0, theme.accent)) } else { button };
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}: {shown}")));
    widgets::focus_ring(ui, &response);
    let mut chosen = None;
    egui::Popup::menu(&response).accessible_name(name).width(220.0).show(|ui| {
        let choices = choices();
        let row = ui.spacing().interact_size.y;
        // Only those in view are drawn: there may be hundreds of topics.
        ScrollArea::vertical().max_height(LONGEST).show_rows(ui, row, choices.len(), |ui, rows| {
            for choice in choices.iter().skip(rows.start).take(rows.len()) {
                let button = egui::Button::selectable(choice.value == *now, &choice.text)
                    .min_size(vec2(210.0, row))
                    .truncate();
                if ui.add(button).clicked() {
                    chosen = Some(choice.value.clone());
                    ui.close();
                }
            }
        });
    });
    chosen
}

/// The head of one column.
pub(super) struct Head<T> {
    /// Its words.
    pub(super) text: &'static str,
    /// Where it begins, in points from the left edge.
    pub(super) left: f32,
    /// How wide it is, in points.
    pub(super) width: f32,
    /// What a click sorts by.
    pub(super) sort: Option<T>,
}

/// The heads of columns, in small capitals; the one that is sorted by has an arrow. What is to be
/// sorted by now is returned, and whether the other way round.
pub(super) fn columns<T: PartialEq + Copy>(
    ui: &mut Ui,
    heads: &[Head<T>],
    sorted: Option<(T, bool)>,
) -> Option<(T, bool)> {
    let theme = Theme::now(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), COLUMNS), Sense::hover());
    let mut wanted = None;
    for head in heads {
        let left = pos2(rect.left() + head.left, rect.center().y);
        let now = sorted.filter(|(sort, _)| head.sort == Some(*sort));
        let arrow = match now {
            Some((_, true)) => " ↓",
            Some((_, false)) => " ↑",
            None => "",
        };
        let area = Rect::from_min_size(pos2(left.x, rect.top()), vec2(head.width, rect.height()));
        let sense = if head.sort.is_some() { Sense::click() } else { Sense::hover() };
        let response = ui.interact(area, ui.scope_id().with(("head", head.text)), sense);
        let colour = match (now.is_some(), response.hovered() && head.sort.is_some()) {
            (_, true) => theme.accent,
            (true, _) => theme.text,
            _ => theme.quiet,
        };
        let text = format!("{}{arrow}", head.text.to_uppercase());
        widgets::paint_line(ui, left, &text, theme::bold(size::SECTION), colour, head.width - 4.0);
        if let Some(sort) = head.sort {
            let down = now.is_some_and(|(_, down)| down);
            response.widget_info(|| {
                let how = match now {
                    Some((_, true)) => ", sorted downwards",
                    Some((_, false)) => ", sorted upwards",
                    None => "",
                };
                WidgetInfo::labeled(Role::Button, true, format!("Sort by {}{how}", head.text.to_lowercase()))
            });
            widgets::focus_ring(ui, &response);
            if response.clicked() {
                wanted = Some((sort, now.is_some() && !down));
            }
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.5, theme.line));
    wanted
}
