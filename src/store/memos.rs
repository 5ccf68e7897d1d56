//! Memos and kept searches between the file's objects and the model.
//!
//! Must not know: JSON, the disk, what a memo shows.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::disk::{As, Keyed, MemoFile, SearchFile, Text};
use super::load_error::clip;
use super::reading::{Reading, Set};
use crate::model::{Dossier, MeetingId, Memo, MemoScope, MemoSection, SavedSearch};

/// Puts memos and searches into a dossier that has all its meetings.
pub(super) fn put(
    reading: &mut Reading<'_>,
    dossier: &mut Dossier,
    memos: Vec<MemoFile<'_>>,
    searches: Vec<SearchFile<'_>>,
) {
    let mut seen = Set::default();
    for (index, file) in memos.into_iter().enumerate() {
        if !seen.insert(file.id.0) {
            let message = format_args!("the id {} names another memo already", file.id);
            reading.error(format_args!("memos[{index}].id"), message);
        }
        let is_there = |meeting| dossier.meeting(meeting).is_some();
        let memo = memo(reading, &is_there, &format!("memos[{index}]"), file);
        dossier.memos.push(Arc::new(memo));
    }
    let mut seen = Set::default();
    for (index, file) in searches.into_iter().enumerate() {
        if !seen.insert(file.id.0) {
            let message = format_args!("the id {} names another saved search already", file.id);
            reading.error(format_args!("searches[{index}].id"), message);
        }
        dossier.searches.push(search(file));
    }
}

/// The search of the file.
pub(super) fn search(file: SearchFile<'_>) -> SavedSearch {
    let SearchFile { id, name, words, extra } = file;
    SavedSearch { id: id.0, name: name.into_string(), words: words.into_string(), extra: extra.into_owned() }
}

/// Whether a meeting of this id exists.
type IsThere<'a> = &'a dyn Fn(MeetingId) -> bool;

/// The memo of the file.
pub(super) fn memo(reading: &mut Reading<'_>, is_there: IsThere<'_>, here: &str, file: MemoFile<'_>) -> Memo {
    let MemoFile {
        id,
        title,
        meeting,
        from,
        to,
        parties,
        language,
        with_notes,
        marking,
        left_out,
        texts,
        reviewer,
        created,
        modified,
        extra,
    } = file;
    let scope = scope(reading, is_there, here, (meeting.map(|m| m.0), from.map(|d| d.0), to.map(|d| d.0)));
    let mut sides = Vec::with_capacity(parties.len());
    for (index, As(party)) in parties.into_iter().enumerate() {
        reading.party(&here, party, "it is about");
        if sides.contains(&party) {
            let message = format_args!("it named the side {party} twice; it names it once now");
            reading.warn(format_args!("{here}.parties[{index}]"), message);
        } else {
            sides.push(party);
        }
    }
    let mut hidden = BTreeSet::new();
    for (index, As(section)) in left_out.into_iter().enumerate() {
        if !hidden.insert(section) {
            let message = format_args!("it named {} twice; it names it once now", section.name());
            reading.warn(format_args!("{here}.left_out[{index}]"), message);
        }
    }
    let mut own = BTreeMap::new();
    for (name, text) in texts.0 {
        match MemoSection::from_name(name.as_str()) {
            Some(section) => drop(own.insert(section, text.into_string())),
            None => {
                let message = format_args!("«{}» is no section of a memo", clip(name.as_str(), 60));
                reading.error(format_args!("{here}.texts"), message);
            }
        }
    }
    Memo {
        id: id.0,
        title: title.into_string(),
        scope,
        parties: sides,
        language: language.0,
        with_notes,
        marking: marking.into_string(),
        left_out: hidden,
        texts: own,
        reviewer: reviewer.map(|reviewer| reading.reviewer(&here, reviewer.0)),
        created: created.0,
        modified: modified.map_or(created.0, |modified| modified.0),
        extra: extra.into_owned(),
    }
}

type ScopeFile = (Option<MeetingId>, Option<crate::model::Day>, Option<crate::model::Day>);

fn scope(reading: &mut Reading<'_>, is_there: IsThere<'_>, here: &str, file: ScopeFile) -> MemoScope {
    match file {
        (Some(meeting), None, None) => {
            if !is_there(meeting) {
                let message = format_args!("it is about {meeting}, which is no meeting of this dossier");
                reading.error(format_args!("{here}.meeting"), message);
            }
            MemoScope::Meeting(meeting)
        }
        (Some(meeting), ..) => {
            reading.error(here, "it is about a meeting and about a period; it can be about one of them");
            MemoScope::Meeting(meeting)
        }
        (None, Some(from), Some(to)) if from > to => {
            reading
                .warn(here, format_args!("its period ended on {to}, before it began; the days were swapped"));
            MemoScope::Period { from: Some(to), to: Some(from) }
        }
        (None, from, to) => MemoScope::Period { from, to },
    }
}

/// What the file has of a memo.
pub(super) fn memo_file(memo: &Memo) -> MemoFile<'_> {
    let (meeting, from, to) = match memo.scope {
        MemoScope::Meeting(id) => (Some(As(id)), None, None),
        MemoScope::Period { from, to } => (None, from.map(As), to.map(As)),
    };
    let texts = memo.texts.iter().map(|(section, text)| (section.name().into(), Text(text.into())));
    MemoFile {
        id: As(memo.id),
        title: memo.title.as_str().into(),
        meeting,
        from,
        to,
        parties: memo.parties.iter().copied().map(As).collect(),
        language: As(memo.language.clone()),
        with_notes: memo.with_notes,
        marking: memo.marking.as_str().into(),
        left_out: memo.left_out.iter().copied().map(As).collect(),
        texts: Keyed(texts.collect()),
        reviewer: memo.reviewer.map(As),
        created: As(memo.created),
        modified: (memo.created != memo.modified).then_some(As(memo.modified)),
        extra: Cow::Borrowed(&memo.extra),
    }
}

/// What the file has of a search.
pub(super) fn search_file(search: &SavedSearch) -> SearchFile<'_> {
    SearchFile {
        id: As(search.id),
        name: search.name.as_str().into(),
        words: search.words.as_str().into(),
        extra: Cow::Borrowed(&search.extra),
    }
}
