//! A picture as PNG, twice as fine as its points, with the letters drawn by our own fonts.
//!
//! Must not know: what the picture tells.

use skrifa::outline::OutlinePen;
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform};

use super::super::ink::{self, Ink};
use super::super::shown::on_one_line;
use super::letters::{LetterPen, Letters};
use super::scene::{Scene, Shape};

/// Pixels for a point.
const FINE: f32 = 2.0;

/// Pixels that a side may have: more is refused by many programs.
const MOST_PIXELS: f32 = 30_000.0;

/// Pixels in all: 64 million are 256 MB while it is drawn.
const MOST_IN_ALL: f32 = 64_000_000.0;

/// The picture, or why it can't be one.
pub(super) fn write(scene: &Scene, letters: &Letters) -> Result<Vec<u8>, String> {
    let Some(fine) = fineness(scene) else {
        return Err("it would be too large for a picture: choose fewer meetings, or take SVG".to_owned());
    };
    let pixels = |length: f32| (length * fine).ceil() as u32;
    let size = (pixels(scene.width), pixels(scene.height));
    let mut canvas = Pixmap::new(size.0, size.1).ok_or("it has no size")?;
    canvas.fill(colour(ink::GROUND));
    let transform = Transform::from_scale(fine, fine);
    for shape in scene.groups.iter().flat_map(|group| &group.shapes) {
        draw(&mut canvas, shape, letters, transform);
    }
    packed(scene, &canvas, fine).map_err(|error| error.to_string())
}

/// Pixels for a point: two, or one where the picture is large.
fn fineness(scene: &Scene) -> Option<f32> {
    let fits = |fine: f32| {
        let (width, height) = (scene.width * fine, scene.height * fine);
        width.max(height) <= MOST_PIXELS && width * height <= MOST_IN_ALL
    };
    [FINE, 1.0].into_iter().find(|fine| fits(*fine))
}

fn colour(ink: Ink) -> tiny_skia::Color {
    let [red, green, blue] = ink.rgb;
    tiny_skia::Color::from_rgba8(red, green, blue, 255)
}

fn paint(ink: Ink) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour(ink));
    paint
}

fn draw(canvas: &mut Pixmap, shape: &Shape, letters: &Letters, transform: Transform) {
    let mut fill = |path: Option<Path>, ink: Ink| {
        if let Some(path) = path {
            canvas.fill_path(&path, &paint(ink), FillRule::Winding, transform, None);
        }
    };
    match shape {
        Shape::Rect { at: (x, y), width, height, fill: ink } => {
            let rect = Rect::from_xywh(*x, *y, *width, *height);
            fill(rect.map(PathBuilder::from_rect), *ink);
        }
        Shape::Disc { centre: (x, y), radius, fill: ink } => {
            fill(PathBuilder::from_circle(*x, *y, *radius), *ink);
        }
        Shape::HalfDisc { centre, radius, fill: ink } => fill(half_disc(*centre, *radius), *ink),
        Shape::Text { at, words, size, bold, ink } => {
            let words = on_one_line(words);
            let mut pen = Pen { path: PathBuilder::new(), start: *at, at: *at };
            letters.draw(&words, *size, *bold, &mut pen);
            fill(pen.path.finish(), *ink);
        }
        Shape::Line { from, to, ink, width } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            stroke(canvas, path.finish(), *ink, *width, transform);
        }
        Shape::Ring { centre: (x, y), radius, ink, width } => {
            stroke(canvas, PathBuilder::from_circle(*x, *y, *radius), *ink, *width, transform);
        }
    }
}

fn stroke(canvas: &mut Pixmap, path: Option<Path>, ink: Ink, width: f32, transform: Transform) {
    if let Some(path) = path {
        canvas.stroke_path(&path, &paint(ink), &Stroke { width, ..Stroke::default() }, transform, None);
    }
}

/// The left half of a circle, by two curves that stay within a thousandth of it.
fn half_disc((x, y): (f32, f32), radius: f32) -> Option<Path> {
    let handle = radius * 0.552_285;
    let mut path = PathBuilder::new();
    path.move_to(x, y - radius);
    path.cubic_to(x - handle, y - radius, x - radius, y - handle, x - radius, y);
    path.cubic_to(x - radius, y + handle, x - handle, y + radius, x, y + radius);
    path.close();
    path.finish()
}

/// Puts a letter's outline, whose y grows upwards, where it belongs.
struct Pen {
    path: PathBuilder,
    /// Where the line begins.
    start: (f32, f32),
    /// Where the letter begins.
    at: (f32, f32),
}

impl LetterPen for Pen {
    fn begin(&mut self, x: f32) {
        self.at = (self.start.0 + x, self.start.1);
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at.0 + x, self.at.1 - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at.0 + x, self.at.1 - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.at.0 + cx, self.at.1 - cy, self.at.0 + x, self.at.1 - y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (left, base) = self.at;
        self.path.cubic_to(left + cx0, base - cy0, left + cx1, base - cy1, left + x, base - y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

/// The pixels as a file, with the title and the description for those who can't see it.
fn packed(scene: &Scene, canvas: &Pixmap, fine: f32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, canvas.width(), canvas.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // A point is 1/96 inch.
    let per_metre = (96.0 * fine / 0.0254).round() as u32;
    let dims = png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter };
    encoder.set_pixel_dims(Some(dims));
    encoder.add_itxt_chunk("Title".to_owned(), on_one_line(&scene.title))?;
    encoder.add_itxt_chunk("Description".to_owned(), on_one_line(&scene.description))?;
    // Everything is opaque: three bytes for a pixel are enough.
    let pixels: Vec<u8> =
        canvas.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}
