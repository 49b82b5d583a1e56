//! Tables of this year's appropriation beside a balance that includes what was carried in.
//!
//! A 一般公共预算支出表 holds either all that is spent of the budget's money, or only what this year's
//! appropriation pays. Where money was carried in, its total tells which: that of 本年收入, and not that
//! of 本年支出.
//!
//! ```text
//! 财政拨款收支总表      本年收入 80.00, 上年结转 10.00 | 本年支出 90.00
//! 一般公共预算支出表    合计 80.00                     a part of the 90.00
//! ```

use alloc::{collections::BTreeSet, vec::Vec};

use crate::disclosure::{Disclosure, Fact, Table};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::num::figure::{Figure, Interval, Rounding};
use crate::scope::{Dimension, Scope};

use super::TableId;

/// The tables that hold this year's appropriation alone.
pub(super) fn tables(disclosure: &Disclosure, rounding: Rounding) -> BTreeSet<TableId> {
    let balances = balances(disclosure, rounding);
    let mut found = BTreeSet::new();
    if balances.is_empty() {
        return found;
    }
    let mut totals: Vec<(Scope, Interval)> = Vec::new();
    for (id, table) in candidates(disclosure) {
        let own = || facts_of(disclosure, table);
        let this_year = own().any(|fact| {
            let balance = balances.iter().find(|balance| balance.expenditure.0 == fact.scope());
            balance.is_some_and(|balance| balance.is_this_year(fact, rounding))
        });
        if this_year {
            found.insert(id);
            totals.extend(own().filter_map(|fact| total(fact, rounding)));
        }
    }
    // 基本支出表 and the like belong to a table of this year if they agree with its columns.
    for (id, table) in candidates(disclosure) {
        let totals_of = facts_of(disclosure, table).filter_map(|fact| total(fact, rounding));
        let mut known = totals_of.filter_map(|(scope, own)| {
            let same = totals.iter().find(|(other, _)| *other == scope)?;
            Some(own.intersection(same.1).is_some())
        });
        if known.next() == Some(true) && known.all(|agrees| agrees) {
            found.insert(id);
        }
    }
    found
}

/// What a two-sided sheet says of 财政拨款 or one of its budgets in a year that money was carried into.
struct Balance {
    income: Interval,
    expenditure: (Scope, Interval),
}

impl Balance {
    /// Whether an amount is that of the income and not that of the expenditure.
    fn is_this_year(&self, fact: &Fact, rounding: Rounding) -> bool {
        let Some(own) = fact.figure().map(|figure| figure.interval(rounding)) else { return false };
        own.intersection(self.income).is_some() && own.intersection(self.expenditure.1).is_none()
    }
}

fn balances(disclosure: &Disclosure, rounding: Rounding) -> Vec<Balance> {
    let sheets = disclosure.tables().iter().filter(|table| table.is_two_sided());
    let facts: Vec<&Fact> = sheets.flat_map(|table| facts_of(disclosure, table)).collect();
    let find = |scope: Scope| facts.iter().find(|fact| fact.scope() == scope)?.figure();
    let mut balances = Vec::new();
    for fact in &facts {
        let scope = fact.scope();
        let fiscal = scope.fund().is_some_and(|fund| fund.is_within(FundSource::Fiscal));
        if scope.flow() != Some(Flow::CurrentExpenditure) || !fiscal || !is_total(scope) {
            continue;
        }
        let of = |flow: Flow| find(scope.with_flow(flow));
        // What is carried in may be told of 财政拨款 as a whole alone.
        let fiscal = scope.with_fund(FundSource::Fiscal).with_flow(Flow::CarriedIn);
        let carried = of(Flow::CarriedIn).or_else(|| find(fiscal));
        if carried.is_none_or(Figure::is_zero) {
            continue;
        }
        if let (Some(income), Some(spent)) = (of(Flow::CurrentIncome), fact.figure()) {
            let [income, spent] = [income, spent].map(|figure| figure.interval(rounding));
            balances.push(Balance { income, expenditure: (scope, spent) });
        }
    }
    balances
}

/// The one-sided tables, with their numbers.
fn candidates(disclosure: &Disclosure) -> impl Iterator<Item = (TableId, &Table)> {
    let tables = disclosure.tables().iter().enumerate();
    tables.map(|(index, table)| (TableId::at(index), table)).filter(|(_, t)| !t.is_two_sided())
}

fn facts_of<'a>(disclosure: &'a Disclosure, table: &Table) -> impl Iterator<Item = &'a Fact> {
    disclosure.facts().get(table.fact_range()).unwrap_or_default().iter()
}

/// The scope and the values of an amount that no code cuts.
fn total(fact: &Fact, rounding: Rounding) -> Option<(Scope, Interval)> {
    let scope = fact.scope().without(Dimension::Kind);
    let figure = fact.figure().filter(|_| is_total(scope))?;
    Some((fact.scope(), figure.interval(rounding)))
}

/// Whether a scope is cut by nothing but time, flow and fund.
fn is_total(scope: Scope) -> bool {
    use Dimension::{Flow, Fund, Stage, Year};
    scope.fixed().all(|dimension| matches!(dimension, Flow | Fund | Year | Stage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Stage;
    use crate::num::amount::Unit;
    use crate::raw::{RawDisclosure, RawTable};

    /// Whether 一般公共预算支出表 with this total is of this year alone, beside a balance of 80 + 10 = 90.
    fn is_this_year(total: &str, carried: &str) -> bool {
        let income = RawTable::new("财政拨款收支总表", Unit::WanYuan, ["预算数"])
            .side("收入")
            .row("", "一、本年收入", ["80.00"])
            .row("", "（一）一般公共预算拨款", ["80.00"])
            .row("", "二、上年结转", [carried])
            .row("", "收入总计", ["90.00"]);
        let spent = RawTable::new("财政拨款收支总表", Unit::WanYuan, ["合计", "一般公共预算"])
            .side("支出")
            .row("", "一、本年支出", ["90.00", "90.00"])
            .row("", "支出总计", ["90.00", "90.00"]);
        let general = RawTable::new("一般公共预算支出表", Unit::WanYuan, ["合计", "基本支出"]).row(
            "",
            "合计",
            [total, "70.00"],
        );
        let basic = RawTable::new("一般公共预算基本支出表", Unit::WanYuan, ["合计"]).row(
            "",
            "合计",
            ["70.00"],
        );
        let raw = RawDisclosure::new(2026, Stage::Budget);
        let raw = raw.table(income).table(spent).table(general).table(basic);
        let found = tables(&Disclosure::read(raw), Rounding::Nearest);
        assert!(found.is_empty() || found == BTreeSet::from([2, 3].map(TableId::of)), "{found:?}");
        !found.is_empty()
    }

    #[test]
    fn its_total_is_the_income_of_the_year() {
        assert!(is_this_year("80.00", "10.00"));
        assert!(!is_this_year("90.00", "10.00"), "all that is spent");
        assert!(!is_this_year("85.00", "10.00"), "neither");
        assert!(!is_this_year("80.00", ""), "nothing is carried");
    }
}
