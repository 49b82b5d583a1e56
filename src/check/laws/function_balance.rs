//! Balance by function: income and expenditure of one function differ by no more than the whole carries.
//!
//! ```text
//! −年初结转 − 使用结余 ≤ 收入(f) − 支出(f) ≤ 年末结转 + 结余分配
//! ```
//!
//! Why: an appropriation is given for a function and spent on it. Own income (事业收入, 其他收入) is booked
//! under one function and spent on others, so that where there is any it is only presumed of all funds.

use alloc::vec::Vec;

use crate::check::{Context, Equation, Presumption, Relation, Term};
use crate::facts::{FactId, Facts};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::law::Law;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for &scope in facts.printed_scopes() {
        if scope.flow() != Some(Flow::CurrentIncome) || !scope.fixes(Dimension::Functional) {
            continue;
        }
        let other = facts.find(scope.with_flow(Flow::CurrentExpenditure));
        let (Some(income), Some(expenditure)) = (facts.find(scope), other) else { continue };
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
    let bound = Equation::new(Law::FunctionBalance, Relation::AtLeast, terms);
    if may_hold_own_income(context.facts, scope) {
        context.push(bound.presumed(Presumption::SpentWhereBooked));
    } else {
        context.push_bound(bound);
    }
}

/// Whether money of a scope may be other than 财政拨款.
fn may_hold_own_income(facts: &Facts<'_>, scope: Scope) -> bool {
    if let Some(fund) = scope.fund() {
        return !fund.is_within(FundSource::Fiscal);
    }
    let whole = scope.without(Dimension::Functional);
    let given = facts.find(whole.with_fund(FundSource::Fiscal));
    let (Some(given), Some(all)) = (given, facts.find(whole)) else { return true };
    let [given, all] = [given, all].map(|fact| facts.interval(fact));
    given.zip(all).is_none_or(|(given, all)| given.intersection(all).is_none())
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
