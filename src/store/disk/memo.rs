//! The objects of the file for memos and for searches that were kept.
//!
//! Must not know: what the model makes of them.

use super::record::record;
use super::words::{As, Text};
use super::words_by_key::Words;
use crate::model::{
    Day, MeetingId, MemoId, MemoLanguage, MemoSection, Moment, PartyId, ReviewerId, SearchId,
};

record! {
    /// A memo: what it is about, what it shows, and the reviewer's own words in it. It is about one
    /// meeting, or about all of a period, which may be open.
    MemoFile, "a memo" {
        /// Permanent id, a random UUID.
        required id: As<MemoId>,
        /// Its title.
        listed title: Text<'a>,
        /// The meeting it is about, where it is about one.
        optional meeting: Option<As<MeetingId>>,
        /// The first day of the period it is about, where that has one.
        optional from: Option<As<Day>>,
        /// The last day of that period.
        optional to: Option<As<Day>>,
        /// The sides it is about; all of them where it names none.
        optional parties: Vec<As<PartyId>>,
        /// The language of its headings: en, ru or fr.
        listed language: As<MemoLanguage>,
        /// Whether it shows what was noted for the desk alone.
        optional with_notes: bool,
        /// The handling marking at its top and foot.
        optional marking: Text<'a>,
        /// The sections that it does not show.
        optional left_out: Vec<As<MemoSection>>,
        /// The reviewer's own words, by section; an empty line stands between paragraphs.
        optional texts: Words<'a>,
        /// Who made it.
        optional reviewer: Option<As<ReviewerId>>,
        /// When it was made, RFC 3339 in UTC.
        required created: As<Moment>,
        /// When it last changed; as `created` where it is left out.
        optional modified: Option<As<Moment>>,
    }

    /// A search that was kept under a name.
    SearchFile, "a saved search", on a line {
        /// Permanent id, a random UUID.
        required id: As<SearchId>,
        /// Its name.
        listed name: Text<'a>,
        /// What was typed.
        required words: Text<'a>,
    }
}
