//! The memo: what the dossier says of its meetings, in sections, every line with where it stands.
//!
//! [`Document`] is the memo as a tree; writers beside it make files of it.
//! Must not know: the window, the disk, the clock (the caller says which day it is).

mod document;

pub use document::{
    AnnexMark, AnnexParagraph, AnnexPiece, AnnexStatement, Block, Citation, Document, Quotation, QuoteMarks,
    Section, Span, Table, citation_anchor, reads_from_right,
};
