//! What RTF's control words do to the text.
//!
//! Must not know: how the words are taken out of the bytes.

use std::collections::HashMap;

use super::words::{Piece, Pieces};
use crate::import::decode::Encoding;
use crate::import::draft::{Block, BlockKind, Blocks, Found, LeftOut, Origin, offer, offer_words};
use crate::import::{Format, ImportError};
use crate::model::Day;

/// Groups that may be open at once.
const MAX_DEPTH: usize = 2_000;

/// Where the words of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goes {
    /// Into the text.
    Text,
    /// Into the number of a list's item.
    Number,
    /// Into a note of its own.
    Note,
    /// Into the title of the file's own data.
    Title,
    /// Into the day of the file's own data.
    Created,
    /// Into the table of fonts.
    Fonts,
    /// Nowhere.
    Away,
}

/// What holds until the group ends.
#[derive(Debug, Clone, Copy)]
struct Group {
    goes: Goes,
    /// Places that stand in for a character in old readers and follow it.
    stand_ins: usize,
    font: i32,
    hidden: bool,
    deleted: bool,
    /// The group began with `\*`: it can be left out by who does not know it.
    optional: bool,
    /// Holds the words of a text box.
    boxed: bool,
}

/// Destinations that are no text.
const AWAY: &[&str] = &[
    "colortbl",
    "stylesheet",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "annotation",
    "atnid",
    "atnauthor",
    "atntime",
    "atnicn",
    "atnref",
    "atnparent",
    "xe",
    "tc",
    "tcn",
    "rxe",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "nonshppict",
    "bkmkstart",
    "bkmkend",
    "datastore",
    "latentstyles",
    "mmathPr",
    "private",
    "revtbl",
    "filetbl",
    "shprslt",
    "background",
    "template",
    "sp",
    "objdata",
    "objclass",
    "objname",
    "author",
    "operator",
    "company",
    "subject",
    "keywords",
    "comment",
    "doccomm",
    "revtim",
    "printim",
    "buptim",
    "pgdsctbl",
    "xmlnstbl",
    "wgrffmtfilter",
    "datafield",
    "passwordhash",
    "ftnsep",
    "ftnsepc",
    "aftnsep",
    "aftnsepc",
];

/// The state of reading.
pub(super) struct Reading {
    /// The code page of the file.
    pub(super) base: Option<Encoding>,
    chosen: bool,
    fonts: HashMap<i32, u32>,
    default_font: i32,
    groups: Vec<Group>,
    now: Group,
    pending: Vec<u8>,
    surrogate: Option<u16>,
    skip: usize,
    text: String,
    number: String,
    /// Texts that were interrupted by a note.
    outer: Vec<(usize, String)>,
    notes: Vec<String>,
    /// Texts that were interrupted by a text box.
    boxes: Vec<String>,
    cells: Vec<String>,
    in_table: bool,
    outline: Option<u8>,
    last: Option<BlockKind>,
    title: String,
    created: [i32; 3],
    blocks: Blocks,
    started: bool,
    /// Bytes of which nothing says which code page they are in.
    pub(super) undeclared: Vec<u8>,
    pub(super) unreadable: usize,
    pub(super) pictures: usize,
    pub(super) found: Found,
}

impl Reading {
    pub(super) fn new(base: Option<Encoding>) -> Self {
        let now = Group {
            goes: Goes::Text,
            stand_ins: 1,
            font: -1,
            hidden: false,
            deleted: false,
            optional: false,
            boxed: false,
        };
        Self {
            base,
            chosen: base.is_some(),
            fonts: HashMap::new(),
            default_font: -1,
            groups: Vec::new(),
            now,
            pending: Vec::new(),
            surrogate: None,
            skip: 0,
            text: String::new(),
            number: String::new(),
            outer: Vec::new(),
            notes: Vec::new(),
            boxes: Vec::new(),
            cells: Vec::new(),
            in_table: false,
            outline: None,
            last: None,
            title: String::new(),
            created: [0; 3],
            blocks: Blocks::new(),
            started: false,
            undeclared: Vec::new(),
            unreadable: 0,
            pictures: 0,
            found: Found::default(),
        }
    }

    /// Whether groups are still open at the end.
    pub(super) fn is_cut(&self) -> bool {
        !self.groups.is_empty()
    }

    pub(super) fn run(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        let mut pieces = Pieces::new(bytes);
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Open => {
                    self.decode();
                    self.skip = 0;
                    if self.groups.len() >= MAX_DEPTH {
                        return Err(ImportError::complex(
                            Format::Rtf,
                            "its groups are nested thousands deep",
                        ));
                    }
                    self.groups.push(self.now);
                    self.now.optional = false;
                    self.started = true;
                }
                Piece::Close => {
                    self.decode();
                    self.skip = 0;
                    self.close()?;
                    // What follows the last group is no part of the file.
                    if self.started && self.groups.is_empty() {
                        break;
                    }
                }
                Piece::Byte(byte) | Piece::Hex(byte) => {
                    if self.skip > 0 {
                        self.skip -= 1;
                    } else if self.now.goes != Goes::Away {
                        self.pending.push(byte);
                    }
                }
                Piece::Word("bin", count) => {
                    pieces.jump(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
                }
                Piece::Word(word, number) => {
                    if self.skip > 0 {
                        self.skip -= 1;
                        continue;
                    }
                    self.decode();
                    self.word(word, number)?;
                }
            }
        }
        self.decode();
        self.end_paragraph()
    }

    /// The blocks, and after them the notes.
    pub(super) fn finish(mut self) -> Result<Vec<Block>, ImportError> {
        for (index, note) in self.notes.iter().enumerate() {
            let block = Block::new(BlockKind::Note, format!("[{}] {}", index + 1, note.trim()));
            self.blocks.push(if index > 0 { block.tight() } else { block })?;
        }
        Ok(self.blocks.into_list())
    }

    fn close(&mut self) -> Result<(), ImportError> {
        if self.now.boxed && self.groups.last().is_some_and(|outer| !outer.boxed) {
            self.end_paragraph()?;
            self.text = self.boxes.pop().unwrap_or_default();
        }
        let Some(outer) = self.groups.pop() else { return Ok(()) };
        let ended = std::mem::replace(&mut self.now, outer);
        if ended.goes == Goes::Note
            && let Some((depth, text)) = self.outer.pop()
        {
            if depth == self.groups.len() {
                let note = std::mem::replace(&mut self.text, text);
                if let Some(slot) = self.notes.iter_mut().rev().find(|note| note.is_empty()) {
                    *slot = note;
                }
            } else {
                self.outer.push((depth, text));
            }
        }
        if ended.goes == Goes::Title && outer.goes != Goes::Title {
            offer_words(&mut self.found.title, &std::mem::take(&mut self.title), Origin::FileData);
        }
        if ended.goes == Goes::Created && outer.goes != Goes::Created {
            let [year, month, day] = self.created;
            let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
            if let (Ok(year), Ok(month), Ok(day)) = parts
                && let Ok(day) = Day::new(year, month, day)
            {
                offer(&mut self.found.published, day, Origin::FileData);
            }
        }
        Ok(())
    }

    /// The code page of the present font, or of the file.
    fn encoding(&self) -> Option<Encoding> {
        let font = if self.now.font < 0 { self.default_font } else { self.now.font };
        let page = match self.fonts.get(&font).copied() {
            Some(77) => Some(10000),
            Some(128) => Some(932),
            Some(129) => Some(949),
            Some(134) => Some(936),
            Some(136) => Some(950),
            Some(161) => Some(1253),
            Some(162) => Some(1254),
            Some(163) => Some(1258),
            Some(177) => Some(1255),
            Some(178) => Some(1256),
            Some(186) => Some(1257),
            Some(204) => Some(1251),
            Some(222) => Some(874),
            Some(238) => Some(1250),
            // 0 means Western, but programs write it for fonts of any language.
            _ => None,
        };
        if self.chosen { self.base } else { page.and_then(Encoding::from_code_page).or(self.base) }
    }

    /// Turns the bytes that came since the last control word into characters.
    fn decode(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        if self.now.goes == Goes::Fonts {
            return;
        }
        if self.fonts.get(&self.now.font) == Some(&2) {
            // Symbols have a code of their own; only the usual bullet is text.
            let said: String =
                bytes.iter().map(|byte| if *byte == 0xB7 { '•' } else { char::from(*byte) }).collect();
            self.say(&said);
            return;
        }
        let encoding = self.encoding();
        if encoding.is_none() {
            self.undeclared.extend_from_slice(&bytes);
        }
        let western = Encoding::from_code_page(1252).unwrap_or(Encoding::UTF_8);
        let (text, sound) = encoding.unwrap_or(western).decode(&bytes);
        if !sound {
            self.unreadable += text.matches('\u{FFFD}').count();
        }
        let text = text.into_owned();
        self.say(&text);
    }

    fn say(&mut self, words: &str) {
        self.surrogate = None;
        match self.now.goes {
            _ if self.now.deleted => {}
            Goes::Text | Goes::Note if self.now.hidden => {}
            Goes::Text | Goes::Note => self.text.push_str(words),
            Goes::Number => self.number.push_str(words),
            Goes::Title => self.title.push_str(words),
            Goes::Created | Goes::Fonts | Goes::Away => {}
        }
    }

    /// A character given by its number; beyond the first 65,536 by two.
    fn unicode(&mut self, number: i32) {
        let unit = u16::try_from(number & 0xFFFF).unwrap_or(0);
        self.skip = self.now.stand_ins;
        let before = self.surrogate.take();
        let decoded: String = match before {
            Some(high) => char::decode_utf16([high, unit]).filter_map(Result::ok).collect(),
            None if (0xD800..0xDC00).contains(&unit) => {
                self.surrogate = Some(unit);
                return;
            }
            None => char::decode_utf16([unit]).filter_map(Result::ok).collect(),
        };
        self.say(&decoded);
    }

    fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), ImportError> {
        let on = number != Some(0);
        if word == "*" {
            self.now.optional = true;
            return Ok(());
        }
        let optional = std::mem::take(&mut self.now.optional);
        if self.now.goes == Goes::Away {
            // Of words that stand there twice, the ones in Unicode.
            let outside = self.groups.len().checked_sub(2).and_then(|at| self.groups.get(at));
            if word == "ud"
                && optional
                && let Some(outside) = outside
            {
                self.now.goes = outside.goes;
            }
            return Ok(());
        }
        match word {
            "ansicpg" if !self.chosen => {
                self.base =
                    number.and_then(|page| u32::try_from(page).ok()).and_then(Encoding::from_code_page);
            }
            "mac" if !self.chosen => self.base = Encoding::from_code_page(10000),
            "deff" => self.default_font = number.unwrap_or(-1),
            "uc" => {
                self.now.stand_ins = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(16)
            }
            "u" => self.unicode(number.unwrap_or(0)),
            "f" => self.now.font = number.unwrap_or(-1),
            "fcharset" if self.now.goes == Goes::Fonts => {
                if let Some(set) = number.and_then(|set| u32::try_from(set).ok())
                    && self.fonts.len() < 100_000
                {
                    self.fonts.insert(self.now.font, set);
                }
            }
            "plain" => (self.now.font, self.now.hidden, self.now.deleted) = (-1, false, false),
            "v" => self.now.hidden = on,
            "deleted" => self.now.deleted = on,
            "pard" => (self.in_table, self.outline) = (false, None),
            "intbl" => self.in_table = true,
            "outlinelevel" => {
                self.outline = number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9)
            }
            "fonttbl" => self.now.goes = Goes::Fonts,
            "title" if !optional => self.now.goes = Goes::Title,
            "creatim" => (self.now.goes, self.created) = (Goes::Created, [0; 3]),
            "yr" | "mo" | "dy" if self.now.goes == Goes::Created => {
                let at = usize::from(word == "mo") + 2 * usize::from(word == "dy");
                if let Some(slot) = self.created.get_mut(at) {
                    *slot = number.unwrap_or(0);
                }
            }
            "listtext" | "pntext" => self.now.goes = Goes::Number,
            "footnote" => self.note(),
            // The same words twice: for old readers, and in Unicode.
            "upr" => self.now.goes = Goes::Away,
            "pict" => {
                self.pictures += 1;
                self.now.goes = Goes::Away;
            }
            "shptxt" if self.now.goes == Goes::Text && !self.now.boxed => {
                self.now.boxed = true;
                self.boxes.push(std::mem::take(&mut self.text));
            }
            "shpinst" | "shptxt" | "shp" | "ud" | "fldrslt" | "shppict" | "pn" => {}
            _ if AWAY.contains(&word) => self.now.goes = Goes::Away,
            _ if optional => self.now.goes = Goes::Away,
            _ => return self.sign(word),
        }
        Ok(())
    }

    /// Control words that stand for characters, and ends of paragraphs, cells and rows.
    fn sign(&mut self, word: &str) -> Result<(), ImportError> {
        let sign = match word {
            "tab" => "\t",
            "line" => "\u{2028}",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "emspace" | "enspace" | "qmspace" => " ",
            "~" => "\u{A0}",
            "-" => "\u{AD}",
            "_" => "-",
            "zwj" => "\u{200D}",
            "zwnj" => "\u{200C}",
            "ltrmark" => "\u{200E}",
            "rtlmark" => "\u{200F}",
            "par" | "sect" | "page" if self.now.goes == Goes::Text => {
                if self.in_table && word == "par" {
                    " "
                } else {
                    return self.end_paragraph();
                }
            }
            "par" if self.now.goes == Goes::Note => "\u{2028}",
            "cell" | "nestcell" if self.now.goes == Goes::Text => {
                let number = std::mem::take(&mut self.number);
                let cell = format!("{}{}", mark(&number), std::mem::take(&mut self.text));
                self.cells.push(cell.replace('\u{2028}', " ").trim().to_owned());
                return Ok(());
            }
            "row" | "nestrow" if self.now.goes == Goes::Text => return self.end_row(),
            _ => return Ok(()),
        };
        self.say(sign);
        Ok(())
    }

    fn note(&mut self) {
        if self.now.goes != Goes::Text || self.now.hidden || self.now.deleted {
            self.now.goes = Goes::Away;
            return;
        }
        self.notes.push(String::new());
        self.text.push_str(&format!("[{}]", self.notes.len()));
        let depth = self.groups.len().saturating_sub(1);
        self.outer.push((depth, std::mem::take(&mut self.text)));
        self.now.goes = Goes::Note;
    }

    fn end_row(&mut self) -> Result<(), ImportError> {
        let cells = std::mem::take(&mut self.cells);
        self.in_table = false;
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        let kind = if cells.len() > 1 { BlockKind::Row } else { BlockKind::Paragraph };
        self.push(Block::new(kind, cells.join(" | ")))
    }

    fn end_paragraph(&mut self) -> Result<(), ImportError> {
        let (text, number) = (std::mem::take(&mut self.text), std::mem::take(&mut self.number));
        if !self.cells.is_empty() {
            // The file ends in a table, or its row was never closed.
            self.cells.push(text);
            return self.end_row();
        }
        if text.trim().is_empty() {
            self.last = None;
            return Ok(());
        }
        let mark = mark(&number);
        let kind = match self.outline {
            Some(level) => BlockKind::Heading(level + 1),
            None if !mark.is_empty() => BlockKind::Item,
            None => BlockKind::Paragraph,
        };
        self.push(Block::new(kind, mark + text.trim_start()))
    }

    fn push(&mut self, mut block: Block) -> Result<(), ImportError> {
        block.tight = self.last == Some(block.kind) && matches!(block.kind, BlockKind::Item | BlockKind::Row);
        self.last = Some(block.kind);
        if block.text.trim_start().starts_with("TOC \\") {
            block.left_out = Some(LeftOut::Menu);
        }
        self.blocks.push(block)
    }
}

/// The number of an item as it stands in the text: any bullet becomes a dash.
fn mark(number: &str) -> String {
    let number = number.trim();
    if number.is_empty() {
        String::new()
    } else if number.chars().any(char::is_alphanumeric) && number != "o" {
        format!("{number} ")
    } else {
        "– ".to_owned()
    }
}
