//! Tables of this year's appropriation beside others that include what was carried in.
//!
//! A 一般公共预算支出表 holds either all that is spent of the budget's money, or only what this year's
//! appropriation pays. Where money was carried in, its total tells which: that of 本年收入, or of a column
//! 本年拨款, and not that of all that is spent. Where no other table prints the same, the title decides, and
//! a total that falls short by no more than was carried in may be of this year too.
//!
//! ```text
//! 财政拨款收支总表      本年收入 80.00, 上年结转 10.00 | 本年支出 90.00
//! 一般公共预算支出表    合计 80.00                     a part of the 90.00
//! ```

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::disclosure::{Content, Disclosure, Fact, Table};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::num::figure::{Interval, Quantity, Rounding};
use crate::scope::{Dimension, Scope};
use crate::vintage::Vintage;

use super::TableId;

/// The tables that hold this year's appropriation alone.
pub(super) fn tables(disclosure: &Disclosure, rounding: Rounding) -> BTreeSet<TableId> {
    let mut found = BTreeSet::new();
    if !disclosure.facts().iter().any(is_carried) {
        return found;
    }
    let prints = Prints::of(disclosure, rounding);
    let mut totals: Vec<(Scope, Interval)> = Vec::new();
    for (id, table) in candidates(disclosure) {
        let own = totals_of(disclosure, table, rounding);
        if prints.are_of_this_year(table, own.iter().copied()) {
            found.insert(id);
            totals.extend(own);
        }
    }
    // 基本支出表 and the like belong to a table of this year if they agree with its columns.
    for (id, table) in candidates(disclosure) {
        let own = totals_of(disclosure, table, rounding);
        let mut known = own.into_iter().filter_map(|(scope, own)| {
            let same = totals.iter().find(|(other, _)| *other == scope)?;
            Some(own.intersection(same.1).is_some())
        });
        if known.next() == Some(true) && known.all(|agrees| agrees) {
            found.insert(id);
        }
    }
    found
}

/// Whether a fact is money that goes out, of no year in particular.
pub(super) fn is_spent(fact: &Fact) -> bool {
    let scope = fact.scope();
    scope.flow() == Some(Flow::CurrentExpenditure) && !scope.fixes(Dimension::Vintage)
}

/// Whether a fact is an amount carried in, of 财政拨款 as far as it says.
fn is_carried(fact: &Fact) -> bool {
    let scope = fact.scope();
    let carried =
        scope.flow() == Some(Flow::CarriedIn) || scope.vintage() == Some(Vintage::Carried);
    let fiscal = scope.fund().is_none_or(|fund| fund.is_within(FundSource::Fiscal));
    carried && fiscal && fact.figure().is_some_and(|figure| !figure.is_zero())
}

/// What the tables print of the expenditure of 财政拨款 or one of its budgets, by scope.
struct Prints {
    /// What this year's money pays: the income of the year, and columns 本年拨款.
    given: BTreeMap<Scope, Vec<Interval>>,
    /// All that is spent, as far as one can tell.
    spent: BTreeMap<Scope, Vec<Spent>>,
    /// The most that is printed as carried in.
    carried: Quantity,
}

struct Spent {
    sheet: u32,
    amount: Interval,
    /// Whether the table is of all money, so that what was carried in is in it for sure.
    of_all: bool,
}

impl Prints {
    fn of(disclosure: &Disclosure, rounding: Rounding) -> Self {
        let carried = disclosure.facts().iter().filter(|fact| is_carried(fact));
        let carried = carried.filter_map(|fact| Some(fact.figure()?.interval(rounding).high()));
        let carried = carried.max().unwrap_or(Quantity::ZERO);
        let mut prints = Self { given: BTreeMap::new(), spent: BTreeMap::new(), carried };
        for table in disclosure.tables().iter().filter(|table| !table.is_apart()) {
            let mut carried: BTreeMap<Scope, Interval> = BTreeMap::new();
            let own = || {
                facts_of(disclosure, table).filter_map(|fact| {
                    let interval = fact.figure()?.interval(rounding);
                    is_total(fact.scope()).then_some((fact.scope(), interval))
                })
            };
            for (scope, interval) in own().filter(|(s, _)| s.vintage() == Some(Vintage::Carried)) {
                carried.insert(scope.without(Dimension::Vintage), interval);
            }
            for (scope, interval) in own() {
                prints.add(table, scope, interval, &carried);
            }
        }
        prints
    }

    fn add(
        &mut self,
        table: &Table,
        scope: Scope,
        interval: Interval,
        carried: &BTreeMap<Scope, Interval>,
    ) {
        let spent = scope.without(Dimension::Vintage).with_flow(Flow::CurrentExpenditure);
        let mut all = None;
        match (scope.flow(), scope.vintage()) {
            (Some(Flow::CurrentIncome), None) => {
                self.given.entry(spent).or_default().push(interval);
            }
            (Some(Flow::CurrentExpenditure), Some(Vintage::Current)) => {
                self.given.entry(spent).or_default().push(interval);
                all = carried.get(&spent).and_then(|carried| interval.checked_add(*carried));
            }
            (Some(Flow::CurrentExpenditure | Flow::Balance), None) => all = Some(interval),
            _ => {}
        }
        if let Some(all) = all {
            let of_all = table.is_two_sided() || !table.root().fixes(Dimension::Fund);
            let spent_here = Spent { sheet: table.sheet(), amount: all, of_all };
            self.spent.entry(spent).or_default().push(spent_here);
        }
    }

    /// Whether the totals of a table are those of this year's money, and not of all that is spent.
    fn are_of_this_year(
        &self,
        table: &Table,
        totals: impl Iterator<Item = (Scope, Interval)>,
    ) -> bool {
        let mut given = false;
        for (scope, own) in totals {
            let agrees = |other: &Interval| other.intersection(own).is_some();
            let spent = || {
                let spent = self.spent.get(&scope).into_iter().flatten();
                spent.filter(|spent| spent.sheet != table.sheet())
            };
            if spent().any(|spent| spent.of_all && agrees(&spent.amount)) {
                return false;
            }
            let differs = spent().any(|spent| !agrees(&spent.amount));
            let short = |spent: &Spent| {
                let missing = spent.amount.low().checked_sub(own.high());
                missing.is_some_and(|missing| missing > Quantity::ZERO && missing <= self.carried)
            };
            let whole = !scope.fixes(Dimension::Kind) && table.root().fixes(Dimension::Fund);
            given |= whole && spent().any(|spent| spent.of_all && short(spent));
            given |= differs && self.given.get(&scope).into_iter().flatten().any(agrees);
        }
        given || table.is_current()
    }
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
    let amount = match fact.content() {
        Content::Figure(figure) => figure.interval(rounding),
        Content::Blank => Interval::point(Quantity::ZERO),
        Content::Unreadable => return None,
    };
    (is_spent(fact) && is_total(fact.scope())).then_some((fact.scope(), amount))
}

/// The totals of a table; where none is printed, the sums of the highest codes along a classification.
fn totals_of(disclosure: &Disclosure, table: &Table, rounding: Rounding) -> Vec<(Scope, Interval)> {
    let totals: Vec<(Scope, Interval)> =
        facts_of(disclosure, table).filter_map(|fact| total(fact, rounding)).collect();
    if !totals.is_empty() {
        return totals;
    }
    let codes = [Dimension::Functional, Dimension::Department, Dimension::Government];
    codes.into_iter().flat_map(|along| sums_of(disclosure, table, along, rounding)).collect()
}

/// The sums of the highest codes that a table prints along a classification.
fn sums_of(
    disclosure: &Disclosure,
    table: &Table,
    along: Dimension,
    rounding: Rounding,
) -> BTreeMap<Scope, Interval> {
    let own = || {
        facts_of(disclosure, table)
            .filter(|fact| is_spent(fact) && fact.scope().fixes(along))
            .filter(|fact| is_total(fact.scope().without(along)))
    };
    let printed: BTreeSet<Scope> = own().map(Fact::scope).collect();
    let mut sums: BTreeMap<Scope, Interval> = BTreeMap::new();
    for fact in own() {
        let mut above = core::iter::successors(fact.scope().parent(along), |s| s.parent(along));
        let Some(figure) = fact.figure().filter(|_| !above.any(|s| printed.contains(&s))) else {
            continue;
        };
        let whole = fact.scope().without(along);
        let sum = sums.get(&whole).copied().unwrap_or(Interval::point(Quantity::ZERO));
        if let Some(sum) = sum.checked_add(figure.interval(rounding)) {
            sums.insert(whole, sum);
        }
    }
    sums
}

/// Whether a scope is 财政拨款 or one of its budgets, cut by nothing but time, flow and kind.
fn is_total(scope: Scope) -> bool {
    use Dimension::{Flow, Fund, Kind, Stage, Vintage, Year};
    let fiscal = scope.fund().is_some_and(|fund| fund.is_within(FundSource::Fiscal));
    fiscal
        && scope
            .fixed()
            .all(|dimension| matches!(dimension, Flow | Fund | Year | Stage | Kind | Vintage))
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
        assert!(is_this_year("85.00", "10.00"), "short by no more than was carried in");
        assert!(!is_this_year("75.00", "10.00"), "neither");
        assert!(!is_this_year("95.00", "10.00"), "more than is spent");
        assert!(!is_this_year("80.00", ""), "nothing is carried");
    }
}
