//! A table as plain data, before it is written in one format or another.
//!
//! Must not know: what the table tells, or how it is written.

use super::ink::Ink;
use crate::model::Day;

/// A table with one row of headings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// What it is called: a sheet's name, at most 31 characters, none of `[]:*?/\`.
    pub(super) name: &'static str,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// Its rows, as wide as the columns.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Its heading.
    pub(super) name: &'static str,
    /// Its width, in digits of usual text.
    pub(super) width: f64,
    /// Whether it tells which row it is; repeated where a row goes on in the next.
    pub(super) is_key: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// Words; in this colour where one is given.
    Text(String, Option<Ink>),
    /// A number.
    Number(u32),
    /// A day.
    Day(Day),
}

impl Cell {
    /// Words, or nothing.
    pub(super) fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words, None) }
    }

    /// The cell as a text.
    pub(super) fn to_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words, _) => words.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// A column that says which row it is.
pub(super) const fn key(name: &'static str, width: f64) -> Column {
    Column { name, width, is_key: true }
}

/// A column of what stands in it.
pub(super) const fn column(name: &'static str, width: f64) -> Column {
    Column { name, width, is_key: false }
}

/// The most that a spreadsheet's cell holds, in UTF-16 units; what is over would be cut.
const MOST: usize = 32_767;

/// Room for "(continued 1/3) ".
const MARK: usize = 40;

impl Table {
    /// The rows with every text short enough for a spreadsheet's cell: what is longer goes on in
    /// the same column of the rows below, each part marked "(continued 1/3)".
    pub(super) fn rows_for_spreadsheets(&self) -> impl Iterator<Item = Vec<Cell>> {
        self.rows.iter().flat_map(move |row| {
            let parts: Vec<Vec<Cell>> = row.iter().map(parts).collect();
            let most = parts.iter().map(Vec::len).max().unwrap_or(1).max(1);
            (0..most).map(move |at| {
                let cells = parts.iter().zip(&self.columns);
                let cell = cells.map(|(parts, column)| {
                    let first = if column.is_key { parts.first() } else { None };
                    parts.get(at).or(first).cloned().unwrap_or(Cell::Empty)
                });
                cell.collect()
            })
        })
    }
}

/// A cell in as many parts as it takes.
fn parts(cell: &Cell) -> Vec<Cell> {
    let Cell::Text(words, ink) = cell else { return vec![cell.clone()] };
    if words.len() <= MOST || words.encode_utf16().count() <= MOST {
        return vec![cell.clone()];
    }
    let mut pieces: Vec<&str> = Vec::new();
    let mut rest = words.as_str();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at_checked(end_of_part(rest)).unwrap_or((rest, ""));
        pieces.push(piece);
        rest = after;
    }
    let count = pieces.len();
    let marked = pieces.iter().enumerate();
    marked.map(|(at, piece)| Cell::Text(format!("(continued {}/{count}) {piece}", at + 1), *ink)).collect()
}

/// Where a part ends, in bytes: behind white space where some is near, else between characters.
fn end_of_part(words: &str) -> usize {
    let (mut units, mut end) = (0, 0);
    for (at, c) in words.char_indices() {
        units += c.len_utf16();
        if units > MOST - MARK {
            let near = words.get(..end).unwrap_or_default();
            let from = near.floor_char_boundary(end.saturating_sub(200));
            let space = near.get(from..).and_then(|near| near.rfind(char::is_whitespace));
            return space.map_or(end, |space| {
                let at = from + space;
                at + near.get(at..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8)
            });
        }
        end = at + c.len_utf8();
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(words: &str) -> Table {
        let columns = vec![key("No.", 6.0), column("Words", 40.0), column("Note", 20.0)];
        let row = vec![Cell::text("C1"), Cell::text(words), Cell::text("a note")];
        Table { name: "T", columns, rows: vec![row] }
    }

    #[test]
    fn a_long_cell_goes_on_below_and_loses_nothing() {
        for words in ["word ".repeat(14_000), "ы".repeat(100_000), "😀".repeat(32_767), "x".repeat(32_768)]
        {
            let rows: Vec<Vec<Cell>> = table(&words).rows_for_spreadsheets().collect();
            let mut all = String::new();
            for (at, row) in rows.iter().enumerate() {
                let [number, part, note] = row.as_slice() else { panic!("{row:?}") };
                assert_eq!(number.to_text(), "C1");
                assert_eq!(*note == Cell::Empty, at > 0);
                let part = part.to_text();
                assert!(part.encode_utf16().count() <= MOST);
                let mark = format!("(continued {}/{}) ", at + 1, rows.len());
                all.push_str(part.strip_prefix(&mark).unwrap());
            }
            assert!(rows.len() > 1 && all == words);
        }
        assert_eq!(table(&"x".repeat(32_767)).rows_for_spreadsheets().count(), 1);
    }
}
