//! The day of publication: alone on a line, before the first words, in the data about a page or file.
//!
//! Must not know: how people write dates (`dates` reads them).

use std::ops::Range;

use super::dates::{Piece, date_at, day, tokens};
use crate::model::Day;

/// Words that stand beside a date without saying anything else.
const LABELS: &[&str] = &[
    "date",
    "published",
    "updated",
    "posted",
    "publication",
    "created",
    "time",
    "on",
    "at",
    "am",
    "pm",
    "gmt",
    "utc",
    "msk",
    "дата",
    "публикации",
    "опубликовано",
    "обновлено",
    "размещено",
    "создано",
    "время",
    "мск",
    "года",
    "год",
    "г",
    "в",
    "жыл",
    "жылы",
    "жарыяланды",
    "күнү",
    "o",
    "clock",
    "public",
    "edited",
    "h",
    "uhr",
    "the",
    "of",
    "el",
    "le",
    "de",
    "publié",
    "publicado",
    "veröffentlicht",
    "tarih",
    "tarihi",
    "发布时间",
    "时间",
    "日期",
    "日",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "пн",
    "вт",
    "ср",
    "чт",
    "пт",
    "сб",
    "вс",
    "дүйшөмбү",
    "шейшемби",
    "шаршемби",
    "бейшемби",
    "жума",
    "ишемби",
    "жекшемби",
];

/// Labels that may stand before a date at the beginning of a text.
const LEADING: &[&str] = &[
    "date",
    "published",
    "posted",
    "updated",
    "дата",
    "опубликовано",
    "размещено",
    "дата публикации",
    "күнү",
];

/// Tokens that are looked at.
const MOST: usize = 60;

/// The first date in the first words of a text, and where it stands (bytes).
pub(super) fn first(text: &str) -> Option<(Range<usize>, Day)> {
    let tokens = tokens(text, MOST);
    (0..tokens.len()).find_map(|index| {
        let rest = tokens.get(index..)?;
        let found = date_at(rest)?;
        let end = rest.get(found.tokens.checked_sub(1)?)?.end;
        Some((rest.first()?.start..end, found.day))
    })
}

/// The day that a value such as 2025-02-20T10:00:00+06:00 begins with.
pub(super) fn value(text: &str) -> Option<Day> {
    if let Some((range, day)) = first(text)
        && range.start <= 12
    {
        return Some(day);
    }
    // PDF: D:20250220101500; also 20250220 alone.
    let digits: String =
        text.trim().trim_start_matches("D:").chars().take_while(char::is_ascii_digit).collect();
    if digits.len() < 8 {
        return None;
    }
    let part = |range: Range<usize>| digits.get(range)?.parse().ok();
    day(part(0..4)?, part(4..6)?, part(6..8)?)
}

/// The day of a line that says nothing but the day (and the time) of publication.
pub(super) fn only(text: &str) -> Option<Day> {
    if text.len() > 200 {
        return None;
    }
    let tokens = tokens(text, MOST);
    if tokens.len() == MOST {
        return None;
    }
    let mut found = None;
    let mut index = 0;
    while let Some(rest) = tokens.get(index..).filter(|rest| !rest.is_empty()) {
        if let Some(date) = date_at(rest) {
            found = found.or(Some(date.day));
            index += date.tokens;
            continue;
        }
        let said = match rest.first()?.piece {
            // Of a time; a bare number says something else.
            Piece::Number(value, digits) => {
                let beside = |at: usize| tokens.get(at).is_some_and(|t| t.piece == Piece::Sign(':'));
                !(digits <= 2 && value < 60 && (beside(index + 1) || beside(index.wrapping_sub(1))))
            }
            Piece::Word(word) => !LABELS.contains(&word.to_lowercase().as_str()),
            Piece::Sign(c) => {
                !matches!(c, ':' | ',' | '.' | '|' | '-' | '–' | '—' | '/' | '(' | ')' | '•' | '·')
            }
        };
        if said {
            return None;
        }
        index += 1;
    }
    found
}

/// A date that a scraper put before the first words, such as "date 2025-02-20 " or
/// "20.02.2025 10:15 ": where it ends (bytes), and the day.
pub(super) fn leading(text: &str) -> Option<(usize, Day)> {
    let start = text.trim_start();
    let lower: String = start.chars().take(24).flat_map(char::to_lowercase).collect();
    // The longest label that fits.
    let label = LEADING.iter().filter(|label| lower.starts_with(**label)).max_by_key(|label| label.len());
    let skipped: usize =
        label.map_or(0, |label| start.chars().take(label.chars().count()).map(char::len_utf8).sum());
    let after = start.get(skipped..)?;
    let after_label = after.trim_start_matches([':', ' ', '\t', '\u{A0}']);
    if label.is_some() && after_label.len() == after.len() {
        return None;
    }
    let tokens = tokens(after_label, MOST);
    let date = date_at(&tokens)?;
    if label.is_none() && !date.numeric {
        return None;
    }
    let mut used = date.tokens;
    // A time goes with it: T10:15, 10:15, 10:15:00.
    let is_time = |at: usize| {
        matches!(tokens.get(at).map(|t| t.piece), Some(Piece::Number(_, ..=2)))
            && matches!(tokens.get(at + 1).map(|t| t.piece), Some(Piece::Sign(':')))
            && matches!(tokens.get(at + 2).map(|t| t.piece), Some(Piece::Number(_, 2)))
    };
    if matches!(tokens.get(used).map(|t| t.piece), Some(Piece::Sign(',' | '|') | Piece::Word("T")))
        && is_time(used + 1)
    {
        used += 1;
    }
    if is_time(used) {
        used += 3;
        let seconds = matches!(tokens.get(used).map(|t| t.piece), Some(Piece::Sign(':')))
            && matches!(tokens.get(used + 1).map(|t| t.piece), Some(Piece::Number(_, 2)));
        used += if seconds { 2 } else { 0 };
    }
    let end = tokens.get(used.checked_sub(1)?)?.end;
    let rest = after_label.get(end..)?;
    // A date that the sentence goes on with, such as "2025-02-20 was", stays.
    let words = rest.trim_start_matches([' ', '\t', '\u{A0}', '\n', '|', '-', '–', '—', ':']);
    let begins = words.chars().find(|c| c.is_alphanumeric())?;
    if words.len() == rest.len() || begins.is_lowercase() {
        return None;
    }
    Some((text.len() - words.len(), date.day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twentieth() -> Day {
        Day::constant(2025, 2, 20)
    }

    #[test]
    fn days_are_read_in_many_forms() {
        for text in [
            "2025-02-20",
            "2025-02-20T10:00:00+06:00",
            "20 February 2025",
            "Thu, 20 Feb 2025 10:00:00 +0600",
            "February 20, 2025",
            "Feb. 20th, 2025",
            "20 февраля 2025 года",
            "20.02.2025",
            "20/02/2025",
            "02/20/2025",
            "2025年2月20日",
            "20 de febrero de 2025",
            "20. Februar 2025",
            "20 février 2025",
            "2025-жылдын 20-февралы",
            "2025 жылғы 20 ақпан",
            "20 лютого 2025 року",
            "20 Şubat 2025",
            "٢٠ فبراير ٢٠٢٥",
        ] {
            assert_eq!(first(text).map(|(_, day)| day), Some(twentieth()), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_read_as_one() {
        for text in ["02/03/2025", "30.02.2025", "20 markers 202", "1.2.3", "20 people in 2025", "", "2025"] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn values_may_be_written_without_marks() {
        assert_eq!(value("D:20250220101500+06'00'"), Some(twentieth()));
        assert_eq!(value("20250220"), Some(twentieth()));
        assert_eq!(value("2025022"), None);
    }

    #[test]
    fn a_line_may_be_a_date_and_nothing_else() {
        for text in ["20.02.2025 14:30", "Published: 20 February 2025", "Дата: 20 февраля 2025 года, 10:15"]
        {
            assert_eq!(only(text), Some(twentieth()), "{text}");
        }
        for text in ["Arvan, 20 February 2025", "On 20 February 2025 they met", "20 February 2025 17 people"]
        {
            assert_eq!(only(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_before_the_first_words_is_found() {
        for text in [
            " date 2025-02-20 The two",
            "20.02.2025 10:15 The two",
            "Published: February 20, 2025 – The two",
            "2025-02-20T10:15:00 | The two",
        ] {
            let (end, day) = leading(text).unwrap();
            assert_eq!((text.split_at(end).1, day), ("The two", twentieth()), "{text}");
        }
        for text in
            ["2025-02-20 was the day", "20 February 2025 The", "dates 2025-02-20 The", "date 2025-02-20"]
        {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
