//! Tagging: new passages, other tags, other ends; and which label a passage gets.
//!
//! Must not know: links.

use std::sync::Arc;

use super::super::{By, Edit, EditError, Focus, Transaction};
use super::{change_passage, check_range, meeting_of, passage_of, statement_of, tag_of};
use crate::model::{Dossier, Extra, Label, LabelCounters, Meeting, Passage, PassageId, Place, Tag, TagId};
use crate::text::ByteRange;

/// Makes a passage of `range` (bytes of the statement's text); also returns its id.
///
/// # Errors
/// Where the range holds no words or the codebook has no such tag.
pub fn tag_range(
    dossier: &Dossier,
    place: Place,
    range: ByteRange,
    tag: &TagId,
    by: &By,
) -> Result<(Transaction, PassageId), EditError> {
    check_range(statement_of(dossier, place)?, range)?;
    let tag = tag_of(dossier, tag)?;
    let (label, counters) = next_label(meeting_of(dossier, place.meeting)?, tag)?;
    let passage = Passage {
        id: PassageId::random(),
        label,
        former_labels: Vec::new(),
        tag: tag.id.clone(),
        topic: None,
        range,
        said_by: None,
        verb: String::new(),
        suggested_by: String::new(),
        strength: None,
        note: String::new(),
        no_response: None,
        reviewer: by.reviewer,
        created: by.now,
        modified: by.now,
        extra: Extra::default(),
    };
    let id = passage.id;
    let edits = vec![
        Edit::SetLabels { meeting: place.meeting, counters },
        Edit::PutPassage { place, passage: Arc::new(passage) },
    ];
    let words = format!("Tag as {}", tag.name.en());
    Ok((Transaction::new(words, Focus::Passage(place, id), edits), id))
}

/// Gives a passage another tag, and with it a label of that tag's letters: the one it had under
/// it before, else the next number.
///
/// # Errors
/// Where the passage or the tag is not there.
pub fn retag(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    tag: &TagId,
    by: &By,
) -> Result<Transaction, EditError> {
    let old = passage_of(dossier, place, id)?;
    let tag = tag_of(dossier, tag)?;
    let words = format!("Tag {} as {}", old.label, tag.name.en());
    let focus = Focus::Passage(place, id);
    if old.tag == tag.id {
        return Ok(Transaction::new(words, focus, Vec::new()));
    }
    let mut edits = Vec::new();
    let mut passage = Passage::clone(old);
    passage.tag = tag.id.clone();
    passage.modified = by.now;
    if by.reviewer.is_some() {
        passage.reviewer = by.reviewer;
    }
    if passage.label.letters() != tag.letter {
        let earlier = passage.former_labels.iter().position(|label| label.letters() == tag.letter);
        let label = match earlier {
            Some(index) => passage.former_labels.remove(index),
            None => {
                let (label, counters) = next_label(meeting_of(dossier, place.meeting)?, tag)?;
                edits.push(Edit::SetLabels { meeting: place.meeting, counters });
                label
            }
        };
        passage.former_labels.push(std::mem::replace(&mut passage.label, label));
    }
    edits.push(Edit::PutPassage { place, passage: Arc::new(passage) });
    Ok(Transaction::new(words, focus, edits))
}

/// Moves a passage's ends to `range` (bytes of the statement's text).
///
/// # Errors
/// Where the range holds no words or the passage is not there.
pub fn resize(
    dossier: &Dossier,
    place: Place,
    id: PassageId,
    range: ByteRange,
    by: &By,
) -> Result<Transaction, EditError> {
    check_range(statement_of(dossier, place)?, range)?;
    let words = |label: &Label| format!("Move the ends of {label}");
    change_passage(dossier, place, id, by, words, |passage| passage.range = range)
}

/// The label that the next passage with this tag gets, and the numbers with it given out.
fn next_label(meeting: &Meeting, tag: &Tag) -> Result<(Label, LabelCounters), EditError> {
    let used_up = || EditError::refused(format!("the labels with the letter {} are used up", tag.letter));
    let label = meeting.next_label(&tag.letter).ok_or_else(used_up)?;
    let mut counters = meeting.labels().clone();
    counters.set(label.letters(), label.number());
    Ok((label, counters))
}
