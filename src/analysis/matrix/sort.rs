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

/// The key of rows that have not what is sorted by.
const LAST: u64 = u64::MAX;

/// To look passages up is shared among threads from this many rows on.
const FEW_ROWS: usize = 5_000;

/// Sorts rows that stand in the order of meetings and of the text. Those that have not what is sorted
/// by, be it a topic, a day or a note, come last in either direction.
pub(super) fn sort(dossier: &Dossier, rows: &mut Vec<MatrixRow>, sort: MatrixSort, descending: bool) {
    let keys: Vec<Option<u64>> = match sort {
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
            let places = dossier.parties().iter().zip(0_u64..).map(|(party, at)| (party.id, at));
            let places: HashMap<_, _, foldhash::quality::RandomState> = places.collect();
            rows.iter().map(|row| places.get(&row.party).copied()).collect()
        }
        MatrixSort::Strength => rows.iter().map(|row| Some(u64::from(row.strength?.level()))).collect(),
        MatrixSort::Topic => {
            let names: Vec<String> = dossier.topics().iter().map(|topic| folded(&topic.name)).collect();
            let ids = dossier.topics().iter().map(|topic| topic.id);
            let places: HashMap<_, _, foldhash::quality::RandomState> =
                ids.zip(ranks(names.into_iter().map(Some))).collect();
            rows.iter().map(|row| places.get(&row.topic?).copied().flatten()).collect()
        }
        MatrixSort::Status => rows.iter().map(|row| Some(row.status? as u64)).collect(),
        MatrixSort::Replies => rows.iter().map(|row| Some(u64::from(row.replies))).collect(),
        MatrixSort::Note => {
            let notes = of_many(rows, FEW_ROWS, |row| {
                let note = row.find(dossier).map(|(_, passage)| passage.note.trim());
                note.filter(|note| !note.is_empty()).map(folded)
            });
            ranks(notes.into_iter())
        }
    };
    // By the key and, of equal ones, by where they stood.
    let key = |key: &Option<u64>| match key {
        Some(key) if descending => LAST.saturating_sub(1).saturating_sub(*key),
        Some(key) => *key,
        None => LAST,
    };
    let mut order: Vec<(u64, u32)> = keys.iter().map(key).zip(0..).collect();
    order.sort_unstable();
    let at = |at: u32| rows.get(usize::try_from(at).ok()?).copied();
    *rows = order.into_iter().filter_map(|(_, place)| at(place)).collect();
}

fn number(at: usize) -> u64 {
    u64::try_from(at).unwrap_or(u64::MAX)
}

/// A label as a number, by its letters, of which there are one or two, and then by its number.
fn label_key(label: &Label) -> u64 {
    // Their numbers in Unicode do not fit beside each other as they are; those of alphabets do.
    let mut letters = label.letters().chars().map(|letter| u64::from(u32::from(letter)).min(0xFFFF));
    let [first, second] = [letters.next().unwrap_or(0), letters.next().unwrap_or(0)];
    (first << 48) | (second << 32) | u64::from(label.number())
}

fn folded(text: &str) -> String {
    FoldedText::new(text).as_str().to_owned()
}

/// Where each of some words would stand in a list of all of them.
fn ranks(words: impl Iterator<Item = Option<String>>) -> Vec<Option<u64>> {
    let words: Vec<Option<String>> = words.collect();
    let mut sorted: Vec<&str> = words.iter().flatten().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let rank = |word: &String| sorted.binary_search(&word.as_str()).ok().map(number);
    words.iter().map(|word| word.as_ref().and_then(rank)).collect()
}
