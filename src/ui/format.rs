//! Words and numbers for people: dates, sources, counts.
//!
//! Must not know: widgets.

use crate::model::{Day, Moment, Statement};

/// "20 Feb 2025".
pub(super) fn day(day: Day) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = usize::try_from(day.month() - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"");
    format!("{} {month} {}", day.day(), day.year())
}

/// "20 Feb 2025, 14:05 UTC".
pub(super) fn moment(moment: Moment) -> String {
    let at = moment.to_zoned(jiff::tz::TimeZone::UTC);
    format!("{}, {:02}:{:02} UTC", day(at.date()), at.hour(), at.minute())
}

/// Publisher, kind, date, language of a statement, those that are known.
pub(super) fn source_line(statement: &Statement) -> String {
    let source = &statement.details().source;
    let mut parts = Vec::new();
    if !source.publisher.is_empty() {
        parts.push(source.publisher.clone());
    }
    parts.push(source.kind.label().to_owned());
    parts.extend(source.published.map(day));
    if !statement.details().language.is_empty() {
        parts.push(statement.details().language.clone());
    }
    if source.completeness != crate::model::Completeness::Full {
        parts.push(source.completeness.label().to_owned());
    }
    parts.join(" · ")
}

/// How many words a text has, counted between white space; signs alone are none.
///
/// A millisecond for a megabyte: once a word has a letter, only its end is looked for.
pub(super) fn word_count(text: &str) -> usize {
    let mut words = 0;
    let mut counted = false;
    for letter in text.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | 'а'..='я' | 'А'..='Я' => {
                words += usize::from(!counted);
                counted = true;
            }
            ' ' | '\n' => counted = false,
            other if other.is_whitespace() => counted = false,
            other if !counted && other.is_alphanumeric() => {
                words += 1;
                counted = true;
            }
            _ => {}
        }
    }
    words
}

/// 12,345.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1 passage", "2 passages".
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {one}s", thousands(number)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_read_well() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(1234567), "1,234,567");
        assert_eq!(count(1, "word"), "1 word");
        assert_eq!(count(2100, "word"), "2,100 words");
        assert_eq!(day(jiff::civil::date(2025, 2, 20)), "20 Feb 2025");
        assert_eq!(moment("2025-02-20T09:05:00Z".parse().unwrap()), "20 Feb 2025, 09:05 UTC");
        for text in ["Two sides – said №5.", "", " — ", "ёлка\u{a0}и\u{2009}Ё", "a-b c’d\n\n«Да», 中文"]
        {
            let plain = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
            assert_eq!(word_count(text), plain.count(), "{text}");
        }
    }
}
