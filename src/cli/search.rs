//! `visavis search`: where words stand in a dossier, for people or as JSON.
//!
//! Must not know: how they are found.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use lexopt::{Arg, ValueExt as _};
use serde_json::Value;

use super::help::Call;
use super::{Answer, Refusal, count, json, plain, shown, words};
use crate::analysis::search::{self, Group, Hit, Limits, Order, Problem, Query, Snippet, Source, Total};
use crate::model::{Dossier, Meeting, MeetingId, PassageId, StatementId};
use crate::store;
use crate::text::{ByteRange, OffsetTable};

fn refuse<T>(problem: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Words(problem.into(), Some(Call::Search)))
}

/// What the call asks for.
#[derive(Default)]
struct Asked {
    file: Option<PathBuf>,
    typed: Vec<String>,
    limits: Limits,
    as_json: bool,
}

pub(super) fn run(mut parser: lexopt::Parser) -> Result<Answer, Refusal> {
    let words = words(Call::Search);
    let mut asked = Asked::default();
    loop {
        // «-visa» is a word that must not be there, not five options.
        if let Some(mut raw) = parser.try_raw_args()
            && asked.file.is_some()
            && let Some(word) = raw.next_if(|word| is_unwanted_word(&word.to_string_lossy()))
        {
            asked.typed.push(word.string().map_err(&words)?);
            continue;
        }
        let Some(argument) = parser.next().map_err(&words)? else { break };
        match argument {
            Arg::Long("help") | Arg::Short('h') => {
                return Ok(Answer { out: Call::Search.usage().to_owned(), ..Answer::default() });
            }
            Arg::Long("json") => asked.as_json = true,
            Arg::Long("best") => asked.limits.order = Order::Best,
            Arg::Long("limit") => {
                asked.limits.hits = parser.value().and_then(|value| value.parse()).map_err(&words)?;
            }
            Arg::Value(value) if asked.file.is_none() => asked.file = Some(value.into()),
            Arg::Value(value) => asked.typed.push(value.string().map_err(&words)?),
            other => return Err(words(other.unexpected())),
        }
    }
    let Some(path) = &asked.file else { return refuse("search in which file?") };
    let typed = asked.typed.join(" ");
    if typed.trim().is_empty() {
        return refuse("search for what? Add words after the file");
    }
    let opened =
        store::open_file(path).map_err(|error| Refusal::Unreadable(format!("{}: {error}", shown(path))))?;
    Ok(answer(&opened.loaded.dossier, path, &typed, &asked))
}

/// Whether an argument with a dash is a word of the search.
fn is_unwanted_word(argument: &str) -> bool {
    argument.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && !rest.starts_with('-') && rest != "h")
}

fn answer(dossier: &Dossier, path: &Path, typed: &str, asked: &Asked) -> Answer {
    let query = Query::parse(dossier, typed);
    let mut groups = Vec::new();
    let total = search::run(dossier, None, &query, asked.limits, &|| false, &mut |group| groups.push(group));
    let mut answer = Answer { code: u8::from(total.count == 0), ..Answer::default() };
    if asked.as_json {
        answer.out = json::text(&value(dossier, path, typed, &query, &groups, total));
        return answer;
    }
    for Problem { message, .. } in query.problems() {
        answer.complain(plain(message));
    }
    for group in groups.iter().filter(|group| !group.hits.is_empty()) {
        tell(&mut answer, dossier, group);
    }
    answer.say(in_short(total));
    answer
}

/// "7 places in 3 meetings; the first 5 are shown".
fn in_short(total: Total) -> String {
    if total.count == 0 {
        return "nothing found".to_owned();
    }
    let places = count(total.count, "place", "places");
    let cut = if total.shown < total.count {
        format!("; the first {} are shown", total.shown)
    } else {
        String::new()
    };
    format!("{places} in {}{cut}", count(total.groups, "meeting", "meetings"))
}

fn meeting(dossier: &Dossier, id: Option<MeetingId>) -> Option<&Meeting> {
    id.and_then(|id| dossier.meeting(id)).map(AsRef::as_ref)
}

fn party(dossier: &Dossier, meeting: Option<&Meeting>, statement: Option<StatementId>) -> Option<String> {
    let party = meeting?.statement(statement?)?.party();
    dossier.party(party).map(|party| party.name.clone())
}

fn label(dossier: &Dossier, group: &Group, source: Source, id: PassageId) -> Option<String> {
    let lost = || {
        let statement = meeting(dossier, group.meeting)?.statement(source.statement()?)?;
        let lost = statement.lost().iter().map(|lost| &lost.passage);
        lost.into_iter().find(|passage| passage.id == id).map(|passage| passage.label.to_string())
    };
    dossier.passage(id).map(|(.., passage)| passage.label.to_string()).or_else(lost)
}

fn tell(answer: &mut Answer, dossier: &Dossier, group: &Group) {
    let found_in = meeting(dossier, group.meeting);
    let heading = found_in.map_or_else(
        || plain(dossier.title()),
        |meeting| {
            let details = meeting.details();
            let date = details.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
            format!("{date}  {}", plain(&details.title))
        },
    );
    answer.say(format!("{heading} ({})", group.count));
    for hit in &group.hits {
        let party = party(dossier, found_in, hit.source.statement());
        let labels: Vec<String> =
            hit.passages.iter().filter_map(|id| label(dossier, group, hit.source, *id)).collect();
        let about = [party.as_deref(), Some(hit.source.words())].into_iter().flatten();
        let about = about.map(plain).collect::<Vec<_>>().join(", ");
        let labels = if labels.is_empty() { String::new() } else { format!(" {}", labels.join(" ")) };
        answer.say(format!("  {about}{labels}: {}", in_line(&hit.snippet)));
    }
    answer.say("");
}

fn in_line(snippet: &Snippet) -> String {
    let dots = |cut: bool| if cut { "…" } else { "" };
    format!("{}{}{}", dots(snippet.cut_before), plain(snippet.text.trim_end()), dots(snippet.cut_after))
}

fn value(
    dossier: &Dossier,
    path: &Path,
    typed: &str,
    query: &Query,
    groups: &[Group],
    total: Total,
) -> Value {
    let table = OffsetTable::new(typed);
    json::object([
        ("output", "visavis search".into()),
        ("output_version", 1.into()),
        ("file", path.to_string_lossy().into()),
        ("query", typed.into()),
        (
            "problems",
            json::list(query.problems(), |problem| {
                let [start, end] = place(typed, &table, problem.range);
                json::object([("start", start), ("end", end), ("message", problem.message.as_str().into())])
            }),
        ),
        ("count", total.count.into()),
        ("shown", total.shown.into()),
        ("groups", {
            // Of a text with many hits the code points are counted once.
            let mut tables = HashMap::new();
            json::list(groups, |group| group_value(dossier, group, &mut tables))
        }),
    ])
}

/// Start and end in code points.
fn place(text: &str, table: &OffsetTable, range: ByteRange) -> [Value; 2] {
    let chars = table.chars_from_bytes(text, range);
    [chars.map(|chars| chars.start().get()).into(), chars.map(|chars| chars.end().get()).into()]
}

fn group_value(dossier: &Dossier, group: &Group, tables: &mut HashMap<StatementId, OffsetTable>) -> Value {
    let found_in = meeting(dossier, group.meeting);
    json::object([
        ("meeting", json::words(group.meeting)),
        ("date", json::words(found_in.and_then(|meeting| meeting.details().date))),
        ("title", found_in.map_or(dossier.title(), |meeting| &meeting.details().title).into()),
        ("count", group.count.into()),
        ("hits", json::list(&group.hits, |hit| hit_value(dossier, group, hit, tables))),
    ])
}

fn hit_value(
    dossier: &Dossier,
    group: &Group,
    hit: &Hit,
    tables: &mut HashMap<StatementId, OffsetTable>,
) -> Value {
    let text = hit.source.text(dossier, group.meeting).unwrap_or_default();
    let own;
    let table = match hit.source {
        Source::Text(statement) => &*tables.entry(statement).or_insert_with(|| OffsetTable::new(&text)),
        _ => {
            own = OffsetTable::new(&text);
            &own
        }
    };
    let [start, end] = place(&text, table, hit.range);
    let snippet = &hit.snippet;
    let snippet_table = OffsetTable::new(&snippet.text);
    json::object([
        ("source", word(hit.source).into()),
        ("statement", json::words(hit.source.statement())),
        ("party", json::words(party(dossier, meeting(dossier, group.meeting), hit.source.statement()))),
        ("link", json::words(if let Source::LinkNote(id) = hit.source { Some(id) } else { None })),
        ("passages", json::list(&hit.passages, |id| id.to_string().into())),
        ("labels", json::list(&hit.passages, |id| json::words(label(dossier, group, hit.source, *id)))),
        ("start", start),
        ("end", end),
        (
            "words",
            json::list(&hit.words, |word| {
                let [start, end] = place(&text, table, *word);
                let exact = word.slice(&text).unwrap_or_default();
                json::object([("start", start), ("end", end), ("exact", exact.into())])
            }),
        ),
        ("near", hit.near.into()),
        ("snippet", snippet.text.as_str().into()),
        (
            "marks",
            json::list(&snippet.marks, |mark| {
                let [start, end] = place(&snippet.text, &snippet_table, *mark);
                json::object([("start", start), ("end", end)])
            }),
        ),
    ])
}

/// A source for programs: these words never change.
fn word(source: Source) -> &'static str {
    match source {
        Source::DossierNote => "dossier_note",
        Source::Title => "title",
        Source::Venue => "place",
        Source::Participant(_) => "participant",
        Source::MeetingNote => "meeting_note",
        Source::Headline(_) => "headline",
        Source::Publisher(_) => "publisher",
        Source::Text(_) => "text",
        Source::PassageNote(..) => "passage_note",
        Source::Reason(..) => "no_response_reason",
        Source::LinkNote(_) => "link_note",
        Source::Absence(_) => "absence_reason",
    }
}
