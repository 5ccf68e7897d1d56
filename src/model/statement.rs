//! A statement: one party's text about a meeting, with its passages.
//!
//! Invariants kept here: every passage's range is non-empty and lies on character
//! boundaries of the text; the index of ranges and the passages agree; the hash is
//! the text's.
//! Must not know: other statements, links, or whether a tag exists (the dossier checks that).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::passage::check_fits;
use super::{Day, Extra, LostPassage, ModelError, Moment, PartyId, Passage, PassageId, StatementId};
use crate::text::{ByteOffset, ByteRange, CleanText, RangeSet};

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the names say it")]
        pub enum $name {
            $($variant,)+
            /// A word that this version does not know; kept as it is.
            Other(String),
        }

        impl $name {
            /// The known ones, in the order of menus.
            pub fn known() -> Vec<Self> {
                vec![$(Self::$variant),+]
            }

            /// The word in the file.
            pub fn word(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }

            /// The words for people.
            pub fn label(&self) -> &str {
                match self {
                    $(Self::$variant => $label,)+
                    Self::Other(word) => word,
                }
            }

            /// The one that the file calls so.
            pub fn from_word(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }
    };
}

vocabulary! {
    /// What kind of text it is.
    SourceKind {
        PressRelease = "press_release", "press release";
        SocialPost = "social_post", "social post";
        JointStatement = "joint_statement", "joint statement";
        Article = "article", "article";
        Remarks = "remarks", "remarks to the press";
        Interview = "interview", "interview";
        Note = "note", "diplomatic note";
        Transcript = "transcript", "transcript";
    }
}

vocabulary! {
    /// How it was delivered; a point left in writing counts for more than one made orally.
    Delivery {
        Published = "published", "published";
        Oral = "oral", "oral";
        NoteVerbale = "note_verbale", "note verbale";
        AideMemoire = "aide_memoire", "aide-mémoire";
        NonPaper = "non_paper", "non-paper";
        Letter = "letter", "letter";
    }
}

vocabulary! {
    /// How much of the text is there.
    Completeness {
        Full = "full", "full text";
        Partial = "partial", "in part";
        PressCopy = "press_copy", "copy in the press";
    }
}

/// Where a statement comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Who published it, such as "Foreign Ministry".
    pub publisher: String,
    /// What kind of text it is.
    pub kind: SourceKind,
    /// Its headline.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The day it was published.
    pub published: Option<Day>,
    /// How it was delivered.
    pub delivery: Option<Delivery>,
    /// How much of it is there.
    pub completeness: Completeness,
    /// Unknown fields of the file.
    pub extra: Extra,
}

impl Default for Source {
    fn default() -> Self {
        Self {
            publisher: String::new(),
            kind: SourceKind::PressRelease,
            title: String::new(),
            url: String::new(),
            published: None,
            delivery: None,
            completeness: Completeness::Full,
            extra: Extra::default(),
        }
    }
}

/// What the statement's form shows: everything but text and passages.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementDetails {
    /// Whose text it is.
    pub party: PartyId,
    /// Its language as a BCP 47 code, such as "en".
    pub language: String,
    /// Where it comes from.
    pub source: Source,
}

/// SHA-256 of a statement's text, in UTF-8.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TextHash([u8; 32]);

impl TextHash {
    /// The hash of `text`.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

/// Lower-case hexadecimal.
impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An earlier text of a statement, kept when it is replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// The text as it was.
    pub text: CleanText,
    /// When it was replaced.
    pub replaced: Moment,
    /// Why.
    pub reason: String,
    /// Unknown fields of the file.
    pub extra: Extra,
}

/// The passages of one statement: by id, and by place.
#[derive(Debug, Clone, Default)]
pub struct Passages {
    by_id: BTreeMap<PassageId, Arc<Passage>>,
    by_place: RangeSet<PassageId>,
}

impl PartialEq for Passages {
    fn eq(&self, other: &Self) -> bool {
        // The index follows from the passages.
        self.by_id == other.by_id
    }
}

impl Passages {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// The passage of this id.
    pub fn get(&self, id: PassageId) -> Option<&Arc<Passage>> {
        self.by_id.get(&id)
    }

    /// The ids of all, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = PassageId> {
        self.by_id.keys().copied()
    }

    /// All, by id; faster than by place.
    pub fn by_id(&self) -> impl ExactSizeIterator<Item = &Arc<Passage>> {
        self.by_id.values()
    }

    /// All, by start, then end, then id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Passage>> {
        self.by_place.iter().filter_map(|(_, id)| self.by_id.get(id))
    }

    /// Those that hold the byte at `offset`, in order of place; logarithmic in their number.
    pub fn at(&self, offset: ByteOffset) -> impl Iterator<Item = &Arc<Passage>> {
        self.by_place.at(offset).filter_map(|(_, id)| self.by_id.get(id))
    }

    /// Those that overlap `range` (bytes), in order of place; logarithmic in their number.
    pub fn between(&self, range: ByteRange) -> impl Iterator<Item = &Arc<Passage>> {
        self.by_place.between(range).filter_map(|(_, id)| self.by_id.get(id))
    }
}

/// One party's text about the meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    id: StatementId,
    details: StatementDetails,
    text: CleanText,
    hash: TextHash,
    passages: Passages,
    lost: Vec<LostPassage>,
    revisions: Vec<Revision>,
    extra: Extra,
}

impl Statement {
    /// A statement with a new id and no passages.
    pub fn new(details: StatementDetails, text: CleanText) -> Self {
        Self::with_id(StatementId::random(), details, text, Extra::default())
    }

    /// A statement with a known id and no passages.
    pub fn with_id(id: StatementId, details: StatementDetails, text: CleanText, extra: Extra) -> Self {
        let hash = TextHash::of(&text);
        Self {
            id,
            details,
            text,
            hash,
            passages: Passages::default(),
            lost: Vec::new(),
            revisions: Vec::new(),
            extra,
        }
    }

    /// Permanent id.
    pub fn id(&self) -> StatementId {
        self.id
    }

    /// Party, language and source.
    pub fn details(&self) -> &StatementDetails {
        &self.details
    }

    /// Whose text it is.
    pub fn party(&self) -> PartyId {
        self.details.party
    }

    /// The text to which all positions refer.
    pub fn text(&self) -> &CleanText {
        &self.text
    }

    /// The text's hash.
    pub fn hash(&self) -> TextHash {
        self.hash
    }

    /// Its passages.
    pub fn passages(&self) -> &Passages {
        &self.passages
    }

    /// Passages whose words were not found again.
    pub fn lost(&self) -> &[LostPassage] {
        &self.lost
    }

    /// Earlier texts, oldest first.
    pub fn revisions(&self) -> &[Revision] {
        &self.revisions
    }

    /// Unknown fields of the file.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// The words of one of its passages.
    pub fn words(&self, passage: &Passage) -> &str {
        passage.range.slice(&self.text).unwrap_or("")
    }

    pub(crate) fn set_details(&mut self, details: StatementDetails) -> StatementDetails {
        std::mem::replace(&mut self.details, details)
    }

    /// Inserts the passage, or replaces the one of the same id and returns it.
    pub(crate) fn put_passage(
        &mut self,
        passage: impl Into<Arc<Passage>>,
    ) -> Result<Option<Arc<Passage>>, ModelError> {
        let passage = passage.into();
        check_fits(passage.range, &self.text)?;
        let (id, range) = (passage.id, passage.range);
        let old = self.passages.by_id.insert(id, passage);
        match &old {
            Some(old) if old.range == range => {}
            Some(old) => {
                self.passages.by_place.remove(old.range, &id);
                self.passages.by_place.insert(range, id);
            }
            None => {
                self.passages.by_place.insert(range, id);
            }
        }
        Ok(old)
    }

    /// Takes many passages at once, as when loading; cheaper than one by one.
    ///
    /// The caller has checked that ids are not repeated.
    pub(crate) fn set_passages<P: Into<Arc<Passage>>>(&mut self, passages: Vec<P>) -> Result<(), ModelError> {
        let passages: Vec<Arc<Passage>> = passages.into_iter().map(Into::into).collect();
        for passage in &passages {
            check_fits(passage.range, &self.text)?;
        }
        self.passages.by_place = RangeSet::from_entries(passages.iter().map(|p| (p.range, p.id)));
        self.passages.by_id = passages.into_iter().map(|p| (p.id, p)).collect();
        Ok(())
    }

    pub(crate) fn remove_passage(&mut self, id: PassageId) -> Result<Arc<Passage>, ModelError> {
        let old = self
            .passages
            .by_id
            .remove(&id)
            .ok_or_else(|| ModelError::Missing { what: "passage", id: id.to_string() })?;
        self.passages.by_place.remove(old.range, &id);
        Ok(old)
    }

    pub(crate) fn set_lost(&mut self, mut lost: Vec<LostPassage>) -> Vec<LostPassage> {
        // A lost passage is nowhere; where it was is told by `was_at` alone.
        for lost in &mut lost {
            lost.passage.range = ByteRange::default();
        }
        std::mem::replace(&mut self.lost, lost)
    }

    pub(crate) fn set_revisions(&mut self, revisions: Vec<Revision>) {
        self.revisions = revisions;
    }
}
