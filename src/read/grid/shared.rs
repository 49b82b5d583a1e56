//! A row that the last line of the heading shares with the first one of the body, taken apart.

use alloc::vec::Vec;

use super::cells::{Sheet, SheetCell};
use super::header;
use super::shape;
use super::words;

/// The sheet with the row 合计 | | | 小计 | 基本支出 | 项目支出, whose name is of the body and whose other texts
/// are headings, as two rows.
pub(super) fn parted(sheet: &Sheet) -> Option<Sheet> {
    (1..=header::body_start(sheet)).find_map(|row| parted_at(sheet, row))
}

fn parted_at(sheet: &Sheet, row: usize) -> Option<Sheet> {
    let above = row.checked_sub(1)?;
    let heads = |cell: &SheetCell| {
        let over = sheet.cell(above, cell.column);
        cell.row == row
            && words::is_money(&cell.text)
            && shape::amount(&cell.text).is_none()
            && over.is_some_and(|over| !over.text.is_empty() && over.column_span > cell.column_span)
    };
    let mut texts = sheet.row_cells(row);
    let name = texts.next().filter(|name| name.column == 0 && words::is_total(&name.text))?;
    let headings: Vec<&SheetCell> = texts.collect();
    if headings.len() < 2 || !headings.iter().all(|cell| heads(cell)) {
        return None;
    }
    let mut cells: Vec<SheetCell> = Vec::with_capacity(sheet.cells().len());
    for cell in sheet.cells() {
        let mut cell = cell.clone();
        let is_name = cell.row == name.row && cell.column == name.column;
        if cell.row < row && cell.row_end() > row {
            // What covers the row from above covers both of its parts.
            cell.row_span = cell.row_span.saturating_add(1);
        } else if cell.row > row || is_name || cell.row == row && cell.text.is_empty() {
            cell.row = cell.row.saturating_add(1);
        }
        cells.push(cell);
    }
    let origin = sheet.origins.get(row).copied();
    let mut origins = sheet.origins.clone();
    origins.splice(row..row, origin);
    let rows = sheet.rows().saturating_add(1);
    let mut whole = Sheet::of(rows, sheet.columns(), cells, origins);
    whole.edges.clone_from(&sheet.edges);
    whole.lanes.clone_from(&sheet.lanes);
    Some(whole)
}
