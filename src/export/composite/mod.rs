//! The composite text of two statements, as drafters of joint texts write it: what both say
//! stands by itself, and where they differ stands what each says, in brackets with its name:
//! "the sides [KG: agreed] [RU: exchanged views] on the rules of entry".
//!
//! Two texts that are drafts or versions of one another are compared word by word as a whole.
//! Two readouts that were written apart have no common order, and a comparison by words would
//! find "the" and "of" in common: so their passages are laid side by side topic by topic, those
//! that are linked in one line, and only passages that say nearly the same are compared by words.
//! Which of the two it is follows from the texts: [`NEAR`].
//! Must not know: how a file looks.

mod html;
mod pair;
mod pieces;
mod text;
mod topics;

use super::shown::on_one_line;
use super::words::Words;
use super::{ExportError, ExportOptions};
use crate::model::{Dossier, Palette, PartyId, Statement, StatementId};
use pieces::Piece;

/// Two texts are versions of one another from this share of equal text on, in per cent of both.
/// Readouts of one meeting by two ministries share far less, drafts of one text far more.
const NEAR: usize = 45;

/// One of the two sides of the comparison.
#[derive(Debug, Clone, PartialEq)]
struct Side {
    /// What stands in its brackets: the short name, with a number where both are the same party's.
    label: String,
    /// Party, publisher, day and language of its text.
    source: String,
    colour: Palette,
    party: PartyId,
    statement: StatementId,
    /// The language of its text (BCP 47); may be empty.
    language: String,
}

/// Text under a heading of its own.
#[derive(Debug, Clone, PartialEq)]
struct Section {
    /// Empty where the text has no parts.
    heading: String,
    /// Paragraphs.
    paragraphs: Vec<Vec<Piece>>,
}

/// The composite text.
#[derive(Debug, Clone, PartialEq)]
struct Composite {
    title: String,
    /// Meeting, dossier, day of export.
    subtitle: String,
    sides: [Side; 2],
    /// How it is to be read.
    reading: &'static str,
    sections: Vec<Section>,
}

/// As plain text.
pub(super) fn text(dossier: &Dossier, options: &ExportOptions) -> Result<Vec<u8>, ExportError> {
    Ok(text::write(&composite(dossier, options)?, options))
}

/// As a page.
pub(super) fn html(dossier: &Dossier, options: &ExportOptions) -> Result<Vec<u8>, ExportError> {
    Ok(html::write(&composite(dossier, options)?, options))
}

fn composite(dossier: &Dossier, options: &ExportOptions) -> Result<Composite, ExportError> {
    let words = Words::of(options.language);
    let meeting = options.one_meeting(dossier)?;
    let parties = options.chosen_parties(dossier)?;
    let all = || meeting.statements().iter().map(AsRef::as_ref);
    let texts: Vec<&Statement> = parties
        .iter()
        .flat_map(|party| all().filter(|statement: &&Statement| statement.party() == party.id))
        .collect();
    let chosen = pair::choose(&texts).ok_or(ExportError::OneText)?;
    let (a, b) = (chosen.a, chosen.b);
    let same = a.party() == b.party();
    let sides = [side(dossier, words, a, same.then_some(1)), side(dossier, words, b, same.then_some(2))];
    let (reading, sections) = if chosen.share >= NEAR {
        let paragraphs = pieces::whole(a.text(), b.text());
        (words.composite_near, vec![Section { heading: String::new(), paragraphs }])
    } else {
        (words.composite_topics, topics::sections(dossier, meeting, [a, b], words))
    };
    let subtitle = [
        on_one_line(&words.meeting(meeting)),
        on_one_line(dossier.title()),
        format!("{} {}", words.exported, words.day(options.exported)),
    ];
    Ok(Composite {
        title: words.composite.to_owned(),
        subtitle: subtitle.join(" · "),
        sides,
        reading,
        sections,
    })
}

fn side(dossier: &Dossier, words: &Words, statement: &Statement, number: Option<u8>) -> Side {
    let party = dossier.party(statement.party());
    let short = party.map_or("?", |party| party.short.as_str());
    let short =
        on_one_line(if short.trim().is_empty() { party.map_or("?", |party| &party.name) } else { short });
    let details = statement.details();
    let source = [
        on_one_line(party.map_or("", |party| &party.name)),
        on_one_line(&details.source.publisher),
        details.source.published.map(|day| words.day(day)).unwrap_or_default(),
        on_one_line(&details.language),
    ];
    Side {
        label: number.map_or(short.clone(), |number| format!("{short}-{number}")),
        source: source.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        colour: party.map_or(Palette::Slate, |party| party.colour),
        party: statement.party(),
        statement: statement.id(),
        language: details.language.clone(),
    }
}
