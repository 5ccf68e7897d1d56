//! The objects of the file within a statement: source, passages, earlier texts.
//!
//! Must not know: what the model makes of them, or whether a position fits the text.

use super::many::Many;
use super::numbers::{Position, Rung};
use super::record::record;
use super::words::{As, Text};
use crate::model::{
    Completeness, Day, Delivery, Label, Moment, PartyId, PassageId, ReviewerId, SaidBy, SourceKind,
    StatementId, TopicId,
};

record! {
    /// One party's text about the meeting.
    StatementFile, "a statement" {
        /// Permanent id, a random UUID.
        required id: As<StatementId>,
        /// Whose text it is.
        required party: As<PartyId>,
        /// Its language as a BCP 47 code.
        optional language: Text<'a>,
        /// Where it comes from.
        listed source: SourceFile<'a>,
        /// SHA-256 of the text in UTF-8, in lower-case hexadecimal.
        optional sha256: Text<'a>,
        /// The text to which all positions refer: LF, NFC, no control characters.
        required text: Text<'a>,
        /// The tagged ranges, by start, end and id.
        listed passages: Many<'a, PassageFile<'a>>,
        /// Passages whose words were not found again; positions are those of the text they were made on.
        optional lost: Vec<PassageFile<'a>>,
        /// Earlier texts, oldest first.
        optional revisions: Vec<RevisionFile<'a>>,
    }

    /// Where a statement comes from.
    SourceFile, "a source" {
        /// Who published it.
        optional publisher: Text<'a>,
        /// What kind of text it is: press_release, social_post, joint_statement, article, remarks, interview, note or transcript.
        listed kind: As<SourceKind>,
        /// Its headline.
        optional title: Text<'a>,
        /// Its address.
        optional url: Text<'a>,
        /// The day it was published, ISO 8601.
        optional published: Option<As<Day>>,
        /// How it was delivered: published, oral, note_verbale, aide_memoire, non_paper or letter.
        optional delivery: Option<As<Delivery>>,
        /// How much of it is there: full, partial or press_copy.
        listed completeness: As<Completeness>,
    }

    /// A tagged range of a statement's text.
    PassageFile, "a passage", on a line {
        /// Permanent id, a random UUID.
        required id: As<PassageId>,
        /// Short name within the meeting, such as C1; never used again.
        required label: As<Label>,
        /// Labels it had under earlier tags.
        optional former_labels: Vec<As<Label>>,
        /// The id of a tag of the codebook.
        required tag: Text<'a>,
        /// What it is about.
        optional topic: Option<As<TopicId>>,
        /// First code point of the text.
        required start: Position,
        /// One past the last code point.
        required end: Position,
        /// The words between the positions.
        required exact: Text<'a>,
        /// Up to 32 code points before them.
        optional prefix: Text<'a>,
        /// Up to 32 code points after them.
        optional suffix: Text<'a>,
        /// To whom the statement attributes the words: own, both, third, nobody or a party's id.
        optional said_by: Option<As<SaidBy>>,
        /// The verb of saying that introduces it.
        optional verb: Text<'a>,
        /// 1 (mentioned) to 5 (red line) within the tag's family of verbs.
        optional strength: Option<Rung>,
        /// The reviewer's note.
        optional note: Text<'a>,
        /// There where the reviewer confirmed that nothing answers it.
        optional no_response: Option<NoResponseFile<'a>>,
        /// Where the program suggested it: the cue or method and its version.
        optional suggested_by: Text<'a>,
        /// Who tagged it.
        optional reviewer: Option<As<ReviewerId>>,
        /// When it was tagged, RFC 3339 in UTC.
        required created: As<Moment>,
        /// When it last changed; as `created` where it is left out.
        optional modified: Option<As<Moment>>,
    }

    /// The reviewer confirmed that nothing answers a passage.
    NoResponseFile, "a confirmation that there is no response" {
        /// The reviewer's reason.
        optional reason: Text<'a>,
        /// Who confirmed it.
        optional reviewer: Option<As<ReviewerId>>,
        /// When, RFC 3339 in UTC.
        required created: As<Moment>,
    }

    /// An earlier text of a statement.
    RevisionFile, "an earlier text" {
        /// The text as it was.
        required text: Text<'a>,
        /// When it was replaced, RFC 3339 in UTC.
        required replaced: As<Moment>,
        /// Why.
        optional reason: Text<'a>,
    }
}

#[expect(clippy::derivable_impls, reason = "the struct is made by a macro, which derives the same for all")]
impl Default for SourceFile<'_> {
    fn default() -> Self {
        Self {
            publisher: Text::default(),
            kind: As::default(),
            title: Text::default(),
            url: Text::default(),
            published: None,
            delivery: None,
            completeness: As::default(),
            extra: Default::default(),
        }
    }
}
