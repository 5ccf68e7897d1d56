//! Letters to signs of fonts: which font each letter is set in, joined and placed by HarfBuzz's rules.
//!
//! A line is cut where font, script, direction or look change; what comes out are clusters in the
//! order of reading, each a letter or several that can't be parted, with their signs and their width.
//! Must not know: how wide a line may be, or what a page is.

use std::collections::HashMap;
use std::ops::Range;

use harfrust::{
    BufferClusterLevel, BufferFlags, Direction, Script, ShapeOptions, ShapePlan, Tag, UnicodeBuffer,
};
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_linebreak::linebreaks;
use unicode_normalization::char::is_combining_mark;
use unicode_script::UnicodeScript as _;

use super::fonts::{FaceId, Fonts, REPLACEMENT};
use super::words::{Words, Written, is_hidden, is_silent, written};

/// Letters that are shaped at once; a longer stretch is cut, so that time grows with the text only.
const MOST_AT_ONCE: usize = 2_000;

/// A sign of a font, in the order in which signs are drawn from left to right. Points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    /// Its number in the font.
    pub(super) glyph: u16,
    /// How far it moves on.
    pub(super) advance: f32,
    /// How far to the right of its place it is drawn.
    pub(super) right: f32,
    /// How far above the line it is drawn.
    pub(super) up: f32,
}

/// Letters that can't be parted.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    /// Its bytes in the line's text.
    pub(super) text: Range<usize>,
    /// Its signs.
    pub(super) signs: Range<usize>,
    /// Its width, in points.
    pub(super) width: f32,
    /// Whose words: a place among the words.
    pub(super) owner: usize,
    /// Its font.
    pub(super) face: FaceId,
    /// How deep in directions it is; odd runs from right to left.
    pub(super) level: u8,
    /// Whether a line may begin with it.
    pub(super) may_begin: bool,
    /// Whether it is white space, which does not count at the end of a line.
    pub(super) space: bool,
    /// Whether it belongs to the one before, so that no line may begin with it even in need.
    pub(super) joined: bool,
}

/// A line as it was written, ready to be wrapped.
#[derive(Debug, Default)]
pub(super) struct Shaped {
    /// Its text.
    pub(super) text: String,
    /// Its clusters in the order of reading.
    pub(super) clusters: Vec<Cluster>,
    /// Their signs.
    pub(super) signs: Vec<Sign>,
    /// Whether the line as a whole runs from right to left.
    pub(super) from_right: bool,
    /// Whether any of it runs otherwise than from left to right.
    pub(super) mixed: bool,
}

/// Shapes lines; keeps what was found out about fonts on the way.
pub(super) struct Shaper<'f> {
    /// The fonts.
    pub(super) fonts: Fonts<'f>,
    plans: HashMap<(FaceId, bool, Script), ShapePlan>,
    buffer: Option<UnicodeBuffer>,
}

/// A stretch of one font, script, direction and look.
struct Stretch {
    text: Range<usize>,
    owner: usize,
    level: u8,
    face: FaceId,
    script: unicode_script::Script,
    /// No font has these letters.
    missing: bool,
}

impl<'f> Shaper<'f> {
    pub(super) fn new(fonts: Fonts<'f>) -> Self {
        Self { fonts, plans: HashMap::new(), buffer: None }
    }

    /// Shapes words of this size, line by line as they were written. `from_right` says which way they
    /// run as a whole; where it is `None` their first letter does.
    pub(super) fn shape(&mut self, words: &[Words], size: f32, from_right: Option<bool>) -> Vec<Shaped> {
        let fonts = &mut self.fonts;
        let lines = written(words, &mut |letter| fonts.note_missing(letter));
        let base = from_right.map(|from_right| if from_right { Level::rtl() } else { Level::ltr() });
        lines.into_iter().map(|line| self.line(line, words, size, base)).collect()
    }

    fn line(&mut self, line: Written, words: &[Words], size: f32, base: Option<Level>) -> Shaped {
        // Many lines of a text run one way only; the rest is asked of Unicode's algorithm.
        let asked = line.mixed || base.is_some_and(|base| base.is_rtl());
        let directions = asked.then(|| ParagraphBidiInfo::new(&line.text, base));
        let mut shaped = Shaped {
            from_right: directions.as_ref().is_some_and(|info| info.paragraph_level.is_rtl()),
            mixed: directions.as_ref().is_some_and(ParagraphBidiInfo::has_rtl),
            ..Shaped::default()
        };
        let levels = directions.as_ref().map(|info| info.levels.as_slice());
        for stretch in self.stretches(&line, words, levels) {
            let scale = words.get(stretch.owner).map_or(1.0, |words| words.scale);
            self.stretch(&line.text, &stretch, size * scale, &mut shaped);
        }
        mark_breaks(&line.text, &mut shaped.clusters);
        shaped.text = line.text;
        shaped
    }

    fn stretches(&mut self, line: &Written, words: &[Words], levels: Option<&[Level]>) -> Vec<Stretch> {
        let mut found: Vec<Stretch> = Vec::new();
        for (range, owner) in &line.owners {
            let Some(cut) = words.get(*owner).map(|words| words.cut) else { continue };
            let text = line.text.get(range.clone()).unwrap_or_default();
            let mut letters = 0;
            for (at, letter) in text.char_indices() {
                let at = range.start + at;
                let end = at + letter.len_utf8();
                let level = levels.and_then(|levels| levels.get(at)).map_or(0, |level| level.number());
                let last = found.last_mut().filter(|last| last.owner == *owner);
                let follows = is_hidden(letter);
                // White space and marks stay with the letter before where its font has them.
                let leans = letter == ' ' || letter == '\u{A0}' || is_combining_mark(letter);
                let before = last.as_ref().filter(|last| !last.missing).map(|last| last.face);
                let face = match before {
                    Some(face) if follows => Some(face),
                    Some(face) if leans && self.fonts.has(face, letter) => Some(face),
                    _ if follows => Some(Fonts::first(cut)),
                    _ => self.fonts.choose(cut, letter),
                };
                let missing = face.is_none();
                if missing {
                    self.fonts.note_missing(letter);
                }
                let instead = self.fonts.choose(cut, REPLACEMENT).unwrap_or(Fonts::first(cut));
                let face = face.unwrap_or(instead);
                let own_script = letter.script();
                let neutral =
                    matches!(own_script, unicode_script::Script::Common | unicode_script::Script::Inherited);
                letters += 1;
                let whole = letters < MOST_AT_ONCE
                    || (letters < MOST_AT_ONCE + 200 && (letter != ' ' || is_combining_mark(letter)));
                match last {
                    Some(last)
                        if whole
                            && last.level == level
                            && last.face == face
                            && last.missing == missing
                            && (neutral
                                || last.script == own_script
                                || last.script == unicode_script::Script::Common) =>
                    {
                        last.text.end = end;
                        if !neutral {
                            last.script = own_script;
                        }
                    }
                    _ => {
                        letters = 0;
                        let script = if neutral { unicode_script::Script::Common } else { own_script };
                        found.push(Stretch { text: at..end, owner: *owner, level, face, script, missing });
                    }
                }
            }
        }
        found
    }

    fn stretch(&mut self, text: &str, stretch: &Stretch, size: f32, shaped: &mut Shaped) {
        let Some(face) = self.fonts.face(stretch.face) else { return };
        let from_right = stretch.level % 2 == 1;
        let direction = if from_right { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = script_of(stretch.script);
        let shaper = face.shaper.shaper(&face.font).build();
        let plan = self
            .plans
            .entry((stretch.face, from_right, script))
            .or_insert_with(|| ShapePlan::new(&shaper, direction, Some(script), None, &[]));
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.set_direction(direction);
        buffer.set_script(script);
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        buffer.set_flags(BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE);
        let letters = text.get(stretch.text.clone()).unwrap_or_default();
        for (at, letter) in letters.char_indices().filter(|(_, letter)| !is_silent(*letter)) {
            let shown = if stretch.missing && !is_hidden(letter) { REPLACEMENT } else { letter };
            buffer.add(shown, u32::try_from(at).unwrap_or(u32::MAX));
        }
        if buffer.is_empty() {
            self.buffer = Some(buffer);
            return;
        }
        let done = shaper.shape(buffer, ShapeOptions::new().plan(Some(plan)));
        let scale = size / face.units;
        let first = shaped.signs.len();
        let mut starts: Vec<usize> = Vec::with_capacity(done.len());
        for (info, place) in done.glyph_infos().iter().zip(done.glyph_positions()) {
            starts.push(stretch.text.start + info.cluster as usize);
            shaped.signs.push(Sign {
                glyph: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: place.x_advance as f32 * scale,
                right: place.x_offset as f32 * scale,
                up: place.y_offset as f32 * scale,
            });
        }
        self.buffer = Some(done.clear());
        group(text, stretch, first, &starts, shaped);
    }
}

/// Makes clusters of the signs from `first`, whose letters begin at `starts`.
fn group(text: &str, stretch: &Stretch, first: usize, starts: &[usize], shaped: &mut Shaped) {
    let from_right = stretch.level % 2 == 1;
    let mut groups: Vec<(usize, Range<usize>)> = Vec::new();
    for (place, start) in starts.iter().enumerate() {
        match groups.last_mut() {
            Some((last, range)) if last == start => range.end = place + 1,
            _ => groups.push((*start, place..place + 1)),
        }
    }
    if from_right {
        groups.reverse();
    }
    let ends: Vec<usize> = groups.iter().skip(1).map(|(start, _)| *start).chain([stretch.text.end]).collect();
    for ((start, range), end) in groups.into_iter().zip(ends) {
        let signs = first + range.start..first + range.end;
        let width = shaped.signs.get(signs.clone()).unwrap_or_default().iter().map(|sign| sign.advance).sum();
        let letter = text.get(start..end).and_then(|text| text.chars().next());
        shaped.clusters.push(Cluster {
            text: start..end,
            signs,
            width,
            owner: stretch.owner,
            face: stretch.face,
            level: stretch.level,
            may_begin: false,
            space: letter.is_some_and(|letter| {
                letter.is_whitespace() && !matches!(letter, '\u{A0}' | '\u{2007}' | '\u{202F}')
            }),
            joined: letter.is_some_and(is_combining_mark),
        });
    }
}

/// Notes with which clusters a line may begin.
fn mark_breaks(text: &str, clusters: &mut [Cluster]) {
    let mut places = linebreaks(text).map(|(place, _)| place).peekable();
    for cluster in clusters {
        while places.next_if(|place| *place < cluster.text.start).is_some() {}
        cluster.may_begin = places.peek() == Some(&cluster.text.start);
    }
}

fn script_of(script: unicode_script::Script) -> Script {
    let name: [u8; 4] = script.short_name().as_bytes().try_into().unwrap_or(*b"Zyyy");
    Script::from_iso15924_tag(Tag::new(&name)).unwrap_or(harfrust::script::COMMON)
}
