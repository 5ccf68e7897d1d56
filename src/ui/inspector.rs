//! The inspector: the selected passage or link with all that is known of it.
//!
//! Must not know: how a change is made; every field sends what should be true.

mod meeting;

use egui::{Id, RichText, ScrollArea, Ui, vec2};

use super::theme::{self, Theme, size};
use super::{Outbox, format, review, status as marks, suggested, widgets};
use crate::analysis::status;
use crate::app::{Action, Command, Dialog, LinkChoice, Open, Selected, State};
use crate::model::{Dossier, LinkId, Meeting, Passage, PassageId, SaidBy, Statement, Strength};

/// Text being typed, until it is sent on.
#[derive(Debug, Default)]
pub(super) struct Inspector {
    note: Field<PassageId>,
    verb: Field<PassageId>,
    link_note: Field<LinkId>,
}

/// A text field that shows the model's text unless it is being typed into.
#[derive(Debug)]
struct Field<T> {
    of: Option<T>,
    text: String,
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self { of: None, text: String::new() }
    }
}

impl<T: Copy + PartialEq> Field<T> {
    /// Shows the field; `Some` where what is typed should become true.
    #[expect(clippy::too_many_arguments, reason = "a field with all that tells it from others")]
    fn show(
        &mut self,
        ui: &mut Ui,
        of: T,
        now: &str,
        id: Id,
        make: impl FnOnce(egui::TextEdit<'_>) -> egui::TextEdit<'_>,
        name: &str,
        out: &mut Outbox,
    ) -> Option<String> {
        let focused = ui.memory(|memory| memory.has_focus(id));
        if !focused || self.of != Some(of) {
            self.text.clear();
            self.text.push_str(now);
            self.of = Some(of);
        }
        let edit = make(egui::TextEdit::multiline(&mut self.text).id(id));
        let response = ui.add(edit);
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(name.to_owned()));
        if response.lost_focus() {
            out.send(Command::Seal);
        }
        (response.changed() && self.text != now).then(|| self.text.clone())
    }
}

impl Inspector {
    /// Shows the inspector.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Outbox) {
        let Some(open) = &state.open else { return };
        let theme = Theme::now(ui.ctx());
        let rect = ui.max_rect().expand2(vec2(14.0, 0.0));
        ui.painter().vline(rect.left() + 0.5, rect.y_range(), theme.hairline());
        ScrollArea::vertical().id_salt("inspector").auto_shrink([false, false]).show(ui, |ui| {
            ui.add_space(12.0);
            if let Some(reason) = &open.read_only {
                widgets::card(ui, |ui| {
                    ui.label(RichText::new("Reading only").font(theme::bold(size::TEXT)));
                    ui.label(reason);
                });
                ui.add_space(12.0);
            }
            ui.add_enabled_ui(open.read_only.is_none(), |ui| match open.at.selected {
                Selected::Passage(id) => match open.dossier.passage(id) {
                    Some((meeting, statement, passage)) => {
                        self.passage(ui, open, meeting, statement, passage, state, out);
                    }
                    None => meeting::show(ui, open, out),
                },
                Selected::Link(id) => self.link(ui, open, id, out),
                Selected::None if open.suggestions.current().is_some() => suggested::current(ui, open, out),
                Selected::None => meeting::show(ui, open, out),
            });
            ui.add_space(16.0);
        });
    }

    #[expect(clippy::too_many_arguments, reason = "one passage with all that it stands in")]
    fn passage(
        &mut self,
        ui: &mut Ui,
        open: &Open,
        meeting: &Meeting,
        statement: &Statement,
        passage: &Passage,
        state: &State,
        out: &mut Outbox,
    ) {
        let theme = Theme::now(ui.ctx());
        let id = passage.id;
        widgets::section(ui, &format!("Passage {}", passage.label));
        let tag = open.dossier.codebook().tag(&passage.tag);
        let shades = tag.map(|tag| theme.shades(tag.colour));
        quote_card(ui, statement.words(passage), shades.map_or(theme.quiet, |s| s.strong), 8);
        if !passage.former_labels.is_empty() {
            let former: Vec<String> = passage.former_labels.iter().map(ToString::to_string).collect();
            widgets::quiet(ui, &format!("formerly {}", former.join(", ")));
        }
        ui.add_space(10.0);
        widgets::card(ui, |ui| {
            property(ui, "Tag", |ui| {
                let name = tag.map_or_else(|| passage.tag.to_string(), |tag| tag.name.en().to_owned());
                if let Some(shades) = shades {
                    let pill = widgets::pill(ui, &name, shades);
                    tag_menu(&pill, open, passage, out);
                }
            });
            property(ui, "Topic", |ui| {
                let name = passage
                    .topic
                    .and_then(|topic| open.dossier.topic(topic))
                    .map(|topic| topic.name.as_str());
                if value_button(ui, name, "Choose…", "Topic").clicked() {
                    out.send(Command::Do(Action::Topic));
                }
            });
            property(ui, "Said by", |ui| said_by(ui, open, statement, passage, out));
            property(ui, "Verb", |ui| {
                let field = Id::unique("verb").with(id);
                let changed = self.verb.show(
                    ui,
                    id,
                    &passage.verb,
                    field,
                    |edit| {
                        edit.desired_rows(1)
                            .desired_width(140.0)
                            .hint_text("stressed, raised…")
                            .return_key(None)
                    },
                    "Verb",
                    out,
                );
                if let Some(verb) = changed {
                    out.send(Command::SetVerb(id, verb.replace('\n', " ")));
                }
            });
            property(ui, "Strength", |ui| strength(ui, open, passage, out));
            if let Some(state) = status(&open.dossier, open.links(), passage) {
                property(ui, "Status", |ui| {
                    let colour = theme.status(state);
                    let text = RichText::new(state.words()).font(theme::bold(size::TEXT)).color(colour);
                    ui.label(text);
                    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), egui::Sense::hover());
                    widgets::paint_mark(ui.painter(), rect.center(), 5.0, marks::mark(state), colour);
                });
            }
        });
        ui.add_space(14.0);
        self.links(ui, open, meeting, passage, state, out);
        suggested::links_of(ui, open, id, out);
        ui.add_space(14.0);
        widgets::section(ui, "Note");
        let field = Id::unique("note").with(id);
        if open.at.focus_note {
            ui.memory_mut(|memory| memory.request_focus(field));
            out.send(Command::Shown);
        }
        let changed = self.note.show(
            ui,
            id,
            &passage.note,
            field,
            |edit| {
                edit.desired_rows(3)
                    .desired_width(f32::INFINITY)
                    .hint_text("What you want to remember")
                    .margin(egui::Margin::symmetric(10, 8))
            },
            &format!("Note on {}", passage.label),
            out,
        );
        if let Some(note) = changed {
            out.send(Command::SetNote(id, note));
        }
        ui.add_space(10.0);
        who_and_when(ui, &open.dossier, passage);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            if widgets::link_button(ui, "Remove passage").clicked() {
                out.send(Command::RemovePassage(id));
            }
        });
    }

    fn links(
        &mut self,
        ui: &mut Ui,
        open: &Open,
        meeting: &Meeting,
        passage: &Passage,
        state: &State,
        out: &mut Outbox,
    ) {
        widgets::section(ui, "Links");
        let id = passage.id;
        widgets::card(ui, |ui| {
            let incoming = open.links().incoming(id);
            let outgoing = open.links().outgoing(id);
            for found in incoming.iter().chain(outgoing) {
                let link = &found.link;
                let (other, is_incoming) = if link.to == id { (link.from, true) } else { (link.to, false) };
                link_entry(ui, open, meeting, link.id, other, is_incoming, out);
                ui.add_space(8.0);
            }
            if incoming.is_empty() && outgoing.is_empty() {
                widgets::quiet(ui, "Not linked yet. Drag its label to another one, or press L.");
                ui.add_space(4.0);
            }
            if let Some(no_response) = &passage.no_response {
                let told = match no_response.reason.as_str() {
                    "" => "Confirmed: nothing answers it.".to_owned(),
                    reason => format!("Confirmed that nothing answers it: {reason}"),
                };
                widgets::quiet(ui, &told);
                ui.add_space(4.0);
            }
            ui.horizontal(|ui| {
                if widgets::button(ui, "Link…").on_hover_text(Action::LinkFrom.description()).clicked() {
                    out.send(Command::BeginLink(id));
                }
                if Action::NoResponse.possible(state).is_ok() {
                    let on = passage.no_response.is_some();
                    let text = if on { "Take back" } else { "No response" };
                    if widgets::button(ui, text).on_hover_text(Action::NoResponse.description()).clicked() {
                        out.send(Command::SetNoResponse(id, (!on).then(String::new)));
                    }
                }
            });
        });
    }

    fn link(&mut self, ui: &mut Ui, open: &Open, id: LinkId, out: &mut Outbox) {
        let Some(link) = open.meeting().and_then(|meeting| meeting.link(id)) else { return };
        let theme = Theme::now(ui.ctx());
        widgets::section(ui, "Link");
        let kind = open.dossier.codebook().link_kind(&link.kind);
        for (which, passage_id) in [(0, link.from), (1, link.to)] {
            if which == 1 {
                ui.add_space(4.0);
                let colour = kind.map_or(theme.quiet, |kind| review::link_colour(kind.effect, theme));
                let name = kind.map_or("", |kind| kind.name.en());
                ui.vertical_centered(|ui| {
                    let text = RichText::new(format!("{name} ▾")).font(theme::bold(size::TEXT)).color(colour);
                    let response = ui.button(text).on_hover_text("Choose another kind");
                    if response.clicked() {
                        let now = Some((id, link.kind.clone()));
                        let choice = LinkChoice { from: link.from, to: link.to, now };
                        out.send(Command::SetDialog(Some(Dialog::PickLink(choice))));
                    }
                });
                ui.add_space(4.0);
            }
            if let Some((_, statement, passage)) = open.dossier.passage(passage_id) {
                let tag = open.dossier.codebook().tag(&passage.tag);
                let colour = tag.map_or(theme.quiet, |tag| theme.shades(tag.colour).strong);
                let who = open.dossier.party(statement.party()).map_or("", |party| party.name.as_str());
                ui.horizontal(|ui| {
                    if widgets::link_button(ui, &format!("{} · {who}", passage.label)).clicked() {
                        out.send(Command::Show(passage_id));
                    }
                });
                quote_card(ui, statement.words(passage), colour, 5);
            }
        }
        ui.add_space(10.0);
        widgets::section(ui, "Note");
        let field = Id::unique("link note").with(id);
        let changed = self.link_note.show(
            ui,
            id,
            &link.note,
            field,
            |edit| {
                edit.desired_rows(3)
                    .desired_width(f32::INFINITY)
                    .hint_text("Why they belong together")
                    .margin(egui::Margin::symmetric(10, 8))
            },
            "Note on the link",
            out,
        );
        if let Some(note) = changed {
            out.send(Command::SetLinkNote(id, note));
        }
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            if widgets::button(ui, "Turn round").on_hover_text("Let the other end react").clicked() {
                out.send(Command::ReverseLink(id));
            }
            if widgets::button(ui, "Remove link").clicked() {
                out.send(Command::RemoveLink(id));
            }
        });
    }
}

/// Words with a bar of a colour beside them, in at most so many lines.
pub(super) fn quote_card(ui: &mut Ui, words: &str, colour: egui::Color32, rows: usize) {
    let theme = Theme::now(ui.ctx());
    widgets::card(ui, |ui| {
        let width = ui.available_width() - 14.0;
        let mut job = egui::text::LayoutJob::single_section(
            words.to_owned(),
            egui::TextFormat {
                font_id: theme::serif(14.5),
                color: theme.text,
                line_height: Some(21.0),
                ..Default::default()
            },
        );
        job.wrap = egui::text::TextWrapping { max_width: width, max_rows: rows, ..Default::default() };
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), egui::Sense::hover());
        let bar = egui::Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, 1, colour);
        let elided = galley.elided;
        ui.painter().galley(rect.min + vec2(14.0, 0.0), galley, theme.text);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Blockquote, true, words));
        if elided {
            response.on_hover_text(words);
        }
    });
}

pub(super) fn property(ui: &mut Ui, name: &str, value: impl FnOnce(&mut Ui)) {
    let theme = Theme::now(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        ui.label(RichText::new(name).color(theme.quiet));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), value);
    });
}

/// A value that opens a choice; the hint stands where there is none.
fn value_button(ui: &mut Ui, value: Option<&str>, hint: &str, name: &str) -> egui::Response {
    let theme = Theme::now(ui.ctx());
    let text = match value {
        Some(value) => RichText::new(value).font(theme::bold(size::TEXT)),
        None => RichText::new(hint).color(theme.accent),
    };
    let response = ui.add(egui::Button::new(text).frame_when_inactive(false).truncate());
    let full = format!("{name}: {}", value.unwrap_or(hint));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &full));
    widgets::focus_ring(ui, &response);
    response
}

fn tag_menu(response: &egui::Response, open: &Open, passage: &Passage, out: &mut Outbox) {
    egui::Popup::menu(response).accessible_name("Tags").width(230.0).show(|ui| {
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            let theme = Theme::now(ui.ctx());
            for tag in open.dossier.codebook().tags() {
                let text = RichText::new(tag.name.en()).color(theme.shades(tag.colour).strong);
                let key = tag.key.map(|key| key.to_string()).unwrap_or_default();
                let button = egui::Button::selectable(passage.tag == tag.id, text)
                    .shortcut_text(key)
                    .min_size(vec2(210.0, 22.0));
                if ui.add(button).on_hover_text(tag.definition.en()).clicked() {
                    out.send(Command::Retag(passage.id, tag.id.clone()));
                    ui.close();
                }
            }
        });
    });
}

fn said_by(ui: &mut Ui, open: &Open, statement: &Statement, passage: &Passage, out: &mut Outbox) {
    let own = open.dossier.party(statement.party()).map_or("own side", |party| party.name.as_str());
    let words = |said_by: SaidBy| match said_by {
        SaidBy::Own => own.to_owned(),
        SaidBy::Party(id) => open.dossier.party(id).map_or_else(String::new, |party| party.name.clone()),
        SaidBy::Both => "Both sides".to_owned(),
        SaidBy::Third => "A third party".to_owned(),
        SaidBy::Nobody => "Nobody (“it was noted”)".to_owned(),
    };
    let now = passage.said_by.map(words);
    let response = value_button(ui, now.as_deref(), "Choose…", "Said by");
    egui::Popup::menu(&response).accessible_name("Said by").width(220.0).show(|ui| {
        let mut choices = vec![SaidBy::Own];
        let others = open.dossier.parties().iter().filter(|party| party.id != statement.party());
        choices.extend(others.map(|party| SaidBy::Party(party.id)));
        choices.extend([SaidBy::Both, SaidBy::Third, SaidBy::Nobody]);
        for choice in choices {
            if ui.selectable_label(passage.said_by == Some(choice), words(choice)).clicked() {
                out.send(Command::SetSaidBy(passage.id, Some(choice)));
                ui.close();
            }
        }
        ui.separator();
        if ui.selectable_label(passage.said_by.is_none(), "Not set").clicked() {
            out.send(Command::SetSaidBy(passage.id, None));
            ui.close();
        }
    });
}

fn strength(ui: &mut Ui, open: &Open, passage: &Passage, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let codebook = open.dossier.codebook();
    let tag = codebook.tag(&passage.tag);
    let family = tag.and_then(|tag| codebook.family(&tag.family));
    let now = passage.strength.map_or(0, Strength::level);
    let colour = tag.map_or(theme.accent, |tag| theme.shades(tag.colour).strong);
    ui.spacing_mut().item_spacing.x = 3.0;
    // Laid out from right to left.
    for level in (1..=5_u8).rev() {
        let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), egui::Sense::click());
        let bar = egui::Rect::from_center_size(
            rect.center(),
            vec2(20.0, if response.hovered() { 9.0 } else { 6.0 }),
        );
        ui.painter().rect_filled(bar, 3, if level <= now { colour } else { theme.empty });
        widgets::focus_ring(ui, &response);
        let verbs = family
            .and_then(|family| family.levels.iter().find(|rung| rung.level == level))
            .and_then(|rung| rung.verbs.get("en"))
            .map(|verbs| verbs.join(", "))
            .unwrap_or_default();
        response.widget_info(|| {
            let name = format!("Strength {level}: {verbs}");
            egui::WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, level == now, name)
        });
        if response.clicked() {
            // The present level clicked again takes it back.
            let wanted = if level == now { None } else { Strength::new(level) };
            out.send(Command::SetStrength(passage.id, wanted));
        }
        response.on_hover_text(format!("{level}: {verbs}"));
    }
}

fn link_entry(
    ui: &mut Ui,
    open: &Open,
    meeting: &Meeting,
    link: LinkId,
    other: PassageId,
    is_incoming: bool,
    out: &mut Outbox,
) {
    let theme = Theme::now(ui.ctx());
    let Some(found) = open.dossier.meetings().iter().find_map(|m| m.link(link)) else { return };
    let Some((other_meeting, statement, passage)) = open.dossier.passage(other) else { return };
    let kind = open.dossier.codebook().link_kind(&found.kind);
    let words = kind.map_or("", |kind| if is_incoming { kind.passive.en() } else { kind.name.en() });
    let colour = kind.map_or(theme.quiet, |kind| review::link_colour(kind.effect, theme));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 4.0;
        // A long kind gives way to the label and the menu beside it.
        let label = widgets::text_width(ui, &passage.label.to_string(), theme::plain(size::TEXT));
        let room = ui.available_width() - label - 40.0;
        let verb = ui.scope(|ui| {
            ui.set_max_width(room.max(40.0));
            let text = RichText::new(words).font(theme::bold(size::TEXT)).color(colour);
            ui.add(egui::Button::new(text).frame_when_inactive(false).truncate())
        });
        let verb = verb.inner;
        if verb.on_hover_text("Choose another kind").clicked() {
            let now = Some((link, found.kind.clone()));
            let choice = LinkChoice { from: found.from, to: found.to, now };
            out.send(Command::SetDialog(Some(Dialog::PickLink(choice))));
        }
        if widgets::link_button(ui, &passage.label.to_string()).on_hover_text("Go there").clicked() {
            out.send(Command::Show(other));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let more = ui.add(egui::Button::new("⋯").frame_when_inactive(false));
            more.widget_info(|| {
                let name = format!("More on the link with {}", passage.label);
                egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
            });
            egui::Popup::menu(&more).accessible_name("Link").width(180.0).show(|ui| {
                if ui.button("Show the link").clicked() {
                    out.send(Command::Select(Selected::Link(link)));
                    ui.close();
                }
                if ui.button("Turn round").clicked() {
                    out.send(Command::ReverseLink(link));
                    ui.close();
                }
                if ui.button("Remove link").clicked() {
                    out.send(Command::RemoveLink(link));
                    ui.close();
                }
            });
        });
    });
    if other_meeting.id() != meeting.id() {
        let date = other_meeting.details().date.map(format::day).unwrap_or_default();
        widgets::quiet(ui, &format!("{date}, {}", other_meeting.details().title));
    }
    let width = ui.available_width() - 12.0;
    let tag = open.dossier.codebook().tag(&passage.tag);
    let bar = tag.map_or(theme.line, |tag| theme.shades(tag.colour).strong);
    let mut job = egui::text::LayoutJob::single_section(
        statement.words(passage).to_owned(),
        egui::TextFormat {
            font_id: theme::serif(13.0),
            color: theme.quiet,
            line_height: Some(19.0),
            ..Default::default()
        },
    );
    job.wrap = egui::text::TextWrapping { max_width: width, max_rows: 3, ..Default::default() };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), egui::Sense::hover());
    ui.painter().rect_filled(egui::Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 1, bar);
    ui.painter().galley(rect.min + vec2(12.0, 0.0), galley, theme.quiet);
    if !found.note.is_empty() {
        widgets::quiet(ui, &found.note);
    }
}

fn who_and_when(ui: &mut Ui, dossier: &Dossier, passage: &Passage) {
    let who = passage.reviewer.and_then(|id| dossier.reviewer(id)).map(|reviewer| reviewer.name.as_str());
    let when = format::moment(passage.created);
    let mut text = match who {
        Some(who) => format!("Tagged by {who}, {when}"),
        None => format!("Tagged {when}"),
    };
    if passage.modified != passage.created {
        text.push_str(&format!("; changed {}", format::moment(passage.modified)));
    }
    if !passage.suggested_by.is_empty() {
        text.push_str(&format!("; suggested by {}", passage.suggested_by));
    }
    widgets::quiet(ui, &text);
}
