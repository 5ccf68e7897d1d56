//! Links that are proposed: for everything that was raised and not answered the passages of the
//! other side that answer it best, or none; and for what one text claims of both sides or of the
//! other, the words that confirm it.
//!
//! Must not know: how alike two texts are, or how a link is made.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::learned::Learned;
use super::likeness::{Weights, compare};
use super::lists::{Lists, primary};
use super::passages::PassageSuggestion;
use super::reading::Reading;
use super::units::{By, Kind, Term, Unit, skeleton};
use crate::analysis::{LinkIndex, Status, status};
use crate::model::{
    Dossier, Effect, LinkKindId, Meeting, MeetingId, PartyId, PassageId, Role, SaidBy, Strength, TagId,
};
use crate::text::{ByteRange, sentences};

/// One end of a link that is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// A passage of the dossier.
    Passage(PassageId),
    /// A passage that is itself proposed, by its place in the list that was given.
    Suggestion(usize),
}

/// A link that is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkSuggestion {
    /// The passage that reacts.
    pub from: End,
    /// The passage that it reacts to.
    pub to: End,
    /// What the one does to the other.
    pub kind: LinkKindId,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// Which of the proposals for `to` it is; 1 is the best.
    pub rank: usize,
    /// Words that speak of the same thing: in `from`'s statement and in `to`'s, in bytes of their
    /// texts. The most telling come first.
    pub words: Vec<(ByteRange, ByteRange)>,
    /// Why, for people.
    pub reason: String,
    /// What [`Learned`] counts where it is accepted or dismissed.
    pub features: Vec<String>,
}

/// Proposals for one passage.
const MOST: usize = 3;
/// Pairs of words shown as the reason.
const SHOWN: usize = 6;
/// A score below this is no counterpart.
pub(super) const NONE: f32 = 0.3;
/// How alike two passages are that get half of the full score.
const HALF: f32 = 0.16;
/// What one topic adds of the rest to 1, and what two of them leave.
const SAME_TOPIC: f32 = 0.35;
const OTHER_TOPIC: f32 = 0.6;
/// What an answer counts that only the asking side's text tells, where the other's text is there.
const RETOLD: f32 = 0.75;
/// What the likeness of the sentences around adds.
const AROUND: f32 = 0.3;
/// Sentences of a text that can be read in a sitting.
const SITTING: usize = 300;
/// Passages of one topic that are compared although no word is the same.
const OF_A_TOPIC: usize = 60;
/// A promise or an agreement with a higher score meets the point that was raised.
const MEETS: f32 = 0.55;
/// Words that so large a part of the passages have are a reason only where there is no better one.
const COMMON: f32 = 0.4;

/// What is compared: a passage, tagged or proposed.
pub(super) struct Candidate {
    pub(super) end: End,
    /// Index of its statement in the meeting.
    pub(super) statement: usize,
    pub(super) range: ByteRange,
    pub(super) words: Range<usize>,
    pub(super) tag: TagId,
    pub(super) role: Role,
    pub(super) said_by: SaidBy,
    pub(super) strength: Option<Strength>,
    /// The side whose words they are; `None` for both.
    pub(super) voice: Option<PartyId>,
    /// The name of its topic.
    pub(super) topic: Option<String>,
}

impl Candidate {
    /// Whether one can react to the other as side to side.
    fn differs_from(&self, other: &Self) -> bool {
        self.voice.is_none() || other.voice.is_none() || self.voice != other.voice
    }
}

/// Links between passages of a meeting.
pub fn links(dossier: &Dossier, meeting: MeetingId, lists: &Lists, learned: &Learned) -> Vec<LinkSuggestion> {
    links_with(dossier, meeting, &[], lists, learned)
}

/// Links between passages of a meeting and such as are only proposed.
pub fn links_with(
    dossier: &Dossier,
    meeting: MeetingId,
    suggested: &[PassageSuggestion],
    lists: &Lists,
    learned: &Learned,
) -> Vec<LinkSuggestion> {
    let Some(meeting) = dossier.meeting(meeting) else { return Vec::new() };
    let statements = meeting.statements().iter();
    let readings: Vec<Reading> = statements.map(|s| Reading::words_of(s, lists)).collect();
    of_readings(dossier, meeting, &readings, suggested, lists, learned)
}

/// The same of statements that are read already.
pub(super) fn of_readings(
    dossier: &Dossier,
    meeting: &Meeting,
    readings: &[Reading],
    suggested: &[PassageSuggestion],
    lists: &Lists,
    learned: &Learned,
) -> Vec<LinkSuggestion> {
    let candidates = candidates(dossier, meeting, readings, suggested);
    let index = LinkIndex::build(dossier);
    let linking = Linking {
        dossier,
        meeting,
        lists,
        learned,
        known: everybody(dossier, meeting),
        readings,
        candidates: &candidates,
    };
    let mut found = linking.answers(&index);
    found.extend(linking.confirmations());
    found
}

/// Names that occur everywhere and so separate nothing: sides and people.
pub(super) fn everybody(dossier: &Dossier, meeting: &Meeting) -> Vec<String> {
    let parties = dossier.parties().iter();
    let names = parties.flat_map(|party| std::iter::once(&party.name).chain(&party.aliases));
    let people = meeting.details().participants.iter().flat_map(|one| [&one.name, &one.office]);
    let words = names.chain(people).flat_map(|name| super::words::Words::new(name, true).spelled);
    words.map(|word| skeleton(&word)).collect()
}

/// All passages and proposals, by statement and place.
pub(super) fn candidates(
    dossier: &Dossier,
    meeting: &Meeting,
    readings: &[Reading],
    suggested: &[PassageSuggestion],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (at, (statement, reading)) in meeting.statements().iter().zip(readings).enumerate() {
        let voice = |said_by: Option<SaidBy>| match said_by {
            Some(SaidBy::Party(party)) => Some(party),
            Some(SaidBy::Both) => None,
            _ => Some(statement.party()),
        };
        let mut add = |end, range, tag: &TagId, said_by: Option<SaidBy>, strength, topic: Option<&str>| {
            let Some(known) = dossier.codebook().tag(tag) else { return };
            found.push(Candidate {
                end,
                statement: at,
                range,
                words: reading.words.within(range),
                tag: tag.clone(),
                role: known.role,
                said_by: said_by.unwrap_or(SaidBy::Own),
                strength,
                voice: voice(said_by),
                topic: topic.map(str::to_lowercase),
            });
        };
        for passage in statement.passages().iter() {
            let topic = passage.topic.and_then(|topic| dossier.topic(topic)).map(|topic| topic.name.as_str());
            add(
                End::Passage(passage.id),
                passage.range,
                &passage.tag,
                passage.said_by,
                passage.strength,
                topic,
            );
        }
        for (number, one) in suggested.iter().enumerate().filter(|(_, one)| one.statement == statement.id()) {
            let topic = one.topic.as_ref().map(|topic| topic.name.as_str());
            add(End::Suggestion(number), one.range, &one.tag, Some(one.said_by), one.strength, topic);
        }
    }
    found.sort_by_key(|candidate| (candidate.statement, candidate.range, candidate.end));
    found
}

struct Linking<'a> {
    dossier: &'a Dossier,
    meeting: &'a Meeting,
    lists: &'a Lists,
    learned: &'a Learned,
    known: Vec<String>,
    readings: &'a [Reading<'a>],
    candidates: &'a [Candidate],
}

/// Two statements compared: what was compared, and how widespread its terms are.
struct Compared {
    firsts: Vec<Unit>,
    seconds: Vec<Unit>,
    common: BTreeMap<Term, f32>,
}

/// Two statements compared sentence by sentence.
struct Around {
    from: Vec<ByteRange>,
    to: Vec<ByteRange>,
    rows: Vec<Vec<(u32, f32)>>,
}

impl Around {
    /// How alike the sentences of two passages are.
    fn of(&self, from: &Candidate, to: &Candidate) -> f32 {
        let sentence = |all: &[ByteRange], range: ByteRange| {
            all.partition_point(|sentence| sentence.start() <= range.start()).checked_sub(1)
        };
        let (Some(from), Some(to)) = (sentence(&self.from, from.range), sentence(&self.to, to.range)) else {
            return 0.0;
        };
        let row = self.rows.get(from).into_iter().flatten();
        row.into_iter().find(|(at, _)| *at as usize == to).map_or(0.0, |(_, alike)| alike.max(0.0))
    }
}

/// A reaction and what it reacts to, as indices of candidates, with how sure it is.
#[derive(Clone, Copy)]
struct Pair {
    from: usize,
    to: usize,
    /// How alike they are, 0 to 1.
    alike: f32,
    score: f32,
    /// Where they were compared: which comparison, and their places in it.
    units: [usize; 3],
}

impl Linking<'_> {
    /// For everything raised and not answered, what answers it best.
    fn answers(&self, index: &LinkIndex) -> Vec<LinkSuggestion> {
        let open = |candidate: &Candidate| {
            candidate.role == Role::Raises
                && match candidate.end {
                    End::Passage(id) => self.meeting.passage(id).is_some_and(|(_, passage)| {
                        status(self.dossier, index, passage) == Some(Status::NotReviewed)
                    }),
                    End::Suggestion(_) => true,
                }
        };
        let fits = |from: &Candidate, to: &Candidate| fitness(from) > 0.0 && from.differs_from(to);
        let (compared, pairs) = self.pairs(|from| fitness(from) > 0.0, open, fits, fitness);
        let mut found = Vec::new();
        for raised in best(pairs, MOST) {
            for (rank, pair) in raised.iter().enumerate() {
                let kind = self.candidates.get(pair.from).and_then(|from| self.kind(from, pair.alike));
                found.extend(kind.and_then(|kind| self.suggestion(&compared, pair, kind, rank + 1)));
            }
        }
        rerank(&mut found);
        found
    }

    /// For what one text claims of both sides or of the other, what confirms it in the other's text.
    fn confirmations(&self) -> Vec<LinkSuggestion> {
        let confirms = LinkKindId::new("confirms");
        if self.dossier.codebook().link_kind(&confirms).is_none() {
            return Vec::new();
        }
        let party = |c: &Candidate| self.meeting.statements().get(c.statement).map(|s| s.party());
        let claims = |c: &Candidate| c.role == Role::Joint || matches!(c.said_by, SaidBy::Party(_));
        let fits = |from: &Candidate, to: &Candidate| {
            let joint = from.role == Role::Joint && to.role == Role::Joint;
            // Of two claims that confirm each other the later one is the confirmation.
            party(from) != party(to)
                && (joint && from.statement > to.statement
                    || !joint && from.tag == to.tag && party(from) == to.voice)
        };
        let tags: BTreeSet<&TagId> = self.candidates.iter().filter(|c| claims(c)).map(|c| &c.tag).collect();
        let (compared, pairs) = self.pairs(|from| tags.contains(&from.tag), claims, fits, |_| 1.0);
        let best = best(pairs, 1);
        let all = best.iter().flatten();
        all.filter_map(|pair| self.suggestion(&compared, pair, confirms.clone(), 1)).collect()
    }

    fn is_linked(&self, from: End, to: End) -> bool {
        let (End::Passage(from), End::Passage(to)) = (from, to) else { return false };
        self.meeting.links().any(|link| link.from == from && link.to == to)
    }

    /// All pairs that are alike enough, statement by statement.
    fn pairs(
        &self,
        first: impl Fn(&Candidate) -> bool,
        second: impl Fn(&Candidate) -> bool,
        fits: impl Fn(&Candidate, &Candidate) -> bool,
        fitness: impl Fn(&Candidate) -> f32,
    ) -> (Vec<Compared>, Vec<Pair>) {
        let chosen = |wanted: &dyn Fn(&Candidate) -> bool, statement: usize| -> Vec<usize> {
            let of =
                self.candidates.iter().enumerate().filter(|(_, c)| c.statement == statement && wanted(c));
            of.map(|(at, _)| at).collect()
        };
        let from: Vec<Vec<usize>> = (0..self.readings.len()).map(|at| chosen(&first, at)).collect();
        let to: Vec<Vec<usize>> = (0..self.readings.len()).map(|at| chosen(&second, at)).collect();
        let (mut compared, mut found) = (Vec::new(), Vec::new());
        for (one, from) in from.iter().enumerate() {
            for (other, to) in to.iter().enumerate() {
                let fitting = |from: &usize, to: &usize| {
                    self.candidates.get(*from).zip(self.candidates.get(*to)).is_some_and(|(a, b)| fits(a, b))
                };
                // A few of each tell whether the two can have anything to do with each other.
                let any = from.iter().any(|from| to.iter().take(50).any(|to| fitting(from, to)));
                if any {
                    let number = compared.len();
                    let by = self.by(one, other);
                    compared.push(self.compare(from, to, by, number, (&fits, &fitness), &mut found));
                }
            }
        }
        (compared, found)
    }

    /// By what two statements can be compared.
    fn by(&self, one: usize, other: usize) -> By {
        let code = |at: usize| self.readings.get(at).map_or("", |reading| primary(&reading.code));
        let glossary = |code: &str| self.lists.glossary.knows(code);
        let (one, other) = (code(one), code(other));
        if one != other && glossary(one) && glossary(other) { By::Concepts } else { By::All }
    }

    fn compare(
        &self,
        from: &[usize],
        to: &[usize],
        by: By,
        number: usize,
        (fits, fitness): (&impl Fn(&Candidate, &Candidate) -> bool, &impl Fn(&Candidate) -> f32),
        found: &mut Vec<Pair>,
    ) -> Compared {
        let unit = |at: &usize| {
            let candidate = self.candidates.get(*at)?;
            let reading = self.readings.get(candidate.statement)?;
            Some(Unit::in_context(reading, candidate.words.clone(), self.lists, &self.known, by))
        };
        let firsts: Vec<Unit> = from.iter().map(|at| unit(at).unwrap_or_default()).collect();
        let seconds: Vec<Unit> = to.iter().map(|at| unit(at).unwrap_or_default()).collect();
        let mut by_topic: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (at, to) in to.iter().enumerate() {
            let topic = self.candidates.get(*to).and_then(|candidate| candidate.topic.as_deref());
            let places = topic.map(|topic| by_topic.entry(topic).or_default());
            places
                .filter(|places| places.len() < OF_A_TOPIC)
                .into_iter()
                .for_each(|p| p.extend(u32::try_from(at)));
        }
        let around = self.around(from, to, by);
        for (first, mut row) in compare(&firsts, &seconds, Weights::PASSAGES).into_iter().enumerate() {
            let Some((from, a)) = from.get(first).and_then(|from| Some((*from, self.candidates.get(*from)?)))
            else {
                continue;
            };
            // What the reviewer put under one topic belongs together without a word in common.
            let topic = a.topic.as_deref().and_then(|topic| by_topic.get(topic));
            for at in topic.into_iter().flatten() {
                if row.len() < OF_A_TOPIC && row.iter().all(|(other, _)| other != at) {
                    row.push((*at, f32::MIN_POSITIVE));
                }
            }
            for (second, alike) in row {
                let second = second as usize;
                let Some(to) = to.get(second).copied() else { continue };
                let Some(b) = self.candidates.get(to) else { continue };
                let same = from == to || a.statement == b.statement && a.range.overlaps(b.range);
                if alike <= 0.0 || same || !fits(a, b) || self.is_linked(a.end, b.end) {
                    continue;
                }
                let alike = alike + AROUND * around.as_ref().map_or(0.0, |around| around.of(a, b));
                // What is compared by concepts alone lacks a part of the sum.
                let alike = if by == By::Concepts { alike * 2.7 / 1.7 } else { alike };
                let bare = !shares(firsts.get(first), seconds.get(second));
                let alike = alike / (alike + HALF);
                let score = self.score(a, b, alike, bare) * fitness(a);
                if score >= NONE {
                    found.push(Pair { from, to, alike, score, units: [number, first, second] });
                }
            }
        }
        let common = common(&firsts, &seconds);
        Compared { firsts, seconds, common }
    }

    /// How alike the sentences are in which passages stand, with their neighbours; of texts that can be
    /// read in a sitting, since in long ones a passage's own words tell enough.
    fn around(&self, from: &[usize], to: &[usize], by: By) -> Option<Around> {
        let statement = |all: &[usize]| Some(self.candidates.get(*all.first()?)?.statement);
        let (from, to) = (statement(from)?, statement(to)?);
        let places = |at: usize| Some(sentences(self.readings.get(at)?.text));
        let (from_places, to_places) = (places(from)?, places(to)?);
        if from == to || from_places.len() > SITTING || to_places.len() > SITTING {
            return None;
        }
        let units = |at: usize, places: &[ByteRange]| -> Option<Vec<Unit>> {
            let reading = self.readings.get(at)?;
            let unit = |place: &ByteRange| {
                Unit::new(reading, reading.words.within(*place), self.lists, &self.known, by)
            };
            Some(places.iter().map(unit).collect())
        };
        let rows = compare(&units(from, &from_places)?, &units(to, &to_places)?, Weights::SENTENCES);
        Some(Around { from: from_places, to: to_places, rows })
    }

    /// How sure it is that one passage reacts to another that it is so much like.
    fn score(&self, from: &Candidate, to: &Candidate, alike: f32, bare: bool) -> f32 {
        let topic = from.topic.is_some() && from.topic == to.topic;
        let score = match (&from.topic, &to.topic) {
            (Some(_), Some(_)) if topic => alike + (1.0 - alike) * SAME_TOPIC,
            (Some(_), Some(_)) => alike * OTHER_TOPIC,
            _ => alike,
        };
        // What a side tells of the other's answer counts less than the other's own text.
        let own = self.meeting.statements().get(to.statement).map(|statement| statement.party());
        let mut parties = self.meeting.statements().iter().map(|statement| statement.party());
        let retold = from.statement == to.statement && parties.any(|party| Some(party) != own);
        let score = if retold { score * RETOLD } else { score };
        // Letters alone are a weak reason.
        if bare && !topic { score * 0.6 } else { score }
    }

    fn suggestion(
        &self,
        compared: &[Compared],
        pair: &Pair,
        kind: LinkKindId,
        rank: usize,
    ) -> Option<LinkSuggestion> {
        let (from, to) = (self.candidates.get(pair.from)?, self.candidates.get(pair.to)?);
        let [number, first, second] = pair.units;
        let compared = compared.get(number)?;
        let (words, kinds) =
            matching(compared.firsts.get(first)?, compared.seconds.get(second)?, &compared.common);
        let mut features = vec![
            format!("link:{}", kind.as_str()),
            format!("tags:{}>{}", from.tag.as_str(), to.tag.as_str()),
        ];
        for kind in [Kind::Stem, Kind::Concept, Kind::Number, Kind::Name] {
            if kinds.contains(&kind) {
                features.push(format!("shares:{kind:?}").to_lowercase());
            }
        }
        if from.topic.is_some() && from.topic == to.topic {
            features.push("topic:same".to_owned());
        }
        let score = self.learned.rescore(pair.score.clamp(0.0, 0.97), &features);
        let reason = self.reason(&words, from, to);
        Some(LinkSuggestion { from: from.end, to: to.end, kind, score, rank, words, reason, features })
    }

    fn reason(&self, words: &[(ByteRange, ByteRange)], from: &Candidate, to: &Candidate) -> String {
        let text = |candidate: &Candidate, range: ByteRange| {
            let reading = self.readings.get(candidate.statement)?;
            range.slice(reading.text)
        };
        let mut shown = Vec::new();
        for (ours, theirs) in words {
            let (Some(ours), Some(theirs)) = (text(from, *ours), text(to, *theirs)) else { continue };
            let same = ours.to_lowercase() == theirs.to_lowercase();
            let pair =
                if same { format!("“{ours}”") } else { format!("“{ours}” and “{theirs}”") };
            if !shown.contains(&pair) {
                shown.push(pair);
            }
        }
        let name =
            |tag: &TagId| self.dossier.codebook().tag(tag).map_or("", |tag| tag.name.en()).to_lowercase();
        let topic = from.topic.is_some() && from.topic == to.topic;
        let shared = match (shown.is_empty(), topic) {
            (false, false) => shown.join(", "),
            (false, true) => format!("{} and the topic", shown.join(", ")),
            (true, true) => "the same topic".to_owned(),
            (true, false) => "similar wording".to_owned(),
        };
        format!("{shared} in both; {} against {}", name(&from.tag), name(&to.tag))
    }

    /// What a reaction does, by its own tag; `None` where the codebook has no such kind. That a point is
    /// met in full is proposed where something is promised that is much like it.
    fn kind(&self, from: &Candidate, score: f32) -> Option<LinkKindId> {
        let weak = from.strength.is_some_and(|strength| strength.level() <= 2);
        let (word, effect) = match (from.tag.as_str(), from.role) {
            ("rejection", _) => ("rejects", Effect::TurnedAside),
            ("denial", _) => ("denies", Effect::TurnedAside),
            ("support", _) | (_, Role::Joint) => ("agrees_with", Effect::Answered),
            (_, Role::Raises) => ("deflects", Effect::TurnedAside),
            (_, Role::Replies) if !weak && score >= MEETS => ("answers", Effect::Answered),
            _ => ("answers_in_part", Effect::InPart),
        };
        let codebook = self.dossier.codebook();
        let known = codebook.link_kind(&LinkKindId::new(word));
        let known = known.or_else(|| codebook.link_kinds().iter().find(|kind| kind.effect == effect));
        known.map(|kind| kind.id.clone())
    }
}

/// How well a passage can be a reaction, by its tag.
fn fitness(candidate: &Candidate) -> f32 {
    match (candidate.role, candidate.tag.as_str()) {
        (Role::Replies, _) => 1.0,
        (Role::Joint, _) => 0.85,
        (Role::Raises, _) => 0.45,
        (_, "support" | "inform" | "action") => 0.8,
        (_, "position" | "next_step") => 0.75,
        (_, "topic") => 0.5,
        (_, "logistics" | "atmosphere" | "courtesy") => 0.0,
        _ => 0.7,
    }
}

/// For each passage that is reacted to the best few, by its place.
fn best(mut pairs: Vec<Pair>, most: usize) -> Vec<Vec<Pair>> {
    pairs.sort_by(|a, b| a.to.cmp(&b.to).then(b.score.total_cmp(&a.score)).then(a.from.cmp(&b.from)));
    pairs.chunk_by(|a, b| a.to == b.to).map(|all| all.iter().take(most).copied().collect()).collect()
}

/// Puts the proposals for each passage in the order of their scores, which decisions may have changed,
/// and drops those that have come below the threshold.
fn rerank(all: &mut Vec<LinkSuggestion>) {
    all.retain(|one| one.score >= NONE);
    for same in all.chunk_by_mut(|a, b| a.to == b.to) {
        same.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.rank.cmp(&b.rank)));
        same.iter_mut().enumerate().for_each(|(at, one)| one.rank = at + 1);
    }
}

/// Whether two have a term in common.
fn shares(first: Option<&Unit>, second: Option<&Unit>) -> bool {
    let Some((first, second)) = first.zip(second) else { return false };
    let mut theirs = second.places.iter().map(|(term, _)| *term);
    let own = |term: Term| first.terms.binary_search_by_key(&term, |(other, _)| *other).is_ok();
    theirs.any(own)
}

/// In how large a part of the passages a term stands.
fn common(firsts: &[Unit], seconds: &[Unit]) -> BTreeMap<Term, f32> {
    let mut counts: BTreeMap<Term, f32> = BTreeMap::new();
    let all = firsts.len() + seconds.len();
    for (term, _) in firsts.iter().chain(seconds).flat_map(|unit| &unit.terms) {
        *counts.entry(*term).or_default() += 1.0 / all as f32;
    }
    counts
}

/// Words that stand for the same thing in both, the rarest first.
fn matching(
    first: &Unit,
    second: &Unit,
    common: &BTreeMap<Term, f32>,
) -> (Vec<(ByteRange, ByteRange)>, Vec<Kind>) {
    let share = |term: Term| common.get(&term).copied().unwrap_or(0.0);
    let mut shared: Vec<Term> = first
        .terms
        .iter()
        .map(|(term, _)| *term)
        .filter(|term| second.terms.binary_search_by_key(term, |(other, _)| *other).is_ok())
        .collect();
    shared.sort_by(|a, b| share(*a).total_cmp(&share(*b)).then(a.cmp(b)));
    if shared.first().is_some_and(|term| share(*term) <= COMMON) {
        shared.retain(|term| share(*term) <= COMMON);
    }
    let place =
        |unit: &Unit, term: Term| unit.places.iter().find(|(own, _)| *own == term).map(|(_, range)| *range);
    let mut words: Vec<(ByteRange, ByteRange)> = Vec::new();
    let mut kinds = Vec::new();
    for term in shared {
        let Some(pair) = place(first, term).zip(place(second, term)) else { continue };
        if !kinds.contains(&term.kind()) {
            kinds.push(term.kind());
        }
        let shown = words.iter().any(|(ours, _)| ours.overlaps(pair.0));
        if !shown && words.len() < SHOWN {
            words.push(pair);
        }
    }
    (words, kinds)
}
