//! A statement as proposals need it: its words, what its clauses do, who speaks, what it is about.
//! Made once and asked often.
//!
//! Must not know: passages that are there already.

use super::acts::{Act, Marks};
use super::glossary::Mention;
use super::lists::{Language, Lists};
use crate::analysis::voice::{Names, Speaker, Voice, guess_language, voices};
use crate::model::{Dossier, Meeting, PartyId, SaidBy, Statement};
use crate::text::Words;
use crate::text::{ByteOffset, sentences};

/// What was read in a statement.
pub(super) struct Reading<'a> {
    pub(super) statement: &'a Statement,
    pub(super) text: &'a str,
    pub(super) code: String,
    pub(super) language: Option<&'a Language>,
    pub(super) words: Words,
    pub(super) acts: Vec<Act>,
    pub(super) voices: Vec<Voice>,
    pub(super) mentions: Vec<Mention>,
}

impl<'a> Reading<'a> {
    /// Everything.
    pub(super) fn new(
        dossier: &Dossier,
        meeting: &Meeting,
        statement: &'a Statement,
        lists: &'a Lists,
    ) -> Self {
        let mut reading = Self::words_of(statement, lists);
        if let Some(language) = reading.language {
            reading.acts = Marks::new(language, &reading.words).acts(&sentences(reading.text));
        }
        let own = dossier.parties().iter().position(|party| party.id == statement.party());
        reading.voices = voices(statement.text(), &reading.code, &Names::of(dossier, Some(meeting)), own);
        reading
    }

    /// Words and concepts alone, as passages are compared by them.
    pub(super) fn words_of(statement: &'a Statement, lists: &'a Lists) -> Self {
        let text = statement.text().as_str();
        let given = statement.details().language.as_str();
        let code = if lists.language(given).is_some() { given } else { guess_language(text) };
        let language = lists.language(code);
        let words = Words::new(text, language.is_none_or(|language| !language.unspaced));
        Self {
            statement,
            text,
            code: code.to_owned(),
            language,
            mentions: lists.glossary.mentions(&words, code),
            words,
            acts: Vec::new(),
            voices: Vec::new(),
        }
    }

    /// Who is said to speak where a word stands.
    pub(super) fn voice_at(&self, at: ByteOffset) -> Option<&Voice> {
        let before = self.voices.partition_point(|voice| voice.range.start() <= at).checked_sub(1)?;
        self.voices.get(before).filter(|voice| at < voice.range.end())
    }

    /// Whether a word belongs to a concept of the glossary, such as an office or an institution.
    pub(super) fn is_term(&self, at: usize) -> bool {
        self.mentions_in(at.saturating_sub(4)..at + 5).any(|mention| mention.first <= at && at < mention.end)
    }

    /// Concepts within a stretch of words, as indices.
    pub(super) fn mentions_in(&self, words: std::ops::Range<usize>) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|mention| mention.first < words.start);
        let rest = self.mentions.get(from..).unwrap_or_default().iter();
        rest.take_while(move |mention| mention.first < words.end).filter(move |m| m.end <= words.end)
    }
}

/// A speaker as a passage of a party's statement has it.
pub(super) fn said_by(dossier: &Dossier, own: PartyId, speaker: Speaker) -> SaidBy {
    match speaker {
        Speaker::Side(side) => match dossier.parties().get(side) {
            Some(party) if party.id == own => SaidBy::Own,
            Some(party) => SaidBy::Party(party.id),
            None => SaidBy::Third,
        },
        Speaker::Both => SaidBy::Both,
        Speaker::Third => SaidBy::Third,
        Speaker::Nobody => SaidBy::Nobody,
    }
}
