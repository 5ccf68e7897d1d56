//! Statements: which remain, with which text, what becomes of their details; where each passage goes
//! when the text is another than the one it was made on.
//!
//! Must not know: what becomes of a passage otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fields::{extra, quietly};
use super::versions::{Held, In};
use super::weigh::{At, Fate, Present, Three, Weigh};
use super::{ConflictKind, Side, Thing};
use crate::edit::{By, intent};
use crate::model::{
    Meeting, MeetingId, Moment, PassageId, Revision, Source, Statement, StatementDetails, StatementId,
};
use crate::text::{Anchor, ByteRange, CharRange, CleanText};

/// Meetings that remain, as in each version; one that a side deleted stands there as it was before.
pub(super) type Meetings<'a> = BTreeMap<MeetingId, Present<&'a Arc<Meeting>>>;

/// Code points of a text that stand in the list of conflicts.
const TOLD: usize = 200;

/// Where a passage stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Standing {
    /// In the text.
    At(ByteRange),
    /// Nowhere; where it was.
    Lost(CharRange, Anchor),
}

/// Where passages stand in another text.
type Carried = BTreeMap<PassageId, Standing>;

/// A statement that remains.
pub(super) struct Remaining<'a> {
    pub(super) meeting: MeetingId,
    /// As in each version; a side that deleted it has it as it was before.
    pub(super) versions: Present<&'a Arc<Statement>>,
    /// Whose text is taken.
    pub(super) side: Side,
    /// The text itself.
    pub(super) text: CleanText,
    /// The text that was not taken though it is new as well.
    other_text: Option<CleanText>,
    /// Where the passages of each version stand in the text, where theirs was another.
    to_text: Present<Carried>,
    /// Where those of the base stand in the texts of the sides.
    from_base: Present<Carried>,
}

/// The statements that remain.
pub(super) fn remaining<'a>(
    weigh: &mut Weigh<'a>,
    meetings: &Meetings<'a>,
) -> BTreeMap<StatementId, Remaining<'a>> {
    let ids: BTreeSet<StatementId> =
        weigh.anywhere().iter().flat_map(|version| version.statements.keys().copied()).collect();
    let mut remaining = BTreeMap::new();
    for id in ids {
        let present = weigh.present(|version| version.statements.get(&id).copied());
        let Present { base, ours, theirs } =
            present.back_with(|base, side| !weigh.on(side).meetings.contains_key(&base.parent));
        let Some(meeting) = parent(base, ours, theirs).filter(|meeting| meetings.contains_key(meeting))
        else {
            continue;
        };
        let at = |weigh: &Weigh<'a>, one: In<MeetingId, &Arc<Statement>>| at(weigh, meeting, one.it);
        let differs = |base, left| base != left;
        let told = |_: &Weigh<'a>, one: In<MeetingId, &Arc<Statement>>| clip(one.it.text());
        let fate = weigh.fate(Present { base, ours, theirs }, &Thing::Statement(id), differs, at, told);
        if matches!(fate, Fate::Gone) {
            continue;
        }
        let versions = Present {
            base: base.map(|one| one.it),
            ours: ours.or(base).map(|one| one.it),
            theirs: theirs.or(base).map(|one| one.it),
        };
        remaining.extend(Remaining::new(weigh, meeting, versions).map(|statement| (id, statement)));
    }
    remaining
}

/// Where something stands by the rule of three, where several versions have it.
pub(super) fn parent<P: Copy + PartialEq, T>(
    base: Option<In<P, T>>,
    ours: Option<In<P, T>>,
    theirs: Option<In<P, T>>,
) -> Option<P> {
    let [base, ours, theirs] = [base, ours, theirs].map(|one| one.map(|one| one.parent));
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => {
            Some(quietly(Three { base: base.as_ref(), ours: &ours, theirs: &theirs }, Side::Ours))
        }
        _ => ours.or(theirs).or(base),
    }
}

fn at(weigh: &Weigh<'_>, meeting: MeetingId, statement: &Statement) -> At {
    At {
        thing: Thing::Statement(statement.id()),
        meeting: Some(meeting),
        statement: Some(statement.id()),
        name: format!(
            "the statement of {}, {}",
            weigh.party_name(statement.party()),
            weigh.meeting_name(meeting)
        ),
    }
}

/// The beginning of a text, for the list of conflicts.
pub(super) fn clip(text: &str) -> String {
    let mut clipped: String = text.chars().take(TOLD).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

/// A text from a little before the place where it begins to differ from another.
fn clip_from(text: &str, other: &str) -> String {
    let same: usize = text
        .char_indices()
        .zip(other.chars())
        .take_while(|((_, a), b)| a == b)
        .map(|((_, a), _)| a.len_utf8())
        .sum();
    let from = text.floor_char_boundary(same.saturating_sub(40));
    let rest = clip(text.get(from..).unwrap_or_default());
    if from == 0 { rest } else { format!("…{rest}") }
}

impl<'a> Remaining<'a> {
    fn new(weigh: &mut Weigh<'a>, meeting: MeetingId, versions: Present<&'a Arc<Statement>>) -> Option<Self> {
        let (side, one, other_text) = match (versions.ours, versions.theirs) {
            (Some(ours), Some(theirs)) => {
                let three = Three { base: versions.base, ours, theirs }.part(|statement| statement.text());
                let (side, agreed) = match three.agreed() {
                    Some(side) => (side, true),
                    None => {
                        let at = at(weigh, meeting, ours);
                        let told = [
                            three.base.map(|text| clip_from(text, three.ours)).unwrap_or_default(),
                            clip_from(three.ours, three.theirs),
                            clip_from(three.theirs, three.ours),
                        ];
                        (weigh.disagree(&at, (ConflictKind::Text, "text"), Side::Ours, told), false)
                    }
                };
                let one = if side == Side::Ours { ours } else { theirs };
                (side, one, (!agreed).then(|| three.on(side.other()).clone()))
            }
            (Some(ours), None) => (Side::Ours, ours, None),
            (None, Some(theirs)) => (Side::Theirs, theirs, None),
            (None, None) => return None,
        };
        let text = one.text().clone();
        let to = |from: Option<&'a Arc<Statement>>, text: &CleanText| {
            from.filter(|from| from.text() != text).map(|from| carried(from, text))
        };
        let from_base =
            |side: Option<&'a Arc<Statement>>| side.and_then(|side| to(versions.base, side.text()));
        Some(Self {
            to_text: Present {
                base: to(versions.base, &text),
                ours: to(versions.ours, &text),
                theirs: to(versions.theirs, &text),
            },
            from_base: Present {
                base: None,
                ours: from_base(versions.ours),
                theirs: from_base(versions.theirs),
            },
            meeting,
            versions,
            side,
            text,
            other_text,
        })
    }

    /// Whether all versions have the same text.
    pub(super) fn is_one_text(&self) -> bool {
        let Present { base, ours, theirs } = &self.to_text;
        base.is_none() && ours.is_none() && theirs.is_none()
    }

    /// Where a passage of one of the versions stands in the text.
    pub(super) fn place(&self, held: Held<'_>) -> Standing {
        let is =
            |version: Option<&Arc<Statement>>| version.is_some_and(|own| Arc::ptr_eq(own, held.statement));
        let carried = if is(self.versions.ours) {
            &self.to_text.ours
        } else if is(self.versions.theirs) {
            &self.to_text.theirs
        } else if is(self.versions.base) {
            &self.to_text.base
        } else {
            // It came over from another statement.
            let carried = carried(held.statement, &self.text);
            return carried.get(&held.passage.id).cloned().unwrap_or_else(|| standing(held));
        };
        let carried = carried.as_ref().and_then(|carried| carried.get(&held.passage.id));
        carried.cloned().unwrap_or_else(|| standing(held))
    }

    /// Whether a side left a passage where it was, but for what a new text did to it.
    pub(super) fn is_unmoved(&self, base: Held<'_>, side: Side, held: Held<'_>) -> bool {
        let carried = match side {
            Side::Ours => &self.from_base.ours,
            Side::Theirs => &self.from_base.theirs,
        };
        let before = carried.as_ref().and_then(|carried| carried.get(&base.passage.id));
        base.statement.id() == held.statement.id()
            && before.map_or_else(|| standing(base) == standing(held), |before| *before == standing(held))
    }

    /// The statement without its passages.
    pub(super) fn merged(&self, weigh: &mut Weigh<'_>) -> Option<Statement> {
        let one = match self.side {
            Side::Ours => self.versions.ours,
            Side::Theirs => self.versions.theirs,
        }?;
        let (details, own_extra, mut revisions) = match (self.versions.ours, self.versions.theirs) {
            (Some(ours), Some(theirs)) => {
                let three =
                    Three { base: self.versions.base, ours, theirs }.part(|statement| statement.as_ref());
                let at = at(weigh, self.meeting, one);
                (
                    details(weigh, &at, three.part(Statement::details)),
                    extra(weigh, &at, three.part(Statement::extra)),
                    revisions(three.part(Statement::revisions)),
                )
            }
            _ => (one.details().clone(), one.extra().clone(), one.revisions().to_vec()),
        };
        if let Some(text) = &self.other_text {
            let replaced = one.revisions().last().map_or(Moment::UNIX_EPOCH, |last| last.replaced);
            let reason = "the text in the other of two versions that were merged".to_owned();
            revisions.push(Revision { text: text.clone(), replaced, reason, extra: Default::default() });
        }
        let mut statement = Statement::with_id(one.id(), details, self.text.clone(), own_extra);
        statement.set_revisions(revisions);
        Some(statement)
    }
}

/// Where a passage stands in its own text.
pub(super) fn standing(held: Held<'_>) -> Standing {
    match held.lost {
        Some(lost) => Standing::Lost(lost.was_at, lost.anchor.clone()),
        None => Standing::At(held.passage.range),
    }
}

/// Where the passages of a statement go with another text: the same way as when the reviewer gives it
/// one.
fn carried(statement: &Statement, text: &CleanText) -> Carried {
    let plan = intent::Plan::new(statement, text.clone());
    let by = By { reviewer: None, now: Moment::UNIX_EPOCH };
    let (passages, lost) = intent::moved(statement, &plan, &BTreeMap::new(), &by);
    let placed = passages.iter().map(|passage| (passage.id, Standing::At(passage.range)));
    let lost = lost.into_iter().map(|lost| (lost.passage.id, Standing::Lost(lost.was_at, lost.anchor)));
    placed.chain(lost).collect()
}

/// Earlier texts: all that either side has and neither took out, oldest first.
fn revisions(three: Three<'_, [Revision]>) -> Vec<Revision> {
    if let Some(side) = three.agreed() {
        return three.on(side).to_vec();
    }
    let base = three.base.unwrap_or_default();
    let (ours, theirs) = (three.ours, three.theirs);
    let mut all: Vec<Revision> = Vec::new();
    for one in ours.iter().chain(theirs) {
        let stays = (ours.contains(one) && theirs.contains(one)) || !base.contains(one);
        if stays && !all.contains(one) {
            all.push(one.clone());
        }
    }
    all.sort_by(|a, b| {
        (a.replaced, a.text.as_str(), &a.reason).cmp(&(b.replaced, b.text.as_str(), &b.reason))
    });
    // Who replaced the same text on both sides kept it twice.
    let mut kept: Vec<Revision> = Vec::with_capacity(all.len());
    for one in all {
        let again =
            |old: &Revision| old.text == one.text && old.reason == one.reason && old.extra == one.extra;
        if base.contains(&one) || !kept.iter().any(again) {
            kept.push(one);
        }
    }
    kept
}

fn details(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, StatementDetails>) -> StatementDetails {
    if let Some(side) = three.agreed() {
        return three.on(side).clone();
    }
    let source = three.part(|details| &details.source);
    let day = |day: &Option<crate::model::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    StatementDetails {
        party: weigh
            .field(at, "party", three.part(|details| &details.party), |weigh, id| weigh.party_name(*id)),
        language: weigh.words(at, "language", three.part(|details| &details.language)),
        source: Source {
            publisher: weigh.words(at, "publisher", source.part(|source| &source.publisher)),
            kind: weigh
                .field(at, "kind", source.part(|source| &source.kind), |_, kind| kind.label().to_owned()),
            title: weigh.words(at, "title", source.part(|source| &source.title)),
            url: weigh.words(at, "address", source.part(|source| &source.url)),
            published: weigh
                .field(at, "published", source.part(|source| &source.published), |_, one| day(one)),
            delivery: weigh.field(at, "delivery", source.part(|source| &source.delivery), |_, delivery| {
                delivery.as_ref().map(|delivery| delivery.label().to_owned()).unwrap_or_default()
            }),
            completeness: weigh.field(
                at,
                "completeness",
                source.part(|source| &source.completeness),
                |_, one| one.label().to_owned(),
            ),
            extra: extra(weigh, at, source.part(|source| &source.extra)),
        },
    }
}
