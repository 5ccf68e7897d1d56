//! The fonts that a PDF is set in, and which of them has a sign for a letter.
//!
//! The program's own come first: a serif and a sans for Latin, Greek and Cyrillic with Kyrgyz,
//! symbols, one cut each for Arabic and Hebrew. Then those that the caller found on the system.
//! A letter that none of them has is shown as a replacement and counted, never left out.
//! Must not know: pages, lines, or where a caller finds its fonts.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use harfrust::ShaperData;
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};

use super::looks::{Cut, Family};
use crate::export::fonts as own;

/// A font of the system, for letters that the program's own don't have.
#[derive(Debug, Clone)]
pub struct SystemFont {
    /// The file: TrueType or OpenType, also a collection of several.
    pub bytes: Arc<[u8]>,
    /// Which font of a collection, from 0.
    pub index: u32,
}

/// The sign that stands for letters without a font.
pub(super) const REPLACEMENT: char = '\u{FFFD}';

/// The program's own fonts in the order of [`Fonts::faces`], with the name that the PDF gives them.
const OWN: [(&str, &[u8]); 13] = [
    ("NotoSerif", own::SERIF),
    ("NotoSerif-Bold", own::SERIF_BOLD),
    ("NotoSerif-Italic", own::SERIF_ITALIC),
    ("NotoSans", own::SANS),
    ("NotoSans-Bold", own::SANS_BOLD),
    ("NotoSans-Italic", own::SANS_ITALIC),
    ("NotoNaskhArabic", own::ARABIC),
    ("NotoNaskhArabic-Bold", own::ARABIC_BOLD),
    ("NotoSerifHebrew", own::HEBREW),
    ("NotoSerifHebrew-Bold", own::HEBREW_BOLD),
    ("NotoSansMath", own::ARROWS),
    ("NotoSansSymbols2", own::SHAPES),
    ("NotoSansSymbols2-Controls", own::CONTROLS),
];

/// The place of a font among [`Fonts::faces`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct FaceId(u16);

impl FaceId {
    /// The place.
    pub(super) fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// A font with what setting needs of it.
pub(super) struct Face<'f> {
    /// Its name in the PDF, without spaces.
    pub(super) name: String,
    /// The file.
    pub(super) bytes: &'f [u8],
    /// Which font of the file.
    pub(super) index: u32,
    /// The parsed font.
    pub(super) font: FontRef<'f>,
    /// What the shaper keeps about it.
    pub(super) shaper: ShaperData,
    /// Units of the font in an em.
    pub(super) units: f32,
    /// From the baseline up, in em.
    pub(super) ascent: f32,
    /// From the baseline down, in em, positive.
    pub(super) descent: f32,
    /// Whether its outlines are CFF, not TrueType.
    pub(super) cff: bool,
}

impl<'f> Face<'f> {
    /// Reads a font; `None` where it can't be read, has no outlines that a PDF can hold, or forbids
    /// to be put into a document.
    fn read(name: String, bytes: &'f [u8], index: u32) -> Option<Self> {
        let font = FontRef::from_index(bytes, index).ok()?;
        let units = f32::from(font.head().ok()?.units_per_em());
        let measures = font.hhea().ok()?;
        let cff = font.cff().is_ok();
        let outlines = cff || font.glyf().is_ok();
        // Bit 1 alone of fsType: "restricted licence embedding".
        let restricted = font.os2().is_ok_and(|os2| os2.fs_type() & 0xF == 2);
        if units < 16.0 || !outlines || restricted || font.cmap().is_err() || font.hmtx().is_err() {
            return None;
        }
        let ascent = f32::from(measures.ascender().to_i16()) / units;
        let descent = -f32::from(measures.descender().to_i16()) / units;
        let shaper = ShaperData::new(&font);
        Some(Self {
            name,
            bytes,
            index,
            font,
            shaper,
            units,
            ascent: ascent.clamp(0.5, 2.0),
            descent: descent.clamp(0.0, 1.5),
            cff,
        })
    }

    /// Whether it has a sign for a letter.
    fn has(&self, letter: char) -> bool {
        let found = self.font.cmap().ok().and_then(|table| table.map_codepoint(letter));
        found.is_some_and(|glyph| glyph != GlyphId::NOTDEF)
    }

    /// The width of a sign, in em.
    pub(super) fn width(&self, glyph: u16) -> f32 {
        let width = self.font.hmtx().ok().and_then(|table| table.advance(GlyphId::from(glyph)));
        width.map_or(0.0, f32::from) / self.units
    }
}

/// All fonts of a PDF, and what was found about them.
pub(super) struct Fonts<'f> {
    /// The program's own, then the system's.
    faces: Vec<Face<'f>>,
    /// Which face a letter is set in.
    known: HashMap<(Cut, char), Option<FaceId>>,
    /// Letters that no font has, and how often they were asked for.
    missing: BTreeMap<char, usize>,
}

impl<'f> Fonts<'f> {
    /// The program's own and the system's; those that can't be read are left out.
    pub(super) fn new(system: &'f [SystemFont]) -> Self {
        let own = OWN.iter().map(|(name, bytes)| Face::read((*name).to_owned(), bytes, 0));
        let system = system.iter().enumerate().map(|(place, font)| {
            Face::read(format!("SystemFont{}", place + 1), font.bytes.as_ref(), font.index)
        });
        let faces = own.chain(system).flatten().take(usize::from(u16::MAX)).collect();
        Self { faces, known: HashMap::new(), missing: BTreeMap::new() }
    }

    /// All faces, in order.
    #[cfg(test)]
    fn faces(&self) -> &[Face<'f>] {
        &self.faces
    }

    /// A face.
    pub(super) fn face(&self, id: FaceId) -> Option<&Face<'f>> {
        self.faces.get(id.place())
    }

    /// The face that a cut means for the letters of its own family.
    pub(super) fn first(cut: Cut) -> FaceId {
        let family = if cut.family == Family::Serif { 0 } else { 3 };
        FaceId(
            family
                + if cut.bold {
                    1
                } else if cut.italic {
                    2
                } else {
                    0
                },
        )
    }

    /// Whether a face is one of those that the space between lines is made for.
    pub(super) fn is_usual(id: FaceId) -> bool {
        id.0 < 6 || (10..13).contains(&id.0)
    }

    /// The face for a letter in a cut; `None` where no font has it.
    pub(super) fn choose(&mut self, cut: Cut, letter: char) -> Option<FaceId> {
        if let Some(known) = self.known.get(&(cut, letter)) {
            return *known;
        }
        let bold = u16::from(cut.bold);
        let preferred = [Self::first(cut), FaceId(6 + bold), FaceId(8 + bold)].into_iter();
        let all = (0..self.faces.len()).filter_map(|place| Some(FaceId(u16::try_from(place).ok()?)));
        let has = |id: &FaceId| self.face(*id).is_some_and(|face| face.has(letter));
        let found = preferred.chain(all).find(has);
        self.known.insert((cut, letter), found);
        found
    }

    /// Whether a face has a sign for a letter.
    pub(super) fn has(&self, id: FaceId, letter: char) -> bool {
        self.face(id).is_some_and(|face| face.has(letter))
    }

    /// Notes that a letter is shown as [`REPLACEMENT`].
    pub(super) fn note_missing(&mut self, letter: char) {
        *self.missing.entry(letter).or_default() += 1;
    }

    /// The letters that were shown as a replacement, and how often.
    pub(super) fn into_missing(self) -> BTreeMap<char, usize> {
        self.missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_fonts_are_read_and_stand_where_cuts_look_for_them() {
        let mut fonts = Fonts::new(&[]);
        assert_eq!(fonts.faces().len(), OWN.len());
        for (cut, name) in [
            (Cut::SERIF, "NotoSerif"),
            (Cut::SERIF.italic(), "NotoSerif-Italic"),
            (Cut::SANS.bold(), "NotoSans-Bold"),
            (Cut::SANS, "NotoSans"),
        ] {
            for letter in "aЖңөүҢӨҮ«»—№\u{202F}\u{FFFD}".chars() {
                let id = fonts.choose(cut, letter).unwrap();
                assert_eq!(fonts.face(id).unwrap().name, name, "{letter}");
            }
        }
        for (letter, cut, name) in [
            ('س', Cut::SERIF, "NotoNaskhArabic"),
            ('پ', Cut::SANS.bold(), "NotoNaskhArabic-Bold"),
            ('ש', Cut::SERIF, "NotoSerifHebrew"),
            ('→', Cut::SANS, "NotoSansMath"),
            ('◐', Cut::SANS, "NotoSansSymbols2"),
            ('␛', Cut::SERIF, "NotoSansSymbols2-Controls"),
        ] {
            let id = fonts.choose(cut, letter).unwrap();
            assert_eq!(fonts.face(id).unwrap().name, name, "{letter}");
        }
        assert_eq!(fonts.choose(Cut::SERIF, '😀'), None);
    }

    #[test]
    fn fonts_that_can_not_be_read_are_left_out() {
        let broken: Arc<[u8]> = Arc::from(&b"\x00\x01\x00\x00not a font"[..]);
        let cut_off: Arc<[u8]> = Arc::from(&own::SERIF[..4000]);
        let system = [broken, cut_off].map(|bytes| SystemFont { bytes, index: 0 });
        assert_eq!(Fonts::new(&system).faces().len(), OWN.len());
    }
}
