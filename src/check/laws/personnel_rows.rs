//! 人员经费合计 and 公用经费合计 as rows of an economic table of final accounts: 301 and 303 belong to the
//! first, all other classes to the second.
//!
//! ```text
//! 301 100.00, 303 5.00, 人员经费合计 105.00     105.00 = 100.00 + 5.00
//! 302 20.00, 310 1.00, 公用经费合计 21.00        21.00 = 20.00 + 1.00
//! ```

use alloc::{collections::BTreeMap, vec::Vec};

use crate::check::Context;
use crate::disclosure::Table;
use crate::facts::FactId;
use crate::kind::{Kind, Stage};
use crate::law::Law;
use crate::scope::partition::is_personnel;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>) {
    for (_, table) in context.facts.tables() {
        in_table(context, table);
    }
}

fn in_table(context: &mut Context<'_>, table: &Table) {
    let facts = context.facts;
    let mut classes: BTreeMap<Scope, Vec<FactId>> = BTreeMap::new();
    let mut totals: Vec<(Scope, Kind, FactId)> = Vec::new();
    for fact in facts.of_table(table) {
        let scope = facts.scope(fact);
        if scope.stage() != Some(Stage::Final) {
            continue;
        }
        match (scope.department(), scope.kind()) {
            (Some(code), Some(Kind::Basic)) if code.parent().is_none() => {
                classes.entry(scope.without(Dimension::Department)).or_default().push(fact);
            }
            (None, Some(kind @ (Kind::Personnel | Kind::Operating))) => {
                totals.push((scope.with_kind(Kind::Basic), kind, fact));
            }
            _ => {}
        }
    }
    for (rest, kind, total) in totals {
        let Some(classes) = classes.get(&rest) else { continue };
        let of_kind = |fact: &FactId| {
            let personnel = facts.scope(*fact).department().is_some_and(is_personnel);
            personnel == (kind == Kind::Personnel)
        };
        let own: Vec<FactId> = classes.iter().copied().filter(of_kind).collect();
        context.push_sum(Law::Hierarchy, total, &own, false);
    }
}
