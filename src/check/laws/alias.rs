//! Closed-world aliases: two scopes that are one because what lies between them is nil.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::check::{Context, Equation, Relation};
use crate::facts::{FactId, ScopeId, Scopes};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::kind::Stage;
use crate::law::Law;
use crate::scope::partition::OTHER_BUDGETS;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>) {
    current_flows(context);
    fiscal_and_general(context);
}

/// In a sheet that prints no carried money, what comes in is what goes out, fund by fund.
fn current_flows(context: &mut Context<'_>) {
    let facts = context.facts;
    let mut sides: BTreeMap<(u32, Scope), [Option<FactId>; 2]> = BTreeMap::new();
    for (_, table) in facts.tables() {
        if table.carries() || table.is_apart() {
            continue;
        }
        for fact in facts.of_table(table) {
            let scope = facts.scope(fact);
            let side = match scope.flow() {
                Some(Flow::CurrentIncome) => 0,
                Some(Flow::CurrentExpenditure) => 1,
                _ => continue,
            };
            if !is_total(scope) {
                continue;
            }
            let slot = sides.entry((table.sheet(), scope.without(Dimension::Flow))).or_default();
            if let Some(slot) = slot.get_mut(side) {
                slot.get_or_insert(fact);
            }
        }
    }
    for sides in sides.into_values() {
        if let [Some(income), Some(expenditure)] = sides {
            context.push(Equation::pair(Law::Alias, income, expenditure));
        }
    }
}

/// Whether a scope is cut by nothing but flow and fund.
fn is_total(scope: Scope) -> bool {
    use Dimension::{Change, Flow, Fund, Stage, Year};
    scope.fixed().all(|dimension| matches!(dimension, Flow | Fund | Year | Stage | Change))
}

/// Year and stage: what is nil in one says nothing of another.
type Time = (Option<u16>, Option<Stage>);

/// 财政拨款 is 一般公共预算 at every scope if the other two budgets are nil wherever they are
/// printed; else it is the sum of the three, where a row that a fund's table does not print is nil.
fn fiscal_and_general(context: &mut Context<'_>) {
    let facts = context.facts;
    // The scopes without codes under which the others are printed, each with what it is cut along.
    let mut scopes = Scopes::default();
    let mut printed: BTreeSet<(ScopeId, u32)> = BTreeSet::new();
    let mut filled: BTreeSet<Time> = BTreeSet::new();
    for fact in facts.cells() {
        let scope = facts.scope(fact);
        let Some(fund) = scope.fund() else { continue };
        let Some(&other) = OTHER_BUDGETS.iter().find(|&&other| fund.is_within(other)) else {
            continue;
        };
        let row_total = scopes.intern(without_codes(scope.with_fund(other)));
        printed.insert((row_total, cut(scope)));
        if !facts.is_nil(fact) {
            filled.insert((scope.year(), scope.stage()));
        }
    }
    for &fiscal in facts.printed_scopes() {
        if fiscal.fund() != Some(FundSource::Fiscal) {
            continue;
        }
        let of = |fund| fiscal.with_fund(fund);
        let (Some(whole), Some(general)) =
            (facts.find(fiscal), facts.find(of(FundSource::General)))
        else {
            continue;
        };
        // An unread label beside them may have been that of another fund.
        let unread = |fact| facts.read_table_of(fact).is_some_and(|table| !table.is_understood());
        if unread(whole) || unread(general) {
            continue;
        }
        if !filled.contains(&(fiscal.year(), fiscal.stage())) {
            context.push(Equation::pair(Law::Alias, whole, general));
            continue;
        }
        let mut parts: Vec<FactId> = [general].into();
        let closed = OTHER_BUDGETS.iter().all(|&other| match facts.find(of(other)) {
            Some(fact) => {
                parts.push(fact);
                true
            }
            // Nil, if that fund's table prints other rows of this cut.
            None => {
                let total = without_codes(of(other));
                let known = || scopes.find(total).map(|total| (total, cut(fiscal)));
                total != of(other) && known().is_some_and(|key| printed.contains(&key))
            }
        });
        let same_table = facts.table_of(whole) == facts.table_of(general);
        if closed && !same_table {
            context.push(Equation::sum(Law::Alias, Relation::Equal, whole, &parts));
        }
    }
}

/// A scope of all codes: the row 合计 of the same column.
fn without_codes(scope: Scope) -> Scope {
    scope
        .without(Dimension::Functional)
        .without(Dimension::Department)
        .without(Dimension::Government)
}

/// The dimensions that a scope fixes, as a set of bits.
fn cut(scope: Scope) -> u32 {
    scope.fixed().fold(0, |set, dimension| set | 1 << dimension as u32)
}
