//! The links of a meeting while loading: what they connect must exist.
//!
//! Must not know: JSON, or what the passages say.

use std::fmt::Display;

use super::disk::{LinkFile, Many};
use super::load_error::clip;
use super::reading::{Reading, Set, Table};
use crate::model::{Link, Meeting, PassageId};

/// Puts its links into the meeting of this index. Where all passages are known already, it looks
/// whether the links' ends are among them; else [`fit`] has to be asked later.
pub(super) fn put<'a>(
    reading: &mut Reading<'_>,
    passages: Option<&Table<PassageId, usize>>,
    index: usize,
    meeting: &mut Meeting,
    links: Many<'a, LinkFile<'a>>,
) {
    let mut said = Set::default();
    let mut links = links.items();
    for (l, file) in links.by_ref().enumerate() {
        let place = Place { meeting: index, link: l };
        let LinkFile { id, kind, from, to, note, suggested_by, reviewer, created, modified, extra } = file;
        let (from, to) = (from.0, to.0);
        let kind = match reading.link_kinds.get(kind.as_str()) {
            Some(kind) => kind.clone(),
            None => {
                let message = format!("the link kind «{}» is not in the codebook", clip(kind.as_str(), 60));
                reading.error(&place, message);
                continue;
            }
        };
        if let Some(passages) = passages {
            check(reading, passages, &place, (from, to));
            if !said.insert((from, to, kind.clone())) {
                reading.error(&place, "another link says the same; keep one of the two");
            }
        }
        let reviewer = reviewer.map(|id| reading.reviewer(&place, id.0));
        let link = Link {
            id: id.0,
            kind,
            from,
            to,
            note: note.into_string(),
            suggested_by: suggested_by.into_string(),
            reviewer,
            created: created.0,
            modified: modified.map_or(created.0, |moment| moment.0),
            extra: extra.into_owned(),
        };
        if meeting.put_link(link).is_some() {
            reading.odd();
        }
    }
    if links.failed() {
        reading.odd();
    }
}

/// Looks whether a link comes from a passage of its own meeting and leads to another that exists.
fn check(
    reading: &mut Reading<'_>,
    passages: &Table<PassageId, usize>,
    place: &Place,
    (from, to): (PassageId, PassageId),
) {
    match passages.get(&from) {
        Some(found) if *found == place.meeting => {}
        Some(found) => {
            let message =
                format!("it comes from the passage {from} of meetings[{found}], and should stand there");
            reading.error(place, message);
        }
        None => reading.error(place, format_args!("it comes from the passage {from}, which does not exist")),
    }
    if !passages.contains_key(&to) {
        reading.error(place, format_args!("it leads to the passage {to}, which does not exist"));
    }
    if from == to {
        reading.error(place, "it leads from a passage to itself");
    }
}

/// Whether nothing is to be said about the links of the meeting of this index, now that all
/// passages are known.
pub(super) fn fit(meeting: &Meeting, index: usize, passages: &Table<PassageId, usize>) -> bool {
    let mut said = Set::default();
    meeting.links().all(|link| {
        passages.get(&link.from) == Some(&index)
            && passages.contains_key(&link.to)
            && link.from != link.to
            && said.insert((link.from, link.to, &link.kind))
    })
}

/// The place of a link, spelled out only when there is something to say about it.
struct Place {
    meeting: usize,
    link: usize,
}

impl Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "meetings[{}].links[{}]", self.meeting, self.link)
    }
}
