//! The rule of three for single values and whole objects, and the list of what it could not decide.
//!
//! Must not know: which objects and fields there are.

use std::collections::BTreeSet;

use super::refers::Needed;
use super::versions::Version;
use super::{Choices, Conflict, ConflictKind, Side, Thing};
use crate::model::{MeetingId, PartyId, PassageId, StatementId, TopicId};

/// How something is in the three versions.
#[derive(Debug)]
pub(super) struct Three<'t, T: ?Sized> {
    /// Before; `None` where it was not there.
    pub(super) base: Option<&'t T>,
    pub(super) ours: &'t T,
    pub(super) theirs: &'t T,
}

impl<T: ?Sized> Clone for Three<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Three<'_, T> {}

impl<'t, T: ?Sized> Three<'t, T> {
    /// The same for a part.
    pub(super) fn part<U: ?Sized>(self, part: impl Fn(&'t T) -> &'t U) -> Three<'t, U> {
        Three { base: self.base.map(&part), ours: part(self.ours), theirs: part(self.theirs) }
    }

    /// The one of a side.
    pub(super) fn on(self, side: Side) -> &'t T {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }

    /// Where both sides say the same, or only one has changed it: what to take, and from which side.
    pub(super) fn agreed(self) -> Option<Side>
    where
        T: PartialEq,
    {
        if self.ours == self.theirs || self.base == Some(self.theirs) {
            Some(Side::Ours)
        } else if self.base == Some(self.ours) {
            Some(Side::Theirs)
        } else {
            None
        }
    }
}

/// What a conflict would be about.
#[derive(Debug, Clone)]
pub(super) struct At {
    pub(super) thing: Thing,
    pub(super) meeting: Option<MeetingId>,
    pub(super) statement: Option<StatementId>,
    /// For people.
    pub(super) name: String,
}

impl At {
    /// Something that stands in no meeting.
    pub(super) fn list(thing: Thing, name: String) -> Self {
        Self { thing, meeting: None, statement: None, name }
    }
}

/// How something is in the versions that have it.
#[derive(Debug)]
pub(super) struct Present<T> {
    pub(super) base: Option<T>,
    pub(super) ours: Option<T>,
    pub(super) theirs: Option<T>,
}

impl<T: Copy> Present<T> {
    /// Where what it stands in went, it went with that, and comes back with it as it was before:
    /// `went` says of which sides that is so.
    pub(super) fn back_with(self, went: impl Fn(T, Side) -> bool) -> Self {
        let back = |side: Side| self.base.filter(|base| went(*base, side));
        let (ours, theirs) =
            (self.ours.or_else(|| back(Side::Ours)), self.theirs.or_else(|| back(Side::Theirs)));
        Self { base: self.base, ours, theirs }
    }
}

/// What remains of an object.
pub(super) enum Fate<T> {
    /// It is on both sides.
    Both(Option<T>, T, T),
    /// It is taken as one version has it.
    One(T),
    /// It goes, or nobody has it.
    Gone,
}

/// The words for people where a value is not there.
pub(super) const DELETED: &str = "deleted";

/// A merge under way.
pub(super) struct Weigh<'a> {
    /// Base, ours, theirs.
    versions: &'a [Version<'a>; 3],
    choices: &'a Choices,
    needed: &'a Needed,
    /// What went because the reviewer chose so.
    gone: BTreeSet<Thing>,
    /// The meetings that remain.
    kept: BTreeSet<MeetingId>,
    found: Found,
}

/// What came up on the way.
#[derive(Default)]
pub(super) struct Found {
    pub(super) conflicts: Vec<Conflict>,
    pub(super) notes: Vec<String>,
    /// What is referred to and is not there.
    pub(super) missing: Needed,
}

impl<'a> Weigh<'a> {
    pub(super) fn new(versions: &'a [Version<'a>; 3], choices: &'a Choices, needed: &'a Needed) -> Self {
        Self {
            versions,
            choices,
            needed,
            gone: BTreeSet::new(),
            kept: BTreeSet::new(),
            found: Found::default(),
        }
    }

    pub(super) fn finish(self) -> Found {
        self.found
    }

    pub(super) fn base(&self) -> &'a Version<'a> {
        let [base, _, _] = self.versions;
        base
    }

    pub(super) fn ours(&self) -> &'a Version<'a> {
        let [_, ours, _] = self.versions;
        ours
    }

    pub(super) fn theirs(&self) -> &'a Version<'a> {
        let [_, _, theirs] = self.versions;
        theirs
    }

    pub(super) fn on(&self, side: Side) -> &'a Version<'a> {
        match side {
            Side::Ours => self.ours(),
            Side::Theirs => self.theirs(),
        }
    }

    /// Ours, theirs, base: where to look for something that one of them has.
    pub(super) fn anywhere(&self) -> [&'a Version<'a>; 3] {
        [self.ours(), self.theirs(), self.base()]
    }

    /// The same of all three, in the order of [`Present`].
    pub(super) fn present<T>(&self, of: impl Fn(&'a Version<'a>) -> Option<T>) -> Present<T> {
        Present { base: of(self.base()), ours: of(self.ours()), theirs: of(self.theirs()) }
    }

    pub(super) fn note(&mut self, note: String) {
        self.found.notes.push(note);
    }

    /// Notes that something is referred to; `insists` where no choice can take the reference away.
    pub(super) fn missing(&mut self, thing: Thing, insists: bool) {
        self.found.missing.add(thing, insists);
    }

    /// Notes which meetings remain.
    pub(super) fn keep(&mut self, meetings: impl Iterator<Item = MeetingId>) {
        self.kept.extend(meetings);
    }

    /// Whether a meeting remains.
    pub(super) fn keeps(&self, meeting: MeetingId) -> bool {
        self.kept.contains(&meeting)
    }

    /// A meeting for people: its day, and its title.
    pub(super) fn meeting_name(&self, id: MeetingId) -> String {
        let found = self.anywhere().iter().find_map(|version| version.meetings.get(&id).copied());
        let Some(details) = found.map(|meeting| meeting.details()) else { return "a meeting".to_owned() };
        match details.date {
            Some(date) => format!("the meeting of {date}, {}", details.title),
            None => format!("the meeting «{}»", details.title),
        }
    }

    /// A party for people.
    pub(super) fn party_name(&self, id: PartyId) -> String {
        let found = self.anywhere().iter().find_map(|version| version.dossier.party(id));
        found.map_or_else(|| "a party".to_owned(), |party| party.name.clone())
    }

    /// A topic for people.
    pub(super) fn topic_name(&self, id: TopicId) -> String {
        let found = self.anywhere().iter().find_map(|version| version.dossier.topic(id));
        found.map_or_else(|| "a topic".to_owned(), |topic| topic.name.clone())
    }

    /// A passage for people: its label.
    pub(super) fn passage_name(&self, id: PassageId) -> String {
        let found = self.anywhere().iter().find_map(|version| version.passages.get(&id).copied());
        found.map_or_else(|| "a passage".to_owned(), |held| held.passage.label.to_string())
    }

    /// Whether it went because the reviewer chose so.
    pub(super) fn is_gone(&self, thing: &Thing) -> bool {
        self.gone.contains(thing)
    }

    /// The side that the reviewer chose, or the one that is taken else; the disagreement is listed.
    pub(super) fn disagree(
        &mut self,
        at: &At,
        (kind, field): (ConflictKind, &str),
        usual: Side,
        [base, ours, theirs]: [String; 3],
    ) -> Side {
        let chosen = self.choices.get(&at.thing, field).unwrap_or(usual);
        let label = match field {
            "" => at.name.clone(),
            field => format!("{} of {}", field.replace('_', " "), at.name),
        };
        self.found.conflicts.push(Conflict {
            kind,
            thing: at.thing.clone(),
            field: field.to_owned(),
            meeting: at.meeting,
            statement: at.statement,
            label,
            base,
            ours,
            theirs,
            chosen,
        });
        chosen
    }

    /// One value by the rule of three, from which side, and in words where the sides disagree.
    pub(super) fn side<T: PartialEq + ?Sized>(
        &mut self,
        at: &At,
        field: &str,
        three: Three<'_, T>,
        words: impl Fn(&Self, &T) -> String,
    ) -> Side {
        three.agreed().unwrap_or_else(|| {
            let told = |value: Option<&T>| value.map(|value| words(self, value)).unwrap_or_default();
            let told = [told(three.base), told(Some(three.ours)), told(Some(three.theirs))];
            self.disagree(at, (ConflictKind::Changed, field), Side::Ours, told)
        })
    }

    /// The value itself.
    pub(super) fn field<T: PartialEq + Clone>(
        &mut self,
        at: &At,
        field: &str,
        three: Three<'_, T>,
        words: impl Fn(&Self, &T) -> String,
    ) -> T {
        three.on(self.side(at, field, three, words)).clone()
    }

    /// A value that is its own words.
    pub(super) fn words(&mut self, at: &At, field: &str, three: Three<'_, String>) -> String {
        self.field(at, field, three, |_, words| words.clone())
    }

    /// What becomes of an object.
    ///
    /// `differs` compares the base with a side that still has it; `at` gives its name and `told`
    /// says it in words for the list. What is needed by all means is kept without asking.
    pub(super) fn fate<T: Copy>(
        &mut self,
        present: Present<T>,
        thing: &Thing,
        differs: impl Fn(T, T) -> bool,
        at: impl Fn(&Self, T) -> At,
        told: impl Fn(&Self, T) -> String,
    ) -> Fate<T> {
        let (base, left, deleted_by) = match present {
            Present { base, ours: Some(ours), theirs: Some(theirs) } => {
                return Fate::Both(base, ours, theirs);
            }
            Present { base: None, ours: Some(one), theirs: None }
            | Present { base: None, ours: None, theirs: Some(one) } => return Fate::One(one),
            Present { base: Some(base), ours: Some(ours), theirs: None } => (base, ours, Side::Theirs),
            Present { base: Some(base), ours: None, theirs: Some(theirs) } => (base, theirs, Side::Ours),
            Present { base: Some(base), ours: None, theirs: None } => {
                return if self.needed.has(thing) { Fate::One(base) } else { Fate::Gone };
            }
            Present { base: None, ours: None, theirs: None } => return Fate::Gone,
        };
        let insisted = self.needed.insists(thing);
        if !differs(base, left) && !self.needed.has(thing) {
            return Fate::Gone;
        }
        let at = at(self, left);
        if insisted {
            self.note(format!("{} is kept: it is in use, though {} deleted it", at.name, deleted_by.word()));
            return Fate::One(left);
        }
        let mut words = [told(self, base), told(self, left), told(self, left)];
        let [_, ours, theirs] = &mut words;
        match deleted_by {
            Side::Ours => DELETED.clone_into(ours),
            Side::Theirs => DELETED.clone_into(theirs),
        }
        if self.disagree(&at, (ConflictKind::Deleted, ""), deleted_by.other(), words) == deleted_by {
            self.gone.insert(thing.clone());
            return Fate::Gone;
        }
        Fate::One(left)
    }
}
