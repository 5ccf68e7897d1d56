//! One report for both sides: each paragraph is given to a side or to neither, by click or key,
//! with what each side then says beside it.
//!
//! Must not know: how the statements and the meeting's note are made.

use egui::accesskit::Role;
use egui::{Context, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::preview::Preview;
use super::statement::SourceForm;
use super::{at_the_right, columns, line_space, modal};
use crate::app::{Command, NewSplit, NewStatement, Open, State};
use crate::import::report::{Given, PartyHint, ProposedParagraph, Report};
use crate::model::{Day, Extra, Palette, Participant, Party, PartyId};
use crate::text::CleanText;
use crate::ui::long_list::LongList;
use crate::ui::theme::{self, Theme};
use crate::ui::{Outbox, format, widgets};

/// What was brought in and given.
#[derive(Debug)]
pub(super) struct Draft {
    preview: Preview,
    source: SourceForm,
    sorting: Option<Sorting>,
    /// What was given before going back to the text; it holds while the text is the same.
    before: Option<Sorting>,
}

impl Default for Draft {
    fn default() -> Self {
        Self { preview: Preview::default(), source: SourceForm::report(), sorting: None, before: None }
    }
}

/// A report whose paragraphs are being given to sides.
#[derive(Debug)]
struct Sorting {
    /// The text that was split.
    of: CleanText,
    report: Report,
    /// Why each paragraph was proposed as it is.
    reasons: Vec<ProposedParagraph>,
    date: Option<Day>,
    people: Vec<(Participant, bool)>,
    take_date: bool,
    /// The paragraph on which keys act.
    cursor: usize,
    list: LongList,
}

/// Bytes of a report up to which whose its paragraphs are is proposed at once.
const PROPOSED: usize = 300_000;

impl Sorting {
    fn new(text: CleanText, open: &Open) -> Self {
        let parties: Vec<&Party> = open.dossier.parties().iter().take(SIDES).collect();
        let known: Vec<PartyHint> = parties.iter().copied().map(PartyHint::from).collect();
        let of = text.clone();
        if text.as_str().len() > PROPOSED {
            let report = Report::new(text);
            return Self {
                of,
                report,
                reasons: Vec::new(),
                date: None,
                people: Vec::new(),
                take_date: false,
                cursor: 0,
                list: LongList::default(),
            };
        }
        let proposal = Report::propose(text, &known);
        let people = proposal.participants.into_iter().map(|person| {
            let party = person.side.and_then(|side| parties.get(side)).map(|party| party.id);
            let person =
                Participant { name: person.name, office: person.office, party, extra: Extra::default() };
            (person, true)
        });
        Self {
            of,
            report: proposal.report,
            reasons: proposal.paragraphs,
            date: proposal.date.map(|dated| dated.day),
            people: people.collect(),
            take_date: true,
            cursor: 0,
            list: LongList::default(),
        }
    }
}

/// Sides that have a key.
const SIDES: usize = 9;

/// A party as one of the report's sides.
struct Side<'a> {
    id: PartyId,
    name: &'a str,
    colour: Palette,
}

/// Shows the dialog.
pub(super) fn show(ctx: &Context, draft: &mut Draft, opened: bool, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    if let Some(read) = draft.preview.take(state) {
        draft.source.fill(&read.found);
        draft.sorting = None;
    }
    match draft.sorting.take() {
        None => bring(ctx, draft, opened, (state, open), out),
        Some(sorting) => give(ctx, draft, sorting, open, out),
    }
}

/// First page: the report's text and where it is from.
fn bring(ctx: &Context, draft: &mut Draft, opened: bool, (state, open): (&State, &Open), out: &mut Outbox) {
    modal(ctx, "Split a report for both sides", 1180.0, true, out, |ui, out| {
        columns(
            ui,
            0.57,
            (&mut *draft, &mut *out),
            |ui, (draft, out)| draft.preview.show(ui, "report", opened, state, out),
            |ui, (draft, out)| {
                ScrollArea::vertical().id_salt("about").auto_shrink([false, false]).show(ui, |ui| {
                    widgets::quiet(
                        ui,
                        "For a press report that tells what each side said. Next, each paragraph is given to \
                         the side that speaks; the program proposes whose it is, and you decide.",
                    );
                    line_space(ui);
                    widgets::section(ui, "Where it comes from");
                    draft.source.show(ui);
                    draft.preview.clean_up(ui, out);
                });
            },
        );
        let ready = !draft.preview.is_empty() && draft.source.is_ready();
        if super::foot(ui, "Give the paragraphs to sides", ready, out) {
            let text = draft.preview.text();
            let before = draft.before.take().filter(|before| before.of == text);
            draft.sorting = Some(before.unwrap_or_else(|| {
                let mut sorting = Sorting::new(text, open);
                // A date before the first words was taken off already, as that of the publication.
                sorting.date = sorting.date.or(draft.source.published());
                sorting
            }));
        }
    });
}

/// Second page: whose each paragraph is.
fn give(ctx: &Context, draft: &mut Draft, mut sorting: Sorting, open: &Open, out: &mut Outbox) {
    let sides: Vec<Side<'_>> = open
        .dossier
        .parties()
        .iter()
        .take(SIDES)
        .map(|party| Side { id: party.id, name: &party.name, colour: party.colour })
        .collect();
    keys(ctx, &mut sorting, sides.len());
    let mut back = false;
    modal(ctx, "Whose is each paragraph?", 1240.0, false, out, |ui, out| {
        help(ui, &sides);
        columns(
            ui,
            0.52,
            &mut sorting,
            |ui, sorting| paragraphs(ui, sorting, &sides),
            |ui, sorting| {
                facts(ui, sorting, open, &sides);
                outcome(ui, &sorting.report, &sides);
            },
        );
        ui.add_space(12.0);
        at_the_right(ui, |ui| {
            let texts: Vec<(PartyId, CleanText)> = sides
                .iter()
                .enumerate()
                .map(|(index, side)| (side.id, sorting.report.statement(index)))
                .filter(|(_, text)| !text.as_str().is_empty())
                .collect();
            let enter = ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::Enter));
            let add = widgets::primary(ui, "Add the statements", !texts.is_empty()).clicked();
            if add || enter && !texts.is_empty() {
                let statements = texts
                    .into_iter()
                    .map(|(party, text)| NewStatement { details: draft.source.details(party), text })
                    .collect();
                let people = sorting.people.iter().filter(|(_, taken)| *taken);
                let split = NewSplit {
                    statements,
                    rest: sorting.report.rest(),
                    date: sorting.date.filter(|_| sorting.take_date),
                    participants: people.map(|(person, _)| person.clone()).collect(),
                    source: draft.source.line(),
                };
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
    if back {
        draft.before = Some(sorting);
    } else {
        draft.sorting = Some(sorting);
    }
}

/// Day and people that the report names, to be taken over into the meeting.
fn facts(ui: &mut Ui, sorting: &mut Sorting, open: &Open, sides: &[Side<'_>]) {
    let dated = open.meeting().is_some_and(|meeting| meeting.details().date.is_some());
    let date = sorting.date.filter(|_| !dated);
    if date.is_none() && sorting.people.is_empty() {
        return;
    }
    widgets::section(ui, "For the meeting");
    if let Some(day) = date {
        ui.checkbox(&mut sorting.take_date, format!("Day: {}", format::day(day)));
    }
    for (person, taken) in &mut sorting.people {
        let side = sides.iter().find(|side| Some(side.id) == person.party).map_or("", |side| side.name);
        let parts = [person.name.as_str(), person.office.as_str()];
        let words: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        ui.horizontal_wrapped(|ui| {
            ui.checkbox(taken, words.join(", "));
            let side = if side.is_empty() { "no side" } else { side };
            let flip = widgets::link_button(ui, side).on_hover_text("The next side");
            if flip.clicked() {
                let here = sides.iter().position(|side| Some(side.id) == person.party);
                person.party = sides.get(here.map_or(0, |here| here + 1)).map(|side| side.id);
            }
        });
    }
    ui.add_space(8.0);
}

fn help(ui: &mut Ui, sides: &[Side<'_>]) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for (index, side) in sides.iter().enumerate() {
            widgets::key_cap(ui, &(index + 1).to_string());
            widgets::quiet(ui, side.name);
            ui.add_space(8.0);
        }
        widgets::key_cap(ui, "B");
        widgets::quiet(ui, "both");
        ui.add_space(8.0);
        widgets::key_cap(ui, "0");
        widgets::quiet(ui, "neither: goes to the meeting's note");
        ui.add_space(8.0);
        widgets::key_cap(ui, "↑");
        widgets::key_cap(ui, "↓");
        widgets::quiet(ui, "paragraph");
    });
    ui.add_space(4.0);
}

fn keys(ctx: &Context, sorting: &mut Sorting, sides: usize) {
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
    let last = sorting.report.len().saturating_sub(1);
    let Sorting { report, cursor, list, .. } = sorting;
    let mut move_to = |cursor: &mut usize, to: usize| {
        *cursor = to;
        list.renew();
        list.bring(to);
    };
    ctx.input_mut(|input| {
        for (digit, key) in DIGITS.into_iter().enumerate().take(sides + 1) {
            if input.consume_key(Modifiers::NONE, key) {
                report.give(*cursor, digit.checked_sub(1));
                let next = (*cursor + 1).min(last);
                move_to(cursor, next);
            }
        }
        if input.consume_key(Modifiers::NONE, Key::B) {
            report.give_to(*cursor, Given::Both);
            let next = (*cursor + 1).min(last);
            move_to(cursor, next);
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            let next = (*cursor + 1).min(last);
            move_to(cursor, next);
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            let before = cursor.saturating_sub(1);
            move_to(cursor, before);
        }
    });
}

fn paragraphs(ui: &mut Ui, sorting: &mut Sorting, sides: &[Side<'_>]) {
    let Sorting { report, reasons, cursor, list, .. } = sorting;
    let count = report.len();
    let width = f64::from(ui.available_width() - 60.0).max(60.0);
    let guesses: Vec<f64> = (0..count)
        .map(|index| 62.0 + (report.paragraph(index).len() as f64 * 7.0 / width).ceil() * 20.0)
        .collect();
    let guess = |index: usize| guesses.get(index).copied().unwrap_or(62.0);
    list.show(ui, "paragraphs", count, guess, |ui, index| {
        paragraph(ui, report, cursor, index, reasons.get(index), sides);
    });
}

fn paragraph(
    ui: &mut Ui,
    report: &mut Report,
    cursor: &mut usize,
    index: usize,
    reason: Option<&ProposedParagraph>,
    sides: &[Side<'_>],
) {
    let theme = Theme::now(ui.ctx());
    let width = ui.available_width() - 18.0;
    let given = report.given(index);
    let words = report.paragraph(index).to_owned();
    let start = report.range(index).map_or(0, |range| range.start().get());
    let galley = ui.painter().layout_job(marked(&words, start, reason, theme, width - 30.0));
    let size = vec2(width, galley.size().y + 60.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    ui.add_space(6.0);
    let here = *cursor == index;
    let ground = if here { theme.chosen } else { theme.ground };
    ui.painter().rect_filled(rect, 6, ground);
    let edge = egui::Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
    stripe(ui, edge, given, sides, theme);
    ui.painter().galley(rect.min + vec2(16.0, 8.0), galley, theme.text);
    if here {
        ui.painter().rect_stroke(rect, 6, egui::Stroke::new(1.0, theme.accent), egui::StrokeKind::Inside);
    }
    let whose = match given {
        Given::Neither => "neither",
        Given::Both => "both",
        Given::Side(side) => sides.get(side).map_or("neither", |side| side.name),
    };
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Paragraph, true, format!("Paragraph {}, {whose}: {words}", index + 1))
    });
    if response.clicked() || response.gained_focus() {
        *cursor = index;
    }
    widgets::focus_ring(ui, &response);
    if let Some(reason) = reason {
        let at = pos2(rect.left() + 16.0, rect.bottom() - 42.0);
        // What the reviewer gave otherwise has no other reason.
        let proposed = reason.side.map_or(Given::Neither, Given::Side);
        let told = match given == proposed {
            true => format!("{:.0} % · {}", reason.confidence * 100.0, reason.reason),
            false => "given by you".to_owned(),
        };
        widgets::paint_line(
            ui,
            at,
            &told,
            theme::plain(theme::size::SMALL),
            theme.quiet,
            rect.width() - 30.0,
        );
    }
    let buttons = egui::Rect::from_min_max(pos2(rect.left() + 12.0, rect.bottom() - 30.0), rect.max);
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(buttons).id_salt(("sides", index)));
    row.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let each = sides.iter().enumerate().map(|(number, side)| (Given::Side(number), side.name));
        for (gift, name) in each.chain([(Given::Both, "Both"), (Given::Neither, "Neither")]) {
            let to = if matches!(gift, Given::Side(_)) { name.to_owned() } else { name.to_lowercase() };
            if side_button(ui, name, given == gift, &format!("Paragraph {} to {to}", index + 1)) {
                report.give_to(index, gift);
                *cursor = (index + 1).min(report.len().saturating_sub(1));
            }
        }
    });
}

/// The words of a paragraph, those that tell whose it is underlined. `start` is where it begins, in
/// bytes of the report.
fn marked(
    words: &str,
    start: usize,
    reason: Option<&ProposedParagraph>,
    theme: &Theme,
    width: f32,
) -> egui::text::LayoutJob {
    let plain = egui::TextFormat { font_id: theme::serif(14.0), color: theme.text, ..Default::default() };
    let underline = egui::Stroke::new(1.0, theme.accent);
    let told = egui::TextFormat { underline, ..plain.clone() };
    let mut job = egui::text::LayoutJob::default();
    job.wrap.max_width = width;
    let mut from = 0;
    for range in reason.into_iter().flat_map(|reason| &reason.words) {
        let here = |at: usize| at.saturating_sub(start).clamp(from, words.len());
        let (begin, end) = (here(range.start().get()), here(range.end().get()));
        if let (Some(before), Some(cue)) = (words.get(from..begin), words.get(begin..end)) {
            job.append(before, 0.0, plain.clone());
            job.append(cue, 0.0, told.clone());
            from = end;
        }
    }
    job.append(words.get(from..).unwrap_or(""), 0.0, plain);
    job
}

/// Whose a paragraph is, by colour at its edge.
fn stripe(ui: &Ui, edge: egui::Rect, given: Given, sides: &[Side<'_>], theme: &Theme) {
    let colour = |side: &Side<'_>| theme.shades(side.colour).strong;
    match given {
        Given::Neither => {
            ui.painter().rect_filled(edge, 2, theme.empty);
        }
        Given::Side(side) => {
            ui.painter().rect_filled(edge, 2, sides.get(side).map_or(theme.empty, colour));
        }
        Given::Both => {
            let part = edge.height() / sides.len().max(1) as f32;
            for (index, side) in sides.iter().enumerate() {
                let top = edge.top() + index as f32 * part;
                let part = egui::Rect::from_min_size(pos2(edge.left(), top), vec2(edge.width(), part));
                ui.painter().rect_filled(part, 2, colour(side));
            }
        }
    }
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
