//! `visavis show`: what is in a dossier, for people or as JSON.
//!
//! Must not know: how a file is read.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lexopt::Arg;
use serde_json::Value;

use super::help::Call;
use super::{Answer, Refusal, count, json, plain, shown, words};
use crate::analysis::{Coverage, LinkIndex, Status, coverage, status};
use crate::model::{Absence, Dossier, Label, Link, Meeting, Passage, PassageId, SaidBy, Statement, TopicId};
use crate::store::{self, Opened};
use crate::text::OffsetTable;

pub(super) fn run(mut parser: lexopt::Parser) -> Result<Answer, Refusal> {
    let words = words(Call::Show);
    let mut as_json = false;
    let mut file: Option<PathBuf> = None;
    while let Some(argument) = parser.next().map_err(&words)? {
        match argument {
            Arg::Long("json") => as_json = true,
            Arg::Long("help") | Arg::Short('h') => {
                return Ok(Answer { out: Call::Show.usage().to_owned(), ..Answer::default() });
            }
            Arg::Value(value) if file.is_none() => file = Some(value.into()),
            other => return Err(words(other.unexpected())),
        }
    }
    let Some(file) = file else {
        return Err(Refusal::Words("show which file?".to_owned(), Some(Call::Show)));
    };
    let opened = store::open_file(&file)
        .map_err(|error| Refusal::Unreadable(format!("{}: {error}", file.to_string_lossy())))?;
    let mut answer = Answer::default();
    let warnings = opened.loaded.warnings.len();
    if warnings > 0 {
        let things = count(warnings, "thing in it is", "things in it are");
        answer.complain(format!("{}: {things} not as it should be; visavis check tells which", shown(&file)));
    }
    if as_json {
        answer.out = json::text(&dossier_value(&file, &opened));
    } else {
        tell(&mut answer, &opened.loaded.dossier);
    }
    Ok(answer)
}

/// How many there are of everything.
struct Counts {
    statements: usize,
    passages: usize,
    links: usize,
    absences: usize,
    lost: usize,
}

impl Counts {
    fn of(dossier: &Dossier) -> Self {
        let meetings = dossier.meetings();
        let statements = || meetings.iter().flat_map(|meeting| meeting.statements());
        Self {
            statements: statements().count(),
            passages: statements().map(|statement| statement.passages().len()).sum(),
            links: meetings.iter().map(|meeting| meeting.links().len()).sum(),
            absences: meetings.iter().map(|meeting| meeting.absences().len()).sum(),
            lost: statements().map(|statement| statement.lost().len()).sum(),
        }
    }
}

fn tell(answer: &mut Answer, dossier: &Dossier) {
    answer.say(plain(dossier.title()));
    for party in dossier.parties() {
        answer.say(format!("  {}: {}", plain(&party.short), plain(&party.name)));
    }
    let counts = Counts::of(dossier);
    let mut all = vec![
        count(dossier.meetings().len(), "meeting", "meetings"),
        count(counts.statements, "statement", "statements"),
        count(counts.passages, "passage", "passages"),
        count(counts.links, "link", "links"),
        count(counts.absences, "absence", "absences"),
    ];
    if counts.lost > 0 {
        all.push(count(counts.lost, "lost passage", "lost passages"));
    }
    answer.say(all.join(", "));
    let labels = Labels::of(dossier);
    let links = LinkIndex::build(dossier);
    for meeting in dossier.meetings() {
        let details = meeting.details();
        let date = details.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        answer.say(format!("\n{date}  {}", plain(&details.title)));
        for statement in meeting.statements() {
            tell_statement(answer, dossier, &links, statement);
        }
        for party in dossier.parties() {
            let coverage = coverage(dossier, &links, meeting, party.id);
            if coverage.raised > 0 {
                let parts = by_status(&coverage);
                answer.say(format!("  {} raised {}: {parts}", plain(&party.name), coverage.raised));
            }
        }
        for link in meeting.links() {
            let kind = dossier.codebook().link_kind(&link.kind);
            let kind = kind.map_or(link.kind.as_str(), |kind| kind.name.en());
            let (from, to) = (labels.end(meeting, link.from), labels.end(meeting, link.to));
            answer.say(format!("  {from} {} {to}", plain(kind)));
        }
        for absence in meeting.absences() {
            let (party, topic) = absent(dossier, absence);
            let reason = match plain(&absence.reason) {
                reason if reason.is_empty() => reason,
                reason => format!(" ({reason})"),
            };
            answer.say(format!("  {party} says nothing on {topic}{reason}"));
        }
    }
}

/// "answered 1, no response 2".
fn by_status(coverage: &Coverage) -> String {
    let parts = coverage.parts().into_iter().filter(|(_, count)| *count > 0);
    parts.map(|(status, count)| format!("{} {count}", status.words())).collect::<Vec<_>>().join(", ")
}

fn tell_statement(answer: &mut Answer, dossier: &Dossier, links: &LinkIndex, statement: &Statement) {
    let source = &statement.details().source;
    let published = source.published.map(|day| day.to_string()).unwrap_or_default();
    let about: Vec<String> = [source.kind.label(), &source.publisher, &source.title, &published]
        .into_iter()
        .filter(|words| !words.is_empty())
        .map(plain)
        .collect();
    let party = dossier.party(statement.party()).map_or("", |party| party.name.as_str());
    answer.say(format!("  {}: {}", plain(party), about.join(", ")));
    for passage in statement.passages().iter() {
        let tag = dossier.codebook().tag(&passage.tag).map_or(passage.tag.as_str(), |tag| tag.name.en());
        let topic = topic_name(dossier, passage.topic).map(|name| format!(" [{name}]")).unwrap_or_default();
        let state = status(dossier, links, passage);
        let state = state.map(|state| format!(", {}", state.words())).unwrap_or_default();
        let words = plain(statement.words(passage));
        answer.say(format!("    {:<4} {}{topic}{state}: «{words}»", passage.label.to_string(), plain(tag)));
    }
    for lost in statement.lost() {
        answer.say(format!(
            "    {:<4} lost: «{}»",
            lost.passage.label.to_string(),
            plain(&lost.anchor.exact)
        ));
    }
}

fn topic_name(dossier: &Dossier, topic: Option<TopicId>) -> Option<String> {
    dossier.topic(topic?).map(|topic| plain(&topic.name))
}

fn absent(dossier: &Dossier, absence: &Absence) -> (String, String) {
    let party = dossier.party(absence.party).map(|party| plain(&party.name));
    (party.unwrap_or_default(), topic_name(dossier, Some(absence.topic)).unwrap_or_default())
}

/// Every passage's label and meeting, lost ones included.
struct Labels<'a>(HashMap<PassageId, (&'a Label, &'a Meeting)>);

impl<'a> Labels<'a> {
    fn of(dossier: &'a Dossier) -> Self {
        let all = dossier.meetings().iter().flat_map(|meeting| {
            meeting.statements().iter().flat_map(move |statement| {
                let lost = statement.lost().iter().map(|lost| &lost.passage);
                let passages = statement.passages().iter().map(Arc::as_ref).chain(lost);
                passages.map(move |passage| (passage.id, (&passage.label, meeting.as_ref())))
            })
        });
        Self(all.collect())
    }

    /// The label alone.
    fn label(&self, id: PassageId) -> Value {
        json::words(self.0.get(&id).map(|(label, _)| label))
    }

    /// The label at a link's end, with its meeting where that is not `here`.
    fn end(&self, here: &Meeting, id: PassageId) -> String {
        let Some((label, meeting)) = self.0.get(&id) else { return id.to_string() };
        match meeting.details().date {
            _ if meeting.id() == here.id() => label.to_string(),
            Some(date) => format!("{label} of {date}"),
            None => format!("{label} of «{}»", plain(&meeting.details().title)),
        }
    }
}

fn dossier_value(file: &Path, opened: &Opened) -> Value {
    let dossier = &opened.loaded.dossier;
    let counts = Counts::of(dossier);
    let labels = Labels::of(dossier);
    let links = LinkIndex::build(dossier);
    json::object([
        ("output", "visavis show".into()),
        ("output_version", 1.into()),
        ("file", file.to_string_lossy().into()),
        ("format_version", opened.loaded.version.into()),
        ("id", dossier.id().to_string().into()),
        ("title", dossier.title().into()),
        (
            "counts",
            json::object([
                ("meetings", dossier.meetings().len().into()),
                ("statements", counts.statements.into()),
                ("passages", counts.passages.into()),
                ("links", counts.links.into()),
                ("absences", counts.absences.into()),
                ("lost", counts.lost.into()),
                ("warnings", opened.loaded.warnings.len().into()),
            ]),
        ),
        (
            "parties",
            json::list(dossier.parties(), |party| {
                json::object([
                    ("id", party.id.to_string().into()),
                    ("name", party.name.as_str().into()),
                    ("short", party.short.as_str().into()),
                ])
            }),
        ),
        (
            "meetings",
            json::list(dossier.meetings(), |meeting| meeting_value(dossier, &labels, &links, meeting)),
        ),
    ])
}

fn meeting_value(dossier: &Dossier, labels: &Labels<'_>, links: &LinkIndex, meeting: &Meeting) -> Value {
    let details = meeting.details();
    json::object([
        ("id", meeting.id().to_string().into()),
        ("date", json::words(details.date)),
        ("title", details.title.as_str().into()),
        (
            "statements",
            json::list(meeting.statements(), |statement| statement_value(dossier, links, statement)),
        ),
        ("links", json::list(meeting.links(), |link| link_value(labels, link))),
        (
            "coverage",
            json::list(dossier.parties(), |party| {
                let coverage = coverage(dossier, links, meeting, party.id);
                let [answered, in_part, turned_aside, no_response, not_reviewed] =
                    Status::ALL.map(|status| (word(status), coverage.count(status).into()));
                json::object([
                    ("party", party.id.to_string().into()),
                    ("raised", coverage.raised.into()),
                    answered,
                    in_part,
                    turned_aside,
                    no_response,
                    not_reviewed,
                ])
            }),
        ),
        (
            "absences",
            json::list(meeting.absences(), |absence| {
                json::object([
                    ("party", absence.party.to_string().into()),
                    ("topic", json::words(dossier.topic(absence.topic).map(|topic| &topic.name))),
                    ("reason", absence.reason.as_str().into()),
                ])
            }),
        ),
    ])
}

fn statement_value(dossier: &Dossier, links: &LinkIndex, statement: &Statement) -> Value {
    let details = statement.details();
    let table = OffsetTable::new(statement.text());
    json::object([
        ("id", statement.id().to_string().into()),
        ("party", details.party.to_string().into()),
        ("language", details.language.as_str().into()),
        ("kind", details.source.kind.word().into()),
        ("publisher", details.source.publisher.as_str().into()),
        ("published", json::words(details.source.published)),
        ("sha256", statement.hash().to_string().into()),
        (
            "passages",
            json::list(statement.passages().iter(), |passage| {
                let place = table.chars_from_bytes(statement.text(), passage.range).unwrap_or_default();
                json::object([
                    ("id", passage.id.to_string().into()),
                    ("label", passage.label.to_string().into()),
                    ("tag", passage.tag.as_str().into()),
                    ("topic", json::words(passage.topic.and_then(|id| dossier.topic(id)).map(|t| &t.name))),
                    ("start", place.start().get().into()),
                    ("end", place.end().get().into()),
                    ("exact", statement.words(passage).into()),
                    ("said_by", said_by(passage)),
                    ("strength", passage.strength.map(|strength| strength.level()).into()),
                    ("no_response", passage.no_response.is_some().into()),
                    ("status", json::words(status(dossier, links, passage).map(word))),
                ])
            }),
        ),
        (
            "lost",
            json::list(statement.lost(), |lost| {
                json::object([
                    ("id", lost.passage.id.to_string().into()),
                    ("label", lost.passage.label.to_string().into()),
                    ("tag", lost.passage.tag.as_str().into()),
                    ("exact", lost.anchor.exact.as_str().into()),
                ])
            }),
        ),
    ])
}

/// A status for programs: these words never change.
fn word(status: Status) -> &'static str {
    match status {
        Status::Answered => "answered",
        Status::InPart => "in_part",
        Status::TurnedAside => "turned_aside",
        Status::NoResponse => "no_response",
        Status::NotReviewed => "not_reviewed",
    }
}

/// The word that the file has for it.
fn said_by(passage: &Passage) -> Value {
    match passage.said_by {
        None => Value::Null,
        Some(SaidBy::Own) => "own".into(),
        Some(SaidBy::Both) => "both".into(),
        Some(SaidBy::Third) => "third".into(),
        Some(SaidBy::Nobody) => "nobody".into(),
        Some(SaidBy::Party(party)) => party.to_string().into(),
    }
}

fn link_value(labels: &Labels<'_>, link: &Link) -> Value {
    json::object([
        ("id", link.id.to_string().into()),
        ("kind", link.kind.as_str().into()),
        ("from", link.from.to_string().into()),
        ("to", link.to.to_string().into()),
        ("from_label", labels.label(link.from)),
        ("to_label", labels.label(link.to)),
    ])
}
