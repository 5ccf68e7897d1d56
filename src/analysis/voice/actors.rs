//! Those who may speak in a text: an office or a side with the country it belongs to, a
//! country by its name, a person.
//!
//! ```text
//!   the Ambassador Extraordinary and Plenipotentiary of Russia to Kyrgyzstan
//!       [head------------------------------------]    [whose] [where: not whose]
//! ```
//!
//! Must not know: verbs.

use std::collections::BTreeMap;

use super::countries::Called;
use super::lexicon::{Cue, Group, Small};
use super::marks::{Mark, Marked, What};
use super::names::{Given, Names};
use super::pattern::Case;
use crate::text::ByteRange;

/// Who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Side(usize),
    /// A country that is no side.
    Country(usize),
    /// An office of which no country is named.
    Unknown(Group),
}

/// By what it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    Side,
    Body(Group),
    Person(Group),
    Name,
    Capital,
    /// A person by name, or a side by an alias of several words.
    Given,
}

/// What stands before it or after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Free,
    /// "by the embassy".
    Agent,
    /// "to the ambassador".
    Recipient,
    /// «в посольстве».
    Within,
    /// "according to the embassy".
    Source,
    /// After any other preposition.
    Bound,
}

/// One who may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Actor {
    /// Index of the first word.
    pub(crate) first: usize,
    /// Index after the last word.
    pub(crate) end: usize,
    pub(crate) who: Who,
    pub(crate) head: Head,
    pub(crate) case: Case,
    pub(crate) role: Role,
}

impl Actor {
    /// The group of offices it is of.
    pub(crate) fn group(&self) -> Option<Group> {
        match self.head {
            Head::Body(group) | Head::Person(group) => Some(group),
            _ => None,
        }
    }

    /// Whether it may be the subject of a verb.
    pub(crate) fn is_subject(&self) -> bool {
        match self.role {
            Role::Free => self.case == Case::Base,
            Role::Within => matches!(self.head, Head::Body(_) | Head::Capital | Head::Name),
            _ => false,
        }
    }
}

/// All of them, in order. A bare office is of the side of which the same office is named in full.
pub(crate) fn actors(marked: &Marked, names: &Names) -> Vec<Actor> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < marked.marks.len() {
        let cluster = cluster(marked, at);
        let start = at;
        at += cluster.len().max(1);
        if !cluster.iter().any(|(mark, _)| mark.is_head()) {
            found.extend(cluster.iter().filter_map(|(mark, _)| name(marked, mark, names)));
            continue;
        }
        let Some(actor) = office(marked, &cluster, names) else { continue };
        // "the French and Japanese ministers"
        let before = start.checked_sub(1).and_then(|before| marked.marks.get(before));
        if let Some(mark) =
            before.filter(|mark| is_adjective(mark) && only_and(marked, mark.end, actor.first))
        {
            found.extend(whose(mark, names).map(|who| Actor {
                first: mark.first,
                end: mark.end,
                who,
                ..actor
            }));
        }
        found.push(actor);
        // "the ministers of France and Japan"
        let mut end = actor.end;
        while let Some(mark) = marked.marks.get(at).filter(|mark| {
            let of_one = cluster.last().is_some_and(|(last, host)| last.is_place() && !host);
            of_one && mark.is_place() && !is_adjective(mark) && only_and(marked, end, mark.first)
        }) {
            found.extend(whose(mark, names).map(|who| Actor {
                first: mark.first,
                end: mark.end,
                who,
                ..actor
            }));
            end = mark.end;
            at += 1;
        }
    }
    introduce(&mut found);
    found
}

fn is_adjective(mark: &Mark) -> bool {
    matches!(mark.what, What::Place { called: Called::Adjective, .. } | What::Given(Given::Adjective(_)))
}

/// Whether nothing but "and" or a comma, and an article, stands between two words.
fn only_and(marked: &Marked, end: usize, first: usize) -> bool {
    let (mut and, mut other) = (false, false);
    for word in end..first {
        and |= marked.is(word, Small::And);
        other |= !marked.is(word, Small::And) && marked.tokens.get(word).is_none_or(|t| !is_article(&t.word));
    }
    let comma = marked.tokens.get(end).is_some_and(|token| token.broken && !token.stopped);
    !other && (and || comma)
}

/// The marks from `at` on that make one name, each with whether it says only where. Empty where the first is
/// neither a place nor an office nor a person.
fn cluster(marked: &Marked, at: usize) -> Vec<(Mark, bool)> {
    let mut found: Vec<(Mark, bool)> = Vec::new();
    let rest = marked.marks.get(at..).unwrap_or_default();
    for mark in rest {
        if !(mark.is_head() || mark.is_place() || matches!(mark.what, What::Given(_))) {
            break;
        }
        let host = match found.last() {
            None => Some(is_where(marked, mark)),
            Some((before, _)) => joins(marked, &found, before, mark),
        };
        let Some(host) = host else { break };
        found.push((*mark, host));
    }
    found
}

/// Whether a mark goes on with the name so far, and if it does whether it says only where.
fn joins(marked: &Marked, so_far: &[(Mark, bool)], before: &Mark, mark: &Mark) -> Option<bool> {
    let gap = before.end..mark.first;
    if gap.len() > 4 || (gap.start..=mark.first).any(|word| marked.tokens.get(word).is_none_or(|t| t.broken))
    {
        return None;
    }
    let has_place = so_far.iter().any(|(mark, host)| mark.is_place() && !host);
    let (mut of, mut host, mut article, mut possessive) = (false, false, false, false);
    for word in gap.clone() {
        let Some(token) = marked.tokens.get(word) else { continue };
        let posted = marked.is(word, Small::Posted);
        if marked.is(word, Small::And) {
            return None;
        } else if posted && (has_place || !marked.is(word, Small::Of)) {
            host = true;
        } else if marked.is(word, Small::Of) {
            of = true;
        } else if is_article(&token.word) {
            article = true;
        } else if token.word == "s" {
            possessive = true;
        } else if !(token.large || marked.is(word, Small::Honorific)) || marked.is(word, Small::Oblique) {
            return None;
        }
    }
    if host && mark.is_head() && marked.language != "zh" {
        // «в посольстве России в Бишкеке посол…»: another begins.
        return None;
    }
    if before.is_place() && mark.is_place() && !host && !of && !possessive {
        let genitive = is_where(marked, before) || is_where(marked, mark) || before.case != Case::Base;
        if !genitive {
            return None;
        }
    }
    if before.is_place() && mark.is_head() && article && !of {
        return None;
    }
    let person = matches!(mark.what, What::Given(Given::Person(_)));
    let needs_of = matches!(marked.language, "en" | "fr" | "es");
    if needs_of && before.is_head() && mark.is_place() && !of && !host {
        // French and Spanish put the adjective after: «partie russe».
        if marked.language == "en" || !is_adjective(mark) {
            return None;
        }
    }
    let new_subject = before.case != Case::Base && mark.case == Case::Base && marked.language == "ru";
    if before.is_head() && mark.is_head() && (new_subject || (before.case == Case::Base && article && !of)) {
        return None;
    }
    (!person || !of).then_some(host || is_where(marked, mark))
}

/// Whether a place's own ending says that it is only where («Кыргызстандагы»).
fn is_where(marked: &Marked, mark: &Mark) -> bool {
    const WHERE: [&str; 12] =
        ["дагы", "деги", "догу", "тагы", "теги", "дағы", "дегі", "тағы", "dagi", "daki", "deki", "taki"];
    let last = mark.end.checked_sub(1).and_then(|last| marked.tokens.get(last));
    mark.is_place() && last.is_some_and(|token| WHERE.iter().any(|ending| token.word.ends_with(ending)))
}

pub(super) fn is_article(word: &str) -> bool {
    ["the", "a", "an", "le", "la", "les", "l", "el", "los", "las", "un", "une", "una"].contains(&word)
}

/// Whose a place is.
fn whose(mark: &Mark, names: &Names) -> Option<Who> {
    Some(match mark.what {
        What::Place { country, .. } => names.side_of(country).map_or(Who::Country(country), Who::Side),
        What::Given(Given::Name(side) | Given::Adjective(side) | Given::Person(side)) => Who::Side(side),
        What::Cue(_) => return None,
    })
}

/// An office or a side noun with what belongs to it.
fn office(marked: &Marked, cluster: &[(Mark, bool)], names: &Names) -> Option<Actor> {
    let (first, last) = (cluster.first()?.0, cluster.last()?.0);
    let person = cluster.iter().find(|(mark, _)| matches!(mark.what, What::Given(Given::Person(_))));
    let place = person.or_else(|| cluster.iter().find(|(mark, host)| !host && mark.is_place()));
    // "the embassy's press secretary": of the embassy. "the ministry's side": of the ministry.
    let heads = || cluster.iter().filter(|(mark, _)| mark.is_head()).map(|(mark, _)| mark);
    let strong = |mark: &&Mark| {
        matches!(mark.what, What::Cue(Cue::Body(_)))
            || matches!(mark.what, What::Cue(Cue::Person(group)) if !matches!(group, Group::Spokesperson | Group::Leader))
    };
    let chief = heads().find(strong).or_else(|| heads().next())?;
    let head = match chief.what {
        What::Cue(Cue::Body(group)) => Head::Body(group),
        What::Cue(Cue::Person(group)) => Head::Person(group),
        _ => Head::Side,
    };
    let who = match (place.and_then(|(mark, _)| whose(mark, names)), head) {
        (Some(who), _) => who,
        (None, Head::Body(group) | Head::Person(group)) => Who::Unknown(group),
        (None, _) => return None,
    };
    let case = heads().next().map_or(Case::Base, |mark| mark.case);
    Some(with_role(marked, Actor { first: first.first, end: last.end, who, head, case, role: Role::Free }))
}

/// A country or a person by name.
fn name(marked: &Marked, mark: &Mark, names: &Names) -> Option<Actor> {
    let head = match mark.what {
        What::Place { called: Called::Name, .. } => Head::Name,
        What::Place { called: Called::Capital, .. } => Head::Capital,
        What::Given(Given::Name(_)) if mark.end - mark.first == 1 => Head::Name,
        What::Given(Given::Name(_) | Given::Person(_)) => Head::Given,
        _ => return None,
    };
    // "Russia's": somebody's or something's.
    let possessive =
        |word: usize| marked.tokens.get(word).is_some_and(|t| t.word == "s" && !t.broken && !t.large);
    let case = if possessive(mark.end) { Case::Oblique } else { mark.case };
    let who = whose(mark, names)?;
    Some(with_role(marked, Actor { first: mark.first, end: mark.end, who, head, case, role: Role::Free }))
}

/// Sees what stands before and after.
fn with_role(marked: &Marked, mut actor: Actor) -> Actor {
    let after =
        |kind| marked.is(actor.end, kind) && marked.tokens.get(actor.end).is_some_and(|token| !token.broken);
    if after(Small::AgentAfter) {
        actor.role = Role::Agent;
    } else if after(Small::ObliqueAfter) {
        actor.role = Role::Bound;
    }
    let mut word = actor.first;
    let mut others = 0;
    while let Some(before) =
        word.checked_sub(1).filter(|_| marked.tokens.get(word).is_some_and(|t| !t.broken))
    {
        let Some(token) = marked.tokens.get(before) else { break };
        let mark = marked.mark_at(before);
        if mark.is_some_and(|mark| mark.what == What::Cue(Cue::Source)) {
            actor.role = Role::Source;
            break;
        }
        if mark.is_some() {
            break;
        }
        let of_side = marked.is(before, Small::AgentOfSide);
        let genitive = actor.head == Head::Side && (actor.case == Case::Oblique || marked.language != "ru");
        let role = if marked.is(before, Small::Agent) || (of_side && genitive) {
            Some(Role::Agent)
        } else if marked.is(before, Small::Within) {
            Some(Role::Within)
        } else if marked.is(before, Small::Recipient) {
            Some(Role::Recipient)
        } else {
            marked.is(before, Small::Oblique).then_some(Role::Bound)
        };
        if let Some(role) = role {
            actor.role = role;
            break;
        }
        if !(is_article(&token.word) || marked.is(before, Small::Honorific)) {
            others += 1;
            if others > 1 {
                break;
            }
        }
        word = before;
    }
    if actor.role == Role::Free && actor.case == Case::Instrumental {
        actor.role = Role::Agent;
    } else if actor.role == Role::Free && actor.case == Case::Dative {
        actor.role = Role::Recipient;
    }
    actor
}

/// Gives bare offices to those of whom the same office was named before, or else after.
fn introduce(actors: &mut [Actor]) {
    let mut first: BTreeMap<Group, Who> = BTreeMap::new();
    for actor in actors.iter() {
        if let (Some(group), Who::Side(_) | Who::Country(_)) = (actor.group(), actor.who) {
            first.entry(group).or_insert(actor.who);
        }
    }
    let mut latest: BTreeMap<Group, Who> = BTreeMap::new();
    for actor in actors.iter_mut() {
        let Some(group) = actor.group() else { continue };
        if !matches!(actor.who, Who::Unknown(_)) {
            latest.insert(group, actor.who);
            continue;
        }
        let known = |group: Group| latest.get(&group).or_else(|| first.get(&group));
        // "the ministry" after "the foreign ministry", and "the minister" after "the foreign minister".
        let loose = || known(Group::Foreign).filter(|_| group == Group::Ministry);
        if let Some(who) = known(group).or_else(loose) {
            actor.who = *who;
        }
    }
}

/// An office that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The words, with the country.
    pub range: ByteRange,
    /// The side, where it is known.
    pub side: Option<usize>,
    /// Whether one holds it (an ambassador), unlike an embassy.
    pub person: bool,
}

/// The offices that a text names, in order.
pub(crate) fn offices(marked: &Marked, names: &Names) -> Vec<Office> {
    let found = actors(marked, names).into_iter().filter(|actor| actor.group().is_some());
    let office = |actor: Actor| Office {
        range: marked.range(actor.first, actor.end),
        side: if let Who::Side(side) = actor.who { Some(side) } else { None },
        person: matches!(actor.head, Head::Person(_)),
    };
    found.map(office).collect()
}
