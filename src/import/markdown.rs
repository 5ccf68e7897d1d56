//! Markdown. It is kept as it is written: its marks are part of what was published. Only the
//! lines of a paragraph are joined, and the front matter goes into the form.
//!
//! Must not know: how a mark would look.

use super::decode::decode;
use super::draft::{Block, BlockKind, Blocks, Draft, Found, LeftOut, Origin, offer, offer_words};
use super::language;
use super::lines::{is_item, lines};
use super::published;
use super::{Format, ImportError, Source};

/// Lines that front matter may have.
const MOST_FACTS: usize = 200;

/// Reads Markdown.
pub(super) fn read(source: &Source<'_>) -> Result<Draft, ImportError> {
    let (text, decoded) = decode(source.bytes, source.encoding, None)?;
    let lines: Vec<&str> = lines(&text).collect();
    let mut blocks = Blocks::new();
    let mut found = Found::default();
    let facts = front_matter(&lines);
    for fact in lines.get(1..facts.saturating_sub(1)).unwrap_or_default() {
        note(fact, &mut found);
    }
    if let Some(facts) = lines.get(..facts).filter(|facts| !facts.is_empty()) {
        // Its line ends were meant.
        blocks.push(Block::paragraph(facts.join("\u{2028}")).out(LeftOut::FrontMatter))?;
    }
    let mut open: Option<Block> = None;
    let mut fence: Option<&str> = None;
    let close =
        |open: &mut Option<Block>, blocks: &mut Blocks| open.take().map_or(Ok(()), |b| blocks.push(b));
    for line in lines.get(facts..).unwrap_or_default() {
        let trimmed = line.trim();
        let fenced = fence.is_some();
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            fence = match fence {
                Some(open) if open == mark => None,
                Some(open) => Some(open),
                None => Some(mark),
            };
        }
        if trimmed.is_empty() && fence.is_none() {
            close(&mut open, &mut blocks)?;
            continue;
        }
        let kind = kind(trimmed);
        let same = open.as_ref().map(|block| block.kind);
        let goes_on = fenced
            || matches!((same, kind), (Some(BlockKind::Paragraph | BlockKind::Item), BlockKind::Paragraph))
            || (same == Some(BlockKind::Quote) && kind == BlockKind::Quote);
        match &mut open {
            Some(block) if goes_on => {
                // Two spaces or a backslash at the end, and all lines of code, are breaks.
                let meant = fenced
                    || kind == BlockKind::Quote
                    || block.text.ends_with("  ")
                    || block.text.ends_with('\\');
                block.text.push(if meant { '\u{2028}' } else { '\n' });
                block.text.push_str(line);
            }
            _ => {
                let tight = open.is_some();
                close(&mut open, &mut blocks)?;
                let block = Block::new(kind, *line);
                open = Some(if tight { block.tight() } else { block });
            }
        }
    }
    close(&mut open, &mut blocks)?;
    Ok(Draft {
        format: Format::Markdown,
        encoding: Some(decoded),
        blocks: blocks.into_list(),
        found,
        notes: Vec::new(),
    })
}

/// How many lines the front matter has, from one line of dashes to the next.
fn front_matter(lines: &[&str]) -> usize {
    if lines.first().is_none_or(|line| line.trim_end() != "---") {
        return 0;
    }
    let end = lines.iter().take(MOST_FACTS).skip(1).position(|line| line.trim_end() == "---");
    end.map_or(0, |end| end + 2)
}

fn note(line: &str, found: &mut Found) {
    let Some((name, value)) = line.split_once(':') else { return };
    let value = value.trim().trim_matches(['"', '\'']);
    match name.trim().to_ascii_lowercase().as_str() {
        "title" => offer_words(&mut found.title, value, Origin::FrontMatter),
        "date" | "published" => {
            if let Some(day) = published::value(value) {
                offer(&mut found.published, day, Origin::FrontMatter);
            }
        }
        "lang" | "language" => {
            if let Some(code) = language::primary(value) {
                offer(&mut found.language, code, Origin::FrontMatter);
            }
        }
        "publisher" | "source" | "author" => offer_words(&mut found.publisher, value, Origin::FrontMatter),
        "url" | "link" => offer_words(&mut found.url, value, Origin::FrontMatter),
        _ => {}
    }
}

fn kind(line: &str) -> BlockKind {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if let Ok(level @ 1..=6) = u8::try_from(hashes)
        && line.as_bytes().get(hashes).is_none_or(|byte| *byte == b' ')
    {
        return BlockKind::Heading(level);
    }
    if line.starts_with('>') {
        BlockKind::Quote
    } else if is_item(line) || line.starts_with("+ ") {
        BlockKind::Item
    } else if line.starts_with('|') && line.len() > 1 {
        BlockKind::Row
    } else {
        BlockKind::Paragraph
    }
}
