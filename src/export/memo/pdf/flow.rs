//! Pieces of text one below the other, from page to page.
//!
//! A piece is a line with all that stands beside it. A heading goes to the page of what follows it; a
//! paragraph leaves no single line at the foot or head of a page.
//! Must not know: what a memo consists of.

use std::ops::Range;
use std::rc::Rc;

use super::fonts::{FaceId, Fonts};
use super::lines::{whole_width, width, wrap};
use super::looks::{BOTTOM, Look, Paper, SIDE, TOP};
use super::shape::{Shaped, Shaper};
use super::sheets::{Line, Sheets};
use super::tags::TagId;
use super::words::Words;
use crate::export::ink::Ink as Colour;

/// Words that were shaped, with whose they are.
struct Text {
    lines: Vec<Shaped>,
    words: Vec<Words>,
    tags: Vec<Option<TagId>>,
    size: f32,
}

/// A line's words and where they stand beside the column's left edge.
#[derive(Clone)]
struct Ink {
    text: Rc<Text>,
    /// Which of the text's written lines.
    line: usize,
    clusters: Range<usize>,
    left: f32,
}

/// What stands on one line, as high as that line.
#[derive(Clone)]
pub(super) struct Piece {
    /// How high it is.
    pub(super) height: f32,
    /// White space above, unless it begins a page or a cell.
    pub(super) above: f32,
    /// White space below, which counts only as far as the next one's `above` is smaller.
    pub(super) below: f32,
    /// Whether it goes to the page of what follows it.
    pub(super) keeps: bool,
    /// From its top to its letters' baseline.
    baseline: f32,
    ink: Vec<Ink>,
    /// A bar left of it: its place beside the column's edge and its colour.
    bar: Option<(f32, Colour)>,
}

/// How words are to be set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// The look of the paragraph.
    pub(super) look: Look,
    /// From the column's edge to the text's.
    pub(super) left: f32,
    /// How wide it may be.
    pub(super) width: f32,
    /// Which way it runs as a whole; its first letter says so where it is `None`.
    pub(super) from_right: Option<bool>,
}

/// Where a memo grows: pages, fonts, and how far the last page is filled.
pub(super) struct Flow<'f> {
    pub(super) shaper: Shaper<'f>,
    pub(super) sheets: Sheets,
    /// How far the page is filled.
    top: f32,
    /// White space that the last piece wants below it.
    below: f32,
    /// Headings that wait for what follows them.
    waiting: Vec<Piece>,
}

impl<'f> Flow<'f> {
    /// An empty first page.
    pub(super) fn new(fonts: Fonts<'f>, paper: Paper) -> Self {
        let mut sheets = Sheets::new(paper);
        sheets.begin();
        Self { shaper: Shaper::new(fonts), sheets, top: TOP, below: 0.0, waiting: Vec::new() }
    }

    /// How wide the text of a page is.
    pub(super) fn width(&self) -> f32 {
        self.sheets.size.0 - 2.0 * SIDE
    }

    /// The height at which the text of a page ends.
    pub(super) fn end(&self) -> f32 {
        self.sheets.size.1 - BOTTOM
    }

    /// How far the page is filled.
    pub(super) fn top(&self) -> f32 {
        self.top
    }

    /// Fills the page further.
    pub(super) fn move_to(&mut self, top: f32) {
        self.top = top;
        self.below = 0.0;
    }

    /// Whether nothing stands on the page yet.
    pub(super) fn fresh(&self) -> bool {
        self.top <= TOP
    }

    /// The place of the page among the pages.
    pub(super) fn page(&self) -> usize {
        self.sheets.pages.len().saturating_sub(1)
    }

    /// Sets words. `tag` is that of the paragraph; words that lead somewhere or are in another
    /// language get one below it. Without a tag they are no part of the text.
    pub(super) fn set(&mut self, words: Vec<Words>, setting: Setting, tag: Option<TagId>) -> Vec<Piece> {
        let tags = words.iter().map(|words| self.tag_of(words, tag)).collect();
        let Setting { look, left, width: most, from_right } = setting;
        let lines = self.shaper.shape(&words, look.size, from_right);
        let text = Rc::new(Text { lines, words, tags, size: look.size });
        let mut pieces = Vec::new();
        for (place, shaped) in text.lines.iter().enumerate() {
            for clusters in wrap(shaped, most) {
                let (height, baseline) = self.height(shaped, &clusters, look);
                // White space at a line's end hangs over its left edge where it runs from the right.
                let hangs = whole_width(shaped, &clusters) - width(shaped, &clusters);
                let free = if shaped.from_right { most - width(shaped, &clusters) } else { 0.0 };
                let left = left + if shaped.from_right { free.max(0.0) - hangs } else { 0.0 };
                let ink = Ink { text: Rc::clone(&text), line: place, clusters, left };
                let (above, below, keeps) = (0.0, 0.0, look.keeps);
                pieces.push(Piece { height, above, below, keeps, baseline, ink: vec![ink], bar: None });
            }
        }
        if let Some(first) = pieces.first_mut() {
            first.above = look.above;
        }
        if let Some(last) = pieces.last_mut() {
            last.below = look.below;
        }
        pieces
    }

    fn tag_of(&mut self, words: &Words, tag: Option<TagId>) -> Option<TagId> {
        use pdf_writer::types::StructRole;
        let tag = tag?;
        let role = match (&words.link, words.language.is_empty()) {
            (Some(_), _) => StructRole::Link,
            (None, false) => StructRole::Span,
            (None, true) => return Some(tag),
        };
        let own = self.sheets.tags.add(tag, role);
        self.sheets.tags.set_language(own, &words.language);
        Some(own)
    }

    /// The height of a line and its baseline below its top: higher than usual where a font needs it.
    fn height(&self, shaped: &Shaped, clusters: &Range<usize>, look: Look) -> (f32, f32) {
        let fonts = &self.shaper.fonts;
        let measures = |id: FaceId| fonts.face(id).map_or((1.0, 0.3), |face| (face.ascent, face.descent));
        let (mut ascent, mut descent) = measures(Fonts::first(super::looks::Cut::SERIF));
        let mut leading = look.leading;
        let mut last = None;
        for cluster in shaped.clusters.get(clusters.clone()).unwrap_or_default() {
            if last == Some(cluster.face) || Fonts::is_usual(cluster.face) {
                continue;
            }
            last = Some(cluster.face);
            let (up, down) = measures(cluster.face);
            ascent = ascent.max(up);
            descent = descent.max(down);
            leading = leading.max((ascent + descent) * look.size);
        }
        let free = leading - (ascent + descent) * look.size;
        (leading, free / 2.0 + ascent * look.size)
    }

    /// Puts words to the left of a piece's own, on the same baseline.
    pub(super) fn label(&mut self, piece: &mut Piece, words: Words, setting: Setting, tag: Option<TagId>) {
        let label = self.set(vec![words], setting, tag);
        if let Some(first) = label.into_iter().next() {
            piece.ink.splice(0..0, first.ink);
        }
    }

    /// Puts pieces on the page, and on further ones where they don't fit.
    pub(super) fn place(&mut self, pieces: Vec<Piece>) {
        if pieces.is_empty() {
            return;
        }
        if pieces.iter().all(|piece| piece.keeps) {
            self.waiting.extend(pieces);
            return;
        }
        let most = if pieces.len() <= 3 { pieces.len() } else { 2 };
        let first: f32 = pieces.iter().take(most).map(|piece| piece.height + piece.above).sum();
        self.make_room(first);
        let count = pieces.len();
        let mut pieces = pieces.into_iter().enumerate().peekable();
        while let Some((place, piece)) = pieces.next() {
            let mut needed = self.gap(&piece) + piece.height;
            // The last but one takes the last along.
            if count > 3 && place + 2 == count {
                needed += pieces.peek().map_or(0.0, |(_, last)| last.height);
            }
            if self.top + needed > self.end() && !self.fresh() {
                self.turn();
            }
            self.put(&piece);
        }
    }

    /// Turns the page unless what waits and `height` below it still fit; then puts what waits.
    pub(super) fn make_room(&mut self, height: f32) {
        let waiting = std::mem::take(&mut self.waiting);
        let needed: f32 = waiting.iter().map(|piece| piece.height + piece.above.max(piece.below)).sum();
        if self.top + self.below + needed + height > self.end() && !self.fresh() {
            self.turn();
        }
        for piece in &waiting {
            // More headings than a page can hold go on to the next.
            if self.top + piece.height > self.end() && !self.fresh() {
                self.turn();
            }
            self.put(piece);
        }
    }

    /// Puts what still waits.
    pub(super) fn finish(&mut self) {
        self.make_room(0.0);
    }

    /// Begins the next page.
    pub(super) fn turn(&mut self) {
        self.sheets.begin();
        self.move_to(TOP);
    }

    fn gap(&self, piece: &Piece) -> f32 {
        if self.fresh() { 0.0 } else { piece.above.max(self.below) }
    }

    fn put(&mut self, piece: &Piece) {
        let top = self.top + self.gap(piece);
        self.draw(piece, SIDE, top, false);
        self.top = top + piece.height;
        self.below = piece.below;
    }

    /// White space between what stands on the page and what follows, at least.
    pub(super) fn space(&mut self, height: f32) {
        if !self.fresh() {
            self.top += height.max(self.below);
            self.below = 0.0;
        }
    }

    /// Draws a line across the page below what stands on it.
    pub(super) fn rule(&mut self, colour: Colour) {
        let (page, top) = (self.page(), self.top + self.below / 2.0);
        self.sheets.fill(page, [SIDE, top, SIDE + self.width(), top + 0.6], colour);
    }

    /// Draws a piece at a place of the last page; `aside` where it stood in the text before.
    pub(super) fn draw(&mut self, piece: &Piece, left: f32, top: f32, aside: bool) {
        self.draw_on(self.page(), piece, left, top, aside);
    }

    /// The same on any page.
    pub(super) fn draw_on(&mut self, page: usize, piece: &Piece, left: f32, top: f32, aside: bool) {
        if let Some((bar, colour)) = piece.bar {
            let (left, bottom) = (left + bar, top + piece.height);
            self.sheets.fill(page, [left, top, left + 1.2, bottom], colour);
        }
        for ink in &piece.ink {
            let Some(shaped) = ink.text.lines.get(ink.line) else { continue };
            let none = vec![None; if aside { ink.text.tags.len() } else { 0 }];
            let line = Line {
                shaped,
                clusters: ink.clusters.clone(),
                words: &ink.text.words,
                tags: if aside { &none } else { &ink.text.tags },
                left: left + ink.left,
                baseline: top + piece.baseline,
                top,
                bottom: top + piece.height,
                size: ink.text.size,
            };
            self.sheets.draw(page, &self.shaper.fonts, &line);
        }
    }
}

impl Piece {
    /// How wide its words are together.
    pub(super) fn width(&self) -> f32 {
        let widths =
            self.ink.iter().filter_map(|ink| Some(width(ink.text.lines.get(ink.line)?, &ink.clusters)));
        widths.sum()
    }

    /// From its top to its letters' baseline.
    pub(super) fn baseline(&self) -> f32 {
        self.baseline
    }
}

/// Gives all pieces a bar left of them, without gaps between them.
pub(super) fn add_bar(pieces: &mut [Piece], left: f32, colour: Colour) {
    for piece in pieces {
        piece.bar = Some((left, colour));
    }
}
