//! The memo: what the dossier says of its meetings, in sections, every line with where it stands.
//!
//! [`Document`] is the memo as a tree; writers beside it make files of it.
//! Must not know: the window, the disk, the clock (the caller says which day it is).

mod agreements;
mod annex;
mod build;
mod change;
mod concerns;
mod document;
mod docx;
mod facts;
mod gaps;
mod html;
mod markdown;
mod omissions;
mod pdf;
mod scope;
mod topics;
mod wording;
mod words;

pub use build::memo_document;
pub use document::{
    AnnexMark, AnnexParagraph, AnnexPiece, AnnexStatement, Block, Citation, Document, Quotation, QuoteMarks,
    Section, Span, Table, citation_anchor, reads_from_right,
};
pub use docx::docx;
pub use html::html;
pub use markdown::markdown;
pub use pdf::{Paper, PdfMemo, PdfOptions, SystemFont, pdf};
pub use words::language_of;
