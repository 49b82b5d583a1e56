//! Identity: what the narrative says of a scope is what is printed of it elsewhere.
//!
//! ```text
//! 本年支出合计550.00万元。 beside a table that prints 540.00: 540.00 = 550.00
//! ```

use crate::check::{Context, Equation, Presumption};
use crate::law::Law;
use crate::narrative::tree::Tree;

pub(super) fn derive(context: &mut Context<'_>, _tree: &Tree) {
    let facts = context.facts;
    for claim in facts.claimed().all() {
        let first = facts.find_anywhere(facts.scope(claim));
        if let Some(first) = first.filter(|&first| first != claim) {
            context.push(Equation::pair(Law::Identity, first, claim));
        }
    }
    for alike in facts.claimed().presumed() {
        let equation = Equation::pair(Law::Identity, alike.other, alike.claim);
        context.push(equation.presumed(Presumption::SameAmount));
    }
}
