//! How the sides word the same topics: their passages beside each other with the words they share,
//! the verbs of saying, names, numbers and dates, order and share of the text; and one side's text
//! against its last one.
//!
//! Must not know: how it is drawn, or from which lists small words are known.

mod against;
mod side;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::facts::{Fact, everybody, facts};
use super::voice::guess_language;
use crate::model::{
    Dossier, Meeting, MeetingId, PartyId, PassageId, Statement, StatementId, Strength, TopicId,
};
use crate::text::{ByteRange, Words, stem};

pub use against::{Fate, SentencePair, compare_texts, last_statement};

/// How the sides word the topics of a meeting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wording {
    /// The sides that published something, in the order of their statements.
    pub parties: Vec<PartyId>,
    /// The topics that passages have, in the dossier's order; at last the passages without one.
    pub topics: Vec<TopicWording>,
    /// Names, numbers and dates of the whole texts, as they stand there, statement by statement.
    pub facts: Vec<SideFact>,
}

/// How the sides word a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicWording {
    /// The topic; `None` for passages that have none.
    pub topic: Option<TopicId>,
    /// One for each of [`Wording::parties`], in their order; empty where a side says nothing of it.
    pub sides: Vec<SideWording>,
}

/// How one side's texts word a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct SideWording {
    /// The side whose texts they are.
    pub party: PartyId,
    /// Its passages in reading order.
    pub passages: Vec<TaggedWords>,
    /// Words (characters, where words are not parted by spaces) that stand in the passages, each
    /// counted once though several passages may have it.
    pub words: usize,
    /// Words of all the side's texts about the meeting.
    pub of_words: usize,
    /// Which of the topics the side comes to first, second and so on, from 1; `None` for passages
    /// without a topic, and where there are none.
    pub rank: Option<usize>,
    /// How many of the passages stand on each rung of the ladder of strength, from 1 to 5.
    pub ladder: [usize; 5],
    /// Names, numbers and dates in the passages.
    pub facts: Vec<SideFact>,
}

impl SideWording {
    /// Which part of the side's texts the passages take, from 0 to 1.
    pub fn share(&self) -> f32 {
        if self.of_words == 0 { 0.0 } else { self.words as f32 / self.of_words as f32 }
    }
}

/// A passage's words, ready to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedWords {
    /// Its statement.
    pub statement: StatementId,
    /// The passage.
    pub passage: PassageId,
    /// Where it stands, in bytes of the statement's text.
    pub range: ByteRange,
    /// The verb of saying that introduces it; may be empty.
    pub verb: String,
    /// How strongly it is said.
    pub strength: Option<Strength>,
    /// Whether another side has passages on the topic in the same language, so that words can be
    /// compared; where not, none is marked.
    pub compared: bool,
    /// The words that another side's passages on the topic have too, in whatever form, in bytes of
    /// the statement's text; small words are in neither list.
    pub common: Vec<ByteRange>,
    /// The words that they have not.
    pub only: Vec<ByteRange>,
}

/// A name, a number or a date in a side's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideFact {
    /// What it is.
    pub fact: Fact,
    /// The side whose text it is.
    pub party: PartyId,
    /// The statement.
    pub statement: StatementId,
    /// Where it stands, in bytes of the statement's text.
    pub range: ByteRange,
    /// Whether another side's texts about the meeting have it too, names in either alphabet.
    pub common: bool,
}

/// Whether a folded word of a language, by its code, says nothing about a subject.
pub type SmallWord<'a> = &'a dyn Fn(&str, &str) -> bool;

/// How the sides word the topics of a meeting. Goes through its texts once: some milliseconds for
/// statements of usual length.
pub fn wording(dossier: &Dossier, meeting: MeetingId, small: SmallWord<'_>) -> Wording {
    let Some(meeting) = dossier.meeting(meeting) else { return Wording::default() };
    let texts = texts(dossier, meeting, small);
    let mut parties: Vec<PartyId> = Vec::new();
    for text in &texts {
        if !parties.contains(&text.statement.party()) {
            parties.push(text.statement.party());
        }
    }
    let all = meeting.statements().iter().flat_map(|statement| statement.passages().by_id());
    let used: HashSet<Option<TopicId>> = all.map(|passage| passage.topic).collect();
    let topics = dossier.topics().iter().map(|topic| Some(topic.id)).chain([None]);
    let topics: Vec<Option<TopicId>> = topics.filter(|topic| used.contains(topic)).collect();
    let by_topic = side::by_topic(&texts, &topics);
    let ranks: Vec<_> = parties.iter().map(|party| side::ranks(&texts, *party)).collect();
    let topics = topics.iter().zip(&by_topic).map(|(topic, passages)| {
        let sides = parties.iter().zip(&ranks);
        let sides = sides.map(|(party, ranks)| side::side(&texts, passages, *party, *topic, ranks));
        TopicWording { topic: *topic, sides: sides.collect() }
    });
    let topics = topics.collect();
    let facts = texts.iter().flat_map(|text| text.facts.iter().cloned()).collect();
    Wording { parties, topics, facts }
}

/// A statement's text, made ready.
struct Text<'a> {
    statement: &'a Statement,
    words: Words,
    /// Of each spelling the number of its stem, the same in all texts of one language; `None` for
    /// small words.
    stems: Vec<Option<u32>>,
    /// Whether every character is a word.
    unspaced: bool,
    /// The language's first letters.
    language: String,
    facts: Vec<SideFact>,
}

/// Languages that are written without spaces between words.
const UNSPACED: [&str; 6] = ["zh", "ja", "th", "lo", "km", "my"];

fn texts<'a>(dossier: &Dossier, meeting: &'a Meeting, small: SmallWord<'_>) -> Vec<Text<'a>> {
    let known = everybody(dossier, meeting);
    let mut numbers: HashMap<(String, String), u32> = HashMap::new();
    let mut keys = Vec::new();
    let mut texts: Vec<Text<'a>> = Vec::new();
    for statement in meeting.statements() {
        let given = statement.details().language.as_str();
        let code = if given.is_empty() { guess_language(statement.text()) } else { given };
        let language = code.split(['-', '_']).next().unwrap_or(code).to_lowercase();
        let unspaced = UNSPACED.contains(&language.as_str());
        let words = Words::new(statement.text(), !unspaced);
        let mut number = |spelled: &String| {
            let plain =
                (!unspaced && spelled.chars().nth(1).is_none() && !spelled.starts_with(char::is_numeric))
                    || small(&language, spelled);
            if plain {
                return None;
            }
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            Some(*numbers.entry((language.clone(), stem(spelled).to_owned())).or_insert(next))
        };
        let stems = words.spelled.iter().map(&mut number).collect();
        let small_at = |at: usize| small(&language, words.at(at));
        let stated = facts(&words, small_at, &known, meeting.details().date);
        let own = stated.iter().map(|stated| SideFact {
            fact: stated.fact,
            party: statement.party(),
            statement: statement.id(),
            range: stated.range,
            common: false,
        });
        let own = own.collect();
        keys.push(stated);
        texts.push(Text { statement, words, stems, unspaced, language, facts: own });
    }
    let mut sides: HashMap<(Fact, &str), Vec<PartyId>> = HashMap::new();
    for (text, stated) in texts.iter().zip(&keys) {
        for (fact, key) in stated.iter().flat_map(|one| one.keys.iter().map(|key| (one.fact, key.as_str()))) {
            let sides = sides.entry((fact, key)).or_default();
            if !sides.contains(&text.statement.party()) {
                sides.push(text.statement.party());
            }
        }
    }
    for (text, stated) in texts.iter_mut().zip(&keys) {
        let own = text.statement.party();
        for (fact, stated) in text.facts.iter_mut().zip(stated) {
            let has = |key: &String| {
                let sides = sides.get(&(stated.fact, key.as_str()));
                sides.is_some_and(|sides| sides.iter().any(|side| *side != own))
            };
            fact.common = stated.keys.iter().any(has);
        }
    }
    texts
}
