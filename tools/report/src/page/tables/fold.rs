//! Long tables are folded: the rows that matter stand on the page, the others in its data.

use std::{collections::BTreeMap, ops::Range};

use cn_budget::{Place, raw::RawTable, report::CellVerdict};
use serde::Serialize;

use super::texts;
use crate::page::{document::Document, place};

/// A table of so many rows is shown whole; the longest that are published have some hundred.
const WHOLE: usize = 400;

/// How many rows of a long table are shown at its beginning and at its end, whatever they say.
const FIRST: usize = 30;
const LAST: usize = 5;

/// The most rows of a long table that are shown; where more matter, the first ones.
const MOST: usize = 1_000;

/// Some rows of a table, one after the other.
pub(crate) struct Part {
    pub(crate) rows: Range<usize>,
    pub(crate) folded: bool,
}

/// The rows of a table in parts, each folded or not.
pub(crate) fn parts(document: &Document<'_>, table: &RawTable, index: usize) -> Vec<Part> {
    let count = table.rows.len();
    if count <= WHOLE {
        return vec![Part { rows: 0..count, folded: false }];
    }
    let index = place::number(index);
    let matters = |row: usize| matters(document, index, place::number(row));
    let mut shown = 0;
    let mut parts: Vec<Part> = Vec::new();
    for row in 0..count {
        let near = row.saturating_sub(1)..=row + 1;
        let kept = row < FIRST || row + LAST >= count || near.into_iter().any(matters);
        let kept = kept && shown < MOST;
        shown += usize::from(kept);
        match parts.last_mut().filter(|part| part.folded != kept) {
            Some(part) => part.rows.end = row + 1,
            None => parts.push(Part { rows: row..row + 1, folded: !kept }),
        }
    }
    parts
}

/// Whether a figure of a row is wrong or in doubt, or a finding speaks of it.
fn matters(document: &Document<'_>, table: u32, row: u32) -> bool {
    let cell = |column: u32| Place::Cell { table, row, column };
    let mut verdicts =
        document.verdicts.range(cell(0)..=cell(u32::MAX)).map(|(_, verdict)| verdict);
    document.told.contains(&(table, row))
        || verdicts.any(|verdict| matches!(verdict, CellVerdict::Broken | CellVerdict::Suspect))
}

/// A folded row: its number, code, name, and the text and mark of each cell.
#[derive(Serialize)]
pub(crate) struct Folded<'a>(usize, &'a str, &'a str, Vec<(&'a str, Option<usize>)>);

/// The folded rows by table.
pub(crate) fn folded<'a>(document: &Document<'a>) -> BTreeMap<usize, Vec<Folded<'a>>> {
    let tables = document.report.raw().tables.iter().enumerate();
    let long = tables.filter(|(_, table)| table.rows.len() > WHOLE);
    long.map(|(index, table)| {
        let parts = parts(document, table, index).into_iter().filter(|part| part.folded);
        let rows = parts.flat_map(|part| part.rows).filter_map(|number| {
            let row = table.rows.get(number)?;
            let cell = |(column, text): (usize, Option<&'a str>)| {
                let (table, row_number) = (place::number(index), place::number(number));
                let here = Place::Cell { table, row: row_number, column: place::number(column) };
                (text.unwrap_or_default(), document.mark(here))
            };
            let cells = texts(table, row).into_iter().enumerate().map(cell).collect();
            Some(Folded(number, row.code.as_deref().unwrap_or_default(), &row.name, cells))
        });
        (index, rows.collect())
    })
    .collect()
}
