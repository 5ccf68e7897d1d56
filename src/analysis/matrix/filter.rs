//! Which rows of the table are wanted.
//!
//! Must not know: the order of the rows, or how they are found.

use std::collections::HashSet;
use std::sync::Arc;

use super::MatrixRow;
use crate::analysis::Status;
use crate::model::{
    Day, Dossier, Meeting, MeetingId, PartyId, Passage, ReviewerId, Statement, TagId, TopicId,
};
use crate::text::{Matching, Query};

/// Which rows are wanted; what is `None` or empty is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatrixFilter {
    /// In this meeting.
    pub meeting: Option<MeetingId>,
    /// Raised, or replied, by this side.
    pub party: Option<PartyId>,
    /// With this status; a reply has none.
    pub status: Option<Status>,
    /// On this topic, or on none.
    pub topic: Option<Option<TopicId>>,
    /// With this tag.
    pub tag: Option<TagId>,
    /// Tagged by this reviewer, or by nobody who is named.
    pub reviewer: Option<Option<ReviewerId>>,
    /// Each of these words, parted by spaces, must stand in the passage, its note or its topic's name,
    /// as a reader compares letters ([`Matching::Folded`]).
    pub words: String,
    /// Of meetings on this day or later.
    pub from: Option<Day>,
    /// Of meetings on this day or earlier.
    pub to: Option<Day>,
}

impl MatrixFilter {
    /// Whether everything is wanted.
    pub fn is_empty(&self) -> bool {
        *self == Self { words: self.words.clone(), ..Self::default() } && self.words.trim().is_empty()
    }

    /// The filter made ready for many rows; `None` where no row can fit.
    pub(super) fn ready(&self, dossier: &Dossier) -> Option<Ready<'_>> {
        let mut words = Vec::new();
        for word in self.words.split_whitespace() {
            // What is nothing but marks that a reader does not see is asked for by nobody.
            let Some(query) = Query::new(word, Matching::Folded, false) else { continue };
            let named = dossier.topics().iter().filter(|topic| has(&query, &topic.name));
            let topics = named.map(|topic| topic.id).collect();
            words.push(Word { query, topics });
        }
        let days = self.from.zip(self.to).is_none_or(|(from, to)| from <= to);
        days.then_some(Ready { filter: self, words })
    }
}

/// One word that is looked for.
struct Word {
    query: Query,
    /// The topics that have it in their names.
    topics: HashSet<TopicId, foldhash::quality::RandomState>,
}

/// A filter made ready.
pub(super) struct Ready<'f> {
    filter: &'f MatrixFilter,
    words: Vec<Word>,
}

impl Ready<'_> {
    /// The meetings whose passages are wanted, of which each is asked for by [`Self::row`] again.
    pub(super) fn meetings<'d>(&self, dossier: &'d Dossier) -> &'d [Arc<Meeting>] {
        let all = dossier.meetings();
        if let Some(meeting) = self.filter.meeting {
            let one = dossier.position_of(meeting).and_then(|at| all.get(at..=at));
            return one.filter(|one| one.iter().all(|meeting| self.day(meeting))).unwrap_or_default();
        }
        if self.filter.from.is_none() && self.filter.to.is_none() {
            return all;
        }
        // They stand in the order of their days, those without one last.
        let date = |meeting: &Arc<Meeting>| meeting.details().date;
        let start = self
            .filter
            .from
            .map_or(0, |from| all.partition_point(|meeting| date(meeting).is_some_and(|date| date < from)));
        let end = all.partition_point(|meeting| {
            date(meeting).is_some_and(|date| self.filter.to.is_none_or(|to| date <= to))
        });
        all.get(start..end).unwrap_or_default()
    }

    /// Whether a meeting is in the period that is asked for; one without a day is in none.
    fn day(&self, meeting: &Meeting) -> bool {
        let MatrixFilter { from, to, .. } = self.filter;
        let date = meeting.details().date;
        from.is_none_or(|from| date.is_some_and(|date| date >= from))
            && to.is_none_or(|to| date.is_some_and(|date| date <= to))
    }

    /// Whether [`Self::passage`] asks for anything.
    pub(super) fn asks_passages(&self) -> bool {
        let MatrixFilter { tag, reviewer, .. } = self.filter;
        tag.is_some() || reviewer.is_some() || !self.words.is_empty()
    }

    /// Whether a row fits, as far as the row itself tells.
    pub(super) fn row(&self, row: &MatrixRow) -> bool {
        let MatrixFilter { meeting: _, party, status, topic, tag: _, reviewer: _, words: _, from: _, to: _ } =
            self.filter;
        party.is_none_or(|party| row.party == party)
            && status.is_none_or(|status| row.status == Some(status))
            && topic.is_none_or(|topic| row.topic == topic)
    }

    /// Whether its passage fits.
    pub(super) fn passage(&self, statement: &Statement, passage: &Passage) -> bool {
        let MatrixFilter { tag, reviewer, .. } = self.filter;
        tag.as_ref().is_none_or(|tag| passage.tag == *tag)
            && reviewer.is_none_or(|reviewer| passage.reviewer == reviewer)
            && self.words.iter().all(|word| {
                passage.topic.is_some_and(|topic| word.topics.contains(&topic))
                    || has(&word.query, statement.words(passage))
                    || has(&word.query, &passage.note)
            })
    }
}

fn has(query: &Query, text: &str) -> bool {
    !text.is_empty() && !query.find(text, None, 1).is_empty()
}
