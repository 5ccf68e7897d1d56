//! The fonts that come with the program (see assets/fonts): once, for the window and for exports.
//!
//! Must not know: who draws with them.

/// Sans serif.
pub static SANS: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
/// Sans serif, bold.
pub static SANS_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Bold.ttf");
/// Serif.
pub static SERIF: &[u8] = include_bytes!("../../assets/fonts/NotoSerif-Regular.ttf");
/// Arrows and signs of mathematics, where the others have none.
pub static ARROWS: &[u8] = include_bytes!("../../assets/fonts/NotoSansMath-Regular.ttf");
/// Shapes and symbols, where the others have none.
pub static SHAPES: &[u8] = include_bytes!("../../assets/fonts/NotoSansSymbols2-Regular.ttf");
