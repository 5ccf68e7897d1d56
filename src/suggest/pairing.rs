//! Which passages are alike: pairs of candidates of two statements, with how sure it is that one reacts
//! to the other.
//!
//! Must not know: what a link would be called.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::candidates::Candidate;
use super::likeness::{Weights, compare};
use super::links::End;
use super::lists::{Lists, primary};
use super::reading::Reading;
use super::units::{By, Kind, Term, Unit};
use crate::analysis::facts::everybody;
use crate::model::{Dossier, Meeting, PassageId};
use crate::text::{ByteRange, sentences};

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
/// Pairs from which on a side's own words are not compared with each other.
const MANY: usize = 100_000;
/// Passages of one topic that are compared although no word is the same.
const OF_A_TOPIC: usize = 60;
/// Words that so large a part of the passages have are a reason only where there is no better one.
const COMMON: f32 = 0.4;

/// A meeting whose passages are compared.
pub(super) struct Pairing<'a> {
    meeting: &'a Meeting,
    lists: &'a Lists,
    known: Vec<String>,
    readings: &'a [Reading<'a>],
    candidates: &'a [Candidate],
    /// What is linked already: from, to.
    linked: BTreeSet<(PassageId, PassageId)>,
    /// Each candidate as it is compared: by everything, and by concepts.
    units: Vec<[OnceCell<Unit>; 2]>,
    /// Each two statements compared by sentences, row by row.
    around: Vec<OnceCell<Option<Around>>>,
}

/// Two statements compared: what was compared, and how widespread its terms are.
pub(super) struct Compared<'a> {
    firsts: Vec<&'a Unit>,
    seconds: Vec<&'a Unit>,
    common: Common,
}

/// In how large a part of the passages a term stands.
type Common = HashMap<Term, f32, FixedState>;

impl Compared<'_> {
    /// Words that stand for the same thing in the two ends of a pair, and what kinds of things they are.
    pub(super) fn matching(&self, pair: &Pair) -> (Vec<(ByteRange, ByteRange)>, Vec<Kind>) {
        let [_, first, second] = pair.units;
        let ends = self.firsts.get(first).zip(self.seconds.get(second));
        ends.map_or_else(Default::default, |(first, second)| matching(first, second, &self.common))
    }
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
pub(super) struct Pair {
    pub(super) from: usize,
    pub(super) to: usize,
    /// How alike they are, 0 to 1.
    pub(super) alike: f32,
    pub(super) score: f32,
    /// Where they were compared: which comparison, and their places in it.
    pub(super) units: [usize; 3],
}

impl<'a> Pairing<'a> {
    pub(super) fn new(
        dossier: &Dossier,
        meeting: &'a Meeting,
        lists: &'a Lists,
        readings: &'a [Reading<'a>],
        candidates: &'a [Candidate],
    ) -> Self {
        Self {
            meeting,
            lists,
            known: everybody(dossier, meeting),
            readings,
            candidates,
            linked: meeting.links().map(|link| (link.from, link.to)).collect(),
            units: candidates.iter().map(|_| [OnceCell::new(), OnceCell::new()]).collect(),
            around: (0..readings.len() * readings.len()).map(|_| OnceCell::new()).collect(),
        }
    }

    fn is_linked(&self, from: End, to: End) -> bool {
        let (End::Passage(from), End::Passage(to)) = (from, to) else { return false };
        self.linked.contains(&(from, to))
    }

    /// A candidate as it is compared.
    fn unit(&self, at: usize, by: By) -> Option<&Unit> {
        let candidate = self.candidates.get(at)?;
        let reading = self.readings.get(candidate.statement)?;
        let [all, concepts] = self.units.get(at)?;
        let cell = if by == By::All { all } else { concepts };
        Some(
            cell.get_or_init(|| {
                Unit::in_context(reading, candidate.words.clone(), self.lists, &self.known, by)
            }),
        )
    }

    /// All pairs that are alike enough, statement by statement.
    pub(super) fn pairs(
        &self,
        first: impl Fn(&Candidate) -> bool,
        second: impl Fn(&Candidate) -> bool,
        fits: impl Fn(&Candidate, &Candidate) -> bool,
        fitness: impl Fn(&Candidate) -> f32,
    ) -> (Vec<Compared<'_>>, Vec<Pair>) {
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
                for (from, to) in self.groups((one, from), (other, to)) {
                    let fitting = |from: &usize, to: &usize| {
                        let ends = self.candidates.get(*from).zip(self.candidates.get(*to));
                        ends.is_some_and(|(a, b)| fits(a, b))
                    };
                    if from.iter().any(|from| to.iter().any(|to| fitting(from, to))) {
                        let number = compared.len();
                        compared.push(self.compare(
                            (one, &from),
                            (other, &to),
                            number,
                            (&fits, &fitness),
                            &mut found,
                        ));
                    }
                }
            }
        }
        (compared, found)
    }

    /// What is to be compared of two statements: all of it, or of one side's texts only what is not in that
    /// side's own words on both ends.
    fn groups(
        &self,
        (one, from): (usize, &[usize]),
        (other, to): (usize, &[usize]),
    ) -> Vec<(Vec<usize>, Vec<usize>)> {
        let party = |at: usize| self.meeting.statements().get(at).map(|statement| statement.party());
        // Of a few the rarity of words is better known where all are counted.
        if party(one) != party(other) || from.len() * to.len() < MANY {
            return vec![(from.to_vec(), to.to_vec())];
        }
        let own =
            |at: &usize| self.candidates.get(*at).is_some_and(|candidate| candidate.voice == party(one));
        let (own_from, their_from): (Vec<usize>, Vec<usize>) = from.iter().partition(|at| own(at));
        let their_to = to.iter().copied().filter(|at| !own(at)).collect();
        vec![(their_from, to.to_vec()), (own_from, their_to)]
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
        (one, from): (usize, &[usize]),
        (other, to): (usize, &[usize]),
        number: usize,
        (fits, fitness): (&impl Fn(&Candidate, &Candidate) -> bool, &impl Fn(&Candidate) -> f32),
        found: &mut Vec<Pair>,
    ) -> Compared<'_> {
        let by = self.by(one, other);
        static NOTHING: Unit = Unit { terms: Vec::new(), grams: Vec::new(), places: Vec::new() };
        let unit = |at: &usize| self.unit(*at, by).unwrap_or(&NOTHING);
        let firsts: Vec<&Unit> = from.iter().map(unit).collect();
        let seconds: Vec<&Unit> = to.iter().map(unit).collect();
        let mut by_topic: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (at, to) in to.iter().enumerate() {
            let topic = self.candidates.get(*to).and_then(|candidate| candidate.topic.as_deref());
            let places = topic.map(|topic| by_topic.entry(topic).or_default());
            places
                .filter(|places| places.len() < OF_A_TOPIC)
                .into_iter()
                .for_each(|p| p.extend(u32::try_from(at)));
        }
        let around = self.around(one, other);
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
                let alike = alike + AROUND * around.map_or(0.0, |around| around.of(a, b));
                // What is compared by concepts alone lacks a part of the sum.
                let alike = if by == By::Concepts { alike * 2.7 / 1.7 } else { alike };
                let bare = !firsts.get(first).zip(seconds.get(second)).is_some_and(|(a, b)| shares(a, b));
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
    fn around(&self, from: usize, to: usize) -> Option<&Around> {
        let cell = self.around.get(from * self.readings.len() + to)?;
        cell.get_or_init(|| self.sentences_of(from, to)).as_ref()
    }

    fn sentences_of(&self, from: usize, to: usize) -> Option<Around> {
        let by = self.by(from, to);
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
        let (ours, theirs) = (units(from, &from_places)?, units(to, &to_places)?);
        let rows =
            compare(&ours.iter().collect::<Vec<_>>(), &theirs.iter().collect::<Vec<_>>(), Weights::SENTENCES);
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
}

/// For each passage that is reacted to the best few, by its place.
pub(super) fn best(mut pairs: Vec<Pair>, most: usize) -> Vec<Vec<Pair>> {
    pairs.sort_by(|a, b| a.to.cmp(&b.to).then(b.score.total_cmp(&a.score)).then(a.from.cmp(&b.from)));
    pairs.chunk_by(|a, b| a.to == b.to).map(|all| all.iter().take(most).copied().collect()).collect()
}

/// Whether two have a term in common.
fn shares(first: &Unit, second: &Unit) -> bool {
    let mut theirs = second.places.iter().map(|(term, _)| *term);
    let own = |term: Term| first.terms.binary_search_by_key(&term, |(other, _)| *other).is_ok();
    theirs.any(own)
}

/// In how large a part of the passages each term stands.
fn common(firsts: &[&Unit], seconds: &[&Unit]) -> Common {
    let mut counts = Common::default();
    let all = firsts.len() + seconds.len();
    for (term, _) in firsts.iter().chain(seconds).flat_map(|unit| &unit.terms) {
        *counts.entry(*term).or_default() += 1.0 / all as f32;
    }
    counts
}

/// Words that stand for the same thing in both, the rarest first.
fn matching(first: &Unit, second: &Unit, common: &Common) -> (Vec<(ByteRange, ByteRange)>, Vec<Kind>) {
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
