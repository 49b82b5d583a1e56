//! The cube: amounts grouped by any set of dimensions.

use alloc::{format, vec::Vec};

use crate::error::{Error, ErrorKind};
use crate::ledger::{BudgetLine, Columns, Ledger};
use crate::num::amount::Amount;
use crate::num::numbers::{Irregular, Numbers, same_length};
use crate::num::sum::{Sum, more_lines};
use crate::scope::{Dimension, Scope};

mod axis;
mod cells;
mod columns;
mod pivot;
#[cfg(feature = "serde")]
mod serde;
mod table;
mod text;

pub use axis::{Axis, GroupingSets};
use cells::{Cell, Cells};
use columns::Plain;
pub use pivot::Pivot;
pub use text::PivotText;

/// Amounts grouped by any set of dimensions (多维汇总).
///
/// A cube keeps one cell for each combination of values that lines have along its [axes](Axis), at
/// the finest grain; every sub-total follows from the cells: [`get`](Self::get) for one scope,
/// [`slice`](Self::slice) and [`group_by`](Self::group_by) for a smaller cube,
/// [`groups`](Self::groups) for SQL's grouping sets, [`pivot`](Self::pivot) for a two-way table with
/// margins. Like a [`Rollup`](crate::Rollup) it is a partial sum: it merges in any order and
/// grouping, the empty cube of the same axes changes nothing, and it travels by serde.
///
/// ```
/// use cn_budget::{
///     BudgetLine, Catalogue, Cube, Dimension, Edition, FundSource, Kind, Level, Scope,
///     cube::Axis,
/// };
///
/// let line = |code: &str, kind, amount: &str| -> Result<_, cn_budget::Error> {
///     let line = BudgetLine::expenditure(FundSource::General, amount.parse()?);
///     Ok(line.with_functional(code.parse()?).with_kind(kind))
/// };
/// let mut cube = Cube::new([Dimension::Functional, Dimension::Kind]);
/// cube.extend([
///     line("2050202", Kind::Personnel, "29.62万元")?,
///     line("2050202", Kind::Project, "100万元")?,
///     line("2080505", Kind::Personnel, "3.5万元")?,
/// ]);
/// let basic = cube.get(Scope::ALL.with_kind(Kind::Basic))?;
/// assert_eq!(basic.to_string(), "331200元");
///
/// let classes = Axis::new(Dimension::Functional).at(Level::Class);
/// let pivot = cube.pivot(classes, Dimension::Kind)?;
/// assert_eq!(
///     pivot.display(&Catalogue::builtin(), Edition::new(2026)).to_string(),
///     "\
/// 功能分类（类） ╲ 支出性质    人员经费      项目支出          合计
/// 205 教育支出               296,200.00  1,000,000.00  1,296,200.00
/// 208 社会保障和就业支出      35,000.00                   35,000.00
/// 合计                       331,200.00  1,000,000.00  1,331,200.00
/// "
/// );
/// # Ok::<(), cn_budget::Error>(())
/// ```
///
/// # What is open
/// A line that leaves a dimension of the cube open is in a cell of its own, whose scope leaves it
/// open too. In a cell that is not *all* values: [`Group::is_open`] tells them apart.
///
/// # Names
/// Units and projects are the numbers of one [`Ledger`]. Merge only cubes whose numbers mean the
/// same: append the ledgers first, or leave these axes out.
///
/// # Speed
/// Nothing is allocated per line, only per cell. [`extend_columns`](Self::extend_columns) reads one
/// axis after another, near the speed of a hash table written for these axes.
///
/// # JSON
/// `{"axes": [{"dimension": "functional", "level": "class"}, {"dimension": "kind"}], "cells":
/// [{"scope": {"functional": "205", "kind": "personnel"}, "lines": 1, "sum": "296200元"}]}`, the
/// cells in the order of their scopes.
#[derive(Debug, Clone)]
pub struct Cube {
    axes: Vec<Axis>,
    lines: u64,
    cells: Cells,
}

/// One row of [`Cube::groups`]: what the lines of a scope come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group<'a> {
    axes: &'a [Axis],
    scope: Scope,
    lines: u64,
    amount: Amount,
}

impl<'a> Group<'a> {
    /// The grouping set that the row belongs to; along every other dimension it is a sub-total.
    pub fn axes(&self) -> &'a [Axis] {
        self.axes
    }

    /// What the row is about.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// How many lines it sums up.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Their sum.
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// Whether the row is of lines that leave a dimension of the set open, rather than of all.
    pub fn is_open(&self, dimension: Dimension) -> bool {
        self.axes.iter().any(|axis| axis.dimension() == dimension) && !self.scope.fixes(dimension)
    }
}

impl Cube {
    /// An empty cube. Of several axes along one dimension the finest counts; the order does not.
    pub fn new<A: Into<Axis>>(axes: impl IntoIterator<Item = A>) -> Self {
        let axes = Axis::normal(axes.into_iter().map(Into::into));
        let cells = Cells::new(&axes);
        Self { axes, lines: 0, cells }
    }

    /// The axes, in the order of their dimensions.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// How many lines were added.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// How many cells there are: combinations of values that lines have.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether no line was added.
    pub fn is_empty(&self) -> bool {
        self.lines == 0
    }

    /// Adds an amount of a scope: a line's, or any other. [`BudgetLine::scope`] tells that of a line.
    pub fn add(&mut self, scope: Scope, amount: Amount) {
        self.put(scope, 1, Sum::of(amount));
    }

    fn put(&mut self, scope: Scope, lines: u64, sum: Sum) {
        self.lines += lines;
        self.cells.add(&self.axes, scope, lines, sum);
    }

    /// Adds lines given as columns.
    pub fn extend_columns(&mut self, columns: &Columns) {
        self.lines += columns.len() as u64;
        self.cells.add_columns(&self.axes, columns);
    }

    /// Adds lines given as plain numbers, as data frames hold them, of which `common` tells what they
    /// have in common. A column tells the value of a dimension: a code by its digits, a year as it
    /// is, a unit or a project by its [`NameId`](crate::scope::NameId), and any other value by its place among all of its kind
    /// ([`Kind::ALL`](crate::Kind::ALL) …), counted from 0. Amounts are in 分.
    ///
    /// Where a number is missing the line leaves the dimension open; so it does where the number
    /// means nothing, and it is told how often that was.
    ///
    /// ```
    /// use cn_budget::{Amount, Cube, Dimension, Flow, FundSource, Scope, num::Numbers};
    ///
    /// let common = Scope::ALL.with_flow(Flow::CurrentExpenditure).with_fund(FundSource::General);
    /// let mut cube = Cube::new([Dimension::Fund, Dimension::Functional]);
    /// let functions = Numbers::new(&[2_050_201, 2_050_202, 30_101]);
    /// let irregular = cube.extend_numbers(
    ///     common,
    ///     &[(Dimension::Functional, functions)],
    ///     Numbers::new(&[100, 20, 3]),
    /// )?;
    /// assert_eq!(irregular.unknown_codes, 1); // an economic code
    /// assert_eq!(cube.get(Scope::ALL.with_fund(FundSource::General))?, Amount::from_fen(123));
    /// assert_eq!(cube.get(Scope::ALL.with_functional("205".parse()?))?, Amount::from_fen(120));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ColumnLengths`](ErrorKind::ColumnLengths) where they differ; then nothing is added.
    pub fn extend_numbers(
        &mut self,
        common: Scope,
        columns: &[(Dimension, Numbers<'_, u32>)],
        fen: Numbers<'_, i64>,
    ) -> Result<Irregular, Error> {
        columns.iter().try_for_each(|(_, numbers)| same_length(numbers.len(), fen.len()))?;
        let mut irregular = Irregular::default();
        let mut add = |start: usize, fen: &[i64]| {
            let columns: Vec<_> = columns
                .iter()
                .map(|&(dimension, numbers)| (dimension, numbers.from(start)))
                .collect();
            self.lines += fen.len() as u64;
            let plain = Plain { common, columns: &columns, fen };
            irregular.unknown_codes += self.cells.add_plain(&self.axes, plain);
        };
        // A stretch of lines that have their amounts at a time.
        for (start, amounts) in fen.stretches() {
            add(start, amounts);
        }
        irregular.missing_amounts = fen.iter().filter(Option::is_none).count() as u64;
        Ok(irregular)
    }

    /// Adds a sum that was made elsewhere, in 分 and at full width, with the number of its lines.
    ///
    /// ```
    /// use cn_budget::{Cube, Dimension, FundSource, Scope};
    ///
    /// let mut cube = Cube::new([Dimension::Fund]);
    /// cube.add_sum(Scope::ALL.with_fund(FundSource::General), 2, i128::from(i64::MAX) * 2)?;
    /// let mut again = Cube::new([Dimension::Fund]);
    /// for (scope, lines, fen) in cube.sums() {
    ///     again.add_sum(scope, lines, fen)?;
    /// }
    /// assert_eq!(again, cube);
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`LineCount`](ErrorKind::LineCount) where so few lines cannot have this sum, or there would
    /// be more than 2⁶³; then nothing is added.
    pub fn add_sum(&mut self, scope: Scope, lines: u64, fen: i128) -> Result<(), Error> {
        let sum = Sum::of_fen(fen);
        if !Sum::are_of([sum], lines) {
            return Err(Error::new(ErrorKind::LineCount, &format!("{scope}"), 0));
        }
        more_lines(self.lines, lines)?;
        self.put(scope, lines, sum);
        Ok(())
    }

    /// The cells in the order of their scopes, each with its lines and their sum, in 分 and at full
    /// width.
    pub fn sums(&self) -> impl Iterator<Item = (Scope, u64, i128)> {
        self.sorted().into_iter().map(|cell| (cell.scope, cell.lines, cell.sum.fen()))
    }

    /// Adds the lines of a ledger, each with the ledger's year and stage.
    pub fn extend_ledger(&mut self, ledger: &Ledger) {
        for line in ledger.lines() {
            let scope = line.scope().with_year(ledger.year()).with_stage(ledger.stage());
            self.add(scope, line.amount);
        }
    }

    /// Adds the lines of another cube. Order and grouping of merges do not matter.
    ///
    /// ```
    /// use cn_budget::{Amount, Cube, Dimension, FundSource, Scope};
    ///
    /// let general = Scope::ALL.with_fund(FundSource::General);
    /// let [mut north, mut south] = [(); 2].map(|()| Cube::new([Dimension::Fund]));
    /// north.add(general, Amount::from_fen(5));
    /// south.add(general, Amount::from_fen(7));
    /// north.merge(&south)?;
    /// assert_eq!(north.get(general)?, Amount::from_fen(12));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Axes`](ErrorKind::Axes) where the axes differ, [`LineCount`](ErrorKind::LineCount) where
    /// both together count more than 2⁶³ lines; then nothing is added.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        if self.axes != other.axes {
            return Err(missing(&self.axes, &other.axes));
        }
        self.lines = more_lines(self.lines, other.lines)?;
        for cell in other.cells() {
            self.cells.add(&self.axes, cell.scope, cell.lines, cell.sum);
        }
        Ok(())
    }

    /// The sum of the cells within a scope, nil where there are none. A dimension that the scope
    /// fixes must be an axis, or no cell is within.
    ///
    /// # Errors
    /// [`Overflow`](ErrorKind::Overflow) where it is beyond what an [`Amount`] holds.
    pub fn get(&self, scope: Scope) -> Result<Amount, Error> {
        Sum::total(self.within(scope).map(|cell| cell.sum)).amount(&scope)
    }

    fn cells(&self) -> impl Iterator<Item = Cell> {
        self.cells.iter(&self.axes)
    }

    fn within(&self, scope: Scope) -> impl Iterator<Item = Cell> {
        self.cells().filter(move |cell| cell.scope.is_within(scope))
    }

    /// The cells within a scope, as a cube of the same axes.
    ///
    /// ```
    /// use cn_budget::{Amount, Cube, Dimension, Flow, FundSource, Scope};
    ///
    /// let mut cube = Cube::new([Dimension::Flow, Dimension::Fund]);
    /// let spent = Scope::ALL.with_flow(Flow::CurrentExpenditure);
    /// cube.add(spent.with_fund(FundSource::General), Amount::from_fen(100));
    /// cube.add(spent.with_fund(FundSource::Unit), Amount::from_fen(7));
    ///
    /// let fiscal = cube.slice(Scope::ALL.with_fund(FundSource::Fiscal));
    /// assert_eq!(fiscal.get(spent)?, Amount::from_fen(100));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    #[must_use]
    pub fn slice(&self, scope: Scope) -> Self {
        let mut slice = Self::new(self.axes.iter().copied());
        for cell in self.within(scope) {
            slice.put(cell.scope, cell.lines, cell.sum);
        }
        slice
    }

    /// The same lines grouped by fewer or coarser axes.
    ///
    /// ```
    /// use cn_budget::{Amount, Cube, Dimension, Level, Scope, cube::Axis};
    ///
    /// let mut cube = Cube::new([Dimension::Functional]);
    /// for code in ["2050202", "2050203", "2080505"] {
    ///     cube.add(Scope::ALL.with_functional(code.parse()?), Amount::from_fen(1));
    /// }
    /// let classes = cube.group_by([Axis::new(Dimension::Functional).at(Level::Class)])?;
    /// assert_eq!(classes.len(), 2);
    /// assert!(cube.group_by([Dimension::Fund]).is_err());
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Axes`](ErrorKind::Axes) names the first axis that the cube does not have, or not so fine.
    pub fn group_by<A: Into<Axis>>(
        &self,
        axes: impl IntoIterator<Item = A>,
    ) -> Result<Self, Error> {
        let mut coarse = Self::new(axes);
        let known = |axis: &&Axis| self.axes.iter().any(|&own| axis.is_coarser(own));
        if !coarse.axes.iter().all(|axis| known(&axis)) {
            return Err(missing(&self.axes, &coarse.axes));
        }
        for cell in self.cells() {
            coarse.put(cell.scope, cell.lines, cell.sum);
        }
        Ok(coarse)
    }

    /// The sub-totals of several sets of axes, as SQL's `GROUP BY GROUPING SETS`: set by set, and
    /// within a set in the order of the scopes.
    ///
    /// ```
    /// use cn_budget::{Amount, Cube, Dimension, FundSource, Kind, Scope, cube::GroupingSets};
    ///
    /// let mut cube = Cube::new([Dimension::Fund, Dimension::Kind]);
    /// for (kind, fen) in [(Kind::Basic, 30), (Kind::Project, 12)] {
    ///     let scope = Scope::ALL.with_fund(FundSource::General).with_kind(kind);
    ///     cube.add(scope, Amount::from_fen(fen));
    /// }
    /// let sets = GroupingSets::rollup([Dimension::Fund, Dimension::Kind]);
    /// let groups = cube.groups(&sets)?;
    /// let amounts: Vec<i64> = groups.iter().map(|group| group.amount().fen()).collect();
    /// assert_eq!(amounts, [30, 12, 42, 42]); // by both, by fund, all
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`group_by`](Self::group_by), and [`Overflow`](ErrorKind::Overflow) names a scope whose
    /// sum is beyond what an [`Amount`] holds.
    pub fn groups<'a>(&self, sets: &'a GroupingSets) -> Result<Vec<Group<'a>>, Error> {
        let mut groups = Vec::new();
        for axes in sets.iter() {
            let coarse = self.group_by(axes.iter().copied())?;
            for Cell { scope, lines, sum } in coarse.sorted() {
                groups.push(Group { axes, scope, lines, amount: sum.amount(&scope)? });
            }
        }
        Ok(groups)
    }

    /// The cells in the order of their scopes.
    fn sorted(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self.cells().collect();
        cells.sort_unstable_by_key(|cell| cell.scope);
        cells
    }

    /// A two-way table with margins (透视表, 交叉表).
    ///
    /// ```
    /// use cn_budget::{Amount, Cube, Dimension, FundSource, Kind, Scope};
    ///
    /// let mut cube = Cube::new([Dimension::Fund, Dimension::Kind]);
    /// let general = Scope::ALL.with_fund(FundSource::General);
    /// cube.add(general.with_kind(Kind::Basic), Amount::from_fen(30));
    /// cube.add(general.with_kind(Kind::Project), Amount::from_fen(12));
    /// let pivot = cube.pivot(Dimension::Fund, Dimension::Kind)?;
    /// assert_eq!(pivot.get(0, 1), Some(Amount::from_fen(12)));
    /// assert_eq!(pivot.total(), Amount::from_fen(42));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Axes`](ErrorKind::Axes) where the cube does not have an axis or both are of one dimension,
    /// [`Overflow`](ErrorKind::Overflow) where a sum is beyond what an [`Amount`] holds.
    pub fn pivot(&self, rows: impl Into<Axis>, columns: impl Into<Axis>) -> Result<Pivot, Error> {
        let (rows, columns) = (rows.into(), columns.into());
        if rows.dimension() == columns.dimension() {
            return Err(Error::new(ErrorKind::Axes, &format!("{rows} × {columns}"), 0));
        }
        Pivot::of(rows, columns, &self.group_by([rows, columns])?.sorted())
    }
}

/// Names the first axis that does not follow from those that are there.
fn missing(there: &[Axis], wanted: &[Axis]) -> Error {
    let follows = |axis: &&Axis| there.iter().any(|&own| axis.is_coarser(own));
    let name = match wanted.iter().find(|axis| !follows(axis)) {
        Some(axis) => format!("{axis}"),
        None => there.iter().map(|axis| format!("{axis}")).collect::<Vec<_>>().join("、"),
    };
    Error::new(ErrorKind::Axes, &name, 0)
}

impl Extend<BudgetLine> for Cube {
    fn extend<I: IntoIterator<Item = BudgetLine>>(&mut self, lines: I) {
        for line in lines {
            self.add(line.scope(), line.amount);
        }
    }
}

impl PartialEq for Cube {
    fn eq(&self, other: &Self) -> bool {
        self.axes == other.axes
            && self.len() == other.len()
            && self.cells().all(|cell| other.cells.get(&other.axes, cell.scope) == Some(cell))
    }
}
impl Eq for Cube {}
