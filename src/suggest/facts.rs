//! Names, numbers and dates in a text, in a form in which two texts can be compared.
//!
//! Must not know: which of them matter.

use super::reading::Reading;
use super::units::{is_known, skeleton};
use crate::model::Day;
use crate::text::ByteRange;

/// What a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The name of a person, a place, an institution.
    Name,
    /// A number that is no date.
    Number,
    /// A day or a month.
    Date,
}

/// A fact where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) fact: Fact,
    /// What two texts are compared by; of a name of several words each.
    pub(super) keys: Vec<String>,
    /// Where it stands, in bytes.
    pub(super) range: ByteRange,
}

/// The beginnings of the months' names in languages of the lists, folded.
#[rustfmt::skip] // Packed: a line a month.
const MONTHS: [&[&str]; 12] = [
    &["januar", "janvier", "enero", "январ", "qantar", "yanvar", "ocak", "қантар", "январ"],
    &["februar", "fevrier", "febrero", "феврал", "fevral", "subat", "акпан", "ақпан"],
    &["march", "mars", "marzo", "март", "mart", "наурыз"],
    &["april", "avril", "abril", "апрел", "aprel", "nisan", "сауір", "сәуір"],
    &["may", "mai", "mayo", "май", "мая", "мае", "mayis", "мамыр"],
    &["june", "juin", "junio", "июн", "iyun", "haziran", "маусым"],
    &["july", "juillet", "julio", "июл", "iyul", "temmuz", "шілде"],
    &["august", "aout", "agosto", "август", "avgust", "agustos", "тамыз"],
    &["septem", "septiembre", "сентябр", "sentabr", "sentyabr", "eylul", "қыркүйек"],
    &["octob", "octubre", "октябр", "oktabr", "oktyabr", "ekim", "қазан"],
    &["novem", "noviembre", "ноябр", "noyabr", "kasim", "қараша"],
    &["decem", "diciembre", "декабр", "dekabr", "aralik", "желтоқсан"],
];

/// Short names of months are taken only as they are written here.
const WHOLE: [&str; 9] = ["may", "mai", "mayo", "май", "мая", "мае", "mars", "mart", "march"];

/// The month of a folded word, from 1.
fn month(word: &str) -> Option<usize> {
    let is = |name: &&str| if WHOLE.contains(name) { word == *name } else { word.starts_with(*name) };
    MONTHS.iter().position(|names| names.iter().any(is)).map(|month| month + 1)
}

/// Letters that a name must have.
const NAME: usize = 4;

/// All facts of a text, in order. `known` are names that occur everywhere, `day` the meeting's own,
/// which is no news in an account of it.
pub(super) fn facts(reading: &Reading, known: &[String], day: Option<Day>) -> Vec<Stated> {
    let words = &reading.words;
    let number = |at: usize| words.at(at).parse::<u64>().ok().filter(|_| words.at(at).len() < 12);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.all.get(at) {
        let joined = words.all.get(at + 1).is_some_and(|next| !next.stopped);
        if let Some(one) = number(at) {
            if joined && let Some(month) = month(words.at(at + 1)).filter(|_| one > 0 && one < 32) {
                push_date(&mut found, one, month, day, words.range(at, at + 2));
                at += 2;
                continue;
            }
            let of_meeting = day.is_some_and(|day| u64::try_from(day.year()).is_ok_and(|year| year == one));
            if !of_meeting {
                found.push(Stated { fact: Fact::Number, keys: vec![one.to_string()], range: word.range });
            }
        } else if let Some(month) = month(words.at(at)).filter(|_| word.large || !words.at(at).is_ascii()) {
            match number(at + 1).filter(|one| joined && *one > 0 && *one < 32) {
                Some(one) => {
                    push_date(&mut found, one, month, day, words.range(at, at + 2));
                    at += 1;
                }
                None => {
                    found.push(Stated { fact: Fact::Date, keys: vec![month.to_string()], range: word.range })
                }
            }
        } else if is_name(reading, at) {
            let spelled = words.spelling(word);
            let key = skeleton(spelled);
            if key.len() > 1 && !is_known(&key, known) {
                let before = at.checked_sub(1).and_then(|before| words.all.get(before));
                match found.last_mut().filter(|last: &&mut Stated| {
                    last.fact == Fact::Name
                        && before.is_some_and(|before| before.range.end() == last.range.end())
                }) {
                    Some(last) => {
                        last.keys.push(key);
                        last.range = last.range.cover(word.range);
                    }
                    None => found.push(Stated { fact: Fact::Name, keys: vec![key], range: word.range }),
                }
            }
        }
        at += 1;
    }
    found
}

fn push_date(found: &mut Vec<Stated>, one: u64, month: usize, day: Option<Day>, range: ByteRange) {
    let own =
        day.is_some_and(|day| i64::from(day.day()) == one as i64 && i64::from(day.month()) == month as i64);
    if !own {
        found.push(Stated { fact: Fact::Date, keys: vec![format!("{one}.{month}")], range });
    }
}

/// Whether a word is written large within a sentence, and not as a form of address or an office.
fn is_name(reading: &Reading, at: usize) -> bool {
    let Some(word) = reading.words.all.get(at) else { return false };
    let spelled = reading.words.spelling(word);
    word.large && !word.stopped && spelled.chars().nth(NAME - 1).is_some() && !reading.is_term(at)
}

#[cfg(test)]
mod tests {
    use super::super::Lists;
    use super::*;
    use crate::model::testing::Sample;

    fn check(text: &str, expected: &[&str]) {
        let sample = Sample::new(&[(0, text)], &[]);
        let statement = &sample.meeting().statements()[0];
        let reading = Reading::words_of(statement, Lists::built_in());
        let day = Some("2025-02-20".parse().unwrap());
        let found: Vec<String> = facts(&reading, &["vldmrk".to_owned()], day)
            .iter()
            .map(|stated| format!("{:?} {}", stated.fact, stated.keys.join(" ")))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_numbers_and_dates_are_told_apart() {
        check("On 20 February 2025 we met Veldmarkian guests in Torrin.", &["Name trn"]);
        check("Until 1 June, or June 2, some 180 crews may fish.", &["Date 1.6", "Date 2.6", "Number 180"]);
        check("By March they march on.", &["Date 3"]);
        check("They saw Upper Lessa, and Lake Onnar.", &["Name apr ls", "Name anr"]);
        check("Nothing here.", &[]);
    }
}
