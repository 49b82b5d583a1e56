//! Hierarchy: within a table a node is the sum of its nearest printed descendants.
//!
//! Why: a table prints every row and column of what it splits, so that what it does not print is nil.
//!
//! ```text
//!                       合计   基本支出  项目支出
//! 201   一般公共服务支出  12.30     10.00      2.30     12.30 = 10.00 + 2.30
//! 20103 政府办公厅事务    12.30     10.00      2.30     12.30 = 12.30, 10.00 = 10.00, 2.30 = 2.30
//! ```

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::check::Context;
use crate::check::world::World;
use crate::facts::{FactId, Facts, Family, Group, TableId, is_code};
use crate::flow::Flow;
use crate::law::Law;
use crate::scope::partition::{Partition, prints_all};
use crate::scope::{Dimension, Scope, key_is_within};

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    let worlds = Worlds::new(facts);
    for group in facts.groups() {
        for family in group.families() {
            let Some(world) = worlds.of(group, family.key) else { continue };
            let distributed = facts.scope(family.parent).flow() == Some(Flow::Distributed);
            if group.dimension == Dimension::Item && !distributed {
                by_partition(context, &family, world);
            } else {
                family_sum(context, group.dimension, &family, world);
            }
        }
    }
}

/// What the sums of groups may lack.
pub(super) struct Worlds<'a> {
    facts: &'a Facts<'a>,
    /// The tables that list projects with their codes.
    lines: BTreeSet<TableId>,
    /// The groups that no economic class cuts.
    uncut: BTreeMap<(TableId, Dimension, Scope), &'a Group>,
}

impl<'a> Worlds<'a> {
    pub(super) fn new(facts: &'a Facts<'a>) -> Self {
        let uncut = facts.groups().iter().filter(|group| class_of(group.rest).is_none());
        let uncut = uncut.map(|group| ((group.table, group.dimension, group.rest), group));
        Self { facts, lines: tables_with_lines(facts), uncut: uncut.collect() }
    }

    /// The world of the sums of a group below a node: that of its table, open along codes where the
    /// table lists projects with their codes, for a code row under a name that is not its own may
    /// have been taken for one.
    pub(super) fn of(&self, group: &Group, key: u32) -> Option<World> {
        let listed = is_code(group.dimension) && self.lines.contains(&group.table);
        let world = World::of(self.facts.table(group.table)?);
        Some(world.opened_if(listed || self.has_uncut_part(group, key)))
    }

    /// Whether the table prints a part of the node that it does not cut by economic class: 经营支出
    /// beside 基本支出/商品和服务支出 and 项目支出/商品和服务支出.
    fn has_uncut_part(&self, group: &Group, whole: u32) -> bool {
        let Some(class) = class_of(group.rest) else { return false };
        let dimension = group.dimension;
        let Some(uncut) = self.uncut.get(&(group.table, dimension, group.rest.without(class)))
        else {
            return false;
        };
        let covers = |key: u32| {
            let related = |own| {
                own != whole
                    && (key_is_within(dimension, key, own) || key_is_within(dimension, own, key))
            };
            group.nodes().any(|(own, _)| related(own))
        };
        let part = |key: u32| key != whole && key_is_within(dimension, key, whole);
        uncut.nodes().any(|(key, fact)| part(key) && !self.facts.is_nil(fact) && !covers(key))
    }
}

/// The economic classification along which a scope is cut.
fn class_of(scope: Scope) -> Option<Dimension> {
    [Dimension::Department, Dimension::Government].into_iter().find(|&class| scope.fixes(class))
}

/// The tables that print projects with the codes of what they are spent on.
fn tables_with_lines(facts: &Facts<'_>) -> BTreeSet<TableId> {
    let lists = |fact: &FactId| {
        let scope = facts.scope(*fact);
        let codes = [Dimension::Functional, Dimension::Department, Dimension::Government];
        scope.fixes(Dimension::Project) && codes.iter().any(|&code| scope.fixes(code))
    };
    facts.cells().filter(lists).filter_map(|fact| facts.table_of(fact)).collect()
}

fn family_sum(context: &mut Context<'_>, dimension: Dimension, family: &Family, world: World) {
    let Family { key, parent, ref children } = *family;
    let keys = children.iter().map(|&child| context.facts.scope(child).key(dimension));
    let partial =
        !prints_all(dimension, key, keys) || has_other_parts(context, dimension, parent, children);
    context.push_sum(Law::Hierarchy, parent, children, world.opened_if(partial));
}

/// An item may be split in more than one way (采购: by kind, and into 集中 and 分散): each is a sum of its
/// own. 三公经费 and 政府采购 are no split of all spending.
fn by_partition(context: &mut Context<'_>, family: &Family, world: World) {
    let dimension = Dimension::Item;
    for partition in Partition::of(dimension, family.key) {
        let within = |child: &FactId| {
            let key = context.facts.scope(*child).key(dimension);
            partition.parts().iter().any(|&part| key_is_within(dimension, key, part))
        };
        let parts: Vec<FactId> = family.children.iter().copied().filter(within).collect();
        context.push_sum(Law::Hierarchy, family.parent, &parts, world);
    }
}

/// Whether the parent's row prints a part of it that lies outside all children and is cut further
/// besides: 本年拨款/一般公共预算 beside 单位资金 under 合计. The children are then not the whole.
fn has_other_parts(
    context: &mut Context<'_>,
    dimension: Dimension,
    parent: FactId,
    children: &[FactId],
) -> bool {
    if !matches!(dimension, Dimension::Fund | Dimension::Kind | Dimension::Vintage) {
        return false;
    }
    let row = context.facts.beside(parent);
    if !context.pay(row.len().saturating_mul(children.len())) {
        return true;
    }
    let facts = context.facts;
    let whole = facts.scope(parent);
    let covered = |key: u32| {
        let mut keys = children.iter().map(|&child| facts.scope(child).key(dimension));
        keys.any(|child| key_is_within(dimension, key, child))
    };
    row.into_iter().any(|fact| {
        let scope = facts.scope(fact);
        let key = scope.key(dimension);
        key != whole.key(dimension) && scope.is_within(whole) && !covered(key)
    })
}
