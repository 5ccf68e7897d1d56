//! What is found in one meeting: its titles, texts and notes, one after the other.
//!
//! Must not know: in which order meetings are searched, or on which thread.

use std::sync::Arc;

use super::fields::Said;
use super::hits::{Group, Hit, Source, named};
use super::query::{Query, Scope};
use super::snippet::Snippet;
use super::spots::{Near, Spot, apart, different, groups};
use crate::analysis::{LinkIndex, status};
use crate::model::{Dossier, Link, Meeting, Passage, PassageId, SaidBy, Statement};
use crate::text::{ByteOffset, ByteRange};

/// What is asked, of what.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) dossier: &'a Dossier,
    /// There where the query needs them.
    pub(super) links: Option<&'a LinkIndex>,
    pub(super) query: &'a Query,
}

/// What was found so far.
struct Gathering {
    group: Group,
    /// Hits that are wanted; more are only counted.
    room: usize,
    /// For use in every source.
    spots: Vec<Spot>,
}

impl Gathering {
    fn new(meeting: Option<&Meeting>, room: usize) -> Self {
        let group = Group { meeting: meeting.map(Meeting::id), count: 0, near: 0, hits: Vec::new() };
        Self { group, room, spots: Vec::new() }
    }

    fn done(self) -> Option<Group> {
        (self.group.count > 0).then_some(self.group)
    }

    /// Counts places, and takes of them what there is room for.
    fn add(&mut self, near: usize, hit: impl FnOnce() -> Hit) {
        self.group.count += 1;
        self.group.near = self.group.near.max(near);
        if self.group.hits.len() < self.room {
            self.group.hits.push(hit());
        }
    }
}

impl<'a> Task<'a> {
    /// What is found in the dossier's own note.
    pub(super) fn in_dossier(self, room: usize) -> Option<Group> {
        let asks_of_meetings = !self.query.fits_day(None) || self.query.parties.wants_some();
        if !self.looks_in(Scope::Notes) || asks_of_meetings || self.query.asks_of_passages() {
            return None;
        }
        let mut found = Gathering::new(None, room);
        self.look(&mut found, Source::DossierNote, self.dossier.note(), |_| Vec::new());
        found.done()
    }

    /// What is found in a meeting; `room` hits at most, and how many there are.
    pub(super) fn in_meeting(self, meeting: &'a Meeting, room: usize) -> Option<Group> {
        if !self.query.fits_day(meeting.details().date) {
            return None;
        }
        let mut found = Gathering::new(Some(meeting), room);
        let of_meeting = !self.query.asks_of_passages() && !self.query.parties.wants_some();
        if of_meeting {
            self.about_meeting(&mut found, meeting);
        }
        for statement in meeting.statements() {
            self.in_statement(&mut found, statement);
        }
        if self.looks_in(Scope::Notes) {
            for link in meeting.links().filter(|link| !link.note.is_empty()) {
                if self.fits_link(meeting, link) {
                    self.look(&mut found, Source::LinkNote(link.id), &link.note, |_| {
                        vec![link.from, link.to]
                    });
                }
            }
            for absence in meeting.absences().filter(|absence| !absence.reason.is_empty()) {
                let fits = self.query.parties.allows(|party| *party == absence.party);
                if fits && !self.query.asks_of_passages() {
                    self.look(&mut found, Source::Absence(absence.id), &absence.reason, |_| Vec::new());
                }
            }
        }
        found.done()
    }

    /// Whether something of this kind is looked at. Where no words are looked for, and no kind is
    /// named, the texts alone are.
    fn looks_in(self, scope: Scope) -> bool {
        let scopes = &self.query.scopes;
        let usual = scopes.wants_some() || self.query.has_words() || scope == Scope::Text;
        usual && scopes.allows(|asked| *asked == scope)
    }

    fn about_meeting(self, found: &mut Gathering, meeting: &Meeting) {
        let details = meeting.details();
        if self.looks_in(Scope::Title) {
            self.look(found, Source::Title, &details.title, |_| Vec::new());
            self.look(found, Source::Venue, &details.place, |_| Vec::new());
            for (number, participant) in details.participants.iter().enumerate() {
                let words = named(participant);
                self.look(found, Source::Participant(number), &words, |_| Vec::new());
            }
        }
        if self.looks_in(Scope::Notes) {
            self.look(found, Source::MeetingNote, &details.note, |_| Vec::new());
        }
    }

    fn in_statement(self, found: &mut Gathering, statement: &Statement) {
        if !self.query.parties.allows(|party| *party == statement.party()) {
            return;
        }
        let id = statement.id();
        if self.looks_in(Scope::Title) && !self.query.asks_of_passages() {
            let source = &statement.details().source;
            self.look(found, Source::Headline(id), &source.title, |_| Vec::new());
            self.look(found, Source::Publisher(id), &source.publisher, |_| Vec::new());
        }
        if self.looks_in(Scope::Text) {
            if self.query.asks_of_passages() {
                self.in_passages(found, statement);
            } else {
                self.look(found, Source::Text(id), statement.text(), |range| touched(statement, range));
            }
        }
        if self.looks_in(Scope::Notes) {
            self.in_notes(found, statement);
        }
    }

    /// The words of the passages asked for, each by itself.
    fn in_passages(self, found: &mut Gathering, statement: &Statement) {
        let text = statement.text();
        let source = Source::Text(statement.id());
        if self.query.has_words() && !self.all_spots(&mut found.spots, text) {
            return;
        }
        let without = self.query.without.iter().flat_map(|word| word.find(text));
        let without: Vec<ByteRange> = without.collect();
        let spots = std::mem::take(&mut found.spots);
        let mut kept: Vec<Spot> = Vec::new();
        for passage in statement.passages().iter() {
            let holds = |range: &ByteRange| passage.range.contains_range(*range);
            if !self.fits(statement, passage) || without.iter().any(holds) {
                continue;
            }
            if !self.query.has_words() {
                found.add(0, || Hit {
                    source,
                    range: passage.range,
                    words: Vec::new(),
                    near: 0,
                    passages: vec![passage.id],
                    snippet: Snippet::around(text, passage.range, &[passage.range]),
                });
                continue;
            }
            let from = spots.partition_point(|spot| spot.range.start() < passage.range.start());
            let its = spots.get(from..).unwrap_or_default().iter();
            let its = its.take_while(|spot| spot.range.start() < passage.range.end());
            let its = its.filter(|spot| holds(&spot.range));
            if different(its.clone()) == self.query.wanted.len() {
                kept.extend(its);
            }
        }
        // Passages may overlap.
        kept.sort_unstable();
        kept.dedup();
        self.add_groups(found, source, text, &kept, |range| touched(statement, range));
        found.spots = spots;
    }

    fn in_notes(self, found: &mut Gathering, statement: &Statement) {
        let has_notes = |passage: &Passage| {
            !passage.note.is_empty()
                || passage.no_response.as_ref().is_some_and(|none| !none.reason.is_empty())
        };
        let placed = statement.passages().by_id().map(Arc::as_ref);
        let mut noted: Vec<&Passage> = placed.filter(|passage| has_notes(passage)).collect();
        noted.sort_by_key(|passage| (passage.range, passage.id));
        noted.extend(statement.lost().iter().map(|lost| &lost.passage).filter(|passage| has_notes(passage)));
        for passage in noted {
            if self.query.asks_of_passages() && !self.fits(statement, passage) {
                continue;
            }
            let (statement, own) = (statement.id(), passage.id);
            self.look(found, Source::PassageNote(statement, own), &passage.note, |_| vec![own]);
            let reason = passage.no_response.as_ref().map_or("", |none| none.reason.as_str());
            self.look(found, Source::Reason(statement, own), reason, |_| vec![own]);
        }
    }

    /// Looks in words that belong together; `passages` are those at a place of them.
    fn look(
        self,
        found: &mut Gathering,
        source: Source,
        text: &str,
        passages: impl Fn(ByteRange) -> Vec<PassageId>,
    ) {
        if text.is_empty() {
            return;
        }
        if self.query.has_words() {
            if !self.all_spots(&mut found.spots, text) || self.is_unwanted(text) {
                return;
            }
            let spots = std::mem::take(&mut found.spots);
            self.add_groups(found, source, text, &spots, passages);
            found.spots = spots;
        } else if !self.is_unwanted(text) {
            let line = text.find('\n').unwrap_or(text.len());
            let range = ByteRange::spanning(ByteOffset::ZERO, ByteOffset::new(line));
            let snippet = || Snippet::around(text, ByteRange::default(), &[]);
            let hit = || Hit {
                source,
                range,
                words: Vec::new(),
                near: 0,
                passages: passages(range),
                snippet: snippet(),
            };
            found.add(0, hit);
        }
    }

    fn is_unwanted(self, text: &str) -> bool {
        self.query.without.iter().any(|word| word.is_in(text))
    }

    /// Finds all words in a text, in order of place; false, and nothing of use, where one is not there.
    fn all_spots(self, spots: &mut Vec<Spot>, text: &str) -> bool {
        spots.clear();
        // The first of each, before the rest of any: in most texts one of them is missing.
        let mut more = Vec::with_capacity(self.query.wanted.len());
        for (word, wanted) in self.query.wanted.iter().enumerate() {
            let mut places = wanted.find(text);
            let Some(range) = places.next() else { return false };
            spots.push(Spot { range, word });
            more.push((word, places));
        }
        let several = more.len() > 1;
        for (word, places) in more {
            spots.extend(places.map(|range| Spot { range, word }));
        }
        if several {
            spots.sort_unstable();
        }
        true
    }

    /// Makes hits of words, which are in order of place.
    fn add_groups(
        self,
        found: &mut Gathering,
        source: Source,
        text: &str,
        spots: &[Spot],
        passages: impl Fn(ByteRange) -> Vec<PassageId>,
    ) {
        let mut groups = groups(text, spots);
        if self.query.wanted.len() > 1 {
            groups.sort_by_key(|group| std::cmp::Reverse(group.near));
        }
        for Near { near, range, its } in groups {
            found.add(near, || {
                let words = apart(its);
                let snippet = Snippet::around(text, range, &words);
                Hit { source, range, words, near, passages: passages(range), snippet }
            });
        }
    }

    /// Whether a passage is one of those asked for.
    fn fits(self, statement: &Statement, passage: &Passage) -> bool {
        let by = self.query.reviewers.allows(|reviewer| passage.reviewer == Some(*reviewer));
        by && self.fits_but_reviewer(statement, passage)
    }

    fn fits_but_reviewer(self, statement: &Statement, passage: &Passage) -> bool {
        let query = self.query;
        let is_said = |said: &Said| match (said, passage.said_by) {
            (Said::Own, Some(SaidBy::Own) | None)
            | (Said::Both, Some(SaidBy::Both))
            | (Said::Third, Some(SaidBy::Third))
            | (Said::Nobody, Some(SaidBy::Nobody)) => true,
            (Said::Party(party), Some(SaidBy::Own) | None) => *party == statement.party(),
            (Said::Party(party), Some(SaidBy::Party(own))) => *party == own,
            _ => false,
        };
        let has_status = || {
            let status = self.links.and_then(|links| status(self.dossier, links, passage));
            query.statuses.allows(|wanted| status == Some(*wanted))
        };
        query.tags.allows(|tag| *tag == passage.tag)
            && query.topics.allows(|topic| passage.topic == Some(*topic))
            && query.labels.allows(|label| passage.all_labels().any(|own| own == label))
            && query.said.allows(is_said)
            && (!query.needs_links() || has_status())
    }

    /// Whether a link's note is one of those asked for: by its reviewer, and by a passage at either end.
    fn fits_link(self, meeting: &Meeting, link: &Link) -> bool {
        let end = |id: PassageId| {
            let near = meeting.passage(id);
            near.or_else(|| self.dossier.passage(id).map(|(_, statement, passage)| (statement, passage)))
        };
        let from = end(link.from);
        if self.query.parties.wants_some() && from.is_none() {
            return false;
        }
        let fits_party =
            from.is_none_or(|(statement, _)| self.query.parties.allows(|party| *party == statement.party()));
        let by = self.query.reviewers.allows(|reviewer| link.reviewer == Some(*reviewer));
        let others = || {
            let mut ends = [from, end(link.to)].into_iter().flatten();
            ends.any(|(statement, passage)| self.fits_but_reviewer(statement, passage))
        };
        fits_party && by && (!self.query.asks_of_passages() || others())
    }
}

/// The passages that share a byte with a range, in order of place.
fn touched(statement: &Statement, range: ByteRange) -> Vec<PassageId> {
    statement.passages().between(range).map(|passage| passage.id).collect()
}
