//! Single objects of a dossier as JSON, as they stand in its file, for whoever keeps less than the
//! whole.
//!
//! Only the place of a passage that stands by itself is not written: without its text there are no code
//! points to count. Must not know: why an object is kept, or where.

use std::sync::Arc;

use serde::Deserialize;

use super::build;
use super::codebook;
use super::disk::{
    CodebookFile, MeetingFile, MemoFile, Out, PartyFile, PassageFile, Put, ReviewerFile, SearchFile,
    StatementFile, TopicFile,
};
use super::links;
use super::memos::{self, memo_file, search_file};
use super::passages;
use super::reading::{Known, Reading};
use super::write;
use crate::model::{
    Absence, Codebook, Dossier, Extra, LabelCounters, Link, LostPassage, Meeting, MeetingDetails, MeetingId,
    Memo, Party, PartyId, Passage, Reviewer, ReviewerId, SavedSearch, Statement, StatementDetails,
    StatementId, Topic, TopicId,
};
use crate::text::{ByteRange, CharRange, CleanText};

fn json(object: &impl Put) -> String {
    let mut out = Out::new(0, 512);
    object.put(&mut out);
    // Everything that is written is text.
    String::from_utf8(out.into_bytes()).unwrap_or_default()
}

pub(crate) fn party(party: &Party) -> String {
    json(&write::party_file(party))
}

pub(crate) fn topic(topic: &Topic) -> String {
    json(&write::topic_file(topic))
}

pub(crate) fn reviewer(reviewer: &Reviewer) -> String {
    json(&write::reviewer_file(reviewer))
}

pub(crate) fn codebook(codebook: &Codebook) -> String {
    json(&codebook::to_file(codebook))
}

pub(crate) fn meeting(meeting: &Meeting) -> String {
    let statements: Vec<Vec<u8>> = meeting.statements().iter().map(|one| write::statement(one)).collect();
    let mut out = Out::new(0, 2000 + statements.iter().map(Vec::len).sum::<usize>());
    write::meeting(meeting, &statements, &mut out);
    String::from_utf8(out.into_bytes()).unwrap_or_default()
}

/// A meeting of which nothing but this is wanted.
fn bare(id: MeetingId, details: MeetingDetails) -> Meeting {
    Meeting::with_id(id, details, Extra::default())
}

pub(crate) fn details(id: MeetingId, details: &MeetingDetails) -> String {
    meeting(&bare(id, details.clone()))
}

pub(crate) fn labels(id: MeetingId, counters: &LabelCounters) -> String {
    let mut bare = bare(id, MeetingDetails::default());
    *bare.labels_mut() = counters.clone();
    meeting(&bare)
}

pub(crate) fn link(id: MeetingId, link: &Arc<Link>) -> String {
    let mut bare = bare(id, MeetingDetails::default());
    bare.put_link(Arc::clone(link));
    meeting(&bare)
}

pub(crate) fn absence(id: MeetingId, absence: &Absence) -> String {
    let mut bare = bare(id, MeetingDetails::default());
    bare.put_absence(absence.clone());
    meeting(&bare)
}

pub(crate) fn statement(statement: &Statement) -> String {
    String::from_utf8(write::statement(statement)).unwrap_or_default()
}

pub(crate) fn statement_details(id: StatementId, details: &StatementDetails) -> String {
    statement(&Statement::with_id(id, details.clone(), CleanText::new(""), Extra::default()))
}

pub(crate) fn passage(passage: &Passage) -> String {
    json(&write::passage(passage, CharRange::default(), [""; 3]))
}

pub(crate) fn lost(lost: &[LostPassage]) -> String {
    json(&lost.iter().map(write::lost).collect::<Vec<_>>())
}

pub(crate) fn memo(memo: &Memo) -> String {
    json(&memo_file(memo))
}

pub(crate) fn search(search: &SavedSearch) -> String {
    json(&search_file(search))
}

/// Reads objects that belong to one dossier.
pub(crate) struct Pieces {
    known: Known,
}

impl Pieces {
    /// For the dossier as it is now; see [`Self::learn_party`] and the like for what it is to become.
    pub(crate) fn of(dossier: &Dossier) -> Self {
        let mut pieces = Self {
            known: Known {
                parties: dossier.parties().iter().map(|party| party.id).collect(),
                topics: dossier.topics().iter().map(|topic| topic.id).collect(),
                reviewers: dossier.reviewers().iter().map(|reviewer| reviewer.id).collect(),
                ..Known::default()
            },
        };
        pieces.learn_codebook(dossier.codebook());
        pieces
    }

    pub(crate) fn learn_party(&mut self, id: PartyId) {
        self.known.parties.insert(id);
    }

    pub(crate) fn learn_topic(&mut self, id: TopicId) {
        self.known.topics.insert(id);
    }

    pub(crate) fn learn_reviewer(&mut self, id: ReviewerId) {
        self.known.reviewers.insert(id);
    }

    pub(crate) fn learn_codebook(&mut self, codebook: &Codebook) {
        self.known.tags.extend(codebook.tags().iter().map(|tag| tag.id.clone()));
        self.known.link_kinds.extend(codebook.link_kinds().iter().map(|kind| kind.id.clone()));
    }

    /// Reads an object; refuses one that would not come back as it was.
    fn read<'j, F: Deserialize<'j>, T>(
        &self,
        json: &'j str,
        make: impl FnOnce(&mut Reading<'_>, F) -> T,
    ) -> Result<T, String> {
        let file = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let mut reading = Reading::new(&self.known, 1);
        let object = make(&mut reading, file);
        if reading.is_content() {
            return Ok(object);
        }
        let problem = reading.errors.first().or(reading.warnings.first());
        Err(problem.map_or_else(|| "it contradicts itself".to_owned(), ToString::to_string))
    }

    pub(crate) fn party(&self, json: &str) -> Result<Party, String> {
        self.read(json, |_, file: PartyFile<'_>| build::party(file))
    }

    pub(crate) fn topic(&self, json: &str) -> Result<Topic, String> {
        self.read(json, |_, file: TopicFile<'_>| build::topic(file))
    }

    pub(crate) fn reviewer(&self, json: &str) -> Result<Reviewer, String> {
        self.read(json, |_, file: ReviewerFile<'_>| build::reviewer(file))
    }

    pub(crate) fn codebook(&self, json: &str) -> Result<Codebook, String> {
        self.read(json, |_, file: CodebookFile<'_>| codebook::from_file(file))?
            .map_err(|error| error.to_string())
    }

    pub(crate) fn meeting(&self, json: &str) -> Result<Meeting, String> {
        self.read(json, |reading, mut file: MeetingFile<'_>| {
            let files = std::mem::take(&mut file.statements).into_read();
            let statements = |reading: &mut Reading<'_>, here: &str| {
                let all = files.into_iter().enumerate();
                all.map(|(s, file)| passages::read(reading, 0, &format!("{here}.statements[{s}]"), file))
                    .collect()
            };
            let (mut meeting, links) = build::meeting(reading, 0, file, statements);
            links::put(reading, None, 0, &mut meeting, links);
            meeting
        })
    }

    pub(crate) fn details(&self, json: &str) -> Result<MeetingDetails, String> {
        Ok(self.meeting(json)?.details().clone())
    }

    pub(crate) fn labels(&self, json: &str) -> Result<LabelCounters, String> {
        Ok(self.meeting(json)?.labels().clone())
    }

    pub(crate) fn link(&self, json: &str) -> Result<Arc<Link>, String> {
        self.meeting(json)?.links().next().cloned().ok_or_else(|| "there is no link in it".to_owned())
    }

    pub(crate) fn absence(&self, json: &str) -> Result<Absence, String> {
        self.meeting(json)?.absences().next().cloned().ok_or_else(|| "there is no absence in it".to_owned())
    }

    pub(crate) fn statement(&self, json: &str) -> Result<Statement, String> {
        self.read(json, |reading, file: StatementFile<'_>| {
            passages::read(reading, 0, "the statement", file).finish()
        })?
        .map_err(|error| error.to_string())
    }

    pub(crate) fn statement_details(&self, json: &str) -> Result<StatementDetails, String> {
        Ok(self.statement(json)?.details().clone())
    }

    /// A passage that stands at `range`, in bytes of its text.
    pub(crate) fn passage(&self, json: &str, range: ByteRange) -> Result<Passage, String> {
        self.read(json, |reading, file: PassageFile<'_>| passages::alone(reading, file, range))
    }

    pub(crate) fn lost(&self, json: &str) -> Result<Vec<LostPassage>, String> {
        self.read(json, |reading, files: Vec<PassageFile<'_>>| {
            files.into_iter().map(|file| passages::lost_alone(reading, file)).collect()
        })
    }

    pub(crate) fn memo(&self, json: &str) -> Result<Memo, String> {
        self.read(json, |reading, file: MemoFile<'_>| memos::memo(reading, &|_| true, "the memo", file))
    }

    pub(crate) fn search(&self, json: &str) -> Result<SavedSearch, String> {
        self.read(json, |_, file: SearchFile<'_>| memos::search(file))
    }
}
