//! Whether the dossier still holds together where it was changed.
//!
//! A change of one passage costs no look at the whole dossier; a change of a whole statement,
//! meeting or codebook does. Must not know: how edits are carried out.

use super::{Edit, EditError};
use crate::model::{
    Dossier, Link, LinkId, Meeting, MeetingId, ModelError, PartyId, Passage, PassageId, Place, ReviewerId,
    SaidBy, TopicId,
};

/// What a transaction touched.
#[derive(Default)]
pub(super) struct Touched {
    /// Anything may have changed: all of it is looked at.
    all: bool,
    passages: Vec<(Place, PassageId)>,
    gone_passages: Vec<PassageId>,
    links: Vec<(MeetingId, LinkId)>,
    gone_parties: Vec<PartyId>,
    gone_topics: Vec<TopicId>,
    gone_reviewers: Vec<ReviewerId>,
    statements: Vec<Place>,
}

impl Touched {
    pub(super) fn note(&mut self, edit: &Edit) {
        match edit {
            Edit::SetTitle(_)
            | Edit::SetNote(_)
            | Edit::PutParty { .. }
            | Edit::PutTopic { .. }
            | Edit::PutReviewer { .. }
            | Edit::RemoveLink { .. }
            | Edit::RemoveAbsence { .. } => {}
            Edit::RemoveParty(id) => self.gone_parties.push(*id),
            Edit::RemoveTopic(id) => self.gone_topics.push(*id),
            Edit::RemoveReviewer(id) => self.gone_reviewers.push(*id),
            Edit::SetStatement { place, .. } => self.statements.push(*place),
            Edit::PutPassage { place, passage } => self.passages.push((*place, passage.id)),
            Edit::RemovePassage { id, .. } => self.gone_passages.push(*id),
            Edit::PutLink { meeting, link } => self.links.push((*meeting, link.id)),
            // A counter is only ever lowered by undo, after the passage has gone.
            Edit::SetLabels { .. } => {}
            Edit::SetCodebook(_)
            | Edit::AddMeeting(_)
            | Edit::RemoveMeeting(_)
            | Edit::SetMeeting { .. }
            | Edit::AddStatement { .. }
            | Edit::RemoveStatement(_)
            | Edit::SwapStatement { .. }
            | Edit::SetLost { .. }
            | Edit::PutAbsence { .. } => self.all = true,
        }
    }

    /// Finds the first thing that does not hold any more.
    pub(super) fn check(&self, dossier: &Dossier) -> Result<(), EditError> {
        for id in &self.gone_parties {
            if dossier.party(*id).is_none() && uses_party(dossier, *id) {
                return Err(in_use("party", id));
            }
        }
        if self.all {
            return match dossier.check().into_iter().next() {
                None => Ok(()),
                Some(problem) => Err(ModelError::Invalid(problem).into()),
            };
        }
        for id in &self.gone_topics {
            if dossier.topic(*id).is_none() && uses_topic(dossier, *id) {
                return Err(in_use("topic", id));
            }
        }
        for id in &self.gone_reviewers {
            if dossier.reviewer(*id).is_none() && uses_reviewer(dossier, *id) {
                return Err(in_use("reviewer", id));
            }
        }
        for place in &self.statements {
            let party = dossier.statement(*place).map(|statement| statement.party());
            if party.is_some_and(|party| dossier.party(party).is_none()) {
                return Err(EditError::refused("the statement would belong to no party"));
            }
        }
        for (place, id) in &self.passages {
            let Some(meeting) = dossier.meeting(place.meeting) else { continue };
            // Removed again in the same transaction.
            let Some((statement, passage)) = meeting.passage(*id) else { continue };
            if statement.id() == place.statement {
                check_passage(dossier, meeting, passage)?;
            }
        }
        for id in &self.gone_passages {
            check_gone(dossier, *id)?;
        }
        for (meeting, id) in &self.links {
            let Some(meeting) = dossier.meeting(*meeting) else { continue };
            if let Some(link) = meeting.link(*id) {
                check_link(dossier, meeting, link)?;
            }
        }
        Ok(())
    }
}

fn check_passage(dossier: &Dossier, meeting: &Meeting, passage: &Passage) -> Result<(), EditError> {
    if dossier.codebook().tag(&passage.tag).is_none() {
        return Err(EditError::refused(format!("the codebook has no tag «{}»", passage.tag)));
    }
    if passage.topic.is_some_and(|topic| dossier.topic(topic).is_none()) {
        return Err(EditError::refused("the topic is not in the dossier"));
    }
    let reviewers = [passage.reviewer, passage.no_response.as_ref().and_then(|none| none.reviewer)];
    if reviewers.into_iter().flatten().any(|reviewer| dossier.reviewer(reviewer).is_none()) {
        return Err(EditError::refused("the reviewer is not in the dossier"));
    }
    if let Some(SaidBy::Party(party)) = passage.said_by
        && dossier.party(party).is_none()
    {
        return Err(EditError::refused("the party that is said to speak is not in the dossier"));
    }
    for label in passage.all_labels() {
        if meeting.labels().last(label.letters()) < label.number() {
            return Err(ModelError::Invalid(format!("the label {label} was never given out")).into());
        }
    }
    let others = meeting.passages().map(|(_, other)| other.as_ref());
    let lost = meeting.statements().iter().flat_map(|s| s.lost().iter().map(|lost| &lost.passage));
    for other in others.chain(lost).filter(|other| other.id != passage.id) {
        if let Some(label) = passage.all_labels().find(|label| other.all_labels().any(|o| o == *label)) {
            return Err(ModelError::Repeated { what: "label", id: label.to_string() }.into());
        }
    }
    Ok(())
}

/// A passage that is gone must be the end of no link; it may have been lost rather than removed.
fn check_gone(dossier: &Dossier, id: PassageId) -> Result<(), EditError> {
    if dossier.meetings().iter().any(|meeting| meeting.holds_passage(id)) {
        return Ok(());
    }
    let link =
        dossier.meetings().iter().flat_map(|m| m.links()).find(|link| link.from == id || link.to == id);
    match link {
        None => Ok(()),
        Some(link) => {
            Err(ModelError::InUse { what: "passage", id: id.to_string(), by: format!("link {}", link.id) }
                .into())
        }
    }
}

fn check_link(dossier: &Dossier, meeting: &Meeting, link: &Link) -> Result<(), EditError> {
    if link.from == link.to {
        return Err(EditError::refused("a passage can't be linked to itself"));
    }
    if dossier.codebook().link_kind(&link.kind).is_none() {
        return Err(EditError::refused(format!("the codebook has no kind of link «{}»", link.kind)));
    }
    if !meeting.holds_passage(link.from) || !dossier.meetings().iter().any(|m| m.holds_passage(link.to)) {
        return Err(EditError::refused("the link would lead from or to a passage that is not there"));
    }
    if link.reviewer.is_some_and(|reviewer| dossier.reviewer(reviewer).is_none()) {
        return Err(EditError::refused("the reviewer is not in the dossier"));
    }
    let same = |other: &Link| {
        other.id != link.id && (other.from, other.to, &other.kind) == (link.from, link.to, &link.kind)
    };
    if meeting.links().any(|other| same(other)) {
        return Err(EditError::refused("these two passages are linked like this already"));
    }
    Ok(())
}

/// Whether anything says or is said by a party.
pub(super) fn uses_party(dossier: &Dossier, id: PartyId) -> bool {
    dossier.meetings().iter().any(|meeting| {
        meeting.details().participants.iter().any(|participant| participant.party == Some(id))
            || meeting.statements().iter().any(|statement| statement.party() == id)
            || meeting.absences().any(|absence| absence.party == id)
            || passages_and_lost(meeting).any(|passage| passage.said_by == Some(SaidBy::Party(id)))
    })
}

fn uses_topic(dossier: &Dossier, id: TopicId) -> bool {
    dossier.meetings().iter().any(|meeting| {
        meeting.absences().any(|absence| absence.topic == id)
            || passages_and_lost(meeting).any(|passage| passage.topic == Some(id))
    })
}

fn uses_reviewer(dossier: &Dossier, id: ReviewerId) -> bool {
    dossier.meetings().iter().any(|meeting| {
        meeting.links().any(|link| link.reviewer == Some(id))
            || passages_and_lost(meeting).any(|passage| {
                passage.reviewer == Some(id)
                    || passage.no_response.as_ref().is_some_and(|none| none.reviewer == Some(id))
            })
    })
}

/// All passages of a meeting, those that lost their words too.
pub(super) fn passages_and_lost(meeting: &Meeting) -> impl Iterator<Item = &Passage> {
    meeting.statements().iter().flat_map(|statement| {
        let lost = statement.lost().iter().map(|lost| &lost.passage);
        statement.passages().iter().map(std::convert::AsRef::as_ref).chain(lost)
    })
}

fn in_use(what: &'static str, id: impl std::fmt::Display) -> EditError {
    ModelError::InUse { what, id: id.to_string(), by: "the dossier's contents".to_owned() }.into()
}
