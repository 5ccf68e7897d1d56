//! Tests of merging: the laws on random versions, and what becomes of single disagreements.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod cases;
mod laws;
mod variants;
