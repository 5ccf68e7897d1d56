//! What the styles of a Word document say of its paragraphs: headings, lists, captions.
//!
//! Must not know: how a style looks.

use std::collections::HashMap;

use crate::import::draft::{BlockKind, LeftOut};
use crate::import::xml::Element;

/// Styles that may be based on one another.
const CHAIN: usize = 20;

/// A style.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    level: Option<usize>,
}

/// All styles, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// What a paragraph is.
pub(super) struct Shape {
    pub(super) kind: BlockKind,
    /// The list and the level in it.
    pub(super) list: Option<(String, usize)>,
    pub(super) left_out: Option<LeftOut>,
}

fn outline(properties: &Element) -> Option<u8> {
    properties.value("outlineLvl")?.parse().ok().filter(|level| *level < 9)
}

fn list(properties: &Element) -> (Option<String>, Option<usize>) {
    let Some(list) = properties.element("numPr") else { return (None, None) };
    (list.value("numId").map(str::to_owned), list.value("ilvl").and_then(|level| level.parse().ok()))
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn new(root: &Element) -> Self {
        let styles = root.elements().filter(|one| one.name.as_str() == "style").filter_map(|one| {
            let properties = one.element("pPr");
            let (list, level) = properties.map(list).unwrap_or_default();
            let style = Style {
                name: one.value("name").unwrap_or_default().to_lowercase(),
                based_on: one.value("basedOn").map(str::to_owned),
                outline: properties.and_then(outline),
                list,
                level,
            };
            Some((one.attribute("styleId")?.to_owned(), style))
        });
        Self(styles.collect())
    }

    /// What a paragraph with these properties is.
    pub(super) fn of(&self, properties: Option<&Element>) -> Shape {
        let own_id = properties.and_then(|properties| properties.value("pStyle")).unwrap_or_default();
        let (mut id, mut level) = properties.map(list).unwrap_or_default();
        let mut outline = properties.and_then(outline);
        let mut names = vec![own_id.to_lowercase()];
        let mut style = self.0.get(own_id);
        for _ in 0..CHAIN {
            let Some(one) = style else { break };
            names.push(one.name.clone());
            outline = outline.or(one.outline);
            if id.is_none() {
                id.clone_from(&one.list);
            }
            level = level.or(one.level);
            style = one.based_on.as_ref().and_then(|id| self.0.get(id));
        }
        let named = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.starts_with(word)));
        let heading = names.iter().find_map(|name| {
            let digit = ["heading", "заголовок"].iter().find_map(|word| name.strip_prefix(word))?;
            digit.trim().parse::<u8>().ok().filter(|level| (1..=9).contains(level))
        });
        let kind = if let Some(level) = outline.map(|level| level + 1).or(heading) {
            BlockKind::Heading(level)
        } else if named(&["title", "название"]) {
            BlockKind::Heading(1)
        } else if named(&["quote", "intense quote", "intensequote", "цитата"]) {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        };
        let left_out = if named(&["toc "]) {
            Some(LeftOut::Menu)
        } else {
            named(&["caption", "название объекта"]).then_some(LeftOut::Caption)
        };
        // The list 0 takes a paragraph out of its style's list.
        let list = id.filter(|id| id != "0").map(|id| (id, level.unwrap_or(0)));
        Shape { kind, list, left_out }
    }
}
