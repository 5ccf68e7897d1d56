//! From the lines of all pages to blocks: paragraphs that go on over columns and pages, headings,
//! notes, and what stands at the head or foot of every page.
//!
//! Must not know: how signs became lines.

use std::collections::HashMap;

use super::layout::Line;
use crate::import::ImportError;
use crate::import::draft::{Block, BlockKind, Blocks, LeftOut};
use crate::import::lines::is_item;

/// A page's lines in reading order.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) lines: Vec<Line>,
    /// In points.
    pub(super) height: f64,
}

/// Lines at the top and the bottom of a page that may be its head or foot.
const EDGE: usize = 3;

/// Digits become one sign, so that "Page 1" and "Page 2" are the same head.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if !(c == '#' && shape.ends_with('#')) {
            shape.extend(c.to_lowercase());
        }
    }
    shape
}

/// Whether a line is nothing but the number of a page: "3", "– 3 –", "Page 3 of 7", "iv".
fn is_page_number(text: &str) -> bool {
    let shape = shape(text);
    let bare = shape.trim_matches(|c| matches!(c, '-' | '–' | '—' | '|' | '.' | '[' | ']' | '(' | ')'));
    let roman = !bare.is_empty() && bare.len() <= 5 && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    roman
        || matches!(
            bare,
            "#" | "#/#"
                | "page#"
                | "page#of#"
                | "#of#"
                | "стр.#"
                | "страница#"
                | "страница#из#"
                | "#из#"
                | "p.#"
                | "第#页"
                | "seite#"
                | "página#"
                | "бет#"
                | "#-бет"
        )
}

/// Why each line of each page is left out, if it is.
fn edges(sheets: &[Sheet]) -> Vec<Vec<Option<LeftOut>>> {
    // The topmost and the lowest lines, by height and not by reading order.
    let at_edge: Vec<Vec<usize>> = sheets
        .iter()
        .map(|sheet| {
            let mut order: Vec<usize> = (0..sheet.lines.len()).collect();
            let y = |index: &usize| sheet.lines.get(*index).map_or(0.0, |line| line.y);
            order.sort_by(|a, b| y(a).total_cmp(&y(b)));
            let low = order.len().saturating_sub(EDGE).max(EDGE.min(order.len()));
            order.iter().take(EDGE).chain(order.iter().skip(low)).copied().collect()
        })
        .collect();
    let mut counts: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
    for (page, (sheet, edge)) in sheets.iter().zip(&at_edge).enumerate() {
        for line in edge.iter().filter_map(|index| sheet.lines.get(*index)) {
            counts.entry(shape(&line.text)).or_default().push((page, line.y));
        }
    }
    let repeats = |line: &Line, page: usize| {
        // A sentence is rather a note that says the same again.
        if line.text.ends_with('.') && line.text.chars().count() > 25 {
            return false;
        }
        let places = counts.get(&shape(&line.text)).map_or(&[][..], Vec::as_slice);
        let others = places
            .iter()
            .filter(|(other, y)| *other != page && (y - line.y).abs() < 3.0)
            .take(sheets.len())
            .count();
        // On every page, or on every other one.
        others >= 1 && (others + 1) * 3 >= sheets.len().min(12)
    };
    sheets
        .iter()
        .zip(&at_edge)
        .enumerate()
        .map(|(page, (sheet, edge))| {
            let mut out = vec![None; sheet.lines.len()];
            for index in edge {
                let (Some(line), Some(slot)) = (sheet.lines.get(*index), out.get_mut(*index)) else {
                    continue;
                };
                let outermost = line.y > 0.88 * sheet.height || line.y < 0.1 * sheet.height;
                *slot = if is_page_number(&line.text) && (outermost || repeats(line, page)) {
                    Some(LeftOut::PageNumber)
                } else {
                    repeats(line, page).then_some(LeftOut::RunningHead)
                };
            }
            for (line, slot) in sheet.lines.iter().zip(&mut out) {
                if line.artifact && slot.is_none() {
                    *slot = Some(if is_page_number(&line.text) {
                        LeftOut::PageNumber
                    } else {
                        LeftOut::RunningHead
                    });
                }
            }
            out
        })
        .collect()
}

/// The value in the middle, weighed by letters.
fn middle(mut values: Vec<(f64, usize)>) -> f64 {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: usize = values.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0;
    for (value, weight) in values {
        sum += weight;
        if sum * 2 >= all {
            return value;
        }
    }
    0.0
}

/// What is usual in a document.
struct Usual {
    size: f64,
    leading: f64,
}

impl Usual {
    fn of(sheets: &[Sheet]) -> Self {
        let lines = || sheets.iter().flat_map(|sheet| &sheet.lines);
        let size = middle(lines().map(|line| (line.size, line.text.chars().count())).collect());
        let steps = sheets.iter().flat_map(|sheet| sheet.lines.windows(2)).filter_map(|pair| match pair {
            [a, b] if a.column == b.column && b.y > a.y && b.y - a.y < 3.0 * size => Some((b.y - a.y, 1)),
            _ => None,
        });
        let leading = middle(steps.collect());
        Self { size, leading: if leading > 0.0 { leading } else { 1.2 * size } }
    }
}

/// A paragraph that may go on.
struct Open {
    block: Block,
    last: Line,
    page: usize,
    lines: usize,
}

/// Makes blocks of all pages.
///
/// # Errors
///
/// Where there is more text than a statement may have.
pub(super) fn blocks(sheets: &[Sheet]) -> Result<Vec<Block>, ImportError> {
    let (out, usual) = (edges(sheets), Usual::of(sheets));
    let mut blocks = Blocks::new();
    let mut open: Option<Open> = None;
    // What comes between the parts of a paragraph that goes on over a page.
    let mut aside: Vec<Block> = Vec::new();
    for (page, (sheet, out)) in sheets.iter().zip(&out).enumerate() {
        for (line, why) in sheet.lines.iter().zip(out) {
            if let Some(why) = why {
                aside.push(Block::paragraph(line.text.clone()).out(*why));
                continue;
            }
            let small = line.size < 0.9 * usual.size && line.y > 0.5 * sheet.height;
            let begins_note =
                small && line.text.starts_with(|c: char| c.is_numeric() || matches!(c, '*' | '['));
            if let Some(note) =
                aside.last_mut().filter(|block| block.kind == BlockKind::Note && small && !begins_note)
            {
                note.text.push('\n');
                note.text.push_str(&line.text);
                continue;
            }
            if begins_note {
                let text = noted(&line.text);
                aside.push(Block::new(BlockKind::Note, text));
                continue;
            }
            match &mut open {
                Some(paragraph) if goes_on(paragraph, line, page, &usual) => {
                    paragraph.block.text.push('\n');
                    paragraph.block.text.push_str(&line.text);
                    (paragraph.last, paragraph.page) = (line.clone(), page);
                    paragraph.lines += 1;
                }
                _ => {
                    let mut block = begin(line, &usual);
                    let kind = open.as_ref().map(|before| before.block.kind);
                    block.tight =
                        matches!(block.kind, BlockKind::Item | BlockKind::Row) && kind == Some(block.kind);
                    close(open.take(), &mut aside, &mut blocks)?;
                    open = Some(Open { block, last: line.clone(), page, lines: 1 });
                }
            }
        }
    }
    close(open, &mut aside, &mut blocks)?;
    Ok(blocks.into_list())
}

fn close(open: Option<Open>, aside: &mut Vec<Block>, blocks: &mut Blocks) -> Result<(), ImportError> {
    if let Some(mut open) = open {
        // A large first line of a long paragraph is no heading.
        if matches!(open.block.kind, BlockKind::Heading(_)) && open.lines > 4 {
            open.block.kind = BlockKind::Paragraph;
        }
        blocks.push(open.block)?;
    }
    for block in aside.drain(..) {
        blocks.push(block)?;
    }
    Ok(())
}

/// The number of a note in brackets, as in the text.
fn noted(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.split_at_checked(digits) {
        Some((number, rest)) if (1..=3).contains(&digits) => {
            format!("[{number}] {}", rest.trim_start_matches(['.', ')', ' ']))
        }
        _ => text.to_owned(),
    }
}

fn begin(line: &Line, usual: &Usual) -> Block {
    let kind = if line.size > 1.5 * usual.size {
        BlockKind::Heading(1)
    } else if line.size > 1.12 * usual.size {
        BlockKind::Heading(2)
    } else if is_item(&line.text) {
        BlockKind::Item
    } else if line.text.contains(" | ") {
        BlockKind::Row
    } else {
        BlockKind::Paragraph
    };
    Block::new(kind, line.text.clone())
}

fn ends(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['»', '”', '"', ')', ']'])
        .ends_with(['.', '!', '?', ':', ';', '…', '。', '؟', '۔'])
}

/// Whether a line belongs to the paragraph before it.
fn goes_on(open: &Open, line: &Line, page: usize, usual: &Usual) -> bool {
    let last = &open.last;
    if (last.size - line.size).abs() > 0.12 * last.size.max(line.size)
        || last.text.contains(" | ")
        || line.text.contains(" | ")
    {
        return false;
    }
    let item = is_item(&line.text);
    if item && (open.block.kind == BlockKind::Item || ends(&last.text)) {
        return false;
    }
    // The first word would have fitted on the line before: it ended for another reason.
    let words = line.text.chars().count().max(1);
    let first = line.text.split_whitespace().next().map_or(0, |word| word.chars().count()) + 1;
    #[expect(clippy::cast_precision_loss, reason = "a line has few letters")]
    let needed = (line.x1 - line.x0) / words as f64 * first as f64;
    let left_to_right = last.x0 - last.column.0 < last.column.1 - last.x1 || last.column.1 - last.x1 > needed;
    let room = if left_to_right { last.column.1 - last.x1 } else { last.x0 - last.column.0 };
    // Rough lines leave room by chance: then the words tell.
    let lower = line.text.starts_with(|c: char| {
        c.is_lowercase() || matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{600}'..='\u{6FF}')
    });
    let short = room > 0.25 * (last.column.1 - last.column.0) && !lower;
    let ended = room > needed * 1.15 + 0.3 * line.size && (ends(&last.text) || short);
    let same_flow = page == open.page && last.column == line.column && line.y > last.y;
    if !same_flow {
        // Over a column or a page only what is plainly not finished goes on.
        return !ends(&last.text)
            && (lower || (!ended && !item))
            && !matches!(open.block.kind, BlockKind::Heading(_));
    }
    let step = line.y - last.y;
    let leading = if line.size > 1.12 * usual.size { 1.5 * line.size } else { usual.leading };
    if step > 1.3 * leading + 0.5 {
        return false;
    }
    if matches!(open.block.kind, BlockKind::Heading(_)) {
        return true;
    }
    let indented = line.x0 > last.x0 + 0.8 * line.size && open.block.kind != BlockKind::Item && left_to_right;
    !(ended || (indented && ends(&last.text)))
}
