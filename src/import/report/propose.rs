//! Who speaks in a report: its sides, the people, the day, and whose each paragraph is, each
//! with the reason.
//!
//! Must not know: the window, or what the reviewer makes of it.

use super::{
    Given, PartyHint, ProposedPerson, ProposedSide, Report, debris,
    parties::{names, sides},
    people::people,
};
use crate::analysis::voice::{Act, Mode, Rule, Speaker, Voice, guess_language, voices};
use crate::import::dates::{Dated, dates};
use crate::text::{ByteRange, CleanText};

/// What a paragraph of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One side's account.
    Side,
    /// It tells of the sides together: who met, what was discussed, a joint statement.
    Shared,
    /// It introduces the account of a side.
    Bridge,
    /// Nothing tells.
    Unclear,
}

/// Whose a paragraph is, by the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedParagraph {
    /// The side; `None` for every kind but [`Kind::Side`].
    pub side: Option<usize>,
    /// What it is.
    pub kind: Kind,
    /// Why, in a sentence for people.
    pub reason: String,
    /// The words that tell, in bytes of the report's text.
    pub words: Vec<ByteRange>,
    /// How sure, from 0 to 1.
    pub confidence: f32,
}

/// What a report tells of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The report, each paragraph given as proposed; without the debris before its first words.
    pub report: Report,
    /// Its language, guessed.
    pub language: &'static str,
    /// The sides, in the order of those that are known, or of their first mention.
    pub sides: Vec<ProposedSide>,
    /// Those who took part.
    pub participants: Vec<ProposedPerson>,
    /// The day, and where it stands.
    pub date: Option<Dated>,
    /// One for each paragraph of the report.
    pub paragraphs: Vec<ProposedParagraph>,
}

/// Paragraphs in which the meeting's day is looked for.
const DATED_PARAGRAPHS: usize = 3;

impl Report {
    /// Proposes whose each paragraph of a report is. `known` are the sides where they are known;
    /// else they are proposed from the text.
    pub fn propose(text: CleanText, known: &[PartyHint]) -> Proposal {
        let mut report = Self::new(text);
        let date = report.take_date();
        let language = guess_language(&report.text);
        let sides = sides(&report.text, language, known);
        let names = names(&sides);
        let participants = people(&report.text, &report.paragraphs, language, &names);
        let mut names = names;
        for person in &participants {
            if let Some(side) = person.side.filter(|_| !person.name.is_empty()) {
                names.add_person(side, &person.name);
            }
        }
        let voices = voices(&report.text, language, &names, None);
        let paragraphs: Vec<ProposedParagraph> =
            report.paragraphs.iter().map(|range| paragraph(voices_in(&voices, *range))).collect();
        for (index, proposed) in paragraphs.iter().enumerate() {
            report.give_to(index, proposed.side.map_or(Given::Neither, Given::Side));
        }
        Proposal { report, language, sides, participants, date, paragraphs }
    }

    /// The report's day; what a copy left before its first words is taken off.
    fn take_date(&mut self) -> Option<Dated> {
        let first = self.range(0)?;
        if let Some((bytes, dated)) = debris::before(self.paragraph(0)) {
            let rest = debris::without(first, bytes);
            if rest.is_empty() {
                self.paragraphs.remove(0);
                self.given.remove(0);
            } else if let Some(slot) = self.paragraphs.first_mut() {
                *slot = rest;
            }
            return Some(moved(dated, first));
        }
        let near = self.paragraphs.iter().take(DATED_PARAGRAPHS);
        near.filter_map(|range| {
            dates(range.slice(&self.text)?).into_iter().next().map(|dated| moved(dated, *range))
        })
        .next()
    }
}

/// A date in a paragraph as one in the text.
fn moved(dated: Dated, paragraph: ByteRange) -> Dated {
    let by =
        |place: crate::text::ByteOffset| crate::text::ByteOffset::new(paragraph.start().get() + place.get());
    Dated { day: dated.day, range: ByteRange::spanning(by(dated.range.start()), by(dated.range.end())) }
}

/// The voices of a paragraph. The first may start before it, in the debris.
fn voices_in(voices: &[Voice], paragraph: ByteRange) -> &[Voice] {
    let first = voices.partition_point(|voice| voice.range.end() <= paragraph.start());
    let end = voices.partition_point(|voice| voice.range.start() < paragraph.end());
    voices.get(first..end).unwrap_or_default()
}

fn paragraph(voices: &[Voice]) -> ProposedParagraph {
    let Some(first) = voices.first() else {
        let reason = "nothing tells who says it".to_owned();
        return ProposedParagraph {
            side: None,
            kind: Kind::Unclear,
            reason,
            words: Vec::new(),
            confidence: 0.3,
        };
    };
    let by = |voice: &Voice, side, kind| ProposedParagraph {
        side,
        kind,
        reason: voice.reason.text.clone(),
        words: voice.reason.words.clone(),
        confidence: voice.confidence,
    };
    let retold = |voice: &Voice| voice.mode == Mode::Indirect;
    let adds_nothing =
        |voice: &Voice| matches!(voice.reason.rule, Rule::GoesOn | Rule::Announced | Rule::Account);
    let announces = voices.iter().find(|voice| voice.act == Act::Announces);
    if let Some(voice) = announces
        && voices.iter().all(|voice| retold(voice) && (voice.act == Act::Announces || adds_nothing(voice)))
        && voices.len() <= 2
    {
        return by(voice, None, Kind::Bridge);
    }
    // The side with most of the words has it.
    let mut weights: Vec<(usize, usize)> = Vec::new();
    let mut shared = 0;
    for voice in voices {
        let meets = voice.act == Act::Meets && voice.speaker == Speaker::Both && retold(voice);
        match whose(voice).filter(|_| !meets || voice.account.is_some()) {
            Some(side) => match weights.iter_mut().find(|(known, _)| *known == side) {
                Some((_, weight)) => *weight += voice.range.len(),
                None => weights.push((side, voice.range.len())),
            },
            None if voice.speaker == Speaker::Both => shared += voice.range.len(),
            None => {}
        }
    }
    let all: usize = voices.iter().map(|voice| voice.range.len()).sum();
    let best = weights.iter().max_by_key(|(side, weight)| (*weight, std::cmp::Reverse(*side)));
    match best {
        Some((side, weight)) if *weight >= shared => {
            let mine = voices.iter().filter(|voice| whose(voice) == Some(*side));
            let surest = mine.max_by(|a, b| a.confidence.total_cmp(&b.confidence)).unwrap_or(first);
            let mut proposed = by(surest, Some(*side), Kind::Side);
            if surest.speaker == Speaker::Both || surest.speaker == Speaker::Third {
                proposed.confidence = proposed.confidence.min(0.8);
            }
            // The more of it is another's, the less sure.
            #[expect(clippy::cast_precision_loss, reason = "a share of a paragraph")]
            let share = *weight as f32 / all.max(1) as f32;
            proposed.confidence *= 0.5 + 0.5 * share;
            proposed
        }
        _ if shared > 0 => {
            let joint = voices.iter().find(|voice| voice.speaker == Speaker::Both).unwrap_or(first);
            by(joint, None, Kind::Shared)
        }
        _ => by(first, None, Kind::Unclear),
    }
}

/// By whose account a voice is, else who speaks.
fn whose(voice: &Voice) -> Option<usize> {
    voice.account.or(match voice.speaker {
        Speaker::Side(side) => Some(side),
        _ => None,
    })
}
