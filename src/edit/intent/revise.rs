//! A statement gets a new text, such as a post that was edited after it was published: where each
//! passage goes is planned first, and changed only when the reviewer agrees.
//!
//! Must not know: where the new text came from, or how the plan is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{By, Edit, EditError, Focus, Transaction};
use super::statement_of;
use crate::model::{Dossier, Label, LostPassage, Passage, PassageId, Place, Revision, Statement, TextHash};
use crate::text::{
    Anchor, ByteOffset, ByteRange, Change, CharRange, CleanText, Find, Mapped, OffsetTable, Side, anchor,
};

/// Texts up to so many bytes are searched as a whole for words that are not where they were.
const WHOLE: usize = 200_000;

/// In longer ones, so many bytes before and after the place where they should be.
const AROUND: usize = 30_000;

/// How sure it must be, from 0 to 1, that words found elsewhere are the passage.
const SURE: f32 = 0.8;

/// The same where the very words stand there, and are so many letters that they are hardly said twice.
const SURE_OF_SAME: f32 = 0.55;
const LONG: usize = 14;

/// Where a statement's passages go with a new text.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The new text.
    pub text: CleanText,
    /// What changes, in bytes of the text that is there now.
    pub change: Change,
    /// What becomes of each passage, in order of place; lost ones come last.
    pub fates: Vec<Fate>,
    /// The text for which this was planned.
    base: TextHash,
}

/// What becomes of one passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Fate {
    /// The passage.
    pub id: PassageId,
    /// Its label.
    pub label: Label,
    /// Its words now.
    pub words: String,
    /// Where it is now, in bytes; `None` where it was lost before.
    pub was: Option<ByteRange>,
    /// What becomes of it.
    pub becomes: Becomes,
}

/// What becomes of a passage; ranges are bytes of the new text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes {
    /// All of its words are there.
    Kept(ByteRange),
    /// Most of its words are there; some have changed or gone.
    Changed(ByteRange),
    /// Its words stand elsewhere.
    Found(ByteRange),
    /// Its words are gone; this is where it most likely belongs.
    Lost(Option<ByteRange>),
}

impl Becomes {
    /// Where it goes unless the reviewer decides otherwise: a place that is only likely must be
    /// agreed to.
    pub fn proposed(self) -> Option<ByteRange> {
        match self {
            Self::Kept(range) | Self::Changed(range) | Self::Found(range) => Some(range),
            Self::Lost(_) => None,
        }
    }

    /// Where it can go.
    pub fn place(self) -> Option<ByteRange> {
        match self {
            Self::Lost(likely) => likely,
            other => other.proposed(),
        }
    }
}

impl Plan {
    /// Compares a statement with a new text. Some tenths of a second for a megabyte with little
    /// in common, so not for a frame.
    pub fn new(statement: &Statement, text: CleanText) -> Self {
        let old = statement.text();
        let change = Change::between(old, &text);
        let mut fates = Vec::with_capacity(statement.passages().len() + statement.lost().len());
        for passage in statement.passages().iter() {
            fates.push(Fate {
                id: passage.id,
                label: passage.label.clone(),
                words: statement.words(passage).to_owned(),
                was: Some(passage.range),
                becomes: becomes(old, &text, &change, passage.range),
            });
        }
        for lost in statement.lost() {
            let hint = change.map_offset(start_of(old, lost.was_at), Side::Before);
            let found =
                look_for(&text, &lost.anchor, hint).filter(|found| is_sure(&text, &lost.anchor, *found));
            fates.push(Fate {
                id: lost.passage.id,
                label: lost.passage.label.clone(),
                words: lost.anchor.exact.clone(),
                was: None,
                becomes: found.map_or(Becomes::Lost(None), |(range, _)| Becomes::Found(range)),
            });
        }
        Self { text, change, fates, base: statement.hash() }
    }

    /// What the reviewer should look at: all that is not simply kept.
    pub fn doubtful(&self) -> impl Iterator<Item = &Fate> {
        self.fates.iter().filter(|fate| !matches!(fate.becomes, Becomes::Kept(_)))
    }

    /// Where a passage goes by the proposals and the reviewer's decisions (`true`: to its place,
    /// `false`: to the lost ones).
    fn goes_to(&self, fate: &Fate, decisions: &BTreeMap<PassageId, bool>) -> Option<ByteRange> {
        match decisions.get(&fate.id) {
            Some(true) => fate.becomes.place(),
            Some(false) => None,
            None => fate.becomes.proposed(),
        }
    }
}

/// Gives a statement the new text of a plan. The old text is kept among its revisions.
///
/// # Errors
/// Where the statement is not there, or its text is not the one for which it was planned.
pub fn revise(
    dossier: &Dossier,
    place: Place,
    plan: &Plan,
    decisions: &BTreeMap<PassageId, bool>,
    by: &By,
) -> Result<Transaction, EditError> {
    let statement = statement_of(dossier, place)?;
    if statement.hash() != plan.base {
        return Err(EditError::refused("the statement's text has changed since it was compared"));
    }
    let name = dossier.party(statement.party()).map_or("", |party| party.name.as_str());
    let label = format!("Revise the statement of {name}");
    if *statement.text() == plan.text {
        return Ok(Transaction::new(label, Focus::Statement(place), Vec::new()));
    }
    let (passages, lost) = moved(statement, plan, decisions, by);
    let text = plan.text.clone();
    let mut new =
        Statement::with_id(statement.id(), statement.details().clone(), text, statement.extra().clone());
    new.set_passages(passages)?;
    new.set_lost(lost);
    let mut revisions = statement.revisions().to_vec();
    revisions.push(Revision {
        text: statement.text().clone(),
        replaced: by.now,
        reason: String::new(),
        extra: Default::default(),
    });
    new.set_revisions(revisions);
    let edit = Edit::SwapStatement { meeting: place.meeting, statement: Arc::new(new) };
    Ok(Transaction::new(label, Focus::Statement(place), vec![edit]))
}

/// The passages on the new text, and those that are lost.
pub(crate) fn moved(
    statement: &Statement,
    plan: &Plan,
    decisions: &BTreeMap<PassageId, bool>,
    by: &By,
) -> (Vec<Arc<Passage>>, Vec<LostPassage>) {
    let table = OffsetTable::new(statement.text());
    let earlier: BTreeMap<PassageId, &LostPassage> =
        statement.lost().iter().map(|lost| (lost.passage.id, lost)).collect();
    let (mut passages, mut lost) = (Vec::with_capacity(plan.fates.len()), Vec::new());
    for fate in &plan.fates {
        let present = statement.passages().get(fate.id);
        let passage = present.map(Arc::as_ref).or(earlier.get(&fate.id).map(|lost| &lost.passage));
        let Some(passage) = passage else { continue };
        match plan.goes_to(fate, decisions) {
            Some(range) => {
                // Who moved no word has modified nothing.
                let kept = matches!(fate.becomes, Becomes::Kept(_));
                let modified = if kept { passage.modified } else { by.now };
                passages.push(Arc::new(Passage { range, modified, ..passage.clone() }));
            }
            None => match earlier.get(&fate.id) {
                Some(lost_before) => lost.push((*lost_before).clone()),
                None => {
                    // A passage stands within its text. One of white space alone, which only a file
                    // can have, is never found again, and kept all the same.
                    let was_at = table.chars_from_bytes(statement.text(), passage.range).unwrap_or_default();
                    let anchor = Anchor::of(statement.text(), passage.range).unwrap_or_else(|| {
                        let exact = statement.words(passage).to_owned();
                        Anchor { exact, prefix: String::new(), suffix: String::new() }
                    });
                    lost.push(LostPassage { passage: passage.clone(), was_at, anchor });
                }
            },
        }
    }
    (passages, lost)
}

/// What becomes of a range of the old text.
fn becomes(old: &str, new: &str, change: &Change, range: ByteRange) -> Becomes {
    let mapped = change.map_range(range);
    let near = match &mapped {
        Mapped::Kept { range } => return Becomes::Kept(*range),
        Mapped::Shrunk { range: left, lost } => {
            let gone: usize = lost.iter().map(|lost| lost.len()).sum();
            let left = trimmed(new, *left);
            if let Some(left) = left.filter(|_| gone * 2 <= range.len()) {
                return Becomes::Changed(left);
            }
            left
        }
        Mapped::Deleted => None,
    };
    let hint = change.map_offset(range.start(), Side::Before);
    let anchor = Anchor::of(old, range);
    let found = anchor.as_ref().and_then(|anchor| Some((anchor, look_for(new, anchor, hint)?)));
    match found {
        Some((anchor, found)) if is_sure(new, anchor, found) => Becomes::Found(found.0),
        Some((_, (range, _))) => Becomes::Lost(Some(range)),
        None => Becomes::Lost(near.or_else(|| instead(new, change, range))),
    }
}

/// Whether words found elsewhere are the passage's.
fn is_sure(text: &str, anchor: &Anchor, (range, score): (ByteRange, f32)) -> bool {
    let same = range.slice(text).is_some_and(|words| {
        words.split_whitespace().eq(anchor.exact.split_whitespace()) && words.chars().count() >= LONG
    });
    score >= if same { SURE_OF_SAME } else { SURE }
}

/// What stands now where the words were, unless it is much longer than they were.
fn instead(new: &str, change: &Change, range: ByteRange) -> Option<ByteRange> {
    let (start, end) =
        (change.map_offset(range.start(), Side::Before), change.map_offset(range.end(), Side::After));
    let place = trimmed(new, ByteRange::new(start, end)?)?;
    (place.len() <= range.len() * 3).then_some(place)
}

/// A range without white space at its ends; `None` where nothing is left.
fn trimmed(text: &str, range: ByteRange) -> Option<ByteRange> {
    let words = range.slice(text)?;
    let start = range.start().get() + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    ByteRange::new(ByteOffset::new(start), ByteOffset::new(end)).filter(|range| !range.is_empty())
}

/// Looks for a passage's words in the new text, in a long one only around the hint; also how sure
/// it is, from 0 to 1.
fn look_for(text: &str, words: &Anchor, hint: ByteOffset) -> Option<(ByteRange, f32)> {
    let (from, to) = match text.len() {
        0..=WHOLE => (0, text.len()),
        len => (
            boundary(text, hint.get().saturating_sub(AROUND)),
            boundary(text, hint.get().saturating_add(AROUND).min(len)),
        ),
    };
    let window = text.get(from..to)?;
    match anchor::find(window, words, ByteOffset::new(hint.get().saturating_sub(from))) {
        Find::Found { range, score } => {
            let at = |offset: ByteOffset| ByteOffset::new(offset.get() + from);
            Some((ByteRange::new(at(range.start()), at(range.end()))?, score))
        }
        Find::Ambiguous { .. } | Find::Lost => None,
    }
}

fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

/// Where a lost passage began, in bytes of the text that it was lost from or one much like it.
fn start_of(text: &str, was_at: CharRange) -> ByteOffset {
    let table = OffsetTable::new(text);
    table.byte_from_char(text, was_at.start()).unwrap_or_else(|| ByteOffset::new(text.len()))
}
