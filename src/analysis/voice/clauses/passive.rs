//! The passive: by whom something is done, to whom, or by nobody who is named.
//!
//! Must not know: verbs with a subject.

use super::{Found, Said, Stretch};
use crate::analysis::voice::actors::{Actor, Role, Who};
use crate::analysis::voice::lexicon::{Cue, Small};
use crate::analysis::voice::marks::{Mark, What};
use crate::analysis::voice::pattern::Case;
use crate::analysis::voice::reason::Rule;

impl Stretch<'_> {
    /// Whether a form of "be" stands before the verb.
    pub(super) fn is_passive(&self, verb: &Mark) -> bool {
        let mut word = verb.first;
        for _ in 0..4 {
            let Some(before) = word.checked_sub(1).filter(|before| *before >= self.words.start) else {
                return false;
            };
            if self.marked.is(before, Small::Be) {
                return true;
            }
            if !self.marked.is(before, Small::Adverb) {
                return false;
            }
            word = before;
        }
        false
    }

    pub(super) fn passive(&self, verb: &Mark) -> Option<Found> {
        if verb.what == What::Cue(Cue::Participle) && !self.is_passive(verb) {
            return None;
        }
        let agent = self.actors.iter().find(|actor| {
            actor.role == Role::Agent && (actor.case != Case::Base || actor.first < verb.end + 12)
        });
        let first = verb.first.saturating_sub(usize::from(self.is_passive(verb))).max(self.words.start);
        if let Some(agent) = agent {
            return Some(self.by(agent, Rule::Agent, 0.88, &[(agent.first, agent.end), (first, verb.end)]));
        }
        if let Some(joint) = self.marks.iter().find(|mark| mark.what == What::Cue(Cue::Jointly)) {
            return Some(self.found(Said::Both, Rule::Together, 0.8, &[(joint.first, joint.end)]));
        }
        let handed = (verb.first..verb.end).any(|word| self.marked.is(word, Small::Handed));
        let receives = |actor: &&Actor| {
            !matches!(actor.who, Who::Unknown(_))
                && (actor.role == Role::Recipient
                    || (actor.role == Role::Free && actor.case == Case::Base && actor.end <= verb.first))
        };
        if let Some(to) = self.actors.iter().find(receives).filter(|_| handed) {
            let words = [(first, verb.end), (to.first, to.end)];
            return Some(self.found(Said::NotBy(to.who), Rule::Recipient, 0.75, &words));
        }
        Some(self.found(Said::Nobody, Rule::Impersonal, 0.7, &[(first, verb.end)]))
    }

    /// "The note was returned by the Russian side": by whom, whatever the verb.
    pub(super) fn done_by(&self) -> Option<Found> {
        let agent = self.actors.iter().find(|actor| actor.role == Role::Agent)?;
        let be = (self.words.start..agent.first).rev().take(6).any(|word| self.marked.is(word, Small::Be));
        let found = || self.by(agent, Rule::Agent, 0.75, &[(agent.first, agent.end)]);
        be.then(found)
    }

    pub(super) fn jointly(&self) -> Option<Found> {
        let joint = self.marks.iter().find(|mark| mark.what == What::Cue(Cue::Jointly))?;
        Some(self.found(Said::Both, Rule::Together, 0.7, &[(joint.first, joint.end)]))
    }
}
