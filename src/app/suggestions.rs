//! What the program suggests for the meeting that is shown, where one is among it, and what becomes of
//! the reviewer's decisions.
//!
//! The suggestions themselves are worked out on another thread; the outcome comes back as a command.
//! Must not know: how suggestions are made or shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use uuid::Uuid;

use super::review::commit;
use super::{Command, Effect, MessageKind, Open, Selected, State};
use crate::edit::intent::{self, ProposedLink, ProposedPassage, ProposedTopic};
use crate::model::{Dossier, MeetingId, Moment, PassageId, Place, StatementId};
use crate::suggest::{self, End, FindingSuggestion, Learned, LinkSuggestion, Lists, PassageSuggestion};
use crate::text::ByteRange;

/// The method by which links are suggested, and its version, as accepted ones keep it.
const LINKS_BY: &str = "likeness, 1";

/// Bytes of a meeting's texts from which on suggestions take longer than a frame by far.
const LONG: usize = 100_000;

/// Dismissed suggestions that are remembered; the oldest go first.
const MOST_DISMISSED: usize = 20_000;

/// A suggestion, with the name by which it is known again.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Its name: it stays the same while its words do.
    pub key: String,
    /// What is suggested.
    pub what: Suggested,
}

/// What is suggested.
#[derive(Debug, Clone, PartialEq)]
pub enum Suggested {
    /// A passage.
    Passage(PassageSuggestion),
    /// A link between two passages.
    Link(LinkSuggestion),
}

impl Suggestion {
    /// How sure it is, from 0 to 1.
    pub fn score(&self) -> f32 {
        match &self.what {
            Suggested::Passage(passage) => passage.score,
            Suggested::Link(link) => link.score,
        }
    }

    /// Why, for people.
    pub fn reason(&self) -> &str {
        match &self.what {
            Suggested::Passage(passage) => &passage.reason,
            Suggested::Link(link) => &link.reason,
        }
    }

    fn features(&self) -> &[String] {
        match &self.what {
            Suggested::Passage(passage) => &passage.features,
            Suggested::Link(link) => &link.features,
        }
    }
}

/// Suggestions for one state of one meeting.
#[derive(Debug, Clone, Default)]
pub struct Suggestions {
    /// All of them: passages by statement and place, then links.
    pub list: Vec<Suggestion>,
    /// What deserves a look, such as an agreement that only one side claims.
    pub findings: Vec<FindingSuggestion>,
    /// The one that is looked at, by its place in the list.
    pub current: Option<usize>,
    /// What was asked for last: state of the dossier, and meeting.
    asked: Option<((Uuid, u64), MeetingId)>,
    number: u64,
    answered: u64,
}

impl Suggestions {
    /// The list is asked for again, though the dossier is the same.
    pub(super) fn ask_again(&mut self) {
        self.asked = None;
    }

    /// The one that is looked at.
    pub fn current(&self) -> Option<&Suggestion> {
        self.list.get(self.current?)
    }

    /// Whether the list is that of the dossier as it is now.
    pub fn is_settled(&self) -> bool {
        self.number == self.answered
    }

    /// A number that changes with every outcome.
    pub fn outcome(&self) -> u64 {
        self.answered
    }

    /// Passages and links among them.
    pub fn counts(&self) -> (usize, usize) {
        let passages = self.list.iter().filter(|one| matches!(one.what, Suggested::Passage(_))).count();
        (passages, self.list.len() - passages)
    }

    /// Passages suggested in a statement with their place in the list, by place in the text.
    pub fn passages(&self, statement: StatementId) -> impl Iterator<Item = (usize, &PassageSuggestion)> {
        self.list.iter().enumerate().filter_map(move |(index, one)| match &one.what {
            Suggested::Passage(passage) if passage.statement == statement => Some((index, passage)),
            _ => None,
        })
    }
}

/// Work for another thread: what to suggest for a meeting.
#[derive(Debug, Clone)]
pub struct SuggestJob {
    /// Rises with each job; only the outcome of the last one is taken.
    pub number: u64,
    dossier: Arc<Dossier>,
    meeting: MeetingId,
    learned: Arc<Learned>,
    dismissed: Arc<BTreeSet<String>>,
    /// Edited lists; `None` for those that come with the program.
    lists: Option<Arc<Lists>>,
}

impl PartialEq for SuggestJob {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && self.meeting == other.meeting
    }
}

/// What was worked out for a meeting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundSuggestions {
    /// Passages by statement and place, then links.
    pub list: Vec<Suggestion>,
    /// What deserves a look.
    pub findings: Vec<FindingSuggestion>,
}

impl SuggestJob {
    /// Whether it takes long: then it should wait until the reviewer pauses.
    pub fn is_long(&self) -> bool {
        let statements = self.dossier.meeting(self.meeting).map(|meeting| meeting.statements());
        statements.unwrap_or_default().iter().map(|statement| statement.text().len()).sum::<usize>() > LONG
    }

    /// Works it out: milliseconds for usual statements, a second or two for a megabyte on each side.
    pub fn run(self) -> FoundSuggestions {
        let Self { dossier, meeting, learned, dismissed, lists, .. } = self;
        let lists = lists.as_deref().unwrap_or_else(|| Lists::built_in());
        let suggest::Suggestions { passages, links, findings } =
            suggest::all(&dossier, meeting, lists, &learned);
        let passages = passages.into_iter().map(|passage| Suggestion {
            key: suggest::key(&dossier, &passage),
            what: Suggested::Passage(passage),
        });
        let mut list: Vec<Suggestion> = passages.collect();
        // Those between passages that are only suggested themselves wait until these are accepted.
        let mut ranks: BTreeMap<PassageId, usize> = BTreeMap::new();
        list.extend(links.into_iter().filter_map(|mut link| {
            let (End::Passage(from), End::Passage(to)) = (link.from, link.to) else { return None };
            let rank = ranks.entry(to).or_default();
            *rank += 1;
            link.rank = *rank;
            let key = format!("{from}>{to}:{}", link.kind);
            Some(Suggestion { key, what: Suggested::Link(link) })
        }));
        list.retain(|one| !dismissed.contains(&one.key));
        FoundSuggestions { list, findings }
    }
}

/// Asks for suggestions where the dossier or the meeting is another than they were asked for.
pub(super) fn keep_up(state: &mut State) -> Option<Effect> {
    let open = state.open.as_mut()?;
    if !state.settings.suggestions || open.read_only.is_some() {
        if !open.suggestions.list.is_empty() {
            open.suggestions = Suggestions { number: open.suggestions.number + 1, ..Suggestions::default() };
            open.suggestions.answered = open.suggestions.number;
        }
        return None;
    }
    let meeting = open.at.meeting?;
    let wanted = Some((open.state_name(), meeting));
    if open.suggestions.asked == wanted {
        return None;
    }
    if open.suggestions.asked.is_none_or(|(_, asked)| asked != meeting) {
        open.suggestions.list.clear();
        open.suggestions.findings.clear();
        open.suggestions.current = None;
    }
    open.suggestions.asked = wanted;
    open.suggestions.number += 1;
    Some(Effect::Suggest(Box::new(SuggestJob {
        number: open.suggestions.number,
        dossier: Arc::clone(&open.dossier),
        meeting,
        learned: Arc::new(learned(state)),
        lists: state.lists.in_use(),
        dismissed: Arc::new(state.settings.dismissed.iter().cloned().collect()),
    })))
}

fn learned(state: &State) -> Learned {
    // What can't be read (any more) teaches nothing.
    serde_json::from_value(state.settings.learned.clone()).unwrap_or_default()
}

/// Counts a decision, so that the next suggestions are in a better order.
fn learn(state: &mut State, decided: &[Suggestion], accepted: bool) {
    let mut learned = learned(state);
    for one in decided {
        learned.count(one.features(), accepted);
    }
    state.settings.learned = serde_json::to_value(&learned).unwrap_or_default();
}

/// Carries out the commands on suggestions.
pub(super) fn go(state: &mut State, command: Command, now: Moment) -> Vec<Effect> {
    match command {
        Command::SuggestionsFound(number, list) => {
            let old = found(state, number, *list);
            old.map(|old| Effect::Discard(Box::new(old))).into_iter().collect()
        }
        Command::LookAtFinding(index) => {
            let open = state.open.as_mut();
            if let Some((open, finding)) =
                open.and_then(|open| open.suggestions.findings.get(index).cloned().map(|found| (open, found)))
            {
                open.suggestions.current = None;
                open.at.selected = match finding.passage {
                    Some(End::Passage(id)) => Selected::Passage(id),
                    _ => Selected::None,
                };
                bring(open, finding.statement, finding.range);
            }
            Vec::new()
        }
        Command::LookAt(index) => {
            look_at(state, index);
            Vec::new()
        }
        Command::NextSuggestion => {
            let next = state.open.as_ref().and_then(next);
            match next {
                Some(index) => look_at(state, index),
                None => state.say(MessageKind::Hint, "There is nothing more to suggest in this meeting"),
            }
            Vec::new()
        }
        Command::Accept(indices) => accept(state, &indices, now),
        Command::Dismiss(index) => dismiss(state, index),
        Command::ShowSuggestions(show) => {
            state.settings.suggestions = show;
            if let Some(open) = &mut state.open {
                open.suggestions.ask_again();
            }
            keep_settings(state)
        }
        Command::ForgetDecisions => {
            state.settings.learned = serde_json::Value::Null;
            state.settings.dismissed.clear();
            if let Some(open) = &mut state.open {
                open.suggestions.ask_again();
            }
            state.say(MessageKind::Done, "What was learned and dismissed is forgotten");
            keep_settings(state)
        }
        _ => Vec::new(),
    }
}

fn keep_settings(state: &State) -> Vec<Effect> {
    vec![Effect::SaveSettings(Box::new(state.settings.clone()))]
}

/// Takes the outcome of the last job; who was looking at a suggestion goes on looking at it, or at the
/// one that has come to its place.
/// Gives back what was there before: of a large meeting it takes long to be thrown away.
fn found(state: &mut State, number: u64, found: FoundSuggestions) -> Option<FoundSuggestions> {
    let open = state.open.as_mut()?;
    let suggestions = &mut open.suggestions;
    if suggestions.number != number {
        return Some(found);
    }
    suggestions.answered = number;
    let FoundSuggestions { list, findings } = found;
    let findings = std::mem::replace(&mut suggestions.findings, findings);
    let before = suggestions.current.and_then(|at| Some((at, suggestions.list.get(at)?.key.clone())));
    suggestions.current = before.and_then(|(at, key)| {
        let same = list.iter().position(|one| one.key == key);
        same.or_else(|| (!list.is_empty()).then(|| at.min(list.len() - 1)))
    });
    let list = std::mem::replace(&mut suggestions.list, list);
    Some(FoundSuggestions { list, findings })
}

/// The suggestion after the one that is looked at, or after where one reads; round at the end.
fn next(open: &Open) -> Option<usize> {
    let list = &open.suggestions.list;
    if list.is_empty() {
        return None;
    }
    if let Some(current) = open.suggestions.current {
        return Some((current + 1) % list.len());
    }
    // From the caret on, in the statement that has the keys.
    let here = open.at.text.map(|text| text.head);
    let statement = open.statement(open.active()).map(|statement| statement.id());
    let after = list.iter().position(|one| match &one.what {
        Suggested::Passage(passage) => {
            Some(passage.statement) == statement && here.is_none_or(|here| passage.range.end() >= here)
        }
        Suggested::Link(_) => false,
    });
    Some(after.unwrap_or(0))
}

fn look_at(state: &mut State, index: usize) {
    let Some(open) = &mut state.open else { return };
    let Some(one) = open.suggestions.list.get(index) else { return };
    let what = one.what.clone();
    open.suggestions.current = Some(index);
    match what {
        Suggested::Passage(passage) => {
            open.at.selected = Selected::None;
            bring(open, passage.statement, passage.range);
        }
        Suggested::Link(link) => {
            let End::Passage(to) = link.to else { return };
            let End::Passage(from) = link.from else { return };
            open.at.selected = Selected::Passage(to);
            for id in [from, to] {
                let place = open.dossier.passage(id).map(|(_, s, passage)| (s.id(), passage.range));
                if let Some((statement, range)) = place {
                    bring(open, statement, range);
                }
            }
            super::level::beside(open, to, from);
        }
    }
}

/// Brings words into view; a statement that is not shown takes the place of the other one.
fn bring(open: &mut Open, statement: StatementId, range: ByteRange) {
    let pane = open.pane_of(statement).unwrap_or_else(|| {
        let pane = open.active().other();
        super::moves::set_pane(open, pane, statement);
        pane
    });
    open.at.bring = Some((pane, range));
}

/// Takes suggestions over in one step.
fn accept(state: &mut State, indices: &[usize], now: Moment) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let Some(meeting) = open.at.meeting else { return Vec::new() };
    let chosen: Vec<Suggestion> =
        indices.iter().filter_map(|index| open.suggestions.list.get(*index)).cloned().collect();
    if chosen.is_empty() {
        return Vec::new();
    }
    let (mut passages, mut links) = (Vec::new(), Vec::new());
    for one in &chosen {
        match &one.what {
            Suggested::Passage(passage) => passages.push(proposed(meeting, passage)),
            Suggested::Link(link) => {
                if let (End::Passage(from), End::Passage(to)) = (link.from, link.to) {
                    let kind = link.kind.clone();
                    links.push(ProposedLink { from, to, kind, suggested_by: LINKS_BY.to_owned() });
                }
            }
        }
    }
    let done = commit(state, now, |open, by| intent::accept(&open.dossier, &passages, &links, by));
    if done.is_none() {
        return Vec::new();
    }
    learn(state, &chosen, true);
    take_out(state, &chosen);
    if let Some(open) = state.open.as_mut().filter(|_| chosen.len() > 1) {
        open.suggestions.current = None;
    }
    keep_settings(state)
}

fn proposed(meeting: MeetingId, passage: &PassageSuggestion) -> ProposedPassage {
    let topic = passage.topic.as_ref().map(|topic| match topic.topic {
        Some(known) => ProposedTopic::Known(known),
        None => ProposedTopic::New(topic.name.clone()),
    });
    ProposedPassage {
        place: Place { meeting, statement: passage.statement },
        range: passage.range,
        tag: passage.tag.clone(),
        topic,
        said_by: Some(passage.said_by),
        verb: passage.verb.clone(),
        strength: passage.strength,
        suggested_by: format!("{}, {}", passage.cue.id, passage.cue.version),
    }
}

/// Puts a suggestion away, for ever.
fn dismiss(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(one) = state.open.as_ref().and_then(|open| open.suggestions.list.get(index)).cloned() else {
        return Vec::new();
    };
    let dismissed = &mut state.settings.dismissed;
    dismissed.push(one.key.clone());
    let over = dismissed.len().saturating_sub(MOST_DISMISSED);
    dismissed.drain(..over);
    learn(state, std::slice::from_ref(&one), false);
    take_out(state, std::slice::from_ref(&one));
    if let Some(open) = &mut state.open {
        // The others may have another order now.
        open.suggestions.ask_again();
    }
    keep_settings(state)
}

/// Takes decided suggestions off the list at once; the one looked at is then the next.
fn take_out(state: &mut State, decided: &[Suggestion]) {
    let Some(open) = &mut state.open else { return };
    let Suggestions { list, current, .. } = &mut open.suggestions;
    let at = *current;
    list.retain(|one| !decided.iter().any(|gone| gone.key == one.key));
    *current = at.filter(|_| !list.is_empty()).map(|at| at.min(list.len() - 1));
    if let Some(at) = *current {
        look_at(state, at);
    }
}
