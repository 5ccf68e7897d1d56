//! The form for a statement: whose it is, where it comes from, and for a new one its text.
//!
//! Must not know: how text is read from a file or cleaned beyond showing the outcome.

use egui::{Context, Margin, RichText, ScrollArea, Ui};

use super::{choice, day_warning, field, foot, line_space, modal, named, parse_day, warning};
use crate::app::{Command, NewStatement, Open, Pane, State};
use crate::model::{Completeness, Delivery, Extra, PartyId, Place, Source, SourceKind, StatementDetails};
use crate::text::CleanText;
use crate::ui::theme::{self, Theme};
use crate::ui::{Outbox, format, widgets};

/// Languages that the form offers, as BCP 47 tags.
pub(super) const LANGUAGES: [(&str, &str); 15] = [
    ("en", "English"),
    ("ru", "Russian"),
    ("ky", "Kyrgyz"),
    ("kk", "Kazakh"),
    ("uz", "Uzbek"),
    ("tg", "Tajik"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("fr", "French"),
    ("de", "German"),
    ("es", "Spanish"),
    ("ar", "Arabic"),
    ("fa", "Persian"),
    ("zh", "Chinese"),
    ("und", "not stated"),
];

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct Draft {
    party: Option<PartyId>,
    pub(super) source: SourceForm,
    text: String,
    /// The file that the text was read from, for the line below it.
    from: Option<String>,
    problem: Option<String>,
    /// The number of the last text that was taken from a file.
    taken: u64,
}

/// The fields on where a text comes from; the split of a report has them too.
#[derive(Debug)]
pub(super) struct SourceForm {
    pub(super) language: String,
    publisher: String,
    kind: SourceKind,
    title: String,
    url: String,
    published: String,
    delivery: Option<Delivery>,
    completeness: Completeness,
    extra: Extra,
}

impl Default for SourceForm {
    fn default() -> Self {
        Self {
            language: "en".to_owned(),
            publisher: String::new(),
            kind: SourceKind::PressRelease,
            title: String::new(),
            url: String::new(),
            published: String::new(),
            delivery: None,
            completeness: Completeness::Full,
            extra: Extra::default(),
        }
    }
}

impl SourceForm {
    /// The fields for a press report with both sides in it.
    pub(super) fn report() -> Self {
        Self { kind: SourceKind::Article, completeness: Completeness::PressCopy, ..Self::default() }
    }

    fn of(details: &StatementDetails) -> Self {
        let source = &details.source;
        Self {
            language: details.language.clone(),
            publisher: source.publisher.clone(),
            kind: source.kind.clone(),
            title: source.title.clone(),
            url: source.url.clone(),
            published: source.published.map(|day| day.to_string()).unwrap_or_default(),
            delivery: source.delivery.clone(),
            completeness: source.completeness.clone(),
            extra: source.extra.clone(),
        }
    }

    /// Whether all that is typed can be read.
    pub(super) fn is_ready(&self) -> bool {
        parse_day(&self.published).is_ok()
    }

    /// The details of a statement of `party`.
    pub(super) fn details(&self, party: PartyId) -> StatementDetails {
        StatementDetails {
            party,
            language: self.language.trim().to_owned(),
            source: Source {
                publisher: self.publisher.trim().to_owned(),
                kind: self.kind.clone(),
                title: self.title.trim().to_owned(),
                url: self.url.trim().to_owned(),
                published: parse_day(&self.published).ok().flatten(),
                delivery: self.delivery.clone(),
                completeness: self.completeness.clone(),
                extra: self.extra.clone(),
            },
        }
    }

    /// Where the text is from, in one line: "Publisher, title, 20 Feb 2025, address".
    pub(super) fn line(&self) -> String {
        let day = parse_day(&self.published).ok().flatten().map(format::day).unwrap_or_default();
        let parts = [self.publisher.trim(), self.title.trim(), &day, self.url.trim()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The fields.
    pub(super) fn show(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            field(ui, "Publisher", &mut self.publisher, "Ministry of Foreign Affairs", 230.0);
            field(ui, "Published on", &mut self.published, "2025-02-20", 100.0);
            language(ui, &mut self.language);
        });
        day_warning(ui, &self.published);
        ui.horizontal(|ui| {
            let form = self.kind.label().to_owned();
            choice(ui, "Form", &form, 140.0, |ui| {
                for kind in SourceKind::known() {
                    let label = kind.label().to_owned();
                    ui.selectable_value(&mut self.kind, kind, label);
                }
            });
            let much = self.completeness.label().to_owned();
            choice(ui, "How much of it", &much, 130.0, |ui| {
                for completeness in Completeness::known() {
                    let label = completeness.label().to_owned();
                    ui.selectable_value(&mut self.completeness, completeness, label);
                }
            });
            let delivery = self.delivery.as_ref().map_or("not known", Delivery::label).to_owned();
            choice(ui, "How delivered", &delivery, 120.0, |ui| {
                ui.selectable_value(&mut self.delivery, None, "not known");
                for delivery in Delivery::known() {
                    let label = delivery.label().to_owned();
                    ui.selectable_value(&mut self.delivery, Some(delivery), label);
                }
            });
        });
        let width = ui.available_width() - 20.0;
        field(ui, "Headline", &mut self.title, "", width);
        field(ui, "Address on the web", &mut self.url, "https://…", width);
    }
}

fn language(ui: &mut Ui, language: &mut String) {
    let name = LANGUAGES.iter().find(|(tag, _)| tag == language).map(|(_, name)| (*name).to_owned());
    let now = name.unwrap_or_else(|| language.clone());
    choice(ui, "Language", &now, 110.0, |ui| {
        for (tag, name) in LANGUAGES {
            ui.selectable_value(language, tag.to_owned(), name);
        }
    });
}

/// Shows the form for the statement at `place`, or for a new one.
pub(super) fn show(
    ctx: &Context,
    draft: &mut Draft,
    place: Option<Place>,
    opened: bool,
    state: &State,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    if opened && draft.party.is_none() {
        *draft = start(open, place);
    }
    if place.is_none() {
        take_text(draft, state);
    }
    let title = if place.is_some() { "Statement details" } else { "Add a statement" };
    modal(ctx, title, 660.0, true, out, |ui, out| {
        ScrollArea::vertical().max_height(ui.available_height() - 60.0).show(ui, |ui| {
            widgets::section(ui, "Whose it is");
            ui.horizontal_wrapped(|ui| {
                for party in open.dossier.parties() {
                    ui.selectable_value(&mut draft.party, Some(party.id), &party.name);
                }
            });
            line_space(ui);
            if place.is_none() {
                text(ui, draft, opened, state, out);
                line_space(ui);
            }
            widgets::section(ui, "Where it comes from");
            draft.source.show(ui);
        });
        let clean = place.is_none().then(|| CleanText::new(&draft.text));
        let empty = clean.as_ref().is_some_and(|text| text.as_str().is_empty());
        let ready = draft.source.is_ready() && !empty && draft.party.is_some();
        if foot(ui, if place.is_some() { "Change" } else { "Add statement" }, ready, out)
            && let Some(party) = draft.party
        {
            let details = draft.source.details(party);
            out.send(match (place, clean) {
                (Some(place), _) => Command::SetStatement(place, Box::new(details)),
                (None, Some(text)) => Command::AddStatement(Box::new(NewStatement { details, text })),
                (None, None) => return,
            });
        }
    });
}

fn start(open: &Open, place: Option<Place>) -> Draft {
    if let Some(statement) = place.and_then(|place| open.dossier.statement(place)) {
        let details = statement.details();
        return Draft { party: Some(details.party), source: SourceForm::of(details), ..Draft::default() };
    }
    // The side that has nothing to say yet is the likely one.
    let shown = |party| {
        [Pane::Left, Pane::Right].iter().any(|pane| open.statement(*pane).is_some_and(|s| s.party() == party))
    };
    let party = open.dossier.parties().iter().map(|party| party.id).find(|id| !shown(*id));
    let party = party.or_else(|| open.dossier.parties().first().map(|party| party.id));
    Draft { party, ..Draft::default() }
}

fn take_text(draft: &mut Draft, state: &State) {
    let Some(read) = state.read_text.as_ref().filter(|read| read.number != draft.taken) else { return };
    draft.taken = read.number;
    match &read.result {
        Ok(text) => {
            text.as_str().clone_into(&mut draft.text);
            draft.from = Some(read.name());
            draft.problem = None;
        }
        Err(problem) => draft.problem = Some(problem.clone()),
    }
}

fn text(ui: &mut Ui, draft: &mut Draft, opened: bool, state: &State, out: &mut Outbox) {
    let theme = Theme::now(ui.ctx());
    widgets::section(ui, "What they said");
    ui.horizontal(|ui| {
        let picking = state.files.picking;
        if ui.add_enabled(!picking, egui::Button::new("Open a text file…")).clicked() {
            out.send(Command::PickText);
        }
        widgets::quiet(ui, "or paste it below, or drop a .txt or .md file on the window");
    });
    if let Some(problem) = &draft.problem {
        warning(ui, problem);
    }
    let width = ui.available_width() - 20.0;
    ScrollArea::vertical().id_salt("statement text").max_height(190.0).show(ui, |ui| {
        let edit = egui::TextEdit::multiline(&mut draft.text)
            .font(theme::serif(14.0))
            .hint_text("The statement's text")
            .desired_width(width)
            .desired_rows(8)
            .margin(Margin::symmetric(10, 8));
        let response = named(ui.add(edit), "Text of the statement");
        if opened {
            response.request_focus();
        }
    });
    let words = format::count(format::word_count(&draft.text), "word");
    let line = match &draft.from {
        Some(name) if draft.problem.is_none() => format!("{words}, from {name}"),
        _ => words,
    };
    ui.label(RichText::new(line).size(theme::size::SMALL).color(theme.quiet));
}
