//! A column 上年结转 beside the funds of the year: the total column, of all periods, is the sum of the
//! funds and of what is carried in.
//!
//! ```text
//!        合计   上年结转  一般公共预算  事业收入
//! 合计  105.00      5.00         90.00     10.00     105.00 = 5.00 + 90.00 + 10.00
//! ```

use alloc::{collections::BTreeMap, vec::Vec};

use crate::check::Context;
use crate::facts::{FactId, Row};
use crate::flow::Flow;
use crate::law::Law;
use crate::scope::partition::prints_all;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for (_, table) in facts.tables() {
        let of_all_periods = |fact: FactId| is_of_all_periods(facts.scope(fact));
        if !facts.of_table(table).any(of_all_periods) {
            continue;
        }
        for &row in facts.rows_of(table) {
            in_row(context, row);
        }
    }
}

fn is_of_all_periods(scope: Scope) -> bool {
    matches!(scope.flow(), Some(Flow::Income | Flow::Expenditure))
}

fn in_row(context: &mut Context<'_>, row: Row<'_>) {
    // Facts of one scope in one row are one amount: the first stands for all.
    let mut by_scope: BTreeMap<Scope, FactId> = BTreeMap::new();
    for fact in row.facts() {
        by_scope.entry(context.facts.scope(fact)).or_insert(fact);
    }
    for (&scope, &total) in &by_scope {
        if !is_of_all_periods(scope) {
            continue;
        }
        if !context.pay(by_scope.len()) {
            return;
        }
        let within = |own: Scope| own.is_within(scope) && own.flow() != scope.flow();
        let inner: Vec<(Scope, FactId)> = by_scope
            .iter()
            .map(|(&own, &fact)| (own, fact))
            .filter(|&(own, _)| within(own))
            .collect();
        if !context.pay(inner.len().saturating_mul(inner.len())) {
            return;
        }
        let widest = |own: Scope| !inner.iter().any(|&(o, _)| o != own && own.is_within(o));
        let mut parts: Vec<FactId> =
            inner.iter().filter(|&&(own, _)| widest(own)).map(|&(_, fact)| fact).collect();
        parts.sort_unstable();
        let flow = |scope: Scope| scope.key(Dimension::Flow);
        let flows = parts.iter().map(|&part| flow(context.facts.scope(part)));
        let partial = !prints_all(Dimension::Flow, flow(scope), flows);
        context.push_sum(Law::Hierarchy, total, &parts, partial);
    }
}
