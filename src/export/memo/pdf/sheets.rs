//! Pages while they are drawn: words at their places, lines and grounds, links and anchors.
//!
//! Heights count from the top of the page downwards, in points; the file turns them round.
//! Must not know: how a memo is laid out, or how the file is put together.

use std::borrow::Cow;
use std::collections::HashMap;

use pdf_writer::{Content, Finish as _, Name, Settings, Str};

use super::fonts::{FaceId, Fonts};
use super::lines::ordered;
use super::looks::Paper;
use super::shape::Shaped;
use super::tags::{MARK, TagId, Tags};
use super::used::AllUsed;
use super::words::{Words, is_silent};
use crate::export::ink::Ink as Colour;

/// Where on a page a link can be clicked. Left, top, right, bottom.
pub(super) struct Area {
    pub(super) page: usize,
    pub(super) sides: [f32; 4],
    /// The anchor it leads to.
    pub(super) target: String,
    /// What it is, for those who don't see it.
    pub(super) words: String,
    /// The tag that it belongs to.
    pub(super) tag: TagId,
}

/// A page's stream and whose words stand in it.
pub(super) struct Sheet {
    pub(super) content: Content,
    /// The tags of its marked words, by their number.
    pub(super) marks: Vec<TagId>,
    open: Option<Mark>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Tag(TagId),
    /// Not part of the text: lines, grounds, heads and feet of pages.
    Aside,
}

/// All pages.
pub(super) struct Sheets {
    /// Width and height of each.
    pub(super) size: (f32, f32),
    pub(super) pages: Vec<Sheet>,
    pub(super) areas: Vec<Area>,
    /// Page and height of each anchor.
    pub(super) anchors: HashMap<String, (usize, f32)>,
    pub(super) used: AllUsed,
    pub(super) tags: Tags,
}

/// Words to be drawn on one line.
pub(super) struct Line<'a> {
    pub(super) shaped: &'a Shaped,
    pub(super) clusters: std::ops::Range<usize>,
    pub(super) words: &'a [Words],
    /// The tag of each of the words; `None` for what is no part of the text.
    pub(super) tags: &'a [Option<TagId>],
    /// Where it begins.
    pub(super) left: f32,
    /// Where its letters stand.
    pub(super) baseline: f32,
    /// Its upper and lower edge, for grounds, links and anchors.
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// The size of words whose scale is 1.
    pub(super) size: f32,
}

/// A stretch of a line of one font and look.
struct Part {
    owner: usize,
    face: FaceId,
    left: f32,
    right: f32,
    clusters: Vec<usize>,
}

impl Sheets {
    pub(super) fn new(paper: Paper) -> Self {
        Self {
            size: paper.size(),
            pages: Vec::new(),
            areas: Vec::new(),
            anchors: HashMap::new(),
            used: AllUsed::default(),
            tags: Tags::new(),
        }
    }

    /// Begins a page.
    pub(super) fn begin(&mut self) {
        self.pages.push(Sheet {
            content: Content::with_settings(Settings { pretty: false }),
            marks: Vec::new(),
            open: None,
        });
    }

    /// Ends what is marked on each page.
    pub(super) fn end(&mut self) {
        for page in 0..self.pages.len() {
            self.mark(page, None);
        }
    }

    fn mark(&mut self, page: usize, mark: Option<Mark>) {
        let Some(sheet) = self.pages.get_mut(page).filter(|sheet| sheet.open != mark) else { return };
        if sheet.open.is_some() {
            sheet.content.end_marked_content();
        }
        sheet.open = mark;
        match mark {
            None => {}
            Some(Mark::Aside) => {
                sheet.content.begin_marked_content(Name(b"Artifact"));
            }
            Some(Mark::Tag(tag)) => {
                let number = i32::try_from(sheet.marks.len()).unwrap_or(i32::MAX);
                let mut begin = sheet.content.begin_marked_content_with_properties(MARK);
                begin.properties().identify(number);
                begin.finish();
                sheet.marks.push(tag);
                self.tags.words(tag, page, number);
            }
        }
    }

    /// Fills a rectangle: left, top, right, bottom.
    pub(super) fn fill(&mut self, page: usize, sides: [f32; 4], colour: Colour) {
        self.mark(page, Some(Mark::Aside));
        let [left, top, right, bottom] = sides;
        let height = self.size.1;
        if let Some(sheet) = self.pages.get_mut(page) {
            let [r, g, b] = parts_of(colour);
            sheet.content.set_fill_rgb(r, g, b);
            sheet.content.rect(left, height - bottom, right - left, bottom - top).fill_nonzero();
        }
    }

    /// Draws a line of words on a page.
    pub(super) fn draw(&mut self, page: usize, fonts: &Fonts<'_>, line: &Line<'_>) {
        let parts = parts(line);
        for run in parts.chunk_by(|a, b| ground(line, a) == ground(line, b)) {
            if let (Some((fill, under)), [first, ..], [.., last]) =
                (run.first().and_then(|part| ground(line, part)), run, run)
            {
                self.fill(
                    page,
                    [first.left - 0.8, line.top + 0.6, last.right + 0.8, line.bottom - 0.6],
                    fill,
                );
                if let Some(under) = under {
                    let low = line.bottom - 1.2;
                    self.fill(page, [first.left - 0.8, low, last.right + 0.8, low + 0.6], under);
                }
            }
        }
        for part in &parts {
            let Some(words) = line.words.get(part.owner) else { continue };
            let tag = line.tags.get(part.owner).copied().flatten();
            self.mark(page, Some(tag.map_or(Mark::Aside, Mark::Tag)));
            self.show(page, fonts, line, part, words);
            for anchor in &words.anchors {
                if !self.anchors.contains_key(anchor) {
                    self.anchors.insert(anchor.clone(), (page, line.top));
                }
            }
        }
        for run in parts.chunk_by(|a, b| a.owner == b.owner) {
            let ([first, ..], [.., last]) = (run, run) else { continue };
            let Some(words) = line.words.get(first.owner) else { continue };
            let tag = line.tags.get(first.owner).copied().flatten();
            if let (Some(target), Some(tag)) = (&words.link, tag) {
                self.tags.area(tag, self.areas.len());
                let sides = [first.left, line.top, last.right, line.bottom];
                let (target, words) = (target.clone(), words.alternative.clone());
                self.areas.push(Area { page, sides, target, words, tag });
            }
        }
    }

    /// Writes the signs of a part into the page's stream.
    fn show(&mut self, page: usize, fonts: &Fonts<'_>, line: &Line<'_>, part: &Part, words: &Words) {
        let (Some(face), Some(sheet)) = (fonts.face(part.face), self.pages.get_mut(page)) else { return };
        let size = line.size * words.scale;
        let [r, g, b] = parts_of(words.colour);
        sheet.content.begin_text().set_fill_rgb(r, g, b);
        sheet.content.set_font(Name(font_name(part.face).as_bytes()), size);
        sheet.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, part.left, self.size.1 - line.baseline]);
        let mut pen = Pen::new(size);
        let clusters = part.clusters.iter().filter_map(|place| line.shaped.clusters.get(*place));
        for cluster in clusters {
            let letters = line.shaped.text.get(cluster.text.clone()).unwrap_or_default();
            let letters = without_silent(letters);
            let signs = line.shaped.signs.get(cluster.signs.clone()).unwrap_or_default();
            // Letters that are shown by several signs together say so; each sign alone would mislead.
            let several = signs.len() > 1;
            if several {
                pen.put_down(&mut sheet.content);
                let mut begin = sheet.content.begin_marked_content_with_properties(Name(b"Span"));
                begin.properties().actual_text(pdf_writer::TextStr(&letters));
                begin.finish();
            }
            for (place, sign) in signs.iter().enumerate() {
                let letters = if place == 0 { letters.as_ref() } else { "\u{200B}" };
                let number = self.used.number(part.face, face, sign.glyph, letters);
                pen.rise(&mut sheet.content, sign.up);
                pen.sign(number, sign.right, sign.advance, face.width(sign.glyph) * size);
            }
            if several {
                pen.put_down(&mut sheet.content);
                sheet.content.end_marked_content();
            }
        }
        pen.put_down(&mut sheet.content);
        pen.rise(&mut sheet.content, 0.0);
        sheet.content.end_text();
    }
}

/// Red, green and blue, each from 0 to 1.
fn parts_of(colour: Colour) -> [f32; 3] {
    colour.rgb.map(|part| f32::from(part) / 255.0)
}

/// Letters without marks of direction, which whoever copies them finds out anew.
fn without_silent(letters: &str) -> Cow<'_, str> {
    if letters.chars().any(is_silent) {
        Cow::Owned(letters.chars().filter(|letter| !is_silent(*letter)).collect())
    } else {
        Cow::Borrowed(letters)
    }
}

/// Ground and line below it that a part has.
fn ground(line: &Line<'_>, part: &Part) -> Option<(Colour, Option<Colour>)> {
    line.words.get(part.owner).and_then(|words| Some((words.ground?, words.underline)))
}

/// The name of a font in the pages' streams.
pub(super) fn font_name(id: FaceId) -> String {
    format!("F{}", id.place())
}

/// Cuts a line into stretches of one font and look, from left to right.
fn parts(line: &Line<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut at = line.left;
    for place in ordered(line.shaped, &line.clusters) {
        let Some(cluster) = line.shaped.clusters.get(place) else { continue };
        let right = at + cluster.width;
        match parts.last_mut() {
            Some(part) if part.owner == cluster.owner && part.face == cluster.face => {
                part.right = right;
                part.clusters.push(place);
            }
            _ => parts.push(Part {
                owner: cluster.owner,
                face: cluster.face,
                left: at,
                right,
                clusters: vec![place],
            }),
        }
        at = right;
    }
    // White space at the end of a line has neither ground nor link.
    if let Some(last) = parts.last_mut() {
        let clusters = last.clusters.iter().rev().filter_map(|place| line.shaped.clusters.get(*place));
        let spaces: f32 = clusters.take_while(|cluster| cluster.space).map(|cluster| cluster.width).sum();
        last.right -= spaces;
    }
    parts
}

/// Signs that wait to be written together, with the distances between them.
struct Pen {
    size: f32,
    items: Vec<Item>,
    /// How far the next sign has to be moved, in points.
    move_by: f32,
    rise: f32,
}

enum Item {
    Signs(Vec<u8>),
    Move(f32),
}

impl Pen {
    fn new(size: f32) -> Self {
        Self { size, items: Vec::new(), move_by: 0.0, rise: 0.0 }
    }

    fn sign(&mut self, number: u16, right: f32, advance: f32, width: f32) {
        self.move_by += right;
        if self.move_by.abs() > 0.004 {
            self.items.push(Item::Move(self.move_by));
            self.move_by = 0.0;
        }
        let bytes = number.to_be_bytes();
        match self.items.last_mut() {
            Some(Item::Signs(signs)) => signs.extend(bytes),
            _ => self.items.push(Item::Signs(bytes.to_vec())),
        }
        self.move_by += advance - width - right;
    }

    fn rise(&mut self, content: &mut Content, up: f32) {
        if (up - self.rise).abs() > 0.004 {
            self.put_down(content);
            content.set_rise(up);
            self.rise = up;
        }
    }

    /// Writes what waits. A distance that is left is kept for the next sign.
    fn put_down(&mut self, content: &mut Content) {
        if self.items.is_empty() {
            return;
        }
        let mut show = content.show_positioned();
        let mut items = show.items();
        for item in self.items.drain(..) {
            match item {
                Item::Signs(signs) => items.show(Str(&signs)),
                Item::Move(by) => items.adjust(-by * 1000.0 / self.size),
            };
        }
    }
}
