//! Days, months and years as a query names them.
//!
//! Must not know: what happened on them.

use crate::model::Day;

/// From one day to another, both included; open where `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
}

impl Span {
    /// `2024`, `2024-03`, `2024-03-05`, or two of them as `2024..2025-02`, either left out.
    pub(super) fn read(words: &str) -> Option<Self> {
        let words = words.trim();
        let Some((from, to)) = words.split_once("..").or_else(|| words.split_once('…')) else {
            return one(words);
        };
        let (from, to) = (from.trim(), to.trim_start_matches('.').trim());
        if from.is_empty() && to.is_empty() {
            return None;
        }
        let from = if from.is_empty() { None } else { one(from)?.from };
        let to = if to.is_empty() { None } else { one(to)?.to };
        Some(Self { from, to })
    }

    /// Whether the day is in it.
    pub(super) fn holds(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A year, month or day.
fn one(words: &str) -> Option<Span> {
    let mut parts = words.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse::<i16>().ok()?;
    let small = |part: Option<&str>| match part {
        None => Some(None),
        Some(part) if (1..=2).contains(&part.len()) => part.parse::<i8>().ok().map(Some),
        Some(_) => None,
    };
    let (month, day) = (small(parts.next())?, small(parts.next())?);
    if parts.next().is_some() {
        return None;
    }
    let from = Day::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let to = match (month, day) {
        (_, Some(_)) => from,
        (Some(_), None) => from.last_of_month(),
        (None, None) => from.last_of_year(),
    };
    Some(Span { from: Some(from), to: Some(to) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> Option<String> {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        Span::read(words).map(|span| format!("{}/{}", day(span.from), day(span.to)))
    }

    #[test]
    fn spans_are_read_with_their_ends() {
        for (words, expected) in [
            ("2024", Some("2024-01-01/2024-12-31")),
            ("2024-02", Some("2024-02-01/2024-02-29")),
            ("2023-2", Some("2023-02-01/2023-02-28")),
            ("2024-03-05", Some("2024-03-05/2024-03-05")),
            ("2024-03..2025-02", Some("2024-03-01/2025-02-28")),
            ("2024..", Some("2024-01-01/")),
            ("..2024-06", Some("/2024-06-30")),
            ("2024-13", None),
            ("2024-02-30", None),
            ("24", None),
            ("..", None),
            ("", None),
            ("2024-1-1-1", None),
            ("May 2024", None),
        ] {
            assert_eq!(told(words).as_deref(), expected, "{words}");
        }
        let span = Span::read("2024-02").unwrap();
        let day = |words: &str| words.parse::<Day>().unwrap();
        assert!(span.holds(day("2024-02-29")) && !span.holds(day("2024-03-01")));
    }
}
