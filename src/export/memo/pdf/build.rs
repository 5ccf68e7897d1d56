//! A memo's document put on pages, block by block.
//!
//! Must not know: how a page's stream is written, or the file around it.

use std::collections::HashMap;

use pdf_writer::types::StructRole;

use super::flow::{Flow, Piece, Setting, add_bar};
use super::looks::{
    ANNEX, BODY, CELL, Cut, EDGE, HEAD, HEADING, INDENT, ITEM, Look, SECTION, SIDE, SMALL, SUBTITLE, TITLE,
};
use super::table::{Table as Rows, columns, row_tags};
use super::tags::{TagId, Tags};
use super::words::Words;
use crate::export::Language;
use crate::export::ink::{self, ACCENT, Ink, QUIET, STRONG_LINE, TEXT};
use crate::export::memo::document::{
    AnnexMark, AnnexParagraph, AnnexStatement, Block, Citation, Document, Quotation, Span, Table,
};
use crate::export::memo::markdown::shape;
use crate::export::memo::words::{self, Word};
use crate::export::shown::{on_one_line, shown};
use crate::model::{Palette, PassageId};
use crate::text::shortened;

/// A heading for the list that viewers show beside the pages.
pub(super) struct Entry {
    /// 1 for a section, 2 within one.
    pub(super) level: u8,
    /// Its words.
    pub(super) title: String,
    /// The anchor it leads to.
    pub(super) anchor: String,
}

/// The width of the column in which the annex numbers its paragraphs.
const NUMBERS: f32 = 34.0;

/// How plain words look in a place.
#[derive(Clone, Copy)]
struct Plain {
    cut: Cut,
    colour: Ink,
}

const PLAIN: Plain = Plain { cut: Cut::SERIF, colour: TEXT };
const IN_TABLE: Plain = Plain { cut: Cut::SANS, colour: TEXT };
const ASIDE: Plain = Plain { cut: Cut::SANS, colour: QUIET };

/// A memo while it is put on pages.
pub(super) struct Build<'d, 'f> {
    document: &'d Document,
    pub(super) flow: Flow<'f>,
    pub(super) entries: Vec<Entry>,
    /// Passages that are cited and don't stand in an annex, with their first citation.
    sources: Vec<&'d Citation>,
    known: HashMap<PassageId, usize>,
}

impl<'d, 'f> Build<'d, 'f> {
    /// Puts all of it on pages.
    pub(super) fn new(document: &'d Document, flow: Flow<'f>) -> Self {
        let (entries, sources, known) = (Vec::new(), Vec::new(), HashMap::new());
        let mut build = Self { document, flow, entries, sources, known };
        build.title();
        for section in &document.sections {
            let tag = build.flow.sheets.tags.add(Tags::ROOT, StructRole::Sect);
            build.flow.sheets.tags.set_title(tag, &on_one_line(&section.heading));
            build.heading(&section.heading, SECTION, 1, tag);
            section.blocks.iter().for_each(|block| build.block(block, tag));
        }
        build.list_sources();
        build.flow.finish();
        build.heads_and_feet();
        build.flow.sheets.end();
        build
    }

    fn whole(&self, look: Look) -> Setting {
        Setting { look, left: 0.0, width: self.flow.width(), from_right: None }
    }

    fn title(&mut self) {
        let document = self.document;
        let tag = self.flow.sheets.tags.add(Tags::ROOT, StructRole::H1);
        let title = Words::new(shown(&document.title), Cut::SANS.bold(), TEXT);
        let pieces = self.flow.set(vec![title], self.whole(TITLE), Some(tag));
        self.flow.place(pieces);
        let subtitle = shown(&document.subtitle).into_owned();
        let tag = self.flow.sheets.tags.add(Tags::ROOT, StructRole::P);
        let subtitle = vec![Words::new(subtitle, Cut::SANS, QUIET)];
        let pieces = self.flow.set(subtitle, self.whole(SUBTITLE), Some(tag));
        self.flow.place(pieces);
        self.flow.rule(STRONG_LINE);
    }

    fn heading(&mut self, heading: &str, look: Look, level: u8, parent: TagId) {
        let role = if level == 1 { StructRole::H2 } else { StructRole::H3 };
        let tag = self.flow.sheets.tags.add(parent, role);
        let anchor = format!("h{}", self.entries.len());
        let mut words = Words::new(shown(heading), Cut::SANS.bold(), TEXT);
        words.anchors.push(anchor.clone());
        self.entries.push(Entry { level, title: on_one_line(heading), anchor });
        let pieces = self.flow.set(vec![words], self.whole(look), Some(tag));
        self.flow.place(pieces);
    }

    fn block(&mut self, block: &'d Block, parent: TagId) {
        match block {
            Block::Heading(words) => self.heading(words, HEADING, 2, parent),
            Block::Table(table) => self.table(table, parent),
            Block::Statement(statement) => self.statement(statement, parent),
            _ => {
                let setting = self.whole(BODY);
                for pieces in self.pieces(block, setting, PLAIN, parent) {
                    self.flow.place(pieces);
                }
            }
        }
    }

    /// What a block is set as, in groups that belong together.
    fn pieces(&mut self, block: &'d Block, setting: Setting, plain: Plain, parent: TagId) -> Vec<Vec<Piece>> {
        match block {
            Block::Paragraph(spans) => {
                let tag = self.flow.sheets.tags.add(parent, StructRole::P);
                let words = self.spans(spans, plain);
                vec![self.flow.set(words, setting, Some(tag))]
            }
            Block::Nothing(text) => {
                let tag = self.flow.sheets.tags.add(parent, StructRole::P);
                let words = vec![Words::new(shown(text), plain.cut.italic(), QUIET)];
                vec![self.flow.set(words, setting, Some(tag))]
            }
            Block::List(items) => self.list(items, setting, plain, parent),
            Block::Own(paragraphs) => paragraphs
                .iter()
                .map(|paragraph| {
                    let tag = self.flow.sheets.tags.add(parent, StructRole::P);
                    let words = vec![Words::new(shown(paragraph), plain.cut, plain.colour)];
                    self.flow.set(words, setting, Some(tag))
                })
                .collect(),
            Block::Internal(spans) => {
                let language = self.document.language;
                let tag = self.flow.sheets.tags.add(parent, StructRole::P);
                let lead = format!("{}{}", Word::InternalNote.of(language), words::colon(language));
                let mut words = vec![Words::new(lead, ASIDE.cut.bold(), QUIET)];
                words.extend(self.spans(spans, ASIDE));
                let indent = INDENT * 0.6;
                let (left, width) = (setting.left + indent, setting.width - indent);
                let setting = Setting { look: SMALL, left, width, ..setting };
                let mut pieces = self.flow.set(words, setting, Some(tag));
                add_bar(&mut pieces, left - indent, ink::of(Palette::Slate));
                vec![pieces]
            }
            Block::Heading(text) => {
                let tag = self.flow.sheets.tags.add(parent, StructRole::P);
                let words = vec![Words::new(shown(text), plain.cut.bold(), plain.colour)];
                vec![self.flow.set(words, setting, Some(tag))]
            }
            // The document has neither in cells; were it to, their words would still be there.
            Block::Table(table) => {
                let rows = table.rows.iter().flatten().flatten();
                rows.flat_map(|block| self.pieces(block, setting, plain, parent)).collect()
            }
            Block::Statement(statement) => {
                let paragraphs = statement.paragraphs.iter();
                paragraphs.map(|paragraph| self.annexed(statement, paragraph, parent)).collect()
            }
        }
    }

    fn list(
        &mut self,
        items: &'d [Vec<Span>],
        setting: Setting,
        plain: Plain,
        parent: TagId,
    ) -> Vec<Vec<Piece>> {
        let list = self.flow.sheets.tags.add(parent, StructRole::L);
        let look = if setting.look.size < BODY.size { setting.look } else { ITEM };
        let mut found = Vec::new();
        for item in items {
            let tag = self.flow.sheets.tags.add(list, StructRole::LI);
            let label = self.flow.sheets.tags.add(tag, StructRole::Lbl);
            let body = self.flow.sheets.tags.add(tag, StructRole::LBody);
            let words = self.spans(item, plain);
            let (left, width) = (setting.left + INDENT, setting.width - INDENT);
            let own = Setting { look, left, width, ..setting };
            let mut pieces = self.flow.set(words, own, Some(body));
            if let Some(first) = pieces.first_mut() {
                let bullet = Words::new("•", plain.cut, plain.colour);
                let place =
                    Setting { left: setting.left + 3.0, width: INDENT, from_right: Some(false), ..own };
                self.flow.label(first, bullet, place, Some(label));
            }
            found.push(pieces);
        }
        found
    }

    fn table(&mut self, table: &'d Table, parent: TagId) {
        let count = table.head.len();
        let columns = columns(&table.widths, count, self.flow.width());
        let tag = self.flow.sheets.tags.add(parent, StructRole::Table);
        let head = self.flow.sheets.tags.add(tag, StructRole::THead);
        let body = self.flow.sheets.tags.add(tag, StructRole::TBody);
        let (_, cells) = row_tags(&mut self.flow, head, StructRole::TH, count);
        let mut heads = Vec::with_capacity(count);
        for ((spans, cell), column) in table.head.iter().zip(cells).zip(&columns) {
            let words = self.spans(spans, Plain { cut: Cut::SANS.bold(), colour: QUIET });
            let setting = Setting { look: HEAD, left: 0.0, width: column.width, from_right: None };
            heads.push(self.flow.set(words, setting, Some(cell)));
        }
        let mut rows = Rows::new(columns.clone(), heads, body);
        for row in &table.rows {
            let (_, tags) = rows.tags(&mut self.flow);
            let mut cells = Vec::with_capacity(count);
            for ((blocks, tag), column) in row.iter().zip(tags).zip(&columns) {
                let setting = Setting { look: CELL, left: 0.0, width: column.width, from_right: None };
                let pieces = blocks.iter().flat_map(|block| self.pieces(block, setting, IN_TABLE, tag));
                cells.push(pieces.flatten().collect());
            }
            rows.row(&mut self.flow, cells);
        }
        rows.finish(&mut self.flow);
    }

    fn spans(&mut self, spans: &'d [Span], plain: Plain) -> Vec<Words> {
        let language = self.document.language;
        let mut found = Vec::new();
        let small = |text: &str| Words { scale: 0.86, ..Words::new(text, Cut::SANS, ACCENT) };
        let mut in_citations = false;
        for span in spans {
            let is_citation = matches!(span, Span::Citation(_));
            match (in_citations, is_citation) {
                (false, true) => found.push(small("(")),
                (true, true) => found.push(small(words::semicolon(language))),
                (true, false) => found.push(small(")")),
                (false, false) => {}
            }
            in_citations = is_citation;
            match span {
                Span::Text(text) => found.push(Words::new(shown(text), plain.cut, plain.colour)),
                Span::Strong(text) => found.push(Words::new(shown(text), plain.cut.bold(), plain.colour)),
                Span::Emphasis(text) => {
                    found.push(Words::new(shown(text), plain.cut.italic(), plain.colour));
                }
                Span::Quotation(quotation) => self.quotation(quotation, plain, &mut found),
                Span::Citation(citation) => {
                    // A line ends after a comma, not between a side and its paragraph.
                    let words = shown(&citation.words).replace(' ', "\u{a0}").replace(",\u{a0}", ", ");
                    let words = self.citation(citation, small(&words));
                    found.push(words);
                }
                Span::Status { status, words } => {
                    let text = format!("{}\u{a0}{}", shape(*status), shown(words));
                    found.push(Words::new(text, Cut::SANS.bold(), ink::status(*status)));
                }
                Span::Party { words, colour, .. } => {
                    let words = Words::new(shown(words), plain.cut, ink::of(*colour));
                    found.push(Words { apart: true, ..words });
                }
            }
        }
        if in_citations {
            found.push(small(")"));
        }
        found
    }

    fn quotation(&self, quotation: &Quotation, plain: Plain, found: &mut Vec<Words>) {
        let marks = self.document.quotes;
        let mark = |text: &str| Words::new(text, plain.cut, plain.colour);
        found.push(mark(marks.open));
        found.push(Words {
            language: self.foreign(&quotation.language),
            apart: true,
            ..mark(&shown(&quotation.text))
        });
        found.push(mark(marks.close));
    }

    /// A language where it is not the document's.
    fn foreign(&self, language: &str) -> String {
        if language == self.document.language.code() { String::new() } else { language.to_owned() }
    }

    fn citation(&mut self, citation: &'d Citation, words: Words) -> Words {
        let target = citation.anchor.clone().unwrap_or_else(|| {
            let next = self.sources.len();
            let place = *self.known.entry(citation.passage).or_insert(next);
            if place == next {
                self.sources.push(citation);
            }
            source_anchor(place)
        });
        Words {
            link: Some(target),
            alternative: on_one_line(&citation.source),
            anchors: vec![citation.own_anchor()],
            apart: true,
            ..words
        }
    }

    /// Where there is no annex, the words that were cited, each with where it stands.
    fn list_sources(&mut self) {
        if self.sources.is_empty() {
            return;
        }
        let document = self.document;
        let tag = self.flow.sheets.tags.add(Tags::ROOT, StructRole::Sect);
        let heading = match document.language {
            Language::English | Language::French => "Sources",
            Language::Russian => "Источники",
        };
        self.heading(heading, SECTION, 1, tag);
        for (place, citation) in std::mem::take(&mut self.sources).into_iter().enumerate() {
            let tag = self.flow.sheets.tags.add(tag, StructRole::P);
            let colon = words::colon(document.language);
            let mut words = vec![
                Words {
                    anchors: vec![source_anchor(place)],
                    link: Some(citation.own_anchor()),
                    alternative: on_one_line(&citation.words),
                    apart: true,
                    ..Words::new(shown(&citation.words), Cut::SANS.bold(), ACCENT)
                },
                Words::new(format!(" — {}{colon}", shown(&citation.source)), ASIDE.cut, ASIDE.colour),
            ];
            self.quotation(&citation.quotation, PLAIN, &mut words);
            let pieces = self.flow.set(words, self.whole(SMALL), Some(tag));
            self.flow.place(pieces);
        }
    }

    fn statement(&mut self, statement: &'d AnnexStatement, parent: TagId) {
        let part = self.flow.sheets.tags.add(parent, StructRole::Sect);
        self.flow.sheets.tags.set_title(part, &on_one_line(&statement.heading));
        self.heading(&statement.heading, HEADING, 2, part);
        let tag = self.flow.sheets.tags.add(part, StructRole::P);
        let source = vec![Words::new(shown(&statement.source), ASIDE.cut, ASIDE.colour)];
        let pieces = self.flow.set(source, self.whole(Look { keeps: true, ..SMALL }), Some(tag));
        self.flow.place(pieces);
        let text = self.flow.sheets.tags.add(part, StructRole::BlockQuote);
        let language = self.foreign(&statement.language);
        self.flow.sheets.tags.set_language(text, &language);
        for paragraph in &statement.paragraphs {
            let pieces = self.annexed(statement, paragraph, text);
            self.flow.place(pieces);
        }
    }

    /// A paragraph of a text, with its number and its passages on tinted ground.
    fn annexed(
        &mut self,
        statement: &'d AnnexStatement,
        paragraph: &'d AnnexParagraph,
        parent: TagId,
    ) -> Vec<Piece> {
        let tag = self.flow.sheets.tags.add(parent, StructRole::P);
        let mark = |place: &usize| statement.marks.get(*place);
        let mut words = Vec::new();
        for piece in &paragraph.pieces {
            for begins in piece.begins.iter().filter_map(mark) {
                let label = label(begins);
                let (ground, underline) = (label.ground, label.underline);
                words.push(label);
                // Outside of the label, so that it stands between it and the words in every direction.
                words.push(Words { ground, underline, ..Words::new("\u{2002}", Cut::SANS, TEXT) });
            }
            let plain = Words::new(shown(&piece.text), Cut::SERIF, TEXT);
            words.push(match piece.within.iter().rev().find_map(mark) {
                Some(mark) => Words {
                    ground: Some(ink::tint(mark.colour)),
                    underline: Some(ink::of(mark.colour)),
                    ..plain
                },
                None => plain,
            });
        }
        let width = self.flow.width() - NUMBERS;
        let from_right = Some(paragraph.from_right);
        let setting = Setting { look: ANNEX, left: NUMBERS, width, from_right };
        let mut pieces = self.flow.set(words, setting, Some(tag));
        if let Some(first) = pieces.first_mut() {
            let number = words::paragraph(paragraph.number, self.document.language);
            let number = Words { scale: 0.72, ..Words::new(number, ASIDE.cut, ASIDE.colour) };
            let setting = Setting { left: 0.0, width: NUMBERS, from_right: Some(false), ..setting };
            let label = self.flow.sheets.tags.add(tag, StructRole::Span);
            self.flow.label(first, number, setting, Some(label));
        }
        pieces
    }

    /// Marking at top and foot, title and number of the page.
    fn heads_and_feet(&mut self) {
        let document = self.document;
        let height = self.flow.sheets.size.1;
        let all = self.flow.sheets.pages.len();
        let look = Look { above: 0.0, below: 0.0, ..HEAD };
        let inner = self.flow.width();
        for page in 0..all {
            let mut put = |text: &str, plain: Plain, most: f32, place: f32, up: bool| {
                let setting = Setting { look, left: 0.0, width: most, from_right: Some(false) };
                let text = on_one_line(text);
                // One line: what is longer ends with an ellipsis; in full it stands on the first page.
                let shorter = [80, 60, 45, 35, 25, 15].into_iter().map(|letters| shortened(&text, letters));
                let Some(piece) = [text.clone()].into_iter().chain(shorter).find_map(|text| {
                    let words = vec![Words::new(text, plain.cut, plain.colour)];
                    match self.flow.set(words, setting, None).as_slice() {
                        [one] => Some(one.clone()),
                        _ => None,
                    }
                }) else {
                    return;
                };
                let left = SIDE + (inner - piece.width()) * place;
                let baseline = if up { EDGE } else { height - EDGE };
                self.flow.draw_on(page, &piece, left, baseline - piece.baseline(), true);
            };
            let marking = Plain { cut: Cut::SANS.bold(), colour: TEXT };
            if !document.marking.trim().is_empty() {
                put(&document.marking, marking, inner, 0.5, true);
                put(&document.marking, marking, inner * 0.36, 0.5, false);
            }
            if page > 0 {
                put(&document.title, ASIDE, inner * 0.3, 0.0, false);
            }
            put(&page_words(page + 1, all, document.language), ASIDE, inner * 0.3, 1.0, false);
        }
    }
}

/// The label with which a passage begins.
fn label(mark: &AnnexMark) -> Words {
    let text = format!("{}\u{a0}{}", shown(&mark.label), shown(&mark.tag).replace(' ', "\u{a0}"));
    let colour = ink::of(mark.colour);
    Words {
        scale: 0.72,
        ground: Some(ink::tint(mark.colour)),
        underline: Some(colour),
        link: mark.cited.first().map(|number| crate::export::memo::citation_anchor(*number)),
        alternative: on_one_line(&format!("{} {}", mark.label, mark.tag)),
        anchors: vec![mark.anchor.clone()],
        apart: true,
        ..Words::new(text, Cut::SANS.bold(), colour)
    }
}

fn source_anchor(place: usize) -> String {
    format!("s{place}")
}

fn page_words(number: usize, all: usize, language: Language) -> String {
    match language {
        Language::English => format!("Page {number} of {all}"),
        Language::Russian => format!("Стр. {number} из {all}"),
        Language::French => format!("Page {number} sur {all}"),
    }
}
