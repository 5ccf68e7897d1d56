//! Links that are proposed: for everything that was raised and not answered the passages of the
//! other side that answer it best, or none; and for what one text claims of both sides or of the
//! other, the words that confirm it.
//!
//! Must not know: how alike two texts are, or how a link is made.

use std::collections::BTreeSet;

use super::candidates::{Candidate, candidates};
use super::learned::Learned;
use super::lists::Lists;
use super::pairing::{Compared, NONE, Pair, Pairing, best};
use super::passages::PassageSuggestion;
use super::reading::Reading;
use super::units::Kind;
use crate::analysis::{LinkIndex, Status, status};
use crate::model::{Dossier, Effect, LinkKindId, Meeting, MeetingId, PassageId, Role, SaidBy, TagId};
use crate::text::ByteRange;

/// One end of a link that is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// A passage of the dossier.
    Passage(PassageId),
    /// A passage that is itself proposed, by its place in the list that was given.
    Suggestion(usize),
}

/// A link that is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkSuggestion {
    /// The passage that reacts.
    pub from: End,
    /// The passage that it reacts to.
    pub to: End,
    /// What the one does to the other.
    pub kind: LinkKindId,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// Which of the proposals for `to` it is; 1 is the best.
    pub rank: usize,
    /// Words that speak of the same thing: in `from`'s statement and in `to`'s, in bytes of their
    /// texts. The most telling come first.
    pub words: Vec<(ByteRange, ByteRange)>,
    /// Why, for people.
    pub reason: String,
    /// What [`Learned`] counts where it is accepted or dismissed.
    pub features: Vec<String>,
}

/// Proposals for one passage.
const MOST: usize = 3;
/// Pairs of words shown as the reason.
/// A promise or an agreement with a higher score meets the point that was raised.
const MEETS: f32 = 0.55;

/// Links between passages of a meeting.
pub fn links(dossier: &Dossier, meeting: MeetingId, lists: &Lists, learned: &Learned) -> Vec<LinkSuggestion> {
    links_with(dossier, meeting, &[], lists, learned)
}

/// Links between passages of a meeting and such as are only proposed.
pub fn links_with(
    dossier: &Dossier,
    meeting: MeetingId,
    suggested: &[PassageSuggestion],
    lists: &Lists,
    learned: &Learned,
) -> Vec<LinkSuggestion> {
    let Some(meeting) = dossier.meeting(meeting) else { return Vec::new() };
    let statements = meeting.statements().iter();
    let readings: Vec<Reading> = statements.map(|s| Reading::words_of(s, lists)).collect();
    of_readings(dossier, meeting, &readings, suggested, lists, learned)
}

/// The same of statements that are read already.
pub(super) fn of_readings(
    dossier: &Dossier,
    meeting: &Meeting,
    readings: &[Reading],
    suggested: &[PassageSuggestion],
    lists: &Lists,
    learned: &Learned,
) -> Vec<LinkSuggestion> {
    let candidates = candidates(dossier, meeting, readings, suggested);
    let index = LinkIndex::build(dossier);
    let pairing = Pairing::new(dossier, meeting, lists, readings, &candidates);
    let linking = Linking { dossier, meeting, learned, readings, candidates: &candidates, pairing };
    let mut found = linking.answers(&index);
    found.extend(linking.confirmations());
    found
}

struct Linking<'a> {
    dossier: &'a Dossier,
    meeting: &'a Meeting,
    learned: &'a Learned,
    readings: &'a [Reading<'a>],
    candidates: &'a [Candidate],
    pairing: Pairing<'a>,
}

impl Linking<'_> {
    /// For everything raised and not answered, what answers it best.
    fn answers(&self, index: &LinkIndex) -> Vec<LinkSuggestion> {
        let open = |candidate: &Candidate| {
            candidate.role == Role::Raises
                && match candidate.end {
                    End::Passage(id) => self.meeting.passage(id).is_some_and(|(_, passage)| {
                        status(self.dossier, index, passage) == Some(Status::NotReviewed)
                    }),
                    End::Suggestion(_) => true,
                }
        };
        let fits = |from: &Candidate, to: &Candidate| fitness(from) > 0.0 && from.differs_from(to);
        let (compared, pairs) = self.pairing.pairs(|from| fitness(from) > 0.0, open, fits, fitness);
        let mut found = Vec::new();
        for raised in best(pairs, MOST) {
            for (rank, pair) in raised.iter().enumerate() {
                let kind = self.candidates.get(pair.from).and_then(|from| self.kind(from, pair.alike));
                found.extend(kind.and_then(|kind| self.suggestion(&compared, pair, kind, rank + 1)));
            }
        }
        rerank(&mut found);
        found
    }

    /// For what one text claims of both sides or of the other, what confirms it in the other's text.
    fn confirmations(&self) -> Vec<LinkSuggestion> {
        let confirms = LinkKindId::new("confirms");
        if self.dossier.codebook().link_kind(&confirms).is_none() {
            return Vec::new();
        }
        let party = |c: &Candidate| self.meeting.statements().get(c.statement).map(|s| s.party());
        let claims = |c: &Candidate| c.role == Role::Joint || matches!(c.said_by, SaidBy::Party(_));
        let fits = |from: &Candidate, to: &Candidate| {
            let joint = from.role == Role::Joint && to.role == Role::Joint;
            // Of two claims that confirm each other the later one is the confirmation.
            party(from) != party(to)
                && (joint && from.statement > to.statement
                    || !joint && from.tag == to.tag && party(from) == to.voice)
        };
        let tags: BTreeSet<&TagId> = self.candidates.iter().filter(|c| claims(c)).map(|c| &c.tag).collect();
        let (compared, pairs) = self.pairing.pairs(|from| tags.contains(&from.tag), claims, fits, |_| 1.0);
        let best = best(pairs, 1);
        let all = best.iter().flatten();
        all.filter_map(|pair| self.suggestion(&compared, pair, confirms.clone(), 1)).collect()
    }
    fn suggestion(
        &self,
        compared: &[Compared],
        pair: &Pair,
        kind: LinkKindId,
        rank: usize,
    ) -> Option<LinkSuggestion> {
        let (from, to) = (self.candidates.get(pair.from)?, self.candidates.get(pair.to)?);
        let [number, ..] = pair.units;
        let (words, kinds) = compared.get(number)?.matching(pair);
        let mut features = vec![
            format!("link:{}", kind.as_str()),
            format!("tags:{}>{}", from.tag.as_str(), to.tag.as_str()),
        ];
        for kind in [Kind::Stem, Kind::Concept, Kind::Number, Kind::Name] {
            if kinds.contains(&kind) {
                features.push(format!("shares:{kind:?}").to_lowercase());
            }
        }
        if from.topic.is_some() && from.topic == to.topic {
            features.push("topic:same".to_owned());
        }
        let score = self.learned.rescore(pair.score.clamp(0.0, 0.97), &features);
        let reason = self.reason(&words, from, to);
        Some(LinkSuggestion { from: from.end, to: to.end, kind, score, rank, words, reason, features })
    }

    fn reason(&self, words: &[(ByteRange, ByteRange)], from: &Candidate, to: &Candidate) -> String {
        let text = |candidate: &Candidate, range: ByteRange| {
            let reading = self.readings.get(candidate.statement)?;
            range.slice(reading.text)
        };
        let mut shown = Vec::new();
        for (ours, theirs) in words {
            let (Some(ours), Some(theirs)) = (text(from, *ours), text(to, *theirs)) else { continue };
            let same = ours.to_lowercase() == theirs.to_lowercase();
            let pair =
                if same { format!("“{ours}”") } else { format!("“{ours}” and “{theirs}”") };
            if !shown.contains(&pair) {
                shown.push(pair);
            }
        }
        let name =
            |tag: &TagId| self.dossier.codebook().tag(tag).map_or("", |tag| tag.name.en()).to_lowercase();
        let topic = from.topic.is_some() && from.topic == to.topic;
        let shared = match (shown.is_empty(), topic) {
            (false, false) => shown.join(", "),
            (false, true) => format!("{} and the topic", shown.join(", ")),
            (true, true) => "the same topic".to_owned(),
            (true, false) => "similar wording".to_owned(),
        };
        format!("{shared} in both; {} against {}", name(&from.tag), name(&to.tag))
    }

    /// What a reaction does, by its own tag; `None` where the codebook has no such kind. That a point is
    /// met in full is proposed where something is promised that is much like it.
    fn kind(&self, from: &Candidate, score: f32) -> Option<LinkKindId> {
        let weak = from.strength.is_some_and(|strength| strength.level() <= 2);
        let (word, effect) = match (from.tag.as_str(), from.role) {
            ("rejection", _) => ("rejects", Effect::TurnedAside),
            ("denial", _) => ("denies", Effect::TurnedAside),
            ("support", _) | (_, Role::Joint) => ("agrees_with", Effect::Answered),
            (_, Role::Raises) => ("deflects", Effect::TurnedAside),
            (_, Role::Replies) if !weak && score >= MEETS => ("answers", Effect::Answered),
            _ => ("answers_in_part", Effect::InPart),
        };
        let codebook = self.dossier.codebook();
        let known = codebook.link_kind(&LinkKindId::new(word));
        let known = known.or_else(|| codebook.link_kinds().iter().find(|kind| kind.effect == effect));
        known.map(|kind| kind.id.clone())
    }
}

/// How well a passage can be a reaction, by its tag.
fn fitness(candidate: &Candidate) -> f32 {
    match (candidate.role, candidate.tag.as_str()) {
        (Role::Replies, _) => 1.0,
        (Role::Joint, _) => 0.85,
        (Role::Raises, _) => 0.45,
        (_, "support" | "inform" | "action") => 0.8,
        (_, "position" | "next_step") => 0.75,
        (_, "topic") => 0.5,
        (_, "logistics" | "atmosphere" | "courtesy") => 0.0,
        _ => 0.7,
    }
}
/// Puts the proposals for each passage in the order of their scores, which decisions may have changed,
/// and drops those that have come below the threshold.
fn rerank(all: &mut Vec<LinkSuggestion>) {
    all.retain(|one| one.score >= NONE);
    for same in all.chunk_by_mut(|a, b| a.to == b.to) {
        same.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.rank.cmp(&b.rank)));
        same.iter_mut().enumerate().for_each(|(at, one)| one.rank = at + 1);
    }
}
