//! What a memo is about: its meetings, sides and texts, and where each passage stands in them.
//!
//! Must not know: the sections, or what is said in them.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::document::{Block, Citation, Quotation, Span, reads_from_right};
use super::words::{self, Word};
use crate::analysis::{Finding, FindingKind, Overview, findings};
use crate::export::Language;
use crate::model::{
    Day, Dossier, Meeting, MeetingId, Memo, MemoScope, MemoSection, Party, PartyId, Passage, PassageId,
    SaidBy, Statement, StatementId,
};
use crate::text::{ByteRange, paragraphs};

/// Characters of a passage that are quoted; more is shortened.
const QUOTED: usize = 280;

/// A text that the memo is about.
pub(super) struct Source<'a> {
    pub(super) meeting: &'a Arc<Meeting>,
    pub(super) statement: &'a Arc<Statement>,
    pub(super) party: &'a Party,
    /// The side's short name, with a number where it has several texts of the meeting.
    pub(super) side: String,
    /// The number of the first of its passages among all anchors.
    pub(super) first_anchor: usize,
    /// Its paragraphs, without empty ones.
    pub(super) paragraphs: Vec<ByteRange>,
}

impl Source<'_> {
    /// The number of the paragraph in which a range begins, from 1.
    pub(super) fn number_of(&self, range: ByteRange) -> usize {
        number_in(&self.paragraphs, range)
    }
}

/// What a memo is about.
pub(super) struct Scope<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) overview: &'a Overview,
    pub(super) memo: &'a Memo,
    pub(super) language: Language,
    pub(super) today: Day,
    /// In order of date.
    pub(super) meetings: Vec<&'a Arc<Meeting>>,
    /// In the memo's order, or the dossier's.
    pub(super) parties: Vec<&'a Party>,
    /// By meeting, then as they stand there.
    pub(super) sources: Vec<Source<'a>>,
    /// Which of the sources tell of a meeting.
    of_meeting: HashMap<MeetingId, Range<usize>>,
    /// Which source a statement is.
    places: HashMap<StatementId, usize>,
    /// The anchors of the passages that stand in the annex.
    anchors: HashMap<PassageId, usize>,
    /// What follows from tags and links, by meeting.
    pub(super) findings: HashMap<MeetingId, Vec<Finding>>,
    /// The passages whose words were quoted already: nothing is said twice in the same words.
    said: RefCell<HashSet<PassageId>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(dossier: &'a Dossier, overview: &'a Overview, memo: &'a Memo, today: Day) -> Self {
        let parties: Vec<&Party> = match memo.parties.as_slice() {
            [] => dossier.parties().iter().collect(),
            chosen => chosen.iter().filter_map(|id| dossier.party(*id)).collect(),
        };
        let meetings: Vec<&Arc<Meeting>> = match memo.scope {
            MemoScope::Meeting(id) => dossier.meeting(id).into_iter().collect(),
            MemoScope::Period { .. } => {
                let holds = |meeting: &&Arc<Meeting>| memo.scope.holds(meeting.id(), meeting.details().date);
                dossier.meetings().iter().filter(holds).collect()
            }
        };
        let (mut sources, mut places, mut anchors) = (Vec::new(), HashMap::new(), HashMap::new());
        let mut of_meeting = HashMap::new();
        for meeting in &meetings {
            let from = sources.len();
            for statement in meeting.statements() {
                let Some(party) = parties.iter().find(|party| party.id == statement.party()) else {
                    continue;
                };
                let first_anchor = anchors.len() + 1;
                for passage in statement.passages().iter() {
                    anchors.insert(passage.id, anchors.len() + 1);
                }
                places.insert(statement.id(), sources.len());
                let side = side(party, meeting, statement);
                let paragraphs = paragraphs(statement.text());
                sources.push(Source { meeting, statement, party, side, first_anchor, paragraphs });
            }
            of_meeting.insert(meeting.id(), from..sources.len());
        }
        let language = words::language_of(&memo.language);
        let said = RefCell::default();
        let of = |meeting: &&Arc<Meeting>| (meeting.id(), findings(dossier, overview, meeting.id()));
        let findings = meetings.iter().map(of).collect();
        Self {
            dossier,
            overview,
            memo,
            language,
            today,
            meetings,
            parties,
            sources,
            of_meeting,
            places,
            anchors,
            findings,
            said,
        }
    }

    /// A fixed word.
    pub(super) fn word(&self, word: Word) -> &'static str {
        word.of(self.language)
    }

    /// A fixed word with a colon and a space after it.
    pub(super) fn lead(&self, word: Word) -> String {
        format!("{}{}", self.word(word), words::colon(self.language))
    }

    /// Whether the memo is about more than one meeting.
    pub(super) fn has_several(&self) -> bool {
        self.meetings.len() > 1
    }

    /// What `of` says of each meeting, under the meeting's name where there are several; a meeting of
    /// which it says nothing is left out, and `nothing` is said where that is so of all.
    pub(super) fn by_meeting(&self, nothing: Word, of: impl Fn(&'a Meeting) -> Vec<Block>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for meeting in self.meetings.iter().copied() {
            let said = of(meeting);
            if said.is_empty() {
                continue;
            }
            if self.has_several() {
                blocks.push(Block::Heading(self.meeting_name(meeting)));
            }
            blocks.extend(said);
        }
        if blocks.is_empty() {
            blocks.push(Block::Nothing(self.word(nothing).to_owned()));
        }
        blocks
    }

    /// The texts about a meeting.
    pub(super) fn sources_of(&self, meeting: MeetingId) -> impl Iterator<Item = &Source<'a>> {
        let range = self.of_meeting.get(&meeting).cloned().unwrap_or_default();
        self.sources.get(range).unwrap_or_default().iter()
    }

    /// The sides with a text about a meeting.
    pub(super) fn sides_of(&self, meeting: MeetingId) -> Vec<&'a Party> {
        let has_text = |party: &&&Party| self.sources_of(meeting).any(|source| source.party.id == party.id);
        self.parties.iter().filter(has_text).copied().collect()
    }

    /// The passages that the memo is about, text by text, in order of place.
    pub(super) fn passages_of(
        &self,
        meeting: MeetingId,
    ) -> impl Iterator<Item = (&Source<'a>, &'a Arc<Passage>)> {
        self.sources_of(meeting)
            .flat_map(|source| source.statement.passages().iter().map(move |passage| (source, passage)))
    }

    /// The first passages of the findings of a kind in the texts that the memo is about, each once.
    pub(super) fn found(
        &self,
        meeting: &Meeting,
        kind: FindingKind,
    ) -> impl Iterator<Item = (&Source<'a>, &'a Passage)> {
        let mut seen = HashSet::new();
        let all = self.findings.get(&meeting.id()).into_iter().flatten();
        let of_kind = all.filter(move |finding| finding.kind == kind);
        of_kind.filter_map(move |finding| {
            let id = *finding.passages.first()?;
            let (_, statement, passage) = self.dossier.passage(id)?;
            let source = self.sources.get(*self.places.get(&statement.id())?)?;
            seen.insert(id).then_some((source, passage.as_ref()))
        })
    }

    /// Whether the memo is about the text in which a passage stands.
    pub(super) fn holds(&self, id: PassageId) -> bool {
        self.anchors.contains_key(&id)
    }

    /// A meeting's day and title.
    pub(super) fn meeting_name(&self, meeting: &Meeting) -> String {
        let details = meeting.details();
        let title = match details.title.trim() {
            "" => self.word(Word::Untitled),
            title => title,
        };
        match details.date {
            Some(day) => format!("{}, {title}", words::day(day, self.language)),
            None => format!("{title} ({})", self.word(Word::Undated)),
        }
    }

    /// A side by its name.
    pub(super) fn party(&self, id: PartyId) -> Span {
        self.party_as(id, |party| party.name.clone())
    }

    /// A side as `words` calls it.
    pub(super) fn party_as(&self, id: PartyId, words: impl Fn(&Party) -> String) -> Span {
        match self.dossier.party(id) {
            Some(party) => Span::Party { id, words: among(&words(party)), colour: party.colour },
            None => Span::Text(self.word(Word::Nobody).to_owned()),
        }
    }

    /// Sides by their names, with commas between.
    pub(super) fn parties_named(&self, ids: impl IntoIterator<Item = PartyId>) -> Vec<Span> {
        let mut spans = Vec::new();
        for id in ids {
            if !spans.is_empty() {
                spans.push(text(", "));
            }
            spans.push(self.party(id));
        }
        spans
    }

    /// To whom a text attributes a passage's words.
    pub(super) fn speaker(&self, statement: &Statement, passage: &Passage) -> Vec<Span> {
        let own = || vec![self.party(statement.party())];
        match passage.said_by {
            Some(SaidBy::Own) | None => own(),
            Some(SaidBy::Party(id)) if id == statement.party() => own(),
            Some(SaidBy::Party(id)) => {
                vec![
                    self.party(id),
                    text(" ("),
                    text(self.word(Word::ReportedBy)),
                    text(" "),
                    self.party(statement.party()),
                    text(")"),
                ]
            }
            Some(SaidBy::Both) => self.as_reported(Word::BothSides, statement),
            Some(SaidBy::Third) => self.as_reported(Word::ThirdParty, statement),
            Some(SaidBy::Nobody) => {
                let named = format!(" ({})", self.word(Word::Nobody));
                own().into_iter().chain([text(named)]).collect()
            }
        }
    }

    fn as_reported(&self, who: Word, statement: &Statement) -> Vec<Span> {
        vec![
            text(self.word(who)),
            text(" ("),
            text(self.word(Word::ReportedBy)),
            text(" "),
            self.party(statement.party()),
            text(")"),
        ]
    }

    /// The words of a passage as a quotation.
    pub(super) fn quotation(&self, statement: &Statement, passage: &Passage, most: usize) -> Quotation {
        let words = shortened(statement.words(passage), most);
        Quotation {
            from_right: reads_from_right(&words),
            text: inner_marks(&words, self.language),
            language: statement.details().language.clone(),
        }
    }

    /// Where a passage stands. `beside` says that its words stand beside it already.
    pub(super) fn cite(&self, id: PassageId, beside: bool) -> Option<Span> {
        let (meeting, statement, passage) = self.dossier.passage(id)?;
        Some(self.cite_found(meeting, statement, passage, beside))
    }

    fn cite_found(&self, meeting: &Meeting, statement: &Statement, passage: &Passage, beside: bool) -> Span {
        let language = self.language;
        let known = self.places.get(&statement.id()).and_then(|at| self.sources.get(*at));
        let party = self.dossier.party(statement.party());
        let side = match (known, party) {
            (Some(source), _) => source.side.clone(),
            (None, Some(party)) => side(party, meeting, statement),
            (None, None) => String::new(),
        };
        let number = match known {
            Some(source) => source.number_of(passage.range),
            None => number_in(&paragraphs(statement.text()), passage.range),
        };
        let date = meeting.details().date;
        let mut short =
            format!("{},\u{a0}{}\u{a0}{}", passage.label, among(&side), words::paragraph(number, language));
        if self.has_several() || known.is_none() {
            short.push_str(", ");
            short.push_str(
                &date.map_or(self.word(Word::Undated).to_owned(), |day| words::short_day(day, language)),
            );
        }
        let source = format!(
            "{}, {}, {}",
            self.source_line(statement, party.map_or("", |party| party.name.as_str())),
            words::paragraph(number, language),
            passage.label
        );
        let anchor = self.anchors.get(&passage.id).filter(|_| self.memo.shows(MemoSection::Annex));
        Span::Citation(Box::new(Citation {
            number: 0,
            passage: passage.id,
            label: passage.label.to_string(),
            side,
            paragraph: number,
            words: short,
            source,
            quotation: self.quotation(statement, passage, QUOTED),
            beside,
            anchor: anchor.map(|number| anchor_name(*number)),
        }))
    }

    /// The side, the publisher, the kind of text and the day it was published.
    pub(super) fn source_line(&self, statement: &Statement, party: &str) -> String {
        let source = &statement.details().source;
        let day = source.published.map(|day| words::day(day, self.language));
        let parts = [
            Some(among(party)),
            Some(among(source.publisher.trim())),
            Some(words::kind(&source.kind, self.language).to_owned()),
            day,
        ];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The words of a passage with where they stand; where they were quoted before, only where they
    /// stand.
    pub(super) fn say(&self, statement: &Statement, passage: &Passage) -> Vec<Span> {
        if self.said.borrow_mut().insert(passage.id) {
            return self.quoted(statement, passage);
        }
        self.cited([passage.id])
    }

    /// Whether the words of a passage are still to be quoted.
    pub(super) fn is_unsaid(&self, id: PassageId) -> bool {
        !self.said.borrow().contains(&id)
    }

    fn quoted(&self, statement: &Statement, passage: &Passage) -> Vec<Span> {
        let mut spans = vec![Span::Quotation(self.quotation(statement, passage, QUOTED)), text(" ")];
        spans.extend(self.cite(passage.id, true));
        spans
    }

    /// Where passages stand, one after the other.
    pub(super) fn cited(&self, ids: impl IntoIterator<Item = PassageId>) -> Vec<Span> {
        ids.into_iter().filter_map(|id| self.cite(id, false)).collect()
    }
}

/// The anchor of this number.
pub(super) fn anchor_name(number: usize) -> String {
    format!("p{number}")
}

/// A name among the memo's own words: one that is read from right to left gets a mark behind it, so
/// that it does not turn round what follows.
pub(super) fn among(name: &str) -> String {
    if reads_from_right(name) { format!("{name}\u{200E}") } else { name.to_owned() }
}

/// Plain words.
pub(super) fn text(words: impl Into<String>) -> Span {
    Span::Text(words.into())
}

/// A side's short name, with a number where it has several texts about the meeting.
fn side(party: &Party, meeting: &Meeting, statement: &Statement) -> String {
    let short = if party.short.trim().is_empty() { party.name.trim() } else { party.short.trim() };
    let mut own = meeting.statements().iter().filter(|other| other.party() == party.id);
    let all = own.clone().count();
    match own.position(|other| other.id() == statement.id()) {
        Some(at) if all > 1 => format!("{short}-{}", at + 1),
        _ => short.to_owned(),
    }
}

/// The number of the paragraph in which a range begins, from 1.
fn number_in(paragraphs: &[ByteRange], range: ByteRange) -> usize {
    paragraphs.partition_point(|paragraph| paragraph.start() <= range.start()).max(1)
}

/// Words on one line, of so many characters at most, cut between words; "…" says that more follows.
pub(super) fn shortened(words: &str, most: usize) -> String {
    let mut line = String::new();
    let mut count = 0;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if count + length > most {
            // A single word that is too long is cut within.
            if line.is_empty() {
                line.extend(word.chars().take(most));
            }
            return format!("{} …", line.trim_end_matches([',', ';', ':']));
        }
        if !line.is_empty() {
            line.push(' ');
            count += 1;
        }
        line.push_str(word);
        count += length;
    }
    line
}

/// The words with the quotation marks that stand in them as the language has them within a
/// quotation. Marks without a partner stay as they are.
fn inner_marks(words: &str, language: Language) -> String {
    let [open, close] = words::inner_quotes(language);
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(['“', '«', '„', '"']) {
        let (before, from) = rest.split_at(at);
        let mut marks = from.chars();
        let opening = marks.next().unwrap_or_default();
        let inside = marks.as_str();
        let closing: &[char] = match opening {
            '“' => &['”'],
            '«' => &['»'],
            '„' => &['“', '”'],
            _ => &['"'],
        };
        out.push_str(before);
        let end = inside.find(closing);
        let Some((quoted, after)) = end.and_then(|end| inside.split_at_checked(end)) else {
            out.push_str(from);
            return out;
        };
        out.push_str(open);
        // French sets spaces within its marks.
        out.push_str(if opening == '«' { quoted.trim() } else { quoted });
        out.push_str(close);
        rest = after.strip_prefix(|c| closing.contains(&c)).unwrap_or(after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(shortened(" one\n two  three", 40), "one two three");
        assert_eq!(shortened("one two, three", 9), "one two …");
        assert_eq!(shortened(&"ы".repeat(50), 5), "ыыыыы …");
        assert_eq!(shortened("", 5), "");
    }

    #[test]
    fn marks_inside_a_quotation_are_those_for_the_inside() {
        for (words, en, ru) in [
            ("the “so-called” rule", "the ‘so-called’ rule", "the „so-called“ rule"),
            ("так «называемый» и \"другой\"", "так ‘называемый’ и ‘другой’", "так „называемый“ и „другой“"),
            ("« règle »", "‘règle’", "„règle“"),
            ("«\u{a0}règle\u{a0}»", "‘règle’", "„règle“"),
            ("„Regel“ 5\" lang", "‘Regel’ 5\" lang", "„Regel“ 5\" lang"),
            ("it’s", "it’s", "it’s"),
        ] {
            assert_eq!(inner_marks(words, Language::English), en);
            assert_eq!(inner_marks(words, Language::Russian), ru);
        }
    }

    #[test]
    fn paragraphs_are_counted_without_empty_lines() {
        let whole = "One.\n\n  \nTwo two.\nThree.";
        let at = |words: &str| {
            let start = crate::text::ByteOffset::new(whole.find(words).unwrap());
            number_in(&paragraphs(whole), ByteRange::spanning(start, start))
        };
        assert_eq!([at("One"), at("Two"), at("two"), at("Three")], [1, 2, 2, 3]);
    }
}
