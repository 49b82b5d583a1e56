//! A total over columns that are cut by fund and, in part, by vintage: 合计 over
//! 本年拨款/一般公共预算 …, 财政拨款结转结余/一般公共预算 … and 单位资金.
//!
//! No sum along one dimension says it; the total is the sum of its widest parts, which do not overlap.
//!
//! ```text
//! 合计   本年拨款/一般公共预算   上年结转/一般公共预算   单位资金
//! 100.00                 60.00                   20.00      20.00     100.00 = 60.00 + 20.00 + 20.00
//! ```

use alloc::vec::Vec;

use crate::check::Context;
use crate::facts::FactId;
use crate::law::Law;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for (_, table) in facts.tables() {
        let cells = facts.of_table(table);
        if !cells.clone().any(|fact| is_cut(facts.scope(fact))) {
            continue;
        }
        for total in cells {
            let scope = facts.scope(total);
            if !scope.fixes(Dimension::Vintage) && !scope.fixes(Dimension::Fund) {
                total_of_parts(context, total, scope);
            }
        }
    }
}

fn is_cut(scope: Scope) -> bool {
    scope.fixes(Dimension::Vintage) && scope.fixes(Dimension::Fund)
}

fn total_of_parts(context: &mut Context<'_>, total: FactId, whole: Scope) {
    let row = context.facts.beside(total);
    if !context.pay(row.len().saturating_mul(row.len())) {
        return;
    }
    let inner: Vec<(Scope, FactId)> = row
        .into_iter()
        .map(|fact| (context.facts.scope(fact), fact))
        .filter(|&(scope, fact)| fact != total && scope.is_within(whole))
        .collect();
    let widest: Vec<(Scope, FactId)> = inner
        .iter()
        .copied()
        .filter(|(own, _)| !inner.iter().any(|(other, _)| other != own && own.is_within(*other)))
        .collect();
    let apart = widest.iter().enumerate().all(|(index, (one, _))| {
        widest.iter().skip(index + 1).all(|(other, _)| one.merge(*other).is_err())
    });
    if apart && widest.iter().any(|&(scope, _)| is_cut(scope)) {
        let parts: Vec<FactId> = widest.into_iter().map(|(_, fact)| fact).collect();
        context.push_sum(Law::Hierarchy, total, &parts, false);
    }
}
