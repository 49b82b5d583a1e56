//! Comparisons: 决算数小于预算数.

use alloc::format;

use super::Context;
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::{ClaimKind, Comparison};
use crate::place::Place;
use crate::reconcile::{Equation, Relation, Term, prose};

/// How far apart two amounts may be that are said to be nearly equal (基本持平): a twentieth of the
/// larger one. Nobody defines the word, so that more is a warning and no error.
const NEARLY: i64 = 20;

pub(super) fn derive(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    for (id, claim) in prose::claims(disclosure.claims()) {
        let ClaimKind::Comparison { left, relation, right } = claim.kind else { continue };
        let refer = |reference| context.prose.refer(context.facts, reference);
        let (Some(left), Some(right)) = (refer(left), refer(right)) else { continue };
        let place = prose::prose(id, &claim.range);
        let (more, less) = match relation {
            Comparison::Less => (right, left),
            Comparison::Greater => (left, right),
            Comparison::Equal => {
                context.push(Equation::pair(Law::Comparison, left, right).stated_at(place));
                continue;
            }
            Comparison::NearlyEqual => {
                if !nearly_equal(context, left, right) {
                    context.findings.push(not_nearly(context, place, left, right));
                }
                continue;
            }
        };
        let terms = [(1, more), (-1, less)].map(|(coefficient, fact)| Term { coefficient, fact });
        let equation = Equation::new(Law::Comparison, Relation::AtLeast, terms.into());
        context.push(equation.stated_at(place));
    }
}

/// Whether two amounts are within a twentieth of each other; yes where that is unknown.
pub(super) fn nearly_equal(context: &Context<'_, '_>, left: u32, right: u32) -> bool {
    let apart = || {
        let (a, b) = (context.facts.value(left)?, context.facts.value(right)?);
        let difference = a.max(b).checked_sub(a.min(b))?.checked_mul(NEARLY)?;
        let largest = a.max(b).max(a.min(b).checked_neg()?);
        Some(difference > largest)
    };
    !apart().unwrap_or(false)
}

pub(super) fn not_nearly(
    context: &Context<'_, '_>,
    place: Place,
    left: u32,
    right: u32,
) -> Finding {
    let told = |fact| context.facts.figure(fact).map(crate::num::figure::Figure::to_text_with_unit);
    let (a, b) = (told(left).unwrap_or_default(), told(right).unwrap_or_default());
    let message = Message::new(
        format!("说基本持平，{a} 与 {b} 却相差超过二十分之一"),
        format!("said to be nearly equal, but {a} and {b} are more than a twentieth apart"),
    );
    let places = [place, context.facts.place(left), context.facts.place(right)];
    let mut finding = Finding::new(FindingKind::WrongDirection, places.into(), message);
    finding.severity = Severity::Warning;
    finding
}
