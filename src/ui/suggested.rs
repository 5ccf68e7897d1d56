//! Suggestions in the inspector: the one that is looked at, and the links that may belong to a passage.
//!
//! Must not know: how suggestions are made, or what accepting one does.

use egui::{RichText, Ui};

use super::theme::{self, Theme, size};
use super::{Outbox, inspector, widgets};
use crate::app::{Action, Command, Open, Suggested, Suggestion};
use crate::model::{PassageId, SaidBy};
use crate::suggest::{End, LinkSuggestion, PassageSuggestion};

/// The suggestion that is looked at, where it is a passage.
pub(super) fn current(ui: &mut Ui, open: &Open, out: &mut Outbox) {
    let Some(one) = open.suggestions.current() else { return };
    let Some(index) = open.suggestions.current else { return };
    let Suggested::Passage(passage) = &one.what else { return };
    let all = open.suggestions.list.len();
    widgets::section(ui, &format!("Suggested {} of {all}", index + 1));
    self::passage(ui, open, passage);
    ui.add_space(8.0);
    decide(ui, index, out);
    ui.add_space(14.0);
}

fn passage(ui: &mut Ui, open: &Open, passage: &PassageSuggestion) {
    let theme = Theme::now(ui.ctx());
    let statement = open.meeting().and_then(|meeting| meeting.statement(passage.statement));
    let words = statement.and_then(|statement| passage.range.slice(statement.text())).unwrap_or("");
    let tag = open.dossier.codebook().tag(&passage.tag);
    let shades = tag.map(|tag| theme.shades(tag.colour));
    inspector::quote_card(ui, words, shades.map_or(theme.quiet, |shades| shades.strong), 8);
    ui.add_space(10.0);
    widgets::card(ui, |ui| {
        inspector::property(ui, "Tag", |ui| {
            if let Some((tag, shades)) = tag.zip(shades) {
                widgets::pill(ui, tag.name.en(), shades);
            }
        });
        if let Some(topic) = &passage.topic {
            let new = if topic.topic.is_none() { " (new)" } else { "" };
            value(ui, "Topic", &format!("{}{new}", topic.name));
        }
        let party = statement.and_then(|statement| open.dossier.party(statement.party()));
        let said_by = match passage.said_by {
            SaidBy::Own => party.map_or("own side", |party| party.name.as_str()),
            SaidBy::Party(id) => open.dossier.party(id).map_or("another party", |party| party.name.as_str()),
            SaidBy::Both => "both",
            SaidBy::Third => "a third party",
            SaidBy::Nobody => "nobody",
        };
        value(ui, "Said by", said_by);
        if !passage.verb.is_empty() {
            value(ui, "Verb", &passage.verb);
        }
        if let Some(strength) = passage.strength {
            value(ui, "Strength", &format!("{} of 5", strength.level()));
        }
        ui.add_space(4.0);
        let reason = format!("{} · {:.0} %", passage.reason, passage.score * 100.0);
        ui.label(RichText::new(reason).size(size::SMALL).color(theme.quiet));
    });
}

fn value(ui: &mut Ui, name: &str, value: &str) {
    inspector::property(ui, name, |ui| {
        ui.add(egui::Label::new(RichText::new(value).font(theme::bold(12.5))).truncate());
    });
}

fn decide(ui: &mut Ui, index: usize, out: &mut Outbox) {
    ui.horizontal(|ui| {
        if widgets::primary(ui, "Accept", true)
            .on_hover_text(Action::AcceptSuggestion.description())
            .clicked()
        {
            out.send(Command::Accept(vec![index]));
        }
        widgets::key_cap(ui, "Y");
        ui.add_space(6.0);
        if widgets::button(ui, "Dismiss").on_hover_text(Action::DismissSuggestion.description()).clicked() {
            out.send(Command::Dismiss(index));
        }
        widgets::key_cap(ui, "X");
    });
}

/// Links that may belong to a passage, with their reasons.
pub(super) fn links_of(ui: &mut Ui, open: &Open, id: PassageId, out: &mut Outbox) {
    let of_it = |one: &Suggestion| match &one.what {
        Suggested::Link(link) => link.from == End::Passage(id) || link.to == End::Passage(id),
        Suggested::Passage(_) => false,
    };
    let mut any = false;
    for (index, one) in open.suggestions.list.iter().enumerate().filter(|(_, one)| of_it(one)) {
        let Suggested::Link(link) = &one.what else { continue };
        if !any {
            ui.add_space(14.0);
            widgets::section(ui, "Suggested");
            any = true;
        }
        link_card(ui, open, index, link, id, out);
        ui.add_space(6.0);
    }
}

fn link_card(ui: &mut Ui, open: &Open, index: usize, link: &LinkSuggestion, id: PassageId, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let (End::Passage(from), End::Passage(to)) = (link.from, link.to) else { return };
    let other = if from == id { to } else { from };
    let Some((_, statement, passage)) = open.dossier.passage(other) else { return };
    let kind = open.dossier.codebook().link_kind(&link.kind);
    let verb = kind.map_or("", |kind| if from == id { kind.name.en() } else { kind.passive.en() });
    widgets::card(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(RichText::new(format!("may be: {verb}")).font(theme::bold(size::TEXT)));
            if widgets::link_button(ui, &passage.label.to_string()).on_hover_text("Go there").clicked() {
                out.send(Command::LookAt(index));
            }
            widgets::quiet(ui, &format!("{:.0} %", link.score * 100.0));
        });
        let words = RichText::new(statement.words(passage)).font(theme::serif(13.0)).color(theme.text);
        ui.add(egui::Label::new(words).truncate());
        ui.label(RichText::new(&link.reason).size(size::SMALL).color(theme.quiet));
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let name = |what: &str| format!("{what} the link with {}", passage.label);
            let accept = widgets::button(ui, "Accept");
            accept.widget_info(|| {
                egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name("Accept"))
            });
            if accept.clicked() {
                out.send(Command::Accept(vec![index]));
            }
            let dismiss = widgets::button(ui, "Dismiss");
            dismiss.widget_info(|| {
                egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name("Dismiss"))
            });
            if dismiss.clicked() {
                out.send(Command::Dismiss(index));
            }
        });
    });
}
