//! What a file is read against, and what is found wrong with it on the way.
//!
//! Several threads may read at the same time, each with a reading of its own.
//! Must not know: the objects of the file, or what they become.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::load_error::{LoadError, Problem, clip};
use super::share::share;
use crate::model::{LinkKindId, PartyId, PassageId, Reviewer, ReviewerId, SaidBy, TagId, Topic, TopicId};

/// Problems that refuse the file; the first thousand are kept, all are counted.
#[derive(Debug, Default)]
pub(super) struct Errors {
    problems: Vec<Problem>,
    count: usize,
}

impl Errors {
    const KEPT: usize = 1000;

    pub(super) fn push(&mut self, place: impl Display, message: impl Display) {
        self.count += 1;
        if self.problems.len() < Self::KEPT {
            self.problems.push(Problem { place: place.to_string(), message: message.to_string() });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn first(&self) -> Option<&Problem> {
        self.problems.first()
    }

    pub(super) fn into_error(self, name: &str) -> LoadError {
        LoadError::Inconsistent { name: name.to_owned(), problems: self.problems, count: self.count }
    }
}

/// Ids in a table whose hash is fast and has a seed, so that no file can be made to be slow.
pub(super) type Table<K, V> = std::collections::HashMap<K, V, foldhash::quality::RandomState>;

/// A set like [`Table`].
pub(super) type Set<K> = std::collections::HashSet<K, foldhash::quality::RandomState>;

/// What the whole file is read against.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) tags: Vec<TagId>,
    pub(super) link_kinds: Vec<LinkKindId>,
    pub(super) parties: Set<PartyId>,
    pub(super) topics: Set<TopicId>,
    pub(super) reviewers: Set<ReviewerId>,
}

/// One thread's reading: what it reads against, and what it found wrong so far.
pub(super) struct Reading<'k> {
    known: &'k Known,
    pub(super) errors: Errors,
    pub(super) warnings: Vec<Problem>,
    /// Whether something was not as the program writes it and could not be read here.
    odd: bool,
    tags: Table<&'k str, TagId>,
    pub(super) link_kinds: Table<&'k str, LinkKindId>,
    pub(super) new_topics: BTreeMap<TopicId, Topic>,
    pub(super) new_reviewers: BTreeMap<ReviewerId, Reviewer>,
    /// The meeting of each passage.
    pub(super) passages: Table<PassageId, usize>,
    /// Threads that may be used.
    threads: usize,
}

impl<'k> Reading<'k> {
    pub(super) fn new(known: &'k Known, threads: usize) -> Self {
        // Words of its own: to count who holds a shared one would make threads wait for each other.
        Self {
            known,
            errors: Errors::default(),
            warnings: Vec::new(),
            odd: false,
            tags: known.tags.iter().map(|tag| (tag.as_str(), TagId::new(tag.as_str()))).collect(),
            link_kinds: known.link_kinds.iter().map(|k| (k.as_str(), LinkKindId::new(k.as_str()))).collect(),
            new_topics: BTreeMap::new(),
            new_reviewers: BTreeMap::new(),
            passages: Table::default(),
            threads,
        }
    }

    /// What `work` makes of each item, by several threads where there are several items.
    pub(super) fn share<T: Send, R: Send>(
        &mut self,
        items: Vec<T>,
        work: impl Fn(&mut Reading<'k>, usize, T) -> R + Sync,
    ) -> Vec<R> {
        let threads = self.threads.min(items.len());
        if threads < 2 {
            return items.into_iter().enumerate().map(|(n, item)| work(self, n, item)).collect();
        }
        let mut helpers: Vec<Self> = (0..threads).map(|_| Self::new(self.known, 1)).collect();
        let results = share(items, &mut helpers, work);
        for helper in helpers {
            self.take_in(helper);
        }
        results
    }

    /// Takes in what another thread found. What it would say depends on what stood before it in
    /// the file, so that all of it has to be read again.
    fn take_in(&mut self, helper: Self) {
        self.odd |= !helper.is_content();
        if self.passages.is_empty() {
            self.passages = helper.passages;
            return;
        }
        self.passages.reserve(helper.passages.len());
        for (id, meeting) in helper.passages {
            self.odd |= self.passages.insert(id, meeting).is_some();
        }
    }

    /// Whether there is nothing odd and nothing to say.
    pub(super) fn is_content(&self) -> bool {
        !self.odd && self.errors.is_empty() && self.warnings.is_empty()
    }

    /// Notes that something was not as the program writes it.
    pub(super) fn odd(&mut self) {
        self.odd = true;
    }

    pub(super) fn error(&mut self, place: impl Display, message: impl Display) {
        self.errors.push(place, message);
    }

    pub(super) fn warn(&mut self, place: impl Display, message: impl Display) {
        self.warnings.push(Problem { place: place.to_string(), message: message.to_string() });
    }

    /// The tag that the codebook has under this id.
    pub(super) fn tag(&mut self, place: &dyn Display, id: &str) -> TagId {
        if let Some(tag) = self.tags.get(id) {
            return tag.clone();
        }
        self.error(place, format_args!("the tag «{}» is not in the codebook", clip(id, 60)));
        TagId::new(id)
    }

    /// Keeps a reference to a topic that is not there by making the topic again.
    pub(super) fn topic(&mut self, place: &dyn Display, id: TopicId) -> TopicId {
        if !self.known.topics.contains(&id) && !self.new_topics.contains_key(&id) {
            let name = format!("Missing topic {}", id.to_string().chars().take(8).collect::<String>());
            self.warn(
                place,
                format_args!("its topic {id} is not in the list of topics; «{name}» was added there"),
            );
            self.new_topics.insert(id, Topic { id, name, extra: Default::default() });
        }
        id
    }

    /// Keeps a reference to a reviewer who is not there by naming one again.
    pub(super) fn reviewer(&mut self, place: &dyn Display, id: ReviewerId) -> ReviewerId {
        if !self.known.reviewers.contains(&id) && !self.new_reviewers.contains_key(&id) {
            let name = format!("Unknown reviewer {}", id.to_string().chars().take(8).collect::<String>());
            self.warn(
                place,
                format_args!("its reviewer {id} is not in the list of reviewers; «{name}» was added there"),
            );
            self.new_reviewers.insert(id, Reviewer { id, name, extra: Default::default() });
        }
        id
    }

    pub(super) fn party(&mut self, place: &dyn Display, id: PartyId, what: &str) {
        if !self.known.parties.contains(&id) {
            self.error(place, format_args!("{what} {id}, which is no party of this dossier"));
        }
    }

    pub(super) fn said_by(&mut self, place: &dyn Display, said_by: Option<SaidBy>) {
        if let Some(SaidBy::Party(party)) = said_by {
            self.party(place, party, "it is said by");
        }
    }

    /// Makes room for so many more passages.
    pub(super) fn expect_passages(&mut self, count: usize) {
        self.passages.reserve(count);
    }

    /// Notes that a passage stands in this meeting.
    pub(super) fn passage(&mut self, place: &dyn Display, id: PassageId, meeting: usize) {
        if self.passages.insert(id, meeting).is_some() {
            self.error(place, format_args!("the id {id} names another passage already"));
        }
    }
}
