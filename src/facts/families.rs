//! The cells of a table along one dimension, as trees.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::{FactId, Facts, Scopes, TableId};
use crate::scope::{Dimension, SUMMED, Scope, key_is_within, parent_key};

/// The facts of a table that differ in one dimension only, as a forest.
pub(crate) struct Group {
    pub(crate) table: TableId,
    pub(crate) dimension: Dimension,
    /// What the facts share.
    pub(crate) rest: Scope,
    /// Key and fact, in pre-order: a parent stands before its descendants.
    nodes: Vec<(u32, FactId)>,
}

/// A printed parent with its nearest printed descendants.
pub(crate) struct Family {
    pub(crate) key: u32,
    pub(crate) parent: FactId,
    pub(crate) children: Vec<FactId>,
}

/// The groups of all tables along all dimensions that add up.
pub(super) fn all_groups(facts: &Facts<'_>) -> Vec<Group> {
    let mut all = Vec::new();
    for (table, _) in facts.tables() {
        for dimension in SUMMED {
            groups(facts, table, dimension, &mut all);
        }
    }
    all
}

/// Adds the groups of a table along a dimension, in the order of what they share.
pub(super) fn groups(facts: &Facts<'_>, id: TableId, dimension: Dimension, all: &mut Vec<Group>) {
    let Some(table) = facts.table(id) else { return };
    let root = table.root().key(dimension);
    let own = |fact: FactId| {
        let scope = facts.scope(fact);
        !(is_code(dimension) && scope.fixes(Dimension::Project))
    };
    let cut = |fact: FactId| facts.scope(fact).key(dimension) != root;
    // Most tables are cut along two or three dimensions only.
    if !facts.of_table(table).any(|fact| cut(fact) && own(fact)) {
        return;
    }
    let first = all.len();
    let mut rests = Scopes::default();
    for fact in facts.of_table(table).filter(|&fact| own(fact)) {
        let scope = facts.scope(fact);
        let rest = rest(scope, dimension);
        let number = first + rests.intern(rest).index();
        if number == all.len() {
            all.push(Group { table: id, dimension, rest, nodes: Vec::new() });
        }
        if let Some(group) = all.get_mut(number) {
            group.nodes.push((scope.key(dimension), fact));
        }
    }
    let own = all.get_mut(first..).unwrap_or_default();
    for group in own.iter_mut() {
        group.nodes.sort_unstable();
        group.nodes.dedup_by_key(|(key, _)| *key);
    }
    own.sort_unstable_by_key(|group| group.rest);
}

pub(crate) fn is_code(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Functional | Dimension::Department | Dimension::Government)
}

/// A scope without one dimension. A line of a list stands for itself whatever its codes are, so
/// along projects these go too.
fn rest(scope: Scope, dimension: Dimension) -> Scope {
    let rest = scope.without(dimension);
    if dimension != Dimension::Project || !scope.fixes(Dimension::Project) {
        return rest;
    }
    rest.without(Dimension::Functional)
        .without(Dimension::Department)
        .without(Dimension::Government)
}

impl Group {
    /// Each printed parent with its nearest printed descendants.
    pub(crate) fn families(&self) -> Vec<Family> {
        let dimension = self.dimension;
        let mut families: Vec<Family> = Vec::new();
        let mut open: Vec<(u32, usize)> = Vec::new();
        for &(key, fact) in &self.nodes {
            while open.last().is_some_and(|&(above, _)| !key_is_within(dimension, key, above)) {
                open.pop();
            }
            if let Some(&(_, parent)) = open.last() {
                if let Some(family) = families.get_mut(parent) {
                    family.children.push(fact);
                }
            }
            open.push((key, families.len()));
            families.push(Family { key, parent: fact, children: Vec::new() });
        }
        families.retain(|family| !family.children.is_empty());
        families
    }

    /// Its nodes, with their keys.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (u32, FactId)> + '_ {
        self.nodes.iter().copied()
    }

    /// Nodes of the tree that are not printed here and stand between a printed node and the root,
    /// each with its nearest printed descendants.
    pub(crate) fn unprinted(&self, root: u32) -> BTreeMap<u32, Vec<FactId>> {
        let dimension = self.dimension;
        let printed: BTreeSet<u32> = self.nodes.iter().map(|&(key, _)| key).collect();
        let mut found: BTreeMap<u32, Vec<FactId>> = BTreeMap::new();
        for &(key, fact) in &self.nodes {
            let mut above = key;
            while above != root {
                above = parent_key(dimension, above);
                if printed.contains(&above) || !key_is_within(dimension, above, root) {
                    break;
                }
                found.entry(above).or_default().push(fact);
            }
        }
        found
    }
}
