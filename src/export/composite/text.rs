//! The composite text as plain text, in UTF-8.
//!
//! Must not know: how it came to be.

use super::super::ExportOptions;
use super::super::shown::shown;
use super::Composite;
use super::pieces::{Piece, is_spaced};

/// The file.
pub(super) fn write(composite: &Composite, options: &ExportOptions) -> Vec<u8> {
    let mut out = String::new();
    let mut lines = |line: &str| {
        out.push_str(line);
        out.push('\n');
    };
    let marking = shown(&options.marking).trim().to_owned();
    if !marking.is_empty() {
        lines(&format!("{marking}\n"));
    }
    lines(&composite.title);
    lines(&composite.subtitle);
    lines("");
    for side in &composite.sides {
        lines(&format!("{}: {}", side.label, side.source));
    }
    lines("");
    lines(composite.reading);
    for section in &composite.sections {
        if !section.heading.is_empty() {
            lines(&format!("\n\n{}", shown(&section.heading).trim()));
        }
        for paragraph in &section.paragraphs {
            lines("");
            lines(&line(composite, paragraph));
        }
    }
    if !marking.is_empty() {
        lines(&format!("\n\n{marking}"));
    }
    out.into_bytes()
}

fn line(composite: &Composite, pieces: &[Piece]) -> String {
    let mut line = String::new();
    for piece in pieces {
        match piece {
            Piece::Common(words) => {
                let words = shown(words);
                line.push_str(if is_spaced(&line, &words) { " " } else { "" });
                line.push_str(&words);
            }
            Piece::Differs(said) => {
                for (side, words) in composite.sides.iter().zip(said).filter(|(_, words)| !words.is_empty()) {
                    line.push_str(if is_spaced(&line, "[") { " " } else { "" });
                    line.push_str(&format!("[{}: {}]", side.label, shown(words)));
                }
            }
        }
    }
    line
}
