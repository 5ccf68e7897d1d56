//! From a dossier to the bytes of its file, always the same bytes for the same dossier.
//!
//! Must not know: the disk.

use std::borrow::Cow;

use super::codebook;
use super::disk::{
    AbsenceFile, As, Count, DossierFile, FORMAT, Keyed, LinkFile, Many, MeetingFile, NoResponseFile, Out,
    ParticipantFile, PartyFile, PassageFile, Position, Put as _, ReviewerFile, RevisionFile, Rung,
    SourceFile, StatementFile, Text, TopicFile, VERSION, Version,
};
use super::load::parse;
use super::memos;
use super::quickly::WORTH_SHARING;
use super::save_error::SaveError;
use super::share::{cores, share};
use crate::model::{Dossier, LostPassage, Meeting, Moment, Party, Passage, Reviewer, Statement, Topic};
use crate::text::{ByteRange, CharRange, OffsetWalk};

/// Code points before and after a passage that are stored with it.
const CONTEXT: usize = 32;

/// Bytes of the file for each byte of text, passage and link, to have room enough from the start.
const ROOM: (usize, usize, usize) = (2, 800, 400);

/// Objects and lists in which a statement stands.
const STATEMENT_DEPTH: usize = 4;

/// The file's bytes: indented by two, objects of long lists a line each, LF, with a final newline.
#[must_use]
pub fn to_bytes(dossier: &Dossier) -> Vec<u8> {
    let statements: Vec<&Statement> =
        dossier.meetings().iter().flat_map(|meeting| meeting.statements()).map(AsRef::as_ref).collect();
    let sizes: Vec<usize> = statements.iter().map(|statement| room(statement)).collect();
    let threads = if sizes.iter().sum::<usize>() < WORTH_SHARING { 1 } else { cores() };
    let pieces = share(statements, &mut vec![(); threads], |(), _, one| statement(one));
    let bytes: usize = pieces.iter().map(Vec::len).sum();
    let links: usize = dossier.meetings().iter().map(|meeting| meeting.links().len()).sum();
    let rest = 100_000 + 4_000 * dossier.meetings().len() + ROOM.2 * links;
    let mut out = Out::new(0, bytes + rest);
    file(dossier, &pieces, &mut out);
    out.raw(b"\n");
    out.into_bytes()
}

fn room(statement: &Statement) -> usize {
    1_000 + ROOM.0 * statement.text().len() + ROOM.1 * statement.passages().len()
}

/// The file's bytes, read back and compared with the dossier before anybody stores them.
///
/// # Errors
///
/// [`SaveError::Unfaithful`] where the bytes would not give the dossier back: a mistake of the
/// program, found before it can cost anything.
pub fn checked_bytes(dossier: &Dossier) -> Result<Vec<u8>, SaveError> {
    let bytes = to_bytes(dossier);
    check_bytes(dossier, &bytes).map(|_| bytes)
}

/// The dossier that these bytes of its file give back, which must be the same.
pub(super) fn check_bytes(dossier: &Dossier, bytes: &[u8]) -> Result<Dossier, SaveError> {
    let unfaithful = |what: String| SaveError::Unfaithful { what };
    let back = parse(bytes, "the new file").map_err(|error| unfaithful(error.to_string()))?;
    if let Some(warning) = back.warnings.first() {
        return Err(unfaithful(warning.to_string()));
    }
    if back.dossier != *dossier {
        return Err(unfaithful(difference(dossier, &back.dossier)));
    }
    Ok(back.dossier)
}

/// The first part in which two dossiers differ; names no contents.
fn difference(a: &Dossier, b: &Dossier) -> String {
    let meeting = a.meetings().iter().zip(b.meetings()).position(|(a, b)| a != b);
    match meeting {
        Some(index) => format!("meetings[{index}] would change"),
        None => "something outside the meetings would change".to_owned(),
    }
}

fn file(dossier: &Dossier, statements: &[Vec<u8>], out: &mut Out) {
    let meetings = |out: &mut Out| {
        let mut rest = statements;
        for one in dossier.meetings() {
            let (its, others) = rest.split_at_checked(one.statements().len()).unwrap_or_default();
            rest = others;
            out.item();
            meeting(one, its, out);
        }
    };
    let file = DossierFile {
        format: FORMAT.into(),
        version: Version(VERSION),
        id: As(dossier.id()),
        title: dossier.title().into(),
        note: dossier.note().into(),
        parties: dossier.parties().iter().map(party_file).collect(),
        codebook: codebook::to_file(dossier.codebook()),
        topics: dossier.topics().iter().map(topic_file).collect(),
        reviewers: dossier.reviewers().iter().map(reviewer_file).collect(),
        meetings: Many::Made(&meetings),
        memos: dossier.memos().iter().map(|memo| memos::memo_file(memo)).collect(),
        searches: dossier.searches().iter().map(memos::search_file).collect(),
        extra: Cow::Borrowed(dossier.extra()),
    };
    file.put(out);
}

/// What the file has of a party.
pub(super) fn party_file(party: &Party) -> PartyFile<'_> {
    PartyFile {
        id: As(party.id),
        name: party.name.as_str().into(),
        short: party.short.as_str().into(),
        aliases: party.aliases.iter().map(|alias| alias.as_str().into()).collect(),
        colour: As(party.colour),
        extra: Cow::Borrowed(&party.extra),
    }
}

/// What the file has of a topic.
pub(super) fn topic_file(topic: &Topic) -> TopicFile<'_> {
    TopicFile { id: As(topic.id), name: topic.name.as_str().into(), extra: Cow::Borrowed(&topic.extra) }
}

/// What the file has of a reviewer.
pub(super) fn reviewer_file(reviewer: &Reviewer) -> ReviewerFile<'_> {
    ReviewerFile {
        id: As(reviewer.id),
        name: reviewer.name.as_str().into(),
        extra: Cow::Borrowed(&reviewer.extra),
    }
}

/// Writes a meeting, whose statements were written before.
pub(super) fn meeting(meeting: &Meeting, statements: &[Vec<u8>], out: &mut Out) {
    let details = meeting.details();
    let labels = meeting.labels().iter().map(|(letters, last)| (letters.into(), Count(last))).collect();
    let statements = |out: &mut Out| {
        for statement in statements {
            out.item();
            out.raw(statement);
        }
    };
    let links = |out: &mut Out| {
        for link in meeting.links() {
            out.item();
            let link = LinkFile {
                id: As(link.id),
                kind: link.kind.as_str().into(),
                from: As(link.from),
                to: As(link.to),
                note: link.note.as_str().into(),
                suggested_by: link.suggested_by.as_str().into(),
                reviewer: link.reviewer.map(As),
                created: As(link.created),
                modified: changed(link.created, link.modified),
                extra: Cow::Borrowed(&link.extra),
            };
            link.put(out);
        }
    };
    let file = MeetingFile {
        id: As(meeting.id()),
        date: details.date.map(As),
        title: details.title.as_str().into(),
        place: details.place.as_str().into(),
        participants: details
            .participants
            .iter()
            .map(|participant| ParticipantFile {
                name: participant.name.as_str().into(),
                office: participant.office.as_str().into(),
                party: participant.party.map(As),
                extra: Cow::Borrowed(&participant.extra),
            })
            .collect(),
        statements: Many::Made(&statements),
        links: Many::Made(&links),
        absences: meeting
            .absences()
            .map(|absence| AbsenceFile {
                id: As(absence.id),
                party: As(absence.party),
                topic: As(absence.topic),
                reason: absence.reason.as_str().into(),
                extra: Cow::Borrowed(&absence.extra),
            })
            .collect(),
        labels: Keyed(labels),
        note: details.note.as_str().into(),
        extra: Cow::Borrowed(meeting.extra()),
    };
    file.put(out);
}

/// The moment of the last change, which is left out where nothing changed since.
fn changed(created: Moment, modified: Moment) -> Option<As<Moment>> {
    (created != modified).then_some(As(modified))
}

/// What the file has of a statement.
pub(super) fn statement(statement: &Statement) -> Vec<u8> {
    let mut out = Out::new(STATEMENT_DEPTH, room(statement));
    let details = statement.details();
    let source = &details.source;
    let text = statement.text().as_str();
    let passages = |out: &mut Out| {
        let mut places = OffsetWalk::new(text);
        for one in statement.passages().iter() {
            out.item();
            let place = places.chars_from_bytes(one.range).unwrap_or_default();
            passage(one, place, around(text, one.range)).put(out);
        }
    };
    let file = StatementFile {
        id: As(statement.id()),
        party: As(details.party),
        language: details.language.as_str().into(),
        source: SourceFile {
            publisher: source.publisher.as_str().into(),
            kind: As(source.kind.clone()),
            title: source.title.as_str().into(),
            url: source.url.as_str().into(),
            published: source.published.map(As),
            delivery: source.delivery.clone().map(As),
            completeness: As(source.completeness.clone()),
            extra: Cow::Borrowed(&source.extra),
        },
        sha256: Text(statement.hash().to_string().into()),
        text: text.into(),
        passages: Many::Made(&passages),
        lost: statement.lost().iter().map(lost).collect(),
        revisions: statement
            .revisions()
            .iter()
            .map(|revision| RevisionFile {
                text: revision.text.as_str().into(),
                replaced: As(revision.replaced),
                reason: revision.reason.as_str().into(),
                extra: Cow::Borrowed(&revision.extra),
            })
            .collect(),
        extra: Cow::Borrowed(statement.extra()),
    };
    file.put(&mut out);
    out.into_bytes()
}

/// The words of a range and what stands before and after them.
fn around(text: &str, range: ByteRange) -> [&str; 3] {
    let (before, rest) = text.split_at_checked(range.start().get()).unwrap_or_default();
    let (exact, after) = rest.split_at_checked(range.len()).unwrap_or_default();
    // A code point takes four bytes at most, and its first one tells itself from the others.
    let starts = |byte: &u8| byte & 0xC0 != 0x80;
    let near = before.as_bytes().get(before.len().saturating_sub(4 * CONTEXT)..).unwrap_or_default();
    let mut left = CONTEXT;
    let is_last = |byte: &u8| {
        left -= usize::from(starts(byte));
        left == 0
    };
    let more = near.iter().rev().position(is_last).map_or(near.len(), |at| at + 1);
    let mut chars = after.chars();
    let to = chars.nth(CONTEXT - 1).map_or(after.len(), |_| after.len() - chars.as_str().len());
    let from = before.len() - more;
    [exact, before.get(from..).unwrap_or_default(), after.get(..to).unwrap_or_default()]
}

pub(super) fn lost(lost: &LostPassage) -> PassageFile<'_> {
    let anchor = &lost.anchor;
    passage(&lost.passage, lost.was_at, [&anchor.exact, &anchor.prefix, &anchor.suffix])
}

pub(super) fn passage<'a>(
    passage: &'a Passage,
    place: CharRange,
    [exact, prefix, suffix]: [&'a str; 3],
) -> PassageFile<'a> {
    PassageFile {
        id: As(passage.id),
        label: As(passage.label.clone()),
        former_labels: passage.former_labels.iter().cloned().map(As).collect(),
        tag: passage.tag.as_str().into(),
        topic: passage.topic.map(As),
        start: Position(place.start().get()),
        end: Position(place.end().get()),
        exact: exact.into(),
        prefix: prefix.into(),
        suffix: suffix.into(),
        said_by: passage.said_by.map(As),
        verb: passage.verb.as_str().into(),
        strength: passage.strength.map(Rung),
        note: passage.note.as_str().into(),
        no_response: passage.no_response.as_ref().map(|no_response| NoResponseFile {
            reason: no_response.reason.as_str().into(),
            reviewer: no_response.reviewer.map(As),
            created: As(no_response.created),
            extra: Cow::Borrowed(&no_response.extra),
        }),
        suggested_by: passage.suggested_by.as_str().into(),
        reviewer: passage.reviewer.map(As),
        created: As(passage.created),
        modified: changed(passage.created, passage.modified),
        extra: Cow::Borrowed(&passage.extra),
    }
}
