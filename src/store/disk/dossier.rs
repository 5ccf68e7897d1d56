//! The objects of the file from the dossier down to links and absences.
//!
//! Must not know: what the model makes of them.

use super::codebook::CodebookFile;
use super::many::Many;
use super::memo::{MemoFile, SearchFile};
use super::numbers::Version;
use super::record::record;
use super::statement::StatementFile;
use super::words::{As, Text};
use super::words_by_key::Counters;
use crate::model::{
    AbsenceId, Day, DossierId, LinkId, MeetingId, Moment, Palette, PartyId, PassageId, ReviewerId, TopicId,
};

record! {
    /// A dossier of Vis-à-vis: everything about one bilateral relation.
    DossierFile, "a dossier" {
        /// Always "vis-a-vis dossier".
        required format: Text<'a>,
        /// Version of this format.
        required version: Version,
        /// Permanent id, a random UUID.
        required id: As<DossierId>,
        /// Its title.
        listed title: Text<'a>,
        /// The reviewer's note on the whole.
        optional note: Text<'a>,
        /// The sides, two or more in a complete dossier.
        listed parties: Vec<PartyFile<'a>>,
        /// Tags, link kinds and ladders of strength.
        required codebook: CodebookFile<'a>,
        /// What passages may be about, in the reviewer's order.
        listed topics: Vec<TopicFile<'a>>,
        /// Everybody whose name stands on something.
        listed reviewers: Vec<ReviewerFile<'a>>,
        /// Meetings by date, undated ones last.
        listed meetings: Many<'a, MeetingFile<'a>>,
        /// Memos, in the reviewer's order.
        optional memos: Vec<MemoFile<'a>>,
        /// Searches that were kept, in the reviewer's order.
        optional searches: Vec<SearchFile<'a>>,
    }

    /// One of the sides.
    PartyFile, "a party" {
        /// Permanent id, a random UUID.
        required id: As<PartyId>,
        /// Full name.
        required name: Text<'a>,
        /// A few letters for narrow places.
        optional short: Text<'a>,
        /// Names by which texts call it.
        optional aliases: Vec<Text<'a>>,
        /// Its colour, by name.
        listed colour: As<Palette>,
    }

    /// What passages may be about.
    TopicFile, "a topic", on a line {
        /// Permanent id, a random UUID.
        required id: As<TopicId>,
        /// Its name.
        required name: Text<'a>,
    }

    /// A person whose name stands on passages, links and notes.
    ReviewerFile, "a reviewer", on a line {
        /// Permanent id, a random UUID.
        required id: As<ReviewerId>,
        /// The name as others should read it.
        required name: Text<'a>,
    }

    /// One event and the statements made about it.
    MeetingFile, "a meeting" {
        /// Permanent id, a random UUID.
        required id: As<MeetingId>,
        /// The day, ISO 8601; left out where it is not known.
        optional date: Option<As<Day>>,
        /// Who met, in a few words.
        listed title: Text<'a>,
        /// Where.
        optional place: Text<'a>,
        /// Who took part.
        optional participants: Vec<ParticipantFile<'a>>,
        /// Each side's texts, in the reviewer's order.
        listed statements: Many<'a, StatementFile<'a>>,
        /// Links whose reacting passage lies in this meeting, by id.
        listed links: Many<'a, LinkFile<'a>>,
        /// What one side's text says nothing about, by id.
        listed absences: Vec<AbsenceFile<'a>>,
        /// The last number given out for each letter of the labels, deleted passages included.
        optional labels: Counters<'a>,
        /// The reviewer's note.
        optional note: Text<'a>,
    }

    /// Somebody who took part.
    ParticipantFile, "a participant", on a line {
        /// Name.
        required name: Text<'a>,
        /// Office held at the time.
        optional office: Text<'a>,
        /// The side, where it is one of the dossier's.
        optional party: Option<As<PartyId>>,
    }

    /// A directed, typed connection from the passage that reacts to the passage it reacts to.
    LinkFile, "a link", on a line {
        /// Permanent id, a random UUID.
        required id: As<LinkId>,
        /// The id of a link kind of the codebook.
        required kind: Text<'a>,
        /// The passage that reacts, in the same meeting.
        required from: As<PassageId>,
        /// The passage it reacts to, in any meeting.
        required to: As<PassageId>,
        /// The reviewer's words about it.
        optional note: Text<'a>,
        /// Where the program suggested it: the cue or method and its version.
        optional suggested_by: Text<'a>,
        /// Who made it.
        optional reviewer: Option<As<ReviewerId>>,
        /// When it was made, RFC 3339 in UTC.
        required created: As<Moment>,
        /// When it last changed; as `created` where it is left out.
        optional modified: Option<As<Moment>>,
    }

    /// A mark that a side's text says nothing on a topic.
    AbsenceFile, "an absence", on a line {
        /// Permanent id, a random UUID.
        required id: As<AbsenceId>,
        /// The side that is silent.
        required party: As<PartyId>,
        /// The topic it is silent on.
        required topic: As<TopicId>,
        /// The reviewer's reason.
        optional reason: Text<'a>,
    }
}
