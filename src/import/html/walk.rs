//! From a page's tree to blocks: which words make a paragraph, an item, a row.
//!
//! Must not know: which of the blocks are the text (that is `main_text`).

use std::collections::HashSet;

use super::dom::{Node, Page, What};
use crate::import::ImportError;
use crate::import::MAX_BYTES;
use crate::import::draft::{Block, BlockKind, LeftOut};

/// A block, and what tells whether it belongs to the text.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) block: Block,
    /// The innermost block-like element that it stands in.
    pub(super) home: usize,
    /// Letters and digits in links.
    pub(super) linked: usize,
    /// All letters and digits.
    pub(super) letters: usize,
}

/// Elements of which nothing is shown, or nothing to read.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "select", "button", "input", "textarea",
    "iframe", "object", "embed", "canvas", "audio", "video", "head", "map", "datalist", "dialog", "img",
    "picture", "progress",
];

/// Elements that words flow around.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "rb", "rt", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "center", "big",
];

/// The walk's state.
pub(super) struct Walk<'a> {
    page: &'a Page,
    seen: Vec<Seen>,
    bytes: usize,
    words: String,
    letters: usize,
    linked: usize,
    in_link: usize,
    breaks: usize,
    home: usize,
    kind: BlockKind,
    mark: Option<String>,
    close: bool,
    left_out: Option<LeftOut>,
    preformatted: bool,
    /// Pictures that were passed.
    pub(super) pictures: usize,
}

impl<'a> Walk<'a> {
    /// The blocks of a page, and how many pictures it has.
    ///
    /// # Errors
    ///
    /// Where there is more text than a statement may have.
    pub(super) fn over(page: &'a Page) -> Result<(Vec<Seen>, usize), ImportError> {
        let mut walk = Self {
            page,
            seen: Vec::new(),
            bytes: 0,
            words: String::new(),
            letters: 0,
            linked: 0,
            in_link: 0,
            breaks: 0,
            home: Page::ROOT,
            kind: BlockKind::Paragraph,
            mark: None,
            close: false,
            left_out: None,
            preformatted: false,
            pictures: 0,
        };
        walk.visit(Page::ROOT)?;
        walk.flush()?;
        Ok((walk.seen, walk.pictures))
    }

    fn visit(&mut self, id: usize) -> Result<(), ImportError> {
        match self.page.node(id).map(|node| &node.what) {
            Some(What::Text(text)) => {
                self.text(text);
                Ok(())
            }
            Some(What::Element(..)) => self.element(id),
            Some(What::Page) => self.kids(id),
            Some(What::Comment(_)) | None => Ok(()),
        }
    }

    fn kids(&mut self, id: usize) -> Result<(), ImportError> {
        for kid in self.page.kids(id) {
            self.visit(*kid)?;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.preformatted {
            let lines = text.replace("\r\n", "\n").replace(['\r', '\n'], "\u{2028}");
            self.letters += lines.chars().filter(|c| c.is_alphanumeric()).count();
            self.words.push_str(&lines);
            return;
        }
        for c in text.chars() {
            // No-break spaces are left to the clean-up.
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{C}') {
                if !self.words.is_empty() && !self.words.ends_with([' ', '\u{2028}']) {
                    self.words.push(' ');
                }
                continue;
            }
            self.words.push(c);
            if c.is_alphanumeric() {
                self.letters += 1;
                self.linked += usize::from(self.in_link > 0);
            }
            self.breaks = 0;
        }
    }

    /// Ends the block that words went to.
    fn flush(&mut self) -> Result<(), ImportError> {
        let words = std::mem::take(&mut self.words);
        let (letters, linked) = (std::mem::take(&mut self.letters), std::mem::take(&mut self.linked));
        self.breaks = 0;
        let words = words.trim_matches([' ', '\u{2028}']);
        if words.trim().is_empty() {
            return Ok(());
        }
        let mark = self.mark.take();
        self.bytes += words.len();
        if self.bytes > MAX_BYTES {
            return Err(ImportError::TooLong(self.bytes));
        }
        let mut block = Block::new(self.kind, format!("{}{words}", mark.unwrap_or_default()));
        block.tight = self.close;
        block.left_out = self.left_out;
        // Items and rows after the first one stand close.
        self.close = matches!(self.kind, BlockKind::Item | BlockKind::Row);
        self.seen.push(Seen { block, home: self.home, linked, letters });
        Ok(())
    }

    fn element(&mut self, id: usize) -> Result<(), ImportError> {
        let name = self.page.name(id);
        if matches!(name, "img" | "picture") {
            self.pictures += usize::from(name == "img");
            // Emoji of social sites are pictures with the character as their name; others are not text.
            return Ok(());
        }
        if SKIPPED.contains(&name) {
            return Ok(());
        }
        if name == "br" {
            self.breaks += 1;
            if self.breaks >= 2 {
                return self.flush();
            }
            if !self.words.is_empty() {
                let kept = self.words.trim_end_matches(' ').len();
                self.words.truncate(kept);
                self.words.push('\u{2028}');
            }
            return Ok(());
        }
        let hidden = is_hidden(self.page, id);
        if INLINE.contains(&name) && !hidden && !self.holds_blocks(id) {
            return self.inline(id, name);
        }
        self.flush()?;
        let before = (self.home, self.kind, self.left_out, self.close, self.preformatted, self.mark.clone());
        self.home = id;
        if hidden {
            self.left_out = self.left_out.or(Some(LeftOut::Hidden));
        }
        if name == "a" {
            self.in_link += 1;
        }
        let result = self.block(id, name);
        self.flush()?;
        if name == "a" {
            self.in_link -= 1;
        }
        let marked = self.mark.is_none();
        (self.home, self.kind, self.left_out, _, self.preformatted, _) = before;
        // A paragraph in an item takes the item's mark with it.
        self.mark = if marked { None } else { before.5 };
        if !matches!(name, "li" | "tr" | "dt" | "dd") {
            self.close &= before.3 || self.kind == BlockKind::Item;
        }
        result
    }

    fn inline(&mut self, id: usize, name: &str) -> Result<(), ImportError> {
        let link = usize::from(name == "a");
        self.in_link += link;
        if name == "sup" && self.raised(id) {
            return Ok(());
        }
        let quoted = name == "q";
        if quoted {
            self.words.push('“');
        }
        let result = self.kids(id);
        if quoted {
            self.words.push('”');
        }
        self.in_link -= link;
        result
    }

    /// A raised number is that of a note, in brackets, or a power.
    fn raised(&mut self, id: usize) -> bool {
        let words = self.page.words(id);
        let number = words.trim().trim_matches(['[', ']']);
        if number.is_empty() || number.len() > 3 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let before = self.words.chars().rev().take_while(|c| c.is_alphabetic()).count();
        let power = (1..=3).contains(&before) || self.words.ends_with(|c: char| c.is_numeric());
        let written = if power {
            let signs = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
            number.chars().filter_map(|c| signs.get(usize::try_from(c.to_digit(10)?).ok()?)).collect()
        } else {
            format!("[{number}]")
        };
        self.words.push_str(&written);
        true
    }

    fn block(&mut self, id: usize, name: &str) -> Result<(), ImportError> {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
                (self.kind, self.close) = (BlockKind::Heading(level), false);
                self.kids(id)
            }
            "p" => {
                self.close &= self.kind == BlockKind::Item;
                self.kids(id)
            }
            "blockquote" => {
                self.kind = BlockKind::Quote;
                self.kids(id)
            }
            "pre" => {
                self.preformatted = true;
                self.kids(id)
            }
            "figcaption" => {
                self.left_out = self.left_out.or(Some(LeftOut::Caption));
                self.kids(id)
            }
            "ul" | "menu" => self.list(id, None),
            "ol" => {
                let start = self.page.attribute(id, "start").and_then(|start| start.trim().parse().ok());
                self.list(id, Some(start.unwrap_or(1)))
            }
            "table" if !self.is_layout(id) => self.table(id),
            _ => self.kids(id),
        }
    }

    fn list(&mut self, id: usize, start: Option<i32>) -> Result<(), ImportError> {
        let mut number = start.unwrap_or(0);
        let (kind, nested) = (self.kind, self.kind == BlockKind::Item);
        self.close &= nested;
        for kid in self.page.kids(id) {
            if self.page.name(*kid) != "li" {
                self.visit(*kid)?;
                continue;
            }
            if start.is_some()
                && let Some(value) =
                    self.page.attribute(*kid, "value").and_then(|value| value.trim().parse().ok())
            {
                number = value;
            }
            self.kind = BlockKind::Item;
            self.mark = Some(if start.is_some() { format!("{number}. ") } else { "– ".to_owned() });
            number = number.saturating_add(1);
            let home = std::mem::replace(&mut self.home, *kid);
            self.kids(*kid)?;
            self.flush()?;
            (self.home, self.mark) = (home, None);
        }
        self.kind = kind;
        self.close = nested;
        Ok(())
    }

    /// One block a row.
    fn table(&mut self, id: usize) -> Result<(), ImportError> {
        self.close = false;
        for row in self.page.below(id).filter(|id| self.page.name(*id) == "tr") {
            let mut cells = 0;
            for cell in
                self.page.kids(row).iter().filter(|cell| matches!(self.page.name(**cell), "td" | "th"))
            {
                if cells > 0 {
                    while self.words.ends_with([' ', '\u{2028}']) {
                        self.words.pop();
                    }
                    self.words.push_str(" | ");
                }
                cells += 1;
                self.cell(*cell);
            }
            let said = self.words.chars().any(char::is_alphanumeric);
            if !said {
                self.words.clear();
            }
            self.kind = if cells > 1 { BlockKind::Row } else { BlockKind::Paragraph };
            let home = std::mem::replace(&mut self.home, row);
            self.flush()?;
            self.home = home;
        }
        let captions = self.page.kids(id).iter().filter(|kid| self.page.name(**kid) == "caption");
        for caption in captions.copied().collect::<Vec<_>>() {
            self.kind = BlockKind::Paragraph;
            self.kids(caption)?;
            self.flush()?;
        }
        Ok(())
    }

    /// The words of a cell, on one line.
    fn cell(&mut self, cell: usize) {
        let mut skipped_below = HashSet::new();
        for id in self.page.below(cell) {
            let node = self.page.node(id);
            let parent = node.and_then(|node| node.parent);
            if SKIPPED.contains(&self.page.name(id))
                || parent.is_some_and(|parent| skipped_below.contains(&parent))
            {
                skipped_below.insert(id);
                continue;
            }
            if let Some(Node { what: What::Text(text), .. }) = node {
                self.text(text);
            } else if !INLINE.contains(&self.page.name(id)) {
                self.text(" ");
            }
        }
    }

    /// Whether an element that words flow around holds some that stand apart, as links around
    /// whole boxes do.
    fn holds_blocks(&self, id: usize) -> bool {
        self.page.kids(id).iter().any(|kid| {
            let name = self.page.name(*kid);
            !name.is_empty() && name != "br" && !SKIPPED.contains(&name) && !INLINE.contains(&name)
        })
    }

    /// Whether a table only arranges the page.
    fn is_layout(&self, id: usize) -> bool {
        let mut rows = 0;
        for below in self.page.below(id).skip(1) {
            match self.page.name(below) {
                "table" | "article" | "h1" | "h2" | "h3" | "ul" | "ol" | "div" => return true,
                "tr" => rows += 1,
                "td" | "th" => {
                    let paragraphs = self.page.kids(below).iter().filter(|kid| self.page.name(**kid) == "p");
                    if paragraphs.count() > 1 {
                        return true;
                    }
                }
                _ => {}
            }
        }
        rows == 0
    }
}

fn is_hidden(page: &Page, id: usize) -> bool {
    if page.attribute(id, "hidden").is_some() {
        return true;
    }
    page.attribute(id, "style").is_some_and(|style| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}
