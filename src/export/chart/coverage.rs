//! The chart of coverage: a bar for each side, in parts as long as what has each status.
//!
//! Must not know: how a status is worked out, or how a picture is written.

use super::super::ink::{self, GROUND, LINE, QUIET, TEXT};
use super::super::words::Words;
use super::super::{ExportError, ExportOptions};
use super::letters::Letters;
use super::scene::{Group, Scene};
use crate::analysis::{Coverage, Overview};
use crate::model::{Dossier, Party};

/// Room at the edges, in points.
const EDGE: f32 = 28.0;
/// Width of the whole, in points.
const WIDTH: f32 = 860.0;
/// How long the longest bar is.
const LONGEST: f32 = WIDTH - 2.0 * EDGE;
/// Height of a bar.
const BAR: f32 = 16.0;
/// Size of most words.
const SIZE: f32 = 13.0;
/// Viewers have other fonts than ours: so much of the room is theirs.
const SLACK: f32 = 1.12;

/// Sides with what they raised, under a heading.
struct Section<'a> {
    heading: String,
    sides: Vec<(&'a Party, Coverage)>,
}

/// The picture.
pub(super) fn scene(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
    letters: &Letters,
) -> Result<Scene, ExportError> {
    let words = Words::of(options.language);
    let sections = sections(dossier, overview, options, words)?;
    let mut groups = vec![super::head(dossier, options, words.coverage, letters, (EDGE, WIDTH))];
    let mut description = Vec::new();
    let mut y = super::HEAD;
    for section in &sections {
        let mut heading = Group::default();
        let line = letters.shortened(&section.heading, LONGEST / SLACK, 14.0, true);
        if line != section.heading {
            heading.title.clone_from(&section.heading);
        }
        heading.text((EDGE, y + 14.0), line, 14.0, true, TEXT);
        groups.push(heading);
        description.push(section.heading.clone());
        y += 26.0;
        let most = section.sides.iter().map(|(_, coverage)| coverage.raised).max().unwrap_or(0);
        for (party, coverage) in &section.sides {
            let told = told(party, coverage, words);
            let mut group = Group::titled(&told);
            description.push(told);
            y = side(&mut group, (party, coverage), most, y, words, letters);
            groups.push(group);
        }
        y += 10.0;
    }
    let title = format!("{}: {}", dossier.title(), words.coverage);
    Ok(Scene {
        width: WIDTH,
        height: y + EDGE - 10.0,
        language: options.language.code(),
        title,
        description: description.join("; "),
        groups,
    })
}

fn sections<'a>(
    dossier: &'a Dossier,
    overview: &Overview,
    options: &ExportOptions,
    words: &Words,
) -> Result<Vec<Section<'a>>, ExportError> {
    let meetings = options.chosen_meetings(dossier)?;
    let parties = options.chosen_parties(dossier)?;
    let mut all: Vec<(&Party, Coverage)> =
        parties.iter().map(|party| (*party, Coverage::default())).collect();
    let mut sections = Vec::new();
    for meeting in meetings {
        let counts = overview.of(meeting.id());
        let of = |party: &Party| counts.map(|counts| counts.of_party(party.id)).unwrap_or_default();
        let sides: Vec<(&Party, Coverage)> = parties.iter().map(|party| (*party, of(party))).collect();
        for ((_, sum), (_, one)) in all.iter_mut().zip(&sides) {
            sum.add_all(one);
        }
        // A side that neither spoke nor is spoken for was not there.
        let spoke =
            |party: &Party| meeting.statements().iter().any(|statement| statement.party() == party.id);
        let sides = sides.into_iter().filter(|(party, coverage)| coverage.raised > 0 || spoke(party));
        sections.push(Section { heading: words.meeting(meeting), sides: sides.collect() });
    }
    if sections.len() > 1 {
        sections.insert(0, Section { heading: words.all_meetings.to_owned(), sides: all });
    }
    Ok(sections)
}

/// "Kyrgyzstan raised 6: answered 1, in part 2, no response 3".
fn told(party: &Party, coverage: &Coverage, words: &Words) -> String {
    if coverage.raised == 0 {
        return format!("{}: {}", party.name, words.raised_nothing);
    }
    let parts = coverage.parts().into_iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> =
        parts.map(|(status, count)| format!("{} {count}", words.status(status))).collect();
    format!("{} {} {}: {}", party.name, words.raised, coverage.raised, parts.join(", "))
}

/// One side: its name, its bar, and each part in words. The return is where it ends.
fn side(
    group: &mut Group,
    (party, coverage): (&Party, &Coverage),
    most: usize,
    mut y: f32,
    words: &Words,
    letters: &Letters,
) -> f32 {
    let said = if coverage.raised == 0 {
        words.raised_nothing.to_owned()
    } else {
        format!("{} {}", words.raised, coverage.raised)
    };
    let room = (LONGEST - 16.0) / SLACK - letters.width(&said, SIZE, false) - 8.0;
    let name = letters.shortened(&party.name, room, SIZE, true);
    group.shapes.push(super::scene::Shape::Disc {
        centre: (EDGE + 5.0, y + 9.0),
        radius: 5.0,
        fill: ink::of(party.colour),
    });
    group.text((EDGE + 16.0, y + 13.5), &name, SIZE, true, TEXT);
    let after = EDGE + 16.0 + letters.width(&name, SIZE, true) * SLACK + 8.0;
    group.text((after, y + 13.5), said, SIZE, false, QUIET);
    y += 22.0;
    if coverage.raised == 0 {
        group.shapes.push(super::scene::Shape::Rect {
            at: (EDGE, y),
            width: LONGEST,
            height: 1.0,
            fill: LINE,
        });
        return y + 16.0;
    }
    let parts: Vec<_> = coverage.parts().into_iter().filter(|(_, count)| *count > 0).collect();
    let mut x = EDGE;
    for (status, count) in &parts {
        let width = LONGEST * *count as f32 / most.max(1) as f32;
        // A gap tells two parts apart without their colours; the least part is still seen.
        let inner = (width - 2.0).max(1.0);
        group.area((x, y), inner, BAR, *status, (ink::status_area(*status), GROUND));
        x += width;
    }
    y += BAR + 8.0;
    let mut x = EDGE;
    for (status, count) in parts {
        let told = format!("{} {count}", words.status(status));
        let width = 18.0 + letters.width(&told, SIZE, false) * SLACK + 16.0;
        if x + width > WIDTH - EDGE && x > EDGE {
            x = EDGE;
            y += 20.0;
        }
        group.area((x, y + 2.0), 13.0, 11.0, status, (ink::status_area(status), GROUND));
        group.text((x + 18.0, y + 12.0), told, SIZE, false, ink::status(status));
        x += width;
    }
    y + 30.0
}
