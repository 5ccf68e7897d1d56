//! How wide words are and how their letters look, by the fonts that come with the program.
//!
//! Letters stand one after the other as they come: right for Latin, Cyrillic and Greek. A
//! character that none of the fonts has is drawn as an empty box.
//! Must not know: what is written, or where.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use unicode_segmentation::UnicodeSegmentation as _;

use super::super::fonts;

/// More of a name is never laid out: it stands in the title as a whole.
const MOST: usize = 400;

/// One font.
struct Face {
    font: FontRef<'static>,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
}

/// Draws outlines, whose y grows upwards, letter by letter.
pub(super) trait LetterPen: OutlinePen {
    /// The next letter begins so many points after the line's beginning.
    fn begin(&mut self, x: f32);
}

/// The fonts: the first that has a letter draws it.
pub(super) struct Letters {
    plain: Vec<Face>,
    bold: Vec<Face>,
}

/// A letter of a line: its font, its form, and where it begins, in units of the size.
struct Placed<'a> {
    face: &'a Face,
    glyph: GlyphId,
    x: f32,
}

impl Letters {
    /// The fonts that come with the program.
    pub(super) fn load() -> Self {
        let faces = |first: &'static [u8]| {
            let files = [first, fonts::ARROWS, fonts::SHAPES];
            files.into_iter().filter_map(Face::read).collect::<Vec<Face>>()
        };
        Self { plain: faces(fonts::SANS), bold: faces(fonts::SANS_BOLD) }
    }

    /// How wide a line is, in points.
    pub(super) fn width(&self, words: &str, size: f32, bold: bool) -> f32 {
        let (_, width) = self.line(words, bold);
        width * size
    }

    /// The words if they fit, else as many letters of them as do, and an ellipsis.
    pub(super) fn shortened(&self, words: &str, room: f32, size: f32, bold: bool) -> String {
        let ends: Vec<usize> =
            words.grapheme_indices(true).map(|(at, letter)| at + letter.len()).take(MOST).collect();
        if ends.last().is_none_or(|end| *end == words.len()) && self.width(words, size, bold) <= room {
            return words.to_owned();
        }
        let cut = |count: usize| {
            let end = count.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or(0);
            format!("{}…", words.get(..end).unwrap_or_default().trim_end())
        };
        let (mut fits, mut too_many) = (0, ends.len() + 1);
        while fits + 1 < too_many {
            let middle = usize::midpoint(fits, too_many);
            if self.width(&cut(middle), size, bold) <= room {
                fits = middle;
            } else {
                too_many = middle;
            }
        }
        cut(fits)
    }

    /// The words in lines of so much room, between words where that is possible; the last of
    /// `most` lines is shortened.
    pub(super) fn wrapped(&self, words: &str, room: f32, size: f32, bold: bool, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut rest = words.trim();
        while !rest.is_empty() {
            if lines.len() + 1 >= most {
                lines.push(self.shortened(rest, room, size, bold));
                break;
            }
            let end = self.fitting(rest, room, size, bold);
            let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            lines.push(line.trim_end().to_owned());
            rest = after.trim_start();
        }
        lines
    }

    /// Where the longest beginning that fits ends, in bytes: after a word, or inside the first.
    fn fitting(&self, words: &str, room: f32, size: f32, bold: bool) -> usize {
        let mut end = 0;
        for (at, word) in words.split_word_bound_indices().take(MOST) {
            let stop = at + word.len();
            let line = words.get(..stop).unwrap_or_default().trim_end();
            if self.width(line, size, bold) > room {
                break;
            }
            end = stop;
        }
        if end > 0 {
            return end;
        }
        let mut ends = words.grapheme_indices(true).map(|(at, letter)| at + letter.len()).take(MOST);
        let fits = |end: &usize| self.width(words.get(..*end).unwrap_or_default(), size, bold) <= room;
        let first = ends.next().unwrap_or(words.len());
        ends.take_while(fits).last().unwrap_or(first)
    }

    /// Draws the letters of a line, in points from the line's beginning.
    pub(super) fn draw(&self, words: &str, size: f32, bold: bool, pen: &mut impl LetterPen) {
        for placed in self.line(words, bold).0 {
            let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            if let Some(outline) = placed.face.font.outline_glyphs().get(placed.glyph) {
                pen.begin(placed.x * size);
                // A letter without an outline draws nothing; nobody can do more about a broken one.
                let _ = outline.draw(settings, pen);
            }
        }
    }

    /// The letters of a line and its width, in units of the size.
    fn line(&self, words: &str, bold: bool) -> (Vec<Placed<'_>>, f32) {
        let faces = if bold { &self.bold } else { &self.plain };
        let (mut placed, mut x) = (Vec::new(), 0.0);
        for c in words.chars().filter(|c| !is_unseen(*c)) {
            let has = |face: &&Face| face.letters.map(c).is_some();
            let Some(face) = faces.iter().find(has).or(faces.first()) else { continue };
            let glyph = face.letters.map(c).unwrap_or(GlyphId::NOTDEF);
            placed.push(Placed { face, glyph, x });
            x += face.widths.advance_width(glyph).unwrap_or(0.6);
        }
        (placed, x)
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let widths = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        Some(Self { letters: font.charmap(), widths, font })
    }
}

/// Marks of direction, joiners and the like.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_wrapped_between_words_and_shortened_at_the_end() {
        let letters = Letters::load();
        let wide = |words: &str| letters.width(words, 13.0, false);
        assert!(wide("ширина") > 30.0 && wide("ширина") < 60.0, "{}", wide("ширина"));
        assert!(letters.width("bold", 13.0, true) > wide("bold"));
        let room = wide("Entry registration");
        assert_eq!(letters.shortened("Entry registration", room + 0.1, 13.0, false), "Entry registration");
        let short = letters.shortened("Entry registrations", room, 13.0, false);
        assert!(short.starts_with("Entry regist") && short.ends_with('…') && wide(&short) <= room, "{short}");
        let lines = letters.wrapped("Entry registration of citizens", room, 13.0, false, 2);
        assert_eq!(lines, ["Entry registration", "of citizens"]);
        let long = "ы".repeat(100_000);
        let lines = letters.wrapped(&long, room, 13.0, false, 2);
        assert!(lines.len() == 2 && lines.iter().all(|line| wide(line) <= room), "{lines:?}");
        assert!(lines[1].ends_with('…'));
    }

    #[test]
    fn every_letter_of_the_languages_has_a_form() {
        let letters = Letters::load();
        let faces = [&letters.plain, &letters.bold];
        for c in "AZaz ЯяЁёЎўҚқҢңӨөҮүҒғӘәҺһІіЇїЄє éèêàçœÉ ΑΩάώ «»„“”’–—…№•·→".chars()
        {
            for faces in faces {
                assert!(faces.iter().any(|face| face.letters.map(c).is_some()), "{c}");
            }
        }
    }
}
