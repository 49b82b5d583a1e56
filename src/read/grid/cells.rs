//! Grids: cells with spans, as a carrier hands them over, and the sheet they make.

use alloc::{string::String, vec, vec::Vec};

/// A cell of a [`Grid`].
///
/// As JSON it is `[row, column, row span, column span, text]`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "CellForm", into = "CellForm"))]
#[non_exhaustive]
pub struct GridCell {
    /// The row, counted from 0.
    pub row: u32,
    /// The column, counted from 0.
    pub column: u32,
    /// How many rows the cell covers; 0 counts as 1.
    pub row_span: u32,
    /// How many columns the cell covers; 0 counts as 1.
    pub column_span: u32,
    /// The text.
    pub text: String,
}

#[cfg(feature = "serde")]
type CellForm = (u32, u32, u32, u32, String);

#[cfg(feature = "serde")]
impl From<CellForm> for GridCell {
    fn from((row, column, row_span, column_span, text): CellForm) -> Self {
        Self { row, column, row_span, column_span, text }
    }
}

#[cfg(feature = "serde")]
impl From<GridCell> for CellForm {
    fn from(cell: GridCell) -> Self {
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
    }
}

impl GridCell {
    /// A cell of one row and one column.
    pub fn new(row: u32, column: u32, text: impl Into<String>) -> Self {
        Self::spanning(row, column, 1, 1, text)
    }

    /// A cell over several rows or columns.
    pub fn spanning(
        row: u32,
        column: u32,
        row_span: u32,
        column_span: u32,
        text: impl Into<String>,
    ) -> Self {
        Self { row, column, row_span, column_span, text: text.into() }
    }
}

/// A grid of cells with spans: what a page, a sheet or a document shows as one table.
///
/// Nothing about it need be right: cells may overlap (the first one counts), reach beyond the
/// grid (they are cut) or be missing (a blank).
///
/// ```
/// use cn_budget::read::{Grid, GridCell};
///
/// let grid = Grid::new([
///     GridCell::spanning(0, 0, 1, 2, "科目"),
///     GridCell::new(1, 0, "201"),
///     GridCell::new(1, 1, "一般公共服务支出"),
/// ]);
/// assert_eq!((grid.rows, grid.columns), (2, 2));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Grid {
    /// How many rows there are.
    pub rows: u32,
    /// How many columns there are.
    pub columns: u32,
    /// The cells, in any order.
    pub cells: Vec<GridCell>,
    /// Where the grid stands in the source (`p4`, the name of a sheet).
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub at: Option<String>,
    /// The name of the sheet, where the carrier has names for its sheets.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub name: Option<String>,
    /// Where the columns begin and the last one ends, in hundredths of a point, where the carrier
    /// knows; else empty. By them a page that shows fewer columns is fitted to the page before.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub edges: Vec<i32>,
    /// Whether the spans are guessed, because the carrier had lost them.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "core::ops::Not::not"))]
    pub guessed: bool,
    /// From where to where the texts of each column reach, in hundredths of a point, where columns
    /// were told by their texts alone; else empty.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub lanes: Vec<(i32, i32)>,
    /// Whether its rows and columns could not be told: it is left out with a note, and so is what
    /// goes on with it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "core::ops::Not::not"))]
    pub doubtful: bool,
    /// The rows that the carrier hides from its readers: check figures and names of fields, as the
    /// system that exported a sheet put there. They are left out with a note.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub hidden_rows: Vec<u32>,
    /// The columns that the carrier hides.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub hidden_columns: Vec<u32>,
}

impl Grid {
    /// The grid that just holds these cells.
    pub fn new(cells: impl IntoIterator<Item = GridCell>) -> Self {
        let cells: Vec<GridCell> = cells.into_iter().collect();
        let end = |start: u32, span: u32| start.saturating_add(span.max(1));
        let rows = cells.iter().map(|cell| end(cell.row, cell.row_span)).max();
        let columns = cells.iter().map(|cell| end(cell.column, cell.column_span)).max();
        Self { rows: rows.unwrap_or(0), columns: columns.unwrap_or(0), cells, ..Self::default() }
    }

    /// The grid of rows of texts without any spans.
    ///
    /// ```
    /// let grid = cn_budget::read::Grid::from_rows([vec!["201", "12.30"], vec!["合计"]]);
    /// assert_eq!((grid.rows, grid.columns), (2, 2));
    /// ```
    pub fn from_rows<R, T>(rows: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator<Item = T>,
        T: Into<String>,
    {
        let mut cells = Vec::new();
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(texts) {
                cells.push(GridCell::new(row, column, text));
            }
        }
        Self::new(cells)
    }

    /// The grid with its place in the source.
    #[must_use]
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }

    /// Whether it hides a text: in a hidden row or column, and in no row and column beside.
    pub(super) fn hides_text(&self) -> bool {
        let (rows, columns) = (Shown::but(&self.hidden_rows), Shown::but(&self.hidden_columns));
        self.cells.iter().any(|cell| {
            let shown =
                rows.span(cell.row, cell.row_span).and(columns.span(cell.column, cell.column_span));
            shown.is_none() && !cell.text.trim().is_empty()
        })
    }
}

/// The rows or columns of a grid that are shown, numbered anew.
struct Shown {
    /// The hidden ones, in order.
    hidden: Vec<u32>,
}

impl Shown {
    fn but(hidden: &[u32]) -> Self {
        let mut hidden = hidden.to_vec();
        hidden.sort_unstable();
        hidden.dedup();
        Self { hidden }
    }

    /// The number of a row or column among those that are shown.
    fn number(&self, number: u32) -> u32 {
        let before = self.hidden.partition_point(|&hidden| hidden < number);
        number.saturating_sub(crate::index::number(before))
    }

    /// Where a span begins among those that are shown, and how many of them it covers; `None` where
    /// it covers none.
    fn span(&self, start: u32, length: u32) -> Option<(u32, u32)> {
        let length = length.max(1);
        let before = |number: u32| self.hidden.partition_point(|&hidden| hidden < number);
        let hidden = before(start.saturating_add(length)).saturating_sub(before(start));
        let length = length.saturating_sub(crate::index::number(hidden));
        (length > 0).then_some((self.number(start), length))
    }

    /// The numbers in the grid of those that are shown, in order.
    fn numbers(&self) -> impl Iterator<Item = u32> {
        (0..).filter(|number| self.hidden.binary_search(number).is_err())
    }
}

/// The most rows of a grid that are read; what is below is left out with a note.
pub const MAX_ROWS: usize = 20_000;

/// The most columns of a grid that are read; what is right of them is left out with a note.
pub const MAX_GRID_COLUMNS: usize = 512;

/// The most places (rows × columns) of a grid that are read; of a grid with few cells fewer, so
/// that memory stays in proportion to what was handed over.
pub const MAX_PLACES: usize = 1 << 20;

/// How many places a cell may stand for on average, beside the first few thousand.
const PLACES_PER_CELL: usize = 64;

/// A grid laid out: what covers each place. Rows without text below the last one with text, and
/// columns that only continue the cells left of them, are gone.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    rows: usize,
    columns: usize,
    cells: Vec<SheetCell>,
    /// The cell that covers a place, row by row.
    owners: Vec<Option<u32>>,
    /// The row of the grid that each row was, for its place in the source.
    pub(super) origins: Vec<u32>,
    /// The edges of the columns, one more than columns, or none.
    pub(super) edges: Vec<i32>,
    /// From where to where the texts of each column reach, or none.
    pub(super) lanes: Vec<(i32, i32)>,
    /// Whether something was beyond the limits.
    pub(super) cut: bool,
    /// The texts of cells whose place another cell had taken.
    pub(super) lost: Vec<String>,
}

/// How far apart the edges of one column may lie on two pages: 6 points.
pub(super) const EDGE: u32 = 600;

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
    pub(super) text: String,
}

impl SheetCell {
    /// The row behind the last one.
    pub(super) fn row_end(&self) -> usize {
        self.row.saturating_add(self.row_span)
    }

    /// The column behind the last one.
    pub(super) fn column_end(&self) -> usize {
        self.column.saturating_add(self.column_span)
    }
}

impl Sheet {
    /// The sheet that a grid makes, every text put through `clean`.
    pub(super) fn new(grid: &Grid, clean: impl Fn(&str) -> String) -> Self {
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let mut printed: Vec<SheetCell> = Vec::with_capacity(grid.cells.len());
        let mut cut = false;
        let (rows_shown, columns_shown) =
            (Shown::but(&grid.hidden_rows), Shown::but(&grid.hidden_columns));
        for cell in &grid.cells {
            let row_span = rows_shown.span(cell.row, cell.row_span);
            let column_span = columns_shown.span(cell.column, cell.column_span);
            let (Some((row, row_span)), Some((column, column_span))) = (row_span, column_span)
            else {
                continue;
            };
            let (row, column) = (size(row), size(column));
            if row >= MAX_ROWS || column >= MAX_GRID_COLUMNS {
                cut |= !cell.text.trim().is_empty();
                continue;
            }
            printed.push(SheetCell {
                row,
                column,
                row_span: size(row_span),
                column_span: size(column_span),
                text: clean(&cell.text),
            });
        }
        let texts = || printed.iter().filter(|cell| !cell.text.is_empty());
        let rows = texts().map(|cell| cell.row.saturating_add(1)).max().unwrap_or(0);
        let text_columns = texts().map(|cell| cell.column.saturating_add(1)).max().unwrap_or(0);
        // A blank cell makes a column where it is one of the grid; an honest grid says how many.
        let columns = printed
            .iter()
            .filter(|cell| cell.row < rows)
            .map(|cell| cell.column.saturating_add(cell.column_span))
            .max()
            .unwrap_or(0)
            .min(size(columns_shown.number(grid.columns)))
            .max(text_columns)
            .min(MAX_GRID_COLUMNS);
        let places = printed.len().saturating_mul(PLACES_PER_CELL).saturating_add(1 << 13);
        let fitting = places.min(MAX_PLACES).checked_div(columns).unwrap_or(0);
        cut |= rows > fitting;
        let rows = rows.min(fitting);
        let mut sheet = Self {
            rows,
            columns,
            cells: Vec::new(),
            owners: vec![None; rows.saturating_mul(columns)],
            origins: rows_shown.numbers().take(rows).collect(),
            edges: if grid.edges.len() == columns.saturating_add(1) {
                grid.edges.clone()
            } else {
                Vec::new()
            },
            lanes: if grid.lanes.len() == columns { grid.lanes.clone() } else { Vec::new() },
            cut,
            lost: Vec::new(),
        };
        for cell in printed {
            sheet.place(cell);
        }
        sheet.without_shadow_columns()
    }

    /// A sheet of these cells, for grids made of other sheets.
    pub(super) fn of(
        rows: usize,
        columns: usize,
        cells: Vec<SheetCell>,
        origins: Vec<u32>,
    ) -> Self {
        let mut sheet = Self {
            rows,
            columns,
            cells: Vec::new(),
            owners: vec![None; rows.saturating_mul(columns)],
            origins,
            edges: Vec::new(),
            lanes: Vec::new(),
            cut: false,
            lost: Vec::new(),
        };
        for cell in cells {
            sheet.place(cell);
        }
        sheet
    }

    /// Lays a cell over the places that are still free; where its first place is taken, it is
    /// left out, and where another one is, it ends before it.
    fn place(&mut self, mut cell: SheetCell) {
        if cell.row >= self.rows || cell.column >= self.columns {
            return;
        }
        if self.owner(cell.row, cell.column).is_some() {
            if !cell.text.is_empty() {
                self.lost.push(cell.text);
            }
            return;
        }
        let row_end = cell.row_end().min(self.rows);
        let column_end = cell.column_end().min(self.columns);
        let free = |row: usize, column: usize| self.owner(row, column).is_none();
        let column_end =
            (cell.column..column_end).find(|&column| !free(cell.row, column)).unwrap_or(column_end);
        let row_end = (cell.row..row_end)
            .find(|&row| (cell.column..column_end).any(|column| !free(row, column)))
            .unwrap_or(row_end);
        cell.row_span = row_end.saturating_sub(cell.row);
        cell.column_span = column_end.saturating_sub(cell.column);
        let number = u32::try_from(self.cells.len()).ok();
        for row in cell.row..row_end {
            for column in cell.column..column_end {
                let place = row.saturating_mul(self.columns).saturating_add(column);
                if let Some(owner) = self.owners.get_mut(place) {
                    *owner = number;
                }
            }
        }
        self.cells.push(cell);
    }

    /// The sheet without columns in which no cell begins: they are but the width of others.
    fn without_shadow_columns(self) -> Self {
        let mut begins = vec![false; self.columns];
        for row in 0..self.rows {
            for (column, begins) in begins.iter_mut().enumerate() {
                *begins |= self.cell(row, column).is_none_or(|cell| cell.column == column);
            }
        }
        if begins.iter().all(|&begins| begins) {
            return self;
        }
        let mut kept = Vec::with_capacity(self.columns.saturating_add(1));
        let mut count = 0_usize;
        for &begins in &begins {
            kept.push(count);
            count = count.saturating_add(usize::from(begins));
        }
        kept.push(count);
        let new = |column: usize| kept.get(column).copied().unwrap_or(count);
        let edges = self.edges.iter().enumerate();
        let edges = edges.filter(|&(column, _)| begins.get(column).copied().unwrap_or(true));
        let edges: Vec<i32> = edges.map(|(_, &edge)| edge).collect();
        let cells = self.cells.into_iter().map(|cell| {
            let (column, end) = (new(cell.column), new(cell.column_end()));
            SheetCell { column, column_span: end.saturating_sub(column).max(1), ..cell }
        });
        let (cut, lost) = (self.cut, self.lost);
        let sheet = Self::of(self.rows, count, cells.collect(), self.origins);
        Self { edges, cut, lost, ..sheet }
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// All cells, in the order in which they were handed over.
    pub(super) fn cells(&self) -> &[SheetCell] {
        &self.cells
    }

    fn owner(&self, row: usize, column: usize) -> Option<u32> {
        if column >= self.columns {
            return None;
        }
        let place = row.checked_mul(self.columns)?.checked_add(column)?;
        self.owners.get(place).copied().flatten()
    }

    /// The cell that covers a place.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&SheetCell> {
        self.cells.get(crate::index::index(self.owner(row, column)?))
    }

    /// The text that covers a place, empty for a blank.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        self.cell(row, column).map_or("", |cell| cell.text.as_str())
    }

    /// The text of the cell that begins at a place: empty where the place is but covered.
    pub(super) fn own(&self, row: usize, column: usize) -> &str {
        let own = self.cell(row, column).filter(|cell| cell.row == row && cell.column == column);
        own.map_or("", |cell| cell.text.as_str())
    }

    /// The cells with text that cover a row, from left to right, each once.
    pub(super) fn row_cells(&self, row: usize) -> impl Iterator<Item = &SheetCell> {
        let cells = (0..self.columns)
            .filter_map(move |column| self.cell(row, column).filter(|cell| cell.column == column));
        cells.filter(|cell| !cell.text.is_empty())
    }

    /// Adds a text behind that of the cell that covers a place.
    pub(super) fn go_on(&mut self, row: usize, column: usize, text: &str) {
        let owner = self.owner(row, column).map(crate::index::index);
        if let Some(cell) = owner.and_then(|owner| self.cells.get_mut(owner)) {
            cell.text.push_str(text);
        }
    }

    /// The sheet with the rows of another one, as wide, below its own.
    pub(super) fn above(&self, below: &Self) -> Self {
        let lower = below.cells.iter().map(|cell| {
            let row = cell.row.saturating_add(self.rows);
            SheetCell { row, ..cell.clone() }
        });
        let cells = self.cells.iter().cloned().chain(lower).collect();
        let origins = self.origins.iter().chain(&below.origins).copied().collect();
        let rows = self.rows.saturating_add(below.rows);
        let sheet = Self::of(rows, self.columns, cells, origins);
        Self { edges: self.edges.clone(), ..sheet }
    }

    /// Takes the text of the cell that covers a place away.
    pub(super) fn clear(&mut self, row: usize, column: usize) {
        let owner = self.owner(row, column).map(crate::index::index);
        if let Some(cell) = owner.and_then(|owner| self.cells.get_mut(owner)) {
            cell.text.clear();
        }
    }

    /// Gives a blank cell that covers a place this text.
    pub(super) fn fill(&mut self, row: usize, column: usize, text: &str) {
        let owner = self.owner(row, column).map(crate::index::index);
        if let Some(cell) = owner.and_then(|owner| self.cells.get_mut(owner)) {
            if cell.text.is_empty() {
                cell.text.push_str(text);
            }
        }
    }

    /// Two sheets laid over the same columns, by the edges of both; `None` where one is wider than the
    /// other, or their columns differ and no edges tell how.
    pub(super) fn aligned(&self, other: &Self) -> Option<(Self, Self)> {
        let ends = |sheet: &Self| sheet.edges.first().copied().zip(sheet.edges.last().copied());
        let (Some(own), Some(others)) = (ends(self), ends(other)) else {
            return (self.columns == other.columns).then(|| (self.clone(), other.clone()));
        };
        // Columns narrower than what edges may be apart are not told from each other.
        let near = |pair: &[i32]| matches!(pair, [a, b] if a.abs_diff(*b) <= EDGE);
        let has_narrow = |sheet: &Self| sheet.edges.windows(2).any(near);
        if !near(&[own.0, others.0])
            || !near(&[own.1, others.1])
            || has_narrow(self)
            || has_narrow(other)
        {
            return None;
        }
        let mut edges: Vec<i32> = self.edges.iter().chain(&other.edges).copied().collect();
        edges.sort_unstable();
        edges.dedup_by(|edge, last| edge.abs_diff(*last) <= EDGE);
        Some((self.laid_over(&edges), other.laid_over(&edges)))
    }

    /// The cells laid over columns between these edges, which are its own and more.
    fn laid_over(&self, edges: &[i32]) -> Self {
        let place = |number: usize| {
            let edge = self.edges.get(number).copied().unwrap_or(i32::MAX);
            edges.iter().position(|other| other.abs_diff(edge) <= EDGE).unwrap_or(edges.len())
        };
        let cells = self.cells.iter().map(|cell| {
            let (column, end) = (place(cell.column), place(cell.column_end()));
            SheetCell { column, column_span: end.saturating_sub(column).max(1), ..cell.clone() }
        });
        let columns = edges.len().saturating_sub(1);
        let sheet = Self::of(self.rows, columns, cells.collect(), self.origins.clone());
        Self { edges: edges.to_vec(), ..sheet }
    }

    /// Some rows of the sheet as a sheet of its own.
    pub(super) fn part(&self, from: usize, to: usize) -> Self {
        let to = to.min(self.rows);
        let rows = to.saturating_sub(from);
        let cells = self.cells.iter().filter(|cell| cell.row < to && cell.row_end() > from);
        let cells = cells.map(|cell| {
            let row = cell.row.max(from);
            let row_span = cell.row_end().min(to).saturating_sub(row);
            SheetCell { row: row.saturating_sub(from), row_span, ..cell.clone() }
        });
        let origins = self.origins.get(from..to).unwrap_or_default().to_vec();
        let sheet = Self::of(rows, self.columns, cells.collect(), origins);
        Self { edges: self.edges.clone(), lanes: self.lanes.clone(), ..sheet }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[(u32, u32, u32, u32, &str)]) -> Sheet {
        let cells = cells.iter().map(|&(row, column, rows, columns, text)| {
            GridCell::spanning(row, column, rows, columns, text)
        });
        Sheet::new(&Grid::new(cells), |text| text.trim().into())
    }

    #[test]
    fn overlapping_cells_lose_what_is_taken() {
        let sheet =
            sheet(&[(0, 1, 2, 1, "a"), (0, 0, 1, 3, "b"), (0, 1, 1, 1, "c"), (1, 2, 1, 1, "d")]);
        assert_eq!((sheet.text(0, 0), sheet.text(0, 1), sheet.text(0, 2)), ("b", "a", ""));
        assert_eq!(sheet.text(1, 2), "d");
        assert_eq!(sheet.lost, ["c"]);
    }

    #[test]
    fn columns_that_nothing_begins_in_are_gone() {
        let sheet =
            sheet(&[(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b"), (1, 0, 1, 2, "c"), (1, 2, 1, 1, "d")]);
        assert_eq!(sheet.columns(), 2);
        assert_eq!((sheet.text(1, 0), sheet.text(1, 1)), ("c", "d"));
    }

    #[test]
    fn spans_beyond_the_sheet_and_far_cells_are_cut() {
        let sheet =
            sheet(&[(0, 0, u32::MAX, u32::MAX, "a"), (u32::MAX, 5, 1, 1, "b"), (1, 9, 1, 1, "c")]);
        assert!(sheet.cut);
        assert_eq!((sheet.rows(), sheet.columns(), sheet.text(1, 0)), (2, 1, "a"));
    }
}
