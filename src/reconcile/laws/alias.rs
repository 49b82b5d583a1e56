//! Closed-world aliases: two scopes that are one because what lies between them is nil.

use crate::index;
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::Context;
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::kind::Stage;
use crate::law::Law;
use crate::reconcile::{Equation, Relation, Term};
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_, '_>) {
    current_flows(context);
    fiscal_and_general(context);
}

/// In a sheet that prints no carried money, what comes in is what goes out, fund by fund.
fn current_flows(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    let mut sides: BTreeMap<(u32, Scope), [Option<u32>; 2]> = BTreeMap::new();
    for table in disclosure.tables() {
        if table.carries() || table.is_apart() {
            continue;
        }
        for fact in table.fact_range().map(index::number) {
            let scope = context.facts.scope(fact);
            let side = match scope.flow() {
                Some(Flow::CurrentIncome) => 0,
                Some(Flow::CurrentExpenditure) => 1,
                _ => continue,
            };
            if !is_total(scope) || context.facts.is_muted(fact) {
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
    use Dimension::{Change, Fund, Stage, Year};
    scope.fixed().all(|dimension| {
        matches!(dimension, Dimension::Flow | Fund | Year | Stage) || dimension == Change
    })
}

/// Year and stage: what is nil in one says nothing of another.
type Time = (Option<u16>, Option<Stage>);

/// 财政拨款 is 一般公共预算 at every scope if the other two budgets are nil wherever they are
/// printed; else it is the sum of the three, where a row that a fund's table does not print is nil.
fn fiscal_and_general(context: &mut Context<'_, '_>) {
    let others = [FundSource::GovernmentFund, FundSource::StateCapital];
    let mut printed: BTreeSet<(Scope, Vec<Dimension>)> = BTreeSet::new();
    let mut filled: BTreeSet<Time> = BTreeSet::new();
    for fact in (0..context.facts.len()).map(index::number) {
        let scope = context.facts.scope(fact);
        let Some(fund) = scope.fund() else { continue };
        let Some(&other) = others.iter().find(|&&other| fund.is_within(other)) else { continue };
        let key = (scope.year(), scope.stage());
        printed.insert((without_codes(scope.with_fund(other)), scope.fixed().collect()));
        if !context.facts.is_nil(fact) {
            filled.insert(key);
        }
    }
    for fiscal in context.facts.scopes().to_vec() {
        if fiscal.fund() != Some(FundSource::Fiscal) {
            continue;
        }
        let of = |fund| fiscal.with_fund(fund);
        let (Some(whole), Some(general)) =
            (context.facts.find(fiscal), context.facts.find(of(FundSource::General)))
        else {
            continue;
        };
        // An unread label beside them may have been that of another fund.
        if has_unread(context, whole) || has_unread(context, general) {
            continue;
        }
        let key = (fiscal.year(), fiscal.stage());
        if !filled.contains(&key) {
            context.push(Equation::pair(Law::Alias, whole, general));
            continue;
        }
        let mut terms: Vec<Term> = Vec::from([(1, whole), (-1, general)])
            .into_iter()
            .map(|(coefficient, fact)| Term { coefficient, fact })
            .collect();
        let dimensions: Vec<Dimension> = fiscal.fixed().collect();
        let closed = others.iter().all(|&other| match context.facts.find(of(other)) {
            Some(fact) => {
                terms.push(Term { coefficient: -1, fact });
                true
            }
            // Nil, if that fund's table prints other rows of this cut.
            None => {
                let cut = without_codes(of(other));
                cut != of(other) && printed.contains(&(cut, dimensions.clone()))
            }
        });
        let same_table = context.facts.place(whole).table() == context.facts.place(general).table();
        if closed && !same_table {
            context.push(Equation::new(Law::Alias, Relation::Equal, terms));
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

/// Whether a row or a column of a fact's table was not understood.
fn has_unread(context: &Context<'_, '_>, fact: u32) -> bool {
    let tables = context.facts.disclosure.tables();
    let table = context.facts.place(fact).table();
    table
        .and_then(|table| tables.get(index::index(table)))
        .is_some_and(|table| table.has_unread() || table.has_open_columns())
}
