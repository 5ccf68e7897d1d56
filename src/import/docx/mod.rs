//! Word documents: what would be printed of the body, with insertions in and deletions out, notes
//! and text boxes once, numbers of lists worked out.
//!
//! Must not know: fonts and pages; heads and feet of pages and comments are not read.

mod numbering;
mod paragraph;
mod styles;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use self::numbering::Numbering;
use self::paragraph::Inline;
use self::styles::Styles;
use super::draft::{Block, BlockKind, Blocks, Draft, Found, LeftOut, Origin, offer, offer_words};
use super::package::Package;
use super::xml::{self, Element};
use super::{Format, ImportError, Source, published};

/// Reads a Word document.
pub(super) fn read(source: &Source<'_>) -> Result<Draft, ImportError> {
    let mut package = Package::open(source.bytes, Format::Docx)?;
    let name = main_part(&package);
    let Some(body) = part(&mut package, &name)? else {
        return Err(ImportError::damaged(Format::Docx, "its text is missing"));
    };
    let folder = name.rsplit_once('/').map_or("word", |(folder, _)| folder).to_owned();
    // What is damaged beside the text is no reason to refuse the text.
    let mut beside = |name: &str| part(&mut package, &format!("{folder}/{name}")).ok().flatten();
    let numbering = beside("numbering.xml").map(|root| Numbering::new(&root)).unwrap_or_default();
    let styles = beside("styles.xml").map(|root| Styles::new(&root)).unwrap_or_default();
    let (footnotes, endnotes) = (beside("footnotes.xml"), beside("endnotes.xml"));
    let mut document = Document {
        styles,
        numbering,
        notes: Notes {
            footnotes: footnotes.as_ref().map(by_id).unwrap_or_default(),
            endnotes: endnotes.as_ref().map(by_id).unwrap_or_default(),
            used: Vec::new(),
            numbers: HashMap::new(),
        },
        blocks: Blocks::new(),
        pictures: 0,
        held: String::new(),
        in_list: false,
    };
    document.flow(body.element("body").unwrap_or(&body))?;
    document.append_notes()?;
    let pictures = document.pictures;
    Ok(Draft {
        format: Format::Docx,
        encoding: None,
        blocks: document.blocks.into_list(),
        found: part(&mut package, "docProps/core.xml")
            .ok()
            .flatten()
            .map(|root| facts(&root))
            .unwrap_or_default(),
        notes: super::pictures_note(pictures),
    })
}

fn part(package: &mut Package<'_>, name: &str) -> Result<Option<Element>, ImportError> {
    package.part(name)?.map(|bytes| xml::parse(&bytes, Format::Docx)).transpose()
}

/// The part with the text, which some programs call document2.xml.
fn main_part(package: &Package<'_>) -> String {
    let usual = "word/document.xml";
    let mut names =
        package.names().filter(|name| name.starts_with("word/document") && name.ends_with(".xml"));
    if package.names().any(|name| name == usual) {
        return usual.to_owned();
    }
    names.next().map_or_else(|| usual.to_owned(), std::borrow::Cow::into_owned)
}

fn facts(root: &Element) -> Found {
    let mut found = Found::default();
    let words = |name: &str| root.element(name).map(Element::words).unwrap_or_default();
    offer_words(&mut found.title, &words("title"), Origin::FileData);
    if let Some(day) = published::value(&words("created")) {
        offer(&mut found.published, day, Origin::FileData);
    }
    found
}

fn by_id(root: &Element) -> HashMap<String, &Element> {
    // Those with a type are lines between text and notes.
    let real = root.elements().filter(|note| note.attribute("type").is_none_or(|kind| kind == "normal"));
    real.filter_map(|note| Some((note.attribute("id")?.to_owned(), note))).collect()
}

/// Footnotes and endnotes, in the order in which the text names them.
struct Notes<'a> {
    footnotes: HashMap<String, &'a Element>,
    endnotes: HashMap<String, &'a Element>,
    used: Vec<&'a Element>,
    /// The numbers of the notes that were named, by their kind and id.
    numbers: HashMap<(bool, String), usize>,
}

impl Notes<'_> {
    /// The number of a note that the text names now.
    fn number(&mut self, kind: &str, id: &str) -> Option<usize> {
        let at_foot = kind == "footnoteReference";
        let note = *if at_foot { &self.footnotes } else { &self.endnotes }.get(id)?;
        let number = *self.numbers.entry((at_foot, id.to_owned())).or_insert_with(|| {
            self.used.push(note);
            self.used.len()
        });
        Some(number)
    }
}

/// The state of reading.
struct Document<'a> {
    styles: Styles,
    numbering: Numbering,
    notes: Notes<'a>,
    blocks: Blocks,
    pictures: usize,
    /// Words of a paragraph whose end was deleted: they go on in the next one.
    held: String,
    in_list: bool,
}

impl Document<'_> {
    /// Paragraphs and tables one after the other.
    fn flow(&mut self, parent: &Element) -> Result<(), ImportError> {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element)?,
                "tbl" => self.table(element)?,
                "AlternateContent" => self.flow(chosen(element))?,
                // Deleted, moved away, or no text.
                "del" | "moveFrom" | "sectPr" | "pPr" | "sdtPr" | "sdtEndPr" | "tcPr" | "trPr" => {}
                _ => self.flow(element)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element) -> Result<(), ImportError> {
        let properties = element.element("pPr");
        let mut inline = Inline::new(&mut self.notes);
        inline.walk(element);
        let Inline { text, hidden, boxes, pictures, .. } = inline;
        self.pictures += pictures;
        let style = self.styles.of(properties);
        let ends = properties.and_then(|properties| properties.element("rPr"));
        if ends.is_some_and(|mark| mark.element("del").is_some() || mark.element("moveFrom").is_some()) {
            self.held.push_str(&text);
        } else {
            let mut text = std::mem::take(&mut self.held) + &text;
            let mut kind = style.kind;
            let empty = text.trim().is_empty();
            let number =
                style.list.filter(|_| !empty).and_then(|(id, level)| self.numbering.next(&id, level));
            if let Some(number) = &number {
                if !number.is_empty() {
                    text = format!("{number} {}", text.trim_start());
                }
                kind = if matches!(kind, BlockKind::Heading(_)) { kind } else { BlockKind::Item };
            }
            let mut block = Block::new(kind, text);
            block.left_out = style.left_out;
            block.tight = self.in_list && kind == BlockKind::Item;
            self.in_list = kind == BlockKind::Item || (empty && self.in_list);
            self.blocks.push(block)?;
        }
        self.blocks.push(Block::paragraph(hidden).out(LeftOut::Hidden))?;
        for text_box in boxes {
            self.flow(text_box)?;
        }
        Ok(())
    }

    fn table(&mut self, table: &Element) -> Result<(), ImportError> {
        self.in_list = false;
        let mut first = true;
        for row in rows(table) {
            let cells: Vec<&Element> = cells(row);
            let long = |cell: &&Element| {
                cell.elements().filter(|one| one.name.as_str() == "p" && has_words(one)).count() > 2
            };
            // A table that only arranges the page: its cells follow one another.
            if cells.len() < 2
                || cells.iter().any(long)
                || cells.iter().any(|cell| cell.find("tbl").is_some())
            {
                for cell in cells {
                    self.flow(cell)?;
                }
                first = true;
                continue;
            }
            let mut texts = Vec::new();
            for cell in cells {
                texts.push(self.cell(cell));
            }
            if texts.iter().all(|text| text.trim().is_empty()) {
                continue;
            }
            let mut block = Block::new(BlockKind::Row, texts.join(" | "));
            block.tight = !first;
            first = false;
            self.blocks.push(block)?;
        }
        Ok(())
    }

    /// The words of a cell on one line.
    fn cell(&mut self, cell: &Element) -> String {
        let mut texts = Vec::new();
        for paragraph in paragraphs(cell) {
            let mut inline = Inline::new(&mut self.notes);
            inline.walk(paragraph);
            let (text, pictures) = (inline.text, inline.pictures);
            self.pictures += pictures;
            let text = text.replace('\u{2028}', " ");
            let list = self.styles.of(paragraph.element("pPr")).list.filter(|_| !text.trim().is_empty());
            let number = list
                .and_then(|(id, level)| self.numbering.next(&id, level))
                .filter(|number| !number.is_empty());
            texts.push(number.map_or(text.clone(), |number| format!("{number} {text}")));
        }
        texts.retain(|text| !text.trim().is_empty());
        texts.join(" ").trim().to_owned()
    }

    /// Notes follow the text, each once.
    fn append_notes(&mut self) -> Result<(), ImportError> {
        let mut at = 0;
        // A note may name another one.
        while let Some(note) = self.notes.used.get(at).copied() {
            at += 1;
            let mut texts = Vec::new();
            for paragraph in paragraphs(note) {
                let mut inline = Inline::new(&mut self.notes);
                inline.walk(paragraph);
                texts.push(inline.text.trim().to_owned());
            }
            texts.retain(|text| !text.is_empty());
            let block = Block::new(BlockKind::Note, format!("[{at}] {}", texts.join("\u{2028}")));
            self.blocks.push(if at > 1 { block.tight() } else { block })?;
        }
        Ok(())
    }
}

fn has_words(element: &Element) -> bool {
    !element.words().trim().is_empty()
}

/// Of the same content in several forms, the first.
fn chosen(element: &Element) -> &Element {
    element.element("Choice").or_else(|| element.element("Fallback")).unwrap_or(element)
}

/// All elements of a name that lie in a table's own grid, also in boxes of content controls.
fn grid<'a>(parent: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        match element.name.as_str() {
            own if own == name => {
                let properties = element.element("trPr");
                if properties.is_none_or(|row| row.element("del").is_none()) {
                    found.push(element);
                }
            }
            "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => grid(element, name, found),
            _ => {}
        }
    }
}

fn rows(table: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    grid(table, "tr", &mut found);
    found
}

fn cells(row: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    grid(row, "tc", &mut found);
    found
}

fn paragraphs(parent: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    grid(parent, "p", &mut found);
    found
}
