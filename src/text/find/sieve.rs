//! Where in a text that nobody folded a folded letter may stand: a few bytes, one of which every
//! spelling of the letter has, looked for many at a time.
//! It must not know the words around the letter, nor whether they fit.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::quality::RandomState;
use memchr::{Memchr, Memchr2, Memchr3};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

use super::letters::push;

/// Bytes that one pass over a text looks for.
const AT_ONCE: usize = 3;

/// What a pass over the text costs beside what it finds, in the unit of [`commonness`].
const PASS: u32 = 12;

/// Where characters are that are compared as something else than themselves.
const CHANGED: [(u32, u32); 13] = [
    (0, 0x3100),
    (0xA640, 0xA800),
    (0xAB30, 0xABC0),
    (0xF900, 0x1_0000),
    (0x1_0400, 0x1_0600),
    (0x1_0C80, 0x1_0D90),
    (0x1_1000, 0x1_1A00),
    (0x1_6100, 0x1_6130),
    (0x1_6D60, 0x1_6D70),
    (0x1_6E40, 0x1_6F00),
    (0x1_D100, 0x1_D200),
    (0x1_E900, 0x1_E980),
    (0x2_F800, 0x2_FA20),
];

/// The characters that are compared as a character, or as several with it among them; the
/// character itself is not listed.
static SPELLINGS: LazyLock<HashMap<char, Vec<char>, RandomState>> = LazyLock::new(|| {
    let mut spellings: HashMap<char, Vec<char>, RandomState> = HashMap::default();
    let mut folded = String::new();
    for c in CHANGED.iter().flat_map(|(from, to)| *from..*to).filter_map(char::from_u32) {
        folded.clear();
        let mut is_whole = true;
        decompose_canonical(c, |part| is_whole &= part == c);
        if is_whole {
            push(c, &mut folded);
        } else {
            // Some are but other names of another character, such as the Greek question mark.
            std::iter::once(c).nfc().for_each(|c| push(c, &mut folded));
        }
        for letter in folded.chars().filter(|letter| *letter != c && *letter != ' ') {
            let known = spellings.entry(letter).or_default();
            if known.last() != Some(&c) {
                known.push(c);
            }
        }
    }
    spellings
});

/// Finds the places where one folded character may stand.
#[derive(Clone, Debug)]
pub(super) struct Sieve {
    spellings: Vec<char>,
    bytes: Vec<u8>,
    cost: u32,
}

impl Sieve {
    /// The sieve for a character as it stands in a folded text.
    pub(super) fn new(letter: char) -> Self {
        let spellings = spellings(letter);
        // Of a character of several bytes the first or the last one is looked for, whichever costs
        // less; those of two bytes and the longer ones each in their own way.
        let ways = [(true, true), (true, false), (false, true), (false, false)];
        let tried = ways.map(|(two, more)| {
            let mut bytes: Vec<u8> = spellings.iter().map(|c| byte(*c, two, more)).collect();
            bytes.sort_unstable();
            bytes.dedup();
            let passes = u32::try_from(bytes.len().div_ceil(AT_ONCE)).unwrap_or(u32::MAX);
            let cost = bytes.iter().map(|byte| commonness(*byte)).sum::<u32>() + passes.saturating_mul(PASS);
            (cost, bytes)
        });
        let (cost, bytes) = tried.into_iter().min().unwrap_or_default();
        Self { spellings, bytes, cost }
    }

    /// About how much work it makes: how often its bytes stand in a usual text.
    pub(super) const fn cost(&self) -> u32 {
        self.cost
    }

    /// Whether a character may be compared as the sieve's.
    pub(super) fn passes(&self, c: char) -> bool {
        self.spellings.contains(&c)
    }

    /// The bytes to look at, in order; not all of them belong to the character.
    pub(super) fn places<'t>(&'t self, text: &'t [u8]) -> Places<'t> {
        let scan = |bytes: &[u8]| match bytes {
            [a] => Scan::One(memchr::memchr_iter(*a, text)),
            [a, b] => Scan::Two(memchr::memchr2_iter(*a, *b, text)),
            [a, b, c, ..] => Scan::Three(memchr::memchr3_iter(*a, *b, *c, text)),
            [] => Scan::None,
        };
        if let Some(bytes) = self.bytes.get(..AT_ONCE.min(self.bytes.len()))
            && bytes.len() == self.bytes.len()
        {
            return Places::Plain(scan(bytes));
        }
        let scans = self.bytes.chunks(AT_ONCE).map(|bytes| {
            let mut scan = scan(bytes);
            (scan.next(), scan)
        });
        Places::Merged(scans.collect())
    }
}

/// See [`Sieve::places`].
pub(super) enum Places<'t> {
    Plain(Scan<'t>),
    /// Each with the place it comes to next.
    Merged(Vec<(Option<usize>, Scan<'t>)>),
}

/// One pass over a text.
pub(super) enum Scan<'t> {
    None,
    One(Memchr<'t>),
    Two(Memchr2<'t>),
    Three(Memchr3<'t>),
}

impl Iterator for Scan<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        match self {
            Self::None => None,
            Self::One(scan) => scan.next(),
            Self::Two(scan) => scan.next(),
            Self::Three(scan) => scan.next(),
        }
    }
}

impl Iterator for Places<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        match self {
            Self::Plain(scan) => scan.next(),
            Self::Merged(scans) => {
                let nearest =
                    scans.iter_mut().filter(|(next, _)| next.is_some()).min_by_key(|(next, _)| *next)?;
                std::mem::replace(&mut nearest.0, nearest.1.next())
            }
        }
    }
}

/// All characters that a text may have where its folded copy has this one, itself among them.
fn spellings(letter: char) -> Vec<char> {
    let mut all: Vec<char> = SPELLINGS.get(&letter).cloned().unwrap_or_default();
    all.push(letter);
    // What is written as a letter and a mark is one letter when it is composed; the mark is beside it.
    for at in 0..all.len() {
        let Some(composed) = all.get(at).copied() else { break };
        let mut first = None;
        decompose_canonical(composed, |part| {
            first.get_or_insert(part);
        });
        all.extend(first);
        if ('\u{AC00}'..='\u{D7A3}').contains(&composed) {
            // A Korean syllable may be written as one without its last sound, and that sound.
            let open = (u32::from(composed) - 0xAC00) / 28 * 28 + 0xAC00;
            all.extend(char::from_u32(open));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The byte by which a character is found: its first or its last.
fn byte(c: char, first_of_two: bool, first_of_more: bool) -> u8 {
    let mut buffer = [0; 4];
    let bytes = c.encode_utf8(&mut buffer).as_bytes();
    let first = if bytes.len() == 2 { first_of_two } else { first_of_more };
    let byte = if first { bytes.first() } else { bytes.last() };
    byte.copied().unwrap_or_default()
}

/// How often a byte stands in a thousand of a text, roughly, be it English, French or Russian.
fn commonness(byte: u8) -> u32 {
    match byte {
        b' ' | 0xD0 | 0xD1 => 200,
        b'e' => 100,
        b't' => 75,
        b'a' | b'o' | b'i' | b'n' | b's' => 60,
        b'h' | b'r' | 0xB5 | 0xBE => 45,
        b'd' | b'l' | 0xB0 | 0xB8 | 0xBD => 35,
        b'c' | b'u' | b'm' | 0x80..=0x82 => 25,
        b'f' | b'g' | b'p' | b'w' | b'y' | 0xB2 | 0xBA..=0xBC => 18,
        b'b' | b'v' | 0xB4 | 0xBF | 0x83 | 0x8F | 0xC3 => 13,
        0x85 | 0x87 | 0x8B | 0x8C | 0xB1 | 0xB3 | 0xB6 | 0xB7 | 0xB9 => 8,
        b'k' | b'0'..=b'9' | b'.' | b',' => 8,
        0xE3..=0xE9 => 30,
        0xC4 | 0xC5 | 0xD2 | 0xE2 => 5,
        b'A'..=b'Z' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::find::letters::push_cluster;

    #[test]
    fn every_character_passes_the_sieve_of_what_it_is_compared_as() {
        let mut sieves: HashMap<char, Sieve> = HashMap::new();
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let mut folded = String::new();
            push_cluster(&c.to_string(), &mut folded);
            let parts: String = c.to_string().nfd().collect();
            let start = parts.chars().next().unwrap();
            for letter in folded.chars().filter(|letter| *letter != ' ') {
                let sieve = sieves.entry(letter).or_insert_with(|| Sieve::new(letter));
                assert!(sieve.passes(c), "{c} U+{:04X} as {letter}", u32::from(c));
                assert!(sieve.places(c.to_string().as_bytes()).next().is_some(), "{c} as {letter}");
                // Written in parts, it is found at its first one.
                if folded.chars().nth(1).is_none() {
                    assert!(sieve.passes(start), "{start} U+{:04X} as {letter}", u32::from(c));
                }
            }
        }
    }

    #[test]
    fn places_come_in_order_from_all_passes() {
        let sieve = Sieve { spellings: Vec::new(), bytes: b"abcdefg".to_vec(), cost: 0 };
        let places: Vec<usize> = sieve.places(b"gx-fa-bdx-ce-a").collect();
        assert_eq!(places, [0, 3, 4, 6, 7, 10, 11, 13]);
    }
}
