//! Nil: what is said not to be (无政府性基金预算财政拨款支出) is printed as nil or not at all, and
//! what is said to be is not in a table that prints nothing.

use crate::index;
use alloc::{collections::BTreeSet, format};

use super::Context;
use crate::disclosure::{Content, Fact};
use crate::finding::{Finding, FindingKind};
use crate::flow::Flow;
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::{ClaimKind, Subject};
use crate::place::Place;
use crate::reconcile::{Equation, prose};
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    let mut seen: BTreeSet<Scope> = BTreeSet::new();
    for (id, claim) in prose::claims(disclosure.claims()) {
        match claim.kind {
            ClaimKind::Nil { subject: Subject::Scope(scope) } if seen.insert(scope) => {
                said_nil(context, scope, prose::prose(id, &claim.range));
            }
            ClaimKind::Value { figure, .. } if !figure.is_zero() => {
                let fact = context.prose.fact(id);
                if let Some(fact) = fact.filter(|&fact| seen.insert(context.facts.scope(fact))) {
                    in_empty_table(context, fact);
                }
            }
            _ => {}
        }
    }
}

/// The widest printed amount of what is said to be nil equals a nil printed in the clause.
fn said_nil(context: &mut Context<'_, '_>, scope: Scope, clause: Place) {
    let Some(printed) = widest(context, scope) else { return };
    let nil = index::number(context.facts.len());
    context.facts.extend([Fact::new(
        scope.with_table(crate::scope::NameId(u32::MAX)),
        Content::Blank,
        clause,
    )]);
    context.push(Equation::pair(Law::Nil, printed, nil));
}

/// The table fact within a scope that fixes the least, one that is not nil before those that are.
fn widest(context: &Context<'_, '_>, scope: Scope) -> Option<u32> {
    let current = |flow: Option<Flow>| match scope.flow() {
        None => matches!(flow, Some(Flow::CurrentIncome | Flow::CurrentExpenditure)),
        Some(own) => flow.is_some_and(|flow| flow.is_within(own) && !flow.is_carry()),
    };
    let bare = scope.without(Dimension::Flow);
    let within = context.facts.scopes().iter().filter(|&&printed| {
        current(printed.flow()) && printed.without(Dimension::Flow).is_within(bare)
    });
    within
        .filter_map(|&printed| Some((printed, context.facts.find_in_table(printed)?)))
        .min_by_key(|&(printed, fact)| (context.facts.is_nil(fact), printed.fixed().count()))
        .map(|(_, fact)| fact)
}

/// An amount of a fund whose own table prints nothing.
fn in_empty_table(context: &mut Context<'_, '_>, fact: u32) {
    let scope = context.facts.scope(fact);
    let Some(fund) = scope.fund() else { return };
    let now = context.facts.disclosure.raw();
    if scope.year() != Some(now.year) || scope.stage() != Some(now.stage) {
        return;
    }
    let flow = scope.flow().is_some_and(|flow| flow.is_within(Flow::Expenditure));
    let only_fund = [Dimension::Functional, Dimension::Kind, Dimension::Item]
        .iter()
        .all(|&dimension| !scope.fixes(dimension));
    if !flow || !only_fund || context.facts.find_in_table(scope).is_some() {
        return;
    }
    let disclosure = context.facts.disclosure;
    let empty = disclosure.tables().iter().position(|table| {
        let figures = table.fact_range().map(index::number);
        table.root() == Scope::ALL.with_fund(fund)
            && !(table.is_apart() || table.has_open_rows() || table.has_open_columns())
            && figures.into_iter().all(|fact| context.facts.is_nil(fact))
    });
    let Some(table) = empty else { return };
    let told = context
        .facts
        .figure(fact)
        .map(crate::num::figure::Figure::to_text_with_unit)
        .unwrap_or_default();
    let message = Message::new(
        format!("文中有 {told}，表中却没有任何数"),
        format!("the prose says {told}, but the table prints nothing"),
    );
    let places = [context.facts.place(fact), Place::Table { table: index::number(table) }];
    let mut finding = Finding::new(FindingKind::NilContradicted, places.into(), message);
    finding.law = Some(Law::Nil);
    context.findings.push(finding);
}
