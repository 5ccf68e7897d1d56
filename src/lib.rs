//! Vis-à-vis: compare what two governments said about the same meeting.
//!
//! All of the program is this library; the binary only starts it. `ARCHITECTURE.md`
//! says what lives where and which module may use which. It must not know how it was started.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod edit;
pub mod export;
pub mod import;
pub mod journal;
pub mod merge;
pub mod model;
pub mod reader;
pub mod store;
pub mod suggest;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
