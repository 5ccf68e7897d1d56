//! The three versions, with everything in them found by its id.
//!
//! Must not know: how they differ.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::model::{
    Absence, AbsenceId, Dossier, Link, LinkId, LostPassage, Meeting, MeetingId, Passage, PassageId,
    Statement, StatementId,
};

type Table<K, V> = HashMap<K, V, foldhash::quality::RandomState>;

/// One version of the dossier.
pub(super) struct Version<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) meetings: BTreeMap<MeetingId, &'a Arc<Meeting>>,
    pub(super) statements: BTreeMap<StatementId, In<MeetingId, &'a Arc<Statement>>>,
    pub(super) passages: Table<PassageId, Held<'a>>,
    pub(super) links: BTreeMap<LinkId, &'a Arc<Link>>,
    pub(super) absences: BTreeMap<AbsenceId, In<MeetingId, &'a Absence>>,
}

/// Something with what it stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct In<P, T> {
    pub(super) parent: P,
    pub(super) it: T,
}

/// A passage of one version, be it a lost one.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub(super) statement: &'a Arc<Statement>,
    pub(super) passage: &'a Passage,
    /// The same, where it can be shared.
    shared: Option<&'a Arc<Passage>>,
    /// Where it was, if it is lost.
    pub(super) lost: Option<&'a LostPassage>,
}

impl<'a> Version<'a> {
    pub(super) fn new(dossier: &'a Dossier) -> Self {
        let mut version = Self {
            dossier,
            meetings: BTreeMap::new(),
            statements: BTreeMap::new(),
            passages: Table::default(),
            links: BTreeMap::new(),
            absences: BTreeMap::new(),
        };
        for meeting in dossier.meetings() {
            let parent = meeting.id();
            version.meetings.insert(parent, meeting);
            version.links.extend(meeting.links().map(|link| (link.id, link)));
            version.absences.extend(meeting.absences().map(|it| (it.id, In { parent, it })));
            for statement in meeting.statements() {
                version.statements.insert(statement.id(), In { parent, it: statement });
                version.passages.extend(statement.passages().by_id().map(|passage| {
                    (passage.id, Held { statement, passage, shared: Some(passage), lost: None })
                }));
                version.passages.extend(statement.lost().iter().map(|lost| {
                    let passage = &lost.passage;
                    (passage.id, Held { statement, passage, shared: None, lost: Some(lost) })
                }));
            }
        }
        version
    }

    /// The meeting in which a passage stands.
    pub(super) fn meeting_of(&self, passage: PassageId) -> Option<MeetingId> {
        let held = self.passages.get(&passage)?;
        self.statements.get(&held.statement.id()).map(|statement| statement.parent)
    }
}

impl Held<'_> {
    /// The passage for another dossier to hold.
    pub(super) fn share(self) -> Arc<Passage> {
        self.shared.map_or_else(|| Arc::new(self.passage.clone()), Arc::clone)
    }

    /// Whether nothing is different, on the same text.
    pub(super) fn same(self, other: Self) -> bool {
        self.passage == other.passage && self.lost == other.lost
    }
}
