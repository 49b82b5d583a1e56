//! Non-negativity: a bound that only a negative figure breaks, and that final accounts may break.

use crate::index;
use alloc::vec::Vec;

use super::Context;
use crate::kind::Stage;
use crate::law::Law;
use crate::reconcile::{Equation, Relation, Term};
use crate::scope::Dimension;

/// One bound per negative figure of a budget; the others need no equation to hold. Final accounts
/// print negatives honestly (a return of money, an overdrawn carry-over), and so do changes.
pub(super) fn derive(context: &mut Context<'_, '_>) {
    let negative: Vec<u32> = (0..context.facts.len())
        .map(index::number)
        .filter(|&fact| {
            let scope = context.facts.scope(fact);
            !context.facts.is_muted(fact)
                && scope.stage() == Some(Stage::Budget)
                && !scope.fixes(Dimension::Change)
                && context.facts.figure(fact).is_some_and(|figure| figure.mantissa() < 0)
        })
        .collect();
    for fact in negative {
        let term = Term { coefficient: 1, fact };
        context.push(Equation::new(Law::NonNegative, Relation::AtLeast, [term].into()));
    }
}
