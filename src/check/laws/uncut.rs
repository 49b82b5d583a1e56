//! Parts that a table prints without cutting them as it cuts the others: sums of what it cuts lack them
//! though every row and column was understood.
//!
//! ```text
//! 工资福利支出: 基本支出 40, 项目支出 5; 经营支出 3 for itself      经营支出 is not cut by class
//!
//! 人员经费    205 40                     人员经费 stops at 205:
//! 公用经费    205 10, 20502 10           a sum of 20502 over the kinds lacks its part
//! ```

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::facts::{FactId, Facts, Group, TableId, is_code};
use crate::kind::Kind;
use crate::scope::partition::is_personnel;
use crate::scope::{Dimension, Node, Scope, key_is_within, parent_key};

/// What the sums of groups may lack though every row and column was understood.
pub(super) struct Uncut<'a> {
    facts: &'a Facts<'a>,
    /// The tables that list projects with their codes.
    lines: BTreeSet<TableId>,
    /// The groups that no economic class cuts.
    whole: BTreeMap<(TableId, Dimension, Scope), &'a Group>,
    /// By table, dimension and what is shared beside the function: the functions of each part.
    functions: BTreeMap<(TableId, Dimension, Scope), BTreeMap<u32, Functions>>,
}

/// The functional codes under which a table prints a part that is not nil.
#[derive(Default)]
struct Functions {
    printed: BTreeSet<u32>,
    /// Those above a printed one.
    above: BTreeSet<u32>,
}

impl<'a> Uncut<'a> {
    pub(super) fn new(facts: &'a Facts<'a>) -> Self {
        let whole = facts.groups().iter().filter(|group| class_of(group.rest).is_none());
        let whole = whole.map(|group| ((group.table, group.dimension, group.rest), group));
        Self {
            facts,
            lines: tables_with_lines(facts),
            whole: whole.collect(),
            functions: functions(facts),
        }
    }

    /// Whether the sums of a group below a node may lack a part: along codes where the table lists
    /// projects with their codes, for a code row under a name that is not its own may have been
    /// taken for one.
    pub(super) fn may_lack(&self, group: &Group, key: u32) -> bool {
        is_code(group.dimension) && self.lines.contains(&group.table)
            || self.has_part_without_class(group, key)
            || self.has_operating_beside(group, key)
            || self.has_part_of_another_depth(group, key)
    }

    /// Whether the table prints a part of the node that it does not cut by economic class: 经营支出
    /// beside 基本支出/商品和服务支出 and 项目支出/商品和服务支出.
    fn has_part_without_class(&self, group: &Group, whole: u32) -> bool {
        let Some(class) = class_of(group.rest) else { return false };
        let dimension = group.dimension;
        let Some(uncut) = self.whole.get(&(group.table, dimension, group.rest.without(class)))
        else {
            return false;
        };
        let part = |key: u32| key != whole && key_is_within(dimension, key, whole);
        uncut
            .nodes()
            .any(|(key, fact)| part(key) && !self.facts.is_nil(fact) && !covers(group, whole, key))
    }

    /// Whether the table prints 公用经费 beside the classes of 基本支出 that are paid to people, and in place
    /// of all others.
    fn has_operating_beside(&self, group: &Group, whole: u32) -> bool {
        let (dimension, rest) = (group.dimension, group.rest);
        if dimension != Dimension::Department || whole != 0 || rest.kind() != Some(Kind::Basic) {
            return false;
        }
        let kinds = (group.table, Dimension::Kind, rest.without(Dimension::Kind));
        let operating = |kinds: &&Group| {
            let mut nodes = kinds.nodes();
            nodes.any(|(key, fact)| key == Node::key(Kind::Operating) && !self.facts.is_nil(fact))
        };
        let mut codes = group.nodes().filter_map(|(_, fact)| self.facts.scope(fact).department());
        self.whole.get(&kinds).is_some_and(operating) && codes.all(is_personnel)
    }

    /// Whether the table prints a part of the node under other functions, above or below that of
    /// the group, without printing it there.
    fn has_part_of_another_depth(&self, group: &Group, whole: u32) -> bool {
        let dimension = group.dimension;
        let rest = group.rest.without(Dimension::Functional);
        let Some(parts) = self.functions.get(&(group.table, dimension, rest)) else {
            return false;
        };
        let own = group.rest.key(Dimension::Functional);
        let stops_above = |functions: &Functions| {
            let mut above = above(own);
            let nearest = above.find(|code| functions.printed.contains(code));
            nearest.is_some_and(|code| !functions.above.contains(&code))
        };
        parts.iter().any(|(&key, functions)| {
            key != whole
                && key_is_within(dimension, key, whole)
                && (functions.above.contains(&own) || stops_above(functions))
                && !covers(group, whole, key)
        })
    }
}

/// Whether a group prints a part, or parts of it, or what it is a part of.
fn covers(group: &Group, whole: u32, key: u32) -> bool {
    let dimension = group.dimension;
    group.nodes().any(|(own, _)| {
        own != whole && (key_is_within(dimension, key, own) || key_is_within(dimension, own, key))
    })
}

/// The functional codes above one, the nearest first.
fn above(code: u32) -> impl Iterator<Item = u32> {
    let up = |&code: &u32| (code != 0).then(|| parent_key(Dimension::Functional, code));
    core::iter::successors(Some(code), up).skip(1).filter(|&code| code != 0)
}

/// The functions of each part, in tables where the parts differ in how deep they go: elsewhere every
/// row prints every part.
fn functions(facts: &Facts<'_>) -> BTreeMap<(TableId, Dimension, Scope), BTreeMap<u32, Functions>> {
    let cut = |group: &&Group| !is_code(group.dimension) && group.rest.fixes(Dimension::Functional);
    let shared =
        |group: &Group| (group.table, group.dimension, group.rest.without(Dimension::Functional));
    let mut sizes: BTreeMap<(TableId, Dimension, Scope), Vec<usize>> = BTreeMap::new();
    for group in facts.groups().iter().filter(cut) {
        sizes.entry(shared(group)).or_default().push(group.nodes().count());
    }
    sizes.retain(|_, sizes| sizes.iter().any(|size| Some(size) != sizes.first()));
    let mut found: BTreeMap<(TableId, Dimension, Scope), BTreeMap<u32, Functions>> =
        BTreeMap::new();
    for group in
        facts.groups().iter().filter(cut).filter(|group| sizes.contains_key(&shared(group)))
    {
        let code = group.rest.key(Dimension::Functional);
        let parts = found.entry(shared(group)).or_default();
        for (key, _) in group.nodes().filter(|&(_, fact)| !facts.is_nil(fact)) {
            let functions = parts.entry(key).or_default();
            functions.printed.insert(code);
            functions.above.extend(above(code));
        }
    }
    found
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
