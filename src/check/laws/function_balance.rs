//! Balance by function: −年初 − 使用结余 ≤ 收入(f) − 支出(f) ≤ 年末 + 结余分配.

use alloc::vec::Vec;

use crate::check::{Context, Equation, Relation, Term};
use crate::facts::FactId;
use crate::flow::Flow;
use crate::law::Law;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>) {
    for &scope in context.facts.printed_scopes() {
        if scope.flow() != Some(Flow::CurrentIncome) || !scope.fixes(Dimension::Functional) {
            continue;
        }
        let other = context.facts.find(scope.with_flow(Flow::CurrentExpenditure));
        let (Some(income), Some(expenditure)) = (context.facts.find(scope), other) else {
            continue;
        };
        bound(context, scope, [expenditure, income], [Flow::CarriedOver, Flow::Distributed]);
        bound(context, scope, [income, expenditure], [Flow::CarriedIn, Flow::SurplusUsed]);
    }
}

/// `less` may fall short of `more` by the flows `carried` of the whole scope and no further.
fn bound(context: &mut Context<'_>, scope: Scope, pair: [FactId; 2], carried: [Flow; 2]) {
    let [less, more] = pair;
    let whole = scope.without(Dimension::Functional);
    let Some(carried) = carried_terms(context, whole, carried) else { return };
    let mut terms: Vec<Term> = carried;
    terms.push(Term { coefficient: 1, fact: less });
    terms.push(Term { coefficient: -1, fact: more });
    context.push_bound(Equation::new(Law::FunctionBalance, Relation::AtLeast, terms));
}

/// What the whole carries, at its fund or the nearest wider one that is printed. Nothing, where a
/// two-sided sheet of that fund carries nothing; `None` where no sheet says.
fn carried_terms(context: &Context<'_>, whole: Scope, flows: [Flow; 2]) -> Option<Vec<Term>> {
    let widths = core::iter::successors(Some(whole), |scope| scope.parent(Dimension::Fund));
    for scope in widths {
        if carries_nothing(context, scope) {
            return Some(Vec::new());
        }
        let found = flows.iter().filter_map(|&flow| context.facts.find(scope.with_flow(flow)));
        let found: Vec<FactId> = found.collect();
        if !found.is_empty() {
            let understood = found.iter().all(|&fact| is_understood(context, fact));
            let terms = found.into_iter().map(|fact| Term { coefficient: 1, fact });
            return understood.then(|| terms.collect());
        }
    }
    None
}

/// Whether every row of a fact's sheet was understood: one that was not may carry money too.
fn is_understood(context: &Context<'_>, fact: FactId) -> bool {
    context.facts.read_table_of(fact).is_some_and(|own| {
        let mut sheet = context.facts.tables().filter(|(_, table)| table.sheet() == own.sheet());
        !sheet.any(|(_, table)| table.has_unread())
    })
}

/// Whether a sheet that is understood in full prints both sides of this scope and no carried money.
fn carries_nothing(context: &Context<'_>, scope: Scope) -> bool {
    let closed = |flow| {
        context.facts.find_all(scope.with_flow(flow)).any(|fact| {
            let table = context.facts.read_table_of(fact);
            table.is_some_and(|t| !t.carries() && !t.is_apart() && t.is_two_sided())
        })
    };
    closed(Flow::CurrentIncome) && closed(Flow::CurrentExpenditure)
}
