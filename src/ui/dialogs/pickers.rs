//! Choosing by typing: a tag, a topic, a command; and the kind of a link by its letter.
//!
//! Must not know: what becomes of the choice.

use egui::{Context, Key, Modifiers, RichText, ScrollArea, Ui, pos2};

use super::{modal, named};
use crate::app::{Action, Command, LinkChoice, State, TagChoice};
use crate::model::{Effect, LinkKind, PassageId};
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, widgets};

/// What is typed, and the line that Enter takes.
#[derive(Debug, Default)]
pub(super) struct Draft {
    typed: String,
    at: usize,
}

/// One line of a list to choose from.
struct Line {
    /// What is read and searched.
    text: String,
    /// What else is searched, and shown small behind it.
    more: String,
    /// A key or letter at the right.
    key: String,
    /// The colour of the dot before it.
    dot: Option<egui::Color32>,
    /// Whether it can be chosen now; the reason where not.
    not_now: Option<&'static str>,
    /// What choosing it sends.
    sends: Command,
}

impl Line {
    fn matches(&self, typed: &str) -> bool {
        let all = format!("{} {}", self.text, self.more).to_lowercase();
        typed.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }
}

/// A tag for the selected words or passage.
pub(super) fn tag(ctx: &Context, draft: &mut Draft, opened: bool, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let theme = Theme::now(ctx);
    let lines = open
        .dossier
        .codebook()
        .tags()
        .iter()
        .map(|tag| Line {
            text: tag.name.en().to_owned(),
            more: tag.use_when.en().to_owned(),
            key: tag.key.map(|key| key.to_string()).unwrap_or_default(),
            dot: Some(theme.shades(tag.colour).strong),
            not_now: None,
            sends: Command::Tag(TagChoice::Id(tag.id.clone())),
        })
        .collect();
    modal(ctx, "Tag", 560.0, true, out, |ui, out| {
        list(ui, draft, opened, "Find a tag", lines, out);
    });
}

/// A topic for a passage; one that is not there yet is added.
pub(super) fn topic(
    ctx: &Context,
    draft: &mut Draft,
    passage: PassageId,
    opened: bool,
    state: &State,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    let typed = draft.typed.trim().to_owned();
    let line = |text: String, sends: Command| Line {
        text,
        more: String::new(),
        key: String::new(),
        dot: None,
        not_now: None,
        sends,
    };
    let mut lines: Vec<Line> = open
        .dossier
        .topics()
        .iter()
        .map(|topic| line(topic.name.clone(), Command::SetTopic(passage, Some(topic.id))))
        .collect();
    let there = open.dossier.topics().iter().any(|topic| topic.name.to_lowercase() == typed.to_lowercase());
    if !typed.is_empty() && !there {
        let text = format!("Add the topic “{typed}”");
        lines.push(line(text, Command::SetNewTopic(passage, typed)));
    }
    if open.dossier.passage(passage).is_some_and(|(_, _, passage)| passage.topic.is_some()) {
        lines.push(line("No topic".to_owned(), Command::SetTopic(passage, None)));
    }
    modal(ctx, "Topic", 420.0, true, out, |ui, out| {
        list(ui, draft, opened, "Find a topic, or type a new one", lines, out);
    });
}

/// Any command.
pub(super) fn commands(ctx: &Context, draft: &mut Draft, opened: bool, state: &State, out: &mut Outbox) {
    let lines = Action::all()
        .into_iter()
        .filter(|action| !matches!(action, Action::Commands | Action::Cancel))
        .map(|action| Line {
            text: action.label_in(state),
            more: action.description().to_owned(),
            key: action.keys(),
            dot: None,
            not_now: action.possible(state).err(),
            sends: Command::Do(action),
        })
        .collect();
    modal(ctx, "Find a command", 620.0, true, out, |ui, out| {
        list(ui, draft, opened, "Type what you want to do", lines, out);
    });
}

/// A field to type into, and the lines that match; arrows and Enter choose.
fn list(ui: &mut Ui, draft: &mut Draft, opened: bool, hint: &str, lines: Vec<Line>, out: &mut Outbox) {
    let step = ui.input_mut(|input| {
        let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
        let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
        isize::from(down) - isize::from(up)
    });
    let edit = egui::TextEdit::singleline(&mut draft.typed)
        .hint_text(hint)
        .desired_width(ui.available_width() - 16.0)
        .margin(egui::Margin::symmetric(8, 6));
    let response = named(ui.add(edit), hint);
    if opened || !response.has_focus() {
        response.request_focus();
    }
    let typed = draft.typed.trim().to_owned();
    // A list for typing keeps what fits best on top: what begins with the words.
    let mut found: Vec<Line> = lines.into_iter().filter(|line| line.matches(&typed)).collect();
    found.sort_by_key(|line| {
        let text = line.text.to_lowercase();
        let typed = typed.to_lowercase();
        (line.not_now.is_some(), !text.starts_with(&typed), !text.contains(&typed))
    });
    if response.changed() {
        draft.at = 0;
    }
    let last = found.len().saturating_sub(1);
    draft.at = draft.at.saturating_add_signed(step).min(last);
    let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    ui.add_space(6.0);
    if found.is_empty() {
        widgets::quiet(ui, "Nothing is called so.");
    }
    let mut chosen = None;
    let height = (ui.available_height() - 10.0).min(420.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        for (index, line) in found.iter().enumerate() {
            let here = index == draft.at;
            let response = show_line(ui, line, here);
            if here && step != 0 {
                response.scroll_to_me(None);
            }
            let taken = response.clicked() || (here && enter);
            if taken && line.not_now.is_none() {
                chosen = Some(index);
            }
            if let Some(why) = line.not_now {
                response.on_hover_text(format!("Not now: {why}"));
            }
        }
    });
    if let Some(line) = chosen.and_then(|index| found.into_iter().nth(index)) {
        out.send(Command::SetDialog(None));
        out.send(line.sends);
    }
}

fn show_line(ui: &mut Ui, line: &Line, here: bool) -> egui::Response {
    let theme = Theme::now(ui.ctx());
    let name = match line.not_now {
        Some(why) => format!("{}, not now: {why}", line.text),
        None => line.text.clone(),
    };
    let response = widgets::row(ui, 28.0, here, || name.as_str());
    let rect = response.rect;
    let colour = if line.not_now.is_some() { theme.quiet } else { theme.text };
    let mut left = rect.left() + 10.0;
    if let Some(dot) = line.dot {
        ui.painter().circle_filled(pos2(left + 4.0, rect.center().y), 4.5, dot);
        left += 18.0;
    }
    let right = if line.key.is_empty() {
        rect.right() - 8.0
    } else {
        let width = widgets::key_cap_width(ui, &line.key);
        let cap = egui::Rect::from_min_size(
            pos2(rect.right() - 8.0 - width, rect.center().y - 9.0),
            egui::vec2(width, 18.0),
        );
        widgets::paint_key_cap(ui, cap, &line.key);
        cap.left() - 10.0
    };
    let at = pos2(left, rect.center().y);
    let used = widgets::paint_line(ui, at, &line.text, theme::plain(size::TEXT), colour, right - left);
    let more = line.not_now.unwrap_or(&line.more);
    let at = pos2(left + used + 12.0, rect.center().y);
    if right - at.x > 60.0 {
        widgets::paint_line(ui, at, more, theme::plain(size::SMALL), theme.quiet, right - at.x);
    }
    response
}

/// The kind of a link, by its letter, and which end reacts.
pub(super) fn link(ctx: &Context, choice: &LinkChoice, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let dossier = &open.dossier;
    let (Some((_, from_statement, from)), Some((_, to_statement, to))) =
        (dossier.passage(choice.from), dossier.passage(choice.to))
    else {
        out.send(Command::SetDialog(None));
        return;
    };
    let kinds = dossier.codebook().link_kinds();
    let typed = ctx.input_mut(|input| {
        kinds.iter().find(|kind| letter_key(kind).is_some_and(|key| input.consume_key(Modifiers::NONE, key)))
    });
    let turn = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab));
    let mut chosen = typed;
    let mut turned = turn && choice.now.is_none();
    let title = if choice.now.is_some() { "Kind of the link" } else { "New link" };
    modal(ctx, title, 560.0, true, out, |ui, _| {
        end(ui, dossier, from_statement, from, "reacts");
        end(ui, dossier, to_statement, to, "is reacted to");
        if choice.now.is_none() {
            ui.horizontal(|ui| {
                turned |= widgets::link_button(ui, "Turn round").clicked();
                widgets::key_cap(ui, "Tab");
            });
        }
        ui.add_space(4.0);
        ScrollArea::vertical().max_height(ui.available_height() - 10.0).show(ui, |ui| {
            for kind in kinds {
                if kind_line(ui, kind, choice.now.as_ref().is_some_and(|(_, now)| *now == kind.id)) {
                    chosen = Some(kind);
                }
            }
        });
    });
    if let Some(kind) = chosen {
        out.send(Command::SetDialog(None));
        out.send(match &choice.now {
            Some((link, _)) => Command::SetLinkKind(*link, kind.id.clone()),
            None => Command::Link { from: choice.from, to: choice.to, kind: kind.id.clone() },
        });
    } else if turned {
        let turned = LinkChoice { from: choice.to, to: choice.from, now: None };
        out.send(Command::SetDialog(Some(crate::app::Dialog::PickLink(turned))));
    }
}

fn letter_key(kind: &LinkKind) -> Option<Key> {
    Key::from_name(&kind.letter.to_uppercase().to_string())
}

fn end(
    ui: &mut Ui,
    dossier: &crate::model::Dossier,
    statement: &crate::model::Statement,
    passage: &crate::model::Passage,
    role: &str,
) {
    let theme = Theme::now(ui.ctx());
    let Some(tag) = dossier.codebook().tag(&passage.tag) else { return };
    let shades = theme.shades(tag.colour);
    let party = dossier.party(statement.party()).map_or("", |party| party.short.as_str());
    ui.horizontal(|ui| {
        ui.label(RichText::new(passage.label.to_string()).font(theme::bold(13.0)).color(shades.strong));
        ui.label(RichText::new(format!("{party} {role}")).size(size::SMALL).color(theme.quiet));
        let words = format!("“{}”", statement.words(passage));
        ui.add(egui::Label::new(RichText::new(words).font(theme::serif(13.0))).truncate());
    });
}

fn kind_line(ui: &mut Ui, kind: &LinkKind, now: bool) -> bool {
    let theme = Theme::now(ui.ctx());
    let response = widgets::row(ui, 28.0, now, || kind.name.en());
    let rect = response.rect;
    let cap =
        egui::Rect::from_min_size(pos2(rect.left() + 8.0, rect.center().y - 9.0), egui::vec2(20.0, 18.0));
    widgets::paint_key_cap(ui, cap, &kind.letter.to_uppercase().to_string());
    let left = cap.right() + 10.0;
    let used = widgets::paint_line(
        ui,
        pos2(left, rect.center().y),
        kind.name.en(),
        theme::bold(size::TEXT),
        theme.text,
        200.0,
    );
    let effect = match kind.effect {
        Effect::Answered => "answers",
        Effect::InPart => "answers in part",
        Effect::TurnedAside => "turns aside",
        Effect::None => "",
    };
    let definition = kind.definition.en();
    let more = if effect.is_empty() { definition.to_owned() } else { format!("{effect} · {definition}") };
    let at = pos2(left + used + 10.0, rect.center().y);
    widgets::paint_line(ui, at, &more, theme::plain(size::SMALL), theme.quiet, rect.right() - 8.0 - at.x);
    response.on_hover_text(definition).clicked()
}
