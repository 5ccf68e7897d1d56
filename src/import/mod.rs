//! From bytes to statements: one file per format, and the splitting of one report into sides.
//!
//! Must not know: the disk (bytes come in, text goes out) or the window.

pub mod dates;
pub mod plain;
pub mod report;
