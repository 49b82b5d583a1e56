//! The halves of a two-sided table are one sheet: what one half prints decides what the other's
//! totals mean.
//!
//! 总计 is a balance: income and expenditure of all periods. In a sheet that prints no money carried
//! in or over, 总计, 本年收入 and 本年支出 are one amount; its totals are then read as those of the
//! year. A row that was not understood may have been one that carries money: then nothing is assumed.

use crate::index;
use alloc::{collections::BTreeMap, string::String, vec::Vec};

use super::{
    rows::Row,
    tables::{Draft, Side},
};
use crate::flow::Flow;
use crate::scope::Scope;

/// What one side of a sheet prints.
#[derive(Default, Clone, Copy)]
struct Seen {
    carries: bool,
    unread: bool,
}

/// Gives each draft its sheet, and each total row of a two-sided sheet its flow.
pub(super) fn settle(drafts: &mut [Draft]) {
    let mut sheets: BTreeMap<u32, Seen> = BTreeMap::new();
    for draft in drafts.iter() {
        let seen = sheets.entry(draft.sheet).or_default();
        seen.carries |= prints_carry(draft);
        seen.unread |= draft.apart
            || draft.rows.iter().any(Row::is_unread)
            || draft.columns.iter().any(|column| column.reading.is_none());
    }
    for draft in drafts.iter_mut() {
        let seen = sheets.get(&draft.sheet).copied().unwrap_or_default();
        draft.carries = seen.carries || seen.unread;
        if draft.two_sided {
            settle_totals(draft);
        }
    }
}

/// The sheet of each table: tables of the same number and title, of which one has a side.
pub(super) fn number(raw: &crate::raw::RawDisclosure) -> Vec<u32> {
    let mut first: BTreeMap<(Option<u32>, String), u32> = BTreeMap::new();
    let mut sheets = Vec::with_capacity(raw.tables.len());
    for (index, table) in raw.tables.iter().enumerate() {
        let own = index::number(index);
        let sheet = match table.side {
            Some(_) => *first.entry((table.no, table.title.clone())).or_insert(own),
            None => own,
        };
        sheets.push(sheet);
    }
    sheets
}

fn prints_carry(draft: &Draft) -> bool {
    let rows = draft.rows.iter().filter_map(|row| row.scope);
    let columns = draft.columns.iter().filter_map(|column| Some(column.reading.as_ref()?.scope()));
    rows.chain(columns).filter_map(Scope::flow).any(Flow::is_carry)
}

fn settle_totals(draft: &mut Draft) {
    let carries = draft.carries;
    // Where a side prints 合计 and 总计, the first is the total of the year.
    let grand = draft.rows.iter().any(|row| row.total && row.grand);
    let side = draft.side;
    for row in draft.rows.iter_mut().filter(|row| row.total) {
        let current = !carries || (grand && !row.grand);
        row.scope = row.scope.map(|scope| total_scope(scope, side, current));
    }
    drop_repeated_totals(&mut draft.rows);
}

fn total_scope(scope: Scope, side: Side, current: bool) -> Scope {
    let side = match scope.flow() {
        Some(Flow::Income) => Side::Income,
        Some(Flow::Expenditure) => Side::Expenditure,
        _ => side,
    };
    match (side, current) {
        (Side::Income, true) => scope.with_flow(Flow::CurrentIncome),
        (Side::Expenditure, true) => scope.with_flow(Flow::CurrentExpenditure),
        _ => scope.with_flow(Flow::Balance),
    }
}

/// 本年收入合计 and 收入总计 of a sheet without carried money are one scope printed twice: fine.
/// Two plain totals are not: the later one is the wider, and the earlier loses its scope.
fn drop_repeated_totals(rows: &mut [Row]) {
    let last = rows.iter().rposition(|row| row.total);
    let plain = |row: &Row| row.total && !row.grand;
    let mut counts: BTreeMap<Option<Scope>, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| plain(row)) {
        *counts.entry(row.scope).or_default() += 1;
    }
    for (index, row) in rows.iter_mut().enumerate().filter(|(_, row)| plain(row)) {
        if Some(index) != last && counts.get(&row.scope).is_some_and(|&count| count > 1) {
            row.scope = None;
        }
    }
}
