//! The fonts that come with the program (see assets/fonts): once, for the window and for exports.
//!
//! Must not know: who draws with them.

/// Sans serif.
pub static SANS: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
/// Sans serif, bold.
pub static SANS_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Bold.ttf");
/// Sans serif, slanted.
pub static SANS_ITALIC: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Italic.ttf");
/// Serif.
pub static SERIF: &[u8] = include_bytes!("../../assets/fonts/NotoSerif-Regular.ttf");
/// Serif, bold.
pub static SERIF_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSerif-Bold.ttf");
/// Serif, slanted.
pub static SERIF_ITALIC: &[u8] = include_bytes!("../../assets/fonts/NotoSerif-Italic.ttf");
/// Arabic letters, also those of Persian and Urdu.
pub static ARABIC: &[u8] = include_bytes!("../../assets/fonts/NotoNaskhArabic-Regular.ttf");
/// The same, bold.
pub static ARABIC_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoNaskhArabic-Bold.ttf");
/// Hebrew letters.
pub static HEBREW: &[u8] = include_bytes!("../../assets/fonts/NotoSerifHebrew-Regular.ttf");
/// The same, bold.
pub static HEBREW_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSerifHebrew-Bold.ttf");
/// Arrows and signs of mathematics, where the others have none.
pub static ARROWS: &[u8] = include_bytes!("../../assets/fonts/NotoSansMath-Regular.ttf");
/// Pictures of control characters.
pub static CONTROLS: &[u8] = include_bytes!("../../assets/fonts/NotoSansSymbols2-Controls.ttf");
/// Shapes and symbols, where the others have none.
pub static SHAPES: &[u8] = include_bytes!("../../assets/fonts/NotoSansSymbols2-Regular.ttf");
