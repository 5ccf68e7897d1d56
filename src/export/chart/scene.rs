//! A picture as a list of shapes, before it is written in one format or another.
//!
//! Lengths are in points, 1/96 inch on a screen; y grows downwards.
//! Must not know: what the picture tells, or how it is written.

use super::super::ink::Ink;
use crate::analysis::Status;

/// A place: x and y.
pub(super) type Point = (f32, f32);

/// A piece of the picture.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A filled rectangle from its upper left corner.
    Rect { at: Point, width: f32, height: f32, fill: Ink },
    /// A straight line.
    Line { from: Point, to: Point, ink: Ink, width: f32 },
    /// A filled circle.
    Disc { centre: Point, radius: f32, fill: Ink },
    /// The left half of a filled circle.
    HalfDisc { centre: Point, radius: f32, fill: Ink },
    /// A ring; `radius` reaches to the middle of its line.
    Ring { centre: Point, radius: f32, ink: Ink, width: f32 },
    /// A line of text; `at` lies on its base line.
    Text { at: Point, words: String, size: f32, bold: bool, ink: Ink },
}

/// Shapes that belong together, with words that tell what they are; none where it is empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Group {
    /// Shown where the pointer rests and read out; also the whole of a name that was shortened.
    pub(super) title: String,
    /// In the order in which they are drawn.
    pub(super) shapes: Vec<Shape>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    /// Width in points.
    pub(super) width: f32,
    /// Height in points.
    pub(super) height: f32,
    /// The language of its words.
    pub(super) language: &'static str,
    /// What it is called.
    pub(super) title: String,
    /// What it tells, in words alone.
    pub(super) description: String,
    /// In the order in which they are drawn.
    pub(super) groups: Vec<Group>,
}

impl Group {
    /// A group that is called so.
    pub(super) fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), shapes: Vec::new() }
    }

    /// Adds a line of text that begins at a place.
    pub(super) fn text(&mut self, at: Point, words: impl Into<String>, size: f32, bold: bool, ink: Ink) {
        self.shapes.push(Shape::Text { at, words: words.into(), size, bold, ink });
    }

    /// Adds the mark of a status, readable without colour: the same as in the window.
    pub(super) fn mark(&mut self, centre: Point, radius: f32, status: Status, ink: Ink) {
        let width = (radius * 0.4).max(1.2);
        let ring = Shape::Ring { centre, radius: radius - width / 2.0, ink, width };
        match status {
            Status::Answered => self.shapes.push(Shape::Disc { centre, radius, fill: ink }),
            Status::InPart => {
                self.shapes.push(Shape::HalfDisc { centre, radius, fill: ink });
                self.shapes.push(Shape::Ring { centre, radius: radius - 0.6, ink, width: 1.2 });
            }
            Status::TurnedAside => {
                self.shapes.push(ring);
                let (x, y, reach) = (centre.0, centre.1, radius * 0.75);
                let (from, to) = ((x - reach, y + reach), (x + reach, y - reach));
                self.shapes.push(Shape::Line { from, to, ink, width });
            }
            Status::NoResponse => self.shapes.push(ring),
            Status::NotReviewed => {
                for step in 0_u8..6 {
                    let angle = std::f32::consts::TAU * f32::from(step) / 6.0;
                    let reach = radius - 1.0;
                    let at = (centre.0 + angle.cos() * reach, centre.1 + angle.sin() * reach);
                    self.shapes.push(Shape::Disc { centre: at, radius: (radius * 0.28).max(1.0), fill: ink });
                }
            }
        }
    }

    /// Adds an area filled as a status is, readable without colour: full, striped, crossed, a
    /// frame, dots.
    pub(super) fn area(&mut self, at: Point, width: f32, height: f32, status: Status, inks: (Ink, Ink)) {
        let (ink, ground) = inks;
        let solid = !matches!(status, Status::NoResponse | Status::NotReviewed);
        self.shapes.push(Shape::Rect { at, width, height, fill: if solid { ink } else { ground } });
        match status {
            Status::Answered => {}
            Status::InPart => self.stripes(at, (width, height), 1.0, ground),
            Status::TurnedAside => {
                self.stripes(at, (width, height), 1.0, ground);
                self.stripes(at, (width, height), -1.0, ground);
            }
            Status::NoResponse => self.frame(at, (width, height), ink, 2.0),
            Status::NotReviewed => {
                self.frame(at, (width, height), ink, 1.0);
                let mut x = 4.0;
                while x < width - 3.0 {
                    let centre = (at.0 + x, at.1 + height / 2.0);
                    self.shapes.push(Shape::Disc { centre, radius: 1.2, fill: ink });
                    x += 6.0;
                }
            }
        }
    }

    /// Lines along the inside of a rectangle's edge.
    fn frame(&mut self, (x, y): Point, (width, height): (f32, f32), ink: Ink, line: f32) {
        let line = line.min(width / 2.0);
        for (at, width, height) in [
            ((x, y), width, line),
            ((x, y + height - line), width, line),
            ((x, y), line, height),
            ((x + width - line, y), line, height),
        ] {
            self.shapes.push(Shape::Rect { at, width, height, fill: ink });
        }
    }

    /// Slanting lines across a rectangle: rising where `slope` is 1, falling where it is -1.
    fn stripes(&mut self, (x, y): Point, (width, height): (f32, f32), slope: f32, ink: Ink) {
        let mut start = -height + 3.0;
        while start < width {
            // From the lower edge at `start` to the upper edge, cut at the sides.
            let (near, far) = (start.max(0.0), (start + height).min(width));
            if near < far {
                let rise = |at: f32| {
                    let up = at - start;
                    if slope > 0.0 { y + height - up } else { y + up }
                };
                let (from, to) = ((x + near, rise(near)), (x + far, rise(far)));
                self.shapes.push(Shape::Line { from, to, ink, width: 1.5 });
            }
            start += 7.0;
        }
    }
}
