//! What the narrative says, held against itself and the tables: laws over the tree of its mentions.
//!
//! Most hold within one mention, understood or not: its level, the level before, the change, the
//! rate, what was planned. Others hold within one list: parts and whole, changes of the parts,
//! shares of the head. Few reach further, and only where words and place leave no doubt.

use crate::check::Context;
use crate::facts::FactId;
use crate::law::Law;
use crate::narrative::tree::Tree;

mod changes;
mod closing;
mod common_whole;
mod contradictions;
mod identity;
mod lacking;
mod nil;
mod node;
mod parts;
mod shares;
mod split;
mod within;

/// Pushes the equations of one law.
type Derive = fn(&mut Context<'_>, &Tree);

/// Derives the equations of the narrative.
pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    let tree = &facts.disclosure().narrative().tree;
    let laws: [(Law, Derive); 7] = [
        (Law::Identity, identity::derive),
        (Law::Parts, parts::derive),
        (Law::Change, within::derive),
        (Law::Change, changes::derive),
        (Law::Share, shares::derive),
        (Law::Share, common_whole::derive),
        (Law::Nil, nil::derive),
    ];
    for (law, derive) in laws {
        if !context.off.contains(&law) {
            derive(context, tree);
        }
    }
    contradictions::check(context, tree);
}

/// A fact, and whether it is certain that it is the one meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Meant {
    fact: FactId,
    certain: bool,
}
