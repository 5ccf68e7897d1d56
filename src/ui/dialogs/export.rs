//! The form for an export: which format, which meetings, in which language, with notes or without.
//!
//! It says before anything is written what will go out.
//! Must not know: how a format is written.

use egui::{Context, RichText, ScrollArea, Ui, vec2};

use super::{choice, columns, field, foot, line_space, modal};
use crate::analysis::MatrixFilter;
use crate::app::{Command, ExportRequest, Open, State, View, memo_is_written, shown_memo};
use crate::export::{ExportFormat, ExportOptions, Language, Meetings, Scope};
use crate::model::PartyId;
use crate::ui::theme::{self, Theme};
use crate::ui::{Outbox, format, widgets};

/// What is chosen.
#[derive(Debug, Default)]
pub(super) struct Draft {
    format: Option<ExportFormat>,
    all: bool,
    period: bool,
    from: String,
    to: String,
    parties: Vec<PartyId>,
    language: Language,
    with_notes: bool,
    marking: String,
}

/// Shows the form.
pub(super) fn show(ctx: &Context, draft: &mut Draft, opened: bool, state: &State, out: &mut Outbox) {
    let Some(open) = &state.open else {
        out.send(Command::SetDialog(None));
        return;
    };
    if opened {
        let all = open.views.now == View::Timeline || open.views.matrix.choice.all_meetings;
        *draft = Draft { format: Some(likeliest(open.views.now)), all, ..Draft::default() };
    }
    modal(ctx, "Export", 760.0, true, out, |ui, out| {
        let room = vec2(ui.available_width(), 430.0_f32.min(ui.available_height()));
        ui.allocate_ui(room, |ui| {
            columns(
                ui,
                0.46,
                &mut *draft,
                |ui, draft| formats(ui, draft),
                |ui, draft| {
                    ScrollArea::vertical().id_salt("export").auto_shrink([false, false]).show(ui, |ui| {
                        options(ui, draft, open);
                    });
                },
            )
        });
        let made = request(draft, open);
        if foot(ui, "Choose a file…", made.is_some(), out)
            && let Some(request) = made
        {
            out.send(Command::Export(Box::new(request)));
        }
    });
}

/// What one most likely wants from a view.
fn likeliest(view: View) -> ExportFormat {
    match view {
        View::Matrix => ExportFormat::MatrixXlsx,
        View::Wording => ExportFormat::FourColumnDocx,
        View::Timeline => ExportFormat::TimelineSvg,
        View::Review | View::Memo | View::Search => ExportFormat::MemoDocx,
    }
}

fn formats(ui: &mut Ui, draft: &mut Draft) {
    let theme = Theme::now(ui.ctx());
    ui.label(RichText::new("Format").size(theme::size::SMALL).color(theme.quiet));
    ScrollArea::vertical().id_salt("formats").auto_shrink([false, false]).show(ui, |ui| {
        for format in ExportFormat::ALL.iter().copied() {
            let chosen = draft.format == Some(format);
            let response = widgets::row(ui, 26.0, chosen, || format.label());
            let left = egui::pos2(response.rect.left() + 8.0, response.rect.center().y);
            let font = if chosen { theme::bold(theme::size::TEXT) } else { theme::plain(theme::size::TEXT) };
            let room = response.rect.width() - 60.0;
            widgets::paint_line(ui, left, format.label(), font, theme.text, room);
            let ending = egui::pos2(response.rect.right() - 42.0, response.rect.center().y);
            let small = theme::plain(theme::size::SMALL);
            widgets::paint_line(ui, ending, format.extension(), small, theme.quiet, 40.0);
            if response.clicked() {
                draft.format = Some(format);
            }
        }
    });
}

fn options(ui: &mut Ui, draft: &mut Draft, open: &Open) {
    let theme = Theme::now(ui.ctx());
    let Some(format) = draft.format else { return };
    let heeds = format.heeds();
    ui.label(RichText::new(format.label()).font(theme::bold(theme::size::TITLE)));
    widgets::quiet(ui, format.description());
    line_space(ui);
    if heeds.memo && written_memo(open).is_some() {
        let text = "As the Memo view shows it: its meetings, sections, language, marking, notes and your \
                    own words. Change them there.";
        ui.label(text);
        return;
    }
    let small = |text: &str| RichText::new(text).size(theme::size::SMALL).color(theme.quiet);
    ui.label(small("Meetings"));
    ui.horizontal_wrapped(|ui| {
        let (all, period) = (draft.all, draft.period);
        if ui.selectable_label(!all && !period, "This meeting").clicked() {
            (draft.all, draft.period) = (false, false);
        }
        if heeds.meetings == Meetings::Any {
            if ui.selectable_label(period, "A period").clicked() {
                (draft.all, draft.period) = (false, true);
            }
            if ui.selectable_label(all, "All").clicked() {
                (draft.all, draft.period) = (true, false);
            }
        }
    });
    let one = heeds.meetings == Meetings::One || !draft.all && !draft.period;
    if one && let Some(meeting) = open.meeting() {
        let details = meeting.details();
        let day = details.date.map(|day| format!("{}, ", format::day(day))).unwrap_or_default();
        widgets::quiet(ui, &format!("{day}{}", details.title));
    }
    if !one && draft.period {
        ui.horizontal(|ui| {
            field(ui, "From", &mut draft.from, "2024-01-01", 110.0);
            field(ui, "To", &mut draft.to, "2025-12-31", 110.0);
        });
        super::day_warning(ui, &draft.from);
        super::day_warning(ui, &draft.to);
    }
    line_space(ui);
    if open.dossier.parties().len() > 2 {
        ui.label(small("Parties"));
        ui.horizontal_wrapped(|ui| {
            for party in open.dossier.parties() {
                let mut on = draft.parties.is_empty() || draft.parties.contains(&party.id);
                if ui.checkbox(&mut on, &party.name).changed() {
                    toggle(draft, open, party.id, on);
                }
            }
        });
        line_space(ui);
    }
    if heeds.language {
        choice(ui, "Language of headings", draft.language.label(), 180.0, |ui| {
            for language in Language::ALL {
                ui.selectable_value(&mut draft.language, language, language.label());
            }
        });
        line_space(ui);
    }
    if heeds.marking {
        field(ui, "Handling marking at top and foot", &mut draft.marking, "none", 240.0);
        line_space(ui);
    }
    ui.label(small("What goes out"));
    if heeds.notes {
        ui.checkbox(&mut draft.with_notes, "With internal notes and reasons");
    }
    let notes = match (heeds.notes, draft.with_notes) {
        (true, true) => "Words of the statements, what was tagged and linked, and your notes.",
        (true, false) => "Words of the statements and what was tagged and linked; none of your notes.",
        (false, _) => "None of your notes.",
    };
    widgets::quiet(ui, notes);
    if heeds.filter && open.views.matrix.choice.is_filtered() {
        widgets::quiet(ui, "Only the rows that the Matrix shows now: its filters are on.");
    }
}

/// The memo that the Memo view shows, where it is part of the dossier.
fn written_memo(open: &Open) -> Option<crate::model::MemoId> {
    shown_memo(open).map(|memo| memo.id).filter(|id| memo_is_written(open, *id))
}

/// Takes a party in or out; none chosen stands for all.
fn toggle(draft: &mut Draft, open: &Open, party: PartyId, on: bool) {
    let all = open.dossier.parties().iter().map(|party| party.id);
    let mut chosen: Vec<PartyId> =
        all.clone().filter(|id| draft.parties.is_empty() || draft.parties.contains(id)).collect();
    chosen.retain(|id| on || *id != party);
    if on {
        chosen.push(party);
    }
    let chosen: Vec<PartyId> = all.clone().filter(|id| chosen.contains(id)).collect();
    // The last one stays: an export of no party says nothing.
    if !chosen.is_empty() {
        draft.parties = if chosen.len() == all.count() { Vec::new() } else { chosen };
    }
}

/// What is asked for; `None` while something is missing.
fn request(draft: &Draft, open: &Open) -> Option<ExportRequest> {
    let format = draft.format?;
    let memo = if format.heeds().memo { written_memo(open) } else { None };
    let filter = match format.heeds().filter {
        true => MatrixFilter { meeting: None, ..open.views.matrix.choice.filter.clone() },
        false => MatrixFilter::default(),
    };
    let one = format.heeds().meetings == Meetings::One || !draft.all && !draft.period;
    let meetings = if one {
        Scope::One(open.at.meeting?)
    } else if draft.period {
        let from = super::parse_day(&draft.from).ok()?;
        Scope::Period { from, to: super::parse_day(&draft.to).ok()? }
    } else {
        Scope::All
    };
    let today = crate::model::Moment::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let options = ExportOptions {
        meetings,
        parties: draft.parties.clone(),
        language: draft.language,
        with_notes: draft.with_notes,
        marking: draft.marking.trim().to_owned(),
        filter,
        memo,
        ..ExportOptions::new(today)
    };
    Some(ExportRequest { format, options })
}
