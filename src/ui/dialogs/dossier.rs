//! The forms for a new dossier and for title and parties.
//!
//! Must not know: how a dossier is made.

use egui::{Context, ScrollArea, Ui};

use super::{day_warning, field, foot, line_space, modal, parse_day};
use crate::app::{Command, NewDossier, PartyDraft, State};
use crate::import::report::Report;
use crate::import::{Choices, Draft as ReadDraft};
use crate::model::{MeetingDetails, Palette, PartyId};
use crate::ui::theme::Theme;
use crate::ui::{Outbox, widgets};

/// One party's line.
#[derive(Debug, Clone)]
struct Line {
    id: Option<PartyId>,
    name: String,
    short: String,
    aliases: String,
    colour: Palette,
}

impl Line {
    fn new(index: usize) -> Self {
        // The colours of the two sides in the pictures come first.
        const FIRST: [Palette; 4] = [Palette::Blue, Palette::Orange, Palette::Teal, Palette::Violet];
        let colour = FIRST.get(index).copied().unwrap_or(Palette::Slate);
        Self { id: None, name: String::new(), short: String::new(), aliases: String::new(), colour }
    }

    fn draft(&self) -> PartyDraft {
        PartyDraft {
            id: self.id,
            name: self.name.trim().to_owned(),
            short: self.short.trim().to_owned(),
            aliases: self.aliases.split([';', '\n']).map(|alias| alias.trim().to_owned()).collect(),
            colour: self.colour,
        }
    }
}

/// The draft of a new dossier.
#[derive(Debug)]
pub(super) struct Draft {
    title: String,
    lines: Vec<Line>,
    date: String,
    meeting: String,
    place: String,
    /// The number of the last report that was taken.
    taken: u64,
    /// The name of the report from which it was filled in, and what was found in it.
    report: Option<(String, String)>,
    problem: Option<String>,
    /// Names of the parties, date and who met as they were filled in last: another report takes
    /// their place, what was typed stays.
    filled: (Vec<String>, String, String),
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            title: String::new(),
            lines: vec![Line::new(0), Line::new(1)],
            date: String::new(),
            meeting: String::new(),
            place: String::new(),
            taken: 0,
            report: None,
            problem: None,
            filled: Default::default(),
        }
    }
}

impl Draft {
    /// Fills in what a report tells, where nothing was typed.
    fn take_report(&mut self, state: &State) {
        let Some(read) = state.intake.read.as_ref().filter(|read| read.number != self.taken) else { return };
        self.taken = read.number;
        match &read.result {
            Ok(draft) => {
                let told = self.fill(draft);
                self.report = Some((read.name(), told));
                self.problem = None;
            }
            Err(problem) => self.problem = Some(problem.clone()),
        }
    }

    /// Says what was found.
    fn fill(&mut self, draft: &ReadDraft) -> String {
        let proposal = Report::propose(draft.text(&Choices::default()), &[]);
        let names = |lines: &[Line]| lines.iter().map(|line| line.name.clone()).collect::<Vec<_>>();
        let (filled, date, meeting) = std::mem::take(&mut self.filled);
        let untouched = self.lines.iter().all(|line| line.name.trim().is_empty())
            || (!filled.is_empty() && names(&self.lines) == filled);
        if self.date == date {
            self.date.clear();
        }
        if self.meeting == meeting {
            self.meeting.clear();
        }
        if untouched && !proposal.sides.is_empty() {
            self.lines = proposal
                .sides
                .iter()
                .enumerate()
                .map(|(index, side)| Line {
                    name: side.name.clone(),
                    short: side.short.clone(),
                    aliases: side.aliases.join("; "),
                    ..Line::new(index)
                })
                .collect();
            for index in self.lines.len()..2 {
                self.lines.push(Line::new(index));
            }
        }
        let published = draft.found.published.as_ref().map(|found| found.value);
        let date = proposal.date.map(|dated| dated.day).or(published);
        if let Some(day) = date.filter(|_| self.date.trim().is_empty()) {
            self.date = day.to_string();
        }
        let offices: Vec<&str> = proposal
            .participants
            .iter()
            .map(|person| person.office.as_str())
            .filter(|o| !o.is_empty())
            .collect();
        // One person alone is no meeting.
        if self.meeting.trim().is_empty() && offices.len() > 1 {
            self.meeting = offices.join(" – ");
        }
        self.filled = (names(&self.lines), self.date.clone(), self.meeting.clone());
        let sides: Vec<&str> = proposal.sides.iter().map(|side| side.name.as_str()).collect();
        match sides.is_empty() {
            true => "no country was recognised in it".to_owned(),
            false => format!("found {}", sides.join(" and ")),
        }
    }
}

/// The draft of title and parties.
#[derive(Debug, Default)]
pub(super) struct Parties {
    title: String,
    lines: Vec<Line>,
}

/// Shows the form for a new dossier.
pub(super) fn show_new(ctx: &Context, draft: &mut Draft, opened: bool, state: &State, out: &mut Outbox) {
    draft.take_report(state);
    modal(ctx, "New dossier", 640.0, true, out, |ui, out| {
        widgets::quiet(
            ui,
            "Everything about the relation of these parties goes into one file that is yours.",
        );
        line_space(ui);
        ui.horizontal(|ui| {
            if ui.add_enabled(!state.files.picking, egui::Button::new("Fill in from a report…")).clicked() {
                out.send(Command::PickTexts);
            }
            let told = match &draft.report {
                _ if state.intake.reading => "Reading…".to_owned(),
                Some((name, told)) => format!("{name}: {told}. Next, its paragraphs are given to the sides."),
                None => "one text with both sides in it".to_owned(),
            };
            widgets::quiet(ui, &told);
        });
        if let Some(problem) = &draft.problem {
            super::warning(ui, problem);
        }
        line_space(ui);
        let scroll = ScrollArea::vertical().max_height(ui.available_height() - 60.0);
        scroll.show(ui, |ui| {
            widgets::section(ui, "Parties");
            lines(ui, &mut draft.lines, opened);
            line_space(ui);
            widgets::section(ui, "The first meeting");
            ui.horizontal(|ui| {
                field(ui, "Date of the meeting", &mut draft.date, "2025-02-20", 110.0);
                let rest = ui.available_width() - 16.0;
                field(ui, "Who met", &mut draft.meeting, "Deputy Minister – Ambassador", rest);
            });
            day_warning(ui, &draft.date);
            let width = ui.available_width() - 16.0;
            field(ui, "Place", &mut draft.place, "Where they met, if known", width);
            line_space(ui);
            let hint = default_title(&draft.lines);
            field(ui, "Title of the dossier", &mut draft.title, &hint, width);
        });
        let problem = problem(&draft.lines);
        if let Some(problem) = problem {
            widgets::quiet(ui, problem);
        }
        let ready = problem.is_none() && parse_day(&draft.date).is_ok();
        if foot(ui, "Create dossier", ready, out) {
            let title =
                if draft.title.trim().is_empty() { default_title(&draft.lines) } else { draft.title.clone() };
            let meeting = MeetingDetails {
                date: parse_day(&draft.date).ok().flatten(),
                title: draft.meeting.trim().to_owned(),
                place: draft.place.trim().to_owned(),
                participants: Vec::new(),
                note: String::new(),
            };
            let parties = filled(&draft.lines).map(Line::draft).collect();
            let split = draft.report.is_some();
            out.send(Command::CreateDossier(Box::new(NewDossier { title, parties, meeting, split })));
        }
    });
}

/// Shows the form for title and parties.
pub(super) fn show_parties(
    ctx: &Context,
    draft: &mut Parties,
    opened: bool,
    state: &State,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    if opened {
        draft.title = open.dossier.title().to_owned();
        draft.lines = open
            .dossier
            .parties()
            .iter()
            .map(|party| Line {
                id: Some(party.id),
                name: party.name.clone(),
                short: party.short.clone(),
                aliases: party.aliases.join("; "),
                colour: party.colour,
            })
            .collect();
    }
    modal(ctx, "Title and parties", 640.0, true, out, |ui, out| {
        let width = ui.available_width() - 16.0;
        field(ui, "Title of the dossier", &mut draft.title, "", width);
        line_space(ui);
        widgets::section(ui, "Parties");
        ScrollArea::vertical().max_height(ui.available_height() - 60.0).show(ui, |ui| {
            lines(ui, &mut draft.lines, false);
        });
        let problem = problem(&draft.lines);
        if let Some(problem) = problem {
            widgets::quiet(ui, problem);
        }
        if foot(ui, "Change", problem.is_none() && !draft.title.trim().is_empty(), out) {
            if draft.title.trim() != open.dossier.title() {
                out.send(Command::SetTitle(draft.title.trim().to_owned()));
            }
            out.send(Command::SetParties(filled(&draft.lines).map(Line::draft).collect()));
        }
    });
}

fn lines(ui: &mut Ui, lines: &mut Vec<Line>, opened: bool) {
    let theme = Theme::now(ui.ctx());
    let mut removed = None;
    let count = lines.len();
    for (index, line) in lines.iter_mut().enumerate() {
        ui.push_id(index, |ui| {
            ui.horizontal(|ui| {
                colour_choice(ui, line, index, theme);
                let name = format!("Party {}", index + 1);
                let (hint, other) = match index {
                    0 => ("Kyrgyzstan", "the Kyrgyz side; Bishkek"),
                    1 => ("Russia", "the Russian side; Moscow"),
                    _ => ("", ""),
                };
                let response = field(ui, &name, &mut line.name, hint, 170.0);
                if opened && index == 0 {
                    response.request_focus();
                }
                // What it will be where nothing is written.
                let named = if line.name.trim().is_empty() { hint } else { line.name.trim() };
                let short = crate::model::Party::new(named, line.colour).short;
                field(ui, &format!("Short name {}", index + 1), &mut line.short, &short, 48.0);
                let room = ui.available_width() - if count > 2 { 46.0 } else { 16.0 };
                field(
                    ui,
                    &format!("Other names in texts {}, with ; between", index + 1),
                    &mut line.aliases,
                    other,
                    room.max(80.0),
                );
                if count > 2 {
                    let remove = ui.add(egui::Button::new("×").frame_when_inactive(false));
                    remove.widget_info(|| {
                        let name = format!("Remove party {}", index + 1);
                        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
                    });
                    if remove.clicked() {
                        removed = Some(index);
                    }
                }
            });
        });
    }
    if let Some(index) = removed {
        lines.remove(index);
    }
    if widgets::link_button(ui, "+ Another party").clicked() {
        lines.push(Line::new(lines.len()));
    }
}

fn colour_choice(ui: &mut Ui, line: &mut Line, index: usize, theme: &Theme) {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(20.0, 44.0), egui::Sense::click());
    let centre = egui::pos2(rect.center().x, rect.bottom() - 14.0);
    ui.painter().circle_filled(centre, 8.0, theme.shades(line.colour).strong);
    widgets::focus_ring(ui, &response);
    response.widget_info(|| {
        let name = format!("Colour of party {}: {}", index + 1, line.colour.name());
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
    });
    egui::Popup::menu(&response).accessible_name("Colours").width(150.0).show(|ui| {
        for colour in Palette::ALL {
            ui.horizontal(|ui| {
                let (dot, _) = ui.allocate_exact_size(egui::vec2(16.0, 16.0), egui::Sense::hover());
                ui.painter().circle_filled(dot.center(), 6.0, theme.shades(colour).strong);
                if ui.selectable_label(line.colour == colour, colour.name()).clicked() {
                    line.colour = colour;
                    ui.close();
                }
            });
        }
    });
}

fn filled(lines: &[Line]) -> impl Iterator<Item = &Line> {
    lines.iter().filter(|line| !line.name.trim().is_empty() || line.id.is_some())
}

fn problem(lines: &[Line]) -> Option<&'static str> {
    let names: Vec<String> = filled(lines).map(|line| line.name.trim().to_lowercase()).collect();
    let mut unique = names.clone();
    unique.sort();
    unique.dedup();
    if names.len() < 2 {
        Some("Name at least two parties.")
    } else if names.iter().any(String::is_empty) {
        Some("A party has no name.")
    } else if unique.len() < names.len() {
        Some("Two parties have the same name.")
    } else {
        None
    }
}

fn default_title(lines: &[Line]) -> String {
    let names: Vec<&str> = filled(lines).map(|line| line.name.trim()).collect();
    names.join(" – ")
}
