//! Search over the whole dossier, as one types: what is looked for, what was found, and where one is
//! in it.
//!
//! The search itself is a job for another thread; typing on ends the one before.
//! Must not know: how words are found, or how hits are shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::review::commit;
use super::{Command, Effect, Open, State, View, moves};
use crate::analysis::Overview;
use crate::analysis::search::{Group, Hit, Limits, Order, Problem, Query, Source, Total, run};
use crate::edit::{Focus, intent};
use crate::model::{Dossier, Moment, PassageId, Place, SearchId};

/// Hits that are shown at first.
const FIRST: usize = 200;

/// What a search came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundInDossier {
    /// What was looked for.
    pub words: String,
    /// What of it was not understood.
    pub problems: Vec<Problem>,
    /// The hits, by meeting.
    pub groups: Vec<Group>,
    /// How many there are.
    pub total: Total,
}

/// The search over the dossier.
#[derive(Debug, Default)]
pub struct Search {
    /// What is typed.
    pub words: String,
    /// Best hits first, rather than by date.
    pub best_first: bool,
    /// What was found last; while something new is looked for, it stays.
    pub found: Option<Arc<FoundInDossier>>,
    /// A number that rises with every outcome.
    pub version: u64,
    /// The hit that one is at: its group, and which of that group's hits.
    pub current: Option<(usize, usize)>,
    /// The field for the words should get the focus.
    pub focus: bool,
    /// The current hit should be brought into view.
    pub bring: bool,
    /// How many hits are asked for.
    most: Option<usize>,
    /// The number of the search asked for last, of what it is, and the way to end it.
    asked: u64,
    of: Option<((uuid::Uuid, u64), String, bool, usize)>,
    running: Option<Arc<AtomicBool>>,
}

impl Search {
    /// Whether what is shown is of other words than those typed now.
    pub fn is_waiting(&self) -> bool {
        self.running.is_some()
    }

    /// The hit that one is at.
    pub fn hit(&self) -> Option<(&Group, &Hit)> {
        let (group, hit) = self.current?;
        let group = self.found.as_ref()?.groups.get(group)?;
        Some((group, group.hits.get(hit)?))
    }

    /// The hit `step` (1 or -1) further; stays at the ends.
    fn neighbour(&self, step: isize) -> Option<(usize, usize)> {
        let groups = &self.found.as_ref()?.groups;
        let all = || groups.iter().enumerate().flat_map(|(g, group)| (0..group.hits.len()).map(move |h| (g, h)));
        let Some(here) = self.current else {
            return if step > 0 { all().next() } else { all().last() };
        };
        let found = if step > 0 {
            all().find(|place| *place > here)
        } else {
            all().take_while(|place| *place < here).last()
        };
        found.or(Some(here))
    }
}

/// A search to be done.
#[derive(Debug, Clone)]
pub struct SearchJob {
    number: u64,
    dossier: Arc<Dossier>,
    overview: Arc<Overview>,
    words: String,
    limits: Limits,
    ended: Arc<AtomicBool>,
}

impl PartialEq for SearchJob {
    fn eq(&self, other: &Self) -> bool {
        // Each search has a number of its own.
        self.number == other.number
    }
}

impl SearchJob {
    /// Does the search; `None` where it was ended.
    pub fn run(self) -> Option<(u64, FoundInDossier)> {
        let Self { number, dossier, overview, words, limits, ended } = self;
        let query = Query::parse(&dossier, &words);
        let mut groups = Vec::new();
        let cancelled = || ended.load(Ordering::Relaxed);
        let links = Some(overview.links());
        let total = run(&dossier, links, &query, limits, &cancelled, &mut |group| groups.push(group));
        let problems = query.problems().to_vec();
        groups.retain(|group: &Group| !group.hits.is_empty());
        (!total.cancelled).then_some((number, FoundInDossier { words, problems, groups, total }))
    }
}

pub(super) fn go(state: &mut State, command: Command, now: Moment) {
    if let Command::SaveSearch(name) = &command {
        let words = state.open.as_ref().map(|open| open.views.search.words.trim().to_owned());
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            let name = if name.trim().is_empty() { &words } else { name };
            commit(state, now, |open, _| {
                intent::add_search(&open.dossier, name, &words).map(|(transaction, _)| transaction)
            });
        }
        return;
    }
    if let Command::RemoveSearch(id) = command {
        remove(state, id, now);
        return;
    }
    let Some(open) = &mut state.open else { return };
    let search = &mut open.views.search;
    match command {
        Command::SearchWords(words) => {
            search.words = words;
            search.most = None;
        }
        Command::SearchBestFirst(best) => search.best_first = best,
        Command::MoreHits => search.most = Some(search.most.unwrap_or(FIRST) * 5),
        Command::StepHit(step) => {
            search.current = search.neighbour(step);
            search.bring = true;
        }
        Command::ShowHit(group, hit) => {
            search.current = Some((group, hit));
            show(open);
        }
        Command::DossierSearched(number, found) => {
            if number == search.asked {
                search.running = None;
                search.found = Some(Arc::new(*found));
                search.version += 1;
                search.current = None;
            }
        }
        _ => {}
    }
}

fn remove(state: &mut State, id: SearchId, now: Moment) {
    commit(state, now, |open, _| intent::remove_search(&open.dossier, id));
}

/// Goes to the next hit and shows it, from any view.
pub(super) fn step_and_show(open: &mut Open, step: isize) {
    open.views.search.current = open.views.search.neighbour(step);
    open.views.search.bring = true;
    show(open);
}

/// Shows the current hit where it stands.
pub(super) fn show(open: &mut Open) {
    let Some((meeting, source, range, passages)) = open
        .views
        .search
        .hit()
        .map(|(group, hit)| (group.meeting, hit.source, hit.range, hit.passages.clone()))
    else {
        return;
    };
    open.views.now = View::Review;
    open.suggestions.current = None;
    let Some(meeting) = meeting else { return };
    let to_passage = |open: &mut Open, id: PassageId| moves::show(open, id);
    match source {
        Source::DossierNote => {}
        Source::Title
        | Source::Venue
        | Source::Participant(_)
        | Source::MeetingNote
        | Source::Absence(_) => moves::show_focus(open, Focus::Meeting(meeting)),
        Source::Headline(statement) | Source::Publisher(statement) => {
            moves::show_focus(open, Focus::Statement(Place { meeting, statement }));
        }
        Source::Text(statement) => {
            moves::show_words(open, Place { meeting, statement }, range);
            // A passage that has exactly these words is what was asked for.
            let exactly = passages.into_iter().find(|id| {
                open.dossier.passage(*id).is_some_and(|(.., passage)| passage.range == range)
            });
            if let Some(id) = exactly {
                to_passage(open, id);
            }
        }
        Source::PassageNote(_, id) | Source::Reason(_, id) => to_passage(open, id),
        Source::LinkNote(id) => moves::show_focus(open, Focus::Link(meeting, id)),
    }
}

/// Looks anew where other words are typed, or the dossier has changed, while the hits are shown.
pub(super) fn keep_up(state: &mut State) -> Option<Effect> {
    let open = state.open.as_mut()?;
    if open.views.now != View::Search {
        return None;
    }
    let state_name = open.state_name();
    let search = &mut open.views.search;
    let most = search.most.unwrap_or(FIRST);
    let of = Some((state_name, search.words.clone(), search.best_first, most));
    if search.of == of {
        return None;
    }
    search.of = of;
    if let Some(running) = search.running.take() {
        running.store(true, Ordering::Relaxed);
    }
    search.asked += 1;
    if search.words.trim().is_empty() {
        (search.found, search.current) = (None, None);
        search.version += 1;
        return None;
    }
    let ended = Arc::new(AtomicBool::new(false));
    search.running = Some(Arc::clone(&ended));
    let order = if search.best_first { Order::Best } else { Order::Newest };
    Some(Effect::Search(Box::new(SearchJob {
        number: search.asked,
        dossier: Arc::clone(&open.dossier),
        overview: Arc::clone(&open.overview),
        words: open.views.search.words.clone(),
        limits: Limits { hits: most, order },
        ended,
    })))
}
