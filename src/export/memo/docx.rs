//! The memo as a document for Word: headings, tables, footnotes for citations, links to the annex.
//!
//! A passage has its footnote where its words stand, with the source; one whose words stand nowhere
//! has it at the first citation, with the words as well. Further citations only lead to the annex.
//! Must not know: how the package is written.

use std::collections::HashSet;

use super::document::{
    AnnexStatement, Block, Citation, Document, Quotation, QuoteMarks, Span, citation_anchor, reads_from_right,
};
use super::markdown::shape;
use super::words::{self, Word};
use crate::export::Language;
use crate::export::docx::{Docx, Look, Page, Para, Run, Style, Table};
use crate::export::ink;
use crate::export::shown::on_one_line;
use crate::model::{MemoSection, PassageId};

/// The memo's bytes.
///
/// # Errors
///
/// Where the container can't hold it, which takes four gigabytes of words.
pub fn docx(document: &Document) -> Result<Vec<u8>, String> {
    // The table of topics by itself has a column for each side: it needs the long way of the page.
    let is_table = matches!(document.sections.as_slice(), [one] if one.kind == MemoSection::Topics);
    let page = if is_table { Page::Lying } else { Page::Upright };
    let mut out = Docx::new(document.language, &document.title, &document.marking, page);
    let marks =
        document.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Statement(statement) => Some(&statement.marks),
            _ => None,
        });
    let mut writer = Writer {
        quotes: document.quotes,
        language: document.language,
        noted: HashSet::new(),
        quoted: document.quoted(),
        led_to: marks.flatten().filter_map(|mark| mark.cited.first().copied()).collect(),
    };
    out.paragraph(&para(Style::Title, vec![Run::plain(on_one_line(&document.title))], &document.title));
    if !document.subtitle.is_empty() {
        let runs = vec![Run::plain(on_one_line(&document.subtitle))];
        out.paragraph(&para(Style::Subtitle, runs, &document.subtitle));
    }
    for section in &document.sections {
        let heading = vec![Run::plain(section.heading.clone())];
        let breaks_page = section.kind == MemoSection::Annex;
        out.paragraph(&Para { breaks_page, ..Para::new(Style::Heading1, heading) });
        section.blocks.iter().for_each(|block| writer.block(block, &mut out));
    }
    out.finish().map_err(|error| error.to_string())
}

struct Writer {
    quotes: QuoteMarks,
    language: Language,
    /// The passages that have their footnote.
    noted: HashSet<PassageId>,
    /// The passages whose words stand somewhere.
    quoted: HashSet<PassageId>,
    /// The numbers of the citations to which the annex leads back.
    led_to: HashSet<usize>,
}

/// A paragraph whose direction is that of its words.
fn para(style: Style, runs: Vec<Run>, words: &str) -> Para {
    Para { from_right: reads_from_right(words), ..Para::new(style, runs) }
}

fn quiet() -> Look {
    Look { ink: Some(ink::QUIET), ..Look::default() }
}

impl Writer {
    fn block(&mut self, block: &Block, out: &mut Docx) {
        match block {
            Block::List(items) => {
                for item in items {
                    let runs = self.spans(item);
                    out.paragraph(&Para::new(Style::Bullet, runs));
                }
            }
            Block::Table(table) => {
                let head = table.head.iter().map(|spans| self.spans(spans)).collect();
                let mut rows = Vec::with_capacity(table.rows.len());
                for row in &table.rows {
                    let cells = row
                        .iter()
                        .map(|cell| cell.iter().flat_map(|block| self.paras(block, true)).collect());
                    rows.push(cells.collect());
                }
                out.table(&Table { widths: table.widths.clone(), head, rows });
            }
            Block::Statement(statement) => self.statement(statement, out),
            other => self.paras(other, false).iter().for_each(|para| out.paragraph(para)),
        }
    }

    /// A block as paragraphs of the text or of a cell.
    fn paras(&mut self, block: &Block, in_cell: bool) -> Vec<Para> {
        let body = if in_cell { Style::Cell } else { Style::Body };
        match block {
            Block::Paragraph(spans) => vec![Para::new(body, self.spans(spans))],
            Block::Nothing(words) => vec![Para::new(body, vec![Run::Words(on_one_line(words), quiet())])],
            Block::Own(paragraphs) => {
                let own = paragraphs
                    .iter()
                    .map(|words| para(Style::Reading, vec![Run::plain(words.clone())], words));
                own.collect()
            }
            Block::Heading(words) => vec![para(Style::Heading2, vec![Run::plain(on_one_line(words))], words)],
            Block::Internal(spans) => {
                let lead = Word::InternalNote.of(self.language);
                let lead = format!("{lead}{}", words::colon(self.language));
                let mut runs = vec![Run::Words(lead, Look { bold: true, ..Look::default() })];
                runs.extend(self.spans(spans));
                let style = if in_cell { Style::CellInternal } else { Style::Internal };
                vec![Para::new(style, runs)]
            }
            Block::List(items) => {
                items.iter().map(|item| Para::new(Style::Bullet, self.spans(item))).collect()
            }
            Block::Table(_) | Block::Statement(_) => Vec::new(),
        }
    }

    fn spans(&mut self, spans: &[Span]) -> Vec<Run> {
        let small = Look { half_points: Some(16), ..quiet() };
        let mark = |words: &str| Run::Words(words.to_owned(), small.clone());
        let mut runs = Vec::new();
        let mut in_citations = false;
        for span in spans {
            let is_citation = matches!(span, Span::Citation(_));
            match (in_citations, is_citation) {
                (false, true) => runs.push(mark("[")),
                (true, true) => runs.push(mark(words::semicolon(self.language))),
                (true, false) => runs.push(mark("]")),
                (false, false) => {}
            }
            in_citations = is_citation;
            match span {
                Span::Text(words) => runs.push(Run::Words(on_one_line_kept(words), of(words))),
                Span::Strong(words) => {
                    runs.push(Run::Words(on_one_line_kept(words), Look { bold: true, ..of(words) }));
                }
                Span::Emphasis(words) => {
                    runs.push(Run::Words(on_one_line_kept(words), Look { italic: true, ..of(words) }));
                }
                Span::Quotation(quotation) => runs.extend(self.quotation(quotation)),
                Span::Citation(citation) => self.citation(citation, &small, &mut runs),
                Span::Status { status, words } => {
                    let ink = Some(ink::status(*status));
                    let words = format!("{}\u{a0}{words}", shape(*status));
                    runs.push(Run::Words(words, Look { bold: true, ink, ..Look::default() }));
                }
                Span::Party { words, colour, .. } => {
                    let look = Look { bold: true, ink: Some(ink::of(*colour)), ..of(words) };
                    runs.push(Run::Words(on_one_line_kept(words), look));
                }
            }
        }
        if in_citations {
            runs.push(mark("]"));
        }
        runs
    }

    fn quotation(&self, quotation: &Quotation) -> Vec<Run> {
        let QuoteMarks { open, close } = self.quotes;
        let look = Look {
            serif: true,
            from_right: quotation.from_right,
            language: quotation.language.clone(),
            ..Look::default()
        };
        let words = on_one_line(&quotation.text);
        // The marks are the memo's, not the statement's.
        vec![Run::plain(open), Run::Words(words, look), Run::plain(close)]
    }

    fn citation(&mut self, citation: &Citation, look: &Look, runs: &mut Vec<Run>) {
        let words = vec![Run::Words(on_one_line(&citation.words), look.clone())];
        let mut shown = match &citation.anchor {
            Some(anchor) => Run::Link(anchor.clone(), words),
            None => Run::Bookmark(citation.own_anchor(), words),
        };
        if citation.anchor.is_some() && self.led_to.contains(&citation.number) {
            shown = Run::Bookmark(citation.own_anchor(), vec![shown]);
        }
        runs.push(shown);
        let is_here = citation.beside || !self.quoted.contains(&citation.passage);
        if is_here && self.noted.insert(citation.passage) {
            let mut note = vec![Run::plain(on_one_line(&citation.source))];
            if !citation.beside {
                note.push(Run::plain(words::colon(self.language)));
                note.extend(self.quotation(&citation.quotation));
            }
            runs.push(Run::Note(note));
        }
    }

    fn statement(&mut self, statement: &AnnexStatement, out: &mut Docx) {
        let look = Look { ink: Some(ink::of(statement.colour)), ..Look::default() };
        out.paragraph(&Para::new(Style::Heading2, vec![Run::Words(on_one_line(&statement.heading), look)]));
        let source = vec![Run::plain(on_one_line(&statement.source))];
        out.paragraph(&Para { keeps_next: true, ..Para::new(Style::Quiet, source) });
        for paragraph in &statement.paragraphs {
            let number = words::paragraph(paragraph.number, self.language);
            let small = Look { half_points: Some(16), ..quiet() };
            let mut runs = vec![Run::Words(format!("{number}\t"), small)];
            for piece in &paragraph.pieces {
                let mark = |at: &usize| statement.marks.get(*at);
                for begins in piece.begins.iter().filter_map(mark) {
                    let look = Look {
                        bold: true,
                        ink: Some(ink::of(begins.colour)),
                        half_points: Some(15),
                        ..Look::default()
                    };
                    let words =
                        vec![Run::Words(on_one_line(&format!("{} {}", begins.label, begins.tag)), look)];
                    let led = match begins.cited.first() {
                        Some(number) => vec![Run::Link(citation_anchor(*number), words)],
                        None => words,
                    };
                    runs.push(Run::Bookmark(begins.anchor.clone(), led));
                    runs.push(Run::plain("\u{a0}"));
                }
                let colours: Vec<_> =
                    piece.within.iter().rev().filter_map(mark).map(|mark| mark.colour).collect();
                let look = Look {
                    ground: colours.first().map(|colour| ink::tint(*colour)),
                    // Of passages that overlap, the ground tells the inner and the line the outer one.
                    underline: colours.get(1).or(colours.first()).map(|colour| ink::of(*colour)),
                    from_right: reads_from_right(&piece.text),
                    language: statement.language.clone(),
                    ..Look::default()
                };
                runs.push(Run::Words(on_one_line_kept(&piece.text), look));
                for ends in piece.ends.iter().filter_map(mark).filter(|_| piece.within.len() > 1) {
                    let ink = Some(ink::of(ends.colour));
                    let look = Look { bold: true, ink, half_points: Some(13), ..Look::default() };
                    runs.push(Run::Words(format!("{}⟩", on_one_line(&ends.label)), look));
                }
            }
            out.paragraph(&Para { from_right: paragraph.from_right, ..Para::new(Style::Numbered, runs) });
        }
    }
}

/// The look that fits the direction of words.
fn of(words: &str) -> Look {
    Look { from_right: reads_from_right(words), ..Look::default() }
}

/// Words on one line with the spaces at their ends, which part them from what stands beside.
fn on_one_line_kept(words: &str) -> String {
    words.replace(['\n', '\t'], " ")
}
