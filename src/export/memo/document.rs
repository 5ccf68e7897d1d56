//! A memo as a tree that knows no format: what it says, in order, with the words of its language.
//!
//! Everything that a writer shows stands in here as it should be read; a writer chooses how. Texts
//! of others are as they are: a writer has to make them harmless in its format.
//! Must not know: how any format looks, or where the words come from.

use std::collections::HashSet;

use crate::analysis::Status;
use crate::export::Language;
use crate::model::{MemoSection, Palette, PartyId, PassageId};

/// A memo, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The language of headings, dates and quotation marks.
    pub language: Language,
    /// The title; never empty.
    pub title: String,
    /// A line below it: which dossier, as of which day.
    pub subtitle: String,
    /// The handling marking at top and foot of every page; empty where there is none.
    pub marking: String,
    /// The marks around quotations.
    pub quotes: QuoteMarks,
    /// The sections that the memo shows, in their order.
    pub sections: Vec<Section>,
}

/// Marks around a quotation, with the spaces that belong to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuoteMarks {
    /// Before it.
    pub open: &'static str,
    /// After it.
    pub close: &'static str,
}

/// A section under a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Which one.
    pub kind: MemoSection,
    /// Its heading.
    pub heading: String,
    /// What stands in it; never nothing.
    pub blocks: Vec<Block>,
}

/// A piece of a section or of a table's cell, on lines of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A calm line that says that there is nothing.
    Nothing(String),
    /// A list with bullets.
    List(Vec<Vec<Span>>),
    /// A table.
    Table(Table),
    /// The reviewer's own words, a paragraph each; a line end within one is meant.
    Own(Vec<String>),
    /// A heading within a section.
    Heading(String),
    /// What was noted for the desk alone; only in a memo with notes.
    Internal(Vec<Span>),
    /// A whole text with its passages marked; only in the annex.
    Statement(AnnexStatement),
}

/// A table. Every row has as many cells as the head.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The words over the columns, repeated on every page.
    pub head: Vec<Vec<Span>>,
    /// How wide the columns are beside each other; their sum is 100.
    pub widths: Vec<u16>,
    /// The cells, row by row, each with its blocks: paragraphs and internal notes.
    pub rows: Vec<Vec<Vec<Block>>>,
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Words that catch the eye.
    Strong(String),
    /// Words set apart, quieter than plain ones.
    Emphasis(String),
    /// Words of a statement; a writer puts the document's marks around them.
    Quotation(Quotation),
    /// Where words stand.
    Citation(Box<Citation>),
    /// What became of something raised. The words say it without the colour.
    Status {
        /// The status, for its colour and shape.
        status: Status,
        /// Its name.
        words: String,
    },
    /// A side.
    Party {
        /// Which one.
        id: PartyId,
        /// Its name as it is to stand there.
        words: String,
        /// Its colour.
        colour: Palette,
    },
}

/// Words of a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// The words, without marks around them. Quotation marks inside are those for the inside;
    /// "…" stands for what was left out.
    pub text: String,
    /// The language of the statement (BCP 47); empty where it is not known.
    pub language: String,
    /// Whether the words are read from right to left.
    pub from_right: bool,
}

/// Where words stand: the side, the paragraph, the passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// Its number in the document, from 1, in order.
    pub number: usize,
    /// The passage.
    pub passage: PassageId,
    /// Its label: "C1".
    pub label: String,
    /// The side's short name, with a number where it has several texts: "KG", "KG-2".
    pub side: String,
    /// The paragraph of the text in which the words begin, from 1.
    pub paragraph: usize,
    /// As it stands in running text, without brackets: "C1, KG ¶ 2".
    pub words: String,
    /// In full, as a footnote begins: who published which text when, which paragraph, which label.
    pub source: String,
    /// The words of the passage, shortened where they are long.
    pub quotation: Quotation,
    /// Whether those words stand beside the citation already.
    pub beside: bool,
    /// The anchor of the passage in the annex; `None` where it does not stand there.
    pub anchor: Option<String>,
}

impl Citation {
    /// The anchor of the citation itself: letters and digits, unique in the document.
    pub fn own_anchor(&self) -> String {
        citation_anchor(self.number)
    }
}

/// The anchor of the citation of this number.
pub fn citation_anchor(number: usize) -> String {
    format!("c{number}")
}

/// A whole text with its passages marked.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnexStatement {
    /// Whose text it is.
    pub party: PartyId,
    /// Its colour.
    pub colour: Palette,
    /// A heading for it: the side, the publisher, the day.
    pub heading: String,
    /// Kind, title, completeness, language, address: what tells the source.
    pub source: String,
    /// The language (BCP 47); empty where it is not known.
    pub language: String,
    /// Its passages, in the order in which they begin.
    pub marks: Vec<AnnexMark>,
    /// The paragraphs, without empty ones.
    pub paragraphs: Vec<AnnexParagraph>,
}

/// A tagged passage of the annex.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnexMark {
    /// The passage.
    pub passage: PassageId,
    /// Its label.
    pub label: String,
    /// The name of its tag.
    pub tag: String,
    /// The tag's colour.
    pub colour: Palette,
    /// Its anchor: letters and digits, unique in the document.
    pub anchor: String,
    /// The numbers of the citations that lead to it.
    pub cited: Vec<usize>,
}

/// A paragraph of the annex.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnexParagraph {
    /// Its number, from 1.
    pub number: usize,
    /// Whether it is read from right to left.
    pub from_right: bool,
    /// Its words, cut where passages begin and end.
    pub pieces: Vec<AnnexPiece>,
}

/// Words of the annex within the same passages.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnexPiece {
    /// The words.
    pub text: String,
    /// The passages they lie in, as places among the statement's `marks`; the one that began last
    /// comes last.
    pub within: Vec<usize>,
    /// Those of them that begin with these words.
    pub begins: Vec<usize>,
    /// Those of them that end with these words.
    pub ends: Vec<usize>,
}

impl Document {
    /// All citations in order.
    pub fn citations(&self) -> Vec<&Citation> {
        let mut found = Vec::new();
        for section in &self.sections {
            section.blocks.iter().for_each(|block| citations_of(block, &mut found));
        }
        found
    }

    /// The passages whose words stand beside one of their citations.
    pub(super) fn quoted(&self) -> HashSet<PassageId> {
        self.citations().into_iter().filter(|one| one.beside).map(|one| one.passage).collect()
    }

    /// Numbers the citations in order, and notes in the annex which lead to a passage.
    pub(super) fn number(&mut self) {
        let mut next = 1;
        let mut cited: Vec<(PassageId, usize)> = Vec::new();
        for section in &mut self.sections {
            for block in &mut section.blocks {
                spans_mut(block, &mut |span| {
                    if let Span::Citation(citation) = span {
                        citation.number = next;
                        cited.push((citation.passage, next));
                        next += 1;
                    }
                });
            }
        }
        cited.sort_unstable();
        for block in self.sections.iter_mut().flat_map(|section| &mut section.blocks) {
            let Block::Statement(statement) = block else { continue };
            for mark in &mut statement.marks {
                let from = cited.partition_point(|(passage, _)| *passage < mark.passage);
                let its = cited.iter().skip(from).take_while(|(passage, _)| *passage == mark.passage);
                mark.cited = its.map(|(_, number)| *number).collect();
            }
        }
    }
}

fn citations_of<'d>(block: &'d Block, found: &mut Vec<&'d Citation>) {
    let mut in_spans = |spans: &'d [Span]| {
        found.extend(spans.iter().filter_map(|span| match span {
            Span::Citation(citation) => Some(citation.as_ref()),
            _ => None,
        }));
    };
    match block {
        Block::Paragraph(spans) | Block::Internal(spans) => in_spans(spans),
        Block::List(items) => items.iter().for_each(|spans| in_spans(spans)),
        Block::Table(table) => {
            table.rows.iter().flatten().flatten().for_each(|block| citations_of(block, found));
        }
        Block::Nothing(_) | Block::Own(_) | Block::Heading(_) | Block::Statement(_) => {}
    }
}

fn spans_mut(block: &mut Block, change: &mut dyn FnMut(&mut Span)) {
    match block {
        Block::Paragraph(spans) | Block::Internal(spans) => spans.iter_mut().for_each(change),
        Block::List(items) => items.iter_mut().flatten().for_each(change),
        Block::Table(table) => {
            table.rows.iter_mut().flatten().flatten().for_each(|block| spans_mut(block, change));
        }
        Block::Nothing(_) | Block::Own(_) | Block::Heading(_) | Block::Statement(_) => {}
    }
}

/// Whether a text is read from right to left: by its first letter that says so.
pub fn reads_from_right(text: &str) -> bool {
    let from_right = |c: char| {
        matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    };
    text.chars().find(|c| c.is_alphabetic()).is_some_and(from_right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_says_from_where_a_text_is_read() {
        for (text, from_right) in [
            ("«12 — שלום»", true),
            ("(1) السلام Trade", true),
            ("Trade السلام", false),
            ("Өкмөт", false),
            ("12 …", false),
            ("", false),
        ] {
            assert_eq!(reads_from_right(text), from_right, "{text}");
        }
    }
}
