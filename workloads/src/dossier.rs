//! A dossier of a given shape, as JSON objects in the program's format.
//!
//! Must not know: how the program saves a dossier; `make` brings it into that form.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Map, Value, json};
use visavis::model::{Codebook, Dossier, PassageId, Role};
use visavis::store::{default_codebook, to_bytes};
use visavis::text::{ByteOffset, ByteRange, OffsetTable};

use crate::dice::Dice;
use crate::places::places;
use crate::shape::Shape;
use crate::text::text;
use crate::words::{Script, Vocabulary};

/// One in so many passages and links has a note.
const NOTES: usize = 20;

/// How far, in passages, a near link's ends are from facing each other at most.
const NEAR: usize = 12;

/// A tag as far as passages need it.
struct Tag {
    id: String,
    letter: String,
    role: Role,
    verbs: Vec<(String, usize)>,
}

/// What all meetings share.
struct Maker {
    dice: Dice,
    vocabulary: Vocabulary,
    codebook: Value,
    tags: Vec<Tag>,
    kinds: Vec<String>,
    parties: [String; 2],
    topics: Vec<String>,
    reviewers: [String; 2],
    /// Passages of earlier meetings to which later ones may lead back.
    earlier: Vec<String>,
}

/// A passage that is being made.
struct Draft {
    id: String,
    fields: Map<String, Value>,
    raises: bool,
    answered: bool,
}

/// The dossier in the program's format, not yet as saving writes it.
pub(crate) fn draft(shape: Shape, seed: u64) -> Vec<u8> {
    let mut maker = Maker::new(shape, seed);
    let texts = maker.dice.shares(shape.text_bytes, shape.meetings);
    let passages = maker.dice.shares(shape.passages, shape.meetings);
    let links = maker.dice.shares(shape.links, shape.meetings);
    let header = maker.header(seed);
    // Meeting by meeting, so that a large dossier never stands here as objects.
    let mut bytes = header.to_string().into_bytes();
    bytes.pop();
    bytes.extend_from_slice(b",\"meetings\":[");
    for (index, ((text, passages), links)) in texts.into_iter().zip(passages).zip(links).enumerate() {
        if index > 0 {
            bytes.push(b',');
        }
        let sizes = Sizes { text, longest: shape.longest_paragraph, passages, links };
        bytes.extend_from_slice(maker.meeting(index, &sizes).to_string().as_bytes());
    }
    bytes.extend_from_slice(b"]}");
    bytes
}

/// How much of everything one meeting has.
struct Sizes {
    text: usize,
    longest: usize,
    passages: usize,
    links: usize,
}

impl Maker {
    fn new(shape: Shape, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let codebook = default_codebook();
        let vocabulary = Vocabulary::new(&mut dice, &codebook);
        let (value, tags) = codebook_with(&codebook, shape.tags);
        let mut id = || PassageId::from_bytes(dice.bytes()).to_string();
        let parties = [id(), id()];
        let reviewers = [id(), id()];
        let topics = (0..shape.topics).map(|_| id()).collect();
        Self {
            vocabulary,
            codebook: value,
            tags,
            kinds: codebook.link_kinds().iter().map(|kind| kind.id.as_str().to_owned()).collect(),
            parties,
            topics,
            reviewers,
            earlier: Vec::new(),
            dice,
        }
    }

    /// A new id. All kinds of ids look alike in the file.
    fn id(&mut self) -> String {
        PassageId::from_bytes(self.dice.bytes()).to_string()
    }

    fn header(&mut self, seed: u64) -> Value {
        let [ostavia, merland] = self.parties.clone();
        let topics: Vec<Value> = self
            .topics
            .iter()
            .map(|id| json!({ "id": id, "name": self.vocabulary.title(&mut self.dice, Script::Latin, 2) }))
            .collect();
        let [first, second] = self.reviewers.clone();
        json!({
            "format": "vis-a-vis dossier",
            "version": 1,
            "id": self.id(),
            "title": format!("Ostavia – Merland, made from {seed}"),
            "parties": [
                { "id": ostavia, "name": "Ostavia", "short": "OS", "colour": "red",
                  "aliases": ["the Ostavian side", "остависская сторона"] },
                { "id": merland, "name": "Merland", "short": "ME", "colour": "blue",
                  "aliases": ["the Merland side", "мерландская сторона"] },
            ],
            "codebook": self.codebook,
            "topics": topics,
            "reviewers": [{ "id": first, "name": "Reviewer 1" }, { "id": second, "name": "Reviewer 2" }],
        })
    }

    fn meeting(&mut self, index: usize, sizes: &Sizes) -> Value {
        let day = format!("{}-{:02}-{:02}", 2012 + index / 336, index / 28 % 12 + 1, index % 28 + 1);
        let mut counters: BTreeMap<String, u32> = BTreeMap::new();
        let mut statements = Vec::new();
        let mut sides = Vec::new();
        let (text_a, passages_a) = (sizes.text / 2, sizes.passages / 2);
        let halves = [(text_a, passages_a), (sizes.text - text_a, sizes.passages - passages_a)];
        for (side, (bytes, count)) in halves.into_iter().enumerate() {
            let longest = sizes.longest.min(bytes);
            let text = text(&mut self.dice, &self.vocabulary, bytes, longest);
            sides.push(self.passages(&text, count, side, &day, &mut counters));
            statements.push(self.statement(side, &day, text));
        }
        let links = self.links(&mut sides, sizes.links, &day);
        for side in &mut sides {
            self.confirm_no_response(side, &day);
        }
        if let Some(passage) = sides.first().and_then(|side| side.first()) {
            self.earlier.push(passage.id.clone());
        }
        for (statement, side) in statements.iter_mut().zip(sides) {
            let passages = side.into_iter().map(|passage| Value::Object(passage.fields)).collect();
            statement.insert("passages".to_owned(), Value::Array(passages));
        }
        let absences: Vec<Value> = if self.dice.one_in(3) {
            let topic = self.dice.pick(&self.topics).cloned();
            let [_, party] = self.parties.clone();
            let id = self.id();
            topic.map(|topic| json!({ "id": id, "party": party, "topic": topic })).into_iter().collect()
        } else {
            Vec::new()
        };
        json!({
            "id": self.id(),
            "date": day,
            "title": self.vocabulary.title(&mut self.dice, Script::Latin, 3),
            "place": self.vocabulary.title(&mut self.dice, Script::Latin, 1),
            "statements": statements,
            "links": links,
            "absences": absences,
            "labels": counters,
        })
    }

    fn statement(&mut self, side: usize, day: &str, text: String) -> Map<String, Value> {
        let statement = json!({
            "id": self.id(),
            "party": self.parties.get(side),
            "language": if side == 0 { "en" } else { "ru" },
            "source": {
                "publisher": self.vocabulary.title(&mut self.dice, Script::Latin, 2),
                "kind": "press_release",
                "published": day,
                "completeness": "full",
            },
            "text": text,
        });
        match statement {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    fn passages(
        &mut self,
        text: &str,
        count: usize,
        side: usize,
        day: &str,
        counters: &mut BTreeMap<String, u32>,
    ) -> Vec<Draft> {
        let table = OffsetTable::new(text);
        let ranges = places(&mut self.dice, text, count);
        let made = ranges.into_iter().enumerate();
        made.filter_map(|(n, range)| self.passage(text, &table, range, (n, side), day, counters)).collect()
    }

    /// The passage that is the `n`th of its side.
    fn passage(
        &mut self,
        text: &str,
        table: &OffsetTable,
        range: Range<usize>,
        (n, side): (usize, usize),
        day: &str,
        counters: &mut BTreeMap<String, u32>,
    ) -> Option<Draft> {
        let id = self.id();
        let place = ByteRange::spanning(ByteOffset::new(range.start), ByteOffset::new(range.end));
        let place = table.chars_from_bytes(text, place)?;
        let tag = self.tags.get(self.dice.skewed(self.tags.len()))?;
        let number = counters.entry(tag.letter.clone()).or_default();
        *number += 1;
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        put("id", json!(id));
        put("label", json!(format!("{}{number}", tag.letter)));
        put("tag", json!(tag.id));
        if !self.dice.one_in(8) {
            put("topic", json!(self.topics.get(self.dice.skewed(self.topics.len()))));
        }
        put("start", json!(place.start().get()));
        put("end", json!(place.end().get()));
        put("exact", json!(text.get(range)?));
        let other = self.parties.get(1 - side.min(1))?;
        let said_by = match self.dice.below(20) {
            0 => other.as_str(),
            1 => "both",
            2 => "nobody",
            3 => "third",
            4..=9 => "own",
            _ => "",
        };
        if !said_by.is_empty() {
            put("said_by", json!(said_by));
        }
        if let Some((verb, level)) = self.dice.pick(&tag.verbs)
            && self.dice.one_in(3)
        {
            put("verb", json!(verb));
            put("strength", json!(level));
        }
        if self.dice.one_in(NOTES) {
            put("note", json!(self.vocabulary.sentence(&mut self.dice, Script::Latin)));
        }
        put("reviewer", json!(self.reviewers.get(n % 2)));
        put("created", json!(moment(day, n)));
        if self.dice.one_in(10) {
            put("modified", json!(moment(day, n + 7_000)));
        }
        Some(Draft { id, fields, raises: tag.role == Role::Raises, answered: false })
    }

    /// Links from one side to the other; a few lead back to earlier meetings.
    fn links(&mut self, sides: &mut [Vec<Draft>], count: usize, day: &str) -> Vec<Value> {
        let [a, b] = sides else { return Vec::new() };
        if a.is_empty() || b.is_empty() {
            return Vec::new();
        }
        let most = a.len() * b.len() * self.kinds.len();
        let mut said = BTreeSet::new();
        let mut links = Vec::with_capacity(count);
        while links.len() < count.min(most) {
            let in_a = self.dice.below(a.len());
            let in_b = if self.dice.one_in(4) {
                self.dice.below(b.len())
            } else {
                let facing = in_a * b.len() / a.len() + self.dice.below(2 * NEAR + 1);
                facing.saturating_sub(NEAR).min(b.len() - 1)
            };
            let kind = self.kinds.get(links.len() % self.kinds.len().max(1)).cloned();
            let forth = self.dice.one_in(5);
            let back = !self.earlier.is_empty() && self.dice.one_in(30);
            let (Some(kind), Some(a), Some(b)) = (kind, a.get_mut(in_a), b.get_mut(in_b)) else { break };
            let (from, to) = if forth { (a, b) } else { (b, a) };
            let to_id = match self.dice.pick(&self.earlier) {
                Some(earlier) if back => earlier.clone(),
                _ => {
                    to.answered = true;
                    to.id.clone()
                }
            };
            let from = from.id.clone();
            if !said.insert((from.clone(), to_id.clone(), kind.clone())) {
                continue;
            }
            let mut link = json!({ "id": self.id(), "kind": kind, "from": from, "to": to_id });
            if let Value::Object(fields) = &mut link {
                if self.dice.one_in(NOTES) {
                    let note = self.vocabulary.sentence(&mut self.dice, Script::Latin);
                    fields.insert("note".to_owned(), json!(note));
                }
                fields.insert("reviewer".to_owned(), json!(self.reviewers.get(links.len() % 2)));
                fields.insert("created".to_owned(), json!(moment(day, links.len())));
            }
            links.push(link);
        }
        links
    }

    /// Some of the concerns that nothing answers are confirmed as such.
    fn confirm_no_response(&mut self, side: &mut [Draft], day: &str) {
        for passage in side.iter_mut().filter(|passage| passage.raises && !passage.answered) {
            if self.dice.one_in(NOTES) {
                let reason = self.vocabulary.sentence(&mut self.dice, Script::Latin);
                let [reviewer, _] = &self.reviewers;
                let confirmed =
                    json!({ "reason": reason, "reviewer": reviewer, "created": moment(day, 3_600) });
                passage.fields.insert("no_response".to_owned(), confirmed);
            }
        }
    }
}

/// So many seconds after eight o'clock.
fn moment(day: &str, seconds: usize) -> String {
    let (hour, minute, second) = (8 + seconds / 3_600 % 12, seconds / 60 % 60, seconds % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The program's codebook with so many tags in all, as the file has it and as passages need it.
fn codebook_with(codebook: &std::sync::Arc<Codebook>, count: usize) -> (Value, Vec<Tag>) {
    const COLOURS: [&str; 4] = ["teal", "indigo", "olive", "brown"];
    let empty = to_bytes(&Dossier::new("", std::sync::Arc::clone(codebook)));
    let mut file: Value = serde_json::from_slice(&empty).unwrap_or_default();
    let mut value = file.get_mut("codebook").map(Value::take).unwrap_or_default();
    let mut tags: Vec<Tag> = codebook
        .tags()
        .iter()
        .map(|tag| Tag {
            id: tag.id.as_str().to_owned(),
            letter: tag.letter.clone(),
            role: tag.role,
            verbs: codebook.family(&tag.family).into_iter().flat_map(|family| &family.levels).fold(
                Vec::new(),
                |mut verbs, level| {
                    let english = level.verbs.get("en").into_iter().flatten().cloned();
                    verbs.extend(english.map(|verb| (verb, usize::from(level.level))));
                    verbs
                },
            ),
        })
        .collect();
    let list = value.get_mut("tags").and_then(Value::as_array_mut);
    if let Some(list) = list {
        for (n, second) in ('A'..='Z').enumerate().take(count.saturating_sub(tags.len())) {
            let (id, letter) = (format!("made_up_{}", n + 1), format!("X{second}"));
            let colour = COLOURS.get(n % COLOURS.len());
            list.push(json!({
                "id": id, "name": { "en": format!("Made up {}", n + 1) }, "role": "other", "letter": letter,
                "colour": colour, "family": "assertive",
            }));
            tags.push(Tag { id, letter, role: Role::Other, verbs: Vec::new() });
        }
    }
    (value, tags)
}
