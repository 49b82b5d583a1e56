//! Two-way tables with margins.

use alloc::{collections::BTreeMap, vec::Vec};

use super::{Axis, PivotText, cells::Cell};
use crate::catalogue::{Catalogue, Edition};
use crate::error::Error;
use crate::num::amount::Amount;
use crate::num::sum::Sum;
use crate::scope::Scope;

/// A two-way table with margins (透视表): made by [`Cube::pivot`](crate::Cube::pivot).
///
/// Rows and columns are in the order of their trees, what lines leave open last. A cell into which
/// no line falls is `None`, which is not the same as nil.
///
/// ```
/// use cn_budget::{Amount, Cube, Dimension, FundSource, Kind, Scope};
///
/// let mut cube = Cube::new([Dimension::Fund, Dimension::Kind]);
/// let general = Scope::ALL.with_fund(FundSource::General);
/// cube.add(general.with_kind(Kind::Basic), Amount::from_fen(30));
/// cube.add(general.with_kind(Kind::Project), Amount::from_fen(12));
/// cube.add(Scope::ALL.with_fund(FundSource::Unit).with_kind(Kind::Basic), Amount::from_fen(5));
///
/// let pivot = cube.pivot(Dimension::Fund, Dimension::Kind)?;
/// assert_eq!(pivot.rows()[0], general);
/// assert_eq!((pivot.get(0, 1), pivot.get(1, 1)), (Some(Amount::from_fen(12)), None));
/// assert_eq!(pivot.row_totals(), [Amount::from_fen(42), Amount::from_fen(5)]);
/// assert_eq!(pivot.total(), Amount::from_fen(47));
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pivot {
    axes: (Axis, Axis),
    rows: Vec<Scope>,
    columns: Vec<Scope>,
    cells: BTreeMap<(usize, usize), Amount>,
    row_totals: Vec<Amount>,
    column_totals: Vec<Amount>,
    total: Amount,
}

/// Along one axis: each value that cells have, in order, and what comes to it.
struct Margin {
    axis: Axis,
    sums: BTreeMap<u32, Sum>,
}

/// So that what is open (0) comes last.
fn rank(key: u32) -> u32 {
    key.wrapping_sub(1)
}

impl Margin {
    fn of(axis: Axis, cells: &[Cell]) -> Self {
        let mut sums: BTreeMap<u32, Sum> = BTreeMap::new();
        for cell in cells {
            sums.entry(rank(axis.key(cell.scope))).or_default().add(cell.sum);
        }
        Self { axis, sums }
    }

    fn scopes(&self) -> Vec<Scope> {
        let scope = |rank: &u32| Scope::ALL.with_key(self.axis.dimension(), rank.wrapping_add(1));
        self.sums.keys().map(scope).collect()
    }

    fn totals(&self) -> Result<Vec<Amount>, Error> {
        let scopes = self.scopes();
        self.sums.values().zip(&scopes).map(|(sum, scope)| sum.amount(scope)).collect()
    }

    /// The position of each value.
    fn positions(&self) -> BTreeMap<u32, usize> {
        self.sums.keys().enumerate().map(|(position, &rank)| (rank, position)).collect()
    }
}

impl Pivot {
    pub(super) fn of(rows: Axis, columns: Axis, cells: &[Cell]) -> Result<Self, Error> {
        let (down, across) = (Margin::of(rows, cells), Margin::of(columns, cells));
        let (row_at, column_at) = (down.positions(), across.positions());
        let mut amounts = BTreeMap::new();
        for cell in cells {
            let row = row_at.get(&rank(rows.key(cell.scope)));
            let column = column_at.get(&rank(columns.key(cell.scope)));
            if let (Some(&row), Some(&column)) = (row, column) {
                amounts.insert((row, column), cell.sum.amount(&cell.scope)?);
            }
        }
        Ok(Self {
            axes: (rows, columns),
            rows: down.scopes(),
            columns: across.scopes(),
            cells: amounts,
            row_totals: down.totals()?,
            column_totals: across.totals()?,
            total: Sum::total(cells.iter().map(|cell| cell.sum)).amount(&"合计")?,
        })
    }

    /// The axes of rows and columns.
    pub fn axes(&self) -> (Axis, Axis) {
        self.axes
    }

    /// What each row is about; [`Scope::ALL`] for what lines leave open.
    pub fn rows(&self) -> &[Scope] {
        &self.rows
    }

    /// What each column is about; [`Scope::ALL`] for what lines leave open.
    pub fn columns(&self) -> &[Scope] {
        &self.columns
    }

    /// The sum in a row and a column, both counted from 0; `None` where no line falls.
    pub fn get(&self, row: usize, column: usize) -> Option<Amount> {
        self.cells.get(&(row, column)).copied()
    }

    /// The sums of the rows.
    pub fn row_totals(&self) -> &[Amount] {
        &self.row_totals
    }

    /// The sums of the columns.
    pub fn column_totals(&self) -> &[Amount] {
        &self.column_totals
    }

    /// 合计: the sum of everything.
    pub fn total(&self) -> Amount {
        self.total
    }

    /// The table as a text, with the names of an edition.
    pub fn display<'a>(&'a self, catalogue: &'a Catalogue, edition: Edition) -> PivotText<'a> {
        PivotText::new(self, catalogue, edition)
    }
}
