//! Where the heading of a grid ends and its body begins, and what stands over each column.

use alloc::{string::String, vec::Vec};

use super::grid::Sheet;
use super::shape;
use super::words;

/// The deepest heading that is looked for, in rows.
const DEEPEST: usize = 12;

/// A heading of several rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Header {
    /// How many rows it has.
    pub(super) rows: usize,
    /// The texts over each column from top to bottom, each with the cell that prints it.
    pub(super) paths: Vec<Vec<Label>>,
}

/// A text of a heading, and the row and column where its cell begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) place: (usize, usize),
}

impl Header {
    /// The heading of a sheet, whose rows above it are gone.
    pub(super) fn of(sheet: &Sheet) -> Self {
        let rows = body_start(sheet);
        let mut paths: Vec<Vec<Label>> = Vec::with_capacity(sheet.columns());
        for column in 0..sheet.columns() {
            let mut path: Vec<Label> = Vec::new();
            for row in 0..rows {
                if is_column_numbers(sheet, row) {
                    continue;
                }
                push(&mut path, sheet, row, column);
            }
            // 类 款 项 may stand beside the first row of the body.
            if words::code_part(sheet.text(rows, column)).is_some() {
                push(&mut path, sheet, rows, column);
            }
            paths.push(path);
        }
        Self { rows, paths }
    }

    /// Whether any heading is one of amounts.
    pub(super) fn speaks_of_money(&self) -> bool {
        self.paths.iter().flatten().any(|label| words::is_money(&label.text))
    }

    /// Whether a heading reads as another one does.
    pub(super) fn reads_as(&self, other: &Self) -> bool {
        let texts = |header: &Self| -> Vec<Vec<String>> {
            let path =
                |path: &Vec<Label>| path.iter().map(|label| shape::fold(&label.text)).collect();
            header.paths.iter().map(path).collect()
        };
        self.rows > 0 && texts(self) == texts(other)
    }
}

fn push(path: &mut Vec<Label>, sheet: &Sheet, row: usize, column: usize) {
    let Some(cell) = sheet.cell(row, column).filter(|cell| !cell.text.is_empty()) else { return };
    let place = (cell.row, cell.column);
    let over = |last: &Label| sheet.cell(last.place.0, last.place.1).map(|over| over.column_span);
    let again = path.last().is_some_and(|last| {
        // A text below itself, as wide, is one that was printed in both of its rows.
        last.place == place || last.text == cell.text && over(last) == Some(cell.column_span)
    });
    if !again {
        path.push(Label { text: cell.text.clone(), place });
    }
}

/// The first row of the body; all rows where there is none.
pub(super) fn body_start(sheet: &Sheet) -> usize {
    let mut headed: Vec<bool> = alloc::vec![false; sheet.columns()];
    for row in 0..sheet.rows() {
        if row >= DEEPEST || is_body(sheet, row, &headed) {
            return row;
        }
        for (column, headed) in headed.iter_mut().enumerate() {
            *headed |= !sheet.text(row, column).is_empty();
        }
    }
    sheet.rows()
}

/// Whether a row is one of the body; `headed` tells which columns have a heading so far.
fn is_body(sheet: &Sheet, row: usize, headed: &[bool]) -> bool {
    if is_column_numbers(sheet, row) {
        return false;
    }
    let own = || {
        (0..sheet.columns()).map(|column| sheet.own(row, column)).filter(|text| !text.is_empty())
    };
    if own().any(|text| shape::amount(text).is_some_and(|amount| amount.plain)) {
        return true;
    }
    // A year alone may be a heading; any other number is a code, a count or an amount.
    let is_year = |text: &str| text.len() == 4 && text.starts_with("20");
    if own().any(|text| shape::amount(text).is_some() && !is_year(text)) {
        return true;
    }
    if own().next().is_none() {
        // A blank row of cells of its own, under headings: an empty table.
        let covered =
            (0..sheet.columns()).filter(|&column| !sheet.text(row, column).is_empty()).count();
        return covered == 0
            && row > 0
            && headed.iter().filter(|&&headed| headed).count() * 2 > headed.len();
    }
    names_a_row(sheet, row, headed)
}

/// Whether a row without numbers names something that a heading would not: 一、本年收入, 合计, or
/// any name where all columns have their headings and nothing else is printed.
fn names_a_row(sheet: &Sheet, row: usize, headed: &[bool]) -> bool {
    if row == 0 {
        return false;
    }
    let own = || {
        (0..sheet.columns())
            .map(|column| (column, sheet.own(row, column)))
            .filter(|(_, text)| !text.is_empty() && !shape::is_dash(text))
    };
    if own().any(|(_, text)| words::is_key_heading(text) || words::is_row_number_heading(text)) {
        // 合计 beside 类 款 项, all of them above the first amounts.
        return own().any(|(_, text)| words::code_part(text).is_some())
            && own().any(|(_, text)| words::is_total(text))
            && own().all(|(_, text)| words::is_total(text) || words::code_part(text).is_some());
    }
    let Some((first, name)) = own().next() else { return false };
    let headed_by_key = (0..row).any(|row| words::is_key_heading(sheet.text(row, first)));
    let under = headed.get(first).copied().unwrap_or(false) && (first == 0 || headed_by_key);
    let count = own().count();
    let numbered =
        under && own().all(|(_, text)| shape::is_numbered(text) && !text.starts_with("其中"));
    let coded = own().any(|(_, text)| shape::code_and_name(text).is_some());
    let total = under && count == 1 && words::is_total(name);
    let all_headed = headed.iter().all(|&headed| headed);
    let blanks = (0..sheet.columns()).filter(|&column| sheet.text(row, column).is_empty()).count();
    let alone = under && all_headed && count.saturating_mul(2) <= sheet.columns() && blanks > 0;
    numbered || coded || total || alone
}

/// Whether a row numbers the columns: 栏次 1 2 3=1+2 …
pub(super) fn is_column_numbers(sheet: &Sheet, row: usize) -> bool {
    let own = || {
        (0..sheet.columns()).map(|column| sheet.own(row, column)).filter(|text| !text.is_empty())
    };
    let is_label = |text: &str| matches!(shape::fold(text).as_str(), "栏次" | "**" | "*" | "行次");
    let labelled = own().any(|text| shape::fold(text) == "栏次");
    let numbers: Vec<&str> =
        own().filter(|text| !is_label(text) && words::code_part(text).is_none()).collect();
    if numbers.is_empty() {
        return labelled;
    }
    if labelled {
        return numbers.iter().all(|text| column_number(text).is_some());
    }
    // Without a label they must count up from 1, and be two at least.
    let counted: Option<Vec<u32>> = numbers.iter().map(|text| column_number(text)).collect();
    let Some(counted) = counted else { return false };
    let from_one = counted.first() == Some(&1) && counted.len() >= 2;
    from_one && counted.is_sorted_by(|a, b| b.saturating_sub(*a) == 1)
}

/// The number of a column: `3`, `3=1+2`, `(3)`, `③`.
fn column_number(text: &str) -> Option<u32> {
    let folded = shape::fold(text);
    let mut chars = folded.chars();
    if let (Some(circled @ '①'..='⑳'), None) = (chars.next(), chars.next()) {
        return u32::from(circled)
            .checked_sub(u32::from('①'))
            .map(|number| number.saturating_add(1));
    }
    let front = folded.split('=').next().unwrap_or_default();
    let bare = front.trim_matches(['(', ')', '栏']);
    let fits = (1..=2).contains(&bare.len())
        && folded.chars().all(|c| c.is_ascii_digit() || "=+-()*/栏…~".contains(c));
    bare.parse().ok().filter(|&number| fits && number > 0)
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::read::grid::{Grid, GridCell};

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let mut cells = Vec::new();
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*texts) {
                cells.push(GridCell::new(row, column, *text));
            }
        }
        Sheet::new(&Grid::new(cells), shape::clean)
    }

    #[test]
    fn the_body_begins_at_what_no_heading_says() {
        for (rows, expected) in [
            (vec![&["项目", "2025年预算数"][..], &["一、财政拨款", ""]], 1),
            (vec![&["项目", "2025年预算数"], &["合计", ""]], 1),
            (
                vec![
                    &["编码", "名称", "合计"],
                    &["", "", "小计"],
                    &["201", "一般公共服务支出", ""],
                ],
                2,
            ),
            (vec![&["合计", "公务接待费"], &["", ""]], 1),
            (vec![&["项目", "行次", "金额"], &["栏次", "", "1"], &["一、收入", "1", "3.00"]], 2),
            (vec![&["科目", "合计"], &["编码", "2025"]], 2),
            (vec![&["项目", "金额"], &["财政拨款", ""]], 1),
            (vec![&["科目", "基本支出"], &["科目编码", ""], &["合计", "3.00"]], 2),
        ] {
            assert_eq!(body_start(&sheet(&rows)), expected, "{rows:?}");
        }
    }

    #[test]
    fn rows_of_column_numbers() {
        for (texts, expected) in [
            (&["栏次", "", "1", "2"][..], true),
            (&["栏次", "1", "2", "7"], true),
            (&["栏次", "1", "2=3+4", "3"], true),
            (&["1", "2", "3"], true),
            (&["1", "3", "7"], false),
            (&["201", "1", "2"], false),
            (&["合计", "1", "2"], false),
            (&["①", "②"], true),
        ] {
            assert_eq!(is_column_numbers(&sheet(&[texts]), 0), expected, "{texts:?}");
        }
    }
}
