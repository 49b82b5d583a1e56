//! Identity: one scope, several prints.

use super::Context;
use crate::{
    place,
    reconcile::{Equation, Law},
};

/// Each further print of a scope equals its first: n prints are n − 1 equations.
pub(super) fn derive(context: &mut Context<'_, '_>) {
    for variable in 0..context.facts.scopes().len() {
        let readable = context.facts.readable(place::number(variable)).to_vec();
        let Some((&first, others)) = readable.split_first() else { continue };
        for &other in others {
            context.push(Equation::pair(Law::Identity, first, other));
        }
    }
}
