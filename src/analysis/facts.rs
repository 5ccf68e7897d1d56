//! Names, numbers and dates in a text, in a form in which two texts can be compared.
//!
//! Must not know: which of them matter.

use crate::model::{Day, Dossier, Meeting};
use crate::text::{ByteRange, Words};

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
pub(crate) struct Stated {
    pub(crate) fact: Fact,
    /// What two texts are compared by; of a name of several words each.
    pub(crate) keys: Vec<String>,
    /// Where it stands, in bytes.
    pub(crate) range: ByteRange,
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

/// All facts of a text, in order. `is_term` tells of a word, by its index, that it belongs to what is
/// no name though it may be written large, such as an office; `known` are names that occur everywhere,
/// `day` the meeting's own, which is no news in an account of it.
pub(crate) fn facts(
    words: &Words,
    is_term: impl Fn(usize) -> bool,
    known: &[String],
    day: Option<Day>,
) -> Vec<Stated> {
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
        } else if is_name(words, at) && !is_term(at) {
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

/// Whether a word is written large within a sentence.
fn is_name(words: &Words, at: usize) -> bool {
    let Some(word) = words.all.get(at) else { return false };
    word.large && !word.stopped && words.spelling(word).chars().nth(NAME - 1).is_some()
}

/// Names that occur everywhere and so separate nothing: sides and people.
pub(crate) fn everybody(dossier: &Dossier, meeting: &Meeting) -> Vec<String> {
    let parties = dossier.parties().iter();
    let names = parties.flat_map(|party| std::iter::once(&party.name).chain(&party.aliases));
    let people = meeting.details().participants.iter().flat_map(|one| [&one.name, &one.office]);
    let words = names.chain(people).flat_map(|name| Words::new(name, true).spelled);
    words.map(|word| skeleton(&word)).collect()
}

/// Whether a name, or what it is made from ("Tarsovan" from Tarsova), occurs everywhere.
pub(crate) fn is_known(name: &str, known: &[String]) -> bool {
    let from = |known: &String| name == known || (known.len() > 3 && name.starts_with(known.as_str()));
    name.len() > 1 && known.iter().any(from)
}

/// A name by its consonants, in Latin letters: Вакунов and Vakunov are "vknv". A vowel that it begins
/// with stands as "a", whichever it is.
pub(crate) fn skeleton(name: &str) -> String {
    let mut found = String::new();
    if name.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ө', 'ү'])
    {
        found.push('a');
    }
    for c in name.chars() {
        let latin = match c {
            'б' => "b",
            'в' | 'w' => "v",
            'г' | 'ғ' => "g",
            'д' => "d",
            'ж' => "zh",
            'з' => "z",
            'к' | 'қ' | 'c' | 'q' => "k",
            'л' => "l",
            'м' => "m",
            'н' | 'ң' => "n",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'ф' => "f",
            'х' | 'һ' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' | 'щ' => "sh",
            'x' => "ks",
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => "",
            other if other.is_ascii_alphanumeric() => {
                push_once(&mut found, other);
                continue;
            }
            _ => "",
        };
        latin.chars().for_each(|c| push_once(&mut found, c));
    }
    found
}

fn push_once(found: &mut String, c: char) {
    if !found.ends_with(c) {
        found.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = Words::new(text, true);
        let is_term = |at: usize| ["minister", "lake"].contains(&words.at(at));
        let day = Some("2025-02-20".parse().unwrap());
        let found: Vec<String> = facts(&words, is_term, &["vldmrk".to_owned()], day)
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
        check("The Minister and Ostrov came. Nothing here.", &["Name astrv"]);
    }

    #[test]
    fn a_name_is_the_same_in_either_alphabet() {
        for (latin, cyrillic) in [
            ("vakunov", "вакунов"),
            ("imangaziev", "имангазиев"),
            ("erdogan", "эрдоган"),
            ("torrin", "торрин"),
        ] {
            assert_eq!(skeleton(latin), skeleton(cyrillic));
        }
        assert_ne!(skeleton("putin"), skeleton("путей"));
    }
}
