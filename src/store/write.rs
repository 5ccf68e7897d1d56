//! From a dossier to the bytes of its file, always the same bytes for the same dossier.
//!
//! Must not know: the disk.

use std::borrow::Cow;

use super::codebook;
use super::disk::{
    AbsenceFile, As, Count, DossierFile, FORMAT, Keyed, LinkFile, MeetingFile, NoResponseFile,
    ParticipantFile, PartyFile, PassageFile, Position, ReviewerFile, RevisionFile, Rung, SourceFile,
    StatementFile, Text, TopicFile, VERSION, Version,
};
use super::load::parse;
use super::save_error::SaveError;
use crate::model::{Dossier, LostPassage, Meeting, Passage, Statement};
use crate::text::{ByteRange, CharRange, OffsetTable};

/// Code points before and after a passage that are stored with it.
const CONTEXT: usize = 32;

/// The file's bytes: indented by two, LF, with a final newline.
///
/// Empty where writing failed, which memory alone can't make happen; [`checked_bytes`] refuses
/// that, so save its bytes.
#[must_use]
pub fn to_bytes(dossier: &Dossier) -> Vec<u8> {
    let mut bytes = Vec::new();
    match serde_json::to_writer_pretty(&mut bytes, &file(dossier)) {
        Ok(()) => {
            bytes.push(b'\n');
            bytes
        }
        Err(_) => Vec::new(),
    }
}

/// The file's bytes, read back and compared with the dossier before anybody stores them.
///
/// # Errors
///
/// [`SaveError::Unfaithful`] where the bytes would not give the dossier back: a mistake of the
/// program, found before it can cost anything.
pub fn checked_bytes(dossier: &Dossier) -> Result<Vec<u8>, SaveError> {
    let bytes = to_bytes(dossier);
    let unfaithful = |what: String| SaveError::Unfaithful { what };
    let back = parse(&bytes, "the new file").map_err(|error| unfaithful(error.to_string()))?;
    if let Some(warning) = back.warnings.first() {
        return Err(unfaithful(warning.to_string()));
    }
    if back.dossier != *dossier {
        return Err(unfaithful(difference(dossier, &back.dossier)));
    }
    Ok(bytes)
}

/// The first part in which two dossiers differ; names no contents.
fn difference(a: &Dossier, b: &Dossier) -> String {
    let meeting = a.meetings().iter().zip(b.meetings()).position(|(a, b)| a != b);
    match meeting {
        Some(index) => format!("meetings[{index}] would change"),
        None => "something outside the meetings would change".to_owned(),
    }
}

fn file(dossier: &Dossier) -> DossierFile<'_> {
    DossierFile {
        format: FORMAT.into(),
        version: Version(VERSION),
        id: As(dossier.id()),
        title: dossier.title().into(),
        note: dossier.note().into(),
        parties: dossier
            .parties()
            .iter()
            .map(|party| PartyFile {
                id: As(party.id),
                name: party.name.as_str().into(),
                short: party.short.as_str().into(),
                aliases: party.aliases.iter().map(|alias| alias.as_str().into()).collect(),
                colour: As(party.colour),
                extra: Cow::Borrowed(&party.extra),
            })
            .collect(),
        codebook: codebook::to_file(dossier.codebook()),
        topics: dossier
            .topics()
            .iter()
            .map(|topic| TopicFile {
                id: As(topic.id),
                name: topic.name.as_str().into(),
                extra: Cow::Borrowed(&topic.extra),
            })
            .collect(),
        reviewers: dossier
            .reviewers()
            .iter()
            .map(|reviewer| ReviewerFile {
                id: As(reviewer.id),
                name: reviewer.name.as_str().into(),
                extra: Cow::Borrowed(&reviewer.extra),
            })
            .collect(),
        meetings: dossier.meetings().iter().map(|m| meeting(m)).collect(),
        extra: Cow::Borrowed(dossier.extra()),
    }
}

fn meeting(meeting: &Meeting) -> MeetingFile<'_> {
    let details = meeting.details();
    let labels = meeting.labels().iter().map(|(letters, last)| (letters.into(), Count(last))).collect();
    MeetingFile {
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
        statements: meeting.statements().iter().map(|s| statement(s)).collect(),
        links: meeting
            .links()
            .map(|link| LinkFile {
                id: As(link.id),
                kind: link.kind.as_str().into(),
                from: As(link.from),
                to: As(link.to),
                note: link.note.as_str().into(),
                reviewer: link.reviewer.map(As),
                created: As(link.created),
                modified: Some(As(link.modified)),
                extra: Cow::Borrowed(&link.extra),
            })
            .collect(),
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
    }
}

fn statement(statement: &Statement) -> StatementFile<'_> {
    let details = statement.details();
    let source = &details.source;
    let text = statement.text().as_str();
    let table = OffsetTable::new(text);
    StatementFile {
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
        passages: statement
            .passages()
            .iter()
            .map(|p| {
                let place = table.chars_from_bytes(text, p.range).unwrap_or_default();
                passage(p, place, around(text, p.range))
            })
            .collect(),
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
    }
}

/// The words of a range and what stands before and after them.
fn around(text: &str, range: ByteRange) -> [&str; 3] {
    let (before, rest) = text.split_at_checked(range.start().get()).unwrap_or_default();
    let (exact, after) = rest.split_at_checked(range.len()).unwrap_or_default();
    let from = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    [exact, before.get(from..).unwrap_or_default(), after.get(..to).unwrap_or_default()]
}

fn lost(lost: &LostPassage) -> PassageFile<'_> {
    let anchor = &lost.anchor;
    passage(&lost.passage, lost.was_at, [&anchor.exact, &anchor.prefix, &anchor.suffix])
}

fn passage<'a>(
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
        reviewer: passage.reviewer.map(As),
        created: As(passage.created),
        modified: Some(As(passage.modified)),
        extra: Cow::Borrowed(&passage.extra),
    }
}
