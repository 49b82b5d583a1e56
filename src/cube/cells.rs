//! The cells of a cube: sums by scope, along the axes of the cube.

use alloc::boxed::Box;

use super::{
    Axis,
    columns::{self, Plain},
    table::{Lines, Table},
};
use crate::ledger::Columns;
use crate::num::sum::Sum;
use crate::scope::{DIMENSIONS, Scope};

/// What lies in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) scope: Scope,
    pub(super) lines: u64,
    pub(super) sum: Sum,
}

/// Up to this many axes a cell has a short key: most cubes have no more.
const FEW: usize = 4;

/// Cells by what their scopes are along the axes; few axes make short keys, which is faster.
#[derive(Debug, Clone)]
pub(super) enum Cells {
    Few(Table<FEW>),
    Many(Table<DIMENSIONS>),
}

/// What the axes take of a scope.
fn key<const N: usize>(axes: &[Axis], scope: Scope) -> [u32; N] {
    let mut key = [0; N];
    for (number, axis) in key.iter_mut().zip(axes) {
        *number = axis.key(scope);
    }
    key
}

/// The cell of a key.
fn cell<const N: usize>(axes: &[Axis], key: &[u32; N], (lines, sum): Lines) -> Cell {
    let mut scope = Scope::ALL;
    for (&number, axis) in key.iter().zip(axes) {
        scope.set_key(axis.dimension(), number);
    }
    Cell { scope, lines, sum }
}

fn find<const N: usize>(table: &Table<N>, axes: &[Axis], scope: Scope) -> Option<Cell> {
    let key = key(axes, scope);
    table.get(&key).map(|lines| cell(axes, &key, lines))
}

impl Cells {
    pub(super) fn new(axes: &[Axis]) -> Self {
        match axes.len() {
            few @ ..=FEW => Self::Few(Table::new(few)),
            many => Self::Many(Table::new(many)),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Few(table) => table.len(),
            Self::Many(table) => table.len(),
        }
    }

    /// The cells in the order of their first lines.
    pub(super) fn iter<'a>(&'a self, axes: &'a [Axis]) -> Box<dyn Iterator<Item = Cell> + 'a> {
        match self {
            Self::Few(table) => Box::new(table.iter().map(|(key, lines)| cell(axes, key, lines))),
            Self::Many(table) => Box::new(table.iter().map(|(key, lines)| cell(axes, key, lines))),
        }
    }

    /// The cell that the scope falls into.
    pub(super) fn get(&self, axes: &[Axis], scope: Scope) -> Option<Cell> {
        match self {
            Self::Few(table) => find(table, axes, scope),
            Self::Many(table) => find(table, axes, scope),
        }
    }

    /// Adds to the cell that the scope falls into.
    pub(super) fn add(&mut self, axes: &[Axis], scope: Scope, lines: u64, sum: Sum) {
        match self {
            Self::Few(table) => table.add(&key(axes, scope), lines, sum),
            Self::Many(table) => table.add(&key(axes, scope), lines, sum),
        }
    }

    pub(super) fn add_columns(&mut self, axes: &[Axis], columns: &Columns) {
        match self {
            Self::Few(table) => columns::add(axes, table, columns),
            Self::Many(table) => columns::add(axes, table, columns),
        }
    }

    pub(super) fn add_plain(&mut self, axes: &[Axis], plain: Plain<'_>) -> u64 {
        match self {
            Self::Few(table) => columns::add_plain(axes, table, plain),
            Self::Many(table) => columns::add_plain(axes, table, plain),
        }
    }
}
