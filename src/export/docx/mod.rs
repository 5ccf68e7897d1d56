//! Documents for Word and LibreOffice: paragraphs, tables, footnotes and links into one package.
//!
//! A document is put together from [`Para`]graphs of [`Run`]s; the order of elements is the one that
//! Word's schema asks for. Words are escaped here; nobody's name goes into the package.
//! Must not know: what a document tells.

mod parts;
mod runs;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::Language;
use super::markup::escaped;

pub(super) use runs::{Look, Run, Style};

/// Twips between the margins of a page of A4 that stands upright.
const UPRIGHT: u32 = 9_638;

/// The same of one that lies.
const LYING: u32 = 14_570;

/// How the pages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// A4, upright.
    Upright,
    /// A4, lying, for wide tables.
    Lying,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Para {
    /// Its style.
    pub(super) style: Style,
    /// Whether it is read from right to left.
    pub(super) from_right: bool,
    /// Whether it stays on one page with what follows.
    pub(super) keeps_next: bool,
    /// Whether it begins a page.
    pub(super) breaks_page: bool,
    /// Its words.
    pub(super) runs: Vec<Run>,
}

impl Para {
    /// A paragraph read from left to right.
    pub(super) fn new(style: Style, runs: Vec<Run>) -> Self {
        let keeps_next = style.is_heading();
        Self { style, from_right: false, keeps_next, breaks_page: false, runs }
    }
}

/// A table; its head is repeated on every page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// How wide the columns are beside each other.
    pub(super) widths: Vec<u16>,
    /// The words over the columns.
    pub(super) head: Vec<Vec<Run>>,
    /// The cells, row by row, each with its paragraphs.
    pub(super) rows: Vec<Vec<Vec<Para>>>,
}

/// A document that is being put together.
#[derive(Debug)]
pub(super) struct Docx {
    language: Language,
    title: String,
    marking: String,
    page: Page,
    body: String,
    notes: String,
    last_note: u32,
    last_bookmark: u32,
}

impl Docx {
    /// An empty document; `title` is what its properties say, `marking` stands at top and foot of
    /// every page.
    pub(super) fn new(language: Language, title: &str, marking: &str, page: Page) -> Self {
        Self {
            language,
            title: title.to_owned(),
            marking: marking.to_owned(),
            page,
            body: String::new(),
            notes: String::new(),
            last_note: 0,
            last_bookmark: 0,
        }
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, para: &Para) {
        let mut body = std::mem::take(&mut self.body);
        self.para(para, &mut body);
        self.body = body;
    }

    /// Adds a table.
    pub(super) fn table(&mut self, table: &Table) {
        let mut body = std::mem::take(&mut self.body);
        let widths = self.columns(&table.widths);
        body.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Rows\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" \
             w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
        );
        for width in &widths {
            body.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        body.push_str("</w:tblGrid>");
        let head: Vec<Vec<Para>> =
            table.head.iter().map(|runs| vec![Para::new(Style::Head, runs.clone())]).collect();
        self.row(&head, &widths, true, &mut body);
        for row in &table.rows {
            self.row(row, &widths, false, &mut body);
        }
        // Two tables must not touch, and a document must not end with one.
        body.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
        self.body = body;
    }

    /// The widths of columns in twips, which together fill the page.
    fn columns(&self, widths: &[u16]) -> Vec<u32> {
        let room = if self.page == Page::Upright { UPRIGHT } else { LYING };
        let all = widths.iter().map(|width| u32::from(*width)).sum::<u32>().max(1);
        widths.iter().map(|width| u32::from(*width) * room / all).collect()
    }

    fn row(&mut self, cells: &[Vec<Para>], widths: &[u32], head: bool, out: &mut String) {
        out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if head {
            out.push_str("<w:tblHeader/>");
        }
        out.push_str("</w:trPr>");
        for (cell, width) in cells.iter().zip(widths) {
            out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"));
            cell.iter().for_each(|para| self.para(para, out));
            if cell.is_empty() {
                out.push_str("<w:p/>");
            }
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    }

    fn para(&mut self, para: &Para, out: &mut String) {
        out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>", para.style.id()));
        if para.keeps_next {
            out.push_str("<w:keepNext/>");
        }
        if para.breaks_page {
            out.push_str("<w:pageBreakBefore/>");
        }
        if para.from_right {
            out.push_str("<w:bidi/>");
        }
        out.push_str("</w:pPr>");
        para.runs.iter().for_each(|run| self.run(run, out));
        out.push_str("</w:p>");
    }

    fn run(&mut self, run: &Run, out: &mut String) {
        match run {
            Run::Words(words, look) => runs::words(words, look, out),
            Run::Bookmark(name, inner) => {
                self.last_bookmark += 1;
                let id = self.last_bookmark;
                out.push_str(&format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/>", escaped(name)));
                inner.iter().for_each(|run| self.run(run, out));
                out.push_str(&format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
            }
            Run::Link(anchor, inner) => {
                out.push_str(&format!("<w:hyperlink w:anchor=\"{}\" w:history=\"1\">", escaped(anchor)));
                inner.iter().for_each(|run| self.run(run, out));
                out.push_str("</w:hyperlink>");
            }
            Run::Note(inner) => {
                self.last_note += 1;
                let id = self.last_note;
                out.push_str(&format!(
                    "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
                ));
                let mut note = format!(
                    "<w:footnote w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr>\
                     <w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t \
                     xml:space=\"preserve\"> </w:t></w:r>"
                );
                inner.iter().for_each(|run| self.run(run, &mut note));
                note.push_str("</w:p></w:footnote>");
                self.notes.push_str(&note);
            }
        }
    }

    /// The package.
    ///
    /// # Errors
    ///
    /// Where the container can't hold a part, which takes four gigabytes of words.
    pub(super) fn finish(self) -> zip::result::ZipResult<Vec<u8>> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let has_marking = !self.marking.trim().is_empty();
        let mut files = vec![
            ("[Content_Types].xml", parts::content_types(has_marking)),
            ("_rels/.rels", parts::RELATIONS.to_owned()),
            ("docProps/core.xml", parts::core(&self.title, self.language)),
            ("docProps/app.xml", parts::APP.to_owned()),
            ("word/_rels/document.xml.rels", parts::document_relations(has_marking)),
            ("word/document.xml", parts::document(&self.body, self.page, has_marking)),
            ("word/styles.xml", parts::styles(self.language)),
            ("word/numbering.xml", parts::NUMBERING.to_owned()),
            ("word/settings.xml", parts::SETTINGS.to_owned()),
            ("word/footnotes.xml", parts::footnotes(&self.notes)),
            ("word/footer1.xml", parts::footer(&self.marking)),
        ];
        if has_marking {
            files.push(("word/header1.xml", parts::header(&self.marking)));
        }
        for (name, part) in files {
            zip.start_file(name, SimpleFileOptions::default())?;
            zip.write_all(part.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }
}
