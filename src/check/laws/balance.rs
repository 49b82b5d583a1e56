//! Balance: 总计 is one amount without direction, the sum of the flows of either side.
//!
//! Why: what came in, in this year or before, went out or was left over.
//!
//! ```text
//! 本年收入合计 90.00, 上年结转 10.00 | 本年支出合计 95.00, 结转下年 5.00
//! 总计 100.00                          100.00 = 90.00 + 10.00, 100.00 = 95.00 + 5.00
//! ```

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::check::{Context, Equation, Relation, Term};
use crate::facts::{FactId, Facts};
use crate::flow::Flow;
use crate::law::Law;
use crate::scope::partition::BALANCE;
use crate::scope::{Dimension, Scope};

/// The facts of one scope by flow.
type Flows = BTreeMap<Flow, FactId>;

pub(super) fn derive(context: &mut Context<'_>) {
    for sheet in sheets(context.facts) {
        let printed: BTreeSet<Flow> =
            sheet.values().flat_map(|flows| flows.keys().copied()).collect();
        if !printed.iter().any(|flow| flow.is_carry() || *flow == Flow::Balance) {
            continue;
        }
        for flows in sheet.values() {
            balance(context, &printed, flows);
        }
    }
    all_periods(context);
}

/// Per sheet that is understood in full: the facts by scope without flow, and by flow.
fn sheets(facts: &Facts<'_>) -> Vec<BTreeMap<Scope, Flows>> {
    let open: BTreeSet<u32> = facts
        .tables()
        .filter(|(_, table)| table.is_apart() || !table.is_understood())
        .map(|(_, table)| table.sheet())
        .collect();
    let mut sheets: BTreeMap<u32, BTreeMap<Scope, Flows>> = BTreeMap::new();
    for (_, table) in facts.tables() {
        if open.contains(&table.sheet()) {
            continue;
        }
        let sheet = sheets.entry(table.sheet()).or_default();
        for fact in facts.of_table(table) {
            let scope = facts.scope(fact);
            if let Some(flow) = scope.flow() {
                let flows = sheet.entry(scope.without(Dimension::Flow)).or_default();
                flows.entry(flow).or_insert(fact);
            }
        }
    }
    sheets.into_values().collect()
}

/// The equations of one scope. A side counts only where it prints every flow of that side that the
/// sheet prints for any scope.
fn balance(context: &mut Context<'_>, printed: &BTreeSet<Flow>, flows: &Flows) {
    let side = |side: [Flow; 3]| -> Option<Vec<FactId>> {
        let wanted: Vec<Flow> = side.into_iter().filter(|flow| printed.contains(flow)).collect();
        let found: Vec<FactId> =
            wanted.iter().filter_map(|flow| flows.get(flow).copied()).collect();
        (!wanted.is_empty() && found.len() == wanted.len()).then_some(found)
    };
    let [income, expenditure] = BALANCE.map(side);
    if let Some(&total) = flows.get(&Flow::Balance) {
        for side in [income, expenditure].into_iter().flatten() {
            context.push(Equation::sum(Law::Balance, Relation::Equal, total, &side));
        }
    } else if let (Some(income), Some(expenditure)) = (income, expenditure) {
        let plus = income.into_iter().map(|fact| Term { coefficient: 1, fact });
        let minus = expenditure.into_iter().map(|fact| Term { coefficient: -1, fact });
        let terms = plus.chain(minus).collect();
        context.push(Equation::new(Law::Balance, Relation::Equal, terms));
    }
}

/// The income, or the expenditure, of all periods in another table is the balance too; where no
/// balance is printed they are one amount.
fn all_periods(context: &mut Context<'_>) {
    let facts = context.facts;
    for &scope in facts.printed_scopes() {
        let uncut = ![Dimension::Functional, Dimension::Kind].iter().any(|&d| scope.fixes(d));
        if !matches!(scope.flow(), Some(Flow::Income | Flow::Expenditure)) || !uncut {
            continue;
        }
        let other = || match scope.flow() {
            Some(Flow::Income) => facts.find(scope.with_flow(Flow::Expenditure)),
            _ => None,
        };
        let total = facts.find(scope.with_flow(Flow::Balance)).or_else(other);
        if let (Some(total), Some(side)) = (total, facts.find(scope)) {
            context.push(Equation::pair(Law::Balance, total, side));
        }
    }
}
