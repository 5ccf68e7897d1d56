//! The order of the table's rows.
//!
//! Must not know: which rows there are.

use std::collections::HashMap;

use super::MatrixRow;
use crate::analysis::share::of_many;
use crate::model::{Dossier, Label};
use crate::text::FoldedText;

/// What the rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum MatrixSort {
    /// The day of the meeting, then the place in its statements; descending, the last meeting comes
    /// first, and its passages still as they are read.
    #[default]
    Order,
    /// The passage's label, C2 before C10.
    Label,
    /// The side, in the dossier's order of parties.
    Party,
    /// How strongly it is said.
    Strength,
    /// The name of the topic.
    Topic,
    /// What became of it, best answered first.
    Status,
    /// How many reactions it has.
    Replies,
    /// The reviewer's note.
    Note,
}

/// To look passages up is shared among threads from this many rows on.
const FEW_ROWS: usize = 5_000;

/// Sorts rows that stand in the order of meetings and of the text. Those that have not what is sorted
/// by, be it a topic, a day or a note, come last in either direction.
pub(super) fn sort(dossier: &Dossier, rows: &mut Vec<MatrixRow>, sort: MatrixSort, descending: bool) {
    let keys: Vec<Option<u128>> = match sort {
        MatrixSort::Order if !descending => return,
        MatrixSort::Order => {
            let dated = |row: &MatrixRow| {
                let at = dossier.position_of(row.meeting)?;
                dossier.meetings().get(at)?.details().date.map(|_| at)
            };
            // Rows of one meeting stand together.
            let mut last = None;
            let keys = rows.iter().map(|row| match last {
                Some((meeting, key)) if meeting == row.meeting => key,
                _ => {
                    let key = dated(row).map(number);
                    last = Some((row.meeting, key));
                    key
                }
            });
            keys.collect()
        }
        MatrixSort::Label => of_many(rows, FEW_ROWS, |row| {
            let label = row.find(dossier).map(|(_, passage)| &passage.label);
            label.map(label_key)
        }),
        MatrixSort::Party => {
            let places = dossier.parties().iter().zip(0_u128..).map(|(party, at)| (party.id, at));
            let places: HashMap<_, _, foldhash::quality::RandomState> = places.collect();
            rows.iter().map(|row| places.get(&row.party).copied()).collect()
        }
        MatrixSort::Strength => rows.iter().map(|row| Some(u128::from(row.strength?.level()))).collect(),
        MatrixSort::Topic => {
            let names: Vec<String> = dossier.topics().iter().map(|topic| folded(&topic.name)).collect();
            let ids = dossier.topics().iter().map(|topic| topic.id);
            let places: HashMap<_, _, foldhash::quality::RandomState> =
                ids.zip(ranks(names.into_iter().map(Some))).collect();
            rows.iter().map(|row| places.get(&row.topic?).copied().flatten()).collect()
        }
        MatrixSort::Status => rows.iter().map(|row| Some(row.status? as u128)).collect(),
        MatrixSort::Replies => rows.iter().map(|row| Some(u128::from(row.replies))).collect(),
        MatrixSort::Note => {
            let notes = of_many(rows, FEW_ROWS, |row| {
                let note = row.find(dossier).map(|(_, passage)| passage.note.trim());
                note.filter(|note| !note.is_empty()).map(folded)
            });
            ranks(notes.into_iter())
        }
    };
    // By the key and, of equal ones, by where they stood.
    let key = |at: &usize| {
        let key = keys.get(*at).copied().flatten();
        (key.is_none(), key.map(|key| if descending { u128::MAX - key } else { key }), *at)
    };
    let mut order: Vec<_> = (0..rows.len()).map(|at| key(&at)).collect();
    order.sort_unstable();
    *rows = order.into_iter().filter_map(|(.., at)| rows.get(at).copied()).collect();
}

fn number(at: usize) -> u128 {
    u128::try_from(at).unwrap_or(u128::MAX)
}

/// A label as a number, by its letters and then by its number.
fn label_key(label: &Label) -> u128 {
    // One or two letters of 21 bits each.
    let mut letters = label.letters().chars().map(u128::from);
    let [first, second] = [letters.next().unwrap_or(0), letters.next().unwrap_or(0)];
    (first << 64) | (second << 32) | u128::from(label.number())
}

fn folded(text: &str) -> String {
    FoldedText::new(text).as_str().to_owned()
}

/// Where each of some words would stand in a list of all of them.
fn ranks(words: impl Iterator<Item = Option<String>>) -> Vec<Option<u128>> {
    let words: Vec<Option<String>> = words.collect();
    let mut sorted: Vec<&str> = words.iter().flatten().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let rank = |word: &String| sorted.binary_search(&word.as_str()).ok().map(number);
    words.iter().map(|word| word.as_ref().and_then(rank)).collect()
}
