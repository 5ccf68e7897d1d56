//! The Search view: a field, what may complete it, and the hits by meeting.
//!
//! Everything is reached from the field: arrows choose a hit, Enter shows it.
//! Must not know: how words are found.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Id, Key, Modifiers, RichText, Sense, Ui, WidgetInfo, pos2, vec2};

use super::head::EDGE;
use crate::analysis::search::{Completion, Group, Hit, Source, completions};
use crate::app::{Command, FoundInDossier, Open};
use crate::ui::long_list::LongList;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// What completes the words is offered in so many buttons at most.
const OFFERED: usize = 10;
/// Room for what tells where a hit stands, in points.
const WHERE: f32 = 190.0;
/// Height of a line of a snippet, in points.
const LINE: f32 = 21.0;

/// What the view remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct SearchView {
    list: LongList,
    entries: Vec<Entry>,
    version: u64,
    text: String,
    /// Where the caret is, in bytes of the words; what is offered depends on it.
    caret: usize,
    offered: Vec<Completion>,
    offered_for: Option<(String, usize)>,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Entry {
    Meeting(usize),
    Hit(usize, usize),
    More,
}

impl SearchView {
    /// Shows the view.
    pub(super) fn show(&mut self, ui: &mut Ui, open: &Open, out: &mut Outbox) {
        let search = &open.views.search;
        ui.spacing_mut().item_spacing.y = 0.0;
        self.field(ui, open, out);
        self.below(ui, open, out);
        let theme = Theme::now(ui.ctx());
        let y = ui.cursor().top();
        ui.painter().hline(ui.max_rect().x_range(), y, theme.hairline());
        ui.add_space(1.0);
        let Some(found) = &search.found else {
            help(ui);
            return;
        };
        if self.version != search.version {
            self.version = search.version;
            self.entries = entries(found);
            self.list.renew();
        }
        if found.groups.is_empty() {
            ui.add_space(24.0);
            widgets::quiet(ui, "    Nothing in this dossier has all of these words.");
            return;
        }
        if search.bring {
            let here = search.current.map(|(group, hit)| Entry::Hit(group, hit));
            if let Some(at) = here.and_then(|here| self.entries.iter().position(|entry| *entry == here)) {
                self.list.bring(at);
            }
            out.send(Command::Shown);
        }
        let Self { list, entries, .. } = self;
        let guess = |at: usize| match entries.get(at) {
            Some(Entry::Hit(..)) => 54.0,
            _ => 44.0,
        };
        list.show(ui, "hits", entries.len(), guess, |ui, at| match entries.get(at) {
            Some(Entry::Meeting(group)) => {
                if let Some(group) = found.groups.get(*group) {
                    meeting(ui, open, group);
                }
            }
            Some(Entry::Hit(group, hit)) => {
                let of = found.groups.get(*group);
                if let Some((of, shown)) = of.and_then(|of| Some((of, of.hits.get(*hit)?))) {
                    let here = search.current == Some((*group, *hit));
                    if row(ui, open, of, shown, here) {
                        out.send(Command::ShowHit(*group, *hit));
                    }
                }
            }
            Some(Entry::More) => {
                ui.add_space(10.0);
                ui.horizontal(|ui| {
                    ui.add_space(EDGE);
                    let left = found.total.count - found.total.shown;
                    if widgets::button(ui, &format!("Show more ({} left)", format::thousands(left))).clicked() {
                        out.send(Command::MoreHits);
                    }
                });
                ui.add_space(14.0);
            }
            None => {}
        });
    }

    /// The field for the words.
    fn field(&mut self, ui: &mut Ui, open: &Open, out: &mut Outbox) {
        let search = &open.views.search;
        let id = Id::unique("search the dossier");
        if search.focus {
            ui.memory_mut(|memory| memory.request_focus(id));
            out.send(Command::Shown);
        }
        let focused = ui.memory(|memory| memory.has_focus(id));
        if !focused && self.text != search.words {
            self.text.clone_from(&search.words);
        }
        if focused {
            // The arrows choose a hit, and Enter shows it; the field has one line.
            let pressed = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if pressed(ui, Key::ArrowDown) {
                out.send(Command::StepHit(1));
            }
            if pressed(ui, Key::ArrowUp) {
                out.send(Command::StepHit(-1));
            }
            if pressed(ui, Key::Enter) {
                match search.current {
                    Some((group, hit)) => out.send(Command::ShowHit(group, hit)),
                    None => out.send(Command::StepHit(1)),
                }
            }
        }
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            ui.add_space(EDGE);
            let width = (ui.available_width() - 330.0).clamp(220.0, 620.0);
            let output = egui::TextEdit::singleline(&mut self.text)
                .id(id)
                .hint_text("Words, \"exact words\", tag:concern, party:…, date:2024, in:notes")
                .desired_width(width)
                .margin(egui::Margin::symmetric(10, 6))
                .show(ui);
            ui.ctx().accesskit_node_builder(id, |node| node.set_label("Search the dossier".to_owned()));
            if output.response.changed() {
                out.send(Command::SearchWords(self.text.clone()));
            }
            let caret = output.cursor_range.map_or(self.text.chars().count(), |range| range.primary.index.0);
            self.caret = self.text.char_indices().nth(caret).map_or(self.text.len(), |(at, _)| at);
            ui.add_space(6.0);
            for (best, name) in [(false, "Latest first"), (true, "Best first")] {
                if ui.selectable_label(search.best_first == best, name).clicked() {
                    out.send(Command::SearchBestFirst(best));
                }
            }
            let kept = open.dossier.searches().iter().any(|kept| kept.words == search.words.trim());
            let can = !search.words.trim().is_empty() && !kept && open.read_only.is_none();
            let text = RichText::new("Keep").font(theme::bold(12.5));
            let keep = ui.add_enabled(can, egui::Button::new(text));
            if keep.on_hover_text("Keep this search in the dossier").clicked() {
                out.send(Command::SaveSearch(String::new()));
            }
        });
    }

    /// What was found, what was not understood, what may complete the words, and kept searches.
    fn below(&mut self, ui: &mut Ui, open: &Open, out: &mut Outbox) {
        let theme = Theme::now(ui.ctx());
        let search = &open.views.search;
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            ui.add_space(EDGE);
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            if let Some(found) = &search.found {
                let count = format::count(found.total.count, "place");
                let meetings = format::count(found.total.groups, "meeting");
                let response = ui.label(RichText::new(format!("{count} in {meetings}")).color(theme.quiet));
                response.widget_info(|| WidgetInfo::labeled(Role::Status, true, format!("{count} in {meetings}")));
                for problem in &found.problems {
                    let red = theme.shades(crate::model::Palette::Red).strong;
                    ui.label(RichText::new(&problem.message).color(red));
                }
                ui.add_space(6.0);
            }
            for kept in open.dossier.searches() {
                let on = kept.words == search.words.trim();
                let response = ui.selectable_label(on, RichText::new(&kept.name).size(size::SMALL));
                let response = response.on_hover_text("A kept search; a click with the right button removes it");
                if response.clicked() {
                    out.send(Command::SearchWords(kept.words.clone()));
                    self.text.clone_from(&kept.words);
                }
                response.context_menu(|ui| {
                    if ui.button("Remove this kept search").clicked() {
                        out.send(Command::RemoveSearch(kept.id));
                        ui.close();
                    }
                });
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.add_space(EDGE);
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            let key = (self.text.clone(), self.caret);
            if self.offered_for.as_ref() != Some(&key) {
                self.offered = completions(&open.dossier, &self.text, self.caret);
                self.offered_for = Some(key);
            }
            for completion in self.offered.iter().take(OFFERED) {
                let text = RichText::new(&completion.label).size(size::SMALL).color(theme.accent);
                let button = egui::Button::new(text).small();
                if ui.add(button).on_hover_text(&completion.detail).clicked() {
                    let (start, end) = (completion.replaces.start().get(), completion.replaces.end().get());
                    let before = self.text.get(..start).unwrap_or_default();
                    let after = self.text.get(end..).unwrap_or_default();
                    let words = format!("{before}{}{after}", completion.insert);
                    self.text.clone_from(&words);
                    out.send(Command::SearchWords(words));
                    out.send(Command::FocusSearch);
                }
            }
        });
        ui.add_space(8.0);
    }
}

fn entries(found: &Arc<FoundInDossier>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (at, group) in found.groups.iter().enumerate() {
        entries.push(Entry::Meeting(at));
        entries.extend((0..group.hits.len()).map(|hit| Entry::Hit(at, hit)));
    }
    if found.total.shown < found.total.count {
        entries.push(Entry::More);
    }
    entries
}

/// What can be typed, while nothing is.
fn help(ui: &mut Ui) {
    let theme = Theme::now(ui.ctx());
    ui.add_space(22.0);
    for (typed, what) in [
        ("border crossing", "both words, with any ending, in the same text or note"),
        ("\"border crossing\"", "these words in this order"),
        ("regist*  -visa", "words that begin so; places without a word"),
        ("tag:concern  topic:…  status:\"no response\"", "passages by tag, topic, status"),
        ("party:…  said:…  by:…", "whose text, whose words, which reviewer"),
        ("date:2024-03..2025-02", "meetings of a time; also from: and to:"),
        ("in:notes  in:title  in:text", "only there"),
    ] {
        ui.horizontal(|ui| {
            ui.add_space(EDGE + 4.0);
            let wanted = vec2(330.0, 24.0);
            let (rect, _) = ui.allocate_exact_size(wanted, Sense::hover());
            let left = pos2(rect.left(), rect.center().y);
            widgets::paint_line(ui, left, typed, theme::bold(size::TEXT), theme.text, wanted.x - 10.0);
            ui.label(RichText::new(what).color(theme.quiet));
        });
    }
}

/// The meeting over its hits.
fn meeting(ui: &mut Ui, open: &Open, group: &Group) {
    let theme = Theme::now(ui.ctx());
    let meeting = group.meeting.and_then(|id| open.dossier.meeting(id));
    let name = match meeting {
        Some(meeting) => {
            let details = meeting.details();
            let day = details.date.map(|day| format!("{}, ", format::day(day))).unwrap_or_default();
            format!("{day}{}", details.title)
        }
        None => "The dossier itself".to_owned(),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::hover());
    let y = rect.bottom() - 15.0;
    let count = format::count(group.count, "place");
    let bold = theme::bold(size::TEXT);
    let room = rect.width() - 140.0;
    let used = widgets::paint_line(ui, pos2(rect.left() + EDGE, y), &name, bold, theme.text, room);
    let left = pos2(rect.left() + EDGE + used + 10.0, y);
    widgets::paint_line(ui, left, &count, theme::plain(size::SMALL), theme.quiet, 120.0);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, format!("{name}, {count}")));
}

/// Where a hit stands, in a few words.
fn place(open: &Open, group: &Group, hit: &Hit) -> String {
    let meeting = group.meeting.and_then(|id| open.dossier.meeting(id));
    let statement = hit.source.statement().zip(meeting).and_then(|(id, meeting)| meeting.statement(id));
    let party = statement.and_then(|statement| open.dossier.party(statement.party()));
    let party = party.map(|party| party.name.as_str());
    let label = |id| open.dossier.passage(id).map(|(.., passage)| passage.label.to_string());
    let labels: Vec<String> = hit.passages.iter().take(3).filter_map(|id| label(*id)).collect();
    let what = match hit.source {
        Source::Text(_) if labels.is_empty() => "text".to_owned(),
        Source::Text(_) => labels.join(", "),
        Source::PassageNote(_, id) => format!("note on {}", label(id).unwrap_or_default()),
        source => source.words().to_owned(),
    };
    party.map_or(what.clone(), |party| format!("{party} · {what}"))
}

/// A hit; whether it was clicked.
fn row(ui: &mut Ui, open: &Open, group: &Group, hit: &Hit, here: bool) -> bool {
    let theme = Theme::now(ui.ctx());
    let snippet = &hit.snippet;
    let mut job = LayoutJob::default();
    let base = TextFormat {
        font_id: theme::serif(15.0),
        color: theme.text,
        line_height: Some(LINE),
        ..Default::default()
    };
    let found = TextFormat { background: theme.found, ..base.clone() };
    if snippet.cut_before {
        job.append("…", 0.0, base.clone());
    }
    let mut from = 0;
    for mark in &snippet.marks {
        let (start, end) = (mark.start().get(), mark.end().get());
        job.append(snippet.text.get(from..start).unwrap_or_default(), 0.0, base.clone());
        job.append(snippet.text.get(start..end).unwrap_or_default(), 0.0, found.clone());
        from = end;
    }
    job.append(snippet.text.get(from..).unwrap_or_default(), 0.0, base.clone());
    if snippet.cut_after {
        job.append("…", 0.0, base);
    }
    let width = ui.available_width();
    let room = width - WHERE - 2.0 * EDGE;
    job.wrap = TextWrapping { max_width: room, max_rows: 6, ..Default::default() };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let height = galley.size().y.max(LINE) + 16.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let fill = match (here, response.hovered()) {
        (true, _) => Some(theme.chosen),
        (false, true) => Some(theme.side),
        _ => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 0, fill);
    }
    let place = place(open, group, hit);
    let left = pos2(rect.left() + EDGE + 12.0, rect.top() + 8.0 + LINE / 2.0);
    widgets::paint_line(ui, left, &place, theme::plain(size::SMALL), theme.quiet, WHERE - 24.0);
    let words = galley.text().to_owned();
    ui.painter().galley(pos2(rect.left() + EDGE + WHERE, rect.top() + 8.0), galley, theme.text);
    let hairline = rect.x_range().shrink(EDGE);
    ui.painter().hline(hairline, rect.bottom() - 0.5, theme.hairline());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, format!("{place}: {words}")));
    widgets::focus_ring(ui, &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
