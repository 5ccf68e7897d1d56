//! Whether everything that a transaction touched still refers to what exists.
//!
//! The same rules as `Dossier::check`, but looked up only where the edits were, so that a
//! keystroke costs the same in a large dossier as in a small one.
//! Must not know: how the edits are undone when it objects.

use std::collections::BTreeSet;

use super::uses::{self, passages, passages_of};
use super::{Edit, EditError};
use crate::model::{
    Dossier, Label, LabelCounters, Link, LinkId, Meeting, MeetingDetails, MeetingId, Memo, MemoScope,
    PartyId, Passage, PassageId, ReviewerId, SaidBy, Statement, StatementId,
};

type Checked = Result<(), EditError>;

/// Up to so many labels are looked up one by one.
const FEW_LABELS: u32 = 64;

/// Checks a dossier after `edits`, whose inverses (in the same order) say what was there before.
pub(super) fn check(dossier: &Dossier, edits: &[Edit], inverses: &[Edit]) -> Checked {
    edits.iter().try_for_each(|edit| lists(dossier, edit))?;
    edits.iter().zip(inverses).try_for_each(|(edit, inverse)| contents(dossier, edit, inverse))?;
    unique(dossier, edits)?;
    no_loose_ends(dossier, inverses)
}

/// Parties, topics, reviewers, meetings, codebook: nothing may use what was removed.
fn lists(dossier: &Dossier, edit: &Edit) -> Checked {
    let used = |what: &str, by: Option<String>| match by {
        Some(by) => Err(EditError::refused(format!("the {what} is still used by {by}"))),
        None => Ok(()),
    };
    match edit {
        Edit::RemoveParty(id) if dossier.party(*id).is_none() => used("party", uses::of_party(dossier, *id)),
        Edit::RemoveTopic(id) if dossier.topic(*id).is_none() => used("topic", uses::of_topic(dossier, *id)),
        Edit::RemoveReviewer(id) if dossier.reviewer(*id).is_none() => {
            used("reviewer", uses::of_reviewer(dossier, *id))
        }
        Edit::RemoveMeeting(id) if dossier.meeting(*id).is_none() => {
            used("meeting", uses::of_meeting(dossier, *id))
        }
        Edit::SetCodebook(_) => dossier.meetings().iter().try_for_each(|meeting| {
            passages(meeting).try_for_each(|passage| tag_exists(dossier, passage))?;
            meeting.links().try_for_each(|link| kind_exists(dossier, link))
        }),
        _ => Ok(()),
    }
}

/// What was put must refer to what exists. What later edits removed again is passed over.
fn contents(dossier: &Dossier, edit: &Edit, inverse: &Edit) -> Checked {
    match edit {
        Edit::AddMeeting(meeting) => {
            dossier.meeting(meeting.id()).map_or(Ok(()), |m| whole_meeting(dossier, m))
        }
        Edit::SetMeeting { id, details } => {
            if dossier.meeting(*id).is_some() {
                participants(dossier, details)
            } else {
                Ok(())
            }
        }
        Edit::AddStatement { meeting, statement, .. } | Edit::SwapStatement { meeting, statement } => {
            let Some(meeting) = dossier.meeting(*meeting) else { return Ok(()) };
            let Some(statement) = meeting.statement(statement.id()) else { return Ok(()) };
            whole_statement(dossier, statement)?;
            labels(meeting)
        }
        Edit::SetStatement { details, .. } => party_exists(dossier, details.party),
        Edit::PutPassage { place, passage } => {
            let Some(meeting) = dossier.meeting(place.meeting) else { return Ok(()) };
            let Some((_, passage)) = meeting.passage(passage.id) else { return Ok(()) };
            passage_refers(dossier, passage)?;
            labels_of(dossier, meeting, passage)
        }
        Edit::SetLost { place, .. } => {
            let Some(meeting) = dossier.meeting(place.meeting) else { return Ok(()) };
            let Some(statement) = meeting.statement(place.statement) else { return Ok(()) };
            statement.lost().iter().try_for_each(|lost| {
                passage_refers(dossier, &lost.passage)?;
                labels_of(dossier, meeting, &lost.passage)
            })
        }
        Edit::PutLink { meeting, link } => {
            let Some(meeting) = dossier.meeting(*meeting) else { return Ok(()) };
            meeting.link(link.id).map_or(Ok(()), |link| link_refers(dossier, meeting, link))
        }
        Edit::PutAbsence { meeting, absence } => {
            let there =
                dossier.meeting(*meeting).and_then(|m| m.absences().find(|other| other.id == absence.id));
            there.map_or(Ok(()), |absence| absence_refers(dossier, absence))
        }
        Edit::PutMemo { memo, .. } => dossier.memo(memo.id).map_or(Ok(()), |memo| memo_refers(dossier, memo)),
        Edit::SetLabels { meeting, counters } => {
            // Numbers that only rise can't forget a label.
            let forgets = |before: &LabelCounters| {
                before.iter().any(|(letters, last)| {
                    let now = counters.last(letters);
                    // What nobody counts can't be in use; many at once are looked for among all.
                    last > now
                        && (last - now > FEW_LABELS
                            || (now + 1..=last)
                                .any(|n| dossier.uses_of_label(*meeting, letters, n) != Some(0)))
                })
            };
            match (inverse, dossier.meeting(*meeting)) {
                (Edit::SetLabels { counters: before, .. }, Some(meeting)) if forgets(before) => {
                    given_out(meeting)
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn whole_meeting(dossier: &Dossier, meeting: &Meeting) -> Checked {
    participants(dossier, meeting.details())?;
    meeting.statements().iter().try_for_each(|statement| whole_statement(dossier, statement))?;
    labels(meeting)?;
    meeting.links().try_for_each(|link| link_refers(dossier, meeting, link))?;
    meeting.absences().try_for_each(|absence| absence_refers(dossier, absence))
}

fn whole_statement(dossier: &Dossier, statement: &Statement) -> Checked {
    party_exists(dossier, statement.party())?;
    passages_of(statement).try_for_each(|passage| passage_refers(dossier, passage))
}

fn participants(dossier: &Dossier, details: &MeetingDetails) -> Checked {
    details.participants.iter().filter_map(|person| person.party).try_for_each(|id| party_exists(dossier, id))
}

fn passage_refers(dossier: &Dossier, passage: &Passage) -> Checked {
    tag_exists(dossier, passage)?;
    if passage.topic.is_some_and(|topic| dossier.topic(topic).is_none()) {
        return Err(EditError::refused(format!("the topic of {} is not in this dossier", passage.label)));
    }
    if let Some(SaidBy::Party(party)) = passage.said_by {
        party_exists(dossier, party)?;
    }
    let confirmed = passage.no_response.as_ref().and_then(|no_response| no_response.reviewer);
    reviewer_exists(dossier, passage.reviewer)?;
    reviewer_exists(dossier, confirmed)
}

/// The objection to a link, if there is one.
pub(super) fn link_refers(dossier: &Dossier, meeting: &Meeting, link: &Link) -> Checked {
    if !meeting.holds_passage(link.from) {
        return Err(EditError::refused("a link must begin at a passage of its own meeting"));
    }
    if !dossier.holds_passage(link.to) {
        return Err(EditError::refused("the passage to which the link leads is not in this dossier"));
    }
    if link.from == link.to {
        return Err(EditError::refused("a passage can't be linked to itself"));
    }
    kind_exists(dossier, link)?;
    reviewer_exists(dossier, link.reviewer)?;
    let twin = |other: &Link| {
        other.id != link.id && other.kind == link.kind && other.from == link.from && other.to == link.to
    };
    if meeting.links().any(|other| twin(other)) {
        return Err(EditError::refused("these two passages are linked in this way already"));
    }
    Ok(())
}

fn absence_refers(dossier: &Dossier, absence: &crate::model::Absence) -> Checked {
    party_exists(dossier, absence.party)?;
    if dossier.topic(absence.topic).is_none() {
        return Err(EditError::refused("the topic of the absence is not in this dossier"));
    }
    Ok(())
}

fn memo_refers(dossier: &Dossier, memo: &Memo) -> Checked {
    match memo.scope {
        MemoScope::Meeting(id) if dossier.meeting(id).is_none() => {
            return Err(EditError::missing("meeting", id));
        }
        MemoScope::Period { from: Some(from), to: Some(to) } if from > to => {
            return Err(EditError::refused("the period of a memo can't end before it begins"));
        }
        _ => {}
    }
    let twice = |(at, id): (usize, &PartyId)| memo.parties.iter().take(at).any(|other| other == id);
    if memo.parties.iter().enumerate().any(twice) {
        return Err(EditError::refused("a memo can't be about the same side twice"));
    }
    memo.parties.iter().try_for_each(|party| party_exists(dossier, *party))?;
    reviewer_exists(dossier, memo.reviewer)
}

fn tag_exists(dossier: &Dossier, passage: &Passage) -> Checked {
    if dossier.codebook().tag(&passage.tag).is_none() {
        let why = format!("the tag «{}» of {} is not in the codebook", passage.tag, passage.label);
        return Err(EditError::Refused(why));
    }
    Ok(())
}

fn kind_exists(dossier: &Dossier, link: &Link) -> Checked {
    if dossier.codebook().link_kind(&link.kind).is_none() {
        return Err(EditError::refused(format!("the link kind «{}» is not in the codebook", link.kind)));
    }
    Ok(())
}

fn party_exists(dossier: &Dossier, id: PartyId) -> Checked {
    if dossier.party(id).is_none() { Err(EditError::missing("party", id)) } else { Ok(()) }
}

fn reviewer_exists(dossier: &Dossier, id: Option<ReviewerId>) -> Checked {
    match id {
        Some(id) if dossier.reviewer(id).is_none() => Err(EditError::missing("reviewer", id)),
        _ => Ok(()),
    }
}

/// Every label of the meeting was given out, and to one passage only.
fn labels(meeting: &Meeting) -> Checked {
    given_out(meeting)?;
    let mut seen = BTreeSet::new();
    for label in passages(meeting).flat_map(Passage::all_labels) {
        if !seen.insert(label) {
            return Err(EditError::refused(format!("two passages would be labelled {label}")));
        }
    }
    Ok(())
}

fn given_out(meeting: &Meeting) -> Checked {
    for label in passages(meeting).flat_map(Passage::all_labels) {
        if !was_given_out(meeting, label) {
            return Err(never_given_out(label));
        }
    }
    Ok(())
}

fn was_given_out(meeting: &Meeting, label: &Label) -> bool {
    label.number() <= meeting.labels().last(label.letters())
}

fn never_given_out(label: &Label) -> EditError {
    EditError::refused(format!("the label {label} was never given out"))
}

/// The labels of one passage were given out, and to no other passage.
fn labels_of(dossier: &Dossier, meeting: &Meeting, passage: &Passage) -> Checked {
    for label in passage.all_labels() {
        if !was_given_out(meeting, label) {
            return Err(never_given_out(label));
        }
        // More than its own use may be chance.
        if dossier.uses_of_label(meeting.id(), label.letters(), label.number()) != Some(1)
            && passages(meeting)
                .flat_map(Passage::all_labels)
                .filter(|other| *other == label)
                .nth(1)
                .is_some()
        {
            return Err(EditError::refused(format!("two passages would be labelled {label}")));
        }
    }
    Ok(())
}

/// Ids that came in name one thing each, in the whole dossier.
fn unique(dossier: &Dossier, edits: &[Edit]) -> Checked {
    let mut statements: BTreeSet<StatementId> = BTreeSet::new();
    let mut came: BTreeSet<PassageId> = BTreeSet::new();
    let mut links: BTreeSet<LinkId> = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for edit in edits {
        match edit {
            Edit::AddMeeting(meeting) => {
                statements.extend(meeting.statements().iter().map(|statement| statement.id()));
                came.extend(passages(meeting).map(|passage| passage.id));
                links.extend(meeting.links().map(|link| link.id));
            }
            Edit::AddStatement { statement, .. } => {
                statements.insert(statement.id());
                came.extend(passages_of(statement).map(|passage| passage.id));
            }
            Edit::SwapStatement { statement, .. } => {
                came.extend(passages_of(statement).map(|passage| passage.id));
            }
            Edit::PutPassage { passage, .. } => {
                came.insert(passage.id);
            }
            Edit::SetLost { lost, .. } => came.extend(lost.iter().map(|lost| lost.passage.id)),
            Edit::PutLink { link, .. } => {
                links.insert(link.id);
            }
            _ => {}
        }
    }
    // Only whole statements and meetings can bring a statement.
    for meeting in dossier.meetings().iter().filter(|_| !statements.is_empty()) {
        for statement in meeting.statements() {
            if statements.contains(&statement.id()) && !seen.insert(statement.id()) {
                return Err(repeated("statement", statement.id()));
            }
        }
    }
    if let Some(id) = came.iter().find(|id| dossier.meetings_with_passage(**id).nth(1).is_some()) {
        return Err(repeated("passage", id));
    }
    match links.iter().find(|id| dossier.meetings_with_link(**id).nth(1).is_some()) {
        Some(id) => Err(repeated("link", id)),
        None => Ok(()),
    }
}

fn repeated(what: &'static str, id: impl ToString) -> EditError {
    EditError::Model(crate::model::ModelError::Repeated { what, id: id.to_string() })
}

/// No link begins or ends at a passage that was there before and is no more.
fn no_loose_ends(dossier: &Dossier, inverses: &[Edit]) -> Checked {
    let mut gone: BTreeSet<(MeetingId, PassageId)> = BTreeSet::new();
    for inverse in inverses {
        match inverse {
            Edit::AddMeeting(meeting) => gone.extend(passages(meeting).map(|p| (meeting.id(), p.id))),
            Edit::AddStatement { meeting, statement, .. } | Edit::SwapStatement { meeting, statement } => {
                gone.extend(passages_of(statement).map(|p| (*meeting, p.id)));
            }
            Edit::PutPassage { place, passage } => {
                gone.insert((place.meeting, passage.id));
            }
            Edit::SetLost { place, lost } => gone.extend(lost.iter().map(|l| (place.meeting, l.passage.id))),
            _ => {}
        }
    }
    gone.retain(|(meeting, id)| !dossier.meeting(*meeting).is_some_and(|m| m.holds_passage(*id)));
    if gone.is_empty() {
        return Ok(());
    }
    // Links from what is gone stand where it stood.
    let mut where_links_stand: BTreeSet<MeetingId> = gone.iter().map(|(meeting, _)| *meeting).collect();
    where_links_stand.extend(gone.iter().flat_map(|(_, id)| dossier.meetings_with_link_to(*id)));
    let gone: BTreeSet<PassageId> = gone.into_iter().map(|(_, id)| id).collect();
    for meeting in where_links_stand.into_iter().filter_map(|id| dossier.meeting(id)) {
        for link in meeting.links().filter(|link| gone.contains(&link.from) || gone.contains(&link.to)) {
            link_refers(dossier, meeting, link)?;
        }
    }
    Ok(())
}
