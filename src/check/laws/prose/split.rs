//! How many of its parts a list names: all of them, by what they are or by what the tables print, or
//! some.

use alloc::vec::Vec;

use crate::facts::Facts;
use crate::flow::Flow;
use crate::item::Item;
use crate::scope::partition::{BALANCE, Partition, names_all};
use crate::scope::{Dimension, Scope, key_is_within};

/// The most lists that are checked, and the most parts of one: a document has a dozen lists, the
/// longest with about 40 parts.
pub(super) const MAX_PARTS: usize = 500;

/// How many of the parts are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// All there are, by what they are.
    All,
    /// All that the tables print.
    AllPrinted,
    /// All, if one that goes without saying is nil.
    Most,
    Some,
}

/// The dimension along which a part is cut out of its whole, if it is one.
pub(super) fn dimension(whole: Scope, part: Scope) -> Option<Dimension> {
    let mut differing = Dimension::ALL.iter().copied().filter(|&dimension| {
        let (own, of) = (part.key(dimension), whole.key(dimension));
        own != of
            && !(dimension == Dimension::Flow && is_wider(part, whole))
            && !matches!(dimension, Dimension::Year | Dimension::Stage | Dimension::Table)
    });
    let first = differing.next()?;
    // What is spent out of a whole that is no flow, or of both sides, is cut along what it is.
    match differing.next() {
        None => Some(first),
        Some(second) if differing.next().is_none() && first == Dimension::Flow => Some(second),
        Some(_) => None,
    }
}

/// Whether a part speaks of a flow that holds that of its whole: 支出 of a kind within 本年支出.
fn is_wider(part: Scope, whole: Scope) -> bool {
    match (part.flow(), whole.flow()) {
        (Some(part), Some(whole)) => whole.is_within(part),
        (None, _) => true,
        _ => false,
    }
}

/// Whether no two nodes overlap.
pub(super) fn are_apart(dimension: Dimension, keys: &[u32]) -> bool {
    keys.iter().enumerate().all(|(index, &one)| {
        keys.iter().skip(index + 1).all(|&other| !overlap(dimension, one, other))
    })
}

/// Whether one node is the other, or stands above or below it.
pub(super) fn overlap(dimension: Dimension, one: u32, other: u32) -> bool {
    key_is_within(dimension, one, other) || key_is_within(dimension, other, one)
}

/// How many of the parts of a whole along a dimension some nodes are.
pub(super) fn listed(
    facts: &Facts<'_>,
    whole: Scope,
    dimension: Dimension,
    keys: &[u32],
) -> Listed {
    if keys.len() < 2 {
        return Listed::Some;
    }
    let of = whole.key(dimension);
    match dimension {
        Dimension::Item if names_all(dimension, of, keys) => Listed::All,
        Dimension::Item if names_most(of, keys) => Listed::Most,
        Dimension::Kind if names_all(dimension, of, keys) => {
            if tables_agree(facts, whole, dimension, keys) { Listed::All } else { Listed::Some }
        }
        Dimension::Flow if names_side(whole, keys) => Listed::All,
        Dimension::Fund if of != 0 && names_all(dimension, of, keys) => Listed::All,
        Dimension::Fund | Dimension::Functional | Dimension::Department => {
            let own = whole.stage() == Some(facts.disclosure().raw().stage);
            let all = own
                && tables_agree(facts, whole, dimension, keys)
                && tables_print(facts, whole, dimension);
            if all { Listed::AllPrinted } else { Listed::Some }
        }
        _ => Listed::Some,
    }
}

/// “三公”经费 without 因公出国, which most bodies have none of.
fn names_most(of: u32, keys: &[u32]) -> bool {
    let abroad = Scope::ALL.with_item(Item::Abroad).key(Dimension::Item);
    let mut with: Vec<u32> = keys.to_vec();
    with.push(abroad);
    names_all(Dimension::Item, of, &with)
}

/// 收入总计 = 本年收入 + 使用结余 + 上年结转, and the other side. A side without one of them has none.
fn names_side(whole: Scope, keys: &[u32]) -> bool {
    let flow = |key: u32| Scope::ALL.with_key(Dimension::Flow, key).flow();
    let named: Vec<Flow> = keys.iter().filter_map(|&key| flow(key)).collect();
    let of = whole.flow();
    BALANCE.iter().any(|side| {
        let [current, ..] = side;
        let of_side = of == Some(Flow::Balance)
            || of.is_some_and(|of| current.is_within(of) && of != *current);
        of_side
            && named.contains(current)
            && named.iter().any(|flow| flow.is_carry())
            && named.iter().all(|flow| side.contains(flow))
    })
}

/// Whether every part of the whole that the tables print, and that is not nil, is listed, or is
/// above or below what is listed; and nothing is carried where the whole is of all periods.
pub(super) fn tables_agree(
    facts: &Facts<'_>,
    whole: Scope,
    dimension: Dimension,
    keys: &[u32],
) -> bool {
    let flow = whole.flow();
    let rest =
        |scope: Scope| scope.without(dimension).without(Dimension::Flow).without(Dimension::Table);
    facts.printed_scopes().iter().all(|&scope| {
        let (Some(other), own) = (scope.flow(), scope.key(dimension)) else { return true };
        let side = flow.is_none_or(|flow| other.is_within(flow) || flow.is_within(other));
        if !side
            || rest(scope) != rest(whole)
            || facts.find(scope).is_none_or(|fact| facts.is_nil(fact))
        {
            return true;
        }
        // A flow of the year holds no carried money, so that the whole is then of all periods.
        if other.is_carry() {
            return false;
        }
        !key_is_within(dimension, own, whole.key(dimension))
            || keys.iter().any(|&key| overlap(dimension, own, key))
    })
}

/// Whether one table prints the whole and parts of it along a dimension, so that its world is closed.
fn tables_print(facts: &Facts<'_>, whole: Scope, dimension: Dimension) -> bool {
    facts.tables().any(|(_, table)| {
        let scopes = || facts.of_table(table).map(|fact| facts.scope(fact));
        !(table.is_apart() || table.has_open_rows() || table.has_open_columns())
            && scopes().any(|scope| scope == whole)
            && scopes().any(|scope| {
                scope.without(dimension) == whole.without(dimension)
                    && scope.key(dimension) != whole.key(dimension)
                    && key_is_within(dimension, scope.key(dimension), whole.key(dimension))
            })
    })
}

/// The families of scopes that make up a scope by what they are.
pub(super) fn families_of(scope: Scope) -> Vec<(Dimension, Vec<Scope>)> {
    let dimensions = [Dimension::Fund, Dimension::Kind, Dimension::Item];
    let mut found = Vec::new();
    for dimension in dimensions {
        let key = scope.key(dimension);
        // Items are not cut by kind, nor by fund, where they are told apart.
        let cut = match dimension {
            Dimension::Item => key != 0,
            Dimension::Fund => key != 0 && scope.item().is_none(),
            _ => scope.item().is_none(),
        };
        if cut {
            let families = Partition::of(dimension, key);
            found.extend(families.map(|family| {
                let parts = family.parts().iter().map(|&part| scope.with_key(dimension, part));
                (dimension, parts.collect())
            }));
        }
    }
    found
}
