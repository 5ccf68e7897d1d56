//! What follows from the reviewer's own tags and links: agreements that only one side claims, words
//! put in the other's mouth, denials, what only one side mentions.
//!
//! What the program would propose, from the words alone, is found elsewhere. Of a side that has
//! published nothing about a meeting nothing is said, unless the reviewer marked its silence.
//! Must not know: how a finding is worded or shown.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::share::of_each;
use super::{Linked, Overview};
use crate::model::{
    Absence, AbsenceId, Codebook, Completeness, Dossier, Effect, LinkId, LinkKindId, Meeting, MeetingId,
    PartyId, Passage, PassageId, Role, SaidBy, Statement, TagId, TopicId,
};
use crate::text::ByteRange;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// One side's text says that both agree, and no link tells that the other's says so too.
    OneSidedAgreement,
    /// One side's text says what the other said, and no link leads to such words in its own text.
    WordsInOthersMouth,
    /// One side's text says it of both sides, without calling it agreed, and no link tells that the
    /// other's does.
    ClaimedBoth,
    /// One side denies something.
    Denial,
    /// Only one side's text has passages on a topic.
    OnlyOneSide,
}

impl FindingKind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 5] = [
        Self::OneSidedAgreement,
        Self::WordsInOthersMouth,
        Self::ClaimedBoth,
        Self::Denial,
        Self::OnlyOneSide,
    ];
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The meeting.
    pub meeting: MeetingId,
    /// The side whose text has it.
    pub party: PartyId,
    /// The side whose text lacks it; with a denial, the side whose words are denied, where it is
    /// known.
    pub other: Option<PartyId>,
    /// The passages that show it, in reading order; with a denial, first the one that denies.
    pub passages: Vec<PassageId>,
    /// What they are about; the first one's topic.
    pub topic: Option<TopicId>,
    /// The link that tells it; with a denial only.
    pub link: Option<LinkId>,
    /// The reviewer's mark that the other side is silent on the topic; it has the reason.
    pub absence: Option<AbsenceId>,
    /// Whether each of the two sides has published a text that is there in full. Where not, the rest
    /// may say it.
    pub complete: bool,
}

impl Finding {
    /// The mark of silence, where there is one, with the reviewer's reason.
    pub fn mark<'d>(&self, dossier: &'d Dossier) -> Option<&'d Absence> {
        let id = self.absence?;
        dossier.meeting(self.meeting)?.absences().find(|absence| absence.id == id)
    }
}

/// The tag of a denial, as the codebook calls it that every dossier starts with.
const DENIAL: &str = "denial";

/// The kind of link by which something is denied, likewise.
const DENIES: &str = "denies";

/// Kinds of link that tell that one text has what the other claims, without being an answer.
const CONFIRM: [&str; 2] = ["confirms", "repeats"];

/// Whether a link of this kind tells that one text has what the other claims: it confirms or repeats
/// it, or it agrees with it or meets it as an answer does.
pub fn confirms(codebook: &Codebook, kind: &LinkKindId) -> bool {
    let effect = || codebook.link_kind(kind).map(|kind| kind.effect);
    CONFIRM.contains(&kind.as_str()) || effect() == Some(Effect::Answered)
}

/// What follows from the tags and links of a meeting, by kind, then in reading order. Links count
/// from whichever meeting they lead.
pub fn findings(dossier: &Dossier, overview: &Overview, meeting: MeetingId) -> Vec<Finding> {
    let found = dossier.meeting(meeting).map(|meeting| of_meeting(dossier, overview, meeting));
    found.unwrap_or_default()
}

/// The same of many meetings, one after the other; worked out by several threads.
pub fn findings_of(dossier: &Dossier, overview: &Overview, meetings: &[Arc<Meeting>]) -> Vec<Finding> {
    of_each(meetings, |meeting| of_meeting(dossier, overview, meeting)).into_iter().flatten().collect()
}

fn of_meeting(dossier: &Dossier, overview: &Overview, meeting: &Meeting) -> Vec<Finding> {
    let mut looking = Looking::new(dossier, overview, meeting);
    for (at, statement) in meeting.statements().iter().enumerate() {
        for passage in statement.passages().by_id() {
            looking.look(at, statement, passage);
        }
    }
    looking.topics();
    looking.found.sort_by_cached_key(|(finding, place)| (finding.kind, *place, finding.other));
    looking.found.into_iter().map(|(finding, _)| finding).collect()
}

/// Where something stands: the statement among the meeting's, the range in its text, the passage.
type Where = (usize, ByteRange, PassageId);

struct Looking<'a> {
    dossier: &'a Dossier,
    codebook: &'a Codebook,
    overview: &'a Overview,
    meeting: &'a Meeting,
    denial: TagId,
    denies: LinkKindId,
    /// Sides that published something, in the order of their statements, and whether in full.
    parties: Vec<(PartyId, bool)>,
    /// All passages that have a topic: the side whose text it is, where it stands.
    on_topics: Vec<(TopicId, PartyId, Where)>,
    found: Vec<(Finding, Where)>,
}

impl<'a> Looking<'a> {
    fn new(dossier: &'a Dossier, overview: &'a Overview, meeting: &'a Meeting) -> Self {
        let mut parties: Vec<(PartyId, bool)> = Vec::new();
        for statement in meeting.statements() {
            let full = statement.details().source.completeness == Completeness::Full;
            match parties.iter_mut().find(|(party, _)| *party == statement.party()) {
                Some((_, known)) => *known |= full,
                None => parties.push((statement.party(), full)),
            }
        }
        Self {
            dossier,
            codebook: dossier.codebook(),
            overview,
            meeting,
            denial: TagId::new(DENIAL),
            denies: LinkKindId::new(DENIES),
            parties,
            on_topics: Vec::new(),
            found: Vec::new(),
        }
    }

    /// What follows from one passage.
    fn look(&mut self, at: usize, statement: &Statement, passage: &Passage) {
        let own = statement.party();
        let place = (at, passage.range, passage.id);
        self.on_topics.extend(passage.topic.map(|topic| (topic, own, place)));
        let joint = self.codebook.tag(&passage.tag).is_some_and(|tag| tag.role == Role::Joint);
        let kind = match passage.said_by {
            _ if joint => Some(FindingKind::OneSidedAgreement),
            Some(SaidBy::Party(_)) => Some(FindingKind::WordsInOthersMouth),
            Some(SaidBy::Both) => Some(FindingKind::ClaimedBoth),
            Some(SaidBy::Own | SaidBy::Third | SaidBy::Nobody) | None => None,
        };
        if let Some(kind) = kind {
            for at in 0..self.parties.len() {
                let Some((other, _)) = self.parties.get(at).copied() else { continue };
                let meant =
                    kind != FindingKind::WordsInOthersMouth || passage.said_by == Some(SaidBy::Party(other));
                if other != own && meant && !self.is_confirmed(passage.id, other) {
                    self.add(kind, own, Some(other), vec![passage.id], passage.topic, place);
                }
            }
        }
        self.denial(own, passage, place);
    }

    /// Whether a link tells what the other side's text has to a claim.
    fn is_confirmed(&self, claim: PassageId, other: PartyId) -> bool {
        let links = self.overview.links();
        let ends = links.incoming(claim).iter().map(|linked| (linked, linked.link.from));
        let mut ends = ends.chain(links.outgoing(claim).iter().map(|linked| (linked, linked.link.to)));
        ends.any(|(linked, far)| {
            confirms(self.codebook, &linked.link.kind) && self.text_of(far) == Some(other)
        })
    }

    /// The side in whose text a passage stands.
    fn text_of(&self, passage: PassageId) -> Option<PartyId> {
        let near = self.meeting.passage(passage).map(|(statement, _)| statement);
        let found = near.or_else(|| self.dossier.passage(passage).map(|(_, statement, _)| statement));
        found.map(|statement| statement.party())
    }

    /// What the order of passages in the whole dossier goes by.
    fn place_of(&self, passage: PassageId) -> Option<(Option<usize>, Option<usize>, ByteRange, PassageId)> {
        let (meeting, own, passage) = self.dossier.passage(passage)?;
        let at = meeting.statements().iter().position(|statement| statement.id() == own.id());
        Some((self.dossier.position_of(meeting.id()), at, passage.range, passage.id))
    }

    /// A passage that is tagged as a denial, or denies something by a link; one for each side that it
    /// is told of.
    fn denial(&mut self, own: PartyId, passage: &Passage, place: Where) {
        let denying = |linked: &&Linked| linked.crosses && linked.link.kind == self.denies;
        let mut links: Vec<&Linked> =
            self.overview.links().outgoing(passage.id).iter().filter(denying).collect();
        links.sort_by_cached_key(|linked| self.place_of(linked.link.to));
        for linked in &links {
            let denied = linked.link.to;
            let other = self.text_of(denied).filter(|other| *other != own);
            self.add(FindingKind::Denial, own, other, vec![passage.id, denied], passage.topic, place);
            self.found.last_mut().into_iter().for_each(|(finding, _)| finding.link = Some(linked.link.id));
        }
        if links.is_empty() && passage.tag == self.denial {
            let mut others = self.parties.iter().map(|(party, _)| *party).filter(|other| *other != own);
            // Of several, nobody knows whose words are meant.
            let other = others.next().filter(|_| others.next().is_none());
            self.add(FindingKind::Denial, own, other, vec![passage.id], passage.topic, place);
        }
    }

    /// Topics on which some sides' texts have passages and others' have none.
    fn topics(&mut self) {
        let mut all = std::mem::take(&mut self.on_topics);
        all.sort_unstable();
        let parties = self.parties.clone();
        for on_topic in all.chunk_by(|one, other| one.0 == other.0) {
            let sides: Vec<&[_]> = on_topic.chunk_by(|one, other| one.1 == other.1).collect();
            let has =
                |party: PartyId| sides.iter().filter_map(|side| side.first()).any(|(_, p, _)| *p == party);
            let Some((topic, ..)) = on_topic.first().copied() else { continue };
            let marks: Vec<(PartyId, AbsenceId)> = self
                .meeting
                .absences()
                .filter(|absence| absence.topic == topic)
                .map(|absence| (absence.party, absence.id))
                .collect();
            let published = parties.iter().map(|(party, _)| *party);
            let marked = marks.iter().map(|(party, _)| *party);
            let marked = marked.filter(|party| parties.iter().all(|(other, _)| other != party));
            let mut lack: Vec<PartyId> = published.chain(marked).filter(|party| !has(*party)).collect();
            lack.dedup();
            for other in lack {
                let mark = marks.iter().find(|(party, _)| *party == other).map(|(_, id)| *id);
                for side in &sides {
                    let Some((_, party, place)) = side.first().copied() else { continue };
                    let passages = side.iter().map(|(.., (_, _, id))| *id).collect();
                    self.add(FindingKind::OnlyOneSide, party, Some(other), passages, Some(topic), place);
                    self.found.last_mut().into_iter().for_each(|(finding, _)| finding.absence = mark);
                }
            }
        }
    }

    fn add(
        &mut self,
        kind: FindingKind,
        party: PartyId,
        other: Option<PartyId>,
        passages: Vec<PassageId>,
        topic: Option<TopicId>,
        place: Where,
    ) {
        let full = |party: PartyId| self.parties.iter().any(|(other, full)| *other == party && *full);
        let complete = full(party) && other.is_none_or(full);
        let meeting = self.meeting.id();
        let finding =
            Finding { kind, meeting, party, other, passages, topic, link: None, absence: None, complete };
        self.found.push((finding, place));
    }
}
