//! Letters as they are sent and saved, and pages that browsers save in the same form (MHTML).
//!
//! The text part is read where it says as much as the page part; who sent it, when and about what
//! goes into the form. Must not know: mail boxes or the network.

#[cfg(test)]
mod tests;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding as Transfer, Message, MessageParser, MessagePart, MimeHeaders as _};

use super::decode::{Decoded, Encoding, decode};
use super::draft::{Block, Draft, Found, LeftOut, Origin, offer, offer_words};
use super::{Format, ImportError, Source, html, lines};
use crate::model::Day;

/// Parts of a letter that are looked at.
const MAX_PARTS: usize = 10_000;

/// Reads a letter.
pub(super) fn read(source: &Source<'_>) -> Result<Draft, ImportError> {
    if source.bytes.len() > super::MAX_BYTES {
        return Err(ImportError::TooLong(source.bytes.len()));
    }
    let damaged = || ImportError::damaged(Format::Eml, "it has no head");
    let message = MessageParser::default().parse(source.bytes).ok_or_else(damaged)?;
    if message.parts.len() > MAX_PARTS {
        return Err(ImportError::complex(Format::Eml, "it has thousands of parts"));
    }
    let mut draft = body(&message, source)?;
    draft.format = Format::Eml;
    facts(&message, &mut draft.found);
    quoted(&mut draft.blocks);
    for part in message.attachments() {
        let name = part.attachment_name().unwrap_or("without a name");
        let picture = part.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
        // What a page shows is no document that was sent along.
        let shown = part.content_id().is_some() || part.content_location().is_some();
        if !(picture || shown) {
            draft
                .notes
                .push(format!("the attachment «{name}» is not taken: save it and take it in by itself"));
        }
    }
    Ok(draft)
}

/// The words of the letter: of its text, or of its page where the text is only a stand-in.
fn body(message: &Message<'_>, source: &Source<'_>) -> Result<Draft, ImportError> {
    let part = |list: &[u32], wants_page: bool| {
        list.iter()
            .filter_map(|id| message.part(*id))
            .find(|part| part.is_text() && part.is_text_html() == wants_page)
    };
    let words = part(&message.text_body, false).map(|part| text(message, part, source)).transpose()?;
    let page = part(&message.html_body, true).map(|part| text(message, part, source)).transpose()?;
    let page = page.map(|(page, decoded)| html::of_text(&page).map(|draft| (draft, decoded))).transpose();
    if let Ok(Some((mut draft, decoded))) = page {
        let length = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let in_page: usize = draft.blocks.iter().map(|block| length(&block.text)).sum();
        if words.as_ref().is_none_or(|(words, _)| length(words) * 3 < in_page) {
            draft.encoding = Some(decoded);
            return Ok(draft);
        }
    } else if words.is_none() {
        page?;
        return Err(ImportError::NoText(Format::Eml));
    }
    let Some((words, decoded)) = words else { return Err(ImportError::NoText(Format::Eml)) };
    // The line of two dashes and a space parts a signature from the letter (RFC 3676, 4.3).
    let mark = words.match_indices("-- ").find(|(at, _)| {
        let before = words.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        before && words.get(at + 3..).is_some_and(|after| after.starts_with(['\n', '\r']))
    });
    let (letter, signature) = mark.map_or((words.as_str(), ""), |(at, mark)| {
        let (letter, rest) = words.split_at_checked(at).unwrap_or((&words, ""));
        (letter, rest.strip_prefix(mark).unwrap_or(rest))
    });
    let mut blocks = lines::blocks(letter)?;
    blocks.extend(lines::blocks(signature)?.into_iter().map(|block| block.out(LeftOut::Signature)));
    Ok(Draft {
        format: Format::Eml,
        encoding: Some(decoded),
        blocks,
        found: Found::default(),
        notes: Vec::new(),
    })
}

/// The words of a part, in the encoding that it declares, or one that is guessed.
fn text(
    message: &Message<'_>,
    part: &MessagePart<'_>,
    source: &Source<'_>,
) -> Result<(String, Decoded), ImportError> {
    let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let raw = message.raw_message.get(place(part.offset_body)..place(part.offset_end));
    let octets = raw.and_then(|raw| match part.encoding {
        Transfer::None => Some(raw.to_vec()),
        Transfer::QuotedPrintable => quoted_printable_decode(raw),
        Transfer::Base64 => base64_decode(raw),
    });
    let kind = part.content_type();
    let declared = kind.and_then(|kind| kind.attribute("charset")).and_then(Encoding::from_name);
    let (text, decoded) = match octets {
        Some(octets) => decode(&octets, source.encoding, declared)?,
        // In a letter within a letter the places are of the inner one.
        None => decode(part.contents(), None, None)?,
    };
    let flowed = kind
        .and_then(|kind| kind.attribute("format"))
        .is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    Ok((if flowed { unflow(&text) } else { text }, decoded))
}

/// In flowed text a line goes on in the next one where it ends with a space.
fn unflow(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        whole.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            whole.push('\n');
        }
    }
    whole
}

fn facts(message: &Message<'_>, found: &mut Found) {
    let origin = Origin::LetterHead;
    if let Some(mut subject) = message.subject() {
        while let Some((mark, rest)) = subject.split_once(':')
            && matches!(
                mark.trim().to_lowercase().as_str(),
                "re" | "fw" | "fwd" | "aw" | "wg" | "ответ" | "пересл"
            )
        {
            subject = rest;
        }
        offer_words(&mut found.title, subject, origin);
    }
    if let Some(date) = message.date() {
        let parts = (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
        if let (Ok(year), Ok(month), Ok(day)) = parts
            && let Ok(day) = Day::new(year, month, day)
        {
            offer(&mut found.published, day, origin);
        }
    }
    if let Some(sender) = message.from().and_then(|from| from.first())
        && let Some(name) = sender.name().or(sender.address())
        // Browsers write themselves as the sender of saved pages.
        && !name.starts_with("Saved by")
        && !name.contains("Blink")
    {
        offer_words(&mut found.publisher, name, origin);
    }
    if let Some(url) = message.header_raw("Snapshot-Content-Location").map(str::trim)
        && url.starts_with("http")
    {
        offer_words(&mut found.url, url, Origin::SavedPage);
    }
}

/// What stands above a quoted letter, in lower case.
const QUOTED: &[&str] = &[
    "-----original message",
    "----- original message",
    "-------- forwarded message",
    "---------- forwarded message",
    "-----исходное сообщение",
    "-------- исходное сообщение",
    "----- пересылаемое сообщение",
];

/// Leaves out the letter that this one answers; a letter that only passes another one on keeps it.
fn quoted(blocks: &mut [Block]) {
    let quotes = |block: &Block| {
        let text = block.text.trim_start();
        let intro = block.text.len() < 200 && {
            let lower = text.to_lowercase();
            (lower.starts_with("on ") && lower.trim_end().ends_with("wrote:"))
                || (lower.trim_end().ends_with("пишет:") || lower.trim_end().ends_with("написал:"))
        };
        text.starts_with('>') || intro
    };
    let start = blocks.iter().position(|block| {
        let lower = block.text.trim_start().to_lowercase();
        QUOTED.iter().any(|mark| lower.starts_with(mark))
    });
    let out: Vec<bool> = blocks
        .iter()
        .enumerate()
        .map(|(index, block)| start.is_some_and(|start| index >= start) || quotes(block))
        .collect();
    let own: usize =
        blocks.iter().zip(&out).filter(|(_, out)| !**out).map(|(block, _)| block.text.len()).sum();
    let other: usize =
        blocks.iter().zip(&out).filter(|(_, out)| **out).map(|(block, _)| block.text.len()).sum();
    // A line or two above a long letter: the long one is meant.
    if own * 5 < other {
        return;
    }
    for (block, out) in blocks.iter_mut().zip(out) {
        if out && block.left_out.is_none() {
            block.left_out = Some(LeftOut::QuotedLetter);
        }
    }
}
