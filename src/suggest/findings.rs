//! Findings that are proposed: an agreement that only one side claims, words in the other's mouth
//! that its own text lacks, a denial that something was said, what only one side mentions.
//!
//! Silence is a finding only where the whole text is there: of a text in part, or as a newspaper
//! copied it, nobody knows what else it says.
//!
//! Must not know: what the reviewer makes of a finding.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::candidates::{Candidate, candidates};
use super::learned::Learned;
use super::likeness::{Weights, compare};
use super::links::End;
use super::lists::{Lists, primary};
use super::passages::PassageSuggestion;
use super::reading::Reading;
use super::topics::Topics;
use super::units::{By, Unit};
use crate::analysis::facts::{Stated, everybody, facts};
use crate::analysis::{Fact, confirms};
use crate::model::{Completeness, Dossier, Meeting, MeetingId, PartyId, Role, SaidBy, StatementId};
use crate::text::{ByteRange, sentences};

/// What only one side mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Only {
    /// One of the reviewer's topics, or a field of subjects.
    Topic,
    /// A name, a number or a date.
    Fact(Fact),
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// One text says that both agreed; the other does not.
    OneSidedAgreement,
    /// One text has the other side say something that its own text lacks.
    WordsInOthersMouth,
    /// One text denies a fact, or that something was said.
    Denial,
    /// Only one text speaks of it.
    OneSideOnly(Only),
}

/// A finding that is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingSuggestion {
    /// What it is.
    pub kind: FindingKind,
    /// The side whose text has it.
    pub party: PartyId,
    /// The side whose text lacks it.
    pub other: PartyId,
    /// The statement that has it.
    pub statement: StatementId,
    /// Where, in bytes of the statement's text; the first place where there are several.
    pub range: ByteRange,
    /// The passage, where it is one.
    pub passage: Option<End>,
    /// The other side's words that come nearest, where there are any.
    pub nearest: Option<(StatementId, ByteRange)>,
    /// What it is about: the topic's name, or the words.
    pub about: String,
    /// Whether both texts are complete. Where they are not, the rest may say it.
    pub sure: bool,
    /// Why, for people.
    pub reason: String,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// What [`Learned`] counts where it is accepted or dismissed.
    pub features: Vec<String>,
}

/// A sentence this much like a claim confirms it.
const CONFIRMS: f32 = 0.17;
/// A sentence this much like a claim speaks of it at all.
const NEAR: f32 = 0.06;
/// Facts of one kind that are told for one side.
const FACTS: usize = 12;
/// Times that a field is spoken of before the other side's silence on it is told.
const SPOKEN: usize = 2;

/// Findings about a meeting, by its passages.
pub fn findings(
    dossier: &Dossier,
    meeting: MeetingId,
    lists: &Lists,
    learned: &Learned,
) -> Vec<FindingSuggestion> {
    findings_with(dossier, meeting, &[], lists, learned)
}

/// Findings about a meeting, by its passages and such as are only proposed.
pub fn findings_with(
    dossier: &Dossier,
    meeting: MeetingId,
    suggested: &[PassageSuggestion],
    lists: &Lists,
    learned: &Learned,
) -> Vec<FindingSuggestion> {
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
) -> Vec<FindingSuggestion> {
    let candidates = candidates(dossier, meeting, readings, suggested);
    let looking = Looking {
        dossier,
        meeting,
        lists,
        known: everybody(dossier, meeting),
        sentences: readings.iter().map(|reading| sentences(reading.text)).collect(),
        units: readings.iter().map(|_| [OnceCell::new(), OnceCell::new()]).collect(),
        readings,
        candidates: &candidates,
    };
    let mut found = looking.claims();
    found.extend(looking.denials());
    found.extend(looking.topics());
    found.extend(looking.facts());
    for one in &mut found {
        let kind = format!("{:?}", one.kind).to_lowercase();
        one.features = vec![format!("finding:{kind}"), format!("complete:{}", one.sure)];
        one.score = learned.rescore(one.score * if one.sure { 1.0 } else { 0.6 }, &one.features);
        if !one.sure {
            one.reason.push_str("; not both texts are complete");
        }
    }
    let position = |id: StatementId| meeting.statements().iter().position(|statement| statement.id() == id);
    found.sort_by_key(|one| (one.kind, position(one.statement), one.range));
    found
}

struct Looking<'a> {
    dossier: &'a Dossier,
    meeting: &'a Meeting,
    lists: &'a Lists,
    known: Vec<String>,
    sentences: Vec<Vec<ByteRange>>,
    /// Each statement's sentences as they are compared: by everything, and by concepts.
    units: Vec<[OnceCell<Vec<Unit>>; 2]>,
    readings: &'a [Reading<'a>],
    candidates: &'a [Candidate],
}

impl Looking<'_> {
    fn party(&self, statement: usize) -> Option<PartyId> {
        self.meeting.statements().get(statement).map(|statement| statement.party())
    }

    /// Sides that published something, in the order of their statements.
    fn parties(&self) -> Vec<PartyId> {
        let mut found = Vec::new();
        for statement in self.meeting.statements() {
            if !found.contains(&statement.party()) {
                found.push(statement.party());
            }
        }
        found
    }

    fn statements_of(&self, party: PartyId) -> impl Iterator<Item = usize> {
        let all = self.meeting.statements().iter().enumerate();
        all.filter(move |(_, statement)| statement.party() == party).map(|(at, _)| at)
    }

    fn is_complete(&self, parties: [PartyId; 2]) -> bool {
        let of = |party: PartyId| self.meeting.statements().iter().filter(move |s| s.party() == party);
        let full = |party: PartyId| of(party).any(|s| s.details().source.completeness == Completeness::Full);
        parties.into_iter().all(full)
    }

    fn name(&self, party: PartyId) -> &str {
        self.dossier.party(party).map_or("", |party| party.name.as_str())
    }

    /// Claims of agreement, and words in the other's mouth, that the other's text lacks.
    fn claims(&self) -> Vec<FindingSuggestion> {
        let mut found = Vec::new();
        let parties = self.parties();
        // Claims of one statement are looked up together in each text of the other side.
        for (statement, reading) in self.readings.iter().enumerate() {
            let Some(own) = self.party(statement) else { continue };
            for other in parties.iter().copied().filter(|other| *other != own) {
                let claims: Vec<&Candidate> = self
                    .candidates
                    .iter()
                    .filter(|c| c.statement == statement)
                    .filter(|c| c.role == Role::Joint || c.said_by == SaidBy::Party(other))
                    .filter(|c| !self.is_confirmed(c, other))
                    .collect();
                if claims.is_empty() {
                    continue;
                }
                let nearest = self.nearest(reading, &claims, other);
                for (claim, near) in claims.into_iter().zip(nearest) {
                    let joint = claim.role == Role::Joint;
                    let alike = near.map_or(0.0, |(_, _, alike)| alike);
                    if alike >= CONFIRMS
                        && (!joint || near.is_some_and(|(at, range, _)| self.is_joint(at, range)))
                    {
                        continue;
                    }
                    let near = near.filter(|(_, _, alike)| *alike >= NEAR);
                    let whose = self.name(other);
                    let lacks = match (joint, near.is_some()) {
                        (true, false) => {
                            format!("both are said to agree, and nothing in the text of {whose} is like it")
                        }
                        (true, true) => format!(
                            "both are said to agree; the text of {whose} speaks of it without agreeing"
                        ),
                        (false, false) => format!("said of {whose}, whose own text has nothing like it"),
                        (false, true) => format!(
                            "said of {whose}, whose own text says no such thing where it comes nearest"
                        ),
                    };
                    let nearest = near
                        .and_then(|(at, range, _)| Some((self.meeting.statements().get(at)?.id(), range)));
                    found.extend(self.finding(
                        if joint { FindingKind::OneSidedAgreement } else { FindingKind::WordsInOthersMouth },
                        (statement, claim.range, Some(claim.end)),
                        other,
                        lacks,
                        (0.9 - 2.0 * alike).clamp(0.3, 0.9),
                        nearest,
                    ));
                }
            }
        }
        found
    }

    /// Whether a link already tells what the other side's text has to it.
    fn is_confirmed(&self, claim: &Candidate, other: PartyId) -> bool {
        let End::Passage(id) = claim.end else { return false };
        let of_other = |passage| {
            self.dossier.passage(passage).is_some_and(|(_, statement, _)| statement.party() == other)
        };
        self.meeting.links().any(|link| {
            let far = match (link.from == id, link.to == id) {
                (true, _) => link.to,
                (_, true) => link.from,
                _ => return false,
            };
            confirms(self.dossier.codebook(), &link.kind) && of_other(far)
        })
    }

    /// For each claim the sentence of the other side that is most like it: statement, place, likeness.
    fn nearest(
        &self,
        reading: &Reading,
        claims: &[&Candidate],
        other: PartyId,
    ) -> Vec<Option<(usize, ByteRange, f32)>> {
        let alone = Weights { near: [1.0, 0.0, 0.0, 0.0], beside: 0.0, order: 0.0 };
        let mut best: Vec<Option<(usize, ByteRange, f32)>> = vec![None; claims.len()];
        for at in self.statements_of(other) {
            let (Some(theirs), Some(places)) = (self.readings.get(at), self.sentences.get(at)) else {
                continue;
            };
            let across = primary(&reading.code) != primary(&theirs.code)
                && [reading, theirs].iter().all(|one| self.lists.glossary.knows(&one.code));
            let by = if across { By::Concepts } else { By::All };
            let claims: Vec<Unit> = claims
                .iter()
                .map(|claim| Unit::new(reading, claim.words.clone(), self.lists, &self.known, by))
                .collect();
            let Some([all, concepts]) = self.units.get(at) else { continue };
            let units = if by == By::All { all } else { concepts }.get_or_init(|| {
                let unit = |place: &ByteRange| {
                    Unit::new(theirs, theirs.words.within(*place), self.lists, &self.known, by)
                };
                places.iter().map(unit).collect()
            });
            for (best, row) in best.iter_mut().zip(compare(
                &claims.iter().collect::<Vec<_>>(),
                &units.iter().collect::<Vec<_>>(),
                alone,
            )) {
                let Some((place, alike)) = row.first() else { continue };
                let alike = if across { alike * 2.7 / 1.7 } else { *alike };
                let Some(range) = places.get(*place as usize) else { continue };
                if best.is_none_or(|(_, _, other)| alike > other) {
                    *best = Some((at, *range, alike));
                }
            }
        }
        best
    }

    /// Whether a sentence is tagged, or proposed, as said of both sides.
    fn is_joint(&self, statement: usize, sentence: ByteRange) -> bool {
        let here = self.candidates.iter().filter(|c| c.statement == statement && c.range.overlaps(sentence));
        here.into_iter().any(|c| c.role == Role::Joint || c.said_by == SaidBy::Both)
    }

    fn denials(&self) -> Vec<FindingSuggestion> {
        let mut found = Vec::new();
        for (statement, reading) in self.readings.iter().enumerate() {
            let Some(own) = self.party(statement) else { continue };
            let of = |c: &&Candidate| c.statement == statement && c.tag.as_str() == "denial";
            let denials: Vec<&Candidate> = self.candidates.iter().filter(of).collect();
            for other in self.parties().into_iter().filter(|other| *other != own && !denials.is_empty()) {
                let nearest = self.nearest(reading, &denials, other);
                for (denial, near) in denials.iter().zip(nearest) {
                    let near = near.filter(|(_, _, alike)| *alike >= NEAR);
                    let reason = match near {
                        Some(_) => format!("denied here; the text of {} speaks of it", self.name(other)),
                        None => format!("denied here; the text of {} does not mention it", self.name(other)),
                    };
                    let near = near
                        .and_then(|(at, range, _)| Some((self.meeting.statements().get(at)?.id(), range)));
                    let score = if near.is_some() { 0.85 } else { 0.6 };
                    let place = (statement, denial.range, Some(denial.end));
                    found.extend(self.finding(FindingKind::Denial, place, other, reason, score, near));
                }
            }
        }
        found
    }

    /// Topics of one side's passages of which the other's text has not a word; fields of subjects where
    /// there are no topics yet.
    fn topics(&self) -> Vec<FindingSuggestion> {
        let parties = self.parties();
        let readings: Vec<&Reading> = self.readings.iter().collect();
        let topics = Topics::new(self.dossier, self.lists, &readings);
        let mut by_topic: BTreeMap<&str, Vec<&Candidate>> = BTreeMap::new();
        let known =
            |topic: &String| self.dossier.topics().iter().any(|known| known.name.to_lowercase() == *topic);
        for candidate in self.candidates {
            // A topic that is only proposed is told by the fields, below.
            if let Some(topic) =
                candidate.topic.as_ref().filter(|topic| by_topic.contains_key(topic.as_str()) || known(topic))
            {
                by_topic.entry(topic).or_default().push(candidate);
            }
        }
        let mut found = Vec::new();
        let kind = FindingKind::OneSideOnly(Only::Topic);
        for (topic, passages) in &by_topic {
            let has = |party: PartyId| passages.iter().any(|c| self.party(c.statement) == Some(party));
            for party in parties.iter().copied().filter(|party| has(*party)) {
                for other in parties.iter().copied().filter(|other| *other != party && !has(*other)) {
                    let known =
                        self.dossier.topics().iter().find(|known| known.name.to_lowercase() == *topic);
                    let marked = self.meeting.absences().any(|absence| {
                        absence.party == other && known.is_some_and(|known| known.id == absence.topic)
                    });
                    let words = self.statements_of(other).any(|at| {
                        self.readings.get(at).is_some_and(|theirs| topics.is_spoken_of(topic, theirs))
                    });
                    let first = passages.iter().find(|c| self.party(c.statement) == Some(party));
                    let Some(first) = first.filter(|_| !marked && !words) else { continue };
                    let name = known.map_or(*topic, |known| known.name.as_str());
                    let reason = format!(
                        "“{name}”: {} has it, {} has no word of it",
                        self.name(party),
                        self.name(other)
                    );
                    let one = self.finding(
                        kind,
                        (first.statement, first.range, Some(first.end)),
                        other,
                        reason,
                        0.8,
                        None,
                    );
                    found.extend(one.map(|one| FindingSuggestion { about: name.to_owned(), ..one }));
                }
            }
        }
        if by_topic.is_empty() {
            found.extend(self.fields());
        }
        found
    }

    /// Fields of subjects on which one side is silent.
    fn fields(&self) -> Vec<FindingSuggestion> {
        let mut spoken: BTreeMap<(usize, PartyId), (usize, usize, ByteRange)> = BTreeMap::new();
        for (at, reading) in self.readings.iter().enumerate() {
            let Some(party) = self.party(at) else { continue };
            for mention in &reading.mentions {
                let concept = self.lists.glossary.concept(mention.concept).filter(|c| !c.boilerplate);
                let Some(domain) = concept.and_then(|concept| concept.domain) else { continue };
                let range = reading.words.range(mention.first, mention.end);
                spoken.entry((domain, party)).or_insert((0, at, range)).0 += 1;
            }
        }
        let mut found = Vec::new();
        for ((domain, party), (count, at, range)) in &spoken {
            let Some(field) = self.lists.glossary.domains.get(*domain) else { continue };
            let skipped = matches!(
                field.id.as_str(),
                "diplomatic" | "countries" | "protocol" | "institutions" | "politics"
            );
            if *count < SPOKEN || skipped {
                continue;
            }
            for other in self.parties().into_iter().filter(|other| other != party) {
                let silent = !spoken.contains_key(&(*domain, other));
                // Of a text whose words are not in the glossary nothing can be said.
                let read = self.statements_of(other).any(|at| {
                    self.readings.get(at).is_some_and(|theirs| self.lists.glossary.knows(&theirs.code))
                });
                if silent && read {
                    let name = field.name("en");
                    let reason = format!(
                        "“{name}”: {} speaks of it, {} has no word of it",
                        self.name(*party),
                        self.name(other)
                    );
                    let kind = FindingKind::OneSideOnly(Only::Topic);
                    let one = self.finding(kind, (*at, *range, None), other, reason, 0.6, None);
                    found.extend(one.map(|one| FindingSuggestion { about: name.to_owned(), ..one }));
                }
            }
        }
        found
    }

    /// Names, numbers and dates that only one side has.
    fn facts(&self) -> Vec<FindingSuggestion> {
        let day = self.meeting.details().date;
        let stated: Vec<Vec<Stated>> = self
            .readings
            .iter()
            .map(|reading| facts(&reading.words, |at| reading.is_term(at), &self.known, day))
            .collect();
        let mut keys: BTreeMap<PartyId, BTreeSet<(Fact, &str)>> = BTreeMap::new();
        for (at, all) in stated.iter().enumerate() {
            let Some(party) = self.party(at) else { continue };
            let each = all.iter().flat_map(|one| one.keys.iter().map(|key| (one.fact, key.as_str())));
            keys.entry(party).or_default().extend(each);
        }
        let mut found = Vec::new();
        for party in self.parties() {
            let others = keys.iter().filter(|(other, _)| **other != party);
            let others: Vec<&BTreeSet<(Fact, &str)>> = others.map(|(_, keys)| keys).collect();
            let Some(other) = self.parties().into_iter().find(|other| *other != party) else { break };
            let mut told: BTreeSet<(Fact, &[String])> = BTreeSet::new();
            let mut counts: BTreeMap<Fact, usize> = BTreeMap::new();
            for at in self.statements_of(party) {
                for one in stated.get(at).into_iter().flatten() {
                    let theirs = one
                        .keys
                        .iter()
                        .any(|key| others.iter().any(|theirs| theirs.contains(&(one.fact, key.as_str()))));
                    let count = counts.entry(one.fact).or_default();
                    if theirs || *count >= FACTS || !told.insert((one.fact, &one.keys)) {
                        continue;
                    }
                    *count += 1;
                    let words =
                        self.readings.get(at).and_then(|r| one.range.slice(r.text)).unwrap_or_default();
                    let reason = format!("“{words}” stands only in the text of {}", self.name(party));
                    let kind = FindingKind::OneSideOnly(Only::Fact(one.fact));
                    let score = match one.fact {
                        Fact::Number | Fact::Date => 0.6,
                        Fact::Name => 0.4,
                    };
                    found.extend(self.finding(kind, (at, one.range, None), other, reason, score, None));
                }
            }
        }
        found
    }

    fn finding(
        &self,
        kind: FindingKind,
        (statement, range, passage): (usize, ByteRange, Option<End>),
        other: PartyId,
        reason: String,
        score: f32,
        nearest: Option<(StatementId, ByteRange)>,
    ) -> Option<FindingSuggestion> {
        let party = self.party(statement)?;
        let words = range.slice(self.readings.get(statement)?.text).unwrap_or_default();
        Some(FindingSuggestion {
            kind,
            party,
            other,
            statement: self.meeting.statements().get(statement)?.id(),
            range,
            passage,
            nearest,
            about: words.to_owned(),
            sure: self.is_complete([party, other]),
            reason,
            score,
            features: Vec::new(),
        })
    }
}
