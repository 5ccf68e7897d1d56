//! A new text for a statement: the text is brought in, then shown against the one that is there,
//! word by word, with what becomes of the passages; only then is anything changed.
//!
//! Must not know: how texts are compared, or how passages are found again.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Context, RichText, ScrollArea, Stroke, Ui};

use super::preview::Preview;
use super::{at_the_right, columns, modal};
use crate::app::{Command, State};
use crate::edit::intent::{Becomes, Fate, Plan};
use crate::model::{Palette, PassageId, Place, Statement};
use crate::ui::long_list::LongList;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// What was brought in and decided.
#[derive(Debug, Default)]
pub(super) struct Draft {
    of: Option<Place>,
    preview: Preview,
    /// The comparison that is shown.
    shown: Option<Compared>,
    /// A comparison was asked for.
    waiting: bool,
}

#[derive(Debug)]
struct Compared {
    plan: Arc<Plan>,
    lines: Vec<Line>,
    /// Which lines are shown where those without changes are not.
    changed: Vec<usize>,
    only_changes: bool,
    decisions: BTreeMap<PassageId, bool>,
    list: LongList,
}

/// A line of both texts at once.
#[derive(Debug, Default)]
struct Line(Vec<(Kind, String)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Stays,
    Goes,
    Comes,
}

/// Shows the dialog.
pub(super) fn show(
    ctx: &Context,
    draft: &mut Draft,
    place: Place,
    opened: bool,
    state: &State,
    out: &mut Outbox,
) {
    let statement = state.open.as_ref().and_then(|open| open.dossier.statement(place));
    let Some(statement) = statement else { return out.send(Command::SetDialog(None)) };
    if draft.of != Some(place) {
        *draft = Draft { of: Some(place), ..Draft::default() };
    }
    draft.preview.take(state);
    if draft.waiting
        && let Some(plan) = &state.intake.plan
    {
        draft.waiting = false;
        draft.shown = Some(Compared::new(statement, Arc::clone(plan)));
    }
    let party = state.open.as_ref().and_then(|open| open.dossier.party(statement.party()));
    let whose = party.map_or("", |party| party.name.as_str());
    match draft.shown.take() {
        None => bring(ctx, draft, place, opened, (state, whose), out),
        Some(mut compared) => {
            if !compare(ctx, &mut compared, place, whose, out) {
                draft.shown = Some(compared);
            }
        }
    }
}

/// First page: the new text.
fn bring(
    ctx: &Context,
    draft: &mut Draft,
    place: Place,
    opened: bool,
    (state, whose): (&State, &str),
    out: &mut Outbox,
) {
    modal(ctx, &format!("New text for the statement of {whose}"), 1180.0, true, out, |ui, out| {
        columns(
            ui,
            0.66,
            (&mut *draft, &mut *out),
            |ui, (draft, out)| draft.preview.show(ui, "statement", opened, state, out),
            |ui, (draft, out)| {
                widgets::section(ui, "What happens next");
                ui.label(
                    "The two texts are compared word by word. You see what changed and where each passage \
                          goes before anything is replaced. The text of now is kept in the dossier.",
                );
                ui.add_space(10.0);
                draft.preview.clean_up(ui, out);
            },
        );
        ui.add_space(14.0);
        at_the_right(ui, |ui| {
            let ready = !draft.preview.is_empty() && !draft.waiting;
            let label = if draft.waiting { "Comparing…" } else { "Compare" };
            if widgets::primary(ui, label, ready).clicked() {
                draft.waiting = true;
                out.send(Command::CompareText(place, draft.preview.text()));
            }
            if widgets::button(ui, "Cancel").clicked() {
                out.send(Command::SetDialog(None));
            }
        });
    });
}

impl Compared {
    fn new(statement: &Statement, plan: Arc<Plan>) -> Self {
        let lines = lines(statement.text(), &plan);
        let is_changed = |line: &Line| line.0.iter().any(|(kind, _)| *kind != Kind::Stays);
        let changed = (0..lines.len()).filter(|index| lines.get(*index).is_some_and(is_changed)).collect();
        Self {
            plan,
            lines,
            changed,
            only_changes: false,
            decisions: BTreeMap::new(),
            list: LongList::default(),
        }
    }
}

/// Both texts at once, a line for each line of either.
fn lines(old: &str, plan: &Plan) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let mut add = |kind: Kind, text: &str| {
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Line::default());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.0.push((kind, part.to_owned()));
            }
        }
    };
    let mut from = 0;
    for replace in plan.change.replaces() {
        let (start, end) = (replace.range.start().get(), replace.range.end().get());
        add(Kind::Stays, old.get(from..start).unwrap_or(""));
        add(Kind::Goes, old.get(start..end).unwrap_or(""));
        add(Kind::Comes, &replace.insert);
        from = end;
    }
    add(Kind::Stays, old.get(from..).unwrap_or(""));
    lines.retain(|line| !line.0.is_empty());
    lines
}

/// Second page: what changes. Returns whether to go back to the first.
fn compare(ctx: &Context, compared: &mut Compared, place: Place, whose: &str, out: &mut Outbox) -> bool {
    let mut back = false;
    modal(ctx, &format!("What changes in the statement of {whose}"), 1240.0, false, out, |ui, out| {
        if compared.plan.change.is_empty() {
            ui.label("Nothing: the new text is the same, word by word.");
        }
        columns(
            ui,
            0.6,
            &mut *compared,
            |ui, compared| text(ui, compared),
            |ui, compared| {
                passages(ui, compared);
            },
        );
        ui.add_space(14.0);
        at_the_right(ui, |ui| {
            let ready = !compared.plan.change.is_empty();
            if widgets::primary(ui, "Replace the text", ready).clicked() {
                out.send(Command::Revise(place, Arc::clone(&compared.plan), compared.decisions.clone()));
            }
            back = widgets::button(ui, "Back to the text").clicked();
            if widgets::button(ui, "Cancel").clicked() {
                out.send(Command::SetDialog(None));
            }
        });
    });
    back
}

fn text(ui: &mut Ui, compared: &mut Compared) {
    let theme = Theme::now(ui.ctx());
    let Compared { lines, changed, only_changes, list, .. } = compared;
    ui.horizontal(|ui| {
        let (gone, come) = (theme.shades(Palette::Red), theme.shades(Palette::Green));
        ui.label(RichText::new(" goes ").strikethrough().color(gone.strong).background_color(gone.tint));
        ui.label(RichText::new(" comes ").color(come.strong).background_color(come.tint));
        if ui.checkbox(only_changes, "only lines that change").changed() {
            list.renew();
        }
    });
    let row_of = |row: usize| if *only_changes { changed.get(row).copied() } else { Some(row) };
    let count = if *only_changes { changed.len() } else { lines.len() };
    let width = f64::from(ui.available_width() - 24.0).max(60.0);
    let line_of = |row: usize| row_of(row).and_then(|index| lines.get(index));
    let guess = |row: usize| {
        let letters: usize = line_of(row).into_iter().flat_map(|line| &line.0).map(|(_, t)| t.len()).sum();
        14.0 + (letters as f64 * 7.0 / width).ceil().max(1.0) * 20.0
    };
    list.show(ui, "both texts", count, guess, |ui, row| {
        let Some(line) = line_of(row) else { return };
        let mut job = LayoutJob::default();
        job.wrap.max_width = ui.available_width() - 16.0;
        for (kind, text) in &line.0 {
            job.append(text, 0.0, look(*kind, theme));
        }
        ui.add_space(3.0);
        ui.label(job);
        ui.add_space(4.0);
    });
}

fn look(kind: Kind, theme: &Theme) -> TextFormat {
    let font_id = theme::serif(14.0);
    match kind {
        Kind::Stays => TextFormat { font_id, color: theme.text, ..TextFormat::default() },
        Kind::Goes => {
            let shades = theme.shades(Palette::Red);
            let strikethrough = Stroke::new(1.0, shades.strong);
            TextFormat {
                font_id,
                color: shades.strong,
                background: shades.tint,
                strikethrough,
                ..TextFormat::default()
            }
        }
        Kind::Comes => {
            let shades = theme.shades(Palette::Green);
            TextFormat { font_id, color: shades.strong, background: shades.tint, ..TextFormat::default() }
        }
    }
}

/// What becomes of the passages.
fn passages(ui: &mut Ui, compared: &mut Compared) {
    let Compared { plan, decisions, .. } = compared;
    widgets::section(ui, "Passages");
    let count = |is: fn(&Becomes) -> bool| plan.fates.iter().filter(|fate| is(&fate.becomes)).count();
    let parts = [
        (count(|b| matches!(b, Becomes::Kept(_))), ["keeps its words", "keep their words"]),
        (count(|b| matches!(b, Becomes::Changed(_))), ["changes a little", "change a little"]),
        (count(|b| matches!(b, Becomes::Found(_))), ["was found elsewhere", "were found elsewhere"]),
        (count(|b| matches!(b, Becomes::Lost(_))), ["loses its words", "lose their words"]),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, [one, many])| {
            format!("{} {}", format::thousands(count), if count == 1 { one } else { many })
        })
        .collect();
    match told.is_empty() {
        true => widgets::quiet(ui, "It has no passages."),
        false => widgets::quiet(ui, &told.join(" · ")),
    };
    ui.add_space(6.0);
    ScrollArea::vertical().id_salt("fates").auto_shrink([false, false]).show(ui, |ui| {
        // A thousand is more than anybody settles one by one.
        for fate in plan.doubtful().take(1_000) {
            fate_card(ui, fate, plan, decisions);
            ui.add_space(6.0);
        }
    });
}

fn fate_card(ui: &mut Ui, fate: &Fate, plan: &Plan, decisions: &mut BTreeMap<PassageId, bool>) {
    let theme = Theme::now(ui.ctx());
    widgets::card(ui, |ui| {
        let what = match fate.becomes {
            Becomes::Kept(_) => "keeps its words",
            Becomes::Changed(_) => "changes a little",
            Becomes::Found(_) => "was found elsewhere",
            Becomes::Lost(Some(_)) => "loses its words; this may be the place",
            Becomes::Lost(None) => "loses its words",
        };
        let head = RichText::new(format!("{} {what}", fate.label)).font(theme::bold(size::TEXT));
        ui.label(head);
        let old = RichText::new(&fate.words).font(theme::serif(13.0)).color(theme.quiet);
        ui.label(if fate.becomes.place().is_some() { old.strikethrough() } else { old });
        let Some(range) = fate.becomes.place() else {
            widgets::quiet(ui, "It goes to the lost passages, with its links.");
            return;
        };
        let new = range.slice(&plan.text).unwrap_or("");
        ui.label(RichText::new(new).font(theme::serif(13.0)));
        let proposed = fate.becomes.proposed().is_some();
        let mut here = decisions.get(&fate.id).copied().unwrap_or(proposed);
        let text = match here {
            true => format!("{} goes here", fate.label),
            false => format!("{} goes here (now: to the lost passages)", fate.label),
        };
        if ui.checkbox(&mut here, text).changed() {
            if here == proposed {
                decisions.remove(&fate.id);
            } else {
                decisions.insert(fate.id, here);
            }
        }
    });
}
