//! Non-negativity: a bound that only a negative figure breaks, and that final accounts may break.
//!
//! Why: nobody plans to spend less than nothing; but money once spent may come back.
//!
//! ```text
//! 302 商品和服务支出 -2.30      -2.30 ≥ 0 is broken
//! ```

use crate::check::{Context, Equation, Relation, Term};
use crate::kind::Stage;
use crate::law::Law;
use crate::scope::Dimension;

/// One bound per negative figure of a budget; the others need no equation to hold. Final accounts
/// print negatives honestly (a return of money, an overdrawn carry-over), and so do changes.
pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for fact in facts.cells().filter(|&fact| !facts.is_muted(fact)) {
        let scope = facts.scope(fact);
        if scope.stage() == Some(Stage::Budget)
            && !scope.fixes(Dimension::Change)
            && facts.figure(fact).is_some_and(|figure| figure.mantissa() < 0)
        {
            let term = Term { coefficient: 1, fact };
            context.push(Equation::new(Law::NonNegative, Relation::AtLeast, [term].into()));
        }
    }
}
