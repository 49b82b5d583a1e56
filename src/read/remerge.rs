//! Merges that a carrier has lost, put back: what stands in the first cell alone (CSV), or again in
//! every cell (what most libraries for Word and Excel hand on).

use alloc::{string::String, vec::Vec};

use super::grid::{Sheet, SheetCell};
use super::header;
use super::shape;
use super::words;

/// The rows at the top in which merges are looked for.
const TOP: usize = 16;

/// The sheet with its merges, and whether any had been lost.
pub(super) fn remerge(sheet: Sheet) -> (Sheet, bool) {
    let merged = sheet.cells().iter().any(|cell| cell.row_span > 1 || cell.column_span > 1);
    if merged {
        return (sheet, false);
    }
    let mut restored = if is_repeated(&sheet) { repeated(&sheet) } else { first_only(&sheet) };
    restored.edges.clone_from(&sheet.edges);
    restored.cut = sheet.cut;
    let changed = restored.cells().iter().any(|cell| cell.row_span > 1 || cell.column_span > 1);
    if changed { (restored, true) } else { (sheet, false) }
}

/// Whether merged cells were written out again and again: a title or a heading in every column.
fn is_repeated(sheet: &Sheet) -> bool {
    let rows = 0..sheet.rows().min(TOP);
    rows.into_iter().any(|row| {
        let mut run = 1_usize;
        (1..sheet.columns()).any(|column| {
            let text = sheet.text(row, column);
            let same = is_word(text) && text == sheet.text(row, column.saturating_sub(1));
            run = if same { run.saturating_add(1) } else { 1 };
            let below = row.saturating_add(1);
            // Two alike are a merge where what stands below them differs, or where both go on below.
            let splits = sheet.text(below, column) != sheet.text(below, column.saturating_sub(1));
            run >= 3 || (same && splits && words::is_money(text))
        })
    })
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && shape::amount(text).is_none() && !shape::is_dash(text)
}

/// Joins equal neighbours: in the heading within the cell above, in the body over keys and totals.
fn repeated(sheet: &Sheet) -> Sheet {
    let start = context_rows(sheet);
    let body = start.saturating_add(header::body_start(&sheet.part(start, sheet.rows())));
    let mut cells: Vec<SheetCell> = Vec::new();
    // Where the cell over each column begins, in the row above.
    let mut above: Vec<usize> = (0..sheet.columns()).map(|_| 0).collect();
    for row in 0..sheet.rows() {
        let in_header = row >= start && row < body;
        let mut begins: Vec<usize> = Vec::with_capacity(sheet.columns());
        for column in 0..sheet.columns() {
            let left = column.saturating_sub(1);
            let text = sheet.text(row, column);
            let same_parent = !in_header || above.get(column) == above.get(left);
            let may_join = is_word(text) && (in_header || joins_in_body(sheet, row, text));
            let joins = column > 0 && may_join && same_parent && text == sheet.text(row, left);
            begins.push(if joins { begins.last().copied().unwrap_or(column) } else { column });
        }
        push_row(&mut cells, sheet, row, &begins);
        above = if in_header { begins } else { (0..sheet.columns()).map(|_| 0).collect() };
    }
    join_down(&mut cells, start, body);
    Sheet::of(sheet.rows(), sheet.columns(), cells, sheet.origins.clone())
}

/// Whether equal neighbours in a body are one cell: a total over its keys, a row of but one text.
fn joins_in_body(sheet: &Sheet, row: usize, text: &str) -> bool {
    let alone =
        (0..sheet.columns()).all(|column| matches!(sheet.text(row, column), t if t == text));
    alone
        || words::is_total(text)
        || words::is_note(text)
        || words::unit(text).is_some()
        || words::is_noise(text)
}

/// Adds the cells of a row, each from where it begins to where the next one does.
fn push_row(cells: &mut Vec<SheetCell>, sheet: &Sheet, row: usize, begins: &[usize]) {
    for (column, &begin) in begins.iter().enumerate() {
        if begin == column {
            let text = String::from(sheet.text(row, column));
            cells.push(SheetCell { row, column, row_span: 1, column_span: 1, text });
        } else if let Some(cell) = cells.last_mut() {
            cell.column_span = cell.column_span.saturating_add(1);
        }
    }
}

/// Joins cells of one text and one width that stand one above the other in the heading.
fn join_down(cells: &mut Vec<SheetCell>, start: usize, body: usize) {
    let mut kept: Vec<SheetCell> = Vec::with_capacity(cells.len());
    for cell in cells.drain(..) {
        let in_header = cell.row > start && cell.row < body && !cell.text.is_empty();
        let over =
            kept.iter_mut().rev().take(if in_header { MAX_LOOK_BACK } else { 0 }).find(|over| {
                over.column == cell.column
                    && over.column_span == cell.column_span
                    && over.row >= start
                    && over.row_end() == cell.row
                    && over.text == cell.text
            });
        match over {
            Some(over) => over.row_span = over.row_span.saturating_add(1),
            None => kept.push(cell),
        }
    }
    *cells = kept;
}

/// How many cells back the one above may stand: the columns of some rows.
const MAX_LOOK_BACK: usize = 2 * super::grid::MAX_GRID_COLUMNS;

/// Spreads the texts of the heading over the blanks right of them, where a lower heading stands in
/// these columns, and over those below them.
fn first_only(sheet: &Sheet) -> Sheet {
    let start = context_rows(sheet);
    let body = start.saturating_add(header::body_start(&sheet.part(start, sheet.rows())));
    let mut cells: Vec<SheetCell> = Vec::new();
    let mut above: Vec<usize> = (0..sheet.columns()).map(|_| 0).collect();
    for row in 0..sheet.rows() {
        if row < start || row >= body {
            let begins: Vec<usize> = (0..sheet.columns()).collect();
            push_row(&mut cells, sheet, row, &begins);
            continue;
        }
        let headed_below = |column: usize| {
            (row.saturating_add(1)..body).any(|row| !sheet.text(row, column).is_empty())
        };
        let mut begins: Vec<usize> = Vec::with_capacity(sheet.columns());
        for column in 0..sheet.columns() {
            let left = column.saturating_sub(1);
            let begin = begins.last().copied().unwrap_or(column);
            let blank = sheet.text(row, column).is_empty();
            let same_parent = row == start || above.get(column) == above.get(left);
            let spreads = !sheet.text(row, begin).is_empty()
                && !words::is_key_heading(sheet.text(row, begin))
                || words::is_key_heading(sheet.text(row, begin))
                    && is_key_below(sheet, row, body, column);
            let joins = column > 0 && blank && same_parent && spreads && headed_below(column);
            begins.push(if joins { begin } else { column });
        }
        push_row(&mut cells, sheet, row, &begins);
        above = begins;
    }
    spread_down(&mut cells, start, body);
    Sheet::of(sheet.rows(), sheet.columns(), cells, sheet.origins.clone())
}

/// Whether the next heading below a place is that of a key: 科目 spreads over 编码 and 名称 alone.
fn is_key_below(sheet: &Sheet, row: usize, body: usize, column: usize) -> bool {
    let below = (row.saturating_add(1)..body).map(|row| sheet.text(row, column));
    below.into_iter().find(|text| !text.is_empty()).is_some_and(words::is_key_heading)
}

/// Gives blank cells of the heading to the cell of their width above them.
fn spread_down(cells: &mut Vec<SheetCell>, start: usize, body: usize) {
    let mut kept: Vec<SheetCell> = Vec::with_capacity(cells.len());
    for cell in cells.drain(..) {
        let in_header = cell.row > start && cell.row < body && cell.text.is_empty();
        let over =
            kept.iter_mut().rev().take(if in_header { MAX_LOOK_BACK } else { 0 }).find(|over| {
                over.column == cell.column
                    && over.column_span == cell.column_span
                    && over.row >= start
                    && over.row_end() == cell.row
                    && !over.text.is_empty()
            });
        match over {
            Some(over) => over.row_span = over.row_span.saturating_add(1),
            None => kept.push(cell),
        }
    }
    *cells = kept;
}

/// The rows at the top that hold title, unit and the like, and no heading.
fn context_rows(sheet: &Sheet) -> usize {
    super::context::context_rows(sheet)
}
