//! From a statement in the file to one in memory: its text and the places of its passages.
//!
//! A passage whose words are not at its position is looked for by its words and context; one that
//! is not found goes to the list of lost passages, never away.
//! Must not know: JSON, or other statements.

use std::sync::Arc;

use super::disk::{NoResponseFile, PassageFile, RevisionFile, SourceFile, StatementFile};
use super::reading::Reading;
use crate::model::{
    LostPassage, ModelError, NoResponse, Passage, Revision, Source, Statement, StatementDetails, TextHash,
};
use crate::text::{
    Anchor, ByteOffset, ByteRange, Change, CharOffset, CharRange, CleanText, Find, Mapped, OffsetTable,
    OffsetWalk, anchor,
};

/// How many bytes of text all searches for displaced passages of one statement may look through.
///
/// A file made to be slow could displace thousands of passages of a long text, and a search reads
/// all of it. Passages that moved together need one search for all of them; those that are not
/// found within this are lost passages, which the reviewer can place by hand.
const SEARCH_BUDGET: usize = 128 << 20;

/// What a search costs at least, in bytes, so that many searches in a short text end too.
const LEAST_COST: usize = 4 << 10;

/// How good a find must be (see [`Find`]): the words alone, in other surroundings, score less.
const GOOD: f32 = 0.66;

/// From how many code points on the words are evidence enough by themselves.
const TELLING: usize = 24;

/// A statement whose passages still want their labels settled.
pub(super) struct ReadStatement {
    statement: Statement,
    passages: Vec<Arc<Passage>>,
    lost: Vec<LostPassage>,
}

impl ReadStatement {
    pub(super) fn all_passages(&self) -> impl Iterator<Item = &Passage> {
        self.passages.iter().map(AsRef::as_ref).chain(self.lost.iter().map(|lost| &lost.passage))
    }

    pub(super) fn all_passages_mut(&mut self) -> impl Iterator<Item = &mut Passage> {
        // Nobody else holds them yet.
        self.passages.iter_mut().map(Arc::make_mut).chain(self.lost.iter_mut().map(|lost| &mut lost.passage))
    }

    pub(super) fn finish(self) -> Result<Statement, ModelError> {
        let Self { mut statement, passages, lost } = self;
        statement.set_passages(passages)?;
        statement.set_lost(lost);
        Ok(statement)
    }
}

/// Reads a statement that stands at `place` in the file, in the meeting of this index.
pub(super) fn read(
    reading: &mut Reading<'_>,
    meeting: usize,
    place: &str,
    file: StatementFile<'_>,
) -> ReadStatement {
    let StatementFile { id, party, language, source, sha256, text, passages, lost, revisions, extra } = file;
    reading.party(&place, party.0, "it belongs to");
    let details =
        StatementDetails { party: party.0, language: language.into_string(), source: origin(source) };
    let raw = text.as_str();
    let clean = CleanText::new(raw);
    let cleaned = clean.as_str() != raw;
    let mut statement = Statement::with_id(id.0, details, clean, extra.into_owned());
    let hash = if cleaned { TextHash::of(raw) } else { statement.hash() };
    if !sha256.as_str().is_empty() && hash.to_string() != sha256.as_str() {
        let message = "the text was changed outside the program (its SHA-256 is another); every passage was looked up in it";
        reading.warn(format_args!("{place}.sha256"), message);
    }
    if cleaned {
        let message = "the text was not in clean form (line ends, composed letters, control characters); it was cleaned and its passages moved along";
        reading.warn(format_args!("{place}.text"), message);
    }
    statement.set_revisions(
        revisions
            .into_iter()
            .enumerate()
            .map(|(r, file)| revision(reading, &format!("{place}.revisions[{r}]"), file))
            .collect(),
    );
    let mut finder = Finder::new(raw, statement.text());
    let expected = passages.expected();
    reading.expect_passages(expected);
    let mut placed = Vec::with_capacity(expected);
    let mut all_lost = Vec::new();
    let mut passages = passages.items();
    for (index, mut file) in passages.by_ref().enumerate() {
        let here = Here { place, list: "passages", index };
        match finder.locate(&file) {
            Located::There(range) => placed.push(Arc::new(passage(reading, meeting, &here, file, range))),
            Located::Moved(range) => {
                let now = finder.chars(range);
                let message = format!(
                    "its words were not at {}..{}; they were found at {}..{}",
                    file.start.0,
                    file.end.0,
                    now.start().get(),
                    now.end().get()
                );
                reading.warn(&here, message);
                placed.push(Arc::new(passage(reading, meeting, &here, file, range)));
            }
            Located::Nowhere(why) => {
                let message =
                    format!("passage {} {why}; it is kept in the list of lost passages", file.label);
                reading.warn(&here, message);
                all_lost.push(lost_passage(reading, meeting, &here, &mut file));
            }
        }
    }
    if passages.failed() {
        reading.odd();
    }
    for (index, mut file) in lost.into_iter().enumerate() {
        let here = Here { place, list: "lost", index };
        all_lost.push(lost_passage(reading, meeting, &here, &mut file));
    }
    ReadStatement { statement, passages: placed, lost: all_lost }
}

/// A passage by itself, whose place is known in bytes: whether it fits its text is seen when it is put
/// there.
pub(super) fn alone(reading: &mut Reading<'_>, file: PassageFile<'_>, range: ByteRange) -> Passage {
    passage(reading, 0, &Here { place: "", list: "passages", index: 0 }, file, range)
}

/// A lost passage by itself.
pub(super) fn lost_alone(reading: &mut Reading<'_>, mut file: PassageFile<'_>) -> LostPassage {
    lost_passage(reading, 0, &Here { place: "", list: "lost", index: 0 }, &mut file)
}

/// The place of a passage, spelled out only when there is something to say about it.
struct Here<'a> {
    place: &'a str,
    list: &'static str,
    index: usize,
}

impl std::fmt::Display for Here<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}[{}]", self.place, self.list, self.index)
    }
}

/// Where a passage's words are.
enum Located {
    There(ByteRange),
    Moved(ByteRange),
    Nowhere(&'static str),
}

/// Looks up positions of the file in the text.
struct Finder<'a> {
    /// The text of the file, which positions refer to.
    raw: &'a str,
    raw_places: OffsetWalk<'a>,
    /// The text in memory; the same unless it had to be cleaned.
    clean: &'a str,
    change: Option<Change>,
    clean_table: Option<OffsetTable>,
    /// How far the last displaced passage had moved, in bytes: the next has mostly moved as far.
    shift: isize,
    budget: usize,
}

impl<'a> Finder<'a> {
    fn new(raw: &'a str, clean: &'a CleanText) -> Self {
        let change = (clean.as_str() != raw).then(|| Change::between(raw, clean));
        let clean_table = change.is_some().then(|| OffsetTable::new(clean));
        let raw_places = OffsetWalk::new(raw);
        Self { raw, raw_places, clean, change, clean_table, shift: 0, budget: SEARCH_BUDGET }
    }

    fn chars(&mut self, range: ByteRange) -> CharRange {
        let table = match &self.clean_table {
            Some(table) => table,
            None => self.raw_places.table(),
        };
        table.chars_from_bytes(self.clean, range).unwrap_or_default()
    }

    fn locate(&mut self, file: &PassageFile<'_>) -> Located {
        let exact = file.exact.as_str();
        let asked = CharRange::new(CharOffset::new(file.start.0), CharOffset::new(file.end.0));
        let there = asked.and_then(|range| self.there(range, exact));
        match (there, &self.change) {
            (Some(range), None) => return Located::There(range),
            (Some(range), Some(change)) => match change.map_range(range) {
                Mapped::Kept { range } | Mapped::Shrunk { range, .. }
                    if range.slice(self.clean).is_some_and(|words| !words.trim().is_empty()) =>
                {
                    return Located::There(range);
                }
                _ => {}
            },
            (None, _) => {}
        }
        self.search(file, asked)
    }

    /// The bytes of these characters, where they are these words.
    fn there(&mut self, asked: CharRange, exact: &str) -> Option<ByteRange> {
        let start = self.raw_places.byte_from_char(asked.start())?;
        let range = ByteRange::spanning(start, ByteOffset::new(start.get().checked_add(exact.len())?));
        let is_there = !exact.is_empty()
            && range.slice(self.raw) == Some(exact)
            // Counting the words' characters is quicker than looking their end up in the table.
            && exact.chars().count() == asked.len();
        is_there.then_some(range)
    }

    fn search(&mut self, file: &PassageFile<'_>, asked: Option<CharRange>) -> Located {
        // Words of a text that was cleaned are looked for in their clean form.
        let exact = CleanText::new(file.exact.as_str());
        if exact.trim().is_empty() {
            return Located::Nowhere("has no words");
        }
        let was = asked.and_then(|range| self.raw_places.table().bytes_from_chars(self.raw, range));
        if let Some(range) = was.and_then(|was| self.guess(file, &exact, was)) {
            return Located::Moved(range);
        }
        let Some(budget) = self.budget.checked_sub(self.clean.len().max(LEAST_COST)) else {
            return Located::Nowhere(
                "was not looked for, because too many passages of this text were displaced",
            );
        };
        self.budget = budget;
        let anchor = Anchor {
            exact: exact.as_str().to_owned(),
            prefix: file.prefix.as_str().to_owned(),
            suffix: file.suffix.as_str().to_owned(),
        };
        let near = ByteOffset::new(was.map_or(self.clean.len().min(file.start.0), |was| was.start().get()));
        match anchor::find(self.clean, &anchor, near) {
            Find::Found { range, score } if score >= GOOD || exact.chars().nth(TELLING).is_some() => {
                if let Some(was) = was {
                    self.shift = range.start().get().wrapping_sub(was.start().get()).cast_signed();
                }
                Located::Moved(range)
            }
            Find::Ambiguous { .. } => Located::Nowhere("was found in more than one place"),
            Find::Found { .. } | Find::Lost => Located::Nowhere("was not found in the text again"),
        }
    }

    /// The place as far away as the last one was, where words and context agree in full.
    fn guess(&self, file: &PassageFile<'_>, exact: &str, was: ByteRange) -> Option<ByteRange> {
        let start = was.start().get().checked_add_signed(self.shift)?;
        let (before, rest) = self.clean.split_at_checked(start)?;
        let after = rest.strip_prefix(exact)?;
        let context = before.ends_with(file.prefix.as_str()) && after.starts_with(file.suffix.as_str());
        let known = !file.prefix.as_str().is_empty() || !file.suffix.as_str().is_empty();
        let end = ByteOffset::new(start.checked_add(exact.len())?);
        (context && known).then(|| ByteRange::spanning(ByteOffset::new(start), end))
    }
}

fn passage(
    reading: &mut Reading<'_>,
    meeting: usize,
    here: &Here<'_>,
    file: PassageFile<'_>,
    range: ByteRange,
) -> Passage {
    let PassageFile {
        id,
        label,
        former_labels,
        tag,
        topic,
        start: _,
        end: _,
        exact: _,
        prefix: _,
        suffix: _,
        said_by,
        verb,
        strength,
        note,
        no_response,
        suggested_by,
        reviewer,
        created,
        modified,
        extra,
    } = file;
    reading.passage(here, id.0, meeting);
    let tag = reading.tag(here, tag.as_str());
    let topic = topic.map(|id| reading.topic(here, id.0));
    let reviewer = reviewer.map(|id| reading.reviewer(here, id.0));
    let said_by = said_by.map(|said_by| said_by.0);
    reading.said_by(here, said_by);
    Passage {
        id: id.0,
        label: label.0,
        former_labels: former_labels.into_iter().map(|label| label.0).collect(),
        tag,
        topic,
        range,
        said_by,
        verb: verb.into_string(),
        strength: strength.map(|strength| strength.0),
        note: note.into_string(),
        no_response: no_response.map(|file| confirmed(reading, here, file)),
        suggested_by: suggested_by.into_string(),
        reviewer,
        created: created.0,
        modified: modified.map_or(created.0, |moment| moment.0),
        extra: extra.into_owned(),
    }
}

fn confirmed(reading: &mut Reading<'_>, here: &Here<'_>, file: NoResponseFile<'_>) -> NoResponse {
    NoResponse {
        reason: file.reason.into_string(),
        reviewer: file.reviewer.map(|id| reading.reviewer(here, id.0)),
        created: file.created.0,
        extra: file.extra.into_owned(),
    }
}

fn lost_passage(
    reading: &mut Reading<'_>,
    meeting: usize,
    here: &Here<'_>,
    file: &mut PassageFile<'_>,
) -> LostPassage {
    let was_at = CharRange::spanning(CharOffset::new(file.start.0), CharOffset::new(file.end.0));
    let anchor = Anchor {
        exact: std::mem::take(&mut file.exact).into_string(),
        prefix: std::mem::take(&mut file.prefix).into_string(),
        suffix: std::mem::take(&mut file.suffix).into_string(),
    };
    let passage = passage(reading, meeting, here, file.clone(), ByteRange::default());
    LostPassage { passage, was_at, anchor }
}

fn origin(file: SourceFile<'_>) -> Source {
    Source {
        publisher: file.publisher.into_string(),
        kind: file.kind.0,
        title: file.title.into_string(),
        url: file.url.into_string(),
        published: file.published.map(|day| day.0),
        delivery: file.delivery.map(|delivery| delivery.0),
        completeness: file.completeness.0,
        extra: file.extra.into_owned(),
    }
}

fn revision(reading: &mut Reading<'_>, place: &str, file: RevisionFile<'_>) -> Revision {
    let text = CleanText::new(file.text.as_str());
    if text.as_str() != file.text.as_str() {
        reading.warn(place, "this earlier text was not in clean form; it was cleaned");
    }
    Revision {
        text,
        replaced: file.replaced.0,
        reason: file.reason.into_string(),
        extra: file.extra.into_owned(),
    }
}
