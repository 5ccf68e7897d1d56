//! `visavis suggest`: what the program proposes for a dossier, one JSON object a line.
//!
//! Must not know: how a proposal is made.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lexopt::{Arg, ValueExt as _};
use serde_json::Value;

use super::help::Call;
use super::{Answer, Refusal, json, plain, shown, words};
use crate::model::{Dossier, Meeting, SaidBy, StatementId};
use crate::store;
use crate::suggest::{
    End, FindingKind, FindingSuggestion, Learned, LinkSuggestion, Lists, Only, PassageSuggestion, all, key,
};
use crate::text::{ByteRange, OffsetTable};

fn refuse<T>(problem: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Words(problem.into(), Some(Call::Suggest)))
}

pub(super) fn run(mut parser: lexopt::Parser) -> Result<Answer, Refusal> {
    let words = words(Call::Suggest);
    let (mut file, mut wanted) = (None::<PathBuf>, String::new());
    while let Some(argument) = parser.next().map_err(&words)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => {
                return Ok(Answer { out: Call::Suggest.usage().to_owned(), ..Answer::default() });
            }
            // What is written is JSON anyway.
            Arg::Long("json") => {}
            Arg::Long("meeting") => {
                wanted = parser.value().and_then(|value| value.string()).map_err(&words)?;
            }
            Arg::Value(value) if file.is_none() => file = Some(value.into()),
            other => return Err(words(other.unexpected())),
        }
    }
    let Some(path) = file else { return refuse("suggest for what? Name a dossier") };
    let opened =
        store::open_file(&path).map_err(|error| Refusal::Unreadable(format!("{}: {error}", shown(&path))))?;
    let dossier = opened.loaded.dossier;
    let chosen = chosen(&dossier, &wanted);
    if chosen.is_empty() && !wanted.is_empty() {
        return refuse(format!("the dossier has no meeting «{wanted}»"));
    }
    let mut answer = Answer::default();
    for meeting in chosen {
        lines(&dossier, meeting, &mut answer);
    }
    Ok(answer)
}

/// The meetings of this id or day; all where none is named.
fn chosen<'a>(dossier: &'a Dossier, wanted: &str) -> Vec<&'a Meeting> {
    let is_it = |meeting: &&Meeting| {
        let day = meeting.details().date.map(|date| date.to_string());
        wanted.is_empty() || meeting.id().to_string() == wanted || day.as_deref() == Some(wanted)
    };
    dossier.meetings().iter().map(AsRef::as_ref).filter(is_it).collect()
}

fn lines(dossier: &Dossier, meeting: &Meeting, answer: &mut Answer) {
    let suggestions = all(dossier, meeting.id(), Lists::built_in(), &Learned::default());
    let telling = Telling {
        dossier,
        meeting,
        tables: meeting.statements().iter().map(|s| (s.id(), OffsetTable::new(s.text()))).collect(),
        suggested: &suggestions.passages,
    };
    for passage in &suggestions.passages {
        answer.say(telling.passage(passage).to_string());
    }
    for link in &suggestions.links {
        answer.say(telling.link(link).to_string());
    }
    for finding in &suggestions.findings {
        answer.say(telling.finding(finding).to_string());
    }
}

/// Proposals in the words of the output.
struct Telling<'a> {
    dossier: &'a Dossier,
    meeting: &'a Meeting,
    tables: BTreeMap<StatementId, OffsetTable>,
    suggested: &'a [PassageSuggestion],
}

impl Telling<'_> {
    /// A place in code points, as the file counts them, with its words.
    fn place(&self, statement: StatementId, range: ByteRange) -> Value {
        let Some(text) = self.meeting.statement(statement).map(|statement| statement.text()) else {
            return Value::Null;
        };
        let chars = self.tables.get(&statement).and_then(|table| table.chars_from_bytes(text, range));
        json::object([
            ("statement", statement.to_string().into()),
            ("start", chars.map(|chars| chars.start().get()).into()),
            ("end", chars.map(|chars| chars.end().get()).into()),
            ("words", range.slice(text).unwrap_or_default().into()),
        ])
    }

    fn passage(&self, passage: &PassageSuggestion) -> Value {
        let topic = passage.topic.as_ref().map_or(Value::Null, |topic| {
            json::object([("id", json::words(topic.topic)), ("name", topic.name.as_str().into())])
        });
        json::object([
            ("suggestion", "passage".into()),
            ("key", key(self.dossier, passage).into()),
            ("meeting", self.meeting.id().to_string().into()),
            ("score", rounded(passage.score)),
            ("tag", passage.tag.as_str().into()),
            ("other_tags", json::list(&passage.other_tags, |tag| tag.as_str().into())),
            ("at", self.place(passage.statement, passage.range)),
            ("topic", topic),
            ("said_by", said_by(passage.said_by)),
            ("verb", passage.verb.as_str().into()),
            ("strength", passage.strength.map(|strength| strength.level()).into()),
            ("cue", passage.cue.id.as_str().into()),
            ("list_version", passage.cue.version.into()),
            ("cue_at", self.place(passage.statement, passage.cue.words)),
            ("reason", passage.reason.as_str().into()),
        ])
    }

    /// The statement of an end, and how it is named: by its label or as a proposal by its key.
    fn end(&self, end: End) -> (Option<StatementId>, Value) {
        match end {
            End::Passage(id) => {
                let found = self.meeting.passage(id);
                let label = found.map(|(_, passage)| passage.label.to_string());
                let value = json::object([("passage", id.to_string().into()), ("label", json::words(label))]);
                (found.map(|(statement, _)| statement.id()), value)
            }
            End::Suggestion(at) => {
                let found = self.suggested.get(at);
                let value =
                    json::object([("suggestion", json::words(found.map(|one| key(self.dossier, one))))]);
                (found.map(|one| one.statement), value)
            }
        }
    }

    fn link(&self, link: &LinkSuggestion) -> Value {
        let ((from_text, from), (to_text, to)) = (self.end(link.from), self.end(link.to));
        let pair = |(ours, theirs): &(ByteRange, ByteRange)| {
            let at =
                |text: Option<StatementId>, range| text.map_or(Value::Null, |text| self.place(text, range));
            json::object([("from", at(from_text, *ours)), ("to", at(to_text, *theirs))])
        };
        json::object([
            ("suggestion", "link".into()),
            ("meeting", self.meeting.id().to_string().into()),
            ("score", rounded(link.score)),
            ("rank", link.rank.into()),
            ("kind", link.kind.as_str().into()),
            ("from", from),
            ("to", to),
            ("matching", json::list(&link.words, pair)),
            ("reason", link.reason.as_str().into()),
        ])
    }

    fn finding(&self, finding: &FindingSuggestion) -> Value {
        let name = |id| self.dossier.party(id).map(|party| party.name.clone());
        let kind = match finding.kind {
            FindingKind::OneSidedAgreement => "one_sided_agreement".to_owned(),
            FindingKind::WordsInOthersMouth => "words_in_others_mouth".to_owned(),
            FindingKind::Denial => "denial".to_owned(),
            FindingKind::OneSideOnly(Only::Topic) => "one_side_only_topic".to_owned(),
            FindingKind::OneSideOnly(Only::Fact(fact)) => format!("one_side_only_{fact:?}").to_lowercase(),
        };
        json::object([
            ("suggestion", "finding".into()),
            ("meeting", self.meeting.id().to_string().into()),
            ("score", rounded(finding.score)),
            ("kind", kind.into()),
            ("party", json::words(name(finding.party))),
            ("other", json::words(name(finding.other))),
            ("at", self.place(finding.statement, finding.range)),
            ("passage", finding.passage.map_or(Value::Null, |end| self.end(end).1)),
            ("nearest", finding.nearest.map_or(Value::Null, |(text, range)| self.place(text, range))),
            ("about", plain(&finding.about).into()),
            ("texts_complete", finding.sure.into()),
            ("reason", finding.reason.as_str().into()),
        ])
    }
}

fn said_by(said_by: SaidBy) -> Value {
    match said_by {
        SaidBy::Own => "own".into(),
        SaidBy::Both => "both".into(),
        SaidBy::Third => "third".into(),
        SaidBy::Nobody => "nobody".into(),
        SaidBy::Party(party) => party.to_string().into(),
    }
}

/// Two digits are all that a score is good for.
fn rounded(score: f32) -> Value {
    serde_json::Number::from_f64(f64::from((score * 100.0).round()) / 100.0)
        .map_or(Value::Null, Value::Number)
}
