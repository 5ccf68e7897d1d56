//! One report for both sides: each paragraph is given to a side or to neither, by click or key,
//! with what each side then says beside it.
//!
//! Must not know: how the statements and the meeting's note are made.

use egui::accesskit::Role;
use egui::{Context, Margin, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::statement::SourceForm;
use super::{at_the_right, line_space, modal, named, warning};
use crate::app::{Command, NewSplit, NewStatement, Open, State};
use crate::import::report::Report;
use crate::model::{Palette, PartyId};
use crate::text::CleanText;
use crate::ui::theme::{self, Theme};
use crate::ui::{Outbox, format, widgets};

/// What is typed and given.
#[derive(Debug)]
pub(super) struct Draft {
    text: String,
    source: SourceForm,
    from: Option<String>,
    problem: Option<String>,
    /// The number of the last text that was taken from a file.
    taken: u64,
    report: Option<Report>,
    /// The paragraph on which keys act.
    cursor: usize,
    /// Bring the cursor's paragraph into view.
    follow: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            text: String::new(),
            source: SourceForm::report(),
            from: None,
            problem: None,
            taken: 0,
            report: None,
            cursor: 0,
            follow: false,
        }
    }
}

/// A party as one of the report's sides.
struct Side<'a> {
    id: PartyId,
    name: &'a str,
    colour: Palette,
}

/// Shows the dialog.
pub(super) fn show(ctx: &Context, draft: &mut Draft, opened: bool, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    if opened {
        draft.taken = state.read_text.as_ref().map_or(0, |read| read.number);
    }
    take_text(draft, state);
    match draft.report.take() {
        None => bring(ctx, draft, opened, state, out),
        Some(report) => give(ctx, draft, report, open, out),
    }
}

fn take_text(draft: &mut Draft, state: &State) {
    let Some(read) = state.read_text.as_ref().filter(|read| read.number != draft.taken) else { return };
    draft.taken = read.number;
    match &read.result {
        Ok(text) => {
            text.as_str().clone_into(&mut draft.text);
            draft.from = Some(read.name());
            draft.problem = None;
            draft.report = None;
        }
        Err(problem) => draft.problem = Some(problem.clone()),
    }
}

/// First page: the report's text and where it is from.
fn bring(ctx: &Context, draft: &mut Draft, opened: bool, state: &State, out: &mut Outbox) {
    modal(ctx, "Split a report for both sides", 680.0, true, out, |ui, out| {
        widgets::quiet(
            ui,
            "For a press report that tells what each side said. Next, give each paragraph to a side.",
        );
        line_space(ui);
        ScrollArea::vertical().max_height(ui.available_height() - 60.0).show(ui, |ui| {
            ui.horizontal(|ui| {
                let button = egui::Button::new("Open a text file…");
                if ui.add_enabled(!state.files.picking, button).clicked() {
                    out.send(Command::PickText);
                }
                widgets::quiet(ui, "or paste it below, or drop a .txt or .md file on the window");
            });
            if let Some(problem) = &draft.problem {
                warning(ui, problem);
            }
            let width = ui.available_width() - 20.0;
            ScrollArea::vertical().id_salt("report text").max_height(240.0).show(ui, |ui| {
                let edit = egui::TextEdit::multiline(&mut draft.text)
                    .font(theme::serif(14.0))
                    .hint_text("The report's text")
                    .desired_width(width)
                    .desired_rows(10)
                    .margin(Margin::symmetric(10, 8));
                let response = named(ui.add(edit), "Text of the report");
                if opened {
                    response.request_focus();
                }
            });
            let paragraphs = Report::new(CleanText::new(&draft.text)).len();
            let mut line = format::count(paragraphs, "paragraph");
            if let Some(name) = &draft.from {
                line.push_str(&format!(", from {name}"));
            }
            widgets::quiet(ui, &line);
            line_space(ui);
            widgets::section(ui, "Where it comes from");
            draft.source.show(ui);
        });
        let clean = CleanText::new(&draft.text);
        let ready = !clean.as_str().is_empty() && draft.source.is_ready();
        if super::foot(ui, "Give the paragraphs to sides", ready, out) {
            draft.report = Some(Report::new(clean));
            draft.cursor = 0;
            draft.follow = true;
        }
    });
}

/// Second page: whose each paragraph is.
fn give(ctx: &Context, draft: &mut Draft, mut report: Report, open: &Open, out: &mut Outbox) {
    let sides: Vec<Side<'_>> = open
        .dossier
        .parties()
        .iter()
        .take(9)
        .map(|party| Side { id: party.id, name: &party.name, colour: party.colour })
        .collect();
    keys(ctx, draft, &mut report, sides.len());
    let mut back = false;
    modal(ctx, "Whose is each paragraph?", 1240.0, false, out, |ui, out| {
        help(ui, &sides);
        let size = vec2(ui.available_width(), ui.available_height() - 64.0);
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        let (left, right) = area.split_left_right_at_fraction(0.52);
        let column = |ui: &mut Ui, rect: egui::Rect, name: &str| {
            let layout = egui::Layout::top_down(egui::Align::Min);
            ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout).id_salt(name))
        };
        let left = left.with_max_x(left.right() - 8.0);
        paragraphs(&mut column(ui, left, "report"), draft, &mut report, &sides);
        outcome(&mut column(ui, right, "outcome"), &report, &sides);
        ui.add_space(12.0);
        at_the_right(ui, |ui| {
            let texts: Vec<(PartyId, CleanText)> = sides
                .iter()
                .enumerate()
                .map(|(index, side)| (side.id, report.statement(index)))
                .filter(|(_, text)| !text.as_str().is_empty())
                .collect();
            let enter = ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::Enter));
            let add = widgets::primary(ui, "Add the statements", !texts.is_empty()).clicked();
            if add || enter && !texts.is_empty() {
                let statements = texts
                    .into_iter()
                    .map(|(party, text)| NewStatement { details: draft.source.details(party), text })
                    .collect();
                let split = NewSplit { statements, rest: report.rest(), source: draft.source.line() };
                out.send(Command::AddSplit(Box::new(split)));
            }
            if widgets::button(ui, "Back to the text").clicked() {
                back = true;
            }
            if widgets::button(ui, "Cancel").clicked() {
                out.send(Command::SetDialog(None));
            }
        });
    });
    if !back {
        draft.report = Some(report);
    }
}

fn help(ui: &mut Ui, sides: &[Side<'_>]) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for (index, side) in sides.iter().enumerate() {
            widgets::key_cap(ui, &(index + 1).to_string());
            widgets::quiet(ui, side.name);
            ui.add_space(8.0);
        }
        widgets::key_cap(ui, "0");
        widgets::quiet(ui, "neither: goes to the meeting's note");
        ui.add_space(8.0);
        widgets::key_cap(ui, "↑");
        widgets::key_cap(ui, "↓");
        widgets::quiet(ui, "paragraph");
    });
    ui.add_space(4.0);
}

fn keys(ctx: &Context, draft: &mut Draft, report: &mut Report, sides: usize) {
    use egui::{Key, Modifiers};
    const DIGITS: [Key; 10] = [
        Key::Num0,
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
    ];
    let last = report.len().saturating_sub(1);
    ctx.input_mut(|input| {
        for (digit, key) in DIGITS.into_iter().enumerate().take(sides + 1) {
            if input.consume_key(Modifiers::NONE, key) {
                report.give(draft.cursor, digit.checked_sub(1));
                draft.cursor = (draft.cursor + 1).min(last);
                draft.follow = true;
            }
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            draft.cursor = (draft.cursor + 1).min(last);
            draft.follow = true;
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            draft.cursor = draft.cursor.saturating_sub(1);
            draft.follow = true;
        }
    });
}

fn paragraphs(ui: &mut Ui, draft: &mut Draft, report: &mut Report, sides: &[Side<'_>]) {
    ScrollArea::vertical().id_salt("paragraphs").auto_shrink([false, false]).show(ui, |ui| {
        for index in 0..report.len() {
            paragraph(ui, draft, report, index, sides);
        }
    });
    draft.follow = false;
}

fn paragraph(ui: &mut Ui, draft: &mut Draft, report: &mut Report, index: usize, sides: &[Side<'_>]) {
    let theme = Theme::now(ui.ctx());
    let width = ui.available_width() - 18.0;
    let given = report.side(index).and_then(|side| sides.get(side));
    let words = report.paragraph(index).to_owned();
    let galley = ui.painter().layout(words.clone(), theme::serif(14.0), theme.text, width - 30.0);
    let size = vec2(width, galley.size().y + 44.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let here = draft.cursor == index;
    let ground = if here { theme.chosen } else { theme.ground };
    ui.painter().rect_filled(rect, 6, ground);
    let stripe = given.map_or(theme.empty, |side| theme.shades(side.colour).strong);
    let edge = egui::Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
    ui.painter().rect_filled(edge, 2, stripe);
    ui.painter().galley(rect.min + vec2(16.0, 8.0), galley, theme.text);
    if here {
        ui.painter().rect_stroke(rect, 6, egui::Stroke::new(1.0, theme.accent), egui::StrokeKind::Inside);
    }
    let whose = given.map_or("neither", |side| side.name);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Paragraph, true, format!("Paragraph {}, {whose}: {words}", index + 1))
    });
    if response.clicked() || response.gained_focus() {
        draft.cursor = index;
        draft.follow |= response.gained_focus();
    }
    widgets::focus_ring(ui, &response);
    if here && draft.follow {
        ui.scroll_to_rect(rect.expand(8.0), None);
    }
    let buttons = egui::Rect::from_min_max(pos2(rect.left() + 12.0, rect.bottom() - 30.0), rect.max);
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(buttons).id_salt(("sides", index)));
    row.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (number, side) in sides.iter().enumerate() {
            let on = report.side(index) == Some(number);
            if side_button(ui, side.name, on, &format!("Paragraph {} to {}", index + 1, side.name)) {
                report.give(index, Some(number));
                draft.cursor = (index + 1).min(report.len().saturating_sub(1));
            }
        }
        let on = report.side(index).is_none();
        if side_button(ui, "Neither", on, &format!("Paragraph {} to neither", index + 1)) {
            report.give(index, None);
            draft.cursor = (index + 1).min(report.len().saturating_sub(1));
        }
    });
}

fn side_button(ui: &mut Ui, text: &str, on: bool, name: &str) -> bool {
    let label = RichText::new(text).size(theme::size::SMALL);
    let response = ui.add(egui::Button::selectable(on, label).small());
    widgets::focus_ring(ui, &response);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name));
    response.clicked()
}

/// What each side says by what was given so far, and what stays in the note.
fn outcome(ui: &mut Ui, report: &Report, sides: &[Side<'_>]) {
    let theme = Theme::now(ui.ctx());
    let mut parts: Vec<(String, Palette, CleanText)> = sides
        .iter()
        .enumerate()
        .map(|(index, side)| (side.name.to_owned(), side.colour, report.statement(index)))
        .collect();
    let shown = parts.len() + 1;
    parts.push(("The meeting's note".to_owned(), Palette::Slate, report.rest()));
    let spacing = ui.spacing().item_spacing.y;
    let each = (ui.available_height() - spacing * shown as f32) / shown as f32;
    for (name, colour, text) in parts {
        let width = ui.available_width();
        let (rect, _) = ui.allocate_exact_size(vec2(width, each), Sense::hover());
        ui.painter().rect_filled(rect, 6, theme.side);
        let mut inner = ui.new_child(
            egui::UiBuilder::new().max_rect(rect.shrink2(vec2(12.0, 8.0))).id_salt(("outcome", &name)),
        );
        let title = format!("{name} · {}", format::count(format::word_count(text.as_str()), "word"));
        inner.label(RichText::new(title).font(theme::bold(12.5)).color(theme.shades(colour).strong));
        ScrollArea::vertical().id_salt("words").auto_shrink([false, false]).show(&mut inner, |ui| {
            let words = if text.as_str().is_empty() { "Nothing yet." } else { text.as_str() };
            let colour = if text.as_str().is_empty() { theme.quiet } else { theme.text };
            ui.label(RichText::new(words).font(theme::serif(13.0)).color(colour));
        });
    }
}
