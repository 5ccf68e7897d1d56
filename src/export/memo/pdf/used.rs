//! What a PDF shows of each font, and how it is put into the file.
//!
//! Every pair of a sign and the letters it stands for has a number of its own, so that copying and
//! searching give the letters that were written, whichever sign a font shows for them.
//! Must not know: where signs stand.

use std::collections::HashMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref, Str};
use read_fonts::types::Tag;
use read_fonts::{FontRef, TableProvider as _};
use subsetter::GlyphRemapper;

use super::fonts::{Face, FaceId, Fonts};

/// A sign as the PDF numbers it.
struct Used {
    glyph: u16,
    letters: String,
}

/// What is shown of one font. Number 0 is the sign for "no sign", which is never shown.
#[derive(Default)]
pub(super) struct UsedOfFont {
    signs: Vec<Used>,
    by_glyph: HashMap<u16, Vec<u16>>,
    remapper: GlyphRemapper,
}

/// What is shown of all fonts.
#[derive(Default)]
pub(super) struct AllUsed {
    fonts: HashMap<FaceId, UsedOfFont>,
}

impl AllUsed {
    /// The number under which a sign is shown that stands for these letters.
    pub(super) fn number(&mut self, id: FaceId, face: &Face<'_>, glyph: u16, letters: &str) -> u16 {
        let font = self.fonts.entry(id).or_default();
        let known = font.by_glyph.entry(glyph).or_default();
        for number in known.iter() {
            // A CFF font is numbered by its own signs: the first letters count.
            let place = usize::from(*number).wrapping_sub(1);
            if face.cff || font.signs.get(place).is_some_and(|used| used.letters == letters) {
                return *number;
            }
        }
        let new = font.remapper.remap(glyph);
        let number = if face.cff { Some(new) } else { u16::try_from(font.signs.len() + 1).ok() };
        let Some(number) = number else {
            // More than 65,535 pairs: the sign is right, the letters are those that it stood for first.
            return known.first().copied().unwrap_or(0);
        };
        known.push(number);
        font.signs.push(Used { glyph, letters: letters.to_owned() });
        number
    }

    /// The fonts that are shown, in order.
    pub(super) fn ids(&self) -> Vec<FaceId> {
        let mut ids: Vec<FaceId> = self.fonts.keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// Writes a font under `id`; `next` gives further references.
    ///
    /// # Errors
    ///
    /// Where the font can't be taken apart.
    pub(super) fn write(
        &self,
        pdf: &mut Pdf,
        fonts: &Fonts<'_>,
        which: FaceId,
        id: Ref,
        next: &mut impl FnMut() -> Ref,
    ) -> Result<(), String> {
        let (Some(face), Some(used)) = (fonts.face(which), self.fonts.get(&which)) else { return Ok(()) };
        let subset = subsetter::subset(face.bytes, face.index, &used.remapper)
            .map_err(|error| format!("the font {} can't be put into it: {error}", face.name))?;
        // Six letters before the name say that it is a part of the font.
        let name = format!("{}+{}", prefix(which), face.name);
        let [cid, descriptor, file, letters, map] = [next(), next(), next(), next(), next()];
        let mut font = pdf.type0_font(id);
        font.base_font(Name(name.as_bytes()));
        font.encoding_predefined(Name(b"Identity-H"));
        font.descendant_font(cid).to_unicode(letters);
        font.finish();

        let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
        let mut font = pdf.cid_font(cid);
        font.subtype(if face.cff { CidFontType::Type0 } else { CidFontType::Type2 });
        font.base_font(Name(name.as_bytes()));
        font.system_info(system).font_descriptor(descriptor).default_width(0.0);
        if !face.cff {
            font.cid_to_gid_map_stream(map);
        }
        let numbered: Vec<(u16, &Used)> = used
            .signs
            .iter()
            .enumerate()
            .map(|(place, sign)| (used.number_of(face, place, sign), sign))
            .collect();
        let mut widths = font.widths();
        for (number, sign) in &numbered {
            widths.consecutive(*number, [face.width(sign.glyph) * 1000.0]);
        }
        widths.finish();
        font.finish();

        let mut cmap = UnicodeCmap::new(Name(b"Letters"), system);
        for (number, sign) in &numbered {
            cmap.pair_with_multiple(*number, sign.letters.chars());
        }
        stream(pdf, letters, &cmap.finish());
        if !face.cff {
            let glyphs = numbered.iter().map(|(_, sign)| used.remapper.get(sign.glyph).unwrap_or(0));
            let bytes: Vec<u8> = [0].into_iter().chain(glyphs).flat_map(u16::to_be_bytes).collect();
            stream(pdf, map, &bytes);
        }
        self.describe(pdf, face, &name, descriptor, file);
        // Of a CFF font the outlines alone go into the file, without the tables around them.
        let outlines = FontRef::new(&subset).ok().and_then(|font| font.data_for_tag(Tag::new(b"CFF ")));
        let outlines = outlines.filter(|_| face.cff).map(|data| data.as_bytes().to_vec());
        let subset = outlines.unwrap_or(subset);
        let packed = packed(&subset);
        let mut stream = pdf.stream(file, &packed);
        stream.filter(Filter::FlateDecode);
        if face.cff {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        } else {
            stream.pair(Name(b"Length1"), i32::try_from(subset.len()).unwrap_or(i32::MAX));
        }
        Ok(())
    }

    fn describe(&self, pdf: &mut Pdf, face: &Face<'_>, name: &str, id: Ref, file: Ref) {
        let em = |units: i16| f32::from(units) * 1000.0 / face.units;
        let mut flags = FontFlags::SYMBOLIC;
        let mut descriptor = pdf.font_descriptor(id);
        descriptor.name(Name(name.as_bytes()));
        if let Ok(head) = face.font.head() {
            let corners = [head.x_min(), head.y_min(), head.x_max(), head.y_max()].map(em);
            let [left, bottom, right, top] = corners;
            descriptor.bbox(Rect::new(left, bottom, right, top));
        }
        let angle = face.font.post().map_or(0.0, |post| post.italic_angle().to_f64());
        flags.set(FontFlags::ITALIC, angle != 0.0);
        flags.set(FontFlags::SERIF, face.name.contains("Serif"));
        let height = face.font.os2().ok().and_then(|os2| os2.s_cap_height()).map_or(700.0, em);
        descriptor.flags(flags).italic_angle(angle as f32);
        descriptor.ascent(face.ascent * 1000.0).descent(-face.descent * 1000.0);
        descriptor.cap_height(height).stem_v(if face.name.contains("Bold") { 140.0 } else { 85.0 });
        if face.cff {
            descriptor.font_file3(file);
        } else {
            descriptor.font_file2(file);
        }
    }
}

impl UsedOfFont {
    fn number_of(&self, face: &Face<'_>, place: usize, sign: &Used) -> u16 {
        if face.cff {
            self.remapper.get(sign.glyph).unwrap_or(0)
        } else {
            u16::try_from(place + 1).unwrap_or(0)
        }
    }
}

/// Six capital letters that differ from font to font.
fn prefix(id: FaceId) -> String {
    let mut rest = id.place();
    let mut letters = [b'V'; 6];
    for letter in letters.iter_mut().rev() {
        *letter = b'A' + u8::try_from(rest % 26).unwrap_or(0);
        rest /= 26;
    }
    String::from_utf8_lossy(&letters).into_owned()
}

/// Bytes made smaller as `FlateDecode` reads them.
pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    // Writing into memory can't fail; were it to, the stream would be empty, not wrong.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn stream(pdf: &mut Pdf, id: Ref, bytes: &[u8]) {
    let packed = packed(bytes);
    pdf.stream(id, &packed).filter(Filter::FlateDecode);
}
