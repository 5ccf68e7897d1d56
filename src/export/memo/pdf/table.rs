//! Tables: columns beside each other, rows that go on over the page, a head on each of them.
//!
//! Must not know: what stands in the cells.

use std::collections::VecDeque;

use pdf_writer::types::StructRole;

use super::flow::{Flow, Piece};
use super::looks::{CELL, GUTTER, ROW, SIDE};
use super::tags::TagId;
use crate::export::ink::{LINE, STRONG_LINE};

/// A row that takes less than this part of a page is not parted.
const SMALL_PART: f32 = 0.35;

/// Where columns stand: from the left edge of the text, and how wide their text may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) width: f32,
}

/// Columns of these shares of a width.
pub(super) fn columns(shares: &[u16], count: usize, width: f32) -> Vec<Column> {
    // A share of nothing would have no room for a letter.
    let share = |place: usize| f32::from(shares.get(place).copied().unwrap_or(10).max(4));
    let whole: f32 = (0..count).map(share).sum();
    let mut left = 0.0;
    let mut columns = Vec::with_capacity(count);
    for place in 0..count {
        let own = width * share(place) / whole;
        let gutter = if place + 1 == count { 0.0 } else { GUTTER };
        columns.push(Column { left, width: (own - gutter).max(8.0) });
        left += own;
    }
    columns
}

/// A table that is being set.
pub(super) struct Table {
    columns: Vec<Column>,
    head: Vec<Vec<Piece>>,
    body: TagId,
    /// Whether the head stands over the rows of this page.
    begun: bool,
}

impl Table {
    /// A table under its head; `body` is the tag of its rows.
    pub(super) fn new(columns: Vec<Column>, head: Vec<Vec<Piece>>, body: TagId) -> Self {
        Self { columns, head, body, begun: false }
    }

    /// The tags of a row and of its cells.
    pub(super) fn tags(&self, flow: &mut Flow<'_>) -> (TagId, Vec<TagId>) {
        row_tags(flow, self.body, StructRole::TD, self.columns.len())
    }

    /// Puts a row on the page, and on further ones where it does not fit.
    pub(super) fn row(&mut self, flow: &mut Flow<'_>, cells: Vec<Vec<Piece>>) {
        let mut rest: Vec<VecDeque<Piece>> = cells.into_iter().map(VecDeque::from).collect();
        if !self.begun {
            // A head does not stand at the foot of a page without a row.
            let needed = height(&rest);
            let page = flow.end() - super::looks::TOP - self.head_height();
            let least = if needed < page * SMALL_PART { needed } else { 3.0 * CELL.leading } + 2.0 * ROW;
            flow.make_room(CELL.leading / 2.0 + self.head_height() + least);
            flow.space(CELL.leading / 2.0);
            self.put_head(flow, false);
            self.begun = true;
        }
        loop {
            let room = flow.end() - flow.top() - 2.0 * ROW;
            let needed = height(&rest);
            if needed <= room {
                put_cells(flow, &self.columns, rest, ROW);
                return;
            }
            let head = if self.repeats(flow) { self.head_height() } else { 0.0 };
            let fresh = flow.top() <= super::looks::TOP + head + 0.1;
            let page = flow.end() - super::looks::TOP - head;
            let turns = needed < page * SMALL_PART || room < 3.0 * CELL.leading;
            if fresh || !turns {
                let now = rest.iter_mut().map(|cell| take(cell, room)).collect::<Vec<_>>();
                // Something has to go on this page, were the page ever so low.
                let nothing = now.iter().all(VecDeque::is_empty);
                let now = if nothing { rest.iter_mut().map(take_one).collect() } else { now };
                put_cells(flow, &self.columns, now, ROW);
                if rest.iter().all(VecDeque::is_empty) {
                    return;
                }
            }
            flow.turn();
            if self.repeats(flow) {
                self.put_head(flow, true);
            }
        }
    }

    /// Leaves white space below.
    pub(super) fn finish(self, flow: &mut Flow<'_>) {
        flow.space(CELL.leading / 2.0);
    }

    fn head_height(&self) -> f32 {
        self.head.iter().map(cell_height).fold(0.0, f32::max) + 2.0 * ROW
    }

    /// A head that takes a third of a page is not said again.
    fn repeats(&self, flow: &Flow<'_>) -> bool {
        self.head_height() < flow.sheets.size.1 / 3.0
    }

    fn put_head(&self, flow: &mut Flow<'_>, again: bool) {
        let top = flow.top() + ROW;
        for (cell, column) in self.head.iter().zip(&self.columns) {
            let mut at = top;
            for piece in cell {
                flow.draw(piece, SIDE + column.left, at, again);
                at += piece.height;
            }
        }
        let bottom = flow.top() + self.head_height();
        let sides = [SIDE, bottom - 0.8, SIDE + flow.width(), bottom];
        let page = flow.page();
        flow.sheets.fill(page, sides, STRONG_LINE);
        flow.move_to(bottom);
    }
}

/// Tags of a row below `parent` and of its cells, joined at once so that empty cells are there too.
pub(super) fn row_tags(
    flow: &mut Flow<'_>,
    parent: TagId,
    role: StructRole,
    count: usize,
) -> (TagId, Vec<TagId>) {
    let tags = &mut flow.sheets.tags;
    let row = tags.add(parent, StructRole::TR);
    tags.join(row);
    let cells = (0..count)
        .map(|_| {
            let cell = tags.add(row, role);
            tags.join(cell);
            cell
        })
        .collect();
    (row, cells)
}

fn cell_height<'p>(cell: impl IntoIterator<Item = &'p Piece>) -> f32 {
    let (mut height, mut below) = (0.0, 0.0_f32);
    for (place, piece) in cell.into_iter().enumerate() {
        height += piece.height + if place == 0 { 0.0 } else { piece.above.max(below) };
        below = piece.below;
    }
    height
}

fn height(cells: &[VecDeque<Piece>]) -> f32 {
    cells.iter().map(cell_height).fold(0.0, f32::max)
}

/// Takes the pieces off a cell that fit into a height.
fn take(cell: &mut VecDeque<Piece>, room: f32) -> VecDeque<Piece> {
    let (mut used, mut below) = (0.0, 0.0_f32);
    let mut taken = VecDeque::new();
    while let Some(piece) = cell.front() {
        let needed = piece.height + if taken.is_empty() { 0.0 } else { piece.above.max(below) };
        if used + needed > room {
            break;
        }
        used += needed;
        below = piece.below;
        taken.extend(cell.pop_front());
    }
    taken
}

fn take_one(cell: &mut VecDeque<Piece>) -> VecDeque<Piece> {
    cell.pop_front().into_iter().collect()
}

fn put_cells(flow: &mut Flow<'_>, columns: &[Column], cells: Vec<VecDeque<Piece>>, space: f32) {
    let bottom = flow.top() + height(&cells) + 2.0 * space;
    let top = flow.top() + space;
    for (cell, column) in cells.iter().zip(columns) {
        let (mut at, mut below) = (top, 0.0_f32);
        for (place, piece) in cell.iter().enumerate() {
            at += if place == 0 { 0.0 } else { piece.above.max(below) };
            flow.draw(piece, SIDE + column.left, at, false);
            at += piece.height;
            below = piece.below;
        }
    }
    let page = flow.page();
    flow.sheets.fill(page, [SIDE, bottom - 0.4, SIDE + flow.width(), bottom], LINE);
    flow.move_to(bottom);
}
