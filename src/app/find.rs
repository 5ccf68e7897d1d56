//! Finding words in the two statements that are shown.
//!
//! The search itself is a job for another thread; its outcome comes back as a command.
//! Must not know: how places found are marked.

use std::sync::Arc;

use super::{Command, Effect, Open, Pane, State, TextSelection};
use crate::model::{StatementId, TextHash};
use crate::text::{ByteOffset, ByteRange, CleanText, FoldedText, Hits, Matching, Query};

/// Places found in one text that are kept; more are counted by nobody.
const MOST: usize = 100_000;

/// What was found in one statement.
#[derive(Debug, Clone)]
pub struct FoundIn {
    /// The statement.
    pub statement: StatementId,
    /// The text that was searched.
    pub hash: TextHash,
    /// The places.
    pub hits: Hits,
    /// The text as it is compared, kept for the next search.
    folded: Option<Arc<FoldedText>>,
}

/// Words that are looked for in the statements shown.
#[derive(Debug, Default)]
pub struct Find {
    /// The words.
    pub words: String,
    /// Compare letter by letter.
    pub exact: bool,
    /// Only whole words.
    pub whole_words: bool,
    /// What was found, the left statement first.
    pub found: Vec<FoundIn>,
    /// The place that one is at: the statement, and which of its places.
    pub current: Option<(StatementId, usize)>,
    /// The field for the words should get the focus.
    pub focus: bool,
    /// Where one was when the search began: the first place is looked for from there.
    origin: Option<(StatementId, ByteOffset)>,
    /// The search asked for last.
    asked: u64,
    /// The search whose outcome is shown.
    answered: u64,
    /// What the search asked for last was of.
    of: Vec<(StatementId, TextHash)>,
}

impl Find {
    /// A number that changes with every outcome.
    pub fn outcome(&self) -> u64 {
        self.answered
    }

    /// How many places were found.
    pub fn count(&self) -> usize {
        self.found.iter().map(|found| found.hits.len()).sum()
    }

    /// The number of the place one is at, from 1, among all.
    pub fn number(&self) -> Option<usize> {
        let (statement, index) = self.current?;
        let mut before = 0;
        for found in &self.found {
            if found.statement == statement {
                return Some(before + index + 1);
            }
            before += found.hits.len();
        }
        None
    }

    /// Whether there are more places than are kept.
    pub fn is_cut(&self) -> bool {
        self.found.iter().any(|found| found.hits.is_cut())
    }

    /// Whether the outcome shown is that of the words as they are now.
    pub fn is_settled(&self) -> bool {
        self.asked == self.answered
    }

    /// The places in a statement.
    pub fn hits(&self, statement: StatementId) -> Option<&Hits> {
        self.found.iter().find(|found| found.statement == statement).map(|found| &found.hits)
    }

    /// The place that one is at, where it is in this statement.
    pub fn current_in(&self, statement: StatementId) -> Option<ByteRange> {
        let (here, index) = self.current?;
        if here == statement { self.hits(statement)?.get(index) } else { None }
    }

    /// The place `step` (1 or -1) further, going on in the other statement, and round.
    fn neighbour(&self, step: isize) -> Option<(StatementId, usize)> {
        let all = self.count();
        let here = self.number().map_or(if step > 0 { all.checked_sub(1)? } else { 0 }, |number| number - 1);
        let count = isize::try_from(all).ok().filter(|count| *count > 0)?;
        let wanted = (isize::try_from(here).ok()? + step).rem_euclid(count);
        let mut wanted = usize::try_from(wanted).ok()?;
        for found in &self.found {
            if wanted < found.hits.len() {
                return Some((found.statement, wanted));
            }
            wanted -= found.hits.len();
        }
        None
    }

    /// The first place at or after the origin, else the first of all.
    fn first(&self) -> Option<(StatementId, usize)> {
        let from_origin = self.origin.and_then(|(statement, at)| {
            let index = self.hits(statement)?.next_from(at)?;
            Some((statement, index))
        });
        let of_all = || self.found.iter().find(|found| !found.hits.is_empty()).map(|f| (f.statement, 0));
        from_origin.or_else(of_all)
    }
}

/// A search to be done: words, and texts to look in.
#[derive(Debug, Clone)]
pub struct FindJob {
    /// The search's number.
    pub number: u64,
    words: String,
    matching: Matching,
    whole_words: bool,
    texts: Vec<(StatementId, TextHash, CleanText, Option<Arc<FoldedText>>)>,
}

impl PartialEq for FindJob {
    fn eq(&self, other: &Self) -> bool {
        // Each search has a number of its own.
        self.number == other.number
    }
}

impl FindJob {
    /// Does the search.
    pub fn run(self) -> Vec<FoundIn> {
        let Self { words, matching, whole_words, texts, .. } = self;
        let query = Query::new(&words, matching, whole_words);
        let one = |(statement, hash, text, folded): (StatementId, TextHash, CleanText, Option<Arc<_>>)| {
            let folded = match (matching, folded) {
                (Matching::Folded, None) => Some(Arc::new(FoldedText::new(&text))),
                (_, folded) => folded,
            };
            let hits = query.as_ref().map(|query| query.find(&text, folded.as_deref(), MOST));
            FoundIn { statement, hash, hits: hits.unwrap_or_default(), folded }
        };
        texts.into_iter().map(one).collect()
    }
}

pub(super) fn change(state: &mut State, command: Command) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    match command {
        Command::FindWords(words) => {
            let find = open.find.get_or_insert_default();
            if find.words != words {
                find.words = words;
                return search(open);
            }
        }
        Command::FindExactly(exact) => {
            if let Some(find) = &mut open.find {
                find.exact = exact;
                return search(open);
            }
        }
        Command::FindWholeWords(whole_words) => {
            if let Some(find) = &mut open.find {
                find.whole_words = whole_words;
                return search(open);
            }
        }
        Command::Found(number, found) => take(open, number, found),
        Command::CloseFind => close(open),
        _ => {}
    }
    Vec::new()
}

/// Opens the search, with the selected words where they are few.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    let selected = open.selected_range().and_then(|(place, range)| {
        let words = range.slice(open.dossier.statement(place)?.text())?;
        (words.len() <= 200 && !words.contains('\n')).then(|| words.to_owned())
    });
    let text = open.at.text;
    let origin = text
        .and_then(|text| Some((open.statement(text.pane)?.id(), text.range().unwrap_or_default().start())));
    let was_open = open.find.is_some();
    let find = open.find.get_or_insert_default();
    find.focus = true;
    if !was_open {
        find.origin = origin;
    }
    match selected.filter(|words| *words != find.words && !was_open) {
        Some(words) => {
            find.words = words;
            search(open)
        }
        None => Vec::new(),
    }
}

/// Goes to the place `step` (1 or -1) further.
pub(super) fn step(state: &mut State, step: isize) {
    let Some(open) = &mut state.open else { return };
    let next = open.find.as_ref().and_then(|find| find.neighbour(step));
    if let Some(next) = next {
        go_to(open, next);
    }
}

/// Ends the search; what was found last stays selected.
pub(super) fn close(open: &mut Open) {
    open.find = None;
}

/// Searches again where other statements, or other texts, are shown than were searched.
pub(super) fn keep_up(state: &mut State) -> Option<Effect> {
    let open = state.open.as_mut()?;
    let find = open.find.as_ref()?;
    if find.words.is_empty() || find.of == shown(open) {
        return None;
    }
    search(open).pop()
}

fn shown(open: &Open) -> Vec<(StatementId, TextHash)> {
    let statements = [Pane::Left, Pane::Right].into_iter().filter_map(|pane| open.statement(pane));
    statements.map(|statement| (statement.id(), statement.hash())).collect()
}

fn search(open: &mut Open) -> Vec<Effect> {
    let of = shown(open);
    let texts: Vec<_> = [Pane::Left, Pane::Right]
        .into_iter()
        .filter_map(|pane| open.statement(pane))
        .map(|statement| (statement.id(), statement.hash(), statement.text().clone()))
        .collect();
    let Some(find) = &mut open.find else { return Vec::new() };
    find.of = of;
    find.asked += 1;
    if find.words.is_empty() {
        find.answered = find.asked;
        find.current = None;
        find.found.iter_mut().for_each(|found| found.hits = Hits::default());
        return Vec::new();
    }
    let folded = |hash: TextHash| {
        find.found.iter().find(|found| found.hash == hash).and_then(|found| found.folded.clone())
    };
    let texts = texts.into_iter().map(|(id, hash, text)| (id, hash, text, folded(hash))).collect();
    let matching = if find.exact { Matching::Exact } else { Matching::Folded };
    let words = find.words.clone();
    vec![Effect::Find(FindJob { number: find.asked, words, matching, whole_words: find.whole_words, texts })]
}

/// Takes the outcome of a search, unless another was asked for since.
fn take(open: &mut Open, number: u64, found: Vec<FoundIn>) {
    let Some(find) = &mut open.find else { return };
    if number != find.asked {
        return;
    }
    find.answered = number;
    find.found = found;
    find.current = None;
    if let Some(first) = find.first() {
        go_to(open, first);
    }
}

/// Selects a place that was found and asks for it to be brought into view.
fn go_to(open: &mut Open, (statement, index): (StatementId, usize)) {
    let range = open.find.as_ref().and_then(|find| find.hits(statement)?.get(index));
    let (Some(range), Some(pane)) = (range, open.pane_of(statement)) else { return };
    if let Some(find) = &mut open.find {
        find.current = Some((statement, index));
        find.origin = Some((statement, range.start()));
    }
    open.at.active = Some(pane);
    open.at.text = Some(TextSelection { pane, anchor: range.start(), head: range.end() });
    open.at.bring = Some((pane, range));
}
