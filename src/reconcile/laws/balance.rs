//! Balance: 总计 is one amount without direction, the sum of the flows of either side.

use crate::index;
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::Context;
use crate::flow::Flow;
use crate::law::Law;
use crate::reconcile::{Equation, Relation, Term};
use crate::scope::{Dimension, Scope};

/// The flows of one side that add up to the balance.
const INCOME: [Flow; 3] = [Flow::CurrentIncome, Flow::CarriedIn, Flow::SurplusUsed];
const EXPENDITURE: [Flow; 3] = [Flow::CurrentExpenditure, Flow::Distributed, Flow::CarriedOver];

pub(super) fn derive(context: &mut Context<'_, '_>) {
    for sheet in sheets(context) {
        let printed: BTreeSet<Flow> =
            sheet.values().flat_map(|flows| flows.keys().copied()).collect();
        for flows in sheet.values() {
            balance(context, &printed, flows);
        }
    }
    all_periods(context);
}

/// Per sheet that is understood in full: the facts by scope without flow, and by flow.
fn sheets(context: &Context<'_, '_>) -> Vec<BTreeMap<Scope, BTreeMap<Flow, u32>>> {
    let disclosure = context.facts.disclosure;
    let open: BTreeSet<u32> = disclosure
        .tables()
        .iter()
        .filter(|table| table.is_apart() || table.has_unread() || table.has_open_columns())
        .map(crate::disclosure::Table::sheet)
        .collect();
    let mut sheets: BTreeMap<u32, BTreeMap<Scope, BTreeMap<Flow, u32>>> = BTreeMap::new();
    for table in disclosure.tables() {
        if open.contains(&table.sheet()) {
            continue;
        }
        let sheet = sheets.entry(table.sheet()).or_default();
        for fact in table.fact_range().map(index::number) {
            let scope = context.facts.scope(fact);
            if let Some(flow) = scope.flow().filter(|_| !context.facts.is_muted(fact)) {
                let flows = sheet.entry(scope.without(Dimension::Flow)).or_default();
                flows.entry(flow).or_insert(fact);
            }
        }
    }
    sheets.into_values().collect()
}

/// The equations of one scope. A side counts only where it prints every flow of that side that the
/// sheet prints for any scope, and the sheet must have something to balance.
fn balance(context: &mut Context<'_, '_>, printed: &BTreeSet<Flow>, flows: &BTreeMap<Flow, u32>) {
    if !printed.iter().any(|flow| flow.is_carry() || *flow == Flow::Balance) {
        return;
    }
    let side = |side: [Flow; 3]| -> Option<Vec<u32>> {
        let wanted: Vec<Flow> = side.into_iter().filter(|flow| printed.contains(flow)).collect();
        let found: Vec<u32> = wanted.iter().filter_map(|flow| flows.get(flow).copied()).collect();
        (!wanted.is_empty() && found.len() == wanted.len()).then_some(found)
    };
    let (income, expenditure) = (side(INCOME), side(EXPENDITURE));
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

/// The income, or the expenditure, of all periods in another table is the balance too.
fn all_periods(context: &mut Context<'_, '_>) {
    for scope in context.facts.scopes().to_vec() {
        let uncut = ![Dimension::Functional, Dimension::Kind].iter().any(|&d| scope.fixes(d));
        if !matches!(scope.flow(), Some(Flow::Income | Flow::Expenditure)) || !uncut {
            continue;
        }
        let total = context.facts.find(scope.with_flow(Flow::Balance));
        if let (Some(total), Some(side)) = (total, context.facts.find(scope)) {
            context.push(Equation::pair(Law::Balance, total, side));
        }
    }
}
