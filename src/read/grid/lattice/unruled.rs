//! Tables whose rulings do not enclose their cells, or that have none: which lines of a page are one.
//!
//! Rows are what stands between rulings, else lines that no narrow gap ties together ([`bands`]).
//! Columns are what white lanes part all the way down the body ([`lanes`]); a heading stands over the
//! columns that it covers ([`heading`]). What does not fit together that way is [doubtful](doubt): such
//! a grid is told, and not read.

use alloc::vec::Vec;

use super::rulings::Straight;
use crate::read::grid::page::Glyph;
use crate::read::grid::words;
use crate::read::grid::{Grid, GridCell};

mod bands;
mod column;
mod doubt;
mod floors;
mod groups;
mod heading;
mod lanes;
mod layout;
mod text;

use floors::Floors;
use text::{Piece, Row};

/// How many rows without figures may stand between two with figures.
const MAX_BLANK_ROWS: usize = 6;

/// How many lines a heading may have.
const MAX_HEADING: usize = 12;

/// How many lines may stand over a table that goes on from the page before: a running head.
const MAX_RUNNING_HEADS: usize = 2;

/// A table, and where it begins on the page.
pub(super) struct Table {
    pub(super) top: i32,
    pub(super) grid: Grid,
}

/// The tables that some lines make, with the horizontal rulings of no frame, and the other lines.
pub(super) fn split(
    lines: Vec<Vec<Glyph>>,
    rulings: &[Straight],
    at: &str,
) -> (Vec<Table>, Vec<Vec<Glyph>>) {
    let rows: Vec<Row> = lines.iter().map(|line| Row::new(line)).collect();
    let floors = Floors::new(rulings, &rows);
    let mut tables = Vec::new();
    let mut taken = alloc::vec![false; lines.len()];
    let mut next = 0;
    while let Some(region) = Region::next(&rows, &floors, next) {
        next = region.end;
        let Some(found) = rows.get(region.start..region.end) else { break };
        if region.is_table(&rows, &floors) {
            let grid = layout::grid(found, &floors, at);
            let grid = grid.unwrap_or_else(|_| doubtful(found, at));
            taken.get_mut(region.start..region.end).unwrap_or_default().fill(true);
            let top = found.first().map_or(0, |row| row.down.from);
            tables.push(Table { top: i32::try_from(top).unwrap_or(0), grid });
        }
    }
    let others = lines.into_iter().zip(taken).filter(|(_, taken)| !taken);
    (tables, others.map(|(line, _)| line).collect())
}

/// Lines that may be a table.
struct Region {
    start: usize,
    end: usize,
}

impl Region {
    /// The next lines of figures, or between rulings, with the heading over them.
    fn next(rows: &[Row], floors: &Floors, from: usize) -> Option<Self> {
        let is_row = |row: &Row| row.has_figures() || floors.enclose(row) || row.begins_heading();
        let first = (from..rows.len()).find(|&row| rows.get(row).is_some_and(is_row))?;
        let mut end = last_row(rows, floors, first, is_row) + 1;
        // A row may end in the second line of a cell; a table without amounts may have a sum.
        let next = |end: usize| rows.get(end - 1).zip(rows.get(end));
        while next(end).is_some_and(|(last, row)| {
            let blank = last.figures() == 0 && row.is_total();
            !row.stands_apart() && (is_close(last, row) || blank)
        }) {
            end += 1;
        }
        let enclosed = rows.get(first).is_some_and(|row| floors.enclose(row));
        let start = if enclosed { first } else { heading_start(rows, first, from) };
        Some(Self { start, end })
    }

    /// Whether the lines are a table: several figures below each other, or several between rulings,
    /// or one row of them at the top of a page, where the table before may go on.
    fn is_table(&self, rows: &[Row], floors: &Floors) -> bool {
        let own = rows.get(self.start..self.end).unwrap_or_default();
        let with_figures = || own.iter().filter(|row| row.has_figures());
        let figures: usize = with_figures().map(Row::figures).sum();
        let headed = own.iter().any(|row| row.heads() && row.pieces.len() > 1);
        let enclosed = own.iter().filter(|row| floors.enclose(row)).count() > 1;
        let above = rows.get(..self.start).unwrap_or_default();
        let on_top =
            above.len() <= MAX_RUNNING_HEADS && above.iter().all(|row| row.pieces.len() == 1);
        with_figures().count() > 1 && figures > 2
            || headed && (figures > 1 || enclosed || above.last().is_some_and(Row::tells_unit))
            || on_top && figures > 0
    }
}

/// The last line that hangs together with the first one: by names between figures, by rulings.
fn last_row(rows: &[Row], floors: &Floors, first: usize, is_row: impl Fn(&Row) -> bool) -> usize {
    let mut last = first;
    let mut figured = false;
    let mut blank = 0;
    for (number, row) in rows.iter().enumerate().skip(first) {
        let above = rows.get(last);
        let apart = above.is_some_and(|above| floors.part(above, row));
        let heads_next = figured && row.begins_heading();
        if apart || heads_next && !floors.enclose(row) {
            break;
        }
        if is_row(row) {
            last = number;
            blank = 0;
            figured |= row.has_figures();
        } else if blank < MAX_BLANK_ROWS && row.names_a_row() {
            blank += 1;
        } else {
            break;
        }
    }
    last
}

/// Whether a line lies so close above the next one that it is a line of the same cell.
fn is_close(row: &Row, below: &Row) -> bool {
    (below.down.from - row.down.to) * 2 < row.down.length()
}

/// Where the heading over the first row begins: lines of several pieces, and single ones between; at
/// the top of a page rows of names may stand there, which go on with the table before.
fn heading_start(rows: &[Row], first: usize, from: usize) -> usize {
    let mut start = first;
    let mut reach = first;
    for number in (from..first).rev().take(MAX_HEADING) {
        let Some(row) = rows.get(number) else { break };
        if row.stands_apart() || !row.names_a_row() {
            break;
        }
        reach = number;
        let heads =
            |piece: &Piece| words::is_money(&piece.text) || words::is_key_heading(&piece.text);
        if row.pieces.len() > 1
            || row.pieces.iter().any(heads)
            || rows.get(number + 1).is_some_and(|below| is_close(row, below))
        {
            start = number;
        }
    }
    if reach == 0 && start == first { reach } else { start }
}

/// The lines as they stand, for a grid that is told and not read.
fn doubtful(rows: &[Row], at: &str) -> Grid {
    let cells = rows.iter().zip(0..).flat_map(|(row, number)| {
        let pieces = row.pieces.iter().zip(0..);
        pieces.map(move |(piece, column)| GridCell::new(number, column, piece.text.clone()))
    });
    Grid { guessed: true, doubtful: true, at: Some(at.into()), ..Grid::new(cells) }
}

/// How many amounts stand in a line with wide gaps, `None` where there are none.
pub(super) fn figures(line: &[Glyph]) -> Option<usize> {
    let row = Row::new(line);
    (row.pieces.len() > 1).then(|| row.figures())
}
