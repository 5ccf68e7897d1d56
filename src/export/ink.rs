//! Colours by role for what is written on paper or a white page: those of the window's light
//! theme. Beside `ui/theme.rs` the only place with raw colours.
//!
//! Must not know: what is drawn with them.

use crate::analysis::Status;
use crate::model::Palette;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    /// Red, green and blue.
    pub(super) rgb: [u8; 3],
}

const fn ink(hex: u32) -> Ink {
    Ink { rgb: [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8] }
}

impl Ink {
    /// As CSS and SVG write it.
    pub(super) fn hex(self) -> String {
        let [red, green, blue] = self.rgb;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The page.
pub(super) const GROUND: Ink = ink(0xFF_FFFF);
/// Most text.
pub(super) const TEXT: Ink = ink(0x1F_2328);
/// Text of second rank; still 4.5 on the page.
pub(super) const QUIET: Ink = ink(0x5F_6672);
/// Thin lines between rows.
pub(super) const LINE: Ink = ink(0xE5_E3DE);
/// Words that lead somewhere else.
pub(super) const ACCENT: Ink = ink(0x2B_5A8C);
/// The line below a table's head.
pub(super) const STRONG_LINE: Ink = ink(0x9A_A0A8);
/// Lines that carry on from one place to the next.
pub(super) const CARRIED: Ink = ink(0xB9_B5AB);

/// A palette colour as text, dot or outline: contrast of at least 4.5 on the page.
pub(super) fn of(colour: Palette) -> Ink {
    match colour {
        Palette::Red => ink(0xB0_402D),
        Palette::Blue => ink(0x2A_6B8C),
        Palette::Green => ink(0x36_7644),
        Palette::Violet => ink(0x63_55A4),
        Palette::Ochre => ink(0x83_641A),
        Palette::Teal => ink(0x1F_7570),
        Palette::Rose => ink(0xA5_3A68),
        Palette::Slate => ink(0x55_6270),
        Palette::Orange => ink(0x9A_5420),
        Palette::Indigo => ink(0x3E_4FA3),
        Palette::Olive => ink(0x5E_6B1F),
        Palette::Brown => ink(0x7A_5340),
    }
}

/// A palette colour as the ground of words: light enough for text on it.
pub(super) fn tint(colour: Palette) -> Ink {
    match colour {
        Palette::Red => ink(0xFB_E5E0),
        Palette::Blue => ink(0xDC_EBF2),
        Palette::Green => ink(0xE1_F0E3),
        Palette::Violet => ink(0xEA_E6F7),
        Palette::Ochre => ink(0xF7_EED3),
        Palette::Teal => ink(0xD9_EFEC),
        Palette::Rose => ink(0xF9_E2EC),
        Palette::Slate => ink(0xE8_EBEF),
        Palette::Orange => ink(0xFA_E7D8),
        Palette::Indigo => ink(0xE3_E7F8),
        Palette::Olive => ink(0xEC_F0D5),
        Palette::Brown => ink(0xF0_E7E1),
    }
}

/// The colour of a status as text or mark; a word or a shape always goes with it.
pub(super) fn status(status: Status) -> Ink {
    of(match status {
        Status::Answered => Palette::Green,
        Status::InPart => Palette::Ochre,
        Status::TurnedAside => Palette::Rose,
        Status::NoResponse => Palette::Red,
        Status::NotReviewed => Palette::Slate,
    })
}

/// The colour of a status as an area, such as in a bar.
pub(super) fn status_area(of: Status) -> Ink {
    match of {
        Status::InPart => ink(0xC0_8A1E),
        Status::NotReviewed => ink(0xA9_B0B8),
        other => status(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.
    fn luminance(ink: Ink) -> f64 {
        let [red, green, blue] = ink.rgb.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(a: Ink, b: Ink) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn whatever_is_read_stands_out_from_the_page() {
        let read =
            Palette::ALL.map(of).into_iter().chain(Status::ALL.map(status)).chain([TEXT, QUIET, ACCENT]);
        for ink in read {
            assert!(contrast(ink, GROUND) >= 4.5, "{}: {:.2}", ink.hex(), contrast(ink, GROUND));
        }
        for colour in Palette::ALL {
            assert!(contrast(TEXT, tint(colour)) >= 7.0, "{colour:?}");
            assert!(contrast(of(colour), tint(colour)) >= 4.5, "{colour:?}");
        }
    }
}
