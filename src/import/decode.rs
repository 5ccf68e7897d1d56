//! From bytes to characters: the byte order mark, strict UTF-8, what the source declares, and
//! last a guess that is shown and can be changed.
//!
//! Must not know: what the text says or which format it is in.

use std::borrow::Cow;
use std::fmt;

use encoding_rs as enc;
use serde::{Deserialize, Serialize};

use super::ImportError;
use super::MAX_BYTES;

/// A way to write characters as bytes, by its name on the web.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Encoding(&'static enc::Encoding);

/// The encodings in the order of menus, with words for people.
const KNOWN: [(&enc::Encoding, &str); 28] = [
    (enc::UTF_8, "Unicode (UTF-8)"),
    (enc::UTF_16LE, "Unicode (UTF-16)"),
    (enc::UTF_16BE, "Unicode (UTF-16, big-endian)"),
    (enc::WINDOWS_1251, "Cyrillic (Windows-1251)"),
    (enc::KOI8_R, "Cyrillic (KOI8-R)"),
    (enc::KOI8_U, "Cyrillic, Ukrainian (KOI8-U)"),
    (enc::IBM866, "Cyrillic (DOS, 866)"),
    (enc::ISO_8859_5, "Cyrillic (ISO 8859-5)"),
    (enc::X_MAC_CYRILLIC, "Cyrillic (Mac)"),
    (enc::WINDOWS_1252, "Western European (Windows-1252)"),
    (enc::ISO_8859_15, "Western European (ISO 8859-15)"),
    (enc::MACINTOSH, "Western European (Mac)"),
    (enc::WINDOWS_1250, "Central European (Windows-1250)"),
    (enc::ISO_8859_2, "Central European (ISO 8859-2)"),
    (enc::WINDOWS_1257, "Baltic (Windows-1257)"),
    (enc::WINDOWS_1254, "Turkish (Windows-1254)"),
    (enc::WINDOWS_1253, "Greek (Windows-1253)"),
    (enc::WINDOWS_1255, "Hebrew (Windows-1255)"),
    (enc::WINDOWS_1256, "Arabic, Persian (Windows-1256)"),
    (enc::ISO_8859_6, "Arabic (ISO 8859-6)"),
    (enc::GB18030, "Chinese, simplified (GB18030)"),
    (enc::BIG5, "Chinese, traditional (Big5)"),
    (enc::SHIFT_JIS, "Japanese (Shift JIS)"),
    (enc::EUC_JP, "Japanese (EUC)"),
    (enc::ISO_2022_JP, "Japanese (ISO 2022)"),
    (enc::EUC_KR, "Korean (EUC)"),
    (enc::WINDOWS_874, "Thai (Windows-874)"),
    (enc::WINDOWS_1258, "Vietnamese (Windows-1258)"),
];

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(enc::UTF_8);

    /// Those that a reviewer can choose, in the order of menus.
    pub fn all() -> impl Iterator<Item = Self> {
        KNOWN.iter().map(|(encoding, _)| Self(encoding))
    }

    /// The one with this name, such as "windows-1251" or "cp1251".
    pub fn from_name(name: &str) -> Option<Self> {
        enc::Encoding::for_label(name.trim().as_bytes())
            .filter(|encoding| *encoding != enc::REPLACEMENT && *encoding != enc::X_USER_DEFINED)
            // A subset of the other, and often called so by mistake.
            .map(|encoding| Self(if encoding == enc::GBK { enc::GB18030 } else { encoding }))
    }

    /// The one that Windows gives this number, such as 1251.
    pub(super) fn from_code_page(number: u32) -> Option<Self> {
        Some(Self(match number {
            866 => enc::IBM866,
            874 => enc::WINDOWS_874,
            932 => enc::SHIFT_JIS,
            936 | 54936 => enc::GB18030,
            949 => enc::EUC_KR,
            950 => enc::BIG5,
            1250 => enc::WINDOWS_1250,
            1251 => enc::WINDOWS_1251,
            1252 => enc::WINDOWS_1252,
            1253 => enc::WINDOWS_1253,
            1254 => enc::WINDOWS_1254,
            1255 => enc::WINDOWS_1255,
            1256 => enc::WINDOWS_1256,
            1257 => enc::WINDOWS_1257,
            1258 => enc::WINDOWS_1258,
            10000 => enc::MACINTOSH,
            10007 => enc::X_MAC_CYRILLIC,
            20866 => enc::KOI8_R,
            21866 => enc::KOI8_U,
            28592 => enc::ISO_8859_2,
            28595 => enc::ISO_8859_5,
            65001 => enc::UTF_8,
            _ => return None,
        }))
    }

    /// Its name on the web, such as "windows-1251".
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// In words for people.
    pub fn label(self) -> &'static str {
        KNOWN.iter().find(|(encoding, _)| *encoding == self.0).map_or(self.0.name(), |(_, label)| label)
    }

    /// The characters, and whether all bytes were of this encoding.
    pub(super) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        let (text, bad) = self.0.decode_without_bom_handling(bytes);
        (text, !bad)
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<Encoding> for String {
    fn from(encoding: Encoding) -> Self {
        encoding.name().to_owned()
    }
}

impl TryFrom<String> for Encoding {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::from_name(&name).ok_or(name)
    }
}

/// An encoding, how it is known, and how well it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decoded {
    /// The encoding.
    pub encoding: Encoding,
    /// How it is known.
    pub known: Known,
    /// Places where the bytes are none of this encoding; U+FFFD stands there.
    pub unreadable: usize,
}

/// How an encoding is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Known {
    /// A byte order mark says so.
    Mark,
    /// The whole text is UTF-8, which no other text happens to be.
    Strict,
    /// The source says so.
    Declared,
    /// Guessed from the bytes.
    Guessed,
    /// The reviewer chose it.
    Chosen,
}

impl Known {
    /// In words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mark => "by its mark",
            Self::Strict => "certain",
            Self::Declared => "as the source says",
            Self::Guessed => "guessed",
            Self::Chosen => "chosen",
        }
    }
}

/// Turns bytes into text: as chosen, by the byte order mark, as strict UTF-8, as declared, or by
/// a guess.
///
/// # Errors
///
/// Where the bytes are no text, or too many.
pub(super) fn decode(
    bytes: &[u8],
    chosen: Option<Encoding>,
    declared: Option<Encoding>,
) -> Result<(String, Decoded), ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLong(bytes.len()));
    }
    let mark = enc::Encoding::for_bom(bytes);
    let unmarked = |encoding: &'static enc::Encoding| match mark {
        Some((marked, length)) if marked == encoding => bytes.get(length..).unwrap_or_default(),
        _ => bytes,
    };
    let (encoding, known) = if let Some(chosen) = chosen {
        (chosen.0, Known::Chosen)
    } else if let Some((marked, _)) = mark {
        (marked, Known::Mark)
    } else if let Some(wide) = guess_wide(bytes) {
        (wide, Known::Guessed)
    } else if simdutf8::basic::from_utf8(bytes).is_ok() && !looks_like_iso_2022(bytes) {
        (enc::UTF_8, Known::Strict)
    } else if let Some(declared) = declared.filter(|encoding| encoding.0 != enc::UTF_8) {
        (declared.0, Known::Declared)
    } else {
        (guess(bytes), Known::Guessed)
    };
    let (text, _) = encoding.decode_without_bom_handling(unmarked(encoding));
    if text.contains('\0') {
        return Err(ImportError::Binary);
    }
    if text.len() > MAX_BYTES {
        return Err(ImportError::TooLong(text.len()));
    }
    let unreadable = text.matches('\u{FFFD}').count();
    // No text is for the most part unreadable: these are bytes of something else.
    if known == Known::Guessed && unreadable > 16 + text.len() / 40 {
        return Err(ImportError::Binary);
    }
    Ok((text.into_owned(), Decoded { encoding: Encoding(encoding), known, unreadable }))
}

/// The encoding that bytes are probably in, where they are no UTF-8.
pub(super) fn guessed(bytes: &[u8]) -> Encoding {
    Encoding(guess(bytes))
}

/// Japanese mail writes its characters as ASCII between escapes, which is UTF-8 as well.
fn looks_like_iso_2022(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"\x1b$B").is_some()
}

/// Guesses among the encodings with one byte, and the East Asian ones.
fn guess(bytes: &[u8]) -> &'static enc::Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let found = detector.guess(None, chardetng::Utf8Detection::Deny);
    if found == enc::GBK {
        return enc::GB18030;
    }
    // The detector does not tell them apart; they differ in these letters.
    let ukrainian = [0xA4, 0xA6, 0xA7, 0xAD, 0xB4, 0xB6, 0xB7, 0xBD];
    if found == enc::KOI8_U && !bytes.iter().any(|byte| ukrainian.contains(byte)) {
        enc::KOI8_R
    } else {
        found
    }
}

/// Bytes that a guess at UTF-16 looks at.
const WIDE_SAMPLE: usize = 8192;

/// UTF-16 without a mark. Its spaces and line ends hold zero bytes, which no other text has.
fn guess_wide(bytes: &[u8]) -> Option<&'static enc::Encoding> {
    let sample = bytes.get(..WIDE_SAMPLE.min(bytes.len() & !1)).unwrap_or_default();
    if sample.len() < 4 || !sample.contains(&0) {
        return None;
    }
    let fits = |unit: fn([u8; 2]) -> u16| {
        let units = || sample.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        let breaks = units().filter(|unit| matches!(unit, 0x20 | 0x0A | 0x0D)).count();
        // Controls, private use and what is no character.
        let odd = units()
            .filter(
                |unit| matches!(unit, 0..=8 | 0xE..=0x1F | 0x80..=0x9F | 0xE000..=0xF8FF | 0xFFFE | 0xFFFF),
            )
            .count();
        odd == 0 && breaks > 0
    };
    match (fits(u16::from_le_bytes), fits(u16::from_be_bytes)) {
        (true, false) => Some(enc::UTF_16LE),
        (false, true) => Some(enc::UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "Стороны обсудили вопросы приграничной торговли и договорились продолжить работу.";

    fn told(bytes: &[u8]) -> (String, &'static str, Known) {
        let (text, decoded) = decode(bytes, None, None).unwrap();
        (text, decoded.encoding.name(), decoded.known)
    }

    #[test]
    fn a_mark_tells_the_encoding() {
        let utf16 = |big: bool| -> Vec<u8> {
            let units = "\u{feff}Да нет".encode_utf16();
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        assert_eq!(told(&utf16(false)), ("Да нет".to_owned(), "UTF-16LE", Known::Mark));
        assert_eq!(told(&utf16(true)), ("Да нет".to_owned(), "UTF-16BE", Known::Mark));
        assert_eq!(told("\u{feff}Да".as_bytes()), ("Да".to_owned(), "UTF-8", Known::Mark));
    }

    #[test]
    fn utf_16_without_a_mark_is_seen() {
        for text in [RUSSIAN, "Both sides agreed to meet again.", "双方 同意\n继续合作"] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(told(&bytes), (text.to_owned(), "UTF-16LE", Known::Guessed));
            let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(told(&bytes), (text.to_owned(), "UTF-16BE", Known::Guessed));
        }
    }

    #[test]
    fn old_encodings_are_guessed() {
        let cases: [(&enc::Encoding, &str); 8] = [
            (enc::WINDOWS_1251, RUSSIAN),
            (enc::KOI8_R, RUSSIAN),
            (enc::IBM866, RUSSIAN),
            (
                enc::WINDOWS_1252,
                "Les ministres ont évoqué la coopération «économique» et réaffirmé l’amitié.",
            ),
            (enc::WINDOWS_1256, "ناقش الجانبان العلاقات الثنائية بين البلدين وسبل تعزيزها"),
            (enc::GB18030, "双方就共同关心的问题交换了意见，并同意继续保持密切沟通。"),
            (
                enc::WINDOWS_1254,
                "Görüşmede iki ülke arasındaki işbirliği ele alındı, yeni adımlar kararlaştırıldı.",
            ),
            (enc::SHIFT_JIS, "両国は協力を続けることで一致しました。"),
        ];
        for (encoding, text) in cases {
            let (bytes, _, bad) = encoding.encode(text);
            assert!(!bad);
            assert_eq!(told(&bytes), (text.to_owned(), encoding.name(), Known::Guessed));
        }
    }

    #[test]
    fn what_is_chosen_counts_and_what_is_declared_comes_after_strict_utf_8() {
        let (bytes, _, _) = enc::KOI8_R.encode(RUSSIAN);
        let koi = Encoding::from_name("koi8-r").unwrap();
        let wrong = Encoding::from_code_page(1251).unwrap();
        let (text, decoded) = decode(&bytes, Some(wrong), Some(koi)).unwrap();
        assert_ne!(text, RUSSIAN);
        assert_eq!(decoded.known, Known::Chosen);
        let (text, decoded) = decode(&bytes, None, Some(koi)).unwrap();
        assert_eq!((text.as_str(), decoded.known), (RUSSIAN, Known::Declared));
        let (text, decoded) = decode(RUSSIAN.as_bytes(), None, Some(wrong)).unwrap();
        assert_eq!((text.as_str(), decoded.known), (RUSSIAN, Known::Strict));
    }

    #[test]
    fn what_is_unreadable_is_counted() {
        let (text, decoded) = decode(b"One \xff two \xfe", Some(Encoding::UTF_8), None).unwrap();
        assert_eq!((text.as_str(), decoded.unreadable), ("One \u{fffd} two \u{fffd}", 2));
    }

    #[test]
    fn binary_files_are_no_text() {
        assert_eq!(decode(b"\x7fELF\0\0\0\0\x01", None, None), Err(ImportError::Binary));
        assert_eq!(
            decode(&[b'a'; 3].repeat(MAX_BYTES), None, None),
            Err(ImportError::TooLong(3 * MAX_BYTES))
        );
    }

    #[test]
    fn every_encoding_has_a_name_and_a_label() {
        for encoding in Encoding::all() {
            assert_eq!(Encoding::from_name(encoding.name()), Some(encoding));
            assert_ne!(encoding.label(), encoding.name());
            let written = serde_json::to_string(&encoding).unwrap();
            assert_eq!(serde_json::from_str::<Encoding>(&written).unwrap(), encoding);
        }
        assert_eq!(Encoding::from_name("gbk").unwrap().name(), "gb18030");
        assert_eq!(Encoding::from_name("klingon"), None);
    }
}
