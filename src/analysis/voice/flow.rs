//! From sentence to sentence: a speaker goes on within a paragraph, an announced account over
//! several, a quotation is his who is named at its end.
//!
//! Must not know: how a single sentence is read.

use std::ops::Range;

use super::actors::{self, Actor, Who};
use super::clauses::{Found, Reading, Said, read};
use super::lexicon::{Small, lexicon};
use super::marks::Marked;
use super::names::Names;
use super::quotes::quotations;
use super::reason::{Reason, Rule};
use super::tokens::range;
use super::{Act, Mode, Speaker, Voice};
use crate::text::{ByteRange, CleanText, paragraphs, sentences};

/// Words in quotation marks from which on they are somebody's words and not a name.
const LONG_QUOTE: usize = 5;

/// Words of a sentence that is cut into clauses; a longer one is a list or no sentence.
const LONGEST_CUT: usize = 150;

/// Who says each sentence of a text.
///
/// `language` is a code such as "ru"; `own` the side whose statement the text is, `None` for a
/// report. Sentences come in order, one with two speakers as two clauses.
pub fn voices(text: &CleanText, language: &str, names: &Names, own: Option<usize>) -> Vec<Voice> {
    let marked = Marked::new(text, lexicon(language), names);
    let actors = actors::actors(&marked, names);
    let quotes = long_quotes(text, &marked);
    let pieces = pieces(text, &marked, &actors, &quotes);
    let owners = owners(&pieces, quotes.len());
    let mut flow = Flow {
        text,
        names,
        own,
        account: own,
        strong: own.is_some(),
        announced: None,
        last: None,
        from_source: false,
        in_paragraph: false,
    };
    let starts: Vec<usize> = paragraphs(text).iter().map(|paragraph| paragraph.start().get()).collect();
    let mut paragraph = 0;
    let mut found = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        let at = piece.range.start().get();
        let here = starts.partition_point(|start| *start <= at);
        if here != paragraph {
            paragraph = here;
            flow.start_paragraph();
        }
        let voice = match piece.quote {
            Some(quote) => flow.quoted(piece, owners.get(quote).copied().flatten()),
            None => flow.told(piece),
        };
        flow.in_paragraph = true;
        found.push(voice);
    }
    found
}

/// A sentence or clause with what it tells by itself.
struct Piece {
    range: ByteRange,
    /// Outside quotation marks.
    outside: Reading,
    /// Within them.
    inside: Option<Reading>,
    /// The quotation that it is in or has in it, by number.
    quote: Option<usize>,
}

/// Quotations of some length.
fn long_quotes(text: &str, marked: &Marked) -> Vec<ByteRange> {
    let mut found = quotations(text);
    found.retain(|quote| marked.words_in(*quote).len() >= LONG_QUOTE);
    found
}

fn pieces(text: &str, marked: &Marked, actors: &[Actor], quotes: &[ByteRange]) -> Vec<Piece> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let words = marked.words_in(sentence);
        let first = quotes.partition_point(|quote| quote.end() <= sentence.start());
        let quote = quotes.get(first).filter(|quote| quote.start() < sentence.end());
        let quote = quote.map(|_| first);
        let quoted = |word: usize| {
            let token = marked.tokens.get(word);
            token.is_some_and(|token| {
                quotes.iter().skip(first).take(4).any(|quote| quote.contains_range(token.range))
            })
        };
        if quote.is_some() {
            let outside = read(marked, actors, words.clone(), quoted);
            let inside = read(marked, actors, words, |word| !quoted(word));
            found.push(Piece { range: sentence, outside, inside: Some(inside), quote });
            continue;
        }
        let whole = read(marked, actors, words.clone(), |_| false);
        let clauses = clauses(marked, actors, words, sentence, &whole);
        if clauses.is_empty() {
            found.push(Piece { range: sentence, outside: whole, inside: None, quote: None });
        }
        found.extend(clauses);
    }
    found
}

/// The clauses of a sentence that has two with different speakers; none for another.
fn clauses(
    marked: &Marked,
    actors: &[Actor],
    words: Range<usize>,
    sentence: ByteRange,
    whole: &Reading,
) -> Vec<Piece> {
    let said = |reading: &Reading| match &reading.main {
        Some(Found { said: said @ (Said::By(_) | Said::Both), rule, confidence, .. })
            if *rule != Rule::Nothing && *confidence > 0.6 =>
        {
            Some(*said)
        }
        _ => None,
    };
    let Some(first) = said(whole).filter(|_| words.len() <= LONGEST_CUT) else { return Vec::new() };
    for cut in words.start + 2..words.end.saturating_sub(2) {
        let semicolon = marked.tokens.get(cut).is_some_and(|token| token.stopped);
        let comma = marked.tokens.get(cut).is_some_and(|token| token.broken);
        let contrast = marked.is(cut, Small::Contrast) && !marked.is(cut - 1, Small::Embed);
        if !semicolon && !(contrast && (comma || marked.language == "en")) {
            continue;
        }
        let before = read(marked, actors, words.start..cut, |_| false);
        let after = read(marked, actors, cut..words.end, |_| false);
        let (Some(one), Some(other)) = (said(&before), said(&after)) else { continue };
        if one != first || one == other {
            continue;
        }
        let at = marked.range(cut, cut + 1).start();
        let end = marked.range(cut - 1, cut).end();
        let halves = [
            (range(sentence.start().get(), end.get()), before),
            (range(at.get(), sentence.end().get()), after),
        ];
        let piece = |(range, outside)| Piece { range, outside, inside: None, quote: None };
        return halves.into_iter().map(piece).collect();
    }
    Vec::new()
}

/// For every quotation who is named at its end, or else before it.
fn owners(pieces: &[Piece], quotes: usize) -> Vec<Option<&Found>> {
    let mut first = vec![None; quotes];
    let mut last = vec![None; quotes];
    for piece in pieces {
        let Some(quote) = piece.quote else { continue };
        let found = piece.outside.source.as_ref().or(piece.outside.main.as_ref());
        if let Some(slot) = first.get_mut(quote) {
            *slot = slot.or(Some(found));
        }
        if let Some(slot) = last.get_mut(quote) {
            *slot = found;
        }
    }
    last.into_iter().zip(first).map(|(last, first)| last.or(first.flatten())).collect()
}

/// What the sentences so far have told.
struct Flow<'a> {
    text: &'a str,
    names: &'a Names,
    own: Option<usize>,
    account: Option<usize>,
    /// Whether the account was named as one (a source, a quotation), not only its side as a speaker.
    strong: bool,
    /// Whose account was announced.
    announced: Option<usize>,
    /// Who spoke last in this paragraph.
    last: Option<Speaker>,
    /// Whether the account was named as such in this paragraph ("according to").
    from_source: bool,
    /// Whether a sentence of this paragraph was seen.
    in_paragraph: bool,
}

/// A speaker with the reason, before it becomes a voice.
struct Answer {
    speaker: Speaker,
    rule: Rule,
    words: Vec<ByteRange>,
    confidence: f32,
}

impl Flow<'_> {
    fn start_paragraph(&mut self) {
        self.last = None;
        self.from_source = false;
        self.in_paragraph = false;
    }

    fn voice(&self, range: ByteRange, mode: Mode, act: Act, answer: Answer) -> Voice {
        let whose = match answer.speaker {
            Speaker::Side(side) => Some(side),
            Speaker::Nobody => self.account,
            _ => None,
        };
        let who = whose.map_or("", |side| self.names.name(side));
        Voice {
            range,
            speaker: answer.speaker,
            // What sides do together, or others, is told by the report itself, unless an account was named.
            account: self
                .account
                .filter(|_| self.strong || !matches!(answer.speaker, Speaker::Both | Speaker::Third)),
            mode,
            act,
            reason: Reason::new(answer.rule, answer.words, self.text, who),
            confidence: answer.confidence,
        }
    }

    /// The only other side.
    fn other_than(&self, who: Who) -> Option<usize> {
        let Who::Side(side) = who else { return self.own.or(self.account) };
        match self.names.len() {
            2 => Some(1 - side.min(1)),
            _ => self.account.or(self.own).filter(|account| *account != side),
        }
    }

    /// What was found with what is known by now.
    fn settle(&self, found: &Found) -> Answer {
        let said = |speaker| Answer {
            speaker,
            rule: found.rule,
            words: found.words.clone(),
            confidence: found.confidence,
        };
        match found.said {
            Said::By(Who::Side(side)) => said(Speaker::Side(side)),
            Said::By(Who::Country(_)) => Answer { rule: Rule::Third, ..said(Speaker::Third) },
            // "The ministry" of nobody knows which country: the account's, if there is one.
            Said::By(Who::Unknown(_)) => match self.own.or(self.account) {
                Some(side) => Answer { confidence: 0.5, ..said(Speaker::Side(side)) },
                None => Answer { confidence: 0.4, rule: Rule::Impersonal, ..said(Speaker::Nobody) },
            },
            Said::Both => said(Speaker::Both),
            Said::Third => said(Speaker::Third),
            Said::Nobody => said(Speaker::Nobody),
            Said::Own => match self.own.or(self.account) {
                Some(side) => said(Speaker::Side(side)),
                None => Answer { confidence: 0.3, ..said(Speaker::Nobody) },
            },
            Said::Last => match self.last.filter(|last| *last != Speaker::Nobody) {
                Some(last) => said(last),
                None => self.account_says(found),
            },
            Said::Account => self.account_says(found),
            Said::NotBy(who) => match self.other_than(who) {
                Some(side) => said(Speaker::Side(side)),
                None => Answer { rule: Rule::Impersonal, ..said(Speaker::Nobody) },
            },
        }
    }

    fn account_says(&self, found: &Found) -> Answer {
        let side = self.announced.or(self.account);
        Answer {
            speaker: side.map_or(Speaker::Nobody, Speaker::Side),
            rule: if side.is_some() { found.rule } else { Rule::Impersonal },
            words: found.words.clone(),
            confidence: if side.is_some() { found.confidence } else { 0.4 },
        }
    }

    fn take_account(&mut self, side: usize, strong: bool) {
        if self.own.is_some() {
            return;
        }
        self.strong = strong || (self.strong && self.account == Some(side));
        if self.announced.is_some_and(|announced| announced != side) {
            self.announced = None;
        }
        self.account = Some(side);
    }

    /// A sentence without a quotation.
    fn told(&mut self, piece: &Piece) -> Voice {
        let reading = &piece.outside;
        let mut by_source = None;
        if let Some(source) = &reading.source {
            let answer = self.settle(source);
            if let Speaker::Side(side) = answer.speaker {
                self.take_account(side, true);
                self.from_source = true;
            }
            by_source = Some(answer);
        }
        let Some(main) = &reading.main else {
            let answer = by_source.unwrap_or_else(|| self.inherited());
            self.last = Some(answer.speaker);
            return self.voice(piece.range, Mode::Indirect, Act::Says, answer);
        };
        let mut answer = self.settle(main);
        if let Speaker::Side(side) = answer.speaker
            && by_source.is_none()
            && (!(self.from_source && main.plain_side) || reading.switches)
        {
            self.take_account(side, main.announces);
        }
        let act = if main.announces {
            Act::Announces
        } else if main.discusses {
            Act::Meets
        } else {
            Act::Says
        };
        if main.announces
            && let Speaker::Side(side) = answer.speaker
        {
            self.announced = Some(side);
            answer.rule = Rule::Announces;
        }
        if let Some(source) = by_source.filter(|_| answer.speaker == Speaker::Nobody) {
            // "According to the ministry, it was stressed that…"
            answer.words.extend(source.words);
        }
        if answer.speaker != Speaker::Nobody {
            self.last = Some(answer.speaker);
        }
        self.voice(piece.range, Mode::Indirect, act, answer)
    }

    /// Nothing is told: the sentence goes on with what was before.
    fn inherited(&self) -> Answer {
        let answer = |speaker, rule, confidence| Answer { speaker, rule, words: Vec::new(), confidence };
        match (self.last, self.own, self.account) {
            (Some(last), ..) if self.in_paragraph && last != Speaker::Nobody => {
                let rule = if matches!(last, Speaker::Side(_)) { Rule::GoesOn } else { Rule::Nothing };
                answer(last, rule, 0.7)
            }
            (_, Some(own), _) => answer(Speaker::Side(own), Rule::Own, 0.7),
            (_, _, Some(account)) if self.announced == Some(account) => {
                answer(Speaker::Side(account), Rule::Announced, 0.7)
            }
            (_, _, Some(account)) => answer(Speaker::Side(account), Rule::Account, 0.55),
            _ => answer(Speaker::Nobody, Rule::Nothing, 0.3),
        }
    }

    /// A sentence in a quotation, or with one.
    fn quoted(&mut self, piece: &Piece, owner: Option<&Found>) -> Voice {
        let by = match owner.map(|found| (self.settle(found), found.rule)) {
            Some((answer, _)) if answer.speaker != Speaker::Nobody => answer,
            _ => self.unnamed_quotation(),
        };
        if let Speaker::Side(side) = by.speaker {
            self.take_account(side, true);
        }
        let announces = owner.is_some_and(|found| found.announces);
        if announces && let Speaker::Side(side) = by.speaker {
            self.announced = Some(side);
        }
        let mut answer = Answer {
            rule: if by.rule == Rule::Says { Rule::Quotation } else { by.rule },
            speaker: by.speaker,
            words: by.words,
            confidence: (by.confidence - 0.02).max(0.3),
        };
        let inner = piece.inside.as_ref().and_then(|inside| inside.main.as_ref());
        if let Some(inner) = inner.filter(|inner| !matches!(inner.said, Said::Last | Said::Account)) {
            let told = self.settle(inner);
            // Within a quotation "we" and nobody are the one quoted.
            if told.speaker != Speaker::Nobody && !matches!(inner.said, Said::Own) && inner.confidence > 0.6 {
                answer = told;
            }
        }
        self.last = Some(answer.speaker);
        self.voice(piece.range, Mode::Quoted, Act::Says, answer)
    }

    fn unnamed_quotation(&self) -> Answer {
        match (self.last, self.announced) {
            (Some(last), _) if self.in_paragraph && last != Speaker::Nobody => {
                Answer { speaker: last, rule: Rule::GoesOn, words: Vec::new(), confidence: 0.65 }
            }
            (_, Some(side)) => Answer {
                speaker: Speaker::Side(side),
                rule: Rule::Announced,
                words: Vec::new(),
                confidence: 0.75,
            },
            _ => self.inherited(),
        }
    }
}
