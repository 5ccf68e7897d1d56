//! What a reader makes of a file: blocks of text, what surrounds them, and what is known of the
//! source. Nothing is dropped: what is proposed to be left out stays as a block.
//!
//! Must not know: how a format is read, or what the reviewer chooses (that is `cleanup`).

use serde::{Deserialize, Serialize};

use super::decode::Decoded;
use super::{Format, ImportError};
use crate::model::Day;

/// Blocks that a draft may have: a text of the largest size in lines of 30 bytes.
pub(super) const MAX_BLOCKS: usize = 2_000_000;

/// A text that was read and is not yet taken in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// What it was read as.
    pub format: Format,
    /// The encoding, where the format leaves it open.
    pub encoding: Option<Decoded>,
    /// The text, and what is proposed to be left out of it, in order.
    pub blocks: Vec<Block>,
    /// What was found about the source.
    pub found: Found,
    /// What could not be taken, in sentences for people, such as "2 pictures are not taken".
    pub notes: Vec<String>,
}

/// A paragraph, heading, item or row.
///
/// Its text is as it stood in the source, before clean-up. A `\n` in it is the end of a line of
/// the source's layout, which clean-up joins; U+2028 is a line end that was meant and stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The words.
    pub text: String,
    /// What it is.
    pub kind: BlockKind,
    /// Follows the block before without a blank line between them, such as an item of a list.
    pub tight: bool,
    /// Why it is proposed to be left out; `None` where it belongs to the text.
    pub left_out: Option<LeftOut>,
}

impl Block {
    /// A block that belongs to the text.
    pub(super) fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { text: text.into(), kind, tight: false, left_out: None }
    }

    /// A paragraph.
    pub(super) fn paragraph(text: impl Into<String>) -> Self {
        Self::new(BlockKind::Paragraph, text)
    }

    /// The same, proposed to be left out.
    pub(super) fn out(mut self, why: LeftOut) -> Self {
        self.left_out = Some(why);
        self
    }

    /// The same, close to the block before.
    pub(super) fn tight(mut self) -> Self {
        self.tight = true;
        self
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading, from 1 (the largest).
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list; its number or dash stands in the text.
    Item,
    /// A quotation set apart.
    Quote,
    /// A footnote or endnote; its number in brackets stands in the text.
    Note,
    /// A row of a table; its cells are parted by " | ".
    Row,
}

impl BlockKind {
    /// In words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::Item => "item of a list",
            Self::Quote => "quotation",
            Self::Note => "note",
            Self::Row => "row of a table",
        }
    }
}

/// Why a block is proposed to be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LeftOut {
    /// Menus, links to other pages, what stands at the edge of a page.
    Menu,
    /// A headline that stands in the text twice.
    RepeatedHeadline,
    /// What stands under a picture.
    Caption,
    /// The date of publication; it goes into the form instead.
    DateLine,
    /// What stands at the head or foot of every page.
    RunningHead,
    /// The number of a page.
    PageNumber,
    /// Invitations to share, subscribe, print or read on.
    Sharing,
    /// Comments of readers.
    Comments,
    /// Notices about cookies and the like.
    Notice,
    /// Facts about the text at its very beginning, between two lines of dashes.
    FrontMatter,
    /// Text that the page or document hides.
    Hidden,
    /// The quoted letter at the end of a letter.
    QuotedLetter,
    /// Name, office and numbers of the sender at the end of a letter.
    Signature,
    /// The reviewer left it out.
    ByHand,
}

impl LeftOut {
    /// In words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Menu => "menu or list of links",
            Self::RepeatedHeadline => "repeated headline",
            Self::Caption => "caption of a picture",
            Self::DateLine => "date of publication",
            Self::RunningHead => "head or foot of the page",
            Self::PageNumber => "page number",
            Self::Sharing => "sharing and the like",
            Self::Comments => "comments",
            Self::Notice => "notice of the site",
            Self::FrontMatter => "facts about the text",
            Self::Hidden => "hidden text",
            Self::QuotedLetter => "quoted letter",
            Self::Signature => "signature of the letter",
            Self::ByHand => "left out by hand",
        }
    }
}

/// What was found about the source, to be offered in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The headline.
    pub title: Option<Finding<String>>,
    /// The day of publication.
    pub published: Option<Finding<Day>>,
    /// The language, as BCP 47 writes it; "und" where it is not known.
    pub language: Option<Finding<String>>,
    /// Who published it.
    pub publisher: Option<Finding<String>>,
    /// Its address.
    pub url: Option<Finding<String>>,
}

/// A value and where it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding<T> {
    /// The value.
    pub value: T,
    /// Where it stood.
    pub origin: Origin,
}

/// Where a value was found, the most to be trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// Data about the page that it holds for search engines (JSON-LD).
    PageData,
    /// The page's head: meta tags, the canonical address.
    PageHead,
    /// The head of a letter.
    LetterHead,
    /// Front matter.
    FrontMatter,
    /// Marked as such in the text, such as a time or a heading.
    Marked,
    /// The first lines of the text.
    FirstLines,
    /// The comment that browsers put into saved pages.
    SavedPage,
    /// Letters that only this language has.
    Letters,
    /// How often groups of letters occur: a guess.
    Statistics,
    /// What the source says of its language, which often is that of the site around it.
    Declared,
    /// The file's own data, which often tell of a template or of the last save: a last resort.
    FileData,
    /// The file's name.
    FileName,
}

impl Origin {
    /// In words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::PageData | Self::PageHead => "from the page's own data",
            Self::LetterHead => "from the head of the letter",
            Self::FrontMatter => "from the head of the file",
            Self::Marked => "from the text",
            Self::FirstLines => "from the first lines",
            Self::SavedPage => "from the saved page",
            Self::Declared => "as the source says",
            Self::Letters => "by its letters",
            Self::Statistics => "guessed",
            Self::FileData => "from the file's properties, which may be those of a template",
            Self::FileName => "from the file's name",
        }
    }
}

/// Puts a value where none is, or a less trusted one.
pub(super) fn offer<T>(slot: &mut Option<Finding<T>>, value: T, origin: Origin) {
    if slot.as_ref().is_none_or(|present| origin < present.origin) {
        *slot = Some(Finding { value, origin });
    }
}

/// The same for words: white space at the ends and words that say nothing are not taken.
pub(super) fn offer_words(slot: &mut Option<Finding<String>>, words: &str, origin: Origin) {
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = words.join(" ");
    if !words.is_empty() && words.len() <= 1_000 {
        offer(slot, words, origin);
    }
}

/// Collects blocks up to the limits.
#[derive(Debug)]
pub(super) struct Blocks {
    list: Vec<Block>,
    bytes: usize,
}

impl Blocks {
    /// None yet.
    pub(super) fn new() -> Self {
        Self { list: Vec::new(), bytes: 0 }
    }

    /// Adds a block that is not blank.
    ///
    /// # Errors
    ///
    /// Where the text becomes too long.
    pub(super) fn push(&mut self, block: Block) -> Result<(), ImportError> {
        if block.text.trim().is_empty() {
            return Ok(());
        }
        self.bytes += block.text.len();
        if self.bytes > super::MAX_BYTES || self.list.len() >= MAX_BLOCKS {
            return Err(ImportError::TooLong(self.bytes));
        }
        self.list.push(block);
        Ok(())
    }

    /// The blocks.
    pub(super) fn into_list(self) -> Vec<Block> {
        self.list
    }
}
