//! The memo as Markdown (CommonMark with tables and footnotes).
//!
//! Everything that Markdown might take for a mark or a link has a backslash before it, and nothing
//! is left of HTML. A citation is a footnote, one for each passage, with the source, and with the words
//! where they stand nowhere in the memo.
//! Must not know: where the memo's words come from.

use std::collections::{HashMap, HashSet};

use super::document::{AnnexStatement, Block, Citation, Document, Quotation, QuoteMarks, Span, Table};
use super::words::{self, Word};
use crate::analysis::Status;
use crate::export::Language;
use crate::export::shown::shown;
use crate::model::PassageId;

/// The memo's bytes.
pub fn markdown(document: &Document) -> Vec<u8> {
    let mut writer = Writer {
        quotes: document.quotes,
        language: document.language,
        quoted: document.quoted(),
        notes: HashMap::new(),
        footnotes: Vec::new(),
    };
    let mut out = String::new();
    let marking = escaped(&document.marking);
    if !marking.is_empty() {
        out.push_str(&format!("**{marking}**\n\n"));
    }
    out.push_str(&format!("# {}\n\n", escaped(&document.title)));
    if !document.subtitle.is_empty() {
        out.push_str(&format!("*{}*\n\n", escaped(&document.subtitle)));
    }
    for section in &document.sections {
        out.push_str(&format!("## {}\n\n", escaped(&section.heading)));
        for block in &section.blocks {
            writer.block(block, &mut out);
        }
    }
    if !marking.is_empty() {
        out.push_str(&format!("**{marking}**\n\n"));
    }
    out.push_str(&writer.footnotes.concat());
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out.into_bytes()
}

struct Writer {
    quotes: QuoteMarks,
    language: Language,
    /// The passages whose words stand somewhere.
    quoted: HashSet<PassageId>,
    /// The footnote of each passage.
    notes: HashMap<PassageId, usize>,
    footnotes: Vec<String>,
}

impl Writer {
    fn block(&mut self, block: &Block, out: &mut String) {
        match block {
            Block::Paragraph(spans) => {
                let line = self.spans(spans);
                out.push_str(&format!("{}\n\n", guarded(&line)));
            }
            Block::Nothing(words) => out.push_str(&format!("*{}*\n\n", escaped(words))),
            Block::List(items) => {
                for item in items {
                    let line = self.spans(item);
                    out.push_str(&format!("- {}\n", guarded(&line)));
                }
                out.push('\n');
            }
            Block::Table(table) => self.table(table, out),
            Block::Own(paragraphs) => {
                for paragraph in paragraphs {
                    let lines: Vec<String> = paragraph.lines().map(|line| guarded(&escaped(line))).collect();
                    out.push_str(&format!("{}\n\n", lines.join("\\\n")));
                }
            }
            Block::Heading(words) => out.push_str(&format!("### {}\n\n", escaped(words))),
            Block::Internal(spans) => {
                let line = self.internal(spans);
                out.push_str(&format!("> {line}\n\n"));
            }
            Block::Statement(statement) => self.statement(statement, out),
        }
    }

    fn internal(&mut self, spans: &[Span]) -> String {
        let lead = Word::InternalNote.of(self.language);
        format!(
            "*{}{}*{}",
            escaped(lead),
            words::colon(self.language).trim_end(),
            format_args!(" {}", self.spans(spans))
        )
    }

    fn table(&mut self, table: &Table, out: &mut String) {
        let head: Vec<String> = table.head.iter().map(|spans| self.spans(spans)).collect();
        out.push_str(&format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len())));
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(|blocks| self.cell(blocks)).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        out.push('\n');
    }

    /// A cell's blocks on one line.
    fn cell(&mut self, blocks: &[Block]) -> String {
        let mut lines = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(spans) => lines.push(self.spans(spans)),
                Block::Internal(spans) => lines.push(self.internal(spans)),
                Block::Nothing(words) => lines.push(escaped(words)),
                other => {
                    let mut text = String::new();
                    self.block(other, &mut text);
                    lines.push(text.trim().replace('\n', " "));
                }
            }
        }
        lines.join("<br>")
    }

    fn spans(&mut self, spans: &[Span]) -> String {
        let mut out = String::new();
        let mut in_citations = false;
        for span in spans {
            let is_citation = matches!(span, Span::Citation(_));
            match (in_citations, is_citation) {
                (false, true) => out.push('('),
                (true, true) => out.push_str(words::semicolon(self.language)),
                (true, false) => out.push(')'),
                (false, false) => {}
            }
            in_citations = is_citation;
            match span {
                Span::Text(words) => out.push_str(&escaped(words)),
                Span::Strong(words) => out.push_str(&marked("**", words)),
                Span::Emphasis(words) => out.push_str(&marked("*", words)),
                Span::Quotation(quotation) => out.push_str(&self.quotation(quotation)),
                Span::Citation(citation) => self.citation(citation, &mut out),
                Span::Status { status, words } => {
                    out.push_str(&format!("{} {}", shape(*status), escaped(words)));
                }
                Span::Party { words, .. } => out.push_str(&escaped(words)),
            }
        }
        if in_citations {
            out.push(')');
        }
        out
    }

    fn quotation(&self, quotation: &Quotation) -> String {
        let QuoteMarks { open, close } = self.quotes;
        let words = escaped(&quotation.text);
        // Words from right to left don't turn the marks around them.
        if quotation.from_right {
            format!("{open}\u{2067}{words}\u{2069}{close}")
        } else {
            format!("{open}{words}{close}")
        }
    }

    fn citation(&mut self, citation: &Citation, out: &mut String) {
        let next = self.footnotes.len() + 1;
        let number = *self.notes.entry(citation.passage).or_insert(next);
        if number == next {
            let mut note = escaped(&citation.source);
            if !self.quoted.contains(&citation.passage) {
                note.push_str(words::colon(self.language));
                note.push_str(&self.quotation(&citation.quotation));
            }
            self.footnotes.push(format!("[^{number}]: {note}\n"));
        }
        out.push_str(&format!("{}[^{number}]", escaped(&citation.words)));
    }

    fn statement(&mut self, statement: &AnnexStatement, out: &mut String) {
        out.push_str(&format!("### {}\n\n*{}*\n\n", escaped(&statement.heading), escaped(&statement.source)));
        for paragraph in &statement.paragraphs {
            out.push_str(&format!("**{}** ", words::paragraph(paragraph.number, self.language)));
            for piece in &paragraph.pieces {
                let mark = |at: &usize| statement.marks.get(*at);
                for begins in piece.begins.iter().filter_map(mark) {
                    let words = format!("⟦{}\u{a0}{}", begins.label, begins.tag);
                    out.push_str(&format!("**{}** ", escaped(&words)));
                }
                out.push_str(&escaped(&piece.text));
                for ends in piece.ends.iter().rev().filter_map(mark) {
                    out.push_str(&format!(" **{}⟧**", escaped(&ends.label)));
                }
            }
            out.push_str("\n\n");
        }
    }
}

/// A shape for a status, so that it is told by more than a word.
pub(super) fn shape(status: Status) -> char {
    match status {
        Status::Answered => '●',
        Status::InPart => '◐',
        Status::TurnedAside => '◇',
        Status::NoResponse => '○',
        Status::NotReviewed => '◌',
    }
}

/// Words between marks of emphasis, which must touch them.
fn marked(mark: &str, words: &str) -> String {
    let all = escaped(words);
    let inner = all.trim();
    if inner.is_empty() {
        return all;
    }
    let from = all.find(inner).unwrap_or(0);
    let (before, rest) = all.split_at_checked(from).unwrap_or(("", &all));
    let after = rest.strip_prefix(inner).unwrap_or_default();
    format!("{before}{mark}{inner}{mark}{after}")
}

/// Words with a backslash before everything that Markdown might take for a mark or a link.
fn escaped(words: &str) -> String {
    // The spaces at the ends part the words from what stands beside.
    let line = shown(words).replace(['\n', '\t'], " ");
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line.as_str();
    while let Some(c) = rest.chars().next() {
        let after = rest.strip_prefix(c).unwrap_or_default();
        let marks = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '^' | '$' | '#' | '@' => true,
            // Addresses that some readers turn into links.
            ':' => after.starts_with("//"),
            '.' => out.to_ascii_lowercase().ends_with("www"),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
        rest = after;
    }
    out
}

/// A line that might begin a list, a rule or a heading, guarded against it.
fn guarded(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", line.get(..digits).unwrap_or_default());
    }
    if line.starts_with(['-', '+', '=', ':']) { format!("\\{line}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_a_mark() {
        for (words, safe) in [
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("**a** _b_ `c` [d](e) ![f](g)", "\\*\\*a\\*\\* \\_b\\_ \\`c\\` \\[d\\](e) !\\[f\\](g)"),
            ("see https://x.example or WWW.x.example", "see https\\://x.example or WWW\\.x.example"),
            ("a\nb | c &amp; #1 \\", "a b \\| c \\&amp; \\#1 \\\\"),
        ] {
            assert_eq!(escaped(words), safe);
        }
        for (line, safe) in
            [("1. one", "1\\. one"), ("- x", "\\- x"), ("20 February", "20 February"), ("= x", "\\= x")]
        {
            assert_eq!(guarded(line), safe);
        }
        assert_eq!(marked("**", "Agreed: "), "**Agreed:** ");
        assert_eq!(marked("*", " "), " ");
    }
}
