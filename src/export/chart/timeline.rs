//! The chart of topics: how each moved from meeting to meeting, and what has stood open longest.
//!
//! So many meetings as fit beside each other stand in a band; later ones follow in bands below,
//! each with the topics that were spoken of in it.
//! Must not know: how a topic is followed, or how a picture is written.

use std::collections::BTreeSet;

use super::super::ink::{self, CARRIED, LINE, QUIET, TEXT};
use super::super::words::Words;
use super::super::{ExportError, ExportOptions};
use super::letters::Letters;
use super::scene::{Group, Scene, Shape};
use crate::analysis::{CellState, Overview, Timeline, TimelineCell, TimelineRow};
use crate::model::{Dossier, Meeting, MeetingId, Palette};

/// Room at the edges, in points.
const EDGE: f32 = 28.0;
/// Width of the column of topics.
const TOPICS: f32 = 210.0;
/// Width of a meeting's column.
const COLUMN: f32 = 158.0;
/// Meetings beside each other.
const BESIDE: usize = 7;
/// Height of the heads of columns.
const HEADS: f32 = 62.0;
/// How far a mark reaches.
const RADIUS: f32 = 7.0;
/// So many of what stands open longest are named.
const OPEN: usize = 3;
/// Viewers have other fonts than ours: so much of the room is theirs.
const SLACK: f32 = 1.1;

/// What all parts of the picture need.
struct Drawing<'a> {
    dossier: &'a Dossier,
    words: &'static Words,
    letters: &'a Letters,
    timeline: Timeline,
    groups: Vec<Group>,
    description: Vec<String>,
}

/// Some meetings beside each other: the first column and how many.
#[derive(Clone, Copy)]
struct Band {
    first: u32,
    count: u32,
}

impl Band {
    fn columns(self) -> std::ops::Range<u32> {
        self.first..self.first + self.count
    }

    fn right(self) -> f32 {
        EDGE + TOPICS + self.count as f32 * COLUMN
    }

    /// Where the mark of a column stands.
    fn mark(self, column: u32) -> f32 {
        EDGE + TOPICS + column.saturating_sub(self.first) as f32 * COLUMN + RADIUS + 1.0
    }
}

/// The picture.
pub(super) fn scene(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
    letters: &Letters,
) -> Result<Scene, ExportError> {
    let words = Words::of(options.language);
    let parties: Vec<_> = options.chosen_parties(dossier)?.iter().map(|party| party.id).collect();
    let wanted: BTreeSet<MeetingId> =
        options.chosen_meetings(dossier)?.iter().map(|meeting| meeting.id()).collect();
    let mut timeline = Timeline::of_meetings(dossier, overview, |meeting| wanted.contains(&meeting.id()));
    timeline.rows.retain(|row| row.party.is_none_or(|party| parties.contains(&party)));
    timeline.open.retain(|open| parties.contains(&open.party));
    let beside = timeline.meetings.len().clamp(3, BESIDE);
    let width = 2.0 * EDGE + TOPICS + beside as f32 * COLUMN;
    let groups = vec![super::head(dossier, options, words.timeline, letters, (EDGE, width))];
    let mut drawing = Drawing { dossier, words, letters, timeline, groups, description: Vec::new() };
    let mut y = super::HEAD;
    if drawing.timeline.rows.is_empty() {
        let mut group = Group::default();
        group.text((EDGE, y), words.no_topics, 13.0, false, QUIET);
        drawing.groups.push(group);
        drawing.description.push(words.no_topics.to_owned());
        y += 20.0;
    }
    for band in drawing.bands() {
        y = drawing.band(band, y);
    }
    y = drawing.open(y, width);
    Ok(Scene {
        width,
        height: y + EDGE,
        language: options.language.code(),
        title: format!("{}: {}", dossier.title(), words.timeline),
        description: drawing.description.join("; "),
        groups: drawing.groups,
    })
}

impl Drawing<'_> {
    fn bands(&self) -> Vec<Band> {
        let all = u32::try_from(self.timeline.meetings.len()).unwrap_or(u32::MAX);
        let beside = u32::try_from(BESIDE).unwrap_or(u32::MAX);
        (0..all).step_by(BESIDE).map(|first| Band { first, count: beside.min(all - first) }).collect()
    }

    /// One band, from a height on; the return is where it ends.
    fn band(&mut self, band: Band, mut y: f32) -> f32 {
        let rows: Vec<TimelineRow> = self
            .timeline
            .rows
            .iter()
            .filter(|row| band.columns().any(|column| row.cell(column).is_some() || row.passes(column)))
            .cloned()
            .collect();
        if rows.is_empty() {
            return y;
        }
        self.heads(band, y);
        y += HEADS;
        for row in &rows {
            y = self.row(row, band, y);
        }
        y + 26.0
    }

    fn meeting(&self, column: u32) -> Option<&Meeting> {
        let id = self.timeline.meetings.get(usize::try_from(column).ok()?)?;
        self.dossier.meeting(*id).map(AsRef::as_ref)
    }

    /// The days of a band's meetings, with their titles below.
    fn heads(&mut self, band: Band, y: f32) {
        let mut head = Group::default();
        head.text((EDGE, y + 14.0), self.words.topic, 12.0, true, QUIET);
        self.groups.push(head);
        for column in band.columns() {
            let Some(meeting) = self.meeting(column) else { continue };
            let title = &meeting.details().title;
            let lines = self.letters.wrapped(title, (COLUMN - 14.0) / SLACK, 11.0, false, 2);
            let mut group = Group::titled(self.words.meeting(meeting));
            let x = band.mark(column) - RADIUS - 1.0;
            group.text((x, y + 14.0), self.words.day_of(meeting), 12.0, true, TEXT);
            for (line, below) in lines.into_iter().zip([30.0, 44.0]) {
                group.text((x, y + below), line, 11.0, false, QUIET);
            }
            self.groups.push(group);
        }
        let mut line = Group::default();
        line.shapes.push(Shape::Rect {
            at: (EDGE, y + HEADS - 8.0),
            width: band.right() - EDGE,
            height: 1.5,
            fill: CARRIED,
        });
        self.groups.push(line);
    }

    /// One topic in one band.
    fn row(&mut self, row: &TimelineRow, band: Band, y: f32) -> f32 {
        let topic = self.dossier.topic(row.topic).map_or("", |topic| topic.name.as_str());
        let party = row.party.and_then(|id| self.dossier.party(id));
        let raised_by = party.map(|party| format!("{} {}", self.words.raised_by, party.name));
        let full = raised_by.as_ref().map_or(topic.to_owned(), |by| format!("{topic} ({by})"));
        let mut name = Group::titled(&full);
        let mut below = y + 20.0;
        let room = (TOPICS - 16.0) / SLACK;
        for line in self.letters.wrapped(topic, room, 13.0, true, 3) {
            name.text((EDGE, below), line, 13.0, true, TEXT);
            below += 17.0;
        }
        if let (Some(party), Some(by)) = (party, &raised_by) {
            let centre = (EDGE + 4.0, below - 4.0);
            name.shapes.push(Shape::Disc { centre, radius: 4.0, fill: ink::of(party.colour) });
            name.text(
                (EDGE + 13.0, below),
                self.letters.shortened(by, room - 13.0, 11.5, false),
                11.5,
                false,
                QUIET,
            );
            below += 17.0;
        }
        self.groups.push(name);
        self.carried(row, band, y + 18.0);
        let mut told = Vec::new();
        for column in band.columns() {
            let cell = row.cell(column);
            let words =
                cell.map_or_else(|| self.words.not_mentioned.to_owned(), |cell| self.words.cell(cell));
            let Some(meeting) = self.meeting(column) else { continue };
            let day = self.words.day_of(meeting);
            let mut group = Group::default();
            if cell.is_some_and(|cell| cell.state.is_mention()) {
                group.title = format!("{full}, {}: {words}", self.words.meeting(meeting));
                told.push(format!("{day} {words}"));
            }
            let end = self.cell(&mut group, cell, &words, (band.mark(column), y));
            self.groups.push(group);
            below = below.max(end);
        }
        self.description.push(format!("{full}: {}", told.join(", ")));
        let mut line = Group::default();
        let at = (EDGE, below + 2.0);
        line.shapes.push(Shape::Rect { at, width: band.right() - EDGE, height: 1.0, fill: LINE });
        self.groups.push(line);
        below + 4.0
    }

    /// The lines that lead from one mark to the next; in from the left and out to the right where
    /// the other one stands in another band.
    fn carried(&mut self, row: &TimelineRow, band: Band, y: f32) {
        let mut group = Group::default();
        let gap = RADIUS + 4.0;
        for cell in &row.cells {
            let Some(from) = cell.from else { continue };
            let columns = band.columns();
            if from >= columns.end || cell.column < columns.start {
                continue;
            }
            let left = if columns.contains(&from) { band.mark(from) + gap } else { EDGE + TOPICS - 14.0 };
            let right =
                if columns.contains(&cell.column) { band.mark(cell.column) - gap } else { band.right() };
            if left < right {
                group.shapes.push(Shape::Line { from: (left, y), to: (right, y), ink: CARRIED, width: 1.6 });
            }
        }
        self.groups.push(group);
    }

    /// One cell: mark and words; the return is where they end.
    fn cell(&self, group: &mut Group, cell: Option<&TimelineCell>, words: &str, (x, y): (f32, f32)) -> f32 {
        let centre = (x, y + 18.0);
        let ink = match cell.map(|cell| cell.state) {
            Some(CellState::Raised(status)) => {
                let ink = ink::status(status);
                group.mark(centre, RADIUS, status, ink);
                ink
            }
            Some(state @ (CellState::Agreement | CellState::Commitment)) => {
                let ink =
                    ink::of(if state == CellState::Agreement { Palette::Green } else { Palette::Violet });
                // A square: what was agreed or promised, not an answer to what was raised.
                let at = (x - 6.0, centre.1 - 6.0);
                group.shapes.push(Shape::Rect { at, width: 12.0, height: 12.0, fill: ink });
                ink
            }
            Some(CellState::Mentioned) => {
                group.shapes.push(Shape::Disc { centre, radius: 3.0, fill: QUIET });
                QUIET
            }
            Some(CellState::NotMentioned) | None => {
                // A line may pass here: the words stand below it.
                QUIET
            }
        };
        let mut below = y + 42.0;
        for line in self.letters.wrapped(words, (COLUMN - 14.0) / SLACK, 12.0, false, 3) {
            group.text((x - RADIUS - 1.0, below), line, 12.0, false, ink);
            below += 15.0;
        }
        below
    }

    /// What has stood open longest.
    fn open(&mut self, mut y: f32, width: f32) -> f32 {
        let open: Vec<_> = self.timeline.open.iter().take(OPEN).copied().collect();
        if open.is_empty() {
            return y;
        }
        let mut group = Group::default();
        group.text((EDGE, y), self.words.open_longest, 13.0, true, ink::of(Palette::Red));
        y += 20.0;
        for open in open {
            let topic = self.dossier.topic(open.topic).map_or("", |topic| topic.name.as_str());
            let party = self.dossier.party(open.party).map_or("", |party| party.name.as_str());
            let since = self.dossier.meeting(open.since).map(|meeting| self.words.day_of(meeting));
            let times = if open.times > 1 { format!("{}\u{a0}×, ", open.times) } else { String::new() };
            let words =
                format!("{topic} ({party}): {times}{} {}", self.words.since, since.unwrap_or_default());
            let line = self.letters.shortened(&words, (width - 2.0 * EDGE) / SLACK, 13.0, false);
            group.text((EDGE, y), line, 13.0, false, TEXT);
            y += 19.0;
            self.description.push(format!("{} {words}", self.words.open_longest));
        }
        self.groups.push(group);
        y
    }
}
