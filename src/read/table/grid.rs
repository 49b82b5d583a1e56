//! A table as a grid: the text of each cell by row and column.

use alloc::{collections::BTreeMap, format, vec::Vec};

use super::sink::Sink;
use crate::disclosure::MAX_COLUMNS;
use crate::finding::FindingKind;
use crate::index;
use crate::place::Place;
use crate::raw::{RawRow, RawTable};
use crate::text;

/// A table and the texts of its cells.
pub(super) struct Grid<'a> {
    pub(super) raw: &'a RawTable,
    /// How many columns are read.
    pub(super) width: usize,
    texts: Vec<Option<&'a str>>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(raw: &'a RawTable, table: u32, sink: &mut Sink) -> Self {
        let width = raw.columns.len().min(MAX_COLUMNS);
        let mut texts = Vec::with_capacity(width.saturating_mul(raw.rows.len()));
        let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
        for (column, heading) in raw.columns.iter().enumerate() {
            by_name.entry(heading).or_insert(column);
        }
        let mut one = Vec::with_capacity(width);
        for (number, row) in raw.rows.iter().enumerate() {
            let here = Place::Row { table, row: index::number(number) };
            one.clear();
            one.resize(width, None);
            fill(&mut one, row, (raw, &by_name), here, sink);
            texts.append(&mut one);
        }
        Self { raw, width, texts }
    }

    /// A table none of whose cells is looked at.
    pub(super) fn unread(raw: &'a RawTable) -> Self {
        Self { raw, width: usize::MAX, texts: Vec::new() }
    }

    pub(super) fn is_unread(&self) -> bool {
        self.width == usize::MAX
    }

    /// The texts of a row, column by column.
    pub(super) fn row(&self, row: usize) -> &[Option<&'a str>] {
        let start = row.saturating_mul(self.width);
        self.texts.get(start..start.saturating_add(self.width)).unwrap_or_default()
    }

    /// The text of a cell, `None` where nothing is printed there.
    pub(super) fn text(&self, row: usize, column: usize) -> Option<&'a str> {
        let text = self.row(row).get(column).copied().flatten();
        text.filter(|text| is_filled(text))
    }
}

/// Whether anything but spaces and marks that do not count is printed.
pub(super) fn is_filled(printed: &str) -> bool {
    printed.chars().any(|character| text::fold_char(character).is_some())
}

/// Puts the cells of a row under their columns. They are given in the order of the columns as a
/// rule, so the next column is tried first.
fn fill<'a>(
    texts: &mut [Option<&'a str>],
    row: &'a RawRow,
    (raw, by_name): (&RawTable, &BTreeMap<&str, usize>),
    here: Place,
    sink: &mut Sink,
) {
    let mut next = 0;
    for (heading, text) in &row.cells {
        let guess = raw.columns.get(next).is_some_and(|column| column == heading);
        let column = if guess { Some(next) } else { by_name.get(heading.as_str()).copied() };
        let Some(column) = column else {
            sink.find(
                FindingKind::UnrecognisedLabel,
                here,
                format!("没有“{heading}”这一列，其内容“{text}”未核对"),
                format!("there is no column “{heading}”; its “{text}” is not checked"),
            );
            continue;
        };
        next = column + 1;
        // What stands beyond the last column that is read is told for the whole table.
        let Some(slot) = texts.get_mut(column) else { continue };
        if slot.is_some() {
            sink.find(
                FindingKind::DuplicateCell,
                here,
                format!("“{heading}”给了两次，取第一次"),
                format!("“{heading}” is given twice; the first is taken"),
            );
            continue;
        }
        *slot = Some(text);
    }
}
