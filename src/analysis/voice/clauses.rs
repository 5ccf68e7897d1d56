//! What one sentence, or one part of it, says of who speaks: subject and verb, "according to",
//! passive and joint forms.
//!
//! Must not know: the sentences around it.

mod passive;

use std::ops::Range;

use super::actors::{Actor, Head, Role, Who, is_article};
use super::lexicon::{Cue, Small};
use super::marks::{Mark, Marked, What};
use super::reason::Rule;
use crate::text::ByteRange;

/// Who is said to speak, as far as the sentence itself tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    By(Who),
    Both,
    Third,
    /// By the statement's own side.
    Own,
    /// Nobody is named.
    Nobody,
    /// The one named last.
    Last,
    /// The account that was announced.
    Account,
    /// Not by this one, who is at the receiving end.
    NotBy(Who),
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) said: Said,
    pub(crate) rule: Rule,
    pub(crate) words: Vec<ByteRange>,
    pub(crate) confidence: f32,
    /// Whether two discuss something.
    pub(crate) discusses: bool,
    /// Whether an account is announced.
    pub(crate) announces: bool,
    /// Whether it is named as a side, not as one who publishes (a ministry).
    pub(crate) plain_side: bool,
}

/// All that a stretch tells.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reading {
    /// By whose account.
    pub(crate) source: Option<Found>,
    /// Who is said to speak.
    pub(crate) main: Option<Found>,
    /// "for its part".
    pub(crate) switches: bool,
}

/// Words of a stretch that are read; who speaks stands near its start, or the text is none.
const MOST_WORDS: usize = 400;

/// One stretch of words that is read.
struct Stretch<'a> {
    marked: &'a Marked,
    actors: Vec<Actor>,
    marks: Vec<Mark>,
    words: Range<usize>,
}

/// Reads a stretch of words; those for which `skip` says so (a quotation) are not there.
pub(crate) fn read(
    marked: &Marked,
    actors: &[Actor],
    words: Range<usize>,
    skip: impl Fn(usize) -> bool,
) -> Reading {
    // Of a very long one the start and the end, where a quotation's source stands.
    let far = words.end.saturating_sub(MOST_WORDS / 4);
    let near = words.start + MOST_WORDS;
    let long = near < far;
    let skip = |word: usize| skip(word) || (long && word >= near && word < far);
    let from = actors.partition_point(|actor| actor.first < words.start);
    let near = actors.get(from..).unwrap_or_default().iter().take_while(|actor| actor.first < words.end);
    let first = marked.marks.partition_point(|mark| mark.first < words.start);
    let marks =
        marked.marks.get(first..).unwrap_or_default().iter().take_while(|mark| mark.first < words.end);
    let mut stretch = Stretch {
        marked,
        actors: near.filter(|actor| !skip(actor.first)).copied().collect(),
        marks: marks.filter(|mark| !skip(mark.first)).copied().collect(),
        words,
    };
    let source = stretch.source();
    let switches = stretch.marks.iter().any(|mark| mark.what == What::Cue(Cue::Switch));
    Reading { source, main: stretch.main(switches), switches }
}

impl Stretch<'_> {
    fn range(&self, first: usize, end: usize) -> ByteRange {
        // With the article, so that the words can be read.
        let article = first.checked_sub(1).filter(|before| *before >= self.words.start);
        let article = article.filter(|before| {
            let joined = self.marked.tokens.get(first).is_some_and(|token| !token.broken);
            joined && self.marked.tokens.get(*before).is_some_and(|token| is_article(&token.word))
        });
        self.marked.range(article.unwrap_or(first), end)
    }

    fn found(&self, said: Said, rule: Rule, confidence: f32, words: &[(usize, usize)]) -> Found {
        let words = words.iter().map(|(first, end)| self.range(*first, *end)).collect();
        Found { said, rule, words, confidence, discusses: false, announces: false, plain_side: false }
    }

    /// "According to the ministry"; the ministry is then no subject any more.
    fn source(&mut self) -> Option<Found> {
        let source = self.marks.iter().find(|mark| mark.what == What::Cue(Cue::Source)).copied();
        if let Some(mark) = source {
            let actor = self.actors.iter().position(|actor| {
                actor.first >= mark.end && (actor.role == Role::Source || actor.first - mark.end <= 3)
            });
            if let Some(index) = actor {
                let actor = self.actors.remove(index);
                return Some(self.by(&actor, Rule::Source, 0.9, &[(mark.first, actor.end)]));
            }
            let third = |other: &&Mark| {
                matches!(other.what, What::Cue(Cue::Third | Cue::Text))
                    && other.first >= mark.end
                    && other.first - mark.end <= 2
            };
            let other = self.marks.iter().find(third).copied()?;
            let text = other.what == What::Cue(Cue::Text);
            let (said, rule) =
                if text { (Said::Account, Rule::AccountSays) } else { (Said::Third, Rule::Third) };
            return Some(self.found(said, rule, 0.75, &[(mark.first, other.end)]));
        }
        let after = self.marks.iter().find(|mark| mark.what == What::Cue(Cue::SourceAfter)).copied()?;
        let near = |actor: &Actor| actor.end <= after.first && after.first - actor.end <= 6;
        let index = self.actors.iter().rposition(near)?;
        let actor = self.actors.remove(index);
        Some(self.by(&actor, Rule::Source, 0.85, &[(actor.first, actor.end), (after.first, after.end)]))
    }

    fn by(&self, actor: &Actor, rule: Rule, confidence: f32, words: &[(usize, usize)]) -> Found {
        let mut found = self.found(Said::By(actor.who), rule, confidence, words);
        found.plain_side = matches!(actor.head, Head::Side | Head::Name | Head::Capital);
        found
    }

    /// The first verb and its subject decide.
    fn main(&self, switches: bool) -> Option<Found> {
        if let Some(found) = self.together_at_the_start() {
            return Some(found);
        }
        for (index, verb) in self.marks.iter().enumerate() {
            let What::Cue(cue) = verb.what else { continue };
            let found = match cue {
                Cue::Passive => self.passive(verb),
                Cue::Reports | Cue::Participle | Cue::Discusses if self.is_passive(verb) => {
                    self.passive(verb)
                }
                Cue::Reports | Cue::Discusses | Cue::Publishes => self.active(index, verb),
                Cue::TextSays => {
                    let text = self.marks.iter().find(|mark| mark.what == What::Cue(Cue::Text));
                    let actor = self.actors.iter().find(|actor| !matches!(actor.who, Who::Unknown(_)));
                    match (text, actor) {
                        (Some(text), Some(actor)) => Some(self.by(
                            actor,
                            Rule::Says,
                            0.8,
                            &[(text.first, text.end), (actor.first, actor.end), (verb.first, verb.end)],
                        )),
                        (Some(text), None) => {
                            let words = [(text.first, text.end), (verb.first, verb.end)];
                            Some(self.found(Said::Account, Rule::AccountSays, 0.85, &words))
                        }
                        _ => self.passive(verb),
                    }
                }
                _ => None,
            };
            if found.is_some() {
                return found;
            }
            // What hangs on a verb without a subject is not said by anybody here.
            if self.embeds_before_next(verb) {
                break;
            }
        }
        self.done_by().or_else(|| self.jointly()).or_else(|| self.without_a_verb(switches))
    }

    /// "Both sides agreed that…", "Kyrgyzstan and Russia agreed that…": whatever the verb.
    fn together_at_the_start(&self) -> Option<Found> {
        if let [first, second, ..] = self.actors.as_slice()
            && first.first <= self.words.start + 3
            && first.who != second.who
            && first.is_subject()
            && second.is_subject()
            && first.role == Role::Free
            && !matches!(second.who, Who::Country(_) | Who::Unknown(_))
            && self.only_and(first.end, second.first)
        {
            return Some(self.found(Said::Both, Rule::Together, 0.8, &[(first.first, second.end)]));
        }
        let joint = self.marks.iter().find(|mark| mark.what == What::Cue(Cue::Joint))?;
        let verb = |mark: &&Mark| {
            matches!(mark.what, What::Cue(Cue::Reports | Cue::Passive | Cue::Discusses | Cue::Publishes))
        };
        let before = self.marks.iter().take_while(|mark| mark.first < joint.first).find(verb);
        let bound = joint.first.checked_sub(1).is_some_and(|word| {
            word >= self.words.start
                && self.marked.is(word, Small::Oblique)
                && self.marked.tokens.get(joint.first).is_some_and(|token| !token.broken)
        });
        let actor = self.actors.iter().any(|actor| actor.first < joint.first && actor.is_subject());
        if before.is_some() || bound || actor {
            return None;
        }
        let after = self.marks.iter().find(|mark| mark.first >= joint.end && verb(mark));
        let end = after.map_or(joint.end + 1, |mark| mark.end).min(self.words.end);
        let end = if end > joint.end + 6 { joint.end } else { end };
        let mut found = self.found(Said::Both, Rule::Together, 0.9, &[(joint.first, end)]);
        found.discusses = after.is_some_and(|mark| mark.what == What::Cue(Cue::Discusses));
        Some(found)
    }

    /// Whether nothing but "and" and an article stands between two words.
    fn only_and(&self, end: usize, first: usize) -> bool {
        let article = |word: usize| self.marked.tokens.get(word).is_some_and(|token| is_article(&token.word));
        let and = (end..first).any(|word| self.marked.is(word, Small::And));
        and && (end..first).all(|word| self.marked.is(word, Small::And) || article(word))
    }

    /// A verb with its subject, before it or (after a quotation, or in Russian) after it.
    fn active(&self, index: usize, verb: &Mark) -> Option<Found> {
        let cue = verb.what;
        let discusses = cue == What::Cue(Cue::Discusses);
        let announces = cue == What::Cue(Cue::Publishes);
        if self.marked.is(verb.end, Small::Agent) && self.marked.language == "en" {
            // "the issues raised by the Russian side"
            return None;
        }
        let before: Vec<&Actor> = self
            .actors
            .iter()
            .filter(|actor| actor.end <= verb.first && self.may_be_subject(actor, verb))
            .collect();
        if discusses && let Some(found) = self.two(verb) {
            return Some(found);
        }
        let since = |mark: &&Mark| mark.first < verb.first;
        let other = |wanted: Cue| {
            self.marks.iter().take(index).filter(since).find(|mark| mark.what == What::Cue(wanted))
        };
        let mut found = None;
        if let Some(first) = before.first() {
            let second =
                before.iter().skip(1).find(|second| second.who != first.who && self.and_before(second));
            found = Some(match second {
                Some(second) => {
                    let words =
                        [(first.first, first.end), (second.first, second.end), (verb.first, verb.end)];
                    self.found(Said::Both, Rule::Together, 0.85, &words)
                }
                None => self.spoken(self.subject(first, &before), verb),
            });
        } else if let Some(own) = other(Cue::Own) {
            found = Some(self.found(Said::Own, Rule::Own, 0.85, &[(own.first, verb.end)]));
        } else if let Some(text) = other(Cue::Text) {
            found = Some(self.found(Said::Account, Rule::AccountSays, 0.85, &[(text.first, verb.end)]));
        } else if let Some(third) = other(Cue::Third) {
            found = Some(self.found(
                Said::Third,
                Rule::Third,
                0.8,
                &[(third.first, third.end), (verb.first, verb.end)],
            ));
        } else if let Some(pronoun) = other(Cue::Pronoun).filter(|mark| verb.first - mark.end <= 3) {
            found = Some(self.found(Said::Last, Rule::Pronoun, 0.75, &[(pronoun.first, verb.end)]));
        }
        let mut found = found.or_else(|| self.inverted(verb))?;
        found.discusses = discusses;
        // «…published a statement in which it says that…» says it at once.
        let content = (verb.end..self.words.end).any(|word| self.marked.is(word, Small::Embed));
        found.announces = announces && !content;
        Some(found)
    }

    /// The subject among those before a verb: the first, unless it belongs to an opening that a
    /// comma ends ("Having heard the Kyrgyz side, the ambassador…").
    fn subject<'b>(&self, first: &'b Actor, all: &[&'b Actor]) -> &'b Actor {
        let opening = first.first.saturating_sub(self.words.start) > 1;
        let after_comma = |actor: &&&Actor| {
            let before = |step| actor.first.checked_sub(step).and_then(|word| self.marked.tokens.get(word));
            let article = before(1).is_some_and(|token| is_article(&token.word));
            let start = if article { actor.first - 1 } else { actor.first };
            self.marked.tokens.get(start).is_some_and(|token| token.broken && !token.stopped)
        };
        let later = all.iter().skip(1).find(|actor| opening && after_comma(actor));
        later.copied().unwrap_or(first)
    }

    fn spoken(&self, actor: &Actor, verb: &Mark) -> Found {
        let near = verb.first.saturating_sub(actor.end) <= 4;
        let words = if near {
            vec![(actor.first, verb.end)]
        } else {
            vec![(actor.first, actor.end), (verb.first, verb.end)]
        };
        let (said, rule, confidence) = match (actor.who, actor.head) {
            (Who::Country(_), _) => return self.found(Said::Third, Rule::Third, 0.75, &words),
            (who, Head::Name | Head::Capital) => (who, Rule::Says, 0.85),
            (who, _) => (who, Rule::Says, if near { 0.95 } else { 0.85 }),
        };
        self.by(actor, rule, confidence, &words).saying(said)
    }

    /// Two of different sides with a verb of meeting, wherever they stand.
    fn two(&self, verb: &Mark) -> Option<Found> {
        let known = |actor: &&Actor| !matches!(actor.who, Who::Unknown(_));
        let first = self.actors.iter().find(known)?;
        let second = self
            .actors
            .iter()
            .filter(known)
            .find(|actor| actor.who != first.who && actor.head != Head::Name)?;
        let words = [(first.first, first.end), (second.first, second.end), (verb.first, verb.end)];
        Some(self.found(Said::Both, Rule::Together, 0.9, &words))
    }

    /// Whether an actor before a verb may be its subject.
    fn may_be_subject(&self, actor: &Actor, verb: &Mark) -> bool {
        let gap = verb.first - actor.end.min(verb.first);
        let between = actor.end..verb.first;
        if !actor.is_subject()
            || between.clone().any(|word| self.marked.is(word, Small::Embed) && !self.set_off(word))
        {
            return false;
        }
        match actor.head {
            // A bare name is a subject only next to its verb.
            Head::Name | Head::Capital => {
                let cue = |word: usize| {
                    self.marks.iter().any(|mark| {
                        mark.first <= word && word < mark.end && matches!(mark.what, What::Cue(Cue::Switch))
                    })
                };
                let loose =
                    between.filter(|word| !self.marked.is(*word, Small::Adverb) && !cue(*word)).count();
                let most = if ["ky", "kk", "uz", "tr"].contains(&self.marked.language) { 14 } else { 2 };
                loose <= most
            }
            _ => gap <= 30,
        }
    }

    /// Whether a clause that a word opens is set off by commas («посол, который…, заявил»).
    fn set_off(&self, word: usize) -> bool {
        self.marked.tokens.get(word).is_some_and(|token| token.broken) && self.marked.language != "ru"
    }

    fn and_before(&self, actor: &Actor) -> bool {
        (1..=3).filter_map(|step| actor.first.checked_sub(step)).any(|word| self.marked.is(word, Small::And))
    }

    /// «…», said the embassy; «отметили в посольстве».
    fn inverted(&self, verb: &Mark) -> Option<Found> {
        let starts = verb.first == self.words.start
            || self.marked.tokens.get(verb.first).is_some_and(|token| token.broken)
            || matches!(self.marked.language, "ru" | "es" | "ar");
        if !starts {
            return None;
        }
        let actor = self.actors.iter().find(|actor| {
            let right = actor.first >= verb.end && actor.first - verb.end <= 3;
            right && (actor.is_subject() || (actor.role == Role::Within && self.marked.language == "ru"))
        });
        if let Some(actor) = actor {
            let mut found = self.spoken(actor, verb);
            found.words = vec![self.range(verb.first, actor.end)];
            return Some(found);
        }
        let after = |mark: &&Mark| mark.first >= verb.end && mark.first - verb.end <= 2;
        let other = self.marks.iter().filter(after).find_map(|mark| match mark.what {
            What::Cue(Cue::Text) => Some((mark, Said::Account, Rule::AccountSays)),
            What::Cue(Cue::Third) => Some((mark, Said::Third, Rule::Third)),
            What::Cue(Cue::Pronoun) => Some((mark, Said::Last, Rule::Pronoun)),
            What::Cue(Cue::Joint) => Some((mark, Said::Both, Rule::Together)),
            _ => None,
        });
        let (mark, said, rule) = other?;
        Some(self.found(said, rule, 0.8, &[(verb.first, mark.end)]))
    }

    /// Whether a clause with "that" hangs on a verb.
    fn embeds_before_next(&self, verb: &Mark) -> bool {
        self.marked.is(verb.end, Small::Embed)
    }

    /// A side as the subject of a verb that the lists lack.
    fn without_a_verb(&self, switches: bool) -> Option<Found> {
        if let Some(own) = self.marks.iter().find(|mark| mark.what == What::Cue(Cue::Own)) {
            return Some(self.found(Said::Own, Rule::Own, 0.6, &[(own.first, own.end)]));
        }
        let actor = self.actors.iter().find(|actor| actor.is_subject())?;
        let early = actor.first <= self.words.start + 6;
        let strong = matches!(actor.head, Head::Side | Head::Body(_) | Head::Person(_) | Head::Given);
        if !early || !(strong || switches) || matches!(actor.who, Who::Unknown(_)) {
            return None;
        }
        let confidence = if switches { 0.7 } else { 0.55 };
        if matches!(actor.who, Who::Country(_)) {
            return Some(self.found(Said::Third, Rule::Third, 0.5, &[(actor.first, actor.end)]));
        }
        Some(self.by(actor, Rule::Subject, confidence, &[(actor.first, actor.end)]))
    }
}

impl Found {
    fn saying(mut self, who: Who) -> Self {
        self.said = Said::By(who);
        self
    }
}
