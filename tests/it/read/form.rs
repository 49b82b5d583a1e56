//! Forms as text, to be read, and tables as text, to be compared.
//!
//! A line that begins with `|` is a row of a grid, any other one a line of text, `---` the end of a
//! page. Between bars stands a cell; `<` goes on with the cell left of it, `^` with the one above.
//!
//! ```text
//! 收支总表
//! 单位：万元
//! | 收入 | <      | 支出 | <      |
//! | 项目 | 预算数 | 项目 | 预算数 |
//! ```

use cn_budget::raw::RawTable;
use cn_budget::read::{Block, Grid, GridCell, Line};

/// The blocks of a form.
pub(super) fn document(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rows: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        if line.starts_with('|') {
            rows.push(line);
            continue;
        }
        if !rows.is_empty() {
            blocks.push(Block::Grid(grid(&rows.join("\n"))));
            rows.clear();
        }
        match line {
            "" => {}
            "---" => blocks.push(Block::PageEnd),
            _ => blocks.push(Line::new(line).into()),
        }
    }
    blocks
}

/// The grid of some rows.
pub(super) fn grid(text: &str) -> Grid {
    let mut cells: Vec<GridCell> = Vec::new();
    for (row, line) in (0..).zip(text.lines()) {
        let line = line.trim().trim_start_matches('|').trim_end_matches('|');
        for (column, text) in (0..).zip(line.split('|').map(str::trim)) {
            match text {
                "<" => {
                    let left = cells
                        .iter_mut()
                        .rfind(|cell| cell.row == row && cell.column + cell.column_span == column);
                    // Below a cell of several rows the whole row is covered already.
                    if let Some(left) = left {
                        left.column_span += 1;
                    }
                }
                "^" => {
                    let above = cells.iter_mut().rfind(|cell| {
                        let columns = cell.column..cell.column + cell.column_span;
                        columns.contains(&column) && cell.row + cell.row_span >= row
                    });
                    let above = above.expect("a cell above");
                    above.row_span = row + 1 - above.row;
                }
                _ => cells.push(GridCell::new(row, column, text)),
            }
        }
    }
    Grid::new(cells)
}

/// A table as text: number, title, side and unit; the columns; the rows.
///
/// ```text
/// 1 收支总表 收入 万元
/// : 预算数
/// 201 一般公共服务支出 = 12.30
/// ```
pub(super) fn printed(table: &RawTable) -> String {
    let number = table.no.map(|no| no.to_string());
    let words =
        [number.as_deref(), Some(&table.title), table.side.as_deref(), table.unit.as_deref()];
    let head: Vec<&str> = words.into_iter().flatten().collect();
    let mut lines = vec![head.join(" "), format!(": {}", table.columns.join(" | "))];
    for row in &table.rows {
        let code = row.code.as_deref().map(|code| format!("{code} ")).unwrap_or_default();
        // Blanks between cells are shown, so that a cell in a wrong column is seen.
        let cells = table.columns.iter().map(|column| row.cell(column).unwrap_or_default());
        let cells = cells.collect::<Vec<_>>().join(" | ");
        lines.push(bare(&format!("{code}{} = {cells}", row.name)).into());
    }
    lines.join("\n")
}

/// A line without blanks at its end.
fn bare(line: &str) -> &str {
    line.trim_end_matches([' ', '|']).trim()
}

/// An expected text without its indentation and blank lines.
pub(super) fn flush(text: &str) -> String {
    let lines = text.lines().map(bare).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
