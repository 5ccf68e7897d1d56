//! What the inspector shows while nothing is selected: the meeting, and what can be done.
//!
//! Must not know: passages or links.

use egui::{RichText, Ui};

use crate::app::{Action, Command, Open};
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// Shows the meeting.
pub(super) fn show(ui: &mut Ui, open: &Open, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    let Some(meeting) = open.meeting() else { return };
    widgets::section(ui, "Meeting");
    widgets::card(ui, |ui| {
        let details = meeting.details();
        ui.label(RichText::new(&details.title).font(theme::bold(size::TITLE)));
        let date = details.date.map_or_else(|| "no date".to_owned(), format::day);
        let place = if details.place.is_empty() { String::new() } else { format!(" · {}", details.place) };
        ui.label(RichText::new(format!("{date}{place}")).color(theme.quiet));
        for participant in &details.participants {
            ui.add_space(4.0);
            ui.label(RichText::new(&participant.name).font(theme::bold(12.5)));
            let party =
                participant.party.and_then(|id| open.dossier.party(id)).map(|party| party.short.as_str());
            let office = match party {
                Some(party) if !participant.office.is_empty() => format!("{}, {party}", participant.office),
                Some(party) => party.to_owned(),
                None => participant.office.clone(),
            };
            widgets::quiet(ui, &office);
        }
        ui.add_space(6.0);
        if widgets::link_button(ui, Action::EditMeeting.label()).clicked() {
            out.send(Command::Do(Action::EditMeeting));
        }
    });
    if !meeting.details().note.is_empty() {
        ui.add_space(14.0);
        widgets::section(ui, "Note on the meeting");
        widgets::card(ui, |ui| {
            ui.label(RichText::new(&meeting.details().note).color(theme.quiet));
        });
    }
    // Where there is no text yet, the middle of the window says what to do.
    if meeting.statements().is_empty() {
        return;
    }
    ui.add_space(14.0);
    widgets::section(ui, "What to do");
    widgets::card(ui, |ui| {
        for (key, text) in [
            ("1–9", "Tag the selected words"),
            ("J", "Go through the passages"),
            ("L", "Link a response"),
            ("U", "See what nothing answers"),
        ] {
            ui.horizontal(|ui| {
                widgets::key_cap(ui, key);
                ui.label(text);
            });
        }
    });
}
