//! Hierarchy: a node is the sum of its nearest printed descendants along one dimension.
//!
//! Within one table the world is closed: what a table does not print is nil. Where the parent is
//! printed in another table the same holds up to the table's root and never above it: a 基本支出
//! table says nothing of all spending.

use crate::index;
use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};

use super::Context;
use crate::disclosure::{Content, Table};
use crate::finding::{Finding, FindingKind};
use crate::flow::Flow;
use crate::kind::{Kind, Stage};
use crate::lang::{Lang, Message};
use crate::law::Law;
use crate::place::Place;
use crate::reconcile::facts::Facts;
use crate::reconcile::{Equation, Relation};
use crate::scope::{Dimension, SUMMED, Scope, key_is_within, parent_key, splits_whole};

/// The facts of a table that differ in one dimension only, as a forest.
struct Group {
    /// What the facts share.
    rest: Scope,
    /// Key and fact, in pre-order: a parent stands before its descendants.
    nodes: Vec<(u32, u32)>,
}

/// What stands in the way of closing a sum.
#[derive(Clone, Copy)]
struct Openness {
    rows: bool,
    columns: bool,
}

fn groups(facts: &Facts<'_>, table: &Table, dimension: Dimension) -> Vec<Group> {
    let root = table.root().key(dimension);
    let own = |fact: &u32| {
        let scope = facts.scope(*fact);
        let line = is_code(dimension) && scope.fixes(Dimension::Project);
        !facts.is_muted(*fact) && !line
    };
    let cut = |fact: u32| facts.scope(fact).key(dimension) != root;
    // Most tables are cut along two or three dimensions only.
    if !table.fact_range().map(index::number).any(|fact| cut(fact) && own(&fact)) {
        return Vec::new();
    }
    let mut by_rest: BTreeMap<Scope, Vec<(u32, u32)>> = BTreeMap::new();
    for fact in table.fact_range().map(index::number).filter(own) {
        let scope = facts.scope(fact);
        by_rest.entry(rest(scope, dimension)).or_default().push((scope.key(dimension), fact));
    }
    let group = |(rest, mut nodes): (Scope, Vec<(u32, u32)>)| {
        nodes.sort_unstable();
        nodes.dedup_by_key(|(key, _)| *key);
        Group { rest, nodes }
    };
    by_rest.into_iter().map(group).collect()
}

/// Whether projects are printed with the codes of what they are spent on.
fn has_lines(facts: &Facts<'_>, table: &Table) -> bool {
    table.fact_range().map(index::number).any(|fact| {
        let scope = facts.scope(fact);
        let coded = scope.functional().is_some()
            || scope.department().is_some()
            || scope.government().is_some();
        coded && scope.project().is_some()
    })
}

fn is_code(dimension: Dimension) -> bool {
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
    fn families(&self, dimension: Dimension) -> Vec<(u32, u32, Vec<u32>)> {
        let mut families: Vec<(u32, u32, Vec<u32>)> = Vec::new();
        let mut open: Vec<(u32, usize)> = Vec::new();
        for &(key, fact) in &self.nodes {
            while open.last().is_some_and(|&(above, _)| !key_is_within(dimension, key, above)) {
                open.pop();
            }
            if let Some(&(_, parent)) = open.last() {
                if let Some((_, _, children)) = families.get_mut(parent) {
                    children.push(fact);
                }
            }
            open.push((key, families.len()));
            families.push((key, fact, Vec::new()));
        }
        families.retain(|(_, _, children)| !children.is_empty());
        families
    }

    /// Nodes of the tree that are not printed here and stand between a printed node and the root,
    /// each with its nearest printed descendants.
    fn unprinted(&self, dimension: Dimension, root: u32) -> BTreeMap<u32, Vec<u32>> {
        let printed: BTreeSet<u32> = self.nodes.iter().map(|&(key, _)| key).collect();
        let mut found: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
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

pub(super) fn derive(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    for (index, table) in disclosure.tables().iter().enumerate() {
        let open = Openness { rows: table.has_open_rows(), columns: table.has_open_columns() };
        let lines = has_lines(context.facts, table);
        for dimension in SUMMED {
            // A code row under a name that is not its own may have been taken for a project.
            let lines = lines && is_code(dimension);
            let open = Openness { rows: open.rows || lines, ..open };
            for group in groups(context.facts, table, dimension) {
                inside(context, dimension, &group, open);
                if !matches!(dimension, Dimension::Entity | Dimension::Project) {
                    across(context, dimension, &group, index, open);
                }
            }
        }
        carried_columns(context, table, open);
        personnel_rows(context, table, open);
        missing_rows(context, table, index);
    }
}

/// Sums whose parent is printed in the same table.
fn inside(context: &mut Context<'_, '_>, dimension: Dimension, group: &Group, open: Openness) {
    for (key, parent, children) in group.families(dimension) {
        let distributed = context.facts.scope(parent).flow() == Some(Flow::Distributed);
        if dimension == Dimension::Item && key == 0 && !distributed {
            continue;
        }
        let partial = !splits_whole(dimension, key, children.len())
            || has_other_parts(context, dimension, parent, &children)
            || dimension == Dimension::Kind && key == 0 && !has_basic(context.facts, &children);
        let open = open.rows || open.columns || partial;
        push_sum(context, parent, &children, open);
    }
}

/// Whether the parent's row prints a part of it that lies outside all children and is cut further
/// besides: 本年拨款/一般公共预算 beside 单位资金 under 合计. The children are then not the whole.
fn has_other_parts(
    context: &mut Context<'_, '_>,
    dimension: Dimension,
    parent: u32,
    children: &[u32],
) -> bool {
    if !matches!(dimension, Dimension::Fund | Dimension::Kind | Dimension::Vintage) {
        return false;
    }
    let row = row_facts(context.facts, parent);
    if !context.pay(row.len().saturating_mul(children.len())) {
        return true;
    }
    let facts = &*context.facts;
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

/// The facts of a fact's row, in the order of print.
pub(super) fn row_facts(facts: &Facts<'_>, fact: u32) -> Vec<u32> {
    let row = |fact: u32| match facts.place(fact) {
        Place::Cell { table, row, .. } => Some((table, row)),
        _ => None,
    };
    let own = row(fact);
    let before = (0..fact).rev().take_while(|&other| row(other) == own).count();
    let first = index::index(fact).saturating_sub(before);
    (index::number(first)..index::number(facts.len())).take_while(|&f| row(f) == own).collect()
}

/// Whether 基本支出, or a part of it, is among the kinds: 其中：项目支出结转和结余 and 经营结余 alone are
/// not all that is carried over.
fn has_basic(facts: &Facts<'_>, children: &[u32]) -> bool {
    children
        .iter()
        .any(|&child| facts.scope(child).kind().is_some_and(|kind| kind.is_within(Kind::Basic)))
}

/// Sums whose parent is printed in another table.
fn across(
    context: &mut Context<'_, '_>,
    dimension: Dimension,
    group: &Group,
    table: usize,
    open: Openness,
) {
    let Some(own) = context.facts.disclosure.tables().get(table) else { return };
    if own.is_apart() {
        return;
    }
    for (key, children) in group.unprinted(dimension, own.root().key(dimension)) {
        let no_basic =
            dimension == Dimension::Kind && key == 0 && !has_basic(context.facts, &children);
        if !splits_whole(dimension, key, children.len()) || no_basic {
            continue;
        }
        let scope = group.rest.with_key(dimension, key);
        if let Some(parent) = context.facts.find_elsewhere(scope, table) {
            push_sum(context, parent, &children, open.rows || open.columns);
        }
    }
}

/// Parent = Σ children; an unread label or cell may hide a part, so then only parent ≥ Σ children,
/// and not even that where a part so hidden is negative.
pub(super) fn push_sum(context: &mut Context<'_, '_>, parent: u32, children: &[u32], open: bool) {
    let readable: Vec<u32> =
        children.iter().copied().filter(|&child| context.facts.is_readable(child)).collect();
    let open = open || readable.len() < children.len();
    let boundless = open && readable.iter().any(|&child| may_miss_negative(context, child));
    if readable.is_empty() || boundless {
        return;
    }
    let relation = if open { Relation::AtLeast } else { Relation::Equal };
    context.push(Equation::sum(Law::Hierarchy, relation, parent, &readable));
}

/// Whether a negative figure of a fact's table was not understood.
fn may_miss_negative(context: &Context<'_, '_>, fact: u32) -> bool {
    let tables = context.facts.disclosure.tables();
    let table = context.facts.place(fact).table().and_then(|table| tables.get(index::index(table)));
    table.is_some_and(Table::has_unread_negative)
}

/// A column 上年结转 beside the funds of the year: the total column, of all periods, is the sum of
/// the funds and of what is carried in.
fn carried_columns(context: &mut Context<'_, '_>, table: &Table, open: Openness) {
    let all: Vec<u32> = table.fact_range().map(index::number).collect();
    let mut rest = all.as_slice();
    while let Some(&first) = rest.first() {
        let row = row_of(context.facts.place(first));
        let end = rest.partition_point(|&fact| row_of(context.facts.place(fact)) <= row);
        let (facts, below) = rest.split_at_checked(end.max(1)).unwrap_or((rest, &[]));
        rest = below;
        // Facts of one scope in one row are one amount: the first stands for all.
        let mut by_scope: BTreeMap<Scope, u32> = BTreeMap::new();
        for &fact in facts {
            by_scope.entry(context.facts.scope(fact)).or_insert(fact);
        }
        for (&scope, &parent) in &by_scope {
            let Some(flow @ (Flow::Income | Flow::Expenditure)) = scope.flow() else { continue };
            if !context.pay(by_scope.len()) {
                return;
            }
            let within: Vec<(Scope, u32)> = by_scope
                .iter()
                .map(|(&own, &fact)| (own, fact))
                .filter(|(own, _)| own.is_within(scope))
                .filter(|(own, _)| own.flow() != Some(flow))
                .collect();
            if !context.pay(within.len().saturating_mul(within.len())) {
                return;
            }
            let widest = |own: Scope| !within.iter().any(|&(o, _)| o != own && own.is_within(o));
            let mut parts: Vec<u32> =
                within.iter().filter(|&&(own, _)| widest(own)).map(|&(_, fact)| fact).collect();
            parts.sort_unstable();
            push_sum(context, parent, &parts, open.rows || open.columns);
        }
    }
}

/// 人员经费合计 and 公用经费合计 as rows of an economic table of final accounts: 301 and 303 belong to
/// the first, all other classes to the second.
fn personnel_rows(context: &mut Context<'_, '_>, table: &Table, open: Openness) {
    let mut classes: BTreeMap<Scope, Vec<u32>> = BTreeMap::new();
    let mut totals: Vec<(Scope, Kind, u32)> = Vec::new();
    for fact in table.fact_range().map(index::number) {
        let scope = context.facts.scope(fact);
        if scope.stage() != Some(Stage::Final) || context.facts.is_muted(fact) {
            continue;
        }
        match (scope.department(), scope.kind()) {
            (Some(code), Some(Kind::Basic)) if code.parent().is_none() => {
                classes.entry(scope.without(Dimension::Department)).or_default().push(fact);
            }
            (None, Some(kind @ (Kind::Personnel | Kind::Operating))) => {
                totals.push((scope.with_kind(Kind::Basic), kind, fact));
            }
            _ => {}
        }
    }
    for (rest, kind, total) in totals {
        let Some(classes) = classes.get(&rest) else { continue };
        let personnel = |fact: u32| {
            let code = context.facts.scope(fact).department();
            code.is_some_and(|code| matches!(code.number(), 301 | 303))
        };
        let own: Vec<u32> = classes
            .iter()
            .copied()
            .filter(|&fact| personnel(fact) == (kind == Kind::Personnel))
            .collect();
        push_sum(context, total, &own, open.rows || open.columns);
    }
}

/// Leaves out rows whose cells are all blank although what stands below them is not: such a row is
/// a heading, or its figures were forgotten. Reported, so that it is not taken for nil.
pub(super) fn mute_headings(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    let mut muted: Vec<u32> = Vec::new();
    for (index, table) in disclosure.tables().iter().enumerate() {
        let blank = blank_rows(disclosure, table);
        if blank.is_empty() {
            continue;
        }
        let mut headings: BTreeSet<u32> = BTreeSet::new();
        for dimension in SUMMED {
            for group in groups(context.facts, table, dimension) {
                for (key, parent, children) in group.families(dimension) {
                    let row = row_of(context.facts.place(parent));
                    let filled = children.iter().any(|&child| !context.facts.is_nil(child));
                    let part = dimension == Dimension::Item && key == 0;
                    if filled && !part && row.is_some_and(|row| blank.contains(&row)) {
                        headings.extend(row);
                    }
                }
            }
        }
        muted.extend(table.fact_range().map(index::number).filter(|&fact| {
            row_of(context.facts.place(fact)).is_some_and(|row| headings.contains(&row))
        }));
        for row in headings {
            let message = Message::new(
                "这一行是空白，其下级却有数，按标题行处理",
                "this row is blank although its parts are not; it is taken for a heading",
            );
            let place = Place::Row { table: index::number(index), row };
            context.findings.push(Finding::new(FindingKind::MissingRow, [place].into(), message));
        }
    }
    context.facts.mute(muted);
}

/// The rows of which no cell prints anything.
fn blank_rows(disclosure: &crate::disclosure::Disclosure, table: &Table) -> BTreeSet<u32> {
    let facts = disclosure.facts().get(table.fact_range()).unwrap_or_default();
    let mut blank = BTreeSet::new();
    let mut filled = BTreeSet::new();
    for fact in facts {
        if let Some(row) = row_of(fact.place()) {
            let set = if fact.content() == Content::Blank { &mut blank } else { &mut filled };
            set.insert(row);
        }
    }
    blank.retain(|row| !filled.contains(row));
    blank
}

fn row_of(place: Place) -> Option<u32> {
    match place {
        Place::Cell { row, .. } => Some(row),
        _ => None,
    }
}

/// Reports classifications that print parts without the node above them.
fn missing_rows(context: &mut Context<'_, '_>, table: &Table, index: usize) {
    if table.has_open_rows() {
        return;
    }
    for dimension in [Dimension::Functional, Dimension::Department, Dimension::Government] {
        let mut missing: BTreeSet<u32> = BTreeSet::new();
        for group in groups(context.facts, table, dimension) {
            let root = table.root().key(dimension);
            let absent = group.unprinted(dimension, root);
            // A total split by kind in rows (人员经费合计, 公用经费合计) stands for the one total.
            missing.extend(absent.keys().filter(|&&key| key != 0));
        }
        for key in missing {
            let node = Scope::ALL.with_key(dimension, key);
            let place = Place::Table { table: index::number(index) };
            let message = Message::new(
                format!("有下级科目，没有上级科目 {} 的行", node.describe(Lang::Zh, |_| None)),
                format!("parts are printed, but not {}", node.describe(Lang::En, |_| None)),
            );
            context.findings.push(Finding::new(FindingKind::MissingRow, [place].into(), message));
        }
    }
}
