//! The Memo view: the memo as it will be, the reviewer's own words in it, and what it is to show.
//!
//! Must not know: what a memo says of the dossier.

use std::sync::Arc;

use egui::{Panel, RichText, ScrollArea, Ui};

use super::head;
use super::page::{self, Fields, Page, Piece};
use crate::app::{Command, MemoChange, Open, memo_is_written, shown_memo};
use crate::export::memo::Document;
use crate::model::{Memo, MemoLanguage, MemoScope, MemoSection};
use crate::ui::long_list::LongList;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// Width of the column with what the memo is to show, in points.
const OPTIONS: f32 = 250.0;

/// What the view remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct MemoView {
    list: LongList,
    pieces: Vec<Piece>,
    version: u64,
    fields: Fields,
    title: String,
    marking: String,
    from: String,
    to: String,
}

impl MemoView {
    /// Shows the view.
    pub(super) fn show(&mut self, ui: &mut Ui, open: &Open, out: &mut Outbox) {
        let theme = Theme::now(ui.ctx());
        ui.spacing_mut().item_spacing.y = 0.0;
        let title = |ui: &mut Ui| {
            head::title(ui, "Memo", "as it will be; a click on a source shows it among the statements");
        };
        let tools = |ui: &mut Ui| {
            head::export(ui, out);
        };
        head::show(ui, title, tools, None);
        let Some(memo) = shown_memo(open) else {
            ui.add_space(24.0);
            widgets::quiet(ui, "   A memo is about a meeting. Add one first.");
            return;
        };
        let bar = egui::Frame::new().fill(theme.side).inner_margin(egui::Margin::symmetric(14, 0));
        Panel::right("memo options").exact_size(OPTIONS).resizable(false).frame(bar).show(ui, |ui| {
            ScrollArea::vertical().id_salt("memo options").auto_shrink([false, false]).show(ui, |ui| {
                ui.add_space(12.0);
                ui.add_enabled_ui(open.read_only.is_none(), |ui| self.options(ui, open, memo, out));
                ui.add_space(16.0);
            });
        });
        let answer = &open.views.memo.document;
        let Some(document) = &answer.shown else {
            ui.add_space(24.0);
            widgets::quiet(ui, "   The memo is being made …");
            return;
        };
        self.page(ui, document, answer.version, memo, open, out);
    }

    fn page(
        &mut self,
        ui: &mut Ui,
        document: &Arc<Document>,
        version: u64,
        memo: &Memo,
        open: &Open,
        out: &mut Outbox,
    ) {
        if self.version != version {
            let pieces = page::pieces(document);
            // What is typed changes heights, but not where the pieces stand.
            if pieces != self.pieces {
                self.list.renew();
            }
            (self.pieces, self.version) = (pieces, version);
        }
        let page = Page { document, memo, editable: open.read_only.is_none() };
        let Self { list, pieces, fields, .. } = self;
        let guess = |at: usize| pieces.get(at).map_or(30.0, |piece| page::guess(document, *piece));
        list.show(ui, "memo", pieces.len(), guess, |ui, at| {
            if let Some(piece) = pieces.get(at) {
                page.show(ui, *piece, fields, out);
            }
        });
    }

    fn options(&mut self, ui: &mut Ui, open: &Open, memo: &Memo, out: &mut Outbox) {
        let theme = Theme::now(ui.ctx());
        ui.spacing_mut().item_spacing.y = 6.0;
        let change = |out: &mut Outbox, change| out.send(Command::ChangeMemo(memo.id, change));
        let small = |text: &str| RichText::new(text).size(size::SMALL).color(theme.quiet);
        widgets::section(ui, "Memo");
        which(ui, open, memo, out);
        ui.add_space(4.0);
        ui.label(small("Title"));
        let hint = "made from the meeting";
        if let Some(title) =
            line(ui, "memo title", "Title of the memo", &mut self.title, &memo.title, hint, out)
        {
            change(out, MemoChange::Title(title));
        }
        ui.add_space(6.0);
        self.scope(ui, open, memo, out);
        ui.add_space(6.0);
        let parties = open.dossier.parties();
        if parties.len() > 2 {
            ui.label(small("Parties"));
            for party in parties {
                let mut on = memo.is_about(party.id);
                if ui.checkbox(&mut on, &party.name).changed() {
                    let chosen = parties.iter().map(|party| party.id);
                    let chosen: Vec<_> =
                        chosen.filter(|id| if *id == party.id { on } else { memo.is_about(*id) }).collect();
                    let all = chosen.len() == parties.len();
                    // A memo about nobody says nothing: the last one stays.
                    if !chosen.is_empty() {
                        change(out, MemoChange::Parties(if all { Vec::new() } else { chosen }));
                    }
                }
            }
            ui.add_space(6.0);
        }
        ui.label(small("Language of headings"));
        ui.horizontal_wrapped(|ui| {
            for language in MemoLanguage::KNOWN {
                let on = memo.language == language;
                if ui.selectable_label(on, language.name()).clicked() && !on {
                    change(out, MemoChange::Language(language));
                }
            }
        });
        ui.add_space(6.0);
        ui.label(small("Handling marking at top and foot"));
        if let Some(marking) =
            line(ui, "memo marking", "Handling marking", &mut self.marking, &memo.marking, "none", out)
        {
            change(out, MemoChange::Marking(marking));
        }
        ui.add_space(6.0);
        let mut with_notes = memo.with_notes;
        if ui.checkbox(&mut with_notes, "With internal notes").changed() {
            change(out, MemoChange::WithNotes(with_notes));
        }
        widgets::quiet(
            ui,
            if with_notes { "Your notes and reasons go out." } else { "Your notes stay here." },
        );
        ui.add_space(10.0);
        widgets::section(ui, "Sections");
        for section in MemoSection::ALL {
            let mut on = memo.shows(section);
            if ui.checkbox(&mut on, section_name(section)).changed() {
                change(out, MemoChange::Shows(section, on));
            }
        }
        if memo_is_written(open, memo.id) {
            ui.add_space(12.0);
            if widgets::link_button(ui, "Remove this memo").clicked() {
                out.send(Command::RemoveMemo(memo.id));
            }
        }
    }

    fn scope(&mut self, ui: &mut Ui, open: &Open, memo: &Memo, out: &mut Outbox) {
        let theme = Theme::now(ui.ctx());
        ui.label(RichText::new("Meetings").size(size::SMALL).color(theme.quiet));
        let set = |out: &mut Outbox, scope| out.send(Command::ChangeMemo(memo.id, MemoChange::Scope(scope)));
        let MemoScope::Period { from, to } = memo.scope else {
            if let Some(meeting) = open.meeting() {
                let details = meeting.details();
                let day = details.date.map(|day| format!("{}, ", format::day(day))).unwrap_or_default();
                ui.label(format!("{day}{}", details.title));
            }
            return;
        };
        let text = |day: Option<crate::model::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let days = [("From", &mut self.from, from), ("To", &mut self.to, to)];
        for (at, (name, field, now)) in days.into_iter().enumerate() {
            widgets::quiet(ui, name);
            if !field.trim().is_empty() && field.trim().parse::<crate::model::Day>().is_err() {
                widgets::quiet(ui, "Write it as year-month-day, such as 2025-02-20");
            }
            let hint = "year-month-day, or open";
            let typed = line(ui, name, name, field, &text(now), hint, out);
            let Some(Ok(day)) = typed.map(|typed| match typed.trim() {
                "" => Ok(None),
                day => day.parse().map(Some),
            }) else {
                continue;
            };
            let (from, to) = if at == 0 { (day, to) } else { (from, day) };
            // While a year is being typed, the ends may stand the wrong way round.
            if from.zip(to).is_none_or(|(from, to)| from <= to) {
                set(out, MemoScope::Period { from, to });
            }
        }
        let count = open.dossier.meetings().iter();
        let count = count.filter(|meeting| memo.scope.holds(meeting.id(), meeting.details().date)).count();
        widgets::quiet(ui, &format::count(count, "meeting"));
    }
}

/// Which memo is shown; the others, and new ones.
fn which(ui: &mut Ui, open: &Open, memo: &Memo, out: &mut Outbox) {
    let name = |memo: &Memo| match (&memo.scope, memo.title.as_str()) {
        (_, title) if !title.is_empty() => title.to_owned(),
        (MemoScope::Meeting(id), _) => {
            let meeting = open.dossier.meeting(*id);
            meeting.map_or_else(String::new, |meeting| {
                let details = meeting.details();
                details.date.map_or_else(|| details.title.clone(), format::day)
            })
        }
        (MemoScope::Period { from, to }, _) => {
            let day =
                |day: &Option<crate::model::Day>| day.map(format::day).unwrap_or_else(|| "…".to_owned());
            match (from, to) {
                (None, None) => "All meetings".to_owned(),
                _ => format!("{} – {}", day(from), day(to)),
            }
        }
    };
    let text = RichText::new(format!("{} ▾", name(memo))).font(theme::bold(size::TEXT));
    let response = ui.add(egui::Button::new(text).truncate().min_size(egui::vec2(OPTIONS - 30.0, 26.0)));
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, format!("Memo: {}", name(memo)))
    });
    egui::Popup::menu(&response).accessible_name("Memos").width(OPTIONS).show(|ui| {
        for other in open.dossier.memos() {
            let button = egui::Button::selectable(other.id == memo.id, name(other)).truncate();
            if ui.add(button).clicked() {
                if let MemoScope::Meeting(meeting) = other.scope {
                    out.send(Command::GoToMeeting(meeting));
                }
                out.send(Command::ChooseMemo(other.id));
                ui.close();
            }
        }
        if !open.dossier.memos().is_empty() {
            ui.separator();
        }
        let entry = |ui: &mut Ui, text: &str| ui.add(egui::Button::new(text).frame_when_inactive(false));
        if let Some(meeting) = open.at.meeting
            && entry(ui, "New memo on this meeting").clicked()
        {
            out.send(Command::NewMemo(MemoScope::Meeting(meeting)));
            ui.close();
        }
        if entry(ui, "New memo on a period").clicked() {
            out.send(Command::NewMemo(MemoScope::Period { from: None, to: None }));
            ui.close();
        }
    });
}

/// A field of one line that shows what is so unless it is being typed into; `Some` where what is
/// typed should become so.
fn line(
    ui: &mut Ui,
    id: &str,
    name: &str,
    text: &mut String,
    now: &str,
    hint: &str,
    out: &mut Outbox,
) -> Option<String> {
    let id = egui::Id::unique("memo").with(id);
    if !ui.memory(|memory| memory.has_focus(id)) && text != now {
        now.clone_into(text);
    }
    let edit = egui::TextEdit::singleline(text)
        .id(id)
        .hint_text(hint)
        .desired_width(ui.available_width() - 18.0)
        .margin(egui::Margin::symmetric(8, 4));
    let response = ui.add(edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name.to_owned()));
    if response.lost_focus() {
        out.send(Command::Seal);
    }
    (response.changed() && text != now).then(|| text.clone())
}

/// What a section is called here; in the memo it has the memo's language.
fn section_name(section: MemoSection) -> &'static str {
    match section {
        MemoSection::BottomLine => "Bottom line",
        MemoSection::Facts => "Meeting and sources",
        MemoSection::Topics => "Topics side by side",
        MemoSection::Concerns => "Concerns and responses",
        MemoSection::Agreements => "Agreed, claimed, disputed",
        MemoSection::Commitments => "Commitments and dates",
        MemoSection::Omissions => "Omissions",
        MemoSection::Wording => "Wording",
        MemoSection::Change => "Change since last time",
        MemoSection::NextSteps => "Gaps and next steps",
        MemoSection::Annex => "Annex: the texts",
    }
}
