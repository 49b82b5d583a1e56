//! The printed rows of a half: code, name, and what stands in the cells.

use alloc::string::String;

use super::{code, columns::Column, grid::Grid, halves::Half, title::Title};
use crate::index;
use crate::place::Place;
use crate::text;

/// What the rows of a half need to know of it.
pub(super) struct Layout<'a> {
    pub(super) table: usize,
    pub(super) grid: &'a Grid<'a>,
    pub(super) half: &'a Half,
    pub(super) title: &'a Title,
    pub(super) columns: &'a [Column],
}

/// One printed row.
pub(super) struct Line<'a> {
    pub(super) number: usize,
    pub(super) code: Option<String>,
    pub(super) name: &'a str,
    pub(super) here: Place,
}

impl<'a> Line<'a> {
    pub(super) fn new(layout: &'a Layout<'_>, number: usize, name: &'a str) -> Self {
        let printed = layout.grid.raw.rows.get(number).and_then(|row| row.code.clone());
        // The code of a row is that of its own names.
        let printed = printed.filter(|_| layout.half.names.is_none());
        let code = printed.filter(|code| !text::fold(code).is_empty());
        let code = code.or_else(|| code::from_levels(layout.grid, number, layout.columns));
        let here = Place::Row { table: index::number(layout.table), row: index::number(number) };
        Self { number, code, name, here }
    }

    pub(super) fn is_nameless(&self) -> bool {
        text::fold(self.name).is_empty() && self.code.is_none()
    }
}

/// The columns of a half whose texts say what the row is about or how much.
pub(super) fn texts<'a>(layout: &'a Layout<'_>, row: usize) -> impl Iterator<Item = &'a str> {
    let half = layout.half;
    let columns = half.columns.clone().filter(move |&column| half.names != Some(column));
    columns.filter_map(move |column| layout.grid.text(row, column))
}

pub(super) fn is_blank(layout: &Layout<'_>, row: usize) -> bool {
    texts(layout, row).next().is_none()
}

/// Whether a row prints anything but the numbers of its columns.
pub(super) fn is_filled(layout: &Layout<'_>, row: usize) -> bool {
    !is_blank(layout, row) && !has_serial_numbers(layout, row)
}

/// Whether the cells of a row number its columns: 1, 2, 3 …, whatever its remarks say.
pub(super) fn has_serial_numbers(layout: &Layout<'_>, row: usize) -> bool {
    let mut next = None;
    let amounts = layout.columns.iter().filter(|column| column.holds_amounts());
    let texts = amounts.filter_map(|column| layout.grid.text(row, column.number));
    let mut numbers = texts.map(|text| text::fold(text).parse::<u8>().ok()).peekable();
    numbers.peek().is_some()
        && numbers.all(|number| {
            let right = number.is_some() && (next.is_none() || number == next);
            next = number.and_then(|number| number.checked_add(1));
            right
        })
}
