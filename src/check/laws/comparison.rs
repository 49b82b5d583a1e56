//! Comparisons: 决算数小于预算数.

use alloc::{format, vec::Vec};

use crate::check::{Context, Equation, Linear};
use crate::facts::{self, Facts};
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::{ClaimKind, Comparison};
use crate::num::amount::Unit;
use crate::place::Place;

/// How far apart two amounts may be that are said to be nearly equal (基本持平): a twentieth of the
/// larger one. Nobody defines the word, so that more is a warning and no error.
const NEARLY: i64 = 20;

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for (id, claim) in facts::claims(facts.disclosure().claims()) {
        let ClaimKind::Comparison { left, relation, right } = claim.kind else { continue };
        let refer = |reference| facts.refer(reference);
        let (Some(left), Some(right)) = (refer(left), refer(right)) else { continue };
        let place = facts::prose(id, &claim.range);
        let (more, less) = match relation {
            Comparison::Less => (right, left),
            Comparison::Greater => (left, right),
            Comparison::Equal => {
                context.push(Equation::pair(Law::Comparison, left, right).stated_at(place));
                continue;
            }
            Comparison::NearlyEqual => {
                let sums = [left, right].map(Linear::of);
                let [a, b] = sums.each_ref();
                if !nearly_equal(facts, a, b) {
                    let places = [place, facts.place(left), facts.place(right)].into();
                    context.findings.push(not_nearly(facts, places, [a, b]));
                }
                continue;
            }
        };
        context.push(Equation::at_most(Law::Comparison, less, more).stated_at(place));
    }
}

/// Whether two amounts are within a twentieth of each other; yes where that is unknown.
pub(super) fn nearly_equal(facts: &Facts<'_>, left: &Linear, right: &Linear) -> bool {
    let apart = || {
        let (a, b) = (left.value(facts)?, right.value(facts)?);
        let difference = a.max(b).checked_sub(a.min(b))?.checked_mul(NEARLY)?;
        let largest = a.max(b).max(a.min(b).checked_neg()?);
        Some(difference > largest)
    };
    !apart().unwrap_or(false)
}

/// Says of two amounts that they are not; the claim and what it speaks of stand at the places.
pub(super) fn not_nearly(facts: &Facts<'_>, places: Vec<Place>, amounts: [&Linear; 2]) -> Finding {
    let told = |sum: &Linear| sum.value(facts).map(|sum| sum.to_decimal_string(Unit::WanYuan, 2));
    let [a, b] = amounts.map(|sum| told(sum).unwrap_or_default());
    let message = Message::new(
        format!("说基本持平，{a} 与 {b} 万元却相差超过二十分之一"),
        format!("said to be nearly equal, but {a} and {b} 万元 are more than a twentieth apart"),
    );
    let mut finding = Finding::new(FindingKind::WrongDirection, places, message);
    finding.severity = Severity::Warning;
    finding
}
