//! Saved pages, and pieces of pages from the clipboard.
//!
//! The parser is html5ever, which reads pages as browsers do. What of a page is its text is found
//! by `main_text`; everything else stays in the draft as blocks that are left out.
//! Must not know: the network (nothing is fetched), or how a page looks.

mod dom;
mod head;
mod main_text;
#[cfg(test)]
mod tests;
mod walk;

use self::dom::Page;
use self::walk::Walk;
use super::decode::{Encoding, decode};
use super::draft::{Draft, Origin, offer_words};
use super::{Format, ImportError, Source, pictures_note};

/// Bytes in which a page declares its encoding.
const HEAD: usize = 8192;

/// Reads a page.
pub(super) fn read(source: &Source<'_>) -> Result<Draft, ImportError> {
    let (text, decoded) = decode(source.bytes, source.encoding, declared(source.bytes))?;
    let mut draft = of_text(&text)?;
    draft.encoding = Some(decoded);
    Ok(draft)
}

/// Reads a page that is text already.
pub(super) fn of_text(text: &str) -> Result<Draft, ImportError> {
    let (facts, text) = clipboard_head(text);
    let page = Page::parse(text)?;
    let mut found = head::found(&page);
    if let Some(url) = facts {
        offer_words(&mut found.url, url, Origin::SavedPage);
    }
    let (mut seen, pictures) = Walk::over(&page)?;
    main_text::mark(&page, &mut seen, found.title.as_ref().map(|title| title.value.as_str()));
    let blocks = seen.into_iter().map(|one| one.block).collect();
    Ok(Draft { format: Format::Html, encoding: None, blocks, found, notes: pictures_note(pictures) })
}

/// The encoding that a page declares in its head.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD))?.to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = memchr::memmem::find(rest, b"charset") {
        rest = rest.get(at + 7..)?;
        let value: Vec<u8> = rest
            .iter()
            .skip_while(|byte| matches!(byte, b' ' | b'=' | b'"' | b'\''))
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            .copied()
            .take(40)
            .collect();
        if let Some(encoding) = std::str::from_utf8(&value).ok().and_then(Encoding::from_name) {
            return Some(encoding);
        }
    }
    // XHTML: <?xml version="1.0" encoding="windows-1251"?>
    let at = memchr::memmem::find(&head, b"<?xml")?;
    let line = head.get(at..)?.split(|byte| *byte == b'>').next()?;
    let value = line.get(memchr::memmem::find(line, b"encoding=")? + 10..)?;
    let value = value.split(|byte| matches!(byte, b'"' | b'\'')).next()?;
    Encoding::from_name(std::str::from_utf8(value).ok()?)
}

/// Windows puts lines with numbers, and the address, before what it copies from a page.
fn clipboard_head(text: &str) -> (Option<&str>, &str) {
    if !text.starts_with("Version:") || !text.contains("StartHTML:") {
        return (None, text);
    }
    let Some(start) = text.find('<') else { return (None, text) };
    let (facts, page) = text.split_at_checked(start).unwrap_or(("", text));
    let url = facts.lines().find_map(|line| line.strip_prefix("SourceURL:"));
    (url.map(str::trim).filter(|url| url.starts_with("http")), page)
}
