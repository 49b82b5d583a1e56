//! A total over columns that are cut by fund and, in part, by vintage: 合计 over
//! 本年拨款/一般公共预算 …, 财政拨款结转结余/一般公共预算 … and 单位资金.
//!
//! No sum along one dimension says it; the total is the sum of its widest parts.

use crate::index;
use alloc::vec::Vec;

use super::{
    Context,
    hierarchy::{push_sum, row_facts},
};
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    for table in disclosure.tables() {
        let facts = || table.fact_range().map(index::number);
        if !facts().any(|fact| is_cut(context.facts.scope(fact))) {
            continue;
        }
        for total in facts() {
            let scope = context.facts.scope(total);
            if !scope.fixes(Dimension::Vintage) && !scope.fixes(Dimension::Fund) {
                let open = table.has_open_rows() || table.has_open_columns();
                total_of_parts(context, total, scope, open);
            }
        }
    }
}

fn is_cut(scope: Scope) -> bool {
    scope.fixes(Dimension::Vintage) && scope.fixes(Dimension::Fund)
}

fn total_of_parts(context: &mut Context<'_, '_>, total: u32, whole: Scope, open: bool) {
    let row = row_facts(context.facts, total);
    if !context.pay(row.len().saturating_mul(row.len())) {
        return;
    }
    let inner: Vec<(Scope, u32)> = row
        .into_iter()
        .map(|fact| (context.facts.scope(fact), fact))
        .filter(|&(scope, fact)| fact != total && scope.is_within(whole))
        .collect();
    let widest: Vec<(Scope, u32)> = inner
        .iter()
        .copied()
        .filter(|(own, _)| !inner.iter().any(|(other, _)| other != own && own.is_within(*other)))
        .collect();
    let apart = widest.iter().enumerate().all(|(index, (one, _))| {
        widest.iter().skip(index + 1).all(|(other, _)| one.merge(*other).is_err())
    });
    if apart && widest.iter().any(|&(scope, _)| is_cut(scope)) {
        let parts: Vec<u32> = widest.into_iter().map(|(_, fact)| fact).collect();
        push_sum(context, total, &parts, open);
    }
}
