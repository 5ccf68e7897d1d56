//! The form for a meeting: date, title, place, who took part, note.
//!
//! Must not know: how a meeting is changed.

use egui::{Context, Margin, RichText, ScrollArea, Ui};

use super::{choice, day_warning, field, foot, line_space, modal, named, parse_day};
use crate::app::{Command, State};
use crate::model::{Dossier, MeetingDetails, MeetingId, Participant, PartyId};
use crate::ui::theme::{self, Theme};
use crate::ui::{Outbox, widgets};

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct Draft {
    date: String,
    title: String,
    place: String,
    note: String,
    participants: Vec<Participant>,
}

impl Draft {
    fn of(details: &MeetingDetails) -> Self {
        Self {
            date: details.date.map(|date| date.to_string()).unwrap_or_default(),
            title: details.title.clone(),
            place: details.place.clone(),
            note: details.note.clone(),
            participants: details.participants.clone(),
        }
    }

    fn details(&self) -> MeetingDetails {
        let named = |participant: &&Participant| {
            !participant.name.trim().is_empty() || !participant.office.trim().is_empty()
        };
        MeetingDetails {
            date: parse_day(&self.date).ok().flatten(),
            title: self.title.trim().to_owned(),
            place: self.place.trim().to_owned(),
            participants: self.participants.iter().filter(named).cloned().collect(),
            note: self.note.trim_end().to_owned(),
        }
    }
}

/// Shows the form for the meeting `id`, or for a new one.
pub(super) fn show(
    ctx: &Context,
    draft: &mut Draft,
    id: Option<MeetingId>,
    opened: bool,
    state: &State,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    if opened {
        *draft = id
            .and_then(|id| open.dossier.meeting(id))
            .map(|meeting| Draft::of(meeting.details()))
            .unwrap_or_default();
    }
    let title = if id.is_some() { "Meeting details" } else { "Add a meeting" };
    modal(ctx, title, 620.0, true, out, |ui, out| {
        let scroll = ScrollArea::vertical().max_height(ui.available_height() - 60.0);
        scroll.show(ui, |ui| fields(ui, draft, opened, &open.dossier));
        if foot(ui, if id.is_some() { "Change" } else { "Add" }, parse_day(&draft.date).is_ok(), out) {
            let details = draft.details();
            out.send(match id {
                Some(id) => Command::SetMeeting(id, details),
                None => Command::AddMeeting(details),
            });
        }
    });
}

fn fields(ui: &mut Ui, draft: &mut Draft, opened: bool, dossier: &Dossier) {
    ui.horizontal(|ui| {
        let date = field(ui, "Date of the meeting", &mut draft.date, "2025-02-20", 110.0);
        if opened {
            date.request_focus();
        }
        let rest = ui.available_width() - 20.0;
        field(ui, "Who met", &mut draft.title, "Deputy Minister – Ambassador", rest);
    });
    day_warning(ui, &draft.date);
    let width = ui.available_width() - 20.0;
    field(ui, "Place", &mut draft.place, "Where they met, if known", width);
    line_space(ui);
    widgets::section(ui, "Participants");
    participants(ui, draft, dossier);
    line_space(ui);
    let theme = Theme::now(ui.ctx());
    ui.label(RichText::new("Note").size(theme::size::SMALL).color(theme.quiet));
    let note = egui::TextEdit::multiline(&mut draft.note)
        .hint_text("What both or neither side said, and where it is from")
        .desired_width(width)
        .desired_rows(4)
        .margin(Margin::symmetric(8, 6));
    named(ui.add(note), "Note");
}

fn participants(ui: &mut Ui, draft: &mut Draft, dossier: &Dossier) {
    let mut removed = None;
    for (index, participant) in draft.participants.iter_mut().enumerate() {
        let number = index + 1;
        ui.push_id(("participant", index), |ui| {
            ui.horizontal(|ui| {
                field(ui, &format!("Name {number}"), &mut participant.name, "", 160.0);
                field(ui, &format!("Office {number}"), &mut participant.office, "Deputy Minister", 200.0);
                party(ui, &format!("Side {number}"), &mut participant.party, dossier);
                let remove = ui.add(egui::Button::new("×").frame_when_inactive(false));
                remove.widget_info(|| {
                    let name = format!("Remove participant {number}");
                    egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
                });
                if remove.clicked() {
                    removed = Some(index);
                }
            });
        });
    }
    if let Some(index) = removed {
        draft.participants.remove(index);
    }
    if widgets::link_button(ui, "+ Participant").clicked() {
        draft.participants.push(Participant::default());
    }
}

fn party(ui: &mut Ui, name: &str, chosen: &mut Option<PartyId>, dossier: &Dossier) {
    let now = chosen.and_then(|id| dossier.party(id)).map_or("Neither", |party| party.name.as_str());
    choice(ui, name, now, 110.0, |ui| {
        ui.selectable_value(chosen, None, "Neither");
        for party in dossier.parties() {
            ui.selectable_value(chosen, Some(party.id), &party.name);
        }
    });
}
