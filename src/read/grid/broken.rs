//! A row that the end of a page broke in two: what stands on the next page goes back to its row.

use super::cells::Sheet;
use super::columns::{self, Column};
use super::header::Header;
use super::shape;
use super::words;

/// Gives the first row of a sheet back to the last row of the one before, where it is but the rest of
/// that row: digits of its code, or the end of its name. What is left of the sheet, if so.
///
/// The rest of a row has no amounts. Digits alone are no row of their own; words alone are none
/// where every other row has a code.
pub(super) fn mend(header: &Header, before: &mut Sheet, sheet: &Sheet) -> Option<Sheet> {
    let last = before.rows().checked_sub(1)?;
    let kinds = columns::kinds(header, core::slice::from_ref(before));
    let is_code = |column: usize| kinds.get(column) == Some(&Column::Code);
    let mut of_code = true;
    let mut of_name = true;
    for cell in sheet.row_cells(0) {
        let above = before.cell(last, cell.column).filter(|above| above.column == cell.column)?;
        if is_code(cell.column) {
            of_name = false;
            of_code &= shape::code(&cell.text).is_some();
        } else {
            of_code = false;
            of_name &= kinds.get(cell.column) == Some(&Column::Name) && is_rest(&cell.text);
        }
        if above.text.is_empty() || cell.column_span > 1 {
            return None;
        }
    }
    sheet.row_cells(0).next()?;
    let coded = |row: usize| {
        before.row_cells(row).any(|cell| is_code(cell.column) || words::is_total(&cell.text))
    };
    let broken = of_code || of_name && (0..before.rows()).all(coded);
    if !broken {
        return None;
    }
    for cell in sheet.row_cells(0) {
        before.go_on(last, cell.column, &cell.text);
    }
    Some(sheet.part(1, sheet.rows()))
}

/// Whether a text may be the end of a name: no sum, and not numbered as a name of its own.
fn is_rest(text: &str) -> bool {
    shape::amount(text).is_none()
        && !words::is_total(text)
        && !words::is_note(text)
        && !words::is_sentence(text)
        && !shape::is_numbered(text)
}

/// The sheet of a heading that the end of a page broke in two: rows of the heading above, and below
/// what stands at the top of the next page. A cell that both have in the same columns is one.
pub(super) fn heading(upper: &Sheet, lower: &Sheet) -> Sheet {
    let Some(last) = upper.rows().checked_sub(1) else { return lower.clone() };
    let mut whole = upper.above(lower);
    let first = upper.rows();
    for column in 0..whole.columns() {
        let (Some(above), Some(below)) = (whole.cell(last, column), whole.cell(first, column))
        else {
            continue;
        };
        let same = above.column == below.column && above.column_span == below.column_span;
        if same && above.column == column {
            let rest = below.text.clone();
            whole.go_on(last, column, &rest);
            whole.clear(first, column);
        }
    }
    whole
}
