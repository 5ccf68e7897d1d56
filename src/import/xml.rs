//! XML of documents as a small tree, within limits. Custom entities are never expanded and no
//! outside file is read.
//!
//! Must not know: what an element means.

use std::collections::HashSet;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Format, ImportError};

/// How deep elements may be nested.
const MAX_DEPTH: usize = 256;
/// Elements and stretches of text that a file may have.
const MAX_NODES: usize = 4_000_000;
/// Attributes that an element may have.
const MAX_ATTRIBUTES: usize = 512;

/// An element. Its name and those of its attributes stand without their prefix: in documents no
/// two that matter differ by it alone.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: Name,
    attributes: Vec<(Name, Box<str>)>,
    pub(super) kids: Vec<Kid>,
}

/// A name, of which each is kept once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name(Rc<str>);

impl Default for Name {
    fn default() -> Self {
        Self("".into())
    }
}

impl Name {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Kid {
    /// An element.
    Element(Element),
    /// Words.
    Text(String),
}

impl Element {
    /// The attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key.0 == *name).map(|(_, value)| &**value)
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            Kid::Text(_) => None,
        })
    }

    /// The first element of this name in it.
    pub(super) fn element(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name.as_str() == name)
    }

    /// The `val` of the first element of this name: how WordprocessingML writes a property.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.element(name)?.attribute("val")
    }

    /// The first element of this name anywhere below.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        if self.name.as_str() == name {
            return Some(self);
        }
        self.elements().find_map(|element| element.find(name))
    }

    /// The words in it.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        for kid in &self.kids {
            match kid {
                Kid::Text(text) => words.push_str(text),
                Kid::Element(element) => words.push_str(&element.words()),
            }
        }
        words
    }
}

/// Builds the tree, and gives its one outermost element.
///
/// # Errors
///
/// Where the XML breaks off, is none, or goes beyond the limits.
pub(super) fn parse(bytes: &[u8], format: Format) -> Result<Element, ImportError> {
    let text = decode(bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    let mut names = HashSet::new();
    let mut stack = vec![Element::default()];
    let mut nodes = 0_usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| ImportError::damaged(format, format!("its XML is broken ({error})")))?;
        nodes += 1;
        if nodes > MAX_NODES {
            return Err(ImportError::complex(format, "it has millions of parts"));
        }
        match event {
            Event::Start(tag) => {
                if stack.len() > MAX_DEPTH {
                    return Err(ImportError::complex(format, "its parts are nested hundreds deep"));
                }
                stack.push(element(&tag, &mut names, format)?);
            }
            Event::Empty(tag) => {
                let element = element(&tag, &mut names, format)?;
                if let Some(parent) = stack.last_mut() {
                    parent.kids.push(Kid::Element(element));
                }
            }
            Event::End(_) => close(&mut stack),
            Event::Text(words) => add(&mut stack, &words.decode().unwrap_or_default()),
            Event::CData(words) => add(&mut stack, &words.decode().unwrap_or_default()),
            Event::GeneralRef(name) => {
                let c = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    _ => match name.decode().unwrap_or_default().as_ref() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        // Not of XML, but met.
                        "nbsp" => Some('\u{A0}'),
                        _ => None,
                    },
                };
                if let Some(c) = c {
                    add(&mut stack, c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if stack.len() > 1 {
        return Err(ImportError::damaged(format, "it ends too early"));
    }
    let root = stack.pop().unwrap_or_default().kids.into_iter().find_map(|kid| match kid {
        Kid::Element(element) => Some(element),
        Kid::Text(_) => None,
    });
    root.ok_or_else(|| ImportError::damaged(format, "there is no XML in it"))
}

/// XML may be in UTF-16 as well.
fn decode(bytes: &[u8]) -> String {
    let (encoding, length) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let rest = bytes.get(length..).unwrap_or_default();
    encoding.decode_without_bom_handling(rest).0.into_owned()
}

fn name(bytes: &[u8], names: &mut HashSet<Rc<str>>) -> Name {
    let name = String::from_utf8_lossy(bytes);
    let local = name.rsplit_once(':').map_or(&*name, |(_, local)| local);
    if let Some(known) = names.get(local) {
        return Name(Rc::clone(known));
    }
    let new: Rc<str> = local.into();
    names.insert(Rc::clone(&new));
    Name(new)
}

fn element(
    tag: &BytesStart<'_>,
    names: &mut HashSet<Rc<str>>,
    format: Format,
) -> Result<Element, ImportError> {
    let mut element = Element { name: name(tag.name().as_ref(), names), ..Element::default() };
    for attribute in tag.attributes().with_checks(false) {
        let Ok(attribute) = attribute else { break };
        if element.attributes.len() == MAX_ATTRIBUTES {
            return Err(ImportError::complex(format, "a part of it has hundreds of attributes"));
        }
        let raw = String::from_utf8_lossy(&attribute.value);
        let value = quick_xml::escape::unescape(&raw).unwrap_or_else(|_| raw.clone());
        element.attributes.push((name(attribute.key.as_ref(), names), Box::from(&*value)));
    }
    Ok(element)
}

fn close(stack: &mut Vec<Element>) {
    if stack.len() < 2 {
        return;
    }
    if let (Some(done), Some(parent)) = (stack.pop(), stack.last_mut()) {
        parent.kids.push(Kid::Element(done));
    }
}

fn add(stack: &mut [Element], words: &str) {
    let Some(parent) = stack.last_mut() else { return };
    // An entity splits the words around it.
    if let Some(Kid::Text(text)) = parent.kids.last_mut() {
        text.push_str(words);
    } else {
        parent.kids.push(Kid::Text(words.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_joined_with_the_words_around_them() {
        let root = parse(
            b"<?xml version=\"1.0\"?><w:p a:b='1&amp;2'>A &amp; B&#1078;<x/> &unknown;C</w:p>",
            Format::Docx,
        )
        .unwrap();
        assert_eq!(root.words(), "A & Bж C");
        assert_eq!(root.attribute("b"), Some("1&2"));
        let wide: Vec<u8> = "\u{feff}<p>ж</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(parse(&wide, Format::Docx).unwrap().words(), "ж");
    }

    #[test]
    fn what_is_cut_nested_or_blown_up_is_refused() {
        let refused = |xml: &str| parse(xml.as_bytes(), Format::Odt).unwrap_err().to_string();
        assert!(refused("<p><a>").contains("ends too early"));
        assert!(refused("").contains("no XML"));
        assert!(refused(&"<p>".repeat(1000)).contains("nested"));
        assert!(refused(&format!("<p {}/>", "a='1' ".repeat(1000))).contains("attributes"));
        let bomb = "<!DOCTYPE p [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><p>x&b;y</p>";
        assert_eq!(parse(bomb.as_bytes(), Format::Odt).unwrap().words(), "xy");
    }
}
