//! Those who took part in a meeting, with their offices, as a report introduces them:
//! "the Ambassador of Russia to Kyrgyzstan, N. N.", «министр N. N.», "N. N., the ambassador of…".
//!
//! Must not know: what they said.

use crate::analysis::voice::{Names, Office, offices};
use crate::text::{ByteOffset, ByteRange};

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedPerson {
    /// Name; empty where the report gives the office alone.
    pub name: String,
    /// Office, as the report words it.
    pub office: String,
    /// The side, where it is known.
    pub side: Option<usize>,
    /// Where name and office stand.
    pub range: ByteRange,
}

/// Paragraphs in which people are introduced.
const FIRST_PARAGRAPHS: usize = 3;

/// Bytes before an office in which a name is looked for.
const LONGEST_NAME: usize = 160;

/// Offices that are looked at; a meeting has fewer.
const MOST_OFFICES: usize = 40;

/// Those who took part, as the first paragraphs introduce them.
pub(super) fn people(
    text: &str,
    paragraphs: &[ByteRange],
    language: &str,
    names: &Names,
) -> Vec<ProposedPerson> {
    let end = paragraphs.get(FIRST_PARAGRAPHS - 1).or(paragraphs.last()).map_or(0, |last| last.end().get());
    let start = paragraphs.first().map_or(0, |first| first.start().get());
    let found: Vec<Office> = offices(text, language, names)
        .into_iter()
        .filter(|office| {
            office.person && start <= office.range.start().get() && office.range.end().get() <= end
        })
        .take(MOST_OFFICES)
        .collect();
    let mut people: Vec<ProposedPerson> = Vec::new();
    for office in &found {
        let named = name_after(text, office.range.end().get(), language)
            .or_else(|| name_before(text, office.range.start().get(), language));
        let Some(words) = office.range.slice(text) else { continue };
        let range = named.map_or(office.range, |name| name.cover(office.range));
        let name = named.and_then(|name| name.slice(text)).unwrap_or_default().to_owned();
        people.push(ProposedPerson { name, office: words.to_owned(), side: office.side, range });
    }
    keep_once(people)
}

/// Without those who were named before, and offices alone where a name of their side is known.
fn keep_once(people: Vec<ProposedPerson>) -> Vec<ProposedPerson> {
    let mut kept: Vec<ProposedPerson> = Vec::new();
    let named: Vec<Option<usize>> =
        people.iter().filter(|person| !person.name.is_empty()).map(|person| person.side).collect();
    for person in people {
        let again = if person.name.is_empty() {
            named.contains(&person.side)
                || person.side.is_none()
                || kept.iter().any(|other| other.side == person.side)
        } else {
            kept.iter().any(|other| other.name == person.name)
        };
        if !again {
            kept.push(person);
        }
    }
    kept
}

/// A name right after the office: up to four words with large letters, after a comma or a space.
fn name_after(text: &str, at: usize, language: &str) -> Option<ByteRange> {
    let rest = text.get(at..)?;
    let trimmed = rest.trim_start_matches([' ', ',', '\u{a0}']);
    let start = at + rest.len() - trimmed.len();
    name_at(text, start, language)
}

/// A name right before the office: "N. N., the ambassador of…".
fn name_before(text: &str, at: usize, language: &str) -> Option<ByteRange> {
    let near = text.floor_char_boundary(at.saturating_sub(LONGEST_NAME));
    let before = text.get(..at)?;
    let opens = |c: char| matches!(c, '\n' | ';' | ':' | '«' | '“' | '(');
    let start = before
        .get(near..)?
        .char_indices()
        .rev()
        .find(|(_, c)| opens(*c))
        .map_or(near, |(place, c)| near + place + c.len_utf8());
    let head = before.get(start..)?.trim_end();
    let articles = ["the", "The", "le", "la", "el", "l’", "l'"];
    let bare = articles.iter().find_map(|the| head.strip_suffix(the)).unwrap_or(head).trim_end();
    let bare = bare.strip_suffix(',')?;
    let end = start + bare.len();
    let mut place = start;
    for word in bare.split_inclusive(' ') {
        let name = name_at(text, place, language).filter(|name| name.end().get() == end);
        if name.is_some() {
            return name;
        }
        place += word.len();
    }
    None
}

/// Two to four words that may be a name, at a place. Chinese names have no spaces and are left
/// to the reviewer.
fn name_at(text: &str, start: usize, language: &str) -> Option<ByteRange> {
    let rest = text.get(start..)?;
    let mut end = 0;
    let mut words = 0;
    let mut at = 0;
    while words < 4 {
        let tail = rest.get(at..)?;
        let len = tail
            .find(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | 'ʻ' | '.')))
            .unwrap_or(tail.len());
        let word = tail.get(..len)?;
        let letters = word.trim_end_matches('.');
        let initial = word.ends_with('.') && letters.split('.').all(|part| part.chars().count() <= 2);
        if !is_name_word(letters, language) {
            break;
        }
        words += 1;
        let stops = word.ends_with('.') && !initial;
        at += if stops { letters.len() } else { len };
        end = at;
        if stops {
            break;
        }
        let space = rest.get(at..)?;
        let Some(after) = space.strip_prefix([' ', '\u{a0}']) else {
            if initial && space.starts_with(char::is_uppercase) {
                continue;
            }
            break;
        };
        at += space.len() - after.len();
    }
    let plain = rest.get(..end)?;
    (words >= 2).then(|| ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(start + plain.len())))
}

/// Whether a word may be part of a name: it starts large and goes on small.
fn is_name_word(word: &str, language: &str) -> bool {
    let mut chars = word.chars();
    let large = chars.next().is_some_and(char::is_uppercase);
    let shouted = word.chars().count() > 2 && !word.chars().any(char::is_lowercase);
    let office = !offices(&format!("{word} "), language, &Names::new()).is_empty();
    large && !shouted && !office && !country_word(word)
}

fn country_word(word: &str) -> bool {
    crate::analysis::voice::country(word, "en").is_some()
}
