//! The formats that can be written: one closed list that menus, the shell and the help read.
//!
//! Must not know: how a format is written.

use std::fmt;

/// A format that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportFormat {
    /// The memo as a page.
    MemoHtml,
    /// The memo as a Word document.
    MemoDocx,
    /// The memo as pages to print and to send.
    MemoPdf,
    /// The memo as text with light marks.
    MemoMarkdown,
    /// What was raised and what became of it, replies to nothing, findings: a workbook.
    MatrixXlsx,
    /// What was raised and what became of it, as text with commas, defused for spreadsheets.
    MatrixCsv,
    /// The same with every cell as it is, for programs.
    MatrixCsvRaw,
    /// Topic, one side, the other, assessment: as a page.
    FourColumnHtml,
    /// The same as a Word document.
    FourColumnDocx,
    /// Two statements as one text, with brackets where they differ.
    CompositeText,
    /// The same as a page.
    CompositeHtml,
    /// What each side raised, by status, as a drawing.
    CoverageSvg,
    /// The same as a picture.
    CoveragePng,
    /// How each topic moved from meeting to meeting, as a drawing.
    TimelineSvg,
    /// The same as a picture.
    TimelinePng,
}

/// Which meetings a format tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meetings {
    /// One at a time.
    One,
    /// One, those of a period, or all.
    Any,
}

/// Which of the [options](super::ExportOptions) a format heeds; the others change nothing in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heeds {
    /// How many meetings it tells of.
    pub meetings: Meetings,
    /// Whether its headings are in the language that was chosen.
    pub language: bool,
    /// Whether it holds the reviewer's notes where they are asked for.
    pub notes: bool,
    /// Whether it shows only what the matrix's filter lets through.
    pub filter: bool,
    /// Whether it has a handling marking at top and foot.
    pub marking: bool,
    /// Whether it is a memo, with the memo's sections and text blocks.
    pub memo: bool,
}

/// What is told about a format.
struct Entry {
    id: &'static str,
    label: &'static str,
    description: &'static str,
    extension: &'static str,
    media_type: &'static str,
    heeds: Heeds,
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const MEMO: Heeds =
    Heeds { meetings: Meetings::Any, language: true, notes: true, filter: false, marking: true, memo: true };

const FOUR_COLUMNS: Heeds = Heeds { memo: false, ..MEMO };

const MATRIX: Heeds = Heeds {
    meetings: Meetings::Any,
    language: false,
    notes: true,
    filter: true,
    marking: false,
    memo: false,
};

const COMPOSITE: Heeds = Heeds {
    meetings: Meetings::One,
    language: true,
    notes: false,
    filter: false,
    marking: true,
    memo: false,
};

const CHART: Heeds = Heeds {
    meetings: Meetings::Any,
    language: true,
    notes: false,
    filter: false,
    marking: false,
    memo: false,
};

impl ExportFormat {
    /// All, in the order of menus.
    pub const ALL: &'static [Self] = &[
        Self::MemoHtml,
        Self::MemoDocx,
        Self::MemoPdf,
        Self::MemoMarkdown,
        Self::MatrixXlsx,
        Self::MatrixCsv,
        Self::MatrixCsvRaw,
        Self::FourColumnHtml,
        Self::FourColumnDocx,
        Self::CompositeText,
        Self::CompositeHtml,
        Self::CoverageSvg,
        Self::CoveragePng,
        Self::TimelineSvg,
        Self::TimelinePng,
    ];

    fn entry(self) -> Entry {
        match self {
            Self::MemoHtml => Entry {
                id: "memo-html",
                label: "Memo as a page (HTML)",
                description: "the memo in one file; each line leads to its passage in the annex",
                extension: "html",
                media_type: "text/html; charset=utf-8",
                heeds: MEMO,
            },
            Self::MemoDocx => Entry {
                id: "memo-docx",
                label: "Memo as a Word document (DOCX)",
                description: "the memo with headings, tables and footnotes, for Word and LibreOffice",
                extension: "docx",
                media_type: DOCX,
                heeds: MEMO,
            },
            Self::MemoPdf => Entry {
                id: "memo-pdf",
                label: "Memo as PDF",
                description: "the memo on A4, with links to the passages in the annex, to print and to send",
                extension: "pdf",
                media_type: "application/pdf",
                heeds: MEMO,
            },
            Self::MemoMarkdown => Entry {
                id: "memo-md",
                label: "Memo as Markdown",
                description: "the memo as text with light marks",
                extension: "md",
                media_type: "text/markdown; charset=utf-8",
                heeds: MEMO,
            },
            Self::MatrixXlsx => Entry {
                id: "matrix-xlsx",
                label: "Matrix as a workbook (XLSX)",
                description: "what was raised and what became of it, responses without a concern, and \
                              what deserves a look, for Excel and LibreOffice",
                extension: "xlsx",
                media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                heeds: MATRIX,
            },
            Self::MatrixCsv => Entry {
                id: "matrix-csv",
                label: "Matrix as CSV",
                description: "what was raised and what became of it, safe to open in a spreadsheet",
                extension: "csv",
                media_type: "text/csv; charset=utf-8",
                heeds: MATRIX,
            },
            Self::MatrixCsvRaw => Entry {
                id: "matrix-csv-raw",
                label: "Matrix as CSV, raw",
                description: "the same with every cell as it is, for programs; a spreadsheet may take \
                              words for formulas",
                extension: "csv",
                media_type: "text/csv; charset=utf-8",
                heeds: MATRIX,
            },
            Self::FourColumnHtml => Entry {
                id: "four-column-html",
                label: "Topic by topic as a page (HTML)",
                description: "a table: topic, one side, the other, assessment",
                extension: "html",
                media_type: "text/html; charset=utf-8",
                heeds: FOUR_COLUMNS,
            },
            Self::FourColumnDocx => Entry {
                id: "four-column-docx",
                label: "Topic by topic as a Word document (DOCX)",
                description: "the same for Word and LibreOffice",
                extension: "docx",
                media_type: DOCX,
                heeds: FOUR_COLUMNS,
            },
            Self::CompositeText => Entry {
                id: "composite-txt",
                label: "Composite text",
                description: "two statements as one text, as drafters write it: [KG: agreed] [RU: discussed]",
                extension: "txt",
                media_type: "text/plain; charset=utf-8",
                heeds: COMPOSITE,
            },
            Self::CompositeHtml => Entry {
                id: "composite-html",
                label: "Composite text as a page (HTML)",
                description: "the same in the colours of the sides, in one file",
                extension: "html",
                media_type: "text/html; charset=utf-8",
                heeds: COMPOSITE,
            },
            Self::CoverageSvg => Entry {
                id: "coverage-svg",
                label: "Coverage as a drawing (SVG)",
                description: "a bar for each side: what it raised, and what became of it",
                extension: "svg",
                media_type: "image/svg+xml",
                heeds: CHART,
            },
            Self::CoveragePng => Entry {
                id: "coverage-png",
                label: "Coverage as a picture (PNG)",
                description: "the same for slides and messages",
                extension: "png",
                media_type: "image/png",
                heeds: CHART,
            },
            Self::TimelineSvg => Entry {
                id: "timeline-svg",
                label: "Timeline as a drawing (SVG)",
                description: "how each topic moved from meeting to meeting, and what stands open longest",
                extension: "svg",
                media_type: "image/svg+xml",
                heeds: CHART,
            },
            Self::TimelinePng => Entry {
                id: "timeline-png",
                label: "Timeline as a picture (PNG)",
                description: "the same for slides and messages",
                extension: "png",
                media_type: "image/png",
                heeds: CHART,
            },
        }
    }

    /// Its name in the shell and in settings; it never changes.
    pub fn id(self) -> &'static str {
        self.entry().id
    }

    /// The format of this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.id() == id)
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// What it holds, in one line.
    pub fn description(self) -> &'static str {
        self.entry().description
    }

    /// How the names of such files end, without the dot.
    pub fn extension(self) -> &'static str {
        self.entry().extension
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        self.entry().media_type
    }

    /// Which options it heeds.
    pub fn heeds(self) -> Heeds {
        self.entry().heeds
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_format_has_a_name_of_its_own_that_finds_it() {
        let ids: BTreeSet<&str> = ExportFormat::ALL.iter().map(|format| format.id()).collect();
        let labels: BTreeSet<&str> = ExportFormat::ALL.iter().map(|format| format.label()).collect();
        assert_eq!((ids.len(), labels.len()), (ExportFormat::ALL.len(), ExportFormat::ALL.len()));
        for format in ExportFormat::ALL.iter().copied() {
            assert_eq!(ExportFormat::from_id(format.id()), Some(format));
            assert!(format.id().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
            assert!(!format.description().is_empty() && !format.extension().contains('.'));
            assert!(format.media_type().contains('/'));
        }
        assert_eq!(ExportFormat::from_id("matrix"), None);
    }
}
