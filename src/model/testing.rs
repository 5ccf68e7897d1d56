//! A small notation for dossiers in tests: texts with labelled brackets, links as "R1>C1 answers".
//!
//! `[C1:words]` is a passage whose tag is the one with the letter C; brackets may be nested.
//! After the label may stand `!` (no response confirmed) and `@0`, `@1`, `@both`, `@third`,
//! `@nobody` (to whom the words are attributed).
//! Must not know: what a test is about.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail loudly"
)]

use std::sync::Arc;

use super::{
    Codebook, Dossier, Effect, Extra, FamilyId, Label, Link, LinkId, LinkKind, LinkKindId, Local, Meeting,
    MeetingDetails, MeetingId, Moment, NoResponse, Palette, Party, PartyId, Passage, PassageId, Place, Role,
    SaidBy, Source, Statement, StatementDetails, Tag, TagId, Topic, TopicId,
};
use crate::text::{ByteOffset, ByteRange, CleanText};

/// Two parties, and one meeting with statements, or more of them.
pub(crate) struct Sample {
    pub(crate) dossier: Dossier,
    /// The meetings in the order in which they were written down.
    pub(crate) meetings: Vec<MeetingId>,
}

impl Sample {
    /// One meeting; each statement is the index of its party and its text.
    pub(crate) fn new(statements: &[(usize, &str)], links: &[&str]) -> Self {
        let mut dossier = Dossier::new("Veldmark – Tarsova", Arc::new(codebook()));
        dossier.parties = vec![Party::new("Veldmark", Palette::Red), Party::new("Tarsova", Palette::Blue)];
        let mut sample = Self { dossier, meetings: Vec::new() };
        sample.add_meeting("2025-02-20", statements, links);
        sample
    }

    /// Another meeting; its links may lead into earlier ones. Labels must differ for that.
    pub(crate) fn add_meeting(&mut self, date: &str, statements: &[(usize, &str)], links: &[&str]) {
        let details = MeetingDetails {
            date: Some(date.parse().unwrap()),
            title: format!("Meeting of {date}"),
            ..MeetingDetails::default()
        };
        let mut meeting = Meeting::new(details);
        for (index, (party, text)) in statements.iter().enumerate() {
            let statement = self.statement(self.party(*party), text);
            for passage in statement.passages().iter() {
                let label = &passage.label;
                let last = meeting.labels().last(label.letters()).max(label.number());
                meeting.labels_mut().set(label.letters(), last);
            }
            meeting.insert_statement(index, Arc::new(statement)).unwrap();
        }
        let id = meeting.id();
        self.meetings.push(id);
        self.dossier.insert_meeting(Arc::new(meeting)).unwrap();
        for link in links {
            self.link(id, link);
        }
        assert_eq!(self.dossier.check(), Vec::<String>::new());
    }

    fn link(&mut self, meeting: MeetingId, notation: &str) {
        let (ends, kind) = notation.split_once(' ').expect("«R1>C1 answers» is expected");
        let (from, to) = ends.split_once('>').expect("«R1>C1 answers» is expected");
        let link = Link {
            id: LinkId::random(),
            kind: LinkKindId::new(kind),
            from: self.id(from),
            to: self.id(to),
            note: String::new(),
            suggested_by: String::new(),
            reviewer: None,
            created: Moment::UNIX_EPOCH,
            modified: Moment::UNIX_EPOCH,
            extra: Extra::default(),
        };
        self.dossier.put_link(meeting, Arc::new(link)).unwrap();
    }

    fn statement(&self, party: PartyId, notation: &str) -> Statement {
        let (text, marks) = read(notation);
        let details = StatementDetails { party, language: "en".to_owned(), source: Source::default() };
        let mut statement = Statement::new(details, CleanText::new(&text));
        assert_eq!(statement.text().as_str(), text, "the notation's text must be clean");
        for (mark, range) in marks {
            statement.put_passage(self.passage_from(mark, range)).unwrap();
        }
        statement
    }

    fn passage_from(&self, mark: &str, range: ByteRange) -> Passage {
        let (mark, said_by) = mark.split_once('@').map_or((mark, None), |(mark, who)| (mark, Some(who)));
        let (label, confirmed) = mark.strip_suffix('!').map_or((mark, false), |label| (label, true));
        let label: Label = label.parse().unwrap();
        let codebook = self.dossier.codebook();
        let tag =
            codebook.tags().iter().find(|tag| tag.letter == label.letters()).expect("an unknown letter");
        Passage {
            id: PassageId::random(),
            tag: tag.id.clone(),
            label,
            former_labels: Vec::new(),
            topic: None,
            range,
            said_by: said_by.map(|who| match who {
                "both" => SaidBy::Both,
                "third" => SaidBy::Third,
                "nobody" => SaidBy::Nobody,
                "own" => SaidBy::Own,
                index => SaidBy::Party(self.party(index.parse().unwrap())),
            }),
            verb: String::new(),
            suggested_by: String::new(),
            strength: None,
            note: String::new(),
            no_response: confirmed.then(|| NoResponse {
                reason: String::new(),
                reviewer: None,
                created: Moment::UNIX_EPOCH,
                extra: Extra::default(),
            }),
            reviewer: None,
            created: Moment::UNIX_EPOCH,
            modified: Moment::UNIX_EPOCH,
            extra: Extra::default(),
        }
    }

    /// The party of this index.
    pub(crate) fn party(&self, index: usize) -> PartyId {
        self.dossier.parties()[index].id
    }

    /// The meeting that was written down first.
    pub(crate) fn meeting(&self) -> &Arc<Meeting> {
        self.dossier.meeting(self.meetings[0]).unwrap()
    }

    /// Where a statement of that meeting stands.
    pub(crate) fn place(&self, statement: usize) -> Place {
        Place { meeting: self.meetings[0], statement: self.meeting().statements()[statement].id() }
    }

    /// The passage with this label, in whichever meeting has it.
    pub(crate) fn passage(&self, label: &str) -> &Arc<Passage> {
        let all = || self.dossier.meetings().iter().flat_map(|meeting| meeting.passages());
        all().find(|(_, p)| p.label.to_string() == label).expect("a label of the notation").1
    }

    /// The id of the passage with this label.
    pub(crate) fn id(&self, label: &str) -> PassageId {
        self.passage(label).id
    }

    /// Changes the passage with this label.
    pub(crate) fn change(&mut self, label: &str, change: impl FnOnce(&mut Passage)) {
        let mut passage = self.passage(label).as_ref().clone();
        change(&mut passage);
        let place = self.dossier.place_of(passage.id).unwrap();
        self.dossier.put_passage(place, Arc::new(passage)).unwrap();
    }

    /// Adds a topic and sets it on the passages with these labels.
    pub(crate) fn topic(&mut self, name: &str, labels: &[&str]) -> TopicId {
        self.dossier.topics.push(Topic::new(name));
        let id = self.dossier.topics.last().unwrap().id;
        labels.iter().for_each(|label| self.change(label, |passage| passage.topic = Some(id)));
        id
    }

    /// The range of the first occurrence of these words in a statement of the first meeting.
    pub(crate) fn words(&self, statement: usize, words: &str) -> ByteRange {
        let start = self.meeting().statements()[statement].text().find(words).expect("words of the text");
        ByteRange::new(ByteOffset::new(start), ByteOffset::new(start + words.len())).unwrap()
    }
}

/// The text without brackets, and what stands in them.
fn read(notation: &str) -> (String, Vec<(&str, ByteRange)>) {
    let (mut text, mut open, mut marks) = (String::new(), Vec::new(), Vec::new());
    let mut rest = notation;
    while let Some(next) = rest.chars().next() {
        if next == '[' {
            let (mark, after) = rest[1..].split_once(':').expect("«[C1:words]» is expected");
            open.push((mark, text.len()));
            rest = after;
            continue;
        }
        if next == ']' {
            let (mark, start) = open.pop().expect("a bracket is closed that was not opened");
            let range = ByteRange::new(ByteOffset::new(start), ByteOffset::new(text.len())).unwrap();
            marks.push((mark, range));
        } else {
            text.push(next);
        }
        rest = &rest[next.len_utf8()..];
    }
    assert!(open.is_empty(), "a bracket stays open");
    (text, marks)
}

/// Tags C and Q raise, R replies, A is joint, NS is none of these.
pub(crate) fn codebook() -> Codebook {
    let tag = |id: &str, name: &str, role, letter: &str, key, colour| Tag {
        id: TagId::new(id),
        name: Local::english(name),
        role,
        letter: letter.to_owned(),
        key,
        colour,
        family: FamilyId::new("saying"),
        cameo: Vec::new(),
        definition: Local::default(),
        use_when: Local::default(),
        not_when: Local::default(),
        extra: Extra::default(),
    };
    let kind = |id: &str, name: &str, letter, effect| LinkKind {
        id: LinkKindId::new(id),
        name: Local::english(name),
        passive: Local::english(name),
        letter,
        effect,
        definition: Local::default(),
        extra: Extra::default(),
    };
    Codebook::new(
        vec![
            tag("concern", "Concern", Role::Raises, "C", Some(1), Palette::Red),
            tag("response", "Response", Role::Replies, "R", Some(2), Palette::Blue),
            tag("agreement", "Agreement", Role::Joint, "A", Some(3), Palette::Green),
            tag("request", "Request", Role::Raises, "Q", Some(6), Palette::Ochre),
            tag("next_step", "Next step", Role::Other, "NS", None, Palette::Teal),
        ],
        vec![
            kind("answers", "answers", 'a', Effect::Answered),
            kind("answers_in_part", "answers in part", 'p', Effect::InPart),
            kind("deflects", "deflects", 'd', Effect::TurnedAside),
            kind("rejects", "rejects", 'r', Effect::TurnedAside),
            kind("repeats", "repeats", 'e', Effect::None),
        ],
        Vec::new(),
        Extra::default(),
    )
    .unwrap()
}
