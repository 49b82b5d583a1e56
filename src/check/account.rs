//! The account of the narrative: every amount, percentage and count of it is read or unread, and of
//! those read some stand in an equation.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::Equation;
use crate::facts::{self, Facts};
use crate::narrative::tree::What;
use crate::place::Place;

/// The numbers of a narrative.
#[derive(Debug, Clone, Default)]
pub(crate) struct Account {
    /// How many were read.
    pub(crate) read: usize,
    /// How many of them stand in an equation.
    pub(crate) bound: usize,
    /// Those of which it is not known what they are.
    pub(crate) unread: Vec<Place>,
}

/// Counts the numbers of a narrative; `equations` are those that hold or break with them.
pub(crate) fn account<'e>(
    facts: &Facts<'_>,
    equations: impl Iterator<Item = &'e Equation>,
) -> Account {
    let tree = &facts.disclosure().narrative().tree;
    let mut bound: BTreeSet<Place> = BTreeSet::new();
    for equation in equations {
        let terms = equation.terms().iter().map(|term| facts.place(term.fact));
        bound.extend(terms.chain(equation.claim()).filter(|place| place.table().is_none()));
    }
    // A number counts once, and is read where it is read for anything.
    let mut numbers: BTreeMap<Place, bool> = BTreeMap::new();
    for mention in &tree.mentions {
        let known = mention.is_known();
        for measure in &mention.measures {
            let number = !matches!(measure.what, What::Flat { .. } | What::Compare { .. });
            if number {
                let counted = matches!(measure.what, What::Count { .. });
                *numbers.entry(facts::place(&measure.span)).or_insert(false) |= known || counted;
            }
        }
    }
    for span in &tree.lost {
        numbers.entry(facts::place(span)).or_insert(false);
    }
    let mut account = Account::default();
    for (place, known) in numbers {
        let is_bound = bound.contains(&place);
        account.bound += usize::from(is_bound);
        if known || is_bound {
            account.read += 1;
        } else {
            account.unread.push(place);
        }
    }
    account
}
