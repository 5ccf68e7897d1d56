//! Dates as texts write them: 2025-02-20, 20.02.2025, "20 February 2025", «20 февраля 2025 года»,
//! 2025年2月20日.
//!
//! Must not know: which of a text's dates is the meeting's or that of the publication.

use crate::model::Day;
use crate::text::{ByteOffset, ByteRange};

/// Months by how they begin, in the languages whose names begin alike or nearly so.
#[rustfmt::skip] // Packed: a word a line would hide the table's shape.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "январ", "янв", "yanvar", "ocak", "janvier", "januar", "enero", "gennaio", "janeiro", "січн", "қаңтар", "үчтүн", "يناير"],
    &["february", "feb", "феврал", "фев", "fevral", "şubat", "février", "fevrier", "februar", "febrero", "febbraio", "fevereiro", "лютого", "лютий", "ақпан", "فبراير"],
    &["march", "mar", "март", "мар", "mart", "mars", "märz", "marzo", "março", "березн", "березень", "наурыз", "مارس"],
    &["april", "apr", "апрел", "апр", "aprel", "nisan", "avril", "abril", "aprile", "квітн", "квітень", "сәуір", "أبريل", "ابريل"],
    &["may", "май", "мая", "mayıs", "mai", "mayo", "maggio", "maio", "травн", "травень", "мамыр", "مايو"],
    &["june", "jun", "июн", "iyun", "haziran", "juin", "juni", "junio", "giugno", "junho", "червн", "червень", "маусым", "يونيو"],
    &["july", "jul", "июл", "iyul", "temmuz", "juillet", "juli", "julio", "luglio", "julho", "липн", "липень", "шілде", "يوليو"],
    &["august", "aug", "август", "авг", "avgust", "ağustos", "août", "aout", "agosto", "серпн", "серпень", "тамыз", "أغسطس", "اغسطس"],
    &["september", "sept", "sep", "сентябр", "сен", "sentyabr", "sentabr", "eylül", "septembre", "septiembre", "settembre", "setembro", "вересн", "вересень", "қыркүйек", "سبتمبر"],
    &["october", "oct", "октябр", "окт", "oktyabr", "oktabr", "ekim", "octobre", "oktober", "octubre", "ottobre", "outubro", "жовтн", "жовтень", "қазан", "أكتوبر", "اكتوبر"],
    &["november", "nov", "ноябр", "ноя", "noyabr", "kasım", "novembre", "noviembre", "novembro", "листопад", "қараша", "نوفمبر"],
    &["december", "dec", "декабр", "дек", "dekabr", "aralık", "décembre", "decembre", "dezember", "diciembre", "dicembre", "dezembro", "грудн", "грудень", "желтоқсан", "ديسمبر"],
];

/// A date and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub day: Day,
    /// Its words.
    pub range: ByteRange,
}

/// The dates of a text that have a year, in order. One that does not exist (30 February) is none.
pub fn dates(text: &str) -> Vec<Dated> {
    let tokens = tokens(text, usize::MAX);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let date = date_at(rest);
        if let Some(date) = &date
            && let Some((first, last)) = rest.first().zip(rest.get(date.tokens.saturating_sub(1)))
        {
            let range = ByteRange::spanning(ByteOffset::new(first.start), ByteOffset::new(last.end));
            found.push(Dated { day: date.day, range });
        }
        at += date.map_or(1, |date| date.tokens);
    }
    found
}

/// A number, a word, or one other character that is no white space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece<'a> {
    Number(i32, usize),
    Word(&'a str),
    Sign(char),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) piece: Piece<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
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
pub(super) fn tokens(text: &str, most: usize) -> Vec<Token<'_>> {
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

/// The month of a name in any of its forms.
fn month(word: &str) -> Option<i32> {
    let word = word.to_lowercase().replace('\u{307}', "");
    let found = MONTHS.iter().position(|names| {
        names.iter().any(|name| {
            let long = name.chars().count() > 3 && word.starts_with(name);
            // Slavic and Turkic months are declined by a few letters.
            word == *name || (long && word.chars().count() <= name.chars().count() + 5)
        })
    })?;
    i32::try_from(found + 1).ok()
}

pub(super) fn day(year: i32, month: i32, day: i32) -> Option<Day> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether only digits stand in the date, and after how many tokens it ends.
pub(super) struct Match {
    pub(super) day: Day,
    pub(super) tokens: usize,
    pub(super) numeric: bool,
}

/// The date that begins with the first of these tokens.
pub(super) fn date_at(tokens: &[Token<'_>]) -> Option<Match> {
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
            let year_word = ["жыл", "yil", "yıl"].iter().any(|year| word.to_lowercase().starts_with(year));
            if year_word { worded(day(y, month(name)?, d), 4 + skip + dash) } else { None }
        }
        // 20 February 2025, 20. Februar 2025, 20 de febrero de 2025, 1er mars 2025, 20-февраль 2025
        (Number(d, ..=2), ..) => {
            let mut index = 1;
            while let Some(
                Sign('.' | '-' | 'º') | Word("de" | "du" | "er" | "st" | "nd" | "rd" | "th" | "of"),
            ) = at(index)
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
            let more =
                matches!(at(index + 1), Some(Word("года" | "г" | "року" | "жыл" | "жылы" | "yil" | "yili")));
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
