//! Labels such as C1: short names for passages that are never given to another passage.
//!
//! Must not know: passages or tags; it only counts.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A passage's short name within its meeting: its tag's letters and a number from 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label {
    letters: String,
    number: u32,
}

impl Label {
    /// `letters` must be one or two upper-case letters, `number` at least 1.
    pub fn new(letters: &str, number: u32) -> Option<Self> {
        let count = letters.chars().count();
        let fits = (1..=2).contains(&count) && letters.chars().all(char::is_uppercase);
        (fits && number > 0).then(|| Self { letters: letters.to_owned(), number })
    }

    /// The letters.
    pub fn letters(&self) -> &str {
        &self.letters
    }

    /// The number.
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// C2 stands before C10.
impl Ord for Label {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.letters.cmp(&other.letters).then(self.number.cmp(&other.number))
    }
}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letters, self.number)
    }
}

impl FromStr for Label {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || format!("«{text}» is not a label: letters and a number such as C1 are expected");
        let digits = text.find(|c: char| c.is_ascii_digit()).ok_or_else(refuse)?;
        let (letters, number) = text.split_at_checked(digits).ok_or_else(refuse)?;
        if number.starts_with('0') {
            return Err(refuse());
        }
        number.parse().ok().and_then(|number| Self::new(letters, number)).ok_or_else(refuse)
    }
}

/// The last number given out for each letter in one meeting, deleted passages included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelCounters(BTreeMap<String, u32>);

impl LabelCounters {
    /// The last number given out for these letters; 0 where none was.
    pub fn last(&self, letters: &str) -> u32 {
        self.0.get(letters).copied().unwrap_or(0)
    }

    /// The label that the next passage with these letters gets.
    pub fn next(&self, letters: &str) -> Option<Label> {
        Label::new(letters, self.last(letters).checked_add(1)?)
    }

    /// Sets the last number; 0 forgets the letters.
    pub(crate) fn set(&mut self, letters: &str, last: u32) {
        if last == 0 {
            self.0.remove(letters);
        } else {
            self.0.insert(letters.to_owned(), last);
        }
    }

    /// Letters and last numbers, by letters.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.0.iter().map(|(letters, last)| (letters.as_str(), *last))
    }
}

impl FromIterator<(String, u32)> for LabelCounters {
    fn from_iter<I: IntoIterator<Item = (String, u32)>>(counters: I) -> Self {
        Self(counters.into_iter().filter(|(_, last)| *last > 0).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_back_and_sort_by_number() {
        for text in ["C1", "R12", "NS3", "Б2"] {
            assert_eq!(text.parse::<Label>().map(|l| l.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "C", "1", "c1", "C0", "C01", "ABC1", "C1x", "C-1", "C99999999999"] {
            assert!(text.parse::<Label>().is_err(), "{text}");
        }
        let mut labels: Vec<Label> = ["C10", "C2", "A3"].iter().filter_map(|t| t.parse().ok()).collect();
        labels.sort();
        let sorted: Vec<String> = labels.iter().map(ToString::to_string).collect();
        assert_eq!(sorted, ["A3", "C2", "C10"]);
    }
}
