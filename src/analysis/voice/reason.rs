//! Why a stretch of text is held to be said by whom: the rule, its words, a sentence for people.
//!
//! Must not know: how the rule was found to hold.

use crate::text::ByteRange;

/// The rule by which a speaker was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A side, an office or a person with a verb of saying.
    Says,
    /// A side is what the sentence is about, with a verb that no list has.
    Subject,
    /// "according to the ministry".
    Source,
    /// A quotation, and who is named at its end or before it.
    Quotation,
    /// "the statement says", of an account that was announced before.
    AccountSays,
    /// "also commented on the meeting": an account follows.
    Announces,
    /// It follows an announcement.
    Announced,
    /// "both sides agreed", or two sides with one verb.
    Together,
    /// "was stressed by the ministry".
    Agent,
    /// "was handed to the ambassador": by the other side.
    Recipient,
    /// "it was noted": nobody is named.
    Impersonal,
    /// "he added": the last one named.
    Pronoun,
    /// Nothing new: the speaker of the sentence before.
    GoesOn,
    /// Nothing new at the start of a paragraph: the account goes on.
    Account,
    /// The statement's own side.
    Own,
    /// Somebody who is no side.
    Third,
    /// Nothing tells.
    Nothing,
}

/// Why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: Rule,
    /// The words that made it hold, in order; none where nothing new is said.
    pub words: Vec<ByteRange>,
    /// A sentence for people, in English.
    pub text: String,
}

impl Reason {
    /// A reason with its sentence; `who` is the side's name where there is one.
    pub(super) fn new(rule: Rule, mut words: Vec<ByteRange>, text: &str, who: &str) -> Self {
        words.sort_unstable();
        words.dedup();
        let quoted: Vec<&str> = words.iter().filter_map(|range| range.slice(text)).collect();
        let quoted = quoted.join(" … ");
        let text = match rule {
            Rule::Says => format!("“{quoted}”: {who} is named with a verb of saying"),
            Rule::Subject => format!("“{quoted}”: the sentence is about {who}"),
            Rule::Source => format!("“{quoted}”: told by the account of {who}"),
            Rule::Quotation => format!("“{quoted}”: the quotation is ascribed to {who}"),
            Rule::AccountSays => format!("“{quoted}”: the account of {who} that was announced before"),
            Rule::Announces => format!("“{quoted}”: announces the account of {who}"),
            Rule::Announced => format!("follows the announced account of {who}"),
            Rule::Together => format!("“{quoted}”: said of the sides together"),
            Rule::Agent => format!("“{quoted}”: done by {who}"),
            Rule::Recipient => format!("“{quoted}”: done to the other side, so by {who}"),
            Rule::Impersonal if who.is_empty() => format!("“{quoted}”: nobody is named"),
            Rule::Impersonal => format!("“{quoted}”: nobody is named; the account of {who} goes on"),
            Rule::Pronoun => format!("“{quoted}”: the one named last, {who}"),
            Rule::GoesOn => format!("goes on after the sentence before, said by {who}"),
            Rule::Account => format!("names nobody; the account of {who} goes on"),
            Rule::Own => format!("names nobody else; it is the statement of {who}"),
            Rule::Third => format!("“{quoted}”: somebody who is no side"),
            Rule::Nothing => "nothing tells who says it".to_owned(),
        };
        Self { rule, words, text }
    }
}
