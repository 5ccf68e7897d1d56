//! Search over a whole dossier: words and fields, found in texts, titles and notes.
//!
//! # What is typed
//!
//! | typed | finds |
//! |---|---|
//! | `border crossing` | both words, with any of their endings, in the same text, title or note |
//! | `"border crossing"` | these words in this order, letter by letter; „ “, “ ”, « » and 「 」 quote as well |
//! | `regist*` | words that begin so, in quotation marks too |
//! | `-visa`, `-"on the margins"` | only where that does not stand |
//! | `tag:concern` | passages with a tag: its id, letter, or name in any language of the codebook |
//! | `topic:…`, `status:"no response"`, `by:…`, `label:C3` | passages by topic, status, reviewer, label |
//! | `said:own`, `both`, `third`, `nobody`, or a party | passages by whose words they are |
//! | `party:KG` | statements of a party: short name, name or alias |
//! | `date:2024`, `date:2024-03..2025-02`, `from:…`, `to:…` | meetings by date; ends are included |
//! | `in:text`, `in:title`, `in:notes` | only there: `title` is headings, places, people and publishers |
//!
//! Words and names are compared without case, accents and variants of print, in quotation marks
//! too; ё is е. A minus before a field asks for all others, the same field twice for either. The
//! beginning of a name will do. What is not understood is told, and the rest looked for.
//!
//! All words must stand in the same source: a statement's text, one title, one note. Where fields
//! ask of passages, all must stand in one passage, or in its note. Words that stand near each other
//! in a paragraph are one hit. Without words, the passages, notes or texts asked for are the hits.
//!
//! | step | file |
//! |---|---|
//! | what was typed, taken apart and read | `tokens`, `fields`, `dates`, `query` |
//! | what may complete it | `completions` |
//! | one meeting | `one`, `spots`, `snippet`, `hits` |
//! | all of them, on several threads | `run` |
//!
//! Must not know: how anything found is shown, or that searches are kept.

mod completions;
mod dates;
mod fields;
mod hits;
mod one;
mod query;
mod run;
mod snippet;
mod spots;
#[cfg(test)]
mod tests;
mod tokens;

pub use completions::{Completion, completions};
pub use hits::{Group, Hit, Source, Total};
use query::Scope;
pub use query::{Problem, Query};
pub use run::{Limits, Order, in_meeting, run};
pub use snippet::Snippet;
