//! Two readouts that were written apart, topic by topic: passages that are linked in one line.
//!
//! Must not know: how brackets are written.

use std::collections::{BTreeMap, BTreeSet};

use super::pieces::{Piece, passages};
use super::{NEAR, Section, pair};
use crate::export::words::Words;
use crate::model::{Dossier, Meeting, PassageId, Statement, TopicId};
use crate::text::ByteRange;

/// A passage of one of the two texts.
#[derive(Clone, Copy)]
struct Point<'a> {
    /// 0 or 1.
    side: usize,
    id: PassageId,
    /// Where it stands in its text.
    place: ByteRange,
    words: &'a str,
    topic: Option<TopicId>,
}

/// The topics in the dossier's order, at last what has none. A passage stands where its own topic
/// is; one that is linked to it stands with it.
pub(super) fn sections(
    dossier: &Dossier,
    meeting: &Meeting,
    texts: [&Statement; 2],
    words: &Words,
) -> Vec<Section> {
    let points: Vec<Point<'_>> = texts
        .iter()
        .enumerate()
        .flat_map(|(side, text)| {
            text.passages().iter().map(move |passage| Point {
                side,
                id: passage.id,
                place: passage.range,
                words: text.words(passage),
                topic: passage.topic,
            })
        })
        .collect();
    let linked = partners(meeting);
    let by_id: BTreeMap<PassageId, Point<'_>> = points.iter().map(|point| (point.id, *point)).collect();
    let mut placed: BTreeSet<PassageId> = BTreeSet::new();
    let topics = dossier.topics().iter().map(|topic| Some(topic.id)).chain([None]);
    let mut sections = Vec::new();
    for topic in topics {
        let mut paragraphs = Vec::new();
        for point in points.iter().filter(|point| point.topic == topic) {
            if !placed.insert(point.id) {
                continue;
            }
            let others = linked.get(&point.id).into_iter().flatten().filter_map(|id| by_id.get(id)).copied();
            let mut partners: Vec<Point<'_>> =
                others.filter(|other| other.side != point.side && !placed.contains(&other.id)).collect();
            partners.sort_by_key(|partner| partner.place);
            placed.extend(partners.iter().map(|partner| partner.id));
            paragraphs.push(line(*point, &partners));
        }
        if !paragraphs.is_empty() {
            let name = topic.and_then(|id| dossier.topic(id));
            let heading = name.map_or(words.no_topic, |topic| topic.name.as_str()).to_owned();
            sections.push(Section { heading, paragraphs });
        }
    }
    sections
}

/// The passages that links of the meeting join each to, in either direction.
fn partners(meeting: &Meeting) -> BTreeMap<PassageId, BTreeSet<PassageId>> {
    let mut found: BTreeMap<PassageId, BTreeSet<PassageId>> = BTreeMap::new();
    for link in meeting.links() {
        found.entry(link.from).or_default().insert(link.to);
        found.entry(link.to).or_default().insert(link.from);
    }
    found
}

/// A passage and those of the other side that are linked to it. The first of them is compared by
/// words where the two say nearly the same.
fn line(point: Point<'_>, partners: &[Point<'_>]) -> Vec<Piece> {
    let sided = |one: &str, other: &str| {
        let (one, other) = (one.trim().to_owned(), other.trim().to_owned());
        Piece::Differs(if point.side == 0 { [one, other] } else { [other, one] })
    };
    let Some((first, more)) = partners.split_first() else { return vec![sided(point.words, "")] };
    let mut pieces = if pair::share(point.words, first.words) >= NEAR {
        let (a, b) = if point.side == 0 { (point, *first) } else { (*first, point) };
        passages(a.words, b.words)
    } else {
        vec![sided(point.words, first.words)]
    };
    pieces.extend(more.iter().map(|partner| sided("", partner.words)));
    pieces
}
