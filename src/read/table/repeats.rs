//! Labels that are not the only ones of their kind: codes repeated per unit, per kind or under
//! blocks, two columns that read alike. None of the copies is *the* row or column of its scope.

use alloc::{collections::BTreeMap, format, vec::Vec};

use super::{
    apart::Apart,
    columns::{self, Column},
    flows::Flows,
    input::Input,
    line::Layout,
    rows::Row,
    scope,
    sink::Sink,
    title::Title,
    total::Total,
};
use crate::finding::FindingKind;
use crate::index;
use crate::place::Place;
use crate::raw::RawTable;
use crate::scope::Scope;
use crate::text;

/// Keeps rows that repeat one another apart, each for itself; their amounts still stand beside one
/// another in the row. A total printed again with the same figures is the same total.
pub(super) fn part(sink: &mut Sink, layout: &Layout<'_>, rows: &mut [Row]) {
    // What is not understood may be a heading, below which a row is no mistake.
    let unread = rows.iter().position(Row::is_unread).unwrap_or(rows.len());
    let mut copies: BTreeMap<(Scope, Apart, Option<Total>), Vec<usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        if let Some(scope) = row.scope {
            copies.entry((scope, row.apart.clone(), row.total)).or_default().push(number);
        }
    }
    for ((_, _, total), copies) in copies {
        let Some((&first, others)) = copies.split_first().filter(|(_, others)| !others.is_empty())
        else {
            continue;
        };
        let texts = |row: usize| -> Vec<&str> {
            let columns = layout.half.columns.clone();
            columns.filter_map(|column| layout.grid.text(row, column)).collect()
        };
        let printed = texts(first);
        if total.is_some() && others.iter().all(|&other| texts(other) == printed) {
            continue;
        }
        for &number in others.iter().filter(|&&number| number < unread) {
            let Some(raw) = layout.grid.raw.rows.get(number) else { continue };
            let here =
                Place::Row { table: index::number(layout.table), row: index::number(number) };
            sink.find(
                FindingKind::DuplicateRow,
                here,
                format!("“{}”与第 {} 行重复", raw.name, first + 1),
                format!("“{}” repeats row {}", raw.name, first + 1),
            );
        }
        for number in copies {
            let Some(row) = rows.get_mut(number) else { continue };
            let name = layout.half.name(layout.grid, number).unwrap_or_default();
            row.apart.add_variant(&format!("{}（第{}行）", text::normalise(name), number + 1));
            row.opens = true;
            row.total = None;
        }
    }
}

/// Keeps columns apart that give the cells of a plain row one scope though their headings differ.
/// Of several totals the one with the highest word stands for the whole.
pub(super) fn part_columns(
    input: &Input<'_>,
    title: &Title,
    raw: &RawTable,
    columns: &mut [Column],
) {
    let flows = Flows::new(title.side, columns);
    let plain = Row::of(Scope::ALL);
    let mut alike: BTreeMap<(Scope, Apart), Vec<usize>> = BTreeMap::new();
    for (position, column) in columns.iter().enumerate() {
        if column.reading.is_none() || !column.holds_amounts() {
            continue;
        }
        if let Ok(scope) = scope::of(input, title, &flows, &plain, column) {
            alike.entry((scope, column.apart.clone())).or_default().push(position);
        }
    }
    for positions in alike.into_values().filter(|positions| positions.len() > 1) {
        let word = |position: &usize| columns.get(*position).and_then(Column::total);
        let highest = positions.iter().filter_map(word).max();
        let mut of_highest = positions
            .iter()
            .copied()
            .filter(|position| highest.is_some() && word(position) == highest);
        let whole = of_highest.next().filter(|_| of_highest.next().is_none());
        let text =
            |position: &usize| columns.get(*position).map(|column| columns::heading(raw, column));
        let same = positions
            .windows(2)
            .any(|pair| pair.first().and_then(text) == pair.last().and_then(text));
        for position in positions.into_iter().filter(|&position| Some(position) != whole) {
            let Some(column) = columns.get_mut(position) else { continue };
            let mut heading = columns::heading(raw, column);
            if same {
                heading = format!("{heading}（第{}列）", column.number + 1);
            }
            column.apart.add_variant(&heading);
            column.opens = true;
        }
    }
}
