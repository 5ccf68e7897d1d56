//! A picture as SVG: text stays text, in whatever sans serif the reader has.
//!
//! Must not know: what the picture tells.

use std::fmt::Write as _;

use super::super::ink;
use super::super::markup::escaped;
use super::scene::{Scene, Shape};

/// Shapes that a drawing may have: about forty megabytes. No viewer opens many times more.
const MOST_SHAPES: usize = 400_000;

/// The picture as one file, without script, style sheet or anything from elsewhere.
pub(super) fn write(scene: &Scene) -> Result<Vec<u8>, String> {
    if scene.groups.iter().map(|group| group.shapes.len()).sum::<usize>() > MOST_SHAPES {
        return Err("it would be too large to be opened: choose fewer meetings".to_owned());
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (width, height) = (number(scene.width), number(scene.height));
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         xml:lang=\"{}\" role=\"graphics-document document\" aria-labelledby=\"title\" aria-describedby=\"description\" \
         font-family=\"sans-serif\">",
        scene.language
    );
    let _ = writeln!(out, "<title id=\"title\">{}</title>", escaped(&scene.title));
    let _ = writeln!(out, "<desc id=\"description\">{}</desc>", escaped(&scene.description));
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", ink::GROUND.hex());
    for group in &scene.groups {
        out.push_str("<g>");
        if !group.title.is_empty() {
            let _ = write!(out, "<title>{}</title>", escaped(&group.title));
        }
        out.push('\n');
        group.shapes.iter().for_each(|shape| put(&mut out, shape));
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    Ok(out.into_bytes())
}

fn put(out: &mut String, shape: &Shape) {
    let _ = match shape {
        Shape::Rect { at: (x, y), width, height, fill } => writeln!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
            number(*x),
            number(*y),
            number(*width),
            number(*height),
            fill.hex()
        ),
        Shape::Line { from, to, ink, width } => writeln!(
            out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>",
            number(from.0),
            number(from.1),
            number(to.0),
            number(to.1),
            ink.hex(),
            number(*width)
        ),
        Shape::Disc { centre, radius, fill } => writeln!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
            number(centre.0),
            number(centre.1),
            number(*radius),
            fill.hex()
        ),
        Shape::HalfDisc { centre: (x, y), radius, fill } => writeln!(
            out,
            "<path d=\"M{0} {1}A{2} {2} 0 0 0 {0} {3}Z\" fill=\"{4}\"/>",
            number(*x),
            number(y - radius),
            number(*radius),
            number(y + radius),
            fill.hex()
        ),
        Shape::Ring { centre, radius, ink, width } => writeln!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>",
            number(centre.0),
            number(centre.1),
            number(*radius),
            ink.hex(),
            number(*width)
        ),
        Shape::Text { at, words, size, bold, ink } => writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{} fill=\"{}\">{}</text>",
            number(at.0),
            number(at.1),
            number(*size),
            if *bold { " font-weight=\"bold\"" } else { "" },
            ink.hex(),
            escaped(words)
        ),
    };
}

/// To a hundredth of a point, without needless digits.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::scene::Group;
    use super::*;

    #[test]
    fn what_no_viewer_opens_is_not_written() {
        let with = |shapes: usize| {
            let disc = Shape::Disc { centre: (1.0, -0.001), radius: 1.5, fill: ink::TEXT };
            let groups = vec![Group { title: String::new(), shapes: vec![disc; shapes] }];
            let (title, description) = ("a & b".to_owned(), String::new());
            write(&Scene { width: 9.0, height: 9.5, language: "en", title, description, groups })
        };
        let drawing = String::from_utf8(with(1).unwrap()).unwrap();
        assert!(drawing.contains("<circle cx=\"1\" cy=\"0\" r=\"1.5\" fill=\""), "{drawing}");
        assert!(drawing.contains("viewBox=\"0 0 9 9.5\"") && drawing.contains("a &amp; b</title>"));
        assert!(with(MOST_SHAPES + 1).unwrap_err().contains("choose fewer meetings"));
    }
}
