//! Days as people write them: 2025-02-20, "20 February 2025", "February 20, 2025",
//! «20 февраля 2025 года», 20.02.2025, 2025年2月20日 and their kin.
//!
//! Must not know: where a text comes from, or which of its dates is the one of publication.

use std::ops::Range;

use crate::model::Day;

/// The beginnings of the months' names; a name may go on by a few letters (declension).
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "січ", "қаңтар", "ene", "gen", "ocak", "يناير"],
    &["feb", "фев", "лют", "ақпан", "fév", "fev", "şubat", "فبراير"],
    &["mar", "мар", "берез", "наурыз", "mär", "مارس"],
    &["apr", "апр", "квіт", "сәуір", "abr", "avr", "nisan", "أبريل"],
    &["may", "мая", "май", "травн", "мамыр", "mai", "mag", "مايو"],
    &["jun", "июн", "червн", "маусым", "juin", "giu", "haziran", "يونيو"],
    &["jul", "июл", "липн", "шілде", "juil", "lug", "temmuz", "يوليو"],
    &["aug", "авг", "серпн", "тамыз", "ago", "août", "ağustos", "أغسطس"],
    &["sep", "сен", "верес", "қыркүйек", "set", "eylül", "سبتمبر"],
    &["oct", "окт", "жовт", "қазан", "okt", "out", "ott", "ekim", "أكتوبر"],
    &["nov", "ноя", "листоп", "қараша", "kasım", "نوفمبر"],
    &["dec", "дек", "груд", "желтоқсан", "dez", "déc", "dic", "aralık", "ديسمبر"],
];

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

/// A number, a word, or one other character that is no white space.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece<'a> {
    Number(i32, usize),
    Word(&'a str),
    Sign(char),
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    piece: Piece<'a>,
    start: usize,
    end: usize,
}

/// Digits of other scripts that are used for dates as well.
fn digit(c: char) -> Option<i32> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6F0}'..='\u{6F9}' => u32::from(c) - 0x6F0,
        _ => return None,
    };
    i32::try_from(value).ok()
}

fn is_han_unit(c: char) -> bool {
    matches!(c, '年' | '月' | '日')
}

/// Takes at most `most` tokens off the beginning of a text.
fn tokens(text: &str, most: usize) -> Vec<Token<'_>> {
    let mut list = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if list.len() == most {
            break;
        }
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        let piece = if let Some(first) = digit(c) {
            let (mut value, mut digits) = (first, 1);
            while let Some((at, next)) = chars.peek().copied()
                && let Some(more) = digit(next)
            {
                value = value.saturating_mul(10).saturating_add(more);
                digits += 1;
                end = at + next.len_utf8();
                chars.next();
            }
            Piece::Number(value, digits)
        } else if c.is_alphabetic() && !is_han_unit(c) {
            while let Some((at, next)) = chars.peek().copied()
                && next.is_alphabetic()
                && !is_han_unit(next)
            {
                end = at + next.len_utf8();
                chars.next();
            }
            Piece::Word(text.get(start..end).unwrap_or_default())
        } else {
            Piece::Sign(c)
        };
        list.push(Token { piece, start, end });
    }
    list
}

fn month(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let found = MONTHS.iter().position(|names| {
        names.iter().any(|name| word.starts_with(name) && length <= name.chars().count().max(3) + 6)
    })?;
    i32::try_from(found + 1).ok()
}

fn day(year: i32, month: i32, day: i32) -> Option<Day> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether only digits stand in the date, and after how many tokens it ends.
struct Match {
    day: Day,
    tokens: usize,
    numeric: bool,
}

/// The date that begins with the first of these tokens.
fn date_at(tokens: &[Token<'_>]) -> Option<Match> {
    use Piece::{Number, Sign, Word};
    let at = |index: usize| tokens.get(index).map(|token| token.piece);
    let numeric = |day: Option<Day>, tokens: usize| day.map(|day| Match { day, tokens, numeric: true });
    let worded = |day: Option<Day>, tokens: usize| day.map(|day| Match { day, tokens, numeric: false });
    match (at(0)?, at(1)?, at(2)?) {
        // 2025-02-20, 2025/02/20, 2025.02.20
        (Number(y, 4), Sign(a @ ('-' | '/' | '.')), Number(m, ..=2)) => match (at(3)?, at(4)?) {
            (Sign(b), Number(d, ..=2)) if a == b => numeric(day(y, m, d), 5),
            _ => None,
        },
        // 20250220T… is left alone: it may be any number.
        // 20.02.2025; with strokes only where it is clear which one is the month.
        (Number(d, ..=2), Sign(a @ ('-' | '/' | '.')), Number(m, ..=2)) => match (at(3)?, at(4)?) {
            (Sign(b), Number(y, 4)) if a == b && a != '.' && d <= 12 && m > 12 => numeric(day(y, d, m), 5),
            (Sign(b), Number(y, 4)) if a == b && (a == '.' || d > 12 || d == m) => numeric(day(y, m, d), 5),
            _ => None,
        },
        // 2025年2月20日
        (Number(y, 4), Sign('年'), Number(m, ..=2)) => match (at(3)?, at(4)?, at(5)) {
            (Sign('月'), Number(d, ..=2), Some(Sign('日'))) => numeric(day(y, m, d), 6),
            (Sign('月'), Number(d, ..=2), _) => numeric(day(y, m, d), 5),
            _ => None,
        },
        // 2025-жылдын 20-февралы, 2025 жылғы 20 ақпан
        (Number(y, 4), ..) => {
            let skip = usize::from(at(1)? == Sign('-'));
            let (Word(word), Number(d, ..=2)) = (at(1 + skip)?, at(2 + skip)?) else { return None };
            let dash = usize::from(at(3 + skip)? == Sign('-'));
            let Word(name) = at(3 + skip + dash)? else { return None };
            let year_word = word.to_lowercase().starts_with("жыл");
            if year_word { worded(day(y, month(name)?, d), 4 + skip + dash) } else { None }
        }
        // 20 February 2025, 20. Februar 2025, 20 de febrero de 2025, 1er mars 2025, 20-февраль 2025
        (Number(d, ..=2), ..) => {
            let mut index = 1;
            while let Some(Sign('.' | '-' | 'º') | Word("de" | "er" | "st" | "nd" | "rd" | "th" | "of")) =
                at(index)
            {
                index += 1;
            }
            let Some(Word(name)) = at(index) else { return None };
            let month = month(name)?;
            index += 1;
            while let Some(Sign('.' | ',' | '-') | Word("de" | "del")) = at(index) {
                index += 1;
            }
            let Number(y, 4) = at(index)? else { return None };
            // «года» belongs to the date.
            let more = matches!(at(index + 1), Some(Word("года" | "г" | "року" | "жыл")));
            worded(day(y, month, d), index + 1 + usize::from(more))
        }
        // February 20, 2025
        (Word(name), ..) => {
            let month = month(name)?;
            let dot = usize::from(at(1)? == Sign('.'));
            let Number(d, ..=2) = at(1 + dot)? else { return None };
            let mut index = 2 + dot;
            while let Some(Sign(',') | Word("st" | "nd" | "rd" | "th")) = at(index) {
                index += 1;
            }
            let Number(y, 4) = at(index)? else { return None };
            worded(day(y, month, d), index + 1)
        }
        _ => None,
    }
}

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
