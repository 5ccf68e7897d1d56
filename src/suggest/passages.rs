//! Passages that are proposed: what a stretch of a statement does, who is said to say it, with which
//! verb and how strongly, and what it is about.
//!
//! Must not know: how clauses are read, or links.

use super::acts::Act;
use super::learned::Learned;
use super::lists::{Cue, Lists};
use super::reading::{Reading, said_by};
use super::topics::{TopicSuggestion, Topics};
use crate::model::{Dossier, MeetingId, Role, SaidBy, Statement, StatementId, Strength, TagId};
use crate::text::ByteRange;

/// The cue by which something is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueRef {
    /// Its id, such as "en.concern.raise".
    pub id: String,
    /// The version of its list.
    pub version: u32,
    /// Its words, in bytes of the statement's text.
    pub words: ByteRange,
}

/// A passage that is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct PassageSuggestion {
    /// The statement it is in.
    pub statement: StatementId,
    /// Where, in bytes of the statement's text: the words that carry the content.
    pub range: ByteRange,
    /// What it does.
    pub tag: TagId,
    /// Further tags that words of the same clause propose.
    pub other_tags: Vec<TagId>,
    /// What it is about.
    pub topic: Option<TopicSuggestion>,
    /// To whom the words are attributed.
    pub said_by: SaidBy,
    /// The verb of saying.
    pub verb: String,
    /// How strongly it is said.
    pub strength: Option<Strength>,
    /// The cue.
    pub cue: CueRef,
    /// Why, for people.
    pub reason: String,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// What [`Learned`] counts where it is accepted or dismissed.
    pub features: Vec<String>,
}

/// The share of both that two ranges must have in common to be the same words.
const SAME: f32 = 0.8;

/// Passages for a statement, in order of place. None overlaps an existing passage of the same tag,
/// and none repeats the words of one that the reviewer gave another tag.
pub fn passages(
    dossier: &Dossier,
    meeting: MeetingId,
    statement: StatementId,
    lists: &Lists,
    learned: &Learned,
) -> Vec<PassageSuggestion> {
    let Some(meeting) = dossier.meeting(meeting) else { return Vec::new() };
    let Some(statement) = meeting.statement(statement) else { return Vec::new() };
    let reading = Reading::new(dossier, meeting, statement, lists);
    of_reading(dossier, &reading, lists, learned)
}

/// The same of a statement that is read already.
pub(super) fn of_reading(
    dossier: &Dossier,
    reading: &Reading,
    lists: &Lists,
    learned: &Learned,
) -> Vec<PassageSuggestion> {
    let topics = Topics::new(dossier, lists, &[reading]);
    let mut found: Vec<PassageSuggestion> = reading
        .acts
        .iter()
        .filter_map(|act| proposal(dossier, reading, &topics, learned, act))
        .filter(|proposal| !is_there(reading.statement, proposal.range, &proposal.tag))
        .collect();
    found.sort_by_key(|proposal| proposal.range);
    found
}

/// Whether the reviewer has tagged these words, with this tag or by themselves with another.
fn is_there(statement: &Statement, range: ByteRange, tag: &TagId) -> bool {
    statement
        .passages()
        .between(range)
        .any(|passage| passage.tag == *tag || shared(passage.range, range) >= SAME)
}

/// How much two ranges have in common, as a share of what they cover together.
pub(super) fn shared(one: ByteRange, other: ByteRange) -> f32 {
    let common = one.intersection(other).map_or(0, ByteRange::len);
    common as f32 / (one.len() + other.len() - common).max(1) as f32
}

fn proposal(
    dossier: &Dossier,
    reading: &Reading,
    topics: &Topics,
    learned: &Learned,
    act: &Act,
) -> Option<PassageSuggestion> {
    let language = reading.language?;
    let cue = language.cues.get(act.cue)?;
    let role = dossier.codebook().tag(&act.tag)?.role;
    let range = reading.words.range(act.content.start, act.content.end);
    if range.is_empty() {
        return None;
    }
    let words = reading.words.range(act.words.start, act.words.end);
    let voice = reading.voice_at(words.start());
    let speaker = voice.map_or(SaidBy::Own, |v| said_by(dossier, reading.statement.party(), v.speaker));
    let features = vec![
        format!("cue:{}", cue.id),
        format!("tag:{}", act.tag.as_str()),
        format!("voice:{}", voice_word(speaker)),
    ];
    let known = |(tag, _): &(TagId, usize)| dossier.codebook().tag(tag).map(|_| tag.clone());
    let topic = topics.of(reading, act.content.clone()).or_else(|| topics.of(reading, act.clause.clone()));
    Some(PassageSuggestion {
        statement: reading.statement.id(),
        range,
        tag: act.tag.clone(),
        other_tags: act.others.iter().filter_map(known).collect(),
        topic,
        said_by: speaker,
        verb: cue.verb.clone(),
        strength: Strength::new(act.strength),
        reason: reason(reading, act, cue, words, voice.map_or("", |voice| &voice.reason.text)),
        cue: CueRef { id: cue.id.clone(), version: language.version, words },
        score: learned.rescore(score(act, cue, voice.map_or(0.5, |voice| voice.confidence), role), &features),
        features,
    })
}

fn voice_word(speaker: SaidBy) -> &'static str {
    match speaker {
        SaidBy::Own => "own",
        SaidBy::Party(_) => "other",
        SaidBy::Both => "both",
        SaidBy::Third => "third",
        SaidBy::Nobody => "nobody",
    }
}

/// A cue of several words is surer than one of a single word; one that only says that something was
/// said is a guess.
///
/// What neither raises nor replies nor is joint is tagged less often than it is found.
fn score(act: &Act, cue: &Cue, confidence: f32, role: Role) -> f32 {
    let own = act.own.min(4) as f32;
    let base = if cue.weak { 0.25 + 0.03 * own } else { 0.5 + 0.09 * own };
    let base = if act.negated { base - 0.1 } else { base };
    let base = if role == Role::Other { 0.75 * base } else { base };
    (base * (0.8 + 0.2 * confidence)).clamp(0.05, 0.95)
}

fn reason(reading: &Reading, act: &Act, cue: &Cue, words: ByteRange, voice: &str) -> String {
    let quoted = words.slice(reading.text).unwrap_or_default();
    let negated = if act.negated { ", negated" } else { "" };
    let version = reading.language.map_or(0, |language| language.version);
    let mut reason =
        format!("“{quoted}”{negated}: a cue for {} ({}, list {version})", act.tag.as_str(), cue.id);
    if !voice.is_empty() {
        reason.push_str("; ");
        reason.push_str(voice);
    }
    reason
}

/// By what a proposal is known again, so that one that was dismissed stays away: its statement, its
/// words and its tag. Editing the text elsewhere does not change it.
pub fn key(dossier: &Dossier, suggestion: &PassageSuggestion) -> String {
    let meetings = dossier.meetings().iter();
    let statement = meetings.filter_map(|meeting| meeting.statement(suggestion.statement)).next();
    let words = statement.and_then(|statement| suggestion.range.slice(statement.text())).unwrap_or_default();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut hash = blake3::Hasher::new();
    for part in [suggestion.statement.to_string().as_str(), suggestion.tag.as_str(), &words] {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().to_hex().chars().take(32).collect()
}
