//! Dates as texts write them: 2025-02-20, 20.02.2025, "20 February 2025", «20 февраля 2025 года»,
//! 2025年2月20日.
//!
//! Must not know: which of a text's dates is the meeting's.

use crate::model::Day;
use crate::text::{ByteOffset, ByteRange};

/// Months by how they begin, in the languages whose names begin alike or nearly so.
#[rustfmt::skip] // Packed: a word a line would hide the table's shape.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "январ", "yanvar", "ocak", "janvier", "enero", "қаңтар", "үчтүн", "يناير"],
    &["february", "feb", "феврал", "fevral", "şubat", "février", "fevrier", "febrero", "ақпан", "فبراير"],
    &["march", "mar", "март", "mart", "mars", "marzo", "наурыз", "مارس"],
    &["april", "apr", "апрел", "aprel", "nisan", "avril", "abril", "сәуір", "أبريل", "ابريل"],
    &["may", "май", "мая", "mayıs", "mai", "mayo", "мамыр", "مايو"],
    &["june", "jun", "июн", "iyun", "haziran", "juin", "junio", "маусым", "يونيو"],
    &["july", "jul", "июл", "iyul", "temmuz", "juillet", "julio", "шілде", "يوليو"],
    &["august", "aug", "август", "avgust", "ağustos", "août", "aout", "agosto", "тамыз", "أغسطس", "اغسطس"],
    &["september", "sept", "sep", "сентябр", "sentyabr", "sentabr", "eylül", "septembre", "septiembre", "қыркүйек", "سبتمبر"],
    &["october", "oct", "октябр", "oktyabr", "oktabr", "ekim", "octobre", "octubre", "қазан", "أكتوبر", "اكتوبر"],
    &["november", "nov", "ноябр", "noyabr", "kasım", "novembre", "noviembre", "қараша", "نوفمبر"],
    &["december", "dec", "декабр", "dekabr", "aralık", "décembre", "decembre", "diciembre", "желтоқсан", "ديسمبر"],
];

/// A date and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub day: Day,
    /// Its words.
    pub range: ByteRange,
}

/// A number, a word or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number(u32),
    Word,
    Mark(char),
}

#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    kind: Kind,
    text: &'a str,
    start: usize,
}

/// The dates of a text that have a year, in order. One that does not exist (30 February) is none.
pub fn dates(text: &str) -> Vec<Dated> {
    let parts = parts(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = parts.get(at..).filter(|rest| !rest.is_empty()) {
        match date(rest) {
            Some((day, used)) => {
                let last = rest.get(used - 1).or(rest.first());
                let start = rest.first().map_or(0, |part| part.start);
                let end = last.map_or(start, |part| part.start + part.text.len());
                let range = ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(end));
                found.push(Dated { day, range });
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// Numbers, words and marks, without white space.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let start = text.len() - rest.len();
        let same = |other: char| {
            if c.is_ascii_digit() {
                other.is_ascii_digit()
            } else {
                is_word(other) && !other.is_ascii_digit()
            }
        };
        let len =
            if is_word(c) { rest.find(|other| !same(other)).unwrap_or(rest.len()) } else { c.len_utf8() };
        let (piece, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
        rest = after;
        if c.is_whitespace() {
            continue;
        }
        let kind = match c {
            '0'..='9' => Kind::Number(piece.parse().unwrap_or(u32::MAX)),
            // Chinese dates have no white space: each character is a word.
            _ if is_word(c) => Kind::Word,
            _ => Kind::Mark(c),
        };
        found.push(Part { kind, text: piece, start });
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '年' | '月' | '日' | '号')
}

/// A date that starts with the first part, and how many parts it takes.
fn date(parts: &[Part<'_>]) -> Option<(Day, usize)> {
    let number = |index: usize| match parts.get(index)?.kind {
        Kind::Number(number) => Some(number),
        _ => None,
    };
    let mark = |index: usize| match parts.get(index)?.kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    };
    let word = |index: usize| parts.get(index).filter(|part| part.kind == Kind::Word).map(|part| part.text);
    let touching = |index: usize| {
        let (one, next) = (parts.get(index), parts.get(index + 1));
        one.zip(next).is_some_and(|(one, next)| one.start + one.text.len() == next.start)
    };
    if let (Some(first), Some(separator)) = (number(0), mark(1)) {
        // 2025-02-20, 2025年2月20日; 20.02.2025, 20/02/2025.
        if let (Some(second), Some(again), Some(third)) = (number(2), mark(3), number(4)) {
            let same = separator == again && matches!(separator, '-' | '.' | '/') && (0..4).all(touching);
            if same && is_year(first) {
                return Some((day(first, second, third)?, 5));
            }
            if same && is_year(third) {
                // With the month first only where nothing else is possible: 02/20/2025.
                let usual = day(third, second, first);
                return Some((usual.or_else(|| day(third, first, second))?, 5));
            }
            if separator == '年' && again == '月' && is_year(first) {
                let used = if matches!(mark(5), Some('日' | '号')) { 6 } else { 5 };
                return Some((day(first, second, third)?, used));
            }
        }
    }
    if let (Some(first), Some(name)) = (number(0), word(1)) {
        // «2025-жылдын 20-февралы», "2025 yil 20 fevral".
        if is_year(first) {
            let at = (1..6).find(|index| number(*index).is_some())?;
            let next = if mark(at + 1) == Some('-') { at + 2 } else { at + 1 };
            return Some((day(first, month(word(next)?)?, number(at)?)?, next + 1));
        }
        // "20th of February, 2025", «20 февраля 2025 года», "20 de febrero de 2025".
        let mut next = 1;
        let small = ["st", "nd", "rd", "th", "er", "of", "de", "du"];
        while word(next).is_some_and(|word| small.contains(&word.to_lowercase().as_str())) && next < 3 {
            next += 1;
        }
        if let Some(month) = month(word(next).unwrap_or(name)) {
            let mut year = next + 1;
            while (mark(year) == Some(',') || word(year).is_some_and(|word| ["de", "del"].contains(&word)))
                && year < next + 3
            {
                year += 1;
            }
            let value = number(year).filter(|year| is_year(*year))?;
            let years = ["года", "г", "жылы", "жыл", "yil", "yili"];
            let named = word(year + 1).is_some_and(|word| years.contains(&word));
            return Some((day(value, month, first)?, year + 1 + usize::from(named)));
        }
    }
    if let (Some(first), Some('-')) = (number(0), mark(1)) {
        // «20-февраль, 2025», «2025-жылдын 20-февралы».
        if is_year(first) && word(2).is_some() {
            let value = number(3)?;
            let next = if mark(4) == Some('-') { 5 } else { 4 };
            return Some((day(first, month(word(next)?)?, value)?, next + 1));
        }
        if let Some(month) = word(2).and_then(month) {
            let year = if mark(3) == Some(',') { 4 } else { 3 };
            return Some((day(number(year).filter(|year| is_year(*year))?, month, first)?, year + 1));
        }
    }
    // "February 20, 2025", "February 20th 2025".
    let month = month(word(0)?)?;
    let value = number(1)?;
    let mut year = 2;
    while (mark(year) == Some(',') || word(year).is_some_and(|word| ["st", "nd", "rd", "th"].contains(&word)))
        && year < 4
    {
        year += 1;
    }
    Some((day(number(year).filter(|year| is_year(*year))?, month, value)?, year + 1))
}

fn is_year(number: u32) -> bool {
    (1900..2100).contains(&number)
}

/// The month of a name in any of its forms.
fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase().replace('\u{307}', "");
    let index = MONTHS.iter().position(|names| {
        names.iter().any(|name| {
            let long = name.chars().count() > 3 && word.starts_with(name);
            // Slavic and Turkic months are declined by a few letters.
            word == *name || (long && word.chars().count() <= name.chars().count() + 4)
        })
    })?;
    u32::try_from(index + 1).ok()
}

fn day(year: u32, month: u32, day: u32) -> Option<Day> {
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_writing() {
        for text in [
            "2025-02-20",
            "20.02.2025",
            "20/02/2025",
            "02/20/2025",
            "20 February 2025",
            "20th of February, 2025",
            "February 20, 2025",
            "Feb 20th 2025",
            "20 февраля 2025 года",
            "20 февраля 2025",
            "2025-жылдын 20-февралы",
            "2025-жылдын 20-февралында",
            "20-февраль, 2025",
            "2025 жылғы 20 ақпан",
            "20 Şubat 2025",
            "2025 yil 20 fevral",
            "20 février 2025",
            "20 de febrero de 2025",
            "2025年2月20日",
            "20 فبراير 2025",
        ] {
            let found = dates(&format!("On {text}; it"));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].day.to_string(), "2025-02-20", "{text}");
            assert_eq!(found[0].range.slice(&format!("On {text}; it")), Some(text));
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "30 February 2025",
            "20 February",
            "1.2.3",
            "2025",
            "May I",
            "5 may 12",
            "section 20.02",
            "2025年",
        ] {
            assert_eq!(dates(text), [], "{text}");
        }
    }
}
