//! How alike stretches of two texts are, all of the one with all of the other.
//!
//! Method: BM25 as a share of what a perfect match would have, the cosine of TF-IDF and the cosine
//! of character 4-grams, added; then smoothed over neighbours on both sides (an answer often runs
//! over several sentences, and answers what stands together), with a weak preference for the same
//! order. Weights chosen on the development part of a public collection of reviews and replies
//! (`tests/replies.rs`).
//!
//! An index by terms keeps the cost in proportion to the length of the texts: of a stretch's terms
//! the rarest are looked up first, and only so many places of them all.
//!
//! Must not know: what the stretches are.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::FixedState;

use super::units::{Kind, Term, Unit};

/// How much neighbours and order count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    /// What the stretch itself, the one beside it and the ones after that add on the first side.
    pub(super) near: [f32; 4],
    /// What the one on either side adds on the second.
    pub(super) beside: f32,
    /// What standing at opposite ends of the texts takes off.
    pub(super) order: f32,
}

impl Weights {
    /// For every sentence of two texts.
    pub(super) const SENTENCES: Self = Self { near: [1.0, 0.6, 0.4, 0.2], beside: 0.3, order: 0.075 };
    /// For passages, which stand further apart and have more to say each.
    pub(super) const PASSAGES: Self = Self { near: [1.0, 0.15, 0.0, 0.0], beside: 0.08, order: 0.03 };
}

/// Parts of the sum that makes two stretches alike: BM25, cosine of terms, cosine of letters.
const PARTS: [f32; 3] = [0.7, 1.0, 1.0];
const ALL_PARTS: f32 = 2.7;

/// BM25's usual saturation and correction for length.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Places looked up for one stretch, of its terms and of its letters: in texts of a few pages, and in
/// longer ones.
const LOOKED_UP: [usize; 2] = [4000, 800];
/// Of so many the likest are kept before neighbours are added.
const KEPT: usize = 48;
/// Up to so many all are kept.
const ALL_KEPT: usize = 600;

/// A number is surer than a word that is as rare.
fn certainty(term: Term) -> f32 {
    match term.kind() {
        Kind::Stem | Kind::Concept => 1.0,
        Kind::Number => 1.3,
        Kind::Name => 0.7,
    }
}

/// What stands where on the second side, and how rare it is.
struct Index<K> {
    /// For each term its rarity (of the second side, of both) and where it stands, with how much.
    terms: HashMap<K, Entry, FixedState>,
    /// By stretch of the second side: the length of its vector, the amount of its terms.
    lengths: Vec<(f32, f32)>,
    average: f32,
}

#[derive(Default)]
struct Entry {
    ours: usize,
    theirs: usize,
    rare: f32,
    rare_in_both: f32,
    places: Vec<(u32, f32)>,
}

impl<K: Copy + Eq + Hash> Index<K> {
    fn new<'a>(first: impl ExactSizeIterator<Item = &'a [(K, f32)]>, second: &[&'a [(K, f32)]]) -> Self
    where
        K: 'a,
    {
        let mut terms: HashMap<K, Entry, FixedState> = HashMap::default();
        let count = first.len() + second.len();
        for (number, unit) in second.iter().enumerate() {
            for (term, amount) in *unit {
                let entry = terms.entry(*term).or_default();
                entry.theirs += 1;
                entry.places.push((u32::try_from(number).unwrap_or(u32::MAX), *amount));
            }
        }
        for unit in first {
            for (term, _) in unit {
                terms.entry(*term).or_default().ours += 1;
            }
        }
        let all = second.len() as f32;
        for entry in terms.values_mut() {
            let theirs = entry.theirs as f32;
            entry.rare = (1.0 + (all - theirs + 0.5) / (theirs + 0.5)).ln();
            entry.rare_in_both =
                ((count as f32 + 1.0) / ((entry.theirs + entry.ours) as f32 + 0.5)).ln().max(0.0);
        }
        let mut index = Self { terms, lengths: Vec::new(), average: 1.0 };
        index.lengths = second.iter().map(|unit| (index.length(unit, |_| 1.0), amount(unit))).collect();
        let sum: f32 = index.lengths.iter().map(|(_, amount)| amount).sum();
        index.average = (sum / all.max(1.0)).max(0.001);
        index
    }

    /// The length of a vector, never 0.
    fn length(&self, unit: &[(K, f32)], certain: impl Fn(K) -> f32) -> f32 {
        let square = |(term, amount): &(K, f32)| {
            let rare = self.terms.get(term).map_or(0.0, |entry| entry.rare_in_both);
            (amount * rare * certain(*term)).powi(2)
        };
        let sum: f32 = unit.iter().map(square).sum();
        if sum > 0.0 { sum.sqrt() } else { 1.0 }
    }

    /// The entries of a stretch's terms, rarest first, as far as they may be looked up.
    fn entries<'a>(&'a self, unit: &'a [(K, f32)]) -> Vec<(K, f32, &'a Entry)> {
        let mut found: Vec<(K, f32, &Entry)> =
            unit.iter().filter_map(|(term, amount)| Some((*term, *amount, self.terms.get(term)?))).collect();
        found.sort_by_key(|(_, _, entry)| entry.theirs);
        let [few, many] = LOOKED_UP;
        let mut left = if self.lengths.len() > ALL_KEPT { many } else { few };
        found.retain(|(_, _, entry)| {
            let fits = entry.theirs <= left;
            left = left.saturating_sub(entry.theirs);
            fits
        });
        found
    }
}

fn amount<K>(unit: &[(K, f32)]) -> f32 {
    unit.iter().map(|(_, amount)| amount).sum()
}

/// Scores of one stretch of the first side with some of the second.
struct Scratch {
    scores: Vec<f32>,
    touched: Vec<u32>,
}

impl Scratch {
    fn add(&mut self, at: u32, score: f32) {
        let Some(slot) = self.scores.get_mut(at as usize) else { return };
        if *slot == 0.0 {
            self.touched.push(at);
        }
        *slot += score;
    }

    /// What was added up, in the order in which it was touched; all is 0 again.
    fn take(&mut self) -> Vec<(u32, f32)> {
        let scores = &mut self.scores;
        let taken = self.touched.drain(..).filter_map(|at| {
            let slot = scores.get_mut(at as usize)?;
            Some((at, std::mem::take(slot)))
        });
        // What was touched twice is 0 the second time.
        taken.filter(|(_, score)| *score > 0.0).collect()
    }
}

/// For each stretch of the first side those of the second that are like it at all, with a score from
/// about 0 to 1 for the pair itself and more with like neighbours; the likest first.
pub(super) fn compare(first: &[&Unit], second: &[&Unit], weights: Weights) -> Vec<Vec<(u32, f32)>> {
    if first.is_empty() || second.is_empty() {
        return vec![Vec::new(); first.len()];
    }
    let terms: Vec<&[(Term, f32)]> = second.iter().map(|unit| unit.terms.as_slice()).collect();
    let letters: Vec<&[(u32, f32)]> = second.iter().map(|unit| unit.grams.as_slice()).collect();
    let mut terms = Index::new(first.iter().map(|unit| unit.terms.as_slice()), &terms);
    // A number weighs more also where it is counted how long a vector is.
    let sure: Vec<f32> = second.iter().map(|unit| terms.length(&unit.terms, certainty)).collect();
    for (length, sure) in terms.lengths.iter_mut().zip(sure) {
        length.0 = sure;
    }
    let letters = Index::new(first.iter().map(|unit| unit.grams.as_slice()), &letters);
    let mut scratch = Scratch { scores: vec![0.0; second.len()], touched: Vec::new() };
    let alone: Vec<Vec<(u32, f32)>> = first
        .iter()
        .map(|unit| {
            of_terms(&terms, unit, &mut scratch);
            of_letters(&letters, unit, &mut scratch);
            let mut row = scratch.take();
            if second.len() > ALL_KEPT && row.len() > KEPT {
                row.select_nth_unstable_by(KEPT, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                row.truncate(KEPT);
            }
            row.sort_unstable_by_key(|(at, _)| *at);
            row
        })
        .collect();
    (0..first.len()).map(|at| smoothed(&alone, at, second.len(), weights, &mut scratch)).collect()
}

fn of_terms(index: &Index<Term>, unit: &Unit, scratch: &mut Scratch) {
    let [bm25, cosine, _] = PARTS;
    let best: f32 = unit
        .terms
        .iter()
        .filter_map(|(term, _)| Some(index.terms.get(term)?.rare * certainty(*term)))
        .sum::<f32>()
        * (K1 + 1.0)
        / 1.6;
    let best = if best > 0.0 { best } else { 1.0 };
    let own = index.length(&unit.terms, certainty);
    for (term, amount, entry) in index.entries(&unit.terms) {
        let certain = certainty(term);
        for (at, theirs) in &entry.places {
            let (length, long) = index.lengths.get(*at as usize).copied().unwrap_or((1.0, 1.0));
            let saturated = theirs * (K1 + 1.0) / (theirs + K1 * (1.0 - B + B * long / index.average));
            let part = bm25 * certain * entry.rare * saturated / best
                + cosine * amount * theirs * (entry.rare_in_both * certain).powi(2) / (own * length);
            scratch.add(*at, part / ALL_PARTS);
        }
    }
}

fn of_letters(index: &Index<u32>, unit: &Unit, scratch: &mut Scratch) {
    let [.., letters] = PARTS;
    let own = index.length(&unit.grams, |_| 1.0);
    for (_, amount, entry) in index.entries(&unit.grams) {
        for (at, theirs) in &entry.places {
            let (length, _) = index.lengths.get(*at as usize).copied().unwrap_or((1.0, 1.0));
            let part = letters * amount * theirs * entry.rare_in_both.powi(2) / (own * length);
            scratch.add(*at, part / ALL_PARTS);
        }
    }
}

/// One row with what its neighbours add, the likest first.
fn smoothed(
    alone: &[Vec<(u32, f32)>],
    at: usize,
    second: usize,
    weights: Weights,
    scratch: &mut Scratch,
) -> Vec<(u32, f32)> {
    for (distance, weight) in weights.near.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
        let before = at.checked_sub(distance).filter(|_| distance > 0);
        for row in [Some(at + distance), before].into_iter().flatten().filter_map(|row| alone.get(row)) {
            row.iter().for_each(|(place, score)| scratch.add(*place, weight * score));
        }
    }
    let row = scratch.take();
    for (place, score) in &row {
        scratch.add(*place, *score);
        let beside = weights.beside * score;
        if let Some(before) = place.checked_sub(1) {
            scratch.add(before, beside);
        }
        scratch.add(place + 1, beside);
    }
    let place_of = |at: usize, all: usize| at as f32 / all.saturating_sub(1).max(1) as f32;
    let own = place_of(at, alone.len());
    let mut row = scratch.take();
    for (place, score) in &mut row {
        *score -= weights.order * (place_of(*place as usize, second) - own).abs();
    }
    row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    if second > ALL_KEPT {
        row.truncate(KEPT);
    }
    row
}
