//! The cells of a sheet of Excel → a grid; numbers without a format get the decimals of their table.

use std::collections::BTreeMap;

use cn_budget::read::{Grid, GridCell};

/// What a cell prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Printed {
    /// A text, or a number that its format has made one.
    Text(String),
    /// A number without a format.
    Plain(String),
}

/// A range of merged cells: first row and column, last row and column.
pub(crate) type Merge = (u32, u32, u32, u32);

/// The cells of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<(u32, u32), Printed>,
    pub(crate) merges: Vec<Merge>,
    pub(crate) hidden: Hidden,
}

/// The rows and columns that a sheet hides, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Hidden {
    pub(crate) rows: Vec<u32>,
    pub(crate) columns: Vec<u32>,
}

impl Sheet {
    /// The grid, `None` where the sheet is empty; and whether any number had no format.
    pub(crate) fn grid(mut self) -> Option<(Grid, bool)> {
        let plain = self.even_decimals();
        let merges: BTreeMap<(u32, u32), Merge> =
            self.merges.iter().map(|merge| ((merge.0, merge.1), *merge)).collect();
        let cells = self.cells.into_iter().map(|((row, column), printed)| {
            let (Printed::Text(text) | Printed::Plain(text)) = printed;
            let (rows, columns) = merges.get(&(row, column)).map_or((1, 1), |merge| {
                (
                    merge.2.saturating_sub(row).saturating_add(1),
                    merge.3.saturating_sub(column).saturating_add(1),
                )
            });
            GridCell::spanning(row, column, rows, columns, text)
        });
        let mut cells: Vec<GridCell> = cells.filter(|cell| !cell.text.trim().is_empty()).collect();
        // A blank merged cell keeps others out of its place.
        let texts: std::collections::BTreeSet<(u32, u32)> =
            cells.iter().map(|cell| (cell.row, cell.column)).collect();
        let last = cells.iter().map(|cell| cell.row).max()?;
        for merge in self.merges {
            if !texts.contains(&(merge.0, merge.1)) && merge.0 <= last {
                let rows = merge.2.saturating_sub(merge.0).saturating_add(1);
                let columns = merge.3.saturating_sub(merge.1).saturating_add(1);
                cells.push(GridCell::spanning(merge.0, merge.1, rows, columns, ""));
            }
        }
        let mut grid = Grid::new(cells).at(self.name.clone());
        grid.name = Some(self.name);
        grid.hidden_rows = self.hidden.rows;
        grid.hidden_columns = self.hidden.columns;
        Some((grid, plain))
    }

    /// Gives the numbers without a format in columns of amounts the most decimals that any of them
    /// has: 10 beside 10.25 is 10.00. Tells whether there were any.
    fn even_decimals(&mut self) -> bool {
        let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let plain = |printed: &Printed| match printed {
            Printed::Plain(text) => Some(text.clone()),
            Printed::Text(_) => None,
        };
        let most =
            self.cells.values().filter_map(plain).map(|text| decimals(&text)).max().unwrap_or(0);
        if most == 0 {
            return false;
        }
        let mut columns: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
        for (&(row, column), printed) in &self.cells {
            if let Some(text) = plain(printed) {
                columns.entry(column).or_default().push((row, text));
            }
        }
        let numbering = self.numbering_rows();
        for (column, texts) in columns {
            let texts: Vec<&(u32, String)> =
                texts.iter().filter(|(row, _)| !numbering.contains(row)).collect();
            if !is_amounts(&texts) {
                continue;
            }
            for (row, text) in texts {
                let zeros = most.saturating_sub(decimals(text));
                let point = if text.contains('.') { "" } else { "." };
                let text = format!("{text}{point}{}", "0".repeat(zeros));
                self.cells.insert((*row, column), Printed::Plain(text));
            }
        }
        true
    }

    /// The rows that number the columns: 1 2 3 … and nothing with decimals.
    fn numbering_rows(&self) -> Vec<u32> {
        let mut rows: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for (&(row, _), printed) in &self.cells {
            let (Printed::Text(text) | Printed::Plain(text)) = printed;
            rows.entry(row).or_default().push(text);
        }
        let numbers = |texts: &[&str]| -> Vec<u32> {
            texts.iter().filter_map(|text| text.trim().parse().ok()).collect()
        };
        let is_numbering = |texts: &[&str]| {
            let numbers = numbers(texts);
            let labelled = texts.iter().any(|text| text.replace([' ', '\u{3000}'], "") == "栏次");
            labelled
                || numbers.len() >= 2
                    && numbers.len() == texts.len()
                    && numbers.is_sorted_by(|a, b| a + 1 == *b)
                    && numbers.first() == Some(&1)
        };
        rows.into_iter().filter(|(_, texts)| is_numbering(texts)).map(|(row, _)| row).collect()
    }
}

/// Whether the numbers of a column are amounts: not only codes, years and numbers of rows.
fn is_amounts(texts: &[&(u32, String)]) -> bool {
    let whole = |text: &str| text.parse::<u64>().ok();
    let fraction = texts.iter().any(|(_, text)| text.contains('.'));
    let coded = |text: &str| {
        matches!(text.len(), 3 | 5 | 7 | 9)
            && text.starts_with(['2', '3', '5'])
            && whole(text).is_some()
            || text.len() == 4 && text.starts_with("20")
    };
    let like_codes = texts.iter().filter(|(_, text)| coded(text)).count();
    let numbers: Vec<u64> = texts.iter().filter_map(|(_, text)| whole(text)).collect();
    let counted = numbers.len() == texts.len()
        && numbers.is_sorted_by(|a, b| a + 1 == *b)
        && numbers.len() > 1;
    // 款 and 项 in columns of their own: 1, 2, 99, never more than two digits.
    let parts = texts.iter().all(|(_, text)| text.len() <= 2 && whole(text).is_some());
    fraction || !counted && like_codes * 2 < texts.len() && !parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_table_have_one_precision() {
        let mut sheet = Sheet::default();
        let plain = |text: &str| Printed::Plain(text.into());
        for (row, (code, amount)) in
            [("201", "10"), ("20103", "10.25"), ("2010301", "0.5")].into_iter().enumerate()
        {
            let row = u32::try_from(row).unwrap();
            sheet.cells.insert((row, 0), plain(code));
            sheet.cells.insert((row, 1), plain(amount));
        }
        let (grid, unknown) = sheet.grid().unwrap();
        assert!(unknown);
        let texts: Vec<&str> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["201", "10.00", "20103", "10.25", "2010301", "0.50"]);
    }
}
