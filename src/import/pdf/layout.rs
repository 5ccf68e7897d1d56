//! From signs to lines in reading order: words by gaps, lines by what they stand on, columns by
//! the white between them.
//!
//! Must not know: what the lines say, but for the direction of their letters.

use super::glyphs::Sign;
use crate::import::lines::is_item;

/// Words on one line of one column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// What it stands on, in points from the page's top.
    pub(super) y: f64,
    pub(super) size: f64,
    /// The edges of its column.
    pub(super) column: (f64, f64),
    /// The file says that it is no text.
    pub(super) artifact: bool,
}

/// Signs that follow one another closely.
#[derive(Debug)]
struct Chunk {
    signs: Vec<Sign>,
    x0: f64,
    x1: f64,
    y: f64,
    size: f64,
}

impl Chunk {
    fn new(sign: Sign) -> Self {
        let (x0, x1, y, size) = (sign.x0, sign.x1, sign.y, sign.size);
        Self { signs: vec![sign], x0, x1, y, size }
    }

    fn add(&mut self, sign: Sign) {
        (self.x0, self.x1) = (self.x0.min(sign.x0), self.x1.max(sign.x1));
        self.signs.push(sign);
    }

    /// Whether a sign, or another chunk's edge, goes on here: on the same line, close by.
    fn takes(&self, x0: f64, x1: f64, y: f64, size: f64) -> bool {
        let large = self.size.max(size);
        let gap = (x0 - self.x1).max(self.x0 - x1);
        (self.y - y).abs() <= 0.45 * large && gap <= large && gap >= -0.6 * large
    }
}

/// The lines of a page in reading order.
pub(super) fn lines(signs: Vec<Sign>) -> Vec<Line> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for sign in signs {
        match chunks.last_mut() {
            // The drawing mostly goes along the line.
            Some(last)
                if last.takes(sign.x0, sign.x1, sign.y, sign.size)
                    && (last.size - sign.size).abs() < 0.05 * last.size =>
            {
                last.add(sign);
            }
            _ => chunks.push(Chunk::new(sign)),
        }
    }
    let mut lines: Vec<Line> = merged(merged(chunks)).into_iter().filter_map(line).collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let bounds = bounds(&lines);
    let mut ordered = Vec::with_capacity(lines.len());
    cut(lines, bounds, 0, &mut ordered);
    rejoined(ordered)
}

/// How many chunks before one are looked at for its line.
const NEAR: usize = 80;

/// Joins chunks that stand on the same line, close to one another.
fn merged(mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    chunks.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut done: Vec<Chunk> = Vec::new();
    // By the line that they stand on, so that each is compared with those that are near.
    chunks.sort_by(|a, b| row(a).cmp(&row(b)).then(a.x0.total_cmp(&b.x0)));
    for chunk in chunks {
        let from = done.len().saturating_sub(NEAR);
        let near = done.get_mut(from..).unwrap_or_default();
        match near.iter_mut().rev().find(|other| other.takes(chunk.x0, chunk.x1, chunk.y, chunk.size)) {
            Some(other) => {
                if chunk.size > other.size {
                    (other.y, other.size) = (chunk.y, chunk.size);
                }
                for sign in chunk.signs {
                    other.add(sign);
                }
            }
            None => done.push(chunk),
        }
    }
    done
}

/// Rows of eight points, so that signs that are raised a little stay near their line.
#[expect(clippy::cast_possible_truncation, reason = "places on a page are small")]
fn row(chunk: &Chunk) -> i64 {
    (chunk.y / 8.0).floor() as i64
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// The words of a chunk: spaces where the gaps are, raised numbers in brackets.
fn line(chunk: Chunk) -> Option<Line> {
    let Chunk { mut signs, x0, x1, y, size } = chunk;
    signs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let letters = signs.iter().filter(|sign| sign.text.chars().any(char::is_alphabetic)).count();
    let leftward = signs.iter().filter(|sign| sign.text.chars().any(is_right_to_left)).count();
    let backwards = leftward * 2 > letters;
    if backwards {
        turn(&mut signs);
    }
    let mut text = String::new();
    let mut before: Option<&Sign> = None;
    let mut raised = false;
    for sign in signs.iter() {
        let is_raised = sign.size < 0.85 * size
            && sign.y < y - 0.15 * size
            && !sign.text.is_empty()
            && sign.text.chars().all(|c| c.is_ascii_digit());
        if let Some(before) = before {
            let gap = if backwards { before.x0 - sign.x1 } else { sign.x0 - before.x1 };
            // In right-to-left text numbers run the other way: a gap shows on one of both sides.
            let gap = if backwards { gap.max(sign.x0 - before.x1) } else { gap };
            if gap > 0.16 * size.min(sign.size.max(before.size))
                && !text.ends_with(' ')
                && !sign.text.starts_with(' ')
            {
                text.push(' ');
            }
        }
        if is_raised != raised {
            text.push(if is_raised { '[' } else { ']' });
            raised = is_raised;
        }
        text.push_str(&sign.text);
        before = Some(sign);
    }
    if raised {
        text.push(']');
    }
    // A line of raised numbers alone is none.
    let text = text.trim().to_owned();
    let artifact = signs.iter().all(|sign| sign.artifact || sign.text.trim().is_empty());
    (!text.is_empty()).then_some(Line { text, x0, x1, y, size, column: (x0, x1), artifact })
}

/// Puts signs that run to the left into the order in which they are read; numbers and Latin words
/// among them keep theirs.
fn turn(signs: &mut [Sign]) {
    signs.reverse();
    let forward = |sign: &Sign| {
        sign.text.chars().any(|c| c.is_numeric() || (c.is_alphabetic() && !is_right_to_left(c)))
    };
    let between = |sign: &Sign| matches!(sign.text.as_str(), "." | "," | ":" | "/" | "-");
    let mut start = 0;
    while start < signs.len() {
        let tail = signs.get(start..).unwrap_or_default();
        if !tail.first().is_some_and(forward) {
            start += 1;
            continue;
        }
        let run = tail.iter().take_while(|sign| forward(sign) || between(sign)).count();
        let kept = tail.get(..run).unwrap_or_default().iter().rev().take_while(|sign| between(sign)).count();
        let end = start + run - kept;
        if let Some(run) = signs.get_mut(start..end) {
            run.reverse();
        }
        start = end.max(start + 1);
    }
}

fn bounds(lines: &[Line]) -> (f64, f64) {
    let left = lines.iter().map(|line| line.x0).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.x1).fold(f64::NEG_INFINITY, f64::max);
    (left, right)
}

/// Cuts within cuts that are tried.
const DEPTH: usize = 60;

/// Orders lines: where white runs from top to bottom the left side comes first, otherwise they are
/// cut at the widest white that runs across.
fn cut(lines: Vec<Line>, column: (f64, f64), depth: usize, ordered: &mut Vec<Line>) {
    if depth < DEPTH && lines.len() > 1 {
        if let Some(x) = gutter(&lines) {
            let (left, right): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.x0 < x);
            let backwards =
                left.iter().chain(&right).filter(|line| line.text.contains(is_right_to_left)).count();
            let (first, second) =
                if backwards * 2 > left.len() + right.len() { (right, left) } else { (left, right) };
            let (one, two) = (bounds(&first), bounds(&second));
            cut(first, one, depth + 1, ordered);
            cut(second, two, depth + 1, ordered);
            return;
        }
        if let Some(y) = widest(&lines) {
            let (above, below): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.y < y);
            cut(above, column, depth + 1, ordered);
            cut(below, column, depth + 1, ordered);
            return;
        }
    }
    ordered.extend(lines.into_iter().map(|line| Line { column, ..line }));
}

/// Where two columns of prose part: white that no line crosses, with enough on both sides.
fn gutter(lines: &[Line]) -> Option<f64> {
    const ROWS: usize = 4;
    const LETTERS: usize = 16;
    if lines.len() < 2 * ROWS {
        return None;
    }
    let mut by_edge: Vec<&Line> = lines.iter().collect();
    by_edge.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let (mut reach, mut best) = (f64::NEG_INFINITY, None::<(f64, f64)>);
    for line in by_edge {
        let width = line.x0 - reach;
        if reach.is_finite() && width >= 0.8 * line.size && best.is_none_or(|(wide, _)| width > wide) {
            best = Some((width, line.x0 - width / 2.0));
        }
        reach = reach.max(line.x1);
    }
    let (_, x) = best?;
    let (left, right): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.x0 < x);
    let prose = |side: &[&Line]| {
        let letters: usize = side.iter().map(|line| line.text.chars().count()).sum();
        side.len() >= ROWS && letters >= LETTERS * side.len()
    };
    (prose(&left) && prose(&right)).then_some(x)
}

/// The middle of the widest white between lines, where it is wider than between lines of a
/// paragraph. The lines are in the order of their height.
fn widest(lines: &[Line]) -> Option<f64> {
    let (mut best, mut reach) = (None::<(f64, f64)>, f64::NEG_INFINITY);
    for line in lines {
        let top = line.y - 0.8 * line.size;
        let gap = top - reach;
        if reach.is_finite() && gap > 0.35 * line.size && best.is_none_or(|(wide, _)| gap > wide) {
            best = Some((gap, top - gap / 2.0));
        }
        reach = reach.max(line.y + 0.2 * line.size);
    }
    best.map(|(_, y)| y)
}

/// Puts together again what stands on one line of a column with wide gaps, such as a table's row.
fn rejoined(lines: Vec<Line>) -> Vec<Line> {
    let mut done: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match done.last_mut() {
            Some(last)
                if last.column == line.column
                    && (last.y - line.y).abs() <= 0.45 * last.size.max(line.size)
                    && line.x0 >= last.x1 =>
            {
                // The mark of an item stands away from its words.
                let cells = line.x0 - last.x1 > 1.5 * last.size && !is_item(&format!("{} x", last.text));
                last.text.push_str(if cells { " | " } else { " " });
                last.text.push_str(&line.text);
                last.x1 = line.x1;
                last.artifact &= line.artifact;
            }
            _ => done.push(line),
        }
    }
    done
}
