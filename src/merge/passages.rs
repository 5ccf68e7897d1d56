//! Passages: which remain, where they stand, and what becomes of their fields.
//!
//! Must not know: which labels others have (`labels` settles that).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fields::{created, extra, modified, order, quietly, values};
use super::statements::{Remaining, Standing, clip, parent, standing};
use super::versions::{Held, In};
use super::weigh::{At, Fate, Present, Three, Weigh};
use super::{ConflictKind, Side, Thing};
use crate::model::{
    Label, LostPassage, ModelError, NoResponse, Passage, PassageId, SaidBy, Statement, StatementId,
};
use crate::text::{Anchor, CharRange};

/// A passage that remains.
pub(super) struct Remains {
    pub(super) passage: Arc<Passage>,
    /// Where it was, if it is lost.
    pub(super) lost: Option<(CharRange, Anchor)>,
}

/// Passages by the statement in which they stand.
pub(super) type Passages = BTreeMap<StatementId, Vec<Remains>>;

/// The passages that remain.
pub(super) fn remaining<'a>(
    weigh: &mut Weigh<'a>,
    statements: &BTreeMap<StatementId, Remaining<'a>>,
) -> Passages {
    let ids: BTreeSet<PassageId> =
        weigh.anywhere().iter().flat_map(|version| version.passages.keys().copied()).collect();
    let mut remaining = Passages::new();
    for id in ids {
        let present = weigh.present(|version| version.passages.get(&id).copied());
        let Present { base, ours, theirs } =
            present.back_with(|base, side| !weigh.on(side).statements.contains_key(&base.statement.id()));
        let placed = |held: Option<Held<'a>>| held.map(|it| In { parent: it.statement.id(), it });
        let parent = parent(placed(base), placed(ours), placed(theirs));
        let Some((parent, statement)) = parent.and_then(|id| Some((id, statements.get(&id)?))) else {
            continue;
        };
        let left = if ours.is_some() { Side::Ours } else { Side::Theirs };
        let differs = |base: Held<'a>, one: Held<'a>| !statement.is_as_before(base, left, one);
        let at = |_: &Weigh<'a>, one: Held<'a>| at(statement, parent, one);
        let told = |_: &Weigh<'a>, one: Held<'a>| words(one.statement, &standing(one));
        let fate = weigh.fate(Present { base, ours, theirs }, &Thing::Passage(id), differs, at, told);
        let passage = match fate {
            Fate::Gone => continue,
            Fate::One(one) => with(one.share(), statement.place(one)),
            Fate::Both(base, ours, theirs) => both(weigh, statement, parent, base, ours, theirs),
        };
        remaining.entry(parent).or_default().push(passage);
    }
    remaining
}

fn at(statement: &Remaining<'_>, parent: StatementId, held: Held<'_>) -> At {
    At {
        thing: Thing::Passage(held.passage.id),
        meeting: Some(statement.meeting),
        statement: Some(parent),
        name: held.passage.label.to_string(),
    }
}

/// The words of a passage, for the list of conflicts.
fn words(statement: &Statement, standing: &Standing) -> String {
    match standing {
        Standing::At(range) => clip(range.slice(statement.text()).unwrap_or_default()),
        Standing::Lost(_, anchor) => format!("lost: {}", clip(&anchor.exact)),
    }
}

/// A passage with its place.
fn with(mut passage: Arc<Passage>, standing: Standing) -> Remains {
    match standing {
        Standing::At(range) => {
            if passage.range != range {
                Arc::make_mut(&mut passage).range = range;
            }
            Remains { passage, lost: None }
        }
        Standing::Lost(was_at, anchor) => Remains { passage, lost: Some((was_at, anchor)) },
    }
}

impl Remaining<'_> {
    /// Whether a side has a passage as it was, but for what a new text did to its place.
    fn is_as_before(&self, base: Held<'_>, side: Side, held: Held<'_>) -> bool {
        if self.is_one_text() {
            return base.same(held);
        }
        self.is_unmoved(base, side, held) && {
            let Passage { range, modified, .. } = base.passage;
            Passage { range: *range, modified: *modified, ..held.passage.clone() } == *base.passage
        }
    }
}

/// What both sides have.
fn both(
    weigh: &mut Weigh<'_>,
    statement: &Remaining<'_>,
    parent: StatementId,
    base: Option<Held<'_>>,
    ours: Held<'_>,
    theirs: Held<'_>,
) -> Remains {
    if statement.is_one_text() && ours.statement.id() == theirs.statement.id() {
        if ours.same(theirs) || base.is_some_and(|base| base.same(theirs)) {
            return with(ours.share(), standing(ours));
        }
        if base.is_some_and(|base| base.same(ours)) {
            return with(theirs.share(), standing(theirs));
        }
    }
    let at = at(statement, parent, ours);
    let standing = place(weigh, &at, statement, parent, base, ours, theirs);
    let three = Three { base: base.map(|held| held.passage), ours: ours.passage, theirs: theirs.passage };
    with(Arc::new(fields(weigh, &at, three)), standing)
}

/// Where it stands.
fn place(
    weigh: &mut Weigh<'_>,
    at: &At,
    statement: &Remaining<'_>,
    parent: StatementId,
    base: Option<Held<'_>>,
    ours: Held<'_>,
    theirs: Held<'_>,
) -> Standing {
    // A side that has it in another statement says nothing about its place here.
    if ours.statement.id() != parent {
        return statement.place(theirs);
    }
    if theirs.statement.id() != parent {
        return statement.place(ours);
    }
    let of = |side: Side| if side == Side::Ours { ours } else { theirs };
    let unmoved = |side: Side| base.is_some_and(|base| statement.is_unmoved(base, side, of(side)));
    let (whose, other) = (statement.side, statement.side.other());
    // The side whose text it is knows best what became of the place with the text.
    if unmoved(other) {
        return statement.place(of(whose));
    }
    if unmoved(whose) {
        return statement.place(of(other));
    }
    let (in_ours, in_theirs) = (statement.place(ours), statement.place(theirs));
    if in_ours == in_theirs {
        return in_ours;
    }
    let told = [
        base.map(|base| words(base.statement, &standing(base))).unwrap_or_default(),
        words(ours.statement, &standing(ours)),
        words(theirs.statement, &standing(theirs)),
    ];
    match weigh.disagree(at, (ConflictKind::Changed, "place"), Side::Ours, told) {
        Side::Ours => in_ours,
        Side::Theirs => in_theirs,
    }
}

fn fields(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Passage>) -> Passage {
    let (ours, theirs) = (three.ours, three.theirs);
    let tag = weigh.side(at, "tag", three.part(|passage| &passage.tag), |weigh, tag| {
        let found = weigh.anywhere().iter().find_map(|version| version.dossier.codebook().tag(tag));
        found.map_or_else(|| tag.to_string(), |tag| tag.name.en().to_owned())
    });
    let (label, former_labels) = labels(three, tag);
    // Who touched it last; of two at the same time, always the same one.
    let last = if (theirs.modified, theirs.reviewer) > (ours.modified, ours.reviewer) {
        Side::Theirs
    } else {
        Side::Ours
    };
    Passage {
        id: ours.id,
        label,
        former_labels,
        tag: three.on(tag).tag.clone(),
        topic: weigh.field(at, "topic", three.part(|passage| &passage.topic), |weigh, topic| {
            topic.map(|topic| weigh.topic_name(topic)).unwrap_or_default()
        }),
        range: ours.range,
        said_by: weigh.field(at, "said_by", three.part(|passage| &passage.said_by), |weigh, who| match who {
            None => String::new(),
            Some(SaidBy::Own) => "the own side".to_owned(),
            Some(SaidBy::Party(party)) => weigh.party_name(*party),
            Some(SaidBy::Both) => "both sides".to_owned(),
            Some(SaidBy::Third) => "a third party".to_owned(),
            Some(SaidBy::Nobody) => "nobody".to_owned(),
        }),
        verb: weigh.words(at, "verb", three.part(|passage| &passage.verb)),
        strength: weigh.field(at, "strength", three.part(|passage| &passage.strength), |_, strength| {
            strength.map(|strength| strength.level().to_string()).unwrap_or_default()
        }),
        note: weigh.words(at, "note", three.part(|passage| &passage.note)),
        no_response: no_response(weigh, at, three.part(|passage| &passage.no_response)),
        suggested_by: quietly(three.part(|passage| &passage.suggested_by), last),
        reviewer: quietly(three.part(|passage| &passage.reviewer), last),
        created: created(three.part(|passage| &passage.created)),
        modified: modified(three.part(|passage| &passage.modified)),
        extra: extra(weigh, at, three.part(|passage| &passage.extra)),
    }
}

/// The label goes with the tag; one that the other side gave out meanwhile becomes a former one, so
/// that the passage is still found by it.
fn labels(three: Three<'_, Passage>, tag: Side) -> (Label, Vec<Label>) {
    let (ours, theirs) = (three.ours, three.theirs);
    let side = if ours.tag == theirs.tag {
        three.part(|passage| &passage.label).agreed().unwrap_or(Side::Ours)
    } else {
        tag
    };
    let label = three.on(side).label.clone();
    let mut former = values(three.part(|passage| passage.former_labels.as_slice()));
    for other in [&ours.label, &theirs.label] {
        if *other != label && three.base.is_none_or(|base| base.label != *other) && !former.contains(other) {
            former.push(other.clone());
        }
    }
    former.retain(|other| *other != label);
    (label, former)
}

fn no_response(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Option<NoResponse>>) -> Option<NoResponse> {
    if let Some(side) = three.agreed() {
        return three.on(side).clone();
    }
    if let (Some(ours), Some(theirs)) = (three.ours, three.theirs)
        && (&ours.reason, &ours.extra) == (&theirs.reason, &theirs.extra)
    {
        // Both confirmed it: who came first stands.
        let first =
            if (theirs.created, theirs.reviewer) < (ours.created, ours.reviewer) { theirs } else { ours };
        return Some(first.clone());
    }
    weigh.field(at, "no_response", three, |_, confirmed| match confirmed {
        None => String::new(),
        Some(confirmed) if confirmed.reason.is_empty() => "confirmed".to_owned(),
        Some(confirmed) => format!("confirmed: {}", confirmed.reason),
    })
}

/// Puts the passages of a statement into it.
pub(super) fn put(
    statement: &mut Statement,
    versions: &Present<&Arc<Statement>>,
    passages: Vec<Remains>,
) -> Result<(), ModelError> {
    let (mut placed, mut lost) = (Vec::with_capacity(passages.len()), BTreeMap::new());
    for Remains { passage, lost: was } in passages {
        match was {
            None => placed.push(passage),
            Some((was_at, anchor)) => {
                let passage = Arc::unwrap_or_clone(passage);
                lost.insert(passage.id, LostPassage { passage, was_at, anchor });
            }
        }
    }
    statement.set_passages(placed)?;
    let ids = |statement: Option<&Arc<Statement>>| -> Vec<PassageId> {
        statement.map(|one| one.lost().iter().map(|lost| lost.passage.id).collect()).unwrap_or_default()
    };
    let alive = lost.keys().copied().collect();
    let (order, _) = order(&ids(versions.base), &ids(versions.ours), &ids(versions.theirs), &alive);
    let mut in_order: Vec<LostPassage> = order.iter().filter_map(|id| lost.remove(id)).collect();
    // Those that were lost only now come last, by their ids.
    in_order.extend(lost.into_values());
    statement.set_lost(in_order);
    Ok(())
}
