//! The numbers of Word's lists, which stand nowhere in the text: levels, formats, restarts.
//!
//! Must not know: paragraphs, but for the list and the level that one names.

use std::collections::{HashMap, HashSet};

use crate::import::numerals::Numeral;
use crate::import::xml::Element;

/// Levels that a list has.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    numeral: Numeral,
    /// With %1 for the number of the first level.
    pattern: String,
    start: u32,
    /// All numbers in figures.
    legal: bool,
}

/// A list that paragraphs name.
#[derive(Debug, Default)]
struct List {
    /// Lists on the same pattern count on.
    pattern: String,
    levels: Vec<Level>,
    /// Levels that begin anew with this list, and with which number.
    restarts: HashMap<usize, u32>,
}

/// All lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists that have begun.
    begun: HashSet<String>,
}

fn level(element: &Element) -> Level {
    let numeral = match element.value("numFmt").unwrap_or("decimal") {
        "bullet" => Numeral::Bullet,
        "none" => Numeral::None,
        "decimalZero" => Numeral::DecimalZero,
        "lowerRoman" => Numeral::LowerRoman,
        "upperRoman" => Numeral::UpperRoman,
        "lowerLetter" => Numeral::LowerLetter,
        "upperLetter" => Numeral::UpperLetter,
        "russianLower" => Numeral::LowerRussian,
        "russianUpper" => Numeral::UpperRussian,
        _ => Numeral::Decimal,
    };
    Level {
        numeral,
        pattern: element.value("lvlText").unwrap_or_default().to_owned(),
        start: element.value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        legal: element.element("isLgl").is_some(),
    }
}

fn index(element: &Element) -> Option<usize> {
    element.attribute("ilvl")?.parse().ok().filter(|level| *level < LEVELS)
}

fn levels(element: &Element, levels: &mut Vec<Level>) {
    for one in element.elements().filter(|one| one.name.as_str() == "lvl") {
        let Some(at) = index(one) else { continue };
        if levels.len() <= at {
            levels.resize(at + 1, Level::default());
        }
        if let Some(slot) = levels.get_mut(at) {
            *slot = level(one);
        }
    }
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn new(root: &Element) -> Self {
        let of = |name: &'static str| root.elements().filter(move |one| one.name.as_str() == name);
        let patterns: HashMap<&str, &Element> =
            of("abstractNum").filter_map(|one| Some((one.attribute("abstractNumId")?, one))).collect();
        let mut lists = HashMap::new();
        for num in of("num") {
            let Some(id) = num.attribute("numId") else { continue };
            let pattern = num.value("abstractNumId").unwrap_or_default();
            let mut list = List { pattern: pattern.to_owned(), ..List::default() };
            if let Some(pattern) = patterns.get(pattern) {
                levels(pattern, &mut list.levels);
            }
            for change in num.elements().filter(|one| one.name.as_str() == "lvlOverride") {
                levels(change, &mut list.levels);
                let start = change.value("startOverride").and_then(|start| start.parse().ok());
                if let (Some(at), Some(start)) = (index(change), start) {
                    list.restarts.insert(at, start);
                }
            }
            lists.insert(id.to_owned(), list);
        }
        Self { lists, ..Self::default() }
    }

    /// What stands before the next paragraph of a list, such as "2.1." or "–"; `None` where there
    /// is no such list.
    pub(super) fn next(&mut self, id: &str, level: usize) -> Option<String> {
        let list = self.lists.get(id)?;
        let level = level.min(LEVELS - 1);
        let own = list.levels.get(level)?;
        let counters = self.counters.entry(list.pattern.clone()).or_default();
        if !self.begun.contains(id) {
            self.begun.insert(id.to_owned());
            for (at, start) in &list.restarts {
                if let Some(counter) = counters.get_mut(*at) {
                    *counter = start.checked_sub(1);
                }
            }
        }
        let start_of = |at: usize| list.levels.get(at).map_or(1, |level| level.start);
        for (at, counter) in counters.iter_mut().enumerate() {
            if at < level {
                counter.get_or_insert(start_of(at));
            } else if at == level {
                *counter = Some(counter.map_or(own.start, |count| count.saturating_add(1)));
            } else {
                *counter = None;
            }
        }
        if own.numeral == Numeral::Bullet {
            return Some(Numeral::Bullet.write(1));
        }
        let mut written = String::new();
        let mut chars = own.pattern.chars().peekable();
        while let Some(c) = chars.next() {
            let named = chars.peek().filter(|_| c == '%').and_then(|next| next.to_digit(10));
            let Some(at) = named.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) else {
                written.push(c);
                continue;
            };
            chars.next();
            let numeral = list.levels.get(at).map_or(Numeral::Decimal, |level| level.numeral);
            let numeral = if own.legal && numeral != Numeral::None { Numeral::Decimal } else { numeral };
            if let Some(number) = counters.get(at).copied().flatten() {
                written.push_str(&numeral.write(number));
            }
        }
        Some(written.trim().to_owned())
    }
}
