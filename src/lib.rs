//! Vis-à-vis: compare what two governments said about the same meeting.
//!
//! All of the program is this library; the binary only starts it. `ARCHITECTURE.md`
//! says what lives where and which module may use which.

pub mod cli;
pub mod import;
pub mod model;
pub mod store;
pub mod text;
