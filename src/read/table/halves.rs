//! The halves of a two-sided table that is given as one: 收入 and 支出 side by side, with names of
//! rows of their own (收入/项目, 收入/预算数, 支出/项目, 支出/预算数) or with the same.

use alloc::vec::Vec;
use core::ops::Range;

use super::{grid::Grid, input::Input, side::Side};
use crate::flow::Flow;
use crate::label::levels;
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::scope::{Dimension, Scope};
use crate::text;
use crate::words::TextColumn;

/// Neighbouring columns with the names of their rows.
#[derive(Debug)]
pub(super) struct Half {
    /// The columns by number.
    pub(super) columns: Range<usize>,
    /// The column that names the rows, where that is not the name of the row itself.
    pub(super) names: Option<usize>,
    /// The side that the headings say.
    pub(super) side: Option<Side>,
    /// How many levels of each heading say nothing but the side.
    pub(super) above: usize,
    /// Whether the rows have the same names for another half: then each holds only its own.
    pub(super) shared: bool,
}

impl Half {
    /// The name of a row, `None` for a row that is not the half's own.
    pub(super) fn name<'g>(&self, grid: &'g Grid<'_>, row: usize) -> Option<&'g str> {
        let printed = grid.raw.rows.get(row)?;
        match self.names {
            Some(column) => grid.text(row, column),
            None if self.shared && !self.is_filled(grid, row) => None,
            None => Some(&printed.name),
        }
    }

    /// Whether a row prints anything in the columns of the half.
    fn is_filled(&self, grid: &Grid<'_>, row: usize) -> bool {
        self.columns.clone().any(|column| grid.text(row, column).is_some())
    }

    fn whole(columns: usize) -> Self {
        Self { columns: 0..columns, names: None, side: None, above: 0, shared: false }
    }
}

/// The halves of a table; one for a table that is not given as two.
pub(super) fn split(input: &Input<'_>, grid: &Grid<'_>) -> Vec<Half> {
    let width = grid.width;
    if grid.raw.side.is_some() || grid.is_unread() || width < 2 {
        return Vec::from([Half::whole(width)]);
    }
    let sides: Vec<Option<Side>> =
        grid.raw.columns.iter().take(width).map(|heading| side_of(input, heading)).collect();
    let of_both = has(&sides, Side::Income) && has(&sides, Side::Expenditure);
    if of_both && sides.iter().all(Option::is_some) {
        return by_sides(input, grid, &sides);
    }
    let speaks_of_both = text::fold(&grid.raw.title).contains("收支")
        || text::fold(&grid.raw.title).contains("收入支出");
    if speaks_of_both { by_names(input, grid, &sides) } else { Vec::from([Half::whole(width)]) }
}

fn has(sides: &[Option<Side>], side: Side) -> bool {
    sides.contains(&Some(side))
}

/// The side that the first level of a heading says, if it says nothing else.
fn side_of(input: &Input<'_>, heading: &str) -> Option<Side> {
    let levels = levels(heading);
    let (first, below) = levels.split_first()?;
    match first.as_str() {
        _ if below.is_empty() => return None,
        "左" | "左边" | "左栏" => return Some(Side::Income),
        "右" | "右边" | "右栏" => return Some(Side::Expenditure),
        _ => {}
    }
    let reading = input.vocabulary.read_heading(first)?;
    let bare = reading.scope().without(Dimension::Flow) == Scope::ALL
        && !reading.is_total()
        && !reading.is_narrowed();
    match reading.scope().flow().filter(|_| bare)? {
        Flow::Income => Some(Side::Income),
        Flow::Expenditure => Some(Side::Expenditure),
        _ => None,
    }
}

/// Cuts where the side changes. A half whose first column holds words is named by it.
fn by_sides(input: &Input<'_>, grid: &Grid<'_>, sides: &[Option<Side>]) -> Vec<Half> {
    let mut halves: Vec<Half> = Vec::new();
    for (column, &side) in sides.iter().enumerate() {
        match halves.last_mut().filter(|half| half.side == side && !names(input, grid, column)) {
            Some(half) => half.columns.end = column + 1,
            None => {
                let names = names(input, grid, column).then_some(column);
                let columns = column..column + 1;
                halves.push(Half { columns, names, side, above: 1, shared: false });
            }
        }
    }
    let shared = halves.iter().filter(|half| half.names.is_none()).count() > 1;
    for half in &mut halves {
        half.shared = shared && half.names.is_none();
    }
    halves
}

/// Cuts before each column that names rows, behind columns of amounts.
fn by_names(input: &Input<'_>, grid: &Grid<'_>, sides: &[Option<Side>]) -> Vec<Half> {
    let width = sides.len();
    let cuts: Vec<usize> =
        (1..width.saturating_sub(1)).filter(|&column| names(input, grid, column)).collect();
    let mut halves = Vec::from([Half::whole(width)]);
    for cut in cuts {
        if let Some(before) = halves.last_mut() {
            before.columns.end = cut;
        }
        let side = sides.get(cut).copied().flatten().or(Some(Side::Expenditure));
        let columns = cut..width;
        halves.push(Half { columns, names: Some(cut), side, above: 0, shared: false });
    }
    if let [first, _, ..] = halves.as_mut_slice() {
        first.side = sides.first().copied().flatten().or(Some(Side::Income));
    }
    halves
}

/// Whether a column names rows: its heading speaks of items or of a classification, and what stands
/// in it is words.
fn names(input: &Input<'_>, grid: &Grid<'_>, column: usize) -> bool {
    let Some(heading) = grid.raw.columns.get(column) else { return false };
    let levels = levels(heading);
    let Some(reading) = levels.last().and_then(|last| input.vocabulary.read_heading(last)) else {
        return false;
    };
    let speaks = match reading.text_column() {
        None => !reading.says(),
        Some(TextColumn::Code(_) | TextColumn::Project) => true,
        Some(_) => levels.last().is_some_and(|last| last.contains("名称")),
    };
    let rows = 0..grid.raw.rows.len();
    let mut words = rows.filter_map(|row| grid.text(row, column)).peekable();
    speaks && words.peek().is_some() && words.all(|word| Figure::parse(word, Unit::Yuan).is_err())
}
