//! The halves of a two-sided table are one sheet: what one half prints decides what the other's
//! totals mean.
//!
//! 总计 is a balance: income and expenditure of all periods. In a sheet that prints no money carried
//! in or over, 总计, 本年收入 and 本年支出 are one amount; its totals are then read as those of the
//! year. A row that was not understood may have been one that carries money: then nothing is assumed.
//! A table of one side that prints 结转下年 below its total has such totals too.

use alloc::{collections::BTreeMap, vec::Vec};

use super::{Draft, input::Input, repeats, rows::Row, side::Side, total::Total};
use crate::flow::Flow;
use crate::scope::Scope;
use crate::text;

/// What one side of a sheet prints.
#[derive(Default, Clone, Copy)]
struct Seen {
    carries: bool,
    unread: bool,
}

/// Tells each draft whether its sheet may carry money, and each total of a two-sided sheet its flow.
pub(super) fn settle(input: &Input<'_>, drafts: &mut [Draft<'_>]) {
    let mut sheets: BTreeMap<u32, Seen> = BTreeMap::new();
    for draft in drafts.iter() {
        let seen = sheets.entry(input.sheet(draft.table)).or_default();
        seen.carries |= prints_carry(draft);
        seen.unread |= draft.title.apart
            || draft.rows.iter().any(Row::is_unread)
            || draft.columns.iter().any(|column| column.reading.is_none());
    }
    for draft in drafts.iter_mut() {
        let seen = sheets.get(&input.sheet(draft.table)).copied().unwrap_or_default();
        draft.carries = seen.carries || seen.unread;
        if columns_carry(draft) {
            // Its columns say which period an amount is of: the total row is of each.
        } else if draft.title.two_sided {
            settle_totals(draft);
        } else {
            settle_total_below(draft);
        }
        drop_lower_totals(draft);
        repeats::part_columns(input, &draft.title, draft.grid.raw, &mut draft.columns);
    }
}

fn prints_carry(draft: &Draft<'_>) -> bool {
    let mut rows = draft.rows.iter().filter_map(|row| row.scope).filter_map(Scope::flow);
    rows.any(Flow::is_carry) || columns_carry(draft)
}

fn columns_carry(draft: &Draft<'_>) -> bool {
    let scopes = draft.columns.iter().filter_map(|column| Some(column.reading.as_ref()?.scope()));
    scopes.filter_map(Scope::flow).any(Flow::is_carry)
}

fn settle_totals(draft: &mut Draft<'_>) {
    let carries = draft.carries;
    // Where a side prints 合计 and 总计, the first is the total of the year.
    let grand = draft.rows.iter().any(|row| row.total == Some(Total::Grand));
    let side = draft.title.side;
    for row in draft.rows.iter_mut().filter(|row| row.total.is_some()) {
        let current = !carries || (grand && row.total != Some(Total::Grand));
        row.scope = row.scope.map(|scope| total_scope(scope, side, current));
    }
}

/// A table of one side that prints carried money as a row: the total behind that row takes it in,
/// the one before it is of the year. One total alone before 结转下年 may be either.
fn settle_total_below(draft: &mut Draft<'_>) {
    let carried = |row: &Row| row.scope.and_then(Scope::flow).is_some_and(Flow::is_carry);
    let Some(carry) = draft.rows.iter().position(carried) else { return };
    let side = draft.title.side;
    let totals = draft.rows.iter().enumerate().filter(|(_, row)| row.total.is_some());
    let (before, behind): (Vec<usize>, Vec<usize>) =
        totals.map(|(number, _)| number).partition(|&number| number < carry);
    for (numbers, current) in [(&before, true), (&behind, false)] {
        // Above all others 合计 may be the total of either kind.
        let unclear = current && behind.is_empty();
        for &number in numbers {
            let Some(row) = draft.rows.get_mut(number) else { continue };
            if unclear {
                row.apart.add_variant(&text::normalise("合计"));
            } else {
                row.scope = row.scope.map(|scope| total_scope(scope, side, current));
            }
        }
    }
}

fn total_scope(scope: Scope, side: Side, current: bool) -> Scope {
    let side = scope.flow().and_then(Side::of).unwrap_or(side);
    match (side, current) {
        (Side::Income, true) => scope.with_flow(Flow::CurrentIncome),
        (Side::Expenditure, true) => scope.with_flow(Flow::CurrentExpenditure),
        _ => scope.with_flow(Flow::Balance),
    }
}

/// 本年收入合计 and 收入总计 of a sheet without carried money are one scope printed twice: fine. 小计
/// beside 合计 is the total of some rows only, and so is a plain total before another one of a
/// two-sided sheet: the later is the wider.
fn drop_lower_totals(draft: &mut Draft<'_>) {
    let highest = |scope: Option<Scope>, rows: &[Row]| {
        rows.iter().filter(|row| row.scope == scope).filter_map(|row| row.total).max()
    };
    let two_sided = draft.title.two_sided;
    let totals: Vec<usize> = (0..draft.rows.len())
        .filter(|&row| draft.rows.get(row).is_some_and(|row| row.total.is_some()))
        .collect();
    let mut plain: BTreeMap<Option<Scope>, Vec<usize>> = BTreeMap::new();
    for &number in &totals {
        let Some(row) = draft.rows.get(number) else { continue };
        let lower =
            row.total == Some(Total::Sub) && highest(row.scope, &draft.rows) > Some(Total::Sub);
        if lower {
            if let Some(row) = draft.rows.get_mut(number) {
                row.apart.add_variant(&alloc::format!("小计（第{}行）", number + 1));
                row.opens = true;
            }
        } else if two_sided && row.total != Some(Total::Grand) {
            plain.entry(row.scope).or_default().push(number);
        }
    }
    for numbers in plain.into_values() {
        let Some((_, earlier)) = numbers.split_last() else { continue };
        for &number in earlier {
            if let Some(row) = draft.rows.get_mut(number) {
                row.scope = None;
            }
        }
    }
}
