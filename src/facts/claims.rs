//! The claims of the narrative as facts beside those of the tables.
//!
//! A claim's scope is what its words tell, and words tell less than a table does: 收入 may be
//! 本年收入 or 收入总计, an amount without a fund may be that of 财政拨款. A value is therefore taken
//! for the first printed amount that its words may mean and that it agrees with. Where it agrees
//! with none it is held against the printed amount only if all that it may mean are one amount.

use alloc::{collections::BTreeMap, vec::Vec};
use core::ops::Range;

use super::{Builder, FactId, Facts};
use crate::disclosure::{Content, Fact};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::index;
use crate::narrative::{By, Claim, ClaimId, ClaimKind, Claims, Reference, Subject};
use crate::num::figure::Interval;
use crate::place::Place;
use crate::scope::{Dimension, Scope};

/// The facts that the claims of a document became.
#[derive(Debug, Default)]
pub(crate) struct Claimed {
    facts: BTreeMap<ClaimId, FactId>,
    /// The clause of each fact.
    clauses: BTreeMap<FactId, Place>,
    /// The first value of each scope as the words tell it.
    told: BTreeMap<Scope, FactId>,
    /// What is said not to have changed (持平): the scope of the change by claim, and its place.
    flat: BTreeMap<ClaimId, (Scope, Place)>,
}

/// Adds the values and the changes of the narrative to the facts.
pub(super) fn add(builder: &mut Builder<'_>) {
    let texts = builder.facts.disclosure().claims();
    for (id, claim) in claims(texts) {
        let ClaimKind::Value { subject: Subject::Scope(told), figure, approximate: false, .. } =
            claim.kind
        else {
            continue;
        };
        let scope = resolve(&builder.facts, told, figure.interval(builder.facts.rounding()));
        let fact = builder.add_claim(id, claim, scope, Content::Figure(figure));
        builder.facts.claims.told.entry(told).or_insert(fact);
    }
    for (id, claim) in claims(texts) {
        let ClaimKind::Change { by, .. } = claim.kind else { continue };
        let Some(scope) = change_scope(&builder.facts, claim) else { continue };
        match by {
            By::Amount(figure) => {
                builder.add_claim(id, claim, scope, Content::Figure(figure));
            }
            By::Flat => {
                builder.facts.claims.flat.insert(id, (scope, amount(id, claim)));
            }
            By::Percent(_) | By::NearlyFlat => {}
        }
    }
}

impl Builder<'_> {
    fn add_claim(&mut self, id: ClaimId, claim: &Claim, scope: Scope, content: Content) -> FactId {
        let fact = self.add(Fact::new(scope, content, amount(id, claim)));
        self.facts.claims.clauses.insert(fact, prose(id, &claim.range));
        self.facts.claims.facts.insert(id, fact);
        fact
    }
}

/// The scope of a change, if it is of one scope.
fn change_scope(facts: &Facts<'_>, claim: &Claim) -> Option<Scope> {
    let ClaimKind::Change { subject: Subject::Scope(scope), of, base_year, base_stage, .. } =
        claim.kind
    else {
        return None;
    };
    // A change against another stage of an earlier year is another change.
    let raw = facts.disclosure().raw();
    let stage = base_stage.is_none_or(|stage| stage == raw.stage || base_year == Some(raw.year));
    let scope = match of.and_then(|of| facts.claimed().fact(of)) {
        Some(value) => facts.scope(value),
        None => printed(facts, scope).first().map_or(scope, |&(scope, _)| scope),
    };
    Some(scope.with_change(base_year.filter(|_| stage)?))
}

impl Claimed {
    /// The fact of a value or a change.
    pub(crate) fn fact(&self, id: ClaimId) -> Option<FactId> {
        self.facts.get(&id).copied()
    }

    /// The first value of a scope as the words tell it.
    pub(crate) fn told(&self, scope: Scope) -> Option<FactId> {
        self.told.get(&scope).copied()
    }

    /// The facts of the narrative.
    pub(crate) fn all(&self) -> impl Iterator<Item = FactId> + use<'_> {
        self.facts.values().copied()
    }

    /// The clause of the narrative that a fact is read out of.
    pub(super) fn clause(&self, fact: FactId) -> Option<Place> {
        self.clauses.get(&fact).copied()
    }

    /// The scope of a change that is said to be nil (持平), and where it is said.
    pub(crate) fn flat(&self, id: ClaimId) -> Option<(Scope, Place)> {
        self.flat.get(&id).copied()
    }

    /// All changes that are said to be nil.
    pub(crate) fn all_flat(&self) -> impl Iterator<Item = (Scope, Place)> + use<'_> {
        self.flat.values().copied()
    }
}

impl Facts<'_> {
    /// The fact that a reference points to.
    pub(crate) fn refer(&self, reference: Reference) -> Option<FactId> {
        match reference {
            Reference::Claim(id) => self.claims.fact(id),
            Reference::Scope(scope) => self.agreed(scope),
        }
    }

    /// The fact of what a claim is about: the value that it follows, or what is printed.
    pub(crate) fn about(&self, of: Option<ClaimId>, subject: Subject) -> Option<FactId> {
        of.and_then(|of| self.claims.fact(of)).or_else(|| self.agreed(subject.scope()?))
    }

    /// What is printed of a scope, if all that it may mean are one amount.
    fn agreed(&self, scope: Scope) -> Option<FactId> {
        match one_amount(self, &printed(self, scope)) {
            Some((_, fact)) => Some(fact),
            None => self.find_anywhere(scope),
        }
    }

    /// The scope under which the tables print what the words of a scope mean, if that is one amount.
    pub(crate) fn printed_scope(&self, scope: Scope) -> Option<Scope> {
        one_amount(self, &printed(self, scope)).map(|(scope, _)| scope)
    }
}

/// All claims of all texts.
pub(crate) fn claims(texts: &[Claims]) -> impl Iterator<Item = (ClaimId, &Claim)> {
    texts.iter().flat_map(Claims::iter)
}

/// The place of a piece of a claim's text.
pub(crate) fn prose(id: ClaimId, range: &Range<usize>) -> Place {
    Place::Prose {
        paragraph: id.text,
        start: index::number(range.start),
        end: index::number(range.end),
    }
}

/// The place of a claim's amount, or of its clause where it has none.
pub(crate) fn amount(id: ClaimId, claim: &Claim) -> Place {
    prose(id, claim.amount.as_ref().unwrap_or(&claim.range))
}

/// The scope that a value is taken to be of.
fn resolve(facts: &Facts<'_>, scope: Scope, interval: Interval) -> Scope {
    let printed = printed(facts, scope);
    let agrees = |fact: FactId| {
        facts.interval(fact).is_some_and(|other| other.intersection(interval).is_some())
    };
    let found = printed.iter().find(|&&(_, fact)| agrees(fact));
    if let Some(&(found, _)) = found {
        return found;
    }
    match one_amount(facts, &printed) {
        Some((found, _)) => found,
        None => scope,
    }
}

/// The first of some printed amounts if all are one.
fn one_amount(facts: &Facts<'_>, printed: &[(Scope, FactId)]) -> Option<(Scope, FactId)> {
    let &(scope, first) = printed.first()?;
    let interval = facts.interval(first)?;
    let same = printed.iter().all(|&(_, fact)| {
        facts.interval(fact).is_some_and(|other| other.intersection(interval).is_some())
    });
    same.then_some((scope, first))
}

/// The amounts in tables that the words of a scope may mean, the likeliest first.
fn printed(facts: &Facts<'_>, scope: Scope) -> Vec<(Scope, FactId)> {
    let flows: &[Option<Flow>] = match scope.flow() {
        Some(Flow::Income) => &[Some(Flow::Income), Some(Flow::CurrentIncome), Some(Flow::Balance)],
        Some(Flow::Expenditure) => {
            &[Some(Flow::Expenditure), Some(Flow::CurrentExpenditure), Some(Flow::Balance)]
        }
        None => &[None, Some(Flow::CurrentIncome), Some(Flow::CurrentExpenditure)],
        flow => &[flow],
    };
    let funds: &[Option<FundSource>] = match scope.fund() {
        None => &[None, Some(FundSource::Fiscal), Some(FundSource::General)],
        fund => &[fund],
    };
    let mut found = Vec::new();
    for fund in funds {
        for flow in flows {
            let mut candidate = scope;
            if let Some(flow) = flow {
                candidate = candidate.with_flow(*flow);
            }
            if let Some(fund) = fund {
                candidate = candidate.with_fund(*fund);
            }
            let uncut = [Dimension::Functional, Dimension::Kind, Dimension::Item];
            if *flow == Some(Flow::Balance) && uncut.iter().any(|&d| candidate.fixes(d)) {
                continue;
            }
            if let Some(fact) = facts.find(candidate) {
                found.push((candidate, fact));
            }
        }
    }
    // Where the other two budgets are nil, 财政拨款 is 一般公共预算.
    if found.is_empty() && scope.fund() == Some(FundSource::Fiscal) && facts.general_only() {
        return printed(facts, scope.with_fund(FundSource::General));
    }
    found
}
