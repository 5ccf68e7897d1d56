//! Colours, sizes and spacings by role, for both themes. The only place with raw colours.
//!
//! Must not know: dossiers, or which widget uses what.
#![expect(clippy::disallowed_methods, reason = "this is where colours get their names")]

use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, Vec2};

use crate::analysis::Status;
use crate::model::Palette;

/// The three shades in which a palette colour is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shades {
    /// Text, underlines, outlines: contrast of at least 4.5 on the ground and on `tint`.
    pub strong: Color32,
    /// The tint under tagged words.
    pub tint: Color32,
    /// Text on a chip filled with `strong`.
    pub on_strong: Color32,
}

/// All colours of one theme.
#[derive(Debug, Clone, Copy)]
pub(super) struct Theme {
    /// Whether it is a dark one.
    pub dark: bool,
    /// Whether colours and lines are stronger.
    pub high_contrast: bool,
    /// Behind the statements.
    pub ground: Color32,
    /// Behind the side columns and bars.
    pub side: Color32,
    /// Behind fields and cards.
    pub card: Color32,
    /// The gap between the statements, in the middle.
    pub gap: Color32,
    /// Lines between areas.
    pub line: Color32,
    /// Outlines of buttons and fields.
    pub outline: Color32,
    /// Most text.
    pub text: Color32,
    /// Text of second rank; still 4.5 on its ground.
    pub quiet: Color32,
    /// What can be clicked, and the focus.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind the chosen row of a list.
    pub chosen: Color32,
    /// Behind a hovered row or button.
    pub hovered: Color32,
    /// Behind selected words.
    pub selection: Color32,
    /// Behind words that were found.
    pub found: Color32,
    /// Around the place found that one is at, and in the strip.
    pub found_strong: Color32,
    /// Empty part of a bar or ladder.
    pub empty: Color32,
    /// Behind a dialog, over the window.
    pub veil: Color32,
    shades: [Shades; 12],
}

/// Sizes in points.
pub(super) mod size {
    /// Text of the window.
    pub(crate) const TEXT: f32 = 13.0;
    /// Small text: second lines, counts.
    pub(crate) const SMALL: f32 = 11.5;
    /// Section titles in capitals.
    pub(crate) const SECTION: f32 = 10.5;
    /// Names of parties and dialogs' titles.
    pub(crate) const TITLE: f32 = 14.5;
    /// Height of the bar at the top.
    pub(crate) const TOP: f32 = 44.0;
    /// Width of the left column.
    pub(crate) const LEFT: f32 = 230.0;
    /// Width of the left column where there is little room.
    pub(crate) const LEFT_NARROW: f32 = 190.0;
    /// Width of the inspector.
    pub(crate) const RIGHT: f32 = 280.0;
    /// Width of the inspector where there is little room.
    pub(crate) const RIGHT_NARROW: f32 = 240.0;
    /// Width of the gap between the statements.
    pub(crate) const GAP: f32 = 84.0;
    /// Height of the bar at the bottom.
    pub(crate) const BOTTOM: f32 = 52.0;
    /// Height of a statement's head.
    pub(crate) const HEAD: f32 = 56.0;
    /// Narrower than this, the side columns are narrower too.
    pub(crate) const ROOMY: f32 = 1180.0;
    /// Narrower than this, the left column gives its room to the statements.
    pub(crate) const NARROW: f32 = 900.0;
    /// The window is never zoomed so far that it has less room than this.
    pub(crate) const LEAST: f32 = 760.0;
    /// Rounding of cards and buttons.
    pub(crate) const ROUND: u8 = 6;
}

/// The family of bold text.
pub(super) fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// The family of the statements' text.
pub(super) fn serif_family() -> FontFamily {
    FontFamily::Name("serif".into())
}

/// Bold text of this size, in points.
pub(super) fn bold(size: f32) -> FontId {
    FontId::new(size, bold_family())
}

/// Plain text of this size, in points.
pub(super) fn plain(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Text of statements, of this size in points.
pub(super) fn serif(size: f32) -> FontId {
    FontId::new(size, serif_family())
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn shades(strong: u32, tint: u32, on_strong: u32) -> Shades {
    Shades { strong: rgb(strong), tint: rgb(tint), on_strong: rgb(on_strong) }
}

/// The light theme. Palette in the order of `Palette::ALL`.
const LIGHT: Theme = Theme {
    dark: false,
    high_contrast: false,
    ground: rgb(0xFF_FFFF),
    side: rgb(0xFB_FAF8),
    card: rgb(0xFF_FFFF),
    gap: rgb(0xF5_F4F1),
    line: rgb(0xE5_E3DE),
    outline: rgb(0xD3_D0C9),
    text: rgb(0x1F_2328),
    quiet: rgb(0x5F_6672),
    accent: rgb(0x2B_5A8C),
    on_accent: rgb(0xFF_FFFF),
    chosen: rgb(0xE6_EDF5),
    hovered: rgb(0xF0_EEEA),
    selection: rgb(0xC9_DDF3),
    found: rgb(0xFF_E58A),
    found_strong: rgb(0x9A_6A00),
    empty: rgb(0xE4_E2DD),
    veil: Color32::from_black_alpha(70),
    shades: [
        shades(0xB0_402D, 0xFB_E5E0, 0xFF_FFFF), // red
        shades(0x2A_6B8C, 0xDC_EBF2, 0xFF_FFFF), // blue
        shades(0x36_7644, 0xE1_F0E3, 0xFF_FFFF), // green
        shades(0x63_55A4, 0xEA_E6F7, 0xFF_FFFF), // violet
        shades(0x83_641A, 0xF7_EED3, 0xFF_FFFF), // ochre
        shades(0x1F_7570, 0xD9_EFEC, 0xFF_FFFF), // teal
        shades(0xA5_3A68, 0xF9_E2EC, 0xFF_FFFF), // rose
        shades(0x55_6270, 0xE8_EBEF, 0xFF_FFFF), // slate
        shades(0x9A_5420, 0xFA_E7D8, 0xFF_FFFF), // orange
        shades(0x3E_4FA3, 0xE3_E7F8, 0xFF_FFFF), // indigo
        shades(0x5E_6B1F, 0xEC_F0D5, 0xFF_FFFF), // olive
        shades(0x7A_5340, 0xF0_E7E1, 0xFF_FFFF), // brown
    ],
};

/// The dark theme.
const DARK: Theme = Theme {
    dark: true,
    high_contrast: false,
    ground: rgb(0x20_2328),
    side: rgb(0x1B_1E23),
    card: rgb(0x22_262B),
    gap: rgb(0x18_1A1E),
    line: rgb(0x30_343B),
    outline: rgb(0x42_4850),
    text: rgb(0xE7_E8EA),
    quiet: rgb(0xA2_A9B3),
    accent: rgb(0x86_B6E6),
    on_accent: rgb(0x12_2233),
    chosen: rgb(0x25_3445),
    hovered: rgb(0x2B_2F36),
    selection: rgb(0x2F_4D6E),
    found: rgb(0x5C_4A12),
    found_strong: rgb(0xF2_C94C),
    empty: rgb(0x34_393F),
    veil: Color32::from_black_alpha(130),
    shades: [
        shades(0xEE_8F78, 0x49_241D, 0x2B_0D07), // red
        shades(0x82_BEDC, 0x1C_3846, 0x06_1D29), // blue
        shades(0x86_C895, 0x1D_3B27, 0x06_200E), // green
        shades(0xB9_A8EB, 0x33_2C52, 0x19_1233), // violet
        shades(0xDB_B752, 0x43_3813, 0x26_1D02), // ochre
        shades(0x72_C9C0, 0x16_3E3B, 0x03_2422), // teal
        shades(0xEC_94B7, 0x47_2033, 0x2C_0B1B), // rose
        shades(0xAE_BAC7, 0x33_3A42, 0x14_1A20), // slate
        shades(0xE5_A36F, 0x45_2C18, 0x29_1505), // orange
        shades(0xA0_ADF0, 0x28_2F55, 0x0F_1536), // indigo
        shades(0xB9_C46E, 0x35_3A17, 0x1B_1E05), // olive
        shades(0xCF_A890, 0x3C_2F27, 0x22_170F), // brown
    ],
};

/// The light theme with stronger colours and lines.
const HIGH_LIGHT: Theme = stronger(&LIGHT, rgb(0x00_0000), rgb(0xFF_FFFF));

/// The dark theme with stronger colours and lines.
const HIGH_DARK: Theme = stronger(&DARK, rgb(0xFF_FFFF), rgb(0x00_0000));

/// A theme with everything that is read nearer to `ink` and all grounds at `paper`.
const fn stronger(theme: &Theme, ink: Color32, paper: Color32) -> Theme {
    let mut shades = theme.shades;
    let mut index = 0;
    while index < shades.len() {
        #[expect(clippy::indexing_slicing, reason = "worked out when the program is built")]
        let Shades { strong, tint, .. } = shades[index];
        #[expect(clippy::indexing_slicing, reason = "worked out when the program is built")]
        {
            shades[index] =
                Shades { strong: mix(strong, ink, 45), tint: mix(tint, paper, 20), on_strong: paper };
        }
        index += 1;
    }
    Theme {
        high_contrast: true,
        ground: paper,
        side: paper,
        card: paper,
        gap: paper,
        line: mix(paper, ink, 55),
        outline: mix(paper, ink, 75),
        text: ink,
        quiet: mix(paper, ink, 80),
        accent: mix(theme.accent, ink, 40),
        on_accent: paper,
        found_strong: mix(theme.found_strong, ink, 40),
        empty: mix(paper, ink, 30),
        shades,
        ..*theme
    }
}

/// A colour so many per cent of the way to another.
const fn mix(from: Color32, to: Color32, percent: u32) -> Color32 {
    const fn channel(from: u8, to: u8, percent: u32) -> u8 {
        ((from as u32 * (100 - percent) + to as u32 * percent) / 100) as u8
    }
    Color32::from_rgb(
        channel(from.r(), to.r(), percent),
        channel(from.g(), to.g(), percent),
        channel(from.b(), to.b(), percent),
    )
}

/// Where the window keeps whether contrast is high.
fn contrast_id() -> egui::Id {
    egui::Id::unique("high contrast")
}

impl Theme {
    /// The theme, light or dark, with usual or high contrast.
    pub(super) fn of(dark: bool, high_contrast: bool) -> &'static Self {
        match (dark, high_contrast) {
            (false, false) => &LIGHT,
            (true, false) => &DARK,
            (false, true) => &HIGH_LIGHT,
            (true, true) => &HIGH_DARK,
        }
    }

    /// The theme that is on now.
    pub(super) fn now(ctx: &egui::Context) -> &'static Self {
        let high = ctx.data(|data| data.get_temp(contrast_id())).unwrap_or(false);
        Self::of(ctx.theme() == egui::Theme::Dark, high)
    }

    /// Turns high contrast on or off, for our own drawing and for egui's widgets.
    pub(super) fn set_contrast(ctx: &egui::Context, high: bool) {
        ctx.data_mut(|data| data.insert_temp(contrast_id(), high));
        ctx.style_mut_of(egui::Theme::Light, |style| Self::of(false, high).apply(style));
        ctx.style_mut_of(egui::Theme::Dark, |style| Self::of(true, high).apply(style));
    }

    /// The shades of a palette colour.
    pub(super) fn shades(&self, colour: Palette) -> Shades {
        Palette::ALL
            .iter()
            .zip(self.shades)
            .find_map(|(name, shades)| (*name == colour).then_some(shades))
            .unwrap_or(Shades { strong: self.text, tint: self.hovered, on_strong: self.ground })
    }

    /// The colour of a status; a word or a shape always goes with it.
    pub(super) fn status(&self, status: Status) -> Color32 {
        let colour = match status {
            Status::Answered => Palette::Green,
            Status::InPart => Palette::Ochre,
            Status::TurnedAside => Palette::Rose,
            Status::NoResponse => Palette::Red,
            Status::NotReviewed => Palette::Slate,
        };
        self.shades(colour).strong
    }

    /// The colour of a status as an area, such as in a coverage bar.
    pub(super) fn status_area(&self, status: Status) -> Color32 {
        match (status, self.dark) {
            (Status::InPart, false) => rgb(0xC0_8A1E),
            (Status::NotReviewed, false) => rgb(0xA9_B0B8),
            (Status::NotReviewed, true) => rgb(0x6C_747D),
            _ => self.status(status),
        }
    }

    /// A line between areas.
    pub(super) fn hairline(&self) -> Stroke {
        Stroke::new(1.0, self.line)
    }

    /// Sets egui's own widgets to this theme. Called for each theme when it changes.
    pub(super) fn apply(&self, style: &mut egui::Style) {
        let visuals = &mut style.visuals;
        *visuals = if self.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        visuals.panel_fill = self.ground;
        visuals.window_fill = self.card;
        visuals.window_stroke = Stroke::new(1.0, self.outline);
        visuals.extreme_bg_color = self.card;
        visuals.text_edit_bg_color = Some(self.card);
        visuals.faint_bg_color = self.side;
        visuals.code_bg_color = self.hovered;
        visuals.hyperlink_color = self.accent;
        visuals.weak_text_color = Some(self.quiet);
        visuals.warn_fg_color = self.shades(Palette::Ochre).strong;
        visuals.error_fg_color = self.shades(Palette::Red).strong;
        visuals.selection.bg_fill = self.selection;
        visuals.selection.stroke = Stroke::new(1.0, self.text);
        visuals.window_corner_radius = CornerRadius::same(10);
        visuals.menu_corner_radius = CornerRadius::same(8);
        // Shadows and animations cost more than the text where there is no graphics card.
        visuals.window_shadow = egui::Shadow::NONE;
        visuals.popup_shadow = egui::Shadow::NONE;
        visuals.text_cursor.blink = false;
        visuals.widgets.noninteractive.fg_stroke = Stroke::new(1.0, self.text);
        visuals.widgets.noninteractive.bg_stroke = self.hairline();
        for (widget, fill, outline) in [
            (&mut visuals.widgets.inactive, self.card, self.outline),
            (&mut visuals.widgets.hovered, self.hovered, self.quiet),
            (&mut visuals.widgets.active, self.chosen, self.accent),
            (&mut visuals.widgets.open, self.chosen, self.accent),
        ] {
            // Scroll bars are filled with this.
            widget.bg_fill = outline;
            widget.weak_bg_fill = fill;
            widget.bg_stroke = Stroke::new(1.0, outline);
            widget.fg_stroke = Stroke::new(1.0, self.text);
            widget.corner_radius = CornerRadius::same(size::ROUND);
            widget.expansion = 0.0;
        }
        visuals.widgets.active.fg_stroke = Stroke::new(1.5, self.accent);
        style.animation_time = 0.0;
        style.spacing.item_spacing = Vec2::new(8.0, 6.0);
        style.spacing.button_padding = Vec2::new(10.0, 5.0);
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.interact_size.y = 24.0;
        style.spacing.scroll = egui::style::ScrollStyle::solid();
        style.spacing.scroll.bar_width = 9.0;
        style.spacing.scroll.foreground_color = false;
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.4;
        for (kind, font) in [
            (egui::TextStyle::Small, plain(size::SMALL)),
            (egui::TextStyle::Body, plain(size::TEXT)),
            (egui::TextStyle::Button, plain(size::TEXT)),
            (egui::TextStyle::Heading, bold(17.0)),
            (egui::TextStyle::Monospace, plain(size::TEXT)),
        ] {
            style.text_styles.insert(kind, font);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |c: Color32| {
            let channel = |v: u8| {
                let v = f32::from(v) / 255.0;
                if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b())
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_is_readable_on_its_ground() {
        for theme in [&LIGHT, &DARK, &HIGH_LIGHT, &HIGH_DARK] {
            // The higher one is that of WCAG's level AAA.
            let least = if theme.high_contrast { 7.0 } else { 4.5 };
            let mut pairs = vec![
                ("text on ground", theme.text, theme.ground),
                ("text on side", theme.text, theme.side),
                ("text on chosen", theme.text, theme.chosen),
                ("text on selection", theme.text, theme.selection),
                ("quiet on ground", theme.quiet, theme.ground),
                ("quiet on side", theme.quiet, theme.side),
                ("quiet on card", theme.quiet, theme.card),
                ("quiet on chosen", theme.quiet, theme.chosen),
                ("accent on side", theme.accent, theme.side),
                ("on accent", theme.on_accent, theme.accent),
                ("text on found", theme.text, theme.found),
                ("found on ground", theme.found_strong, theme.ground),
            ];
            for shades in theme.shades {
                pairs.push(("text on tint", theme.text, shades.tint));
                pairs.push(("strong on ground", shades.strong, theme.ground));
                pairs.push(("strong on side", shades.strong, theme.side));
                pairs.push(("strong on tint", shades.strong, shades.tint));
                pairs.push(("on strong", shades.on_strong, shades.strong));
            }
            for (what, text, ground) in pairs {
                let found = contrast(text, ground);
                assert!(found >= least, "{what} ({}): {found:.2} {text:?} {ground:?}", theme.dark);
            }
        }
    }
}
