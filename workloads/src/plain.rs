//! A pair of statements as plain text and lists, for other programs.
//!
//! Must not know: what they do with it, or the disk.

use std::collections::HashMap;

use serde_json::{Value, json};
use visavis::model::{Dossier, Link, Statement};
use visavis::text::OffsetTable;

/// A file that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainFile {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The two statements of the first meeting as `docA.txt`, `docB.txt`, `spansA.json`, `spansB.json`
/// (`[{"id","start","end","tag"}]` in code points), `links.json` (`[[idA, idB]]`, links between the
/// two) and `tags.json` (`[{"id","name","colour"}]`). Empty where there are no two statements.
#[must_use]
pub fn plain(dossier: &Dossier) -> Vec<PlainFile> {
    let Some(meeting) = dossier.meetings().first() else { return Vec::new() };
    let [a, b, ..] = meeting.statements() else { return Vec::new() };
    // Which of the two a passage stands in.
    let mut side = HashMap::new();
    side.extend(a.passages().iter().map(|passage| (passage.id, 0)));
    side.extend(b.passages().iter().map(|passage| (passage.id, 1)));
    let pair = |link: &Link| match (side.get(&link.from)?, side.get(&link.to)?) {
        (0, 1) => Some(json!([link.from.to_string(), link.to.to_string()])),
        (1, 0) => Some(json!([link.to.to_string(), link.from.to_string()])),
        _ => None,
    };
    let links: Vec<Value> = meeting.links().filter_map(|link| pair(link)).collect();
    let tags: Vec<Value> = dossier
        .codebook()
        .tags()
        .iter()
        .map(|tag| json!({ "id": tag.id.as_str(), "name": tag.name.en(), "colour": tag.colour.name() }))
        .collect();
    let text = |statement: &Statement| statement.text().as_str().as_bytes().to_vec();
    vec![
        PlainFile { name: "docA.txt", bytes: text(a) },
        PlainFile { name: "docB.txt", bytes: text(b) },
        list("spansA.json", spans(a)),
        list("spansB.json", spans(b)),
        list("links.json", links),
        list("tags.json", tags),
    ]
}

fn list(name: &'static str, values: Vec<Value>) -> PlainFile {
    PlainFile { name, bytes: Value::Array(values).to_string().into_bytes() }
}

fn spans(statement: &Statement) -> Vec<Value> {
    let text = statement.text().as_str();
    let table = OffsetTable::new(text);
    let span = |passage: &visavis::model::Passage| {
        let range = table.chars_from_bytes(text, passage.range)?;
        Some(json!({
            "id": passage.id.to_string(),
            "start": range.start().get(),
            "end": range.end().get(),
            "tag": passage.tag.as_str(),
        }))
    };
    statement.passages().iter().filter_map(|passage| span(passage)).collect()
}
