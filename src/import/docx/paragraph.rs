//! The words of one paragraph of a Word document.
//!
//! Must not know: what kind of paragraph it is, or what stands around it.

use super::{Notes, chosen};
use crate::import::xml::{Element, Kid};

/// What a paragraph holds.
pub(super) struct Inline<'a, 'n, 'd> {
    notes: &'n mut Notes<'d>,
    pub(super) text: String,
    /// Words that are formatted as hidden.
    pub(super) hidden: String,
    /// Text boxes that hang on the paragraph.
    pub(super) boxes: Vec<&'a Element>,
    pub(super) pictures: usize,
    /// For each field that is open, whether its instruction still goes on.
    fields: Vec<bool>,
    is_hidden: bool,
}

impl<'a, 'n, 'd> Inline<'a, 'n, 'd> {
    pub(super) fn new(notes: &'n mut Notes<'d>) -> Self {
        Self {
            notes,
            text: String::new(),
            hidden: String::new(),
            boxes: Vec::new(),
            pictures: 0,
            fields: Vec::new(),
            is_hidden: false,
        }
    }

    fn say(&mut self, words: &str) {
        if self.fields.contains(&true) {
            return;
        }
        if self.is_hidden { self.hidden.push_str(words) } else { self.text.push_str(words) }
    }

    pub(super) fn walk(&mut self, parent: &'a Element) {
        for element in parent.elements() {
            self.element(element);
        }
    }

    fn element(&mut self, element: &'a Element) {
        match element.name.as_str() {
            "t" => {
                for kid in &element.kids {
                    if let Kid::Text(words) = kid {
                        // Line ends in XML are spaces here.
                        self.say(&words.replace(['\n', '\r'], " "));
                    }
                }
            }
            "tab" | "ptab" => self.say("\t"),
            "br" => match element.attribute("type") {
                Some("page" | "column") => self.say(" "),
                _ => self.say("\u{2028}"),
            },
            "cr" => self.say("\u{2028}"),
            "softHyphen" => self.say("\u{AD}"),
            "noBreakHyphen" => self.say("-"),
            "sym" => self.symbol(element),
            "footnoteReference" | "endnoteReference" => {
                let id = element.attribute("id").unwrap_or_default();
                if let Some(number) = self.notes.number(element.name.as_str(), id) {
                    self.say(&format!("[{number}]"));
                }
            }
            "fldChar" => match element.attribute("fldCharType") {
                Some("begin") => self.fields.push(true),
                Some("separate") => {
                    if let Some(open) = self.fields.last_mut() {
                        *open = false;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            "r" => {
                let vanish = element.element("rPr").and_then(|properties| properties.element("vanish"));
                let hides = vanish
                    .is_some_and(|vanish| !matches!(vanish.attribute("val"), Some("0" | "false" | "off")));
                let before = std::mem::replace(&mut self.is_hidden, hides);
                self.walk(element);
                self.is_hidden = before;
            }
            "AlternateContent" => self.walk(chosen(element)),
            "drawing" | "pict" | "object" => self.drawing(element),
            "ruby" => {
                if let Some(base) = element.element("rubyBase") {
                    self.walk(base);
                }
            }
            // Properties, instructions, and what was deleted or moved away.
            "pPr" | "rPr" | "instrText" | "delInstrText" | "delText" | "del" | "moveFrom" | "sdtPr"
            | "fldData" | "rt" => {}
            _ => self.walk(element),
        }
    }

    /// Text boxes are read after the paragraph, pictures are counted.
    fn drawing(&mut self, element: &'a Element) {
        for inner in element.elements() {
            match inner.name.as_str() {
                "txbxContent" => self.boxes.push(inner),
                "blip" | "imagedata" => self.pictures += 1,
                "AlternateContent" => self.drawing(chosen(inner)),
                _ => self.drawing(inner),
            }
        }
    }

    /// Signs of fonts that have their own numbers; the ones that are met in texts.
    fn symbol(&mut self, element: &Element) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let sign = match code {
            Some(0xF0B7) => '•',
            Some(0xF02D | 0xF0BE) => '–',
            Some(0xF0A7) => '▪',
            Some(0xF0FC) => '✓',
            Some(code @ 0xF020..=0xF07E) => char::from_u32(code - 0xF000).unwrap_or(' '),
            Some(code) => match char::from_u32(code) {
                Some(c) if !matches!(c, '\u{E000}'..='\u{F8FF}') && !c.is_control() => c,
                _ => return,
            },
            None => return,
        };
        self.say(sign.encode_utf8(&mut [0; 4]));
    }
}
