//! Unsaved work that was left behind, earlier states of the file, and where everything lies.
//!
//! Must not know: how anything is kept.

use egui::{Context, RichText, ScrollArea, Ui};

use super::{at_the_right, modal};
use crate::app::{Command, Left, State, size_words};
use crate::journal::OnDisk;
use crate::store::{self, Kept};
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// The most steps that are named.
const STEPS: usize = 6;

/// Offers unsaved work.
pub(super) fn recover(ctx: &Context, state: &State, out: &mut Outbox) {
    modal(ctx, "Unsaved work was left behind", 600.0, false, out, |ui, out| {
        let text = "A window ended unexpectedly. What was not saved then is here. The files are as they were: \
                    nothing is overwritten before you save.";
        ui.label(text);
        ui.add_space(8.0);
        let height = ui.available_height() - 60.0;
        ScrollArea::vertical().id_salt("left").max_height(height).show(ui, |ui| {
            for (at, left) in state.keeping.left.iter().enumerate() {
                widgets::card(ui, |ui| one(ui, at, left, out));
                ui.add_space(8.0);
            }
        });
        ui.add_space(6.0);
        at_the_right(ui, |ui| {
            let later = widgets::button(ui, "Later");
            if later.on_hover_text("It stays, and is offered at the next start again").clicked() {
                out.send(Command::SetDialog(None));
            }
        });
    });
}

fn one(ui: &mut Ui, at: usize, left: &Left, out: &mut Outbox) {
    let what = &left.what;
    let title = if what.title.is_empty() { "A dossier" } else { what.title.as_str() };
    ui.label(RichText::new(title).font(theme::bold(size::TITLE)));
    let place = match &what.path {
        Some(path) => path.display().to_string(),
        None => "in no file yet".to_owned(),
    };
    widgets::quiet(ui, &place);
    let when = what.when.map_or_else(|| "at an unknown time".to_owned(), format::moment);
    ui.label(format!("{} not saved, the last one {when}", format::count(what.steps, "step")));
    if let Some(problem) = &what.problem {
        widgets::quiet(ui, problem);
    }
    let mut possible = false;
    match &left.looked {
        None => drop(widgets::quiet(ui, "It is being looked at …")),
        Some(Err(error)) => super::warning(ui, error),
        Some(Ok(found)) => {
            possible = true;
            let last: Vec<&str> =
                found.steps.iter().rev().take(STEPS).map(|step| step.label.as_str()).collect();
            if !last.is_empty() {
                let more = found.steps.len().saturating_sub(STEPS);
                let more = if more > 0 { format!(", and {more} more") } else { String::new() };
                widgets::quiet(ui, &format!("The last ones: {}{more}", last.join(" · ")));
            }
            let disk = match found.on_disk {
                OnDisk::NeverSaved => "It was never saved.",
                OnDisk::AsItWas | OnDisk::SameAsRecovered => "The file is as it was before these steps.",
                OnDisk::Changed => {
                    "The file was changed by somebody else since: a save will ask what becomes of both."
                }
                OnDisk::Gone => "The file is not in its place any more.",
            };
            widgets::quiet(ui, disk);
        }
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        if widgets::primary(ui, "Open it", possible).clicked() {
            out.send(Command::SetDialog(None));
            out.send(Command::Recover(at));
        }
        let aside = widgets::button(ui, "Put aside");
        if aside.on_hover_text("It is not offered again; it is kept for 30 days all the same").clicked() {
            out.send(Command::Decline(at));
        }
    });
}

/// The last saved states of the file.
pub(super) fn states(ctx: &Context, state: &State, out: &mut Outbox) {
    modal(ctx, "Earlier states", 560.0, true, out, |ui, out| {
        let file = state.open.as_ref().and_then(|open| open.file.as_ref());
        if let Some(file) = file {
            widgets::quiet(ui, &file.path.display().to_string());
        }
        ui.label(
            "What was saved last, kept on this machine. Opening one leaves the file as it is until you save.",
        );
        ui.add_space(8.0);
        match &state.keeping.states {
            None => drop(widgets::quiet(ui, "They are being looked up …")),
            Some(states) if states.is_empty() => {
                widgets::quiet(ui, "There is none yet: they are kept from the first save on.");
            }
            Some(states) => {
                let height = ui.available_height() - 60.0;
                ScrollArea::vertical().id_salt("states").max_height(height).show(ui, |ui| {
                    for kept in states {
                        row(ui, kept, file.is_some_and(|file| file.hash == kept.hash), out);
                    }
                });
            }
        }
        ui.add_space(8.0);
        at_the_right(ui, |ui| {
            if widgets::primary(ui, "Close", true).clicked() {
                out.send(Command::SetDialog(None));
            }
        });
    });
}

fn row(ui: &mut Ui, kept: &Kept, is_now: bool, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        ui.label(RichText::new(format::moment(kept.when)).font(theme::bold(size::TEXT)));
        let counts = kept.counts.map(|counts| {
            let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
            let passages = format::count(number(counts.passages), "passage");
            format!("{passages}, {}", format::count(number(counts.links), "link"))
        });
        ui.label(RichText::new(counts.unwrap_or_default()).color(theme.quiet));
        ui.label(RichText::new(size_words(kept.size)).color(theme.quiet));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if is_now {
                ui.label(RichText::new("the file now").color(theme.quiet));
            } else if widgets::button(ui, "Open").clicked() {
                out.send(Command::SetDialog(None));
                out.send(Command::TakeState(kept.clone()));
            }
        });
    });
}

/// Where everything lies on this machine.
pub(super) fn places(ctx: &Context, state: &State, out: &mut Outbox) {
    modal(ctx, "Where everything lies", 600.0, true, out, |ui, out| {
        let home = store::settings_folder();
        let place = |name: &str| {
            home.as_ref().map_or_else(|| "nowhere".to_owned(), |home| home.join(name).display().to_string())
        };
        let beside = "one file each, with the state before it beside it";
        for (what, place, told) in [
            ("Your dossiers", "where you saved them".to_owned(), beside),
            ("Settings, recent files, edited lists", place(""), "names of files, no text of yours"),
            ("Earlier states", place("backups"), "the last saved states of each file, ten at most, whole"),
            ("Unsaved work", place("recovery"), "what is not saved yet; it goes with the save"),
        ] {
            ui.label(RichText::new(what).font(theme::bold(size::TEXT)));
            ui.label(place);
            widgets::quiet(ui, told);
            ui.add_space(6.0);
        }
        let text = "You alone can read what lies in these folders. Nothing leaves this machine: there is no \
                    network code.";
        ui.label(text);
        ui.add_space(8.0);
        let mut backups = state.settings.backups;
        if ui.checkbox(&mut backups, "Keep earlier states of files that are saved").changed() {
            out.send(Command::SetBackups(backups));
        }
        let mut name = state.settings.name_in_lock;
        if ui.checkbox(&mut name, "Let others at the same file see my name").changed() {
            out.send(Command::SetNameInLock(name));
        }
        ui.add_space(10.0);
        at_the_right(ui, |ui| {
            if widgets::primary(ui, "Close", true).clicked() {
                out.send(Command::SetDialog(None));
            }
            if widgets::button(ui, "Remove all earlier states").clicked() {
                out.send(Command::WipeStates);
            }
        });
    });
}
