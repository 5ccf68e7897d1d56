//! All suggestions with their reasons; those that are sure enough can be accepted together.
//!
//! Must not know: how suggestions are made.

use egui::{Context, RichText, Sense, Ui, vec2};

use super::{at_the_right, modal};
use crate::app::{Command, Open, State, Suggested, Suggestion};
use crate::suggest::{End, FindingKind, FindingSuggestion};
use crate::ui::long_list::LongList;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// What is set in the dialog.
#[derive(Debug)]
pub(super) struct Draft {
    /// From how many percent on suggestions are accepted together.
    level: u8,
    list: LongList,
}

impl Default for Draft {
    fn default() -> Self {
        Self { level: 80, list: LongList::default() }
    }
}

/// Shows the dialog.
pub(super) fn show(ctx: &Context, draft: &mut Draft, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let list = &open.suggestions.list;
    modal(ctx, "Suggestions", 760.0, true, out, |ui, out| {
        let (passages, links) = open.suggestions.counts();
        let counted = match (format::count(passages, "passage"), format::count(links, "link")) {
            (passages, _) if links == 0 => passages,
            (_, links) if passages == 0 => links,
            (passages, links) => format!("{passages} and {links}"),
        };
        let counted = format!("{counted}, by rules on this machine. Nothing is added before you accept it.");
        widgets::quiet(ui, &counted);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.label("Sure from");
            let slider = ui.add(egui::Slider::new(&mut draft.level, 30..=100).suffix(" %"));
            super::named(slider, "How sure a suggestion must be, in percent");
        });
        let sure: Vec<usize> = list
            .iter()
            .enumerate()
            .filter(|(_, one)| one.score() * 100.0 >= f32::from(draft.level) && is_best(one))
            .map(|(index, _)| index)
            .collect();
        ui.add_space(6.0);
        let room = vec2(ui.available_width(), ui.available_height() - 64.0);
        let (area, _) = ui.allocate_exact_size(room, Sense::hover());
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("list"));
        let findings = &open.suggestions.findings;
        // A heading stands before the second part.
        let count = list.len() + findings.len() + usize::from(!findings.is_empty());
        draft.list.show(
            &mut inner,
            "suggestions",
            count,
            |_| 58.0,
            |ui, index| {
                if let Some(one) = list.get(index) {
                    row(ui, open, index, one, sure.binary_search(&index).is_ok(), out);
                } else if index == list.len() {
                    ui.add_space(12.0);
                    widgets::section(ui, "Worth a look");
                } else if let Some(finding) = findings.get(index - list.len() - 1) {
                    finding_row(ui, open, index - list.len() - 1, finding, out);
                }
            },
        );
        ui.add_space(14.0);
        at_the_right(ui, |ui| {
            let text = format!("Accept these {}", sure.len());
            if widgets::primary(ui, &text, !sure.is_empty()).clicked() {
                out.send(Command::Accept(sure.clone()));
                out.send(Command::SetDialog(None));
            }
            if widgets::button(ui, "Close").clicked() {
                out.send(Command::SetDialog(None));
            }
        });
    });
}

/// Of several links to one passage only the best is accepted with others.
fn is_best(one: &Suggestion) -> bool {
    match &one.what {
        Suggested::Passage(_) => true,
        Suggested::Link(link) => link.rank == 1,
    }
}

fn row(ui: &mut Ui, open: &Open, index: usize, one: &Suggestion, sure: bool, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let (what, words, colour) = told(open, one, theme);
    let name = || format!("{what}: {words}. {}", one.reason());
    let response = widgets::row(ui, 54.0, sure, name);
    let rect = response.rect;
    let left = rect.left_top() + vec2(12.0, 14.0);
    let percent = format!("{:.0} %", one.score() * 100.0);
    let width = widgets::text_width(ui, &percent, theme::bold(size::TEXT));
    let right = egui::pos2(rect.right() - 10.0, left.y);
    ui.painter().text(right, egui::Align2::RIGHT_CENTER, percent, theme::bold(size::TEXT), theme.text);
    let head = widgets::paint_line(ui, left, &what, theme::bold(size::TEXT), colour, 190.0);
    let room = rect.width() - head - width - 46.0;
    let at = left + vec2(head + 10.0, 0.0);
    widgets::paint_line(ui, at, &words, theme::serif(13.5), theme.text, room);
    let reason = left + vec2(0.0, 22.0);
    widgets::paint_line(
        ui,
        reason,
        one.reason(),
        theme::plain(size::SMALL),
        theme.quiet,
        rect.width() - 24.0,
    );
    if response.clicked() {
        out.send(Command::SetDialog(None));
        out.send(Command::LookAt(index));
    }
    let _ = response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        ui.label(RichText::new(&words).font(theme::serif(13.0)));
        widgets::quiet(ui, one.reason());
    });
}

/// What deserves a look; a click goes there.
fn finding_row(ui: &mut Ui, open: &Open, index: usize, finding: &FindingSuggestion, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let what = match finding.kind {
        FindingKind::OneSidedAgreement => "Only one side claims it",
        FindingKind::WordsInOthersMouth => "Words in the other’s mouth",
        FindingKind::Denial => "Denial",
        FindingKind::OneSideOnly(_) => "On one side only",
    };
    let party = open.dossier.party(finding.party).map_or("", |party| party.name.as_str());
    let head = format!("{party}: {what}");
    let response = widgets::row(ui, 54.0, false, || format!("{head}: {}. {}", finding.about, finding.reason));
    let rect = response.rect;
    let left = rect.left_top() + vec2(12.0, 14.0);
    let width = widgets::paint_line(ui, left, &head, theme::bold(size::TEXT), theme.text, 300.0);
    let at = left + vec2(width + 10.0, 0.0);
    let about = finding.about.replace('\n', " ");
    widgets::paint_line(ui, at, &about, theme::serif(13.5), theme.text, rect.width() - width - 40.0);
    let sure = if finding.sure { "" } else { " One of the texts is not complete: the rest may say it." };
    let reason = format!("{}{sure}", finding.reason);
    let below = left + vec2(0.0, 22.0);
    widgets::paint_line(ui, below, &reason, theme::plain(size::SMALL), theme.quiet, rect.width() - 24.0);
    if response.clicked() {
        out.send(Command::SetDialog(None));
        out.send(Command::LookAtFinding(index));
    }
    let _ = response.on_hover_text(reason);
}

/// What is suggested, its words, and its colour.
fn told(open: &Open, one: &Suggestion, theme: &Theme) -> (String, String, egui::Color32) {
    match &one.what {
        Suggested::Passage(passage) => {
            let statement = open.meeting().and_then(|meeting| meeting.statement(passage.statement));
            let words = statement.and_then(|statement| passage.range.slice(statement.text())).unwrap_or("");
            let tag = open.dossier.codebook().tag(&passage.tag);
            let colour = tag.map_or(theme.quiet, |tag| theme.shades(tag.colour).strong);
            (tag.map_or("", |tag| tag.name.en()).to_owned(), words.replace('\n', " "), colour)
        }
        Suggested::Link(link) => {
            let label = |end: End| match end {
                End::Passage(id) => open.dossier.passage(id).map(|(.., p)| p.label.to_string()),
                End::Suggestion(_) => None,
            };
            let label = |end| label(end).unwrap_or_default();
            let kind = open.dossier.codebook().link_kind(&link.kind);
            let verb = kind.map_or("", |kind| kind.name.en());
            let words = match link.to {
                End::Passage(id) => open.dossier.passage(id).map(|(_, s, p)| s.words(p).replace('\n', " ")),
                End::Suggestion(_) => None,
            };
            (
                format!("{} {verb} {}", label(link.from), label(link.to)),
                words.unwrap_or_default(),
                theme.accent,
            )
        }
    }
}
