//! From a sample's lines to a dossier, by the same edits that the window makes.
//!
//! Ids and times follow from the text, so that the same text gives the same file.
//! Must not know: files.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use visavis::edit::{Edit, Transaction, apply};
use visavis::model::{
    Absence, AbsenceId, Completeness, Delivery, Dossier, DossierId, Extra, Label, LabelCounters, Link,
    LinkId, LinkKindId, Meeting, MeetingDetails, MeetingId, Moment, NoResponse, Palette, Participant, Party,
    PartyId, Passage, PassageId, Place, Reviewer, ReviewerId, SaidBy, Source, SourceKind, Statement,
    StatementDetails, StatementId, Strength, TagId, Topic, TopicId,
};
use visavis::text::{ByteOffset, ByteRange, CleanText};

use super::parse::{Kind, Line, fields};

/// A statement whose lines are still being read.
struct Draft {
    id: StatementId,
    details: StatementDetails,
    paragraphs: Vec<String>,
    /// Label, paragraph and bytes in it.
    marks: BTreeMap<String, ByteRange>,
    length: usize,
}

/// A meeting that is being read.
struct Now {
    id: MeetingId,
    date: String,
    details: MeetingDetails,
    added: bool,
    statement: Option<Draft>,
    place: Option<Place>,
    statements: usize,
    things: u32,
}

struct Builder {
    dossier: Dossier,
    parties: BTreeMap<String, PartyId>,
    topics: BTreeMap<String, TopicId>,
    reviewers: BTreeMap<String, ReviewerId>,
    first_reviewer: Option<ReviewerId>,
    /// "DATE:LABEL" to passages.
    passages: BTreeMap<String, PassageId>,
    now: Option<Now>,
}

/// Makes the dossier.
///
/// # Errors
///
/// "line: what is wrong".
pub(crate) fn dossier(lines: &[Line]) -> Result<Dossier, String> {
    let title = match lines.first().map(|line| &line.kind) {
        Some(Kind::Word(word, parts)) if word == "dossier" => parts.join(" | "),
        _ => return Err("1: the first line names the dossier".to_owned()),
    };
    let id = DossierId::from_bytes(bytes(&["dossier", &title]));
    let mut builder = Builder {
        dossier: Dossier::with_id(id, &title, visavis::store::default_codebook(), Extra::default()),
        parties: BTreeMap::new(),
        topics: BTreeMap::new(),
        reviewers: BTreeMap::new(),
        first_reviewer: None,
        passages: BTreeMap::new(),
        now: None,
    };
    for line in lines.iter().skip(1) {
        builder.line(&line.kind).map_err(|error| format!("{}: {error}", line.number))?;
    }
    builder.finish_statement()?;
    builder.finish_meeting()?;
    match builder.dossier.check().into_iter().next() {
        None => Ok(builder.dossier),
        Some(problem) => Err(format!("0: {problem}")),
    }
}

/// The bytes of an id.
fn bytes(name: &[&str]) -> [u8; 16] {
    let hash = Sha256::digest(name.join("\u{1f}").as_bytes());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(hash) {
        *to = from;
    }
    bytes
}

impl Builder {
    fn edit(&mut self, edits: Vec<Edit>) -> Result<(), String> {
        let transaction = Transaction { label: "Sample".to_owned(), edits, focus: None, merge: None };
        apply(&mut self.dossier, &transaction).map(|_| ()).map_err(|error| error.to_string())
    }

    fn name<'a>(&'a self, parts: &[&'a str]) -> [u8; 16] {
        let mut all = vec![self.dossier.title()];
        all.extend(parts);
        bytes(&all)
    }

    fn now(&mut self) -> Result<&mut Now, String> {
        self.now.as_mut().ok_or_else(|| "no meeting has begun".to_owned())
    }

    fn line(&mut self, kind: &Kind) -> Result<(), String> {
        let (word, parts) = match kind {
            Kind::Paragraph(text, marks) => return self.paragraph(text, marks),
            Kind::Word(word, parts) => (word.as_str(), parts.as_slice()),
        };
        let part = |index: usize| parts.get(index).map_or("", String::as_str);
        if !matches!(word, "title" | "tag") {
            self.finish_statement()?;
        }
        match word {
            "note" => self.note(&parts.join(" | ")),
            "party" => {
                let colour = Palette::from_name(part(2)).ok_or("no such colour")?;
                let mut party = Party::new(part(1), colour);
                party.id = PartyId::from_bytes(self.name(&["party", part(0)]));
                part(0).clone_into(&mut party.short);
                party.aliases = part(3).split("; ").map(str::to_owned).collect();
                self.parties.insert(part(0).to_owned(), party.id);
                self.edit(vec![Edit::PutParty { index: usize::MAX, party }])
            }
            "reviewer" => {
                let mut reviewer = Reviewer::new(part(0));
                reviewer.id = ReviewerId::from_bytes(self.name(&["reviewer", part(0)]));
                self.reviewers.insert(part(0).to_owned(), reviewer.id);
                self.first_reviewer.get_or_insert(reviewer.id);
                self.edit(vec![Edit::PutReviewer { index: usize::MAX, reviewer }])
            }
            "topic" => {
                let mut topic = Topic::new(part(1));
                topic.id = TopicId::from_bytes(self.name(&["topic", part(0)]));
                self.topics.insert(part(0).to_owned(), topic.id);
                self.edit(vec![Edit::PutTopic { index: usize::MAX, topic }])
            }
            "meeting" => self.meeting(part(0), part(1)),
            "place" => {
                part(0).clone_into(&mut self.now()?.details.place);
                Ok(())
            }
            "participant" => {
                let party = self.parties.get(part(0)).copied();
                self.now()?.details.participants.push(Participant {
                    name: part(1).to_owned(),
                    office: part(2).to_owned(),
                    party,
                    extra: Extra::default(),
                });
                Ok(())
            }
            "statement" => self.statement(parts),
            "title" => {
                let draft = self.now()?.statement.as_mut().ok_or("a title without a statement")?;
                draft.details.source.title = parts.join(" | ");
                Ok(())
            }
            "tag" => self.tag(parts),
            "link" => self.link(parts),
            "noresponse" => self.no_response(part(0), part(1)),
            "absence" => self.absence(part(0), part(1), part(2)),
            other => Err(format!("«{other}» means nothing")),
        }
    }

    fn note(&mut self, text: &str) -> Result<(), String> {
        let add = |note: &mut String| {
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(text);
        };
        match &mut self.now {
            Some(now) => {
                add(&mut now.details.note);
                Ok(())
            }
            None => {
                let mut note = self.dossier.note().to_owned();
                add(&mut note);
                self.edit(vec![Edit::SetNote(note)])
            }
        }
    }

    fn meeting(&mut self, date: &str, title: &str) -> Result<(), String> {
        self.finish_meeting()?;
        let day = date.parse().map_err(|_| format!("«{date}» is no date"))?;
        self.now = Some(Now {
            id: MeetingId::from_bytes(self.name(&["meeting", date])),
            date: date.to_owned(),
            details: MeetingDetails { date: Some(day), title: title.to_owned(), ..MeetingDetails::default() },
            added: false,
            statement: None,
            place: None,
            statements: 0,
            things: 0,
        });
        Ok(())
    }

    /// Adds the meeting once all that its head says is known.
    fn add_meeting(&mut self) -> Result<(), String> {
        let now = self.now()?;
        if now.added {
            return Ok(());
        }
        now.added = true;
        let meeting = Meeting::with_id(now.id, now.details.clone(), Extra::default());
        self.edit(vec![Edit::AddMeeting(Arc::new(meeting))])
    }

    fn finish_meeting(&mut self) -> Result<(), String> {
        self.finish_statement()?;
        if self.now.is_some() {
            self.add_meeting()?;
        }
        self.now = None;
        Ok(())
    }

    fn statement(&mut self, parts: &[String]) -> Result<(), String> {
        self.add_meeting()?;
        let part = |index: usize| parts.get(index).map_or("", String::as_str);
        let party = *self.parties.get(part(0)).ok_or_else(|| format!("no party is called {}", part(0)))?;
        let kind = match part(2) {
            "press_remarks" => SourceKind::Remarks,
            "media_report" => SourceKind::Article,
            word => known(SourceKind::from_word(word), word)?,
        };
        let delivery = match part(6) {
            "" => None,
            "written" | "social_post" => Some(Delivery::Published),
            word => Some(Delivery::from_word(word)),
        };
        let published = part(4).parse().map_err(|_| format!("«{}» is no date", part(4)))?;
        let source = Source {
            publisher: part(3).to_owned(),
            kind,
            title: String::new(),
            url: part(7).to_owned(),
            published: Some(published),
            delivery,
            completeness: Completeness::from_word(part(5)),
            extra: Extra::default(),
        };
        let number = self.now()?.statements.to_string();
        let date = self.now()?.date.clone();
        let id = StatementId::from_bytes(self.name(&["statement", &date, &number]));
        let details = StatementDetails { party, language: part(1).to_owned(), source };
        let now = self.now()?;
        now.statements += 1;
        now.place = None;
        now.statement =
            Some(Draft { id, details, paragraphs: Vec::new(), marks: BTreeMap::new(), length: 0 });
        Ok(())
    }

    fn paragraph(&mut self, text: &str, marks: &[(String, std::ops::Range<usize>)]) -> Result<(), String> {
        let draft = self.now()?.statement.as_mut().ok_or("a paragraph without a statement")?;
        let start = if draft.paragraphs.is_empty() { 0 } else { draft.length + 1 };
        for (label, range) in marks {
            let range =
                ByteRange::new(ByteOffset::new(start + range.start), ByteOffset::new(start + range.end));
            let range = range.filter(|range| !range.is_empty()).ok_or("an empty passage")?;
            if draft.marks.insert(label.clone(), range).is_some() {
                return Err(format!("{label} stands twice"));
            }
        }
        draft.length = start + text.len();
        draft.paragraphs.push(text.to_owned());
        Ok(())
    }

    /// Adds the statement itself, before the first of its passages.
    fn add_statement(&mut self) -> Result<(Place, BTreeMap<String, ByteRange>), String> {
        let now = self.now()?;
        let draft = now.statement.as_ref().ok_or("no statement has begun")?;
        let place = Place { meeting: now.id, statement: draft.id };
        let marks = draft.marks.clone();
        if now.place == Some(place) {
            return Ok((place, marks));
        }
        now.place = Some(place);
        let written = draft.paragraphs.join("\n");
        let text = CleanText::new(&written);
        if text.as_str() != written {
            return Err("the text is not clean, so places in it would move".to_owned());
        }
        let statement = Statement::with_id(draft.id, draft.details.clone(), text, Extra::default());
        let index = now.statements;
        let meeting = now.id;
        self.edit(vec![Edit::AddStatement { meeting, index, statement: Arc::new(statement) }])?;
        Ok((place, marks))
    }

    fn finish_statement(&mut self) -> Result<(), String> {
        if self.now.as_ref().is_none_or(|now| now.statement.is_none()) {
            return Ok(());
        }
        let (_, marks) = self.add_statement()?;
        let date = self.now()?.date.clone();
        if let Some(label) =
            marks.keys().find(|label| !self.passages.contains_key(&format!("{date}:{label}")))
        {
            return Err(format!("{label} has no tag"));
        }
        self.now()?.statement = None;
        Ok(())
    }

    /// The next moment at which the reviewer did something in this meeting.
    fn moment(&mut self) -> Result<Moment, String> {
        let now = self.now()?;
        let (hour, minute) = (9 + now.things / 30, now.things % 30 * 2);
        now.things += 1;
        let text = format!("{}T{hour:02}:{minute:02}:00Z", now.date);
        let moment: Moment = text.parse().map_err(|_| format!("«{text}» is no time"))?;
        // The day after the meeting.
        Moment::from_second(moment.as_second() + 24 * 3600).map_err(|error| error.to_string())
    }

    fn reviewer(&self, name: Option<&str>) -> Result<Option<ReviewerId>, String> {
        match name {
            None => Ok(self.first_reviewer),
            Some(name) => self
                .reviewers
                .get(name)
                .map(|id| Some(*id))
                .ok_or_else(|| format!("no reviewer is called {name}")),
        }
    }

    fn tag(&mut self, parts: &[String]) -> Result<(), String> {
        let (place, marks) = self.add_statement()?;
        let head = parts.first().map_or("", String::as_str);
        let (label_text, tag) = head.split_once(' ').ok_or("a label and a tag are expected")?;
        let label: Label = label_text.parse()?;
        let tag = TagId::new(tag);
        let letter = self.dossier.codebook().tag(&tag).map(|tag| tag.letter.clone()).ok_or("no such tag")?;
        if letter != label.letters() {
            return Err(format!("{label} has not the letters of its tag, {letter}"));
        }
        let known = ["topic", "said_by", "verb", "strength", "note", "words", "reviewer"];
        let fields: BTreeMap<&str, &str> = fields(parts, &known)?.into_iter().collect();
        let range = match fields.get("words") {
            Some(words) => self.range_of(place, words)?,
            None => *marks.get(label_text).ok_or_else(|| format!("{label} is nowhere in the text"))?,
        };
        let strength = match fields.get("strength") {
            None => None,
            Some(level) => {
                let level = level.parse().ok().and_then(Strength::new);
                Some(level.ok_or("a strength is 1 to 5")?)
            }
        };
        let topic = match fields.get("topic") {
            None => None,
            Some(key) => Some(*self.topics.get(*key).ok_or_else(|| format!("no topic is called {key}"))?),
        };
        let said_by = match fields.get("said_by") {
            None => None,
            Some(word) => Some(self.said_by(place, word)?),
        };
        let at = self.moment()?;
        let name = format!("{}:{label}", self.now()?.date);
        let id = PassageId::from_bytes(self.name(&["passage", &name]));
        let text = |field: &str| fields.get(field).map_or_else(String::new, |text| (*text).to_owned());
        let passage = Passage {
            id,
            label: label.clone(),
            former_labels: Vec::new(),
            tag,
            topic,
            range,
            said_by,
            verb: text("verb"),
            suggested_by: String::new(),
            strength,
            note: text("note"),
            no_response: None,
            reviewer: self.reviewer(fields.get("reviewer").copied())?,
            created: at,
            modified: at,
            extra: Extra::default(),
        };
        let labels = self.labels_with(place.meeting, &label)?;
        self.passages.insert(name, id);
        self.edit(vec![
            Edit::SetLabels { meeting: place.meeting, counters: labels },
            Edit::PutPassage { place, passage: Arc::new(passage) },
        ])
    }

    fn labels_with(&self, meeting: MeetingId, label: &Label) -> Result<LabelCounters, String> {
        let meeting = self.dossier.meeting(meeting).ok_or("the meeting is not there")?;
        let mut last: BTreeMap<String, u32> =
            meeting.labels().iter().map(|(letters, last)| (letters.to_owned(), last)).collect();
        let slot = last.entry(label.letters().to_owned()).or_default();
        *slot = (*slot).max(label.number());
        Ok(last.into_iter().collect())
    }

    fn range_of(&self, place: Place, words: &str) -> Result<ByteRange, String> {
        let statement = self.dossier.statement(place).ok_or("the statement is not there")?;
        let mut found = statement.text().match_indices(words);
        let (start, _) = found.next().ok_or_else(|| format!("«{words}» is not in the text"))?;
        if found.next().is_some() {
            return Err(format!("«{words}» is in the text more than once"));
        }
        ByteRange::new(ByteOffset::new(start), ByteOffset::new(start + words.len()))
            .ok_or("no range".to_owned())
    }

    fn said_by(&self, place: Place, word: &str) -> Result<SaidBy, String> {
        let own = self.dossier.statement(place).map(|statement| statement.party());
        Ok(match word {
            "own" => SaidBy::Own,
            "both" => SaidBy::Both,
            "third" => SaidBy::Third,
            "nobody" => SaidBy::Nobody,
            "other" => {
                let other = self.dossier.parties().iter().map(|party| party.id).find(|id| Some(*id) != own);
                SaidBy::Party(other.ok_or("there is no other party")?)
            }
            word => {
                let short = word.strip_prefix("party:").ok_or_else(|| format!("«{word}» says nobody"))?;
                SaidBy::Party(*self.parties.get(short).ok_or_else(|| format!("no party is called {short}"))?)
            }
        })
    }

    /// "C1" of this meeting, or "DATE:C1" of another.
    fn passage(&mut self, reference: &str) -> Result<PassageId, String> {
        let name = if reference.contains(':') {
            reference.to_owned()
        } else {
            format!("{}:{reference}", self.now()?.date)
        };
        self.passages.get(&name).copied().ok_or_else(|| format!("there is no passage {name}"))
    }

    fn link(&mut self, parts: &[String]) -> Result<(), String> {
        let head: Vec<&str> = parts.first().map_or("", String::as_str).split(' ').collect();
        let &[from, kind, to] = head.as_slice() else { return Err("FROM KIND TO is expected".to_owned()) };
        let fields: BTreeMap<&str, &str> = fields(parts, &["note", "reviewer"])?.into_iter().collect();
        let (from_id, to_id) = (self.passage(from)?, self.passage(to)?);
        let date = self.now()?.date.clone();
        let at = self.moment()?;
        let link = Link {
            id: LinkId::from_bytes(self.name(&["link", &date, from, kind, to])),
            kind: LinkKindId::new(kind),
            from: from_id,
            to: to_id,
            note: fields.get("note").map_or_else(String::new, |note| (*note).to_owned()),
            suggested_by: String::new(),
            reviewer: self.reviewer(fields.get("reviewer").copied())?,
            created: at,
            modified: at,
            extra: Extra::default(),
        };
        let meeting = self.now()?.id;
        self.edit(vec![Edit::PutLink { meeting, link: Arc::new(link) }])
    }

    fn no_response(&mut self, label: &str, reason: &str) -> Result<(), String> {
        let id = self.passage(label)?;
        let at = self.moment()?;
        let reviewer = self.first_reviewer;
        let (meeting, statement, passage) = self.dossier.passage(id).ok_or("the passage is not there")?;
        let place = Place { meeting: meeting.id(), statement: statement.id() };
        let mut passage = passage.as_ref().clone();
        passage.no_response =
            Some(NoResponse { reason: reason.to_owned(), reviewer, created: at, extra: Extra::default() });
        passage.modified = at;
        self.edit(vec![Edit::PutPassage { place, passage: Arc::new(passage) }])
    }

    fn absence(&mut self, party: &str, topic: &str, reason: &str) -> Result<(), String> {
        let date = self.now()?.date.clone();
        let absence = Absence {
            id: AbsenceId::from_bytes(self.name(&["absence", &date, party, topic])),
            party: *self.parties.get(party).ok_or_else(|| format!("no party is called {party}"))?,
            topic: *self.topics.get(topic).ok_or_else(|| format!("no topic is called {topic}"))?,
            reason: reason.to_owned(),
            extra: Extra::default(),
        };
        let meeting = self.now()?.id;
        self.edit(vec![Edit::PutAbsence { meeting, absence }])
    }
}

fn known(kind: SourceKind, word: &str) -> Result<SourceKind, String> {
    match kind {
        SourceKind::Other(_) => Err(format!("«{word}» is no kind of source")),
        kind => Ok(kind),
    }
}
