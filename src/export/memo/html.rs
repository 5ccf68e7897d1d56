//! The memo as one HTML file: no script, nothing from elsewhere, prints on A4 and Letter.
//!
//! Each citation is a link to its passage in the annex, and the passage links back. Words of
//! statements are set apart by `bdi`, so that their direction stays their own.
//! Must not know: where the memo's words come from.

mod style;

use super::document::{
    AnnexMark, AnnexParagraph, AnnexStatement, Block, Citation, Document, Quotation, QuoteMarks, Span, Table,
    citation_anchor,
};
use super::markdown::shape;
use super::words::{self, Word};
use crate::analysis::Status;
use crate::export::Language;
use crate::export::markup::escaped;
use crate::export::page;
use crate::model::{MemoSection, Palette};

/// The memo's bytes.
pub fn html(document: &Document) -> Vec<u8> {
    let mut writer = Writer {
        out: String::new(),
        quotes: document.quotes,
        language: document.language,
        has_annex: document.sections.iter().any(|section| section.kind == MemoSection::Annex),
    };
    let marking = document.marking.as_str();
    let title = escaped(&document.title);
    writer.put("<!DOCTYPE html>\n<html lang=\"");
    writer.put(document.language.code());
    writer.put(
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>",
    );
    writer.put(&title);
    writer.put("</title>\n<style>\n");
    writer.put(&style::sheet(marking));
    writer.put("</style>\n</head>\n<body>\n");
    writer.marking(marking, "header");
    writer.put(&format!("<main>\n<h1><bdi>{title}</bdi></h1>\n"));
    if !document.subtitle.is_empty() {
        writer.put(&format!("<p class=\"sub\"><bdi>{}</bdi></p>\n", escaped(&document.subtitle)));
    }
    for section in &document.sections {
        writer.put(&format!(
            "<section class=\"{}\">\n<h2>{}</h2>\n",
            section.kind.name(),
            escaped(&section.heading)
        ));
        section.blocks.iter().for_each(|block| writer.block(block));
        writer.put("</section>\n");
    }
    writer.put("</main>\n");
    writer.marking(marking, "footer");
    writer.put("</body>\n</html>\n");
    writer.out.into_bytes()
}

struct Writer {
    out: String,
    quotes: QuoteMarks,
    language: Language,
    has_annex: bool,
}

impl Writer {
    fn put(&mut self, marks: &str) {
        self.out.push_str(marks);
    }

    fn words(&mut self, words: &str) {
        self.out.push_str(&escaped(words));
    }

    fn marking(&mut self, marking: &str, element: &str) {
        if !marking.is_empty() {
            self.put(&format!("<{element} class=\"marking\"><bdi>{}</bdi></{element}>\n", escaped(marking)));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(spans) => {
                self.put("<p>");
                self.spans(spans);
                self.put("</p>\n");
            }
            Block::Nothing(words) => self.put(&format!("<p class=\"none\">{}</p>\n", escaped(words))),
            Block::List(items) => {
                self.put("<ul>\n");
                for item in items {
                    self.put("<li>");
                    self.spans(item);
                    self.put("</li>\n");
                }
                self.put("</ul>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Own(paragraphs) => {
                for paragraph in paragraphs {
                    let lines: Vec<String> = paragraph.lines().map(escaped).collect();
                    self.put(&format!("<p class=\"own\" dir=\"auto\">{}</p>\n", lines.join("<br>\n")));
                }
            }
            Block::Heading(words) => self.put(&format!("<h3><bdi>{}</bdi></h3>\n", escaped(words))),
            Block::Internal(spans) => {
                let lead = Word::InternalNote.of(self.language);
                self.put(&format!("<p class=\"note\"><b>{lead}{}</b>", words::colon(self.language)));
                self.spans(spans);
                self.put("</p>\n");
            }
            Block::Statement(statement) => self.statement(statement),
        }
    }

    fn table(&mut self, table: &Table) {
        self.put("<table>\n<colgroup>");
        for width in &table.widths {
            self.put(&format!("<col style=\"width:{width}%\">"));
        }
        self.put("</colgroup>\n<thead><tr>");
        for spans in &table.head {
            self.put("<th scope=\"col\">");
            self.spans(spans);
            self.put("</th>");
        }
        self.put("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.put("<tr>");
            for cell in row {
                self.put("<td>");
                cell.iter().for_each(|block| self.block(block));
                self.put("</td>");
            }
            self.put("</tr>\n");
        }
        self.put("</tbody>\n</table>\n");
    }

    fn spans(&mut self, spans: &[Span]) {
        let mut in_citations = false;
        for span in spans {
            let is_citation = matches!(span, Span::Citation(_));
            match (in_citations, is_citation) {
                (false, true) => self.put("<span class=\"cites\">["),
                (true, true) => self.put(words::semicolon(self.language)),
                (true, false) => self.put("]</span>"),
                (false, false) => {}
            }
            in_citations = is_citation;
            self.span(span);
        }
        if in_citations {
            self.put("]</span>");
        }
    }

    fn span(&mut self, span: &Span) {
        match span {
            Span::Text(words) => self.words(words),
            Span::Strong(words) => self.put(&format!("<strong>{}</strong>", escaped(words))),
            Span::Emphasis(words) => self.put(&format!("<em>{}</em>", escaped(words))),
            Span::Quotation(quotation) => {
                let QuoteMarks { open, close } = self.quotes;
                let lang = page::language(&quotation.language);
                let words = escaped(&quotation.text);
                self.put(&format!("{open}<bdi class=\"q\"{lang}>{words}</bdi>{close}"));
            }
            Span::Citation(citation) => self.citation(citation),
            Span::Status { status, words } => {
                let (name, shape) = (status_name(*status), shape(*status));
                let words = escaped(words);
                self.put(&format!(
                    "<span class=\"st {name}\"><span aria-hidden=\"true\">{shape}</span>\u{a0}{words}</span>"
                ));
            }
            Span::Party { words, colour, .. } => {
                let words = escaped(words);
                self.put(&format!("<span class=\"party p-{}\"><bdi>{words}</bdi></span>", colour.name()));
            }
        }
    }

    fn citation(&mut self, citation: &Citation) {
        let own = citation.own_anchor();
        let Quotation { text, .. } = &citation.quotation;
        let QuoteMarks { open, close } = self.quotes;
        let colon = words::colon(self.language);
        let title = escaped(&format!("{}{colon}{open}{text}{close}", citation.source));
        let words = escaped(&citation.words);
        match &citation.anchor {
            Some(anchor) => {
                self.put(&format!("<a id=\"{own}\" href=\"#{anchor}\" title=\"{title}\">{words}</a>"));
            }
            None => self.put(&format!("<span id=\"{own}\" title=\"{title}\">{words}</span>")),
        }
    }

    fn statement(&mut self, statement: &AnnexStatement) {
        self.put("<article>\n");
        self.put(&format!(
            "<h3 class=\"p-{}\"><bdi>{}</bdi></h3>\n<p class=\"source\"><bdi>{}</bdi></p>\n",
            statement.colour.name(),
            escaped(&statement.heading),
            escaped(&statement.source)
        ));
        let lang = page::language(&statement.language);
        for paragraph in &statement.paragraphs {
            let number = words::paragraph(paragraph.number, self.language);
            self.put(&format!(
                "<div class=\"para\"><span class=\"no\">{number}</span><p dir=\"auto\"{lang}>"
            ));
            self.pieces(statement, paragraph);
            self.put("</p></div>\n");
        }
        self.put("</article>\n");
    }

    fn pieces(&mut self, statement: &AnnexStatement, paragraph: &AnnexParagraph) {
        for piece in &paragraph.pieces {
            let mark = |at: &usize| statement.marks.get(*at);
            for begins in piece.begins.iter().filter_map(mark) {
                self.label(begins);
            }
            match piece
                .within
                .iter()
                .rev()
                .filter_map(mark)
                .map(|mark| mark.colour)
                .collect::<Vec<_>>()
                .as_slice()
            {
                [] => self.words(&piece.text),
                [only] => {
                    self.put(&format!("<span class=\"k-{}\">{}</span>", only.name(), escaped(&piece.text)))
                }
                [inner, outer, ..] => self.put(&format!(
                    "<span class=\"k-{} o-{}\">{}</span>",
                    inner.name(),
                    outer.name(),
                    escaped(&piece.text)
                )),
            }
            // Where an outer passage goes on, its end would else be told by nothing but a line.
            for ends in piece.ends.iter().filter_map(mark).filter(|_| piece.within.len() > 1) {
                self.put(&format!(
                    "<sup class=\"end p-{}\" aria-hidden=\"true\">{}⟩</sup>",
                    ends.colour.name(),
                    escaped(&ends.label)
                ));
            }
        }
    }

    /// The label before a passage, with the way back to where it is cited.
    fn label(&mut self, mark: &AnnexMark) {
        let (colour, label, tag) = (mark.colour.name(), escaped(&mark.label), escaped(&mark.tag));
        self.put(&format!("<span class=\"label p-{colour}\" id=\"{}\" dir=\"ltr\">", mark.anchor));
        match mark.cited.first() {
            Some(number) if self.has_annex => {
                self.put(&format!("<a href=\"#{}\">{label} {tag}</a>", citation_anchor(*number)));
            }
            _ => self.put(&format!("{label} {tag}")),
        }
        for number in mark.cited.iter().skip(1).take(MOST_BACK) {
            let anchor = citation_anchor(*number);
            self.put(&format!("<a class=\"back\" href=\"#{anchor}\" aria-label=\"{label} ↩\">↩</a>"));
        }
        self.put("</span> ");
    }
}

/// So many more ways back stand at a passage at most.
const MOST_BACK: usize = 9;

/// The class of a status.
fn status_name(status: Status) -> &'static str {
    match status {
        Status::Answered => "s-answered",
        Status::InPart => "s-part",
        Status::TurnedAside => "s-aside",
        Status::NoResponse => "s-none",
        Status::NotReviewed => "s-unseen",
    }
}

/// Every colour with the name of its class.
fn colours() -> impl Iterator<Item = (Palette, &'static str)> {
    Palette::ALL.into_iter().map(|colour| (colour, colour.name()))
}

/// Every status with the name of its class.
fn statuses() -> impl Iterator<Item = (Status, &'static str)> {
    Status::ALL.into_iter().map(|status| (status, status_name(status)))
}
