//! The findings beside the Matrix: what only one side claims, says for the other, denies or mentions.
//!
//! Must not know: how a finding is made.

use egui::accesskit::Role;
use egui::{RichText, Ui, WidgetInfo, vec2};

use super::head::EDGE;
use crate::analysis::{Finding, FindingKind};
use crate::app::{Command, Open};
use crate::model::Palette;
use crate::text::shortened;
use crate::ui::long_list::LongList;
use crate::ui::theme::{self, Theme};
use crate::ui::{Outbox, format, widgets};

/// Width of the column, in points.
pub(super) const WIDTH: f32 = 300.0;
/// The most passages of a finding that are shown.
const PASSAGES: usize = 3;
/// The most letters of a passage that are laid out.
const LETTERS: usize = 220;

/// What the column remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct FindingsView {
    list: LongList,
    version: u64,
}

impl FindingsView {
    /// Shows the column; `several` where findings of several meetings are shown.
    pub(super) fn show(&mut self, ui: &mut Ui, open: &Open, several: bool, out: &mut Outbox) {
        let answer = &open.views.matrix.findings;
        let theme = Theme::now(ui.ctx());
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.add_space(EDGE);
            let count = answer.shown.as_ref().map(|found| format!(" {}", format::thousands(found.len())));
            widgets::section(ui, &format!("Findings{}", count.unwrap_or_default()));
        });
        ui.add_space(4.0);
        let Some(found) = &answer.shown else { return };
        if self.version != answer.version {
            self.version = answer.version;
            self.list.renew();
        }
        if found.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(EDGE);
                let text = "Nothing that only one side claims, denies or mentions.";
                ui.add(egui::Label::new(RichText::new(text).color(theme.quiet)).wrap());
            });
            return;
        }
        self.list.show(
            ui,
            "findings",
            found.len(),
            |_| 110.0,
            |ui, at| {
                if let Some(finding) = found.get(at) {
                    card(ui, open, finding, several, out);
                }
            },
        );
    }
}

/// What a finding says, in a sentence.
fn sentence(open: &Open, finding: &Finding) -> String {
    let name = |id| open.dossier.party(id).map_or("", |party| party.name.as_str());
    let party = name(finding.party);
    let other = finding.other.map(name);
    match (finding.kind, other) {
        (FindingKind::OneSidedAgreement, Some(other)) => {
            format!("{party} says that both agreed. {other} does not confirm it.")
        }
        (FindingKind::OneSidedAgreement, None) => format!("Only {party} says that both agreed."),
        (FindingKind::WordsInOthersMouth, Some(other)) => {
            format!("{party} has {other} say this. {other}’s own text does not.")
        }
        (FindingKind::WordsInOthersMouth, None) => format!("{party} has another side say this."),
        (FindingKind::ClaimedBoth, Some(other)) => {
            format!("{party} says this of both sides. {other} does not confirm it.")
        }
        (FindingKind::ClaimedBoth, None) => format!("Only {party} says this of both sides."),
        (FindingKind::Denial, Some(other)) => format!("{party} denies what {other} says."),
        (FindingKind::Denial, None) => format!("{party} denies this."),
        (FindingKind::OnlyOneSide, other) => {
            let topic = finding.topic.and_then(|id| open.dossier.topic(id));
            let topic = topic.map_or("this", |topic| topic.name.as_str());
            let silent = other.map(|other| format!(" {other} is silent.")).unwrap_or_default();
            format!("Only {party} speaks of {topic}.{silent}")
        }
    }
}

fn colour(kind: FindingKind) -> Palette {
    match kind {
        FindingKind::OneSidedAgreement | FindingKind::ClaimedBoth => Palette::Green,
        FindingKind::WordsInOthersMouth => Palette::Violet,
        FindingKind::Denial => Palette::Red,
        FindingKind::OnlyOneSide => Palette::Slate,
    }
}

fn card(ui: &mut Ui, open: &Open, finding: &Finding, several: bool, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let inner = ui.available_rect_before_wrap().shrink2(vec2(EDGE, 0.0));
    let top = inner.top();
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    let shades = theme.shades(colour(finding.kind));
    {
        let ui = &mut child;
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add_space(8.0);
        let sentence = sentence(open, finding);
        let response = ui.add(egui::Label::new(RichText::new(&sentence).font(theme::bold(12.5))).wrap());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &sentence));
        if several && let Some(meeting) = open.dossier.meeting(finding.meeting) {
            let details = meeting.details();
            widgets::quiet(ui, &details.date.map_or_else(|| details.title.clone(), format::day));
        }
        for id in finding.passages.iter().take(PASSAGES) {
            let Some((_, statement, passage)) = open.dossier.passage(*id) else { continue };
            let words = statement.words(passage);
            let shown = shortened(words, LETTERS).replace('\n', " ");
            let tag = open.dossier.codebook().tag(&passage.tag);
            let tag = theme.shades(tag.map_or(Palette::Slate, |tag| tag.colour));
            let mut job = egui::text::LayoutJob::default();
            let label =
                egui::TextFormat { font_id: theme::bold(11.0), color: tag.strong, ..Default::default() };
            job.append(&format!("{}  ", passage.label), 0.0, label);
            let text = egui::TextFormat {
                font_id: theme::serif(13.5),
                color: theme.text,
                line_height: Some(18.0),
                ..Default::default()
            };
            job.append(&shown, 0.0, text);
            let response = ui.add(egui::Label::new(job).wrap().sense(egui::Sense::click()));
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Link, true, format!("Go to {}: {shown}", passage.label))
            });
            widgets::focus_ring(ui, &response);
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                out.send(Command::Show(*id));
            }
        }
        if finding.passages.len() > PASSAGES {
            widgets::quiet(ui, &format!("and {} more", finding.passages.len() - PASSAGES));
        }
        if let Some(mark) = finding.mark(&open.dossier) {
            let reason = if mark.reason.is_empty() { "no reason given" } else { mark.reason.as_str() };
            widgets::quiet(ui, &format!("Marked as silent: {reason}"));
        }
        if !finding.complete {
            widgets::quiet(ui, "Not both texts are complete: the rest may say it.");
        }
        ui.add_space(8.0);
    }
    let used = egui::Rect::from_min_max(
        egui::pos2(inner.left() - EDGE, top),
        egui::pos2(inner.right() + EDGE, child.min_rect().bottom()),
    );
    let bar = egui::Rect::from_min_size(used.min + vec2(5.0, 10.0), vec2(3.0, used.height() - 20.0));
    ui.painter().rect_filled(bar, 1, shades.strong);
    ui.painter().hline(used.x_range(), used.bottom() - 0.5, theme.hairline());
    ui.advance_cursor_after_rect(used);
    ui.expand_to_include_rect(used);
}
