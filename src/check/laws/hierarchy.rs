//! Hierarchy: within a table a node is the sum of its nearest printed descendants.
//!
//! Why: a table prints every row and column of what it splits, so that what it does not print is nil.
//!
//! ```text
//!                       合计   基本支出  项目支出
//! 201   一般公共服务支出  12.30     10.00      2.30     12.30 = 10.00 + 2.30
//! 20103 政府办公厅事务    12.30     10.00      2.30     12.30 = 12.30, 10.00 = 10.00, 2.30 = 2.30
//! ```

use alloc::vec::Vec;

use super::across;
use super::uncut::Uncut;
use crate::check::Context;
use crate::disclosure::Table;
use crate::facts::{FactId, Family};
use crate::flow::Flow;
use crate::law::Law;
use crate::scope::partition::{Partition, prints_all};
use crate::scope::{Dimension, key_is_within};

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    let uncut = Uncut::new(facts);
    for group in facts.groups() {
        for family in group.families() {
            let partial = uncut.may_lack(group, family.key);
            let distributed = facts.scope(family.parent).flow() == Some(Flow::Distributed);
            if group.dimension == Dimension::Item && !distributed {
                by_partition(context, &family, partial);
            } else {
                family_sum(context, group.dimension, &family, partial);
            }
        }
    }
    across::derive(context, &uncut);
}

fn family_sum(context: &mut Context<'_>, dimension: Dimension, family: &Family, partial: bool) {
    let Family { key, parent, ref children } = *family;
    let keys = children.iter().map(|&child| context.facts.scope(child).key(dimension));
    let partial = partial
        || !prints_all(dimension, key, keys)
        || has_other_parts(context, dimension, parent, children);
    context.push_sum(Law::Hierarchy, parent, children, partial);
}

/// An item may be split in more than one way (采购: by kind, and into 集中 and 分散): each is a sum of its
/// own. 三公经费 and 政府采购 are no split of all spending.
fn by_partition(context: &mut Context<'_>, family: &Family, partial: bool) {
    let dimension = Dimension::Item;
    for partition in Partition::of(dimension, family.key) {
        let within = |child: &FactId| {
            let key = context.facts.scope(*child).key(dimension);
            partition.parts().iter().any(|&part| key_is_within(dimension, key, part))
        };
        let parts: Vec<FactId> = family.children.iter().copied().filter(within).collect();
        context.push_sum(Law::Hierarchy, family.parent, &parts, partial);
    }
}

/// Whether the parent's row prints a part of it that lies outside all children and is cut further
/// besides: 本年拨款/一般公共预算 beside 单位资金 under 合计. The children are then not the whole. Nor are
/// they in a table whose title does not tell of which periods its total is, where 上年结转 stands beside.
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
    let apart = facts.read_table_of(parent).is_none_or(Table::is_apart);
    row.into_iter().any(|fact| {
        let scope = facts.scope(fact);
        let key = scope.key(dimension);
        if apart && scope.flow().is_some_and(Flow::is_carry) && !facts.is_nil(fact) {
            return true;
        }
        key != whole.key(dimension) && scope.is_within(whole) && !covered(key)
    })
}
