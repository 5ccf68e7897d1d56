//! x
//! Must not know: y.
#![allow(dead_code, reason = "for now")]

mod fonts;
mod lines;
mod looks;
mod shape;
mod words;
