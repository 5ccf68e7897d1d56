//! Plain text in any encoding: paragraphs, also where every line was broken to a width.
//!
//! Must not know: what the lines say, but for the marks of lists.

use super::decode::decode;
use super::draft::{Block, BlockKind, Blocks, Draft, Found};
use super::{Format, ImportError, Source};

/// Reads plain text.
pub(super) fn read(source: &Source<'_>) -> Result<Draft, ImportError> {
    let (text, decoded) = decode(source.bytes, source.encoding, None)?;
    Ok(Draft {
        format: Format::Plain,
        encoding: Some(decoded),
        blocks: blocks(&text)?,
        found: Found::default(),
        notes: Vec::new(),
    })
}

/// The lines of a text without what ends them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    // A line of CRLF ends once.
    let ends = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split("\r\n").flat_map(move |part| part.split(ends))
}

/// The paragraphs of a text.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>, ImportError> {
    let width = width(text);
    let mut blocks = Blocks::new();
    let mut open: Option<Block> = None;
    // The line before, and the indent of the paragraph.
    let mut before = "";
    for line in lines(text) {
        if line.trim().is_empty() {
            if let Some(block) = open.take() {
                blocks.push(block)?;
            }
            before = "";
            continue;
        }
        let item = is_item(line);
        let goes_on = !item
            && width.is_some_and(|width| is_full(before, line, width))
            && indent(line) <= indent(before) + if is_item(before) { 4 } else { 1 };
        match &mut open {
            Some(block) if goes_on => {
                block.text.push('\n');
                block.text.push_str(line);
            }
            _ => {
                let tight = open.is_some();
                if let Some(block) = open.take() {
                    blocks.push(block)?;
                }
                let kind = if item { BlockKind::Item } else { BlockKind::Paragraph };
                let block = Block::new(kind, line);
                open = Some(if tight { block.tight() } else { block });
            }
        }
        before = line;
    }
    if let Some(block) = open {
        blocks.push(block)?;
    }
    Ok(blocks.into_list())
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

/// How many characters of a line are counted; longer ones were not broken to a width.
const WIDEST: usize = 130;

fn length(line: &str) -> usize {
    line.trim_end().chars().take(WIDEST + 1).count()
}

/// Whether the first word of the next line would not have fitted on this one any more.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().take(WIDEST).count());
    // A word that is broken over the line fills it.
    let broken = line.trim_end().strip_suffix('-').is_some_and(|line| line.ends_with(char::is_alphabetic))
        && next.trim_start().starts_with(char::is_lowercase);
    !line.is_empty() && (broken || length(line) + 1 + word > width)
}

/// The width to which a text's lines were broken; `None` where each line is a paragraph.
fn width(text: &str) -> Option<usize> {
    let width = lines(text).map(length).max()?;
    if !(30..=WIDEST).contains(&width) {
        return None;
    }
    let (mut full, mut short, mut before) = (0_usize, 0_usize, "");
    for line in lines(text) {
        let line = if line.trim().is_empty() { "" } else { line };
        if !before.is_empty() && !line.is_empty() && !is_item(line) {
            if is_full(before, line, width) { full += 1 } else { short += 1 }
        }
        before = line;
    }
    (full >= 2 && full >= 3 * short).then_some(width)
}

/// Whether a line begins with the mark of a list: a dash, a bullet, a number or letter.
pub(super) fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    if matches!(first, '-' | '–' | '—' | '•' | '·' | '*' | '▪' | '●' | '◦' | '‣' | '■') {
        return chars.next().is_some_and(char::is_whitespace);
    }
    let mark: String = line.chars().take_while(|c| c.is_alphanumeric()).take(4).collect();
    let after = line.get(mark.len()..).unwrap_or_default();
    let number = mark.chars().all(char::is_numeric) && mark.chars().count() <= 3;
    let letter = mark.chars().count() == 1;
    !mark.is_empty()
        && (number || letter)
        && after
            .strip_prefix(if letter && !number { &[')'][..] } else { &['.', ')'][..] })
            .is_some_and(|rest| rest.starts_with(char::is_whitespace))
}
