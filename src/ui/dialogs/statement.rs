//! The form for a statement: whose it is, where it comes from, and for a new one its text.
//!
//! Must not know: how a text is read or cleaned (`preview` shows that).

use egui::{Context, ScrollArea, Ui};

use super::preview::Preview;
use super::{choice, columns, day_warning, field, foot, line_space, modal, parse_day};
use crate::analysis::voice::{Names, Speaker, guess_language, voices};
use crate::app::{Command, NewStatement, Open, Pane, State};
use crate::import::{Finding, Found, Origin};
use crate::model::{Completeness, Delivery, Extra, PartyId, Place, Source, SourceKind, StatementDetails};
use crate::text::CleanText;
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
    /// The reviewer chose the party.
    party_chosen: bool,
    source: SourceForm,
    preview: Preview,
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
    /// What was found in the source and where, for the line below the fields.
    found: Vec<String>,
    /// Publisher, headline, address and day as they were filled in last: another file takes their
    /// place, what was typed stays.
    filled: [String; 4],
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
            found: Vec::new(),
            filled: Default::default(),
        }
    }
}

impl SourceForm {
    /// Fills in what was found in the source, where nothing was typed.
    pub(super) fn fill(&mut self, found: &Found) {
        self.found.clear();
        let fields = [&mut self.publisher, &mut self.title, &mut self.url, &mut self.published];
        for (field, filled) in fields.into_iter().zip(&self.filled) {
            if field == filled {
                field.clear();
            }
        }
        let mut note = |what: &str, origin: Origin| {
            self.found.push(format!("{what} {}", origin.label()));
        };
        let mut words = |field: &mut String, what: &str, value: &Option<Finding<String>>| {
            if let Some(value) = value.as_ref().filter(|_| field.trim().is_empty()) {
                field.clone_from(&value.value);
                note(what, value.origin);
            }
        };
        words(&mut self.publisher, "publisher", &found.publisher);
        words(&mut self.title, "headline", &found.title);
        words(&mut self.url, "address", &found.url);
        if let Some(day) = found.published.as_ref().filter(|_| self.published.trim().is_empty()) {
            self.published = day.value.to_string();
            note("date", day.origin);
        }
        if let Some(language) = found.language.as_ref().filter(|language| language.value != "und") {
            self.language.clone_from(&language.value);
            note("language", language.origin);
        }
        self.filled = [self.publisher.clone(), self.title.clone(), self.url.clone(), self.published.clone()];
        let is_post = ["t.me/", "facebook.com", "x.com/", "twitter.com", "vk.com", "instagram.com"];
        if self.kind == SourceKind::PressRelease && is_post.iter().any(|site| self.url.contains(site)) {
            self.kind = SourceKind::SocialPost;
        }
    }

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
            found: Vec::new(),
            filled: Default::default(),
        }
    }

    /// The day of publication.
    pub(super) fn published(&self) -> Option<crate::model::Day> {
        parse_day(&self.published).ok().flatten()
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
        let width = ui.available_width() - 20.0;
        ui.horizontal_wrapped(|ui| {
            field(ui, "Publisher", &mut self.publisher, "Ministry of Foreign Affairs", width.min(230.0));
            field(ui, "Published on", &mut self.published, "2025-02-20", 100.0);
            language(ui, &mut self.language);
        });
        day_warning(ui, &self.published);
        ui.horizontal_wrapped(|ui| {
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
        field(ui, "Headline", &mut self.title, "", width);
        field(ui, "Address on the web", &mut self.url, "https://…", width);
        if !self.found.is_empty() {
            widgets::quiet(ui, &format!("Found: {}.", self.found.join("; ")));
        }
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
    if draft.party.is_none() {
        start(draft, open, place, state.intake.pane);
    }
    match place {
        Some(place) => details(ctx, draft, place, open, out),
        None => new(ctx, draft, opened, open, state, out),
    }
}

/// The form for a statement that is there.
fn details(ctx: &Context, draft: &mut Draft, place: Place, open: &Open, out: &mut Outbox) {
    modal(ctx, "Statement details", 660.0, true, out, |ui, out| {
        ScrollArea::vertical().max_height(ui.available_height() - 60.0).show(ui, |ui| {
            widgets::section(ui, "Whose it is");
            party(ui, draft, open);
            line_space(ui);
            widgets::section(ui, "Where it comes from");
            draft.source.show(ui);
        });
        let ready = draft.source.is_ready() && draft.party.is_some();
        if foot(ui, "Change", ready, out)
            && let Some(party) = draft.party
        {
            out.send(Command::SetStatement(place, Box::new(draft.source.details(party))));
        }
    });
}

/// The form for a new one: its text at the left, all about it at the right.
fn new(ctx: &Context, draft: &mut Draft, opened: bool, open: &Open, state: &State, out: &mut Outbox) {
    if let Some(read) = draft.preview.take(state) {
        draft.source.fill(&read.found);
        if !draft.party_chosen {
            let named = named_party(open, &read.found, draft.preview.name());
            let dropped = state.intake.pane.and_then(|pane| of_pane(open, pane));
            let heard = || speaking_party(open, draft.preview.text().as_str());
            draft.party = dropped.or(named).or_else(heard).or(draft.party);
        }
    }
    let title = match draft.preview.of_how_many() {
        Some(which) => format!("Add a statement ({which})"),
        None => "Add a statement".to_owned(),
    };
    modal(ctx, &title, 1180.0, true, out, |ui, out| {
        columns(
            ui,
            0.57,
            (&mut *draft, &mut *out),
            |ui, (draft, out)| draft.preview.show(ui, "statement", opened, state, out),
            |ui, (draft, out)| {
                ScrollArea::vertical().id_salt("about").auto_shrink([false, false]).show(ui, |ui| {
                    widgets::section(ui, "Whose it is");
                    party(ui, draft, open);
                    line_space(ui);
                    widgets::section(ui, "Where it comes from");
                    draft.source.show(ui);
                    draft.preview.clean_up(ui, out);
                });
            },
        );
        let ready = draft.source.is_ready() && !draft.preview.is_empty() && draft.party.is_some();
        let skips = draft.preview.of_how_many().is_some();
        ui.add_space(14.0);
        let mut add = false;
        super::at_the_right(ui, |ui| {
            add = widgets::primary(ui, "Add statement", ready).clicked();
            if widgets::button(ui, "Cancel").clicked() {
                out.send(Command::SetDialog(None));
            }
            if skips && widgets::button(ui, "Skip this file").clicked() {
                out.send(Command::SkipText);
            }
        });
        let enter = ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::Enter));
        if (add || ready && enter)
            && let Some(party) = draft.party
        {
            let (details, text) = (draft.source.details(party), draft.preview.text());
            out.send(Command::AddStatement(Box::new(NewStatement { details, text })));
        }
    });
}

fn party(ui: &mut Ui, draft: &mut Draft, open: &Open) {
    ui.horizontal_wrapped(|ui| {
        for party in open.dossier.parties() {
            let chosen = ui.selectable_value(&mut draft.party, Some(party.id), &party.name);
            draft.party_chosen |= chosen.clicked();
        }
    });
}

fn start(draft: &mut Draft, open: &Open, place: Option<Place>, pane: Option<Pane>) {
    if let Some(statement) = place.and_then(|place| open.dossier.statement(place)) {
        let details = statement.details();
        draft.party = Some(details.party);
        draft.source = SourceForm::of(details);
        return;
    }
    // The side that has nothing to say yet is the likely one.
    let shown = |party| {
        [Pane::Left, Pane::Right].iter().any(|pane| open.statement(*pane).is_some_and(|s| s.party() == party))
    };
    let silent = open.dossier.parties().iter().map(|party| party.id).find(|id| !shown(*id));
    let first = open.dossier.parties().first().map(|party| party.id);
    draft.party = pane.and_then(|pane| of_pane(open, pane)).or(silent).or(first);
}

/// The party whose statement stands in a pane.
fn of_pane(open: &Open, pane: Pane) -> Option<PartyId> {
    open.statement(pane).map(|statement| statement.party())
}

/// The party that speaks most in a text, where it clearly does.
fn speaking_party(open: &Open, text: &str) -> Option<PartyId> {
    // A few pages tell it.
    let start = text.get(..text.floor_char_boundary(12_000)).unwrap_or(text);
    let names = Names::of(&open.dossier, open.meeting().map(std::convert::AsRef::as_ref));
    let parties = open.dossier.parties();
    let mut counts = vec![0_usize; parties.len()];
    for voice in voices(&CleanText::new(start), guess_language(start), &names, None) {
        if let Speaker::Side(side) = voice.speaker
            && let Some(count) = counts.get_mut(side)
        {
            *count += 1;
        }
    }
    let (most, count) = counts.iter().copied().enumerate().max_by_key(|(_, count)| *count)?;
    let others: usize = counts.iter().sum::<usize>() - count;
    (count > others).then(|| parties.get(most).map(|party| party.id)).flatten()
}

/// The only party that publisher, headline, address or file name call by one of its names.
fn named_party(open: &Open, found: &Found, file: &str) -> Option<PartyId> {
    let words = |value: &Option<Finding<String>>| value.as_ref().map_or("", |v| v.value.as_str()).to_owned();
    // The publisher says more than a headline, which often names both.
    let tries = [words(&found.publisher), words(&found.url), file.to_owned(), words(&found.title)];
    tries.into_iter().find_map(|text| {
        let text = text.to_lowercase();
        let mut named = open.dossier.parties().iter().filter(|party| {
            let names = [&party.name].into_iter().chain(&party.aliases);
            names.filter(|name| name.chars().count() > 2).any(|name| text.contains(&name.to_lowercase()))
        });
        let first = named.next()?;
        named.next().is_none().then_some(first.id)
    })
}
