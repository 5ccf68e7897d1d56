//! Who speaks: for every sentence of a text the side that is said to say it, by whose account,
//! and why. By rules and word lists alone, so that each answer has a reason that can be shown.
//!
//! | step | file |
//! |---|---|
//! | words | `tokens`, `pattern` |
//! | names of countries, sides, people; cues by language | `countries`, `names`, `lexicon` |
//! | which of them stand where | `marks`, `actors`, `quotes` |
//! | what a sentence tells by itself | `clauses` |
//! | what the sentences before add to it | `flow`, `reason` |
//!
//! Must not know: passages, or who corrects the answers.

mod actors;
mod clauses;
mod countries;
mod flow;
mod language;
mod lexicon;
mod marks;
mod names;
mod pattern;
mod quotes;
mod reason;
mod sides;
#[cfg(test)]
mod tests;
mod tokens;

pub use actors::Office;
pub use flow::voices;
pub use language::guess_language;
pub use names::Names;
pub use reason::{Reason, Rule};
pub use sides::{Candidate, candidates, country, list_versions, offices};

use crate::text::ByteRange;

/// Who is said to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// A side, by its number in [`Names`].
    Side(usize),
    /// The sides together.
    Both,
    /// Somebody else: another country, the press, experts.
    Third,
    /// Nobody is named.
    Nobody,
}

/// How the words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Retold.
    Indirect,
    /// In quotation marks.
    Quoted,
}

/// What a sentence does beside saying something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// It tells what somebody said.
    Says,
    /// It tells that the sides met or discussed something.
    Meets,
    /// It announces somebody's account.
    Announces,
}

/// One sentence, or a clause of one with a speaker of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// The sentence or clause.
    pub range: ByteRange,
    /// Who is said to speak.
    pub speaker: Speaker,
    /// By whose account, where that is known: "the Russian side refused, the Kyrgyz ministry
    /// said" has a Russian speaker in a Kyrgyz account.
    pub account: Option<usize>,
    /// Retold or quoted.
    pub mode: Mode,
    /// What it does.
    pub act: Act,
    /// Why.
    pub reason: Reason,
    /// How sure, from 0 to 1.
    pub confidence: f32,
}
