//! Nil: what is said not to be (无政府性基金预算财政拨款支出) is printed as nil or not at all, and
//! what is said to be is not in a table that prints nothing.
//!
//! Why: a table prints what there is.
//!
//! ```text
//! 无政府性基金预算财政拨款支出。  政府性基金预算支出表 合计 5.00      5.00 = 0 is broken
//! ```

use alloc::{collections::BTreeSet, format};

use crate::check::{Context, Equation, Linear, Relation};
use crate::facts::{self, FactId, Facts};
use crate::finding::{Finding, FindingKind};
use crate::flow::Flow;
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::tree::{Tree, What};
use crate::num::figure::Figure;
use crate::place::Place;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>, tree: &Tree) {
    let facts = context.facts;
    let raw = facts.disclosure().raw();
    let mut seen: BTreeSet<Scope> = BTreeSet::new();
    for nil in &tree.nils {
        let Some(scope) = nil.scope.filter(|_| nil.year.is_none_or(|year| year == raw.year)) else {
            continue;
        };
        let scope = scope.with_year(raw.year).with_stage(raw.stage);
        if let Some(printed) = widest(facts, scope).filter(|_| seen.insert(scope)) {
            let nil_equation = Equation::of(Law::Nil, Relation::Equal, Linear::of(printed));
            context.push(nil_equation.stated_at(facts::place(&nil.span)));
        }
    }
    let mut seen: BTreeSet<Scope> = BTreeSet::new();
    for (id, mention) in tree.mentions.iter().enumerate() {
        let Some(scope) = mention.scope.filter(|_| mention.narrow.is_empty()) else { continue };
        for (number, measure) in mention.measures.iter().enumerate() {
            let What::Level { figure, .. } = measure.what else { continue };
            let when = facts::when(facts, mention, measure);
            let now = when == (raw.year, raw.stage) && !figure.is_zero();
            let fact = facts.claimed().fact(id, number).filter(|_| now);
            if let Some(fact) = fact.filter(|_| seen.insert(scope)) {
                let dated = scope.with_year(when.0).with_stage(when.1);
                in_empty_table(context, fact, dated);
            }
        }
    }
}

/// The cell within a scope that fixes the least, one that is not nil before those that are.
fn widest(facts: &Facts<'_>, scope: Scope) -> Option<FactId> {
    let current = |flow: Option<Flow>| match scope.flow() {
        None => matches!(flow, Some(Flow::CurrentIncome | Flow::CurrentExpenditure)),
        Some(own) => flow.is_some_and(|flow| flow.is_within(own) && !flow.is_carry()),
    };
    let bare = scope.without(Dimension::Flow);
    let within = facts.printed_scopes().iter().filter(|&&printed| {
        current(printed.flow()) && printed.without(Dimension::Flow).is_within(bare)
    });
    within
        .filter_map(|&printed| Some((printed, facts.find(printed)?)))
        .min_by_key(|&(printed, fact)| (facts.is_nil(fact), printed.fixed().count()))
        .map(|(_, fact)| fact)
}

/// An amount of a fund whose own table prints nothing.
fn in_empty_table(context: &mut Context<'_>, fact: FactId, scope: Scope) {
    let facts = context.facts;
    let Some(fund) = scope.fund() else { return };
    let flow = scope.flow().is_some_and(|flow| flow.is_within(Flow::Expenditure));
    let only_fund = [Dimension::Functional, Dimension::Kind, Dimension::Item]
        .iter()
        .all(|&dimension| !scope.fixes(dimension));
    if !flow || !only_fund || facts.find(scope).is_some() {
        return;
    }
    let empty = facts.tables().find(|(_, table)| {
        table.root() == Scope::ALL.with_fund(fund)
            && table.closes_sums()
            && facts.of_table(table).all(|fact| facts.is_nil(fact))
    });
    let Some((table, _)) = empty else { return };
    let told = facts.figure(fact).map(Figure::to_text_with_unit).unwrap_or_default();
    let message = Message::new(
        format!("文中有 {told}，表中却没有任何数"),
        format!("the prose says {told}, but the table prints nothing"),
    );
    let places = [facts.place(fact), Place::Table { table: table.number() }];
    let mut finding = Finding::new(FindingKind::NilContradicted, places.into(), message);
    finding.law = Some(Law::Nil);
    context.findings.push(finding);
}
