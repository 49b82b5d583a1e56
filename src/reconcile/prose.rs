//! The claims of the narrative as facts beside those of the tables.
//!
//! A claim's scope is what its words tell, and words tell less than a table does: 收入 may be
//! 本年收入 or 收入总计, an amount without a fund may be that of 财政拨款. A value is therefore taken
//! for the first printed amount that its words may mean and that it agrees with. Where it agrees
//! with none it is held against the printed amount only if all that it may mean are one amount.

use crate::index;
use alloc::{collections::BTreeMap, vec::Vec};
use core::ops::Range;

use super::{Options, facts::Facts};
use crate::disclosure::{Content, Fact};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::narrative::{By, Claim, ClaimId, ClaimKind, Claims, Reference, Subject};
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Interval};
use crate::place::Place;
use crate::scope::{Dimension, Scope};

/// The claims of a document, and the facts that they became.
#[derive(Debug, Default)]
pub(super) struct Prose {
    facts: BTreeMap<ClaimId, u32>,
    /// The first value of each scope as the words tell it.
    told: BTreeMap<Scope, u32>,
}

impl Prose {
    /// Adds the values and the changes of the narrative to the facts.
    pub(super) fn new(facts: &mut Facts<'_>) -> Self {
        let mut prose = Self::default();
        let disclosure = facts.disclosure;
        for (id, claim) in claims(disclosure.claims()) {
            if let ClaimKind::Value {
                subject: Subject::Scope(scope),
                figure,
                approximate: false,
                ..
            } = claim.kind
            {
                prose.told.entry(scope).or_insert(index::number(facts.len()));
                let scope = resolve(facts, scope, figure.interval(facts.rounding()));
                prose.add(facts, id, claim, scope, Content::Figure(figure));
            }
        }
        for (id, claim) in claims(disclosure.claims()) {
            if let Some((scope, figure)) = prose.change(facts, claim) {
                prose.add(facts, id, claim, scope, Content::Figure(figure));
            }
        }
        prose
    }

    fn add(
        &mut self,
        facts: &mut Facts<'_>,
        id: ClaimId,
        claim: &Claim,
        scope: Scope,
        content: Content,
    ) {
        let fact = index::number(facts.len());
        facts.extend([Fact::new(scope, content, amount(id, claim))]);
        facts.set_clause(fact, prose(id, &claim.range));
        self.facts.insert(id, fact);
    }

    /// The scope and the amount of a change, if it is one amount of one scope.
    fn change(&self, facts: &Facts<'_>, claim: &Claim) -> Option<(Scope, Figure)> {
        let ClaimKind::Change {
            subject: Subject::Scope(scope), of, base_year, base_stage, by, ..
        } = claim.kind
        else {
            return None;
        };
        let figure = match by {
            By::Amount(figure) => figure,
            // To the two decimals in which both figures are printed.
            By::Flat => Figure::new(0, 2, Unit::WanYuan).ok()?,
            By::Percent(_) | By::NearlyFlat => return None,
        };
        // A change against another stage of an earlier year is another change.
        let raw = facts.disclosure.raw();
        let stage =
            base_stage.is_none_or(|stage| stage == raw.stage || base_year == Some(raw.year));
        let scope = match of.and_then(|of| self.fact(of)) {
            Some(value) => facts.scope(value),
            None => printed(facts, scope).first().map_or(scope, |&(scope, _)| scope),
        };
        Some((scope.with_change(base_year.filter(|_| stage)?), figure))
    }

    /// The fact of a value or a change.
    pub(super) fn fact(&self, id: ClaimId) -> Option<u32> {
        self.facts.get(&id).copied()
    }

    /// The first value of a scope as the words tell it.
    pub(super) fn told(&self, scope: Scope) -> Option<u32> {
        self.told.get(&scope).copied()
    }

    /// The facts of the narrative.
    pub(super) fn all(&self) -> impl Iterator<Item = u32> {
        self.facts.values().copied()
    }

    /// The fact that a reference points to.
    pub(super) fn refer(&self, facts: &Facts<'_>, reference: Reference) -> Option<u32> {
        match reference {
            Reference::Claim(id) => self.fact(id),
            Reference::Scope(scope) => agreed(facts, scope),
        }
    }

    /// The fact of what a claim is about: the value that it follows, or what is printed.
    pub(super) fn about(
        &self,
        facts: &Facts<'_>,
        of: Option<ClaimId>,
        subject: Subject,
    ) -> Option<u32> {
        of.and_then(|of| self.fact(of)).or_else(|| agreed(facts, subject.scope()?))
    }
}

/// All claims of all texts.
pub(super) fn claims(texts: &[Claims]) -> impl Iterator<Item = (ClaimId, &Claim)> {
    texts.iter().flat_map(Claims::iter)
}

/// The place of a piece of a claim's text.
pub(super) fn prose(id: ClaimId, range: &Range<usize>) -> Place {
    Place::Prose {
        paragraph: id.text,
        start: index::number(range.start),
        end: index::number(range.end),
    }
}

/// The place of a claim's amount, or of its clause where it has none.
pub(super) fn amount(id: ClaimId, claim: &Claim) -> Place {
    prose(id, claim.amount.as_ref().unwrap_or(&claim.range))
}

/// The scope that a value is taken to be of.
fn resolve(facts: &Facts<'_>, scope: Scope, interval: Interval) -> Scope {
    let printed = printed(facts, scope);
    let agrees = |fact: u32| {
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

/// What is printed of a scope, if all that it may mean are one amount.
fn agreed(facts: &Facts<'_>, scope: Scope) -> Option<u32> {
    match one_amount(facts, &printed(facts, scope)) {
        Some((_, fact)) => Some(fact),
        None => facts.find(scope),
    }
}

/// The scope under which the tables print what the words of a scope mean, if that is one amount.
pub(super) fn printed_scope(facts: &Facts<'_>, scope: Scope) -> Option<Scope> {
    one_amount(facts, &printed(facts, scope)).map(|(scope, _)| scope)
}

/// The first of some printed amounts if all are one.
fn one_amount(facts: &Facts<'_>, printed: &[(Scope, u32)]) -> Option<(Scope, u32)> {
    let &(scope, first) = printed.first()?;
    let interval = facts.interval(first)?;
    let same = printed.iter().all(|&(_, fact)| {
        facts.interval(fact).is_some_and(|other| other.intersection(interval).is_some())
    });
    same.then_some((scope, first))
}

/// The amounts in tables that the words of a scope may mean, the likeliest first.
fn printed(facts: &Facts<'_>, scope: Scope) -> Vec<(Scope, u32)> {
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
            if let Some(fact) = facts.find_in_table(candidate) {
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

/// Last year's figure of a scope, as a fact that the claim of a change brings in.
pub(super) fn last_year(
    facts: &mut Facts<'_>,
    options: &Options,
    scope: Scope,
    place: Place,
) -> Option<u32> {
    let year = scope.year()?.checked_sub(1)?;
    let then = scope.with_year(year);
    if let Some(fact) = facts.find(then) {
        return Some(fact);
    }
    let figure = options.last_year_figure(scope)?;
    let fact = index::number(facts.len());
    facts.extend([Fact::new(then, Content::Figure(figure), place)]);
    Some(fact)
}
