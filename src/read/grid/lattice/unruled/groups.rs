//! Which columns the headings cover that stand over several.

use alloc::{vec, vec::Vec};
use core::ops::Range;

use super::floors::Floors;
use super::heading::{Cell, Heading};
use super::text::{FAR, Span};

/// How near the next best way to part columns may come, in tenths of a character.
const CLEAR: i64 = 6;

/// A heading over some columns.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) cell: usize,
    pub(super) columns: Range<usize>,
}

/// A column as its groups see it: from where to where it may reach, and where its own heading stands.
pub(super) struct Headed {
    pub(super) across: Span,
    pub(super) down: Span,
    pub(super) cell: Option<usize>,
    /// 类, 款 or 项: no heading parts it from another beside it.
    pub(super) level: bool,
}

/// The groups of a heading from top to bottom; `None` where it cannot be told what one covers.
pub(super) fn groups(
    heading: &Heading,
    columns: &[Headed],
    floors: &Floors,
    size: i64,
) -> Option<Vec<Group>> {
    let down = Span::over(heading.cells.iter().map(|cell| cell.down))?;
    let mut upper: Vec<usize> = (0..heading.cells.len())
        .filter(|cell| columns.iter().all(|c| c.cell != Some(*cell)))
        .collect();
    let cell = |index: usize| heading.cells.get(index);
    upper.sort_by_key(|&index| cell(index).map(|cell| (cell.down.middle(), cell.across)));
    let mut groups = Vec::new();
    while let Some(&first) = upper.first() {
        let height = cell(first)?.down;
        let on_level =
            |index: &usize| cell(*index).is_some_and(|cell| cell.down.overlap(height) * 2 > size);
        let (level, rest): (Vec<usize>, Vec<usize>) =
            upper.iter().partition(|&index| on_level(index));
        upper = rest;
        let mut level: Vec<(usize, &Cell)> =
            level.into_iter().filter_map(|index| Some((index, cell(index)?))).collect();
        level.sort_by_key(|(_, cell)| cell.across);
        groups.extend(on_one_level(&level, columns, down, floors, size)?);
    }
    groups.sort_by_key(|group| cell(group.cell).map(|cell| cell.down.middle()));
    Some(groups)
}

/// The columns of the groups that stand side by side.
fn on_one_level(
    level: &[(usize, &Cell)],
    columns: &[Headed],
    heading: Span,
    floors: &Floors,
    size: i64,
) -> Option<Vec<Group>> {
    let top = level.iter().map(|(_, cell)| cell.down.from).min()?;
    // What reaches from this level down to the end of the heading lies in the middle of that.
    let middle = Span { from: top, to: heading.to }.middle();
    let covered = |column: &Headed| column.down.middle() * 10 > middle * 10 + size * 3;
    let mut groups = Vec::new();
    let mut start = 0;
    while start < columns.len() {
        let is = columns.get(start).is_some_and(covered);
        let run = columns.get(start..).unwrap_or_default();
        let length = run.iter().take_while(|column| covered(column) == is).count().max(1);
        let run = start..start + length;
        start = run.end;
        if !is {
            continue;
        }
        let across = Span::over(columns.get(run.clone())?.iter().map(|column| column.across))?;
        let over: Vec<&(usize, &Cell)> =
            level.iter().filter(|(_, cell)| across.holds(cell.across.middle())).collect();
        match over.as_slice() {
            [] => {}
            [(cell, _)] if columns.len() == run.len() => {
                groups.push(Group { cell: *cell, columns: run });
            }
            over => groups.extend(parted(over, run, columns, heading, floors, size)?),
        }
    }
    (groups.len() == level.len()).then_some(groups)
}

/// The columns of a run parted among the cells over it: by the rulings under these, else so that
/// each stands in the middle of its own.
fn parted(
    over: &[&(usize, &Cell)],
    run: Range<usize>,
    columns: &[Headed],
    heading: Span,
    floors: &Floors,
    size: i64,
) -> Option<Vec<Group>> {
    if let Some(groups) = ruled(over, &run, columns, heading, floors) {
        return Some(groups);
    }
    let span = |from: usize, to: usize| {
        Span::over(columns.get(from..to).unwrap_or_default().iter().map(|column| column.across))
    };
    let level = |at: usize| columns.get(at).is_some_and(|column| column.level);
    let parts_levels = |at: usize| level(at) && at.checked_sub(1).is_some_and(level);
    let cost = |cell: &Cell, from: usize, to: usize| -> Option<i64> {
        let span = span(from, to).filter(|_| !parts_levels(from) && !parts_levels(to))?;
        let holds = span.overlap(cell.across) + size / 2 >= cell.across.length();
        holds.then(|| (span.middle() - cell.across.middle()).abs())
    };
    // The cheapest and the next best way to cover the first columns with the first cells.
    let width = run.len();
    let mut best: Vec<Vec<(i64, usize)>> = vec![vec![(0, 0)]];
    best.first_mut()?.resize(width + 1, (FAR, 0));
    let mut second: Vec<i64> = vec![FAR; width + 1];
    for (_, cell) in over {
        let before = best.last()?.clone();
        let mut next = vec![(FAR, 0); width + 1];
        let mut next_second = vec![FAR; width + 1];
        for end in 1..=width {
            for begin in 0..end {
                let Some(own) = cost(cell, run.start + begin, run.start + end) else { continue };
                let add = |cost: i64| if cost == FAR { cost } else { cost + own };
                let first = add(before.get(begin)?.0);
                let other = add(*second.get(begin)?);
                let (slot, slot_second) = (next.get_mut(end)?, next_second.get_mut(end)?);
                if first < slot.0 {
                    *slot_second = other.min(slot.0);
                    *slot = (first, begin);
                } else {
                    *slot_second = (*slot_second).min(first);
                }
            }
        }
        best.push(next);
        second = next_second;
    }
    let (cheapest, next_best) = (best.last()?.get(width)?.0, *second.get(width)?);
    if cheapest == FAR || next_best.saturating_sub(cheapest) * 10 < size * CLEAR {
        return None;
    }
    let mut groups = Vec::new();
    let mut end = width;
    for (ends, (cell, _)) in best.iter().skip(1).zip(over.iter().copied()).rev() {
        let begin = ends.get(end)?.1;
        groups.push(Group { cell: *cell, columns: run.start + begin..run.start + end });
        end = begin;
    }
    groups.reverse();
    Some(groups)
}

/// The columns over the rulings that stand under the cells, one under each.
fn ruled(
    over: &[&(usize, &Cell)],
    run: &Range<usize>,
    columns: &[Headed],
    heading: Span,
    floors: &Floors,
) -> Option<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for (cell, printed) in over.iter().copied() {
        let below = Span { from: printed.down.to, to: heading.to };
        let ruling = floors.below(printed.across.middle(), below)?;
        if last == Some(ruling) {
            return None;
        }
        last = Some(ruling);
        let own: Vec<usize> = run
            .clone()
            .filter(|&at| columns.get(at).is_some_and(|c| ruling.holds(c.across.middle())))
            .collect();
        let (first, end) = (*own.first()?, *own.last()? + 1);
        if groups.last().is_some_and(|group| group.columns.end > first) {
            return None;
        }
        groups.push(Group { cell: *cell, columns: first..end });
    }
    Some(groups)
}
