//! One side's passages on one topic: which of their words the other sides have, and the counts.
//!
//! Must not know: how texts are cut into words, or the order of topics.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::{SideWording, TaggedWords, Text};
use crate::model::{PartyId, Passage, TopicId};
use crate::text::ByteRange;

/// A passage with the place of its text among all.
pub(super) type Placed<'a> = (usize, &'a Arc<Passage>);

/// The passages on each topic, in reading order.
pub(super) fn by_topic<'a>(texts: &[Text<'a>], topics: &[Option<TopicId>]) -> Vec<Vec<Placed<'a>>> {
    let places: HashMap<Option<TopicId>, usize> =
        topics.iter().enumerate().map(|(at, topic)| (*topic, at)).collect();
    let mut found: Vec<Vec<Placed<'a>>> = vec![Vec::new(); topics.len()];
    for (at, text) in texts.iter().enumerate() {
        for passage in text.statement.passages().iter() {
            let place = places.get(&passage.topic).and_then(|place| found.get_mut(*place));
            place.into_iter().for_each(|place| place.push((at, passage)));
        }
    }
    found
}

/// Which of the topics a side's texts come to first, second and so on.
pub(super) fn ranks(texts: &[Text<'_>], party: PartyId) -> BTreeMap<TopicId, usize> {
    let mut ranks = BTreeMap::new();
    let own = texts.iter().filter(|text| text.statement.party() == party);
    for topic in own.flat_map(|text| text.statement.passages().iter()).filter_map(|passage| passage.topic) {
        let next = ranks.len() + 1;
        ranks.entry(topic).or_insert(next);
    }
    ranks
}

/// What can be shared: a stem, or two characters where words are not parted.
type Shared = (u32, u32);

/// A side's passages among those on a topic.
pub(super) fn side(
    texts: &[Text<'_>],
    on_topic: &[Placed<'_>],
    party: PartyId,
    topic: Option<TopicId>,
    ranks: &BTreeMap<TopicId, usize>,
) -> SideWording {
    let mut theirs: HashSet<Shared, foldhash::quality::RandomState> = HashSet::default();
    let mut languages: HashSet<&str> = HashSet::new();
    let mut own: Vec<(&Text<'_>, &Passage)> = Vec::new();
    for (at, passage) in on_topic {
        let Some(text) = texts.get(*at) else { continue };
        if text.statement.party() == party {
            own.push((text, passage));
        } else {
            languages.insert(&text.language);
            theirs.extend(shared(text, passage.range).into_iter().map(|(_, shared)| shared));
        }
    }
    let tagged = |(text, passage): &(&Text<'_>, &Passage)| {
        let compared = languages.contains(text.language.as_str());
        let (common, only) =
            if compared { marked(text, passage.range, &theirs) } else { (Vec::new(), Vec::new()) };
        TaggedWords {
            statement: text.statement.id(),
            passage: passage.id,
            range: passage.range,
            verb: passage.verb.clone(),
            strength: passage.strength,
            compared,
            common,
            only,
        }
    };
    let passages = own.iter().map(tagged).collect();
    let mut ladder = [0; 5];
    for strength in own.iter().filter_map(|(_, passage)| passage.strength) {
        let rung = ladder.get_mut(usize::from(strength.level().saturating_sub(1)));
        rung.into_iter().for_each(|rung| *rung += 1);
    }
    let (mut words, mut of_words, mut facts) = (0, 0, Vec::new());
    for text in texts.iter().filter(|text| text.statement.party() == party) {
        of_words += text.words.all.len();
        // They come in order of place and may overlap.
        let (mut seen, mut told) = (0, 0);
        let here = own.iter().filter(|(other, _)| std::ptr::eq(*other, text));
        for (_, passage) in here {
            let within = text.words.within(passage.range);
            words += within.end.saturating_sub(within.start.max(seen));
            seen = seen.max(within.end);
            let from = text.facts.partition_point(|fact| fact.range.start() < passage.range.start());
            let stated = text.facts.iter().enumerate().skip(from.max(told));
            let stated = stated.take_while(|(_, fact)| fact.range.start() < passage.range.end());
            for (at, fact) in stated.filter(|(_, fact)| fact.range.end() <= passage.range.end()) {
                facts.push(fact.clone());
                told = at + 1;
            }
        }
    }
    let rank = topic.and_then(|topic| ranks.get(&topic).copied());
    SideWording { party, passages, words, of_words, rank, ladder, facts }
}

/// What of a stretch can be shared, with the index of the word. Of characters each two neighbours are
/// taken together, under the index of the first: alone they are in any text.
fn shared(text: &Text<'_>, range: ByteRange) -> Vec<(usize, Shared)> {
    let stem = |at: usize| {
        let word = text.words.all.get(at)?;
        text.stems.get(usize::try_from(word.id).ok()?).copied().flatten()
    };
    let within = text.words.within(range);
    if !text.unspaced {
        return within.filter_map(|at| Some((at, (stem(at)?, u32::MAX)))).collect();
    }
    let pair = |at: usize| {
        let next = text.words.all.get(at + 1).filter(|next| !next.stopped && at + 1 < within.end);
        Some((at, (stem(at)?, next.and_then(|_| stem(at + 1))?)))
    };
    within.clone().filter_map(pair).collect()
}

/// The words of a stretch that the others have, and those that they have not.
fn marked(
    text: &Text<'_>,
    range: ByteRange,
    theirs: &HashSet<Shared, foldhash::quality::RandomState>,
) -> (Vec<ByteRange>, Vec<ByteRange>) {
    let within = text.words.within(range);
    // Of each word whether it can be shared, and whether it is.
    let mut words: BTreeMap<usize, bool> = BTreeMap::new();
    for (at, shared) in shared(text, range) {
        let has = theirs.contains(&shared);
        *words.entry(at).or_default() |= has;
        if text.unspaced {
            *words.entry(at + 1).or_default() |= has;
        }
    }
    let (mut common, mut only) = (Vec::new(), Vec::new());
    for (at, has) in words.into_iter().filter(|(at, _)| within.contains(at)) {
        let list = if has { &mut common } else { &mut only };
        list.extend(text.words.all.get(at).map(|word| word.range));
    }
    (common, only)
}
