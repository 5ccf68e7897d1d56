//! OpenDocument texts: what would be printed of the body, with tracked insertions in and deletions
//! out, notes and text boxes once, numbers of lists worked out. Also in one file (.fodt).
//!
//! Must not know: styles of characters and pages; heads and feet of pages and comments are not read.

mod lists;
#[cfg(test)]
mod tests;

use self::lists::Lists;
use super::draft::{Block, BlockKind, Blocks, Draft, Found, LeftOut, Origin, offer, offer_words};
use super::package::Package;
use super::xml::{self, Element, Kid};
use super::{Format, ImportError, Source, language, published};

/// Spaces that one element may stand for.
const MAX_SPACES: usize = 200;

/// Reads an OpenDocument text.
pub(super) fn read(source: &Source<'_>) -> Result<Draft, ImportError> {
    if !source.bytes.starts_with(b"PK") {
        let root = xml::parse(source.bytes, Format::Odt)?;
        return draft(&root, &[&root], root.element("meta"));
    }
    let mut package = Package::open(source.bytes, Format::Odt)?;
    let manifest = package.part("META-INF/manifest.xml").ok().flatten().unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(ImportError::Encrypted(Format::Odt));
    }
    let Some(content) = package.part("content.xml")? else {
        return Err(ImportError::damaged(Format::Odt, "its text is missing"));
    };
    let content = xml::parse(&content, Format::Odt)?;
    // What is damaged beside the text is no reason to refuse the text.
    let mut beside = |name: &str| {
        let bytes = package.part(name).ok().flatten()?;
        xml::parse(&bytes, Format::Odt).ok()
    };
    let (styles, meta) = (beside("styles.xml").unwrap_or_default(), beside("meta.xml").unwrap_or_default());
    draft(&content, &[&styles, &content], meta.element("meta"))
}

fn draft(root: &Element, styled: &[&Element], meta: Option<&Element>) -> Result<Draft, ImportError> {
    let mut reading =
        Reading { lists: Lists::default(), notes: Vec::new(), blocks: Blocks::new(), pictures: 0, level: 0 };
    for part in styled {
        for styles in part.elements().filter(|one| matches!(one.name.as_str(), "styles" | "automatic-styles"))
        {
            reading.lists.learn(styles);
        }
    }
    let body = root.element("body").unwrap_or(root);
    reading.flow(body.element("text").unwrap_or(body), Setting::default())?;
    reading.append_notes()?;
    Ok(Draft {
        format: Format::Odt,
        encoding: None,
        blocks: reading.blocks.into_list(),
        found: meta.map(facts).unwrap_or_default(),
        notes: super::pictures_note(reading.pictures),
    })
}

fn facts(meta: &Element) -> Found {
    let mut found = Found::default();
    let words = |name: &str| meta.element(name).map(Element::words).unwrap_or_default();
    offer_words(&mut found.title, &words("title"), Origin::FileData);
    if let Some(day) = published::value(&words("creation-date")).or_else(|| published::value(&words("date")))
    {
        offer(&mut found.published, day, Origin::FileData);
    }
    if let Some(code) = language::primary(&words("language")) {
        offer(&mut found.language, code, Origin::FileData);
    }
    found
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, Default)]
struct Setting {
    left_out: Option<LeftOut>,
    in_list: bool,
    tight: bool,
}

/// The state of reading.
struct Reading<'a> {
    lists: Lists,
    notes: Vec<&'a Element>,
    blocks: Blocks,
    pictures: usize,
    level: usize,
}

/// What the words of a paragraph leave behind.
#[derive(Default)]
struct Inline<'a> {
    text: String,
    frames: Vec<&'a Element>,
}

impl<'a> Reading<'a> {
    fn flow(&mut self, parent: &'a Element, setting: Setting) -> Result<(), ImportError> {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" | "h" => self.paragraph(element, None, setting)?,
                "list" => self.list(element, "", setting)?,
                "table" => self.table(element, setting)?,
                "table-of-content" | "alphabetical-index" | "illustration-index" | "table-index" => {
                    let body = element.element("index-body").unwrap_or(element);
                    self.flow(body, Setting { left_out: Some(LeftOut::Menu), ..setting })?;
                }
                "frame" | "custom-shape" | "rect" => self.frame(element, setting)?,
                // Deleted words, comments, declarations.
                "tracked-changes" | "annotation" | "annotation-end" | "forms" | "sequence-decls"
                | "variable-decls" | "user-field-decls" => {}
                _ => self.flow(element, setting)?,
            }
        }
        Ok(())
    }

    fn paragraph(
        &mut self,
        element: &'a Element,
        mark: Option<String>,
        setting: Setting,
    ) -> Result<(), ImportError> {
        let mut inline = Inline::default();
        self.words(element, &mut inline);
        let level = element.attribute("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
        let kind = match element.name.as_str() {
            "h" => BlockKind::Heading(level),
            _ if setting.in_list => BlockKind::Item,
            _ if is_quote(element) => BlockKind::Quote,
            _ => BlockKind::Paragraph,
        };
        let mut block = Block::new(kind, inline.text);
        if !block.text.trim().is_empty() {
            block.text.insert_str(0, &mark.unwrap_or_default());
        }
        block.left_out = setting.left_out;
        block.tight = setting.tight;
        self.blocks.push(block)?;
        for frame in inline.frames {
            self.frame(frame, Setting { in_list: false, tight: false, ..setting })?;
        }
        Ok(())
    }

    /// Words, with what stands for spaces and line ends.
    fn words(&mut self, parent: &'a Element, into: &mut Inline<'a>) {
        for kid in &parent.kids {
            let element = match kid {
                Kid::Text(words) => {
                    // White space in XML is one space here.
                    for c in words.chars() {
                        let space = matches!(c, ' ' | '\n' | '\r' | '\t');
                        if !(space && into.text.ends_with(' ')) {
                            into.text.push(if space { ' ' } else { c });
                        }
                    }
                    continue;
                }
                Kid::Element(element) => element,
            };
            match element.name.as_str() {
                "s" => {
                    let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    into.text.extend(std::iter::repeat_n(' ', MAX_SPACES.min(count)));
                }
                "tab" => into.text.push('\t'),
                "line-break" => into.text.push('\u{2028}'),
                "note" => {
                    self.notes.push(element);
                    into.text.push_str(&format!("[{}]", self.notes.len()));
                }
                "frame" | "custom-shape" | "rect" | "g" => into.frames.push(element),
                "ruby" => {
                    if let Some(base) = element.element("ruby-base") {
                        self.words(base, into);
                    }
                }
                "tracked-changes" | "annotation" | "annotation-end" | "soft-page-break" | "hidden-text" => {}
                _ => self.words(element, into),
            }
        }
    }

    /// A text box follows its paragraph; a picture is counted.
    fn frame(&mut self, element: &'a Element, setting: Setting) -> Result<(), ImportError> {
        if let Some(text_box) = element.find("text-box") {
            return self.flow(text_box, setting);
        }
        if element.find("image").is_some() {
            self.pictures += 1;
            return Ok(());
        }
        // Shapes hold their words themselves.
        self.flow(element, setting)
    }

    fn list(&mut self, list: &'a Element, inherited: &str, setting: Setting) -> Result<(), ImportError> {
        let style = list.attribute("style-name").unwrap_or(inherited).to_owned();
        let level = self.level;
        let goes_on =
            list.attribute("continue-numbering") == Some("true") || list.attribute("continue-list").is_some();
        self.lists.begin(&style, level, goes_on);
        let mut tight = level > 0;
        for item in list.elements() {
            let numbered = item.name.as_str() == "list-item";
            if !numbered && item.name.as_str() != "list-header" {
                continue;
            }
            let value = item.attribute("start-value").and_then(|value| value.parse().ok());
            let mut mark = numbered.then(|| self.lists.next(&style, level, value));
            for inner in item.elements() {
                let here = Setting { in_list: true, tight, ..setting };
                match inner.name.as_str() {
                    "p" | "h" => {
                        self.paragraph(inner, mark.take(), here)?;
                        tight = true;
                    }
                    "list" => {
                        self.level += 1;
                        let result = self.list(inner, &style, here);
                        self.level -= 1;
                        result?;
                    }
                    _ => self.flow(inner, here)?,
                }
            }
        }
        Ok(())
    }

    /// One block a row; a table of one column only arranges the page.
    fn table(&mut self, table: &'a Element, setting: Setting) -> Result<(), ImportError> {
        let mut rows = Vec::new();
        rows_of(table, &mut rows);
        let mut tight = false;
        for row in rows {
            let cells: Vec<&Element> =
                row.elements().filter(|cell| cell.name.as_str() == "table-cell").collect();
            let long = |cell: &&Element| {
                cell.find("table").is_some()
                    || cell.elements().filter(|one| !one.words().trim().is_empty()).count() > 2
            };
            if cells.len() < 2 || cells.iter().any(long) {
                for cell in cells {
                    self.flow(cell, Setting { in_list: false, tight: false, ..setting })?;
                }
                tight = false;
                continue;
            }
            let mut texts = Vec::new();
            for cell in cells {
                let mut inline = Inline::default();
                for paragraph in cell.elements() {
                    if !inline.text.is_empty() {
                        inline.text.push(' ');
                    }
                    self.words(paragraph, &mut inline);
                }
                texts.push(inline.text.replace('\u{2028}', " ").trim().to_owned());
            }
            if texts.iter().any(|text| !text.is_empty()) {
                let mut block = Block::new(BlockKind::Row, texts.join(" | "));
                (block.tight, block.left_out) = (tight, setting.left_out);
                tight = true;
                self.blocks.push(block)?;
            }
        }
        Ok(())
    }

    fn append_notes(&mut self) -> Result<(), ImportError> {
        let mut at = 0;
        while let Some(note) = self.notes.get(at).copied() {
            at += 1;
            let mut inline = Inline::default();
            for paragraph in note.element("note-body").into_iter().flat_map(Element::elements) {
                if !inline.text.is_empty() {
                    inline.text.push('\u{2028}');
                }
                self.words(paragraph, &mut inline);
            }
            let block = Block::new(BlockKind::Note, format!("[{at}] {}", inline.text.trim()));
            self.blocks.push(if at > 1 { block.tight() } else { block })?;
        }
        Ok(())
    }
}

fn is_quote(element: &Element) -> bool {
    element.attribute("style-name").is_some_and(|style| style.starts_with("Quotations"))
}

fn rows_of<'a>(table: &'a Element, rows: &mut Vec<&'a Element>) {
    for element in table.elements() {
        match element.name.as_str() {
            "table-row" => rows.push(element),
            "table-header-rows" | "table-rows" | "table-row-group" => rows_of(element, rows),
            _ => {}
        }
    }
}
