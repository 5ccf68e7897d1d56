//! The numbers of OpenDocument's lists, which stand nowhere in the text.
//!
//! Must not know: what the items say.

use std::collections::HashMap;

use crate::import::numerals::Numeral;
use crate::import::xml::Element;

/// Levels that are counted.
pub(super) const LEVELS: usize = 10;

#[derive(Debug, Clone, Default)]
struct Level {
    numeral: Numeral,
    before: String,
    after: String,
    start: u32,
    /// How many levels' numbers are written.
    shown: usize,
}

/// The styles of lists, by their names, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: HashMap<String, Vec<Level>>,
    counted: HashMap<String, [u32; LEVELS]>,
}

fn level(element: &Element) -> Level {
    let numeral = match element.name.as_str() {
        "list-level-style-number" => match element.attribute("num-format").unwrap_or_default() {
            "" => Numeral::None,
            "a" => Numeral::LowerLetter,
            "A" => Numeral::UpperLetter,
            "i" => Numeral::LowerRoman,
            "I" => Numeral::UpperRoman,
            other if other.starts_with('а') => Numeral::LowerRussian,
            other if other.starts_with('А') => Numeral::UpperRussian,
            _ => Numeral::Decimal,
        },
        _ => Numeral::Bullet,
    };
    let words = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
    Level {
        numeral,
        before: words("num-prefix"),
        after: words("num-suffix"),
        start: element.attribute("start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
        shown: element.attribute("display-levels").and_then(|shown| shown.parse().ok()).unwrap_or(1),
    }
}

impl Lists {
    /// Adds the styles that lie below an element.
    pub(super) fn learn(&mut self, parent: &Element) {
        for style in parent.elements().filter(|one| one.name.as_str() == "list-style") {
            let Some(name) = style.attribute("name") else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            for one in style.elements() {
                let at = one.attribute("level").and_then(|level| level.parse::<usize>().ok());
                if let Some(slot) = at.and_then(|at| levels.get_mut(at.checked_sub(1)?)) {
                    *slot = level(one);
                }
            }
            self.styles.insert(name.to_owned(), levels);
        }
    }

    /// A list begins: it counts anew unless it goes on.
    pub(super) fn begin(&mut self, style: &str, level: usize, goes_on: bool) {
        let counted = self.counted.entry(style.to_owned()).or_default();
        let from = if goes_on { level + 1 } else { level };
        for count in counted.iter_mut().skip(from) {
            *count = 0;
        }
    }

    /// What stands before the next item, such as "2.1. " or "– ".
    pub(super) fn next(&mut self, style: &str, level: usize, value: Option<u32>) -> String {
        let counted = self.counted.entry(style.to_owned()).or_default();
        let levels = self.styles.get(style).map_or(&[][..], Vec::as_slice);
        let level = level.min(LEVELS - 1);
        // Without a style there is nothing to count by.
        let Some(own) = levels.get(level) else { return "– ".to_owned() };
        if let Some(count) = counted.get_mut(level) {
            let next = if *count == 0 { own.start } else { count.saturating_add(1) };
            *count = value.unwrap_or(next);
        }
        for count in counted.iter_mut().skip(level + 1) {
            *count = 0;
        }
        match own.numeral {
            Numeral::Bullet => return "– ".to_owned(),
            Numeral::None => return String::new(),
            _ => {}
        }
        let first = (level + 1).saturating_sub(own.shown.max(1));
        let numbers: Vec<String> = (first..=level)
            .filter_map(|at| Some(levels.get(at)?.numeral.write(counted.get(at).copied()?.max(1))))
            .collect();
        format!("{}{}{} ", own.before, numbers.join("."), own.after)
    }
}
