//! Identity: one scope, several prints.

use super::Context;
use crate::index;
use crate::law::Law;
use crate::reconcile::Equation;

/// Each further print of a scope equals its first: n prints are n − 1 equations.
pub(super) fn derive(context: &mut Context<'_, '_>) {
    for variable in 0..context.facts.scopes().len() {
        let readable = context.facts.readable(index::number(variable)).to_vec();
        let Some((&first, others)) = readable.split_first() else { continue };
        for &other in others {
            context.push(Equation::pair(Law::Identity, first, other));
        }
    }
}

/// What the narrative says of a scope equals its first print.
pub(super) fn derive_claims(context: &mut Context<'_, '_>) {
    let claims: alloc::vec::Vec<u32> = context.prose.all().collect();
    for claim in claims {
        let first = context.facts.find(context.facts.scope(claim));
        if let Some(first) = first.filter(|&first| first != claim) {
            context.push(Equation::pair(Law::Identity, first, claim));
        }
    }
}
