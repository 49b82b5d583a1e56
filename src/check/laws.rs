//! Scopes → equations: each law in its own file, all of them run here.

use super::Context;
use crate::law::Law;

mod alias;
mod balance;
mod change;
mod comparison;
mod crosswalk;
mod function_balance;
mod hierarchy;
mod identity;
mod listing;
mod mixed;
mod nested;
mod nil;
mod non_negative;
mod parts;
mod ratio;
mod share;
mod table_change;
mod three_public;
mod unread;

/// Adds the equations of one law.
type Derive = fn(&mut Context<'_>);

/// Derives the equations of the tables by every law that is on.
pub(super) fn derive(context: &mut Context<'_>) {
    let laws: [(Law, Derive); 11] = [
        (Law::Identity, identity::derive),
        (Law::Hierarchy, hierarchy::derive),
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
        if !context.off.contains(&law) {
            derive(context);
        }
    }
}

/// Derives the equations of the narrative.
pub(super) fn derive_claims(context: &mut Context<'_>) {
    let laws: [(Law, Derive); 7] = [
        (Law::Identity, identity::derive_claims),
        (Law::Parts, parts::derive),
        (Law::Change, change::derive),
        (Law::Share, share::derive),
        (Law::Ratio, ratio::derive),
        (Law::Comparison, comparison::derive),
        (Law::Nil, nil::derive),
    ];
    for (law, derive) in laws {
        if !context.off.contains(&law) {
            derive(context);
        }
    }
    listing::check(context);
    unread::report(context);
}
