//! Reads exports back with parsers that others wrote.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, ParseError, StartTag, TagToken, Token, TokenSink, TokenSinkResult,
    Tokenizer, TokenizerOpts,
};
use quick_xml::events::Event;

/// The members of a package by name.
pub(super) fn members(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut members = BTreeMap::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        let name = member.name().unwrap().into_owned();
        members.insert(name, bytes);
    }
    members
}

/// What stands in a text with marks.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// The names of all elements.
    pub(super) elements: BTreeSet<String>,
    /// The names of all attributes.
    pub(super) attributes: BTreeSet<String>,
    /// The addresses to which it leads.
    pub(super) addresses: BTreeSet<String>,
    /// For each element that holds text itself: its name and its text.
    pub(super) texts: Vec<(String, String)>,
}

impl Marked {
    /// All text, one after the other.
    pub(super) fn text(&self) -> String {
        self.texts.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// The texts of all elements of a name.
    pub(super) fn of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.texts.iter().filter(move |(element, _)| element == name).map(|(_, text)| text.as_str())
    }
}

/// Reads XML to its end.
pub(super) fn xml(bytes: &[u8]) -> Marked {
    let text = std::str::from_utf8(bytes).unwrap();
    for c in text.chars() {
        let allowed =
            matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
        assert!(allowed, "{c:?} is no character of XML");
    }
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut found = Marked::default();
    let mut open: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                attributes(&start, &mut found);
                found.elements.insert(name.clone());
                open.push((name, String::new()));
            }
            Event::Empty(start) => {
                attributes(&start, &mut found);
                found.elements.insert(String::from_utf8(start.name().as_ref().to_vec()).unwrap());
            }
            Event::Text(words) => {
                let words = words.decode().unwrap();
                open.last_mut().into_iter().for_each(|(_, text)| text.push_str(&words));
            }
            Event::GeneralRef(reference) => {
                let c = match reference.resolve_char_ref().unwrap() {
                    Some(c) => c,
                    None => match reference.decode().unwrap().as_ref() {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "apos" => '\'',
                        other => panic!("an entity that XML does not know: {other}"),
                    },
                };
                open.last_mut().into_iter().for_each(|(_, text)| text.push(c));
            }
            Event::End(_) => {
                let (name, text) = open.pop().unwrap();
                if !text.trim().is_empty() {
                    found.texts.push((name, text));
                }
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            other => panic!("unexpected: {other:?}"),
        }
    }
    assert!(open.is_empty());
    found
}

fn attributes(start: &quick_xml::events::BytesStart<'_>, found: &mut Marked) {
    for attribute in start.attributes() {
        let attribute = attribute.unwrap();
        found.attributes.insert(String::from_utf8(attribute.key.as_ref().to_vec()).unwrap());
    }
}

/// The cells of all sheets of a workbook, sheet by sheet, and their formulas.
pub(super) fn workbook(bytes: &[u8]) -> (Vec<Vec<Vec<String>>>, usize) {
    let members = members(bytes);
    let shared: Vec<String> = xml(&members["xl/sharedStrings.xml"]).of("t").map(unescaped).collect();
    let (mut sheets, mut formulas) = (Vec::new(), 0);
    for number in 1.. {
        let Some(sheet) = members.get(&format!("xl/worksheets/sheet{number}.xml")) else { break };
        let text = std::str::from_utf8(sheet).unwrap();
        let mut reader = quick_xml::Reader::from_str(text);
        let (mut rows, mut row, mut is_shared): (Vec<Vec<String>>, Vec<String>, bool) = Default::default();
        let mut in_value = false;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => match start.name().as_ref() {
                    b"c" => {
                        let kind = start.try_get_attribute("t").unwrap();
                        is_shared = kind.is_some_and(|kind| kind.value.as_ref() == b"s");
                    }
                    b"f" => formulas += 1,
                    b"v" => in_value = true,
                    _ => {}
                },
                Event::Text(words) if in_value => {
                    let words = words.decode().unwrap();
                    row.push(if is_shared {
                        shared[words.parse::<usize>().unwrap()].clone()
                    } else {
                        words.into_owned()
                    });
                }
                Event::End(end) => match end.name().as_ref() {
                    b"v" => in_value = false,
                    b"row" => rows.push(std::mem::take(&mut row)),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        sheets.push(rows);
    }
    (sheets, formulas)
}

/// The escape that spreadsheets have above XML's: `_x005F_` stands for "_".
fn unescaped(text: &str) -> String {
    text.replace("_x005F_", "_")
}

/// Reads a page as a browser does.
pub(super) fn html(bytes: &[u8]) -> Marked {
    let sink = Sink::default();
    let queue = BufferQueue::default();
    queue.push_back(std::str::from_utf8(bytes).unwrap().into());
    let tokenizer = Tokenizer::new(sink, TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() });
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Sink(RefCell<Marked>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut found = self.0.borrow_mut();
        match token {
            TagToken(tag) if tag.kind == StartTag => {
                let name = tag.name.to_string();
                found.elements.insert(name.clone());
                found.attributes.extend(tag.attrs.iter().map(|attribute| attribute.name.local.to_string()));
                let leads = tag.attrs.iter().filter(|attribute| &*attribute.name.local == "href");
                found.addresses.extend(leads.map(|attribute| attribute.value.to_string()));
                found.texts.push((name.clone(), String::new()));
                match name.as_str() {
                    "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" => return TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => {}
                }
            }
            CharacterTokens(words) => {
                found.texts.last_mut().into_iter().for_each(|(_, text)| text.push_str(&words));
            }
            ParseError(error) => panic!("line {line}: {error}"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Width, height and how many pixels are not white, and the texts beside them.
pub(super) fn picture(bytes: &[u8]) -> (u32, u32, usize, Vec<(String, String)>) {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((frame.color_type, frame.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
    let marked = pixels.chunks(3).filter(|pixel| pixel.iter().any(|channel| *channel < 200)).count();
    let texts = reader.info().utf8_text.iter();
    let texts = texts.map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap()));
    (frame.width, frame.height, marked, texts.collect())
}
