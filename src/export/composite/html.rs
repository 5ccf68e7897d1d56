//! The composite text as one page: no script, nothing from elsewhere, prints well.
//!
//! Must not know: how it came to be.

use std::fmt::Write as _;

use super::super::ExportOptions;
use super::super::ink;
use super::super::markup::escaped;
use super::super::page;
use super::pieces::{Piece, is_spaced};
use super::{Composite, Side};

/// The file.
pub(super) fn write(composite: &Composite, options: &ExportOptions) -> Vec<u8> {
    let [a, b] = &composite.sides;
    let style = format!(
        ".a{{color:{}}}.b{{color:{}}}.d b{{font-weight:600}}.d{{white-space:pre-line}}h2{{margin-top:1.6em}}",
        ink::of(a.colour).hex(),
        // Two texts of one party, or two parties of one colour, are told apart by their labels.
        ink::of(b.colour).hex()
    );
    let mut body = String::new();
    // Writing to a string does not fail.
    let _ = write!(
        body,
        "<h1>{}</h1>\n<p class=\"quiet\">{}</p>\n<ul>\n",
        escaped(&composite.title),
        escaped(&composite.subtitle)
    );
    for (side, class) in composite.sides.iter().zip(["a", "b"]) {
        let _ = writeln!(
            body,
            "<li><b class=\"{class}\">{}</b>: <bdi>{}</bdi></li>",
            escaped(&side.label),
            escaped(&side.source)
        );
    }
    let _ = writeln!(body, "</ul>\n<p class=\"quiet\">{}</p>", escaped(composite.reading));
    for section in &composite.sections {
        if !section.heading.is_empty() {
            let _ = writeln!(body, "<h2 dir=\"auto\">{}</h2>", escaped(&section.heading));
        }
        for paragraph in &section.paragraphs {
            let _ = writeln!(body, "<p dir=\"auto\">{}</p>", pieces(&composite.sides, paragraph));
        }
    }
    page::page(options, &composite.title, &style, &body)
}

fn pieces(sides: &[Side; 2], pieces: &[Piece]) -> String {
    let mut out = String::new();
    // What stands before, as far as spaces are concerned.
    let mut before = "";
    for piece in pieces {
        match piece {
            Piece::Common(words) => {
                out.push_str(if is_spaced(before, words) { " " } else { "" });
                out.push_str(&escaped(words));
                before = words;
            }
            Piece::Differs(said) => {
                for ((side, class), words) in sides.iter().zip(["a", "b"]).zip(said) {
                    if words.is_empty() {
                        continue;
                    }
                    out.push_str(if is_spaced(before, "[") { " " } else { "" });
                    let language = page::language(&side.language);
                    let _ = write!(
                        out,
                        "<span class=\"d {class}\">[<b>{}:</b> <bdi{language}>{}</bdi>]</span>",
                        escaped(&side.label),
                        escaped(words)
                    );
                    before = "]";
                }
            }
        }
    }
    out
}
