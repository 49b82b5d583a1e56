//! Rows of cells whose spans are lost → a grid: a cell over several rows leaves blanks below it, one
//! over several columns leaves nothing, and the last row has lost its blanks at the end.

use alloc::{string::String, vec, vec::Vec};

use super::cells::{Grid, GridCell, Sheet};
use super::header;
use super::shape;
use super::words;

/// The most alignments that are tried for one row; a wider one is laid out from the left.
const MAX_TRIALS: usize = 1 << 20;

impl Grid {
    /// The grid of rows in which columns cannot be counted, as a text of one cell a line or the
    /// text of a Word file hands them on. Spans are put back by the cheapest alignment: of a
    /// heading with the row below it, of a short row of the body with what its columns hold.
    ///
    /// ```
    /// use cn_budget::read::Grid;
    ///
    /// let grid = Grid::from_ragged(vec![
    ///     vec!["科目", "预算数"],
    ///     vec!["科目编码", "科目名称", "小计", "基本支出"],
    ///     vec!["合计", "12.30", "12.30"],
    ///     vec!["201", "一般公共服务支出", "12.30", "12.30"],
    /// ]);
    /// assert_eq!(grid.columns, 4);
    /// let total = grid.cells.iter().find(|cell| cell.text == "合计").unwrap();
    /// assert_eq!(total.column_span, 2);
    /// ```
    pub fn from_ragged<T: Into<String>>(rows: Vec<Vec<T>>) -> Self {
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|row| row.into_iter().map(Into::into).collect()).collect();
        let naive = Self::from_rows(rows.iter().map(|row| row.iter().map(String::as_str)));
        let sheet = Sheet::new(&naive, shape::clean);
        let top = super::context::context_rows(&sheet);
        let head = header::body_start(&sheet.part(top, sheet.rows()));
        let body = top.saturating_add(head).min(rows.len());
        let ragged = Ragged::new(&rows, top, body);
        let cells = ragged.cells();
        let guessed = cells.iter().any(|cell| cell.column_span > 1);
        Self { columns: crate::index::number(ragged.width), guessed, ..Self::new(cells) }
    }
}

/// The rows, and how each is laid out over the columns.
struct Ragged<'a> {
    rows: &'a [Vec<String>],
    width: usize,
    /// Where the cells of each row begin, and where the last one ends.
    layouts: Vec<Vec<usize>>,
}

impl<'a> Ragged<'a> {
    fn new(rows: &'a [Vec<String>], top: usize, body: usize) -> Self {
        let counted = rows.iter().skip(top).map(Vec::len).max().unwrap_or(0);
        let mut ragged = Self { rows, width: counted, layouts: vec![Vec::new(); rows.len()] };
        ragged.lay_heading(top, body);
        ragged.lay_body(top, body);
        for (row, layout) in rows.iter().zip(&mut ragged.layouts) {
            if layout.is_empty() {
                *layout = (0..=row.len()).collect();
            }
        }
        ragged
    }

    /// Lays out the heading from its last row up, each row over the cells of the one below it.
    fn lay_heading(&mut self, top: usize, body: usize) {
        let Some(last) = body.checked_sub(1).filter(|&last| last >= top) else { return };
        let mut below: Vec<String> = self.rows.get(last).cloned().unwrap_or_default();
        let mut layout: Vec<usize> = (0..=below.len()).collect();
        let ends = last.saturating_add(1) == self.rows.len();
        for row in (top..last).rev() {
            let own = self.rows.get(row).cloned().unwrap_or_default();
            let spare = if ends { own.len() } else { 0 };
            let Some(over) = align(own.len(), below.len(), spare, &|parent, from, to| {
                heading_cost(&own, parent, &below, from, to)
            }) else {
                break;
            };
            // What the last row lost at its end is put back as blanks.
            while over.last().is_some_and(|&end| end > below.len()) {
                below.push(String::new());
                layout.push(layout.last().map_or(0, |&end| end.saturating_add(1)));
            }
            if let Some(own) = self.layouts.get_mut(row.saturating_add(1)) {
                own.clone_from(&layout);
            }
            layout = over.iter().filter_map(|&cell| layout.get(cell).copied()).collect();
            below = own;
            if let Some(own) = self.layouts.get_mut(row) {
                own.clone_from(&layout);
            }
        }
        if let Some(own) = self.layouts.get_mut(top.min(last)).filter(|own| own.is_empty()) {
            own.clone_from(&layout);
        }
        self.width = self.width.max(layout.last().copied().unwrap_or(0));
    }

    /// Lays out the rows of the body that are shorter than the heading.
    fn lay_body(&mut self, top: usize, body: usize) {
        let amounts = self.amount_columns(top, body);
        let end = self.rows.len();
        for (index, row) in self.rows.iter().enumerate().skip(body) {
            if row.len() >= self.width {
                continue;
            }
            let lost = if index.saturating_add(1) == end { self.width } else { 0 };
            let cost =
                |cell: usize, from: usize, to: usize| body_cost(row, cell, &amounts, from, to);
            let layout = align_within(row.len(), self.width, lost, &cost);
            if let (Some(layout), Some(own)) = (layout, self.layouts.get_mut(index)) {
                *own = layout;
            }
        }
    }

    /// Which columns hold amounts: by the whole rows, else by their headings.
    fn amount_columns(&self, top: usize, body: usize) -> Vec<bool> {
        let whole = || self.rows.iter().skip(body).filter(|row| row.len() == self.width);
        let heading = |column: usize| {
            (top..body).rev().find_map(|row| {
                let layout = self.layouts.get(row)?;
                let cell = layout.partition_point(|&begin| begin <= column).checked_sub(1)?;
                self.rows.get(row)?.get(cell).filter(|text| !text.is_empty())
            })
        };
        let is_amount = |column: usize| {
            let texts =
                || whole().filter_map(|row| row.get(column)).filter(|text| !text.trim().is_empty());
            let amounts = texts().filter(|text| is_plain(text)).count();
            match texts().count() {
                0 => heading(column).is_none_or(|text| !words::is_text_heading(text)),
                count => amounts.saturating_mul(2) > count,
            }
        };
        (0..self.width).map(is_amount).collect()
    }

    fn cells(&self) -> Vec<GridCell> {
        let mut cells = Vec::new();
        for (row, (texts, layout)) in (0..).zip(self.rows.iter().zip(&self.layouts)) {
            for (text, ends) in texts.iter().zip(layout.windows(2)) {
                let [from, to] = ends else { continue };
                let column = crate::index::number(*from);
                let span = crate::index::number(to.saturating_sub(*from));
                cells.push(GridCell::spanning(row, column, 1, span, text.clone()));
            }
        }
        cells
    }
}

/// Whether a text is an amount and no code.
fn is_plain(text: &str) -> bool {
    shape::amount(text).is_some_and(|amount| amount.plain || !shape::is_full_code(text.trim()))
        || shape::is_dash(text)
}

/// What it costs that a heading stands over the cells `from..to` of the row below it.
fn heading_cost(own: &[String], parent: usize, below: &[String], from: usize, to: usize) -> u32 {
    let parent = own.get(parent).map_or("", String::as_str);
    let children = || (from..to).map(|child| below.get(child).map_or("", |text| text.trim()));
    let count = to.saturating_sub(from);
    let blanks = crate::index::number(children().filter(|text| text.is_empty()).count());
    let beyond = crate::index::number(to.saturating_sub(below.len().max(from)));
    let lonely = count == 1 && blanks == 0;
    let mut cost = beyond.saturating_add(if lonely { 4 } else { 0 });
    if count > 1 {
        cost = cost.saturating_add(blanks.saturating_mul(6));
    }
    if parent.trim().is_empty() && (count > 1 || blanks == 0) {
        cost = cost.saturating_add(6);
    }
    // Sums stand in front of their parts.
    let sums = children().skip(1).filter(|text| matches!(*text, "小计" | "合计" | "总计")).count();
    cost = cost.saturating_add(crate::index::number(sums).saturating_mul(4));
    let side = words::Side::of(parent).is_some();
    let key = words::is_key_heading(parent);
    let keys = children().filter(|text| words::is_key_heading(text)).count();
    let others = count.saturating_sub(keys).saturating_sub(crate::index::index(blanks));
    let misplaced = match (key, side) {
        (true, _) => others,
        // A side begins with its keys; a second key is one of another side.
        (false, true) if keys > 0 => {
            let first = children().next().is_some_and(words::is_key_heading);
            usize::from(!first).saturating_add(breaks(children()))
        }
        (false, _) => keys,
    };
    cost.saturating_add(crate::index::number(misplaced).saturating_mul(6))
}

/// How often a key stands behind what is none.
fn breaks<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    let mut breaks = 0_usize;
    let mut seen = false;
    for text in texts {
        let key = words::is_key_heading(text);
        breaks = breaks.saturating_add(usize::from(key && seen));
        seen |= !key;
    }
    breaks
}

/// What it costs that a cell of a short row covers the columns `from..to`.
fn body_cost(row: &[String], cell: usize, amounts: &[bool], from: usize, to: usize) -> u32 {
    let text = row.get(cell).map_or("", |text| text.trim());
    let number = is_plain(text);
    let columns = || (from..to).map(|column| amounts.get(column).copied().unwrap_or(false));
    let count = crate::index::number(to.saturating_sub(from));
    let wide = count.saturating_sub(1);
    let over_amounts = crate::index::number(columns().filter(|&amount| amount).count());
    match (text.is_empty(), number) {
        (true, _) => wide.saturating_mul(3),
        (false, true) => {
            let over_words = count.saturating_sub(over_amounts);
            wide.saturating_mul(8).saturating_add(over_words.saturating_mul(6))
        }
        // A code is as wide as its column; a name may be merged over its keys.
        (false, false) if shape::code(text).is_some() => {
            wide.saturating_mul(8).saturating_add(over_amounts.saturating_mul(6))
        }
        (false, false) => wide.saturating_add(over_amounts.saturating_mul(6)),
    }
}

/// The cheapest way to lay some cells over `width` others, and up to `spare` blanks more: where each
/// begins, and where the last one ends.
fn align(
    cells: usize,
    width: usize,
    spare: usize,
    cost: &dyn Fn(usize, usize, usize) -> u32,
) -> Option<Vec<usize>> {
    if cells > width.saturating_add(spare) {
        return None;
    }
    let most = width.saturating_add(spare);
    let table = Table::fill(cells, most, cost)?;
    let ends = width.max(cells)..=most;
    let end = ends.min_by_key(|&end| table.cost(cells, end))?;
    table.path(cells, end)
}

/// As [`align`], but up to `lost` of the last columns may be left without a cell.
fn align_within(
    cells: usize,
    width: usize,
    lost: usize,
    cost: &dyn Fn(usize, usize, usize) -> u32,
) -> Option<Vec<usize>> {
    let table = Table::fill(cells, width, cost)?;
    let ends = width.saturating_sub(lost).max(cells)..=width;
    let end = ends.min_by_key(|&end| {
        let missing = crate::index::number(width.saturating_sub(end));
        // One that is wider by a column is as likely as one that is lost.
        table.cost(cells, end).saturating_add(missing)
    })?;
    table.path(cells, end)
}

/// The cheapest cost of laying the first cells over the first columns.
struct Table {
    width: usize,
    costs: Vec<u32>,
    /// Where the last cell began.
    begins: Vec<usize>,
}

impl Table {
    fn fill(cells: usize, width: usize, cost: &dyn Fn(usize, usize, usize) -> u32) -> Option<Self> {
        let trials = cells.checked_mul(width)?.checked_mul(width)?;
        if trials > MAX_TRIALS || cells == 0 {
            return None;
        }
        let size = cells.saturating_add(1).saturating_mul(width.saturating_add(1));
        let mut table = Self { width, costs: vec![u32::MAX; size], begins: vec![0; size] };
        if let Some(start) = table.costs.first_mut() {
            *start = 0;
        }
        for cell in 0..cells {
            for end in cell.saturating_add(1)..=width {
                let mut best = (u32::MAX, 0);
                for begin in cell..end {
                    let before = table.cost(cell, begin);
                    if before < best.0 {
                        let all = before.saturating_add(cost(cell, begin, end));
                        if all < best.0 {
                            best = (all, begin);
                        }
                    }
                }
                let place = table.place(cell.saturating_add(1), end);
                if let (Some(cost), Some(begin)) =
                    (table.costs.get_mut(place), table.begins.get_mut(place))
                {
                    (*cost, *begin) = best;
                }
            }
        }
        Some(table)
    }

    fn place(&self, cells: usize, end: usize) -> usize {
        cells.saturating_mul(self.width.saturating_add(1)).saturating_add(end)
    }

    fn cost(&self, cells: usize, end: usize) -> u32 {
        self.costs.get(self.place(cells, end)).copied().unwrap_or(u32::MAX)
    }

    fn path(&self, cells: usize, end: usize) -> Option<Vec<usize>> {
        if self.cost(cells, end) == u32::MAX {
            return None;
        }
        let mut path = vec![end];
        let mut end = end;
        for cell in (1..=cells).rev() {
            end = *self.begins.get(self.place(cell, end))?;
            path.push(end);
        }
        path.reverse();
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The spans of each row.
    fn spans(rows: &[&[&str]]) -> Vec<Vec<u32>> {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        let count = rows.len();
        let grid = Grid::from_ragged(rows);
        (0..count)
            .map(|row| {
                let own = grid.cells.iter().filter(|cell| crate::index::index(cell.row) == row);
                own.map(|cell| cell.column_span).collect()
            })
            .collect()
    }

    #[test]
    fn headings_over_the_row_below() {
        let rows: &[&[&str]] = &[
            &["收入", "支出"],
            &["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算"],
            &["一、本年收入", "1.00", "一、本年支出", "1.00", "1.00", ""],
        ];
        assert_eq!(spans(rows)[0], [2, 4]);
        let rows: &[&[&str]] = &[
            &["2026年预算数"],
            &["合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"],
            &["", "", "小计", "公务用车购置费", "公务用车运行费"],
        ];
        assert_eq!(spans(rows)[1], [1, 1, 3, 1]);
        let rows: &[&[&str]] = &[
            &["部门单位", "总计", "一般公共预算", "国有资本经营预算", "单位资金"],
            &["", "", "小计", "一般债券", "", "小计", "其他收入资金"],
            &["某局", "1.00", "1.00", "1.00", "", "", ""],
        ];
        assert_eq!(spans(rows)[0], [1, 1, 2, 1, 2]);
    }

    #[test]
    fn short_rows_of_the_body() {
        let rows: &[&[&str]] = &[
            &["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            &["合计", "3.00", "2.00", "1.00"],
            &["201", "一般公共服务支出", "3.00", "2.00", "1.00"],
            &["20103", "政府办公厅", "2.00", "2.00"],
        ];
        let spans = spans(rows);
        assert_eq!(spans[1], [2, 1, 1, 1]);
        assert_eq!(spans[3], [1, 1, 1, 1]);
    }
}
