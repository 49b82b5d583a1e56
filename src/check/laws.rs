//! Scopes → equations: each law in its own file, all of them run here.

use super::Context;
use crate::law::Law;

mod across;
mod alias;
mod balance;
mod basic_rows;
mod carried_columns;
mod crosswalk;
mod function_balance;
mod hierarchy;
mod identity;
mod mixed;
mod nested;
mod non_negative;
mod personnel_rows;
mod prose;
mod quotient;
mod table_change;
mod three_public;
mod uncut;

/// Adds the equations of one law.
type Derive = fn(&mut Context<'_>);

/// Derives the equations of the tables by every law that is on.
pub(super) fn derive(context: &mut Context<'_>) {
    let laws: &[(Law, Derive)] = &[
        (Law::Identity, identity::derive),
        (Law::Hierarchy, hierarchy::derive),
        (Law::Hierarchy, carried_columns::derive),
        (Law::Hierarchy, personnel_rows::derive),
        (Law::Hierarchy, basic_rows::derive),
        (Law::Hierarchy, mixed::derive),
        (Law::Alias, alias::derive),
        (Law::Balance, balance::derive),
        (Law::Nested, nested::derive),
        (Law::FunctionBalance, function_balance::derive),
        (Law::ThreePublic, three_public::derive),
        (Law::Crosswalk, crosswalk::derive),
        (Law::NonNegative, non_negative::derive),
        (Law::Change, table_change::derive),
    ];
    for (law, derive) in laws {
        if !context.off.contains(law) {
            derive(context);
        }
    }
}

/// Derives the equations of the narrative.
pub(super) fn derive_claims(context: &mut Context<'_>) {
    prose::derive(context);
}
