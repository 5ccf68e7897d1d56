//! The Wording view: topic by topic the sides' passages beside each other, with the words that both
//! have and those of one side alone; and a side's text against its last one.
//!
//! Must not know: how words are compared.

use egui::Ui;

use super::against;
use super::head::{self, Choice};
use super::sides::{self, Item};
use crate::app::{Command, Compared, Open};
use crate::ui::long_list::LongList;
use crate::ui::{Outbox, widgets};

/// What the view remembers from frame to frame.
#[derive(Debug, Default)]
pub(super) struct WordingView {
    list: LongList,
    items: Vec<Item>,
    version: u64,
    against: against::AgainstView,
}

impl WordingView {
    /// Shows the view.
    pub(super) fn show(&mut self, ui: &mut Ui, open: &Open, out: &mut Outbox) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let compared = open.views.wording.compared;
        let mut chosen = None;
        let mut hides = None;
        let title = |ui: &mut Ui| {
            head::title(ui, "Wording", "");
            let parties = open.meeting().map(|meeting| {
                let here = |id| meeting.statements().iter().any(|statement| statement.party() == id);
                let parties = open.dossier.parties().iter().filter(|party| here(party.id));
                parties.map(|party| (party.id, party.name.clone())).collect::<Vec<_>>()
            });
            let parties = parties.unwrap_or_default();
            let name = |compared: Compared| match compared {
                Compared::Sides => "the sides with each other".to_owned(),
                Compared::LastTime(id) => {
                    let name = parties.iter().find(|(party, _)| *party == id).map(|(_, name)| name.as_str());
                    format!("{} with its last text", name.unwrap_or_default())
                }
            };
            let choices = || {
                let last = parties.iter().map(|(id, _)| Compared::LastTime(*id));
                let all = std::iter::once(Compared::Sides).chain(last);
                all.map(|compared| Choice::new(name(compared), compared)).collect()
            };
            chosen = head::filter(ui, "Compare", &compared, choices, &name(compared), false);
        };
        let tools = |ui: &mut Ui| {
            head::export(ui, out);
            if matches!(compared, Compared::LastTime(_)) {
                let mut hide = open.views.wording.hides_kept;
                if ui.checkbox(&mut hide, "Only what changed").changed() {
                    hides = Some(hide);
                }
            }
        };
        head::show(ui, title, tools, None);
        if let Some(compared) = chosen {
            out.send(Command::Compare(compared));
        }
        if let Some(hides) = hides {
            out.send(Command::HideKept(hides));
        }
        match compared {
            Compared::Sides => self.sides(ui, open, out),
            Compared::LastTime(_) => self.against.show(ui, open, out),
        }
    }

    fn sides(&mut self, ui: &mut Ui, open: &Open, out: &mut Outbox) {
        let answer = &open.views.wording.sides;
        let Some(wording) = &answer.shown else { return };
        if self.version != answer.version {
            self.version = answer.version;
            self.items = sides::items(wording);
            self.list.renew();
        }
        if self.items.is_empty() {
            ui.add_space(24.0);
            let text = match wording.parties.is_empty() {
                true => "   This meeting has no statement yet.",
                false => "   No passage is tagged in this meeting yet.",
            };
            widgets::quiet(ui, text);
            return;
        }
        sides::heads(ui, open, wording);
        let items = &self.items;
        let guess = |at: usize| items.get(at).map_or(60.0, |item| sides::guess(wording, *item));
        self.list.show(ui, "wording", items.len(), guess, |ui, at| {
            if let Some(item) = items.get(at) {
                sides::show(ui, open, wording, *item, out);
            }
        });
    }
}
