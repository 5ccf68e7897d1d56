//! A text against an earlier one: which sentences stayed, changed, went, came or moved, and within
//! those that changed which words.
//!
//! Sentences that are the same are found first; of the rest those that share most of their rarer
//! words are taken for one that was changed. The work is bounded: a word that stands nearly
//! everywhere proposes nothing, and the comparison of words has its own limits.
//! Must not know: whose texts they are, but for finding a side's last one.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Dossier, MeetingId, PartyId, Place};
use crate::text::{ByteOffset, ByteRange, Change, Words, sentences, stem};

/// What became of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It is there as it was, but for white space.
    Kept,
    /// Some of its words changed.
    Changed,
    /// It is there no more.
    Gone,
    /// It was not there.
    New,
}

/// A sentence of the earlier text beside one of the later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentencePair {
    /// What became of it.
    pub fate: Fate,
    /// Whether it stands elsewhere among those that are in both texts.
    pub moved: bool,
    /// Where it stood, in bytes of the earlier text; `None` for a new one.
    pub old: Option<ByteRange>,
    /// Where it stands, in bytes of the later text; `None` for one that is gone.
    pub new: Option<ByteRange>,
    /// Words of the earlier sentence that the later one has not, in bytes of the earlier text; only
    /// where it changed.
    pub gone: Vec<ByteRange>,
    /// Words of the later sentence that the earlier one has not, in bytes of the later text; likewise.
    pub came: Vec<ByteRange>,
}

/// Sentences that share so much of their words, from 0 to 1, are taken for one that was changed.
const ALIKE: f32 = 0.5;

/// A word that stands in more of the earlier sentences than this proposes none of them.
const COMMON: usize = 64;

/// Where a side's last text before that of a meeting stands: the first one of the last meeting before
/// it, in order of date, at which the side published, in the same language where there is one.
pub fn last_statement(
    dossier: &Dossier,
    meeting: MeetingId,
    party: PartyId,
    language: &str,
) -> Option<Place> {
    let at = dossier.position_of(meeting)?;
    let primary = |code: &str| code.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    dossier.meetings().get(..at)?.iter().rev().find_map(|meeting| {
        let own = || meeting.statements().iter().filter(|statement| statement.party() == party);
        let same = own().find(|statement| primary(&statement.details().language) == primary(language));
        let statement = same.or_else(|| own().next())?;
        Some(Place { meeting: meeting.id(), statement: statement.id() })
    })
}

/// Compares two texts sentence by sentence and word by word. The pairs stand in the order of the later
/// text; what is gone stands after what came before it in the earlier one. With `spaced` false every
/// character is a word, as in Chinese.
pub fn compare_texts(old: &str, new: &str, spaced: bool) -> Vec<SentencePair> {
    let (olds, news) = (sentences(old), sentences(new));
    let words = |text: &str, all: &[ByteRange]| -> Vec<String> {
        all.iter()
            .map(|range| {
                range.slice(text).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    };
    let mut aligned = Aligned { of_new: vec![None; news.len()], of_old: vec![None; olds.len()] };
    aligned.equal(&words(old, &olds), &words(new, &news));
    aligned.alike(&Bags::of(old, new, &olds, &news, spaced));
    let straight = aligned.straight();

    // What is gone, by the old sentence after which it stood; before all others at none.
    let mut gone: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let mut last = None;
    for (at, partner) in aligned.of_old.iter().enumerate() {
        match partner {
            Some(_) => last = Some(at),
            None => gone.entry(last).or_default().push(at),
        }
    }
    let went = |at: usize| SentencePair {
        fate: Fate::Gone,
        moved: false,
        old: olds.get(at).copied(),
        new: None,
        gone: Vec::new(),
        came: Vec::new(),
    };
    let mut pairs: Vec<SentencePair> = gone.remove(&None).unwrap_or_default().into_iter().map(went).collect();
    for (at, partner) in aligned.of_new.iter().enumerate() {
        let place = news.get(at).copied();
        let Some((from, same)) = *partner else {
            pairs.push(SentencePair {
                fate: Fate::New,
                moved: false,
                old: None,
                new: place,
                gone: Vec::new(),
                came: Vec::new(),
            });
            continue;
        };
        let moved = !straight.get(at).copied().unwrap_or(true);
        let ranges = olds.get(from).copied().zip(place);
        let (gone_words, came) = match ranges {
            Some((was, is)) if !same => differences((old, was), (new, is)),
            _ => (Vec::new(), Vec::new()),
        };
        let fate = if same { Fate::Kept } else { Fate::Changed };
        pairs.push(SentencePair {
            fate,
            moved,
            old: olds.get(from).copied(),
            new: place,
            gone: gone_words,
            came,
        });
        pairs.extend(gone.remove(&Some(from)).unwrap_or_default().into_iter().map(went));
    }
    pairs
}

/// The words by which two sentences differ, in bytes of either text.
fn differences(old: (&str, ByteRange), new: (&str, ByteRange)) -> (Vec<ByteRange>, Vec<ByteRange>) {
    let [was, is] = [old, new].map(|(text, range)| range.slice(text).unwrap_or_default());
    let (mut gone, mut came) = (Vec::new(), Vec::new());
    // How far the later sentence is behind the earlier one: inserted, and deleted, bytes so far.
    let (mut inserted, mut deleted) = (0, 0);
    for replace in Change::between(was, is).replaces() {
        let (start, len) = (replace.range.start().get(), replace.range.len());
        gone.extend(trimmed(was, start, start + len, old.1.start()));
        let at = start + inserted - deleted;
        came.extend(trimmed(is, at, at + replace.insert.len(), new.1.start()));
        inserted += replace.insert.len();
        deleted += len;
    }
    (gone, came)
}

/// A stretch of a sentence without white space at its ends, in bytes of the whole text; `None` where
/// nothing is left.
fn trimmed(sentence: &str, start: usize, end: usize, base: ByteOffset) -> Option<ByteRange> {
    let words = sentence.get(start..end)?;
    let skipped = words.len() - words.trim_start().len();
    let len = words.trim().len();
    let start = base.get() + start + skipped;
    (len > 0).then(|| ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(start + len)))
}

/// Which sentence of one text stands for which of the other.
struct Aligned {
    /// Of each later sentence the earlier one, and whether they are the same.
    of_new: Vec<Option<(usize, bool)>>,
    of_old: Vec<Option<usize>>,
}

impl Aligned {
    fn pair(&mut self, old: usize, new: usize, same: bool) {
        if let Some((of_old, of_new)) = self.of_old.get_mut(old).zip(self.of_new.get_mut(new)) {
            (*of_old, *of_new) = (Some(new), Some((old, same)));
        }
    }

    /// Pairs sentences that are the same: those at the start and the end first, then each with the
    /// next one that is still free, so that what is repeated keeps its order.
    fn equal(&mut self, old: &[String], new: &[String]) {
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let most = old.len().min(new.len()) - head;
        let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
        (0..head).for_each(|at| self.pair(at, at, true));
        (1..=tail).for_each(|at| self.pair(old.len() - at, new.len() - at, true));
        let mut free: HashMap<&str, std::collections::VecDeque<usize>> = HashMap::new();
        for (at, sentence) in old.iter().enumerate().take(old.len() - tail).skip(head) {
            free.entry(sentence).or_default().push_back(at);
        }
        for (at, sentence) in new.iter().enumerate().take(new.len() - tail).skip(head) {
            if let Some(from) =
                free.get_mut(sentence.as_str()).and_then(std::collections::VecDeque::pop_front)
            {
                self.pair(from, at, true);
            }
        }
    }

    /// Pairs what is left by the words that they share, the most alike first; of those that are
    /// equally alike, the ones that stand least apart.
    fn alike(&mut self, bags: &Bags) {
        let free = |all: &[Option<usize>]| -> Vec<bool> { all.iter().map(Option::is_none).collect() };
        let free_old = free(&self.of_old);
        let mut proposed = Vec::new();
        for (at, bag) in bags.new.iter().enumerate() {
            if self.of_new.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let mut candidates: Vec<usize> = Vec::new();
            for (word, _) in bag {
                let places = bags.places(*word);
                if places.len() <= COMMON.max(bags.old.len() / 50) {
                    candidates.extend(places.iter().filter(|old| free_old.get(**old) == Some(&true)));
                }
            }
            candidates.sort_unstable();
            // Those that share most words, lest many that share one cost too much.
            let mut counted: Vec<(usize, usize)> = candidates
                .chunk_by(|a, b| a == b)
                .filter_map(|same| Some((same.len(), *same.first()?)))
                .collect();
            counted.sort_unstable_by_key(|(many, old)| (std::cmp::Reverse(*many), old.abs_diff(at)));
            for (_, old) in counted.into_iter().take(8) {
                let alike = bags.alike(old, at);
                if alike >= ALIKE {
                    proposed.push((alike, old.abs_diff(at), old, at));
                }
            }
        }
        proposed.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
        for (_, _, old, new) in proposed {
            let taken = |slot: Option<&Option<_>>| slot.is_none_or(Option::is_some);
            if self.of_old.get(old).is_some_and(Option::is_none)
                && !taken(self.of_new.get(new).map(|n| n.map(|n| n.0)).as_ref())
            {
                self.pair(old, new, false);
            }
        }
    }

    /// Of each later sentence whether it kept its place among those that are in both texts: the
    /// longest run of them that stands in the same order.
    fn straight(&self) -> Vec<bool> {
        // `ends[l]`: which sentence ends the best run of length l + 1; of each the one before it.
        let from = |at: usize| self.of_new.get(at).copied().flatten().map(|(old, _)| old);
        let mut ends: Vec<usize> = Vec::new();
        let mut before: Vec<Option<usize>> = vec![None; self.of_new.len()];
        for at in 0..self.of_new.len() {
            let Some(old) = from(at) else { continue };
            let place = ends.partition_point(|end| from(*end) < Some(old));
            let previous = place.checked_sub(1).and_then(|place| ends.get(place)).copied();
            before.get_mut(at).into_iter().for_each(|slot| *slot = previous);
            match ends.get_mut(place) {
                Some(end) => *end = at,
                None => ends.push(at),
            }
        }
        let mut straight = vec![false; self.of_new.len()];
        let mut at = ends.last().copied();
        while let Some(one) = at {
            straight.get_mut(one).into_iter().for_each(|slot| *slot = true);
            at = before.get(one).copied().flatten();
        }
        straight
    }
}

/// The stems of each sentence, each once with how often it stands there, by number.
struct Bags {
    old: Vec<Vec<(u32, f32)>>,
    new: Vec<Vec<(u32, f32)>>,
    /// Of each stem the earlier sentences that have it.
    places: Vec<Vec<usize>>,
    /// How much each stem counts: the rarer, the more.
    weights: Vec<f32>,
}

impl Bags {
    fn of(old: &str, new: &str, olds: &[ByteRange], news: &[ByteRange], spaced: bool) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut bags = |text: &str, all: &[ByteRange]| -> Vec<Vec<(u32, f32)>> {
            let words = Words::new(text, spaced);
            let stems: Vec<u32> = words
                .spelled
                .iter()
                .map(|word| {
                    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    *numbers.entry(stem(word).to_owned()).or_insert(next)
                })
                .collect();
            let number = |at: usize| {
                let id = words.all.get(at)?.id;
                stems.get(usize::try_from(id).ok()?).copied()
            };
            let bag = |range: &ByteRange| {
                let mut found: Vec<u32> = words.within(*range).filter_map(number).collect();
                found.sort_unstable();
                let counted = found.chunk_by(|a, b| a == b);
                counted.filter_map(|same| Some((*same.first()?, same.len() as f32))).collect()
            };
            all.iter().map(bag).collect()
        };
        let (old, new) = (bags(old, olds), bags(new, news));
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
        let mut many = vec![0.0_f32; numbers.len()];
        let slot = |word: u32| usize::try_from(word).unwrap_or(usize::MAX);
        for (at, bag) in old.iter().enumerate() {
            for (word, _) in bag {
                places.get_mut(slot(*word)).into_iter().for_each(|places| places.push(at));
            }
        }
        for (word, _) in old.iter().chain(&new).flatten() {
            many.get_mut(slot(*word)).into_iter().for_each(|many| *many += 1.0);
        }
        let all = (old.len() + new.len()) as f32;
        let weights = many.into_iter().map(|many| (1.0 + all / many.max(1.0)).ln()).collect();
        Self { old, new, places, weights }
    }

    fn places(&self, word: u32) -> &[usize] {
        usize::try_from(word).ok().and_then(|word| self.places.get(word)).map_or(&[], Vec::as_slice)
    }

    /// How much of their words two sentences share, from 0 to 1, rarer ones counting more.
    fn alike(&self, old: usize, new: usize) -> f32 {
        let Some((old, new)) = self.old.get(old).zip(self.new.get(new)) else { return 0.0 };
        let weight = |word: u32| {
            usize::try_from(word).ok().and_then(|word| self.weights.get(word)).copied().unwrap_or(0.0)
        };
        let sum = |bag: &[(u32, f32)]| bag.iter().map(|(word, many)| many * weight(*word)).sum::<f32>();
        let mut shared = 0.0;
        let mut rest = new.iter().peekable();
        for (word, many) in old {
            while rest.next_if(|(other, _)| other < word).is_some() {}
            if let Some((_, other)) = rest.next_if(|(other, _)| other == word) {
                shared += many.min(*other) * weight(*word);
            }
        }
        let all = sum(old) + sum(new);
        if all > 0.0 { 2.0 * shared / all } else { 0.0 }
    }
}
