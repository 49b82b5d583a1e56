//! Scopes → equations: each law in its own file, all of them run here.

use alloc::{collections::BTreeSet, vec::Vec};

use super::{Equation, Options, facts::Facts, prose::Prose};
use crate::catalogue::{Catalogue, Edition};
use crate::finding::Finding;
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

/// What the laws look into, and what they add to.
pub(super) struct Context<'a, 'b> {
    pub(super) facts: &'b mut Facts<'a>,
    pub(super) catalogue: &'b Catalogue,
    pub(super) options: &'b Options,
    pub(super) edition: Edition,
    /// The laws that are off.
    pub(super) off: &'b BTreeSet<Law>,
    /// The claims of the narrative, once the laws of the tables are done.
    pub(super) prose: Prose,
    pub(super) equations: Vec<Equation>,
    pub(super) findings: Vec<Finding>,
    /// How many more terms may be derived.
    pub(super) terms_left: usize,
}

impl Context<'_, '_> {
    /// Keeps an equation that can be judged: all its cells readable, not all of them blank.
    pub(super) fn push(&mut self, equation: Equation) {
        let readable = equation.terms().iter().all(|term| self.facts.is_readable(term.fact));
        let blank = equation.terms().iter().all(|term| self.facts.figure(term.fact).is_none());
        if !readable || blank {
            return;
        }
        self.terms_left = self.terms_left.saturating_sub(equation.terms().len());
        if self.terms_left > 0 {
            self.equations.push(equation);
        }
    }

    /// Pays for comparisons that look for equations, out of what may be derived; whether they may
    /// be made.
    pub(super) fn pay(&mut self, comparisons: usize) -> bool {
        self.terms_left = self.terms_left.saturating_sub(comparisons);
        self.terms_left > 0
    }
}

/// Adds the equations of one law.
type Derive = fn(&mut Context<'_, '_>);

/// Derives the equations of the tables by every law that is on.
pub(super) fn derive(context: &mut Context<'_, '_>) {
    hierarchy::mute_headings(context);
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

/// Derives the equations of the narrative, whose claims join the facts.
pub(super) fn derive_claims(context: &mut Context<'_, '_>) {
    context.prose = Prose::new(context.facts);
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
