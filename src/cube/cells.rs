//! The cells of a cube: sums by scope, found by hash.

use alloc::{collections::BTreeMap, vec, vec::Vec};

use super::Axis;
use crate::{Scope, place, sum::Sum};

/// What lies in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) scope: Scope,
    pub(super) lines: u64,
    pub(super) sum: Sum,
}

/// Cells in the order of their first lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    cells: Vec<Cell>,
    /// By hash, where a cell stands in `cells`, from 1 on; 0 is free. Its length is a power of two.
    index: Vec<u32>,
    /// Cells that found no free place near their own. A search is thus bounded, whatever the input.
    crowded: BTreeMap<Scope, usize>,
}

/// So far from its place a cell is looked for.
const NEAR: usize = 16;

/// The smallest index.
const SMALLEST: usize = 16;

/// One more key into the hash of a scope.
#[inline]
pub(super) fn mix(hash: u64, key: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(key)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

pub(super) fn hash(axes: &[Axis], scope: &Scope) -> u64 {
    axes.iter().fold(0, |hash, axis| mix(hash, scope.key(axis.dimension())))
}

impl Cells {
    pub(super) fn all(&self) -> &[Cell] {
        &self.cells
    }

    /// The places where a cell of this hash may stand in the index.
    #[inline]
    fn places(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.index.len().wrapping_sub(1);
        // The highest bits of a product are the best mixed ones.
        let first = usize::try_from(hash >> 32).unwrap_or(0);
        (first..first.saturating_add(NEAR)).map(move |place| place & mask)
    }

    /// Adds to the cell of `scope`, whose hash is given.
    #[inline]
    pub(super) fn add(&mut self, axes: &[Axis], hash: u64, scope: &Scope, lines: u64, sum: Sum) {
        for place in self.places(hash) {
            let number = self.index.get(place).copied().unwrap_or(0);
            match self.cells.get_mut(place::index(number).wrapping_sub(1)) {
                Some(cell) if cell.scope == *scope => {
                    cell.lines += lines;
                    cell.sum.add(sum);
                    return;
                }
                Some(_) => {}
                None => break,
            }
        }
        self.add_with_care(axes, hash, Cell { scope: *scope, lines, sum });
    }

    /// Adds to a crowded cell, or a new one.
    #[cold]
    fn add_with_care(&mut self, axes: &[Axis], hash: u64, new: Cell) {
        let crowded = self.crowded.get(&new.scope);
        if let Some(cell) = crowded.and_then(|&number| self.cells.get_mut(number)) {
            cell.lines += new.lines;
            cell.sum.add(new.sum);
            return;
        }
        let number = self.cells.len();
        self.cells.push(new);
        if self.cells.len() * 2 > self.index.len() {
            self.grow(axes);
        } else {
            self.enter(hash, number);
        }
    }

    fn grow(&mut self, axes: &[Axis]) {
        self.index = vec![0; (self.index.len() * 2).max(SMALLEST)];
        self.crowded.clear();
        for number in 0..self.cells.len() {
            let hash = self.cells.get(number).map_or(0, |cell| hash(axes, &cell.scope));
            self.enter(hash, number);
        }
    }

    /// Notes in the index where a cell stands.
    fn enter(&mut self, hash: u64, number: usize) {
        for place in self.places(hash) {
            if let (Some(free @ 0), Ok(entry)) =
                (self.index.get_mut(place), u32::try_from(number + 1))
            {
                *free = entry;
                return;
            }
        }
        if let Some(cell) = self.cells.get(number) {
            self.crowded.insert(cell.scope, number);
        }
    }

    /// The cell of exactly this scope.
    pub(super) fn get(&self, axes: &[Axis], scope: &Scope) -> Option<&Cell> {
        let near = self.places(hash(axes, scope)).filter_map(|place| {
            let number = self.index.get(place).copied()?;
            self.cells.get(place::index(number).checked_sub(1)?)
        });
        near.filter(|cell| cell.scope == *scope)
            .next()
            .or_else(|| self.cells.get(*self.crowded.get(scope)?))
    }
}
