//! One report for `visavis new`: the sides, people and day that it tells of, and each side's words.
//!
//! Must not know: how whose words are is found out, or how a dossier is saved.

use super::taking::{self, Taken};
use super::{Refusal, count, plain};
use crate::import::report::{Kind, PartyHint, Proposal, Report};
use crate::model::{
    Completeness, Day, Extra, Palette, Participant, Party, PartyId, SourceKind, StatementDetails,
};
use crate::text::CleanText;

/// What a report tells.
pub(super) struct Article {
    taken: Taken,
    proposal: Proposal,
}

/// Reads a report and splits it. `known` are the parties that were named in the call; where there are
/// none, they are taken from the text.
pub(super) fn read(file: &str, language: &str, known: &[Party]) -> Result<Article, Refusal> {
    let mut taken = taking::take(file, None, language)?;
    taken.source.kind = SourceKind::Article;
    taken.source.completeness = Completeness::PressCopy;
    let hints: Vec<PartyHint> = known.iter().map(PartyHint::from).collect();
    let proposal = Report::propose(taken.text.clone(), &hints);
    Ok(Article { taken, proposal })
}

impl Article {
    /// The sides of the report as parties.
    pub(super) fn parties(&self) -> Vec<Party> {
        let colours = Palette::ALL.into_iter().cycle();
        let sides = self.proposal.sides.iter().zip(colours);
        sides
            .map(|(side, colour)| {
                let mut party = Party::new(&side.name, colour);
                party.short.clone_from(&side.short);
                party.aliases.clone_from(&side.aliases);
                party
            })
            .collect()
    }

    /// The day of the meeting.
    pub(super) fn date(&self) -> Option<Day> {
        // A date before the first words was taken off already, as that of the publication.
        self.proposal.date.map(|dated| dated.day).or(self.taken.source.published)
    }

    /// Those who took part.
    pub(super) fn participants(&self, parties: &[Party]) -> Vec<Participant> {
        let people = self.proposal.participants.iter().map(|person| Participant {
            name: person.name.clone(),
            office: person.office.clone(),
            party: person.side.and_then(|side| parties.get(side)).map(|party| party.id),
            extra: Extra::default(),
        });
        people.collect()
    }

    /// What each side says.
    pub(super) fn statements(&self, parties: &[Party]) -> Vec<(StatementDetails, CleanText)> {
        let each = parties.iter().enumerate();
        let texts = each.map(|(side, party)| (party.id, self.proposal.report.statement(side)));
        let said = texts.filter(|(_, text)| !text.as_str().is_empty());
        said.map(|(party, text): (PartyId, _)| (self.taken.details(party), text)).collect()
    }

    /// The note of the meeting: what is of neither side.
    pub(super) fn note(&self) -> String {
        let rest = self.proposal.report.rest();
        match rest.as_str().trim() {
            "" => String::new(),
            rest => format!("From the report, of neither side:\n{rest}"),
        }
    }

    /// What was made of it, for people.
    pub(super) fn said(&self, parties: &[Party]) -> Vec<String> {
        let mut said: Vec<String> = self.taken.said.iter().cloned().collect();
        let kinds = self.proposal.paragraphs.iter();
        let of_side =
            |side: usize| kinds.clone().filter(|p| p.kind == Kind::Side && p.side == Some(side)).count();
        let parts: Vec<String> = parties
            .iter()
            .enumerate()
            .map(|(side, party)| format!("{} of {}", of_side(side), plain(&party.name)))
            .collect();
        let neither = kinds.clone().filter(|p| p.kind != Kind::Side).count();
        let all = count(self.proposal.paragraphs.len(), "paragraph", "paragraphs");
        said.push(format!(
            "{all}: {}, {neither} of neither; look them through in the window",
            parts.join(", ")
        ));
        said
    }
}
