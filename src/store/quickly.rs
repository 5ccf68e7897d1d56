//! Reading a file that is as this program writes it, by several threads.
//!
//! Whatever is odd, or would have to be told, makes it give up; then the file is read carefully,
//! from the beginning, by one thread, so that all that is said is said in order and in one place.
//! Must not know: what is wrong where it gives up.

use std::ops::Range;
use std::sync::Arc;

use super::build::{self, Frame};
use super::cut::{Lines, List, MEETINGS, STATEMENTS};
use super::disk::{Cursor, DossierFile, FORMAT, Many, MeetingFile, Quick, StatementFile, VERSION};
use super::links;
use super::memos;
use super::passages::{self, ReadStatement};
use super::reading::{Reading, Set};
use super::share::cores;
use crate::model::{Dossier, Meeting};

/// From how many bytes on a file is read by several threads: to start one takes as long as to read
/// some 50,000 bytes.
pub(super) const WORTH_SHARING: usize = 200_000;

/// The dossier, where the file is as this program writes it and there is nothing to say about it.
pub(super) fn dossier(bytes: &[u8]) -> Option<Dossier> {
    let threads = if bytes.len() < WORTH_SHARING { 1 } else { cores() };
    let lines = Lines::of(bytes, threads);
    let whole = Whole::of(&lines, &MEETINGS, &(0..bytes.len()));
    let text = simdutf8::basic::from_utf8(&whole.rest).ok()?;
    let file: DossierFile<'_> = all(text)?;
    if file.format.as_str() != FORMAT || file.version.0 != VERSION || !whole.fits(text, &file.meetings) {
        return None;
    }
    let Frame { mut dossier, known, errors, meetings: _, memos } = build::frame(file).ok()?;
    if !errors.is_empty() {
        return None;
    }
    let mut reading = Reading::new(&known, threads);
    let count = whole.items.len();
    let meetings: Vec<Option<Meeting>> = reading.share(whole.items, |reading, index, place| {
        meeting(reading, index, index + 1 == count, &lines, &place)
    });
    if !reading.is_content() {
        return None;
    }
    let passages = std::mem::take(&mut reading.passages);
    let meetings: Vec<Option<Arc<Meeting>>> = reading.share(meetings, |_, index, meeting| {
        meeting.filter(|meeting| links::fit(meeting, index, &passages)).map(Arc::new)
    });
    let meetings: Vec<Arc<Meeting>> = meetings.into_iter().collect::<Option<_>>()?;
    if !all_unique(&meetings) {
        return None;
    }
    dossier.set_meetings(meetings);
    memos::put(&mut reading, &mut dossier, memos.0, memos.1);
    reading.is_content().then_some(dossier)
}

/// The meeting that takes these lines of the file.
fn meeting(
    reading: &mut Reading<'_>,
    index: usize,
    last: bool,
    lines: &Lines<'_>,
    place: &Range<usize>,
) -> Option<Meeting> {
    let whole = Whole::of(lines, &STATEMENTS, place);
    let text = simdutf8::basic::from_utf8(&whole.rest).ok()?;
    let file: MeetingFile<'_> = piece(text, last)?;
    if !whole.fits(text, &file.statements) {
        return None;
    }
    let count = whole.items.len();
    let statements = |reading: &mut Reading<'_>, here: &str| {
        let read = reading.share(whole.items, |reading, s, place| {
            let here = format!("{here}.statements[{s}]");
            let read = statement(reading, index, &here, s + 1 == count, lines.bytes(&place));
            if read.is_none() {
                reading.odd();
            }
            read
        });
        read.into_iter().flatten().collect()
    };
    let (mut meeting, links) = build::meeting(reading, index, file, statements);
    links::put(reading, None, index, &mut meeting, links);
    Some(meeting)
}

/// The statement that takes these lines of the file.
fn statement(
    reading: &mut Reading<'_>,
    meeting: usize,
    place: &str,
    last: bool,
    lines: &[u8],
) -> Option<ReadStatement> {
    let file: StatementFile<'_> = piece(simdutf8::basic::from_utf8(lines).ok()?, last)?;
    Some(passages::read(reading, meeting, place, file))
}

/// An object with the lines of its list's items apart from the rest of it.
struct Whole {
    items: Vec<Range<usize>>,
    rest: Vec<u8>,
    /// Where in the rest the list begins, after its bracket; `None` where nothing was cut out.
    hole: Option<usize>,
}

impl Whole {
    fn of(lines: &Lines<'_>, list: &List, place: &Range<usize>) -> Self {
        match lines.cut(list, place) {
            Some(cut) => Self { rest: lines.rest(&cut), hole: Some(cut.head.len()), items: cut.items },
            None => Self { items: Vec::new(), rest: lines.bytes(place).to_vec(), hole: None },
        }
    }

    /// Whether this list, as read from the rest, is empty and stands where the items were cut out:
    /// what looked like its lines might have been those of something else.
    fn fits<T>(&self, rest: &str, list: &Many<'_, T>) -> bool {
        match (self.hole.and_then(|hole| rest.get(hole..)), list) {
            (Some(hole), Many::Unread(lines)) => {
                lines.trim_ascii().is_empty() && std::ptr::eq(lines.as_ptr(), hole.as_ptr())
            }
            (None, Many::Unread(lines)) => self.hole.is_none() && lines.trim_ascii().is_empty(),
            (None, Many::Read(items)) => self.hole.is_none() && items.is_empty(),
            _ => false,
        }
    }
}

/// The one value of a text.
fn all<'a, T: Quick<'a>>(text: &'a str) -> Option<T> {
    let mut cursor = Cursor::new(text);
    cursor.space();
    let value = T::quick(&mut cursor)?;
    cursor.space();
    cursor.is_at_end().then_some(value)
}

/// The item of a list that takes these lines; all but the last have a comma after them.
fn piece<'a, T: Quick<'a>>(lines: &'a str, last: bool) -> Option<T> {
    if last {
        return all(lines);
    }
    all(lines.trim_ascii_end().strip_suffix(',')?)
}

/// Whether meetings, statements, links and absences have ids of their own.
fn all_unique(meetings: &[Arc<Meeting>]) -> bool {
    let (mut ids, mut statements, mut links, mut absences) =
        (Set::default(), Set::default(), Set::default(), Set::default());
    meetings.iter().all(|meeting| {
        ids.insert(meeting.id())
            && meeting.statements().iter().all(|statement| statements.insert(statement.id()))
            && meeting.links().all(|link| links.insert(link.id))
            && meeting.absences().all(|absence| absences.insert(absence.id))
    })
}
